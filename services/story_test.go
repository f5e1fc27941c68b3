package services_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/paymenttest"
)

// Who calls in the stories.
const (
	fund       = "751"
	officer    = "officer:751"
	accountant = "accountant:751"
)

// world is the three services, and the calls that a story makes of them.
type world struct {
	t           testing.TB
	law         lawv1.LawServiceClient
	eligibility eligibilityv1.EligibilityServiceClient
	contract    contractv1.ContractServiceClient
	payment     paymentv1.PaymentServiceClient
	calls       int
	accounts    map[string]bool // those stated, by the doctor's number
	// around makes one call; a crash test disturbs it. method is its short name.
	around func(method string, do func() (proto.Message, error)) (proto.Message, error)
}

func newWorld(t testing.TB, conn func(name string) *grpc.ClientConn) *world {
	return &world{
		t:           t,
		law:         lawv1.NewLawServiceClient(conn(fleet.Eligibility)),
		eligibility: eligibilityv1.NewEligibilityServiceClient(conn(fleet.Eligibility)),
		contract:    contractv1.NewContractServiceClient(contracttest.Fresh(conn(fleet.Contract))),
		payment:     paymentv1.NewPaymentServiceClient(conn(fleet.Payment)),
		accounts:    map[string]bool{},
		around:      func(_ string, do func() (proto.Message, error)) (proto.Message, error) { return do() },
	}
}

// inMemory starts the three services for real, in memory.
func inMemory(t testing.TB, spans sdktrace.SpanExporter, log io.Writer) *world {
	t.Helper()
	return inMemoryWith(t, servetest.Options{Spans: spans, Log: log})
}

// inMemoryWith is inMemory with any options, which the three services share.
func inMemoryWith(t testing.TB, o servetest.Options) *world {
	t.Helper()
	running := map[string]*servetest.Running{}
	running[fleet.Eligibility] = eligibilitytest.Start(t, o)
	running[fleet.Contract] = contracttest.Start(t, running[fleet.Eligibility], o)
	running[fleet.Payment] = paymenttest.Start(t, running[fleet.Contract], o)
	return newWorld(t, func(name string) *grpc.ClientConn { return running[name].Conn })
}

// try makes a call in the name of an actor.
func try[Q, A proto.Message](w *world, actor string, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) (A, error) {
	ctx := serve.WithActor(w.t.Context(), actor)
	name := strings.TrimSuffix(string(request.ProtoReflect().Descriptor().Name()), "Request")
	answer, err := w.around(name, func() (proto.Message, error) {
		answer, err := method(ctx, request, grpc.WaitForReady(true))
		return answer, fault.FromStatus(err)
	})
	if err != nil {
		var none A
		return none, err
	}
	return answer.(A), nil
}

// told is try for a call that must succeed.
func told[Q, A proto.Message](w *world, actor string, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) A {
	w.t.Helper()
	answer, err := try(w, actor, method, request)
	if err != nil {
		w.t.Fatalf("%T: %v", request, err)
	}
	return answer
}

func (w *world) requestID() string {
	w.calls++
	return fmt.Sprintf("story.%d", w.calls)
}

// application is of a general practitioner who is eligible for 1 ETP under
// convention-2024, signing on 2024-09-02, in a band that the fund states.
func application(rpps string) *eligibilityv1.Application {
	return &eligibilityv1.Application{
		SignatureDate: "2024-09-02",
		FundCode:      fund,
		Doctor:        &eligibilityv1.Doctor{Rpps: rpps, SpecialtyCode: "01", Sector: eligibilityv1.Sector_SECTOR_1.Enum()},
		Activity: &eligibilityv1.Activity{
			RegisteredPatients: proto.Int32(1100), ActiveFile: proto.Int32(1600), Band: lawv1.Band_BAND_P50_P70.Enum(),
		},
		Assistant: &eligibilityv1.Assistant{SecretaryPromoted: proto.Bool(false)},
	}
}

// objectives are what the fund writes into the contract: +200 and +160.
func objectives() []*contractv1.DeclaredObjective {
	return []*contractv1.DeclaredObjective{
		{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 200},
		{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, ToGain: 160},
	}
}

func (w *world) assess(a *eligibilityv1.Application) *eligibilityv1.Assessment {
	w.t.Helper()
	return told(w, officer, w.eligibility.AssessApplication, &eligibilityv1.AssessApplicationRequest{
		RequestId: w.requestID(), Application: a,
	}).GetAssessment()
}

func (w *world) offer(a *eligibilityv1.Assessment) *contractv1.Contract {
	w.t.Helper()
	return told(w, officer, w.contract.OfferContract, &contractv1.OfferContractRequest{
		RequestId: w.requestID(), AssessmentId: a.GetId(), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: objectives(),
	}).GetContract()
}

func (w *world) sign(c *contractv1.Contract) *contractv1.Contract {
	w.t.Helper()
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_DOCTOR, contractv1.Party_PARTY_FUND} {
		c = told(w, officer, w.contract.SignContract, &contractv1.SignContractRequest{
			RequestId: w.requestID(), ContractId: c.GetId(), Party: party, SignedOnDate: c.GetSignatureDate(),
		}).GetContract()
	}
	w.account("")
	w.account(c.GetDoctor().GetRpps())
	return c
}

// account states the account of a doctor, or of the fund, once; another identity
// verifies it.
func (w *world) account(rpps string) {
	w.t.Helper()
	if w.accounts[rpps] {
		return
	}
	w.accounts[rpps] = true
	told(w, officer, w.payment.SetBankDetails, &paymentv1.SetBankDetailsRequest{
		RequestId: w.requestID(), FundCode: fund, Rpps: rpps, Holder: "Titulaire Frobozz", Iban: "FR1420041010050500013M02606",
		Address: &paymentv1.PostalAddress{Street: "rue Wibble", PostCode: "75001", Town: "Paris", Country: "FR"},
	})
	told(w, accountant, w.payment.VerifyBankDetails, &paymentv1.VerifyBankDetailsRequest{RequestId: w.requestID(), FundCode: fund, Rpps: rpps, Version: 1})
}

func (w *world) hire(c *contractv1.Contract, on string) *contractv1.Contract {
	w.t.Helper()
	return told(w, officer, w.contract.HireAssistant, &contractv1.HireAssistantRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), AssistantRef: fmt.Sprintf("assistant-%d", w.calls), StartDate: on, // nobody shares one
		WeeklyMinutes: 35 * 60, Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	}).GetContract()
}

func (w *world) measure(c *contractv1.Contract, on string, registered int32) *contractv1.Contract {
	w.t.Helper()
	return told(w, officer, w.contract.RecordMeasure, &contractv1.RecordMeasureRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), MeasuredOnDate: on, Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
		Counts: []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: registered}},
	}).GetContract()
}

// suspend suspends the contract because its assistant left the day before, until a
// replacement begins.
func (w *world) suspend(c *contractv1.Contract, from, until string) *contractv1.Contract {
	w.t.Helper()
	held := c.GetAssistants()[len(c.GetAssistants())-1]
	told(w, officer, w.contract.EndAssistantEmployment, &contractv1.EndAssistantEmploymentRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), AssistantRef: held.GetAssistantRef(),
		EndDate: civil.MustParse(from).AddDays(-1).String(), Reason: contractv1.EmploymentEnd_EMPLOYMENT_END_RESIGNED,
	})
	told(w, officer, w.contract.SuspendContract, &contractv1.SuspendContractRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), FromDate: from, DoctorAgreementDate: from,
		Reason: contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT,
	})
	w.hire(c, until)
	return told(w, officer, w.contract.ResumeContract, &contractv1.ResumeContractRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), ResumedOnDate: until,
	}).GetContract()
}

// pay opens, approves and dispatches a run.
func (w *world) pay(through string) *paymentv1.DispatchRunResponse {
	w.t.Helper()
	run := told(w, officer, w.payment.OpenRun, &paymentv1.OpenRunRequest{
		RequestId: w.requestID(), FundCode: fund, ThroughDate: through,
	}).GetRun()
	told(w, accountant, w.payment.ApproveRun, &paymentv1.ApproveRunRequest{RequestId: w.requestID(), RunId: run.GetId(), Totals: run.GetTotals()})
	return told(w, accountant, w.payment.DispatchRun, &paymentv1.DispatchRunRequest{RequestId: w.requestID(), RunId: run.GetId()})
}

// paid lists the payments of a run, "<year>/<instalment> <cents>".
func paid(payments []*paymentv1.Payment) []string {
	var all []string
	for _, p := range payments {
		all = append(all, fmt.Sprintf("%d/%d %d", p.GetContractYear(), p.GetInstalment(), p.GetAmountCents()))
	}
	return all
}
