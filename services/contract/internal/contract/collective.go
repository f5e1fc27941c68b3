package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// wholeETP is one ETP in thousandths.
const wholeETP = 1000

// Group is what a collective contract is for. What the aid does not say of the life of a
// contract is read from the text beside which it stands (DERIVED).
type Group struct {
	Aid           *law.CollectiveAid
	ETP           int // thousandths
	DurationYears int
	Members       []Member
}

// Member is a time during which a doctor is a member of a group. Who comes back is one
// more member.
type Member struct {
	RPPS    string
	Entered civil.Date // first day
	Left    civil.Date // last day; zero while a member
}

// GroupAssessed is what an offer needs to know of the assessment of a group.
type GroupAssessed struct {
	LawDigest  string
	Verdict    Verdict
	Findings   []law.Phrase // what is not met, or what would settle it
	Signed     civil.Date
	ETP        int // thousandths
	Objectives []GroupObjective
	Certainty  law.Certainty
	// DurationYears is what the fund states; 0 leaves it to the law.
	DurationYears int
}

// GroupObjective is what the law asks of the members together, for all ETP.
type GroupObjective struct {
	Indicator law.Indicator
	Start     law.Start
	ToGain    int
	// Settled: the law says how the levels of newly installed members join it, or there
	// are none.
	Settled     bool
	Cite        law.Citation // the patients for each ETP
	Joins       law.Citation // how the newly installed join them
	Explanation law.Phrase
}

// GroupTerms are what is offered to a group.
type GroupTerms struct {
	Objectives    []Objective
	ObjectivesDue civil.Date // the day by which they are to be reached
	DurationYears int
	Years         []law.Year
	Term          civil.Date
	Certainty     law.Certainty // the weakest among the cells the terms rest on
}

// OfferToGroup is the terms for an assessed group, or why there are none; declared are
// the objectives that the fund writes itself.
func OfferToGroup(l *law.Law, a GroupAssessed, declared []Declared) (GroupTerms, *Refusal) {
	if a.LawDigest != l.Digest() {
		return GroupTerms{}, lawDiffers(a.LawDigest, l.Digest())
	}
	if a.Verdict != Eligible {
		return GroupTerms{}, groupNotEligible(a)
	}
	aid := l.CollectiveAid()
	years, sure, refusal := duration(aid.DurationYears, a.DurationYears)
	if refusal != nil {
		return GroupTerms{}, refusal
	}
	used := []law.Certainty{a.Certainty, sure}
	t := GroupTerms{DurationYears: years}
	var refusals []*Refusal
	for _, o := range a.Objectives {
		written, certainty, refusal := o.written(declared)
		if refusal != nil {
			refusals = append(refusals, refusal)
			continue
		}
		t.Objectives = append(t.Objectives, written)
		used = append(used, certainty)
	}
	if len(refusals) > 0 {
		return GroupTerms{}, together(refusals, false)
	}
	t.Years = law.YearsOf(years, a.Signed, nil)
	t.Term = t.Years[len(t.Years)-1].End
	if !inCalendar(t.Term) {
		return GroupTerms{}, outsideCalendar(t.Term)
	}
	within, _ := aid.ObjectiveYears.Value()
	t.ObjectivesDue = a.Signed.AddYears(within)
	t.Certainty = law.Weakest(used...)
	return t, nil
}

// duration is how many years a contract has: of the law's cell, or, where that is
// unknown, as the fund states. It is never guessed.
func duration(cell law.Cell[int], stated int) (years int, sure law.Certainty, refusal *Refusal) {
	years, known := cell.Value()
	switch {
	case known && (stated == 0 || stated == years):
		return years, cell.Cite().Certainty, nil
	case !known && stated != 0:
		return stated, law.Operator, nil
	}
	return 0, 0, durationMissing(cell, stated)
}

// written is the objective as it stands in the contract: by the law, or as the fund
// writes it, with a reason where the law says another number.
func (o GroupObjective) written(declared []Declared) (Objective, law.Certainty, *Refusal) {
	if !o.Start.Known {
		return Objective{}, 0, o.startUnknown()
	}
	w := Objective{
		Indicator: o.Indicator, Start: o.Start.Count, ToGain: o.ToGain, Target: o.Start.Count + o.ToGain,
		LawToGain: o.ToGain, LawKnown: o.Settled, Cite: o.Cite, Explanation: o.Explanation,
	}
	own := slices.IndexFunc(declared, func(d Declared) bool { return d.Indicator == o.Indicator })
	switch {
	case own < 0 && !o.Settled:
		return Objective{}, 0, o.unsettled()
	case own < 0 || o.Settled && declared[own].ToGain == o.ToGain:
		return w, o.Cite.Certainty, nil
	case o.Settled && declared[own].Reason == "":
		return Objective{}, 0, o.reasonMissing(declared[own].ToGain)
	}
	d := declared[own]
	w.ToGain, w.Target, w.Declared, w.Reason = d.ToGain, w.Start+d.ToGain, true, d.Reason
	if !o.Settled {
		w.LawToGain, w.Cite = 0, o.Joins
	}
	w.Explanation = o.writtenByFund(w)
	return w, law.Operator, nil
}

// durationYears is how many years the contract has, with the cell that says so.
func (c Contract) durationYears() (int, law.Citation) {
	if c.Group != nil {
		return c.Group.DurationYears, c.Group.Aid.DurationYears.Cite()
	}
	years, _ := c.Text.Rules.DurationYears.Value()
	return years, c.Text.Rules.DurationYears.Cite()
}

// firstModulated is the cell of the first year whose aid follows the attainment.
func (c Contract) firstModulated() law.Cell[int] {
	if c.Group != nil {
		return c.Group.Aid.FirstModulatedYear
	}
	return c.Text.Rules.FirstModulatedYear
}

// attain says how far goals are reached by counts: those of the doctor, or of all members
// of the group together.
func (c Contract) attain(l *law.Law, goals []law.Goal, counts []law.Count) law.Attainment {
	if c.Group != nil {
		return c.Group.Aid.Attain(goals, counts)
	}
	return l.Attain(c.Text, goals, counts)
}

// amount is the aid of a contract year of a group at full attainment.
func (g Group) amount(year int) (Cents, law.Citation) {
	cell := g.Aid.Amount(year)
	return Cents{Amount: g.Aid.Worth(year, g.ETP), Known: cell.Known()}, cell.Cite()
}

// WorkingTime is what assistants work against what the ETP of a group want, in minutes a
// week.
type WorkingTime struct {
	Wanted, Employed, ShortBy int
	Cite                      law.Citation // what a full time is
	Explanation               law.Phrase
}

// WorkingTime counts the parts of all assistants whose last day of work is not recorded.
// It is asked of a contract of a group.
func (c Contract) WorkingTime(l *law.Law) WorkingTime {
	w := WorkingTime{}
	w.Wanted, w.Cite = c.wantedMinutes(l)
	for _, a := range c.Assistants {
		if a.End.IsZero() {
			w.Employed += a.Weekly
		}
	}
	w.ShortBy = max(0, w.Wanted-w.Employed)
	w.Explanation = c.sayWorkingTime(w)
	return w
}

// wantedMinutes is what the ETP of a group want, rounded up to a whole minute as that of
// an option is.
func (c Contract) wantedMinutes(l *law.Law) (int, law.Citation) {
	full, cite := l.OptionMinutes(c.Text, law.Full)
	return (full*c.Group.ETP + wholeETP - 1) / wholeETP, cite
}

// fits refuses an assistant of a group whose part, beside those of all who work, is more
// than the ETP of the contract on some day. The sum grows only where somebody begins or
// comes back.
func (c Contract) fits(l *law.Law, a Assistant) *Refusal {
	wanted, cite := c.wantedMinutes(l)
	days := []civil.Date{a.Start}
	for _, o := range c.Assistants {
		days = append(days, o.Start)
		for _, x := range o.Absences {
			days = append(days, o.over(x))
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	for _, day := range days {
		if day.IsZero() || !a.holds(day) || c.away(a, day) {
			continue
		}
		held := 0
		for _, o := range c.employedOn(day) {
			if !c.away(o, day) {
				held += o.Weekly
			}
		}
		if held+a.Weekly > wanted {
			return c.etpExceeded(exceeded{day: day, held: held, weekly: a.Weekly, wanted: wanted, cite: cite})
		}
	}
	return nil
}

// MembersWanted is who is to come and go.
type MembersWanted struct {
	From     civil.Date // the first day of the contract year from which it holds
	Amended  civil.Date // the day of the amendment
	Entering []string   // RPPS numbers
	Leaving  []string   // RPPS numbers
}

// ChangeMembers is the contract with members who come and go at an anniversary, and the
// number of the year which that day opens. The ETP and the objectives stay. What the law
// asks of who enters is asked before.
func (c Contract) ChangeMembers(w MembersWanted) (Contract, int, *Refusal) {
	if c.Group == nil {
		return c, 0, notCollective()
	}
	if refusal := c.MayAmend(w.Amended); refusal != nil {
		return c, 0, refusal
	}
	if c.State == NoticeGiven {
		return c, 0, c.membersUnderNotice()
	}
	year, refusal := c.opening(OptionWanted{From: w.From, Amended: w.Amended})
	if refusal != nil {
		return c, 0, refusal
	}
	group := *c.Group
	group.Members = slices.Clone(group.Members)
	for _, rpps := range w.Leaving {
		at := slices.IndexFunc(group.Members, func(m Member) bool { return m.RPPS == rpps && m.Left.IsZero() && m.Entered.Before(w.From) })
		if at < 0 {
			return c, 0, c.memberUnknown(rpps, w.From)
		}
		group.Members[at].Left = w.From.AddDays(-1)
	}
	for _, rpps := range w.Entering {
		holds := func(m Member) bool { return m.RPPS == rpps && (m.Left.IsZero() || !m.Left.Before(w.From)) }
		if at := slices.IndexFunc(group.Members, holds); at >= 0 {
			return c, 0, alreadyMember(group.Members[at])
		}
		group.Members = append(group.Members, Member{RPPS: rpps, Entered: w.From})
	}
	if !slices.ContainsFunc(group.Members, func(m Member) bool { return m.Left.IsZero() }) {
		return c, 0, noMemberLeft(w.From)
	}
	c.Group = &group
	return c, year, nil
}

// moveMembers is the contract with the anniversaries at which members come and go moved by
// a suspension that has ended, as those of the contract are.
func (c Contract) moveMembers(from, until civil.Date) Contract {
	if c.Group == nil {
		return c
	}
	group := *c.Group
	group.Members = slices.Clone(group.Members)
	days := from.DaysUntil(until)
	for i := range group.Members {
		m := &group.Members[i]
		if m.Entered.After(c.Signed) && !m.Entered.Before(from) {
			m.Entered = m.Entered.AddDays(days)
		}
		if !m.Left.IsZero() && !m.Left.AddDays(1).Before(from) {
			m.Left = m.Left.AddDays(days)
		}
	}
	c.Group = &group
	return c
}

// Of is the contract as it binds one doctor: that of a group from the first day as a
// member, and ended with the last one. A contract of one doctor binds that doctor whole.
func (c Contract) Of(rpps string) Contract {
	if c.Group == nil {
		return c
	}
	own := c
	for _, m := range c.Group.Members {
		if m.RPPS != rpps {
			continue
		}
		own.Signed, own.State, own.End = m.Entered, c.State, c.End // of several times the last one
		if !m.Left.IsZero() && (c.End.IsZero() || m.Left.Before(c.End)) && (c.State.Live() || c.State == Ended) {
			own.State, own.End = Ended, m.Left
		}
	}
	return own
}
