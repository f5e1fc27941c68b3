package law_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

func TestTheCalendarOfEachContractYear(t *testing.T) {
	l := embedded(t)
	later := map[int]string{
		1: "1: 10000 HIRING FIXED, 1 months",
		2: "1: 10000 YEAR_START FIXED",
		3: "1: 5000 YEAR_START LATEST_MEASURE; 2: 5000 NEXT_ANNIVERSARY MEASURE_OF_YEAR",
	}
	for id, want := range map[string]map[int]string{
		avenant7: {
			1: "1: 7000 HIRING FIXED, 15 days; 2: 3000 NEXT_ANNIVERSARY FIXED",
			2: "1: 10000 YEAR_START FIXED",
			3: "1: 5000 YEAR_START LATEST_MEASURE; 2: 5000 NEXT_ANNIVERSARY MEASURE_OF_YEAR",
		},
		reglementArbitral: later,
		convention2024:    later,
	} {
		text := textOf(t, l, id)
		for year := 1; year <= 6; year++ {
			var got []string
			for _, i := range text.Calendar(year) {
				got = append(got, instalment(i))
			}
			if s := strings.Join(got, "; "); s != want[min(year, 3)] {
				t.Errorf("%s, year %d: %s, wanted %s", id, year, s, want[min(year, 3)])
			}
		}
		if got := text.Calendar(0); got != nil {
			t.Errorf("%s has instalments in year 0: %v", id, got)
		}
	}
}

// instalment is an instalment in words.
func instalment(i law.Instalment) string {
	bp, _ := i.ShareBP.Value()
	s := fmt.Sprintf("%d: %d %s %s", i.Number, bp, i.When, i.Basis)
	if n, ok := i.PayWithinDays.Value(); ok {
		s += fmt.Sprintf(", %d days", n)
	}
	if n, ok := i.PayWithinMonths.Value(); ok {
		s += fmt.Sprintf(", %d months", n)
	}
	return s
}

func TestAnInstalmentCitesWhatItRestsOn(t *testing.T) {
	l := embedded(t)
	first := textOf(t, l, avenant7).Calendar(1)[0]
	want := []string{
		"calendar.year_1.instalment_1.share", "calendar.year_1.instalment_1.when",
		"calendar.year_1.instalment_1.basis", "calendar.year_1.instalment_1.pay_within_days",
	}
	if got := paths(first.Cites); !slices.Equal(got, want) {
		t.Errorf("it rests on %v, wanted %v", got, want)
	}
	if c := first.ShareBP.Cite(); c.Source != "CNOM" || c.Certainty != law.Secondary || c.Value != "70 %" {
		t.Errorf("the 70 %% are cited as %+v", c)
	}
	half := textOf(t, l, convention2024).Calendar(5)[1]
	if got := half.Cites[1]; got.Cell != "calendar.year_3_and_after.instalment_2.when" || got.Certainty != law.Derived {
		t.Errorf("the second half of year 5 falls due by %+v", got)
	}
}

func TestTheRulesOfAContractsLife(t *testing.T) {
	l := embedded(t)
	for _, text := range l.Texts() {
		r := text.Rules
		numbers := map[string]law.Cell[int]{
			"5 OFFICIAL_TEXT AX34 calendar.duration_years":              r.DurationYears,
			"3 OFFICIAL_SUMMARY PACA calendar.first_modulated_year":     r.FirstModulatedYear,
			"1 SECONDARY FMF-3 calendar.overpayment_reply_months":       r.OverpaymentReplyMonths,
			"3 SECONDARY FMF-3 calendar.overpayment_limitation_years":   r.OverpaymentLimitationYears,
			"3 OFFICIAL_SUMMARY LAVAL calendar.suspension_after_months": r.SuspensionAfterMonths,
			"2 SECONDARY DJ calendar.notice_doctor_months":              r.NoticeDoctorMonths,
			"1 SECONDARY CP-2 calendar.reply_months":                    r.ReplyMonths,
			"2 DERIVED OURS calendar.ordering_identities":               r.OrderingIdentities,
		}
		for want, cell := range numbers {
			n, ok := cell.Value()
			c := cell.Cite()
			if got := fmt.Sprint(n, " ", c.Certainty, " ", c.Source, " ", c.Cell); !ok || got != want {
				t.Errorf("%s: %s, wanted %s", text.ID, got, want)
			}
		}
		modulation := "LARGEST_UNLESS_FALLEN"
		if text.ID == avenant7 {
			modulation = "SMALLEST_RATIO"
		}
		forms := map[string]law.Cell[string]{
			"LATER_OF_SIGNATURE_AND_HIRING DERIVED OURS":    r.AidStarts,
			modulation + " DERIVED OURS":                    r.Modulation,
			"NEAREST_CENT_HALF_UP DERIVED OURS":             r.Rounding,
			"DAYS_IN_FORCE SECONDARY CP-2, MD-1":            r.ProRata,
			"DAYS_OF_CONTRACT_YEAR DERIVED OURS":            r.DayCount,
			"STOPS DERIVED LAVAL":                           r.SuspensionClock,
			"FEBRUARY_28_IN_COMMON_YEARS DERIVED OURS":      r.February29,
			"AMOUNTS_BY_YEAR_START OFFICIAL_SUMMARY AM-24a": r.TwoClocks,
			"FIRST_DAY_INCLUDED DERIVED AM-24a":             r.AmountsBoundary,
		}
		for want, cell := range forms {
			s, ok := cell.Value()
			c := cell.Cite()
			if got := fmt.Sprint(s, " ", c.Certainty, " ", c.Source); !ok || got != want {
				t.Errorf("%s: %s, wanted %s", text.ID, got, want)
			}
		}
	}
}
