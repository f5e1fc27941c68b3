package payment_test

import (
	"strings"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/payment/internal/payment"
)

// changing is a contract of 1/2 ETP of 2024-06-22 that becomes one of 1 ETP with its
// fourth year, then to gain 390 patients instead of 260.
func changing(t *testing.T, l *law.Law) payment.Facts {
	t.Helper()
	f := signed(t, l, "2024-06-22")
	f.Option = law.Half
	f.Changes = []payment.Change{{FromYear: 4, Option: law.Full, Goals: []law.Goal{{Indicator: law.RegisteredPatients, Start: 1300, ToGain: 390}}}}
	f.Measures = []payment.Measure{
		registered("2026-06-22", 1430), registered("2027-06-22", 1495), registered("2028-06-22", 1625), registered("2029-06-22", 1690),
	}
	return f
}

func TestEachYearIsPaidByTheOptionAndTheObjectivesThatItHas(t *testing.T) {
	l := theLaw(t)
	// By hand. Year 3: 11 000 × 195/260 = 8 250, of which 11 000 × 130/260 ÷ 2 came first.
	// Year 4: 22 000 × 325/390 = 18 333.33, of which 22 000 × 195/390 ÷ 2 came first: the
	// measure of 22 June 2027 closes year 3 with 260 to gain and opens year 4 with 390.
	want := []string{
		"1/1 2024-06-22 PAYABLE €19,000.00", "2/1 2025-06-22 PAYABLE €14,000.00",
		"3/1 2026-06-22 PAYABLE €2,750.00", "3/2 2027-06-22 PAYABLE €5,500.00",
		"4/1 2027-06-22 PAYABLE €5,500.00", "4/2 2028-06-22 PAYABLE €12,833.33",
		"5/1 2028-06-22 PAYABLE €9,166.67", "5/2 2029-06-22 PAYABLE €12,833.33",
	}
	dues := payment.Dues(l, changing(t, l), nil, civil.Date{})
	compare(t, dues, want)
	fourth := pick(t, dues, 4, 1).Computation
	if fourth.Option != law.Full || !strings.Contains(fourth.Explanation.EN, "By amendment the option is 1 ETP from year 4 on (signed: 1/2 ETP)") {
		t.Errorf("year 4 is explained by %q", fourth.Explanation.EN)
	}
	cited := false
	for _, c := range fourth.Citations {
		cited = cited || strings.HasSuffix(c.Cell, "option_change")
	}
	if !cited {
		t.Errorf("year 4 does not cite the rule on the change of option: %v", fourth.Citations)
	}
	if third := pick(t, dues, 3, 1).Computation; strings.Contains(third.Explanation.EN, "amendment") {
		t.Errorf("year 3 is explained by the amendment: %q", third.Explanation.EN)
	}
}

func TestOfTwoChangesTheLaterYearIsPaidAndOfOneYearTheLaterAmendment(t *testing.T) {
	l := theLaw(t)
	f := changing(t, l)
	goals := f.Changes[0].Goals
	f.Changes = []payment.Change{
		{FromYear: 5, Option: law.Full, Goals: goals}, {FromYear: 3, Option: law.Full, Goals: goals}, {FromYear: 3, Option: law.Half, Goals: f.Goals},
	}
	for year, want := range map[int]law.Option{1: law.Half, 3: law.Half, 4: law.Half, 5: law.Full} {
		if got := pick(t, payment.Dues(l, f, nil, civil.Date{}), year, 1).Computation.Option; got != want {
			t.Errorf("year %d is paid as %s, want %s", year, got, want)
		}
	}
}

func TestAnAssistantOfHalfTheTimeKeepsTheHalfOption(t *testing.T) {
	l := theLaw(t)
	f := changing(t, l)
	f.Employments[0].Reached = law.Half
	d := pick(t, payment.Dues(l, f, nil, civil.Date{}), 4, 1)
	if line(d) != "4/1 2027-06-22 PAYABLE €2,750.00" || !strings.Contains(d.Computation.Explanation.EN, "reaches 1/2 ETP: this option is paid, not 1 ETP") {
		t.Errorf("got %s, %s", line(d), d.Computation.Explanation.EN)
	}
}

func TestARenewalWhoseCounterGoesOnIsPaidByItsYearNumbers(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2025-06-22")
	f.FirstYear = 6
	f.Measures = []payment.Measure{registered("2025-06-22", 1430), registered("2026-06-22", 1560), registered("2027-07-02", 1560)}
	f.Pauses = []law.Pause{{From: day("2026-12-01"), Until: day("2026-12-11")}}
	dues := payment.Dues(l, f, payment.Posted{{ContractID: "ctr_1", Year: 6, Instalment: 1}: 550_000}, day("2028-01-01"))
	compare(t, dues, []string{
		"6/1 2025-06-22 PAID €5,500.00 posted €5,500.00 delta €0.00", "6/2 2026-06-22 PAYABLE €16,500.00",
		"7/1 2026-06-22 PAYABLE €11,000.00", "7/2 2027-07-02 PAYABLE €11,000.00",
		"8/1 2027-07-02 PAYABLE €11,000.00", "8/2 2028-07-02 UPCOMING",
		"9/1 2028-07-02 UPCOMING €11,000.00", "9/2 2029-07-02 UPCOMING",
		"10/1 2029-07-02 UPCOMING €11,000.00", "10/2 2030-07-02 UPCOMING",
	})
	if moved := pick(t, dues, 8, 1).Computation.Explanation.EN; !strings.Contains(moved, "moved the beginning of this year by 10 days") {
		t.Errorf("year 8 is explained by %q", moved)
	}
}
