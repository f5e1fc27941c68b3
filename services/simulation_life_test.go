package services_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/bank"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/paymenttest"
)

// life is the three services, a bank, a calendar and some doctors of two funds, all of
// them led by one seed.
type life struct {
	*world
	seed    uint64
	rng     *rand.Rand
	day     civil.Date
	clock   *atomic.Int64 // the same day, in milliseconds, for the services; now and then behind it
	behind  int64         // how much, in milliseconds
	running []*servetest.Running
	fuse    *fuse
	ways    map[string][]place // by method: that of the last call that nothing ended
	bank    *bank.Bank
	mail    [][]byte // files of the bank that are not imported yet, oldest first
	old     [][]byte // those that were
	doctors []*patron
	paperwork
	root string // of the ledger, at the last check
	log  []string
	seen map[string]bool // what has happened at least once
}

// patron is a doctor, and what somebody would note of the case on paper.
type patron struct {
	fund, rpps, contract string
	assistant            string // who is employed; empty for nobody
	measures             int32
	repaid, givenUp      int64 // in cents: what the doctor sent back, what was given up of claims
}

// paperwork is what was noted of the runs and the recoveries.
type paperwork struct {
	order      []string         // the runs, oldest first
	dispatched map[string]int64 // end-to-end id → cents for the bank, the most
	last       map[string]int64 // end-to-end id → cents for the bank, the last time
	sent       map[string]int64 // by fund: cents for the bank, each time
	unmoved    map[string]bool  // recoveries that were waived, and posted nothing
	submitted  map[string]bool  // files that a clerk has sent
	unapplied  map[string]bool  // files of the bank of which a line could not be applied
}

// odds are those of a bank on a bad day.
var odds = bank.Options{
	Reject: 120, Return: 100, RefuseFile: 80, TimeOut: 200, Late: 200, Silent: 60, Twice: 200, Drop: 50, Amount: 40, Unknown: 100,
}

const dayMillis = int64(24 * time.Hour / time.Millisecond)

func newLife(t *testing.T, seed uint64) *life {
	t.Helper()
	b, err := bank.New(seed, odds)
	if err != nil {
		t.Fatal(err)
	}
	s := &life{
		seed: seed, rng: rand.New(rand.NewPCG(seed, 1)), day: civil.MustParse("2024-09-02"), seen: map[string]bool{}, clock: &atomic.Int64{}, bank: b,
		fuse: &fuse{met: map[string]int{}}, ways: map[string][]place{},
		paperwork: paperwork{
			dispatched: map[string]int64{}, last: map[string]int64{}, sent: map[string]int64{},
			unmoved: map[string]bool{}, submitted: map[string]bool{}, unapplied: map[string]bool{},
		},
	}
	start := time.Date(2024, time.September, 2, 0, 0, 0, 0, time.UTC).UnixMilli()
	s.clock.Store(start)
	dir := quickFolder(t)
	options := func(name string) servetest.Options {
		var ticks atomic.Int64
		return servetest.Options{
			Log: io.Discard, Settings: map[string]string{"ASSISTMED_STORE": filepath.Join(dir, name+".db")},
			Now:     func() time.Time { return time.UnixMilli(s.clock.Load() + ticks.Add(1)).UTC() },
			Entropy: rand.NewChaCha8(sha256.Sum256(fmt.Append(nil, name, seed))), Dies: s.fuse.of(name), CheckedAtEnd: true,
		}
	}
	eligibility := eligibilitytest.Start(t, options(fleet.Eligibility))
	contract := contracttest.Start(t, eligibility, options(fleet.Contract))
	payment := paymenttest.Start(t, contract, options(fleet.Payment))
	s.running = []*servetest.Running{payment, contract, eligibility}
	s.world = newWorld(t, func(name string) *grpc.ClientConn {
		return map[string]*servetest.Running{fleet.Eligibility: eligibility, fleet.Contract: contract, fleet.Payment: payment}[name].Conn
	})
	for _, fund := range simulatedFunds {
		s.levels(fund)
		s.state(fund, "")
		s.confirm(fund, "")
	}
	return s
}

// quickFolder is a folder in memory where there is one: what a disk keeps through a power
// cut is not what is tried here, and a thousand lives are soon over.
func quickFolder(t *testing.T) string {
	t.Helper()
	const memory = "/dev/shm"
	dir, err := os.MkdirTemp(memory, "assistmed-simulation-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// pass lets days go by.
func (s *life) pass(days int) {
	s.day = s.day.AddDays(days)
	s.clock.Add(int64(days) * dayMillis)
}

// setClock sets the clock of the services: by the seed it goes back some minutes to some
// days, or is right again.
func (s *life) setClock() {
	const most = 4 * dayMillis
	behind := s.behind
	switch s.rng.IntN(60) {
	case 0, 1:
		behind += 1 + s.rng.Int64N(most)
	case 2, 3:
		behind += 1 + s.rng.Int64N(dayMillis/24)
	case 4, 5:
		behind = 0
	default:
		return
	}
	s.saw("clock back", behind > s.behind)
	s.clock.Add(s.behind - behind)
	s.behind = behind
	s.log = append(s.log, fmt.Sprintf("%s the clock is %v behind", s.day, time.Duration(behind)*time.Millisecond))
}

// fail ends the life, and says how to see it again.
func (s *life) fail(format string, args ...any) {
	s.t.Helper()
	const last = 12
	s.t.Fatalf("%s, after %d calls: %s\n  %s\nplay again with: go -C services test . -run Simulation -simulate.seed=%d -v",
		s.day, len(s.log), fmt.Sprintf(format, args...), strings.Join(s.log[max(0, len(s.log)-last):], "\n  "), s.seed)
}

// writes is a request that is remembered.
type writes interface {
	proto.Message
	GetRequestId() string
}

// may makes a call that the state may refuse; ok is false when it was refused.
func may[Q writes, A proto.Message](s *life, actor string, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) (answer A, ok bool) {
	s.t.Helper()
	got, err := s.disturbed(actor, request, func() (proto.Message, bool, error) {
		var header metadata.MD
		a, err := method(serve.WithActor(s.t.Context(), actor), request, grpc.WaitForReady(true), grpc.Header(&header))
		return a, len(header.Get("replayed")) > 0, fault.FromStatus(err)
	})
	var f *fault.Error
	switch {
	case err == nil:
		return got.(A), true
	case errors.As(err, &f) && (f.Kind == fault.WrongState || f.Kind == fault.Forbidden):
		return answer, false
	}
	s.fail("%v", err)
	return answer, false
}

// done makes a call that must succeed.
func done[Q writes, A proto.Message](s *life, actor string, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) A {
	s.t.Helper()
	answer, ok := may(s, actor, method, request)
	if !ok {
		s.fail("the call must not be refused")
	}
	return answer
}

// read makes a call that changes nothing.
func read[Q, A proto.Message](s *life, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) A {
	s.t.Helper()
	answer, err := method(serve.WithActor(s.t.Context(), "reader"), request, grpc.WaitForReady(true))
	if err != nil {
		s.fail("%T: %v", request, err)
	}
	return answer
}

// disturbed makes a call; by the seed a service restarts before it, or dies on its way, or
// restarts after it when its answer is lost, or it comes twice. A call that is made again
// is answered as before.
func (s *life) disturbed(actor string, request writes, call func() (proto.Message, bool, error)) (proto.Message, error) {
	s.t.Helper()
	name := strings.TrimSuffix(string(request.ProtoReflect().Descriptor().Name()), "Request")
	how, at := "once", place{}
	s.setClock()
	switch n := s.rng.IntN(100); {
	case n < 3:
		how = "after a restart"
		s.restart()
	case n < 6:
		how = "twice, a restart between"
	case n < 12:
		how = "twice"
	case n < 22:
		at = s.deadly(name)
	}
	s.fuse.set(at)
	answer, replayed, err := call()
	way, died := s.fuse.way()
	if died {
		answer, err = s.survive(err, call)
		s.note(actor, fmt.Sprintf("%s, dies at %s %d", name, at.name, at.nth), request, answer, err)
		return answer, err
	}
	s.fuse.set(place{}) // a call may take another way than the last one of its method
	s.ways[name] = way
	s.note(actor, name+" "+how, request, answer, err)
	if replayed {
		s.fail("a new request is answered as a repeated one")
	}
	if how == "twice, a restart between" {
		s.restart()
	}
	if !strings.HasPrefix(how, "twice") {
		return answer, err
	}
	again, replayed, errAgain := call()
	var first, second *fault.Error
	switch {
	case err == nil && (errAgain != nil || !replayed || !proto.Equal(answer, again)):
		s.fail("answered first with %v, then (replayed: %t) with %v, %v", answer, replayed, again, errAgain)
	case err != nil && (!errors.As(err, &first) || !errors.As(errAgain, &second) || first.Reason != second.Reason):
		s.fail("refused first with %v, then with %v", err, errAgain)
	}
	return again, errAgain
}

// restart stops and starts one of the services, mostly that of the money.
func (s *life) restart() {
	s.t.Helper()
	s.running[max(0, s.rng.IntN(6)-3)].Restart()
}

// note writes a call into the log: who asked for what, and the answer's digest.
func (s *life) note(actor, name string, request, answer proto.Message, err error) {
	s.t.Helper()
	const most = 160
	asked := strings.Join(strings.Fields(fmt.Sprint(request)), " ")
	var said string
	var f *fault.Error
	if errors.As(err, &f) {
		said = f.Reason
		s.seen[said] = true
	} else {
		b, err := proto.MarshalOptions{Deterministic: true}.Marshal(answer)
		if err != nil {
			s.t.Fatal(err)
		}
		said = fmt.Sprintf("%x", sha256.Sum256(b))[:16]
	}
	s.log = append(s.log, fmt.Sprintf("%s %s %s %s → %s", s.day, actor, name, asked[:min(most, len(asked))], said))
}

// one is a random member of a list that is not empty.
func one[T any](s *life, list []T) T { return list[s.rng.IntN(len(list))] }
