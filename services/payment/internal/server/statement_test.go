package server_test

import (
	"fmt"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/serve/servetest"
)

// statementOf asks for a year of a contract.
func (w *world) statementOf(id string, year int) *paymentv1.Statement {
	w.t.Helper()
	return must(w.payments.GetStatement(w.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: int32(year)}))(w.t).GetStatement()
}

// adds fails the test unless opening and movements make the closing, both ways.
func adds(t *testing.T, where string, y *paymentv1.YearAccount) {
	t.Helper()
	if y.GetOpeningToPayCents()+y.GetApprovedCents()-y.GetPaidCents()-y.GetKeptBackCents() != y.GetClosingToPayCents() ||
		y.GetOpeningToRecoverCents()+y.GetClaimedCents()-y.GetRecoveredCents()-y.GetWrittenOffCents() != y.GetClosingToRecoverCents() {
		t.Errorf("%s does not add up: %v", where, y)
	}
}

// byDue are the accounts of the lines of a statement.
func byDue(st *paymentv1.Statement) map[string]*paymentv1.YearAccount {
	all := map[string]*paymentv1.YearAccount{}
	for _, l := range st.GetLines() {
		all[fmt.Sprintf("%d/%d", l.GetDue().GetContractYear(), l.GetDue().GetInstalment())] = l.GetAccount()
	}
	return all
}

// endsAsItsAccounts fails the test unless what stands at the end of the last year, and what
// the bank gave in all of them, is what the accounts of the contract say.
func (b *books) endsAsItsAccounts(id string, end *paymentv1.YearAccount, gone int64) {
	b.t.Helper()
	var payable, receivable, transit int64
	for _, a := range must(b.payments.GetBalance(b.ctx(), &paymentv1.GetBalanceRequest{ContractId: id}))(b.t).GetAccounts() {
		switch strings.Split(a.GetAccount(), "/")[0] {
		case "BANK":
			if a.GetBalanceCents() != gone {
				b.t.Errorf("%s: the bank gave %d, the years say %d", id, a.GetBalanceCents(), gone)
			}
		case "PAYABLE":
			payable = a.GetBalanceCents()
		case "IN_TRANSIT":
			transit = a.GetBalanceCents()
		case "RECEIVABLE":
			receivable = a.GetBalanceCents()
		}
	}
	if end.GetClosingToPayCents() != payable+transit || end.GetClosingInTransitCents() != transit || end.GetClosingToRecoverCents() != receivable {
		b.t.Errorf("%s ends with %v, its accounts with %d payable, %d in transit, %d receivable", id, end, payable, transit, receivable)
	}
}

func TestTheYearsOfAnyHistoryAddUpAndEachBeginsWithWhatTheOneBeforeLeft(t *testing.T) {
	carried, claimed := 0, 0
	for seed := range uint64(3) {
		b := newBooks(t)
		b.history(seed+20, 5)
		r := must(b.notify(b.overpaid(), "2025-03-10"))(t)
		must(b.decide(upheld(r.GetId())))(t)
		must(b.repay(r.GetId(), 60822, "2026-02-01"))(t)
		for _, c := range must(b.contracts.ListContracts(b.ctx(), &contractv1.ListContractsRequest{FundCode: fund}))(t).GetContracts() {
			before := &paymentv1.Statement{Account: &paymentv1.YearAccount{}}
			var paid, back int64
			for year := 2023; year < 2032; year++ {
				st := b.statementOf(c.GetId(), year)
				where := fmt.Sprintf("%s in %d", c.GetId(), year)
				adds(t, where, st.GetAccount())
				last, sum := byDue(before), &paymentv1.YearAccount{}
				for due, y := range byDue(st) {
					adds(t, where+", due "+due, y)
					if was := last[due]; was.GetClosingToPayCents() != y.GetOpeningToPayCents() || was.GetClosingToRecoverCents() != y.GetOpeningToRecoverCents() {
						t.Errorf("%s, due %s begins with %v, the year before left %v", where, due, y, was)
					}
					sum.ClosingToPayCents += y.GetClosingToPayCents()
					sum.ClosingToRecoverCents += y.GetClosingToRecoverCents()
					sum.PaidCents += y.GetPaidCents()
				}
				was, is := before.GetAccount(), st.GetAccount()
				if was.GetClosingToPayCents() != is.GetOpeningToPayCents() || was.GetClosingToRecoverCents() != is.GetOpeningToRecoverCents() {
					t.Errorf("%s begins with %v, the year before left %v", where, is, was)
				}
				if sum.GetClosingToPayCents() != is.GetClosingToPayCents() || sum.GetClosingToRecoverCents() != is.GetClosingToRecoverCents() || sum.GetPaidCents() != is.GetPaidCents() {
					t.Errorf("%s: the lines make %v, the contract has %v", where, sum, is)
				}
				if is.GetOpeningToPayCents() != 0 {
					carried++
				}
				claimed += int(min(1, is.GetClaimedCents()))
				paid, back, before = paid+is.GetPaidCents(), back+is.GetRecoveredCents()-is.GetKeptBackCents(), st
			}
			b.endsAsItsAccounts(c.GetId(), before.GetAccount(), paid-back)
		}
	}
	if carried == 0 || claimed == 0 {
		t.Errorf("%d years carried something over and %d had a claim: the test proves too little", carried, claimed)
	}
}

// What was approved in one calendar year and confirmed by the bank in the next is in each
// year's statement on its day, and nowhere twice.
func TestAPaymentAcrossTheYearEndStandsOpenBetween(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	run := w.open(fund, "2024-12-31")
	w.approve(run.GetId())
	must(w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: run.GetId(), PayOnDate: "2025-01-03"}))(t)
	first, second := w.statementOf(id, 2024), w.statementOf(id, 2025)
	want := &paymentv1.YearAccount{ApprovedCents: 3800000, ClosingToPayCents: 3800000}
	if !proto.Equal(first.GetAccount(), want) || first.GetPaidCents() != 0 {
		t.Errorf("2024 is %v, want %v", first.GetAccount(), want)
	}
	want = &paymentv1.YearAccount{OpeningToPayCents: 3800000, ClosingToPayCents: 3800000, ClosingInTransitCents: 3800000}
	if !proto.Equal(second.GetAccount(), want) {
		t.Errorf("2025 is %v, want %v", second.GetAccount(), want)
	}
}

// A year that the contract never reached was paid ahead and got back as a whole: the law
// has no such due any more, and the statement still tells it.
func TestAStatementTellsADueThatTheLawHasNoMore(t *testing.T) {
	b := newBooks(t)
	id := b.signed(signedOn)
	b.paid(id, "1/1", "2024-07-01", settled)
	b.paid(id, "2/1", "2025-07-01", settled)
	b.end(id, "2025-06-21")
	r := must(b.notify(id, "2025-08-01"))(t)
	req := upheld(r.GetId())
	req.DecidedOnDate = "2025-09-02"
	must(b.decide(req))(t)
	y := byDue(b.statementOf(id, 2025))["2/1"]
	want := &paymentv1.YearAccount{ApprovedCents: 2800000, PaidCents: 2800000, ClaimedCents: 2800000, ClosingToRecoverCents: 2800000}
	if !proto.Equal(y, want) {
		t.Errorf("the year that was paid ahead is %v, want %v", y, want)
	}
	if later := byDue(b.statementOf(id, 2026))["2/1"]; later.GetOpeningToRecoverCents() != 2800000 {
		t.Errorf("in the next year it is %v, want what is still to be got back", later)
	}
}
