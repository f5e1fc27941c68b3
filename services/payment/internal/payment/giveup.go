package payment

import (
	"fmt"
	"slices"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// GivenUp is the reason of a payment that came back and is not sent again, as less is
// owed now.
const GivenUp = "GIVEN_UP"

// Back is a payment that the bank refused or sent back.
type Back struct {
	ID    string
	Key   Key         // of its due
	Cents money.Cents // what was sent and is owed again, above zero
}

// GiveUp chooses, of the payments of a contract that came back, those that are given up:
// of their contract year less is owed now, and to send them again would pay what would at
// once be claimed back. dues computes the dues of the contract as they would be with less
// posted; with none they are those of today. locked tells which run holds a due.
//
// What a run holds, what nobody can tell and what has not come stays as it is. So does a
// payment of which a part was claimed meanwhile: it is posted no more, and what came back
// serves the claim.
func GiveUp(back []Back, dues func(less Posted) []Due, locked func(Key) (runID string, held bool)) []Back {
	if len(back) == 0 {
		return nil
	}
	today := dues(nil)
	movable := slices.DeleteFunc(slices.Clone(back), func(b Back) bool {
		_, held := locked(b.Key)
		d, found := dueOf(today, b.Key)
		return held || !found || d.State == Blocked || d.State == Upcoming
	})
	less := Posted{}
	movable = slices.DeleteFunc(movable, func(b Back) bool {
		d, _ := dueOf(today, b.Key)
		if less[b.Key]+b.Cents > d.Posted {
			return true
		}
		less[b.Key] += b.Cents
		return false
	})
	if len(movable) == 0 {
		return nil
	}
	without := dues(less)
	return slices.DeleteFunc(movable, func(b Back) bool { return !owesLess(b.Key.Year, today, without, less) })
}

// owesLess reports whether a contract year owes less than is posted of it: a due of it is
// overpaid; or it would have less to pay if what came back was not posted. What could not
// be told then says nothing.
func owesLess(year int, today, without []Due, less Posted) bool {
	var now, then money.Cents
	for _, d := range today {
		switch {
		case d.Key.Year != year:
		case d.State == Overpaid:
			return true
		default:
			now += less[d.Key] + d.pays()
		}
	}
	for _, d := range without {
		if d.Key.Year != year {
			continue
		}
		if less[d.Key] > 0 && d.State == Blocked {
			return false
		}
		then += d.pays()
	}
	return then < now
}

// pays is what a run can pay of a due.
func (d Due) pays() money.Cents {
	if d.State == Payable || d.State == Underpaid {
		return d.Delta().Cents
	}
	return 0
}

// Less is what is posted without some of it.
func (p Posted) Less(less Posted) Posted {
	rest := Posted{}
	for key, cents := range p {
		rest[key] = cents - less[key]
	}
	return rest
}

// Resend looks at a payment that the bank refused or sent back: nil when it can be sent
// again, because all of it is still owed, or because it serves what was claimed of its due
// meanwhile; else why not. today are the dues of its contract.
func Resend(b Back, today []Due, locked func(Key) (runID string, held bool)) *Reason {
	if runID, held := locked(b.Key); held {
		return &Reason{Code: InAnotherRun, Text: sayInAnotherRun(runID)}
	}
	d, found := dueOf(today, b.Key)
	switch {
	case !found:
		return &Reason{Code: NoLongerOwed, Text: sayGone()}
	case d.State == Blocked:
		return d.BlockedBy
	case d.State == Upcoming:
		return &Reason{Code: NoLongerOwed, Text: d.Computation.Explanation}
	case d.State == Overpaid && d.Posted >= b.Cents:
		return &Reason{Code: OverpaidDue, Text: SayToBeGivenUp(b.Cents)}
	}
	return nil
}

// dueOf is the due of a key, and whether it is there.
func dueOf(dues []Due, key Key) (Due, bool) {
	i := slices.IndexFunc(dues, func(d Due) bool { return d.Key == key })
	if i < 0 {
		return Due{}, false
	}
	return dues[i], true
}

// SayToBeGivenUp tells of a payment that the next run will give up.
func SayToBeGivenUp(cents money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("Un virement de %s est revenu, et l'année ne doit plus autant\u00a0: le prochain lot l'abandonne, et verse ce qui reste dû.", cents.French()),
		fmt.Sprintf("A payment of %s came back, and less is owed of the year by now: the next run gives it up, and pays what is still owed.", cents.English()))
}

// SayGivenUp tells of a payment that was given up.
func SayGivenUp(cents money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("Ce virement de %s est revenu, et l'année du contrat ne doit plus autant\u00a0: il est abandonné. Ce qui reste dû fait l'objet d'un autre virement.", cents.French()),
		fmt.Sprintf("This payment of %s came back, and less is owed of the contract year by now: it is given up. What is still owed is another payment.", cents.English()))
}
