// Package servetest starts a service for real, in memory: the same settings,
// interceptors, health, clients and shutdown as in its own process, over a
// listener that needs no port.
package servetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/test/bufconn"

	"assistmed/services/internal/serve"
)

// Options of a service under test. The zero value is a service without
// upstreams, with a store in a temporary folder.
type Options struct {
	// Settings beside ASSISTMED_ADDR and ASSISTMED_STORE, which are given if missing.
	Settings map[string]string
	// Upstreams by the name of the setting that holds their address. Another
	// address in Settings leads nowhere.
	Upstreams map[string]*Running
	// Now is the clock; by default one that starts in 2025 and gains a
	// millisecond each time it is asked, also over a restart.
	Now func() time.Time
	// Entropy is what the ids draw from, also over a restart; by default nobody can
	// foretell them. Services do not share one.
	Entropy io.Reader
	// Spans gets every span when it ends. Several services may share it; it is
	// never shut down. The last spans are certain to be there after Stop only.
	Spans sdktrace.SpanExporter
	// Metrics reads the metrics; it is shut down with the service.
	Metrics sdkmetric.Reader
	// Dies is asked at the named points of every call and write, see [serve.Env.Failpoint],
	// whether the process dies there; nil never. A dead service answers nothing but
	// UNAVAILABLE and writes nothing until Restart, which takes it from its file. It may
	// be asked by several goroutines, one at a time.
	Dies func(point string) bool
	// CheckedAtEnd leaves the proof of the store to the last stop: for tests that restart
	// often. It is else made at each restart too.
	CheckedAtEnd bool
	// Log is where the log goes; by default with the output of the test.
	Log io.Writer
}

// Running is a service that was started.
type Running struct {
	// Conn calls the service, as another service would. It outlives a restart.
	Conn *grpc.ClientConn

	t        testing.TB
	name     string
	open     serve.OpenFunc
	options  Options
	ticks    atomic.Int64
	listener atomic.Pointer[bufconn.Listener] // of the present or the last run
	life     atomic.Pointer[mortal]           // the same; nil when it cannot die

	restarting atomic.Bool // the stop is that of a restart

	mu      sync.Mutex // one start or stop at a time; guards what is below
	signals chan os.Signal
	ended   chan error // nil while stopped
}

// Start starts a service and stops it at the end of the test, before the
// services that were started earlier. The test fails if it does not start.
func Start(t testing.TB, name string, open serve.OpenFunc, o Options) *Running {
	t.Helper()
	r, err := TryStart(t, name, open, o)
	if err != nil {
		t.Fatalf("starting %s: %v", name, err)
	}
	return r
}

// TryStart is [Start] for tests in which the start may fail.
func TryStart(t testing.TB, name string, open serve.OpenFunc, o Options) (*Running, error) {
	t.Helper()
	r := &Running{t: t, name: name, open: open, options: o.complete(t, name)}
	conn, err := serve.Connect(name+":1", serve.Client{Connect: func(ctx context.Context, _ string) (net.Conn, error) { return r.Dial(ctx) }})
	if err != nil {
		return nil, err
	}
	r.Conn = conn
	if err := r.start(); err != nil {
		_ = conn.Close() // it was never used
		return nil, err
	}
	t.Cleanup(func() {
		r.Stop()
		if err := conn.Close(); err != nil {
			t.Errorf("closing the connection to %s: %v", name, err)
		}
	})
	return r, nil
}

// complete gives the settings that every service needs.
func (o Options) complete(t testing.TB, name string) Options {
	settings := map[string]string{"ASSISTMED_ADDR": name + ":1"}
	if _, ok := o.Settings["ASSISTMED_STORE"]; !ok {
		settings["ASSISTMED_STORE"] = filepath.Join(t.TempDir(), name+".db")
	}
	for setting := range o.Upstreams {
		settings[setting] = upstreamAddress(setting)
	}
	for setting, value := range o.Settings {
		settings[setting] = value
	}
	o.Settings = settings
	if o.Log == nil {
		o.Log = t.Output()
	}
	return o
}

func upstreamAddress(setting string) string { return strings.ToLower(setting) + ":1" }

// connBuffer is what each end of a connection in memory holds, in bytes.
const connBuffer = 128 << 10

// start runs the service and waits until it serves, or has failed to start.
func (r *Running) start() error {
	listener := bufconn.Listen(connBuffer)
	signals, ready, ended := make(chan os.Signal, 2), make(chan struct{}), make(chan error, 1)
	surroundings := serve.Surroundings{
		Lookup:  func(name string) (string, bool) { value, ok := r.options.Settings[name]; return value, ok },
		Listen:  func(string) (net.Listener, error) { return listener, nil },
		Connect: r.connect,
		Now:     r.now,
		Entropy: r.options.Entropy,
		Log:     r.options.Log,
		Signals: signals,
		Ready:   func() { close(ready) },
	}
	life := r.mortal()
	if life != nil {
		surroundings.Fail = life.at
	}
	if r.options.Spans != nil {
		surroundings.Spans = []sdktrace.SpanProcessor{sdktrace.NewSimpleSpanProcessor(shared{r.options.Spans})}
	}
	if r.options.Metrics != nil {
		surroundings.Metrics = []sdkmetric.Reader{r.options.Metrics}
	}
	go func() { ended <- serve.Run(r.name, r.checking, surroundings) }()
	select {
	case err := <-ended:
		return err
	case <-ready:
		r.signals, r.ended = signals, ended
		r.life.Store(life)
		r.listener.Store(listener)
		return nil
	}
}

// checking opens the service so that its records are proved sound each time it stops.
func (r *Running) checking(ctx context.Context, env *serve.Env) (serve.Service, error) {
	service, err := r.open(ctx, env)
	if checker, ok := service.(checker); ok && err == nil {
		return checked{checker, r}, nil
	}
	return service, err
}

// checker is a service that can prove its records.
type checker interface {
	serve.Service
	Check(ctx context.Context) error
}

type checked struct {
	checker
	of *Running
}

// Close closes the service, after the proof where one is wanted.
func (c checked) Close() error {
	if c.of.options.CheckedAtEnd && c.of.restarting.Load() {
		return c.checker.Close()
	}
	return errors.Join(c.Check(context.Background()), c.checker.Close())
}

// Stop stops the service as SIGTERM does, and waits. Stopping twice is stopping once.
func (r *Running) Stop() {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stop()
}

// Restart stops the service if it runs and starts it again with the same
// settings and store. Connections to it find it again.
func (r *Running) Restart() {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.restarting.Store(true)
	defer r.restarting.Store(false)
	r.stop()
	if err := r.start(); err != nil {
		r.t.Fatalf("starting %s again: %v", r.name, err)
	}
}

func (r *Running) stop() {
	r.t.Helper()
	if r.ended == nil {
		return
	}
	r.signals <- syscall.SIGTERM
	if err := <-r.ended; err != nil {
		r.t.Errorf("stopping %s: %v", r.name, err)
	}
	r.signals, r.ended = nil, nil
	r.life.Load().buried()
}

// Dial opens a raw connection to the service as it runs now; one that is stopped refuses.
func (r *Running) Dial(ctx context.Context) (net.Conn, error) {
	listener := r.listener.Load()
	if listener == nil {
		return nil, fmt.Errorf("%s does not run yet", r.name)
	}
	conn, err := listener.DialContext(ctx)
	if life := r.life.Load(); life != nil && err == nil {
		conn = life.watched(conn)
	}
	return conn, err
}

// connect leads from the address in a setting to the upstream of that setting.
func (r *Running) connect(ctx context.Context, address string) (net.Conn, error) {
	for setting, upstream := range r.options.Upstreams {
		if upstreamAddress(setting) == address {
			return upstream.Dial(ctx)
		}
	}
	return nil, fmt.Errorf("nothing listens at %s", address)
}

// now is the clock of the service.
func (r *Running) now() time.Time {
	if r.options.Now != nil {
		return r.options.Now()
	}
	return time.Date(2025, time.January, 15, 10, 0, 0, 0, time.UTC).Add(time.Duration(r.ticks.Add(1)) * time.Millisecond)
}

// shared is an exporter that outlives the service which writes to it.
type shared struct{ sdktrace.SpanExporter }

// Shutdown leaves the exporter as it is.
func (shared) Shutdown(context.Context) error { return nil }
