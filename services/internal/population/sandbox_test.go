package population

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
)

// Integrations are tested against the sandbox set: a change of one byte may break them.
// A new set is a new file, with the next major version; this one stays as it is.
func TestTheSandboxSetNeverChanges(t *testing.T) {
	const pinned = "9894b6091a6350416cc1caa0a2606d6d067ea7e0f5863314cf32f929725aef24"
	if sum := sha256.Sum256(sandbox); hex.EncodeToString(sum[:]) != pinned {
		t.Errorf("sandbox/v1.jsonl has the digest %x, want %s: restore the file", sum, pinned)
	}
}

// generatedForSandbox is doctor number i of the sandbox set, from 1.
func generatedForSandbox(i uint64) *eligibilityv1.KeyedApplication {
	a := Population{Seed: 2026, Unknown: 40, series: sandboxed}.Doctor(i)
	a.Key = fmt.Sprintf("sandbox-%03d", i)
	return a
}

func TestTheDoctorsOfTheSandboxSetAreThoseOfVersion1(t *testing.T) {
	set := Sandbox()
	for i := range uint64(200) {
		if got, want := line(t, set[len(set)-200+int(i)]), line(t, generatedForSandbox(i+1)); got != want {
			t.Errorf("seen %s\nwanted %s", got, want)
		}
	}
}

func TestTheSandboxSetIsWrittenAsItIsRead(t *testing.T) {
	var again bytes.Buffer
	keys, rpps := map[string]bool{}, map[string]bool{}
	for _, a := range Sandbox() {
		again.WriteString(line(t, a) + "\n")
		d := a.GetApplication().GetDoctor()
		if keys[a.GetKey()] || rpps[d.GetRpps()] || !strings.HasPrefix(a.GetKey(), "sandbox-") || !strings.HasPrefix(d.GetRpps(), "998") || !strings.HasPrefix(d.GetAmNumber(), "998") {
			t.Errorf("%s, %s, %s: want a key and numbers of the sandbox, each once", a.GetKey(), d.GetRpps(), d.GetAmNumber())
		}
		keys[a.GetKey()], rpps[d.GetRpps()] = true, true
	}
	if !bytes.Equal(again.Bytes(), sandbox) {
		t.Error("the sandbox set changes when it is read and written")
	}
	if len(keys) != 224 {
		t.Errorf("%d doctors, want 24 of the published cases and 200 others", len(keys))
	}
}
