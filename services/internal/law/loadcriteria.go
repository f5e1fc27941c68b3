package law

import (
	"assistmed/services/internal/civil"
)

// The words that several rules share.
const (
	required    = "REQUIRED"
	notRequired = "NOT_REQUIRED"
	moreThan    = "MORE_THAN"
	atLeast     = "AT_LEAST"
)

func readCriteria(in *group, start civil.Date) Criteria {
	return Criteria{
		Sector:              readSector(in.child("sector")),
		Specialty:           readSpecialty(in.child("specialty")),
		ClinicalFees:        readClinicalFees(in.child("clinical_fees")),
		MinimumActivity:     readMinimumActivity(in.child("minimum_activity")),
		NewlyInstalled:      NewlyInstalledRule{Months: readDated(in.child("newly_installed"), "months", start, number())},
		GroupPractice:       readGroupPractice(in.child("group_practice")),
		CoordinatedPractice: readCoordinatedPractice(in.child("coordinated_practice")),
		StructureFee:        StructureFeeRule{Rule: read(in.child("structure_fee"), "rule", form(required, notRequired))},
		SecretaryReplaced:   readSecretaryReplaced(in.child("secretary_replaced")),
		Derogation:          read(in, "derogation", form("FUND_MAY_GRANT")),
	}
}

func readSector(in *group) SectorRule {
	options := []string{"OPTAM", "OPTAM_CO", "OPTAM_ACO"}
	r := SectorRule{
		Rule:          read(in, "rule", form("SECTOR_1_OR_TARIFF_OPTION")),
		TariffOptions: read(in, "tariff_options", forms(options...)),
	}
	if in.has("renamed") {
		renamed := in.child("renamed")
		r.Renamed = &RenamedOption{
			Old: read(renamed, "old", form(options...)),
			New: read(renamed, "new", form(options...)),
			On:  read(renamed, "on", day()),
		}
	}
	return r
}

func readSpecialty(in *group) SpecialtyRule {
	r := SpecialtyRule{Rule: read(in, "rule", form("LISTS_A_AND_B", "ALL_BUT"))}
	if r.Rule.value == "ALL_BUT" {
		r.Excluded = read(in, "excluded", in.file.codes())
		r.ExcludedNames = read(in, "excluded_names", names())
		return r
	}
	r.ListA = read(in, "list_a", in.file.codes())
	r.ListANames = read(in, "list_a_names", names())
	r.ListAMEP = read(in, "list_a_mep", boolean())
	r.ListB = read(in, "list_b", in.file.codes())
	r.ListBNames = read(in, "list_b_names", names())
	r.ListBOpen = read(in, "list_b_open", boolean())
	r.ListBDepartmentShareBP = read(in, "list_b_department_share", share())
	r.ListBDepartmentsComplete = read(in, "list_b_departments_complete", boolean())
	table := in.child("list_b_departments")
	table.widen(func(code string) bool { _, ok := in.file.specialties[code]; return ok })
	r.ListBDepartments = map[string]Cell[[]string]{othersKey: read(table, othersKey, departments().orUnknown())}
	for _, code := range table.keys {
		if code == othersKey {
			continue
		}
		if _, ok := in.file.specialties[code]; !ok {
			in.file.report(table.nodes[code].Line, table.at(code), "the code "+code, "a code of "+specialtiesFile+", or others")
		}
		r.ListBDepartments[code] = read(table, code, departments().orUnknown())
	}
	return r
}

func readClinicalFees(in *group) ClinicalFeesRule {
	r := ClinicalFeesRule{Rule: read(in, "rule", form(notRequired, "CCAM_SHARE_BELOW", "CLINICAL_SHARE_AT_LEAST"))}
	if r.Rule.value == notRequired {
		return r
	}
	r.Specialties = read(in, "specialties", in.file.codes())
	r.SpecialtiesNames = read(in, "specialties_names", names())
	r.Doubtful = read(in, "doubtful", in.file.codes().orNone())
	r.ShareBP = read(in, "share", share())
	r.Edge = read(in, "edge", form("INCLUDED", "EXCLUDED"))
	r.Complement = read(in, "complement", form("CLINICAL_SHARE_IS_REST_OF_CCAM_SHARE"))
	if r.Rule.value == "CCAM_SHARE_BELOW" {
		r.ExtraBilling = read(in, "extra_billing", form("LEFT_OUT"))
		return r
	}
	r.Months = read(in, "months", number())
	r.CCAMShareBeside = read(in, "ccam_share_beside", share())
	return r
}

func readMinimumActivity(in *group) MinimumActivityRule {
	comparison := form(moreThan, atLeast)
	r := MinimumActivityRule{
		GPIndicator:             read(in, "gp_indicator", oneOf(Indicators())),
		GPComparison:            read(in, "gp_comparison", comparison),
		OthersIndicator:         read(in, "others_indicator", oneOf(Indicators())),
		OthersComparison:        read(in, "others_comparison", comparison),
		Percentile:              read(in, "percentile", oneOf(Percentiles())),
		WaivedNewlyInstalled:    read(in, "waived_newly_installed", boolean().orNone()),
		WaivedDisabledWorker:    read(in, "waived_disabled_worker", boolean().orNone()),
		WaivedUnder16MoreThanBP: read(in, "waived_under_16_more_than", share().orNone()),
		AdaptedContract:         read(in, "adapted_contract", forms("DISABLED_WORKER", "LONG_ILLNESS", "MIXED_ACTIVITY").orNone()),
	}
	if !r.AdaptedContract.None() {
		r.AdaptedContractWaives = read(in, "adapted_contract_waives", forms("MINIMUM_ACTIVITY").orNone())
	}
	return r
}

func readGroupPractice(in *group) GroupPracticeRule {
	r := GroupPracticeRule{Rule: read(in, "rule", form(required, notRequired))}
	if r.Rule.value == notRequired {
		return r
	}
	r.Doctors = read(in, "doctors", number())
	r.SitesOfOneMSP = read(in, "sites_of_one_msp", form("COUNT_AS_ONE_PRACTICE"))
	r.AloneWaived = read(in, "alone_waived", form("IN_UNDER_DENSE_ZONES"))
	r.AloneWaivedZones = read(in, "alone_waived_zones", someOf(Zones()))
	path := in.child("isolated_path")
	r.IsolatedPath = IsolatedPathRule{
		Logic:               read(path, "logic", form("ZONE_OR_COLLEAGUE")),
		Zones:               read(path, "zones", someOf(Zones())),
		Comparison:          read(path, "comparison", form(moreThan, atLeast)),
		ZonePercentile:      read(path, "zone_percentile", oneOf(Percentiles())),
		ElsewherePercentile: read(path, "elsewhere_percentile", oneOf(Percentiles())),
		ColleagueMinutes:    read(path, "colleague_minutes", number()),
	}
	return r
}

func readCoordinatedPractice(in *group) CoordinatedPracticeRule {
	r := CoordinatedPracticeRule{Rule: read(in, "rule", form(required, notRequired))}
	if r.Rule.value == notRequired {
		return r
	}
	r.Forms = read(in, "forms", forms("MSP", "PRIMARY_CARE_TEAM", "SPECIALIST_CARE_TEAM", "CPTS", "HEALTH_CENTRE", "OTHER"))
	r.CommitmentYears = read(in, "commitment_years", number())
	return r
}

func readSecretaryReplaced(in *group) SecretaryReplacedRule {
	r := SecretaryReplacedRule{Rule: read(in, "rule", form(required, notRequired))}
	if r.Rule.value == notRequired {
		return r
	}
	r.WithinMonths = read(in, "within_months", number().orNone())
	r.TeleSecretariat = read(in, "tele_secretariat", form("EQUIVALENT").orNone())
	return r
}
