package ledger

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
)

// Balance is what was moved on an account. Both sums are zero or more.
type Balance struct{ Debits, Credits money.Cents }

// Net is the balance, above zero on the debit side.
func (b Balance) Net() money.Cents { return b.Debits - b.Credits }

func (b Balance) plus(c money.Cents) (sum Balance, ok bool) {
	if c > 0 {
		b.Debits, ok = plus(b.Debits, c)
	} else {
		b.Credits, ok = plus(b.Credits, -c)
	}
	return b, ok
}

// DueBalance is what happened to one due: sums of transactions by kind, each zero or
// more. None can leave the bounds, as each is part of an account's sums.
type DueBalance struct {
	Due      Due
	FundCode string

	Recognised, Cancelled      money.Cents
	Used                       money.Cents // of the commitment
	Dispatched, Settled        money.Cents
	Rejected, Returned         money.Cents
	LateSettled                money.Cents // given up, and confirmed after all
	Withheld                   money.Cents // from this due, to serve the claim on any due
	Claimed, Reduced           money.Cents // to be got back of this due
	Offset, Repaid, WrittenOff money.Cents // of the claim on this due
	TakenOver                  money.Cents // paid before the ledger began, less what was stated wrongly
}

// Posted is what a reconciliation takes as paid: what was approved or taken over, less what
// was decided to be got back, whether or not the money moved so far. What left though it
// was given up is posted too. A claim that was written off stays a claim.
func (d DueBalance) Posted() money.Cents {
	return d.Recognised - d.Cancelled + d.LateSettled - d.Claimed + d.Reduced + d.TakenOver
}

// Payable is what is owed and not sent.
func (d DueBalance) Payable() money.Cents {
	return d.Recognised - d.Cancelled - d.Dispatched + d.Rejected + d.Returned - d.Withheld
}

// InTransit is what was sent and neither confirmed nor refused.
func (d DueBalance) InTransit() money.Cents { return d.Dispatched - d.Settled - d.Rejected }

// Paid is what the bank confirmed and did not send back, and what was taken over.
func (d DueBalance) Paid() money.Cents { return d.Settled + d.LateSettled - d.Returned + d.TakenOver }

// Recovered is what was got back of the claim.
func (d DueBalance) Recovered() money.Cents { return d.Offset + d.Repaid }

// Receivable is what is left of the claim.
func (d DueBalance) Receivable() money.Cents {
	return d.Claimed - d.Reduced - d.Recovered() - d.WrittenOff
}

// sum is the sum that an entry of a kind adds to; nil of kinds that move no due.
func (d *DueBalance) sum(kind Kind, side Side) *money.Cents {
	switch kind {
	case KindUse:
		return &d.Used
	case KindRecognise:
		return &d.Recognised
	case KindCancel:
		return &d.Cancelled
	case KindDispatch:
		return &d.Dispatched
	case KindSettle:
		return &d.Settled
	case KindReject:
		return &d.Rejected
	case KindReturn:
		return &d.Returned
	case KindLateSettle:
		return &d.LateSettled
	case KindClaim:
		return &d.Claimed
	case KindReduce:
		return &d.Reduced
	case KindOffset:
		if side == Debit {
			return &d.Withheld
		}
		return &d.Offset
	case KindRepay:
		return &d.Repaid
	case KindWriteOff:
		return &d.WrittenOff
	case KindTakeOver:
		return &d.TakenOver
	default:
		return nil
	}
}

// Book is the fold of transactions: balances by account, by due, by contract year. It
// can be of a whole ledger or of some contracts only: then the accounts of a fund hold
// what these contracts moved. A contract that serves the claim on another belongs into
// the same book as the other. The zero Book is empty.
type Book struct {
	accounts map[Account]Balance
	dues     map[Due]DueBalance
	years    map[Due]money.Cents // committed and not used; instalment 0
	funds    map[string]string   // by contract
}

// Fold posts transactions to an empty book. The error is that of Post.
func Fold(transactions iter.Seq[Transaction]) (*Book, error) {
	b := &Book{}
	for t := range transactions {
		if err := b.Post(t); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// FoldOn is the book at the end of a day: of all facts of that day and before, whenever
// they were recorded. The bank may date a settlement before the dispatch that we
// dated; so Check is for whole books.
func FoldOn(transactions iter.Seq[Transaction], day civil.Date) (*Book, error) {
	return Fold(func(yield func(Transaction) bool) {
		for t := range transactions {
			if !t.On.After(day) && !yield(t) {
				return
			}
		}
	})
}

// Post adds a transaction, sealed or not, or changes nothing: the error says what is
// wrong with it (*InvalidError), which account's sums would leave MaxCents, or that its
// contract belongs to another fund. A key that was posted before is not noticed: a book
// is folded from a chain, and the chain has each key once.
func (b *Book) Post(t Transaction) error {
	wrong := t.faults()
	if err := wrong.err(); err != nil {
		return err
	}
	changed := map[Account]Balance{}
	for _, e := range t.Entries {
		if fund, known := b.funds[e.Due.ContractID]; known && fund != e.Account.FundCode {
			return fmt.Errorf("%s: seen fund %q, wanted %q, the fund of its contract", e.Due, e.Account.FundCode, fund)
		}
		had, ok := changed[e.Account]
		if !ok {
			had = b.accounts[e.Account]
		}
		if changed[e.Account], ok = had.plus(e.Cents); !ok {
			return fmt.Errorf("%s: seen another %s, wanted debits and credits of %s at most", e.Account, e.Cents.English(), MaxCents.English())
		}
	}
	if b.accounts == nil {
		*b = Book{accounts: map[Account]Balance{}, dues: map[Due]DueBalance{}, years: map[Due]money.Cents{}, funds: map[string]string{}}
	}
	maps.Copy(b.accounts, changed)
	for i, e := range t.Entries {
		b.funds[e.Due.ContractID] = e.Account.FundCode
		if e.Account.Kind == Committed {
			b.years[e.Due.wholeYear()] += e.Cents
		}
		b.postDue(t.Kind, e, i)
	}
	return nil
}

// postDue adds an entry to the sums of its due. A transaction of one due is told once,
// by its debit; an offset by both entries, as each has its due.
func (b *Book) postDue(kind Kind, e Entry, i int) {
	d := b.dues[e.Due]
	side, cents := Debit, e.Cents
	if i == 1 {
		side, cents = Credit, -cents
	}
	if m := kind.Movement(); m.TakesAway && !m.ByYear && i == 0 && e.Account.Kind == m.Credit {
		cents = -cents // the other way round
	}
	sum := d.sum(kind, side)
	if sum == nil || (side == Credit && kind != KindOffset) {
		return
	}
	*sum += cents
	d.Due, d.FundCode = e.Due, e.Account.FundCode
	b.dues[e.Due] = d
}

func (d Due) wholeYear() Due { return Due{ContractID: d.ContractID, Year: d.Year} }

func (d Due) compare(o Due) int {
	return cmp.Or(cmp.Compare(d.ContractID, o.ContractID), cmp.Compare(d.Year, o.Year), cmp.Compare(d.Instalment, o.Instalment))
}

// Balance is what was moved on an account; zero where nothing was.
func (b *Book) Balance(a Account) Balance { return b.accounts[a] }

// Due is what happened to a due; all zero where nothing did.
func (b *Book) Due(d Due) DueBalance {
	found := b.dues[d]
	found.Due = d
	return found
}

// Dues are all dues that something happened to, by contract, year and instalment.
func (b *Book) Dues() []DueBalance {
	return slices.SortedFunc(maps.Values(b.dues), func(x, y DueBalance) int { return x.Due.compare(y.Due) })
}

// CommittedYear is what a contract year has left of its commitment.
func (b *Book) CommittedYear(contractID string, year int) money.Cents {
	return b.years[Due{ContractID: contractID, Year: year}]
}

// Row is one line of a trial balance.
type Row struct {
	Account Account
	Balance
}

// TrialBalance is every account of a book. Both sums are zero, or the book is wrong.
type TrialBalance struct {
	Rows                  []Row // by fund, then as the table of accounts does
	OnBalance, OffBalance money.Cents
}

// Trial is the trial balance.
func (b *Book) Trial() TrialBalance {
	var t TrialBalance
	for _, a := range slices.SortedFunc(maps.Keys(b.accounts), Account.Compare) {
		row := Row{Account: a, Balance: b.accounts[a]}
		t.Rows = append(t.Rows, row)
		if a.Kind.Plan().OffBalance {
			t.OffBalance += row.Net()
		} else {
			t.OnBalance += row.Net()
		}
	}
	return t
}
