package services_test

import (
	"fmt"
	"slices"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/money"
)

// check compares the books with each other, with the bank, and with what was noted.
func (s *life) check() {
	s.t.Helper()
	proof := read(s, s.payment.VerifyLedger, &paymentv1.VerifyLedgerRequest{Root: s.root})
	if !proof.GetValid() {
		s.fail("the ledger does not hold: transaction %d, %v", proof.GetBrokenSequence(), proof.GetViolations())
	}
	s.root = proof.GetRoot()
	posted := map[string]int64{} // by due, added up by hand
	s.checkRuns(posted)
	executed := s.bank.Executed()
	for _, fund := range simulatedFunds {
		balance := read(s, s.payment.GetBalance, &paymentv1.GetBalanceRequest{FundCode: fund})
		if balance.GetOnBalanceCents() != 0 || balance.GetOffBalanceCents() != 0 {
			s.fail("the accounts of fund %s add up to %d and %d", fund, balance.GetOnBalanceCents(), balance.GetOffBalanceCents())
		}
		payments := s.payments(fund)
		s.checkTransfers(fund, payments, balance)
		for _, p := range payments {
			posted[dueID(p.GetContractId(), p.GetContractYear(), p.GetInstalment())] += p.GetAmountCents() - s.abandoned(p)
			s.checkPayment(p, executed)
		}
	}
	for id, cents := range executed {
		if int64(cents) > s.dispatched[id] {
			s.fail("the bank has moved %d cents for %s, %d were sent", cents, id, s.dispatched[id])
		}
	}
	for _, d := range s.doctors {
		for _, r := range s.recoveries(d) {
			if r.GetState() == paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED || s.unmoved[r.GetId()] {
				continue
			}
			for _, row := range r.GetRows() {
				posted[dueID(d.contract, row.GetContractYear(), row.GetInstalment())] -= row.GetToRecoverCents()
			}
		}
	}
	for _, fund := range simulatedFunds {
		s.checkDues(fund, posted)
	}
}

func dueID(contract string, year, instalment int32) string {
	return fmt.Sprintf("%s/%d/%d", contract, year, instalment)
}

// checkRuns finds a due that two live runs hold, and adds what approved ones owe.
func (s *life) checkRuns(posted map[string]int64) {
	all := read(s, s.payment.ListRuns, &paymentv1.ListRunsRequest{PageSize: 1000}).GetRuns()
	if !slices.EqualFunc(all, s.order, func(r *paymentv1.Run, id string) bool { return r.GetId() == id }) {
		s.fail("the runs are not listed in the order in which they were opened, %v", s.order)
	}
	holds := map[string]string{}
	for _, run := range in(all, paymentv1.RunState_RUN_STATE_OPEN, paymentv1.RunState_RUN_STATE_APPROVED) {
		for _, l := range run.GetLines() {
			id := l.GetPaymentId()
			due := dueID(l.GetDue().GetContractId(), l.GetDue().GetContractYear(), l.GetDue().GetInstalment())
			if other := holds[due]; other != "" && other != run.GetId() {
				s.fail("payment %s stands in run %s, and its due in run %s", id, run.GetId(), other)
			}
			holds[due] = run.GetId()
			if run.GetState() == paymentv1.RunState_RUN_STATE_APPROVED && !l.GetResent() {
				posted[due] += l.GetAmountCents()
			}
		}
	}
}

// abandoned is what was given up of a payment, in cents: all that had been sent of it.
func (s *life) abandoned(p *paymentv1.Payment) int64 {
	if p.GetState() != paymentv1.PaymentState_PAYMENT_STATE_GIVEN_UP {
		return 0
	}
	cents := p.GetAmountCents() - p.GetOffsetCents()
	if told := p.GetGivenUp(); len(told) == 0 || told[len(told)-1].GetCents() != cents {
		s.fail("payment %s is given up with %d cents sent, and tells %v", p.GetId(), cents, told)
	}
	s.seen["given up"] = true
	return cents
}

// checkPayment compares a payment with what was sent, and with the bank where it is sure.
func (s *life) checkPayment(p *paymentv1.Payment, executed map[string]money.Cents) {
	cents := p.GetAmountCents() - p.GetOffsetCents()
	if p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_OFFSET {
		return
	}
	if sent := s.dispatched[p.GetEndToEndId()]; cents > sent {
		s.fail("payment %s is of %d cents for the bank, %d were dispatched", p.GetId(), cents, sent)
	}
	now, known := executed[p.GetEndToEndId()]
	if p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_SETTLED && (!known || int64(now) != cents && now != 0) {
		s.fail("payment %s is settled with %d cents, the bank has moved %d", p.GetId(), cents, now)
	}
}

// checkTransfers wants every cent that was dispatched to be settled, rejected, returned or
// on its way: by the payments, by the accounts, and by what was noted.
func (s *life) checkTransfers(fund string, payments []*paymentv1.Payment, balance *paymentv1.GetBalanceResponse) {
	var settled, cameBack, underWay, noted int64
	for _, p := range payments {
		if p.GetEndToEndId() == "" {
			continue
		}
		noted += s.last[p.GetEndToEndId()]
		switch cents := p.GetAmountCents() - p.GetOffsetCents(); p.GetState() {
		case paymentv1.PaymentState_PAYMENT_STATE_SETTLED:
			settled += cents
		case paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT, paymentv1.PaymentState_PAYMENT_STATE_DISPATCH_UNKNOWN:
			underWay += cents
		default:
			cameBack += cents
		}
	}
	if settled+cameBack+underWay != noted {
		s.fail("fund %s: %d cents settled, %d came back, %d under way; %d were dispatched", fund, settled, cameBack, underWay, noted)
	}
	transit, account := &paymentv1.AccountBalance{}, &paymentv1.AccountBalance{}
	for _, a := range balance.GetAccounts() {
		switch a.GetAccount() {
		case "IN_TRANSIT/" + fund:
			transit = a
		case "BANK/" + fund:
			account = a
		}
	}
	var repaid int64
	for _, d := range s.doctors {
		if d.fund == fund {
			repaid += d.repaid
		}
	}
	rejected, returned := transit.GetDebitCents()-account.GetCreditCents(), account.GetDebitCents()-repaid
	if transit.GetCreditCents() != s.sent[fund] || transit.GetCreditCents()-transit.GetDebitCents() != underWay || account.GetCreditCents()-returned != settled ||
		rejected < 0 || returned < 0 {
		s.fail("fund %s: the accounts have %d cents dispatched, %d confirmed, %d rejected, %d returned; noted are %d dispatched, %d settled, %d under way",
			fund, transit.GetCreditCents(), account.GetCreditCents(), rejected, returned, s.sent[fund], settled, underWay)
	}
}

// checkDues compares what is posted with the sum by hand; more than is owed must be seen
// as what is to be got back.
func (s *life) checkDues(fund string, posted map[string]int64) {
	for _, d := range read(s, s.payment.ListDues, &paymentv1.ListDuesRequest{FundCode: fund}).GetDues() {
		id := dueID(d.GetContractId(), d.GetContractYear(), d.GetInstalment())
		if d.GetPostedCents() != posted[id] {
			s.fail("due %s has %d cents posted, by hand it is %d", id, d.GetPostedCents(), posted[id])
		}
		over := d.OwedCents != nil && d.GetPostedCents() > d.GetOwedCents()
		if over != (d.GetState() == paymentv1.DueState_DUE_STATE_OVERPAID) {
			s.fail("due %s is %v with %d cents owed and %d posted", id, d.GetState(), d.GetOwedCents(), d.GetPostedCents())
		}
	}
}

// restRounds is how often all clerks do all that there is to do, at the most.
const restRounds = 60

// rest lets everybody finish: files are sent, answers imported, holds lifted, claims got
// back, dues paid, until there is nothing to do. Then each doctor has what the law owes.
func (s *life) rest() {
	s.t.Helper()
	for _, run := range s.live() {
		s.cancelled(run)
	}
	s.day = s.day.AddDays(1)
	for round := 0; ; round++ {
		s.pass(40) // longer than a doctor may take to reply
		worked := s.restBank()
		worked = s.restHolds() || worked
		for _, d := range s.doctors {
			worked = s.restClaims(d) || worked
		}
		for _, fund := range simulatedFunds {
			worked = s.restRun(fund) || worked
		}
		s.check()
		if !worked {
			break
		}
		if round == restRounds {
			s.fail("there is still something to do")
		}
	}
	s.reckon()
}

// restBank sends what is unsent, asks about what is unknown, and imports all that the
// bank has to say.
func (s *life) restBank() (worked bool) {
	for _, l := range s.letters(nobodyKnows) {
		s.asked(l)
		worked = true
	}
	for _, l := range s.letters(paymentv1.Transmission_TRANSMISSION_UNSPECIFIED, bankHasNot) {
		if !s.submitted[l.file.GetMessageId()] {
			s.submit(l)
			worked = true
		}
	}
	for {
		file, _, ok := s.bank.Next()
		if !ok {
			break
		}
		s.mail = append(s.mail, file)
	}
	for _, file := range s.mail {
		s.imported(file)
		worked = true
	}
	s.mail = nil
	// The bank was silent, or said what cannot be: a telephone call.
	for _, fund := range simulatedFunds {
		for _, p := range s.payments(fund) {
			if !s.disagrees(p) {
				continue
			}
			if answer, err := s.bank.Ask(p.GetEndToEndId()); err == nil {
				s.imported(answer.File)
				worked = true
			}
		}
	}
	return worked
}

// disagrees reports whether the bank says other of a payment than we hold.
func (s *life) disagrees(p *paymentv1.Payment) bool {
	switch p.GetState() {
	case paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT:
		return true
	case paymentv1.PaymentState_PAYMENT_STATE_SETTLED:
		return s.bank.Executed()[p.GetEndToEndId()] == 0
	}
	return false
}

// restHolds confirms all accounts and lifts all holds.
func (s *life) restHolds() (worked bool) {
	for _, d := range s.doctors {
		if read(s, s.payment.GetBankDetails, &paymentv1.GetBankDetailsRequest{FundCode: d.fund, Rpps: d.rpps}).GetDetails().GetVerifiedBy() == "" {
			s.confirm(d.fund, d.rpps)
		}
	}
	for _, fund := range simulatedFunds {
		for _, h := range s.standing(fund) {
			s.release(h)
			worked = true
		}
	}
	return worked
}

// restClaims leads the recoveries of a doctor to their end.
func (s *life) restClaims(d *patron) bool {
	for _, r := range s.recoveries(d) {
		switch r.GetState() {
		case paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED:
			s.decide(d, r)
			return true
		case paymentv1.RecoveryState_RECOVERY_STATE_DECIDED:
			s.repay(d, r, r.GetLeftCents())
			return true
		}
	}
	_, given := may(s, "officer", s.payment.GiveRecoveryNotice, &paymentv1.GiveRecoveryNoticeRequest{RequestId: s.requestID(), ContractId: d.contract, NoticeDate: s.day.String()})
	return given
}

// restRun pays what a fund has to pay.
func (s *life) restRun(fund string) bool {
	run := s.opened(fund)
	if len(run.GetLines()) == 0 {
		s.cancelled(run)
		return slices.ContainsFunc(run.GetExcluded(), func(e *paymentv1.Excluded) bool { return e.GetReason().GetCode() == "GIVEN_UP" })
	}
	for _, actor := range clerks { // one of them has opened it
		s.approve(actor, run)
	}
	i := slices.IndexFunc(s.live(), func(r *paymentv1.Run) bool {
		return r.GetId() == run.GetId() && r.GetState() == paymentv1.RunState_RUN_STATE_APPROVED
	})
	if i < 0 && read(s, s.payment.GetRun, &paymentv1.GetRunRequest{RunId: run.GetId()}).GetRun().GetState() != paymentv1.RunState_RUN_STATE_APPROVED {
		s.fail("run %s has been approved by all who could, and is not", run.GetId())
	}
	s.dispatch(run)
	return true
}

// reckon compares, for each doctor, what the bank has paid with what the law owes: the
// account of somebody who knows nothing of ledgers.
func (s *life) reckon() {
	executed := s.bank.Executed()
	paid, back := map[string]int64{}, map[string]int64{} // by contract; by due, what came back and is posted
	for _, fund := range simulatedFunds {
		for _, p := range s.payments(fund) {
			if p.GetEndToEndId() == "" {
				continue
			}
			cents := int64(executed[p.GetEndToEndId()])
			paid[p.GetContractId()] += cents
			if cents == 0 && p.GetState() != paymentv1.PaymentState_PAYMENT_STATE_GIVEN_UP {
				back[dueID(p.GetContractId(), p.GetContractYear(), p.GetInstalment())] += p.GetAmountCents() - p.GetOffsetCents()
			}
			if settled := p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_SETTLED; settled != (cents != 0) || settled && cents != p.GetAmountCents()-p.GetOffsetCents() {
				s.fail("all is quiet; payment %s is %v with %d cents to the bank, which has moved %d", p.GetId(), p.GetState(), p.GetAmountCents()-p.GetOffsetCents(), cents)
			}
		}
	}
	through := s.day.String()
	for _, d := range s.doctors {
		ask := &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: d.contract}, ThroughDate: &through}
		var owed int64
		var said []string
		for _, due := range read(s, s.payment.PreviewDues, ask).GetDues() {
			said = append(said, fmt.Sprintf("%d/%d %s %v owed %d posted %d", due.GetContractYear(), due.GetInstalment(), due.GetDueDate(), due.GetState(), due.GetOwedCents(), due.GetPostedCents()))
			switch state := due.GetState(); {
			case state == paymentv1.DueState_DUE_STATE_UPCOMING:
			case state == paymentv1.DueState_DUE_STATE_BLOCKED: // what the doctor had of it stays, until it can be told
				owed += due.GetPostedCents() - back[dueID(d.contract, due.GetContractYear(), due.GetInstalment())]
			case due.GetDeltaCents() != 0:
				s.fail("all is quiet, and %s", said[len(said)-1])
			default:
				owed += due.GetOwedCents()
			}
		}
		if paid[d.contract]-d.repaid != owed+d.givenUp {
			s.fail("doctor %s got %d cents and sent back %d; the law owes %d, and %d was given up: %v", d.contract, paid[d.contract], d.repaid, owed, d.givenUp, said)
		}
	}
}
