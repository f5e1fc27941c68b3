package server_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

// The naive twin of a contract signed for signedOn. It counts days from that day and
// knows no law: only what a clerk with a calendar would note down.
type twin struct {
	state    string
	signed   map[contractv1.Party]int
	people   []*person // by first day of work
	pauses   []pause
	end      int
	measures int
	revision int64
}

type pause struct {
	from, until int // until is never while it runs
}

// person is an assistant; to is never while employed.
type person struct {
	ref      string
	from, to int
	away     []pause
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

// term is the last day, or never while a suspension runs.
func (m *twin) term() int {
	day := fiveYear
	for _, p := range m.pauses {
		if p.until == never {
			return never
		}
		day += p.until - p.from
	}
	return day
}

func (m *twin) running() bool { return len(m.pauses) > 0 && m.pauses[len(m.pauses)-1].until == never }

// step is one call: the service does it, and the twin says what must come of it.
type step struct {
	name   string
	does   func() (*contractv1.Contract, error)
	wanted func(*twin) string // the reason of the refusal; "" when it is accepted
}

func (m *twin) sign(by contractv1.Party, day int) string {
	other := map[contractv1.Party]contractv1.Party{byDoctor: byFund, byFund: byDoctor}[by]
	if _, again := m.signed[by]; again || (m.state != "OFFERED" && len(m.signed) != 1) {
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

func (m *twin) lives() bool { return m.state == "ACTIVE" || m.state == "SUSPENDED" }

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

func (m *twin) measure(day int) string {
	if m.state != "ACTIVE" && m.state != "SUSPENDED" && m.state != "ENDED" {
		return "WRONG_STATE"
	}
	last := m.term() + 1
	if m.state == "ENDED" {
		last = m.end
	}
	if day < 0 || day > last {
		return "OUTSIDE_CONTRACT"
	}
	for _, p := range m.pauses {
		if day >= p.from && day < p.until {
			return "MEASURE_IN_SUSPENSION"
		}
	}
	m.measures++
	return ""
}

func (m *twin) suspend(day int, why contractv1.SuspensionReason, agreed int) string {
	if m.state != "ACTIVE" {
		return "WRONG_STATE"
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
	m.state = "SUSPENDED"
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
	if m.state != "SUSPENDED" {
		return "WRONG_STATE"
	}
	last := &m.pauses[len(m.pauses)-1]
	if day <= last.from {
		return "NOT_AFTER_SUSPENSION"
	}
	last.until, m.state = day, "ACTIVE"
	return ""
}

func (m *twin) finish(day int, why contractv1.EndReason) string {
	switch {
	case m.state != "ACTIVE" && m.state != "SUSPENDED":
		return "WRONG_STATE"
	case why == contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR || why == contractv1.EndReason_END_REASON_TERMINATED_BY_FUND:
		return "NOTICE_MISSING"
	case why == contractv1.EndReason_END_REASON_EXPIRED && day != m.term():
		return "NOT_THE_TERM"
	case day < 0 || day > m.term():
		return "OUTSIDE_CONTRACT"
	}
	if m.running() {
		last := &m.pauses[len(m.pauses)-1]
		last.until = max(day+1, last.from)
	}
	m.state, m.end = "ENDED", day
	return ""
}

// differs says where the contract is not what the twin noted down; "" when it is.
func (m *twin) differs(c *contractv1.Contract) string {
	term := "" // hidden
	if m.term() != never {
		term = dayOf(m.term())
	}
	end := ""
	if m.state == "ENDED" {
		end = dayOf(m.end)
	}
	seen := fmt.Sprint(c.GetState(), c.GetTerm(), c.GetEndDate(), len(c.GetSignatures()), employed(c), len(c.GetMeasures()), len(c.GetSuspensions()), c.GetRevisions())
	want := fmt.Sprint("STATE_"+m.state, term, end, len(m.signed), m.employed(), m.measures, len(m.pauses), m.revision)
	if seen != want {
		return fmt.Sprintf("the service has %s, the twin %s", seen, want)
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
		all = append(all, one)
	}
	return all
}

// employed is the same from the twin's notes.
func (m *twin) employed() (all []string) {
	day := func(n int) string {
		if n == never {
			return ""
		}
		return dayOf(n)
	}
	for _, p := range m.people {
		one := fmt.Sprint(p.ref, " ", day(p.from), " ", day(p.to))
		for _, x := range p.away {
			one += fmt.Sprint(" ", day(x.from), "/", day(x.until))
		}
		all = append(all, one)
	}
	return all
}

// dayOf is the date so many days after the signature.
func dayOf(n int) string { return civil.MustParse(signedOn).AddDays(n).String() }

// signing is the signature of a party, so many days after signedOn.
func signing(w *world, id string, party contractv1.Party, day int) step {
	return step{fmt.Sprint("sign ", party, dayOf(day)), func() (*contractv1.Contract, error) { return w.sign(id, party, dayOf(day)) },
		func(m *twin) string { return m.sign(party, day) }}
}

// day chooses a day, mostly one near which something changes.
func (m *twin) day(r *rand.Rand) int {
	days := []int{-200, 0, 365, fiveYear, fiveYear + 400}
	for _, p := range m.pauses {
		days = append(days, p.from, p.from+90)
		if p.until != never {
			days = append(days, p.until)
		}
	}
	if term := m.term(); term != never {
		days = append(days, term)
	}
	for _, p := range m.people {
		days = append(days, p.from)
		if p.to != never {
			days = append(days, p.to, p.to+1)
		}
		for _, x := range p.away {
			days = append(days, x.from, x.from+1)
			if x.until != never {
				days = append(days, x.until)
			}
		}
	}
	if r.IntN(3) == 0 {
		return r.IntN(2000) - 10
	}
	return days[r.IntN(len(days))] + r.IntN(3) - 1
}

// likely are the methods that make sense in the twin's state.
func (m *twin) likely() []string {
	switch m.state {
	case "ACTIVE":
		return []string{
			"hire", "hire", "hire", "leave", "leave", "absent", "absent", "absent", "back", "back", "measure", "measure",
			"suspend", "suspend", "suspend", "suspend", "suspend", "end",
		}
	case "SUSPENDED":
		return []string{"hire", "leave", "absent", "back", "measure", "resume", "resume", "resume", "resume", "end"}
	case "ENDED":
		return []string{"measure", "end"}
	default:
		return []string{"sign", "sign on the day", "sign on the day"}
	}
}

// draw chooses the next call.
func draw(r *rand.Rand, w *world, id string, m *twin) step {
	methods := m.likely()
	if r.IntN(4) == 0 {
		methods = []string{"sign", "hire", "hire", "leave", "absent", "back", "measure", "suspend", "resume"}
	}
	day := m.day(r)
	on := dayOf(day)
	switch method := methods[r.IntN(len(methods))]; method {
	case "sign", "sign on the day":
		if method != "sign" {
			day = 0
		}
		return signing(w, id, []contractv1.Party{byDoctor, byFund}[r.IntN(2)], day)
	case "hire":
		var ref string
		return step{"hire " + on, func() (*contractv1.Contract, error) {
			c, err := w.hire(id, on, 2100)
			ref = fmt.Sprintf("assistant-%d", w.assistants.Load())
			return c, err
		}, func(m *twin) string { return m.hire(ref, day) }}
	case "leave", "absent", "back":
		return m.about(w, id, method, day, r)
	case "measure":
		return step{"measure " + on, func() (*contractv1.Contract, error) {
			resp, err := w.measure(id, on, 1400, 1800)
			return resp.GetContract(), err
		}, func(m *twin) string { return m.measure(day) }}
	case "suspend":
		day, why, agreed := m.suspension(r, day)
		on := dayOf(day)
		return step{fmt.Sprint("suspend ", on, why, dayOf(agreed)), func() (*contractv1.Contract, error) { return w.suspendOn(id, on, why, dayOf(agreed)) },
			func(m *twin) string { return m.suspend(day, why, agreed) }}
	case "resume":
		return step{"resume " + on, func() (*contractv1.Contract, error) { return w.resume(id, on) },
			func(m *twin) string { return m.resume(day) }}
	default:
		why := contractv1.EndReason(1 + r.IntN(6))
		return step{fmt.Sprint("end ", on, why), func() (*contractv1.Contract, error) { return w.end(id, on, why) },
			func(m *twin) string { return m.finish(day, why) }}
	}
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

// about draws something that is told of one assistant, or of nobody's.
func (m *twin) about(w *world, id, method string, day int, r *rand.Rand) step {
	ref := "nobody"
	if n := len(m.people); n > 0 && r.IntN(20) > 0 {
		p := m.people[max(0, n-1-r.IntN(2))] // mostly a recent one
		ref = p.ref
		if r.IntN(2) > 0 { // inside the contract
			day = max(p.known(), 0) + r.IntN(300)
		}
	}
	on := dayOf(day)
	does := map[string]func(id, ref, on string) (*contractv1.Contract, error){"leave": w.leave, "absent": w.absent, "back": w.back}[method]
	wanted := map[string]func(ref string, day int) string{"leave": m.leave, "absent": m.absent, "back": m.back}[method]
	return step{
		fmt.Sprint(method, " ", ref, " ", on), func() (*contractv1.Contract, error) { return does(id, ref, on) },
		func(*twin) string { return wanted(ref, day) },
	}
}

// walk plays one contract and counts what came out.
func (w *world) walk(r *rand.Rand, assessment string, outcomes map[string]int) error {
	offered, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: assessment, Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared(),
	})
	if err != nil {
		return err
	}
	id := offered.GetContract().GetId()
	m := &twin{state: "OFFERED", signed: map[contractv1.Party]int{}, revision: 1}
	var played []string
	for after := 0; len(played) < 80 && after < 5; {
		if m.state == "ENDED" {
			after++
		}
		next := draw(r, w, id, m)
		played = append(played, next.name)
		c, err := next.does()
		want := next.wanted(m)
		var f *fault.Error
		switch {
		case err == nil && want == "":
			m.revision++
			if d := m.differs(c); d != "" {
				return fmt.Errorf("%s: %s", strings.Join(played, ", "), d)
			}
		case err == nil || want == "" || !errors.As(err, &f) || f.Reason != want:
			return fmt.Errorf("%s: got %w, want %q", strings.Join(played, ", "), err, want)
		}
		outcomes[strings.TrimSpace(strings.Fields(next.name)[0]+" "+want)]++
	}
	if d := m.differs(w.get(id)); d != "" {
		return fmt.Errorf("%s: in the end %s", strings.Join(played, ", "), d)
	}
	return nil
}

var seedFlag = flag.Uint64("seed", 0, "of the random tests; 0 draws one")

// random is a source whose seed is printed, so that a failure can be played again.
func random(t *testing.T) *rand.Rand {
	t.Helper()
	seed := *seedFlag
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("play again with -seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}

func TestRandomCallsComeOutAsForANaiveTwin(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	r, outcomes := random(t), map[string]int{}
	for range 60 {
		app := doctor(signedOn) // each walk has its doctor: some contracts live on
		app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
		if err := w.walk(r, w.assess(app), outcomes); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("outcomes: %v", outcomes)
	for _, outcome := range []string{
		"hire", "measure", "suspend", "resume", "end", "sign SIGNED_ON_ANOTHER_DAY", "hire ASSISTANT_ALREADY_EMPLOYED",
		"measure OUTSIDE_CONTRACT", "measure MEASURE_IN_SUSPENSION",
		"leave", "absent", "back", "leave ASSISTANT_NOT_EMPLOYED", "leave OUTSIDE_EMPLOYMENT", "absent OUTSIDE_EMPLOYMENT", "absent ABSENCES_OVERLAP",
		"back NOT_ABSENT", "back NOT_AFTER_ABSENCE", "suspend NO_SUCH_ABSENCE", "suspend ABSENCE_TOO_SHORT", "suspend SUSPENSIONS_OVERLAP", "suspend OUTSIDE_CONTRACT", "resume NOT_AFTER_SUSPENSION",
	} {
		if outcomes[outcome] == 0 {
			t.Errorf("no walk came to %q: it proves too little", outcome)
		}
	}
}
