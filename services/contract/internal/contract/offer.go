package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Verdict is the answer of an assessment. The zero value is no verdict, and nothing
// is offered on it.
type Verdict uint8

// The verdicts.
const (
	Eligible Verdict = iota + 1
	Ineligible
	Undetermined
)

// Assessed is what an offer needs to know of an assessment.
type Assessed struct {
	LawDigest string
	Text      *law.Text // nil before the first text; then the verdict is Ineligible
	Verdict   Verdict
	// Findings are the sentences that say what is not met, or what would settle it.
	Findings []law.Phrase
	Signed   civil.Date
	// FirstYear is the number of the first contract year; 0 means 1.
	FirstYear int
	// Specialty is a code of the Assurance Maladie; Particular a médecin à expertise
	// particulière.
	Specialty  string
	Particular bool
	// The starting levels.
	Adults, Registered, ActiveFile law.Start
	// BandStated: the fund stated the band, so that no percentile was needed for it.
	BandStated     bool
	NewlyInstalled bool
	// InstalledUnknown: it is not stated when the doctor set up, so that nobody knows
	// whether the objective is that of the newly installed.
	InstalledUnknown bool
	Options          []AssessedOption
	Certainty        law.Certainty
}

// AssessedOption is what an assessment says of one option.
type AssessedOption struct {
	Option law.Option
	Open   bool
	Codes  []string     // why it is not open, stable
	Why    []law.Phrase // the same in words
	Bands  []law.Band   // those that remain possible; one when it is settled
}

// Declared is an objective as the fund writes it into the contract.
type Declared struct {
	Indicator law.Indicator
	ToGain    int
	Reason    string
}

// Terms are what is offered.
type Terms struct {
	Option law.Option
	// Bands are those that remain possible; one when it is settled.
	Bands      []law.Band
	Objectives []Objective
	Years      []law.Year
	Term       civil.Date
	Certainty  law.Certainty // the weakest among the cells the terms rest on
}

// Offer is the terms of one option for an assessed doctor, or why there are none.
func Offer(l *law.Law, a Assessed, option law.Option, declared []Declared) (Terms, *Refusal) {
	if a.LawDigest != l.Digest() {
		return Terms{}, lawDiffers(a.LawDigest, l.Digest())
	}
	if a.Verdict != Eligible || a.Text == nil {
		return Terms{}, notEligible(a)
	}
	answer, refusal := a.open(option)
	if refusal != nil {
		return Terms{}, refusal
	}
	c := Contract{Text: a.Text, Option: option, Signed: a.Signed, FirstYear: a.FirstYear}.Timed(l)
	if !inCalendar(c.Term) {
		return Terms{}, outsideCalendar(c.Term)
	}
	amounts, same := ceilings(l, option, answer.Bands, c.Years)
	if !same {
		return Terms{}, bandUnsettled(answer.Bands)
	}
	objectives, used, refusal := objectives(l, a, answer, declared)
	if refusal != nil {
		return Terms{}, refusal
	}
	used = append(used, a.Text.Option(option).Open.Cite().Certainty)
	used = append(used, a.bandCells(l)...)
	return Terms{
		Option: option, Bands: answer.Bands, Objectives: objectives, Years: c.Years, Term: c.Term,
		Certainty: law.Weakest(slices.Concat(used, amounts, []law.Certainty{a.Certainty})...),
	}, nil
}

// open is the assessment's answer on the option, if it is open to the doctor.
func (a Assessed) open(option law.Option) (AssessedOption, *Refusal) {
	i := slices.IndexFunc(a.Options, func(o AssessedOption) bool { return o.Option == option })
	if i < 0 {
		return AssessedOption{}, optionNotAsked(option)
	}
	answer := a.Options[i]
	if !answer.Open {
		return AssessedOption{}, optionClosed(answer)
	}
	return answer, nil
}

// ceilings is how sure the amounts of the five years are, and whether they are the
// same in every band that remains possible. Without a band nothing can be said.
func ceilings(l *law.Law, option law.Option, bands []law.Band, years []law.Year) (used []law.Certainty, same bool) {
	if len(bands) == 0 {
		return nil, false
	}
	for _, y := range years {
		first := l.Ceiling(option, y.Number, bands[0], y.Start)
		for _, b := range bands {
			amount := l.Ceiling(option, y.Number, b, y.Start)
			if amount.Cents != first.Cents || amount.Known != first.Known || amount.None != first.None {
				return nil, false
			}
			used = append(used, amount.Cite.Certainty)
			for _, c := range amount.Also {
				used = append(used, c.Certainty)
			}
		}
	}
	return used, true
}

// bandCells is how sure the percentiles are that leave no other band possible. One that
// nobody knows excludes none, so nothing rests on it.
func (a Assessed) bandCells(l *law.Law) []law.Certainty {
	group := l.Group(a.Specialty, a.Particular)
	readOn := a.Text.BandReadOn(group)
	indicator, _ := readOn.Value()
	start, _ := a.start(indicator)
	if a.BandStated || !start.Known {
		return nil
	}
	used := []law.Certainty{readOn.Cite().Certainty}
	_, cells := l.PossibleBands(a.Text, group, indicator, start.Count)
	for _, c := range cells {
		if c.Certainty != law.Unknown {
			used = append(used, c.Certainty)
		}
	}
	return used
}

// inCalendar reports whether the day is one that the calendar of package civil can
// write and read again.
func inCalendar(d civil.Date) bool {
	if d.IsZero() {
		return true
	}
	_, err := civil.Parse(d.String())
	return err == nil
}
