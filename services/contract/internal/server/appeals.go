package server

import (
	"context"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// FileAppeal records an appeal against the decision that ended the contract.
func (s *Server) FileAppeal(ctx context.Context, req *contractv1.FileAppealRequest) (*contractv1.FileAppealResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_FileAppeal_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("filed_on_date", req.GetFiledOnDate())
	p.Text("ground", req.GetGround(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.FileAppealResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "appeal filed", reason: contractv1.ChangeReason_CHANGE_REASON_APPEAL, note: req.GetGround(), on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, refusal := c.FileAppeal(on)
			if refusal != nil {
				return c, refusal
			}
			d := m.Decisions[len(m.Decisions)-1]
			d.Appeals = append(d.Appeals, &contractv1.Appeal{
				Number: int32(len(d.GetAppeals()) + 1), FiledOnDate: on.String(), Ground: req.GetGround(), Actor: call.Actor,
			})
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// DecideAppeal records the outcome of an appeal. A contract whose end is annulled runs
// again, unless another one of its doctor stands in its way.
func (s *Server) DecideAppeal(ctx context.Context, req *contractv1.DecideAppealRequest) (*contractv1.DecideAppealResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_DecideAppeal_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.AtLeast("appeal_number", int64(req.GetAppealNumber()), 1)
	p.Enum("outcome", req.GetOutcome())
	on := p.Date("decided_on_date", req.GetDecidedOnDate())
	p.Text("note", req.GetNote(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	number, outcome := int(req.GetAppealNumber()), contract.AppealOutcome(req.GetOutcome())
	var end civil.Date // before the annulment
	resp := &contractv1.DecideAppealResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "appeal decided", reason: contractv1.ChangeReason_CHANGE_REASON_APPEAL, note: req.GetNote(), on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			end = c.End
			c, refusal := c.DecideAppeal(number, outcome, on)
			if refusal != nil {
				return c, refusal
			}
			d := m.Decisions[len(m.Decisions)-1]
			d.Annulled = outcome == contract.Annulled
			a := d.Appeals[number-1]
			a.Outcome, a.DecidedOnDate, a.Note = req.GetOutcome(), on.String(), req.GetNote()
			return c, nil
		},
		beside: func(tx *table.Tx, m *contractv1.Contract) error {
			if outcome != contract.Annulled {
				return nil
			}
			return s.aloneSince(tx, m, end)
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// aloneSince refuses that a contract runs again from its end over days on which another
// contract of its doctor was in force and has ended by now. One that is still live is
// refused by its key.
func (s *Server) aloneSince(tx *table.Tx, m *contractv1.Contract, end civil.Date) error {
	for _, rpps := range store.Doctors(m) {
		others, err := s.store.OfDoctor(tx, rpps)
		if err != nil {
			return err
		}
		for _, other := range others {
			if other.GetId() == m.GetId() {
				continue
			}
			o, err := s.domain(other)
			if err != nil {
				return err
			}
			if until := o.Of(rpps).End; until.After(end) {
				return refused(contract.OverlapsSince(end, other.GetId(), until), m.GetId())
			}
		}
	}
	return nil
}
