package contract

import "assistmed/services/internal/civil"

// Receipt is how a signature reached the fund.
type Receipt struct {
	Party     Party
	On        civil.Date // the day on which it did
	TermsHash string     // of the terms that were signed, hexadecimal
	// ProofFails: there is a proof and it does not fit its key and the terms.
	ProofFails bool
}

// Received is nil when a signature is on the terms of this offer and came in time, or
// why it is not: TERMS_DIFFER, PROOF_INVALID, OFFER_LAPSED. An offer without lapse date,
// made before there were any, stays open.
func (c Contract) Received(r Receipt) *Refusal {
	switch {
	case c.TermsHash == "":
		return c.offeredWithoutTerms()
	case r.TermsHash != c.TermsHash:
		return c.termsDiffer(r)
	case r.ProofFails:
		return c.proofInvalid(r.Party)
	case !c.Lapses.IsZero() && r.On.After(c.Lapses):
		return c.offerLapsed(r)
	}
	return nil
}

// Overlaps refuses that another contract of the doctor, which has ended, was still in
// force on the day of this one. One that lives is refused by its key in the store.
func (c Contract) Overlaps(other Contract) *Refusal {
	if other.ID == c.ID || other.State != Ended || other.End.Before(c.Signed) {
		return nil
	}
	return c.overlaps(other)
}

// Withdraw gives the offer up: the fund withdraws it, or the doctor refuses it.
func (c Contract) Withdraw(by Party) (Contract, *Refusal) {
	event := Refuse
	if by == FundParty {
		event = Withdraw
	}
	state, refusal := c.next(event)
	if refusal != nil {
		return c, refusal
	}
	c.State = state
	return c, nil
}

// Lapse closes an offer that nobody signed in time, on a day after its lapse date.
func (c Contract) Lapse(on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(Lapse)
	if refusal != nil {
		return c, refusal
	}
	if c.Lapses.IsZero() || !on.After(c.Lapses) {
		return c, c.notLapsedYet(on)
	}
	c.State = state
	return c, nil
}
