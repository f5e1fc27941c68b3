package fleet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"

	"assistmed/services/internal/fleet"
)

// TestMain makes this test's own binary a service when it is started under the name of
// one: what is tested here is how processes are started, watched and stopped. The real
// services are started by the tests across services.
func TestMain(m *testing.M) {
	if name := filepath.Base(os.Args[0]); slices.Contains(fleet.Names(), name) {
		// os.Exit would sleep a second under the race detector.
		syscall.Exit(pretend(name))
	}
	if err := os.Setenv("ASSISTMED_SECRET", "of the parent"); err != nil {
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// pretend serves health like a service, and writes what it was told beside its store.
func pretend(name string) int {
	if os.Getenv("ASSISTMED_STORE") == "" {
		fmt.Fprintln(os.Stderr, name, "lacks ASSISTMED_STORE")
		return 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	told := strings.Join(slices.Sorted(slices.Values(os.Environ())), "\n")
	if err := os.WriteFile(os.Getenv("ASSISTMED_STORE"), []byte(told), 0o600); err != nil {
		fmt.Fprintln(os.Stderr, name, "cannot write its store:", err)
		return 1
	}
	listener, err := net.Listen("tcp", os.Getenv("ASSISTMED_ADDR"))
	if err != nil {
		fmt.Fprintln(os.Stderr, name, "cannot listen:", err)
		return 1
	}
	server := grpc.NewServer()
	healthv1.RegisterHealthServer(server, health.NewServer())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	<-ctx.Done()
	fmt.Fprintln(os.Stderr, name, "stops")
	server.Stop()
	if err := <-ended; err != nil {
		return 1
	}
	if _, err := os.Stat(os.Getenv("ASSISTMED_STORE") + ".grudge"); err == nil {
		fmt.Fprintln(os.Stderr, name, "stops with a grudge")
		return 3
	}
	return 0
}

// pretended is a folder with three services that are this test.
func pretended(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	for _, name := range fleet.Names() {
		if err := os.Symlink(self, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

// log is a writer that several processes may write to.
type log struct {
	mu  sync.Mutex
	out bytes.Buffer
}

func (l *log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(b)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}

func start(t *testing.T, o fleet.Options) *fleet.Fleet {
	t.Helper()
	f, err := fleet.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func serving(t *testing.T, f *fleet.Fleet, name string) error {
	t.Helper()
	_, err := healthv1.NewHealthClient(f.Conn(name)).Check(t.Context(), &healthv1.HealthCheckRequest{})
	return err
}

func TestTheThreeServicesAreServingEachToldItsUpstreamAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	f := start(t, fleet.Options{Bin: pretended(t), Dir: dir, OTLP: "http://127.0.0.1:4317"})
	told := map[string]string{}
	for _, name := range fleet.Names() {
		if err := serving(t, f, name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		b, err := os.ReadFile(f.Store(name))
		if err != nil {
			t.Fatal(err)
		}
		told[name] = string(b)
	}
	if err := f.Stop(); err != nil {
		t.Error(err)
	}
	lines := func(list ...string) string { return strings.Join(slices.Sorted(slices.Values(list)), "\n") }
	common := func(name string) []string {
		return []string{"ASSISTMED_ADDR=" + f.Addr(name), "ASSISTMED_STORE=" + filepath.Join(dir, name+".db"), "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317"}
	}
	for name, wanted := range map[string]string{
		fleet.Eligibility: lines(common(fleet.Eligibility)...),
		fleet.Contract:    lines(append(common(fleet.Contract), "ELIGIBILITY_ADDR="+f.Addr(fleet.Eligibility))...),
		fleet.Payment:     lines(append(common(fleet.Payment), "CONTRACT_ADDR="+f.Addr(fleet.Contract))...),
	} {
		if told[name] != wanted {
			t.Errorf("%s was told\n%s\nwanted\n%s", name, told[name], wanted)
		}
	}
}

func TestServicesStopInTheReverseOrderOfTheirStart(t *testing.T) {
	var out log
	f := start(t, fleet.Options{Bin: pretended(t), Dir: t.TempDir(), Log: &out})
	if err := f.Stop(); err != nil {
		t.Error(err)
	}
	if got, wanted := out.String(), "payment stops\ncontract stops\neligibility stops\n"; got != wanted {
		t.Errorf("log\n%swanted\n%s", got, wanted)
	}
}

func TestAKilledServiceIsGoneAndComesBackAtItsOldAddress(t *testing.T) {
	f := start(t, fleet.Options{Bin: pretended(t), Dir: t.TempDir()})
	gone := f.Gone(fleet.Contract)
	addr := f.Addr(fleet.Contract)
	if err := f.Restart(t.Context(), fleet.Contract); err == nil || !strings.Contains(err.Error(), "still running") {
		t.Errorf("a restart of a running service: %v", err)
	}
	if err := f.Kill(fleet.Contract); err != nil {
		t.Fatal(err)
	}
	<-gone
	if err := serving(t, f, fleet.Contract); err == nil {
		t.Error("the killed service still answers")
	}
	if err := f.Kill(fleet.Contract); err == nil || !strings.Contains(err.Error(), "not running") {
		t.Errorf("a second kill: %v", err)
	}
	<-f.Gone(fleet.Contract)
	if err := f.Restart(t.Context(), fleet.Contract); err != nil {
		t.Fatal(err)
	}
	if err := serving(t, f, fleet.Contract); err != nil || f.Addr(fleet.Contract) != addr {
		t.Errorf("after the restart: %v at %s, before at %s", err, f.Addr(fleet.Contract), addr)
	}
	if err := f.Stop(); err != nil {
		t.Error(err)
	}
}

func TestAServiceThatDoesNotComeUpIsToldWithItsLastWordsAndTheOthersAreStopped(t *testing.T) {
	var out log
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "contract.db"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := fleet.Start(t.Context(), fleet.Options{Bin: pretended(t), Dir: dir, Log: &out})
	if err == nil || !strings.Contains(err.Error(), "start contract") || !strings.Contains(err.Error(), "contract cannot write its store") {
		t.Errorf("error %v", err)
	}
	if !strings.Contains(out.String(), "eligibility stops") {
		t.Errorf("eligibility was not stopped; log\n%s", out.String())
	}
}

func TestAServiceThatStopsWithAnotherCodeThanZeroIsToldAndTheOthersAreStoppedAllTheSame(t *testing.T) {
	var out log
	dir := t.TempDir()
	f := start(t, fleet.Options{Bin: pretended(t), Dir: dir, Log: &out})
	if err := os.WriteFile(f.Store(fleet.Payment)+".grudge", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := f.Stop()
	if err == nil || !strings.Contains(err.Error(), "stop payment: exit status 3; it wrote: ") || !strings.Contains(err.Error(), "grudge") {
		t.Errorf("error %v", err)
	}
	if !strings.Contains(out.String(), "eligibility stops") {
		t.Errorf("log\n%s", out.String())
	}
}

func TestGivenAddressesAreUsedAndUnknownNamesRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	f := start(t, fleet.Options{Bin: pretended(t), Dir: t.TempDir(), Addrs: map[string]string{fleet.Payment: addr}})
	if f.Addr(fleet.Payment) != addr || serving(t, f, fleet.Payment) != nil {
		t.Errorf("payment is at %s, wanted %s", f.Addr(fleet.Payment), addr)
	}
	if err := f.Stop(); err != nil {
		t.Error(err)
	}
	_, err = fleet.Start(t.Context(), fleet.Options{Addrs: map[string]string{"bank": addr}})
	if err == nil || !strings.Contains(err.Error(), `"bank"`) {
		t.Errorf("an unknown name: %v", err)
	}
}

func TestDialWantsAllThreeAddresses(t *testing.T) {
	if _, err := fleet.Dial(map[string]string{fleet.Eligibility: "127.0.0.1:1"}); err == nil || !strings.Contains(err.Error(), "address of contract") {
		t.Errorf("error %v", err)
	}
	f := start(t, fleet.Options{Bin: pretended(t), Dir: t.TempDir()})
	addrs := map[string]string{}
	for _, name := range fleet.Names() {
		addrs[name] = f.Addr(name)
	}
	conns, err := fleet.Dial(addrs)
	if err != nil {
		t.Fatal(err)
	}
	for name, conn := range conns {
		_, err := healthv1.NewHealthClient(conn).Check(t.Context(), &healthv1.HealthCheckRequest{})
		if err := errors.Join(err, conn.Close()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := f.Stop(); err != nil {
		t.Error(err)
	}
}
