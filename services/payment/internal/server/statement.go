package server

import (
	"context"
	"fmt"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// account is what a statement is made of.
type account struct {
	facts      payment.Facts
	year       int
	today      civil.Date
	dues       []payment.Due
	book       *ledger.Book
	movements  []ledger.Transaction // all of the contract, in order
	payments   []*paymentv1.Payment
	holds      []*paymentv1.Hold
	recoveries []*paymentv1.Recovery
}

// GetStatement gives a doctor's year under a contract. A due stands in it when its day is
// in the year, or when something was posted of it in the year. Its amounts are those of
// the whole due, as they stand now, so that they agree with ListDues; the movements on
// the page have their days.
func (s *Server) GetStatement(ctx context.Context, req *paymentv1.GetStatementRequest) (*paymentv1.GetStatementResponse, error) {
	var p wire.Parse
	p.ID("contract_id", contractPrefix, req.GetContractId())
	last, err := civil.New(int(req.GetYear()), 12, 31)
	if err != nil {
		p.Bad("year", fmt.Sprint(req.GetYear()), "a year of the calendar, 1900 to 2199")
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	c, err := s.contract(ctx, req.GetContractId())
	if err != nil {
		return nil, err
	}
	f, err := s.facts(c)
	if err != nil {
		return nil, err
	}
	at := s.env.Now().UTC()
	a := account{facts: f, year: int(req.GetYear())}
	a.today, _ = civil.New(at.Year(), int(at.Month()), at.Day()) // a clock always shows a day of the calendar
	err = s.store.DB().View(ctx, func(tx *table.Tx) error { return s.read(tx, &a, last, c.GetFundCode()) })
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.GetStatementResponse{Statement: a.statement()}
	resp.Statement.FundCode = c.GetFundCode()
	if req.GetHtml() {
		resp.Html, err = a.page(resp.GetStatement())
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// read fills an account from one state of the store.
func (s *Server) read(tx *table.Tx, a *account, through civil.Date, fund string) error {
	id := a.facts.ContractID
	var failed error
	for t := range s.store.TransactionsOfContract(tx, id, &failed) {
		a.movements = append(a.movements, t)
	}
	if failed != nil {
		return failed
	}
	var err error
	if a.facts, err = s.withPast(tx, a.facts); err != nil {
		return err
	}
	if a.book, err = s.store.Book(tx, id); err != nil {
		return err
	}
	a.dues = payment.Dues(s.law, a.facts, store.PostedIn(a.book), through)
	if a.payments, err = s.store.PaymentsOf(tx, id); err != nil {
		return err
	}
	if a.recoveries, err = s.store.RecoveriesOf(tx, id); err != nil {
		return err
	}
	for _, r := range a.recoveries {
		if err := s.tally(tx, r); err != nil {
			return err
		}
	}
	standing, err := s.store.StandingHolds(tx, fund)
	for _, h := range standing {
		if a.heldBy(h) {
			a.holds = append(a.holds, h)
		}
	}
	return err
}

// heldBy reports whether a hold keeps back the payments of the contract today.
func (a *account) heldBy(h *paymentv1.Hold) bool {
	if h.GetEndDate() != "" && h.GetEndDate() < a.today.String() {
		return false
	}
	whole := h.GetContractId() == "" && h.GetRpps() == ""
	doctor := h.GetRpps() != "" && h.GetRpps() == a.facts.RPPS
	return whole || doctor || h.GetContractId() == a.facts.ContractID
}

// statement is the account as data.
func (a *account) statement() *paymentv1.Statement {
	st := &paymentv1.Statement{
		ContractId: a.facts.ContractID, Rpps: a.facts.RPPS, Year: int32(a.year), Holds: a.holds, Recoveries: a.recoveries,
	}
	moved := map[ledger.Due]bool{}
	for _, t := range a.movements {
		for _, e := range t.Entries {
			moved[e.Due] = moved[e.Due] || t.On.Year() == a.year
		}
	}
	for _, d := range a.dues {
		if d.On.Year() != a.year && !moved[ledger.Due(d.Key)] {
			continue
		}
		line := a.line(d)
		st.Lines = append(st.Lines, line)
		st.OwedCents += line.GetDue().GetOwedCents()
		st.PaidCents += line.GetPaidCents()
		st.HeldCents += line.GetHeldCents()
		st.RecoveredCents += line.GetRecoveredCents()
		st.ToRecoverCents += line.GetClaimedCents()
	}
	return st
}

// line is one due with what happened to it.
func (a *account) line(d payment.Due) *paymentv1.StatementLine {
	b := a.book.Due(ledger.Due(d.Key))
	line := &paymentv1.StatementLine{
		Due: due(d), PaidCents: int64(b.Paid()), InTransitCents: int64(b.InTransit()), OffsetCents: int64(b.Withheld),
		ClaimedCents: int64(b.Receivable()), RecoveredCents: int64(b.Recovered()), TakenOverCents: int64(b.TakenOver),
	}
	unsent := b.Payable()
	if d.State == payment.Payable || d.State == payment.Underpaid {
		unsent += d.Delta().Cents
	}
	switch {
	case unsent > 0 && len(a.holds) > 0:
		line.HeldCents, line.Reason = int64(unsent), holdReason(a.holds[0])
	case d.BlockedBy != nil:
		line.Reason = reason(d.BlockedBy)
	}
	for _, p := range a.payments {
		if store.KeyOf(p.GetDue()) == d.Key {
			line.Payments = append(line.Payments, p)
		}
	}
	return line
}

// holdReason says to a doctor why a payment is held. What an officer noted stays in the
// fund.
func holdReason(h *paymentv1.Hold) *eligibilityv1.Reason {
	said := map[paymentv1.HoldReason][2]string{
		paymentv1.HoldReason_HOLD_REASON_OFFICER:              {"Le versement est retenu par décision de la caisse.", "The payment is held by a decision of the fund."},
		paymentv1.HoldReason_HOLD_REASON_BANK_DETAILS_CHANGED: {"Vos coordonnées bancaires ont changé et la caisse doit les vérifier.", "Your bank details changed, and the fund must verify them."},
		paymentv1.HoldReason_HOLD_REASON_PAYMENT_RETURNED:     {"La banque a refusé ou renvoyé un versement\u00a0: vérifiez vos coordonnées bancaires.", "The bank refused a payment or sent it back: check your bank details."},
		paymentv1.HoldReason_HOLD_REASON_FRAUD:                {"Le versement est retenu pendant une vérification.", "The payment is held while it is looked into."},
	}[h.GetReason()]
	return &eligibilityv1.Reason{Code: "HELD", Text: &lawv1.Phrase{Fr: said[0], En: said[1]}}
}
