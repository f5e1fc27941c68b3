package server

import (
	"fmt"

	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// engage posts the difference between what a contract can still cost at most and what is
// committed for it, by contract year: the first time an Engage, then an Adjust, and of a
// contract that ended a Release of what it will not cost. What was posted of a year needs
// no commitment any more. A contract that nobody signed commits nothing, nor does one
// whose amounts nobody can say; what such a one had committed stays. fact has no key and
// no reason yet. It gives what was committed and what was given back, both zero or more.
func (s *Server) engage(p *store.Postings, f payment.Facts, fact ledger.Fact) (engaged, released money.Cents, err error) {
	expected, told := payment.Expected(s.law, f)
	if !told || !f.BothSigned {
		return 0, 0, nil
	}
	book, err := p.Book(f.ContractID)
	if err != nil {
		return 0, 0, err
	}
	var more, less, both []ledger.YearAmount
	for _, y := range s.uncommitted(f, book, expected) {
		switch both = append(both, y); {
		case y.Cents > 0:
			more, engaged = append(more, y), engaged+y.Cents
		default:
			less, released = append(less, ledger.YearAmount{Year: y.Year, Cents: -y.Cents}), released-y.Cents
		}
	}
	engage := keyed(fact, "ENGAGE/"+f.ContractID+"/1", "contract signed: what it can cost")
	first, err := p.Has(engage.Key)
	switch first = !first; {
	case err != nil || len(both) == 0:
		return 0, 0, err
	case first:
		// Nothing was committed before, so nothing can be given back.
		return engaged, 0, p.Add(ledger.Engage(engage, f.ContractID, more))
	case f.End.IsZero():
		return engaged, released, s.adjust(p, f, fact, both)
	}
	if len(less) > 0 {
		key, err := numbered(p, "RELEASE/"+f.ContractID)
		if err != nil {
			return 0, 0, err
		}
		if err := p.Add(ledger.Release(keyed(fact, key, "contract ended: what it will not cost"), f.ContractID, less)); err != nil {
			return 0, 0, err
		}
	}
	if len(more) > 0 {
		err = s.adjust(p, f, fact, more)
	}
	return engaged, released, err
}

func (s *Server) adjust(p *store.Postings, f payment.Facts, fact ledger.Fact, years []ledger.YearAmount) error {
	key, err := numbered(p, "ADJUST/"+f.ContractID)
	if err != nil {
		return err
	}
	return p.Add(ledger.Adjust(keyed(fact, key, "what the contract can cost, on today's facts"), f.ContractID, years))
}

// uncommitted is by contract year what is missing of the commitment, or below zero what
// is too much of it; years that fit are left out.
func (s *Server) uncommitted(f payment.Facts, book *ledger.Book, expected []ledger.YearAmount) []ledger.YearAmount {
	most := map[int]money.Cents{}
	for _, y := range expected {
		most[y.Year] = y.Cents
	}
	for key, cents := range store.PostedIn(book) {
		most[key.Year] -= cents
	}
	var years []ledger.YearAmount
	for _, y := range s.law.Years(f.Text, f.Signed, f.Pauses) {
		diff := max(0, most[y.Number]) - book.CommittedYear(f.ContractID, y.Number)
		if diff != 0 {
			years = append(years, ledger.YearAmount{Year: y.Number, Cents: diff})
		}
	}
	return years
}

// numbered is the next key of its kind: the prefix and a number from 1.
func numbered(p *store.Postings, prefix string) (string, error) {
	for n := 1; ; n++ {
		key := fmt.Sprintf("%s/%d", prefix, n)
		if taken, err := p.Has(key); err != nil || !taken {
			return key, err
		}
	}
}
