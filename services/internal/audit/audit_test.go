package audit_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/audit"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

const contract = "ctr_1"

// sheet is an export before it is written: each transaction with its facts, and whether it
// seals them.
type sheet struct {
	rows []row
}

type row struct {
	made   ledger.Transaction
	facts  *ledger.Facts // nil for none
	sealed *ledger.Facts // nil for none
}

func posting(t testing.TB, constructor func(ledger.Fact, ledger.Due, money.Cents) (ledger.Transaction, error), key string, f ledger.Fact, d ledger.Due, cents money.Cents) row {
	t.Helper()
	f.Key, f.FundCode, f.Actor, f.Reason = key, "751", "a", "Lot"
	f.Recorded = f.On
	made, err := constructor(f, d, cents)
	if err != nil {
		t.Fatal(err)
	}
	return row{made: made}
}

// computed are the facts of a due that are right by themselves.
func computed(key string, d ledger.Due) ledger.Facts {
	return ledger.Facts{
		Key: key, ContractID: d.ContractID, Year: d.Year, Instalment: d.Instalment, TextID: "convention-2024", LawDigest: "5f1c",
		Cell: "convention-2024 amounts.full.year_3.below_p95", CellValue: "22000 EUR", Option: "FULL", YearStart: "2026-06-22",
		CeilingCents: 2200000, RatioNum: 3, RatioDen: 4, EntitlementCents: 1650000, Rounding: "NEAREST_CENT_HALF_UP",
	}
}

// sound is a ledger in which all fits: the first half of a year by its share, the rest of
// it, and a year that was cut by days, paid in full and claimed back in part.
func sound(t testing.TB) *sheet {
	t.Helper()
	s := &sheet{}
	add := func(r row, facts *ledger.Facts) {
		r.facts, r.sealed = facts, facts
		s.rows = append(s.rows, r)
	}
	on := ledger.Fact{On: civil.MustParse("2026-07-01")}
	first, rest, cut := ledger.Due{ContractID: contract, Year: 3, Instalment: 1}, ledger.Due{ContractID: contract, Year: 3, Instalment: 2}, ledger.Due{ContractID: contract, Year: 4, Instalment: 1}
	half := computed("RECOGNISE/run_1/ctr_1/3/1", first)
	half.ShareBP, half.OwedCents = 5000, 825000
	add(posting(t, ledger.Recognise, half.Key, on, first, 825000), &half)
	add(posting(t, ledger.Dispatch, "DISPATCH/m/ctr_1/3/1", on, first, 825000), nil)
	add(posting(t, ledger.Settle, "SETTLE/m/ctr_1/3/1", on, first, 825000), nil)
	left := computed("RECOGNISE/run_2/ctr_1/3/2", rest)
	left.EarlierCents, left.OwedCents = 825000, 825000
	add(posting(t, ledger.Recognise, left.Key, on, rest, 825000), &left)
	whole := computed("RECOGNISE/run_3/ctr_1/4/1", cut)
	whole.ShareBP, whole.RatioNum, whole.RatioDen, whole.EntitlementCents, whole.OwedCents = 10000, 0, 0, 2200000, 2200000
	add(posting(t, ledger.Recognise, whole.Key, on, cut, 2200000), &whole)
	add(posting(t, ledger.Dispatch, "DISPATCH/m/ctr_1/4/1", on, cut, 2200000), nil)
	add(posting(t, ledger.Settle, "SETTLE/m/ctr_1/4/1", on, cut, 2200000), nil)
	// 2 200 000 × 73/365 = 440 000: a fifth of the year.
	claim := whole
	claim.Key, claim.DaysInForce, claim.DaysInYear, claim.EntitlementCents, claim.OwedCents, claim.PaidCents = "CLAIM/rec_1/ctr_1/4/1", 73, 365, 440000, 440000, 2200000
	add(posting(t, ledger.Claim, claim.Key, on, cut, 1760000), &claim)
	return s
}

// export writes the sheet, every hash made anew, and gives its root.
func (s *sheet) export(t testing.TB) ([]byte, ledger.Root) {
	t.Helper()
	var chain []ledger.Transaction
	var last ledger.Root
	for _, r := range s.rows {
		if r.sealed != nil {
			r.made.Facts = r.sealed.Hash()
		}
		next, err := ledger.Seal(last, r.made)
		if err != nil {
			t.Fatal(err)
		}
		chain, last = append(chain, next), next.Root()
	}
	var out bytes.Buffer
	err := ledger.WriteAudit(&out, slices.Values(chain), func(t ledger.Transaction) (ledger.Facts, bool, error) {
		facts := s.rows[t.Sequence-1].facts
		if facts == nil {
			return ledger.Facts{}, false, nil
		}
		f := *facts
		f.Sequence += t.Sequence
		return f, true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), last
}

// wrong changes the facts of a row, and what it sealed with them: the flaw is in the
// amounts alone.
func wrong(at int, change func(*ledger.Facts)) func(*sheet) {
	return func(s *sheet) {
		f := *s.rows[at].facts
		change(&f)
		s.rows[at].facts, s.rows[at].sealed = &f, &f
	}
}

func audited(t *testing.T, s *sheet) audit.Report {
	t.Helper()
	export, _ := s.export(t)
	report, err := audit.Read(bytes.NewReader(export), nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestALedgerInWhichAllFitsHasNoFindings(t *testing.T) {
	s := sound(t)
	export, root := s.export(t)
	report, err := audit.Read(bytes.NewReader(export), &root)
	if err != nil || len(report.Findings) > 0 || report.Computed != 4 || report.Unsealed != 0 || report.Root != root {
		t.Fatalf("%v, %d computed, %d unsealed, root %s\n%s", err, report.Computed, report.Unsealed, report.Root, report.Page(true))
	}
	if len(report.Funds) != 1 || report.Funds[0].Granted != 2090000 || report.Funds[0].Receivable != 1760000 || report.Funds[0].Paid != 3025000 {
		t.Errorf("the fund has %+v", report.Funds)
	}
	for i := range s.rows {
		s.rows[i].sealed = nil
	}
	report = audited(t, s)
	if len(report.Findings) > 0 || report.Unsealed != 4 || !strings.Contains(report.Page(false), "4 lignes de faits non scellées") {
		t.Errorf("written before facts were sealed: %d unsealed\n%s", report.Unsealed, report.Page(true))
	}
}

func TestEveryFlawIsFoundByItsName(t *testing.T) {
	for name, c := range map[string]struct {
		flaw     func(*sheet)
		sequence int64
		says     string
	}{
		"another row":              {wrong(0, func(f *ledger.Facts) { f.CellValue = "21000 EUR" }), 1, "barème, cellule convention-2024 amounts.full.year_3.below_p95"},
		"another ratio":            {wrong(0, func(f *ledger.Facts) { f.RatioNum = 2 }), 1, "droit de l'année, barème × ratio × jours"},
		"a ratio above one":        {wrong(0, func(f *ledger.Facts) { f.RatioNum = 5 }), 1, "ratio et jours"},
		"a ratio of no quotient":   {wrong(0, func(f *ledger.Facts) { f.RatioDen = 0 }), 1, "un quotient"},
		"another day":              {wrong(7, func(f *ledger.Facts) { f.DaysInForce = 74 }), 8, "droit de l'année, barème × ratio × jours"},
		"more days than a year":    {wrong(7, func(f *ledger.Facts) { f.DaysInForce = 366 }), 8, "ratio et jours"},
		"another share":            {wrong(0, func(f *ledger.Facts) { f.ShareBP = 4000 }), 1, "versement, part du droit"},
		"another rounding":         {wrong(0, func(f *ledger.Facts) { f.Rounding = "DOWN" }), 1, "arrondi"},
		"a cent more":              {wrong(0, func(f *ledger.Facts) { f.OwedCents++ }), 1, "montant approuvé, dû moins déjà posé"},
		"earlier too low":          {wrong(3, func(f *ledger.Facts) { f.EarlierCents-- }), 4, "versements précédents"},
		"a rest that is none":      {wrong(3, func(f *ledger.Facts) { f.EarlierCents++ }), 4, "solde, droit moins versements précédents"},
		"paid otherwise":           {wrong(7, func(f *ledger.Facts) { f.PaidCents++ }), 8, "versé selon le registre"},
		"claimed otherwise":        {wrong(7, func(f *ledger.Facts) { f.OwedCents-- }), 8, "indu, versé moins dû"},
		"facts missing":            {func(s *sheet) { s.rows[0].facts = nil }, 1, "une ligne de faits, ou l'abandon de l'échéance"},
		"facts of a claim missing": {func(s *sheet) { s.rows[7].facts = nil }, 8, "lu rien, attendu une ligne de faits"},
		"facts of what is not computed": {func(s *sheet) {
			f := *s.rows[0].facts
			s.rows[1].facts = &f
		}, 2, "l'écriture que ces faits expliquent"},
		"facts doubled": {func(s *sheet) {
			f := *s.rows[0].facts
			f.Sequence = -1 // they name transaction 1
			s.rows[1].facts = &f
		}, 1, "deux lignes"},
		"facts of another key": {wrong(0, func(f *ledger.Facts) { f.Key = "RECOGNISE/run_9/ctr_1/3/1" }), 1, "l'écriture que ces faits expliquent"},
		"facts of another due": {wrong(0, func(f *ledger.Facts) { f.Instalment = 2 }), 1, "l'écriture que ces faits expliquent"},
		"facts that fit, and others were sealed": {func(s *sheet) {
			f := *s.rows[0].facts
			f.LawDigest = "another"
			s.rows[0].facts = &f
		}, 1, "faits scellés"},
		"a year above the table": {func(s *sheet) {
			// Both lines fit by themselves: the second says that nothing was paid before it.
			wrong(3, func(f *ledger.Facts) {
				f.Instalment, f.ShareBP, f.EarlierCents, f.CeilingCents, f.CellValue, f.RatioNum, f.RatioDen, f.EntitlementCents, f.OwedCents = 2, 10000, 0, 1500000, "15000 EUR", 0, 0, 1500000, 1500000
			})(s)
			wrong(0, func(f *ledger.Facts) {
				f.CeilingCents, f.CellValue, f.RatioNum, f.RatioDen = 1650000, "16500 EUR", 0, 0
			})(s)
			s.rows[3].made.Entries[0].Cents, s.rows[3].made.Entries[1].Cents = 1500000, -1500000
		}, 0, "le barème au plus, 16 500,00 €"},
		"more claimed than posted": {func(s *sheet) {
			s.rows[7].made.Entries[0].Cents, s.rows[7].made.Entries[1].Cents = 2200001, -2200001
		}, 0, "posted"},
		"more written off than claimed": {func(s *sheet) {
			r := s.rows[7].made
			r.Kind, r.Key, r.Entries = ledger.KindWriteOff, "WRITE_OFF/rec_1/ctr_1/4/1", slices.Clone(r.Entries)
			r.Entries[0].Account, r.Entries[1].Account = ledger.Account{Kind: ledger.WrittenOff, FundCode: "751"}, ledger.Account{Kind: ledger.Receivable, FundCode: "751", ContractID: contract}
			r.Entries[0].Cents, r.Entries[1].Cents = 1760001, -1760001
			s.rows = append(s.rows, row{made: r})
		}, 0, "receivable"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sound(t)
			c.flaw(s)
			report := audited(t, s)
			if !slices.ContainsFunc(report.Findings, func(f audit.Finding) bool {
				return f.Sequence == c.sequence && strings.Contains(strings.ReplaceAll(f.String(), "\u00a0", " "), c.says)
			}) {
				t.Errorf("want %q of transaction %d:\n%s", c.says, c.sequence, report.Page(false))
			}
		})
	}
}

func TestARootThatWasPromisedMustBeInTheChain(t *testing.T) {
	s := sound(t)
	_, promised := s.export(t)
	s.rows[7].made.Actor = "another"
	other, _ := s.export(t)
	s.rows = s.rows[:7]
	short, earlier := s.export(t)
	for name, export := range map[string][]byte{"another chain": other, "cut short": short} {
		report, err := audit.Read(bytes.NewReader(export), &promised)
		if err != nil || len(report.Findings) != 1 || report.Findings[0].What != "racine promise" {
			t.Errorf("%s: %v, %v", name, err, report.Findings)
		}
	}
	if report, err := audit.Read(bytes.NewReader(other), &earlier); err != nil || len(report.Findings) != 0 {
		t.Errorf("the root of what both begin with: %v, %v", err, report.Findings)
	}
}

// FuzzReadAudit reads any bytes, and audits what can be read: it never panics, and what is
// accepted is exactly what would be written.
func FuzzReadAudit(f *testing.F) {
	s := sound(f)
	export, _ := s.export(f)
	f.Add(export)
	f.Add(export[:len(export)/2])
	f.Add([]byte(strings.ReplaceAll(string(export), "751", "2AX")))
	f.Fuzz(func(t *testing.T, export []byte) {
		var chain []ledger.Transaction
		_, err := ledger.ReadAudit(bytes.NewReader(export),
			func(t ledger.Transaction) error { chain = append(chain, t); return nil },
			func(ledger.Facts) error { return nil })
		report, auditErr := audit.Read(bytes.NewReader(export), nil)
		if (err == nil) != (auditErr == nil) {
			t.Fatalf("read: %v, audited: %v", err, auditErr)
		}
		if err != nil {
			return
		}
		if report.Page(true) == "" {
			t.Error("no page")
		}
		var out bytes.Buffer
		if err := ledger.WriteExport(&out, slices.Values(chain)); err != nil || !bytes.HasPrefix(export, out.Bytes()) {
			t.Errorf("%q is accepted, and its ledger is written as %q, %v", export, out.Bytes(), err)
		}
	})
}
