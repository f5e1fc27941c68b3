package eligibility

import "math/bits"

// facts is a set of facts of the application that are missing.
type facts uint32

// The facts that may be missing, in the order in which they are asked for.
const (
	factSector facts = 1 << iota
	factTariffOption
	factDepartment
	factInstalled
	factAdultRegistered
	factRegistered
	factActiveFile
	factBand
	factUnder16
	factClinicalShare
	factCCAMShare
	factDoctors
	factZone
	factColleague
	factCoordination
	factStructureFee
	factPromoted
	factReplaced
	factHeldOption
	factHeldYear
	factHeldReached
	noMoreFacts
)

// each calls for every fact of the set, in order.
func (s facts) each(visit func(one facts)) {
	for s != 0 {
		one := facts(1) << bits.TrailingZeros32(uint32(s))
		s &^= one
		visit(one)
	}
}

// count is how many facts the set has.
func (s facts) count() int { return bits.OnesCount32(uint32(s)) }

// answer is one of three: yes, no, or unknown for want of a fact or a cell.
type answer uint8

const (
	unknown answer = iota
	no
	yes
)

func told(holds bool) answer {
	if holds {
		return yes
	}
	return no
}

// both is yes when all are, and no when one is.
func both(all ...answer) answer {
	so := yes
	for _, a := range all {
		if a == no {
			return no
		}
		if a == unknown {
			so = unknown
		}
	}
	return so
}

// either is yes when one is, and no when all are.
func either(all ...answer) answer {
	so := no
	for _, a := range all {
		if a == yes {
			return yes
		}
		if a == unknown {
			so = unknown
		}
	}
	return so
}
