package server_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/serve/servetest"
)

func explained(t testing.TB, c eligibilityv1.EligibilityServiceClient, id string) *eligibilityv1.ExplainAssessmentResponse {
	t.Helper()
	resp, err := c.ExplainAssessment(t.Context(), &eligibilityv1.ExplainAssessmentRequest{AssessmentId: id})
	if err != nil {
		t.Fatalf("ExplainAssessment %s: %v", id, err)
	}
	return resp
}

func TestAnAssessmentComputedAgainIsEqualByteForByte(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for i, a := range people(0, 40) {
		if a.GetApplication().GetDoctor().GetRpps() == "" {
			continue
		}
		stored := assess(t, c, "request-"+string(rune('a'+i%26))+string(rune('a'+i/26)), a.GetApplication())
		got := explained(t, c, stored.GetId())
		if !got.GetEqual() || len(got.GetDifferences()) > 0 || got.GetLawChanged() || got.GetToday() != nil || !proto.Equal(got.GetStored(), stored) {
			t.Fatalf("%s: equal %t, differences %q, law changed %t", a.GetKey(), got.GetEqual(), got.GetDifferences(), got.GetLawChanged())
		}
	}
}

// The law changes when an operator fills a cell: the old answer is still computed by
// the law it was made with, and the cells that changed are named.
func TestAnOldAssessmentIsExplainedByItsOwnLawAndBesideTodays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "eligibility.db")
	before := eligibilitytest.Start(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
	c := eligibilityv1.NewEligibilityServiceClient(before.Conn)
	a := complete(t)
	registered, adults := int32(1000), int32(900)
	a.Activity.RegisteredPatients, a.Activity.AdultRegisteredPatients = &registered, &adults
	stored := assess(t, c, "before", a)
	before.Stop()

	after := eligibilitytest.Start(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path, "ASSISTMED_SUPPLEMENTS": supplementFolder(t)}})
	c = eligibilityv1.NewEligibilityServiceClient(after.Conn)
	got := explained(t, c, stored.GetId())
	if !got.GetEqual() || !got.GetLawChanged() {
		t.Fatalf("equal %t, differences %q, law changed %t", got.GetEqual(), got.GetDifferences(), got.GetLawChanged())
	}
	at := slices.IndexFunc(got.GetChangedCells(), func(c *eligibilityv1.ChangedCell) bool {
		return c.GetNow().GetCell() == "rates.all_options.p30_p50"
	})
	if at < 0 {
		t.Fatalf("%d cells changed, and not the rate that the supplement fills", len(got.GetChangedCells()))
	}
	if c := got.GetChangedCells()[at]; c.GetThen().GetValue() != "UNKNOWN" || c.GetNow().GetValue() != "33.3 %" || c.GetNow().GetCertainty() != lawv1.Certainty_CERTAINTY_OPERATOR || !c.GetUsed() {
		t.Errorf("the changed cell is %v", c)
	}
	today := got.GetToday()
	if today.GetLawDigest() == stored.GetLawDigest() || !slices.Contains(today.GetSupplementFiles(), "fictitious.yaml") {
		t.Errorf("today's answer has the digest %s and the supplements %q", today.GetLawDigest(), today.GetSupplementFiles())
	}
	if !slices.ContainsFunc(got.GetTodayDifferences(), func(path string) bool {
		return strings.Contains(path, "objectives") && strings.HasSuffix(path, "to_gain")
	}) {
		t.Errorf("today's answer differs in %q; the objective is known now", got.GetTodayDifferences())
	}
	if slices.Contains(got.GetTodayDifferences(), "law_digest") {
		t.Error("the digest is no difference of the answer")
	}
}

// supplementFolder holds one supplement with a plainly fictitious figure.
func supplementFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	text := `supplied_by: "Direction fictive des tests"
sources:
  FICT-ANNEX: {title: "Annexe fictive"}
cells:
  convention-2024:
    rates.all_options.p30_p50: {value: 33.3 %, source: FICT-ANNEX}
`
	if err := os.WriteFile(filepath.Join(folder, "fictitious.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestAnAssessmentOfVersion1HasNoLawToComputeItAgain(t *testing.T) {
	file, err := os.ReadFile("../store/testdata/v1.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "eligibility.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	_, c := started(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
	page, err := c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{})
	if err != nil || len(page.GetAssessments()) != 2 {
		t.Fatalf("%d assessments, %v", len(page.GetAssessments()), err)
	}
	_, err = c.ExplainAssessment(t.Context(), &eligibilityv1.ExplainAssessmentRequest{AssessmentId: page.GetAssessments()[0].GetId()})
	refused(t, err, codes.FailedPrecondition, "PINNED_LAW_UNREADABLE")
}

func TestOnlyAStoredAssessmentIsExplained(t *testing.T) {
	_, c := started(t, servetest.Options{})
	_, err := c.ExplainAssessment(t.Context(), &eligibilityv1.ExplainAssessmentRequest{AssessmentId: "asm_00000000000000000000000000"})
	refused(t, err, codes.NotFound, "ASSESSMENT_NOT_FOUND")
	_, err = c.ExplainAssessment(t.Context(), &eligibilityv1.ExplainAssessmentRequest{AssessmentId: "der_1"})
	wantFields(t, err, "assessment_id")
}
