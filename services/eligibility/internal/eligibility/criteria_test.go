package eligibility_test

import (
	"slices"
	"strings"
	"testing"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// A day under each text.
const (
	avenant7       = "2020-10-01"
	arbitral       = "2023-09-01"
	convention     = "2024-09-01"
	conventionACO  = "2025-01-01" // OPTAM-CO is called OPTAM-ACO from here
	conventionLast = "2024-12-31" // and OPTAM-CO until here
)

func unknownSector(a *eligibility.Application) {
	a.Doctor.Sector = eligibility.Fact[eligibility.Sector]{}
}

func outsideAgreement(a *eligibility.Application) {
	a.Doctor.Sector = eligibility.Known(eligibility.OutsideAgreement)
}

func unknownTariff(a *eligibility.Application) {
	a.Doctor.Sector = eligibility.Known(eligibility.Sector2)
	a.Doctor.TariffOption = eligibility.Fact[eligibility.TariffOption]{}
}

func mep(a *eligibility.Application) { a.Doctor.ParticularPractice = true }

func noDepartment(a *eligibility.Application) { a.Practice.Department = eligibility.Fact[string]{} }

func noCounts(a *eligibility.Application) { a.Activity = eligibility.Activity{} }

func noInstalled(a *eligibility.Application) { a.Doctor.Installed = eligibility.Fact[civil.Date]{} }

func under16(bp int) change {
	return func(a *eligibility.Application) { a.Activity.Under16Share = eligibility.Known(bp) }
}

func noUnder16(a *eligibility.Application) { a.Activity.Under16Share = eligibility.Fact[int]{} }

func disabledWorker(a *eligibility.Application) { a.Doctor.DisabledWorker = true }

func longIllness(a *eligibility.Application) { a.Doctor.LongIllness = true }

func mixedActivity(a *eligibility.Application) { a.Doctor.MixedActivity = true }

func noDoctors(a *eligibility.Application) { a.Practice.Doctors = eligibility.Fact[int]{} }

func colleague(near bool) change {
	return func(a *eligibility.Application) { a.Practice.ColleagueNear = eligibility.Known(near) }
}

func noColleague(a *eligibility.Application) { a.Practice.ColleagueNear = eligibility.Fact[bool]{} }

func form(f eligibility.CoordinationForm) change {
	return func(a *eligibility.Application) {
		a.Practice.Coordination = eligibility.Coordination{Form: eligibility.Known(f)}
	}
}

func noCoordination(a *eligibility.Application) {
	a.Practice.Coordination = eligibility.Coordination{}
}

func structure(met eligibility.Fact[bool]) change {
	return func(a *eligibility.Application) { a.Practice.StructureFeeMet = met }
}

func secretary(promoted, replaced eligibility.Fact[bool]) change {
	return func(a *eligibility.Application) {
		a.Assistant.SecretaryPromoted, a.Assistant.SecretaryReplaced = promoted, replaced
	}
}

func TestEachCriterionIsAnsweredAsTheTextSays(t *testing.T) {
	var (
		isTrue, isFalse = eligibility.Known(true), eligibility.Known(false)
		notKnown        eligibility.Fact[bool]
	)
	const (
		met, notMet, waived  = eligibility.Met, eligibility.NotMet, eligibility.Waived
		cannot, notRequired  = eligibility.CannotTell, eligibility.NotRequired
		sector, specialtyID  = "sector", "specialty"
		fees, activity       = "clinical_fees", "minimum_activity"
		group, coordinated   = "group_practice", "coordinated_practice"
		structureFee, secret = "structure_fee", "secretary_replaced"
	)
	l := embedded(t)
	for _, c := range []struct {
		name      string
		signed    string
		changes   []change
		criterion string
		want      eligibility.Outcome
		asked     []string
	}{
		{"secteur 1", avenant7, nil, sector, met, nil},
		{"secteur 1 whatever the option", convention, []change{func(a *eligibility.Application) {
			a.Doctor.TariffOption = eligibility.Known(eligibility.NoTariffOption)
		}}, sector, met, nil},
		{"secteur 2 with OPTAM", avenant7, []change{sector2(eligibility.OPTAM)}, sector, met, nil},
		{"secteur 2 with OPTAM-CO", avenant7, []change{sector2(eligibility.OPTAMCO)}, sector, met, nil},
		{"secteur 2 with OPTAM-ACO long before it existed", avenant7, []change{sector2(eligibility.OPTAMACO)}, sector, notMet, nil},
		{"secteur 2 with OPTAM-ACO under the règlement arbitral", arbitral, []change{sector2(eligibility.OPTAMACO)}, sector, notMet, nil},
		{"OPTAM-CO on its last day", conventionLast, []change{sector2(eligibility.OPTAMCO)}, sector, met, nil},
		{"OPTAM-ACO a day too early is the same option", conventionLast, []change{sector2(eligibility.OPTAMACO)}, sector, met, nil},
		{"OPTAM-CO by its old name is the same option", conventionACO, []change{sector2(eligibility.OPTAMCO)}, sector, met, nil},
		{"OPTAM-ACO from its first day", conventionACO, []change{sector2(eligibility.OPTAMACO)}, sector, met, nil},
		{"secteur 2 with nothing", convention, []change{sector2(eligibility.NoTariffOption)}, sector, notMet, nil},
		{"secteur 2 with an unknown option", convention, []change{unknownTariff}, sector, cannot, []string{"doctor.tariff_option"}},
		{"outside the agreement", convention, []change{outsideAgreement}, sector, notMet, nil},
		{"unknown sector", convention, []change{unknownSector}, sector, cannot, []string{"doctor.sector", "doctor.tariff_option"}},

		{"a list A specialty", avenant7, []change{specialty("12")}, specialtyID, met, nil},
		{"a MEP", avenant7, []change{mep}, specialtyID, met, nil},
		{"a radiologist in a listed department", avenant7, []change{specialty("06"), department("08")}, specialtyID, met, nil},
		{"a radiologist elsewhere", avenant7, []change{specialty("06")}, specialtyID, cannot, []string{"criteria.specialty.list_b_departments_complete"}},
		{"a radiologist somewhere: a department that is not listed would not settle it", avenant7, []change{specialty("06"), noDepartment}, specialtyID, cannot, []string{"practice.department", "criteria.specialty.list_b_departments_complete"}},
		{"a surgeon somewhere", avenant7, []change{specialty("04"), noDepartment}, specialtyID, cannot, []string{"practice.department", "criteria.specialty.list_b_departments.others"}},
		{"a surgeon, whose departments nobody knows", avenant7, []change{specialty("04")}, specialtyID, cannot, []string{"criteria.specialty.list_b_departments.others"}},
		{"a specialty in neither list", avenant7, []change{specialty("83")}, specialtyID, cannot, []string{"criteria.specialty.list_b_open"}},
		{"a radiologist later", arbitral, []change{specialty("06")}, specialtyID, notMet, nil},
		{"a surgeon later", arbitral, []change{specialty("04")}, specialtyID, met, nil},
		{"an anaesthetist", convention, []change{specialty("02")}, specialtyID, notMet, nil},
		{"an emergency doctor", convention, []change{specialty("83")}, specialtyID, met, nil},

		{"no fees asked under avenant 7", avenant7, []change{specialty("04")}, fees, notRequired, nil},
		{"no fees asked of a GP", convention, nil, fees, notRequired, nil},
		{"an ENT before 2024 is no surgeon", arbitral, []change{specialty("11")}, fees, notRequired, nil},
		{"a surgeon under 20 % CCAM", arbitral, []change{specialty("04"), ccam(1999)}, fees, met, nil},
		{"a surgeon at 20 % CCAM", arbitral, []change{specialty("04"), ccam(2000)}, fees, notMet, nil},
		{"a surgeon with 80.01 % clinical fees", arbitral, []change{specialty("04"), clinical(8001)}, fees, met, nil},
		{"a surgeon with 80 % clinical fees", arbitral, []change{specialty("04"), clinical(8000)}, fees, notMet, nil},
		{"a surgeon who says nothing", arbitral, []change{specialty("04")}, fees, cannot, []string{"activity.ccam_fee_share_bp"}},
		{"an ENT at 80 %", convention, []change{specialty("11"), clinical(8000)}, fees, met, nil},
		{"an ENT at 79.99 %", convention, []change{specialty("11"), clinical(7999)}, fees, notMet, nil},
		{"an ENT with 20 % CCAM", convention, []change{specialty("11"), ccam(2000)}, fees, met, nil},
		{"an ENT with 20.01 % CCAM", convention, []change{specialty("11"), ccam(2001)}, fees, notMet, nil},
		{"an ENT who states both: the rule's own share decides", convention, []change{specialty("11"), clinical(8000), ccam(2500)}, fees, met, nil},
		{"an ENT who says nothing", convention, []change{specialty("11")}, fees, cannot, []string{"activity.clinical_fee_share_bp"}},
		{"a doubtful specialty with enough", convention, []change{specialty("45"), clinical(8500)}, fees, met, nil},
		{"a doubtful specialty with too little", convention, []change{specialty("45"), clinical(5000)}, fees, cannot, []string{"criteria.clinical_fees.doubtful"}},
		{"a doubtful specialty that says nothing", convention, []change{specialty("45")}, fees, cannot, []string{"activity.clinical_fee_share_bp", "criteria.clinical_fees.doubtful"}},

		{"a GP counts adults under avenant 7", avenant7, []change{adults(640), registered(5000)}, activity, notMet, nil},
		{"a GP counts children too later", arbitral, []change{adults(0), registered(775)}, activity, met, nil},
		{"a GP with 775", convention, []change{registered(775)}, activity, met, nil},
		{"a GP with 774", convention, []change{registered(774)}, activity, notMet, nil},
		{"a GP with 800 needs no installation date", convention, []change{registered(800), noInstalled}, activity, met, nil},
		{"a GP with 774 does", convention, []change{registered(774), noInstalled}, activity, cannot, []string{"doctor.installed_date"}},
		{"a GP with 600 adults whose children nobody counted", avenant7, []change{adults(600), noUnder16}, activity, cannot, []string{"activity.under_16_share_bp"}},
		{"a GP with 600 adults of whom nothing else is known", avenant7, []change{adults(600), noUnder16, noInstalled}, activity, cannot, []string{"doctor.installed_date", "activity.under_16_share_bp"}},
		{"a GP who counted nothing", convention, []change{noCounts}, activity, cannot, []string{"activity.registered_patients"}},
		{"a GP who counted nothing under avenant 7", avenant7, []change{noCounts, under16(0)}, activity, cannot, []string{"activity.adult_registered_patients"}},
		{"a GP whose band the fund states", convention, []change{noCounts, band(law.P30ToP50)}, activity, met, nil},
		{"a GP whose band the fund states too low", convention, []change{noCounts, band(law.BelowP30)}, activity, notMet, nil},
		{"the count decides when both are known", convention, []change{registered(774), band(law.P50ToP70)}, activity, notMet, nil},
		{"a cardiologist, whose percentiles nobody knows", convention, []change{specialty("03"), activeFile(4000)}, activity, cannot, []string{"activity.band"}},
		{"a cardiologist whose band the fund states", convention, []change{specialty("03"), band(law.P30ToP50)}, activity, met, nil},
		{"a MEP is no GP", convention, []change{mep, registered(100)}, activity, cannot, []string{"activity.band"}},
		{"newly installed, 12 months less a day", convention, []change{registered(10), installed("2023-09-02")}, activity, waived, nil},
		{"installed for exactly 12 months", convention, []change{registered(10), installed("2023-09-01")}, activity, notMet, nil},
		{"newly installed under avenant 7", avenant7, []change{adults(10), installed("2020-01-01")}, activity, waived, nil},
		{"newly installed, who counted nothing", convention, []change{noCounts, installed("2024-08-01")}, activity, waived, nil},
		{"newly installed with enough patients", convention, []change{registered(775), installed("2024-08-01")}, activity, met, nil},
		{"a disabled worker under avenant 7", avenant7, []change{adults(10), disabledWorker}, activity, waived, nil},
		{"a long illness under avenant 7", avenant7, []change{adults(10), longIllness}, activity, notMet, nil},
		{"21 % under 16 under avenant 7", avenant7, []change{adults(10), under16(2100)}, activity, waived, nil},
		{"20 % under 16 under avenant 7", avenant7, []change{adults(10), under16(2000)}, activity, notMet, nil},
		{"21 % under 16 later", convention, []change{registered(10), under16(2100)}, activity, notMet, nil},
		{"a disabled worker later", convention, []change{registered(10), disabledWorker}, activity, waived, nil},
		{"a long illness later", arbitral, []change{registered(10), longIllness}, activity, waived, nil},
		{"mixed activity later", convention, []change{registered(10), mixedActivity}, activity, waived, nil},

		{"two doctors", avenant7, []change{doctors(2)}, group, met, nil},
		{"alone, no zone", avenant7, []change{doctors(1)}, group, notMet, nil},
		{"alone in ZIP", avenant7, []change{doctors(1), zone(law.ZIP), adults(100)}, group, waived, nil},
		{"alone in ZAC with 641", avenant7, []change{doctors(1), zone(law.ZAC), adults(641)}, group, waived, nil},
		{"alone in ZAC with 640", avenant7, []change{doctors(1), zone(law.ZAC), adults(640)}, group, notMet, nil},
		{"alone in ZV with 641", avenant7, []change{doctors(1), zone(law.ZV), adults(641)}, group, notMet, nil},
		{"alone with 1 108 and a colleague near", avenant7, []change{doctors(1), adults(1108), colleague(true)}, group, waived, nil},
		{"alone with 1 107 and a colleague near", avenant7, []change{doctors(1), adults(1107), colleague(true)}, group, notMet, nil},
		{"alone with 1 108 and no colleague near", avenant7, []change{doctors(1), adults(1108)}, group, notMet, nil},
		{"alone with 1 108, colleague not stated", avenant7, []change{doctors(1), adults(1108), noColleague}, group, cannot, []string{"practice.colleague_within_20_minutes"}},
		{"alone with 1 000, colleague not stated: it does not matter", avenant7, []change{doctors(1), adults(1000), noColleague}, group, notMet, nil},
		{"alone, zone not stated", avenant7, []change{doctors(1), adults(700), zone(law.ZoneUnknown)}, group, cannot, []string{"practice.zone"}},
		{"doctors not counted, no way round", avenant7, []change{noDoctors}, group, cannot, []string{"practice.doctors_in_practice"}},
		{"doctors not counted in ZIP: it does not matter", avenant7, []change{noDoctors, zone(law.ZIP), adults(100)}, group, waived, nil},
		{"alone, later", arbitral, []change{doctors(1)}, group, notRequired, nil},

		{"in a CPTS", avenant7, []change{form(eligibility.CPTS)}, coordinated, met, nil},
		{"in another form", avenant7, []change{form(eligibility.OtherCoordination)}, coordinated, met, nil},
		{"in none", avenant7, []change{form(eligibility.NoCoordination)}, coordinated, notMet, nil},
		{"committed to the day", avenant7, []change{committed("2022-10-01")}, coordinated, met, nil},
		{"committed a day late", avenant7, []change{committed("2022-10-02")}, coordinated, notMet, nil},
		{"coordination not stated", avenant7, []change{noCoordination}, coordinated, cannot, []string{"practice.coordination"}},
		{"in none, later", convention, []change{form(eligibility.NoCoordination)}, coordinated, notRequired, nil},

		{"volet 1 met", avenant7, []change{structure(isTrue)}, structureFee, met, nil},
		{"volet 1 not met", avenant7, []change{structure(isFalse)}, structureFee, notMet, nil},
		{"volet 1 not stated", avenant7, []change{structure(notKnown)}, structureFee, cannot, []string{"practice.structure_fee_prerequisites_met"}},
		{"volet 1, later", convention, []change{structure(isFalse)}, structureFee, notRequired, nil},

		{"no secretary", convention, []change{secretary(isFalse, notKnown)}, secret, notRequired, nil},
		{"a secretary, replaced", convention, []change{secretary(isTrue, isTrue)}, secret, met, nil},
		{"a secretary, not replaced", avenant7, []change{secretary(isTrue, isFalse)}, secret, notMet, nil},
		{"a secretary, replacement not stated", arbitral, []change{secretary(isTrue, notKnown)}, secret, cannot, []string{"assistant.secretary_replaced"}},
		{"nothing stated", convention, []change{secretary(notKnown, notKnown)}, secret, cannot, []string{"assistant.secretary_promoted", "assistant.secretary_replaced"}},
		{"nobody replaced, promotion not stated", convention, []change{secretary(notKnown, isFalse)}, secret, cannot, []string{"assistant.secretary_promoted"}},
		{"replaced, promotion not stated: it does not matter", convention, []change{secretary(notKnown, isTrue)}, secret, met, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := assess(l, with(doctor(c.signed), c.changes...))
			got := criterion(t, s, c.criterion)
			if got.Outcome != c.want {
				t.Errorf("%s: %s, want %s; %s", c.criterion, got.Outcome, c.want, got.Explanation.EN)
			}
			if fields := asked(s, c.criterion); !sameFields(fields, c.asked) {
				t.Errorf("%s: asked %q, want %q", c.criterion, fields, c.asked)
			}
			if got.Cite.Cell == "" {
				t.Errorf("%s rests on no cell", c.criterion)
			}
		})
	}
}

// sameFields compares what is asked; a path of the reference tables is named by its
// first part.
func sameFields(got, want []string) bool {
	return slices.EqualFunc(got, want, func(g, w string) bool {
		return g == w || (w == "percentiles" && strings.Contains(g, "p30"))
	})
}

func TestARenamedTariffOptionIsNamedRightOnTheSignatureDate(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		signed string
		stated eligibility.TariffOption
		right  string
		cites  bool
	}{
		{conventionLast, eligibility.OPTAMACO, "OPTAM-CO", true},
		{conventionACO, eligibility.OPTAMCO, "OPTAM-ACO", true},
		{conventionLast, eligibility.OPTAMCO, "OPTAM-CO", false},
		{conventionACO, eligibility.OPTAMACO, "OPTAM-ACO", false},
	} {
		got := criterion(t, assess(l, with(doctor(c.signed), sector2(c.stated))), "sector")
		if !strings.Contains(got.Wanted, c.right) {
			t.Errorf("on %s: wanted %q, want the name %s", c.signed, got.Wanted, c.right)
		}
		cites := slices.ContainsFunc(got.Also, func(cell *law.Citation) bool { return strings.HasSuffix(cell.Cell, ".on") })
		if cites != c.cites {
			t.Errorf("%s on %s: the day of the new name is cited: %t, want %t", c.stated, c.signed, cites, c.cites)
		}
		if c.cites && !strings.Contains(got.Explanation.FR, "son nom est "+c.right) {
			t.Errorf("%s on %s: %q does not say the right name", c.stated, c.signed, got.Explanation.FR)
		}
	}
}

func TestTheFundAdaptsTheContractWheneverAClaimIsMadeUnderATextThatSaysSo(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		name    string
		signed  string
		changes []change
		want    bool
	}{
		{"no claim", convention, nil, false},
		{"a claim with enough patients", convention, []change{longIllness}, true},
		{"a claim without", arbitral, []change{mixedActivity, registered(3)}, true},
		{"a claim under avenant 7", avenant7, []change{disabledWorker}, false},
	} {
		if s := assess(l, with(doctor(c.signed), c.changes...)); s.AdaptedContract != c.want {
			t.Errorf("%s: adapted %t, want %t", c.name, s.AdaptedContract, c.want)
		}
	}
}

func TestTheCertaintyIsTheWeakestOfTheCellsUsed(t *testing.T) {
	l := embedded(t)
	for _, a := range []eligibility.Application{
		doctor(avenant7), doctor(arbitral), doctor(convention),
		with(doctor(convention), specialty("03")), with(doctor(avenant7), specialty("06")),
	} {
		s := assess(l, a)
		var used []law.Certainty
		for _, c := range s.Criteria {
			used = append(used, c.Cite.Certainty)
			for _, cell := range c.Also {
				used = append(used, cell.Certainty)
			}
		}
		if want := law.Weakest(used...); s.Certainty != want {
			t.Errorf("on %s, specialty %s: %s, want %s", a.Signed, a.Doctor.SpecialtyCode, s.Certainty, want)
		}
	}
	if s := assess(l, with(doctor(convention), specialty("03"))); s.Certainty != law.Unknown {
		t.Errorf("a cardiologist's answer rests on an UNKNOWN percentile but is %s", s.Certainty)
	}
}

func TestOneQuestionIsAskedForEachFactWithAllItSettles(t *testing.T) {
	a := eligibility.Application{Signed: civil.MustParse(avenant7), Doctor: eligibility.Doctor{SpecialtyCode: "01"}}
	s := assess(embedded(t), a)
	if s.Verdict != eligibility.Undetermined {
		t.Errorf("%s, want UNDETERMINED: nothing is known", s.Verdict)
	}
	settles := map[string][]string{}
	for _, q := range s.Questions {
		key := q.Field
		if q.Missing != nil {
			key = q.Missing.Cell
		}
		if _, twice := settles[key]; twice {
			t.Errorf("%q is asked twice", key)
		}
		settles[key] = q.Settles
	}
	for field, want := range map[string][]string{
		"doctor.sector":                      {"sector"},
		"doctor.installed_date":              {"minimum_activity", "OPTION_THIRD", "OPTION_HALF", "OPTION_FULL"},
		"practice.zone":                      {"group_practice", "OPTION_FULL"},
		"practice.doctors_in_practice":       {"group_practice"},
		"activity.adult_registered_patients": {"minimum_activity", "group_practice", "OPTION_THIRD", "OPTION_HALF", "OPTION_FULL"},
	} {
		if !slices.Equal(settles[field], want) {
			t.Errorf("%s settles %q, want %q", field, settles[field], want)
		}
	}
}

func TestTheCellThatDecidesIsCitedFirst(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		name      string
		signed    string
		changes   []change
		criterion string
		want      string // the cell that decides
		also      string // another one that is used
	}{
		{"the percentile, where the count decides", convention, nil, "minimum_activity", "percentiles.2021-12-31.gp.registered_patients.p30", "criteria.minimum_activity.gp_comparison"},
		{"the unknown percentile, where it is missing", convention, []change{specialty("03")}, "minimum_activity", "percentiles.2021-12-31.others.active_file.p30", "criteria.minimum_activity.others_indicator"},
		{"the rule, where the fund states the band", convention, []change{specialty("03"), band(law.P30ToP50)}, "minimum_activity", "criteria.minimum_activity.percentile", "criteria.minimum_activity.others_comparison"},
		{"the waiver, where the doctor is let off", convention, []change{registered(3), installed("2024-08-01")}, "minimum_activity", "criteria.minimum_activity.waived_newly_installed", "percentiles.2021-12-31.gp.registered_patients.p30"},
		{"the waiver of a lone doctor", avenant7, []change{doctors(1), zone(law.ZIP)}, "group_practice", "criteria.group_practice.alone_waived_zones", "criteria.group_practice.rule"},
		{"the complement, where it was needed", convention, []change{specialty("11"), ccam(1000)}, "clinical_fees", "criteria.clinical_fees.rule", "criteria.clinical_fees.complement"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := criterion(t, assess(l, with(doctor(c.signed), c.changes...)), c.criterion)
			if got.Cite.Cell != c.want {
				t.Errorf("rests on %q, want %q", got.Cite.Cell, c.want)
			}
			if !slices.ContainsFunc(got.Also, func(cell *law.Citation) bool { return cell.Cell == c.also }) {
				t.Errorf("does not name %q among the other cells", c.also)
			}
			if slices.ContainsFunc(got.Also, func(cell *law.Citation) bool { return cell == got.Cite }) {
				t.Errorf("names %q twice", got.Cite.Cell)
			}
		})
	}
}

func TestAShareReadFromTheOtherOneSaysSo(t *testing.T) {
	l := embedded(t)
	ent := with(doctor(convention), specialty("11"), ccam(2500))
	got := criterion(t, assess(l, ent), "clinical_fees")
	if want := "La part des honoraires cliniques est de 75\u00a0% sur les 12\u00a0mois avant la signature (le reste de la part des actes techniques (CCAM)). La condition serait remplie avec au moins 80\u00a0%."; got.Explanation.FR != want {
		t.Errorf("says %q, want %q", got.Explanation.FR, want)
	}
	if got.Seen != "75% clinical fees" || got.Gap != "5 percentage points missing" {
		t.Errorf("seen %q, gap %q", got.Seen, got.Gap)
	}
}
