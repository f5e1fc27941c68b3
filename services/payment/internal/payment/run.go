package payment

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// MaxLines is how many dues one run can pay.
const MaxLines = 5000

// RunState is where a run stands.
type RunState uint8

// The states of a run.
const (
	Open       RunState = iota + 1 // its dues are locked
	Approved                       // by other identities than the opener
	Dispatched                     // its payments are written
	Cancelled                      // given up before dispatch
	Settled                        // the bank has answered for every payment
)

// String is the state as the API writes it, without prefix.
func (s RunState) String() string {
	switch s {
	case Open:
		return "OPEN"
	case Approved:
		return "APPROVED"
	case Dispatched:
		return "DISPATCHED"
	case Cancelled:
		return "CANCELLED"
	case Settled:
		return "SETTLED"
	default:
		return "no state"
	}
}

// Locks reports whether a run in this state locks its dues.
func (s RunState) Locks() bool { return s == Open || s == Approved }

// RunEvent is what can happen to a run; each is one method of the service.
type RunEvent uint8

// The events. An approval that is not the last one leaves the run open. Fetch and
// Transmit are about a file of the run, and lead nowhere.
const (
	Approve RunEvent = iota + 1
	Dispatch
	Cancel
	Settle
	Fetch
	Transmit
)

// String is the method of the service that the event is.
func (e RunEvent) String() string {
	switch e {
	case Approve:
		return "ApproveRun"
	case Dispatch:
		return "DispatchRun"
	case Cancel:
		return "CancelRun"
	case Settle:
		return "ImportBankStatuses"
	case Fetch:
		return "GetBankFile"
	case Transmit:
		return "RecordTransmission"
	default:
		return "no event"
	}
}

// transitions is the whole life of a run. What is not here is refused.
var transitions = map[RunState]map[RunEvent]RunState{
	Open:       {Approve: Approved, Cancel: Cancelled},
	Approved:   {Dispatch: Dispatched, Cancel: Cancelled},
	Dispatched: {Settle: Settled, Fetch: Dispatched, Transmit: Dispatched},
	Settled:    {Fetch: Settled, Transmit: Settled},
}

// Next is the state that an event leads to; when it is refused, the states in which
// it is possible.
func Next(from RunState, e RunEvent) (to RunState, possible []RunState) {
	if to, ok := transitions[from][e]; ok {
		return to, nil
	}
	for _, s := range []RunState{Open, Approved, Dispatched, Cancelled, Settled} {
		if _, ok := transitions[s][e]; ok {
			possible = append(possible, s)
		}
	}
	return 0, possible
}

// The reasons why a run leaves a due out, beside those why it is blocked.
const (
	OverpaidDue   = "OVERPAID"       // there is something to claim, not to pay
	InAnotherRun  = "IN_ANOTHER_RUN" // an open run holds it
	NoLongerOwed  = "NO_LONGER_OWED" // at dispatch, and of a payment to be sent again
	AmountChanged = "AMOUNT_CHANGED" // at dispatch
	AlreadyPaid   = "ALREADY_PAID"   // at dispatch
)

// Excluded is a due that a run does not pay.
type Excluded struct {
	Key    Key
	Reason Reason
	Delta  Amount
}

// Gather sorts the dues of one contract for a run up to a day: what it pays, and what
// it leaves out. It pays the difference between owed and posted: of a due that was paid
// too little, what is missing. locked tells which run holds a due. What has not come, what is paid
// and what owes nothing is in neither list.
func Gather(dues []Due, through civil.Date, locked func(Key) (runID string, held bool)) (lines []Due, excluded []Excluded) {
	for _, d := range dues {
		reason := leftOut(d, through)
		pays := d.State == Payable || d.State == Underpaid
		if runID, held := locked(d.Key); pays && held {
			reason = &Reason{Code: InAnotherRun, Text: sayInAnotherRun(runID)}
		}
		switch {
		case reason != nil:
			excluded = append(excluded, Excluded{Key: d.Key, Reason: *reason, Delta: d.Delta()})
		case pays:
			lines = append(lines, d)
		}
	}
	return lines, excluded
}

// Resend looks at a payment that the bank refused or sent back: nil when it can be sent
// again, because all that is posted of its due is still owed; else why not. Where nothing
// is posted any more, a claim has got back what the doctor then did not have: it is sent
// again, or the doctor would give it back without having had it. today are the dues of
// its contract.
func Resend(key Key, today []Due, locked func(Key) (runID string, held bool)) *Reason {
	if runID, held := locked(key); held {
		return &Reason{Code: InAnotherRun, Text: sayInAnotherRun(runID)}
	}
	i := slices.IndexFunc(today, func(d Due) bool { return d.Key == key })
	if i < 0 {
		return &Reason{Code: NoLongerOwed, Text: sayGone()}
	}
	switch d := today[i]; d.State {
	case Paid, Underpaid, Payable, NothingOwed:
		return nil
	case Overpaid:
		return &Reason{Code: OverpaidDue, Text: sayResendOverpaid(-d.Delta().Cents)}
	case Blocked:
		return d.BlockedBy
	default:
		return &Reason{Code: NoLongerOwed, Text: d.Computation.Explanation}
	}
}

// Through keeps the dues that matter up to a day: those whose day has come, and of those
// whose day cannot be told the ones of a year that has begun. A zero day keeps all.
func Through(dues []Due, through civil.Date) []Due {
	if through.IsZero() {
		return dues
	}
	return slices.DeleteFunc(slices.Clone(dues), func(d Due) bool {
		if d.On.IsZero() {
			return !begunBy(d, through)
		}
		return d.On.After(through)
	})
}

// begunBy reports whether the contract year of a due has begun by a day.
func begunBy(d Due, day civil.Date) bool {
	start := d.Computation.YearStart
	return !start.IsZero() && !start.After(day)
}

// leftOut is why a due cannot be in any run, as far as there is something to say.
func leftOut(d Due, through civil.Date) *Reason {
	switch d.State {
	case Blocked:
		if begunBy(d, through) {
			return d.BlockedBy
		}
	case Overpaid:
		return &Reason{Code: OverpaidDue, Text: sayOverpaid(-d.Delta().Cents)}
	}
	return nil
}

// Recheck looks at a line of an approved run again, on the dues of today as they would be
// without the run. Nil: it is still owed, and for the same amount.
func Recheck(key Key, amount money.Cents, today []Due) *Excluded {
	i := slices.IndexFunc(today, func(d Due) bool { return d.Key == key })
	if i < 0 {
		return &Excluded{Key: key, Reason: Reason{Code: NoLongerOwed, Text: sayGone()}}
	}
	d := today[i]
	out := Excluded{Key: key, Delta: d.Delta()}
	pays := d.State == Payable || d.State == Underpaid
	switch {
	case pays && d.Delta().Cents == amount:
		return nil
	case pays:
		out.Reason = Reason{Code: AmountChanged, Text: sayChanged(amount, d.Delta().Cents)}
	case d.State == Overpaid:
		out.Reason = Reason{Code: OverpaidDue, Text: sayOverpaid(-d.Delta().Cents)}
	case d.State == Paid:
		out.Reason = Reason{Code: AlreadyPaid, Text: sayAlreadyPaid(d.Posted)}
	case d.BlockedBy != nil:
		out.Reason = Reason{Code: NoLongerOwed, Text: d.BlockedBy.Text, Cite: d.BlockedBy.Cite}
	default:
		out.Reason = Reason{Code: NoLongerOwed, Text: d.Computation.Explanation}
	}
	return &out
}

// Line is what the control totals know of a line of a run.
type Line struct {
	PaymentID string
	Amount    money.Cents
	ToBank    money.Cents // the amount less what serves claims
	Payee     string      // hash of the account
	Resent    bool
	Parts     []Part // the claims that it serves
}

// Part is what one claim is served with.
type Part struct {
	RecoveryID string
	Cents      money.Cents
}

// Totals are the control totals of a run.
type Totals struct {
	Count int
	Sum   money.Cents // that goes to the bank
	Hash  string      // SHA-256, hexadecimal; see Total
}

// Total computes the control totals of lines. The hash is over one row for each line,
// sorted: payment id, amount and sum to the bank in cents, hash of the account, "new" or
// "again", then for each claim that it serves the recovery, ":" and cents; with one space
// between, and "\n" at the end.
func Total(lines []Line) Totals {
	t := Totals{Count: len(lines)}
	rows := make([]string, len(lines))
	for i, l := range lines {
		t.Sum += l.ToBank
		sent := "new"
		if l.Resent {
			sent = "again"
		}
		row := fmt.Sprintf("%s %d %d %s %s", l.PaymentID, int64(l.Amount), int64(l.ToBank), l.Payee, sent)
		for _, p := range l.Parts {
			row += fmt.Sprintf(" %s:%d", p.RecoveryID, int64(p.Cents))
		}
		rows[i] = row + "\n"
	}
	slices.Sort(rows)
	sum := sha256.Sum256([]byte(strings.Join(rows, "")))
	t.Hash = hex.EncodeToString(sum[:])
	return t
}

func sayInAnotherRun(runID string) law.Phrase {
	return phrase(
		fmt.Sprintf("Cette échéance est déjà dans le lot %s, qui n'est pas encore payé.", runID),
		fmt.Sprintf("This due is already in run %s, which is not paid yet.", runID))
}

func sayOverpaid(over money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("%s ont été versés en trop\u00a0: il y a lieu de réclamer, non de payer.", over.French()),
		fmt.Sprintf("%s was paid in excess: there is something to claim, not to pay.", over.English()))
}

func sayResendOverpaid(over money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("Ce virement est revenu, et %s de cette échéance ne sont plus dus\u00a0: il ne repart qu'une fois l'indu décidé.", over.French()),
		fmt.Sprintf("This payment came back, and %s of its due is no longer owed: it is sent again only once the overpayment is decided.", over.English()))
}

func sayGone() law.Phrase {
	return phrase("Cette échéance n'existe plus.", "This due does not exist any more.")
}

func sayChanged(was, now money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("Le montant approuvé est %s\u00a0; les faits d'aujourd'hui donnent %s.", was.French(), now.French()),
		fmt.Sprintf("The approved amount is %s; today's facts give %s.", was.English(), now.English()))
}

func sayAlreadyPaid(posted money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("%s ont déjà été versés pour cette échéance.", posted.French()),
		fmt.Sprintf("%s was already paid for this due.", posted.English()))
}
