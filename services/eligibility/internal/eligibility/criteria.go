package eligibility

import (
	"slices"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// notRequired is the rule's value where a text does not ask a criterion.
const notRequired = "NOT_REQUIRED"

// Derogable lists the criteria that a fund may let a doctor off: all but the text in
// force, which is no condition on the doctor.
func Derogable() []string {
	return []string{
		SectorCriterion, Specialty, ClinicalFees, MinimumActivity, GroupPractice, CoordinatedPractice, StructureFee, SecretaryReplaced,
	}
}

// beforeTheLaw answers a signature date before the first text.
func beforeTheLaw(l *law.Law, signed civil.Date) Criterion {
	first, cell := l.FirstDate()
	c := Criterion{ID: TextInForce, Cite: cell, Wanted: "on or after " + first.String()}
	return c.answered(NotMet, signed.String(), sayBeforeTheLaw(signed, first))
}

// textInForce names the text that governs the contract.
func (q inquiry) textInForce() Criterion {
	c := Criterion{ID: TextInForce, Cite: q.text.InForce, Wanted: wantedPeriod(q.text)}
	return c.answered(Met, q.app.Signed.String(), sayTextInForce(q.app.Signed, q.text))
}

// sector asks for secteur 1, or secteur 2 with one of the text's tariff options.
func (q inquiry) sector() Criterion {
	rule := q.text.Criteria.Sector
	options := q.tariffOptions()
	c := Criterion{ID: SectorCriterion, Cite: rule.Rule.Cite(), Wanted: wantedSector(options)}
	sector, known := q.app.Doctor.Sector.Get()
	switch {
	case !known:
		return c.answered(CannotTell, "", saySectorUnknown(options), askFact(fieldSector))
	case sector == Sector1:
		return c.answered(Met, "secteur 1", saySector1())
	case sector == OutsideAgreement:
		return c.answered(NotMet, "outside the agreement", sayOutsideAgreement(options))
	}
	c = c.using(rule.TariffOptions.Cite())
	signed, known := q.app.Doctor.TariffOption.Get()
	seen := "secteur 2 with " + tariffName(signed)
	switch {
	case !known:
		return c.answered(CannotTell, "secteur 2", sayTariffUnknown(options), askFact(fieldTariffOption))
	case signed == NoTariffOption:
		return c.answered(NotMet, "secteur 2 without tariff option", sayNoTariffOption(options))
	case slices.Contains(options, signed):
		return c.answered(Met, seen, sayTariffOption(signed))
	}
	if r := rule.Renamed; r != nil && renames(r, signed) {
		c = c.using(r.Old.Cite(), r.New.Cite(), r.On.Cite())
		return c.answered(Met, seen, sayRenamedOption(r, signed, q.nameOn(signed)))
	}
	if since, cell, later := q.optionSince(signed); later {
		return c.using(cell).answered(NotMet, seen, sayOptionTooEarly(signed, since, options))
	}
	return c.answered(NotMet, seen, sayOptionNotAccepted(signed, options))
}

// tariffOptions are the options the text accepts, under the names they bear on the
// signature date.
func (q inquiry) tariffOptions() []TariffOption {
	listed, _ := q.text.Criteria.Sector.TariffOptions.Value()
	var names []TariffOption
	for _, name := range listed {
		if named := q.nameOn(TariffOption(name)); !slices.Contains(names, named) {
			names = append(names, named)
		}
	}
	return names
}

// nameOn is the name an option bears on the signature date.
func (q inquiry) nameOn(o TariffOption) TariffOption {
	r := q.text.Criteria.Sector.Renamed
	if r == nil || !renames(r, o) {
		return o
	}
	before, _ := r.Old.Value()
	after, _ := r.New.Value()
	if on, _ := r.On.Value(); q.app.Signed.Before(on) {
		return TariffOption(before)
	}
	return TariffOption(after)
}

// renames tells whether an option is the one that changes its name.
func renames(r *law.RenamedOption, o TariffOption) bool {
	before, _ := r.Old.Value()
	after, _ := r.New.Value()
	return string(o) == before || string(o) == after
}

// optionSince is the day since which an option has existed under this name, where
// another text says that it got the name then.
func (q inquiry) optionSince(o TariffOption) (civil.Date, law.Citation, bool) {
	for _, text := range q.law.Texts() {
		r := text.Criteria.Sector.Renamed
		if r == nil {
			continue
		}
		if name, known := r.New.Value(); known && name == string(o) {
			on, known := r.On.Value()
			return on, r.On.Cite(), known
		}
	}
	return civil.Date{}, law.Citation{}, false
}

// specialty asks for a specialty of the text's lists, or none of its exclusions.
func (q inquiry) specialty() Criterion {
	rule := q.text.Criteria.Specialty
	code := q.app.Doctor.SpecialtyCode
	seen := q.seenSpecialty()
	if how, _ := rule.Rule.Value(); how == "LISTS_A_AND_B" {
		return q.specialtyInLists()
	}
	c := Criterion{ID: Specialty, Cite: rule.Excluded.Cite(), Wanted: "any specialty but the excluded ones"}
	c = c.using(rule.Rule.Cite())
	if excluded, _ := rule.Excluded.Value(); slices.Contains(excluded, code) {
		names, _ := rule.ExcludedNames.Value()
		return c.using(rule.ExcludedNames.Cite()).answered(NotMet, seen, saySpecialtyExcluded(q.specialtyName(), names))
	}
	return c.answered(Met, seen, saySpecialtyNotExcluded(q.specialtyName()))
}

// specialtyInLists reads list A, which opens the aid everywhere, and list B, which
// opens it in some departments.
func (q inquiry) specialtyInLists() Criterion {
	rule := q.text.Criteria.Specialty
	name, seen := q.specialtyName(), q.seenSpecialty()
	c := Criterion{ID: Specialty, Cite: rule.ListA.Cite(), Wanted: "a specialty of list A, or of list B in a department short of it"}
	c = c.using(rule.Rule.Cite())
	listA, _ := rule.ListA.Value()
	listB, _ := rule.ListB.Value()
	if mep, _ := rule.ListAMEP.Value(); mep && q.app.Doctor.ParticularPractice {
		c.Cite = rule.ListAMEP.Cite()
		return c.answered(Met, seen, sayListAMEP())
	}
	switch code := q.app.Doctor.SpecialtyCode; {
	case slices.Contains(listA, code):
		return c.answered(Met, seen, sayListA(name))
	case slices.Contains(listB, code):
		return q.specialtyInListB(c)
	}
	c.Cite = rule.ListBOpen.Cite()
	c = c.using(rule.ListA.Cite(), rule.ListB.Cite())
	if open, known := rule.ListBOpen.Value(); open || !known {
		return c.answered(CannotTell, seen, saySpecialtyInNoList(name), askCell(rule.ListBOpen.Cite()))
	}
	return c.answered(NotMet, seen, saySpecialtyInNeither(name))
}

// specialtyInListB looks for the practice's department among those known to be open
// to the specialty.
func (q inquiry) specialtyInListB(c Criterion) Criterion {
	rule := q.text.Criteria.Specialty
	name, seen := q.specialtyName(), q.seenSpecialty()
	departments := rule.Departments(q.app.Doctor.SpecialtyCode)
	c.Cite = departments.Cite()
	c = c.using(rule.ListB.Cite())
	list, known := departments.Value()
	if !known {
		return c.answered(CannotTell, seen, sayDepartmentsUnknown(name), askCell(departments.Cite()))
	}
	department, stated := q.app.Practice.Department.Get()
	if !stated {
		return c.answered(CannotTell, seen, sayDepartmentMissing(name), askFact(fieldDepartment))
	}
	seen += ", department " + department
	c.Wanted = "list B: in a department " + strings.Join(list, ", ")
	if slices.Contains(list, department) {
		return c.answered(Met, seen, sayDepartmentListed(name, department))
	}
	c = c.using(rule.ListBDepartmentsComplete.Cite())
	if complete, known := rule.ListBDepartmentsComplete.Value(); known && complete {
		return c.answered(NotMet, seen, sayDepartmentNotListed(name, department, list))
	}
	return c.answered(CannotTell, seen, sayDepartmentPerhapsMissing(name, department, list), askCell(rule.ListBDepartmentsComplete.Cite()))
}

// coordinatedPractice asks for a form of coordinated practice, or a commitment.
func (q inquiry) coordinatedPractice() Criterion {
	rule := q.text.Criteria.CoordinatedPractice
	c := Criterion{ID: CoordinatedPractice, Cite: rule.Rule.Cite()}
	if how, _ := rule.Rule.Value(); how == notRequired {
		return c.answered(NotRequired, "", sayNotRequired(q.text))
	}
	forms, _ := rule.Forms.Value()
	years, _ := rule.CommitmentYears.Value()
	deadline := q.app.Signed.AddYears(years)
	c.Wanted = "a form of coordinated practice, or a commitment to enter one by " + deadline.String()
	if by, committed := q.app.Practice.Coordination.Commitment.Get(); committed {
		c = c.using(rule.CommitmentYears.Cite())
		seen := "committed to enter one by " + by.String()
		if by.After(deadline) {
			c.Gap = inDays(deadline.DaysUntil(by)) + " too late"
			return c.answered(NotMet, seen, sayCommitmentLate(by, deadline, years))
		}
		return c.answered(Met, seen, sayCommitment(by, years))
	}
	form, known := q.app.Practice.Coordination.Form.Get()
	c = c.using(rule.Forms.Cite())
	switch {
	case !known:
		return c.using(rule.CommitmentYears.Cite()).answered(CannotTell, "", sayCoordinationUnknown(), askFact(fieldCoordination))
	case slices.Contains(forms, string(form)):
		return c.answered(Met, formName(form).EN, sayCoordinated(form))
	}
	return c.using(rule.CommitmentYears.Cite()).answered(NotMet, formName(form).EN, sayNotCoordinated(deadline))
}

// structureFee asks for all indicators of volet 1 of the forfait structure.
func (q inquiry) structureFee() Criterion {
	rule := q.text.Criteria.StructureFee.Rule
	c := Criterion{ID: StructureFee, Cite: rule.Cite()}
	if how, _ := rule.Value(); how == notRequired {
		return c.answered(NotRequired, "", sayNotRequired(q.text))
	}
	c.Wanted = "all indicators of volet 1 of the forfait structure met"
	all, known := q.app.Practice.StructureFeeMet.Get()
	switch {
	case !known:
		return c.answered(CannotTell, "", sayStructureUnknown(), askFact(fieldStructureFee))
	case all:
		return c.answered(Met, "all met", sayStructureMet())
	}
	return c.answered(NotMet, "not all met", sayStructureNotMet())
}

// secretaryReplaced asks that a secretary who becomes the assistant be replaced.
func (q inquiry) secretaryReplaced() Criterion {
	rule := q.text.Criteria.SecretaryReplaced
	c := Criterion{ID: SecretaryReplaced, Cite: rule.Rule.Cite()}
	if how, _ := rule.Rule.Value(); how == notRequired {
		return c.answered(NotRequired, "", sayNotRequired(q.text))
	}
	c.Wanted = wantedSecretary(rule)
	promoted, replaced := q.app.Assistant.SecretaryPromoted, q.app.Assistant.SecretaryReplaced
	if is(promoted, false) {
		return c.answered(NotRequired, "no secretary becomes the assistant", sayNoSecretary())
	}
	c = c.using(rule.WithinMonths.Cite(), rule.TeleSecretariat.Cite())
	_, known := promoted.Get()
	switch {
	case is(replaced, true):
		// Whether she was promoted no longer matters.
		return c.answered(Met, "the secretary's post is refilled", saySecretaryReplaced())
	case !known && is(replaced, false):
		return c.answered(CannotTell, "", saySecretaryUnknown(), askFact(fieldPromoted))
	case !known:
		return c.answered(CannotTell, "", saySecretaryUnknown(), askFact(fieldPromoted), askFact(fieldReplaced))
	case is(replaced, false):
		return c.answered(NotMet, "the secretary becomes the assistant and is not replaced", saySecretaryNotReplaced(rule))
	}
	return c.answered(CannotTell, "the secretary becomes the assistant", sayReplacementUnknown(rule), askFact(fieldReplaced))
}
