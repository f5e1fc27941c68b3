package contract_test

import (
	"slices"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// settled is an active contract of an option, in one band.
func settled(t *testing.T, signed string, option law.Option) *life {
	t.Helper()
	x := active(t, signed)
	x.c.Option, x.c.Bands = option, []law.Band{law.P70ToP90}
	return x
}

func TestWhereTheReadingsOfTheLawDisagreeTheFundSaysWhichOneItFollows(t *testing.T) {
	const kept, fresh, never = contract.ObjectivesKept, contract.NewObjectives, contract.NotRenewable
	const text, cnam = contract.ReadingOfText, contract.ReadingOfCnam
	disputed := []string{"moves.reglement-arbitral.renewable_by_the_text", "moves.reglement-arbitral.renewable_by_the_cnam"}
	cases := map[string]struct {
		signed  string
		option  law.Option
		mode    contract.RenewalMode
		reading contract.RenewalReading
		reason  contract.Reason // "" when it is stated
		cites   []string
	}{
		"avenant 7, 1 ETP, no reading":                  {"2023-04-30", law.Full, kept, 0, contract.ReadingMissing, nil},
		"avenant 7, 1 ETP, not renewed, no reading":     {"2023-04-30", law.Full, never, 0, contract.ReadingMissing, nil},
		"avenant 7, 1 ETP, the text, kept":              {"2023-04-30", law.Full, kept, text, contract.NotRenewableByReading, nil},
		"avenant 7, 1 ETP, the text, new":               {"2023-04-30", law.Full, fresh, text, contract.NotRenewableByReading, nil},
		"avenant 7, 1 ETP, the text, not renewed":       {"2023-04-30", law.Full, never, text, "", disputed},
		"avenant 7, 1 ETP, the Cnam, kept":              {"2023-04-30", law.Full, kept, cnam, "", disputed},
		"avenant 7, 1 ETP, the Cnam, new":               {"2023-04-30", law.Full, fresh, cnam, contract.NotRenewableByReading, nil},
		"avenant 7, 1 ETP, the Cnam, not renewed":       {"2023-04-30", law.Full, never, cnam, "", disputed},
		"avenant 7, 1/2 ETP, no reading":                {"2020-10-01", law.Half, kept, 0, contract.ReadingMissing, nil},
		"avenant 7, 1/3 ETP: both agree, no reading":    {"2020-10-01", law.Third, kept, 0, "", disputed},
		"avenant 7, 1/3 ETP, new":                       {"2020-10-01", law.Third, fresh, 0, "", disputed},
		"the day after: nothing is said of later texts": {"2023-05-01", law.Full, kept, 0, "", nil},
		"convention 2024, new":                          {"2025-01-10", law.Full, fresh, 0, "", nil},
		"convention 2024, not renewed":                  {"2025-01-10", law.Half, never, 0, "", nil},
		"convention 2024, a reading that nobody needs":  {"2025-01-10", law.Half, kept, text, "", nil},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := settled(t, tc.signed, tc.option)
			stated, refusal := x.c.Renew(x.l, contract.Statement{Mode: tc.mode, Reading: tc.reading, Counter: contract.GoesOn})
			if tc.reason != "" {
				refusedWith(t, refusal, tc.reason, "moves.reglement-arbitral.renewable_by_the_")
				return
			}
			if refusal != nil {
				t.Fatalf("refused: %s: %s", refusal.Reason, refusal.Text.EN)
			}
			cited := func(cell string) bool {
				return slices.ContainsFunc(stated.Cites, func(c law.Citation) bool { return c.Cell == cell })
			}
			for _, cell := range disputed {
				if cited(cell) != slices.Contains(tc.cites, cell) {
					t.Errorf("%s is cited: %v, want %v", cell, cited(cell), !cited(cell))
				}
			}
			if !cited("renewal.mode") || cited("renewal.year_counter") == (tc.mode == never) || stated.Explanation.FR == "" || stated.Signed != x.c.Term.AddDays(1) {
				t.Errorf("stated %+v", stated)
			}
		})
	}
}

func TestAnOptionAmendedSinceIsTheOneThatIsRenewed(t *testing.T) {
	x := settled(t, "2020-10-01", law.Half)
	x.c.Changes = []contract.OptionChange{{FromYear: 4, Option: law.Third, Goals: []law.Goal{{Indicator: law.ActiveFile, Start: 2000, ToGain: 66}}}}
	stated, refusal := x.c.Renew(x.l, contract.Statement{Mode: contract.ObjectivesKept, Counter: contract.GoesOn})
	if refusal != nil {
		t.Fatalf("refused: %s", refusal.Text.EN)
	}
	terms, refusal := x.c.Kept(x.l, stated)
	terms = offered(t, terms, refusal)
	if terms.Option != law.Third || len(terms.Objectives) != 1 || terms.Objectives[0].Start != 2066 {
		t.Errorf("renewed %s with %+v, want 1/3 ETP and its own objective", terms.Option, terms.Objectives)
	}
}

func TestTheYearCounterIsStatedByTheFundBecauseTheLawDoesNotSayIt(t *testing.T) {
	x := settled(t, "2025-01-10", law.Full)
	_, refusal := x.c.Renew(x.l, contract.Statement{Mode: contract.ObjectivesKept})
	refusedWith(t, refusal, contract.YearCounterMissing, "renewal.year_counter", "GOES_ON or RESTARTS")
	if _, refusal := x.c.Renew(x.l, contract.Statement{Mode: contract.NotRenewable}); refusal != nil {
		t.Errorf("not renewed: %s", refusal.Text.EN)
	}
	for counter, first := range map[contract.YearCounter]int{contract.GoesOn: 6, contract.Restarts: 1} {
		stated, refusal := x.c.Renew(x.l, contract.Statement{Mode: contract.ObjectivesKept, Counter: counter})
		if refusal != nil || stated.FirstYear != first {
			t.Errorf("counter %d: first year %d, %v, want %d", counter, stated.FirstYear, refusal, first)
		}
		terms, refusal := x.c.Kept(x.l, stated)
		terms = offered(t, terms, refusal)
		if got := terms.Years; got[0].Number != first || got[4].Number != first+4 || got[0].Start != on("2030-01-10") || terms.Term != on("2035-01-09") {
			t.Errorf("counter %d: years %+v, term %s", counter, got, terms.Term)
		}
	}
	second := settled(t, "2025-01-10", law.Full)
	second.c.FirstYear = 6
	second.c = second.c.Timed(second.l)
	if stated, refusal := second.c.Renew(second.l, contract.Statement{Mode: contract.ObjectivesKept, Counter: contract.GoesOn}); refusal != nil || stated.FirstYear != 11 {
		t.Errorf("a second renewal begins with year %d, %v, want 11", stated.FirstYear, refusal)
	}
}

func TestKeptObjectivesAreTheLevelsToReachThatAreNowToMaintain(t *testing.T) {
	x := settled(t, "2025-01-10", law.Full)
	terms, refusal := x.c.Kept(x.l, contract.Stated{Signed: on("2030-01-10"), FirstYear: 6})
	terms = offered(t, terms, refusal)
	want := []contract.Objective{
		{Indicator: law.RegisteredPatients, Start: 1100, Target: 1100}, {Indicator: law.ActiveFile, Start: 2200, Target: 2200},
	}
	for i, o := range terms.Objectives {
		if o.Indicator != want[i].Indicator || o.Start != want[i].Start || o.ToGain != 0 || o.Target != want[i].Target || o.Cite.Cell != "renewal.objectives_kept" {
			t.Errorf("objective %+v, want %+v", o, want[i])
		}
	}
	if terms.Certainty != law.Operator {
		t.Errorf("the certainty is %s, want OPERATOR: the counter is the fund's word", terms.Certainty)
	}
	late := settled(t, "2194-06-01", law.Full)
	_, refusal = late.c.Kept(late.l, contract.Stated{Signed: on("2199-06-01"), FirstYear: 6})
	refusedWith(t, refusal, contract.OutsideCalendar, "2204-05-31")
}

func TestAThirdCannotBeginAgainAtYearOneWhereTheLawHasNoSuchAmount(t *testing.T) {
	x := settled(t, "2020-10-01", law.Third)
	_, refusal := x.c.Kept(x.l, contract.Stated{Signed: on("2025-10-01"), FirstYear: 1})
	refusedWith(t, refusal, contract.OptionClosed, "year 1 that begins on 2025-10-01", "GOES_ON")
	terms, refusal := x.c.Kept(x.l, contract.Stated{Signed: on("2025-10-01"), FirstYear: 6})
	offered(t, terms, refusal)
}

func TestARenewalIsStatedOnceAndOfAContractThatRunsOrHasExpired(t *testing.T) {
	l := theLaw(t)
	state := contract.Statement{Mode: contract.ObjectivesKept, Counter: contract.GoesOn}
	for _, s := range []contract.State{contract.Offered, contract.SignedByDoctor, contract.SignedByFund, contract.Suspended, contract.Ended} {
		c := in(t, s)
		_, refusal := c.Renew(l, state)
		refusedWith(t, refusal, contract.WrongState, s.String())
	}
	x := settled(t, "2025-01-10", law.Full)
	x.take(x.c.Finish(l, on("2030-01-09"), contract.Expired))
	if stated, refusal := x.c.Renew(l, state); refusal != nil || stated.Signed != on("2030-01-10") {
		t.Errorf("an expired contract: %+v, %v, want a renewal for the day after", stated, refusal)
	}
	open := state
	open.Open = "ctr_O"
	_, refusal := x.c.Renew(l, open)
	refusedWith(t, refusal, contract.RenewalStated, "ctr_O")
	x.c.SucceededBy = "ctr_S"
	_, refusal = x.c.Renew(l, state)
	refusedWith(t, refusal, contract.RenewalStated, "ctr_S")
}
