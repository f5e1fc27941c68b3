package payment_test

import (
	"fmt"
	"slices"
	"testing"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
)

// back is a payment that came back, of so many euros.
func back(year, instalment, posting, euros int) payment.Back {
	key := payment.Key{ContractID: "ctr_1", Year: year, Instalment: instalment}
	return payment.Back{ID: fmt.Sprintf("%s/%d", key, posting), Key: key, Cents: money.Cents(euros * 100)}
}

// The contract is of 22 June 2024: 38 000 €, 28 000 €, then three years of 22 000 € in
// halves, of which the measures of [reached] leave nothing out.
func TestWhatCameBackIsGivenUpWhenItsYearOwesLess(t *testing.T) {
	l := theLaw(t)
	ended := func(on string) func(*payment.Facts) { return func(f *payment.Facts) { f.End = day(on) } }
	measured := func(first, last int) func(*payment.Facts) {
		return func(f *payment.Facts) {
			f.Measures = []payment.Measure{registered("2026-06-01", first), registered("2027-06-01", last)}
		}
	}
	as := func(*payment.Facts) {}
	for name, c := range map[string]struct {
		change  func(*payment.Facts)
		posted  payment.Posted
		back    []payment.Back
		through string
		locked  bool
		want    []string // given up
		then    []string // the dues of the year without it
	}{
		"nothing came back": {ended("2024-08-31"), posted(1, 1, 38000), nil, "2024-12-31", false, nil, nil},
		"all of it is owed": {as, posted(1, 1, 38000), []payment.Back{back(1, 1, 1, 38000)}, "2024-12-31", false, nil, nil},
		"the contract ended": {
			ended("2024-08-31"), posted(1, 1, 38000), []payment.Back{back(1, 1, 1, 38000)}, "2024-12-31", false,
			[]string{"1/1/1"}, []string{"1/1 2024-06-22 PAYABLE €7,391.78"},
		},
		"the contract ended, and a run holds the due": {
			ended("2024-08-31"), posted(1, 1, 38000), []payment.Back{back(1, 1, 1, 38000)}, "2024-12-31", true, nil, nil,
		},
		"the contract ended, and another year's payment came back": {
			ended("2025-08-31"), posted(1, 1, 38000, 2, 1, 28000), []payment.Back{back(1, 1, 1, 38000)}, "2025-12-31", false, nil, nil,
		},
		"the contract ended before the year": {
			ended("2025-06-21"), posted(1, 1, 38000, 2, 1, 28000), []payment.Back{back(2, 1, 1, 28000)}, "2025-12-31", false,
			[]string{"2/1/1"}, nil,
		},
		"a part had served a claim: that part stays": {
			ended("2024-08-31"), posted(1, 1, 38000), []payment.Back{back(1, 1, 1, 35000)}, "2024-12-31", false,
			[]string{"1/1/1"}, []string{"1/1 2024-06-22 UNDERPAID €7,391.78 posted €3,000.00 delta €4,391.78"},
		},
		"the correction came back, the first posting was paid": {
			measured(1430, 1430), posted(3, 1, 11000), []payment.Back{back(3, 1, 2, 4000)}, "2026-12-31", false,
			[]string{"3/1/2"}, []string{"3/1 2026-06-22 OVERPAID €5,500.00 posted €7,000.00 delta -€1,500.00", "3/2 2027-06-22 UPCOMING €5,500.00"},
		},
		"the first posting came back, the correction was paid": {
			measured(1430, 1430), posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 7000)}, "2026-12-31", false,
			[]string{"3/1/1"}, []string{"3/1 2026-06-22 UNDERPAID €5,500.00 posted €4,000.00 delta €1,500.00", "3/2 2027-06-22 UPCOMING €5,500.00"},
		},
		"both came back": {
			measured(1430, 1430), posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 7000), back(3, 1, 2, 4000)}, "2026-12-31", false,
			[]string{"3/1/1", "3/1/2"}, []string{"3/1 2026-06-22 PAYABLE €5,500.00", "3/2 2027-06-22 UPCOMING €5,500.00"},
		},
		"the advance of a year that ends lower": {
			measured(1560, 1430), posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 11000)}, "2027-12-31", false, nil, nil,
		},
		"the advance of a year that is worth less than it": {
			measured(1560, 1365), posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 11000)}, "2027-12-31", false,
			[]string{"3/1/1"}, []string{"3/1 2026-06-22 PAYABLE €5,500.00", "3/2 2027-06-22 NOTHING_OWED €0.00"},
		},
		"the advance, and the last instalment was really paid": {
			measured(1560, 1430), posted(3, 1, 11000, 3, 2, 11000), []payment.Back{back(3, 1, 1, 11000)}, "2027-12-31", false,
			[]string{"3/1/1"}, []string{"3/1 2026-06-22 NOTHING_OWED €0.00", "3/2 2027-06-22 PAID €11,000.00 posted €11,000.00 delta €0.00"},
		},
		"the last instalment, and the advance was really paid": {
			measured(1560, 1495), posted(3, 1, 11000, 3, 2, 11000), []payment.Back{back(3, 2, 1, 11000)}, "2027-12-31", false,
			[]string{"3/2/1"}, []string{"3/1 2026-06-22 PAID €11,000.00 posted €11,000.00 delta €0.00", "3/2 2027-06-22 PAYABLE €5,500.00"},
		},
		"the advance, by a measure inside the year that decides nothing yet": {
			measured(1560, 1365), posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 11000)}, "2027-06-10", false, nil, nil,
		},
		"the advance of a year that ended and is not measured: its days are the most that it owes": {
			func(f *payment.Facts) { f.Measures, f.End = reached()[:1], day("2026-08-31") },
			posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 11000)}, "2026-12-31", false,
			[]string{"3/1/1"}, []string{"3/1 2026-06-22 PAYABLE €4,279.45", "3/2 2026-09-01 BLOCKED MEASURE_MISSING"},
		},
		"what is missing is paid beside it": {as, posted(1, 1, 20000), []payment.Back{back(1, 1, 1, 20000)}, "2024-12-31", false, nil, nil},
		"nobody can tell": {
			func(f *payment.Facts) { f.Measures = nil }, posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 11000)}, "2026-12-31", false, nil, nil,
		},
		"nobody is employed any more: what was paid stands": {
			func(f *payment.Facts) { f.Employments[0].End = day("2025-05-31") },
			posted(2, 1, 28000), []payment.Back{back(2, 1, 1, 28000)}, "2025-12-31", false, nil, nil,
		},
		"suspended before its day": {
			func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2026-05-01")}} },
			posted(3, 1, 11000), []payment.Back{back(3, 1, 1, 11000)}, "2026-12-31", false, nil, nil,
		},
		"a run of an earlier day": {as, posted(2, 1, 28000), []payment.Back{back(2, 1, 1, 28000)}, "2024-12-31", false, nil, nil},
		"a part was claimed meanwhile: it serves the claim": {
			ended("2024-08-31"), posted(1, 1, 20000), []payment.Back{back(1, 1, 1, 38000)}, "2024-12-31", false, nil, nil,
		},
		"a part was claimed meanwhile, and the smaller of two can be given up": {
			ended("2024-08-31"), posted(1, 1, 20000), []payment.Back{back(1, 1, 1, 30000), back(1, 1, 2, 8000)}, "2024-12-31", false,
			[]string{"1/1/2"}, []string{"1/1 2024-06-22 OVERPAID €7,391.78 posted €12,000.00 delta -€4,608.22"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, "2024-06-22")
			f.Measures = reached()
			c.change(&f)
			dues := func(less payment.Posted) []payment.Due {
				return payment.Dues(l, f, c.posted.Less(less), day(c.through))
			}
			given := payment.GiveUp(c.back, dues, func(payment.Key) (string, bool) { return "run_A", c.locked })
			var got, then []string
			less := payment.Posted{}
			for _, b := range given {
				got = append(got, b.ID[len("ctr_1/"):])
				less[b.Key] += b.Cents
			}
			if !slices.Equal(got, c.want) {
				t.Fatalf("given up: %q, want %q, of %q", got, c.want, lines(dues(nil)))
			}
			for _, d := range dues(less) {
				if len(given) > 0 && d.Key.Year == given[0].Key.Year {
					then = append(then, line(d))
				}
			}
			if !slices.Equal(then, c.then) {
				t.Errorf("without it the year is %q, want %q", then, c.then)
			}
		})
	}
}

func TestAPaymentThatCameBackIsSentAgainOnlyWhileAllOfItIsOwed(t *testing.T) {
	l := theLaw(t)
	of := back(3, 1, 1, 11000)
	for name, c := range map[string]struct {
		change func(f *payment.Facts)
		posted payment.Posted
		locked bool
		want   string
	}{
		"owed as it was paid":        {func(*payment.Facts) {}, posted(3, 1, 11000), false, ""},
		"another run holds it":       {func(*payment.Facts) {}, posted(3, 1, 11000), true, payment.InAnotherRun},
		"less is owed than was paid": {func(f *payment.Facts) { f.Measures[0] = registered("2026-06-10", 1430) }, posted(3, 1, 11000), false, payment.OverpaidDue},
		"suspended before its day":   {func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2026-05-01")}} }, posted(3, 1, 11000), false, payment.Suspended},
		"a part of it was claimed":   {func(f *payment.Facts) { f.Measures[0] = registered("2026-06-10", 1430) }, posted(3, 1, 10000), false, ""},
		"all of it was claimed":      {func(*payment.Facts) {}, nil, false, ""},
		"its day is after the run's": {func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2026-05-01"), Until: day("2026-06-01")}} }, posted(3, 1, 11000), false, payment.NoLongerOwed},
	} {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, "2024-06-22")
			f.Measures = reached()[:1]
			c.change(&f)
			why := payment.Resend(of, payment.Dues(l, f, c.posted, day("2026-06-30")), func(payment.Key) (string, bool) { return "run_A", c.locked })
			switch {
			case c.want == "" && why != nil:
				t.Errorf("not sent again: %s", why.Code)
			case c.want != "" && (why == nil || why.Code != c.want || why.Text.FR == ""):
				t.Errorf("got %+v, want %s with a sentence", why, c.want)
			}
		})
	}
	if why := payment.Resend(of, nil, nobody); why == nil || why.Code != payment.NoLongerOwed {
		t.Errorf("of a contract that is not there: %+v, want NO_LONGER_OWED", why)
	}
}
