package server

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// derogationPrefix begins the id of every derogation.
const derogationPrefix = "der"

// GrantDerogation records a fund's derogation on one criterion of an assessment, and
// assesses the application again with it.
func (s *Server) GrantDerogation(ctx context.Context, req *eligibilityv1.GrantDerogationRequest) (*eligibilityv1.GrantDerogationResponse, error) {
	call, err := keep.Call(ctx, eligibilityv1.EligibilityService_GrantDerogation_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	granted, err := parseGrant(req)
	if err != nil {
		return nil, err
	}
	resp := new(eligibilityv1.GrantDerogationResponse)
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); found || err != nil {
		return resp, err
	}
	before, err := s.store.Get(ctx, req.GetAssessmentId())
	if err != nil {
		return nil, err
	}
	d := &eligibilityv1.Derogation{
		Id: s.env.NewID(derogationPrefix), CriterionId: req.GetCriterionId(), FundCode: before.GetApplication().GetFundCode(),
		GrantedDate: req.GetGrantedDate(), Reason: req.GetReason(), Actor: call.Actor, AssessmentId: before.GetId(),
	}
	answer, err := s.derogated(before, d, granted)
	if err != nil {
		return nil, err
	}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		answer.Id, answer.CreateTime, answer.Actor = s.env.NewID(idPrefix), timestamppb.New(call.At), call.Actor
		resp.Derogation, resp.Assessment = d, answer
		if err := s.store.InsertDerogation(tx, d); err != nil {
			return keep.Change{}, err
		}
		return keep.Change{Resource: d.GetId(), What: "derogation granted"}, s.store.Insert(tx, answer)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseGrant reads the fields of a grant, and gives its day.
func parseGrant(req *eligibilityv1.GrantDerogationRequest) (civil.Date, error) {
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("assessment_id", idPrefix, req.GetAssessmentId())
	if !slices.Contains(eligibility.CriterionIDs(), req.GetCriterionId()) {
		p.Bad("criterion_id", req.GetCriterionId(), "one of "+strings.Join(eligibility.CriterionIDs(), ", "))
	}
	granted := p.Date("granted_date", req.GetGrantedDate())
	p.Text("reason", req.GetReason(), ident.CheckLine)
	return granted, p.Err()
}

// derogated is the assessment again, with the derogation; or why a derogation is not
// possible, or not needed.
func (s *Server) derogated(before *eligibilityv1.Assessment, d *eligibilityv1.Derogation, granted civil.Date) (*eligibilityv1.Assessment, error) {
	id := d.GetCriterionId()
	received := proto.CloneOf(before.GetApplication())
	var p wire.Parse
	application := parseApplication(&p, s.law, received)
	if err := p.Err(); err != nil {
		return nil, err
	}
	if granted.After(application.Signed) {
		p.Bad("granted_date", d.GetGrantedDate(), "on or before the signature_date, "+received.GetSignatureDate())
		return nil, p.Err()
	}
	if before.GetTextId() == "" || !slices.Contains(eligibility.Derogable(), id) {
		return nil, fault.Refused("DEROGATION_NOT_POSSIBLE", before.GetId(),
			"no fund can let a doctor off the criterion "+id+"; a contract is signed under a text in force",
			"criterion_id", id, "fr", "Aucune caisse ne peut déroger au critère "+id+"\u00a0: le contrat se signe sous un texte en vigueur.")
	}
	at := slices.IndexFunc(before.GetCriteria(), func(c *eligibilityv1.Criterion) bool { return c.GetId() == id })
	if now := before.GetCriteria()[at].GetOutcome(); now != eligibilityv1.Outcome_OUTCOME_NOT_MET && now != eligibilityv1.Outcome_OUTCOME_CANNOT_TELL {
		return nil, fault.Refused("DEROGATION_NOT_NEEDED", before.GetId(),
			"the criterion "+id+" is "+now.String()+": it lets the doctor through already, there is nothing to derogate from",
			"criterion_id", id, "outcome", now.String(), "fr", "Le critère "+id+" n'arrête pas le médecin\u00a0: il n'y a pas lieu d'y déroger.")
	}
	received.Derogations = append(received.Derogations, d)
	application = parseApplication(&p, s.law, received)
	if err := p.Err(); err != nil {
		return nil, err
	}
	return s.assess(application, received), nil
}
