package law_test

import (
	"fmt"
	"strings"
	"testing"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// shows is an amount as the tables of cases write it: whole euros, NONE or UNKNOWN.
func shows(a law.Amount) string {
	switch {
	case a.Known && !a.None:
		return fmt.Sprint(int64(a.Cents) / 100)
	case a.None && !a.Known && a.Cents == 0:
		return "NONE"
	case !a.Known && !a.None && a.Cents == 0:
		return "UNKNOWN"
	}
	return fmt.Sprintf("%+v", a)
}

func TestEveryOptionYearAndBandStandsExactlyOnceInEachSchedule(t *testing.T) {
	l := embedded(t)
	bands := map[string][]string{
		"below_p90":     {"BELOW_P30", "P30_P50", "P50_P70", "P70_P90"},
		"below_p95":     {"BELOW_P30", "P30_P50", "P50_P70", "P70_P90", "P90_P95"},
		"p90_p95":       {"P90_P95"},
		"p95_and_above": {"P95_AND_ABOVE"},
	}
	for _, id := range []string{avenant7, convention2024} {
		count := map[string]int{}
		cells, _ := l.Cells(id)
		for _, c := range cells {
			keys := strings.Split(c.Cell, ".")
			if keys[0] != "amounts" || len(keys) != 4 {
				continue
			}
			for _, b := range bands[keys[3]] {
				count[keys[1]+" "+keys[2]+" "+b]++
			}
		}
		for _, o := range law.Options() {
			for _, year := range []string{"year_1", "year_2", "year_3_and_after"} {
				for _, b := range law.Bands() {
					row := strings.ToLower(o.String()) + " " + year + " " + b.String()
					if count[row] != 1 {
						t.Errorf("%s has %d amounts for %s", id, count[row], row)
					}
					delete(count, row)
				}
			}
		}
		if len(count) > 0 {
			t.Errorf("%s has amounts that no row of the law has: %v", id, count)
		}
	}
}

func TestAnAmountCitesItsCellAndItsSchedule(t *testing.T) {
	l := embedded(t)
	inside := l.Ceiling(law.Full, 4, law.P90ToP95, day("2025-01-01"))
	if inside.Cents != 2_600_000 || inside.Cite.Cell != "amounts.full.year_3_and_after.p90_p95" || inside.Cite.TextID != convention2024 ||
		inside.Cite.Value != "26000 EUR" || inside.Cite.Source != "AM-24a" || inside.Cite.URL == "" || inside.Cite.Certainty != law.OfficialSummary {
		t.Errorf("the amount is %+v", inside)
	}
	if got := paths(inside.Also); len(got) != 1 || got[0] != "amounts.in_force" {
		t.Errorf("it also cites %v", got)
	}
	third := l.Ceiling(law.Third, 1, law.P30ToP50, day("2020-01-01"))
	if third.Cite.Certainty != law.OfficialText || third.Cite.TextID != avenant7 {
		t.Errorf("1/3 ETP under avenant 7 is cited as %+v", third.Cite)
	}
}

func TestOnlyOnTheBoundaryDayDoesAnAmountRestOnOurReadingOfIt(t *testing.T) {
	l := embedded(t)
	for start, want := range map[string]law.Certainty{
		"2019-09-01": law.OfficialSummary, // the first schedule has no boundary before it
		"2024-06-21": law.OfficialSummary,
		"2024-06-22": law.Derived,
		"2024-06-23": law.OfficialSummary,
	} {
		a := l.Ceiling(law.Half, 2, law.P30ToP50, day(start))
		weakest := a.Cite.Certainty
		for _, c := range a.Also {
			weakest = law.Weakest(weakest, c.Certainty)
		}
		if weakest != want {
			t.Errorf("a year that starts on %s has an amount that is %s, wanted %s", start, weakest, want)
		}
	}
}

func TestWhatNoScheduleHasIsNoAmountAndNeverTheFirstRow(t *testing.T) {
	l := embedded(t)
	for name, a := range map[string]law.Amount{
		"before the first schedule": l.Ceiling(law.Full, 1, law.P30ToP50, day("2019-08-31")),
		"contract year 0":           l.Ceiling(law.Full, 0, law.P30ToP50, day("2025-01-01")),
		"no option":                 l.Ceiling(0, 1, law.P30ToP50, day("2025-01-01")),
		"an option beyond the last": l.Ceiling(9, 1, law.P30ToP50, day("2025-01-01")),
		"no band":                   l.Ceiling(law.Full, 1, 0, day("2025-01-01")),
		"a band beyond the last":    l.Ceiling(law.Full, 1, 9, day("2025-01-01")),
	} {
		if a.Known || !a.None || a.Cents != 0 || a.Cite.Cell != "amounts.in_force" {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestAnAmountInCentsIsAHundredTimesTheEurosOfTheText(t *testing.T) {
	if got := embedded(t).Ceiling(law.Third, 3, law.P90ToP95, day("2024-06-22")).Cents; got != money.Cents(876_700) {
		t.Errorf("8 767 € are %d cents", int64(got))
	}
}
