package serve_test

import (
	"context"
	"maps"
	"net"
	"slices"
	"sync"
	"testing"

	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	collectormetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collectortraces "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// chain starts two services, of which the first asks the second, and gives the first.
func chain(t *testing.T, last *sample, o servetest.Options) (first *servetest.Running, stop func()) {
	t.Helper()
	upstream := servetest.Start(t, "upstream", opened(last), o)
	o.Upstreams = map[string]*servetest.Running{"UPSTREAM": upstream}
	first = servetest.Start(t, "first", calling, o)
	return first, func() { first.Stop(); upstream.Stop() }
}

func TestOneTraceGoesThroughAllServicesAndTheirLogs(t *testing.T) {
	spans, log := tracetest.NewInMemoryExporter(), &notes{}
	running, stop := chain(t, &sample{}, servetest.Options{Spans: spans, Log: log})
	if err := call(t.Context(), running.Conn); err != nil {
		t.Fatal(err)
	}
	stop()
	byPlace := make(map[string]tracetest.SpanStub)
	for _, span := range spans.GetSpans() {
		service, _ := span.Resource.Set().Value("service.name")
		byPlace[service.AsString()+" "+span.SpanKind.String()] = span
	}
	server, client, upstream := byPlace["first server"], byPlace["first client"], byPlace["upstream server"]
	if len(byPlace) != 3 || !server.SpanContext.IsValid() || !client.SpanContext.IsValid() || !upstream.SpanContext.IsValid() {
		t.Fatalf("the spans are %v, want first server, first client, upstream server", slices.Sorted(maps.Keys(byPlace)))
	}
	if client.Parent.SpanID() != server.SpanContext.SpanID() || upstream.Parent.SpanID() != client.SpanContext.SpanID() {
		t.Error("the spans do not hang together")
	}
	lines := log.lines(t, "call")
	if len(lines) != 2 {
		t.Fatalf("%d calls in the log, want 2", len(lines))
	}
	for i, want := range []tracetest.SpanStub{upstream, server} { // the upstream answers first
		if lines[i]["trace_id"] != want.SpanContext.TraceID().String() || lines[i]["span_id"] != want.SpanContext.SpanID().String() {
			t.Errorf("line %v, want trace %s span %s", lines[i], want.SpanContext.TraceID(), want.SpanContext.SpanID())
		}
	}
}

// Dashboards and the demo read these names; an upgrade that changes them shows here.
func TestTheNamesInSpansAndMetricsArePinned(t *testing.T) {
	spans, metrics := tracetest.NewInMemoryExporter(), &metricdata.ResourceMetrics{}
	upstream := servetest.Start(t, "upstream", opened(&sample{unary: func(context.Context, *grpc_testing.SimpleRequest) error {
		return fault.Missing("contract", "ctr_1")
	}}), servetest.Options{Spans: spans})
	first := servetest.Start(t, "first", calling, servetest.Options{
		Spans: spans, Upstreams: map[string]*servetest.Running{"UPSTREAM": upstream},
		Metrics: sdkmetric.NewPeriodicReader(metricSink{diary: &diary{}, got: metrics}),
	})
	if err := call(t.Context(), first.Conn); !fault.Is(err, "CONTRACT_NOT_FOUND") {
		t.Fatal(err)
	}
	first.Stop()
	upstream.Stop()

	for _, span := range spans.GetSpans() {
		if want := unaryMethod[1:]; span.Name != want {
			t.Errorf("span %q, want %q", span.Name, want)
		}
		got := make(map[string]string)
		for _, a := range span.Attributes {
			got[string(a.Key)] = a.Value.String()
		}
		want := map[string]string{"rpc.system.name": "grpc", "rpc.method": unaryMethod[1:], "rpc.response.status_code": "NOT_FOUND", "server.address": "bufconn"}
		description := ""
		if span.SpanKind == trace.SpanKindServer {
			want["assistmed.reason"] = "CONTRACT_NOT_FOUND"
		} else {
			description = "CONTRACT_NOT_FOUND"
		}
		if !maps.Equal(got, want) {
			t.Errorf("%v span: attributes %v, want %v", span.SpanKind, got, want)
		}
		if span.Status.Description != description {
			t.Errorf("%v span: status says %q, want %q", span.SpanKind, span.Status.Description, description)
		}
	}
	var names []string
	for _, scope := range metrics.ScopeMetrics {
		for _, m := range scope.Metrics {
			names = append(names, m.Name)
		}
	}
	if want := []string{"rpc.server.call.duration", "rpc.client.call.duration"}; !sameSet(names, want) {
		t.Errorf("metrics %v, want %v", names, want)
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func TestHealthReflectionAndUnknownMethodsAreNotTraced(t *testing.T) {
	spans := tracetest.NewInMemoryExporter()
	running := servetest.Start(t, "sample", opened(&sample{}), servetest.Options{Spans: spans})
	health(t, running.Conn, "")
	if err := running.Conn.Invoke(t.Context(), "/grpc.testing.TestService/"+secretBody, &grpc_testing.Empty{}, &grpc_testing.Empty{}); err == nil {
		t.Error("an unknown method answered")
	}
	running.Stop()
	if got := spans.GetSpans(); len(got) != 0 {
		t.Errorf("spans %v, want none", got)
	}
}

func TestATracePassesThroughSilentServices(t *testing.T) {
	const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	seen := make(chan string, 1)
	running, _ := chain(t, &sample{unary: func(ctx context.Context, _ *grpc_testing.SimpleRequest) error {
		seen <- trace.SpanContextFromContext(ctx).TraceID().String()
		return nil
	}}, servetest.Options{})
	if err := call(metadata.AppendToOutgoingContext(t.Context(), "traceparent", parent), running.Conn); err != nil {
		t.Fatal(err)
	}
	if got, want := <-seen, "0af7651916cd43dd8448eb211c80319c"; got != want {
		t.Errorf("the upstream is in trace %s, want %s", got, want)
	}
}

// collector is an OTLP collector that keeps the names of services, spans and metrics.
type collector struct {
	collectortraces.UnimplementedTraceServiceServer
	mu    sync.Mutex
	calls int
	names map[string]bool
}

func (c *collector) note(resource []*commonpb.KeyValue, names ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range resource {
		if a.GetKey() == "service.name" {
			for _, name := range names {
				c.names[a.GetValue().GetStringValue()+": "+name] = true
			}
		}
	}
}

func (c *collector) Export(_ context.Context, in *collectortraces.ExportTraceServiceRequest) (*collectortraces.ExportTraceServiceResponse, error) {
	for _, resource := range in.GetResourceSpans() {
		for _, scope := range resource.GetScopeSpans() {
			for _, span := range scope.GetSpans() {
				c.note(resource.GetResource().GetAttributes(), "span "+span.GetName())
			}
		}
	}
	return &collectortraces.ExportTraceServiceResponse{}, nil
}

// metricsDoor is the collector's other service.
type metricsDoor struct {
	collectormetrics.UnimplementedMetricsServiceServer
	*collector
}

func (c metricsDoor) Export(_ context.Context, in *collectormetrics.ExportMetricsServiceRequest) (*collectormetrics.ExportMetricsServiceResponse, error) {
	for _, resource := range in.GetResourceMetrics() {
		for _, scope := range resource.GetScopeMetrics() {
			for _, m := range scope.GetMetrics() {
				c.note(resource.GetResource().GetAttributes(), "metric "+m.GetName())
			}
		}
	}
	return &collectormetrics.ExportMetricsServiceResponse{}, nil
}

// connected counts the connections that a collector accepts.
type connected struct {
	net.Listener
	*collector
}

func (c connected) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.mu.Lock()
		c.calls++
		c.mu.Unlock()
	}
	return conn, err
}

func TestTelemetryGoesToTheEndpointThatIsSetAndNowhereOtherwise(t *testing.T) {
	span, metric := "sample: span "+unaryMethod[1:], "sample: metric rpc.server.call.duration"
	for name, c := range map[string]struct {
		settings func(endpoint string) map[string]string
		want     []string
	}{
		"one endpoint for both": {func(e string) map[string]string { return map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": e} }, []string{span, metric}},
		"one for spans only":    {func(e string) map[string]string { return map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": e} }, []string{span}},
		"metrics switched off": {func(e string) map[string]string {
			return map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": e, "OTEL_METRICS_EXPORTER": "none"}
		}, []string{span}},
		"all switched off": {func(e string) map[string]string {
			return map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": e, "OTEL_SDK_DISABLED": "true"}
		}, nil},
		"not set": {func(string) map[string]string { return nil }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			sink := &collector{names: make(map[string]bool)}
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			server := grpc.NewServer()
			collectortraces.RegisterTraceServiceServer(server, sink)
			collectormetrics.RegisterMetricsServiceServer(server, metricsDoor{collector: sink})
			served := make(chan error, 1)
			go func() { served <- server.Serve(connected{listener, sink}) }()

			running := servetest.Start(t, "sample", opened(&sample{}), servetest.Options{Settings: c.settings("http://" + listener.Addr().String())})
			if err := call(t.Context(), running.Conn); err != nil {
				t.Fatal(err)
			}
			running.Stop() // flushes
			server.Stop()
			if err := <-served; err != nil {
				t.Error(err)
			}
			if got := slices.Collect(maps.Keys(sink.names)); !sameSet(got, c.want) {
				t.Errorf("the collector got %q, want %q", got, c.want)
			}
			if silent := len(c.want) == 0; silent != (sink.calls == 0) {
				t.Errorf("the collector was called %d times", sink.calls)
			}
		})
	}
}

func TestACollectorThatIsAwayFailsNoStopAndTheLogTells(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "10") // ms; the exporter itself reads it
	log := &notes{}
	running := servetest.Start(t, "sample", opened(&sample{}), servetest.Options{Log: log, Settings: map[string]string{
		"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:1", // nothing listens on port 1
	}})
	if err := call(t.Context(), running.Conn); err != nil {
		t.Fatal(err)
	}
	running.Stop()
	if len(log.lines(t, "spans or metrics were lost"))+len(log.lines(t, "telemetry")) == 0 {
		t.Errorf("the log does not tell that spans were lost: %s", log)
	}
}
