package eligibility_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

func TestTheBareVerdictAndTheDecisionAreTheAssessmentWithoutItsWords(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		a := anyApplication(t, l)
		e := engineOf(l)
		var d eligibility.Decision
		e.Decide(&a, &d)
		s := e.Assess(a)
		if v := e.Verdict(&a); v != s.Verdict || d.Verdict != s.Verdict {
			t.Fatalf("the bare verdict is %s, that of the decision %s, of the assessment %s", v, d.Verdict, s.Verdict)
		}
		if d.Certainty != s.Certainty || d.NewlyInstalled != s.NewlyInstalled || d.AdaptedContract != s.AdaptedContract {
			t.Fatalf("decided %s, newly installed %t, adapted %t; assessed %s, %t, %t",
				d.Certainty, d.NewlyInstalled, d.AdaptedContract, s.Certainty, s.NewlyInstalled, s.AdaptedContract)
		}
		for i, f := range d.Findings() {
			if c := s.Criteria[i]; eligibility.CriterionID(i) != c.ID || f.Outcome != c.Outcome {
				t.Fatalf("decided %s %s, assessed %s %s", eligibility.CriterionID(i), f.Outcome, c.ID, c.Outcome)
			}
		}
		if len(d.Options()) != len(s.Options) {
			t.Fatalf("%d options decided, %d assessed", len(d.Options()), len(s.Options))
		}
		for i := range d.Options() {
			sameOption(t, &d, &d.Options()[i], &s.Options[i])
		}
	})
}

// sameOption fails the test unless a decision on an option is the answer without its
// words.
func sameOption(t *rapid.T, d *eligibility.Decision, o *eligibility.OptionDecision, answer *eligibility.OptionAnswer) {
	if o.Option != answer.Option || o.Outcome != answer.Outcome || o.Certainty != answer.Certainty || o.Years() != len(answer.Yearly) {
		t.Fatalf("decided %s %s, %s, %d years; answered %s %s, %s, %d", o.Option, o.Outcome, o.Certainty, o.Years(),
			answer.Option, answer.Outcome, answer.Certainty, len(answer.Yearly))
	}
	possible := bands(answer)
	if o.Lowest == 0 && len(possible) > 0 || o.Lowest != 0 && (possible[0] != o.Lowest || possible[len(possible)-1] != o.Highest || len(possible) != int(o.Highest-o.Lowest)+1) {
		t.Fatalf("%s: decided the bands %v to %v, answered %v", o.Option, o.Lowest, o.Highest, possible)
	}
	for i, y := range answer.Yearly {
		least, most, known := o.Amount(i + 1)
		wantLeast, wantMost, want := span(y)
		if known != want || known && (least != wantLeast || most != wantMost) || d.YearStart(i+1) != y.Start {
			t.Fatalf("%s, year %d: decided %s–%s (known: %t) from %v, answered %s–%s (%t) from %v",
				o.Option, i+1, least, most, known, d.YearStart(i+1), wantLeast, wantMost, want, y.Start)
		}
	}
	if len(o.Goals()) != len(answer.Objectives) {
		t.Fatalf("%s: %d goals decided, %d objectives answered", o.Option, len(o.Goals()), len(answer.Objectives))
	}
	for i, g := range o.Goals() {
		want := answer.Objectives[i]
		if g.Indicator != want.Indicator || g.Start != want.Start || g.Rate != want.Rate || g.Known != want.Known || g.ToGain != want.ToGain || g.Target != want.Target {
			t.Fatalf("%s: decided %+v, answered %+v", o.Option, g, want)
		}
	}
}

func TestADecisionUsedAgainHoldsNothingOfTheOneBefore(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		e := engineOf(l)
		first, then := anyApplication(t, l), anyApplication(t, l)
		first.Wanted = nil
		if oneIn(t, 5, "before the law") {
			then.Signed = l.Texts()[0].From.AddDays(-1)
		}
		if oneIn(t, 3, "one option wanted") {
			then.Wanted = []law.Option{rapid.SampledFrom(law.Options()).Draw(t, "wanted")}
		}
		var fresh, used eligibility.Decision
		e.Decide(&first, &used)
		if oneIn(t, 2, "under a text of its own") {
			e.DecideUnder(rapid.SampledFrom(l.Texts()).Draw(t, "text"), &first, &used)
		}
		e.Decide(&then, &used)
		e.Decide(&then, &fresh)
		if one, two := used.Words(eligibility.Full), fresh.Words(eligibility.Full); !reflect.DeepEqual(one, two) {
			t.Fatalf("used again it says\n%+v\nfresh\n%+v", one, two)
		}
		if !reflect.DeepEqual(numbers(&used), numbers(&fresh)) {
			t.Fatalf("used again it holds\n%+v\nfresh\n%+v", numbers(&used), numbers(&fresh))
		}
	})
}

// numbers are what a decision says without words.
func numbers(d *eligibility.Decision) []any {
	all := []any{d.Text, d.Verdict, d.Certainty, d.AdaptedContract, d.NewlyInstalled}
	for _, f := range d.Findings() {
		all = append(all, f.Outcome)
	}
	for i := range d.Options() {
		o := &d.Options()[i]
		all = append(all, o.Option, o.Outcome, o.Lowest, o.Highest, o.Certainty, o.Settled(), slices.Clone(o.Goals()))
		for y := range o.Years() {
			least, most, known := o.Amount(y + 1)
			all = append(all, least, most, known, d.YearStart(y+1))
		}
	}
	return all
}

func TestNoAnswerIsSurerThanTheWeakestCellItUsed(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		a := anyApplication(t, l)
		if oneIn(t, 3, "a derogation") {
			a = with(a, letOff(rapid.SampledFrom(eligibility.Derogable()).Draw(t, "criterion")))
		}
		s := assess(l, a)
		weakest(t, "the verdict", s.Certainty, s.Cells)
		for _, c := range s.Criteria {
			among(t, c.ID, s.Cells, append([]*law.Citation{c.Cite}, c.Also...)...)
		}
		for _, o := range s.Options {
			of := o.Option.String()
			weakest(t, of, o.Certainty, o.Cells)
			for _, r := range o.Reasons {
				among(t, of+", "+r.Code, o.Cells, r.Cite)
			}
			for _, c := range o.Criteria {
				among(t, of+", "+c.ID, o.Cells, append([]*law.Citation{c.Cite}, c.Also...)...)
			}
			rested(t, of, o.Cells, eligibility.BandTerms{Objectives: o.Objectives, Yearly: o.Yearly})
			for _, terms := range o.Possible {
				rested(t, of+" in "+terms.Band.String(), o.Cells, terms)
			}
		}
	})
}

// weakest fails the test unless a certainty is that of the weakest of its cells.
func weakest(t *rapid.T, of string, said law.Certainty, cells []*law.Citation) {
	var all []law.Certainty
	for _, c := range cells {
		all = append(all, c.Certainty)
	}
	if want := law.Weakest(all...); said != want {
		t.Fatalf("%s is %s, its weakest cell %s", of, said, want)
	}
}

// among fails the test unless the cells that something rests on are among those used.
func among(t *rapid.T, of string, used []*law.Citation, cells ...*law.Citation) {
	for _, c := range cells {
		if !slices.Contains(used, c) {
			t.Fatalf("%s rests on %s, which is not among the cells used", of, c.Cell)
		}
	}
}

// rested is among for the terms in a band.
func rested(t *rapid.T, of string, used []*law.Citation, terms eligibility.BandTerms) {
	for _, o := range terms.Objectives {
		among(t, of+", objective", used, append([]*law.Citation{o.Cite}, o.Also...)...)
	}
	for _, y := range terms.Yearly {
		among(t, of+", amount", used, y.Cite)
	}
}

// letOff is a derogation of the fund on a criterion.
func letOff(criterion string) change {
	return func(a *eligibility.Application) {
		a.Derogations = append(slices.Clone(a.Derogations), eligibility.Derogation{
			Criterion: criterion, Fund: "751", Granted: a.Signed, Reason: "médecin isolé",
		})
	}
}

func TestADerogationNeverMakesAnAnswerWorse(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		a := anyApplication(t, l)
		before := assess(l, a)
		on := rapid.SampledFrom(eligibility.Derogable()).Draw(t, "criterion")
		after := assess(l, with(a, letOff(on)))
		for i, c := range after.Criteria {
			was := before.Criteria[i]
			switch {
			case c.ID == on && settledAs(was.Outcome) != 1:
				// The missing cell of a criterion was once asked for after it was let off.
				if asks := asked(after, on); c.Outcome != eligibility.Waived || len(asks) > 0 {
					t.Fatalf("%s was %s, and with a derogation is %s and asks %q", on, was.Outcome, c.Outcome, asks)
				}
			case !reflect.DeepEqual(c, was):
				t.Fatalf("a derogation on %s changes %s from\n%+v\nto\n%+v", on, c.ID, was, c)
			}
		}
		if rank := []int{eligibility.Eligible: 3, eligibility.Undetermined: 2, eligibility.NotEligible: 1}; rank[after.Verdict] < rank[before.Verdict] {
			t.Fatalf("with a derogation on %s the verdict goes from %s to %s", on, before.Verdict, after.Verdict)
		}
		if !reflect.DeepEqual(after.Options, before.Options) {
			t.Fatalf("a derogation on %s changes the options from\n%+v\nto\n%+v", on, before.Options, after.Options)
		}
	})
}

// A supplement answers what was not known: it may settle an answer and never turns one,
// and whatever it changes says so by a cell of the operator.
func TestASupplementOnlyNarrowsAnAnswerAndSaysWhereItDid(t *testing.T) {
	known, full := embedded(t), supplemented(t)
	rapid.Check(t, func(t *rapid.T) {
		a := anyApplication(t, full)
		before, after := assess(known, a), assess(full, a)
		widens(t, "without the supplement", after.Criteria, before.Criteria)
		for i, c := range after.Criteria {
			if c.Outcome != before.Criteria[i].Outcome && !byOperator(append([]*law.Citation{c.Cite}, c.Also...)) {
				t.Fatalf("%s went from %s to %s by no cell of the operator", c.ID, before.Criteria[i].Outcome, c.Outcome)
			}
		}
		for i := range after.Options {
			was, is := &before.Options[i], &after.Options[i]
			optionWidens(t, "without the supplement", is, was)
			if !reflect.DeepEqual(terms(was), terms(is)) && !byOperator(is.Cells) {
				t.Fatalf("%s changes from %v to %v by no cell of the operator", is.Option, terms(was), terms(is))
			}
		}
	})
}

func byOperator(cells []*law.Citation) bool {
	return slices.ContainsFunc(cells, func(c *law.Citation) bool { return c.Certainty == law.Operator })
}

// terms are the numbers of an option.
func terms(o *eligibility.OptionAnswer) []any {
	all := []any{o.Outcome, bands(o)}
	for _, y := range o.Yearly {
		least, most, known := span(y)
		all = append(all, least, most, known)
	}
	for _, g := range o.Objectives {
		all = append(all, g.Rate, g.ToGain, g.Target, g.Known)
	}
	return all
}

// FuzzAssess assesses applications of any facts, also such as contradict each other:
// every one is answered whole.
func FuzzAssess(f *testing.F) {
	l := embedded(f)
	seed := rand.New(rand.NewPCG(1, 2))
	for range 64 {
		var facts []byte
		for range 8192 {
			facts = append(facts, byte(seed.Uint32()))
		}
		f.Add(facts)
	}
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		a := anyFacts(t, l)
		s := assess(l, a)
		whole(t, s)
		if wanted := len(a.Wanted); s.TextID != "" && len(s.Options) != wanted && wanted > 0 {
			t.Fatalf("%d options answered, %d wanted", len(s.Options), wanted)
		}
	}))
}

// maybe draws a fact, or leaves it unknown.
func maybe[T any](t *rapid.T, name string, of *rapid.Generator[T]) eligibility.Fact[T] {
	if rapid.Bool().Draw(t, name+": known") {
		return eligibility.Known(of.Draw(t, name))
	}
	return eligibility.Fact[T]{}
}

// anyFacts draws an application of facts that have nothing to do with each other, on
// any day of the calendar.
func anyFacts(t *rapid.T, l *law.Law) eligibility.Application {
	first, last := civil.MustParse("1900-01-01"), civil.MustParse("2199-12-31")
	day := rapid.Map(rapid.IntRange(0, first.DaysUntil(last)), first.AddDays)
	near := rapid.Map(rapid.IntRange(-1000, 4000), l.Texts()[0].From.AddDays)
	dates := rapid.OneOf(day, near)
	number, yes := rapid.Int32Min(0), rapid.Bool()
	count := rapid.Map(number, func(n int32) int { return int(n) })
	a := eligibility.Application{Signed: dates.Draw(t, "signed")}
	a.Doctor = eligibility.Doctor{
		SpecialtyCode:      rapid.SampledFrom(l.Specialties()).Draw(t, "specialty").Code,
		ParticularPractice: yes.Draw(t, "MEP"), DisabledWorker: yes.Draw(t, "RQTH"), LongIllness: yes.Draw(t, "ALD"), MixedActivity: yes.Draw(t, "mixed"),
		Sector:       maybe(t, "sector", rapid.SampledFrom([]eligibility.Sector{eligibility.Sector1, eligibility.Sector2, eligibility.OutsideAgreement})),
		TariffOption: maybe(t, "tariff option", rapid.SampledFrom([]eligibility.TariffOption{eligibility.NoTariffOption, eligibility.OPTAM, eligibility.OPTAMCO, eligibility.OPTAMACO})),
		Installed:    maybe(t, "installed", dates),
	}
	a.Practice = eligibility.Practice{
		Zone:       rapid.SampledFrom(append(law.Zones(), law.ZoneUnknown)).Draw(t, "zone"),
		Department: maybe(t, "department", rapid.SampledFrom([]string{"08", "2A", "75", "974"})), Doctors: maybe(t, "doctors", count),
		Coordination: eligibility.Coordination{
			Form:       maybe(t, "form", rapid.SampledFrom([]eligibility.CoordinationForm{eligibility.NoCoordination, eligibility.MSP, eligibility.HealthCentre, eligibility.OtherCoordination})),
			Commitment: maybe(t, "commitment", dates),
		},
		StructureFeeMet: maybe(t, "structure", yes), ColleagueNear: maybe(t, "colleague", yes),
	}
	a.Activity = eligibility.Activity{
		AdultRegistered: maybe(t, "adults", count), Registered: maybe(t, "registered", count), ActiveFile: maybe(t, "active file", count),
		Under16Share: maybe(t, "under 16", count), ClinicalShare: maybe(t, "clinical", count), CCAMShare: maybe(t, "CCAM", count),
		Band: maybe(t, "band", rapid.SampledFrom(law.Bands())),
	}
	a.Assistant = eligibility.Assistant{WeeklyMinutes: maybe(t, "minutes", count), SecretaryPromoted: maybe(t, "promoted", yes), SecretaryReplaced: maybe(t, "replaced", yes)}
	a.Held = eligibility.Held{Option: maybe(t, "held option", rapid.SampledFrom(law.Options())), Year: maybe(t, "held year", count), ObjectivesReached: maybe(t, "held objectives", yes)}
	if yes.Draw(t, "no contract") {
		a.Held = eligibility.Held{None: true}
	}
	for _, id := range rapid.SliceOfDistinct(rapid.SampledFrom(eligibility.Derogable()), rapid.ID).Draw(t, "derogations") {
		a = with(a, letOff(id))
	}
	a.Wanted = rapid.SliceOfDistinct(rapid.SampledFrom(law.Options()), rapid.ID).Draw(t, "wanted")
	return a
}
