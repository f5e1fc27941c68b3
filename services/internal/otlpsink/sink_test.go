package otlpsink_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"assistmed/services/internal/otlpsink"
)

func start(t *testing.T) *otlpsink.Sink {
	t.Helper()
	sink, err := otlpsink.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sink.Stop(); err != nil {
			t.Error(err)
		}
	})
	return sink
}

func named(service string) *resource.Resource {
	return resource.NewSchemaless(attribute.String("service.name", service))
}

// emit sends two nested spans of a service, and gives the id of their trace.
func emit(t *testing.T, sink *otlpsink.Sink, service string) string {
	t.Helper()
	exporter, err := otlptracegrpc.New(t.Context(), otlptracegrpc.WithEndpointURL(sink.Endpoint()))
	if err != nil {
		t.Fatal(err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(named(service)))
	ctx, outer := provider.Tracer("test").Start(t.Context(), "outer", trace.WithSpanKind(trace.SpanKindServer))
	_, inner := provider.Tracer("test").Start(ctx, "inner", trace.WithAttributes(attribute.String("rpc.method", "Do"), attribute.Int("tries", 2)))
	inner.AddEvent("slow", trace.WithAttributes(attribute.String("why", "disk")))
	inner.SetStatus(codes.Error, "no")
	inner.End()
	outer.End()
	if err := provider.Shutdown(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	return outer.SpanContext().TraceID().String()
}

func TestSpansAreKeptByTraceWithServiceParentAndAttributes(t *testing.T) {
	sink := start(t)
	one, other := emit(t, sink, "contract"), emit(t, sink, "payment")
	spans := sink.Spans(one)
	if len(spans) != 2 || len(sink.Spans(other)) != 2 || len(sink.Spans("")) != 4 || len(sink.Spans("0")) != 0 {
		t.Fatalf("%d spans of one trace, %d in all", len(spans), len(sink.Spans("")))
	}
	outer, inner := spans[0], spans[1]
	if outer.Name != "outer" || outer.Service != "contract" || !outer.Server || outer.Failed || outer.ParentID != "" || outer.TraceID != one {
		t.Errorf("outer span %+v", outer)
	}
	if inner.Name != "inner" || inner.Server || !inner.Failed || inner.ParentID != outer.SpanID || inner.End.Before(inner.Start) {
		t.Errorf("inner span %+v", inner)
	}
	if inner.Attributes["rpc.method"] != "Do" || inner.Attributes["tries"] == "" {
		t.Errorf("attributes %v", inner.Attributes)
	}
	if !slices.Equal(inner.Events, []string{"slow", "why=disk"}) {
		t.Errorf("events %v", inner.Events)
	}
}

func TestMetricsAreKeptByServiceAndName(t *testing.T) {
	sink := start(t)
	exporter, err := otlpmetricgrpc.New(t.Context(), otlpmetricgrpc.WithEndpointURL(sink.Endpoint()))
	if err != nil {
		t.Fatal(err)
	}
	provider := sdkmetric.NewMeterProvider(sdkmetric.WithReader(sdkmetric.NewPeriodicReader(exporter)), sdkmetric.WithResource(named("payment")))
	for _, name := range []string{"runs", "payments"} {
		counter, err := provider.Meter("test").Int64Counter(name)
		if err != nil {
			t.Fatal(err)
		}
		counter.Add(t.Context(), 1)
	}
	if err := errors.Join(provider.ForceFlush(t.Context()), provider.Shutdown(t.Context())); err != nil {
		t.Fatal(err)
	}
	if got := sink.Metrics("payment"); !slices.Equal(got, []string{"payments", "runs"}) {
		t.Errorf("metrics %v", got)
	}
	if got := sink.Metrics("contract"); len(got) != 0 {
		t.Errorf("metrics of another service %v", got)
	}
}
