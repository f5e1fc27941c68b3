package population

import (
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
)

// The tables of this file are invented. They are not the national distribution, no
// source gives them, and nothing about French doctors can be learnt from them. They are
// data: who changes a line changes [Version] and gives every seed other doctors. That
// few numbers are round keeps them from looking like figures of the law.

// share is one line of a mix: how many of a thousand have the value.
type share[T any] struct {
	parts int
	value T
}

// mix has lines whose parts add up to a thousand.
type mix[T any] []share[T]

func (m mix[T]) pick(d dice) T {
	at := d.below(thousand)
	for _, s := range m {
		if at -= s.parts; at < 0 {
			return s.value
		}
	}
	panic("the parts of a mix do not add up to a thousand")
}

// year is a year of signature.
type year struct {
	number     int
	firstMonth int
	// surgical is what the surgeons' controlled-fee option is called in that year.
	surgical eligibilityv1.TariffOption
}

// The first months come before the first text, so that a few doctors apply too early.
var years = mix[year]{
	{70, year{2019, 7, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO}},
	{113, year{2020, 1, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO}},
	{107, year{2021, 1, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO}},
	{117, year{2022, 1, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO}},
	{163, year{2023, 1, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO}},
	{173, year{2024, 1, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO}},
	{141, year{2025, 1, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_ACO}},
	{116, year{2026, 1, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_ACO}},
}

// calling is what doctors of several specialties have in common.
type calling struct {
	registers bool // patients declare them as médecin traitant
	family    bool // the active file follows the registered patients
	surgical  bool // may sign the surgeons' controlled-fee option
	volume    int  // the active file, in percent of the table of active files
	clinical  int  // the least share of clinical fees, in percent
	banded    int  // whose fund states the band, in thousandths
	sectors   mix[eligibilityv1.Sector]
}

var (
	generalPractice = &calling{registers: true, family: true, clinical: 88, banded: 243, sectors: sectors(930, 60)}
	paediatrics     = &calling{registers: true, volume: 90, clinical: 92, banded: 850, sectors: sectors(607, 388)}
	office          = &calling{volume: 100, clinical: 70, banded: 850, sectors: sectors(560, 435)}
	psychiatry      = &calling{volume: 30, clinical: 97, banded: 850, sectors: sectors(680, 310)}
	surgery         = &calling{surgical: true, volume: 70, clinical: 50, banded: 850, sectors: sectors(330, 665)}
	technique       = &calling{volume: 90, clinical: 5, banded: 850, sectors: sectors(850, 145)}
)

// sectors are mostly secteur 1 and 2; the rest is outside the agreement.
func sectors(first, second int) mix[eligibilityv1.Sector] {
	return mix[eligibilityv1.Sector]{
		{first, eligibilityv1.Sector_SECTOR_1},
		{second, eligibilityv1.Sector_SECTOR_2},
		{thousand - first - second, eligibilityv1.Sector_SECTOR_OUTSIDE_AGREEMENT},
	}
}

// specialty is a code of the Assurance Maladie.
type specialty struct {
	code string
	*calling
}

var specialties = mix[specialty]{
	{610, specialty{"01", generalPractice}},
	{70, specialty{"22", generalPractice}},
	{20, specialty{"23", generalPractice}},
	{11, specialty{"02", technique}},
	{20, specialty{"03", office}},
	{4, specialty{"04", surgery}},
	{14, specialty{"05", office}},
	{21, specialty{"06", technique}},
	{13, specialty{"07", surgery}},
	{9, specialty{"08", office}},
	{2, specialty{"09", office}},
	{2, specialty{"10", surgery}},
	{9, specialty{"11", surgery}},
	{18, specialty{"12", paediatrics}},
	{6, specialty{"13", office}},
	{8, specialty{"14", office}},
	{20, specialty{"15", office}},
	{4, specialty{"16", surgery}},
	{2, specialty{"17", psychiatry}},
	{2, specialty{"18", surgery}},
	{2, specialty{"20", technique}},
	{3, specialty{"31", office}},
	{5, specialty{"32", office}},
	{30, specialty{"33", psychiatry}},
	{2, specialty{"34", office}},
	{3, specialty{"35", office}},
	{3, specialty{"37", technique}},
	{2, specialty{"38", technique}},
	{9, specialty{"41", surgery}},
	{4, specialty{"42", office}},
	{2, specialty{"43", surgery}},
	{2, specialty{"44", surgery}},
	{2, specialty{"45", surgery}},
	{3, specialty{"46", surgery}},
	{2, specialty{"47", surgery}},
	{2, specialty{"48", surgery}},
	{4, specialty{"49", surgery}},
	{2, specialty{"69", surgery}},
	{7, specialty{"70", surgery}},
	{2, specialty{"71", office}},
	{2, specialty{"72", technique}},
	{2, specialty{"73", office}},
	{2, specialty{"74", technique}},
	{4, specialty{"75", psychiatry}},
	{2, specialty{"76", technique}},
	{2, specialty{"77", surgery}},
	{2, specialty{"78", office}},
	{4, specialty{"79", surgery}},
	{2, specialty{"80", office}},
	{2, specialty{"81", office}},
	{2, specialty{"82", office}},
	{8, specialty{"83", office}},
	{6, specialty{"84", office}},
	{4, specialty{"85", office}},
}

var (
	plainOptions = mix[eligibilityv1.TariffOption]{
		{480, eligibilityv1.TariffOption_TARIFF_OPTION_NONE},
		{520, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM},
	}
	// surgicalOptions hold the surgeons' option by its first name; the year says which it has.
	surgicalOptions = mix[eligibilityv1.TariffOption]{
		{440, eligibilityv1.TariffOption_TARIFF_OPTION_NONE},
		{200, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM},
		{360, eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO},
	}
)

// place is a département and one of its funds, whose code begins with it; Corsica's
// begin with its old number, 20. The funds are those of the table IR_CAI_V.
type place struct {
	department, fund string
	zones            mix[lawv1.Zone]
}

var (
	city = mix[lawv1.Zone]{
		{93, lawv1.Zone_ZONE_ZIP}, {263, lawv1.Zone_ZONE_ZAC}, {277, lawv1.Zone_ZONE_ZV}, {367, lawv1.Zone_ZONE_NONE},
	}
	country = mix[lawv1.Zone]{
		{520, lawv1.Zone_ZONE_ZIP}, {330, lawv1.Zone_ZONE_ZAC}, {113, lawv1.Zone_ZONE_ZV}, {37, lawv1.Zone_ZONE_NONE},
	}
	places = mix[place]{
		{60, place{"75", "751", city}},
		{45, place{"13", "131", city}},
		{45, place{"69", "691", city}},
		{40, place{"59", "595", city}},
		{20, place{"59", "597", city}},
		{45, place{"33", "331", city}},
		{45, place{"31", "311", city}},
		{40, place{"44", "441", city}},
		{40, place{"92", "921", city}},
		{40, place{"06", "061", city}},
		{40, place{"67", "673", city}},
		{40, place{"35", "351", city}},
		{45, place{"93", "931", country}},
		{40, place{"38", "381", country}},
		{40, place{"76", "764", country}},
		{25, place{"62", "623", country}},
		{25, place{"62", "624", country}},
		{30, place{"29", "291", country}},
		{30, place{"08", "081", country}},
		{20, place{"09", "091", country}},
		{20, place{"10", "101", country}},
		{25, place{"15", "151", country}},
		{15, place{"23", "231", country}},
		{20, place{"46", "461", country}},
		{25, place{"53", "531", country}},
		{20, place{"58", "581", country}},
		{25, place{"89", "891", country}},
		{10, place{"2A", "201", country}},
		{10, place{"2B", "202", country}},
		{20, place{"971", "971", country}},
		{20, place{"972", "972", country}},
		{10, place{"973", "973", country}},
		{20, place{"974", "974", country}},
		{5, place{"976", "976", country}},
	}
)

// Patients, in steps of five hundredths of the doctors, from the shortest list to the
// longest: the doctors of a step are spread evenly over it. Invented.
var (
	registeredPatients = [...]int{
		37, 173, 312, 437, 553, 662, 758, 836, 911, 983, 1052,
		1123, 1199, 1283, 1376, 1481, 1606, 1763, 1979, 2319, 3907,
	}
	activeFiles = [len(registeredPatients)]int{
		61, 203, 371, 529, 683, 829, 967, 1103, 1229, 1361, 1493,
		1627, 1777, 1933, 2113, 2311, 2557, 2879, 3301, 3989, 7919,
	}
)

// bands are those of the steps, as percentiles: a fund that states one reads it here.
var bands = [len(registeredPatients) - 1]lawv1.Band{
	lawv1.Band_BAND_BELOW_P30, lawv1.Band_BAND_BELOW_P30, lawv1.Band_BAND_BELOW_P30,
	lawv1.Band_BAND_BELOW_P30, lawv1.Band_BAND_BELOW_P30, lawv1.Band_BAND_BELOW_P30,
	lawv1.Band_BAND_P30_P50, lawv1.Band_BAND_P30_P50, lawv1.Band_BAND_P30_P50, lawv1.Band_BAND_P30_P50,
	lawv1.Band_BAND_P50_P70, lawv1.Band_BAND_P50_P70, lawv1.Band_BAND_P50_P70, lawv1.Band_BAND_P50_P70,
	lawv1.Band_BAND_P70_P90, lawv1.Band_BAND_P70_P90, lawv1.Band_BAND_P70_P90, lawv1.Band_BAND_P70_P90,
	lawv1.Band_BAND_P90_P95, lawv1.Band_BAND_P95_AND_ABOVE,
}

// Doctors in the practice, the applicant included.
var practiceSizes = mix[int]{{307, 1}, {183, 2}, {163, 3}, {127, 4}, {90, 5}, {70, 7}, {46, 9}, {14, 14}}

// promised is no form yet: the doctor commits to enter one.
const promised = eligibilityv1.CoordinationForm_COORDINATION_FORM_UNSPECIFIED

var coordinations = mix[eligibilityv1.CoordinationForm]{
	{217, eligibilityv1.CoordinationForm_COORDINATION_FORM_NONE},
	{193, eligibilityv1.CoordinationForm_COORDINATION_FORM_MSP},
	{60, eligibilityv1.CoordinationForm_COORDINATION_FORM_PRIMARY_CARE_TEAM},
	{30, eligibilityv1.CoordinationForm_COORDINATION_FORM_SPECIALIST_CARE_TEAM},
	{313, eligibilityv1.CoordinationForm_COORDINATION_FORM_CPTS},
	{20, eligibilityv1.CoordinationForm_COORDINATION_FORM_HEALTH_CENTRE},
	{30, eligibilityv1.CoordinationForm_COORDINATION_FORM_OTHER},
	{137, promised},
}

// wish is what a doctor asks for, and the working time that goes with the largest of
// it, in sixths of a full week.
type wish struct {
	options []lawv1.Option
	sixths  int
}

var (
	wishes = mix[wish]{
		{147, wish{nil, 6}},
		{80, wish{[]lawv1.Option{lawv1.Option_OPTION_THIRD}, 2}},
		{253, wish{[]lawv1.Option{lawv1.Option_OPTION_HALF}, 3}},
		{357, wish{[]lawv1.Option{lawv1.Option_OPTION_FULL}, 6}},
		{109, wish{[]lawv1.Option{lawv1.Option_OPTION_FULL, lawv1.Option_OPTION_HALF}, 6}},
		{54, wish{[]lawv1.Option{lawv1.Option_OPTION_FULL, lawv1.Option_OPTION_HALF, lawv1.Option_OPTION_THIRD}, 6}},
	}
	secondWishes = mix[wish]{
		{449, wish{[]lawv1.Option{lawv1.Option_OPTION_TWO}, 12}},
		{304, wish{[]lawv1.Option{lawv1.Option_OPTION_ONE_AND_HALF}, 9}},
		{247, wish{[]lawv1.Option{lawv1.Option_OPTION_TWO, lawv1.Option_OPTION_ONE_AND_HALF}, 12}},
	}
	heldOptions = mix[lawv1.Option]{{830, lawv1.Option_OPTION_FULL}, {170, lawv1.Option_OPTION_HALF}}
)

// Shares of doctors, in thousandths.
const (
	newlyInstalled      = 70
	particularPractice  = 40 // of general practitioners
	disabledWorkers     = 12
	longIllnesses       = 15
	mixedActivities     = 60
	structureFeesMet    = 780
	colleaguesNear      = 607 // of doctors who are alone in their practice
	secretariesPromoted = 147
	secretariesReplaced = 800 // of those promoted
	hoursShort          = 80  // whose assistant works less than was asked for
	secondAssistants    = 80  // of general practitioners
	objectivesReached   = 650 // of those who hold a contract
)
