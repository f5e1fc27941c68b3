package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// RenewalReading is the reading of the law that a fund follows where two are recorded;
// zero when none is stated.
type RenewalReading uint8

// The readings: the text as quoted, and the public line of the Cnam.
const (
	ReadingOfText RenewalReading = iota + 1
	ReadingOfCnam
)

// YearCounter is how the years of a renewed contract are counted; zero when it is not
// stated.
type YearCounter uint8

// The counters: the years go on from the last one, or restart at 1.
const (
	GoesOn YearCounter = iota + 1
	Restarts
)

// Statement is how the fund says that a contract goes on after its term.
type Statement struct {
	Mode    RenewalMode
	Reading RenewalReading
	Counter YearCounter
	// Open is the id of a renewal offered before that was not given up; empty without.
	Open string
}

// Stated is what follows from a statement.
type Stated struct {
	Signed    civil.Date // of the renewal: the day after the term
	FirstYear int        // number of its first contract year; 0 when there is no renewal
	Counter   YearCounter
	Cites     []law.Citation // both readings where the law is disputed
	// Explanation is a sentence a doctor can read.
	Explanation law.Phrase
}

// The forms of the law that a renewal reads.
const (
	runsToItsTerm = "RUNS_TO_TERM_UNDER_ITS_TEXT"
	counterOn     = "GOES_ON"
)

// Renew says how the contract goes on after its term, or why the fund cannot state it
// so: WRONG_STATE, RENEWAL_STATED, READING_MISSING, NOT_RENEWABLE_BY_READING,
// YEAR_COUNTER_MISSING, OUTSIDE_CALENDAR. A statement that no offer follows, or whose
// offer was given up, may be made anew. The contract itself does not change.
func (c Contract) Renew(l *law.Law, s Statement) (Stated, *Refusal) {
	if _, refusal := c.next(Renew); refusal != nil {
		return Stated{}, refusal
	}
	if c.State == Ended && c.EndReason != Expired {
		return Stated{}, c.endedAndNotRenewed()
	}
	switch {
	case c.SucceededBy != "":
		return Stated{}, c.renewalStated(c.SucceededBy)
	case s.Open != "":
		return Stated{}, c.renewalStated(s.Open)
	}
	option, _ := c.AtItsTerm()
	cites, refusal := c.byReading(l, option, s)
	if refusal != nil {
		return Stated{}, refusal
	}
	if len(cites) == 0 {
		s.Reading = 0 // nobody disputes this renewal: there is nothing to follow
	}
	last := c.Term
	if c.State == Ended {
		last = c.End
	}
	out := Stated{Signed: last.AddDays(1), Cites: append(cites, l.Renewal().Mode.Cite(), s.Mode.cell(l).Cite())}
	if s.Mode != NotRenewable {
		if out.Counter, refusal = counter(l, s.Counter); refusal != nil {
			return Stated{}, refusal
		}
		if out.FirstYear = 1; out.Counter == GoesOn {
			out.FirstYear = c.lastYear() + 1
		}
		out.Cites = append(out.Cites, l.Renewal().YearCounter.Cite())
	}
	if s.Mode == NewObjectives {
		out.Cites = append(out.Cites, l.Renewal().ToLaterText.Cite())
	}
	out.Explanation = c.stated(s, out, last)
	return out, nil
}

// AtItsTerm is the option, and the objectives, that hold in the last contract year.
func (c Contract) AtItsTerm() (law.Option, []law.Goal) {
	return c.OptionIn(c.lastYear()), c.GoalsIn(c.lastYear())
}

// lastYear is the number of the last contract year.
func (c Contract) lastYear() int { return c.Years[len(c.Years)-1].Number }

// cell is the cell that says who has seen this mode.
func (m RenewalMode) cell(l *law.Law) law.Cell[string] {
	switch r := l.Renewal(); m {
	case ObjectivesKept:
		return r.ObjectivesKept
	case NewObjectives:
		return r.NewObjectives
	default:
		return r.NotRenewable
	}
}

// byReading checks the mode against each later text that says which contracts can be
// renewed, and gives the cells. Where a text and the Cnam disagree the fund says whom it
// follows: under the reading of the text the contract is not renewed; under that of the
// Cnam its objectives are kept. A cell that is unknown refuses nothing.
func (c Contract) byReading(l *law.Law, option law.Option, s Statement) ([]law.Citation, *Refusal) {
	var cites []law.Citation
	for _, move := range l.Moves() {
		running, _ := move.Running.Value()
		text, textKnown := move.RenewableByText.Value()
		cnam, cnamKnown := move.RenewableByCnam.Value()
		if running != runsToItsTerm || !move.On.After(c.Text.From) {
			continue
		}
		cites = append(cites, move.RenewableByText.Cite(), move.RenewableByCnam.Cite())
		if !textKnown || !cnamKnown {
			continue
		}
		byText, byCnam := slices.Contains(text, option), slices.Contains(cnam, option)
		switch {
		case byText && byCnam:
		case byText != byCnam && s.Reading == 0:
			return nil, c.readingMissing(option, move)
		case s.Mode == NotRenewable:
		case byText == byCnam, s.Reading == ReadingOfText && !byText, s.Reading == ReadingOfCnam && !byCnam:
			return nil, c.notRenewable(option, move, s.Reading)
		case s.Reading == ReadingOfCnam && s.Mode != ObjectivesKept:
			return nil, c.onlyMaintained(move)
		}
	}
	return cites, nil
}

// counter is how the years are counted: as the law says, or else as the fund states it.
func counter(l *law.Law, stated YearCounter) (YearCounter, *Refusal) {
	cell := l.Renewal().YearCounter
	value, known := cell.Value()
	byLaw := Restarts
	if value == counterOn {
		byLaw = GoesOn
	}
	switch {
	case known && (stated == 0 || stated == byLaw):
		return byLaw, nil
	case known:
		return 0, counterDiffers(stated, cell)
	case stated == 0:
		return 0, counterMissing(cell)
	}
	return stated, nil
}

// Kept are the terms of a renewal whose objectives are kept: same text, option and
// bands, and the levels to reach become levels to maintain (DERIVED). The amounts are
// those of the days on which its contract years start. It fails with OPTION_CLOSED where
// the law has no amount for the option in a year so numbered, and with OUTSIDE_CALENDAR.
func (c Contract) Kept(l *law.Law, s Stated) (Terms, *Refusal) {
	option, goals := c.AtItsTerm()
	next := Contract{Text: c.Text, Option: option, Signed: s.Signed, FirstYear: s.FirstYear}.Timed(l)
	if !inCalendar(next.Term) {
		return Terms{}, outsideCalendar(next.Term)
	}
	for _, y := range next.Years {
		for _, b := range c.Bands {
			if amount := l.Ceiling(option, y.Number, b, y.Start); amount.None {
				return Terms{}, noAmount(option, y, amount.Cite)
			}
		}
	}
	amounts, same := ceilings(l, option, c.Bands, next.Years)
	if !same {
		return Terms{}, bandUnsettled(c.Bands)
	}
	// To keep the objectives is our reading of "maintained", and the counter is the
	// fund's word.
	used := append(amounts, law.Derived, ObjectivesKept.cell(l).Cite().Certainty)
	if !l.Renewal().YearCounter.Known() {
		used = append(used, law.Operator)
	}
	terms := Terms{Option: option, Bands: c.Bands, Years: next.Years, Term: next.Term, Certainty: law.Weakest(used...)}
	for _, g := range goals {
		level := g.Start + g.ToGain
		terms.Objectives = append(terms.Objectives, Objective{
			Indicator: g.Indicator, Start: level, Target: level,
			Cite: ObjectivesKept.cell(l).Cite(), Explanation: maintained(g.Indicator, level),
		})
	}
	return terms, nil
}
