package servetest

import (
	"net"
	"sync"

	"assistmed/services/internal/fault"
)

// mortal is one run of a service that can die.
type mortal struct {
	dies func(point string) bool

	mu    sync.Mutex // guards what is below
	dead  error      // nil while it lives
	conns []*watched // that lead to it
}

// mortal begins a run; nil when nothing can end it but Stop.
func (r *Running) mortal() *mortal {
	if r.options.Dies == nil {
		return nil
	}
	return &mortal{dies: r.options.Dies}
}

// at is the failpoint of the service: nil, or that it is dead, for ever.
func (m *mortal) at(point string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead == nil && m.dies(point) {
		m.dead = &fault.Error{Kind: fault.Unavailable, Reason: "DIED", Message: "the process has died at the point " + point}
	}
	return m.dead
}

// Dead reports whether the service has died since it was started.
func (r *Running) Dead() bool { return r.life.Load().isDead() }

func (m *mortal) isDead() bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dead != nil
}

// watched is a caller's end of a connection.
type watched struct {
	net.Conn
	once   sync.Once
	closed chan struct{}
}

// watched notes a connection, so that buried can wait for its end.
func (m *mortal) watched(conn net.Conn) net.Conn {
	w := &watched{Conn: conn, closed: make(chan struct{})}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.conns = append(m.conns, w)
	return w
}

// Close closes the caller's end.
func (w *watched) Close() error {
	w.once.Do(func() { close(w.closed) })
	return w.Conn.Close()
}

// buried waits until every caller of a dead service that has stopped knows that the
// connection is gone: else a call that is made at once might still go into the old one. Of
// a service that has stopped nothing is held.
func (m *mortal) buried() {
	if m == nil {
		return
	}
	m.mu.Lock()
	conns, dead := m.conns, m.dead
	m.conns = nil
	m.mu.Unlock()
	for _, conn := range conns {
		if dead != nil {
			<-conn.closed
		}
	}
}
