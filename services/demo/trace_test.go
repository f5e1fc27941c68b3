package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/metadata"

	"assistmed/services/internal/otlpsink"
)

// aTrace is a trace of two like steps, each from payment down to eligibility.
func aTrace(t *testing.T) (*trace, []otlpsink.Span) {
	t.Helper()
	traced := newTrace("essai")
	var spans []otlpsink.Span
	at := time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)
	for n, step := range []string{"a", "b"} {
		ctx := traced.begin(context.Background(), "étape "+step)
		sent, _ := metadata.FromOutgoingContext(ctx)
		parts := strings.Split(sent.Get("traceparent")[0], "-")
		if len(parts) != 4 || parts[1] != traced.id || len(parts[1]) != 32 || len(parts[2]) != 16 || parts[3] != "01" {
			t.Fatalf("traceparent %v", parts)
		}
		parent := parts[2]
		for _, name := range []string{"payment", "contract", "eligibility"} {
			id := step + name
			spans = append(spans, otlpsink.Span{
				TraceID: traced.id, SpanID: id, ParentID: parent, Service: name, Name: "assistmed.x.v1.XService/Do", Server: true,
				Start: at, End: at.Add(time.Duration(n+1) * 1234 * time.Microsecond),
			})
			parent = id
		}
	}
	return traced, spans
}

func TestATraceIsPrintedAsATreeAndLikeStepsOnce(t *testing.T) {
	traced, spans := aTrace(t)
	var err error
	got := printed(t, func(p *page) { err = traced.tree(p, spans) })
	if err != nil {
		t.Error(err)
	}
	wanted := `  étape a
  └─ payment répond à XService/Do  1,2 ms
     └─ contract répond à XService/Do  1,2 ms
        └─ eligibility répond à XService/Do  1,2 ms
  étape b (comme plus haut)
`
	if !strings.HasSuffix(got, wanted) {
		t.Errorf("seen\n%swanted at the end\n%s", got, wanted)
	}
}

func TestATraceThatLacksAServiceOrAParentIsAnError(t *testing.T) {
	traced, spans := aTrace(t)
	without := func(service string) []otlpsink.Span {
		var kept []otlpsink.Span
		for _, s := range spans {
			if s.Service != service {
				kept = append(kept, s)
			}
		}
		return kept
	}
	for _, c := range []struct {
		name   string
		spans  []otlpsink.Span
		wanted string
	}{
		{"no eligibility", without("eligibility"), "n'a aucun span du service eligibility"},
		{"a lost parent", spans[1:], `dont le parent "apayment" manque`},
		{"nothing", nil, "n'a aucun span"},
	} {
		t.Run(c.name, func(t *testing.T) {
			printed(t, func(p *page) {
				if err := traced.tree(p, c.spans); err == nil || !strings.Contains(err.Error(), c.wanted) {
					t.Errorf("seen %v, wanted %s", err, c.wanted)
				}
			})
		})
	}
}
