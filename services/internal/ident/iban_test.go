package ident_test

import (
	"strings"
	"testing"

	"assistmed/services/internal/ident"
)

// published are the examples of the IBAN registry, one for most countries of the SEPA area.
var published = []string{
	"AD1200012030200359100100", "AL47212110090000000235698741", "AT611904300234573201", "BE68539007547034",
	"BG80BNBG96611020345678", "CH9300762011623852957", "CY17002001280000001200527600", "CZ6508000000192000145399",
	"DE89370400440532013000", "DK5000400440116243", "EE382200221020145685", "ES9121000418450200051332",
	"FI2112345600000785", "FR1420041010050500013M02606", "GB29NWBK60161331926819", "GI75NWBK000000007099453",
	"GR1601101250000000012300695", "HR1210010051863000160", "HU42117730161111101800000000", "IE29AIBK93115212345678",
	"IS140159260076545510730339", "IT60X0542811101000000123456", "LI21088100002324013AA", "LT121000011101001000",
	"LU280019400644750000", "LV80BANK0000435195001", "MC5811222000010123456789030", "MD24AG000225100013104168",
	"ME25505000012345678951", "MK07250120000058984", "MT84MALT011000012345MTLCAST001S", "NL91ABNA0417164300",
	"NO9386011117947", "PL61109010140000071219812874", "PT50000201231234567890154", "RO49AAAA1B31007593840000",
	"RS35260005601001611379", "SE4550000000058398257466", "SI56263300012039086", "SK3112000000198742637541",
	"SM86U0322509800000000270100", "VA59001123000012345678",
}

func TestThePublishedIBANOfEachCountryIsAcceptedAndNoOtherKeyOfIt(t *testing.T) {
	if len(published) != 42 {
		t.Errorf("%d examples; want one for each country", len(published))
	}
	for _, iban := range published {
		if err := ident.CheckIBAN(iban); err != nil {
			t.Errorf("%s: got %v, want it accepted", iban, err)
		}
		for key := range 100 {
			other := iban[:2] + string([]byte{byte('0' + key/10), byte('0' + key%10)}) + iban[4:]
			if err := ident.CheckIBAN(other); (err == nil) != (other == iban) {
				t.Errorf("%s: got %v", other, err)
			}
		}
	}
}

// "1B" and "B1" are both read as 111: the standard itself cannot tell them apart.
func TestNeighboursThatAreSwappedAreFoundInAnIBAN(t *testing.T) {
	for _, iban := range published {
		for i := range len(iban) - 1 {
			swapped := []byte(iban)
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			same := string(swapped) == iban || string(swapped) == "RO49AAAAB131007593840000"
			if err := ident.CheckIBAN(string(swapped)); err == nil && !same {
				t.Errorf("%s: accepted, %s with two characters swapped", swapped, iban)
			}
		}
	}
}

func TestTheErrorOfAnIBANSaysWhatIsWanted(t *testing.T) {
	for _, c := range []struct{ name, iban, wanted string }{
		{"nothing", "", "beginning with the country"},
		{"in groups of four", "FR14 2004 1010 0505 0001 3M02 606", "without spaces"},
		{"in small letters", "fr1420041010050500013m02606", "capital letters"},
		{"one small letter", "FR1420041010050500013m02606", "capital letters"},
		{"a hyphen", "FR14-20041010050500013M02606", "capital letters and digits"},
		{"a no-break space", "FR14\u00a020041010050500013M02606", "without spaces"},
		{"digits of another script", "FR١٤20041010050500013M02606", "capital letters and digits"},
		{"without a country", "1420041010050500013M02606", "beginning with the country"},
		{"letters for check digits", "FRXX20041010050500013M02606", "two check digits"},
		{"the country and the key alone", "FR14", "27 characters without spaces, as an IBAN of FR has"},
		{"one character short", "FR1420041010050500013M0260", "27 characters"},
		{"one character more", "FR1420041010050500013M026066", "27 characters"},
		{"the length of another country", "DE1420041010050500013M02606", "22 characters without spaces, as an IBAN of DE has"},
		{"a country outside the SEPA area", "BR1800360305000010009795493C1", "SEPA"},
		{"one digit wrong", "FR1420041010050500013M02607", "modulo 97"},
		{"a letter wrong", "FR1420041010050500013N02606", "modulo 97"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := ident.CheckIBAN(c.iban); err == nil || !strings.Contains(err.Error(), c.wanted) {
				t.Errorf("%q: got %v, want an error that says %q", c.iban, err, c.wanted)
			}
		})
	}
}

// A key is two digits, so that of one hundred numbers at most one is accepted; and what
// is accepted has the form in which it is stored.
func FuzzAnAcceptedIBANIsAsItIsStoredAndNoOtherKeyGoesWithIt(f *testing.F) {
	for _, iban := range published {
		f.Add(iban)
		f.Add(strings.ToLower(iban))
	}
	f.Add("FR14 2004 1010 0505 0001 3M02 606")
	f.Fuzz(func(t *testing.T, s string) {
		if ident.CheckIBAN(s) != nil {
			return
		}
		if strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || len(s) < 15 || len(s) > 31 {
			t.Errorf("%q is accepted, which no store wants", s)
		}
		for i := 2; i < len(s); i++ {
			wrong := []byte(s)
			if wrong[i]++; wrong[i] != ':' && wrong[i] != '[' && ident.CheckIBAN(string(wrong)) == nil {
				t.Errorf("%q and %q are both accepted", s, wrong)
			}
		}
	})
}
