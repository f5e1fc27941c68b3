package server_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

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

// twin is what a clerk would note on paper: who holds which due, what was paid.
type twin struct {
	*world
	rng       *rand.Rand
	contracts []string
	today     map[string]civil.Date // by contract: its story goes forward
	runs      []string
	state     map[string]paymentv1.RunState
	opener    map[string]string
	held      map[string]string // due -> run
	owed      map[string]int64  // due -> cents that were approved
	sent      map[string]int64  // payment -> cents
	lines     map[string][]*paymentv1.RunLine
}

func keyOf(d *paymentv1.Due) string {
	return fmt.Sprintf("%s/%d/%d", d.GetContractId(), d.GetContractYear(), d.GetInstalment())
}

func TestRandomCallsLeaveWhatAClerkWouldHaveNoted(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	m := &twin{
		world: w, rng: random(t), today: map[string]civil.Date{}, state: map[string]paymentv1.RunState{},
		opener: map[string]string{}, held: map[string]string{}, owed: map[string]int64{}, sent: map[string]int64{}, lines: map[string][]*paymentv1.RunLine{},
	}
	m.contracts = []string{w.active(fund), w.hired(fund), w.hired(fund), w.hired(fund)}
	for _, id := range m.contracts {
		m.today[id] = civil.MustParse(signedOn)
	}
	for step := range 400 {
		switch n := m.rng.IntN(24); {
		case n < 8:
			m.live()
		case n < 11 || len(m.runs) == 0:
			m.openRun()
		case n < 16:
			m.lead("approve")
		case n < 22:
			m.lead("dispatch")
		case n < 23:
			m.lead("cancel")
		default:
			m.compare()
		}
		if t.Failed() {
			t.Fatalf("after step %d", step)
		}
	}
	m.compare()
	m.settle()
}

// live lets something happen to a contract; what the contract service refuses does not
// happen.
func (m *twin) live() {
	id := m.contracts[m.rng.IntN(len(m.contracts))]
	on := m.today[id].AddDays(m.rng.IntN(90))
	var err error
	switch m.rng.IntN(13) {
	case 0, 1:
		_, err = m.world.contracts.HireAssistant(m.ctx(), &contractv1.HireAssistantRequest{
			RequestId: m.request(), ContractId: id, AssistantRef: m.assistant(), StartDate: on.String(),
			WeeklyMinutes: []int32{1050, 2100}[m.rng.IntN(2)], Employer: contractv1.Employer_EMPLOYER_GROUP,
		})
	case 2, 3, 4, 5, 6:
		_, err = m.world.contracts.RecordMeasure(m.ctx(), &contractv1.RecordMeasureRequest{
			RequestId: m.request(), ContractId: id, MeasuredOnDate: on.AddDays(-m.rng.IntN(200)).String(), Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
			Counts: []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: 1200 + m.rng.Int32N(500)}},
		})
	case 7:
		_, err = m.world.contracts.SuspendContract(m.ctx(), &contractv1.SuspendContractRequest{
			RequestId: m.request(), ContractId: id, FromDate: on.String(), DoctorAgreementDate: on.String(),
			Reason: []contractv1.SuspensionReason{contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT, contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT}[m.rng.IntN(2)],
		})
	case 8, 9, 10:
		_, err = m.world.contracts.ResumeContract(m.ctx(), &contractv1.ResumeContractRequest{RequestId: m.request(), ContractId: id, ResumedOnDate: on.String()})
	case 11:
		err = m.lastLeaves(id, on)
	case 12:
		if m.rng.IntN(20) > 0 { // most contracts should live
			return
		}
		_, err = m.world.contracts.EndContract(m.ctx(), &contractv1.EndContractRequest{
			RequestId: m.request(), ContractId: id, EndDate: on.String(), Reason: contractv1.EndReason_END_REASON_MOVED,
		})
	}
	var f *fault.Error
	if err != nil && (!errors.As(err, &f) || f.Kind != fault.WrongState) {
		m.t.Fatal(err)
	}
	m.today[id] = on
}

// lastLeaves lets the assistant go whom the contract hired last.
func (m *twin) lastLeaves(id string, on civil.Date) error {
	held := must(m.world.contracts.GetContract(m.ctx(), &contractv1.GetContractRequest{ContractId: id}))(m.t).GetContract().GetAssistants()
	if len(held) == 0 {
		return nil
	}
	_, err := m.world.contracts.EndAssistantEmployment(m.ctx(), &contractv1.EndAssistantEmploymentRequest{
		RequestId: m.request(), ContractId: id, AssistantRef: held[len(held)-1].GetAssistantRef(), EndDate: on.String(),
		Reason: contractv1.EmploymentEnd_EMPLOYMENT_END_FIXED_TERM,
	})
	return err
}

// openRun opens a run up to a day of somebody's story and checks every line of it.
func (m *twin) openRun() {
	through := m.today[m.contracts[m.rng.IntN(len(m.contracts))]].AddDays(m.rng.IntN(200) - 100).String()
	due := map[string]*paymentv1.Due{}
	for _, d := range must(m.payments.ListDues(m.ctx(), &paymentv1.ListDuesRequest{FundCode: fund, ThroughDate: through}))(m.t).GetDues() {
		due[keyOf(d)] = d
		if m.owed[keyOf(d)] != d.GetPostedCents() {
			m.t.Errorf("due %s has %d cents posted, the clerk noted %d", keyOf(d), d.GetPostedCents(), m.owed[keyOf(d)])
		}
	}
	actor := fmt.Sprintf("officer-%d", m.rng.IntN(3))
	run := must(m.payments.OpenRun(m.as(actor), &paymentv1.OpenRunRequest{RequestId: m.request(), FundCode: fund, ThroughDate: through}))(m.t).GetRun()
	var sum int64
	for _, l := range run.GetLines() {
		key := keyOf(l.GetDue())
		if m.held[key] != "" {
			m.t.Errorf("run %s has due %s, which run %q holds", run.GetId(), key, m.held[key])
		}
		if d := due[key]; !payable(d) || d.GetDeltaCents() != l.GetAmountCents() || l.GetAmountCents() <= 0 {
			m.t.Errorf("run %s pays %d cents for %s, ListDues says %s", run.GetId(), l.GetAmountCents(), key, line(d))
		}
		m.held[key] = run.GetId()
		sum += l.GetAmountCents()
		delete(due, key)
	}
	for key, d := range due { // what is payable and not in the run is in another one
		if payable(d) && m.held[key] == "" {
			m.t.Errorf("run %s leaves out %s %s, which nobody holds", run.GetId(), key, line(d))
		}
	}
	if t := run.GetTotals(); t.GetSumCents() != sum || int(t.GetCount()) != len(run.GetLines()) {
		m.t.Errorf("run %s totals %v, its lines add up to %d", run.GetId(), t, sum)
	}
	m.runs, m.state[run.GetId()], m.opener[run.GetId()] = append(m.runs, run.GetId()), run.GetState(), actor
	m.lines[run.GetId()] = run.GetLines()
}

// payable reports whether something of a due is to be paid.
func payable(d *paymentv1.Due) bool {
	return d.GetState() == paymentv1.DueState_DUE_STATE_PAYABLE || d.GetState() == paymentv1.DueState_DUE_STATE_UNDERPAID
}

// lead leads some run to another state, or is refused as the clerk expects.
func (m *twin) lead(how string) {
	id := m.runs[max(0, len(m.runs)-1-m.rng.IntN(3))] // mostly a recent one
	if m.rng.IntN(3) == 0 {
		id = m.runs[m.rng.IntN(len(m.runs))]
	}
	actor := fmt.Sprintf("officer-%d", m.rng.IntN(3))
	ctx, before := m.as(actor), m.state[id]
	const open, approved = paymentv1.RunState_RUN_STATE_OPEN, paymentv1.RunState_RUN_STATE_APPROVED
	var err error
	want := "" // the reason of the refusal
	switch how {
	case "approve":
		if _, err = m.approveAs(actor, id); before != open {
			want = "WRONG_STATE"
		} else if m.opener[id] == actor {
			want = "APPROVER_IS_OPENER"
		} else {
			m.state[id] = approved
			m.owe(id, 1)
		}
	case "cancel":
		if _, err = m.payments.CancelRun(ctx, &paymentv1.CancelRunRequest{RequestId: m.request(), RunId: id}); before != open && before != approved {
			want = "WRONG_STATE"
		} else {
			m.state[id] = paymentv1.RunState_RUN_STATE_CANCELLED
			if before == approved {
				m.owe(id, -1)
			}
			m.release(id)
		}
	case "dispatch":
		var answer *paymentv1.DispatchRunResponse
		if answer, err = m.payments.DispatchRun(ctx, &paymentv1.DispatchRunRequest{RequestId: m.request(), RunId: id}); before != approved {
			want = "WRONG_STATE"
		} else if err == nil {
			m.state[id] = paymentv1.RunState_RUN_STATE_DISPATCHED
			if len(answer.GetPayments()) == 0 {
				m.state[id] = paymentv1.RunState_RUN_STATE_SETTLED // the bank has nothing to answer
			}
			m.note(id, answer)
		}
	}
	if (want == "") != (err == nil) || (want != "" && !fault.Is(err, want)) {
		m.t.Fatalf("%s of run %s, which is %s and was opened by %s, by %s: %v, the clerk expects %q", how, id, before, m.opener[id], actor, err, want)
	}
}

// owe notes that the lines of a run are owed, or taken back.
func (m *twin) owe(id string, sign int64) {
	for _, l := range m.lines[id] {
		m.owed[keyOf(l.GetDue())] += sign * l.GetAmountCents()
	}
}

// note writes down what a dispatched run paid; what it left out is not owed any more.
func (m *twin) note(id string, answer *paymentv1.DispatchRunResponse) {
	m.owe(id, -1)
	for _, p := range answer.GetPayments() {
		key := keyOf(p.GetDue())
		if m.sent[p.GetId()] != 0 || m.held[key] != id {
			m.t.Errorf("run %s pays %s, of which %d cents are paid and which run %q holds", id, p.GetId(), m.sent[p.GetId()], m.held[key])
		}
		m.sent[p.GetId()] = p.GetAmountCents()
		m.owed[key] += p.GetAmountCents()
	}
	m.release(id)
}

// release frees the dues that a run held.
func (m *twin) release(id string) {
	for key, run := range m.held {
		if run == id {
			delete(m.held, key)
		}
	}
}

// compare compares everything the service keeps with the clerk's notes.
func (m *twin) compare() {
	payments := map[string]int64{}
	for _, p := range must(m.payments.ListPayments(m.ctx(), &paymentv1.ListPaymentsRequest{FundCode: fund, PageSize: 1000}))(m.t).GetPayments() {
		payments[p.GetId()] = p.GetAmountCents()
	}
	if fmt.Sprint(payments) != fmt.Sprint(m.sent) {
		m.t.Errorf("payments are %v, the clerk noted %v", payments, m.sent)
	}
	var seen []string
	for token := ""; ; {
		page := must(m.payments.ListRuns(m.ctx(), &paymentv1.ListRunsRequest{FundCode: fund, PageToken: token}))(m.t)
		for _, run := range page.GetRuns() {
			seen = append(seen, run.GetId())
			if run.GetState() != m.state[run.GetId()] {
				m.t.Errorf("run %s is %s, the clerk noted %s", run.GetId(), run.GetState(), m.state[run.GetId()])
			}
		}
		if token = page.GetNextPageToken(); token == "" {
			break
		}
	}
	if !slices.Equal(seen, m.runs) {
		m.t.Errorf("runs are %v, the clerk noted %v", seen, m.runs)
	}
}

// settle gives up what is open and pays all that has come: a second time nothing is left.
func (m *twin) settle() {
	for _, id := range m.runs {
		if s := m.state[id]; s == paymentv1.RunState_RUN_STATE_OPEN || s == paymentv1.RunState_RUN_STATE_APPROVED {
			must(m.payments.CancelRun(m.ctx(), &paymentv1.CancelRunRequest{RequestId: m.request(), RunId: id}))(m.t)
		}
	}
	const theEnd = "2199-12-31"
	last := m.pay(fund, theEnd)
	if len(m.sent)+len(last.GetPayments()) == 0 {
		m.t.Error("nothing was ever paid, so nothing was tried")
	}
	if left := m.open(fund, theEnd); len(left.GetLines()) != 0 {
		m.t.Errorf("a second run over the same facts pays %v", paidLines(left))
	}
}
