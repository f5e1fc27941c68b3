package eligibility

import (
	"slices"

	"assistmed/services/internal/law"
)

// notRequired is the rule's value where a text does not ask a criterion.
const notRequired = "NOT_REQUIRED"

// moreThan is the comparison that leaves the figure itself out; the other is AT_LEAST.
const moreThan = "MORE_THAN"

// why is the sentence that goes with an answer; its figures are read again when it is
// said.
type why uint8

// The sentences, by criterion.
const (
	whyNothing why = iota
	whyNotRequired
	whyDerogation
	whyInForce
	whyAsIfInForce
	whySector1
	whyOutsideAgreement
	whySectorUnknown
	whyTariffUnknown
	whyNoTariffOption
	whyTariffOption
	whyRenamedOption
	whyOptionTooEarly
	whyOptionNotAccepted
	whyExcluded
	whyNotExcluded
	whyListA
	whyListAMEP
	whyInNoList
	whyInNeither
	whyDepartmentsUnknown
	whyDepartmentMissing
	whyDepartmentListed
	whyDepartmentNotListed
	whyDepartmentPerhapsMissing
	whyFeesNotAsked
	whyFeesMet
	whyFeesNotMet
	whyFeesDoubtful
	whyFeesUnknown
	whyActivityReached
	whyActivityNotReached
	whyActivityUnlessWaived
	whyActivityUnknown
	whyNewlyInstalled
	whyDisabledWorker
	whyAdapted
	whyUnder16
	whyGroup
	whyGroupUnknown
	whyIsolationUnknown
	whyAloneInZone
	whyBusyInZone
	whyBusyElsewhere
	whyGroupNotMet
	whyCoordinated
	whyCommitment
	whyCommitmentLate
	whyCoordinationUnknown
	whyNotCoordinated
	whyStructureMet
	whyStructureNotMet
	whyStructureUnknown
	whyNoSecretary
	whySecretaryReplaced
	whySecretaryUnknown
	whySecretaryNotReplaced
	whyReplacementUnknown
	whyNoNewContract
	whyNotInZone
	whyZoneUnknown
	whyNoSuchOption
	whyNotForSecondAssistant
	whySecondAssistantUnknown
	whyTooShort
	whyBandDiffers
	whySecondMet
	whySecondNotMet
	whySecondUnknown
)

// CriterionIDs lists the stable ids of the criteria, in the order of the law.
func CriterionIDs() []string { return slices.Clone(criteriaIDs[:]) }

// Derogable lists the criteria that a fund may let a doctor off: all but the text in
// force, which is no condition on the doctor.
func Derogable() []string { return slices.Clone(criteriaIDs[firstCondition:]) }

// decide answers the criterion with this number.
func (q *inquiry) decide(criterion int, f *Finding) {
	switch criterion {
	case textInForce:
		f.begin(q.plan.inForce)
		f.answer(Met, whyInForce)
		if q.as {
			f.answer(NotRequired, whyAsIfInForce)
		}
		return
	case sector:
		q.sector(f)
	case specialtyListed:
		q.specialty(f)
	case clinicalFees:
		q.clinicalFees(f)
	case minimumActivity:
		q.minimumActivity(f)
	case groupPractice:
		q.groupPractice(f)
	case coordinatedPractice:
		q.coordinatedPractice(f)
	case structureFee:
		q.structureFee(f)
	case secretaryReplaced:
		q.secretaryReplaced(f)
	}
	if len(q.app.Derogations) > 0 && (f.Outcome == NotMet || f.Outcome == CannotTell) && q.derogation(criterion) != nil {
		f.decidedBy(q.plan.derogation)
		f.ask(Waived, whyDerogation, 0)
	}
}

// derogation is the fund's derogation on a criterion; nil when there is none.
func (q *inquiry) derogation(criterion int) *Derogation {
	for i := range q.app.Derogations {
		if q.app.Derogations[i].Criterion == criteriaIDs[criterion] {
			return &q.app.Derogations[i]
		}
	}
	return nil
}

// sector asks for secteur 1, or secteur 2 with one of the text's tariff options.
func (q *inquiry) sector(f *Finding) {
	p := &q.plan.sector
	f.begin(p.rule)
	in, known := q.app.Doctor.Sector.Get()
	signed, stated := q.app.Doctor.TariffOption.Get()
	switch {
	case !known && !stated:
		f.ask(CannotTell, whySectorUnknown, factSector|factTariffOption)
		return
	case !known:
		f.ask(CannotTell, whySectorUnknown, factSector)
		return
	case in == Sector1:
		f.answer(Met, whySector1)
		return
	case in == OutsideAgreement:
		f.answer(NotMet, whyOutsideAgreement)
		return
	}
	f.use(p.options)
	switch {
	case !stated:
		f.ask(CannotTell, whyTariffUnknown, factTariffOption)
	case signed == NoTariffOption:
		f.answer(NotMet, whyNoTariffOption)
	case q.accepts(signed):
		f.answer(Met, whyTariffOption)
	case p.renamed.names(signed):
		for _, r := range p.renamed.cells {
			f.use(r)
		}
		f.answer(Met, whyRenamedOption)
	default:
		f.answer(NotMet, whyOptionNotAccepted)
		q.laterName(f, signed)
	}
}

// laterName looks at an option whose name the text does not know because a later text
// gave it: too early before its day, and from that day the option it was before.
func (q *inquiry) laterName(f *Finding, signed TariffOption) {
	later := q.laterOption(signed)
	switch {
	case later == nil:
	case q.app.Signed.Before(later.on):
		f.use(later.cells[2])
		f.answer(NotMet, whyOptionTooEarly)
	case slices.Contains(q.plan.sector.listed, later.before):
		for _, r := range later.cells {
			f.use(r)
		}
		f.answer(Met, whyRenamedOption)
	}
}

// accepts tells whether the text accepts a tariff option under the name it bears on
// the signature date.
func (q *inquiry) accepts(o TariffOption) bool {
	for _, name := range q.plan.sector.listed {
		if q.nameOn(name) == o {
			return true
		}
	}
	return false
}

// nameOn is the name an option bears on the signature date.
func (q *inquiry) nameOn(o TariffOption) TariffOption {
	r := q.plan.sector.renamed
	switch {
	case !r.names(o):
		return o
	case q.app.Signed.Before(r.on):
		return r.before
	}
	return r.after
}

// names tells whether an option is the one that changes its name.
func (r *renaming) names(o TariffOption) bool { return r != nil && (o == r.before || o == r.after) }

// laterOption is the renaming that gave an option its name, where a text knows one.
func (q *inquiry) laterOption(o TariffOption) *renaming {
	for i := range q.plan.sector.later {
		if r := &q.plan.sector.later[i]; r.after == o {
			return r
		}
	}
	return nil
}

// tariffOptions are the options the text accepts, under the names they bear on the
// signature date.
func (q *inquiry) tariffOptions() []TariffOption {
	var names []TariffOption
	for _, name := range q.plan.sector.listed {
		if named := q.nameOn(name); !slices.Contains(names, named) {
			names = append(names, named)
		}
	}
	return names
}

// specialty asks for a specialty of the text's lists, or none of its exclusions: list A
// opens the aid everywhere, list B in some departments.
func (q *inquiry) specialty(f *Finding) {
	p := &q.plan.specialty
	code := &p.byCode[q.code]
	switch code.standing {
	case excluded:
		f.begin(p.excludedList)
		f.use(p.rule)
		f.use(p.excludedNames)
		f.answer(NotMet, whyExcluded)
		return
	case notExcluded:
		f.begin(p.excludedList)
		f.use(p.rule)
		f.answer(Met, whyNotExcluded)
		return
	}
	f.begin(p.listA)
	f.use(p.rule)
	switch {
	case p.mepListed && q.app.Doctor.ParticularPractice:
		f.cite = p.listAMEP
		f.answer(Met, whyListAMEP)
	case code.standing == inListA:
		f.answer(Met, whyListA)
	case code.standing == inListB:
		q.listB(f, code)
	default:
		f.cite = p.listBOpen
		f.use(p.listA)
		f.use(p.listB)
		f.answer(NotMet, whyInNeither)
		if p.open {
			f.ask(CannotTell, whyInNoList, 0, p.listBOpen)
		}
	}
}

// listB looks for the practice's department among those known to be open to the
// specialty.
func (q *inquiry) listB(f *Finding, code *specialtyCodePlan) {
	p := &q.plan.specialty
	f.cite = code.departmentsCell
	f.use(p.listB)
	department, stated := q.app.Practice.Department.Get()
	var where facts
	if !stated {
		where = factDepartment
	}
	switch {
	case !code.departmentsKnown:
		f.ask(CannotTell, whyDepartmentsUnknown, where, code.departmentsCell)
		return
	case stated && slices.Contains(code.departments, department):
		f.answer(Met, whyDepartmentListed)
		return
	}
	f.use(p.complete)
	switch {
	case !stated && p.isComplete:
		f.ask(CannotTell, whyDepartmentMissing, where)
	case !stated:
		f.ask(CannotTell, whyDepartmentMissing, where, p.complete)
	case p.isComplete:
		f.answer(NotMet, whyDepartmentNotListed)
	default:
		f.ask(CannotTell, whyDepartmentPerhapsMissing, 0, p.complete)
	}
}

// coordinatedPractice asks for a form of coordinated practice, or a commitment.
func (q *inquiry) coordinatedPractice(f *Finding) {
	p := &q.plan.coordination
	f.begin(p.rule)
	if !p.required {
		f.answer(NotRequired, whyNotRequired)
		return
	}
	if by, committed := q.app.Practice.Coordination.Commitment.Get(); committed {
		f.use(p.term)
		f.answer(Met, whyCommitment)
		if by.After(q.app.Signed.AddYears(p.years)) {
			f.answer(NotMet, whyCommitmentLate)
		}
		return
	}
	form, known := q.app.Practice.Coordination.Form.Get()
	f.use(p.formsCell)
	switch {
	case known && slices.Contains(p.forms, form):
		f.answer(Met, whyCoordinated)
		return
	case !known:
		f.ask(CannotTell, whyCoordinationUnknown, factCoordination)
	default:
		f.answer(NotMet, whyNotCoordinated)
	}
	f.use(p.term)
}

// structureFee asks for all indicators of volet 1 of the forfait structure.
func (q *inquiry) structureFee(f *Finding) {
	p := &q.plan.structure
	f.begin(p.rule)
	all, known := q.app.Practice.StructureFeeMet.Get()
	switch {
	case !p.required:
		f.answer(NotRequired, whyNotRequired)
	case !known:
		f.ask(CannotTell, whyStructureUnknown, factStructureFee)
	case all:
		f.answer(Met, whyStructureMet)
	default:
		f.answer(NotMet, whyStructureNotMet)
	}
}

// secretaryReplaced asks that a secretary who becomes the assistant be replaced.
func (q *inquiry) secretaryReplaced(f *Finding) {
	p := &q.plan.secretary
	f.begin(p.rule)
	promoted, known := q.app.Assistant.SecretaryPromoted.Get()
	replaced, stated := q.app.Assistant.SecretaryReplaced.Get()
	switch {
	case !p.required:
		f.answer(NotRequired, whyNotRequired)
		return
	case known && !promoted:
		f.answer(NotRequired, whyNoSecretary)
		return
	}
	f.use(p.within)
	f.use(p.tele)
	switch {
	case stated && replaced:
		// Whether she was promoted no longer matters.
		f.answer(Met, whySecretaryReplaced)
	case !known && stated:
		f.ask(CannotTell, whySecretaryUnknown, factPromoted)
	case !known:
		f.ask(CannotTell, whySecretaryUnknown, factPromoted|factReplaced)
	case stated:
		f.answer(NotMet, whySecretaryNotReplaced)
	default:
		f.ask(CannotTell, whyReplacementUnknown, factReplaced)
	}
}

// inZone tells whether the practice lies in one of some zones.
func (q *inquiry) inZone(zones *zoneSet) answer {
	if q.app.Practice.Zone == law.ZoneUnknown {
		return unknown
	}
	return told(zones[q.app.Practice.Zone])
}
