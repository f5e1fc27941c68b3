package contract

import "assistmed/services/internal/law"

// Reason is the stable code of a refusal; callers compare it.
type Reason string

// The reasons why an offer or an event is refused.
const (
	NotEligible              Reason = "NOT_ELIGIBLE"
	UndeterminedVerdict      Reason = "UNDETERMINED"
	OptionClosed             Reason = "OPTION_CLOSED"
	BandUnsettled            Reason = "BAND_UNSETTLED"
	StartUnknown             Reason = "START_UNKNOWN"
	ObjectiveUnknown         Reason = "OBJECTIVE_UNKNOWN"
	ReasonMissing            Reason = "REASON_MISSING"
	IndicatorNotUsed         Reason = "INDICATOR_NOT_USED"
	LawDiffers               Reason = "LAW_DIFFERS"
	OutsideCalendar          Reason = "OUTSIDE_CALENDAR"
	WrongState               Reason = "WRONG_STATE"
	SignedOnAnotherDay       Reason = "SIGNED_ON_ANOTHER_DAY"
	AssistantAlreadyEmployed Reason = "ASSISTANT_ALREADY_EMPLOYED"
	WorkingTimeTooShort      Reason = "WORKING_TIME_TOO_SHORT"
	OutsideContract          Reason = "OUTSIDE_CONTRACT"
	MeasureInSuspension      Reason = "MEASURE_IN_SUSPENSION"
	SuspensionsOverlap       Reason = "SUSPENSIONS_OVERLAP"
	NotAfterSuspension       Reason = "NOT_AFTER_SUSPENSION"
	NotTheTerm               Reason = "NOT_THE_TERM"
)

// Refusal says why the law, or the state of the contract, does not allow something.
// It is an answer and no error: the request made sense.
type Refusal struct {
	Reason Reason
	// Text is what a fund officer or a doctor reads: the value seen, the value wanted,
	// the next step.
	Text law.Phrase
	// Details is for programs, as key, value, key, value.
	Details []string
}

// refuse makes a refusal.
func refuse(reason Reason, text law.Phrase, details ...string) *Refusal {
	return &Refusal{Reason: reason, Text: text, Details: details}
}
