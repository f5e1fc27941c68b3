package table_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	bolt "go.etcd.io/bbolt"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
)

// together runs all fns as one group: the first holds the writer until all have
// their places in the queue. It gives their errors, and the panics as errors.
func together(t *testing.T, db *table.DB, fns ...func(tx *table.Tx) error) []error {
	t.Helper()
	outcome := make([]error, len(fns))
	release, begun := make(chan struct{}), make(chan struct{})
	var callers sync.WaitGroup
	start := func(fn func(tx *table.Tx) error, keep *error) {
		turn, err := db.Queue()
		if err != nil {
			t.Fatal(err)
		}
		callers.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					*keep = fmt.Errorf("panicked: %v", r)
				}
			}()
			*keep = db.Enter(context.Background(), turn, fn)
		})
	}
	var first error
	start(func(*table.Tx) error {
		close(begun)
		<-release
		return nil
	}, &first)
	<-begun
	for i, fn := range fns {
		start(fn, &outcome[i])
	}
	close(release)
	callers.Wait()
	return outcome
}

// commits counts the commits so far.
func commits(t *testing.T, db *table.DB) (n int) {
	t.Helper()
	if err := db.Engine().View(func(tx *bolt.Tx) error {
		n = tx.ID()
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCallersOfOneGroupShareOneCommitAndFailAlone(t *testing.T) {
	db, path := open(t)
	before := commits(t, db)
	dropped := errors.New("I changed my mind")
	errs := together(t, db,
		func(tx *table.Tx) error { return putNote(tx, "a", "one") },
		func(tx *table.Tx) error { return errors.Join(putNote(tx, "b", "two"), dropped) },
		func(tx *table.Tx) error {
			if err := putNote(tx, "c", "three"); err != nil {
				return err
			}
			panic("slipped")
		},
		func(tx *table.Tx) error { return putNote(tx, "d", "four") },
		func(tx *table.Tx) error { return notes.Insert(tx, "a", note("again")) },
		func(tx *table.Tx) error {
			equal(t, "seen by the last of the group", all(t, tx, ""), []string{"a=one", "d=four"})
			return nil
		},
	)
	if got := commits(t, db) - before; got != 1 {
		t.Errorf("%d commits, want 1", got)
	}
	if errs[0] != nil || errs[3] != nil || errs[5] != nil {
		t.Errorf("the good ones: %v, %v, %v", errs[0], errs[3], errs[5])
	}
	if !errors.Is(errs[1], dropped) {
		t.Errorf("the failing one: %v", errs[1])
	}
	says(t, errs[2], "panicked: slipped")
	if !errors.Is(errs[4], table.ErrExists) {
		t.Errorf("the one that came second: %v", errs[4])
	}
	if err := db.Err(); err != nil {
		t.Errorf("Err: %v, want nil: callers failed, not the store", err)
	}
	want := []string{"a=one", "d=four"}
	equal(t, "kept", stored(t, db), want)
	if err := errors.Join(db.Check(t.Context()), db.Close()); err != nil {
		t.Fatal(err)
	}
	equal(t, "after reopening", stored(t, reopen(t, path)), want)
}

func TestAGroupInWhichNobodyWroteCommitsNothing(t *testing.T) {
	db, _ := open(t)
	before := commits(t, db)
	errs := together(t, db,
		func(*table.Tx) error { return nil },
		func(tx *table.Tx) error { return errors.Join(putNote(tx, "b", "two"), errors.New("no")) })
	if got := commits(t, db) - before; got != 0 {
		t.Errorf("%d commits, want none", got)
	}
	if errs[0] != nil || errs[1] == nil {
		t.Errorf("%v", errs)
	}
	equal(t, "kept", stored(t, db), nil)
}

func TestACallerThatLeavesItsGoroutineHoldsNobodyUp(t *testing.T) {
	db, _ := open(t)
	errs := together(t, db,
		func(tx *table.Tx) error {
			if err := putNote(tx, "a", "one"); err != nil {
				return err
			}
			runtime.Goexit() // as t.FailNow does
			return nil
		},
		func(tx *table.Tx) error { return putNote(tx, "b", "two") })
	if errs[1] != nil {
		t.Error(errs[1])
	}
	equal(t, "kept", stored(t, db), []string{"b=two"})
}

func TestACallWithdrawnWhileItWaitsDoesNotRun(t *testing.T) {
	db, _ := open(t)
	release, begun, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		done <- db.Update(context.Background(), func(tx *table.Tx) error {
			close(begun)
			<-release
			return putNote(tx, "a", "one")
		})
	}()
	<-begun
	ctx, cancel := context.WithCancel(t.Context())
	turn, err := db.Queue()
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	err = db.Enter(ctx, turn, func(*table.Tx) error {
		t.Error("it ran")
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it was cancelled, while the writer is still busy", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	equal(t, "kept", stored(t, db), []string{"a=one"})
}

func TestACallWhoseContextEndsAsItsTurnComesDoesNotRun(t *testing.T) {
	db, _ := open(t)
	for range 20 { // either of the two may be noticed first
		ctx, cancel := context.WithCancel(t.Context())
		turn, err := db.Queue()
		if err != nil {
			t.Fatal(err)
		}
		for !turn.Taken() {
			runtime.Gosched()
		}
		cancel()
		err = db.Enter(ctx, turn, func(*table.Tx) error {
			t.Error("it ran")
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want that it was cancelled", err)
		}
	}
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "a", "one") })
}

func TestMoreCallersThanAGroupHoldsAreServedInSeveral(t *testing.T) {
	db, _ := open(t)
	before := commits(t, db)
	fns := make([]func(tx *table.Tx) error, 2100)
	for i := range fns {
		fns[i] = func(tx *table.Tx) error { return logs.Insert(tx, fmt.Sprintf("log_%04d", i), note("x")) }
	}
	for i, err := range together(t, db, fns...) {
		if err != nil {
			t.Fatalf("caller %d: %v", i, err)
		}
	}
	if got := commits(t, db) - before; got != 3 {
		t.Errorf("%d commits for 2101 callers, want 3", got)
	}
	view(t, db, func(tx *table.Tx) error {
		n := 0
		err := logs.Scan(tx, "", func(string, *storev1.AuditEvent) (bool, error) {
			n++
			return true, nil
		})
		if n != len(fns) {
			t.Errorf("%d kept, want %d", n, len(fns))
		}
		return err
	})
}

func TestAContextThatEndsDuringTheTurnChangesNothing(t *testing.T) {
	db, _ := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Update(ctx, func(tx *table.Tx) error {
		cancel()
		return putNote(tx, "a", "one")
	})
	if err != nil {
		t.Errorf("%v, want nil: it is kept", err)
	}
	equal(t, "kept", stored(t, db), []string{"a=one"})
}

func TestAFailedCommitIsToldToEveryCallerAndStopsWrites(t *testing.T) {
	db, path := open(t)
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "before", "kept") })
	db.Engine().MaxSize = 1 << 16 // the engine's own full disk
	refusal := errors.New("a refusal founded on what was not kept")
	errs := together(t, db,
		func(tx *table.Tx) error { return putNote(tx, "small", "one") },
		func(tx *table.Tx) error {
			m := note("large")
			m.Resource = strings.Repeat("x", 1<<20)
			return notes.Insert(tx, "large", m)
		},
		func(tx *table.Tx) error {
			if _, found, err := notes.Get(tx, "small"); err != nil || !found {
				t.Errorf("the neighbour's note: %v, %v", found, err)
			}
			return refusal
		},
		func(*table.Tx) error { return nil },
	)
	for i, err := range errs {
		says(t, err, "store "+path, "commit failed")
		if errors.Is(err, refusal) {
			t.Errorf("caller %d got an answer founded on what was not kept", i)
		}
	}
	says(t, db.Err(), "store "+path, "commit failed")
	err := db.Update(t.Context(), func(*table.Tx) error {
		t.Error("it ran")
		return nil
	})
	says(t, err, path, "takes no more writes until it is opened again")
	equal(t, "still readable", stored(t, db), []string{"before=kept"})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = reopen(t, path)
	equal(t, "after reopening", stored(t, db), []string{"before=kept"})
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "after", "kept") })
}

func TestThoseWhoWaitedWhileACommitFailedAreNotServedAfterIt(t *testing.T) {
	db, path := open(t)
	update(t, db, func(tx *table.Tx) error { return putNote(tx, "before", "kept") })
	db.Engine().MaxSize = 1 << 16
	ran := 0
	fns := make([]func(tx *table.Tx) error, 1100) // more than one group holds
	for i := range fns {
		fns[i] = func(tx *table.Tx) error {
			ran++
			m := note("x")
			if i == 0 {
				m.Resource = strings.Repeat("x", 1<<20)
			}
			return logs.Insert(tx, fmt.Sprintf("log_%04d", i), m)
		}
	}
	for i, err := range together(t, db, fns...) {
		if err == nil {
			t.Fatalf("caller %d was told that it is kept", i)
		}
		says(t, err, "store "+path)
	}
	if ran != 1023 { // with the one who held the writer, a whole group
		t.Errorf("%d ran, want those of the first group only", ran)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	view(t, reopen(t, path), func(tx *table.Tx) error {
		return logs.Scan(tx, "", func(key string, _ *storev1.AuditEvent) (bool, error) {
			t.Errorf("%s is kept", key)
			return false, nil
		})
	})
}

func TestAGroupInWhichDamageWasMetKeepsNothing(t *testing.T) {
	db, _ := open(t)
	raw(t, db, "logs", "bad", "\xff")
	errs := together(t, db,
		func(tx *table.Tx) error { return putNote(tx, "a", "one") },
		func(tx *table.Tx) error {
			_, _, err := logs.Get(tx, "bad")
			return err
		})
	for _, err := range errs {
		says(t, err, "takes no more writes", "record bad of table logs does not decode")
	}
	equal(t, "kept", stored(t, db), nil)
}

func TestACloseLetsThoseWhoWaitEndAndRefusesOthers(t *testing.T) {
	db, path := open(t)
	release, begun := make(chan struct{}), make(chan struct{})
	var callers sync.WaitGroup
	callers.Go(func() {
		if err := db.Update(context.Background(), func(tx *table.Tx) error {
			close(begun)
			<-release
			return putNote(tx, "a", "one")
		}); err != nil {
			t.Error(err)
		}
	})
	<-begun
	turn, err := db.Queue()
	if err != nil {
		t.Fatal(err)
	}
	callers.Go(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	// Calls are refused from the moment Close has begun; until then they wait.
	for {
		late, err := db.Queue()
		if err != nil {
			says(t, err, "STORE_CLOSED")
			break
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := db.Enter(ctx, late, func(*table.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		runtime.Gosched()
	}
	callers.Go(func() {
		if err := db.Enter(context.Background(), turn, func(tx *table.Tx) error { return putNote(tx, "b", "two") }); err != nil {
			t.Error(err)
		}
	})
	close(release)
	callers.Wait()
	equal(t, "after reopening", stored(t, reopen(t, path)), []string{"a=one", "b=two"})
}

func TestManyWritersAndReadersSeeWholeTransactionsOnly(t *testing.T) {
	db, _ := open(t)
	const writers, rounds = 16, 30
	var ran atomic.Int64
	var writing, reading sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		reading.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if err := db.View(context.Background(), func(tx *table.Tx) error {
					if n := len(all(t, tx, "")); n%2 != 0 {
						t.Errorf("%d notes are seen, and they are written by two", n)
					}
					return nil
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	reading.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				if err := db.Check(context.Background()); err != nil {
					t.Error(err)
				}
			}
		}
	})
	for w := range writers {
		writing.Go(func() {
			for i := range rounds {
				if err := db.Update(context.Background(), func(tx *table.Tx) error {
					ran.Add(1)
					key := fmt.Sprintf("%02d_%03d", w, i)
					return errors.Join(putNote(tx, key+"_left", "pair"), putNote(tx, key+"_right", "pair"))
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	close(stop)
	reading.Wait()
	if got := ran.Load(); got != writers*rounds {
		t.Errorf("functions ran %d times, want once each: %d", got, writers*rounds)
	}
	if got := len(stored(t, db)); got != 2*writers*rounds {
		t.Errorf("%d notes, want %d", got, 2*writers*rounds)
	}
}
