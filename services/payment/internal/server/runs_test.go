package server_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func TestWhoOrdersIsNotWhoPays(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	w.hired(fund)
	run := w.open(fund, "2024-12-31")
	_, err := w.approveAs(officer, run.GetId())
	refused(t, err, fault.Forbidden, "APPROVER_IS_OPENER", run.GetId(), "another one must approve it")
	if got := w.run(run.GetId()); got.GetState() != paymentv1.RunState_RUN_STATE_OPEN || len(got.GetSteps()) != 1 {
		t.Errorf("the run is %v, want it open as before", got)
	}
	got := w.approve(run.GetId())
	if s := got.GetSteps(); got.GetState() != paymentv1.RunState_RUN_STATE_APPROVED || len(s) != 2 || s[0].GetActor() != officer || s[1].GetActor() != accountant || s[1].GetCreateTime() == nil {
		t.Errorf("the steps are %v, want opened by %s, approved by %s", s, officer, accountant)
	}
}

func (w *world) run(id string) *paymentv1.Run {
	w.t.Helper()
	return must(w.payments.GetRun(w.ctx(), &paymentv1.GetRunRequest{RunId: id}))(w.t).GetRun()
}

// inState is a new run of a fund of its own, with one payment, led to a state.
func (w *world) inState(state paymentv1.RunState) string {
	w.t.Helper()
	fund := fmt.Sprint(200 + w.requests.Add(1)%700)
	w.hired(fund)
	id := w.open(fund, "2024-12-31").GetId()
	switch state {
	case paymentv1.RunState_RUN_STATE_APPROVED:
		w.approve(id)
	case paymentv1.RunState_RUN_STATE_DISPATCHED, paymentv1.RunState_RUN_STATE_SETTLED:
		w.approve(id)
		w.dispatch(id)
	case paymentv1.RunState_RUN_STATE_CANCELLED:
		must(w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: id}))(w.t)
	}
	if state == paymentv1.RunState_RUN_STATE_SETTLED {
		w.bankSays(whole(w.run(id), "ACSC"))
	}
	return id
}

// fileID is the message id that the first file of a run has, or would have.
func fileID(run string) string { return strings.TrimPrefix(run, "run_") }

func TestEachMethodInEachStateOfARun(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	const (
		open       = paymentv1.RunState_RUN_STATE_OPEN
		approved   = paymentv1.RunState_RUN_STATE_APPROVED
		dispatched = paymentv1.RunState_RUN_STATE_DISPATCHED
		cancelled  = paymentv1.RunState_RUN_STATE_CANCELLED
		settled    = paymentv1.RunState_RUN_STATE_SETTLED
	)
	methods := map[string]struct {
		call  func(id string) (*paymentv1.Run, error)
		leads map[paymentv1.RunState]paymentv1.RunState // from where it is possible
		says  string
	}{
		"ApproveRun": {func(id string) (*paymentv1.Run, error) {
			resp, err := w.approveAs(accountant, id)
			return resp.GetRun(), err
		}, map[paymentv1.RunState]paymentv1.RunState{open: approved}, "possible in OPEN"},
		"DispatchRun": {func(id string) (*paymentv1.Run, error) {
			resp, err := w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: id})
			return resp.GetRun(), err
		}, map[paymentv1.RunState]paymentv1.RunState{approved: dispatched}, "possible in APPROVED"},
		"CancelRun": {func(id string) (*paymentv1.Run, error) {
			resp, err := w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: id})
			return resp.GetRun(), err
		}, map[paymentv1.RunState]paymentv1.RunState{open: cancelled, approved: cancelled}, "possible in OPEN, APPROVED"},
		"GetBankFile": {func(id string) (*paymentv1.Run, error) {
			_, err := w.payments.GetBankFile(w.ctx(), &paymentv1.GetBankFileRequest{RunId: id, MessageId: fileID(id)})
			return w.run(id), err
		}, map[paymentv1.RunState]paymentv1.RunState{dispatched: dispatched, settled: settled}, "possible in DISPATCHED, SETTLED"},
		"RecordTransmission": {func(id string) (*paymentv1.Run, error) {
			resp, err := w.transmit(id, paymentv1.Transmission_TRANSMISSION_SENT)
			if fault.Is(err, "ALREADY_ANSWERED") {
				return w.run(id), nil
			}
			return resp.GetRun(), err
		}, map[paymentv1.RunState]paymentv1.RunState{dispatched: dispatched, settled: settled}, "possible in DISPATCHED, SETTLED"},
	}
	for name, m := range methods {
		for _, state := range []paymentv1.RunState{open, approved, dispatched, cancelled, settled} {
			t.Run(name+" in "+state.String(), func(t *testing.T) {
				id := w.inState(state)
				if got := w.run(id).GetState(); got != state {
					t.Fatalf("the run is %s, want %s to begin with", got, state)
				}
				run, err := m.call(id)
				leads, possible := m.leads[state]
				if !possible {
					f := refusal(t, err, fault.WrongState, "WRONG_STATE", id, m.says, name)
					if want := strings.TrimPrefix(state.String(), "RUN_STATE_"); f.Metadata["state"] != want || f.Subject != id {
						t.Errorf("refused with %v on %q, want the state %s of %s", f.Metadata, f.Subject, want, id)
					}
					if got := w.run(id).GetState(); got != state {
						t.Errorf("the run is %s after the refusal, want %s", got, state)
					}
					return
				}
				if err != nil || run.GetState() != leads || !proto.Equal(run, w.run(id)) {
					t.Errorf("got %v, %v; want %s, and the same when read", run, err, leads)
				}
			})
		}
	}
}

func TestADueStandsInOneOpenRunOnly(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	first := w.open(fund, "2024-12-31")
	same(t, "the first run", paidLines(first), []string{"1/1 3800000"})
	second := w.open(fund, "2025-12-31")
	same(t, "the second run", paidLines(second), []string{"2/1 2800000"})
	same(t, "the second run leaves out", excludedLines(second), []string{"1/1 IN_ANOTHER_RUN"})
	if fr := second.GetExcluded()[0].GetReason().GetText().GetFr(); !strings.Contains(fr, first.GetId()) {
		t.Errorf("the reason is %q, want the other run's id", fr)
	}
	must(w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: first.GetId()}))(t)
	third := w.open(fund, "2025-12-31")
	same(t, "the third run, the first one cancelled", paidLines(third), []string{"1/1 3800000"})
	same(t, "the third run leaves out", excludedLines(third), []string{"2/1 IN_ANOTHER_RUN"})
	w.approve(third.GetId())
	w.dispatch(third.GetId())
	fourth := w.open(fund, "2025-12-31")
	same(t, "the fourth run, the third one paid", paidLines(fourth), nil)
	if totals := third.GetTotals(); totals.GetCount() != 1 || totals.GetSumCents() != 3800000 || len(totals.GetHash()) != 64 {
		t.Errorf("the third run totals %v", totals)
	}
	same(t, "dues", lines(must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2025-12-31"}))(t).GetDues()),
		[]string{"1/1 2024-06-22 PAID 3800000", "2/1 2025-06-22 PAYABLE 2800000"})
}

func TestADispatchedRunPaysOnlyWhatIsStillOwed(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	funds := 100 // each case has its own
	for name, c := range map[string]struct {
		happens  func(w *world, id string)
		paid     []string
		excluded []string
	}{
		"nothing happened": {func(*world, string) {}, []string{"1/1 3800000", "2/1 2800000", "3/1 1100000"}, nil},
		"a lower measure of the same day": {
			func(w *world, id string) { w.measure(id, "2026-06-01", 1430) },
			[]string{"1/1 3800000", "2/1 2800000"}, []string{"3/1 AMOUNT_CHANGED"},
		},
		"held since it was approved": {
			func(w *world, id string) {
				must(w.payments.HoldPayments(w.ctx(), &paymentv1.HoldPaymentsRequest{
					RequestId: w.request(), FundCode: w.run(w.last).GetFundCode(), ContractId: id, Reason: paymentv1.HoldReason_HOLD_REASON_OFFICER, Note: "dossier à revoir",
				}))(w.t)
			},
			nil, []string{"1/1 HELD", "2/1 HELD", "3/1 HELD"},
		},
		"suspended since before year 2": {
			func(w *world, id string) { w.suspend(id, "2025-05-01") },
			[]string{"1/1 3800000"}, []string{"2/1 NO_LONGER_OWED", "3/1 NO_LONGER_OWED"},
		},
		"ended inside year 1": {
			func(w *world, id string) { w.end(id, "2024-08-31") },
			nil, []string{"1/1 AMOUNT_CHANGED", "2/1 NO_LONGER_OWED", "3/1 NO_LONGER_OWED"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			funds++
			fund := fmt.Sprint(funds)
			id := w.hired(fund)
			if name != "ended inside year 1" {
				w.measure(id, "2026-06-01", 1560)
			} else {
				w.measure(id, "2024-08-01", 1560)
			}
			run := w.open(fund, "2026-06-30")
			same(t, "opened", paidLines(run), []string{"1/1 3800000", "2/1 2800000", "3/1 1100000"})
			w.approve(run.GetId())
			w.last = run.GetId()
			c.happens(w, id)
			answer := w.dispatch(run.GetId())
			same(t, "paid", paidLines(answer.GetRun()), c.paid)
			same(t, "left out", excludedLines(answer.GetRun()), c.excluded)
			if got := len(answer.GetPayments()); got != len(c.paid) || int(answer.GetRun().GetTotals().GetCount()) != got {
				t.Errorf("%d payments, totals %v; want %d", got, answer.GetRun().GetTotals(), len(c.paid))
			}
			var sum int64
			for _, p := range must(w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{FundCode: fund}))(t).GetPayments() {
				sum += p.GetAmountCents()
			}
			if sum != answer.GetRun().GetTotals().GetSumCents() {
				t.Errorf("%d cents are kept, the run totals %v", sum, answer.GetRun().GetTotals())
			}
			for _, d := range must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2026-06-30"}))(t).GetDues() {
				sum -= d.GetPostedCents()
			}
			if sum != 0 {
				t.Errorf("the ledger has %d cents posted beside the payments: what is left out is to be taken back", -sum)
			}
			if next := w.open(fund, "2026-06-30"); name == "a lower measure of the same day" {
				same(t, "the next run", paidLines(next), []string{"3/1 550000"})
			}
		})
	}
}

func TestRunsOpenedAtTheSameTimeShareNoDue(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	const contracts, callers = 4, 8
	for range contracts {
		w.hired(fund)
	}
	runs := make([]*paymentv1.Run, callers)
	var all sync.WaitGroup
	for i := range callers {
		all.Go(func() {
			resp, err := w.payments.OpenRun(w.ctx(), &paymentv1.OpenRunRequest{RequestId: fmt.Sprintf("open-%d", i), FundCode: fund, ThroughDate: "2025-12-31"})
			if err != nil {
				t.Error(err)
			}
			runs[i] = resp.GetRun()
		})
	}
	all.Wait()
	holder, lines := map[string]string{}, 0
	for _, run := range runs {
		for _, l := range run.GetLines() {
			key := fmt.Sprintf("%s/%d/%d", l.GetDue().GetContractId(), l.GetDue().GetContractYear(), l.GetDue().GetInstalment())
			if other, held := holder[key]; held {
				t.Errorf("due %s is in %s and in %s", key, other, run.GetId())
			}
			holder[key] = run.GetId()
			lines++
		}
		if got := len(run.GetLines()) + len(run.GetExcluded()); got != 2*contracts {
			t.Errorf("run %s speaks of %d dues, want %d", run.GetId(), got, 2*contracts)
		}
	}
	if lines != 2*contracts {
		t.Errorf("%d dues are in a run, want %d", lines, 2*contracts)
	}
}

func TestARunDispatchedManyTimesAtOnceIsPaidOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	w.hired(fund)
	w.hired(fund)
	run := w.open(fund, "2024-12-31")
	w.approve(run.GetId())
	const callers = 12
	answers, errs := make([]*paymentv1.DispatchRunResponse, callers), make([]error, callers)
	var all sync.WaitGroup
	for i := range callers {
		all.Go(func() { // half of them repeat one request, the others have their own
			id := "the-same"
			if i%2 == 1 {
				id = fmt.Sprintf("own-%d", i)
			}
			answers[i], errs[i] = w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: id, RunId: run.GetId()})
		})
	}
	all.Wait()
	repeated, own := 0, 0
	var first *paymentv1.DispatchRunResponse
	for i, err := range errs {
		switch {
		case err != nil:
			refused(t, err, fault.WrongState, "WRONG_STATE")
			continue
		case i%2 == 0:
			repeated++
		default:
			own++
		}
		if first == nil {
			first = answers[i]
		} else if !proto.Equal(first, answers[i]) {
			t.Errorf("two answers to one dispatch differ:\n%v\n%v", first, answers[i])
		}
	}
	if (repeated == 0) == (own == 0) || own > 1 || (repeated > 0 && repeated != callers/2) {
		t.Errorf("%d repeated calls and %d others dispatched the run, want all of the former or one of the latter", repeated, own)
	}
	if got := must(w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{FundCode: fund}))(t).GetPayments(); len(got) != 2 {
		t.Errorf("%d payments, want 2", len(got))
	}
}

func TestARepeatedRequestGetsTheFirstAnswerEvenWithoutTheContractService(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	w.hired(fund)
	open := &paymentv1.OpenRunRequest{RequestId: "open-1", FundCode: fund, ThroughDate: "2024-12-31"}
	opened := must(w.payments.OpenRun(w.ctx(), open))(t)
	w.approve(opened.GetRun().GetId())
	dispatch := &paymentv1.DispatchRunRequest{RequestId: "dispatch-1", RunId: opened.GetRun().GetId()}
	dispatched := must(w.payments.DispatchRun(w.ctx(), dispatch))(t)
	w.contract.Stop()
	if again := must(w.payments.OpenRun(w.ctx(), open))(t); !proto.Equal(again, opened) {
		t.Errorf("OpenRun again: %v\nwant %v", again, opened)
	}
	if again := must(w.payments.DispatchRun(w.ctx(), dispatch))(t); !proto.Equal(again, dispatched) {
		t.Errorf("DispatchRun again: %v\nwant %v", again, dispatched)
	}
	open.ThroughDate = "2025-12-31"
	_, err := w.payments.OpenRun(w.ctx(), open)
	refused(t, err, fault.Reused, fault.ReasonRequestIDReused, "open-1")
	// Another actor's request id is another request; this one needs the contract service.
	_, err = w.payments.ApproveRun(w.as("somebody:751"), &paymentv1.ApproveRunRequest{RequestId: "open-1", RunId: opened.GetRun().GetId(), Totals: opened.GetRun().GetTotals()})
	refused(t, err, fault.WrongState, "WRONG_STATE")
}
