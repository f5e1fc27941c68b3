package payment_test

import (
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
)

// reached are measures that reach the objective in every window of a contract signed
// on 2024-06-22.
func reached() []payment.Measure {
	return []payment.Measure{registered("2026-06-01", 1560), registered("2027-06-01", 1560), registered("2028-06-01", 1560), registered("2029-06-01", 1560)}
}

func TestEachRuleOnAContractOf22June2024(t *testing.T) {
	l := theLaw(t)
	full := []string{
		"1/1 2024-06-22 PAYABLE €38,000.00", "2/1 2025-06-22 PAYABLE €28,000.00",
		"3/1 2026-06-22 PAYABLE €11,000.00", "3/2 2027-06-22 PAYABLE €11,000.00",
		"4/1 2027-06-22 PAYABLE €11,000.00", "4/2 2028-06-22 PAYABLE €11,000.00",
		"5/1 2028-06-22 PAYABLE €11,000.00", "5/2 2029-06-22 PAYABLE €11,000.00",
	}
	// with gives the full schedule with some lines replaced; an empty one drops the rest.
	with := func(from int, lines ...string) []string {
		return slices.Concat(full[:from], lines)
	}
	cases := map[string]struct {
		change func(f *payment.Facts)
		posted payment.Posted
		want   []string
	}{
		"all reached": {change: func(*payment.Facts) {}, want: full},
		"hired after the signature: the aid starts at the hiring": {
			change: func(f *payment.Facts) { f.Employments[0].Start = day("2024-09-16") },
			want:   append([]string{"1/1 2024-09-16 PAYABLE €38,000.00"}, full[1:]...),
		},
		"hired before the signature: the aid starts at the signature": {
			change: func(f *payment.Facts) { f.Employments[0].Start = day("2023-01-02") },
			want:   full,
		},
		"hired in the second year: the first owes nothing, the second is owed at the hiring": {
			change: func(f *payment.Facts) { f.Employments[0].Start = day("2025-10-01") },
			want:   append([]string{"1/1 - NOTHING_OWED €0.00", "2/1 2025-10-01 PAYABLE €28,000.00"}, full[2:]...),
		},
		"hired on the last day of the first year: it is owed": {
			change: func(f *payment.Facts) { f.Employments[0].Start = day("2025-06-21") },
			want:   append([]string{"1/1 2025-06-21 PAYABLE €38,000.00"}, full[1:]...),
		},
		"nobody hired": {
			change: func(f *payment.Facts) { f.Employments = nil },
			want: []string{
				"1/1 - BLOCKED NO_ASSISTANT", "2/1 - BLOCKED NO_ASSISTANT", "3/1 - BLOCKED NO_ASSISTANT", "3/2 - BLOCKED NO_ASSISTANT",
				"4/1 - BLOCKED NO_ASSISTANT", "4/2 - BLOCKED NO_ASSISTANT", "5/1 - BLOCKED NO_ASSISTANT", "5/2 - BLOCKED NO_ASSISTANT",
			},
		},
		"nobody hired before the end: nothing is owed, nothing after it is listed": {
			change: func(f *payment.Facts) { f.Employments, f.End = nil, day("2025-07-01") },
			want:   []string{"1/1 - NOTHING_OWED €0.00", "2/1 - NOTHING_OWED €0.00"},
		},
		"hired for a day after the end": {
			change: func(f *payment.Facts) { f.Employments[0].Start, f.End = day("2024-09-01"), day("2024-08-31") },
			want:   []string{"1/1 - NOTHING_OWED €0.00"},
		},
		"signed by one party only": {
			change: func(f *payment.Facts) { f.BothSigned, f.Employments = false, nil },
			want: []string{
				"1/1 - BLOCKED NOT_SIGNED", "2/1 - BLOCKED NOT_SIGNED", "3/1 - BLOCKED NOT_SIGNED", "3/2 - BLOCKED NOT_SIGNED",
				"4/1 - BLOCKED NOT_SIGNED", "4/2 - BLOCKED NOT_SIGNED", "5/1 - BLOCKED NOT_SIGNED", "5/2 - BLOCKED NOT_SIGNED",
			},
		},
		"half the time worked: the half option is paid": {
			change: func(f *payment.Facts) { f.Employments[0].Reached = law.Half },
			want: []string{
				"1/1 2024-06-22 PAYABLE €19,000.00", "2/1 2025-06-22 PAYABLE €14,000.00",
				"3/1 2026-06-22 PAYABLE €5,500.00", "3/2 2027-06-22 PAYABLE €5,500.00",
				"4/1 2027-06-22 PAYABLE €5,500.00", "4/2 2028-06-22 PAYABLE €5,500.00",
				"5/1 2028-06-22 PAYABLE €5,500.00", "5/2 2029-06-22 PAYABLE €5,500.00",
			},
		},
		"a third of the time worked: the table has no first year for it": {
			change: func(f *payment.Facts) { f.Employments[0].Reached = law.Third },
			want: []string{
				"1/1 2024-06-22 BLOCKED NO_AMOUNT", "2/1 2025-06-22 PAYABLE €9,450.00",
				"3/1 2026-06-22 PAYABLE €3,675.00", "3/2 2027-06-22 PAYABLE €3,675.00",
				"4/1 2027-06-22 PAYABLE €3,675.00", "4/2 2028-06-22 PAYABLE €3,675.00",
				"5/1 2028-06-22 PAYABLE €3,675.00", "5/2 2029-06-22 PAYABLE €3,675.00",
			},
		},
		"a replacement inside year 1 counts from year 2 on, one on the anniversary at once": {
			change: func(f *payment.Facts) {
				f.Employments = append(f.Employments, payment.Employment{Start: day("2024-12-01"), Reached: law.Half}, payment.Employment{Start: day("2026-06-22"), Reached: law.Full})
			},
			want: append([]string{full[0], "2/1 2025-06-22 PAYABLE €14,000.00"}, full[2:]...),
		},
		"the assistant left before the anniversary: what falls due then is blocked": {
			change: func(f *payment.Facts) { f.Employments[0].End = day("2025-06-21") },
			want: []string{
				full[0], "2/1 2025-06-22 BLOCKED NO_ASSISTANT", "3/1 2026-06-22 BLOCKED NO_ASSISTANT", "3/2 2027-06-22 BLOCKED NO_ASSISTANT",
				"4/1 2027-06-22 BLOCKED NO_ASSISTANT", "4/2 2028-06-22 BLOCKED NO_ASSISTANT", "5/1 2028-06-22 BLOCKED NO_ASSISTANT", "5/2 2029-06-22 BLOCKED NO_ASSISTANT",
			},
		},
		"the assistant left on the anniversary: what falls due then is paid": {
			change: func(f *payment.Facts) { f.Employments[0].End = day("2025-06-22") },
			want: []string{
				full[0], full[1], "3/1 2026-06-22 BLOCKED NO_ASSISTANT", "3/2 2027-06-22 BLOCKED NO_ASSISTANT",
				"4/1 2027-06-22 BLOCKED NO_ASSISTANT", "4/2 2028-06-22 BLOCKED NO_ASSISTANT", "5/1 2028-06-22 BLOCKED NO_ASSISTANT", "5/2 2029-06-22 BLOCKED NO_ASSISTANT",
			},
		},
		"replaced after the anniversary, for half the time: paid, by the replacement's option": {
			change: func(f *payment.Facts) {
				f.Employments[0].End = day("2025-05-31")
				f.Employments = append(f.Employments,
					payment.Employment{Start: day("2025-07-01"), End: day("2026-06-21"), Reached: law.Half}, payment.Employment{Start: day("2026-06-22"), Reached: law.Full})
			},
			want: append([]string{full[0], "2/1 2025-06-22 PAYABLE €14,000.00"}, full[2:]...),
		},
		"a replacement that left while the first one is back does not count any more": {
			change: func(f *payment.Facts) {
				f.Employments = append(f.Employments, payment.Employment{Start: day("2025-02-01"), End: day("2025-06-21"), Reached: law.Half})
			},
			want: full,
		},
		"left, then suspended: the suspension is the reason": {
			change: func(f *payment.Facts) {
				f.Employments[0].End, f.Pauses = day("2025-05-31"), []law.Pause{{From: day("2025-06-01")}}
			},
			want: []string{
				full[0], "2/1 - BLOCKED SUSPENDED", "3/1 - BLOCKED SUSPENDED", "3/2 - BLOCKED SUSPENDED",
				"4/1 - BLOCKED SUSPENDED", "4/2 - BLOCKED SUSPENDED", "5/1 - BLOCKED SUSPENDED", "5/2 - BLOCKED SUSPENDED",
			},
		},
		"left, told after the payment: what was paid stands": {
			change: func(f *payment.Facts) { f.Employments[0].End, f.End = day("2025-05-31"), day("2026-06-21") },
			posted: posted(1, 1, 38000, 2, 1, 28000),
			want:   []string{"1/1 2024-06-22 PAID €38,000.00 posted €38,000.00 delta €0.00", "2/1 2025-06-22 PAID €28,000.00 posted €28,000.00 delta €0.00"},
		},
		"left before the end of a contract that was paid: the claim does not wait": {
			change: func(f *payment.Facts) { f.Employments[0].End, f.End = day("2024-07-31"), day("2024-08-31") },
			posted: posted(1, 1, 38000),
			want:   []string{"1/1 2024-06-22 OVERPAID €7,391.78 posted €38,000.00 delta -€30,608.22"},
		},
		"left on the last day in force: the last instalment is told": {
			change: func(f *payment.Facts) {
				f.End, f.Employments[0].End = day("2026-12-22"), day("2026-12-22") // 184 days of 365
				f.Measures = append(f.Measures[:1], registered("2026-12-10", 1560))
			},
			want: with(2, "3/1 2026-06-22 PAYABLE €11,000.00", "3/2 2026-12-23 PAYABLE €90.41"),
		},
		"left the day before the last day in force: the last instalment is blocked": {
			change: func(f *payment.Facts) {
				f.End, f.Employments[0].End = day("2026-12-22"), day("2026-12-21")
				f.Measures = append(f.Measures[:1], registered("2026-12-10", 1560))
			},
			want: with(2, "3/1 2026-06-22 PAYABLE €11,000.00", "3/2 2026-12-23 BLOCKED NO_ASSISTANT"),
		},
		"left on the term": {
			change: func(f *payment.Facts) { f.Employments[0].End = day("2029-06-21") },
			want:   full,
		},
		"left on the day before the term": {
			change: func(f *payment.Facts) { f.Employments[0].End = day("2029-06-20") },
			want:   append(slices.Clone(full[:7]), "5/2 2029-06-22 BLOCKED NO_ASSISTANT"),
		},
		"more worked than signed: the signed option is paid": {
			change: func(f *payment.Facts) { f.Option = law.Half },
			want: []string{
				"1/1 2024-06-22 PAYABLE €19,000.00", "2/1 2025-06-22 PAYABLE €14,000.00",
				"3/1 2026-06-22 PAYABLE €5,500.00", "3/2 2027-06-22 PAYABLE €5,500.00",
				"4/1 2027-06-22 PAYABLE €5,500.00", "4/2 2028-06-22 PAYABLE €5,500.00",
				"5/1 2028-06-22 PAYABLE €5,500.00", "5/2 2029-06-22 PAYABLE €5,500.00",
			},
		},
		"the bands that remain possible agree until year 3": {
			change: func(f *payment.Facts) { f.Bands = []law.Band{law.P70ToP90, law.P90ToP95} },
			want: with(2, "3/1 2026-06-22 BLOCKED BAND_UNSETTLED", "3/2 2027-06-22 BLOCKED BAND_UNSETTLED", "4/1 2027-06-22 BLOCKED BAND_UNSETTLED",
				"4/2 2028-06-22 BLOCKED BAND_UNSETTLED", "5/1 2028-06-22 BLOCKED BAND_UNSETTLED", "5/2 2029-06-22 BLOCKED BAND_UNSETTLED"),
		},
		"the bands that remain possible agree always": {
			change: func(f *payment.Facts) { f.Bands = []law.Band{law.P30ToP50, law.P50ToP70, law.P70ToP90} },
			want:   full,
		},
		"an amount that nobody knows": {
			change: func(f *payment.Facts) { f.Option, f.Employments[0].Reached = law.Two, law.Two },
			want: []string{
				"1/1 2024-06-22 BLOCKED AMOUNT_UNKNOWN", "2/1 2025-06-22 BLOCKED AMOUNT_UNKNOWN",
				"3/1 2026-06-22 BLOCKED AMOUNT_UNKNOWN", "3/2 2027-06-22 BLOCKED AMOUNT_UNKNOWN",
				"4/1 2027-06-22 BLOCKED AMOUNT_UNKNOWN", "4/2 2028-06-22 BLOCKED AMOUNT_UNKNOWN",
				"5/1 2028-06-22 BLOCKED AMOUNT_UNKNOWN", "5/2 2029-06-22 BLOCKED AMOUNT_UNKNOWN",
			},
		},
		"a measure that counts the other indicator only": {
			change: func(f *payment.Facts) {
				f.Measures = []payment.Measure{{On: day("2026-06-01"), Counts: []law.Count{{Indicator: law.ActiveFile, Patients: 3000}}}}
			},
			want: with(2, "3/1 2026-06-22 BLOCKED MEASURE_INCOMPLETE", "3/2 2027-06-22 BLOCKED MEASURE_MISSING",
				"4/1 2027-06-22 BLOCKED MEASURE_INCOMPLETE", "4/2 2028-06-22 BLOCKED MEASURE_MISSING",
				"5/1 2028-06-22 BLOCKED MEASURE_INCOMPLETE", "5/2 2029-06-22 BLOCKED MEASURE_MISSING"),
		},
		"the edges of the days that count": {
			change: func(f *payment.Facts) {
				// On the anniversary: the latest for the half it opens, and of the year it closes.
				f.Measures = []payment.Measure{registered("2026-06-22", 1560), registered("2027-06-22", 1430), registered("2028-06-23", 1560)}
			},
			want: with(2, "3/1 2026-06-22 PAYABLE €11,000.00", "3/2 2027-06-22 NOTHING_OWED €0.00",
				"4/1 2027-06-22 PAYABLE €5,500.00", "4/2 2028-06-22 BLOCKED MEASURE_MISSING",
				"5/1 2028-06-22 PAYABLE €5,500.00", "5/2 2029-06-22 PAYABLE €16,500.00"),
		},
		"of two measures of one day the last recorded counts": {
			change: func(f *payment.Facts) {
				f.Measures = append([]payment.Measure{registered("2027-06-01", 1300)}, f.Measures...)
				f.Measures = append(f.Measures, registered("2029-06-01", 1430))
			},
			want: append(slices.Clone(full[:7]), "5/2 2029-06-22 NOTHING_OWED €0.00"),
		},
		"no measure for the first half: the year is paid whole with the second": {
			change: func(f *payment.Facts) { f.Measures = f.Measures[1:] },
			want:   slices.Concat(full[:2], []string{"3/1 2026-06-22 NOTHING_OWED €0.00", "3/2 2027-06-22 PAYABLE €22,000.00"}, full[4:]),
		},
		"a suspension of four months moves what comes after it": {
			change: func(f *payment.Facts) {
				f.Pauses = []law.Pause{{From: day("2025-02-01"), Until: day("2025-06-01")}}
				f.Measures = append(f.Measures, registered("2029-10-20", 1560))
			},
			want: []string{
				"1/1 2024-06-22 PAYABLE €38,000.00", "2/1 2025-10-20 PAYABLE €28,000.00",
				"3/1 2026-10-20 PAYABLE €11,000.00", "3/2 2027-10-20 PAYABLE €11,000.00",
				"4/1 2027-10-20 PAYABLE €11,000.00", "4/2 2028-10-20 PAYABLE €11,000.00",
				"5/1 2028-10-20 PAYABLE €11,000.00", "5/2 2029-10-20 PAYABLE €11,000.00",
			},
		},
		"a suspension that runs hides what comes after its first day": {
			change: func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2025-06-22")}} },
			want: []string{
				"1/1 2024-06-22 PAYABLE €38,000.00", "2/1 - BLOCKED SUSPENDED", "3/1 - BLOCKED SUSPENDED", "3/2 - BLOCKED SUSPENDED",
				"4/1 - BLOCKED SUSPENDED", "4/2 - BLOCKED SUSPENDED", "5/1 - BLOCKED SUSPENDED", "5/2 - BLOCKED SUSPENDED",
			},
		},
		"a suspension that runs from the day after the anniversary": {
			change: func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2025-06-23")}} },
			want: []string{
				"1/1 2024-06-22 PAYABLE €38,000.00", "2/1 2025-06-22 PAYABLE €28,000.00", "3/1 - BLOCKED SUSPENDED", "3/2 - BLOCKED SUSPENDED",
				"4/1 - BLOCKED SUSPENDED", "4/2 - BLOCKED SUSPENDED", "5/1 - BLOCKED SUSPENDED", "5/2 - BLOCKED SUSPENDED",
			},
		},
		"first hired during a suspension: owed on the first day back": {
			change: func(f *payment.Facts) {
				f.Employments[0].Start = day("2024-08-01")
				f.Pauses = []law.Pause{{From: day("2024-07-01"), Until: day("2024-09-01")}}
				f.Measures = append(f.Measures, registered("2029-08-01", 1560))
			},
			want: []string{
				"1/1 2024-09-01 PAYABLE €38,000.00", "2/1 2025-08-23 PAYABLE €28,000.00",
				"3/1 2026-08-23 PAYABLE €11,000.00", "3/2 2027-08-23 PAYABLE €11,000.00",
				"4/1 2027-08-23 PAYABLE €11,000.00", "4/2 2028-08-23 PAYABLE €11,000.00",
				"5/1 2028-08-23 PAYABLE €11,000.00", "5/2 2029-08-23 PAYABLE €11,000.00",
			},
		},
		"first hired during a suspension that runs": {
			change: func(f *payment.Facts) {
				f.Employments[0].Start, f.Pauses = day("2024-08-01"), []law.Pause{{From: day("2024-07-01")}}
			},
			want: []string{
				"1/1 - BLOCKED SUSPENDED", "2/1 - BLOCKED SUSPENDED", "3/1 - BLOCKED SUSPENDED", "3/2 - BLOCKED SUSPENDED",
				"4/1 - BLOCKED SUSPENDED", "4/2 - BLOCKED SUSPENDED", "5/1 - BLOCKED SUSPENDED", "5/2 - BLOCKED SUSPENDED",
			},
		},
		"ended inside year 1, unpaid: the days in force": { // 22 June to 31 August: 71 days of 365
			change: func(f *payment.Facts) { f.End = day("2024-08-31") },
			want:   []string{"1/1 2024-06-22 PAYABLE €7,391.78"},
		},
		"ended inside year 1, paid: the rest is overpaid": {
			change: func(f *payment.Facts) { f.End = day("2024-08-31") },
			posted: posted(1, 1, 38000),
			want:   []string{"1/1 2024-06-22 OVERPAID €7,391.78 posted €38,000.00 delta -€30,608.22"},
		},
		"ended on the last day of year 1: all of it": {
			change: func(f *payment.Facts) { f.End = day("2025-06-21") },
			want:   full[:1],
		},
		"ended on the first day of year 2: one day": {
			change: func(f *payment.Facts) { f.End = day("2025-06-22") },
			want:   []string{full[0], "2/1 2025-06-22 PAYABLE €76.71"},
		},
		"ended inside year 3, measured, unpaid: the first half is no more than the year gives": { // 31 days of 365
			change: func(f *payment.Facts) {
				f.End = day("2026-07-22")
				f.Measures = append(f.Measures[:1], registered("2026-07-10", 1560))
			},
			want: with(2, "3/1 2026-06-22 PAYABLE €1,868.49", "3/2 2026-07-23 NOTHING_OWED €0.00"),
		},
		"ended inside year 3, measured, first half paid: the last one claims": {
			change: func(f *payment.Facts) {
				f.End = day("2026-07-22")
				f.Measures = append(f.Measures[:1], registered("2026-07-10", 1560))
			},
			posted: posted(1, 1, 38000, 2, 1, 28000, 3, 1, 11000),
			want: []string{
				"1/1 2024-06-22 PAID €38,000.00 posted €38,000.00 delta €0.00", "2/1 2025-06-22 PAID €28,000.00 posted €28,000.00 delta €0.00",
				"3/1 2026-06-22 PAID €11,000.00 posted €11,000.00 delta €0.00", "3/2 2026-07-23 OVERPAID -€9,131.51",
			},
		},
		"ended inside year 3, not measured: the first half is no more than the year could give": {
			change: func(f *payment.Facts) { f.End = day("2026-07-22") },
			want:   with(2, "3/1 2026-06-22 PAYABLE €1,868.49", "3/2 2026-07-23 BLOCKED MEASURE_MISSING"),
		},
		"ended during a suspension: no day in force after it began": { // 22 June 2026 to 30 June: 9 days
			change: func(f *payment.Facts) {
				f.End, f.Pauses = day("2026-10-31"), []law.Pause{{From: day("2026-07-01"), Until: day("2026-11-01")}}
				f.Measures = append(f.Measures[:1], registered("2026-06-30", 1560))
			},
			want: with(2, "3/1 2026-06-22 PAYABLE €542.47", "3/2 2026-11-01 NOTHING_OWED €0.00"),
		},
		"ended before a year that was paid": {
			change: func(f *payment.Facts) { f.End = day("2025-06-21") },
			posted: posted(1, 1, 38000, 2, 1, 28000),
			want:   []string{"1/1 2024-06-22 PAID €38,000.00 posted €38,000.00 delta €0.00", "2/1 - OVERPAID €0.00 posted €28,000.00 delta -€28,000.00"},
		},
		"a measure recorded late: the last instalment takes the difference": {
			change: func(f *payment.Facts) { f.Measures = append(f.Measures, registered("2026-06-10", 1430)) },
			posted: posted(1, 1, 38000, 2, 1, 28000, 3, 1, 11000),
			want: slices.Concat([]string{
				"1/1 2024-06-22 PAID €38,000.00 posted €38,000.00 delta €0.00", "2/1 2025-06-22 PAID €28,000.00 posted €28,000.00 delta €0.00",
				"3/1 2026-06-22 PAID €11,000.00 posted €11,000.00 delta €0.00",
			}, full[3:]),
		},
		"a measure recorded after the year was paid whole": {
			change: func(f *payment.Facts) { f.Measures = append(f.Measures[1:], registered("2026-06-10", 1430)) },
			posted: posted(1, 1, 38000, 2, 1, 28000, 3, 2, 22000),
			want: slices.Concat([]string{
				"1/1 2024-06-22 PAID €38,000.00 posted €38,000.00 delta €0.00", "2/1 2025-06-22 PAID €28,000.00 posted €28,000.00 delta €0.00",
				"3/1 2026-06-22 NOTHING_OWED €0.00", "3/2 2027-06-22 PAID €22,000.00 posted €22,000.00 delta €0.00",
			}, full[4:]),
		},
		"a better measure of the year, recorded after both halves were paid": {
			change: func(*payment.Facts) {},
			posted: posted(1, 1, 38000, 2, 1, 28000, 3, 1, 11000, 3, 2, 1000),
			want: slices.Concat([]string{
				"1/1 2024-06-22 PAID €38,000.00 posted €38,000.00 delta €0.00", "2/1 2025-06-22 PAID €28,000.00 posted €28,000.00 delta €0.00",
				"3/1 2026-06-22 PAID €11,000.00 posted €11,000.00 delta €0.00", "3/2 2027-06-22 UNDERPAID €11,000.00 posted €1,000.00 delta €10,000.00",
			}, full[4:]),
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, "2024-06-22")
			f.Measures = reached()
			c.change(&f)
			compare(t, payment.Dues(l, f, c.posted, civil.Date{}), c.want)
		})
	}
}

func TestBeforeTheYearIsOverALateMeasureShowsOnTheFirstHalf(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	f.Measures = []payment.Measure{registered("2026-06-01", 1560), registered("2026-06-10", 1430)}
	got := pick(t, payment.Dues(l, f, posted(3, 1, 11000), day("2027-06-21")), 3, 1)
	if want := "3/1 2026-06-22 OVERPAID €5,500.00 posted €11,000.00 delta -€5,500.00"; line(got) != want {
		t.Errorf("got %s, want %s", line(got), want)
	}
	f.Measures = f.Measures[:1]
	got = pick(t, payment.Dues(l, f, posted(3, 1, 5500), day("2027-06-21")), 3, 1)
	if want := "3/1 2026-06-22 UNDERPAID €11,000.00 posted €5,500.00 delta €5,500.00"; line(got) != want {
		t.Errorf("got %s, want %s", line(got), want)
	}
}

func TestTheYearsOwnMeasureDoesNotCutTheFirstHalfBeforeTheYearIsOver(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	f.Measures = []payment.Measure{registered("2026-06-01", 1560), registered("2026-07-01", 1300)}
	for through, want := range map[string]string{
		"2026-07-31": "3/1 2026-06-22 PAYABLE €11,000.00",
		"2027-06-21": "3/1 2026-06-22 PAYABLE €11,000.00",
		"2027-06-22": "3/1 2026-06-22 NOTHING_OWED €0.00",
	} {
		if got := line(pick(t, payment.Dues(l, f, nil, day(through)), 3, 1)); got != want {
			t.Errorf("through %s: got %s, want %s", through, got, want)
		}
	}
}

func TestADueIsUpcomingUntilItsDay(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	for through, want := range map[string]payment.State{"2025-06-21": payment.Upcoming, "2025-06-22": payment.Payable} {
		if got := pick(t, payment.Dues(l, f, nil, day(through)), 2, 1).State; got != want {
			t.Errorf("through %s the due of 2025-06-22 is %s, want %s", through, got, want)
		}
	}
}

func TestAContractOfAvenant7IsPaidSeventyAndThirty(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2020-02-29")
	dues := payment.Dues(l, f, nil, civil.Date{})
	first, rest := pick(t, dues, 1, 1), pick(t, dues, 1, 2)
	if got, want := line(first)+" by "+first.PayBy.String(), "1/1 2020-02-29 PAYABLE €25,200.00 by 2020-03-15"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := line(rest), "1/2 2021-02-28 PAYABLE €10,800.00"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if first.Computation.ShareBP != 7000 || rest.Computation.ShareBP != 0 || rest.Computation.Earlier.Cents != 2520000 {
		t.Errorf("shares %d and %d, earlier %v; want 7000, none, 2520000 cents", first.Computation.ShareBP, rest.Computation.ShareBP, rest.Computation.Earlier)
	}
}

func TestAContractOfAvenant7EndedInYear1BeforeTheRestWasPaid(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2020-10-01")
	f.End = day("2020-12-31") // 92 days of 365: 36 000 × 92/365 = 9 073.97
	compare(t, payment.Dues(l, f, nil, civil.Date{}), []string{"1/1 2020-10-01 PAYABLE €9,073.97", "1/2 2021-01-01 NOTHING_OWED €0.00"})
	compare(t, payment.Dues(l, f, posted(1, 1, 25200), civil.Date{}), []string{
		"1/1 2020-10-01 PAID €25,200.00 posted €25,200.00 delta €0.00", "1/2 2021-01-01 OVERPAID -€16,126.03",
	})
}

func TestAnApplicationIsShownAsIfItsObjectivesWereReached(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	f.ContractID, f.Prospective, f.BothSigned = "", true, false
	f.Employments[0].Start = day("2024-09-01")
	dues := payment.Dues(l, f, nil, civil.Date{})
	compare(t, dues, []string{
		"1/1 2024-09-01 UPCOMING €38,000.00", "2/1 2025-06-22 UPCOMING €28,000.00",
		"3/1 2026-06-22 UPCOMING €11,000.00", "3/2 2027-06-22 UPCOMING €11,000.00",
		"4/1 2027-06-22 UPCOMING €11,000.00", "4/2 2028-06-22 UPCOMING €11,000.00",
		"5/1 2028-06-22 UPCOMING €11,000.00", "5/2 2029-06-22 UPCOMING €11,000.00",
	})
	supposed := func(d payment.Due) (all string) {
		for _, p := range d.Computation.Assumptions {
			all += p.FR
		}
		return all
	}
	if got := supposed(dues[0]); strings.Contains(got, "objectifs") || !strings.Contains(got, "1er septembre 2024") {
		t.Errorf("year 1 supposes %q, want the hiring and no objective", got)
	}
	if got := supposed(dues[2]); !strings.Contains(got, "Si les objectifs sont atteints") {
		t.Errorf("year 3 supposes %q, want the objectives", got)
	}
	if r := dues[2].Computation.Ratio; r == nil || *r != (money.Ratio{Num: 1, Den: 1}) {
		t.Errorf("year 3 has the ratio %v, want 1", r)
	}
}

func TestADueWithoutAssistantSaysWhoLeftAndWhatHelps(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	f.Employments[0].End = day("2025-05-31")
	got := pick(t, payment.Dues(l, f, nil, day("2025-06-22")), 2, 1)
	if got.BlockedBy == nil || got.BlockedBy.Cite.Cell != "calendar.departure" {
		t.Fatalf("got %s citing %+v, want NO_ASSISTANT by the cell of the departure", line(got), got.BlockedBy)
	}
	wantFR := "Personne n'est employé le 22 juin 2025\u00a0: le dernier assistant est parti le 31 mai 2025 et n'a pas été remplacé. Enregistrer le remplaçant, ou suspendre le contrat."
	wantEN := "Nobody is employed on 2025-06-22: the last assistant left on 2025-05-31 and was not replaced. Record the replacement, or suspend the contract."
	if got.BlockedBy.Text.FR != wantFR || got.BlockedBy.Text.EN != wantEN || !strings.HasSuffix(got.Computation.Explanation.FR, wantFR) {
		t.Errorf("got %+v\nwant %q\nand %q", got.BlockedBy.Text, wantFR, wantEN)
	}
	before := pick(t, payment.Dues(l, f, nil, day("2025-06-21")), 2, 1)
	if want := "2/1 2025-06-22 UPCOMING €28,000.00"; line(before) != want {
		t.Errorf("the day before: got %s, want %s", line(before), want)
	}
	f.End = day("2025-08-31")
	if got := pick(t, payment.Dues(l, f, nil, civil.Date{}), 2, 1); got.BlockedBy == nil || !strings.HasSuffix(got.BlockedBy.Text.EN, "nothing more is paid.") {
		t.Errorf("after the end: got %s, %+v", line(got), got.BlockedBy)
	}
}

func TestEveryAmountIsExplainedToTheCent(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	f.Measures = append(reached()[:1], registered("2027-02-01", 1441)) // 141 of 260
	f.End = day("2027-03-15")                                          // 267 days of 365
	dues := payment.Dues(l, f, nil, day("2026-12-31"))
	cases := map[string]struct {
		due    payment.Due
		wanted []string
	}{
		"year 1": {pick(t, dues, 1, 1), []string{
			"38\u00a0000,00\u00a0€ pour 1 ETP, tranche P50–P70 (convention-2024, amounts.full.year_1.below_p95)",
			"Versement unique\u00a0: 38\u00a0000,00\u00a0€", "le 22 juin 2024, à payer au plus tard le 22 juillet 2024",
		}},
		"the first half": {pick(t, dues, 3, 1), []string{
			"1\u00a0560\u00a0patients pour 1\u00a0560 attendus", "50\u00a0% de 22\u00a0000,00\u00a0€ = 11\u00a0000,00\u00a0€",
			"limité à 8\u00a0727,44\u00a0€",
		}},
		"the rest": {pick(t, dues, 3, 2), []string{
			"Sur 260 à gagner", "141", "267\u00a0jours en vigueur sur 365",
			"22\u00a0000,00\u00a0€ × 141/260 (54,23\u00a0%) × 267/365 = 8\u00a0727,44\u00a0€, arrondi au centime",
			"Solde\u00a0: 8\u00a0727,44\u00a0€ − 8\u00a0727,44\u00a0€ du premier versement = 0,00\u00a0€",
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			said := c.due.Computation.Explanation
			for _, part := range c.wanted {
				if !strings.Contains(said.FR, part) {
					t.Errorf("the explanation is\n%s\nwant in it %q", said.FR, part)
				}
			}
			if said.EN == "" || strings.Count(said.EN, "€") != strings.Count(said.FR, "€") {
				t.Errorf("the English one names other amounts:\n%s\n%s", said.FR, said.EN)
			}
		})
	}
	rest := cases["the rest"].due.Computation
	if first := rest.Citations[0].Cell; first != "amounts.full.year_3_and_after.below_p90" {
		t.Errorf("the first cell is %s, want the row of the table", first)
	}
	if rest.DaysInForce != 267 || rest.DaysInYear != 365 || rest.MeasuredOn != day("2027-02-01") || *rest.Ratio != (money.Ratio{Num: 141, Den: 260}) {
		t.Errorf("computed with %d/%d days, measure of %s, ratio %v", rest.DaysInForce, rest.DaysInYear, rest.MeasuredOn, *rest.Ratio)
	}
	for _, cell := range []string{"calendar.pro_rata", "calendar.day_count", "calendar.rounding", "calendar.ratio"} {
		if !slices.ContainsFunc(rest.Citations, func(c law.Citation) bool { return c.Cell == cell }) {
			t.Errorf("the rest does not cite %s", cell)
		}
	}
	if got := rest.Certainty(); got != law.Derived {
		t.Errorf("the certainty is %s, want the weakest, DERIVED", got)
	}
}

func TestNoCellIsCitedTwiceAndNoneWithoutPath(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2020-10-01")
	f.Measures = reached()
	for _, d := range payment.Dues(l, f, nil, civil.Date{}) {
		seen := map[string]bool{}
		for _, c := range d.Computation.Citations {
			if key := c.TextID + " " + c.Cell; c.Cell == "" || seen[key] {
				t.Errorf("due %s cites %q twice, or without a path", d.Key, key)
			} else {
				seen[key] = true
			}
		}
		if len(seen) == 0 {
			t.Errorf("due %s cites nothing", d.Key)
		}
	}
}
