// Package ident checks the identifiers that callers bring: RPPS, FINESS and Assurance
// Maladie numbers, fund and département codes, request ids and actors. It is pure.
//
// Each check returns nil, or an error whose text is the value that was wanted, for
// example "11 digits with a Luhn key".
package ident

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

var (
	errRPPS       = errors.New("11 digits, the last a Luhn key")
	errFINESS     = errors.New("9 digits, the last a Luhn key")
	errAM         = errors.New("9 digits")
	errFund       = errors.New(`3 digits or capital letters, for example "751"`)
	errDepartment = errors.New(`a département code, for example "08", "2A" or "971"`)
	errToken      = errors.New("1 to 64 characters of A-Z a-z 0-9 . _ : -")
	errLine       = errors.New("1 to 500 characters on one line, without control characters")
	errActor      = errors.New("1 to 64 characters of A-Z a-z 0-9 . _ : @ -")
)

// maxToken is the longest request id, actor or reference.
const maxToken = 64

// CheckRPPS wants 11 digits whose last is the Luhn key of the others.
func CheckRPPS(s string) error {
	if len(s) != 11 || !each(s, digit) || !luhn(s) {
		return errRPPS
	}
	return nil
}

// CheckFINESS wants 9 digits whose last is the Luhn key of the others.
func CheckFINESS(s string) error {
	if len(s) != 9 || !each(s, digit) || !luhn(s) {
		return errFINESS
	}
	return nil
}

// CheckAMNumber wants 8 digits and a key digit. The key's algorithm is not
// published, so only the form is checked.
func CheckAMNumber(s string) error {
	if len(s) != 9 || !each(s, digit) {
		return errAM
	}
	return nil
}

// CheckFundCode wants three digits or capital letters.
func CheckFundCode(s string) error {
	if len(s) != 3 || !each(s, func(c byte) bool { return digit(c) || upper(c) }) {
		return errFund
	}
	return nil
}

// CheckDepartment wants two digits, 2A, 2B, or an overseas code of three digits.
func CheckDepartment(s string) error {
	switch {
	case s == "2A" || s == "2B":
		return nil
	case len(s) == 2 && each(s, digit) && s != "00" && s != "20" && s < "96":
		return nil
	case len(s) == 3 && each(s, digit) && (s[:2] == "97" || s[:2] == "98"):
		return nil
	}
	return errDepartment
}

// CheckToken wants a request id, a reference or any other short opaque name.
func CheckToken(s string) error {
	ok := func(c byte) bool {
		return digit(c) || upper(c) || lower(c) || c == '.' || c == '_' || c == ':' || c == '-'
	}
	if s == "" || len(s) > maxToken || !each(s, ok) {
		return errToken
	}
	return nil
}

// CheckActor wants the identity of a caller.
func CheckActor(s string) error {
	ok := func(c byte) bool {
		return digit(c) || upper(c) || lower(c) || c == '.' || c == '_' || c == ':' || c == '@' || c == '-'
	}
	if s == "" || len(s) > maxToken || !each(s, ok) {
		return errActor
	}
	return nil
}

// maxLine is the longest line of text, in characters.
const maxLine = 500

// CheckLine wants a line of text that says something.
func CheckLine(s string) error {
	blank := true
	for _, r := range s {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return errLine
		}
		blank = blank && unicode.IsSpace(r)
	}
	if blank || utf8.RuneCountInString(s) > maxLine {
		return errLine
	}
	return nil
}

// CheckID wants a typed prefix, "_" and the 26 characters of a ULID.
func CheckID(prefix, s string) error {
	const ulidLength = 26
	head := prefix + "_"
	if len(s) != len(head)+ulidLength || s[:len(head)] != head || !each(s[len(head):], crockford) {
		return errors.New(head + " and 26 characters of 0-9 A-Z")
	}
	return nil
}

// luhn adds the digits from the right, every second one doubled; the sum of a
// number with its key is a multiple of ten.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func each(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
func upper(c byte) bool { return 'A' <= c && c <= 'Z' }
func lower(c byte) bool { return 'a' <= c && c <= 'z' }

// crockford is the alphabet of a ULID: no I, L, O, U.
func crockford(c byte) bool {
	return digit(c) || (upper(c) && c != 'I' && c != 'L' && c != 'O' && c != 'U')
}
