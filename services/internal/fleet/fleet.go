// Package fleet runs the three services as three processes on loopback, for the
// demonstration and for the tests across services. It stops only what it started.
package fleet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
)

// The services, in the order in which they start: each asks only the one before it.
const (
	Eligibility = "eligibility"
	Contract    = "contract"
	Payment     = "payment"
)

// Names lists the services in the order in which they start.
func Names() []string { return []string{Eligibility, Contract, Payment} }

// upstreams says which setting of a service names which other service.
func upstreams(name string) (setting, upstream string) {
	switch name {
	case Contract:
		return "ELIGIBILITY_ADDR", Eligibility
	case Payment:
		return "CONTRACT_ADDR", Contract
	}
	return "", ""
}

const (
	// startLimit bounds the wait for a service to be SERVING. A start takes some
	// twenty milliseconds; the rest is for a machine that is busy with other things.
	startLimit = 30 * time.Second
	// stopLimit bounds the wait after SIGTERM: the services' own drain takes at most 10 s.
	stopLimit = 20 * time.Second
)

// Options says where the fleet finds its binaries and keeps its stores.
type Options struct {
	Bin   string            // folder of the binaries eligibility, contract, payment
	Dir   string            // folder of the stores; must exist
	OTLP  string            // OTEL_EXPORTER_OTLP_ENDPOINT, for example "http://127.0.0.1:4317"; empty: no telemetry
	Addrs map[string]string // service name -> host:port; a service that is not named gets a free port
	Log   io.Writer         // the services' stderr; nil throws it away
}

// Fleet is three running services. Its methods may be called from several goroutines.
type Fleet struct {
	options Options
	addrs   map[string]string
	starter *starter
	log     *tee

	mu        sync.Mutex
	processes map[string]*process
	conns     map[string]*grpc.ClientConn
}

// Start starts the three services and waits until each is SERVING. When one does not
// come up, the error holds what it wrote last, and the others are stopped again.
func Start(ctx context.Context, o Options) (*Fleet, error) {
	addrs, err := addresses(o.Addrs)
	if err != nil {
		return nil, err
	}
	f := &Fleet{
		options:   o,
		addrs:     addrs,
		starter:   newStarter(),
		log:       &tee{out: o.Log},
		processes: map[string]*process{},
		conns:     map[string]*grpc.ClientConn{},
	}
	for _, name := range Names() {
		if err := f.open(ctx, name); err != nil {
			return nil, errors.Join(err, f.Stop())
		}
	}
	return f, nil
}

func (f *Fleet) open(ctx context.Context, name string) error {
	conn, err := dial(f.addrs[name])
	if err != nil {
		return fmt.Errorf("connection to %s: %w", name, err)
	}
	f.mu.Lock()
	f.conns[name] = conn
	f.mu.Unlock()
	return f.Restart(ctx, name)
}

// Conn is the connection to a service. It outlives a Kill and a Restart.
func (f *Fleet) Conn(name string) *grpc.ClientConn {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.conns[name]
}

// Addr is the host:port of a service.
func (f *Fleet) Addr(name string) string { return f.addrs[name] }

// Store is the path of a service's store file.
func (f *Fleet) Store(name string) string { return filepath.Join(f.options.Dir, name+".db") }

// Kill ends a service with SIGKILL and waits until it is gone. A service that is
// already gone is an error: the test would not have tested what it thinks.
func (f *Fleet) Kill(name string) error {
	f.mu.Lock()
	p := f.processes[name]
	delete(f.processes, name)
	f.mu.Unlock()
	if p == nil {
		return fmt.Errorf("kill %s: it is not running", name)
	}
	return p.kill()
}

// Restart starts a service that is not running, on the address and the store it had,
// and waits until it is SERVING.
func (f *Fleet) Restart(ctx context.Context, name string) error {
	conn := f.Conn(name)
	if conn == nil {
		return fmt.Errorf("restart %q: no such service, there are %s", name, strings.Join(Names(), ", "))
	}
	f.mu.Lock()
	running := f.processes[name]
	f.mu.Unlock()
	if running != nil {
		return fmt.Errorf("restart %s: it is still running", name)
	}
	p, err := f.starter.start(filepath.Join(f.options.Bin, name), f.environment(name), f.log)
	if err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	if err := f.serving(ctx, conn, p); err != nil {
		return errors.Join(fmt.Errorf("start %s: %w", name, err), p.kill())
	}
	f.mu.Lock()
	f.processes[name] = p
	f.mu.Unlock()
	return nil
}

// Stop ends the services with SIGTERM in the reverse order of their start, and waits
// for each. The error names every one that did not end with exit code 0.
func (f *Fleet) Stop() error {
	f.mu.Lock()
	processes, conns := f.processes, f.conns
	f.processes, f.conns = map[string]*process{}, map[string]*grpc.ClientConn{}
	f.mu.Unlock()
	var problems []error
	for _, name := range slices.Backward(Names()) {
		if p := processes[name]; p != nil {
			if err := p.stop(stopLimit); err != nil {
				problems = append(problems, fmt.Errorf("stop %s: %w", name, err))
			}
		}
	}
	for _, conn := range conns {
		problems = append(problems, conn.Close())
	}
	f.starter.close()
	return errors.Join(problems...)
}

// Gone is closed when a running service ends by itself; it is for a foreground that
// would otherwise wait for ever.
func (f *Fleet) Gone(name string) <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p := f.processes[name]; p != nil {
		return p.gone
	}
	gone := make(chan struct{})
	close(gone)
	return gone
}

// environment is all a service is told: nothing leaks in from the parent but PATH.
func (f *Fleet) environment(name string) []string {
	env := []string{
		"ASSISTMED_ADDR=" + f.addrs[name],
		"ASSISTMED_STORE=" + f.Store(name),
	}
	if setting, upstream := upstreams(name); setting != "" {
		env = append(env, setting+"="+f.addrs[upstream])
	}
	if f.options.OTLP != "" {
		env = append(env, "OTEL_EXPORTER_OTLP_ENDPOINT="+f.options.OTLP)
	}
	return env
}

// serving waits until the process answers SERVING, or ends.
func (f *Fleet) serving(ctx context.Context, conn *grpc.ClientConn, p *process) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	answer := make(chan error, 1)
	go func() { answer <- watch(ctx, conn) }()
	select {
	case err := <-answer:
		if err != nil {
			return fmt.Errorf("it is not SERVING: %w; it wrote: %s", err, p.last())
		}
		return nil
	case <-p.gone:
		return fmt.Errorf("it ended: %w; it wrote: %s", p.result(), p.last())
	}
}

// watch returns nil as soon as the service says SERVING. A stream that breaks (a
// connection to the process that was killed before) is opened again.
func watch(ctx context.Context, conn *grpc.ClientConn) error {
	conn.ResetConnectBackoff()
	for {
		err := watchOnce(ctx, conn)
		if err == nil || ctx.Err() != nil {
			return err
		}
	}
}

func watchOnce(ctx context.Context, conn *grpc.ClientConn) error {
	stream, err := healthv1.NewHealthClient(conn).Watch(ctx, &healthv1.HealthCheckRequest{}, grpc.WaitForReady(true))
	if err != nil {
		return err
	}
	for {
		answer, err := stream.Recv()
		if err != nil {
			return err
		}
		if answer.GetStatus() == healthv1.HealthCheckResponse_SERVING {
			return nil
		}
	}
}

// dial makes a connection that finds a restarted service at once: the waits between
// attempts of an ordinary client, up to two minutes, are for networks.
func dial(addr string) (*grpc.ClientConn, error) {
	return grpc.NewClient(addr,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff: backoff.Config{
				BaseDelay:  10 * time.Millisecond,
				Multiplier: 2,
				MaxDelay:   200 * time.Millisecond,
			},
			MinConnectTimeout: time.Second,
		}))
}

// Dial makes a connection to each service of a fleet that runs elsewhere. Addresses
// are service name -> host:port, all three.
func Dial(addrs map[string]string) (map[string]*grpc.ClientConn, error) {
	conns := map[string]*grpc.ClientConn{}
	for _, name := range Names() {
		if addrs[name] == "" {
			return nil, fmt.Errorf("address of %s: nothing seen, host:port wanted", name)
		}
		conn, err := dial(addrs[name])
		if err != nil {
			return nil, fmt.Errorf("address of %s: %w", name, err)
		}
		conns[name] = conn
	}
	return conns, nil
}
