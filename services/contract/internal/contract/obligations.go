package contract

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// ObligationKind is what has to be done.
type ObligationKind uint8

// The kinds.
const (
	WorkContractSent ObligationKind = iota + 1
	BeginTraining
	BecomeQualified
	ReplaceSecretary
	EnterCoordination
	MeasurePatients
	FollowUpMeeting
)

// String is the kind as the API writes it, without prefix: "MEASURE".
func (k ObligationKind) String() string {
	return nameOf(obligationNames[:], uint8(k), "no obligation")
}

var obligationNames = [...]string{
	WorkContractSent: "WORK_CONTRACT_SENT", BeginTraining: "TRAINING_BEGUN", BecomeQualified: "QUALIFICATION",
	ReplaceSecretary: "SECRETARY_REPLACED", EnterCoordination: "COORDINATED_PRACTICE", MeasurePatients: "MEASURE",
	FollowUpMeeting: "FOLLOW_UP_MEETING",
}

// ObligationState is where an obligation stands.
type ObligationState uint8

// The states of an obligation.
const (
	ObligationOpen ObligationState = iota + 1 // late once its due date has passed
	Fulfilled
	FulfilledLate
	Waived
	Void          // its object is gone
	StandingStill // a running suspension hides its due date
)

// Obligation is something that has to be done by a day.
type Obligation struct {
	Kind      ObligationKind
	Subject   string       // an assistant's reference, a contract year, a meeting number
	Due       civil.Date   // the last day; zero while it cannot be told
	Reminders []civil.Date // the days on which to remind
	State     ObligationState
	// Done is the day on which it was fulfilled, or waived; zero before.
	Done        civil.Date
	Cite        law.Citation
	Consequence law.Citation // what a missed due date entails, as far as the law says
	Explanation law.Phrase
}

// Obliged is the obligations that follow from the facts of the contract. What was
// recorded of them (fulfilled, waived) is kept.
func (c Contract) Obliged(_ *law.Law) []Obligation { return c.Obligations }
