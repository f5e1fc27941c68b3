package contract

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// Forecast is what becomes of one contract year at the pace of the latest measure.
type Forecast struct {
	Year    int
	On      civil.Date // the day on which its attainment is measured
	Measure int        // the number of the measure that gives the pace, or the level itself
	// Counted: the level was counted on or before that day, and nothing is projected.
	Counted    bool
	Counts     []law.Count // the levels on that day
	Attainment law.Attainment
	Option     law.Option // the option that is paid
	Ceiling    Cents      // of the year in the table
	Aid        Cents      // at that attainment
	// Why says why the ceiling or the aid cannot be told; empty when they are known.
	Why         law.Phrase
	Cites       []law.Citation
	Explanation law.Phrase
}

// Cents is an amount in cents that may not be known.
type Cents struct {
	Amount money.Cents
	Known  bool
}

// Forecast says what each modulated contract year that is not over becomes at today's
// pace, first to last.
//
// DERIVED: a forecast is no right. The pace is what was gained since the start, per day
// on which the contract's clock ran; it is projected in a straight line, to whole
// patients, rounded down. A year counts on the anniversary that opens it, as its first
// half does: one that has begun has the measure that counted then, and, where there was
// none, the level on the day that closes it, as its only payment then has. Years whose
// days a running suspension hides have no forecast.
func (c Contract) Forecast(l *law.Law) ([]Forecast, *Refusal) {
	latest, ok := c.lastCounted(civil.Date{})
	if !ok || !latest.On.After(c.Signed) {
		return nil, c.notMeasured()
	}
	var all []Forecast
	first, modulated := c.firstModulated().Value()
	for _, y := range c.Years {
		over := !y.End.IsZero() && latest.On.After(y.End)
		if c.State == Ended || !modulated || y.Number < first || y.Start.IsZero() || over {
			continue
		}
		if f, ok := c.forecast(y, latest); ok {
			f.price(l, c, y)
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil, c.nothingToForecast(latest)
	}
	return all, nil
}

// forecast finds the day of a year and the levels on it; false when they cannot be told.
func (c Contract) forecast(y law.Year, latest Measured) (Forecast, bool) {
	f := Forecast{Year: y.Number, On: y.Start, Measure: latest.Number}
	if !latest.On.Before(y.Start) {
		if counted, ok := c.lastCounted(y.Start); ok {
			f.Measure, f.Counted, f.Counts = counted.Number, true, counted.Counts
			return f, true
		}
		if y.End.IsZero() {
			return Forecast{}, false
		}
		f.On = y.End.AddDays(1)
	}
	elapsed, ahead := c.clock(latest.On), c.clock(f.On)
	if elapsed <= 0 {
		return Forecast{}, false
	}
	for _, g := range c.GoalsIn(y.Number) {
		if seen, ok := latest.count(g.Indicator); ok {
			f.Counts = append(f.Counts, law.Count{Indicator: g.Indicator, Patients: projected(g.Start, seen, elapsed, ahead)})
		}
	}
	return f, true
}

// count is the count of an indicator; of several the last one holds.
func (m Measured) count(i law.Indicator) (patients int, found bool) {
	for _, n := range m.Counts {
		if n.Indicator == i {
			patients, found = n.Patients, true
		}
	}
	return patients, found
}

// clock counts the days from the day of the contract to another on which it was not
// suspended.
func (c Contract) clock(to civil.Date) int {
	days := c.Signed.DaysUntil(to)
	for _, s := range c.Suspensions {
		from, until := civil.Later(s.From, c.Signed), s.Until
		if until.IsZero() || until.After(to) {
			until = to
		}
		if from.Before(until) {
			days -= from.DaysUntil(until)
		}
	}
	return days
}

// projected is the level that a pace leads to: seen patients after elapsed days, and so
// on for ahead days. It is rounded down, and nobody has fewer than no patients.
func projected(start, seen, elapsed, ahead int) int {
	gained := int64(seen-start) * int64(ahead)
	whole := gained / int64(elapsed)
	if gained%int64(elapsed) < 0 {
		whole--
	}
	return max(0, start+int(whole))
}

// price says what the levels mean for the year's aid.
func (f *Forecast) price(l *law.Law, c Contract, y law.Year) {
	f.Attainment = c.attain(l, c.GoalsIn(y.Number), f.Counts)
	f.cites(f.Attainment.Cites...)
	f.cites(c.firstModulated().Cite())
	if c.Group == nil {
		option, cite := c.paidOption(l, y)
		f.Option = option
		f.cites(c.Text.Rules.TwoClocks.Cite(), cite)
	}
	if f.Ceiling, f.Why = f.ceiling(l, c, y); f.Ceiling.Known && f.Attainment.Known {
		f.cites(c.Text.Rules.Rounding.Cite())
		f.Aid = Cents{Amount: f.Ceiling.Amount.Times(f.Attainment.Ratio), Known: true}
	}
	f.Explanation = f.explain(c)
}

// paidOption is the option of a year, or the smaller one that the assistant's working
// time reaches; nobody hired yet, it is that of the year.
func (c Contract) paidOption(l *law.Law, y law.Year) (law.Option, law.Citation) {
	option := c.OptionIn(y.Number)
	if len(c.Assistants) == 0 {
		return option, law.Citation{}
	}
	held := c.Assistants[0]
	for _, a := range c.Assistants {
		if !a.Start.After(y.Start) {
			held = a
		}
	}
	reached, refusal := c.Reaches(l, held.Weekly)
	if refusal != nil || reached.Option >= option {
		return option, law.Citation{}
	}
	return reached.Option, reached.Cite
}

// ceiling reads the row of the table for every band that remains possible, or says why
// there is no amount.
func (f *Forecast) ceiling(l *law.Law, c Contract, y law.Year) (Cents, law.Phrase) {
	if c.Group != nil {
		amount, cite := c.Group.amount(y.Number)
		f.cites(cite)
		if !amount.Known {
			return Cents{}, ceilingUnknown(cite)
		}
		return amount, law.Phrase{}
	}
	if len(c.Bands) == 0 {
		return Cents{}, ceilingUnsettled()
	}
	var first law.Amount
	for i, band := range c.Bands {
		row := l.Ceiling(f.Option, y.Number, band, y.Start)
		f.cites(row.Cite)
		f.cites(row.Also...)
		switch {
		case row.None:
			return Cents{}, noCeiling(f.Option, y)
		case !row.Known:
			return Cents{}, ceilingUnknown(row.Cite)
		case i > 0 && row.Cents != first.Cents:
			return Cents{}, ceilingUnsettled()
		case i == 0:
			first = row
		}
	}
	return Cents{Amount: first.Cents, Known: true}, law.Phrase{}
}

// cites adds cells, each once, and leaves out those that are none.
func (f *Forecast) cites(cells ...law.Citation) {
	f.Cites = law.Cited(f.Cites, cells...)
}
