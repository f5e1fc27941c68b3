package server

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// HireAssistant records the employment of an assistant, or of a share of one.
func (s *Server) HireAssistant(ctx context.Context, req *contractv1.HireAssistantRequest) (*contractv1.HireAssistantResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_HireAssistant_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Text("assistant_ref", req.GetAssistantRef(), ident.CheckToken)
	start := p.Date("start_date", req.GetStartDate())
	p.WeeklyMinutes("weekly_minutes", req.GetWeeklyMinutes())
	parseWorkContract(&p, req)
	p.Enum("employer", req.GetEmployer())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.HireAssistantResponse{}
	var hired *contractv1.Employment
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "assistant hired", reason: contractv1.ChangeReason_CHANGE_REASON_ASSISTANT, on: start.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, reached, refusal := c.Hire(s.law, contract.Assistant{
				Ref: req.GetAssistantRef(), Start: start, Weekly: int(req.GetWeeklyMinutes()),
				WorkContract: int(max(req.GetWorkContractWeeklyMinutes(), req.GetWeeklyMinutes())), Promoted: req.GetSecretaryPromoted(),
			})
			hired = employment(req, reached)
			m.Assistants = append(m.Assistants, hired)
			slices.SortStableFunc(m.Assistants, func(a, b *contractv1.Employment) int {
				return strings.Compare(a.GetStartDate(), b.GetStartDate())
			})
			return c, refusal
		},
		beside: func(tx *table.Tx, m *contractv1.Contract) error { return s.shared(tx, m, hired) },
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseWorkContract reads the working time of the whole work contract, of which the
// doctor has all or a share.
func parseWorkContract(p *wire.Parse, req *contractv1.HireAssistantRequest) {
	const field = "work_contract_weekly_minutes"
	whole := req.GetWorkContractWeeklyMinutes()
	switch {
	case whole == 0: // not shared
	case whole > 0 && whole < req.GetWeeklyMinutes():
		p.Bad(field, strconv.Itoa(int(whole)), fmt.Sprintf("weekly_minutes, %d, or more; 0 when the assistant is not shared", req.GetWeeklyMinutes()))
	default:
		p.WeeklyMinutes(field, whole)
	}
}

// shared refuses that an employment of the contract, as the record has it now, is too
// much beside the shares of the same assistant under all contracts of the fund.
func (s *Server) shared(tx *table.Tx, m *contractv1.Contract, e *contractv1.Employment) error {
	kept, err := s.store.Sharing(tx, m.GetFundCode(), e.GetAssistantRef())
	if err != nil {
		return err
	}
	// This contract is not kept yet as it is now.
	kept = slices.DeleteFunc(kept, func(o *contractv1.Contract) bool { return o.GetId() == m.GetId() })
	var others []contract.Share
	for _, o := range append(kept, m) {
		for _, a := range o.GetAssistants() {
			if a == e || a.GetAssistantRef() != e.GetAssistantRef() {
				continue
			}
			share, err := shareOf(o, a)
			if err != nil {
				return err
			}
			others = append(others, share)
		}
	}
	share, err := shareOf(m, e)
	if err != nil {
		return err
	}
	if refusal := contract.Shared(e.GetAssistantRef(), share, others); refusal != nil {
		return refused(refusal, m.GetId())
	}
	return nil
}

// shareOf is what an employment takes of the assistant's working time: to its end, or to
// that of the contract.
func shareOf(m *contractv1.Contract, e *contractv1.Employment) (contract.Share, error) {
	r := &reader{id: m.GetId()}
	share := contract.Share{
		ContractID: m.GetId(), From: r.date("start_date", e.GetStartDate()), To: r.date("end_date", e.GetEndDate()),
		Weekly: int(e.GetWeeklyMinutes()), WorkContract: int(e.GetWorkContractWeeklyMinutes()), Employer: contract.Employer(e.GetEmployer()),
	}
	if end := r.date("end_date", m.GetEndDate()); !end.IsZero() && (share.To.IsZero() || end.Before(share.To)) {
		share.To = end
	}
	return share, r.err
}

// EndAssistantEmployment records the last day of work of an assistant.
func (s *Server) EndAssistantEmployment(ctx context.Context, req *contractv1.EndAssistantEmploymentRequest) (*contractv1.EndAssistantEmploymentResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_EndAssistantEmployment_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Text("assistant_ref", req.GetAssistantRef(), ident.CheckToken)
	last := p.Date("end_date", req.GetEndDate())
	p.Enum("reason", req.GetReason())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.EndAssistantEmploymentResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "assistant left", reason: contractv1.ChangeReason_CHANGE_REASON_ASSISTANT, on: last.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, at, refusal := c.EndEmployment(req.GetAssistantRef(), last)
			if refusal == nil {
				m.Assistants[at].EndDate, m.Assistants[at].EndReason = last.String(), req.GetReason()
			}
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// RecordAbsence records that an assistant is absent from a day on.
func (s *Server) RecordAbsence(ctx context.Context, req *contractv1.RecordAbsenceRequest) (*contractv1.RecordAbsenceResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RecordAbsence_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Text("assistant_ref", req.GetAssistantRef(), ident.CheckToken)
	from := p.Date("from_date", req.GetFromDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.RecordAbsenceResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "assistant absent", reason: contractv1.ChangeReason_CHANGE_REASON_ASSISTANT, on: from.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, at, refusal := c.RecordAbsence(req.GetAssistantRef(), from)
			if refusal == nil {
				m.Assistants[at].Absences = append(m.Assistants[at].Absences, &contractv1.Absence{FromDate: from.String()})
			}
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// RecordReturn records the first day back of an absent assistant.
func (s *Server) RecordReturn(ctx context.Context, req *contractv1.RecordReturnRequest) (*contractv1.RecordReturnResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RecordReturn_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Text("assistant_ref", req.GetAssistantRef(), ident.CheckToken)
	back := p.Date("returned_on_date", req.GetReturnedOnDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.RecordReturnResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "assistant back", reason: contractv1.ChangeReason_CHANGE_REASON_ASSISTANT, on: back.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, at, refusal := c.RecordReturn(req.GetAssistantRef(), back)
			if refusal == nil {
				absences := m.Assistants[at].GetAbsences()
				absences[len(absences)-1].UntilDate = back.String()
			}
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// RecordTraining records a step of an assistant's qualification.
func (s *Server) RecordTraining(ctx context.Context, req *contractv1.RecordTrainingRequest) (*contractv1.RecordTrainingResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RecordTraining_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Text("assistant_ref", req.GetAssistantRef(), ident.CheckToken)
	p.Enum("path", req.GetPath())
	p.Enum("step", req.GetStep())
	on := p.Date("on_date", req.GetOnDate())
	p.TextIfSet("evidence", req.GetEvidence(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.RecordTrainingResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "training recorded", reason: contractv1.ChangeReason_CHANGE_REASON_TRAINING, on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, at, refusal := c.Train(req.GetAssistantRef(), contract.Training{
				Path: contract.Path(req.GetPath()), Step: contract.TrainingStep(req.GetStep()), On: on,
			})
			if refusal == nil {
				m.Assistants[at].Trainings = append(m.Assistants[at].Trainings, &contractv1.Training{
					Path: req.GetPath(), Step: req.GetStep(), OnDate: on.String(), Evidence: req.GetEvidence(), Actor: call.Actor,
				})
			}
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}
