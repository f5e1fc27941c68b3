package payment_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/payment/internal/payment"
)

func TestTheLifeOfARun(t *testing.T) {
	states := []payment.RunState{payment.Open, payment.Approved, payment.Dispatched, payment.Cancelled, payment.Settled}
	possible := map[payment.RunState]map[payment.RunEvent]payment.RunState{
		payment.Open:       {payment.Approve: payment.Approved, payment.Cancel: payment.Cancelled},
		payment.Approved:   {payment.Dispatch: payment.Dispatched, payment.Cancel: payment.Cancelled},
		payment.Dispatched: {payment.Settle: payment.Settled, payment.Fetch: payment.Dispatched, payment.Transmit: payment.Dispatched},
		payment.Settled:    {payment.Fetch: payment.Settled, payment.Transmit: payment.Settled},
	}
	where := map[payment.RunEvent][]payment.RunState{
		payment.Approve: {payment.Open}, payment.Dispatch: {payment.Approved}, payment.Cancel: {payment.Open, payment.Approved},
		payment.Settle: {payment.Dispatched}, payment.Fetch: {payment.Dispatched, payment.Settled}, payment.Transmit: {payment.Dispatched, payment.Settled},
	}
	for _, from := range states {
		for event, allowed := range where {
			to, rest := payment.Next(from, event)
			if want := possible[from][event]; to != want {
				t.Errorf("%s of a run that is %s leads to %s, want %s", event, from, to, want)
			}
			if to == 0 && !slices.Equal(rest, allowed) {
				t.Errorf("%s of a run that is %s is said to be possible in %v, want %v", event, from, rest, allowed)
			}
		}
	}
}

func TestOnlyAnOpenOrApprovedRunLocks(t *testing.T) {
	for state, want := range map[payment.RunState]bool{payment.Open: true, payment.Approved: true, payment.Dispatched: false, payment.Cancelled: false, payment.Settled: false} {
		if state.Locks() != want {
			t.Errorf("a run that is %s locks: %t, want %t", state, state.Locks(), want)
		}
	}
}

func TestARunGathersWhatIsPayableAndSaysWhyTheRestIsNot(t *testing.T) {
	l := theLaw(t)
	key := func(year, instalment int) payment.Key {
		return payment.Key{ContractID: "ctr_1", Year: year, Instalment: instalment}
	}
	cases := map[string]struct {
		change   func(f *payment.Facts)
		posted   payment.Posted
		through  string
		locked   map[payment.Key]string
		lines    []string
		excluded []string
	}{
		"what has come": {
			through: "2026-06-22",
			lines:   []string{"1/1", "2/1", "3/1"},
		},
		"what was paid is in neither list": {
			through: "2025-06-22", posted: posted(1, 1, 38000),
			lines: []string{"2/1"},
		},
		"a due that another run holds": {
			through: "2025-06-22", locked: map[payment.Key]string{key(1, 1): "run_A"},
			lines: []string{"2/1"}, excluded: []string{"1/1 IN_ANOTHER_RUN €38,000.00"},
		},
		"an overpaid one": {
			through: "2025-06-22", posted: posted(1, 1, 40000),
			lines: []string{"2/1"}, excluded: []string{"1/1 OVERPAID -€2,000.00"},
		},
		"of an underpaid one what is missing": {
			through: "2025-06-22", posted: posted(1, 1, 20000),
			lines: []string{"1/1", "2/1"},
		},
		"an underpaid one that another run holds": {
			through: "2025-06-22", posted: posted(1, 1, 20000), locked: map[payment.Key]string{key(1, 1): "run_A"},
			lines: []string{"2/1"}, excluded: []string{"1/1 IN_ANOTHER_RUN €18,000.00"},
		},
		"a blocked one of a year that has begun": {
			through: "2026-06-22", change: func(f *payment.Facts) { f.Measures = nil }, posted: posted(1, 1, 38000, 2, 1, 28000),
			excluded: []string{"3/1 MEASURE_MISSING"},
		},
		"blocked ones without a day, of years that have begun only": {
			through: "2025-06-22", change: func(f *payment.Facts) { f.Employments = nil },
			excluded: []string{"1/1 NO_ASSISTANT", "2/1 NO_ASSISTANT"},
		},
		"years that a suspension hides are not listed": {
			through: "2030-01-01", change: func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2025-01-01")}} },
			lines: []string{"1/1"},
		},
		"nothing yet": {through: "2024-06-21"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, "2024-06-22")
			f.Measures = reached()
			if c.change != nil {
				c.change(&f)
			}
			through := day(c.through)
			lines, excluded := payment.Gather(payment.Dues(l, f, c.posted, through), through, func(k payment.Key) (string, bool) {
				run, held := c.locked[k]
				return run, held
			})
			got, out := make([]string, len(lines)), make([]string, len(excluded))
			for i, d := range lines {
				got[i] = d.Key.String()[len("ctr_1/"):]
			}
			for i, e := range excluded {
				s := e.Key.String()[len("ctr_1/"):] + " " + e.Reason.Code
				if e.Delta.Known {
					s += " " + e.Delta.Cents.English()
				}
				if e.Reason.Text.FR == "" || e.Reason.Text.EN == "" {
					t.Errorf("%s is left out without a sentence", s)
				}
				out[i] = s
			}
			if !slices.Equal(got, c.lines) || !slices.Equal(out, c.excluded) {
				t.Errorf("lines %q, excluded %q; want %q and %q", got, out, c.lines, c.excluded)
			}
		})
	}
}

func TestALineIsLookedAtAgainBeforeItIsPaid(t *testing.T) {
	l := theLaw(t)
	key := payment.Key{ContractID: "ctr_1", Year: 3, Instalment: 1}
	cases := map[string]struct {
		change func(f *payment.Facts)
		posted payment.Posted
		want   string
	}{
		"still owed":                 {func(*payment.Facts) {}, nil, ""},
		"a lower measure came":       {func(f *payment.Facts) { f.Measures = append(f.Measures, registered("2026-06-10", 1430)) }, nil, payment.AmountChanged},
		"suspended before its day":   {func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2026-05-01")}} }, nil, payment.NoLongerOwed},
		"moved behind the run's day": {func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2026-05-01"), Until: day("2026-06-01")}} }, nil, payment.NoLongerOwed},
		"ended before the year":      {func(f *payment.Facts) { f.End = day("2026-01-31") }, nil, payment.NoLongerOwed},
		"nothing reached any more":   {func(f *payment.Facts) { f.Measures = []payment.Measure{registered("2026-06-10", 1300)} }, nil, payment.NoLongerOwed},
		"paid meanwhile":             {func(*payment.Facts) {}, posted(3, 1, 11000), payment.AlreadyPaid},
		"a part was paid meanwhile":  {func(*payment.Facts) {}, posted(3, 1, 1000), payment.AmountChanged},
		"more was paid than is owed": {func(*payment.Facts) {}, posted(3, 1, 12000), payment.OverpaidDue},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, "2024-06-22")
			f.Measures = reached()[:1]
			c.change(&f)
			out := payment.Recheck(key, 1100000, payment.Dues(l, f, c.posted, day("2026-06-30")))
			switch {
			case c.want == "" && out != nil:
				t.Errorf("left out: %s, want it paid", out.Reason.Code)
			case c.want != "" && (out == nil || out.Reason.Code != c.want || out.Reason.Text.FR == "" || out.Key != key):
				t.Errorf("got %+v, want it left out as %s, with a sentence", out, c.want)
			}
		})
	}
	if out := payment.Recheck(key, 1100000, nil); out == nil || out.Reason.Code != payment.NoLongerOwed {
		t.Errorf("a line of a contract that is not there: %+v, want NO_LONGER_OWED", out)
	}
}

func TestTheControlTotalsCountAddAndHashTheSortedLines(t *testing.T) {
	lines := []payment.Line{
		{PaymentID: "ctr_B/1/1", Amount: 3800000, ToBank: 3799900, Payee: "aa", Parts: []payment.Part{{RecoveryID: "rec_1", Cents: 100}}},
		{PaymentID: "ctr_A/2/1/2", Amount: 1, ToBank: 1, Payee: "bb"},
		{PaymentID: "ctr_A/1/2", Amount: 250, ToBank: 250, Payee: "bb", Resent: true},
	}
	const rows = "ctr_A/1/2 250 250 bb again\nctr_A/2/1/2 1 1 bb new\nctr_B/1/1 3800000 3799900 aa new rec_1:100\n"
	sum := sha256.Sum256([]byte(rows))
	want := payment.Totals{Count: 3, Sum: 3800151, Hash: hex.EncodeToString(sum[:])}
	if got := payment.Total(lines); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	slices.Reverse(lines)
	if got := payment.Total(lines); got != want {
		t.Errorf("in another order: got %+v, want %+v", got, want)
	}
	empty := sha256.Sum256(nil)
	if got := payment.Total(nil); got != (payment.Totals{Hash: hex.EncodeToString(empty[:])}) {
		t.Errorf("an empty run has %+v", got)
	}
}

func TestAPaymentThatCameBackIsSentAgainOnlyWhileAllOfItIsOwed(t *testing.T) {
	l := theLaw(t)
	key := payment.Key{ContractID: "ctr_1", Year: 3, Instalment: 1}
	for name, c := range map[string]struct {
		change func(f *payment.Facts)
		posted payment.Posted
		locked bool
		want   string
	}{
		"owed as it was paid":         {func(*payment.Facts) {}, posted(3, 1, 11000), false, ""},
		"more is owed than was paid":  {func(*payment.Facts) {}, posted(3, 1, 1000), false, ""},
		"another run holds it":        {func(*payment.Facts) {}, posted(3, 1, 11000), true, payment.InAnotherRun},
		"less is owed than was paid":  {func(f *payment.Facts) { f.Measures[0] = registered("2026-06-10", 1430) }, posted(3, 1, 11000), false, payment.OverpaidDue},
		"suspended before its day":    {func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2026-05-01")}} }, posted(3, 1, 11000), false, payment.Suspended},
		"all was claimed, owed again": {func(*payment.Facts) {}, nil, false, ""},
		"all was claimed since":       {func(f *payment.Facts) { f.Measures[0] = registered("2026-06-10", 1300) }, nil, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, "2024-06-22")
			f.Measures = reached()[:1]
			c.change(&f)
			why := payment.Resend(key, payment.Dues(l, f, c.posted, day("2026-06-30")), func(payment.Key) (string, bool) { return "run_A", c.locked })
			switch {
			case c.want == "" && why != nil:
				t.Errorf("not sent again: %s", why.Code)
			case c.want != "" && (why == nil || why.Code != c.want || why.Text.FR == ""):
				t.Errorf("got %+v, want %s with a sentence", why, c.want)
			}
		})
	}
	if why := payment.Resend(key, nil, nobody); why == nil || why.Code != payment.NoLongerOwed {
		t.Errorf("of a contract that is not there: %+v, want NO_LONGER_OWED", why)
	}
}

func TestDuesUpToADayLeaveOutWhatComesLater(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	f.Employments[0].Start = day("2025-07-01") // year 1 owes nothing, without a day
	all := payment.Dues(l, f, nil, civil.Date{})
	if got := payment.Through(all, civil.Date{}); len(got) != 8 {
		t.Errorf("without a day %d dues, want all 8", len(got))
	}
	for through, want := range map[string]int{"2024-06-21": 0, "2024-06-22": 1, "2025-06-30": 1, "2025-07-01": 2} {
		if got := payment.Through(payment.Dues(l, f, nil, day(through)), day(through)); len(got) != want {
			t.Errorf("through %s: %v, want %d dues", through, lines(got), want)
		}
	}
}

// nobody is a store in which no run holds anything.
func nobody(payment.Key) (string, bool) { return "", false }
