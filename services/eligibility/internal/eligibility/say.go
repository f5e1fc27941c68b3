package eligibility

import (
	"assistmed/services/internal/law"
)

// words is what is said of one criterion.
type words struct {
	seen, wanted, gap law.Phrase
	explanation       law.Phrase
	remedy            law.Phrase // what would change the answer
}

// words puts the finding on a criterion into words.
func (q *inquiry) words(criterion int, f *Finding) words {
	var w words
	switch f.why {
	case whyNotRequired:
		w.explanation = sayNotRequired(q.text)
		return w
	case whyDerogation:
		return q.derogationWords(criterion)
	}
	switch criterion {
	case textInForce:
		w = words{seen: date(q.app.Signed), wanted: wantedPeriod(q.text), explanation: sayTextInForce(q.app.Signed, q.text)}
		if f.why == whyAsIfInForce {
			w.explanation = sayAsIfInForce(q.text)
		}
		return w
	case sector:
		w = q.sectorWords(f)
	case specialtyListed:
		w = q.specialtyWords(f)
	case clinicalFees:
		w = q.feesWords(f)
	case minimumActivity:
		w = q.activityWords(f)
	case groupPractice:
		w = q.groupWords(f)
	case coordinatedPractice:
		w = q.coordinationWords(f)
	case structureFee:
		w = q.structureWords(f)
	case secretaryReplaced:
		w = q.secretaryWords(f)
	}
	switch f.Outcome {
	case NotMet:
		w.remedy = q.orDerogation(w.remedy)
	case CannotTell:
		w.remedy = q.stated(f.asks)
	default:
		w.remedy = law.Phrase{}
	}
	return w
}

// derogationWords says that a fund let the doctor off; what the text wants is kept.
func (q *inquiry) derogationWords(criterion int) words {
	without := *q.app
	without.Derogations = nil
	bare := *q
	bare.app = &without
	var f Finding
	bare.decide(criterion, &f)
	w := bare.words(criterion, &f)
	w.remedy = law.Phrase{}
	w.explanation = sayDerogation(q.derogation(criterion), w.explanation)
	return w
}

func (q *inquiry) sectorWords(f *Finding) words {
	options := q.tariffOptions()
	w := words{seen: q.seenSector(), wanted: wantedSector(options), remedy: remedySector(options)}
	signed, _ := q.app.Doctor.TariffOption.Get()
	switch f.why {
	case whySector1:
		w.explanation = saySector1()
	case whyOutsideAgreement:
		w.explanation, w.remedy = sayOutsideAgreement(options), remedyAgreement(options)
	case whySectorUnknown:
		w.explanation = saySectorUnknown(options)
	case whyTariffUnknown:
		w.explanation = sayTariffUnknown(options)
	case whyNoTariffOption:
		w.explanation = sayNoTariffOption(options)
	case whyTariffOption:
		w.explanation = sayTariffOption(signed)
	case whyRenamedOption:
		named := q.plan.sector.renamed
		if !named.names(signed) {
			named = q.laterOption(signed)
		}
		w.explanation = sayRenamedOption(named, signed, q.nameOn(signed))
	case whyOptionTooEarly:
		w.explanation = sayOptionTooEarly(signed, q.laterOption(signed).on, options)
	default:
		w.explanation = sayOptionNotAccepted(signed, options)
	}
	return w
}

func (q *inquiry) specialtyWords(f *Finding) words {
	name := q.specialtyName()
	w := words{seen: q.seenSpecialty(), wanted: q.wantedSpecialty(), remedy: remedySpecialty()}
	department, _ := q.app.Practice.Department.Get()
	listed := q.plan.specialty.byCode[q.code].departments
	switch f.why {
	case whyExcluded:
		w.explanation = saySpecialtyExcluded(name, value(q.text.Criteria.Specialty.ExcludedNames))
	case whyNotExcluded:
		w.explanation = saySpecialtyNotExcluded(name)
	case whyListA:
		w.explanation = sayListA(name)
	case whyListAMEP:
		w.explanation = sayListAMEP()
	case whyInNoList:
		w.explanation = saySpecialtyInNoList(name)
	case whyInNeither:
		w.explanation = saySpecialtyInNeither(name)
	case whyDepartmentsUnknown:
		w.explanation = sayDepartmentsUnknown(name)
	case whyDepartmentMissing:
		w.explanation = sayDepartmentMissing(name)
	case whyDepartmentListed:
		w.explanation = sayDepartmentListed(name, department)
	case whyDepartmentNotListed:
		w.explanation, w.remedy = sayDepartmentNotListed(name, department, listed), remedyDepartment(listed)
	default:
		w.explanation = sayDepartmentPerhapsMissing(name, department, listed)
	}
	return w
}

func (q *inquiry) feesWords(f *Finding) words {
	if f.why == whyFeesNotAsked {
		return words{seen: q.seenSpecialty(), explanation: sayFeesNotAsked(q.specialtyName())}
	}
	fees, period := q.fees(), q.feesPeriod()
	w := words{seen: fees.seen(), wanted: fees.wanted(), remedy: remedyFees(fees, period)}
	switch f.why {
	case whyFeesMet:
		w.explanation = sayFeesMet(fees, period)
	case whyFeesNotMet:
		w.gap, w.explanation = fees.gap(), sayFeesNotMet(fees, period)
	case whyFeesDoubtful:
		w.gap, w.explanation = fees.gap(), sayFeesDoubtful(fees, period, q.specialtyName())
	default:
		w.explanation = sayFeesUnknown(fees)
	}
	return w
}

func (q *inquiry) activityWords(f *Finding) words {
	p := &q.plan.activity
	t := q.threshold(p.percentile, p.readings[q.class()].over)
	w := words{seen: q.seenPatients(t), wanted: wantedPatients(t), remedy: remedyActivity(q, t)}
	switch f.why {
	case whyActivityReached:
		w.explanation = sayActivityReached(q, t)
	case whyActivityNotReached:
		w.gap, w.explanation = q.gapPatients(t), sayActivityNotReached(q, t)
	case whyActivityUnlessWaived:
		w.gap, w.explanation = q.gapPatients(t), sayActivityUnlessWaived(q, t, f.asks.facts)
	case whyNewlyInstalled:
		w.explanation = sayNewlyInstalled(q)
	case whyDisabledWorker:
		w.explanation = sayDisabledWorker()
	case whyAdapted:
		w.explanation = sayAdapted(q.adaptedClaims())
	case whyUnder16:
		w.explanation = sayUnder16(q, p.under16)
	default:
		w.explanation = sayActivityUnknown(q, t)
	}
	return w
}

func (q *inquiry) groupWords(f *Finding) words {
	p := &q.plan.group
	least := doctorsCounted(p.least)
	w := words{wanted: law.Phrase{FR: "au moins " + least.FR + " au cabinet", EN: "at least " + least.EN + " in the practice"}}
	doctors, counted := q.app.Practice.Doctors.Get()
	if counted {
		w.seen = doctorsCounted(doctors)
	}
	switch f.why {
	case whyGroup:
		w.explanation = sayGroup(doctors, p.least)
	case whyGroupUnknown:
		w.explanation = sayGroupUnknown(p.least)
	case whyIsolationUnknown:
		w.explanation = sayIsolationUnknown(doctors, p.least)
	case whyAloneInZone:
		w.explanation = sayAloneInZone(q.app.Practice.Zone)
	case whyBusyInZone:
		w.explanation = sayBusyInZone(q, q.threshold(p.near, p.over))
	case whyBusyElsewhere:
		w.explanation = sayBusyElsewhere(q, q.threshold(p.far, p.over), q.text.Criteria.GroupPractice.IsolatedPath)
	default:
		gap := doctorsCounted(p.least - doctors)
		w.gap = law.Phrase{FR: gap.FR + " de moins qu'il n'en faut", EN: gap.EN + " missing"}
		w.explanation, w.remedy = sayGroupNotMet(q, doctors, p.least), remedyGroup(q, p.least-doctors)
	}
	return w
}

func (q *inquiry) coordinationWords(f *Finding) words {
	years := q.plan.coordination.years
	deadline := q.app.Signed.AddYears(years)
	last := date(deadline)
	w := words{
		wanted: law.Phrase{
			FR: "un exercice coordonné, ou l'engagement d'y entrer au plus tard le " + last.FR,
			EN: "a form of coordinated practice, or a commitment to enter one by " + last.EN,
		},
		remedy: remedyCoordination(deadline),
	}
	by, committed := q.app.Practice.Coordination.Commitment.Get()
	form, known := q.app.Practice.Coordination.Form.Get()
	switch d := date(by); {
	case committed:
		w.seen = law.Phrase{FR: "engagement d'y entrer au plus tard le " + d.FR, EN: "committed to enter one by " + d.EN}
	case known:
		w.seen = formName(form)
	}
	switch f.why {
	case whyCoordinated:
		w.explanation = sayCoordinated(form)
	case whyCommitment:
		w.explanation = sayCommitment(by, years)
	case whyCommitmentLate:
		late := days(deadline.DaysUntil(by))
		w.gap = law.Phrase{FR: late.FR + " de trop", EN: late.EN + " too late"}
		w.explanation = sayCommitmentLate(by, deadline, years)
	case whyCoordinationUnknown:
		w.explanation = sayCoordinationUnknown()
	default:
		w.explanation = sayNotCoordinated(deadline)
	}
	return w
}

func (q *inquiry) structureWords(f *Finding) words {
	w := words{
		wanted: say("tous les indicateurs du volet 1 du forfait structure remplis", "all indicators of volet 1 of the forfait structure met"),
		remedy: remedyStructure(),
	}
	switch f.why {
	case whyStructureMet:
		w.seen, w.explanation = say("tous remplis", "all met"), sayStructureMet()
	case whyStructureNotMet:
		w.seen, w.explanation = say("pas tous remplis", "not all met"), sayStructureNotMet()
	default:
		w.explanation = sayStructureUnknown()
	}
	return w
}

func (q *inquiry) secretaryWords(f *Finding) words {
	rule := q.text.Criteria.SecretaryReplaced
	w := words{wanted: wantedSecretary(rule), remedy: remedySecretary(rule)}
	becomes := say("un secrétaire devient l'assistant", "the secretary becomes the assistant")
	switch f.why {
	case whyNoSecretary:
		w.seen, w.explanation = say("aucun secrétaire ne devient l'assistant", "no secretary becomes the assistant"), sayNoSecretary()
	case whySecretaryReplaced:
		w.seen, w.explanation = say("le poste de secrétaire est repourvu", "the secretary's post is refilled"), saySecretaryReplaced()
	case whySecretaryUnknown:
		w.explanation = saySecretaryUnknown()
	case whySecretaryNotReplaced:
		w.seen = law.Phrase{FR: becomes.FR + " et n'est pas remplacé", EN: becomes.EN + " and is not replaced"}
		w.explanation = saySecretaryNotReplaced(rule)
	default:
		w.seen, w.explanation = becomes, sayReplacementUnknown(rule)
	}
	return w
}
