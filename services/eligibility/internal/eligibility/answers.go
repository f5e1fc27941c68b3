package eligibility

import (
	"fmt"
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// Reason is why an option is not open, or what is to be said of it.
type Reason struct {
	Code string
	Text law.Phrase
	Cite *law.Citation
}

// OptionAnswer is what one option would give.
type OptionAnswer struct {
	Option     law.Option
	Open       bool    // for certain; the verdict is apart
	Outcome    Outcome // Met, NotMet or CannotTell
	Reasons    []Reason
	Criteria   []*Criterion   // of this option alone: those of a second assistant
	Band       Fact[law.Band] // when it is settled
	Objectives []Objective    // in the settled band
	Yearly     []YearlyAmount // none for an option that the text does not offer
	Possible   []BandTerms    // when several bands remain
	Certainty  law.Certainty
	Cells      []*law.Citation // the cells it used, each once; the weakest is the certainty
}

// BandTerms are the terms of an option in one of several possible bands.
type BandTerms struct {
	Band       law.Band
	Objectives []Objective
	Yearly     []YearlyAmount
}

// Objective is how many patients are to be gained on one indicator.
type Objective struct {
	Indicator   law.Indicator
	Start       law.Start
	Rate        law.Rate // not known where the objective is no rate
	ToGain      int      // patients; 0 with Maintain
	Target      int      // of the newly installed set even when the start is not known
	Known       bool     // ToGain and Target are known
	Maintain    bool     // keep the starting level
	Cite        *law.Citation
	Also        []*law.Citation
	Explanation law.Phrase
}

// YearlyAmount is the aid of one contract year; from year 3 a ceiling.
type YearlyAmount struct {
	Year    int
	Start   civil.Date
	Ceiling Fact[money.Cents] // unknown when the cell is, when there is none, or when the bands differ
	Lowest  Fact[money.Cents] // when the possible bands differ
	Highest Fact[money.Cents]
	Cite    *law.Citation
}

// answer puts the decision on an option into words.
func (q *inquiry) answer(d *Decision, o *OptionDecision, detail Detail) OptionAnswer {
	a := OptionAnswer{Option: o.Option, Open: o.Outcome == Met, Outcome: o.Outcome, Certainty: o.Certainty}
	for _, r := range o.reasons[:o.nReasons] {
		a.Reasons = append(a.Reasons, q.reason(d, o, r))
	}
	if q.plan.options[o.Option].how == forSecondAssistants {
		a.Criteria = q.secondCriteria(d)
	}
	if o.Lowest == 0 {
		a.Cells = q.cellsOf(o)
		return a
	}
	a.Yearly = q.yearly(d, o, o.Lowest, o.Highest)
	switch {
	case o.Settled():
		a.Band, a.Objectives = Known(o.Lowest), q.objectives(o, o.Lowest)
	case detail == Full:
		for b := o.Lowest; b <= o.Highest; b++ {
			a.Possible = append(a.Possible, BandTerms{Band: b, Objectives: q.objectives(o, b), Yearly: q.yearly(d, o, b, b)})
		}
	}
	if detail == Full {
		a.Cells = q.cellsOf(o)
	}
	return a
}

// yearly are the amounts of the contract years in a range of bands.
func (q *inquiry) yearly(d *Decision, o *OptionDecision, lowest, highest law.Band) []YearlyAmount {
	in := OptionDecision{Option: o.Option, Lowest: lowest, Highest: highest}
	q.plan.yearsFrom(q, d.schedule, &in)
	all := make([]YearlyAmount, in.nYears)
	for i := range all {
		amount := in.years[i]
		y := YearlyAmount{Year: i + 1, Start: d.YearStart(i + 1), Cite: q.engine.cite(amount.cells[0])}
		switch {
		case !amount.known:
		case amount.lowest == amount.highest:
			y.Ceiling = Known(amount.lowest)
		default:
			y.Lowest, y.Highest = Known(amount.lowest), Known(amount.highest)
		}
		all[i] = y
	}
	return all
}

// objectives are the objectives of an option in a band, in words. The newly installed
// have their own; where it is not known whether the doctor is one of them, the
// objective says that it is not theirs.
func (q *inquiry) objectives(o *OptionDecision, b law.Band) []Objective {
	indicators := q.plan.objectives[q.group].indicators
	all := make([]Objective, 0, len(indicators))
	for _, i := range indicators {
		patients, counted := q.count(i).Get()
		start := law.Start{Count: patients, Known: counted}
		a := aim{plan: q.plan, option: o.Option, band: b, of: i, group: q.group, newly: q.newlyInstalled()}
		if said := q.objective(a); said != nil {
			one := *said
			one.Start = start
			all = append(all, one)
			continue
		}
		all = append(all, *q.say(a, start))
	}
	return all
}

// say puts an objective into words.
func (q *inquiry) say(a aim, start law.Start) *Objective {
	said := q.law.Objective(q.text, law.ObjectiveQuery{
		Option: a.option, Group: q.engine.groups[q.group], Indicator: a.of, Band: a.band, Start: start, NewlyInstalled: a.newly == yes,
	})
	if a.newly == unknown {
		said.Explanation = sayUnlessNewlyInstalled(said.Explanation)
	}
	cells := q.cellsOfGoal(a.option, a.band, a.of)
	one := &Objective{
		Indicator: a.of, Start: said.Start, Rate: said.Rate, ToGain: said.ToGain, Target: said.Target, Known: said.Known, Maintain: said.Maintain,
		Cite: q.engine.cite(cells[0]), Explanation: said.Explanation, Also: make([]*law.Citation, 0, len(cells)-1),
	}
	for _, r := range cells[1:] {
		one.Also = append(one.Also, q.engine.cite(r))
	}
	return one
}

// cellsOfGoal are the cells of an objective in a band; the first is its own.
func (q *inquiry) cellsOfGoal(o law.Option, b law.Band, ind law.Indicator) []ref {
	newly := q.newlyInstalled()
	if newly == yes {
		patients, counted := q.count(ind).Get()
		goal := &q.plan.objectives[q.group].newly[ind]
		return append(slices.Clone(goal.cellsFrom(law.Start{Count: patients, Known: counted})), q.newlyCell())
	}
	rate := &q.plan.rates[o][b]
	cells := []ref{rate.cell, q.plan.bandCells[q.class()]}
	if rate.known && rate.thousandths > 0 {
		cells = append(cells, q.plan.rounding)
	}
	if newly == unknown {
		cells = append(cells, q.newlyCell())
	}
	return cells
}

// cellsOf are the cells that an option used, each once.
func (q *inquiry) cellsOf(o *OptionDecision) []*law.Citation {
	var used []ref
	p := &q.plan.options[o.Option]
	used = append(used, p.open)
	switch p.how {
	case openInZones:
		used = append(used, p.zones)
	case forSecondAssistants:
		used = append(used, q.plan.second.cells[:]...)
	}
	if _, known := q.app.Assistant.WeeklyMinutes.Get(); known && p.how != closed {
		used = append(used, p.minutesCell)
	}
	for _, r := range o.reasons[:o.nReasons] {
		used = append(used, r.cite)
	}
	if o.Lowest != 0 {
		used = q.cellsOfTerms(o, used)
	}
	cells := make([]*law.Citation, 0, len(used))
	for _, r := range used {
		if r != 0 {
			cells = append(cells, q.engine.cite(r))
		}
	}
	return distinct(cells)
}

// cellsOfTerms adds the cells of the band, the objectives and the amounts.
func (q *inquiry) cellsOfTerms(o *OptionDecision, used []ref) []ref {
	class := q.class()
	stands := q.standing()
	if _, stated := q.app.Activity.Band.Get(); !stated {
		used = append(used, q.plan.bandCells[class])
		if stands.from != 0 {
			used = append(used, q.plan.distribution)
		}
		for p := stands.from; p != 0 && p <= stands.to; p++ {
			used = append(used, q.plan.percentiles[q.group][stands.by][p].cell)
		}
	}
	objectives := &q.plan.objectives[q.group]
	used = append(used, objectives.cells...)
	for b := o.Lowest; b <= o.Highest; b++ {
		for _, ind := range objectives.indicators {
			used = append(used, q.cellsOfGoal(o.Option, b, ind)...)
		}
	}
	for i := range o.nYears {
		used = append(used, o.years[i].cells...)
	}
	return used
}

// reasonWords puts the reason of an option into words.
func (q *inquiry) reasonWords(d *Decision, o *OptionDecision, r optionReason) Reason {
	p := &q.plan.options[o.Option]
	out := Reason{Cite: q.engine.cite(r.cite)}
	zones := value(q.text.Option(o.Option).Zones)
	minutes, _ := q.app.Assistant.WeeklyMinutes.Get()
	switch r.code {
	case whyNoNewContract:
		since, _ := q.engine.stoppedSince(q.text, o.Option)
		out.Code, out.Text = NoNewContract, sayNoNewContract(o.Option, since)
	case whyNotInZone:
		out.Code, out.Text = NotInZone, sayNotInZone(o.Option, q.app.Practice.Zone, zones)
	case whyZoneUnknown:
		out.Code, out.Text = ZoneUnknown, sayZoneUnknown(o.Option, zones)
	case whyNotForSecondAssistant:
		for i, cell := range q.plan.second.cells {
			if cell == r.cite {
				out.Code, out.Text = secondCodes[i], q.secondCriteria(d)[i].Explanation
			}
		}
	case whySecondAssistantUnknown:
		out.Code, out.Text = SecondAssistantUnknown, saySecondUnknown(o.Option, secondMissing(d))
	case whyTooShort:
		out.Code, out.Text = WorkingTimeTooShort, q.sayTooShort(o.Option, minutes, p.minutes)
	case whyBandDiffers:
		out.Code, out.Text = StatedBandDiffers, q.sayBandDiffers()
	default:
		out.Code, out.Text = NoSuchOption, sayNoSuchOption(o.Option, q.text)
	}
	return out
}

// secondMissing are the facts that the criteria of a second assistant ask for.
func secondMissing(d *Decision) (missing facts) {
	for i := range d.second {
		missing |= d.second[i].asks.facts
	}
	return missing
}

// secondCodes are the reasons that go with the criteria of a second assistant.
var secondCodes = [secondCount]string{SecondGroup, SecondHeldOption, SecondContractYear, SecondObjectives, SecondZone}

// sayBandDiffers sets the band that the fund states beside those that the known
// percentiles leave possible.
func (q *inquiry) sayBandDiffers() law.Phrase {
	stated, _ := q.app.Activity.Band.Get()
	without := *q.app
	without.Activity.Band = Fact[law.Band]{}
	bare := *q
	bare.app = &without
	stands := bare.standing()
	var possible []law.Band
	for b := stands.lowest; b <= stands.highest; b++ {
		possible = append(possible, b)
	}
	patients, _ := q.count(stands.by).Get()
	return sayStatedBandDiffers(patients, stated, possible)
}

// secondWords puts the finding on a criterion of a second assistant into words.
func (q *inquiry) secondWords(criterion int, f *Finding) words {
	p, held := &q.plan.second, &q.app.Held
	var w words
	switch criterion {
	case secondGroup:
		w = q.secondGroupWords()
	case secondHeldOption:
		n := p.held.Name()
		w.wanted = law.Phrase{FR: "un contrat de " + n.FR, EN: "a contract of " + n.EN}
		if option, known := held.Option.Get(); known {
			w.seen = option.Name()
		}
	case secondContractYear:
		n := year(p.year)
		w.wanted = law.Phrase{FR: "au moins la " + n.FR, EN: "at least the " + n.EN}
		if seen, known := held.Year.Get(); known {
			w.seen = year(seen)
			w.gap = yearsMissing(p.year - seen)
		}
	case secondObjectives:
		w.wanted = say("les objectifs du contrat atteints", "the contract's objectives reached")
		if reached, known := held.ObjectivesReached.Get(); known {
			w.seen = map[bool]law.Phrase{true: say("atteints", "reached"), false: say("pas atteints", "not reached")}[reached]
		}
	case secondZone:
		zones := anyZone(value(q.text.SecondAssistant.Zones))
		w.wanted = law.Phrase{FR: "un cabinet en zone " + zones.FR, EN: "a practice in a " + zones.EN + " zone"}
		if q.app.Practice.Zone != law.ZoneUnknown {
			w.seen = zoneName(q.app.Practice.Zone)
		}
	}
	if held.None && secondHeldOption <= criterion && criterion <= secondObjectives {
		w.seen = say("aucun contrat en cours", "no running contract")
	}
	return saidOfSecond(f, w, q.stated(f.asks))
}

func (q *inquiry) secondGroupWords() words {
	return words{
		seen:   q.seenSpecialty(),
		wanted: say("un médecin généraliste, hors médecine à expertise particulière (MEP)", "a general practitioner without particular practice (MEP)"),
	}
}

// saidOfSecond adds the sentences to a criterion of a second assistant.
func saidOfSecond(f *Finding, w words, missing law.Phrase) words {
	switch f.Outcome {
	case Met:
		w.gap = law.Phrase{}
		w.explanation = say(
			fmt.Sprintf("Pour un second assistant il faut %s : c'est le cas (%s).", w.wanted.FR, w.seen.FR),
			fmt.Sprintf("A second assistant takes %s: this is so (%s).", w.wanted.EN, w.seen.EN))
	case NotMet:
		w.explanation = say(
			fmt.Sprintf("Pour un second assistant il faut %s ; ici : %s.", w.wanted.FR, w.seen.FR),
			fmt.Sprintf("A second assistant takes %s; here: %s.", w.wanted.EN, w.seen.EN))
		w.remedy = say(
			fmt.Sprintf("Il faudrait %s.", w.wanted.FR),
			fmt.Sprintf("It would take %s.", w.wanted.EN))
	default:
		w.explanation = say(
			fmt.Sprintf("Pour un second assistant il faut %s, ce qui n'est pas indiqué.", w.wanted.FR),
			fmt.Sprintf("A second assistant takes %s, which is not stated.", w.wanted.EN))
		w.remedy = missing
	}
	return w
}

// year is a contract year in words: "3e année de contrat", "contract year 3".
func year(n int) law.Phrase {
	ordinal := "e"
	if n == 1 {
		ordinal = "re"
	}
	return law.Phrase{FR: fmt.Sprintf("%d%s année de contrat", n, ordinal), EN: fmt.Sprintf("contract year %d", n)}
}

// yearsMissing is how many contract years are missing.
func yearsMissing(n int) law.Phrase {
	if n <= 0 {
		return law.Phrase{}
	}
	y := years(n)
	return law.Phrase{FR: y.FR + " de moins qu'il n'en faut", EN: y.EN + " missing"}
}
