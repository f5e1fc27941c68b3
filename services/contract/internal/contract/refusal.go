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
	DoctorUnknown            Reason = "DOCTOR_UNKNOWN"
	SuccessionImpossible     Reason = "SUCCESSION_IMPOSSIBLE"
	TermsDiffer              Reason = "TERMS_DIFFER"
	ProofInvalid             Reason = "PROOF_INVALID"
	OfferLapsed              Reason = "OFFER_LAPSED"
	NotLapsedYet             Reason = "NOT_LAPSED_YET"
	AnotherLiveContract      Reason = "ANOTHER_LIVE_CONTRACT"
	OverlapsEarlierContract  Reason = "OVERLAPS_EARLIER_CONTRACT"
	SharesExceedWorkingTime  Reason = "SHARES_EXCEED_WORKING_TIME"
	WorkContractDiffers      Reason = "WORK_CONTRACT_DIFFERS"
	AssistantNotEmployed     Reason = "ASSISTANT_NOT_EMPLOYED"
	OutsideEmployment        Reason = "OUTSIDE_EMPLOYMENT"
	AbsencesOverlap          Reason = "ABSENCES_OVERLAP"
	NotAbsent                Reason = "NOT_ABSENT"
	NotAfterAbsence          Reason = "NOT_AFTER_ABSENCE"
	TrainingOutOfOrder       Reason = "TRAINING_OUT_OF_ORDER"
	PathNotOfTheText         Reason = "PATH_NOT_OF_THE_TEXT"
	MeasureUnknown           Reason = "MEASURE_UNKNOWN"
	MeasureReplaced          Reason = "MEASURE_REPLACED"
	NotMeasured              Reason = "NOT_MEASURED"
	NothingToForecast        Reason = "NOTHING_TO_FORECAST"
	NoSuchAbsence            Reason = "NO_SUCH_ABSENCE"
	AbsenceTooShort          Reason = "ABSENCE_TOO_SHORT"
	NotSuspended             Reason = "NOT_SUSPENDED"
	NotAnAnniversary         Reason = "NOT_AN_ANNIVERSARY"
	OptionUnchanged          Reason = "OPTION_UNCHANGED"
	NothingCorrected         Reason = "NOTHING_CORRECTED"
	NoticeTooShort           Reason = "NOTICE_TOO_SHORT"
	NoNoticeOfTheFund        Reason = "NO_NOTICE_OF_THE_FUND"
	AlreadyReplied           Reason = "ALREADY_REPLIED"
	BeforeNotice             Reason = "BEFORE_NOTICE"
	NoticeMissing            Reason = "NOTICE_MISSING"
	ReplyPeriodRunning       Reason = "REPLY_PERIOD_RUNNING"
	DecisionDateMissing      Reason = "DECISION_DATE_MISSING"
	EndsBySuccession         Reason = "ENDS_BY_SUCCESSION"
	BeforeDecision           Reason = "BEFORE_DECISION"
	AppealPending            Reason = "APPEAL_PENDING"
	AppealUnknown            Reason = "APPEAL_UNKNOWN"
	AppealDecided            Reason = "APPEAL_DECIDED"
	BeforeAppeal             Reason = "BEFORE_APPEAL"
	RenewalStated            Reason = "RENEWAL_STATED"
	ReadingMissing           Reason = "READING_MISSING"
	NotRenewableByReading    Reason = "NOT_RENEWABLE_BY_READING"
	YearCounterMissing       Reason = "YEAR_COUNTER_MISSING"
	ProposalUnknown          Reason = "PROPOSAL_UNKNOWN"
	ProposalDecided          Reason = "PROPOSAL_DECIDED"
	ObligationUnknown        Reason = "OBLIGATION_UNKNOWN"
	ObligationClosed         Reason = "OBLIGATION_CLOSED"
	FulfilledByItsOwnCall    Reason = "FULFILLED_BY_ITS_OWN_CALL"
	AssessmentUnknown        Reason = "ASSESSMENT_UNKNOWN"
	AssessmentOfAnother      Reason = "ASSESSMENT_DIFFERS"
	NoTextInForce            Reason = "NO_TEXT_IN_FORCE"
	TextDiffers              Reason = "TEXT_DIFFERS"
	ObjectiveMissing         Reason = "OBJECTIVE_MISSING"
	SuspensionOpen           Reason = "SUSPENSION_OPEN"
	DurationMissing          Reason = "DURATION_MISSING"
	ETPExceeded              Reason = "ETP_EXCEEDED"
	NotCollective            Reason = "NOT_COLLECTIVE"
	AlreadyMember            Reason = "ALREADY_MEMBER"
	MemberUnknown            Reason = "MEMBER_UNKNOWN"
	NoMemberLeft             Reason = "NO_MEMBER_LEFT"
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

// detail is the value of a detail; empty when there is none.
func (r *Refusal) detail(key string) string {
	for i := 0; i+1 < len(r.Details); i += 2 {
		if r.Details[i] == key {
			return r.Details[i+1]
		}
	}
	return ""
}
