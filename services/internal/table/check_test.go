package table_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
)

func TestCheckNamesWhatIsWrong(t *testing.T) {
	event := func(sequence int64) string {
		b, err := proto.Marshal(&storev1.AuditEvent{Sequence: sequence})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for name, c := range map[string]struct {
		spoil func(t *testing.T, db *table.DB)
		want  []string
	}{
		"a dangling index row": {
			func(t *testing.T, db *table.DB) { raw(t, db, "notes_by_what", "milk/zz", "zz") },
			[]string{"row milk/zz of index notes_by_what leads to record zz of table notes, which does not exist"},
		},
		"an undecodable record": {
			func(t *testing.T, db *table.DB) { raw(t, db, "notes", "a", "\xff\xff") },
			[]string{"record a of table notes does not decode"},
		},
		"a record without its index row": {
			func(t *testing.T, db *table.DB) {
				update(t, db, func(tx *table.Tx) error { return byWhat.Remove(tx, "one/a") })
			},
			[]string{"record a of table notes has no row one/a in index notes_by_what"},
		},
		"an index row that leads elsewhere": {
			func(t *testing.T, db *table.DB) { raw(t, db, "notes_by_what", "one/a", "b") },
			[]string{"record a of table notes has no row one/a", "row one/a of index notes_by_what is stale"},
		},
		"a stale index row": {
			func(t *testing.T, db *table.DB) {
				update(t, db, func(tx *table.Tx) error { return byWhat.Put(tx, "old/a", "a") })
			},
			[]string{"row old/a of index notes_by_what is stale"},
		},
		"a gap in the events": {
			func(t *testing.T, db *table.DB) { raw(t, db, "events", fmt.Sprintf("%020d", 4), event(4)) },
			[]string{"event 00000000000000000004 has sequence 4, want 3"},
		},
		"an event under another number": {
			func(t *testing.T, db *table.DB) { raw(t, db, "events", fmt.Sprintf("%020d", 3), event(7)) },
			[]string{"has sequence 7, want 3"},
		},
		"a key with a control character": {
			func(t *testing.T, db *table.DB) { raw(t, db, "requests", "a\nb", "") },
			[]string{"control character"},
		},
		"several at once": {
			func(t *testing.T, db *table.DB) {
				raw(t, db, "notes", "a", "\xff")
				raw(t, db, "notes_by_what", "milk/zz", "zz")
			},
			[]string{"record a of table notes does not decode", "row milk/zz"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := t.TempDir() + "/notes.db"
			db, err := table.Open(path, schema())
			if err != nil {
				t.Fatal(err)
			}
			update(t, db, func(tx *table.Tx) error {
				return errors.Join(putNote(tx, "a", "one"), putNote(tx, "b", "two"),
					table.Append(tx, call("r"), table.Change{Resource: "a", What: "written"}), table.Append(tx, call("r"), table.Change{Resource: "b", What: "written"}))
			})
			if err := db.Check(t.Context()); err != nil {
				t.Fatalf("a healthy store: %v", err)
			}
			c.spoil(t, db)
			err = db.Check(t.Context())
			says(t, err, append(c.want, path)...)
			if lines := strings.Count(err.Error(), "\n") + 1; lines != len(c.want) {
				t.Errorf("%d problems, want %d: %v", lines, len(c.want), err)
			}
			says(t, db.Err(), c.want...)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestCheckReportsABoundedNumberOfProblems(t *testing.T) {
	db, _ := open(t)
	for i := range 50 {
		raw(t, db, "notes_by_what", fmt.Sprintf("x/%d", i), "nobody")
	}
	err := db.Check(t.Context())
	if err == nil || strings.Count(err.Error(), "\n")+1 != 20 {
		t.Errorf("%v, want 20 problems", err)
	}
}

func TestARowThatLeadsNowhereIsReportedByThePageThatMeetsIt(t *testing.T) {
	db, _ := open(t)
	raw(t, db, "notes_by_what", "milk/zz", "zz")
	err := db.View(t.Context(), func(tx *table.Tx) error {
		_, _, err := table.PageBy(tx, byWhat, notes, table.Query{})
		return err
	})
	says(t, err, "STORE_DAMAGED", "row milk/zz")
	says(t, db.Err(), "row milk/zz")
}

func TestARememberedRequestThatDoesNotDecodeIsDamage(t *testing.T) {
	db, _ := open(t)
	if _, err := ask(t, db, call("r1"), "first"); err != nil {
		t.Fatal(err)
	}
	update(t, db, func(tx *table.Tx) error {
		requests := table.New[*storev1.RequestRecord]("requests")
		key := method + "/clerk:1/r1"
		record, _, err := requests.Get(tx, key)
		record.Request.Value = []byte("\xff")
		return errors.Join(err, requests.Update(tx, key, record))
	})
	err := db.View(t.Context(), func(tx *table.Tx) error {
		_, err := table.Remembered(tx, call("r1"), &wrapperspb.StringValue{})
		return err
	})
	says(t, err, "STORE_DAMAGED", "of table requests does not decode")
}

// The pages of a state are named by its meta page, and two commits later that
// one is overwritten; another state must not be walked instead, for the engine
// may reuse its pages meanwhile.
func TestCheckWalksTheStateOfItsTransactionOrNone(t *testing.T) {
	db, _ := open(t)
	large := note("x")
	large.Resource = strings.Repeat("x", 1<<20)
	// Makes room, so that no commit below waits for the reader to go.
	update(t, db, func(tx *table.Tx) error { return logs.Insert(tx, "large", large) })
	update(t, db, func(tx *table.Tx) error { return logs.Delete(tx, "large") })
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "a", "x") })
	view(t, db, func(tx *table.Tx) error {
		for i, want := range []error{nil, nil, table.ErrOvertaken} {
			problems, err := tx.CheckNow()
			if !errors.Is(err, want) || len(problems) > 0 {
				t.Errorf("after %d commits: %v, %v; want %v", i, problems, err, want)
			}
			done := make(chan error)
			go func() {
				done <- db.Update(context.Background(), func(tx *table.Tx) error { return putNote(tx, fmt.Sprint("b", i), "x") })
			}()
			if err := <-done; err != nil {
				return err
			}
		}
		return nil
	})
}
