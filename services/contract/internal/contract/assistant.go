package contract

import (
	"slices"

	"assistmed/services/internal/civil"
)

// holds reports whether the assistant is employed on the day.
func (a Assistant) holds(day civil.Date) bool {
	return !day.Before(a.Start) && (a.End.IsZero() || !day.After(a.End))
}

// over is the first day after an absence of the assistant; zero while it lasts. Who
// leaves without coming back ends the absence too.
func (a Assistant) over(x Absence) civil.Date {
	if x.Until.IsZero() {
		return a.End.AddDays(1)
	}
	return x.Until
}

// absentOn is the absence in which the day lies.
func (a Assistant) absentOn(day civil.Date) (Absence, bool) {
	i := slices.IndexFunc(a.Absences, func(x Absence) bool {
		over := a.over(x)
		return !day.Before(x.From) && (over.IsZero() || day.Before(over))
	})
	if i < 0 {
		return Absence{}, false
	}
	return a.Absences[i], true
}

// lastKnown is the last day on which something recorded says that the assistant was
// employed: an absence began, or ended.
func (a Assistant) lastKnown() civil.Date {
	day := a.Start
	for _, x := range a.Absences {
		day = civil.Later(day, civil.Later(x.From, x.Until))
	}
	return day
}

// away reports whether an assistant who is employed on the day does not work on it. A
// record of the time before absences and agreements were kept says it by its suspension
// only.
func (c Contract) away(a Assistant, day civil.Date) bool {
	if len(a.Absences) > 0 {
		_, absent := a.absentOn(day)
		return absent
	}
	s, suspended := c.suspendedOn(day)
	return suspended && s.Agreed.IsZero() && s.Reason != DoctorAbsent && a.Start.Before(s.From)
}

// employedOn are the assistants employed on a day, by first day of work.
func (c Contract) employedOn(day civil.Date) []Assistant {
	var all []Assistant
	for _, a := range c.Assistants {
		if a.holds(day) {
			all = append(all, a)
		}
	}
	return all
}

// atWork is the assistant who works on a day, the last one hired of several.
func (c Contract) atWork(day civil.Date) (Assistant, bool) {
	for _, a := range slices.Backward(c.employedOn(day)) {
		if !c.away(a, day) {
			return a, true
		}
	}
	return Assistant{}, false
}

// find is the place of an assistant's last employment that fits; -1 when none does.
func (c Contract) find(ref string, fits func(Assistant) bool) int {
	for i, a := range slices.Backward(c.Assistants) {
		if a.Ref == ref && fits(a) {
			return i
		}
	}
	return -1
}

func always(Assistant) bool { return true }

// withAssistant is the contract with one employment changed, in an array of its own.
func (c Contract) withAssistant(at int, change func(*Assistant)) Contract {
	c.Assistants = slices.Clone(c.Assistants)
	change(&c.Assistants[at])
	return c
}

// mayHire refuses that an assistant begins on a day on which another one works, or
// before another one who begins later: an employment has no end when it is recorded.
// The first one may begin, a replacement once the one before has left or is absent.
func (c Contract) mayHire(start civil.Date) *Refusal {
	if a, works := c.atWork(start); works {
		return alreadyEmployed(start, a)
	}
	for _, a := range c.Assistants {
		if a.Start.After(start) {
			return employedLater(start, a)
		}
	}
	return nil
}

// EndEmployment records the last day of work of an assistant. It gives the place of
// the employment among the contract's.
func (c Contract) EndEmployment(ref string, last civil.Date) (Contract, int, *Refusal) {
	if _, refusal := c.next(EndEmployment); refusal != nil {
		return c, 0, refusal
	}
	at := c.find(ref, func(a Assistant) bool { return a.End.IsZero() })
	if at < 0 {
		return c, 0, c.notEmployed(ref, last)
	}
	if a := c.Assistants[at]; last.Before(a.lastKnown()) {
		return c, 0, leftTooEarly(last, a)
	}
	return c.withAssistant(at, func(a *Assistant) { a.End = last }), at, nil
}

// RecordAbsence records that an assistant is absent from a day on. It may be told after
// the assistant has left. It gives the place of the employment among the contract's.
func (c Contract) RecordAbsence(ref string, from civil.Date) (Contract, int, *Refusal) {
	if _, refusal := c.next(RecordAbsence); refusal != nil {
		return c, 0, refusal
	}
	at := c.find(ref, func(a Assistant) bool { return a.holds(from) })
	if at < 0 {
		if at = c.find(ref, always); at < 0 {
			return c, 0, c.notEmployed(ref, from)
		}
		return c, 0, absentOutside(from, c.Assistants[at])
	}
	for _, x := range c.Assistants[at].Absences {
		if x.Until.IsZero() || from.Before(x.Until) {
			return c, 0, absencesOverlap(from, c.Assistants[at], x)
		}
	}
	return c.withAssistant(at, func(a *Assistant) { a.Absences = added(a.Absences, Absence{From: from}) }), at, nil
}

// RecordReturn records the first day back of an absent assistant. It gives the place of
// the employment among the contract's.
func (c Contract) RecordReturn(ref string, back civil.Date) (Contract, int, *Refusal) {
	if _, refusal := c.next(RecordReturn); refusal != nil {
		return c, 0, refusal
	}
	at := c.find(ref, func(a Assistant) bool {
		n := len(a.Absences)
		return n > 0 && a.Absences[n-1].Until.IsZero()
	})
	if at < 0 {
		if c.find(ref, func(a Assistant) bool { return a.holds(back) }) < 0 {
			return c, 0, c.notEmployed(ref, back)
		}
		return c, 0, notAbsent(ref, back)
	}
	a := c.Assistants[at]
	last := len(a.Absences) - 1
	switch x := a.Absences[last]; {
	case !back.After(x.From):
		return c, 0, notAfterAbsence(back, a, x)
	case !a.holds(back):
		return c, 0, c.notEmployed(ref, back)
	}
	return c.withAssistant(at, func(a *Assistant) {
		a.Absences = slices.Clone(a.Absences)
		a.Absences[last].Until = back
	}), at, nil
}

// qualifications are the names of the paths in the law's cell. The FAE is a part of the
// diploma paths, VAE a way to the CQP.
var qualifications = [...]string{
	Nurse: "NURSE", NursingAuxiliary: "NURSING_AUXILIARY", ChildcareAuxiliary: "CHILDCARE_AUXILIARY",
	CQP: "MEDICAL_ASSISTANT_CQP", CQPByVAE: "MEDICAL_ASSISTANT_CQP",
}

// Train records a step of an assistant's qualification. A qualification belongs to the
// person: the steps of an earlier employment under this contract count. It gives the
// place of the employment among the contract's.
//
// DERIVED: no text orders the steps. Who begins ends by a qualification, a failure or by
// giving up, on the same path; after a failure another attempt may begin, after a
// qualification nothing. Who was qualified before the first day of work needs no
// beginning.
func (c Contract) Train(ref string, t Training) (Contract, int, *Refusal) {
	if _, refusal := c.next(RecordTraining); refusal != nil {
		return c, 0, refusal
	}
	at := c.find(ref, func(a Assistant) bool { return a.holds(t.On) })
	if at < 0 {
		at = c.find(ref, always)
	}
	if at < 0 || !c.Assistants[at].End.IsZero() && t.On.After(c.Assistants[at].End) {
		return c, 0, c.notEmployed(ref, t.On)
	}
	if cell := c.Text.Training().Qualifications; cell.Known() {
		paths, _ := cell.Value()
		if !slices.Contains(paths, qualifications[t.Path]) {
			return c, 0, c.pathNotOfTheText(t, paths, cell.Cite())
		}
	}
	if refusal := c.inOrder(ref, t); refusal != nil {
		return c, 0, refusal
	}
	return c.withAssistant(at, func(a *Assistant) { a.Trainings = added(a.Trainings, t) }), at, nil
}

// inOrder refuses a step that cannot follow the steps before it.
func (c Contract) inOrder(ref string, t Training) *Refusal {
	var last Training
	first := civil.Date{} // first day of work
	for _, a := range c.Assistants {
		if a.Ref != ref {
			continue
		}
		if first.IsZero() {
			first = a.Start
		}
		if n := len(a.Trainings); n > 0 {
			last = a.Trainings[n-1]
		}
	}
	switch {
	case last.Step == 0 && t.Step == Qualified && !t.On.Before(first):
		return qualifiedAlone(t, first)
	case last.Step == 0 && t.Step != TrainingBegun && t.Step != Qualified:
		return stepsFirst(t)
	case last.Step == Qualified:
		return alreadyQualified(t, last)
	case last.Step != 0 && t.On.Before(last.On):
		return stepGoesBack(t, last)
	case last.Step == TrainingBegun && (t.Step == TrainingBegun || t.Path != last.Path):
		return trainingRuns(t, last)
	case (last.Step == TrainingFailed || last.Step == TrainingAbandoned) && t.Step != TrainingBegun:
		return attemptOver(t, last)
	}
	return nil
}
