package eligibility_test

import (
	"testing"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
)

// plausible are applications under every text, of general practitioners and others,
// most of them known well.
func plausible() []eligibility.Application {
	var all []eligibility.Application
	for i := range 512 {
		signed := []string{"2019-11-04", "2022-03-15", "2023-09-01", "2024-07-01", "2025-10-20"}[i%5]
		a := with(doctor(signed), adults(500+i*3), registered(650+i*3), activeFile(900+i*5))
		if i%4 == 3 {
			a = with(a, specialty([]string{"03", "06", "11", "07"}[i/4%4]), band(law.Bands()[1+i%5]), clinical(7000+i*5))
		}
		if i%7 == 0 {
			a = with(a, doctors(1), zone(law.Zones()[i%4]))
		}
		if i%11 == 0 {
			a = with(a, noInstalled)
		}
		all = append(all, a)
	}
	return all
}

func BenchmarkVerdict(b *testing.B) {
	e, all := eligibility.New(embedded(b)), plausible()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.Verdict(&all[i%len(all)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "verdicts/s")
}

func BenchmarkDecide(b *testing.B) {
	e, all := eligibility.New(embedded(b)), plausible()
	var d eligibility.Decision
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.Decide(&all[i%len(all)], &d)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "decisions/s")
}

func BenchmarkAssess(b *testing.B) {
	e, all := eligibility.New(embedded(b)), plausible()
	for _, detail := range []struct {
		name string
		d    eligibility.Detail
	}{{"explained", eligibility.Explained}, {"full", eligibility.Full}} {
		b.Run(detail.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				e.AssessIn(&all[i%len(all)], detail.d)
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	l := embedded(b)
	for b.Loop() {
		eligibility.New(l)
	}
}

func BenchmarkCompare(b *testing.B) {
	l := embedded(b)
	c := eligibility.New(l).Compare(text(b, l, "avenant-7"), text(b, l, "convention-2024"), 0)
	all := plausible()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.Add("doctor", &all[i%len(all)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "applications/s")
}
