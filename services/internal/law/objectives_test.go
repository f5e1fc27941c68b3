package law_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

func TestTheRatesAreThoseOfTheLawWithTheirCertainty(t *testing.T) {
	l := embedded(t)
	const t7, summary, press, ours = "OFFICIAL_TEXT", "OFFICIAL_SUMMARY", "SECONDARY", "DERIVED"
	for _, c := range []struct {
		text   string
		option law.Option
		want   [6]string // by band, lowest first: thousandths and certainty, ? for unknown
	}{
		{avenant7, law.Third, [6]string{"?", "200 " + t7, "150 " + t7, "75 " + t7, "40 " + t7, "0 " + summary}},
		{avenant7, law.Half, [6]string{"?", "250 " + summary, "?", "125 " + ours, "60 " + press, "0 " + summary}},
		{avenant7, law.Full, [6]string{"?", "350 " + summary, "?", "?", "125 " + press, "50 " + summary}},
		{reglementArbitral, law.Half, [6]string{"?", "?", "?", "?", "?", "0 " + press}},
		{reglementArbitral, law.Full, [6]string{"?", "?", "?", "?", "?", "0 " + press}},
		{reglementArbitral, law.Third, [6]string{"?", "?", "?", "?", "?", "0 " + press}},
		{convention2024, law.Third, [6]string{"?", "?", "?", "?", "?", "0 " + summary}},
		{convention2024, law.Half, [6]string{"?", "?", "?", "?", "?", "0 " + summary}},
		{convention2024, law.Full, [6]string{"?", "?", "?", "?", "?", "0 " + summary}},
		{convention2024, law.Two, [6]string{"?", "?", "?", "?", "?", "0 " + summary}},
	} {
		for i, b := range law.Bands() {
			o := l.Objective(textOf(t, l, c.text), law.ObjectiveQuery{
				Option: c.option, Group: law.GP, Indicator: law.ActiveFile, Band: b, Start: law.Start{Count: 1000, Known: true},
			})
			got := "?"
			if o.Rate.Known {
				got = fmt.Sprint(o.Rate.Thousandths, " ", o.Cite.Certainty)
			}
			if got != c.want[i] {
				t.Errorf("%s, %s, %s: %s, wanted %s", c.text, c.option, b, got, c.want[i])
			}
			if known := got != "?"; o.Known != known || (o.Cite.Certainty == law.Unknown) == known {
				t.Errorf("%s, %s, %s: known %v by %+v", c.text, c.option, b, o.Known, o.Cite)
			}
		}
	}
}

// asked is a GP's query on the active file in a band, from a starting level.
func asked(o law.Option, b law.Band, start int) law.ObjectiveQuery {
	return law.ObjectiveQuery{Option: o, Group: law.GP, Indicator: law.ActiveFile, Band: b, Start: law.Start{Count: start, Known: true}}
}

func TestTheObjectiveIsTheStartTimesTheRateWithoutItsDecimals(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, avenant7)
	for _, c := range []struct {
		name           string
		query          law.ObjectiveQuery
		toGain, target int
		maintain       bool
		french         string
	}{
		{"5 % of 2 333, cut", asked(law.Full, law.P95AndAbove, 2333), 116, 2449, false,
			"File active : 2 333 patients au départ, 5 % à gagner, soit 116 patients : il en faut 2 449."},
		{"7.5 % of 1 000", asked(law.Third, law.P70ToP90, 1000), 75, 1075, false,
			"File active : 1 000 patients au départ, 7,5 % à gagner, soit 75 patients : il en faut 1 075."},
		{"5 % of 19, cut to nothing", asked(law.Full, law.P95AndAbove, 19), 0, 19, false,
			"File active : 19 patients au départ, 5 % à gagner, soit 0 patient : il en faut 19."},
		{"5 % of 20", asked(law.Full, law.P95AndAbove, 20), 1, 21, false,
			"File active : 20 patients au départ, 5 % à gagner, soit 1 patient : il en faut 21."},
		{"to maintain", asked(law.Half, law.P95AndAbove, 2000), 0, 2000, true,
			"File active : maintenir les 2 000 patients du départ."},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := l.Objective(text, c.query)
			if !o.Known || o.ToGain != c.toGain || o.Target != c.target || o.Maintain != c.maintain {
				t.Errorf("to gain %d, target %d, maintain %v, known %v", o.ToGain, o.Target, o.Maintain, o.Known)
			}
			if got := strings.ReplaceAll(o.Explanation.FR, "\u00a0", " "); got != c.french {
				t.Errorf("it is explained as %q", got)
			}
			if !slices.Contains(paths(o.Also), "objectives.gp_band_read_on") || slices.Contains(paths(o.Also), "objectives.rounding") == c.maintain {
				t.Errorf("it also rests on %v", paths(o.Also))
			}
		})
	}
}

func TestAnObjectiveThatNobodyKnowsNamesTheCellAndWhoCanSayIt(t *testing.T) {
	l := embedded(t)
	o := l.Objective(textOf(t, l, convention2024), asked(law.Full, law.P30ToP50, 900))
	if o.Known || o.Rate.Known || o.ToGain != 0 || o.Target != 0 || o.Maintain {
		t.Errorf("an unknown objective is %+v", o)
	}
	if o.Cite.Cell != "rates.all_options.p30_p50" || o.Cite.Value != "UNKNOWN" {
		t.Errorf("it names the cell %+v", o.Cite)
	}
	for _, want := range []string{"rates.all_options.p30_p50", "P30–P50", "1 ETP", o.Cite.SettledBy.FR} {
		if !strings.Contains(o.Explanation.FR, want) {
			t.Errorf("the explanation %q does not say %q", o.Explanation.FR, want)
		}
	}
	if !strings.Contains(o.Explanation.EN, o.Cite.SettledBy.EN) {
		t.Errorf("the explanation %q does not say who can settle it", o.Explanation.EN)
	}
}

func TestAnObjectiveWithoutAStartKnowsItsRateOnly(t *testing.T) {
	l := embedded(t)
	query := asked(law.Full, law.P95AndAbove, 0)
	query.Start = law.Start{}
	o := l.Objective(textOf(t, l, avenant7), query)
	if o.Known || !o.Rate.Known || o.Rate.Thousandths != 50 || o.Target != 0 {
		t.Errorf("an objective without a start is %+v", o)
	}
	if !strings.Contains(o.Explanation.EN, "5% of the starting level, which is not known") {
		t.Errorf("it is explained as %q", o.Explanation.EN)
	}
	query.Option = law.Half
	if o := l.Objective(textOf(t, l, avenant7), query); o.Known || !o.Maintain || !strings.Contains(o.Explanation.EN, "maintain the starting level, which is not known") {
		t.Errorf("an objective to maintain without a start is %+v", o)
	}
}

func TestAnOptionOrABandThatIsNotThereHasNoObjective(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, avenant7)
	if o := l.Objective(text, asked(law.Two, law.P95AndAbove, 2000)); o.Known || o.Cite.Cell != "options.two.open" {
		t.Errorf("2 ETP under avenant 7: %+v", o)
	}
	for _, b := range []law.Band{0, 9} {
		if o := l.Objective(text, asked(law.Full, b, 2000)); o.Known || o.Cite.Cell != "objectives.gp_band_read_on" {
			t.Errorf("band %s: %+v", b, o)
		}
	}
}

func TestTheNewlyInstalledReachTheMedian(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, convention2024)
	query := law.ObjectiveQuery{Option: law.Half, Group: law.GP, Indicator: law.RegisteredPatients, NewlyInstalled: true}
	for _, c := range []struct {
		name           string
		start          law.Start
		known          bool
		toGain, target int
		maintain       bool
		french         string
	}{
		{"from nothing", law.Start{Count: 0, Known: true}, true, 1045, 1045, false,
			"Patientèle médecin traitant : nouvellement installé, atteindre le P50 national, 1 045 patients, soit 1 045 patients à gagner."},
		{"one below", law.Start{Count: 1044, Known: true}, true, 1, 1045, false,
			"Patientèle médecin traitant : nouvellement installé, atteindre le P50 national, 1 045 patients, soit 1 patient à gagner."},
		{"at the median", law.Start{Count: 1045, Known: true}, true, 0, 1045, true,
			"Patientèle médecin traitant : nouvellement installé, le P50 national (1 045) est déjà atteint : maintenir les 1 045 patients du départ."},
		{"above the median", law.Start{Count: 1200, Known: true}, true, 0, 1200, true,
			"Patientèle médecin traitant : nouvellement installé, le P50 national (1 045) est déjà atteint : maintenir les 1 200 patients du départ."},
		{"start not known", law.Start{}, false, 0, 1045, false,
			"Patientèle médecin traitant : nouvellement installé, atteindre le P50 national, 1 045 patients."},
	} {
		t.Run(c.name, func(t *testing.T) {
			query.Start = c.start
			o := l.Objective(text, query)
			if o.Known != c.known || o.ToGain != c.toGain || o.Target != c.target || o.Maintain != c.maintain || o.Rate.Known {
				t.Errorf("the objective is %+v", o)
			}
			also := []string{"objectives.newly_installed_percentile", "objectives.distribution"}
			if c.maintain {
				also = append(also, "objectives.newly_installed_above")
			}
			if o.Cite.Cell != "percentiles.2021-12-31.gp.registered_patients.p50" || !slices.Equal(paths(o.Also), also) {
				t.Errorf("it rests on %s and %v", o.Cite.Cell, paths(o.Also))
			}
			if got := strings.ReplaceAll(o.Explanation.FR, "\u00a0", " "); got != c.french {
				t.Errorf("it is explained as %q", got)
			}
		})
	}
	query.Group, query.Indicator = "05", law.ActiveFile
	if o := l.Objective(text, query); o.Known || o.Target != 0 || o.Cite.Certainty != law.Unknown || !strings.Contains(o.Explanation.FR, o.Cite.Cell) {
		t.Errorf("a newly installed dermatologist: %+v", o)
	}
}

func TestTheIndicatorsOfADoctor(t *testing.T) {
	l := embedded(t)
	twoOf := []law.Indicator{law.RegisteredPatients, law.ActiveFile}
	oneOf := []law.Indicator{law.ActiveFile}
	for _, c := range []struct {
		text, code string
		mep        bool
		want       []law.Indicator
		cites      []string
	}{
		{avenant7, "01", false, twoOf, []string{"objectives.indicators.gp", "groups.general_practitioners"}},
		{avenant7, "12", false, twoOf, []string{"objectives.indicators.gp", "objectives.indicators.specialties_as_gp"}},
		{avenant7, "05", false, oneOf, []string{"objectives.indicators.others"}},
		{avenant7, "01", true, oneOf, []string{"objectives.indicators.others", "groups.particular_practice"}},
		{avenant7, "12", true, oneOf, []string{"objectives.indicators.others", "groups.particular_practice"}},
		{reglementArbitral, "12", false, oneOf, []string{"objectives.indicators.others"}},
		{convention2024, "22", false, twoOf, []string{"objectives.indicators.gp", "groups.general_practitioners"}},
		{convention2024, "12", false, oneOf, []string{"objectives.indicators.others"}},
	} {
		got, cites := textOf(t, l, c.text).Indicators(l, l.Group(c.code, c.mep), c.code)
		if !slices.Equal(got, c.want) || !slices.Equal(paths(cites), c.cites) {
			t.Errorf("%s, %s, MEP %v: %v by %v", c.text, c.code, c.mep, got, paths(cites))
		}
	}
}

func TestTheBandOfAGPIsReadOnRegisteredPatientsAndOfOthersOnTheActiveFile(t *testing.T) {
	for _, text := range embedded(t).Texts() {
		for group, want := range map[law.Group]law.Indicator{law.GP: law.RegisteredPatients, law.MEP: law.ActiveFile, "05": law.ActiveFile} {
			if got, ok := text.BandReadOn(group).Value(); !ok || got != want {
				t.Errorf("%s reads the band of %s on %s", text.ID, group, got)
			}
		}
	}
}

func TestRegisteredPatientsAreAdultsOnlyUnderAvenant7(t *testing.T) {
	l := embedded(t)
	for id, want := range map[string]string{avenant7: "ADULTS", reglementArbitral: "ADULTS_AND_CHILDREN", convention2024: "ADULTS_AND_CHILDREN"} {
		if got, ok := textOf(t, l, id).RegisteredPopulation().Value(); !ok || got != want {
			t.Errorf("%s counts %s", id, got)
		}
	}
}

func TestEveryOptionAndBandHasExactlyOneRateInEachText(t *testing.T) {
	l := embedded(t)
	for _, text := range l.Texts() {
		count := map[string]int{}
		for _, c := range text.Cells() {
			keys := strings.Split(c.Cell, ".")
			if keys[0] != "rates" || len(keys) != 3 {
				continue
			}
			for _, o := range law.Options() {
				if keys[1] == "all_options" && text.Option(o).Open.Cite().Value != "NO_SUCH_OPTION" || keys[1] == strings.ToLower(o.String()) {
					count[o.String()+" "+keys[2]]++
				}
			}
		}
		for _, o := range law.Options() {
			for _, b := range law.Bands() {
				want := 1
				if text.Option(o).Open.Cite().Value == "NO_SUCH_OPTION" {
					want = 0
				}
				if row := o.String() + " " + strings.ToLower(b.String()); count[row] != want {
					t.Errorf("%s has %d rates for %s, wanted %d", text.ID, count[row], row, want)
				}
			}
		}
	}
}
