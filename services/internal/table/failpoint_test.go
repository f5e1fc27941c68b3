package table_test

import (
	"errors"
	"slices"
	"testing"

	"assistmed/services/internal/table"
)

var errDead = errors.New("dead")

// dying is a failpoint that notes the points, and is dead from the n-th on; 0 is never.
func dying(n int, seen *[]string) func(point string) error {
	return func(point string) error {
		*seen = append(*seen, point)
		if n > 0 && len(*seen) >= n {
			return errDead
		}
		return nil
	}
}

func TestADeathAtAnyPointOfAWriteKeepsAllOrNothingAndNothingMore(t *testing.T) {
	write := func(tx *table.Tx) error {
		return errors.Join(putNote(tx, "a", "one"), table.Append(tx, call("r"), table.Change{Resource: "a", What: "written"}))
	}
	var points []string
	db, _ := open(t)
	db.SetFailpoint(dying(0, &points))
	update(t, db, write)
	want := []string{"begun", "write notes", "write notes_by_what", "write events", "write events_by_resource", "commit", "committed"}
	if !slices.Equal(points, want) {
		t.Fatalf("the points are %q, want %q", points, want)
	}
	for n, point := range want {
		t.Run(point, func(t *testing.T) {
			db, path := open(t)
			update(t, db, func(tx *table.Tx) error { return putNote(tx, "before", "x") })
			kept := []string{"before=x"}
			var seen []string
			db.SetFailpoint(dying(n+1, &seen))
			if err := db.Update(t.Context(), write); !errors.Is(err, errDead) {
				t.Errorf("the call ends with %v, want its death", err)
			}
			if err := db.Update(t.Context(), func(tx *table.Tx) error { return putNote(tx, "later", "x") }); !errors.Is(err, errDead) {
				t.Errorf("a later call ends with %v, want the death", err)
			}
			if err := errors.Join(db.Err(), db.Close()); err != nil {
				t.Errorf("dying is no failure of the store: %v", err)
			}
			if point == table.PointCommitted {
				kept = []string{"a=one", "before=x"}
			}
			equal(t, "after opening it again", stored(t, reopen(t, path)), kept)
		})
	}
}

// One of a group that died takes the others with it: their commit is the same.
func TestADeathInAGroupIsTheDeathOfAll(t *testing.T) {
	for point, kept := range map[string][]string{table.PointCommit: nil, table.PointCommitted: {"a=1", "b=2"}} {
		db, path := open(t)
		dead := false
		db.SetFailpoint(func(at string) error {
			if dead = dead || at == point; dead {
				return errDead
			}
			return nil
		})
		for i, err := range together(t, db,
			func(tx *table.Tx) error { return putNote(tx, "a", "1") },
			func(tx *table.Tx) error { return putNote(tx, "b", "2") },
		) {
			if !errors.Is(err, errDead) {
				t.Errorf("%s: caller %d is told %v, want the death", point, i, err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		equal(t, point, stored(t, reopen(t, path)), kept)
	}
}
