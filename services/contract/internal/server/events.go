package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// HireAssistant records the employment of an assistant.
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
	p.Enum("employer", req.GetEmployer())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.HireAssistantResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "assistant hired", reason: contractv1.ChangeReason_CHANGE_REASON_ASSISTANT, on: start.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, hired, refusal := c.Hire(s.law, contract.Assistant{
				Ref: req.GetAssistantRef(), Start: start, Weekly: int(req.GetWeeklyMinutes()),
				WorkContract: int(max(req.GetWorkContractWeeklyMinutes(), req.GetWeeklyMinutes())), Promoted: req.GetSecretaryPromoted(),
			})
			m.Assistants = append(m.Assistants, employment(req, hired))
			slices.SortStableFunc(m.Assistants, func(a, b *contractv1.Employment) int {
				return strings.Compare(a.GetStartDate(), b.GetStartDate())
			})
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// RecordMeasure records the patients counted on a day, and answers what they mean.
func (s *Server) RecordMeasure(ctx context.Context, req *contractv1.RecordMeasureRequest) (*contractv1.RecordMeasureResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RecordMeasure_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("measured_on_date", req.GetMeasuredOnDate())
	counts := parseCounts(&p, req.GetCounts())
	p.Enum("source", req.GetSource())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.RecordMeasureResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "measure recorded", reason: contractv1.ChangeReason_CHANGE_REASON_MEASURE, on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			attained, refusal := c.Measure(s.law, on, counts)
			resp.Measure = &contractv1.Measure{
				MeasuredOnDate: on.String(), Counts: req.GetCounts(), Source: req.GetSource(),
				Attainment: attainment(attained), CreateTime: timestamppb.New(call.At), Actor: call.Actor,
				Number: int32(len(m.GetMeasures()) + 1),
			}
			m.Measures = append(m.Measures, resp.Measure)
			return c, refusal
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// SuspendContract stops the contract's clock from a day on.
func (s *Server) SuspendContract(ctx context.Context, req *contractv1.SuspendContractRequest) (*contractv1.SuspendContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_SuspendContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	from := p.Date("from_date", req.GetFromDate())
	p.Enum("reason", req.GetReason())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.SuspendContractResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "suspended", reason: contractv1.ChangeReason_CHANGE_REASON_SUSPENSION, on: from.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, _ *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			return c.Suspend(s.law, from, contract.SuspensionReason(req.GetReason()))
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// ResumeContract ends the running suspension.
func (s *Server) ResumeContract(ctx context.Context, req *contractv1.ResumeContractRequest) (*contractv1.ResumeContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_ResumeContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("resumed_on_date", req.GetResumedOnDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.ResumeContractResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "resumed", reason: contractv1.ChangeReason_CHANGE_REASON_SUSPENSION, on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, _ *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			return c.Resume(s.law, on)
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// EndContract ends the contract: the given day is the last one in force.
func (s *Server) EndContract(ctx context.Context, req *contractv1.EndContractRequest) (*contractv1.EndContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_EndContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("end_date", req.GetEndDate())
	p.Enum("reason", req.GetReason())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.EndContractResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "ended", reason: contractv1.ChangeReason_CHANGE_REASON_END, on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, _ *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			return c.Finish(s.law, on, contract.EndReason(req.GetReason()))
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseSubject reads the fields that every change of a contract has.
func parseSubject(p *wire.Parse, req interface {
	keep.Request
	GetContractId() string
	GetEtag() string
}) {
	p.RequestID(req.GetRequestId())
	p.ID("contract_id", idPrefix, req.GetContractId())
	p.Text("etag", req.GetEtag(), ident.CheckToken)
}

// maxPatients is far above any doctor's list.
const maxPatients = 1_000_000

// parseCounts reads the counts of a measure: at least one, each indicator once.
func parseCounts(p *wire.Parse, list []*contractv1.PatientCount) []law.Count {
	if len(list) == 0 {
		p.Bad("counts", "", "at least one count")
	}
	counts := make([]law.Count, 0, len(list))
	seen := map[law.Indicator]bool{}
	for i, c := range list {
		field := fmt.Sprintf("counts[%d]", i)
		indicator := p.Indicator(field+".indicator", c.GetIndicator())
		if indicator != 0 && seen[indicator] {
			p.Bad(field+".indicator", c.GetIndicator().String(), "each indicator at most once")
		}
		seen[indicator] = true
		p.Between(field+".patients", int64(c.GetPatients()), 0, maxPatients)
		counts = append(counts, law.Count{Indicator: indicator, Patients: int(c.GetPatients())})
	}
	return counts
}
