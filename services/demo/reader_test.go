package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
)

func TestWhatIsWrongInADossierIsToldWithLineFieldSeenAndWanted(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		wanted         string
	}{
		{"an unknown key", "source: moi", "source: moi\nsauce: moi", "essai.yaml:5: sauce : vu « sauce », attendu l'un de application, examination, expect, expectations, name, plays, published, source, steps, supposed, title"},
		{"a key twice", "source: moi", "source: moi\nsource: toi", "essai.yaml:5: source : vu « source », attendu un nom de champ, une seule fois"},
		{"an unknown fact", "sector: SECTOR_1", "secteur: SECTOR_1", "essai.yaml:8: application.doctor.secteur : vu « secteur », attendu l'un de rpps, am_number, specialty_code"},
		{"a word for a number", "registered_patients: 1200", "registered_patients: beaucoup", "application.activity.registered_patients : vu « beaucoup », attendu un nombre entier"},
		{"a fraction for a number", "registered_patients: 1200", "registered_patients: 1200.5", "application.activity.registered_patients : vu « 1200.5 », attendu un nombre entier"},
		{"a number that is too large", "registered_patients: 1200", "registered_patients: 99999999999", "vu « 99999999999 », attendu un nombre entier"},
		{"an unknown name", "SECTOR_1", "SECTOR_4", "application.doctor.sector : vu « SECTOR_4 », attendu l'un de SECTOR_1, SECTOR_2, SECTOR_OUTSIDE_AGREEMENT"},
		{"the name of nothing", "SECTOR_1", "SECTOR_UNSPECIFIED", "vu « SECTOR_UNSPECIFIED », attendu l'un de"},
		{"a word for yes", "secretary_promoted: false", "secretary_promoted: non", "application.assistant.secretary_promoted : vu « non », attendu true ou false"},
		{"a text for a list", "options_wanted: [OPTION_FULL]", "options_wanted: OPTION_FULL", "application.options_wanted : vu « OPTION_FULL », attendu une liste"},
		{"a list for a group", "assistant: {secretary_promoted: false}", "assistant: [1]", "application.assistant : vu une liste, attendu un groupe de champs"},
		{"yes for a text", "source: moi", "source: true", "essai.yaml:4: source : vu « true », attendu un texte"},
		{"no source", "source: moi\n", "", "source : vu rien, attendu un texte"},
		{"no signature date", "  signature_date: 2025-03-03\n", "", "application.signature_date : vu rien, attendu une date, 2024-06-22"},
		{"no steps", stranger[strings.Index(stranger, "steps:"):], "", "steps : vu rien, attendu au moins une étape"},
		{"an unknown step", "- assess: {}", "- asses: {}", "steps[0].asses : vu « asses », attendu l'un de absence, account, amend, appeal, assess, bank, decide_appeal, decide_proposal, decide_recovery, end, evidence, expect, forecast, hire"},
		{"two steps in one", "- assess: {}", "- {assess: {}, simulate: {}}", "attendu une seule de"},
		{"a step before its contract", "  - assess: {}\n  - offer:", "  - end: {end_date: 2025-05-05, reason: END_REASON_EXPIRED}\n  - offer:", "essai.yaml:13: end : vu aucune étape offer avant, attendu d'abord offer"},
		{"a field that is the play's", "- offer: {", "- offer: {assessment_id: asm_1, ", "steps[1].offer.assessment_id : vu « assessment_id », attendu l'un de option, declared_objectives, lapse_date, succeeds"},
		{"a run without its day", "run: {through_date: 2025-03-31}", "run: {}", "steps[4].run.through_date : vu rien, attendu une date"},
		{"nobody signs", "sign: {doctor: 2025-03-03, fund: 2025-03-03}", "sign: {}", "steps[2].sign : vu rien, attendu doctor, fund ou les deux, avec leur date"},
		{"an expected figure that no step has", "- assess: {}", "- {assess: {}, expect: {verdit: ELIGIBLE}}", "steps[0].expect.verdit : vu « verdit », attendu l'un de adapted, certainty"},
		{"an expected amount that is none", "run: {through_date: 2025-03-31}", "run: {through_date: 2025-03-31}\n    expect: {total: trente}", "steps[4].expect.total : vu « trente », attendu un montant en euros"},
		{"an expected verdict that is none", "- assess: {}", "- {assess: {}, expect: {verdict: OUI}}", "steps[0].expect.verdict : vu « OUI », attendu l'un de ELIGIBLE, NOT_ELIGIBLE, UNDETERMINED"},
		{"a fact learned that is none", "- assess: {}", "- assess: {activity: {bande: 1}}", "steps[0].assess.activity.bande"},
		{"an expectation in itself", "- assess: {}", "- {assess: {}, expect: &e {criteria: *e}}", "attendu au plus 30 niveaux"},
		{"a fact in itself", "  activity: {registered_patients: 1200, band: BAND_P50_P70}", "  activity: &a {registered_patients: *a}", "attendu"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(stranger, c.old) {
				t.Fatalf("the dossier does not hold %q", c.old)
			}
			_, err := readDossier("essai.yaml", []byte(strings.Replace(stranger, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.wanted) {
				t.Errorf("seen: %v\nwanted: %s", err, c.wanted)
			}
		})
	}
}

func TestEveryProblemIsToldAtOnceInTheOrderOfTheFile(t *testing.T) {
	text := strings.NewReplacer("SECTOR_1", "SECTOR_9", "secretary_promoted: false", "secretary_promoted: 3", "source: moi", "sauce: moi").Replace(stranger)
	_, err := readDossier("essai.yaml", []byte(text))
	if err == nil {
		t.Fatal("accepted")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 4 {
		t.Errorf("%d problems, want 4:\n%s", len(lines), err)
	}
	if i := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "sauce") }); i > 1 {
		t.Errorf("not in the order of the file:\n%s", err)
	}
}

func TestAPlayChangesFactsAndTakesThemAway(t *testing.T) {
	text := stranger[:strings.Index(stranger, "steps:")] + `plays:
  - name: un
    title: Un
    with: {activity: {registered_patients: 900, band: null}, options_wanted: [OPTION_HALF]}
    steps:
      - simulate: {}
      - assess: {activity: {active_file: 1000}}
      - simulate: {practice: {zone: ZONE_ZIP}}
`
	d := read(t, text)
	activity := d.plays[0].application.GetActivity()
	if activity.GetRegisteredPatients() != 900 || activity.Band != nil || activity.ActiveFile != nil {
		t.Errorf("activity of the play: %v", activity)
	}
	if got := d.plays[0].application.GetOptionsWanted(); !slices.Equal(got, []lawv1.Option{lawv1.Option_OPTION_HALF}) {
		t.Errorf("options of the play: %v", got)
	}
	var applications []*eligibilityv1.Application
	for _, s := range d.plays[0].steps {
		applications = append(applications, s.body.(*learned).application)
	}
	if applications[0].GetActivity().ActiveFile != nil || applications[1].GetActivity().GetActiveFile() != 1000 {
		t.Errorf("what is learned at step 2: %v, then %v", applications[0], applications[1])
	}
	if last := applications[2]; last.GetActivity().GetActiveFile() != 1000 || last.GetPractice().GetZone() != lawv1.Zone_ZONE_ZIP {
		t.Errorf("what was learned before is lost: %v", last)
	}
}

func TestATextIsKeptAsItIsWritten(t *testing.T) {
	d := read(t, strings.Replace(stranger, `specialty_code: "01"`, "specialty_code: 01", 1))
	if got := d.plays[0].application.GetDoctor().GetSpecialtyCode(); got != "01" {
		t.Errorf("specialty code %q, want 01", got)
	}
}

func TestADossierIsFoundByNameOrByPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mien.yaml")
	if err := os.WriteFile(path, []byte(stranger), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := load([]string{"gp-774-775", path})
	if err != nil {
		t.Fatal(err)
	}
	if all[0].name != "gp-774-775" || all[1].name != "essai" || all[1].file != "mien.yaml" {
		t.Errorf("found %+v and %+v", all[0], all[1])
	}
	if _, err := load([]string{"gp-1"}); err == nil || !strings.Contains(err.Error(), "gp-1") {
		t.Errorf("a dossier that is nowhere: %v", err)
	}
}

func FuzzADossierIsReadOrRefused(f *testing.F) {
	f.Add(stranger)
	f.Add("a: &a [*a]")
	f.Add(strings.Replace(stranger, "- assess: {}", "- {assess: {}, expect: &e {criteria: *e, says: [a]}}", 1))
	f.Add("{}")
	f.Add("- 1\n---\n- 2")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := readDossier("essai.yaml", []byte(text))
		if (d == nil) == (err == nil) {
			t.Errorf("dossier %v, error %v", d, err)
		}
	})
}
