package money_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"assistmed/services/internal/money"

	"pgregory.net/rapid"
)

func TestATotalIsSplitByLargestRemainder(t *testing.T) {
	for _, c := range []struct {
		name    string
		total   money.Cents
		weights []int64
		want    []money.Cents
	}{
		{"evenly", 100, []int64{1, 1}, []money.Cents{50, 50}},
		{"of equal remainders the earlier gets the cent", 100, []int64{1, 1, 1}, []money.Cents{34, 33, 33}},
		{"two cents left, of three equal remainders", 101, []int64{1, 1, 1}, []money.Cents{34, 34, 33}},
		{"the largest remainder gets the cent, wherever it stands", 10, []int64{1, 1, 4}, []money.Cents{2, 2, 6}},
		{"seventy and thirty", 1_900_001, []int64{7000, 3000}, []money.Cents{1_330_001, 570_000}},
		{"a debt like the amount", -100, []int64{1, 1, 1}, []money.Cents{-34, -33, -33}},
		{"nothing", 0, []int64{3, 1}, []money.Cents{0, 0}},
		{"a weight of zero gets nothing", 5, []int64{0, 2, 0, 1}, []money.Cents{0, 3, 0, 2}},
		{"one part is the whole", 7, []int64{9}, []money.Cents{7}},
		{"fewer cents than parts", 2, []int64{1, 1, 1}, []money.Cents{1, 1, 0}},
		{"the largest numbers there are", math.MaxInt64, []int64{math.MaxInt64, math.MaxInt64}, []money.Cents{math.MaxInt64/2 + 1, math.MaxInt64 / 2}},
		{"the largest debt there is", math.MinInt64, []int64{1, 1}, []money.Cents{math.MinInt64 / 2, math.MinInt64 / 2}},
		{"no weights", 5, nil, nil},
		{"no weight above zero", 5, []int64{0, 0}, nil},
		{"a weight below zero", 5, []int64{2, -1}, nil},
	} {
		if got := money.Split(c.total, c.weights); !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%s: %d by %v is %v, wanted %v", c.name, int64(c.total), c.weights, got, c.want)
		}
	}
}

func TestThePartsOfASplitAddUpAndEachIsLessThanACentFromItsShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := money.Cents(rapid.Int64().Draw(t, "total"))
		weights := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 9), rapid.Int64Range(0, math.MaxInt64)), 1, 12).Draw(t, "weights")
		parts := money.Split(total, weights)
		all, sum := new(big.Int), new(big.Int)
		for _, w := range weights {
			all.Add(all, big.NewInt(w))
		}
		if all.Sign() == 0 {
			if parts != nil {
				t.Fatalf("nobody carries %d, and the parts are %v", int64(total), parts)
			}
			return
		}
		for i, part := range parts {
			sum.Add(sum, big.NewInt(int64(part)))
			share := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(weights[i])), all)
			off := new(big.Rat).Sub(new(big.Rat).SetInt64(int64(part)), share)
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d of %d by %v is %d, a cent or more from its share", i, int64(total), weights, int64(part))
			}
			if weights[i] == 0 && part != 0 {
				t.Fatalf("part %d has no weight and gets %d", i, int64(part))
			}
		}
		if len(parts) != len(weights) || sum.Cmp(big.NewInt(int64(total))) != 0 {
			t.Fatalf("the parts %v of %d by %v add up to %s", parts, int64(total), weights, sum)
		}
		if total != math.MinInt64 {
			for i, part := range money.Split(-total, weights) {
				if part != -parts[i] {
					t.Fatalf("a debt of %d by %v is not split like the amount", int64(total), weights)
				}
			}
		}
	})
}
