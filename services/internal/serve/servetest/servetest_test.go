package servetest_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"

	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// empty is a service that does nothing.
type empty struct{}

func (empty) Register(grpc.ServiceRegistrar) {}
func (empty) Healthy() error                 { return nil }
func (empty) Close() error                   { return nil }

func TestARestartKeepsTheStoreAndTheClockGoesOn(t *testing.T) {
	var stores []string
	var times []time.Time
	running := servetest.Start(t, "sample", func(_ context.Context, env *serve.Env) (serve.Service, error) {
		stores, times = append(stores, env.Setting("ASSISTMED_STORE")), append(times, env.Now())
		return empty{}, env.Err()
	}, servetest.Options{})
	running.Restart()
	running.Stop()
	running.Stop() // once more is nothing
	running.Restart()
	if len(stores) != 3 || stores[0] != stores[1] || stores[1] != stores[2] {
		t.Errorf("the stores are %q, want one and the same three times", stores)
	}
	if _, err := os.Stat(filepath.Dir(stores[0])); err != nil {
		t.Errorf("the folder of the store is not there: %v", err)
	}
	if !times[0].Before(times[1]) || !times[1].Before(times[2]) || times[0].Year() != 2025 {
		t.Errorf("the times are %v, want them rising from 2025", times)
	}
}

func TestASettingThatIsGivenIsNotReplaced(t *testing.T) {
	own := filepath.Join(t.TempDir(), "own.db")
	for name, c := range map[string]struct {
		settings map[string]string
		want     string
	}{
		"given":     {map[string]string{"ASSISTMED_STORE": own}, own},
		"not given": {nil, "sample.db"},
	} {
		_, err := servetest.TryStart(t, "sample", func(_ context.Context, env *serve.Env) (serve.Service, error) {
			if got := env.Setting("ASSISTMED_STORE"); !strings.HasSuffix(got, c.want) {
				t.Errorf("%s: the store is %q, want %q", name, got, c.want)
			}
			return empty{}, nil
		}, servetest.Options{Settings: c.settings})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := servetest.TryStart(t, "sample", func(_ context.Context, env *serve.Env) (serve.Service, error) {
		env.Dial("CONTRACT_ADDR")
		return nil, env.Err()
	}, servetest.Options{})
	if err == nil || err.Error() != "missing settings: CONTRACT_ADDR" {
		t.Errorf("without the upstream the start gave %v", err)
	}
}
