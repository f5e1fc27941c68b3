package server_test

import (
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
)

func TestEachMethodOfARecoveryIsPossibleInOneStateOnly(t *testing.T) {
	b := newBooks(t)
	methods := map[string]func(id string) error{
		"reply": func(id string) error {
			_, err := b.payments.RecordRecoveryReply(b.ctx(), &paymentv1.RecordRecoveryReplyRequest{RequestId: b.request(), RecoveryId: id, ReplyDate: "2025-03-20", Reply: "Non"})
			return err
		},
		"decide":    func(id string) error { _, err := b.decide(upheld(id)); return err },
		"repay":     func(id string) error { _, err := b.repay(id, 1, "2025-05-01"); return err },
		"write off": func(id string) error { _, err := b.writeOff(id, accountant); return err },
	}
	for state, c := range map[string]struct {
		make     func() string
		possible []string
	}{
		"NOTIFIED": {func() string { return must(b.notify(b.overpaid(), "2025-03-10"))(t).GetId() }, []string{"reply", "decide"}},
		"DECIDED": {func() string {
			id := must(b.notify(b.overpaid(), "2025-03-10"))(t).GetId()
			return must(b.decide(upheld(id)))(t).GetId()
		}, []string{"repay", "write off"}},
		"SETTLED": {func() string {
			id := must(b.notify(b.overpaid(), "2025-03-10"))(t).GetId()
			must(b.decide(upheld(id)))(t)
			return must(b.repay(id, 3060822, "2025-05-01"))(t).GetId()
		}, nil},
		"WRITTEN_OFF": {func() string {
			id := must(b.notify(b.overpaid(), "2025-03-10"))(t).GetId()
			must(b.decide(upheld(id)))(t)
			return must(b.writeOff(id, accountant))(t).GetId()
		}, nil},
	} {
		for name, call := range methods {
			err := call(c.make())
			allowed := false
			for _, p := range c.possible {
				allowed = allowed || p == name
			}
			if allowed && err != nil {
				t.Errorf("%s in %s: %v", name, state, err)
			}
			if !allowed {
				refused(t, err, fault.WrongState, "WRONG_STATE", state)
			}
		}
	}
	for name, call := range methods {
		err := call("rec_01ARZ3NDEKTSV4RRFFQ69G5FAV")
		if !fault.Is(err, "RECOVERY_NOT_FOUND") {
			t.Errorf("%s of none: %v, want RECOVERY_NOT_FOUND", name, err)
		}
	}
}

func TestARepeatedRepaymentIsCountedOnce(t *testing.T) {
	b := newBooks(t)
	id := must(b.notify(b.overpaid(), "2025-03-10"))(t).GetId()
	must(b.decide(upheld(id)))(t)
	req := &paymentv1.RecordRepaymentRequest{RequestId: "once", RecoveryId: id, Cents: 100, RepaidOnDate: "2025-05-01"}
	for range 2 {
		must(b.payments.RecordRepayment(b.ctx(), req))(t)
	}
	// The same request id of another caller is another request.
	got := must(b.payments.RecordRepayment(b.as(accountant), req))(t).GetRecovery()
	if got.GetRecoveredCents() != 200 {
		t.Errorf("%d was recovered, want 200", got.GetRecoveredCents())
	}
}
