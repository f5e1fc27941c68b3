package eligibility_test

import (
	"slices"
	"strings"
	"testing"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// The published cases that concern eligibility, each by its name.

func TestGP774775(t *testing.T) {
	l := embedded(t)
	short := assess(l, with(doctor("2024-07-01"), registered(774)))
	if c := criterion(t, short, "minimum_activity"); c.Outcome != eligibility.NotMet ||
		c.Seen != "774 patients" || c.Wanted != "at least 775 patients (P30)" || c.Gap != "1 patient missing" {
		t.Errorf("with 774 patients: %s, seen %q, wanted %q, gap %q", c.Outcome, c.Seen, c.Wanted, c.Gap)
	}
	if short.Verdict != eligibility.NotEligible {
		t.Errorf("with 774 patients: %s, want NOT_ELIGIBLE", short.Verdict)
	}
	if enough := assess(l, with(doctor("2024-07-01"), registered(775))); enough.Verdict != eligibility.Eligible {
		t.Errorf("with 775 patients: %s, want ELIGIBLE", enough.Verdict)
	}
}

func TestGP640641(t *testing.T) {
	l := embedded(t)
	short := assess(l, with(doctor("2020-10-01"), adults(640)))
	if c := criterion(t, short, "minimum_activity"); short.Verdict != eligibility.NotEligible || c.Outcome != eligibility.NotMet ||
		c.Wanted != "more than 640 patients (P30)" || c.Gap != "1 patient missing" {
		t.Errorf("with 640 adults: %s, %s, wanted %q, gap %q", short.Verdict, c.Outcome, c.Wanted, c.Gap)
	}
	if enough := assess(l, with(doctor("2020-10-01"), adults(641))); enough.Verdict != eligibility.Eligible {
		t.Errorf("with 641 adults: %s, want ELIGIBLE", enough.Verdict)
	}
}

func TestGPAloneZIP2019(t *testing.T) {
	s := assess(embedded(t), with(doctor("2019-10-01"), zone(law.ZIP), doctors(1), adults(700), committed("2021-10-01")))
	if c := criterion(t, s, "group_practice"); c.Outcome != eligibility.Waived {
		t.Errorf("group practice: %s, want WAIVED", c.Outcome)
	}
	if c := criterion(t, s, "coordinated_practice"); c.Outcome != eligibility.Met {
		t.Errorf("coordinated practice: %s, want MET", c.Outcome)
	}
	if full := option(t, s, law.Full); s.Verdict != eligibility.Eligible || !full.Open {
		t.Errorf("verdict %s, 1 ETP open: %t; want ELIGIBLE and open", s.Verdict, full.Open)
	}
}

func TestRadiologist2019(t *testing.T) {
	l := embedded(t)
	radiologist := with(doctor("2019-10-01"), specialty("06"), band(law.P50ToP70))
	if s := assess(l, with(radiologist, department("08"))); s.Verdict != eligibility.Eligible {
		t.Errorf("in 08: %s, want ELIGIBLE", s.Verdict)
	}
	s := assess(l, with(radiologist, department("75")))
	c := criterion(t, s, "specialty")
	if c.Outcome != eligibility.CannotTell || s.Verdict != eligibility.Undetermined {
		t.Errorf("in 75: %s, %s; want CANNOT_TELL, UNDETERMINED", c.Outcome, s.Verdict)
	}
	if !strings.Contains(c.Explanation.EN, "the known list may be incomplete") || !strings.Contains(c.Explanation.FR, "peut-être incomplète") {
		t.Errorf("in 75: %q does not say that the list may be incomplete", c.Explanation)
	}
	if got := asked(s, "specialty"); !slices.Equal(got, []string{"criteria.specialty.list_b_departments_complete"}) {
		t.Errorf("in 75: asked %q, want the cell that says whether the list is complete", got)
	}
}

func TestENT2024(t *testing.T) {
	l := embedded(t)
	ent := with(doctor("2024-07-01"), specialty("11"), band(law.P50ToP70))
	short := assess(l, with(ent, clinical(7999)))
	if c := criterion(t, short, "clinical_fees"); short.Verdict != eligibility.NotEligible || c.Outcome != eligibility.NotMet || c.Gap != "0.01 percentage points missing" {
		t.Errorf("at 79.99%%: %s, %s, gap %q", short.Verdict, c.Outcome, c.Gap)
	}
	if enough := assess(l, with(ent, clinical(8000))); enough.Verdict != eligibility.Eligible {
		t.Errorf("at 80.00%%: %s, want ELIGIBLE", enough.Verdict)
	}
}

func TestThirdRefused(t *testing.T) {
	l := embedded(t)
	refused := option(t, assess(l, doctor("2023-05-01")), law.Third)
	if refused.Open || refused.Outcome != eligibility.NotMet || !slices.Equal(reasons(refused), []string{eligibility.NoNewContract}) {
		t.Fatalf("on 2023-05-01: open %t, %s, reasons %q", refused.Open, refused.Outcome, reasons(refused))
	}
	if want := "Plus de nouveau contrat à 1/3 ETP depuis le 1er mai 2023."; refused.Reasons[0].Text.FR != want {
		t.Errorf("the reason is %q, want %q", refused.Reasons[0].Text.FR, want)
	}
	if later := option(t, assess(l, doctor("2025-01-01")), law.Third); !strings.Contains(later.Reasons[0].Text.EN, "since 2023-05-01") {
		t.Errorf("under the later text the reason is %q, want since 2023-05-01", later.Reasons[0].Text.EN)
	}
	if s := assess(l, doctor("2023-04-30")); s.Verdict != eligibility.Eligible || !option(t, s, law.Third).Open {
		t.Errorf("on 2023-04-30: %s, open %t; want ELIGIBLE, open", s.Verdict, option(t, s, law.Third).Open)
	}
}

func TestRA2023Full1300(t *testing.T) {
	s := assess(embedded(t), with(doctor("2023-09-01"), registered(1300)))
	full := option(t, s, law.Full)
	if s.Verdict != eligibility.Eligible || !full.Open {
		t.Fatalf("%s, open %t; want ELIGIBLE, open", s.Verdict, full.Open)
	}
	if _, settled := full.Band.Get(); settled || len(full.Objectives) > 0 {
		t.Errorf("the band is settled: %t, %d objectives; 1 300 patients may stand in several bands", settled, len(full.Objectives))
	}
	possible := make([]law.Band, 0, len(full.Possible))
	for _, terms := range full.Possible {
		possible = append(possible, terms.Band)
		for _, o := range terms.Objectives {
			if terms.Band == law.P95AndAbove {
				continue // the largest lists are to be kept
			}
			if o.Known || o.Cite.Certainty != law.Unknown || o.Cite.Cell == "" {
				t.Errorf("band %s: the objective is known %t by %q; its cell is UNKNOWN and must be named", terms.Band, o.Known, o.Cite.Cell)
			}
		}
	}
	if want := []law.Band{law.P50ToP70, law.P70ToP90, law.P90ToP95, law.P95AndAbove}; !slices.Equal(possible, want) {
		t.Errorf("possible bands %v, want %v", possible, want)
	}
	if got := asked(s, "OPTION_FULL"); !slices.Contains(got, "activity.band") {
		t.Errorf("asked %q, want the band", got)
	}
}

func TestC24FullOrdinary(t *testing.T) {
	full := option(t, assess(embedded(t), with(doctor("2024-07-01"), registered(900))), law.Full)
	if got, want := ceilings(full), []int{38000, 28000, 22000, 22000, 22000}; !slices.Equal(got, want) {
		t.Errorf("amounts %v, want %v", got, want)
	}
}

func TestC24HalfP90(t *testing.T) {
	half := option(t, assess(embedded(t), with(doctor("2024-07-01"), registered(2000), band(law.P90ToP95))), law.Half)
	if got, want := ceilings(half), []int{19000, 14000, 13000, 13000, 13000}; !slices.Equal(got, want) {
		t.Errorf("amounts %v, want %v", got, want)
	}
}

func TestC24TwoGynaecologists(t *testing.T) {
	l := embedded(t)
	for _, name := range []string{"the first", "the second"} {
		s := assess(l, with(doctor("2024-07-01"), specialty("07"), clinical(8500), band(law.P50ToP70), weekly(1050), wanted(law.Half)))
		half := option(t, s, law.Half)
		if s.Verdict != eligibility.Eligible || !half.Open || ceilings(half)[0] != 19000 {
			t.Errorf("%s: %s, open %t, year 1 %d; want ELIGIBLE, open, 19 000", name, s.Verdict, half.Open, ceilings(half)[0])
		}
	}
}

func TestGen2020ZIPFull(t *testing.T) {
	s := assess(embedded(t), with(doctor("2020-10-01"), zone(law.ZIP), adults(2059), registered(2400), activeFile(2333)))
	full := option(t, s, law.Full)
	if s.Verdict != eligibility.Eligible || !full.Open {
		t.Fatalf("%s, open %t; want ELIGIBLE, open", s.Verdict, full.Open)
	}
	if b, settled := full.Band.Get(); !settled || b != law.P95AndAbove {
		t.Errorf("band %s, settled %t; want P95_AND_ABOVE", b, settled)
	}
	wantObjectives(t, full, map[law.Indicator][2]int{law.RegisteredPatients: {102, 2161}, law.ActiveFile: {116, 2449}})
	// The fifth year starts on 2024-10-01, after the amounts of 2024-06-22.
	if got, want := ceilings(full), []int{36000, 36000, 36000, 36000, 38000}; !slices.Equal(got, want) {
		t.Errorf("amounts %v, want %v", got, want)
	}
}

func TestFMF2019Half(t *testing.T) {
	s := assess(embedded(t), with(doctor("2019-12-01"), adults(975), activeFile(2355), band(law.P70ToP90)))
	half := option(t, s, law.Half)
	objectives := half.Objectives
	at := slices.IndexFunc(objectives, func(o eligibility.Objective) bool { return o.Indicator == law.ActiveFile })
	if at < 0 || objectives[at].ToGain != 294 || objectives[at].Target != 2649 || objectives[at].Rate.Thousandths != 125 {
		t.Errorf("objectives %+v, want +294 on the active file, 12.5 %%", objectives)
	}
	if got := reasons(half); !slices.Equal(got, []string{eligibility.StatedBandDiffers}) {
		t.Fatalf("reasons %q: 975 adults are below the 1 107 of P70, which is to be said", got)
	}
	if got := half.Reasons[0].Cite; got.Cell != "percentiles.avenant-7.gp.registered_patients.p70" {
		t.Errorf("the difference rests on %q, want the 1 107 of P70", got.Cell)
	}
	if half.Certainty != law.Derived {
		t.Errorf("certainty %s, want DERIVED: the remark does not make what is known unknown", half.Certainty)
	}
}

func wantObjectives(t *testing.T, o eligibility.OptionAnswer, want map[law.Indicator][2]int) {
	t.Helper()
	if len(o.Objectives) != len(want) {
		t.Fatalf("%d objectives, want %d", len(o.Objectives), len(want))
	}
	for _, objective := range o.Objectives {
		if got := [2]int{objective.ToGain, objective.Target}; !objective.Known || got != want[objective.Indicator] {
			t.Errorf("%s: known %t, to gain and target %v, want %v", objective.Indicator, objective.Known, got, want[objective.Indicator])
		}
	}
}

func TestBeforeTheFirstTextNothingButTheDateIsAnswered(t *testing.T) {
	l := embedded(t)
	s := assess(l, doctor("2019-08-31"))
	if s.Verdict != eligibility.NotEligible || s.TextID != "" || len(s.Criteria) != 1 || len(s.Options) != 0 || len(s.Questions) != 0 {
		t.Fatalf("%s by text %q with %d criteria, %d options, %d questions", s.Verdict, s.TextID, len(s.Criteria), len(s.Options), len(s.Questions))
	}
	c := s.Criteria[0]
	if c.ID != "text_in_force" || c.Outcome != eligibility.NotMet || c.Seen != "2019-08-31" || c.Wanted != "on or after 2019-09-01" {
		t.Errorf("%s %s, seen %q, wanted %q", c.ID, c.Outcome, c.Seen, c.Wanted)
	}
	if s.Certainty != c.Cite.Certainty || s.Certainty == 0 {
		t.Errorf("certainty %s, want that of the date, %s", s.Certainty, c.Cite.Certainty)
	}
}

func TestEachDayIsGovernedByItsText(t *testing.T) {
	l := embedded(t)
	for day, want := range map[string]string{
		"2019-09-01": "avenant-7", "2023-04-30": "avenant-7",
		"2023-05-01": "reglement-arbitral", "2024-06-21": "reglement-arbitral",
		"2024-06-22": "convention-2024", "2029-01-01": "convention-2024",
	} {
		s := assess(l, doctor(day))
		if s.TextID != want || criterion(t, s, "text_in_force").Outcome != eligibility.Met {
			t.Errorf("on %s: text %q, want %q", day, s.TextID, want)
		}
	}
}

func TestTheCriteriaComeInTheOrderOfTheLaw(t *testing.T) {
	l := embedded(t)
	want := []string{
		"text_in_force", "sector", "specialty", "clinical_fees", "minimum_activity",
		"group_practice", "coordinated_practice", "structure_fee", "secretary_replaced",
	}
	for _, a := range []eligibility.Application{
		doctor("2020-01-01"), doctor("2024-01-01"), doctor("2025-01-01"),
		{Signed: civil.MustParse("2020-01-01"), Doctor: eligibility.Doctor{SpecialtyCode: "06"}},
	} {
		var got []string
		for _, c := range assess(l, a).Criteria {
			got = append(got, c.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("on %s: %q, want %q", a.Signed, got, want)
		}
	}
}
