package serve_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/interop/grpc_testing"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func health(t *testing.T, conn *grpc.ClientConn, service string) healthpb.HealthCheckResponse_ServingStatus {
	t.Helper()
	answer, err := healthpb.NewHealthClient(conn).Check(t.Context(), &healthpb.HealthCheckRequest{Service: service})
	if err != nil {
		t.Fatal(err)
	}
	return answer.GetStatus()
}

func TestAnOpenServiceIsServingUnderItsFullNameAndAsAWhole(t *testing.T) {
	running := servetest.Start(t, "sample", opened(&sample{}), servetest.Options{})
	for _, name := range []string{"", sampleService} {
		if got := health(t, running.Conn, name); got != healthpb.HealthCheckResponse_SERVING {
			t.Errorf("%q is %v, want SERVING", name, got)
		}
	}
	_, err := healthpb.NewHealthClient(running.Conn).Check(t.Context(), &healthpb.HealthCheckRequest{Service: "other"})
	if got := status.Code(err); got == codes.OK {
		t.Error("a service that is not there is healthy")
	}
}

func TestAServiceThatSaysItIsNotHealthyStopsServingAndStaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		err     error
		serving bool
	}{
		"after a bug":           {errors.New("lost"), false},
		"after damage":          {&fault.Error{Kind: fault.Damaged, Reason: "TORN"}, false},
		"not after bad input":   {fault.BadInput(fault.Violation{Field: "f", Wanted: "w"}), true},
		"not after a good call": {nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			var sick atomic.Bool
			log := &notes{}
			running := servetest.Start(t, "sample", opened(&sample{
				unary: func(context.Context, *grpc_testing.SimpleRequest) error { sick.Store(true); return c.err },
				healthy: func() error {
					if sick.Load() {
						return errors.New("disk full")
					}
					return nil
				},
			}), servetest.Options{Log: log})
			_, want := call(t.Context(), running.Conn), healthpb.HealthCheckResponse_NOT_SERVING
			if c.serving {
				want = healthpb.HealthCheckResponse_SERVING
			}
			for _, name := range []string{"", sampleService} {
				if got := health(t, running.Conn, name); got != want {
					t.Errorf("%q is %v, want %v", name, got, want)
				}
			}
			_ = call(t.Context(), running.Conn) // a second failure changes nothing and is not told again
			sick.Store(false)
			_ = call(t.Context(), running.Conn) // nor does recovery
			if got := health(t, running.Conn, ""); got != want {
				t.Errorf("later it is %v, want %v", got, want)
			}
			running.Stop()
			lines := log.lines(t, "not serving any more")
			if c.serving != (len(lines) == 0) || len(lines) > 1 {
				t.Errorf("the log tells it %d times: %s", len(lines), log)
			}
		})
	}
}

func TestABugOfAHealthyServiceLeavesItServing(t *testing.T) {
	running := servetest.Start(t, "sample", opened(&sample{
		unary: func(context.Context, *grpc_testing.SimpleRequest) error { return errors.New("lost") },
	}), servetest.Options{})
	_ = call(t.Context(), running.Conn) // its fault is not what is asked here
	if got := health(t, running.Conn, ""); got != healthpb.HealthCheckResponse_SERVING {
		t.Errorf("health is %v, want SERVING", got)
	}
}

func TestAServiceThatIsNotHealthyFromTheStartNeverServes(t *testing.T) {
	running := servetest.Start(t, "sample", opened(&sample{healthy: func() error { return errors.New("read only") }}), servetest.Options{})
	if got := health(t, running.Conn, ""); got != healthpb.HealthCheckResponse_NOT_SERVING {
		t.Errorf("health is %v, want NOT_SERVING", got)
	}
}

func TestAWatchOfASickServiceDoesNotHoldUpTheDrain(t *testing.T) {
	running := servetest.Start(t, "sample", opened(&sample{healthy: func() error { return errors.New("read only") }}),
		servetest.Options{Settings: map[string]string{"ASSISTMED_DRAIN": "1h"}})
	stream, err := healthpb.NewHealthClient(running.Conn).Watch(t.Context(), &healthpb.HealthCheckRequest{})
	if err != nil {
		t.Fatal(err)
	}
	told(t, stream, healthpb.HealthCheckResponse_NOT_SERVING)
	running.Stop() // would last an hour
	if _, err := stream.Recv(); err == nil {
		t.Error("the watch tells NOT_SERVING twice")
	}
}

func TestReflectionNamesTheServices(t *testing.T) {
	running := servetest.Start(t, "sample", opened(&sample{}), servetest.Options{})
	stream, err := reflectionpb.NewServerReflectionClient(running.Conn).ServerReflectionInfo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Send(&reflectionpb.ServerReflectionRequest{MessageRequest: &reflectionpb.ServerReflectionRequest_ListServices{}}); err != nil {
		t.Fatal(err)
	}
	answer, err := stream.Recv()
	if err != nil {
		t.Fatal(err)
	}
	names := make(map[string]bool)
	for _, service := range answer.GetListServicesResponse().GetService() {
		names[service.GetName()] = true
	}
	for _, want := range []string{sampleService, "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"} {
		if !names[want] {
			t.Errorf("%s is not listed: %v", want, names)
		}
	}
	if err := stream.CloseSend(); err != nil {
		t.Error(err)
	}
}
