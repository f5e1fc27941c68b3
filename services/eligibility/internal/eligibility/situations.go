package eligibility

import "assistmed/services/internal/law"

// situation is all that the minimum activity and group practice depend on: the two
// criteria that share a fact, the patient list.
type situation struct {
	doctors           int
	zone              law.Zone
	colleague         bool
	newly, under16    bool // let off the minimum activity by this
	enough, near, far bool // the thresholds of activity and of the two paths of isolated doctors are reached
}

// The dimensions of a situation; each is one fact.
const (
	ofDoctors = iota
	ofZone
	ofColleague
	ofNewly
	ofUnder16
	ofLevel
	dimensions
)

// situations are those that the known facts leave possible.
type situations struct {
	doctors    []int
	zones      []law.Zone
	colleagues []bool
	newlies    []bool
	under16s   []bool
	levels     [][3]bool
	facts      [dimensions]facts
}

// situations lists what is possible in each dimension.
func (q *inquiry) situations() situations {
	g, activity := &q.plan.group, &q.plan.activity
	enough := q.threshold(activity.percentile, activity.readings[q.class()].over)
	near, far := q.threshold(g.near, g.over), q.threshold(g.far, g.over)
	s := situations{
		doctors: []int{1, g.least}, zones: law.Zones(), colleagues: []bool{false, true},
		newlies: []bool{false}, under16s: []bool{false}, levels: q.levels(&enough, &near, &far),
		facts: [dimensions]facts{factDoctors, factZone, factColleague, factInstalled, factUnder16, q.level(&enough, &near, &far)},
	}
	if n, counted := q.app.Practice.Doctors.Get(); counted {
		s.doctors = []int{n}
	}
	if q.app.Practice.Zone != law.ZoneUnknown {
		s.zones = []law.Zone{q.app.Practice.Zone}
	}
	if is, known := q.app.Practice.ColleagueNear.Get(); known {
		s.colleagues = []bool{is}
	}
	if activity.waivesNewly && q.newlyInstalled() == unknown {
		s.newlies = []bool{false, true}
	}
	if _, known := q.app.Activity.Under16Share.Get(); activity.waivesUnder16 && !known {
		s.under16s = []bool{false, true}
	}
	return s
}

// levels are the ways in which thresholds may be reached: a higher percentile never
// without a lower one, and the same percentile always like itself.
func (q *inquiry) levels(enough, near, far *threshold) [][3]bool {
	var possible [][3]bool
	order := [3]*threshold{enough, near, far}
	for way := range 1 << len(order) {
		is := [3]bool{way&1 != 0, way&2 != 0, way&4 != 0}
		consistent := true
		for i, t := range order {
			seen := q.reaches(t)
			consistent = consistent && (seen == unknown || seen == told(is[i]))
			for j, o := range order {
				consistent = consistent && (!is[i] || is[j] || o.percentile > t.percentile)
			}
		}
		if consistent {
			possible = append(possible, is)
		}
	}
	return possible
}

// deciding are the facts that an answer depends on: those which, all others given, can
// still turn it.
func (s *situations) deciding(holds func(situation) bool) (needed facts) {
	sizes := [dimensions]int{len(s.doctors), len(s.zones), len(s.colleagues), len(s.newlies), len(s.under16s), len(s.levels)}
	total := 1
	for _, n := range sizes {
		total *= n
	}
	for i := range total {
		var at [dimensions]int
		for d, rest := 0, i; d < dimensions; d++ {
			at[d], rest = rest%sizes[d], rest/sizes[d]
		}
		here := holds(s.at(at))
		for d := range dimensions {
			// Along each dimension it is enough to compare neighbours.
			next := at
			next[d] = (at[d] + 1) % sizes[d]
			if holds(s.at(next)) != here {
				needed |= s.facts[d]
			}
		}
	}
	return needed
}

func (s *situations) at(i [dimensions]int) situation {
	level := s.levels[i[ofLevel]]
	return situation{
		doctors: s.doctors[i[ofDoctors]], zone: s.zones[i[ofZone]], colleague: s.colleagues[i[ofColleague]],
		newly: s.newlies[i[ofNewly]], under16: s.under16s[i[ofUnder16]],
		enough: level[0], near: level[1], far: level[2],
	}
}
