// Package ledger is the double-entry ledger of the payments: where every euro of the
// aid stands, from the signature of a contract to the last recovery. It is pure:
// transactions are values, balances are folds over them. Nothing is ever changed; a
// correction is a new transaction.
//
// An entry of more than zero is a debit, of less than zero a credit, and the entries
// of a transaction add up to zero: what the fund promises and what it owes each by
// itself. BANK is an asset, credited when money leaves. As the ledger never sees where
// the fund's money comes from, the account stands on its credit side, by what is gone.
// IN_TRANSIT stands there too: until the bank confirms, it is still owed.
//
// The life of a euro, in euros:
//
//	                                  COMMITTED  EXPENSE  PAYABLE  TRANSIT     BANK  RECEIVABLE
//	Engage     year 1 of the contract      +150
//	Recognise  instalment 1 is approved              +100     -100
//	Use        and uses its commitment     -100
//	Dispatch   sent to the bank                              +100     -100
//	Settle     the bank confirms                                      +100     -100
//	Return     the account was closed                        -100              +100
//	Dispatch   sent to the new account                       +100     -100
//	Settle     the bank confirms                                      +100     -100
//	Claim      30 was not owed                       -30                                    +30
//	Recognise  instalment 2 is approved               +50      -50
//	Use        and uses its commitment      -50
//	Offset     30 of it serves the claim                        +30                           -30
//	Dispatch   the doctor gets 20                             +20      -20
//	Settle     the bank confirms                                       +20      -20
//	           what is left                   0     +120        0        0     -120           0
//
// COMMITMENTS mirrors COMMITTED, off the balance.
//
// A TakeOver is the due approved and confirmed at once, by a system before this one: what
// it says of a due is that of Recognise, Dispatch and Settle together.
//
// A Cancel or a Claim gives no promise back: where one is to be given back, that is an
// Adjust.
package ledger

import (
	"fmt"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
)

// Due names what an entry is about: one instalment of one contract year, or a whole
// year. It has the fields of a payment's key, so that one converts to the other.
type Due struct {
	ContractID       string
	Year, Instalment int // from 1; instalment 0 is the whole year
}

// String is the due as it stands on disk: "ctr_…/3/1".
func (d Due) String() string { return fmt.Sprintf("%s/%d/%d", d.ContractID, d.Year, d.Instalment) }

// Entry moves one amount on one account.
type Entry struct {
	Account Account
	Cents   money.Cents // debit above zero, credit below; never zero
	Due     Due
}

// Transaction is one fact, with its balanced entries. The constructors make it, Seal
// gives it its place in the chain.
type Transaction struct {
	Sequence int64 // from 1, without gaps; 0 before Seal
	Kind     Kind
	Key      string     // what it settles; a second one of the same key is never written
	On       civil.Date // the day of the fact
	Recorded civil.Date // the day on which the ledger learnt it; never goes back
	Actor    string
	Reason   string
	Entries  []Entry
	Facts    Hash // seals what the amount was computed from; zero where nothing is sealed
	Previous Hash // of the transaction before; zero for the first
	Hash     Hash
}

// Fact is what a transaction says beside its amounts.
type Fact struct {
	// Key is 1 to 200 characters of A-Z a-z 0-9 . _ : / @ -, for ever unique among all
	// transactions: the kind and what it settles, "DISPATCH/run_…/ctr_…/3/1".
	Key      string
	FundCode string
	On       civil.Date // the day of the fact
	Recorded civil.Date // today
	Actor    string     // identity of a caller
	Reason   string     // one line
	Facts    Hash       // that of Facts.Hash; only of a kind that is Computed, and zero for none
}

// YearAmount is an amount of one contract year, from 1.
type YearAmount struct {
	Year  int
	Cents money.Cents
}

// Engage commits what a signed contract is expected to cost, by contract year: Dr
// COMMITTED, Cr COMMITMENTS. Years ascend, amounts are above zero. The error is an
// *InvalidError with all that is wrong; so it is of every constructor.
func Engage(f Fact, contractID string, years []YearAmount) (Transaction, error) {
	return f.years(KindEngage, contractID, years)
}

// Adjust changes the commitment of contract years by the difference between what is
// computed now and what was: Dr COMMITTED, Cr COMMITMENTS for more, the other way
// round for less (an amount below zero).
func Adjust(f Fact, contractID string, years []YearAmount) (Transaction, error) {
	return f.years(KindAdjust, contractID, years)
}

// Release takes back what contract years had left, at the end of the contract: Dr
// COMMITMENTS, Cr COMMITTED. Amounts are above zero.
func Release(f Fact, contractID string, years []YearAmount) (Transaction, error) {
	return f.years(KindRelease, contractID, years)
}

// Use takes the amount of an approved due from the commitment of its year: Dr
// COMMITMENTS, Cr COMMITTED.
func Use(f Fact, d Due, cents money.Cents) (Transaction, error) { return f.one(KindUse, d, cents) }

// Recognise owes a due, when its run is approved: Dr AID_EXPENSE, Cr PAYABLE.
func Recognise(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindRecognise, d, cents)
}

// Cancel gives up an approved due that was not sent, or came back: Dr PAYABLE, Cr
// AID_EXPENSE.
func Cancel(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindCancel, d, cents)
}

// Dispatch sends what is owed to the bank: Dr PAYABLE, Cr IN_TRANSIT.
func Dispatch(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindDispatch, d, cents)
}

// Settle is the bank's confirmation: Dr IN_TRANSIT, Cr BANK.
func Settle(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindSettle, d, cents)
}

// Reject is the bank's refusal before settlement, which leaves the due owed: Dr
// IN_TRANSIT, Cr PAYABLE.
func Reject(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindReject, d, cents)
}

// Return is a payment that came back after settlement, which leaves the due owed: Dr
// BANK, Cr PAYABLE.
func Return(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindReturn, d, cents)
}

// LateSettle is the bank's word that it executed a refused payment after all, when its
// due had been given up: the money left, and what is owed has not changed. So it is posted
// and paid at once, to be got back: Dr AID_EXPENSE, Cr BANK.
func LateSettle(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindLateSettle, d, cents)
}

// Claim decides to get back what was paid for a due and is not owed (indu): Dr
// RECEIVABLE, Cr AID_EXPENSE.
func Claim(f Fact, d Due, cents money.Cents) (Transaction, error) { return f.one(KindClaim, d, cents) }

// Reduce lowers a claim by what was not yet got back, after an appeal: Dr AID_EXPENSE,
// Cr RECEIVABLE. What was already got back is owed again: a Recognise of the due.
func Reduce(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindReduce, d, cents)
}

// Offset keeps back a part of a due that is owed to serve the claim on another due of
// the same fund, mostly of the same contract: Dr PAYABLE, Cr RECEIVABLE.
func Offset(f Fact, owed, claimed Due, cents money.Cents) (Transaction, error) {
	return f.transaction(KindOffset, []leg{{owed, claimed, cents}})
}

// Repay is money that the doctor sent to serve a claim: Dr BANK, Cr RECEIVABLE.
func Repay(f Fact, d Due, cents money.Cents) (Transaction, error) { return f.one(KindRepay, d, cents) }

// WriteOff gives up what is left of a claim; the due stays as it was claimed: Dr
// WRITTEN_OFF, Cr RECEIVABLE.
func WriteOff(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindWriteOff, d, cents)
}

// TakeOver is what another system paid of a due before this ledger began, on the day on
// which it was paid: Dr AID_EXPENSE, Cr BANK. Of an amount below zero it takes back what
// was stated wrongly, the other way round.
func TakeOver(f Fact, d Due, cents money.Cents) (Transaction, error) {
	return f.one(KindTakeOver, d, cents)
}

// leg is one debit with its credit.
type leg struct {
	debit, credit Due
	cents         money.Cents // below zero: the accounts of the movement are swapped
}

func (f Fact) one(kind Kind, d Due, cents money.Cents) (Transaction, error) {
	return f.transaction(kind, []leg{{d, d, cents}})
}

func (f Fact) years(kind Kind, contractID string, years []YearAmount) (Transaction, error) {
	legs := make([]leg, len(years))
	for i, y := range years {
		d := Due{ContractID: contractID, Year: y.Year}
		legs[i] = leg{d, d, y.Cents}
	}
	return f.transaction(kind, legs)
}

func (f Fact) transaction(kind Kind, legs []leg) (Transaction, error) {
	t := Transaction{Kind: kind, Key: f.Key, On: f.On, Recorded: f.Recorded, Actor: f.Actor, Reason: f.Reason, Facts: f.Facts}
	m := kind.Movement()
	var wrong faults
	for _, l := range legs {
		debit, credit, cents := m.Debit, m.Credit, l.cents
		switch {
		case cents < 0 && m.TakesAway && cents >= -MaxCents:
			debit, credit, cents = credit, debit, -cents
		case m.TakesAway:
			wrong.amount("cents", cents, cents != 0 && cents <= MaxCents, "an amount that is not zero")
		default:
			wrong.amount("cents", cents, cents > 0 && cents <= MaxCents, "an amount above zero")
		}
		t.Entries = append(t.Entries,
			Entry{Account: f.account(debit, l.debit), Cents: cents, Due: l.debit},
			Entry{Account: f.account(credit, l.credit), Cents: -cents, Due: l.credit})
	}
	if len(wrong) == 0 {
		wrong = t.faults()
	}
	if err := wrong.err(); err != nil {
		return Transaction{}, err
	}
	return t, nil
}

func (f Fact) account(kind AccountKind, d Due) Account {
	a := Account{Kind: kind, FundCode: f.FundCode}
	if kind.Plan().PerContract {
		a.ContractID = d.ContractID
	}
	return a
}
