package server_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// share hires a part of an assistant who works 35 hours a week for a group.
func (w *world) share(id, ref, on string, minutes int32) (*contractv1.Contract, error) {
	return w.hireAs(&contractv1.HireAssistantRequest{
		ContractId: id, AssistantRef: ref, StartDate: on, WeeklyMinutes: minutes,
		WorkContractWeeklyMinutes: 2100, Employer: contractv1.Employer_EMPLOYER_GROUP,
	})
}

func (w *world) hireAs(req *contractv1.HireAssistantRequest) (*contractv1.Contract, error) {
	req.RequestId = w.request()
	resp, err := w.contracts.HireAssistant(w.ctx(), req)
	return resp.GetContract(), err
}

func TestAnAssistantIsSharedUpToTheWorkContract(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	first, second, third := w.active().GetId(), w.active().GetId(), w.active().GetId()
	c := w.done(w.share(first, "shared", signedOn, 1050))
	if e := c.GetAssistants()[0]; e.GetWorkContractWeeklyMinutes() != 2100 || e.GetOptionReached() != lawv1.Option_OPTION_HALF {
		t.Errorf("hired %v, want half of 2100 minutes", e)
	}
	_, err := w.share(second, "shared", signedOn, 1051)
	f := refusal(t, err, fault.WrongState, "SHARES_EXCEED_WORKING_TIME", "1 too many", "want 1050 (17 h 30) at most")
	if f.Metadata["minutes_left"] != "1050" || !strings.Contains(f.Metadata["fr"], "il reste 17 h 30") {
		t.Errorf("got %v, want what is left", f.Metadata)
	}
	if got := w.get(second); len(got.GetAssistants()) != 0 {
		t.Errorf("the refused hiring left %v behind", got.GetAssistants())
	}
	w.done(w.share(second, "shared", "2025-02-01", 1050))
	_, err = w.share(third, "shared", "2025-02-01", 700)
	refused(t, err, fault.WrongState, "SHARES_EXCEED_WORKING_TIME", "want 0 (0 h) at most")
	_, err = w.hire(first, "2025-02-01", 2100)
	refused(t, err, fault.WrongState, "ASSISTANT_ALREADY_EMPLOYED", "shared", "record that one's departure")

	// The share of an assistant who leaves, or of a contract that ends, is free again.
	w.done(w.leave(first, "shared", "2025-05-31"))
	_, err = w.share(third, "shared", "2025-05-31", 700)
	refused(t, err, fault.WrongState, "SHARES_EXCEED_WORKING_TIME", "2025-05-31")
	w.done(w.share(third, "shared", "2025-06-01", 700))
	w.done(w.end(second, "2025-08-31", contractv1.EndReason_END_REASON_MOVED))
	w.done(w.share(first, "shared", "2025-09-01", 1400))
}

func TestContractsThatShareAnAssistantStateOneWorkContract(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	first, second := w.active().GetId(), w.active().GetId()
	w.done(w.share(first, "shared", signedOn, 1050))
	other := &contractv1.HireAssistantRequest{
		ContractId: second, AssistantRef: "shared", StartDate: signedOn, WeeklyMinutes: 700,
		WorkContractWeeklyMinutes: 1750, Employer: contractv1.Employer_EMPLOYER_GROUP,
	}
	_, err := w.hireAs(other)
	refused(t, err, fault.WrongState, "WORK_CONTRACT_DIFFERS", first, "is 1750 (29 h 10)", "states 2100 (35 h)")
	other.WorkContractWeeklyMinutes, other.Employer = 2100, contractv1.Employer_EMPLOYER_EMPLOYERS_GROUPING
	_, err = w.hireAs(other)
	refused(t, err, fault.WrongState, "WORK_CONTRACT_DIFFERS", "an employers' grouping", "a group of doctors")

	// In another fund the same reference is another assistant.
	app := doctor(signedOn)
	app.FundCode = "691"
	lyon := w.offer(app, declared()...).GetId()
	w.done(w.sign(lyon, byDoctor, signedOn))
	w.done(w.sign(lyon, byFund, signedOn))
	w.done(w.share(lyon, "shared", signedOn, 2100))
}

func TestOfTwoWhoHireTheLastShareAtOnceOneDoes(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for round := range 8 {
		ref := fmt.Sprint("shared-", round)
		w.done(w.share(w.active().GetId(), ref, signedOn, 1050))
		var exceeded atomic.Int64
		calls := make([]func() error, 4)
		for i := range calls {
			id := w.active().GetId()
			calls[i] = func() error {
				_, err := w.share(id, ref, signedOn, 1050)
				if fault.Is(err, "SHARES_EXCEED_WORKING_TIME") {
					exceeded.Add(1)
				}
				return err
			}
		}
		if n := at(t, calls...); n != 1 || exceeded.Load() != 3 {
			t.Errorf("round %d: %d hired the last half and %d were refused, want 1 and 3", round, n, exceeded.Load())
		}
	}
}

func TestWhatIsToldOfAnAssistantIsKeptWithWhoTold(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	ref := w.done(w.hireAs(&contractv1.HireAssistantRequest{
		ContractId: id, AssistantRef: "a", StartDate: signedOn, WeeklyMinutes: 2100, Employer: contractv1.Employer_EMPLOYER_DOCTOR, SecretaryPromoted: true,
	})).GetAssistants()[0].GetAssistantRef()
	w.done(w.absent(id, ref, "2025-03-01"))
	w.done(w.back(id, ref, "2025-03-15"))
	w.done(w.train(id, ref, "2025-04-01", contractv1.TrainingStep_TRAINING_STEP_BEGUN))
	resp, err := w.contracts.RecordTraining(w.ctx(), &contractv1.RecordTrainingRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: ref, OnDate: "2026-03-01", Evidence: "attestation 2026-17",
		Step: contractv1.TrainingStep_TRAINING_STEP_QUALIFIED, Path: contractv1.QualificationPath_QUALIFICATION_PATH_CQP,
	})
	w.done(resp.GetContract(), err)
	_, err = w.train(id, ref, "2026-04-01", contractv1.TrainingStep_TRAINING_STEP_BEGUN)
	refused(t, err, fault.WrongState, "TRAINING_OUT_OF_ORDER", "qualified already")
	_, err = w.contracts.RecordTraining(w.ctx(), &contractv1.RecordTrainingRequest{RequestId: w.request(), ContractId: id, AssistantRef: ref, OnDate: "2026-03-01", Evidence: "two\nlines", Step: 9, Path: 9})
	violated(t, err, "path", "step", "evidence")
	w.done(w.leave(id, ref, "2026-05-31"))
	e := w.get(id).GetAssistants()[0]
	if !e.GetSecretaryPromoted() || e.GetEndDate() != "2026-05-31" || e.GetEndReason() != contractv1.EmploymentEnd_EMPLOYMENT_END_RESIGNED {
		t.Errorf("kept %v, want a promoted secretary who resigned", e)
	}
	if x := e.GetAbsences(); len(x) != 1 || x[0].GetFromDate() != "2025-03-01" || x[0].GetUntilDate() != "2025-03-15" {
		t.Errorf("absences %v, want one of two weeks", x)
	}
	if s := e.GetTrainings(); len(s) != 2 || s[1].GetEvidence() != "attestation 2026-17" || s[1].GetActor() != officer || s[1].GetOnDate() != "2026-03-01" {
		t.Errorf("trainings %v, want two with their evidence and author", s)
	}
}

func TestASuspensionForAnAbsenceGoesByTheRecord(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	const absent, left = contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_ABSENT, contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT
	id := w.active().GetId()
	ref := w.done(w.hire(id, signedOn, 2100)).GetAssistants()[0].GetAssistantRef()
	_, err := w.suspendOn(id, "2025-03-01", absent, "2025-06-02")
	refused(t, err, fault.WrongState, "NO_SUCH_ABSENCE", "works on that day")
	w.done(w.absent(id, ref, "2025-03-01"))
	_, err = w.suspendOn(id, "2025-03-01", absent, "2025-06-01")
	refused(t, err, fault.WrongState, "ABSENCE_TOO_SHORT", "an agreement of 2025-06-02 at the earliest")
	_, err = w.suspendOn(id, "2025-03-01", left, "2025-06-02")
	refused(t, err, fault.WrongState, "NO_SUCH_ABSENCE", "EndAssistantEmployment")
	c := w.done(w.suspendOn(id, "2025-03-01", absent, "2025-06-02"))
	if s := c.GetSuspensions(); len(s) != 1 || s[0].GetDoctorAgreementDate() != "2025-06-02" || c.GetState() != contractv1.State_STATE_SUSPENDED {
		t.Errorf("suspended: %v, want it with the agreement", c)
	}
	replacement := w.done(w.hire(id, "2025-07-01", 1050)).GetAssistants()
	if len(replacement) != 2 || replacement[1].GetOptionReached() != lawv1.Option_OPTION_HALF {
		t.Errorf("the assistants are %v, want the replacement of half a time", replacement)
	}
	if c = w.done(w.resume(id, "2025-07-01")); c.GetTerm() != "2030-05-11" { // 122 days
		t.Errorf("resumed: the term is %s, want 2030-05-11", c.GetTerm())
	}
}
