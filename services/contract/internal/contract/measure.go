package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Record is the contract with one more measure, and what the measure means. One that
// corrects another takes its place, on its day or on another; why is the reason, in the
// caller's words. The number of the new measure is given here.
func (c Contract) Record(l *law.Law, m Measured, why string) (Contract, law.Attainment, *Refusal) {
	attained, refusal := c.Measure(l, m.On, m.Counts)
	if refusal != nil {
		return c, law.Attainment{}, refusal
	}
	m.Number = len(c.Measures) + 1
	if m.Corrects != 0 {
		i, refusal := c.correctable(m.Corrects, why)
		if refusal != nil {
			return c, law.Attainment{}, refusal
		}
		c.Measures = slices.Clone(c.Measures)
		c.Measures[i].Replaced = true
	}
	c.Measures = added(c.Measures, m)
	return c, attained, nil
}

// correctable is where the measure stands that a correction is to replace.
func (c Contract) correctable(number int, why string) (int, *Refusal) {
	i := slices.IndexFunc(c.Measures, func(m Measured) bool { return m.Number == number })
	switch {
	case i < 0:
		return 0, c.measureUnknown(number)
	case c.Measures[i].Replaced:
		return 0, c.measureReplaced(c.Measures[i])
	case why == "":
		return 0, correctionWithoutReason(c.Measures[i])
	}
	return i, nil
}

// Attained is what a measure means for the goals of the contract year that it belongs
// to. A measure on an anniversary belongs to the year that it closes.
//
// DERIVED: the same measure also counts for the first half of the year that it opens,
// and then with the goals of that year.
func (c Contract) Attained(l *law.Law, m Measured) law.Attainment {
	return c.attain(l, c.GoalsIn(c.yearMeasured(m.On)), m.Counts)
}

// yearMeasured is the contract year that a measure of a day belongs to: one on an
// anniversary to the year that it closes.
func (c Contract) yearMeasured(on civil.Date) int {
	number := c.Years[0].Number
	for _, y := range c.Years[1:] {
		if !y.Start.IsZero() && on.After(y.Start) {
			number = y.Number
		}
	}
	return number
}

// lastCounted is the latest measure up to a day that no correction replaced; of several
// of one day the last recorded. A zero day is no bound.
func (c Contract) lastCounted(until civil.Date) (Measured, bool) {
	var held Measured
	for _, m := range c.Measures {
		if !m.Replaced && (until.IsZero() || !m.On.After(until)) && !m.On.Before(held.On) {
			held = m
		}
	}
	return held, held.Number != 0
}
