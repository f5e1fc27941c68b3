package contract_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
)

// canFollow are the states that can follow a state, itself included.
func canFollow(from contract.State) map[contract.State]bool {
	seen := map[contract.State]bool{from: true}
	for next := []contract.State{from}; len(next) > 0; next = next[1:] {
		for _, e := range contract.Events() {
			for _, to := range next[0].Leads(e) {
				if !seen[to] {
					seen[to] = true
					next = append(next, to)
				}
			}
		}
	}
	return seen
}

func TestEveryStateIsReachedFromAnOffer(t *testing.T) {
	seen := canFollow(contract.Offered)
	for _, s := range contract.States() {
		if !seen[s] {
			t.Errorf("no path leads from an offer to %s", s)
		}
	}
	if len(seen) != len(contract.States()) {
		t.Errorf("%d states are reached, want the %d that are listed", len(seen), len(contract.States()))
	}
}

func TestEveryLifeCanEnd(t *testing.T) {
	for _, s := range contract.States() {
		final := false
		for to := range canFollow(s) {
			final = final || to.Final()
		}
		if !final {
			t.Errorf("no path leads from %s to a final state", s)
		}
	}
}

func TestNothingLeadsOutOfAFinalStateSaveAnAppealThatAnnulsTheEnd(t *testing.T) {
	for _, s := range contract.States() {
		var out, stays []string
		for _, e := range contract.Events() {
			for _, to := range s.Leads(e) {
				if to == s {
					stays = append(stays, e.String())
				} else {
					out = append(out, e.String()+" to "+to.String())
				}
			}
		}
		switch {
		case s == contract.Ended:
			if !slices.Equal(out, []string{"DecideAppeal to ACTIVE"}) {
				t.Errorf("%v lead out of ENDED, want the annulled end alone", out)
			}
			if want := []string{"RecordMeasure", "FileAppeal", "DecideAppeal", "RenewContract", "DecideProposal", "RecordEvidence", "WaiveObligation"}; !slices.Equal(stays, want) {
				t.Errorf("%v are possible in ENDED, want %v", stays, want)
			}
		case s.Final():
			if len(out)+len(stays) != 0 {
				t.Errorf("in %s are possible %v %v, want nothing", s, out, stays)
			}
		case len(out) == 0:
			t.Errorf("nothing leads out of %s, and it is not final", s)
		}
	}
}

func TestALiveContractIsLeftForAnotherLiveOneOrForItsEnd(t *testing.T) {
	for _, s := range contract.States() {
		for _, e := range contract.Events() {
			for _, to := range s.Leads(e) {
				if s.Live() && !to.Live() && to != contract.Ended || !s.Live() && to.Live() && e != contract.SignByDoctor && e != contract.SignByFund && e != contract.DecideAppeal {
					t.Errorf("%s leads from %s to %s", e, s, to)
				}
			}
		}
	}
}

func TestTheReadmeShowsTheLifeOfAContractAsTheRulesHaveIt(t *testing.T) {
	const path = "../../../../README.md"
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	readme := string(file)
	for marker, want := range map[string]string{
		"contract states":      "```mermaid\n" + contract.Diagram() + "```\n",
		"contract obligations": contract.ObligationTable(theLaw(t)),
	} {
		before, rest, begins := strings.Cut(readme, "<!-- "+marker+" -->\n")
		shown, after, ends := strings.Cut(rest, "<!-- end of "+marker+" -->\n")
		if !begins || !ends {
			t.Errorf("the README has no part between <!-- %s --> and <!-- end of %s -->", marker, marker)
			continue
		}
		if shown != want {
			t.Errorf("the README's %s differ; look at the change, then run with -update\ngot\n%s\nwant\n%s", marker, shown, want)
		}
		readme = before + "<!-- " + marker + " -->\n" + want + "<!-- end of " + marker + " -->\n" + after
	}
	if *update && readme != string(file) {
		if err := os.WriteFile(path, []byte(readme), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
