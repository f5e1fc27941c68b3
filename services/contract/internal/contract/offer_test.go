package contract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// gp is an assessed general practitioner, eligible, every open option in these bands.
func gp(t *testing.T, l *law.Law, signed string, bands ...law.Band) contract.Assessed {
	t.Helper()
	a := contract.Assessed{
		LawDigest: l.Digest(), Text: textOn(t, l, signed), Verdict: contract.Eligible, Signed: on(signed),
		Specialty: "01", Certainty: law.OfficialSummary,
	}
	for _, o := range []law.Option{law.Third, law.Half, law.Full} {
		a.Options = append(a.Options, contract.AssessedOption{Option: o, Open: true, Bands: bands})
	}
	return a
}

func patients(n int) law.Start { return law.Start{Count: n, Known: true} }

// refusedWith fails the test unless the refusal has the reason and says each of these.
func refusedWith(t *testing.T, refusal *contract.Refusal, reason contract.Reason, says ...string) {
	t.Helper()
	if refusal == nil || refusal.Reason != reason {
		t.Fatalf("got %+v, want %s", refusal, reason)
	}
	for _, s := range says {
		if !strings.Contains(refusal.Text.EN, s) && !strings.Contains(refusal.Text.FR, s) {
			t.Errorf("the sentences are\n%s\n%s\nwant %q in one of them", refusal.Text.EN, refusal.Text.FR, s)
		}
	}
}

func offered(t *testing.T, terms contract.Terms, refusal *contract.Refusal) contract.Terms {
	t.Helper()
	if refusal != nil {
		t.Fatalf("refused: %s: %s", refusal.Reason, refusal.Text.EN)
	}
	return terms
}

func TestAnOfferNeedsAnEligibleAssessmentUnderTheSameLaw(t *testing.T) {
	l := theLaw(t)
	finding := law.Phrase{FR: "Il manque 1 patient.", EN: "1 patient is missing."}
	t.Run("not eligible", func(t *testing.T) {
		a := gp(t, l, "2025-01-10", law.P70ToP90)
		a.Verdict, a.Findings = contract.Ineligible, []law.Phrase{finding}
		_, refusal := contract.Offer(l, a, law.Full, nil)
		refusedWith(t, refusal, contract.NotEligible, "1 patient is missing.", "Le médecin n'est pas éligible. Il manque 1 patient.")
	})
	t.Run("before the first text", func(t *testing.T) {
		a := gp(t, l, "2025-01-10", law.P70ToP90)
		a.Verdict, a.Text = contract.Ineligible, nil
		_, refusal := contract.Offer(l, a, law.Full, nil)
		refusedWith(t, refusal, contract.NotEligible)
	})
	t.Run("undetermined", func(t *testing.T) {
		a := gp(t, l, "2025-01-10", law.P70ToP90)
		a.Verdict, a.Findings = contract.Undetermined, []law.Phrase{{FR: "Quel secteur\u00a0?", EN: "Which sector?"}}
		_, refusal := contract.Offer(l, a, law.Full, nil)
		refusedWith(t, refusal, contract.UndeterminedVerdict, "Which sector?", "Quel secteur\u00a0?")
	})
	t.Run("no verdict at all", func(t *testing.T) {
		a := gp(t, l, "2025-01-10", law.P70ToP90)
		a.Verdict = 0
		_, refusal := contract.Offer(l, a, law.Full, nil)
		refusedWith(t, refusal, contract.NotEligible)
	})
	t.Run("another law", func(t *testing.T) {
		a := gp(t, l, "2025-01-10", law.P70ToP90)
		a.LawDigest = strings.Repeat("0", 64)
		_, refusal := contract.Offer(l, a, law.Full, nil)
		refusedWith(t, refusal, contract.LawDiffers, "000000000000", l.Digest()[:12])
	})
}

func TestOnlyAnOpenOptionIsOffered(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2023-05-01", law.P70ToP90)
	a.Options[0] = contract.AssessedOption{
		Option: law.Third, Codes: []string{"NO_NEW_CONTRACT"},
		Why: []law.Phrase{{FR: "Plus de nouveau contrat depuis le 1er mai 2023.", EN: "No new contract since 2023-05-01."}},
	}
	_, refusal := contract.Offer(l, a, law.Third, nil)
	refusedWith(t, refusal, contract.OptionClosed, "1/3 ETP is not open to this doctor: No new contract since 2023-05-01.", "depuis le 1er mai 2023")
	_, refusal = contract.Offer(l, a, law.Two, nil)
	refusedWith(t, refusal, contract.OptionClosed, "options_wanted")
}

func TestABandThatChangesNoAmountMayStayOpen(t *testing.T) {
	l := theLaw(t)
	declared := []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 260}}
	a := gp(t, l, "2025-01-10", law.P50ToP70, law.P70ToP90)
	a.Registered = patients(1300)
	terms, refusal := contract.Offer(l, a, law.Full, declared)
	if terms = offered(t, terms, refusal); len(terms.Bands) != 2 {
		t.Errorf("the bands are %v, want both", terms.Bands)
	}
	for i := range a.Options {
		a.Options[i].Bands = []law.Band{law.P50ToP70, law.P70ToP90, law.P90ToP95}
	}
	_, refusal = contract.Offer(l, a, law.Full, declared)
	refusedWith(t, refusal, contract.BandUnsettled, "application.activity.band", "P50–P70, P70–P90, P90–P95")
	for i := range a.Options {
		a.Options[i].Bands = nil
	}
	_, refusal = contract.Offer(l, a, law.Full, declared)
	refusedWith(t, refusal, contract.BandUnsettled)
}

func TestUnderBothEachIndicatorNeedsItsObjective(t *testing.T) {
	l := theLaw(t)
	start := func(adults, file law.Start) contract.Assessed {
		a := gp(t, l, "2020-10-01", law.P95AndAbove)
		a.Adults, a.ActiveFile = adults, file
		a.Registered = patients(9999) // children count for nothing under avenant 7
		return a
	}
	t.Run("gen-2020-zip-full", func(t *testing.T) {
		terms, refusal := contract.Offer(l, start(patients(2059), patients(2333)), law.Full, nil)
		terms = offered(t, terms, refusal)
		got := terms.Objectives
		if len(got) != 2 || got[0].ToGain != 102 || got[0].Target != 2161 || got[1].ToGain != 116 || got[1].Target != 2449 {
			t.Errorf("got %+v, want +102 (2161) and +116 (2449)", got)
		}
		for _, o := range got {
			if o.Declared || !o.LawKnown || o.LawToGain != o.ToGain || o.Explanation.FR == "" || o.Cite.Cell == "" {
				t.Errorf("got %+v, want the law's number, explained and cited", o)
			}
		}
		if terms.Term != on("2025-09-30") || len(terms.Years) != 5 {
			t.Errorf("the term is %s after %d years, want 2025-09-30 after 5", terms.Term, len(terms.Years))
		}
	})
	t.Run("a start that nobody knows", func(t *testing.T) {
		_, refusal := contract.Offer(l, start(patients(2059), law.Start{}), law.Full, nil)
		refusedWith(t, refusal, contract.StartUnknown, "application.activity.active_file")
	})
	t.Run("neither start is known: both are named", func(t *testing.T) {
		_, refusal := contract.Offer(l, start(law.Start{}, law.Start{}), law.Full, nil)
		refusedWith(t, refusal, contract.StartUnknown, "application.activity.active_file", "application.activity.adult_registered_patients")
	})
	t.Run("an unknown rate", func(t *testing.T) {
		a := start(patients(1200), patients(1600))
		a.Options[2].Bands = []law.Band{law.P50ToP70}
		_, refusal := contract.Offer(l, a, law.Full, []contract.Declared{{Indicator: law.ActiveFile, ToGain: 200}})
		refusedWith(t, refusal, contract.ObjectiveUnknown, "registered patients", "rates.full.p50_p70", "avenant-7")
	})
}

func TestUnderEitherOneCompleteObjectiveIsEnough(t *testing.T) {
	l := theLaw(t)
	start := func(registered, file law.Start) contract.Assessed {
		a := gp(t, l, "2023-10-01", law.P70ToP90)
		a.Registered, a.ActiveFile = registered, file
		return a
	}
	mt := contract.Declared{Indicator: law.RegisteredPatients, ToGain: 260}
	fa := contract.Declared{Indicator: law.ActiveFile, ToGain: 300}
	t.Run("ra-2023-full-1300", func(t *testing.T) {
		_, refusal := contract.Offer(l, start(patients(1300), law.Start{}), law.Full, nil)
		refusedWith(t, refusal, contract.ObjectiveUnknown, "rates.all_options.p70_p90", "reglement-arbitral", "declared_objectives")
		terms, refusal := contract.Offer(l, start(patients(1300), law.Start{}), law.Full, []contract.Declared{mt})
		got := offered(t, terms, refusal).Objectives
		if len(got) != 1 || got[0].Indicator != law.RegisteredPatients || got[0].Target != 1560 || !got[0].Declared || got[0].LawKnown {
			t.Errorf("got %+v, want the declared objective of 1560 alone", got)
		}
	})
	t.Run("both declared", func(t *testing.T) {
		terms, refusal := contract.Offer(l, start(patients(1300), patients(1700)), law.Full, []contract.Declared{fa, mt})
		got := offered(t, terms, refusal).Objectives
		if len(got) != 2 || got[0].Indicator != law.RegisteredPatients || got[1].Target != 2000 {
			t.Errorf("got %+v, want both in the order of the text", got)
		}
	})
	t.Run("what the fund declares is never left out silently", func(t *testing.T) {
		_, refusal := contract.Offer(l, start(patients(1300), law.Start{}), law.Full, []contract.Declared{mt, fa})
		refusedWith(t, refusal, contract.StartUnknown, "application.activity.active_file")
	})
	t.Run("nothing is complete", func(t *testing.T) {
		_, refusal := contract.Offer(l, start(law.Start{}, law.Start{}), law.Full, nil)
		refusedWith(t, refusal, contract.StartUnknown, "application.activity.registered_patients")
	})
}

func TestANumberOtherThanTheLawsNeedsAReason(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2019-10-01", law.P70ToP90)
	a.Adults, a.ActiveFile = patients(975), patients(2355)
	const reason = "nombre imprimé au contrat"
	mt := func(toGain int, reason string) []contract.Declared {
		return []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: toGain, Reason: reason}}
	}
	_, refusal := contract.Offer(l, a, law.Half, mt(221, ""))
	refusedWith(t, refusal, contract.ReasonMissing, "221", "121", "rates.half.p70_p90")

	terms, refusal := contract.Offer(l, a, law.Half, mt(221, reason)) // fmf-2019-half
	got := offered(t, terms, refusal).Objectives
	if got[0].Target != 1196 || !got[0].Declared || got[0].Reason != reason || got[0].LawToGain != 121 || !got[0].LawKnown {
		t.Errorf("got %+v, want 1196 declared beside the law's 121", got[0])
	}
	if want := "100 more"; !strings.Contains(got[0].Explanation.EN, want) {
		t.Errorf("the explanation is %q, want %q in it", got[0].Explanation.EN, want)
	}
	if got[1].ToGain != 294 || got[1].Target != 2649 || got[1].Declared {
		t.Errorf("got %+v, want the law's +294 (2649)", got[1])
	}

	terms, refusal = contract.Offer(l, a, law.Half, mt(121, "the same"))
	if got := offered(t, terms, refusal).Objectives[0]; got.Declared || got.Reason != "" {
		t.Errorf("got %+v, want the law's own number", got)
	}
	terms, refusal = contract.Offer(l, a, law.Half, mt(100, reason))
	if got, want := offered(t, terms, refusal).Objectives[0].Explanation.FR, "Le texte en donne 121 (cellule rates.half.p70_p90)\u00a0: c'est 21 de moins."; !strings.Contains(got, want) {
		t.Errorf("the explanation is %q, want %q in it", got, want)
	}
}

func TestAnObjectiveThatDependsOnTheBandIsDeclared(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2020-10-01", law.P30ToP50, law.P50ToP70, law.P70ToP90) // 1/3: 20 %, 15 %, 7.5 %
	a.Adults, a.ActiveFile = patients(1000), patients(2000)
	declare := func(mt int, reason string) []contract.Declared {
		return []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: mt, Reason: reason}, {Indicator: law.ActiveFile, ToGain: 300}}
	}
	_, refusal := contract.Offer(l, a, law.Third, nil)
	refusedWith(t, refusal, contract.ObjectiveUnknown, "depends on the band")
	_, refusal = contract.Offer(l, a, law.Third, declare(160, ""))
	refusedWith(t, refusal, contract.ReasonMissing, "75 to 200 by band")
	for _, tc := range []contract.Declared{{ToGain: 150}, {ToGain: 160, Reason: "agreed"}} {
		terms, refusal := contract.Offer(l, a, law.Third, declare(tc.ToGain, tc.Reason))
		got := offered(t, terms, refusal).Objectives[0]
		if got.ToGain != tc.ToGain || !got.Declared || got.LawKnown || !strings.Contains(got.Explanation.FR, "de 75 à 200 selon la tranche") {
			t.Errorf("got %+v, want %d declared beside 75 to 200", got, tc.ToGain)
		}
	}
}

func TestASpecialistCommitsOnTheActiveFileOnly(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2025-01-10", law.P70ToP90)
	a.Specialty, a.ActiveFile, a.Registered = "03", patients(2000), patients(10)
	_, refusal := contract.Offer(l, a, law.Half, []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 1}})
	refusedWith(t, refusal, contract.IndicatorNotUsed, "registered patients", "active file")
	terms, refusal := contract.Offer(l, a, law.Half, []contract.Declared{{Indicator: law.ActiveFile, ToGain: 100}})
	if got := offered(t, terms, refusal).Objectives; len(got) != 1 || got[0].Target != 2100 {
		t.Errorf("got %+v, want the active file alone, 2100", got)
	}
}

func TestANewlyInstalledDoctorReachesTheMedian(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2025-01-10", law.BelowP30)
	a.NewlyInstalled, a.Registered, a.ActiveFile = true, patients(300), patients(500)
	terms, refusal := contract.Offer(l, a, law.Full, nil)
	got := offered(t, terms, refusal).Objectives
	if len(got) != 2 || got[0].Target != 1045 || got[0].ToGain != 745 || got[1].Target != 1514 || got[1].ToGain != 1014 {
		t.Errorf("got %+v, want 1045 registered patients and 1514 in the active file", got)
	}
}

// Whether the doctor is newly installed decides the objective; where nobody knows, no
// reading becomes the default.
func TestAnObjectiveThatDependsOnTheInstallationIsNotGuessed(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2020-10-01", law.P30ToP50)
	a.Adults, a.ActiveFile, a.InstalledUnknown = patients(700), patients(900), true
	_, refusal := contract.Offer(l, a, law.Half, nil)
	refusedWith(t, refusal, contract.ObjectiveUnknown, "depends on when the doctor set up", "dépend de la date d'installation")
	terms, refusal := contract.Offer(l, a, law.Half, []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 175}, {Indicator: law.ActiveFile, ToGain: 225}})
	if got := offered(t, terms, refusal).Objectives; len(got) != 2 || !got[0].Declared || got[0].Target != 875 {
		t.Errorf("declared by the fund: %+v", got)
	}
	a.InstalledUnknown = false
	terms, refusal = contract.Offer(l, a, law.Half, nil)
	if got := offered(t, terms, refusal).Objectives; len(got) != 2 || got[0].Declared || got[0].ToGain != 175 {
		t.Errorf("installed long ago: %+v", got)
	}
}

func TestTheCertaintyIsTheWeakestOfTheTerms(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2020-10-01", law.P95AndAbove)
	a.Adults, a.ActiveFile = patients(2059), patients(2333)
	terms, refusal := contract.Offer(l, a, law.Half, nil)
	if got := offered(t, terms, refusal).Certainty; got == law.Unknown || got < law.OfficialSummary {
		t.Errorf("the certainty is %s, want a known one no stronger than the assessment's", got)
	}
	a.Certainty = law.Unknown
	terms, refusal = contract.Offer(l, a, law.Half, nil)
	if got := offered(t, terms, refusal).Certainty; got != law.Unknown {
		t.Errorf("the certainty is %s, want UNKNOWN as the assessment's", got)
	}
	a = gp(t, l, "2023-10-01", law.P70ToP90)
	a.Registered = patients(1300)
	terms, refusal = contract.Offer(l, a, law.Half, []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 260}})
	if got := offered(t, terms, refusal).Certainty; got != law.Operator {
		t.Errorf("the certainty is %s, want OPERATOR: the number is the fund's", got)
	}
}

func TestAnOfferWhoseTermTheCalendarCannotWriteIsRefused(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2196-01-01", law.P95AndAbove)
	a.Registered = patients(2000)
	_, refusal := contract.Offer(l, a, law.Half, nil)
	refusedWith(t, refusal, contract.OutsideCalendar, "2200-12-31")
}

func TestSentencesKeepToTheTypographyOfTheirLanguage(t *testing.T) {
	l := theLaw(t)
	a := gp(t, l, "2023-10-01", law.P70ToP90)
	a.Registered = patients(1300)
	terms, refusal := contract.Offer(l, a, law.Half, []contract.Declared{{Indicator: law.RegisteredPatients, ToGain: 1260}})
	got := offered(t, terms, refusal).Objectives[0].Explanation
	wantFR := "Patientèle médecin traitant\u00a0: 1\u00a0300\u00a0patients au départ, 1\u00a0260 à gagner d'après la caisse\u00a0: il en faut 2\u00a0560. L'objectif du texte n'est pas connu (cellule rates.all_options.p70_p90)."
	wantEN := "Registered patients: 1,300 patients at the start, 1,260 to gain as the fund writes: 2,560 are to be reached. The law's objective is not known (cell rates.all_options.p70_p90)."
	if got.FR != wantFR || got.EN != wantEN {
		t.Errorf("got\n%s\n%s\nwant\n%s\n%s", got.FR, got.EN, wantFR, wantEN)
	}
}

// The certainty of a contract once left out the percentiles that settle its band.
func TestAContractIsNoSurerThanThePercentilesThatSettleItsBand(t *testing.T) {
	l, err := law.Open(os.DirFS(filepath.Join("..", "..", "..", "internal", "law", "testdata", "supplements")))
	if err != nil {
		t.Fatal(err)
	}
	a := gp(t, l, "2023-07-09", law.P70ToP90)
	a.NewlyInstalled, a.Registered, a.ActiveFile = true, patients(1121), patients(1368)
	for _, c := range []struct {
		name   string
		stated bool
		want   law.Certainty
	}{{"by the operator's percentiles", false, law.Operator}, {"by the fund", true, law.Derived}} {
		t.Run(c.name, func(t *testing.T) {
			a.BandStated = c.stated
			terms, refusal := contract.Offer(l, a, law.Half, nil)
			if terms = offered(t, terms, refusal); terms.Certainty != c.want {
				t.Errorf("the certainty is %s, want %s", terms.Certainty, c.want)
			}
		})
	}
}
