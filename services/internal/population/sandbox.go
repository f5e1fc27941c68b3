package population

import (
	"bytes"
	_ "embed" // the sandbox set
	"fmt"

	"google.golang.org/protobuf/encoding/protojson"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
)

//go:embed sandbox/v1.jsonl
var sandbox []byte

// Sandbox gives the sandbox set: doctors that integrations may rely on. Those of the
// published cases come first, by the name of the case ("sandbox-gp-774"), then the
// doctors "sandbox-001" to "sandbox-200". The set never changes within a major
// version; keys that begin with "sandbox-" and the numbers that begin with 998 are
// kept for it.
func Sandbox() []*eligibilityv1.KeyedApplication {
	var set []*eligibilityv1.KeyedApplication
	for line := range bytes.Lines(sandbox) {
		a := new(eligibilityv1.KeyedApplication)
		if err := protojson.Unmarshal(line, a); err != nil {
			panic(fmt.Sprintf("population: sandbox/v1.jsonl, line %d: %v", len(set)+1, err))
		}
		set = append(set, a)
	}
	return set
}
