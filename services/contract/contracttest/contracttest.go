// Package contracttest starts the contract service for real, in memory, for the tests
// of this service and of those that ask it.
package contracttest

import (
	"maps"
	"testing"

	"assistmed/services/contract/internal/server"
	"assistmed/services/internal/serve/servetest"
)

// Start starts the service on a running eligibility service, with its store in a temporary
// folder unless the options say otherwise. At the end of the test it stops the service,
// before the eligibility service, and proves that the store is sound.
func Start(t testing.TB, eligibility *servetest.Running, o servetest.Options) *servetest.Running {
	t.Helper()
	upstreams := map[string]*servetest.Running{"ELIGIBILITY_ADDR": eligibility}
	maps.Copy(upstreams, o.Upstreams)
	o.Upstreams = upstreams
	return servetest.Start(t, "contract", server.Open, o)
}
