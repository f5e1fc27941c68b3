package collective

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// nbsp is the no-break space of French typography.
const nbsp = "\u00a0"

// typography puts no-break spaces before double punctuation and inside guillemets.
var typography = strings.NewReplacer(" :", nbsp+":", " ;", nbsp+";", " ?", nbsp+"?", "« ", "«"+nbsp, " »", nbsp+"»")

// say makes a phrase of a French and an English sentence.
func say(fr, en string) law.Phrase { return law.Phrase{FR: typography.Replace(fr), EN: en} }

// number writes a whole number with its thousands apart.
func number(n int, apart string) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + apart + digits[i:]
	}
	return digits
}

// counted is a number with its noun and its plural; French takes the plural from two,
// English from all but one.
func counted(n int, fr, en string) law.Phrase {
	if n >= 2 {
		fr += "s"
	}
	if n != 1 {
		en += "s"
	}
	return law.Phrase{FR: number(n, nbsp) + nbsp + fr, EN: number(n, ",") + " " + en}
}

func patients(n int) law.Phrase { return counted(n, "patient", "patient") }
func days(n int) law.Phrase     { return counted(n, "jour", "day") }
func years(n int) law.Phrase    { return counted(n, "an", "year") }

// average writes a sum over a number of members with two decimals, cut and not rounded,
// so that a mean that is missed never reads as reached.
func average(sum, members int) law.Phrase {
	whole, part := sum/members, sum%members*100/members
	fr, en := number(whole, nbsp), number(whole, ",")
	if sum%members == 0 {
		return law.Phrase{FR: fr, EN: en}
	}
	decimals := fmt.Sprintf("%02d", part)
	return law.Phrase{FR: fr + "," + decimals, EN: en + "." + decimals}
}

// date writes a day as prose of each language does; English keeps ISO 8601.
func date(d civil.Date) law.Phrase { return law.Phrase{FR: d.French(), EN: d.String()} }

// members names members by their places, from 1: "le membre 2", "les membres 2 et 3".
func members(at []int) law.Phrase {
	places := make([]string, 0, len(at))
	for _, i := range at {
		places = append(places, strconv.Itoa(i+1))
	}
	if len(at) == 1 {
		return law.Phrase{FR: "le membre" + nbsp + places[0], EN: "member " + places[0]}
	}
	return law.Phrase{FR: "les membres " + law.List(places, "et"), EN: "members " + law.List(places, "and")}
}

// capital is a sentence with its first letter as a capital one; it begins with ASCII.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// one is the word for one member or for several.
func one(at []int, single, several string) string {
	if len(at) == 1 {
		return single
	}
	return several
}

// options are tariff options as doctors write them.
func options(listed []string) law.Phrase {
	names := make([]string, 0, len(listed))
	for _, o := range listed {
		names = append(names, strings.ReplaceAll(o, "_", "-"))
	}
	return law.Or(names)
}
