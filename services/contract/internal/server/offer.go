package server

import (
	"context"
	"errors"
	"fmt"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// PreviewOffer gives the contract an application would get; nothing is stored. It is
// the same decision as OfferContract, on an assessment that is not stored either.
func (s *Server) PreviewOffer(ctx context.Context, req *contractv1.PreviewOfferRequest) (*contractv1.PreviewOfferResponse, error) {
	var p wire.Parse
	wanted := parseWanted(&p, req)
	simulated, err := s.assessments.SimulateAid(ctx, &eligibilityv1.SimulateAidRequest{Application: req.GetApplication()})
	// The application is the eligibility service's to check. What it refuses joins what
	// is refused here, so that the caller learns of all violations at once.
	var refused *fault.Error
	if errors.As(err, &refused) {
		for _, v := range refused.Violations {
			p.Bad(v.Field, v.Seen, v.Wanted)
		}
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	assessment := simulated.GetAssessment()
	m, err := s.offer(assessment, wanted)
	if err != nil {
		return nil, err
	}
	return &contractv1.PreviewOfferResponse{Contract: m, Assessment: assessment}, nil
}

// OfferContract offers one option to an assessed doctor.
func (s *Server) OfferContract(ctx context.Context, req *contractv1.OfferContractRequest) (*contractv1.OfferContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_OfferContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("assessment_id", "asm", req.GetAssessmentId())
	wanted := parseWanted(&p, req)
	p.OptionalDate("lapse_date", req.GetLapseDate())
	parseSucceeds(&p, req.GetSucceeds())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.OfferContractResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	assessment, err := s.assessment(ctx, req.GetAssessmentId())
	if err != nil {
		return nil, err
	}
	m, err := s.offer(assessment, wanted)
	if err != nil {
		return nil, err
	}
	if m.GetDoctor().GetRpps() == "" {
		return nil, refused(contract.NoRPPS(), req.GetAssessmentId())
	}
	m.Succeeds = req.GetSucceeds()
	if err := s.draw(m, req.GetLapseDate(), call); err != nil {
		return nil, err
	}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		if err := s.mayFollow(tx, m); err != nil {
			return keep.Change{}, err
		}
		resp.Contract = m
		return s.tell(nil, m, told{what: "offered", reason: contractv1.ChangeReason_CHANGE_REASON_OFFER, on: m.GetSignatureDate()}), s.store.Insert(tx, m)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// draw makes of what is offered an offer: its id, the last day to sign it, and its
// terms, which never change from here on.
func (s *Server) draw(m *contractv1.Contract, lapse string, call table.Call) error {
	if lapse != "" {
		if lapse < m.GetSignatureDate() { // both are days, written so that they sort
			return fault.BadInput(fault.Violation{Field: "lapse_date", Seen: lapse, Wanted: m.GetSignatureDate() + ", the signature_date, or later"})
		}
		m.LapseDate = lapse
	}
	m.Id = s.env.NewID(idPrefix)
	m.Actor = call.Actor
	stamp(m, call)
	return s.freeze(m)
}

// wanted is what an offer is asked for.
type wanted struct {
	option   law.Option
	declared []contract.Declared
}

// gainLimit bounds the patients to gain, far above any doctor's list.
const gainLimit = 100_000

// wanting is what says which option is wanted.
type wanting interface {
	GetOption() lawv1.Option
	GetDeclaredObjectives() []*contractv1.DeclaredObjective
}

// parseWanted reads the fields that PreviewOffer and OfferContract share.
func parseWanted(p *wire.Parse, req wanting) wanted { return parseWantedIn(p, "", req) }

// parseWantedIn reads them where they stand in a part of the request.
func parseWantedIn(p *wire.Parse, in string, req wanting) wanted {
	return wanted{option: p.Option(in+"option", req.GetOption()), declared: parseDeclared(p, in, req.GetDeclaredObjectives())}
}

// parseDeclared reads the objectives that the fund writes itself.
func parseDeclared(p *wire.Parse, in string, list []*contractv1.DeclaredObjective) []contract.Declared {
	var declared []contract.Declared
	seen := map[law.Indicator]bool{}
	for i, d := range list {
		field := fmt.Sprintf("%sdeclared_objectives[%d]", in, i)
		indicator := p.Indicator(field+".indicator", d.GetIndicator())
		if indicator != 0 && seen[indicator] {
			p.Bad(field+".indicator", d.GetIndicator().String(), "each indicator at most once")
		}
		seen[indicator] = true
		p.Between(field+".to_gain", int64(d.GetToGain()), 0, gainLimit)
		p.TextIfSet(field+".reason", d.GetReason(), ident.CheckLine)
		declared = append(declared, contract.Declared{Indicator: indicator, ToGain: int(d.GetToGain()), Reason: d.GetReason()})
	}
	return declared
}

// assessment fetches a stored assessment.
func (s *Server) assessment(ctx context.Context, id string) (*eligibilityv1.Assessment, error) {
	resp, err := s.assessments.GetAssessment(ctx, &eligibilityv1.GetAssessmentRequest{AssessmentId: id})
	if fault.Is(err, "ASSESSMENT_NOT_FOUND") {
		return nil, fault.Refused("ASSESSMENT_UNKNOWN", id,
			fmt.Sprintf("assessment %s does not exist; assess the application first and offer on the id of that answer", id),
			"assessment_id", id, "fr", fmt.Sprintf("L'évaluation %s n'existe pas\u00a0: évaluer d'abord la demande.", id))
	}
	if err != nil {
		return nil, err
	}
	return resp.GetAssessment(), nil
}

// offer decides on an assessment, stored or not.
func (s *Server) offer(a *eligibilityv1.Assessment, w wanted) (*contractv1.Contract, error) {
	assessed, err := s.assessed(a)
	if err != nil {
		return nil, err
	}
	terms, refusal := contract.Offer(s.law, assessed, w.option, w.declared)
	if refusal != nil {
		return nil, refused(refusal, a.GetId())
	}
	m := offered(a, terms)
	m.LapseDate = wire.Date(assessed.Signed.AddDays(s.offerDays))
	return m, nil
}
