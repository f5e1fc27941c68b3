package server

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// DispatchRun writes the payments of an approved run. Each line is computed again.
func (s *Server) DispatchRun(ctx context.Context, req *paymentv1.DispatchRunRequest) (*paymentv1.DispatchRunResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_DispatchRun_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	if err := parseRun(req); err != nil {
		return nil, err
	}
	resp := &paymentv1.DispatchRunResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	facts, err := s.factsOfRun(ctx, req.GetRunId(), call)
	if err != nil {
		return nil, err
	}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return keep.Change{}, err
		}
		if err := next(run, payment.Dispatch, call); err != nil {
			return keep.Change{}, err
		}
		if resp.Payments, err = s.pay(tx, run, facts, call); err != nil {
			return keep.Change{}, err
		}
		resp.Run = run
		return keep.Change{Resource: run.GetId(), What: "dispatched"}, s.store.UpdateRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// factsOfRun fetches the facts of today of the contracts in a run. A run that cannot be
// dispatched is refused before anybody is asked.
func (s *Server) factsOfRun(ctx context.Context, runID string, call table.Call) (map[string]payment.Facts, error) {
	var run *paymentv1.Run
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		var err error
		run, err = s.run(tx, runID)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := next(run, payment.Dispatch, call); err != nil {
		return nil, err
	}
	facts := map[string]payment.Facts{}
	if len(run.GetLines()) == 0 {
		return facts, nil
	}
	all, err := s.factsOfFund(ctx, run.GetFundCode())
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		facts[f.ContractID] = f
	}
	return facts, nil
}

// pay writes a payment for each line that is still owed for the same amount. The
// others leave the run's lines for its excluded ones.
func (s *Server) pay(tx *table.Tx, run *paymentv1.Run, facts map[string]payment.Facts, call table.Call) ([]*paymentv1.Payment, error) {
	today, err := s.today(tx, run, facts)
	if err != nil {
		return nil, err
	}
	var payments []*paymentv1.Payment
	var kept []*paymentv1.RunLine
	for _, line := range run.GetLines() {
		key := store.KeyOf(line.GetDue())
		owed := today[key.ContractID]
		if out := payment.Recheck(key, money.Cents(line.GetAmountCents()), owed); out != nil {
			run.Excluded = append(run.Excluded, excluded([]payment.Excluded{*out})...)
			continue
		}
		p := s.paymentOf(run, line, call)
		p.Due = dueOf(owed, key)
		if err := s.store.Pay(tx, p); errors.Is(err, table.ErrExists) {
			return nil, fmt.Errorf("payment %s was computed as not made and is there: %w", p.GetId(), err)
		} else if err != nil {
			return nil, err
		}
		payments, kept = append(payments, p), append(kept, line)
	}
	run.Lines = kept
	run.Totals = totals(run)
	if err := fit(run); err != nil {
		return nil, err
	}
	return fitting(run, payments), nil
}

// today computes the dues of every contract in a run again, before any of its payments
// is written.
func (s *Server) today(tx *table.Tx, run *paymentv1.Run, facts map[string]payment.Facts) (map[string][]payment.Due, error) {
	through, err := civil.Parse(run.GetThroughDate())
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", run.GetId(), err)
	}
	today := map[string][]payment.Due{}
	for _, line := range run.GetLines() {
		id := line.GetDue().GetContractId()
		f, ok := facts[id]
		if _, done := today[id]; done || !ok {
			continue
		}
		posted, err := s.store.Posted(tx, id)
		if err != nil {
			return nil, err
		}
		today[id] = payment.Dues(s.law, f, posted, through)
	}
	return today, nil
}

// paymentOf is the payment of a line.
func (s *Server) paymentOf(run *paymentv1.Run, line *paymentv1.RunLine, call table.Call) *paymentv1.Payment {
	key := store.KeyOf(line.GetDue())
	return &paymentv1.Payment{
		Id: key.String(), ContractId: key.ContractID, ContractYear: int32(key.Year), Instalment: int32(key.Instalment),
		FundCode: run.GetFundCode(), RunId: run.GetId(), AmountCents: line.GetAmountCents(),
		TextId: line.GetTextId(), LawDigest: s.law.Digest(), Actor: call.Actor, CreateTime: timestamppb.New(call.At),
	}
}

func dueOf(list []payment.Due, key payment.Key) *paymentv1.Due {
	for _, d := range list {
		if d.Key == key {
			return due(d)
		}
	}
	return nil
}

// fitting are the payments as the answer to DispatchRun gives them: in full where they
// fit into one message, else with the numbers only. GetPayment has them in full.
func fitting(run *paymentv1.Run, payments []*paymentv1.Payment) []*paymentv1.Payment {
	size := proto.Size(run)
	for _, p := range payments {
		size += proto.Size(p)
	}
	if size <= tooLarge {
		return payments // with room to spare
	}
	short := make([]*paymentv1.Payment, len(payments))
	for i, p := range payments {
		short[i] = proto.CloneOf(p)
		bare(short[i].GetDue())
	}
	return short
}
