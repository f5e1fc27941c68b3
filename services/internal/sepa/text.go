package sepa

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Lengths of the format, in characters.
const (
	maxReference = 35
	maxName      = 70
	maxStreet    = 70
	maxBuilding  = 16
	maxPostCode  = 16
	maxTown      = 35
	maxFreeText  = 140
)

// FieldError is one thing that is wrong with a value.
type FieldError struct {
	Field  string // path from the value that was checked
	Seen   string // text in quotes
	Wanted string
}

// Error is one line, as field, value seen, value wanted.
func (f FieldError) Error() string {
	return fmt.Sprintf("%s: seen %s, wanted %s", f.Field, f.Seen, f.Wanted)
}

// faults gathers all that is wrong with a value, in order.
type faults []error

func (f *faults) add(field, seen, wanted string) {
	*f = append(*f, FieldError{field, seen, wanted})
}

func (f *faults) err() error { return errors.Join(*f...) }

// text is s in the characters that a bank carries; a fault when it cannot be, when it is
// empty, or when it has more than most characters then.
func (f *faults) text(field, s string, most int) string {
	out, strange := basicLatin(s)
	switch {
	case strange != "":
		f.add(field, strconv.Quote(s), "no "+strconv.Quote(strange)+": letters, digits, space and / - ? : ( ) . , ' +")
	case out == "":
		f.add(field, `""`, fmt.Sprintf("1 to %d characters", most))
	case strings.TrimSpace(out) != out:
		f.add(field, strconv.Quote(s), "no space at either end")
	case len(out) > most:
		f.add(field, fmt.Sprintf("%q, %d characters", out, len(out)), fmt.Sprintf("1 to %d characters", most))
	}
	return out
}

// optional is text, which may be empty.
func (f *faults) optional(field, s string, most int) string {
	if s == "" {
		return ""
	}
	return f.text(field, s, most)
}

// reference checks an identification, which goes through the banks as it is.
func (f *faults) reference(field, s string) {
	if s == "" || len(s) > maxReference || strings.TrimFunc(s, basic) != "" || strings.TrimSpace(s) != s {
		f.add(field, strconv.Quote(s), fmt.Sprintf("1 to %d characters of A-Z a-z 0-9 / - ? : ( ) . , ' + and space inside", maxReference))
		return
	}
	if strings.HasPrefix(s, "/") || strings.HasSuffix(s, "/") || strings.Contains(s, "//") {
		f.add(field, strconv.Quote(s), `no "/" at either end and no "//"`)
	}
}

// basic reports whether a character is of the EPC's basic Latin set.
func basic(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(" /-?:().,'+", r)
}

// plain has what the accented letters of French and its neighbours, and the signs of
// French typography, become.
var plain = func() map[rune]string {
	m := map[rune]string{
		'Æ': "AE", 'æ': "ae", 'Œ': "OE", 'œ': "oe", 'ß': "ss", 'Ø': "O", 'ø': "o",
		'’': "'", '‘': "'", '‐': "-", '\u2011': "-", '–': "-", '—': "-", '&': "+",
		'\u00a0': " ", '\u202f': " ", '\u2009': " ",
	}
	for letter, accented := range map[string]string{
		"A": "ÀÁÂÃÄÅ", "a": "àáâãäå", "C": "Ç", "c": "ç", "E": "ÈÉÊË", "e": "èéêë", "I": "ÌÍÎÏ", "i": "ìíîï",
		"N": "Ñ", "n": "ñ", "O": "ÒÓÔÕÖ", "o": "òóôõö", "U": "ÙÚÛÜ", "u": "ùúûü", "Y": "ÝŸ", "y": "ýÿ",
	} {
		for _, r := range accented {
			m[r] = letter
		}
	}
	return m
}()

// accents are the French ones as they follow their letter in decomposed text.
const accents = "\u0300\u0301\u0302\u0308\u0327"

// basicLatin is s in the basic set; strange is the first character that has no place there.
func basicLatin(s string) (out, strange string) {
	var b strings.Builder
	letter := false
	for i, r := range s {
		switch to, known := plain[r]; {
		case r == utf8.RuneError:
			_, size := utf8.DecodeRuneInString(s[i:])
			return "", s[i : i+size]
		case basic(r):
			b.WriteRune(r)
			letter = r >= 'A'
		case known:
			b.WriteString(to)
			letter = to >= "A"
		case letter && strings.ContainsRune(accents, r):
			letter = false
		default:
			return "", string(r)
		}
	}
	return b.String(), ""
}
