package server

import (
	"slices"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// gathering is a run on its way: what one transaction knows while it looks at the
// contracts of the fund one by one.
type gathering struct {
	*Server
	tx       *table.Tx
	run      *paymentv1.Run
	call     table.Call
	through  civil.Date
	postings *store.Postings
	fact     ledger.Fact // of what is committed
	standing []*paymentv1.Hold
	accounts map[string]*paymentv1.BankDetails // by RPPS number; nil where there is none
	taken    map[string]money.Cents            // by recovery: what the open runs keep back for it
	failed   error                             // of looking for a lock
}

// gather fills a run with what the contracts owe now and no other run holds, and commits
// what they can still cost.
func (s *Server) gather(tx *table.Tx, run *paymentv1.Run, contracts []payment.Facts, call table.Call) error {
	through, err := civil.Parse(run.GetThroughDate())
	if err != nil {
		return err
	}
	g := &gathering{
		Server: s, tx: tx, run: run, call: call, through: through, fact: factOf(call, run.GetFundCode(), through),
		accounts: map[string]*paymentv1.BankDetails{}, taken: map[string]money.Cents{},
	}
	if g.postings, err = s.store.Postings(tx); err != nil {
		return err
	}
	if g.standing, err = s.store.StandingHolds(tx, run.GetFundCode()); err != nil {
		return err
	}
	if err := g.countTaken(); err != nil {
		return err
	}
	for _, f := range contracts {
		if err := g.contract(f); err != nil {
			return err
		}
		if len(run.GetLines()) > payment.MaxLines {
			return runTooLarge(run)
		}
	}
	run.Totals = totals(run)
	if run.ApprovalsNeeded, err = s.approvalsNeeded(tx, run); err != nil {
		return err
	}
	return fit(run)
}

// countTaken sums what the open runs of the fund keep back for each claim.
func (g *gathering) countTaken() error {
	runs, err := g.store.LiveRuns(g.tx, g.run.GetFundCode())
	for _, run := range runs {
		for _, line := range run.GetLines() {
			for _, part := range line.GetOffsets() {
				g.taken[part.GetRecoveryId()] += money.Cents(part.GetCents())
			}
		}
	}
	return err
}

// locked tells which run holds a due.
func (g *gathering) locked(key payment.Key) (runID string, held bool) {
	runID, held, err := g.store.Locked(g.tx, key)
	if err != nil {
		g.failed = err
	}
	return runID, held
}

// contract adds the lines of one contract, and what is left out of it.
func (g *gathering) contract(f payment.Facts) error {
	f, err := g.withPast(g.tx, f)
	if err != nil {
		return err
	}
	made, err := g.store.PaymentsOf(g.tx, f.ContractID)
	if err != nil {
		return err
	}
	givenUp, err := g.giveUp(f, made)
	if err != nil {
		return err
	}
	if _, _, err := g.engage(g.postings, f, g.fact); err != nil {
		return err
	}
	book, err := g.postings.Book(f.ContractID)
	if err != nil {
		return err
	}
	today := payment.DuesToPay(g.law, f, store.PostedIn(book), g.through)
	owed, left := payment.Gather(today, g.through, g.locked)
	var lines []*paymentv1.RunLine
	for _, d := range owed {
		lines = append(lines, &paymentv1.RunLine{
			Due: due(d), AmountCents: int64(d.Delta().Cents), TextId: f.Text.ID, LawDigest: g.law.Digest(),
			PaymentId: store.PaymentID(d.Key, posting(made, d.Key)),
		})
	}
	again, still := g.again(f, made, today)
	for _, e := range still {
		// One that is overpaid or blocked is listed already.
		if !slices.ContainsFunc(left, func(other payment.Excluded) bool { return other.Key == e.Key }) {
			left = append(left, e)
		}
	}
	if g.failed != nil {
		return g.failed
	}
	g.run.Excluded = append(g.run.Excluded, excluded(append(left, givenUp...))...)
	lines = append(lines, again...)
	if len(lines) == 0 {
		return nil
	}
	sorted(lines)
	return g.payTo(f, lines)
}

// posting is the number of the next posting of a due.
func posting(made []*paymentv1.Payment, key payment.Key) int {
	last := 0
	for _, p := range made {
		if keyOfPayment(p) == key {
			last = max(last, int(p.GetPosting()))
		}
	}
	return last + 1
}

func keyOfPayment(p *paymentv1.Payment) payment.Key {
	return payment.Key{ContractID: p.GetContractId(), Year: int(p.GetContractYear()), Instalment: int(p.GetInstalment())}
}

// again are the payments that the bank refused or sent back: lines to send them again,
// under their own keys, and those that cannot be.
func (g *gathering) again(f payment.Facts, made []*paymentv1.Payment, today []payment.Due) (lines []*paymentv1.RunLine, left []payment.Excluded) {
	for _, p := range made {
		if !cameBack(p) {
			continue
		}
		key := keyOfPayment(p)
		if why := payment.Resend(backOf(p), today, g.locked); why != nil {
			left = append(left, payment.Excluded{Key: key, Reason: *why, Delta: payment.Amount{Cents: sent(p), Known: true}})
			continue
		}
		lines = append(lines, &paymentv1.RunLine{
			Due: dueOf(today, key), AmountCents: int64(sent(p)), TextId: f.Text.ID, LawDigest: g.law.Digest(), PaymentId: p.GetId(), Resent: true,
		})
	}
	return lines, left
}

// cameBack reports whether the bank refused a payment or sent it back, so that it is owed
// again.
func cameBack(p *paymentv1.Payment) bool {
	return p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_REJECTED || p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_RETURNED
}

// sent is what of a payment went to the bank.
func sent(p *paymentv1.Payment) money.Cents {
	return money.Cents(p.GetAmountCents() - p.GetOffsetCents())
}

// payTo gives the lines of a contract their account and the claims that they serve, or
// leaves them out.
func (g *gathering) payTo(f payment.Facts, lines []*paymentv1.RunLine) error {
	account, err := g.account(f.RPPS)
	if err != nil {
		return err
	}
	why := unpaid(account)
	if h := holding(g.standing, f.ContractID, f.RPPS, g.run.GetThroughDate()); h != nil {
		reason := sayHeld(h)
		why = &reason
	}
	if why != nil {
		for _, line := range lines {
			g.run.Excluded = append(g.run.Excluded, leaveOut(line, *why))
		}
		return nil
	}
	claim, left, err := g.claim(f.ContractID)
	if err != nil {
		return err
	}
	for _, line := range lines {
		line.Payee = snapshot(account)
		if part := min(left, money.Cents(line.GetAmountCents())); part > 0 {
			left -= part
			line.OffsetCents = int64(part)
			line.Offsets = []*paymentv1.OffsetPart{{RecoveryId: claim.GetId(), Cents: int64(part)}}
		}
	}
	g.run.Lines = append(g.run.Lines, lines...)
	return nil
}

// claim is the claim on a contract that is got back from what is owed next, and what is
// left of it that no other open run takes.
func (g *gathering) claim(contractID string) (*paymentv1.Recovery, money.Cents, error) {
	r, found, err := g.store.OpenRecovery(g.tx, contractID)
	if err != nil || !found || !isOffset(r) {
		return nil, 0, err
	}
	return r, max(0, money.Cents(r.GetLeftCents())-g.taken[r.GetId()]), nil
}

// isOffset reports whether a claim is decided, and got back from what is owed next.
func isOffset(r *paymentv1.Recovery) bool {
	return r.GetState() == paymentv1.RecoveryState_RECOVERY_STATE_DECIDED && r.GetMode() == paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET
}

// account reads a doctor's account, once; nil for none. A contract without a doctor has
// none: the account without an RPPS number is the fund's own.
func (g *gathering) account(rpps string) (*paymentv1.BankDetails, error) {
	if rpps == "" {
		return nil, nil
	}
	if d, known := g.accounts[rpps]; known {
		return d, nil
	}
	d, found, err := g.store.Details(g.tx, g.run.GetFundCode(), rpps)
	if err != nil {
		return nil, err
	}
	if !found {
		d = nil
	}
	g.accounts[rpps] = d
	return d, nil
}

// leaveOut is a line that a run does not pay.
func leaveOut(line *paymentv1.RunLine, why payment.Reason) *paymentv1.Excluded {
	return excluded([]payment.Excluded{{
		Key: store.KeyOf(line.GetDue()), Reason: why, Delta: payment.Amount{Cents: money.Cents(line.GetAmountCents()), Known: true},
	}})[0]
}
