package serve_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"testing"

	"google.golang.org/grpc/interop/grpc_testing"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func unavailable(err error) bool { return fault.Is(err, "DIED") }

func TestAServiceThatDiesAtAPointAnswersNothingUntilItIsStartedAgain(t *testing.T) {
	points := []string{"received UnaryCall", "ask UnaryCall", "told UnaryCall", "answer UnaryCall"}
	upstream := servetest.Start(t, "upstream", opened(&sample{}), servetest.Options{Log: io.Discard})
	for n, point := range points {
		t.Run(point, func(t *testing.T) {
			var seen []string
			lives := 0
			running := servetest.Start(t, "sample", calling, servetest.Options{
				Log: io.Discard, Upstreams: map[string]*servetest.Running{"UPSTREAM": upstream},
				Dies: func(at string) bool {
					seen = append(seen, at)
					return lives == 0 && len(seen) == n+1
				},
			})
			for range 2 {
				if err := call(t.Context(), running.Conn); !unavailable(err) {
					t.Errorf("a dead service answers %v, want that it is unavailable", err)
				}
			}
			if !running.Dead() || !slices.Equal(seen, points[:n+1]) {
				t.Errorf("dead: %t, the points are %q, want %q", running.Dead(), seen, points[:n+1])
			}
			lives++
			running.Restart()
			for range 2 {
				if err := call(t.Context(), running.Conn); err != nil || running.Dead() {
					t.Errorf("started again it is dead: %t, and answers %v", running.Dead(), err)
				}
			}
		})
	}
}

func TestACallInFlightDiesWithTheServiceAndTheUpstreamsDeathIsToldOn(t *testing.T) {
	inside, release := make(chan struct{}), make(chan struct{})
	dying := false
	slow := servetest.Start(t, "slow", opened(&sample{unary: func(_ context.Context, in *grpc_testing.SimpleRequest) error {
		if in.GetResponseSize() > 0 {
			close(inside)
			<-release
		}
		return nil
	}}), servetest.Options{Log: io.Discard, Dies: func(at string) bool { return dying && at == "received UnaryCall" }})
	caller := servetest.Start(t, "sample", calling, servetest.Options{Log: io.Discard, Upstreams: map[string]*servetest.Running{"UPSTREAM": slow}})

	flight := make(chan error)
	go func() {
		_, err := grpc_testing.NewTestServiceClient(slow.Conn).UnaryCall(context.Background(), &grpc_testing.SimpleRequest{ResponseSize: 1})
		flight <- err
	}()
	<-inside
	dying = true
	through := call(t.Context(), caller.Conn)
	close(release)
	for what, err := range map[string]error{"in flight": <-flight, "through another service": through} {
		if err := fault.FromStatus(err); !fault.Is(err, "DIED") && !fault.Is(err, "UPSTREAM_UNAVAILABLE") {
			t.Errorf("%s: %v", what, fmt.Sprint(err))
		}
	}
	dying = false
	slow.Restart()
	if err := call(t.Context(), caller.Conn); err != nil {
		t.Errorf("after the restart: %v", err)
	}
}
