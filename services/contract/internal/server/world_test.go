package server_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// world is the contract service on a real eligibility service, and who calls it.
type world struct {
	t           testing.TB
	running     *servetest.Running
	upstream    *servetest.Running
	eligibility eligibilityv1.EligibilityServiceClient
	contracts   contractv1.ContractServiceClient
	requests    atomic.Int64
	doctors     atomic.Uint64
	assistants  atomic.Int64
}

const (
	officer  = "agent@751"
	someRPPS = "10000000124"
)

func newWorld(t testing.TB, o servetest.Options) *world {
	t.Helper()
	upstream := eligibilitytest.Start(t, servetest.Options{Log: o.Log})
	running := contracttest.Start(t, upstream, o)
	return &world{
		t: t, running: running, upstream: upstream,
		eligibility: eligibilityv1.NewEligibilityServiceClient(upstream.Conn),
		contracts:   contractv1.NewContractServiceClient(contracttest.Fresh(running.Conn)),
	}
}

// ctx names the officer as the caller.
func (w *world) ctx() context.Context { return serve.WithActor(w.t.Context(), officer) }

// request is a request id that nobody has used.
func (w *world) request() string { return fmt.Sprintf("req-%d", w.requests.Add(1)) }

// doctor is the application of a GP whom the law of the day accepts: 1 300 adults and
// children, in a band that the fund states.
func doctor(signed string) *eligibilityv1.Application {
	return &eligibilityv1.Application{
		SignatureDate: signed, FundCode: "751",
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
			Under_16ShareBp: proto.Int32(1000), Band: lawv1.Band_BAND_P70_P90.Enum(),
		},
		Assistant: &eligibilityv1.Assistant{SecretaryPromoted: proto.Bool(false)},
	}
}

// another is the application of [doctor] by a doctor who has no contract yet.
func (w *world) another(signed string) *eligibilityv1.Application {
	app := doctor(signed)
	app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	return app
}

// declared are the objectives that the fund writes: +260 registered patients.
func declared() []*contractv1.DeclaredObjective {
	return []*contractv1.DeclaredObjective{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 260}}
}

func (w *world) assess(app *eligibilityv1.Application) string {
	w.t.Helper()
	resp, err := w.eligibility.AssessApplication(w.ctx(), &eligibilityv1.AssessApplicationRequest{RequestId: w.request(), Application: app})
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.GetAssessment().GetId()
}

// offer offers 1 ETP to the doctor, with the declared objectives. The doctor of [doctor]
// is another one each time: a doctor has one live contract.
func (w *world) offer(app *eligibilityv1.Application, objectives ...*contractv1.DeclaredObjective) *contractv1.Contract {
	w.t.Helper()
	if app.GetDoctor().GetRpps() == someRPPS {
		app = proto.CloneOf(app)
		app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	}
	resp, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: w.assess(app), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: objectives,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.GetContract()
}

const (
	signedOn = "2025-01-10"
	byDoctor = contractv1.Party_PARTY_DOCTOR
	byFund   = contractv1.Party_PARTY_FUND
)

func (w *world) sign(id string, party contractv1.Party, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.SignContract(w.ctx(), &contractv1.SignContractRequest{RequestId: w.request(), ContractId: id, Party: party, SignedOnDate: on})
	return resp.GetContract(), err
}

// hire hires an assistant whom no other contract shares.
func (w *world) hire(id, on string, minutes int32) (*contractv1.Contract, error) {
	resp, err := w.contracts.HireAssistant(w.ctx(), &contractv1.HireAssistantRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: fmt.Sprintf("assistant-%d", w.assistants.Add(1)), StartDate: on, WeeklyMinutes: minutes,
		Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	})
	return resp.GetContract(), err
}

func (w *world) measure(id, on string, registered, file int32) (*contractv1.RecordMeasureResponse, error) {
	return w.contracts.RecordMeasure(w.ctx(), &contractv1.RecordMeasureRequest{
		RequestId: w.request(), ContractId: id, MeasuredOnDate: on, Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
		Counts: []*contractv1.PatientCount{
			{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: registered},
			{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, Patients: file},
		},
	})
}

// suspend suspends the contract; what the reason says of the assistant happens first,
// unless it has, or the contract does not run.
func (w *world) suspend(id, from string, why contractv1.SuspensionReason) (*contractv1.Contract, error) {
	w.t.Helper()
	agreed := civil.MustParse(from)
	read, err := w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: id})
	if err == nil && read.GetContract().GetState() == contractv1.State_STATE_ACTIVE {
		switch why {
		case contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_ABSENT:
			w.makeAbsent(read.GetContract(), from)
			agreed = agreed.AddMonths(4)
		case contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT:
			w.makeLeave(read.GetContract(), agreed.AddDays(-1))
		}
	}
	return w.suspendOn(id, from, why, agreed.String())
}

// suspendOn suspends the contract with an agreement of a day.
func (w *world) suspendOn(id, from string, why contractv1.SuspensionReason, agreed string) (*contractv1.Contract, error) {
	resp, err := w.contracts.SuspendContract(w.ctx(), &contractv1.SuspendContractRequest{
		RequestId: w.request(), ContractId: id, FromDate: from, Reason: why, DoctorAgreementDate: agreed,
	})
	return resp.GetContract(), err
}

// employedLast is the assistant hired last; somebody is hired before the day if nobody was.
func (w *world) employedLast(c *contractv1.Contract, day civil.Date) *contractv1.Employment {
	w.t.Helper()
	if len(c.GetAssistants()) == 0 {
		c = w.done(w.hire(c.GetId(), day.AddDays(-30).String(), 2100))
	}
	return c.GetAssistants()[len(c.GetAssistants())-1]
}

func (w *world) makeAbsent(c *contractv1.Contract, from string) {
	w.t.Helper()
	e := w.employedLast(c, civil.MustParse(from))
	if n := len(e.GetAbsences()); n == 0 || e.GetAbsences()[n-1].GetUntilDate() != "" {
		w.done(w.absent(c.GetId(), e.GetAssistantRef(), from))
	}
}

func (w *world) makeLeave(c *contractv1.Contract, last civil.Date) {
	w.t.Helper()
	if e := w.employedLast(c, last); e.GetEndDate() == "" {
		w.done(w.leave(c.GetId(), e.GetAssistantRef(), last.String()))
	}
}

func (w *world) leave(id, ref, last string) (*contractv1.Contract, error) {
	resp, err := w.contracts.EndAssistantEmployment(w.ctx(), &contractv1.EndAssistantEmploymentRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: ref, EndDate: last, Reason: contractv1.EmploymentEnd_EMPLOYMENT_END_RESIGNED,
	})
	return resp.GetContract(), err
}

func (w *world) absent(id, ref, from string) (*contractv1.Contract, error) {
	resp, err := w.contracts.RecordAbsence(w.ctx(), &contractv1.RecordAbsenceRequest{RequestId: w.request(), ContractId: id, AssistantRef: ref, FromDate: from})
	return resp.GetContract(), err
}

func (w *world) back(id, ref, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.RecordReturn(w.ctx(), &contractv1.RecordReturnRequest{RequestId: w.request(), ContractId: id, AssistantRef: ref, ReturnedOnDate: on})
	return resp.GetContract(), err
}

func (w *world) train(id, ref, on string, step contractv1.TrainingStep) (*contractv1.Contract, error) {
	resp, err := w.contracts.RecordTraining(w.ctx(), &contractv1.RecordTrainingRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: ref, OnDate: on, Step: step, Path: contractv1.QualificationPath_QUALIFICATION_PATH_CQP,
	})
	return resp.GetContract(), err
}

// assistant is an assistant of a contract, by first day of work; a reference of nobody's
// when there is none.
func (w *world) assistant(id string, at int) string {
	read, err := w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: id})
	if err != nil || at >= len(read.GetContract().GetAssistants()) {
		return "nobody"
	}
	return read.GetContract().GetAssistants()[at].GetAssistantRef()
}

// replaced is a contract whose assistant is absent, and was replaced for a time.
func (w *world) replaced() string {
	w.t.Helper()
	id := w.active().GetId()
	first := w.done(w.hire(id, signedOn, 2100)).GetAssistants()[0].GetAssistantRef()
	w.done(w.absent(id, first, "2025-04-01"))
	second := w.done(w.hire(id, "2025-05-01", 2100)).GetAssistants()[1].GetAssistantRef()
	w.done(w.leave(id, second, "2025-06-15"))
	return id
}

func (w *world) resume(id, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.ResumeContract(w.ctx(), &contractv1.ResumeContractRequest{RequestId: w.request(), ContractId: id, ResumedOnDate: on})
	return resp.GetContract(), err
}

func (w *world) end(id, on string, why contractv1.EndReason) (*contractv1.Contract, error) {
	resp, err := w.contracts.EndContract(w.ctx(), &contractv1.EndContractRequest{RequestId: w.request(), ContractId: id, EndDate: on, Reason: why})
	return resp.GetContract(), err
}

func (w *world) get(id string) *contractv1.Contract {
	w.t.Helper()
	resp, err := w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: id})
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.GetContract()
}

// done fails the test when a step of a story failed, and gives the contract.
func (w *world) done(c *contractv1.Contract, err error) *contractv1.Contract {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// active is a contract of 1 ETP signed by both on signedOn.
func (w *world) active() *contractv1.Contract {
	w.t.Helper()
	c := w.offer(doctor(signedOn), declared()...)
	w.done(w.sign(c.GetId(), byDoctor, signedOn))
	return w.done(w.sign(c.GetId(), byFund, signedOn))
}

// refused fails the test unless err has this kind and reason, and its message says
// each of these.
func refused(t testing.TB, err error, kind fault.Kind, reason string, says ...string) {
	t.Helper()
	_ = refusal(t, err, kind, reason, says...)
}

// refusal is refused, and gives the fault.
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
