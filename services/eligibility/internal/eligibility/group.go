package eligibility

import "assistmed/services/internal/law"

// groupPractice asks for several doctors in the practice, and lets isolated doctors
// off by two paths.
func (q inquiry) groupPractice() Criterion {
	rule := q.text.Criteria.GroupPractice
	c := Criterion{ID: GroupPractice, Cite: rule.Rule.Cite()}
	if how, _ := rule.Rule.Value(); how == notRequired {
		return c.answered(NotRequired, "", sayNotRequired(q.text))
	}
	least, _ := rule.Doctors.Value()
	doctors, counted := q.app.Practice.Doctors.Get()
	c.Wanted = "at least " + inDoctors(least) + " in the practice"
	c = c.using(rule.Doctors.Cite())
	seen := ""
	if counted {
		seen = inDoctors(doctors)
	}
	if counted && doctors >= least {
		return c.answered(Met, seen, sayGroup(doctors, least))
	}
	why, off := q.isolated(!counted || doctors == 1)
	c = c.using(off.used...)
	switch {
	case off.holds == yes:
		// Even when the doctors were not counted: with enough of them it would be met.
		return c.decidedBy(off.used[0]).answered(Waived, seen, why)
	case off.holds == unknown && !counted:
		return c.answered(CannotTell, seen, sayGroupUnknown(least), append([]ask{askFact(fieldDoctors)}, off.asks...)...)
	case off.holds == unknown:
		return c.answered(CannotTell, seen, sayIsolationUnknown(doctors, least), off.asks...)
	case !counted:
		return c.answered(CannotTell, seen, sayGroupUnknown(least), askFact(fieldDoctors))
	}
	c.Gap = inDoctors(least-doctors) + " missing"
	return c.using(q.text.Criteria.Derogation.Cite()).answered(NotMet, seen, sayGroupNotMet(q, doctors, least))
}

// isolated tells whether the text lets an isolated doctor off group practice: alone in
// an under-dense zone, or by the second path for doctors with many patients.
func (q inquiry) isolated(alone bool) (law.Phrase, finding) {
	rule := q.text.Criteria.GroupPractice
	path := rule.IsolatedPath
	aloneInZone := finding{holds: no}
	if alone {
		aloneInZone = q.inZone(rule.AloneWaivedZones)
		aloneInZone.used = append(aloneInZone.used, rule.AloneWaived.Cite())
	}
	if aloneInZone.holds == yes {
		return sayAloneInZone(q.app.Practice.Zone), aloneInZone
	}
	logic := told(true, path.Logic.Cite())
	near := q.threshold(path.ZonePercentile, path.Comparison)
	busyInZone := both(logic, q.inZone(path.Zones), q.reaches(near))
	if busyInZone.holds == yes {
		return sayBusyInZone(q, near), busyInZone
	}
	far := q.threshold(path.ElsewherePercentile, path.Comparison)
	busyElsewhere := both(logic, q.reaches(far), q.colleagueNear())
	if busyElsewhere.holds == yes {
		return sayBusyElsewhere(q, far, path), busyElsewhere
	}
	return law.Phrase{}, either(aloneInZone, busyInZone, busyElsewhere)
}

// colleagueNear tells whether another doctor practises near enough.
func (q inquiry) colleagueNear() finding {
	cell := q.text.Criteria.GroupPractice.IsolatedPath.ColleagueMinutes.Cite()
	near, known := q.app.Practice.ColleagueNear.Get()
	if !known {
		return finding{used: []law.Citation{cell}, asks: []ask{askFact(fieldColleague)}}
	}
	return told(near, cell)
}
