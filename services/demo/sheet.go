package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
)

// figure is one printed figure: how it is compared, and how it is printed.
type figure struct{ canonical, printed string }

// difference is a figure that is not what the dossier expects.
type difference struct {
	where          string // "c24-half-p90.yaml:31"
	step           string // "3 (run)"
	path           string
	expected, seen string
}

// String is one line for a person.
func (d difference) String() string {
	return fmt.Sprintf("%s, étape %s, %s : attendu %s, vu %s", d.where, d.step, d.path, d.expected, d.seen)
}

// tally counts over all plays.
type tally struct {
	printed     int // figures in the story
	verified    int // of these, compared with an expectation
	checked     int // all comparisons, also of what is not printed
	differences []difference
}

// sheet compares the figures of one step with what the dossier expects of it.
type sheet struct {
	tally    *tally
	file     string
	step     string
	line     int
	table    map[string]form
	expected expectations
	complete bool            // a printed figure that nobody expects is a difference
	known    map[string]bool // every number the dossier writes down
	cells    map[string]bool // the numbers of the cells of the law that the answer cites
	private  string          // what makes a reference of the dossier one of this play: left out of sentences
}

// show compares a figure and gives what is to be printed.
func (s *sheet) show(path string, f figure) string {
	s.tally.printed++
	if s.compare(path, f.canonical) {
		s.tally.verified++
	} else if s.complete {
		s.differ(s.line, path, "rien (ce chiffre n'est pas dans le dossier)", f.canonical)
	}
	return f.printed
}

// check compares a figure that is not printed, if the dossier expects it.
func (s *sheet) check(path string, f figure) { s.compare(path, f.canonical) }

// compare reports whether the dossier expects this figure at all.
func (s *sheet) compare(path, canonical string) bool {
	if _, ok := formOf(s.table, path); !ok {
		s.differ(s.line, path, "un chiffre que le lecteur connaît", canonical)
		return true
	}
	e, ok := s.expected.values[path]
	if !ok {
		return false
	}
	e.used = true
	s.tally.checked++
	if e.canonical != canonical {
		s.differ(e.line, path, e.written, uncents(s.table, path, canonical))
	}
	return true
}

// sentence checks a sentence of a service and gives it back: every number in it is
// one of the dossier's, or the value of a cell that the answer cites.
func (s *sheet) sentence(text string) string {
	text = strings.ReplaceAll(text, s.private, "")
	plain := plainSpaces(text)
	for _, part := range s.expected.says {
		if strings.Contains(plain, part.canonical) && !part.used {
			part.used = true
			s.tally.checked++
		}
	}
	if !s.complete {
		return text
	}
	for _, number := range numbersIn(text) {
		if !s.known[number] && !s.cells[number] {
			s.differ(s.line, "phrase", "des nombres du dossier ou des cellules citées", fmt.Sprintf("%s dans « %s »", number, plain))
		}
	}
	return text
}

// cites makes the values of cited cells known.
func (s *sheet) cites(citations ...*lawv1.Citation) {
	for _, c := range citations {
		for _, number := range numbersIn(c.GetValue()) {
			s.cells[number] = true
		}
		for _, number := range numbersIn(c.GetNote().GetFr()) {
			s.cells[number] = true
		}
	}
}

// close reports what the dossier expects and the story does not tell.
func (s *sheet) close() {
	for _, path := range sortedKeys(s.expected.values) {
		if e := s.expected.values[path]; !e.used {
			s.differ(e.line, path, e.written, "rien (ce récit n'a pas ce chiffre)")
		}
	}
	for _, part := range s.expected.says {
		if !part.used {
			s.differ(part.line, "says", "« "+part.written+" »", "aucune phrase qui le dise")
		}
	}
}

func (s *sheet) differ(line int, path, expected, seen string) {
	s.tally.differences = append(s.tally.differences, difference{
		where: s.file + ":" + strconv.Itoa(line), step: s.step, path: path, expected: expected, seen: seen,
	})
}

// uncents writes an amount as the dossier does.
func uncents(table map[string]form, path, canonical string) string {
	f, _ := formOf(table, path)
	cents, err := strconv.ParseInt(canonical, 10, 64)
	if f.wanted != asEuros.wanted || err != nil {
		return canonical
	}
	return strings.NewReplacer("€", "", ",", "").Replace(money.Cents(cents).English())
}

// The figures, from the values of the services.

func euros(cents int64) figure {
	return figure{canonical: strconv.FormatInt(cents, 10), printed: money.Cents(cents).French()}
}

// optionalEuros is an amount that may be unknown.
func optionalEuros(cents *int64, otherwise string) figure {
	if cents == nil {
		return figure{canonical: unknownFigure, printed: otherwise}
	}
	return euros(*cents)
}

func count(n int32) figure {
	return figure{canonical: strconv.FormatInt(int64(n), 10), printed: grouped(n)}
}

// signed is a number of patients with its sign.
func signed(n int32) figure {
	f := count(n)
	if n >= 0 {
		f.printed = "+" + f.printed
	}
	return f
}

// gain is a number of patients to gain; to gain none is to keep those there are.
func gain(n *int32) figure {
	switch {
	case n == nil:
		return optionalCount(nil)
	case *n == 0:
		return figure{canonical: "0", printed: "maintenir"}
	}
	return signed(*n)
}

func optionalCount(n *int32) figure {
	if n == nil {
		return figure{canonical: unknownFigure, printed: "inconnu"}
	}
	return count(*n)
}

// rate is a rate in thousandths, printed as a percentage.
func rate(thousandths *int32) figure {
	if thousandths == nil {
		return figure{canonical: unknownFigure, printed: "inconnu"}
	}
	text := fmt.Sprintf("%d,%d", *thousandths/10, *thousandths%10)
	return figure{
		canonical: strconv.FormatInt(int64(*thousandths), 10),
		printed:   strings.TrimSuffix(text, ",0") + "\u00a0%",
	}
}

func date(iso string) figure {
	d, err := civil.Parse(iso)
	if err != nil {
		return figure{canonical: noFigure, printed: "–"}
	}
	return figure{canonical: iso, printed: d.French()}
}

func ratio(r *contractv1.Ratio) figure {
	if r == nil {
		return figure{canonical: noFigure, printed: "–"}
	}
	exact := money.Ratio{Num: r.GetNumerator(), Den: r.GetDenominator()}
	return figure{canonical: ratioText(r), printed: exact.Percent(1)}
}

func yes(is bool) figure {
	return figure{canonical: strconv.FormatBool(is), printed: firstOf(is, "oui", "non")}
}

// datum is a value of a record, as the record has it; there may have been none.
func datum(value string) figure {
	if value == "" {
		return figure{canonical: noFigure, printed: "rien"}
	}
	return figure{canonical: value, printed: "«\u00a0" + value + "\u00a0»"}
}

// word is a code, printed as a word.
func word(code, printed string) figure { return figure{canonical: code, printed: printed} }

func grouped(n int32) string {
	euros, _, _ := strings.Cut(money.Cents(int64(n)*100).French(), ",")
	return euros
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
