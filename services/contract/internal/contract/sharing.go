package contract

import (
	"slices"

	"assistmed/services/internal/civil"
)

// Employer is who employs an assistant.
type Employer uint8

// The employers.
const (
	DoctorEmploys   Employer = iota + 1
	GroupEmploys             // a group of liberal doctors
	GroupingEmploys          // a groupement d'employeurs
)

// Share is the part of an assistant's working time that one contract holds.
type Share struct {
	ContractID   string
	From         civil.Date // first day of work
	To           civil.Date // last day, of the employment or of the contract; zero while it lasts
	Weekly       int        // minutes a week under the contract
	WorkContract int        // minutes a week of the whole work contract, as stated there
	Employer     Employer
}

// holds reports whether the share takes working time on the day.
func (s Share) holds(day civil.Date) bool {
	return !day.Before(s.From) && (s.To.IsZero() || !day.After(s.To))
}

// meets reports whether two shares have a day in common. One whose contract ended before
// the first day of work has no day.
func (s Share) meets(o Share) bool {
	day := civil.Later(s.From, o.From)
	return s.holds(day) && o.holds(day)
}

// Shared refuses a share of an assistant beside the others, under whatever contract of
// the fund: on no day do the parts exceed the work contract, and contracts that share
// the assistant on a day state the same work contract. The text says of sharing only
// that each doctor has a contract for a share: the sum is arithmetic, not law.
func Shared(ref string, s Share, others []Share) *Refusal {
	for _, o := range others {
		if s.meets(o) && (s.WorkContract != o.WorkContract || s.Employer != o.Employer) {
			return workContractDiffers(ref, s, o)
		}
	}
	// The sum can only rise on a first day of work.
	days := []civil.Date{s.From}
	for _, o := range others {
		if o.From.After(s.From) && s.holds(o.From) {
			days = append(days, o.From)
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	for _, day := range days {
		taken := 0
		for _, o := range others {
			if o.holds(day) {
				taken += o.Weekly
			}
		}
		if taken+s.Weekly > s.WorkContract {
			return sharesExceed(ref, s, taken, day)
		}
	}
	return nil
}
