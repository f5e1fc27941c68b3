package services_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"assistmed/services/internal/fleet"
)

// example is a shell block of the README and the output block that follows it.
type example struct {
	line    int
	command string
	want    []string // lines that the output holds, in this order; "…" stands for any others
}

// fence matches a shell block, a sentence or nothing, and a text block.
var fence = regexp.MustCompile("(?s)```sh\n([^`]*?)```\n\n```text\n([^`]*?)```")

func readmeExamples(t *testing.T) []example {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var found []example
	for _, at := range fence.FindAllSubmatchIndex(readme, -1) {
		e := example{
			line:    1 + strings.Count(string(readme[:at[0]]), "\n"),
			command: string(readme[at[2]:at[3]]),
		}
		for line := range strings.Lines(string(readme[at[4]:at[5]])) {
			if line = strings.TrimSpace(line); line != "" && line != "…" {
				e.want = append(e.want, line)
			}
		}
		found = append(found, e)
	}
	return found
}

// TestEachExampleOfTheReadmePrintsWhatTheReadmeShows runs the commands as they stand,
// in one shell for each example; only the ports and the place of
// bin/demo are those of the test.
func TestEachExampleOfTheReadmePrintsWhatTheReadmeShows(t *testing.T) {
	examples := readmeExamples(t)
	if len(examples) < 4 {
		t.Fatalf("the README has %d examples with their output, want at least 4", len(examples))
	}
	bin := buildPrograms(t)
	services, err := fleet.Start(t.Context(), fleet.Options{Bin: bin, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := services.Stop(); err != nil {
			t.Error(err)
		}
	})
	ports := strings.NewReplacer(
		"bin/demo", filepath.Join(bin, "demo"),
		"localhost:7101", services.Addr(fleet.Eligibility),
		"localhost:7102", services.Addr(fleet.Contract),
		"localhost:7103", services.Addr(fleet.Payment))
	for _, e := range examples {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		shell := exec.CommandContext(ctx, "bash", "-c", ports.Replace(e.command))
		shell.Dir = ".."
		shell.Env = append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
		// An example may show an error: what counts is what it prints.
		out, _ := shell.CombinedOutput()
		cancel()
		rest := string(out)
		for _, want := range e.want {
			at := strings.Index(rest, want)
			if at < 0 {
				t.Errorf("README line %d: the output does not hold, in this place:\n%s\nit is:\n%s", e.line, want, out)
				break
			}
			rest = rest[at+len(want):]
		}
	}
}
