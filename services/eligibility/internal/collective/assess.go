package collective

import (
	"fmt"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// The stable ids of the criteria, in the order of the answer.
const (
	TextInForce         = "text_in_force"
	StructureCriterion  = "structure"
	MembersSpecialty    = "members_specialty"
	MembersSector       = "members_sector"
	MinimumActivity     = "minimum_activity"
	ETPCeiling          = "etp_ceiling"
	IndividualContracts = "individual_contracts"
	WaitingPeriod       = "waiting_period"
)

// Assessment is the explained answer to a group. Working times are in thousandths of an
// ETP.
type Assessment struct {
	TextID     string
	LawDigest  string
	Verdict    eligibility.Verdict
	Criteria   []Criterion    // all, whatever the verdict
	MostETP    int            // the most that the group may have
	ETP        int            // what the terms are for: what is asked for, but not above the most
	Objectives []Objective    // one for each indicator, for all ETP together
	Yearly     []YearlyAmount // for all ETP together
	Certainty  law.Certainty  // the weakest among the cells used
	Used       []law.Citation // by the criteria, then by the terms; each once
	Questions  []Question
}

// Criterion is one criterion and its answer.
type Criterion struct {
	ID          string
	Outcome     eligibility.Outcome
	Seen        law.Phrase // empty when unknown
	Wanted      law.Phrase
	Gap         law.Phrase     // when a number or a day is not reached
	Cite        law.Citation   // the cell that decides
	Also        []law.Citation // every other cell it used
	Explanation law.Phrase
	Remedy      law.Phrase // what would change the answer; empty when it is met or not required
	asks        []ask
}

// Objective is how many patients the group is to gain on one indicator, for all ETP
// together.
type Objective struct {
	Indicator   law.Indicator
	Start       eligibility.Fact[int] // of all members
	ToGain      int
	Target      eligibility.Fact[int]
	Cite        law.Citation
	Also        []law.Citation
	Explanation law.Phrase
	asks        []ask
}

// YearlyAmount is the aid of a contract year for all ETP together; that of the third
// year is a ceiling and stands for all later years.
type YearlyAmount struct {
	Year    int
	Start   civil.Date
	Ceiling money.Cents
	Cite    law.Citation
}

// Question is a fact, or a cell of the law, that would settle something.
type Question struct {
	Field   string       // path inside the application, "members[2].sector"; "" when a cell is missing
	Missing law.Citation // the missing cell, when Field is empty
	Settles []string     // criteria by id, and "objectives"
	Text    law.Phrase
	// SettlesVerdict marks the smallest set of questions that settles an undetermined
	// verdict, whatever their answers are.
	SettlesVerdict bool
}

// ask is what is missing, with its question.
type ask struct {
	field string
	cell  law.Citation
	text  law.Phrase
}

// inquiry is one application under the collective aid.
type inquiry struct {
	law *law.Law
	aid *law.CollectiveAid
	app Application
}

// Assess answers an application. The answer depends on nothing but the law and the
// application.
func Assess(l *law.Law, a Application) Assessment {
	q := inquiry{law: l, aid: l.CollectiveAid(), app: a}
	most, _ := q.ceiling(a.Signed)
	s := Assessment{
		TextID:    q.aid.ID,
		LawDigest: l.Digest(),
		Criteria: []Criterion{
			q.textInForce(), q.structure(), q.specialties(), q.sectors(), q.minimumActivity(),
			q.etpCeiling(), q.individualContracts(), q.waitingPeriod(),
		},
		MostETP: most,
		ETP:     most,
	}
	if asked, stated := a.ETP.Get(); stated {
		s.ETP = min(asked, most)
	}
	s.Objectives, s.Yearly = q.objectives(s.ETP), q.yearly(s.ETP)
	s.Verdict = verdict(s.Criteria)
	s.Used = used(s)
	for _, c := range s.Used {
		s.Certainty = law.Weakest(s.Certainty, c.Certainty)
	}
	s.Questions = questions(s)
	return s
}

// verdict is decided by the worst criterion.
func verdict(criteria []Criterion) eligibility.Verdict {
	v := eligibility.Eligible
	for _, c := range criteria {
		switch c.Outcome {
		case eligibility.NotMet:
			return eligibility.NotEligible
		case eligibility.CannotTell:
			v = eligibility.Undetermined
		}
	}
	return v
}

// used lists the cells of the whole answer.
func used(s Assessment) []law.Citation {
	var all []law.Citation
	for _, c := range s.Criteria {
		all = append(append(all, c.Cite), c.Also...)
	}
	for _, o := range s.Objectives {
		all = append(append(all, o.Cite), o.Also...)
	}
	for _, y := range s.Yearly {
		all = append(all, y.Cite)
	}
	return distinct(all)
}

// questions gathers what is missing, one question for each fact or cell. A criterion asks
// for nothing that cannot change its answer, and no two criteria hang together, so that
// what they ask together is the smallest set that settles the verdict.
func questions(s Assessment) []Question {
	var all []Question
	at := map[string]int{}
	add := func(a ask, settles string, verdict bool) {
		key := a.field + " " + a.cell.Cell
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			all = append(all, Question{Field: a.field, Missing: a.cell, Text: a.text, SettlesVerdict: verdict})
		}
		if n := len(all[i].Settles); n == 0 || all[i].Settles[n-1] != settles {
			all[i].Settles = append(all[i].Settles, settles)
		}
	}
	for _, c := range s.Criteria {
		for _, a := range c.asks {
			add(a, c.ID, s.Verdict == eligibility.Undetermined)
		}
	}
	for _, o := range s.Objectives {
		for _, a := range o.asks {
			add(a, "objectives", false)
		}
	}
	return all
}

// distinct gives the cells without repetition.
func distinct(cells []law.Citation) []law.Citation {
	var kept []law.Citation
	seen := map[[2]string]bool{}
	for _, c := range cells {
		if key := [2]string{c.TextID, c.Cell}; !seen[key] {
			seen[key] = true
			kept = append(kept, c)
		}
	}
	return kept
}

// answered is the criterion with its answer.
func (c Criterion) answered(o eligibility.Outcome, why law.Phrase, asks ...ask) Criterion {
	c.Outcome, c.Explanation, c.asks = o, why, asks
	return c
}

// using is the criterion resting on further cells, each named once.
func (c Criterion) using(cells ...law.Citation) Criterion {
	all := distinct(append(append([]law.Citation{c.Cite}, c.Also...), cells...))
	c.Also = all[1:]
	return c
}

// memberField is the path of a member's field; members are counted from 0 in paths.
func memberField(i int, name string) string { return fmt.Sprintf("members[%d].%s", i, name) }

// askCell asks for a cell of the law.
func askCell(cell law.Citation) ask { return ask{cell: cell, text: sayCellMissing(cell)} }
