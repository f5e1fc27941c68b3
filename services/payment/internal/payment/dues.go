package payment

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// Dues lists every due of a contract, by year and instalment, as the law owes it on
// these facts, with what was posted. Years that begin after the contract's end have
// none. A due whose day comes after through is upcoming; a zero through is no bound:
// every day has come. Of a group each contract year has one due, which nobody can date and
// which is never owed.
func Dues(l *law.Law, f Facts, posted Posted, through civil.Date) []Due {
	return open(l, f, posted, through).dues(allWords)
}

// DuesToPay are the Dues without the explanations of those that nobody can pay or claim
// today: upcoming and blocked ones.
func DuesToPay(l *law.Law, f Facts, posted Posted, through civil.Date) []Due {
	return open(l, f, posted, through).dues(wordsToPay)
}

// words says which dues are explained: sentences cost more than sums.
type words uint8

const (
	allWords words = iota + 1
	wordsToPay
	noWords
)

// tell reports whether a due in a state is explained.
func (w words) tell(s State) bool {
	return w == allWords || w == wordsToPay && s != Upcoming && s != Blocked
}

func (b book) dues(w words) []Due {
	b.words = w
	all := make([]Due, 0, 2*len(b.years))
	for _, y := range b.years {
		if b.facts.Group != nil {
			all = append(all, b.groupYear(y)...)
			continue
		}
		all = append(all, b.year(y)...)
	}
	return all
}

// book is what all contract years share.
type book struct {
	law     *law.Law
	facts   Facts
	posted  Posted
	through civil.Date
	years   []law.Year
	unmoved []law.Year // as they would be without pauses
	hired   bool
	words   words
	// begins is the later of signature and first hiring; starts is the first day of the
	// aid, which is the same unless a pause holds it. Zero while a running pause hides it.
	begins, starts civil.Date
}

func open(l *law.Law, f Facts, posted Posted, through civil.Date) book {
	b := book{
		law: l, facts: f, posted: posted, through: through,
		years: f.numbered(f.years(l, f.Pauses)), unmoved: f.years(l, nil),
	}
	var first civil.Date
	if first, b.hired = f.firstHiring(); b.hired {
		b.begins = civil.Later(f.Signed, first)
		b.starts, _ = f.firstDayBack(b.begins)
	}
	return b
}

// year gives the dues of one contract year.
func (b book) year(y law.Year) []Due {
	if nothing, why := b.owesNothing(y); nothing {
		if why == afterEnd && !b.paidIn(y) {
			return nil
		}
		return b.nothing(y, why)
	}
	a := b.account(y)
	if a.reason = b.hindrance(y); a.reason == nil {
		a.reason = a.unpriced
	}
	for i := range a.parts {
		a.date(&a.parts[i])
		a.measure(&a.parts[i], i == len(a.parts)-1)
	}
	a.reckon()
	dues := make([]Due, len(a.parts))
	for i := range a.parts {
		dues[i] = a.due(i)
	}
	return dues
}

// idle is why a year owes nothing, whatever the law's amounts.
type idle uint8

const (
	afterEnd     idle = iota + 1 // the contract ended before the year began
	neverHired                   // the contract ended before anybody was employed
	beforeHiring                 // the year ended before the aid started
)

// owesNothing tells whether the year owes nothing.
func (b book) owesNothing(y law.Year) (bool, idle) {
	end := b.facts.End
	switch {
	case !end.IsZero() && y.Start.After(end):
		return true, afterEnd
	case !end.IsZero() && (!b.hired || b.starts.After(end)):
		return true, neverHired
	case b.hired && !y.End.IsZero() && y.End.Before(b.begins):
		return true, beforeHiring
	}
	return false, 0
}

// paidIn reports whether anything was posted for the year.
func (b book) paidIn(y law.Year) bool {
	for _, inst := range b.facts.Text.Calendar(y.Number) {
		if b.posted[b.key(y, inst)] != 0 {
			return true
		}
	}
	return false
}

// nothing gives the dues of a year that owes nothing: what was posted is overpaid.
func (b book) nothing(y law.Year, why idle) []Due {
	calendar := b.facts.Text.Calendar(y.Number)
	dues := make([]Due, 0, len(calendar))
	for _, inst := range calendar {
		d := Due{Key: b.key(y, inst), Owed: known(0)}
		d.Posted = b.posted[d.Key]
		d.Computation = Computation{Option: b.facts.terms(y.Number).Option, YearStart: y.Start, Entitlement: known(0)}
		if len(b.facts.Bands) == 1 {
			d.Computation.Band = b.facts.Bands[0]
		}
		d.Computation.cites(b.facts.Text.Rules.AidStarts.Cite())
		if d.State = b.state(d); b.words.tell(d.State) {
			d.Computation.Explanation = b.sayIdle(y, why)
		}
		dues = append(dues, d)
	}
	return dues
}

// hindrance is why no due of the year can be paid now.
func (b book) hindrance(y law.Year) *Reason {
	rules := b.facts.Text.Rules
	switch {
	case !b.facts.BothSigned && !b.facts.Prospective:
		return &Reason{Code: NotSigned, Text: sayNotSigned()}
	case !b.hired:
		return &Reason{Code: NoAssistant, Text: sayNoAssistant(), Cite: rules.AidStarts.Cite()}
	case b.starts.IsZero() || y.Start.IsZero():
		return &Reason{Code: Suspended, Text: b.saySuspended(), Cite: rules.SuspensionClock.Cite()}
	}
	return nil
}

func (b book) key(y law.Year, inst law.Instalment) Key {
	return Key{ContractID: b.facts.ContractID, Year: y.Number, Instalment: inst.Number}
}

// hasCome reports whether a day lies within the bound of the question.
func (b book) hasCome(day civil.Date) bool {
	return !day.IsZero() && (b.through.IsZero() || !day.After(b.through))
}

// state says what can be done with a due of which all else is known.
func (b book) state(d Due) State {
	delta := d.Delta()
	switch {
	case !d.On.IsZero() && !b.hasCome(d.On):
		return Upcoming
	case d.BlockedBy != nil:
		return Blocked
	case b.facts.Prospective:
		return Upcoming
	case delta.Cents < 0:
		return Overpaid
	case delta.Cents > 0 && d.Posted > 0:
		return Underpaid
	case delta.Cents > 0:
		return Payable
	case d.Posted > 0:
		return Paid
	}
	return NothingOwed
}

// times is r × s; both are ratios of patients or of days, so small.
func times(r, s money.Ratio) money.Ratio {
	return money.Ratio{Num: r.Num * s.Num, Den: r.Den * s.Den}.Reduced()
}
