package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
)

// unknownFigure is how a dossier writes a figure that the law does not know, and
// noFigure one that the law does not have.
const (
	unknownFigure = "UNKNOWN"
	noFigure      = "NONE"
)

// form is a way to write a figure. parse gives the canonical writing, in which two
// equal figures are equal strings.
type form struct {
	wanted string // in words
	parse  func(written string) (canonical string, ok bool)
}

// The forms of figures.
var (
	asText = form{"un texte", func(s string) (string, bool) { return plainSpaces(s), true }}
	asCode = form{"un code", func(s string) (string, bool) { return s, s != "" }}
	asYes  = form{"true ou false", func(s string) (string, bool) { return s, s == "true" || s == "false" }}

	asCount = form{"un nombre entier, ou " + unknownFigure, func(s string) (string, bool) {
		n, err := strconv.ParseInt(s, 10, 64)
		return firstOf(s == unknownFigure, s, strconv.FormatInt(n, 10)), s == unknownFigure || err == nil
	}}
	asDate = form{"une date, 2024-06-22, ou " + noFigure, func(s string) (string, bool) {
		_, err := civil.Parse(s)
		return s, s == noFigure || err == nil
	}}
	asEuros = form{"un montant en euros, 10800 ou 10800.50, ou " + unknownFigure + ", ou " + noFigure, func(s string) (string, bool) {
		if s == unknownFigure || s == noFigure {
			return s, true
		}
		cents, ok := parseEuros(s)
		return strconv.FormatInt(cents, 10), ok
	}}
	asRatio = form{"une fraction, 0, 1 ou 102/116", func(s string) (string, bool) {
		above, below, divided := strings.Cut(s, "/")
		if !divided {
			below = "1"
		}
		n, err := strconv.ParseInt(above, 10, 64)
		d, err2 := strconv.ParseInt(below, 10, 64)
		if err != nil || err2 != nil || d <= 0 {
			return "", false
		}
		return ratioText(&contractv1.Ratio{Numerator: n, Denominator: d}), true
	}}

	asOutcome   = enumForm(eligibilityv1.Outcome(0))
	asVerdict   = enumForm(eligibilityv1.Verdict(0))
	asCertainty = enumForm(lawv1.Certainty(0))
	asBand      = enumForm(lawv1.Band(0))
	asOption    = enumForm(lawv1.Option(0))
	asState     = enumForm(contractv1.State(0))
	asDueState  = enumForm(paymentv1.DueState(0))
)

// enumForm accepts the names of an enum without their prefix: "MET" for OUTCOME_MET.
func enumForm(e protoreflect.Enum) form {
	var all []string
	for _, name := range enumNames(e.Descriptor()) {
		all = append(all, short(name, e.Descriptor()))
	}
	all = append(all, noFigure)
	return form{"l'un de " + strings.Join(all, ", "), func(s string) (string, bool) { return s, slices.Contains(all, s) }}
}

// code is an enum value's name without its prefix; "NONE" for the zero value.
func code(e protoreflect.Enum) string {
	if e.Number() == 0 {
		return noFigure
	}
	value := e.Descriptor().Values().ByNumber(e.Number())
	if value == nil {
		return strconv.Itoa(int(e.Number()))
	}
	return short(string(value.Name()), e.Descriptor())
}

// short takes the prefix off a value's name: what the name of the zero value has
// before "UNSPECIFIED".
func short(name string, ed protoreflect.EnumDescriptor) string {
	zero := ed.Values().ByNumber(0)
	return strings.TrimPrefix(name, strings.TrimSuffix(string(zero.Name()), "UNSPECIFIED"))
}

// The figures that a step may be compared on, path -> form; "*" stands for any name.
// A figure that stands here and nowhere in the story is a bug, and the reverse too.
var (
	refusal = map[string]form{"refused": asCode, "fields": asCode}

	assessmentFigures = with(refusal, map[string]form{
		"text":            asCode,
		"verdict":         asVerdict,
		"certainty":       asCertainty,
		"adapted":         asYes,
		"newly_installed": asYes,
		"criteria.*":      asOutcome,
		"gap.*":           asText,
		"questions":       asCode,
		"missing_cells":   asCode,

		"options.*.open":           asYes,
		"options.*.reasons":        asCode,
		"options.*.band":           asBand,
		"options.*.possible_bands": asBand,
		"options.*.years.*.start":  asDate,
		"options.*.years.*.euros":  asEuros,
		"options.*.years.*.least":  asEuros,
		"options.*.years.*.most":   asEuros,

		"options.*.objectives.*.start":            asCount,
		"options.*.objectives.*.rate_thousandths": asCount,
		"options.*.objectives.*.to_gain":          asCount,
		"options.*.objectives.*.target":           asCount,
		"options.*.bands.*.*.to_gain":             asCount,
	})
	contractFigures = with(refusal, map[string]form{
		"state":                    asState,
		"option":                   asOption,
		"option_reached":           asOption,
		"band":                     asBand,
		"possible_bands":           asBand,
		"certainty":                asCertainty,
		"adapted":                  asYes,
		"term":                     asDate,
		"ended_on":                 asDate,
		"days":                     asCount,
		"years.*.start":            asDate,
		"years.*.end":              asDate,
		"objectives.*.start":       asCount,
		"objectives.*.to_gain":     asCount,
		"objectives.*.target":      asCount,
		"objectives.*.declared":    asYes,
		"objectives.*.law_to_gain": asCount,
		"lapse":                    asDate,
		"before.ended_on":          asDate,
		"before.end_reason":        asCode,
	})
	measureFigures = with(refusal, map[string]form{
		"ratio":                 asRatio,
		"reached":               asYes,
		"state":                 asState,
		"replaces":              asCount,
		"indicators.*.seen":     asCount,
		"indicators.*.target":   asCount,
		"indicators.*.gained":   asCount,
		"indicators.*.short_by": asCount,
		"indicators.*.reached":  asYes,
	})
	duesFigures = with(refusal, map[string]form{
		"dues.*.*.due":     asDate,
		"dues.*.*.pay_by":  asDate,
		"dues.*.*.state":   asDueState,
		"dues.*.*.reason":  asCode,
		"dues.*.*.ceiling": asEuros,
		"dues.*.*.owed":    asEuros,
		"dues.*.*.posted":  asEuros,
		"assumptions":      asCount,
	})
	runFigures = with(refusal, map[string]form{
		"paid.*.*.euros":      asEuros,
		"paid.*.*.due":        asDate,
		"paid.*.*.pay_by":     asDate,
		"paid.*.*.same_id":    asYes,
		"paid.*.*.kept_back":  asEuros,
		"paid.*.*.to_bank":    asEuros,
		"left_out.*.*.reason": asCode,
		"left_out.*.*.euros":  asEuros,
		"lines":               asCount,
		"total":               asEuros,
	})
	playFigures = map[string]form{
		"payments":   asCount,
		"total_paid": asEuros,
	}
)

func with[V any](tables ...map[string]V) map[string]V {
	all := map[string]V{}
	for _, table := range tables {
		for path, f := range table {
			all[path] = f
		}
	}
	return all
}

// formOf finds the form of a path in a table.
func formOf(table map[string]form, path string) (form, bool) {
	if f, ok := table[path]; ok {
		return f, true
	}
	parts := strings.Split(path, ".")
	for pattern, f := range table {
		if matches(strings.Split(pattern, "."), parts) {
			return f, true
		}
	}
	return form{}, false
}

func matches(pattern, parts []string) bool {
	return slices.EqualFunc(pattern, parts, func(p, part string) bool { return p == part || p == "*" })
}

// expectations is what a dossier expects of one step, or of a whole play.
type expectations struct {
	line   int
	values map[string]*expectation
	says   []*expectation // parts of sentences
}

// expectation is one figure as the dossier writes it.
type expectation struct {
	line      int
	path      string
	written   string
	canonical string
	used      bool
}

// expectations reads the figures that a dossier expects: nested names, at their ends
// a figure or a list.
func (r *reader) expectations(n *yaml.Node, path string, table map[string]form) expectations {
	e := expectations{line: n.Line, values: map[string]*expectation{}}
	for _, f := range r.mapping(n, path) {
		if f.name == "says" {
			r.list(f.value, join(path, f.name), func(n *yaml.Node, path string) {
				part := r.text(n, path)
				e.says = append(e.says, &expectation{line: n.Line, path: path, written: part, canonical: plainSpaces(part)})
			})
			continue
		}
		r.figure(f, path, f.name, expecting{table: table, into: &e})
	}
	return e
}

// expecting is where figures are read to.
type expecting struct {
	table map[string]form
	into  *expectations
}

// figure reads one figure, or what is below a name.
func (r *reader) figure(f field, base, path string, x expecting) {
	if f.value.Kind == yaml.MappingNode {
		r.depth++
		defer func() { r.depth-- }()
		for _, below := range r.mapping(f.value, join(base, path)) {
			r.figure(below, base, join(path, below.name), x)
		}
		return
	}
	known, ok := formOf(x.table, path)
	if !ok {
		r.bad(f.key, join(base, path), "l'un de "+names(x.table)+", says")
		return
	}
	var written, canonical []string
	read := func(n *yaml.Node, at string) {
		c, ok := known.parse(n.Value)
		if n.Kind != yaml.ScalarNode || !ok {
			r.bad(n, at, known.wanted)
			return
		}
		written, canonical = append(written, n.Value), append(canonical, c)
	}
	if f.value.Kind == yaml.SequenceNode {
		r.list(f.value, join(base, path), read)
	} else {
		read(f.value, join(base, path))
	}
	x.into.values[path] = &expectation{
		line: f.value.Line, path: path, written: strings.Join(written, ", "), canonical: strings.Join(canonical, ", "),
	}
}

// parseEuros reads 10800, 10800.5 or 10800.50 into cents.
func parseEuros(s string) (cents int64, ok bool) {
	euros, fraction, _ := strings.Cut(s, ".")
	if euros == "" || len(fraction) > 2 || strings.HasSuffix(s, ".") {
		return 0, false
	}
	cents, err := strconv.ParseInt(euros+(fraction + "00")[:2], 10, 64)
	return cents, err == nil
}

// ratioText is a fraction in lowest terms, "1/2"; "0" and "1" for the whole numbers.
func ratioText(r *contractv1.Ratio) string {
	if r == nil {
		return noFigure
	}
	n, d := r.GetNumerator(), r.GetDenominator()
	a, b := n, d
	for b != 0 {
		a, b = b, a%b
	}
	if a < 0 {
		a = -a
	}
	if a > 1 {
		n, d = n/a, d/a
	}
	if d == 1 {
		return strconv.FormatInt(n, 10)
	}
	return fmt.Sprintf("%d/%d", n, d)
}

// plainSpaces turns the no-break spaces of French typography into plain ones.
func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

func firstOf(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
