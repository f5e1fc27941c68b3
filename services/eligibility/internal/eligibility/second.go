package eligibility

import "assistmed/services/internal/law"

// The criteria of a second assistant by number.
const (
	secondGroup = iota
	secondHeldOption
	secondContractYear
	secondObjectives
	secondZone
	secondCount
)

// secondIDs are the stable ids of the criteria of a second assistant.
var secondIDs = [secondCount]string{
	"second_assistant.group", "second_assistant.held_option", "second_assistant.contract_year", "second_assistant.objectives", "second_assistant.zone",
}

// secondPlan is who may have the options 1.5 and 2 ETP.
type secondPlan struct {
	gpOnly  bool
	held    law.Option
	year    int
	reached bool
	zones   zoneSet
	cells   [secondCount]ref
}

// second answers the criteria of a second assistant, all of them.
func (q *inquiry) second(d *Decision) {
	p, held := &q.plan.second, &q.app.Held
	option, ofKnown := held.Option.Get()
	year, yearKnown := held.Year.Get()
	reached, reachedKnown := held.ObjectivesReached.Get()
	for i, is := range [secondCount]answer{
		secondGroup:        told(!p.gpOnly || q.group == groupGP),
		secondHeldOption:   heldIs(held.None, ofKnown, option == p.held),
		secondContractYear: heldIs(held.None, yearKnown, year >= p.year),
		secondObjectives:   heldIs(held.None && p.reached, reachedKnown || !p.reached, reached || !p.reached),
		secondZone:         q.inZone(&p.zones),
	} {
		f := &d.second[i]
		f.begin(p.cells[i])
		switch is {
		case yes:
			f.answer(Met, whySecondMet)
		case no:
			f.answer(NotMet, whySecondNotMet)
		default:
			f.ask(CannotTell, whySecondUnknown, secondFacts[i])
		}
	}
}

// secondFacts are the facts that the criteria of a second assistant depend on.
var secondFacts = [secondCount]facts{
	secondHeldOption: factHeldOption, secondContractYear: factHeldYear, secondObjectives: factHeldReached, secondZone: factZone,
}

// heldIs is an answer on the contract that the doctor holds: no where there is none.
func heldIs(none, known, holds bool) answer {
	switch {
	case none:
		return no
	case !known:
		return unknown
	}
	return told(holds)
}

// secondAssistant opens an option by the criteria of a second assistant.
func (q *inquiry) secondAssistant(d *Decision, o *OptionDecision) {
	unknowns := false
	for i := range d.second {
		f := &d.second[i]
		o.Certainty = max(o.Certainty, q.engine.certainty[f.cite])
		switch f.Outcome {
		case NotMet:
			o.reason(NotMet, whyNotForSecondAssistant, f.cite)
		case CannotTell:
			unknowns = true
			o.missing.facts |= f.asks.facts
		}
	}
	if unknowns {
		o.reason(CannotTell, whySecondAssistantUnknown, q.plan.options[o.Option].open)
	}
}
