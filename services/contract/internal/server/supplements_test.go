package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/server"
	"assistmed/services/internal/serve/servetest"
)

func TestABadSupplementKeepsTheServiceFromStartingAndSaysWhy(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "ours.yaml"), []byte("supplied_by: us\nsources: {}\nsells: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := servetest.TryStart(t, "contract", server.Open, servetest.Options{
		Settings: map[string]string{"ASSISTMED_SUPPLEMENTS": folder, "ELIGIBILITY_ADDR": "nowhere:1"},
	})
	if err == nil || !strings.Contains(err.Error(), "supplements/ours.yaml:3: sells: seen a key that the law does not know here") {
		t.Errorf("the start gave %v", err)
	}
}

// The records were written before the fund said it, and nothing happens to the contract.
func TestASupplementThatMovesAnObligationIsInTheNextListOfTheFund(t *testing.T) {
	folder := t.TempDir()
	w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_SUPPLEMENTS": folder}})
	other := doctor(signedOn)
	other.FundCode = "692"
	w.offer(other, declared()...)
	id := w.active().GetId()
	w.done(w.hire(id, signedOn, 2100))
	trained := func(fund, before string) (days []string) {
		for _, o := range w.obligations(&contractv1.ListObligationsRequest{FundCode: fund, DueBeforeDate: before, PageSize: 3}) {
			if o.GetContractId() != id || o.GetState() != contractv1.ObligationState_OBLIGATION_STATE_OPEN {
				t.Errorf("the list has %v", o)
			}
			if o.GetId() == "TRAINING_BEGUN:assistant-1" {
				days = append(days, o.GetDueDate())
			}
		}
		return days
	}
	all := len(w.obligations(&contractv1.ListObligationsRequest{FundCode: "751"}))
	if got := trained("751", ""); len(got) > 0 {
		t.Fatalf("due %v, and the text gives no day", got)
	}
	for years, due := range []string{1: "2026-01-10", 2: "2027-01-10"} {
		if years == 0 {
			continue
		}
		text := fmt.Sprintf("supplied_by: us\nsources: {FICT-TRAINING: {title: fictitious}}\ncells:\n  convention-2024:\n    assistant.training_begun_years: {value: %d, source: FICT-TRAINING}\n", years)
		if err := os.WriteFile(filepath.Join(folder, "ours.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		w.running.Restart()
		for again := range 2 {
			if got := trained("751", ""); !slices.Equal(got, []string{due}) {
				t.Errorf("list %d: due %v, want %s", again, got, due)
			}
		}
		if early, later := trained("751", due), trained("751", "2027-01-11"); len(early) > 0 || len(later) != 1 {
			t.Errorf("due before %s: %v; before 2027-01-11: %v", due, early, later)
		}
		if got := trained("692", ""); len(got) > 0 {
			t.Errorf("another fund has %v", got)
		}
		if n := len(w.obligations(&contractv1.ListObligationsRequest{FundCode: "751", PageSize: 2})); n != all+1 {
			t.Errorf("%d are open, want one more than %d", n, all)
		}
	}
	w.done(w.evidence(id, "FOLLOW_UP_MEETING:1", "2025-07-01")) // writes all of them
	w.running.Restart()
	if got := trained("751", ""); !slices.Equal(got, []string{"2027-01-10"}) {
		t.Errorf("from the records: %v", got)
	}
}
