package main

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fleet"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

// small is a fixed deployment: all that a chart can have.
func small(p contractv1.Perimeter) deployment {
	cites := func(source, cell string) *lawv1.Citation {
		return &lawv1.Citation{Source: source, Cell: cell, Certainty: lawv1.Certainty_CERTAINTY_SECONDARY}
	}
	count := func(contracts int32, etp int64) *contractv1.DeploymentCount {
		return &contractv1.DeploymentCount{Contracts: contracts, EtpThousandths: etp, MeasuredContracts: 1, RegisteredPatientsGained: 1250, ActiveFileGained: -40}
	}
	d := &contractv1.GetDeploymentResponse{
		Total:    count(1200, 833333),
		ByOption: []*contractv1.DeploymentGroup{{Key: "OPTION_FULL", Count: count(700, 700000)}, {Key: "OPTION_THIRD", Count: count(500, 133333)}},
		ByZone:   []*contractv1.DeploymentGroup{{Key: "", Count: count(1200, 833333)}},
		ByFund:   []*contractv1.DeploymentGroup{{Key: "751", Count: count(1200, 833333)}},
		Trajectory: []*contractv1.DeploymentPoint{
			{OnDate: "2019-09-01"}, {OnDate: "2021-02-01", Contracts: 400, EtpThousandths: 333333},
			{OnDate: "2023-01-01", Contracts: 1000, EtpThousandths: 700500}, {OnDate: "2024-06-30", Contracts: 1200, EtpThousandths: 833333},
		},
		Milestones: []*contractv1.DeploymentMilestone{
			{OnDate: "2019-12-11", Contracts: 130, Perimeter: "SIGNED_SINCE_2019", Citation: cites("EG-2", "")},
			{OnDate: "2022-05-28", Contracts: 3112, Perimeter: "SIGNED_SINCE_2019", Citation: cites("A & B", "")},
			{OnDate: "2022-10-01", Contracts: 3545, Perimeter: "SIGNED_SINCE_2019", Citation: cites("QM-4", "")},
			{OnDate: "2024-12-31", Contracts: 8111, Perimeter: "MAY_DIFFER", Citation: cites("AMO", "")},
		},
		Targets: []*contractv1.DeploymentTarget{
			{Year: 2022, Contracts: 4000, Citation: cites("PRESS", "targets.by_year.2022")},
			{Year: 2026, Contracts: 11000, Citation: cites("PRESS", "targets.yearly_growth")},
		},
	}
	return deployment{GetDeploymentResponse: d, asOf: civil.MustParse("2024-06-30"), perimeter: p}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateGolden {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s differs (%v); look at it, then run with -update:\n%s", path, err, got)
	}
}

func TestTheChartOfASmallDeploymentIsTheGoldenOne(t *testing.T) {
	golden(t, "deployment.golden.svg", small(contractv1.Perimeter_PERIMETER_SIGNED).chart())
}

func TestTheTableOfASmallDeploymentIsTheGoldenOne(t *testing.T) {
	var out bytes.Buffer
	if err := small(contractv1.Perimeter_PERIMETER_RUNNING).table(&out); err != nil {
		t.Fatal(err)
	}
	golden(t, "deployment.golden.csv", out.String())
}

func TestPerimetersAreNeverMixed(t *testing.T) {
	chart := small(contractv1.Perimeter_PERIMETER_RUNNING).chart()
	if !strings.Contains(chart, "Contrats en cours le jour dit, autre périmètre que ci-dessus") {
		t.Error("the chart does not say that its perimeter is another one")
	}
	if n := strings.Count(chart, "<polyline"); n != 5 {
		t.Errorf("%d lines, want one of the published counts, two targets, contracts and ETP", n)
	}
	for line := range strings.Lines(chart) {
		if strings.Contains(line, "<polyline") && strings.Contains(line, inkPublished) && strings.Count(line, ",") != 3 {
			t.Errorf("the line of the published counts has another number of points than 3: %s", line)
		}
	}
}

func TestAChartIsXMLAlsoWithoutAnyContract(t *testing.T) {
	empty := deployment{
		GetDeploymentResponse: &contractv1.GetDeploymentResponse{Trajectory: []*contractv1.DeploymentPoint{{OnDate: "2199-12-31"}}},
		asOf:                  civil.MustParse("2199-12-31"), perimeter: contractv1.Perimeter_PERIMETER_SIGNED, fund: "<751>",
	}
	long := small(contractv1.Perimeter_PERIMETER_SIGNED)
	long.asOf = civil.MustParse("2198-01-01")
	for name, d := range map[string]deployment{"small": small(contractv1.Perimeter_PERIMETER_SIGNED), "empty": empty, "over two centuries": long} {
		read := xml.NewDecoder(strings.NewReader(d.chart()))
		for {
			_, err := read.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestTheDeploymentOfAPlayIsWrittenAndDependsOnNothingElse(t *testing.T) {
	folder := t.TempDir()
	files := func(name string) (string, string) {
		conns := theServices(t)
		played(t, conns, read(t, stranger))
		o := options{spread: filepath.Join(folder, name), stdout: io.Discard}
		if err := o.afterPlay(t.Context(), conns[fleet.Contract]); err != nil {
			t.Fatal(err)
		}
		table, err := os.ReadFile(o.spread + ".csv")
		chart, other := os.ReadFile(o.spread + ".svg")
		if err := errors.Join(err, other); err != nil {
			t.Fatal(err)
		}
		return string(table), string(chart)
	}
	table, chart := files("once")
	again, chartAgain := files("again")
	if table != again || chart != chartAgain {
		t.Error("the same dossier gives other files the second time")
	}
	lines, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(lines[1], ","); got != "total,2025-03-10,SIGNED,1,1000,0,0,0,," {
		t.Errorf("the total is %s", got)
	}
}

func TestADeploymentIsAskedForOnTheCommandLine(t *testing.T) {
	conns := theServices(t)
	ask := func(w spread) (string, error) {
		var out bytes.Buffer
		err := w.write(t.Context(), conns[fleet.Contract], &out)
		return out.String(), err
	}
	for name, c := range map[string]struct {
		want spread
		says string
	}{
		"no contract, and no day": {spread{perimeter: "signed"}, "-as-of : il n'y a aucun contrat"},
		"no perimeter":            {spread{perimeter: "all"}, "-perimeter : vu « all »"},
		"no day":                  {spread{perimeter: "running", asOf: "hier"}, "as_of_date"},
		"no folder":               {spread{perimeter: "running", asOf: "2025-06-30", svg: "/nowhere/x.svg"}, "/nowhere/x.svg"},
	} {
		if _, err := ask(c.want); err == nil || !strings.Contains(plainSpaces(err.Error()), c.says) {
			t.Errorf("%s: %v, want %s", name, err, c.says)
		}
	}
	got, err := ask(spread{perimeter: "running", asOf: "2025-06-30"})
	if err != nil || !strings.Contains(got, "total,2025-06-30,RUNNING,0,0,0,0,0,,\n") {
		t.Errorf("%v:\n%s", err, got)
	}
	if err := command(t.Context(), []string{"deployment", "today"}, io.Discard, io.Discard); !errors.Is(err, errUsage) {
		t.Errorf("a word too much: %v", err)
	}
}
