// Package eligibility answers who may have the aid (aide à l'emploi d'un assistant
// médical), with which option, for how much. It is pure: an application and the law
// go in, an explained assessment comes out.
//
// Every criterion is answered, even after the first failure. An unknown fact never
// becomes a default: where it matters the answer is [CannotTell], with the question
// that would settle it.
package eligibility

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Fact is something a caller may or may not know. The zero value is "unknown".
type Fact[T any] struct {
	value T
	known bool
}

// Known is a fact the caller states.
func Known[T any](value T) Fact[T] { return Fact[T]{value: value, known: true} }

// Get gives the value, and whether it is known.
func (f Fact[T]) Get() (T, bool) { return f.value, f.known }

// Sector is the agreement sector (secteur conventionnel).
type Sector uint8

// The sectors.
const (
	Sector1          Sector = iota + 1 // fees at the agreed tariffs
	Sector2                            // free fees
	OutsideAgreement                   // non conventionné
)

// TariffOption is a controlled-fee option, by its name in the cells of the law.
type TariffOption string

// The tariff options. OPTAMACO is the name of OPTAMCO since 2025.
const (
	NoTariffOption TariffOption = "NONE"
	OPTAM          TariffOption = "OPTAM"
	OPTAMCO        TariffOption = "OPTAM_CO"
	OPTAMACO       TariffOption = "OPTAM_ACO"
)

// CoordinationForm is a form of coordinated practice (exercice coordonné), by its
// name in the cells of the law.
type CoordinationForm string

// The forms of coordinated practice.
const (
	NoCoordination     CoordinationForm = "NONE"
	MSP                CoordinationForm = "MSP"
	PrimaryCareTeam    CoordinationForm = "PRIMARY_CARE_TEAM"
	SpecialistCareTeam CoordinationForm = "SPECIALIST_CARE_TEAM"
	CPTS               CoordinationForm = "CPTS"
	HealthCentre       CoordinationForm = "HEALTH_CENTRE"
	OtherCoordination  CoordinationForm = "OTHER"
)

// Application is what a doctor brings: the facts the law asks for. A plain bool is a
// claim; false means that it is not claimed.
type Application struct {
	Signed    civil.Date // the day on which the contract is to be signed; it chooses the text
	Doctor    Doctor
	Practice  Practice
	Activity  Activity
	Assistant Assistant
	Wanted    []law.Option // none means every option of the law
	Held      Held
	// Derogations that the fund has granted, at most one for each criterion.
	Derogations []Derogation
}

// Held is the contract that the doctor holds on the signature date.
type Held struct {
	None              bool // known to hold none; the other fields are then unknown
	Option            Fact[law.Option]
	Year              Fact[int] // the contract year that runs, from 1
	ObjectivesReached Fact[bool]
}

// Derogation is the decision of a fund to let a doctor off one criterion.
type Derogation struct {
	ID        string // "" in a simulation
	Criterion string // for example "group_practice"
	Fund      string
	Granted   civil.Date
	Reason    string
	Actor     string // "" in a simulation
}

// Doctor is who applies.
type Doctor struct {
	SpecialtyCode      string // one the law knows
	ParticularPractice bool   // médecine à expertise particulière (MEP)
	Sector             Fact[Sector]
	TariffOption       Fact[TariffOption]
	Installed          Fact[civil.Date] // not after the signature
	DisabledWorker     bool             // RQTH, a claim
	LongIllness        bool             // ALD, a claim
	MixedActivity      bool             // liberal and salaried, a claim
}

// Practice is where the doctor works.
type Practice struct {
	Zone            law.Zone // law.ZoneUnknown when not known
	Department      Fact[string]
	Doctors         Fact[int] // the applicant included
	Coordination    Coordination
	StructureFeeMet Fact[bool] // all indicators of volet 1 of the forfait structure
	ColleagueNear   Fact[bool] // another doctor within the minutes of the law
}

// Coordination is a form of coordinated practice, or the day by which the doctor
// commits to have entered one. Neither means "unknown".
type Coordination struct {
	Form       Fact[CoordinationForm]
	Commitment Fact[civil.Date]
}

// Activity counts patients and fees. Shares are in basis points.
type Activity struct {
	AdultRegistered Fact[int] // adults who declared this doctor as médecin traitant
	Registered      Fact[int] // adults and children
	ActiveFile      Fact[int] // different patients seen in the year
	Under16Share    Fact[int]
	ClinicalShare   Fact[int]      // of all fees
	CCAMShare       Fact[int]      // technical fees, of all fees
	Band            Fact[law.Band] // as the fund states it
}

// Assistant is the assistant to be employed.
type Assistant struct {
	WeeklyMinutes     Fact[int]
	SecretaryPromoted Fact[bool]
	SecretaryReplaced Fact[bool]
}
