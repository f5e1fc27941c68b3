package contract

import (
	"cmp"
	"math"
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// Perimeter is which contracts a deployment counts.
type Perimeter uint8

// The perimeters.
const (
	EverSigned Perimeter = iota + 1 // signed by both up to the day, ended ones too
	Running                         // of these, those in force on the day
)

// Grouping is what contracts are grouped by.
type Grouping uint8

// The groupings.
const (
	ByOption Grouping = iota
	BySpecialty
	ByZone
	ByDepartment
	ByText
	ByFund
	groupings // how many there are
)

// CollectiveKey is the group of collective contracts, which have no option.
const CollectiveKey = "COLLECTIVE"

// Deployed is what a deployment needs to know of one contract. Only contracts that both
// parties signed are deployed.
type Deployed struct {
	Signed     civil.Date
	End        civil.Date // the last day in force; zero before an end
	Term       civil.Date // the last day of the last year; zero while a suspension runs
	Option     law.Option // as signed; of no collective contract
	Later      []LaterOption
	Collective bool
	ETP        money.Ratio // of a collective contract
	Starts     []law.Goal  // the starts of the objectives, as signed
	Measures   []Measured
	// Keys are the groups by everything but the option; "" is unknown.
	Keys [groupings]string
}

// LaterOption is another option from the first day of a contract year on.
type LaterOption struct {
	From   civil.Date // zero while a suspension hides it
	Option law.Option
}

// last is the last day in force as far as it is known; zero for none.
func (d Deployed) last() civil.Date {
	if !d.End.IsZero() {
		return d.End
	}
	return d.Term
}

// in reports whether the contract is in the perimeter on a day.
func (d Deployed) in(p Perimeter, on civil.Date) bool {
	if d.Signed.After(on) {
		return false
	}
	last := d.last()
	return p == EverSigned || last.IsZero() || !last.Before(on)
}

// optionOn is the option in force on a day, or on the contract's last day before it.
func (d Deployed) optionOn(on civil.Date) law.Option {
	if last := d.last(); !last.IsZero() && last.Before(on) {
		on = last
	}
	option := d.Option
	for _, o := range d.Later {
		if !o.From.IsZero() && !o.From.After(on) {
			option = o.Option
		}
	}
	return option
}

// share is the ETP on a day.
func (d Deployed) share(on civil.Date) money.Ratio {
	if d.Collective {
		return d.ETP
	}
	return d.optionOn(on).Share()
}

// gained is what the latest count of each indicator up to a day is above its start. It
// is false when nothing was measured up to then.
func (d Deployed) gained(on civil.Date) (byIndicator map[law.Indicator]int, measured bool) {
	latest := map[law.Indicator]civil.Date{}
	byIndicator = map[law.Indicator]int{}
	for _, m := range d.Measures {
		if m.Replaced || m.On.After(on) {
			continue
		}
		measured = true
		for _, c := range m.Counts {
			start := slices.IndexFunc(d.Starts, func(g law.Goal) bool { return g.Indicator == c.Indicator })
			if start < 0 || latest[c.Indicator].After(m.On) {
				continue
			}
			latest[c.Indicator] = m.On
			byIndicator[c.Indicator] = c.Patients - d.Starts[start].Start
		}
	}
	return byIndicator, measured
}

// DeploymentCount is what is counted of some contracts.
type DeploymentCount struct {
	Contracts        int
	Measured         int   // contracts with a measure
	RegisteredGained int64 // patients
	ActiveFileGained int64 // patients

	etp money.Ratio // exact
}

// ETP is the sum of the options in thousandths: exact, and then rounded to the nearest,
// halves up.
func (c DeploymentCount) ETP() int64 {
	const whole = 1000
	r := c.weighed(money.Ratio{Num: 0, Den: 1}).etp
	return (2*whole*r.Num + r.Den) / (2 * r.Den)
}

// weighed is the count with one more share of ETP. Denominators are those of the options
// and of a thousandth, so that of the sum stays small.
func (c DeploymentCount) weighed(share money.Ratio) DeploymentCount {
	if c.etp.Den == 0 {
		c.etp.Den = 1
	}
	c.etp = money.Ratio{Num: c.etp.Num*share.Den + share.Num*c.etp.Den, Den: c.etp.Den * share.Den}.Reduced()
	return c
}

func (c *DeploymentCount) add(d Deployed, on civil.Date) {
	*c = c.weighed(d.share(on))
	c.Contracts++
	gained, measured := d.gained(on)
	if measured {
		c.Measured++
	}
	c.RegisteredGained += int64(gained[law.RegisteredPatients])
	c.ActiveFileGained += int64(gained[law.ActiveFile])
}

// DeploymentGroup is the count of one group.
type DeploymentGroup struct {
	Key   string
	Count DeploymentCount
}

// DeploymentPoint is a count on a day.
type DeploymentPoint struct {
	On        civil.Date
	Contracts int
	ETP       int64 // thousandths
}

// Deployment is how far the aid has spread on a day.
type Deployment struct {
	Total      DeploymentCount
	Groups     [groupings][]DeploymentGroup // by [Grouping], in the order of their keys
	Trajectory []DeploymentPoint            // by day
}

// Deploy counts contracts on a day. The trajectory is the first day of each month from
// that of the first contract on, and the day itself.
func Deploy(all []Deployed, p Perimeter, on civil.Date) Deployment {
	var out Deployment
	var groups [groupings]map[string]*DeploymentCount
	for g := range groups {
		groups[g] = map[string]*DeploymentCount{}
	}
	first := on.AddDays(1)
	for _, d := range all {
		if d.Signed.Before(first) {
			first = d.Signed
		}
		if !d.in(p, on) {
			continue
		}
		out.Total.add(d, on)
		for g, counts := range groups {
			key := d.key(Grouping(g), on)
			if counts[key] == nil {
				counts[key] = &DeploymentCount{}
			}
			counts[key].add(d, on)
		}
	}
	for g, counts := range groups {
		for key, count := range counts {
			out.Groups[g] = append(out.Groups[g], DeploymentGroup{key, *count})
		}
		slices.SortFunc(out.Groups[g], func(a, b DeploymentGroup) int { return cmp.Compare(a.Key, b.Key) })
	}
	for _, day := range months(first, on) {
		out.Trajectory = append(out.Trajectory, pointOn(all, p, day))
	}
	return out
}

// key is the group of a contract.
func (d Deployed) key(g Grouping, on civil.Date) string {
	switch {
	case g != ByOption:
		return d.Keys[g]
	case d.Collective:
		return CollectiveKey
	default:
		return d.optionOn(on).String()
	}
}

// months is the first day of each month from that of a day to another day, and that
// one, which is all there is when from is after it.
func months(from, to civil.Date) []civil.Date {
	var days []civil.Date
	for day := from.FirstOfMonth(); !from.After(to) && day.Before(to); day = day.AddMonths(1) {
		days = append(days, day)
	}
	return append(days, to)
}

// pointOn counts contracts and ETP alone.
func pointOn(all []Deployed, p Perimeter, day civil.Date) DeploymentPoint {
	var c DeploymentCount
	for _, d := range all {
		if d.in(p, day) {
			c = c.weighed(d.share(day))
			c.Contracts++
		}
	}
	return DeploymentPoint{day, c.Contracts, c.ETP()}
}

// DeploymentTarget is a target of a year.
type DeploymentTarget struct {
	Year      int
	Contracts int
	Cite      law.Citation
}

// DeploymentTargets are the targets that the sources name, and those of the years after
// them up to a year. DERIVED: each of these is the one before with the yearly growth, cut
// to whole contracts; where the growth is not known there are none.
func DeploymentTargets(t law.Targets, year int) []DeploymentTarget {
	var list []DeploymentTarget
	for _, y := range t.ByYear {
		list = append(list, DeploymentTarget{y.Year, y.Contracts, y.Cite})
	}
	growth, known := t.YearlyGrowth.Value()
	if !known || len(list) == 0 {
		return list
	}
	const whole = 10_000 // basis points
	for last := list[len(list)-1]; last.Year < year && last.Contracts < math.MaxInt32/2; last = list[len(list)-1] {
		list = append(list, DeploymentTarget{last.Year + 1, last.Contracts + last.Contracts*growth/whole, t.YearlyGrowth.Cite()})
	}
	return list
}
