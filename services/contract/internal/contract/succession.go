package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Successor is a contract that is to follow another one.
type Successor struct {
	ID             string // empty until it is offered
	Kind           SuccessionKind
	Text           *law.Text
	Signed         civil.Date
	SameDoctor     bool
	NewlyInstalled bool
}

// opensToHolders is the form of an option that only who holds a contract may have.
const opensToHolders = "SECOND_ASSISTANT"

// Follows is nil when an offer of the option may follow a contract in this way, or none
// when kind is zero. The options of a second assistant always follow one.
func Follows(kind SuccessionKind, t *law.Text, option law.Option) *Refusal {
	open, _ := t.Option(option).Open.Value()
	second := open == opensToHolders
	switch {
	case kind == Renewal:
		return renewedByItsOwnCall()
	case second && kind != SecondAssistant:
		return holdsNoContract(t, option)
	case !second && kind == SecondAssistant:
		return noSecondAssistant(t, option)
	}
	return nil
}

// MayBeFollowed is nil when the contract, as it stands, can be followed by the other
// one, or why not: SUCCESSION_IMPOSSIBLE.
func (c Contract) MayBeFollowed(l *law.Law, by Successor) *Refusal {
	switch {
	case !by.SameDoctor:
		return c.anotherDoctors()
	case c.SucceededBy != "":
		return c.followedAlready()
	}
	switch by.Kind {
	case Renewal:
		return c.mayBeRenewed(by.Signed)
	case SecondAssistant:
		return c.mayHaveSecond(l, by.Text, by.Signed)
	default:
		return c.predecessorEnded(by)
	}
}

// Followed is the contract once the one that follows it is signed by both. A renewal
// ends it at its term, unless it has expired already; a second assistant the day before
// the new contract. DERIVED: the option of a second assistant is that of both assistants
// together, so that the second contract takes the place of the first.
func (c Contract) Followed(l *law.Law, by Successor) (Contract, *Refusal) {
	if refusal := c.MayBeFollowed(l, by); refusal != nil {
		return c, refusal
	}
	c.SucceededBy = by.ID
	switch {
	case by.Kind == Renewal && c.State == Active:
		return c.endedOn(l, c.Term, Renewed), nil
	case by.Kind == SecondAssistant:
		return c.endedOn(l, by.Signed.AddDays(-1), Replaced), nil
	}
	return c, nil
}

// endedOn is the running contract ended: the day is the last one in force.
func (c Contract) endedOn(l *law.Law, last civil.Date, reason EndReason) Contract {
	c.State, c.End, c.EndReason = Ended, last, reason
	return c.Timed(l)
}

// mayBeRenewed: a renewal begins on the day after the term, whether the term has been
// recorded or not.
func (c Contract) mayBeRenewed(signed civil.Date) *Refusal {
	last := c.Term
	if c.State == Ended {
		last = c.End
	}
	if c.State != Active && (c.State != Ended || c.EndReason != Expired) {
		return c.notRenewedFrom()
	}
	if signed != last.AddDays(1) {
		return c.notTheDayAfter(signed, last)
	}
	return nil
}

// predecessorEnded: after a move or a change of specialty the contract has ended for it, and
// the doctor begins anew as newly installed.
func (c Contract) predecessorEnded(by Successor) *Refusal {
	wanted := Moved
	if by.Kind == AfterSpecialtyChange {
		wanted = SpecialtyChanged
	}
	switch {
	case c.State != Ended || c.EndReason != wanted:
		return c.endedOtherwise(wanted)
	case !by.NewlyInstalled:
		return c.notNewlyInstalled(by.Signed)
	}
	return nil
}

// mayHaveSecond: what the text asks of the contract that the doctor holds, by our own
// record and not by what an application claims. A cell that is unknown refuses nothing.
func (c Contract) mayHaveSecond(l *law.Law, t *law.Text, signed civil.Date) *Refusal {
	rule := t.SecondAssistant
	if rule == nil {
		return noSecondAssistant(t, c.Option)
	}
	if c.State != Active {
		return c.notHeld()
	}
	year, ok := c.yearHolding(signed)
	if !ok || !signed.After(c.Signed) {
		return c.notHeldOn(signed)
	}
	option, goals := c.OptionIn(year), c.GoalsIn(year)
	if wanted, known := rule.HeldOption.Value(); known && option != wanted {
		return c.holdsAnother(option, rule.HeldOption)
	}
	if wanted, known := rule.HeldContractYear.Value(); known && year < wanted {
		return c.heldTooShort(year, signed, rule.HeldContractYear)
	}
	if wanted, _ := rule.HeldObjectivesReached.Value(); !wanted {
		return nil
	}
	measured, ok := c.lastMeasureUpTo(signed)
	if !ok {
		return c.heldUnmeasured(signed, rule.HeldObjectivesReached)
	}
	if attained := l.Attain(c.Text, goals, measured.Counts); !attained.Known || !attained.Reached {
		return c.heldUnreached(measured.On, attained, rule.HeldObjectivesReached)
	}
	return nil
}

// yearHolding is the number of the contract year in which a day lies.
func (c Contract) yearHolding(day civil.Date) (number int, ok bool) {
	i := slices.IndexFunc(c.Years, func(y law.Year) bool { return y.Open && !day.Before(y.Start) && !day.After(y.End) })
	if i < 0 {
		return 0, false
	}
	return c.Years[i].Number, true
}

// lastMeasureUpTo is the latest measure that counts, of the latest day up to this one.
func (c Contract) lastMeasureUpTo(day civil.Date) (last Measured, ok bool) {
	for _, m := range c.Measures {
		if m.Replaced || m.On.After(day) || ok && m.On.Before(last.On) {
			continue
		}
		last, ok = m, true
	}
	return last, ok
}
