package store

import (
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
)

// TransactionsOfContract gives the transactions of a contract in order, to be walked
// within the transaction. The first error ends the walk; it is in err then.
func (s *Store) TransactionsOfContract(tx *table.Tx, contractID string, err *error) func(yield func(ledger.Transaction) bool) {
	return s.walkIndex(tx, transactionsByContractIndex, contractID, err)
}

// RecoveryDues is what the ledger says of one recovery, due by due: the transactions of
// its contract whose key names it. Another recovery may have claimed the same due
// before.
func (s *Store) RecoveryDues(tx *table.Tx, r *paymentv1.Recovery) (map[ledger.Due]ledger.DueBalance, error) {
	book, err := s.fold(tx, r.GetContractId(), namesRecovery(r))
	if err != nil {
		return nil, err
	}
	return duesIn(book), nil
}

// namesRecovery tells whether a key names a recovery.
func namesRecovery(r *paymentv1.Recovery) func(key string) bool {
	names := "/" + r.GetId() + "/"
	return func(key string) bool { return strings.Contains("/"+key+"/", names) }
}

func duesIn(book *ledger.Book) map[ledger.Due]ledger.DueBalance {
	dues := map[ledger.Due]ledger.DueBalance{}
	for _, d := range book.Dues() {
		dues[d.Due] = d
	}
	return dues
}

// Recovered sums what was got back of a claim, and what is left of it.
func Recovered(dues map[ledger.Due]ledger.DueBalance) (recovered, left money.Cents) {
	for _, d := range dues {
		recovered += d.Recovered()
		left += d.Receivable()
	}
	return recovered, left
}

// EachPayment gives every payment, by contract, year, instalment and posting.
func (s *Store) EachPayment(tx *table.Tx, each func(*paymentv1.Payment)) error {
	return s.payments.Scan(tx, "", func(_ string, p *paymentv1.Payment) (bool, error) {
		each(p)
		return true, nil
	})
}
