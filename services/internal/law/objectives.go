package law

import (
	"slices"

	"assistmed/services/internal/money"
)

// objectiveRules are a text's rules on objectives.
type objectiveRules struct {
	gp, others               Cell[[]Indicator]
	asGP                     Cell[[]string] // specialty codes with the indicators of a GP
	registeredPopulation     Cell[string]   // ADULTS, ADULTS_AND_CHILDREN
	form                     Cell[string]   // BOTH, EITHER
	distribution             Cell[string]   // the name of a distribution of percentiles
	gpBandReadOn             Cell[Indicator]
	othersBandReadOn         Cell[Indicator]
	rounding                 Cell[string] // FLOOR
	newlyInstalledPercentile Cell[Percentile]
	newlyInstalledAbove      Cell[string] // MAINTAIN_STARTING_LEVEL
}

// Start is the starting level of an indicator, in patients.
type Start struct {
	Count int
	Known bool
}

// Rate is a rate on the starting level, in thousandths: 7.5 % is 75.
type Rate struct {
	Thousandths int
	Known       bool
}

// wholeRate is 100 % in thousandths.
const wholeRate = 1000

// ObjectiveQuery is what an objective depends on.
type ObjectiveQuery struct {
	Option         Option
	Group          Group
	Indicator      Indicator
	Band           Band
	Start          Start
	NewlyInstalled bool
}

// Objective is how many patients are to be gained on one indicator.
type Objective struct {
	Indicator   Indicator
	Start       Start
	Rate        Rate // not known for the newly installed, whose objective is no rate
	ToGain      int  // patients; 0 with Maintain
	Target      int  // the level to reach; for the newly installed set even when the start is not known
	Known       bool // ToGain and Target are known
	Maintain    bool // keep the starting level
	Cite        Citation
	Also        []Citation
	Explanation Phrase
}

// Indicators lists the indicators that carry an objective for a doctor, with the
// cells that say so. g is the group of the specialty code.
func (t *Text) Indicators(l *Law, g Group, code string) ([]Indicator, []Citation) {
	asGP, _ := t.objectives.asGP.Value()
	switch {
	case g == GP:
		indicators, _ := t.objectives.gp.Value()
		return slices.Clone(indicators), []Citation{t.objectives.gp.Cite(), l.gpCodes.Cite()}
	case g != MEP && slices.Contains(asGP, code):
		indicators, _ := t.objectives.gp.Value()
		return slices.Clone(indicators), []Citation{t.objectives.gp.Cite(), t.objectives.asGP.Cite()}
	}
	indicators, _ := t.objectives.others.Value()
	cites := []Citation{t.objectives.others.Cite()}
	if g == MEP {
		cites = append(cites, l.mepGroup.Cite())
	}
	return slices.Clone(indicators), cites
}

// BandReadOn is the indicator on which a doctor's band is read, and which then serves
// every indicator.
func (t *Text) BandReadOn(g Group) Cell[Indicator] {
	if g == GP {
		return t.objectives.gpBandReadOn
	}
	return t.objectives.othersBandReadOn
}

// Distribution names the distribution of percentiles that the text uses.
func (t *Text) Distribution() Citation { return t.objectives.distribution.Cite() }

// ObjectiveRounding says how an objective by a rate is rounded.
func (t *Text) ObjectiveRounding() Citation { return t.objectives.rounding.Cite() }

// Rate is the rate of an option in a band, in thousandths; false where the text has
// no such option or band.
func (t *Text) Rate(o Option, b Band) (Cell[int], bool) {
	row := t.rates[o]
	if row == nil || b < BelowP30 || b > P95AndAbove {
		return Cell[int]{}, false
	}
	return row[b], true
}

// Objective is the objective of the law on one indicator. Where a cell is unknown it
// is not Known, and Cite names that cell.
func (l *Law) Objective(t *Text, q ObjectiveQuery) Objective {
	if q.NewlyInstalled {
		return l.newlyInstalledObjective(t, q)
	}
	o := Objective{Indicator: q.Indicator, Start: q.Start}
	row := t.rates[q.Option]
	if row == nil {
		o.Cite = t.Option(q.Option).Open.Cite()
		o.Explanation = explainNoOption(q)
		return o
	}
	if q.Band < BelowP30 || q.Band > P95AndAbove {
		o.Cite = t.BandReadOn(q.Group).Cite()
		o.Explanation = explainNoBand(q)
		return o
	}
	cell := row[q.Band]
	o.Cite = cell.Cite()
	o.Also = []Citation{t.BandReadOn(q.Group).Cite()}
	thousandths, ok := cell.Value()
	if !ok {
		o.Explanation = explainUnknownRate(q, cell.Cite())
		return o
	}
	o.Rate = Rate{thousandths, true}
	o.Maintain = thousandths == 0
	o.Known = q.Start.Known
	if o.Known {
		o.ToGain = GainByRate(q.Start.Count, thousandths)
		o.Target = q.Start.Count + o.ToGain
	}
	if !o.Maintain {
		o.Also = append(o.Also, t.objectives.rounding.Cite())
	}
	o.Explanation = explainObjective(o)
	return o
}

// GainByRate is how many patients a rate on the starting level is, rounded down.
func GainByRate(start, thousandths int) int {
	return int(int64(start) * int64(thousandths) / wholeRate)
}

// GainToReach is how many patients are missing to a level; none once it is reached.
func GainToReach(start, level int) int { return max(0, level-start) }

// newlyInstalledObjective is to reach a percentile, whatever the start.
func (l *Law) newlyInstalledObjective(t *Text, q ObjectiveQuery) Objective {
	o := Objective{Indicator: q.Indicator, Start: q.Start}
	p, _ := t.objectives.newlyInstalledPercentile.Value()
	cell := l.Percentile(t, q.Group, q.Indicator, p)
	o.Cite = cell.Cite()
	o.Also = []Citation{t.objectives.newlyInstalledPercentile.Cite(), t.objectives.distribution.Cite()}
	target, ok := cell.Value()
	if !ok {
		o.Explanation = explainUnknownPercentile(q, p, cell.Cite())
		return o
	}
	o.Target = target
	o.Known = q.Start.Known
	if o.Known {
		o.ToGain = GainToReach(q.Start.Count, target)
		o.Target = q.Start.Count + o.ToGain
		if o.Maintain = o.ToGain == 0; o.Maintain {
			o.Also = append(o.Also, t.objectives.newlyInstalledAbove.Cite())
		}
	}
	o.Explanation = explainNewlyInstalled(o, p, target)
	return o
}

// ratio is the rate as an exact fraction.
func (r Rate) ratio() money.Ratio { return money.Ratio{Num: int64(r.Thousandths), Den: wholeRate} }
