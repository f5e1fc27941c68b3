package server_test

import (
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/serve/servetest"
)

// alone is an application that only fails group practice, under avenant 7.
func alone(t testing.TB) *eligibilityv1.Application {
	a := complete(t)
	one, zone := int32(1), lawv1.Zone_ZONE_NONE
	a.SignatureDate, a.Practice.DoctorsInPractice, a.Practice.Zone = "2020-10-01", &one, &zone
	measured := "2020-09-30"
	a.Activity.MeasuredOnDate = &measured
	return a
}

func grant(id, assessment string) *eligibilityv1.GrantDerogationRequest {
	return &eligibilityv1.GrantDerogationRequest{
		RequestId: id, AssessmentId: assessment, CriterionId: "group_practice", GrantedDate: "2020-09-15", Reason: "Médecin isolé en vallée, surchargé",
	}
}

func TestADerogationOfTheFundWaivesTheCriterionInANewAssessment(t *testing.T) {
	_, c := started(t, servetest.Options{})
	before := assess(t, c, "before", alone(t))
	if before.GetVerdict() != eligibilityv1.Verdict_VERDICT_NOT_ELIGIBLE {
		t.Fatalf("before: %s", before.GetVerdict())
	}
	got, err := c.GrantDerogation(as(t, "directrice@751"), grant("grant", before.GetId()))
	if err != nil {
		t.Fatal(err)
	}
	d, after := got.GetDerogation(), got.GetAssessment()
	if d.GetActor() != "directrice@751" || d.GetFundCode() != "751" || d.GetAssessmentId() != before.GetId() || !strings.HasPrefix(d.GetId(), "der_") {
		t.Errorf("the derogation is %v", d)
	}
	if after.GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE || after.GetId() == before.GetId() {
		t.Errorf("after: %s as %s", after.GetVerdict(), after.GetId())
	}
	for _, criterion := range after.GetCriteria() {
		if criterion.GetId() != "group_practice" {
			continue
		}
		said := criterion.GetExplanation().GetFr()
		if criterion.GetOutcome() != eligibilityv1.Outcome_OUTCOME_WAIVED || criterion.GetCitation().GetCell() != "criteria.derogation" || criterion.GetGap() == "" ||
			!strings.Contains(said, "15 septembre 2020") || !strings.Contains(said, "directrice@751") || !strings.Contains(said, "Médecin isolé en vallée") {
			t.Errorf("the criterion is %v", criterion)
		}
	}
	if e := explained(t, c, after.GetId()); !e.GetEqual() {
		t.Errorf("computed again it differs in %q", e.GetDifferences())
	}
	if kept := explained(t, c, before.GetId()).GetStored(); !proto.Equal(kept, before) {
		t.Error("the first assessment has changed")
	}
}

func TestARepeatedGrantGetsTheFirstAnswer(t *testing.T) {
	_, c := started(t, servetest.Options{})
	before := assess(t, c, "before", alone(t))
	first, err := c.GrantDerogation(as(t, "directrice@751"), grant("grant", before.GetId()))
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.GrantDerogation(as(t, "directrice@751"), grant("grant", before.GetId()))
	if err != nil || !proto.Equal(first, second) {
		t.Errorf("the second answer is %v, %v", second, err)
	}
	other := grant("grant", before.GetId())
	other.Reason = "Une autre raison"
	_, err = c.GrantDerogation(as(t, "directrice@751"), other)
	refused(t, err, codes.AlreadyExists, "REQUEST_ID_REUSED")
	_, err = c.GrantDerogation(t.Context(), grant("nobody", before.GetId()))
	refused(t, err, codes.Unauthenticated, "ACTOR_MISSING")
}

func TestADerogationThatIsNotNeededOrNotPossibleIsRefused(t *testing.T) {
	_, c := started(t, servetest.Options{})
	before := assess(t, c, "before", alone(t))
	early := alone(t)
	early.SignatureDate = "2019-08-31"
	early.Doctor.InstalledDate = nil
	beforeTheLaw := assess(t, c, "early", early)
	for _, one := range []struct {
		name   string
		change func(*eligibilityv1.GrantDerogationRequest)
		code   codes.Code
		reason string
	}{
		{"of a criterion that is met", func(r *eligibilityv1.GrantDerogationRequest) { r.CriterionId = "sector" }, codes.FailedPrecondition, "DEROGATION_NOT_NEEDED"},
		{"of the text in force", func(r *eligibilityv1.GrantDerogationRequest) { r.CriterionId = "text_in_force" }, codes.FailedPrecondition, "DEROGATION_NOT_POSSIBLE"},
		{"before the first text", func(r *eligibilityv1.GrantDerogationRequest) {
			r.AssessmentId, r.GrantedDate = beforeTheLaw.GetId(), "2019-08-01"
		}, codes.FailedPrecondition, "DEROGATION_NOT_POSSIBLE"},
		{"on an assessment that is not there", func(r *eligibilityv1.GrantDerogationRequest) { r.AssessmentId = "asm_00000000000000000000000000" }, codes.NotFound, "ASSESSMENT_NOT_FOUND"},
		{"of an unknown criterion", func(r *eligibilityv1.GrantDerogationRequest) { r.CriterionId = "age" }, codes.InvalidArgument, "INVALID_REQUEST"},
		{"after the signature", func(r *eligibilityv1.GrantDerogationRequest) { r.GrantedDate = "2020-10-02" }, codes.InvalidArgument, "INVALID_REQUEST"},
		{"without a reason", func(r *eligibilityv1.GrantDerogationRequest) { r.Reason = " " }, codes.InvalidArgument, "INVALID_REQUEST"},
	} {
		t.Run(one.name, func(t *testing.T) {
			request := grant("grant-"+strings.ReplaceAll(one.name, " ", "-"), before.GetId())
			one.change(request)
			_, err := c.GrantDerogation(as(t, "directrice@751"), request)
			refused(t, err, one.code, one.reason)
		})
	}
}

func TestNobodyBringsADerogationThatWasNotGranted(t *testing.T) {
	_, c := started(t, servetest.Options{})
	whatIf := alone(t)
	whatIf.Derogations = []*eligibilityv1.Derogation{{CriterionId: "group_practice", FundCode: "751", GrantedDate: "2020-09-15", Reason: "Et si"}}
	simulated, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: whatIf})
	if err != nil || simulated.GetAssessment().GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE {
		t.Errorf("what if: %s, %v", simulated.GetAssessment().GetVerdict(), err)
	}
	_, err = c.AssessApplication(as(t, "agent@751"), &eligibilityv1.AssessApplicationRequest{RequestId: "brought", Application: whatIf})
	wantFields(t, err, "application.derogations")
	whatIf.Derogations[0].Actor = "directrice@751"
	_, err = c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: whatIf})
	wantFields(t, err, "application.derogations[0].actor")
}
