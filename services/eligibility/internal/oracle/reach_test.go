package oracle_test

import (
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

func TestTheDrawsKnowEverySpecialtyOfTheLaw(t *testing.T) {
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	cells, _ := l.Cells("reference")
	for _, c := range cells {
		if code, ok := strings.CutPrefix(c.Cell, "specialties."); ok {
			codes = append(codes, strings.Trim(code, `"`))
		}
	}
	slices.Sort(codes)
	if !slices.Equal(codes, specialties[:]) {
		t.Errorf("the law has %v, the draws %v", codes, specialties)
	}
}

// An agreement on answers that no draw asks for would prove nothing.
func TestTheDrawsReachEveryAnswerAndEveryAmount(t *testing.T) {
	always, never := []outcome{met, notMet, waived, cannotTell}, []outcome{notRequired}
	asked := append(always, notRequired)
	later := [9][]outcome{{met}, always, {met, notMet, waived}, asked, always, never, never, never, asked}
	wanted := map[string][9][]outcome{
		avenant7:          {{met}, always, {met, waived, cannotTell}, never, always, always, always, always, asked},
		reglementArbitral: later,
		convention2024:    later,
	}
	type said struct {
		text      string
		criterion int
		outcome   outcome
	}
	type row struct {
		option, year, band int
		after              bool
	}
	answers, verdicts, rows, codes := map[said]bool{}, map[said]bool{}, map[row]bool{}, map[string]bool{}
	var options [5][5]bool
	for i := range uint64(20_000) {
		f := draw(*seed, i)
		a := assess(f)
		codes[a.text+f.specialty] = true
		verdicts[said{text: a.text, criterion: a.verdict}] = true
		for c, o := range a.criteria {
			answers[said{a.text, c, o}] = true
		}
		for o := third; o <= two; o++ {
			options[o][a.options[o].outcome] = true
			for n, y := range a.options[o].years {
				if y.start != 0 {
					rows[row{o, min(n+1, 3), f.band, y.start >= 20240622}] = true
				}
			}
		}
	}
	t.Logf("seed %d", *seed)
	for text, criteria := range wanted {
		for c, outcomes := range criteria {
			for _, o := range outcomes {
				if !answers[said{text, c, o}] {
					t.Errorf("no draw under %s has outcome %d of %s", text, o, criterionIDs[c])
				}
			}
		}
		for verdict := eligible; verdict <= undetermined; verdict++ {
			if !verdicts[said{text: text, criterion: verdict}] {
				t.Errorf("no draw under %s has verdict %d", text, verdict)
			}
		}
		for _, code := range specialties {
			if !codes[text+code] {
				t.Errorf("no draw under %s has specialty %s", text, code)
			}
		}
	}
	if !answers[said{"", textInForce, notMet}] {
		t.Error("no draw is signed before the first text")
	}
	for o := third; o <= two; o++ {
		if !options[o][met] || !options[o][notMet] || !options[o][cannotTell] && o >= full {
			t.Errorf("not every outcome of option %d is drawn", o)
		}
		for year := 1; year <= 3; year++ {
			for band := belowP30; band <= p95up; band++ {
				for _, after := range []bool{false, true} {
					// No contract of 1/3 ETP is new enough to begin its first two years under the new amounts.
					// A second assistant has no contract under the old ones.
					never := o == third && year < 3 && after || o > full && !after
					if rows[row{o, year, band, after}] == never {
						t.Errorf("option %d, year %d, band %d, new amounts %v: reached %v", o, year, band, after, never)
					}
				}
			}
		}
	}
}
