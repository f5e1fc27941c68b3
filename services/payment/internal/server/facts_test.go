package server

import (
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/law"
)

func TestWhatTheDuesReadOfAContract(t *testing.T) {
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	objective := func(toGain int32) []*contractv1.Objective {
		return []*contractv1.Objective{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Start: 1300, ToGain: toGain}}
	}
	c := &contractv1.Contract{
		Id: "ctr_1", TextId: "convention-2024", Option: lawv1.Option_OPTION_HALF, Band: lawv1.Band_BAND_P50_P70.Enum(), SignatureDate: "2025-01-10",
		State: contractv1.State_STATE_NOTICE_GIVEN, FirstContractYear: 6, Objectives: objective(260),
		Measures: []*contractv1.Measure{
			{Number: 1, MeasuredOnDate: "2026-01-10", ReplacedByNumber: 2}, {Number: 2, MeasuredOnDate: "2026-01-11", ReplacesNumber: 1},
		},
		Amendments: []*contractv1.Amendment{
			{Number: 1, Correction: &contractv1.Correction{Field: "department"}},
			{Number: 2, OptionChange: &contractv1.OptionChange{FromContractYear: 8, Option: lawv1.Option_OPTION_FULL, Objectives: objective(390)}},
		},
	}
	f, err := (&Server{law: l}).facts(c)
	if err != nil {
		t.Fatal(err)
	}
	if !f.BothSigned || f.FirstYear != 6 {
		t.Errorf("both signed %v, first year %d, want a running contract whose years begin with 6", f.BothSigned, f.FirstYear)
	}
	if len(f.Measures) != 1 || f.Measures[0].On.String() != "2026-01-11" {
		t.Errorf("measures %v, want only the correction", f.Measures)
	}
	if len(f.Changes) != 1 || f.Changes[0].FromYear != 8 || f.Changes[0].Option != law.Full || f.Changes[0].Goals[0].ToGain != 390 || f.Goals[0].ToGain != 260 {
		t.Errorf("changes %v of %v, want one from year 8", f.Changes, f.Goals)
	}
	if f.Group != nil {
		t.Errorf("a group %v, want none in the contract of one doctor", f.Group)
	}
}

func TestWhatTheDuesReadOfACollectiveContract(t *testing.T) {
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	c := func() *contractv1.Contract {
		return &contractv1.Contract{
			Id: "ctr_1", TextId: "aide-collective-2026", SignatureDate: "2026-11-01", State: contractv1.State_STATE_ACTIVE, FirstContractYear: 1,
			Collective: &contractv1.CollectiveTerms{EtpThousandths: 2500, DurationYears: 5},
		}
	}
	f, err := (&Server{law: l}).facts(c())
	if err != nil {
		t.Fatal(err)
	}
	if g := f.Group; g == nil || g.Aid != l.CollectiveAid() || g.ETP != 2500 || g.DurationYears != 5 || f.RPPS != "" || f.Text.ID != "convention-2024" {
		t.Errorf("group %v of %q under %s, want 2500 thousandths of 5 years, no doctor, under convention-2024", g, f.RPPS, f.Text.ID)
	}
	for name, change := range map[string]func(*contractv1.Contract){
		"no ETP":                    func(c *contractv1.Contract) { c.Collective.EtpThousandths = 0 },
		"no duration":               func(c *contractv1.Contract) { c.Collective.DurationYears = 0 },
		"an aid that nobody knows":  func(c *contractv1.Contract) { c.TextId = "aide-collective-2030" },
		"the aid without its group": func(c *contractv1.Contract) { c.Collective = nil },
	} {
		broken := c()
		change(broken)
		if f, err := (&Server{law: l}).facts(broken); err == nil {
			t.Errorf("%s: read as %v, want an error", name, f)
		}
	}
}
