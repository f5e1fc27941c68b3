package server_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/audit"
	"assistmed/services/internal/ledger"
)

// exported reads the whole export.
func (b *books) exported(through string) []byte {
	b.t.Helper()
	stream, err := b.payments.ExportLedger(b.ctx(), &paymentv1.ExportLedgerRequest{ThroughDate: through})
	if err != nil {
		b.t.Fatal(err)
	}
	var all []byte
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			b.t.Fatal(err)
		}
		all = append(all, part.GetChunk()...)
	}
}

// history plays contracts that are measured, paid, ended, got back and given up, as a
// seed wants.
func (b *books) history(seed uint64, contracts int) {
	b.t.Helper()
	b.t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, seed))
	for range contracts {
		id := b.signed([]string{"2024-02-01", signedOn, "2025-01-06"}[r.IntN(3)])
		b.measure(id, "2027-01-15", 1300+r.Int32N(300))
		for _, due := range []string{"1/1", "2/1", "3/1"}[:1+r.IntN(3)] {
			if d := b.dueIfThere(id, due); d.GetDeltaCents() > 0 {
				b.paid(id, due, "2027-07-01", stage(1+r.IntN(2)))
			}
		}
		switch r.IntN(3) {
		case 0:
			b.end(id, "2026-0"+fmt.Sprint(1+r.IntN(9))+"-15")
		case 1:
			b.measure(id, "2027-12-20", 1300+r.Int32N(100))
			if d := b.dueIfThere(id, "3/2"); d.GetDeltaCents() > 0 {
				b.paid(id, "3/2", "2028-07-01", settled)
			}
		}
		b.recovered(id, r)
	}
}

func (b *books) dueIfThere(id, due string) *paymentv1.Due {
	b.t.Helper()
	for _, d := range must(b.payments.ListDues(b.ctx(), &paymentv1.ListDuesRequest{ContractId: id}))(b.t).GetDues() {
		if fmt.Sprintf("%d/%d", d.GetContractYear(), d.GetInstalment()) == due {
			return d
		}
	}
	return nil
}

// recovered gets back what a contract was overpaid, as chance wants.
func (b *books) recovered(id string, r *rand.Rand) {
	b.t.Helper()
	rec, err := b.notify(id, "2029-01-10")
	if err != nil {
		return // nothing was overpaid
	}
	req := upheld(rec.GetId())
	req.DecidedOnDate = "2029-02-11"
	switch r.IntN(4) {
	case 0:
		return
	case 1:
		req.Outcome, req.ClaimedCents, req.Reason = paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED, 1+r.Int64N(rec.GetNotifiedCents()-1), "Bonne foi"
	}
	rec = must(b.decide(req))(b.t)
	if r.IntN(2) == 0 {
		must(b.repay(rec.GetId(), 1+r.Int64N(rec.GetLeftCents()), "2029-03-01"))(b.t)
	}
}

func TestAnAuditorComputesEveryAmountAgainFromTheExportAlone(t *testing.T) {
	for seed := range uint64(3) {
		b := newBooks(t)
		b.history(seed, 6)
		b.sound()
		export := b.exported("")
		report, err := audit.Read(bytes.NewReader(export), nil)
		if err != nil || len(report.Findings) > 0 {
			t.Fatalf("%v\n%s", err, report.Page(true))
		}
		amounts := bytes.Count(export, []byte(`"kind":"RECOGNISE"`)) + bytes.Count(export, []byte(`"kind":"CLAIM"`))
		if report.Computed != amounts || amounts < 6 {
			t.Errorf("%d amounts were computed again, want all %d", report.Computed, amounts)
		}
		balance := must(b.payments.GetBalance(b.ctx(), &paymentv1.GetBalanceRequest{FundCode: fund}))(t)
		var granted int64
		for _, f := range report.Funds {
			granted += int64(f.Granted)
		}
		if got := balance.GetAccounts()[0]; got.GetAccount() != "AID_EXPENSE/751" || got.GetBalanceCents() != granted {
			t.Errorf("the fund granted %d in the export and %v in the service", granted, got)
		}
	}
}

// forged is an export taken apart, and put together again by somebody who can compute
// every hash.
type forged struct {
	transactions []ledger.Transaction
	facts        []ledger.Facts
}

func takenApart(t *testing.T, export []byte) forged {
	t.Helper()
	var f forged
	_, err := ledger.ReadAudit(bytes.NewReader(export),
		func(t ledger.Transaction) error { f.transactions = append(f.transactions, t); return nil },
		func(x ledger.Facts) error { f.facts = append(f.facts, x); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f forged) export(t *testing.T) []byte {
	t.Helper()
	chain, last := slices.Clone(f.transactions), ledger.Root{}
	for i := range chain {
		sealed, err := ledger.Seal(last, chain[i])
		if err != nil {
			t.Fatal(err)
		}
		chain[i], last = sealed, sealed.Root()
	}
	var out bytes.Buffer
	err := ledger.WriteAudit(&out, slices.Values(chain), func(t ledger.Transaction) (ledger.Facts, bool, error) {
		i := slices.IndexFunc(f.facts, func(x ledger.Facts) bool { return x.Sequence == t.Sequence })
		if i < 0 {
			return ledger.Facts{}, false, nil
		}
		return f.facts[i], true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTheAuditFindsEveryAmountThatWasChangedThoughAllHashesWereMadeAnew(t *testing.T) {
	b := newBooks(t)
	b.history(7, 6)
	export := b.exported("")
	root, err := ledger.ParseRoot(must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{}))(t).GetRoot())
	if err != nil {
		t.Fatal(err)
	}
	whole := takenApart(t, export)
	if !bytes.Equal(whole.export(t), export) {
		t.Fatal("an export that is put together again is another one")
	}
	for i, transaction := range whole.transactions {
		for _, by := range []int64{-1, 1} {
			entries := slices.Clone(transaction.Entries)
			entries[0].Cents, entries[1].Cents = entries[0].Cents+1, entries[1].Cents-1
			if by < 0 {
				entries[0].Cents, entries[1].Cents = entries[0].Cents-2, entries[1].Cents+2
			}
			f := forged{slices.Clone(whole.transactions), whole.facts}
			f.transactions[i].Entries = entries
			changed := f.export(t)
			report, err := audit.Read(bytes.NewReader(changed), nil)
			computed := transaction.Kind == ledger.KindRecognise || transaction.Kind == ledger.KindClaim
			if err != nil || computed && len(report.Findings) == 0 {
				t.Errorf("%s by %d: found nothing: %v", transaction.Key, by, err)
			}
			if report, err := audit.Read(bytes.NewReader(changed), &root); err != nil || len(report.Findings) == 0 {
				t.Errorf("%s by %d: with the root that was promised: found nothing: %v", transaction.Key, by, err)
			}
		}
	}
}

func TestTheAuditFindsEveryFactThatWasChanged(t *testing.T) {
	b := newBooks(t)
	b.history(7, 6)
	whole := takenApart(t, b.exported(""))
	changed := 0
	for i, facts := range whole.facts {
		claim := strings.HasPrefix(facts.Key, "CLAIM/")
		for name, c := range map[string]struct {
			counts bool
			field  func(*ledger.Facts) *int64
		}{
			"ceiling":     {true, func(f *ledger.Facts) *int64 { return &f.CeilingCents }},
			"numerator":   {true, func(f *ledger.Facts) *int64 { return &f.RatioNum }},
			"denominator": {facts.RatioDen > 0, func(f *ledger.Facts) *int64 { return &f.RatioDen }},
			"entitlement": {true, func(f *ledger.Facts) *int64 { return &f.EntitlementCents }},
			"owed":        {true, func(f *ledger.Facts) *int64 { return &f.OwedCents }},
			"paid":        {claim, func(f *ledger.Facts) *int64 { return &f.PaidCents }},
			"earlier":     {facts.ShareBP == 0 && facts.Instalment > 1, func(f *ledger.Facts) *int64 { return &f.EarlierCents }},
		} {
			if !c.counts {
				continue
			}
			changed++
			f := forged{whole.transactions, slices.Clone(whole.facts)}
			*c.field(&f.facts[i])++
			if report, err := audit.Read(bytes.NewReader(f.export(t)), nil); err != nil || len(report.Findings) == 0 {
				t.Errorf("%s of %s: found nothing: %v in %#v", name, facts, err, f.facts[i])
			}
		}
		f := forged{whole.transactions, slices.Delete(slices.Clone(whole.facts), i, i+1)}
		if report, err := audit.Read(bytes.NewReader(f.export(t)), nil); err != nil || len(report.Findings) == 0 {
			t.Errorf("%s without its facts: found nothing: %v", facts, err)
		}
	}
	if changed < 30 {
		t.Errorf("only %d facts were changed", changed)
	}
}

func TestAnExportOfAnEarlierDayIsTheBeginningOfTheLedger(t *testing.T) {
	b := newBooks(t)
	id := b.signed(signedOn)
	b.paid(id, "1/1", "2024-07-01", settled)
	earlier := b.exported("")
	b.paid(id, "2/1", "2026-07-01", settled)
	if got := b.exported("2026-06-30"); !bytes.Equal(got, earlier) {
		t.Errorf("the export up to that day is\n%s\nwant\n%s", got, earlier)
	}
	if bytes.Equal(b.exported(""), earlier) {
		t.Error("the later payment is not in the export")
	}
}
