package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// OptionIn is the option of a contract year: that of the amendment which holds in it,
// else the one signed.
func (c Contract) OptionIn(year int) law.Option {
	if change, ok := c.changeIn(year); ok {
		return change.Option
	}
	return c.Option
}

// GoalsIn are the objectives of a contract year: those of the amendment which holds in
// it, else those signed.
func (c Contract) GoalsIn(year int) []law.Goal {
	if change, ok := c.changeIn(year); ok {
		return change.Goals
	}
	return c.Goals
}

// changeIn is the change of option that holds in a contract year: the latest year's, and
// of two from the same year the one recorded last.
func (c Contract) changeIn(year int) (OptionChange, bool) {
	var held OptionChange
	for _, change := range c.Changes {
		if change.FromYear <= year && change.FromYear >= held.FromYear {
			held = change
		}
	}
	return held, held.FromYear != 0
}

// largestOption is the largest option of any year: more working time than it takes does
// not count.
func (c Contract) largestOption() law.Option {
	largest := c.Option
	for _, change := range c.Changes {
		largest = max(largest, change.Option)
	}
	return largest
}

// Reaches is the option that a weekly working time, in minutes, reaches under the
// contract, at most the largest that it has in any year.
func (c Contract) Reaches(l *law.Law, weekly int) (Reached, *Refusal) {
	if c.Group != nil { // it has no option; any part of its ETP counts
		_, cite := c.wantedMinutes(l)
		return Reached{Cite: cite}, nil
	}
	option, ok, cite := l.OptionReached(c.Text, weekly)
	if !ok {
		return Reached{}, workingTimeTooShort(l, c.Text, weekly)
	}
	return Reached{Option: min(option, c.largestOption()), Cite: cite}, nil
}

// OptionWanted is the change of option that the parties agree on.
type OptionWanted struct {
	Option   law.Option
	From     civil.Date // the first day of the contract year from which it holds
	Amended  civil.Date // the day of the amendment
	Declared []Declared
}

// ChangeOption is the contract with another option from an anniversary on, and the terms
// of it: an assessment for the day of the contract decides, as for an offer. What was
// signed stays. The band stays too: it is that of the starting patient list.
func (c Contract) ChangeOption(l *law.Law, a Assessed, w OptionWanted) (Contract, Terms, *Refusal) {
	if refusal := c.MayAmend(w.Amended); refusal != nil {
		return c, Terms{}, refusal
	}
	switch {
	case c.State == NoticeGiven:
		return c, Terms{}, c.optionUnderNotice()
	case w.Option > law.Full:
		return c, Terms{}, optionBySuccession(w.Option)
	}
	year, refusal := c.opening(w)
	if refusal != nil {
		return c, Terms{}, refusal
	}
	if held := c.OptionIn(year); held == w.Option {
		return c, Terms{}, c.optionUnchanged(held, year)
	}
	if a.Signed != c.Signed {
		return c, Terms{}, AssessmentDiffers("signature_date", a.Signed.String(), c.Signed.String())
	}
	a.Options = slices.Clone(a.Options)
	for i := range a.Options {
		if len(c.Bands) > 0 {
			a.Options[i].Bands = c.Bands
		}
	}
	terms, refusal := Offer(l, a, w.Option, w.Declared)
	if refusal != nil {
		return c, Terms{}, refusal
	}
	change := OptionChange{FromYear: year, Option: w.Option}
	for _, o := range terms.Objectives {
		change.Goals = append(change.Goals, law.Goal{Indicator: o.Indicator, Start: o.Start, ToGain: o.ToGain})
	}
	c.Changes = added(c.Changes, change)
	return c, terms, nil
}

// MayAmend is why an amendment of a day is refused; nil when it is not.
func (c Contract) MayAmend(amended civil.Date) *Refusal {
	if _, refusal := c.next(Amend); refusal != nil {
		return refusal
	}
	if amended.Before(c.Signed) || (!c.Term.IsZero() && amended.After(c.Term)) {
		return c.amendedOutside(amended)
	}
	return nil
}

// opening is the contract year that the wanted day opens, when an option may change on it.
func (c Contract) opening(w OptionWanted) (int, *Refusal) {
	var possible []civil.Date
	for _, y := range c.Years[1:] {
		switch {
		case y.Start.IsZero() || y.Start.Before(w.Amended):
		case y.Start == w.From:
			return y.Number, nil
		default:
			possible = append(possible, y.Start)
		}
	}
	return 0, c.notAnAnniversary(w, possible)
}

// AssistantData are the data of an assistant that were wrong.
type AssistantData struct {
	Ref    string
	Weekly int        // minutes a week under this contract; 0 leaves them as they are
	Start  civil.Date // first day of work; zero leaves it as it is
}

// CorrectAssistant is the contract with corrected data of an assistant, of several with
// one reference the last, and the option reached now. An assistant whose whole work
// contract is under this contract has the longer working time in the work contract, too.
func (c Contract) CorrectAssistant(l *law.Law, d AssistantData) (Contract, Assistant, Reached, *Refusal) {
	i := -1
	for j, a := range c.Assistants {
		if a.Ref == d.Ref {
			i = j
		}
	}
	if i < 0 {
		return c, Assistant{}, Reached{}, c.noSuchAssistant(d.Ref)
	}
	a := c.Assistants[i]
	if d.Weekly != 0 {
		if a.WorkContract == a.Weekly {
			a.WorkContract = max(a.WorkContract, d.Weekly)
		}
		if a.Weekly = d.Weekly; a.Weekly > a.WorkContract {
			return c, Assistant{}, Reached{}, sharesExceed(d.Ref, Share{Weekly: a.Weekly, WorkContract: a.WorkContract}, 0, a.Start)
		}
	}
	if !d.Start.IsZero() {
		a.Start = d.Start
		if refusal := c.mayStart(a); refusal != nil {
			return c, Assistant{}, Reached{}, refusal
		}
	}
	reached, refusal := c.Reaches(l, a.Weekly)
	if refusal != nil {
		return c, Assistant{}, Reached{}, refusal
	}
	c.Assistants = slices.Clone(c.Assistants)
	if c.Group != nil {
		others := c
		others.Assistants = slices.Delete(slices.Clone(c.Assistants), i, i+1)
		if refusal := others.fits(l, a); refusal != nil {
			return c, Assistant{}, Reached{}, refusal
		}
	}
	c.Assistants[i] = a
	slices.SortStableFunc(c.Assistants, func(a, b Assistant) int { return a.Start.Compare(b.Start) })
	return c, a, reached, nil
}

// mayStart is why the corrected first day of an assistant is refused.
func (c Contract) mayStart(a Assistant) *Refusal {
	last := a.End
	if len(a.Absences) > 0 && (last.IsZero() || a.Absences[0].From.Before(last)) {
		last = a.Absences[0].From
	}
	switch {
	case !c.Term.IsZero() && a.Start.After(c.Term):
		return c.hiredAfterTerm(a.Start)
	case !last.IsZero() && a.Start.After(last):
		return startsTooLate(a, last)
	}
	return nil
}
