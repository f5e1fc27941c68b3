package eligibility

import (
	"sync"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// memory holds what was said before: most of what is said of a population is said of
// many. It is bounded: what no longer fits is said anew each time.
type memory struct {
	criteria   remembered[sentence, *Criterion]
	objectives remembered[aim, *Objective]
	reasons    remembered[ground, Reason]
	cells      remembered[ref, law.Phrase] // how a missing cell is asked for
}

// remembered holds what was said by all that its words depend on.
type remembered[K comparable, V any] struct {
	mu   sync.RWMutex
	said map[K]V
}

// mostRemembered bounds each part of the memory.
const mostRemembered = 8192

func (r *remembered[K, V]) get(k K) (V, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	v, known := r.said[k]
	return v, known
}

// put remembers what was said, and tells whether it had room.
func (r *remembered[K, V]) put(k K, v V) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.said == nil {
		r.said = map[K]V{}
	}
	if len(r.said) >= mostRemembered {
		return false
	}
	r.said[k] = v
	return true
}

// sentence is all that the words of a remembered criterion depend on.
type sentence struct {
	plan      *plan
	finding   Finding
	criterion uint8
	code      uint8 // of the specialty, as a number
	group     uint8
	mep       bool
	renamed   bool // tariff options bear their new names
	zone      law.Zone
	band      Fact[law.Band]
	number    Fact[int]  // of doctors, of patients
	day       civil.Date // the signature, where it is said or dates are counted from it
	form      CoordinationForm
	held      Held
}

// said is the criterion with its words, the same one for all of whom the same is said.
func (q *inquiry) said(criterion int, f *Finding) *Criterion {
	s, common := q.sentence(criterion, f)
	if !common {
		return q.engine.criterion(criteriaIDs[criterion], f, q.words(criterion, f))
	}
	c, known := q.engine.memory.criteria.get(s)
	if !known {
		c = q.engine.criterion(criteriaIDs[criterion], f, q.words(criterion, f))
		q.remember(s, c)
	}
	return c
}

// remember keeps a criterion that answers may share from then on.
func (q *inquiry) remember(s sentence, c *Criterion) {
	c.shared = true
	if !q.engine.memory.criteria.put(s, c) {
		c.shared = false
	}
}

// sentence is what the words depend on; false where they say what is one doctor's own.
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
		s.number = q.app.Practice.Doctors
	case whyActivityReached, whyActivityNotReached, whyActivityUnlessWaived, whyActivityUnknown:
		s.group, s.band = q.group, q.app.Activity.Band
		s.number = q.count(q.plan.activity.readings[q.class()].indicator)
		if rule := q.newlyRule(); rule != nil {
			s.day = rule.from
		}
	default:
		return s, false
	}
	return s, true
}

// secondCriteria are the criteria of a second assistant in words.
func (q *inquiry) secondCriteria(d *Decision) []*Criterion {
	if q.seconds != nil {
		return q.seconds
	}
	q.seconds = make([]*Criterion, secondCount)
	for i := range q.seconds {
		f := &d.second[i]
		s := sentence{
			plan: q.plan, finding: *f, criterion: uint8(criteriaCount + i),
			code: uint8(q.code), mep: q.app.Doctor.ParticularPractice, zone: q.app.Practice.Zone, held: q.app.Held,
		}
		clear(s.finding.used[f.n:])
		c, known := q.engine.memory.criteria.get(s)
		if !known {
			c = q.engine.criterion(secondIDs[i], f, q.secondWords(i, f))
			q.remember(s, c)
		}
		q.seconds[i] = c
	}
	return q.seconds
}

// aim is all that an objective depends on which names no number of the doctor.
type aim struct {
	plan   *plan
	option law.Option
	band   law.Band
	of     law.Indicator
	group  uint8
	newly  answer
}

// objective is what is said of an objective whose rate is not known, the same one for
// all of whom the same is said; nil where it names a number of the doctor.
func (q *inquiry) objective(a aim) *Objective {
	if rate := &q.plan.rates[a.option][a.band]; a.newly == yes || rate.known {
		return nil
	}
	o, known := q.engine.memory.objectives.get(a)
	if !known {
		o = q.say(a, law.Start{})
		q.engine.memory.objectives.put(a, o)
	}
	return o
}

// ground is all that a reason depends on, of those that say nothing of the patients.
type ground struct {
	plan    *plan
	option  law.Option
	reason  optionReason
	missing facts
	zone    law.Zone
	minutes Fact[int]
}

// reason is the reason of an option in words.
func (q *inquiry) reason(d *Decision, o *OptionDecision, r optionReason) Reason {
	if r.code == whyBandDiffers || r.code == whyNotForSecondAssistant {
		return q.reasonWords(d, o, r)
	}
	g := ground{plan: q.plan, option: o.Option, reason: r, missing: secondMissing(d), zone: q.app.Practice.Zone, minutes: q.app.Assistant.WeeklyMinutes}
	said, known := q.engine.memory.reasons.get(g)
	if !known {
		said = q.reasonWords(d, o, r)
		q.engine.memory.reasons.put(g, said)
	}
	return said
}

// askForCell is the question for a cell of the law.
func (q *inquiry) askForCell(r ref) law.Phrase {
	said, known := q.engine.memory.cells.get(r)
	if !known {
		said = askForCell(q.engine.cite(r))
		q.engine.memory.cells.put(r, said)
	}
	return said
}
