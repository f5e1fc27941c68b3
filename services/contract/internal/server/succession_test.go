package server_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// offerOn makes an offer of 1 ETP, with the declared objectives, unless the request says
// otherwise.
func (w *world) offerOn(req *contractv1.OfferContractRequest) *contractv1.Contract {
	w.t.Helper()
	resp, err := w.tryOffer(req)
	return w.done(resp.GetContract(), err)
}

func (w *world) tryOffer(req *contractv1.OfferContractRequest) (*contractv1.OfferContractResponse, error) {
	req.RequestId = w.request()
	if req.GetOption() == 0 {
		req.Option = lawv1.Option_OPTION_FULL
	}
	if req.GetDeclaredObjectives() == nil {
		req.DeclaredObjectives = declared()
	}
	return w.contracts.OfferContract(w.ctx(), req)
}

// signed is an offer signed by both on its day.
func (w *world) signed(c *contractv1.Contract) *contractv1.Contract {
	w.t.Helper()
	w.done(w.sign(c.GetId(), byDoctor, c.GetSignatureDate()))
	return w.done(w.sign(c.GetId(), byFund, c.GetSignatureDate()))
}

// succeeds says that an offer follows a contract.
func succeeds(id string, kind contractv1.SuccessionKind) *contractv1.Succession {
	return &contractv1.Succession{ContractId: id, Kind: kind}
}

const (
	secondAssistant = contractv1.SuccessionKind_SUCCESSION_KIND_SECOND_ASSISTANT
	afterMove       = contractv1.SuccessionKind_SUCCESSION_KIND_MOVED
)

func TestASecondContractTakesThePlaceOfTheFirstInOneTransaction(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.another("2023-06-22")
	first := w.signed(w.offerOn(&contractv1.OfferContractRequest{AssessmentId: w.assess(app)}))
	later := proto.CloneOf(app)
	later.SignatureDate = "2025-08-01"
	later.KnownContract = &eligibilityv1.KnownContract{Option: lawv1.Option_OPTION_FULL.Enum(), ContractYear: proto.Int32(3), ObjectivesReached: proto.Bool(true)}
	assessment := w.assess(later)
	ask := func() *contractv1.OfferContractRequest {
		return &contractv1.OfferContractRequest{AssessmentId: assessment, Option: lawv1.Option_OPTION_TWO, Succeeds: succeeds(first.GetId(), secondAssistant)}
	}
	// The application claims that the objectives are reached; the record knows of no measure.
	_, err := w.tryOffer(ask())
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", first.GetId(), "has no measure")
	if _, err := w.measure(first.GetId(), "2025-06-22", 1560, 1700); err != nil {
		t.Fatal(err)
	}
	alone := ask()
	alone.Succeeds = nil
	_, err = w.tryOffer(alone)
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "succeeds.contract_id")

	offer := w.offerOn(ask())
	if offer.GetCertainty() != lawv1.Certainty_CERTAINTY_UNKNOWN {
		t.Errorf("the certainty is %s, want UNKNOWN: nobody knows the amounts of 2 ETP", offer.GetCertainty())
	}
	if now := w.get(first.GetId()); now.GetState() != contractv1.State_STATE_ACTIVE || now.GetSucceededBy() != "" {
		t.Errorf("after the offer alone the first contract is %v, want it as it was", now)
	}
	before := w.get(first.GetId())
	second := w.signed(offer)
	now := w.get(first.GetId())
	if second.GetState() != contractv1.State_STATE_ACTIVE || now.GetState() != contractv1.State_STATE_ENDED || now.GetEndDate() != "2025-07-31" ||
		now.GetEndReason() != contractv1.EndReason_END_REASON_REPLACED || now.GetSucceededBy() != second.GetId() ||
		now.GetRevisions() != before.GetRevisions()+1 || now.GetEtag() == before.GetEtag() || len(now.GetDecisions()) != 1 {
		t.Errorf("the first is %v\nthe second %v", now, second)
	}
	w.valid(first.GetId())
	w.valid(second.GetId())
}

func TestASuccessionIsCheckedAgainWhenItIsSigned(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.another("2023-06-22")
	first := w.signed(w.offerOn(&contractv1.OfferContractRequest{AssessmentId: w.assess(app)}))
	if _, err := w.measure(first.GetId(), "2025-06-22", 1560, 1700); err != nil {
		t.Fatal(err)
	}
	later := proto.CloneOf(app)
	later.SignatureDate = "2025-08-01"
	later.KnownContract = &eligibilityv1.KnownContract{Option: lawv1.Option_OPTION_FULL.Enum(), ContractYear: proto.Int32(3), ObjectivesReached: proto.Bool(true)}
	offer := w.offerOn(&contractv1.OfferContractRequest{AssessmentId: w.assess(later), Option: lawv1.Option_OPTION_ONE_AND_HALF, Succeeds: succeeds(first.GetId(), secondAssistant)})
	w.done(w.sign(offer.GetId(), byDoctor, "2025-08-01"))
	if _, err := w.measure(first.GetId(), "2025-07-15", 1559, 1700); err != nil {
		t.Fatal(err)
	}
	before := w.get(first.GetId())
	_, err := w.sign(offer.GetId(), byFund, "2025-08-01")
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "2025-07-15")
	if now := w.get(first.GetId()); !proto.Equal(now, before) || w.get(offer.GetId()).GetState() != contractv1.State_STATE_SIGNED_BY_DOCTOR {
		t.Errorf("the refused signature changed the first contract to %v", now)
	}
}

func TestAfterAMoveTheDoctorBeginsAnew(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.another(signedOn)
	first := w.signed(w.offerOn(&contractv1.OfferContractRequest{AssessmentId: w.assess(app)}))
	next := proto.CloneOf(app)
	next.SignatureDate, next.Doctor.InstalledDate = "2027-04-01", proto.String("2027-03-01")
	ask := func(app *eligibilityv1.Application) *contractv1.OfferContractRequest {
		return &contractv1.OfferContractRequest{AssessmentId: w.assess(app), Succeeds: succeeds(first.GetId(), afterMove), DeclaredObjectives: []*contractv1.DeclaredObjective{
			{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 260, Reason: "d'accord avec le médecin"},
		}}
	}
	_, err := w.tryOffer(ask(next))
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "ACTIVE", "MOVED")
	w.done(w.end(first.GetId(), "2027-03-31", contractv1.EndReason_END_REASON_MOVED))

	settled := proto.CloneOf(next)
	settled.Doctor.InstalledDate = proto.String("2005-03-01")
	_, err = w.tryOffer(ask(settled))
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "newly installed")

	stranger := proto.CloneOf(next)
	stranger.Doctor.Rpps = w.another(signedOn).GetDoctor().GetRpps()
	_, err = w.tryOffer(ask(stranger))
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "another doctor's")

	second := w.signed(w.offerOn(ask(next)))
	now := w.get(first.GetId())
	if now.GetSucceededBy() != second.GetId() || now.GetEndDate() != "2027-03-31" || now.GetEndReason() != contractv1.EndReason_END_REASON_MOVED || !second.GetNewlyInstalled() {
		t.Errorf("the first is %v\nthe second %v", now, second)
	}
	w.valid(first.GetId())
}

func TestASuccessionThatMakesNoSenseIsNamed(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	assessment := w.assess(w.another(signedOn))
	_, err := w.tryOffer(&contractv1.OfferContractRequest{AssessmentId: assessment, Succeeds: &contractv1.Succession{
		ContractId: "x", RenewalMode: contractv1.RenewalMode_RENEWAL_MODE_OBJECTIVES_KEPT,
	}})
	violated(t, err, "succeeds.contract_id", "succeeds.kind", "succeeds.renewal_mode")
	const nobody = "ctr_01JH0000000000000000000000"
	_, err = w.tryOffer(&contractv1.OfferContractRequest{AssessmentId: assessment, Succeeds: succeeds(nobody, afterMove)})
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND", nobody)
	_, err = w.tryOffer(&contractv1.OfferContractRequest{AssessmentId: assessment, Succeeds: succeeds(nobody, contractv1.SuccessionKind_SUCCESSION_KIND_RENEWAL)})
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "RenewContract")
}
