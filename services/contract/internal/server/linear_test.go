package server_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// asked is one call of a client on a contract: reading it, or changing it with the etag
// that the client read last.
type asked struct {
	contract string
	method   string // "read", "sign by the doctor", "sign by the fund", "hire", "suspend", "resume", "measure"
	etag     string
}

// saw is what came back: the contract as it stood after the call, or the reason of
// the refusal.
type saw struct {
	etag, state, reason string
}

// register is the sequential specification of one contract: its revision, its state,
// who has signed and whether somebody is hired.
type register struct {
	revision int
	state    string
	hired    bool
}

func (r register) etag() string { return fmt.Sprintf("r%d", r.revision) }

// does is the register after a change with its own etag, and whether it is possible.
func (r register) does(method string) (next register, possible bool) {
	to := map[string]map[string]string{
		"sign by the doctor": {"OFFERED": "SIGNED_BY_DOCTOR", "SIGNED_BY_FUND": "ACTIVE"},
		"sign by the fund":   {"OFFERED": "SIGNED_BY_FUND", "SIGNED_BY_DOCTOR": "ACTIVE"},
		"hire":               {"ACTIVE": "ACTIVE", "SUSPENDED": "SUSPENDED"},
		"measure":            {"ACTIVE": "ACTIVE", "SUSPENDED": "SUSPENDED"},
		"suspend":            {"ACTIVE": "SUSPENDED"},
		"resume":             {"SUSPENDED": "ACTIVE"},
	}[method][r.state]
	if to == "" || method == "hire" && r.hired {
		return r, false
	}
	r.revision++
	r.state, r.hired = to, r.hired || method == "hire"
	return r, true
}

// oneContract checks that the calls on each contract can be put into one order, each
// between its beginning and its end, in which the register answers as the service did.
var oneContract = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		of := map[string]int{}
		var parts [][]porcupine.Operation
		for _, op := range history {
			id := op.Input.(asked).contract
			if _, known := of[id]; !known {
				of[id] = len(parts)
				parts = append(parts, nil)
			}
			parts[of[id]] = append(parts[of[id]], op)
		}
		return parts
	},
	Init: func() any { return register{revision: 1, state: "OFFERED"} },
	Step: func(state, input, output any) (bool, any) {
		r, call, got := state.(register), input.(asked), output.(saw)
		if call.method == "read" {
			return got == saw{etag: r.etag(), state: r.state}, r
		}
		if call.etag != r.etag() {
			return got.reason == fault.ReasonETagMismatch, r
		}
		next, possible := r.does(call.method)
		if !possible {
			return got.reason != "" && got.reason != fault.ReasonETagMismatch, r
		}
		return got == saw{etag: next.etag(), state: next.state}, next
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%v: %v", input, output) },
}

// client makes calls on a few contracts, each change with the etag it read last.
type client struct {
	*world
	number int
	r      *rand.Rand
	read   map[string]string // the etag of each contract
	began  time.Time
	made   []porcupine.Operation
}

// call makes one call and notes it down.
func (c *client) call(id, method string) error {
	in := asked{contract: id, method: method, etag: c.read[id]}
	from := time.Since(c.began).Nanoseconds()
	got, err := c.send(in)
	to := time.Since(c.began).Nanoseconds()
	out := saw{etag: got.GetEtag(), state: stateName(got)}
	var f *fault.Error
	switch {
	case errors.As(err, &f):
		out = saw{reason: f.Reason}
	case err != nil:
		return err
	default:
		c.read[id] = out.etag
	}
	c.made = append(c.made, porcupine.Operation{ClientId: c.number, Input: in, Output: out, Call: from, Return: to})
	return nil
}

// send makes the call itself. The days of suspensions grow with the revision, so that
// each begins after the one before, and ends after it began.
func (c *client) send(in asked) (*contractv1.Contract, error) {
	ctx, id, revision := c.ctx(), in.contract, 0
	if _, err := fmt.Sscanf(in.etag, "r%d", &revision); in.method != "read" && err != nil {
		return nil, fmt.Errorf("etag %q: %w", in.etag, err)
	}
	day := dayOf(100 + 10*revision)
	switch in.method {
	case "sign by the doctor", "sign by the fund":
		party := map[string]contractv1.Party{"sign by the doctor": byDoctor, "sign by the fund": byFund}[in.method]
		resp, err := c.contracts.SignContract(ctx, &contractv1.SignContractRequest{RequestId: c.request(), ContractId: id, Etag: in.etag, Party: party, SignedOnDate: signedOn})
		return resp.GetContract(), err
	case "hire":
		resp, err := c.contracts.HireAssistant(ctx, &contractv1.HireAssistantRequest{
			RequestId: c.request(), ContractId: id, Etag: in.etag, AssistantRef: fmt.Sprintf("a-%s-%d", id, c.number), StartDate: signedOn, WeeklyMinutes: 2100,
			Employer: contractv1.Employer_EMPLOYER_DOCTOR,
		})
		return resp.GetContract(), err
	case "measure":
		resp, err := c.contracts.RecordMeasure(ctx, &contractv1.RecordMeasureRequest{
			RequestId: c.request(), ContractId: id, Etag: in.etag, MeasuredOnDate: dayOf(1), Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
			Counts: []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: 1400}},
		})
		return resp.GetContract(), err
	case "suspend":
		resp, err := c.contracts.SuspendContract(ctx, &contractv1.SuspendContractRequest{
			RequestId: c.request(), ContractId: id, Etag: in.etag, FromDate: day, Reason: doctorAbsent, DoctorAgreementDate: day,
		})
		return resp.GetContract(), err
	case "resume":
		resp, err := c.contracts.ResumeContract(ctx, &contractv1.ResumeContractRequest{RequestId: c.request(), ContractId: id, Etag: in.etag, ResumedOnDate: day})
		return resp.GetContract(), err
	}
	resp, err := c.contracts.GetContract(ctx, &contractv1.GetContractRequest{ContractId: id})
	return resp.GetContract(), err
}

func stateName(c *contractv1.Contract) string {
	if c == nil {
		return ""
	}
	return c.GetState().String()[len("STATE_"):]
}

// history is what four clients did at the same time to two contracts.
func (w *world) history(seed uint64) ([]porcupine.Operation, error) {
	ids := []string{w.offer(doctor(signedOn), declared()...).GetId(), w.offer(doctor(signedOn), declared()...).GetId()}
	methods := []string{"read", "read", "read", "sign by the doctor", "sign by the fund", "hire", "measure", "suspend", "resume"}
	clients, began, errs := make([]*client, 4), time.Now(), make([]error, 4)
	var working sync.WaitGroup
	for i := range clients {
		c := &client{world: w, number: i, r: rand.New(rand.NewPCG(seed, uint64(i))), read: map[string]string{ids[0]: "r1", ids[1]: "r1"}, began: began}
		clients[i] = c
		working.Go(func() {
			for len(c.made) < 10 && errs[i] == nil {
				errs[i] = c.call(ids[c.r.IntN(2)], methods[c.r.IntN(len(methods))])
			}
		})
	}
	working.Wait()
	var all []porcupine.Operation
	for _, c := range clients {
		all = append(all, c.made...)
	}
	return all, errors.Join(errs...)
}

func TestWhatSeveralClientsDoAtOnceCouldHaveBeenDoneOneAfterTheOther(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	first, outdated, changed := seeded(), 0, 0
	t.Logf("50 histories from seed %d", first)
	for i := range uint64(50) {
		history, err := w.history(first + i)
		if err != nil {
			t.Fatal(err)
		}
		if !porcupine.CheckOperations(oneContract, history) {
			t.Errorf("seed %d: no order explains what the clients saw:\n%s", first+i, written(history))
		}
		for _, op := range history {
			switch out := op.Output.(saw); {
			case out.reason == fault.ReasonETagMismatch:
				outdated++
			case out.reason == "" && op.Input.(asked).method != "read":
				changed++
			}
		}
	}
	t.Logf("%d changes, %d with an etag that was outdated", changed, outdated)
	if changed < 50 || outdated < 50 {
		t.Errorf("%d changes and %d outdated ones prove too little, want at least fifty of each", changed, outdated)
	}
}

// written is a history for a reader.
func written(history []porcupine.Operation) string {
	s := ""
	for _, op := range history {
		s += fmt.Sprintf("client %d from %d to %d: %v: %v\n", op.ClientId, op.Call, op.Return, op.Input, op.Output)
	}
	return s
}

func TestAHistoryThatNoOrderExplainsIsFound(t *testing.T) {
	at := func(client int, from, to int64, method, etag string, out saw) porcupine.Operation {
		return porcupine.Operation{ClientId: client, Input: asked{"ctr", method, etag}, Output: out, Call: from, Return: to}
	}
	signed := []porcupine.Operation{
		at(0, 1, 2, "sign by the doctor", "r1", saw{etag: "r2", state: "SIGNED_BY_DOCTOR"}),
		at(0, 3, 4, "sign by the fund", "r2", saw{etag: "r3", state: "ACTIVE"}),
	}
	for name, tc := range map[string]struct {
		then  []porcupine.Operation
		sound bool
	}{
		"one of two changes on the same etag is refused": {[]porcupine.Operation{
			at(0, 5, 8, "hire", "r3", saw{etag: "r4", state: "ACTIVE"}),
			at(1, 6, 9, "measure", "r3", saw{reason: fault.ReasonETagMismatch}),
		}, true},
		"a lost update: both changes on the same etag are accepted": {[]porcupine.Operation{
			at(0, 5, 8, "hire", "r3", saw{etag: "r4", state: "ACTIVE"}),
			at(1, 6, 9, "measure", "r3", saw{etag: "r4", state: "ACTIVE"}),
		}, false},
		"a read after the change that does not see it": {[]porcupine.Operation{
			at(0, 5, 6, "suspend", "r3", saw{etag: "r4", state: "SUSPENDED"}),
			at(1, 7, 8, "read", "", saw{etag: "r3", state: "ACTIVE"}),
		}, false},
		"a read beside the change may see it or not": {[]porcupine.Operation{
			at(0, 5, 9, "suspend", "r3", saw{etag: "r4", state: "SUSPENDED"}),
			at(1, 6, 7, "read", "", saw{etag: "r3", state: "ACTIVE"}),
		}, true},
		"two hirings": {[]porcupine.Operation{
			at(0, 5, 6, "hire", "r3", saw{etag: "r4", state: "ACTIVE"}),
			at(1, 7, 8, "hire", "r4", saw{etag: "r5", state: "ACTIVE"}),
		}, false},
		"an etag refused though nothing had changed": {[]porcupine.Operation{
			at(1, 5, 6, "measure", "r3", saw{reason: fault.ReasonETagMismatch}),
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := porcupine.CheckOperations(oneContract, append(signed[:2:2], tc.then...)); got != tc.sound {
				t.Errorf("the checker says %t, want %t", got, tc.sound)
			}
		})
	}
}
