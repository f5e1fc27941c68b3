package server

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
)

// beside is what the ledger says of each payment: its sums by kind of transaction, and
// the run of its last approval.
type beside struct {
	sums map[string]map[ledger.Kind]money.Cents
	runs map[string]string
	// taken is what was paid before the ledger, by key: nothing of it is a payment of ours.
	taken     map[string]money.Cents
	cancelled map[string]money.Cents // by the key of the cancellation without its kind
}

func newBeside() beside {
	return beside{
		sums: map[string]map[ledger.Kind]money.Cents{}, runs: map[string]string{}, taken: map[string]money.Cents{}, cancelled: map[string]money.Cents{},
	}
}

// add counts a transaction for the payment that its key names.
func (b beside) add(t ledger.Transaction) {
	switch t.Kind {
	case ledger.KindTakeOver:
		b.taken[t.Key] = takenIn(t)
		return
	case ledger.KindRecognise, ledger.KindCancel, ledger.KindDispatch, ledger.KindSettle, ledger.KindReject, ledger.KindReturn, ledger.KindLateSettle, ledger.KindOffset:
	default:
		return
	}
	id := paymentIn(t)
	if b.sums[id] == nil {
		b.sums[id] = map[ledger.Kind]money.Cents{}
	}
	b.sums[id][t.Kind] += t.Entries[0].Cents
	if t.Kind == ledger.KindRecognise {
		b.runs[id] = runIn(t)
	}
	if t.Kind == ledger.KindCancel {
		_, about, _ := strings.Cut(t.Key, "/")
		b.cancelled[about] += t.Entries[0].Cents
	}
}

// givenUp reports whether an approval was taken back as a whole: both have one key but for
// their kind.
func (b beside) givenUp(t ledger.Transaction) bool {
	_, about, _ := strings.Cut(t.Key, "/")
	return t.Kind == ledger.KindRecognise && b.cancelled[about] == t.Entries[0].Cents
}

// takenIn is the amount of a take-over, below zero of one that takes back.
func takenIn(t ledger.Transaction) money.Cents {
	if t.Entries[0].Account.Kind == ledger.Bank {
		return -t.Entries[0].Cents
	}
	return t.Entries[0].Cents
}

// paymentIn is the payment that a key names: contract, contract year, instalment, and
// the posting from the second one on.
func paymentIn(t ledger.Transaction) string {
	parts := strings.Split(t.Key, "/")
	first := slices.Index(parts, t.Entries[0].Due.ContractID)
	if first < 0 {
		return t.Key
	}
	const most = 4
	last := first + 1
	for last < len(parts) && last < first+most && number(parts[last]) {
		last++
	}
	return strings.Join(parts[first:last], "/")
}

// runIn is the run that the key of an approval names.
func runIn(t ledger.Transaction) string { return strings.Split(t.Key, "/")[1] }

func number(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// compare finds every payment whose sums are not those of the ledger, and every approved
// due that is neither paid, nor given up, nor waits in an approved run.
func (s *Server) compare(tx *table.Tx, b beside) ([]string, error) {
	var found []string
	seen := map[string]bool{}
	err := s.store.EachPayment(tx, func(p *paymentv1.Payment) {
		seen[p.GetId()] = true
		found = append(found, differs(p, b.sums[p.GetId()])...)
	})
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(b.sums)) {
		sums := b.sums[id]
		left := sums[ledger.KindRecognise] - sums[ledger.KindCancel]
		if seen[id] || left == 0 {
			continue
		}
		run, known, err := s.store.Run(tx, b.runs[id])
		if err != nil {
			return nil, err
		}
		if !known || run.GetState() != paymentv1.RunState_RUN_STATE_APPROVED {
			found = append(found, fmt.Sprintf("due %s: %s was approved by run %q, and there is neither a payment nor a cancellation; wanted one of them", id, left.English(), b.runs[id]))
		}
	}
	return found, nil
}

// differs compares a payment with the sums of the ledger.
func differs(p *paymentv1.Payment, sums map[ledger.Kind]money.Cents) []string {
	amount, kept := money.Cents(p.GetAmountCents()), money.Cents(p.GetOffsetCents())
	transit := sums[ledger.KindDispatch] - sums[ledger.KindSettle] - sums[ledger.KindReject]
	late := sums[ledger.KindLateSettle]
	paid := sums[ledger.KindSettle] + late - sums[ledger.KindReturn]
	var onTheWay, confirmed money.Cents
	switch p.GetState() {
	case paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT, paymentv1.PaymentState_PAYMENT_STATE_DISPATCH_UNKNOWN:
		onTheWay = amount - kept
	case paymentv1.PaymentState_PAYMENT_STATE_SETTLED:
		confirmed = amount - kept
	}
	var found []string
	for _, c := range []struct {
		what         string
		seen, wanted money.Cents
	}{
		{"approved", sums[ledger.KindRecognise] - sums[ledger.KindCancel] + late, amount - givenUpCents(p)},
		{"kept back", sums[ledger.KindOffset], kept},
		{"on its way", transit, onTheWay},
		{"confirmed", paid, confirmed},
	} {
		if c.seen != c.wanted {
			found = append(found, fmt.Sprintf("payment %s (%s): %s: the ledger has %s, the payment wants %s",
				p.GetId(), strings.TrimPrefix(p.GetState().String(), "PAYMENT_STATE_"), c.what, c.seen.English(), c.wanted.English()))
		}
	}
	return found
}
