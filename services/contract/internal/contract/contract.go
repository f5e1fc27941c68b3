// Package contract is the life of a contract between a doctor and a fund: what is
// offered, who signs, who is hired, what is measured, when the clock stops and when
// all ends. It is pure: dates and ids are arguments, and a refusal is a value.
package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Party is who signs.
type Party uint8

// The parties.
const (
	DoctorParty Party = iota + 1
	FundParty
)

// Signature is the signature of one party.
type Signature struct {
	Party Party
	On    civil.Date
}

// Reached is the option that an assistant's working time reaches, at most the
// contract's, and the cell that decides.
type Reached struct {
	Option law.Option
	Cite   law.Citation
}

// SuspensionReason is why the clock stops.
type SuspensionReason uint8

// The reasons of a suspension.
const (
	AssistantAbsent SuspensionReason = iota + 1
	AssistantLeft
	DoctorAbsent
)

// Suspension is a time during which the clock stands still.
type Suspension struct {
	From   civil.Date
	Until  civil.Date // first day back; zero while it runs
	Reason SuspensionReason
}

// Running reports whether nobody has ended the suspension yet.
func (s Suspension) Running() bool { return s.Until.IsZero() }

// holds reports whether the day lies in the suspension.
func (s Suspension) holds(d civil.Date) bool {
	return !d.Before(s.From) && (s.Running() || d.Before(s.Until))
}

// EndReason is how a contract ends.
type EndReason uint8

// The reasons of an end.
const (
	Expired EndReason = iota + 1
	TerminatedByDoctor
	TerminatedByFund
	Moved
	SpecialtyChanged
	StoppedPractising
)

// Contract is what the rules need to know of a contract. What is only kept for the
// reader (the doctor's identity, who told us and when) is not here.
type Contract struct {
	ID          string
	Text        *law.Text // governs the contract for its whole life
	State       State
	Option      law.Option
	Signed      civil.Date // the day of the contract
	Goals       []law.Goal
	Signatures  []Signature
	Hirings     []civil.Date // first days of work, first to last
	Suspensions []Suspension // first to last
	End         civil.Date   // the last day in force; zero before the end
	EndReason   EndReason    // zero before the end

	// Years and Term follow from the above; every event computes them again.
	Years []law.Year
	Term  civil.Date // the last day of the last year; zero while a suspension runs
}

// Timed is the contract with Years and Term computed from its facts.
func (c Contract) Timed(l *law.Law) Contract {
	pauses := make([]law.Pause, len(c.Suspensions))
	for i, s := range c.Suspensions {
		pauses[i] = law.Pause{From: s.From, Until: s.Until}
	}
	c.Years = l.Years(c.Text, c.Signed, pauses)
	c.Term = c.Years[len(c.Years)-1].End
	return c
}

// running is the suspension that stops the clock now.
func (c Contract) running() (Suspension, bool) {
	if n := len(c.Suspensions); n > 0 && c.Suspensions[n-1].Running() {
		return c.Suspensions[n-1], true
	}
	return Suspension{}, false
}

// suspendedOn is the suspension in which the day lies.
func (c Contract) suspendedOn(d civil.Date) (Suspension, bool) {
	i := slices.IndexFunc(c.Suspensions, func(s Suspension) bool { return s.holds(d) })
	if i < 0 {
		return Suspension{}, false
	}
	return c.Suspensions[i], true
}

// signatureOf is the signature of a party.
func (c Contract) signatureOf(p Party) (Signature, bool) {
	i := slices.IndexFunc(c.Signatures, func(s Signature) bool { return s.Party == p })
	if i < 0 {
		return Signature{}, false
	}
	return c.Signatures[i], true
}

// added is list with one more element, in an array of its own: contracts are values,
// and the one that an event started from must not change.
func added[T any](list []T, one T) []T { return append(slices.Clip(list), one) }
