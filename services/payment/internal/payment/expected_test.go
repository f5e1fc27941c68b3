package payment_test

import (
	"fmt"
	"slices"
	"testing"

	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
)

func TestWhatASignedContractCanCostAtMost(t *testing.T) {
	l := theLaw(t)
	for name, c := range map[string]struct {
		change func(*payment.Facts)
		want   []money.Cents // by contract year
		told   bool
	}{
		"on its first day":        {func(*payment.Facts) {}, []money.Cents{3800000, 2800000, 2200000, 2200000, 2200000}, true},
		"before anybody is hired": {func(f *payment.Facts) { f.Employments = nil }, []money.Cents{3800000, 2800000, 2200000, 2200000, 2200000}, true},
		"a year that was measured is what it is": {func(f *payment.Facts) {
			f.Measures = []payment.Measure{registered("2027-05-31", 1430)} // 130 of 260
		}, []money.Cents{3800000, 2800000, 1100000, 2200000, 2200000}, true},
		"ended inside year 1": {func(f *payment.Facts) { f.End = day("2024-08-31") }, []money.Cents{739178}, true},
		"while it is suspended": {func(f *payment.Facts) {
			f.Pauses = []law.Pause{{From: day("2024-09-01")}}
		}, []money.Cents{3800000, 2800000, 2200000, 2200000, 2200000}, true},
		"that nobody signed": {func(f *payment.Facts) { f.BothSigned = false }, nil, true},
		"whose band is not settled and changes the amount": {func(f *payment.Facts) {
			f.Bands = []law.Band{law.P50ToP70, law.P95AndAbove}
		}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := signed(t, l, "2024-06-22")
			c.change(&f)
			years, told := payment.Expected(l, f)
			var got []money.Cents
			for i, y := range years {
				if y.Year != i+1 {
					t.Errorf("year %d is in place %d", y.Year, i+1)
				}
				got = append(got, y.Cents)
			}
			if told != c.told || !slices.Equal(got, c.want) {
				t.Errorf("got %v, %t, want %v, %t", got, told, c.want, c.told)
			}
		})
	}
}

func TestAForecastSharesTheCommitmentOutOverTheInstalmentsThatDidNotUseIt(t *testing.T) {
	l := theLaw(t)
	f := signed(t, l, "2024-06-22")
	f.ContractID = "ctr_1"
	f.Measures = []payment.Measure{registered("2026-06-22", 1430)}
	on := day("2024-06-22")
	fact := func(key string) ledger.Fact {
		return ledger.Fact{Key: key, FundCode: "751", On: on, Recorded: on, Actor: "a", Reason: "r"}
	}
	years, _ := payment.Expected(l, f)
	first := ledger.Due{ContractID: "ctr_1", Year: 3, Instalment: 1}
	book := &ledger.Book{}
	add := func(made ledger.Transaction, err error) {
		if err == nil {
			err = book.Post(made)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	add(ledger.Engage(fact("E"), "ctr_1", years))
	add(ledger.Recognise(fact("R"), first, 550000))
	add(ledger.Use(fact("U"), first, 550000))
	add(ledger.Dispatch(fact("D"), first, 500000))
	var forecast payment.Forecast
	forecast.Add(l, f, book)
	unsettled := f
	unsettled.ContractID, unsettled.Bands = "ctr_2", []law.Band{law.P50ToP70, law.P95AndAbove}
	forecast.Add(l, unsettled, book)
	var got []string
	for _, r := range forecast.Rows() {
		got = append(got, fmt.Sprintf("%d paid %d payable %d committed %d", r.Year, r.Paid, r.Payable, r.Committed))
	}
	want := []string{
		"2024 paid 0 payable 0 committed 3800000",
		"2025 paid 0 payable 0 committed 2800000",
		"2026 paid 500000 payable 50000 committed 0",
		"2027 paid 0 payable 0 committed 2750000", // what year 3 has left, and half of year 4
		"2028 paid 0 payable 0 committed 2200000",
		"2029 paid 0 payable 0 committed 1100000",
	}
	if !slices.Equal(got, want) || forecast.Unknown != 1 {
		t.Errorf("got %v, %d unknown, want %v, 1 unknown", got, forecast.Unknown, want)
	}
}
