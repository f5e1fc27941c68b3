package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"assistmed/services/internal/fault"
)

// attributeReason is the span attribute that holds the stable reason of a refusal.
const attributeReason = "assistmed.reason"

// door is what every incoming call passes through: a panic becomes an error, the
// error becomes a status, and one line goes to the log.
type door struct {
	log   *slog.Logger
	own   map[string]bool // full methods of the service itself, not of health or reflection
	doubt func()          // asked to look at the health of the service
	fail  func(point string) error
}

func (d *door) unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	var answer any
	err := d.through(ctx, info.FullMethod, func() (err error) {
		answer, err = handle(ctx, req)
		return err
	})
	if err != nil {
		return nil, err
	}
	return answer, nil
}

func (d *door) stream(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	return d.through(stream.Context(), info.FullMethod, func() error { return handle(srv, stream) })
}

// through makes the call and gives the status that the caller gets.
func (d *door) through(ctx context.Context, method string, call func() error) error {
	began := time.Now()
	err := d.living(method, call)
	answer := fault.ToStatus(err)
	code, reason := status.Code(answer), fault.Reason(answer)
	if reason != "" {
		trace.SpanFromContext(ctx).SetAttributes(attribute.String(attributeReason, reason))
	}
	d.record(ctx, accessLine{method: method, code: code, reason: reason, took: time.Since(began), err: err})
	if code == codes.Internal || code == codes.DataLoss {
		d.doubt()
	}
	return answer
}

// living makes the call, unless a failpoint ends the life of the process before, or before
// the answer goes out.
func (d *door) living(method string, call func() error) error {
	if d.fail == nil || !d.own[method] {
		return recovered(call)
	}
	if dead := failAt(d.fail, PointReceived, method); dead != nil {
		return dead
	}
	err := recovered(call)
	if dead := failAt(d.fail, PointAnswer, method); dead != nil {
		return dead
	}
	return err
}

// accessLine is what the log tells of one call.
type accessLine struct {
	method string
	code   codes.Code
	reason string
	took   time.Duration
	err    error // as the handler returned it; its text is logged only if the fault is ours
}

// record writes the access line. Never a metadata value, never a payload, and of
// a caller's fault only code and reason, because its message quotes the caller.
func (d *door) record(ctx context.Context, a accessLine) {
	attrs := []slog.Attr{
		slog.String("method", a.method), slog.String("code", a.code.String()),
		slog.Int64("duration_us", a.took.Microseconds()),
	}
	if a.reason != "" {
		attrs = append(attrs, slog.String("reason", a.reason))
	}
	level := d.level(a)
	if level == slog.LevelError {
		attrs = append(attrs, slog.String("error", fault.Loggable(a.err)))
		if p := (*panicked)(nil); errors.As(a.err, &p) {
			attrs = append(attrs, slog.String("stack", string(p.stack)))
		}
	}
	d.log.LogAttrs(ctx, level, "call", attrs...)
}

// level tells our faults (error) from overload and lateness (warn) and from the
// caller's faults and what went well (info). Probes would fill the log: debug.
func (d *door) level(a accessLine) slog.Level {
	switch a.code {
	case codes.Internal, codes.Unknown, codes.DataLoss, codes.Unavailable:
		return slog.LevelError
	case codes.ResourceExhausted, codes.DeadlineExceeded:
		return slog.LevelWarn
	}
	if !d.own[a.method] {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// panicked is a panic of a handler. It wraps nothing: whatever was thrown is a bug.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string {
	if err, ok := p.value.(error); ok {
		return "panic: " + fault.Loggable(err)
	}
	return fmt.Sprintf("panic: %v", p.value)
}

// recovered makes the call and turns a panic into an error.
func recovered(call func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicked{value: value, stack: debug.Stack()}
		}
	}()
	return call()
}
