package money

import (
	"math/big"
	"slices"
)

// Split shares a total out by weights: part i is total × weights[i] / the sum of the
// weights, and the parts always add up to the total. Each part is first cut to the
// cent, towards zero; the cents that are left go one each to the parts that lost most
// by it, of equal ones to the earlier (largest remainder). A weight of zero gets
// nothing, and a debt is split like the amount. Exact whatever the size.
//
// Nil when nobody can carry the total: no weight is above zero, or one is below.
func Split(total Cents, weights []int64) []Cents {
	sum := new(big.Int)
	for _, w := range weights {
		if w < 0 {
			return nil
		}
		sum.Add(sum, big.NewInt(w))
	}
	if sum.Sign() == 0 {
		return nil
	}
	whole := big.NewInt(int64(total))
	left := new(big.Int).Set(whole)
	parts, lost := make([]Cents, len(weights)), make([]*big.Int, len(weights))
	order := make([]int, len(weights))
	for i, w := range weights {
		part, rest := new(big.Int).Mul(whole, big.NewInt(w)), new(big.Int)
		part.QuoRem(part, sum, rest)
		left.Sub(left, part)
		parts[i], lost[i], order[i] = Cents(part.Int64()), rest.Abs(rest), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return lost[b].Cmp(lost[a]) })
	// Fewer cents are left than parts lost something: each gets one at most.
	one := Cents(left.Sign())
	for _, i := range order[:left.Abs(left).Int64()] {
		parts[i] += one
	}
	return parts
}
