package law

import (
	"iter"

	"assistmed/services/internal/civil"
)

// Citation says which cell of the law an answer rests on, and how sure it is.
type Citation struct {
	TextID    string // a text's id, or "reference"
	Cell      string // the cell's path, for example "rates.full.p95_and_above"
	Value     string // as it stands in the file; "UNKNOWN", or "NONE" where the law has no such thing
	Certainty Certainty
	Source    string // source keys, "SEED2, AM-RA"; may be empty for an UNKNOWN cell
	URL       string // the address of the first source that has one
	Note      Phrase // what there is to say; for a DERIVED cell our reading
	SettledBy Phrase // who can supply an UNKNOWN cell, what would settle a DERIVED one
	// SupplementFile is the operator's file that fills an OPERATOR cell; empty for the others.
	SupplementFile string
}

// Cell is one value of the law. Its zero value is a cell the text does not have: the
// parameter of a rule that is not required.
type Cell[T any] struct {
	value T
	known bool
	none  bool
	cite  Citation
}

// Value is the value, and whether there is one: false where it is UNKNOWN and where
// the law has no such thing (NONE). A slice is the law's own: it must not be changed.
func (c Cell[T]) Value() (T, bool) { return c.value, c.known }

// Known reports whether there is a value: neither UNKNOWN nor NONE.
func (c Cell[T]) Known() bool { return c.known }

// None reports whether the law has no such thing.
func (c Cell[T]) None() bool { return c.none }

// Cite is the cell's citation.
func (c Cell[T]) Cite() Citation { return c.cite }

// Dated is a value that may change while its text is in force.
type Dated[T any] struct{ rows []datedRow[T] }

type datedRow[T any] struct {
	from civil.Date
	cell Cell[T]
}

// On is the cell that holds on a day; before the first one, the cell the text does
// not have.
func (d Dated[T]) On(day civil.Date) Cell[T] {
	var held Cell[T]
	for _, row := range d.rows {
		if row.from.After(day) {
			break
		}
		held = row.cell
	}
	return held
}

// All gives the cells with the day from which each holds, oldest first.
func (d Dated[T]) All() iter.Seq2[civil.Date, Cell[T]] {
	return func(yield func(civil.Date, Cell[T]) bool) {
		for _, row := range d.rows {
			if !yield(row.from, row.cell) {
				return
			}
		}
	}
}

// Cited is list with more cells, each once; those that are none are left out.
func Cited(list []Citation, cells ...Citation) []Citation {
	for _, cell := range cells {
		seen := cell.Cell == ""
		for _, had := range list {
			seen = seen || (had.TextID == cell.TextID && had.Cell == cell.Cell)
		}
		if !seen {
			list = append(list, cell)
		}
	}
	return list
}
