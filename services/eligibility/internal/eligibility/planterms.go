package eligibility

import (
	"slices"

	"assistmed/services/internal/law"
)

// planObjectives finds the indicators of each group, and the rates of a text.
func (e *Engine) planObjectives(p *plan) {
	p.rounding = e.ref(p.text.ObjectiveRounding())
	p.objectives = make([]objectivesPlan, len(e.groups))
	for i, group := range e.groups {
		p.objectives[i] = e.planGoals(p, group, string(group))
	}
	for _, o := range law.Options() {
		for _, b := range law.Bands() {
			if cell, some := p.text.Rate(o, b); some {
				p.rates[o][b] = ratePlan{value(cell), cell.Known(), true, e.ref(cell.Cite())}
			}
		}
	}
}

func (e *Engine) planGoals(p *plan, group law.Group, code string) objectivesPlan {
	indicators, cites := p.text.Indicators(e.law, group, code)
	o := objectivesPlan{indicators: indicators}
	for _, c := range cites {
		o.cells = append(o.cells, e.ref(c))
	}
	for _, ind := range indicators {
		below := e.newlyAim(p, group, ind, law.Start{})
		above := e.newlyAim(p, group, ind, law.Start{Count: below.level, Known: below.known})
		below.above = above.cells
		o.newly[ind] = below
	}
	return o
}

// newlyAim is the level that the newly installed of a group are to reach, with the
// cells that an objective from this start rests on.
func (e *Engine) newlyAim(p *plan, group law.Group, ind law.Indicator, start law.Start) newlyGoal {
	goal := e.law.Objective(p.text, law.ObjectiveQuery{Group: group, Indicator: ind, NewlyInstalled: true, Start: start})
	cells := []ref{e.ref(goal.Cite)}
	for _, c := range goal.Also {
		cells = append(cells, e.ref(c))
	}
	return newlyGoal{level: goal.Target, known: goal.Target > 0, cells: cells}
}

// planAmounts finds the amounts of every schedule, in every range of bands.
func (e *Engine) planAmounts(p *plan) {
	if len(e.plans) > 0 {
		p.schedules = e.plans[0].schedules
	} else {
		for i := range e.law.ScheduleDays() {
			p.schedules = append(p.schedules, e.schedule(i))
		}
	}
	p.own = slices.Index(e.law.ScheduleDays(), e.law.ScheduleOf(p.text))
}

func (e *Engine) schedule(i int) *schedulePlan {
	s := &schedulePlan{from: e.law.ScheduleDays()[i]}
	for boundary := range s.amounts {
		day := s.from.AddDays(1 - boundary)
		for _, o := range law.Options() {
			for year := 1; year <= lastAmountRow; year++ {
				for _, low := range law.Bands() {
					so := e.amount(e.law.Ceiling(o, year, low, day))
					s.amounts[boundary][o][year][low][low] = so
					for high := low + 1; high <= law.P95AndAbove; high++ {
						so = widened(so, e.amount(e.law.Ceiling(o, year, high, day)))
						s.amounts[boundary][o][year][low][high] = so
					}
				}
			}
		}
	}
	return s
}

func (e *Engine) amount(a law.Amount) amount {
	one := amount{lowest: a.Cents, highest: a.Cents, known: a.Known, certainty: a.Cite.Certainty, cells: []ref{e.ref(a.Cite)}}
	for _, c := range a.Also {
		one.certainty = max(one.certainty, c.Certainty)
		one.cells = append(one.cells, e.ref(c))
	}
	return one
}

// widened is the amount of some bands joined with that of one more. An amount that is
// not known keeps its cell, so that the answer names it.
func widened(so, more amount) amount {
	cells := slices.Clone(so.cells)
	if so.known && !more.known {
		cells = slices.Clone(more.cells)
		more.cells = so.cells
	}
	for _, r := range more.cells {
		if !slices.Contains(cells, r) {
			cells = append(cells, r)
		}
	}
	joined := amount{known: so.known && more.known, certainty: max(so.certainty, more.certainty), cells: cells}
	if joined.known {
		joined.lowest, joined.highest = min(so.lowest, more.lowest), max(so.highest, more.highest)
	}
	return joined
}

// yearsFrom fills in the amounts of an option in a range of bands, each year by the
// schedule in force on the day on which it starts, or by one schedule throughout.
func (p *plan) yearsFrom(q *inquiry, schedule int, o *OptionDecision) {
	o.nYears = uint8(p.years)
	at, boundary := max(schedule, 0), 0
	for i := range p.years {
		if schedule == byCalendar {
			at, boundary = p.scheduleOf(q, i, at)
		}
		amount := &p.schedules[at].amounts[boundary][o.Option][min(i+1, lastAmountRow)][o.Lowest][o.Highest]
		o.years[i] = amount
		o.Certainty = max(o.Certainty, amount.certainty)
	}
}

// scheduleOf is the schedule of a contract year counted from 0, not before the one
// given, and 1 when the year starts on its very first day and another went before.
func (p *plan) scheduleOf(q *inquiry, year, from int) (schedule, boundary int) {
	start := q.app.Signed
	if year > 0 {
		start = start.AddYears(year)
	}
	for from+1 < len(p.schedules) && !start.Before(p.schedules[from+1].from) {
		from++
	}
	if from > 0 && start == p.schedules[from].from {
		boundary = 1
	}
	return from, boundary
}
