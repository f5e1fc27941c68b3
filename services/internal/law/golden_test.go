package law_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

var update = flag.Bool("update", false, "write testdata/law.golden.md anew")

// printed is the whole law as a page that a lawyer can read and that a diff shows.
func printed(l *law.Law) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The law of the aid, every cell\n\nDigest `%s`.\n", l.Digest())
	counts := l.Status().Counts
	for _, c := range law.Certainties() {
		fmt.Fprintf(&b, "%s %d. ", c, counts[c])
	}
	b.WriteString("\n")
	section := func(id, title string) {
		cells, _ := l.Cells(id)
		fmt.Fprintf(&b, "\n## %s — %s\n\n| cell | value | certainty | source | note, and who settles it |\n|---|---|---|---|---|\n", id, title)
		for _, c := range cells {
			words := c.Note.EN
			if c.SettledBy.EN != "" {
				words = strings.TrimPrefix(words+" → "+c.SettledBy.EN, " ")
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", c.Cell, c.Value, c.Certainty, c.Source, words)
		}
	}
	for _, text := range l.Texts() {
		section(text.ID, text.Title.FR)
	}
	section(l.CollectiveAid().ID, l.CollectiveAid().Title.FR)
	section("reference", "tables de référence")
	return b.String()
}

func TestEveryCellOfTheLawStandsInTheGoldenPage(t *testing.T) {
	const golden = "testdata/law.golden.md"
	got := printed(embedded(t))
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
