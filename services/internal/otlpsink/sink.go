// Package otlpsink receives traces and metrics over OTLP/gRPC and keeps them in
// memory, for the demonstration and for tests.
package otlpsink

import (
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"slices"
	"sync"
	"time"

	collectormetrics "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	collectortrace "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	commonv1 "go.opentelemetry.io/proto/otlp/common/v1"
	resourcev1 "go.opentelemetry.io/proto/otlp/resource/v1"
	tracev1 "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/grpc"
)

// Span is one received span.
type Span struct {
	TraceID    string // 32 hexadecimal digits
	SpanID     string // 16 hexadecimal digits
	ParentID   string // empty for a root
	Service    string // service.name of the resource
	Name       string
	Server     bool // the receiving side of a call
	Failed     bool // status ERROR
	Start, End time.Time
	Attributes map[string]string
	Events     []string // names, and every attribute as "key=value"
}

// Sink is a receiver on loopback.
type Sink struct {
	server *grpc.Server
	addr   string
	done   chan error

	mu      sync.Mutex
	spans   []Span
	metrics map[string][]string // service name -> metric names, as they came
}

// Start listens on a free loopback port.
func Start(ctx context.Context) (*Sink, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("OTLP receiver: %w", err)
	}
	s := &Sink{
		server:  grpc.NewServer(),
		addr:    l.Addr().String(),
		done:    make(chan error, 1),
		metrics: map[string][]string{},
	}
	collectortrace.RegisterTraceServiceServer(s.server, traces{sink: s})
	collectormetrics.RegisterMetricsServiceServer(s.server, metrics{sink: s})
	go func() { s.done <- s.server.Serve(l) }()
	return s, nil
}

// Endpoint is the value for OTEL_EXPORTER_OTLP_ENDPOINT.
func (s *Sink) Endpoint() string { return "http://" + s.addr }

// Stop ends the receiver; what it kept stays readable.
func (s *Sink) Stop() error {
	s.server.GracefulStop()
	return <-s.done
}

// Spans gives the spans of a trace (all spans when traceID is empty), earliest first.
func (s *Sink) Spans(traceID string) []Span {
	s.mu.Lock()
	defer s.mu.Unlock()
	var spans []Span
	for _, span := range s.spans {
		if traceID == "" || span.TraceID == traceID {
			spans = append(spans, span)
		}
	}
	slices.SortStableFunc(spans, func(a, b Span) int { return a.Start.Compare(b.Start) })
	return spans
}

// Metrics gives the names of the metrics that a service has sent, sorted.
func (s *Sink) Metrics(service string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := slices.Sorted(slices.Values(s.metrics[service]))
	return slices.Compact(names)
}

type traces struct {
	collectortrace.UnimplementedTraceServiceServer
	sink *Sink
}

// Export keeps what an exporter sends.
func (t traces) Export(_ context.Context, r *collectortrace.ExportTraceServiceRequest) (*collectortrace.ExportTraceServiceResponse, error) {
	t.sink.mu.Lock()
	defer t.sink.mu.Unlock()
	for _, resource := range r.GetResourceSpans() {
		service := serviceName(resource.GetResource())
		for _, scope := range resource.GetScopeSpans() {
			for _, span := range scope.GetSpans() {
				t.sink.spans = append(t.sink.spans, received(service, span))
			}
		}
	}
	return &collectortrace.ExportTraceServiceResponse{}, nil
}

type metrics struct {
	collectormetrics.UnimplementedMetricsServiceServer
	sink *Sink
}

// Export keeps the names of what an exporter sends.
func (m metrics) Export(_ context.Context, r *collectormetrics.ExportMetricsServiceRequest) (*collectormetrics.ExportMetricsServiceResponse, error) {
	m.sink.mu.Lock()
	defer m.sink.mu.Unlock()
	for _, resource := range r.GetResourceMetrics() {
		service := serviceName(resource.GetResource())
		for _, scope := range resource.GetScopeMetrics() {
			for _, metric := range scope.GetMetrics() {
				m.sink.metrics[service] = append(m.sink.metrics[service], metric.GetName())
			}
		}
	}
	return &collectormetrics.ExportMetricsServiceResponse{}, nil
}

func received(service string, span *tracev1.Span) Span {
	s := Span{
		TraceID:    hex.EncodeToString(span.GetTraceId()),
		SpanID:     hex.EncodeToString(span.GetSpanId()),
		ParentID:   hex.EncodeToString(span.GetParentSpanId()),
		Service:    service,
		Name:       span.GetName(),
		Server:     span.GetKind() == tracev1.Span_SPAN_KIND_SERVER,
		Failed:     span.GetStatus().GetCode() == tracev1.Status_STATUS_CODE_ERROR,
		Start:      instant(span.GetStartTimeUnixNano()),
		End:        instant(span.GetEndTimeUnixNano()),
		Attributes: map[string]string{},
	}
	for _, a := range span.GetAttributes() {
		s.Attributes[a.GetKey()] = text(a.GetValue())
	}
	for _, event := range span.GetEvents() {
		s.Events = append(s.Events, event.GetName())
		for _, a := range event.GetAttributes() {
			s.Events = append(s.Events, a.GetKey()+"="+text(a.GetValue()))
		}
	}
	return s
}

// instant reads nanoseconds since 1970; OTLP has them unsigned.
func instant(nanoseconds uint64) time.Time {
	return time.Unix(int64(nanoseconds/uint64(time.Second)), int64(nanoseconds%uint64(time.Second)))
}

func serviceName(resource *resourcev1.Resource) string {
	for _, a := range resource.GetAttributes() {
		if a.GetKey() == "service.name" {
			return text(a.GetValue())
		}
	}
	return ""
}

// text is an attribute's value in words: the string itself, anything else as protobuf
// prints it.
func text(v *commonv1.AnyValue) string {
	if s, ok := v.GetValue().(*commonv1.AnyValue_StringValue); ok {
		return s.StringValue
	}
	return v.String()
}
