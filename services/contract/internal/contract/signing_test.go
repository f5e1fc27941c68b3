package contract_test

import (
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
)

func TestASignatureIsOnTheTermsProvenAndInTime(t *testing.T) {
	hash := strings.Repeat("a", 64)
	cases := map[string]struct {
		own    string // the hash of the offer
		lapses string
		r      contract.Receipt
		reason contract.Reason // "" when it is received
		says   string
	}{
		"on the last day":            {hash, "2025-02-09", contract.Receipt{On: on("2025-02-09"), TermsHash: hash}, "", ""},
		"the day before":             {hash, "2025-02-09", contract.Receipt{On: on("2025-02-08"), TermsHash: hash}, "", ""},
		"the day after":              {hash, "2025-02-09", contract.Receipt{On: on("2025-02-10"), TermsHash: hash}, contract.OfferLapsed, "2025-02-10"},
		"other terms":                {hash, "2025-02-09", contract.Receipt{On: on("2025-02-09"), TermsHash: strings.Repeat("b", 64)}, contract.TermsDiffer, "bbbbbbbbbbbb"},
		"a proof that fails":         {hash, "2025-02-09", contract.Receipt{On: on("2025-02-09"), TermsHash: hash, ProofFails: true}, contract.ProofInvalid, "Ed25519"},
		"an old offer, no text":      {"", "2025-02-09", contract.Receipt{On: on("2025-02-09"), TermsHash: hash}, contract.TermsDiffer, "before terms were kept"},
		"an offer that never lapses": {hash, "", contract.Receipt{On: on("2199-12-31"), TermsHash: hash}, "", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := offer(t, "2025-01-10")
			x.c.TermsHash = tc.own
			if tc.lapses != "" {
				x.c.Lapses = on(tc.lapses)
			}
			tc.r.Party = contract.DoctorParty
			refusal := x.c.Received(tc.r)
			if tc.reason == "" {
				if refusal != nil {
					t.Errorf("refused: %s", refusal.Text.EN)
				}
				return
			}
			refusedWith(t, refusal, tc.reason, tc.says)
		})
	}
}

func TestAnOfferLapsesTheDayAfterItsLapseDateAndNotBefore(t *testing.T) {
	x := offer(t, "2024-02-29")
	x.c.Lapses = on("2024-02-29")
	for _, day := range []string{"2024-02-28", "2024-02-29"} {
		_, refusal := x.c.Lapse(on(day))
		refusedWith(t, refusal, contract.NotLapsedYet, day, "2024-03-01")
	}
	x.take(x.c.Lapse(on("2024-03-01")))
	if x.c.State != contract.Lapsed {
		t.Errorf("the offer is %s, want LAPSED", x.c.State)
	}
	old := offer(t, "2024-02-29")
	_, refusal := old.c.Lapse(on("2199-12-31"))
	refusedWith(t, refusal, contract.NotLapsedYet, "never lapses")
}

func TestAnOfferIsGivenUpByTheFundOrByTheDoctorBeforeBothHaveSigned(t *testing.T) {
	for _, state := range []contract.State{contract.Offered, contract.SignedByDoctor, contract.SignedByFund} {
		for by, to := range map[contract.Party]contract.State{contract.FundParty: contract.Withdrawn, contract.DoctorParty: contract.Refused} {
			if c, refusal := in(t, state).Withdraw(by); refusal != nil || c.State != to {
				t.Errorf("%s leads to %s, %v, want %s", state, c.State, refusal, to)
			}
		}
	}
	for _, state := range []contract.State{contract.Active, contract.Suspended, contract.Ended} {
		_, refusal := in(t, state).Withdraw(contract.FundParty)
		refusedWith(t, refusal, contract.WrongState)
		c := in(t, state)
		_, refusal = c.Lapse(on("2199-12-31"))
		refusedWith(t, refusal, contract.WrongState)
	}
}

func TestAContractBeginsAfterTheLastDayOfTheOneBefore(t *testing.T) {
	before := active(t, "2020-01-10")
	before.take(before.c.Finish(before.l, on("2024-06-21"), contract.TerminatedByDoctor))
	for signed, free := range map[string]bool{"2024-06-20": false, "2024-06-21": false, "2024-06-22": true} {
		next := offer(t, signed).c
		next.ID = "ctr_01JH000000000000000000NEXT"
		refusal := next.Overlaps(before.c)
		if free {
			if refusal != nil {
				t.Errorf("%s: refused: %s", signed, refusal.Text.EN)
			}
			continue
		}
		refusedWith(t, refusal, contract.OverlapsEarlierContract, before.c.ID, "2024-06-21", "2024-06-22")
	}
	if refusal := before.c.Overlaps(before.c); refusal != nil {
		t.Errorf("a contract overlaps itself: %s", refusal.Text.EN)
	}
	if refusal := before.c.Overlaps(in(t, contract.Offered)); refusal != nil {
		t.Errorf("an offer was never in force: %s", refusal.Text.EN)
	}
}
