package law_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

var update = flag.Bool("update", false, "write testdata/law.golden.md anew")

func TestEveryCellOfTheLawStandsInTheGoldenPage(t *testing.T) {
	const golden = "testdata/law.golden.md"
	got := embedded(t).Page(law.InEnglish)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] && !strings.HasPrefix(gotLines[i], "Digest") {
			t.Errorf("line %d is\n%s\nwanted\n%s", i+1, gotLines[i], wantLines[i])
			break
		}
	}
	t.Errorf("the law differs from %s (%d lines, wanted %d); if it is meant to: go test ./internal/law -update", golden, len(gotLines), len(wantLines))
}

func TestTheDigestIsTheOneOfTheGoldenPage(t *testing.T) {
	page, err := os.ReadFile("testdata/law.golden.md")
	if err != nil {
		t.Fatal(err)
	}
	if digest := embedded(t).Digest(); !strings.Contains(string(page), digest) {
		t.Errorf("the digest %s does not stand in the golden page", digest)
	}
}

func TestTheFrenchPageHasTheSameTablesAsTheEnglishOne(t *testing.T) {
	l := supplemented(t)
	french, english := strings.Split(l.Page(law.InFrench), "\n"), strings.Split(l.Page(law.InEnglish), "\n")
	if len(french) != len(english) {
		t.Fatalf("%d lines in French, %d in English", len(french), len(english))
	}
	for i := range french {
		if strings.Count(french[i], "| ") != strings.Count(english[i], "| ") || strings.HasPrefix(french[i], "#") != strings.HasPrefix(english[i], "#") {
			t.Errorf("line %d is\n%s\nand in English\n%s", i+1, french[i], english[i])
		}
	}
}

func TestEveryEntryOfTheContentsLeadsToItsHeading(t *testing.T) {
	page := supplemented(t).Page(law.InFrench)
	entries := 0
	for line := range strings.Lines(page) {
		title, isEntry := strings.CutPrefix(line, "- [")
		if !isEntry {
			continue
		}
		entries++
		title, _, _ = strings.Cut(title, "](#")
		if !strings.Contains(page, "\n## "+title+"\n") {
			t.Errorf("no heading is called %q", title)
		}
	}
	if headings := strings.Count(page, "\n## "); entries != headings {
		t.Errorf("%d entries for %d headings", entries, headings)
	}
}

func TestEveryCellStandsOnThePageWithItsCertainty(t *testing.T) {
	l := supplemented(t)
	page := l.Page(law.InFrench)
	for _, id := range []string{avenant7, reglementArbitral, convention2024, "aide-collective-2026", "reference"} {
		cells, _ := l.Cells(id)
		for _, c := range cells {
			if row := "| `" + c.Cell + "` | " + c.Value + " | " + c.Certainty.String() + " | "; !strings.Contains(page, row) {
				t.Errorf("the page has no row %s", row)
			}
		}
	}
}

func TestEveryChapterOfThePageHasATitleInBothLanguages(t *testing.T) {
	page := embedded(t).Page(law.InFrench)
	for line := range strings.Lines(page) {
		if title, ok := strings.CutPrefix(line, "### "); ok && strings.ToLower(title[:1]) == title[:1] {
			t.Errorf("the chapter %q has no title of its own", title)
		}
	}
}
