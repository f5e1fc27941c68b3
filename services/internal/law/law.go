// Package law is the law of the aid, pure: the legal texts as dated cells with value,
// certainty and source, and the functions that read them.
//
// Two clocks govern a contract, so nothing here is ever called "current": eligibility,
// options, objectives and the payment calendar follow the text in force on the
// signature date (TextOn); amounts follow the day on which the contract year starts
// (Ceiling). UNKNOWN is a value: what needs an unknown cell says so and names it.
package law

import (
	"maps"
	"slices"
	"strings"

	"assistmed/services/internal/civil"
)

// referenceID is the text id of the cells that belong to no text.
const referenceID = "reference"

// Law is the whole law, read once and never changed.
type Law struct {
	texts       []*Text // oldest first
	collective  *CollectiveAid
	reference   []Citation
	schedules   []*schedule             // oldest first
	percentiles map[string]distribution // by the distribution's name
	specialties map[string]Specialty
	gpCodes     Cell[[]string]
	mepGroup    Cell[string]
	funds       []Fund // by code
	moves       []Move // oldest first
	renewal     Renewal
	structure   structureFee
	community   []communitySize // smallest first
	milestones  []Milestone     // by date
	targets     Targets
	cohort      Cohort
	sources     []Source // in the order of their files
	files       map[string][]byte
	supplements []Supplement
	digest      string
	edition     string
}

// Specialty is one specialty of the Assurance Maladie's table.
type Specialty struct {
	Code string // two digits
	Name string // in French
	GP   bool   // médecine générale
	Cite Citation
}

// Fund is one local fund (CPAM, overseas CGSS).
type Fund struct {
	Code string // three characters
	Name string // in French
	Cite Citation
}

// Source is where a cell comes from.
type Source struct {
	Key            string
	Title          string // in French
	URL            string // empty where there is none
	SupplementFile string // the operator's file that names it; empty for the law's own
}

// Status says how well the law is known.
type Status struct {
	Digest  string
	Counts  map[Certainty]int // cells by certainty; a certainty without cells has 0
	Unknown []Citation        // the cells nobody could find
	Derived []Citation        // the readings that are ours
	// Supplements are the operator's files, in the order of their names.
	Supplements []Supplement
}

// Digest is the SHA-256, in hexadecimal, of every cell of the law in canonical form.
func (l *Law) Digest() string { return l.digest }

// Texts lists the texts, oldest first.
func (l *Law) Texts() []*Text { return slices.Clone(l.texts) }

// Text is the text with this id.
func (l *Law) Text(id string) (*Text, bool) {
	for _, t := range l.texts {
		if t.ID == id {
			return t, true
		}
	}
	return nil, false
}

// TextOn is the first clock: the text that governs a contract signed on this day;
// false before the first text.
func (l *Law) TextOn(signed civil.Date) (*Text, bool) {
	for _, t := range l.texts {
		if !signed.Before(t.From) && (t.Until.IsZero() || !signed.After(t.Until)) {
			return t, true
		}
	}
	return nil, false
}

// FirstDate is the first signature date that any text governs, with its source.
func (l *Law) FirstDate() (civil.Date, Citation) {
	return l.texts[0].From, l.texts[0].InForce
}

// Cells lists a text's cells in the order of its file; the id "reference" gives the
// shared tables (percentiles, specialties, funds, moves between texts, linked
// schemes, deployment).
func (l *Law) Cells(textID string) ([]Citation, bool) {
	if textID == referenceID {
		return slices.Clone(l.reference), true
	}
	if textID == collectiveID {
		return l.collective.Cells(), true
	}
	t, ok := l.Text(textID)
	if !ok {
		return nil, false
	}
	return t.Cells(), true
}

// Status counts the cells by certainty and lists those that are unknown or ours.
func (l *Law) Status() Status {
	s := Status{Digest: l.digest, Counts: make(map[Certainty]int), Supplements: slices.Clone(l.supplements)}
	for _, c := range Certainties() {
		s.Counts[c] = 0
	}
	for _, c := range l.cells() {
		s.Counts[c.Certainty]++
		switch c.Certainty {
		case Unknown:
			s.Unknown = append(s.Unknown, c)
		case Derived:
			s.Derived = append(s.Derived, c)
		}
	}
	return s
}

// cells lists every cell of the law: the texts, oldest first, the collective aid, then
// the reference.
func (l *Law) cells() []Citation {
	var all []Citation
	for _, t := range l.texts {
		all = append(all, t.cells...)
	}
	return slices.Concat(all, l.collective.cells, l.reference)
}

// Specialty is the specialty with this code.
func (l *Law) Specialty(code string) (Specialty, bool) {
	s, ok := l.specialties[code]
	return s, ok
}

// Specialties lists the specialties of the table, by code.
func (l *Law) Specialties() []Specialty {
	return slices.SortedFunc(maps.Values(l.specialties), func(a, b Specialty) int { return strings.Compare(a.Code, b.Code) })
}

// Funds lists the local funds, by code.
func (l *Law) Funds() []Fund { return slices.Clone(l.funds) }

// Group is the group among which a doctor's percentiles are read. A doctor with a
// particular practice (médecine à expertise particulière) is in a group of his own.
func (l *Law) Group(code string, mep bool) Group {
	s := l.specialties[code]
	switch {
	case mep:
		return MEP
	case s.GP:
		return GP
	}
	return Group(code)
}
