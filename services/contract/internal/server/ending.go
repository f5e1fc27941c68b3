package server

import (
	"context"
	"fmt"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/wire"
)

// GiveNotice records that a party wants to end the contract.
func (s *Server) GiveNotice(ctx context.Context, req *contractv1.GiveNoticeRequest) (*contractv1.GiveNoticeResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_GiveNotice_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	notice := parseNotice(&p, req)
	if err := p.Err(); err != nil {
		return nil, err
	}
	what := "notice given by the doctor"
	if notice.Party == contract.FundParty {
		what = "notice given by the fund"
	}
	resp := &contractv1.GiveNoticeResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: what, reason: contractv1.ChangeReason_CHANGE_REASON_NOTICE, note: req.GetStatement(), on: notice.Given.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, said, refusal := c.GiveNotice(notice)
			if refusal != nil {
				return c, refusal
			}
			given := c.Notices[len(c.Notices)-1]
			m.Notices = append(m.Notices, &contractv1.Notice{
				Number: int32(len(c.Notices)), Party: req.GetParty(), GivenOnDate: given.Given.String(), Reasons: req.GetReasons(), Statement: req.GetStatement(),
				EndDate: wire.Date(given.End), ReplyByDate: wire.Date(given.ReplyBy),
				Citation: wire.Citation(said.Cite), Explanation: wire.Phrase(said.Explanation), Actor: call.Actor,
			})
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseNotice reads a notice: at least one reason, each of the party and once; the fund
// says why in words, and only the doctor says until when.
func parseNotice(p *wire.Parse, req *contractv1.GiveNoticeRequest) contract.Notice {
	known := p.Enum("party", req.GetParty())
	n := contract.Notice{
		Party: contract.Party(req.GetParty()), Given: p.Date("given_on_date", req.GetGivenOnDate()), End: p.OptionalDate("end_date", req.GetEndDate()),
	}
	if len(req.GetReasons()) == 0 {
		p.Bad("reasons", "", "at least one reason")
	}
	seen := map[contractv1.NoticeReason]bool{}
	for i, r := range req.GetReasons() {
		field, reason := fmt.Sprintf("reasons[%d]", i), contract.NoticeReason(r)
		switch {
		case !p.Enum(field, r):
		case seen[r]:
			p.Bad(field, r.String(), "each reason at most once")
		case known && reason.By() != n.Party:
			p.Bad(field, r.String(), "a reason of "+req.GetParty().String())
		}
		seen[r] = true
		n.Reasons = append(n.Reasons, reason)
	}
	if n.Party == contract.FundParty {
		p.Text("statement", req.GetStatement(), ident.CheckLine)
		if req.GetEndDate() != "" {
			p.Bad("end_date", req.GetEndDate(), "empty in a notice of the fund, whose decision names the day")
		}
	} else {
		p.TextIfSet("statement", req.GetStatement(), ident.CheckLine)
	}
	return n
}

// RecordReply records the doctor's reply to the fund's notice.
func (s *Server) RecordReply(ctx context.Context, req *contractv1.RecordReplyRequest) (*contractv1.RecordReplyResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RecordReply_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("received_on_date", req.GetReceivedOnDate())
	p.Text("statement", req.GetStatement(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.RecordReplyResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "the doctor replied to the notice", reason: contractv1.ChangeReason_CHANGE_REASON_NOTICE, note: req.GetStatement(), on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, late, refusal := c.RecordReply(on)
			if refusal != nil {
				return c, refusal
			}
			m.Notices[len(m.Notices)-1].Reply = &contractv1.Reply{
				ReceivedOnDate: on.String(), Statement: req.GetStatement(), Late: late, Actor: call.Actor,
			}
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// WithdrawNotice takes the open notice back.
func (s *Server) WithdrawNotice(ctx context.Context, req *contractv1.WithdrawNoticeRequest) (*contractv1.WithdrawNoticeResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_WithdrawNotice_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("withdrawn_on_date", req.GetWithdrawnOnDate())
	p.Text("reason", req.GetReason(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.WithdrawNoticeResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "notice withdrawn", reason: contractv1.ChangeReason_CHANGE_REASON_NOTICE, note: req.GetReason(), on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, refusal := c.WithdrawNotice(on)
			if refusal != nil {
				return c, refusal
			}
			open := m.Notices[len(m.Notices)-1]
			open.WithdrawnOnDate, open.WithdrawalReason = on.String(), req.GetReason()
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// EndContract ends the contract by a decision, and answers what is left over.
func (s *Server) EndContract(ctx context.Context, req *contractv1.EndContractRequest) (*contractv1.EndContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_EndContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("end_date", req.GetEndDate())
	decided := p.OptionalDate("decided_on_date", req.GetDecidedOnDate())
	p.Enum("reason", req.GetReason())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.EndContractResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "ended", reason: contractv1.ChangeReason_CHANGE_REASON_END, on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, left, refusal := c.Conclude(s.law, contract.Decision{Reason: contract.EndReason(req.GetReason()), Decided: decided, End: on})
			if refusal != nil {
				return c, refusal
			}
			resp.Decision = decision(c.Decisions, left)
			resp.Decision.Actor = call.Actor
			m.Decisions = append(m.Decisions, resp.Decision)
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// decision is the last decision as it is kept, with what is left over.
func decision(list []contract.Decision, left contract.LeftOver) *contractv1.Decision {
	d := list[len(list)-1]
	m := &contractv1.Decision{
		Number: int32(len(list)), Reason: contractv1.EndReason(d.Reason), DecidedOnDate: d.Decided.String(), EndDate: d.End.String(), NoticeNumber: int32(d.Notice),
	}
	if left.Year != 0 {
		m.LeftOver = &contractv1.LeftOver{
			ContractYear: int32(left.Year), DaysInForce: int32(left.InForce), DaysInYear: int32(left.Days),
			Ratio: wire.Ratio(left.Ratio), Citation: wire.Citation(left.Cite), Explanation: wire.Phrase(left.Explanation),
		}
	}
	return m
}
