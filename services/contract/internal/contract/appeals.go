package contract

import (
	"slices"

	"assistmed/services/internal/civil"
)

// FileAppeal records an appeal against the decision that ended the contract.
func (c Contract) FileAppeal(on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(FileAppeal)
	if refusal != nil {
		return c, refusal
	}
	d, standing := c.standing()
	if !standing {
		return c, c.noDecision()
	}
	if on.Before(d.Decided) {
		return c, beforeDecision(on, d)
	}
	for i, a := range d.Appeals {
		if a.Outcome == 0 {
			return c, appealPending(i+1, a)
		}
	}
	d.Appeals = added(d.Appeals, Appeal{Filed: on})
	c = c.withDecision(d)
	c.State = state
	return c, nil
}

// DecideAppeal records what became of an appeal, by its number from 1 within the
// decision that ended the contract. An annulled decision stays, and the contract runs
// again from its end; every other outcome only adds.
//
// DERIVED: a suspension that the end closed stays closed. It rests on the doctor's
// agreement, which an appeal does not give again.
func (c Contract) DecideAppeal(number int, outcome AppealOutcome, on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(DecideAppeal)
	if refusal != nil {
		return c, refusal
	}
	d, standing := c.standing()
	if !standing {
		return c, c.noDecision()
	}
	if number < 1 || number > len(d.Appeals) {
		return c, appealUnknown(number, d)
	}
	a := d.Appeals[number-1]
	switch {
	case a.Outcome != 0:
		return c, appealDecided(number, a)
	case on.Before(a.Filed):
		return c, beforeAppeal(on, number, a)
	case outcome == Annulled && c.SucceededBy != "":
		return c, c.followed()
	}
	a.Outcome, a.Decided = outcome, on
	d.Appeals = slices.Clone(d.Appeals)
	d.Appeals[number-1] = a
	if outcome == Annulled {
		d.Annulled = true
		c.End, c.EndReason, state = civil.Date{}, 0, Active
	}
	c = c.withDecision(d)
	c.State = state
	return c, nil
}

// standing is the decision that ended the contract: the last one, unless an appeal has
// annulled it.
func (c Contract) standing() (Decision, bool) {
	if n := len(c.Decisions); n > 0 && !c.Decisions[n-1].Annulled {
		return c.Decisions[n-1], true
	}
	return Decision{}, false
}

// withDecision is the contract with its last decision replaced.
func (c Contract) withDecision(d Decision) Contract {
	c.Decisions = slices.Clone(c.Decisions)
	c.Decisions[len(c.Decisions)-1] = d
	return c
}
