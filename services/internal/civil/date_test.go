package civil_test

import (
	"strings"
	"testing"

	"assistmed/services/internal/civil"

	"pgregory.net/rapid"
)

var day = civil.MustParse

func TestAStringThatIsNoDayIsRefusedWithTheValueSeenAndTheValueWanted(t *testing.T) {
	for name, s := range map[string]string{
		"31 February":              "2024-02-31",
		"29 February, common":      "2023-02-29",
		"29 February, 2100":        "2100-02-29",
		"31 April":                 "2024-04-31",
		"month 13":                 "2024-13-01",
		"month 0":                  "2024-00-10",
		"day 0":                    "2024-01-00",
		"too early":                "1899-12-31",
		"too late":                 "2200-01-01",
		"empty":                    "",
		"day first":                "22-06-2024",
		"slashes":                  "2024/06/22",
		"one digit":                "2024-6-22",
		"with an hour":             "2024-06-22T00:00:00Z",
		"with a space":             " 2024-06-2",
		"a sign for a digit":       "+024-06-22",
		"digits of another script": "２024-06",
	} {
		t.Run(name, func(t *testing.T) {
			d, err := civil.Parse(s)
			if err == nil {
				t.Fatalf("Parse(%q) = %v, wanted an error", s, d)
			}
			for _, want := range []string{s, "2024-06-22", "1900-01-01"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error %q does not say %q", err, want)
				}
			}
			if !d.IsZero() {
				t.Errorf("Parse(%q) gave %v beside its error", s, d)
			}
		})
	}
}

func TestADateIsReadAndWrittenBack(t *testing.T) {
	for _, s := range []string{"1900-01-01", "2024-02-29", "2000-02-29", "2024-06-22", "2199-12-31"} {
		d, err := civil.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		if d.String() != s {
			t.Errorf("Parse(%q).String() = %q", s, d)
		}
	}
}

func TestNewRefusesWhatParseRefuses(t *testing.T) {
	if d, err := civil.New(2024, 2, 30); err == nil || !strings.Contains(err.Error(), "2024-02-30") {
		t.Errorf("New(2024, 2, 30) = %v, %v", d, err)
	}
	d, err := civil.New(2024, 2, 29)
	if err != nil || d != day("2024-02-29") {
		t.Errorf("New(2024, 2, 29) = %v, %v", d, err)
	}
}

func TestMustParsePanicsOnWhatIsNoDay(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("MustParse of 2024-02-30 did not panic")
		}
	}()
	civil.MustParse("2024-02-30")
}

func TestNoDateIsBeforeEveryDateAndStaysNoDate(t *testing.T) {
	var none civil.Date
	if !none.IsZero() || day("1900-01-01").IsZero() {
		t.Error("IsZero does not tell no date from the first one")
	}
	if !none.Before(day("1900-01-01")) {
		t.Error("no date is not before the first date")
	}
	for name, d := range map[string]civil.Date{"days": none.AddDays(5), "months": none.AddMonths(5), "years": none.AddYears(5), "months before": none.FirstOfMonth()} {
		if !d.IsZero() {
			t.Errorf("no date plus some %s = %v", name, d)
		}
	}
	if none.Year() != 0 || day("2024-12-31").Year() != 2024 {
		t.Errorf("the years are %d and %d", none.Year(), day("2024-12-31").Year())
	}
	if none.String() != "no date" || none.French() != "sans date" {
		t.Errorf("no date is written %q, %q", none.String(), none.French())
	}
}

func TestDatesAreOrderedByYearThenMonthThenDay(t *testing.T) {
	ordered := []civil.Date{day("2022-12-31"), day("2023-01-01"), day("2023-01-31"), day("2023-02-01"), day("2024-01-01")}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := a.Compare(b); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%v.Compare(%v) = %d", a, b, got)
			}
			if a.Before(b) != (i < j) || a.After(b) != (i > j) {
				t.Errorf("Before and After disagree with the order of %v and %v", a, b)
			}
			if civil.Later(a, b) != ordered[max(i, j)] {
				t.Errorf("Later(%v, %v) = %v", a, b, civil.Later(a, b))
			}
		}
	}
}

func TestDaysMonthsAndYearsAreAdded(t *testing.T) {
	for _, c := range []struct {
		name, got, want string
	}{
		{"day over the end of February", day("2024-02-28").AddDays(2).String(), "2024-03-01"},
		{"day over the end of the year", day("2023-12-31").AddDays(1).String(), "2024-01-01"},
		{"day backwards", day("2024-06-22").AddDays(-1).String(), "2024-06-21"},
		{"no day", day("2024-06-22").AddDays(0).String(), "2024-06-22"},
		{"year", day("2019-09-01").AddYears(5).String(), "2024-09-01"},
		{"29 February to a common year", day("2024-02-29").AddYears(1).String(), "2025-02-28"},
		{"29 February to a leap year", day("2024-02-29").AddYears(4).String(), "2028-02-29"},
		{"28 February to a leap year", day("2023-02-28").AddYears(1).String(), "2024-02-28"},
		{"year backwards", day("2024-02-29").AddYears(-1).String(), "2023-02-28"},
		{"the first of a month", day("2024-02-29").FirstOfMonth().String(), "2024-02-01"},
		{"the first of a month, from itself", day("2024-02-01").FirstOfMonth().String(), "2024-02-01"},
		{"month cut to its last day", day("2024-01-31").AddMonths(1).String(), "2024-02-29"},
		{"month over the year", day("2023-11-30").AddMonths(3).String(), "2024-02-29"},
		{"month backwards", day("2024-03-31").AddMonths(-1).String(), "2024-02-29"},
		{"month backwards over the year", day("2024-01-15").AddMonths(-1).String(), "2023-12-15"},
		{"twelve months from December", day("2023-12-31").AddMonths(12).String(), "2024-12-31"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, wanted %s", c.name, c.got, c.want)
		}
	}
}

func TestDaysUntilCountsTheDaysBetween(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2024-06-21", "2024-06-22", 1},
		{"2024-06-22", "2024-06-21", -1},
		{"2024-06-22", "2024-06-22", 0},
		{"2024-01-01", "2025-01-01", 366},
		{"2023-01-01", "2024-01-01", 365},
		{"1900-01-01", "2199-12-31", 109572},
		{"1969-12-31", "1970-01-02", 2},
	} {
		if got := day(c.from).DaysUntil(day(c.to)); got != c.want {
			t.Errorf("from %s to %s: %d days, wanted %d", c.from, c.to, got, c.want)
		}
	}
}

func TestDatesAreWrittenAsFrenchProseWritesThem(t *testing.T) {
	for s, want := range map[string]string{
		"2024-06-22": "22 juin 2024",
		"2023-05-01": "1er mai 2023",
		"2024-02-29": "29 février 2024",
		"2019-08-14": "14 août 2019",
		"2024-12-31": "31 décembre 2024",
	} {
		if got := day(s).French(); got != want {
			t.Errorf("%s in French is %q, wanted %q", s, got, want)
		}
	}
}

func anyDay(t *rapid.T, label string) civil.Date {
	return day("1900-01-01").AddDays(rapid.IntRange(0, 109572).Draw(t, label))
}

func TestAddDaysAndDaysUntilUndoEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDay(t, "a"), anyDay(t, "b")
		if back := a.AddDays(a.DaysUntil(b)); back != b {
			t.Fatalf("%v + days until %v = %v", a, b, back)
		}
		if parsed, err := civil.Parse(a.String()); err != nil || parsed != a {
			t.Fatalf("%v is read back as %v, %v", a, parsed, err)
		}
	})
}

func TestAnAnniversaryKeepsMonthAndDaySaveThe29thOfFebruary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t, "day"), rapid.IntRange(0, 50).Draw(t, "years")
		got := d.AddYears(n).String()[5:]
		want := d.String()[5:]
		if got != want && (want != "02-29" || got != "02-28") {
			t.Fatalf("%v plus %d years is %v", d, n, d.AddYears(n))
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2024-06-22", "2024-02-30", "", "０000-00-00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := civil.Parse(s)
		if err == nil && d.String() != s {
			t.Errorf("%q was read as %v", s, d)
		}
	})
}
