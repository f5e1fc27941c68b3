package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"assistmed/services/internal/civil"
)

const months = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"

var (
	isoDate    = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
	frenchDate = regexp.MustCompile(`(\d{1,2})(?:er)? (` + months + `) (\d{4})`)
	number     = regexp.MustCompile(`\d+(?:[\x{00a0}\x{202f}]\d{3})*(?:[.,]\d+)?`)
	thousands  = regexp.MustCompile(`(\d) (\d{3})`)
)

// numbersIn finds the dates and the numbers of a text in canonical form: dates as
// ISO 8601, numbers without thousands marks and with a decimal point. It leaves out
// what is no figure: digits that belong to a word ("P30", "AM-24a"), and numbers of
// one digit, which count years, instalments and options (1/2 ETP).
func numbersIn(text string) []string {
	var found []string
	text = isoDate.ReplaceAllStringFunc(text, func(s string) string {
		found = append(found, s)
		return " "
	})
	text = frenchDate.ReplaceAllStringFunc(text, func(s string) string {
		parts := frenchDate.FindStringSubmatch(s)
		month := slices.Index(strings.Split(months, "|"), parts[2]) + 1
		found = append(found, isoOf(parts[3], month, parts[1]))
		return " "
	})
	for _, at := range number.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if inWord(text[:at[0]], before) || unicode.IsLetter(after) {
			continue
		}
		if n := canonicalNumber(text[at[0]:at[1]]); len(n) > 1 {
			found = append(found, n)
		}
	}
	return found
}

// inWord tells whether a number goes on a word: after a letter, or after a hyphen
// that follows one.
func inWord(head string, before rune) bool {
	if before == '-' {
		before, _ = utf8.DecodeLastRuneInString(strings.TrimSuffix(head, "-"))
	}
	return unicode.IsLetter(before)
}

func canonicalNumber(s string) string {
	s = strings.NewReplacer("\u00a0", "", "\u202f", "", ",", ".").Replace(s)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s = strings.TrimLeft(s, "0"); s == "" || strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	return s
}

func isoOf(year string, month int, day string) string {
	two := func(s string) string { return ("0" + s)[len(s)-1:] }
	return year + "-" + two(strconv.Itoa(month)) + "-" + two(day)
}

// numbersOf collects every number that a dossier writes down, whatever for.
func numbersOf(n *yaml.Node, into map[string]bool) {
	if n.Kind == yaml.ScalarNode {
		for _, text := range []string{n.Value, thousands.ReplaceAllString(n.Value, "$1\u00a0$2")} {
			for _, found := range numbersIn(text) {
				into[found] = true
			}
		}
		if d, err := civil.Parse(n.Value); err == nil {
			into[d.String()] = true
		}
	}
	for i, child := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			numbersOf(child, into)
		}
	}
}
