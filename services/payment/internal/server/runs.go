package server

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

const (
	// runPrefix begins the id of every run.
	runPrefix = "run"
	// roomy is up to which size, in bytes, a run keeps the words of its dues; beyond it
	// keeps the numbers only. tooLarge is more than one run may have, so that the answer
	// to DispatchRun, with a payment for each line, stays under the four megabytes that
	// gRPC clients accept.
	roomy    = 1 << 20
	tooLarge = 2 << 20
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
		State: paymentv1.RunState_RUN_STATE_OPEN, Steps: []*paymentv1.RunStep{step(payment.Open, call)},
	}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		if err := s.gather(tx, run, through, facts); err != nil {
			return keep.Change{}, err
		}
		resp.Run = run
		return keep.Change{Resource: run.GetId(), What: "opened"}, s.store.InsertRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// gather fills a run with what the contracts owe now and no other run holds.
func (s *Server) gather(tx *table.Tx, run *paymentv1.Run, through civil.Date, contracts []payment.Facts) error {
	var failed error
	locked := func(key payment.Key) (string, bool) {
		runID, held, err := s.store.Locked(tx, key)
		if err != nil {
			failed = err
		}
		return runID, held
	}
	for _, f := range contracts {
		posted, err := s.store.Posted(tx, f.ContractID)
		if err != nil {
			return err
		}
		lines, left := payment.Gather(payment.Dues(s.law, f, posted, through), through, locked)
		if failed != nil {
			return failed
		}
		for _, d := range lines {
			run.Lines = append(run.Lines, &paymentv1.RunLine{
				Due: due(d), AmountCents: int64(d.Delta().Cents), TextId: f.Text.ID, LawDigest: s.law.Digest(),
			})
		}
		run.Excluded = append(run.Excluded, excluded(left)...)
		if len(run.GetLines()) > payment.MaxLines {
			return runTooLarge(run)
		}
	}
	run.Totals = totals(run)
	return fit(run)
}

// fit makes a run fit into one message: a large one keeps the numbers only.
func fit(run *paymentv1.Run) error {
	if proto.Size(run) <= roomy {
		return nil
	}
	for _, line := range run.GetLines() {
		bare(line.GetDue())
	}
	for _, e := range run.GetExcluded() {
		e.GetReason().Citation = nil
	}
	if proto.Size(run) > tooLarge {
		return runTooLarge(run)
	}
	return nil
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
	lines := make(map[payment.Key]money.Cents, len(run.GetLines()))
	for _, line := range run.GetLines() {
		lines[store.KeyOf(line.GetDue())] = money.Cents(line.GetAmountCents())
	}
	t := payment.Total(lines)
	return &paymentv1.Totals{Count: int32(t.Count), SumCents: int64(t.Sum), Hash: t.Hash}
}

// step records who led a run to a state.
func step(to payment.RunState, call table.Call) *paymentv1.RunStep {
	return &paymentv1.RunStep{State: paymentv1.RunState(to), Actor: call.Actor, CreateTime: timestamppb.New(call.At)}
}

// next leads a run to its next state, or says in which states that is possible.
func next(run *paymentv1.Run, event payment.RunEvent, call table.Call) error {
	from := payment.RunState(run.GetState())
	to, possible := payment.Next(from, event)
	if to == 0 {
		names := make([]string, len(possible))
		for i, s := range possible {
			names[i] = s.String()
		}
		return fault.Refused("WRONG_STATE", run.GetId(),
			fmt.Sprintf("run %s is %s; %s is possible in %s", run.GetId(), from, event, strings.Join(names, ", ")),
			"state", from.String(), "possible", strings.Join(names, ","))
	}
	run.State = paymentv1.RunState(to)
	run.Steps = append(run.Steps, step(to, call))
	return nil
}

// naming is a writing request that names a run.
type naming interface {
	keep.Request
	GetRunId() string
}

func parseRun(req naming) error {
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("run_id", runPrefix, req.GetRunId())
	return p.Err()
}

// ApproveRun approves a run: who orders is not who pays.
func (s *Server) ApproveRun(ctx context.Context, req *paymentv1.ApproveRunRequest) (*paymentv1.ApproveRunResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_ApproveRun_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	if err := parseRun(req); err != nil {
		return nil, err
	}
	resp := &paymentv1.ApproveRunResponse{}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return keep.Change{}, err
		}
		if err := next(run, payment.Approve, call); err != nil {
			return keep.Change{}, err
		}
		if opener := run.GetSteps()[0].GetActor(); opener == call.Actor {
			return keep.Change{}, fault.Denied("APPROVER_IS_OPENER",
				fmt.Sprintf("run %s was opened by the same actor; another one must approve it: who orders is not who pays", run.GetId()),
				"run_id", run.GetId())
		}
		resp.Run = run
		return keep.Change{Resource: run.GetId(), What: "approved"}, s.store.UpdateRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// CancelRun gives up a run that was not dispatched, and unlocks its dues.
func (s *Server) CancelRun(ctx context.Context, req *paymentv1.CancelRunRequest) (*paymentv1.CancelRunResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_CancelRun_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	if err := parseRun(req); err != nil {
		return nil, err
	}
	resp := &paymentv1.CancelRunResponse{}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return keep.Change{}, err
		}
		if err := next(run, payment.Cancel, call); err != nil {
			return keep.Change{}, err
		}
		resp.Run = run
		return keep.Change{Resource: run.GetId(), What: "cancelled"}, s.store.UpdateRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}
