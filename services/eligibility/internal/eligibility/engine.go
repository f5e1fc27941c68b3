package eligibility

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Engine answers applications under one law. It is made once and never changes, so it
// serves any number of callers at a time.
//
// There is one way to an answer: [Engine.Decide] decides without words and without
// allocating, [Engine.Verdict] runs the same rules as far as the verdict needs them,
// and [Engine.Assess] puts a decision into words.
type Engine struct {
	law         *law.Law
	plans       []*plan
	specialties [100]specialty // by code, read as a number
	groups      []law.Group
	cells       []law.Citation // by ref; the first is no cell
	certainty   []law.Certainty
	refs        map[law.Citation]ref // only while the engine is made
	memory      memory
}

// ref is the number of a cell among those of the engine; zero is no cell.
type ref uint16

// specialty is what every text shares about a specialty code.
type specialty struct {
	known bool
	name  string
	group uint8 // of a doctor without particular practice
}

// New makes the law ready for answering.
func New(l *law.Law) *Engine {
	e := &Engine{law: l, refs: map[law.Citation]ref{}}
	e.ref(law.Citation{})
	e.groups = []law.Group{law.GP, law.MEP}
	for _, s := range l.Specialties() {
		group := l.Group(s.Code, false)
		at := slices.Index(e.groups, group)
		if at < 0 {
			at = len(e.groups)
			e.groups = append(e.groups, group)
		}
		e.specialties[codeNumber(s.Code)] = specialty{known: true, name: s.Name, group: uint8(at)}
	}
	for _, t := range l.Texts() {
		e.plans = append(e.plans, e.plan(t))
	}
	e.certainty = make([]law.Certainty, len(e.cells))
	for i, c := range e.cells {
		e.certainty[i] = c.Certainty
	}
	e.refs = nil
	return e
}

// The groups that are no specialty code, by their place among the engine's groups.
const (
	groupGP uint8 = iota
	groupMEP
)

// Law is the law that the engine answers by.
func (e *Engine) Law() *law.Law { return e.law }

// ref numbers a cell while the engine is made. The zero citation is no cell.
func (e *Engine) ref(c law.Citation) ref {
	r, known := e.refs[c]
	if !known {
		r = ref(len(e.cells))
		e.refs[c] = r
		e.cells = append(e.cells, c)
	}
	return r
}

// cite is a cell by its number.
func (e *Engine) cite(r ref) *law.Citation { return &e.cells[r] }

// Cells lists every cell that an answer may cite. Answers point into it.
func (e *Engine) Cells() []law.Citation { return e.cells }

// codeNumber is a specialty code of two digits as a number; 0, which is no code, for
// anything else.
func codeNumber(code string) int {
	if len(code) != 2 {
		return 0
	}
	n := int(code[0]-'0')*10 + int(code[1]-'0')
	if n < 0 || n > 99 {
		return 0
	}
	return n
}

// inquiry is one application under the text that governs it.
type inquiry struct {
	engine *Engine
	law    *law.Law
	plan   *plan
	text   *law.Text
	app    *Application
	code   int // of the specialty, as a number
	group  uint8
	newly  answer // newly installed on the signature date, once asked
	asked  bool
	as     bool // decided as if the text governed it, whatever the signature date

	seconds []*Criterion // the criteria of a second assistant, once they are said
}

// planOn is the plan of the text that governs a contract signed on this day; nil
// before the first text.
func (e *Engine) planOn(signed civil.Date) *plan {
	for i := len(e.plans) - 1; i >= 0; i-- {
		if !signed.Before(e.plans[i].text.From) {
			return e.plans[i]
		}
	}
	return nil
}

// group is the doctor's group by its place among the engine's, and the specialty code.
func (e *Engine) group(a *Application) (group uint8, code int) {
	code = codeNumber(a.Doctor.SpecialtyCode)
	if a.Doctor.ParticularPractice {
		return groupMEP, code
	}
	return e.specialties[code].group, code
}

// planOf is the plan of a text, which is one of the law's.
func (e *Engine) planOf(t *law.Text) *plan {
	return e.plans[slices.IndexFunc(e.plans, func(p *plan) bool { return p.text == t })]
}

// inquire is the application under a text.
func (e *Engine) inquire(a *Application, p *plan) inquiry {
	group, code := e.group(a)
	return inquiry{engine: e, law: e.law, plan: p, text: p.text, app: a, code: code, group: group}
}

// Verdict is the bare answer to an application: that of Decide.
func (e *Engine) Verdict(a *Application) Verdict {
	p := e.planOn(a.Signed)
	if p == nil {
		return NotEligible
	}
	q := e.inquire(a, p)
	v := Eligible
	var f Finding
	for _, i := range p.conditions {
		q.decide(i, &f)
		switch f.Outcome {
		case NotMet:
			return NotEligible
		case CannotTell:
			v = Undetermined
		}
	}
	return v
}

// Decide answers an application: every criterion, even after the first failure, and
// every option wanted. The decision holds whatever d held before.
func (e *Engine) Decide(a *Application, d *Decision) {
	d.reset(e, a)
	e.decide(e.planOn(a.Signed), byCalendar, d)
}

// DecideUnder answers an application as if a text governed it, with the amounts of
// that text's own schedule in every contract year. The text is one of the law's.
//
// The signature date then chooses nothing: "text_in_force" is NOT_REQUIRED, also on a
// day on which the text was in force. The date still says how long ago the doctor
// installed and which name a tariff option bears: these depend on no text.
func (e *Engine) DecideUnder(t *law.Text, a *Application, d *Decision) {
	p := e.planOf(t)
	d.reset(e, a)
	e.decide(p, p.own, d)
}

func (e *Engine) decide(p *plan, schedule int, d *Decision) {
	if p == nil {
		d.Verdict = NotEligible
		f := &d.Criteria[textInForce]
		f.begin(e.plans[0].inForce)
		f.answer(NotMet, whyNothing)
		d.Certainty = e.weakest(f)
		return
	}
	q := e.inquire(d.app, p)
	q.as = schedule != byCalendar
	d.Text, d.plan, d.schedule = p.text, p, schedule
	d.Verdict = Eligible
	for i := range criteriaCount {
		f := &d.Criteria[i]
		q.decide(i, f)
		switch {
		case f.Outcome == NotMet:
			d.Verdict = NotEligible
		case f.Outcome == CannotTell && d.Verdict == Eligible:
			d.Verdict = Undetermined
		}
		d.Certainty = max(d.Certainty, e.weakest(f))
	}
	d.NewlyInstalled = q.newlyInstalled() == yes
	d.AdaptedContract = q.adaptedClaims() != 0
	q.options(d)
}

// weakest is the weakest certainty among the cells that a finding used.
func (e *Engine) weakest(f *Finding) law.Certainty {
	so := e.certainty[f.cite]
	for _, r := range f.used[:f.n] {
		so = max(so, e.certainty[r])
	}
	return so
}
