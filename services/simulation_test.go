package services_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
)

var (
	simulateSeeds = flag.Uint64("simulate.seeds", 20, "how many lives of a fund's money are simulated")
	simulateFrom  = flag.Uint64("simulate.from", 1, "the first of them")
	simulateSeed  = flag.Uint64("simulate.seed", 0, "the one life to simulate, told call by call; 0 means all")
)

// TestSimulationOfTheMoney plays lives of a few doctors, their funds and a bank, each from
// a seed: random calls in a random order, services that restart, answers that are lost,
// requests that come twice, a bank that refuses, returns, times out, is late and says
// things twice. After every step the books must hold; at the end, when all is quiet,
// each doctor has exactly what the law owes. What fails inside a commit is not played
// here: package table and TestTheRealProcesses do that.
func TestSimulationOfTheMoney(t *testing.T) {
	first, last := *simulateFrom, *simulateFrom+*simulateSeeds
	if *simulateSeed != 0 {
		first, last = *simulateSeed, *simulateSeed+1
	}
	for seed := first; seed < last; seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			log := simulate(t, seed)
			if *simulateSeed != 0 {
				for _, line := range log {
					t.Log(line)
				}
			}
		})
	}
}

func TestSimulationOfOneSeedIsTheSameEachTime(t *testing.T) {
	seed := *simulateFrom
	if *simulateSeed != 0 {
		seed = *simulateSeed
	}
	first, second := simulate(t, seed), simulate(t, seed)
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
// about four years.
const steps = 50

// simulate plays the life of a seed, and gives the log of its calls.
func simulate(t *testing.T, seed uint64) []string {
	s := newLife(t, seed)
	s.check()
	for range steps {
		s.pass(s.rng.IntN(60))
		before := len(s.log)
		s.step()
		if len(s.log) > before {
			s.check()
		}
	}
	s.rest()
	return s.log
}
