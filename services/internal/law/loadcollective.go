package law

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"assistmed/services/internal/money"

	"go.yaml.in/yaml/v3"
)

// The collective aid, and its file.
const (
	collectiveID   = "aide-collective-2026"
	collectiveFile = besideFolder + "/" + collectiveID + ".yaml"
)

// The structures that may sign, and never sign, the collective aid.
var structures = []string{"SCP", "SCM", "SISA", "SEL"}

// loadCollective reads the collective aid, once the ordinary texts are read.
func (l *Law) loadCollective(b *library) error {
	root, err := b.open(collectiveFile, collectiveID)
	if err != nil {
		return err
	}
	f, c := root.file, readCollective(root)
	if text, ok := l.Text(c.Beside); root.has("beside") && (!ok || c.From.Before(text.From)) {
		f.report(root.nodes["beside"].Line, "beside", fmt.Sprintf("%q", c.Beside), "a text that is in force on "+c.From.String())
	}
	f.finish()
	c.cells = f.citations()
	l.collective = c
	b.problems = append(b.problems, f.problems...)
	return nil
}

func readCollective(root *group) *CollectiveAid {
	f := root.file
	c := &CollectiveAid{ID: root.word("id"), Title: root.phrase("title"), Beside: root.word("beside")}
	if c.ID != f.textID {
		f.report(root.line, "id", fmt.Sprintf("%q", c.ID), "the name of the file, "+f.textID)
	}
	inForce := read(root, "in_force", span())
	c.From, c.Until, c.InForce = inForce.value.from, inForce.value.until, inForce.cite
	c.Structure = readStructure(root.child("structure"))
	c.Members = readMembers(root.child("members"))
	c.MinimumActivity = readMeanActivity(root.child("minimum_activity"))
	newly := root.child("newly_installed")
	c.NewlyInstalledMonths = read(newly, "months", number())
	c.newlyInstalledLevels = readByIndicator(newly)
	read(newly, "within_years", number())
	c.Ceiling = readCeiling(root.child("ceiling"))
	objectives := root.child("objectives")
	c.perETP = readByIndicator(objectives)
	c.ObjectiveForm = read(objectives, "form", form(both, either))
	c.ObjectiveYears = read(objectives, "within_years", number())
	c.ObjectiveRounding = read(objectives, "rounding", form("FLOOR"))
	c.ObjectiveWithNewlyInstalled = read(objectives, "with_newly_installed", form("APART").orUnknown())
	c.FirstModulatedYear = read(objectives, "first_modulated_year", number())
	c.Modulation = read(objectives, "modulation", form("PRO_RATA"))
	read(objectives, "may_be_ended", form("TOTAL_BELOW_START"))
	amounts := root.child("amounts")
	for year := 1; year <= LastAmountRow; year++ {
		c.amounts[year] = read(amounts, yearKeys[year], amountPerETP())
	}
	amounts.inOrder(yearKeys[1:])
	calendar := root.child("calendar")
	c.DurationYears = read(calendar, "duration_years", numberUpTo(LongestContract).orUnknown())
	c.Instalments = read(calendar, "instalments", onlyUnknown("the form of this calendar of payments is not known"))
	c.WaitingYears = read(calendar, "waiting_years", number())
	c.WaitingEdge = read(calendar, "waiting_edge", form("ANNIVERSARY_INCLUDED"))
	return c
}

func readStructure(in *group) StructureRule {
	r := StructureRule{
		ByAMNumber: read(in, "by_am_number", forms(structures...)),
		ByFINESS:   read(in, "by_finess", forms(structures...)),
		Never:      read(in, "never", forms(structures...)),
	}
	for _, kind := range r.Never.value {
		if slices.Contains(slices.Concat(r.ByAMNumber.value, r.ByFINESS.value), kind) {
			in.file.report(in.file.line(r.ByFINESS.cite.Cell), in.path, kind+" both among those that sign and among those that never do", "each structure once")
		}
	}
	return r
}

func readMembers(in *group) MembersRule {
	sector := in.child("sector")
	r := MembersRule{
		Groups:              read(in, "groups", forms(string(GP))),
		Alone:               read(in, "alone", form("A_GROUP", "NO_GROUP").orUnknown()),
		SectorRule:          read(sector, "rule", form("SECTOR_1_OR_TARIFF_OPTION")),
		TariffOptions:       read(sector, "tariff_options", forms("OPTAM", "OPTAM_CO", "OPTAM_ACO")),
		IndividualContracts: read(in, "individual_contracts", form("CLOSED_FIRST")),
		ComeAndGo:           read(in, "come_and_go", form("AT_ANNIVERSARY")),
		ETPWhenTheyDo:       read(in, "etp_when_they_do", form("UNCHANGED")),
	}
	return r
}

func readMeanActivity(in *group) MeanActivityRule {
	return MeanActivityRule{
		Indicator:      read(in, "indicator", oneOf([]Indicator{RegisteredPatients})),
		Population:     read(in, "population", form("ADULTS_AND_CHILDREN")),
		Mean:           read(in, "mean", number()),
		Comparison:     read(in, "comparison", form(atLeast)),
		NewlyInstalled: read(in, "newly_installed", oneOf(NewlyCounts()).orUnknown()),
	}
}

func readCeiling(in *group) CeilingRule {
	r := CeilingRule{
		PerMember:         read(in, "per_member", etp()),
		PerJuniorDoctor:   read(in, "per_junior_doctor", etp()),
		JuniorDoctorsFrom: read(in, "junior_doctors_from", day()),
		Fractions:         read(in, "fractions", form("ANY")),
	}
	read(in, "junior_doctor_host", form("APPROVED_SUPERVISOR"))
	return r
}

// readByIndicator reads a number of patients for each indicator.
func readByIndicator(in *group) map[Indicator]Cell[int] {
	cells := make(map[Indicator]Cell[int], len(Indicators()))
	for _, ind := range Indicators() {
		cells[ind] = read(in, key(ind), number())
	}
	return cells
}

var workingTime = regexp.MustCompile(`^(0|[1-9][0-9]?)(\.([0-9]{1,3}))? ETP$`)

// etp is a working time above zero, in thousandths of an ETP.
func etp() kind[int] {
	return word("a working time such as 0.5 ETP", func(s string) (int, bool) {
		m := workingTime.FindStringSubmatch(s)
		if m == nil {
			return 0, false
		}
		thousandths, err := strconv.Atoi(m[1] + (m[3] + "000")[:3])
		return thousandths, err == nil && thousandths > 0
	})
}

// amountPerETP is an amount whose thousandth is whole cents, so that any fraction of an
// ETP has an exact amount.
func amountPerETP() kind[money.Cents] {
	k := amount()
	k.wanted = "an amount in whole tens of euros such as 38000 EUR"
	parse := k.read
	k.read = func(n *yaml.Node) (money.Cents, bool) {
		cents, ok := parse(n)
		return cents, ok && cents%wholeETP == 0
	}
	return k
}
