package eligibility_test

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// redrawn keeps a fact of the application about half the time; else it is drawn anew,
// or not known.
func redrawn[T any](t *rapid.T, name string, fact *eligibility.Fact[T], of *rapid.Generator[T]) {
	switch rapid.IntRange(0, 5).Draw(t, name+": kept, drawn or unknown") {
	case 3, 4:
		*fact = eligibility.Known(of.Draw(t, name))
	case 5:
		*fact = eligibility.Fact[T]{}
	}
}

// oneIn is true once in n times.
func oneIn(t *rapid.T, n int, name string) bool {
	return rapid.IntRange(1, n).Draw(t, name) == n
}

// specialties are codes of every kind: list A and B, excluded, surgical, doubtful.
var specialties = []string{"22", "12", "03", "04", "06", "07", "11", "45", "83", "02", "75"}

// anyApplication draws an application under any text, near one that is eligible. Its
// facts do not contradict each other (a stated band the counts, one share of fees the
// other): taking one of two such facts away would be choosing the other.
func anyApplication(t *rapid.T, l *law.Law) eligibility.Application {
	text := rapid.IntRange(0, len(l.Texts())-1).Draw(t, "text")
	signed := l.Texts()[text].From.AddDays(rapid.IntRange(0, 300).Draw(t, "days after its first"))
	a := doctor(signed.String())
	if oneIn(t, 2, "another specialty") {
		a.Doctor.SpecialtyCode = rapid.SampledFrom(specialties).Draw(t, "specialty")
	}
	a.Doctor.ParticularPractice = oneIn(t, 10, "MEP")
	a.Doctor.DisabledWorker = oneIn(t, 10, "RQTH")
	a.Doctor.LongIllness = oneIn(t, 10, "ALD")
	a.Doctor.MixedActivity = oneIn(t, 10, "mixed activity")
	redrawn(t, "sector", &a.Doctor.Sector, rapid.SampledFrom([]eligibility.Sector{eligibility.Sector1, eligibility.Sector2, eligibility.OutsideAgreement}))
	redrawn(t, "tariff option", &a.Doctor.TariffOption, rapid.SampledFrom([]eligibility.TariffOption{eligibility.NoTariffOption, eligibility.OPTAM, eligibility.OPTAMCO, eligibility.OPTAMACO}))
	redrawn(t, "installed", &a.Doctor.Installed, rapid.Map(rapid.IntRange(0, 800), func(n int) civil.Date { return signed.AddDays(-n) }))
	a.Practice.Zone = rapid.SampledFrom(append(law.Zones(), law.ZoneUnknown)).Draw(t, "zone")
	redrawn(t, "department", &a.Practice.Department, rapid.SampledFrom([]string{"08", "75"}))
	redrawn(t, "doctors", &a.Practice.Doctors, rapid.IntRange(1, 3))
	redrawn(t, "structure", &a.Practice.StructureFeeMet, rapid.Bool())
	redrawn(t, "colleague", &a.Practice.ColleagueNear, rapid.Bool())
	counts, shares := rapid.IntRange(0, 3000), rapid.IntRange(0, 10000)
	redrawn(t, "adults", &a.Activity.AdultRegistered, counts)
	redrawn(t, "registered", &a.Activity.Registered, counts)
	redrawn(t, "active file", &a.Activity.ActiveFile, counts)
	redrawn(t, "under 16", &a.Activity.Under16Share, shares)
	if oneIn(t, 2, "CCAM share") {
		redrawn(t, "CCAM", &a.Activity.CCAMShare, shares)
	} else {
		redrawn(t, "clinical", &a.Activity.ClinicalShare, shares)
	}
	redrawn(t, "minutes", &a.Assistant.WeeklyMinutes, rapid.IntRange(300, 4200))
	redrawn(t, "promoted", &a.Assistant.SecretaryPromoted, rapid.Bool())
	redrawn(t, "replaced", &a.Assistant.SecretaryReplaced, rapid.Bool())
	switch rapid.IntRange(0, 3).Draw(t, "coordination") {
	case 1:
		a.Practice.Coordination = eligibility.Coordination{}
	case 2:
		a = with(a, form(eligibility.NoCoordination))
	case 3:
		a = with(a, committed(signed.AddDays(rapid.IntRange(0, 1000).Draw(t, "commitment")).String()))
	}
	switch rapid.IntRange(0, 3).Draw(t, "held") {
	case 2:
		heldNone(&a)
	case 3:
		secondCandidate(&a)
		redrawn(t, "held option", &a.Held.Option, rapid.SampledFrom(law.Options()))
		redrawn(t, "held year", &a.Held.Year, rapid.IntRange(1, 5))
		redrawn(t, "held objectives", &a.Held.ObjectivesReached, rapid.Bool())
	}
	var stated eligibility.Fact[law.Band]
	if redrawn(t, "band", &stated, rapid.SampledFrom(law.Bands())); !contradicts(l, a, stated) {
		a.Activity.Band = stated
	}
	return a
}

// contradicts tells whether the known percentiles exclude a stated band.
func contradicts(l *law.Law, a eligibility.Application, stated eligibility.Fact[law.Band]) bool {
	band, known := stated.Get()
	a.Activity.Band, a.Wanted = stated, []law.Option{law.Half}
	half := assess(l, a).Options[0]
	a.Activity.Band = eligibility.Fact[law.Band]{}
	without := assess(l, a).Options[0]
	possible, settled := without.Band.Get()
	// "more than P30" leaves out the first patient of the band that begins at P30.
	atTheEdge := known && band == law.P30ToP50
	return known && (slices.Contains(reasons(half), eligibility.StatedBandDiffers) || settled && possible != band || atTheEdge)
}

// taken are all the ways to take one fact away.
var taken = map[string]change{
	"sector":         unknownSector,
	"tariff option":  func(a *eligibility.Application) { a.Doctor.TariffOption = eligibility.Fact[eligibility.TariffOption]{} },
	"installed":      noInstalled,
	"zone":           zone(law.ZoneUnknown),
	"department":     noDepartment,
	"doctors":        noDoctors,
	"coordination":   noCoordination,
	"structure":      structure(eligibility.Fact[bool]{}),
	"colleague":      noColleague,
	"adults":         func(a *eligibility.Application) { a.Activity.AdultRegistered = eligibility.Fact[int]{} },
	"registered":     func(a *eligibility.Application) { a.Activity.Registered = eligibility.Fact[int]{} },
	"active file":    func(a *eligibility.Application) { a.Activity.ActiveFile = eligibility.Fact[int]{} },
	"under 16":       noUnder16,
	"clinical share": func(a *eligibility.Application) { a.Activity.ClinicalShare = eligibility.Fact[int]{} },
	"band":           func(a *eligibility.Application) { a.Activity.Band = eligibility.Fact[law.Band]{} },
	"minutes":        func(a *eligibility.Application) { a.Assistant.WeeklyMinutes = eligibility.Fact[int]{} },
	"promoted":       func(a *eligibility.Application) { a.Assistant.SecretaryPromoted = eligibility.Fact[bool]{} },
	"replaced":       func(a *eligibility.Application) { a.Assistant.SecretaryReplaced = eligibility.Fact[bool]{} },
	"no contract":    func(a *eligibility.Application) { a.Held.None = false },
	"held option":    func(a *eligibility.Application) { a.Held.Option = eligibility.Fact[law.Option]{} },
	"held year":      func(a *eligibility.Application) { a.Held.Year = eligibility.Fact[int]{} },
	"held reached":   func(a *eligibility.Application) { a.Held.ObjectivesReached = eligibility.Fact[bool]{} },
}

func TestTakingAFactAwayOnlyWidensTheAnswer(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		a := anyApplication(t, l)
		before := assess(l, a)
		names := slices.Sorted(maps.Keys(taken))
		for range 4 {
			name := rapid.SampledFrom(names).Draw(t, "taken away")
			without := with(a, taken[name])
			after := assess(l, without)
			widens(t, "without "+name, before.Criteria, after.Criteria)
			if before.Verdict != after.Verdict && after.Verdict != eligibility.Undetermined {
				t.Fatalf("without %s the verdict went from %s to %s", name, before.Verdict, after.Verdict)
			}
			for i := range after.Options {
				optionWidens(t, "without "+name, &before.Options[i], &after.Options[i])
			}
			a, before = without, after
		}
	})
}

// widens fails the test when a criterion turns, or is settled that was not.
func widens(t *rapid.T, how string, before, after []*eligibility.Criterion) {
	for i, c := range after {
		was, is := settledAs(before[i].Outcome), settledAs(c.Outcome)
		if was != 0 && is != 0 && was != is {
			t.Fatalf("%s, %s went from %s to %s", how, c.ID, before[i].Outcome, c.Outcome)
		}
		if was == 0 && is != 0 {
			t.Fatalf("%s, %s is settled as %s and was not before", how, c.ID, c.Outcome)
		}
	}
}

// optionWidens fails the test unless whatever was possible of an option still is: its
// outcome, its bands, its amounts.
func optionWidens(t *rapid.T, how string, before, after *eligibility.OptionAnswer) {
	how += ", " + after.Option.String()
	widens(t, how, before.Criteria, after.Criteria)
	was, is := settledAs(before.Outcome), settledAs(after.Outcome)
	// A working time that is not stated is no condition: the hiring decides.
	timeIsUp := slices.Contains(reasons(*before), eligibility.WorkingTimeTooShort) && !slices.Contains(reasons(*after), eligibility.WorkingTimeTooShort)
	if was != is && is != 0 && !timeIsUp {
		t.Fatalf("%s went from %s to %s", how, before.Outcome, after.Outcome)
	}
	for _, b := range bands(before) {
		if !slices.Contains(bands(after), b) {
			t.Fatalf("%s went from the bands %v to %v", how, bands(before), bands(after))
		}
	}
	for i, y := range after.Yearly {
		least, most, known := span(y)
		wasLeast, wasMost, wasKnown := span(before.Yearly[i])
		if known && (!wasKnown || least > wasLeast || most < wasMost) {
			t.Fatalf("%s, year %d went from %s–%s (known: %t) to %s–%s", how, y.Year, wasLeast, wasMost, wasKnown, least, most)
		}
	}
}

// bands are those that remain possible.
func bands(o *eligibility.OptionAnswer) []law.Band {
	if b, settled := o.Band.Get(); settled {
		return []law.Band{b}
	}
	var all []law.Band
	for _, p := range o.Possible {
		all = append(all, p.Band)
	}
	return all
}

// span is the smallest and the largest amount of a year.
func span(y eligibility.YearlyAmount) (least, most money.Cents, known bool) {
	if c, one := y.Ceiling.Get(); one {
		return c, c, true
	}
	least, known = y.Lowest.Get()
	most, _ = y.Highest.Get()
	return least, most, known
}

// settledAs is 1 when a criterion lets the doctor through, 2 when it does not, 0 when
// it cannot be told.
func settledAs(o eligibility.Outcome) int {
	switch o {
	case eligibility.NotMet:
		return 2
	case eligibility.CannotTell:
		return 0
	}
	return 1
}

func TestMorePatientsNeverMakeAnEligibleGPIneligibleNorLowerAnAmount(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		a := anyApplication(t, l)
		a.Doctor.SpecialtyCode, a.Doctor.ParticularPractice = "01", false
		fewer := rapid.IntRange(0, 2000).Draw(t, "fewer")
		more := fewer + rapid.IntRange(0, 1000).Draw(t, "more by")
		before := assess(l, with(a, adults(fewer), registered(fewer)))
		after := assess(l, with(a, adults(more), registered(more)))
		if before.Verdict == eligibility.Eligible && after.Verdict != eligibility.Eligible {
			t.Fatalf("with %d patients ELIGIBLE, with %d %s", fewer, more, after.Verdict)
		}
		for i, o := range after.Options {
			for n, y := range o.Yearly {
				least, most, known := span(y)
				wasLeast, wasMost, toCompare := span(before.Options[i].Yearly[n])
				if known && toCompare && (least < wasLeast || most < wasMost) {
					t.Fatalf("%s, year %d: %s–%s with %d patients, %s–%s with %d", o.Option, y.Year, wasLeast, wasMost, fewer, least, most, more)
				}
			}
		}
	})
}

func TestALargerOptionNeverPaysLess(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		options := assess(l, anyApplication(t, l)).Options
		for i, smaller := range options {
			for _, larger := range options[i+1:] {
				for n := range min(len(smaller.Yearly), len(larger.Yearly)) {
					least, most, known := span(larger.Yearly[n])
					wasLeast, wasMost, toCompare := span(smaller.Yearly[n])
					if known && toCompare && (least < wasLeast || most < wasMost) {
						t.Fatalf("year %d: %s pays %s–%s, %s pays %s–%s", n+1, smaller.Option, wasLeast, wasMost, larger.Option, least, most)
					}
				}
			}
		}
	})
}

func TestEveryAnswerIsWholeAndReadsWell(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) { whole(t, assess(l, anyApplication(t, l))) })
}

// whole fails the test unless every part of an answer is there and reads well.
func whole(t *rapid.T, s eligibility.Assessment) {
	for _, c := range s.Criteria {
		wellSaid(t, c.ID, c.Explanation)
		if c.Cite.Cell == "" || c.Outcome < eligibility.Met || c.Outcome > eligibility.NotRequired {
			t.Fatalf("%s: %s, resting on %q", c.ID, c.Outcome, c.Cite.Cell)
		}
		settled := c.Outcome != eligibility.CannotTell
		if asks := asked(s, c.ID); settled != (len(asks) == 0) {
			t.Fatalf("%s is %s and asks %q", c.ID, c.Outcome, asks)
		}
	}
	for _, o := range s.Options {
		for _, objective := range o.Objectives {
			wellSaid(t, "an objective", objective.Explanation)
		}
		for _, r := range o.Reasons {
			wellSaid(t, r.Code, r.Text)
		}
		if o.Open != (o.Outcome == eligibility.Met) {
			t.Fatalf("%s: open %t, %s", o.Option, o.Open, o.Outcome)
		}
		if _, settled := o.Band.Get(); settled && len(o.Possible) > 0 {
			t.Fatalf("%s: the band is settled and %d are possible", o.Option, len(o.Possible))
		}
	}
	for _, q := range s.Questions {
		wellSaid(t, "the question on "+q.Field, q.Text)
		if (q.Field == "") == (q.Missing == nil) || len(q.Settles) == 0 {
			t.Fatalf("the question asks for field %q and cell %v, and settles %q", q.Field, q.Missing, q.Settles)
		}
	}
}

// bareFrench is double punctuation, a guillemet or a percent sign without its
// no-break space.
var bareFrench = regexp.MustCompile(`[^\x{a0}\d][;:!?»%]|«[^\x{a0}]| [;:!?»%]|\d[;!?»%]`)

// wellSaid fails unless both sentences are there, end as sentences do and are free of
// the traces of bad formatting.
func wellSaid(t *rapid.T, of string, p law.Phrase) {
	for language, text := range map[string]string{"French": p.FR, "English": p.EN} {
		if text == "" || !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") {
			t.Fatalf("%s, %s: %q is no sentence", of, language, text)
		}
		for _, trace := range []string{"%!", "  ", "..", "\u00a0\u00a0", " .", "()", "«\u00a0\u00a0»"} {
			if strings.Contains(text, trace) {
				t.Fatalf("%s, %s: %q has %q", of, language, text, trace)
			}
		}
		if first := []rune(text)[0]; strings.ToUpper(string(first)) != string(first) {
			t.Fatalf("%s, %s: %q begins small", of, language, text)
		}
	}
	if at := bareFrench.FindString(p.FR); at != "" {
		t.Fatalf("%s: %q lacks a no-break space at %q", of, p.FR, at)
	}
	if p.FR == p.EN {
		t.Fatalf("%s: %q is in one language only", of, p.FR)
	}
}

func TestTheSameApplicationGetsTheSameAnswer(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		a := anyApplication(t, l)
		if one, two := assess(l, a), assess(l, a); !reflect.DeepEqual(one, two) {
			t.Fatalf("two answers:\n%+v\n%+v", one, two)
		}
	})
}

// What was said of others before never shows in an answer.
func TestWhatIsRememberedIsWhatWouldBeSaidAnew(t *testing.T) {
	l := embedded(t)
	warm := eligibility.New(l)
	rapid.Check(t, func(t *rapid.T) {
		for range 20 {
			warm.Assess(anyApplication(t, l))
		}
		if !oneIn(t, 4, "compared with an engine that never said anything") {
			return
		}
		a := anyApplication(t, l)
		said, anew := warm.Assess(a), eligibility.New(l).Assess(a)
		if differs := whereTheyDiffer(said, anew); differs != "" {
			t.Fatalf("remembered and anew differ in %s", differs)
		}
	})
}

// whereTheyDiffer names the first part in which two assessments differ; "" when they
// say the same.
func whereTheyDiffer(a, b eligibility.Assessment) string {
	parts := func(s eligibility.Assessment) (said []string) {
		for _, c := range s.Criteria {
			said = append(said, criterionSaid(c))
		}
		for _, o := range s.Options {
			for _, c := range o.Criteria {
				said = append(said, criterionSaid(c))
			}
			for _, r := range o.Reasons {
				said = append(said, fmt.Sprintf("%s %v %v", r.Code, r.Text, *r.Cite))
			}
			for _, objective := range o.Objectives {
				cite := objective.Cite
				objective.Cite, objective.Also = nil, nil
				said = append(said, fmt.Sprintf("%+v %v", objective, *cite))
			}
		}
		for _, q := range s.Questions {
			said = append(said, fmt.Sprintf("%s %v %v", q.Field, q.Settles, q.Text))
		}
		return said
	}
	one, other := parts(a), parts(b)
	for i := range one {
		if i >= len(other) || one[i] != other[i] {
			return fmt.Sprintf("%s\n%s", one[i], append(other, "nothing")[min(i, len(other))])
		}
	}
	return ""
}

// criterionSaid is all that a criterion says, with the cell it rests on.
func criterionSaid(c *eligibility.Criterion) string {
	return fmt.Sprintf("%s %s %q %q %q %q %q %q %v %v %v", c.ID, c.Outcome, c.Seen, c.Wanted, c.Gap, c.SeenFR, c.WantedFR, c.GapFR, c.Explanation, c.Remedy, *c.Cite)
}
