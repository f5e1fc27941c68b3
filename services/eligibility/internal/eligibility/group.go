package eligibility

import "assistmed/services/internal/law"

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

// situation is what group practice depends on.
type situation struct {
	doctors   int
	zone      law.Zone
	near, far bool
	colleague bool
}

// passes tells whether a situation lets the doctor through.
func (p *groupPlan) passes(s situation) bool {
	return s.doctors >= p.least ||
		s.doctors == 1 && p.zonesAlone[s.zone] ||
		p.zonesBusy[s.zone] && s.near ||
		s.far && s.colleague
}

// isolationFacts are the facts that settle group practice, whatever their values: a
// fact is among them when, with all others given, it can still turn the answer.
func (q *inquiry) isolationFacts() (missing facts) {
	p := &q.plan.group
	near, far := q.threshold(p.near, p.over), q.threshold(p.far, p.over)
	p.eachSituation(q, &near, &far, func(s situation) {
		passes := p.passes(s)
		differs := func(with situation, fact facts) {
			if p.passes(with) != passes {
				missing |= fact
			}
		}
		if _, counted := q.app.Practice.Doctors.Get(); !counted {
			for _, doctors := range []int{1, p.least} {
				differs(situation{doctors, s.zone, s.near, s.far, s.colleague}, factDoctors)
			}
		}
		if q.app.Practice.Zone == law.ZoneUnknown {
			for _, zone := range law.Zones() {
				differs(situation{s.doctors, zone, s.near, s.far, s.colleague}, factZone)
			}
		}
		for _, reached := range q.levels(&near, &far) {
			differs(situation{s.doctors, s.zone, reached[0], reached[1], s.colleague}, q.level(&near, &far))
		}
		if _, known := q.app.Practice.ColleagueNear.Get(); !known {
			differs(situation{s.doctors, s.zone, s.near, s.far, !s.colleague}, factColleague)
		}
	})
	return missing
}

// eachSituation calls for every situation that the known facts leave possible.
func (p *groupPlan) eachSituation(q *inquiry, near, far *threshold, visit func(situation)) {
	doctors := []int{1, p.least}
	if n, counted := q.app.Practice.Doctors.Get(); counted {
		doctors = []int{n}
	}
	zones := law.Zones()
	if q.app.Practice.Zone != law.ZoneUnknown {
		zones = []law.Zone{q.app.Practice.Zone}
	}
	colleagues := []bool{false, true}
	if is, known := q.app.Practice.ColleagueNear.Get(); known {
		colleagues = []bool{is}
	}
	for _, n := range doctors {
		for _, zone := range zones {
			for _, reached := range q.levels(near, far) {
				for _, colleague := range colleagues {
					visit(situation{n, zone, reached[0], reached[1], colleague})
				}
			}
		}
	}
}

// levels are the ways in which the two thresholds may be reached: the farther one
// never without the nearer.
func (q *inquiry) levels(near, far *threshold) [][2]bool {
	var possible [][2]bool
	for _, way := range [][2]bool{{false, false}, {true, false}, {true, true}} {
		if q.mayBe(near, way[0]) && q.mayBe(far, way[1]) {
			possible = append(possible, way)
		}
	}
	return possible
}

// mayBe tells whether a threshold may be reached, or not.
func (q *inquiry) mayBe(t *threshold, reached bool) bool {
	seen := q.reaches(t)
	return seen == unknown || seen == told(reached)
}
