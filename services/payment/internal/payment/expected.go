package payment

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
)

// Expected is the most that each contract year of a signed contract can cost, whatever
// was paid of it: the year's entitlement where it is told, else the row of the table,
// for the days in force. Years that cost nothing are left out. A suspension that still
// runs is taken as if it ended at once. False when nobody can say, because a cell of the
// law is UNKNOWN or the band is not settled. Of a group nobody can.
func Expected(l *law.Law, f Facts) ([]ledger.YearAmount, bool) {
	if !f.BothSigned {
		return nil, true
	}
	var years []ledger.YearAmount
	for _, d := range lastOfYears(open(l, f.Going(), nil, civil.Date{}).dues(noWords)) {
		c := d.Computation
		most := c.Entitlement
		if d.State == Blocked {
			switch d.BlockedBy.Code {
			case AmountUnknown, BandUnsettled, CalendarUnknown:
				return nil, false
			}
			most = c.Ceiling
			if c.DaysInYear != 0 {
				most.Cents = most.Cents.Times(c.inForce())
			}
		}
		if most.Known && most.Cents > 0 {
			years = append(years, ledger.YearAmount{Year: d.Key.Year, Cents: most.Cents})
		}
	}
	return years, true
}

// Going are the facts as if the suspension that still runs had ended at once, so that
// every day can be told; and as if the past were stated, which changes what is left to
// pay and not what the contract costs.
func (f Facts) Going() Facts {
	f.PastStated = true
	f.Pauses = slices.DeleteFunc(slices.Clone(f.Pauses), func(p law.Pause) bool { return p.Until.IsZero() })
	return f
}

// lastOfYears are the last instalments of the contract years.
func lastOfYears(dues []Due) []Due {
	var last []Due
	for i, d := range dues {
		if i+1 == len(dues) || dues[i+1].Key.Year != d.Key.Year {
			last = append(last, d)
		}
	}
	return last
}
