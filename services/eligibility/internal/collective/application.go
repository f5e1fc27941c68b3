// Package collective answers whether a group of doctors may have the collective aid of
// 2026 (aide collective), for how many ETP, with which objectives and amounts. It is
// pure: an application and the law go in, an explained assessment comes out.
//
// Every criterion is answered, also after the first failure. An unknown fact never
// becomes a default: where it matters the answer is "cannot tell", with the question that
// would settle it.
package collective

import (
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
)

// Structure is the legal form of a group, by its name in the cells of the law.
type Structure string

// The structures.
const (
	SCP            Structure = "SCP"  // société civile professionnelle
	SCM            Structure = "SCM"  // société civile de moyens
	SISA           Structure = "SISA" // société interprofessionnelle de soins ambulatoires
	SEL            Structure = "SEL"  // société d'exercice libéral
	OtherStructure Structure = "OTHER"
)

// Application is what a group brings. Working times are in thousandths of an ETP.
type Application struct {
	Signed    civil.Date // the day on which the contract is to be signed
	Structure eligibility.Fact[Structure]
	Members   []Member              // at least one
	ETP       eligibility.Fact[int] // asked for, above zero; unknown asks for the most
	// EarlierAidEnd is the day on which an earlier collective aid of the group ended;
	// unknown means that no earlier aid is stated.
	EarlierAidEnd eligibility.Fact[civil.Date]
}

// Member is one doctor of the group. A plain bool is a claim; false means that it is not
// claimed.
type Member struct {
	SpecialtyCode      string // one the law knows
	ParticularPractice bool   // médecine à expertise particulière (MEP)
	Sector             eligibility.Fact[eligibility.Sector]
	TariffOption       eligibility.Fact[eligibility.TariffOption]
	Registered         eligibility.Fact[int]        // adults and children who declared this doctor
	ActiveFile         eligibility.Fact[int]        // different patients seen in the year
	Installed          eligibility.Fact[civil.Date] // not after the signature
	HostsJuniorDoctor  bool                         // as approved supervisor (PAMSU)
	HoldsContract      eligibility.Fact[bool]       // an individual contract that is not closed
}
