package contract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// measured is a contract of 1 ETP in a settled band, hired on its first day, to gain 100
// of 1 000 registered patients and 200 of 2 000 in the active file.
func measured(t *testing.T, signed string) *life {
	t.Helper()
	x := active(t, signed)
	x.c.Bands = []law.Band{law.P50ToP70}
	x.hire(signed)
	return x
}

// counted records a measure of both indicators.
func (x *life) counted(day string, registered, file int) {
	x.t.Helper()
	c, _, refusal := x.c.Record(x.l, both(day, registered, file), "")
	x.take(c, refusal)
}

func both(day string, registered, file int) contract.Measured {
	return contract.Measured{On: on(day), Counts: []law.Count{
		{Indicator: law.RegisteredPatients, Patients: registered}, {Indicator: law.ActiveFile, Patients: file},
	}}
}

// ahead writes each forecast in one line: year, day, measure, levels, share, aid, ceiling.
func ahead(list []contract.Forecast) []string {
	all := make([]string, len(list))
	for i, f := range list {
		levels := make([]string, len(f.Counts))
		for j, n := range f.Counts {
			levels[j] = fmt.Sprint(n.Patients)
		}
		all[i] = fmt.Sprintf("%d %s by %d: %s", f.Year, f.On, f.Measure, strings.Join(levels, "/"))
		if f.Counted {
			all[i] += " counted"
		}
		if f.Attainment.Known {
			all[i] += fmt.Sprintf(" %d/%d", f.Attainment.Ratio.Num, f.Attainment.Ratio.Den)
		}
		if f.Aid.Known {
			all[i] += fmt.Sprintf(" %s", f.Aid.Amount)
		}
		if f.Ceiling.Known {
			all[i] += fmt.Sprintf(" of %s", f.Ceiling.Amount)
		} else {
			all[i] += ", " + f.Why.EN
		}
	}
	return all
}

func TestWhatTheYearsBecomeAtThePaceOfTheLatestMeasure(t *testing.T) {
	cases := map[string]struct {
		signed string
		play   func(x *life)
		want   []string
	}{
		"31 patients of 100 in the first year": {"2024-06-22", func(x *life) { x.counted("2025-06-22", 1031, 2000) }, []string{
			"3 2026-06-22 by 1: 1062/2000 31/50 €13,640.00 of €22,000.00",
			"4 2027-06-22 by 1: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"5 2028-06-22 by 1: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"the day before: the pace is a little faster, the whole patients are the same": {"2024-06-22", func(x *life) { x.counted("2025-06-21", 1031, 2000) }, []string{
			"3 2026-06-22 by 1: 1062/2000 31/50 €13,640.00 of €22,000.00",
			"4 2027-06-22 by 1: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"5 2028-06-22 by 1: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"a patient lost is rounded down to two": {"2024-06-22", func(x *life) { x.counted("2025-06-23", 1050, 1999) }, []string{
			"3 2026-06-22 by 1: 1099/1998 0/1 €0.00 of €22,000.00",
			"4 2027-06-22 by 1: 1149/1997 0/1 €0.00 of €22,000.00",
			"5 2028-06-22 by 1: 1199/1996 0/1 €0.00 of €22,000.00",
		}},
		"a suspension stops the pace and moves the days": {"2024-06-22", func(x *life) {
			x.suspend("2024-12-01", contract.DoctorAbsent)
			x.resume("2025-03-01")
			x.counted("2025-09-20", 1031, 2000)
		}, []string{
			"3 2026-09-20 by 1: 1062/2000 31/50 €13,640.00 of €22,000.00",
			"4 2027-09-20 by 1: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"5 2028-09-20 by 1: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"a suspension across the anniversary, after the measure": {"2024-06-22", func(x *life) {
			x.counted("2025-06-22", 1031, 2000)
			x.suspend("2026-06-01", contract.DoctorAbsent)
			x.resume("2026-07-01")
		}, []string{
			"3 2026-07-22 by 1: 1062/2000 31/50 €13,640.00 of €22,000.00",
			"4 2027-07-22 by 1: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"5 2028-07-22 by 1: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"signed on 29 February": {"2024-02-29", func(x *life) { x.counted("2025-02-28", 1031, 2000) }, []string{
			"3 2026-02-28 by 1: 1062/2000 31/50 €13,640.00 of €22,000.00",
			"4 2027-02-28 by 1: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"5 2028-02-29 by 1: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"both objectives count, and the amounts rise with the year that begins after 2024-06-22": {"2022-06-21", func(x *life) { x.counted("2023-06-21", 1031, 2062) }, []string{
			"3 2024-06-21 by 1: 1062/2124 31/50 €13,020.00 of €21,000.00",
			"4 2025-06-21 by 1: 1093/2186 93/100 €20,460.00 of €22,000.00",
			"5 2026-06-21 by 1: 1124/2248 1/1 €22,000.00 of €22,000.00",
		}},
		"a measure on the opening anniversary counts itself": {"2024-06-22", func(x *life) { x.counted("2026-06-22", 1062, 2000) }, []string{
			"3 2026-06-22 by 1: 1062/2000 counted 31/50 €13,640.00 of €22,000.00",
			"4 2027-06-22 by 1: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"5 2028-06-22 by 1: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"a year that has begun has what counted at its opening": {"2024-06-22", func(x *life) {
			x.counted("2026-06-01", 1040, 2000)
			x.counted("2026-06-23", 1080, 2000)
		}, []string{
			"3 2026-06-22 by 1: 1040/2000 counted 2/5 €8,800.00 of €22,000.00",
			"4 2027-06-22 by 2: 1119/2000 1/1 €22,000.00 of €22,000.00",
			"5 2028-06-22 by 2: 1159/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"a year that has begun unmeasured is paid on the day that closes it": {"2024-06-22", func(x *life) { x.counted("2026-06-23", 1040, 2000) }, []string{
			"3 2027-06-22 by 1: 1059/2000 59/100 €12,980.00 of €22,000.00",
			"4 2027-06-22 by 1: 1059/2000 59/100 €12,980.00 of €22,000.00",
			"5 2028-06-22 by 1: 1079/2000 79/100 €17,380.00 of €22,000.00",
		}},
		"the day that closes a year is not of that year": {"2024-06-22", func(x *life) { x.counted("2028-06-22", 1100, 2000) }, []string{
			"5 2028-06-22 by 1: 1100/2000 counted 1/1 €22,000.00 of €22,000.00",
		}},
		"a correction counts, and not what it replaced": {"2024-06-22", func(x *life) {
			x.counted("2025-09-01", 1100, 2000)
			m := both("2025-06-22", 1031, 2000)
			m.Corrects = 1
			c, _, refusal := x.c.Record(x.l, m, "compté deux fois")
			x.take(c, refusal)
		}, []string{
			"3 2026-06-22 by 2: 1062/2000 31/50 €13,640.00 of €22,000.00",
			"4 2027-06-22 by 2: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"5 2028-06-22 by 2: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"the assistant works half the time: the half option": {"2024-06-22", func(x *life) {
			x.c.Assistants[0].Weekly = 1050
			x.counted("2028-06-22", 1062, 2000)
		}, []string{"5 2028-06-22 by 1: 1062/2000 counted 31/50 €6,820.00 of €11,000.00"}},
		"the bands give different amounts": {"2024-06-22", func(x *life) {
			x.c.Bands = []law.Band{law.P70ToP90, law.P90ToP95}
			x.counted("2028-06-22", 1062, 2000)
		}, []string{"5 2028-06-22 by 1: 1062/2000 counted 31/50, the amount depends on the band, which is not settled"}},
		"one of two indicators that are needed": {"2022-06-22", func(x *life) {
			m := both("2026-06-22", 1062, 0)
			m.Counts = m.Counts[:1]
			c, _, refusal := x.c.Record(x.l, m, "")
			x.take(c, refusal)
		}, []string{"5 2026-06-22 by 1: 1062 counted of €22,000.00"}},
		"the counter went on: every year is modulated": {"2024-06-22", func(x *life) {
			x.c.FirstYear = 6
			x.c = x.c.Timed(x.l)
			x.counted("2024-06-22", 1000, 2000)
			x.counted("2025-06-22", 1031, 2000)
		}, []string{
			"7 2025-06-22 by 2: 1031/2000 counted 31/100 €6,820.00 of €22,000.00",
			"8 2026-06-22 by 2: 1062/2000 31/50 €13,640.00 of €22,000.00",
			"9 2027-06-22 by 2: 1093/2000 93/100 €20,460.00 of €22,000.00",
			"10 2028-06-22 by 2: 1124/2000 1/1 €22,000.00 of €22,000.00",
		}},
		"a running suspension hides the years after it": {"2024-06-22", func(x *life) {
			x.counted("2025-06-22", 1031, 2000)
			x.suspend("2026-07-01", contract.DoctorAbsent)
		}, []string{"3 2026-06-22 by 1: 1062/2000 31/50 €13,640.00 of €22,000.00"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := measured(t, tc.signed)
			tc.play(x)
			list, refusal := x.c.Forecast(x.l)
			if refusal != nil {
				t.Fatalf("refused: %s", refusal.Text.EN)
			}
			if got := ahead(list); !slices.Equal(got, tc.want) {
				t.Errorf("forecast\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tc.want, "\n  "))
			}
		})
	}
}

func TestAForecastReadsLikeThis(t *testing.T) {
	x := measured(t, "2024-06-22")
	x.counted("2025-06-22", 1031, 1999)
	x.counted("2026-06-22", 1062, 2000)
	list, refusal := x.c.Forecast(x.l)
	if refusal != nil {
		t.Fatal(refusal.Text.EN)
	}
	want := []law.Phrase{
		{
			FR: "Année 3\u00a0: la mesure du 22 juin 2026 compte à son ouverture, le 22 juin 2026\u00a0: 62\u00a0%, 13\u00a0640,00\u00a0€ sur 22\u00a0000,00\u00a0€. L'année se règle sur la mesure qui la clôt.",
			EN: "Year 3: the measure of 2026-06-22 counts at its opening on 2026-06-22: 62%, €13,640.00 out of €22,000.00. The year is settled on the measure that closes it.",
		},
		{
			FR: "Année 4, mesurée le 22 juin 2027. Au rythme actuel (mesure du 22 juin 2026\u00a0; patientèle médecin traitant\u00a0: +62\u00a0patients en 730\u00a0jours, soit 1\u00a0093 à cette date\u00a0; file active\u00a0: 0\u00a0patient en 730\u00a0jours, soit 2\u00a0000 à cette date)\u00a0: 93\u00a0%, 20\u00a0460,00\u00a0€ sur 22\u00a0000,00\u00a0€. Prévision linéaire, non un droit.",
			EN: "Year 4, measured on 2027-06-22. At today's pace (measure of 2026-06-22; registered patients: +62 patients in 730 days, that is 1,093 on that day; active file: 0 patients in 730 days, that is 2,000 on that day): 93%, €20,460.00 out of €22,000.00. A straight-line forecast, not a right.",
		},
	}
	for i, w := range want {
		if got := list[i].Explanation; got != w {
			t.Errorf("the sentence is\n%s\n%s\nwant\n%s\n%s", got.FR, got.EN, w.FR, w.EN)
		}
	}
}

func TestWhenThereIsNothingToForecast(t *testing.T) {
	cases := map[string]struct {
		play func(x *life)
		want contract.Reason
		says string
	}{
		"nothing was counted":                {func(*life) {}, contract.NotMeasured, "2024-06-22"},
		"counted on the day of the contract": {func(x *life) { x.counted("2024-06-22", 1000, 2000) }, contract.NotMeasured, "after the contract's signature_date"},
		"the last year is measured":          {func(x *life) { x.counted("2029-06-22", 1000, 2000) }, contract.NothingToForecast, "2029-06-22"},
		"every modulated year is hidden":     {func(x *life) { x.counted("2025-01-22", 1000, 2000); x.suspend("2025-06-01", contract.DoctorAbsent) }, contract.NothingToForecast, "resume it first"},
		"the contract has ended": {func(x *life) {
			x.counted("2025-01-22", 1000, 2000)
			x.take(x.c.Finish(x.l, on("2026-06-30"), contract.Moved))
		}, contract.NothingToForecast, "ended on 2026-06-30"},
		"suspended from the day it was signed": {func(x *life) {
			x.counted("2024-07-01", 1000, 2000)
			x.suspend("2024-06-22", contract.DoctorAbsent)
			x.resume("2024-08-01")
		}, contract.NothingToForecast, "2024-07-01"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := measured(t, "2024-06-22")
			tc.play(x)
			_, refusal := x.c.Forecast(x.l)
			refusedWith(t, refusal, tc.want, tc.says)
		})
	}
}

func TestMorePatientsAreNeverForecastLess(t *testing.T) {
	base := map[string]contract.Contract{}
	l := theLaw(t)
	for _, signed := range []string{"2022-06-21", "2023-06-01", "2024-06-22"} {
		base[signed] = measured(t, signed).c
	}
	rapid.Check(t, func(t *rapid.T) {
		c := base[rapid.SampledFrom([]string{"2022-06-21", "2023-06-01", "2024-06-22"}).Draw(t, "signed")]
		day := c.Signed.AddDays(rapid.IntRange(1, 1800).Draw(t, "after days"))
		registered, file := rapid.IntRange(0, 3000).Draw(t, "registered"), rapid.IntRange(0, 4000).Draw(t, "file")
		foretold := func(registered, file int) []contract.Forecast {
			with, _, refusal := c.Record(l, both(day.String(), registered, file), "")
			if refusal != nil {
				t.Fatal(refusal.Text.EN)
			}
			list, refusal := with.Forecast(l)
			if refusal != nil {
				return nil
			}
			return list
		}
		fewer := foretold(registered, file)
		more := foretold(registered+rapid.IntRange(0, 300).Draw(t, "more"), file+rapid.IntRange(0, 300).Draw(t, "and"))
		if len(fewer) != len(more) {
			t.Fatalf("%d years with fewer patients, %d with more", len(fewer), len(more))
		}
		for i := range fewer {
			if more[i].Aid.Amount < fewer[i].Aid.Amount || !more[i].Aid.Known {
				t.Fatalf("with more patients %v, with fewer %v", ahead(more)[i], ahead(fewer)[i])
			}
		}
	})
}
