package eligibility

import (
	"assistmed/services/internal/law"
)

// The reasons why an option is not open, or what is to be said of it: a closed list.
// Of a second assistant each criterion has its own, SECOND_ASSISTANT_ and the end of
// its id.
const (
	NoNewContract          = "NO_NEW_CONTRACT"
	NotInZone              = "NOT_IN_ZONE"
	ZoneUnknown            = "ZONE_UNKNOWN"
	NoSuchOption           = "NO_SUCH_OPTION"
	SecondGroup            = "SECOND_ASSISTANT_GROUP"
	SecondHeldOption       = "SECOND_ASSISTANT_HELD_OPTION"
	SecondContractYear     = "SECOND_ASSISTANT_CONTRACT_YEAR"
	SecondObjectives       = "SECOND_ASSISTANT_OBJECTIVES"
	SecondZone             = "SECOND_ASSISTANT_ZONE"
	SecondAssistantUnknown = "SECOND_ASSISTANT_UNKNOWN"
	WorkingTimeTooShort    = "WORKING_TIME_TOO_SHORT"
	StatedBandDiffers      = "STATED_BAND_DIFFERS"
)

// The options and the indicators of the law; read only.
var (
	allOptions    = law.Options()
	allIndicators = law.Indicators()
)

// standing is where the starting patient list stands: the bands that remain possible,
// with the percentiles around it.
type standing struct {
	lowest, highest law.Band
	by              law.Indicator
	from, to        law.Percentile // the percentiles looked at; none when the fund states the band
	contradicts     ref            // the known percentile that excludes the stated band
	missing         facts
	certainty       law.Certainty
}

// options answers each option wanted.
func (q *inquiry) options(d *Decision) {
	wanted := q.app.Wanted
	if len(wanted) == 0 {
		wanted = allOptions
	}
	stands := q.standing()
	q.second(d)
	for _, o := range wanted {
		if d.n < len(d.offers) {
			q.option(d, o, &stands)
		}
	}
}

// option answers one option: first whether it is open, then what it would give.
func (q *inquiry) option(d *Decision, o law.Option, stands *standing) {
	p := &q.plan.options[o]
	answer := &d.offers[d.n]
	d.n++
	*answer = OptionDecision{Option: o, Outcome: Met, Certainty: q.engine.certainty[p.open]}
	q.open(d, answer, p)
	for _, r := range answer.reasons[:answer.nReasons] {
		answer.Certainty = max(answer.Certainty, q.engine.certainty[r.cite])
	}
	if p.how == closed || p.how == noNewContracts {
		answer.missing = asks{}
		return // there are no terms to give
	}
	answer.Lowest, answer.Highest = stands.lowest, stands.highest
	answer.Certainty = max(answer.Certainty, stands.certainty)
	if stands.contradicts != 0 {
		answer.reason(0, whyBandDiffers, stands.contradicts)
	}
	q.goals(answer)
	q.plan.yearsFrom(q, d.schedule, answer)
	answer.missing.facts |= stands.missing
	if answer.Outcome == NotMet {
		answer.missing = asks{} // nothing that could be stated would settle it
	}
}

// open tells whether the text opens an option to this doctor, and why not.
func (q *inquiry) open(d *Decision, answer *OptionDecision, p *optionPlan) {
	switch p.how {
	case openEverywhere:
	case openInZones:
		answer.Certainty = max(answer.Certainty, q.engine.certainty[p.zones])
		switch q.inZone(&p.inZones) {
		case no:
			answer.reason(NotMet, whyNotInZone, p.zones)
		case unknown:
			answer.reason(CannotTell, whyZoneUnknown, p.zones)
			answer.missing.facts |= factZone
		}
	case noNewContracts:
		answer.reason(NotMet, whyNoNewContract, p.stopped)
	case forSecondAssistants:
		q.secondAssistant(d, answer)
	default:
		answer.reason(NotMet, whyNoSuchOption, p.open)
		return
	}
	if minutes, known := q.app.Assistant.WeeklyMinutes.Get(); known {
		answer.Certainty = max(answer.Certainty, q.engine.certainty[p.minutesCell])
		if minutes < p.minutes {
			answer.reason(NotMet, whyTooShort, p.minutesCell)
		}
	}
}

// standing finds the bands in which the starting patient list may stand. The band that
// the fund states wins over the known percentiles.
func (q *inquiry) standing() standing {
	class := q.class()
	s := standing{by: q.plan.bandReadOn[class], lowest: law.BelowP30, highest: law.P95AndAbove}
	patients, counted := q.count(s.by).Get()
	row := &q.plan.percentiles[q.group][s.by]
	var reached law.Percentile // the highest known percentile that the list reaches
	above := law.P95 + 1       // the lowest known one that it does not reach
	for p := law.P30; counted && p <= law.P95; p++ {
		switch f := &row[p]; {
		case f.known && f.patients <= patients:
			reached = p
		case f.known && p < above:
			above = p
		}
	}
	if counted {
		// Percentile number n is the lower bound of band n+1 and the upper one of band n.
		s.lowest, s.highest = law.Band(reached)+1, law.Band(above)
	}
	if stated, known := q.app.Activity.Band.Get(); known {
		if stated < s.lowest || stated > s.highest {
			// Its lower bound excludes a band that is too low, its upper one one that is too high.
			bound := law.Percentile(s.lowest) - 1
			if stated > s.highest {
				bound = law.Percentile(s.highest)
			}
			s.contradicts = row[bound].cell
			s.certainty = q.engine.certainty[s.contradicts]
		}
		s.lowest, s.highest = stated, stated
		return s
	}
	s.certainty = q.engine.certainty[q.plan.bandCells[class]]
	if counted {
		s.from, s.to = max(reached, law.P30), min(above, law.P95)
		s.certainty = max(s.certainty, q.engine.certainty[q.plan.distribution])
		for p := s.from; p <= s.to; p++ {
			s.certainty = max(s.certainty, q.engine.certainty[row[p].cell])
		}
	}
	if s.lowest != s.highest {
		s.missing = factBand
		if !counted {
			s.missing |= q.countFact(s.by)
		}
	}
	return s
}

// goals finds the objectives in the settled band, and how sure they are in every band
// that remains.
func (q *inquiry) goals(answer *OptionDecision) {
	p := &q.plan.objectives[q.group]
	for _, r := range p.cells {
		answer.Certainty = max(answer.Certainty, q.engine.certainty[r])
	}
	newly := q.newlyInstalled()
	if newly == unknown {
		answer.missing.facts |= factInstalled
	}
	if newly != no {
		answer.Certainty = max(answer.Certainty, q.engine.certainty[q.newlyCell()])
	}
	if newly != yes {
		q.rateCertainty(answer)
	}
	for _, ind := range p.indicators {
		patients, counted := q.count(ind).Get()
		if !counted {
			answer.missing.facts |= q.countFact(ind)
		}
		goal := Goal{Indicator: ind, Start: law.Start{Count: patients, Known: counted}}
		if newly == yes {
			q.newlyGoal(answer, &goal, &p.newly[ind])
		} else {
			q.rateGoal(answer, &goal)
		}
		if answer.Settled() {
			if !goal.Known && q.engine.certainty[goal.cite] == law.Unknown {
				answer.missing.cells[answer.nGoals] = goal.cite
			}
			answer.goals[answer.nGoals] = goal
			answer.nGoals++
		}
	}
}

// rateCertainty widens the certainty of an option by its rates in the bands that remain.
func (q *inquiry) rateCertainty(answer *OptionDecision) {
	for b := answer.Lowest; b <= answer.Highest; b++ {
		rate := &q.plan.rates[answer.Option][b]
		answer.Certainty = max(answer.Certainty, q.engine.certainty[rate.cell])
		if rate.known && rate.thousandths > 0 {
			answer.Certainty = max(answer.Certainty, q.engine.certainty[q.plan.rounding])
		}
	}
	// The band that serves every indicator is read on one of them.
	answer.Certainty = max(answer.Certainty, q.engine.certainty[q.plan.bandCells[q.class()]])
}

// rateGoal is an objective by a rate on the starting level.
func (q *inquiry) rateGoal(answer *OptionDecision, goal *Goal) {
	rate := &q.plan.rates[answer.Option][answer.Lowest]
	goal.cite = rate.cell
	if !rate.known {
		return
	}
	goal.Rate = law.Rate{Thousandths: rate.thousandths, Known: true}
	if goal.Known = goal.Start.Known; goal.Known {
		goal.ToGain = law.GainByRate(goal.Start.Count, rate.thousandths)
		goal.Target = goal.Start.Count + goal.ToGain
	}
}

// newlyGoal is the level that the newly installed are to reach.
func (q *inquiry) newlyGoal(answer *OptionDecision, goal *Goal, p *newlyGoal) {
	cells := p.cellsFrom(goal.Start)
	goal.cite = cells[0]
	for _, r := range cells {
		answer.Certainty = max(answer.Certainty, q.engine.certainty[r])
	}
	if !p.known {
		return
	}
	goal.Target = p.level
	if goal.Known = goal.Start.Known; goal.Known {
		goal.ToGain = law.GainToReach(goal.Start.Count, p.level)
		goal.Target = goal.Start.Count + goal.ToGain
	}
}
