package collective

import (
	"slices"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
)

// newly tells whether a member is newly installed on the signature date: yes, no, or not
// known.
func (q inquiry) newly(m Member) eligibility.Fact[bool] {
	installed, stated := m.Installed.Get()
	months, known := q.aid.NewlyInstalledMonths.Value()
	if !stated || !known {
		return eligibility.Fact[bool]{}
	}
	return eligibility.Known(q.app.Signed.Before(installed.AddMonths(months)))
}

// newlyOrUnknown are the members who are newly installed, and those of whom it is not
// known.
func (q inquiry) newlyOrUnknown() (newly, unknown []int) {
	for i, m := range q.app.Members {
		switch is, known := q.newly(m).Get(); {
		case !known:
			unknown = append(unknown, i)
		case is:
			newly = append(newly, i)
		}
	}
	return newly, unknown
}

// margin is how many patients a member, or several, may have above the mean that the law
// wants, below zero when they are missing: from low to high. The mean is reached exactly
// when the margins of all members add up to zero or more, so that nothing is divided.
type margin struct {
	low, high int
	endless   bool // patients were not counted: there is no highest
}

func exactly(n int) margin { return margin{low: n, high: n} }

func (m margin) plus(o margin) margin {
	return margin{m.low + o.low, m.high + o.high, m.endless || o.endless}
}

// or is the margin that is one of the two.
func (m margin) or(o margin) margin {
	return margin{min(m.low, o.low), max(m.high, o.high), m.endless || o.endless}
}

// decided is the answer, when it is the same over the whole margin.
func (m margin) decided() (reached, known bool) {
	return m.low >= 0, m.low >= 0 || m.high < 0 && !m.endless
}

// turns tells whether what lies in o can turn the answer, with the rest somewhere in m.
func (m margin) turns(o margin) bool {
	varies := o.endless || o.low != o.high
	return varies && m.low+o.low < 0 && (m.endless || o.endless || m.high+o.high >= 0)
}

// margins are the places where a sum may lie, lowest first and apart from each other.
type margins []margin

// mostMargins is how many places are told apart. Beyond them, which takes many members of
// whom it is not known whether they are newly installed, the places are taken for one
// stretch, and a question may be asked that another one makes needless.
const mostMargins = 1 << 10

// plus is the sum with something that lies in one of the given places.
func (ms margins) plus(places ...margin) margins {
	var all margins
	for _, m := range ms {
		for _, p := range places {
			all = append(all, m.plus(p))
		}
	}
	slices.SortFunc(all, func(a, b margin) int { return a.low - b.low })
	apart := all[:1]
	for _, m := range all[1:] {
		if last := &apart[len(apart)-1]; last.endless || m.low <= last.high {
			*last = last.or(m)
		} else {
			apart = append(apart, m)
		}
	}
	if len(apart) > mostMargins {
		return margins{apart.stretch()}
	}
	return apart
}

// stretch is all places as one.
func (ms margins) stretch() margin {
	all := ms[0]
	for _, m := range ms[1:] {
		all = all.or(m)
	}
	return all
}

// turns tells whether what lies in o can turn the answer, with the rest in one of the
// places.
func (ms margins) turns(o margin) bool {
	return slices.ContainsFunc(ms, func(m margin) bool { return m.turns(o) })
}

// reading is one way in which the newly installed may count.
type reading struct {
	mean, level int
	newly       law.NewlyCount
}

// own is the margin of a member with the patients there are.
func (r reading) own(m Member) margin {
	if n, counted := m.Registered.Get(); counted {
		return exactly(n - r.mean)
	}
	return margin{low: -r.mean, endless: true}
}

// asNewly is the margin of a newly installed member.
func (r reading) asNewly(m Member) margin {
	switch r.newly {
	case law.LeftOut:
		// The mean is that of the others; with nobody else there is nothing to reach.
		return exactly(0)
	case law.CountedAtLevel:
		return exactly(r.level - r.mean)
	}
	return r.own(m)
}

// of is the margin of a member of whom it may not be known whether newly installed.
func (r reading) of(m Member, newly eligibility.Fact[bool]) margin {
	switch is, known := newly.Get(); {
	case !known:
		return r.own(m).or(r.asNewly(m))
	case is:
		return r.asNewly(m)
	}
	return r.own(m)
}

// readings are the ways in which the newly installed may count: the one of the law, or
// each of its closed list where the cell is unknown.
func (q inquiry) readings() []reading {
	rule := q.aid.MinimumActivity
	mean, _ := rule.Mean.Value()
	level, _ := q.aid.NewlyInstalledLevel(law.RegisteredPatients).Value()
	ways := law.NewlyCounts()
	if way, known := rule.NewlyInstalled.Value(); known {
		ways = []law.NewlyCount{way}
	}
	readings := make([]reading, 0, len(ways))
	for _, way := range ways {
		readings = append(readings, reading{mean, level, way})
	}
	return readings
}

// sum is what the margins of all members but one may add up to; of all when the one is
// none of them.
func (q inquiry) sum(r reading, but int) margins {
	all := margins{exactly(0)}
	for i, m := range q.app.Members {
		if i == but {
			continue
		}
		newly := q.newly(m)
		_, known := newly.Get()
		if known {
			all = all.plus(r.of(m, newly))
		} else {
			all = all.plus(r.own(m), r.asNewly(m))
		}
	}
	return all
}

// everyone is no member to leave out of a sum.
const everyone = -1

// minimumActivity asks that the members have enough patients on average.
func (q inquiry) minimumActivity() Criterion {
	rule := q.aid.MinimumActivity
	mean, _ := rule.Mean.Value()
	c := Criterion{ID: MinimumActivity, Cite: rule.Mean.Cite(), Wanted: sayWantedMean(mean), Seen: q.seenPatients()}
	c = c.using(rule.Comparison.Cite(), rule.Indicator.Cite(), rule.Population.Cite())
	newly, unknown := q.newlyOrUnknown()
	readings := q.readings()
	if len(newly)+len(unknown) > 0 {
		c = c.using(q.aid.NewlyInstalledMonths.Cite(), q.aid.NewlyInstalledLevel(law.RegisteredPatients).Cite())
	} else {
		readings = readings[:1] // they agree
	}
	if rule.NewlyInstalled.Known() && len(newly)+len(unknown) > 0 {
		c = c.using(rule.NewlyInstalled.Cite())
	}
	all, some, missing := true, false, 0
	for _, r := range readings {
		sum := q.sum(r, everyone).stretch()
		reached, known := sum.decided()
		all = all && known && reached
		some = some || !known || reached
		if short := -sum.high; missing == 0 || short < missing {
			missing = short
		}
	}
	switch {
	case all:
		return c.answered(eligibility.Met, q.sayMeanReached(mean, newly))
	case !some:
		c.Gap = sayMissing(missing, len(readings) > 1)
		c.Remedy = sayMorePatients(missing, len(readings) > 1)
		return c.answered(eligibility.NotMet, q.sayMeanNotReached(mean, newly))
	}
	asks := q.activityAsks(readings)
	if slices.ContainsFunc(asks, func(a ask) bool { return a.field == "" }) {
		c = c.using(rule.NewlyInstalled.Cite())
	}
	c.Remedy = sayStateActivity()
	return c.answered(eligibility.CannotTell, q.sayMeanUnknown(mean, newly, asks), asks...)
}

// activityAsks are the facts and the cell that can turn the answer, and no other.
func (q inquiry) activityAsks(readings []reading) []ask {
	var asks []ask
	for i, m := range q.app.Members {
		_, counted := m.Registered.Get()
		newly := q.newly(m)
		is, known := newly.Get()
		var patients, date bool
		for _, r := range readings {
			rest := q.sum(r, i)
			if !counted && (!known || !is || r.newly == law.CountedAsIs) {
				patients = patients || rest.turns(r.own(m))
			}
			if !known && r.newly != law.CountedAsIs {
				date = date || rest.turns(r.of(m, newly))
			}
		}
		if patients {
			asks = append(asks, ask{field: memberField(i, "registered_patients"), text: sayPatientsAsked(i)})
		}
		if date {
			asks = append(asks, askInstalled(i))
		}
	}
	if len(readings) > 1 && q.readingTurns(readings) {
		asks = append(asks, askCell(q.aid.MinimumActivity.NewlyInstalled.Cite()))
	}
	return asks
}

// readingTurns tells whether the way in which the newly installed count can turn the
// answer.
func (q inquiry) readingTurns(readings []reading) bool {
	var established margin
	newly := make(margins, len(readings))
	for _, m := range q.app.Members {
		is, known := q.newly(m).Get()
		if known && !is {
			established = established.plus(readings[0].own(m))
			continue
		}
		for i, r := range readings {
			newly[i] = newly[i].plus(r.of(m, q.newly(m)))
		}
	}
	return established.turns(newly.stretch())
}

func askInstalled(i int) ask {
	return ask{field: memberField(i, "installed_date"), text: sayInstalledAsked(i)}
}
