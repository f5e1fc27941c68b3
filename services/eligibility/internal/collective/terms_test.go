package collective_test

import (
	"slices"
	"testing"

	"assistmed/services/eligibility/internal/collective"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// The published case collective-4-2.
func TestCollective42(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		signed string
		want   int
	}{
		{"2026-02-25", 4000}, {"2026-10-31", 4000}, {"2026-11-01", 5000}, {"2027-03-01", 5000},
	} {
		s := collective.Assess(l, with(group(c.signed, 4), hosting(1, 3)))
		if s.MostETP != c.want || s.ETP != c.want || s.Verdict != eligibility.Eligible {
			t.Errorf("signed on %s: at most %d, terms for %d, %s; want %d, ELIGIBLE", c.signed, s.MostETP, s.ETP, s.Verdict, c.want)
		}
	}
}

// amounts are the ceilings of an assessment in euros.
func amounts(s collective.Assessment) []int {
	euros := make([]int, 0, len(s.Yearly))
	for _, y := range s.Yearly {
		euros = append(euros, int(y.Ceiling/100))
	}
	return euros
}

func TestAmountsAndObjectivesAreForAllETPTogether(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		name     string
		changes  []change
		etp      int
		euros    []int
		mt, fa   int
		fraction bool
	}{
		{"the most", nil, 4000, []int{152_000, 112_000, 88_000}, 1040, 440, false},
		{"one", []change{asking(1000)}, 1000, []int{38_000, 28_000, 22_000}, 260, 110, false},
		{"two and a half", []change{asking(2500)}, 2500, []int{95_000, 70_000, 55_000}, 650, 275, false},
		{"a third, cut", []change{asking(333)}, 333, []int{12_654, 9_324, 7_326}, 86, 36, true},
		{"more than there is", []change{asking(6000)}, 4000, []int{152_000, 112_000, 88_000}, 1040, 440, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := collective.Assess(l, with(group("2026-03-01", 4), c.changes...))
			if s.ETP != c.etp || !slices.Equal(amounts(s), c.euros) {
				t.Errorf("%d thousandths, %v; want %d, %v", s.ETP, amounts(s), c.etp, c.euros)
			}
			for i, want := range []collective.Objective{
				{Indicator: law.RegisteredPatients, Start: eligibility.Known(4000), ToGain: c.mt, Target: eligibility.Known(4000 + c.mt)},
				{Indicator: law.ActiveFile, Start: eligibility.Known(6000), ToGain: c.fa, Target: eligibility.Known(6000 + c.fa)},
			} {
				got := s.Objectives[i]
				if got.Indicator != want.Indicator || got.Start != want.Start || got.ToGain != want.ToGain || got.Target != want.Target {
					t.Errorf("objective %+v, want %+v", got, want)
				}
				rounded := slices.ContainsFunc(got.Also, func(cell law.Citation) bool { return cell.Cell == "objectives.rounding" })
				if rounded != c.fraction {
					t.Errorf("%s rests on the rounding: %t, want %t", got.Indicator, rounded, c.fraction)
				}
			}
		})
	}
}

func TestAContractYearBeginsOnTheAnniversaryAndTheThirdStandsForAllLater(t *testing.T) {
	s := collective.Assess(embedded(t), group("2028-02-29", 2))
	for i, want := range []string{"2028-02-29", "2029-02-28", "2030-02-28"} {
		if y := s.Yearly[i]; y.Year != i+1 || y.Start.String() != want {
			t.Errorf("year %d begins on %s, want year %d on %s", y.Year, y.Start, i+1, want)
		}
	}
	if len(s.Yearly) != 3 {
		t.Errorf("%d years, want 3", len(s.Yearly))
	}
}

func TestAThousandthOfAnETPHasAnExactAmount(t *testing.T) {
	aid := embedded(t).CollectiveAid()
	for _, etp := range []int{1, 7, 333, 999, 1001} {
		s := collective.Assess(embedded(t), with(group("2026-03-01", 2), asking(etp)))
		for _, y := range s.Yearly {
			each, _ := aid.Amount(y.Year).Value()
			if y.Ceiling*1000 != each*money.Cents(etp) {
				t.Errorf("%d thousandths, year %d: %s is not exact", etp, y.Year, y.Ceiling)
			}
		}
	}
}

func TestWhatIsNotKnownOfAnObjectiveIsAbsentAndAskedFor(t *testing.T) {
	l := embedded(t)
	noFile := member(2, func(m *collective.Member) { m.ActiveFile = eligibility.Fact[int]{} })
	s := collective.Assess(l, with(group("2026-03-01", 3), noFile))
	if _, known := s.Objectives[1].Start.Get(); known || s.Objectives[1].ToGain != 330 {
		t.Errorf("an active file that was not counted: %+v", s.Objectives[1])
	}
	if got := asked(s, "objectives"); !slices.Equal(got, []string{"members[1].active_file"}) || s.Verdict != eligibility.Eligible {
		t.Errorf("%s, asked %q", s.Verdict, got)
	}
	newly := with(group("2027-05-01", 3), installed(1, "2026-05-02"))
	s = collective.Assess(l, newly)
	for _, o := range s.Objectives {
		_, start := o.Start.Get()
		if _, target := o.Target.Get(); !start || target || o.ToGain == 0 {
			t.Errorf("with a newly installed member: %+v; want a start, a number to gain, no target", o)
		}
	}
	if got := asked(s, "objectives"); !slices.Equal(got, []string{"objectives.with_newly_installed"}) {
		t.Errorf("with a newly installed member: asked %q", got)
	}
	s = collective.Assess(settled(t, map[string]string{"with_newly_installed": "APART"}), newly)
	if got, known := s.Objectives[0].Target.Get(); !known || got != 3780 || len(asked(s, "objectives")) > 0 {
		t.Errorf("once the fund has said it: target %d, asked %q", got, asked(s, "objectives"))
	}
}
