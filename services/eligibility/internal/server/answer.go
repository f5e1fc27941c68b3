package server

import (
	"maps"
	"slices"
	"sync"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/internal/wire"
)

// The outcomes and verdicts of the domain and of the wire carry the same numbers; a
// test compares their names one by one.

func outcome(o eligibility.Outcome) eligibilityv1.Outcome { return eligibilityv1.Outcome(o) }

func verdict(v eligibility.Verdict) eligibilityv1.Verdict { return eligibilityv1.Verdict(v) }

// answers puts the answers of one engine on the wire. Its cells are made once: answers
// share them, and nobody changes them.
type answers struct {
	engine *eligibility.Engine
	full   *view
	brief  [3]*view // by language
}

// answersOf makes the cells of an engine ready for the wire.
func answersOf(e *eligibility.Engine) *answers {
	cells := e.Cells()
	full, brief := make(map[*law.Citation]*lawv1.Citation, len(cells)), make(map[*law.Citation]*lawv1.Citation, len(cells))
	for i := range cells {
		whole := wire.Citation(cells[i])
		if whole == nil {
			continue
		}
		full[&cells[i]] = whole
		brief[&cells[i]] = &lawv1.Citation{TextId: whole.GetTextId(), Cell: whole.GetCell(), Certainty: whole.GetCertainty()}
	}
	a := &answers{engine: e, full: &view{cells: full, whole: true}}
	for language := range a.brief {
		a.brief[language] = &view{cells: brief, language: lawv1.Language(language)}
	}
	return a
}

// view puts answers on the wire in one detail and language.
type view struct {
	cells    map[*law.Citation]*lawv1.Citation
	whole    bool
	language lawv1.Language
	shared   sync.Map // *eligibility.Criterion to *eligibilityv1.Criterion, of those that answers share
	common   sync.Map // the latter, as a set
}

// shares tells whether answers share a criterion.
func (v *view) shares(c *eligibilityv1.Criterion) bool { _, common := v.common.Load(c); return common }

// words gives a phrase in the language of the view; nil for the empty one.
func (v *view) words(p law.Phrase) *lawv1.Phrase {
	switch {
	case p == law.Phrase{}:
		return nil
	case v.language == lawv1.Language_LANGUAGE_FR:
		return &lawv1.Phrase{Fr: p.FR}
	case v.language == lawv1.Language_LANGUAGE_EN:
		return &lawv1.Phrase{En: p.EN}
	}
	return &lawv1.Phrase{Fr: p.FR, En: p.EN}
}

// whole is the whole answer to an application, as it was received.
func (a *answers) whole(application eligibility.Application, received *eligibilityv1.Application) *eligibilityv1.Assessment {
	out := a.full.assessment(a.engine.Assess(application))
	out.Application, out.LawEdition = received, a.engine.Law().Edition()
	out.SupplementFiles = supplementFiles(out)
	return out
}

// supplementFiles are the operator's files that fill a cell of the answer.
func supplementFiles(a *eligibilityv1.Assessment) []string {
	files := map[string]bool{}
	note := func(cells ...*lawv1.Citation) {
		for _, c := range cells {
			if c.GetSupplementFile() != "" {
				files[c.GetSupplementFile()] = true
			}
		}
	}
	for _, c := range a.GetCriteria() {
		note(append(c.GetAlsoUsed(), c.GetCitation())...)
	}
	for _, o := range a.GetOptions() {
		for _, terms := range append(o.GetPossible(), &eligibilityv1.BandTerms{Objectives: o.GetObjectives(), Yearly: o.GetYearly()}) {
			for _, objective := range terms.GetObjectives() {
				note(append(objective.GetAlsoUsed(), objective.GetCitation())...)
			}
			for _, y := range terms.GetYearly() {
				note(y.GetCitation())
			}
		}
	}
	return slices.Sorted(maps.Keys(files))
}

// bare is a decision for the wire, without words.
func (a *answers) bare(d *eligibility.Decision) *eligibilityv1.Assessment {
	out := &eligibilityv1.Assessment{
		LawDigest: a.engine.Law().Digest(), Verdict: verdict(d.Verdict), Certainty: wire.Certainty(d.Certainty),
		AdaptedContract: d.AdaptedContract, NewlyInstalled: d.NewlyInstalled,
	}
	if d.Text != nil {
		out.TextId = d.Text.ID
	}
	for i := range d.Options() {
		o := &d.Options()[i]
		option := &eligibilityv1.OptionAnswer{
			Option: wire.Option(o.Option), Open: o.Outcome == eligibility.Met, Outcome: outcome(o.Outcome), Certainty: wire.Certainty(o.Certainty),
		}
		if o.Settled() {
			band := wire.Band(o.Lowest)
			option.Band = &band
		}
		for year := 1; year <= o.Years(); year++ {
			option.Yearly = append(option.Yearly, bareAmount(d, o, year))
		}
		out.Options = append(out.Options, option)
	}
	return out
}

func bareAmount(d *eligibility.Decision, o *eligibility.OptionDecision, year int) *eligibilityv1.YearlyAmount {
	y := &eligibilityv1.YearlyAmount{ContractYear: int32(year), StartDate: d.YearStart(year).String()}
	lowest, highest, known := o.Amount(year)
	switch low, high := int64(lowest), int64(highest); {
	case known && low == high:
		y.CeilingCents = &low
	case known:
		y.LowestCeilingCents, y.HighestCeilingCents = &low, &high
	}
	return y
}

func (v *view) cites(list []*law.Citation) []*lawv1.Citation {
	if !v.whole || len(list) == 0 {
		return nil
	}
	out := make([]*lawv1.Citation, len(list))
	for i, c := range list {
		out[i] = v.cells[c]
	}
	return out
}

// names are cells by text and path.
func names(cells []*law.Citation) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.TextID + "/" + c.Cell
	}
	return out
}

// assessment gives an assessment for the wire and the disk, without application and id.
func (v *view) assessment(a eligibility.Assessment) *eligibilityv1.Assessment {
	out := &eligibilityv1.Assessment{
		TextId: a.TextID, LawDigest: a.LawDigest, Verdict: verdict(a.Verdict),
		AdaptedContract: a.AdaptedContract, NewlyInstalled: a.NewlyInstalled,
		Certainty: wire.Certainty(a.Certainty),
		Criteria:  v.criteria(a.Criteria),
		Options:   make([]*eligibilityv1.OptionAnswer, 0, len(a.Options)),
	}
	if v.whole {
		out.CellsUsed = names(a.Cells)
	}
	for i := range a.Options {
		out.Options = append(out.Options, v.option(&a.Options[i]))
	}
	for _, q := range a.Questions {
		out.Questions = append(out.Questions, &eligibilityv1.Question{
			Field: q.Field, MissingCell: v.cells[q.Missing], Settles: q.Settles, Text: v.words(q.Text), SettlesVerdict: q.Verdict,
		})
	}
	return out
}

func (v *view) criteria(list []*eligibility.Criterion) []*eligibilityv1.Criterion {
	out := make([]*eligibilityv1.Criterion, len(list))
	for i, c := range list {
		out[i] = v.criterion(c)
	}
	return out
}

// criterion is made once where answers share it.
func (v *view) criterion(c *eligibility.Criterion) *eligibilityv1.Criterion {
	if said, known := v.shared.Load(c); known {
		return said.(*eligibilityv1.Criterion)
	}
	out := &eligibilityv1.Criterion{
		Id: c.ID, Outcome: outcome(c.Outcome), Citation: v.cells[c.Cite], AlsoUsed: v.cites(c.Also),
		Explanation: v.words(c.Explanation), Remedy: v.words(c.Remedy),
	}
	if v.language != lawv1.Language_LANGUAGE_FR {
		out.Seen, out.Wanted, out.Gap = c.Seen, c.Wanted, c.Gap
	}
	if v.language != lawv1.Language_LANGUAGE_EN {
		out.SeenFr, out.WantedFr, out.GapFr = c.SeenFR, c.WantedFR, c.GapFR
	}
	if !c.Shared() {
		return out
	}
	said, _ := v.shared.LoadOrStore(c, out)
	v.common.Store(said, true)
	return said.(*eligibilityv1.Criterion)
}

func (v *view) option(o *eligibility.OptionAnswer) *eligibilityv1.OptionAnswer {
	out := &eligibilityv1.OptionAnswer{
		Option: wire.Option(o.Option), Open: o.Open, Outcome: outcome(o.Outcome), Criteria: v.criteria(o.Criteria),
		Objectives: v.objectives(o.Objectives), Yearly: v.yearly(o.Yearly), Certainty: wire.Certainty(o.Certainty), CellsUsed: names(o.Cells),
	}
	for _, r := range o.Reasons {
		out.Reasons = append(out.Reasons, &eligibilityv1.Reason{Code: r.Code, Text: v.words(r.Text), Citation: v.cells[r.Cite]})
	}
	if b, settled := o.Band.Get(); settled {
		band := wire.Band(b)
		out.Band = &band
	}
	for _, terms := range o.Possible {
		out.Possible = append(out.Possible, &eligibilityv1.BandTerms{Band: wire.Band(terms.Band), Objectives: v.objectives(terms.Objectives), Yearly: v.yearly(terms.Yearly)})
	}
	return out
}

func (v *view) objectives(list []eligibility.Objective) []*eligibilityv1.Objective {
	out := make([]*eligibilityv1.Objective, 0, len(list))
	for i := range list {
		o := &list[i]
		out = append(out, &eligibilityv1.Objective{
			Indicator: lawv1.Indicator(o.Indicator),
			Start:     when(o.Start.Known, o.Start.Count), RateThousandths: when(o.Rate.Known, o.Rate.Thousandths),
			ToGain: when(o.Known || o.Maintain, o.ToGain), Target: when(o.Known || o.Target > 0, o.Target),
			Citation: v.cells[o.Cite], AlsoUsed: v.cites(o.Also), Explanation: v.words(o.Explanation),
		})
	}
	return out
}

func (v *view) yearly(list []eligibility.YearlyAmount) []*eligibilityv1.YearlyAmount {
	out := make([]*eligibilityv1.YearlyAmount, 0, len(list))
	for _, y := range list {
		amount := &eligibilityv1.YearlyAmount{
			ContractYear: int32(y.Year), StartDate: y.Start.String(),
			CeilingCents: cents(y.Ceiling), LowestCeilingCents: cents(y.Lowest), HighestCeilingCents: cents(y.Highest),
		}
		if v.whole {
			amount.Citation = v.cells[y.Cite]
		}
		out = append(out, amount)
	}
	return out
}

// when gives a whole number if it is known.
func when(known bool, n int) *int32 {
	if !known {
		return nil
	}
	value := int32(n)
	return &value
}

func cents(amount eligibility.Fact[money.Cents]) *int64 {
	c, known := amount.Get()
	if !known {
		return nil
	}
	value := int64(c)
	return &value
}
