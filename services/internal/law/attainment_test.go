package law_test

import (
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

const (
	mt = law.RegisteredPatients
	fa = law.ActiveFile
)

// plain is a sentence with ordinary spaces, for comparison.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestTheRatiosOfTwoGoalsAreJoinedByTheFormOfTheText(t *testing.T) {
	l := embedded(t)
	gain := []law.Goal{{Indicator: mt, Start: 1000, ToGain: 100}, {Indicator: fa, Start: 2000, ToGain: 200}}
	keep := []law.Goal{{Indicator: mt, Start: 1000}, {Indicator: fa, Start: 2000, ToGain: 200}}
	for _, c := range []struct {
		name    string
		goals   []law.Goal
		mt, fa  int
		both    money.Ratio // avenant-7
		either  money.Ratio // later texts
		reached [2]bool
	}{
		{"nothing gained", gain, 1000, 2000, money.Ratio{Num: 0, Den: 1}, money.Ratio{Num: 0, Den: 1}, [2]bool{}},
		{"both half way", gain, 1050, 2100, money.Ratio{Num: 1, Den: 2}, money.Ratio{Num: 1, Den: 2}, [2]bool{}},
		{"one reached, the other at its start", gain, 1100, 2000, money.Ratio{Num: 0, Den: 1}, money.Ratio{Num: 1, Den: 1}, [2]bool{false, true}},
		{"one reached, the other one below its start", gain, 1100, 1999, money.Ratio{Num: 0, Den: 1}, money.Ratio{Num: 0, Den: 1}, [2]bool{}},
		{"the other way round", gain, 999, 2200, money.Ratio{Num: 0, Den: 1}, money.Ratio{Num: 0, Den: 1}, [2]bool{}},
		{"one reached, the other in part", gain, 1025, 2200, money.Ratio{Num: 1, Den: 4}, money.Ratio{Num: 1, Den: 1}, [2]bool{false, true}},
		{"both reached", gain, 1100, 2200, money.Ratio{Num: 1, Den: 1}, money.Ratio{Num: 1, Den: 1}, [2]bool{true, true}},
		{"both beyond", gain, 1500, 3000, money.Ratio{Num: 1, Den: 1}, money.Ratio{Num: 1, Den: 1}, [2]bool{true, true}},
		{"both below", gain, 900, 1900, money.Ratio{Num: 0, Den: 1}, money.Ratio{Num: 0, Den: 1}, [2]bool{}},
		{"kept, the other half way", keep, 1000, 2100, money.Ratio{Num: 1, Den: 2}, money.Ratio{Num: 1, Den: 1}, [2]bool{false, true}},
		{"not kept, the other half way", keep, 950, 2100, money.Ratio{Num: 1, Den: 2}, money.Ratio{Num: 19, Den: 20}, [2]bool{}},
		{"not kept, the other reached", keep, 950, 2200, money.Ratio{Num: 19, Den: 20}, money.Ratio{Num: 19, Den: 20}, [2]bool{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			counts := []law.Count{{Indicator: mt, Patients: c.mt}, {Indicator: fa, Patients: c.fa}}
			both := l.Attain(textOf(t, l, avenant7), c.goals, counts)
			if !both.Known || both.Form != "BOTH" || both.Ratio != c.both || both.Reached != c.reached[0] {
				t.Errorf("avenant 7: %s %v, reached %v, known %v; wanted %v", both.Form, both.Ratio, both.Reached, both.Known, c.both)
			}
			for _, id := range []string{reglementArbitral, convention2024} {
				either := l.Attain(textOf(t, l, id), c.goals, counts)
				if !either.Known || either.Form != "EITHER" || either.Ratio != c.either || either.Reached != c.reached[1] {
					t.Errorf("%s: %s %v, reached %v, known %v; wanted %v", id, either.Form, either.Ratio, either.Reached, either.Known, c.either)
				}
			}
		})
	}
}

func TestOneGoalIsMeasuredPatientByPatient(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, convention2024)
	for _, c := range []struct {
		name     string
		goal     law.Goal
		seen     int
		want     law.IndicatorAttainment // without ratio and explanation
		ratio    money.Ratio
		french   string
		together string
	}{
		{"short by one", law.Goal{Indicator: fa, Start: 2333, ToGain: 116}, 2448,
			law.IndicatorAttainment{Target: 2449, Gained: 115, ShortBy: 1}, money.Ratio{Num: 115, Den: 116},
			"File active : 2 448 patients pour 2 449 attendus, il en manque 1. Sur 116 à gagner depuis le départ (2 333) : 115, soit 99,1 % de l'objectif.",
			"Un seul objectif, atteint à 99,1 %."},
		{"reached", law.Goal{Indicator: fa, Start: 2333, ToGain: 116}, 2449,
			law.IndicatorAttainment{Target: 2449, Gained: 116, Reached: true}, money.Ratio{Num: 1, Den: 1},
			"File active : 2 449 patients pour 2 449 attendus, l'objectif est atteint.",
			"Un seul objectif, atteint à 100 %."},
		{"fallen", law.Goal{Indicator: fa, Start: 2333, ToGain: 116}, 2013,
			law.IndicatorAttainment{Target: 2449, Gained: -320, ShortBy: 436}, money.Ratio{Num: 0, Den: 1},
			"File active : 2 013 patients pour 2 449 attendus, il en manque 436. C'est 320 patients de moins qu'au départ (2 333), soit 0 % de l'objectif.",
			"Un seul objectif, atteint à 0 %."},
		{"maintained", law.Goal{Indicator: fa, Start: 2000}, 2000,
			law.IndicatorAttainment{Target: 2000, Reached: true}, money.Ratio{Num: 1, Den: 1},
			"File active : 2 000 patients pour 2 000 attendus, l'objectif est atteint.",
			"Un seul objectif, atteint à 100 %."},
		{"not maintained", law.Goal{Indicator: fa, Start: 2000}, 1900,
			law.IndicatorAttainment{Target: 2000, Gained: -100, ShortBy: 100}, money.Ratio{Num: 19, Den: 20},
			"File active : 1 900 patients pour 2 000 attendus, il en manque 100. C'est 95 % du départ, qui est à maintenir.",
			"Un seul objectif, atteint à 95 %."},
		{"nothing to maintain", law.Goal{Indicator: fa}, 0,
			law.IndicatorAttainment{Reached: true}, money.Ratio{Num: 1, Den: 1},
			"File active : 0 patient pour 0 attendus, l'objectif est atteint.",
			"Un seul objectif, atteint à 100 %."},
		{"a negative goal is to maintain", law.Goal{Indicator: fa, Start: 100, ToGain: -5}, 50,
			law.IndicatorAttainment{Target: 100, Gained: -50, ShortBy: 50}, money.Ratio{Num: 1, Den: 2},
			"File active : 50 patients pour 100 attendus, il en manque 50. C'est 50 % du départ, qui est à maintenir.",
			"Un seul objectif, atteint à 50 %."},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := l.Attain(text, []law.Goal{c.goal}, []law.Count{{Indicator: fa, Patients: c.seen}})
			if len(a.Each) != 1 || !a.Known || a.Ratio != c.ratio {
				t.Fatalf("the attainment is %+v", a)
			}
			got := a.Each[0]
			explained := got.Explanation
			want := c.want
			want.Indicator, want.Start, want.ToGain, want.Seen, want.Ratio = fa, c.goal.Start, max(0, c.goal.ToGain), c.seen, c.ratio
			got.Explanation = law.Phrase{}
			if got != want {
				t.Errorf("measured as %+v, wanted %+v", got, want)
			}
			if plain(explained.FR) != c.french {
				t.Errorf("explained as %q, wanted %q", plain(explained.FR), c.french)
			}
			if plain(a.Explanation.FR) != c.together {
				t.Errorf("together %q, wanted %q", plain(a.Explanation.FR), c.together)
			}
		})
	}
}

func TestAMissingMeasureIsSaidAndOnlyBothNeedsIt(t *testing.T) {
	l := embedded(t)
	goals := []law.Goal{{Indicator: mt, Start: 1000, ToGain: 100}, {Indicator: fa, Start: 2000, ToGain: 200}}
	for _, c := range []struct {
		name    string
		text    string
		goals   []law.Goal
		counts  []law.Count
		known   bool
		ratio   money.Ratio
		missing []law.Indicator
		french  string
	}{
		{"both, one measured", avenant7, goals, []law.Count{{Indicator: mt, Patients: 1100}}, false, money.Ratio{Num: 0, Den: 1}, []law.Indicator{fa},
			"Pas de mesure : file active. Sans cette mesure, le ratio ne peut pas être calculé."},
		{"either, one measured", convention2024, goals, []law.Count{{Indicator: mt, Patients: 1100}}, true, money.Ratio{Num: 1, Den: 1}, []law.Indicator{fa},
			"Un objectif sur deux suffit, le plus avancé décide : patientèle médecin traitant, 100 %. Pas de mesure : file active."},
		{"either, none measured", convention2024, goals, nil, false, money.Ratio{Num: 0, Den: 1}, []law.Indicator{mt, fa},
			"Pas de mesure : patientèle médecin traitant, file active. Sans cette mesure, le ratio ne peut pas être calculé."},
		{"no goal at all", convention2024, nil, []law.Count{{Indicator: mt, Patients: 1100}}, false, money.Ratio{Num: 0, Den: 1}, nil,
			"Le contrat ne porte aucun objectif."},
		{"the last count of an indicator holds", avenant7, goals[:1], []law.Count{{Indicator: mt, Patients: 1}, {Indicator: fa, Patients: 7}, {Indicator: mt, Patients: 1050}}, true, money.Ratio{Num: 1, Den: 2}, nil,
			"Un seul objectif, atteint à 50 %."},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := l.Attain(textOf(t, l, c.text), c.goals, c.counts)
			if a.Known != c.known || a.Ratio != c.ratio || !slices.Equal(a.Missing, c.missing) {
				t.Errorf("known %v, ratio %v, missing %v", a.Known, a.Ratio, a.Missing)
			}
			if !a.Known && a.Reached {
				t.Error("reached, though it is not known")
			}
			if plain(a.Explanation.FR) != c.french {
				t.Errorf("explained as %q", plain(a.Explanation.FR))
			}
		})
	}
}

func TestWhatDecidesIsExplainedAndCited(t *testing.T) {
	l := embedded(t)
	goals := []law.Goal{{Indicator: mt, Start: 1000, ToGain: 100}, {Indicator: fa, Start: 2000}}
	measured := func(text string, m, f int) law.Attainment {
		return l.Attain(textOf(t, l, text), goals, []law.Count{{Indicator: mt, Patients: m}, {Indicator: fa, Patients: f}})
	}
	for _, c := range []struct {
		name            string
		got             law.Attainment
		french, english string
	}{
		{"both reached", measured(avenant7, 1100, 2000), "Les deux objectifs comptent et sont atteints.", "Both objectives count and are reached."},
		{"both, one behind", measured(avenant7, 1050, 2000), "Les deux objectifs comptent, le moins avancé décide : patientèle médecin traitant, 50 %.",
			"Both objectives count, the one that is less far decides: registered patients, 50%."},
		{"either", measured(convention2024, 1050, 2000), "Un objectif sur deux suffit, le plus avancé décide : file active, 100 %.",
			"One of the two is enough, the one that is farther decides: active file, 100%."},
		{"either, fallen", measured(convention2024, 1100, 1900), "Un objectif sur deux suffit, mais l'autre est tombé sous son départ (file active) : le plus petit des deux ratios compte, 95 %.",
			"One of the two is enough, but the other fell below its start (active file): the smaller of the two ratios counts, 95%."},
	} {
		if plain(c.got.Explanation.FR) != c.french || c.got.Explanation.EN != c.english {
			t.Errorf("%s is explained as\n%s\n%s", c.name, plain(c.got.Explanation.FR), c.got.Explanation.EN)
		}
	}
	want := []string{"objectives.form", "calendar.ratio", "calendar.ratio_to_maintain", "calendar.modulation"}
	if got := paths(measured(avenant7, 1100, 2000).Cites); !slices.Equal(got, want) {
		t.Errorf("it rests on %v, wanted %v", got, want)
	}
	alone := l.Attain(textOf(t, l, avenant7), goals[:1], nil)
	if got := paths(alone.Cites); !slices.Equal(got, []string{"objectives.form", "calendar.ratio"}) {
		t.Errorf("one goal to gain rests on %v", got)
	}
}

// The published cohort of 402 doctors, as its page prints it; its ratio is among the cases.
func TestTheCohortIsPrintedAsItsPageDoes(t *testing.T) {
	objective := money.Ratio{Num: 1430 - 1318, Den: 1318}
	reached := money.Ratio{Num: 1576 - 1318, Den: 1318}
	// The source rounds 19.57 % down and 8.49 % up; we cut.
	if got := objective.PercentEN(2) + " " + reached.PercentEN(1); got != "8.49% 19.5%" {
		t.Errorf("objective and result are %s", got)
	}
}
