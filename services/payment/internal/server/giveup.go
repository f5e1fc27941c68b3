package server

import (
	"errors"
	"fmt"
	"slices"

	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// giveUp gives up the payments of a contract that came back and of whose year less is owed
// by now: in the ledger what is payable of them, whoever holds the doctor's payments. It is
// done before the commitments are looked at, so that what they had used is committed again
// for what is still owed. It gives them as the run lists them.
func (g *gathering) giveUp(f payment.Facts, made []*paymentv1.Payment) ([]payment.Excluded, error) {
	back := cameBackOf(made)
	if len(back) == 0 {
		return nil, nil
	}
	book, err := g.postings.Book(f.ContractID)
	if err != nil {
		return nil, err
	}
	chosen := payment.GiveUp(back, g.duesWithout(f, store.PostedIn(book), g.through), g.locked)
	if len(chosen) == 0 || g.failed != nil {
		return nil, g.failed
	}
	on, err := givenUpOn(g.run, g.call)
	if err != nil {
		return nil, err
	}
	var out []payment.Excluded
	for _, b := range chosen {
		p := made[slices.IndexFunc(made, func(p *paymentv1.Payment) bool { return p.GetId() == b.ID })]
		why := payment.Reason{Code: payment.GivenUp, Text: payment.SayGivenUp(b.Cents)}
		p.State = paymentv1.PaymentState_PAYMENT_STATE_GIVEN_UP
		p.GivenUp = append(p.GivenUp, &paymentv1.GivenUp{
			RunId: g.run.GetId(), OnDate: on.String(), Cents: int64(b.Cents), Reason: reason(&why), Actor: g.call.Actor, CreateTime: timestamppb.New(g.call.At),
		})
		fact := keyed(factOf(g.call, g.run.GetFundCode(), on), approvalKey("CANCEL", g.run, b.ID), g.run.GetId()+" gives it up: it came back, and less is owed")
		if err := g.postings.Add(ledger.Cancel(fact, ledger.Due(b.Key), b.Cents)); err != nil {
			return nil, err
		}
		if err := g.store.UpdatePayment(g.tx, p); err != nil {
			return nil, err
		}
		out = append(out, payment.Excluded{Key: b.Key, Reason: why, Delta: payment.Amount{Cents: b.Cents, Known: true}})
	}
	return out, nil
}

// gaveUp is nil, or why a contract must be in a run before anything is notified as paid and
// not owed: a payment of it came back that the run gives up, so that what is owed of its
// year moves.
func (s *Server) gaveUp(tx *table.Tx, f payment.Facts, on civil.Date) error {
	f, err := s.withPast(tx, f)
	if err != nil {
		return err
	}
	made, err := s.store.PaymentsOf(tx, f.ContractID)
	if err != nil {
		return err
	}
	posted, err := s.store.Posted(tx, f.ContractID)
	if err != nil {
		return err
	}
	given := payment.GiveUp(cameBackOf(made), s.duesWithout(f, posted, on), s.locks(tx, &err))
	if err != nil || len(given) == 0 {
		return err
	}
	return fault.Refused("PAYMENT_CAME_BACK", f.ContractID,
		fmt.Sprintf("payment %s of contract %s came back, and less is owed by now: open a run first, which gives it up and pays what is owed, then see what was paid in excess", given[0].ID, f.ContractID),
		"payment_id", given[0].ID)
}

// locks tells which run holds a due; failed takes the errors of looking.
func (s *Server) locks(tx *table.Tx, failed *error) func(payment.Key) (runID string, held bool) {
	return func(key payment.Key) (string, bool) {
		runID, held, err := s.store.Locked(tx, key)
		*failed = errors.Join(*failed, err)
		return runID, held
	}
}

// tellGivingUp says in the dues of a contract which payments the next run will give up: an
// overpaid due of which nothing was received has nothing to be claimed.
func (s *Server) tellGivingUp(tx *table.Tx, dues []payment.Due, without func(payment.Posted) []payment.Due) error {
	if len(dues) == 0 || dues[0].Key.ContractID == "" {
		return nil
	}
	made, err := s.store.PaymentsOf(tx, dues[0].Key.ContractID)
	if err != nil {
		return err
	}
	var failed error
	for _, b := range payment.GiveUp(cameBackOf(made), without, s.locks(tx, &failed)) {
		i := slices.IndexFunc(dues, func(d payment.Due) bool { return d.Key == b.Key })
		said, more := &dues[i].Computation.Explanation, payment.SayToBeGivenUp(b.Cents)
		said.FR, said.EN = said.FR+" "+more.FR, said.EN+" "+more.EN
	}
	return failed
}

// cameBackOf are the payments that the bank refused or sent back.
func cameBackOf(made []*paymentv1.Payment) (back []payment.Back) {
	for _, p := range made {
		if cameBack(p) {
			back = append(back, backOf(p))
		}
	}
	return back
}

func backOf(p *paymentv1.Payment) payment.Back {
	return payment.Back{ID: p.GetId(), Key: keyOfPayment(p), Cents: sent(p)}
}

// givenUpCents is what was given up of a payment and stays so.
func givenUpCents(p *paymentv1.Payment) money.Cents {
	if p.GetState() != paymentv1.PaymentState_PAYMENT_STATE_GIVEN_UP {
		return 0
	}
	return sent(p)
}
