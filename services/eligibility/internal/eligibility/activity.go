package eligibility

import "assistmed/services/internal/law"

// threshold is a number of patients that is to be reached on one indicator.
type threshold struct {
	indicator  law.Indicator
	percentile law.Percentile
	over       bool // more than the figure; else at least
	figure
}

// least is the smallest number of patients that reaches a known threshold.
func (t threshold) least() int {
	if t.over {
		return t.patients + 1
	}
	return t.patients
}

// class is 0 for a general practitioner, 1 for the others: how the texts tell doctors
// apart.
func (q *inquiry) class() int {
	if q.group == groupGP {
		return 0
	}
	return 1
}

// threshold is a percentile of the doctor's group on the indicator that the minimum
// activity is read on.
func (q *inquiry) threshold(p law.Percentile, over bool) threshold {
	ind := q.plan.activity.readings[q.class()].indicator
	return threshold{ind, p, over, q.plan.percentiles[q.group][ind][p]}
}

// countsAdults tells whether the text counts adults only among registered patients.
func (q *inquiry) countsAdults() bool { return q.plan.countsAdults }

// count is the number of patients on an indicator.
func (q *inquiry) count(i law.Indicator) Fact[int] {
	switch {
	case i == law.ActiveFile:
		return q.app.Activity.ActiveFile
	case q.countsAdults():
		return q.app.Activity.AdultRegistered
	default:
		return q.app.Activity.Registered
	}
}

// countFact is the fact that states the patients on an indicator.
func (q *inquiry) countFact(i law.Indicator) facts {
	switch {
	case i == law.ActiveFile:
		return factActiveFile
	case q.countsAdults():
		return factAdultRegistered
	default:
		return factRegistered
	}
}

// reaches tells whether the doctor's patients reach a threshold. When count and
// figure are known the count decides, else the band that the fund states.
func (q *inquiry) reaches(t *threshold) answer {
	patients, counted := q.count(t.indicator).Get()
	if counted && t.known {
		return told(patients >= t.least())
	}
	if band, stated := q.app.Activity.Band.Get(); stated {
		// Percentile number n is the lower bound of band n+1.
		return told(int(band) > int(t.percentile))
	}
	return unknown
}

// level is the one fact that tells which of these thresholds are reached: the count
// where every figure is known, else the band that the fund states.
func (q *inquiry) level(thresholds ...*threshold) facts {
	for _, t := range thresholds {
		if !t.known {
			return factBand
		}
	}
	return q.countFact(thresholds[0].indicator)
}

// usedFor names the cells by which a threshold was or was not reached; the first one
// decides.
func (q *inquiry) usedFor(t *threshold, rules ...ref) (decides ref, further []ref) {
	_, counted := q.count(t.indicator).Get()
	if _, stated := q.app.Activity.Band.Get(); stated && (!counted || !t.known) {
		return rules[0], rules[1:]
	}
	return t.cell, rules
}

// newlyInstalled tells whether the doctor is newly installed on the signature date.
func (q *inquiry) newlyInstalled() answer {
	if !q.asked {
		q.asked = true
		rule := q.newlyRule()
		if installed, stated := q.app.Doctor.Installed.Get(); stated && rule != nil {
			q.newly = told(q.app.Signed.Before(installed.AddMonths(rule.months)))
		}
	}
	return q.newly
}

// newlyRule is who is newly installed, as the text says it on the signature date. Its
// first rule begins with the text; as if the text governed, it holds before too.
func (q *inquiry) newlyRule() *newlyPlan {
	var held *newlyPlan
	for i := range q.plan.newly {
		if rule := &q.plan.newly[i]; held == nil || !rule.from.After(q.app.Signed) {
			held = rule
		}
	}
	return held
}

// newlyCell is the cell that says who is newly installed.
func (q *inquiry) newlyCell() ref {
	if rule := q.newlyRule(); rule != nil {
		return rule.cell
	}
	return 0
}

// minimumActivity asks for a patient list of at least a national percentile.
func (q *inquiry) minimumActivity(f *Finding) {
	p := &q.plan.activity
	reading := &p.readings[q.class()]
	t := q.threshold(p.percentile, reading.over)
	reached := q.reaches(&t)
	decides, further := q.usedFor(&t, p.percentileCell, reading.comparison)
	f.begin(decides)
	for _, r := range further {
		f.use(r)
	}
	f.use(reading.indicatorCell)
	if reached == yes {
		f.answer(Met, whyActivityReached)
		return
	}
	off, missing := q.activityWaiver(f)
	switch {
	case off == yes:
	case reached == no && off == no:
		f.answer(NotMet, whyActivityNotReached)
	case reached == no:
		f.ask(CannotTell, whyActivityUnlessWaived, missing)
	default:
		f.ask(CannotTell, whyActivityUnknown, missing|q.level(&t))
	}
}

// activityWaiver tells whether the text lets the doctor off the minimum activity, and
// which facts would tell; when it does the finding says by what.
func (q *inquiry) activityWaiver(f *Finding) (off answer, missing facts) {
	p := &q.plan.activity
	newly, under16 := no, no
	if p.waivesNewly {
		newly = q.newlyInstalled()
	}
	switch {
	case newly == yes:
		f.decidedBy(p.newlyCell)
		f.use(q.newlyCell())
		f.answer(Waived, whyNewlyInstalled)
		return yes, 0
	case p.waivesDisabled && q.app.Doctor.DisabledWorker:
		f.decidedBy(p.disabledCell)
		f.answer(Waived, whyDisabledWorker)
		return yes, 0
	case p.adaptedWaives && q.adaptedClaims() != 0:
		f.decidedBy(p.adaptedCell)
		f.use(p.adaptedWaivesCell)
		f.answer(Waived, whyAdapted)
		return yes, 0
	}
	share, stated := q.app.Activity.Under16Share.Get()
	switch {
	case p.waivesUnder16 && !stated:
		under16, missing = unknown, factUnder16
	case p.waivesUnder16 && share > p.under16:
		f.decidedBy(p.under16Cell)
		f.answer(Waived, whyUnder16)
		return yes, 0
	}
	if p.waivesNewly {
		f.use(p.newlyCell)
		f.use(q.newlyCell())
	}
	if p.waivesUnder16 {
		f.use(p.under16Cell)
	}
	if newly == unknown {
		missing |= factInstalled
	}
	return either(newly, under16), missing
}

// adaptedClaims are the claims made for which the fund adapts the contract.
func (q *inquiry) adaptedClaims() claims {
	var made claims
	if q.app.Doctor.DisabledWorker {
		made |= claimDisabled
	}
	if q.app.Doctor.LongIllness {
		made |= claimIllness
	}
	if q.app.Doctor.MixedActivity {
		made |= claimMixed
	}
	return made & q.plan.activity.adapted
}
