// Package civil has the one kind of date the law knows: a day of the calendar,
// without hour and without time zone.
package civil

import (
	"fmt"
	"strconv"
	"time"
)

const (
	firstYear = 1900
	lastYear  = 2199
)

// Date is a day of the calendar. The zero value means "no date". Dates are
// comparable with ==.
type Date struct {
	year, month, day int
}

// New makes a date of a year (1900 to 2199), a month (1 to 12) and a day of that
// month. The error says the value seen and the value wanted.
func New(y, m, d int) (Date, error) {
	if y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return Date{}, notADay(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	}
	return Date{y, m, d}, nil
}

// Parse reads an ISO 8601 calendar date, exactly "2006-01-02", from 1900-01-01 to
// 2199-12-31. The error says the value seen and the value wanted.
func Parse(s string) (Date, error) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, notADay(s)
	}
	number := func(digits string) int {
		n := 0
		for i := range len(digits) {
			if digits[i] < '0' || digits[i] > '9' {
				return -1
			}
			n = 10*n + int(digits[i]-'0')
		}
		return n
	}
	d, err := New(number(s[:4]), number(s[5:7]), number(s[8:]))
	if err != nil {
		return Date{}, notADay(s)
	}
	return d, nil
}

// MustParse is Parse for literals and tests; it panics on anything else.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func notADay(seen string) error {
	return fmt.Errorf("seen %q, wanted a day of the calendar from 1900-01-01 to 2199-12-31, written like 2024-06-22", seen)
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO 8601 form, "2024-06-22"; "no date" for the zero value.
func (d Date) String() string {
	if d.IsZero() {
		return "no date"
	}
	digit := func(n int) byte { return byte('0' + n%10) }
	return string([]byte{
		digit(d.year / 1000), digit(d.year / 100), digit(d.year / 10), digit(d.year), '-',
		digit(d.month / 10), digit(d.month), '-', digit(d.day / 10), digit(d.day),
	})
}

var frenchMonths = [...]string{
	"janvier", "février", "mars", "avril", "mai", "juin",
	"juillet", "août", "septembre", "octobre", "novembre", "décembre",
}

// French is the date as French prose writes it: "22 juin 2024", "1er mai 2023".
func (d Date) French() string {
	if d.IsZero() {
		return "sans date"
	}
	ordinal := ""
	if d.day == 1 {
		ordinal = "er"
	}
	return strconv.Itoa(d.day) + ordinal + " " + frenchMonths[d.month-1] + " " + strconv.Itoa(d.year)
}

// Year is the calendar year; 0 for the zero Date.
func (d Date) Year() int { return d.year }

// Compare is negative when d is before o, zero when they are the same day, positive
// when d is after o. "No date" is before every date.
func (d Date) Compare(o Date) int {
	switch {
	case d.year != o.year:
		return d.year - o.year
	case d.month != o.month:
		return d.month - o.month
	default:
		return d.day - o.day
	}
}

// Before reports whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d is a later day than o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// Later is the later of two dates.
func Later(a, b Date) Date {
	if a.Before(b) {
		return b
	}
	return a
}

// AddDays is the day n days after d, before it for a negative n. "No date" stays
// "no date".
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	y, m, day := time.Date(d.year, time.Month(d.month), d.day+n, 0, 0, 0, 0, time.UTC).Date()
	return Date{y, int(m), day}
}

// DaysUntil is the number of days from d to o: 1 when o is the day after d, negative
// when o is before d.
func (d Date) DaysUntil(o Date) int {
	return int(o.dayNumber() - d.dayNumber())
}

func (d Date) dayNumber() int64 {
	const secondsInADay = 24 * 60 * 60
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Unix() / secondsInADay
}

// AddYears is the same day n years later; 29 February becomes 28 February in common
// years. "No date" stays "no date".
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// AddMonths is the same day n months later, or the month's last day where it is
// shorter. "No date" stays "no date".
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	months := 12*d.year + d.month - 1 + n
	y, m := months/12, months%12+1
	return Date{y, m, min(d.day, daysIn(y, m))}
}

// FirstOfMonth is the first day of the day's month. "No date" stays "no date".
func (d Date) FirstOfMonth() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.year, d.month, 1}
}

var monthDays = [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func daysIn(y, m int) int {
	if m == 2 && y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		return 29
	}
	return monthDays[m-1]
}
