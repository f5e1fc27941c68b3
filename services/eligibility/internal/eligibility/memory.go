package eligibility

import (
	"sync"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// memory holds what was said before: most of what is said of a population says nothing
// of one doctor alone. It depends on the text, the specialty, the signature date and a
// few small numbers, and it is bounded: what comes later is said anew each time.
type memory struct {
	mu         sync.RWMutex
	said       map[sentence]*Criterion
	objectives map[aim]*Objective
}

// mostRemembered bounds each part of the memory.
const mostRemembered = 8192

// aim is all that an objective depends on which names no number of the doctor.
type aim struct {
	plan   *plan
	option law.Option
	band   law.Band
	of     law.Indicator
	group  uint8
	newly  answer
}

// sentence is all that the words of a remembered criterion depend on.
type sentence struct {
	plan      *plan
	finding   Finding
	criterion uint8
	code      uint8 // of the specialty, as a number
	mep       bool
	renamed   bool // tariff options bear their new names
	doctors   int16
	day       civil.Date // the signature
	form      CoordinationForm
}

// fewDoctors is the largest practice that is remembered.
const fewDoctors = 20

// said is the criterion with its words, the same one for all of whom the same is said.
func (q *inquiry) said(criterion int, f *Finding) *Criterion {
	s, common := q.sentence(criterion, f)
	if !common {
		return q.engine.criterion(criteriaIDs[criterion], f, q.words(criterion, f))
	}
	m := &q.engine.memory
	m.mu.RLock()
	c := m.said[s]
	m.mu.RUnlock()
	if c == nil {
		c = q.engine.criterion(criteriaIDs[criterion], f, q.words(criterion, f))
		m.mu.Lock()
		if len(m.said) < mostRemembered {
			c.shared = true
			m.said[s] = c
		}
		m.mu.Unlock()
	}
	return c
}

// sentence is what the words depend on; false where they name a date or a number of
// the doctor.
func (q *inquiry) sentence(criterion int, f *Finding) (sentence, bool) {
	s := sentence{plan: q.plan, finding: *f, criterion: uint8(criterion)}
	clear(s.finding.used[f.n:])
	switch f.why {
	case whyNotRequired, whyStructureMet, whyStructureNotMet, whyStructureUnknown,
		whyNoSecretary, whySecretaryReplaced, whySecretaryUnknown, whySecretaryNotReplaced, whyReplacementUnknown:
	case whySector1, whyOutsideAgreement, whySectorUnknown:
		s.renamed = q.plan.sector.renamed != nil && !q.app.Signed.Before(q.plan.sector.renamed.on)
	case whyExcluded, whyNotExcluded, whyListA, whyListAMEP, whyInNoList, whyInNeither, whyFeesNotAsked:
		if q.byDepartment() && q.app.Practice.Department.known {
			return s, false
		}
		s.code, s.mep = uint8(q.code), q.app.Doctor.ParticularPractice
	case whyInForce:
		s.day = q.app.Signed
	case whyCoordinated, whyCoordinationUnknown, whyNotCoordinated:
		form, _ := q.app.Practice.Coordination.Form.Get()
		s.form, s.day = form, q.app.Signed
	case whyGroup:
		doctors, _ := q.app.Practice.Doctors.Get()
		if doctors > fewDoctors {
			return s, false
		}
		s.doctors = int16(doctors)
	default:
		return s, false
	}
	return s, true
}

// objective is what is said of an objective whose rate is not known, the same one for
// all of whom the same is said; nil where it names a number of the doctor.
func (q *inquiry) objective(a aim) *Objective {
	if rate := &q.plan.rates[a.option][a.band]; a.newly == yes || rate.known {
		return nil
	}
	m := &q.engine.memory
	m.mu.RLock()
	o := m.objectives[a]
	m.mu.RUnlock()
	if o == nil {
		o = q.say(a, law.Start{})
		m.mu.Lock()
		if len(m.objectives) < mostRemembered {
			m.objectives[a] = o
		}
		m.mu.Unlock()
	}
	return o
}
