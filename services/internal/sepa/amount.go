package sepa

import (
	"math"
	"strconv"
	"strings"

	"assistmed/services/internal/money"
)

// Amount is an amount in euros that may not be told.
type Amount struct {
	Cents money.Cents
	Known bool
}

// The amounts of one SEPA credit transfer: one cent to 999 999 999.99 euros.
const (
	minTransfer money.Cents = 1
	maxTransfer money.Cents = 99_999_999_999
)

const currency = "EUR"

// euros is an amount as the formats write it: "1050.00".
func euros(c money.Cents) string {
	digits := strconv.FormatInt(int64(c), 10)
	sign := ""
	if c < 0 {
		sign, digits = "-", digits[1:]
	}
	if short := len("000") - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	cut := len(digits) - 2
	return sign + digits[:cut] + "." + digits[cut:]
}

// cents reads a decimal of the formats, whose digits after the second are zero.
func cents(s string) (money.Cents, bool) {
	const mostEuros, mostDecimals = 15, 5
	whole, part, _ := strings.Cut(s, ".")
	if whole+part == "" || strings.Trim(whole+part, "0123456789") != "" || len(whole) > mostEuros || len(part) > mostDecimals {
		return 0, false
	}
	for len(part) < 2 {
		part += "0"
	}
	if strings.Trim(part[2:], "0") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+part[:2], 10, 64)
	return money.Cents(n), err == nil
}

// count reads the number of transfers or entries of a file.
func count(s string) (int, bool) {
	const mostDigits = 15
	if s == "" || len(s) > mostDigits || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// sum adds amounts, all of which must be told.
type sum struct {
	n       int
	cents   money.Cents
	partial bool // an amount was not told, or there is no room for the sum
}

func (s *sum) add(a Amount) {
	s.n++
	if !a.Known || a.Cents > 0 && s.cents > math.MaxInt64-a.Cents || a.Cents < 0 && s.cents < math.MinInt64-a.Cents {
		s.partial = true
		return
	}
	s.cents += a.Cents
}
