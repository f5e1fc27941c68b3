package law

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
)

// Amount is the aid of one contract year for one doctor; from year 3 a ceiling.
type Amount struct {
	Cents money.Cents
	Known bool
	None  bool       // the law has no such amount: no contract can have it
	Cite  Citation   // the cell
	Also  []Citation // the schedule it stands in
}

// schedule is a table of amounts with the days on which a contract year must start to
// have them.
type schedule struct {
	from, until civil.Date // both included; until is zero while in force
	inForce     Citation
	boundary    Citation // that the first day is included
	rows        [Two + 1][LastAmountRow + 1]amountRow
}

// amountRow has the amounts of one option and contract year, by band.
type amountRow [P95AndAbove + 1]Cell[money.Cents]

// Ceiling is the second clock: the amount of a contract year, by the schedule in
// force on the day on which that year starts, whatever the contract's text. An option,
// a year, a band or a day that no schedule has gives no amount (None).
func (l *Law) Ceiling(o Option, year int, b Band, yearStart civil.Date) Amount {
	held := 0
	for i, s := range l.schedules {
		if !s.from.After(yearStart) {
			held = i
		}
	}
	s := l.schedules[held]
	if s.from.After(yearStart) || year < 1 || o < Third || o > Two || b < BelowP30 || b > P95AndAbove {
		return Amount{None: true, Cite: s.inForce}
	}
	cell := s.rows[o][min(year, LastAmountRow)][b]
	a := Amount{Known: cell.known, None: cell.none, Cite: cell.cite, Also: []Citation{s.inForce}}
	a.Cents, _ = cell.Value()
	if held > 0 && yearStart == s.from {
		// Only on this one day does the answer rest on our reading of the boundary.
		a.Also = append(a.Also, s.boundary)
	}
	return a
}

// ScheduleDays are the first days of the schedules of amounts, oldest first.
func (l *Law) ScheduleDays() []civil.Date {
	days := make([]civil.Date, len(l.schedules))
	for i, s := range l.schedules {
		days[i] = s.from
	}
	return days
}

// ScheduleOf is the first day of the schedule of amounts that stands in a text, or in
// the text that it refers to.
func (l *Law) ScheduleOf(t *Text) civil.Date {
	if t.schedule == nil {
		if other, ok := l.Text(t.sameAs); ok && other.schedule != nil {
			return other.schedule.from
		}
		return civil.Date{}
	}
	return t.schedule.from
}
