package eligibility

import (
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

// Assessment is the explained answer to an application.
type Assessment struct {
	TextID          string // the text in force on the signature date; "" before the first
	LawDigest       string
	Verdict         Verdict
	AdaptedContract bool           // a claim is made for which the fund adapts the contract
	NewlyInstalled  bool           // known to be newly installed on the signature date
	Criteria        []Criterion    // all, in the order of the law
	Options         []OptionAnswer // each one wanted, whatever the verdict
	Certainty       law.Certainty  // the weakest among the cells that the criteria used
	Questions       []Question     // what would settle what cannot be told
}

// Criterion is one criterion and its answer. Seen, Wanted and Gap are English, for
// tables; the explanation is a sentence in both languages.
type Criterion struct {
	ID          string // stable, for example "minimum_activity"
	Outcome     Outcome
	Seen        string // empty when unknown
	Wanted      string
	Gap         string         // when a number is not reached
	Cite        law.Citation   // the cell that decides
	Also        []law.Citation // every other cell it used
	Explanation law.Phrase
	asks        []ask
}

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

// inquiry is one application under the text that governs it.
type inquiry struct {
	law   *law.Law
	text  *law.Text
	app   Application
	group law.Group
	newly finding // newly installed on the signature date
}

// assess answers an application. Before the first text nothing but the criterion
// text_in_force is answered.
func assess(l *law.Law, a Application) Assessment {
	text, ok := l.TextOn(a.Signed)
	if !ok {
		c := beforeTheLaw(l, a.Signed)
		return Assessment{LawDigest: l.Digest(), Verdict: NotEligible, Criteria: []Criterion{c}, Certainty: c.Cite.Certainty}
	}
	q := inquiry{law: l, text: text, app: a, group: l.Group(a.Doctor.SpecialtyCode, a.Doctor.ParticularPractice)}
	q.newly = q.newlyInstalled()
	s := Assessment{
		TextID:         text.ID,
		LawDigest:      l.Digest(),
		NewlyInstalled: q.newly.holds == yes,
		Criteria: []Criterion{
			q.textInForce(), q.sector(), q.specialty(), q.clinicalFees(), q.minimumActivity(),
			q.groupPractice(), q.coordinatedPractice(), q.structureFee(), q.secretaryReplaced(),
		},
	}
	s.AdaptedContract = len(q.adaptedClaims()) > 0
	s.Verdict = verdict(s.Criteria)
	for _, c := range s.Criteria {
		s.Certainty = weakest(s.Certainty, append(c.Also, c.Cite))
	}
	open := q.options()
	s.Options = open.answers
	s.Questions = q.questions(s.Criteria, open.asks)
	return s
}

// verdict is decided by the worst criterion.
func verdict(criteria []Criterion) Verdict {
	v := Eligible
	for _, c := range criteria {
		switch c.Outcome {
		case NotMet:
			return NotEligible
		case CannotTell:
			v = Undetermined
		}
	}
	return v
}

// weakest is the weakest certainty so far and of the cells.
func weakest(so law.Certainty, cells []law.Citation) law.Certainty {
	for _, c := range cells {
		so = max(so, c.Certainty)
	}
	return so
}

// answered is the criterion with its answer.
func (c Criterion) answered(o Outcome, seen string, why law.Phrase, asks ...ask) Criterion {
	c.Outcome, c.Seen, c.Explanation, c.asks = o, seen, why, asks
	return c
}

// using is the criterion resting on further cells, each named once.
func (c Criterion) using(cells ...law.Citation) Criterion {
	c.Also = distinct(append(c.Also[:len(c.Also):len(c.Also)], cells...), c.Cite)
	return c
}

// decidedBy is the criterion decided by another cell; the one so far is still named.
func (c Criterion) decidedBy(cell law.Citation) Criterion {
	before := c.Cite
	c.Cite = cell
	return c.using(before)
}

// distinct gives the cells without repetition and without one that stands elsewhere.
func distinct(cells []law.Citation, elsewhere law.Citation) []law.Citation {
	var kept []law.Citation
	seen := map[[2]string]bool{{elsewhere.TextID, elsewhere.Cell}: true}
	for _, c := range cells {
		if key := [2]string{c.TextID, c.Cell}; !seen[key] && c.Cell != "" {
			seen[key] = true
			kept = append(kept, c)
		}
	}
	return kept
}
