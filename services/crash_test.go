package services_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/paymenttest"
)

// TestTheRealProcesses tests the three services as processes.
func TestTheRealProcesses(t *testing.T) {
	bin := buildPrograms(t)
	t.Run("a story goes on through ten kills, loses nothing and pays nothing twice", func(t *testing.T) { tenKills(t, bin) })
	t.Run("a second process on a locked store ends and names the file", func(t *testing.T) { lockedStore(t, bin) })
	t.Run("a damaged store ends the process, which names the file and leaves it as it was", func(t *testing.T) { damagedStore(t, bin) })
	t.Run("missing settings are named, all of them", func(t *testing.T) { missingSettings(t, bin) })
}

// outcome is what a story has left behind, without the ids, which differ from play to play.
type outcome struct {
	contracts []string         // by doctor: state, revision, counts of what it holds
	paid      map[string]int64 // "doctor/year/instalment" -> cents
	total     int64
}

// longStory plays three doctors of one fund through three contract years.
func longStory(w *world) outcome {
	var contracts []*contractv1.Contract
	for _, rpps := range []string{"99900000144", "99900000151", "99900000169"} {
		contracts = append(contracts, w.hire(w.sign(w.offer(w.assess(application(rpps)))), "2024-09-02"))
	}
	var paid []*paymentv1.Payment
	pay := func(through string) { paid = append(paid, w.pay(through).GetPayments()...) }
	pay("2024-09-30")
	contracts[1] = w.suspend(contracts[1], "2024-11-04", "2025-03-04")
	pay("2025-09-30")
	pay("2026-01-31")
	for i, registered := range []int32{1200, 1300, 1000} {
		contracts[i] = w.measure(contracts[i], "2026-08-20", registered)
	}
	pay("2026-09-30")
	for i, registered := range []int32{1250, 1310, 1150} {
		contracts[i] = w.measure(contracts[i], "2027-08-20", registered)
	}
	pay("2028-01-31")

	left := outcome{paid: map[string]int64{}}
	doctor := map[string]int{}
	for i, c := range contracts {
		doctor[c.GetId()] = i
		left.contracts = append(left.contracts, fmt.Sprintf("%v revision %d, %d measures, %d suspensions, term %s",
			c.GetState(), c.GetRevisions(), len(c.GetMeasures()), len(c.GetSuspensions()), c.GetTerm()))
	}
	for _, p := range paid {
		key := fmt.Sprintf("%d/%d/%d", doctor[p.GetContractId()], p.GetContractYear(), p.GetInstalment())
		left.paid[key] += p.GetAmountCents()
		left.total += p.GetAmountCents()
	}
	return left
}

// callsOfTheStory is how many calls longStory makes: 5 for each doctor, 2 for each account
// of a doctor and of the fund, 5 runs of 3,
// a departure, a suspension and a replacement of 4, 2 × 3 measures.
const callsOfTheStory = 3*5 + 4*2 + 5*3 + 4 + 2*3

func tenKills(t *testing.T, bin string) {
	undisturbed := longStory(inMemory(t, nil, io.Discard))
	// 3 × (38 000 + 28 000); third years with half, all and none of the objective,
	// first on the measure of 2026 (the suspended one later), then on that of 2027.
	if len(undisturbed.paid) < 10 || undisturbed.total < 3*(38_000+28_000)*100 {
		t.Fatalf("the undisturbed story pays too little to lose anything: %+v", undisturbed)
	}

	seed := seedOf(t)
	dir := t.TempDir()
	f, err := fleet.Start(t.Context(), fleet.Options{Bin: bin, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	d := newDisturber(t, f, seed)
	w := newWorld(t, f.Conn)
	w.around = d.around
	left := longStory(w)
	if d.calls != callsOfTheStory || d.kills != kills {
		t.Errorf("%d calls and %d kills, want %d and %d", d.calls, d.kills, callsOfTheStory, kills)
	}
	t.Logf("%d of %d kills broke a call", d.broken, d.kills)

	if !slices.Equal(left.contracts, undisturbed.contracts) {
		t.Errorf("contracts\n%s\nundisturbed\n%s", strings.Join(left.contracts, "\n"), strings.Join(undisturbed.contracts, "\n"))
	}
	if !maps.Equal(left.paid, undisturbed.paid) || left.total != undisturbed.total {
		t.Errorf("paid %d cents, %v\nundisturbed %d cents, %v", left.total, left.paid, undisturbed.total, undisturbed.paid)
	}
	d.nothingIsLost(w)
	if err := f.Stop(); err != nil {
		t.Error(err)
	}
	intact(t, f)
}

var seedFlag = flag.Uint64("seed", 0, "of the random tests; 0 draws one")

// seedOf is the seed of a random test, which it prints.
func seedOf(t testing.TB) uint64 {
	seed := *seedFlag
	for seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("play again with -seed %d", seed)
	return seed
}

// kills is how many times a service is killed in the story.
const kills = 10

// disturber kills services in the middle of a story, restarts them, and remembers
// every answer that was given.
type disturber struct {
	t      *testing.T
	fleet  *fleet.Fleet
	random *rand.Rand
	when   []int // the calls during which a service is killed
	calls  int
	kills  int
	broken int
	// acknowledged is the last answer for each resource, by its id.
	acknowledged map[string]proto.Message
}

func newDisturber(t *testing.T, f *fleet.Fleet, seed uint64) *disturber {
	random := rand.New(rand.NewPCG(seed, 0))
	return &disturber{
		t: t, fleet: f, random: random, when: random.Perm(callsOfTheStory)[:kills], acknowledged: map[string]proto.Message{},
	}
}

// around makes a call. In ten of them a service is killed at a random moment of the
// call and restarted at once; then the call is made again with the same request id,
// also when it was answered: the answer must be the same.
func (d *disturber) around(method string, do func() (proto.Message, error)) (proto.Message, error) {
	call := d.calls
	d.calls++
	if !slices.Contains(d.when, call) {
		answer, err := do()
		d.remember(answer, err)
		return answer, err
	}
	victim := d.victim(method)
	delay := time.Duration(d.random.IntN(2000)) * time.Microsecond // a call takes about as long
	back := make(chan error, 1)
	time.AfterFunc(delay, func() { back <- errors.Join(d.fleet.Kill(victim), d.fleet.Restart(d.t.Context(), victim)) })
	first, err := do()
	if err := <-back; err != nil {
		d.t.Fatalf("call %d, %s: %v", call, method, err)
	}
	d.kills++
	d.t.Logf("call %d, %s: %s killed after %v: %v", call, method, victim, delay, err)
	var broke *fault.Error
	if err != nil && (!errors.As(err, &broke) || broke.Kind != fault.Unavailable) {
		d.t.Errorf("call %d, %s: broken by %q, want nothing but an unavailable service", call, method, err)
	}
	again, againErr := do()
	if err == nil && againErr == nil && !proto.Equal(first, again) {
		d.t.Errorf("call %d, %s: acknowledged\n%v\nand answered again with\n%v", call, method, first, again)
	}
	if err != nil {
		d.broken++
	}
	d.remember(again, againErr)
	return again, againErr
}

// victim is mostly one of the services that a call goes through, sometimes any.
func (d *disturber) victim(method string) string {
	through := map[string][]string{
		"AssessApplication": {fleet.Eligibility},
		"OfferContract":     {fleet.Contract, fleet.Eligibility},
		"SetBankDetails":    {fleet.Payment},
		"VerifyBankDetails": {fleet.Payment},
		"OpenRun":           {fleet.Payment, fleet.Contract},
		"ApproveRun":        {fleet.Payment},
		"DispatchRun":       {fleet.Payment, fleet.Contract},
	}[method]
	switch {
	case d.random.IntN(4) == 0:
		through = fleet.Names()
	case through == nil:
		through = []string{fleet.Contract}
	}
	return through[d.random.IntN(len(through))]
}

// remember keeps what an answer acknowledges.
func (d *disturber) remember(answer proto.Message, err error) {
	if err != nil {
		return
	}
	switch a := answer.(type) {
	case interface {
		GetAssessment() *eligibilityv1.Assessment
	}:
		d.acknowledged[a.GetAssessment().GetId()] = a.GetAssessment()
	case interface{ GetContract() *contractv1.Contract }:
		d.acknowledged[a.GetContract().GetId()] = a.GetContract()
	case interface{ GetRun() *paymentv1.Run }:
		d.acknowledged[a.GetRun().GetId()] = a.GetRun()
	}
	if a, ok := answer.(*paymentv1.DispatchRunResponse); ok {
		for _, p := range a.GetPayments() {
			if d.acknowledged[p.GetId()] != nil {
				d.t.Errorf("payment %s was acknowledged twice", p.GetId())
			}
			d.acknowledged[p.GetId()] = p
		}
	}
}

// nothingIsLost reads everything that was acknowledged, and counts that there is no
// payment that was not.
func (d *disturber) nothingIsLost(w *world) {
	w.around = func(_ string, do func() (proto.Message, error)) (proto.Message, error) { return do() }
	payments := 0
	for id, wanted := range d.acknowledged {
		var seen proto.Message
		switch prefix, _, _ := strings.Cut(id, "_"); {
		case prefix == "asm":
			seen = told(w, officer, w.eligibility.GetAssessment, &eligibilityv1.GetAssessmentRequest{AssessmentId: id}).GetAssessment()
		case strings.Contains(id, "/"):
			payments++
			seen = told(w, officer, w.payment.GetPayment, &paymentv1.GetPaymentRequest{PaymentId: id}).GetPayment()
		case prefix == "ctr":
			seen = told(w, officer, w.contract.GetContract, &contractv1.GetContractRequest{ContractId: id}).GetContract()
		case prefix == "run":
			seen = told(w, officer, w.payment.GetRun, &paymentv1.GetRunRequest{RunId: id}).GetRun()
		default:
			d.t.Errorf("something with the id %q was acknowledged", id)
			continue
		}
		if !proto.Equal(seen, wanted) {
			d.t.Errorf("%s was acknowledged as\n%v\nand is\n%v", id, wanted, seen)
		}
	}
	listed := told(w, officer, w.payment.ListPayments, &paymentv1.ListPaymentsRequest{FundCode: fund, PageSize: 1000}).GetPayments()
	if len(listed) != payments {
		d.t.Errorf("%d payments are posted, %d were acknowledged", len(listed), payments)
	}
	runs := told(w, officer, w.payment.ListRuns, &paymentv1.ListRunsRequest{FundCode: fund, PageSize: 1000}).GetRuns()
	if len(runs) != 5 {
		d.t.Errorf("there are %d runs, the story opened 5: a repeated call opened another", len(runs))
	}
}

// intact opens the stores of a stopped fleet again, in memory: at the end each of
// them is checked whole.
func intact(t *testing.T, f *fleet.Fleet) {
	t.Helper()
	store := func(name string) servetest.Options {
		return servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": f.Store(name)}, Log: io.Discard}
	}
	eligibility := eligibilitytest.Start(t, store(fleet.Eligibility))
	contract := contracttest.Start(t, eligibility, store(fleet.Contract))
	paymenttest.Start(t, contract, store(fleet.Payment))
}

// ended runs a service that must end by itself within a few seconds, and gives its
// exit code and what it wrote.
func ended(t *testing.T, binary string, env ...string) (code int, wrote string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if ctx.Err() != nil || err == nil || !errors.As(err, &exit) {
		t.Fatalf("%s did not end by itself with an exit code: %v, %v\n%s", binary, err, ctx.Err(), out)
	}
	return exit.ExitCode(), string(out)
}

func settings(store string) []string {
	return []string{"ASSISTMED_ADDR=127.0.0.1:0", "ASSISTMED_STORE=" + store, "ELIGIBILITY_ADDR=127.0.0.1:1", "CONTRACT_ADDR=127.0.0.1:1"}
}

func lockedStore(t *testing.T, bin string) {
	f, err := fleet.Start(t.Context(), fleet.Options{Bin: bin, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range fleet.Names() {
		code, wrote := ended(t, filepath.Join(bin, name), settings(f.Store(name))...)
		if code != 1 || !strings.Contains(wrote, f.Store(name)) || !strings.Contains(wrote, "locked") {
			t.Errorf("%s ends with %d and writes %q; want 1, the file and that it is locked", name, code, wrote)
		}
		if err := serving(t.Context(), f.Conn(name), name); err != nil {
			t.Errorf("%s, which holds the lock: %v", name, err)
		}
	}
	if err := f.Stop(); err != nil {
		t.Error(err)
	}
}

// serving makes a call that reads the store.
func serving(ctx context.Context, conn *grpc.ClientConn, name string) error {
	var err error
	switch name {
	case fleet.Eligibility:
		_, err = eligibilityv1.NewEligibilityServiceClient(conn).ListAssessments(ctx, &eligibilityv1.ListAssessmentsRequest{})
	case fleet.Contract:
		_, err = contractv1.NewContractServiceClient(conn).ListContracts(ctx, &contractv1.ListContractsRequest{})
	default:
		_, err = paymentv1.NewPaymentServiceClient(conn).ListPayments(ctx, &paymentv1.ListPaymentsRequest{})
	}
	return err
}

func damagedStore(t *testing.T, bin string) {
	for name, content := range map[string]string{
		"text":  "this is no store",
		"empty": "",
		"zeros": strings.Repeat("\x00", 64<<10),
	} {
		for _, service := range fleet.Names() {
			path := filepath.Join(t.TempDir(), service+".db")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			code, wrote := ended(t, filepath.Join(bin, service), settings(path)...)
			if code != 1 || !strings.Contains(wrote, path) || strings.Contains(wrote, "goroutine") {
				t.Errorf("%s on a file of %s ends with %d and writes %q; want 1 and the file, and no stack", service, name, code, wrote)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != content {
				t.Errorf("%s changed a file of %s: now %d bytes, %v", service, name, len(after), err)
			}
		}
	}
}

func missingSettings(t *testing.T, bin string) {
	for name, wanted := range map[string][]string{
		fleet.Eligibility: {"ASSISTMED_ADDR", "ASSISTMED_STORE"},
		fleet.Contract:    {"ASSISTMED_ADDR", "ASSISTMED_STORE", "ELIGIBILITY_ADDR"},
		fleet.Payment:     {"ASSISTMED_ADDR", "ASSISTMED_STORE", "CONTRACT_ADDR"},
	} {
		code, wrote := ended(t, filepath.Join(bin, name))
		if code != 1 {
			t.Errorf("%s without settings ends with %d, want 1", name, code)
		}
		for _, setting := range wanted {
			if !strings.Contains(wrote, setting) {
				t.Errorf("%s does not name %s: %q", name, setting, wrote)
			}
		}
	}
}
