package law

import "slices"

// Instalment is one part of a contract year's aid.
type Instalment struct {
	Number          int       // from 1 within its contract year
	ShareBP         Cell[int] // of the year's ceiling, in basis points
	When            string    // HIRING, YEAR_START, NEXT_ANNIVERSARY
	PayWithinDays   Cell[int] // from When; at most one of the two is a value
	PayWithinMonths Cell[int]
	Basis           string     // FIXED, LATEST_MEASURE, MEASURE_OF_YEAR
	Cites           []Citation // the cells it rests on
}

// Calendar lists the instalments of a contract year, from 1, in the order in which
// they fall due; together they are the whole year.
func (t *Text) Calendar(year int) []Instalment {
	if year < 1 {
		return nil
	}
	return slices.Clone(t.instalments[min(year, LastAmountRow)])
}
