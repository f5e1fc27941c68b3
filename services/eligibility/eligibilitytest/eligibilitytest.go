// Package eligibilitytest starts the eligibility service for real, in memory, for the
// tests of this service and of those that ask it.
package eligibilitytest

import (
	"testing"

	"assistmed/services/eligibility/internal/server"
	"assistmed/services/internal/serve/servetest"
)

// Start starts the service with its store in a temporary folder, unless the options
// say otherwise. At the end of the test it stops the service and proves that the
// store is sound.
func Start(t testing.TB, o servetest.Options) *servetest.Running {
	t.Helper()
	return servetest.Start(t, "eligibility", server.Open, o)
}

// TryStart is [Start] for tests in which the start may fail.
func TryStart(t testing.TB, o servetest.Options) (*servetest.Running, error) {
	t.Helper()
	return servetest.TryStart(t, "eligibility", server.Open, o)
}
