// Package lawtest runs the cases of the law: tables in internal/law/testdata/cases that
// a lawyer can check against the published pages, one YAML file for each subject.
package lawtest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v3"
)

// Head is what every file of cases says of itself.
type Head struct {
	Kind   string // which table it is, and so which test runs it
	About  struct{ FR, EN string }
	Source []string // keys of reference/sources.yaml
	Cases  int      // how many cases its rows make; the test that runs them counts again
}

// sheet is a whole file.
type sheet[Row any] struct {
	Head `yaml:",inline"`
	Rows []Row
}

// Case is one case: a name that reads as a sentence, and what proves it.
type Case struct {
	Name  string
	Prove func(t *testing.T)
}

// Heads reads what each file in a folder says of itself, by the file's name.
func Heads(t testing.TB, dir string) map[string]Head {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases in %s: %v", dir, err)
	}
	heads := map[string]Head{}
	for _, path := range paths {
		var h Head
		if err := yaml.Unmarshal(content(t, path), &h); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		heads[filepath.Base(path)] = h
	}
	return heads
}

// Rows reads the rows of every file of a kind, by the file's name. An unknown key ends
// the test.
func Rows[Row any](t testing.TB, dir, kind string) map[string][]Row {
	t.Helper()
	rows := map[string][]Row{}
	for file, head := range Heads(t, dir) {
		if head.Kind != kind {
			continue
		}
		var s sheet[Row]
		strict := yaml.NewDecoder(bytes.NewReader(content(t, filepath.Join(dir, file))))
		strict.KnownFields(true)
		if err := strict.Decode(&s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		rows[file] = s.Rows
	}
	if len(rows) == 0 {
		t.Fatalf("no file in %s is of the kind %q", dir, kind)
	}
	return rows
}

// Run proves every case that the rows of a kind expand to. A name stands once in its
// file, and a file has as many cases as it says.
func Run[Row any](t *testing.T, dir, kind string, expand func(*testing.T, Row) []Case) {
	t.Helper()
	heads := Heads(t, dir)
	for file, rows := range Rows[Row](t, dir, kind) {
		t.Run(file, func(t *testing.T) {
			seen := map[string]bool{}
			for _, row := range rows {
				for _, c := range expand(t, row) {
					if seen[c.Name] {
						t.Errorf("two cases are called %q", c.Name)
					}
					seen[c.Name] = true
					t.Run(c.Name, c.Prove)
				}
			}
			if want := heads[file].Cases; len(seen) != want {
				t.Errorf("the rows make %d cases, the file says cases: %d", len(seen), want)
			}
		})
	}
}

func content(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
