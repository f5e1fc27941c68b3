package server

import (
	"context"
	"fmt"
	"slices"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
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
	book       *ledger.Book         // as it stands now
	before     *ledger.Book         // at the end of the year before
	after      *ledger.Book         // at the end of the year
	movements  []ledger.Transaction // all of the contract, in order
	payments   []*paymentv1.Payment
	holds      []*paymentv1.Hold
	recoveries []*paymentv1.Recovery
}

// GetStatement gives a doctor's year under a contract: what was posted on its days, between
// what stood open at its beginning and at its end. What a due is worth in all is as it
// stands now, so that it agrees with ListDues.
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
	lastDayBefore, err := civil.New(through.Year()-1, 12, 31)
	if err != nil {
		return err
	}
	if a.after, err = ledger.FoldOn(slices.Values(a.movements), through); err != nil {
		return err
	}
	if a.before, err = ledger.FoldOn(slices.Values(a.movements), lastDayBefore); err != nil {
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
		Account: &paymentv1.YearAccount{},
	}
	moved := a.movedInYear()
	computed := map[payment.Key]bool{}
	for _, d := range a.dues {
		computed[d.Key] = true
		line := a.line(d)
		falls := a.falls(d)
		if !falls && !moved[ledger.Due(d.Key)] && !standsOpen(line.GetAccount()) {
			continue
		}
		if falls {
			st.OwedCents += line.GetDue().GetOwedCents()
		}
		addLine(st, line)
	}
	for _, b := range a.book.Dues() {
		d := payment.Due{Key: payment.Key(b.Due), Owed: payment.Amount{Known: true}, State: payment.NothingOwed}
		if b.Due.ContractID != a.facts.ContractID || b.Due.Instalment == 0 || computed[d.Key] {
			continue
		}
		// The law has no such due any more, and all that was posted of it was taken back.
		if line := a.line(d); moved[b.Due] || standsOpen(line.GetAccount()) {
			addLine(st, line)
		}
	}
	st.PaidCents, st.RecoveredCents, st.ToRecoverCents = st.Account.GetPaidCents(), st.Account.GetRecoveredCents(), st.Account.GetClosingToRecoverCents()
	return st
}

// falls reports whether a due belongs to the year: by its day, or, where nobody knows when
// it is paid, by the first day of its contract year.
func (a *account) falls(d payment.Due) bool {
	if d.BlockedBy != nil && d.BlockedBy.Code == payment.CalendarUnknown {
		return d.Computation.YearStart.Year() == a.year
	}
	return d.On.Year() == a.year
}

// movedInYear are the dues of which something was posted on a day of the year.
func (a *account) movedInYear() map[ledger.Due]bool {
	moved := map[ledger.Due]bool{}
	for _, t := range a.movements {
		for _, e := range t.Entries {
			moved[e.Due] = moved[e.Due] || t.On.Year() == a.year
		}
	}
	return moved
}

func standsOpen(y *paymentv1.YearAccount) bool {
	return y.GetOpeningToPayCents() != 0 || y.GetOpeningToRecoverCents() != 0 || y.GetClosingToPayCents() != 0 || y.GetClosingToRecoverCents() != 0
}

// addLine adds a line and its amounts to a statement.
func addLine(st *paymentv1.Statement, line *paymentv1.StatementLine) {
	st.Lines = append(st.Lines, line)
	st.HeldCents += line.GetHeldCents()
	sum, y := st.GetAccount(), line.GetAccount()
	sum.OpeningToPayCents += y.GetOpeningToPayCents()
	sum.ApprovedCents += y.GetApprovedCents()
	sum.PaidCents += y.GetPaidCents()
	sum.KeptBackCents += y.GetKeptBackCents()
	sum.ClosingToPayCents += y.GetClosingToPayCents()
	sum.ClosingInTransitCents += y.GetClosingInTransitCents()
	sum.OpeningToRecoverCents += y.GetOpeningToRecoverCents()
	sum.ClaimedCents += y.GetClaimedCents()
	sum.RecoveredCents += y.GetRecoveredCents()
	sum.WrittenOffCents += y.GetWrittenOffCents()
	sum.ClosingToRecoverCents += y.GetClosingToRecoverCents()
	sum.TakenOverCents += y.GetTakenOverCents()
}

// yearAccount is a year of a due, between what stood of it before and after. Openings and
// closings are the balances, movements the sums: that they meet is for a test to see.
func yearAccount(before, after ledger.DueBalance) *paymentv1.YearAccount {
	approved := func(b ledger.DueBalance) money.Cents { return b.Recognised - b.Cancelled + b.LateSettled + b.TakenOver }
	claimed := func(b ledger.DueBalance) money.Cents { return b.Claimed - b.Reduced }
	return &paymentv1.YearAccount{
		OpeningToPayCents:     int64(before.Payable() + before.InTransit()),
		ApprovedCents:         int64(approved(after) - approved(before)),
		PaidCents:             int64(after.Paid() - before.Paid()),
		KeptBackCents:         int64(after.Withheld - before.Withheld),
		ClosingToPayCents:     int64(after.Payable() + after.InTransit()),
		ClosingInTransitCents: int64(after.InTransit()),
		OpeningToRecoverCents: int64(before.Receivable()),
		ClaimedCents:          int64(claimed(after) - claimed(before)),
		RecoveredCents:        int64(after.Recovered() - before.Recovered()),
		WrittenOffCents:       int64(after.WrittenOff - before.WrittenOff),
		ClosingToRecoverCents: int64(after.Receivable()),
		TakenOverCents:        int64(after.TakenOver - before.TakenOver),
	}
}

// line is one due with what happened to it in the year.
func (a *account) line(d payment.Due) *paymentv1.StatementLine {
	key := ledger.Due(d.Key)
	y := yearAccount(a.before.Due(key), a.after.Due(key))
	line := &paymentv1.StatementLine{
		Due: due(d), Account: y, PaidCents: y.GetPaidCents(), InTransitCents: y.GetClosingInTransitCents(), OffsetCents: y.GetKeptBackCents(),
		ClaimedCents: y.GetClosingToRecoverCents(), RecoveredCents: y.GetRecoveredCents(),
	}
	unsent := a.book.Due(key).Payable()
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
