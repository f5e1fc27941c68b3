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
	Approved                       // by another identity than the opener
	Dispatched                     // its payments are written
	Cancelled                      // given up before dispatch
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
	default:
		return "no state"
	}
}

// Locks reports whether a run in this state locks its dues.
func (s RunState) Locks() bool { return s == Open || s == Approved }

// RunEvent is what can happen to a run; each is one method of the service.
type RunEvent uint8

// The events.
const (
	Approve RunEvent = iota + 1
	Dispatch
	Cancel
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
	default:
		return "no event"
	}
}

// transitions is the whole life of a run. What is not here is refused.
var transitions = map[RunState]map[RunEvent]RunState{
	Open:     {Approve: Approved, Cancel: Cancelled},
	Approved: {Dispatch: Dispatched, Cancel: Cancelled},
}

// Next is the state that an event leads to; when it is refused, the states in which
// it is possible.
func Next(from RunState, e RunEvent) (to RunState, possible []RunState) {
	if to, ok := transitions[from][e]; ok {
		return to, nil
	}
	for _, s := range []RunState{Open, Approved, Dispatched, Cancelled} {
		if _, ok := transitions[s][e]; ok {
			possible = append(possible, s)
		}
	}
	return 0, possible
}

// The reasons why a run leaves a due out, beside those why it is blocked.
const (
	OverpaidDue      = "OVERPAID"          // there is something to claim, not to pay
	CorrectionNeeded = "CORRECTION_NEEDED" // paid too little, and its key is taken
	InAnotherRun     = "IN_ANOTHER_RUN"    // an open run holds it
	NoLongerOwed     = "NO_LONGER_OWED"    // at dispatch
	AmountChanged    = "AMOUNT_CHANGED"    // at dispatch
	AlreadyPaid      = "ALREADY_PAID"      // at dispatch
)

// Excluded is a due that a run does not pay.
type Excluded struct {
	Key    Key
	Reason Reason
	Delta  Amount
}

// Gather sorts the dues of one contract for a run up to a day: what it pays, and what
// it leaves out. locked tells which run holds a due. What has not come, what is paid
// and what owes nothing is in neither list.
func Gather(dues []Due, through civil.Date, locked func(Key) (runID string, held bool)) (lines []Due, excluded []Excluded) {
	for _, d := range dues {
		reason := leftOut(d, through)
		if runID, held := locked(d.Key); reason == nil && d.State == Payable && held {
			reason = &Reason{Code: InAnotherRun, Text: sayInAnotherRun(runID)}
		}
		switch {
		case reason != nil:
			excluded = append(excluded, Excluded{Key: d.Key, Reason: *reason, Delta: d.Delta()})
		case d.State == Payable:
			lines = append(lines, d)
		}
	}
	return lines, excluded
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
	case Underpaid:
		return &Reason{Code: CorrectionNeeded, Text: sayCorrection(d.Posted, d.Delta().Cents)}
	}
	return nil
}

// Recheck looks at a line of an approved run again, on the facts of today. Nil: it is
// still owed, and for the same amount.
func Recheck(key Key, amount money.Cents, today []Due) *Excluded {
	i := slices.IndexFunc(today, func(d Due) bool { return d.Key == key })
	if i < 0 {
		return &Excluded{Key: key, Reason: Reason{Code: NoLongerOwed, Text: sayGone()}}
	}
	d := today[i]
	out := Excluded{Key: key, Delta: d.Delta()}
	switch {
	case d.State == Payable && d.Delta().Cents == amount:
		return nil
	case d.State == Payable:
		out.Reason = Reason{Code: AmountChanged, Text: sayChanged(amount, d.Delta().Cents)}
	case d.Posted != 0:
		out.Reason = Reason{Code: AlreadyPaid, Text: sayAlreadyPaid(d.Posted)}
	case d.BlockedBy != nil:
		out.Reason = Reason{Code: NoLongerOwed, Text: d.BlockedBy.Text, Cite: d.BlockedBy.Cite}
	default:
		out.Reason = Reason{Code: NoLongerOwed, Text: d.Computation.Explanation}
	}
	return &out
}

// Totals are the control totals of a run.
type Totals struct {
	Count int
	Sum   money.Cents
	Hash  string // SHA-256, hexadecimal, over the sorted lines "key amount\n"
}

// Total computes the control totals of lines.
func Total(lines map[Key]money.Cents) Totals {
	t := Totals{Count: len(lines)}
	rows := make([]string, 0, len(lines))
	for key, amount := range lines {
		t.Sum += amount
		rows = append(rows, fmt.Sprintf("%s %d\n", key, int64(amount)))
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

func sayCorrection(posted, missing money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("%s ont été versés, il en manque %s\u00a0: une échéance ne se paie qu'une fois, une correction est nécessaire.", posted.French(), missing.French()),
		fmt.Sprintf("%s was paid and %s is missing: a due is paid only once, a correction is needed.", posted.English(), missing.English()))
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
