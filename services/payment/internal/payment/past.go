package payment

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// PastPayment is one payment that another system made before the contract came here.
type PastPayment struct {
	Year, Instalment int
	Cents            money.Cents // above zero
	On               civil.Date  // the day on which it was paid
	Reference        string      // what the other system calls it; one line
}

// PastFlaw is what speaks against a past payment, or what is to be looked at in it.
type PastFlaw struct {
	Index        int    // of the payment
	Field        string // of the payment, as the API and the file name it
	Code         string // UPPER_SNAKE, stable
	Seen, Wanted string
	Text         law.Phrase
}

// The flaws of past payments. AboveTable is none that refuses: what was paid was paid,
// and the recovery of what was paid in excess begins with saying so.
const (
	NoSuchDue       = "NO_SUCH_DUE"      // the text has no such year or instalment
	BeforeSignature = "BEFORE_SIGNATURE" // paid before the day of the contract
	AfterThrough    = "AFTER_THROUGH"    // paid after the day up to which is stated
	Repeated        = "PAYMENT_REPEATED" // the same due, day and reference twice
	AboveTable      = "ABOVE_TABLE"      // the year has got more than its row of the table
)

// Unstated reports whether nobody has said yet what was paid before the contract came
// here.
func (f Facts) Unstated() bool { return f.Imported && !f.PastStated }

// CheckPast finds what cannot have been paid under a contract up to a day; nothing when
// all of it can.
func CheckPast(l *law.Law, f Facts, past []PastPayment, through civil.Date) []PastFlaw {
	var flaws []PastFlaw
	years := f.numbered(f.years(l, f.Pauses))
	for i, p := range past {
		flaw := func(field, code, seen, wanted string) {
			flaws = append(flaws, PastFlaw{Index: i, Field: field, Code: code, Seen: seen, Wanted: wanted, Text: SayPastFlaw(field, seen, wanted)})
		}
		calendar := f.Text.Calendar(p.Year)
		switch {
		case !slices.ContainsFunc(years, func(y law.Year) bool { return y.Number == p.Year }):
			flaw("contract_year", NoSuchDue, fmt.Sprint(p.Year), fmt.Sprintf("%d..%d (%s)", years[0].Number, years[len(years)-1].Number, f.Text.ID))
		case !slices.ContainsFunc(calendar, func(x law.Instalment) bool { return x.Number == p.Instalment }):
			flaw("instalment", NoSuchDue, fmt.Sprint(p.Instalment), fmt.Sprintf("1..%d (%s)", len(calendar), f.Text.ID))
		}
		switch {
		case p.On.Before(f.Signed):
			flaw("paid_on_date", BeforeSignature, p.On.String(), ">= "+f.Signed.String())
		case p.On.After(through):
			flaw("paid_on_date", AfterThrough, p.On.String(), "<= "+through.String())
		}
		same := func(o PastPayment) bool {
			return o.Year == p.Year && o.Instalment == p.Instalment && o.On == p.On && o.Reference == p.Reference
		}
		if first := slices.IndexFunc(past, same); first < i {
			flaw("reference", Repeated, p.Reference, fmt.Sprintf("!= %d/%d %s", p.Year, p.Instalment, p.On))
		}
	}
	return flaws
}

// PastAboveTable finds the payments with which a contract year had got more than its row
// of the table. A year whose row is not known is not looked at.
func PastAboveTable(l *law.Law, f Facts, past []PastPayment) []PastFlaw {
	rows := map[int]money.Cents{}
	for _, d := range Dues(l, f.Going(), nil, civil.Date{}) {
		if c := d.Computation.Ceiling; c.Known {
			rows[d.Key.Year] = c.Cents
		}
	}
	var flaws []PastFlaw
	sums := map[int]money.Cents{}
	for i, p := range past {
		sums[p.Year] += p.Cents
		if row, known := rows[p.Year]; known && sums[p.Year] > row {
			flaws = append(flaws, PastFlaw{
				Index: i, Field: "paid_cents", Code: AboveTable, Seen: fmt.Sprint(int64(sums[p.Year])), Wanted: fmt.Sprintf("<= %d", int64(row)),
				Text: sayAboveTable(p.Year, sums[p.Year], row),
			})
		}
	}
	return flaws
}

// PastCorrection tells what a new statement of a contract changes of the one before: the
// payments, by index, that only the new one has, and those that only the earlier one had.
func PastCorrection(before, now []PastPayment) (added, gone []int) {
	return missing(now, before), missing(before, now)
}

// missing are the payments of one list that another does not have; of those that are
// equal as many as are too many.
func missing(of, in []PastPayment) []int {
	has := map[PastPayment]int{}
	for _, p := range in {
		has[p]++
	}
	var left []int
	for i, p := range of {
		if has[p]--; has[p] < 0 {
			left = append(left, i)
		}
	}
	return left
}

// PastOf is what is stated of one contract.
type PastOf struct {
	ContractID string
	Payments   []PastPayment
}

// TotalPast computes the control totals of a statement of past payments: how many, their
// sum, and a hash over one row for each, sorted: contract, contract year, instalment,
// cents, day, reference; and for a contract under which nothing was paid its id and "-".
// One space is between, and "\n" at the end.
func TotalPast(contracts []PastOf) Totals {
	var t Totals
	var rows []string
	for _, c := range contracts {
		for _, p := range c.Payments {
			t.Count++
			t.Sum += p.Cents
			rows = append(rows, fmt.Sprintf("%s %d %d %d %s %s\n", c.ContractID, p.Year, p.Instalment, int64(p.Cents), p.On, p.Reference))
		}
		if len(c.Payments) == 0 {
			rows = append(rows, c.ContractID+" -\n")
		}
	}
	slices.Sort(rows)
	sum := sha256.Sum256([]byte(strings.Join(rows, "")))
	t.Hash = hex.EncodeToString(sum[:])
	return t
}

func sayPastUnstated() law.Phrase {
	return phrase(
		law.French("Ce contrat vient d'un autre système, et ce qui y a été versé n'est pas encore établi : rien n'est versé d'ici là, pour que rien ne le soit deux fois. "+
			"La caisse le déclare, même s'il n'y a rien (StatePastPayments, ou ImportPastPayments pour un fichier) ; une autre personne le confirme (VerifyPastPayments)."),
		"This contract comes from another system, and what was paid there is not established yet: nothing is paid until then, so that nothing is paid twice. "+
			"The fund states it, also when it is nothing (StatePastPayments, or ImportPastPayments for a file); another person verifies it (VerifyPastPayments).")
}

// SayPastFlaw says a field, the value seen and the value wanted.
func SayPastFlaw(field, seen, wanted string) law.Phrase {
	return phrase(law.French(fmt.Sprintf("%s : lu « %s », attendu %s.", field, seen, wanted)), fmt.Sprintf("%s: seen %q, wanted %s.", field, seen, wanted))
}

func sayAboveTable(year int, sum, row money.Cents) law.Phrase {
	return phrase(
		law.French(fmt.Sprintf("L'année %d a reçu %s, et le barème en donne %s au plus : ce qui dépasse sera un indu, à vérifier avant de confirmer.", year, sum.French(), row.French())),
		fmt.Sprintf("Year %d was paid %s, and its row of the table is %s at most: what is more will be overpaid; look at it before it is verified.", year, sum.English(), row.English()))
}
