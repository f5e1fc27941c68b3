package serve_test

import (
	"context"
	"errors"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/connectivity"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"

	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// diary records what happened in which order.
type diary struct {
	mu      sync.Mutex
	entries []string
}

func (d *diary) add(entry string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.entries = append(d.entries, entry)
}

// spanSink writes into the diary what spans arrive, and when.
type spanSink struct{ *diary }

func (s spanSink) ExportSpans(_ context.Context, spans []sdktrace.ReadOnlySpan) error {
	for _, span := range spans {
		s.add("span flushed: " + span.SpanKind().String())
	}
	return nil
}

func (s spanSink) Shutdown(context.Context) error { return nil }

// metricSink writes into the diary what metrics arrive, and when.
type metricSink struct {
	*diary
	got *metricdata.ResourceMetrics
}

func (metricSink) Temporality(sdkmetric.InstrumentKind) metricdata.Temporality {
	return metricdata.CumulativeTemporality
}
func (metricSink) Aggregation(k sdkmetric.InstrumentKind) sdkmetric.Aggregation {
	return sdkmetric.DefaultAggregationSelector(k)
}
func (m metricSink) Export(_ context.Context, got *metricdata.ResourceMetrics) error {
	m.add("metrics flushed")
	if m.got != nil {
		*m.got = *got
	}
	return nil
}
func (metricSink) ForceFlush(context.Context) error { return nil }
func (metricSink) Shutdown(context.Context) error   { return nil }

// inMemory runs a service on a listener of its own and gives a connection to
// it, its signals, and how it ended.
func inMemory(t *testing.T, open serve.OpenFunc, w serve.Surroundings) (*grpc.ClientConn, chan<- os.Signal, <-chan error) {
	t.Helper()
	listener := bufconn.Listen(1 << 20)
	signals, ready, ended := make(chan os.Signal, 2), make(chan struct{}), make(chan error, 1)
	w.Listen = func(string) (net.Listener, error) { return listener, nil }
	w.Signals, w.Ready, w.Log = signals, func() { close(ready) }, t.Output()
	go func() { ended <- serve.Run("sample", open, w) }()
	select {
	case err := <-ended:
		t.Fatal(err)
	case <-ready:
	}
	conn, err := serve.Connect("sample:1", serve.Client{
		Connect: func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	return conn, signals, ended
}

func settings(pairs map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { value, ok := pairs[name]; return value, ok }
}

// watched follows the health of the whole service from outside.
func watched(t *testing.T, conn *grpc.ClientConn) grpc.ServerStreamingClient[healthpb.HealthCheckResponse] {
	t.Helper()
	stream, err := healthpb.NewHealthClient(conn).Watch(t.Context(), &healthpb.HealthCheckRequest{})
	if err != nil {
		t.Fatal(err)
	}
	told(t, stream, healthpb.HealthCheckResponse_SERVING)
	return stream
}

func told(t *testing.T, stream grpc.ServerStreamingClient[healthpb.HealthCheckResponse], want healthpb.HealthCheckResponse_ServingStatus) {
	t.Helper()
	answer, err := stream.Recv()
	if err != nil {
		t.Fatal(err)
	}
	if answer.GetStatus() != want {
		t.Fatalf("health is %v, want %v", answer.GetStatus(), want)
	}
}

func TestTheShutdownRefusesDrainsClosesAndFlushesInThisOrder(t *testing.T) {
	diary := &diary{}
	upstream := servetest.Start(t, "upstream", opened(&sample{}), servetest.Options{})
	entered, release := make(chan struct{}), make(chan struct{})
	open := func(_ context.Context, env *serve.Env) (serve.Service, error) {
		conn := env.Dial("UPSTREAM")
		service := &sample{unary: func(ctx context.Context, _ *grpc_testing.SimpleRequest) error {
			close(entered)
			<-release
			if err := call(ctx, conn); err != nil { // the upstream is still there while calls drain
				return err
			}
			diary.add("call drained")
			return nil
		}}
		service.closed = func() error {
			if conn.GetState() == connectivity.Shutdown {
				diary.add("upstream closed")
			}
			diary.add("store closed")
			return nil
		}
		return service, env.Err()
	}
	conn, signals, ended := inMemory(t, open, serve.Surroundings{
		Lookup:  settings(map[string]string{"ASSISTMED_ADDR": "sample:1", "UPSTREAM": "upstream:1"}),
		Connect: dialer(upstream),
		Spans:   []sdktrace.SpanProcessor{sdktrace.NewBatchSpanProcessor(spanSink{diary})},
		Metrics: []sdkmetric.Reader{sdkmetric.NewPeriodicReader(metricSink{diary: diary})},
	})
	health := watched(t, conn)
	answered := make(chan error, 1)
	go func() { answered <- call(t.Context(), conn) }()
	<-entered

	signals <- syscall.SIGTERM
	told(t, health, healthpb.HealthCheckResponse_NOT_SERVING)
	diary.add("not serving")
	if _, err := health.Recv(); status.Code(err) != codes.Canceled && !errors.Is(err, context.Canceled) {
		t.Errorf("a watch that told everything ended with %v, want Canceled: it holds up the drain", err)
	}
	close(release)
	if err := <-answered; err != nil {
		t.Errorf("the call in flight got %v, want its answer", err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the service ended with %v", err)
	}
	want := []string{"not serving", "call drained", "upstream closed", "store closed",
		"span flushed: client", "span flushed: server", "metrics flushed"}
	if !slices.Equal(diary.entries, want) {
		t.Errorf("the order was %q, want %q", diary.entries, want)
	}
}

// dialer connects to a service under test whatever the address.
func dialer(r *servetest.Running) func(context.Context, string) (net.Conn, error) {
	return func(ctx context.Context, _ string) (net.Conn, error) { return r.Dial(ctx) }
}

func TestACallThatOutlastsTheDrainIsCutAndTheStoreClosed(t *testing.T) {
	entered := make(chan struct{})
	diary, log := &diary{}, &notes{}
	running := servetest.Start(t, "sample", opened(&sample{
		unary: func(ctx context.Context, _ *grpc_testing.SimpleRequest) error {
			close(entered)
			<-ctx.Done()
			diary.add("call cut")
			return ctx.Err()
		},
		closed: func() error { diary.add("store closed"); return nil },
	}), servetest.Options{Settings: map[string]string{"ASSISTMED_DRAIN": "1ms"}, Log: log})
	answered := make(chan error, 1)
	go func() { answered <- call(t.Context(), running.Conn) }()
	<-entered
	running.Stop()
	if err := <-answered; status.Code(err) != codes.Unavailable {
		t.Errorf("the cut call got %v, want Unavailable", err)
	}
	if want := []string{"call cut", "store closed"}; !slices.Equal(diary.entries, want) {
		t.Errorf("the order was %q, want %q", diary.entries, want)
	}
	if len(log.lines(t, "calls were cut, the drain took too long")) != 1 {
		t.Errorf("the log does not tell of the cut: %s", log)
	}
}

func TestASecondSignalStopsAtOnce(t *testing.T) {
	entered, release, closed := make(chan struct{}), make(chan struct{}), make(chan struct{})
	service := &sample{
		unary: func(context.Context, *grpc_testing.SimpleRequest) error {
			close(entered)
			<-release // deaf to its context
			return nil
		},
		closed: func() error { close(closed); return nil },
	}
	conn, signals, ended := inMemory(t, opened(service), serve.Surroundings{
		Lookup: settings(map[string]string{"ASSISTMED_ADDR": "sample:1", "ASSISTMED_DRAIN": "1h"}),
	})
	health := watched(t, conn)
	go func() { _ = call(context.Background(), conn) }() // it is left behind, whatever becomes of it
	<-entered
	signals <- syscall.SIGINT
	told(t, health, healthpb.HealthCheckResponse_NOT_SERVING)
	select {
	case err := <-ended:
		t.Fatalf("the first signal did not wait for the call: %v", err)
	default:
	}
	signals <- syscall.SIGINT
	if err := <-ended; !errors.Is(err, serve.ErrStoppedAtOnce) {
		t.Errorf("ended with %v, want %v", err, serve.ErrStoppedAtOnce)
	}
	select {
	case <-closed:
		t.Error("the store was closed under a running call")
	default:
	}
	close(release) // a process would have exited; here the rest of the shutdown follows
	<-closed
}

func TestAStoreThatDoesNotCloseIsAnError(t *testing.T) {
	full := errors.New("disk full")
	_, signals, ended := inMemory(t, opened(&sample{closed: func() error { return full }}),
		serve.Surroundings{Lookup: settings(map[string]string{"ASSISTMED_ADDR": "sample:1"})})
	signals <- syscall.SIGTERM
	if err := <-ended; !errors.Is(err, full) {
		t.Errorf("ended with %v, want %v", err, full)
	}
}

func TestAServiceThatCannotListenClosesWhatItOpened(t *testing.T) {
	taken := errors.New("address already in use")
	closed := false
	err := serve.Run("sample", opened(&sample{closed: func() error { closed = true; return nil }}), serve.Surroundings{
		Lookup: settings(map[string]string{"ASSISTMED_ADDR": "localhost:7101"}),
		Listen: func(string) (net.Listener, error) { return nil, taken },
		Log:    t.Output(),
	})
	if !errors.Is(err, taken) || !closed {
		t.Errorf("ended with %v, store closed: %v", err, closed)
	}
	if err != nil && !strings.Contains(err.Error(), "ASSISTMED_ADDR") {
		t.Errorf("%v does not name the setting", err)
	}
}

func TestAListenerThatBreaksStopsTheServiceInOrder(t *testing.T) {
	closed := make(chan struct{})
	listener := bufconn.Listen(1)
	broken := make(chan struct{})
	err := serve.Run("sample", opened(&sample{closed: func() error { close(closed); return nil }}), serve.Surroundings{
		Lookup: settings(map[string]string{"ASSISTMED_ADDR": "sample:1"}),
		Listen: func(string) (net.Listener, error) { return listener, nil },
		Ready:  func() { close(broken); _ = listener.Close() },
		Log:    t.Output(),
	})
	<-broken
	<-closed
	if err == nil {
		t.Error("the service ended as if it had been told to")
	}
}
