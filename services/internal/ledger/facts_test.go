package ledger_test

import (
	"reflect"
	"strings"
	"testing"

	"assistmed/services/internal/ledger"
)

// Every field of the facts but the sequence is in the bytes that are sealed: a field that
// is added and forgotten here would not be.
func TestEveryFactIsInTheBytesThatAreSealed(t *testing.T) {
	var none ledger.Facts
	kind := reflect.TypeOf(none)
	for i := range kind.NumField() {
		f := none
		switch field := reflect.ValueOf(&f).Elem().Field(i); field.Kind() {
		case reflect.String:
			field.SetString("x")
		default:
			field.SetInt(1)
		}
		if sealed := f.Hash() != none.Hash(); sealed != (kind.Field(i).Name != "Sequence") {
			t.Errorf("%s: sealed %t", kind.Field(i).Name, sealed)
		}
	}
	if got := string((ledger.Facts{Key: "a\nyear 1", TextID: `\n`}).Canonical()); !strings.HasPrefix(got, "assistmed facts 1\nkey a\\nyear 1\ncontract_id \n") || !strings.Contains(got, "\ntext_id \\\\n\n") {
		t.Errorf("a newline is written as\n%s", got)
	}
}

func TestATransactionThatSealsFactsReadsBackAndOneThatIsNotComputedSealsNone(t *testing.T) {
	f := fact("k")
	f.Facts = ledger.Facts{Key: "k"}.Hash()
	made, err := ledger.Recognise(f, due(1, 1), 5)
	if err != nil {
		t.Fatal(err)
	}
	chain := sealed(t, made)
	export := exported(t, chain)
	back, _, err := read(export)
	if err != nil || len(back) != 1 || back[0].Facts != f.Facts || !strings.Contains(string(chain[0].Canonical()), "\nfacts "+f.Facts.String()+"\nentry ") {
		t.Errorf("reads back as %+v, %v", back, err)
	}
	for name, changed := range map[string]string{
		"without the seal": strings.Replace(string(export), `"facts_hash":"`+f.Facts.String()+`",`, "", 1),
		"an empty seal":    strings.Replace(string(export), f.Facts.String(), "", 1),
		"another seal":     strings.Replace(string(export), f.Facts.String(), ledger.Facts{}.Hash().String(), 1),
	} {
		if _, _, err := read([]byte(changed)); err == nil || changed == string(export) {
			t.Errorf("%s is read", name)
		}
	}
	if _, err := ledger.Dispatch(f, due(1, 1), 5); err == nil || !strings.Contains(err.Error(), "facts_hash: seen") {
		t.Errorf("a dispatch seals facts: %v", err)
	}
}
