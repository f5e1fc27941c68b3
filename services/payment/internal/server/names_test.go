package server_test

import (
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/wire/wiretest"
	"assistmed/services/payment/internal/payment"
)

// The server turns enums of the domain into those of the wire by their numbers.
func TestTheEnumsOfTheDomainAndOfTheWireCarryTheSameNumbers(t *testing.T) {
	dues := map[string]int{}
	for s := payment.Upcoming; s <= payment.Underpaid; s++ {
		dues[s.String()] = int(s)
	}
	wiretest.SameNumbers(t, paymentv1.DueState(0), "DUE_STATE_", dues)
	runs := map[string]int{}
	for s := payment.Open; s <= payment.Settled; s++ {
		runs[s.String()] = int(s)
	}
	wiretest.SameNumbers(t, paymentv1.RunState(0), "RUN_STATE_", runs)
}
