package law

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
)

// wholeETP is one ETP in thousandths.
const wholeETP = 1000

// CollectiveAid is the aid to groups of doctors (aide collective). It stands beside an
// ordinary text, with an application of its own, and never governs a contract of the
// individual aid: TextOn does not know it. Its amounts have one schedule, so the second
// clock does not matter.
type CollectiveAid struct {
	ID                          string // "aide-collective-2026"
	Title                       Phrase
	Beside                      string     // the id of the ordinary text
	From                        civil.Date // first signature date
	Until                       civil.Date // last signature date; zero while in force
	InForce                     Citation   // the source of these dates
	Structure                   StructureRule
	Members                     MembersRule
	MinimumActivity             MeanActivityRule
	NewlyInstalledMonths        Cell[int] // less than this many months from the installation to the signature
	Ceiling                     CeilingRule
	ObjectiveForm               Cell[string] // BOTH, EITHER: how many of the objectives are to be reached
	ObjectiveYears              Cell[int]    // the years within which the objectives are to be reached
	ObjectiveRounding           Cell[string] // FLOOR
	ObjectiveWithNewlyInstalled Cell[string] // APART: the level of the newly installed is apart from the objective for each ETP; UNKNOWN
	FirstModulatedYear          Cell[int]
	Modulation                  Cell[string] // PRO_RATA
	DurationYears               Cell[int]    // UNKNOWN: the fund states it
	Instalments                 Cell[string] // UNKNOWN: when a year is paid, and in how many parts
	WaitingYears                Cell[int]    // from the end of a collective aid
	WaitingEdge                 Cell[string] // ANNIVERSARY_INCLUDED

	newlyInstalledLevels map[Indicator]Cell[int]
	perETP               map[Indicator]Cell[int]
	amounts              [LastAmountRow + 1]Cell[money.Cents] // by contract year; the last row serves all later years
	cells                []Citation
}

// StructureRule says which legal forms may sign, by the number that names them: SCP,
// SCM, SISA, SEL.
type StructureRule struct {
	ByAMNumber Cell[[]string]
	ByFINESS   Cell[[]string]
	Never      Cell[[]string]
}

// MembersRule says who may be a member.
type MembersRule struct {
	Groups              Cell[[]string] // of Group
	Alone               Cell[string]   // A_GROUP, NO_GROUP: one doctor alone; UNKNOWN
	SectorRule          Cell[string]   // SECTOR_1_OR_TARIFF_OPTION
	TariffOptions       Cell[[]string] // OPTAM, OPTAM_CO, OPTAM_ACO
	IndividualContracts Cell[string]   // CLOSED_FIRST
	ComeAndGo           Cell[string]   // AT_ANNIVERSARY
	ETPWhenTheyDo       Cell[string]   // UNCHANGED
}

// MeanActivityRule is the criterion "minimum_activity" of a group.
type MeanActivityRule struct {
	Indicator      Cell[Indicator]
	Population     Cell[string]     // ADULTS_AND_CHILDREN
	Mean           Cell[int]        // patients for each member
	Comparison     Cell[string]     // AT_LEAST
	NewlyInstalled Cell[NewlyCount] // UNKNOWN
}

// CeilingRule says how many ETP a group may have, in thousandths of an ETP.
type CeilingRule struct {
	PerMember         Cell[int]
	PerJuniorDoctor   Cell[int]        // in addition, for each member who hosts a docteur junior
	JuniorDoctorsFrom Cell[civil.Date] // first signature date on which they count
	Fractions         Cell[string]     // ANY
}

// NewlyCount is how a newly installed member counts in the mean of a group. The zero
// value is no such way.
type NewlyCount uint8

// The ways.
const (
	CountedAsIs    NewlyCount = iota + 1 // with the patients there are
	LeftOut                              // not at all
	CountedAtLevel                       // with the level to be reached
)

var newlyCountNames = [...]string{"NO_COUNT", "COUNTED_AS_IS", "LEFT_OUT", "COUNTED_AT_LEVEL"}

// NewlyCounts lists the ways: where the law's cell is unknown, each is possible.
func NewlyCounts() []NewlyCount { return []NewlyCount{CountedAsIs, LeftOut, CountedAtLevel} }

// String is the name in the law files, for example "LEFT_OUT".
func (n NewlyCount) String() string { return nameOf(newlyCountNames[:], n) }

// CollectiveAid is the collective aid.
func (l *Law) CollectiveAid() *CollectiveAid { return l.collective }

// InForceOn tells whether a contract signed on this day may be one of the collective aid.
func (c *CollectiveAid) InForceOn(signed civil.Date) bool {
	return !signed.Before(c.From) && (c.Until.IsZero() || !signed.After(c.Until))
}

// Cells lists its cells in the order of its file.
func (c *CollectiveAid) Cells() []Citation { return slices.Clone(c.cells) }

// Amount is the amount of a contract year, from 1, for one ETP; the same from the third
// year on. A thousandth of it is whole cents.
func (c *CollectiveAid) Amount(year int) Cell[money.Cents] {
	return c.amounts[min(max(year, 1), LastAmountRow)]
}

// Worth is what a contract year, from 1, is worth for so many thousandths of an ETP at
// full attainment. It is exact: a thousandth of the amount for one ETP is whole cents.
func (c *CollectiveAid) Worth(year, thousandths int) money.Cents {
	each, _ := c.Amount(year).Value() // its kind cannot be UNKNOWN
	return each / wholeETP * money.Cents(thousandths)
}

// Years lists the contract years whose amounts differ; the last one stands for all
// later years.
func (c *CollectiveAid) Years() []int { return []int{1, 2, LastAmountRow} }

// PerETP is how many patients the group is to gain on an indicator for one ETP.
func (c *CollectiveAid) PerETP(ind Indicator) Cell[int] { return c.perETP[ind] }

// NewlyInstalledLevel is how many patients a newly installed member is to reach.
func (c *CollectiveAid) NewlyInstalledLevel(ind Indicator) Cell[int] {
	return c.newlyInstalledLevels[ind]
}

// GroupCite is the cell that says in which group a doctor is: with a particular practice
// (MEP), or by the specialty code. See [Law.Group].
func (l *Law) GroupCite(mep bool) Citation {
	if mep {
		return l.mepGroup.Cite()
	}
	return l.gpCodes.Cite()
}
