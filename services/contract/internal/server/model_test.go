package server_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// picture is all that the twin notes of a contract, a line for each matter.
func picture(c *contractv1.Contract) []string {
	var years, seen, pauses, letters, rulings, options, proposals, duties []string
	for _, y := range c.GetYears() {
		years = append(years, y.GetStartDate())
	}
	for _, x := range c.GetMeasures() {
		seen = append(seen, fmt.Sprint(x.GetMeasuredOnDate(), x.GetReplacedByNumber() > 0))
	}
	for _, p := range c.GetSuspensions() {
		pauses = append(pauses, p.GetFromDate()+"/"+p.GetUntilDate())
	}
	for _, n := range c.GetNotices() {
		letters = append(letters, fmt.Sprint(n.GetParty(), n.GetGivenOnDate(), n.GetEndDate(), n.GetReplyByDate(), n.GetReply().GetReceivedOnDate(), n.GetReply().GetLate(), n.GetWithdrawnOnDate()))
	}
	for _, d := range c.GetDecisions() {
		one := fmt.Sprint(d.GetReason(), d.GetDecidedOnDate(), d.GetEndDate(), d.GetNoticeNumber(), d.GetAnnulled())
		for _, a := range d.GetAppeals() {
			one += fmt.Sprint(" ", a.GetFiledOnDate(), a.GetDecidedOnDate(), a.GetOutcome())
		}
		rulings = append(rulings, one)
	}
	corrected := 0
	for _, a := range c.GetAmendments() {
		if o := a.GetOptionChange(); o != nil {
			options = append(options, fmt.Sprint(o.GetFromContractYear(), o.GetOption()))
		} else {
			corrected++
		}
	}
	for _, p := range c.GetProposals() {
		proposals = append(proposals, fmt.Sprint(p.GetState() != contractv1.ProposalState_PROPOSAL_STATE_OPEN))
	}
	for _, o := range c.GetObligations() {
		duties = append(duties, fmt.Sprint(o.GetId(), " ", strings.TrimPrefix(o.GetState().String(), "OBLIGATION_STATE_"), " ", o.GetDueDate(), " ", o.GetFulfilledOnDate()+o.GetWaivedOnDate()))
	}
	slices.Sort(duties)
	return []string{
		fmt.Sprint("state ", strings.TrimPrefix(c.GetState().String(), "STATE_"), " revision ", c.GetRevisions(), " signatures ", len(c.GetSignatures())),
		fmt.Sprint("term ", c.GetTerm(), " years ", years, " end ", c.GetEndDate()),
		fmt.Sprint("assistants ", employed(c)), fmt.Sprint("measures ", seen), fmt.Sprint("suspensions ", pauses),
		fmt.Sprint("notices ", letters), fmt.Sprint("decisions ", rulings),
		fmt.Sprint("amendments ", options, corrected, c.GetDepartment()), fmt.Sprint("proposals ", proposals), fmt.Sprint("renewal ", c.GetRenewal().GetMode()),
		"obligations " + strings.Join(duties, ", "),
	}
}

// picture is the same from the twin's notes.
func (m *twin) picture() []string {
	var years, seen, pauses, letters, rulings, options, proposals, duties []string
	for year := 1; year <= 5; year++ {
		years = append(years, dayOf(m.opens(year)))
	}
	for _, x := range m.measures {
		seen = append(seen, fmt.Sprint(dayOf(x.day), x.replaced))
	}
	for _, p := range m.pauses {
		pauses = append(pauses, dayOf(p.from)+"/"+dayOf(p.until))
	}
	for _, n := range m.notices {
		late := n.replied != never && n.replied > n.replyBy
		letters = append(letters, fmt.Sprint(n.by, dayOf(n.given), dayOf(n.end), dayOf(n.replyBy), dayOf(n.replied), late, dayOf(n.withdrawn)))
	}
	for _, d := range m.decisions {
		one := fmt.Sprint(d.why, dayOf(d.decided), dayOf(d.end), d.of, d.annulled)
		for _, a := range d.appeals {
			one += fmt.Sprint(" ", dayOf(a.filed), dayOf(a.decided), a.outcome)
		}
		rulings = append(rulings, one)
	}
	for _, o := range m.options {
		options = append(options, fmt.Sprint(o.year, o.which))
	}
	for _, p := range m.proposals {
		proposals = append(proposals, fmt.Sprint(p))
	}
	for id, o := range m.obligations() {
		day := ""
		if strings.HasPrefix(o.state, "FULFILLED") || o.state == "WAIVED" {
			day = dayOf(o.done)
		}
		duties = append(duties, fmt.Sprint(id, " ", o.state, " ", dayOf(o.due), " ", day))
	}
	slices.Sort(duties)
	end := never
	if m.state == "ENDED" {
		end = m.end
	}
	return []string{
		fmt.Sprint("state ", m.state, " revision ", m.revision, " signatures ", len(m.signed)),
		fmt.Sprint("term ", dayOf(m.term()), " years ", years, " end ", dayOf(end)),
		fmt.Sprint("assistants ", m.employed()), fmt.Sprint("measures ", seen), fmt.Sprint("suspensions ", pauses),
		fmt.Sprint("notices ", letters), fmt.Sprint("decisions ", rulings),
		fmt.Sprint("amendments ", options, m.corrected, m.place), fmt.Sprint("proposals ", proposals), fmt.Sprint("renewal ", m.renewal),
		"obligations " + strings.Join(duties, ", "),
	}
}

// differs says where the contract is not what the twin noted down; "" when it is.
func (m *twin) differs(c *contractv1.Contract) string {
	seen, want := picture(c), m.picture()
	for i := range seen {
		if seen[i] != want[i] {
			return fmt.Sprintf("the service has\n%s\nthe twin\n%s", seen[i], want[i])
		}
	}
	return ""
}

// employed writes the employments of a contract: reference, first and last day, absences.
func employed(c *contractv1.Contract) (all []string) {
	for _, e := range c.GetAssistants() {
		one := fmt.Sprint(e.GetAssistantRef(), " ", e.GetStartDate(), " ", e.GetEndDate())
		for _, x := range e.GetAbsences() {
			one += fmt.Sprint(" ", x.GetFromDate(), "/", x.GetUntilDate())
		}
		for _, s := range e.GetTrainings() {
			one += fmt.Sprint(" ", s.GetOnDate(), s.GetStep())
		}
		all = append(all, one)
	}
	return all
}

// employed is the same from the twin's notes.
func (m *twin) employed() (all []string) {
	for _, p := range m.people {
		one := fmt.Sprint(p.ref, " ", dayOf(p.from), " ", dayOf(p.to))
		for _, x := range p.away {
			one += fmt.Sprint(" ", dayOf(x.from), "/", dayOf(x.until))
		}
		for _, s := range p.steps {
			one += fmt.Sprint(" ", dayOf(s.day), s.step)
		}
		all = append(all, one)
	}
	return all
}

// walker plays one contract against its twin.
type walker struct {
	*world
	*twin
	r      *rand.Rand
	seed   uint64
	id     string
	app    *eligibilityv1.Application
	today  int // goes on from the signature for six years
	hired  int
	played []string
}

// step is one call: the service does it, and the twin says what must come of it.
type step struct {
	name   string
	does   func() (*contractv1.Contract, error)
	wanted func() string // the reason of the refusal; "" when it is accepted
}

// near chooses a day: often today, mostly one near which something changes.
func (k *walker) near() int {
	m, r := k.twin, k.r
	days := []int{0, 365, fiveYear, k.today, k.today, k.today}
	if term := m.term(); term != never {
		days = append(days, term)
	}
	for _, p := range m.pauses {
		days = append(days, p.from, p.from+90, min(p.until, k.today))
	}
	for _, p := range m.people {
		days = append(days, p.from, min(p.to, k.today))
		for _, x := range p.away {
			days = append(days, x.from, x.from+1, min(x.until, k.today))
		}
	}
	if n := len(m.notices); n > 0 {
		last := m.notices[n-1]
		days = append(days, last.given, last.given, min(last.replyBy, k.today), min(last.replyBy, k.today), min(last.end, k.today), min(last.end, k.today))
	}
	if m.state == "ENDED" {
		days = append(days, m.end, m.end)
	}
	switch r.IntN(12) {
	case 0:
		return r.IntN(2300) - 60
	case 1:
		return -200
	}
	return days[r.IntN(len(days))] + r.IntN(3) - 1
}

// likely are the methods that make sense in the twin's state.
func (m *twin) likely() []string {
	running := []string{
		"hire", "hire", "leave", "absent", "back", "train", "train", "measure", "measure", "correct", "correct", "amend", "amend", "fix", "report", "decide", "evidence", "evidence", "waive",
	}
	switch m.state {
	case "ACTIVE":
		return append(running, "hire", "absent", "absent", "suspend", "suspend", "suspend", "suspend", "suspend", "suspend", "end", "notice", "renew", "give-up")
	case "SUSPENDED":
		return append(running, "resume", "resume", "resume", "resume", "resume", "end", "notice")
	case "NOTICE_GIVEN":
		return append(running, "suspend", "resume", "reply", "reply", "reply", "reply", "take-back", "take-back", "end", "end", "end", "end")
	case "ENDED":
		return []string{"measure", "correct", "appeal", "appeal", "rule", "rule", "rule", "renew", "give-up", "decide", "evidence", "waive"}
	case "WITHDRAWN", "REFUSED", "LAPSED":
		return []string{"sign", "close", "hire"}
	default:
		return []string{"sign", "sign on the day", "sign on the day", "sign on the day", "sign on the day", "sign on the day", "close"}
	}
}

// unlikely are all the methods.
var unlikely = []string{
	"sign", "close", "hire", "leave", "absent", "back", "train", "measure", "correct", "amend", "fix", "suspend", "resume", "notice", "reply",
	"take-back", "end", "appeal", "rule", "renew", "report", "decide", "evidence", "waive",
}

// draw chooses the next call.
func (k *walker) draw() step {
	methods := k.likely()
	if k.r.IntN(6) == 0 {
		methods = unlikely
	}
	k.today = min(k.today+k.r.IntN(60), 2190)
	method, day := methods[k.r.IntN(len(methods))], k.near()
	switch method {
	case "sign", "sign on the day", "close":
		return k.ofOffer(method, day)
	case "hire", "leave", "absent", "back", "train":
		return k.ofAssistant(method, day)
	case "measure", "correct", "amend", "fix":
		return k.ofData(method, day)
	case "suspend", "resume":
		return k.ofClock(method, day)
	case "notice", "reply", "take-back", "end":
		return k.ofEnd(method, day)
	case "appeal", "rule", "renew", "give-up":
		return k.ofAfterwards(method, day)
	default:
		return k.ofOfficer(method, day)
	}
}

func (k *walker) ofOffer(method string, day int) step {
	if method != "close" {
		party := []contractv1.Party{byDoctor, byFund}[k.r.IntN(2)]
		if method != "sign" {
			day = 0
		}
		return step{fmt.Sprint("sign ", party, dayOf(day)), func() (*contractv1.Contract, error) { return k.world.sign(k.id, party, dayOf(day)) },
			func() string { return k.twin.sign(party, day) }}
	}
	switch k.r.IntN(5) {
	case 0:
		return step{"withdraw", func() (*contractv1.Contract, error) { return k.withdraw(k.id, byFund) }, func() string { return k.close("WITHDRAWN", 0) }}
	case 1:
		return step{"refuse", func() (*contractv1.Contract, error) { return k.withdraw(k.id, byDoctor) }, func() string { return k.close("REFUSED", 0) }}
	}
	day = 29 + k.r.IntN(3)
	return step{"lapse " + dayOf(day), func() (*contractv1.Contract, error) { return k.lapse(k.id, dayOf(day)) },
		func() string { return k.close("LAPSED", day) }}
}

// ofAssistant is something that is told of one assistant, or of nobody's.
func (k *walker) ofAssistant(method string, day int) step {
	m, ref := k.twin, "nobody"
	if method == "hire" {
		k.hired++
		ref = fmt.Sprintf("a-%d-%d", k.seed, k.hired)
		return step{"hire " + dayOf(day), func() (*contractv1.Contract, error) { return k.hireNamed(k.id, ref, dayOf(day)) },
			func() string { return m.hire(ref, day) }}
	}
	if n := len(m.people); n > 0 && k.r.IntN(20) > 0 {
		p := m.people[max(0, n-1-k.r.IntN(2))] // mostly a recent one
		ref = p.ref
		switch n := len(p.away); {
		case method == "absent" && n > 0 && p.away[n-1].until != never && k.r.IntN(2) > 0: // about the day of the return
			day = p.away[n-1].until + k.r.IntN(3) - 1
		case k.r.IntN(2) > 0:
			day = max(p.known(), 0) + k.r.IntN(300)
		}
	}
	if method == "train" {
		s := contractv1.TrainingStep(1 + k.r.IntN(4))
		if p := m.named(ref); p != nil && k.r.IntN(2) == 0 { // as somebody learns
			if s = contractv1.TrainingStep_TRAINING_STEP_BEGUN; len(p.steps) > 0 {
				s, day = contractv1.TrainingStep_TRAINING_STEP_QUALIFIED, p.steps[len(p.steps)-1].day+k.r.IntN(900)
			}
		}
		return step{fmt.Sprint("train ", ref, " ", dayOf(day), s), func() (*contractv1.Contract, error) { return k.world.train(k.id, ref, dayOf(day), s) },
			func() string { return m.train(ref, day, s) }}
	}
	does := map[string]func(id, ref, on string) (*contractv1.Contract, error){"leave": k.world.leave, "absent": k.world.absent, "back": k.world.back}[method]
	wanted := map[string]func(ref string, day int) string{"leave": m.leave, "absent": m.absent, "back": m.back}[method]
	return step{fmt.Sprint(method, " ", ref, " ", dayOf(day)), func() (*contractv1.Contract, error) { return does(k.id, ref, dayOf(day)) },
		func() string { return wanted(ref, day) }}
}

func (k *walker) ofData(method string, day int) step {
	r, m := k.r, k.twin
	switch method {
	case "amend":
		from, to := m.opens(2+r.IntN(4)), []lawv1.Option{lawv1.Option_OPTION_HALF, lawv1.Option_OPTION_FULL}[r.IntN(2)]
		if from == never || r.IntN(4) == 0 {
			from = day
		} else if r.IntN(2) == 0 {
			day = max(from-r.IntN(200), 0)
		}
		return step{fmt.Sprint("amend ", dayOf(day), " from ", dayOf(from), to), func() (*contractv1.Contract, error) { return k.change(k.id, dayOf(day), dayOf(from), to) },
			func() string { return m.amend(day, from, to) }}
	case "fix":
		place := []string{"75", "69", "13"}[r.IntN(3)]
		return step{"fix " + place, func() (*contractv1.Contract, error) {
			resp, err := k.world.correct(k.id, &contractv1.AmendData{Department: place})
			return resp.GetContract(), err
		}, func() string { return m.correct(place) }}
	}
	replaces, why := 0, ""
	if method == "correct" {
		replaces = 1 + r.IntN(len(m.measures)+1)
		if r.IntN(4) > 0 {
			why = "compté deux fois"
		}
	}
	return step{fmt.Sprint(method, " ", dayOf(day), " for ", replaces, why), func() (*contractv1.Contract, error) { return k.count(k.id, dayOf(day), replaces, why) },
		func() string { return m.measure(day, replaces, why) }}
}

func (k *walker) ofClock(method string, day int) step {
	if method == "resume" {
		return step{"resume " + dayOf(day), func() (*contractv1.Contract, error) { return k.world.resume(k.id, dayOf(day)) },
			func() string { return k.twin.resume(day) }}
	}
	day, why, agreed := k.suspension(k.r, day)
	return step{fmt.Sprint("suspend ", dayOf(day), why, dayOf(agreed)), func() (*contractv1.Contract, error) { return k.suspendOn(k.id, dayOf(day), why, dayOf(agreed)) },
		func() string { return k.twin.suspend(day, why, agreed) }}
}

func (k *walker) ofEnd(method string, day int) step {
	r, m := k.r, k.twin
	switch method {
	case "notice":
		by, end := []contractv1.Party{byDoctor, byFund, byFund}[r.IntN(3)], never
		if by == byDoctor && r.IntN(2) == 0 {
			end = months(day, 2) + r.IntN(40) - 10
		}
		return step{fmt.Sprint("notice ", by, dayOf(day), " to ", dayOf(end)), func() (*contractv1.Contract, error) { return k.letter(k.id, by, dayOf(day), dayOf(end)) },
			func() string { return m.give(by, day, end) }}
	case "reply":
		if n := m.open(); n != nil && r.IntN(4) > 0 {
			day = max(day, n.given)
		}
		return step{"reply " + dayOf(day), func() (*contractv1.Contract, error) { return k.world.reply(k.id, dayOf(day)) }, func() string { return m.reply(day) }}
	case "take-back":
		return step{"take-back " + dayOf(day), func() (*contractv1.Contract, error) { return k.withdrawNotice(k.id, dayOf(day)) }, func() string { return m.takeBack(day) }}
	}
	why, decided := contractv1.EndReason(1+r.IntN(8)), never
	if n := m.open(); n != nil && r.IntN(3) > 0 { // what the notice leads to
		why, decided = contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR, never
		if n.by == byFund {
			why = contractv1.EndReason_END_REASON_TERMINATED_BY_FUND
		}
		day = max(min(n.end, n.given+40)+r.IntN(60)-5, n.given-1)
	}
	if r.IntN(3) > 0 {
		decided = k.near()
		if n := m.open(); n != nil && r.IntN(2) == 0 {
			decided = min(n.replyBy, day) + r.IntN(3)
		}
	}
	if why == contractv1.EndReason_END_REASON_EXPIRED && m.term() != never && r.IntN(2) == 0 {
		day = m.term()
	}
	return step{fmt.Sprint("end ", dayOf(day), why, " decided ", dayOf(decided)), func() (*contractv1.Contract, error) {
		resp, err := k.world.decide(k.id, dayOf(day), dayOf(decided), why)
		return resp.GetContract(), err
	}, func() string { return m.finish(day, decided, why) }}
}

func (k *walker) ofAfterwards(method string, day int) step {
	r, m := k.r, k.twin
	switch {
	case method == "appeal":
		day = max(day, m.end-1)
		return step{"appeal " + dayOf(day), func() (*contractv1.Contract, error) { return k.world.appeal(k.id, dayOf(day)) }, func() string { return m.appeal(day) }}
	case method == "rule":
		number, to := 1+r.IntN(2), annulled // so that the life goes on
		if m.state == "ENDED" && r.IntN(3) > 0 {
			number = max(len(m.decisions[len(m.decisions)-1].appeals), 1)
		}
		if r.IntN(3) == 0 {
			to = contractv1.AppealOutcome(1 + r.IntN(4))
		}
		day = max(day, m.end) + 30*r.IntN(6)
		return step{fmt.Sprint("rule ", number, to, dayOf(day)), func() (*contractv1.Contract, error) { return k.outcome(k.id, int32(number), to, dayOf(day)) },
			func() string { return m.decideAppeal(number, day, to) }}
	case method == "give-up" && m.offer != "":
		return step{"give-up", func() (*contractv1.Contract, error) {
			if _, err := k.withdraw(m.offer, byDoctor); err != nil {
				return nil, err
			}
			resp, err := k.contracts.GetContract(k.ctx(), &contractv1.GetContractRequest{ContractId: k.id})
			return resp.GetContract(), err
		}, func() string {
			m.offer = ""
			m.revision-- // nothing happened to the contract itself
			return ""
		}}
	}
	mode, counter := contractv1.RenewalMode(1+r.IntN(3)), contractv1.YearCounter(r.IntN(3))
	offer, assessed, asked, last := "", 0, &contractv1.RenewContractRequest{ContractId: k.id, Mode: mode, YearCounter: counter}, m.term()
	if m.state == "ENDED" {
		last = m.end
	}
	if mode == renewed {
		if assessed = day; last != never && r.IntN(4) > 0 {
			assessed = last + 1
		}
		assessed = max(assessed, 0)
		asked.DeclaredObjectives = declared()
	}
	return step{fmt.Sprint("renew ", mode, counter, dayOf(assessed)), func() (*contractv1.Contract, error) {
		var c *contractv1.Contract
		var err error
		offer, c, err = k.prolong(asked, k.app, dayOf(assessed))
		return c, err
	}, func() string {
		reason := m.renew(mode, counter, assessed)
		if reason == "" {
			m.offer = offer
		}
		return reason
	}}
}

// ofOfficer is what an officer notes: changes outside, and what was done.
func (k *walker) ofOfficer(method string, day int) step {
	r, m := k.r, k.twin
	switch method {
	case "report":
		what := contractv1.OutsideChange(1 + r.IntN(6))
		return step{fmt.Sprint("report ", what, dayOf(day)), func() (*contractv1.Contract, error) { return k.world.report(k.id, what, dayOf(day)) },
			func() string { return m.report(day) }}
	case "decide":
		number, yes := 1+r.IntN(len(m.proposals)+1), r.IntN(2) == 0
		return step{fmt.Sprint("decide ", number, yes), func() (*contractv1.Contract, error) { return k.dispose(k.id, int32(number), yes, dayOf(day)) },
			func() string { return m.decide(number) }}
	}
	ids := []string{"MEASURE:1", "FOLLOW_UP_MEETING:1", "FOLLOW_UP_MEETING:2", "WORK_CONTRACT_SENT:nobody"}
	for id := range m.obligations() {
		ids = append(ids, id)
	}
	slices.Sort(ids) // a seed draws the same one each time
	id := ids[r.IntN(len(ids))]
	if method == "evidence" && r.IntN(3) > 0 {
		id = "FOLLOW_UP_MEETING:" + fmt.Sprint(1+r.IntN(9))
		if n := len(m.people); n > 0 && r.IntN(2) == 0 {
			id = "WORK_CONTRACT_SENT:" + m.people[n-1].ref
		}
	}
	does, wanted := k.world.evidence, m.evidence
	if method == "waive" {
		does, wanted = k.world.waive, m.waive
	}
	return step{fmt.Sprint(method, " ", id, " ", dayOf(day)), func() (*contractv1.Contract, error) { return does(k.id, id, dayOf(day)) },
		func() string { return wanted(id, day) }}
}

// suspension draws a suspension, mostly one for what happened to an assistant.
func (m *twin) suspension(r *rand.Rand, day int) (from int, why contractv1.SuspensionReason, agreed int) {
	const absent, left = contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_ABSENT, contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT
	if n := len(m.people); n > 0 && r.IntN(4) > 0 {
		p := m.people[n-1]
		switch k := len(p.away); {
		case p.to != never:
			return p.to + r.IntN(3), left, day
		case k > 0:
			first := p.away[k-1].from
			return max(first, 0) + r.IntN(3), absent, first + 60 + r.IntN(45)
		}
	}
	return day, contractv1.SuspensionReason(1 + r.IntN(3)), day + r.IntN(150)
}

// The calls that only walks make.

func (w *world) hireNamed(id, ref, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.HireAssistant(w.ctx(), &contractv1.HireAssistantRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: ref, StartDate: on, WeeklyMinutes: 2100, Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	})
	return resp.GetContract(), err
}

func (w *world) change(id, on, from string, to lawv1.Option) (*contractv1.Contract, error) {
	resp, err := w.contracts.AmendContract(w.ctx(), &contractv1.AmendContractRequest{
		RequestId: w.request(), ContractId: id, AmendedOnDate: on, Note: "le cabinet change",
		Change: &contractv1.AmendContractRequest_Option{Option: &contractv1.AmendOption{Option: to, FromDate: from, DeclaredObjectives: declared()}},
	})
	return resp.GetContract(), err
}

func (w *world) count(id, on string, replaces int, why string) (*contractv1.Contract, error) {
	resp, err := w.contracts.RecordMeasure(w.ctx(), &contractv1.RecordMeasureRequest{
		RequestId: w.request(), ContractId: id, MeasuredOnDate: on, Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
		Counts:         []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: 1400}},
		ReplacesNumber: int32(replaces), CorrectionReason: why,
	})
	return resp.GetContract(), err
}

func (w *world) letter(id string, by contractv1.Party, given, end string) (*contractv1.Contract, error) {
	req := &contractv1.GiveNoticeRequest{RequestId: w.request(), ContractId: id, Party: by, GivenOnDate: given, EndDate: end, Reasons: []contractv1.NoticeReason{doctorsChoice}}
	if by == byFund {
		req.Reasons, req.Statement = []contractv1.NoticeReason{notFulfilled}, "letters unanswered"
	}
	resp, err := w.contracts.GiveNotice(w.ctx(), req)
	return resp.GetContract(), err
}

func (w *world) dispose(id string, number int32, yes bool, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.DecideProposal(w.ctx(), &contractv1.DecideProposalRequest{
		RequestId: w.request(), ContractId: id, ProposalNumber: number, Accepted: yes, DecidedOnDate: on, Reason: "vu",
	})
	return resp.GetContract(), err
}

// prolong states a renewal; new objectives rest on an assessment of the day.
func (w *world) prolong(req *contractv1.RenewContractRequest, app *eligibilityv1.Application, day string) (offer string, c *contractv1.Contract, err error) {
	if req.GetMode() == renewed {
		next := proto.CloneOf(app)
		next.SignatureDate = day
		resp, err := w.eligibility.AssessApplication(w.ctx(), &eligibilityv1.AssessApplicationRequest{RequestId: w.request(), Application: next})
		if err != nil {
			return "", nil, err
		}
		req.AssessmentId = resp.GetAssessment().GetId()
	}
	resp, err := w.renew(req)
	return resp.GetOffer().GetId(), resp.GetContract(), err
}

// noted makes the calls on a contract with the etag that the last answer gave, so that it
// need not be read before each. Calls on others go the usual way.
type noted struct {
	grpc.ClientConnInterface

	conn           grpc.ClientConnInterface
	id, etag, hash string
}

func (n *noted) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	request := args.(proto.Message).ProtoReflect()
	fields := request.Descriptor().Fields()
	id, etag := fields.ByName("contract_id"), fields.ByName("etag")
	if id == nil || etag == nil || request.Get(id).String() != n.id {
		return n.ClientConnInterface.Invoke(ctx, method, args, reply, opts...)
	}
	request.Set(etag, protoreflect.ValueOfString(n.etag))
	if sign, signs := args.(*contractv1.SignContractRequest); signs {
		sign.TermsHash = n.hash
	}
	return n.conn.Invoke(ctx, method, args, reply, opts...)
}

// calls is how long a walk is: every fourth one lives long, so that all fit into seconds.
func calls(seed uint64) int {
	if seed%4 == 0 {
		return 60
	}
	return 16
}

// walk plays one contract and counts what came out.
func (w *world) walk(seed uint64) (outcomes map[string]int, err error) {
	knows := &noted{ClientConnInterface: contracttest.Fresh(w.running.Conn), conn: w.running.Conn}
	k := &walker{
		world: &world{t: w.t, eligibility: w.eligibility, contracts: contractv1.NewContractServiceClient(knows)},
		r:     rand.New(rand.NewPCG(seed, 0)), seed: seed, app: w.another(signedOn),
		twin: &twin{state: "OFFERED", signed: map[contractv1.Party]int{}, told: map[string]done{}, revision: 1},
	}
	k.requests.Store(w.requests.Add(1) << 20) // no other walk has these
	assessed, err := w.eligibility.AssessApplication(w.ctx(), &eligibilityv1.AssessApplicationRequest{RequestId: w.request(), Application: k.app})
	if err != nil {
		return nil, err
	}
	offered, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: assessed.GetAssessment().GetId(), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared(),
	})
	if err != nil {
		return nil, err
	}
	knows.id, knows.etag, knows.hash = offered.GetContract().GetId(), offered.GetContract().GetEtag(), offered.GetContract().GetTermsHash()
	k.id, k.place, outcomes = offered.GetContract().GetId(), offered.GetContract().GetDepartment(), map[string]int{}
	for over := 0; len(k.played) < calls(seed) && over < 3; {
		if s := k.state; s == "WITHDRAWN" || s == "REFUSED" || s == "LAPSED" {
			over++
		}
		next := k.draw()
		k.played = append(k.played, next.name)
		c, err := next.does()
		want := next.wanted()
		var f *fault.Error
		switch {
		case err == nil && want == "":
			k.revision++
			knows.etag = c.GetEtag()
			if d := k.differs(c); d != "" {
				return nil, fmt.Errorf("%s:\n%s", strings.Join(k.played, "\n"), d)
			}
		case err == nil || want == "" || !errors.As(err, &f) || f.Reason != want:
			return nil, fmt.Errorf("%s:\ngot %w, want %q", strings.Join(k.played, "\n"), err, want)
		}
		outcomes[strings.TrimSpace(strings.Fields(next.name)[0]+" "+want)]++
	}
	last, err := w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: k.id})
	if err != nil {
		return nil, err
	}
	if d := k.differs(last.GetContract()); d != "" {
		return nil, fmt.Errorf("%s:\nafter refused calls %s", strings.Join(k.played, "\n"), d)
	}
	return outcomes, nil
}

var (
	seedFlag  = flag.Uint64("seed", 0, "of the random tests; 0 draws one")
	seedsFlag = flag.Int("seeds", defaultSeeds, "how many seeds the walks take, from -seed on")
)

// seeded is the seed given, or one that is drawn.
func seeded() uint64 {
	if *seedFlag != 0 {
		return *seedFlag
	}
	return rand.Uint64() >> 16 // leaves room to count on
}

// random is a source whose seed is printed, so that a failure can be played again.
func random(t *testing.T) *rand.Rand {
	t.Helper()
	seed := seeded()
	t.Logf("play again with -seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func TestRandomCallsComeOutAsForANaiveTwin(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	first, outcomes := seeded(), map[string]int{}
	t.Logf("%d walks from seed %d", *seedsFlag, first)
	var mu sync.Mutex
	var walks sync.WaitGroup
	next := make(chan uint64)
	for range 4 {
		walks.Go(func() {
			for seed := range next {
				came, err := w.walk(seed)
				mu.Lock()
				if err != nil {
					t.Errorf("walk again with: go -C services test ./contract/internal/server -run RandomCalls -seed %d -seeds 1\n%v", seed, err)
				}
				for outcome, n := range came {
					outcomes[outcome] += n
				}
				mu.Unlock()
			}
		})
	}
	for i := range *seedsFlag {
		next <- first + uint64(i)
	}
	close(next)
	walks.Wait()
	t.Logf("outcomes: %v", outcomes)
	if *seedsFlag < 200 || t.Failed() {
		return
	}
	for _, outcome := range frequent {
		if outcomes[outcome] == 0 {
			t.Errorf("no walk came to %q: it proves too little", outcome)
		}
	}
}

// frequent are outcomes that 200 walks cannot miss.
var frequent = []string{
	"sign", "sign SIGNED_ON_ANOTHER_DAY", "sign WRONG_STATE", "withdraw", "refuse", "lapse", "lapse NOT_LAPSED_YET",
	"hire", "hire ASSISTANT_ALREADY_EMPLOYED", "hire WRONG_STATE", "leave", "leave ASSISTANT_NOT_EMPLOYED", "absent", "back NOT_ABSENT",
	"train", "train TRAINING_OUT_OF_ORDER", "measure", "measure OUTSIDE_CONTRACT", "measure MEASURE_IN_SUSPENSION", "correct",
	"amend", "amend NOT_AN_ANNIVERSARY", "fix", "suspend", "suspend NO_SUCH_ABSENCE", "suspend SUSPENSIONS_OVERLAP", "suspend OUTSIDE_CONTRACT",
	"resume", "resume NOT_AFTER_SUSPENSION", "notice", "reply", "take-back", "end", "end NOTICE_MISSING", "end ENDS_BY_SUCCESSION",
	"appeal", "appeal APPEAL_PENDING", "appeal BEFORE_DECISION", "rule", "rule APPEAL_UNKNOWN", "rule BEFORE_APPEAL",
	"renew", "renew YEAR_COUNTER_MISSING", "report", "decide", "decide PROPOSAL_UNKNOWN",
	"evidence", "evidence OBLIGATION_CLOSED", "evidence FULFILLED_BY_ITS_OWN_CALL", "waive", "waive OBLIGATION_CLOSED",
}
