package contract

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Proposed is what the law makes of a change outside.
type Proposed struct {
	Explanation law.Phrase
	// Method is the method of the service that would do it; empty when nothing has to
	// be done.
	Method string
	// Cite is the cell; zero where no text says it.
	Cite law.Citation
}

// ReportChange records that something changed outside the contract, and says what the
// law makes of it. The contract itself does not change.
func (c Contract) ReportChange(change OutsideChange, on civil.Date) (Contract, Proposed, *Refusal) {
	state, refusal := c.next(ReportChange)
	if refusal != nil {
		return c, Proposed{}, refusal
	}
	if on.Before(c.Signed) || (!c.Term.IsZero() && on.After(c.Term)) {
		return c, Proposed{}, c.changedOutside(on)
	}
	c.Proposals = added(c.Proposals, Proposal{Change: change, Changed: on})
	c.State = state
	return c, c.propose(change, on), nil
}

// propose is what the law makes of a change.
//
// DERIVED: the zone and the sector were asked at the signature, and the options and
// conditions of a contract stay for its whole life, so that a new one changes nothing.
// A doctor who stops practising leaves nobody to be aided; no text says it. A member of a
// group leaves it, and the group goes on.
func (c Contract) propose(change OutsideChange, on civil.Date) Proposed {
	if c.Group != nil && (change == SpecialtyChangedOutside || change == MovedOutside || change == StopsPractising) {
		return Proposed{Explanation: c.sayMemberLeaves(on), Method: Amend.method(), Cite: c.Group.Aid.Members.ComeAndGo.Cite()}
	}
	again := c.Text.Rule("objectives.newly_installed_again")
	switch change {
	case ZoneChanged:
		return Proposed{Explanation: c.sayZone(), Cite: c.Text.Rules.TwoClocks.Cite()}
	case SpecialtyChangedOutside:
		return Proposed{Explanation: sayFollowed(SpecialtyChanged, on, again), Method: End.method(), Cite: again}
	case MovedOutside:
		return Proposed{Explanation: sayFollowed(Moved, on, again), Method: End.method(), Cite: again}
	case ActivityFell:
		return c.proposeOnActivity(on)
	case SectorChanged:
		return Proposed{Explanation: saySector(), Cite: c.Text.Criteria.Sector.Rule.Cite()}
	default:
		return Proposed{Explanation: sayStops(on), Method: End.method()}
	}
}

// proposeOnActivity: objectives are never re-evaluated, so a lower activity is measured.
// Once a measure since the change lies below a starting level, a notice is possible.
func (c Contract) proposeOnActivity(on civil.Date) Proposed {
	p := Proposed{Cite: c.Text.Rule("objectives.re_evaluated")}
	goal, seen, fallen := c.fallen(on)
	switch {
	case !fallen:
		p.Explanation, p.Method = sayMeasureFirst(), Measure.method()
	case c.State == NoticeGiven:
		p.Explanation = sayFallenWithNotice(goal, seen)
	default:
		p.Explanation, p.Method = sayFallen(goal, seen), GiveNotice.method()
	}
	return p
}

// fallen is an objective whose latest measure since a day lies below its start, and
// what that measure counted.
func (c Contract) fallen(since civil.Date) (goal law.Goal, seen int, fallen bool) {
	var last Measured
	for _, m := range c.Measures {
		if !m.Replaced && !m.On.Before(since) && !m.On.Before(last.On) {
			last = m
		}
	}
	for _, count := range last.Counts {
		for _, g := range c.Goals {
			if g.Indicator == count.Indicator && count.Patients < g.Start {
				return g, count.Patients, true
			}
		}
	}
	return law.Goal{}, 0, false
}

// DecideProposal records that an officer decided on a proposal, by its number from 1.
// The step itself is a call of its own.
func (c Contract) DecideProposal(number int, on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(DecideProposal)
	if refusal != nil {
		return c, refusal
	}
	if number < 1 || number > len(c.Proposals) {
		return c, c.proposalUnknown(number)
	}
	p := c.Proposals[number-1]
	if !p.Decided.IsZero() {
		return c, proposalDecided(number, p)
	}
	p.Decided = on
	list := append([]Proposal(nil), c.Proposals...)
	list[number-1] = p
	c.Proposals = list
	c.State = state
	return c, nil
}
