package table_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

// sound gives the bytes of a healthy store with branches, leaves, a record
// longer than a page, free pages and tables in place; and what each page is.
func sound(t *testing.T) (file []byte, kinds []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes.db")
	db, err := table.Open(path, schema())
	if err != nil {
		t.Fatal(err)
	}
	for part := range 4 {
		update(t, db, func(tx *table.Tx) error {
			for i := range 150 {
				if err := putNote(tx, fmt.Sprintf("note_%d_%04d", part, i), strings.Repeat("word ", i%20)); err != nil {
					return err
				}
			}
			return putNote(tx, fmt.Sprintf("note_%d_long", part), strings.Repeat("long", 100))
		})
	}
	update(t, db, func(tx *table.Tx) error {
		m := note(strings.Repeat("long", 100))
		m.Resource = strings.Repeat("very ", 4000)
		return notes.Update(tx, "note_0_long", m)
	})
	view(t, db, func(tx *table.Tx) error {
		for id := 0; ; id++ {
			info, err := tx.Transaction().Page(id)
			if err != nil || info == nil {
				return err
			}
			for range info.OverflowCount + 1 {
				kinds = append(kinds, info.Type)
			}
			id += info.OverflowCount
		}
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := table.LookAtPages(path, 0); err != nil {
		t.Fatalf("a healthy store: %v", err)
	}
	file, err = os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file, kinds
}

// refused fails the test unless the bytes are refused as damaged, by name, and
// left as they are.
func refused(t *testing.T, spoilt []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes.db")
	if err := os.WriteFile(path, spoilt, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := table.Open(path, schema())
	if err == nil {
		_ = db.Close()
		t.Fatalf("it was opened")
	}
	says(t, err, "store "+path+" is damaged")
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(after, spoilt) {
		t.Errorf("the damaged file was changed: %v", err)
	}
}

func pageSize() int { return os.Getpagesize() }

func TestATruncatedStoreIsRefused(t *testing.T) {
	file, kinds := sound(t)
	lengths := map[string]int{
		"empty": 0, "one byte": 1, "half a meta": 40, "one page": pageSize(), "a page and a half": pageSize() * 3 / 2,
		"two pages": 2 * pageSize(), "half": len(file) / 2, "without the last page": (len(kinds) - 1) * pageSize(),
		"without the last byte of the last page": len(kinds)*pageSize() - 1,
	}
	for name, length := range lengths {
		t.Run(name, func(t *testing.T) { refused(t, file[:length]) })
	}
}

func TestAFileOfSomethingElseIsRefused(t *testing.T) {
	file, _ := sound(t)
	noise := make([]byte, len(file))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for name, spoilt := range map[string][]byte{
		"text":             []byte(strings.Repeat("Cher docteur,\n", 10000)),
		"zeros":            make([]byte, len(file)),
		"noise":            noise,
		"noise at the end": append(bytes.Clone(file[:4*pageSize()]), noise[4*pageSize():]...),
	} {
		t.Run(name, func(t *testing.T) { refused(t, spoilt) })
	}
}

func TestAStoreWithAnyOnePageInUseOverwrittenIsRefused(t *testing.T) {
	file, kinds := sound(t)
	met := map[string]int{}
	for how, byteAt := range map[string]func(i int) byte{
		"zeros": func(int) byte { return 0 },
		"ones":  func(int) byte { return 0xFF },
		"noise": func(i int) byte { return byte(i*i>>3 + i*31) },
	} {
		for id, kind := range kinds {
			if kind == "free" || id > 0 && kinds[id-1] == kind && overflow(file, id) {
				continue // nobody reads it, or it is the inside of a long record
			}
			met[kind]++
			t.Run(fmt.Sprintf("%s in page %d, %s", how, id, kind), func(t *testing.T) {
				spoilt := bytes.Clone(file)
				for i := range pageSize() {
					spoilt[id*pageSize()+i] = byteAt(i)
				}
				refused(t, spoilt)
			})
		}
	}
	for _, kind := range []string{"meta", "branch", "leaf", "freelist"} {
		if met[kind] == 0 {
			t.Errorf("no %s page was spoilt; the store of this test is too small", kind)
		}
	}
}

// overflow tells whether a page is the continuation of another: it has no header.
func overflow(file []byte, id int) bool {
	at := id * pageSize()
	return file[at] != byte(id) || file[at+1] != byte(id>>8)
}

// Each page below is sound by itself; what they say of each other, or of their
// rows, is not. The engine would follow it, for ever or out of the file.
func TestAStoreWhosePagesContradictEachOtherIsRefused(t *testing.T) {
	file, kinds := sound(t)
	order := binary.NativeEndian
	first := func(kind string) int { return slices.Index(kinds, kind) * pageSize() }
	last := func(kind string) int {
		for id := len(kinds) - 1; ; id-- {
			if kinds[id] == kind && !overflow(file, id) {
				return id * pageSize()
			}
		}
	}
	for name, spoil := range map[string]func(b []byte){
		"a branch leads to itself":              func(b []byte) { copy(b[first("branch")+24:], b[first("branch"):first("branch")+8]) },
		"a branch leads to one page twice":      func(b []byte) { copy(b[first("branch")+40:first("branch")+48], b[first("branch")+24:]) },
		"a branch leads to a meta page":         func(b []byte) { order.PutUint64(b[first("branch")+24:], 1) },
		"a branch leads far out of the file":    func(b []byte) { order.PutUint64(b[first("branch")+24:], 1<<60) },
		"a branch leads to a free page":         func(b []byte) { order.PutUint64(b[first("branch")+24:], uint64(first("free")/pageSize())) },
		"a branch of nothing":                   func(b []byte) { order.PutUint16(b[first("branch")+10:], 0) },
		"a branch says it is a leaf":            func(b []byte) { order.PutUint16(b[first("branch")+8:], 2) },
		"a leaf says it is a branch":            func(b []byte) { order.PutUint16(b[last("leaf")+8:], 1) },
		"a leaf says it is a list":              func(b []byte) { order.PutUint16(b[last("leaf")+8:], 0x10) },
		"a leaf with more rows than it holds":   func(b []byte) { order.PutUint16(b[last("leaf")+10:], 0xFFFF) },
		"a leaf that goes on for ever":          func(b []byte) { order.PutUint32(b[last("leaf")+12:], 0xFFFFFFFF) },
		"a leaf that goes on into another":      func(b []byte) { order.PutUint32(b[first("leaf")+12:], 2) },
		"a row that lies far out of its leaf":   func(b []byte) { order.PutUint32(b[last("leaf")+16+4:], 0xFFFFFFF0) },
		"a row that lies in the header":         func(b []byte) { order.PutUint32(b[last("leaf")+16+4:], 0) },
		"a key longer than its leaf":            func(b []byte) { order.PutUint32(b[last("leaf")+16+8:], 0xFFFFFFF0) },
		"a value longer than its leaf":          func(b []byte) { order.PutUint32(b[last("leaf")+16+12:], 0xFFFFFFF0) },
		"two rows with one key":                 func(b []byte) { twice(b[last("leaf"):]) },
		"a table inside a table":                func(b []byte) { order.PutUint32(b[last("leaf")+16:], 1) },
		"a free page that is in use":            func(b []byte) { order.PutUint64(b[first("freelist")+16:], uint64(last("leaf")/pageSize())) },
		"a free page that is a meta page":       func(b []byte) { order.PutUint64(b[first("freelist")+16:], 0) },
		"a free page out of the file":           func(b []byte) { order.PutUint64(b[first("freelist")+16:], 1<<60) },
		"a free page twice":                     func(b []byte) { copy(b[first("freelist")+24:first("freelist")+32], b[first("freelist")+16:]) },
		"more free pages than the list has":     func(b []byte) { order.PutUint16(b[first("freelist")+10:], 0xFFFE) },
		"far more free pages than the list has": func(b []byte) { order.PutUint16(b[first("freelist")+10:], 0xFFFF) },
		"a page that is neither free nor in use": func(b []byte) {
			order.PutUint16(b[first("freelist")+10:], order.Uint16(b[first("freelist")+10:])-1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			spoilt := bytes.Clone(file)
			spoil(spoilt)
			if bytes.Equal(spoilt, file) {
				t.Fatal("nothing was spoilt")
			}
			refused(t, spoilt)
		})
	}
}

// twice lets the second row of a leaf have the position and key of the first.
func twice(leaf []byte) {
	order := binary.NativeEndian
	order.PutUint32(leaf[32+4:], order.Uint32(leaf[16+4:])-16)
	copy(leaf[32+8:32+16], leaf[16+8:16+16])
}

func TestTheProofAtStartIsBoundedAndTheFullOneIsNot(t *testing.T) {
	file, kinds := sound(t)
	path := filepath.Join(t.TempDir(), "notes.db")
	root := -1
	for id, kind := range kinds { // each page but the one that is read first
		if kind != "leaf" || overflow(file, id) {
			continue
		}
		if root = id; !bytes.Contains(file[id*pageSize():(id+1)*pageSize()], []byte("notes_by_what")) {
			copy(file[id*pageSize():(id+1)*pageSize()], make([]byte, pageSize()))
		}
	}
	if root < 0 {
		t.Fatal("no leaf")
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := table.LookAtPages(path, 1); err != nil {
		t.Errorf("the first page is sound: %v", err)
	}
	says(t, table.LookAtPages(path, 0), "says it is page 0")
}

// A disk that fails, or a hand that cuts the file, shows as a memory fault in
// the engine: the calls fail, the program lives and can say which file it was.
func TestAFileCutShortUnderAnOpenStoreFailsTheCallsAndNotTheProgram(t *testing.T) {
	db, path := open(t)
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "a", "one") })
	if err := os.Truncate(path, int64(2*pageSize())); err != nil {
		t.Fatal(err)
	}
	get := func(tx *table.Tx) error {
		_, _, err := notes.Get(tx, "a")
		return err
	}
	scan := func(tx *table.Tx) error {
		return notes.Scan(tx, "", func(string, *storev1.AuditEvent) (bool, error) { return true, nil })
	}
	for name, err := range map[string]error{
		"Update": db.Update(t.Context(), func(tx *table.Tx) error { return putNote(tx, "b", "two") }),
		"Get":    db.View(t.Context(), get),
		"Scan":   db.View(t.Context(), scan),
	} {
		if !fault.Is(err, "STORE_DAMAGED") {
			t.Errorf("%s: %v, want STORE_DAMAGED", name, err)
		}
		says(t, err, path)
	}
	says(t, db.Check(t.Context()), path, "cannot be read")
	says(t, db.Err(), path)
	says(t, db.Update(t.Context(), get), "takes no more writes")
}

// The row is found where it should be, and its value is not there any more.
func TestAValueCutOffUnderAnOpenStoreFailsTheRead(t *testing.T) {
	db, path := open(t)
	large := note("large")
	large.Resource = strings.Repeat("x", 1<<20)
	update(t, db, func(tx *table.Tx) error { return logs.Insert(tx, "large", large) })
	for i := range 3 { // moves the root of the file before the large record
		update(t, db, func(tx *table.Tx) error { return putNote(tx, strconv.Itoa(i), "x") })
	}
	keep := 0
	view(t, db, func(tx *table.Tx) error {
		for id := 2; keep == 0; id++ {
			info, err := tx.Transaction().Page(id)
			if err != nil || info == nil {
				return err
			}
			if info.OverflowCount > 100 {
				keep = id + 10
			}
		}
		return nil
	})
	if err := os.Truncate(path, int64(keep*pageSize())); err != nil || keep == 0 {
		t.Fatal(keep, err)
	}
	equal(t, "what is left", stored(t, db), []string{"0=x", "1=x", "2=x"})
	err := db.View(t.Context(), func(tx *table.Tx) error {
		_, _, err := logs.Get(tx, "large")
		return err
	})
	if !fault.Is(err, "STORE_DAMAGED") {
		t.Errorf("%v, want STORE_DAMAGED", err)
	}
}

// A power failure while the meta page was written leaves it with a wrong
// checksum: that transaction was never acknowledged, the one before it counts.
func TestATornMetaPageFallsBackToTheStateBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.db")
	db, err := table.Open(path, schema())
	if err != nil {
		t.Fatal(err)
	}
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "a", "one") })
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "b", "two") })
	var newest int
	view(t, db, func(tx *table.Tx) error {
		newest = tx.Transaction().ID() % 2
		return nil
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file[newest*pageSize()+16+48] ^= 0xFF // its transaction number
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db = reopen(t, path)
	equal(t, "after the torn write", stored(t, db), []string{"a=one"})
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "c", "three") })

	file[(1-newest)*pageSize()+16+48] ^= 0xFF
	refused(t, file)
}

// Whatever single bytes change, the program does not crash: the file is refused,
// or it opens and each read gives records or says that it is damaged.
func TestChangedBytesNeverCrashTheProgram(t *testing.T) {
	file, kinds := sound(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	opened := 0
	for range 150 {
		spoilt := bytes.Clone(file)
		for range 1 + random.IntN(4) {
			at := random.IntN(len(kinds)) * pageSize()
			if random.IntN(3) > 0 {
				at += random.IntN(200) // headers and the first rows
			} else {
				at += random.IntN(pageSize())
			}
			spoilt[at] ^= byte(1 << random.IntN(8))
		}
		path := filepath.Join(t.TempDir(), "notes.db")
		if err := os.WriteFile(path, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := table.Open(path, schema())
		if err != nil {
			says(t, err, path)
			continue
		}
		opened++
		_ = db.View(t.Context(), func(tx *table.Tx) error {
			return notes.Scan(tx, "", func(string, *storev1.AuditEvent) (bool, error) { return true, nil })
		})
		_ = db.Check(t.Context())
		_ = db.Update(t.Context(), func(tx *table.Tx) error { return putNote(tx, "new", "new") })
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of 150 were opened", opened)
}

// The engine's own check and ours must agree on healthy files of any shape.
func TestBothChecksAgreeOnAFileThatLived(t *testing.T) {
	db, path := open(t)
	random := rand.New(rand.NewPCG(7, 7))
	for round := range 60 {
		update(t, db, func(tx *table.Tx) error {
			for i := range 40 {
				key := fmt.Sprintf("note_%03d", random.IntN(400))
				_, found, err := notes.Get(tx, key)
				if err != nil {
					return err
				}
				if found {
					err = dropNote(tx, key)
				} else {
					err = putNote(tx, key, strings.Repeat("z", random.IntN(300)+i))
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err := db.Engine().View(func(tx *bolt.Tx) error {
			for err := range tx.Check() {
				return err
			}
			return nil
		}); err != nil {
			t.Fatalf("the engine, round %d: %v", round, err)
		}
		if err := table.LookAtPages(path, 0); err != nil {
			t.Fatalf("ours, round %d: %v", round, err)
		}
	}
}

func TestARecordThatDoesNotDecodeIsReportedAndStopsWrites(t *testing.T) {
	db, path := open(t)
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "a", "one") })
	raw(t, db, "notes", "b", "\xff is no message")
	for name, read := range map[string]func(tx *table.Tx) error{
		"Get": func(tx *table.Tx) error {
			_, _, err := notes.Get(tx, "b")
			return err
		},
		"Scan": func(tx *table.Tx) error {
			return notes.Scan(tx, "", func(string, *storev1.AuditEvent) (bool, error) { return true, nil })
		},
		"Page": func(tx *table.Tx) error {
			_, _, err := notes.Page(tx, table.Query{})
			return err
		},
	} {
		err := db.View(t.Context(), read)
		if !fault.Is(err, "STORE_DAMAGED") {
			t.Errorf("%s: %v, want STORE_DAMAGED", name, err)
		}
		says(t, err, path, "record b of table notes does not decode")
	}
	says(t, db.Err(), path, "record b of table notes")
	err := db.Update(t.Context(), func(*table.Tx) error {
		t.Error("it ran")
		return nil
	})
	says(t, err, path, "takes no more writes")
}

// raw writes into the file what the package itself would refuse.
func raw(t *testing.T, db *table.DB, name, key, value string) {
	t.Helper()
	if err := db.Engine().Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(name)).Put([]byte(key), []byte(value))
	}); err != nil {
		t.Fatal(err)
	}
}
