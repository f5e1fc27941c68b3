// Package audit computes a ledger again from its export alone. It knows nothing of the
// store and of the engine that made the amounts: it has its own arithmetic, on big
// integers, and only shares with them the form of the export and the hash chain.
package audit

import (
	"fmt"
	"io"
	"math/big"
	"slices"

	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

// Finding is one thing that does not fit.
type Finding struct {
	Sequence int64  // the transaction; 0 when it is the ledger as a whole
	Where    string // the due, or the account
	What     string // what was looked at, in French
	Seen     string
	Wanted   string
}

// String is the finding as a French sentence.
func (f Finding) String() string {
	where := f.Where
	if f.Sequence > 0 {
		where = fmt.Sprintf("écriture %d, %s", f.Sequence, f.Where)
	}
	return fmt.Sprintf("%s\u00a0: %s\u00a0: lu %s, attendu %s", where, f.What, f.Seen, f.Wanted)
}

// Sums are what happened to a contract year, or in a fund, in cents.
type Sums struct {
	Granted    money.Cents // approved, less given up and less claimed: what the aid costs
	Payable    money.Cents // owed and not sent
	Transit    money.Cents // sent and not confirmed
	Paid       money.Cents // gone from the bank, less what came back
	Receivable money.Cents // claimed and not got back
	WrittenOff money.Cents
}

// Year is a contract year.
type Year struct {
	FundCode, ContractID string
	Year                 int
	Sums
}

// FundYear is a calendar year of a fund, by the day of the facts.
type FundYear struct {
	FundCode string
	Year     int
	Sums
}

// Report is what an audit found.
type Report struct {
	Root      ledger.Root
	Years     []Year     // by fund, contract and year
	Funds     []FundYear // by fund and calendar year
	Computed  int        // amounts that were computed again
	Limited   int        // of these, instalments below their share, as the year could give no more
	Unsealed  int        // of these, from facts that no transaction sealed: the chain does not prove them
	TakenOver int        // postings of what was paid before the ledger: nothing computed them
	Findings  []Finding
}

// Read audits an export. A promised root, if there is one, must be in the chain. The
// error says why the export cannot be read at all, or which line breaks the chain: then
// nothing in it can be believed.
func Read(r io.Reader, promised *ledger.Root) (Report, error) {
	a := auditor{
		years: map[yearKey]*Sums{}, funds: map[fundKey]*Sums{}, dues: map[ledger.Due]*dueSums{},
		moments: map[int64]moment{}, explained: map[int64]bool{}, tables: map[yearKey]int64{}, late: map[yearKey]money.Cents{},
	}
	root, err := ledger.ReadAudit(r, func(t ledger.Transaction) error {
		if promised != nil && t.Sequence == promised.Count {
			a.promised = t.Hash
		}
		a.transaction(t)
		return nil
	}, func(f ledger.Facts) error {
		a.facts(f)
		return nil
	})
	a.report.Root = root
	if err != nil {
		return a.report, err
	}
	if promised != nil && a.promised != promised.Hash {
		a.finds(Finding{
			Where: "registre", What: "racine promise", Wanted: promised.String(),
			Seen: fmt.Sprintf("%s à l'écriture %d", a.promised, promised.Count),
		})
	}
	a.close()
	return a.report, nil
}

type yearKey struct {
	fund, contract string
	year           int
}

type fundKey struct {
	fund string
	year int
}

// dueSums is what stands of one due.
type dueSums struct {
	posted, payable int64
	fund            string
	approvals       []int64          // the transactions that approved it
	cancelled       map[string]int64 // by payment
}

// served is what was paid, or is on its way, or was kept back, less what was claimed.
func (d *dueSums) served() int64 { return d.posted - d.payable }

// moment is what stood around a transaction whose amount is computed again.
type moment struct {
	due          ledger.Due
	fund         string
	kind         ledger.Kind
	key          string
	facts        ledger.Hash // that it sealed; zero for none
	cents        int64
	posted       int64 // of the due, after
	served       int64 // of the due, before
	postedBeside int64 // of the year's other dues
}

// auditor reads one export.
type auditor struct {
	report    Report
	promised  ledger.Hash
	years     map[yearKey]*Sums
	funds     map[fundKey]*Sums
	dues      map[ledger.Due]*dueSums
	moments   map[int64]moment
	explained map[int64]bool
	book      ledger.Book
	tables    map[yearKey]int64       // the largest row of the table that a year was computed from
	late      map[yearKey]money.Cents // what left though it was given up: nothing owes it
}

func (a *auditor) finds(f Finding) { a.report.Findings = append(a.report.Findings, f) }

func (a *auditor) due(d ledger.Due, fund string) *dueSums {
	if a.dues[d] == nil {
		a.dues[d] = &dueSums{fund: fund, cancelled: map[string]int64{}}
	}
	return a.dues[d]
}

// transaction adds the entries up.
func (a *auditor) transaction(t ledger.Transaction) {
	if err := a.book.Post(t); err != nil {
		a.finds(Finding{t.Sequence, t.Key, "écriture", err.Error(), "une écriture que le registre peut porter"})
	}
	first := t.Entries[0]
	due, fund := first.Due, first.Account.FundCode
	before := a.due(due, fund).served()
	for _, e := range t.Entries {
		a.entry(e, t.On.Year())
	}
	d := a.due(due, fund)
	switch t.Kind {
	case ledger.KindRecognise, ledger.KindClaim:
		m := moment{due: due, fund: fund, kind: t.Kind, key: t.Key, facts: t.Facts, cents: int64(first.Cents), posted: d.posted, served: before}
		m.postedBeside = int64(a.years[yearKey{fund, due.ContractID, due.Year}].Granted) - d.posted
		a.moments[t.Sequence] = m
		if t.Kind == ledger.KindRecognise {
			d.approvals = append(d.approvals, t.Sequence)
		}
	case ledger.KindLateSettle:
		a.late[yearKey{fund, due.ContractID, due.Year}] += first.Cents
	case ledger.KindTakeOver:
		a.report.TakenOver++
	case ledger.KindCancel:
		d.cancelled[afterFirst(t.Key)] += int64(first.Cents)
	}
}

// entry adds an entry to the due, the contract year and the calendar year of the fund.
func (a *auditor) entry(e ledger.Entry, on int) {
	fund := e.Account.FundCode
	year := yearKey{fund, e.Due.ContractID, e.Due.Year}
	if a.years[year] == nil {
		a.years[year] = &Sums{}
	}
	if a.funds[fundKey{fund, on}] == nil {
		a.funds[fundKey{fund, on}] = &Sums{}
	}
	for _, s := range []*Sums{a.years[year], a.funds[fundKey{fund, on}]} {
		s.add(e)
	}
	d := a.due(e.Due, fund)
	switch e.Account.Kind {
	case ledger.AidExpense:
		d.posted += int64(e.Cents)
	case ledger.Payable:
		d.payable -= int64(e.Cents)
	}
}

func (s *Sums) add(e ledger.Entry) {
	switch e.Account.Kind {
	case ledger.AidExpense:
		s.Granted += e.Cents
	case ledger.Payable:
		s.Payable -= e.Cents
	case ledger.InTransit:
		s.Transit -= e.Cents
	case ledger.Bank:
		s.Paid -= e.Cents
	case ledger.Receivable:
		s.Receivable += e.Cents
	case ledger.WrittenOff:
		s.WrittenOff += e.Cents
	}
}

// balanced: what the aid costs, and what was claimed, is somewhere.
func (s Sums) balanced() bool {
	return s.Granted+s.Receivable+s.WrittenOff == s.Payable+s.Transit+s.Paid
}

// close looks at what only the end tells: amounts that nothing explains, and years that
// cost more than the table gives.
func (a *auditor) close() {
	for _, v := range a.book.Check() {
		a.finds(Finding{0, v.Account.String() + " " + v.Due.String(), v.Measure, v.Cents.French(), "zéro ou plus"})
	}
	for due, d := range a.dues {
		for _, sequence := range d.approvals {
			m := a.moments[sequence]
			if !a.explained[sequence] && d.cancelled[afterFirst(m.key)] < m.cents {
				a.finds(Finding{sequence, due.String(), "faits du calcul", "rien", "une ligne de faits, ou l'abandon de l'échéance"})
			}
		}
	}
	for sequence, m := range a.moments {
		if m.kind == ledger.KindClaim && !a.explained[sequence] {
			a.finds(Finding{sequence, m.due.String(), "faits du calcul", "rien", "une ligne de faits"})
		}
	}
	for key, s := range a.years {
		a.report.Years = append(a.report.Years, Year{key.fund, key.contract, key.year, *s})
		where := fmt.Sprintf("%s, année %d", key.contract, key.year)
		if table, computed := a.tables[key]; computed && int64(s.Granted-a.late[key]) > table {
			a.finds(Finding{0, where, "total de l'année", s.Granted.French(), "le barème au plus, " + money.Cents(table).French()})
		}
	}
	for key, s := range a.funds {
		a.report.Funds = append(a.report.Funds, FundYear{key.fund, key.year, *s})
		// A claim on one contract year is served from another: only a fund balances.
		if where := fmt.Sprintf("caisse %s, %d", key.fund, key.year); !s.balanced() {
			a.finds(Finding{0, where, "équilibre", s.Granted.French(), "ce qui est versé, en cours et dû, moins ce qui est réclamé"})
		}
	}
	a.report.sort()
}

// quotient is an exact quotient on its way to a cent.
type quotient struct{ num, den *big.Int }

func whole(cents int64) quotient { return quotient{big.NewInt(cents), big.NewInt(1)} }

// times multiplies by num/den; 0/0 is no factor.
func (q quotient) times(num, den int64) quotient {
	if num == 0 && den == 0 {
		return q
	}
	return quotient{new(big.Int).Mul(q.num, big.NewInt(num)), new(big.Int).Mul(q.den, big.NewInt(den))}
}

// cents is the nearest cent, half a cent up: the floor of (2·num + den) / (2·den).
func (q quotient) cents() (int64, bool) {
	if q.den.Sign() <= 0 {
		return 0, false
	}
	top := new(big.Int).Add(new(big.Int).Lsh(q.num, 1), q.den)
	floor, _ := new(big.Int).DivMod(top, new(big.Int).Lsh(q.den, 1), new(big.Int))
	return floor.Int64(), floor.IsInt64()
}

// sort orders what maps gave.
func (r *Report) sort() {
	slices.SortFunc(r.Years, func(x, y Year) int {
		return slices.Compare([]string{x.FundCode, x.ContractID, fmt.Sprintf("%09d", x.Year)}, []string{y.FundCode, y.ContractID, fmt.Sprintf("%09d", y.Year)})
	})
	slices.SortFunc(r.Funds, func(x, y FundYear) int {
		return slices.Compare([]string{x.FundCode, fmt.Sprintf("%09d", x.Year)}, []string{y.FundCode, fmt.Sprintf("%09d", y.Year)})
	})
	slices.SortFunc(r.Findings, func(x, y Finding) int {
		return slices.Compare([]string{fmt.Sprintf("%020d", x.Sequence), x.Where, x.What}, []string{fmt.Sprintf("%020d", y.Sequence), y.Where, y.What})
	})
}
