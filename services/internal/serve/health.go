package serve

import (
	"context"
	"log/slog"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"assistmed/services/internal/fault"
)

// standing is the health that the service shows: "" and each of its full names.
type standing struct {
	server *health.Server
	names  []string
	log    *slog.Logger

	mu      sync.Mutex // guards what is below
	sick    bool
	ended   bool
	watches map[*watch]bool
}

func newStanding(log *slog.Logger) *standing {
	s := &standing{server: health.NewServer(), log: log, watches: make(map[*watch]bool)}
	s.add("")
	return s
}

// add shows a further name, not serving yet.
func (s *standing) add(name string) {
	s.names = append(s.names, name)
	s.server.SetServingStatus(name, healthpb.HealthCheckResponse_NOT_SERVING)
}

func (s *standing) register(r grpc.ServiceRegistrar) { healthpb.RegisterHealthServer(r, s.server) }

// begin shows SERVING, if the service is healthy.
func (s *standing) begin(service Service) {
	s.doubt(service)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.sick {
		s.show(healthpb.HealthCheckResponse_SERVING)
	}
}

// doubt asks the service whether it is healthy. One that is not stays NOT_SERVING
// until somebody starts it again: a store that failed once is not to be trusted.
func (s *standing) doubt(service Service) {
	err := service.Healthy()
	if err == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sick {
		return
	}
	s.sick = true
	s.log.Error("not serving any more", "error", fault.Loggable(err))
	s.show(healthpb.HealthCheckResponse_NOT_SERVING)
}

// end shows NOT_SERVING for good.
func (s *standing) end() {
	s.server.Shutdown()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	for w := range s.watches {
		w.settle()
	}
}

func (s *standing) show(status healthpb.HealthCheckResponse_ServingStatus) {
	for _, name := range s.names {
		s.server.SetServingStatus(name, status)
	}
}

// watching lets a health watch end once it has told that the service stops.
// Otherwise whoever watches would hold up every drain until its bound.
func (s *standing) watching(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handle grpc.StreamHandler) error {
	if info.FullMethod != healthpb.Health_Watch_FullMethodName {
		return handle(srv, stream)
	}
	ctx, cancel := context.WithCancel(stream.Context())
	defer cancel()
	w := &watch{ServerStream: stream, of: s, during: func() context.Context { return ctx }, leave: cancel}
	s.mu.Lock()
	s.watches[w] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watches, w)
	}()
	return handle(srv, w)
}

// watch is a health watch that remembers whether its last word was "not serving".
type watch struct {
	grpc.ServerStream
	of     *standing
	during func() context.Context
	leave  context.CancelFunc
	told   bool // guarded by the standing
}

// Context ends when the watch has nothing more to tell.
func (w *watch) Context() context.Context { return w.during() }

// SendMsg tells the watcher one status.
func (w *watch) SendMsg(m any) error {
	err := w.ServerStream.SendMsg(m)
	w.of.mu.Lock()
	defer w.of.mu.Unlock()
	if answer, ok := m.(*healthpb.HealthCheckResponse); ok {
		w.told = answer.GetStatus() != healthpb.HealthCheckResponse_SERVING
	}
	w.settle()
	return err
}

// settle ends a watch that has told the end. The caller holds the standing.
func (w *watch) settle() {
	if w.told && w.of.ended {
		w.leave()
	}
}
