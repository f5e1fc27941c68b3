package law_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

func TestTheContractsCountedAreThePublishedOnes(t *testing.T) {
	want := []string{
		"2019-12-11 SIGNED_SINCE_2019 130 SECONDARY EG-2",
		"2021-01-21 SIGNED_SINCE_2019 1545 SECONDARY EG-1",
		"2021-10-01 SIGNED_SINCE_2019 2178 SECONDARY ND-1",
		"2022-05-28 SIGNED_SINCE_2019 3112 SECONDARY SML-1",
		"2022-10-01 SIGNED_SINCE_2019 3545 SECONDARY QM-4",
		"2023-06-30 SIGNED_SINCE_2019 4384 SECONDARY CPL",
		"2024-01-22 SIGNED_SINCE_2019 6000 OFFICIAL_SUMMARY AM-6000",
		"2024-10-31 SIGNED_SINCE_2019 7240 OFFICIAL_SUMMARY AM-4Y",
		"2024-12-31 MAY_DIFFER 8111 SECONDARY AMO",
		"2025-06-30 SIGNED_SINCE_2019 8558 SECONDARY EG-3",
	}
	var got []string
	for _, m := range embedded(t).Milestones() {
		got = append(got, fmt.Sprint(m.On, " ", m.Perimeter, " ", m.Contracts, " ", m.Cite.Certainty, " ", m.Cite.Source))
		if cell := "milestones." + strings.ToLower(string(m.Perimeter)) + "." + m.On.String(); m.Cite.Cell != cell {
			t.Errorf("the count of %s cites %s, wanted %s", m.On, m.Cite.Cell, cell)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the counts are\n%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheDetailOfACountAddsUpToIt(t *testing.T) {
	on := map[string]law.Milestone{}
	for _, m := range embedded(t).Milestones() {
		on[m.On.String()] = m
	}
	for _, c := range []struct {
		day   string
		parts []int
		says  string
	}{
		{"2019-12-11", []int{38, 52, 40}, "38 at 1 ETP, 52 at 1/2 ETP, 40 at 1/3 ETP"},
		{"2024-10-31", []int{5283, 1957}, "5,283 general practitioners, 1,957 others"},
	} {
		sum := 0
		for _, part := range c.parts {
			sum += part
		}
		if m := on[c.day]; m.Contracts != sum || !strings.Contains(m.Cite.Note.EN, c.says) {
			t.Errorf("%s: %d contracts, the detail %q adds up to %d", c.day, m.Contracts, m.Cite.Note.EN, sum)
		}
	}
}

func TestTheTargetsAreThePublishedOnes(t *testing.T) {
	targets := embedded(t).Targets()
	var got []string
	for _, y := range targets.ByYear {
		got = append(got, fmt.Sprint(y.Year, " ", y.Contracts, " ", y.Cite.Certainty, " ", y.Cite.Source))
	}
	if want := []string{"2022 4000 SECONDARY PRESS", "2024 10000 SECONDARY PRESS", "2025 10000 SECONDARY PRESS"}; !slices.Equal(got, want) {
		t.Errorf("the targets are %q, wanted %q", got, want)
	}
	if got := said(targets.YearlyGrowth); got != "1000 SECONDARY PRESS" {
		t.Errorf("they grow by %s basis points a year", got)
	}
}

// The press called the target of 2024 not reached, whatever the perimeter.
func TestNoCountUpToTheEndOf2024ReachesTheTargetOf2024(t *testing.T) {
	l := embedded(t)
	target := l.Targets().ByYear[1]
	for _, m := range l.Milestones() {
		if !m.On.After(day("2024-12-31")) && m.Contracts >= target.Contracts {
			t.Errorf("%d contracts on %s reach the %d of %d", m.Contracts, m.On, target.Contracts, target.Year)
		}
	}
}

func TestTheCohortIsThePublishedOne(t *testing.T) {
	c := embedded(t).Cohort()
	for _, row := range []struct{ what, got, want string }{
		{"doctors", said(c.Doctors), "402 OFFICIAL_SUMMARY AM-4Y"},
		{"months", said(c.Months), "48 OFFICIAL_SUMMARY AM-4Y"},
		{"patients before", said(c.PatientsBefore), "1318 OFFICIAL_SUMMARY AM-4Y"},
		{"patients after", said(c.PatientsAfter), "1576 OFFICIAL_SUMMARY AM-4Y"},
		{"objective", said(c.Objective), "1430 OFFICIAL_SUMMARY AM-4Y"},
	} {
		if row.got != row.want {
			t.Errorf("%s: %s, wanted %s", row.what, row.got, row.want)
		}
	}
	before, _ := c.PatientsBefore.Value()
	after, _ := c.PatientsAfter.Value()
	if gain := after - before; gain != 258 || !strings.Contains(c.PatientsAfter.Cite().Note.EN, fmt.Sprintf("+%d", gain)) {
		t.Errorf("a gain of %d patients, and the note %q", gain, c.PatientsAfter.Cite().Note.EN)
	}
}
