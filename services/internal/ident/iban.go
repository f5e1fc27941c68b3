package ident

import (
	"errors"
	"fmt"
)

var (
	errIBAN        = errors.New("an IBAN as it is stored: capital letters and digits, without spaces, beginning with the country and two check digits")
	errIBANCountry = errors.New("an IBAN of a country of the SEPA area, for example FR")
	errIBANKey     = errors.New("an IBAN whose check digits, 02 to 98, agree with the rest (ISO 13616, modulo 97)")
)

// ibanLengths has the length of an IBAN in each country of the SEPA area, into
// which every French fund can pay. The overseas départements are under FR.
var ibanLengths = map[string]int{
	"AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
	"EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22,
	"IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
	"MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24,
	"SM": 27, "VA": 22,
}

// CheckIBAN wants an international bank account number (ISO 13616) of the SEPA area in
// the form in which it is stored: capital letters and digits without spaces, the
// country's length, check digits that agree modulo 97. It does not correct: an IBAN
// typed in groups of four or in small letters is refused, and the error says so.
func CheckIBAN(s string) error {
	if len(s) < 4 || !each(s, func(c byte) bool { return digit(c) || upper(c) }) || !each(s[:2], upper) || !each(s[2:4], digit) {
		return errIBAN
	}
	length, known := ibanLengths[s[:2]]
	if !known {
		return errIBANCountry
	}
	if len(s) != length {
		return fmt.Errorf("%d characters without spaces, as an IBAN of %s has", length, s[:2])
	}
	// 00, 01 and 99 are congruent to 97, 98 and 02, which are the ones that are given.
	if s[2:4] < "02" || s[2:4] > "98" || mod97(s[4:]+s[:4]) != 1 {
		return errIBANKey
	}
	return nil
}

// mod97 is the remainder of a number written in digits and letters, a letter being two
// digits, from A = 10 to Z = 35.
func mod97(s string) int {
	n := 0
	for i := range len(s) {
		if c := s[i]; digit(c) {
			n = (n*10 + int(c-'0')) % 97
		} else {
			n = (n*100 + int(c-'A') + 10) % 97
		}
	}
	return n
}
