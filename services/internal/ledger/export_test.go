package ledger_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"assistmed/services/internal/ledger"
)

var update = flag.Bool("update", false, "write the golden export anew")

func exported(t rapid.TB, chain []ledger.Transaction) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := ledger.WriteExport(&b, slices.Values(chain)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(export []byte) (chain []ledger.Transaction, root ledger.Root, err error) {
	root, err = ledger.ReadExport(bytes.NewReader(export), func(t ledger.Transaction) error {
		chain = append(chain, t)
		return nil
	})
	return chain, root, err
}

func equal(a, b ledger.Transaction) bool {
	return bytes.Equal(a.Canonical(), b.Canonical()) && a.Hash == b.Hash
}

// An export that somebody keeps must read for ever: the golden may gain files, and the
// present one never changes.
func TestTheExportOfTheWorkedExampleIsTheGoldenToTheByte(t *testing.T) {
	_, chain := life(t)
	export := exported(t, chain)
	golden := filepath.Join("testdata", "life.jsonl")
	if *update {
		if err := os.WriteFile(golden, export, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(export, want) {
		t.Errorf("seen\n%s\nwanted\n%s", export, want)
	}
	back, root, err := read(want)
	if err != nil || root != chain[len(chain)-1].Root() || !slices.EqualFunc(back, chain, equal) {
		t.Errorf("the golden reads as %d transactions with root %s, %v", len(back), root, err)
	}
}

func TestAnEmptyLedgerHasAnExport(t *testing.T) {
	export := exported(t, nil)
	want := `{"format":"assistmed-ledger","version":1,"transactions":0,"entries":0}` + "\n" +
		`{"day":"","transactions":0,"root":"` + ledger.Hash{}.String() + `"}` + "\n"
	if string(export) != want {
		t.Errorf("seen %q, wanted %q", export, want)
	}
	if chain, root, err := read(export); err != nil || len(chain) != 0 || root != (ledger.Root{}) {
		t.Errorf("reads as %v, %s, %v", chain, root, err)
	}
}

func TestEveryDeviationOfAnExportIsNamedByItsLine(t *testing.T) {
	_, chain := life(t)
	export := string(exported(t, chain))
	lines := strings.SplitAfter(export, "\n")
	with := func(n int, old, other string) string {
		changed := slices.Clone(lines)
		if changed[n-1] = strings.Replace(lines[n-1], old, other, 1); changed[n-1] == lines[n-1] {
			t.Fatalf("line %d has no %q", n, old)
		}
		return strings.Join(changed, "")
	}
	without := func(n int) string { return strings.Join(slices.Delete(slices.Clone(lines), n-1, n), "") }
	for _, c := range []struct {
		name, export string
		line         int64
		says         string
	}{
		{"nothing", "", 1, "seen the end"},
		{"a newline alone", "\n", 1, ""},
		{"another format", with(1, "assistmed-ledger", "other-ledger"), 1, `seen "other-ledger" version 1, wanted "assistmed-ledger" version 1`},
		{"a later version", with(1, `"version":1`, `"version":2`), 1, "version 2"},
		{"fewer transactions promised", with(1, `"transactions":14`, `"transactions":13`), 15, ""},
		{"more transactions promised", with(1, `"transactions":14`, `"transactions":15`), 16, ""},
		{"less than no transactions promised", with(1, `"transactions":14`, `"transactions":-1`), 2, ""},
		{"fewer entries promised", with(1, `"entries":28`, `"entries":27`), 15, "entries: seen 28 so far, wanted the 27"},
		{"more entries promised", with(1, `"entries":28`, `"entries":29`), 16, "28 entries"},
		{"no head", without(1), 1, "unknown field"},
		{"a line missing", without(5), 5, "GAP"},
		{"no root", without(16), 16, "seen the end"},
		{"a line more", export + lines[15], 17, "wanted the end"},
		{"a byte more", export + " ", 17, "wanted the end"},
		{"an empty line more", export + "\n", 17, "wanted the end"},
		{"no newline at the end", strings.TrimSuffix(export, "\n"), 16, "seen the end"},
		{"lines of another system", strings.ReplaceAll(export, "\n", "\r\n"), 1, `wanted "\n"`},
		{"a space", with(3, `,"kind"`, `, "kind"`), 3, `seen " \"kind\"`},
		{"an unknown field", with(3, `,"kind"`, `,"extra":1,"kind"`), 3, "unknown field"},
		{"a field twice", with(3, `"actor":"agent-751"`, `"actor":"agent-751","actor":"agent-751"`), 3, "byte"},
		{"a field missing", with(3, `"actor":"agent-751",`, ``), 3, "byte"},
		{"a field in capitals", with(3, `"actor"`, `"Actor"`), 3, "byte"},
		{"two fields swapped", with(3, `"year":1,"instalment":1`, `"instalment":1,"year":1`), 3, "byte"},
		{"a number with an exponent", with(3, `"cents":10000`, `"cents":1e4`), 3, ""},
		{"a number with a fraction", with(3, `"cents":10000`, `"cents":10000.0`), 3, ""},
		{"a number out of bounds", with(3, `"cents":10000`, `"cents":10000000000000000000`), 3, ""},
		{"a number as a text", with(3, `"cents":10000`, `"cents":"10000"`), 3, ""},
		{"an escape that is not needed", with(3, `"agent-751"`, `"\u0061gent-751"`), 3, "byte"},
		{"nothing in place of entries", with(3, lines[2][strings.Index(lines[2], "["):strings.Index(lines[2], "]")+1], "null"), 3, "MALFORMED"},
		{"an unknown kind", with(3, `"RECOGNISE"`, `"RECOGNIZE"`), 3, `kind: seen "RECOGNIZE"`},
		{"a day that does not exist", with(3, `"on":"2026-01-15"`, `"on":"2026-02-30"`), 3, "on: seen"},
		{"an account that does not exist", with(3, `AID_EXPENSE/751`, `AID_EXPENSE`), 3, "entries[0].account: seen"},
		{"a hash in capitals", with(3, `"previous":"`+chain[0].Hash.String(), `"previous":"`+strings.ToUpper(chain[0].Hash.String())), 3, "previous: seen"},
		{"another amount", with(3, `"cents":10000`, `"cents":10001`), 3, "UNBALANCED"},
		{"another reason", with(3, "is approved", "is refused"), 3, "CHANGED"},
		{"another root", with(16, chain[13].Hash.String(), chain[12].Hash.String()), 16, "the root of the lines above"},
		{"another day of the root", with(16, "2027-01-18", "2027-01-19"), 16, "the root of the lines above"},
		{"two objects on a line", with(3, "\n", " {}\n"), 3, "byte"},
		{"a line without end", with(3, "instalment 1", strings.Repeat("x", 1<<17)), 3, "wanted a newline"},
		{"bytes that are not UTF-8", with(3, "instalment 1", "instalment \xff"), 3, ""},
		{"a mark of byte order", "\ufeff" + export, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := read([]byte(c.export))
			var at *ledger.LineError
			if !errors.As(err, &at) || at.Line != c.line || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), fmt.Sprintf("line %d: ", c.line)) {
				t.Errorf("seen %v, wanted line %d and %q", err, c.line, c.says)
			}
		})
	}
}

func TestEveryFlippedBitOfAnExportIsFound(t *testing.T) {
	_, chain := life(t)
	export := exported(t, chain[:2])
	for i := range export {
		for bit := range 8 {
			damaged := slices.Clone(export)
			damaged[i] ^= 1 << bit
			if _, _, err := read(damaged); err == nil {
				t.Fatalf("bit %d of byte %d is flipped, %q for %q, and the export reads", bit, i, damaged[i], export[i])
			}
		}
	}
}

func TestEveryCutExportIsFound(t *testing.T) {
	_, chain := life(t)
	export := exported(t, chain[:2])
	for i := range export {
		if _, _, err := read(export[:i]); err == nil {
			t.Fatalf("the first %d bytes read as an export", i)
		}
	}
}

var errStop = errors.New("stop")

func TestTheReaderAndTheWriterOfAnExportStopAtTheErrorsOfOthers(t *testing.T) {
	_, chain := life(t)
	export := exported(t, chain)
	seen := 0
	_, err := ledger.ReadExport(bytes.NewReader(export), func(ledger.Transaction) error {
		if seen++; seen == 3 {
			return errStop
		}
		return nil
	})
	if !errors.Is(err, errStop) || seen != 3 {
		t.Errorf("after %d transactions: %v", seen, err)
	}
	broken := io.MultiReader(bytes.NewReader(export[:700]), iotest.ErrReader(errStop))
	if _, err := ledger.ReadExport(broken, func(ledger.Transaction) error { return nil }); !errors.Is(err, errStop) {
		t.Errorf("a reader that fails: %v", err)
	}
	if root, err := ledger.ReadExport(iotest.OneByteReader(bytes.NewReader(export)), func(ledger.Transaction) error { return nil }); err != nil || root.Count != 14 {
		t.Errorf("a slow reader: %s, %v", root, err)
	}
	if err := ledger.WriteExport(refusing{}, slices.Values(chain)); !errors.Is(err, errStop) {
		t.Errorf("a writer that fails: %v", err)
	}
	readings := 0
	shrinking := func(yield func(ledger.Transaction) bool) {
		readings++
		for _, tx := range chain[:len(chain)-readings] {
			if !yield(tx) {
				return
			}
		}
	}
	var b bytes.Buffer
	if err := ledger.WriteExport(&b, shrinking); err == nil || !strings.Contains(err.Error(), "at the second reading") {
		t.Errorf("a ledger that changes under the export: %v", err)
	}
	b.Reset()
	chain[4].Reason = "another"
	var damaged *ledger.ChainError
	if err := ledger.WriteExport(&b, slices.Values(chain)); !errors.As(err, &damaged) || b.Len() != 0 {
		t.Errorf("a damaged ledger is exported: %v, %d bytes", err, b.Len())
	}
}

// refusing is a full disk.
type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, errStop }

// FuzzReadExport reads any bytes: what is accepted is exactly what would be written.
func FuzzReadExport(f *testing.F) {
	_, chain := life(f)
	for _, n := range []int{0, 1, 2, len(chain)} {
		export := exported(f, chain[:n])
		f.Add(export)
		f.Add(export[:len(export)/2])
		f.Add(bytes.ReplaceAll(export, []byte("751"), []byte("2AX")))
	}
	f.Fuzz(func(t *testing.T, export []byte) {
		back, root, err := read(export)
		var at *ledger.LineError
		switch {
		case err == nil:
			if again := exported(t, back); !bytes.Equal(again, export) || root.Count != int64(len(back)) {
				t.Errorf("%q is accepted, and is written as %q", export, again)
			}
		case !errors.As(err, &at) || at.Line < 1 || int(at.Line) > bytes.Count(export, []byte("\n"))+1:
			t.Errorf("%q: %v", export, err)
		}
	})
}
