package law

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"

	"go.yaml.in/yaml/v3"
)

// word is a kind of value written as one word.
func word[T any](wanted string, parse func(string) (T, bool)) kind[T] {
	return kind[T]{wanted: wanted, read: func(n *yaml.Node) (T, bool) {
		text, ok := scalar(n)
		if !ok {
			var nothing T
			return nothing, false
		}
		return parse(text)
	}}
}

// list is a kind of value written as a list of words, at least one, each once.
func list[T comparable](wanted string, parse func(string) (T, bool)) kind[[]T] {
	return kind[[]T]{wanted: wanted, read: func(n *yaml.Node) ([]T, bool) {
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			return nil, false
		}
		var items []T
		for _, item := range n.Content {
			text, ok := scalar(item)
			if !ok || strings.Contains(text, ",") {
				return nil, false
			}
			value, ok := parse(text)
			if !ok || slices.Contains(items, value) {
				return nil, false
			}
			items = append(items, value)
		}
		return items, true
	}}
}

// among parses one word of a closed list.
func among(words []string) func(string) (string, bool) {
	return func(s string) (string, bool) { return s, slices.Contains(words, s) }
}

// form is one word of a closed list: the forms of a rule that this program can follow.
func form(words ...string) kind[string] {
	return word("one of "+strings.Join(words, ", "), among(words))
}

// onlyUnknown is the kind of a cell whose values nobody can name: no file and no
// supplement can fill it.
func onlyUnknown(why string) kind[string] {
	return kind[string]{wanted: "UNKNOWN (" + why + ")", read: func(*yaml.Node) (string, bool) { return "", false }}.orUnknown()
}

// forms is a list of words of a closed list.
func forms(words ...string) kind[[]string] {
	return list("a list of "+strings.Join(words, ", "), among(words))
}

// named parses a value by its name.
func named[E interface {
	comparable
	String() string
}](values []E) (string, func(string) (E, bool)) {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = v.String()
	}
	return strings.Join(names, ", "), func(s string) (E, bool) {
		if i := slices.Index(names, s); i >= 0 {
			return values[i], true
		}
		var nothing E
		return nothing, false
	}
}

// oneOf is one of these values, by its name.
func oneOf[E interface {
	comparable
	String() string
}](values []E) kind[E] {
	names, parse := named(values)
	return word("one of "+names, parse)
}

// someOf is a list of these values, by their names.
func someOf[E interface {
	comparable
	String() string
}](values []E) kind[[]E] {
	names, parse := named(values)
	return list("a list of "+names, parse)
}

func anyText(s string) (string, bool) { return s, true }

func boolean() kind[bool] {
	return word("true or false", func(s string) (bool, bool) { return s == "true", s == "true" || s == "false" })
}

func names() kind[[]string] { return list("a list of names, each once, without commas", anyText) }

func day() kind[civil.Date] {
	return word("a day such as 2024-06-22", func(s string) (civil.Date, bool) {
		d, err := civil.Parse(s)
		return d, err == nil
	})
}

var (
	wholeNumber = regexp.MustCompile(`^[1-9][0-9]{0,5}$`)
	percentage  = regexp.MustCompile(`^(0|[1-9][0-9]{0,2})(\.([0-9]{1,2}))? %$`)
	euros       = regexp.MustCompile(`^([1-9][0-9]{0,8}) EUR$`)
	department  = regexp.MustCompile(`^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8])$`)
)

func number() kind[int] {
	return word("a whole number above zero", func(s string) (int, bool) {
		if !wholeNumber.MatchString(s) {
			return 0, false
		}
		n, err := strconv.Atoi(s)
		return n, err == nil
	})
}

// numberUpTo is a whole number above zero, with a bound.
func numberUpTo(most int) kind[int] {
	k := number()
	within := k.read
	k.wanted += ", at most " + strconv.Itoa(most)
	k.read = func(n *yaml.Node) (int, bool) {
		v, ok := within(n)
		return v, ok && v <= most
	}
	return k
}

// share is a percentage up to 100 %, in basis points.
func share() kind[int] {
	return word("a percentage such as 20 %, up to 100 %", func(s string) (int, bool) {
		m := percentage.FindStringSubmatch(s)
		if m == nil {
			return 0, false
		}
		bp, err := strconv.Atoi(m[1] + (m[3] + "00")[:2])
		return bp, err == nil && bp <= 10_000
	})
}

// rate is a percentage up to 100 % with at most one decimal, in thousandths.
func rate() kind[int] {
	return word("a percentage such as 7.5 %, up to 100 %", func(s string) (int, bool) {
		m := percentage.FindStringSubmatch(s)
		if m == nil || len(m[3]) > 1 {
			return 0, false
		}
		thousandths, err := strconv.Atoi(m[1] + (m[3] + "0")[:1])
		return thousandths, err == nil && thousandths <= 1000
	})
}

func amount() kind[money.Cents] {
	return word("an amount in whole euros such as 36000 EUR", func(s string) (money.Cents, bool) {
		m := euros.FindStringSubmatch(s)
		if m == nil {
			return 0, false
		}
		n, err := strconv.ParseInt(m[1]+"00", 10, 64)
		return money.Cents(n), err == nil
	})
}

func departments() kind[[]string] {
	return list("a list of départements such as \"08\", \"2A\", \"971\"", func(s string) (string, bool) {
		return s, department.MatchString(s)
	})
}

// codes is a list of specialty codes that the Assurance Maladie's table has.
func (f *file) codes() kind[[]string] {
	return list("a list of codes of reference/specialties.yaml, each once", func(s string) (string, bool) {
		_, ok := f.specialties[s]
		return s, ok
	})
}

// period is a span of days.
type period struct{ from, until civil.Date }

// span is a period of days, both included, or without an end.
func span() kind[period] {
	return word("a period such as 2019-09-01/2023-04-30, or 2024-06-22/..", func(s string) (period, bool) {
		first, last, ok := strings.Cut(s, "/")
		if !ok {
			return period{}, false
		}
		from, err := civil.Parse(first)
		if err != nil {
			return period{}, false
		}
		if last == ".." {
			return period{from: from}, true
		}
		until, err := civil.Parse(last)
		return period{from, until}, err == nil && !until.Before(from)
	})
}
