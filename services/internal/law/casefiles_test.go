package law_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"assistmed/services/internal/law"
	"assistmed/services/internal/law/lawtest"
	"assistmed/services/internal/money"
)

const cases = "testdata/cases"

// kinds are the tables of cases; the last ones are run by the tests of eligibility.
var kinds = []string{
	"texts", "options", "amounts", "contracts", "years", "bands", "objectives", "attainment", "entitlements", "instalments",
	"bases", "criteria", "specialties", "published",
}

func TestTheCasesAreManyAndEachFileNamesItsSourcesAndIsRun(t *testing.T) {
	var known struct{ Sources map[string]yaml.Node }
	data, err := os.ReadFile("reference/sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &known); err != nil {
		t.Fatal(err)
	}
	total := 0
	for file, head := range lawtest.Heads(t, cases) {
		t.Logf("%5d %s", head.Cases, file)
		total += head.Cases
		if !slices.Contains(kinds, head.Kind) {
			t.Errorf("%s is of the kind %q, which no test runs; wanted one of %v", file, head.Kind, kinds)
		}
		if head.About.FR == "" || head.About.EN == "" || len(head.Source) == 0 {
			t.Errorf("%s does not say what it is about, in both languages, and by which sources", file)
		}
		for _, key := range head.Source {
			if _, ok := known.Sources[key]; !ok {
				t.Errorf("%s: source %q is not in reference/sources.yaml", file, key)
			}
		}
	}
	t.Logf("%5d in all", total)
	if total < 2000 {
		t.Errorf("there are %d cases, wanted 2000", total)
	}
}

// named is the word of the law's vocabulary with this name.
func named[E fmt.Stringer](t *testing.T, words []E, name string) E {
	t.Helper()
	at := slices.IndexFunc(words, func(word E) bool { return word.String() == name })
	if at < 0 {
		t.Fatalf("%q is none of %v", name, words)
	}
	return words[at]
}

// names are the names of words of the vocabulary.
func names[E fmt.Stringer](words []E) []string {
	all := make([]string, 0, len(words))
	for _, word := range words {
		all = append(all, word.String())
	}
	return all
}

// spaced is a number as the published pages write it.
func spaced(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return spaced(n/1000) + fmt.Sprintf(" %03d", n%1000)
}

// euros is an amount as a name says it.
func euros(amount string) string {
	if n, err := strconv.Atoi(amount); err == nil {
		return spaced(n) + " €"
	}
	return amount
}

func TestCasesOfTheTextInForce(t *testing.T) {
	type row struct {
		Text string // NONE before the first
		Days []string
	}
	l := embedded(t)
	lawtest.Run(t, cases, "texts", func(_ *testing.T, r row) (all []lawtest.Case) {
		for _, signed := range r.Days {
			all = append(all, lawtest.Case{Name: "a contract signed on " + signed + " is governed by " + r.Text, Prove: func(t *testing.T) {
				got := "NONE"
				if text, ok := l.TextOn(day(signed)); ok {
					got = text.ID
				}
				if got != r.Text {
					t.Errorf("it is governed by %s", got)
				}
			}})
		}
		return all
	})
}

func TestCasesOfOptions(t *testing.T) {
	type row struct {
		Text    string
		Open    map[string]string // by option: how the text opens it, with its zones
		Reached map[int]string    // by weekly minutes: the largest option they reach
	}
	l := embedded(t)
	lawtest.Run(t, cases, "options", func(t *testing.T, r row) (all []lawtest.Case) {
		text := textOf(t, l, r.Text)
		for name, want := range r.Open {
			rule := text.Option(named(t, law.Options(), name))
			all = append(all, lawtest.Case{Name: fmt.Sprintf("%s opens %s: %s", r.Text, name, want), Prove: func(t *testing.T) {
				got, _ := rule.Open.Value()
				if zones, known := rule.Zones.Value(); known {
					got += " in " + strings.Join(names(zones), ", ")
				}
				if got != want {
					t.Errorf("it is %s", got)
				}
			}})
		}
		for minutes, want := range r.Reached {
			all = append(all, lawtest.Case{Name: fmt.Sprintf("%s, %d minutes a week reach %s", r.Text, minutes, want), Prove: func(t *testing.T) {
				got, ok, _ := l.OptionReached(text, minutes)
				if name := got.String(); ok != (want != "NONE") || ok && name != want {
					t.Errorf("they reach %s, %t", name, ok)
				}
			}})
		}
		return all
	})
}

func TestCasesOfTheAmountTable(t *testing.T) {
	type row struct {
		Starts  map[string][]string // days on which a contract year starts, by the column they belong to
		Amounts []struct {
			Option  string
			Years   []int
			Bands   []string
			Columns map[string]string `yaml:",inline"` // whole euros, NONE or UNKNOWN
		}
	}
	l := embedded(t)
	lawtest.Run(t, cases, "amounts", func(t *testing.T, r row) (all []lawtest.Case) {
		for _, line := range r.Amounts {
			option := named(t, law.Options(), line.Option)
			for _, year := range line.Years {
				for _, name := range line.Bands {
					band := named(t, law.Bands(), name)
					for column, want := range line.Columns {
						for _, start := range r.Starts[column] {
							all = append(all, lawtest.Case{
								Name: fmt.Sprintf("%s, year %d, %s, the year starts %s: %s", option.Name().EN, year, band.Name().EN, start, euros(want)),
								Prove: func(t *testing.T) {
									if got := shows(l.Ceiling(option, year, band, day(start))); got != want {
										t.Errorf("it is %s", got)
									}
								},
							})
						}
						if len(r.Starts[column]) == 0 {
							t.Errorf("no day belongs to the column %q", column)
						}
					}
				}
			}
		}
		return all
	})
}

func TestCasesOfTheAmountsOfWholeContracts(t *testing.T) {
	type row struct {
		Option string
		Signed string
		Bands  map[string][]string // of the five years; below_p90 stands for the four bands below
	}
	l := embedded(t)
	lawtest.Run(t, cases, "contracts", func(t *testing.T, r row) (all []lawtest.Case) {
		option := named(t, law.Options(), r.Option)
		text, ok := l.TextOn(day(r.Signed))
		if !ok {
			t.Fatalf("no text on %s", r.Signed)
		}
		for name, want := range r.Bands {
			bands := law.Bands()[:law.P70ToP90]
			if name != "BELOW_P90" {
				bands = []law.Band{named(t, law.Bands(), name)}
			}
			for _, band := range bands {
				all = append(all, lawtest.Case{
					Name: fmt.Sprintf("%s, signed %s, %s: %s", option.Name().EN, r.Signed, band.Name().EN, strings.Join(want, ", ")),
					Prove: func(t *testing.T) {
						got := make([]string, 0, len(want))
						for _, y := range l.Years(text, day(r.Signed), nil) {
							got = append(got, shows(l.Ceiling(option, y.Number, band, y.Start)))
						}
						if !slices.Equal(got, want) {
							t.Errorf("the years give %v", got)
						}
					},
				})
			}
		}
		return all
	})
}

func TestCasesOfContractYears(t *testing.T) {
	type row struct {
		Name   string
		Signed string
		Pauses []string // "from until", the day back excluded; "from" while it runs
		Years  []string // "first-day last-day", ? where a running pause hides it
		Days   []int    // of each year, pauses left out
	}
	l := embedded(t)
	lawtest.Run(t, cases, "years", func(t *testing.T, r row) []lawtest.Case {
		text, ok := l.TextOn(day(r.Signed))
		if !ok {
			t.Fatalf("no text on %s", r.Signed)
		}
		var pauses []law.Pause
		for _, p := range r.Pauses {
			pauses = append(pauses, pause(p))
		}
		years := l.Years(text, day(r.Signed), pauses)
		if len(years) != len(r.Years) {
			t.Fatalf("signed on %s: %d years, wanted %d", r.Signed, len(years), len(r.Years))
		}
		var all []lawtest.Case
		for i, want := range r.Years {
			name := fmt.Sprintf("%s, signed %s: year %d is %s", r.Name, r.Signed, i+1, want)
			all = append(all, lawtest.Case{Name: name, Prove: func(t *testing.T) {
				if got := written(years[i]); got != want || years[i].Number != i+1 || years[i].Open == strings.Contains(want, "?") {
					t.Errorf("year %d is %s, open %t", years[i].Number, got, years[i].Open)
				}
				if r.Days != nil && years[i].Days != r.Days[i] {
					t.Errorf("it has %d days, wanted %d", years[i].Days, r.Days[i])
				}
			}})
		}
		return all
	})
}

func TestCasesOfBands(t *testing.T) {
	type row struct {
		Text, Group, Indicator string
		Patients               map[int][]string // the bands that the known percentiles leave possible
	}
	l := embedded(t)
	lawtest.Run(t, cases, "bands", func(t *testing.T, r row) (all []lawtest.Case) {
		text, indicator := textOf(t, l, r.Text), named(t, law.Indicators(), r.Indicator)
		for n, want := range r.Patients {
			name := fmt.Sprintf("%s, %s, %s patients (%s): %s", r.Text, r.Group, spaced(n), indicator.Name().EN, strings.Join(want, " or "))
			all = append(all, lawtest.Case{Name: name, Prove: func(t *testing.T) {
				bands, _ := l.PossibleBands(text, law.Group(r.Group), indicator, n)
				if got := names(bands); !slices.Equal(got, want) {
					t.Errorf("the bands are %v", got)
				}
			}})
		}
		return all
	})
}

// objective is an objective as the tables write it: "+102 = 2161", "maintain 2000",
// "UNKNOWN" with the cell that is missing.
func objective(o law.Objective) string {
	switch {
	case !o.Known:
		return o.Cite.Value + " " + o.Cite.Cell
	case o.Maintain && o.ToGain == 0:
		return fmt.Sprintf("maintain %d", o.Target)
	}
	return fmt.Sprintf("+%d = %d", o.ToGain, o.Target)
}

func TestCasesOfObjectives(t *testing.T) {
	type row struct {
		Text, Group    string
		Option, Band   string
		NewlyInstalled bool           `yaml:"newly_installed"`
		Rate           string         // as the text writes it; NONE for the newly installed
		Indicators     []string       // each one gives the cases below
		Starts         map[int]string // the objective from this starting level
	}
	l := embedded(t)
	lawtest.Run(t, cases, "objectives", func(t *testing.T, r row) (all []lawtest.Case) {
		text := textOf(t, l, r.Text)
		for _, indicator := range r.Indicators {
			for start, want := range r.Starts {
				q := law.ObjectiveQuery{
					Option: named(t, law.Options(), r.Option), Band: named(t, law.Bands(), r.Band), Group: law.Group(r.Group),
					Indicator: named(t, law.Indicators(), indicator), Start: law.Start{Count: start, Known: true}, NewlyInstalled: r.NewlyInstalled,
				}
				who := r.Group
				if r.NewlyInstalled {
					who += " newly installed"
				}
				name := fmt.Sprintf("%s, %s, %s, %s, rate %s, %s patients (%s): %s",
					r.Text, who, q.Option.Name().EN, q.Band.Name().EN, r.Rate, spaced(start), q.Indicator.Name().EN, want)
				all = append(all, lawtest.Case{Name: name, Prove: func(t *testing.T) {
					got := l.Objective(text, q)
					if objective(got) != want || got.Start != q.Start {
						t.Errorf("it is %s from %v", objective(got), got.Start)
					}
					if rated := got.Rate.Known; rated != (r.Rate != "UNKNOWN" && r.Rate != "NONE") || rated && got.Cite.Value != r.Rate {
						t.Errorf("the rate is known %t, %s", rated, got.Cite.Value)
					}
				}})
			}
		}
		return all
	})
}

func TestCasesOfAttainment(t *testing.T) {
	type row struct {
		Name     string
		Goals    map[string][2]int // by indicator: start, to gain (0: to maintain)
		Measured map[string]int
		Gained   map[string]int
		Short    map[string]int    // patients missing
		Ratio    map[string]string // by form, BOTH or EITHER: "1/2", "1", or UNKNOWN
	}
	texts := map[string][]string{"BOTH": {avenant7}, "EITHER": {reglementArbitral, convention2024}}
	l := embedded(t)
	lawtest.Run(t, cases, "attainment", func(t *testing.T, r row) (all []lawtest.Case) {
		var goals []law.Goal
		var counts []law.Count
		for _, indicator := range law.Indicators() {
			if g, ok := r.Goals[indicator.String()]; ok {
				goals = append(goals, law.Goal{Indicator: indicator, Start: g[0], ToGain: g[1]})
			}
			if n, ok := r.Measured[indicator.String()]; ok {
				counts = append(counts, law.Count{Indicator: indicator, Patients: n})
			}
		}
		for form, want := range r.Ratio {
			for _, id := range texts[form] {
				all = append(all, lawtest.Case{Name: fmt.Sprintf("%s, %s (%s): %s", r.Name, id, form, want), Prove: func(t *testing.T) {
					a := l.Attain(textOf(t, l, id), goals, counts)
					if got := ratio(a); got != want || a.Form != form || a.Reached != (want == "1") {
						t.Errorf("%s: %s, reached %t", a.Form, got, a.Reached)
					}
					for _, one := range a.Each {
						if n, told := r.Gained[one.Indicator.String()]; told && one.Gained != n {
							t.Errorf("%s: gained %d, wanted %d", one.Indicator, one.Gained, n)
						}
						if n, told := r.Short[one.Indicator.String()]; told && (one.ShortBy != n || one.Reached != (n == 0)) {
							t.Errorf("%s: short by %d, reached %t, wanted %d", one.Indicator, one.ShortBy, one.Reached, n)
						}
					}
				}})
			}
			if len(texts[form]) == 0 {
				t.Errorf("%s: %q is no form", r.Name, form)
			}
		}
		return all
	})
}

// ratio is how far the objectives are reached, as the tables write it.
func ratio(a law.Attainment) string {
	switch {
	case !a.Known:
		return "UNKNOWN"
	case a.Ratio.Den == 1:
		return fmt.Sprint(a.Ratio.Num)
	}
	return fmt.Sprintf("%d/%d", a.Ratio.Num, a.Ratio.Den)
}

func TestCasesOfEntitlements(t *testing.T) {
	type row struct {
		Ceiling int            // whole euros
		ToGain  int            `yaml:"to_gain"`
		Owed    map[int]string // by patients gained: euros and cents
	}
	const start = 1000
	l := embedded(t)
	lawtest.Run(t, cases, "entitlements", func(_ *testing.T, r row) (all []lawtest.Case) {
		for gained, want := range r.Owed {
			name := fmt.Sprintf("%s €, %d of %d patients gained: %s €", spaced(r.Ceiling), gained, r.ToGain, want)
			all = append(all, lawtest.Case{Name: name, Prove: func(t *testing.T) {
				for _, id := range []string{avenant7, reglementArbitral, convention2024} {
					text := textOf(t, l, id)
					if how, _ := text.Rules.Rounding.Value(); how != "NEAREST_CENT_HALF_UP" {
						t.Errorf("%s rounds %s", text.ID, how)
					}
					a := l.Attain(text, []law.Goal{{Indicator: mt, Start: start, ToGain: r.ToGain}}, []law.Count{{Indicator: mt, Patients: start + gained}})
					owed := money.Cents(r.Ceiling * 100).Times(a.Ratio)
					if got := fmt.Sprintf("%d.%02d", owed/100, owed%100); got != want {
						t.Errorf("%s: owed %s", text.ID, got)
					}
				}
			}})
		}
		return all
	})
}

func TestCasesOfInstalments(t *testing.T) {
	type row struct {
		Text  string
		Years []int
		Paid  []string      // each instalment in words
		Parts map[int][]int // of a year's amount: what each instalment is, in whole euros
	}
	l := embedded(t)
	lawtest.Run(t, cases, "instalments", func(t *testing.T, r row) (all []lawtest.Case) {
		text := textOf(t, l, r.Text)
		for _, year := range r.Years {
			all = append(all, lawtest.Case{
				Name: fmt.Sprintf("%s, year %d is paid: %s", r.Text, year, strings.Join(r.Paid, ", then ")),
				Prove: func(t *testing.T) {
					var got []string
					for _, i := range text.Calendar(year) {
						got = append(got, inWords(i))
					}
					if !slices.Equal(got, r.Paid) {
						t.Errorf("it is paid %q", got)
					}
				},
			})
			for amount, want := range r.Parts {
				all = append(all, lawtest.Case{Name: fmt.Sprintf("%s, year %d, of %s €: %v", r.Text, year, spaced(amount), want), Prove: func(t *testing.T) {
					var got []int
					for _, i := range text.Calendar(year) {
						share, _ := i.ShareBP.Value()
						got = append(got, int(money.Cents(amount*100).Times(money.Ratio{Num: int64(share), Den: 10000})/100))
					}
					if !slices.Equal(got, want) {
						t.Errorf("the parts are %v", got)
					}
				}})
			}
		}
		return all
	})
}

// inWords is an instalment as the tables write it.
func inWords(i law.Instalment) string {
	share := i.ShareBP.Cite().Value
	s := fmt.Sprintf("%s at %s, %s", share, i.When, i.Basis)
	if n, ok := i.PayWithinDays.Value(); ok {
		s += fmt.Sprintf(", within %d days", n)
	}
	if n, ok := i.PayWithinMonths.Value(); ok {
		s += fmt.Sprintf(", within %d month", n)
	}
	return s
}
