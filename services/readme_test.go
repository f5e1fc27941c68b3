package services_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// example is a shell block of a page, and the output block that follows it, if one does.
type example struct {
	line    int
	command string
	want    []string // lines that the output holds, in this order; "…" stands for any others
}

// fence matches a shell block and, after a sentence or nothing, a text block.
var fence = regexp.MustCompile("(?s)```sh\n(.*?)```(?:\n\n```text\n(.*?)```)?")

func examplesOf(t *testing.T, page string) []example {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var found []example
	for _, at := range fence.FindAllSubmatchIndex(text, -1) {
		e := example{line: 1 + strings.Count(string(text[:at[0]]), "\n"), command: string(text[at[2]:at[3]])}
		if at[4] >= 0 {
			for line := range strings.Lines(string(text[at[4]:at[5]])) {
				if line = strings.TrimSpace(line); line != "" && line != "…" {
					e.want = append(e.want, line)
				}
			}
		}
		found = append(found, e)
	}
	return found
}

// fresh starts the three services, and gives a shell on them: only the ports and the
// place of the programs in bin are those of the test.
func fresh(t *testing.T, bin string) func(script string) string {
	t.Helper()
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
		"bin/banksim", filepath.Join(bin, "banksim"),
		"bin/audit", filepath.Join(bin, "audit"),
		"localhost:7101", services.Addr(fleet.Eligibility),
		"localhost:7102", services.Addr(fleet.Contract),
		"localhost:7103", services.Addr(fleet.Payment))
	tmp := t.TempDir()
	return func(script string) string {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		shell := exec.CommandContext(ctx, "bash", "-c", ports.Replace(script))
		shell.Dir = ".."
		shell.Env = append(os.Environ(), "TMPDIR="+tmp, "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
		// An example may show an error: what counts is what it prints.
		out, _ := shell.CombinedOutput()
		return string(out)
	}
}

// holds compares what an example printed with what its page shows.
func (e example) holds(t *testing.T, page, out string) {
	t.Helper()
	rest := out
	for _, want := range e.want {
		at := strings.Index(rest, want)
		if at < 0 {
			t.Errorf("%s line %d: the output does not hold, in this place:\n%s\nit is:\n%s", page, e.line, want, out)
			return
		}
		rest = rest[at+len(want):]
	}
}

// TestEachExampleOfTheReadmePrintsWhatTheReadmeShows runs the commands as they stand,
// in one shell for each example.
func TestEachExampleOfTheReadmePrintsWhatTheReadmeShows(t *testing.T) {
	const page = "../README.md"
	shown := 0
	shell := fresh(t, buildPrograms(t))
	for _, e := range examplesOf(t, page) {
		if len(e.want) > 0 {
			shown++
			e.holds(t, page, shell(e.command))
		}
	}
	if shown < 4 {
		t.Fatalf("the README has %d examples with their output, want at least 4", shown)
	}
}

// rooms are the pages of the services; each tells its examples in an order that works on
// fresh services.
var rooms = []string{"eligibility/README.md", "contract/README.md", "payment/README.md"}

func TestTheExamplesOfEachServiceWorkInTheirOrderInOneShell(t *testing.T) {
	bin := buildPrograms(t)
	for _, page := range rooms {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			const mark = "-- next example --"
			examples := examplesOf(t, page)
			var script strings.Builder
			for _, e := range examples {
				script.WriteString(e.command + "\necho '" + mark + "'\n")
			}
			outs := strings.Split(fresh(t, bin)("exec 2>&1\n"+script.String()), mark)
			if len(outs) != len(examples)+1 {
				t.Fatalf("%d examples of %d ran:\n%s", len(outs)-1, len(examples), strings.Join(outs, mark))
			}
			for i, e := range examples {
				e.holds(t, page, outs[i])
			}
		})
	}
}

// TestEveryMethodHasAnExampleThatIsRun leaves out what answers UNIMPLEMENTED.
func TestEveryMethodHasAnExampleThatIsRun(t *testing.T) {
	conn := contracttest.Start(t, eligibilitytest.Start(t, servetest.Options{Log: io.Discard}), servetest.Options{Log: io.Discard}).Conn
	var commands strings.Builder
	for _, page := range append([]string{"../README.md"}, rooms...) {
		for _, e := range examplesOf(t, page) {
			if page != "../README.md" || len(e.want) > 0 {
				commands.WriteString(e.command)
			}
		}
	}
	for _, file := range []protoreflect.FileDescriptor{
		lawv1.File_assistmed_law_v1_law_proto, eligibilityv1.File_assistmed_eligibility_v1_eligibility_proto,
		contractv1.File_assistmed_contract_v1_contract_proto, paymentv1.File_assistmed_payment_v1_payment_proto,
	} {
		for i := range file.Services().Len() {
			methods := file.Services().Get(i).Methods()
			for j := range methods.Len() {
				name := string(methods.Get(j).Name())
				if file.Path() == contractv1.File_assistmed_contract_v1_contract_proto.Path() && !methods.Get(j).IsStreamingServer() {
					err := conn.Invoke(serve.WithActor(t.Context(), officer), fmt.Sprintf("/%s/%s", methods.Get(j).Parent().FullName(), name), &contractv1.GetContractRequest{}, &contractv1.Contract{})
					if err != nil && strings.Contains(err.Error(), "code = "+codes.Unimplemented.String()) {
						continue
					}
				}
				if !regexp.MustCompile(`\b` + name + `\b`).MatchString(commands.String()) {
					t.Errorf("%s has no example in %s", methods.Get(j).FullName(), strings.Join(rooms, ", "))
				}
			}
		}
	}
}
