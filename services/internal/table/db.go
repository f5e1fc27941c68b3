package table

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"assistmed/services/internal/fault"
)

// DB is one open store file. All its methods may be called by many goroutines.
type DB struct {
	path   string
	schema Schema
	specs  map[string]Spec
	file   *os.File
	engine *bolt.DB
	ask    func(point string) error // see SetFailpoint; nil outside tests

	mu      sync.Mutex // guards what follows
	waiting []*turn    // callers of Update, in order of arrival
	closing bool
	failed  error
	changed chan struct{} // closed at the next commit; see Changed

	wake    chan struct{} // tells the writer that somebody waits; closed by Close
	stopped chan struct{} // closed when the writer has ended
	once    sync.Once
	closed  error
}

// Open opens the store file at path, and creates it if there is none; the
// folder must exist. Older files are migrated. It fails, and names the file,
// when another process has it open (after a second at most), when it is
// damaged, of a newer version, or another service's. A file that exists is
// never started afresh, not even an empty one.
func Open(path string, s Schema) (*DB, error) {
	specs, err := s.specs()
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(path, s, specs); err != nil {
			return nil, fmt.Errorf("store %s cannot be created: %w", path, err)
		}
	}
	db := &DB{
		path: path, schema: s, specs: specs,
		changed: make(chan struct{}), wake: make(chan struct{}, 1), stopped: make(chan struct{}),
	}
	if err := db.start(); err != nil {
		return nil, errors.Join(err, db.abandon())
	}
	go db.write()
	return db, nil
}

// create makes the store complete under another name and then gives it its own,
// so that a crash in between leaves no half-made store behind.
func create(path string, s Schema, specs map[string]Spec) (err error) {
	draft, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(draft.Name())) }()
	if err := draft.Close(); err != nil {
		return err
	}
	engine, err := bolt.Open(draft.Name(), 0o600, nil)
	if err != nil {
		return err
	}
	err = engine.Update(func(tx *bolt.Tx) error {
		if err := makeTables(tx, specs); err != nil {
			return err
		}
		return writeIdentity(tx, s.Service, s.Version)
	})
	if err := errors.Join(err, engine.Close()); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces what another process made meanwhile.
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a new name in the folder survive a power failure.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// start opens the engine, proves that the file is ours, and migrates it.
func (db *DB) start() error {
	version, err := db.recognise()
	if err != nil {
		return err
	}
	for _, m := range db.schema.Migrations {
		if m.To <= version {
			continue
		}
		if err := db.migrate(m); err != nil {
			return fmt.Errorf("store %s: migration to version %d (%s) failed, the file stays at version %d: %w", db.path, m.To, m.Name, m.To-1, err)
		}
	}
	return nil
}

// recognise opens the engine and gives the version of the file. The engine
// answers some damage with panics and memory faults; they become errors here.
func (db *DB) recognise() (version int, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = db.refuse(fmt.Errorf("%v", r))
		}
	}()
	db.engine, err = bolt.Open(db.path, 0o600, &bolt.Options{
		Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoStatistics: true,
		OpenFile: db.claim,
	})
	if err != nil {
		return 0, db.explain(err)
	}
	return db.identify()
}

// abandon lets go of a file that could not be opened.
func (db *DB) abandon() error {
	switch {
	case db.engine != nil:
		return db.engine.Close()
	case db.file != nil:
		// The engine closes the file itself unless it panicked.
		if err := db.file.Close(); !errors.Is(err, fs.ErrClosed) {
			return err
		}
	}
	return nil
}

// explain names the file in an error of opening.
func (db *DB) explain(err error) error {
	var damage *damageError
	switch {
	case errors.Is(err, errLocked), errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("store %s is locked by another process; stop that one first", db.path)
	case errors.As(err, &damage):
		return db.refuse(err)
	}
	return fmt.Errorf("store %s cannot be opened: %w", db.path, err)
}

// refuse says that the file is damaged and what to do.
func (db *DB) refuse(why error) error {
	return fmt.Errorf("store %s is damaged: %w; it was left as it is, put a sound copy in its place", db.path, why)
}

// identify gives the version of the file, or says why it is not to be used.
func (db *DB) identify() (version int, err error) {
	err = db.engine.View(func(tx *bolt.Tx) error {
		var service string
		service, version, err = readIdentity(tx)
		switch {
		case err != nil:
			return db.refuse(err)
		case service != db.schema.Service:
			return fmt.Errorf("store %s belongs to service %q, want %q", db.path, service, db.schema.Service)
		case version > db.schema.Version:
			return fmt.Errorf("store %s has version %d, this program knows versions up to %d; start a newer program", db.path, version, db.schema.Version)
		case version < db.schema.Version:
			return nil // the migrations make what is missing
		}
		for name := range db.specs {
			if tx.Bucket([]byte(name)) == nil {
				return db.refuse(fmt.Errorf("version %d has a table %q and the file has none", version, name))
			}
		}
		return nil
	})
	return version, err
}

// migrate runs one migration in a transaction of its own.
func (db *DB) migrate(m Migration) error {
	return db.engine.Update(func(engine *bolt.Tx) error {
		if err := makeTables(engine, db.specs); err != nil {
			return err
		}
		tx := &Tx{db: db, engine: engine, ended: context.Background().Err, writable: true}
		err := m.Apply(tx)
		tx.over = true
		if err != nil {
			return err
		}
		if err := tx.flush(); err != nil {
			return err
		}
		return writeIdentity(engine, db.schema.Service, m.To)
	})
}

// View runs fn on one unchanging state of the store. fn should be short and
// must not call View or Update: a reader can hold up the writer.
func (db *DB) View(ctx context.Context, fn func(*Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	engine, err := db.engine.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return db.unavailable(err)
	} else if err != nil {
		return fmt.Errorf("store %s: %w", db.path, err)
	}
	tx := &Tx{db: db, engine: engine, ended: ctx.Err}
	defer func() {
		tx.over = true
		if ended := engine.Rollback(); err == nil {
			err = ended
		}
	}()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	return fn(tx)
}

// The points at which a failpoint is asked, in this order; a write once for each row.
const (
	PointBegun     = "begun"     // a caller's turn has come, nothing was read
	PointWrite     = "write"     // and the name of the table or index; the row is not written yet
	PointCommit    = "commit"    // of a group that wrote: nothing of it is durable
	PointCommitted = "committed" // all of it is durable, and no caller knows
)

// SetFailpoint has f asked at each point of a write whether the process dies there, for
// tests of what it leaves behind. An error is a death, and the caller's answer: before
// the commit nothing of the transaction is kept, afterwards all is. Whoever is dead stays
// dead: f must give an error for ever after the first. Set it before the first Update.
func (db *DB) SetFailpoint(f func(point string) error) { db.ask = f }

// at asks the failpoint, if there is one.
func (db *DB) at(point string) error {
	if db.ask == nil {
		return nil
	}
	return db.ask(point)
}

// Err gives nil, or why the store must not be relied on any more: a commit
// failed or stored bytes could not be read. It never goes back to nil; a restart
// looks at the file afresh.
func (db *DB) Err() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.failed
}

// Close lets the calls under way end, refuses new ones and releases the file.
// Later calls do nothing.
func (db *DB) Close() error {
	db.once.Do(func() {
		db.mu.Lock()
		db.closing = true
		close(db.wake)
		db.mu.Unlock()
		<-db.stopped
		if err := db.engine.Close(); err != nil {
			db.closed = fmt.Errorf("store %s: close: %w", db.path, err)
		}
	})
	return db.closed
}

// fail remembers the first failure for Err.
func (db *DB) fail(err error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.failed == nil {
		db.failed = err
	}
}

// damage reports stored bytes that cannot be read, to the caller and to Err.
// The caller learns that it is so, the log what it was.
func (db *DB) damage(what string) error {
	cause := fmt.Errorf("store %s is damaged: %s", db.path, what)
	db.fail(cause)
	return &fault.Error{
		Kind: fault.Damaged, Reason: "STORE_DAMAGED",
		Message: "the store of this service is damaged; its operator must restore it",
		Cause:   cause,
	}
}

// guard, deferred around a touch of the engine, makes damage of its panics and
// memory faults: those are how the engine answers pages that make no sense.
func (db *DB) guard(err *error) {
	if r := recover(); r != nil {
		*err = db.damage(fmt.Sprint(r))
	}
}

// unavailable tells that the store takes no calls.
func (db *DB) unavailable(cause error) error {
	return &fault.Error{
		Kind: fault.Unavailable, Reason: "STORE_CLOSED",
		Message: "the service is stopping; try again in a moment",
		Cause:   fmt.Errorf("store %s is closed: %w", db.path, cause),
	}
}
