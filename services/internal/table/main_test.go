package table_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
)

// The store of these tests: notes, found also by what they say. An audit event
// serves as the message because it is at hand.
var (
	notes  = table.New[*storev1.AuditEvent]("notes")
	byWhat = table.NewIndex("notes_by_what")
	logs   = table.New[*storev1.AuditEvent]("logs")
)

func schema() table.Schema {
	return table.Schema{Service: "notes", Version: 1, Tables: []table.Spec{
		{Name: "notes", Key: "note id", Message: (*storev1.AuditEvent)(nil), Purpose: "the notes", Ordered: true},
		{Name: "notes_by_what", Key: "what/note id", Of: "notes", Rows: whatRows, Purpose: "notes by what they say"},
		{Name: "logs", Key: "log id", Message: (*storev1.AuditEvent)(nil), Purpose: "records that nothing leads to", Ordered: true},
	}}
}

func whatRows(key string, m proto.Message) []string {
	return []string{m.(*storev1.AuditEvent).GetWhat() + "/" + key}
}

func note(what string) *storev1.AuditEvent { return &storev1.AuditEvent{What: what} }

// putNote writes a note and its index row, as a store would.
func putNote(tx *table.Tx, key, what string) error {
	if err := notes.Insert(tx, key, note(what)); err != nil {
		return err
	}
	return byWhat.Put(tx, what+"/"+key, key)
}

// dropNote takes a note and its index row away.
func dropNote(tx *table.Tx, key string) error {
	m, _, err := notes.Get(tx, key)
	if err != nil {
		return err
	}
	if err := notes.Delete(tx, key); err != nil {
		return err
	}
	return byWhat.Remove(tx, m.GetWhat()+"/"+key)
}

// open opens a store in a folder of its own; it is checked and closed at the end.
func open(t testing.TB) (*table.DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes.db")
	return reopen(t, path), path
}

// reopen opens an existing store; it is checked and closed at the end.
func reopen(t testing.TB, path string) *table.DB {
	t.Helper()
	db, err := table.Open(path, schema())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// A test may have closed it, or spoilt it on purpose and seen so in Err.
		if err := db.Check(context.Background()); err != nil && db.Err() == nil && !strings.Contains(err.Error(), "closed") {
			t.Errorf("after the test: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Errorf("after the test: %v", err)
		}
	})
	return db
}

// update writes, and fails the test if that fails.
func update(t testing.TB, db *table.DB, fn func(tx *table.Tx) error) {
	t.Helper()
	if err := db.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// view reads, and fails the test if that fails.
func view(t testing.TB, db *table.DB, fn func(tx *table.Tx) error) {
	t.Helper()
	if err := db.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// all gives "key=what" of all notes with a prefix, in the order of a scan.
func all(t testing.TB, tx *table.Tx, prefix string) []string {
	t.Helper()
	var got []string
	err := notes.Scan(tx, prefix, func(key string, m *storev1.AuditEvent) (bool, error) {
		got = append(got, key+"="+m.GetWhat())
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// stored gives all notes that are kept.
func stored(t testing.TB, db *table.DB) []string {
	t.Helper()
	var got []string
	view(t, db, func(tx *table.Tx) error {
		got = all(t, tx, "")
		return nil
	})
	return got
}

func equal(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// says fails the test unless err has all these parts in its text.
func says(t testing.TB, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", parts)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Fatalf("error %q, want %q in it", err, part)
		}
	}
}

// TestMain runs this binary as a child process when a test asks for it.
func TestMain(m *testing.M) {
	if work := children[os.Getenv("TABLE_CHILD")]; work != nil {
		if err := work(os.Getenv("TABLE_PATH")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
