package payment

import (
	"math/big"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// Forms of the payment calendar, as the texts write them.
const (
	whenHiring    = "HIRING"
	whenYearStart = "YEAR_START"
	basisFixed    = "FIXED"
	basisLatest   = "LATEST_MEASURE"
	wholeShareBP  = 10000
)

// account is the account of one contract year: what its instalments share, and they.
type account struct {
	book
	year     law.Year
	terms    Change      // the option and the objectives of the year
	base     Computation // what all instalments share
	said     []sentence  // those that all share
	unpriced *Reason     // why the table gives no amount
	reason   *Reason     // why no instalment can be told
	inForce  money.Ratio // days in force / days of the year; 1 unless the contract ended inside
	parts    []part
}

// part is one instalment on its way to a due.
type part struct {
	inst    law.Instalment
	key     Key
	on      civil.Date
	reason  *Reason
	ratio   money.Ratio // of the objectives; 1 where they do not count
	counted *law.Attainment
	measure Measure
	worth   Amount // the year, on this part's measure: for the last part the entitlement
	owed    Amount
	byDays  bool // the days in force count for it
	said    []law.Phrase
	cited   []law.Citation
}

// account opens the account of a year: option, band, row of the table, days.
func (b book) account(y law.Year) *account {
	a := &account{book: b, year: y, terms: b.facts.terms(y.Number), inForce: money.Ratio{Num: 1, Den: 1}}
	a.base = Computation{Option: a.terms.Option, YearStart: y.Start}
	if len(b.facts.Bands) == 1 {
		a.base.Band = b.facts.Bands[0]
	}
	for _, inst := range b.facts.Text.Calendar(y.Number) {
		a.parts = append(a.parts, part{inst: inst, key: b.key(y, inst)})
	}
	if y.Start.IsZero() {
		return a
	}
	held, employed := b.facts.employedOn(civil.Later(y.Start, b.starts))
	if employed {
		a.base.Option = min(a.base.Option, held.Reached)
	}
	a.price()
	rules := b.facts.Text.Rules
	a.base.cites(rules.TwoClocks.Cite())
	if a.terms.FromYear != 0 {
		a.base.cites(rules.OptionChange.Cite())
		a.say(func() law.Phrase { return sayChangedOption(a.terms, b.facts.Option) })
	}
	if a.base.Option != a.terms.Option {
		a.base.cites(held.Cite)
		a.say(func() law.Phrase { return sayReached(held.Start, a.base.Option, a.terms.Option) })
	}
	if moved := a.movedBy(); moved > 0 {
		a.base.cites(rules.SuspensionClock.Cite())
		a.say(func() law.Phrase { return sayMoved(moved) })
	}
	if b.facts.endedIn(y) {
		a.base.DaysInForce, a.base.DaysInYear = b.facts.daysInForce(y), y.Days
		a.inForce = money.Ratio{Num: int64(a.base.DaysInForce), Den: int64(a.base.DaysInYear)}
	}
	return a
}

// sentence is made only when somebody reads it.
type sentence func() law.Phrase

func (a *account) say(s sentence) { a.said = append(a.said, s) }

// movedBy is by how many days the suspensions moved the first day of the year.
func (a *account) movedBy() int {
	return a.unmoved[a.year.Number-a.years[0].Number].Start.DaysUntil(a.year.Start)
}

// price reads the row of the table for every band that remains possible.
func (a *account) price() {
	var first law.Amount
	for i, band := range a.facts.Bands {
		row := a.law.Ceiling(a.base.Option, a.year.Number, band, a.year.Start)
		a.base.cites(row.Cite)
		a.base.cites(row.Also...)
		switch {
		case row.None:
			a.unpriced = &Reason{Code: NoAmount, Text: sayNoAmount(a.base.Option, a.year), Cite: row.Cite}
			return
		case !row.Known:
			a.unpriced = &Reason{Code: AmountUnknown, Text: sayAmountUnknown(a.base.Option, a.year, row.Cite), Cite: row.Cite}
			return
		case i > 0 && row.Cents != first.Cents:
			a.unpriced = &Reason{Code: BandUnsettled, Text: sayBandUnsettled(a.year, first.Cents, row.Cents), Cite: row.Cite}
			return
		case i == 0:
			first = row
		}
	}
	a.base.Ceiling = known(first.Cents)
	a.say(func() law.Phrase { return a.sayRow(first) })
}

// date finds the day from which a part is owed.
func (a *account) date(p *part) {
	if p.reason = a.reason; p.reason != nil && p.reason != a.unpriced {
		return
	}
	rules := a.facts.Text.Rules
	var on civil.Date
	switch p.inst.When {
	case whenHiring:
		on = a.starts
		p.cited = append(p.cited, rules.AidStarts.Cite())
	case whenYearStart:
		on = civil.Later(a.year.Start, a.starts)
	default:
		on = a.year.End.AddDays(1)
	}
	if end := a.facts.End; !end.IsZero() && on.After(end) {
		on = end.AddDays(1)
	}
	back, told := a.facts.firstDayBack(on)
	if on.IsZero() || !told {
		p.reason = &Reason{Code: Suspended, Text: a.saySuspended(), Cite: rules.SuspensionClock.Cite()}
		return
	}
	p.on = back
}

// vacant is why a part is not paid that falls due when the assistant has left and nobody
// has followed: the aid goes on with a replacement, or else is suspended. What is to be
// claimed does not wait for one.
//
// DERIVED: what falls due after the contract's last day is looked at on that day.
func (a *account) vacant(p *part) *Reason {
	rule := a.facts.Text.Rules.Departure
	if !rule.Known() || !a.hasCome(p.on) {
		return nil
	}
	day, last := p.on, a.facts.End
	if last.IsZero() {
		last = a.years[len(a.years)-1].End
	}
	if !last.IsZero() && day.After(last) {
		day = last
	}
	left, vacant := a.facts.vacantOn(day)
	if !vacant {
		return nil
	}
	return &Reason{Code: NoAssistant, Text: sayVacant(day, left, !a.facts.End.IsZero()), Cite: rule.Cite()}
}

// payBy is the last day on which a part should be paid; zero when the text names none.
func (p part) payBy() civil.Date {
	if p.on.IsZero() {
		return civil.Date{}
	}
	if days, ok := p.inst.PayWithinDays.Value(); ok {
		return p.on.AddDays(days)
	}
	if months, ok := p.inst.PayWithinMonths.Value(); ok {
		return p.on.AddMonths(months)
	}
	return civil.Date{}
}

// measure finds the ratio of the objectives for a part, and what the year is worth by it.
func (a *account) measure(p *part, last bool) {
	p.ratio = money.Ratio{Num: 1, Den: 1}
	if p.reason != nil {
		return
	}
	if p.inst.Basis != basisFixed && !a.facts.Prospective && !a.attained(p) {
		return
	}
	whole := p.ratio
	if last {
		whole = times(whole, a.inForce)
	}
	p.worth = known(a.base.Ceiling.Cents.Times(whole))
	if !exact(a.base.Ceiling.Cents, whole) {
		p.cited = append(p.cited, a.facts.Text.Rules.Rounding.Cite())
	}
}

// attained reads the measure that counts for a part; false, with the reason, when
// there is none or when it leaves out what is needed.
func (a *account) attained(p *part) bool {
	from, to := a.window(p)
	m, ok := a.facts.measured(from, to)
	if !ok {
		p.reason = &Reason{Code: MeasureMissing, Text: sayMeasureMissing(from, to), Cite: basisCite(p.inst)}
		return false
	}
	counted := a.law.Attain(a.facts.Text, a.terms.Goals, m.Counts)
	p.measure, p.counted, p.ratio = m, &counted, counted.Ratio
	p.cited = append(p.cited, counted.Cites...)
	if !counted.Known {
		p.reason = &Reason{Code: MeasureIncomplete, Text: sayMeasureIncomplete(m.On, counted.Missing), Cite: basisCite(p.inst)}
		return false
	}
	return true
}

// window is the days whose measures count for a part, both included; a zero first day
// is no bound.
func (a *account) window(p *part) (from, to civil.Date) {
	if p.inst.Basis == basisLatest {
		return civil.Date{}, p.on
	}
	from, to = a.year.Start.AddDays(1), a.year.End.AddDays(1)
	if end := a.facts.End; !end.IsZero() && end.Before(to) {
		to = end
	}
	return from, to
}

// basisCite is the cell that says on which measure an instalment is paid.
func basisCite(inst law.Instalment) law.Citation {
	for _, cite := range inst.Cites {
		if strings.HasSuffix(cite.Cell, ".basis") {
			return cite
		}
	}
	return law.Citation{}
}

// reckon says what each part owes. The last one pays the rest of the year's
// entitlement, so that the parts add up to it.
func (a *account) reckon() {
	n := len(a.parts) - 1
	if n < 0 {
		return
	}
	last := &a.parts[n]
	final := last.worth.Known && (a.hasCome(last.on) || a.over())
	limit := a.limit(last.worth, final)
	rest := last.worth
	last.byDays = a.base.DaysInYear != 0
	for i := range a.parts[:n] {
		p := &a.parts[i]
		a.advance(p, limit, final)
		rest = Amount{Cents: rest.Cents - p.owed.Cents, Known: rest.Known && p.owed.Known}
	}
	if last.reason == nil {
		last.owed = rest
	}
}

// over reports whether the contract ended in this year, so that its clock stands.
func (a *account) over() bool {
	return !a.facts.End.IsZero() && !a.facts.End.After(a.year.End)
}

// limit is the most that the year can owe, as far as it is told. It is told when the
// last instalment's day has come, or when the contract is over.
func (a *account) limit(entitlement Amount, final bool) Amount {
	switch {
	case final:
		return entitlement
	case a.over() && a.base.Ceiling.Known:
		return known(a.base.Ceiling.Cents.Times(a.inForce))
	}
	return Amount{}
}

// advance says what an instalment owes that is not the year's last.
//
// Once the year's entitlement is told, an advance that was paid stands as it was paid,
// and the last instalment takes the difference; one that was not paid is never more
// than what the year leaves, so that we never pay what we would at once claim back;
// and one that no measure told is paid with the last instalment.
func (a *account) advance(p *part, limit Amount, final bool) {
	paid := a.posted[p.key]
	if p.reason != nil {
		if final && (p.reason.Code == MeasureMissing || p.reason.Code == MeasureIncomplete) {
			p.reason, p.owed = nil, known(paid)
			p.said = append(p.said, sayPaidWithLast())
		}
		return
	}
	raw := p.worth.Cents.Times(p.share())
	if !exact(p.worth.Cents, p.share()) {
		p.cited = append(p.cited, a.facts.Text.Rules.Rounding.Cite())
	}
	p.owed = known(raw)
	if final && paid > 0 {
		p.owed = known(paid)
		if paid != raw {
			p.said = append(p.said, sayStands(paid, raw))
		}
		return
	}
	if !limit.Known {
		return
	}
	if most := max(paid, limit.Cents-a.paidBeside(p.key)); raw > most {
		p.owed, p.byDays = known(max(most, 0)), a.base.DaysInYear != 0
		p.said = append(p.said, sayLimited(p.owed.Cents, limit.Cents))
	}
}

// paidBeside is what was posted for the other instalments of the year.
func (a *account) paidBeside(key Key) money.Cents {
	var sum money.Cents
	for _, p := range a.parts {
		if p.key != key {
			sum += a.posted[p.key]
		}
	}
	return sum
}

// share is the share of the year that the part pays.
func (p part) share() money.Ratio {
	bp, _ := p.inst.ShareBP.Value()
	return money.Ratio{Num: int64(bp), Den: wholeShareBP}
}

// exact reports whether c × r is a whole number of cents.
func exact(c money.Cents, r money.Ratio) bool {
	product := new(big.Int).Mul(big.NewInt(int64(c)), big.NewInt(r.Num))
	return product.Rem(product, big.NewInt(r.Den)).Sign() == 0
}

// due is the finished due of a part.
func (a *account) due(i int) Due {
	p, last := &a.parts[i], i == len(a.parts)-1
	d := Due{Key: p.key, On: p.on, PayBy: p.payBy(), Posted: a.posted[p.key], BlockedBy: p.reason, Owed: p.owed}
	c := a.base
	c.Citations = append([]law.Citation(nil), a.base.Citations...)
	c.cites(p.inst.Cites...)
	c.cites(p.cited...)
	if p.byDays {
		c.cites(a.facts.Text.Rules.ProRata.Cite(), a.facts.Text.Rules.DayCount.Cite())
	} else {
		c.DaysInForce, c.DaysInYear = 0, 0
	}
	if p.inst.Basis != basisFixed && p.worth.Known {
		ratio := p.ratio
		c.Ratio, c.MeasuredOn = &ratio, p.measure.On
	}
	c.Entitlement = p.worth
	switch {
	case !last:
		c.ShareBP = int(p.share().Num)
	case len(a.parts) == 1:
		c.ShareBP = wholeShareBP
	case p.owed.Known:
		c.Earlier = known(p.worth.Cents - p.owed.Cents)
	}
	if a.facts.Prospective {
		c.Assumptions = a.assumptions(p)
	}
	if vacant := a.vacant(p); vacant != nil && (d.BlockedBy != nil || d.Delta().Cents > 0) {
		d.BlockedBy = vacant
		c.cites(vacant.Cite)
	}
	if a.facts.Unstated() {
		d.BlockedBy = &Reason{Code: PastUnstated, Text: sayPastUnstated()}
	}
	if d.BlockedBy != nil {
		d.Owed = Amount{}
	}
	d.Computation = c
	d.State = a.state(d)
	if a.words.tell(d.State) {
		d.Computation.Explanation = a.explain(p, last, d)
	}
	if d.State != Blocked {
		d.BlockedBy = nil
	}
	return d
}
