package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/serve/servetest"
)

type (
	comparing = eligibilityv1.CompareTextsOnPopulationRequest
	compared  = eligibilityv1.CompareTextsOnPopulationResponse
)

// compare sends requests on one stream and gives the answer.
func compare(t testing.TB, c eligibilityv1.EligibilityServiceClient, requests ...*comparing) (*compared, error) {
	t.Helper()
	stream, err := c.CompareTextsOnPopulation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range requests {
		if stream.Send(r) != nil {
			break // the error comes with the answer
		}
	}
	return stream.CloseAndRecv()
}

// texts is a first message with the two texts that differ most.
func texts(applications ...*eligibilityv1.KeyedApplication) *comparing {
	return &comparing{TextId: "avenant-7", OtherTextId: "convention-2024", Applications: applications}
}

// A GP of 2022 in a practice of two under the text of his day and that of 2024, a second
// one who has too few patients since, and one whose application makes no sense.
func TestAPopulationIsComparedUnderTwoTexts(t *testing.T) {
	_, c := started(t, servetest.Options{})
	doctor := `{"signature_date": "2022-03-15", "fund_code": "751", "options_wanted": ["OPTION_HALF"],
		"doctor": {"specialty_code": "01", "sector": "SECTOR_1", "installed_date": "2005-03-01"},
		"practice": {"zone": "ZONE_ZAC", "doctors_in_practice": 2, "coordination": {"form": "COORDINATION_FORM_CPTS"}, "structure_fee_prerequisites_met": true},
		"activity": {"adult_registered_patients": 700, "registered_patients": %d, "active_file": 1000, "band": "BAND_P30_P50"},
		"assistant": {"secretary_promoted": false}}`
	got, err := compare(t, c,
		texts(&eligibilityv1.KeyedApplication{Key: "stays", Application: application(t, fmt.Sprintf(doctor, 900))}),
		&comparing{Applications: []*eligibilityv1.KeyedApplication{
			{Key: "loses", Application: application(t, fmt.Sprintf(doctor, 774))}, {Key: "nothing"},
		}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.GetLawDigest()) != 64 || len(got.GetPopulationDigest()) != 64 {
		t.Errorf("law %q, population %q", got.GetLawDigest(), got.GetPopulationDigest())
	}
	got.LawDigest, got.PopulationDigest = "", ""
	want := new(compared)
	// 25 % of 700 and of 1 000 patients each under avenant 7; the rates of 2024 are not known.
	if err := protojson.Unmarshal([]byte(`{
		"applications": 2, "invalid": 1, "changed": 2,
		"verdictChanges": [
			{"verdict": "VERDICT_ELIGIBLE", "otherVerdict": "VERDICT_ELIGIBLE", "applications": 1},
			{"verdict": "VERDICT_ELIGIBLE", "otherVerdict": "VERDICT_NOT_ELIGIBLE", "applications": 1}],
		"criterionChanges": [
			{"criterionId": "minimum_activity", "outcome": "OUTCOME_MET", "otherOutcome": "OUTCOME_NOT_MET", "applications": 1},
			{"criterionId": "group_practice", "outcome": "OUTCOME_MET", "otherOutcome": "OUTCOME_NOT_REQUIRED", "applications": 1},
			{"criterionId": "coordinated_practice", "outcome": "OUTCOME_MET", "otherOutcome": "OUTCOME_NOT_REQUIRED", "applications": 1},
			{"criterionId": "structure_fee", "outcome": "OUTCOME_MET", "otherOutcome": "OUTCOME_NOT_REQUIRED", "applications": 1}],
		"changes": [
			{"key": "stays", "verdict": "VERDICT_ELIGIBLE", "otherVerdict": "VERDICT_ELIGIBLE", "option": "OPTION_HALF", "otherOption": "OPTION_HALF",
			 "criterionIds": ["group_practice", "coordinated_practice", "structure_fee"], "lowestCents": 6300000, "otherLowestCents": 6600000},
			{"key": "loses", "verdict": "VERDICT_ELIGIBLE", "otherVerdict": "VERDICT_NOT_ELIGIBLE", "option": "OPTION_HALF",
			 "criterionIds": ["minimum_activity", "group_practice", "coordinated_practice", "structure_fee"], "lowestCents": 6300000}],
		"objectives": [
			{"indicator": "INDICATOR_REGISTERED_PATIENTS", "toGain": 350, "otherUnknown": 1, "lost": 1},
			{"indicator": "INDICATOR_ACTIVE_FILE", "toGain": 500, "otherUnknown": 1, "lost": 1}],
		"costs": [{"option": "OPTION_HALF", "band": "BAND_P30_P50", "zone": "ZONE_ZAC", "specialtyCode": "01", "aids": 2, "years": [
			{"contractYear": 1, "lowestCents": 3600000, "highestCents": 3600000}, {"contractYear": 2, "lowestCents": 2700000, "highestCents": 2700000},
			{"contractYear": 3, "lowestCents": 2100000, "highestCents": 2100000}, {"contractYear": 4, "lowestCents": 2100000, "highestCents": 2100000},
			{"contractYear": 5, "lowestCents": 2100000, "highestCents": 2100000}]}],
		"otherCosts": [{"option": "OPTION_HALF", "band": "BAND_P30_P50", "zone": "ZONE_ZAC", "specialtyCode": "01", "aids": 1, "years": [
			{"contractYear": 1, "lowestCents": 1900000, "highestCents": 1900000}, {"contractYear": 2, "lowestCents": 1400000, "highestCents": 1400000},
			{"contractYear": 3, "lowestCents": 1100000, "highestCents": 1100000}, {"contractYear": 4, "lowestCents": 1100000, "highestCents": 1100000},
			{"contractYear": 5, "lowestCents": 1100000, "highestCents": 1100000}]}]}`), want); err != nil {
		t.Fatal(err)
	}
	want.Total, want.OtherTotal = sum(want.GetCosts()), sum(want.GetOtherCosts())
	if !proto.Equal(got, want) {
		t.Errorf("got %s\nwant %s", protojson.Format(got), protojson.Format(want))
	}
}

// sum adds rows by hand.
func sum(rows []*eligibilityv1.CostRow) *eligibilityv1.CostRow {
	total := new(eligibilityv1.CostRow)
	for year := range 5 {
		total.Years = append(total.Years, &eligibilityv1.YearCost{ContractYear: int32(year + 1)})
	}
	for _, r := range rows {
		total.Aids += r.GetAids()
		for i, y := range r.GetYears() {
			total.Years[i].LowestCents += y.GetLowestCents()
			total.Years[i].HighestCents += y.GetHighestCents()
			total.Years[i].Unknown += y.GetUnknown()
		}
	}
	return total
}

// inMessages is a population in messages of this size.
func inMessages(first *comparing, all []*eligibilityv1.KeyedApplication, size int) []*comparing {
	messages := []*comparing{first}
	for part := range slices.Chunk(all, size) {
		messages = append(messages, &comparing{Applications: part})
	}
	return messages
}

func TestTheTotalsOfAPopulationAreTheSumsOfItsRowsAndOfItsVerdicts(t *testing.T) {
	_, c := started(t, servetest.Options{})
	all := people(0, 3000)
	for _, ids := range [][2]string{{"avenant-7", "convention-2024"}, {"reglement-arbitral", "convention-2024"}, {"convention-2024", "avenant-7"}} {
		first := &comparing{TextId: ids[0], OtherTextId: ids[1], MaxChanges: 10_000}
		got, err := compare(t, c, inMessages(first, all, 1000)...)
		if err != nil {
			t.Fatal(err)
		}
		if !proto.Equal(got.GetTotal(), sum(got.GetCosts())) || !proto.Equal(got.GetOtherTotal(), sum(got.GetOtherCosts())) {
			t.Errorf("%s: totals %v and %v", ids, got.GetTotal(), got.GetOtherTotal())
		}
		verdicts := int64(0)
		for _, v := range got.GetVerdictChanges() {
			verdicts += v.GetApplications()
		}
		if verdicts != got.GetApplications() || got.GetApplications()+got.GetInvalid() != 3000 || got.GetApplications() == 0 {
			t.Errorf("%s: %d verdicts of %d applications, %d invalid", ids, verdicts, got.GetApplications(), got.GetInvalid())
		}
		if int(got.GetChanged()) != len(got.GetChanges()) || got.GetChanged() == 0 {
			t.Errorf("%s: %d changed, %d are listed", ids, got.GetChanged(), len(got.GetChanges()))
		}
		if got.GetTotal().GetAids() == 0 || got.GetOtherTotal().GetAids() == 0 {
			t.Errorf("%s: %d and %d aids", ids, got.GetTotal().GetAids(), got.GetOtherTotal().GetAids())
		}
		t.Logf("%s: %d of %d change, %d and %d aids, %d and %d rows, %d bytes", ids, got.GetChanged(), got.GetApplications(),
			got.GetTotal().GetAids(), got.GetOtherTotal().GetAids(), len(got.GetCosts()), len(got.GetOtherCosts()), proto.Size(got))
	}
}

func TestTheSamePopulationGivesTheSameBytesHoweverItIsSplit(t *testing.T) {
	_, c := started(t, servetest.Options{})
	all := people(0, 700)
	var first []byte
	for _, size := range []int{700, 700, 1, 64, 999} {
		got, err := compare(t, c, inMessages(texts(), all, size)...)
		if err != nil {
			t.Fatal(err)
		}
		sent, err := proto.MarshalOptions{Deterministic: true}.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = sent
		}
		if !bytes.Equal(sent, first) {
			t.Errorf("in messages of %d the answer is another one", size)
		}
	}
}

func TestThePopulationDigestTellsEachApplicationItsKeyAndTheOrder(t *testing.T) {
	_, c := started(t, servetest.Options{})
	digest := func(all ...*eligibilityv1.KeyedApplication) string {
		t.Helper()
		got, err := compare(t, c, texts(all...))
		if err != nil {
			t.Fatal(err)
		}
		return got.GetPopulationDigest()
	}
	a, b := &eligibilityv1.KeyedApplication{Key: "a", Application: complete(t)}, &eligibilityv1.KeyedApplication{Key: "b"}
	other := proto.CloneOf(a)
	other.Application.Activity.MeasuredOnDate = proto.String("2024-08-30")
	seen := map[string]string{}
	for name, population := range map[string][]*eligibilityv1.KeyedApplication{
		"nobody": nil, "one": {a}, "another key": {{Key: "c", Application: a.GetApplication()}}, "another fact": {other},
		"two": {a, b}, "in the other order": {b, a}, "twice": {a, a}, "an invalid one alone": {b},
	} {
		got := digest(population...)
		if twin, ok := seen[got]; ok || got != digest(population...) {
			t.Errorf("%s has the digest %s, of %q too", name, got, twin)
		}
		seen[got] = name
	}
}

func TestAComparisonWithoutApplicationsIsAllZero(t *testing.T) {
	_, c := started(t, servetest.Options{})
	got, err := compare(t, c, texts())
	if err != nil || got.GetApplications() != 0 || got.GetChanged() != 0 || len(got.GetCosts()) != 0 || len(got.GetTotal().GetYears()) != 5 || len(got.GetObjectives()) != 2 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestTheChangesListedAreAHundredUnlessItIsSaid(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for most, want := range map[int32]int{0: 100, 1: 1, 250: 250} {
		first := texts(people(0, 900)...)
		first.MaxChanges = most
		got, err := compare(t, c, first)
		if err != nil || len(got.GetChanges()) != want || int(got.GetChanged()) < want {
			t.Errorf("max_changes %d: %d listed of %d, %v; want %d", most, len(got.GetChanges()), got.GetChanged(), err, want)
		}
	}
}

func TestAComparisonRefusesWhatMakesNoSenseWithAllViolations(t *testing.T) {
	_, c := started(t, servetest.Options{})
	tooMany := make([]*eligibilityv1.KeyedApplication, 1001)
	for i := range tooMany {
		tooMany[i] = new(eligibilityv1.KeyedApplication)
	}
	long := &eligibilityv1.KeyedApplication{Key: "doctor one"}
	for name, refusal := range map[string]struct {
		messages []*comparing
		fields   []string
	}{
		"no message":                  {nil, []string{"text_id", "other_text_id"}},
		"no texts, and all else":      {[]*comparing{{MaxChanges: 10_001, Applications: []*eligibilityv1.KeyedApplication{{}, long}}}, []string{"text_id", "other_text_id", "max_changes", "applications[1].key"}},
		"one text":                    {[]*comparing{{TextId: "avenant-7"}}, []string{"other_text_id"}},
		"fewer changes than none":     {[]*comparing{{TextId: "avenant-7", OtherTextId: "avenant-7", MaxChanges: -1}}, []string{"max_changes"}},
		"too many in the first":       {[]*comparing{texts(tooMany...)}, []string{"applications"}},
		"too many later":              {[]*comparing{texts(), {Applications: tooMany}}, []string{"applications"}},
		"the texts again, in a later": {[]*comparing{texts(), {TextId: "avenant-7", OtherTextId: "convention-2024", MaxChanges: 5}}, []string{"text_id", "other_text_id", "max_changes"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := compare(t, c, refusal.messages...)
			wantFields(t, err, refusal.fields...)
		})
	}
	if got, err := compare(t, c, texts(tooMany[:1000]...)); err != nil || got.GetInvalid() != 1000 || got.GetApplications() != 0 {
		t.Errorf("1000 empty applications: %d invalid, %v", got.GetInvalid(), err)
	}
}

// The collective aid stands beside the texts: it is no text that could govern a doctor.
func TestOnlyTheTextsThatGovernADoctorCanBeCompared(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for _, id := range []string{"avenant-6", "reference", "aide-collective-2026"} {
		_, err := compare(t, c, &comparing{TextId: id, OtherTextId: "convention-2024"})
		refused(t, err, codes.NotFound, "TEXT_NOT_FOUND")
		_, err = compare(t, c, &comparing{TextId: "convention-2024", OtherTextId: id})
		refused(t, err, codes.NotFound, "TEXT_NOT_FOUND")
	}
}

func TestAComparisonEndsWithItsCaller(t *testing.T) {
	running, c := started(t, servetest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	stream, err := c.CompareTextsOnPopulation(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Send(texts(people(0, 10)...)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := stream.CloseAndRecv(); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the caller's context", err)
	}
	running.Restart() // a handler that still waited would hold it up
}

func BenchmarkCompareTextsOnPopulation(b *testing.B) {
	_, c := started(b, servetest.Options{Log: io.Discard})
	part := &comparing{Applications: people(0, 1000)}
	stream, err := c.CompareTextsOnPopulation(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if err := stream.Send(texts()); err != nil {
		b.Fatal(err)
	}
	messages := int64(0)
	for b.Loop() {
		if err := stream.Send(part); err != nil {
			b.Fatal(err)
		}
		messages++
	}
	got, err := stream.CloseAndRecv()
	if err != nil || got.GetApplications()+got.GetInvalid() != messages*1000 {
		b.Fatalf("%d applications of %d messages, %v", got.GetApplications(), messages, err)
	}
	b.ReportMetric(float64(messages*1000)/b.Elapsed().Seconds(), "applications/s")
}
