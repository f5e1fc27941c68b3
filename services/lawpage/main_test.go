package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out strings.Builder
	if err := run(args, &out, t.Output()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestThePageIsFrenchUnlessEnglishIsAskedFor(t *testing.T) {
	if page := printed(t); !strings.HasPrefix(page, "# Le droit de l'aide") || !strings.Contains(page, "\n## Nos lectures\n") {
		t.Errorf("the page begins with %.80q", page)
	}
	if page := printed(t, "-en"); !strings.HasPrefix(page, "# The law of the aid") || !strings.Contains(page, "\n## Our readings\n") {
		t.Errorf("the English page begins with %.80q", page)
	}
}

func TestAnOperatorSeesWhatTheSupplementsFill(t *testing.T) {
	page := printed(t, "-en", "-supplements", filepath.Join("..", "internal", "law", "testdata", "supplements"))
	for _, want := range []string{
		"| `rates.all_options.p30_p50` | 33.3 % | OPERATOR | FICT-ANNEX (fictitious-texts.yaml) | a fictitious figure |",
		"\n## Supplements\n", "**fictitious-percentiles.yaml**, by CPAM fictive, service des tests",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(printed(t, "-en"), "Supplements") {
		t.Error("a page without supplements speaks of them")
	}
}

func TestABadSupplementOrArgumentIsToldInsteadOfAPage(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "ours.yaml"), []byte("cells: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-supplements", folder}, {"-supplements", filepath.Join(folder, "nowhere")}, {"loud"}, {"-loud"}} {
		var out strings.Builder
		if err := run(args, &out, t.Output()); err == nil || out.Len() > 0 {
			t.Errorf("%v: error %v, page %q", args, err, out.String())
		}
	}
}
