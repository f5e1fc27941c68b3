package fleet

import (
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/population"
)

// A national population: what is wanted is an answer with explanations to all of them
// in less than 5 s over loopback on two cores, which the service and the one who asks
// share, and memory that does not grow with the population.
const national = 120_000

// BenchmarkPopulation asks the eligibility service, a process of its own, for the
// assessments of a national population on one stream. MiB-first is what the service
// held most after a fifth of it, MiB-peak at the end.
func BenchmarkPopulation(b *testing.B) {
	bin := b.TempDir()
	build := exec.CommandContext(b.Context(), "go", "build", "-o", bin+string(filepath.Separator), "./eligibility", "./contract", "./payment")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	// The one who asks decodes every answer, on the same two cores; its heap is swept no
	// more often than the service's.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	// A tenth of the population, asked ten times: what the one who asks holds in memory
	// would slow the asking.
	applications := slices.Collect(population.Population{Seed: 1}.Doctors(0, national/10))
	for _, one := range []struct {
		name     string
		detail   eligibilityv1.Detail
		language lawv1.Language
	}{
		{"verdict", eligibilityv1.Detail_DETAIL_VERDICT, 0},
		{"compact_in_French", eligibilityv1.Detail_DETAIL_COMPACT, lawv1.Language_LANGUAGE_FR},
		{"compact_in_both", eligibilityv1.Detail_DETAIL_COMPACT, 0},
		{"explained_in_French", eligibilityv1.Detail_DETAIL_EXPLAINED, lawv1.Language_LANGUAGE_FR},
		{"explained_in_both", eligibilityv1.Detail_DETAIL_EXPLAINED, 0},
		{"full", eligibilityv1.Detail_DETAIL_FULL, 0},
	} {
		b.Run(one.name, func(b *testing.B) {
			f, err := Start(b.Context(), Options{Bin: bin, Dir: b.TempDir()})
			if err != nil {
				b.Fatal(err)
			}
			pid := f.processes[Eligibility].cmd.Process.Pid
			ask := func(times int) {
				if err := simulate(b, f, times, applications, &eligibilityv1.SimulateAidsRequest{Detail: one.detail, Language: one.language}); err != nil {
					b.Fatal(err)
				}
			}
			ask(2)
			first := memoryKiB(b, pid, "VmHWM")
			for b.Loop() {
				ask(10)
			}
			b.ReportMetric(float64(first)/1024, "MiB-first")
			b.ReportMetric(float64(memoryKiB(b, pid, "VmHWM"))/1024, "MiB-peak")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/120000")
			b.ReportMetric(0, "ns/op")
			if err := f.Stop(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// simulate sends applications, some times over, on one stream, and takes as many answers.
func simulate(b *testing.B, f *Fleet, times int, some []*eligibilityv1.KeyedApplication, as *eligibilityv1.SimulateAidsRequest) error {
	const inRequest = 500
	stream, err := eligibilityv1.NewEligibilityServiceClient(f.Conn(Eligibility)).SimulateAids(b.Context())
	if err != nil {
		return err
	}
	go func() {
		for range times {
			for part := range slices.Chunk(some, inRequest) {
				if stream.Send(&eligibilityv1.SimulateAidsRequest{Applications: part, Detail: as.GetDetail(), Language: as.GetLanguage()}) != nil {
					return // the error comes with Recv
				}
			}
		}
		_ = stream.CloseSend() // so does this one
	}()
	answered := 0
	for {
		resp, err := stream.Recv()
		switch {
		case errors.Is(err, io.EOF) && answered == times*len(some):
			return nil
		case err != nil:
			return errors.Join(err, errors.New("the answers are incomplete"))
		}
		answered += len(resp.GetAids())
	}
}
