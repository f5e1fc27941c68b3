package oracle_test

import "math/rand/v2"

// specialties are all the codes of the Assurance Maladie.
var specialties = [...]string{
	"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18",
	"20", "22", "23", "31", "32", "33", "34", "35", "37", "38", "41", "42", "43", "44", "45", "46", "47", "48", "49",
	"69", "70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "80", "81", "82", "83", "84", "85",
}

// departments are those named for radiologists, and others.
var departments = [...]string{
	"08", "09", "10", "15", "43", "46", "48", "53", "88", "89", "91", "01", "2A", "75", "971", "974", "07", "16",
}

// pivots are the days on which the answer changes: the texts begin and end, OPTAM-CO
// gets its new name, an anniversary meets the new amounts.
var pivots = [...]day{
	20190901, 20230430, 20230501, 20240621, 20240622, 20250101,
	20200622, 20210622, 20220622, 20230622, 20200229, 20240229, 20260101, 20260225, 20280229,
}

// edges are the counts of patients at which the answer changes.
var edges = [...]int{640, 775, 1045, 1107, 1503, 1514, 1721}

// generator draws applications. Every draw is a function of the seed and the index.
type generator struct{ *rand.Rand }

// draw is application number index of a seed.
func draw(seed, index uint64) facts {
	g := generator{rand.New(rand.NewPCG(seed, index))}
	f := facts{
		specialty:          g.specialty(),
		particularPractice: g.chance(12),
		sector:             g.IntN(4),
		tariff:             [...]string{"", "NONE", "OPTAM", "OPTAM_CO", "OPTAM_ACO"}[g.IntN(5)],
		disabledWorker:     g.chance(8),
		longIllness:        g.chance(8),
		mixedActivity:      g.chance(8),
		zone:               [...]string{"", "ZIP", "ZIP", "ZAC", "ZV", "NONE"}[g.IntN(6)],
		doctors:            g.IntN(5),
		structureFee:       g.tri(),
		colleagueNear:      g.tri(),
		adults:             g.patients(),
		registered:         g.patients(),
		activeFile:         g.patients(),
		under16:            g.share(2000),
		clinical:           g.share(8000),
		ccam:               g.share(2000),
		weeklyMinutes:      g.minutes(),
		secretaryPromoted:  g.tri(),
		secretaryReplaced:  g.tri(),
	}
	if f.doctors == 0 {
		f.doctors = unstated
	}
	if g.chance(2) {
		f.department = departments[g.IntN(len(departments))]
	}
	if g.chance(2) {
		f.band = 1 + g.IntN(6)
	}
	g.days(&f)
	g.hold(&f)
	if g.chance(2) {
		for o := range f.wanted {
			f.wanted[o] = g.chance(2)
		}
	}
	if g.chance(4) {
		f.derogated[1+g.IntN(len(f.derogated)-1)] = true
	}
	// Many criteria seldom hold together by chance, and the verdict is worth comparing.
	if g.chance(2) {
		g.favour(&f)
	}
	return f
}

// chance is true once in n.
func (g generator) chance(n int) bool { return g.IntN(n) == 0 }

func (g generator) tri() tri { return tri(g.IntN(3)) }

// specialty is any code; a general practitioner half of the time, and often a
// radiologist, to whom the département matters.
func (g generator) specialty() string {
	switch g.IntN(10) {
	case 0:
		return "06"
	case 1, 2, 3, 4, 5:
		return [...]string{"01", "22", "23"}[g.IntN(3)]
	}
	return specialties[g.IntN(len(specialties))]
}

// patients is a count at or beside an edge, anywhere, or unknown.
func (g generator) patients() int {
	switch g.IntN(4) {
	case 0:
		return unstated
	case 1:
		return g.IntN(3000)
	}
	return edges[g.IntN(len(edges))] - 1 + g.IntN(3)
}

// share is in basis points, often at or beside an edge.
func (g generator) share(edge int) int {
	switch g.IntN(4) {
	case 0:
		return unstated
	case 1:
		return g.IntN(10001)
	}
	return edge - 1 + g.IntN(3)
}

// minutes is a working week, often at or beside an option's.
func (g generator) minutes() int {
	switch g.IntN(4) {
	case 0, 1:
		return unstated
	case 2:
		return 1 + g.IntN(7*24*60)
	}
	return [...]int{700, 1050, 2100, 3150, 4200}[g.IntN(5)] - 1 + g.IntN(3)
}

// day is any day from 2019 to 2031, or one within a day of a pivot.
func (g generator) day() day {
	if g.chance(2) {
		return pivots[g.IntN(len(pivots))].plusDays(g.IntN(3) - 1)
	}
	year, month := 2019+g.IntN(13), 1+g.IntN(12)
	return day(year*10000 + month*100 + 1 + g.IntN(daysInMonth(year, month)))
}

// days draws the signature, the installation not after it, and the coordinated practice.
func (g generator) days(f *facts) {
	f.signed = g.day()
	switch g.IntN(4) {
	case 0: // unknown
	case 1: // long ago
		f.installed = f.signed.plusYears(-2 - g.IntN(20))
	case 2: // about a year
		f.installed = f.signed.plusYears(-1).plusDays(g.IntN(5) - 2)
	case 3:
		f.installed = f.signed.plusDays(-g.IntN(60))
	}
	switch g.IntN(3) {
	case 0: // unknown
	case 1:
		f.form = [...]string{"NONE", "MSP", "PRIMARY_CARE_TEAM", "SPECIALIST_CARE_TEAM", "CPTS", "HEALTH_CENTRE", "OTHER"}[g.IntN(7)]
	case 2:
		f.commitment = f.signed.plusYears(g.IntN(4)).plusDays(g.IntN(2))
		if f.commitment > f.signed {
			f.commitment = f.commitment.plusDays(-g.IntN(2))
		}
	}
}

// hold draws the contract that the doctor has.
func (g generator) hold(f *facts) {
	f.heldOption, f.heldYear = unstated, unstated
	if f.holdsNone = g.chance(8); f.holdsNone {
		return
	}
	if !g.chance(4) {
		f.heldOption = [...]int{third, half, full, full, full, oneAndHalf, two}[g.IntN(7)]
	}
	if !g.chance(4) {
		f.heldYear = 1 + g.IntN(5)
	}
	f.heldReached = [...]tri{unknown, yes, yes, no}[g.IntN(4)]
}

// favour sets the facts that fail most applications, save one now and then.
func (g generator) favour(f *facts) {
	for i, set := range [...]func(){
		func() { f.sector = sector1 },
		func() { f.doctors = 3 },
		func() { f.form, f.commitment = "MSP", 0 },
		func() { f.structureFee = yes },
		func() { f.secretaryPromoted, f.secretaryReplaced = yes, yes },
		func() { f.clinical, f.ccam = 8500, 1500 },
		func() { f.adults, f.registered = f.adults+700, f.registered+800 },
	} {
		if g.IntN(12) != i {
			set()
		}
	}
}
