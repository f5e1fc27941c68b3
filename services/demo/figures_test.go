package main

import (
	"slices"
	"strings"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
)

func TestNumbersAreFoundInSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		wanted     []string
	}{
		{"an amount", "36\u00a0000,00\u00a0€ payés", []string{"36000"}},
		{"cents", "12,50 €, puis 0,05 €", []string{"12.5", "0.05"}},
		{"dates in both writings", "du 1er mai 2023 au 2024-06-22", []string{"2024-06-22", "2023-05-01"}},
		{"a percentage", "31,2\u00a0% de l'objectif", []string{"31.2"}},
		{"a fraction", "102/116", []string{"102", "116"}},
		{"what belongs to a word", "P30, AM-24a, convention-2024, 30e percentile", nil},
		{"numbers of one digit", "1/2 ETP, année 3, 0 versement", nil},
		{"a span of years", "2024-2029", []string{"2024", "2029"}},
		{"nothing", "rien n'est dû", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := numbersIn(c.text); !slices.Equal(got, c.wanted) {
				t.Errorf("%q holds %q, want %q", c.text, got, c.wanted)
			}
		})
	}
}

func TestAFigureHasOneCanonicalWriting(t *testing.T) {
	for _, c := range []struct {
		name    string
		form    form
		written string
		wanted  string // empty: refused
	}{
		{"euros", asEuros, "10800", "1080000"},
		{"euros and cents", asEuros, "10800.5", "1080050"},
		{"an overpayment", asEuros, "-0.05", "-5"},
		{"an unknown amount", asEuros, "UNKNOWN", "UNKNOWN"},
		{"three decimals", asEuros, "1.005", ""},
		{"no euros", asEuros, ".5", ""},
		{"a French amount", asEuros, "1,5", ""},
		{"a ratio in lowest terms", asRatio, "50/100", "1/2"},
		{"a whole ratio", asRatio, "1", "1"},
		{"nothing over nothing", asRatio, "0/0", ""},
		{"a count", asCount, "007", "7"},
		{"half a patient", asCount, "0.5", ""},
		{"a day", asDate, "2024-02-29", "2024-02-29"},
		{"no day", asDate, "2023-02-29", ""},
		{"an outcome", asOutcome, "NOT_MET", "NOT_MET"},
		{"an outcome with its prefix", asOutcome, "OUTCOME_MET", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := c.form.parse(c.written)
			if ok != (c.wanted != "") || ok && got != c.wanted {
				t.Errorf("%q is %q, %v; want %q", c.written, got, ok, c.wanted)
			}
		})
	}
}

func TestNoTwoFormsClaimTheSamePath(t *testing.T) {
	for kind, k := range kinds() {
		paths := sortedKeys(k.figures)
		for i, one := range paths {
			for _, other := range paths[i+1:] {
				if matches(strings.Split(one, "."), strings.Split(other, ".")) || matches(strings.Split(other, "."), strings.Split(one, ".")) {
					t.Errorf("%s: %s and %s", kind, one, other)
				}
			}
		}
	}
}

func TestACodeIsAnEnumValueWithoutItsPrefix(t *testing.T) {
	for got, wanted := range map[string]string{
		code(contractv1.State_STATE_SIGNED_BY_FUND): "SIGNED_BY_FUND",
		code(contractv1.State_STATE_UNSPECIFIED):    "NONE",
		code(contractv1.State(99)):                  "99",
	} {
		if got != wanted {
			t.Errorf("%s, want %s", got, wanted)
		}
	}
}
