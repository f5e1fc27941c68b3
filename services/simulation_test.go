package services_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"assistmed/services/internal/bank"
)

var (
	simulateSeeds = flag.Uint64("simulate.seeds", 6, "how many lives of a fund's money are simulated")
	simulateFrom  = flag.Uint64("simulate.from", 1, "the first of them")
	simulateSeed  = flag.Uint64("simulate.seed", 0, "the one life to simulate, told call by call; 0 means all")
)

// TestSimulationOfTheMoney plays lives of a few doctors, their funds and a bank, each from
// a seed: random calls in a random order, services that restart, and that die at any point
// of a call, before and after each commit; answers that are lost, requests that come
// twice, a bank that refuses, returns, times out, is late and says things twice. After
// every step the books must hold; at the end, when all is quiet, each doctor has exactly
// what the law owes. A disk that fails within a commit is not played here: package table
// does that.
func TestSimulationOfTheMoney(t *testing.T) {
	first, last := *simulateFrom, *simulateFrom+*simulateSeeds
	if *simulateSeed != 0 {
		first, last = *simulateSeed, *simulateSeed+1
	}
	var guard sync.Mutex
	seen := map[string]int{}
	t.Cleanup(func() { proves(t, seen, last-first) })
	for seed := first; seed < last; seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			s := simulate(t, seed)
			guard.Lock()
			defer guard.Unlock()
			for what := range s.seen {
				seen[what]++
			}
		})
	}
}

func TestSimulationOfOneSeedIsTheSameEachTime(t *testing.T) {
	seed := *simulateFrom
	if *simulateSeed != 0 {
		seed = *simulateSeed
	}
	first, second := simulate(t, seed).log, simulate(t, seed).log
	for i := range min(len(first), len(second)) {
		if first[i] != second[i] {
			t.Fatalf("seed %d, call %d:\n  %s\nand the second time\n  %s", seed, i, first[i], second[i])
		}
	}
	if !slices.Equal(first, second) {
		t.Errorf("seed %d makes %d calls, and the second time %d", seed, len(first), len(second))
	}
}

// steps is how many steps a life has before it comes to rest: with the days between them
// about four and a half years.
const steps = 36

// simulate plays the life of a seed to its end.
func simulate(t *testing.T, seed uint64) *life {
	t.Helper()
	s := newLife(t, seed)
	if *simulateSeed != 0 {
		defer func() { t.Log(strings.Join(s.log, "\n")) }()
	}
	s.meet()
	s.meet()
	s.check()
	for range steps {
		s.pass(s.rng.IntN(90))
		before := len(s.log)
		s.step()
		if len(s.log) > before {
			s.check()
		}
	}
	s.rest()
	return s
}

// proves fails when many lives went by and something that matters never happened in one.
func proves(t *testing.T, seen map[string]int, lives uint64) {
	t.Helper()
	t.Logf("of %d lives, so many saw: %v", lives, seen)
	const many = 200
	if lives < many || t.Failed() {
		return
	}
	demanded := []string{
		"sent again", "given up", "decided", "repaid", bank.TimedOut.String(), "BOOK DBIT", "BOOK CRDT RTRN", "RJCT", "AMOUNT_DIFFERS", "APPROVER_IS_OPENER", "clock back",
		"written off", "kept back", "paid more than before", "reduced", "replied", "SENT_TWICE", "APPROVAL_VOID",
	}
	for _, kind := range kindsOfPoints {
		demanded = append(demanded, "died: "+kind)
	}
	for _, what := range demanded {
		if seen[what] == 0 {
			t.Errorf("%q was never seen in %d lives: they prove too little", what, lives)
		}
	}
}
