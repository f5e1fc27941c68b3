package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/internal/server"
)

func TestABadSupplementKeepsTheServiceFromStartingAndSaysWhy(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "ours.yaml"), []byte("supplied_by: us\nsources: {}\nsells: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := servetest.TryStart(t, "payment", server.Open, servetest.Options{
		Settings: map[string]string{"ASSISTMED_SUPPLEMENTS": folder, "CONTRACT_ADDR": "nowhere:1"},
	})
	if err == nil || !strings.Contains(err.Error(), "supplements/ours.yaml:3: sells: seen a key that the law does not know here") {
		t.Errorf("the start gave %v", err)
	}
}
