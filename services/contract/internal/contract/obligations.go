package contract

import (
	"slices"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// ObligationKind is what has to be done.
type ObligationKind uint8

// The kinds.
const (
	WorkContractSent ObligationKind = iota + 1
	BeginTraining
	BecomeQualified
	ReplaceSecretary
	EnterCoordination
	MeasurePatients
	FollowUpMeeting
)

// String is the kind as the API writes it, without prefix: "MEASURE".
func (k ObligationKind) String() string {
	return nameOf(obligationNames[:], uint8(k), "no obligation")
}

var obligationNames = [...]string{
	WorkContractSent: "WORK_CONTRACT_SENT", BeginTraining: "TRAINING_BEGUN", BecomeQualified: "QUALIFICATION",
	ReplaceSecretary: "SECRETARY_REPLACED", EnterCoordination: "COORDINATED_PRACTICE", MeasurePatients: "MEASURE",
	FollowUpMeeting: "FOLLOW_UP_MEETING",
}

// fulfilledBy is the event that fulfils an obligation of the kind: trainings and
// measures have calls of their own, the others are fulfilled by evidence.
func (k ObligationKind) fulfilledBy() Event {
	switch k {
	case BeginTraining, BecomeQualified:
		return RecordTraining
	case MeasurePatients:
		return Measure
	default:
		return RecordEvidence
	}
}

// ObligationState is where an obligation stands.
type ObligationState uint8

// The states of an obligation.
const (
	ObligationOpen ObligationState = iota + 1 // late once its due date has passed
	Fulfilled
	FulfilledLate
	Waived
	Void          // its object is gone
	StandingStill // a running suspension hides its due date
	BeforeImport  // it fell due before the take-over, and the register says nothing of it
)

// String is the state as the API writes it, without prefix: "FULFILLED_LATE".
func (s ObligationState) String() string {
	return nameOf(obligationStateNames[:], uint8(s), "no state")
}

var obligationStateNames = [...]string{
	ObligationOpen: "OPEN", Fulfilled: "FULFILLED", FulfilledLate: "FULFILLED_LATE",
	Waived: "WAIVED", Void: "VOID", StandingStill: "STANDING_STILL", BeforeImport: "BEFORE_IMPORT",
}

// closed reports whether nothing is left to record.
func (s ObligationState) closed() bool {
	return s != ObligationOpen && s != StandingStill && s != BeforeImport
}

// fulfilled reports whether it was done, in time or late.
func (s ObligationState) fulfilled() bool { return s == Fulfilled || s == FulfilledLate }

// Obligation is something that has to be done by a day.
type Obligation struct {
	Kind ObligationKind
	// Subject is an assistant's reference, a contract year or a meeting number; empty
	// where a contract has one obligation of the kind at most. A later employment of the
	// same assistant has its first day behind the reference: "assistant-1@2026-03-01".
	Subject   string
	Due       civil.Date   // the last day; zero while it cannot be told
	Reminders []civil.Date // the days on which to remind
	State     ObligationState
	// Done is the day on which it was fulfilled, or waived; zero before.
	Done        civil.Date
	Cite        law.Citation
	Consequence law.Citation // what a missed due date entails, as far as the law says
	Explanation law.Phrase
}

// ID names the obligation in its contract: "MEASURE:3".
func (o Obligation) ID() string {
	if o.Subject == "" {
		return o.Kind.String()
	}
	return o.Kind.String() + ":" + o.Subject
}

// late reports whether its day has passed and it is still to be done.
func (o Obligation) late(asOf civil.Date) bool {
	return o.State == ObligationOpen && !o.Due.IsZero() && asOf.After(o.Due)
}

// reminderDays are how many days before its due date an obligation is reminded of. They
// are ours: no text says anything of reminders.
var reminderDays = [...]int{30, 7}

// reminders are the days on which to remind of what is due, after the day from which
// it runs.
func reminders(from, due civil.Date) []civil.Date {
	var all []civil.Date
	for _, n := range reminderDays {
		if day := due.AddDays(-n); day.After(from) {
			all = append(all, day)
		}
	}
	return all
}

// duty is an obligation as the facts make it, before what was recorded of it counts.
type duty struct {
	Obligation
	from   civil.Date // the day from which it runs
	met    civil.Date // the day on which the facts fulfil it; zero when they do not
	gone   bool       // its object is gone, unless it was fulfilled before
	hidden bool       // a running suspension hides its due date
}

// settled is the obligation with the state that the facts and the record give it. What
// fell due before the day of an import is what no register tells of.
func (d duty) settled(held Obligation, imported civil.Date) Obligation {
	o, done := d.Obligation, d.met
	if o.Kind.fulfilledBy() == RecordEvidence && held.State.fulfilled() {
		done = held.Done
	}
	if !o.Due.IsZero() {
		o.Reminders = reminders(d.from, o.Due)
	}
	switch {
	case held.State == Waived:
		o.State, done = Waived, held.Done
	case !done.IsZero() && o.Due.IsZero() && held.State.fulfilled():
		o.State = held.State // whether it was late cannot be told anew while the day is hidden
	case !done.IsZero() && !o.Due.IsZero() && done.After(o.Due):
		o.State = FulfilledLate
	case !done.IsZero():
		o.State = Fulfilled
	case d.gone:
		o.State = Void
	case d.hidden:
		o.State = StandingStill
	case !o.Due.IsZero() && o.Due.Before(imported):
		o.State = BeforeImport
	default:
		o.State = ObligationOpen
	}
	o.Done = done
	return o
}

// Obliged is the obligations that follow from the facts of the contract, by due date;
// those without one come last. It has none before both parties have signed. What was
// recorded of them (fulfilled by evidence, waived) is kept; what trainings and measures
// fulfil is computed again, so that a corrected measure opens its obligation again.
//
// DERIVED: training deadlines and the day for the work contract run from civil dates
// and are not moved by a suspension, which stops the clock of the contract only;
// anniversaries and follow-up meetings are.
func (c Contract) Obliged(_ *law.Law) []Obligation {
	if !c.State.Live() && c.State != Ended {
		return c.Obligations
	}
	var duties []duty
	for i, subject := range c.subjects() {
		duties = append(duties, c.ofAssistant(c.Assistants[i], subject)...)
	}
	duties = append(duties, c.toEnterCoordination()...)
	duties = append(duties, c.toMeasure()...)
	duties = append(duties, c.toMeet()...)

	held := map[string]Obligation{}
	for _, o := range c.Obligations {
		held[o.ID()] = o
	}
	all := make([]Obligation, 0, len(duties))
	for _, d := range duties {
		all = append(all, d.settled(held[d.ID()], c.Imported))
		delete(held, d.ID())
	}
	// What somebody recorded is never forgotten, even when no fact asks for it any more.
	for _, o := range c.Obligations {
		_, left := held[o.ID()]
		if recorded := o.State == Waived || o.State.fulfilled() && o.Kind.fulfilledBy() == RecordEvidence; left && recorded {
			all = append(all, o)
		}
	}
	slices.SortStableFunc(all, func(a, b Obligation) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			return -a.Due.Compare(b.Due)
		}
		return a.Due.Compare(b.Due)
	})
	return all
}

// subjects are the names of the employments in their obligations, in order. The first
// employment of an assistant has the reference alone, so that it keeps its name when a
// second one comes.
func (c Contract) subjects() []string {
	var all []string
	for _, a := range c.Assistants {
		subject := a.Ref
		for slices.Contains(all, subject) {
			subject += "@" + a.Start.String()
		}
		all = append(all, subject)
	}
	return all
}

// endedBefore reports whether the contract ended before a day, or ended at all when the
// day is none.
func (c Contract) endedBefore(day civil.Date) bool {
	return c.State == Ended && (day.IsZero() || c.End.Before(day))
}

// ofAssistant is what one employment asks for.
func (c Contract) ofAssistant(a Assistant, subject string) []duty {
	all := c.toSendWorkContract(a, subject)
	all = append(all, c.toTrain(a, subject)...)
	return append(all, c.toReplaceSecretary(a, subject)...)
}

// toSendWorkContract is asked for at each hiring, that of a replacement too. The time
// runs from the later of the hiring and the signature (DERIVED). It outlives the
// employment: the aid of those days rests on it.
func (c Contract) toSendWorkContract(a Assistant, subject string) []duty {
	cell := c.Text.Rules.WorkContractSentMonths
	months, known := cell.Value()
	if !known {
		return nil
	}
	from := civil.Later(a.Start, c.Signed)
	due := from.AddMonths(months)
	return []duty{{
		Obligation: Obligation{
			Kind: WorkContractSent, Subject: subject, Due: due, Cite: WorkContractSent.cell(c.Text),
			Explanation: explainWorkContract(a, from, due, months),
		},
		from: from, gone: c.endedBefore(due),
	}}
}

// toTrain is asked for in the texts that give a deadline, which runs from the hiring.
// Who is qualified already has fulfilled both from the first day. A missed deadline is
// flagged, and nothing more: the law names no consequence.
func (c Contract) toTrain(a Assistant, subject string) []duty {
	rules := c.Text.Training()
	var all []duty
	for _, step := range []struct {
		kind ObligationKind
		cell law.Cell[int]
		by   []TrainingStep
	}{
		{BeginTraining, rules.TrainingBegunYears, []TrainingStep{TrainingBegun, Qualified}},
		{BecomeQualified, rules.QualifiedYears, []TrainingStep{Qualified}},
	} {
		years, known := step.cell.Value()
		if !known {
			continue
		}
		due := a.Start.AddYears(years)
		left := !a.End.IsZero() && a.End.Before(due)
		all = append(all, duty{
			Obligation: Obligation{
				Kind: step.kind, Subject: subject, Due: due, Cite: step.kind.cell(c.Text), Consequence: rules.MissedDeadline.Cite(),
				Explanation: explainTraining(step.kind, a, due, years),
			},
			from: a.Start, met: c.trained(a.Ref, step.by), gone: left || c.endedBefore(due),
		})
	}
	return all
}

// trained is the first day on which an assistant took one of the steps, under any
// employment of this contract.
func (c Contract) trained(ref string, steps []TrainingStep) civil.Date {
	var first civil.Date
	for _, a := range c.Assistants {
		for _, t := range a.Trainings {
			if a.Ref == ref && slices.Contains(steps, t.Step) && (first.IsZero() || t.On.Before(first)) {
				first = t.On
			}
		}
	}
	return first
}

// toReplaceSecretary is asked for when a secretary of the practice became the assistant.
// Where the text gives no delay the obligation has no due date: it is open until it is
// fulfilled or waived, and never late.
func (c Contract) toReplaceSecretary(a Assistant, subject string) []duty {
	rule := c.Text.Criteria.SecretaryReplaced
	if !a.Promoted || !rule.Rule.Known() {
		return nil
	}
	due := civil.Date{}
	if months, known := rule.WithinMonths.Value(); known {
		due = a.Start.AddMonths(months)
	}
	left := !a.End.IsZero() && (due.IsZero() || a.End.Before(due))
	return []duty{{
		Obligation: Obligation{
			Kind: ReplaceSecretary, Subject: subject, Due: due, Cite: ReplaceSecretary.cell(c.Text),
			Explanation: explainSecretary(a, due, rule),
		},
		from: a.Start, gone: left || c.endedBefore(due),
	}}
}

// toEnterCoordination is the doctor's commitment of the application.
func (c Contract) toEnterCoordination() []duty {
	if c.Coordination.IsZero() {
		return nil
	}
	return []duty{{
		Obligation: Obligation{
			Kind: EnterCoordination, Due: c.Coordination, Cite: EnterCoordination.cell(c.Text),
			Explanation: explainCoordination(c.Coordination),
		},
		from: c.Signed, gone: c.endedBefore(c.Coordination),
	}}
}

// toMeasure is asked for in each contract year: a measure after its first day, up to and
// including the anniversary that closes it. A measure taken later belongs to the year
// after, so that this obligation is fulfilled in time or not at all.
//
// A year that the end of the contract cuts is void, save from the first modulated year
// on: what is paid of it follows its measure, which is then due on the last day in force
// (DERIVED).
func (c Contract) toMeasure() []duty {
	cell := c.firstModulated()
	modulated, known := cell.Value()
	var all []duty
	for _, y := range c.Years {
		due, gone := y.End.AddDays(1), false
		if c.endedBefore(y.End) {
			if counts := known && y.Number >= modulated && y.Start.Before(c.End); counts {
				due = c.End
			} else {
				gone = true
			}
		}
		all = append(all, duty{
			Obligation: Obligation{
				Kind: MeasurePatients, Subject: strconv.Itoa(y.Number), Due: due, Cite: MeasurePatients.cell(c.Text),
				// The last measure before a modulated year opens it; that of the year closes it.
				Explanation: explainMeasure(y, due, !known || y.Number+1 >= modulated),
			},
			from: y.Start, met: c.measuredIn(y, due), gone: gone, hidden: due.IsZero(),
		})
	}
	return all
}

// measuredIn is the day of the latest measure of a year, which is the one that payments
// follow; zero without one. A zero last day is no bound.
func (c Contract) measuredIn(y law.Year, last civil.Date) civil.Date {
	var day civil.Date
	for _, m := range c.Measures {
		if m.Replaced || y.Start.IsZero() || !m.On.After(y.Start) || (!last.IsZero() && m.On.After(last)) {
			continue
		}
		day = civil.Later(day, m.On)
	}
	return day
}

// toMeet is asked for at equal intervals from the signature, up to the term. A
// suspension moves a meeting as it moves an anniversary (DERIVED: it stops the clock of
// the contract). After the end nothing is left to follow.
func (c Contract) toMeet() []duty {
	cell := c.Text.Rules.FollowUpMeetingMonths
	months, known := cell.Value()
	years, _ := c.durationYears()
	if !known || months < 1 {
		return nil
	}
	var all []duty
	over := c.Signed.AddYears(years)
	for n := 1; ; n++ {
		day := c.Signed.AddMonths(n * months)
		if !day.Before(over) {
			return all
		}
		due := law.Moved(day, c.Signed, c.pauses())
		all = append(all, duty{
			Obligation: Obligation{
				Kind: FollowUpMeeting, Subject: strconv.Itoa(n), Due: due, Cite: FollowUpMeeting.cell(c.Text),
				Explanation: explainMeeting(n, due, months),
			},
			from: c.Signed, gone: c.State == Ended, hidden: due.IsZero(),
		})
	}
}

// Fulfil records the evidence that fulfils an obligation, on a day; late when the day is
// after its due date. The follow-up and the coordinated practice begin with the contract.
func (c Contract) Fulfil(l *law.Law, id string, on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(RecordEvidence)
	if refusal != nil {
		return c, refusal
	}
	obligations := c.Obliged(l)
	i, refusal := c.toClose(obligations, id)
	if refusal != nil {
		return c, refusal
	}
	o := &obligations[i]
	if o.Kind.fulfilledBy() != RecordEvidence {
		return c, fulfilledByItsOwnCall(*o)
	}
	if o.State.closed() {
		return c, obligationClosed(*o)
	}
	if (o.Kind == FollowUpMeeting || o.Kind == EnterCoordination) && on.Before(c.Signed) {
		return c, c.fulfilledBefore(*o, on)
	}
	o.State, o.Done = Fulfilled, on
	if !o.Due.IsZero() && on.After(o.Due) {
		o.State = FulfilledLate
	}
	c.State, c.Obligations = state, obligations
	return c, nil
}

// Waive lets the doctor off an obligation, of whatever kind, from a day on.
func (c Contract) Waive(l *law.Law, id string, on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(WaiveObligation)
	if refusal != nil {
		return c, refusal
	}
	obligations := c.Obliged(l)
	i, refusal := c.toClose(obligations, id)
	if refusal != nil {
		return c, refusal
	}
	if obligations[i].State.closed() {
		return c, obligationClosed(obligations[i])
	}
	obligations[i].State, obligations[i].Done = Waived, on
	c.State, c.Obligations = state, obligations
	return c, nil
}

// toClose finds the obligation of an id.
func (c Contract) toClose(list []Obligation, id string) (int, *Refusal) {
	i := slices.IndexFunc(list, func(o Obligation) bool { return o.ID() == id })
	if i < 0 {
		return 0, c.obligationUnknown(list, id)
	}
	return i, nil
}
