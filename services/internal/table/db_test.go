package table_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	bolt "go.etcd.io/bbolt"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

func TestANewStoreIsEmptyAndKeepsWhatIsWritten(t *testing.T) {
	db, path := open(t)
	equal(t, "a new store", stored(t, db), nil)
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "a", "one") })
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "after reopening", stored(t, reopen(t, path)), []string{"a=one"})
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the store are %v, %v; want nothing", left, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want that only the owner reads it", info.Mode(), err)
	}
}

func TestASecondOpenOfALockedFileFailsAndNamesTheFile(t *testing.T) {
	t.Parallel() // it waits most of its time
	_, path := open(t)
	_, err := table.Open(path, schema())
	says(t, err, "store "+path+" is locked")
}

func TestTwoThatCreateTheSameStoreAtOnceShareNothingHalfMade(t *testing.T) {
	t.Parallel() // it waits most of its time
	path := filepath.Join(t.TempDir(), "notes.db")
	var both sync.WaitGroup
	opened := make([]*table.DB, 2)
	failures := make([]error, 2)
	for i := range 2 {
		both.Go(func() { opened[i], failures[i] = table.Open(path, schema()) })
	}
	both.Wait()
	for i, db := range opened {
		if failures[i] != nil {
			says(t, failures[i], path, "locked")
			continue
		}
		if err := db.Check(t.Context()); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	if failures[0] != nil && failures[1] != nil {
		t.Errorf("neither opened: %v", failures)
	}
}

func TestAStoreThatCannotBeOpenedNamesItself(t *testing.T) {
	folder := t.TempDir()
	for name, path := range map[string]string{
		"no such folder":    filepath.Join(folder, "none", "notes.db"),
		"the folder itself": folder,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := table.Open(path, schema())
			says(t, err, "store "+path)
		})
	}
}

func TestAFileOfANewerVersionIsRefused(t *testing.T) {
	db, path := open(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	newer := schema()
	newer.Version, newer.Migrations = 2, []table.Migration{{To: 2, Name: "nothing", Apply: func(*table.Tx) error { return nil }}}
	db, err := table.Open(path, newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = table.Open(path, schema())
	says(t, err, path, "version 2", "up to 1")
	// The refusal let go of the file and changed nothing.
	db, err = table.Open(path, newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFileOfAnotherServiceIsRefused(t *testing.T) {
	db, path := open(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	other := schema()
	other.Service = "letters"
	_, err := table.Open(path, other)
	says(t, err, path, `"notes"`, `want "letters"`)
}

func TestASoundFileThatIsNotAStoreIsRefused(t *testing.T) {
	for name, fill := range map[string]func(tx *bolt.Tx) error{
		"nothing in it": func(*bolt.Tx) error { return nil },
		"no version": func(tx *bolt.Tx) error {
			_, err := tx.CreateBucket([]byte("_store"))
			return err
		},
		"a version that is no number": func(tx *bolt.Tx) error {
			b, err := tx.CreateBucket([]byte("_store"))
			return errors.Join(err, b.Put([]byte("service"), []byte("notes")), b.Put([]byte("version"), []byte("one")))
		},
		"a table is missing": func(tx *bolt.Tx) error {
			b, err := tx.CreateBucket([]byte("_store"))
			return errors.Join(err, b.Put([]byte("service"), []byte("notes")), b.Put([]byte("version"), []byte("1")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "notes.db")
			engine, err := bolt.Open(path, 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(engine.Update(fill), engine.Close()); err != nil {
				t.Fatal(err)
			}
			_, err = table.Open(path, schema())
			says(t, err, "store "+path+" is damaged")
		})
	}
}

func TestASchemaThatMakesNoSenseIsRefused(t *testing.T) {
	apply := func(*table.Tx) error { return nil }
	for name, c := range map[string]struct {
		spoil func(s *table.Schema)
		want  string
	}{
		"no service":             {func(s *table.Schema) { s.Service = "" }, "want a name"},
		"version 0":              {func(s *table.Schema) { s.Version = 0 }, "version from 1"},
		"a migration is missing": {func(s *table.Schema) { s.Version = 2 }, "0 migrations for version 2"},
		"migrations out of order": {func(s *table.Schema) {
			s.Version, s.Migrations = 3, []table.Migration{{To: 3, Apply: apply}, {To: 2, Apply: apply}}
		}, "want 2"},
		"a migration that does nothing": {func(s *table.Schema) { s.Version, s.Migrations = 2, []table.Migration{{To: 2}} }, "something to apply"},
		"a name twice":                  {func(s *table.Schema) { s.Tables = append(s.Tables, s.Tables[0]) }, `"notes" is taken`},
		"a name of the package's":       {func(s *table.Schema) { s.Tables[0].Name = "events" }, `"events" is taken`},
		"a hidden name":                 {func(s *table.Schema) { s.Tables[0].Name = "_store" }, "begins with _"},
		"an index of nothing":           {func(s *table.Schema) { s.Tables[1].Of = "" }, `index "notes_by_what" is of ""`},
	} {
		t.Run(name, func(t *testing.T) {
			s := schema()
			c.spoil(&s)
			path := filepath.Join(t.TempDir(), "notes.db")
			_, err := table.Open(path, s)
			says(t, err, path, c.want)
			if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("a file was made: %v", err)
			}
		})
	}
}

// migrating gives a schema of version 3 over the old file in testdata, whose
// only table was "notes". Each migration notes its name when it runs.
func migrating(ran *[]string) table.Schema {
	s := schema()
	s.Version = 3
	s.Migrations = []table.Migration{
		{To: 2, Name: "louder", Apply: func(tx *table.Tx) error {
			*ran = append(*ran, "louder")
			return notes.Scan(tx, "", func(key string, m *storev1.AuditEvent) (bool, error) {
				m.What = strings.ToUpper(m.GetWhat())
				return true, notes.Update(tx, key, m)
			})
		}},
		{To: 3, Name: "findable", Apply: func(tx *table.Tx) error {
			*ran = append(*ran, "findable")
			return notes.Scan(tx, "", func(key string, m *storev1.AuditEvent) (bool, error) {
				return true, byWhat.Put(tx, m.GetWhat()+"/"+key, key)
			})
		}},
	}
	return s
}

// old gives a copy of testdata/v1.db. That file was written by version 1 of the
// schema, when there was no index yet, and is kept as it is for ever.
func old(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile("testdata/v1.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "notes.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnOldFileIsMigratedStepByStep(t *testing.T) {
	path := old(t)
	var ran []string
	for range 2 { // the second opening finds nothing to do
		db, err := table.Open(path, migrating(&ran))
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "migrations", ran, []string{"louder", "findable"})
		equal(t, "notes", stored(t, db), []string{"note_1=MILK", "note_2=BREAD", "note_3=MILK"})
		view(t, db, func(tx *table.Tx) error {
			found, _, err := table.PageBy(tx, byWhat, notes, table.Query{Prefix: "MILK/"})
			if len(found) != 2 {
				t.Errorf("%d notes about milk, want 2", len(found))
			}
			return err
		})
		events, err := db.Events(t.Context())
		if err != nil || len(events) != 3 {
			t.Errorf("%d events, %v; want the 3 of the old file", len(events), err)
		}
		if err := errors.Join(db.Check(t.Context()), db.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFailedMigrationKeepsTheStepsBeforeItAndNothingOfItsOwn(t *testing.T) {
	path := old(t)
	var ran []string
	failing := migrating(&ran)
	findable := failing.Migrations[1].Apply
	failing.Migrations[1].Apply = func(tx *table.Tx) error {
		return errors.Join(findable(tx), errors.New("out of ink"))
	}
	_, err := table.Open(path, failing)
	says(t, err, path, "migration to version 3 (findable)", "stays at version 2", "out of ink")

	ran = nil
	db, err := table.Open(path, migrating(&ran))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "migrations of the second try", ran, []string{"findable"})
	equal(t, "notes", stored(t, db), []string{"note_1=MILK", "note_2=BREAD", "note_3=MILK"})
	if err := errors.Join(db.Check(t.Context()), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestAClosedStoreRefusesCallsAndClosesTwice(t *testing.T) {
	db, path := open(t)
	var kept *table.Tx
	view(t, db, func(tx *table.Tx) error {
		kept = tx
		return nil
	})
	for range 2 {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	nothing := func(*table.Tx) error {
		t.Error("it ran")
		return nil
	}
	for name, err := range map[string]error{
		"View":   db.View(t.Context(), nothing),
		"Update": db.Update(t.Context(), nothing),
		"Check":  db.Check(t.Context()),
	} {
		if !fault.Is(err, "STORE_CLOSED") {
			t.Errorf("%s: %v, want STORE_CLOSED", name, err)
		}
		says(t, err, path)
	}
	_, _, err := notes.Get(kept, "a")
	says(t, err, "the transaction is over")
	if err := db.Err(); err != nil {
		t.Errorf("Err: %v, want nil: closing is no failure", err)
	}
}

func TestACallWhoseContextHasEndedDoesNotRun(t *testing.T) {
	db, _ := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	nothing := func(*table.Tx) error {
		t.Error("it ran")
		return nil
	}
	if err := db.View(ctx, nothing); !errors.Is(err, context.Canceled) {
		t.Errorf("View: %v", err)
	}
	if err := db.Update(ctx, nothing); !errors.Is(err, context.Canceled) {
		t.Errorf("Update: %v", err)
	}
}

func TestALongScanEndsWithItsContext(t *testing.T) {
	db, _ := open(t)
	update(t, db, func(tx *table.Tx) error { return errors.Join(putNote(tx, "a", "x"), putNote(tx, "b", "x")) })
	ctx, cancel := context.WithCancel(t.Context())
	met := 0
	err := db.View(ctx, func(tx *table.Tx) error {
		return notes.Scan(tx, "", func(string, *storev1.AuditEvent) (bool, error) {
			met++
			cancel()
			return true, nil
		})
	})
	if !errors.Is(err, context.Canceled) || met != 1 {
		t.Errorf("%d met, %v; want 1 and the end of the context", met, err)
	}
}
