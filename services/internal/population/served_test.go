package population_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/law"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

func client(t *testing.T) eligibilityv1.EligibilityServiceClient {
	t.Helper()
	return eligibilityv1.NewEligibilityServiceClient(eligibilitytest.Start(t, servetest.Options{Log: io.Discard}).Conn)
}

func simulated(t *testing.T, c eligibilityv1.EligibilityServiceClient, a *eligibilityv1.KeyedApplication) *eligibilityv1.Assessment {
	t.Helper()
	answer, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: a.GetApplication()})
	if err != nil {
		t.Fatalf("%s: %v\n%v", a.GetKey(), err, a.GetApplication())
	}
	return answer.GetAssessment()
}

func TestTheServiceTakesEveryDoctorAndAPopulationReachesAllOfTheLaw(t *testing.T) {
	c := client(t)
	texts, verdicts, specialties := map[string]int{}, map[eligibilityv1.Verdict]int{}, map[string]int{}
	outcomes := map[string]map[eligibilityv1.Outcome]int{}
	doctors := slices.Collect((population.Population{Seed: 1, Unknown: 30}).Doctors(0, 5000))
	answers := streamed(t, c, doctors)
	for i, a := range doctors {
		s := answers[i].GetAssessment()
		if s == nil || answers[i].GetKey() != a.GetKey() {
			t.Fatalf("%s is answered as %s, with %v", a.GetKey(), answers[i].GetKey(), answers[i].GetViolations())
		}
		texts[s.GetTextId()]++
		verdicts[s.GetVerdict()]++
		specialties[a.GetApplication().GetDoctor().GetSpecialtyCode()]++
		for _, criterion := range s.GetCriteria() {
			if outcomes[criterion.GetId()] == nil {
				outcomes[criterion.GetId()] = map[eligibilityv1.Outcome]int{}
			}
			outcomes[criterion.GetId()][criterion.GetOutcome()]++
		}
	}
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range l.Texts() {
		if texts[text.ID] < 500 {
			t.Errorf("%d doctors of 5000 under %s", texts[text.ID], text.ID)
		}
	}
	if texts[""] == 0 {
		t.Error("no doctor comes before the first text")
	}
	for v := range eligibilityv1.Verdict_name {
		if verdicts[eligibilityv1.Verdict(v)] < 100 && v != 0 {
			t.Errorf("%d doctors of 5000 with %s", verdicts[eligibilityv1.Verdict(v)], eligibilityv1.Verdict(v))
		}
	}
	if len(specialties) != 54 {
		t.Errorf("%d specialties, want the 54 of the Assurance Maladie", len(specialties))
	}
	for id, kinds := range outcomes {
		if id != "text_in_force" && (kinds[eligibilityv1.Outcome_OUTCOME_MET] == 0 || kinds[eligibilityv1.Outcome_OUTCOME_NOT_MET] == 0 || kinds[eligibilityv1.Outcome_OUTCOME_CANNOT_TELL] == 0) {
			t.Errorf("%s has the outcomes %v", id, kinds)
		}
	}
	t.Logf("texts %v, verdicts %v", texts, verdicts)
}

// streamed asks for the assessments of doctors on one stream.
func streamed(t *testing.T, c eligibilityv1.EligibilityServiceClient, doctors []*eligibilityv1.KeyedApplication) []*eligibilityv1.SimulatedAid {
	t.Helper()
	stream, err := c.SimulateAids(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for part := range slices.Chunk(doctors, 1000) {
			if stream.Send(&eligibilityv1.SimulateAidsRequest{Applications: part, Language: lawv1.Language_LANGUAGE_EN}) != nil {
				return // the error comes with Recv
			}
		}
		_ = stream.CloseSend() // so does this one
	}()
	var answers []*eligibilityv1.SimulatedAid
	for {
		resp, err := stream.Recv()
		if errors.Is(err, io.EOF) && len(answers) == len(doctors) {
			return answers
		}
		if err != nil {
			t.Fatalf("%d answers of %d: %v", len(answers), len(doctors), err)
		}
		answers = append(answers, resp.GetAids()...)
	}
}

// The law's part in the sandbox set: that its published cases still come out. What else
// is to be said of them stands with the cases themselves.
func TestThePublishedCasesOfTheSandboxSetComeOut(t *testing.T) {
	const (
		yes   = eligibilityv1.Verdict_VERDICT_ELIGIBLE
		no    = eligibilityv1.Verdict_VERDICT_NOT_ELIGIBLE
		maybe = eligibilityv1.Verdict_VERDICT_UNDETERMINED
	)
	type wanted struct {
		verdict eligibilityv1.Verdict
		open    bool // the first option asked for; with none asked, 1/3
	}
	cases := map[string]wanted{
		"gen-2020-zip-full": {yes, true}, "fmf-2019-half": {yes, true}, "ra-2023-full-1300": {yes, true},
		"c24-full-ordinary": {yes, true}, "c24-half-p90": {yes, true},
		"c24-gynaecologist-1": {yes, true}, "c24-gynaecologist-2": {yes, true},
		"third-2023-04-30": {yes, true}, "third-2023-05-01": {yes, false},
		"gp-774": {no, true}, "gp-775": {yes, true}, "gp-640": {no, true}, "gp-641": {yes, true},
		"gp-alone-zip-2019": {yes, true}, "radiologist-2019-08": {yes, true}, "radiologist-2019-75": {maybe, true},
		"ent-2024-7999": {no, true}, "ent-2024-8000": {yes, true},
		"second-year-2": {yes, false}, "second-not-zip": {yes, false}, "second-particular-practice": {yes, false}, "second-objectives-missed": {yes, false},
		"before-the-law": {no, false}, "nothing-known": {maybe, false},
	}
	c := client(t)
	for _, a := range population.Sandbox() {
		s := simulated(t, c, a)
		name := strings.TrimPrefix(a.GetKey(), "sandbox-")
		want, published := cases[name]
		if !published {
			continue
		}
		delete(cases, name)
		open := len(s.GetOptions()) > 0 && s.GetOptions()[0].GetOpen()
		if s.GetVerdict() != want.verdict || open != want.open {
			t.Errorf("%s: %s, open %t; want %s, open %t", a.GetKey(), s.GetVerdict(), open, want.verdict, want.open)
		}
	}
	if len(cases) > 0 {
		t.Errorf("not in the set: %v", cases)
	}
}
