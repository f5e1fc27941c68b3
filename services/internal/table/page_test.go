package table_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

// fill writes notes "a/00".."a/19", "b/00".."b/13", "c/00": each even one says
// "even", the others "odd"; the resource repeats the key.
func fill(tx *table.Tx, from, to int) error {
	i := 0
	for _, part := range []struct {
		name string
		n    int
	}{{"a", 20}, {"b", 14}, {"c", 1}} {
		for k := range part.n {
			key, what := fmt.Sprintf("%s/%02d", part.name, k), [2]string{"even", "odd"}[k%2]
			if i++; i <= from || i > to {
				continue
			}
			m := note(what)
			m.Resource = key
			if err := errors.Join(notes.Insert(tx, key, m), byWhat.Put(tx, what+"/"+key, key)); err != nil {
				return err
			}
		}
	}
	return nil
}

func even(m proto.Message) bool { return m.(*storev1.AuditEvent).GetWhat() == "even" }

// whole pages through everything and gives the resources in order. between runs
// before each page after the first.
func whole(t testing.TB, tx *table.Tx, q table.Query, indexed bool, between func()) []string {
	t.Helper()
	var got []string
	for round := 0; ; round++ {
		page := notes.Page
		if indexed {
			page = func(tx *table.Tx, q table.Query) ([]*storev1.AuditEvent, string, error) {
				return table.PageBy(tx, byWhat, notes, q)
			}
		}
		items, next, err := page(tx, q)
		if err != nil {
			t.Fatal(err)
		}
		if len(items) > max(q.Size, 1) || (next != "" && len(items) != q.Size) || (next == "" && len(items) == 0 && round > 0) {
			t.Fatalf("size %d: a page of %d, next %q", q.Size, len(items), next)
		}
		for _, m := range items {
			got = append(got, m.GetResource())
		}
		if next == "" {
			return got
		}
		if q.Token = next; between != nil {
			between()
		}
	}
}

func TestPagesAddUpToTheWholeForEverySize(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error { return fill(tx, 0, 17) })
	undo := errors.New("undo")
	// Half of the notes are kept, half are the transaction's own, some are gone.
	err := db.Update(t.Context(), func(tx *table.Tx) error {
		if err := fill(tx, 17, 35); err != nil {
			return err
		}
		for _, key := range []string{"a/03", "a/19", "b/00", "c/00"} {
			m, _, err := notes.Get(tx, key)
			if err := errors.Join(err, notes.Delete(tx, key), byWhat.Remove(tx, m.GetWhat()+"/"+key)); err != nil {
				return err
			}
		}
		for _, prefix := range []string{"", "a/", "b/", "b/1", "c/", "nothing/"} {
			for _, keep := range []func(proto.Message) bool{nil, even, func(proto.Message) bool { return false }} {
				var want []string
				if err := notes.Scan(tx, prefix, func(key string, m *storev1.AuditEvent) (bool, error) {
					if keep == nil || keep(m) {
						want = append(want, key)
					}
					return true, nil
				}); err != nil {
					return err
				}
				for size := 1; size < 38; size++ {
					got := whole(t, tx, table.Query{Prefix: prefix, Size: size, Keep: keep}, false, nil)
					equal(t, fmt.Sprintf("prefix %q, size %d", prefix, size), got, want)
				}
			}
		}
		for _, prefix := range []string{"", "even/", "odd/a", "odd/b/1"} {
			var want []string
			if err := byWhat.Scan(tx, prefix, func(_, primary string) (bool, error) {
				want = append(want, primary)
				return true, nil
			}); err != nil {
				return err
			}
			for size := 1; size < 38; size++ {
				got := whole(t, tx, table.Query{Prefix: prefix, Size: size}, true, nil)
				equal(t, fmt.Sprintf("index prefix %q, size %d", prefix, size), got, want)
			}
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
}

func TestWhatStaysIsMetOnceThoughOthersGoBetweenPages(t *testing.T) {
	db, _ := open(t)
	for size := 1; size < 10; size++ {
		undo := errors.New("undo")
		err := db.Update(t.Context(), func(tx *table.Tx) error {
			if err := fill(tx, 0, 35); err != nil {
				return err
			}
			// Before each further page the lowest note of a and the highest of b go.
			gone := map[string]bool{}
			got := whole(t, tx, table.Query{Size: size}, false, func() {
				for _, prefix := range []string{"a/", "b/"} {
					keys := all(t, tx, prefix)
					if len(keys) < 2 {
						continue
					}
					line := keys[0]
					if prefix == "b/" {
						line = keys[len(keys)-1]
					}
					key, what, _ := strings.Cut(line, "=")
					gone[key] = true
					if err := errors.Join(notes.Delete(tx, key), byWhat.Remove(tx, what+"/"+key)); err != nil {
						t.Fatal(err)
					}
				}
			})
			if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
				t.Errorf("size %d: out of order or twice: %q", size, got)
			}
			for _, line := range all(t, tx, "") {
				if key, _, _ := strings.Cut(line, "="); !slices.Contains(got, key) {
					t.Errorf("size %d: %s was left out", size, key)
				}
			}
			if len(gone) == 0 {
				t.Errorf("size %d: nothing was deleted", size)
			}
			return undo
		})
		if !errors.Is(err, undo) {
			t.Fatal(err)
		}
	}
}

func TestThePageSizeHasADefaultAndALimit(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error {
		for i := range 1100 {
			if err := putNote(tx, fmt.Sprintf("%04d", i), "x"); err != nil {
				return err
			}
		}
		return nil
	})
	view(t, db, func(tx *table.Tx) error {
		for size, want := range map[int]int{0: 50, 1: 1, 999: 999, 1000: 1000, 1001: 1000, 1 << 40: 1000} {
			items, next, err := notes.Page(tx, table.Query{Size: size})
			if err != nil || len(items) != want || next == "" {
				t.Errorf("size %d: %d items, next %q, %v; want %d", size, len(items), next, err, want)
			}
		}
		return nil
	})
}

func TestAQueryIsRefusedWithAllItsViolations(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error { return fill(tx, 0, 35) })
	base := table.Query{Prefix: "a/", Size: 3, Filter: "what=even", Keep: even}
	var token string
	view(t, db, func(tx *table.Tx) (err error) {
		_, token, err = notes.Page(tx, base)
		return err
	})
	decoded, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		t.Fatal(err)
	}
	forged := func(key string) string {
		return base64.RawURLEncoding.EncodeToString(append(slices.Clone(decoded[:8]), key...))
	}
	for name, c := range map[string]struct {
		change func(q *table.Query)
		fields []string
	}{
		"another filter":     {func(q *table.Query) { q.Filter = "what=odd" }, []string{"page_token"}},
		"no filter":          {func(q *table.Query) { q.Filter = "" }, []string{"page_token"}},
		"another prefix":     {func(q *table.Query) { q.Prefix = "b/" }, []string{"page_token"}},
		"a shorter prefix":   {func(q *table.Query) { q.Prefix = "a" }, []string{"page_token"}},
		"prefix into filter": {func(q *table.Query) { q.Prefix, q.Filter = "a", "/what=even" }, []string{"page_token"}},
		"no base64":          {func(q *table.Query) { q.Token = "!!!" }, []string{"page_token"}},
		"too short":          {func(q *table.Query) { q.Token = "AAAA" }, []string{"page_token"}},
		"no key":             {func(q *table.Query) { q.Token = forged("") }, []string{"page_token"}},
		"a key not UTF-8":    {func(q *table.Query) { q.Token = forged("a/\xff") }, []string{"page_token"}},
		"a key with a null":  {func(q *table.Query) { q.Token = forged("a/\x00") }, []string{"page_token"}},
		"a key of elsewhere": {func(q *table.Query) { q.Token = forged("b/00") }, []string{"page_token"}},
		"a line end inside":  {func(q *table.Query) { q.Token = token[:4] + "\n" + token[4:] }, []string{"page_token"}},
		"padding":            {func(q *table.Query) { q.Token += "=" }, []string{"page_token"}},
		"a last digit that means nothing": {func(q *table.Query) {
			q.Token = forged("a/005")
			q.Token = q.Token[:len(q.Token)-1] + string(q.Token[len(q.Token)-1]+1)
		}, []string{"page_token"}},
		"a negative size":      {func(q *table.Query) { q.Size = -1 }, []string{"page_size"}},
		"both":                 {func(q *table.Query) { q.Size, q.Token = -7, "x" }, []string{"page_size", "page_token"}},
		"nothing":              {func(*table.Query) {}, nil},
		"another size":         {func(q *table.Query) { q.Size = 1 }, nil},
		"a key that went away": {func(q *table.Query) { q.Token = forged("a/005") }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			q := base
			q.Token = token
			c.change(&q)
			view(t, db, func(tx *table.Tx) error {
				items, _, err := notes.Page(tx, q)
				if c.fields == nil {
					if err != nil || len(items) == 0 {
						t.Errorf("%d items, %v", len(items), err)
					}
					return nil
				}
				var f *fault.Error
				if !errors.As(err, &f) || f.Kind != fault.Invalid {
					t.Fatalf("%v, want that the request is invalid", err)
				}
				var fields []string
				for _, v := range f.Violations {
					fields = append(fields, v.Field)
				}
				equal(t, "fields", fields, c.fields)
				return nil
			})
		})
	}
	// A token of the table does not serve for its index.
	view(t, db, func(tx *table.Tx) error {
		q := base
		q.Token = token
		_, _, err := table.PageBy(tx, byWhat, notes, q)
		says(t, err, "page_token")
		return nil
	})
}

func FuzzPageToken(f *testing.F) {
	db, err := table.Open(f.TempDir()+"/notes.db", schema())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = db.Close() })
	update(f, db, func(tx *table.Tx) error { return fill(tx, 0, 35) })
	view(f, db, func(tx *table.Tx) error {
		for size := range 25 {
			_, token, err := notes.Page(tx, table.Query{Prefix: "a/", Size: size, Filter: "f"})
			if err != nil {
				return err
			}
			f.Add(token, "a/", "f", size)
		}
		return nil
	})
	f.Add("", "", "", 0)
	f.Add("AAAAAAAAAAAAAAAA", "\x00", "\xff", -1)
	f.Fuzz(func(t *testing.T, token, prefix, filter string, size int) {
		view(t, db, func(tx *table.Tx) error {
			q := table.Query{Prefix: prefix, Size: size, Token: token, Filter: filter}
			items, next, err := notes.Page(tx, q)
			var refusal *fault.Error
			if errors.As(err, &refusal) && refusal.Kind == fault.Invalid && len(refusal.Violations) > 0 {
				for _, v := range refusal.Violations {
					if !utf8.ValidString(v.Seen) {
						t.Errorf("%q cannot be sent", v.Seen)
					}
				}
				return nil
			}
			if err != nil {
				t.Fatalf("%v, want a page or a violation", err)
			}
			for _, m := range items {
				if !strings.HasPrefix(m.GetResource(), prefix) {
					t.Errorf("%q has not the prefix %q", m.GetResource(), prefix)
				}
			}
			if q.Token = next; next != "" {
				if after, _, err := notes.Page(tx, q); err != nil || len(after) == 0 {
					t.Errorf("the next page: %d, %v", len(after), err)
				}
			}
			return nil
		})
	})
}
