package main

import (
	"bytes"
	"io"
	"io/fs"
	"strings"
	"testing"

	"google.golang.org/grpc"

	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/paymenttest"
)

// theServices starts the three services for real, in memory.
func theServices(t *testing.T) map[string]*grpc.ClientConn {
	t.Helper()
	quiet := servetest.Options{Log: io.Discard}
	eligibility := eligibilitytest.Start(t, quiet)
	contract := contracttest.Start(t, eligibility, quiet)
	payment := paymenttest.Start(t, contract, quiet)
	return map[string]*grpc.ClientConn{
		fleet.Eligibility: eligibility.Conn, fleet.Contract: contract.Conn, fleet.Payment: payment.Conn,
	}
}

// played plays dossiers and gives the story and the tally.
func played(t *testing.T, conns map[string]*grpc.ClientConn, dossiers ...*dossier) (string, *tally) {
	t.Helper()
	var story bytes.Buffer
	_, tally, err := playAll(t.Context(), conns, newPage(&story), script{dossiers: dossiers})
	if err != nil {
		t.Fatalf("%v\n%s", err, story.String())
	}
	return story.String(), tally
}

func source(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(embedded, "dossiers/"+name+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func read(t *testing.T, text string) *dossier {
	t.Helper()
	d, err := readDossier("essai.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryDossierPlaysAsItExpectsAlsoASecondTimeOnTheSameServices(t *testing.T) {
	all, err := load(nil)
	if err != nil {
		t.Fatal(err)
	}
	conns := theServices(t)
	for range 2 {
		_, tally := played(t, conns, all...)
		for _, d := range tally.differences {
			t.Error(d)
		}
		if tally.verified != tally.printed || tally.printed < 500 {
			t.Errorf("%d figures printed, %d verified: want at least 500, and all of them", tally.printed, tally.verified)
		}
	}
}

func TestEveryDossierIsNamedLikeItsFileAndExpectsEveryFigure(t *testing.T) {
	all, err := load(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.name+".yaml" != d.file || !d.complete {
			t.Errorf("%s: name %q, complete %v; want the name of the file, and complete", d.file, d.name, d.complete)
		}
	}
	if len(all) < 14 {
		t.Errorf("%d dossiers, want the fourteen of the law's cases at least", len(all))
	}
}

func TestTheStoryTellsTheFiguresOfThePublishedCases(t *testing.T) {
	wanted := map[string][]string{
		"gen-2020-zip-full": {
			"2 161", "2 449", "25 200,00 € payés", "10 800,00 € payés", "36 000,00 € payés", "38 000,00 €",
			"File active                   2 013        2 449   -320     436  ✗ pas atteint",
			"Total payé sur ce contrat : 72 000,00 €, en 3 versements.",
		},
		"c24-full-ordinary":      {"5 500,00 € payés", "16 500,00 € payés", "Total payé sur ce contrat : 121 000,00 €, en 8 versements."},
		"third-refused":          {"Plus de nouveau contrat à 1/3 ETP depuis le 1er mai 2023", "8 400,00 € payés"},
		"c24-half-p90":           {"✗ Refusé : qui ordonne une dépense ne peut pas la payer", "4 875,00 € payés"},
		"c24-suspended":          {"après 120 jours d'arrêt", "28 octobre 2029", "bloqué L'assistant « assistant-1 » est absent depuis le 4 novembre 2024"},
		"c24-notice-ended":       {"Part à récupérer : 42,1 %", "16 186,30 € trop payé (indu)", "la décision est annulée"},
		"c24-late-qualification": {"✓ remplie en retard, à faire au plus tard le 2 septembre 2026"},
		"c24-option-changed":     {"l'option est 1 ETP", "8 250,00 € payés"},
		"c24-moved":              {"Il suit le contrat", "9 578,08 € ont été versés en trop"},
		"c24-pace":               {"Au rythme actuel", "Ce relevé corrige le relevé 1"},
		"renewals":               {"première lecture, celle du texte cité", "seconde lecture, celle de la Cnam", "sa première année porte le numéro 6"},
	}
	conns := theServices(t)
	for name, parts := range wanted {
		story, _ := played(t, conns, read(t, source(t, name)))
		unwrapped := strings.Join(strings.Fields(plainSpaces(story)), " ")
		for _, part := range parts {
			if !strings.Contains(unwrapped, strings.Join(strings.Fields(part), " ")) {
				t.Errorf("%s: the story does not say %q", name, part)
			}
		}
	}
}

func TestAFigureThatDiffersIsToldWithItsPlaceTheExpectedAndTheSeenOne(t *testing.T) {
	conns := theServices(t)
	for _, c := range []struct {
		name, dossier, old, new string
		wanted                  []string
	}{
		{
			"an amount by one cent", "c24-half-p90", "4: {1: {euros: 4875,", "4: {1: {euros: 4875.01,",
			[]string{"essai.yaml:", "étape 11 (run), paid.4.1.euros : attendu 4875.01, vu 4875.00"},
		},
		{
			"a day", "c24-suspended", "due: 2025-10-29}", "due: 2025-10-28}",
			[]string{"paid.2.1.due : attendu 2025-10-28, vu 2025-10-29"},
		},
		{
			"a criterion", "ent-2024", "clinical_fees: NOT_MET", "clinical_fees: MET",
			[]string{"étape 79.99 1 (simulate), criteria.clinical_fees : attendu MET, vu NOT_MET"},
		},
		{
			"an objective", "gen-2020-zip-full", "{start: 2333, rate_thousandths: 50, to_gain: 116,", "{start: 2333, rate_thousandths: 50, to_gain: 117,",
			[]string{"options.FULL.objectives.ACTIVE_FILE.to_gain : attendu 117, vu 116"},
		},
		{
			"a ratio", "c24-half-p90", "ratio: 3/4", "ratio: 2/4",
			[]string{"ratio : attendu 2/4, vu 3/4"},
		},
		{
			"the sum at the end", "c24-half-p90", "total_paid: 47625", "total_paid: 47624",
			[]string{"étape fin, total_paid : attendu 47624, vu 47625.00"},
		},
		{
			"a figure that nobody expects", "c24-half-p90", "payments: 5, ", "",
			[]string{"payments : attendu rien (ce chiffre n'est pas dans le dossier), vu 5"},
		},
		{
			"a figure that the story does not have", "c24-suspended", "expect: {lines: 0, total: 0}", "expect: {lines: 0, total: 0, left_out: {1: {1: {reason: SUSPENDED}}}}",
			[]string{"left_out.1.1.reason : attendu SUSPENDED, vu rien (ce récit n'a pas ce chiffre)"},
		},
		{
			"a sentence that nobody says", "c24-half-p90", `says: ["atteint à 75 %"]`, `says: ["atteint à 75 %", "atteint à 76 %"]`,
			[]string{"says : attendu « atteint à 76 % », vu aucune phrase qui le dise"},
		},
		{
			"a number in a sentence", "fmf-2019-half", `, "100 de plus"`, "",
			[]string{"phrase : attendu des nombres du dossier ou des cellules citées, vu 100 dans"},
		},
		{
			"a refusal that does not come", "c24-half-p90", "approved_by: officer}", "approved_by: accountant}",
			[]string{"refused : attendu APPROVER_IS_OPENER, vu rien (ce récit n'a pas ce chiffre)"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := source(t, c.dossier)
			if strings.Count(text, c.old) == 0 {
				t.Fatalf("%s does not hold %q", c.dossier, c.old)
			}
			_, tally := played(t, conns, read(t, strings.Replace(text, c.old, c.new, 1)))
			var told []string
			for _, d := range tally.differences {
				told = append(told, d.String())
			}
			for _, part := range c.wanted {
				if !strings.Contains(plainSpaces(strings.Join(told, "\n")), part) {
					t.Errorf("not told: %s\ntold:\n%s", part, strings.Join(told, "\n"))
				}
			}
		})
	}
}

// stranger is a dossier without any expectation.
const stranger = `
name: essai
title: Un dossier venu d'ailleurs
source: moi
application:
  signature_date: 2025-03-03
  fund_code: "751"
  doctor: {rpps: "99900000110", specialty_code: "01", sector: SECTOR_1}
  activity: {registered_patients: 1200, band: BAND_P50_P70}
  assistant: {secretary_promoted: false}
  options_wanted: [OPTION_FULL]
steps:
  - assess: {}
  - offer: {option: OPTION_FULL, declared_objectives: [{indicator: INDICATOR_REGISTERED_PATIENTS, to_gain: 100}]}
  - sign: {doctor: 2025-03-03, fund: 2025-03-03}
  - hire: {assistant_ref: a1, start_date: 2025-03-10, weekly_minutes: 2100, employer: EMPLOYER_DOCTOR}
  - run: {through_date: 2025-03-31}
`

func TestAStrangersDossierMayExpectNothing(t *testing.T) {
	story, tally := played(t, theServices(t), read(t, stranger))
	if len(tally.differences) != 0 || tally.checked != 0 {
		t.Errorf("%d checked, differences %v; want none", tally.checked, tally.differences)
	}
	if got := tally.summary(); !strings.Contains(got, "dont 0 vérifiés") || !strings.Contains(got, "aucune différence") {
		t.Errorf("summary %q", got)
	}
	if tally.printed < 20 || !strings.Contains(plainSpaces(story), "38 000,00 € payés") {
		t.Errorf("%d figures printed:\n%s", tally.printed, story)
	}
}

func TestTheExampleToBeginWithPlays(t *testing.T) {
	story, tally := played(t, theServices(t), read(t, example))
	for _, d := range tally.differences {
		t.Error(d)
	}
	if tally.checked < 5 || !strings.Contains(plainSpaces(story), "Total payé sur ce contrat : 38 000,00 €") {
		t.Errorf("%d checked:\n%s", tally.checked, story)
	}
}

func TestARefusalThatNobodyExpectsEndsTheStoryAndIsADifference(t *testing.T) {
	text := strings.Replace(stranger, "band: BAND_P50_P70", "measured_on_date: 2025-01-01", 1)
	story, tally := played(t, theServices(t), read(t, text))
	if len(tally.differences) != 1 || !strings.Contains(tally.differences[0].String(), "étape 2 (offer), refused : attendu aucun refus, vu BAND_UNSETTLED") {
		t.Errorf("differences %v", tally.differences)
	}
	if !strings.Contains(story, "✗ Refusé") || !strings.Contains(story, "Ce récit s'arrête ici.") || strings.Contains(story, "Mise en paiement") {
		t.Errorf("the story does not stop at the refusal:\n%s", story)
	}
}

func TestAMalformedApplicationIsToldFieldByField(t *testing.T) {
	text := strings.Replace(stranger, `rpps: "99900000110", specialty_code: "01"`, `rpps: "123", specialty_code: "99"`, 1)
	text = strings.Replace(text, "  - assess: {}\n", "  - assess: {}\n    expect: {refused: INVALID_REQUEST, fields: [application.doctor.rpps, application.doctor.specialty_code]}\n", 1)
	text = text[:strings.Index(text, "  - offer:")]
	story, tally := played(t, theServices(t), read(t, text))
	for _, d := range tally.differences {
		t.Error(d)
	}
	if !strings.Contains(story, "application.doctor.rpps") {
		t.Errorf("the story does not name the field:\n%s", story)
	}
}
