package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assistmed/services/internal/audit"
)

// The last chapter follows the money of all dossiers to the bank, also on services that
// hold a story already, and what it writes can be read without them.
func TestTheStoryEndsAtTheBankAlsoASecondTimeOnTheSameServices(t *testing.T) {
	all, err := load(nil)
	if err != nil {
		t.Fatal(err)
	}
	conns := theServices(t)
	for range 2 {
		folder := t.TempDir()
		var story bytes.Buffer
		_, tally, err := playAll(t.Context(), conns, newPage(&story), script{all, folder})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tally.differences {
			t.Error(d)
		}
		if tally.verified != tally.printed {
			t.Errorf("%d figures printed, %d verified: want all of them", tally.printed, tally.verified)
		}
		told := strings.Join(strings.Fields(plainSpaces(story.String())), " ")
		for _, part := range []string{
			"virement revenu, somme due de nouveau", "Les versements du médecin sont retenus : un virement est revenu.",
			"Envoyé une seconde fois, sous le même identifiant de bout en bout.",
			"La caisse notifie un indu de 5 500,00 €.", "Retenus pour l'indu : 5 500,00 € ; à la banque : 11 000,00 €.",
			"tout concorde, la même racine",
		} {
			if !strings.Contains(told, part) {
				t.Errorf("the story does not say %q", part)
			}
		}
		page, err := os.ReadFile(filepath.Join(folder, statementFile))
		if err != nil || !bytes.Contains(page, []byte("</html>")) {
			t.Errorf("%s: %d bytes, error %v; want a page", statementFile, len(page), err)
		}
		export, err := os.ReadFile(filepath.Join(folder, ledgerFile))
		if err != nil {
			t.Fatal(err)
		}
		report, err := audit.Read(bytes.NewReader(export), nil)
		if err != nil || len(report.Findings) > 0 || report.Computed == 0 {
			t.Errorf("%d amounts computed again, findings %v, error %v", report.Computed, report.Findings, err)
		}
	}
}

func TestTheLastChapterOfOneDossierFollowsItsMoney(t *testing.T) {
	var story bytes.Buffer
	_, tally, err := playAll(t.Context(), theServices(t), newPage(&story), script{[]*dossier{read(t, stranger)}, t.TempDir()})
	if err != nil || len(tally.differences) > 0 {
		t.Fatalf("error %v, differences %v", err, tally.differences)
	}
	if told := plainSpaces(story.String()); !strings.Contains(told, "La banque reçoit 1 fichier : 1 virement, 38 000,00 €.") {
		t.Errorf("the story does not say what the bank received:\n%s", told)
	}
}
