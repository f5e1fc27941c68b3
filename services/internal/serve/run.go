package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
)

// ErrStoppedAtOnce is what [Run] returns after a second signal: it waited for no
// call and closed nothing, and the process is to exit. The store survives it as
// it survives a kill.
var ErrStoppedAtOnce = errors.New("stopped at once by a second signal")

// Bounds of the shutdown beside the setting ASSISTMED_DRAIN.
const (
	defaultDrain = 10 * time.Second
	cutTime      = time.Second     // for cancelled calls to return, once the drain has run out
	flushTime    = 3 * time.Second // for spans and metrics to leave
)

// pointStop is the failpoint that tells a service that stops whether it is dead already.
const pointStop = "stop"

// running is an opened service and all that must be closed after it.
type running struct {
	log       *slog.Logger
	env       *Env
	telemetry Telemetry
	service   Service
	grpc      *grpc.Server
	health    *standing
	listener  net.Listener
	drain     time.Duration
}

// Run opens the service, serves until the first signal, and stops in order:
// NOT_SERVING, drain (bounded), upstream connections, store, spans and metrics.
// The second signal ends it at once with [ErrStoppedAtOnce].
func Run(name string, open OpenFunc, w Surroundings) error {
	began := time.Now()
	w = w.complete()
	ctx, atOnce, release := stops(w)
	defer release()

	r, err := start(ctx, name, open, w)
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- r.grpc.Serve(r.listener) }()
	r.health.begin(r.service)
	store, _ := w.Lookup(settingStore)
	r.log.Info("ready", "address", r.listener.Addr().String(), "store", store, "start_ms", time.Since(began).Milliseconds())
	w.Ready()

	var broken error
	select {
	case <-ctx.Done():
	case broken = <-served: // the listener failed; close what is open all the same
	}
	stopped := make(chan error, 1)
	go func() { stopped <- r.stop(ctx) }()
	select {
	case err := <-stopped:
		return errors.Join(broken, err)
	case <-atOnce:
		return ErrStoppedAtOnce
	}
}

// stops turns the signals into a context that ends with the first one and a
// channel that closes with the second. Release ends the listening.
func stops(w Surroundings) (ctx context.Context, atOnce <-chan struct{}, release func()) {
	ctx, stop := context.WithCancel(context.Background())
	second, done := make(chan struct{}), make(chan struct{})
	go func() {
		select {
		case <-w.Signals:
			stop()
		case <-done:
			return
		}
		select {
		case <-w.Signals:
			close(second)
		case <-done:
		}
	}()
	return ctx, second, func() { close(done); stop() }
}

// start opens everything, or closes again what it opened.
func start(ctx context.Context, name string, open OpenFunc, w Surroundings) (*running, error) {
	env := newEnv(name, w)
	r := &running{env: env, log: env.Log(), drain: env.duration(settingDrain, defaultDrain)}
	address := env.address(settingAddress)
	var err error
	if r.telemetry, err = newTelemetry(ctx, env); err != nil {
		return nil, err
	}
	env.telemetry = r.telemetry

	r.service, err = open(ctx, env)
	if problems := env.Err(); problems != nil {
		err = problems // the settings are the cause of whatever else went wrong
	}
	if err == nil {
		r.listener, err = w.Listen(address)
		if err != nil {
			err = fmt.Errorf("%s: %w", settingAddress, err)
		}
	}
	if err != nil {
		return nil, errors.Join(err, r.closeAll(ctx))
	}
	r.build()
	return r, nil
}

// build makes the gRPC server and registers the service, health and reflection.
func (r *running) build() {
	own := make(map[string]bool)
	r.health = newStanding(r.log)
	door := &door{log: r.log, own: own, doubt: func() { r.health.doubt(r.service) }, fail: r.env.Failpoint()}
	r.grpc = grpc.NewServer(
		grpc.StatsHandler(quiet{otelgrpc.NewServerHandler(r.telemetry.options(func(method string) bool { return own[method] })...)}),
		grpc.ChainUnaryInterceptor(door.unary),
		grpc.ChainStreamInterceptor(door.stream, r.health.watching),
		// Upstream clients of ours ask every 30 s whether the connection lives; see dial.go.
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 10 * time.Second, PermitWithoutStream: true}),
	)
	r.service.Register(r.grpc)
	for name, info := range r.grpc.GetServiceInfo() {
		r.health.add(name)
		for _, method := range info.Methods {
			own["/"+name+"/"+method.Name] = true
		}
	}
	r.health.register(r.grpc)
	reflection.Register(r.grpc)
}

// stop is the one order of shutdown.
func (r *running) stop(ctx context.Context) error {
	r.health.end()
	if fail := r.env.Failpoint(); fail != nil && fail(pointStop) != nil {
		r.grpc.Stop() // the dead drain nothing
	} else {
		r.drained()
	}
	return r.closeAll(ctx)
}

// drained waits for the calls in flight, but not longer than the drain; then it cuts them.
func (r *running) drained() {
	finished := make(chan struct{})
	go func() { r.grpc.GracefulStop(); close(finished) }()
	bound := time.NewTimer(r.drain)
	defer bound.Stop()
	select {
	case <-finished:
		return
	case <-bound.C:
		r.log.Warn("calls were cut, the drain took too long", "drain", r.drain.String())
	}
	r.grpc.Stop()
	cut := time.NewTimer(cutTime)
	defer cut.Stop()
	select {
	case <-finished:
	case <-cut.C:
	}
}

// closeAll closes, in this order, the upstream connections, the store, and the
// telemetry. A collector that does not answer is no reason to fail.
func (r *running) closeAll(ctx context.Context) error {
	err := r.env.closeConns()
	if r.service != nil {
		err = errors.Join(err, r.service.Close())
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime) // ctx has ended, that is why we stop
	defer cancel()
	if lost := r.telemetry.Shutdown(ctx); lost != nil {
		r.log.Warn("spans or metrics were lost", "error", lost.Error())
	}
	return err
}
