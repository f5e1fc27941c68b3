package eligibility_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/law/lawtest"
)

// This file reads the facts of an application as the tables of cases state them.

type (
	app           = eligibility.Application
	fact[T any]   = eligibility.Fact[T]
	given         map[string]string // facts by their paths; UNKNOWN takes one away
	setter        func(a *app, value string) error
	factOf[T any] func(a *app) *fact[T]
)

// setters are the facts that cases may state.
var setters = map[string]setter{
	"doctor.specialty_code":      func(a *app, v string) error { a.Doctor.SpecialtyCode = v; return nil },
	"doctor.particular_practice": claimed(func(a *app) *bool { return &a.Doctor.ParticularPractice }),
	"doctor.disabled_worker":     claimed(func(a *app) *bool { return &a.Doctor.DisabledWorker }),
	"doctor.long_illness":        claimed(func(a *app) *bool { return &a.Doctor.LongIllness }),
	"doctor.mixed_activity":      claimed(func(a *app) *bool { return &a.Doctor.MixedActivity }),
	"doctor.sector":              stated(func(a *app) *fact[eligibility.Sector] { return &a.Doctor.Sector }, sectorNamed),
	"doctor.tariff_option":       stated(func(a *app) *fact[eligibility.TariffOption] { return &a.Doctor.TariffOption }, oneOf(tariffOptions)),
	"doctor.installed_date":      stated(func(a *app) *fact[civil.Date] { return &a.Doctor.Installed }, civil.Parse),

	"practice.zone":                            zoned,
	"practice.department":                      stated(func(a *app) *fact[string] { return &a.Practice.Department }, anything),
	"practice.doctors_in_practice":             stated(func(a *app) *fact[int] { return &a.Practice.Doctors }, strconv.Atoi),
	"practice.coordination":                    coordinated,
	"practice.structure_fee_prerequisites_met": stated(func(a *app) *fact[bool] { return &a.Practice.StructureFeeMet }, strconv.ParseBool),
	"practice.colleague_within_20_minutes":     stated(func(a *app) *fact[bool] { return &a.Practice.ColleagueNear }, strconv.ParseBool),

	"activity.adult_registered_patients": stated(func(a *app) *fact[int] { return &a.Activity.AdultRegistered }, strconv.Atoi),
	"activity.registered_patients":       stated(func(a *app) *fact[int] { return &a.Activity.Registered }, strconv.Atoi),
	"activity.active_file":               stated(func(a *app) *fact[int] { return &a.Activity.ActiveFile }, strconv.Atoi),
	"activity.under_16_share_bp":         stated(func(a *app) *fact[int] { return &a.Activity.Under16Share }, basisPoints),
	"activity.clinical_fee_share_bp":     stated(func(a *app) *fact[int] { return &a.Activity.ClinicalShare }, basisPoints),
	"activity.ccam_fee_share_bp":         stated(func(a *app) *fact[int] { return &a.Activity.CCAMShare }, basisPoints),
	"activity.band":                      stated(func(a *app) *fact[law.Band] { return &a.Activity.Band }, named(law.Bands())),

	"assistant.weekly_minutes":     stated(func(a *app) *fact[int] { return &a.Assistant.WeeklyMinutes }, strconv.Atoi),
	"assistant.secretary_promoted": stated(func(a *app) *fact[bool] { return &a.Assistant.SecretaryPromoted }, strconv.ParseBool),
	"assistant.secretary_replaced": stated(func(a *app) *fact[bool] { return &a.Assistant.SecretaryReplaced }, strconv.ParseBool),

	"known_contract.none":               claimed(func(a *app) *bool { return &a.Held.None }),
	"known_contract.option":             stated(func(a *app) *fact[law.Option] { return &a.Held.Option }, named(law.Options())),
	"known_contract.contract_year":      stated(func(a *app) *fact[int] { return &a.Held.Year }, strconv.Atoi),
	"known_contract.objectives_reached": stated(func(a *app) *fact[bool] { return &a.Held.ObjectivesReached }, strconv.ParseBool),
	"derogations":                       derogated,
}

// basesNamed are the applications that cases start from, by name; a case that names
// none starts from the usual one.
func basesNamed(t *testing.T) map[string]given {
	t.Helper()
	type row struct {
		Name  string
		Given given
	}
	all := map[string]given{}
	for _, rows := range lawtest.Rows[row](t, cases, "bases") {
		for _, r := range rows {
			all[r.Name] = r.Given
		}
	}
	all[""] = all["usual"]
	return all
}

// apply is an application with these facts, later ones over earlier ones.
func apply(t *testing.T, signed string, facts ...given) app {
	t.Helper()
	a := app{Signed: civil.MustParse(signed)}
	for _, some := range facts {
		for path, value := range some {
			set, ok := setters[path]
			if !ok {
				t.Fatalf("%q is no fact of an application", path)
			}
			if err := set(&a, value); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
		}
	}
	return a
}

func stated[T any](at factOf[T], read func(string) (T, error)) setter {
	return func(a *app, value string) error {
		if value == "UNKNOWN" {
			*at(a) = fact[T]{}
			return nil
		}
		v, err := read(value)
		*at(a) = eligibility.Known(v)
		return err
	}
}

func claimed(at func(*app) *bool) setter {
	return func(a *app, value string) (err error) {
		*at(a), err = strconv.ParseBool(value)
		return err
	}
}

// named reads a word of the law's vocabulary.
func named[E fmt.Stringer](words []E) func(string) (E, error) {
	return func(name string) (none E, _ error) {
		for _, w := range words {
			if w.String() == name {
				return w, nil
			}
		}
		return none, fmt.Errorf("seen %q, wanted one of %v", name, words)
	}
}

// oneOf reads a word of a closed list.
func oneOf[E ~string](words []E) func(string) (E, error) {
	return func(name string) (E, error) {
		if !slices.Contains(words, E(name)) {
			return "", fmt.Errorf("seen %q, wanted one of %v", name, words)
		}
		return E(name), nil
	}
}

func anything(value string) (string, error) { return value, nil }

var (
	tariffOptions = []eligibility.TariffOption{eligibility.NoTariffOption, eligibility.OPTAM, eligibility.OPTAMCO, eligibility.OPTAMACO}
	forms         = []eligibility.CoordinationForm{
		eligibility.NoCoordination, eligibility.MSP, eligibility.PrimaryCareTeam, eligibility.SpecialistCareTeam,
		eligibility.CPTS, eligibility.HealthCentre, eligibility.OtherCoordination,
	}
	sectors = []string{"SECTOR_1", "SECTOR_2", "OUTSIDE_AGREEMENT"} // in the order of their values
)

func sectorNamed(name string) (eligibility.Sector, error) {
	name, err := oneOf(sectors)(name)
	return eligibility.Sector(slices.Index(sectors, name) + 1), err
}

func zoned(a *app, value string) (err error) {
	a.Practice.Zone, err = named(append(law.Zones(), law.ZoneUnknown))(strings.Replace(value, "UNKNOWN", "ZONE_UNKNOWN", 1))
	return err
}

// coordinated reads a form of coordinated practice, or "by" the day of a commitment.
func coordinated(a *app, value string) (err error) {
	var c eligibility.Coordination
	if by, committed := strings.CutPrefix(value, "by "); committed {
		err = stated(func(*app) *fact[civil.Date] { return &c.Commitment }, civil.Parse)(a, by)
	} else {
		err = stated(func(*app) *fact[eligibility.CoordinationForm] { return &c.Form }, oneOf(forms))(a, value)
	}
	a.Practice.Coordination = c
	return err
}

// derogated grants a derogation for each of these criteria, on the signature date.
func derogated(a *app, value string) error {
	for criterion := range strings.SplitSeq(value, ", ") {
		a.Derogations = append(a.Derogations, eligibility.Derogation{Criterion: criterion, Fund: "751", Granted: a.Signed, Reason: "isolated and overwhelmed"})
	}
	return nil
}

// basisPoints reads a share like "79.99 %".
func basisPoints(value string) (int, error) {
	number, ok := strings.CutSuffix(value, " %")
	whole, part, _ := strings.Cut(number, ".")
	if !ok || len(part) > 2 {
		return 0, fmt.Errorf("seen %q, wanted a share like 79.99 %%", value)
	}
	return strconv.Atoi(whole + (part + "00")[:2])
}
