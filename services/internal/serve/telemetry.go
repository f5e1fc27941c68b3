package serve

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/metric"
	noopmetric "go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	nooptrace "go.opentelemetry.io/otel/trace/noop"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	"assistmed/services/internal/fault"
)

// Telemetry is where spans and metrics go. The zero value is silence, through
// which a caller's trace still passes to the upstreams.
type Telemetry struct {
	Tracer trace.TracerProvider
	Meter  metric.MeterProvider
	close  []func(context.Context) error
}

// Shutdown sends what was not sent yet: spans first, then metrics.
func (t Telemetry) Shutdown(ctx context.Context) error {
	var err error
	for _, f := range t.close {
		err = errors.Join(err, f(ctx))
	}
	return err
}

// options of the gRPC instrumentation, for the methods that are to be traced.
// Baggage is not passed on: it would carry values of the caller to everybody.
func (t Telemetry) options(traced func(method string) bool) []otelgrpc.Option {
	if t.Tracer == nil {
		t.Tracer = nooptrace.NewTracerProvider()
	}
	if t.Meter == nil {
		t.Meter = noopmetric.NewMeterProvider()
	}
	return []otelgrpc.Option{
		otelgrpc.WithTracerProvider(t.Tracer),
		otelgrpc.WithMeterProvider(t.Meter),
		otelgrpc.WithPropagators(propagation.TraceContext{}),
		otelgrpc.WithFilter(func(info *stats.RPCTagInfo) bool { return traced(info.FullMethodName) }),
	}
}

// foreignToHousekeeping is true for methods that are neither health nor reflection.
func foreignToHousekeeping(method string) bool {
	return !strings.HasPrefix(method, "/grpc.health.") && !strings.HasPrefix(method, "/grpc.reflection.")
}

// newTelemetry sends spans and metrics over OTLP when an endpoint is set, and is
// silent when not. Headers, time limits, certificates, sampler and batches
// follow the standard OTEL_* variables, which the exporters read themselves.
func newTelemetry(ctx context.Context, env *Env) (Telemetry, error) {
	spans, readers := env.world.Spans, env.world.Metrics
	to := env.otlpEndpoints()
	if to.traces != "" {
		exporter, err := otlptracegrpc.New(ctx, otlptracegrpc.WithEndpointURL(to.traces))
		if err != nil {
			return Telemetry{}, err
		}
		spans = append([]sdktrace.SpanProcessor{sdktrace.NewBatchSpanProcessor(exporter)}, spans...)
	}
	if to.metrics != "" {
		exporter, err := otlpmetricgrpc.New(ctx, otlpmetricgrpc.WithEndpointURL(to.metrics))
		if err != nil {
			return Telemetry{}, err
		}
		readers = append([]sdkmetric.Reader{sdkmetric.NewPeriodicReader(exporter)}, readers...)
	}
	if to != (endpoints{}) {
		// OpenTelemetry has one such handler for the process; it tells of spans that could not be sent.
		otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { env.log.Warn("telemetry", "error", err.Error()) }))
	}
	if len(spans)+len(readers) == 0 {
		return Telemetry{}, nil
	}
	return env.providers(ctx, spans, readers), nil
}

// providers puts the service's name on the spans and metrics; OTEL_SERVICE_NAME
// and OTEL_RESOURCE_ATTRIBUTES come last and win.
func (e *Env) providers(ctx context.Context, spans []sdktrace.SpanProcessor, readers []sdkmetric.Reader) Telemetry {
	about, err := resource.New(ctx, resource.WithTelemetrySDK(),
		resource.WithAttributes(attribute.String("service.name", e.name), attribute.String("service.version", version())),
		resource.WithFromEnv())
	if err != nil { // what could be read is still there
		e.log.Warn("telemetry", "error", err.Error())
	}
	var t Telemetry
	if len(spans) > 0 {
		options := append(make([]sdktrace.TracerProviderOption, 0, 1+len(spans)), sdktrace.WithResource(about))
		for _, s := range spans {
			options = append(options, sdktrace.WithSpanProcessor(s))
		}
		tracer := sdktrace.NewTracerProvider(options...)
		t.Tracer, t.close = tracer, append(t.close, tracer.Shutdown)
	}
	if len(readers) > 0 {
		options := append(make([]sdkmetric.Option, 0, 1+len(readers)), sdkmetric.WithResource(about))
		for _, r := range readers {
			options = append(options, sdkmetric.WithReader(r))
		}
		meter := sdkmetric.NewMeterProvider(options...)
		t.Meter, t.close = meter, append(t.close, meter.Shutdown)
	}
	return t
}

// endpoints are the URLs for spans and metrics; "" is silence.
type endpoints struct{ traces, metrics string }

// otlpEndpoints reads the standard variables that switch the sending on and off.
func (e *Env) otlpEndpoints() endpoints {
	if strings.EqualFold(e.Optional("OTEL_SDK_DISABLED", ""), "true") {
		return endpoints{}
	}
	return endpoints{traces: e.otlpEndpoint("TRACES"), metrics: e.otlpEndpoint("METRICS")}
}

// otlpEndpoint gives the URL for TRACES or METRICS; what cannot be honoured is noted as a problem.
func (e *Env) otlpEndpoint(signal string) string {
	if e.Optional("OTEL_"+signal+"_EXPORTER", "otlp") == "none" {
		return ""
	}
	name := "OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT"
	if e.Optional(name, "") == "" {
		name = "OTEL_EXPORTER_OTLP_ENDPOINT"
	}
	endpoint := e.Optional(name, "")
	if endpoint == "" {
		return ""
	}
	if u, err := url.Parse(endpoint); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		e.problem(name, endpoint, "a URL such as http://collector:4317")
		return ""
	}
	if protocol := e.Optional("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"); protocol != "grpc" {
		e.problem("OTEL_EXPORTER_OTLP_PROTOCOL", protocol, "grpc")
		return ""
	}
	return endpoint
}

// quiet keeps messages out of the spans: otelgrpc writes the message of an error
// into the span's status, and our messages quote what the caller sent. The
// stable reason takes its place.
type quiet struct{ stats.Handler }

// HandleRPC hands on what happened, without the message of an error.
func (q quiet) HandleRPC(ctx context.Context, s stats.RPCStats) {
	if end, ok := s.(*stats.End); ok && end.Error != nil {
		mute := *end
		mute.Error = status.Error(status.Code(end.Error), fault.Reason(end.Error))
		s = &mute
	}
	q.Handler.HandleRPC(ctx, s)
}
