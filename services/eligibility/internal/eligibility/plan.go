package eligibility

import (
	"slices"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// plan is one text made ready for deciding: what its cells hold, found without a
// search, each with the number of its cell. What is only said, and not decided by, is
// read from the text when it is said.
type plan struct {
	text         *law.Text
	conditions   []int // the criteria that the text asks
	inForce      ref
	derogation   ref
	sector       sectorPlan
	specialty    specialtyPlan
	fees         feesPlan
	activity     activityPlan
	newly        []newlyPlan // oldest first
	group        groupPlan
	coordination coordinationPlan
	structure    conditionPlan
	secretary    secretaryPlan
	percentiles  []percentilePlan // by group
	options      [law.Two + 1]optionPlan
	second       secondPlan
	bandReadOn   [2]law.Indicator // of GPs, of others
	bandCells    [2]ref
	distribution ref
	countsAdults bool             // among registered patients
	objectives   []objectivesPlan // by group
	rates        [law.Two + 1][law.P95AndAbove + 1]ratePlan
	rounding     ref
	schedules    []*schedulePlan // oldest first
	own          int             // the schedule that stands in the text
	years        int
}

// conditionPlan is a criterion that a text asks or does not.
type conditionPlan struct {
	rule     ref
	required bool
}

type sectorPlan struct {
	rule, options ref
	listed        []TariffOption
	renamed       *renaming
	later         []renaming // the new names that any text knows
}

// renaming is a tariff option that changes its name on a day.
type renaming struct {
	before, after TariffOption
	on            civil.Date
	cells         [3]ref // of the old name, the new name, the day
}

// standingOfSpecialty is how a text treats a specialty code.
type standingOfSpecialty uint8

const (
	notListed standingOfSpecialty = iota
	inListA
	inListB
	excluded
	notExcluded
)

type specialtyPlan struct {
	rule, excludedList, excludedNames, listA, listAMEP, listB, listBOpen, complete ref
	mepListed, open, isComplete                                                    bool
	byCode                                                                         [100]specialtyCodePlan
}

type specialtyCodePlan struct {
	standing         standingOfSpecialty
	departments      []string // of list B
	departmentsKnown bool
	departmentsCell  ref
}

type feesPlan struct {
	conditionPlan
	concerned, doubtful       [100]bool
	specialties, doubtfulCell ref
	ccam, edge, complements   bool
	limit                     int
	share, edgeCell           ref
	months, extra, complement ref
}

// reading is one indicator, and how it is compared.
type reading struct {
	indicator                 law.Indicator
	over                      bool // more than the figure; else at least
	indicatorCell, comparison ref
}

type activityPlan struct {
	percentile                                                           law.Percentile
	percentileCell                                                       ref
	readings                                                             [2]reading // of GPs, of others
	waivesNewly                                                          bool
	waivesDisabled                                                       bool
	under16                                                              int // let off above this share
	waivesUnder16                                                        bool
	adapted                                                              claims // those for which the fund adapts the contract
	adaptedWaives                                                        bool
	newlyCell, disabledCell, under16Cell, adaptedCell, adaptedWaivesCell ref
}

type newlyPlan struct {
	from   civil.Date
	months int
	cell   ref
}

type groupPlan struct {
	conditionPlan
	least                                   int
	doctors, alone, aloneZones              ref
	zonesAlone, zonesBusy                   zoneSet
	logic, busyZones, comparison, colleague ref
	over                                    bool
	near, far                               law.Percentile
	nearCell, farCell                       ref
}

type coordinationPlan struct {
	conditionPlan
	forms           []CoordinationForm
	years           int
	formsCell, term ref
}

type secretaryPlan struct {
	conditionPlan
	within, tele ref
}

// figure is one national percentile.
type figure struct {
	patients int
	known    bool
	cell     ref
}

// percentilePlan has the percentiles of a group by indicator.
type percentilePlan [law.ActiveFile + 1][law.P95 + 1]figure

// The ways a text opens an option.
type opening uint8

const (
	closed opening = iota // no such option
	openEverywhere
	openInZones
	noNewContracts
	forSecondAssistants
)

type optionPlan struct {
	how         opening
	open, zones ref
	inZones     zoneSet
	stopped     ref // the cell that stopped new contracts
	minutes     int
	minutesCell ref
}

type objectivesPlan struct {
	indicators []law.Indicator
	cells      []ref
	newly      [law.ActiveFile + 1]newlyGoal
}

// newlyGoal is the level that the newly installed are to reach.
type newlyGoal struct {
	level int
	known bool
	cells []ref // the first is the level's
	above []ref // the same for a doctor who is there already
}

// cellsFrom are the cells of the objective from a starting level.
func (g *newlyGoal) cellsFrom(start law.Start) []ref {
	if g.known && start.Known && start.Count >= g.level {
		return g.above
	}
	return g.cells
}

// ratePlan is the rate of an option in a band.
type ratePlan struct {
	thousandths int
	known, some bool // some: the text has a row for the option
	cell        ref
}

// schedulePlan is a schedule of amounts.
type schedulePlan struct {
	from civil.Date
	// By whether a year starts on the very first day, option, contract year (the last
	// one serves all later years), and the range of bands.
	amounts [2][law.Two + 1][lastAmountRow + 1][law.P95AndAbove + 1][law.P95AndAbove + 1]amount
}

// lastAmountRow is the contract year from which amounts no longer change.
const lastAmountRow = law.LastAmountRow

// byCalendar takes the schedule in force on the day on which each contract year starts.
const byCalendar = -1

// amount is the aid of a contract year in a range of bands.
type amount struct {
	lowest, highest money.Cents
	known           bool // in every band
	certainty       law.Certainty
	cells           []ref // the first is the one to name
}

// zoneSet is a set of zones.
type zoneSet [law.ZoneNone + 1]bool

func zonesOf(cell law.Cell[[]law.Zone]) (set zoneSet) {
	zones, _ := cell.Value()
	for _, z := range zones {
		set[z] = true
	}
	return set
}

// claims is a set of the claims for which a fund adapts a contract.
type claims uint8

const (
	claimDisabled claims = 1 << iota
	claimIllness
	claimMixed
)

// claimWords are the names of the claims in the law's files.
var claimWords = map[string]claims{"DISABLED_WORKER": claimDisabled, "LONG_ILLNESS": claimIllness, "MIXED_ACTIVITY": claimMixed}

// value is what a cell holds; the zero value when it holds nothing.
func value[T any](c law.Cell[T]) T { v, _ := c.Value(); return v }

// plan makes a text ready.
func (e *Engine) plan(t *law.Text) *plan {
	c := t.Criteria
	p := &plan{
		text: t, inForce: e.ref(t.InForce), derogation: e.ref(c.Derogation.Cite()),
		sector: e.planSector(c.Sector), specialty: e.planSpecialty(c.Specialty), fees: e.planFees(c.ClinicalFees),
		activity: e.planActivity(c.MinimumActivity), group: e.planGroup(c.GroupPractice),
		coordination: e.planCoordination(c.CoordinatedPractice), secretary: e.planSecretary(c.SecretaryReplaced),
		structure: e.condition(c.StructureFee.Rule),
		years:     value(t.Rules.DurationYears),
	}
	for from, months := range c.NewlyInstalled.Months.All() {
		p.newly = append(p.newly, newlyPlan{from, value(months), e.ref(months.Cite())})
	}
	notAsked := map[int]bool{
		clinicalFees: !p.fees.required, groupPractice: !p.group.required, coordinatedPractice: !p.coordination.required,
		structureFee: !p.structure.required, secretaryReplaced: !p.secretary.required,
	}
	for i := firstCondition; i < criteriaCount; i++ {
		if !notAsked[i] {
			p.conditions = append(p.conditions, i)
		}
	}
	e.planPercentiles(p)
	e.planOptions(p)
	e.planObjectives(p)
	e.planAmounts(p)
	return p
}

func (e *Engine) condition(rule law.Cell[string]) conditionPlan {
	return conditionPlan{rule: e.ref(rule.Cite()), required: value(rule) != notRequired}
}

func (e *Engine) planSector(rule law.SectorRule) sectorPlan {
	p := sectorPlan{rule: e.ref(rule.Rule.Cite()), options: e.ref(rule.TariffOptions.Cite())}
	for _, name := range value(rule.TariffOptions) {
		p.listed = append(p.listed, TariffOption(name))
	}
	if rule.Renamed != nil {
		p.renamed = e.renaming(rule.Renamed)
	}
	for _, t := range e.law.Texts() {
		if r := t.Criteria.Sector.Renamed; r != nil {
			p.later = append(p.later, *e.renaming(r))
		}
	}
	return p
}

func (e *Engine) renaming(r *law.RenamedOption) *renaming {
	return &renaming{
		before: TariffOption(value(r.Old)), after: TariffOption(value(r.New)), on: value(r.On),
		cells: [3]ref{e.ref(r.Old.Cite()), e.ref(r.New.Cite()), e.ref(r.On.Cite())},
	}
}

func (e *Engine) planSpecialty(rule law.SpecialtyRule) specialtyPlan {
	p := specialtyPlan{
		rule: e.ref(rule.Rule.Cite()), excludedList: e.ref(rule.Excluded.Cite()), excludedNames: e.ref(rule.ExcludedNames.Cite()),
		listA: e.ref(rule.ListA.Cite()), listAMEP: e.ref(rule.ListAMEP.Cite()), listB: e.ref(rule.ListB.Cite()),
		listBOpen: e.ref(rule.ListBOpen.Cite()), complete: e.ref(rule.ListBDepartmentsComplete.Cite()),
		mepListed: value(rule.ListAMEP), isComplete: value(rule.ListBDepartmentsComplete),
		open: value(rule.ListBOpen) || !rule.ListBOpen.Known(),
	}
	lists := value(rule.Rule) == "LISTS_A_AND_B"
	for _, s := range e.law.Specialties() {
		departments := rule.Departments(s.Code)
		code := &p.byCode[codeNumber(s.Code)]
		*code = specialtyCodePlan{
			departments: value(departments), departmentsKnown: departments.Known(), departmentsCell: e.ref(departments.Cite()),
		}
		switch {
		case !lists && slices.Contains(value(rule.Excluded), s.Code):
			code.standing = excluded
		case !lists:
			code.standing = notExcluded
		case slices.Contains(value(rule.ListA), s.Code):
			code.standing = inListA
		case slices.Contains(value(rule.ListB), s.Code):
			code.standing = inListB
		}
	}
	return p
}

func (e *Engine) planFees(rule law.ClinicalFeesRule) feesPlan {
	return feesPlan{
		conditionPlan: e.condition(rule.Rule),
		concerned:     byCode(rule.Specialties), doubtful: byCode(rule.Doubtful),
		specialties: e.ref(rule.Specialties.Cite()), doubtfulCell: e.ref(rule.Doubtful.Cite()),
		ccam: value(rule.Rule) == "CCAM_SHARE_BELOW", edge: value(rule.Edge) == "INCLUDED",
		complements: rule.Complement.Known(), limit: value(rule.ShareBP),
		share: e.ref(rule.ShareBP.Cite()), edgeCell: e.ref(rule.Edge.Cite()),
		months: e.ref(rule.Months.Cite()), extra: e.ref(rule.ExtraBilling.Cite()), complement: e.ref(rule.Complement.Cite()),
	}
}

// byCode are the specialty codes of a cell.
func byCode(cell law.Cell[[]string]) (set [100]bool) {
	for _, code := range value(cell) {
		set[codeNumber(code)] = true
	}
	return set
}

func (e *Engine) planActivity(rule law.MinimumActivityRule) activityPlan {
	p := activityPlan{
		percentile: value(rule.Percentile), percentileCell: e.ref(rule.Percentile.Cite()),
		readings: [2]reading{
			{value(rule.GPIndicator), value(rule.GPComparison) == moreThan, e.ref(rule.GPIndicator.Cite()), e.ref(rule.GPComparison.Cite())},
			{value(rule.OthersIndicator), value(rule.OthersComparison) == moreThan, e.ref(rule.OthersIndicator.Cite()), e.ref(rule.OthersComparison.Cite())},
		},
		waivesNewly: value(rule.WaivedNewlyInstalled), waivesDisabled: value(rule.WaivedDisabledWorker),
		under16: value(rule.WaivedUnder16MoreThanBP), waivesUnder16: rule.WaivedUnder16MoreThanBP.Known(),
		adaptedWaives: slices.Contains(value(rule.AdaptedContractWaives), "MINIMUM_ACTIVITY"),
		newlyCell:     e.ref(rule.WaivedNewlyInstalled.Cite()), disabledCell: e.ref(rule.WaivedDisabledWorker.Cite()),
		under16Cell: e.ref(rule.WaivedUnder16MoreThanBP.Cite()), adaptedCell: e.ref(rule.AdaptedContract.Cite()),
		adaptedWaivesCell: e.ref(rule.AdaptedContractWaives.Cite()),
	}
	for _, name := range value(rule.AdaptedContract) {
		p.adapted |= claimWords[name]
	}
	return p
}

func (e *Engine) planGroup(rule law.GroupPracticeRule) groupPlan {
	path := rule.IsolatedPath
	return groupPlan{
		conditionPlan: e.condition(rule.Rule),
		least:         value(rule.Doctors), doctors: e.ref(rule.Doctors.Cite()),
		alone: e.ref(rule.AloneWaived.Cite()), aloneZones: e.ref(rule.AloneWaivedZones.Cite()), zonesAlone: zonesOf(rule.AloneWaivedZones),
		logic: e.ref(path.Logic.Cite()), busyZones: e.ref(path.Zones.Cite()), zonesBusy: zonesOf(path.Zones),
		comparison: e.ref(path.Comparison.Cite()), over: value(path.Comparison) == moreThan,
		near: value(path.ZonePercentile), nearCell: e.ref(path.ZonePercentile.Cite()),
		far: value(path.ElsewherePercentile), farCell: e.ref(path.ElsewherePercentile.Cite()),
		colleague: e.ref(path.ColleagueMinutes.Cite()),
	}
}

func (e *Engine) planCoordination(rule law.CoordinatedPracticeRule) coordinationPlan {
	p := coordinationPlan{
		conditionPlan: e.condition(rule.Rule), years: value(rule.CommitmentYears),
		formsCell: e.ref(rule.Forms.Cite()), term: e.ref(rule.CommitmentYears.Cite()),
	}
	for _, name := range value(rule.Forms) {
		p.forms = append(p.forms, CoordinationForm(name))
	}
	return p
}

func (e *Engine) planSecretary(rule law.SecretaryReplacedRule) secretaryPlan {
	return secretaryPlan{conditionPlan: e.condition(rule.Rule), within: e.ref(rule.WithinMonths.Cite()), tele: e.ref(rule.TeleSecretariat.Cite())}
}

func (e *Engine) planPercentiles(p *plan) {
	p.percentiles = make([]percentilePlan, len(e.groups))
	for i, group := range e.groups {
		for _, ind := range law.Indicators() {
			for _, percentile := range law.Percentiles() {
				cell := e.law.Percentile(p.text, group, ind, percentile)
				p.percentiles[i][ind][percentile] = figure{value(cell), cell.Known(), e.ref(cell.Cite())}
			}
		}
	}
	for i, group := range []law.Group{law.GP, law.MEP} {
		cell := p.text.BandReadOn(group)
		p.bandReadOn[i], p.bandCells[i] = value(cell), e.ref(cell.Cite())
	}
	p.distribution = e.ref(p.text.Distribution())
	p.countsAdults = value(p.text.RegisteredPopulation()) == "ADULTS"
}

// openings are the ways to open an option, by their names in the law's files.
var openings = map[string]opening{
	"EVERYWHERE": openEverywhere, "IN_ZONES": openInZones, "NO_NEW_CONTRACT": noNewContracts, "SECOND_ASSISTANT": forSecondAssistants,
}

func (e *Engine) planOptions(p *plan) {
	for _, o := range law.Options() {
		rule := p.text.Option(o)
		minutes, cell := e.law.OptionMinutes(p.text, o)
		_, stopped := e.stoppedSince(p.text, o)
		p.options[o] = optionPlan{
			how: openings[value(rule.Open)], open: e.ref(rule.Open.Cite()), zones: e.ref(rule.Zones.Cite()), inZones: zonesOf(rule.Zones),
			stopped: e.ref(stopped), minutes: minutes, minutesCell: e.ref(cell),
		}
	}
	if s := p.text.SecondAssistant; s != nil {
		p.second = secondPlan{
			gpOnly: slices.Contains(value(s.Groups), string(law.GP)), held: value(s.HeldOption), year: value(s.HeldContractYear),
			reached: value(s.HeldObjectivesReached), zones: zonesOf(s.Zones),
			cells: [secondCount]ref{
				e.ref(s.Groups.Cite()), e.ref(s.HeldOption.Cite()), e.ref(s.HeldContractYear.Cite()), e.ref(s.HeldObjectivesReached.Cite()), e.ref(s.Zones.Cite()),
			},
		}
	}
}

// stoppedSince is the first signature date from which the texts, down to this one,
// have had no new contract for an option, with the cell that stopped it.
func (e *Engine) stoppedSince(t *law.Text, o law.Option) (civil.Date, law.Citation) {
	since, cell := t.From, t.Option(o).Open.Cite()
	texts := e.law.Texts()
	for i := slices.Index(texts, t); i >= 0; i-- {
		open := texts[i].Option(o).Open
		if value(open) != "NO_NEW_CONTRACT" {
			break
		}
		since, cell = texts[i].From, open.Cite()
	}
	return since, cell
}
