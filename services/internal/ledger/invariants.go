package ledger

import (
	"fmt"
	"maps"
	"slices"

	"assistmed/services/internal/money"
)

// Violation is an invariant that a book does not keep.
type Violation struct {
	Account Account
	Due     Due         // zero when it is the account as a whole
	Measure string      // what is below zero: "payable"
	Cents   money.Cents // by how much it stands on the wrong side; below zero
	Because string      // the amounts that make it
}

// String names the account, the amounts and what is wanted.
func (v Violation) String() string {
	about := v.Account.String()
	if v.Due != (Due{}) {
		about += ", due " + v.Due.String()
	}
	return fmt.Sprintf("%s: %s: seen %s (%s), wanted zero or more", about, v.Measure, v.Cents.English(), v.Because)
}

// Check finds every violated invariant of a whole book; none in a sound one:
//
//   - the trial balance is zero on either side of the balance;
//   - no account but BANK leaves its normal side;
//   - of no due was more given up, claimed, sent, confirmed, returned, withheld or got
//     back than there was: what is posted, payable, in transit, paid, taken over and
//     receivable is zero or more;
//   - no contract year used more than it had committed.
func (b *Book) Check() []Violation {
	var found []Violation
	trial := b.Trial()
	for _, side := range []struct {
		name string
		sum  money.Cents
	}{{"on", trial.OnBalance}, {"off", trial.OffBalance}} {
		if side.sum != 0 {
			found = append(found, Violation{
				Measure: "trial balance", Cents: -max(side.sum, -side.sum),
				Because: "sum " + side.name + " the balance " + side.sum.English(),
			})
		}
	}
	for _, row := range trial.Rows {
		found = append(found, b.checkAccount(row.Account)...)
	}
	for _, d := range b.Dues() {
		found = append(found, d.check()...)
	}
	for _, year := range slices.SortedFunc(maps.Keys(b.years), Due.compare) {
		found = append(found, b.checkYear(year)...)
	}
	return found
}

// CheckAfter is Check for what one posted transaction moved, in the time that takes.
func (b *Book) CheckAfter(t Transaction) []Violation {
	var found []Violation
	accounts, dues, years := map[Account]bool{}, map[Due]bool{}, map[Due]bool{}
	for _, e := range t.Entries {
		if !accounts[e.Account] {
			found = append(found, b.checkAccount(e.Account)...)
		}
		if d, known := b.dues[e.Due]; known && !dues[e.Due] {
			found = append(found, d.check()...)
		}
		if year := e.Due.wholeYear(); e.Account.Kind == Committed && !years[year] {
			found = append(found, b.checkYear(year)...)
			years[year] = true
		}
		accounts[e.Account], dues[e.Due] = true, true
	}
	return found
}

func (b *Book) checkAccount(a Account) []Violation {
	balance, plan := b.accounts[a], a.Kind.Plan()
	normal := balance.Net()
	if plan.Side == Credit {
		normal = -normal
	}
	if normal >= 0 || !plan.Bound {
		return nil
	}
	return []Violation{{
		Account: a, Measure: "balance on its " + plan.Side.String() + " side", Cents: normal,
		Because: fmt.Sprintf("debits %s, credits %s", balance.Debits.English(), balance.Credits.English()),
	}}
}

func (b *Book) checkYear(year Due) []Violation {
	left := b.years[year]
	if left >= 0 {
		return nil
	}
	a := Account{Kind: Committed, FundCode: b.funds[year.ContractID], ContractID: year.ContractID}
	return []Violation{{
		Account: a, Due: year, Measure: "left of the commitment", Cents: left,
		Because: "more was used or taken back than committed for the year",
	}}
}

// check looks at a due by itself: what is missing of one due may be there of another,
// and the account would not show it.
func (d DueBalance) check() []Violation {
	var found []Violation
	for _, m := range []struct {
		kind    AccountKind
		measure string
		cents   money.Cents
		because string
		amounts []any
	}{
		{AidExpense, "posted", d.Posted(), "recognised %s, cancelled %s, settled late %s, claimed %s, reduced %s, taken over %s",
			[]any{d.Recognised, d.Cancelled, d.LateSettled, d.Claimed, d.Reduced, d.TakenOver}},
		{Payable, "payable", d.Payable(), "recognised %s, cancelled %s, dispatched %s, rejected %s, returned %s, withheld %s",
			[]any{d.Recognised, d.Cancelled, d.Dispatched, d.Rejected, d.Returned, d.Withheld}},
		{InTransit, "in transit", d.InTransit(), "dispatched %s, settled %s, rejected %s",
			[]any{d.Dispatched, d.Settled, d.Rejected}},
		{Bank, "paid", d.Settled + d.LateSettled - d.Returned, "settled %s, settled late %s, returned %s",
			[]any{d.Settled, d.LateSettled, d.Returned}},
		{Bank, "taken over", d.TakenOver, "taken over %s", []any{d.TakenOver}},
		{Receivable, "receivable", d.Receivable(), "claimed %s, reduced %s, offset %s, repaid %s, written off %s",
			[]any{d.Claimed, d.Reduced, d.Offset, d.Repaid, d.WrittenOff}},
	} {
		if m.cents >= 0 {
			continue
		}
		a := Account{Kind: m.kind, FundCode: d.FundCode}
		if m.kind.Plan().PerContract {
			a.ContractID = d.Due.ContractID
		}
		found = append(found, Violation{
			Account: a, Due: d.Due, Measure: m.measure, Cents: m.cents, Because: fmt.Sprintf(m.because, m.amounts...),
		})
	}
	return found
}
