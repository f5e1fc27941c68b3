package eligibility

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Outcome is the answer to one criterion or one option.
type Outcome uint8

// The outcomes.
const (
	Met         Outcome = iota + 1
	NotMet              // a fact of the application fails the criterion
	Waived              // not met, but the text lets this doctor off
	CannotTell          // a fact or a cell of the law is missing
	NotRequired         // the text does not ask it of this doctor
)

// String is the outcome's stable name, "NOT_MET".
func (o Outcome) String() string {
	return [...]string{"OUTCOME(0)", "MET", "NOT_MET", "WAIVED", "CANNOT_TELL", "NOT_REQUIRED"}[min(o, NotRequired)]
}

// Verdict is the answer to an application.
type Verdict uint8

// The verdicts.
const (
	Eligible     Verdict = iota + 1 // every criterion is met, waived or not required
	NotEligible                     // at least one criterion is not met
	Undetermined                    // none fails, at least one cannot be told
)

// String is the verdict's stable name, "NOT_ELIGIBLE".
func (v Verdict) String() string {
	return [...]string{"VERDICT(0)", "ELIGIBLE", "NOT_ELIGIBLE", "UNDETERMINED"}[min(v, Undetermined)]
}

// Assessment is the explained answer to an application. The citations it points to are
// the engine's own, and so may the criteria be: they must not be changed.
type Assessment struct {
	TextID          string // the text in force on the signature date; "" before the first
	LawDigest       string
	Verdict         Verdict
	AdaptedContract bool            // a claim is made for which the fund adapts the contract
	NewlyInstalled  bool            // known to be newly installed on the signature date
	Criteria        []*Criterion    // all, in the order of the law
	Options         []OptionAnswer  // each one wanted, whatever the verdict
	Certainty       law.Certainty   // the weakest among the cells that the criteria used
	Cells           []*law.Citation // these cells, each once, in the order of their use
	Questions       []Question      // what would settle what cannot be told
}

// Criterion is one criterion and its answer. Seen, Wanted and Gap are for tables, in
// both languages; explanation and remedy are sentences.
type Criterion struct {
	ID          string // stable, for example "minimum_activity"
	Outcome     Outcome
	Seen        string // English; empty when unknown
	Wanted      string
	Gap         string // when a number is not reached
	SeenFR      string
	WantedFR    string
	GapFR       string
	Cite        *law.Citation   // the cell that decides
	Also        []*law.Citation // every other cell it used
	Explanation law.Phrase
	Remedy      law.Phrase // what would change the answer; empty when it lets the doctor through
	shared      bool
}

// Shared tells whether other answers point to the same criterion.
func (c *Criterion) Shared() bool { return c.shared }

// The stable ids of the criteria, in the order of the law.
const (
	TextInForce         = "text_in_force"
	SectorCriterion     = "sector"
	Specialty           = "specialty"
	ClinicalFees        = "clinical_fees"
	MinimumActivity     = "minimum_activity"
	GroupPractice       = "group_practice"
	CoordinatedPractice = "coordinated_practice"
	StructureFee        = "structure_fee"
	SecretaryReplaced   = "secretary_replaced"
)

// Detail says how much of an assessment is wanted.
type Detail uint8

// The details.
const (
	Full      Detail = iota // everything
	Explained               // without the terms in each possible band and the lists of cells
)

// Assess answers an application, with its words.
func (e *Engine) Assess(a Application) Assessment { return e.AssessIn(&a, Full) }

// AssessIn answers an application with as much detail as is wanted.
func (e *Engine) AssessIn(a *Application, detail Detail) Assessment {
	var d Decision
	e.Decide(a, &d)
	return d.Words(detail)
}

// Words puts a decision into words.
func (d *Decision) Words(detail Detail) Assessment {
	e := d.engine
	s := Assessment{
		LawDigest: e.law.Digest(), Verdict: d.Verdict, AdaptedContract: d.AdaptedContract, NewlyInstalled: d.NewlyInstalled, Certainty: d.Certainty,
	}
	if d.Text == nil {
		s.Criteria = []*Criterion{e.beforeTheLaw(&d.Criteria[textInForce], d.app.Signed)}
		s.Cells = []*law.Citation{s.Criteria[0].Cite}
		return s
	}
	s.TextID = d.Text.ID
	q := e.inquire(d.app, d.plan)
	s.Criteria = make([]*Criterion, 0, criteriaCount)
	for i := range d.Findings() {
		c := q.said(i, &d.Criteria[i])
		s.Criteria = append(s.Criteria, c)
		if detail == Full {
			s.Cells = distinct(append(append(s.Cells, c.Cite), c.Also...))
		}
	}
	s.Options = make([]OptionAnswer, 0, d.n)
	for i := range d.Options() {
		s.Options = append(s.Options, q.answer(d, &d.offers[i], detail))
	}
	s.Questions = q.questions(d)
	return s
}

// beforeTheLaw answers a signature date before the first text.
func (e *Engine) beforeTheLaw(f *Finding, signed civil.Date) *Criterion {
	first, _ := e.law.FirstDate()
	seen, wanted := date(signed), since(first)
	return e.criterion(TextInForce, f, words{seen: seen, wanted: wanted, explanation: sayBeforeTheLaw(signed, first), remedy: remedyBeforeTheLaw(first)})
}

// criterion is a finding with its words and its cells.
func (e *Engine) criterion(id string, f *Finding, w words) *Criterion {
	c := &Criterion{
		ID: id, Outcome: f.Outcome, Seen: w.seen.EN, Wanted: w.wanted.EN, Gap: w.gap.EN, SeenFR: w.seen.FR, WantedFR: w.wanted.FR, GapFR: w.gap.FR,
		Cite: e.cite(f.cite), Explanation: w.explanation, Remedy: w.remedy,
	}
	if f.n > 0 {
		c.Also = make([]*law.Citation, 0, f.n)
	}
	for _, r := range f.used[:f.n] {
		if also := e.cite(r); also != c.Cite && !slices.Contains(c.Also, also) {
			c.Also = append(c.Also, also)
		}
	}
	return c
}

// distinct gives the cells without repetition, in the order in which they come.
func distinct(cells []*law.Citation) []*law.Citation {
	kept := cells[:0]
	for _, c := range cells {
		if !slices.Contains(kept, c) {
			kept = append(kept, c)
		}
	}
	return kept
}
