package server

import (
	"context"
	"slices"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// RecordEvidence records the evidence that fulfils an obligation.
func (s *Server) RecordEvidence(ctx context.Context, req *contractv1.RecordEvidenceRequest) (*contractv1.RecordEvidenceResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RecordEvidence_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Text("obligation_id", req.GetObligationId(), ident.CheckLine)
	on := p.Date("fulfilled_on_date", req.GetFulfilledOnDate())
	p.Text("evidence", req.GetEvidence(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.RecordEvidenceResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told: told{
			what: "obligation fulfilled: " + req.GetObligationId(), reason: contractv1.ChangeReason_CHANGE_REASON_OBLIGATION,
			note: req.GetEvidence(), on: on.String(),
		},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, refusal := c.Fulfil(s.law, req.GetObligationId(), on)
			writeObligations(m, c.Obligations)
			obligation(m, req.GetObligationId()).Evidence = req.GetEvidence()
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// WaiveObligation lets a doctor off an obligation.
func (s *Server) WaiveObligation(ctx context.Context, req *contractv1.WaiveObligationRequest) (*contractv1.WaiveObligationResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_WaiveObligation_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Text("obligation_id", req.GetObligationId(), ident.CheckLine)
	on := p.Date("waived_on_date", req.GetWaivedOnDate())
	p.Text("reason", req.GetReason(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.WaiveObligationResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told: told{
			what: "obligation waived: " + req.GetObligationId(), reason: contractv1.ChangeReason_CHANGE_REASON_OBLIGATION,
			note: req.GetReason(), on: on.String(),
		},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, refusal := c.Waive(s.law, req.GetObligationId(), on)
			writeObligations(m, c.Obligations)
			o := obligation(m, req.GetObligationId())
			o.WaivedBy, o.WaiverReason = call.Actor, req.GetReason()
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// obligation is the obligation of a contract with an id. Where there is none it is one
// that nobody keeps: the rules have refused the call then.
func obligation(m *contractv1.Contract, id string) *contractv1.Obligation {
	for _, o := range m.GetObligations() {
		if o.GetId() == id {
			return o
		}
	}
	return &contractv1.Obligation{}
}

// ListObligations lists the open obligations of a fund, or all of a contract, by due date.
func (s *Server) ListObligations(ctx context.Context, req *contractv1.ListObligationsRequest) (*contractv1.ListObligationsResponse, error) {
	var p wire.Parse
	switch {
	case req.GetFundCode() != "" && req.GetContractId() != "":
		p.Bad("contract_id", req.GetContractId(), "either fund_code or contract_id")
	case req.GetContractId() != "":
		p.ID("contract_id", idPrefix, req.GetContractId())
	default:
		p.FundCode("fund_code", req.GetFundCode())
	}
	before := p.OptionalDate("due_before_date", req.GetDueBeforeDate())
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	q := table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken()}
	resp := &contractv1.ListObligationsResponse{}
	var err error
	if req.GetContractId() == "" {
		resp.Obligations, resp.NextPageToken, err = s.openObligations(ctx, req.GetFundCode(), before, q)
	} else {
		q.Filter = req.GetContractId() + "/" + wire.Date(before)
		resp.Obligations, resp.NextPageToken, err = s.obligationsOf(ctx, req.GetContractId(), before, q)
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// openObligations is a page of the open obligations of a fund. Each change of a contract
// writes them with the law of its day; a supplement or a later program may read the law
// otherwise. So the first list of a fund computes them all: where that gives what the
// records say, so does their index from then on, since this program writes the rest.
func (s *Server) openObligations(ctx context.Context, fund string, before civil.Date, q table.Query) ([]*contractv1.Obligation, string, error) {
	if lags, known := s.lags.Load(fund); known && !lags.(bool) {
		return s.store.OpenObligations(ctx, fund, wire.Date(before), q)
	}
	var list []*contractv1.Obligation
	lags := false
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		return s.store.EachOf(tx, fund, func(m *contractv1.Contract) (bool, error) {
			written := m.GetObligations()
			if err := s.oblige(m); err != nil {
				return false, err
			}
			lags = lags || !slices.EqualFunc(written, m.GetObligations(), func(a, b *contractv1.Obligation) bool { return proto.Equal(a, b) })
			for _, o := range m.GetObligations() {
				if o.GetState() == contractv1.ObligationState_OBLIGATION_STATE_OPEN && dueBefore(o, before) {
					list = append(list, o)
				}
			}
			return true, nil
		})
	})
	if err != nil {
		return nil, "", err
	}
	if s.lags.Store(fund, lags); !lags {
		return s.store.OpenObligations(ctx, fund, wire.Date(before), q)
	}
	q.Filter = fund + "/" + wire.Date(before)
	return table.PageList(list, q, store.ObligationKey)
}

// dueBefore reports whether an obligation is due before a day; all are before none.
func dueBefore(o *contractv1.Obligation, day civil.Date) bool {
	return day.IsZero() || o.GetDueDate() != "" && o.GetDueDate() < day.String()
}

// obligationsOf is a page of all obligations of a contract, as the facts and the law of
// today make them; before, unless it is no date, leaves out those not due before it.
func (s *Server) obligationsOf(ctx context.Context, id string, before civil.Date, q table.Query) (list []*contractv1.Obligation, next string, err error) {
	err = s.store.DB().View(ctx, func(tx *table.Tx) error {
		m, err := s.contract(tx, id)
		if err != nil {
			return err
		}
		if err := s.oblige(m); err != nil {
			return err
		}
		for _, o := range m.GetObligations() {
			if dueBefore(o, before) {
				list = append(list, o)
			}
		}
		list, next, err = table.PageList(list, q, store.ObligationKey)
		return err
	})
	return list, next, err
}
