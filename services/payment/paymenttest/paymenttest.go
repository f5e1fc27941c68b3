// Package paymenttest starts the payment service for real, in memory, for the tests
// of this service and of those that ask it.
package paymenttest

import (
	"maps"
	"testing"

	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/internal/server"
)

// Start starts the service on a running contract service, with its store in a temporary
// folder unless the options say otherwise. At the end of the test it stops the service,
// before the contract service, and proves that the store is sound.
func Start(t testing.TB, contract *servetest.Running, o servetest.Options) *servetest.Running {
	t.Helper()
	upstreams := map[string]*servetest.Running{"CONTRACT_ADDR": contract}
	maps.Copy(upstreams, o.Upstreams)
	o.Upstreams = upstreams
	return servetest.Start(t, "payment", server.Open, o)
}
