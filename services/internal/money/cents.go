// Package money has amounts in whole cents and exact ratios. There is no float in it.
package money

import (
	"math/big"
	"strconv"
	"strings"
)

// noBreak is the no-break space that French typography puts between thousands and
// before a unit.
const noBreak = "\u00a0"

// Cents is an amount of money in euro cents; negative when it is owed back.
type Cents int64

// String is English.
func (c Cents) String() string { return c.English() }

// English is the amount in English typography: "€36,000.00", "-€0.05".
func (c Cents) English() string {
	sign, euros, cents := c.parts()
	return sign + "€" + grouped(euros, ",") + "." + cents
}

// French is the amount in French typography, with no-break spaces: "36 000,00 €".
func (c Cents) French() string {
	sign, euros, cents := c.parts()
	return sign + grouped(euros, noBreak) + "," + cents + noBreak + "€"
}

func (c Cents) parts() (sign, euros, cents string) {
	digits := strconv.FormatInt(int64(c), 10)
	if c < 0 {
		sign, digits = "-", digits[1:]
	}
	for len(digits) < 3 {
		digits = "0" + digits
	}
	return sign, digits[:len(digits)-2], digits[len(digits)-2:]
}

func grouped(digits, mark string) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(mark)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// Times is c × r to the nearest cent; half a cent goes away from zero, which for an
// amount that is paid means up. Exact whatever the size of r; the zero Ratio, which
// is no ratio, gives nothing.
func (c Cents) Times(r Ratio) Cents {
	if r.Den == 0 {
		return 0
	}
	num := new(big.Int).Mul(big.NewInt(int64(c)), big.NewInt(r.Num))
	den := big.NewInt(r.Den)
	negative := num.Sign()*den.Sign() < 0
	num.Abs(num)
	den.Abs(den)
	// nearest = floor((2·num + den) / (2·den))
	num.Lsh(num, 1).Add(num, den)
	num.Quo(num, den.Lsh(den, 1))
	if negative {
		num.Neg(num)
	}
	return Cents(num.Int64())
}

// Ratio is an exact fraction, in [0, 1] or above. Den is above zero; the zero value
// is no ratio.
type Ratio struct{ Num, Den int64 }

// Compare is negative when r is smaller than o, zero when they are the same number,
// positive when r is larger.
func (r Ratio) Compare(o Ratio) int {
	left := new(big.Int).Mul(big.NewInt(r.Num), big.NewInt(o.Den))
	right := new(big.Int).Mul(big.NewInt(o.Num), big.NewInt(r.Den))
	return left.Cmp(right)
}

// Clamp is r brought into [0, 1], in lowest terms.
func (r Ratio) Clamp() Ratio {
	switch {
	case r.Num <= 0 || r.Den <= 0:
		return Ratio{0, 1}
	case r.Num >= r.Den:
		return Ratio{1, 1}
	}
	return r.Reduced()
}

// Reduced is r in lowest terms.
func (r Ratio) Reduced() Ratio {
	divisor, rest := r.Num, r.Den
	for rest != 0 {
		divisor, rest = rest, divisor%rest
	}
	if divisor < 0 {
		divisor = -divisor
	}
	if divisor <= 1 {
		return r
	}
	return Ratio{r.Num / divisor, r.Den / divisor}
}

// Percent is r as French prose writes a percentage, "62,1 %", with that many
// decimals. It is cut, not rounded: 99.96 % never shows as 100.
func (r Ratio) Percent(decimals int) string {
	return r.percent(decimals, ",") + noBreak + "%"
}

// PercentEN is r as English prose writes a percentage, "62.1%", cut like Percent.
func (r Ratio) PercentEN(decimals int) string {
	return r.percent(decimals, ".") + "%"
}

func (r Ratio) percent(decimals int, point string) string {
	if r.Den <= 0 {
		return "–"
	}
	decimals = max(decimals, 0)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)+2), nil)
	cut := scale.Mul(scale, big.NewInt(r.Num))
	cut.Quo(cut, big.NewInt(r.Den))
	sign, digits := "", cut.String()
	if cut.Sign() < 0 {
		sign, digits = "-", digits[1:]
	}
	if decimals == 0 {
		return sign + digits
	}
	if short := decimals + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	cutAt := len(digits) - decimals
	return sign + digits[:cutAt] + point + digits[cutAt:]
}
