package server_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/audit"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/money"
)

// confirmed lifts all holds of the fund, as after a call to the doctor.
func (w *world) confirmed() {
	w.t.Helper()
	for _, h := range must(w.payments.ListHolds(w.ctx(), &paymentv1.ListHoldsRequest{FundCode: fund, Standing: true}))(w.t).GetHolds() {
		must(w.payments.ReleaseHold(w.ctx(), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: h.GetId(), Note: "compte confirmé"}))(w.t)
	}
}

// agrees fails the test unless the ledger proves itself and an auditor finds nothing.
func (b *books) agrees() {
	b.t.Helper()
	b.sound()
	report, err := audit.Read(bytes.NewReader(b.exported("")), nil)
	if err != nil || len(report.Findings) > 0 {
		b.t.Errorf("%v\n%s", err, report.Page(true))
	}
}

// stands writes where the payments of a contract stand: posting, state, amount, and what
// was given up of it.
func (w *world) stands(id string) []string {
	w.t.Helper()
	list := must(w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{ContractId: id}))(w.t).GetPayments()
	all := make([]string, len(list))
	for i, p := range list {
		all[i] = fmt.Sprintf("%s %s %d", strings.TrimPrefix(p.GetId(), id+"/"), strings.TrimPrefix(p.GetState().String(), "PAYMENT_STATE_"), p.GetAmountCents())
		for _, g := range p.GetGivenUp() {
			all[i] += fmt.Sprintf(" %s %d", g.GetReason().GetCode(), g.GetCents())
		}
	}
	return all
}

// ledgerStands is what the ledger says of a due.
func (b *books) ledgerStands(id, due string) string {
	b.t.Helper()
	d := b.due(id, due)
	return fmt.Sprintf("%s posted %d", strings.TrimPrefix(d.GetState().String(), "DUE_STATE_"), d.GetPostedCents())
}

func TestARefusedPaymentOfWhichLessIsOwedIsGivenUpAndTheRestIsPaidOnce(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	first := b.pay(fund, "2024-12-31").GetPayments()[0]
	b.bankSays(reported(first, "RJCT", "AC04"))
	again := b.held(id, first)
	b.end(id, "2024-08-31") // told late: 71 days of 365
	if fr := b.due(id, "1/1").GetComputation().GetExplanation().GetFr(); strings.Contains(fr, "prochain lot l'abandonne") {
		t.Errorf("a run holds it, and the due says %q", fr)
	}
	left := b.dispatchApproved(again)
	same(t, "the run that was to send it again", excludedLines(left), []string{"1/1 OVERPAID"})
	if fr := b.due(id, "1/1").GetComputation().GetExplanation().GetFr(); !strings.Contains(fr, "prochain lot l'abandonne") {
		t.Errorf("the due says %q, want that the next run gives the payment up", fr)
	}
	if _, err := b.notify(id, "2025-03-10"); !fault.Is(err, "PAYMENT_CAME_BACK") || !strings.Contains(err.Error(), "open a run first") {
		t.Errorf("nothing was received, and the notice gives %v", err)
	}
	run := b.open(fund, "2024-12-31")
	if _, err := b.notify(id, "2025-03-10"); !fault.Is(err, "NOTHING_TO_RECOVER") {
		t.Errorf("nothing was received, the payment was given up, and the notice gives %v", err)
	}
	same(t, "paid", paidLines(run), []string{"1/1 739178"})
	same(t, "left out", excludedLines(run), []string{"1/1 GIVEN_UP"})
	if got := run.GetExcluded()[0].GetDeltaCents(); got != 3800000 {
		t.Errorf("%d cents are given up, want all of them", got)
	}
	same(t, "payments", b.stands(id), []string{"1/1 GIVEN_UP 3800000 GIVEN_UP 3800000"})
	if g := b.payment(first.GetId()).GetGivenUp()[0]; g.GetRunId() != run.GetId() || g.GetOnDate() == "" || g.GetActor() != officer || g.GetCreateTime() == nil {
		t.Errorf("given up: %v, want run, day, who and when", g)
	}
	b.agrees()
	must(b.payments.CancelRun(b.ctx(), &paymentv1.CancelRunRequest{RequestId: b.request(), RunId: run.GetId()}))(t)
	same(t, "after the run was cancelled", b.stands(id), []string{"1/1 GIVEN_UP 3800000 GIVEN_UP 3800000"})
	second := b.pay(fund, "2024-12-31").GetPayments()
	if len(second) != 1 || second[0].GetId() != id+"/1/1/2" || second[0].GetAmountCents() != 739178 {
		t.Fatalf("paid %v, want what is owed as a second posting", second)
	}
	b.bankSays(reported(second[0], "ACSC", ""))
	if left := b.open(fund, "2024-12-31"); len(left.GetLines())+len(left.GetExcluded()) != 0 {
		t.Errorf("a later run has %v and leaves out %v", paidLines(left), excludedLines(left))
	}
	same(t, "the due", []string{b.ledgerStands(id, "1/1")}, []string{"PAID posted 739178"})
	b.agrees()
	if got, want := ledgerLine(b.book(b.path, id), id, 1), "posted 739178 payable 0 transit 0 paid 739178 withheld 0"; got != want {
		t.Errorf("the ledger: %s, want %s", got, want)
	}
	page := must(b.payments.GetStatement(b.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: 2024, Html: true}))(t).GetHtml()
	if !strings.Contains(page, "il est abandonné") {
		t.Errorf("the doctor's page does not say that the payment was given up:\n%s", page)
	}
}

// held lifts the hold after a payment came back and opens and approves a run that is to
// send it again.
func (b *books) held(id string, p *paymentv1.Payment) string {
	b.t.Helper()
	b.confirmed()
	run := b.open(fund, "2024-12-31")
	if l := run.GetLines(); len(l) != 1 || !l[0].GetResent() || l[0].GetPaymentId() != p.GetId() {
		b.t.Fatalf("contract %s: the lines are %v, want the payment again", id, l)
	}
	b.approve(run.GetId())
	return run.GetId()
}

func (b *books) dispatchApproved(run string) *paymentv1.Run {
	b.t.Helper()
	return b.dispatch(run).GetRun()
}

func TestWhatARunHoldsIsNotGivenUpByAnother(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	first := b.pay(fund, "2024-12-31").GetPayments()[0]
	b.bankSays(reported(first, "RJCT", "AC04"))
	b.held(id, first)
	b.end(id, "2024-08-31")
	other := b.open(fund, "2024-12-31")
	same(t, "lines", paidLines(other), nil)
	same(t, "payments", b.stands(id), []string{"1/1 REJECTED 3800000"})
	b.sound()
}

func TestAPaymentIsGivenUpWhoeverHoldsTheDoctor(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	b.bankSays(reported(b.pay(fund, "2024-12-31").GetPayments()[0], "RJCT", "AC04"))
	b.end(id, "2024-08-31")
	same(t, "left out", excludedLines(b.open(fund, "2024-12-31")), []string{"1/1 GIVEN_UP", "1/1 HELD"})
	b.confirmed()
	same(t, "paid", paidLines(b.open(fund, "2024-12-31")), []string{"1/1 739178"})
	b.agrees()
}

func TestAReturnedAdvanceOfAYearThatEndsLowerIsNotSentInFull(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	b.measure(id, "2026-06-15", 1560)
	for _, p := range b.pay(fund, "2026-06-30").GetPayments() {
		b.bankSays(reported(p, "ACSC", ""))
	}
	b.bankSays(booked(b.payment(id+"/3/1"), "BOOK CRDT RTRN", "AC04"))
	b.confirmed()
	sends := b.open(fund, "2026-12-31")
	same(t, "the year has not ended: the advance again", paidLines(sends), []string{"3/1 1100000"})
	b.approve(sends.GetId())
	b.measure(id, "2027-06-15", 1365) // a quarter of the objective: 5 500 €
	run := b.dispatch(sends.GetId()).GetRun()
	same(t, "measured before it was dispatched: by the run's day the year has not ended", paidLines(run), []string{"3/1 1100000"})
	b.bankSays(reported(b.payment(id+"/3/1"), "ACSC", ""))
	b.bankSays(booked(b.payment(id+"/3/1"), "BOOK CRDT RTRN", "AC06"))
	b.confirmed()
	last := b.open(fund, "2027-06-30")
	same(t, "what the year is worth", paidLines(last), []string{"3/1 550000", "4/1 275000"})
	same(t, "left out", excludedLines(last), []string{"3/1 GIVEN_UP"})
	b.approve(last.GetId())
	for _, p := range b.dispatch(last.GetId()).GetPayments() {
		b.bankSays(reported(p, "ACSC", ""))
	}
	for due, want := range map[string]string{"3/1": "PAID posted 550000", "3/2": "NOTHING_OWED posted 0"} {
		if got := b.ledgerStands(id, due); got != want {
			t.Errorf("%s is %s, want %s", due, got, want)
		}
	}
	if _, err := b.notify(id, "2027-07-10"); !fault.Is(err, "NOTHING_TO_RECOVER") {
		t.Errorf("what is there to get back? %v", err)
	}
	b.agrees()
}

func TestOfAPaymentThatServedAClaimOnlyWhatCameBackIsGivenUp(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	b.measure(id, "2026-06-15", 1560)
	for _, p := range b.pay(fund, "2026-06-30").GetPayments() {
		b.bankSays(reported(p, "ACSC", ""))
	}
	b.measure(id, "2026-06-16", 1430) // half of the objective: 5 500 € of 11 000 €
	req := upheld(must(b.notify(id, "2026-07-10"))(t).GetId())
	req.DecidedOnDate = "2026-08-11"
	must(b.decide(req))(t)
	b.measure(id, "2027-06-15", 1560)
	sent := b.pay(fund, "2027-06-30").GetPayments()
	same(t, "sent", b.stands(id)[3:], []string{"3/2 IN_TRANSIT 1650000", "4/1 IN_TRANSIT 1100000"})
	if got := sent[0].GetOffsetCents(); got != 550000 {
		t.Fatalf("%d cents serve the claim, want 550000", got)
	}
	for _, p := range sent {
		b.bankSays(reported(p, "RJCT", "AC04"))
	}
	b.confirmed()
	b.measure(id, "2027-06-16", 1495) // three quarters: the year is worth 16 500 €
	same(t, "what is still owed", paidLines(b.pay(fund, "2027-06-30").GetRun()), []string{"3/2 550000", "4/1 825000"})
	same(t, "payments", b.stands(id)[3:], []string{
		"3/2 GIVEN_UP 1650000 GIVEN_UP 1100000", "3/2/2 IN_TRANSIT 550000", "4/1 GIVEN_UP 1100000 GIVEN_UP 1100000", "4/1/2 IN_TRANSIT 825000",
	})
	same(t, "the due", []string{b.ledgerStands(id, "3/2")}, []string{"PAID posted 1100000"})
	b.agrees()
}

func TestABankThatExecutedAGivenUpPaymentAfterAllIsBelievedAndTheMoneyIsGotBack(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	first := b.pay(fund, "2024-12-31").GetPayments()[0]
	b.bankSays(reported(first, "RJCT", "AC04"))
	b.end(id, "2024-08-31")
	b.confirmed()
	second := b.pay(fund, "2024-12-31").GetPayments()[0]
	b.bankSays(reported(second, "ACSC", ""))
	same(t, "refused once more", outcomes(b.bankSays(reported(first, "RJCT", "AC04"))), []string{"MATCHED before"})
	same(t, "accepted", outcomes(b.bankSays(reported(first, "ACSP", ""))), []string{"REJECTED REJECTED_BEFORE"})
	same(t, "returned", outcomes(b.bankSays(booked(first, "BOOK CRDT RTRN", "AC04"))), []string{"REJECTED REJECTED_BEFORE"})
	same(t, "executed after all", outcomes(b.bankSays(booked(first, "BOOK DBIT", ""))), []string{"MATCHED"})
	same(t, "executed, told again", outcomes(b.bankSays(reported(first, "ACSC", ""))), []string{"MATCHED before"})
	same(t, "payments", b.stands(id), []string{"1/1 SETTLED 3800000 GIVEN_UP 3800000", "1/1/2 SETTLED 739178"})
	same(t, "the due", []string{b.ledgerStands(id, "1/1")}, []string{"OVERPAID posted 4539178"})
	b.agrees()
	r := must(b.notify(id, "2025-03-10"))(t)
	same(t, "to be got back", rows(r), []string{"1/1 paid 4539178 owed 739178 recover 3800000 claimed 0"})
	req := upheld(r.GetId())
	must(b.decide(req))(t)
	must(b.repay(r.GetId(), 3800000, "2025-06-01"))(t)
	b.agrees()
	balance := must(b.payments.GetBalance(b.ctx(), &paymentv1.GetBalanceRequest{FundCode: fund}))(t)
	for _, a := range balance.GetAccounts() {
		if a.GetAccount() == "BANK/751" && money.Cents(a.GetBalanceCents()) != 739178 {
			t.Errorf("%d cents have left the bank, want what is owed", a.GetBalanceCents())
		}
	}
}

func TestAGivenUpPaymentThatWasExecutedAfterAllAndReturnedIsGivenUpAgain(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	first := b.pay(fund, "2024-12-31").GetPayments()[0]
	b.bankSays(reported(first, "RJCT", "AC04"))
	b.end(id, "2024-08-31")
	b.confirmed()
	b.bankSays(reported(b.pay(fund, "2024-12-31").GetPayments()[0], "ACSC", ""))
	same(t, "executed after all", outcomes(b.bankSays(booked(first, "BOOK DBIT", ""))), []string{"MATCHED"})
	same(t, "and sent back", outcomes(b.bankSays(booked(first, "BOOK CRDT RTRN", "AC04"))), []string{"MATCHED"})
	b.confirmed()
	same(t, "left out", excludedLines(b.open(fund, "2024-12-31")), []string{"1/1 GIVEN_UP"})
	same(t, "payments", b.stands(id), []string{"1/1 GIVEN_UP 3800000 GIVEN_UP 3800000 GIVEN_UP 3800000", "1/1/2 SETTLED 739178"})
	same(t, "booked once more: old news", outcomes(b.bankSays(booked(first, "BOOK DBIT", ""))), []string{"MATCHED before"})
	same(t, "accepted: old news", outcomes(b.bankSays(reported(first, "ACSP", ""))), []string{"MATCHED before"})
	b.agrees()
}

func TestARefusedPaymentThatTheBankExecutedAfterAllIsHeldAndNotSentASecondTime(t *testing.T) {
	b := newBooks(t)
	id := b.hired(fund)
	first := b.pay(fund, "2024-12-31").GetPayments()[0]
	b.bankSays(reported(first, "RJCT", "AC04"))
	b.confirmed()
	for range 2 { // the second time it is held already
		same(t, "executed after all", outcomes(b.bankSays(booked(first, "BOOK DBIT", ""))), []string{"REJECTED REJECTED_BEFORE"})
	}
	holds := must(b.payments.ListHolds(b.ctx(), &paymentv1.ListHoldsRequest{FundCode: fund, Standing: true}))(t).GetHolds()
	if len(holds) != 1 || !strings.Contains(holds[0].GetNote(), "demander à la banque") || !strings.Contains(holds[0].GetNote(), first.GetId()) {
		t.Fatalf("holds %v, want one that says to ask the bank", holds)
	}
	run := b.open(fund, "2024-12-31")
	same(t, "paid", paidLines(run), nil)
	same(t, "left out", excludedLines(run), []string{"1/1 HELD"})
	same(t, "payments", b.stands(id), []string{"1/1 REJECTED 3800000"})
	b.agrees()
}
