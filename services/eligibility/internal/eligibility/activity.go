package eligibility

import (
	"slices"
	"strings"

	"assistmed/services/internal/law"
)

// moreThan is the comparison that leaves the figure itself out; the other is AT_LEAST.
const moreThan = "MORE_THAN"

// threshold is a number of patients that is to be reached on one indicator.
type threshold struct {
	indicator  law.Indicator
	adults     bool // registered patients are counted without children
	percentile law.Percentile
	over       bool // more than the figure; else at least
	figure     int
	known      bool
	cell       law.Citation // of the figure
	rules      []law.Citation
}

// least is the smallest number of patients that reaches a known threshold.
func (t threshold) least() int {
	if t.over {
		return t.figure + 1
	}
	return t.figure
}

// used are the cells of the figure, which comes first, and of the rules.
func (t threshold) used() []law.Citation { return append([]law.Citation{t.cell}, t.rules...) }

// threshold reads a percentile of the doctor's group on the indicator of the minimum
// activity.
func (q inquiry) threshold(percentile law.Cell[law.Percentile], comparison law.Cell[string]) threshold {
	indicator := q.indicator()
	p, _ := percentile.Value()
	how, _ := comparison.Value()
	figure := q.law.Percentile(q.text, q.group, indicator, p)
	t := threshold{
		indicator: indicator, adults: q.countsAdults(), percentile: p, over: how == moreThan,
		cell: figure.Cite(), rules: []law.Citation{percentile.Cite(), comparison.Cite()},
	}
	t.figure, t.known = figure.Value()
	return t
}

// indicator is what the doctor's minimum activity and band are read on.
func (q inquiry) indicator() law.Indicator {
	i, _ := q.indicatorCell().Value()
	return i
}

func (q inquiry) indicatorCell() law.Cell[law.Indicator] {
	if rule := q.text.Criteria.MinimumActivity; q.group == law.GP {
		return rule.GPIndicator
	}
	return q.text.Criteria.MinimumActivity.OthersIndicator
}

// countsAdults tells whether the text counts adults only among registered patients.
func (q inquiry) countsAdults() bool {
	population, _ := q.text.RegisteredPopulation().Value()
	return population == "ADULTS"
}

// count is the number of patients on an indicator, and the field that states it.
func (q inquiry) count(i law.Indicator) (Fact[int], string) {
	switch {
	case i == law.ActiveFile:
		return q.app.Activity.ActiveFile, fieldActiveFile
	case q.countsAdults():
		return q.app.Activity.AdultRegistered, fieldAdultRegistered
	default:
		return q.app.Activity.Registered, fieldRegistered
	}
}

// reaches tells whether the doctor's patients reach a threshold. When count and
// figure are known the count decides, else the band that the fund states. The first
// cell it used is the one that decides.
func (q inquiry) reaches(t threshold) finding {
	count, field := q.count(t.indicator)
	patients, counted := count.Get()
	if counted && t.known {
		return told(patients >= t.least(), t.used()...)
	}
	if band, stated := q.app.Activity.Band.Get(); stated {
		// Percentile number n is the lower bound of band n+1.
		return told(int(band) > int(t.percentile), t.rules...)
	}
	if t.known {
		return finding{used: t.used(), asks: []ask{askFact(field)}}
	}
	return finding{used: t.used(), asks: []ask{askFact(fieldBand), askCell(t.cell)}}
}

// newlyInstalled tells whether the doctor is newly installed on the signature date.
func (q inquiry) newlyInstalled() finding {
	cell := q.text.Criteria.NewlyInstalled.Months.On(q.app.Signed)
	months, known := cell.Value()
	installed, stated := q.app.Doctor.Installed.Get()
	switch {
	case !known:
		return finding{used: []law.Citation{cell.Cite()}, asks: []ask{askCell(cell.Cite())}}
	case !stated:
		return finding{used: []law.Citation{cell.Cite()}, asks: []ask{askFact(fieldInstalled)}}
	}
	return told(q.app.Signed.Before(installed.AddMonths(months)), cell.Cite())
}

// minimumActivity asks for a patient list of at least a national percentile.
func (q inquiry) minimumActivity() Criterion {
	rule := q.text.Criteria.MinimumActivity
	comparison := rule.OthersComparison
	if q.group == law.GP {
		comparison = rule.GPComparison
	}
	t := q.threshold(rule.Percentile, comparison)
	reached := q.reaches(t)
	c := Criterion{ID: MinimumActivity, Cite: reached.used[0], Wanted: wantedPatients(t)}
	c = c.using(reached.used...).using(q.indicatorCell().Cite())
	seen := q.seenPatients(t)
	if reached.holds == yes {
		return c.answered(Met, seen, sayActivityReached(q, t))
	}
	why, off := q.activityWaiver()
	c = c.using(off.used...)
	switch {
	case off.holds == yes:
		return c.decidedBy(off.used[0]).answered(Waived, seen, why)
	case reached.holds == no && off.holds == no:
		c.Gap = q.gapPatients(t)
		return c.answered(NotMet, seen, sayActivityNotReached(q, t))
	case reached.holds == no:
		c.Gap = q.gapPatients(t)
		return c.answered(CannotTell, seen, sayActivityUnlessWaived(q, t, off), off.asks...)
	}
	return c.answered(CannotTell, seen, sayActivityUnknown(t), append(reached.asks, off.asks...)...)
}

// activityWaiver tells whether the text lets the doctor off the minimum activity, and
// by what.
func (q inquiry) activityWaiver() (law.Phrase, finding) {
	rule := q.text.Criteria.MinimumActivity
	newly, under16 := finding{holds: no}, finding{holds: no}
	if waives, _ := rule.WaivedNewlyInstalled.Value(); waives {
		newly = q.newly
		newly.used = append([]law.Citation{rule.WaivedNewlyInstalled.Cite()}, newly.used...)
	}
	if newly.holds == yes {
		return sayNewlyInstalled(q), newly
	}
	if waives, _ := rule.WaivedDisabledWorker.Value(); waives && q.app.Doctor.DisabledWorker {
		return sayDisabledWorker(), told(true, rule.WaivedDisabledWorker.Cite())
	}
	if claims := q.adaptedClaims(); len(claims) > 0 && q.adaptedWaives() {
		return sayAdapted(claims), told(true, rule.AdaptedContract.Cite(), rule.AdaptedContractWaives.Cite())
	}
	if least, known := rule.WaivedUnder16MoreThanBP.Value(); known {
		under16 = finding{used: []law.Citation{rule.WaivedUnder16MoreThanBP.Cite()}, asks: []ask{askFact(fieldUnder16)}}
		if share, stated := q.app.Activity.Under16Share.Get(); stated {
			under16 = told(share > least, rule.WaivedUnder16MoreThanBP.Cite())
		}
		if under16.holds == yes {
			return sayUnder16(q, least), under16
		}
	}
	return law.Phrase{}, either(newly, under16)
}

// adaptedClaims are the claims made for which the fund adapts the contract, by their
// names in the law.
func (q inquiry) adaptedClaims() []string {
	listed, _ := q.text.Criteria.MinimumActivity.AdaptedContract.Value()
	var made []string
	for _, claim := range []struct {
		name string
		made bool
	}{
		{"DISABLED_WORKER", q.app.Doctor.DisabledWorker},
		{"LONG_ILLNESS", q.app.Doctor.LongIllness},
		{"MIXED_ACTIVITY", q.app.Doctor.MixedActivity},
	} {
		if claim.made && slices.Contains(listed, claim.name) {
			made = append(made, claim.name)
		}
	}
	return made
}

// adaptedWaives tells whether an adapted contract lets the doctor off this criterion.
func (q inquiry) adaptedWaives() bool {
	waived, _ := q.text.Criteria.MinimumActivity.AdaptedContractWaives.Value()
	return slices.Contains(waived, strings.ToUpper(MinimumActivity))
}
