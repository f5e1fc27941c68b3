package server_test

import (
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/contract/internal/contract"
)

// The server turns enums of the domain into those of the wire by their numbers.
func TestTheEnumsOfTheDomainAndOfTheWireCarryTheSameNumbers(t *testing.T) {
	same := func(e protoreflect.Enum, prefix string, domain map[string]int) {
		t.Helper()
		values := e.Descriptor().Values()
		if values.Len()-1 != len(domain) {
			t.Errorf("%s has %d values on the wire, %d in the domain", e.Descriptor().Name(), values.Len()-1, len(domain))
		}
		for name, number := range domain {
			if v := values.ByNumber(protoreflect.EnumNumber(number)); v == nil || string(v.Name()) != prefix+name {
				t.Errorf("%s: %d is %v on the wire, want %s", e.Descriptor().Name(), number, v, prefix+name)
			}
		}
	}
	states := map[string]int{}
	for _, s := range []contract.State{contract.Offered, contract.SignedByDoctor, contract.SignedByFund, contract.Active, contract.Suspended, contract.Ended} {
		states[s.String()] = int(s)
	}
	same(contractv1.State(0), "STATE_", states)
	same(contractv1.Party(0), "PARTY_", map[string]int{"DOCTOR": int(contract.DoctorParty), "FUND": int(contract.FundParty)})
	same(contractv1.SuspensionReason(0), "SUSPENSION_REASON_", map[string]int{
		"ASSISTANT_ABSENT": int(contract.AssistantAbsent), "ASSISTANT_LEFT": int(contract.AssistantLeft), "DOCTOR_ABSENT": int(contract.DoctorAbsent),
	})
	same(contractv1.EndReason(0), "END_REASON_", map[string]int{
		"EXPIRED": int(contract.Expired), "TERMINATED_BY_DOCTOR": int(contract.TerminatedByDoctor), "TERMINATED_BY_FUND": int(contract.TerminatedByFund),
		"MOVED": int(contract.Moved), "SPECIALTY_CHANGED": int(contract.SpecialtyChanged), "STOPPED_PRACTISING": int(contract.StoppedPractising),
	})
	same(eligibilityv1.Verdict(0), "VERDICT_", map[string]int{
		"ELIGIBLE": int(contract.Eligible), "NOT_ELIGIBLE": int(contract.Ineligible), "UNDETERMINED": int(contract.Undetermined),
	})
}
