package payment

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// State says what can be done with a due.
type State uint8

// The states of a due.
const (
	Upcoming    State = iota + 1 // its day has not come
	Payable                      // owed and not paid
	Blocked                      // it cannot be told or paid now; BlockedBy says why
	Paid                         // paid, and nothing is left
	NothingOwed                  // nothing is owed and nothing was paid
	Overpaid                     // more was paid than is owed (indu)
	Underpaid                    // paid, and a later fact makes more owed than was paid
)

// String is the state as the API writes it, without prefix: "NOTHING_OWED".
func (s State) String() string {
	switch s {
	case Upcoming:
		return "UPCOMING"
	case Payable:
		return "PAYABLE"
	case Blocked:
		return "BLOCKED"
	case Paid:
		return "PAID"
	case NothingOwed:
		return "NOTHING_OWED"
	case Overpaid:
		return "OVERPAID"
	case Underpaid:
		return "UNDERPAID"
	default:
		return "no state"
	}
}

// Amount is an amount that may not be known. The zero value is not known.
type Amount struct {
	Cents money.Cents
	Known bool
}

// known is an amount that can be told.
func known(c money.Cents) Amount { return Amount{Cents: c, Known: true} }

// Reason is why a due is blocked, or why a run leaves it out.
type Reason struct {
	Code string // UPPER_SNAKE, stable
	Text law.Phrase
	Cite law.Citation // zero when it rests on no cell
}

// The reasons why a due is blocked.
const (
	NotSigned         = "NOT_SIGNED"             // by both parties
	NoAssistant       = "NO_ASSISTANT"           // nobody was hired, or nobody is employed any more
	Suspended         = "SUSPENDED"              // a running suspension holds or hides its day
	AmountUnknown     = "AMOUNT_UNKNOWN"         // the cell of the law is unknown
	NoAmount          = "NO_AMOUNT"              // the law has no amount for this option and year
	BandUnsettled     = "BAND_UNSETTLED"         // the possible bands give different amounts
	MeasureMissing    = "MEASURE_MISSING"        // no measure in the days that count
	MeasureIncomplete = "MEASURE_INCOMPLETE"     // an indicator that is needed was not counted
	CalendarUnknown   = "CALENDAR_UNKNOWN"       // when it is paid, and in how many instalments, is unknown
	PastUnstated      = "PAST_PAYMENTS_UNSTATED" // imported, and nobody has stated and verified what was paid before
)

// Due is one instalment of one contract year.
type Due struct {
	Key         Key
	On          civil.Date // from when it is owed; zero while it cannot be told
	PayBy       civil.Date // zero when the text gives no time limit
	State       State
	BlockedBy   *Reason // of a blocked due
	Owed        Amount
	Posted      money.Cents
	Computation Computation
}

// Delta is what is owed less what was posted; not known while what is owed is not.
func (d Due) Delta() Amount {
	if !d.Owed.Known {
		return Amount{}
	}
	return known(d.Owed.Cents - d.Posted)
}

// Computation explains one amount, from the row of the table to the cent.
type Computation struct {
	Option      law.Option // the option that is paid
	Band        law.Band   // zero when it is not settled
	YearStart   civil.Date // chooses the table of amounts; zero while a suspension hides it
	Ceiling     Amount     // of the year in the table
	Ratio       *money.Ratio
	MeasuredOn  civil.Date // the measure the ratio comes from
	DaysInForce int        // with DaysInYear, when the contract ended inside the year
	DaysInYear  int
	Entitlement Amount // of the year
	ShareBP     int    // 0 for the instalment that pays the rest
	Earlier     Amount // the year's earlier instalments, for the one that pays the rest
	Explanation law.Phrase
	Citations   []law.Citation // the first is the row of the table of amounts
	Assumptions []law.Phrase   // what is supposed and not yet a fact
}

// Certainty is the weakest certainty among the cells.
func (c Computation) Certainty() law.Certainty {
	all := make([]law.Certainty, len(c.Citations))
	for i, cite := range c.Citations {
		all[i] = cite.Certainty
	}
	return law.Weakest(all...)
}

// inForce is days in force / days of the year.
func (c Computation) inForce() money.Ratio {
	return money.Ratio{Num: int64(c.DaysInForce), Den: int64(c.DaysInYear)}
}

// cites adds cells, each once, and leaves out those that are none.
func (c *Computation) cites(cells ...law.Citation) {
	c.Citations = law.Cited(c.Citations, cells...)
}
