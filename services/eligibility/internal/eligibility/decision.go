package eligibility

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// The criteria by number, in the order of the law.
const (
	textInForce = iota
	sector
	specialtyListed
	clinicalFees
	minimumActivity
	groupPractice
	coordinatedPractice
	structureFee
	secretaryReplaced
	criteriaCount
)

// firstCondition is the first criterion that is a condition on the doctor.
const firstCondition = sector

// criteriaIDs are the stable ids of the criteria.
var criteriaIDs = [criteriaCount]string{
	TextInForce, SectorCriterion, Specialty, ClinicalFees, MinimumActivity, GroupPractice, CoordinatedPractice, StructureFee, SecretaryReplaced,
}

// Decision is the answer to an application without its words. It has no pointer to
// anything but the engine and the application, so it is cheap to reuse.
type Decision struct {
	Text            *law.Text // nil before the first text
	Verdict         Verdict
	Certainty       law.Certainty // the weakest among the cells that the criteria used
	AdaptedContract bool
	NewlyInstalled  bool
	Criteria        [criteriaCount]Finding // in the order of the law; of them Findings are meaningful
	second          [secondCount]Finding
	offers          [law.Two]OptionDecision
	n               int

	engine   *Engine
	plan     *plan
	app      *Application
	schedule int // of every contract year, or byCalendar
}

func (d *Decision) reset(e *Engine, a *Application) {
	d.Text, d.Verdict, d.Certainty, d.AdaptedContract, d.NewlyInstalled = nil, 0, 0, false, false
	d.n, d.engine, d.plan, d.app = 0, e, nil, a
}

// Findings are the answers to the criteria, in the order of the law; before the first
// text only that on the text in force.
func (d *Decision) Findings() []Finding {
	if d.Text == nil {
		return d.Criteria[:1]
	}
	return d.Criteria[:]
}

// Options are the answers to the options wanted.
func (d *Decision) Options() []OptionDecision { return d.offers[:d.n] }

// CriterionID is the stable id of the criterion with this place in Decision.Criteria.
func CriterionID(i int) string { return criteriaIDs[i] }

// Finding is the answer to one criterion, without its words.
type Finding struct {
	Outcome Outcome
	why     why
	n       uint8
	cite    ref // the cell that decides
	used    [16]ref
	asks    asks
}

// asks is what is missing: facts of the application, and cells of the law. The facts
// together settle the criterion, whatever their values.
type asks struct {
	facts facts
	cells [2]ref
}

// begin makes the finding empty, resting on a cell.
func (f *Finding) begin(cite ref) { f.cite, f.n, f.asks = cite, 0, asks{} }

// use names a further cell. The zero cell is none.
func (f *Finding) use(r ref) {
	if r != 0 {
		f.used[f.n] = r
		f.n++
	}
}

// decidedBy is the finding decided by another cell; the one so far is still named.
func (f *Finding) decidedBy(r ref) {
	f.use(f.cite)
	f.cite = r
}

func (f *Finding) answer(o Outcome, w why) { f.Outcome, f.why = o, w }

func (f *Finding) ask(o Outcome, w why, missing facts, cells ...ref) {
	f.Outcome, f.why, f.asks = o, w, asks{facts: missing}
	copy(f.asks.cells[:], cells)
}

// MaxYears is more contract years than any contract has.
const MaxYears = law.LongestContract

// OptionDecision is what one option would give, without its words.
type OptionDecision struct {
	Option    law.Option
	Outcome   Outcome // Met when it is open
	Lowest    law.Band
	Highest   law.Band // the bands from Lowest to Highest remain possible; 0 for an option without terms
	Certainty law.Certainty

	reasons  [8]optionReason
	nReasons uint8
	goals    [2]Goal
	nGoals   uint8
	years    [MaxYears]*amount
	nYears   uint8
	missing  asks
}

// Goal is an objective in the settled band, in patients.
type Goal struct {
	Indicator law.Indicator
	Start     law.Start
	Rate      law.Rate // not known where the objective is no rate
	ToGain    int
	Target    int  // of the newly installed also known without a start
	Known     bool // ToGain and Target are known
	cite      ref
}

// Goals are the objectives in the settled band; none while several bands remain.
func (o *OptionDecision) Goals() []Goal { return o.goals[:o.nGoals] }

// Years is how many contract years have an amount.
func (o *OptionDecision) Years() int { return int(o.nYears) }

// Amount is the aid of a contract year, from 1: the smallest and the largest of the
// possible bands; not known where the law's cell is not, or where there is none.
func (o *OptionDecision) Amount(year int) (lowest, highest money.Cents, known bool) {
	y := o.years[year-1]
	return y.lowest, y.highest, y.known
}

// Settled tells whether one band remains.
func (o *OptionDecision) Settled() bool { return o.Lowest != 0 && o.Lowest == o.Highest }

// YearStart is the first day of a contract year, from 1.
func (d *Decision) YearStart(year int) civil.Date { return d.app.Signed.AddYears(year - 1) }

// optionReason is why an option is not open, or what is to be said of it.
type optionReason struct {
	code why
	cite ref
}

func (o *OptionDecision) reason(outcome Outcome, code why, cite ref) {
	o.reasons[o.nReasons] = optionReason{code, cite}
	o.nReasons++
	if outcome != 0 && o.Outcome != NotMet {
		o.Outcome = outcome
	}
}
