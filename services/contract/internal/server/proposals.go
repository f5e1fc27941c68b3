package server

import (
	"context"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/wire"
)

// ReportChange records that something changed outside the contract, and what the law
// makes of it, for an officer to decide.
func (s *Server) ReportChange(ctx context.Context, req *contractv1.ReportChangeRequest) (*contractv1.ReportChangeResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_ReportChange_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Enum("change", req.GetChange())
	on := p.Date("changed_on_date", req.GetChangedOnDate())
	p.Text("statement", req.GetStatement(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.ReportChangeResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "change outside reported", reason: contractv1.ChangeReason_CHANGE_REASON_OUTSIDE_CHANGE, note: req.GetStatement(), on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, made, refusal := c.ReportChange(contract.OutsideChange(req.GetChange()), on)
			if refusal != nil {
				return c, refusal
			}
			m.Proposals = append(m.Proposals, &contractv1.Proposal{
				Number: int32(len(c.Proposals)), Change: req.GetChange(), ChangedOnDate: on.String(), Statement: req.GetStatement(),
				Explanation: wire.Phrase(made.Explanation), Method: made.Method, Citation: wire.Citation(made.Cite),
				State: contractv1.ProposalState_PROPOSAL_STATE_OPEN, Actor: call.Actor,
			})
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// DecideProposal records what an officer decided on a proposal; the step itself is a
// call of its own.
func (s *Server) DecideProposal(ctx context.Context, req *contractv1.DecideProposalRequest) (*contractv1.DecideProposalResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_DecideProposal_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.AtLeast("proposal_number", int64(req.GetProposalNumber()), 1)
	on := p.Date("decided_on_date", req.GetDecidedOnDate())
	what, state, check := "proposal accepted", contractv1.ProposalState_PROPOSAL_STATE_ACCEPTED, p.TextIfSet
	if !req.GetAccepted() {
		what, state, check = "proposal dismissed", contractv1.ProposalState_PROPOSAL_STATE_DISMISSED, p.Text
	}
	check("reason", req.GetReason(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	number := int(req.GetProposalNumber())
	resp := &contractv1.DecideProposalResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: what, reason: contractv1.ChangeReason_CHANGE_REASON_OUTSIDE_CHANGE, note: req.GetReason(), on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, refusal := c.DecideProposal(number, on)
			if refusal != nil {
				return c, refusal
			}
			made := m.Proposals[number-1]
			made.State, made.DecidedBy, made.DecidedOnDate, made.DecisionReason = state, call.Actor, on.String(), req.GetReason()
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}
