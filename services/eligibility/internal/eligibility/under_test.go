package eligibility_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
)

// text is a text of the law.
func text(t testing.TB, l *law.Law, id string) *law.Text {
	t.Helper()
	found, ok := l.Text(id)
	if !ok {
		t.Fatalf("the law has no text %q", id)
	}
	return found
}

// under decides an application as if a text governed it.
func under(t testing.TB, id string, a eligibility.Application) eligibility.Assessment {
	t.Helper()
	l := embedded(t)
	var d eligibility.Decision
	eligibility.New(l).DecideUnder(text(t, l, id), &a, &d)
	return d.Words(eligibility.Full)
}

func TestAsIfATextGovernedTheSignatureDateIsNoCondition(t *testing.T) {
	for name, c := range map[string]struct{ text, signed string }{
		"before every text":      {"convention-2024", "2019-01-07"},
		"before the text":        {"convention-2024", "2022-03-15"},
		"in the text's own time": {"avenant-7", "2022-03-15"},
		"after the text":         {"avenant-7", "2025-03-17"},
	} {
		s := under(t, c.text, doctor(c.signed))
		in := criterion(t, s, eligibility.TextInForce)
		if s.TextID != c.text || s.Verdict != eligibility.Eligible || in.Outcome != eligibility.NotRequired {
			t.Errorf("%s: %s under %s, text_in_force %s; want ELIGIBLE under %s, NOT_REQUIRED", name, s.Verdict, s.TextID, in.Outcome, c.text)
		}
		if !strings.Contains(in.Explanation.FR, "comme si le texte") || !strings.Contains(in.Explanation.EN, "as if the text") {
			t.Errorf("%s: the sentence does not say that it is an assumption: %v", name, in.Explanation)
		}
	}
}

func TestWhoIsNewlyInstalledIsToldAlsoBeforeTheTextBegan(t *testing.T) {
	a := with(doctor("2022-03-15"), installed("2021-03-16"), registered(300))
	for _, id := range []string{"reglement-arbitral", "convention-2024"} {
		for day, newly := range map[string]bool{"2021-03-16": true, "2021-03-15": false} { // 12 months: 2022-03-16, 2022-03-15
			s := under(t, id, with(a, installed(day)))
			want := map[bool]eligibility.Outcome{true: eligibility.Waived, false: eligibility.NotMet}[newly]
			if got := criterion(t, s, eligibility.MinimumActivity); s.NewlyInstalled != newly || got.Outcome != want {
				t.Errorf("%s, installed on %s: newly installed %t, minimum_activity %s; want %t, %s", id, day, s.NewlyInstalled, got.Outcome, newly, want)
			}
		}
	}
}

func TestATariffOptionIsTheSameOneUnderTheNameItBearsLater(t *testing.T) {
	for name, c := range map[string]struct {
		signed string
		option eligibility.TariffOption
		want   eligibility.Outcome
	}{
		"the old name before the change":   {"2024-12-31", eligibility.OPTAMCO, eligibility.Met},
		"the new name from the change on":  {"2025-01-01", eligibility.OPTAMACO, eligibility.Met},
		"the new name before it existed":   {"2024-12-31", eligibility.OPTAMACO, eligibility.NotMet},
		"no option, the names being there": {"2025-01-01", eligibility.NoTariffOption, eligibility.NotMet},
	} {
		for _, id := range []string{"avenant-7", "reglement-arbitral"} {
			got := criterion(t, under(t, id, with(doctor(c.signed), sector2(c.option))), eligibility.SectorCriterion)
			if got.Outcome != c.want {
				t.Errorf("%s under %s: %s, want %s", name, id, got.Outcome, c.want)
			}
			if renamed := c.option == eligibility.OPTAMACO && c.want == eligibility.Met; renamed && !strings.Contains(got.Explanation.FR, "L'OPTAM-CO s'appelle OPTAM-ACO depuis le 1er janvier 2025") {
				t.Errorf("%s under %s: %s", name, id, got.Explanation.FR)
			}
		}
	}
}

func TestAsIfATextGovernedEveryYearHasTheAmountsOfItsOwnSchedule(t *testing.T) {
	// By the calendar the third year of this contract, 2025, is worth 11 000 €.
	a := with(doctor("2023-04-28"), wanted(law.Half), band(law.P50ToP70))
	for id, want := range map[string][5]int{
		"avenant-7": {18000, 13500, 10500, 10500, 10500}, "reglement-arbitral": {18000, 13500, 10500, 10500, 10500},
		"convention-2024": {19000, 14000, 11000, 11000, 11000},
	} {
		if got := ceilings(option(t, under(t, id, a), law.Half)); [5]int(got) != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	if got := ceilings(option(t, assess(embedded(t), a), law.Half)); [5]int(got) != [5]int{18000, 13500, 11000, 11000, 11000} {
		t.Errorf("by the calendar: %v", got)
	}
}

func TestAsIfTheTextInForceGovernedOnlyTheDateAndTheAmountsAreOtherwise(t *testing.T) {
	l := embedded(t)
	engine := eligibility.New(l)
	rapid.Check(t, func(t *rapid.T) {
		a := anyApplication(t, l)
		var d, as eligibility.Decision
		engine.Decide(&a, &d)
		engine.DecideUnder(d.Text, &a, &as)
		if d.Verdict != as.Verdict || d.NewlyInstalled != as.NewlyInstalled || d.AdaptedContract != as.AdaptedContract {
			t.Fatalf("%s, and as if governed %s", d.Verdict, as.Verdict)
		}
		for i, f := range d.Findings()[1:] {
			if f != as.Findings()[1+i] {
				t.Fatalf("%s: %s, and as if governed %s", eligibility.CriterionID(1+i), f.Outcome, as.Findings()[1+i].Outcome)
			}
		}
		for i, o := range d.Options() {
			if p := as.Options()[i]; o.Option != p.Option || o.Outcome != p.Outcome || o.Lowest != p.Lowest || o.Highest != p.Highest {
				t.Fatalf("%s: %s, and as if governed %s", o.Option, o.Outcome, p.Outcome)
			}
		}
	})
}
