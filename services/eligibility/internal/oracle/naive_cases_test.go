package oracle_test

import "testing"

// ordinary is a general practitioner of whom all that is asked is known and good, save
// the patients.
func ordinary(signed day) facts {
	return facts{
		signed: signed, specialty: "01", sector: sector1, installed: signed.plusYears(-10), zone: "NONE",
		doctors: 3, form: "CPTS", structureFee: yes, colleagueNear: no,
		adults: unstated, registered: unstated, activeFile: unstated, under16: 1000, clinical: unstated, ccam: unstated,
		weeklyMinutes: unstated, secretaryPromoted: no, heldOption: unstated, heldYear: unstated,
	}
}

func with(f facts, change func(*facts)) facts {
	change(&f)
	return f
}

// euros gives the amounts of the years, up to the first that is not settled.
func euros(a optionAnswer) (each []int) {
	for _, y := range a.years {
		if y.lowest != y.highest || y.lowest == unstated {
			return each
		}
		each = append(each, y.lowest/100)
	}
	return each
}

// The published cases, by their names in the sources.
func TestTheOracleSaysWhatPublishedContractsAndPagesSay(t *testing.T) {
	same := func(t *testing.T, what string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	amounts := func(t *testing.T, a optionAnswer, want ...int) {
		t.Helper()
		got := euros(a)
		if len(got) < len(want) {
			t.Fatalf("amounts %v, want %v", got, want)
		}
		for i := range want {
			same(t, "an amount", got[i], want[i])
		}
	}

	t.Run("gen-2020-zip-full", func(t *testing.T) {
		a := assess(with(ordinary(20201001), func(f *facts) { f.zone, f.adults, f.activeFile = "ZIP", 2059, 2333 }))
		same(t, "text", a.text, avenant7)
		same(t, "verdict", a.verdict, eligible)
		same(t, "1 ETP", a.options[full].outcome, met)
		same(t, "registered patients", a.options[full].objectives[0], objective{true, 2059, 50, 102, 2161})
		same(t, "active file", a.options[full].objectives[1], objective{true, 2333, 50, 116, 2449})
		amounts(t, a.options[full], 36000, 36000, 36000, 36000, 38000)
		same(t, "the first year with the new amounts", a.options[full].years[4].start, day(20241001))
	})
	t.Run("fmf-2019-half", func(t *testing.T) {
		a := assess(with(ordinary(20191015), func(f *facts) { f.adults, f.activeFile, f.band = 975, 2355, p70p90 }))
		same(t, "active file", a.options[half].objectives[1], objective{true, 2355, 125, 294, 2649})
	})
	t.Run("ra-2023-full-1300", func(t *testing.T) {
		a := assess(with(ordinary(20230901), func(f *facts) { f.registered = 1300 }))
		same(t, "text", a.text, reglementArbitral)
		same(t, "verdict", a.verdict, eligible)
		same(t, "1 ETP", a.options[full].outcome, met)
		same(t, "bands", a.options[full].bands, [7]bool{p50p70: true, p70p90: true, p90p95: true, p95up: true})
		same(t, "year 3", a.options[full].years[2], year{start: 20250901, lowest: 2200000, highest: 3800000})
		a = assess(with(ordinary(20230901), func(f *facts) { f.registered, f.band = 1300, p50p70 }))
		same(t, "registered patients", a.options[full].objectives[0], objective{true, 1300, unstated, unstated, unstated})
		amounts(t, a.options[full], 36000, 28000, 22000)
	})
	t.Run("c24-full-ordinary", func(t *testing.T) {
		for _, band := range []int{p30p50, p50p70, p70p90} {
			a := assess(with(ordinary(20240902), func(f *facts) { f.band = band }))
			amounts(t, a.options[full], 38000, 28000, 22000, 22000, 22000)
		}
	})
	t.Run("c24-half-p90", func(t *testing.T) {
		a := assess(with(ordinary(20240902), func(f *facts) { f.band = p90p95 }))
		amounts(t, a.options[half], 19000, 14000, 13000, 13000, 13000)
	})
	t.Run("c24-two-gynaecologists", func(t *testing.T) {
		for _, code := range []string{"07", "70"} {
			a := assess(with(ordinary(20240902), func(f *facts) { f.specialty, f.clinical, f.band = code, 8500, p50p70 }))
			same(t, "verdict", a.verdict, eligible)
			same(t, "clinical fees", a.criteria[clinicalFees], met)
			amounts(t, a.options[half], 19000)
		}
	})
	t.Run("third-refused", func(t *testing.T) {
		same(t, "2023-05-01", assess(ordinary(20230501)).options[third].outcome, notMet)
		same(t, "2023-04-30", assess(ordinary(20230430)).options[third].outcome, met)
	})
	t.Run("gp-774-775", func(t *testing.T) {
		for registered, want := range map[int]int{774: notEligible, 775: eligible} {
			same(t, "verdict", assess(with(ordinary(20240902), func(f *facts) { f.registered = registered })).verdict, want)
		}
	})
	t.Run("gp-640-641", func(t *testing.T) {
		for adults, want := range map[int]int{640: notEligible, 641: eligible} {
			same(t, "verdict", assess(with(ordinary(20200902), func(f *facts) { f.adults = adults })).verdict, want)
		}
	})
	t.Run("gp-alone-zip-2019", func(t *testing.T) {
		a := assess(with(ordinary(20191001), func(f *facts) {
			f.zone, f.doctors, f.adults, f.form, f.commitment = "ZIP", 1, 700, "", 20211001
		}))
		same(t, "verdict", a.verdict, eligible)
		same(t, "group practice", a.criteria[groupPractice], waived)
		same(t, "coordinated practice", a.criteria[coordinatedPractice], met)
		same(t, "1 ETP", a.options[full].outcome, met)
	})
	t.Run("radiologist-2019", func(t *testing.T) {
		for department, want := range map[string]outcome{"08": met, "75": cannotTell} {
			a := assess(with(ordinary(20191001), func(f *facts) { f.specialty, f.department = "06", department }))
			same(t, "specialty in "+department, a.criteria[specialtyOfDoctor], want)
		}
	})
	t.Run("ent-2024", func(t *testing.T) {
		for clinical, want := range map[int]int{7999: notEligible, 8000: eligible} {
			a := assess(with(ordinary(20240902), func(f *facts) { f.specialty, f.clinical, f.band = "11", clinical, p50p70 }))
			same(t, "verdict", a.verdict, want)
		}
	})
	t.Run("second-assistant-refusals", func(t *testing.T) {
		good := with(ordinary(20250902), func(f *facts) {
			f.zone, f.registered, f.heldOption, f.heldYear, f.heldReached = "ZIP", 1500, full, 3, yes
		})
		same(t, "all of it", assess(good).options[two].outcome, met)
		for name, change := range map[string]func(*facts){
			"contract in its 2nd year": func(f *facts) { f.heldYear = 2 },
			"not in ZIP":               func(f *facts) { f.zone = "ZAC" },
			"MEP":                      func(f *facts) { f.particularPractice = true },
			"objectives not reached":   func(f *facts) { f.heldReached = no },
			"holds no contract": func(f *facts) {
				f.holdsNone, f.heldOption, f.heldYear, f.heldReached = true, unstated, unstated, unknown
			},
		} {
			same(t, name, assess(with(good, change)).options[two].outcome, notMet)
		}
		same(t, "objectives not known", assess(with(good, func(f *facts) { f.heldReached = unknown })).options[two].outcome, cannotTell)
		same(t, "an amount", assess(good).options[two].years[0].lowest, unstated)
	})
}

// Where the published cases stop, the pages of the sources go on.
func TestTheOracleKeepsTheEdgesOfTheTexts(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"no text before 1 September 2019", assess(ordinary(20190831)), answer{criteria: [9]outcome{notMet}, verdict: notEligible}},
		{"the first text on its first day", assess(ordinary(20190901)).text, avenant7},
		{"the last day of the second text", assess(ordinary(20240621)).text, reglementArbitral},
		{"the first day of the third text", assess(ordinary(20240622)).text, convention2024},
		{"an anniversary on the day of the new amounts", assess(with(ordinary(20230622), func(f *facts) { f.band = p30p50 })).options[full].years[1].lowest, 2800000},
		{"an anniversary on the day before", assess(with(ordinary(20230621), func(f *facts) { f.band = p30p50 })).options[full].years[1].lowest, 2700000},
		{"a third from its third year", assess(with(ordinary(20230430), func(f *facts) { f.band = p90p95 })).options[third].years[2].lowest, 876700},
		{"an unknown fact is not a default", assess(with(ordinary(20240902), func(f *facts) { f.sector = 0; f.band = p50p70 })).verdict, undetermined},
		{"newly installed one day short of a year", assess(with(ordinary(20240902), func(f *facts) { f.installed = 20230903 })).newly, true},
		{"installed a year ago", assess(with(ordinary(20240902), func(f *facts) { f.installed = 20230902 })).newly, false},
		{"too few patients and perhaps newly installed", assess(with(ordinary(20240902), func(f *facts) { f.registered, f.installed = 500, 0 })).criteria[minimumActivity], cannotTell},
		{"RQTH under avenant-7", assess(with(ordinary(20200902), func(f *facts) { f.adults, f.disabledWorker = 500, true })).criteria[minimumActivity], waived},
		{"ALD under avenant-7", assess(with(ordinary(20200902), func(f *facts) { f.adults, f.longIllness = 500, true })).criteria[minimumActivity], notMet},
		{"a derogation of the fund", assess(with(ordinary(20200902), func(f *facts) { f.adults, f.derogated[minimumActivity] = 500, true })).verdict, eligible},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}
