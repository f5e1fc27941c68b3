package law

import (
	"fmt"
	"strings"
)

// The forms of an option's rule that this package follows itself.
const (
	inZones         = "IN_ZONES"
	secondAssistant = "SECOND_ASSISTANT"
	noSuchOption    = "NO_SUCH_OPTION"
)

// othersKey is the key of a cell that serves everything that has none of its own.
const othersKey = "others"

// key is the name of a law value as a key of the files.
func key(name fmt.Stringer) string { return strings.ToLower(name.String()) }

func readOptions(in *group, t *Text) {
	for _, o := range Options() {
		g := in.child(key(o))
		r := OptionRule{Open: read(g, "open", form("EVERYWHERE", inZones, "NO_NEW_CONTRACT", secondAssistant, noSuchOption))}
		switch {
		case r.Open.value == inZones:
			r.Zones = read(g, "zones", someOf(Zones()))
		case r.Open.value == secondAssistant && t.SecondAssistant == nil:
			t.SecondAssistant = readSecondAssistant(in.child("second_assistant"))
		}
		t.options[o] = r
	}
	t.fullTimeMinutes = read(in, "full_time_minutes", number())
	read(in, "working_time", form(atLeast))
	t.belowWorkingTime = read(in, "below_working_time", form("LARGEST_OPTION_REACHED"))
	read(in, "sharing", form("A_CONTRACT_FOR_EACH_SHARE"))
	read(in, "employers", forms("DOCTOR", "GROUP_OF_DOCTORS", "EMPLOYERS_GROUP"))
}

func readSecondAssistant(in *group) *SecondAssistant {
	return &SecondAssistant{
		Groups:                read(in, "groups", forms(string(GP))),
		HeldOption:            read(in, "held_option", oneOf(Options())),
		HeldContractYear:      read(in, "held_contract_year", number()),
		HeldObjectivesReached: read(in, "held_objectives_reached", boolean()),
		Zones:                 read(in, "zones", someOf(Zones())),
	}
}

func (l *Law) readObjectives(in *group, t *Text) {
	indicators := in.child("indicators")
	t.objectives = objectiveRules{
		gp:                       read(indicators, "gp", someOf(Indicators())),
		others:                   read(indicators, othersKey, someOf(Indicators())),
		asGP:                     read(indicators, "specialties_as_gp", in.file.codes().orNone()),
		registeredPopulation:     read(in, "registered_population", form("ADULTS", "ADULTS_AND_CHILDREN")),
		form:                     read(in, "form", form(both, either)),
		distribution:             read(in, "distribution", word("a distribution of "+percentilesFile, l.distributionName)),
		gpBandReadOn:             read(in, "gp_band_read_on", oneOf(Indicators())),
		othersBandReadOn:         read(in, "others_band_read_on", oneOf(Indicators())),
		rounding:                 read(in, "rounding", form("FLOOR")),
		newlyInstalledPercentile: read(in, "newly_installed_percentile", oneOf(Percentiles())),
		newlyInstalledAbove:      read(in, "newly_installed_above", form("MAINTAIN_STARTING_LEVEL")),
	}
	read(in, "active_file", form("SEEN_ONCE_IN_THE_YEAR_ALL_AGES"))
	read(in, "newly_installed_years", number())
	read(in, "newly_installed_again", forms("MOVED_TOO_FAR", "CHANGED_SPECIALTY"))
	read(in, "re_evaluated", form("NEVER"))
	read(in, "once_reached", form("MUST_BE_KEPT"))
}

func (l *Law) distributionName(s string) (string, bool) {
	_, ok := l.percentiles[s]
	return s, ok
}

// readRates reads one row of rates for each option that the text has, or one for all.
func readRates(in *group, t *Text) {
	const allOptions = "all_options"
	t.rates = map[Option]*rateRow{}
	var all *rateRow
	if in.has(allOptions) {
		all = readRateRow(in.child(allOptions))
	}
	for _, o := range Options() {
		switch open := t.options[o].Open; {
		case open.value == noSuchOption:
		case all != nil:
			t.rates[o] = all
		default:
			t.rates[o] = readRateRow(in.child(key(o)))
		}
	}
}

func readRateRow(in *group) *rateRow {
	row := new(rateRow)
	keys := make([]string, 0, len(Bands()))
	for _, b := range Bands() {
		keys = append(keys, key(b))
		row[b] = read(in, key(b), rate().orUnknown())
	}
	in.inOrder(keys)
	in.inValueOrder(keys[1:], row[P30ToP50:], notRising)
	return row
}

// yearKeys are the keys of the contract years; the last one serves all later years.
var yearKeys = [...]string{1: "year_1", 2: "year_2", LastAmountRow: "year_3_and_after"}

// LastAmountRow is the contract year from which amounts and calendar no longer change:
// what the law says of it holds for every later year.
const LastAmountRow = 3

func readCalendar(in *group, t *Text) {
	t.Rules.FirstModulatedYear = read(in, "first_modulated_year", number())
	for year := 1; year <= LastAmountRow; year++ {
		t.instalments[year] = readYear(in.child(yearKeys[year]), year, t.Rules.FirstModulatedYear)
	}
	t.Rules.AidStarts = read(in, "aid_starts", form("LATER_OF_SIGNATURE_AND_HIRING"))
	t.Rules.Modulation = read(in, "modulation", form(smallestRatio, largestUnlessFallen))
	t.ratio = read(in, "ratio", form("CLAMPED_SHARE_OF_OBJECTIVE"))
	t.ratioToMaintain = read(in, "ratio_to_maintain", form("CLAMPED_SHARE_OF_START"))
	t.Rules.Rounding = read(in, "rounding", form("NEAREST_CENT_HALF_UP"))
	t.Rules.ProRata = read(in, "pro_rata", form("DAYS_IN_FORCE"))
	t.Rules.DayCount = read(in, "day_count", form("DAYS_OF_CONTRACT_YEAR"))
	t.Rules.OverpaymentReplyMonths = read(in, "overpayment_reply_months", number())
	t.Rules.OverpaymentLimitationYears = read(in, "overpayment_limitation_years", number())
	read(in, "overpayment_settled_by", forms("OFFSET", "REPAYMENT"))
	t.Rules.OrderingIdentities = read(in, "ordering_identities", number())
	t.Rules.DurationYears = read(in, "duration_years", numberUpTo(LongestContract))
	t.Rules.February29 = read(in, "february_29", form("FEBRUARY_28_IN_COMMON_YEARS"))
	t.Rules.SuspensionAfterMonths = read(in, "suspension_after_months", number())
	t.Rules.SuspensionClock = read(in, "suspension_clock", form("STOPS"))
	t.Rules.NoticeDoctorMonths = read(in, "notice_doctor_months", number())
	t.Rules.ReplyMonths = read(in, "reply_months", number())
	t.Rules.FollowUpMeetingMonths = read(in, "follow_up_meeting_months", number())
	t.Rules.WorkContractSentMonths = read(in, "work_contract_sent_months", number())
	t.Rules.ShortAbsenceMonths = read(in, "short_absence_months", number())
	t.Rules.SuspensionFrom = read(in, "suspension_from", forms("FIRST_DAY_OF_ABSENCE", "DAY_THE_FUND_IS_TOLD"))
	t.Rules.Departure = read(in, "departure", form("REPLACEMENT_OR_SUSPENSION"))
	t.Rules.OptionChange = read(in, "option_change", form("AMENDMENT_AT_ANNIVERSARY"))
	t.Rules.TwoClocks = read(in, "two_clocks", form("AMOUNTS_BY_YEAR_START"))
	t.Rules.AmountsBoundary = read(in, "amounts_boundary", form("FIRST_DAY_INCLUDED"))
	checkModulation(in, t)
}

// checkModulation checks that the way to join two ratios fits the objectives.
func checkModulation(in *group, t *Text) {
	wanted := map[string]string{both: smallestRatio, either: largestUnlessFallen}[t.objectives.form.value]
	if seen := t.Rules.Modulation; seen.Known() && wanted != "" && seen.value != wanted {
		in.file.report(in.nodes["modulation"].Line, seen.cite.Cell, seen.value, wanted+", since objectives.form is "+t.objectives.form.value)
	}
}

// readYear reads the instalments of one contract year, which add up to all of it.
func readYear(in *group, year int, firstModulated Cell[int]) []Instalment {
	var instalments []Instalment
	total, told := 0, true
	for nth := 1; nth == 1 || in.has(fmt.Sprintf("instalment_%d", nth)); nth++ {
		i := readInstalment(in.child(fmt.Sprintf("instalment_%d", nth)), nth)
		bp, ok := i.ShareBP.Value()
		total, told = total+bp, told && ok
		if first, ok := firstModulated.Value(); ok && i.Basis != "" && (i.Basis == fixed) != (year < first) {
			in.file.report(in.line, in.path, "the basis "+i.Basis, fmt.Sprintf("%s before year %d and a measure from it on", fixed, first))
		}
		instalments = append(instalments, i)
	}
	if told && total != wholeBP {
		in.file.report(in.line, in.path, fmt.Sprintf("shares that add up to %d basis points", total), fmt.Sprint(wholeBP))
	}
	return instalments
}

// The bases of an instalment, and the whole of a year in basis points.
const (
	fixed         = "FIXED"
	latestMeasure = "LATEST_MEASURE"
	measureOfYear = "MEASURE_OF_YEAR"
	wholeBP       = 10_000
)

func readInstalment(in *group, nth int) Instalment {
	when := read(in, "when", form("HIRING", "YEAR_START", "NEXT_ANNIVERSARY"))
	basis := read(in, "basis", form(fixed, latestMeasure, measureOfYear))
	i := Instalment{
		Number:  nth,
		ShareBP: read(in, "share", share()),
		When:    when.value,
		Basis:   basis.value,
	}
	i.Cites = []Citation{i.ShareBP.cite, when.cite, basis.cite}
	delay := &i.PayWithinDays
	word := "pay_within_days"
	if in.has("pay_within_months") {
		delay, word = &i.PayWithinMonths, "pay_within_months"
	}
	*delay = read(in, word, number().orNone())
	if delay.Known() {
		i.Cites = append(i.Cites, delay.cite)
	}
	return i
}

// amountRows are the rows of an amount schedule and the bands each one stands for.
var amountRows = []struct {
	key   string
	bands []Band
}{
	{"below_p90", []Band{BelowP30, P30ToP50, P50ToP70, P70ToP90}},
	{"below_p95", []Band{BelowP30, P30ToP50, P50ToP70, P70ToP90, P90ToP95}},
	{"p90_p95", []Band{P90ToP95}},
	{"p95_and_above", []Band{P95AndAbove}},
}

func readAmounts(in *group, t *Text) {
	if in.has("same_as") {
		t.sameAs, _ = read(in, "same_as", word("a text's id", anyText)).Value()
		return
	}
	held := read(in, "in_force", span())
	t.schedule = &schedule{from: held.value.from, until: held.value.until, inForce: held.cite, boundary: t.Rules.AmountsBoundary.cite}
	for _, o := range Options() {
		g := in.child(key(o))
		for year := 1; year <= LastAmountRow; year++ {
			t.schedule.rows[o][year] = readAmountYear(g.child(yearKeys[year]))
		}
		g.inOrder(yearKeys[1:])
	}
}

// readAmountYear reads the rows of one contract year; together they stand for every
// band exactly once.
func readAmountYear(in *group) (cells amountRow) {
	var seen [P95AndAbove + 1][]string
	var order []string
	for _, row := range amountRows {
		if !in.has(row.key) {
			continue
		}
		order = append(order, row.key)
		cell := read(in, row.key, amount().orUnknown().orNone())
		for _, b := range row.bands {
			seen[b] = append(seen[b], row.key)
			cells[b] = cell
		}
	}
	in.inOrder(order)
	for _, b := range Bands() {
		switch {
		case in.nodes == nil:
		case len(seen[b]) == 0:
			in.file.report(in.line, in.path, "no amount for the band "+b.String(), "exactly one")
		case len(seen[b]) > 1:
			in.file.report(in.line, in.path, fmt.Sprintf("%d amounts for the band %s (%s)", len(seen[b]), b, strings.Join(seen[b], ", ")), "exactly one")
		}
	}
	return cells
}
