package payment

import (
	"cmp"
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

// Spending is what falls due in one calendar year under one option.
type Spending struct {
	Year      int // 0 for what nobody can date
	Option    law.Option
	Contracts int
	Paid      money.Cents // paid or on its way, less what was claimed back
	Payable   money.Cents // owed and not sent
	Committed money.Cents // promised and not used
}

// spendingKey is a row of a forecast.
type spendingKey struct {
	year   int
	option law.Option
}

// Forecast adds up, contract by contract, what falls due when.
type Forecast struct {
	rows    map[spendingKey]*Spending
	Unknown int // contracts whose cost nobody can say
}

// Add counts a contract: what the ledger has of each due goes to the calendar year in
// which it falls due, and what a contract year has left of its commitment is shared out
// over the instalments that did not use it yet, by their shares of the year. All three
// sums are the ledger's, so that the rows add up to its accounts.
func (fc *Forecast) Add(l *law.Law, f Facts, book *ledger.Book) {
	if _, told := Expected(l, f); !told {
		fc.Unknown++
	}
	counted := map[spendingKey]bool{}
	row := func(d Due) *Spending {
		key := spendingKey{d.On.Year(), d.Computation.Option}
		if fc.rows == nil {
			fc.rows = map[spendingKey]*Spending{}
		}
		if fc.rows[key] == nil {
			fc.rows[key] = &Spending{Year: key.year, Option: key.option}
		}
		if !counted[key] {
			counted[key] = true
			fc.rows[key].Contracts++
		}
		return fc.rows[key]
	}
	seen := map[ledger.Due]bool{}
	dues := Dues(l, f.Going(), posted(book), civil.Date{})
	for i := 0; i < len(dues); {
		n := i
		for n < len(dues) && dues[n].Key.Year == dues[i].Key.Year {
			n++
		}
		year := dues[i:n]
		i = n
		left := book.CommittedYear(f.ContractID, year[0].Key.Year)
		parts := shareOut(left, year, book)
		for j, d := range year {
			b := book.Due(ledger.Due(d.Key))
			seen[ledger.Due(d.Key)] = true
			if b.Posted() == 0 && b.Payable() == 0 && parts[j] == 0 {
				continue
			}
			r := row(d)
			r.Paid += b.Posted() - b.Payable()
			r.Payable += b.Payable()
			r.Committed += parts[j]
		}
	}
	for _, b := range book.Dues() {
		if !seen[b.Due] && b.Due.Instalment > 0 && b.Due.ContractID == f.ContractID && b.Posted() != 0 {
			r := row(Due{Computation: Computation{Option: f.Option}})
			r.Paid += b.Posted() - b.Payable()
			r.Payable += b.Payable()
		}
	}
}

func posted(book *ledger.Book) Posted {
	all := Posted{}
	for _, d := range book.Dues() {
		if d.Due.Instalment > 0 {
			all[Key(d.Due)] = d.Posted()
		}
	}
	return all
}

// shareOut splits what a year has left of its commitment over its instalments: those of
// which nothing was posted, or the last when all were.
func shareOut(left money.Cents, year []Due, book *ledger.Book) []money.Cents {
	weights := make([]int64, len(year))
	rest := int64(wholeShareBP)
	free := false
	for i, d := range year {
		share := int64(d.Computation.ShareBP)
		if share == 0 {
			share = rest
		}
		rest -= share
		if b := book.Due(ledger.Due(d.Key)); b.Recognised == 0 && b.TakenOver == 0 {
			weights[i], free = max(share, 0), true
		}
	}
	parts := money.Split(left, weights)
	if !free || parts == nil {
		parts = make([]money.Cents, len(year))
		parts[len(year)-1] = left
	}
	return parts
}

// Rows are the forecast by year and option.
func (fc *Forecast) Rows() []Spending {
	var rows []Spending
	for _, r := range fc.rows {
		rows = append(rows, *r)
	}
	slices.SortFunc(rows, func(x, y Spending) int { return cmp.Or(cmp.Compare(x.Year, y.Year), cmp.Compare(x.Option, y.Option)) })
	return rows
}
