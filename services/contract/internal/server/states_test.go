package server_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// methods are the calls of the events that can happen to a contract, each on a day that
// suits the contracts of [world.in].
var methods = map[contract.Event]func(w *world, id string) error{
	contract.SignByDoctor:  func(w *world, id string) error { _, err := w.sign(id, byDoctor, signedOn); return err },
	contract.SignByFund:    func(w *world, id string) error { _, err := w.sign(id, byFund, signedOn); return err },
	contract.Withdraw:      func(w *world, id string) error { _, err := w.withdraw(id, byFund); return err },
	contract.Refuse:        func(w *world, id string) error { _, err := w.withdraw(id, byDoctor); return err },
	contract.Lapse:         func(w *world, id string) error { _, err := w.lapse(id, "2026-01-10"); return err },
	contract.Hire:          func(w *world, id string) error { _, err := w.hire(id, "2025-07-01", 2100); return err },
	contract.EndEmployment: func(w *world, id string) error { _, err := w.leave(id, w.assistant(id, 0), "2025-08-31"); return err },
	contract.RecordAbsence: func(w *world, id string) error { _, err := w.absent(id, w.assistant(id, 1), "2025-06-15"); return err },
	contract.RecordReturn:  func(w *world, id string) error { _, err := w.back(id, w.assistant(id, 0), "2025-04-15"); return err },
	contract.RecordTraining: func(w *world, id string) error {
		_, err := w.train(id, w.assistant(id, 0), "2025-03-01", contractv1.TrainingStep_TRAINING_STEP_BEGUN)
		return err
	},
	contract.Measure: func(w *world, id string) error { _, err := w.measure(id, "2025-02-01", 1400, 1800); return err },
	contract.Suspend: func(w *world, id string) error {
		_, err := w.suspend(id, "2025-08-01", doctorAbsent)
		return err
	},
	contract.Resume: func(w *world, id string) error { _, err := w.resume(id, "2025-09-01"); return err },
	contract.Amend: func(w *world, id string) error {
		_, err := w.correct(id, &contractv1.AmendData{Department: "75"})
		return err
	},
	contract.GiveNotice:     func(w *world, id string) error { _, err := w.notice(id, byFund, "2025-09-15"); return err },
	contract.RecordReply:    func(w *world, id string) error { _, err := w.reply(id, "2025-09-20"); return err },
	contract.WithdrawNotice: func(w *world, id string) error { _, err := w.withdrawNotice(id, "2025-09-20"); return err },
	contract.End: func(w *world, id string) error {
		_, err := w.end(id, "2025-10-31", contractv1.EndReason_END_REASON_MOVED)
		return err
	},
	contract.FileAppeal:   func(w *world, id string) error { _, err := w.appeal(id, "2030-02-01"); return err },
	contract.DecideAppeal: func(w *world, id string) error { _, err := w.outcome(id, 1, annulled, "2030-03-01"); return err },
	contract.Renew: func(w *world, id string) error {
		_, err := w.renew(&contractv1.RenewContractRequest{ContractId: id, Mode: kept, YearCounter: goesOn})
		return err
	},
	contract.ReportChange: func(w *world, id string) error {
		_, err := w.report(id, contractv1.OutsideChange_OUTSIDE_CHANGE_ZONE, "2025-05-01")
		return err
	},
	contract.DecideProposal: func(w *world, id string) error {
		_, err := w.contracts.DecideProposal(w.ctx(), &contractv1.DecideProposalRequest{
			RequestId: w.request(), ContractId: id, ProposalNumber: 1, Accepted: true, DecidedOnDate: "2025-06-01",
		})
		return err
	},
	contract.RecordEvidence: func(w *world, id string) error {
		_, err := w.evidence(id, "WORK_CONTRACT_SENT:"+w.assistant(id, 0), "2025-02-01")
		return err
	},
	contract.WaiveObligation: func(w *world, id string) error {
		_, err := w.waive(id, "QUALIFICATION:"+w.assistant(id, 0), "2025-06-01")
		return err
	},
}

const doctorAbsent = contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT

// in brings a new contract into a state, as an event finds it possible: with the appeal
// that is decided, or the suspension that ends.
func (w *world) in(state contract.State, ready contract.Event) string {
	w.t.Helper()
	switch state {
	case contract.Active, contract.Suspended, contract.NoticeGiven, contract.Ended:
	default:
		id := w.offer(doctor(signedOn), declared()...).GetId()
		switch state {
		case contract.SignedByDoctor:
			w.done(w.sign(id, byDoctor, signedOn))
		case contract.SignedByFund:
			w.done(w.sign(id, byFund, signedOn))
		case contract.Withdrawn:
			w.done(w.withdraw(id, byFund))
		case contract.Refused:
			w.done(w.withdraw(id, byDoctor))
		case contract.Lapsed:
			w.done(w.lapse(id, "2026-01-10"))
		}
		return id
	}
	id := w.replaced()
	w.done(w.report(id, contractv1.OutsideChange_OUTSIDE_CHANGE_ZONE, "2025-05-01"))
	switch state {
	case contract.Suspended:
		w.done(w.suspend(id, "2025-06-20", doctorAbsent))
	case contract.NoticeGiven:
		w.done(w.notice(id, byFund, "2025-09-15"))
		if ready == contract.Resume {
			w.done(w.suspend(id, "2025-06-20", doctorAbsent))
		}
	case contract.Ended:
		w.done(w.end(id, "2030-01-09", contractv1.EndReason_END_REASON_EXPIRED))
		if ready == contract.DecideAppeal {
			w.done(w.appeal(id, "2030-02-01"))
		}
	}
	return id
}

// stateOf is a state as the API writes it.
func stateOf(s contract.State) contractv1.State {
	return contractv1.State(contractv1.State_value["STATE_"+s.String()])
}

func TestEveryStateAndEveryEventOfTheTableHaveACallHere(t *testing.T) {
	if len(contract.States()) != len(contractv1.State_name)-1 {
		t.Errorf("the table has %d states, the API %d", len(contract.States()), len(contractv1.State_name)-1)
	}
	for _, s := range contract.States() {
		if stateOf(s) == 0 {
			t.Errorf("the API has no state %s", s)
		}
	}
	for _, e := range contract.Events() {
		if methods[e] == nil {
			t.Errorf("%s has no call: its pairs are not played", e)
		}
	}
	if len(methods) != len(contract.Events()) {
		t.Errorf("%d calls, want one for each of %d events", len(methods), len(contract.Events()))
	}
	// A writing method that names a contract is an event, or it is not in the table at all.
	named := map[string]bool{}
	for _, e := range contract.Events() {
		named[strings.Fields(e.String())[0]] = true
	}
	all := contractv1.File_assistmed_contract_v1_contract_proto.Services().ByName("ContractService").Methods()
	for i := range all.Len() {
		fields := all.Get(i).Input().Fields()
		if name := string(all.Get(i).Name()); fields.ByName("request_id") != nil && fields.ByName("contract_id") != nil && !named[name] {
			t.Errorf("%s changes a contract and is no event of the table", name)
		}
	}
}

func TestEveryMethodInEveryStateIsAllowedOrRefusedByTheTable(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	for _, state := range contract.States() {
		unchanged := w.in(state, 0) // what is refused leaves it as it is
		for _, event := range contract.Events() {
			t.Run(state.String()+"/"+event.String(), func(t *testing.T) {
				id := unchanged
				if len(state.Leads(event)) > 0 {
					id = w.in(state, event)
				}
				before, told := w.get(id), len(w.revisions(id))
				if before.GetState() != stateOf(state) {
					t.Fatalf("the contract is %s before the call", before.GetState())
				}
				err := methods[event](w, id)
				after, told2 := w.get(id), len(w.revisions(id))
				if to := state.Leads(event); len(to) > 0 {
					there := slices.ContainsFunc(to, func(s contract.State) bool { return stateOf(s) == after.GetState() })
					if err != nil || !there || after.GetRevisions() != before.GetRevisions()+1 || after.GetEtag() == before.GetEtag() || told2 != told+1 {
						t.Errorf("got %v, state %s, revision %d, %d events after %d, want %v, one revision and one event later",
							err, after.GetState(), after.GetRevisions(), told2, told, to)
					}
					return
				}
				f := refusal(t, err, fault.WrongState, "WRONG_STATE", id, state.String(), event.String()+" is possible in")
				if f.Subject != id || !strings.Contains(f.Metadata["fr"], "Le contrat est à l'état «") ||
					f.Metadata["state"] != state.String() || !strings.HasPrefix(event.String(), f.Metadata["method"]) {
					t.Errorf("subject %q, metadata %v, want the contract, its state, the method and a sentence", f.Subject, f.Metadata)
				}
				if !proto.Equal(after, before) || told2 != told {
					t.Errorf("the refused call changed the contract\nfrom %v\nto   %v", before, after)
				}
			})
		}
	}
}

// writing are the writing methods, with a request that is wrong in every field.
func writing(ctx context.Context, w *world) map[string]func() error {
	c := w.contracts
	return map[string]func() error{
		"OfferContract": func() error { _, err := c.OfferContract(ctx, &contractv1.OfferContractRequest{}); return err },
		"SignContract":  func() error { _, err := c.SignContract(ctx, &contractv1.SignContractRequest{}); return err },
		"HireAssistant": func() error { _, err := c.HireAssistant(ctx, &contractv1.HireAssistantRequest{}); return err },
		"EndAssistantEmployment": func() error {
			_, err := c.EndAssistantEmployment(ctx, &contractv1.EndAssistantEmploymentRequest{})
			return err
		},
		"RecordAbsence":   func() error { _, err := c.RecordAbsence(ctx, &contractv1.RecordAbsenceRequest{}); return err },
		"RecordReturn":    func() error { _, err := c.RecordReturn(ctx, &contractv1.RecordReturnRequest{}); return err },
		"RecordTraining":  func() error { _, err := c.RecordTraining(ctx, &contractv1.RecordTrainingRequest{}); return err },
		"RecordMeasure":   func() error { _, err := c.RecordMeasure(ctx, &contractv1.RecordMeasureRequest{}); return err },
		"SuspendContract": func() error { _, err := c.SuspendContract(ctx, &contractv1.SuspendContractRequest{}); return err },
		"ResumeContract":  func() error { _, err := c.ResumeContract(ctx, &contractv1.ResumeContractRequest{}); return err },
		"EndContract":     func() error { _, err := c.EndContract(ctx, &contractv1.EndContractRequest{}); return err },
		"AmendContract":   func() error { _, err := c.AmendContract(ctx, &contractv1.AmendContractRequest{}); return err },
	}
}

func TestEveryWritingMethodWantsAnActor(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for name, call := range writing(t.Context(), w) {
		t.Run(name, func(t *testing.T) { refused(t, call(), fault.Unauthenticated, "ACTOR_MISSING", "actor") })
	}
	ctx := metadata.AppendToOutgoingContext(t.Context(), "actor", "two words")
	for name, call := range writing(ctx, w) {
		t.Run(name+" malformed", func(t *testing.T) { refused(t, call(), fault.Invalid, fault.ReasonInvalidRequest, "actor") })
	}
	if _, err := w.contracts.ListContracts(t.Context(), &contractv1.ListContractsRequest{}); err != nil {
		t.Errorf("reading without an actor: %v", err)
	}
}

func TestEveryMethodNamesAllViolationsAtOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	wanted := map[string][]string{
		"OfferContract":          {"request_id", "assessment_id", "option"},
		"SignContract":           {"request_id", "contract_id", "etag", "party", "signed_on_date", "terms_hash"},
		"HireAssistant":          {"request_id", "contract_id", "etag", "assistant_ref", "start_date", "weekly_minutes", "employer"},
		"EndAssistantEmployment": {"request_id", "contract_id", "etag", "assistant_ref", "end_date", "reason"},
		"RecordAbsence":          {"request_id", "contract_id", "etag", "assistant_ref", "from_date"},
		"RecordReturn":           {"request_id", "contract_id", "etag", "assistant_ref", "returned_on_date"},
		"RecordTraining":         {"request_id", "contract_id", "etag", "assistant_ref", "path", "step", "on_date"},
		"RecordMeasure":          {"request_id", "contract_id", "etag", "measured_on_date", "counts", "source"},
		"SuspendContract":        {"request_id", "contract_id", "etag", "from_date", "reason", "doctor_agreement_date"},
		"ResumeContract":         {"request_id", "contract_id", "etag", "resumed_on_date"},
		"EndContract":            {"request_id", "contract_id", "etag", "end_date", "reason"},
		"AmendContract":          {"request_id", "contract_id", "etag", "amended_on_date", "note", "change"},
	}
	for name, call := range writing(w.ctx(), w) {
		t.Run(name, func(t *testing.T) { violated(t, call(), wanted[name]...) })
	}
	const id = "ctr_01JH0000000000000000000000"
	t.Run("counts", func(t *testing.T) {
		_, err := w.contracts.RecordMeasure(w.ctx(), &contractv1.RecordMeasureRequest{
			RequestId: "a b", ContractId: id, MeasuredOnDate: "2025-2-1", Source: 7,
			Counts: []*contractv1.PatientCount{
				{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, Patients: -1},
				{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, Patients: 1},
				{Indicator: 3},
			},
		})
		violated(t, err, "request_id", "measured_on_date", "source", "counts[0].patients", "counts[1].indicator", "counts[2].indicator")
	})
	t.Run("working time", func(t *testing.T) {
		for minutes, bad := range map[int32]bool{0: true, 1: false, 10080: false, 10081: true} {
			_, err := w.hire(id, "2025-01-01", minutes)
			if bad {
				violated(t, err, "weekly_minutes")
			} else {
				refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND", id)
			}
		}
	})
	t.Run("work contract", func(t *testing.T) {
		for whole, bad := range map[int32]bool{0: false, 1050: false, 2100: false, 10080: false, 1049: true, 10081: true, -1: true} {
			_, err := w.contracts.HireAssistant(w.ctx(), &contractv1.HireAssistantRequest{
				RequestId: w.request(), ContractId: id, AssistantRef: "a", StartDate: signedOn, WeeklyMinutes: 1050,
				WorkContractWeeklyMinutes: whole, Employer: contractv1.Employer_EMPLOYER_GROUP,
			})
			if bad {
				violated(t, err, "work_contract_weekly_minutes")
			} else {
				refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND", id)
			}
		}
	})
	t.Run("reading", func(t *testing.T) {
		_, err := w.contracts.GetContract(t.Context(), &contractv1.GetContractRequest{ContractId: "ctr_1"})
		violated(t, err, "contract_id")
		_, err = w.contracts.ListContracts(t.Context(), &contractv1.ListContractsRequest{
			FundCode: "7", States: []contractv1.State{0, contractv1.State_STATE_ACTIVE, 99}, PageSize: -1,
		})
		violated(t, err, "fund_code", "states[0]", "states[2]", "page_size")
		_, err = w.contracts.ListContracts(t.Context(), &contractv1.ListContractsRequest{PageToken: "x"})
		violated(t, err, "page_token")
	})
}

func TestAnUnknownContractIsNotFound(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	const nobody = "ctr_01JH0000000000000000000000"
	for name, call := range methods {
		t.Run(name.String(), func(t *testing.T) { refused(t, call(w, nobody), fault.NotFound, "CONTRACT_NOT_FOUND", nobody) })
	}
	_, err := w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: nobody})
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND", nobody)
}

func TestARepeatedRequestGivesTheFirstAnswerAndAChangedOneIsRefused(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.offer(doctor(signedOn), declared()...).GetId()
	sign := &contractv1.SignContractRequest{RequestId: "sign-1", ContractId: id, Party: byDoctor, SignedOnDate: signedOn}
	first, err := w.contracts.SignContract(w.ctx(), sign)
	if err != nil {
		t.Fatal(err)
	}
	w.done(w.sign(id, byFund, signedOn))
	again, err := w.contracts.SignContract(w.ctx(), sign)
	if err != nil || !proto.Equal(again, first) {
		t.Errorf("repeated: %v, %v, want the first answer, signed by the doctor alone", again, err)
	}
	if now := w.get(id); now.GetRevisions() != 3 {
		t.Errorf("revision %d, want 3: the repetition changed nothing", now.GetRevisions())
	}
	other := proto.Clone(sign).(*contractv1.SignContractRequest)
	other.Party = byFund
	_, err = w.contracts.SignContract(w.ctx(), other)
	refused(t, err, fault.Reused, fault.ReasonRequestIDReused, "sign-1")
	now := proto.CloneOf(sign)
	now.Etag = w.get(id).GetEtag()
	_, err = w.contracts.SignContract(serve.WithActor(w.ctx(), "someone@751"), now)
	refused(t, err, fault.WrongState, "WRONG_STATE") // another caller's request is another request
	_, err = w.contracts.ResumeContract(w.ctx(), &contractv1.ResumeContractRequest{RequestId: "sign-1", ContractId: id, ResumedOnDate: signedOn})
	refused(t, err, fault.WrongState, "WRONG_STATE") // and so is another method's
}

func TestARefusedRequestMayBeRepeatedOnceItIsPossible(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.offer(doctor(signedOn), declared()...).GetId()
	hire := &contractv1.HireAssistantRequest{
		RequestId: "hire-1", ContractId: id, AssistantRef: "assistant-1", StartDate: signedOn, WeeklyMinutes: 2100, Employer: contractv1.Employer_EMPLOYER_GROUP,
	}
	_, err := w.contracts.HireAssistant(w.ctx(), hire)
	refused(t, err, fault.WrongState, "WRONG_STATE")
	w.done(w.sign(id, byDoctor, signedOn))
	w.done(w.sign(id, byFund, signedOn))
	if _, err := w.contracts.HireAssistant(w.ctx(), hire); err != nil {
		t.Errorf("after the signatures: %v", err)
	}
}

// at runs calls at the same time and gives how many succeeded; the others must have
// been refused for the state of the contract.
func at(t *testing.T, calls ...func() error) int {
	t.Helper()
	var done sync.WaitGroup
	errs := make([]error, len(calls))
	for i, call := range calls {
		done.Go(func() {
			for errs[i] = call(); fault.Is(errs[i], fault.ReasonETagMismatch); {
				errs[i] = call() // decided on what was no longer so: read and try again
			}
		})
	}
	done.Wait()
	succeeded := 0
	for _, err := range errs {
		var f *fault.Error
		switch {
		case err == nil:
			succeeded++
		case !errors.As(err, &f) || f.Kind != fault.WrongState:
			t.Errorf("got %v, want a refusal for the state", err)
		}
	}
	return succeeded
}

func TestConcurrentCallsOnOneContractAreTakenOneAfterTheOther(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for round := range 8 {
		id := w.offer(doctor(signedOn), declared()...).GetId()
		sign := func(p contractv1.Party) func() error {
			return func() error { _, err := w.sign(id, p, signedOn); return err }
		}
		if n := at(t, sign(byDoctor), sign(byFund), sign(byDoctor), sign(byFund)); n != 2 {
			t.Errorf("round %d: %d signatures were accepted, want one of each party", round, n)
		}
		if c := w.get(id); c.GetState() != contractv1.State_STATE_ACTIVE || len(c.GetSignatures()) != 2 {
			t.Errorf("round %d: %v, want ACTIVE with two signatures", round, c)
		}
		hire := func() error { _, err := w.hire(id, signedOn, 2100); return err }
		if n := at(t, hire, hire, hire); n != 1 {
			t.Errorf("round %d: %d assistants were hired at once, want 1", round, n)
		}
		pause := func() error {
			_, err := w.suspend(id, "2025-06-01", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT)
			return err
		}
		if n := at(t, pause, pause, pause); n != 1 {
			t.Errorf("round %d: suspended %d times at once, want 1", round, n)
		}
	}
}

func TestTheSameRequestSentTwiceAtOnceIsKeptOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	req := &contractv1.OfferContractRequest{
		RequestId: "offer-1", AssessmentId: w.assess(doctor(signedOn)), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared(),
	}
	ids := make([]string, 8)
	var done sync.WaitGroup
	for i := range ids {
		done.Go(func() {
			resp, err := w.contracts.OfferContract(w.ctx(), req)
			if err != nil {
				t.Errorf("offer %d: %v", i, err)
			}
			ids[i] = resp.GetContract().GetId()
		})
	}
	done.Wait()
	list, err := w.contracts.ListContracts(w.ctx(), &contractv1.ListContractsRequest{})
	if err != nil || len(list.GetContracts()) != 1 {
		t.Fatalf("%d contracts, %v, want one", len(list.GetContracts()), err)
	}
	for i, id := range ids {
		if id != list.GetContracts()[0].GetId() {
			t.Errorf("answer %d names %s, want %s", i, id, list.GetContracts()[0].GetId())
		}
	}
}
