package services_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/bank"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
	"assistmed/services/payment/paymenttest"
)

// kindsOfPoints are all the kinds of points at which a process can die.
var kindsOfPoints = []string{
	serve.PointReceived, serve.PointAsk, serve.PointTold, table.PointBegun, table.PointWrite, table.PointCommit, table.PointCommitted, serve.PointAnswer,
}

// place is a point on the way of a call through the services: the nth of its name.
type place struct {
	name string // the service, the point and what it is about: "payment write runs"
	nth  int    // from 1
}

// kind is the point without the service and what it is about.
func (p place) kind() string { return strings.Fields(p.name)[1] }

// fuse follows a call through the services, and ends the life of the one at the armed place.
// Places are counted by name: contracts are fetched several at a time, in any order, but
// the nth of a name is always there.
type fuse struct {
	mu    sync.Mutex
	armed place
	blown bool
	met   map[string]int // by name, since the fuse was set
}

// of is the failpoint of a service.
func (f *fuse) of(service string) func(point string) bool {
	return func(point string) bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		name := service + " " + point
		if !f.blown {
			f.met[name]++
			f.blown = f.armed == place{name, f.met[name]}
			return f.blown
		}
		return false
	}
}

// set begins to follow a call, that ends at the place; at none for the zero place.
func (f *fuse) set(at place) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.blown, f.met = at, false, map[string]int{}
}

// way is all that was met since the fuse was set, by name, and whether it has blown.
func (f *fuse) way() (all []place, blown bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for name, n := range f.met {
		for nth := range n {
			all = append(all, place{name, nth + 1})
		}
	}
	slices.SortFunc(all, func(a, b place) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		return a.nth - b.nth
	})
	return all, f.blown
}

// deadly is a random place on the way that a call of a method took the last time; each kind
// of point is as likely as another. The zero place where no call was made yet.
func (s *life) deadly(method string) place {
	way := s.ways[method]
	if len(way) == 0 {
		return place{}
	}
	kinds := slices.DeleteFunc(slices.Clone(kindsOfPoints), func(kind string) bool {
		return !slices.ContainsFunc(way, func(p place) bool { return p.kind() == kind })
	})
	kind := one(s, kinds)
	return one(s, slices.DeleteFunc(slices.Clone(way), func(p place) bool { return p.kind() != kind }))
}

// committed reports whether a call was kept on its way.
func committed(way []place) bool {
	return slices.ContainsFunc(way, func(p place) bool { return p.kind() == table.PointCommitted })
}

// raise starts every service that has died again, from its file.
func raise(running []*servetest.Running) {
	for _, r := range running {
		if r.Dead() {
			r.Restart()
		}
	}
}

// survive makes a call again whose service died on the way, and wants the answer as if
// nothing had happened: repeated exactly when the first had been kept.
func (s *life) survive(err error, call func() (proto.Message, bool, error)) (proto.Message, error) {
	s.t.Helper()
	way, _ := s.fuse.way()
	at, kept := s.fuse.armed, committed(way)
	s.seen["died: "+at.kind()] = true
	var broke *fault.Error
	if !errors.As(err, &broke) || broke.Kind != fault.Unavailable {
		s.fail("a service died at %v, and the caller is told %v", at, err)
	}
	raise(s.running)
	s.fuse.set(place{})
	answer, replayed, err := call()
	if replayed != kept || kept && err != nil {
		s.fail("a service died at %v, the call was kept: %t; again it is answered (replayed: %t) with %v, %v", at, kept, replayed, answer, err)
	}
	return answer, err
}

// exhausting makes each call of the money once undisturbed, and then once more for each
// point of its way through the payment service, from the same file, dying there.
type exhausting struct {
	*world
	running *servetest.Running
	path    string // of the store
	fuse    *fuse
	clock   *atomic.Int64
	day     civil.Date // of what is read
	calls   int
	died    map[string]int // by kind of point
}

// exhausted are the methods of which every point is tried.
var exhausted = []string{
	"EngageContracts", "OpenRun", "ApproveRun", "DispatchRun", "RecordTransmission", "ImportBankStatuses",
	"GiveRecoveryNotice", "RecordRecoveryReply", "DecideRecovery", "RecordRepayment",
}

// sameDigits are ids that differ by their time alone, so that a call that is made again
// after a restart makes the ids of the first.
type sameDigits struct{}

func (sameDigits) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// around makes the call at each point anew, and compares what is left behind.
func (e *exhausting) around(method string, do func() (proto.Message, error)) (proto.Message, error) {
	if !slices.Contains(exhausted, method) {
		return do()
	}
	e.calls++
	e.running.Stop()
	before, err := os.ReadFile(e.path)
	if err != nil {
		e.t.Fatal(err)
	}
	e.running.Restart()
	answer, err := e.once(place{}, do)
	if err != nil {
		return nil, err
	}
	way, _ := e.fuse.way()
	left := e.left()
	for _, at := range way {
		e.running.Stop()
		if err := os.WriteFile(e.path, before, 0o600); err != nil {
			e.t.Fatal(err)
		}
		e.running.Restart()
		_, err := e.once(at, do)
		if _, died := e.fuse.way(); !died || !fault.Is(err, "DIED") {
			e.t.Fatalf("%s was to die at %v, and is told %v", method, at, err)
		}
		raise([]*servetest.Running{e.running})
		again, err := e.once(place{}, do)
		if err != nil || !proto.Equal(again, answer) {
			e.t.Fatalf("%s, dead at %v, is answered again with\n%v, %v\nundisturbed with\n%v", method, at, again, err, answer)
		}
		if now := e.left(); now != left {
			e.t.Fatalf("%s, dead at %v and made again, leaves\n%s\nundisturbed\n%s", method, at, now, left)
		}
		e.died[at.kind()]++
	}
	return answer, nil
}

// once makes the call in hand, at the same instant each time.
func (e *exhausting) once(at place, do func() (proto.Message, error)) (proto.Message, error) {
	e.clock.Store(time.Date(2025, time.January, 15, 10, 0, e.calls, 0, time.UTC).UnixMilli())
	e.fuse.set(at)
	return do()
}

// left is all that the calls so far have left behind: the root of the ledger, payments, dues,
// runs and recoveries, byte by byte.
func (e *exhausting) left() string {
	calm := *e.world
	calm.around = func(_ string, do func() (proto.Message, error)) (proto.Message, error) { return do() }
	w := &calm
	var all strings.Builder
	for _, m := range []proto.Message{
		told(w, officer, w.payment.VerifyLedger, &paymentv1.VerifyLedgerRequest{}),
		told(w, officer, w.payment.ListPayments, &paymentv1.ListPaymentsRequest{FundCode: fund, PageSize: 1000}),
		told(w, officer, w.payment.ListDues, &paymentv1.ListDuesRequest{FundCode: fund, ThroughDate: e.day.String()}),
		told(w, officer, w.payment.ListRuns, &paymentv1.ListRunsRequest{FundCode: fund, PageSize: 1000}),
		told(w, officer, w.payment.ListRecoveries, &paymentv1.ListRecoveriesRequest{FundCode: fund, PageSize: 1000}),
	} {
		b, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
		if err != nil {
			e.t.Fatal(err)
		}
		fmt.Fprintf(&all, "%T %x\n", m, sha256.Sum256(b))
	}
	return all.String()
}

func TestEveryPointAtWhichThePaymentServiceCanDieLeavesTheSameBehind(t *testing.T) {
	clock, fuse := &atomic.Int64{}, &fuse{met: map[string]int{}}
	options := servetest.Options{Log: io.Discard}
	eligibility := eligibilitytest.Start(t, options)
	contract := contracttest.Start(t, eligibility, options)
	path := filepath.Join(quickFolder(t), "payment.db")
	payment := paymenttest.Start(t, contract, servetest.Options{
		Log: io.Discard, Settings: map[string]string{"ASSISTMED_STORE": path}, Entropy: sameDigits{}, Dies: fuse.of(fleet.Payment),
		Now: func() time.Time { return time.UnixMilli(clock.Add(1)).UTC() },
	})
	w := newWorld(t, func(name string) *grpc.ClientConn {
		return map[string]*servetest.Running{fleet.Eligibility: eligibility, fleet.Contract: contract, fleet.Payment: payment}[name].Conn
	})
	e := &exhausting{world: w, running: payment, path: path, fuse: fuse, clock: clock, day: civil.MustParse("2025-12-31"), died: map[string]int{}}
	clock.Store(time.Date(2025, time.January, 15, 9, 0, 0, 0, time.UTC).UnixMilli())
	w.around = e.around

	c := w.hire(w.sign(w.offer(w.assess(application("99900000128")))), "2024-09-02")
	told(w, officer, w.payment.EngageContracts, &paymentv1.EngageContractsRequest{RequestId: w.requestID(), FundCode: fund, OnDate: "2024-09-02"})
	sent := w.pay("2024-09-30")
	w.answered(sent.GetRun())
	told(w, officer, w.contract.EndContract, &contractv1.EndContractRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), EndDate: "2024-12-31", Reason: contractv1.EndReason_END_REASON_STOPPED_PRACTISING,
	})
	recovery := w.gotBack(c)
	if recovery.GetState() != paymentv1.RecoveryState_RECOVERY_STATE_SETTLED {
		t.Errorf("the recovery is %v in the end", recovery)
	}
	t.Logf("%d calls died so often: %v", e.calls, e.died)
	for _, kind := range kindsOfPoints {
		if e.died[kind] == 0 {
			t.Errorf("nobody died at a point %q", kind)
		}
	}
	if e.calls != len(exhausted)+1 { // the bank answers twice
		t.Errorf("%d calls were tried, want %d", e.calls, len(exhausted)+1)
	}
}

// answered sends the file of a run to a perfect bank, and imports what it answers.
func (w *world) answered(run *paymentv1.Run) {
	w.t.Helper()
	b, err := bank.New(1, bank.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	message := run.GetFiles()[0].GetMessageId()
	file := told(w, officer, w.payment.GetBankFile, &paymentv1.GetBankFileRequest{RunId: run.GetId(), MessageId: message}).GetContent()
	b.Submit(file)
	told(w, accountant, w.payment.RecordTransmission, &paymentv1.RecordTransmissionRequest{
		RequestId: w.requestID(), RunId: run.GetId(), MessageId: message, Transmission: bankHasIt, Note: "déposé",
	})
	for file, _, ok := b.Next(); ok; file, _, ok = b.Next() {
		told(w, accountant, w.payment.ImportBankStatuses, &paymentv1.ImportBankStatusesRequest{RequestId: w.requestID(), Content: file, ImportedOnDate: "2024-10-02"})
	}
}

// gotBack notifies what was paid too much on a contract that has ended, decides it, and gets it back.
func (w *world) gotBack(c *contractv1.Contract) *paymentv1.Recovery {
	w.t.Helper()
	noticed := told(w, officer, w.payment.GiveRecoveryNotice, &paymentv1.GiveRecoveryNoticeRequest{RequestId: w.requestID(), ContractId: c.GetId(), NoticeDate: "2025-01-15"}).GetRecovery()
	told(w, officer, w.payment.RecordRecoveryReply, &paymentv1.RecordRecoveryReplyRequest{
		RequestId: w.requestID(), RecoveryId: noticed.GetId(), ReplyDate: "2025-01-20", Reply: "lettre 12",
	})
	told(w, officer, w.payment.DecideRecovery, &paymentv1.DecideRecoveryRequest{
		RequestId: w.requestID(), RecoveryId: noticed.GetId(), Outcome: paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_UPHELD, DecidedOnDate: "2025-03-03",
		Mode: paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN, PlanDates: []string{"2025-04-01"},
	})
	return told(w, officer, w.payment.RecordRepayment, &paymentv1.RecordRepaymentRequest{
		RequestId: w.requestID(), RecoveryId: noticed.GetId(), Cents: noticed.GetNotifiedCents(), RepaidOnDate: "2025-04-01",
	}).GetRecovery()
}
