package money_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"assistmed/services/internal/money"

	"pgregory.net/rapid"
)

func TestAmountsAreWrittenInBothTypographies(t *testing.T) {
	for _, c := range []struct {
		cents           money.Cents
		french, english string
	}{
		{3_600_000, "36\u00a0000,00\u00a0€", "€36,000.00"},
		{0, "0,00\u00a0€", "€0.00"},
		{5, "0,05\u00a0€", "€0.05"},
		{-5, "-0,05\u00a0€", "-€0.05"},
		{99_999, "999,99\u00a0€", "€999.99"},
		{100_000, "1\u00a0000,00\u00a0€", "€1,000.00"},
		{-123_456_789, "-1\u00a0234\u00a0567,89\u00a0€", "-€1,234,567.89"},
		{math.MaxInt64, "92\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,07\u00a0€", "€92,233,720,368,547,758.07"},
		{math.MinInt64, "-92\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,08\u00a0€", "-€92,233,720,368,547,758.08"},
	} {
		if got := c.cents.French(); got != c.french {
			t.Errorf("%d in French is %q, wanted %q", int64(c.cents), got, c.french)
		}
		if got := c.cents.English(); got != c.english || c.cents.String() != got {
			t.Errorf("%d in English is %q and as a string %q, wanted %q", int64(c.cents), got, c.cents, c.english)
		}
	}
}

func TestAnAmountTimesARatioIsRoundedToTheNearestCentHalvesUp(t *testing.T) {
	for _, c := range []struct {
		name     string
		cents    money.Cents
		num, den int64
		want     money.Cents
	}{
		{"whole", 2_200_000, 1, 1, 2_200_000},
		{"nothing", 2_200_000, 0, 1, 0},
		{"half of an odd cent goes up", 1, 1, 2, 1},
		{"half of an odd debt goes away from zero", -1, 1, 2, -1},
		{"just below a half", 10_000, 49_999, 1_000_000, 500},
		{"a third", 100, 1, 3, 33},
		{"two thirds", 100, 2, 3, 67},
		{"share of days", 2_200_000, 100, 366, 601_093},
		{"a negative ratio", 100, -1, 3, -33},
		{"no ratio", 100, 0, 0, 0},
		{"more than 64 bits between", math.MaxInt64, math.MaxInt64 - 1, math.MaxInt64, math.MaxInt64 - 1},
	} {
		if got := c.cents.Times(money.Ratio{Num: c.num, Den: c.den}); got != c.want {
			t.Errorf("%s: %d × %d/%d = %d, wanted %d", c.name, int64(c.cents), c.num, c.den, int64(got), int64(c.want))
		}
	}
}

func TestRatiosAreComparedAsNumbers(t *testing.T) {
	for _, c := range []struct {
		a, b money.Ratio
		want int
	}{
		{money.Ratio{Num: 1, Den: 2}, money.Ratio{Num: 2, Den: 4}, 0},
		{money.Ratio{Num: 1, Den: 3}, money.Ratio{Num: 1, Den: 2}, -1},
		{money.Ratio{Num: -1, Den: 3}, money.Ratio{Num: 0, Den: 7}, -1},
		{money.Ratio{Num: math.MaxInt64, Den: 1}, money.Ratio{Num: math.MaxInt64 - 1, Den: 1}, 1},
		{money.Ratio{Num: math.MaxInt64 - 1, Den: math.MaxInt64}, money.Ratio{Num: 1, Den: 1}, -1},
	} {
		if got := c.a.Compare(c.b); got != c.want {
			t.Errorf("%v against %v: %d, wanted %d", c.a, c.b, got, c.want)
		}
		if got := c.b.Compare(c.a); got != -c.want {
			t.Errorf("%v against %v: %d, wanted %d", c.b, c.a, got, -c.want)
		}
	}
}

func TestARatioIsClampedAndReduced(t *testing.T) {
	for _, c := range []struct{ in, want money.Ratio }{
		{money.Ratio{Num: -5, Den: 10}, money.Ratio{Num: 0, Den: 1}},
		{money.Ratio{Num: 0, Den: 10}, money.Ratio{Num: 0, Den: 1}},
		{money.Ratio{Num: 10, Den: 10}, money.Ratio{Num: 1, Den: 1}},
		{money.Ratio{Num: 11, Den: 10}, money.Ratio{Num: 1, Den: 1}},
		{money.Ratio{Num: 58, Den: 116}, money.Ratio{Num: 1, Den: 2}},
		{money.Ratio{Num: 7, Den: 9}, money.Ratio{Num: 7, Den: 9}},
		{money.Ratio{Num: 1, Den: 0}, money.Ratio{Num: 0, Den: 1}},
	} {
		if got := c.in.Clamp(); got != c.want {
			t.Errorf("%v clamped is %v, wanted %v", c.in, got, c.want)
		}
	}
	if got := (money.Ratio{Num: -4, Den: 6}).Reduced(); got != (money.Ratio{Num: -2, Den: 3}) {
		t.Errorf("-4/6 in lowest terms is %v", got)
	}
	if got := (money.Ratio{Num: 9, Den: 6}).Reduced(); got != (money.Ratio{Num: 3, Den: 2}) {
		t.Errorf("9/6 in lowest terms is %v", got)
	}
	if got := (money.Ratio{Num: 0, Den: 6}).Reduced(); got != (money.Ratio{Num: 0, Den: 1}) {
		t.Errorf("0/6 in lowest terms is %v", got)
	}
}

func TestAPercentageIsCutSoThatOnlyAWholeShowsAsOneHundred(t *testing.T) {
	for _, c := range []struct {
		ratio           money.Ratio
		decimals        int
		french, english string
	}{
		{money.Ratio{Num: 9996, Den: 10000}, 0, "99\u00a0%", "99%"},
		{money.Ratio{Num: 9996, Den: 10000}, 1, "99,9\u00a0%", "99.9%"},
		{money.Ratio{Num: 9996, Den: 10000}, 2, "99,96\u00a0%", "99.96%"},
		{money.Ratio{Num: 1, Den: 1}, 1, "100,0\u00a0%", "100.0%"},
		{money.Ratio{Num: 1, Den: 1}, 0, "100\u00a0%", "100%"},
		{money.Ratio{Num: 0, Den: 1}, 2, "0,00\u00a0%", "0.00%"},
		{money.Ratio{Num: 1, Den: 1000}, 2, "0,10\u00a0%", "0.10%"},
		{money.Ratio{Num: 1, Den: 100000}, 2, "0,00\u00a0%", "0.00%"},
		{money.Ratio{Num: 6219, Den: 10000}, 1, "62,1\u00a0%", "62.1%"},
		{money.Ratio{Num: 1195, Den: 1000}, 1, "119,5\u00a0%", "119.5%"},
		{money.Ratio{Num: -1, Den: 8}, 1, "-12,5\u00a0%", "-12.5%"},
		{money.Ratio{Num: 1, Den: 3}, -1, "33\u00a0%", "33%"},
		{money.Ratio{}, 1, "–\u00a0%", "–%"},
	} {
		if got := c.ratio.Percent(c.decimals); got != c.french {
			t.Errorf("%v with %d decimals in French is %q, wanted %q", c.ratio, c.decimals, got, c.french)
		}
		if got := c.ratio.PercentEN(c.decimals); got != c.english {
			t.Errorf("%v with %d decimals in English is %q, wanted %q", c.ratio, c.decimals, got, c.english)
		}
	}
}

func anyRatio(t *rapid.T, label string) money.Ratio {
	return money.Ratio{
		Num: rapid.Int64Range(0, math.MaxInt64).Draw(t, label+" numerator"),
		Den: rapid.Int64Range(1, math.MaxInt64).Draw(t, label+" denominator"),
	}
}

func TestTheNearestCentIsNeverMoreThanHalfACentAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := money.Cents(rapid.Int64Range(-1e12, 1e12).Draw(t, "cents"))
		r := anyRatio(t, "ratio").Clamp()
		got := cents.Times(r)
		// |2 × (got × den − cents × num)| ≤ den
		off := new(big.Int).Mul(big.NewInt(int64(got)), big.NewInt(r.Den))
		off.Sub(off, new(big.Int).Mul(big.NewInt(int64(cents)), big.NewInt(r.Num)))
		off.Abs(off.Lsh(off, 1))
		if off.Cmp(big.NewInt(r.Den)) > 0 {
			t.Fatalf("%d × %v = %d is more than half a cent away", int64(cents), r, int64(got))
		}
		if -cents.Times(r) != (-cents).Times(r) {
			t.Fatalf("a debt of %d × %v is not rounded like the amount", int64(cents), r)
		}
	})
}

func TestALargerRatioNeverGivesLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := money.Cents(rapid.Int64Range(0, 1e12).Draw(t, "cents"))
		a, b := anyRatio(t, "a").Clamp(), anyRatio(t, "b").Clamp()
		if a.Compare(b) > 0 {
			a, b = b, a
		}
		if cents.Times(a) > cents.Times(b) {
			t.Fatalf("%d × %v is more than × %v", int64(cents), a, b)
		}
	})
}

func TestAPartNeverShowsAsOneHundredPercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, decimals := anyRatio(t, "ratio").Clamp(), rapid.IntRange(0, 4).Draw(t, "decimals")
		whole := r.Num == r.Den
		if shows := strings.HasPrefix(r.PercentEN(decimals), "100"); shows != whole {
			t.Fatalf("%v shows as %s", r, r.PercentEN(decimals))
		}
	})
}
