package eligibility

import (
	"cmp"
	"slices"
	"strings"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// Comparison sets two texts side by side on a population. It takes one application
// after the other and keeps sums, whatever their number; no sum depends on their order.
// It serves one caller at a time.
type Comparison struct {
	engine       *Engine
	sides        [2]compared
	most         int // changes to list
	applications int64
	changed      int64
	verdicts     [Undetermined + 1][Undetermined + 1]int64
	criteria     [criteriaCount][NotRequired + 1][NotRequired + 1]int64
	objectives   [law.ActiveFile + 1]ObjectiveTotals
	changes      []ApplicationChange
}

// compared is one of the two texts.
type compared struct {
	plan     *plan
	decision Decision
	aid      *OptionDecision // of the decision; nil without aid
	costs    map[CostKind]*Costs
}

// Pair is the same thing under the first text and under the other.
type Pair[T any] [2]T

// VerdictChange counts applications by their verdicts under both texts, which may be
// the same.
type VerdictChange struct {
	Verdicts     Pair[Verdict]
	Applications int64
}

// CriterionChange counts, among the applications whose verdict changes, those in which
// a criterion goes from one outcome to another.
type CriterionChange struct {
	Criterion    string
	Outcomes     Pair[Outcome]
	Applications int64
}

// ApplicationChange is one application whose verdict or aid changes.
type ApplicationChange struct {
	Key      string
	Verdicts Pair[Verdict]
	Options  Pair[law.Option]        // of the aid; 0 without aid
	Criteria []string                // whose outcome changes
	Lowest   Pair[Fact[money.Cents]] // all contract years, lowest of the possible bands; unknown without aid
}

// ObjectiveTotals sums the objectives on one indicator of the applications that get an
// aid. Patients.
type ObjectiveTotals struct {
	Indicator law.Indicator
	ToGain    Pair[int64] // where it is known
	Unknown   Pair[int64] // objectives that are not known
	Lost      int64       // applications with an objective under the first text only
	Gained    int64       // and under the other only
}

// CostKind is what tells the rows of the cost apart.
type CostKind struct {
	Option    law.Option
	Band      law.Band // 0 where several remain possible
	Zone      law.Zone // law.ZoneUnknown where it is not known
	Specialty string
}

// Costs are what some aids cost, objectives reached.
type Costs struct {
	Aids  int64
	Years []YearCost // of each contract year
}

// YearCost is the cost of one contract year. An amount that is not known is in neither
// sum.
type YearCost struct {
	Lowest, Highest money.Cents
	Unknown         int64 // aids
}

// CostRow is the cost of the aids of one kind.
type CostRow struct {
	CostKind
	Costs
}

// Compared is what a comparison has found. Every list is sorted, changes by the order in
// which the applications came.
type Compared struct {
	Applications, Changed int64
	Verdicts              []VerdictChange
	Criteria              []CriterionChange
	Changes               []ApplicationChange // the first ones
	Objectives            []ObjectiveTotals   // every indicator
	Costs                 Pair[[]CostRow]
	Totals                Pair[Costs]
}

// Compare begins to compare two texts of the law, as if each governed every
// application; at most mostChanges of those that change are listed.
func (e *Engine) Compare(first, other *law.Text, mostChanges int) *Comparison {
	c := &Comparison{engine: e, most: mostChanges}
	for i, t := range []*law.Text{first, other} {
		c.sides[i] = compared{plan: e.planOf(t), costs: map[CostKind]*Costs{}}
	}
	return c
}

// Add decides an application under both texts. The key is kept if its change is listed.
func (c *Comparison) Add(key string, a *Application) {
	for i := range c.sides {
		s := &c.sides[i]
		s.decision.reset(c.engine, a)
		c.engine.decide(s.plan, s.plan.own, &s.decision)
		s.aid = s.decision.Aid()
		s.addCost(a)
	}
	c.applications++
	c.addObjectives(a)
	first, other := &c.sides[0], &c.sides[1]
	from, to := first.decision.Verdict, other.decision.Verdict
	c.verdicts[from][to]++
	if from != to {
		for i := range criteriaCount {
			c.criteria[i][first.decision.Criteria[i].Outcome][other.decision.Criteria[i].Outcome]++
		}
	}
	if from != to || !sameAid(first.aid, other.aid) {
		c.changed++
		if len(c.changes) < c.most {
			c.changes = append(c.changes, c.change(key))
		}
	}
}

// change is the application last added.
func (c *Comparison) change(key string) ApplicationChange {
	change := ApplicationChange{Key: key}
	for i := range c.sides {
		s := &c.sides[i]
		change.Verdicts[i] = s.decision.Verdict
		if s.aid != nil {
			change.Options[i], change.Lowest[i] = s.aid.Option, s.aid.lowest()
		}
	}
	for i, id := range criteriaIDs {
		if c.sides[0].decision.Criteria[i].Outcome != c.sides[1].decision.Criteria[i].Outcome {
			change.Criteria = append(change.Criteria, id)
		}
	}
	return change
}

// addObjectives counts the objectives of the aid under both texts.
func (c *Comparison) addObjectives(a *Application) {
	group, _ := c.engine.group(a)
	for _, ind := range allIndicators {
		var has Pair[bool]
		totals := &c.objectives[ind]
		for i := range c.sides {
			s := &c.sides[i]
			if has[i] = s.aid != nil && slices.Contains(s.plan.objectives[group].indicators, ind); !has[i] {
				continue
			}
			if toGain, known := s.aid.toGain(ind); known {
				totals.ToGain[i] += int64(toGain)
			} else {
				totals.Unknown[i]++
			}
		}
		switch {
		case has[0] && !has[1]:
			totals.Lost++
		case has[1] && !has[0]:
			totals.Gained++
		}
	}
}

// addCost adds the aid, if there is one, to the costs of its kind.
func (s *compared) addCost(a *Application) {
	if s.aid == nil {
		return
	}
	kind := CostKind{Option: s.aid.Option, Zone: a.Practice.Zone, Specialty: a.Doctor.SpecialtyCode}
	if s.aid.Settled() {
		kind.Band = s.aid.Lowest
	}
	costs := s.costs[kind]
	if costs == nil {
		costs = &Costs{Years: make([]YearCost, s.plan.years)}
		s.costs[kind] = costs
	}
	costs.Aids++
	for i := range costs.Years {
		year := &costs.Years[i]
		lowest, highest, known := s.aid.Amount(i + 1)
		if !known {
			year.Unknown++
			continue
		}
		year.Lowest += lowest
		year.Highest += highest
	}
}

// Result is what was found so far.
func (c *Comparison) Result() Compared {
	r := Compared{Applications: c.applications, Changed: c.changed, Changes: slices.Clone(c.changes)}
	for from := Eligible; from <= Undetermined; from++ {
		for to := Eligible; to <= Undetermined; to++ {
			if n := c.verdicts[from][to]; n > 0 {
				r.Verdicts = append(r.Verdicts, VerdictChange{Pair[Verdict]{from, to}, n})
			}
		}
	}
	for i, id := range criteriaIDs {
		for from := Met; from <= NotRequired; from++ {
			for to := Met; to <= NotRequired; to++ {
				if n := c.criteria[i][from][to]; n > 0 && from != to {
					r.Criteria = append(r.Criteria, CriterionChange{id, Pair[Outcome]{from, to}, n})
				}
			}
		}
	}
	for _, ind := range allIndicators {
		totals := c.objectives[ind]
		totals.Indicator = ind
		r.Objectives = append(r.Objectives, totals)
	}
	for i := range c.sides {
		r.Costs[i], r.Totals[i] = c.sides[i].rows()
	}
	return r
}

// rows are the costs of a text, sorted by option, band, zone and specialty, and their
// sum.
func (s *compared) rows() (rows []CostRow, total Costs) {
	total.Years = make([]YearCost, s.plan.years)
	for kind, costs := range s.costs {
		rows = append(rows, CostRow{kind, Costs{costs.Aids, slices.Clone(costs.Years)}})
		total.Aids += costs.Aids
		for i, y := range costs.Years {
			total.Years[i].Lowest += y.Lowest
			total.Years[i].Highest += y.Highest
			total.Years[i].Unknown += y.Unknown
		}
	}
	slices.SortFunc(rows, func(a, b CostRow) int {
		return cmp.Or(cmp.Compare(a.Option, b.Option), cmp.Compare(a.Band, b.Band), cmp.Compare(a.Zone, b.Zone), strings.Compare(a.Specialty, b.Specialty))
	})
	return rows, total
}

// Aid is the option that the application gets: when it is eligible the first of the
// options wanted that is open, and with none wanted the largest. Nil without aid.
func (d *Decision) Aid() *OptionDecision {
	if d.Verdict != Eligible {
		return nil
	}
	var aid *OptionDecision
	for i := range d.Options() {
		switch o := &d.offers[i]; {
		case o.Outcome != Met:
		case len(d.app.Wanted) > 0:
			return o
		default:
			aid = o // every option was asked for, smallest first
		}
	}
	return aid
}

// sameAid tells whether two aids are of one option, with the same amounts each year.
func sameAid(a, b *OptionDecision) bool {
	if a == nil || b == nil {
		return a == b
	}
	same := a.Option == b.Option && a.nYears == b.nYears
	for i := 0; same && i < a.Years(); i++ {
		x, y := a.years[i], b.years[i]
		same = x.lowest == y.lowest && x.highest == y.highest && x.known == y.known
	}
	return same
}

// lowest is the aid of all contract years in the lowest of the possible bands; unknown
// when an amount is.
func (o *OptionDecision) lowest() Fact[money.Cents] {
	var sum money.Cents
	for _, y := range o.years[:o.nYears] {
		if !y.known {
			return Fact[money.Cents]{}
		}
		sum += y.lowest
	}
	return Known(sum)
}

// toGain is the objective on an indicator, in patients, where it is known: to maintain is
// to gain none, whatever the start.
func (o *OptionDecision) toGain(ind law.Indicator) (patients int, known bool) {
	for _, g := range o.Goals() {
		if g.Indicator == ind {
			return g.ToGain, g.Known || g.Rate.Known && g.Rate.Thousandths == 0
		}
	}
	return 0, false
}
