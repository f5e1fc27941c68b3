package contract

import (
	"slices"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Entry is one contract as a fund's own register has it: signed by both, running,
// suspended or ended.
type Entry struct {
	TextID         string // empty: the text in force on the day of the contract
	Signed         civil.Date
	Option         law.Option
	Band           law.Band // zero: not stated
	Specialty      string   // a code of the Assurance Maladie
	Particular     bool     // a médecin à expertise particulière
	Zone           law.Zone
	NewlyInstalled bool
	Goals          []law.Goal   // as signed, each indicator at most once
	Assistant      Assistant    // without reference when the register has none
	Suspensions    []Suspension // first to last
	End            civil.Date   // the last day in force; zero before the end
	EndReason      EndReason    // zero before the end
	Measured       civil.Date   // the latest measure; zero without one
	Counts         []law.Count
}

// Flaw is one reason why an entry is no contract.
type Flaw struct {
	Column       string // of the register, for example "end_date"; empty when it is about the whole entry
	Seen, Wanted string
	*Refusal
}

// flaws collects them.
type flaws []Flaw

func (f *flaws) add(column, seen, wanted string, r *Refusal) {
	*f = append(*f, Flaw{Column: column, Seen: seen, Wanted: wanted, Refusal: r})
}

// Imported is the contract that an entry of a register is.
type Imported struct {
	Contract
	Objectives []Objective
	Certainty  law.Certainty  // the weakest among the cells it rests on
	Reached    Reached        // by the assistant, when there is one
	Attainment law.Attainment // of the measure, when there is one
}

// Import is the contract that the entry is, or every reason why the law does not allow
// it. The rules are those of a contract that is written here: the text in force on the
// day of the contract, its options and indicators, the term in the calendar, suspensions
// in order, end and measure inside. What an assessment looks at, the doctor's
// eligibility, is not asked again; options for a second assistant are not taken, because
// their rules rest on the contract before. Objectives are those that were signed, with
// the law's beside them.
//
// DERIVED: a contract whose band nobody states has every band that the percentiles leave
// possible at its start, and is taken when they all give the same amounts.
func Import(l *law.Law, e Entry) (Imported, []Flaw) {
	var f flaws
	text, ok := l.TextOn(e.Signed)
	if !ok {
		first, _ := l.FirstDate()
		f.add("signature_date", e.Signed.String(), first.String(), noTextInForce(e.Signed, first))
		return Imported{}, f
	}
	if e.TextID != "" && e.TextID != text.ID {
		f.add("text_id", e.TextID, text.ID, textDiffers(e, text))
	}
	in := Imported{Contract: Contract{
		Text: text, State: Active, Option: e.Option, Signed: e.Signed, FirstYear: 1, Goals: e.Goals,
		Signatures: []Signature{{DoctorParty, e.Signed}, {FundParty, e.Signed}},
	}}
	used := e.open(text, &f)
	used = append(used, in.objectives(l, e, &f)...)
	used = append(used, in.bands(l, e, &f)...)
	in.suspensions(l, e, &f)
	in.assistant(l, e, &f)
	in.end(e, &f)
	in.measure(l, e, &f)
	if len(f) > 0 {
		return Imported{}, f
	}
	in.Certainty = law.Weakest(used...)
	return in, nil
}

// The forms of an open option.
const (
	openEverywhere = "EVERYWHERE"
	openInZones    = "IN_ZONES"
)

// open refuses an option that the text does not open to a first contract.
func (e Entry) open(text *law.Text, f *flaws) []law.Certainty {
	rule := text.Option(e.Option)
	used := []law.Certainty{rule.Open.Cite().Certainty}
	switch form, _ := rule.Open.Value(); form {
	case openEverywhere:
	case openInZones:
		zones, _ := rule.Zones.Value()
		used = append(used, rule.Zones.Cite().Certainty)
		if !slices.Contains(zones, e.Zone) {
			f.add("zone", zoneSeen(e.Zone), zoneNames(zones), notInZone(e, text, zones))
		}
	default:
		f.add("option", e.Option.String(), optionNames(text), optionNotOfText(e.Option, text, form))
	}
	return used
}

// assessed is what an offer would need to know of the doctor.
func (in *Imported) assessed(e Entry) Assessed {
	a := Assessed{
		Text: in.Text, Signed: e.Signed, Specialty: e.Specialty, Particular: e.Particular, NewlyInstalled: e.NewlyInstalled,
	}
	for _, g := range e.Goals {
		start := law.Start{Count: g.Start, Known: true}
		if g.Indicator == law.ActiveFile {
			a.ActiveFile = start
		} else {
			a.Adults, a.Registered = start, start
		}
	}
	return a
}

// bands settles the bands that the doctor's list may be in.
func (in *Imported) bands(l *law.Law, e Entry, f *flaws) []law.Certainty {
	a := in.assessed(e)
	a.BandStated = e.Band != 0
	in.Bands = possible(l, a, e.Band)
	// The amounts are compared as at signature, whatever a suspension moves or hides.
	asSigned := Contract{Text: in.Text, Signed: e.Signed}.Timed(l)
	used, same := ceilings(l, e.Option, in.Bands, asSigned.Years)
	if !same {
		names := bandList(in.Bands)
		f.add("band", "", names.EN, bandNotStated(in.Bands))
	}
	return append(used, a.bandCells(l)...)
}

// possible are the bands that remain possible: the stated one, or those that the
// percentiles leave at the start.
func possible(l *law.Law, a Assessed, stated law.Band) []law.Band {
	if stated != 0 {
		return []law.Band{stated}
	}
	group := l.Group(a.Specialty, a.Particular)
	indicator, _ := a.Text.BandReadOn(group).Value()
	start, _ := a.start(indicator)
	if !start.Known {
		return law.Bands()
	}
	bands, _ := l.PossibleBands(a.Text, group, indicator, start.Count)
	return bands
}

// objectives are the signed ones, each beside the law's.
func (in *Imported) objectives(l *law.Law, e Entry, f *flaws) []law.Certainty {
	a := in.assessed(e)
	indicators, cites := in.Text.Indicators(l, l.Group(e.Specialty, e.Particular), e.Specialty)
	var used []law.Certainty
	for _, c := range cites {
		used = append(used, c.Certainty)
	}
	option := AssessedOption{Option: e.Option, Bands: possible(l, a, e.Band)}
	for _, g := range e.Goals {
		if !slices.Contains(indicators, g.Indicator) {
			f.add(GainColumn(g.Indicator), strconv.Itoa(g.ToGain), "", registerIndicatorNotUsed(g.Indicator, indicators, in.Text))
			continue
		}
		o := a.known(l, option, g.Indicator).signed(g.ToGain)
		in.Objectives = append(in.Objectives, o)
		used = append(used, law.Operator)
	}
	must := l.Attain(in.Text, nil, nil).Form != either
	for _, indicator := range indicators {
		if !slices.ContainsFunc(e.Goals, func(g law.Goal) bool { return g.Indicator == indicator }) && (must || len(in.Objectives) == 0) {
			f.add(GainColumn(indicator), "", "", objectiveMissing(indicator, indicators, in.Text, must))
			if !must {
				break
			}
		}
	}
	return used
}

// signed is the objective as it was signed, with the law's beside it where that is
// known.
func (k known) signed(toGain int) Objective {
	o := k.objective(toGain)
	o.LawToGain, o.LawKnown = k.toGain()
	o.Declared = true
	if !k.gives(toGain) {
		o.Reason = signedOtherwise
	}
	o.Explanation = k.writtenByFund(o)
	return o
}

// GainColumn is the column of a register that holds the patients to gain.
func GainColumn(i law.Indicator) string {
	if i == law.ActiveFile {
		return "active_file_to_gain"
	}
	return "registered_to_gain"
}

// suspensions lays the suspensions over the contract, and computes its years.
func (in *Imported) suspensions(l *law.Law, e Entry, f *flaws) {
	const column = "suspensions"
	c := in.Timed(l)
	for _, s := range e.Suspensions {
		if open, is := c.running(); is {
			f.add(column, open.From.String()+"..", "", suspensionOpen(open, "et une autre suit", "and another one follows"))
			break
		}
		if s.From.Before(c.Signed) || s.From.After(c.Term) {
			f.add(column, s.From.String(), c.Signed.String()+".."+c.Term.String(), c.suspendedOutside(s.From))
			break
		}
		if n := len(c.Suspensions); n > 0 && s.From.Before(c.Suspensions[n-1].Until) {
			last := c.Suspensions[n-1]
			f.add(column, s.From.String(), last.Until.String(), suspensionsOverlap(s.From, last))
			break
		}
		if !s.Running() && !s.Until.After(s.From) {
			f.add(column, s.Until.String(), s.From.AddDays(1).String(), notAfterSuspension(s.Until, s))
			break
		}
		c.Suspensions = added(c.Suspensions, s)
		c = c.Timed(l)
	}
	if !inCalendar(c.Term) {
		f.add("signature_date", c.Signed.String(), "", outsideCalendar(c.Term))
	}
	if _, is := c.running(); is {
		c.State = Suspended
	}
	in.Contract = c
}

// assistant hires the assistant of the register.
func (in *Imported) assistant(l *law.Law, e Entry, f *flaws) {
	a := e.Assistant
	if a.Ref == "" {
		return
	}
	c, reached, refusal := in.Hire(l, a)
	switch {
	case refusal != nil && refusal.Reason == WorkingTimeTooShort:
		_, least, _ := smallest(l, in.Text)
		f.add("assistant_weekly_minutes", strconv.Itoa(a.Weekly), strconv.Itoa(least), refusal)
	case refusal != nil:
		f.add("assistant_start_date", a.Start.String(), in.Term.String(), refusal)
	case !e.End.IsZero() && a.Start.After(e.End):
		f.add("assistant_start_date", a.Start.String(), e.End.String(), hiredAfterEnd(a.Start, e.End))
	default:
		in.Contract, in.Reached = c, reached
	}
}

// end closes the contract.
func (in *Imported) end(e Entry, f *flaws) {
	if e.End.IsZero() {
		return
	}
	c := in.Contract
	if s, running := c.running(); running {
		f.add("suspensions", s.From.String()+"..", e.End.AddDays(1).String(), suspensionOpen(s, "alors que le contrat est terminé", "and the contract has ended"))
		return
	}
	atTerm := e.EndReason == Expired || e.EndReason == Renewed
	switch {
	case atTerm && e.End != c.Term:
		f.add("end_date", e.End.String(), c.Term.String(), c.notTheTerm(e.End))
		return
	case e.End.Before(c.Signed) || e.End.After(c.Term):
		f.add("end_date", e.End.String(), c.Signed.String()+".."+c.Term.String(), c.endedOutside(e.End))
		return
	}
	for _, s := range c.Suspensions {
		if back := e.End.AddDays(1); s.Until.After(back) {
			f.add("suspensions", s.Until.String(), back.String(), suspendedPastEnd(s, e.End))
			return
		}
	}
	in.State, in.End, in.EndReason = Ended, e.End, e.EndReason
	in.Decisions = []Decision{{Reason: e.EndReason, End: e.End}}
}

// measure says what the latest counts mean.
func (in *Imported) measure(l *law.Law, e Entry, f *flaws) {
	if e.Measured.IsZero() {
		return
	}
	attained, refusal := in.Measure(l, e.Measured, e.Counts)
	if refusal != nil {
		f.add("measured_on_date", e.Measured.String(), "", refusal)
		return
	}
	in.Attainment = attained
	in.Measures = []Measured{{Number: 1, On: e.Measured, Counts: e.Counts}}
}

// SharedFlaw is the refusal of a share as a flaw of the row's columns; none of a nil one.
func SharedFlaw(own Share, refusal *Refusal) []Flaw {
	var f flaws
	switch {
	case refusal == nil:
	case refusal.Reason == WorkContractDiffers:
		f.add("work_contract_weekly_minutes", strconv.Itoa(own.WorkContract), refusal.detail("other_minutes"), refusal)
	default:
		f.add("assistant_weekly_minutes", strconv.Itoa(own.Weekly), refusal.detail("minutes_left"), refusal)
	}
	return f
}

// Span is the time during which a contract is in force.
type Span struct {
	ContractID  string
	From, Until civil.Date // both included; Until is zero while it lives
}

// Beside refuses a contract of a doctor who had another one in force on the same day.
func Beside(own Span, others []Span) []Flaw {
	var f flaws
	for _, o := range others {
		begins := civil.Later(own.From, o.From)
		switch {
		case own.ended(begins) || o.ended(begins):
		case own.Until.IsZero() && o.Until.IsZero():
			f.add("rpps", "", "", AnotherLive(o.ContractID))
		default:
			f.add("signature_date", own.From.String(), "", inForceTogether(own, o))
		}
	}
	return f
}

// ended reports whether the contract has ended before the day.
func (s Span) ended(day civil.Date) bool { return !s.Until.IsZero() && s.Until.Before(day) }

// InForce is the suspensions as far as they lie in the contract: what an end cut off
// is left out.
func (c Contract) InForce() []Suspension {
	var all []Suspension
	for _, s := range c.Suspensions {
		if back := c.End.AddDays(1); !c.End.IsZero() && (s.Running() || s.Until.After(back)) {
			s.Until = back
		}
		if s.Running() || s.Until.After(s.From) {
			all = append(all, s)
		}
	}
	return all
}
