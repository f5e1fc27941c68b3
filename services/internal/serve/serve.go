// Package serve is the only bootstrap of a service: settings, telemetry, the
// gRPC server with its interceptors, clients of upstreams, health, reflection
// and one order of shutdown. The main of a service is one line:
//
//	func main() { serve.Main("contract", server.Open) }
package serve

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"google.golang.org/grpc"
)

// Service is what an [OpenFunc] returns.
type Service interface {
	// Register adds the gRPC services to the server.
	Register(grpc.ServiceRegistrar)
	// Healthy gives nil, or why the service must not be SERVING. It is asked
	// once at start, and after each call that ended with INTERNAL or DATA_LOSS.
	Healthy() error
	// Close closes the store. No call is running any more, unless the drain ran out of time.
	Close() error
}

// OpenFunc opens a service. It first takes all its settings and upstreams from
// the environment, then returns [Env.Err] if there is one, and only then opens
// files; so a start that fails names everything that is missing. The context
// ends when the service begins to stop.
type OpenFunc func(ctx context.Context, env *Env) (Service, error)

// Surroundings is all that a running service takes from outside. The zero value
// of each field stands for the real thing.
type Surroundings struct {
	Lookup  func(name string) (string, bool)                            // settings; os.LookupEnv
	Listen  func(address string) (net.Listener, error)                  // TCP
	Connect func(ctx context.Context, address string) (net.Conn, error) // to upstreams; TCP
	Now     func() time.Time                                            // the wall clock
	Entropy io.Reader                                                   // what ids draw from; crypto/rand
	Log     io.Writer                                                   // os.Stderr
	Signals <-chan os.Signal                                            // the first stops, the second stops at once; none
	Ready   func()                                                      // called once the service is SERVING
	Spans   []sdktrace.SpanProcessor                                    // beside what the settings ask for
	Metrics []sdkmetric.Reader                                          // beside what the settings ask for
	Fail    func(point string) error                                    // failpoints, see [Env.Failpoint]; none
}

// complete fills what was left out with the real thing.
func (w Surroundings) complete() Surroundings {
	if w.Lookup == nil {
		w.Lookup = os.LookupEnv
	}
	if w.Listen == nil {
		w.Listen = func(address string) (net.Listener, error) { return net.Listen("tcp", address) }
	}
	if w.Connect == nil {
		w.Connect = func(ctx context.Context, address string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", address)
		}
	}
	if w.Now == nil {
		w.Now = time.Now
	}
	if w.Entropy == nil {
		w.Entropy = rand.Reader
	}
	if w.Log == nil {
		w.Log = os.Stderr
	}
	if w.Ready == nil {
		w.Ready = func() {}
	}
	return w
}

// Exit codes of a service's binary.
const (
	exitClean  = 0
	exitFailed = 1 // did not start, or did not stop cleanly
	exitUsage  = 2
)

// Main is the body of a service's main function. Without arguments it runs the
// service until SIGINT or SIGTERM; `probe` asks the running service for its
// health (exit 0 when SERVING, else 1), `version` prints what was built.
func Main(name string, open OpenFunc) {
	tuneCollector()
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	os.Exit(command(name, os.Args[1:], open, Surroundings{Signals: signals}.complete()))
}

// heapGrowth is how many times what is in use the heap may grow by before it is swept: a
// service holds little, and at Go's own setting, once, it would be swept hundreds of times
// a second while a population streams through it.
const heapGrowth = 4

// tuneCollector leaves the setting alone where the operator gives GOGC.
func tuneCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100 * heapGrowth)
	}
}

// command does what the arguments ask for and gives the exit code.
func command(name string, args []string, open OpenFunc, w Surroundings) int {
	var err error
	switch {
	case len(args) == 0:
		err = Run(name, open, w)
	case slices.Equal(args, []string{"probe"}):
		err = probe(w)
	case slices.Equal(args, []string{"version"}):
		say(os.Stdout, name+" "+version())
	default:
		say(w.Log, fmt.Sprintf("usage: %s [probe | version]; settings come from the environment", name))
		return exitUsage
	}
	if err != nil {
		say(w.Log, fmt.Sprintf("%s: %v", name, err))
		return exitFailed
	}
	return exitClean
}

// say writes one line for people; when even that fails there is nobody left to tell.
func say(w io.Writer, line string) {
	_, _ = fmt.Fprintln(w, line)
}

// version tells the module version or the commit, and the Go release.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	built := info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			built = setting.Value
		}
	}
	return built + " " + info.GoVersion
}
