package contract_test

import (
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// says adds a sentence that is no refusal.
func (a *album) says(p law.Phrase) { a.lines.WriteString(p.FR + "\n" + p.EN + "\n\n") }

// onNotices refuses notices and what follows them, and reads what accepted ones say.
func (a *album) onNotices(t *testing.T) {
	x := active(t, "2025-01-10")
	try := func(n contract.Notice) {
		_, said, refusal := x.c.GiveNotice(n)
		if refusal == nil {
			a.says(said.Explanation)
			return
		}
		a.add(refusal)
	}
	try(notice(contract.DoctorParty, "2024-12-31", ""))
	try(notice(contract.DoctorParty, "2026-03-15", "2026-05-14"))
	try(notice(contract.DoctorParty, "2026-03-15", "2026-06-30"))
	try(notice(contract.DoctorParty, "2029-12-20", "2029-12-31"))
	try(notice(contract.DoctorParty, "2029-12-20", ""))
	try(notice(contract.FundParty, "2026-01-31", ""))
	x.notice(contract.DoctorParty, "2026-03-15")
	_, _, refusal := x.c.RecordReply(on("2026-03-20"))
	a.add(refusal)
	_, refusal = x.c.WithdrawNotice(on("2026-03-14"))
	a.add(refusal)
	x.take(x.c.WithdrawNotice(on("2026-03-16")))
	x.notice(contract.FundParty, "2026-04-01")
	_, _, refusal = x.c.RecordReply(on("2026-03-31"))
	a.add(refusal)
	c, _, refusal := x.c.RecordReply(on("2026-04-10"))
	x.take(c, refusal)
	_, _, refusal = x.c.RecordReply(on("2026-04-11"))
	a.add(refusal)
}

// onDecisions refuses decisions, and reads what one leaves over.
func (a *album) onDecisions(t *testing.T) {
	x := active(t, "2025-01-10")
	try := func(why contract.EndReason, end, decided string) {
		_, refusal := x.conclude(why, end, decided)
		a.add(refusal)
	}
	try(contract.TerminatedByFund, "2026-05-15", "2026-05-15")
	try(contract.Renewed, "2030-01-09", "")
	try(contract.Replaced, "2030-01-09", "")
	try(contract.Moved, "2026-05-15", "2025-01-09")
	x.notice(contract.DoctorParty, "2026-03-15")
	try(contract.TerminatedByFund, "2026-05-15", "2026-05-15")
	try(contract.TerminatedByDoctor, "2026-05-14", "")
	try(contract.TerminatedByDoctor, "2026-05-15", "2026-03-14")
	x.take(x.c.WithdrawNotice(on("2026-03-16")))
	x.notice(contract.FundParty, "2026-04-01")
	try(contract.TerminatedByFund, "2026-05-15", "")
	try(contract.TerminatedByFund, "2026-05-15", "2026-05-01")
	try(contract.TerminatedByFund, "2026-03-31", "2026-05-02")
	c, _, refusal := x.c.RecordReply(on("2026-04-10"))
	x.take(c, refusal)
	try(contract.TerminatedByFund, "2026-05-15", "2026-05-01")
	left, _ := x.conclude(contract.TerminatedByFund, "2026-12-28", "2026-05-02")
	a.says(left.Explanation)
}

// onAppeals refuses appeals and outcomes.
func (a *album) onAppeals(t *testing.T) {
	x := terminated(t)
	file := func(day string) { _, refusal := x.c.FileAppeal(on(day)); a.add(refusal) }
	decide := func(number int, outcome contract.AppealOutcome, day string) {
		_, refusal := x.c.DecideAppeal(number, outcome, on(day))
		a.add(refusal)
	}
	file("2026-04-15")
	decide(1, contract.Upheld, "2026-05-01")
	x.take(x.c.FileAppeal(on("2026-05-01")))
	file("2026-05-02")
	decide(2, contract.Upheld, "2026-05-01")
	decide(1, contract.Upheld, "2026-04-30")
	x.c.SucceededBy = "ctr_01JH000000000000000000NEXT"
	decide(1, contract.Annulled, "2026-06-01")
	x.take(x.c.DecideAppeal(1, contract.RecoveryReduced, on("2026-06-01")))
	decide(1, contract.Annulled, "2026-06-02")
	a.add(contract.OverlapsSince(x.c.End, "ctr_01JH000000000000000000NEXT", on("2026-12-31")))
	a.add(contract.AnotherLive("ctr_01JH000000000000000000NEXT"))
}

// onProposals reads what the law makes of each change, and refuses the rest.
func (a *album) onProposals(t *testing.T) {
	x := active(t, "2025-01-10")
	report := func(change contract.OutsideChange) {
		c, made, refusal := x.c.ReportChange(change, on("2026-02-01"))
		x.take(c, refusal)
		a.says(made.Explanation)
	}
	_, _, refusal := x.c.ReportChange(contract.ZoneChanged, on("2030-01-10"))
	a.add(refusal)
	_, refusal = x.c.DecideProposal(1, on("2026-02-05"))
	a.add(refusal)
	for change := contract.ZoneChanged; change <= contract.StopsPractising; change++ {
		report(change)
	}
	x.remeasured("2026-03-01", 950, false)
	report(contract.ActivityFell)
	_, refusal = x.c.DecideProposal(8, on("2026-02-05"))
	a.add(refusal)
	x.take(x.c.DecideProposal(2, on("2026-02-05")))
	_, refusal = x.c.DecideProposal(2, on("2026-02-06"))
	a.add(refusal)
	x.notice(contract.FundParty, "2026-04-01")
	report(contract.ActivityFell)
}
