package eligibility

// groupPractice asks for several doctors in the practice, and lets isolated doctors
// off by two paths.
func (q *inquiry) groupPractice(f *Finding) {
	p := &q.plan.group
	f.begin(p.rule)
	if !p.required {
		f.answer(NotRequired, whyNotRequired)
		return
	}
	f.use(p.doctors)
	doctors, counted := q.app.Practice.Doctors.Get()
	if counted && doctors >= p.least {
		f.answer(Met, whyGroup)
		return
	}
	switch off := q.isolated(f, !counted || doctors == 1); {
	case off == yes:
		// Even when the doctors were not counted: with enough of them it would be met.
	case off == unknown && counted:
		f.ask(CannotTell, whyIsolationUnknown, q.isolationFacts())
	case off == unknown || !counted:
		f.ask(CannotTell, whyGroupUnknown, q.isolationFacts())
	default:
		f.use(q.plan.derogation)
		f.answer(NotMet, whyGroupNotMet)
	}
}

// isolated tells whether the text lets an isolated doctor off group practice: alone in
// an under-dense zone, or by the second path for doctors with many patients. When it
// does the finding says by which.
func (q *inquiry) isolated(f *Finding, alone bool) answer {
	p := &q.plan.group
	near, far := q.threshold(p.near, p.over), q.threshold(p.far, p.over)
	aloneInZone := no
	if alone {
		aloneInZone = q.inZone(&p.zonesAlone)
		if aloneInZone == yes {
			f.decidedBy(p.aloneZones)
			f.use(p.alone)
			f.answer(Waived, whyAloneInZone)
			return yes
		}
	}
	inZone, busyNear := q.inZone(&p.zonesBusy), q.reaches(&near)
	if both(inZone, busyNear) == yes {
		f.decidedBy(p.logic)
		f.use(p.busyZones)
		q.useThreshold(f, &near, p.nearCell)
		f.answer(Waived, whyBusyInZone)
		return yes
	}
	busyFar, colleague := q.reaches(&far), unknown
	if is, known := q.app.Practice.ColleagueNear.Get(); known {
		colleague = told(is)
	}
	if both(busyFar, colleague) == yes {
		f.decidedBy(p.logic)
		q.useThreshold(f, &far, p.farCell)
		f.use(p.colleague)
		f.answer(Waived, whyBusyElsewhere)
		return yes
	}
	// Of a path that is closed only what closes it counts.
	if alone {
		f.use(p.aloneZones)
		f.use(p.alone)
	}
	if inZone == no || busyNear != no {
		f.use(p.busyZones)
	}
	if inZone != no {
		q.useThreshold(f, &near, p.nearCell)
	}
	if busyFar == no || colleague != no {
		q.useThreshold(f, &far, p.farCell)
	}
	if busyFar != no {
		f.use(p.colleague)
	}
	return either(aloneInZone, both(inZone, busyNear), both(busyFar, colleague))
}

// useThreshold names the cells by which a threshold was or was not reached.
func (q *inquiry) useThreshold(f *Finding, t *threshold, percentile ref) {
	decides, further := q.usedFor(t, percentile, q.plan.group.comparison)
	f.use(decides)
	for _, r := range further {
		f.use(r)
	}
}

// passes tells whether a situation lets the doctor through.
func (p *groupPlan) passes(s situation) bool {
	return s.doctors >= p.least ||
		s.doctors == 1 && p.zonesAlone[s.zone] ||
		p.zonesBusy[s.zone] && s.near ||
		s.far && s.colleague
}

// isolationFacts are the facts that settle group practice, whatever their values.
func (q *inquiry) isolationFacts() facts {
	s := q.situations()
	return s.deciding(q.plan.group.passes)
}
