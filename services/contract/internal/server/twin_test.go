package server_test

import (
	"fmt"
	"slices"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
)

// The naive twin of a contract signed for signedOn. It counts days from that day and
// knows no law: only what a clerk with a calendar would note down.
type twin struct {
	state     string
	signed    map[contractv1.Party]int
	people    []*person // by first day of work
	pauses    []pause
	end       int
	measures  []measured
	notices   []*notice
	decisions []*ruling
	options   []option
	corrected int    // data corrected
	place     string // the department
	proposals []bool // whether decided
	renewal   contractv1.RenewalMode
	offer     string // the renewal offered, unless it was given up
	told      map[string]done
	revision  int64

	clock   []int // the days worked with the pauses below: walking through the calendar takes time
	clocked []pause
}

type pause struct {
	from, until int // until is never while it runs
}

type measured struct {
	day      int
	replaced bool
}

type notice struct {
	by                  contractv1.Party
	given, end, replyBy int
	replied, withdrawn  int
}

type ruling struct {
	why              contractv1.EndReason
	decided, end, of int
	annulled         bool
	appeals          []*appealed
}

type appealed struct {
	filed, decided int
	outcome        contractv1.AppealOutcome
}

type option struct {
	year  int
	which lawv1.Option
}

// done is what was noted of an obligation, and when it was done.
type done struct {
	state string
	day   int
}

// person is an assistant; to is never while employed.
type person struct {
	ref      string
	from, to int
	away     []pause
	steps    []lesson
}

type lesson struct {
	step contractv1.TrainingStep
	day  int
}

// over is the first day after an absence; who leaves ends it too.
func (p *person) over(x pause) int { return min(x.until, p.to+1) }

func (p *person) works(day int) bool {
	for _, x := range p.away {
		if day >= x.from && day < p.over(x) {
			return false
		}
	}
	return day >= p.from && day <= p.to
}

// known is the last day on which something was noted of the person.
func (p *person) known() int {
	day := p.from
	for _, x := range p.away {
		day = max(day, x.from)
		if x.until != never {
			day = max(day, x.until)
		}
	}
	return day
}

const (
	never    = 1 << 20
	fiveYear = 1825 // 2030-01-09, the term without suspensions
)

// worked are the days on which the clock of the contract ran, from the signature on: the
// day after so many days of contract is the one with that number.
func (m *twin) worked() []int {
	if len(m.clock) > 0 && slices.Equal(m.clocked, m.pauses) {
		return m.clock
	}
	m.clocked, m.clock = slices.Clone(m.pauses), m.calendar()
	return m.clock
}

// calendar goes through the calendar, day by day.
func (m *twin) calendar() []int {
	var all []int
	for day := 0; len(all) <= fiveYear; day++ {
		stands := slices.ContainsFunc(m.pauses, func(p pause) bool { return day >= p.from && day < p.until })
		if stands && m.running() && day >= m.pauses[len(m.pauses)-1].from {
			return all
		}
		if !stands {
			all = append(all, day)
		}
	}
	return all
}

// after is the day after so many days of contract; never while a suspension hides it.
func (m *twin) after(days int) int {
	if all := m.worked(); days < len(all) {
		return all[days]
	}
	return never
}

// opens is the first day of a contract year, and of the year after the last one.
func (m *twin) opens(year int) int {
	switch year {
	case 1: // whatever stands still from that day on
		return 0
	case 6:
		return min(m.term()+1, never)
	}
	return m.after(months(0, 12*(year-1)))
}

// term is the last day, or never while a suspension runs.
func (m *twin) term() int { return m.after(fiveYear) }

func (m *twin) running() bool { return len(m.pauses) > 0 && m.pauses[len(m.pauses)-1].until == never }

func (m *twin) sign(by contractv1.Party, day int) string {
	other := map[contractv1.Party]contractv1.Party{byDoctor: byFund, byFund: byDoctor}[by]
	if _, again := m.signed[by]; again || !m.offered() {
		return "WRONG_STATE"
	}
	first, second := m.signed[other]
	if day > 0 || second && max(day, first) < 0 {
		return "SIGNED_ON_ANOTHER_DAY"
	}
	m.signed[by] = day
	m.state = map[contractv1.Party]string{byDoctor: "SIGNED_BY_DOCTOR", byFund: "SIGNED_BY_FUND"}[by]
	if second {
		m.state = "ACTIVE"
	}
	return ""
}

func (m *twin) lives() bool {
	return m.state == "ACTIVE" || m.state == "SUSPENDED" || m.state == "NOTICE_GIVEN"
}

// somebodyWorks tells whether any assistant is at work.
func (m *twin) somebodyWorks(day int) bool {
	return slices.ContainsFunc(m.people, func(p *person) bool { return p.works(day) })
}

// named is the person with a reference; nil when there is none.
func (m *twin) named(ref string) *person {
	if i := slices.IndexFunc(m.people, func(p *person) bool { return p.ref == ref }); i >= 0 {
		return m.people[i]
	}
	return nil
}

func (m *twin) hire(ref string, day int) string {
	if !m.lives() {
		return "WRONG_STATE"
	}
	if day > m.term() {
		return "OUTSIDE_CONTRACT"
	}
	if m.somebodyWorks(day) || slices.ContainsFunc(m.people, func(p *person) bool { return p.from > day }) {
		return "ASSISTANT_ALREADY_EMPLOYED"
	}
	m.people = append(m.people, &person{ref: ref, from: day, to: never})
	return ""
}

func (m *twin) leave(ref string, day int) string {
	p := m.named(ref)
	switch {
	case !m.lives():
		return "WRONG_STATE"
	case p == nil || p.to != never:
		return "ASSISTANT_NOT_EMPLOYED"
	case day < p.known():
		return "OUTSIDE_EMPLOYMENT"
	}
	p.to = day
	return ""
}

func (m *twin) absent(ref string, day int) string {
	p := m.named(ref)
	switch {
	case !m.lives():
		return "WRONG_STATE"
	case p == nil:
		return "ASSISTANT_NOT_EMPLOYED"
	case day < p.from || day > p.to:
		return "OUTSIDE_EMPLOYMENT"
	case slices.ContainsFunc(p.away, func(x pause) bool { return day < x.until }):
		return "ABSENCES_OVERLAP"
	}
	p.away = append(p.away, pause{from: day, until: never})
	return ""
}

func (m *twin) back(ref string, day int) string {
	p := m.named(ref)
	if !m.lives() {
		return "WRONG_STATE"
	}
	if p == nil {
		return "ASSISTANT_NOT_EMPLOYED"
	}
	n := len(p.away)
	switch open := n > 0 && p.away[n-1].until == never; {
	case !open && (day < p.from || day > p.to):
		return "ASSISTANT_NOT_EMPLOYED"
	case !open:
		return "NOT_ABSENT"
	case day <= p.away[n-1].from:
		return "NOT_AFTER_ABSENCE"
	case day > p.to:
		return "ASSISTANT_NOT_EMPLOYED"
	}
	p.away[n-1].until = day
	return ""
}

func (m *twin) suspend(day int, why contractv1.SuspensionReason, agreed int) string {
	if m.state != "ACTIVE" && m.state != "NOTICE_GIVEN" {
		return "WRONG_STATE"
	}
	if m.running() {
		return "SUSPENSIONS_OVERLAP"
	}
	if day < 0 || day > m.term() {
		return "OUTSIDE_CONTRACT"
	}
	for _, p := range m.pauses {
		if day < p.until {
			return "SUSPENSIONS_OVERLAP"
		}
	}
	reason := ""
	switch why {
	case contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_ABSENT:
		reason = m.absence(day, agreed)
	case contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT:
		employed := slices.ContainsFunc(m.people, func(p *person) bool { return day >= p.from && day <= p.to })
		if before := slices.ContainsFunc(m.people, func(p *person) bool { return p.to < day }); employed || !before {
			reason = "NO_SUCH_ABSENCE"
		}
	}
	if reason != "" {
		return reason
	}
	m.pauses = append(m.pauses, pause{from: day, until: never})
	if m.state == "ACTIVE" {
		m.state = "SUSPENDED"
	}
	return ""
}

// absence walks through the days around one on which somebody is absent and nobody
// works.
func (m *twin) absence(day, agreed int) string {
	var of *person
	for _, p := range m.people {
		if day >= p.from && day <= p.to {
			of = p
		}
	}
	if of == nil || m.somebodyWorks(day) {
		return "NO_SUCH_ABSENCE"
	}
	i := slices.IndexFunc(of.away, func(x pause) bool { return day >= x.from && day < of.over(x) })
	first, after := day, day+1
	for first > of.away[i].from && !m.somebodyWorks(first-1) {
		first--
	}
	for after < of.over(of.away[i]) && after < agreed && !m.somebodyWorks(after) {
		after++
	}
	limit := civil.MustParse(dayOf(first)).AddMonths(3)
	if !civil.MustParse(dayOf(min(after, agreed))).After(limit) {
		return "ABSENCE_TOO_SHORT"
	}
	return ""
}

func (m *twin) resume(day int) string {
	if m.state != "SUSPENDED" && m.state != "NOTICE_GIVEN" {
		return "WRONG_STATE"
	}
	if !m.running() {
		return "NOT_SUSPENDED"
	}
	last := &m.pauses[len(m.pauses)-1]
	if day <= last.from {
		return "NOT_AFTER_SUSPENSION"
	}
	last.until = day
	if m.state == "SUSPENDED" {
		m.state = "ACTIVE"
	}
	return ""
}

func (m *twin) offered() bool {
	return m.state == "OFFERED" || m.state == "SIGNED_BY_DOCTOR" || m.state == "SIGNED_BY_FUND"
}

// close gives the offer up, in one of three ways; an offer lapses after thirty days.
func (m *twin) close(to string, day int) string {
	if !m.offered() {
		return "WRONG_STATE"
	}
	if to == "LAPSED" && day <= 30 {
		return "NOT_LAPSED_YET"
	}
	m.state = to
	return ""
}

func (m *twin) train(ref string, day int, step contractv1.TrainingStep) string {
	const begun, qualified = contractv1.TrainingStep_TRAINING_STEP_BEGUN, contractv1.TrainingStep_TRAINING_STEP_QUALIFIED
	p := m.named(ref)
	switch {
	case !m.lives():
		return "WRONG_STATE"
	case p == nil || day > p.to:
		return "ASSISTANT_NOT_EMPLOYED"
	}
	may := step == begun || step == qualified && day < p.from
	if n := len(p.steps); n > 0 {
		last := p.steps[n-1]
		may = day >= last.day && last.step != qualified && (last.step == begun) == (step != begun)
	}
	if !may {
		return "TRAINING_OUT_OF_ORDER"
	}
	p.steps = append(p.steps, lesson{step, day})
	return ""
}

func (m *twin) measure(day, replaces int, why string) string {
	if !m.lives() && m.state != "ENDED" {
		return "WRONG_STATE"
	}
	last := m.term() + 1
	if m.state == "ENDED" {
		last = m.end
	}
	switch {
	case day < 0 || day > last:
		return "OUTSIDE_CONTRACT"
	case slices.ContainsFunc(m.pauses, func(p pause) bool { return day >= p.from && day < p.until }):
		return "MEASURE_IN_SUSPENSION"
	case replaces > len(m.measures):
		return "MEASURE_UNKNOWN"
	case replaces > 0 && m.measures[replaces-1].replaced:
		return "MEASURE_REPLACED"
	case replaces > 0 && why == "":
		return "REASON_MISSING"
	case replaces > 0:
		m.measures[replaces-1].replaced = true
	}
	m.measures = append(m.measures, measured{day: day})
	return ""
}

// held is the option of a contract year.
func (m *twin) held(year int) lawv1.Option {
	held := option{0, lawv1.Option_OPTION_FULL}
	for _, o := range m.options {
		if o.year <= year && o.year >= held.year {
			held = o
		}
	}
	return held.which
}

func (m *twin) amend(amended, from int, to lawv1.Option) string {
	switch {
	case !m.lives():
		return "WRONG_STATE"
	case amended < 0 || amended > m.term():
		return "OUTSIDE_CONTRACT"
	case m.state == "NOTICE_GIVEN":
		return "WRONG_STATE"
	}
	for year := 2; year <= 5; year++ {
		if day := m.opens(year); day == never || day != from || day < amended {
			continue
		}
		if m.held(year) == to {
			return "OPTION_UNCHANGED"
		}
		m.options = append(m.options, option{year, to})
		return ""
	}
	return "NOT_AN_ANNIVERSARY"
}

func (m *twin) correct(place string) string {
	switch {
	case !m.lives():
		return "WRONG_STATE"
	case m.place == place:
		return "NOTHING_CORRECTED"
	}
	m.place = place
	m.corrected++
	return ""
}

func (m *twin) give(by contractv1.Party, day, end int) string {
	switch {
	case m.state != "ACTIVE" && m.state != "SUSPENDED":
		return "WRONG_STATE"
	case day < 0 || day > m.term():
		return "OUTSIDE_CONTRACT"
	}
	n := &notice{by: by, given: day, end: never, replyBy: never, replied: never, withdrawn: never}
	if by == byFund {
		n.replyBy = months(day, 1)
	} else {
		first := min(months(day, 2), m.term())
		if end == never {
			end = first
		}
		if end < first {
			return "NOTICE_TOO_SHORT"
		}
		n.end = min(end, m.term())
	}
	m.notices, m.state = append(m.notices, n), "NOTICE_GIVEN"
	return ""
}

// open is the notice that waits; nil when there is none.
func (m *twin) open() *notice {
	if m.state != "NOTICE_GIVEN" {
		return nil
	}
	return m.notices[len(m.notices)-1]
}

func (m *twin) reply(day int) string {
	n := m.open()
	switch {
	case n == nil:
		return "WRONG_STATE"
	case n.by != byFund:
		return "NO_NOTICE_OF_THE_FUND"
	case n.replied != never:
		return "ALREADY_REPLIED"
	case day < n.given:
		return "BEFORE_NOTICE"
	}
	n.replied = day
	return ""
}

func (m *twin) takeBack(day int) string {
	n := m.open()
	switch {
	case n == nil:
		return "WRONG_STATE"
	case day < n.given:
		return "BEFORE_NOTICE"
	}
	n.withdrawn, m.state = day, "ACTIVE"
	if m.running() {
		m.state = "SUSPENDED"
	}
	return ""
}

// mayDecide is why there may be no such decision.
func (m *twin) mayDecide(day, decided int, why contractv1.EndReason) string {
	by := map[contractv1.EndReason]contractv1.Party{
		contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR: byDoctor, contractv1.EndReason_END_REASON_TERMINATED_BY_FUND: byFund,
	}[why]
	n := m.open()
	switch {
	case why == contractv1.EndReason_END_REASON_RENEWED || why == contractv1.EndReason_END_REASON_REPLACED:
		return "ENDS_BY_SUCCESSION"
	case by == 0:
		return ""
	case n == nil || n.by != by:
		return "NOTICE_MISSING"
	case by == byFund && decided == never:
		return "DECISION_DATE_MISSING"
	case decided < n.given:
		return "BEFORE_NOTICE"
	case n.replyBy != never && decided <= n.replyBy:
		return "REPLY_PERIOD_RUNNING"
	case day < n.given || n.end != never && day < n.end:
		return "NOTICE_TOO_SHORT"
	}
	return ""
}

func (m *twin) finish(day, decided int, why contractv1.EndReason) string {
	if !m.lives() {
		return "WRONG_STATE"
	}
	if reason := m.mayDecide(day, decided, why); reason != "" {
		return reason
	}
	of := 0
	if why == contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR || why == contractv1.EndReason_END_REASON_TERMINATED_BY_FUND {
		of = len(m.notices)
	}
	if decided == never {
		decided = day
	}
	switch {
	case why == contractv1.EndReason_END_REASON_EXPIRED && day != m.term():
		return "NOT_THE_TERM"
	case day < 0 || day > m.term() || decided < 0:
		return "OUTSIDE_CONTRACT"
	}
	if m.running() {
		last := &m.pauses[len(m.pauses)-1]
		last.until = max(day+1, last.from)
	}
	m.state, m.end = "ENDED", day
	m.decisions = append(m.decisions, &ruling{why: why, decided: decided, end: day, of: of})
	return ""
}

func (m *twin) appeal(day int) string {
	if m.state != "ENDED" {
		return "WRONG_STATE"
	}
	d := m.decisions[len(m.decisions)-1]
	switch n := len(d.appeals); {
	case day < d.decided:
		return "BEFORE_DECISION"
	case n > 0 && d.appeals[n-1].decided == never:
		return "APPEAL_PENDING"
	}
	d.appeals = append(d.appeals, &appealed{filed: day, decided: never})
	return ""
}

func (m *twin) decideAppeal(number, day int, outcome contractv1.AppealOutcome) string {
	if m.state != "ENDED" {
		return "WRONG_STATE"
	}
	d := m.decisions[len(m.decisions)-1]
	if number > len(d.appeals) {
		return "APPEAL_UNKNOWN"
	}
	a := d.appeals[number-1]
	switch {
	case a.decided != never:
		return "APPEAL_DECIDED"
	case day < a.filed:
		return "BEFORE_APPEAL"
	}
	a.decided, a.outcome = day, outcome
	if outcome == annulled {
		d.annulled, m.state = true, "ACTIVE"
	}
	return ""
}

// renew states how the contract goes on; the assessment of new objectives is for a day.
func (m *twin) renew(mode contractv1.RenewalMode, counter contractv1.YearCounter, assessed int) string {
	last := m.term()
	if m.state == "ENDED" {
		last = m.end
	}
	expired := m.state == "ENDED" && m.decisions[len(m.decisions)-1].why == contractv1.EndReason_END_REASON_EXPIRED
	switch {
	case m.state != "ACTIVE" && !expired:
		return "WRONG_STATE"
	case m.offer != "":
		return "RENEWAL_STATED"
	case mode != notKept && counter == 0:
		return "YEAR_COUNTER_MISSING"
	case mode == renewed && assessed != last+1:
		return "SUCCESSION_IMPOSSIBLE"
	}
	m.renewal = mode
	return ""
}

func (m *twin) report(day int) string {
	switch {
	case !m.lives():
		return "WRONG_STATE"
	case day < 0 || day > m.term():
		return "OUTSIDE_CONTRACT"
	}
	m.proposals = append(m.proposals, false)
	return ""
}

func (m *twin) decide(number int) string {
	switch {
	case !m.lives() && m.state != "ENDED":
		return "WRONG_STATE"
	case number > len(m.proposals):
		return "PROPOSAL_UNKNOWN"
	case m.proposals[number-1]:
		return "PROPOSAL_DECIDED"
	}
	m.proposals[number-1] = true
	return ""
}

// evidence fulfils what papers fulfil; a waiver lets off anything that is open.
func (m *twin) evidence(id string, day int) string { return m.closes(id, day, "FULFILLED") }
func (m *twin) waive(id string, day int) string    { return m.closes(id, day, "WAIVED") }

func (m *twin) closes(id string, day int, to string) string {
	if !m.lives() && m.state != "ENDED" {
		return "WRONG_STATE"
	}
	o, known := m.obligations()[id]
	kind, _, _ := strings.Cut(id, ":")
	switch {
	case !known:
		return "OBLIGATION_UNKNOWN"
	case to == "FULFILLED" && kind != "WORK_CONTRACT_SENT" && kind != "FOLLOW_UP_MEETING":
		return "FULFILLED_BY_ITS_OWN_CALL"
	case o.state != "OPEN" && o.state != "STANDING_STILL":
		return "OBLIGATION_CLOSED"
	case to == "FULFILLED" && kind == "FOLLOW_UP_MEETING" && day < 0:
		return "OUTSIDE_CONTRACT"
	}
	if to == "FULFILLED" && o.due != never && day > o.due {
		to = "FULFILLED_LATE"
	}
	m.told[id] = done{to, day}
	return ""
}

// duty is an obligation as the twin sees it: its day, whether it is done, how it stands.
type duty struct {
	due, done int
	state     string
}

// obligations are computed from the notes each time: what has to be done, by when.
func (m *twin) obligations() map[string]duty {
	all := map[string]duty{}
	if !m.lives() && m.state != "ENDED" {
		return all
	}
	ended := func(due int) bool { return m.state == "ENDED" && (due == never || m.end < due) }
	for _, p := range m.people {
		sent := months(max(p.from, 0), 1)
		m.stands(all, "WORK_CONTRACT_SENT:"+p.ref, sent, never, ended(sent))
		able, by := never, months(p.from, 24)
		for _, s := range p.steps {
			if s.step == contractv1.TrainingStep_TRAINING_STEP_QUALIFIED {
				able = min(able, s.day)
			}
		}
		m.stands(all, "QUALIFICATION:"+p.ref, by, able, p.to < by || ended(by))
	}
	for year := 1; year <= 5; year++ {
		m.toMeasure(all, year)
	}
	for n := 1; n <= 9; n++ {
		m.stands(all, fmt.Sprintf("FOLLOW_UP_MEETING:%d", n), m.after(months(0, 6*n)), never, m.state == "ENDED")
	}
	return all
}

// toMeasure: from the third year on the last day in force closes a year, too.
func (m *twin) toMeasure(all map[string]duty, year int) {
	first, due, gone := m.opens(year), m.opens(year+1), false
	if m.state == "ENDED" && (due == never || m.end < due-1) {
		if gone = year < 3 || first >= m.end; !gone {
			due = m.end
		}
	}
	taken := never
	for _, x := range m.measures {
		if !x.replaced && first != never && x.day > first && x.day <= due && (taken == never || x.day > taken) {
			taken = x.day
		}
	}
	m.stands(all, fmt.Sprintf("MEASURE:%d", year), due, taken, gone)
}

// stands notes how one obligation stands.
func (m *twin) stands(all map[string]duty, id string, due, met int, gone bool) {
	d := duty{due, met, "OPEN"}
	switch told, noted := m.told[id]; {
	case noted && told.state == "WAIVED":
		d.state, d.done = "WAIVED", told.day
	case noted && due == never:
		d.state, d.done = told.state, told.day
	case noted || met != never:
		d.state = "FULFILLED"
		if noted {
			d.done = told.day
		}
		if d.done > due {
			d.state = "FULFILLED_LATE"
		}
		if noted {
			m.told[id] = done{d.state, told.day}
		}
	case gone:
		d.state = "VOID"
	case due == never:
		d.state = "STANDING_STILL"
	}
	all[id] = d
}

// dayOf is the date so many days after the signature; empty for never.
func dayOf(n int) string {
	if n == never {
		return ""
	}
	return civil.MustParse(signedOn).AddDays(n).String()
}

// months is the day so many months after a day.
func months(day, n int) int {
	return civil.MustParse(signedOn).DaysUntil(civil.MustParse(dayOf(day)).AddMonths(n))
}
