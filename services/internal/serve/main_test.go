package serve_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc/interop/grpc_testing"

	"assistmed/services/internal/serve"
)

// asService makes the test binary run as a service of its own process.
const asService = "SERVE_TEST_AS_SERVICE"

// atOnce spares each process the second that the race detector waits at exit.
const atOnce = "GORACE=atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	switch os.Getenv(asService) {
	case "":
		os.Exit(m.Run())
	case "sick":
		serve.Main("sample", opened(&sample{healthy: func() error { return errors.New("read only") }}))
	default:
		serve.Main("sample", func(_ context.Context, env *serve.Env) (serve.Service, error) {
			env.Setting("ASSISTMED_STORE")
			return &sample{stream: func(stream grpc_testing.TestService_FullDuplexCallServer) error {
				if err := stream.Send(&grpc_testing.StreamingOutputCallResponse{}); err != nil {
					return err
				}
				<-stream.Context().Done()
				return stream.Context().Err()
			}}, env.Err()
		})
	}
}

// process is the test binary as a service, with these settings only.
func process(t *testing.T, settings map[string]string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = []string{asService + "=well", atOnce}
	for name, value := range settings {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd
}

// started waits for the ready line of a process, which it gives, and for the rest of its log.
func started(t *testing.T, cmd *exec.Cmd) (ready map[string]any, rest <-chan string) {
	t.Helper()
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(log)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the process ended before its first line: %v", err)
	}
	if err := json.Unmarshal([]byte(first), &ready); err != nil || ready["msg"] != "ready" {
		t.Fatalf("the first line is %q, want the ready line", first)
	}
	others := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(lines) // what came is all there is
		others <- string(all)
	}()
	return ready, others
}

func exitCode(err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err != nil {
		return -1
	}
	return 0
}

func TestAProcessStartsAnswersItsProbeAndStopsCleanly(t *testing.T) {
	well := map[string]string{"ASSISTMED_ADDR": "127.0.0.1:0", "ASSISTMED_STORE": "/tmp/x.db"}
	cmd := process(t, well)
	ready, rest := started(t, cmd)
	address, _ := ready["address"].(string)
	if ready["service"] != "sample" || ready["store"] != "/tmp/x.db" || !strings.HasPrefix(address, "127.0.0.1:") {
		t.Errorf("the ready line is %v", ready)
	}
	if _, ok := ready["start_ms"].(float64); !ok {
		t.Errorf("the ready line does not tell how long the start took: %v", ready)
	}
	for _, host := range []string{"127.0.0.1", "", "0.0.0.0"} { // as listened on
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			t.Fatal(err)
		}
		probe := process(t, map[string]string{"ASSISTMED_ADDR": net.JoinHostPort(host, port)}, "probe")
		if out, err := probe.CombinedOutput(); err != nil || len(out) != 0 {
			t.Errorf("probing %q gave %v: %s", host, err, out)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if log := <-rest; log != "" { // probes are no business of the log
		t.Errorf("the log goes on: %s", log)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("ended with %v, want exit code 0", err)
	}
}

func TestASecondSignalEndsTheProcess(t *testing.T) {
	cmd := process(t, map[string]string{"ASSISTMED_ADDR": "127.0.0.1:0", "ASSISTMED_STORE": "x", "ASSISTMED_DRAIN": "1h"})
	ready, rest := started(t, cmd)
	conn, err := serve.Connect(ready["address"].(string), serve.Client{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }() // the other side is gone
	health := watched(t, conn)
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	stream, err := grpc_testing.NewTestServiceClient(conn).FullDuplexCall(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil { // the call is in flight
		t.Fatal(err)
	}
	for range 2 {
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		_, _ = health.Recv() // NOT_SERVING after the first; two signals at a time could count as one
	}
	if log := <-rest; !strings.Contains(log, "sample: stopped at once by a second signal") {
		t.Errorf("the log tells %q", log)
	}
	if got := exitCode(cmd.Wait()); got != 1 {
		t.Errorf("exit code %d, want 1", got)
	}
}

func TestTheExitCodeAndTheLastLineTellWhatWentWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := taken.Close(); err != nil {
			t.Error(err)
		}
	}()
	address := taken.Addr().String()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		settings map[string]string
		args     []string
		code     int
		says     string
	}{
		"no settings":            {nil, nil, 1, "sample: missing settings: ASSISTMED_ADDR, ASSISTMED_STORE"},
		"an address in use":      {map[string]string{"ASSISTMED_ADDR": address, "ASSISTMED_STORE": "x"}, nil, 1, "sample: ASSISTMED_ADDR: listen tcp " + address + ": bind: address already in use"},
		"a probe of nobody":      {map[string]string{"ASSISTMED_ADDR": nobody}, []string{"probe"}, 1, "sample: probing " + nobody},
		"a probe without aim":    {nil, []string{"probe"}, 1, "sample: missing settings: ASSISTMED_ADDR"},
		"a probe of a bad aim":   {map[string]string{"ASSISTMED_ADDR": "x"}, []string{"probe"}, 1, `sample: setting ASSISTMED_ADDR is "x", want host:port`},
		"the version":            {nil, []string{"version"}, 0, "sample "},
		"an unknown word":        {nil, []string{"help"}, 2, "usage: sample [probe | version]"},
		"a word too many":        {nil, []string{"probe", "probe"}, 2, "usage: sample [probe | version]"},
		"two words made as one":  {nil, []string{"probe version"}, 2, "usage: sample [probe | version]"},
		"an argument of nothing": {nil, []string{""}, 2, "usage: sample [probe | version]"},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := process(t, c.settings, c.args...).CombinedOutput()
			if got := exitCode(err); got != c.code || !strings.HasPrefix(string(out), c.says) {
				t.Errorf("exit code %d and %q, want %d and %q", got, out, c.code, c.says)
			}
		})
	}
}

func TestAProbeOfAServiceThatDoesNotServeFails(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = []string{asService + "=sick", atOnce, "ASSISTMED_ADDR=127.0.0.1:0"}
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var address string
	for lines := bufio.NewScanner(log); address == "" && lines.Scan(); {
		var line struct{ Msg, Address string }
		if err := json.Unmarshal(lines.Bytes(), &line); err == nil && line.Msg == "ready" {
			address = line.Address
		}
	}
	out, err := process(t, map[string]string{"ASSISTMED_ADDR": address}, "probe").CombinedOutput()
	if got := exitCode(err); got != 1 || !strings.Contains(string(out), "NOT_SERVING") {
		t.Errorf("exit code %d and %q, want 1 and NOT_SERVING", got, out)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
}
