package sepa_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/internal/sepa"
)

// rows is how many files of each kind are drawn for the schemas: a process each.
const rows = 20

// valid checks a file with xmllint against a schema.
func valid(t *testing.T, file []byte, schema string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "xmllint", "--noout", "--nonet", "--schema", schema, "-")
	command.Stdin = bytes.NewReader(file)
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s\n%s", schema, err, out, file)
	}
}

// schemas are the ones of a format: ours, and the official one when it is given.
func schemas(t *testing.T, kind string) []string {
	t.Helper()
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skipf("NOT CHECKED against the schema of %s: xmllint is not installed (Debian package libxml2-utils)", kind)
	}
	found := []string{filepath.Join("testdata", "schema", kind+".written.xsd")}
	official := filepath.Join(os.Getenv("ISO20022_SCHEMAS"), kind+".xsd")
	if _, err := os.Stat(official); err == nil {
		found = append(found, official)
	} else if !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	t.Logf("checked against %s", strings.Join(found, " and "))
	return found
}

func TestTheTransfersThatAreWrittenAreOfTheSchema(t *testing.T) {
	paths := schemas(t, "pain.001.001.09")
	files := [][]byte{written(t, aBatch())}
	for seed := range rows {
		files = append(files, written(t, batches.Example(seed)))
	}
	for _, path := range paths {
		for _, file := range files {
			valid(t, file, path)
		}
	}
}

func TestTheAnswersThatAreWrittenAreOfTheSchema(t *testing.T) {
	for _, c := range []struct {
		kind  sepa.Kind
		draw  *rapid.Generator[sepa.File]
		write func(*testing.T, sepa.File) []byte
	}{
		{sepa.Pain002, reports(sepa.Pain002), report},
		{sepa.Pain002Older, reports(sepa.Pain002Older), report},
		{sepa.Camt054, notifications(sepa.Camt054), notification},
		{sepa.Camt054Older, notifications(sepa.Camt054Older), notification},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			for _, path := range schemas(t, string(c.kind)) {
				for seed := range rows {
					valid(t, c.write(t, c.draw.Example(seed)), path)
				}
			}
		})
	}
}
