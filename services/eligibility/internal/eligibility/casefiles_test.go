package eligibility_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
	"assistmed/services/internal/law/lawtest"
)

const cases = "../../../internal/law/testdata/cases"

// answer is what must come out for a criterion, an option or the verdict. What a case
// does not name is not compared.
type answer struct {
	Is         string  // the outcome; of a verdict its name
	Seen       *string // of a criterion
	Wanted     *string
	Gap        *string
	Cell       string            // the cell that decides
	Asks       []string          // the facts and cells that would settle it, all of them
	Because    []string          // the reasons of an option, all of them
	Criteria   map[string]string // the outcomes of an option's own criteria: those of a second assistant
	Amounts    []string          // of the five years: whole euros, "11000–19000" where the bands differ, UNKNOWN
	Bands      []string          // the bands that remain
	Objectives map[string]string // by indicator, in the settled band: "+102 = 2161", "maintain 2000", "UNKNOWN" with its cell
}

// proves compares the answer to a criterion or an option, by its name, with what must
// come out.
func (want answer) proves(t *testing.T, s eligibility.Assessment, name string) {
	t.Helper()
	if o, err := optionNamed(name); err == nil {
		want.provesOption(t, s, option(t, s, o))
		return
	}
	c := criterion(t, s, name)
	compare(t, name+" is", c.Outcome.String(), want.Is)
	for what, pair := range map[string]struct {
		got  string
		want *string
	}{"seen": {c.Seen, want.Seen}, "wanted": {c.Wanted, want.Wanted}, "gap": {c.Gap, want.Gap}} {
		if pair.want != nil {
			compare(t, name+", "+what, pair.got, *pair.want)
		}
	}
	if want.Cell != "" {
		compare(t, name+" rests on", c.Cite.Cell, want.Cell)
	}
	want.provesAsked(t, s, name)
}

func (want answer) provesOption(t *testing.T, s eligibility.Assessment, o eligibility.OptionAnswer) {
	t.Helper()
	compare(t, "the option is", o.Outcome.String(), want.Is)
	compare(t, "the option is open", fmt.Sprint(o.Open), fmt.Sprint(want.Is == "MET"))
	if want.Because != nil {
		compare(t, "because", strings.Join(reasons(o), ", "), strings.Join(want.Because, ", "))
	}
	own := map[string]string{}
	for _, c := range o.Criteria {
		own[c.ID] = c.Outcome.String()
	}
	for id, outcome := range want.Criteria {
		compare(t, id+" is", own[id], outcome)
	}
	if want.Amounts != nil {
		compare(t, "the amounts", strings.Join(amounts(o), ", "), strings.Join(want.Amounts, ", "))
	}
	if want.Bands != nil {
		var bands []string
		for _, terms := range o.Possible {
			bands = append(bands, terms.Band.String())
		}
		if b, settled := o.Band.Get(); settled {
			bands = append(bands, b.String())
		}
		compare(t, "the bands", strings.Join(bands, ", "), strings.Join(want.Bands, ", "))
	}
	if want.Objectives != nil {
		got := map[string]string{}
		for _, one := range o.Objectives {
			got[one.Indicator.String()] = objective(one)
		}
		compare(t, "the objectives", fmt.Sprint(got), fmt.Sprint(want.Objectives))
	}
	want.provesAsked(t, s, "OPTION_"+o.Option.String())
}

func (want answer) provesAsked(t *testing.T, s eligibility.Assessment, settles string) {
	t.Helper()
	if want.Asks != nil {
		compare(t, settles+" asks", strings.Join(asked(s, settles), ", "), strings.Join(want.Asks, ", "))
	}
}

func compare(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s %q, wanted %q", what, got, want)
	}
}

var optionNamed = named(law.Options())

// amounts are the amounts of the five years in whole euros; a range where the bands
// differ; UNKNOWN, or NONE, where the cell says so.
func amounts(o eligibility.OptionAnswer) []string {
	var all []string
	for _, y := range o.Yearly {
		amount := y.Cite.Value
		if c, known := y.Ceiling.Get(); known {
			amount = fmt.Sprint(int64(c) / 100)
		} else if low, known := y.Lowest.Get(); known {
			high, _ := y.Highest.Get()
			amount = fmt.Sprintf("%d–%d", int64(low)/100, int64(high)/100)
		}
		all = append(all, amount)
	}
	return all
}

// objective is an objective as the tables of cases write it.
func objective(o eligibility.Objective) string {
	switch {
	case !o.Known:
		return o.Cite.Value + " " + o.Cite.Cell
	case o.Maintain:
		return fmt.Sprintf("maintain %d", o.Target)
	}
	return fmt.Sprintf("+%d = %d", o.ToGain, o.Target)
}

// daysOf are the days that a column stands for: those of a text, or itself.
func daysOf(signed map[string][]string, column string) []string {
	if days, ok := signed[column]; ok {
		return days
	}
	return []string{column}
}

func TestCasesOfCriteriaAndOptions(t *testing.T) {
	type group struct {
		Asked  string              // a criterion, an option, or "verdict"
		Signed map[string][]string // days of signature, by the column they belong to
		Rows   []struct {
			Name    string
			Base    string
			Given   given
			Columns map[string]answer `yaml:",inline"` // by text, or by day of signature
		}
	}
	l, bases := embedded(t), basesNamed(t)
	lawtest.Run(t, cases, "criteria", func(t *testing.T, g group) (all []lawtest.Case) {
		for _, row := range g.Rows {
			base, ok := bases[row.Base]
			if !ok {
				t.Fatalf("%s: there is no base %q", row.Name, row.Base)
			}
			if len(row.Columns) == 0 {
				t.Errorf("%s: nothing must come out", row.Name)
			}
			for column, want := range row.Columns {
				for _, signed := range daysOf(g.Signed, column) {
					all = append(all, lawtest.Case{
						Name: fmt.Sprintf("%s: %s, signed %s: %s", g.Asked, row.Name, signed, want.Is),
						Prove: func(t *testing.T) {
							s := assess(l, apply(t, signed, base, row.Given))
							if g.Asked == "verdict" {
								compare(t, "the verdict is", s.Verdict.String(), want.Is)
								return
							}
							want.proves(t, s, g.Asked)
						},
					})
				}
			}
		}
		return all
	})
}

func TestCasesOfSpecialties(t *testing.T) {
	type sheet struct {
		Signed   map[string][]string // days of signature, by text
		Meanings map[string][]struct {
			Name         string
			Given        given
			Specialty    answer
			ClinicalFees answer `yaml:"clinical_fees"`
		}
		Codes []struct {
			Code, Name string
			Texts      map[string]string `yaml:",inline"` // by text, the meaning for this specialty
		}
	}
	l, bases := embedded(t), basesNamed(t)
	lawtest.Run(t, cases, "specialties", func(t *testing.T, r sheet) (all []lawtest.Case) {
		listed := 0
		for _, specialty := range r.Codes {
			if s, ok := l.Specialty(specialty.Code); !ok || s.Name != specialty.Name {
				t.Errorf("code %s is %q in the law, %q in the table", specialty.Code, s.Name, specialty.Name)
			}
			listed++
			for text, meaning := range specialty.Texts {
				rows, ok := r.Meanings[meaning]
				if !ok {
					t.Fatalf("%s: %s is no meaning", specialty.Code, meaning)
				}
				for _, row := range rows {
					for _, signed := range r.Signed[text] {
						all = append(all, lawtest.Case{
							Name: fmt.Sprintf("%s %s, %s, %s, signed %s: specialty %s, clinical fees %s",
								specialty.Code, specialty.Name, text, row.Name, signed, row.Specialty.Is, row.ClinicalFees.Is),
							Prove: func(t *testing.T) {
								s := assess(l, apply(t, signed, bases[""], given{"doctor.specialty_code": specialty.Code}, row.Given))
								row.Specialty.proves(t, s, eligibility.Specialty)
								row.ClinicalFees.proves(t, s, eligibility.ClinicalFees)
							},
						})
					}
				}
			}
		}
		if cells, _ := l.Cells("reference"); listed != countOf(cells, "specialties.") {
			t.Errorf("%d specialties, the law knows %d", listed, countOf(cells, "specialties."))
		}
		return all
	})
}

// countOf is how many cells have a path that begins so.
func countOf(cells []law.Citation, prefix string) int {
	return len(slices.DeleteFunc(slices.Clone(cells), func(c law.Citation) bool { return !strings.HasPrefix(c.Cell, prefix) }))
}

func TestCasesThatArePublished(t *testing.T) {
	type row struct {
		Name    string
		Signed  string
		Given   given
		Text    string
		Verdict string
		Answers map[string]answer // by criterion and by option
	}
	l, bases := embedded(t), basesNamed(t)
	lawtest.Run(t, cases, "published", func(_ *testing.T, r row) []lawtest.Case {
		return []lawtest.Case{{Name: r.Name, Prove: func(t *testing.T) {
			s := assess(l, apply(t, r.Signed, bases[""], r.Given))
			compare(t, "the text is", s.TextID, r.Text)
			compare(t, "the verdict is", s.Verdict.String(), r.Verdict)
			for name, want := range r.Answers {
				want.proves(t, s, name)
			}
		}}}
	})
}
