package law

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/money"
)

// nbsp is the no-break space that French typography puts between thousands and
// before a unit or a tall punctuation mark.
const nbsp = "\u00a0"

// French puts the no-break spaces of French typography into a sentence that has
// ordinary ones: before a double punctuation mark and a percent sign, and inside
// guillemets.
func French(s string) string {
	at := nextBreak(s, 0)
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8*len(nbsp))
	from := 0
	for ; at >= 0; at = nextBreak(s, from) {
		b.WriteString(s[from:at])
		b.WriteString(nbsp)
		from = at + 1
	}
	b.WriteString(s[from:])
	return b.String()
}

// nextBreak is where the next space stands, from a place on, that must not break; -1
// when there is none.
func nextBreak(s string, from int) int {
	for i := from; i < len(s); i++ {
		if s[i] != ' ' {
			continue
		}
		if i+1 < len(s) && strings.IndexByte(":;?!%", s[i+1]) >= 0 || strings.HasPrefix(s[i+1:], "»") || strings.HasSuffix(s[:i], "«") {
			return i
		}
	}
	return -1
}

// List joins names with commas and a last word: "ZIP", "ZIP ou ZAC", "ZIP or ZAC".
func List(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + last + " " + names[len(names)-1]
}

// ETP writes thousandths of an ETP: 2500 is "2,5 ETP".
func ETP(thousandths int) Phrase {
	whole, part := strconv.Itoa(thousandths/wholeETP), thousandths%wholeETP
	if part == 0 {
		return Phrase{FR: whole + nbsp + "ETP", EN: whole + " ETP"}
	}
	decimals := strings.TrimRight(fmt.Sprintf("%03d", part), "0")
	return Phrase{FR: whole + "," + decimals + nbsp + "ETP", EN: whole + "." + decimals + " ETP"}
}

// Or joins names with "ou" and "or".
func Or(names []string) Phrase { return Phrase{FR: List(names, "ou"), EN: List(names, "or")} }

// Percent writes a ratio as a percentage, with two decimals where it is not whole.
func Percent(r money.Ratio) Phrase {
	decimals := 0
	if r.Num*100%r.Den != 0 {
		decimals = 2
	}
	return Phrase{FR: r.Percent(decimals), EN: r.PercentEN(decimals)}
}
