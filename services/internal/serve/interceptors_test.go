package serve_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

func TestAPanicTellsTheCallerNothingAndTheLogEverything(t *testing.T) {
	const text = "the ledger is torn"
	panicking := func() { panic(text) }
	log := &notes{}
	running := servetest.Start(t, "sample", opened(&sample{
		unary:  func(context.Context, *grpc_testing.SimpleRequest) error { panicking(); return nil },
		stream: func(grpc_testing.TestService_FullDuplexCallServer) error { panicking(); return nil },
	}), servetest.Options{Log: log})

	stream, err := grpc_testing.NewTestServiceClient(running.Conn).FullDuplexCall(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, streamErr := stream.Recv()
	for method, err := range map[string]error{unaryMethod: call(t.Context(), running.Conn), streamMethod: streamErr} {
		s := status.Convert(err)
		if s.Code() != codes.Internal || s.Message() != "internal error" {
			t.Errorf("%s: got %v %q, want Internal \"internal error\"", method, s.Code(), s.Message())
		}
		if whole := fmt.Sprint(s.Proto()); strings.Contains(whole, text) || strings.Contains(whole, ".go:") {
			t.Errorf("%s: the caller learns %s", method, whole)
		}
	}
	running.Stop()
	lines := log.lines(t, "call")
	if len(lines) != 2 {
		t.Fatalf("%d calls in the log, want 2: %s", len(lines), log)
	}
	for _, line := range lines {
		if line["level"] != "ERROR" || line["error"] != "panic: "+text || !strings.Contains(fmt.Sprint(line["stack"]), "interceptors_test.go") {
			t.Errorf("the log tells level %v, error %v, stack %v", line["level"], line["error"], line["stack"])
		}
	}
}

func TestAPanicThatThrowsARefusalIsABugAllTheSame(t *testing.T) {
	log := &notes{}
	running := servetest.Start(t, "sample", opened(&sample{unary: func(context.Context, *grpc_testing.SimpleRequest) error {
		panic(fault.Missing("contract", secretBody))
	}}), servetest.Options{Log: log})
	if err := call(t.Context(), running.Conn); status.Code(err) != codes.Internal {
		t.Errorf("got %v, want Internal", err)
	}
	running.Stop()
	if strings.Contains(log.String(), secretBody) {
		t.Errorf("the log quotes the caller: %s", log)
	}
}

func TestEachCallLeavesOneLineWhoseLevelTellsWhoseFaultItIs(t *testing.T) {
	for name, c := range map[string]struct {
		err         error
		level       string
		code        string
		reason, own any // own is what "error" shows: the text of our faults only
	}{
		"well":          {nil, "INFO", "OK", nil, nil},
		"bad input":     {fault.BadInput(fault.Violation{Field: "rpps", Seen: secretBody, Wanted: "11 digits"}), "INFO", "InvalidArgument", "INVALID_REQUEST", nil},
		"unknown id":    {fault.Missing("contract", secretBody), "INFO", "NotFound", "CONTRACT_NOT_FOUND", nil},
		"wrong state":   {fault.Refused("ENDED", secretBody, secretBody), "INFO", "FailedPrecondition", "ENDED", nil},
		"cancelled":     {context.Canceled, "INFO", "Canceled", nil, nil},
		"late":          {context.DeadlineExceeded, "WARN", "DeadlineExceeded", nil, nil},
		"overload":      {&fault.Error{Kind: fault.Exhausted, Reason: "BUSY"}, "WARN", "ResourceExhausted", "BUSY", nil},
		"upstream gone": {&fault.Error{Kind: fault.Unavailable, Reason: "UPSTREAM_UNAVAILABLE", Message: "gone"}, "ERROR", "Unavailable", "UPSTREAM_UNAVAILABLE", "UPSTREAM_UNAVAILABLE: gone"},
		"damaged":       {&fault.Error{Kind: fault.Damaged, Reason: "TORN", Message: "torn"}, "ERROR", "DataLoss", "TORN", "TORN: torn"},
		"bug":           {errors.New("lost"), "ERROR", "Internal", "INTERNAL", "lost"},
		"bug from a refusal": {&fault.Error{Kind: fault.Bug, Reason: "INTERNAL", Message: "refused", Cause: fault.Missing("contract", secretBody)},
			"ERROR", "Internal", "INTERNAL", "INTERNAL: refused: CONTRACT_NOT_FOUND"},
	} {
		t.Run(name, func(t *testing.T) {
			log := &notes{}
			running := servetest.Start(t, "sample", opened(&sample{unary: func(context.Context, *grpc_testing.SimpleRequest) error {
				return c.err
			}}), servetest.Options{Log: log})
			if err := call(t.Context(), running.Conn); (err == nil) != (c.err == nil) {
				t.Errorf("the caller got %v", err)
			}
			running.Stop()
			lines := log.lines(t, "call")
			if len(lines) != 1 {
				t.Fatalf("%d lines, want 1: %s", len(lines), log)
			}
			line := lines[0]
			if line["level"] != c.level || line["code"] != c.code || line["reason"] != c.reason || line["error"] != c.own ||
				line["method"] != unaryMethod || line["service"] != "sample" {
				t.Errorf("got %v, want level %s, code %s, reason %v, error %v", line, c.level, c.code, c.reason, c.own)
			}
			if _, ok := line["duration_us"].(float64); !ok {
				t.Errorf("no duration in %v", line)
			}
			if strings.Contains(log.String(), secretBody) {
				t.Errorf("the log quotes the caller: %s", log)
			}
		})
	}
}

func TestNoMetadataAndNoPayloadIsInAnyLogLineOrSpan(t *testing.T) {
	spans, log := tracetest.NewInMemoryExporter(), &notes{}
	refusing := servetest.Start(t, "refusing", opened(&sample{unary: func(ctx context.Context, in *grpc_testing.SimpleRequest) error {
		actor, err := serve.Actor(ctx)
		if err != nil || actor != secretActor || string(in.GetPayload().GetBody()) != "" {
			return errors.Join(errors.New("the call came differently"), err)
		}
		return fault.BadInput(fault.Violation{Field: "body", Seen: secretBody, Wanted: "less of " + secretBody})
	}}), servetest.Options{Spans: spans, Log: log, Settings: map[string]string{"ASSISTMED_LOG_LEVEL": "debug"}})
	middle := servetest.Start(t, "middle", func(_ context.Context, env *serve.Env) (serve.Service, error) {
		upstream := grpc_testing.NewTestServiceClient(env.Dial("UPSTREAM"))
		return &sample{unary: func(ctx context.Context, in *grpc_testing.SimpleRequest) error {
			_, err := upstream.UnaryCall(ctx, &grpc_testing.SimpleRequest{})
			if string(in.GetPayload().GetBody()) == secretBody {
				return fmt.Errorf("asking: %w", err)
			}
			return err
		}}, env.Err()
	}, servetest.Options{Upstreams: map[string]*servetest.Running{"UPSTREAM": refusing}, Spans: spans, Log: log})

	ctx := metadata.AppendToOutgoingContext(serve.WithActor(t.Context(), secretActor), "x-secret", secretBody, "baggage", "who="+secretBody)
	if err := call(ctx, middle.Conn); !fault.Is(err, fault.ReasonInvalidRequest) || !strings.Contains(err.Error(), secretBody) {
		t.Fatalf("got %v, want the refusal with the value seen", err)
	}
	middle.Stop()
	refusing.Stop()
	if got := len(spans.GetSpans()); got != 3 {
		t.Errorf("%d spans, want 3: two servers and one client", got)
	}
	for where, text := range map[string]string{"spans": fmt.Sprintf("%+v", spans.GetSpans()), "log": log.String()} {
		for _, secret := range []string{secretActor, secretBody} {
			if strings.Contains(text, secret) {
				t.Errorf("%s hold %s: %s", where, secret, text)
			}
		}
	}
}
