package main

import (
	"bytes"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
)

// written is what a command writes.
func written(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if err := command(t.Context(), args, &stdout, &stderr); err != nil || stderr.Len() > 0 {
		t.Fatalf("demo %s: %v, %s", strings.Join(args, " "), err, &stderr)
	}
	return stdout.String()
}

// keys are those of the applications, one a line.
func keys(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	for line := range strings.Lines(text) {
		a := new(eligibilityv1.KeyedApplication)
		if err := protojson.Unmarshal([]byte(line), a); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		found = append(found, a.GetKey())
	}
	return found
}

func TestAPopulationIsWrittenOneApplicationALine(t *testing.T) {
	whole := written(t, "population", "-seed", "7", "-count", "30", "-unknown", "50")
	if got := keys(t, whole); len(got) != 30 || got[0] != "doctor-7-0" || got[29] != "doctor-7-29" {
		t.Errorf("keys %v", got)
	}
	parts := written(t, "population", "-seed", "7", "-count", "10", "-unknown", "50") +
		written(t, "population", "-seed", "7", "-from", "10", "-count", "20", "-unknown", "50")
	if parts != whole {
		t.Error("two parts of a population are not the whole")
	}
}

func TestTheSandboxSetIsWrittenWhole(t *testing.T) {
	got := keys(t, written(t, "population", "-sandbox"))
	if len(got) != 224 || got[0] != "sandbox-gen-2020-zip-full" || got[223] != "sandbox-200" {
		t.Errorf("%d keys: %v", len(got), got)
	}
}
