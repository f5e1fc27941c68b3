package services_test

import (
	"fmt"
	"slices"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/population"
)

var simulatedFunds = []string{"751", "691"}

// Who works for a fund; each may call another's methods, and is refused where the law
// wants two.
var clerks = []string{"ordonnateur", "comptable", "directeur"}

// step is one thing that somebody does.
func (s *life) step() {
	steps := []func(){
		s.meet, s.meet,
		s.hireOne, s.hireOne, s.counted, s.counted, s.counted, s.counted, s.correct, s.correct, s.correct, s.leave, s.suspendOne, s.resumeOne, s.resumeOne, s.endOne,
		s.revise, s.revise, s.revise, s.revise, s.revise, s.stop,
		s.changeAccount, s.confirmOne, s.confirmOne, s.hold, s.releaseOne, s.releaseOne,
		s.payday, s.payday, s.payday, s.payday, s.payday, s.open, s.open, s.lead, s.lead, s.lead, s.lead, s.lead, s.cancel,
		s.send, s.send, s.send, s.ask, s.post, s.post, s.post, s.post, s.postAgain,
		s.recover, s.recover, s.recover, s.recover, s.recover, s.recover, s.engage,
	}
	one(s, steps)()
}

// meet brings a doctor to a contract.
func (s *life) meet() {
	const most = 4
	if len(s.doctors) == most {
		return
	}
	rpps, am := population.Numbers(uint64(len(s.doctors) + 1))
	d := &patron{fund: one(s, simulatedFunds), rpps: rpps}
	a := application(rpps)
	a.SignatureDate, a.FundCode, a.Doctor.AmNumber = s.day.String(), d.fund, am
	assessed := done(s, "officer", s.eligibility.AssessApplication, &eligibilityv1.AssessApplicationRequest{RequestId: s.requestID(), Application: a})
	offered := done(s, "officer", s.contract.OfferContract, &contractv1.OfferContractRequest{
		RequestId: s.requestID(), AssessmentId: assessed.GetAssessment().GetId(),
		Option: one(s, []lawv1.Option{lawv1.Option_OPTION_HALF, lawv1.Option_OPTION_FULL}), DeclaredObjectives: objectives(),
	}).GetContract()
	d.contract = offered.GetId()
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_DOCTOR, contractv1.Party_PARTY_FUND} {
		done(s, "officer", s.contract.SignContract, &contractv1.SignContractRequest{
			RequestId: s.requestID(), ContractId: d.contract, Party: party, SignedOnDate: s.day.String(),
		})
	}
	s.doctors = append(s.doctors, d)
	s.state(d.fund, d.rpps)
	if s.rng.IntN(4) > 0 {
		s.confirm(d.fund, d.rpps)
	}
	if s.rng.IntN(4) > 0 {
		s.employ(d)
	}
}

// some is a random doctor; nil before the first.
func (s *life) some() *patron {
	if len(s.doctors) == 0 {
		return nil
	}
	return one(s, s.doctors)
}

func (s *life) hireOne() {
	if d := s.some(); d != nil && d.assistant == "" {
		s.employ(d)
	}
}

func (s *life) employ(d *patron) {
	ref := fmt.Sprintf("assistant-%d", s.calls)
	if _, ok := may(s, "officer", s.contract.HireAssistant, &contractv1.HireAssistantRequest{
		RequestId: s.requestID(), ContractId: d.contract, AssistantRef: ref, StartDate: s.day.String(),
		WeeklyMinutes: one(s, []int32{1050, 2100, 2100}), Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	}); ok {
		d.assistant = ref
	}
}

func (s *life) counted() {
	if d := s.some(); d != nil {
		s.measured(d, 0, "")
	}
}

// correct replaces a measure, so that years that were paid may be worth more or less.
func (s *life) correct() {
	if d := s.some(); d != nil && d.measures > 0 {
		s.measured(d, 1+s.rng.Int32N(d.measures), "compté deux fois")
	}
}

// revise is a measure that is corrected where its year was paid: the fund pays what is
// missing, or gives notice of what is too much.
func (s *life) revise() {
	d := s.some()
	if d == nil {
		return
	}
	s.measured(d, 0, "")
	s.restRun(d.fund)
	if d.measures > 0 {
		s.measured(d, d.measures, "compté deux fois")
	}
	s.recoverOf(d)
	s.restRun(d.fund)
}

// stop is a doctor who gives up the practice in the middle of a year that was paid.
func (s *life) stop() {
	if d := s.some(); d != nil && s.rng.IntN(2) == 0 {
		s.restRun(d.fund)
		s.pass(20)
		s.endOf(d)
		s.recoverOf(d)
	}
}

func (s *life) measured(d *patron, replaces int32, why string) {
	if _, ok := may(s, "officer", s.contract.RecordMeasure, &contractv1.RecordMeasureRequest{
		RequestId: s.requestID(), ContractId: d.contract, MeasuredOnDate: s.day.AddDays(-s.rng.IntN(120)).String(),
		Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND, ReplacesNumber: replaces, CorrectionReason: why,
		Counts: []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: 1050 + s.rng.Int32N(350)}},
	}); ok {
		d.measures++
	}
}

func (s *life) leave() {
	d := s.some()
	if d == nil || d.assistant == "" || s.rng.IntN(2) == 0 {
		return
	}
	if _, ok := may(s, "officer", s.contract.EndAssistantEmployment, &contractv1.EndAssistantEmploymentRequest{
		RequestId: s.requestID(), ContractId: d.contract, AssistantRef: d.assistant, EndDate: s.day.String(),
		Reason: contractv1.EmploymentEnd_EMPLOYMENT_END_RESIGNED,
	}); ok {
		d.assistant = ""
	}
}

func (s *life) suspendOne() {
	if d := s.some(); d != nil {
		may(s, "officer", s.contract.SuspendContract, &contractv1.SuspendContractRequest{
			RequestId: s.requestID(), ContractId: d.contract, FromDate: s.day.String(), DoctorAgreementDate: s.day.String(),
			Reason: one(s, []contractv1.SuspensionReason{contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT, contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT}),
		})
	}
}

func (s *life) resumeOne() {
	if d := s.some(); d != nil {
		may(s, "officer", s.contract.ResumeContract, &contractv1.ResumeContractRequest{RequestId: s.requestID(), ContractId: d.contract, ResumedOnDate: s.day.String()})
	}
}

func (s *life) endOne() {
	if d := s.some(); d != nil {
		s.endOf(d)
	}
}

func (s *life) endOf(d *patron) {
	may(s, "officer", s.contract.EndContract, &contractv1.EndContractRequest{
		RequestId: s.requestID(), ContractId: d.contract, EndDate: s.day.String(), Reason: contractv1.EndReason_END_REASON_STOPPED_PRACTISING,
	})
}

// levels wants two approvals of large sums, in every other life.
func (s *life) levels(fund string) {
	if s.rng.IntN(2) == 0 {
		return
	}
	done(s, "directeur", s.payment.SetApprovalLevels, &paymentv1.SetApprovalLevelsRequest{
		RequestId: s.requestID(), FundCode: fund, FromDate: s.day.String(),
		Levels: []*paymentv1.ApprovalLevel{{FromCents: 0, Approvals: 1}, {FromCents: 2_500_000, Approvals: 2}},
	})
}

// state states an account that nobody has stated before.
func (s *life) state(fund, rpps string) {
	done(s, "secretary", s.payment.SetBankDetails, &paymentv1.SetBankDetailsRequest{
		RequestId: s.requestID(), FundCode: fund, Rpps: rpps, Holder: fmt.Sprint("Titulaire ", s.calls), Iban: "FR1420041010050500013M02606",
		Address: &paymentv1.PostalAddress{Street: "rue Wibble", PostCode: "75001", Town: "Paris", Country: "FR"},
	})
}

// confirm verifies an account unless it is.
func (s *life) confirm(fund, rpps string) {
	stands := read(s, s.payment.GetBankDetails, &paymentv1.GetBankDetailsRequest{FundCode: fund, Rpps: rpps}).GetDetails()
	may(s, "controller", s.payment.VerifyBankDetails, &paymentv1.VerifyBankDetailsRequest{
		RequestId: s.requestID(), FundCode: fund, Rpps: rpps, Version: stands.GetVersion(),
	})
}

func (s *life) changeAccount() {
	if d := s.some(); d != nil {
		s.state(d.fund, d.rpps)
	}
}

func (s *life) confirmOne() {
	if d := s.some(); d != nil {
		s.confirm(d.fund, d.rpps)
	}
}

func (s *life) hold() {
	d := s.some()
	if d == nil {
		return
	}
	r := &paymentv1.HoldPaymentsRequest{RequestId: s.requestID(), FundCode: d.fund, Note: "à vérifier", Reason: paymentv1.HoldReason_HOLD_REASON_OFFICER}
	switch s.rng.IntN(5) {
	case 0, 1:
		r.ContractId = d.contract
	case 2, 3:
		r.Rpps, r.EndDate = d.rpps, s.day.AddDays(30).String()
	}
	done(s, "officer", s.payment.HoldPayments, r)
}

func (s *life) releaseOne() {
	fund := one(s, simulatedFunds)
	if standing := s.standing(fund); len(standing) > 0 {
		s.release(one(s, standing))
	}
}

func (s *life) standing(fund string) []*paymentv1.Hold {
	return read(s, s.payment.ListHolds, &paymentv1.ListHoldsRequest{FundCode: fund, Standing: true, PageSize: 1000}).GetHolds()
}

// release lifts a hold; after a payment came back the doctor states another account first.
func (s *life) release(h *paymentv1.Hold) {
	if h.GetReason() == paymentv1.HoldReason_HOLD_REASON_PAYMENT_RETURNED && s.rng.IntN(2) == 0 {
		s.state(h.GetFundCode(), h.GetRpps())
		s.confirm(h.GetFundCode(), h.GetRpps())
	}
	may(s, "controller", s.payment.ReleaseHold, &paymentv1.ReleaseHoldRequest{RequestId: s.requestID(), HoldId: h.GetId(), Note: "vérifié"})
}

// payday is a day on which all goes well: what a fund has to pay is in its files.
func (s *life) payday() { s.restRun(one(s, simulatedFunds)) }

func (s *life) open() {
	s.opened(one(s, simulatedFunds))
}

func (s *life) opened(fund string) *paymentv1.Run {
	run := done(s, one(s, clerks), s.payment.OpenRun, &paymentv1.OpenRunRequest{
		RequestId: s.requestID(), FundCode: fund, ThroughDate: s.day.String(),
	}).GetRun()
	s.order = append(s.order, run.GetId())
	return run
}

// runs are the runs of both funds in some states.
func (s *life) runs(states ...paymentv1.RunState) []*paymentv1.Run {
	return in(read(s, s.payment.ListRuns, &paymentv1.ListRunsRequest{PageSize: 1000}).GetRuns(), states...)
}

// in are those runs that are in some states.
func in(all []*paymentv1.Run, states ...paymentv1.RunState) []*paymentv1.Run {
	return slices.DeleteFunc(all, func(r *paymentv1.Run) bool { return !slices.Contains(states, r.GetState()) })
}

func (s *life) live() []*paymentv1.Run {
	return s.runs(paymentv1.RunState_RUN_STATE_OPEN, paymentv1.RunState_RUN_STATE_APPROVED)
}

// lead leads a run to the next state.
func (s *life) lead() {
	live := s.live()
	if len(live) == 0 {
		return
	}
	run := one(s, live)
	if run.GetState() == paymentv1.RunState_RUN_STATE_APPROVED {
		if s.rng.IntN(2) == 0 && len(run.GetLines()) > 0 { // the doctor goes to another bank between approval and dispatch
			s.state(run.GetFundCode(), one(s, run.GetLines()).GetPayee().GetRpps())
		}
		s.dispatch(run)
		return
	}
	s.approve(one(s, clerks), run)
}

func (s *life) approve(actor string, run *paymentv1.Run) {
	may(s, actor, s.payment.ApproveRun, &paymentv1.ApproveRunRequest{RequestId: s.requestID(), RunId: run.GetId(), Totals: run.GetTotals()})
}

func (s *life) dispatch(run *paymentv1.Run) {
	answer, ok := may(s, one(s, clerks), s.payment.DispatchRun, &paymentv1.DispatchRunRequest{RequestId: s.requestID(), RunId: run.GetId(), PayOnDate: s.day.String()})
	if !ok {
		return
	}
	for _, l := range answer.GetRun().GetLines() {
		s.saw("sent again", l.GetResent())
		s.saw("kept back", l.GetOffsetCents() > 0)
		s.saw("paid more than before", l.GetDue().GetState() == paymentv1.DueState_DUE_STATE_UNDERPAID)
	}
	for _, e := range answer.GetRun().GetExcluded() {
		s.seen["left out: "+e.GetReason().GetCode()] = true
	}
	for _, p := range answer.GetPayments() {
		cents := p.GetAmountCents() - p.GetOffsetCents()
		if id := p.GetEndToEndId(); id != "" {
			s.dispatched[id], s.last[id] = max(s.dispatched[id], cents), cents
			s.sent[run.GetFundCode()] += cents
		}
	}
}

func (s *life) cancel() {
	if live := s.live(); len(live) > 0 {
		s.cancelled(one(s, live))
	}
}

func (s *life) cancelled(run *paymentv1.Run) {
	done(s, one(s, clerks), s.payment.CancelRun, &paymentv1.CancelRunRequest{RequestId: s.requestID(), RunId: run.GetId()})
}

func (s *life) engage() {
	done(s, "officer", s.payment.EngageContracts, &paymentv1.EngageContractsRequest{RequestId: s.requestID(), FundCode: one(s, simulatedFunds), OnDate: s.day.String()})
}

// recover leads one recovery a step on, or begins one.
func (s *life) recover() {
	if d := s.some(); d != nil {
		s.recoverOf(d)
	}
}

// recoveries are those of a contract, oldest first.
func (s *life) recoveries(d *patron) []*paymentv1.Recovery {
	return read(s, s.payment.ListRecoveries, &paymentv1.ListRecoveriesRequest{ContractId: d.contract, PageSize: 1000}).GetRecoveries()
}

func (s *life) recoverOf(d *patron) {
	for _, r := range s.recoveries(d) {
		switch r.GetState() {
		case paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED:
			s.decide(d, r)
			return
		case paymentv1.RecoveryState_RECOVERY_STATE_DECIDED:
			s.getBack(d, r)
			return
		}
	}
	may(s, "officer", s.payment.GiveRecoveryNotice, &paymentv1.GiveRecoveryNoticeRequest{RequestId: s.requestID(), ContractId: d.contract, NoticeDate: s.day.String()})
}

// decide decides a recovery; one whose amount has moved since is waived, and posts nothing.
func (s *life) decide(d *patron, r *paymentv1.Recovery) {
	if s.rng.IntN(2) == 0 && r.GetReplyDate() == "" {
		s.seen["replied"] = true
		done(s, "officer", s.payment.RecordRecoveryReply, &paymentv1.RecordRecoveryReplyRequest{
			RequestId: s.requestID(), RecoveryId: r.GetId(), ReplyDate: s.day.String(), Reply: "lettre 12",
		})
	}
	ask := &paymentv1.DecideRecoveryRequest{
		RequestId: s.requestID(), RecoveryId: r.GetId(), Outcome: paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_UPHELD, DecidedOnDate: s.day.String(),
		Mode: one(s, []paymentv1.RecoveryMode{paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET, paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET, paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN}),
	}
	if s.day.String() <= r.GetReplyByDate() && s.rng.IntN(2) == 0 {
		s.pass(40) // longer than a doctor may take to reply
		ask.DecidedOnDate = s.day.String()
	}
	if r.GetNotifiedCents() > 1 && s.rng.IntN(3) == 0 {
		ask.Outcome, ask.ClaimedCents, ask.Reason = paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED, 1+s.rng.Int64N(r.GetNotifiedCents()-1), "situation du médecin"
	}
	if ask.GetMode() == paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN {
		ask.PlanDates = []string{s.day.AddDays(30).String()}
	}
	if decided, ok := may(s, "officer", s.payment.DecideRecovery, ask); ok {
		s.seen["decided"] = true
		s.saw("reduced", ask.GetOutcome() == paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED)
		d.givenUp += r.GetNotifiedCents() - decided.GetRecovery().GetClaimedCents()
		return
	}
	if s.day.String() <= r.GetReplyByDate() {
		return
	}
	done(s, "officer", s.payment.DecideRecovery, &paymentv1.DecideRecoveryRequest{
		RequestId: s.requestID(), RecoveryId: r.GetId(), Outcome: paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED, DecidedOnDate: s.day.String(), Reason: "le montant a changé",
	})
	s.unmoved[r.GetId()] = true
}

// getBack records a repayment, or gives up what is left.
func (s *life) getBack(d *patron, r *paymentv1.Recovery) {
	if r.GetMode() == paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET && s.rng.IntN(3) > 0 {
		s.measured(d, 0, "") // it is to be kept back from what is owed next
		s.restRun(d.fund)
		return
	}
	if s.rng.IntN(3) == 0 {
		if _, ok := may(s, "directeur", s.payment.WriteOffRecovery, &paymentv1.WriteOffRecoveryRequest{
			RequestId: s.requestID(), RecoveryId: r.GetId(), WrittenOffOnDate: s.day.String(), Reason: "irrécouvrable",
		}); ok {
			s.seen["written off"] = true
			d.givenUp += r.GetLeftCents()
		}
		return
	}
	s.repay(d, r, 1+s.rng.Int64N(r.GetLeftCents()))
}

func (s *life) repay(d *patron, r *paymentv1.Recovery, cents int64) {
	if _, ok := may(s, "officer", s.payment.RecordRepayment, &paymentv1.RecordRepaymentRequest{
		RequestId: s.requestID(), RecoveryId: r.GetId(), Cents: cents, RepaidOnDate: s.day.String(),
	}); ok {
		s.seen["repaid"] = true
		d.repaid += cents
	}
}

// saw notes that something has happened.
func (s *life) saw(what string, happened bool) {
	if happened {
		s.seen[what] = true
	}
}
