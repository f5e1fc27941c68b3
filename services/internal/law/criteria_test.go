package law_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

// said is a cell as "value certainty source".
func said[T any](c law.Cell[T]) string {
	cite := c.Cite()
	switch v, ok := c.Value(); {
	case ok:
		return fmt.Sprint(v, " ", cite.Certainty, " ", cite.Source)
	case c.None():
		return fmt.Sprint("NONE ", cite.Certainty, " ", cite.Source)
	case cite.Cell == "":
		return "–"
	}
	return "UNKNOWN"
}

func TestTheCriteriaOfEachText(t *testing.T) {
	l := embedded(t)
	var a7, ra, c24 = textOf(t, l, avenant7).Criteria, textOf(t, l, reglementArbitral).Criteria, textOf(t, l, convention2024).Criteria
	for _, c := range []struct{ name, got, want string }{
		{"sector", said(a7.Sector.Rule), "SECTOR_1_OR_TARIFF_OPTION OFFICIAL_SUMMARY SEED2"},
		{"tariff options, avenant 7", said(a7.Sector.TariffOptions), "[OPTAM OPTAM_CO] OFFICIAL_SUMMARY SEED2"},
		{"tariff options, RA", said(ra.Sector.TariffOptions), "[OPTAM OPTAM_CO] OFFICIAL_SUMMARY AM-RA"},
		{"tariff options, 2024", said(c24.Sector.TariffOptions), "[OPTAM OPTAM_ACO] OFFICIAL_SUMMARY AM-24b, AM-OPT"},
		{"renamed on", said(c24.Sector.Renamed.On), "2025-01-01 OFFICIAL_SUMMARY AM-24b, AM-OPT"},
		{"renamed", said(c24.Sector.Renamed.Old) + " " + said(c24.Sector.Renamed.New), "OPTAM_CO OFFICIAL_SUMMARY AM-24b, AM-OPT OPTAM_ACO OFFICIAL_SUMMARY AM-24b, AM-OPT"},
		{"specialty, avenant 7", said(a7.Specialty.Rule), "LISTS_A_AND_B OFFICIAL_SUMMARY SEED2"},
		{"list A", said(a7.Specialty.ListA), "[01 22 23 12 34 14 05 42 32 11 70 09 31 08 13 03 33 75 17 15 84 85] DERIVED SEED2"},
		{"MEP in list A", said(a7.Specialty.ListAMEP), "true OFFICIAL_SUMMARY SEED2"},
		{"list B", said(a7.Specialty.ListB), "[04 10 16 41 43 44 45 46 47 48 49 69 02 07 77 79 06 18] DERIVED SEED2"},
		{"list B is open", said(a7.Specialty.ListBOpen), "true OFFICIAL_SUMMARY SEED2"},
		{"list B departments", said(a7.Specialty.ListBDepartmentShareBP), "3000 OFFICIAL_SUMMARY SEED2"},
		{"radiologists' departments", said(a7.Specialty.Departments("06")), "[08 09 10 15 43 46 48 53 88 89 91] SECONDARY DI"},
		{"surgeons' departments", said(a7.Specialty.Departments("04")), "UNKNOWN"},
		{"are they complete", said(a7.Specialty.ListBDepartmentsComplete), "false SECONDARY DI"},
		{"specialty, RA", said(ra.Specialty.Rule), "ALL_BUT OFFICIAL_SUMMARY PAPS, JHP"},
		{"excluded, RA", said(ra.Specialty.Excluded), "[02 06 18 37 72 74 76] DERIVED PAPS, JHP"},
		{"excluded, 2024", said(c24.Specialty.Excluded), "[02 06 18 37 72 74 76] DERIVED AM-24b"},
		{"no list A in 2024", said(c24.Specialty.ListA), "–"},
		{"clinical fees, avenant 7", said(a7.ClinicalFees.Rule) + " " + said(a7.ClinicalFees.ShareBP), "NOT_REQUIRED DERIVED OURS –"},
		{"clinical fees, RA", said(ra.ClinicalFees.Rule), "CCAM_SHARE_BELOW SECONDARY JHP"},
		{"of whom, RA", said(ra.ClinicalFees.Specialties), "[04 10 16 41 43 44 46 47 48 49] DERIVED JHP"},
		{"doubtful, RA", said(ra.ClinicalFees.Doubtful), "[45 69] DERIVED JHP"},
		{"share, RA", said(ra.ClinicalFees.ShareBP) + " " + said(ra.ClinicalFees.Edge), "2000 SECONDARY JHP EXCLUDED SECONDARY JHP"},
		{"clinical fees, 2024", said(c24.ClinicalFees.Rule), "CLINICAL_SHARE_AT_LEAST OFFICIAL_SUMMARY AM-24b"},
		{"of whom, 2024", said(c24.ClinicalFees.Specialties), "[04 07 10 11 16 41 43 44 46 47 48 49 70 77 79] DERIVED AM-24b"},
		{"share, 2024", said(c24.ClinicalFees.ShareBP) + " " + said(c24.ClinicalFees.Edge), "8000 OFFICIAL_SUMMARY AM-24b INCLUDED DERIVED AM-24b"},
		{"months, 2024", said(c24.ClinicalFees.Months), "12 OFFICIAL_SUMMARY AM-24b"},
		{"GP activity, avenant 7", said(a7.MinimumActivity.GPComparison), "MORE_THAN OFFICIAL_SUMMARY SEED2"},
		{"GP activity, RA", said(ra.MinimumActivity.GPComparison), "AT_LEAST DERIVED PAPS"},
		{"GP activity, 2024", said(c24.MinimumActivity.GPIndicator), "REGISTERED_PATIENTS SECONDARY PRESS"},
		{"others' activity", said(a7.MinimumActivity.OthersIndicator) + " " + said(a7.MinimumActivity.OthersComparison), "ACTIVE_FILE OFFICIAL_SUMMARY SEED2 AT_LEAST OFFICIAL_SUMMARY SEED2"},
		{"percentile", said(a7.MinimumActivity.Percentile) + " " + said(ra.MinimumActivity.Percentile) + " " + said(c24.MinimumActivity.Percentile),
			"P30 OFFICIAL_SUMMARY SEED2 P30 OFFICIAL_SUMMARY PAPS P30 SECONDARY PRESS"},
		{"disabled worker, avenant 7", said(a7.MinimumActivity.WaivedDisabledWorker) + " " + said(a7.MinimumActivity.AdaptedContract), "true SECONDARY CSMF-1 NONE DERIVED OURS"},
		{"disabled worker, RA", said(ra.MinimumActivity.WaivedDisabledWorker) + " " + said(ra.MinimumActivity.AdaptedContract),
			"NONE DERIVED AM-24b [DISABLED_WORKER LONG_ILLNESS MIXED_ACTIVITY] OFFICIAL_SUMMARY AM-24b"},
		{"patients under 16", said(a7.MinimumActivity.WaivedUnder16MoreThanBP) + " " + said(c24.MinimumActivity.WaivedUnder16MoreThanBP), "2000 SECONDARY CSMF-1 NONE DERIVED OURS"},
		{"group practice, avenant 7", said(a7.GroupPractice.Rule) + " " + said(a7.GroupPractice.Doctors), "REQUIRED OFFICIAL_SUMMARY SEED2 2 OFFICIAL_SUMMARY SEED2"},
		{"alone", said(a7.GroupPractice.AloneWaivedZones), "[ZIP] DERIVED SEED2"},
		{"isolated, zone", said(a7.GroupPractice.IsolatedPath.Zones) + " " + said(a7.GroupPractice.IsolatedPath.ZonePercentile), "[ZIP ZAC] SECONDARY MS P30 SECONDARY MS"},
		{"isolated, elsewhere", said(a7.GroupPractice.IsolatedPath.ElsewherePercentile) + " " + said(a7.GroupPractice.IsolatedPath.ColleagueMinutes), "P70 DERIVED MS 20 SECONDARY MS"},
		{"isolated, logic", said(a7.GroupPractice.IsolatedPath.Logic), "ZONE_OR_COLLEAGUE DERIVED MS"},
		{"group practice, RA", said(ra.GroupPractice.Rule) + " " + said(ra.GroupPractice.Doctors), "NOT_REQUIRED OFFICIAL_SUMMARY AM-RA –"},
		{"group practice, 2024", said(c24.GroupPractice.Rule), "NOT_REQUIRED DERIVED AM-RA"},
		{"coordinated practice, avenant 7", said(a7.CoordinatedPractice.Rule) + " " + said(a7.CoordinatedPractice.CommitmentYears), "REQUIRED OFFICIAL_SUMMARY SEED2 2 OFFICIAL_SUMMARY SEED2"},
		{"its forms", said(a7.CoordinatedPractice.Forms), "[MSP PRIMARY_CARE_TEAM SPECIALIST_CARE_TEAM CPTS HEALTH_CENTRE OTHER] OFFICIAL_SUMMARY SEED2"},
		{"coordinated practice, RA", said(ra.CoordinatedPractice.Rule), "NOT_REQUIRED OFFICIAL_SUMMARY AM-RA"},
		{"structure fee", said(a7.StructureFee.Rule) + " " + said(ra.StructureFee.Rule) + " " + said(c24.StructureFee.Rule), "REQUIRED OFFICIAL_SUMMARY SEED2 NOT_REQUIRED DERIVED OURS NOT_REQUIRED DERIVED OURS"},
		{"secretary, avenant 7", said(a7.SecretaryReplaced.Rule) + " " + said(a7.SecretaryReplaced.WithinMonths), "REQUIRED OFFICIAL_SUMMARY SEED2 NONE DERIVED SEED2"},
		{"secretary, RA", said(ra.SecretaryReplaced.Rule) + " " + said(ra.SecretaryReplaced.WithinMonths), "REQUIRED SECONDARY BC 6 SECONDARY BC"},
		{"secretary, 2024", said(c24.SecretaryReplaced.Rule) + " " + said(c24.SecretaryReplaced.WithinMonths), "REQUIRED DERIVED BC 6 DERIVED BC"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, wanted %s", c.name, c.got, c.want)
		}
	}
	if a7.Sector.Renamed != nil || ra.Sector.Renamed != nil {
		t.Error("an older text renames a tariff option")
	}
}

func TestWhatNewlyInstalledMeansIsCertainOnlyFrom2026(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct{ text, on, want string }{
		{avenant7, "2019-08-31", "–"},
		{avenant7, "2019-09-01", "12 DERIVED MD-1"},
		{avenant7, "2023-04-30", "12 DERIVED MD-1"},
		{reglementArbitral, "2023-05-01", "12 DERIVED MD-1"},
		{convention2024, "2024-06-22", "12 DERIVED MD-1"},
		{convention2024, "2025-12-31", "12 DERIVED MD-1"},
		{convention2024, "2026-01-01", "12 SECONDARY MD-1"},
	} {
		if got := said(textOf(t, l, c.text).Criteria.NewlyInstalled.Months.On(day(c.on))); got != c.want {
			t.Errorf("%s on %s: %s, wanted %s", c.text, c.on, got, c.want)
		}
	}
	cell := textOf(t, l, convention2024).Criteria.NewlyInstalled.Months.On(day("2026-01-01"))
	if got := cell.Cite().Cell; got != "criteria.newly_installed.months.2026-01-01" {
		t.Errorf("its path is %s", got)
	}
}

func TestListsOfCodesAreThoseOfTheSharedTable(t *testing.T) {
	l := embedded(t)
	// Every specialty of the table either may have the aid, is excluded, or is doubtful
	// in its fees; nothing is both excluded and asked for its fees.
	for _, id := range []string{reglementArbitral, convention2024} {
		c := textOf(t, l, id).Criteria
		excluded, _ := c.Specialty.Excluded.Value()
		asked, _ := c.ClinicalFees.Specialties.Value()
		doubtful, _ := c.ClinicalFees.Doubtful.Value()
		all := slices.Concat(excluded, asked, doubtful)
		slices.Sort(all)
		if unique := slices.Compact(slices.Clone(all)); len(unique) != len(all) {
			t.Errorf("%s has a code twice in %s", id, strings.Join(all, " "))
		}
	}
	a7 := textOf(t, l, avenant7).Criteria.Specialty
	listA, _ := a7.ListA.Value()
	listB, _ := a7.ListB.Value()
	for _, code := range listA {
		if slices.Contains(listB, code) {
			t.Errorf("%s is in both lists of avenant 7", code)
		}
	}
}
