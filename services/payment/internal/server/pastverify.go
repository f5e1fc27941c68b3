package server

import (
	"context"
	"fmt"
	"maps"
	"slices"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// VerifyPastPayments confirms a statement and posts what it says.
func (s *Server) VerifyPastPayments(ctx context.Context, req *paymentv1.VerifyPastPaymentsRequest) (*paymentv1.VerifyPastPaymentsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_VerifyPastPayments_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("past_payments_id", pastPrefix, req.GetPastPaymentsId())
	if req.GetTotals() == nil {
		p.Bad("totals", "", "the control totals of the statement, as the verifier has seen them")
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.VerifyPastPaymentsResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		past, err := s.openPast(tx, req.GetPastPaymentsId(), "VerifyPastPayments")
		if err != nil {
			return keep.Change{}, err
		}
		if err := pastVerifiable(past, req.GetTotals(), call.Actor); err != nil {
			return keep.Change{}, err
		}
		if err := s.takeOver(tx, past, call); err != nil {
			return keep.Change{}, err
		}
		resp.PastPayments = withoutContracts(past)
		return keep.Change{Resource: past.GetId(), What: "past payments verified", Owner: past.GetFundCode(), OnDate: past.GetThroughDate()}, nil
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// pastVerifiable is nil, or why a statement cannot be verified by this actor on these
// totals.
func pastVerifiable(past *paymentv1.PastPayments, seen *paymentv1.Totals, actor string) error {
	if past.GetActor() == actor {
		return fault.Denied("VERIFIER_IS_AUTHOR",
			fmt.Sprintf("statement %s was stated by the same actor; another one must verify it", past.GetId()), "past_payments_id", past.GetId())
	}
	now := past.GetTotals()
	if seen.GetCount() != now.GetCount() || seen.GetSumCents() != now.GetSumCents() || seen.GetHash() != now.GetHash() {
		return fault.Refused("TOTALS_MOVED", past.GetId(),
			fmt.Sprintf("statement %s is not what was seen: the verifier has seen %d payments, %s, %s, and it has %d payments, %s, %s; read it again",
				past.GetId(), seen.GetCount(), money.Cents(seen.GetSumCents()).English(), seen.GetHash(), now.GetCount(), money.Cents(now.GetSumCents()).English(), now.GetHash()),
			"count", fmt.Sprint(now.GetCount()), "sum_cents", fmt.Sprint(now.GetSumCents()), "hash", now.GetHash())
	}
	return nil
}

// takeOver posts what a statement says, and lets it hold for its contracts.
func (s *Server) takeOver(tx *table.Tx, past *paymentv1.PastPayments, call table.Call) error {
	list, err := s.takeOvers(tx, past)
	if err != nil {
		return err
	}
	postings, err := s.store.Postings(tx)
	if err != nil {
		return err
	}
	if err := enoughUnclaimed(postings, past, list); err != nil {
		return err
	}
	for _, t := range list {
		fact := keyed(factOf(call, past.GetFundCode(), t.on), t.key, t.reason)
		if err := postings.Add(ledger.TakeOver(fact, t.due, t.cents)); err != nil {
			return err
		}
		if err := useFor(postings, keyed(factOf(call, past.GetFundCode(), recordedOn(call)), "USE/"+t.key, t.reason), t); err != nil {
			return err
		}
	}
	if past.GetCorrectsId() != "" {
		if err := s.corrected(tx, past); err != nil {
			return err
		}
	}
	past.State, past.VerifiedBy = paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_VERIFIED, call.Actor
	return s.store.UpdatePast(tx, past)
}

// useFor takes what was paid from the commitment of its year, as the approval of a due
// does: on the day on which we learn of it, as nothing was committed here before. What a
// correction takes away is committed again by the next OpenRun or EngageContracts.
func useFor(postings *store.Postings, fact ledger.Fact, t takeOver) error {
	book, err := postings.Book(t.due.ContractID)
	if err != nil {
		return err
	}
	use := min(t.cents, book.CommittedYear(t.due.ContractID, t.due.Year))
	if use <= 0 {
		return nil
	}
	return postings.Add(ledger.Use(fact, t.due, use))
}

// takeOver is one posting of a statement; below zero of what a correction takes away.
type takeOver struct {
	key    string
	due    ledger.Due
	cents  money.Cents
	on     civil.Date
	reason string
}

// takeOvers are the postings of a statement: its payments, or of a correction the
// difference to the statement before. What it adds comes first, so that no due is below
// zero in between.
func (s *Server) takeOvers(tx *table.Tx, past *paymentv1.PastPayments) ([]takeOver, error) {
	now, err := pastContracts(past)
	if err != nil {
		return nil, err
	}
	before := map[string][]payment.PastPayment{}
	if past.GetCorrectsId() != "" {
		earlier, err := s.pastOfID(tx, past.GetCorrectsId())
		if err != nil {
			return nil, err
		}
		contracts, err := pastContracts(earlier)
		if err != nil {
			return nil, err
		}
		for _, c := range contracts {
			before[c.ContractID] = c.Payments
		}
	}
	var list []takeOver
	for _, c := range now {
		added, gone := payment.PastCorrection(before[c.ContractID], c.Payments)
		for _, i := range added {
			list = append(list, takeOverOf(past, c.ContractID, c.Payments[i], fmt.Sprint(i+1)))
		}
		for _, i := range gone {
			t := takeOverOf(past, c.ContractID, before[c.ContractID][i], fmt.Sprintf("back-%d", i+1))
			t.cents = -t.cents
			list = append(list, t)
		}
	}
	return list, nil
}

func takeOverOf(past *paymentv1.PastPayments, contractID string, p payment.PastPayment, number string) takeOver {
	return takeOver{
		key: fmt.Sprintf("TAKE_OVER/%s/%s/%d/%d/%s", past.GetId(), contractID, p.Year, p.Instalment, number),
		due: ledger.Due{ContractID: contractID, Year: p.Year, Instalment: p.Instalment}, cents: p.Cents, on: p.On,
		reason: "référence " + p.Reference,
	}
}

// enoughUnclaimed refuses a correction that would leave less of a due than was claimed of
// it.
func enoughUnclaimed(postings *store.Postings, past *paymentv1.PastPayments, list []takeOver) error {
	change := map[ledger.Due]money.Cents{}
	for _, t := range list {
		change[t.due] += t.cents
	}
	for _, t := range list {
		book, err := postings.Book(t.due.ContractID)
		if err != nil {
			return err
		}
		if b := book.Due(t.due); b.Posted()+change[t.due] < 0 {
			return fault.Refused("CLAIMED_ALREADY", past.GetId(),
				fmt.Sprintf("statement %s takes %s from due %s, of which %s was claimed and only %s stands; what was claimed had been paid: state at least that, or withdraw the statement",
					past.GetId(), (-change[t.due]).English(), t.due, b.Claimed.English(), b.Posted().English()),
				"due", t.due.String())
		}
	}
	return nil
}

// corrected marks the contracts of a correction in the statement that held before.
func (s *Server) corrected(tx *table.Tx, past *paymentv1.PastPayments) error {
	earlier, err := s.pastOfID(tx, past.GetCorrectsId())
	if err != nil {
		return err
	}
	for _, c := range past.GetContracts() {
		i := slices.IndexFunc(earlier.GetContracts(), func(e *paymentv1.PastContract) bool { return e.GetContractId() == c.GetContractId() })
		if i < 0 {
			return fmt.Errorf("statement %s corrects %s, which does not have contract %s", past.GetId(), earlier.GetId(), c.GetContractId())
		}
		earlier.Contracts[i].CorrectedById = past.GetId()
	}
	return s.store.UpdatePast(tx, earlier)
}

// compareTaken finds what the verified statements say and the ledger does not, and the
// other way round.
func (s *Server) compareTaken(tx *table.Tx, b beside) ([]string, error) {
	var found []string
	left := maps.Clone(b.taken)
	err := s.store.EachPast(tx, func(past *paymentv1.PastPayments) error {
		if past.GetState() != paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_VERIFIED {
			return nil
		}
		list, err := s.takeOvers(tx, past)
		for _, t := range list {
			if left[t.key] != t.cents {
				found = append(found, fmt.Sprintf("statement %s: due %s: the ledger has %s under %s, the statement wants %s", past.GetId(), t.due, left[t.key].English(), t.key, t.cents.English()))
			}
			delete(left, t.key)
		}
		return err
	})
	for _, key := range slices.Sorted(maps.Keys(left)) {
		found = append(found, fmt.Sprintf("%s: the ledger has %s that no verified statement of past payments says", key, left[key].English()))
	}
	return found, err
}
