package table_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"assistmed/services/internal/table"
)

// BenchmarkInsert writes records of about 500 bytes, each acknowledged once it
// is on disk. Give the disk's flush time beside a figure.
func BenchmarkInsert(b *testing.B) {
	for _, callers := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			db, _ := open(b)
			m := note(strings.Repeat("x", 490))
			insert(b, callers, func(i int64) error {
				return db.Update(context.Background(), func(tx *table.Tx) error {
					return logs.Insert(tx, fmt.Sprintf("log_%012d", i), m)
				})
			})
		})
	}
}

// BenchmarkCall writes what a handler writes: a record, an index row, the
// remembered request and an event.
func BenchmarkCall(b *testing.B) {
	for _, callers := range []int{1, 64} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			db, _ := open(b)
			insert(b, callers, func(i int64) error {
				return db.Update(context.Background(), func(tx *table.Tx) error {
					if _, err := once(tx, call(fmt.Sprintf("r%012d", i)), "done"); err != nil {
						return err
					}
					return putNote(tx, fmt.Sprintf("note_%012d", i), "milk")
				})
			})
		})
	}
}

// BenchmarkGet reads one record of many.
func BenchmarkGet(b *testing.B) {
	db, _ := open(b)
	update(b, db, func(tx *table.Tx) error {
		for i := range 10000 {
			if err := putNote(tx, fmt.Sprintf("note_%012d", i), "milk"); err != nil {
				return err
			}
		}
		return nil
	})
	for i := 0; b.Loop(); i++ {
		view(b, db, func(tx *table.Tx) error {
			_, found, err := notes.Get(tx, fmt.Sprintf("note_%012d", i%10000))
			if !found {
				b.Fatal("not found")
			}
			return err
		})
	}
}

// insert shares b.N calls among callers.
func insert(b *testing.B, callers int, do func(i int64) error) {
	b.Helper()
	var next atomic.Int64
	var working sync.WaitGroup
	b.ResetTimer()
	for range callers {
		working.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				if err := do(i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	working.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}
