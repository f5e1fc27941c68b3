package server_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// rpps is a number with a right key that nobody bears.
const rpps = "10000000009"

// complete is an application of which everything is known.
func complete(t testing.TB) *eligibilityv1.Application {
	return application(t, `{
		"signature_date": "2024-09-02", "fund_code": "751",
		"doctor": {"rpps": "`+rpps+`", "am_number": "751000001", "specialty_code": "01", "sector": "SECTOR_1", "installed_date": "2005-03-01"},
		"practice": {"zone": "ZONE_NONE", "department": "75", "doctors_in_practice": 3, "coordination": {"form": "COORDINATION_FORM_CPTS"}, "structure_fee_prerequisites_met": true, "colleague_within_20_minutes": false},
		"activity": {"adult_registered_patients": 900, "registered_patients": 1000, "active_file": 1500, "under_16_share_bp": 1500, "clinical_fee_share_bp": 9000, "measured_on_date": "2024-08-31", "ccam_fee_share_bp": 1000},
		"assistant": {"weekly_minutes": 2100, "secretary_promoted": false}
	}`)
}

func application(t testing.TB, text string) *eligibilityv1.Application {
	t.Helper()
	a := new(eligibilityv1.Application)
	if err := protojson.Unmarshal([]byte(text), a); err != nil {
		t.Fatalf("application %s: %v", text, err)
	}
	return a
}

// started starts the service and gives its client. When the test is over and the
// service has stopped, its store is proved sound.
func started(t testing.TB, o servetest.Options) (*servetest.Running, eligibilityv1.EligibilityServiceClient) {
	t.Helper()
	running := eligibilitytest.Start(t, o)
	return running, eligibilityv1.NewEligibilityServiceClient(running.Conn)
}

func as(t testing.TB, actor string) context.Context { return serve.WithActor(t.Context(), actor) }

// assess keeps an assessment of an application.
func assess(t testing.TB, c eligibilityv1.EligibilityServiceClient, requestID string, a *eligibilityv1.Application) *eligibilityv1.Assessment {
	t.Helper()
	resp, err := c.AssessApplication(as(t, "agent@751"), &eligibilityv1.AssessApplicationRequest{RequestId: requestID, Application: a})
	if err != nil {
		t.Fatalf("AssessApplication %s: %v", requestID, err)
	}
	return resp.GetAssessment()
}

// refused fails unless the error has this code and reason.
func refused(t testing.TB, err error, code codes.Code, reason string) {
	t.Helper()
	violations(t, err, code, reason)
}

// violations are those of an error with this code and reason; another one fails.
func violations(t testing.TB, err error, code codes.Code, reason string) []fault.Violation {
	t.Helper()
	var f *fault.Error
	if rebuilt := fault.FromStatus(err); !errors.As(rebuilt, &f) || status.Code(err) != code || f.Reason != reason {
		t.Fatalf("got %v, want %s with reason %s", err, code, reason)
	}
	return f.Violations
}

func TestASimulationIsTheSameAnswerAsAnAssessmentAndIsNotKept(t *testing.T) {
	_, c := started(t, servetest.Options{})
	simulated, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: complete(t)})
	if err != nil {
		t.Fatal(err)
	}
	answer := simulated.GetAssessment()
	if answer.GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE || answer.GetTextId() != "convention-2024" || answer.GetLawDigest() == "" {
		t.Errorf("%s by %q, digest %q", answer.GetVerdict(), answer.GetTextId(), answer.GetLawDigest())
	}
	if answer.GetId() != "" || answer.CreateTime != nil || answer.GetActor() != "" {
		t.Errorf("the simulation has id %q, time %v, actor %q", answer.GetId(), answer.CreateTime, answer.GetActor())
	}
	if page, err := c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{}); err != nil || len(page.GetAssessments()) != 0 {
		t.Errorf("after a simulation %d assessments are kept (%v)", len(page.GetAssessments()), err)
	}
	kept := assess(t, c, "r1", complete(t))
	kept.Id, kept.CreateTime, kept.Actor = "", nil, ""
	if !proto.Equal(kept, answer) {
		t.Errorf("the assessment differs from the simulation:\n%v\n%v", kept, answer)
	}
}

func TestAnAssessmentIsKeptAsItWasAnsweredAlsoOverARestart(t *testing.T) {
	now := time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)
	running, c := started(t, servetest.Options{Now: func() time.Time { return now }})
	kept := assess(t, c, "r1", complete(t))
	if !strings.HasPrefix(kept.GetId(), "asm_") || kept.GetActor() != "agent@751" || !kept.GetCreateTime().AsTime().Equal(now) {
		t.Errorf("id %q, actor %q, time %v", kept.GetId(), kept.GetActor(), kept.GetCreateTime().AsTime())
	}
	if !proto.Equal(kept.GetApplication(), complete(t)) {
		t.Errorf("the application came back as %v", kept.GetApplication())
	}
	running.Restart()
	read, err := c.GetAssessment(t.Context(), &eligibilityv1.GetAssessmentRequest{AssessmentId: kept.GetId()})
	if err != nil || !proto.Equal(read.GetAssessment(), kept) {
		t.Errorf("after a restart: %v, %v", err, read.GetAssessment())
	}
	if again := assess(t, c, "r1", complete(t)); !proto.Equal(again, kept) {
		t.Errorf("the repeated request got another answer: %v", again)
	}
}

func TestARepeatedRequestGetsTheFirstAnswerAndAChangedOneIsRefused(t *testing.T) {
	_, c := started(t, servetest.Options{})
	first := assess(t, c, "r1", complete(t))
	if again := assess(t, c, "r1", complete(t)); !proto.Equal(again, first) {
		t.Errorf("the same request got %q and then %q", first.GetId(), again.GetId())
	}
	other := complete(t)
	other.FundCode = "131"
	_, err := c.AssessApplication(as(t, "agent@751"), &eligibilityv1.AssessApplicationRequest{RequestId: "r1", Application: other})
	refused(t, err, codes.AlreadyExists, "REQUEST_ID_REUSED")
	if theirs, err := c.AssessApplication(as(t, "agent@131"), &eligibilityv1.AssessApplicationRequest{RequestId: "r1", Application: other}); err != nil || theirs.GetAssessment().GetId() == first.GetId() {
		t.Errorf("another actor's r1: %v, %q", err, theirs.GetAssessment().GetId())
	}
	page, err := c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{})
	if err != nil || len(page.GetAssessments()) != 2 {
		t.Errorf("%d assessments are kept (%v), want 2", len(page.GetAssessments()), err)
	}
}

func TestTheSameRequestFromManyCallersIsKeptOnce(t *testing.T) {
	_, c := started(t, servetest.Options{})
	ids := make([]string, 16)
	var callers sync.WaitGroup
	for i := range ids {
		callers.Go(func() {
			resp, err := c.AssessApplication(as(t, "agent@751"), &eligibilityv1.AssessApplicationRequest{RequestId: "r1", Application: complete(t)})
			if err != nil {
				t.Errorf("caller %d: %v", i, err)
			}
			ids[i] = resp.GetAssessment().GetId()
		})
	}
	callers.Wait()
	if slices.Sort(ids); ids[0] == "" || ids[0] != ids[len(ids)-1] {
		t.Errorf("the callers got %q", slices.Compact(ids))
	}
}

func TestAnAssessmentNeedsAnActorARequestIDAndAnRPPS(t *testing.T) {
	_, c := started(t, servetest.Options{})
	_, err := c.AssessApplication(t.Context(), &eligibilityv1.AssessApplicationRequest{RequestId: "r1", Application: complete(t)})
	refused(t, err, codes.Unauthenticated, "ACTOR_MISSING")
	anonymous := complete(t)
	anonymous.Doctor.Rpps = ""
	_, err = c.AssessApplication(as(t, "agent@751"), &eligibilityv1.AssessApplicationRequest{RequestId: "a b", Application: anonymous})
	wantFields(t, err, "request_id", "application.doctor.rpps")
	if _, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: anonymous}); err != nil {
		t.Errorf("a simulation needs no RPPS number: %v", err)
	}
}

func TestAnUnknownAssessmentIsNotFoundAndAMalformedIDIsRefused(t *testing.T) {
	_, c := started(t, servetest.Options{})
	_, err := c.GetAssessment(t.Context(), &eligibilityv1.GetAssessmentRequest{AssessmentId: "asm_01JGZZZZZZZZZZZZZZZZZZZZZZ"})
	refused(t, err, codes.NotFound, "ASSESSMENT_NOT_FOUND")
	for _, id := range []string{"", "asm_1", "ctr_01JGZZZZZZZZZZZZZZZZZZZZZZ"} {
		_, err := c.GetAssessment(t.Context(), &eligibilityv1.GetAssessmentRequest{AssessmentId: id})
		wantFields(t, err, "assessment_id")
	}
}

func TestPagesConcatenateToTheWholeOldestFirst(t *testing.T) {
	_, c := started(t, servetest.Options{})
	funds := []string{"751", "131", "751", "751", "131", "751", "751"}
	kept := map[string][]string{}
	for i, fund := range funds {
		a := complete(t)
		a.FundCode = fund
		id := assess(t, c, fmt.Sprintf("r%d", i), a).GetId()
		kept[fund], kept[""] = append(kept[fund], id), append(kept[""], id)
	}
	for _, fund := range []string{"", "751", "131", "974"} {
		for size := range int32(len(funds) + 2) {
			if got := listed(t, c, fund, size); !slices.Equal(got, kept[fund]) {
				t.Errorf("fund %q by pages of %d: %q, want %q", fund, size, got, kept[fund])
			}
		}
	}
}

// listed follows the pages of a fund to the end.
func listed(t testing.TB, c eligibilityv1.EligibilityServiceClient, fund string, size int32) (ids []string) {
	t.Helper()
	for token := ""; ; {
		page, err := c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{FundCode: fund, PageSize: size, PageToken: token})
		if err != nil {
			t.Fatal(err)
		}
		if size > 0 && len(page.GetAssessments()) > int(size) {
			t.Fatalf("a page of %d has %d", size, len(page.GetAssessments()))
		}
		for _, a := range page.GetAssessments() {
			ids = append(ids, a.GetId())
		}
		if token = page.GetNextPageToken(); token == "" {
			return ids
		}
	}
}

func TestAPageTokenGoesWithItsFilterOnly(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for i := range 3 {
		assess(t, c, fmt.Sprintf("r%d", i), complete(t))
	}
	page, err := c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{FundCode: "751", PageSize: 1})
	if err != nil || page.GetNextPageToken() == "" {
		t.Fatalf("the first page: %v, token %q", err, page.GetNextPageToken())
	}
	_, err = c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{FundCode: "131", PageToken: page.GetNextPageToken()})
	wantFields(t, err, "page_token")
	_, err = c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{PageToken: "nonsense"})
	wantFields(t, err, "page_token")
	_, err = c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{PageSize: -1})
	wantFields(t, err, "page_size")
	_, err = c.ListAssessments(t.Context(), &eligibilityv1.ListAssessmentsRequest{FundCode: "75"})
	wantFields(t, err, "fund_code")
}

func TestTheServiceIsServingUnderEachOfItsNames(t *testing.T) {
	running, _ := started(t, servetest.Options{})
	health := grpc_health_v1.NewHealthClient(running.Conn)
	for _, name := range []string{"", "assistmed.eligibility.v1.EligibilityService", "assistmed.law.v1.LawService"} {
		resp, err := health.Check(t.Context(), &grpc_health_v1.HealthCheckRequest{Service: name})
		if err != nil || resp.GetStatus() != grpc_health_v1.HealthCheckResponse_SERVING {
			t.Errorf("%q: %s, %v", name, resp.GetStatus(), err)
		}
	}
}

func TestAMissingStoreSettingAndALockedStoreAreNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "e.db")
	started(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
	for name, c := range map[string]struct{ setting, names string }{
		"missing": {"", "ASSISTMED_STORE"},
		"locked":  {path, path},
	} {
		_, err := eligibilitytest.TryStart(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": c.setting}})
		if err == nil || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%s: %v, want an error that names %s", name, err, c.names)
		}
	}
}

func TestTheLawIsReadAloud(t *testing.T) {
	running, c := started(t, servetest.Options{})
	laws := lawv1.NewLawServiceClient(running.Conn)
	all, err := laws.ListTexts(t.Context(), &lawv1.ListTextsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, 0, len(all.GetTexts()))
	for _, text := range all.GetTexts() {
		ids = append(ids, text.GetId())
		if text.GetTitle().GetFr() == "" || text.GetInForceFromDate() == "" || text.GetCitation().GetSource() == "" {
			t.Errorf("text %v is not whole", text)
		}
	}
	if want := []string{"avenant-7", "reglement-arbitral", "convention-2024", "aide-collective-2026"}; !slices.Equal(ids, want) {
		t.Errorf("texts %q, want %q", ids, want)
	}
	if last := all.GetTexts()[2]; last.InForceUntilDate != nil {
		t.Errorf("the text in force ends on %q", last.GetInForceUntilDate())
	}
	for i, want := range []string{"", "", "", "convention-2024"} {
		if got := all.GetTexts()[i].GetBesideTextId(); got != want {
			t.Errorf("%s stands beside %q, want %q", ids[i], got, want)
		}
	}
	lawStatus, err := laws.GetLawStatus(t.Context(), &lawv1.GetLawStatusRequest{})
	if err != nil {
		t.Fatal(err)
	}
	cells := 0
	for _, id := range append(ids, "reference") {
		text, err := laws.GetText(t.Context(), &lawv1.GetTextRequest{TextId: id})
		if err != nil || text.GetLawDigest() != lawStatus.GetLawDigest() || (text.Text == nil) != (id == "reference") {
			t.Fatalf("text %q: %v, digest %q, text %v", id, err, text.GetLawDigest(), text.GetText())
		}
		for _, cell := range text.GetCells() {
			if cell.GetCertainty() == lawv1.Certainty_CERTAINTY_UNSPECIFIED || cell.GetCell() == "" || cell.GetTextId() != id {
				t.Errorf("text %q has the cell %v", id, cell)
			}
		}
		cells += len(text.GetCells())
	}
	counted := int32(0)
	for _, count := range lawStatus.GetCounts() {
		counted += count.GetCells()
	}
	if int(counted) != cells || len(lawStatus.GetCounts()) != 6 {
		t.Errorf("%d cells counted in %d certainties, %d listed in 6", counted, len(lawStatus.GetCounts()), cells)
	}
	if len(lawStatus.GetUnknownCells()) == 0 || len(lawStatus.GetDerivedReadings()) == 0 {
		t.Error("the status lists no unknown cell or no reading of ours")
	}
	if simulated, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: complete(t)}); err != nil || simulated.GetAssessment().GetLawDigest() != lawStatus.GetLawDigest() {
		t.Errorf("a simulation rests on another law: %v", err)
	}
}

func TestTheTextsInForceOnADayAreFoundAndNoneBeforeTheFirst(t *testing.T) {
	running, _ := started(t, servetest.Options{})
	laws := lawv1.NewLawServiceClient(running.Conn)
	for day, want := range map[string][]string{
		"2019-08-31": nil, "2019-09-01": {"avenant-7"}, "2023-05-01": {"reglement-arbitral"}, "2024-06-22": {"convention-2024"},
		"2026-02-24": {"convention-2024"}, "2026-02-25": {"convention-2024", "aide-collective-2026"},
	} {
		got, err := laws.ListTexts(t.Context(), &lawv1.ListTextsRequest{OnDate: &day})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, text := range got.GetTexts() {
			ids = append(ids, text.GetId())
		}
		if !slices.Equal(ids, want) {
			t.Errorf("on %s: %q, want %q", day, ids, want)
		}
	}
	bad := "2024-02-30"
	_, err := laws.ListTexts(t.Context(), &lawv1.ListTextsRequest{OnDate: &bad})
	wantFields(t, err, "on_date")
	_, err = laws.GetText(t.Context(), &lawv1.GetTextRequest{TextId: "avenant-6"})
	refused(t, err, codes.NotFound, "TEXT_NOT_FOUND")
	_, err = laws.GetText(t.Context(), &lawv1.GetTextRequest{})
	wantFields(t, err, "text_id")
}

// wantFields fails unless the error refuses exactly these fields.
func wantFields(t testing.TB, err error, fields ...string) {
	t.Helper()
	got := map[string]bool{}
	for _, v := range violations(t, err, codes.InvalidArgument, "INVALID_REQUEST") {
		got[v.Field] = true
		if v.Wanted == "" {
			t.Errorf("%s does not say what was wanted", v.Field)
		}
	}
	if have, want := slices.Sorted(maps.Keys(got)), slices.Sorted(slices.Values(fields)); !slices.Equal(have, want) {
		t.Errorf("refused %q, want %q", have, want)
	}
}
