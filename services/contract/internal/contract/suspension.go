package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// absentIn refuses that the contract stands still for the absence of an assistant, from
// a day on, unless the text allows it. It looks at the time around the day on which
// nobody worked: the assistant in place was absent and was not replaced.
//
// DERIVED: "over three months" is counted from the first such day to the agreement, the
// day of the amendment, or to the first day on which somebody works again.
func (c Contract) absentIn(from, agreed civil.Date) *Refusal {
	if a, works := c.atWork(from); works {
		return noSuchAbsence(from, a)
	}
	employed := c.employedOn(from)
	if len(employed) == 0 {
		return c.absentNobody(from)
	}
	a := employed[len(employed)-1]
	began, over := c.idle(a, from)
	rules := c.Text.Rules
	if days, ok := rules.SuspensionFrom.Value(); ok && !slices.Contains(days, fundIsTold) && from != began {
		return suspendedLater(from, began, rules.SuspensionFrom.Cite())
	}
	months, ok := rules.SuspensionAfterMonths.Value()
	if !ok {
		return nil
	}
	until, limit := agreed, began.AddMonths(months)
	if !over.IsZero() && over.Before(agreed) {
		until = over
	}
	if until.After(limit) {
		return nil
	}
	return absenceTooShort(stretch{of: a, began: began, over: over, limit: limit, months: months, cite: rules.SuspensionAfterMonths.Cite()}, agreed)
}

// fundIsTold is the form of the law by which a suspension may begin on a later day of
// the absence than its first.
const fundIsTold = "DAY_THE_FUND_IS_TOLD"

// stretch is a time on which nobody works, while an assistant is employed.
type stretch struct {
	of     Assistant
	began  civil.Date
	over   civil.Date // the first day after it; zero while it lasts
	limit  civil.Date // it is long enough when it goes beyond this day
	months int
	cite   law.Citation
}

// idle is the time around a day of an assistant's absence on which nobody works: its
// first day, and the first day after it, zero while it lasts.
func (c Contract) idle(absent Assistant, day civil.Date) (began, over civil.Date) {
	x, _ := absent.absentOn(day)
	began, over = x.From, absent.over(x)
	for _, a := range c.Assistants {
		stops, starts := []civil.Date{a.End.AddDays(1)}, []civil.Date{a.Start}
		for _, x := range a.Absences {
			stops, starts = append(stops, x.From), append(starts, a.over(x))
		}
		for _, d := range stops {
			if _, worked := c.atWork(d.AddDays(-1)); !d.IsZero() && !d.After(day) && worked {
				began = civil.Later(began, d)
			}
		}
		for _, d := range starts {
			if _, works := c.atWork(d); d.After(day) && works && (over.IsZero() || d.Before(over)) {
				over = d
			}
		}
	}
	return began, over
}

// leftBefore refuses that the contract stands still because the assistant has left,
// from a day on, unless nobody is employed on that day and somebody was before.
func (c Contract) leftBefore(from civil.Date) *Refusal {
	if employed := c.employedOn(from); len(employed) > 0 {
		return notLeft(from, employed[len(employed)-1])
	}
	if !slices.ContainsFunc(c.Assistants, func(a Assistant) bool { return a.Start.Before(from) }) {
		return c.nobodyLeft(from)
	}
	return nil
}
