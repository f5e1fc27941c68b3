// Package services_test proves what no single package can: the rules of the house,
// and the life of an application through the three real services.
package services_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

// pure are the packages that decide: from arguments alone, so that an old answer can
// be computed again.
var pure = []string{
	"assistmed/services/internal/bank",
	"assistmed/services/internal/civil",
	"assistmed/services/internal/ident",
	"assistmed/services/internal/law",
	"assistmed/services/internal/money",
	"assistmed/services/internal/sepa",
	"assistmed/services/eligibility/internal/eligibility",
	"assistmed/services/eligibility/internal/collective",
	"assistmed/services/contract/internal/contract",
	"assistmed/services/internal/ledger",
	"assistmed/services/internal/audit",
	"assistmed/services/payment/internal/payment",
}

// pureStandard is the part of the standard library that pure packages may import:
// no clock, no randomness, no files but embedded ones, no context, no logger.
var pureStandard = []string{
	"bufio", "bytes", "cmp", "crypto/sha256", "embed", "encoding/hex", "encoding/json", "encoding/xml", "errors", "fmt", "io", "io/fs", "iter", "maps", "math", "math/big",
	"math/bits", "path", "reflect", "regexp", "slices", "sort", "strconv", "strings", "sync", "unicode", "unicode/utf8",
}

// pureForeign is what pure packages may depend on outside the standard library and
// each other.
var pureForeign = []string{"go.yaml.in/yaml/v3"}

type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
}

func TestPurePackagesDependOnNothingButThemselvesAndThePartOfTheStandardLibraryThatDecidesNothing(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", append([]string{"list", "-deps", "-json=ImportPath,Standard,Imports"}, pure...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]listed{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
	for path, p := range packages {
		if !p.Standard && !slices.Contains(pure, path) && !slices.Contains(pureForeign, path) {
			t.Errorf("a pure package depends on %s", path)
		}
	}
	for _, path := range pure {
		p, ok := packages[path]
		if !ok {
			t.Errorf("%s was not listed", path)
		}
		for _, imported := range p.Imports {
			calendar := imported == "time" && timeless[strings.TrimPrefix(path, "assistmed/services/")] != nil
			if packages[imported].Standard && !slices.Contains(pureStandard, imported) && !calendar {
				t.Errorf("%s is pure and imports %s", path, imported)
			}
		}
	}
}

// timeless are the pure packages that use package time, and of it what is no clock: the
// calendar that civil dates follow, the type of an instant that a caller gives.
var timeless = map[string][]string{
	filepath.Join("internal", "civil"): {"Date", "Month", "UTC"},
	filepath.Join("internal", "sepa"):  {"Time"},
}

func TestPurePackagesUseTheCalendarAndNotTheClock(t *testing.T) {
	used := map[string]int{}
	eachSource(t, func(path string, set *token.FileSet, file *ast.File) {
		calendar, pure := timeless[filepath.Dir(path)]
		if !pure {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if name, ok := selector.X.(*ast.Ident); ok && name.Name == "time" {
				used[filepath.Dir(path)]++
				if !slices.Contains(calendar, selector.Sel.Name) {
					t.Errorf("%s: time.%s is the clock", set.Position(n.Pos()), selector.Sel.Name)
				}
			}
			return true
		})
	})
	for path := range timeless {
		if used[path] == 0 {
			t.Errorf("%s does not use package time any more: take it from the exceptions", path)
		}
	}
}

// eachSource parses every Go file of the services that is not a test.
func eachSource(t *testing.T, visit func(path string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		visit(path, set, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d files were read; is this the services folder?", files)
	}
}

// Money, rates and patients are exact. Only the rooms that set up libraries, and know
// none of them, hold a float: a back-off, a fill factor.
func TestNoFloatExistsNearMoneyRatesOrPatients(t *testing.T) {
	libraries := []string{filepath.Join("internal", "serve"), filepath.Join("internal", "table")}
	eachSource(t, func(path string, set *token.FileSet, file *ast.File) {
		if slices.Contains(libraries, filepath.Dir(path)) {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok && (name.Name == "float64" || name.Name == "float32") {
				t.Errorf("%s: %s; money, rates and patients are exact", set.Position(name.Pos()), name.Name)
			}
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.FLOAT {
				t.Errorf("%s: %s; money, rates and patients are exact", set.Position(literal.Pos()), literal.Value)
			}
			return true
		})
	})
}

func TestAFunctionFitsAScreenAndTakesFewParameters(t *testing.T) {
	const lines, parameters = 70, 4
	eachSource(t, func(_ string, set *token.FileSet, file *ast.File) {
		for _, declaration := range file.Decls {
			f, ok := declaration.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			from, to := set.Position(f.Pos()), set.Position(f.End())
			if n := to.Line - from.Line + 1; n > lines {
				t.Errorf("%s: %s has %d lines, want %d at most", from, f.Name.Name, n, lines)
			}
			n, dictated := 0, false
			for _, field := range f.Type.Params.List {
				selector, ok := field.Type.(*ast.SelectorExpr)
				if ok && selector.Sel.Name == "Context" {
					continue
				}
				// An interceptor has the shape that gRPC gives it.
				dictated = dictated || ok && (selector.Sel.Name == "UnaryInvoker" || selector.Sel.Name == "Streamer")
				n += max(1, len(field.Names))
			}
			if n > parameters && !dictated {
				t.Errorf("%s: %s takes %d parameters beside the context, want %d at most", from, f.Name.Name, n, parameters)
			}
		}
	})
}

// A figure of the law in code would be a second place for it, without its source.
func TestNoFigureOfTheLawLivesInCode(t *testing.T) {
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{"reference", l.CollectiveAid().ID}
	for _, text := range l.Texts() {
		ids = append(ids, text.ID)
	}
	number, year := regexp.MustCompile(`^[0-9]+`), regexp.MustCompile(`^20[0-4][0-9]$`)
	figures := map[int]string{}
	for _, id := range ids {
		cells, _ := l.Cells(id)
		for _, cell := range cells {
			// Small numbers, years and powers of ten are everywhere for other reasons.
			n, err := strconv.Atoi(number.FindString(cell.Value))
			if err == nil && n > 100 && n != 1000 && n != 10000 && !strings.Contains(cell.Value, "-") && !year.MatchString(cell.Value) {
				figures[n] = id + " " + cell.Cell
				figures[n*100] = id + " " + cell.Cell + " in cents"
			}
		}
	}
	if len(figures) < 40 {
		t.Fatalf("only %d figures were found in the law", len(figures))
	}
	calendar := filepath.Join("internal", "civil") // which has figures of its own: 400 years are a cycle
	eachSource(t, func(path string, set *token.FileSet, file *ast.File) {
		if filepath.Dir(path) == calendar {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.INT {
				return true
			}
			value, err := strconv.ParseInt(literal.Value, 0, 64)
			if cell, known := figures[int(value)]; err == nil && known {
				t.Errorf("%s: %s is a figure of the law (%s)", set.Position(literal.Pos()), literal.Value, cell)
			}
			return true
		})
	})
}
