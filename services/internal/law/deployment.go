package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
)

// Perimeter is what a count of contracts counts. Counts of two perimeters must not be
// compared, nor drawn as one line.
type Perimeter string

// The perimeters. Within one the counts add up from the first contract on, so none falls.
const (
	SignedSince2019 Perimeter = "SIGNED_SINCE_2019"
	MayDiffer       Perimeter = "MAY_DIFFER" // perhaps SIGNED_SINCE_2019, perhaps not: the source does not say
)

// Milestone is a count of contracts that was published.
type Milestone struct {
	On        civil.Date
	Perimeter Perimeter
	Contracts int
	Cite      Citation
}

// Targets are the contracts that the deployment aims at.
type Targets struct {
	ByYear       []Target  // oldest first
	YearlyGrowth Cell[int] // basis points, after the last year of ByYear
}

// Target is the number of contracts aimed at for a year.
type Target struct {
	Year      int
	Contracts int
	Cite      Citation
}

// Cohort is what was measured on doctors who hold a contract. Patients are registered
// patients, mean by doctor.
type Cohort struct {
	Doctors        Cell[int]
	Months         Cell[int] // from PatientsBefore to PatientsAfter
	PatientsBefore Cell[int]
	PatientsAfter  Cell[int]
	Objective      Cell[int] // patients
}

// Milestones lists the published counts of contracts by date, of all perimeters.
func (l *Law) Milestones() []Milestone { return slices.Clone(l.milestones) }

// Targets are the contracts that the deployment aims at.
func (l *Law) Targets() Targets {
	return Targets{ByYear: slices.Clone(l.targets.ByYear), YearlyGrowth: l.targets.YearlyGrowth}
}

// Cohort is what was measured on doctors who hold a contract.
func (l *Law) Cohort() Cohort { return l.cohort }

func (l *Law) readDeployment(root *group) {
	milestones := root.child("milestones")
	for _, p := range []Perimeter{SignedSince2019, MayDiffer} {
		l.milestones = append(l.milestones, readMilestones(milestones, p)...)
	}
	slices.SortStableFunc(l.milestones, func(a, b Milestone) int { return a.On.Compare(b.On) })
	targets := root.child("targets")
	l.targets = Targets{ByYear: readTargets(targets.child("by_year")), YearlyGrowth: read(targets, "yearly_growth", share())}
	cohort := root.child("cohort")
	l.cohort = Cohort{
		Doctors:        read(cohort, "doctors", number()),
		Months:         read(cohort, "months", number()),
		PatientsBefore: read(cohort, "patients_before", number()),
		PatientsAfter:  read(cohort, "patients_after", number()),
		Objective:      read(cohort, "objective", number()),
	}
}

// readMilestones reads the counts of one perimeter: their days ascend, and none falls.
func readMilestones(all *group, p Perimeter) []Milestone {
	in := all.child(strings.ToLower(string(p)))
	var milestones []Milestone
	var counts []Cell[int]
	for _, name := range in.keys {
		count := read(in, name, number())
		on, err := civil.Parse(name)
		if err != nil {
			in.reportKey(name, "a day such as 2024-06-22")
		}
		milestones, counts = append(milestones, Milestone{on, p, count.value, count.cite}), append(counts, count)
	}
	in.ascendingKeys()
	in.inValueOrder(in.keys, counts, notFalling)
	return milestones
}

// readTargets reads the target of each year.
func readTargets(in *group) []Target {
	var targets []Target
	for _, name := range in.keys {
		contracts := read(in, name, number())
		year, err := strconv.Atoi(name)
		if err != nil || len(name) != 4 || !wholeNumber.MatchString(name) {
			in.reportKey(name, "a year such as 2024")
		}
		targets = append(targets, Target{year, contracts.value, contracts.cite})
	}
	in.ascendingKeys()
	return targets
}

// ascendingKeys reports no keys at all, and each that does not follow the one before:
// days and years are written so that their words ascend as they do.
func (g *group) ascendingKeys() {
	if g.nodes != nil && len(g.keys) == 0 {
		g.file.report(g.line, g.name(), "no row", "at least one")
	}
	for i, name := range g.keys {
		if i > 0 && g.keys[i-1] > name {
			g.reportKey(name, "one after "+g.keys[i-1])
		}
	}
}

func (g *group) reportKey(name, wanted string) {
	g.file.report(g.nodes[name].Line, g.at(name), fmt.Sprintf("the key %q", name), wanted)
}
