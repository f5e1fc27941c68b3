package serve_test

import (
	"context"
	"io"
	"slices"
	"testing"
	"time"

	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// A machine's clock was set back by four days: a run opened after another came before it in
// every list, and a bank's answer came before the dispatch that it answers.
func TestIDsAndTimesNeverGoBackWhenTheClockDoes(t *testing.T) {
	start := time.Date(2025, time.January, 15, 10, 0, 0, 0, time.UTC)
	clock := start
	var ids []string
	var times []time.Time
	var kept time.Time
	running := servetest.Start(t, "sample", func(_ context.Context, env *serve.Env) (serve.Service, error) {
		if !kept.IsZero() {
			env.After(kept)
		}
		for _, back := range []time.Duration{0, time.Millisecond, 4 * 24 * time.Hour, time.Minute} {
			clock = start.Add(-back)
			times, ids = append(times, env.Now()), append(ids, env.NewID("run"))
		}
		return &sample{}, env.Err()
	}, servetest.Options{Log: io.Discard, Now: func() time.Time { return clock }})
	kept = times[len(times)-1]
	running.Restart()
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != 8 {
		t.Errorf("the ids are %q, want 8 that rise", ids)
	}
	if !slices.IsSortedFunc(times, time.Time.Compare) || len(slices.Compact(slices.Clone(times))) != 8 || !times[4].After(kept) {
		t.Errorf("the times are %v, want that each is later, also after a restart", times)
	}
}
