package contract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// WorkKind is why something stands on an officer's page.
type WorkKind uint8

// The kinds.
const (
	WorkLate     WorkKind = iota + 1 // an obligation is late
	WorkBlocked                      // nothing can be paid until something is done
	WorkToSign                       // an offer waits for a signature, or has lapsed
	WorkToAnswer                     // a notice, a reply or an appeal waits for an answer
	WorkToDecide                     // the term comes or has come, or a proposal waits
	WorkReminder                     // an obligation is due soon
)

// urgency is the order of the kinds on the page: first where a party waits for an answer
// within a time of the law, then what keeps a doctor from being paid, then signatures and
// decisions. What is late comes behind, because there is most of it.
var urgency = [...]int{WorkToAnswer: 1, WorkBlocked: 2, WorkToSign: 3, WorkToDecide: 4, WorkLate: 5, WorkReminder: 6}

// renewalMonths is how many months before its term a contract is shown whose renewal
// nobody has stated. It is ours: time enough for a new assessment and an offer.
const renewalMonths = 6

// Item is one line of an officer's page.
type Item struct {
	ContractID string
	Kind       WorkKind
	Due        civil.Date // the day that matters; every item has one
	Late       int        // days since Due; negative before it
	Next       law.Phrase // the next step
	Method     string     // the method that does it, or begins to
	Subject    string     // what it is about: "obligation/MEASURE:3"; unique in its contract and kind
	Cite       law.Citation
}

// Key orders a page, the most urgent first: by kind, then by days late, most first. Two
// items never have the same one.
func (i Item) Key() string {
	return fmt.Sprintf("%d/%s/%s/%s", urgency[i.Kind], i.Due, i.ContractID, i.Subject)
}

// Work is what is to be done on the contract on a day, as it stands now, in the order of
// [Item.Key].
func (c Contract) Work(l *law.Law, asOf civil.Date) []Item {
	p := page{c: c, law: l, asOf: asOf}
	p.obligations()
	p.signatures()
	if c.State.Live() && !asOf.Before(c.Signed) {
		p.suspended()
		p.unstaffed()
		p.absent()
		p.notice()
		p.term()
	}
	p.appeals()
	p.proposals()
	slices.SortFunc(p.items, func(a, b Item) int { return strings.Compare(a.Key(), b.Key()) })
	return p.items
}

// page collects the items of one contract.
type page struct {
	c     Contract
	law   *law.Law
	asOf  civil.Date
	items []Item
}

// add puts one more item on the page.
func (p *page) add(i Item) {
	i.ContractID, i.Late = p.c.ID, i.Due.DaysUntil(p.asOf)
	p.items = append(p.items, i)
}

// obligations are those that are late, and those whose reminder day has come. Of an
// ended contract only a missing measure is left to record: payments wait for it.
func (p *page) obligations() {
	for _, o := range p.c.Obliged(p.law) {
		if p.c.State == Ended && o.Kind != MeasurePatients {
			continue
		}
		item := Item{
			Due: o.Due, Method: o.Kind.fulfilledBy().method(), Subject: "obligation/" + o.ID(), Cite: o.Cite,
			Next: p.nextFor(o),
		}
		if a, left := p.leftBehind(o); left {
			item.Method, item.Next = WaiveObligation.method(), p.waiveFor(o, a)
		}
		switch {
		case o.late(p.asOf):
			item.Kind = WorkLate
		case o.State == ObligationOpen && len(o.Reminders) > 0 && !p.asOf.Before(o.Reminders[0]):
			item.Kind = WorkReminder
		default:
			continue
		}
		p.add(item)
	}
}

// leftBehind is the assistant who has left and can no longer do what is still open.
func (p *page) leftBehind(o Obligation) (Assistant, bool) {
	if o.Kind != BeginTraining && o.Kind != BecomeQualified {
		return Assistant{}, false
	}
	i := slices.Index(p.c.subjects(), o.Subject)
	if i < 0 {
		return Assistant{}, false
	}
	a := p.c.Assistants[i]
	return a, !a.End.IsZero() && a.End.Before(p.asOf)
}

// signatures are what an offer waits for.
func (p *page) signatures() {
	c := p.c
	if c.State != Offered && c.State != SignedByDoctor && c.State != SignedByFund {
		return
	}
	due := c.Lapses
	if due.IsZero() {
		due = c.Signed
	}
	item := Item{Kind: WorkToSign, Due: due, Subject: "offer", Method: SignByFund.method()}
	if p.asOf.After(due) {
		item.Method, item.Next = Lapse.method(), c.offerExpired(due)
	} else {
		item.Next = c.offerWaits(due, p.asOf)
	}
	p.add(item)
}

// suspended is a suspension that runs.
func (p *page) suspended() {
	s, running := p.c.running()
	if !running || s.From.After(p.asOf) {
		return
	}
	p.add(Item{
		Kind: WorkBlocked, Due: s.From, Subject: "suspension/" + s.From.String(), Method: Resume.method(),
		Next: p.resume(s), Cite: p.c.Text.Rules.SuspensionClock.Cite(),
	})
}

// stands reports whether nobody is asked to work: the clock is stopped on the day, or
// the contract has reached its term.
func (p *page) stands() bool {
	_, suspended := p.c.suspendedOn(p.asOf)
	return suspended || (!p.c.Term.IsZero() && p.asOf.After(p.c.Term))
}

// unstaffed is a contract under which nobody is employed on the day, or will be.
func (p *page) unstaffed() {
	if p.stands() {
		return
	}
	since, cite := p.c.Signed, p.c.Text.Rules.AidStarts.Cite()
	for _, a := range p.c.Assistants {
		if a.End.IsZero() || !a.End.Before(p.asOf) {
			return
		}
		since, cite = civil.Later(since, a.End.AddDays(1)), p.c.Text.Rules.Departure.Cite()
	}
	for _, s := range p.c.Suspensions {
		since = civil.Later(since, s.Until)
	}
	p.add(Item{
		Kind: WorkBlocked, Due: since, Subject: "assistant", Method: Hire.method(),
		Next: p.hire(since), Cite: cite,
	})
}

// absent is an assistant who has been away for longer than the text lets the contract
// run, and whom nobody replaces.
func (p *page) absent() {
	cell := p.c.Text.Rules.SuspensionAfterMonths
	months, known := cell.Value()
	if !known || p.stands() {
		return
	}
	var away []Item
	for _, a := range p.c.Assistants {
		if !a.worksOn(p.asOf) {
			continue
		}
		from, absent := a.awayOn(p.asOf)
		if !absent {
			return // somebody is there
		}
		if due := from.AddMonths(months); p.asOf.After(due) {
			away = append(away, Item{
				Kind: WorkBlocked, Due: due, Subject: "absence/" + a.Ref, Method: Suspend.method(),
				Next: p.suspend(a, from, months), Cite: cell.Cite(),
			})
		}
	}
	for _, i := range away {
		p.add(i)
	}
}

// worksOn reports whether the assistant is employed on a day.
func (a Assistant) worksOn(d civil.Date) bool {
	return !d.Before(a.Start) && (a.End.IsZero() || !d.After(a.End))
}

// awayOn is the first day of the absence in which a day lies.
func (a Assistant) awayOn(d civil.Date) (from civil.Date, away bool) {
	for _, x := range a.Absences {
		if !d.Before(x.From) && (x.Until.IsZero() || d.Before(x.Until)) {
			return x.From, true
		}
	}
	return civil.Date{}, false
}

// notice is a notice that waits for its next step.
func (p *page) notice() {
	n := len(p.c.Notices)
	if p.c.State != NoticeGiven || n == 0 || p.c.Notices[n-1].Given.After(p.asOf) {
		return
	}
	notice, rules := p.c.Notices[n-1], p.c.Text.Rules
	item := Item{Kind: WorkToAnswer, Subject: "notice/" + strconv.Itoa(n), Method: End.method()}
	switch {
	case notice.Party == DoctorParty && !p.asOf.Before(notice.End):
		item.Due, item.Cite, item.Next = notice.End, rules.NoticeDoctorMonths.Cite(), endOnNotice(notice)
	case notice.Party == DoctorParty:
		return // nothing to do before the day that the doctor wants
	case notice.ReplyBy.IsZero() || p.asOf.After(notice.ReplyBy):
		item.Due, item.Cite, item.Next = civil.Later(notice.Given, notice.ReplyBy.AddDays(1)), rules.ReplyMonths.Cite(), decideNotice(notice)
	case notice.Replied.IsZero() || notice.Replied.After(p.asOf):
		item.Due, item.Cite, item.Next = notice.ReplyBy, rules.ReplyMonths.Cite(), awaitReply(notice)
		item.Method = RecordReply.method()
	default:
		item.Due, item.Cite, item.Next = notice.ReplyBy, rules.ReplyMonths.Cite(), examineReply(notice)
	}
	p.add(item)
}

// appeals are those that nobody has decided yet.
func (p *page) appeals() {
	for i, d := range p.c.Decisions {
		for j, a := range d.Appeals {
			if a.Outcome != 0 || a.Filed.After(p.asOf) {
				continue
			}
			p.add(Item{
				Kind: WorkToAnswer, Due: a.Filed, Method: DecideAppeal.method(),
				Subject: fmt.Sprintf("decision/%d/appeal/%d", i+1, j+1), Next: decideAppeal(d, a),
			})
		}
	}
}

// term is the end of the last year, once it is near or has come.
func (p *page) term() {
	c := p.c
	item := Item{Kind: WorkToDecide, Due: c.Term, Subject: "term", Method: Renew.method()}
	switch {
	case c.Term.IsZero():
		return
	case p.asOf.Before(c.Term):
		if c.State != Active || c.Renewal != 0 || p.asOf.Before(c.Term.AddMonths(-renewalMonths)) {
			return
		}
		item.Next, item.Cite = c.stateRenewal(), p.law.Renewal().Mode.Cite()
	case c.State == NoticeGiven || c.Renewal == NotRenewable:
		_, cite := c.durationYears()
		item.Next, item.Cite, item.Method = c.expire(), cite, End.method()
	case c.Renewal != 0:
		item.Next, item.Cite, item.Method = c.signRenewal(), p.law.Renewal().Mode.Cite(), SignByFund.method()
	default:
		item.Next, item.Cite = c.renewOrExpire(), p.law.Renewal().Mode.Cite()
	}
	p.add(item)
}

// proposals are those that wait for an officer.
func (p *page) proposals() {
	for i, x := range p.c.Proposals {
		if !x.Decided.IsZero() || x.Changed.After(p.asOf) {
			continue
		}
		p.add(Item{
			Kind: WorkToDecide, Due: x.Changed, Method: DecideProposal.method(),
			Subject: "proposal/" + strconv.Itoa(i+1), Next: decideProposal(i+1, x),
		})
	}
}
