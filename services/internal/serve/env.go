package serve

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
	"google.golang.org/grpc"
)

// The settings that serve itself reads. The standard OTEL_* variables work beside them.
const (
	settingAddress  = "ASSISTMED_ADDR"      // host:port to listen on; required
	settingStore    = "ASSISTMED_STORE"     // path of the store; required by services that have one
	settingDrain    = "ASSISTMED_DRAIN"     // how long calls in flight may take after the stop; 10s
	settingDeadline = "ASSISTMED_DEADLINE"  // of unary calls to upstreams; 5s
	settingLogLevel = "ASSISTMED_LOG_LEVEL" // debug, info, warn or error; info
)

// Env is what a service takes from outside: settings, upstreams, clock, ids, log.
// Its methods may be called from several goroutines once the service is open;
// settings and upstreams are taken in the [OpenFunc] only.
type Env struct {
	name      string
	world     Surroundings
	log       *slog.Logger
	telemetry Telemetry
	deadline  time.Duration
	missing   []string // settings that are required and not there
	problems  []string // settings that cannot be read
	conns     []*grpc.ClientConn

	mu      sync.Mutex // guards what is below
	entropy *ulid.MonotonicEntropy
	latest  time.Time // that Now gave
}

func newEnv(name string, w Surroundings) *Env {
	e := &Env{name: name, world: w, entropy: ulid.Monotonic(w.Entropy, 0)}
	var level slog.Level
	if text := e.Optional(settingLogLevel, "info"); level.UnmarshalText([]byte(text)) != nil {
		e.problem(settingLogLevel, text, "debug, info, warn or error")
	}
	e.log = newLog(w.Log, level).With("service", name)
	e.deadline = e.duration(settingDeadline, defaultDeadline)
	return e
}

// Setting gives a required setting. A missing or empty one is noted, and all of
// them are named by [Env.Err].
func (e *Env) Setting(name string) string {
	value := e.Optional(name, "")
	if value == "" {
		e.missing = append(e.missing, name)
	}
	return value
}

// Optional gives a setting, or the fallback when it is missing or empty.
func (e *Env) Optional(name, fallback string) string {
	if value, _ := e.world.Lookup(name); value != "" {
		return value
	}
	return fallback
}

// Folder gives the files of the folder that an optional setting names, nil when it is
// missing or empty.
func (e *Env) Folder(name string) fs.FS {
	folder := e.Optional(name, "")
	if folder == "" {
		return nil
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		e.problem(name, folder, "a folder")
	}
	return os.DirFS(folder)
}

// Number gives an optional setting that is a whole number, least to most.
func (e *Env) Number(name string, fallback, least, most int) int {
	value := e.Optional(name, strconv.Itoa(fallback))
	n, err := strconv.ParseUint(value, 10, 31)
	if err != nil || n < uint64(least) || n > uint64(most) {
		e.problem(name, value, fmt.Sprintf("a whole number, %d to %d", least, most))
		return fallback
	}
	return int(n)
}

// Err names every setting that was asked for and is missing or cannot be read.
func (e *Env) Err() error {
	var parts []string
	if len(e.missing) > 0 {
		parts = append(parts, "missing settings: "+strings.Join(e.missing, ", "))
	}
	parts = append(parts, e.problems...)
	if len(parts) == 0 {
		return nil
	}
	return errors.New(strings.Join(parts, "; "))
}

// problem notes a setting that is there but cannot be read.
func (e *Env) problem(name, seen, wanted string) {
	e.problems = append(e.problems, fmt.Sprintf("setting %s is %q, want %s", name, seen, wanted))
}

// address gives a required setting of the form host:port.
func (e *Env) address(name string) string {
	value := e.Setting(name)
	if value == "" {
		return ""
	}
	_, port, err := net.SplitHostPort(value)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		e.problem(name, value, "host:port")
	}
	return value
}

// duration gives an optional setting such as "10s"; it must be more than nothing.
func (e *Env) duration(name string, fallback time.Duration) time.Duration {
	value := e.Optional(name, fallback.String())
	d, err := time.ParseDuration(value)
	if err != nil || d <= 0 {
		e.problem(name, value, "a duration such as 10s")
		return fallback
	}
	return d
}

// Now is the wall clock, for create_time only: the law asks for dates of the dossier. It
// always goes on, by the least that there is while the clock of the machine has gone back:
// what comes later is never earlier, nor at the same time.
func (e *Env) Now() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.now()
}

func (e *Env) now() time.Time {
	now := e.world.Now()
	if !now.After(e.latest) {
		now = e.latest.Add(time.Nanosecond)
	}
	e.latest = now
	return now
}

// After has Now give, and ids begin with, nothing but later times: a service that was
// started again passes the time of what it kept last.
func (e *Env) After(kept time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if next := kept.Truncate(time.Millisecond).Add(time.Millisecond); next.After(e.latest) {
		e.latest = next // ids have milliseconds
	}
}

// NewID gives prefix, "_" and a ULID: ids begin with time and sort by it, also
// within one millisecond. The time is the one that Now gave last: no id is later than
// what was kept with it, so that ids sort also when a restart goes on after that.
func (e *Env) NewID(prefix string) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	// Within a millisecond the random part grows; should it run over, the next millisecond has room.
	if e.latest.IsZero() {
		e.now()
	}
	for ms := ulid.Timestamp(e.latest); ; ms++ {
		if id, err := ulid.New(ms, e.entropy); err == nil {
			return prefix + "_" + id.String()
		}
	}
}

// The points of a call at which a failpoint is asked, each with the name of the method;
// package table has those of a write.
const (
	PointReceived = "received" // the call has come in
	PointAsk      = "ask"      // before a call to an upstream
	PointTold     = "told"     // the upstream has answered
	PointAnswer   = "answer"   // all is done, the answer has not gone out
)

// Failpoint is nil, or what a test lets decide at each point whether the process dies
// there. From the first error on it gives the same one for ever, and so do all calls in
// flight; such a service is stopped without a drain.
func (e *Env) Failpoint() func(point string) error { return e.world.Fail }

// failAt asks a failpoint about a call, if there is one.
func failAt(ask func(point string) error, point, method string) error {
	if ask == nil {
		return nil
	}
	return ask(point + " " + method[strings.LastIndex(method, "/")+1:])
}

// Log is the structured log; records made with a context carry its trace_id and
// span_id. It holds no value that a caller sent.
func (e *Env) Log() *slog.Logger { return e.log }

// closeConns closes the connections to the upstreams.
func (e *Env) closeConns() error {
	var err error
	for _, conn := range e.conns {
		err = errors.Join(err, conn.Close())
	}
	e.conns = nil
	return err
}
