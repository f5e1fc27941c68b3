package services_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// TestMain removes what buildPrograms built.
func TestMain(m *testing.M) {
	code := m.Run()
	if built.dir != "" {
		_ = os.RemoveAll(built.dir) // a folder of the system's own for temporary files
	}
	os.Exit(code)
}

// built is the folder of the programs; they are built once for all tests.
var built struct {
	once sync.Once
	dir  string
	err  error
}

// buildPrograms builds the services, the demo, the simulated bank, the audit and grpcurl as they are used, without the race
// detector: the servers' races are found by the tests in memory.
func buildPrograms(t *testing.T) string {
	t.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "assistmed-programs-"); built.err != nil {
			return
		}
		build := exec.Command("go", "build", "-o", built.dir+string(filepath.Separator),
			"./eligibility", "./contract", "./payment", "./demo", "./banksim", "./audit", "github.com/fullstorydev/grpcurl/cmd/grpcurl")
		if out, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.dir
}
