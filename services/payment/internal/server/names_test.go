package server_test

import (
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/payment/internal/payment"
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
	dues := map[string]int{}
	for s := payment.Upcoming; s <= payment.Underpaid; s++ {
		dues[s.String()] = int(s)
	}
	same(paymentv1.DueState(0), "DUE_STATE_", dues)
	runs := map[string]int{}
	for s := payment.Open; s <= payment.Cancelled; s++ {
		runs[s.String()] = int(s)
	}
	same(paymentv1.RunState(0), "RUN_STATE_", runs)
}
