package law_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

func TestALawIsMadeAgainOfItsFiles(t *testing.T) {
	supplemented, err := law.Open(os.DirFS("testdata/supplements"))
	if err != nil {
		t.Fatal(err)
	}
	for name, l := range map[string]*law.Law{"embedded": embedded(t), "supplemented": supplemented} {
		again, err := law.FromFiles(l.Files())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if again.Digest() != l.Digest() || again.Edition() != l.Edition() || len(l.Edition()) != 64 {
			t.Errorf("%s: the law %s of edition %s came back as %s of edition %s", name, l.Digest(), l.Edition(), again.Digest(), again.Edition())
		}
		if differences := law.Diff(l, again); len(differences) > 0 {
			t.Errorf("%s: the law came back with other cells: %v", name, differences)
		}
	}
}

func TestTheFilesOfALawAreTheBytesItWasReadFrom(t *testing.T) {
	onDisk := files(t)
	got := embedded(t).Files()
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(onDisk))) {
		t.Fatalf("the files are %v", slices.Sorted(maps.Keys(got)))
	}
	for name, data := range got {
		if string(data) != string(onDisk[name].Data) {
			t.Errorf("%s differs from the file", name)
		}
	}
}

func TestNobodyCanChangeALawThroughItsFiles(t *testing.T) {
	given := embedded(t).Files()
	l, err := law.FromFiles(given)
	if err != nil {
		t.Fatal(err)
	}
	given[c24File][0]++
	l.Files()[c24File][0]++
	if string(l.Files()[c24File]) != string(embedded(t).Files()[c24File]) {
		t.Error("the bytes of the law were changed from outside")
	}
}

func TestTheEditionChangesWithEveryWordAndTheDigestOnlyWithTheCells(t *testing.T) {
	before := embedded(t)
	for _, c := range []struct{ name, file, old, becomes string }{
		{"a comment", c24File, "# Options.", "# The options."},
		{"a note", c24File, "signatures since 22 June 2024", "signatures from 22 June 2024"},
		{"the title of a source", srcFile, "CPAM de Laval", "CPAM de la Mayenne"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := before.Files()
			changed[c.file] = []byte(damaged(t, c.file, c.old, c.becomes))
			l, err := law.FromFiles(changed)
			if err != nil {
				t.Fatal(err)
			}
			if l.Edition() == before.Edition() || l.Digest() != before.Digest() {
				t.Errorf("edition changed: %v, digest changed: %v", l.Edition() != before.Edition(), l.Digest() != before.Digest())
			}
		})
	}
}

// Without the lengths, a byte could move from one file to the next unseen.
func TestTheEditionTellsWhereAFileEnds(t *testing.T) {
	moved := embedded(t).Files()
	one, other := moved[a7File], moved[c24File]
	moved[a7File], moved[c24File] = append(one, '\n'), []byte(strings.TrimPrefix(string(other), "\n"))
	l, err := law.FromFiles(moved)
	if err != nil {
		t.Fatal(err)
	}
	if l.Edition() == embedded(t).Edition() {
		t.Error("a longer file has the same edition")
	}
}
