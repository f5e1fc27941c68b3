package eligibility_test

import (
	"slices"
	"strings"
	"testing"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// secondCandidate meets every criterion of a second assistant.
func secondCandidate(a *eligibility.Application) {
	a.Practice.Zone = law.ZIP
	a.Held = eligibility.Held{Option: eligibility.Known(law.Full), Year: eligibility.Known(3), ObjectivesReached: eligibility.Known(true)}
}

func heldOption(o law.Option) change {
	return func(a *eligibility.Application) { a.Held.Option = eligibility.Known(o) }
}

func heldYear(n int) change {
	return func(a *eligibility.Application) { a.Held.Year = eligibility.Known(n) }
}

func heldReached(reached bool) change {
	return func(a *eligibility.Application) { a.Held.ObjectivesReached = eligibility.Known(reached) }
}

func heldNone(a *eligibility.Application) { a.Held = eligibility.Held{None: true} }

func TestEachOptionIsOpenedAsTheTextSays(t *testing.T) {
	const met, notMet, cannot = eligibility.Met, eligibility.NotMet, eligibility.CannotTell
	l := embedded(t)
	for _, c := range []struct {
		name    string
		signed  string
		changes []change
		option  law.Option
		want    eligibility.Outcome
		reasons []string
	}{
		{"1/3 under avenant 7", avenant7, nil, law.Third, met, nil},
		{"1/3 later", arbitral, nil, law.Third, notMet, []string{eligibility.NoNewContract}},
		{"1/2 everywhere", convention, nil, law.Half, met, nil},
		{"1 ETP in ZIP under avenant 7", avenant7, []change{zone(law.ZIP)}, law.Full, met, nil},
		{"1 ETP in ZAC under avenant 7", avenant7, []change{zone(law.ZAC)}, law.Full, notMet, []string{eligibility.NotInZone}},
		{"1 ETP nowhere under avenant 7", avenant7, []change{zone(law.ZoneUnknown)}, law.Full, cannot, []string{eligibility.ZoneUnknown}},
		{"1 ETP everywhere later", arbitral, []change{zone(law.ZoneUnknown)}, law.Full, met, nil},
		{"1.5 before it existed", arbitral, nil, law.OneAndHalf, notMet, []string{eligibility.NoSuchOption}},
		{"2 before it existed", avenant7, nil, law.Two, notMet, []string{eligibility.NoSuchOption}},
		{"2 for a doctor of whose contract and zone nothing is stated", convention, []change{zone(law.ZoneUnknown)}, law.Two, cannot, []string{eligibility.SecondAssistantUnknown}},
		{"2 for a doctor who holds a full contract in its third year, in ZIP", convention, []change{secondCandidate}, law.Two, met, nil},
		{"1.5 for the same doctor", convention, []change{secondCandidate}, law.OneAndHalf, met, nil},
		{"2 in the second year", convention, []change{secondCandidate, heldYear(2)}, law.Two, notMet, []string{eligibility.SecondContractYear}},
		{"2 outside ZIP", convention, []change{secondCandidate, zone(law.ZAC)}, law.Two, notMet, []string{eligibility.SecondZone}},
		{"2 for a MEP", convention, []change{secondCandidate, mep}, law.Two, notMet, []string{eligibility.SecondGroup}},
		{"2 for a cardiologist", convention, []change{secondCandidate, specialty("03")}, law.Two, notMet, []string{eligibility.SecondGroup}},
		{"2 with objectives not reached", convention, []change{secondCandidate, heldReached(false)}, law.Two, notMet, []string{eligibility.SecondObjectives}},
		{"2 with a half contract", convention, []change{secondCandidate, heldOption(law.Half)}, law.Two, notMet, []string{eligibility.SecondHeldOption}},
		{"2 without a contract", convention, []change{secondCandidate, heldNone}, law.Two, notMet, []string{eligibility.SecondHeldOption, eligibility.SecondContractYear, eligibility.SecondObjectives}},
		{"2 with everything against it: each has its own reason", convention, []change{mep, heldYear(1), heldReached(false), heldOption(law.Third)}, law.Two, notMet,
			[]string{eligibility.SecondGroup, eligibility.SecondHeldOption, eligibility.SecondContractYear, eligibility.SecondObjectives, eligibility.SecondZone}},
		{"just enough time for 1/3", avenant7, []change{weekly(700)}, law.Third, met, nil},
		{"a minute too little for 1/3", avenant7, []change{weekly(699)}, law.Third, notMet, []string{eligibility.WorkingTimeTooShort}},
		{"just enough time for 1/2", convention, []change{weekly(1050)}, law.Half, met, nil},
		{"too little time for 1 ETP", convention, []change{weekly(2099)}, law.Full, notMet, []string{eligibility.WorkingTimeTooShort}},
		{"outside the zone and too little time", avenant7, []change{weekly(1050)}, law.Full, notMet, []string{eligibility.NotInZone, eligibility.WorkingTimeTooShort}},
		{"zone unknown and too little time", avenant7, []change{weekly(1050), zone(law.ZoneUnknown)}, law.Full, notMet, []string{eligibility.ZoneUnknown, eligibility.WorkingTimeTooShort}},
		{"2 with too little time", convention, []change{secondCandidate, weekly(2100)}, law.Two, notMet, []string{eligibility.WorkingTimeTooShort}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := assess(l, with(doctor(c.signed), c.changes...))
			got := option(t, s, c.option)
			if got.Outcome != c.want || got.Open != (c.want == met) {
				t.Errorf("%s, open %t, want %s", got.Outcome, got.Open, c.want)
			}
			if !slices.Equal(reasons(got), c.reasons) {
				t.Errorf("reasons %q, want %q", reasons(got), c.reasons)
			}
			for _, r := range got.Reasons {
				if r.Cite.Cell == "" {
					t.Errorf("reason %s rests on no cell", r.Code)
				}
			}
			if got.Certainty == 0 {
				t.Error("the option has no certainty")
			}
		})
	}
}

func TestTooShortATimeSaysWhichOptionItReaches(t *testing.T) {
	full := option(t, assess(embedded(t), with(doctor(convention), weekly(1260))), law.Full)
	if text := full.Reasons[0].Text; !strings.Contains(text.EN, "reaches the option 1/2 ETP") || !strings.Contains(text.FR, "21\u00a0h par semaine") {
		t.Errorf("the reason says %q", text)
	}
}

func TestOnlyTheOptionsAskedForAreAnswered(t *testing.T) {
	l := embedded(t)
	s := assess(l, with(doctor(convention), wanted(law.Full, law.Third)))
	if len(s.Options) != 2 || s.Options[0].Option != law.Full || s.Options[1].Option != law.Third {
		t.Errorf("%d options answered, want FULL then THIRD", len(s.Options))
	}
	if all := assess(l, doctor(convention)); len(all.Options) != len(law.Options()) {
		t.Errorf("%d options answered, want all %d", len(all.Options), len(law.Options()))
	}
}

func TestTheBandTheFundStatesWinsAndADifferenceIsSaid(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		name    string
		changes []change
		band    law.Band
		differs bool
	}{
		{"the percentiles say the same", []change{registered(900), band(law.P30ToP50)}, law.P30ToP50, false},
		{"the percentiles leave it possible", []change{registered(1300), band(law.P70ToP90)}, law.P70ToP90, false},
		{"the percentiles say otherwise", []change{registered(900), band(law.P90ToP95)}, law.P90ToP95, true},
		{"nothing was counted", []change{noCounts, band(law.P90ToP95)}, law.P90ToP95, false},
		{"nothing is known of the specialty", []change{specialty("03"), band(law.BelowP30)}, law.BelowP30, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			half := option(t, assess(l, with(doctor(convention), c.changes...)), law.Half)
			if b, settled := half.Band.Get(); !settled || b != c.band {
				t.Errorf("band %s, settled %t, want %s", b, settled, c.band)
			}
			if got := slices.Contains(reasons(half), eligibility.StatedBandDiffers); got != c.differs {
				t.Errorf("the difference is said: %t, want %t", got, c.differs)
			}
			if !half.Open {
				t.Error("a difference of bands closed the option")
			}
		})
	}
}

func TestAmountsThatDifferByBandAreGivenAsARange(t *testing.T) {
	half := option(t, assess(embedded(t), with(doctor(convention), registered(1300))), law.Half)
	if _, settled := half.Band.Get(); settled {
		t.Fatal("1 300 patients settle the band; the test needs a case where they do not")
	}
	first, third := half.Yearly[0], half.Yearly[2]
	if c, known := first.Ceiling.Get(); !known || c != 19000_00 {
		t.Errorf("year 1: %s, known %t; it is €19,000 in each band", c, known)
	}
	low, _ := third.Lowest.Get()
	high, _ := third.Highest.Get()
	if _, known := third.Ceiling.Get(); known || low != 11000_00 || high != 19000_00 {
		t.Errorf("year 3: ceiling known %t, %s to %s; want €11,000 to €19,000", known, low, high)
	}
}

func TestAnUnknownAmountIsNeverAnAmount(t *testing.T) {
	two := option(t, assess(embedded(t), doctor(convention)), law.Two)
	for _, y := range two.Yearly {
		_, ceiling := y.Ceiling.Get()
		_, lowest := y.Lowest.Get()
		if ceiling || lowest || y.Cite.Certainty != law.Unknown {
			t.Errorf("year %d of 2 ETP: ceiling %t, lowest %t, certainty %s; nobody knows it", y.Year, ceiling, lowest, y.Cite.Certainty)
		}
	}
	if len(two.Yearly) != 5 || two.Certainty != law.Unknown {
		t.Errorf("%d years, certainty %s; want 5 years, UNKNOWN", len(two.Yearly), two.Certainty)
	}
}

func TestNobodyKnownToBeEligibleMayStandBelowP30(t *testing.T) {
	l := embedded(t)
	for _, n := range []int{775, 1044, 1045, 3000} {
		s := assess(l, with(doctor(convention), registered(n)))
		for _, terms := range option(t, s, law.Half).Possible {
			if terms.Band == law.BelowP30 {
				t.Errorf("with %d patients the band below P30 is possible", n)
			}
		}
	}
}

func TestTheNewlyInstalledAimAtTheMedian(t *testing.T) {
	s := assess(embedded(t), with(doctor(convention), registered(300), activeFile(500), installed("2024-06-01")))
	if !s.NewlyInstalled || s.Verdict != eligibility.Eligible {
		t.Fatalf("newly installed %t, %s", s.NewlyInstalled, s.Verdict)
	}
	wantObjectives(t, option(t, s, law.Half), map[law.Indicator][2]int{law.RegisteredPatients: {745, 1045}, law.ActiveFile: {1014, 1514}})
}

func TestAMissingStartIsAskedFor(t *testing.T) {
	l := embedded(t)
	a := with(doctor(avenant7), func(a *eligibility.Application) { a.Activity.ActiveFile = eligibility.Fact[int]{} })
	if got := asked(assess(l, a), "OPTION_HALF"); !slices.Equal(got, []string{"activity.active_file", "activity.band"}) {
		t.Errorf("with an unsettled band asked %q, want the band and the active file", got)
	}
	s := assess(l, with(a, band(law.P30ToP50)))
	if got := asked(s, "OPTION_HALF"); !slices.Equal(got, []string{"activity.active_file"}) {
		t.Errorf("asked %q, want the active file", got)
	}
	for _, o := range option(t, s, law.Half).Objectives {
		if o.Indicator == law.ActiveFile && (o.Known || o.Start.Known) {
			t.Error("an objective is known whose start is not")
		}
	}
}

func TestAnObjectiveSaysThatItIsNotThatOfTheNewlyInstalledWhenNobodyKnows(t *testing.T) {
	s := assess(embedded(t), with(doctor(avenant7), noInstalled, band(law.P30ToP50)))
	half := option(t, s, law.Half)
	if got := asked(s, "OPTION_HALF"); !slices.Equal(got, []string{"doctor.installed_date"}) {
		t.Errorf("asked %q, want the date of installation", got)
	}
	for _, o := range half.Objectives {
		if !o.Known || !strings.Contains(o.Explanation.FR, "n'est pas nouvellement installé") || !strings.Contains(o.Explanation.EN, "is not newly installed") {
			t.Errorf("%s: known %t, %q", o.Indicator, o.Known, o.Explanation.FR)
		}
	}
	if len(half.Objectives) != 2 || s.Verdict != eligibility.Eligible {
		t.Errorf("%d objectives, %s; want 2, ELIGIBLE", len(half.Objectives), s.Verdict)
	}
}

func TestTheYearsStartOnTheAnniversariesOfTheSignature(t *testing.T) {
	half := option(t, assess(embedded(t), doctor("2024-02-29")), law.Half)
	starts := make([]string, 0, len(half.Yearly))
	for _, y := range half.Yearly {
		starts = append(starts, y.Start.String())
	}
	if want := []string{"2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"}; !slices.Equal(starts, want) {
		t.Errorf("the years start on %q, want %q", starts, want)
	}
	if got, want := ceilings(half), []int{18000, 14000, 11000, 11000, 11000}; !slices.Equal(got, want) {
		t.Errorf("amounts %v, want %v: the first year began before 2024-06-22", got, want)
	}
}

func TestWithNothingKnownEveryBandIsPossible(t *testing.T) {
	a := eligibility.Application{Signed: civil.MustParse(convention), Doctor: eligibility.Doctor{SpecialtyCode: "01"}}
	half := option(t, assess(embedded(t), a), law.Half)
	if len(half.Possible) != len(law.Bands()) {
		t.Errorf("%d bands are possible, want all %d", len(half.Possible), len(law.Bands()))
	}
}

func TestAnUnknownObjectiveNamesItsCellOnceTheBandIsSettled(t *testing.T) {
	s := assess(embedded(t), with(doctor(convention), band(law.P50ToP70)))
	got := asked(s, "OPTION_HALF")
	if len(got) != 1 || !strings.HasPrefix(got[0], "rates.") {
		t.Errorf("asked %q, want the cell of the rate", got)
	}
}

func TestNothingIsAskedForWhatNoAnswerWouldSettle(t *testing.T) {
	a := eligibility.Application{Signed: civil.MustParse(convention), Doctor: eligibility.Doctor{SpecialtyCode: "01"}}
	s := assess(embedded(t), a)
	if got := asked(s, "OPTION_THIRD"); len(got) > 0 {
		t.Errorf("1/3 ETP: asked %q, want nothing", got)
	}
	if got := asked(assess(embedded(t), with(doctor(convention), mep)), "OPTION_TWO"); len(got) > 0 {
		t.Errorf("2 ETP for a MEP: asked %q, want nothing", got)
	}
}
