package law

import "assistmed/services/internal/money"

// structureFee is the forfait structure, of which the aid was volet 3 under avenant 7.
type structureFee struct {
	point  Cell[money.Cents] // what one point is worth
	gate   Cell[string]      // ALL_OF_VOLET_1_ON_31_DECEMBER: without it volets 2 and 3 are closed
	maxima []maximumRow      // oldest first
}

// maximumRow is the most points of the years from first to last: of all volets
// together, or of volet 1 and of the others. The last row has no last year.
type maximumRow struct {
	first, last         Cell[int]
	allVolets           Cell[int]
	volet1, otherVolets Cell[int]
}

// communitySize is a size of CPTS, by the inhabitants of its territory.
type communitySize struct {
	inhabitants Cell[int]    // its lower bound; zero for the smallest size
	comparison  Cell[string] // AT_LEAST, MORE_THAN that bound
	maximum     Cell[money.Cents]
	// What the sources say where they differ.
	lowest, highest Cell[money.Cents]
}

// StructureFeeQuery states the points of one year.
type StructureFeeQuery struct {
	Year        int // of the indicators
	Volet1      int // points of volet 1
	OtherVolets int // points of volets 2 and 3
	Volet1Met   Fact
}

// Fact is what a caller knows of something that is so or not. The zero value is not known.
type Fact uint8

// The facts.
const (
	FactUnknown Fact = iota
	Yes
	No
)

// StructureFee is what the points of the forfait structure are worth.
type StructureFee struct {
	Points       int // that count, after the gate of volet 1 and the maxima
	Amount       money.Cents
	Known        bool // of Points and Amount: false where the law or a fact is missing
	Maximum      int  // points of the year, all volets together
	MaximumKnown bool
	Cites        []Citation
	Certainty    Certainty
	Explanation  Phrase
}

// StructureFee says what points are worth: each volet up to its maximum of the year,
// volets 2 and 3 only where all of volet 1 is met.
func (l *Law) StructureFee(q StructureFeeQuery) StructureFee {
	s := &l.structure
	row, around := s.row(q.Year)
	if row == nil {
		return StructureFee{Cites: around, Certainty: Unknown, Explanation: explainNoMaximum(q.Year, around)}
	}
	f := StructureFee{MaximumKnown: true, Known: true, Cites: []Citation{s.point.cite, row.first.cite}}
	if most, together := row.allVolets.Value(); together {
		f.Maximum, f.Points = most, min(q.Volet1+q.OtherVolets, most)
		f.Cites = append(f.Cites, row.allVolets.cite)
	} else {
		f.Maximum = row.volet1.value + row.otherVolets.value
		f.Points = min(q.Volet1, row.volet1.value)
		if q.Volet1Met == Yes {
			f.Points += min(q.OtherVolets, row.otherVolets.value)
		}
		f.Known = q.Volet1Met != FactUnknown || q.OtherVolets == 0
		f.Cites = append(f.Cites, row.volet1.cite, row.otherVolets.cite, s.gate.cite)
	}
	f.Certainty = weakestOf(f.Cites)
	if !f.Known {
		f.Points = 0
		f.Explanation = explainGateUnknown(s.gate.cite)
		return f
	}
	f.Amount = s.point.value * money.Cents(f.Points)
	f.Explanation = explainStructureFee(q, f)
	return f
}

// row is the row of maxima of a year; nil where no row surely holds, with the cells
// around the year.
func (s *structureFee) row(year int) (*maximumRow, []Citation) {
	for i := len(s.maxima) - 1; i >= 0; i-- {
		row := &s.maxima[i]
		first, ok := row.first.Value()
		if !ok || year < first {
			continue
		}
		last, ends := row.last.Value()
		if i == len(s.maxima)-1 || year == first || ends && year <= last {
			return row, nil
		}
		return nil, []Citation{row.last.cite, s.maxima[i+1].first.cite}
	}
	return nil, []Citation{s.maxima[0].first.cite}
}

// CommunityFunding is the yearly maximum of a CPTS (communauté professionnelle
// territoriale de santé).
type CommunityFunding struct {
	Size            int // 1 to 4, by inhabitants
	Maximum         money.Cents
	Known           bool        // of Maximum: false where the sources differ
	Lowest, Highest money.Cents // what the sources say, where they differ
	Cites           []Citation
	Certainty       Certainty
	Explanation     Phrase
}

// CommunityFunding is the yearly maximum of a CPTS with this many inhabitants.
func (l *Law) CommunityFunding(inhabitants int) CommunityFunding {
	f := CommunityFunding{}
	var bounds []Citation
	for i, s := range l.community {
		bound, bounded := s.inhabitants.Value()
		if bounded && (inhabitants < bound || inhabitants == bound && s.comparison.value == moreThan) {
			if inhabitants == bound {
				bounds = append(bounds, s.comparison.cite)
			}
			bounds = append(bounds, s.inhabitants.cite)
			break
		}
		f.Size, bounds = i+1, nil
		if bounded {
			bounds = append(bounds, s.inhabitants.cite)
		}
		if bounded && inhabitants == bound {
			bounds = append(bounds, s.comparison.cite)
		}
	}
	size := l.community[f.Size-1]
	f.Maximum, f.Known = size.maximum.Value()
	f.Cites = append([]Citation{size.maximum.cite}, bounds...)
	if !f.Known {
		f.Lowest, f.Highest = size.lowest.value, size.highest.value
		f.Cites = append(f.Cites, size.lowest.cite, size.highest.cite)
	}
	f.Certainty = weakestOf(f.Cites)
	f.Explanation = explainCommunity(f)
	return f
}

func weakestOf(cites []Citation) Certainty {
	var weakest Certainty
	for _, c := range cites {
		weakest = Weakest(weakest, c.Certainty)
	}
	return weakest
}
