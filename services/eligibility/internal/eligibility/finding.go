package eligibility

import (
	"slices"

	"assistmed/services/internal/law"
)

// answer is one of three: yes, no, or unknown for want of a fact or a cell.
type answer uint8

const (
	unknown answer = iota
	no
	yes
)

// finding is an answer to a part of a criterion, with the cells it rests on and what
// would settle it when it is unknown.
type finding struct {
	holds answer
	used  []law.Citation
	asks  []ask
}

// ask is what is missing: a fact of the application, or a cell of the law.
type ask struct {
	field string       // path inside the application, "" for a cell
	cell  law.Citation // the missing cell
}

func askFact(field string) ask { return ask{field: field} }

func askCell(cell law.Citation) ask { return ask{cell: cell} }

// told is yes or no, resting on cells.
func told(holds bool, used ...law.Citation) finding {
	if holds {
		return finding{holds: yes, used: used}
	}
	return finding{holds: no, used: used}
}

// both holds when all findings hold; one that does not hold decides.
func both(findings ...finding) finding { return decided(no, findings) }

// either holds when one finding holds; one that holds decides.
func either(findings ...finding) finding { return decided(yes, findings) }

// decided joins findings: the first with the deciding answer is the result, else an
// unknown one makes it unknown, else all together say the opposite.
func decided(by answer, findings []finding) finding {
	all := finding{holds: no + yes - by}
	for _, f := range findings {
		if f.holds == by {
			return f
		}
		if f.holds == unknown {
			all.holds = unknown
		}
		all.used = append(all.used, f.used...)
		all.asks = append(all.asks, f.asks...)
	}
	return all
}

// inZone tells whether the practice lies in one of the zones of a cell.
func (q inquiry) inZone(zones law.Cell[[]law.Zone]) finding {
	list, known := zones.Value()
	switch {
	case !known:
		return finding{used: []law.Citation{zones.Cite()}, asks: []ask{askCell(zones.Cite())}}
	case q.app.Practice.Zone == law.ZoneUnknown:
		return finding{used: []law.Citation{zones.Cite()}, asks: []ask{askFact(fieldZone)}}
	}
	return told(slices.Contains(list, q.app.Practice.Zone), zones.Cite())
}
