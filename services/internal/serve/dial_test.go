package serve_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

func TestACallWaitsUntilItsUpstreamIsThere(t *testing.T) {
	running := servetest.Start(t, "sample", opened(&sample{}), servetest.Options{})
	var refused atomic.Int32
	conn, err := serve.Connect("sample:1", serve.Client{
		Deadline: time.Hour,
		Connect: func(ctx context.Context, _ string) (net.Conn, error) {
			if refused.Add(1) <= 2 {
				return nil, errors.New("connection refused")
			}
			return running.Dial(ctx)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := call(t.Context(), conn); err != nil {
		t.Errorf("after %d refusals the call got %v, want an answer", refused.Load()-1, err)
	}
}

func TestAnUpstreamThatStaysAwayIsUnavailableAndNamed(t *testing.T) {
	running := servetest.Start(t, "sample", calling, servetest.Options{
		Settings: map[string]string{"UPSTREAM": "nowhere:1", "ASSISTMED_DEADLINE": "20ms"},
	})
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	err := call(ctx, running.Conn) // not an hour
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.Unavailable || e.Reason != fault.ReasonUpstreamUnavailable || !strings.Contains(e.Message, unaryMethod) {
		t.Errorf("got %v, want Unavailable with the upstream's method", err)
	}
}

// Otherwise the whole chain would run out of time in the same moment, and the
// caller would learn that the nearest service is silent, not which one is missing.
func TestACallWithinACallLeavesTimeToAnswer(t *testing.T) {
	left := make(chan time.Duration, 1)
	upstream := servetest.Start(t, "upstream", opened(&sample{unary: func(ctx context.Context, _ *grpc_testing.SimpleRequest) error {
		deadline, _ := ctx.Deadline()
		left <- time.Until(deadline)
		return nil
	}}), servetest.Options{})
	running := servetest.Start(t, "sample", calling, servetest.Options{Upstreams: map[string]*servetest.Running{"UPSTREAM": upstream}})
	for given, most := range map[time.Duration]time.Duration{4 * time.Second: 3600 * time.Millisecond, time.Hour: 5 * time.Second} {
		ctx, cancel := context.WithTimeout(t.Context(), given)
		if err := call(ctx, running.Conn); err != nil {
			t.Error(err)
		}
		cancel()
		if got := <-left; got > most {
			t.Errorf("of %v the upstream got %v, want at most %v", given, got, most)
		}
	}
}

func TestAServiceFindsItsUpstreamAgainAfterARestart(t *testing.T) {
	upstream := servetest.Start(t, "upstream", opened(&sample{}), servetest.Options{})
	running := servetest.Start(t, "sample", calling, servetest.Options{Upstreams: map[string]*servetest.Running{"UPSTREAM": upstream}})
	for range 3 {
		if err := call(t.Context(), running.Conn); err != nil {
			t.Fatal(err)
		}
		upstream.Restart()
	}
	running.Restart()
	if err := call(t.Context(), running.Conn); err != nil {
		t.Fatal(err)
	}
}

func TestEveryUnaryCallHasADeadlineAndAnEarlierChoiceStands(t *testing.T) {
	left := make(chan time.Duration, 1)
	running := servetest.Start(t, "sample", opened(&sample{unary: func(ctx context.Context, _ *grpc_testing.SimpleRequest) error {
		deadline, ok := ctx.Deadline()
		if !ok {
			return errors.New("no deadline")
		}
		left <- time.Until(deadline)
		return nil
	}}), servetest.Options{})
	if err := call(context.Background(), running.Conn); err != nil {
		t.Fatal(err)
	}
	if got := <-left; got > 5*time.Second {
		t.Errorf("a call without deadline had %v left, want at most 5s", got)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	if err := call(ctx, running.Conn); err != nil {
		t.Fatal(err)
	}
	if got := <-left; got < 5*time.Second {
		t.Errorf("a call with an hour had %v left", got)
	}
}

func TestTheActorOfACallGoesAlongToTheUpstream(t *testing.T) {
	seen := make(chan string, 1)
	upstream := servetest.Start(t, "upstream", opened(&sample{unary: func(ctx context.Context, _ *grpc_testing.SimpleRequest) error {
		actor, err := serve.Actor(ctx)
		seen <- actor
		return err
	}}), servetest.Options{})
	middle := func(_ context.Context, env *serve.Env) (serve.Service, error) {
		conn := env.Dial("UPSTREAM")
		return &sample{unary: func(ctx context.Context, in *grpc_testing.SimpleRequest) error {
			if in.GetFillUsername() { // here: speak for yourself
				ctx = serve.WithActor(ctx, "middle")
			}
			return call(ctx, conn)
		}}, env.Err()
	}
	running := servetest.Start(t, "middle", middle, servetest.Options{Upstreams: map[string]*servetest.Running{"UPSTREAM": upstream}})
	client := grpc_testing.NewTestServiceClient(running.Conn)
	for name, c := range map[string]struct {
		actors []string // set one after the other
		own    bool
		want   string
	}{
		"the caller's":     {[]string{"agent@751"}, false, "agent@751"},
		"the last one set": {[]string{"first", "second"}, false, "second"},
		"its own":          {[]string{"agent@751"}, true, "middle"},
		"none":             {nil, false, ""},
		"a malformed one":  {[]string{"agent 751"}, false, ""},
	} {
		ctx := t.Context()
		for _, actor := range c.actors {
			ctx = serve.WithActor(ctx, actor)
		}
		_, err := client.UnaryCall(ctx, &grpc_testing.SimpleRequest{FillUsername: c.own})
		if got := <-seen; got != c.want {
			t.Errorf("%s: the upstream saw actor %q, want %q", name, got, c.want)
		}
		if missing := c.want == ""; missing != fault.Is(err, "ACTOR_MISSING") || missing != (status.Code(err) == codes.Unauthenticated) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAStreamsErrorsAreFaultsAndItsEndIsEOF(t *testing.T) {
	running := servetest.Start(t, "sample", opened(&sample{stream: func(stream grpc_testing.TestService_FullDuplexCallServer) error {
		in, err := stream.Recv()
		if err != nil {
			return err
		}
		if in.GetResponseStatus() != nil {
			return fault.Missing("contract", "ctr_1")
		}
		return stream.Send(&grpc_testing.StreamingOutputCallResponse{})
	}}), servetest.Options{})
	client := grpc_testing.NewTestServiceClient(running.Conn)
	receive := func(in *grpc_testing.StreamingOutputCallRequest) (received int, last error) {
		stream, err := client.FullDuplexCall(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := stream.Send(in); err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := stream.Recv(); err != nil {
				return received, err
			}
			received++
		}
	}
	if n, err := receive(&grpc_testing.StreamingOutputCallRequest{}); n != 1 || !errors.Is(err, io.EOF) {
		t.Errorf("a good stream gave %d messages and %v, want 1 and EOF", n, err)
	}
	refused := &grpc_testing.StreamingOutputCallRequest{ResponseStatus: &grpc_testing.EchoStatus{}}
	if n, err := receive(refused); n != 0 || !fault.Is(err, "CONTRACT_NOT_FOUND") {
		t.Errorf("a refused stream gave %d messages and %v, want CONTRACT_NOT_FOUND", n, err)
	}
}
