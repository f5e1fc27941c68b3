package services_test

import (
	"fmt"
	"io"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/population"
)

// running is a contract of a doctor of its own, signed on 2024-09-02, with an assistant
// from that day on.
func (w *world) running(number uint64) *contractv1.Contract {
	w.t.Helper()
	rpps, _ := population.Numbers(number)
	return w.hire(w.sign(w.offer(w.assess(application(rpps)))), "2024-09-02")
}

// dues lists the dues of a contract up to a year, "<year>/<instalment> <cents> <state>".
func (w *world) dues(c *contractv1.Contract, upTo int32) []string {
	w.t.Helper()
	var all []string
	for _, d := range told(w, officer, w.payment.PreviewDues, &paymentv1.PreviewDuesRequest{
		Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: c.GetId()},
	}).GetDues() {
		if d.GetContractYear() <= upTo {
			all = append(all, fmt.Sprintf("%d/%d %d %s", d.GetContractYear(), d.GetInstalment(), d.GetOwedCents(), d.GetState()))
		}
	}
	return all
}

func expect(t *testing.T, what string, seen []string, wanted ...string) {
	t.Helper()
	if !slices.Equal(seen, wanted) {
		t.Errorf("%s: %q, want %q", what, seen, wanted)
	}
}

// endedByTheFund gives notice, waits for the time of the reply and decides.
func (w *world) endedByTheFund(c *contractv1.Contract) *contractv1.Contract {
	w.t.Helper()
	told(w, officer, w.contract.GiveNotice, &contractv1.GiveNoticeRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), Party: contractv1.Party_PARTY_FUND, GivenOnDate: "2025-01-15",
		Reasons: []contractv1.NoticeReason{contractv1.NoticeReason_NOTICE_REASON_OBLIGATION_NOT_FULFILLED}, Statement: "contrat de travail jamais reçu",
	})
	return told(w, officer, w.contract.EndContract, &contractv1.EndContractRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), EndDate: "2025-03-01", Reason: contractv1.EndReason_END_REASON_TERMINATED_BY_FUND, DecidedOnDate: "2025-02-20",
	}).GetContract()
}

func TestAnAnnulledDecisionTakesBackWhatWasToBeRecovered(t *testing.T) {
	w := inMemory(t, nil, io.Discard)
	c := w.running(1)
	w.pay("2024-09-30")
	w.endedByTheFund(c)
	// 181 days of 365 are in force: 38 000 € × 181/365.
	expect(t, "after the decision", w.dues(c, 1), "1/1 1884384 DUE_STATE_OVERPAID")
	told(w, officer, w.contract.FileAppeal, &contractv1.FileAppealRequest{RequestId: w.requestID(), ContractId: c.GetId(), FiledOnDate: "2025-03-20", Ground: "pièce envoyée en octobre"})
	told(w, officer, w.contract.DecideAppeal, &contractv1.DecideAppealRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), AppealNumber: 1, Outcome: contractv1.AppealOutcome_APPEAL_OUTCOME_ANNULLED, DecidedOnDate: "2025-05-05", Note: "pièce retrouvée",
	})
	expect(t, "after the annulment", w.dues(c, 1), "1/1 3800000 DUE_STATE_PAID")
}

func TestAnotherOptionIsPaidFromItsAnniversaryOn(t *testing.T) {
	w := inMemory(t, nil, io.Discard)
	rpps, _ := population.Numbers(2)
	a := application(rpps)
	a.OptionsWanted = []lawv1.Option{lawv1.Option_OPTION_HALF, lawv1.Option_OPTION_FULL}
	c := told(w, officer, w.contract.OfferContract, &contractv1.OfferContractRequest{
		RequestId: w.requestID(), AssessmentId: w.assess(a).GetId(), Option: lawv1.Option_OPTION_HALF, DeclaredObjectives: objectives(),
	}).GetContract()
	w.hire(w.sign(c), "2024-09-02")
	told(w, officer, w.contract.AmendContract, &contractv1.AmendContractRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), AmendedOnDate: "2025-07-01", Note: "plein temps",
		Change: &contractv1.AmendContractRequest_Option{Option: &contractv1.AmendOption{Option: lawv1.Option_OPTION_FULL, FromDate: "2025-09-02", DeclaredObjectives: objectives()}},
	})
	expect(t, "the dues", w.dues(c, 2), "1/1 1900000 DUE_STATE_PAYABLE", "2/1 2800000 DUE_STATE_PAYABLE")
	expect(t, "the run", paid(w.pay("2025-09-30").GetPayments()), "1/1 1900000", "2/1 2800000")
}

func TestARenewedContractIsPaidInItsSixthYearAndTheFirstOneHasEnded(t *testing.T) {
	w := inMemory(t, nil, io.Discard)
	c := w.running(3)
	offer := told(w, officer, w.contract.RenewContract, &contractv1.RenewContractRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), Mode: contractv1.RenewalMode_RENEWAL_MODE_OBJECTIVES_KEPT,
		YearCounter: contractv1.YearCounter_YEAR_COUNTER_GOES_ON, StatedOnDate: "2029-03-01",
	}).GetOffer()
	next := w.measure(w.hire(w.sign(offer), "2029-09-02"), "2029-09-02", 1300)
	before := told(w, officer, w.contract.GetContract, &contractv1.GetContractRequest{ContractId: c.GetId()}).GetContract()
	if before.GetEndReason() != contractv1.EndReason_END_REASON_RENEWED || before.GetEndDate() != "2029-09-01" || before.GetSucceededBy() != next.GetId() {
		t.Errorf("the first contract: %v on %s, followed by %s", before.GetEndReason(), before.GetEndDate(), before.GetSucceededBy())
	}
	expect(t, "its first due", w.dues(next, 6)[:1], "6/1 1100000 DUE_STATE_PAYABLE")
}

func TestADoctorWhoMovedIsPaidAnewAsNewlyInstalled(t *testing.T) {
	w := inMemory(t, nil, io.Discard)
	c := w.running(4)
	told(w, officer, w.contract.EndContract, &contractv1.EndContractRequest{
		RequestId: w.requestID(), ContractId: c.GetId(), EndDate: "2025-06-01", Reason: contractv1.EndReason_END_REASON_MOVED,
	})
	a := application(c.GetDoctor().GetRpps())
	a.SignatureDate, a.Doctor.InstalledDate = "2025-07-01", proto.String("2025-06-02")
	a.Activity = &eligibilityv1.Activity{RegisteredPatients: proto.Int32(320)}
	next := told(w, officer, w.contract.OfferContract, &contractv1.OfferContractRequest{
		RequestId: w.requestID(), AssessmentId: w.assess(a).GetId(), Option: lawv1.Option_OPTION_FULL,
		Succeeds: &contractv1.Succession{ContractId: c.GetId(), Kind: contractv1.SuccessionKind_SUCCESSION_KIND_MOVED},
		DeclaredObjectives: []*contractv1.DeclaredObjective{
			{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 725},
		},
	}).GetContract()
	next = w.hire(w.sign(next), "2025-07-01")
	if !next.GetNewlyInstalled() || next.GetSucceeds().GetContractId() != c.GetId() {
		t.Errorf("newly installed %v, follows %s", next.GetNewlyInstalled(), next.GetSucceeds().GetContractId())
	}
	expect(t, "its first due", w.dues(next, 1), "1/1 3800000 DUE_STATE_PAYABLE")
}
