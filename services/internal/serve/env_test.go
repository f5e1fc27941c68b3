package serve_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

func TestAStartNamesEverySettingThatIsMissingOrCannotBeRead(t *testing.T) {
	asking := func(_ context.Context, env *serve.Env) (serve.Service, error) {
		env.Setting("ASSISTMED_STORE")
		env.Dial("CONTRACT_ADDR")
		env.Dial("ELIGIBILITY_ADDR")
		env.Folder("ASSISTMED_SUPPLEMENTS")
		env.Number("ASSISTMED_OFFER_DAYS", 30, 0, 1000)
		if err := env.Err(); err != nil {
			return nil, err
		}
		return &sample{}, nil
	}
	forgetful := func(_ context.Context, env *serve.Env) (serve.Service, error) {
		env.Setting("ASSISTMED_STORE")
		return nil, errors.New(`open "": no such file`)
	}
	good := map[string]string{"ASSISTMED_ADDR": ":7101", "ASSISTMED_STORE": "x.db", "CONTRACT_ADDR": "contract:7102", "ELIGIBILITY_ADDR": "[::1]:7101"}
	with := func(changes map[string]string) map[string]string {
		all := make(map[string]string)
		for _, m := range []map[string]string{good, changes} {
			for k, v := range m {
				all[k] = v
			}
		}
		return all
	}
	for name, c := range map[string]struct {
		open     serve.OpenFunc
		settings map[string]string
		want     string
	}{
		"all missing":       {asking, nil, "missing settings: ASSISTMED_ADDR, ASSISTMED_STORE, CONTRACT_ADDR, ELIGIBILITY_ADDR"},
		"an empty one":      {asking, with(map[string]string{"ASSISTMED_STORE": ""}), "missing settings: ASSISTMED_STORE"},
		"no address":        {asking, with(map[string]string{"CONTRACT_ADDR": "contract"}), `setting CONTRACT_ADDR is "contract", want host:port`},
		"no port":           {asking, with(map[string]string{"ASSISTMED_ADDR": "localhost:http"}), `setting ASSISTMED_ADDR is "localhost:http", want host:port`},
		"no duration":       {asking, with(map[string]string{"ASSISTMED_DRAIN": "10"}), `setting ASSISTMED_DRAIN is "10", want a duration such as 10s`},
		"no time at all":    {asking, with(map[string]string{"ASSISTMED_DEADLINE": "0s"}), `setting ASSISTMED_DEADLINE is "0s", want a duration such as 10s`},
		"no level":          {asking, with(map[string]string{"ASSISTMED_LOG_LEVEL": "loud"}), `setting ASSISTMED_LOG_LEVEL is "loud", want debug, info, warn or error`},
		"no folder":         {asking, with(map[string]string{"ASSISTMED_SUPPLEMENTS": "env.go"}), `setting ASSISTMED_SUPPLEMENTS is "env.go", want a folder`},
		"no number":         {asking, with(map[string]string{"ASSISTMED_OFFER_DAYS": "a month"}), `setting ASSISTMED_OFFER_DAYS is "a month", want a whole number, 0 to 1000`},
		"below 0":           {asking, with(map[string]string{"ASSISTMED_OFFER_DAYS": "-1"}), `setting ASSISTMED_OFFER_DAYS is "-1", want a whole number, 0 to 1000`},
		"too many":          {asking, with(map[string]string{"ASSISTMED_OFFER_DAYS": "1001"}), `setting ASSISTMED_OFFER_DAYS is "1001", want a whole number, 0 to 1000`},
		"no URL":            {asking, with(map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "collector:4317"}), `setting OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is "collector:4317", want a URL such as http://collector:4317`},
		"another protocol":  {asking, with(map[string]string{"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "http://c:4318", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}), `setting OTEL_EXPORTER_OTLP_PROTOCOL is "http/protobuf", want grpc`},
		"missing and wrong": {asking, with(map[string]string{"ASSISTMED_STORE": "", "CONTRACT_ADDR": "x"}), `missing settings: ASSISTMED_STORE; setting CONTRACT_ADDR is "x", want host:port`},
		"an open that failed for want of a setting": {forgetful, map[string]string{"ASSISTMED_ADDR": ":7101"}, "missing settings: ASSISTMED_STORE"},
	} {
		t.Run(name, func(t *testing.T) {
			err := serve.Run("sample", c.open, serve.Surroundings{Lookup: settings(c.settings), Log: t.Output()})
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestAnOpenThatFailsIsTheErrorOfTheStart(t *testing.T) {
	locked := errors.New("store /x/y.db is locked by another process")
	_, err := servetest.TryStart(t, "sample", func(context.Context, *serve.Env) (serve.Service, error) { return nil, locked }, servetest.Options{})
	if !errors.Is(err, locked) {
		t.Errorf("got %v, want %v", err, locked)
	}
}

func TestIdsBeginWithTimeSortByItAndNeverRepeat(t *testing.T) {
	at := time.Date(2025, time.January, 15, 10, 0, 0, 0, time.UTC)
	var env *serve.Env
	servetest.Start(t, "sample", func(_ context.Context, e *serve.Env) (serve.Service, error) { env = e; return &sample{}, nil },
		servetest.Options{Now: func() time.Time { return at }})
	if got := env.Now(); !got.Equal(at) {
		t.Errorf("now is %v, want %v", got, at)
	}
	ids := make([]string, 0, 2001)
	for range 2000 { // all within one millisecond
		ids = append(ids, env.NewID("ctr"))
	}
	at = at.Add(time.Millisecond)
	ids = append(ids, env.NewID("ctr"))
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("the ids do not sort by age, or repeat: %v", ids)
	}
	// 2025-01-15T10:00:00Z is 1736935200000 ms, in Crockford's base 32:
	if want := "ctr_01JHMPFN80"; !strings.HasPrefix(ids[0], want) || len(ids[0]) != len("ctr_")+26 {
		t.Errorf("the first id is %s, want ctr_ and 26 characters that begin like %s", ids[0], want)
	}
}

func TestIdsMadeAtTheSameTimeAllDiffer(t *testing.T) {
	var env *serve.Env
	servetest.Start(t, "sample", func(_ context.Context, e *serve.Env) (serve.Service, error) { env = e; return &sample{}, nil }, servetest.Options{})
	var together sync.WaitGroup
	made := make([][]string, 8)
	for i := range made {
		together.Go(func() {
			for range 100 {
				made[i] = append(made[i], env.NewID("run"))
			}
		})
	}
	together.Wait()
	all := slices.Concat(made...)
	slices.Sort(all)
	if got := len(slices.Compact(all)); got != 800 {
		t.Errorf("%d different ids, want 800", got)
	}
}
