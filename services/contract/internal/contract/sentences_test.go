package contract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

var update = flag.Bool("update", false, "write the golden files anew")

// reasons are all the reasons there are.
var reasons = []contract.Reason{
	contract.NotEligible, contract.UndeterminedVerdict, contract.OptionClosed, contract.BandUnsettled,
	contract.StartUnknown, contract.ObjectiveUnknown, contract.ReasonMissing, contract.IndicatorNotUsed,
	contract.LawDiffers, contract.OutsideCalendar, contract.WrongState, contract.SignedOnAnotherDay,
	contract.AssistantAlreadyEmployed, contract.WorkingTimeTooShort, contract.OutsideContract,
	contract.MeasureInSuspension, contract.SuspensionsOverlap, contract.NotAfterSuspension, contract.NotTheTerm,
	contract.MeasureUnknown, contract.MeasureReplaced, contract.NotMeasured, contract.NothingToForecast, contract.NotAnAnniversary,
	contract.OptionUnchanged, contract.AssistantNotEmployed, contract.NothingCorrected, contract.OutsideEmployment,
	contract.SharesExceedWorkingTime, contract.AssessmentUnknown, contract.AssessmentOfAnother,
	contract.NoticeTooShort, contract.NoNoticeOfTheFund, contract.AlreadyReplied, contract.BeforeNotice, contract.NoticeMissing,
	contract.ReplyPeriodRunning, contract.DecisionDateMissing, contract.EndsBySuccession, contract.BeforeDecision, contract.AppealPending,
	contract.AppealUnknown, contract.AppealDecided, contract.BeforeAppeal, contract.AnotherLiveContract, contract.OverlapsEarlierContract,
	contract.ProposalUnknown, contract.ProposalDecided,
	contract.SharesExceedWorkingTime, contract.WorkContractDiffers, contract.AssistantNotEmployed, contract.OutsideEmployment,
	contract.AbsencesOverlap, contract.NotAbsent, contract.NotAfterAbsence, contract.TrainingOutOfOrder, contract.PathNotOfTheText,
	contract.NoSuchAbsence, contract.AbsenceTooShort, contract.NotSuspended,
	contract.ObligationUnknown, contract.ObligationClosed, contract.FulfilledByItsOwnCall,
	contract.DoctorUnknown, contract.SuccessionImpossible, contract.TermsDiffer, contract.ProofInvalid, contract.OfferLapsed,
	contract.NotLapsedYet, contract.AnotherLiveContract, contract.OverlapsEarlierContract, contract.RenewalStated,
	contract.ReadingMissing, contract.NotRenewableByReading, contract.YearCounterMissing,
	contract.DurationMissing, contract.ETPExceeded, contract.NotCollective, contract.AlreadyMember, contract.MemberUnknown, contract.NoMemberLeft,
}

// album collects refusals as they read.
type album struct {
	lines strings.Builder
	seen  map[contract.Reason]bool
}

func (a *album) add(r *contract.Refusal) {
	if r == nil {
		a.lines.WriteString("accepted\n\n")
		return
	}
	a.seen[r.Reason] = true
	fmt.Fprintf(&a.lines, "%s\n%s\n%s\n\n", r.Reason, r.Text.FR, r.Text.EN)
}

// onOffers refuses offers.
func (a *album) onOffers(t *testing.T, l *law.Law) {
	fill := func(signed string, mt, fa law.Start, bands ...law.Band) contract.Assessed {
		x := gp(t, l, signed, bands...)
		x.Adults, x.Registered, x.ActiveFile = mt, mt, fa
		return x
	}
	try := func(x contract.Assessed, option law.Option, declared ...contract.Declared) {
		_, refusal := contract.Offer(l, x, option, declared)
		a.add(refusal)
	}
	declare := func(i law.Indicator, toGain int) contract.Declared {
		return contract.Declared{Indicator: i, ToGain: toGain}
	}
	none := law.Start{}
	ordinary := fill("2025-01-10", patients(1300), patients(1700), law.P70ToP90)

	no := ordinary
	no.Verdict, no.Findings = contract.Ineligible, []law.Phrase{{FR: "Il manque 1\u00a0patient.", EN: "1 patient is missing."}}
	try(no, law.Full)
	open := ordinary
	open.Verdict, open.Findings = contract.Undetermined, []law.Phrase{{FR: "Quel secteur\u00a0?", EN: "Which sector?"}}
	try(open, law.Full)
	other := ordinary
	other.LawDigest = "f00d" + strings.Repeat("0", 60)
	_, refusal := contract.Offer(l, other, law.Full, nil)
	refusal.Text.EN = strings.ReplaceAll(refusal.Text.EN, l.Digest()[:12], "<our digest>")
	a.add(refusal)

	try(ordinary, law.Two)
	try(fill("2025-01-10", patients(1300), none, law.P50ToP70, law.P90ToP95), law.Full)
	try(fill("2020-10-01", patients(1300), none, law.P95AndAbove), law.Full)
	try(fill("2025-01-10", patients(1300), none, law.P70ToP90), law.Full)
	try(fill("2020-10-01", patients(1000), patients(2000), law.P30ToP50, law.P70ToP90), law.Third)
	try(fill("2019-10-01", patients(975), patients(2355), law.P70ToP90), law.Half, declare(law.RegisteredPatients, 221))
	try(fill("2020-10-01", patients(1000), patients(2000), law.P30ToP50, law.P70ToP90), law.Third,
		declare(law.RegisteredPatients, 160), declare(law.ActiveFile, 200))
	cardiologist := ordinary
	cardiologist.Specialty = "03"
	try(cardiologist, law.Full, declare(law.RegisteredPatients, 100))
	try(fill("2196-01-01", patients(2000), none, law.P95AndAbove), law.Full)
}

// onSignatures refuses signatures.
func (a *album) onSignatures(t *testing.T) {
	x := offer(t, "2024-06-22")
	_, refusal := x.c.Sign(contract.FundParty, on("2024-06-23"))
	a.add(refusal)
	x.take(x.c.Sign(contract.FundParty, on("2024-06-20")))
	_, refusal = x.c.Sign(contract.DoctorParty, on("2024-06-19"))
	a.add(refusal)
	_, refusal = x.c.Sign(contract.FundParty, on("2024-06-22"))
	a.add(refusal)
}

// onEvents refuses what happens to a running, then to a suspended contract.
func (a *album) onEvents(t *testing.T, l *law.Law) {
	x := active(t, "2025-01-10")
	x.hire("2025-01-10")
	hire := func(day string, minutes int) {
		_, _, refusal := x.c.Hire(l, contract.Assistant{Start: on(day), Weekly: minutes})
		a.add(refusal)
	}
	measure := func(day string) {
		_, refusal := x.c.Measure(l, on(day), nil)
		a.add(refusal)
	}
	suspend := func(day string) {
		_, refusal := x.c.Suspend(l, contract.Suspension{From: on(day), Reason: contract.AssistantAbsent, Agreed: on(day)})
		a.add(refusal)
	}
	finish := func(day string, why contract.EndReason) {
		_, refusal := x.c.Finish(l, on(day), why)
		a.add(refusal)
	}
	hire("2025-02-01", 2100)
	hire("2030-02-01", 2100)
	measure("2024-12-31")
	measure("2030-02-01")
	suspend("2024-12-31")
	finish("2024-12-31", contract.Moved)
	finish("2026-01-10", contract.Expired)
	x.suspend("2025-06-01", contract.AssistantLeft)
	measure("2025-07-01")
	hire("2025-05-31", 2100)
	hire("2025-07-01", 500)
	_, refusal := x.c.Resume(l, on("2025-06-01"))
	a.add(refusal)
	finish("2030-01-09", contract.Expired)
	finish("2024-12-31", contract.Moved)
	suspend("2025-07-01")
	x.resume("2025-08-01")
	measure("2025-07-01")
	suspend("2025-07-01")
	x.take(x.c.Finish(l, on("2027-03-31"), contract.Moved))
	measure("2027-04-01")
}

// onAssistants refuses what is told of assistants.
func (a *album) onAssistants(t *testing.T, l *law.Law) {
	x := active(t, "2025-01-10")
	end := func(day string) { _, _, refusal := x.c.EndEmployment("assistant-1", on(day)); a.add(refusal) }
	absent := func(day string) { _, _, refusal := x.c.RecordAbsence("assistant-1", on(day)); a.add(refusal) }
	back := func(day string) { _, _, refusal := x.c.RecordReturn("assistant-1", on(day)); a.add(refusal) }
	hire := func(day string) {
		_, _, refusal := x.c.Hire(l, contract.Assistant{Ref: "assistant-9", Start: on(day), Weekly: 2100})
		a.add(refusal)
	}
	end("2025-02-01")
	x.hire("2025-01-10")
	end("2025-01-09")
	absent("2025-01-09")
	back("2025-02-01")
	x.absent("2025-03-01")
	hire("2025-02-28")
	hire("2025-01-09")
	absent("2025-04-01")
	back("2025-03-01")
	x.back("2025-04-01")
	absent("2025-03-15")
	end("2025-03-31")
	x.leave("2025-05-31")
	end("2025-06-30")
	absent("2025-06-01")
	hire("2025-05-31")

	y := active(t, "2025-01-10")
	y.hire("2025-01-10")
	train := func(step contract.TrainingStep, path contract.Path, day string) {
		c, _, refusal := y.c.Train("assistant-1", contract.Training{Path: path, Step: step, On: on(day)})
		a.add(refusal)
		y.c = c
	}
	train(contract.TrainingFailed, contract.CQP, "2025-02-01")
	train(contract.Qualified, contract.Nurse, "2025-01-10")
	train(contract.TrainingBegun, contract.CQPByVAE, "2025-03-01")
	train(contract.Qualified, contract.ChildcareAuxiliary, "2025-04-01")
	train(contract.TrainingAbandoned, contract.CQPByVAE, "2025-02-28")
	train(contract.TrainingFailed, contract.CQPByVAE, "2025-06-01")
	train(contract.Qualified, contract.CQPByVAE, "2025-07-01")
	train(contract.TrainingBegun, contract.CQP, "2025-07-01")
	train(contract.Qualified, contract.CQP, "2026-07-01")
	train(contract.TrainingBegun, contract.Nurse, "2026-08-01")
	y.c.Text = textOn(t, withoutCQP(t), "2025-01-10")
	train(contract.TrainingBegun, contract.CQPByVAE, "2026-08-01")

	half := contract.Share{ContractID: "ctr_01JH0000000000000000000TWO", From: on("2025-01-10"), Weekly: 1050, WorkContract: 2100, Employer: contract.GroupEmploys}
	own := half
	own.ContractID, own.Weekly = id, 1200
	a.add(contract.Shared("assistant-1", own, []contract.Share{half}))
	own.WorkContract, own.Employer = 1200, contract.DoctorEmploys
	a.add(contract.Shared("assistant-1", own, []contract.Share{half}))
}

// onSuspensions refuses that the clock stops, or starts.
func (a *album) onSuspensions(t *testing.T, l *law.Law) {
	x := active(t, "2025-01-10")
	suspend := func(reason contract.SuspensionReason, day, agreed string) {
		_, refusal := x.c.Suspend(l, contract.Suspension{From: on(day), Reason: reason, Agreed: on(agreed)})
		a.add(refusal)
	}
	suspend(contract.AssistantAbsent, "2025-03-01", "2025-06-02")
	suspend(contract.AssistantLeft, "2025-03-01", "2025-06-02")
	x.hire("2025-01-10")
	suspend(contract.AssistantAbsent, "2025-03-01", "2025-06-02")
	suspend(contract.AssistantLeft, "2025-03-01", "2025-06-02")
	x.absent("2025-03-01")
	suspend(contract.AssistantAbsent, "2025-03-01", "2025-06-01")
	suspend(contract.AssistantLeft, "2025-03-01", "2025-06-02")
	y := x.c
	x.back("2025-06-01")
	suspend(contract.AssistantAbsent, "2025-03-01", "2025-09-01")
	x.leave("2025-08-31")
	suspend(contract.AssistantAbsent, "2025-09-01", "2026-01-01")
	x.c = y
	x.c.Text = textOn(t, fromTheFirstDay(t), "2025-01-10")
	suspend(contract.AssistantAbsent, "2025-03-02", "2025-06-02")
	x.c = y
	x.c.State = contract.NoticeGiven
	_, refusal := x.c.Resume(l, on("2025-03-01"))
	a.add(refusal)
	x.take(x.c.Suspend(l, contract.Suspension{From: on("2025-03-01"), Reason: contract.DoctorAbsent, Agreed: on("2025-03-01")}))
	suspend(contract.DoctorAbsent, "2025-04-01", "2025-04-01")
}

func TestTheRefusalsReadLikeThis(t *testing.T) {
	l := theLaw(t)
	a := &album{seen: map[contract.Reason]bool{}}
	a.onOffers(t, l)
	a.onSignatures(t)
	a.onEvents(t, l)
	a.onAmendments(t)
	a.onNotices(t)
	a.onDecisions(t)
	a.onAppeals(t)
	a.onProposals(t)
	a.onAssistants(t, l)
	a.onSuspensions(t, l)
	a.onObligations(t)
	a.onReceipts(t)
	a.onSuccession(t, l)
	a.onRenewal(t, l)
	a.onGroups(t, l)
	for _, r := range reasons {
		if !a.seen[r] {
			t.Errorf("no sentence was read for %s", r)
		}
	}
	golden(t, "refusals.golden.txt", a.lines.String())
}

// golden compares with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; read the sentences, then run with -update\ngot\n%s", path, got)
	}
}
