package law

import "assistmed/services/internal/money"

// The forms of an attainment, and the ways to join the ratios that go with them.
const (
	both                = "BOTH"
	either              = "EITHER"
	smallestRatio       = "SMALLEST_RATIO"
	largestUnlessFallen = "LARGEST_UNLESS_FALLEN"
)

// Goal is an objective as it is written in a contract.
type Goal struct {
	Indicator Indicator
	Start     int // patients
	ToGain    int // patients; 0 means to maintain
}

// Count is a measured number of patients.
type Count struct {
	Indicator Indicator
	Patients  int
}

// Attainment is how far the objectives of a contract are reached.
type Attainment struct {
	Each        []IndicatorAttainment // the measured goals, in the order of the contract
	Ratio       money.Ratio           // in [0, 1]
	Reached     bool                  // the ratio is 1
	Known       bool                  // false: an indicator that is needed was not measured
	Missing     []Indicator           // goals that were not measured
	Form        string                // BOTH, EITHER
	Cites       []Citation
	Explanation Phrase
}

// IndicatorAttainment is how far one objective is reached.
type IndicatorAttainment struct {
	Indicator   Indicator
	Start       int
	ToGain      int
	Target      int
	Seen        int
	Gained      int // negative below the start
	ShortBy     int // patients missing to the target; 0 when reached
	Ratio       money.Ratio
	Reached     bool
	Explanation Phrase
}

// Attain says how far the goals of a contract under this text are reached by the
// counts; of several counts of one indicator the last one holds. BOTH needs every
// goal measured; EITHER needs one.
func (l *Law) Attain(t *Text, goals []Goal, counts []Count) Attainment {
	return attain(t.objectives.form.value, t.attainmentCites(goals), goals, counts)
}

// Attain says how far the goals of a group are reached by the counts of all its members
// together, as [Law.Attain] does for one doctor.
func (c *CollectiveAid) Attain(goals []Goal, counts []Count) Attainment {
	return attain(c.ObjectiveForm.value, []Citation{c.ObjectiveForm.Cite(), c.Modulation.Cite()}, goals, counts)
}

func attain(form string, cites []Citation, goals []Goal, counts []Count) Attainment {
	a := Attainment{Form: form, Ratio: money.Ratio{Num: 0, Den: 1}, Cites: cites}
	for _, g := range goals {
		seen, measured := lastCount(counts, g.Indicator)
		if !measured {
			a.Missing = append(a.Missing, g.Indicator)
			continue
		}
		a.Each = append(a.Each, attainOne(g, seen))
	}
	a.Known = len(a.Each) > 0 && (a.Form == either || len(a.Missing) == 0)
	if a.Known {
		counts, _ := decisive(a.Form, a.Each)
		a.Ratio = counts.Ratio
		a.Reached = a.Ratio.Num == a.Ratio.Den
	}
	a.Explanation = explainAttainment(a)
	return a
}

func (t *Text) attainmentCites(goals []Goal) []Citation {
	cites := []Citation{t.objectives.form.Cite()}
	var gain, maintain bool
	for _, g := range goals {
		gain = gain || g.ToGain > 0
		maintain = maintain || g.ToGain <= 0
	}
	if gain {
		cites = append(cites, t.ratio.Cite())
	}
	if maintain {
		cites = append(cites, t.ratioToMaintain.Cite())
	}
	if len(goals) > 1 {
		cites = append(cites, t.Rules.Modulation.Cite())
	}
	return cites
}

func lastCount(counts []Count, ind Indicator) (patients int, found bool) {
	for _, c := range counts {
		if c.Indicator == ind {
			patients, found = c.Patients, true
		}
	}
	return patients, found
}

// attainOne measures one goal; a goal that is not to gain is to maintain.
func attainOne(g Goal, seen int) IndicatorAttainment {
	a := IndicatorAttainment{
		Indicator: g.Indicator,
		Start:     g.Start,
		ToGain:    max(0, g.ToGain),
		Seen:      seen,
		Gained:    seen - g.Start,
	}
	a.Target = a.Start + a.ToGain
	a.ShortBy = max(0, a.Target-seen)
	a.Reached = a.ShortBy == 0
	switch {
	case a.ToGain > 0:
		a.Ratio = money.Ratio{Num: int64(a.Gained), Den: int64(a.ToGain)}.Clamp()
	case a.Start > 0:
		a.Ratio = money.Ratio{Num: int64(seen), Den: int64(a.Start)}.Clamp()
	default:
		a.Ratio = money.Ratio{Num: 1, Den: 1}
	}
	a.Explanation = explainOne(a)
	return a
}

// decisive is the goal whose ratio counts: the one with the smallest ratio where both
// count; where one is enough the one with the largest, but the one with the smallest
// where another than the largest fell below its start. fell is that other.
func decisive(form string, each []IndicatorAttainment) (counts, fell *IndicatorAttainment) {
	best, worst := &each[0], &each[0]
	for i := range each {
		if a := &each[i]; a.Ratio.Compare(best.Ratio) > 0 {
			best = a
		}
		if a := &each[i]; a.Ratio.Compare(worst.Ratio) < 0 {
			worst = a
		}
	}
	if form != either {
		return worst, nil
	}
	for i := range each {
		if a := &each[i]; a != best && a.Gained < 0 {
			return worst, a
		}
	}
	return best, nil
}
