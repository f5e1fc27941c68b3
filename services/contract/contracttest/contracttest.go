// Package contracttest starts the contract service for real, in memory, for the tests
// of this service and of those that ask it.
package contracttest

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"assistmed/services/contract/internal/server"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/serve/servetest"
)

const (
	storeSetting       = "ASSISTMED_STORE"
	eligibilitySetting = "ELIGIBILITY_ADDR"
)

// Start starts the service on a running eligibility service, with its store in a
// temporary folder unless the options say otherwise. At the end of the test it stops
// the service, before the eligibility service, and proves that the store is sound.
func Start(t testing.TB, eligibility *servetest.Running, o servetest.Options) *servetest.Running {
	t.Helper()
	settings := map[string]string{storeSetting: filepath.Join(t.TempDir(), "contract.db")}
	maps.Copy(settings, o.Settings)
	upstreams := map[string]*servetest.Running{eligibilitySetting: eligibility}
	maps.Copy(upstreams, o.Upstreams)
	o.Settings, o.Upstreams = settings, upstreams
	t.Cleanup(func() { check(t, settings[storeSetting]) })
	return servetest.Start(t, "contract", server.Open, o)
}

// check proves a store that nobody has open any more.
func check(t testing.TB, path string) {
	t.Helper()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return // the service did not start
	}
	s, err := store.Open(path)
	if err != nil {
		t.Errorf("opening the store after the test: %v", err)
		return
	}
	if err := errors.Join(s.Check(context.Background()), s.Close()); err != nil {
		t.Errorf("the store after the test: %v", err)
	}
}
