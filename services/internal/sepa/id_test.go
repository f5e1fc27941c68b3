package sepa_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/internal/sepa"
)

const contract = "ctr_01J0ABCDEFGHJKMNPQRSTVWXYZ"

func TestAPaymentGoesThroughTheBanksUnderItsKeyWithoutWhatTheyDoNotCarry(t *testing.T) {
	for _, c := range []struct{ name, key, id string }{
		{"an instalment", contract + "/3/1", "01J0ABCDEFGHJKMNPQRSTVWXYZ-3-1"},
		{"the twelfth posting of a due", contract + "/10/2/12", "01J0ABCDEFGHJKMNPQRSTVWXYZ-10-2-12"},
		{"the longest there is room for", contract + "/1/2/3456", "01J0ABCDEFGHJKMNPQRSTVWXYZ-1-2-3456"},
		{"one character more", contract + "/1/2/34567", ""},
		{"nothing", "", ""},
		{"another kind of id", "run_01J0ABCDEFGHJKMNPQRSTVWXYZ/3/1", ""},
		{"a contract without year and instalment", contract, ""},
		{"a year without instalment", contract + "/3", ""},
		{"five parts", contract + "/1/2/3/4", ""},
		{"an empty part", contract + "//1", ""},
		{"a slash at the end", contract + "/3/", ""},
		{"a leading zero, of which there could be two spellings", contract + "/03/1", ""},
		{"a zero", contract + "/0/1", ""},
		{"a hyphen for a slash", contract + "-3-1", ""},
		{"one hyphen for a slash", contract + "/3-1", ""},
		{"a space", contract + "/3/1 ", ""},
		{"a letter that no ULID has", "ctr_01J0ABCDEFGHJKMNPQRSTVWXYU/3/1", ""},
		{"digits of another script", contract + "/٣/1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			id, err := sepa.EndToEndID(c.key)
			if id != c.id || (err == nil) != (c.id != "") {
				t.Fatalf("%q: got %q and %v, want %q", c.key, id, err, c.id)
			}
			if err != nil {
				if !strings.Contains(err.Error(), "seen") || !strings.Contains(err.Error(), "wanted") {
					t.Errorf("the error says not what was seen and wanted: %v", err)
				}
				return
			}
			if back, err := sepa.KeyOf(id); back != c.key || err != nil {
				t.Errorf("%q comes back as %q and %v", id, back, err)
			}
		})
	}
}

func TestAnIDThatIsNotOursIsRefused(t *testing.T) {
	for _, id := range []string{"", "NOTPROVIDED", "01J0ABCDEFGHJKMNPQRSTVWXYZ", "01J0ABCDEFGHJKMNPQRSTVWXYZ/3/1", contract + "-3-1",
		"01J0ABCDEFGHJKMNPQRSTVWXYZ-03-1", "01J0ABCDEFGHJKMNPQRSTVWXYZ-3-1-", "01j0abcdefghjkmnpqrstvwxyz-3-1"} {
		if key, err := sepa.KeyOf(id); err == nil {
			t.Errorf("%q is taken for %q", id, key)
		}
	}
}

var keys = rapid.StringMatching(`ctr_[0-9A-HJKMNP-TV-Z]{26}/[1-9][0-9]?/[1-9](/[1-9][0-9]{0,2})?`)

// What comes back from an id is its key, so that two keys cannot have one id; and what
// is made from another id's key is that id, so that two ids cannot have one key.
func TestTwoKeysNeverHaveTheSameName(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := keys.Draw(rt, "a"), keys.Draw(rt, "b")
		first, err := sepa.EndToEndID(a)
		if err != nil {
			rt.Fatal(err)
		}
		second, err := sepa.EndToEndID(b)
		if err != nil || (first == second) != (a == b) {
			rt.Fatalf("%q and %q have the names %q and %q (%v)", a, b, first, second, err)
		}
		if key, err := sepa.KeyOf(first); err != nil || key != a {
			rt.Fatalf("%q comes back as %q (%v)", a, key, err)
		}
		if len(first) > 35 || strings.Trim(first, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != "" {
			rt.Fatalf("no bank carries %q", first)
		}
	})
}

func FuzzAnIDThatIsTakenIsTheOneThatWasGiven(f *testing.F) {
	f.Add("01J0ABCDEFGHJKMNPQRSTVWXYZ-3-1")
	f.Add(contract + "/3/1")
	f.Fuzz(func(t *testing.T, s string) {
		if key, err := sepa.KeyOf(s); err == nil {
			if id, err := sepa.EndToEndID(key); id != s || err != nil {
				t.Errorf("%q is taken for %q, which is %q (%v)", s, key, id, err)
			}
		}
		if id, err := sepa.EndToEndID(s); err == nil {
			if key, err := sepa.KeyOf(id); key != s || err != nil {
				t.Errorf("%q is %q, which is taken for %q (%v)", s, id, key, err)
			}
		}
	})
}
