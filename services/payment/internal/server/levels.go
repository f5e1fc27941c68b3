package server

import (
	"context"
	"errors"
	"fmt"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// SetApprovalLevels states how many identities must approve a run of a fund, by its sum.
func (s *Server) SetApprovalLevels(ctx context.Context, req *paymentv1.SetApprovalLevelsRequest) (*paymentv1.SetApprovalLevelsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_SetApprovalLevels_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	if err := parseLevels(req); err != nil {
		return nil, err
	}
	levels := &paymentv1.ApprovalLevels{FundCode: req.GetFundCode(), FromDate: req.GetFromDate(), Levels: req.GetLevels(), Actor: call.Actor}
	resp := &paymentv1.SetApprovalLevelsResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		err := s.store.InsertLevels(tx, levels)
		if errors.Is(err, table.ErrExists) {
			return keep.Change{}, fault.Refused("ALREADY_STATED", levels.GetFundCode(),
				fmt.Sprintf("fund %s has approval levels from %s on already; state new ones from another day on", levels.GetFundCode(), levels.GetFromDate()),
				"from_date", levels.GetFromDate())
		}
		resp.Levels = levels
		return keep.Change{Resource: levels.GetFundCode() + "/" + levels.GetFromDate(), What: "approval levels stated", Owner: levels.GetFundCode()}, err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func parseLevels(req *paymentv1.SetApprovalLevelsRequest) error {
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.FundCode("fund_code", req.GetFundCode())
	p.Date("from_date", req.GetFromDate())
	if len(req.GetLevels()) == 0 {
		p.Bad("levels", "", "one level at least, from 0 cents on")
	}
	for i, l := range req.GetLevels() {
		field := fmt.Sprintf("levels[%d]", i)
		p.Between(field+".approvals", int64(l.GetApprovals()), 1, mostApprovals)
		if i == 0 && l.GetFromCents() != 0 {
			p.Bad(field+".from_cents", fmt.Sprint(l.GetFromCents()), "0: the first level begins there")
		}
		if i == 0 {
			continue
		}
		before := req.GetLevels()[i-1]
		p.AtLeast(field+".from_cents", l.GetFromCents(), before.GetFromCents()+1)
		if l.GetApprovals() < before.GetApprovals() {
			p.Bad(field+".approvals", fmt.Sprint(l.GetApprovals()), fmt.Sprintf("%d or more: a larger sum never needs fewer approvals", before.GetApprovals()))
		}
	}
	return p.Err()
}

// mostApprovals bounds how many identities a level may want.
const mostApprovals = 10

// approvalsNeeded is how many identities must approve a run, by the levels of its fund on
// its day and by its sum. Without levels, one does.
func (s *Server) approvalsNeeded(tx *table.Tx, run *paymentv1.Run) (int32, error) {
	levels, err := s.store.LevelsOn(tx, run.GetFundCode(), run.GetThroughDate())
	if err != nil {
		return 0, err
	}
	needed := int32(1)
	for _, l := range levels.GetLevels() {
		if run.GetTotals().GetSumCents() >= l.GetFromCents() {
			needed = l.GetApprovals()
		}
	}
	return needed, nil
}
