package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

const (
	mostDoctors   = 1_000     // in one practice
	mostCounted   = 1_000_000 // more than any doctor could count: a typing error
	allFees       = 10_000    // 100 % in basis points
	wantSpecialty = `a specialty code of the Assurance Maladie, two digits, for example "01"`
)

// parseReceived reads an application that a caller sends: who granted a derogation is
// this service's to say.
func parseReceived(p *wire.Parse, l *law.Law, a *eligibilityv1.Application) eligibility.Application {
	for i, d := range a.GetDerogations() {
		for _, f := range []struct{ name, value string }{{"id", d.GetId()}, {"actor", d.GetActor()}, {"assessment_id", d.GetAssessmentId()}} {
			if f.value != "" {
				p.Bad(fmt.Sprintf("application.derogations[%d].%s", i, f.name), f.value, "nothing; GrantDerogation gives it")
			}
		}
	}
	return parseApplication(p, l, a)
}

// parseApplication reads an application and records every violation. What is absent
// and not required is unknown.
func parseApplication(p *wire.Parse, l *law.Law, a *eligibilityv1.Application) eligibility.Application {
	parsed := eligibility.Application{
		Signed:    p.Date("application.signature_date", a.GetSignatureDate()),
		Doctor:    parseDoctor(p, l, a.GetDoctor()),
		Practice:  parsePractice(p, a.GetPractice()),
		Activity:  parseActivity(p, a.GetActivity()),
		Assistant: parseAssistant(p, a.GetAssistant()),
		Held:      parseHeld(p, a.GetKnownContract()),
	}
	parsed.Derogations = parseDerogations(p, a.GetDerogations(), parsed.Signed)
	p.FundCode("application.fund_code", a.GetFundCode())
	if installed, known := parsed.Doctor.Installed.Get(); known && !parsed.Signed.IsZero() && installed.After(parsed.Signed) {
		p.Bad("application.doctor.installed_date", installed.String(), "on or before the signature_date, "+parsed.Signed.String())
	}
	if by, known := parsed.Practice.Coordination.Commitment.Get(); known && by.Before(parsed.Signed) {
		p.Bad("application.practice.coordination.commitment_date", by.String(),
			"on or after the signature_date, "+parsed.Signed.String()+"; state the form if it is entered already")
	}
	for i, o := range a.GetOptionsWanted() {
		field := fmt.Sprintf("application.options_wanted[%d]", i)
		wanted := p.Option(field, o)
		if wanted != 0 && slices.Contains(parsed.Wanted, wanted) {
			p.Bad(field, o.String(), "each option once")
		}
		parsed.Wanted = append(parsed.Wanted, wanted)
	}
	return parsed
}

func parseDoctor(p *wire.Parse, l *law.Law, d *eligibilityv1.Doctor) eligibility.Doctor {
	const at = "application.doctor."
	p.TextIfSet(at+"rpps", d.GetRpps(), ident.CheckRPPS)
	p.TextIfSet(at+"am_number", d.GetAmNumber(), ident.CheckAMNumber)
	if _, known := l.Specialty(d.GetSpecialtyCode()); !known {
		p.Bad(at+"specialty_code", d.GetSpecialtyCode(), wantSpecialty)
	}
	parsed := eligibility.Doctor{
		SpecialtyCode:      d.GetSpecialtyCode(),
		ParticularPractice: d.GetParticularPractice(),
		Installed:          date(p, at+"installed_date", d != nil && d.InstalledDate != nil, d.GetInstalledDate()),
		DisabledWorker:     d.GetDisabledWorker(),
		LongIllness:        d.GetLongIllness(),
		MixedActivity:      d.GetMixedActivity(),
	}
	if d == nil {
		return parsed
	}
	if d.Sector != nil && p.Enum(at+"sector", d.GetSector()) {
		parsed.Sector = eligibility.Known(sectors[d.GetSector()])
	}
	if d.TariffOption != nil && p.Enum(at+"tariff_option", d.GetTariffOption()) {
		parsed.TariffOption = eligibility.Known(tariffOptions[d.GetTariffOption()])
	}
	return parsed
}

func parsePractice(p *wire.Parse, practice *eligibilityv1.Practice) eligibility.Practice {
	const at = "application.practice."
	if practice == nil {
		return eligibility.Practice{}
	}
	parsed := eligibility.Practice{
		Doctors:         number(p, at+"doctors_in_practice", practice.DoctorsInPractice, between{1, mostDoctors}),
		StructureFeeMet: fact(practice.StructureFeePrerequisitesMet),
		ColleagueNear:   fact(practice.ColleagueWithin_20Minutes),
		Department:      fact(practice.Department),
	}
	parsed.Zone, _ = p.Zone(at+"zone", practice.Zone)
	if practice.Department != nil {
		p.Text(at+"department", practice.GetDepartment(), ident.CheckDepartment)
	}
	switch kind := practice.GetCoordination().GetKind().(type) {
	case *eligibilityv1.Coordination_Form:
		if p.Enum(at+"coordination.form", kind.Form) {
			parsed.Coordination.Form = eligibility.Known(coordinationForms[kind.Form])
		}
	case *eligibilityv1.Coordination_CommitmentDate:
		parsed.Coordination.Commitment = date(p, at+"coordination.commitment_date", true, kind.CommitmentDate)
	}
	return parsed
}

func parseActivity(p *wire.Parse, a *eligibilityv1.Activity) eligibility.Activity {
	const at = "application.activity."
	if a == nil {
		return eligibility.Activity{}
	}
	parsed := eligibility.Activity{
		AdultRegistered: number(p, at+"adult_registered_patients", a.AdultRegisteredPatients, between{0, mostCounted}),
		Registered:      number(p, at+"registered_patients", a.RegisteredPatients, between{0, mostCounted}),
		ActiveFile:      number(p, at+"active_file", a.ActiveFile, between{0, mostCounted}),
		Under16Share:    number(p, at+"under_16_share_bp", a.Under_16ShareBp, between{0, allFees}),
		ClinicalShare:   number(p, at+"clinical_fee_share_bp", a.ClinicalFeeShareBp, between{0, allFees}),
		CCAMShare:       number(p, at+"ccam_fee_share_bp", a.CcamFeeShareBp, between{0, allFees}),
	}
	adults, counted := parsed.AdultRegistered.Get()
	if all, both := parsed.Registered.Get(); counted && both && adults > all {
		p.Bad(at+"adult_registered_patients", strconv.Itoa(adults), fmt.Sprintf("at most the registered_patients, %d, who are adults and children", all))
	}
	date(p, at+"measured_on_date", a.MeasuredOnDate != nil, a.GetMeasuredOnDate())
	if band, known := p.Band(at+"band", a.Band); known {
		parsed.Band = eligibility.Known(band)
	}
	return parsed
}

func parseAssistant(p *wire.Parse, a *eligibilityv1.Assistant) eligibility.Assistant {
	if a == nil {
		return eligibility.Assistant{}
	}
	minutes := eligibility.Fact[int]{}
	if a.WeeklyMinutes != nil {
		p.WeeklyMinutes("application.assistant.weekly_minutes", a.GetWeeklyMinutes())
		minutes = eligibility.Known(int(a.GetWeeklyMinutes()))
	}
	return eligibility.Assistant{
		WeeklyMinutes:     minutes,
		SecretaryPromoted: fact(a.SecretaryPromoted),
		SecretaryReplaced: fact(a.SecretaryReplaced),
	}
}

// mostYears is more contract years than any contract has: a typing error.
const mostYears = 99

func parseHeld(p *wire.Parse, k *eligibilityv1.KnownContract) eligibility.Held {
	const at = "application.known_contract."
	if k == nil {
		return eligibility.Held{}
	}
	held := eligibility.Held{
		None:              k.GetNone(),
		Year:              number(p, at+"contract_year", k.ContractYear, between{1, mostYears}),
		ObjectivesReached: fact(k.ObjectivesReached),
	}
	if k.Option != nil {
		if option := p.Option(at+"option", k.GetOption()); option != 0 {
			held.Option = eligibility.Known(option)
		}
	}
	if k.GetNone() && (k.Option != nil || k.ContractYear != nil || k.ObjectivesReached != nil) {
		p.Bad(at+"none", "true", "no other field of known_contract beside it")
	}
	return held
}

// mostDerogations is one for each criterion that can have one.
const mostDerogations = 8

func parseDerogations(p *wire.Parse, list []*eligibilityv1.Derogation, signed civil.Date) []eligibility.Derogation {
	const at = "application.derogations"
	if len(list) > mostDerogations {
		p.Bad(at, fmt.Sprintf("%d derogations", len(list)), fmt.Sprintf("at most %d, one for each criterion", mostDerogations))
		return nil
	}
	var parsed []eligibility.Derogation
	for i, d := range list {
		field := fmt.Sprintf("%s[%d].", at, i)
		if !slices.Contains(eligibility.Derogable(), d.GetCriterionId()) {
			p.Bad(field+"criterion_id", d.GetCriterionId(), "one of "+strings.Join(eligibility.Derogable(), ", "))
		} else if slices.ContainsFunc(parsed, func(o eligibility.Derogation) bool { return o.Criterion == d.GetCriterionId() }) {
			p.Bad(field+"criterion_id", d.GetCriterionId(), "each criterion once")
		}
		p.FundCode(field+"fund_code", d.GetFundCode())
		granted := p.Date(field+"granted_date", d.GetGrantedDate())
		if !granted.IsZero() && !signed.IsZero() && granted.After(signed) {
			p.Bad(field+"granted_date", granted.String(), "on or before the signature_date, "+signed.String())
		}
		p.Text(field+"reason", d.GetReason(), ident.CheckLine)
		parsed = append(parsed, eligibility.Derogation{
			ID: d.GetId(), Criterion: d.GetCriterionId(), Fund: d.GetFundCode(), Granted: granted, Reason: d.GetReason(), Actor: d.GetActor(),
		})
	}
	return parsed
}

// The enums of the wire as values of the domain. They are read only; a test goes
// through every name.
var (
	sectors = map[eligibilityv1.Sector]eligibility.Sector{
		eligibilityv1.Sector_SECTOR_1:                 eligibility.Sector1,
		eligibilityv1.Sector_SECTOR_2:                 eligibility.Sector2,
		eligibilityv1.Sector_SECTOR_OUTSIDE_AGREEMENT: eligibility.OutsideAgreement,
	}
	tariffOptions = map[eligibilityv1.TariffOption]eligibility.TariffOption{
		eligibilityv1.TariffOption_TARIFF_OPTION_NONE:      eligibility.NoTariffOption,
		eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM:     eligibility.OPTAM,
		eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO:  eligibility.OPTAMCO,
		eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_ACO: eligibility.OPTAMACO,
	}
	coordinationForms = map[eligibilityv1.CoordinationForm]eligibility.CoordinationForm{
		eligibilityv1.CoordinationForm_COORDINATION_FORM_NONE:                 eligibility.NoCoordination,
		eligibilityv1.CoordinationForm_COORDINATION_FORM_MSP:                  eligibility.MSP,
		eligibilityv1.CoordinationForm_COORDINATION_FORM_PRIMARY_CARE_TEAM:    eligibility.PrimaryCareTeam,
		eligibilityv1.CoordinationForm_COORDINATION_FORM_SPECIALIST_CARE_TEAM: eligibility.SpecialistCareTeam,
		eligibilityv1.CoordinationForm_COORDINATION_FORM_CPTS:                 eligibility.CPTS,
		eligibilityv1.CoordinationForm_COORDINATION_FORM_HEALTH_CENTRE:        eligibility.HealthCentre,
		eligibilityv1.CoordinationForm_COORDINATION_FORM_OTHER:                eligibility.OtherCoordination,
	}
)

// fact is unknown when the field is absent.
func fact[T any](value *T) eligibility.Fact[T] {
	if value == nil {
		return eligibility.Fact[T]{}
	}
	return eligibility.Known(*value)
}

// between is the smallest and the largest number that a field may hold.
type between struct{ least, most int64 }

// number reads an optional whole number between two bounds.
func number(p *wire.Parse, field string, value *int32, b between) eligibility.Fact[int] {
	if value == nil {
		return eligibility.Fact[int]{}
	}
	p.Between(field, int64(*value), b.least, b.most)
	return eligibility.Known(int(*value))
}

// date reads an optional civil date; a field that is set must hold one.
func date(p *wire.Parse, field string, set bool, value string) eligibility.Fact[civil.Date] {
	if !set {
		return eligibility.Fact[civil.Date]{}
	}
	if d := p.Date(field, value); !d.IsZero() {
		return eligibility.Known(d)
	}
	return eligibility.Fact[civil.Date]{}
}
