package payment_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
)

func theLaw(t testing.TB) *law.Law {
	t.Helper()
	l, err := law.Embedded()
	if err != nil {
		t.Fatalf("the law does not load: %v", err)
	}
	return l
}

func day(s string) civil.Date { return civil.MustParse(s) }

func text(t testing.TB, l *law.Law, signed civil.Date) *law.Text {
	t.Helper()
	found, ok := l.TextOn(signed)
	if !ok {
		t.Fatalf("no text in force on %s", signed)
	}
	return found
}

// signed is a contract of 1 ETP below P90, signed and hired on a day, with the
// objective to gain 260 registered patients from 1 300.
func signed(t testing.TB, l *law.Law, on string) payment.Facts {
	t.Helper()
	return payment.Facts{
		ContractID: "ctr_1", Text: text(t, l, day(on)), Option: law.Full, Bands: []law.Band{law.P50ToP70},
		Goals:       []law.Goal{{Indicator: law.RegisteredPatients, Start: 1300, ToGain: 260}},
		Employments: []payment.Employment{{Start: day(on), Reached: law.Full}},
		Signed:      day(on), BothSigned: true,
	}
}

// registered is a measure of registered patients.
func registered(on string, patients int) payment.Measure {
	return payment.Measure{On: day(on), Counts: []law.Count{{Indicator: law.RegisteredPatients, Patients: patients}}}
}

// line writes a due in one line: key, day, state, owed, delta, reason.
func line(d payment.Due) string {
	parts := []string{fmt.Sprintf("%d/%d", d.Key.Year, d.Key.Instalment), day10(d.On), d.State.String()}
	if d.Owed.Known {
		parts = append(parts, d.Owed.Cents.English())
	}
	if d.Posted != 0 {
		parts = append(parts, "posted "+d.Posted.English(), "delta "+d.Delta().Cents.English())
	}
	if d.BlockedBy != nil {
		parts = append(parts, d.BlockedBy.Code)
	}
	return strings.Join(parts, " ")
}

func day10(d civil.Date) string {
	if d.IsZero() {
		return "-"
	}
	return d.String()
}

func lines(dues []payment.Due) []string {
	all := make([]string, len(dues))
	for i, d := range dues {
		all[i] = line(d)
	}
	return all
}

func compare(t *testing.T, got []payment.Due, want []string) {
	t.Helper()
	if seen := lines(got); !slices.Equal(seen, want) {
		t.Errorf("dues are\n  %s\nwant\n  %s", strings.Join(seen, "\n  "), strings.Join(want, "\n  "))
	}
}

// pick is one due of a list.
func pick(t testing.TB, dues []payment.Due, year, instalment int) payment.Due {
	t.Helper()
	for _, d := range dues {
		if d.Key.Year == year && d.Key.Instalment == instalment {
			return d
		}
	}
	t.Fatalf("no due %d/%d among %v", year, instalment, lines(dues))
	return payment.Due{}
}

func posted(pairs ...any) payment.Posted {
	p := payment.Posted{}
	for i := 0; i < len(pairs); i += 3 {
		p[payment.Key{ContractID: "ctr_1", Year: pairs[i].(int), Instalment: pairs[i+1].(int)}] = money.Cents(pairs[i+2].(int) * 100)
	}
	return p
}

func TestTheInstalmentsOfThePublishedCases(t *testing.T) {
	l := theLaw(t)
	both := []law.Goal{{Indicator: law.RegisteredPatients, Start: 2059, ToGain: 102}, {Indicator: law.ActiveFile, Start: 2333, ToGain: 116}}
	counted := func(on string, mt, fa int) payment.Measure {
		return payment.Measure{On: day(on), Counts: []law.Count{{Indicator: law.RegisteredPatients, Patients: mt}, {Indicator: law.ActiveFile, Patients: fa}}}
	}
	cases := map[string]struct {
		change  func(f *payment.Facts)
		signed  string
		through string
		want    []string
	}{
		"gen-2020-zip-full": {
			signed: "2020-10-01",
			change: func(f *payment.Facts) {
				f.Bands, f.Goals, f.Measures = []law.Band{law.P95AndAbove}, both, []payment.Measure{counted("2025-03-31", 2673, 2013)}
			},
			want: []string{
				"1/1 2020-10-01 PAYABLE €25,200.00",
				"1/2 2021-10-01 PAYABLE €10,800.00",
				"2/1 2021-10-01 PAYABLE €36,000.00",
				"3/1 2022-10-01 BLOCKED MEASURE_MISSING",
				"3/2 2023-10-01 BLOCKED MEASURE_MISSING",
				"4/1 2023-10-01 BLOCKED MEASURE_MISSING",
				"4/2 2024-10-01 BLOCKED MEASURE_MISSING",
				"5/1 2024-10-01 NOTHING_OWED €0.00",
				"5/2 2025-10-01 NOTHING_OWED €0.00",
			},
		},
		"gen-2020-zip-full seen in June 2025: no advance": {
			signed: "2020-10-01", through: "2025-06-30",
			change: func(f *payment.Facts) {
				f.Bands, f.Goals, f.Measures = []law.Band{law.P95AndAbove}, both, []payment.Measure{counted("2025-03-31", 2673, 2013)}
			},
			want: []string{
				"1/1 2020-10-01 PAYABLE €25,200.00",
				"1/2 2021-10-01 PAYABLE €10,800.00",
				"2/1 2021-10-01 PAYABLE €36,000.00",
				"3/1 2022-10-01 BLOCKED MEASURE_MISSING",
				"3/2 2023-10-01 BLOCKED MEASURE_MISSING",
				"4/1 2023-10-01 BLOCKED MEASURE_MISSING",
				"4/2 2024-10-01 BLOCKED MEASURE_MISSING",
				"5/1 2024-10-01 BLOCKED MEASURE_MISSING",
				"5/2 2025-10-01 UPCOMING",
			},
		},
		"fmf-2019-half, all measured and reached": {
			signed: "2019-11-04",
			change: func(f *payment.Facts) {
				f.Option, f.Bands = law.Half, []law.Band{law.P70ToP90}
				f.Employments[0].Reached = law.Half
				f.Goals = []law.Goal{{Indicator: law.RegisteredPatients, Start: 975, ToGain: 221}, {Indicator: law.ActiveFile, Start: 2355, ToGain: 294}}
				f.Measures = []payment.Measure{counted("2021-11-04", 1196, 2649), counted("2022-11-04", 1196, 2649), counted("2023-11-04", 1196, 2649), counted("2024-11-04", 1196, 2649)}
			},
			want: []string{
				"1/1 2019-11-04 PAYABLE €12,600.00",
				"1/2 2020-11-04 PAYABLE €5,400.00",
				"2/1 2020-11-04 PAYABLE €13,500.00",
				"3/1 2021-11-04 PAYABLE €5,250.00",
				"3/2 2022-11-04 PAYABLE €5,250.00",
				"4/1 2022-11-04 PAYABLE €5,250.00",
				"4/2 2023-11-04 PAYABLE €5,250.00",
				"5/1 2023-11-04 PAYABLE €5,250.00",
				"5/2 2024-11-04 PAYABLE €5,250.00",
			},
		},
		"c24-full-ordinary, half reached in year 3": {
			signed: "2024-06-22",
			change: func(f *payment.Facts) {
				f.Measures = []payment.Measure{
					registered("2026-06-01", 1560), registered("2027-06-01", 1430),
					registered("2028-06-01", 1600), registered("2029-06-01", 1560),
				}
			},
			want: []string{
				"1/1 2024-06-22 PAYABLE €38,000.00",
				"2/1 2025-06-22 PAYABLE €28,000.00",
				"3/1 2026-06-22 PAYABLE €11,000.00",
				"3/2 2027-06-22 NOTHING_OWED €0.00",
				"4/1 2027-06-22 PAYABLE €5,500.00",
				"4/2 2028-06-22 PAYABLE €16,500.00",
				"5/1 2028-06-22 PAYABLE €11,000.00",
				"5/2 2029-06-22 PAYABLE €11,000.00",
			},
		},
		"c24-half-p90, nothing measured yet": {
			signed: "2024-09-02", through: "2026-09-02",
			change: func(f *payment.Facts) {
				f.Option, f.Bands, f.Employments[0].Reached = law.Half, []law.Band{law.P90ToP95}, law.Half
			},
			want: []string{
				"1/1 2024-09-02 PAYABLE €19,000.00",
				"2/1 2025-09-02 PAYABLE €14,000.00",
				"3/1 2026-09-02 BLOCKED MEASURE_MISSING",
				"3/2 2027-09-02 UPCOMING",
				"4/1 2027-09-02 UPCOMING",
				"4/2 2028-09-02 UPCOMING",
				"5/1 2028-09-02 UPCOMING",
				"5/2 2029-09-02 UPCOMING",
			},
		},
		"c24-two-gynaecologists, each of them": {
			signed: "2025-01-06", through: "2025-01-06",
			change: func(f *payment.Facts) { f.Option, f.Employments[0].Reached = law.Half, law.Half },
			want: []string{
				"1/1 2025-01-06 PAYABLE €19,000.00",
				"2/1 2026-01-06 UPCOMING €14,000.00",
				"3/1 2027-01-06 UPCOMING",
				"3/2 2028-01-06 UPCOMING",
				"4/1 2028-01-06 UPCOMING",
				"4/2 2029-01-06 UPCOMING",
				"5/1 2029-01-06 UPCOMING",
				"5/2 2030-01-06 UPCOMING",
			},
		},
		"ra-2023-full-1300, the amounts of 2024 from the first anniversary": {
			signed: "2023-06-22", through: "2024-06-22",
			change: func(*payment.Facts) {},
			want: []string{
				"1/1 2023-06-22 PAYABLE €36,000.00",
				"2/1 2024-06-22 PAYABLE €28,000.00",
				"3/1 2025-06-22 UPCOMING",
				"3/2 2026-06-22 UPCOMING",
				"4/1 2026-06-22 UPCOMING",
				"4/2 2027-06-22 UPCOMING",
				"5/1 2027-06-22 UPCOMING",
				"5/2 2028-06-22 UPCOMING",
			},
		},
		"a year that began on 2024-06-21 keeps the old amount": {
			signed: "2023-06-21", through: "2024-06-21",
			change: func(*payment.Facts) {},
			want: []string{
				"1/1 2023-06-21 PAYABLE €36,000.00",
				"2/1 2024-06-21 PAYABLE €27,000.00",
				"3/1 2025-06-21 UPCOMING",
				"3/2 2026-06-21 UPCOMING",
				"4/1 2026-06-21 UPCOMING",
				"4/2 2027-06-21 UPCOMING",
				"5/1 2027-06-21 UPCOMING",
				"5/2 2028-06-21 UPCOMING",
			},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, c.signed)
			c.change(&f)
			var through civil.Date
			if c.through != "" {
				through = day(c.through)
			}
			compare(t, payment.Dues(l, f, nil, through), c.want)
		})
	}
}
