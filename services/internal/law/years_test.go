package law_test

import (
	"fmt"
	"strings"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// pause reads "from until", or "from" alone while it runs.
func pause(s string) law.Pause {
	from, until, ended := strings.Cut(s, " ")
	p := law.Pause{From: day(from)}
	if ended {
		p.Until = day(until)
	}
	return p
}

// written is a year as "start end", with "?" for what a running pause hides.
func written(y law.Year) string {
	side := func(d civil.Date) string {
		if d.IsZero() {
			return "?"
		}
		return d.String()
	}
	return side(y.Start) + " " + side(y.End)
}

func TestTheYearsOfAContract(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		name   string
		signed string
		pauses []string
		want   [5]string
	}{
		{"no pause", "2024-06-22", nil,
			[5]string{"2024-06-22 2025-06-21", "2025-06-22 2026-06-21", "2026-06-22 2027-06-21", "2027-06-22 2028-06-21", "2028-06-22 2029-06-21"}},
		{"signed on 29 February", "2024-02-29", nil,
			[5]string{"2024-02-29 2025-02-27", "2025-02-28 2026-02-27", "2026-02-28 2027-02-27", "2027-02-28 2028-02-28", "2028-02-29 2029-02-27"}},
		{"ten days in year 2", "2021-01-01", []string{"2022-03-01 2022-03-11"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 2023-01-10", "2023-01-11 2024-01-10", "2024-01-11 2025-01-10", "2025-01-11 2026-01-10"}},
		{"from the day before an anniversary", "2021-01-01", []string{"2021-12-31 2022-01-10"},
			[5]string{"2021-01-01 2022-01-10", "2022-01-11 2023-01-10", "2023-01-11 2024-01-10", "2024-01-11 2025-01-10", "2025-01-11 2026-01-10"}},
		{"from the anniversary", "2021-01-01", []string{"2022-01-01 2022-01-11"},
			[5]string{"2021-01-01 2022-01-10", "2022-01-11 2023-01-10", "2023-01-11 2024-01-10", "2024-01-11 2025-01-10", "2025-01-11 2026-01-10"}},
		{"from the day after an anniversary", "2021-01-01", []string{"2022-01-02 2022-01-12"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 2023-01-10", "2023-01-11 2024-01-10", "2024-01-11 2025-01-10", "2025-01-11 2026-01-10"}},
		{"a second one from the moved anniversary", "2021-01-01", []string{"2021-06-01 2021-06-11", "2022-01-11 2022-01-16"},
			[5]string{"2021-01-01 2022-01-15", "2022-01-16 2023-01-15", "2023-01-16 2024-01-15", "2024-01-16 2025-01-15", "2025-01-16 2026-01-15"}},
		{"over the anniversary", "2021-01-01", []string{"2021-12-01 2022-02-01"},
			[5]string{"2021-01-01 2022-03-03", "2022-03-04 2023-03-03", "2023-03-04 2024-03-02", "2024-03-03 2025-03-03", "2025-03-04 2026-03-03"}},
		{"from the signature", "2021-01-01", []string{"2021-01-01 2021-01-11"},
			[5]string{"2021-01-01 2022-01-10", "2022-01-11 2023-01-10", "2023-01-11 2024-01-10", "2024-01-11 2025-01-10", "2025-01-11 2026-01-10"}},
		{"only its part after the signature counts", "2021-01-01", []string{"2020-12-01 2021-01-11"},
			[5]string{"2021-01-01 2022-01-10", "2022-01-11 2023-01-10", "2023-01-11 2024-01-10", "2024-01-11 2025-01-10", "2025-01-11 2026-01-10"}},
		{"on the last day", "2021-01-01", []string{"2025-12-31 2026-01-10"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 2022-12-31", "2023-01-01 2023-12-31", "2024-01-01 2024-12-31", "2025-01-01 2026-01-10"}},
		{"on the day after the term", "2021-01-01", []string{"2026-01-01 2026-01-11"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 2022-12-31", "2023-01-01 2023-12-31", "2024-01-01 2024-12-31", "2025-01-01 2025-12-31"}},
		{"two that overlap count their days once, in any order", "2021-01-01", []string{"2021-03-06 2021-03-16", "2021-03-01 2021-03-11"},
			[5]string{"2021-01-01 2022-01-15", "2022-01-16 2023-01-15", "2023-01-16 2024-01-15", "2024-01-16 2025-01-15", "2025-01-16 2026-01-15"}},
		{"one inside another", "2021-01-01", []string{"2021-03-01 2021-03-11", "2021-03-02 2021-03-03"},
			[5]string{"2021-01-01 2022-01-10", "2022-01-11 2023-01-10", "2023-01-11 2024-01-10", "2024-01-11 2025-01-10", "2025-01-11 2026-01-10"}},
		{"of no day", "2021-01-01", []string{"2021-03-01 2021-03-01"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 2022-12-31", "2023-01-01 2023-12-31", "2024-01-01 2024-12-31", "2025-01-01 2025-12-31"}},
		{"running in year 2", "2021-01-01", []string{"2022-03-01"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 ?", "? ?", "? ?", "? ?"}},
		{"running from the anniversary", "2021-01-01", []string{"2022-01-01"},
			[5]string{"2021-01-01 ?", "? ?", "? ?", "? ?", "? ?"}},
		{"running after an ended one", "2021-01-01", []string{"2023-06-01", "2021-06-01 2021-06-11"},
			[5]string{"2021-01-01 2022-01-10", "2022-01-11 2023-01-10", "2023-01-11 ?", "? ?", "? ?"}},
		{"running, with an ended one told inside it", "2021-01-01", []string{"2022-03-01", "2022-04-01 2022-05-01"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 ?", "? ?", "? ?", "? ?"}},
		{"an ended one that runs into a running one", "2021-01-01", []string{"2022-03-01 2022-04-01", "2022-03-15"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 ?", "? ?", "? ?", "? ?"}},
		{"running in the last year", "2021-01-01", []string{"2025-12-31"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 2022-12-31", "2023-01-01 2023-12-31", "2024-01-01 2024-12-31", "2025-01-01 ?"}},
		{"running after the term", "2021-01-01", []string{"2026-01-01"},
			[5]string{"2021-01-01 2021-12-31", "2022-01-01 2022-12-31", "2023-01-01 2023-12-31", "2024-01-01 2024-12-31", "2025-01-01 2025-12-31"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var pauses []law.Pause
			for _, p := range c.pauses {
				pauses = append(pauses, pause(p))
			}
			text, ok := l.TextOn(day(c.signed))
			if !ok {
				t.Fatal("no text")
			}
			years := l.Years(text, day(c.signed), pauses)
			if len(years) != 5 {
				t.Fatalf("there are %d years", len(years))
			}
			for i, y := range years {
				if y.Number != i+1 || written(y) != c.want[i] {
					t.Errorf("year %d is number %d, %s, wanted %s", i+1, y.Number, written(y), c.want[i])
				}
				if y.Open != !strings.Contains(c.want[i], "?") {
					t.Errorf("year %d, %s, is open: %v", i+1, c.want[i], y.Open)
				}
			}
		})
	}
}

func TestTheDaysOfAYearLeavePausesOut(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, reglementArbitral)
	for name, pauses := range map[string][]law.Pause{
		"none":    nil,
		"ended":   {pause("2024-02-01 2024-05-01"), pause("2025-06-01 2025-06-02")},
		"running": {pause("2024-02-01")},
	} {
		var days []string
		for _, y := range l.Years(text, day("2023-06-01"), pauses) {
			days = append(days, fmt.Sprint(y.Days))
		}
		// The year from 2023-06-01 and the one from 2027-06-01 contain a 29 February.
		if got := strings.Join(days, " "); got != "366 365 365 365 366" {
			t.Errorf("%s: the years have %s days", name, got)
		}
	}
}

func TestTheFirstAnniversaryOnTheBoundaryBringsTheNewAmount(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		signed string
		want   string // the ceilings of the five years, in euros
	}{
		{"2023-06-21", "36000 27000 22000 22000 22000"}, // year 2 starts on 2024-06-21
		{"2023-06-22", "36000 28000 22000 22000 22000"}, // year 2 starts on 2024-06-22
		{"2019-09-01", "36000 27000 21000 21000 21000"}, // year 5 starts on 2023-09-01
		{"2020-10-01", "36000 27000 21000 21000 22000"}, // year 5 starts on 2024-10-01
		{"2024-06-22", "38000 28000 22000 22000 22000"},
	} {
		text, ok := l.TextOn(day(c.signed))
		if !ok {
			t.Fatal("no text")
		}
		var got []string
		for _, y := range l.Years(text, day(c.signed), nil) {
			got = append(got, shows(l.Ceiling(law.Full, y.Number, law.P30ToP50, y.Start)))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("signed on %s: %s, wanted %s", c.signed, s, c.want)
		}
	}
}

func TestAPauseCanBringAYearUnderTheNewAmounts(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, reglementArbitral)
	years := l.Years(text, day("2023-06-15"), []law.Pause{pause("2024-01-01 2024-01-08")})
	if years[1].Start != day("2024-06-22") {
		t.Fatalf("year 2 starts on %v", years[1].Start)
	}
	if got := shows(l.Ceiling(law.Half, 2, law.P30ToP50, years[1].Start)); got != "14000" {
		t.Errorf("year 2 is %s", got)
	}
}
