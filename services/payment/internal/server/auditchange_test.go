package server_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/audit"
	"assistmed/services/internal/ledger"
)

// lived is the export of contracts that real runs paid, that ended, and of which what was
// too much was claimed, as a seed wants; with its root.
func lived(t *testing.T, seed uint64) ([]byte, ledger.Root) {
	t.Helper()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, seed))
	b := newBooks(t)
	for n := range 4 {
		id := b.hired(fund)
		b.pay(fund, fmt.Sprint(2024+r.IntN(2))+"-12-31")
		if n%2 == 0 {
			b.end(id, fmt.Sprintf("2024-%02d-15", 7+r.IntN(6)))
			b.recovered(id, r)
		}
	}
	b.sound()
	export := b.exported("")
	report, err := audit.Read(bytes.NewReader(export), nil)
	if err != nil || len(report.Findings) > 0 || report.Unsealed > 0 || report.Computed < 4 {
		t.Fatalf("%v, %d computed, %d unsealed\n%s", err, report.Computed, report.Unsealed, report.Page(true))
	}
	return export, report.Root
}

// missed reports whether an audit believes an export that was changed.
func missed(export []byte, promised *ledger.Root) bool {
	report, err := audit.Read(bytes.NewReader(export), promised)
	return err == nil && len(report.Findings) == 0
}

func TestNoChangeOfOneByteOrOneLineOfAnExportIsBelieved(t *testing.T) {
	for seed := range uint64(3) {
		export, _ := lived(t, seed)
		r := rand.New(rand.NewPCG(seed, 1))
		for range 400 {
			changed := bytes.Clone(export)
			at, flip := r.IntN(len(changed)), byte(1+r.IntN(255))
			changed[at] ^= flip
			if missed(changed, nil) {
				t.Fatalf("byte %d with %#x flipped is believed", at, flip)
			}
		}
		lines := bytes.SplitAfter(export, []byte("\n"))
		lines = lines[:len(lines)-1]
		for i := range lines {
			j := r.IntN(len(lines))
			swapped := slices.Clone(lines)
			swapped[i], swapped[j] = swapped[j], swapped[i]
			for what, changed := range map[string][][]byte{
				"dropped": slices.Delete(slices.Clone(lines), i, i+1), "doubled": slices.Insert(slices.Clone(lines), i, lines[i]), "swapped": swapped,
			} {
				if !bytes.Equal(bytes.Join(changed, nil), export) && missed(bytes.Join(changed, nil), nil) {
					t.Errorf("line %d is %s (with %d), and believed", i+1, what, j+1)
				}
			}
		}
	}
}

// otherValue is another value of a field of JSON.
func otherValue(v any) any {
	switch v := v.(type) {
	case string:
		return v + "x"
	case float64:
		return v + 1
	}
	return v
}

// Whoever changes one field of the facts and makes the sum of the file anew is found by
// what the transaction sealed; also where the amounts stay right, as with the law's digest.
// Who makes the chain anew as well is found by the root that was promised.
func TestNoFieldOfSealedFactsCanBeChangedEvenWithAllSumsMadeAnew(t *testing.T) {
	export, root := lived(t, 5)
	whole := takenApart(t, export)
	fields := 0
	for i := range whole.facts {
		var had map[string]any
		text, err := json.Marshal(whole.facts[i])
		if err == nil {
			err = json.Unmarshal(text, &had)
		}
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range had {
			if name == "sequence" {
				continue // WriteAudit numbers by the transaction; a wrong one is in audit's own tests
			}
			other := map[string]any{}
			for k, v := range had {
				other[k] = v
			}
			other[name] = otherValue(value)
			text, err := json.Marshal(other)
			facts := slices.Clone(whole.facts)
			facts[i] = ledger.Facts{}
			if err == nil {
				err = json.Unmarshal(text, &facts[i])
			}
			if err != nil || facts[i] == whole.facts[i] {
				t.Fatalf("%s of %s is not changed: %v", name, whole.facts[i], err)
			}
			fields++
			if missed(forged{whole.transactions, facts}.export(t), nil) {
				t.Errorf("%s of %s is changed, and believed", name, whole.facts[i])
			}
			chain := slices.Clone(whole.transactions)
			at := slices.IndexFunc(chain, func(t ledger.Transaction) bool { return t.Sequence == facts[i].Sequence })
			chain[at].Facts = facts[i].Hash()
			if missed(forged{chain, facts}.export(t), &root) {
				t.Errorf("%s of %s is changed and sealed anew, and believed with the root that was promised", name, whole.facts[i])
			}
		}
	}
	if fields < 40 || !strings.Contains(string(export), `"facts_hash"`) {
		t.Errorf("only %d fields were changed", fields)
	}
}
