package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Sign records the signature of one party. The contract becomes Active with the second
// one. No signature may be later than the day of the contract and the last one must
// fall on it, because that day chose the text.
func (c Contract) Sign(by Party, on civil.Date) (Contract, *Refusal) {
	event := SignByDoctor
	if by == FundParty {
		event = SignByFund
	}
	state, refusal := c.next(event)
	if refusal != nil {
		return c, refusal
	}
	if on.After(c.Signed) {
		return c, c.signedTooLate(by, on)
	}
	c.Signatures = added(c.Signatures, Signature{Party: by, On: on})
	if last := latest(c.Signatures); state == Active && last.Before(c.Signed) {
		return c, c.signedTooEarly(last)
	}
	c.State = state
	return c, nil
}

// latest is the day of the latest signature.
func latest(list []Signature) civil.Date {
	var day civil.Date
	for _, s := range list {
		day = civil.Later(day, s.On)
	}
	return day
}

// Hire records the employment of an assistant. It may have begun before the contract;
// it may not begin after its term. Another assistant is hired only to replace one who
// is absent or has left, or beside others up to the ETP of a group. Whether the assistant's shares under other contracts leave
// room, says [Shared].
func (c Contract) Hire(l *law.Law, a Assistant) (Contract, Reached, *Refusal) {
	start := a.Start
	state, refusal := c.next(Hire)
	if refusal != nil {
		return c, Reached{}, refusal
	}
	if !c.Term.IsZero() && start.After(c.Term) {
		return c, Reached{}, c.hiredAfterTerm(start)
	}
	if c.Group != nil {
		refusal = c.fits(l, a)
	} else {
		refusal = c.mayHire(start)
	}
	if refusal != nil {
		return c, Reached{}, refusal
	}
	reached, refusal := c.Reaches(l, a.Weekly)
	if refusal != nil {
		return c, Reached{}, refusal
	}
	c.Assistants = added(c.Assistants, a)
	slices.SortStableFunc(c.Assistants, func(a, b Assistant) int { return a.Start.Compare(b.Start) })
	c.State = state
	return c, reached, nil
}

// Measure says what patients counted on a day mean for the objectives. The contract
// itself does not change.
func (c Contract) Measure(l *law.Law, on civil.Date, counts []law.Count) (law.Attainment, *Refusal) {
	if _, refusal := c.next(Measure); refusal != nil {
		return law.Attainment{}, refusal
	}
	if on.Before(c.Signed) {
		return law.Attainment{}, c.measuredBefore(on)
	}
	if last := c.lastMeasure(); !last.IsZero() && on.After(last) {
		return law.Attainment{}, c.measuredAfter(on, last)
	}
	if s, in := c.suspendedOn(on); in {
		return law.Attainment{}, measuredInSuspension(on, s)
	}
	return c.Attained(l, Measured{On: on, Counts: counts}), nil
}

// lastMeasure is the last day on which a measure tells something: the last day in
// force, or, before an end, the anniversary that follows the term. It is no date while
// a suspension runs.
func (c Contract) lastMeasure() civil.Date {
	if c.State == Ended {
		return c.End
	}
	return c.Term.AddDays(1)
}

// Suspend stops the clock from a day on, with the doctor's written agreement. The day
// lies in the contract and after the suspensions before it, and the assistant is away on
// it as the reason says. Until is not looked at.
func (c Contract) Suspend(l *law.Law, s Suspension) (Contract, *Refusal) {
	state, refusal := c.next(Suspend)
	if refusal != nil {
		return c, refusal
	}
	if earlier, running := c.running(); running {
		return c, suspendedAlready(s.From, earlier)
	}
	if s.From.Before(c.Signed) || s.From.After(c.Term) {
		return c, c.suspendedOutside(s.From)
	}
	for _, earlier := range c.Suspensions {
		if s.From.Before(earlier.Until) {
			return c, suspensionsOverlap(s.From, earlier)
		}
	}
	switch s.Reason {
	case AssistantAbsent:
		refusal = c.absentIn(s.From, s.Agreed)
	case AssistantLeft:
		refusal = c.leftBefore(s.From)
	case DoctorAbsent: // the agreement is enough
	}
	if refusal != nil {
		return c, refusal
	}
	s.Until = civil.Date{}
	c.Suspensions = added(c.Suspensions, s)
	c.State = state
	return c.Timed(l), nil
}

// Resume ends the running suspension: the day is the first one back. While notice is
// given a contract may run, or stand still.
func (c Contract) Resume(l *law.Law, on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(Resume)
	if refusal != nil {
		return c, refusal
	}
	s, running := c.running()
	if !running {
		return c, c.notSuspended(on)
	}
	if !on.After(s.From) {
		return c, notAfterSuspension(on, s)
	}
	resumed := c
	resumed.Suspensions = closed(c.Suspensions, on)
	resumed.State = state
	resumed = resumed.moveMembers(s.From, on).Timed(l)
	if !inCalendar(resumed.Term) {
		return c, outsideCalendar(resumed.Term)
	}
	return resumed, nil
}

// smallest is the smallest option whose working time counts under the text, with its
// weekly minutes.
func smallest(l *law.Law, t *law.Text) (law.Option, int, bool) {
	for _, o := range law.Options() {
		minutes, _ := l.OptionMinutes(t, o)
		if reached, ok, _ := l.OptionReached(t, minutes); ok && reached == o {
			return o, minutes, true
		}
	}
	return 0, 0, false
}
