package server

import (
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/internal/wire"
)

func TestTheEnumsOfTheDomainAndOfTheWireHaveTheSameNamesAndNumbers(t *testing.T) {
	for _, c := range []struct {
		prefix string
		values protoreflect.EnumValueDescriptors
		name   func(int) string
	}{
		{"OUTCOME_", eligibilityv1.Outcome(0).Descriptor().Values(), func(n int) string { return outcome(eligibility.Outcome(n)).String() }},
		{"OUTCOME_", eligibilityv1.Outcome(0).Descriptor().Values(), func(n int) string { return "OUTCOME_" + eligibility.Outcome(n).String() }},
		{"VERDICT_", eligibilityv1.Verdict(0).Descriptor().Values(), func(n int) string { return verdict(eligibility.Verdict(n)).String() }},
		{"VERDICT_", eligibilityv1.Verdict(0).Descriptor().Values(), func(n int) string { return "VERDICT_" + eligibility.Verdict(n).String() }},
	} {
		for i := 1; i < c.values.Len(); i++ {
			v := c.values.Get(i)
			if got := c.name(int(v.Number())); got != string(v.Name()) {
				t.Errorf("number %d is %q here and %q on the wire", v.Number(), got, v.Name())
			}
		}
	}
}

func TestEveryPartOfAnAssessmentReachesTheWire(t *testing.T) {
	cells := map[*law.Citation]*lawv1.Citation{}
	cell := func(name string) *law.Citation {
		c := &law.Citation{TextID: "text", Cell: name, Value: "1", Certainty: law.Secondary, Source: "KEY"}
		cells[c] = wire.Citation(*c)
		return c
	}
	said := law.Phrase{FR: "dit", EN: "said"}
	year := eligibility.YearlyAmount{
		Year: 3, Start: civil.MustParse("2026-07-01"), Lowest: eligibility.Known(money.Cents(1)), Highest: eligibility.Known(money.Cents(2)), Cite: cell("amount"),
	}
	known := eligibility.Objective{
		Indicator: law.ActiveFile, Start: law.Start{Count: 10, Known: true}, Rate: law.Rate{Thousandths: 75, Known: true},
		ToGain: 5, Target: 15, Known: true, Cite: cell("rate"), Also: []*law.Citation{cell("rounding")}, Explanation: said,
	}
	answered := eligibility.Assessment{
		TextID: "text", LawDigest: "digest", Verdict: eligibility.NotEligible, AdaptedContract: true, NewlyInstalled: true, Certainty: law.Derived,
		Criteria: []*eligibility.Criterion{{
			ID: "sector", Outcome: eligibility.Waived, Seen: "seen", Wanted: "wanted", Gap: "gap",
			Cite: cell("rule"), Also: []*law.Citation{cell("other")}, Explanation: said, SeenFR: "vu", WantedFR: "voulu", GapFR: "écart", Remedy: said,
		}},
		Cells: []*law.Citation{cell("rule"), cell("other")},
		Options: []eligibility.OptionAnswer{
			{
				Option: law.Full, Open: true, Outcome: eligibility.Met, Reasons: []eligibility.Reason{{Code: "WHY", Text: said, Cite: cell("zone")}},
				Cells: []*law.Citation{cell("zone")}, Criteria: []*eligibility.Criterion{{ID: "second_assistant.zone", Outcome: eligibility.Met, Cite: cell("zone"), Explanation: said}},
				Band: eligibility.Known(law.P90ToP95), Objectives: []eligibility.Objective{known}, Certainty: law.Unknown,
				Yearly: []eligibility.YearlyAmount{{Year: 1, Start: civil.MustParse("2024-07-01"), Ceiling: eligibility.Known(money.Cents(3)), Cite: cell("amount")}},
			},
			{
				Option: law.Half, Outcome: eligibility.CannotTell, Yearly: []eligibility.YearlyAmount{year}, Certainty: law.Secondary,
				Possible: []eligibility.BandTerms{{Band: law.BelowP30, Objectives: []eligibility.Objective{{Indicator: law.RegisteredPatients, Cite: cell("rate")}}, Yearly: []eligibility.YearlyAmount{year}}},
			},
		},
		Questions: []eligibility.Question{
			{Field: "doctor.sector", Settles: []string{"sector"}, Text: said, Verdict: true},
			{Missing: cell("list"), Settles: []string{"specialty"}, Text: said},
		},
	}
	got := (&view{cells: cells, whole: true}).assessment(answered)
	want := new(eligibilityv1.Assessment)
	if err := protojson.Unmarshal([]byte(wantedOnTheWire), want); err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(got, want) {
		t.Errorf("on the wire:\n%s\nwant\n%s", protojson.Format(got), protojson.Format(want))
	}
}

const wantedOnTheWire = `{
	"textId": "text", "lawDigest": "digest", "verdict": "VERDICT_NOT_ELIGIBLE", "adaptedContract": true, "newlyInstalled": true, "certainty": "CERTAINTY_DERIVED", "cellsUsed": ["text/rule", "text/other"],
	"criteria": [{
		"id": "sector", "outcome": "OUTCOME_WAIVED", "seen": "seen", "wanted": "wanted", "gap": "gap", "seenFr": "vu", "wantedFr": "voulu", "gapFr": "écart", "remedy": {"fr": "dit", "en": "said"}, "explanation": {"fr": "dit", "en": "said"},
		"citation": {"textId": "text", "cell": "rule", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"},
		"alsoUsed": [{"textId": "text", "cell": "other", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}]
	}],
	"options": [
		{
			"option": "OPTION_FULL", "open": true, "outcome": "OUTCOME_MET", "band": "BAND_P90_P95", "certainty": "CERTAINTY_UNKNOWN", "cellsUsed": ["text/zone"],
			"criteria": [{"id": "second_assistant.zone", "outcome": "OUTCOME_MET", "explanation": {"fr": "dit", "en": "said"}, "citation": {"textId": "text", "cell": "zone", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}}],
			"reasons": [{"code": "WHY", "text": {"fr": "dit", "en": "said"}, "citation": {"textId": "text", "cell": "zone", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}}],
			"objectives": [{
				"indicator": "INDICATOR_ACTIVE_FILE", "start": 10, "rateThousandths": 75, "toGain": 5, "target": 15, "explanation": {"fr": "dit", "en": "said"},
				"citation": {"textId": "text", "cell": "rate", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"},
				"alsoUsed": [{"textId": "text", "cell": "rounding", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}]
			}],
			"yearly": [{"contractYear": 1, "startDate": "2024-07-01", "ceilingCents": "3", "citation": {"textId": "text", "cell": "amount", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}}]
		},
		{
			"option": "OPTION_HALF", "outcome": "OUTCOME_CANNOT_TELL", "certainty": "CERTAINTY_SECONDARY",
			"yearly": [{"contractYear": 3, "startDate": "2026-07-01", "lowestCeilingCents": "1", "highestCeilingCents": "2", "citation": {"textId": "text", "cell": "amount", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}}],
			"possible": [{
				"band": "BAND_BELOW_P30",
				"objectives": [{"indicator": "INDICATOR_REGISTERED_PATIENTS", "citation": {"textId": "text", "cell": "rate", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}}],
				"yearly": [{"contractYear": 3, "startDate": "2026-07-01", "lowestCeilingCents": "1", "highestCeilingCents": "2", "citation": {"textId": "text", "cell": "amount", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}}]
			}]
		}
	],
	"questions": [
		{"field": "doctor.sector", "settles": ["sector"], "settlesVerdict": true, "text": {"fr": "dit", "en": "said"}},
		{"missingCell": {"textId": "text", "cell": "list", "value": "1", "certainty": "CERTAINTY_SECONDARY", "source": "KEY"}, "settles": ["specialty"], "text": {"fr": "dit", "en": "said"}}
	]
}`

func TestEveryNameOfTheWireHasItsValueInTheDomain(t *testing.T) {
	for n := range eligibilityv1.Sector_name {
		if _, ok := sectors[eligibilityv1.Sector(n)]; ok == (n == 0) {
			t.Errorf("sector %d: has a value %t", n, ok)
		}
	}
	for n := range eligibilityv1.TariffOption_name {
		if _, ok := tariffOptions[eligibilityv1.TariffOption(n)]; ok == (n == 0) {
			t.Errorf("tariff option %d: has a value %t", n, ok)
		}
	}
	for n := range eligibilityv1.CoordinationForm_name {
		if _, ok := coordinationForms[eligibilityv1.CoordinationForm(n)]; ok == (n == 0) {
			t.Errorf("form of coordination %d: has a value %t", n, ok)
		}
	}
}
