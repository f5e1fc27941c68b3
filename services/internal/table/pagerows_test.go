package table_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

// rows gives notes: each tells which row it came from and where the row leads.
func rows(tx *table.Tx, q table.Query) ([]*storev1.AuditEvent, string, error) {
	return table.PageRows(tx, byWhat, q, func(key, primary string) (*storev1.AuditEvent, error) {
		m := note(key)
		m.Resource = primary
		return m, nil
	})
}

// paged pages through a list and gives what the items say.
func paged(t *testing.T, q table.Query, page func(table.Query) ([]*storev1.AuditEvent, string, error)) []string {
	t.Helper()
	var got []string
	for {
		items, next, err := page(q)
		if err != nil {
			t.Fatal(err)
		}
		if len(items) > q.Size || (next != "" && len(items) != q.Size) {
			t.Fatalf("size %d: a page of %d, next %q", q.Size, len(items), next)
		}
		for _, m := range items {
			got = append(got, m.GetWhat())
		}
		if q.Token = next; next == "" {
			return got
		}
	}
}

func TestPagesOverTheRowsOfAnIndexAddUpToThoseBeforeTheBound(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error { return fill(tx, 0, 35) })
	err := db.View(t.Context(), func(tx *table.Tx) error {
		for _, until := range []string{"", "even/a/00", "even/a/02", "even/a/03", "even/b/99", "f"} {
			var want []string
			if err := byWhat.Scan(tx, "even/", func(key, _ string) (bool, error) {
				if until == "" || key < until {
					want = append(want, key)
				}
				return true, nil
			}); err != nil {
				return err
			}
			for size := 1; size < 22; size++ {
				got := paged(t, table.Query{Prefix: "even/", Until: until, Size: size}, func(q table.Query) ([]*storev1.AuditEvent, string, error) { return rows(tx, q) })
				equal(t, fmt.Sprintf("until %q, size %d", until, size), got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestATokenOfRowsGoesOnlyWithItsBound(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error { return fill(tx, 0, 35) })
	err := db.View(t.Context(), func(tx *table.Tx) error {
		_, next, err := rows(tx, table.Query{Prefix: "even/", Until: "even/b", Size: 2})
		if err != nil || next == "" {
			t.Fatalf("next %q, %v", next, err)
		}
		_, _, err = rows(tx, table.Query{Prefix: "even/", Until: "even/c", Size: 2, Token: next})
		if !fault.Is(err, fault.ReasonInvalidRequest) {
			t.Errorf("a token of another bound: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsWrongWithARowIsTheCallersToSay(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error { return fill(tx, 0, 3) })
	wrong := errors.New("wrong")
	err := db.View(t.Context(), func(tx *table.Tx) error {
		_, _, err := table.PageRows(tx, byWhat, table.Query{}, func(string, string) (*storev1.AuditEvent, error) { return nil, wrong })
		return err
	})
	if !errors.Is(err, wrong) {
		t.Errorf("got %v", err)
	}
	err = db.View(t.Context(), func(tx *table.Tx) error {
		_, _, err := table.PageRows(tx, table.NewIndex("notes"), table.Query{}, func(string, string) (*storev1.AuditEvent, error) { return nil, nil })
		return err
	})
	if err == nil {
		t.Error("a table was taken for an index")
	}
}

func keyOf(m *storev1.AuditEvent) string { return m.GetWhat() }

func TestPagesOfAListComeInTheOrderOfItsKeys(t *testing.T) {
	var list []*storev1.AuditEvent
	var want []string
	for i := range 23 {
		want = append(want, fmt.Sprintf("%02d", i))
		list = append(list, note(fmt.Sprintf("%02d", 22-i)))
	}
	for size := 1; size < 25; size++ {
		got := paged(t, table.Query{Size: size, Filter: "f"}, func(q table.Query) ([]*storev1.AuditEvent, string, error) { return table.PageList(list, q, keyOf) })
		equal(t, fmt.Sprintf("size %d", size), got, want)
	}
	if items, next, err := table.PageList(nil, table.Query{}, keyOf); len(items) != 0 || next != "" || err != nil {
		t.Errorf("of nothing: %v, %q, %v", items, next, err)
	}
}

// What was given does not come again, and what stays is not left out, when items come
// and go between two pages.
func TestAListThatChangesBetweenPagesLeavesNothingOutThatStays(t *testing.T) {
	list := []*storev1.AuditEvent{note("a"), note("b"), note("c"), note("d")}
	_, next, err := table.PageList(list, table.Query{Size: 2}, keyOf)
	if err != nil {
		t.Fatal(err)
	}
	changed := []*storev1.AuditEvent{note("aa"), note("c"), note("d"), note("e")} // a and b are done
	items, _, err := table.PageList(changed, table.Query{Size: 3, Token: next}, keyOf)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range items {
		got = append(got, m.GetWhat())
	}
	if !slices.Equal(got, []string{"c", "d", "e"}) {
		t.Errorf("got %q after b, want c, d and e", got)
	}
}

func TestAListWantsATokenOfItsOwnAndAKeyForEachItem(t *testing.T) {
	list := []*storev1.AuditEvent{note("a"), note("b")}
	_, next, err := table.PageList(list, table.Query{Size: 1, Filter: "one"}, keyOf)
	if err != nil || next == "" {
		t.Fatalf("next %q, %v", next, err)
	}
	for name, q := range map[string]table.Query{
		"of another filter": {Filter: "two", Token: next}, "of nobody": {Token: "x"}, "with a negative size": {Size: -1},
	} {
		if _, _, err := table.PageList(list, q, keyOf); !fault.Is(err, fault.ReasonInvalidRequest) {
			t.Errorf("a token %s: %v", name, err)
		}
	}
	if _, _, err := table.PageList(append(list, note("a")), table.Query{}, keyOf); err == nil || fault.Is(err, fault.ReasonInvalidRequest) {
		t.Errorf("two items of one key: %v, want a bug", err)
	}
}
