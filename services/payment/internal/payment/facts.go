// Package payment is what is owed under a contract, less what was posted: a
// reconciliation. It is pure: the facts of a contract and the payments made so far go
// in, explained dues come out. Run it twice over the same facts and the second time
// finds nothing to pay.
package payment

import (
	"fmt"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// Facts are what the dues of one contract depend on.
type Facts struct {
	ContractID  string       // empty for an application that nobody signed
	RPPS        string       // the doctor who is paid
	Text        *law.Text    // governs the contract for its whole life
	Option      law.Option   // the option signed
	Bands       []law.Band   // one when the band is settled, else every possible one
	Goals       []law.Goal   // as written in the contract
	Measures    []Measure    // in the order in which they were recorded
	Employments []Employment // in the order in which they were recorded
	Pauses      []law.Pause  // first to last
	Signed      civil.Date   // the day of the contract
	End         civil.Date   // the last day in force; zero before the end
	BothSigned  bool
	// Prospective is true of an application: nothing is signed, and the objectives
	// are supposed to be reached.
	Prospective bool
}

// Measure is what was counted on a day.
type Measure struct {
	On     civil.Date
	Counts []law.Count
}

// Employment is one assistant's work contract.
type Employment struct {
	Start   civil.Date
	Reached law.Option // the option its working time reaches
	Cite    law.Citation
}

// Key names one due for ever: contract, contract year, instalment. A second payment
// under one key cannot be written.
type Key struct {
	ContractID       string
	Year, Instalment int // from 1
}

// String is the key as it stands on disk: "ctr_…/3/1".
func (k Key) String() string { return fmt.Sprintf("%s/%d/%d", k.ContractID, k.Year, k.Instalment) }

// Posted are the payments of a contract, in cents.
type Posted map[Key]money.Cents

// firstHiring is the earliest first day of work; false when nobody was hired.
func (f Facts) firstHiring() (civil.Date, bool) {
	var first civil.Date
	for _, e := range f.Employments {
		if first.IsZero() || e.Start.Before(first) {
			first = e.Start
		}
	}
	return first, !first.IsZero()
}

// employedOn is the latest employment that began on or before the day; of several of
// the same day the last recorded.
func (f Facts) employedOn(day civil.Date) (Employment, bool) {
	var held Employment
	for _, e := range f.Employments {
		if !e.Start.After(day) && !e.Start.Before(held.Start) {
			held = e
		}
	}
	return held, !held.Start.IsZero()
}

// measured is the latest measure in a stretch of days, both included; a zero day is
// no bound. Of several of the same day the last recorded.
func (f Facts) measured(from, to civil.Date) (Measure, bool) {
	var held Measure
	for _, m := range f.Measures {
		if m.On.Before(from) || (!to.IsZero() && m.On.After(to)) {
			continue
		}
		if !m.On.Before(held.On) {
			held = m
		}
	}
	return held, !held.On.IsZero()
}

// ended reports whether the contract has ended before the end of this year.
func (f Facts) endedIn(y law.Year) bool {
	return !f.End.IsZero() && f.End.Before(y.End)
}

// firstDayBack moves a day that lies in a pause to the first day after it. False when
// a pause that still runs holds the day, or hides it.
func (f Facts) firstDayBack(day civil.Date) (civil.Date, bool) {
	for moved := true; moved; {
		moved = false
		for _, p := range f.Pauses {
			if day.Before(p.From) {
				continue
			}
			if p.Until.IsZero() {
				return civil.Date{}, false
			}
			if day.Before(p.Until) {
				day, moved = p.Until, true
			}
		}
	}
	return day, true
}

// daysInForce counts the days of a year up to the contract's end, pauses left out.
func (f Facts) daysInForce(y law.Year) int {
	last := y.End
	if f.endedIn(y) {
		last = f.End
	}
	if last.Before(y.Start) {
		return 0
	}
	days := y.Start.DaysUntil(last) + 1
	for _, p := range f.Pauses {
		from, until := civil.Later(p.From, y.Start), p.Until
		if after := last.AddDays(1); until.IsZero() || until.After(after) {
			until = after
		}
		if from.Before(until) {
			days -= from.DaysUntil(until)
		}
	}
	return days
}
