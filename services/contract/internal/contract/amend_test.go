package contract_test

import (
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// half is a contract of 1/2 ETP of 2025-01-10, and the assessment it rests on.
func half(t *testing.T) (*life, contract.Assessed) {
	t.Helper()
	x := measured(t, "2025-01-10")
	x.c.Option, x.c.Bands = law.Half, []law.Band{law.P50ToP70}
	a := gp(t, x.l, "2025-01-10", law.P50ToP70)
	a.Registered, a.ActiveFile = patients(1000), patients(2000)
	return x, a
}

// wanted is another option from a day on, to gain 150 registered patients.
func wanted(option law.Option, from, amended string) contract.OptionWanted {
	return contract.OptionWanted{Option: option, From: on(from), Amended: on(amended),
		Declared: []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 150}}}
}

func TestAnOptionChangesAtAnAnniversaryAndWhatWasSignedStays(t *testing.T) {
	x, a := half(t)
	signed := x.c.Goals
	c, terms, refusal := x.c.ChangeOption(x.l, a, wanted(law.Full, "2028-01-10", "2027-11-02"))
	x.take(c, refusal)
	if len(terms.Objectives) != 1 || terms.Objectives[0].Target != 1150 || !terms.Objectives[0].Declared {
		t.Errorf("the objectives are %+v, want one, of the fund, up to 1150", terms.Objectives)
	}
	if x.c.Option != law.Half || &x.c.Goals[0] != &signed[0] {
		t.Errorf("what was signed changed: %s, %v", x.c.Option, x.c.Goals)
	}
	for year, want := range map[int]struct {
		option law.Option
		toGain int
	}{1: {law.Half, 100}, 3: {law.Half, 100}, 4: {law.Full, 150}, 5: {law.Full, 150}} {
		if got := x.c.OptionIn(year); got != want.option || x.c.GoalsIn(year)[0].ToGain != want.toGain {
			t.Errorf("year %d is %s with %v, want %s with %d to gain", year, got, x.c.GoalsIn(year), want.option, want.toGain)
		}
	}
	if reached, refusal := x.c.Reaches(x.l, 2100); refusal != nil || reached.Option != law.Full {
		t.Errorf("a full time reaches %s, %v, want 1 ETP", reached.Option, refusal)
	}
}

func TestOfTwoChangesTheLaterYearHoldsAndOfOneYearTheLaterAmendment(t *testing.T) {
	x, a := half(t)
	for _, w := range []contract.OptionWanted{
		wanted(law.Full, "2029-01-10", "2026-01-10"), wanted(law.Full, "2027-01-10", "2026-01-11"), wanted(law.Half, "2027-01-10", "2026-01-12"),
	} {
		w.Declared[0].ToGain += len(x.c.Changes)
		c, _, refusal := x.c.ChangeOption(x.l, a, w)
		x.take(c, refusal)
	}
	if len(x.c.Changes) != 3 {
		t.Errorf("%d changes stand, want 3", len(x.c.Changes))
	}
	for year, want := range map[int]int{2: 100, 3: 152, 4: 152, 5: 150} {
		if got := x.c.GoalsIn(year)[0].ToGain; got != want {
			t.Errorf("year %d has %d to gain, want %d", year, got, want)
		}
	}
}

func TestWhenAnOptionDoesNotChange(t *testing.T) {
	cases := map[string]struct {
		play   func(x *life)
		change func(a *contract.Assessed, w *contract.OptionWanted)
		want   contract.Reason
		says   []string
	}{
		"the day before an anniversary": {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.From = on("2028-01-09") }, contract.NotAnAnniversary, []string{"2028-01-10 or 2029-01-10", "2028-01-09"}},
		"the day after it":              {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.From = on("2028-01-11") }, contract.NotAnAnniversary, nil},
		"the first day of all": {nil, func(_ *contract.Assessed, w *contract.OptionWanted) {
			w.From, w.Amended = on("2025-01-10"), on("2025-01-10")
		}, contract.NotAnAnniversary, []string{"2026-01-10, 2027-01-10, 2028-01-10 or 2029-01-10"}},
		"an anniversary before the amendment": {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.Amended = on("2028-01-11") }, contract.NotAnAnniversary,
			[]string{"2029-01-10"}},
		"no anniversary is left": {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.Amended = on("2029-01-11") }, contract.NotAnAnniversary, []string{"there is none left"}},
		"a running suspension hides it": {func(x *life) { x.suspend("2027-12-01", contract.DoctorAbsent) }, nil, contract.NotAnAnniversary,
			[]string{"which hides its anniversaries", "suspendu depuis le 1er décembre 2027"}},
		"a suspension moved it":       {func(x *life) { x.suspend("2027-02-01", contract.DoctorAbsent); x.resume("2027-03-01") }, nil, contract.NotAnAnniversary, []string{"2028-02-07"}},
		"the option that it has":      {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.Option = law.Half }, contract.OptionUnchanged, []string{"contract year 4"}},
		"a second assistant":          {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.Option = law.OneAndHalf }, contract.OptionClosed, []string{"OfferContract with succeeds", "nouveau contrat"}},
		"the option is closed":        {nil, func(a *contract.Assessed, _ *contract.OptionWanted) { a.Options[2].Open = false }, contract.OptionClosed, nil},
		"not eligible":                {nil, func(a *contract.Assessed, _ *contract.OptionWanted) { a.Verdict = contract.Ineligible }, contract.NotEligible, nil},
		"another law":                 {nil, func(a *contract.Assessed, _ *contract.OptionWanted) { a.LawDigest = "f00d" }, contract.LawDiffers, nil},
		"no objective is declared":    {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.Declared = nil }, contract.ObjectiveUnknown, nil},
		"another day of signature":    {nil, func(a *contract.Assessed, _ *contract.OptionWanted) { a.Signed = on("2025-01-11") }, contract.AssessmentOfAnother, []string{"signature_date 2025-01-11", "the contract 2025-01-10"}},
		"amended before the contract": {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.Amended = on("2025-01-09") }, contract.OutsideContract, []string{"2025-01-09"}},
		"amended after its term":      {nil, func(_ *contract.Assessed, w *contract.OptionWanted) { w.Amended = on("2030-01-10") }, contract.OutsideContract, []string{"2030-01-09"}},
		"notice is given":             {func(x *life) { x.c.State = contract.NoticeGiven }, nil, contract.WrongState, []string{"withdraw the notice first"}},
		"the contract has ended":      {func(x *life) { x.take(x.c.Finish(x.l, on("2027-12-31"), contract.Moved)) }, nil, contract.WrongState, nil},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x, a := half(t)
			w := wanted(law.Full, "2028-01-10", "2027-11-02")
			if tc.play != nil {
				tc.play(x)
			}
			if tc.change != nil {
				tc.change(&a, &w)
			}
			before := len(x.c.Changes)
			c, _, refusal := x.c.ChangeOption(x.l, a, w)
			refusedWith(t, refusal, tc.want, tc.says...)
			if len(c.Changes) != before {
				t.Errorf("a refused change stands in the contract: %v", c.Changes)
			}
		})
	}
}

func TestAMeasureIsReadWithTheObjectivesOfItsYear(t *testing.T) {
	x, a := half(t)
	c, _, refusal := x.c.ChangeOption(x.l, a, wanted(law.Full, "2028-01-10", "2027-11-02"))
	x.take(c, refusal)
	for day, target := range map[string]int{"2025-01-10": 1100, "2028-01-09": 1100, "2028-01-10": 1100, "2028-01-11": 1150, "2029-01-10": 1150, "2030-01-10": 1150} {
		attained, refusal := x.c.Measure(x.l, on(day), []law.Count{{Indicator: law.RegisteredPatients, Patients: 1000}})
		if refusal != nil || attained.Each[0].Target != target {
			t.Errorf("on %s: %+v, %v, want the target %d", day, attained.Each, refusal, target)
		}
	}
	x.counted("2028-01-10", 1075, 2000)
	list, refusal := x.c.Forecast(x.l)
	if refusal != nil || list[0].Option != law.Full || ahead(list)[0] != "4 2028-01-10 by 1: 1075/2000 counted 1/2 €11,000.00 of €22,000.00" {
		t.Errorf("the year that opens is forecast %v, %v", ahead(list), refusal)
	}
}

func TestWhatACorrectionOfAnAssistantIs(t *testing.T) {
	cases := map[string]struct {
		play   func(x *life)
		data   contract.AssistantData
		want   contract.Reason // empty when it is accepted
		option law.Option
		work   int
	}{
		"more hours, of a work contract that is all here": {nil, contract.AssistantData{Ref: "one", Weekly: 2200}, "", law.Full, 2200},
		"fewer hours: the work contract stays as it is":   {nil, contract.AssistantData{Ref: "one", Weekly: 1050}, "", law.Half, 2100},
		"more hours than a work contract of several":      {func(x *life) { x.c.Assistants[0].Weekly = 1050 }, contract.AssistantData{Ref: "one", Weekly: 2101}, contract.SharesExceedWorkingTime, 0, 0},
		"all hours of a work contract of several":         {func(x *life) { x.c.Assistants[0].Weekly = 1050 }, contract.AssistantData{Ref: "one", Weekly: 2100}, "", law.Full, 2100},
		"too few hours":                                  {nil, contract.AssistantData{Ref: "one", Weekly: 60}, contract.WorkingTimeTooShort, 0, 0},
		"another first day":                              {nil, contract.AssistantData{Ref: "one", Start: on("2025-02-01")}, "", law.Full, 2100},
		"a first day after the term":                     {nil, contract.AssistantData{Ref: "one", Start: on("2030-01-10")}, contract.OutsideContract, 0, 0},
		"a first day on the last day of work":            {func(x *life) { x.c.Assistants[0].End = on("2026-01-31") }, contract.AssistantData{Ref: "one", Start: on("2026-01-31")}, "", law.Full, 2100},
		"a first day after the last day of work":         {func(x *life) { x.c.Assistants[0].End = on("2026-01-31") }, contract.AssistantData{Ref: "one", Start: on("2026-02-01")}, contract.OutsideEmployment, 0, 0},
		"a first day after the first absence":            {func(x *life) { x.c.Assistants[0].Absences = []contract.Absence{{From: on("2025-03-01")}} }, contract.AssistantData{Ref: "one", Start: on("2025-03-02")}, contract.OutsideEmployment, 0, 0},
		"an assistant who is not employed":               {nil, contract.AssistantData{Ref: "two", Weekly: 2100}, contract.AssistantNotEmployed, 0, 0},
		"an assistant while nobody is employed under it": {func(x *life) { x.c.Assistants = nil }, contract.AssistantData{Ref: "one", Weekly: 2100}, contract.AssistantNotEmployed, 0, 0},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2025-01-10")
			c, _, refusal := x.c.Hire(x.l, contract.Assistant{Ref: "one", Start: on("2025-01-10"), Weekly: 2100, WorkContract: 2100})
			x.take(c, refusal)
			if tc.play != nil {
				tc.play(x)
			}
			c, a, reached, refusal := x.c.CorrectAssistant(x.l, tc.data)
			if tc.want != "" {
				refusedWith(t, refusal, tc.want)
				return
			}
			if refusal != nil || reached.Option != tc.option || a.WorkContract != tc.work || c.Assistants[0].Start != a.Start || c.Assistants[0].Weekly != a.Weekly {
				t.Errorf("got %+v reaching %s, %v, want %s of %d minutes", a, reached.Option, refusal, tc.option, tc.work)
			}
		})
	}
}

// onAmendments refuses corrections, changes of the option and forecasts.
func (a *album) onAmendments(t *testing.T) {
	x, assessed := half(t)
	x.c.Assistants[0].Ref, x.c.Assistants[0].WorkContract, x.c.Assistants[0].End = "one", 2100, on("2026-01-31")
	forecast := func() {
		_, refusal := x.c.Forecast(x.l)
		a.add(refusal)
	}
	correct := func(number int) {
		m := both("2025-06-30", 1030, 2000)
		m.Corrects = number
		_, _, refusal := x.c.Record(x.l, m, "")
		a.add(refusal)
	}
	change := func(option law.Option, from, amended string) {
		_, _, refusal := x.c.ChangeOption(x.l, assessed, wanted(option, from, amended))
		a.add(refusal)
	}
	assistant := func(d contract.AssistantData) {
		_, _, _, refusal := x.c.CorrectAssistant(x.l, d)
		a.add(refusal)
	}
	forecast()
	correct(1)
	x.counted("2025-06-01", 1031, 2000)
	correct(7)
	correct(1)
	m := both("2025-06-30", 1030, 2000)
	m.Corrects = 1
	c, _, refusal := x.c.Record(x.l, m, "compté deux fois")
	x.take(c, refusal)
	correct(1)
	change(law.Full, "2028-01-11", "2027-11-02")
	change(law.Full, "2028-01-11", "2029-11-02")
	change(law.Half, "2028-01-10", "2027-11-02")
	change(law.Two, "2028-01-10", "2027-11-02")
	change(law.Full, "2028-01-10", "2025-01-09")
	a.add(contract.AssessmentDiffers("doctor.rpps", "10000000124", "10000000132"))
	a.add(contract.NoAssessment())
	a.add(contract.CollectiveWithoutOption())
	assistant(contract.AssistantData{Ref: "two", Weekly: 2100})
	assistant(contract.AssistantData{Ref: "one", Start: on("2026-02-01")})
	x.c.Assistants[0].Weekly = 1050
	assistant(contract.AssistantData{Ref: "one", Weekly: 2160})
	a.add(contract.NothingToCorrect())
	x.suspend("2025-09-01", contract.DoctorAbsent)
	change(law.Full, "2026-01-10", "2025-11-02")
	forecast()
	x.c.State = contract.NoticeGiven
	change(law.Full, "2026-01-10", "2025-11-02")
	x.take(x.c.Finish(x.l, on("2025-10-31"), contract.Moved))
	forecast()
}

func TestAMeasureIsCorrectedOnceAndWithAReason(t *testing.T) {
	x := measured(t, "2025-01-10")
	x.counted("2025-06-01", 1031, 2000)
	x.counted("2025-07-01", 1040, 2000)
	correct := func(number int, why string) (contract.Contract, *contract.Refusal) {
		m := both("2025-06-30", 1030, 2000)
		m.Corrects = number
		c, _, refusal := x.c.Record(x.l, m, why)
		return c, refusal
	}
	_, refusal := correct(3, "compté deux fois")
	refusedWith(t, refusal, contract.MeasureUnknown, "from 1 to 2")
	_, refusal = correct(2, "")
	refusedWith(t, refusal, contract.ReasonMissing, "correction_reason")
	before := x.c
	x.take(correct(2, "compté deux fois"))
	if before.Measures[1].Replaced || !x.c.Measures[1].Replaced || x.c.Measures[0].Replaced || x.c.Measures[2].Number != 3 || x.c.Measures[2].Corrects != 2 {
		t.Errorf("before %+v, after %+v", before.Measures, x.c.Measures)
	}
	_, refusal = correct(2, "encore")
	refusedWith(t, refusal, contract.MeasureReplaced, "by measure 3", "la mesure n° 3")
	x.take(correct(3, "encore"))
	if !x.c.Measures[2].Replaced || x.c.Measures[3].Replaced {
		t.Errorf("the correction of a correction gives %+v", x.c.Measures)
	}
}
