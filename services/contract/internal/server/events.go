package server

import (
	"context"
	"fmt"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

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
	agreed := p.Date("doctor_agreement_date", req.GetDoctorAgreementDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.SuspendContractResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "suspended", reason: contractv1.ChangeReason_CHANGE_REASON_SUSPENSION, on: from.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, _ *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			return c.Suspend(s.law, contract.Suspension{From: from, Reason: contract.SuspensionReason(req.GetReason()), Agreed: agreed})
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
