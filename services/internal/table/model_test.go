package table_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
)

// model is the naive store: a map, copied for each transaction.
type model struct {
	t    *rapid.T
	path string
	db   *table.DB
	kept map[string]string // what each note says, by key
}

var (
	keys  = rapid.StringMatching(`[ab]/[0-5]`)
	whats = rapid.SampledFrom([]string{"", "milk", "bread", strings.Repeat("long ", 30)})
)

// TestAStoreBehavesAsAMap plays random transactions on a store and on a map. A
// failure prints its seed and the shortest story that shows it.
func TestAStoreBehavesAsAMap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		m := &model{t: rt, path: folder + "/notes.db", kept: map[string]string{}}
		m.open()
		defer func() { _ = m.db.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"transaction": m.transaction,
			"read":        func(*rapid.T) { m.read() },
			"reopen": func(*rapid.T) {
				if err := m.db.Close(); err != nil {
					rt.Fatal(err)
				}
				m.open()
			},
		})
		if err := m.db.Check(t.Context()); err != nil {
			rt.Fatal(err)
		}
		m.read()
	})
}

func (m *model) open() {
	db, err := table.Open(m.path, schema())
	if err != nil {
		m.t.Fatal(err)
	}
	m.db = db
}

// transaction plays some operations in one transaction, which then is kept,
// fails or panics.
func (m *model) transaction(rt *rapid.T) {
	draft := maps.Clone(m.kept)
	end := rapid.SampledFrom([]string{"keep", "keep", "keep", "fail", "panic"}).Draw(rt, "end")
	stop := errors.New("stop")
	err := func() (err error) {
		defer func() {
			if r := recover(); r != nil && end == "panic" && r == any(stop) {
				err = stop
			} else if r != nil {
				panic(r)
			}
		}()
		return m.db.Update(rt.Context(), func(tx *table.Tx) error {
			for range rapid.IntRange(0, 8).Draw(rt, "operations") {
				m.operate(rt, tx, draft)
			}
			m.compare(tx, draft)
			switch end {
			case "fail":
				return stop
			case "panic":
				panic(stop)
			}
			return nil
		})
	}()
	switch {
	case end == "keep" && err == nil:
		m.kept = draft
	case end == "keep" || !errors.Is(err, stop):
		rt.Fatalf("%s: %v", end, err)
	}
}

// operate does one thing to both, which must agree on whether it is possible.
func (m *model) operate(rt *rapid.T, tx *table.Tx, draft map[string]string) {
	key, what := keys.Draw(rt, "key"), whats.Draw(rt, "what")
	before, known := draft[key]
	var err error
	var want error
	switch operation := rapid.SampledFrom([]string{"insert", "update", "delete"}).Draw(rt, "operation"); operation {
	case "insert":
		if err = notes.Insert(tx, key, note(what)); known {
			want = table.ErrExists
			break
		}
		draft[key] = what
		err = errors.Join(err, byWhat.Put(tx, what+"/"+key, key))
	case "update":
		if err = notes.Update(tx, key, note(what)); !known {
			want = table.ErrMissing
			break
		}
		draft[key] = what
		err = errors.Join(err, byWhat.Remove(tx, before+"/"+key), byWhat.Put(tx, what+"/"+key, key))
	case "delete":
		if err = notes.Delete(tx, key); !known {
			want = table.ErrMissing
			break
		}
		delete(draft, key)
		err = errors.Join(err, byWhat.Remove(tx, before+"/"+key))
	}
	if !errors.Is(err, want) {
		rt.Fatalf("key %q: %v, want %v", key, err, want)
	}
}

func (m *model) read() {
	if err := m.db.View(m.t.Context(), func(tx *table.Tx) error {
		m.compare(tx, m.kept)
		return nil
	}); err != nil {
		m.t.Fatal(err)
	}
}

// compare reads everything in every way and compares it with the map.
func (m *model) compare(tx *table.Tx, want map[string]string) {
	sorted := slices.Sorted(maps.Keys(want))
	for _, prefix := range []string{"", "a", "a/", "b/3", "c"} {
		var lines []string
		for _, key := range sorted {
			if strings.HasPrefix(key, prefix) {
				lines = append(lines, key+"="+want[key])
			}
		}
		var scanned, paged []string
		m.must(notes.Scan(tx, prefix, func(key string, e *storev1.AuditEvent) (bool, error) {
			scanned = append(scanned, key+"="+e.GetWhat())
			return true, nil
		}))
		m.same("a scan of "+prefix, scanned, lines)
		q := table.Query{Prefix: prefix, Size: 3}
		for more := true; more; more = q.Token != "" {
			items, next, err := notes.Page(tx, q)
			m.must(err)
			for _, e := range items {
				paged = append(paged, e.GetWhat())
			}
			q.Token = next
		}
		for i := range lines {
			_, lines[i], _ = strings.Cut(lines[i], "=")
		}
		m.same("pages of "+prefix, paged, lines)
	}
	for _, key := range append(sorted, "a/9", "") {
		e, found, err := notes.Get(tx, key)
		m.must(err)
		if what, known := want[key]; found != known || e.GetWhat() != what {
			m.t.Fatalf("key %q: %q %v, want %q %v", key, e.GetWhat(), found, what, known)
		}
	}
	var rows []string
	wantRows := make([]string, 0, len(want))
	m.must(byWhat.Scan(tx, "", func(key, primary string) (bool, error) {
		rows = append(rows, key+"="+primary)
		return true, nil
	}))
	for key, what := range want {
		wantRows = append(wantRows, fmt.Sprintf("%s/%s=%s", what, key, key))
	}
	slices.Sort(wantRows)
	m.same("index rows", rows, wantRows)
}

func (m *model) must(err error) {
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *model) same(what string, got, want []string) {
	if !slices.Equal(got, want) {
		m.t.Fatalf("%s:\n got %q\nwant %q", what, got, want)
	}
}
