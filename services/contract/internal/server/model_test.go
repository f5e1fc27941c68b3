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
	"assistmed/services/internal/serve/servetest"
)

// The naive twin of a contract signed for signedOn. It counts days from that day and
// knows no law: only what a clerk with a calendar would note down.
type twin struct {
	state    string
	signed   map[contractv1.Party]int
	hired    []int
	pauses   []pause
	end      int
	measures int
	revision int64
}

type pause struct {
	from, until int // until is never while it runs
	reason      contractv1.SuspensionReason
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

func (m *twin) hire(day int) string {
	if m.state != "ACTIVE" && m.state != "SUSPENDED" {
		return "WRONG_STATE"
	}
	if day > m.term() {
		return "OUTSIDE_CONTRACT"
	}
	if len(m.hired) > 0 {
		replaces := false
		for _, p := range m.pauses {
			left := p.reason == contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT
			absent := p.reason == contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_ABSENT
			runs := p.until == never
			replaces = replaces || day >= p.from && (runs && (left || absent) || left && slices.Max(m.hired) < p.from)
		}
		if !replaces {
			return "ASSISTANT_ALREADY_EMPLOYED"
		}
	}
	m.hired = append(m.hired, day)
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

func (m *twin) suspend(day int, why contractv1.SuspensionReason) string {
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
	m.pauses = append(m.pauses, pause{from: day, until: never, reason: why})
	m.state = "SUSPENDED"
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
	seen := fmt.Sprint(c.GetState(), c.GetTerm(), c.GetEndDate(), len(c.GetSignatures()), len(c.GetAssistants()), len(c.GetMeasures()), len(c.GetSuspensions()), c.GetRevisions())
	want := fmt.Sprint("STATE_"+m.state, term, end, len(m.signed), len(m.hired), m.measures, len(m.pauses), m.revision)
	if seen != want {
		return fmt.Sprintf("the service has %s, the twin %s", seen, want)
	}
	return ""
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
	if r.IntN(3) == 0 {
		return r.IntN(2000) - 10
	}
	return days[r.IntN(len(days))] + r.IntN(3) - 1
}

// likely are the methods that make sense in the twin's state.
func (m *twin) likely() []string {
	switch m.state {
	case "ACTIVE":
		return []string{"hire", "hire", "measure", "measure", "suspend", "suspend", "suspend", "suspend", "end"}
	case "SUSPENDED":
		return []string{"hire", "measure", "resume", "resume", "resume", "resume", "end"}
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
		methods = []string{"sign", "hire", "hire", "measure", "suspend", "resume"}
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
		return step{"hire " + on, func() (*contractv1.Contract, error) { return w.hire(id, on, 2100) },
			func(m *twin) string { return m.hire(day) }}
	case "measure":
		return step{"measure " + on, func() (*contractv1.Contract, error) {
			resp, err := w.measure(id, on, 1400, 1800)
			return resp.GetContract(), err
		}, func(m *twin) string { return m.measure(day) }}
	case "suspend":
		why := contractv1.SuspensionReason(1 + r.IntN(3))
		return step{fmt.Sprint("suspend ", on, why), func() (*contractv1.Contract, error) { return w.suspend(id, on, why) },
			func(m *twin) string { return m.suspend(day, why) }}
	case "resume":
		return step{"resume " + on, func() (*contractv1.Contract, error) { return w.resume(id, on) },
			func(m *twin) string { return m.resume(day) }}
	default:
		why := contractv1.EndReason(1 + r.IntN(6))
		return step{fmt.Sprint("end ", on, why), func() (*contractv1.Contract, error) { return w.end(id, on, why) },
			func(m *twin) string { return m.finish(day, why) }}
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
	for after := 0; len(played) < 60 && after < 5; {
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
	for range 30 {
		if err := w.walk(r, w.assess(w.another(signedOn)), outcomes); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("outcomes: %v", outcomes)
	for _, outcome := range []string{
		"hire", "measure", "suspend", "resume", "end", "sign SIGNED_ON_ANOTHER_DAY", "hire ASSISTANT_ALREADY_EMPLOYED",
		"measure OUTSIDE_CONTRACT", "measure MEASURE_IN_SUSPENSION", "suspend SUSPENSIONS_OVERLAP", "suspend OUTSIDE_CONTRACT", "resume NOT_AFTER_SUSPENSION",
	} {
		if outcomes[outcome] == 0 {
			t.Errorf("no walk came to %q: it proves too little", outcome)
		}
	}
}
