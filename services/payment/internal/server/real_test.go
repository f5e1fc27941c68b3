package server_test

import (
	"bytes"
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/audit"
)

func TestAClaimThatIsKeptBackFromTheNextRunIsSettledProvedAndAudited(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	b.pay(fund, "2026-06-21") // years 1 and 2
	b.measure(id, "2026-06-22", 1560)
	b.pay(fund, "2026-12-31") // the first half of year 3
	b.sound()
	b.measure(id, "2027-06-01", 1443) // 143 of 260: the second half is 10 % of the year
	b.end(id, "2027-12-31")
	b.measure(id, "2027-12-31", 1560)
	b.pay(fund, "2027-06-30")
	b.sound()
	rec, err := b.notify(id, "2028-01-10")
	if err == nil {
		req := upheld(rec.GetId())
		req.DecidedOnDate = "2028-02-11"
		must(b.decide(req))(t)
	}
	run := b.pay(fund, "2028-12-31").GetRun()
	b.sound()
	report, err := audit.Read(bytes.NewReader(b.exported("")), nil)
	if err != nil || len(report.Findings) > 0 || report.Computed < 4 {
		t.Errorf("%v after run %v\n%s", err, run.GetState(), report.Page(true))
	}
}

func TestWhatOneYearOwesBackIsKeptBackFromWhatTheNextIsOwed(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	b.pay(fund, "2026-06-21")
	b.measure(id, "2026-06-22", 1560)
	b.pay(fund, "2026-12-31")
	b.measure(id, "2027-05-31", 1313) // year 3 was worth 5 %
	rec := must(b.notify(id, "2027-06-30"))(t)
	req := upheld(rec.GetId())
	req.DecidedOnDate = "2027-07-31"
	rec = must(b.decide(req))(t)
	b.measure(id, "2028-06-01", 1560) // year 4 is worth all of it again
	paid := b.pay(fund, "2028-12-31")
	var kept int64
	for _, p := range paid.GetPayments() {
		kept += p.GetOffsetCents()
	}
	got := must(b.payments.GetRecovery(b.ctx(), &paymentv1.GetRecoveryRequest{RecoveryId: rec.GetId()}))(t).GetRecovery()
	if kept == 0 || got.GetRecoveredCents() != kept || got.GetLeftCents() != rec.GetClaimedCents()-kept ||
		(got.GetLeftCents() == 0) != (got.GetState() == paymentv1.RecoveryState_RECOVERY_STATE_SETTLED) {
		t.Errorf("%d was kept back, and the recovery is %s, before %s", kept, story(got), story(rec))
	}
	b.sound()
	report, err := audit.Read(bytes.NewReader(b.exported("")), nil)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("%v\n%s", err, report.Page(true))
	}
}

func TestAnApprovalThatWasGivenUpIsAuditedBesideThePaymentOfAnotherAmount(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	b.pay(fund, "2026-06-21")
	b.measure(id, "2026-06-22", 1560)
	cancelled := b.open(fund, "2026-12-31")
	b.approve(cancelled.GetId())
	must(b.payments.CancelRun(b.ctx(), &paymentv1.CancelRunRequest{RequestId: b.request(), RunId: cancelled.GetId()}))(t)
	late := b.open(fund, "2026-12-31")
	b.approve(late.GetId())
	b.measure(id, "2026-06-22", 1430) // corrected between approval and dispatch
	if left := b.dispatch(late.GetId()).GetRun().GetExcluded(); len(left) == 0 {
		t.Error("nothing was left out at dispatch, want the due whose amount changed")
	}
	b.pay(fund, "2026-12-31")
	b.sound()
	report, err := audit.Read(bytes.NewReader(b.exported("")), nil)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("%v\n%s", err, report.Page(true))
	}
}
