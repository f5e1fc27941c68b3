package law

import (
	"slices"

	"assistmed/services/internal/civil"
)

// Text is one legal text: what governs a contract signed while it was in force.
type Text struct {
	ID       string // for example "convention-2024"
	Title    Phrase
	From     civil.Date // first signature date it governs
	Until    civil.Date // last signature date it governs; zero while in force
	InForce  Citation   // the source of these dates
	Criteria Criteria
	Rules    Rules
	// SecondAssistant is nil where the text knows no second assistant.
	SecondAssistant *SecondAssistant

	options          [Two + 1]OptionRule
	fullTimeMinutes  Cell[int]    // a week
	belowWorkingTime Cell[string] // LARGEST_OPTION_REACHED
	objectives       objectiveRules
	rates            map[Option]*rateRow
	ratio            Cell[string]              // CLAMPED_SHARE_OF_OBJECTIVE
	ratioToMaintain  Cell[string]              // CLAMPED_SHARE_OF_START
	instalments      [lastRow + 1][]Instalment // by contract year; the last row serves all later years
	schedule         *schedule                 // nil where another text's amounts are the same
	sameAs           string                    // the id of that text
	training         Training
	cells            []Citation
}

// rateRow has the rates of one option by band, in thousandths.
type rateRow [P95AndAbove + 1]Cell[int]

// Criteria are the conditions to have the aid, in the order of the law. The
// parameters of a rule that is NOT_REQUIRED are zero cells.
type Criteria struct {
	Sector              SectorRule
	Specialty           SpecialtyRule
	ClinicalFees        ClinicalFeesRule
	MinimumActivity     MinimumActivityRule
	NewlyInstalled      NewlyInstalledRule
	GroupPractice       GroupPracticeRule
	CoordinatedPractice CoordinatedPracticeRule
	StructureFee        StructureFeeRule
	SecretaryReplaced   SecretaryReplacedRule
	Derogation          Cell[string] // FUND_MAY_GRANT
}

// SectorRule is the criterion "sector".
type SectorRule struct {
	Rule          Cell[string]   // SECTOR_1_OR_TARIFF_OPTION
	TariffOptions Cell[[]string] // OPTAM, OPTAM_CO, OPTAM_ACO: those that open the aid in secteur 2
	Renamed       *RenamedOption // nil where no tariff option changes its name
}

// RenamedOption is a tariff option that changes its name, and nothing else, on a day.
type RenamedOption struct {
	Old, New Cell[string]
	On       Cell[civil.Date] // first day of the new name
}

// SpecialtyRule is the criterion "specialty".
type SpecialtyRule struct {
	Rule Cell[string] // LISTS_A_AND_B, ALL_BUT

	// Under LISTS_A_AND_B. Lists are specialty codes; the names are the source's own.
	ListA                    Cell[[]string]
	ListANames               Cell[[]string]
	ListAMEP                 Cell[bool] // médecins à expertise particulière are in list A
	ListB                    Cell[[]string]
	ListBNames               Cell[[]string]
	ListBOpen                Cell[bool] // the source's list ends with "…"
	ListBDepartmentShareBP   Cell[int]  // the share of departments most short of the specialty
	ListBDepartments         map[string]Cell[[]string]
	ListBDepartmentsComplete Cell[bool]

	// Under ALL_BUT.
	Excluded      Cell[[]string]
	ExcludedNames Cell[[]string]
}

// Departments is the cell that lists the departments where list B opens the aid to a
// specialty code: its own, or the one of all other codes.
func (r SpecialtyRule) Departments(code string) Cell[[]string] {
	if own, ok := r.ListBDepartments[code]; ok {
		return own
	}
	return r.ListBDepartments["others"]
}

// ClinicalFeesRule is the criterion "clinical_fees".
type ClinicalFeesRule struct {
	Rule             Cell[string]   // NOT_REQUIRED, CCAM_SHARE_BELOW, CLINICAL_SHARE_AT_LEAST
	Specialties      Cell[[]string] // codes it is asked of
	SpecialtiesNames Cell[[]string] // as the source names them
	Doubtful         Cell[[]string] // codes of which it is doubtful
	ShareBP          Cell[int]      // the share of Rule, in basis points
	Edge             Cell[string]   // INCLUDED, EXCLUDED: a share exactly at ShareBP meets the criterion, or not
	Months           Cell[int]      // the months before the signature whose fees count
	ExtraBilling     Cell[string]   // LEFT_OUT
	CCAMShareBeside  Cell[int]      // the CCAM share said beside it, in basis points
	Complement       Cell[string]   // CLINICAL_SHARE_IS_REST_OF_CCAM_SHARE: clinical share = 100 % − CCAM share
}

// MinimumActivityRule is the criterion "minimum_activity".
type MinimumActivityRule struct {
	GPIndicator             Cell[Indicator]
	GPComparison            Cell[string] // MORE_THAN, AT_LEAST
	OthersIndicator         Cell[Indicator]
	OthersComparison        Cell[string] // MORE_THAN, AT_LEAST
	Percentile              Cell[Percentile]
	WaivedNewlyInstalled    Cell[bool]
	WaivedDisabledWorker    Cell[bool]
	WaivedUnder16MoreThanBP Cell[int]      // let off above this share of patients under 16, in basis points
	AdaptedContract         Cell[[]string] // DISABLED_WORKER, LONG_ILLNESS, MIXED_ACTIVITY
	AdaptedContractWaives   Cell[[]string] // the criteria that an adapted contract lets off
}

// NewlyInstalledRule says who is newly installed.
type NewlyInstalledRule struct {
	Months Dated[int] // less than this many months from the installation to the signature
}

// GroupPracticeRule is the criterion "group_practice".
type GroupPracticeRule struct {
	Rule             Cell[string] // REQUIRED, NOT_REQUIRED
	Doctors          Cell[int]    // at least this many in the practice, the applicant included
	SitesOfOneMSP    Cell[string] // COUNT_AS_ONE_PRACTICE
	AloneWaived      Cell[string] // IN_UNDER_DENSE_ZONES
	AloneWaivedZones Cell[[]Zone]
	IsolatedPath     IsolatedPathRule
}

// IsolatedPathRule is the second path for an isolated doctor: in one of Zones and
// above ZonePercentile, or elsewhere above ElsewherePercentile with a colleague
// within ColleagueMinutes.
type IsolatedPathRule struct {
	Logic               Cell[string] // ZONE_OR_COLLEAGUE
	Zones               Cell[[]Zone]
	Comparison          Cell[string] // MORE_THAN
	ZonePercentile      Cell[Percentile]
	ElsewherePercentile Cell[Percentile]
	ColleagueMinutes    Cell[int] // at less than this many minutes
}

// CoordinatedPracticeRule is the criterion "coordinated_practice".
type CoordinatedPracticeRule struct {
	Rule            Cell[string]   // REQUIRED, NOT_REQUIRED
	Forms           Cell[[]string] // MSP, PRIMARY_CARE_TEAM, SPECIALIST_CARE_TEAM, CPTS, HEALTH_CENTRE, OTHER
	CommitmentYears Cell[int]      // a commitment to enter one within this time is enough
}

// StructureFeeRule is the criterion "structure_fee" (volet 1 of the forfait structure).
type StructureFeeRule struct {
	Rule Cell[string] // REQUIRED, NOT_REQUIRED
}

// SecretaryReplacedRule is the criterion "secretary_replaced".
type SecretaryReplacedRule struct {
	Rule            Cell[string] // REQUIRED
	WithinMonths    Cell[int]    // NONE where the text names no delay
	TeleSecretariat Cell[string] // EQUIVALENT
}

// OptionRule says to whom a text opens an option.
type OptionRule struct {
	Open  Cell[string] // EVERYWHERE, IN_ZONES, NO_NEW_CONTRACT, SECOND_ASSISTANT, NO_SUCH_OPTION
	Zones Cell[[]Zone] // with IN_ZONES
}

// SecondAssistant is who may have the options 1.5 and 2 ETP.
type SecondAssistant struct {
	Groups                Cell[[]string] // GP
	HeldOption            Cell[Option]   // the option of the running contract
	HeldContractYear      Cell[int]      // which is at least in this year
	HeldObjectivesReached Cell[bool]
	Zones                 Cell[[]Zone]
}

// Rules are the rules of a contract's life that hold for the whole contract.
type Rules struct {
	DurationYears              Cell[int]
	AidStarts                  Cell[string] // LATER_OF_SIGNATURE_AND_HIRING
	FirstModulatedYear         Cell[int]
	Modulation                 Cell[string] // SMALLEST_RATIO, LARGEST_UNLESS_FALLEN
	Rounding                   Cell[string] // NEAREST_CENT_HALF_UP
	ProRata                    Cell[string] // DAYS_IN_FORCE
	DayCount                   Cell[string] // DAYS_OF_CONTRACT_YEAR
	OverpaymentReplyMonths     Cell[int]
	OverpaymentLimitationYears Cell[int]
	SuspensionClock            Cell[string]   // STOPS
	SuspensionAfterMonths      Cell[int]      // of absence without replacement
	NoticeDoctorMonths         Cell[int]      // the doctor ends it
	ReplyMonths                Cell[int]      // the fund ends it
	FollowUpMeetingMonths      Cell[int]      // every so many months
	WorkContractSentMonths     Cell[int]      // from the hiring
	ShortAbsenceMonths         Cell[int]      // below about so many there is nothing to do
	SuspensionFrom             Cell[[]string] // FIRST_DAY_OF_ABSENCE, DAY_THE_FUND_IS_TOLD: one of them
	Departure                  Cell[string]   // REPLACEMENT_OR_SUSPENSION
	OptionChange               Cell[string]   // AMENDMENT_AT_ANNIVERSARY
	February29                 Cell[string]   // FEBRUARY_28_IN_COMMON_YEARS
	TwoClocks                  Cell[string]   // AMOUNTS_BY_YEAR_START
	AmountsBoundary            Cell[string]   // FIRST_DAY_INCLUDED
	OrderingIdentities         Cell[int]
}

// Cells lists the text's cells in the order of its file.
func (t *Text) Cells() []Citation { return slices.Clone(t.cells) }

// Rule is the citation of a cell by its path, for example "calendar.aid_starts". Of
// a path the text does not have, an UNKNOWN citation with that path.
func (t *Text) Rule(path string) Citation {
	for _, c := range t.cells {
		if c.Cell == path {
			return c
		}
	}
	return Citation{TextID: t.ID, Cell: path, Value: unknownValue, Certainty: Unknown}
}

// Option is the text's rule on an option.
func (t *Text) Option(o Option) OptionRule {
	if int(o) >= len(t.options) {
		return OptionRule{}
	}
	return t.options[o]
}

// RegisteredPopulation says who counts among the registered patients: ADULTS, or
// ADULTS_AND_CHILDREN.
func (t *Text) RegisteredPopulation() Cell[string] { return t.objectives.registeredPopulation }
