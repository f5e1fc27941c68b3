package contract_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

const (
	firstMember  = "10000000124"
	secondMember = "10000000132"
	thirdMember  = "10000000140"
)

// assessedGroup is an eligible group of so many thousandths of an ETP, whose objectives
// are those of the cells for its ETP.
func assessedGroup(l *law.Law, signed string, thousandths int) contract.GroupAssessed {
	a := contract.GroupAssessed{
		LawDigest: l.Digest(), Verdict: contract.Eligible, Signed: on(signed), ETP: thousandths, DurationYears: 5, Certainty: law.Derived,
	}
	aid := l.CollectiveAid()
	for i, indicator := range law.Indicators() {
		each, _ := aid.PerETP(indicator).Value()
		a.Objectives = append(a.Objectives, contract.GroupObjective{
			Indicator: indicator, Start: patients(4000 + 2000*i), ToGain: each * thousandths / 1000, Settled: true,
			Cite: aid.PerETP(indicator).Cite(), Joins: aid.ObjectiveWithNewlyInstalled.Cite(),
		})
	}
	return a
}

// group is the contract of two members, signed by both parties.
func group(t *testing.T, thousandths int) *life {
	t.Helper()
	const signed = "2026-11-01"
	l := theLaw(t)
	terms, refusal := contract.OfferToGroup(l, assessedGroup(l, signed, thousandths), nil)
	if refusal != nil {
		t.Fatalf("refused: %s: %s", refusal.Reason, refusal.Text.EN)
	}
	beside, _ := l.Text(l.CollectiveAid().Beside)
	c := contract.Contract{
		ID: id, Text: beside, State: contract.Offered, Signed: on(signed),
		Group: &contract.Group{
			Aid: l.CollectiveAid(), ETP: thousandths, DurationYears: terms.DurationYears,
			Members: []contract.Member{{RPPS: firstMember, Entered: on(signed)}, {RPPS: secondMember, Entered: on(signed)}},
		},
	}
	for _, o := range terms.Objectives {
		c.Goals = append(c.Goals, law.Goal{Indicator: o.Indicator, Start: o.Start, ToGain: o.ToGain})
	}
	x := &life{t: t, l: l, c: c.Timed(l)}
	x.take(x.c.Sign(contract.DoctorParty, on(signed)))
	x.take(x.c.Sign(contract.FundParty, on(signed)))
	return x
}

func (x *life) work(ref, day string, weekly int) *contract.Refusal {
	c, _, refusal := x.c.Hire(x.l, contract.Assistant{Ref: ref, Start: on(day), Weekly: weekly, WorkContract: max(weekly, 2100)})
	if refusal == nil {
		x.c = c
	}
	return refusal
}

func TestAnOfferToAGroupHasTheObjectivesOfAllItsETP(t *testing.T) {
	l := theLaw(t)
	terms, refusal := contract.OfferToGroup(l, assessedGroup(l, "2028-02-29", 2500), nil)
	if refusal != nil {
		t.Fatal(refusal.Text.EN)
	}
	for i, want := range []int{650, 275} {
		if o := terms.Objectives[i]; o.ToGain != want || o.Target != o.Start+want || o.Declared {
			t.Errorf("objective %+v, want %d to gain", o, want)
		}
	}
	if terms.ObjectivesDue != on("2030-02-28") || terms.Term != on("2033-02-27") || len(terms.Years) != 5 || terms.Certainty != law.Operator {
		t.Errorf("due %s, term %s, %d years, %s; want the duration as the fund states it", terms.ObjectivesDue, terms.Term, len(terms.Years), terms.Certainty)
	}
}

func TestWhyAGroupIsOfferedNothing(t *testing.T) {
	l := theLaw(t)
	for name, one := range map[string]struct {
		change   func(*contract.GroupAssessed)
		declared []contract.Declared
		reason   contract.Reason
		says     string
	}{
		"not eligible": {func(a *contract.GroupAssessed) {
			a.Verdict, a.Findings = contract.Ineligible, []law.Phrase{{FR: "Trop peu.", EN: "too few"}}
		}, nil, contract.NotEligible, "too few"},
		"undetermined":             {func(a *contract.GroupAssessed) { a.Verdict = contract.Undetermined }, nil, contract.UndeterminedVerdict, ""},
		"another law":              {func(a *contract.GroupAssessed) { a.LawDigest = strings.Repeat("0", 64) }, nil, contract.LawDiffers, ""},
		"nobody says how long":     {func(a *contract.GroupAssessed) { a.DurationYears = 0 }, nil, contract.DurationMissing, "calendar.duration_years"},
		"a start is missing":       {func(a *contract.GroupAssessed) { a.Objectives[1].Start = law.Start{} }, nil, contract.StartUnknown, "active file"},
		"a newly installed member": {func(a *contract.GroupAssessed) { a.Objectives[0].Settled = false }, nil, contract.ObjectiveUnknown, "objectives.with_newly_installed"},
		"another number without a reason": {func(*contract.GroupAssessed) {},
			[]contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 600}}, contract.ReasonMissing, "650"},
		"beyond the calendar": {func(a *contract.GroupAssessed) { a.Signed = on("2196-01-01") }, nil, contract.OutsideCalendar, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := assessedGroup(l, "2026-11-01", 2500)
			one.change(&a)
			_, refusal := contract.OfferToGroup(l, a, one.declared)
			refusedWith(t, refusal, one.reason, one.says)
		})
	}
}

// lastsFourYears is the law whose cell of the duration a supplement has filled.
func lastsFourYears(t *testing.T) *law.Law {
	t.Helper()
	l, err := law.Open(fstest.MapFS{"ours.yaml": {Data: []byte(`supplied_by: "Direction fictive des tests"
sources:
  FICT-STANDARD:
    title: "Contrat type fictif"
cells:
  aide-collective-2026:
    calendar.duration_years: {value: 4, source: FICT-STANDARD}
`)}})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestWhereTheLawKnowsTheDurationTheFundStatesNoOther(t *testing.T) {
	l := lastsFourYears(t)
	for stated, years := range map[int]int{0: 4, 4: 4, 5: 0} {
		a := assessedGroup(l, "2026-11-01", 1000)
		a.DurationYears = stated
		terms, refusal := contract.OfferToGroup(l, a, nil)
		if years == 0 {
			refusedWith(t, refusal, contract.DurationMissing, "the law says 4", "Ne rien indiquer")
			continue
		}
		if refusal != nil || terms.DurationYears != years || terms.Term != on("2030-10-31") {
			t.Errorf("%d stated: %+v, %+v; want %d years", stated, terms, refusal, years)
		}
	}
}

func TestTheFundWritesTheObjectiveThatTheLawLeavesOpen(t *testing.T) {
	l := theLaw(t)
	a := assessedGroup(l, "2026-11-01", 2500)
	a.Objectives[0].Settled = false
	terms, refusal := contract.OfferToGroup(l, a, []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 900}})
	if refusal != nil {
		t.Fatal(refusal.Text.EN)
	}
	if o := terms.Objectives[0]; o.ToGain != 900 || !o.Declared || o.LawKnown || !strings.Contains(o.Explanation.EN, "newly installed") {
		t.Errorf("objective %+v", o)
	}
}

func TestSeveralAssistantsWorkUpToTheETPOfAGroup(t *testing.T) {
	x := group(t, 1500) // 52 h 30 a week
	for _, step := range []struct {
		ref, day string
		weekly   int
		left     string // of a refusal; empty when hired
	}{
		{"a", "2026-11-01", 2100, ""},
		{"b", "2026-12-01", 1051, "1050 are left"},
		{"b", "2026-12-01", 1050, ""},
		{"c", "2026-11-01", 1050, "0 are left"}, // from December on there is no room
		{"c", "2027-06-01", 1, "0 are left"},
	} {
		refusal := x.work(step.ref, step.day, step.weekly)
		if step.left == "" && refusal != nil {
			t.Fatalf("%s is refused: %s", step.ref, refusal.Text.EN)
		}
		if step.left != "" {
			refusedWith(t, refusal, contract.ETPExceeded, step.left)
		}
	}
	x.absent("2027-03-01") // of b, who began last
	if refusal := x.work("c", "2027-03-01", 1050); refusal != nil {
		t.Fatalf("nobody may stand in: %s", refusal.Text.EN)
	}
	if w := x.c.WorkingTime(x.l); w.Wanted != 3150 || w.Employed != 4200 || w.ShortBy != 0 {
		t.Errorf("working time %+v", w)
	}
	c, _, refusal := x.c.EndEmployment("a", on("2027-04-30"))
	x.take(c, refusal)
	if w := x.c.WorkingTime(x.l); w.Employed != 2100 || w.ShortBy != 1050 || !strings.Contains(w.Explanation.FR, "il manque 17 h 30") {
		t.Errorf("working time %+v", w)
	}
	_, _, _, refusal = x.c.CorrectAssistant(x.l, contract.AssistantData{Ref: "a", Weekly: 2101})
	refusedWith(t, refusal, contract.ETPExceeded)
}

func TestBothObjectivesOfAGroupAreToBeReached(t *testing.T) {
	x := group(t, 1000) // from 4000 to 4260, from 6000 to 6110
	for name, one := range map[string]struct {
		registered, file int
		want             money.Ratio
	}{
		"both":         {4260, 6110, money.Ratio{Num: 1, Den: 1}},
		"one more":     {4261, 6109, money.Ratio{Num: 109, Den: 110}},
		"one less":     {4259, 6110, money.Ratio{Num: 259, Den: 260}},
		"one fell":     {5000, 5999, money.Ratio{Num: 0, Den: 1}},
		"half of both": {4130, 6055, money.Ratio{Num: 1, Den: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			a, refusal := x.c.Measure(x.l, on("2028-11-01"), []law.Count{{Indicator: law.RegisteredPatients, Patients: one.registered}, {Indicator: law.ActiveFile, Patients: one.file}})
			if refusal != nil {
				t.Fatal(refusal.Text.EN)
			}
			if a.Form != "BOTH" || a.Ratio.Compare(one.want) != 0 || a.Cites[0].TextID != x.c.Group.Aid.ID {
				t.Errorf("%s, %v, by %v; want %v", a.Form, a.Ratio, a.Cites, one.want)
			}
		})
	}
}

func TestAGroupsAidIsForecastForAllItsETP(t *testing.T) {
	x := group(t, 2500)
	c, _, refusal := x.c.Record(x.l, contract.Measured{On: on("2028-11-01"), Counts: []law.Count{
		{Indicator: law.RegisteredPatients, Patients: 4650}, {Indicator: law.ActiveFile, Patients: 6275}}}, "")
	x.take(c, refusal)
	forecasts, refusal := x.c.Forecast(x.l)
	if refusal != nil {
		t.Fatal(refusal.Text.EN)
	}
	if f := forecasts[0]; f.Year != 3 || !f.Counted || f.Ceiling.Amount != 55_000_00 || f.Aid.Amount != 55_000_00 {
		t.Errorf("forecast %+v", f)
	}
}

func TestMembersComeAndGoOnlyAtAnAnniversary(t *testing.T) {
	change := func(x *life, from string, entering, leaving []string) (int, *contract.Refusal) {
		c, year, refusal := x.c.ChangeMembers(contract.MembersWanted{From: on(from), Amended: on("2027-09-01"), Entering: entering, Leaving: leaving})
		if refusal == nil {
			x.c = c
		}
		return year, refusal
	}
	for name, one := range map[string]struct {
		from              string
		entering, leaving []string
		reason            contract.Reason
	}{
		"the day before it":            {"2027-10-31", nil, []string{firstMember}, contract.NotAnAnniversary},
		"the day after it":             {"2027-11-02", nil, []string{firstMember}, contract.NotAnAnniversary},
		"the first day":                {"2026-11-01", nil, []string{firstMember}, contract.NotAnAnniversary},
		"who is no member":             {"2027-11-01", nil, []string{thirdMember}, contract.MemberUnknown},
		"who leaves twice":             {"2027-11-01", nil, []string{firstMember, firstMember}, contract.MemberUnknown},
		"who is a member":              {"2027-11-01", []string{firstMember}, nil, contract.AlreadyMember},
		"who enters twice":             {"2027-11-01", []string{thirdMember, thirdMember}, nil, contract.AlreadyMember},
		"everybody":                    {"2027-11-01", nil, []string{firstMember, secondMember}, contract.NoMemberLeft},
		"who leaves on the day itself": {"2027-11-01", []string{thirdMember}, []string{thirdMember}, contract.MemberUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			_, refusal := change(group(t, 2000), one.from, one.entering, one.leaving)
			refusedWith(t, refusal, one.reason)
		})
	}
	x := group(t, 2000)
	year, refusal := change(x, "2027-11-01", []string{thirdMember}, []string{firstMember})
	if refusal != nil || year != 2 || x.c.Group.ETP != 2000 || x.c.Group.Members[0].Left != on("2027-10-31") {
		t.Fatalf("year %d, %+v, %+v", year, x.c.Group, refusal)
	}
	if own := x.c.Of(firstMember); own.State != contract.Ended || own.End != on("2027-10-31") {
		t.Errorf("for who has left the contract is %s, until %s", own.State, own.End)
	}
	if own := x.c.Of(thirdMember); own.State != contract.Active || own.Signed != on("2027-11-01") {
		t.Errorf("for who has entered the contract is %s, from %s", own.State, own.Signed)
	}
	y := active(t, "2026-11-01")
	_, refusal = change(y, "2027-11-01", nil, []string{firstMember})
	refusedWith(t, refusal, contract.NotCollective)
	x.c.State = contract.NoticeGiven
	_, refusal = change(x, "2028-11-01", nil, []string{secondMember})
	refusedWith(t, refusal, contract.WrongState)
}

func TestASuspensionMovesTheAnniversariesOfAGroup(t *testing.T) {
	x := group(t, 1000)
	x.suspend("2027-03-01", contract.DoctorAbsent)
	x.resume("2027-03-11")
	for from, want := range map[string]contract.Reason{"2027-11-01": contract.NotAnAnniversary, "2027-11-11": ""} {
		_, _, refusal := x.c.ChangeMembers(contract.MembersWanted{From: on(from), Amended: on("2027-09-01"), Leaving: []string{firstMember}})
		if (refusal == nil) != (want == "") {
			t.Errorf("on %s: %+v, want %q", from, refusal, want)
		}
	}
	if x.c.Term != on("2031-11-10") {
		t.Errorf("the term is %s", x.c.Term)
	}
}

func TestASuspensionMovesTheDaysOnWhichMembersComeAndGo(t *testing.T) {
	for from, want := range map[string]string{ // first day of ten days of suspension
		"2026-11-01": "2027-11-11", "2027-10-31": "2027-11-11", "2027-11-01": "2027-11-11", "2027-11-02": "2027-11-01",
	} {
		x := group(t, 1000)
		c, _, refusal := x.c.ChangeMembers(contract.MembersWanted{From: on("2027-11-01"), Amended: on("2026-11-01"), Entering: []string{thirdMember}, Leaving: []string{firstMember}})
		x.take(c, refusal)
		x.suspend(from, contract.DoctorAbsent)
		x.resume(on(from).AddDays(10).String())
		members := x.c.Group.Members
		if members[2].Entered != on(want) || members[0].Left != on(want).AddDays(-1) || members[0].Entered != x.c.Signed || x.c.Years[1].Start != on(want) {
			t.Errorf("suspended from %s: %+v, year 2 from %s; want %s", from, members, x.c.Years[1].Start, want)
		}
	}
}

// onGroups refuses what concerns collective contracts.
func (a *album) onGroups(t *testing.T, l *law.Law) {
	try := func(change func(*contract.GroupAssessed), declared ...contract.Declared) {
		x := assessedGroup(l, "2026-11-01", 2500)
		change(&x)
		_, refusal := contract.OfferToGroup(l, x, declared)
		a.add(refusal)
	}
	try(func(x *contract.GroupAssessed) {
		x.Verdict, x.Findings = contract.Ineligible, []law.Phrase{{FR: "Il manque 1 patient.", EN: "1 patient is missing."}}
	})
	try(func(x *contract.GroupAssessed) {
		x.Verdict, x.Findings = contract.Undetermined, []law.Phrase{{FR: "Quel secteur ?", EN: "Which sector?"}}
	})
	try(func(x *contract.GroupAssessed) { x.DurationYears = 0 })
	years := lastsFourYears(t)
	_, refusal := contract.OfferToGroup(years, assessedGroup(years, "2026-11-01", 2500), nil)
	a.add(refusal)
	try(func(x *contract.GroupAssessed) { x.Objectives[0].Start = law.Start{} })
	try(func(x *contract.GroupAssessed) { x.Objectives[1].Settled = false })
	try(func(*contract.GroupAssessed) {}, contract.Declared{Indicator: law.RegisteredPatients, ToGain: 600})
	a.add(contract.MemberWithoutRPPS("application.members[1].rpps"))
	a.add(contract.MemberHolds(firstMember, id))
	a.add(contract.StructureHolds("750000002", id))
	a.add(contract.NoDoctorToCorrect())
	x := group(t, 1500)
	x.hire("2026-11-01")
	a.add(x.work("b", "2026-12-01", 2100))
	change := func(from string, entering, leaving []string) {
		_, _, refusal := x.c.ChangeMembers(contract.MembersWanted{From: on(from), Amended: on("2027-09-01"), Entering: entering, Leaving: leaving})
		a.add(refusal)
	}
	change("2027-10-31", nil, []string{firstMember})
	change("2027-11-01", nil, []string{thirdMember})
	change("2027-11-01", []string{firstMember}, nil)
	change("2027-11-01", nil, []string{firstMember, secondMember})
	x.c.State = contract.NoticeGiven
	change("2027-11-01", nil, []string{firstMember})
	x.c = active(t, "2026-11-01").c
	change("2027-11-01", nil, []string{firstMember})
}
