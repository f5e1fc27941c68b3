package eligibility

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// The reasons why an option is not open, or what is to be said of it: a closed list.
const (
	NoNewContract              = "NO_NEW_CONTRACT"
	NotInZone                  = "NOT_IN_ZONE"
	ZoneUnknown                = "ZONE_UNKNOWN"
	NoSuchOption               = "NO_SUCH_OPTION"
	SecondAssistantNotAssessed = "SECOND_ASSISTANT_NOT_ASSESSED"
	WorkingTimeTooShort        = "WORKING_TIME_TOO_SHORT"
	StatedBandDiffers          = "STATED_BAND_DIFFERS"
)

// How a text opens an option, as the law writes it.
const (
	everywhere      = "EVERYWHERE"
	inZones         = "IN_ZONES"
	noNewContract   = "NO_NEW_CONTRACT"
	secondAssistant = "SECOND_ASSISTANT"
	noSuchOption    = "NO_SUCH_OPTION"
)

// Reason is why an option is not open, or what is to be said of it.
type Reason struct {
	Code string
	Text law.Phrase
	Cite law.Citation
}

// OptionAnswer is what one option would give.
type OptionAnswer struct {
	Option     law.Option
	Open       bool    // for certain; the verdict is apart
	Outcome    Outcome // Met, NotMet or CannotTell
	Reasons    []Reason
	Band       Fact[law.Band]  // when it is settled
	Objectives []law.Objective // in the settled band
	Yearly     []YearlyAmount  // none for an option that the text does not offer
	Possible   []BandTerms     // when several bands remain
	Certainty  law.Certainty
}

// BandTerms are the terms of an option in one of several possible bands.
type BandTerms struct {
	Band       law.Band
	Objectives []law.Objective
	Yearly     []YearlyAmount
}

// YearlyAmount is the aid of one contract year; from year 3 a ceiling.
type YearlyAmount struct {
	Year    int
	Start   civil.Date
	Ceiling Fact[money.Cents] // unknown when the cell is, when there is none, or when the bands differ
	Lowest  Fact[money.Cents] // when the possible bands differ
	Highest Fact[money.Cents]
	Cite    law.Citation
	also    []law.Citation
}

// offers are the answers to all the options wanted, and what would settle them.
type offers struct {
	answers []OptionAnswer
	asks    []optionAsk
}

// optionAsk is something missing, and the option it would settle.
type optionAsk struct {
	ask
	option law.Option
}

// standing is where the starting patient list stands: the bands that remain possible.
type standing struct {
	bands    []law.Band
	used     []law.Citation
	asks     []ask
	comments []Reason
}

// options answers each option wanted.
func (q inquiry) options() offers {
	wanted := q.app.Wanted
	if len(wanted) == 0 {
		wanted = law.Options()
	}
	stands := q.standing()
	var all offers
	for _, o := range wanted {
		answer, asks := q.option(o, stands)
		all.answers = append(all.answers, answer)
		for _, a := range asks {
			all.asks = append(all.asks, optionAsk{ask: a, option: o})
		}
	}
	return all
}

// option answers one option: first whether it is open, then what it would give.
func (q inquiry) option(o law.Option, stands standing) (OptionAnswer, []ask) {
	answer, used, asks := q.opened(o)
	answer.Certainty = weakest(answer.Certainty, used)
	how, _ := q.text.Option(o).Open.Value()
	if how == noNewContract || how == noSuchOption {
		return answer, nil // there are no terms to give
	}
	answer.Reasons = append(answer.Reasons, stands.comments...)
	terms, missing := q.terms(&answer, stands)
	answer.Certainty = weakest(weakest(answer.Certainty, stands.used), terms)
	if how == secondAssistant || answer.Outcome == NotMet {
		return answer, nil // nothing that could be stated would settle it
	}
	return answer, append(append(asks, stands.asks...), missing...)
}

// opened tells whether the text opens an option to this doctor, and why not.
func (q inquiry) opened(o law.Option) (OptionAnswer, []law.Citation, []ask) {
	rule := q.text.Option(o)
	cell := rule.Open.Cite()
	answer := OptionAnswer{Option: o, Outcome: Met}
	used := []law.Citation{cell}
	var asks []ask
	refuse := func(outcome Outcome, code string, text law.Phrase, cell law.Citation) {
		answer.Reasons = append(answer.Reasons, Reason{Code: code, Text: text, Cite: cell})
		used = append(used, cell)
		if answer.Outcome != NotMet {
			answer.Outcome = outcome
		}
	}
	switch how, _ := rule.Open.Value(); how {
	case everywhere:
	case inZones:
		used = append(used, rule.Zones.Cite())
		zones, _ := rule.Zones.Value()
		switch q.inZone(rule.Zones).holds {
		case no:
			refuse(NotMet, NotInZone, sayNotInZone(o, q.app.Practice.Zone, zones), rule.Zones.Cite())
		case unknown:
			refuse(CannotTell, ZoneUnknown, sayZoneUnknown(o, zones), rule.Zones.Cite())
			asks = q.inZone(rule.Zones).asks
		}
	case noNewContract:
		since, cell := q.stoppedSince(o)
		refuse(NotMet, NoNewContract, sayNoNewContract(o, since), cell)
	case secondAssistant:
		refuse(CannotTell, SecondAssistantNotAssessed, saySecondAssistant(o), cell)
	default: // noSuchOption
		refuse(NotMet, NoSuchOption, sayNoSuchOption(o, q.text), cell)
		return answer, used, nil
	}
	if minutes, known := q.app.Assistant.WeeklyMinutes.Get(); known {
		if needed, cell := q.law.OptionMinutes(q.text, o); minutes < needed {
			refuse(NotMet, WorkingTimeTooShort, q.sayTooShort(o, minutes, needed), cell)
		}
	}
	answer.Open = answer.Outcome == Met
	return answer, used, asks
}

// stoppedSince is the first signature date from which the texts, down to the one in
// force, have had no new contract for an option, with the cell that stopped it.
func (q inquiry) stoppedSince(o law.Option) (civil.Date, law.Citation) {
	since, cell := q.text.From, q.text.Option(o).Open.Cite()
	texts := q.law.Texts()
	for i := slices.Index(texts, q.text); i >= 0; i-- {
		open := texts[i].Option(o).Open
		if how, _ := open.Value(); how != noNewContract {
			break
		}
		since, cell = texts[i].From, open.Cite()
	}
	return since, cell
}

// standing finds the bands in which the starting patient list may stand. The band that
// the fund states wins over the known percentiles.
func (q inquiry) standing() standing {
	indicator, _ := q.text.BandReadOn(q.group).Value()
	count, field := q.count(indicator)
	patients, counted := count.Get()
	bands, used := q.law.PossibleBands(q.text, q.group, indicator, patients)
	if !counted {
		bands, used = law.Bands(), nil
	}
	if stated, known := q.app.Activity.Band.Get(); known {
		s := standing{bands: []law.Band{stated}}
		if counted && !slices.Contains(bands, stated) {
			cell := q.contradicting(indicator, stated, bands)
			s.comments = []Reason{{Code: StatedBandDiffers, Text: sayStatedBandDiffers(patients, stated, bands), Cite: cell}}
			s.used = []law.Citation{cell}
		}
		return s
	}
	s := standing{bands: bands, used: append(used, q.text.BandReadOn(q.group).Cite())}
	if len(bands) > 1 && !counted {
		s.asks = []ask{askFact(field)}
	}
	if len(bands) > 1 {
		s.asks = append(s.asks, askFact(fieldBand))
	}
	return s
}

// terms fills in what an option gives in the bands that remain, and returns the cells
// it used and what is missing.
func (q inquiry) terms(answer *OptionAnswer, stands standing) ([]law.Citation, []ask) {
	each := make([]BandTerms, 0, len(stands.bands))
	var used []law.Citation
	for _, b := range stands.bands {
		objectives, cells := q.objectives(answer.Option, b)
		each = append(each, BandTerms{Band: b, Objectives: objectives, Yearly: q.yearly(answer.Option, b)})
		used = append(used, cells...)
	}
	for _, terms := range each {
		for _, y := range terms.Yearly {
			used = append(append(used, y.Cite), y.also...)
		}
	}
	answer.Yearly = merged(each)
	if len(each) != 1 {
		answer.Possible = each
		return used, q.missing(each[0].Objectives)
	}
	answer.Band, answer.Objectives = Known(each[0].Band), each[0].Objectives
	asks := q.missing(answer.Objectives)
	for _, o := range answer.Objectives {
		if !o.Known && o.Cite.Certainty == law.Unknown {
			asks = append(asks, askCell(o.Cite))
		}
	}
	return used, asks
}

// missing asks for what objectives need in every band: the starting levels, and
// whether the doctor is newly installed.
func (q inquiry) missing(objectives []law.Objective) []ask {
	asks := slices.Clone(q.newly.asks)
	for _, o := range objectives {
		if _, field := q.count(o.Indicator); !o.Start.Known {
			asks = append(asks, askFact(field))
		}
	}
	return asks
}

// objectives are the objectives of an option in a band, and the cells they rest on. The
// newly installed have their own; where it is not known whether the doctor is one of
// them, the objective says that it is not theirs.
func (q inquiry) objectives(o law.Option, b law.Band) ([]law.Objective, []law.Citation) {
	indicators, used := q.text.Indicators(q.law, q.group, q.app.Doctor.SpecialtyCode)
	all := make([]law.Objective, 0, len(indicators))
	for _, i := range indicators {
		count, _ := q.count(i)
		patients, known := count.Get()
		objective := q.law.Objective(q.text, law.ObjectiveQuery{
			Option: o, Group: q.group, Indicator: i, Band: b,
			Start: law.Start{Count: patients, Known: known}, NewlyInstalled: q.newly.holds == yes,
		})
		if q.newly.holds == unknown {
			objective.Explanation = sayUnlessNewlyInstalled(objective.Explanation)
			objective.Also = append(objective.Also, q.newly.used...)
		}
		all = append(all, objective)
		used = append(append(used, objective.Cite), objective.Also...)
	}
	return all, used
}

// yearly are the amounts of the contract years, each by the text in force on the day
// on which the year starts.
func (q inquiry) yearly(o law.Option, b law.Band) []YearlyAmount {
	contract := q.law.Years(q.text, q.app.Signed, nil)
	all := make([]YearlyAmount, 0, len(contract))
	for _, year := range contract {
		amount := q.law.Ceiling(o, year.Number, b, year.Start)
		y := YearlyAmount{Year: year.Number, Start: year.Start, Cite: amount.Cite, also: amount.Also}
		if amount.Known {
			y.Ceiling = Known(amount.Cents)
		}
		all = append(all, y)
	}
	return all
}

// merged joins the amounts of several bands: one amount where all agree, the smallest
// and the largest where they differ, none where one of them is not known.
func merged(each []BandTerms) []YearlyAmount {
	if len(each) == 0 {
		return nil
	}
	all := slices.Clone(each[0].Yearly)
	for _, terms := range each[1:] {
		for i, y := range terms.Yearly {
			all[i] = widened(all[i], y)
		}
	}
	for i, y := range all {
		if lowest, known := y.Lowest.Get(); known {
			if is(y.Highest, lowest) {
				all[i].Ceiling = Known(lowest)
				all[i].Lowest, all[i].Highest = Fact[money.Cents]{}, Fact[money.Cents]{}
			}
		}
	}
	return all
}

// widened is an amount of some bands joined with that of one more. An amount that is
// not known keeps its cell, so that the answer names it.
func widened(so, more YearlyAmount) YearlyAmount {
	if c, known := so.Ceiling.Get(); known {
		so.Ceiling, so.Lowest, so.Highest = Fact[money.Cents]{}, Known(c), Known(c)
	}
	lowest, some := so.Lowest.Get()
	if !some {
		return so
	}
	highest, _ := so.Highest.Get()
	amount, known := more.Ceiling.Get()
	if !known {
		return more
	}
	so.Lowest, so.Highest = Known(min(lowest, amount)), Known(max(highest, amount))
	return so
}

// contradicting is the known percentile that excludes a stated band: the upper bound of
// the possible bands when it stands above them, else their lower bound.
func (q inquiry) contradicting(indicator law.Indicator, stated law.Band, possible []law.Band) law.Citation {
	// Percentile number n is the upper bound of band n and the lower one of band n+1.
	bound := law.Percentile(possible[0]) - 1
	if highest := possible[len(possible)-1]; stated > highest {
		bound = law.Percentile(highest)
	}
	return q.law.Percentile(q.text, q.group, indicator, bound).Cite()
}
