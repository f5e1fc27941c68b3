package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

const (
	// runPrefix begins the id of every run.
	runPrefix = "run"
	// roomy is up to which size, in bytes, a run keeps the words of its dues; beyond it
	// keeps the numbers and the row only. tooLarge is more than one run may have, so that the answer
	// to DispatchRun, with a payment for each line, stays under the four megabytes that
	// gRPC clients accept.
	roomy    = 1 << 20
	tooLarge = 5 << 19
)

// OpenRun gathers what one fund has to pay up to a day into a run, and locks it.
func (s *Server) OpenRun(ctx context.Context, req *paymentv1.OpenRunRequest) (*paymentv1.OpenRunResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_OpenRun_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.FundCode("fund_code", req.GetFundCode())
	through := p.Date("through_date", req.GetThroughDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.OpenRunResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	facts, err := s.factsOfFund(ctx, req.GetFundCode())
	if err != nil {
		return nil, err
	}
	run := &paymentv1.Run{
		Id: s.env.NewID(runPrefix), FundCode: req.GetFundCode(), ThroughDate: through.String(),
		State: paymentv1.RunState_RUN_STATE_OPEN, Steps: []*paymentv1.RunStep{stepTo(paymentv1.RunState_RUN_STATE_OPEN, call)},
	}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		if err := s.gather(tx, run, facts, call); err != nil {
			return keep.Change{}, err
		}
		resp.Run = run
		return keep.Change{Resource: run.GetId(), What: "opened", Owner: run.GetFundCode()}, s.store.InsertRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// fit makes a run fit into one message: a large one keeps the numbers only, and of each
// account its hash.
func fit(run *paymentv1.Run) error {
	if proto.Size(run) <= roomy {
		return nil
	}
	for _, line := range run.GetLines() {
		bare(line.GetDue())
		line.Payee = bareAccount(line.GetPayee())
	}
	for _, e := range run.GetExcluded() {
		e.GetReason().Citation = nil
	}
	if proto.Size(run) > tooLarge {
		return runTooLarge(run)
	}
	return nil
}

// bareAccount names an account, and proves its content by the hash.
func bareAccount(d *paymentv1.BankDetails) *paymentv1.BankDetails {
	if d == nil {
		return nil
	}
	return &paymentv1.BankDetails{Rpps: d.GetRpps(), Version: d.GetVersion(), Hash: d.GetHash()}
}

func runTooLarge(run *paymentv1.Run) error {
	return &fault.Error{
		Kind: fault.Exhausted, Reason: "RUN_TOO_LARGE",
		Message: fmt.Sprintf("fund %s has more dues up to %s than the %d that one run can hold; open a run with an earlier through_date first",
			run.GetFundCode(), run.GetThroughDate(), payment.MaxLines),
		Metadata: map[string]string{"max_lines": fmt.Sprint(payment.MaxLines)},
	}
}

// totals are the control totals of the lines of a run.
func totals(run *paymentv1.Run) *paymentv1.Totals {
	lines := make([]payment.Line, len(run.GetLines()))
	for i, l := range run.GetLines() {
		lines[i] = payment.Line{
			PaymentID: l.GetPaymentId(), Amount: money.Cents(l.GetAmountCents()), ToBank: toBank(l),
			Payee: l.GetPayee().GetHash(), Resent: l.GetResent(),
		}
		for _, p := range l.GetOffsets() {
			lines[i].Parts = append(lines[i].Parts, payment.Part{RecoveryID: p.GetRecoveryId(), Cents: money.Cents(p.GetCents())})
		}
	}
	t := payment.Total(lines)
	return &paymentv1.Totals{Count: int32(t.Count), SumCents: int64(t.Sum), Hash: t.Hash}
}

// toBank is what of a line goes to the bank.
func toBank(l *paymentv1.RunLine) money.Cents {
	return money.Cents(l.GetAmountCents() - l.GetOffsetCents())
}

// stepTo records who led a run to a state. Every approval is a step to APPROVED, also one
// that is not the last; only those after the last step to OPEN count.
func stepTo(to paymentv1.RunState, call table.Call) *paymentv1.RunStep {
	return &paymentv1.RunStep{State: to, Actor: call.Actor, CreateTime: timestamppb.New(call.At)}
}

// approvals are who approved a run since it was opened last.
func approvals(run *paymentv1.Run) []string {
	var by []string
	for _, s := range run.GetSteps() {
		switch s.GetState() {
		case paymentv1.RunState_RUN_STATE_OPEN:
			by = nil
		case paymentv1.RunState_RUN_STATE_APPROVED:
			by = append(by, s.GetActor())
		}
	}
	return by
}

// approvedAtAll reports whether somebody approved a run since it was opened last.
func approvedAtAll(run *paymentv1.Run) bool { return len(approvals(run)) > 0 }

// openings is how often a run was opened: once, and once more for each voided approval.
func openings(run *paymentv1.Run) int {
	n := 0
	for _, s := range run.GetSteps() {
		if s.GetState() == paymentv1.RunState_RUN_STATE_OPEN {
			n++
		}
	}
	return n
}

// approvalKey is the key of what the approval of a run posts for a payment, or takes
// back. An approval that was voided has posted already; the next one has a number.
func approvalKey(kind string, run *paymentv1.Run, paymentID string) string {
	key := kind + "/" + run.GetId() + "/" + paymentID
	if n := openings(run); n > 1 {
		key += fmt.Sprintf("/again-%d", n)
	}
	return key
}

// next leads a run to its next state, or says in which states that is possible.
func next(run *paymentv1.Run, event payment.RunEvent, call table.Call) error {
	if err := can(run, event); err != nil {
		return err
	}
	to, _ := payment.Next(payment.RunState(run.GetState()), event)
	run.State = paymentv1.RunState(to)
	run.Steps = append(run.Steps, stepTo(run.GetState(), call))
	return nil
}

// can is nil when an event is possible in the state of a run.
func can(run *paymentv1.Run, event payment.RunEvent) error {
	from := payment.RunState(run.GetState())
	to, possible := payment.Next(from, event)
	if to != 0 {
		return nil
	}
	if event == payment.Dispatch && from == payment.Open && voided(run) {
		return fault.Refused("APPROVAL_VOID", run.GetId(),
			fmt.Sprintf("the approval of run %s is void: bank details that it pays to have changed; cancel the run and open another one", run.GetId()),
			"state", from.String())
	}
	names := make([]string, len(possible))
	for i, s := range possible {
		names[i] = s.String()
	}
	return fault.Refused("WRONG_STATE", run.GetId(),
		fmt.Sprintf("run %s is %s; %s is possible in %s", run.GetId(), from, event, strings.Join(names, ", ")),
		"state", from.String(), "possible", strings.Join(names, ","))
}

// voided reports whether an approval of a run was voided, and none came after it.
func voided(run *paymentv1.Run) bool { return openings(run) > 1 && !approvedAtAll(run) }

// naming is a writing request that names a run.
type naming interface {
	keep.Request
	GetRunId() string
}

func parseRun(req naming) *wire.Parse {
	p := &wire.Parse{}
	p.RequestID(req.GetRequestId())
	p.ID("run_id", runPrefix, req.GetRunId())
	return p
}

// sorted puts the lines of one contract in the order of the run: by contract year,
// instalment and posting.
func sorted(lines []*paymentv1.RunLine) {
	slices.SortStableFunc(lines, func(a, b *paymentv1.RunLine) int {
		x, y := a.GetDue(), b.GetDue()
		if c := x.GetContractYear() - y.GetContractYear(); c != 0 {
			return int(c)
		}
		if c := x.GetInstalment() - y.GetInstalment(); c != 0 {
			return int(c)
		}
		// A payment that is sent again is of an earlier posting than a correction.
		if a.GetResent() != b.GetResent() && a.GetResent() {
			return -1
		} else if a.GetResent() != b.GetResent() {
			return 1
		}
		return strings.Compare(a.GetPaymentId(), b.GetPaymentId())
	})
}
