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
	for _, s := range []contract.State{contract.Offered, contract.SignedByDoctor, contract.SignedByFund, contract.Active, contract.Suspended, contract.Ended} {
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
	})
	wiretest.SameNumbers(t, eligibilityv1.Verdict(0), "VERDICT_", map[string]int{
		"ELIGIBLE": int(contract.Eligible), "NOT_ELIGIBLE": int(contract.Ineligible), "UNDETERMINED": int(contract.Undetermined),
	})
}
