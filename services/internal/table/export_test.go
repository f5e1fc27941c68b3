package table

import (
	"context"
	"os"

	bolt "go.etcd.io/bbolt"
)

// Turn lets a test take places in the writer's queue before anybody runs, so
// that a group forms without waiting for time to pass.
type Turn = turn

// Queue takes a place in the writer's queue.
func (db *DB) Queue() (*Turn, error) { return db.queue() }

// Enter does the rest of Update.
func (db *DB) Enter(ctx context.Context, t *Turn, fn func(*Tx) error) error {
	return db.enter(ctx, t, fn)
}

// Engine gives the engine: to limit the file's size, to count commits, or to
// write what the package itself would refuse.
func (db *DB) Engine() *bolt.DB { return db.engine }

// Transaction gives the engine's transaction.
func (tx *Tx) Transaction() *bolt.Tx { return tx.engine }

// LockWait is how long Open waits for a lock.
const LockWait = lockWait

// ErrOvertaken is what CheckNow says when the meta page of its state is gone.
var ErrOvertaken = errOvertaken

// CheckNow checks the state that the transaction reads.
func (tx *Tx) CheckNow() ([]error, error) { return tx.check(context.Background()) }

// Taken tells whether the writer gave the turn.
func (t *Turn) Taken() bool { return t.state.Load() == taken }

// LookAtPages proves the pages of a file; limit is how many, 0 all.
func LookAtPages(path string, limit int) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	m, err := currentMeta(file, info.Size())
	if err != nil {
		return err
	}
	return checkPages(context.Background(), file, m, limit)
}
