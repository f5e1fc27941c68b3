package oracle_test

import (
	"testing"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
)

// What one application of a million costs, and where.
func BenchmarkComparison(b *testing.B) {
	l, err := law.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	engine := eligibility.New(l)
	b.Run("draw", func(b *testing.B) {
		for i := uint64(0); b.Loop(); i++ {
			draw(*seed, i)
		}
	})
	b.Run("oracle", func(b *testing.B) {
		drawn := make([]facts, 1024)
		for i := range drawn {
			drawn[i] = draw(*seed, uint64(i))
		}
		for i := 0; b.Loop(); i++ {
			assess(drawn[i%len(drawn)])
		}
	})
	b.Run("whole", func(b *testing.B) {
		compare := comparer(engine)
		for i := uint64(0); b.Loop(); i++ {
			if found := compare(i); found != "" {
				b.Fatal(found)
			}
		}
	})
}
