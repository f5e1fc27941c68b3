package table

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"
)

// groupLimit bounds how many callers share one commit, so that the first of
// them does not wait for ever while others keep coming.
const groupLimit = 1024

// turn is one call of Update that waits for the writer.
type turn struct {
	state atomic.Int32  // waiting, taken or withdrawn
	group chan *group   // the writer gives the group it may write into
	back  chan struct{} // the caller gives the turn back
}

const (
	waiting int32 = iota
	taken
	withdrawn
)

// group is the callers that share one transaction of the engine and one fsync.
type group struct {
	engine *bolt.Tx
	dirty  bool          // somebody wrote
	err    error         // why nothing of the group was kept; read it after done
	done   chan struct{} // closed when the outcome is known
}

// Update runs fn and keeps all it wrote, durably, or nothing.
//
// Callers that wait at the same time share one commit. Each runs in its own
// goroutine, one after the other, and sees what those before it wrote; when one
// fails or panics, its own writes are dropped and nobody else notices. fn runs
// once at most. If the shared commit fails, every caller of the group gets its
// error, including those whose fn only read: nothing they saw was kept.
//
// A ctx that ends before fn has begun withdraws the call. Afterwards it changes
// nothing: the outcome is waited for. fn should be short, without network, and
// must not call View or Update.
func (db *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t, err := db.queue()
	if err != nil {
		return err
	}
	return db.enter(ctx, t, fn)
}

// enter waits for the turn, runs fn in it, and waits for the outcome.
func (db *DB) enter(ctx context.Context, t *turn, fn func(*Tx) error) error {
	g, err := t.wait(ctx)
	if err != nil {
		return err
	}
	err = db.run(ctx, g, t, fn)
	<-g.done
	if g.err != nil {
		return g.err
	}
	return err
}

// queue takes a place in the writer's queue.
func (db *DB) queue() (*turn, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.closing {
		return nil, db.unavailable(errors.New("Update after Close"))
	}
	if db.failed != nil {
		return nil, db.noMoreWrites(db.failed)
	}
	t := &turn{group: make(chan *group, 1), back: make(chan struct{}, 1)}
	db.waiting = append(db.waiting, t)
	select {
	case db.wake <- struct{}{}:
	default: // the writer was told already
	}
	return t, nil
}

// wait waits for the turn, or withdraws when ctx ends before.
func (t *turn) wait(ctx context.Context) (*group, error) {
	select {
	case g := <-t.group:
		return g, nil
	case <-ctx.Done():
		if t.state.CompareAndSwap(waiting, withdrawn) {
			return nil, ctx.Err()
		}
		return <-t.group, nil
	}
}

// run runs fn in the caller's goroutine, so that a panic is the caller's own,
// and gives the turn back whatever happens.
func (db *DB) run(ctx context.Context, g *group, t *turn, fn func(*Tx) error) error {
	tx := &Tx{db: db, engine: g.engine, ended: ctx.Err, writable: true}
	defer func() {
		tx.over = true
		t.back <- struct{}{}
	}()
	if g.err != nil {
		return g.err // the group is given up already
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := db.at(PointBegun); err != nil {
		return err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if err := fn(tx); err != nil {
		return err
	}
	if len(tx.changes) == 0 {
		return nil
	}
	g.dirty = true
	if err := tx.flush(); err != nil {
		g.err = err
	}
	return nil
}

// write is the writer: it serves one group after the other until Close.
func (db *DB) write() {
	defer close(db.stopped)
	for range db.wake {
		for turns := db.take(groupLimit); len(turns) > 0; turns = db.take(groupLimit) {
			db.serve(turns)
		}
	}
}

// take gives the turns that wait, at most limit of them.
func (db *DB) take(limit int) []*turn {
	db.mu.Lock()
	defer db.mu.Unlock()
	turns := db.waiting
	if len(turns) > limit {
		db.waiting = turns[limit:]
		return turns[:limit:limit]
	}
	db.waiting = nil
	return turns
}

// serve gives each turn, and those that come meanwhile, its time in one group,
// and commits the group. Nothing is written after a failure, not even for those
// who had their place in the queue before it: after a failed write nobody knows
// what the disk holds, and to what is damaged nothing should be added.
func (db *DB) serve(turns []*turn) {
	g := &group{done: make(chan struct{})}
	defer close(g.done)
	if failure := db.Err(); failure != nil {
		g.err = db.noMoreWrites(failure)
	} else if engine, err := db.engine.Begin(true); err != nil {
		g.err = fmt.Errorf("store %s: %w", db.path, err)
	} else {
		g.engine = engine
	}
	for served := 0; len(turns) > 0; turns = db.take(groupLimit - served) {
		for _, t := range turns {
			if t.state.CompareAndSwap(waiting, taken) {
				t.group <- g
				<-t.back
			}
		}
		served += len(turns)
	}
	if g.engine != nil {
		g.err = db.settle(g)
	}
}

// settle commits the group, or gives it up, and tells why nothing was kept.
func (db *DB) settle(g *group) error {
	defer rollback(g.engine)
	if g.err == nil && !g.dirty {
		return nil
	}
	if failure := db.Err(); failure != nil {
		return db.noMoreWrites(failure) // one of the group met damage
	}
	if g.err == nil {
		if dead := db.at(PointCommit); dead != nil {
			return dead
		}
		g.err = commit(g.engine)
	}
	if g.err == nil {
		db.announce()
		return db.at(PointCommitted)
	}
	err := fmt.Errorf("store %s: commit failed: %w", db.path, g.err)
	db.fail(err)
	return err
}

// Changed gives a channel that is closed once something more has been kept. Take it
// first, then read, then wait: nothing is missed.
func (db *DB) Changed() <-chan struct{} {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.changed
}

// announce wakes all who wait for a change.
func (db *DB) announce() {
	db.mu.Lock()
	defer db.mu.Unlock()
	close(db.changed)
	db.changed = make(chan struct{})
}

// noMoreWrites refuses a write because of an earlier failure.
func (db *DB) noMoreWrites(failure error) error {
	return fmt.Errorf("store %s takes no more writes until it is opened again: %w", db.path, failure)
}

// commit makes the group durable. A panic of the engine, or a fault of the file
// under its memory map, is an error like others.
func commit(engine *bolt.Tx) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return engine.Commit()
}

// rollback ends a transaction that was not committed, so that Close does not
// wait for it. After a commit there is nothing left to end.
func rollback(engine *bolt.Tx) {
	defer func() {
		// An engine that panicked in its commit may do so again here; what
		// went wrong is known already.
		_ = recover()
	}()
	_ = engine.Rollback()
}
