package oracle_test

import "testing"

// day is a day of the calendar as the number 20240622; 0 is unknown. Days are compared
// as numbers.
type day int32

func daysInMonth(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func (d day) parts() (year, month, dayOfMonth int) {
	return int(d) / 10000, int(d) / 100 % 100, int(d) % 100
}

// plusYears is the same day n years later; 29 February becomes 28 February in common
// years.
func (d day) plusYears(n int) day {
	year, month, dayOfMonth := d.parts()
	year += n
	return day(year*10000 + month*100 + min(dayOfMonth, daysInMonth(year, month)))
}

// plusDays walks n days on, or back for a negative n, one by one.
func (d day) plusDays(n int) day {
	year, month, dayOfMonth := d.parts()
	for ; n > 0; n-- {
		if dayOfMonth++; dayOfMonth > daysInMonth(year, month) {
			dayOfMonth = 1
			if month++; month > 12 {
				year, month = year+1, 1
			}
		}
	}
	for ; n < 0; n++ {
		if dayOfMonth--; dayOfMonth < 1 {
			if month--; month < 1 {
				year, month = year-1, 12
			}
			dayOfMonth = daysInMonth(year, month)
		}
	}
	return day(year*10000 + month*100 + dayOfMonth)
}

func TestTheNaiveCalendarKnowsTheLeapYears(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want day
	}{
		{"29 February, a year later", day(20240229).plusYears(1), 20250228},
		{"29 February, four years later", day(20240229).plusYears(4), 20280229},
		{"28 February stays on 28 February", day(20230228).plusYears(1), 20240228},
		{"the day after 28 February of a leap year", day(20240228).plusDays(1), 20240229},
		{"the day after 28 February of a common year", day(20230228).plusDays(1), 20230301},
		{"the day before a year", day(20240101).plusDays(-1), 20231231},
		{"the day after a year", day(20231231).plusDays(1), 20240101},
		{"a century is common", day(21000228).plusDays(1), 21000301},
		{"the day before 1 March 2024", day(20240301).plusDays(-1), 20240229},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
}
