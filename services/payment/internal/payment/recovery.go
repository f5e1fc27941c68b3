package payment

import (
	"iter"
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

// RecoveryRow is what is to be got back of one due. The amounts are of what was paid,
// as the ledger has it: a table of amounts that changed since changes nothing in it.
type RecoveryRow struct {
	Key       Key
	Paid      money.Cents // confirmed, on its way, or kept back to serve a claim; less what was claimed before
	Owed      money.Cents // of what was paid, what is owed; zero or more
	ToRecover money.Cents // Paid − Owed, above zero
	PaidOn    civil.Date  // the first day on which something was paid of it
	// Computation is that of the due. Where the last instalment of a year is less than
	// nothing, the rest is got back from the instalments before it, and their rows
	// have its computation.
	Computation Computation
}

// Outlays are what was paid of the dues of a contract, and since when.
type Outlays map[Key]Outlay

// Outlay is what was paid of a due. What is owed and was not sent is not in it: there
// is nothing to get back of that.
type Outlay struct {
	Cents money.Cents
	Since civil.Date // of the bank's word where there is one, else of the file for it
}

// OutlaysIn reads what was paid out of the transactions of a contract, in order.
func OutlaysIn(transactions iter.Seq[ledger.Transaction]) (Outlays, error) {
	book, paid := &ledger.Book{}, Outlays{}
	settled := map[Key]bool{}
	taken := takenOver{}
	for t := range transactions {
		if err := book.Post(t); err != nil {
			return nil, err
		}
		switch t.Kind {
		case ledger.KindTakeOver:
			taken.add(t)
		case ledger.KindDispatch, ledger.KindSettle, ledger.KindLateSettle, ledger.KindOffset:
			key := Key(t.Entries[0].Due)
			p := paid[key]
			sure := t.Kind != ledger.KindDispatch
			if p.Since.IsZero() || sure && (!settled[key] || t.On.Before(p.Since)) {
				p.Since = t.On
			}
			settled[key] = settled[key] || sure
			paid[key] = p
		}
	}
	taken.onto(paid, settled)
	for _, d := range book.Dues() {
		if p, ok := paid[Key(d.Due)]; ok {
			p.Cents = d.Posted() - d.Payable()
			paid[Key(d.Due)] = p
		}
	}
	return paid, nil
}

// takenOver is what was paid before the ledger, by due and day: a statement that was
// corrected leaves nothing on its day.
type takenOver map[Key]map[civil.Date]money.Cents

func (o takenOver) add(t ledger.Transaction) {
	for _, e := range t.Entries {
		if e.Account.Kind != ledger.AidExpense {
			continue
		}
		if o[Key(e.Due)] == nil {
			o[Key(e.Due)] = map[civil.Date]money.Cents{}
		}
		o[Key(e.Due)][t.On] += e.Cents
	}
}

// onto tells since when something was paid of each due. What another system has paid is
// as sure as the word of the bank.
func (o takenOver) onto(paid Outlays, settled map[Key]bool) {
	for key, days := range o {
		for day, cents := range days {
			if p := paid[key]; cents > 0 && (!settled[key] || day.Before(p.Since)) {
				settled[key], paid[key] = true, Outlay{Since: day}
			}
		}
	}
}

// RecoveryRows are the rows of a recovery: what was paid of each overpaid due, less what is
// owed of it. The dues are all those of a contract, computed up to the day of the
// notice; none of them when there is nothing to get back.
func RecoveryRows(dues []Due, paid Outlays) []RecoveryRow {
	var rows []RecoveryRow
	for len(dues) > 0 {
		n := slices.IndexFunc(dues, func(d Due) bool { return d.Key.Year != dues[0].Key.Year })
		if n < 0 {
			n = len(dues)
		}
		rows = append(rows, overpaidIn(dues[:n], paid)...)
		dues = dues[n:]
	}
	return rows
}

// overpaidIn are the rows of one contract year.
func overpaidIn(year []Due, paid Outlays) []RecoveryRow {
	owed := make([]money.Cents, len(year))
	because := make([]*Computation, len(year)) // why a due is looked at
	for i, d := range year {
		owed[i] = d.Owed.Cents
		if d.State != Overpaid {
			continue
		}
		because[i] = &year[i].Computation
		below := max(0, -owed[i])
		owed[i] += below
		for j := i - 1; j >= 0 && below > 0; j-- {
			if taken := min(below, max(0, owed[j])); taken > 0 {
				owed[j], below, because[j] = owed[j]-taken, below-taken, &year[i].Computation
			}
		}
	}
	var rows []RecoveryRow
	for i, d := range year {
		p := paid[d.Key]
		if because[i] == nil || p.Cents <= owed[i] {
			continue
		}
		rows = append(rows, RecoveryRow{
			Key: d.Key, Paid: p.Cents, Owed: owed[i], ToRecover: p.Cents - owed[i], PaidOn: p.Since, Computation: *because[i],
		})
	}
	return rows
}

// Notice is what a recovery notifies.
type Notice struct {
	Rows        []RecoveryRow
	Total       money.Cents
	On          civil.Date
	ReplyBy     civil.Date // the last day for the reply; zero while the cell is UNKNOWN
	Limitation  civil.Date // after it nothing can be claimed, save fraud; zero while the cell is UNKNOWN
	Citations   []law.Citation
	Explanation law.Phrase // for the doctor
}

// NewNotice notifies rows on a day, by the rules of a text.
func NewNotice(text *law.Text, rows []RecoveryRow, on civil.Date) Notice {
	n := Notice{Rows: rows, On: on, ReplyBy: ReplyBy(text, on)}
	var first civil.Date
	for _, r := range rows {
		n.Total += r.ToRecover
		if first.IsZero() || r.PaidOn.Before(first) {
			first = r.PaidOn
		}
	}
	if years, ok := text.Rules.OverpaymentLimitationYears.Value(); ok && !first.IsZero() {
		n.Limitation = first.AddYears(years)
	}
	n.Citations = []law.Citation{text.Rules.OverpaymentReplyMonths.Cite(), text.Rules.OverpaymentLimitationYears.Cite()}
	n.Explanation = n.say(first)
	return n
}

// ReplyBy is the last day on which the doctor can reply to a notice of a day; zero while
// the text's cell is UNKNOWN.
func ReplyBy(text *law.Text, notice civil.Date) civil.Date {
	months, ok := text.Rules.OverpaymentReplyMonths.Value()
	if !ok {
		return civil.Date{}
	}
	return notice.AddMonths(months)
}

// Shares splits what a decision claims over the rows, by what each had to recover.
func Shares(claimed money.Cents, toRecover []money.Cents) []money.Cents {
	weights := make([]int64, len(toRecover))
	for i, c := range toRecover {
		weights[i] = int64(c)
	}
	return money.Split(claimed, weights)
}

// Serve spreads money over what is left of the rows of a claim, first to last. It is
// never more than what is left in all.
func Serve(cents money.Cents, left []money.Cents) []money.Cents {
	parts := make([]money.Cents, len(left))
	for i, most := range left {
		parts[i] = min(cents, max(0, most))
		cents -= parts[i]
	}
	return parts
}

// Instalments splits a claim over the days of a repayment plan, in equal parts; a cent
// that does not divide goes to the earlier ones. Nil when a part would be nothing.
func Instalments(claimed money.Cents, days int) []money.Cents {
	if claimed < money.Cents(days) {
		return nil
	}
	weights := make([]int64, days)
	for i := range weights {
		weights[i] = 1
	}
	return money.Split(claimed, weights)
}
