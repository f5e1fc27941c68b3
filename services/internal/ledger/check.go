package ledger

import (
	"fmt"
	"strings"

	"assistmed/services/internal/ident"
	"assistmed/services/internal/money"
)

// MaxCents is the largest amount of an entry and of a total. Up to here every reader
// of JSON holds a number exactly, also one that keeps all numbers as doubles.
const MaxCents money.Cents = 1 << 53

// FieldError is one thing that is wrong with a transaction.
type FieldError struct {
	Field  string // as the export writes it: "entries[1].account"
	Seen   string
	Wanted string
}

// Error says field, value seen and value wanted.
func (e FieldError) Error() string {
	return fmt.Sprintf("%s: seen %q, wanted %s", e.Field, e.Seen, e.Wanted)
}

// InvalidError is all that is wrong with a transaction.
type InvalidError struct{ Fields []FieldError }

// Error is the fields, one after the other.
func (e *InvalidError) Error() string {
	said := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		said[i] = f.Error()
	}
	return strings.Join(said, "; ")
}

// unbalanced is the field of a sum that is not zero.
const unbalanced = "entries.sum"

type faults []FieldError

func (f *faults) add(field, seen, wanted string) {
	*f = append(*f, FieldError{Field: field, Seen: seen, Wanted: wanted})
}

func (f *faults) amount(field string, seen money.Cents, ok bool, wanted string) {
	if !ok {
		f.add(field, seen.English(), wanted+", "+MaxCents.English()+" at most")
	}
}

func (f *faults) text(field, seen string, err error) {
	if err != nil {
		f.add(field, seen, err.Error())
	}
}

func (f *faults) err() error {
	if len(*f) == 0 {
		return nil
	}
	return &InvalidError{Fields: *f}
}

// faults is all that is wrong with a transaction, save its place in the chain.
func (t Transaction) faults() faults {
	var wrong faults
	if !t.Kind.known() {
		wrong.add("kind", t.Kind.String(), "a kind of the table of transactions")
	}
	wrong.text("key", t.Key, checkKey(t.Key))
	if t.On.IsZero() {
		wrong.add("on", t.On.String(), "the day of the fact")
	}
	if t.Recorded.IsZero() {
		wrong.add("recorded", t.Recorded.String(), "the day on which it was recorded")
	}
	wrong.text("actor", t.Actor, ident.CheckActor(t.Actor))
	wrong.text("reason", t.Reason, ident.CheckLine(t.Reason))
	if t.Facts != (Hash{}) && !t.Kind.Movement().Computed {
		wrong.add("facts_hash", t.Facts.String(), "none: the amount of "+t.Kind.String()+" is not computed")
	}
	t.balance(&wrong)
	if len(wrong) == 0 {
		t.form(&wrong)
	}
	return wrong
}

const (
	maxKey     = 200
	maxEntries = 100 // far more contract years than there are
)

// checkKey wants the name of what a transaction settles.
func checkKey(s string) error {
	for part := range strings.SplitSeq(s, "/") {
		if ident.CheckActor(part) != nil || len(s) > maxKey {
			return fmt.Errorf("1 to %d characters: names of up to 64 characters of A-Z a-z 0-9 . _ : @ - with / between them", maxKey)
		}
	}
	return nil
}

// balance checks each entry by itself, and that they add up to zero on either side of
// the balance.
func (t Transaction) balance(wrong *faults) {
	if n := len(t.Entries); n < 2 || n > maxEntries {
		wrong.add("entries", fmt.Sprint(n), fmt.Sprintf("2 to %d", maxEntries))
	}
	var on, off total
	for i, e := range t.Entries {
		bad := func(field, seen, wanted string) { wrong.add(fmt.Sprintf("entries[%d].%s", i, field), seen, wanted) }
		if wanted := e.Account.wanted(); wanted != "" {
			bad("account", e.Account.String(), wanted)
		}
		if first := t.Entries[0].Account; e.Account.FundCode != first.FundCode {
			bad("account", e.Account.String(), "an account of fund "+first.FundCode+", like the first")
		}
		if e.Cents == 0 || e.Cents > MaxCents || e.Cents < -MaxCents {
			wrong.amount(fmt.Sprintf("entries[%d].cents", i), e.Cents, false, "an amount that is not zero")
		}
		if ident.CheckToken(e.Due.ContractID) != nil || e.Due.Year < 1 || e.Due.Instalment < 0 {
			bad("due", e.Due.String(), "contract id, contract year from 1, instalment from 0")
		}
		if e.Account.Kind.Plan().PerContract && e.Account.ContractID != e.Due.ContractID {
			bad("due", e.Due.String(), "the contract of account "+e.Account.String())
		}
		if e.Account.Kind.Plan().OffBalance {
			off.add(e.Cents)
		} else {
			on.add(e.Cents)
		}
	}
	on.fault(wrong, "on")
	off.fault(wrong, "off")
}

// total is a sum that knows when it left the bounds.
type total struct {
	cents money.Cents
	over  bool
}

func (s *total) add(c money.Cents) {
	var ok bool
	s.cents, ok = plus(s.cents, c)
	s.over = s.over || !ok
}

func (s *total) fault(wrong *faults, side string) {
	switch {
	case s.over:
		wrong.add(unbalanced, "more than "+MaxCents.English(), "a sum "+side+" the balance that stays within it")
	case s.cents != 0:
		wrong.add(unbalanced, s.cents.English(), "entries "+side+" the balance that add up to zero")
	}
}

// plus is a + b, while it stays within MaxCents of zero; a must.
func plus(a, b money.Cents) (sum money.Cents, ok bool) {
	if b > MaxCents-a || b < -MaxCents-a {
		return a, false
	}
	return a + b, true
}

// form checks that the entries are those of the kind: debit then credit of one amount
// on its two accounts, once for a due, once a year for years.
func (t Transaction) form(wrong *faults) {
	m := t.Kind.Movement()
	if n := len(t.Entries); n%2 != 0 || (!m.ByYear && n != 2) {
		wrong.add("entries", fmt.Sprint(n), "pairs of debit and credit, one pair for a due")
		return
	}
	last := 0
	for i := 0; i < len(t.Entries); i += 2 {
		debit, credit := t.Entries[i], t.Entries[i+1]
		field := fmt.Sprintf("entries[%d]", i)
		straight := debit.Account.Kind == m.Debit && credit.Account.Kind == m.Credit
		swapped := debit.Account.Kind == m.Credit && credit.Account.Kind == m.Debit && m.TakesAway
		if debit.Cents < 0 || debit.Cents != -credit.Cents || !straight && !swapped {
			wrong.add(field,
				fmt.Sprintf("%s %s, %s %s", debit.Account, debit.Cents.English(), credit.Account, credit.Cents.English()),
				fmt.Sprintf("a debit of %s and a credit of %s of the same amount, as %s moves them", m.Debit, m.Credit, t.Kind))
		}
		if debit.Due != credit.Due && t.Kind != KindOffset {
			wrong.add(field+".due", credit.Due.String(), "the due of its debit, "+debit.Due.String())
		}
		if m.ByYear != (debit.Due.Instalment == 0) || m.ByYear != (credit.Due.Instalment == 0) {
			wrong.add(field+".due", debit.Due.String(), "an instalment from 1 of a due, 0 of a whole year")
		}
		if first := t.Entries[0].Due.ContractID; m.ByYear && (debit.Due.Year <= last || debit.Due.ContractID != first) {
			wrong.add(field+".due", debit.Due.String(), "each contract year once, ascending, of contract "+first)
		}
		last = debit.Due.Year
	}
}
