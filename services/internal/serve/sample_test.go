package serve_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"

	"assistmed/services/internal/serve"
)

// Full methods of the sample service.
const (
	sampleService = "grpc.testing.TestService"
	unaryMethod   = "/grpc.testing.TestService/UnaryCall"
	streamMethod  = "/grpc.testing.TestService/FullDuplexCall"
)

// sample is a small real service whose answers a test gives.
type sample struct {
	grpc_testing.UnimplementedTestServiceServer
	unary   func(context.Context, *grpc_testing.SimpleRequest) error
	stream  func(grpc_testing.TestService_FullDuplexCallServer) error
	closed  func() error
	healthy func() error
}

func (s *sample) UnaryCall(ctx context.Context, in *grpc_testing.SimpleRequest) (*grpc_testing.SimpleResponse, error) {
	if s.unary != nil {
		if err := s.unary(ctx, in); err != nil {
			return nil, err
		}
	}
	return &grpc_testing.SimpleResponse{Payload: in.GetPayload()}, nil
}

func (s *sample) FullDuplexCall(stream grpc_testing.TestService_FullDuplexCallServer) error {
	return s.stream(stream)
}

func (s *sample) Register(r grpc.ServiceRegistrar) { grpc_testing.RegisterTestServiceServer(r, s) }

func (s *sample) Healthy() error {
	if s.healthy == nil {
		return nil
	}
	return s.healthy()
}

func (s *sample) Close() error {
	if s.closed == nil {
		return nil
	}
	return s.closed()
}

// opened is the OpenFunc of a sample without settings.
func opened(s *sample) serve.OpenFunc {
	return func(context.Context, *serve.Env) (serve.Service, error) { return s, nil }
}

// calling opens a service that answers a unary call by making one to the
// upstream in the setting UPSTREAM.
func calling(_ context.Context, env *serve.Env) (serve.Service, error) {
	upstream := grpc_testing.NewTestServiceClient(env.Dial("UPSTREAM"))
	return &sample{unary: func(ctx context.Context, in *grpc_testing.SimpleRequest) error {
		_, err := upstream.UnaryCall(ctx, in)
		return err
	}}, env.Err()
}

// call makes a unary call with a body that nobody may log.
func call(ctx context.Context, conn *grpc.ClientConn) error {
	_, err := grpc_testing.NewTestServiceClient(conn).UnaryCall(ctx, &grpc_testing.SimpleRequest{
		Payload: &grpc_testing.Payload{Body: []byte(secretBody)},
	})
	return err
}

// Values that may never show in a log line or a span.
const (
	secretBody  = "body-10003456789"
	secretActor = "actor-10003456789"
)

// notes is a log that may be read while it is written.
type notes struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.buf.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.buf.String()
}

// lines gives the log lines with this message.
func (n *notes) lines(t *testing.T, message string) []map[string]any {
	t.Helper()
	var found []map[string]any
	for line := range strings.Lines(n.String()) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Fatalf("log line %q is no JSON: %v", line, err)
		}
		if fields["msg"] == message {
			found = append(found, fields)
		}
	}
	return found
}
