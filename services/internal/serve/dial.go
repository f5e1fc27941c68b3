package serve

import (
	"context"
	"net"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	"assistmed/services/internal/fault"
)

// defaultDeadline is for unary calls whose context has none; see [outgoing].
const defaultDeadline = 5 * time.Second

// Client says how [Connect] connects. The zero value is for a program that calls a service.
type Client struct {
	Deadline  time.Duration                                               // of unary calls; 5 s
	Connect   func(ctx context.Context, address string) (net.Conn, error) // TCP
	Telemetry Telemetry                                                   // none
	Fail      func(point string) error                                    // failpoints of unary calls; none
}

// Connect makes a connection to a service, the way services connect to each
// other: unary calls have a deadline and wait for the service to be there, the
// trace and the actor of the incoming call go along, and errors come back as
// *fault.Error. It returns at once; the network is first touched by a call.
func Connect(address string, c Client) (*grpc.ClientConn, error) {
	if c.Deadline == 0 {
		c.Deadline = defaultDeadline
	}
	if c.Connect == nil {
		c.Connect = Surroundings{}.complete().Connect
	}
	return grpc.NewClient(
		// Passthrough asks the name service again for each new connection, so a service that comes
		// back at another address is found at once; grpc's own resolver may wait 30 s.
		"passthrough:///"+address,
		grpc.WithContextDialer(c.Connect),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithNoProxy(), // upstreams are neighbours
		grpc.WithDefaultCallOptions(grpc.WaitForReady(true)),
		grpc.WithStatsHandler(quiet{otelgrpc.NewClientHandler(c.Telemetry.options(foreignToHousekeeping)...)}),
		grpc.WithChainUnaryInterceptor(outgoing{c.Deadline, c.Fail}.unary),
		grpc.WithChainStreamInterceptor(outgoing{c.Deadline, c.Fail}.stream),
		// grpc's own back-off grows to two minutes; a neighbour that restarts is back within a second.
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           backoff.Config{BaseDelay: 50 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: time.Second},
			MinConnectTimeout: 2 * time.Second,
		}),
		// A machine that vanished sends no reset: without this its connection would look alive for many minutes.
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 30 * time.Second, Timeout: 5 * time.Second}),
	)
}

// Dial connects to the upstream whose host:port stands in a required setting.
// The connection is closed at shutdown, after the last call and before the store.
func (e *Env) Dial(setting string) *grpc.ClientConn {
	address := e.address(setting)
	conn, err := Connect(address, Client{Deadline: e.deadline, Connect: e.world.Connect, Telemetry: e.telemetry, Fail: e.world.Fail})
	if err != nil {
		e.problem(setting, address, "host:port")
		return nil
	}
	e.conns = append(e.conns, conn)
	return conn
}

// outgoing is what every call to an upstream passes through.
type outgoing struct {
	deadline time.Duration
	fail     func(point string) error
}

func (o outgoing) unary(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx, cancel := o.bounded(ctx)
	defer cancel()
	if dead := failAt(o.fail, PointAsk, method); dead != nil {
		return dead
	}
	err := fault.FromCall(method, invoke(withCaller(ctx), method, req, reply, conn, opts...))
	if dead := failAt(o.fail, PointTold, method); dead != nil {
		return dead
	}
	return err
}

// bounded gives the call a deadline. One that the program chose stands. Within an
// incoming call the deadline is inherited, and waiting until its end would leave
// no time to answer which upstream is missing: a tenth is kept back, and the
// bound of this service holds if it is the earlier.
func (o outgoing) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithTimeout(ctx, o.deadline)
	}
	if grpc.ServerTransportStreamFromContext(ctx) == nil {
		return ctx, func() {}
	}
	left := time.Until(deadline)
	return context.WithTimeout(ctx, min(o.deadline, left-left/10))
}

func (o outgoing) stream(ctx context.Context, desc *grpc.StreamDesc, conn *grpc.ClientConn, method string, open grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	inner, err := open(withCaller(ctx), desc, conn, method, opts...)
	if err != nil {
		return nil, fault.FromCall(method, err)
	}
	return upstream{inner, method}, nil
}

// upstream is a client's stream whose errors are faults; io.EOF stays itself.
type upstream struct {
	grpc.ClientStream
	method string
}

// RecvMsg receives the next message.
func (u upstream) RecvMsg(m any) error { return fault.FromCall(u.method, u.ClientStream.RecvMsg(m)) }

// SendMsg sends a message.
func (u upstream) SendMsg(m any) error { return fault.FromCall(u.method, u.ClientStream.SendMsg(m)) }
