// Package oracle_test holds a second, naive implementation of the law of the aid,
// written from the sources and not from the engine, and compares the two on random
// applications. It shares nothing with the engine: its own days, its own literal
// figures, plain loops. Where it repeats a figure of the law, that is the point: two
// people have read the same page.
package oracle_test

// tri is a fact or a conclusion that may be unknown.
type tri uint8

const (
	unknown tri = iota
	yes
	no
)

func truth(b bool) tri {
	if b {
		return yes
	}
	return no
}

// allOf is no as soon as one is no, and unknown if none is and one is unknown.
func allOf(each ...tri) tri {
	all := yes
	for _, e := range each {
		if e == no {
			return no
		}
		if e == unknown {
			all = unknown
		}
	}
	return all
}

// anyOf is yes as soon as one is yes, and unknown if none is and one is unknown.
func anyOf(each ...tri) tri {
	one := no
	for _, e := range each {
		if e == yes {
			return yes
		}
		if e == unknown {
			one = unknown
		}
	}
	return one
}

// unstated is a count, a share or an amount that is not known.
const unstated = -1

// The texts, the sectors, the bands and the options, in the order of the sources.
const (
	avenant7          = "avenant-7"
	reglementArbitral = "reglement-arbitral"
	convention2024    = "convention-2024"

	sector1 = 1
	sector2 = 2
	outside = 3

	belowP30 = 1
	p30p50   = 2
	p50p70   = 3
	p70p90   = 4
	p90p95   = 5
	p95up    = 6

	third      = 0
	half       = 1
	full       = 2
	oneAndHalf = 3
	two        = 4
)

// facts are what a doctor applies with. Unknown is 0 for a day, a sector and a band,
// "" for a name, unstated for a number.
type facts struct {
	signed                                     day
	specialty                                  string
	particularPractice                         bool
	sector                                     int
	tariff                                     string // NONE, OPTAM, OPTAM_CO, OPTAM_ACO
	installed                                  day
	disabledWorker, longIllness, mixedActivity bool
	zone                                       string // ZIP, ZAC, ZV, NONE
	department                                 string
	doctors                                    int
	form                                       string // of coordinated practice; NONE
	commitment                                 day
	structureFee, colleagueNear                tri
	adults, registered, activeFile             int
	under16, clinical, ccam                    int // basis points
	band                                       int // as the fund states it
	weeklyMinutes                              int
	secretaryPromoted, secretaryReplaced       tri
	wanted                                     [5]bool // none: all
	holdsNone                                  bool
	heldOption                                 int // unstated, or an option
	heldYear                                   int
	heldReached                                tri
	derogated                                  [9]bool // by criterion
}

// outcome is the answer to a criterion or an option; 0 is not answered.
type outcome uint8

const (
	met outcome = iota + 1
	notMet
	waived
	cannotTell
	notRequired
)

// The criteria, in the order of the sources.
const (
	textInForce = iota
	sectorOfDoctor
	specialtyOfDoctor
	clinicalFees
	minimumActivity
	groupPractice
	coordinatedPractice
	structureFee
	secretaryReplaced
)

var criterionIDs = [9]string{
	"text_in_force", "sector", "specialty", "clinical_fees", "minimum_activity",
	"group_practice", "coordinated_practice", "structure_fee", "secretary_replaced",
}

// The verdicts.
const (
	eligible = iota + 1
	notEligible
	undetermined
)

// answer is what comes out. It is compared with ==.
type answer struct {
	text     string
	criteria [9]outcome
	verdict  int
	newly    bool // known to be newly installed
	adapted  bool // the fund adapts the contract
	options  [5]optionAnswer
}

// optionAnswer has no terms where the text has no new contract for the option.
type optionAnswer struct {
	outcome    outcome
	bands      [7]bool      // those that remain possible, by number
	objectives [2]objective // registered patients, active file; in a settled band
	years      [5]year
}

// objective is in patients, its rate in thousandths; unstated where not known.
type objective struct {
	asked                       bool
	start, rate, toGain, target int
}

// year is a contract year; in cents, unstated where not known. Lowest and highest
// differ where the possible bands do.
type year struct {
	start           day
	lowest, highest int
}

// assess answers an application.
func assess(f facts) answer {
	var a answer
	switch {
	case f.signed < 20190901:
		a.criteria[textInForce] = notMet
		a.verdict = notEligible
		return a
	case f.signed <= 20230430:
		a.text = avenant7
	case f.signed <= 20240621:
		a.text = reglementArbitral
	default:
		a.text = convention2024
	}
	newly := newlyInstalled(f)
	a.newly = newly == yes
	a.adapted = adaptedContract(a.text, f)
	a.criteria = [9]outcome{
		met, required(sectorMet(a.text, f)), required(specialtyMet(a.text, f)), clinicalFeesOutcome(a.text, f),
		minimumActivityOutcome(a.text, f, newly), groupPracticeOutcome(a.text, f), coordinatedPracticeOutcome(a.text, f),
		structureFeeOutcome(a.text, f), secretaryOutcome(f),
	}
	a.verdict = eligible
	for i := range a.criteria {
		if f.derogated[i] {
			a.criteria[i] = letOff(a.criteria[i], yes)
		}
	}
	for _, c := range a.criteria {
		if c == cannotTell && a.verdict == eligible {
			a.verdict = undetermined
		}
		if c == notMet {
			a.verdict = notEligible
		}
	}
	all := f.wanted == [5]bool{}
	for o := range a.options {
		if all || f.wanted[o] {
			a.options[o] = answerOption(a.text, f, o)
		}
	}
	return a
}

// required is the outcome of a criterion that is asked of this doctor.
func required(fulfilled tri) outcome {
	return [...]outcome{unknown: cannotTell, yes: met, no: notMet}[fulfilled]
}

// letOff is the outcome where the text lets off, may let off, or does not.
func letOff(so outcome, by tri) outcome {
	if so != notMet && so != cannotTell {
		return so
	}
	switch by {
	case yes:
		return waived
	case unknown:
		return cannotTell
	}
	return so
}

// newlyInstalled: less than 12 months before the signature.
func newlyInstalled(f facts) tri {
	if f.installed == 0 {
		return unknown
	}
	return truth(f.signed < f.installed.plusYears(1))
}

// adaptedContract: since the règlement arbitral the fund adapts the contract of these.
func adaptedContract(text string, f facts) bool {
	return text != avenant7 && (f.disabledWorker || f.longIllness || f.mixedActivity)
}

// generalPractitioner: codes 01, 22 and 23; MEP doctors are a group of their own.
func generalPractitioner(f facts) bool {
	switch f.specialty {
	case "01", "22", "23":
		return !f.particularPractice
	}
	return false
}

// sectorMet: secteur 1, or secteur 2 with OPTAM or OPTAM-CO, which is renamed
// OPTAM-ACO on 2025-01-01. It is a rename and nothing else, so under the convention of
// 2024, which names the new name, either name will do on any day.
func sectorMet(text string, f facts) tri {
	switch f.sector {
	case 0:
		return unknown
	case sector1:
		return yes
	case outside:
		return no
	}
	switch f.tariff {
	case "":
		return unknown
	case "OPTAM", "OPTAM_CO":
		return yes
	case "OPTAM_ACO":
		return truth(text == convention2024)
	}
	return no
}

// specialtyMet: avenant-7 has list A, and list B in the departments that are short of
// the specialty; the later texts exclude.
func specialtyMet(text string, f facts) tri {
	if text != avenant7 {
		switch f.specialty {
		case "02", "06", "18", "37", "72", "74", "76":
			return no
		}
		return yes
	}
	if f.particularPractice {
		return yes
	}
	switch f.specialty {
	case "01", "22", "23", "12", "34", "14", "05", "42", "32", "11", "70", "09",
		"31", "08", "13", "03", "33", "75", "17", "15", "84", "85":
		return yes
	case "06": // the known departments, perhaps not all
		switch f.department {
		case "08", "09", "10", "15", "43", "46", "48", "53", "88", "89", "91":
			return yes
		}
	}
	return unknown // list B is open, and its other departments are not known
}

// clinicalFeesOutcome: "surgeons" may or may not contain codes 45 and 69, so one of
// them that would fail cannot be told.
func clinicalFeesOutcome(text string, f facts) outcome {
	doubtful := false
	switch f.specialty {
	case "04", "10", "16", "41", "43", "44", "46", "47", "48", "49":
	case "45", "69":
		doubtful = true
	case "07", "11", "70", "77", "79": // gynaecologists and ENT, only since 2024
		if text != convention2024 {
			return notRequired
		}
	default:
		return notRequired
	}
	fulfilled := unknown
	switch text {
	case avenant7:
		return notRequired
	case reglementArbitral: // CCAM fees below 20 %
		if f.ccam >= 0 {
			fulfilled = truth(f.ccam < 2000)
		} else if f.clinical >= 0 {
			fulfilled = truth(10000-f.clinical < 2000)
		}
	case convention2024: // clinical fees of 80 % at least
		if f.clinical >= 0 {
			fulfilled = truth(f.clinical >= 8000)
		} else if f.ccam >= 0 {
			fulfilled = truth(10000-f.ccam >= 8000)
		}
	}
	if doubtful && fulfilled == no {
		return cannotTell
	}
	return required(fulfilled)
}

// minimumActivityOutcome: P30 of the list. A known count against a known figure goes
// before the band that the fund states.
func minimumActivityOutcome(text string, f facts, newly tri) outcome {
	enough := fromBand(f.band, p30p50)
	if generalPractitioner(f) {
		if text == avenant7 && f.adults >= 0 {
			enough = truth(f.adults > 640)
		}
		if text != avenant7 && f.registered >= 0 {
			enough = truth(f.registered >= 775)
		}
	}
	if text == avenant7 {
		young := unknown
		if f.under16 >= 0 {
			young = truth(f.under16 > 2000)
		}
		return letOff(required(enough), anyOf(newly, truth(f.disabledWorker), young))
	}
	return letOff(required(enough), anyOf(newly, truth(adaptedContract(text, f))))
}

// fromBand tells whether the stated band is this one or higher.
func fromBand(stated, least int) tri {
	if stated == 0 {
		return unknown
	}
	return truth(stated >= least)
}

// groupPracticeOutcome: two doctors; alone in ZIP is let off, and so is an isolated
// doctor with a long list: over 640 (P30) in ZIP or ZAC, or over 1 107 (P70) with a
// colleague near. The counts are of general practitioners; for the others only the
// band can tell.
func groupPracticeOutcome(text string, f facts) outcome {
	if text != avenant7 {
		return notRequired
	}
	two := unknown
	if f.doctors >= 0 {
		two = truth(f.doctors >= 2)
	}
	over640, over1107 := fromBand(f.band, p30p50), fromBand(f.band, p70p90)
	if generalPractitioner(f) && f.adults >= 0 {
		over640, over1107 = truth(f.adults > 640), truth(f.adults > 1107)
	}
	inZIP, inZIPorZAC := unknown, unknown
	if f.zone != "" {
		inZIP, inZIPorZAC = truth(f.zone == "ZIP"), truth(f.zone == "ZIP" || f.zone == "ZAC")
	}
	return letOff(required(two), anyOf(inZIP, allOf(inZIPorZAC, over640), allOf(f.colleagueNear, over1107)))
}

// coordinatedPracticeOutcome: a form, or the commitment to enter one within 2 years.
// A doctor states one or the other.
func coordinatedPracticeOutcome(text string, f facts) outcome {
	switch {
	case text != avenant7:
		return notRequired
	case f.form != "":
		return required(truth(f.form != "NONE"))
	case f.commitment != 0:
		return required(truth(f.commitment <= f.signed.plusYears(2)))
	}
	return cannotTell
}

func structureFeeOutcome(text string, f facts) outcome {
	if text != avenant7 {
		return notRequired
	}
	return required(f.structureFee)
}

// secretaryOutcome: only a secretary who becomes the assistant has to be replaced.
func secretaryOutcome(f facts) outcome {
	switch {
	case f.secretaryPromoted == no:
		return notRequired
	case f.secretaryPromoted == unknown && f.secretaryReplaced == no:
		return cannotTell
	}
	return required(f.secretaryReplaced)
}

// answerOption answers one option and gives its terms, open or not.
func answerOption(text string, f facts, option int) optionAnswer {
	offered := false
	switch option {
	case third:
		offered = text == avenant7
	case half, full:
		offered = true
	case oneAndHalf, two:
		offered = text == convention2024
	}
	if !offered {
		return optionAnswer{outcome: notMet}
	}
	a := optionAnswer{outcome: required(optionOpen(text, f, option)), bands: possibleBands(text, f)}
	settled, several := 0, 0
	for band := belowP30; band <= p95up; band++ {
		if a.bands[band] {
			settled = band
			several++
		}
	}
	if several == 1 {
		a.objectives = objectives(text, f, option, settled)
	}
	for i := range a.years {
		a.years[i] = contractYear(f.signed, option, i+1, a.bands)
	}
	return a
}

// optionOpen: 1 ETP was kept to ZIP until the règlement arbitral; 1.5 and 2 ETP are for
// the second assistant. Working time that falls short closes an option.
func optionOpen(text string, f facts, option int) tri {
	longEnough := yes
	if f.weeklyMinutes >= 0 {
		longEnough = truth(f.weeklyMinutes >= [5]int{700, 1050, 2100, 3150, 4200}[option])
	}
	inZIP := unknown
	if f.zone != "" {
		inZIP = truth(f.zone == "ZIP")
	}
	switch {
	case option == oneAndHalf || option == two:
		return allOf(longEnough, inZIP, secondAssistant(f))
	case option == full && text == avenant7:
		return allOf(longEnough, inZIP)
	}
	return longEnough
}

// secondAssistant: a general practitioner who holds a 1 ETP contract in its third year
// or later, with its objectives reached.
func secondAssistant(f facts) tri {
	if !generalPractitioner(f) || f.holdsNone {
		return no
	}
	holdsFull, thirdYear := unknown, unknown
	if f.heldOption >= 0 {
		holdsFull = truth(f.heldOption == full)
	}
	if f.heldYear >= 0 {
		thirdYear = truth(f.heldYear >= 3)
	}
	return allOf(holdsFull, thirdYear, f.heldReached)
}

// possibleBands: the one that the fund states; else those that the count leaves open
// between the percentiles that are known, which are those of general practitioners.
func possibleBands(text string, f facts) (bands [7]bool) {
	low, high := belowP30, p95up
	count := f.registered
	if text == avenant7 {
		count = f.adults
	}
	switch {
	case f.band != 0:
		low, high = f.band, f.band
	case !generalPractitioner(f) || count < 0:
	case text == avenant7:
		switch {
		case count < 640:
			high = belowP30
		case count < 1107: // P50 is not known
			low, high = p30p50, p50p70
		case count < 1503:
			low, high = p70p90, p70p90
		case count < 1721:
			low, high = p90p95, p90p95
		default:
			low = p95up
		}
	default:
		switch {
		case count < 775:
			high = belowP30
		case count < 1045:
			low, high = p30p50, p30p50
		default: // P70 and above are not known
			low = p50p70
		}
	}
	for band := low; band <= high; band++ {
		bands[band] = true
	}
	return bands
}

// objectives: general practitioners, and paediatricians under avenant-7, on registered
// patients and active file; the others on the active file.
func objectives(text string, f facts, option, band int) (both [2]objective) {
	registered, p50 := f.registered, [2]int{1045, 1514}
	if text == avenant7 {
		registered, p50 = f.adults, [2]int{unstated, unstated}
	}
	if !generalPractitioner(f) {
		p50 = [2]int{unstated, unstated}
	}
	paediatrician := text == avenant7 && f.specialty == "12" && !f.particularPractice
	for i, start := range [2]int{registered, f.activeFile} {
		if i == 0 && !generalPractitioner(f) && !paediatrician {
			continue
		}
		o := objective{asked: true, start: start, rate: unstated, toGain: unstated, target: unstated}
		if newlyInstalled(f) == yes { // reach P50
			o.target = p50[i]
			if o.target >= 0 && start >= 0 {
				o.toGain = max(0, o.target-start)
			}
		} else if o.rate = rate(text, option, band); o.rate >= 0 && start >= 0 {
			o.toGain = start * o.rate / 1000
			o.target = start + o.toGain
		}
		both[i] = o
	}
	return both
}

// rate is on the starting level, in thousandths; 0 is to maintain.
func rate(text string, option, band int) int {
	if text != avenant7 {
		if band == p95up {
			return 0
		}
		return unstated
	}
	switch option {
	case third:
		return [7]int{belowP30: unstated, p30p50: 200, p50p70: 150, p70p90: 75, p90p95: 40, p95up: 0}[band]
	case half:
		return [7]int{belowP30: unstated, p30p50: 250, p50p70: unstated, p70p90: 125, p90p95: 60, p95up: 0}[band]
	}
	return [7]int{belowP30: unstated, p30p50: 350, p50p70: unstated, p70p90: unstated, p90p95: 125, p95up: 50}[band]
}

// contractYear is what one contract year can bring, over all the bands that remain.
func contractYear(signed day, option, number int, bands [7]bool) year {
	y := year{start: signed.plusYears(number - 1), lowest: unstated, highest: unstated}
	for band := belowP30; band <= p95up; band++ {
		if !bands[band] {
			continue
		}
		euros := amount(option, number, band, y.start)
		if euros == unstated {
			return year{start: y.start, lowest: unstated, highest: unstated}
		}
		if y.lowest == unstated || euros*100 < y.lowest {
			y.lowest = euros * 100
		}
		if y.highest == unstated || euros*100 > y.highest {
			y.highest = euros * 100
		}
	}
	return y
}

// amount is in euros, by the day on which the contract year starts.
func amount(option, number, band int, start day) int {
	row := min(number, 3) - 1 // year 1, year 2, year 3 and after
	if row == 2 && band == p90p95 {
		row = 3
	}
	if band == p95up {
		row = 4
	}
	before := start < 20240622
	switch option {
	case third:
		if before {
			return [5]int{12000, 9000, 7000, 8350, 12000}[row]
		}
		return [5]int{unstated, 9450, 7350, 8767, 12600}[row]
	case half:
		if before {
			return [5]int{18000, 13500, 10500, 12500, 18000}[row]
		}
		return [5]int{19000, 14000, 11000, 13000, 19000}[row]
	case full:
		if before {
			return [5]int{36000, 27000, 21000, 25000, 36000}[row]
		}
		return [5]int{38000, 28000, 22000, 26000, 38000}[row]
	}
	return unstated
}
