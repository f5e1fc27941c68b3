package sepa

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/money"
)

// Batch is one file of credit transfers: what a fund pays on one day from one account.
type Batch struct {
	MessageID   string // 1 to 35 characters; a fund never gives the same twice
	Created     time.Time
	RequestedOn civil.Date // the day on which the fund's account is debited
	Debtor      Party      // the fund
	Payments    []Payment  // one at least
}

// Party is who pays or is paid.
type Party struct {
	Name    string // 1 to 70 characters
	Address Address
	IBAN    string
	BIC     string // 8 or 11 characters; may be empty, the bank then finds it by the IBAN
}

// Address is a structured postal address. The zero value is none; another one has a
// town and a country.
type Address struct {
	Street   string // up to 70 characters
	Building string // the number in the street, up to 16
	PostCode string // up to 16
	Town     string // up to 35
	Country  string // ISO 3166, two capital letters
}

// Payment is one credit transfer.
type Payment struct {
	EndToEndID string // see EndToEndID; alone in its batch
	Amount     money.Cents
	Creditor   Party
	Remittance string // what the creditor reads, up to 140 characters; may be empty
}

// Check is nil when the payment can be written; else all that is wrong with it, a line
// each, as field, value seen, value wanted.
func (p Payment) Check() error {
	var f faults
	p.transfer("payment", &f)
	return f.err()
}

// Check gives all that is wrong with a party that is to be paid or to pay: nothing when
// it can be written. Fields are "name", "iban", "bic", "address.town" and so on.
func (p Party) Check() []FieldError {
	var f faults
	f.checkParty("", p)
	f.text("name", p.Name, maxName)
	f.address("address", p.Address)
	wrong := make([]FieldError, len(f))
	for i, err := range f {
		errors.As(err, &wrong[i])
		wrong[i].Field = strings.TrimPrefix(wrong[i].Field, ".")
	}
	return wrong
}

// Split cuts a batch into batches of at most maxPayments, in order, none of them empty.
// A batch that is small enough stays as it is; else the message ids have "-1", "-2" …
// added. The error says the value seen and the value wanted: maxPayments below 1, no
// payments, or an id that has no room for its number.
func Split(b Batch, maxPayments int) ([]Batch, error) {
	var f faults
	if maxPayments < 1 {
		f.add("max_payments", strconv.Itoa(maxPayments), "1 or more")
		return nil, f.err()
	}
	if len(b.Payments) == 0 {
		f.add("payments", "none", "1 at least")
		return nil, f.err()
	}
	if len(b.Payments) <= maxPayments {
		return []Batch{b}, nil
	}
	var batches []Batch
	for from := 0; from < len(b.Payments); from += maxPayments {
		to := min(from+maxPayments, len(b.Payments))
		part := b
		part.MessageID = fmt.Sprintf("%s-%d", b.MessageID, len(batches)+1)
		// A batch that is appended to must not write into the next one.
		part.Payments = b.Payments[from:to:to]
		batches = append(batches, part)
	}
	f.reference("message_id", batches[len(batches)-1].MessageID)
	if err := f.err(); err != nil {
		return nil, err
	}
	return batches, nil
}

// checkParty checks an account and the name of its bank.
func (f *faults) checkParty(field string, p Party) {
	if err := ident.CheckIBAN(p.IBAN); err != nil {
		f.add(field+".iban", strconv.Quote(p.IBAN), err.Error())
	}
	if p.BIC != "" && !isBIC(p.BIC) {
		f.add(field+".bic", strconv.Quote(p.BIC), "a BIC of 8 or 11 capital letters and digits, the 5th and 6th letters, or none")
	}
}

func isBIC(s string) bool {
	if len(s) != len("BANKFRPP") && len(s) != len("BANKFRPPXXX") {
		return false
	}
	for i := range len(s) {
		digit := s[i] >= '0' && s[i] <= '9'
		if upper := s[i] >= 'A' && s[i] <= 'Z'; !upper && !digit || digit && (i == 4 || i == 5) {
			return false
		}
	}
	return true
}

func isCountry(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}
