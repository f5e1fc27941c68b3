package law

// Change is what the comparison of a cell gives. The zero value is none.
type Change uint8

// The changes.
const (
	Same        Change = iota + 1 // the same value
	OtherValue                    // another value
	OnlyInFirst                   // only the first has the cell
	OnlyInOther                   // only the other has it
	OtherWords                    // the same value with another certainty or source; in a Diff only
)

// Compared is one cell on two sides. A side that does not have it is the zero citation.
type Compared struct {
	Cell         string // its path
	Change       Change
	First, Other Citation
}

// CompareTexts sets two texts side by side, cell by cell: in the order of the first
// one's file, then what only the other has. Paths are compared as they stand: a text
// whose amounts are the same as another's has one cell that says so.
func CompareTexts(first, other *Text) []Compared {
	return compare(first.cells, other.cells, func(c Citation) string { return c.Cell })
}

// Diff lists the cells whose value, certainty or source differ between two laws: in
// the order of the first one, then what only the other has.
func Diff(then, now *Law) []Compared {
	var changed []Compared
	for _, c := range compare(then.cells(), now.cells(), func(c Citation) string { return c.TextID + " " + c.Cell }) {
		if c.Change == Same {
			if c.First.Certainty == c.Other.Certainty && c.First.Source == c.Other.Source {
				continue
			}
			c.Change = OtherWords
		}
		changed = append(changed, c)
	}
	return changed
}

// compare pairs the cells of two sides by their key.
func compare(first, other []Citation, key func(Citation) string) []Compared {
	pending := make(map[string]Citation, len(other))
	for _, c := range other {
		pending[key(c)] = c
	}
	all := make([]Compared, 0, len(first))
	for _, c := range first {
		o, both := pending[key(c)]
		delete(pending, key(c))
		change := OnlyInFirst
		switch {
		case both && o.Value == c.Value:
			change = Same
		case both:
			change = OtherValue
		}
		all = append(all, Compared{c.Cell, change, c, o})
	}
	for _, o := range other {
		if _, left := pending[key(o)]; left {
			all = append(all, Compared{o.Cell, OnlyInOther, Citation{}, o})
		}
	}
	return all
}
