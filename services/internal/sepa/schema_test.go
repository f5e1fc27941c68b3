package sepa_test

import (
	"bytes"
	"errors"
	"io"
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

// xmllint says what a schema has against a file: an error for a file that it refuses.
func xmllint(t *testing.T, file []byte, schema string) (string, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "xmllint", "--noout", "--nonet", "--schema", schema, "-")
	command.Stdin = bytes.NewReader(file)
	out, err := command.CombinedOutput()
	return string(out), err
}

// valid checks that a schema accepts a file.
func valid(t *testing.T, file []byte, schema string) {
	t.Helper()
	if out, err := xmllint(t, file, schema); err != nil {
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

// The older report has closed lists of statuses, and the schema has the same as the
// writer: each status of the newer one is of both, or of neither.
func TestTheSchemaOfTheOlderReportHasTheStatusesThatAreWrittenInIt(t *testing.T) {
	paths := schemas(t, string(sepa.Pain002Older))
	elements := map[sepa.Scope][]string{sepa.Group: {"GrpSts"}, sepa.PaymentInformation: {"PmtInfSts"}, sepa.Transaction: {"TxSts", "DtldSts"}}
	for raw, status := range map[string]sepa.Status{
		"ACTC": sepa.Accepted, "ACCP": sepa.Accepted, "ACSP": sepa.Accepted, "ACWC": sepa.Accepted, "ACWP": sepa.Accepted, "ACFC": sepa.Accepted, "ACPD": sepa.Accepted,
		"ACSC": sepa.Settled, "ACCC": sepa.Settled, "RJCT": sepa.Rejected, "PDNG": sepa.Pending, "RCVD": sepa.Pending, "PATC": sepa.Pending,
		"PART": sepa.Other, "CANC": sepa.Other, "BLCK": sepa.Other,
	} {
		for scope, block := range map[sepa.Scope]string{sepa.Group: "", sepa.PaymentInformation: "B", sepa.Transaction: "B"} {
			file := sepa.File{MessageID: "M", Kind: sepa.Pain002, Created: "2026-11-24T12:00:00Z", Lines: []sepa.Line{
				{Scope: scope, OriginalMessageID: "O", PaymentInformationID: block, Status: status, Raw: raw},
			}}
			newer := report(t, file)
			file.Kind = sepa.Pain002Older
			unwritten := sepa.WritePain002(io.Discard, file)
			for _, path := range paths {
				out, refused := xmllint(t, bytes.ReplaceAll(newer, []byte(sepa.Pain002), []byte(sepa.Pain002Older)), path)
				if (refused != nil) != (unwritten != nil) {
					t.Errorf("%s, %s: %s says %v, the writer %v\n%s", scope, raw, path, refused, unwritten, out)
				}
				for _, element := range elements[scope] {
					if refused != nil && !strings.Contains(out, string(sepa.Pain002Older)+"}"+element+"': [facet 'enumeration'] The value '"+raw+"'") {
						t.Errorf("%s, %s: %s does not refuse it in %s:\n%s", scope, raw, path, element, out)
					}
				}
			}
		}
	}
}
