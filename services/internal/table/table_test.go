package table_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
)

func TestInsertUpdateAndDeleteWantTheKeyToBeThereOrNot(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(tx *table.Tx) error
		want error
		kept []string
	}{
		"insert of a new key":   {func(tx *table.Tx) error { return notes.Insert(tx, "b", note("new")) }, nil, []string{"a=old", "b=new"}},
		"insert of a taken key": {func(tx *table.Tx) error { return notes.Insert(tx, "a", note("new")) }, table.ErrExists, []string{"a=old"}},
		"update of a key":       {func(tx *table.Tx) error { return notes.Update(tx, "a", note("new")) }, nil, []string{"a=new"}},
		"update of no key":      {func(tx *table.Tx) error { return notes.Update(tx, "b", note("new")) }, table.ErrMissing, []string{"a=old"}},
		"delete of a key":       {func(tx *table.Tx) error { return notes.Delete(tx, "a") }, nil, nil},
		"delete of no key":      {func(tx *table.Tx) error { return notes.Delete(tx, "b") }, table.ErrMissing, []string{"a=old"}},
		"index row on a taken key": {func(tx *table.Tx) error {
			return errors.Join(byWhat.Put(tx, "x", "a"), byWhat.Put(tx, "x", "a"))
		}, table.ErrExists, []string{"a=old"}},
		"removal of no index row": {func(tx *table.Tx) error { return byWhat.Remove(tx, "x") }, table.ErrMissing, []string{"a=old"}},
		"insert after a delete": {func(tx *table.Tx) error {
			return errors.Join(notes.Delete(tx, "a"), notes.Insert(tx, "a", note("new")))
		}, nil, []string{"a=new"}},
		"delete after an insert": {func(tx *table.Tx) error {
			return errors.Join(notes.Insert(tx, "b", note("new")), notes.Delete(tx, "b"))
		}, nil, []string{"a=old"}},
		"update after a delete": {func(tx *table.Tx) error {
			return errors.Join(notes.Delete(tx, "a"), notes.Update(tx, "a", note("new")))
		}, table.ErrMissing, []string{"a=old"}},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := table.Open(t.TempDir()+"/notes.db", schema())
			if err != nil {
				t.Fatal(err)
			}
			update(t, db, func(tx *table.Tx) error { return notes.Insert(tx, "a", note("old")) })
			if err := db.Update(t.Context(), c.do); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			equal(t, "kept", stored(t, db), c.kept)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestADigestIsTheSameAsLongAsTheRecordIs(t *testing.T) {
	db, _ := open(t)
	digest := func() []string {
		var said string
		if err := db.View(t.Context(), func(tx *table.Tx) error {
			sum, found, err := notes.Digest(tx, "a")
			said = fmt.Sprintf("%x %t", sum, found)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return []string{said}
	}
	equal(t, "of no record", digest(), []string{strings.Repeat("00", 32) + " false"})
	update(t, db, func(tx *table.Tx) error { return notes.Insert(tx, "a", note("old")) })
	old := digest()
	update(t, db, func(tx *table.Tx) error { return notes.Insert(tx, "b", note("another")) })
	equal(t, "after another record was written", digest(), old)
	update(t, db, func(tx *table.Tx) error { return notes.Update(tx, "a", note("new")) })
	if slices.Equal(digest(), old) {
		t.Error("the record has changed and its digest has not")
	}
	update(t, db, func(tx *table.Tx) error { return notes.Update(tx, "a", note("old")) })
	equal(t, "of the record as it was", digest(), old)
}

func TestARecordComesBackAsItWasAndIsTheCallersOwn(t *testing.T) {
	db, _ := open(t)
	wrote := &storev1.AuditEvent{Sequence: 7, Actor: "clerk:9", What: "relu — été", Resource: "ctr_01"}
	update(t, db, func(tx *table.Tx) error {
		if err := errors.Join(notes.Insert(tx, "a", wrote), byWhat.Put(tx, "relu — été/a", "a")); err != nil {
			return err
		}
		wrote.Actor = "changed after the insert"
		m, found, err := notes.Get(tx, "a")
		if !found || m.GetActor() != "clerk:9" {
			t.Errorf("in the same transaction: %v %v", m, found)
		}
		m.Actor = "changed after the read"
		return err
	})
	view(t, db, func(tx *table.Tx) error {
		m, found, err := notes.Get(tx, "a")
		want := &storev1.AuditEvent{Sequence: 7, Actor: "clerk:9", What: "relu — été", Resource: "ctr_01"}
		if !found || !proto.Equal(m, want) {
			t.Errorf("got %v %v, want %v", m, found, want)
		}
		return err
	})
	// An empty record is a record.
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "empty", "") })
	view(t, db, func(tx *table.Tx) error {
		_, found, err := notes.Get(tx, "empty")
		if !found {
			t.Error("an empty record is not found")
		}
		return err
	})
}

func TestATransactionSeesItsOwnChangesLaidOverWhatIsKept(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error {
		for _, key := range []string{"a/1", "a/3", "a/5", "b/1", "b/3"} {
			if err := notes.Insert(tx, key, note("kept")); err != nil {
				return err
			}
		}
		return nil
	})
	undo := errors.New("undo")
	err := db.Update(t.Context(), func(tx *table.Tx) error {
		if err := errors.Join(
			notes.Insert(tx, "a/0", note("own")), notes.Insert(tx, "a/4", note("own")), notes.Insert(tx, "a/6", note("own")),
			notes.Insert(tx, "c", note("own")), notes.Update(tx, "a/3", note("changed")),
			notes.Delete(tx, "a/5"), notes.Delete(tx, "b/1"), notes.Delete(tx, "a/0"),
		); err != nil {
			return err
		}
		equal(t, "everything", all(t, tx, ""), []string{"a/1=kept", "a/3=changed", "a/4=own", "a/6=own", "b/3=kept", "c=own"})
		equal(t, "a prefix", all(t, tx, "a/"), []string{"a/1=kept", "a/3=changed", "a/4=own", "a/6=own"})
		equal(t, "a prefix with own rows only", all(t, tx, "c"), []string{"c=own"})
		equal(t, "a prefix of nothing", all(t, tx, "a/5"), nil)
		if _, found, _ := notes.Get(tx, "a/5"); found {
			t.Error("a deleted row is found")
		}
		if items, _, err := notes.Page(tx, table.Query{Prefix: "a/"}); err != nil || len(items) != 4 {
			t.Errorf("a page: %d, %v; want 4", len(items), err)
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
	update(t, db, func(tx *table.Tx) error { // as if nothing had been
		equal(t, "after the failure", all(t, tx, ""), []string{"a/1=kept", "a/3=kept", "a/5=kept", "b/1=kept", "b/3=kept"})
		for _, key := range []string{"a/1", "a/3", "a/5", "b/1", "b/3"} {
			if err := byWhat.Put(tx, "kept/"+key, key); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestAScanMayWriteWhileItRuns(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error {
		for i := range 100 {
			if err := putNote(tx, fmt.Sprintf("%03d", i), "x"); err != nil {
				return err
			}
		}
		return nil
	})
	var met []string
	update(t, db, func(tx *table.Tx) error {
		return notes.Scan(tx, "", func(key string, _ *storev1.AuditEvent) (bool, error) {
			met = append(met, key)
			switch key {
			case "010":
				return true, errors.Join(dropNote(tx, "011"), putNote(tx, "010b", "new"), putNote(tx, "000b", "behind"))
			case "020":
				return false, nil
			}
			return true, dropNote(tx, key)
		})
	})
	if want := 21; len(met) != want || met[10] != "010" || met[11] != "010b" || met[12] != "012" {
		t.Errorf("met %d: %q", len(met), met)
	}
}

func TestMisuseIsAnErrorThatSaysWhat(t *testing.T) {
	db, _ := open(t)
	strangers := table.New[*wrapperspb.StringValue]("notes")
	nowhere := table.New[*storev1.AuditEvent]("nowhere")
	kept := errors.New("kept")
	var over *table.Tx
	for name, c := range map[string]struct {
		do   func(tx *table.Tx) error
		want string
	}{
		"an empty key":        {func(tx *table.Tx) error { return notes.Insert(tx, "", note("x")) }, "1 to 512 bytes"},
		"a key too long":      {func(tx *table.Tx) error { return notes.Insert(tx, strings.Repeat("k", 513), note("x")) }, "513 bytes"},
		"a key with a tab":    {func(tx *table.Tx) error { return notes.Insert(tx, "a\tb", note("x")) }, "control character"},
		"a key with a C1":     {func(tx *table.Tx) error { return notes.Insert(tx, "a\u0085b", note("x")) }, "control character"},
		"a key not UTF-8":     {func(tx *table.Tx) error { return notes.Insert(tx, "a\xff", note("x")) }, "not UTF-8"},
		"an index to nothing": {func(tx *table.Tx) error { return byWhat.Put(tx, "x", "") }, "pointed to"},
		"no message":          {func(tx *table.Tx) error { return notes.Insert(tx, "a", nil) }, "no message"},
		"a text not UTF-8":    {func(tx *table.Tx) error { return notes.Insert(tx, "a", note("\xff")) }, "UTF-8"},
		"another type":        {func(tx *table.Tx) error { return strangers.Insert(tx, "a", wrapperspb.String("x")) }, "holds assistmed.store.v1.AuditEvent, not google.protobuf.StringValue"},
		"no such table":       {func(tx *table.Tx) error { return nowhere.Insert(tx, "a", note("x")) }, `"nowhere" is not in the schema`},
		"an index as a table": {func(tx *table.Tx) error {
			_, _, err := table.New[*storev1.AuditEvent]("notes_by_what").Get(tx, "a")
			return err
		}, "is an index"},
		"a table as an index": {func(tx *table.Tx) error { return table.NewIndex("notes").Put(tx, "a", "b") }, "is a table"},
		"an index of another table": {func(tx *table.Tx) error {
			_, _, err := table.PageBy(tx, byWhat, table.New[*storev1.AuditEvent]("events"), table.Query{})
			return err
		}, `leads to "notes", not to "events"`},
		"the last transaction": {func(*table.Tx) error {
			_, _, err := notes.Get(over, "a")
			return err
		}, "the transaction is over"},
	} {
		t.Run(name, func(t *testing.T) {
			err := db.Update(t.Context(), func(tx *table.Tx) error {
				if over == nil {
					over = tx
					return kept
				}
				return c.do(tx)
			})
			if errors.Is(err, kept) { // the first one lent its transaction
				err = db.Update(t.Context(), c.do)
			}
			says(t, err, c.want)
		})
	}
	equal(t, "kept", stored(t, db), nil)
}

func TestAKeyThatCannotBeThereIsNotFound(t *testing.T) {
	db, _ := open(t)
	view(t, db, func(tx *table.Tx) error {
		for _, key := range []string{"", "\x00", "a\xff", strings.Repeat("k", 100000)} {
			if _, found, err := notes.Get(tx, key); found || err != nil {
				t.Errorf("key %.9q: %v, %v", key, found, err)
			}
			if _, found, err := byWhat.Get(tx, key); found || err != nil {
				t.Errorf("index key %.9q: %v, %v", key, found, err)
			}
		}
		return nil
	})
}

func TestAViewDoesNotWrite(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "a", "x") })
	for name, do := range map[string]func(tx *table.Tx) error{
		"insert":   func(tx *table.Tx) error { return notes.Insert(tx, "b", note("x")) },
		"update":   func(tx *table.Tx) error { return notes.Update(tx, "a", note("y")) },
		"delete":   func(tx *table.Tx) error { return notes.Delete(tx, "a") },
		"put":      func(tx *table.Tx) error { return byWhat.Put(tx, "y/b", "b") },
		"remove":   func(tx *table.Tx) error { return byWhat.Remove(tx, "x/a") },
		"remember": func(tx *table.Tx) error { return table.Remember(tx, call("r"), note("x")) },
		"append":   func(tx *table.Tx) error { return table.Append(tx, call("r"), table.Change{Resource: "a", What: "x"}) },
	} {
		t.Run(name, func(t *testing.T) { says(t, db.View(t.Context(), do), "a write in a View") })
	}
	equal(t, "kept", stored(t, db), []string{"a=x"})
}

func TestAnIndexLeadsToItsRecord(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error {
		return errors.Join(putNote(tx, "1", "milk"), putNote(tx, "2", "bread"), putNote(tx, "3", "milk"))
	})
	view(t, db, func(tx *table.Tx) error {
		if primary, found, err := byWhat.Get(tx, "milk/3"); primary != "3" || !found || err != nil {
			t.Errorf("got %q, %v, %v", primary, found, err)
		}
		if _, found, err := byWhat.Get(tx, "milk/2"); found || err != nil {
			t.Errorf("got %v, %v", found, err)
		}
		var rows []string
		err := byWhat.Scan(tx, "milk/", func(key, primary string) (bool, error) {
			rows = append(rows, key+"="+primary)
			return true, nil
		})
		equal(t, "rows", rows, []string{"milk/1=1", "milk/3=3"})
		return err
	})
}
