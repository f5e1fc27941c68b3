package contract_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// since is a contract of an option signed on a day, with its term.
func since(signed, term string, o law.Option) contract.Deployed {
	d := contract.Deployed{Signed: civil.MustParse(signed), Option: o}
	if term != "" {
		d.Term = civil.MustParse(term)
	}
	return d
}

// ended is a contract with its last day in force.
func ended(d contract.Deployed, on string) contract.Deployed {
	d.End = civil.MustParse(on)
	return d
}

func TestAContractIsCountedFromItsSignatureToItsLastDay(t *testing.T) {
	whole := since("2020-02-29", "2025-02-27", law.Full)
	for name, c := range map[string]struct {
		contract       contract.Deployed
		on             string
		signed, runs   int
		etp, runningBy int64
	}{
		"the day before the signature":                     {whole, "2020-02-28", 0, 0, 0, 0},
		"the day of the signature":                         {whole, "2020-02-29", 1, 1, 1000, 1000},
		"the day of the term":                              {whole, "2025-02-27", 1, 1, 1000, 1000},
		"the day after the term":                           {whole, "2025-02-28", 1, 0, 1000, 0},
		"the day before an early end":                      {ended(whole, "2022-01-31"), "2022-01-30", 1, 1, 1000, 1000},
		"the day of an early end":                          {ended(whole, "2022-01-31"), "2022-01-31", 1, 1, 1000, 1000},
		"the day after an early end":                       {ended(whole, "2022-01-31"), "2022-02-01", 1, 0, 1000, 0},
		"years after the term, while its clock is stopped": {since("2020-02-29", "", law.Half), "2030-01-01", 1, 1, 500, 500},
	} {
		for p, want := range map[contract.Perimeter]struct {
			contracts int
			etp       int64
		}{contract.EverSigned: {c.signed, c.etp}, contract.Running: {c.runs, c.runningBy}} {
			got := contract.Deploy([]contract.Deployed{c.contract}, p, civil.MustParse(c.on)).Total
			if got.Contracts != want.contracts || got.ETP() != want.etp {
				t.Errorf("%s, perimeter %d: %d contracts, %d ‰, want %v", name, p, got.Contracts, got.ETP(), want)
			}
		}
	}
}

func TestETPAddUpExactlyBeforeTheyAreRounded(t *testing.T) {
	collective := func(thousandths int64) contract.Deployed {
		d := since("2026-03-01", "2031-02-28", 0)
		d.Collective, d.ETP = true, money.Ratio{Num: thousandths, Den: 1000}
		return d
	}
	of := func(list ...law.Option) []contract.Deployed {
		var all []contract.Deployed
		for _, o := range list {
			all = append(all, since("2026-03-01", "2031-02-28", o))
		}
		return all
	}
	for name, c := range map[string]struct {
		all  []contract.Deployed
		want int64
	}{
		"none":                             {nil, 0},
		"a third":                          {of(law.Third), 333},
		"two thirds":                       {of(law.Third, law.Third), 667},
		"three thirds":                     {of(law.Third, law.Third, law.Third), 1000},
		"a third and a half":               {of(law.Third, law.Half), 833},
		"one of each":                      {of(law.Options()...), 5333},
		"a group":                          {[]contract.Deployed{collective(2500)}, 2500},
		"a group, and a third in the rest": {append(of(law.Third), collective(1)), 334},
	} {
		if got := contract.Deploy(c.all, contract.EverSigned, civil.MustParse("2026-06-01")).Total; got.ETP() != c.want {
			t.Errorf("%s: %d ‰, want %d", name, got.ETP(), c.want)
		}
	}
}

func TestTheOptionIsThatOfTheDay(t *testing.T) {
	d := since("2024-07-01", "2029-06-30", law.Half)
	d.Later = []contract.LaterOption{{From: civil.MustParse("2025-07-01"), Option: law.Full}, {From: civil.MustParse("2027-07-01"), Option: law.Third}}
	hidden := since("2024-07-01", "", law.Half)
	hidden.Later = []contract.LaterOption{{Option: law.Full}}
	early := ended(d, "2027-06-30")
	group := d
	group.Collective, group.ETP = true, money.Ratio{Num: 4500, Den: 1000}
	for name, c := range map[string]struct {
		contract contract.Deployed
		on, key  string
		etp      int64
	}{
		"before any change":                     {d, "2025-06-30", "HALF", 500},
		"the first day of the change":           {d, "2025-07-01", "FULL", 1000},
		"the last day before the next":          {d, "2027-06-30", "FULL", 1000},
		"after the next":                        {d, "2027-07-01", "THIRD", 333},
		"ended before the next, seen later":     {early, "2028-01-01", "FULL", 1000},
		"a change that a suspension puts off":   {hidden, "2026-01-01", "HALF", 500},
		"past the term: that of its last day":   {d, "2035-01-01", "THIRD", 333},
		"a group has an ETP and not an option":  {group, "2026-01-01", contract.CollectiveKey, 4500},
		"a group, before the options of nobody": {group, "2024-07-01", contract.CollectiveKey, 4500},
	} {
		got := contract.Deploy([]contract.Deployed{c.contract}, contract.EverSigned, civil.MustParse(c.on))
		groups := got.Groups[contract.ByOption]
		if len(groups) != 1 || groups[0].Key != c.key || groups[0].Count.ETP() != c.etp {
			t.Errorf("%s: %v, want %s with %d ‰", name, groups, c.key, c.etp)
		}
	}
}

func TestPatientsGainedAreTheLatestCountUpToTheDayLessTheStart(t *testing.T) {
	const mt, fa = law.RegisteredPatients, law.ActiveFile
	count := func(number int, on string, counts ...law.Count) contract.Measured {
		return contract.Measured{Number: number, On: civil.MustParse(on), Counts: counts}
	}
	d := since("2024-07-01", "2029-06-30", law.Full)
	d.Starts = []law.Goal{{Indicator: mt, Start: 1000, ToGain: 100}, {Indicator: fa, Start: 1500, ToGain: 200}}
	wrong := count(3, "2026-07-01", law.Count{Indicator: mt, Patients: 9999})
	wrong.Replaced = true
	d.Measures = []contract.Measured{
		count(1, "2025-07-01", law.Count{Indicator: mt, Patients: 1100}, law.Count{Indicator: fa, Patients: 1400}),
		count(2, "2025-01-01", law.Count{Indicator: mt, Patients: 1050}), // told late, of an earlier day
		wrong,
		count(4, "2026-01-01", law.Count{Indicator: mt, Patients: 1200}), // nobody counted the file
		count(5, "2026-01-01", law.Count{Indicator: mt, Patients: 1210}), // the same day again
	}
	alone := d
	alone.Starts = d.Starts[:1]
	for name, c := range map[string]struct {
		contract         contract.Deployed
		on               string
		measured         int
		registered, file int64
	}{
		"before any measure":                {d, "2024-12-31", 0, 0, 0},
		"the day of the first":              {d, "2025-01-01", 1, 50, 0},
		"the next one, of both":             {d, "2025-07-01", 1, 100, -100},
		"the last of a day, each alone":     {d, "2026-01-01", 1, 210, -100},
		"one that was replaced is none":     {d, "2026-07-01", 1, 210, -100},
		"an indicator without an objective": {alone, "2026-07-01", 1, 210, 0},
	} {
		got := contract.Deploy([]contract.Deployed{c.contract, since("2024-07-01", "2029-06-30", law.Full)}, contract.EverSigned, civil.MustParse(c.on)).Total
		if got.Measured != c.measured || got.RegisteredGained != c.registered || got.ActiveFileGained != c.file {
			t.Errorf("%s: %d measured, %d and %d gained, want %+v", name, got.Measured, got.RegisteredGained, got.ActiveFileGained, c)
		}
	}
}

func TestTheTrajectoryHasTheFirstDayOfEachMonthAndTheDayItself(t *testing.T) {
	trajectory := func(p contract.Perimeter, on string, all ...contract.Deployed) []string {
		var got []string
		for _, point := range contract.Deploy(all, p, civil.MustParse(on)).Trajectory {
			got = append(got, fmt.Sprintf("%s %d %d", point.On, point.Contracts, point.ETP))
		}
		return got
	}
	short := ended(since("2024-01-31", "2029-01-30", law.Half), "2024-02-29")
	long := since("2024-02-01", "2029-01-31", law.Full)
	future := since("2024-03-31", "2029-03-30", law.Full)
	for name, c := range map[string]struct {
		perimeter contract.Perimeter
		on        string
		all       []contract.Deployed
		want      []string
	}{
		"signed": {contract.EverSigned, "2024-03-15", []contract.Deployed{short, long, future},
			[]string{"2024-01-01 0 0", "2024-02-01 2 1500", "2024-03-01 2 1500", "2024-03-15 2 1500"}},
		"running": {contract.Running, "2024-03-15", []contract.Deployed{long, short, future},
			[]string{"2024-01-01 0 0", "2024-02-01 2 1500", "2024-03-01 1 1000", "2024-03-15 1 1000"}},
		"to the first day of a month": {contract.EverSigned, "2024-03-01", []contract.Deployed{long},
			[]string{"2024-02-01 1 1000", "2024-03-01 1 1000"}},
		"the very day":       {contract.EverSigned, "2024-02-01", []contract.Deployed{long}, []string{"2024-02-01 1 1000"}},
		"before the first":   {contract.EverSigned, "2023-12-31", []contract.Deployed{long}, []string{"2023-12-31 0 0"}},
		"no contract at all": {contract.Running, "2024-02-29", nil, []string{"2024-02-29 0 0"}},
		"to the end of the calendar": {contract.EverSigned, "2199-12-31", []contract.Deployed{since("2199-11-30", "", law.Full)},
			[]string{"2199-11-01 0 0", "2199-12-01 1 1000", "2199-12-31 1 1000"}},
	} {
		if got := trajectory(c.perimeter, c.on, c.all...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAfterTheYearsThatTheSourcesNameTargetsGrow(t *testing.T) {
	targets := theLaw(t).Targets()
	said := func(year int) []string {
		var got []string
		for _, y := range contract.DeploymentTargets(targets, year) {
			got = append(got, fmt.Sprintf("%d %d %s", y.Year, y.Contracts, y.Cite.Cell))
		}
		return got
	}
	named := said(2019)
	if len(named) != 3 || !slices.Equal(said(2025), named) {
		t.Errorf("the named ones are %q, and in 2025 %q", named, said(2025))
	}
	want := []string{"2026 11000 targets.yearly_growth", "2027 12100 targets.yearly_growth", "2028 13310 targets.yearly_growth", "2029 14641 targets.yearly_growth", "2030 16105 targets.yearly_growth"}
	if got := said(2030)[3:]; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, y := range contract.DeploymentTargets(targets, 2199) {
		if int64(int32(y.Contracts)) != int64(y.Contracts) {
			t.Errorf("%d contracts in %d do not fit on the wire", y.Contracts, y.Year)
		}
	}
}

// BenchmarkDeploy counts ten thousand contracts of seven years.
func BenchmarkDeploy(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	all := make([]contract.Deployed, 10_000)
	for i := range all {
		signed := civil.MustParse("2019-09-01").AddDays(r.IntN(2500))
		all[i] = contract.Deployed{Signed: signed, Term: signed.AddYears(5), Option: law.Options()[r.IntN(5)]}
		all[i].Keys[contract.ByFund] = fmt.Sprint(r.IntN(102))
	}
	for b.Loop() {
		contract.Deploy(all, contract.Running, civil.MustParse("2026-06-30"))
	}
}
