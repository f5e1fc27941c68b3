package server_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

const (
	kept      = contractv1.RenewalMode_RENEWAL_MODE_OBJECTIVES_KEPT
	renewed   = contractv1.RenewalMode_RENEWAL_MODE_NEW_OBJECTIVES
	notKept   = contractv1.RenewalMode_RENEWAL_MODE_NOT_RENEWABLE
	goesOn    = contractv1.YearCounter_YEAR_COUNTER_GOES_ON
	restarts  = contractv1.YearCounter_YEAR_COUNTER_RESTARTS
	afterTerm = "2030-01-10"
)

func (w *world) renew(req *contractv1.RenewContractRequest) (*contractv1.RenewContractResponse, error) {
	req.RequestId, req.StatedOnDate = w.request(), "2029-10-01"
	return w.contracts.RenewContract(w.ctx(), req)
}

func TestARenewalThatKeepsTheObjectivesIsOfferedAndSignedForTheDayAfterTheTerm(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.active()
	resp, err := w.renew(&contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: kept, YearCounter: goesOn})
	if err != nil {
		t.Fatal(err)
	}
	offer := resp.GetOffer()
	if o := offer.GetObjectives(); len(o) != 1 || o[0].GetStart() != 1560 || o[0].GetToGain() != 0 || o[0].GetTarget() != 1560 || o[0].GetDeclared() {
		t.Errorf("the objectives are %v, want 1560 to maintain", o)
	}
	if offer.GetSignatureDate() != afterTerm || offer.GetYears()[0].GetYear() != 6 || offer.GetFirstContractYear() != 6 || offer.GetTerm() != "2035-01-09" ||
		offer.GetTextId() != c.GetTextId() || offer.GetBand() != c.GetBand() || offer.GetDoctor().GetRpps() != c.GetDoctor().GetRpps() ||
		offer.GetTermsHash() == "" || offer.GetLapseDate() != "2030-02-09" || offer.GetSucceeds().GetRenewalMode() != kept || offer.GetSucceeds().GetContractId() != c.GetId() {
		t.Errorf("offered %v", offer)
	}
	if r := resp.GetContract().GetRenewal(); r.GetOfferId() != offer.GetId() || r.GetMode() != kept || r.GetActor() != officer || r.GetExplanation().GetFr() == "" || len(r.GetCitations()) < 3 {
		t.Errorf("stated %v", r)
	}
	if got := w.get(offer.GetId()); !proto.Equal(got, offer) {
		t.Errorf("kept %v\nanswered %v", got, offer)
	}
	_, err = w.renew(&contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: notKept})
	refused(t, err, fault.WrongState, "RENEWAL_STATED", offer.GetId())

	second := w.signed(offer)
	now := w.get(c.GetId())
	if second.GetState() != contractv1.State_STATE_ACTIVE || now.GetState() != contractv1.State_STATE_ENDED || now.GetEndDate() != "2030-01-09" ||
		now.GetEndReason() != contractv1.EndReason_END_REASON_RENEWED || now.GetSucceededBy() != second.GetId() {
		t.Errorf("the first is %v\nthe second %v", now, second)
	}
	w.valid(c.GetId())
	w.valid(second.GetId())
	again, err := w.renew(&contractv1.RenewContractRequest{ContractId: second.GetId(), Mode: kept, YearCounter: goesOn})
	if err != nil || again.GetOffer().GetFirstContractYear() != 11 || again.GetOffer().GetObjectives()[0].GetTarget() != 1560 {
		t.Errorf("renewed again: %v, %v, want year 11 and the same level", again.GetOffer(), err)
	}
}

func TestARenewalThatWasGivenUpMayBeStatedAnew(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.active()
	give := map[string]func(id string) (*contractv1.Contract, error){
		"withdrawn": func(id string) (*contractv1.Contract, error) { return w.withdraw(id, byFund) },
		"refused":   func(id string) (*contractv1.Contract, error) { return w.withdraw(id, byDoctor) },
		"lapsed":    func(id string) (*contractv1.Contract, error) { return w.lapse(id, "2030-02-10") },
	}
	for name, up := range give {
		resp, err := w.renew(&contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: kept, YearCounter: restarts})
		if err != nil {
			t.Fatalf("before it is %s: %v", name, err)
		}
		w.done(up(resp.GetOffer().GetId()))
	}
	if _, err := w.renew(&contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: notKept}); err != nil {
		t.Errorf("not renewed after all: %v", err)
	}
	resp, err := w.renew(&contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: kept, YearCounter: restarts})
	if err != nil || resp.GetOffer().GetFirstContractYear() != 1 || resp.GetOffer().GetYears()[0].GetStartDate() != afterTerm {
		t.Errorf("renewed after all: %v, %v, want year 1", resp.GetOffer(), err)
	}
}

func TestARenewalOfAnExpiredContractOnlyFollowsIt(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.active()
	w.done(w.end(c.GetId(), "2030-01-09", contractv1.EndReason_END_REASON_EXPIRED))
	resp, err := w.renew(&contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: kept, YearCounter: goesOn, LapseDate: "2030-06-30"})
	if err != nil {
		t.Fatal(err)
	}
	second := w.signed(resp.GetOffer())
	if now := w.get(c.GetId()); now.GetEndReason() != contractv1.EndReason_END_REASON_EXPIRED || now.GetSucceededBy() != second.GetId() || len(now.GetDecisions()) != 1 {
		t.Errorf("the first is %v, want it still expired by one decision, and followed", now)
	}
	if resp.GetOffer().GetLapseDate() != "2030-06-30" {
		t.Errorf("the offer lapses on %s", resp.GetOffer().GetLapseDate())
	}
}

func TestARenewalWhoseTermHasMovedCannotBeSigned(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.active()
	resp, err := w.renew(&contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: kept, YearCounter: goesOn})
	if err != nil {
		t.Fatal(err)
	}
	w.done(w.suspend(c.GetId(), "2029-11-01", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	w.done(w.sign(resp.GetOffer().GetId(), byDoctor, afterTerm))
	_, err = w.sign(resp.GetOffer().GetId(), byFund, afterTerm)
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "SUSPENDED")
	w.done(w.resume(c.GetId(), "2029-11-11"))
	_, err = w.sign(resp.GetOffer().GetId(), byFund, afterTerm)
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "2030-01-19", "2030-01-20")
}

func TestARenewalWithNewObjectivesRestsOnAnAssessmentForTheDayAfterTheTerm(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.another(signedOn)
	c := w.signed(w.offerOn(&contractv1.OfferContractRequest{AssessmentId: w.assess(app)}))
	ask := func(assessment string) *contractv1.RenewContractRequest {
		return &contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: renewed, YearCounter: goesOn, AssessmentId: assessment, DeclaredObjectives: declared()}
	}
	app.SignatureDate = "2030-01-09"
	_, err := w.renew(ask(w.assess(app)))
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "2030-01-09", afterTerm)
	app.SignatureDate = afterTerm
	_, err = w.renew(ask(w.assess(doctor(afterTerm))))
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "another doctor's")
	app.Activity.RegisteredPatients = proto.Int32(1500)
	silent := ask(w.assess(app))
	silent.DeclaredObjectives = nil
	_, err = w.renew(silent)
	refused(t, err, fault.WrongState, "OBJECTIVE_UNKNOWN")
	half := ask(w.assess(app))
	half.Option = lawv1.Option_OPTION_HALF
	resp, err := w.renew(half)
	if err != nil {
		t.Fatal(err)
	}
	o := resp.GetOffer()
	if o.GetOption() != lawv1.Option_OPTION_HALF || o.GetFirstContractYear() != 6 || o.GetYears()[4].GetYear() != 10 || o.GetObjectives()[0].GetTarget() != 1760 || o.GetAssessmentId() != half.GetAssessmentId() {
		t.Errorf("offered %v", o)
	}
	w.signed(o)
	w.valid(o.GetId())
}

func TestTheFundSaysWhichReadingItFollowsAndBothAreCited(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := doctor("2023-04-30")
	app.Activity.Band = lawv1.Band_BAND_P95_AND_ABOVE.Enum()
	c := w.offer(app)
	w.signed(c)
	ask := func(mode contractv1.RenewalMode, reading contractv1.RenewalReading) *contractv1.RenewContractRequest {
		return &contractv1.RenewContractRequest{ContractId: c.GetId(), Mode: mode, Reading: reading, YearCounter: goesOn}
	}
	_, err := w.renew(ask(kept, 0))
	refused(t, err, fault.WrongState, "READING_MISSING", "FMF-1", "SEED1")
	_, err = w.renew(ask(kept, contractv1.RenewalReading_RENEWAL_READING_TEXT))
	refused(t, err, fault.WrongState, "NOT_RENEWABLE_BY_READING", "FMF-1")
	resp, err := w.renew(ask(kept, contractv1.RenewalReading_RENEWAL_READING_CNAM))
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]bool{}
	for _, cite := range resp.GetContract().GetRenewal().GetCitations() {
		cells[cite.GetCell()] = true
	}
	if !cells["moves.reglement-arbitral.renewable_by_the_text"] || !cells["moves.reglement-arbitral.renewable_by_the_cnam"] || !cells["renewal.objectives_kept"] {
		t.Errorf("cited are %v, want both readings", cells)
	}
	if resp.GetOffer().GetTextId() != "avenant-7" || resp.GetOffer().GetSignatureDate() != "2028-04-30" {
		t.Errorf("offered %v, want it under the same text", resp.GetOffer())
	}
	w.signed(resp.GetOffer())
	w.valid(resp.GetOffer().GetId())
}

func TestAStatementThatMakesNoSenseIsNamed(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	_, err := w.contracts.RenewContract(w.ctx(), &contractv1.RenewContractRequest{Reading: 9, YearCounter: 9, LapseDate: "x"})
	violated(t, err, "request_id", "contract_id", "etag", "mode", "reading", "year_counter", "stated_on_date", "lapse_date")
	id := w.active().GetId()
	_, err = w.renew(&contractv1.RenewContractRequest{ContractId: id, Mode: renewed})
	violated(t, err, "assessment_id")
	_, err = w.renew(&contractv1.RenewContractRequest{
		ContractId: id, Mode: notKept, AssessmentId: "asm_01JH0000000000000000000000", Option: lawv1.Option_OPTION_HALF, DeclaredObjectives: declared(), LapseDate: "2030-01-10",
	})
	violated(t, err, "assessment_id", "option", "declared_objectives", "lapse_date")
	_, err = w.renew(&contractv1.RenewContractRequest{ContractId: id, Mode: kept, YearCounter: goesOn, LapseDate: "2030-01-09"})
	violated(t, err, "lapse_date")
	if now := w.get(id); now.GetRenewal() != nil {
		t.Errorf("a refused statement was kept: %v", now.GetRenewal())
	}
}

func TestARepeatedRenewalGivesTheFirstAnswerAndMakesOneOffer(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.active()
	req := &contractv1.RenewContractRequest{RequestId: "renew-1", ContractId: c.GetId(), Etag: c.GetEtag(), Mode: kept, YearCounter: goesOn, StatedOnDate: "2029-10-01"}
	first, err := w.contracts.RenewContract(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.contracts.RenewContract(w.ctx(), req)
	if err != nil || !proto.Equal(first, again) {
		t.Errorf("again %v, %v, want the first answer", again, err)
	}
	list, err := w.contracts.ListContracts(w.ctx(), &contractv1.ListContractsRequest{})
	if err != nil || len(list.GetContracts()) != 2 {
		t.Errorf("%d contracts, %v, want two", len(list.GetContracts()), err)
	}
}
