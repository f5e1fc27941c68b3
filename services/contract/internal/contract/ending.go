package contract

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// By is the party that a reason of a notice belongs to.
func (r NoticeReason) By() Party {
	if r == DoctorsChoice || r == LeavesPractice {
		return DoctorParty
	}
	return FundParty
}

// Noticed is what the time of a notice leads to, and the cell that gives the time.
type Noticed struct {
	Explanation law.Phrase
	Cite        law.Citation
}

// GiveNotice records that a party wants to end the contract. Of n the party, the day,
// the reasons and the doctor's wanted end count; a zero end means the first possible
// one. The notice is added with its days filled in.
//
// DERIVED: a time in months is counted from day to same day, or to the month's last day
// where it is shorter, as delays are: that day is the last one in force, or the last one
// for the reply. A suspension lengthens neither. A notice that would run past the term
// ends with it.
func (c Contract) GiveNotice(n Notice) (Contract, Noticed, *Refusal) {
	state, refusal := c.next(GiveNotice)
	if refusal != nil {
		return c, Noticed{}, refusal
	}
	if n.Given.Before(c.Signed) || (!c.Term.IsZero() && n.Given.After(c.Term)) {
		return c, Noticed{}, c.noticeOutside(n.Given)
	}
	var said Noticed
	if n.Party == FundParty {
		n, said = c.noticeOfFund(n)
	} else if n, said, refusal = c.noticeOfDoctor(n); refusal != nil {
		return c, Noticed{}, refusal
	}
	c.Notices = added(c.Notices, n)
	c.State = state
	return c, said, nil
}

// noticeOfDoctor fills in the last day that is wanted, or refuses one that comes before
// the time of the notice has run. Where the law does not know that time, the day is
// what the doctor wants, and no day at all when nothing was said.
func (c Contract) noticeOfDoctor(n Notice) (Notice, Noticed, *Refusal) {
	cell := c.Text.Rules.NoticeDoctorMonths
	months, known := cell.Value()
	first := n.Given
	if known {
		first = n.Given.AddMonths(months)
	}
	earliest := c.upToTerm(first)
	switch {
	case n.End.IsZero() && known:
		n.End = earliest
	case !n.End.IsZero() && n.End.Before(earliest):
		return n, Noticed{}, c.noticeTooShort(n, earliest, months)
	default:
		n.End = c.upToTerm(n.End)
	}
	return n, Noticed{Explanation: c.sayDoctorsNotice(n, first), Cite: cell.Cite()}, nil
}

// upToTerm is the day, or the term where that comes first.
func (c Contract) upToTerm(day civil.Date) civil.Date {
	if !c.Term.IsZero() && day.After(c.Term) {
		return c.Term
	}
	return day
}

// noticeOfFund fills in the last day for the reply; none where the law does not know
// the time for it.
func (c Contract) noticeOfFund(n Notice) (Notice, Noticed) {
	cell := c.Text.Rules.ReplyMonths
	n.End, n.ReplyBy = civil.Date{}, civil.Date{}
	if months, known := cell.Value(); known {
		n.ReplyBy = n.Given.AddMonths(months)
	}
	return n, Noticed{Explanation: sayFundsNotice(n), Cite: cell.Cite()}
}

// openNotice is the notice that is neither withdrawn nor followed by a decision, with
// its number.
func (c Contract) openNotice() (n Notice, number int, open bool) {
	if c.State != NoticeGiven || len(c.Notices) == 0 {
		return Notice{}, 0, false
	}
	return c.Notices[len(c.Notices)-1], len(c.Notices), true
}

// withNotice is the contract with its last notice replaced.
func (c Contract) withNotice(n Notice) Contract {
	c.Notices = slices.Clone(c.Notices)
	c.Notices[len(c.Notices)-1] = n
	return c
}

// RecordReply records that the doctor's reply to the fund's notice came on a day. It is
// late after the last day for it, and counts all the same.
func (c Contract) RecordReply(on civil.Date) (replied Contract, late bool, refusal *Refusal) {
	state, refusal := c.next(RecordReply)
	if refusal != nil {
		return c, false, refusal
	}
	n, _, _ := c.openNotice()
	switch {
	case n.Party != FundParty:
		return c, false, noNoticeOfTheFund(n)
	case !n.Replied.IsZero():
		return c, false, alreadyReplied(on, n)
	case on.Before(n.Given):
		return c, false, beforeNotice("received_on_date", on, n)
	}
	n.Replied = on
	c = c.withNotice(n)
	c.State = state
	return c, !n.ReplyBy.IsZero() && on.After(n.ReplyBy), nil
}

// WithdrawNotice takes the open notice back, whichever party gave it. The contract runs,
// or stands still when a suspension runs.
func (c Contract) WithdrawNotice(on civil.Date) (Contract, *Refusal) {
	state, refusal := c.next(WithdrawNotice)
	if refusal != nil {
		return c, refusal
	}
	n, _, _ := c.openNotice()
	if on.Before(n.Given) {
		return c, beforeNotice("withdrawn_on_date", on, n)
	}
	if _, running := c.running(); running {
		state = Suspended
	}
	n.Withdrawn = on
	c = c.withNotice(n)
	c.State = state
	return c, nil
}

// LeftOver is the part of a contract year after the end of the contract. The zero value
// says that nothing is left over.
type LeftOver struct {
	Year        int // the contract year that the end cuts
	InForce     int // days of the year in force, suspended ones left out
	Days        int // days of the year
	Ratio       money.Ratio
	Explanation law.Phrase
	Cite        law.Citation
}

// Conclude ends the contract by a decision. Of d the reason, the last day in force and
// the day of the decision count; without that day it is the last day in force, save
// that the fund's decision needs one. The decision is added, with the notice it follows.
func (c Contract) Conclude(l *law.Law, d Decision) (Contract, LeftOver, *Refusal) {
	if _, refusal := c.next(End); refusal != nil {
		return c, LeftOver{}, refusal
	}
	number, refusal := c.mayConclude(d)
	if refusal != nil {
		return c, LeftOver{}, refusal
	}
	if d.Decided.IsZero() {
		d.Decided = d.End
	}
	ended, refusal := c.Finish(l, d.End, d.Reason)
	if refusal != nil {
		return c, LeftOver{}, refusal
	}
	if d.Decided.Before(c.Signed) {
		return c, LeftOver{}, c.decidedOutside(d.Decided)
	}
	ended.Decisions = added(c.Decisions, Decision{Reason: d.Reason, Decided: d.Decided, End: d.End, Notice: number})
	return ended, ended.LeftOver(), nil
}

// mayConclude is the number of the notice that the decision follows, 0 where it needs
// none, or why there may be no such decision.
func (c Contract) mayConclude(d Decision) (number int, refusal *Refusal) {
	n, number, open := c.openNotice()
	switch d.Reason {
	case Renewed, Replaced:
		return 0, endsBySuccession(d.Reason)
	case TerminatedByDoctor, TerminatedByFund:
	default:
		return 0, nil
	}
	by := DoctorParty
	if d.Reason == TerminatedByFund {
		by = FundParty
	}
	switch {
	case !open || n.Party != by:
		return 0, c.noticeMissing(by, n)
	case by == FundParty && d.Decided.IsZero():
		return 0, decisionDateMissing(n)
	case !d.Decided.IsZero() && d.Decided.Before(n.Given):
		return 0, beforeNotice("decided_on_date", d.Decided, n)
	case !n.ReplyBy.IsZero() && !d.Decided.After(n.ReplyBy):
		return 0, replyPeriodRunning(d.Decided, n)
	case d.End.Before(civil.Later(n.Given, n.End)):
		return 0, endsBeforeNotice(d.End, n)
	}
	return number, nil
}

// LeftOver is the part of the contract year that the end cuts; zero before an end.
//
// DERIVED: days in force over the days of that contract year, as payment counts them.
func (c Contract) LeftOver() LeftOver {
	if c.End.IsZero() {
		return LeftOver{}
	}
	i := slices.IndexFunc(c.Years, func(y law.Year) bool { return !c.End.After(y.End) })
	if i < 0 {
		return LeftOver{}
	}
	y := c.Years[i]
	inForce := y.InForce(c.End, c.pauses())
	if c.End == y.End || inForce == y.Days {
		return LeftOver{}
	}
	left := LeftOver{
		Year: y.Number, InForce: inForce, Days: y.Days, Cite: c.Text.Rules.DayCount.Cite(),
		Ratio: money.Ratio{Num: int64(y.Days - inForce), Den: int64(y.Days)},
	}
	left.Explanation = c.sayLeftOver(left)
	return left
}

// Finish stops the contract, whoever decided it and why: the day is the last one in
// force, and the term itself when the contract expires. A running suspension is closed
// the day after; if it would have begun later still, it keeps no day at all.
func (c Contract) Finish(l *law.Law, on civil.Date, reason EndReason) (Contract, *Refusal) {
	state, refusal := c.next(End)
	if refusal != nil {
		return c, refusal
	}
	if reason == Expired && on != c.Term {
		return c, c.notTheTerm(on)
	}
	if on.Before(c.Signed) || (!c.Term.IsZero() && on.After(c.Term)) {
		return c, c.endedOutside(on)
	}
	finished := c
	if s, running := c.running(); running {
		finished.Suspensions = closed(c.Suspensions, civil.Later(s.From, on.AddDays(1)))
	}
	finished.State, finished.End, finished.EndReason = state, on, reason
	finished = finished.Timed(l)
	if !inCalendar(finished.Term) {
		return c, outsideCalendar(finished.Term)
	}
	return finished, nil
}

// closed is the suspensions with the running one closed: until is the first day back.
func closed(list []Suspension, until civil.Date) []Suspension {
	list = slices.Clone(list)
	last := &list[len(list)-1]
	if last.Running() {
		last.Until = until
	}
	return list
}
