package sepa

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind is the format of a status file, as messages name it.
type Kind string

// The formats that are read and written.
const (
	Pain002      Kind = "pain.002.001.10"
	Pain002Older Kind = "pain.002.001.03"
	Camt054      Kind = "camt.054.001.08"
	Camt054Older Kind = "camt.054.001.02"
)

// File is what a bank says of transfers.
type File struct {
	MessageID string // the bank's, 1 to 35 characters
	Kind      Kind
	Created   string // ISO 8601 date and time, as the bank wrote it
	Lines     []Line // in the order of the file, none left out
}

// Line is one thing that a file says: of a transfer, of a whole block or batch, or of an
// entry of the account that has no details.
type Line struct {
	Index                int    // from 1, in the file
	Scope                Scope  // of what it speaks
	Account              string // the account of the entry; camt.054 only
	OriginalMessageID    string // of the batch; camt.054 may leave it out
	PaymentInformationID string // of the block; empty for a GROUP, camt.054 may leave it out
	EndToEndID           string // TRANSACTION only, and there empty when the bank gives none
	Amount               Amount // of a TRANSACTION or ENTRY; of a GROUP or block, the original sum
	Status               Status
	ReasonCode           string // an external code of ISO 20022 such as "AC04", or one of the bank's own
	ReasonText           string // the bank's words, on one line; of an ENTRY, what the bank says of it
	// Raw is the bank's code of the status: in a pain.002 such as "RJCT", empty when it
	// gives none; in a camt.054 the state of the entry and its direction, "BOOK DBIT", with
	// "RTRN" added for a return and "RVSL" for a reversal.
	Raw string
}

// Scope is of what a line speaks.
type Scope uint8

// The scopes.
const (
	Transaction        Scope = iota + 1 // one transfer
	PaymentInformation                  // a block of transfers, whole
	Group                               // a batch, whole
	Entry                               // an entry of the account, without details
)

// String is the scope as the API writes it, without prefix.
func (s Scope) String() string {
	switch s {
	case Transaction:
		return "TRANSACTION"
	case PaymentInformation:
		return "PAYMENT_INFORMATION"
	case Group:
		return "GROUP"
	case Entry:
		return "ENTRY"
	default:
		return "no scope"
	}
}

// Status is where the bank says that a transfer stands.
type Status uint8

// The statuses.
const (
	Accepted Status = iota + 1 // checked, or on its way
	Settled                    // the account is debited
	Rejected                   // not executed; no money moved
	Returned                   // executed, and the money has come back
	Pending                    // not decided
	Other                      // something else: read Raw
)

// String is the status as the API writes it, without prefix.
func (s Status) String() string {
	switch s {
	case Accepted:
		return "ACCEPTED"
	case Settled:
		return "SETTLED"
	case Rejected:
		return "REJECTED"
	case Returned:
		return "RETURNED"
	case Pending:
		return "PENDING"
	case Other:
		return "OTHER"
	default:
		return "no status"
	}
}

// reportStatuses are the codes of a pain.002 (ISO 20022 external payment group and
// transaction status) that say one of ours. PART, CANC, BLCK and what is yet to be
// invented are OTHER.
var reportStatuses = map[string]Status{
	"ACTC": Accepted, "ACCP": Accepted, "ACSP": Accepted, "ACWC": Accepted, "ACWP": Accepted, "ACFC": Accepted, "ACPD": Accepted,
	"ACSC": Settled, "ACCC": Settled,
	"RJCT": Rejected,
	"PDNG": Pending, "RCVD": Pending, "PATC": Pending,
}

func reportStatus(raw string) Status {
	if s, ok := reportStatuses[raw]; ok {
		return s
	}
	return Other
}

const (
	debit  = "DBIT"
	credit = "CRDT"

	booked      = "BOOK"
	awaited     = "PDNG"
	future      = "FUTR"
	aReturn     = "RTRN"
	aReversal   = "RVSL"
	rejectedRaw = "RJCT"
)

// movement is what a camt.054 says of an entry and a detail of it.
type movement struct {
	state     string // of the entry
	direction string // debit or credit
	returned  bool
	reversed  bool
}

// status: only a booked entry has moved money; a debit that is reversed, and a credit
// that is no return, are not of our transfers, so that somebody has to look at them.
func (m movement) status() Status {
	switch {
	case m.state == awaited || m.state == future:
		return Pending
	case m.state != booked || m.reversed:
		return Other
	case m.direction == debit && !m.returned:
		return Settled
	case m.direction == credit && m.returned:
		return Returned
	default:
		return Other
	}
}

func (m movement) raw() string {
	raw := m.state + " " + m.direction
	if m.returned {
		raw += " " + aReturn
	}
	if m.reversed {
		raw += " " + aReversal
	}
	return raw
}

// parseMovement is the inverse of raw.
func parseMovement(raw string) (movement, error) {
	var m movement
	rest := raw
	rest, m.reversed = strings.CutSuffix(rest, " "+aReversal)
	rest, m.returned = strings.CutSuffix(rest, " "+aReturn)
	cut := strings.LastIndexByte(rest, ' ')
	if cut > 0 {
		m.state, m.direction = rest[:cut], rest[cut+1:]
	}
	if m.direction != debit && m.direction != credit || len(m.state) > maxReference || !oneLine(m.state) {
		return movement{}, fmt.Errorf("seen %s, wanted the state of an entry and DBIT or CRDT, for example %q", strconv.Quote(raw), "BOOK DBIT")
	}
	return m, nil
}

// oneLine reports whether a text is as the readers give it: words with one space between.
func oneLine(s string) bool { return strings.Join(strings.Fields(s), " ") == s }
