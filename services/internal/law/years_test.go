package law_test

import (
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

func TestTheDaysInForceOfAYearLeaveOutItsPausesAndWhatComesAfterTheEnd(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, reglementArbitral)
	for name, tc := range map[string]struct {
		pauses []string
		last   string // "" while the contract runs
		want   int    // of year 1, from 2023-06-15
	}{
		"while it runs":                          {nil, "", 366},
		"ended after the year":                   {nil, "2024-06-15", 366},
		"ended with the year":                    {nil, "2024-06-14", 366},
		"ended a day before":                     {nil, "2024-06-13", 365},
		"on 29 February":                         {nil, "2024-02-29", 260},
		"on its first day":                       {nil, "2023-06-15", 1},
		"before it":                              {nil, "2023-06-14", 0},
		"a pause moves the end and counts not":   {[]string{"2024-01-01 2024-01-08"}, "", 366},
		"ended after a pause":                    {[]string{"2024-01-01 2024-01-08"}, "2024-01-31", 224},
		"ended on the last day of a pause":       {[]string{"2024-01-01 2024-01-08"}, "2024-01-07", 200},
		"ended inside a pause":                   {[]string{"2024-01-01 2024-01-08"}, "2024-01-03", 200},
		"ended on the first day of a pause":      {[]string{"2024-01-01 2024-01-08"}, "2024-01-01", 200},
		"ended before a pause":                   {[]string{"2024-01-01 2024-01-08"}, "2023-12-31", 200},
		"pauses that overlap count once":         {[]string{"2024-01-01 2024-01-08", "2024-01-05 2024-01-08"}, "2024-01-31", 224},
		"a pause that began before it":           {[]string{"2023-05-01 2023-06-16"}, "2023-06-20", 5},
		"a pause that is no day long":            {[]string{"2024-01-01 2024-01-01"}, "2024-01-31", 231},
		"from the day after the end on, running": {[]string{"2024-01-01"}, "2023-12-31", 200},
	} {
		t.Run(name, func(t *testing.T) {
			var closed, pauses []law.Pause
			for _, s := range tc.pauses {
				p := pause(s)
				pauses = append(pauses, p)
				if p.Until.IsZero() {
					p.Until = p.From
				}
				closed = append(closed, p)
			}
			var last civil.Date
			if tc.last != "" {
				last = day(tc.last)
			}
			if got := l.Years(text, day("2023-06-15"), closed)[0].InForce(last, pauses); got != tc.want {
				t.Errorf("%d days in force, want %d", got, tc.want)
			}
		})
	}
}

func TestADayOfTheContractMovesAsAnAnniversaryDoes(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, reglementArbitral)
	signed := day("2024-02-29")
	for _, pauses := range [][]law.Pause{
		nil,
		{pause("2024-05-01 2024-08-01")},
		{pause("2025-02-28 2025-03-01"), pause("2026-01-01 2026-01-31")},
		{pause("2024-05-01 2024-08-01"), pause("2024-07-01 2024-09-01")},
		{pause("2026-05-01")},
	} {
		years := l.Years(text, signed, pauses)
		for i, y := range years[1:] {
			if got := law.Moved(signed.AddYears(i+1), signed, pauses); got != y.Start {
				t.Errorf("%v: the anniversary %d is %s, its year starts on %s", pauses, i+1, got, y.Start)
			}
		}
	}
	for moved, want := range map[civil.Date]string{
		law.Moved(day("2024-08-29"), signed, []law.Pause{pause("2024-08-30 2024-10-01")}): "2024-08-29",
		law.Moved(day("2024-08-29"), signed, []law.Pause{pause("2024-08-29 2024-08-30")}): "2024-08-30",
		law.Moved(day("2024-08-29"), signed, []law.Pause{pause("2024-08-29")}):            "no date",
	} {
		if moved.String() != want {
			t.Errorf("got %s, want %s", moved, want)
		}
	}
}
