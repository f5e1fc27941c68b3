package fleet

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkStart measures, for each service, the time from exec to SERVING and the
// memory that is resident at rest after it. The figures are those of the README.
func BenchmarkStart(b *testing.B) {
	bin := b.TempDir()
	build := exec.CommandContext(b.Context(), "go", "build", "-o", bin+string(filepath.Separator),
		"./eligibility", "./contract", "./payment")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for _, name := range Names() {
		b.Run(name, func(b *testing.B) {
			f, err := Start(b.Context(), Options{Bin: bin, Dir: b.TempDir()})
			if err != nil {
				b.Fatal(err)
			}
			var resident int64
			for b.Loop() {
				b.StopTimer()
				if err := f.Kill(name); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if err := f.Restart(b.Context(), name); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				resident = max(resident, memoryKiB(b, f.processes[name].cmd.Process.Pid, "VmRSS"))
				b.StartTimer()
			}
			b.ReportMetric(float64(resident)/1024, "MiB-resident")
			if err := f.Stop(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// memoryKiB reads VmRSS, what is resident, or VmHWM, what was so at the most.
func memoryKiB(b *testing.B, pid int, what string) int64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range bytes.Lines(status) {
		var kib int64
		if _, err := fmt.Sscanf(string(line), what+": %d kB", &kib); err == nil {
			return kib
		}
	}
	b.Fatal("no " + what + " in /proc")
	return 0
}
