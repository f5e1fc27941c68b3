package law

import (
	"fmt"

	"assistmed/services/internal/money"
)

// Certainty says how sure a cell of the law is, strongest first. The zero value is
// no certainty: of an answer that rests on no cell.
type Certainty uint8

// The certainties, strongest first.
const (
	OfficialText    Certainty = iota + 1 // the text in the Journal officiel, or a verbatim quotation
	OfficialSummary                      // the Assurance Maladie's own summary
	Secondary                            // press, unions, professional sites
	Derived                              // our reading, stated by nobody
	Operator                             // unknown, and filled by the operator
	Unknown                              // nobody could find it
)

var certaintyNames = [...]string{
	"NO_CERTAINTY", "OFFICIAL_TEXT", "OFFICIAL_SUMMARY", "SECONDARY", "DERIVED", "OPERATOR", "UNKNOWN",
}

// Certainties lists them, strongest first.
func Certainties() []Certainty {
	return []Certainty{OfficialText, OfficialSummary, Secondary, Derived, Operator, Unknown}
}

// String is the name in the law files, for example "OFFICIAL_SUMMARY".
func (c Certainty) String() string { return nameOf(certaintyNames[:], c) }

// Weakest is the weakest of these certainties, which is the certainty of an answer
// that rests on all of them; the zero value when there are none.
func Weakest(cs ...Certainty) Certainty {
	var weakest Certainty
	for _, c := range cs {
		weakest = max(weakest, c)
	}
	return weakest
}

// Option is the working time of the assistant that the aid pays for. The zero value
// is no option.
type Option uint8

// The options.
const (
	Third Option = iota + 1
	Half
	Full
	OneAndHalf
	Two
)

var (
	optionNames  = [...]string{"NO_OPTION", "THIRD", "HALF", "FULL", "ONE_AND_HALF", "TWO"}
	optionShares = [...]money.Ratio{{Num: 0, Den: 1}, {Num: 1, Den: 3}, {Num: 1, Den: 2}, {Num: 1, Den: 1}, {Num: 3, Den: 2}, {Num: 2, Den: 1}}
	optionPhrase = [...]Phrase{
		{FR: "aucune option", EN: "no option"},
		{FR: "1/3 ETP", EN: "1/3 ETP"},
		{FR: "1/2 ETP", EN: "1/2 ETP"},
		{FR: "1 ETP", EN: "1 ETP"},
		{FR: "1,5 ETP", EN: "1.5 ETP"},
		{FR: "2 ETP", EN: "2 ETP"},
	}
)

// Options lists the options, smallest first.
func Options() []Option { return []Option{Third, Half, Full, OneAndHalf, Two} }

// String is the name in the law files, for example "HALF".
func (o Option) String() string { return nameOf(optionNames[:], o) }

// Share is the option's share of a full working time.
func (o Option) Share() money.Ratio {
	if int(o) < len(optionShares) {
		return optionShares[o]
	}
	return optionShares[0]
}

// Name is the option as people call it, for example "1/3 ETP".
func (o Option) Name() Phrase { return phraseOf(optionPhrase[:], o) }

// Band is where a starting patient list stands among the national percentiles; it
// contains its lower bound and not its upper one. The zero value is no band.
type Band uint8

// The bands, lowest first.
const (
	BelowP30 Band = iota + 1
	P30ToP50
	P50ToP70
	P70ToP90
	P90ToP95
	P95AndAbove
)

var (
	bandNames  = [...]string{"NO_BAND", "BELOW_P30", "P30_P50", "P50_P70", "P70_P90", "P90_P95", "P95_AND_ABOVE"}
	bandPhrase = [...]Phrase{
		{FR: "aucune tranche", EN: "no band"},
		{FR: "sous P30", EN: "below P30"},
		{FR: "P30–P50", EN: "P30–P50"},
		{FR: "P50–P70", EN: "P50–P70"},
		{FR: "P70–P90", EN: "P70–P90"},
		{FR: "P90–P95", EN: "P90–P95"},
		{FR: "P95 et plus", EN: "P95 and above"},
	}
)

// Bands lists the bands, lowest first.
func Bands() []Band {
	return []Band{BelowP30, P30ToP50, P50ToP70, P70ToP90, P90ToP95, P95AndAbove}
}

// String is the band's stable name, for example "P30_P50".
func (b Band) String() string { return nameOf(bandNames[:], b) }

// Name is the band as people call it, for example "P30–P50".
func (b Band) Name() Phrase { return phraseOf(bandPhrase[:], b) }

// Indicator is what is counted. The zero value is no indicator.
type Indicator uint8

// The indicators.
const (
	RegisteredPatients Indicator = iota + 1 // patientèle médecin traitant (MT)
	ActiveFile                              // file active (FA)
)

var (
	indicatorNames  = [...]string{"NO_INDICATOR", "REGISTERED_PATIENTS", "ACTIVE_FILE"}
	indicatorPhrase = [...]Phrase{
		{FR: "aucun indicateur", EN: "no indicator"},
		{FR: "patientèle médecin traitant", EN: "registered patients"},
		{FR: "file active", EN: "active file"},
	}
)

// Indicators lists the indicators.
func Indicators() []Indicator { return []Indicator{RegisteredPatients, ActiveFile} }

// String is the name in the law files, for example "ACTIVE_FILE".
func (i Indicator) String() string { return nameOf(indicatorNames[:], i) }

// Name is the indicator as people call it, without a capital.
func (i Indicator) Name() Phrase { return phraseOf(indicatorPhrase[:], i) }

// Zone is the medical density of a practice's address. The zero value means that it
// is not known.
type Zone uint8

// The zones.
const (
	ZoneUnknown Zone = iota
	ZIP              // zone d'intervention prioritaire
	ZAC              // zone d'action complémentaire
	ZV               // zone de vigilance
	ZoneNone         // none of these
)

var zoneNames = [...]string{"ZONE_UNKNOWN", "ZIP", "ZAC", "ZV", "NONE"}

// Zones lists the zones that can be known.
func Zones() []Zone { return []Zone{ZIP, ZAC, ZV, ZoneNone} }

// String is the name in the law files, for example "ZIP".
func (z Zone) String() string { return nameOf(zoneNames[:], z) }

// Percentile is one of the national percentiles that bound the bands. The zero value
// is no percentile.
type Percentile uint8

// The percentiles, ascending: percentile number n is the lower bound of band n+1.
const (
	P30 Percentile = iota + 1
	P50
	P70
	P90
	P95
)

var percentileNames = [...]string{"NO_PERCENTILE", "P30", "P50", "P70", "P90", "P95"}

// Percentiles lists the percentiles, ascending.
func Percentiles() []Percentile { return []Percentile{P30, P50, P70, P90, P95} }

// String is the name in the law files, for example "P30".
func (p Percentile) String() string { return nameOf(percentileNames[:], p) }

// Phrase is one sentence, or one name, in both languages.
type Phrase struct{ FR, EN string }

// Group is the set of doctors among whom percentiles are computed: GP, MEP, or a
// specialty code.
type Group string

// The groups that are not a specialty code.
const (
	GP  Group = "GP"  // general practitioners, MEP left out
	MEP Group = "MEP" // médecins à expertise particulière
)

func nameOf[E ~uint8](names []string, e E) string {
	if int(e) < len(names) {
		return names[e]
	}
	return fmt.Sprintf("%s(%d)", names[0], e)
}

func phraseOf[E ~uint8](phrases []Phrase, e E) Phrase {
	if int(e) < len(phrases) {
		return phrases[e]
	}
	return phrases[0]
}
