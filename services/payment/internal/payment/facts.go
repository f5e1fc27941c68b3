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
	RPPS        string       // the doctor who is paid; empty of a group
	Text        *law.Text    // governs the contract for its whole life; of a group the text beside its aid
	Group       *Group       // of a collective contract, which has no option and no band; nil of one doctor's
	Option      law.Option   // the option signed
	FirstYear   int          // the number of the first contract year; 0 means 1
	Changes     []Change     // of the option, in the order in which they were recorded
	Bands       []law.Band   // one when the band is settled, else every possible one
	Goals       []law.Goal   // as written in the contract
	Measures    []Measure    // in the order in which they were recorded, without those that were corrected
	Employments []Employment // in the order in which they were recorded
	Pauses      []law.Pause  // first to last
	Signed      civil.Date   // the day of the contract
	End         civil.Date   // the last day in force; zero before the end
	BothSigned  bool
	// Imported is true of a contract that another system held before. Until PastStated, as
	// two persons have said what was paid there, nothing is paid here.
	Imported, PastStated bool
	// Prospective is true of an application: nothing is signed, and the objectives
	// are supposed to be reached.
	Prospective bool
}

// Change is another option, with its objectives, from a contract year on.
type Change struct {
	FromYear int
	Option   law.Option
	Goals    []law.Goal
}

// Measure is what was counted on a day.
type Measure struct {
	On     civil.Date
	Counts []law.Count
}

// Employment is one assistant's work contract.
type Employment struct {
	Start   civil.Date
	End     civil.Date // last day of work; zero while employed
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

// holds reports whether the assistant is employed on the day.
func (e Employment) holds(day civil.Date) bool {
	return !day.Before(e.Start) && (e.End.IsZero() || !day.After(e.End))
}

// employedOn is the employment that counts on a day: of those that hold it the one that
// began last, and of several of the same day the last recorded. Where none holds it, the
// replacement counts, which is the next to begin; where none follows, the last one.
func (f Facts) employedOn(day civil.Date) (Employment, bool) {
	var held, next, last Employment
	for _, e := range f.Employments {
		switch {
		case e.holds(day) && !e.Start.Before(held.Start):
			held = e
		case e.Start.After(day) && (next.Start.IsZero() || !e.Start.After(next.Start)):
			next = e
		case e.Start.Before(day) && !e.Start.Before(last.Start):
			last = e
		}
	}
	for _, e := range []Employment{held, next, last} {
		if !e.Start.IsZero() {
			return e, true
		}
	}
	return Employment{}, false
}

// vacantOn is the last day of work before a day on which nobody is employed and after
// which nobody was hired; false when somebody is, or replaces.
func (f Facts) vacantOn(day civil.Date) (left civil.Date, vacant bool) {
	for _, e := range f.Employments {
		if e.End.IsZero() || !e.End.Before(day) {
			return civil.Date{}, false
		}
		left = civil.Later(left, e.End)
	}
	return left, !left.IsZero()
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

// terms are the option and the objectives of a contract year: those of the change which
// holds in it, the latest year's and of one year the last recorded, else those signed.
func (f Facts) terms(year int) Change {
	held := Change{Option: f.Option, Goals: f.Goals}
	for _, c := range f.Changes {
		if c.FromYear <= year && c.FromYear >= held.FromYear {
			held = c
		}
	}
	return held
}

// numbered gives contract years the numbers that they have in this contract.
func (f Facts) numbered(years []law.Year) []law.Year {
	for i := range years {
		years[i].Number += max(f.FirstYear, 1) - 1
	}
	return years
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
func (f Facts) daysInForce(y law.Year) int { return y.InForce(f.End, f.Pauses) }
