package server_test

import (
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/wire/wiretest"
)

// The server turns enums of the domain into those of the wire by their numbers.
func TestTheEnumsOfTheDomainAndOfTheWireCarryTheSameNumbers(t *testing.T) {
	states := map[string]int{}
	for s := contract.Offered; s <= contract.Lapsed; s++ {
		states[s.String()] = int(s)
	}
	wiretest.SameNumbers(t, contractv1.State(0), "STATE_", states)
	wiretest.SameNumbers(t, contractv1.Party(0), "PARTY_", map[string]int{"DOCTOR": int(contract.DoctorParty), "FUND": int(contract.FundParty)})
	wiretest.SameNumbers(t, contractv1.SuspensionReason(0), "SUSPENSION_REASON_", map[string]int{
		"ASSISTANT_ABSENT": int(contract.AssistantAbsent), "ASSISTANT_LEFT": int(contract.AssistantLeft), "DOCTOR_ABSENT": int(contract.DoctorAbsent),
	})
	wiretest.SameNumbers(t, contractv1.EndReason(0), "END_REASON_", map[string]int{
		"EXPIRED": int(contract.Expired), "TERMINATED_BY_DOCTOR": int(contract.TerminatedByDoctor), "TERMINATED_BY_FUND": int(contract.TerminatedByFund),
		"MOVED": int(contract.Moved), "SPECIALTY_CHANGED": int(contract.SpecialtyChanged), "STOPPED_PRACTISING": int(contract.StoppedPractising),
		"RENEWED": int(contract.Renewed), "REPLACED": int(contract.Replaced),
	})
	wiretest.SameNumbers(t, eligibilityv1.Verdict(0), "VERDICT_", map[string]int{
		"ELIGIBLE": int(contract.Eligible), "NOT_ELIGIBLE": int(contract.Ineligible), "UNDETERMINED": int(contract.Undetermined),
	})
	wiretest.SameNumbers(t, contractv1.QualificationPath(0), "QUALIFICATION_PATH_", map[string]int{
		"NURSE": int(contract.Nurse), "NURSING_AUXILIARY": int(contract.NursingAuxiliary), "CHILDCARE_AUXILIARY": int(contract.ChildcareAuxiliary),
		"CQP": int(contract.CQP), "CQP_VAE": int(contract.CQPByVAE),
	})
	wiretest.SameNumbers(t, contractv1.TrainingStep(0), "TRAINING_STEP_", map[string]int{
		"BEGUN": int(contract.TrainingBegun), "QUALIFIED": int(contract.Qualified), "FAILED": int(contract.TrainingFailed), "ABANDONED": int(contract.TrainingAbandoned),
	})
	wiretest.SameNumbers(t, contractv1.NoticeReason(0), "NOTICE_REASON_", map[string]int{
		"DOCTORS_CHOICE": int(contract.DoctorsChoice), "LEAVES_PRACTICE": int(contract.LeavesPractice), "NO_ASSISTANT": int(contract.NoAssistant),
		"OBLIGATION_NOT_FULFILLED": int(contract.ObligationNotFulfilled), "OBJECTIVES_NOT_FOLLOWED": int(contract.ObjectivesNotFollowed),
		"CONDITION_LOST": int(contract.ConditionLost), "UNTRUE_STATEMENT": int(contract.UntrueStatement),
	})
	wiretest.SameNumbers(t, contractv1.AppealOutcome(0), "APPEAL_OUTCOME_", map[string]int{
		"UPHELD": int(contract.Upheld), "ANNULLED": int(contract.Annulled), "RECOVERY_REDUCED": int(contract.RecoveryReduced), "GIVEN_UP": int(contract.GivenUp),
	})
	wiretest.SameNumbers(t, contractv1.SuccessionKind(0), "SUCCESSION_KIND_", map[string]int{
		"RENEWAL": int(contract.Renewal), "SECOND_ASSISTANT": int(contract.SecondAssistant), "MOVED": int(contract.AfterMove), "SPECIALTY_CHANGED": int(contract.AfterSpecialtyChange),
	})
	wiretest.SameNumbers(t, contractv1.RenewalMode(0), "RENEWAL_MODE_", map[string]int{
		"OBJECTIVES_KEPT": int(contract.ObjectivesKept), "NEW_OBJECTIVES": int(contract.NewObjectives), "NOT_RENEWABLE": int(contract.NotRenewable),
	})
	kinds := map[string]int{}
	for k := contract.WorkContractSent; k <= contract.FollowUpMeeting; k++ {
		kinds[k.String()] = int(k)
	}
	wiretest.SameNumbers(t, contractv1.ObligationKind(0), "OBLIGATION_KIND_", kinds)
	wiretest.SameNumbers(t, contractv1.ObligationState(0), "OBLIGATION_STATE_", map[string]int{
		"OPEN": int(contract.ObligationOpen), "FULFILLED": int(contract.Fulfilled), "FULFILLED_LATE": int(contract.FulfilledLate),
		"WAIVED": int(contract.Waived), "VOID": int(contract.Void), "STANDING_STILL": int(contract.StandingStill), "BEFORE_IMPORT": int(contract.BeforeImport),
	})
	wiretest.SameNumbers(t, contractv1.WorkKind(0), "WORK_KIND_", map[string]int{
		"LATE": int(contract.WorkLate), "BLOCKED": int(contract.WorkBlocked), "TO_SIGN": int(contract.WorkToSign),
		"TO_ANSWER": int(contract.WorkToAnswer), "TO_DECIDE": int(contract.WorkToDecide), "REMINDER": int(contract.WorkReminder),
	})
	wiretest.SameNumbers(t, contractv1.OutsideChange(0), "OUTSIDE_CHANGE_", map[string]int{
		"ZONE": int(contract.ZoneChanged), "SPECIALTY": int(contract.SpecialtyChangedOutside), "MOVED": int(contract.MovedOutside),
		"ACTIVITY": int(contract.ActivityFell), "SECTOR": int(contract.SectorChanged), "STOPS_PRACTISING": int(contract.StopsPractising),
	})
}
