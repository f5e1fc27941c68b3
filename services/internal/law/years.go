package law

import (
	"slices"

	"assistmed/services/internal/civil"
)

// LongestContract is more years than any contract has: a longer one in a file of the
// law is a typing error.
const LongestContract = 10

// Pause is a suspension of a contract.
type Pause struct {
	From  civil.Date
	Until civil.Date // first day back, exclusive; zero while it runs
}

// Year is one contract year.
type Year struct {
	Number int        // from 1
	Start  civil.Date // first day; zero when a running pause hides it
	End    civil.Date // last day, inclusive; zero when a running pause hides it
	Days   int        // days of the contract year, pauses left out
	Open   bool       // false when a running pause hides its start or its end
}

// InForce counts the days of the year that were in force, suspended days left out, when
// last is the contract's last day; a zero last, or one after the year, leaves the year
// whole. It is asked of a year that is Open.
func (y Year) InForce(last civil.Date, pauses []Pause) int {
	if last.IsZero() || last.After(y.End) {
		last = y.End
	}
	if last.Before(y.Start) {
		return 0
	}
	after := last.AddDays(1)
	days := y.Start.DaysUntil(after)
	for _, p := range inOrder(pauses, y.Start) {
		until := p.Until
		if until.IsZero() || until.After(after) {
			until = after
		}
		if p.From.Before(until) {
			days -= p.From.DaysUntil(until)
		}
	}
	return days
}

// Years are the years of a contract under a text, first to last; see [YearsOf].
func (l *Law) Years(t *Text, signed civil.Date, pauses []Pause) []Year {
	duration, _ := t.Rules.DurationYears.Value()
	return YearsOf(duration, signed, pauses)
}

// YearsOf are the years of a contract of so many years, first to last. Anniversaries are
// counted from the signature; each is moved by the length of every ended pause that
// began on or before it. The day after the term is no day of the contract: a pause
// that begins on it moves nothing. A running pause hides every boundary from its first
// day on.
func YearsOf(duration int, signed civil.Date, pauses []Pause) []Year {
	pauses = inOrder(pauses, signed)
	years := make([]Year, duration)
	start := signed
	for i := range years {
		opens, closes := signed.AddYears(i), signed.AddYears(i+1)
		var end, next civil.Date
		if i+1 == duration {
			end = moved(closes.AddDays(-1), pauses)
		} else if next = moved(closes, pauses); !next.IsZero() {
			end = next.AddDays(-1)
		}
		years[i] = Year{
			Number: i + 1,
			Start:  start,
			End:    end,
			// A pause moves the end by its length, so the days that count are
			// those of the year as it stood at signature.
			Days: opens.DaysUntil(closes),
			Open: !start.IsZero() && !end.IsZero(),
		}
		start = next
	}
	return years
}

// Moved is a day of a contract signed on a day, counted as if nothing had stopped its
// clock, where it stands with the pauses: as an anniversary is moved in [Law.Years].
// Zero while a running pause hides it.
func Moved(day, signed civil.Date, pauses []Pause) civil.Date {
	return moved(day, inOrder(pauses, signed))
}

// moved is a day of the contract moved by every pause that began on or before it;
// zero when one of them still runs.
func moved(day civil.Date, pauses []Pause) civil.Date {
	for _, p := range pauses {
		if p.From.After(day) {
			break
		}
		if p.Until.IsZero() {
			return civil.Date{}
		}
		day = day.AddDays(p.From.DaysUntil(p.Until))
	}
	return day
}

// inOrder gives the pauses from the signature on, earliest first, those that touch
// joined into one, so that no day is counted twice.
func inOrder(pauses []Pause, signed civil.Date) []Pause {
	sorted := slices.Clone(pauses)
	slices.SortFunc(sorted, func(a, b Pause) int { return a.From.Compare(b.From) })
	var joined []Pause
	for _, p := range sorted {
		p.From = civil.Later(p.From, signed)
		if !p.Until.IsZero() && !p.Until.After(p.From) {
			continue
		}
		if len(joined) == 0 || before(joined[len(joined)-1].Until, p.From) {
			joined = append(joined, p)
			continue
		}
		last := &joined[len(joined)-1]
		switch {
		case last.Until.IsZero():
		case p.Until.IsZero():
			last.Until = p.Until
		default:
			last.Until = civil.Later(last.Until, p.Until)
		}
	}
	return joined
}

// before reports whether a pause that ends on until has ended before day; one that
// runs has not.
func before(until, day civil.Date) bool { return !until.IsZero() && until.Before(day) }
