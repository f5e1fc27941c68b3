package contract_test

import (
	"fmt"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
)

// terminated is a contract that the fund ended on 2026-04-30, decided on 2026-04-16.
func terminated(t *testing.T) *life {
	t.Helper()
	x := active(t, "2025-01-10")
	x.notice(contract.FundParty, "2026-03-15")
	_, refusal := x.conclude(contract.TerminatedByFund, "2026-04-30", "2026-04-16")
	wants(t, refusal, "")
	return x
}

func TestAnAppealFollowsItsDecisionAndItsOutcomeFollowsTheAppeal(t *testing.T) {
	x := terminated(t)
	_, refusal := x.c.DecideAppeal(1, contract.Upheld, on("2026-06-01"))
	wants(t, refusal, contract.AppealUnknown, "none is on record")
	_, refusal = x.c.FileAppeal(on("2026-04-15"))
	wants(t, refusal, contract.BeforeDecision, "2026-04-16")
	x.take(x.c.FileAppeal(on("2026-04-16")))
	_, refusal = x.c.FileAppeal(on("2026-04-17"))
	wants(t, refusal, contract.AppealPending, "appeal 1 of 2026-04-16")
	for _, number := range []int{-1, 0, 2} {
		_, refusal = x.c.DecideAppeal(number, contract.Upheld, on("2026-06-01"))
		wants(t, refusal, contract.AppealUnknown, "want 1 to 1")
	}
	_, refusal = x.c.DecideAppeal(1, contract.Upheld, on("2026-04-15"))
	wants(t, refusal, contract.BeforeAppeal, "2026-04-16")
	x.take(x.c.DecideAppeal(1, contract.Upheld, on("2026-04-16")))
	_, refusal = x.c.DecideAppeal(1, contract.Annulled, on("2026-07-01"))
	wants(t, refusal, contract.AppealDecided, "the decision stands")
	x.take(x.c.FileAppeal(on("2026-07-01"))) // another one, to the next instance
	x.take(x.c.DecideAppeal(2, contract.Annulled, on("2026-09-01")))
	if x.c.State != contract.Active {
		t.Errorf("%s, want ACTIVE", x.c.State)
	}
}

func TestOnlyAnAnnulmentLetsTheContractRunAgain(t *testing.T) {
	for outcome, again := range map[contract.AppealOutcome]bool{
		contract.Upheld: false, contract.RecoveryReduced: false, contract.GivenUp: false, contract.Annulled: true,
	} {
		x := terminated(t)
		ended := x.c
		x.take(x.c.FileAppeal(on("2026-05-01")))
		x.take(x.c.DecideAppeal(1, outcome, on("2026-06-01")))
		d := x.c.Decisions[0]
		if d.Annulled != again || len(x.c.Decisions) != 1 || d.Appeals[0].Outcome != outcome || len(x.c.Notices) != 1 {
			t.Errorf("%d: decision %+v, notices %+v, want both kept", outcome, d, x.c.Notices)
		}
		if again && (x.c.State != contract.Active || !x.c.End.IsZero() || x.c.EndReason != 0) {
			t.Errorf("annulled: %s, end %s, want ACTIVE without end", x.c.State, x.c.End)
		}
		if !again && (x.c.State != contract.Ended || x.c.End != ended.End || x.c.EndReason != ended.EndReason) {
			t.Errorf("%d: %s, end %s, want it ended as before", outcome, x.c.State, x.c.End)
		}
		if fmt.Sprint(ended.Decisions[0].Appeals) != "[]" {
			t.Error("the contract that the appeal started from changed")
		}
	}
}

func TestAContractThatRunsAgainCanEndAgain(t *testing.T) {
	x := terminated(t)
	x.take(x.c.FileAppeal(on("2026-05-01")))
	x.take(x.c.DecideAppeal(1, contract.Annulled, on("2026-06-01")))
	_, refusal := x.conclude(contract.TerminatedByFund, "2026-12-31", "2026-12-31")
	wants(t, refusal, contract.NoticeMissing, "no notice is open") // the old one is used up
	x.notice(contract.FundParty, "2026-10-01")
	_, refusal = x.conclude(contract.TerminatedByFund, "2026-12-31", "2026-11-02")
	wants(t, refusal, "")
	if d := x.c.Decisions[1]; d.Notice != 2 || !x.c.Decisions[0].Annulled || x.c.End != on("2026-12-31") {
		t.Errorf("decisions %+v, want a second one after notice 2", x.c.Decisions)
	}
	_, refusal = x.c.DecideAppeal(1, contract.Upheld, on("2027-01-15"))
	wants(t, refusal, contract.AppealUnknown, "none is on record") // that was the decision before
}

// The suspension rests on the doctor's agreement; an appeal does not give it again.
func TestASuspensionThatTheEndClosedStaysClosedAfterAnAnnulment(t *testing.T) {
	x := active(t, "2025-01-10")
	x.suspend("2026-02-01", contract.AssistantLeft)
	_, refusal := x.conclude(contract.StoppedPractising, "2026-04-30", "")
	wants(t, refusal, "")
	x.take(x.c.FileAppeal(on("2026-05-01")))
	x.take(x.c.DecideAppeal(1, contract.Annulled, on("2026-06-01")))
	if x.c.State != contract.Active || x.c.Suspensions[0].Until != on("2026-05-01") || x.c.Term != on("2030-04-08") {
		t.Errorf("%s, %+v, term %s, want ACTIVE from 2026-05-01 and a term 89 days later", x.c.State, x.c.Suspensions, x.c.Term)
	}
	x.suspend("2026-05-01", contract.AssistantLeft) // a new one may follow at once
}

func TestAContractThatWasFollowedDoesNotRunAgain(t *testing.T) {
	x := terminated(t)
	x.take(x.c.FileAppeal(on("2026-05-01")))
	x.c.SucceededBy = "ctr_01JH000000000000000000NEXT"
	_, refusal := x.c.DecideAppeal(1, contract.Annulled, on("2026-06-01"))
	wants(t, refusal, contract.AnotherLiveContract, x.c.SucceededBy)
	x.take(x.c.DecideAppeal(1, contract.RecoveryReduced, on("2026-06-01")))
}

func TestAnEndWithoutDecisionCannotBeAppealedAgainst(t *testing.T) {
	x := active(t, "2025-01-10")
	x.take(x.c.Finish(x.l, on("2027-03-31"), contract.Moved)) // as a contract of before is on record
	_, refusal := x.c.FileAppeal(on("2027-05-01"))
	wants(t, refusal, contract.WrongState, "without a decision")
	_, refusal = x.c.DecideAppeal(1, contract.Upheld, civil.MustParse("2027-05-01"))
	wants(t, refusal, contract.WrongState, "without a decision")
}
