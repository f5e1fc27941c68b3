package server_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/paymenttest"
)

// world is the payment service on a real contract service on a real eligibility
// service, and who calls them.
type world struct {
	t           testing.TB
	running     *servetest.Running
	contract    *servetest.Running
	eligibility eligibilityv1.EligibilityServiceClient
	contracts   contractv1.ContractServiceClient
	payments    paymentv1.PaymentServiceClient
	requests    atomic.Int64
	doctors     atomic.Uint64
	accounts    sync.Map // "fund/rpps" of the accounts that were set
}

const (
	officer    = "officer:751"
	accountant = "accountant:751"
	secretary  = "secretary:751"  // states bank details
	controller = "controller:751" // verifies them
	fund       = "751"
	signedOn   = "2024-06-22"
	someRPPS   = "10000000124"
)

func newWorld(t testing.TB, o servetest.Options) *world {
	t.Helper()
	eligibility := eligibilitytest.Start(t, servetest.Options{})
	contract := contracttest.Start(t, eligibility, servetest.Options{})
	running := paymenttest.Start(t, contract, o)
	return &world{
		t: t, running: running, contract: contract,
		eligibility: eligibilityv1.NewEligibilityServiceClient(eligibility.Conn),
		contracts:   contractv1.NewContractServiceClient(contracttest.Fresh(contract.Conn)),
		payments:    paymentv1.NewPaymentServiceClient(running.Conn),
	}
}

// as is the context of somebody's calls.
func (w *world) as(actor string) context.Context { return serve.WithActor(w.t.Context(), actor) }

// ctx is the context of the officer's calls, who opens and dispatches runs.
func (w *world) ctx() context.Context { return w.as(officer) }

// request is a request id that nobody has used.
func (w *world) request() string { return fmt.Sprintf("req-%d", w.requests.Add(1)) }

// must fails the test when a step of a story failed.
func must[T any](answer T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
}

// doctor is the application of a GP of a fund whom the law of the day accepts: 1 300
// adults and children, in a band that the fund states.
func doctor(fund, signed string) *eligibilityv1.Application {
	return &eligibilityv1.Application{
		SignatureDate: signed, FundCode: fund,
		Doctor: &eligibilityv1.Doctor{
			Rpps: someRPPS, AmNumber: "751000001", SpecialtyCode: "01",
			Sector: eligibilityv1.Sector_SECTOR_1.Enum(), InstalledDate: proto.String("2005-03-01"),
		},
		Practice: &eligibilityv1.Practice{
			Zone: lawv1.Zone_ZONE_ZIP.Enum(), DoctorsInPractice: proto.Int32(3), StructureFeePrerequisitesMet: proto.Bool(true),
			Coordination: &eligibilityv1.Coordination{Kind: &eligibilityv1.Coordination_Form{Form: eligibilityv1.CoordinationForm_COORDINATION_FORM_MSP}},
		},
		Activity: &eligibilityv1.Activity{
			AdultRegisteredPatients: proto.Int32(1200), RegisteredPatients: proto.Int32(1300), ActiveFile: proto.Int32(1700),
			Under_16ShareBp: proto.Int32(1000), Band: lawv1.Band_BAND_P50_P70.Enum(),
		},
		Assistant: &eligibilityv1.Assistant{SecretaryPromoted: proto.Bool(false)},
	}
}

// declared are the objectives that the fund writes: +260 registered patients.
func declared() []*contractv1.DeclaredObjective {
	return []*contractv1.DeclaredObjective{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 260}}
}

// offer assesses an application and offers 1 ETP on it. The doctor of [doctor] is
// another one each time: a doctor has one live contract.
func (w *world) offer(app *eligibilityv1.Application) string {
	w.t.Helper()
	if app.GetDoctor().GetRpps() == someRPPS {
		app = proto.CloneOf(app)
		app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	}
	w.account(app.GetFundCode(), "")
	w.account(app.GetFundCode(), app.GetDoctor().GetRpps())
	assessed := must(w.eligibility.AssessApplication(w.ctx(), &eligibilityv1.AssessApplicationRequest{RequestId: w.request(), Application: app}))(w.t)
	return must(w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: assessed.GetAssessment().GetId(), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared(),
	}))(w.t).GetContract().GetId()
}

// details are bank details that can be stated; an empty RPPS number is the fund's own.
func details(fund, rpps string) *paymentv1.SetBankDetailsRequest {
	holder := "Docteur Élise Lebœuf"
	if rpps == "" {
		holder = "CPAM " + fund
	}
	return &paymentv1.SetBankDetailsRequest{
		FundCode: fund, Rpps: rpps, Holder: holder, Iban: "FR14 2004 1010 0505 0001 3M02 606",
		Address: &paymentv1.PostalAddress{Street: "rue de l’Église", Building: "12 bis", PostCode: "08000", Town: "Charleville-Mézières", Country: "FR"},
	}
}

// account states and verifies an account once.
func (w *world) account(fund, rpps string) {
	w.t.Helper()
	if _, done := w.accounts.LoadOrStore(fund+"/"+rpps, true); done {
		return
	}
	w.verify(w.state(details(fund, rpps)).GetDetails())
}

// state states bank details as the secretary.
func (w *world) state(req *paymentv1.SetBankDetailsRequest) *paymentv1.SetBankDetailsResponse {
	w.t.Helper()
	req.RequestId = w.request()
	return must(w.payments.SetBankDetails(w.as(secretary), req))(w.t)
}

// verify verifies bank details as the controller.
func (w *world) verify(d *paymentv1.BankDetails) {
	w.t.Helper()
	must(w.payments.VerifyBankDetails(w.as(controller), &paymentv1.VerifyBankDetailsRequest{
		RequestId: w.request(), FundCode: d.GetFundCode(), Rpps: d.GetRpps(), Version: d.GetVersion(),
	}))(w.t)
}

// rpps is the doctor of a contract.
func (w *world) rpps(id string) string {
	w.t.Helper()
	return must(w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: id}))(w.t).GetContract().GetDoctor().GetRpps()
}

// active is a contract of 1 ETP of a fund, signed by both and without an assistant.
func (w *world) active(fund string) string {
	w.t.Helper()
	id := w.offer(doctor(fund, signedOn))
	w.sign(id)
	return id
}

// sign signs a contract for both.
func (w *world) sign(id string) {
	w.t.Helper()
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_DOCTOR, contractv1.Party_PARTY_FUND} {
		must(w.contracts.SignContract(w.ctx(), &contractv1.SignContractRequest{RequestId: w.request(), ContractId: id, Party: party, SignedOnDate: signedOn}))(w.t)
	}
}

// hired is an active contract whose assistant began on its first day.
func (w *world) hired(fund string) string {
	w.t.Helper()
	id := w.active(fund)
	w.hire(id, signedOn, 2100)
	return id
}

func (w *world) hire(id, on string, minutes int32) {
	w.t.Helper()
	must(w.contracts.HireAssistant(w.ctx(), &contractv1.HireAssistantRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: "assistant-1", StartDate: on, WeeklyMinutes: minutes,
		Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	}))(w.t)
}

func (w *world) measure(id, on string, registered int32) {
	w.t.Helper()
	must(w.contracts.RecordMeasure(w.ctx(), &contractv1.RecordMeasureRequest{
		RequestId: w.request(), ContractId: id, MeasuredOnDate: on, Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
		Counts: []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: registered}},
	}))(w.t)
}

func (w *world) suspend(id, from string) {
	w.t.Helper()
	must(w.contracts.SuspendContract(w.ctx(), &contractv1.SuspendContractRequest{
		RequestId: w.request(), ContractId: id, FromDate: from, Reason: contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT,
	}))(w.t)
}

func (w *world) resume(id, on string) {
	w.t.Helper()
	must(w.contracts.ResumeContract(w.ctx(), &contractv1.ResumeContractRequest{RequestId: w.request(), ContractId: id, ResumedOnDate: on}))(w.t)
}

func (w *world) end(id, on string) {
	w.t.Helper()
	must(w.contracts.EndContract(w.ctx(), &contractv1.EndContractRequest{
		RequestId: w.request(), ContractId: id, EndDate: on, Reason: contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR,
	}))(w.t)
}

func (w *world) open(fund, through string) *paymentv1.Run {
	w.t.Helper()
	w.account(fund, "")
	return must(w.payments.OpenRun(w.ctx(), &paymentv1.OpenRunRequest{RequestId: w.request(), FundCode: fund, ThroughDate: through}))(w.t).GetRun()
}

func (w *world) approve(id string) *paymentv1.Run {
	w.t.Helper()
	return must(w.approveAs(accountant, id))(w.t).GetRun()
}

// approveAs approves a run on the totals that it has.
func (w *world) approveAs(actor, id string) (*paymentv1.ApproveRunResponse, error) {
	w.t.Helper()
	return w.payments.ApproveRun(w.as(actor), &paymentv1.ApproveRunRequest{RequestId: w.request(), RunId: id, Totals: w.run(id).GetTotals()})
}

func (w *world) dispatch(id string) *paymentv1.DispatchRunResponse {
	w.t.Helper()
	return must(w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: id}))(w.t)
}

// pay plays a whole run and gives the run as it was dispatched.
func (w *world) pay(fund, through string) *paymentv1.DispatchRunResponse {
	w.t.Helper()
	run := w.open(fund, through)
	w.approve(run.GetId())
	return w.dispatch(run.GetId())
}

func (w *world) preview(id string) *paymentv1.PreviewDuesResponse {
	w.t.Helper()
	return must(w.payments.PreviewDues(w.ctx(), &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: id}}))(w.t)
}

// line writes a due in one line: key, day, state, owed, reason.
func line(d *paymentv1.Due) string {
	parts := []string{fmt.Sprintf("%d/%d", d.GetContractYear(), d.GetInstalment()), d.GetDueDate(), strings.TrimPrefix(d.GetState().String(), "DUE_STATE_")}
	if d.GetDueDate() == "" {
		parts[1] = "-"
	}
	if d.OwedCents != nil {
		parts = append(parts, fmt.Sprint(d.GetOwedCents()))
	}
	if r := d.GetBlockedBy(); r != nil {
		parts = append(parts, r.GetCode())
	}
	return strings.Join(parts, " ")
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// refusal fails the test unless err has this kind and reason, and its message says
// each of these.
func refusal(t testing.TB, err error, kind fault.Kind, reason string, says ...string) *fault.Error {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != kind || f.Reason != reason {
		t.Fatalf("got %v, want %s", err, reason)
	}
	for _, s := range says {
		if !strings.Contains(f.Message, s) {
			t.Errorf("the message is %q, want %q in it", f.Message, s)
		}
	}
	return f
}

// refused is refusal where nothing more is asked.
func refused(t testing.TB, err error, kind fault.Kind, reason string, says ...string) {
	t.Helper()
	_ = refusal(t, err, kind, reason, says...)
}

func lines(dues []*paymentv1.Due) []string {
	all := make([]string, len(dues))
	for i, d := range dues {
		all[i] = line(d)
	}
	return all
}

// paidLines writes the lines of a run: key and cents.
func paidLines(run *paymentv1.Run) []string {
	all := make([]string, len(run.GetLines()))
	for i, l := range run.GetLines() {
		all[i] = fmt.Sprintf("%d/%d %d", l.GetDue().GetContractYear(), l.GetDue().GetInstalment(), l.GetAmountCents())
	}
	return all
}

func excludedLines(run *paymentv1.Run) []string {
	all := make([]string, len(run.GetExcluded()))
	for i, e := range run.GetExcluded() {
		all[i] = fmt.Sprintf("%d/%d %s", e.GetContractYear(), e.GetInstalment(), e.GetReason().GetCode())
	}
	return all
}
