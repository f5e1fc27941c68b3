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

// Assistant is one employment under the contract.
type Assistant struct {
	Ref          string     // the caller's reference
	Start        civil.Date // first day of work
	End          civil.Date // last day of work; zero while employed
	Weekly       int        // minutes a week under this contract
	WorkContract int        // minutes a week of the whole work contract
	Promoted     bool       // a secretary of the practice, promoted
	Absences     []Absence  // first to last
	Trainings    []Training // in the order in which they were recorded
}

// Absence is a time during which an assistant does not work.
type Absence struct {
	From  civil.Date
	Until civil.Date // first day back; zero while it lasts
}

// Path is a way to be qualified as a medical assistant.
type Path uint8

// The paths: three state diplomas, each with the adaptation course (FAE), and the CQP by
// training or by experience (VAE).
const (
	Nurse Path = iota + 1
	NursingAuxiliary
	ChildcareAuxiliary
	CQP
	CQPByVAE
)

// TrainingStep is a step of a qualification.
type TrainingStep uint8

// The steps. After Failed and Abandoned another attempt may begin.
const (
	TrainingBegun TrainingStep = iota + 1
	Qualified
	TrainingFailed
	TrainingAbandoned
)

// Training is one step of a qualification on a day.
type Training struct {
	Path Path
	Step TrainingStep
	On   civil.Date
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
	Agreed civil.Date // the day of the doctor's written agreement
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
	Renewed  // at its term, followed by its renewal
	Replaced // followed by the doctor's next contract, for a second assistant
)

// NoticeReason is why a contract is to end.
type NoticeReason uint8

// The reasons of a notice: the first two are the doctor's, the others the fund's.
const (
	DoctorsChoice NoticeReason = iota + 1
	LeavesPractice
	NoAssistant
	ObligationNotFulfilled
	ObjectivesNotFollowed
	ConditionLost
	UntrueStatement
)

// Notice is the wish of a party to end the contract.
type Notice struct {
	Party     Party
	Given     civil.Date // the day on which it reached the other party
	Reasons   []NoticeReason
	End       civil.Date // of the doctor: the last day in force that is wanted
	ReplyBy   civil.Date // of the fund: the last day for the reply
	Replied   civil.Date // zero without a reply
	Withdrawn civil.Date // zero unless it was taken back
}

// AppealOutcome is what became of an appeal; zero while it is pending.
type AppealOutcome uint8

// The outcomes.
const (
	Upheld AppealOutcome = iota + 1
	Annulled
	RecoveryReduced
	GivenUp
)

// Appeal is a recours against a decision.
type Appeal struct {
	Filed   civil.Date
	Outcome AppealOutcome
	Decided civil.Date
}

// Decision is what ended the contract.
type Decision struct {
	Reason   EndReason
	Decided  civil.Date
	End      civil.Date
	Notice   int // number of the notice it follows, from 1; 0 without one
	Appeals  []Appeal
	Annulled bool
}

// Measured is what was counted on a day.
type Measured struct {
	Number   int // from 1
	On       civil.Date
	Counts   []law.Count
	Replaced bool // a correction took its place
	Corrects int  // the number of the measure whose place it took; 0 for none
}

// OptionChange is another option, with its objectives, from a contract year on.
type OptionChange struct {
	FromYear int
	Option   law.Option
	Goals    []law.Goal
}

// SuccessionKind is how a contract follows another one.
type SuccessionKind uint8

// The ways to follow.
const (
	Renewal SuccessionKind = iota + 1
	SecondAssistant
	AfterMove
	AfterSpecialtyChange
)

// RenewalMode is how a contract goes on after its term; zero until it is stated.
type RenewalMode uint8

// The modes.
const (
	ObjectivesKept RenewalMode = iota + 1
	NewObjectives
	NotRenewable
)

// Proposal is what an officer is asked to decide after a change outside.
type Proposal struct {
	Change  OutsideChange
	Changed civil.Date
	Decided civil.Date // zero while it is open
}

// OutsideChange is something that changed outside the contract.
type OutsideChange uint8

// The changes.
const (
	ZoneChanged OutsideChange = iota + 1
	SpecialtyChangedOutside
	MovedOutside
	ActivityFell
	SectorChanged
	StopsPractising
)

// Contract is what the rules need to know of a contract. What is only kept for the
// reader (the doctor's identity, who told us and when) is not here.
type Contract struct {
	ID          string
	Text        *law.Text // governs the contract for its whole life
	Group       *Group    // of a collective contract, which stands beside the text; nil otherwise
	State       State
	Option      law.Option
	Bands       []law.Band // one when the band is settled, else every possible one
	Signed      civil.Date // the day of the contract
	Lapses      civil.Date // the last day on which a signature may reach the fund
	TermsHash   string     // of the terms that both sign; empty in an offer from before there were any
	FirstYear   int        // the number of the first contract year, from 1
	Goals       []law.Goal // as signed
	Signatures  []Signature
	Assistants  []Assistant    // by first day of work
	Measures    []Measured     // in the order in which they were recorded
	Suspensions []Suspension   // first to last
	Changes     []OptionChange // first to last
	Notices     []Notice       // first to last
	Decisions   []Decision     // first to last
	Obligations []Obligation   // as they were recorded last
	Proposals   []Proposal     // first to last
	// Coordination is the day until which a commitment to enter a coordinated practice
	// runs; zero without one.
	Coordination civil.Date
	Imported     civil.Date  // the day on which it was taken over from a register; zero otherwise
	Renewal      RenewalMode // zero until the fund has stated it
	Succeeds     SuccessionKind
	SucceededBy  string     // the contract that follows, once it is signed
	End          civil.Date // the last day in force; zero before the end
	EndReason    EndReason  // zero before the end

	// Years and Term follow from the above; every event computes them again.
	Years []law.Year
	Term  civil.Date // the last day of the last year; zero while a suspension runs
}

// Timed is the contract with Years and Term computed from its facts.
func (c Contract) Timed(l *law.Law) Contract {
	if c.Group != nil {
		c.Years = law.YearsOf(c.Group.DurationYears, c.Signed, c.pauses())
	} else {
		c.Years = l.Years(c.Text, c.Signed, c.pauses())
	}
	for i := range c.Years {
		c.Years[i].Number += max(c.FirstYear, 1) - 1
	}
	c.Term = c.Years[len(c.Years)-1].End
	return c
}

// pauses are the suspensions as the law counts them.
func (c Contract) pauses() []law.Pause {
	pauses := make([]law.Pause, len(c.Suspensions))
	for i, s := range c.Suspensions {
		pauses[i] = law.Pause{From: s.From, Until: s.Until}
	}
	return pauses
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
