package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/grpc/metadata"

	"assistmed/services/internal/fleet"
	"assistmed/services/internal/otlpsink"
)

// trace is the trace of one dossier: a span for each step, and below them what the
// services send. The demonstration itself sends nothing: it names the trace
// in the calls it makes (W3C trace context), and knows its own steps.
type trace struct {
	name  string
	id    string
	steps []traceStep
}

type traceStep struct{ id, name string }

func newTrace(name string) *trace { return &trace{name: name, id: randomHex(16)} }

// begin makes the calls of a step children of its span.
func (t *trace) begin(ctx context.Context, name string) context.Context {
	step := traceStep{id: randomHex(8), name: name}
	t.steps = append(t.steps, step)
	return metadata.AppendToOutgoingContext(ctx, "traceparent", "00-"+t.id+"-"+step.id+"-01")
}

// tree prints the trace as a tree. A step whose spans are nested like an earlier
// one's is named only. The error says what the trace lacks: a service that is not in
// it, or a span whose parent is nowhere.
func (t *trace) tree(p *page, spans []otlpsink.Span) error {
	p.chapter(fmt.Sprintf("Une seule trace à travers les trois services : %s (trace %s)", t.name, t.id))
	children := map[string][]otlpsink.Span{}
	for _, s := range spans {
		children[s.ParentID] = append(children[s.ParentID], s)
	}
	shown := map[string]bool{}
	for _, step := range t.steps {
		lines, shape := branches(children, step.id, "  ")
		if shown[shape] {
			p.line("  " + step.name + " (comme plus haut)")
			continue
		}
		shown[shape] = true
		p.line("  " + step.name)
		for _, line := range lines {
			p.line(line)
		}
	}
	return t.complete(spans)
}

// complete tells what the trace lacks.
func (t *trace) complete(spans []otlpsink.Span) error {
	known, services := map[string]bool{}, map[string]bool{}
	for _, step := range t.steps {
		known[step.id] = true
	}
	for _, s := range spans {
		known[s.SpanID], services[s.Service] = true, true
	}
	for _, name := range fleet.Names() {
		if !services[name] {
			return fmt.Errorf("la trace %s de %s n'a aucun span du service %s", t.id, t.name, name)
		}
	}
	for _, s := range spans {
		if !known[s.ParentID] {
			return fmt.Errorf("la trace %s de %s a un span %s de %s dont le parent %q manque", t.id, t.name, s.Name, s.Service, s.ParentID)
		}
	}
	return nil
}

// branches are the lines of the spans below one, earliest first, and their shape:
// the same without durations.
func branches(children map[string][]otlpsink.Span, parent, margin string) (lines []string, shape string) {
	below := children[parent]
	slices.SortStableFunc(below, func(a, b otlpsink.Span) int { return a.Start.Compare(b.Start) })
	for i, s := range below {
		sign, next := "├─ ", "│  "
		if i == len(below)-1 {
			sign, next = "└─ ", "   "
		}
		method := s.Name[strings.LastIndex(s.Name, ".")+1:]
		text := margin + sign + s.Service + firstOf(s.Server, " répond à ", " appelle ") + method + firstOf(s.Failed, "  ✗", "")
		tenths := s.End.Sub(s.Start).Microseconds() / 100
		deeper, deeperShape := branches(children, s.SpanID, margin+next)
		lines = append(append(lines, fmt.Sprintf("%s  %d,%d ms", text, tenths/10, tenths%10)), deeper...)
		shape += text + "\n" + deeperShape
	}
	return lines, shape
}
