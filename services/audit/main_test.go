package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
)

// export writes the audit export of one due that was approved, with what it was computed
// from, and gives its root.
func export(t *testing.T, change func(*ledger.Facts)) (path, root string) {
	t.Helper()
	day := civil.MustParse("2024-07-01")
	due := ledger.Due{ContractID: "ctr_1", Year: 1, Instalment: 1}
	made, err := ledger.Recognise(ledger.Fact{
		Key: "RECOGNISE/run_1/ctr_1/1/1", FundCode: "751", On: day, Recorded: day, Actor: "a", Reason: "Lot",
	}, due, 739178)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := ledger.Seal(ledger.Root{}, made)
	if err != nil {
		t.Fatal(err)
	}
	facts := ledger.Facts{
		Sequence: 1, Key: sealed.Key, ContractID: "ctr_1", Year: 1, Instalment: 1, CellValue: "38000 EUR", Cell: "convention-2024 amounts.full.year_1.below_p95",
		CeilingCents: 3800000, DaysInForce: 71, DaysInYear: 365, EntitlementCents: 739178, ShareBP: 10000,
		Rounding: "NEAREST_CENT_HALF_UP", OwedCents: 739178,
	}
	change(&facts)
	var out bytes.Buffer
	err = ledger.WriteAudit(&out, slices.Values([]ledger.Transaction{sealed}), func(ledger.Transaction) (ledger.Facts, bool, error) { return facts, true, nil })
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "export.jsonl")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, sealed.Root().String()
}

func TestTheExitCodeSaysWhetherTheLedgerFits(t *testing.T) {
	as := func(*ledger.Facts) {}
	for name, c := range map[string]struct {
		change func(*ledger.Facts)
		root   string
		code   int
		says   string
	}{
		"it fits":            {as, "", fits, "Tout concorde."},
		"with its root":      {as, "itself", fits, "Tout concorde."},
		"with another root":  {as, "2024-07-01 1 " + strings.Repeat("ab", 32), doesNotFit, "racine promise"},
		"another ceiling":    {func(f *ledger.Facts) { f.CeilingCents -= 100 }, "", doesNotFit, "cellule convention-2024 amounts.full.year_1.below_p95"},
		"another day":        {func(f *ledger.Facts) { f.DaysInForce++ }, "", doesNotFit, "droit de l'année, barème × ratio × jours"},
		"another rounding":   {func(f *ledger.Facts) { f.Rounding = "DOWN" }, "", doesNotFit, "arrondi"},
		"another due":        {func(f *ledger.Facts) { f.Instalment = 2 }, "", doesNotFit, "faits du calcul"},
		"a root that is not": {as, "yesterday", unreadable, "-root"},
	} {
		t.Run(name, func(t *testing.T) {
			path, root := export(t, c.change)
			args := []string{"-detail", path}
			if c.root == "itself" {
				args = append([]string{"-root", root}, args...)
			} else if c.root != "" {
				args = append([]string{"-root", c.root}, args...)
			}
			var out, complaints bytes.Buffer
			code := run(args, &out, &complaints)
			if said := out.String() + complaints.String(); code != c.code || !strings.Contains(said, c.says) {
				t.Errorf("exit code %d, want %d and %q:\n%s", code, c.code, c.says, said)
			}
		})
	}
}

func TestAFileThatIsNoExportOrWasChangedIsNotBelieved(t *testing.T) {
	path, _ := export(t, func(*ledger.Facts) {})
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		bytes []byte
		code  int
	}{
		"nothing":              {nil, unreadable},
		"cut short":            {whole[:len(whole)-10], unreadable},
		"without its facts":    {whole[:bytes.Index(whole, []byte(`{"format":"assistmed-facts"`))], unreadable},
		"with more at the end": {append(bytes.Clone(whole), '\n'), unreadable},
		"another actor":        {bytes.Replace(whole, []byte(`"actor":"a"`), []byte(`"actor":"b"`), 1), doesNotFit},
		"another fact":         {bytes.Replace(whole, []byte(`"days_in_force":71`), []byte(`"days_in_force":72`), 1), unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "export.jsonl")
			if err := os.WriteFile(file, c.bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			var out, complaints bytes.Buffer
			if code := run([]string{file}, &out, &complaints); code != c.code || complaints.Len() == 0 {
				t.Errorf("exit code %d, want %d and a complaint:\n%s%s", code, c.code, &out, &complaints)
			}
		})
	}
	for _, args := range [][]string{nil, {"a", "b"}, {"-x"}, {filepath.Join(t.TempDir(), "none")}} {
		var out, complaints bytes.Buffer
		if code := run(args, &out, &complaints); code != unreadable {
			t.Errorf("%v: exit code %d, want %d", args, code, unreadable)
		}
	}
}
