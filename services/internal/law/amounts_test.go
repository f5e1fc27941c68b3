package law_test

import (
	"fmt"
	"strings"
	"testing"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

const (
	none    = -1 // the law has no such amount
	unknown = -2 // nobody could find it
)

// official is the table of amounts as the Assurance Maladie gives it, in euros: for
// each option the rows below P90, P90–P95, P95 and above; in a row the years 1, 2, 3.
var official = []struct {
	option law.Option
	start  string // of the contract year
	rows   [3][3]int
}{
	{law.Third, "2019-09-01", [3][3]int{{12_000, 9_000, 7_000}, {12_000, 9_000, 8_350}, {12_000, 12_000, 12_000}}},
	{law.Third, "2024-06-22", [3][3]int{{none, 9_450, 7_350}, {none, 9_450, 8_767}, {12_600, 12_600, 12_600}}},
	{law.Half, "2019-09-01", [3][3]int{{18_000, 13_500, 10_500}, {18_000, 13_500, 12_500}, {18_000, 18_000, 18_000}}},
	{law.Half, "2024-06-22", [3][3]int{{19_000, 14_000, 11_000}, {19_000, 14_000, 13_000}, {19_000, 19_000, 19_000}}},
	{law.Full, "2019-09-01", [3][3]int{{36_000, 27_000, 21_000}, {36_000, 27_000, 25_000}, {36_000, 36_000, 36_000}}},
	{law.Full, "2024-06-22", [3][3]int{{38_000, 28_000, 22_000}, {38_000, 28_000, 26_000}, {38_000, 38_000, 38_000}}},
	{law.OneAndHalf, "2019-09-01", [3][3]int{{none, none, none}, {none, none, none}, {none, none, none}}},
	{law.OneAndHalf, "2024-06-22", [3][3]int{{unknown, unknown, unknown}, {unknown, unknown, unknown}, {unknown, unknown, unknown}}},
	{law.Two, "2019-09-01", [3][3]int{{none, none, none}, {none, none, none}, {none, none, none}}},
	{law.Two, "2024-06-22", [3][3]int{{unknown, unknown, unknown}, {unknown, unknown, unknown}, {unknown, unknown, unknown}}},
}

// rowOf is the official row of a band.
func rowOf(b law.Band) int {
	switch b {
	case law.P95AndAbove:
		return 2
	case law.P90ToP95:
		return 1
	}
	return 0
}

func TestEveryAmountIsTheOneOfTheOfficialTableOnBothClocks(t *testing.T) {
	l := embedded(t)
	// The first day of each schedule, a day inside, and the last of the older one.
	days := map[string][]string{
		"2019-09-01": {"2019-09-01", "2021-02-28", "2023-04-30", "2023-05-01", "2024-06-21"},
		"2024-06-22": {"2024-06-22", "2024-06-23", "2029-06-22"},
	}
	for _, table := range official {
		for _, band := range law.Bands() {
			for year := 1; year <= 7; year++ {
				want := table.rows[rowOf(band)][min(year, 3)-1]
				for _, start := range days[table.start] {
					got := l.Ceiling(table.option, year, band, day(start))
					if s := shows(got); s != fmt.Sprint(want) {
						t.Errorf("%s, year %d starting on %s, %s: %s, wanted %d", table.option, year, start, band, s, want)
					}
				}
			}
		}
	}
}

// shows is an amount as the official table writes it.
func shows(a law.Amount) string {
	switch {
	case a.Known && !a.None:
		return fmt.Sprint(int64(a.Cents) / 100)
	case a.None && !a.Known && a.Cents == 0:
		return fmt.Sprint(none)
	case !a.Known && !a.None && a.Cents == 0:
		return fmt.Sprint(unknown)
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
