package law_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

func TestTheCollectiveAidStandsBesideTheConventionAndNeverGovernsAnIndividualContract(t *testing.T) {
	l := embedded(t)
	aid := l.CollectiveAid()
	if aid.ID != "aide-collective-2026" || aid.Beside != convention2024 || aid.Title.FR == "" || aid.Title.EN == "" {
		t.Errorf("it is %q, %q, beside %q", aid.ID, aid.Title, aid.Beside)
	}
	for signed, want := range map[string]bool{"2026-02-24": false, "2026-02-25": true, "2199-12-31": true} {
		if got := aid.InForceOn(day(signed)); got != want {
			t.Errorf("in force on %s: %t, wanted %t", signed, got, want)
		}
		if text, ok := l.TextOn(day(signed)); !ok || text.ID != convention2024 {
			t.Errorf("signed on %s an individual contract is governed by %v", signed, text)
		}
	}
	if _, ok := l.Text(aid.ID); ok {
		t.Error("it is one of the ordinary texts")
	}
}

func TestTheCellsOfTheCollectiveAidArePartOfTheLaw(t *testing.T) {
	l := embedded(t)
	cells, ok := l.Cells("aide-collective-2026")
	if !ok || cells[0].Cell != "in_force" || !slices.Equal(paths(cells), paths(l.CollectiveAid().Cells())) {
		t.Fatalf("its cells are %v", paths(cells))
	}
	var unknown, derived []string
	for _, c := range cells {
		switch {
		case c.TextID != "aide-collective-2026":
			t.Errorf("the cell %s cites %s", c.Cell, c.TextID)
		case c.Certainty == law.Unknown:
			unknown = append(unknown, c.Cell)
		case c.Certainty == law.Derived:
			derived = append(derived, c.Cell)
		case c.Certainty != law.Secondary || c.Source != "MD-1":
			t.Errorf("%s is %s by %s, wanted SECONDARY by MD-1", c.Cell, c.Certainty, c.Source)
		}
	}
	status := l.Status()
	for _, path := range unknown {
		if !slices.Contains(paths(status.Unknown), path) {
			t.Errorf("%s is not among the unknown cells of the law", path)
		}
	}
	for _, path := range derived {
		if !slices.Contains(paths(status.Derived), path) {
			t.Errorf("%s is not among the readings that are ours", path)
		}
	}
	if want := []string{"members.alone", "minimum_activity.newly_installed", "objectives.with_newly_installed", "calendar.duration_years", "calendar.instalments"}; !slices.Equal(unknown, want) {
		t.Errorf("unknown are %v, wanted %v", unknown, want)
	}
}

func TestTheFiguresOfTheCollectiveAidAreThoseOfItsSource(t *testing.T) {
	aid := embedded(t).CollectiveAid()
	for year, want := range map[int]money.Cents{1: 38_000_00, 2: 28_000_00, 3: 22_000_00, 4: 22_000_00, 9: 22_000_00} {
		if got, ok := aid.Amount(year).Value(); !ok || got != want {
			t.Errorf("year %d: %s, wanted %s", year, got, want)
		}
	}
	for _, c := range []struct {
		name string
		cell law.Cell[int]
		want int
	}{
		{"the mean", aid.MinimumActivity.Mean, 775},
		{"months of the newly installed", aid.NewlyInstalledMonths, 12},
		{"thousandths of an ETP for a member", aid.Ceiling.PerMember, 1000},
		{"thousandths of an ETP for a docteur junior", aid.Ceiling.PerJuniorDoctor, 500},
		{"registered patients to gain", aid.PerETP(law.RegisteredPatients), 260},
		{"active file to gain", aid.PerETP(law.ActiveFile), 110},
		{"years to gain them", aid.ObjectiveYears, 2},
		{"registered patients of the newly installed", aid.NewlyInstalledLevel(law.RegisteredPatients), 1045},
		{"active file of the newly installed", aid.NewlyInstalledLevel(law.ActiveFile), 1514},
		{"years to wait", aid.WaitingYears, 2},
		{"the first year that is modulated", aid.FirstModulatedYear, 3},
	} {
		if got, ok := c.cell.Value(); !ok || got != c.want {
			t.Errorf("%s: %d, wanted %d", c.name, got, c.want)
		}
	}
	if from, _ := aid.Ceiling.JuniorDoctorsFrom.Value(); from != day("2026-11-01") || aid.Ceiling.JuniorDoctorsFrom.Cite().Certainty != law.Derived {
		t.Errorf("docteurs juniors count from %s", from)
	}
}

func TestAGroupOfDoctorsIsReadInOneCell(t *testing.T) {
	l := embedded(t)
	for mep, want := range map[bool]string{false: "groups.general_practitioners", true: "groups.particular_practice"} {
		if got := l.GroupCite(mep); got.Cell != want || got.TextID != "reference" {
			t.Errorf("MEP %t: %s, wanted %s", mep, got.Cell, want)
		}
	}
}

func TestAYearOfTheCollectiveAidIsWorthItsAmountForTheETPOfTheContract(t *testing.T) {
	aid := embedded(t).CollectiveAid()
	for _, c := range []struct {
		year, thousandths int
		want              money.Cents
	}{{1, 1000, 38_000_00}, {1, 5000, 190_000_00}, {2, 2500, 70_000_00}, {3, 1, 22_00}, {4, 1333, 29_326_00}} {
		if got := aid.Worth(c.year, c.thousandths); got != c.want {
			t.Errorf("year %d of %d thousandths of an ETP: %s, wanted %s", c.year, c.thousandths, got, c.want)
		}
	}
}

// An operator fills what nobody knows of the collective aid as of any other text.
func TestASupplementFillsACellOfTheCollectiveAid(t *testing.T) {
	all := files(t)
	all["supplements/ours.yaml"] = &fstest.MapFile{Data: []byte(`supplied_by: the fund
sources:
  OURS-1: {title: "a letter of the fund"}
cells:
  aide-collective-2026:
    minimum_activity.newly_installed: {value: LEFT_OUT, source: OURS-1}
`)}
	l, err := law.Load(all)
	if err != nil {
		t.Fatal(err)
	}
	cell := l.CollectiveAid().MinimumActivity.NewlyInstalled
	if way, known := cell.Value(); !known || way != law.LeftOut || cell.Cite().Certainty != law.Operator {
		t.Errorf("the newly installed are %s, %s", way, cell.Cite().Certainty)
	}
}
