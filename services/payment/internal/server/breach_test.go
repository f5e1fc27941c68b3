package server_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

// journal is a log that a test reads while the services write it.
type journal struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.all.Write(b)
}

func (j *journal) has(s string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return strings.Contains(j.all.String(), s)
}

// serving is what the health service says of the service as a whole and by its name.
func (w *world) serving() [2]healthpb.HealthCheckResponse_ServingStatus {
	w.t.Helper()
	var all [2]healthpb.HealthCheckResponse_ServingStatus
	for i, name := range []string{"", "assistmed.payment.v1.PaymentService"} {
		all[i] = must(healthpb.NewHealthClient(w.running.Conn).Check(w.t.Context(), &healthpb.HealthCheckRequest{Service: name}))(w.t).GetStatus()
	}
	return all
}

// Somebody changes a reason in the file of the stopped service. The next call that posts
// is refused, whether the changed transaction is the last of the ledger or one of the
// contract, and whether or not VerifyLedger has found it before.
func TestABreachRefusesTheWriteAndTakesTheServiceOutOfServing(t *testing.T) {
	const serving, not = healthpb.HealthCheckResponse_SERVING, healthpb.HealthCheckResponse_NOT_SERVING
	transactions := table.New[*paymentv1.LedgerTransaction]("transactions")
	for name, c := range map[string]struct {
		changed  string
		verified bool
	}{
		"the last transaction": {"00000000000000000006", false}, "one of the contract": {"00000000000000000002", false}, "one that was verified": {"00000000000000000001", true},
	} {
		t.Run(name, func(t *testing.T) {
			log, path := &journal{}, filepath.Join(t.TempDir(), "payment.db")
			b := &books{world: newWorld(t, servetest.Options{Log: log, Settings: map[string]string{"ASSISTMED_STORE": path}}), path: path}
			id := b.overpaid()
			b.paid(b.signed(signedOn), "1/1", "2024-07-01", settled)
			r := must(b.notify(id, "2025-03-10"))(t)
			b.within(func(_ *store.Store, tx *table.Tx) error {
				return changed(tx, transactions, c.changed, func(m *paymentv1.LedgerTransaction) { m.Reason = "Autre main" })
			})
			if got := b.serving(); got != [2]healthpb.HealthCheckResponse_ServingStatus{serving, serving} {
				t.Fatalf("before anybody looked the health is %v", got)
			}
			if c.verified {
				if proof := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{}))(t); proof.GetValid() || proof.GetBrokenSequence() != 1 {
					t.Fatalf("the proof is %v, want transaction 1 broken", proof)
				}
			}
			_, err := b.decide(upheld(r.GetId()))
			refused(t, err, fault.Damaged, "LEDGER_BREACH")
			if got := b.serving(); got != [2]healthpb.HealthCheckResponse_ServingStatus{not, not} {
				t.Errorf("after the breach the health is %v, want NOT_SERVING", got)
			}
			if !log.has("not serving any more") || !log.has("the ledger would be broken") {
				t.Error("the log does not say why the service is not serving")
			}
			got := must(b.payments.GetRecovery(b.ctx(), &paymentv1.GetRecoveryRequest{RecoveryId: r.GetId()}))(t).GetRecovery()
			if got.GetState() != paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED {
				t.Errorf("the recovery is %s, want that nothing was kept", got.GetState())
			}
			// Another contract is whole; nothing is posted for it either.
			_, err = b.payments.OpenRun(b.ctx(), &paymentv1.OpenRunRequest{RequestId: b.request(), FundCode: fund, ThroughDate: "2026-12-31"})
			refused(t, err, fault.Damaged, "LEDGER_BREACH")
		})
	}
}

func TestTheRootOfADayIsTheSameForEver(t *testing.T) {
	b := newBooks(t)
	b.overpaid() // recorded on 2024-07-01
	asOf := func(day string) *paymentv1.VerifyLedgerResponse {
		return must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{AsOfDate: day}))(t)
	}
	before := asOf("2024-12-31").GetRoot()
	b.paid(b.signed(signedOn), "1/1", "2025-01-10", settled)
	after := asOf("2024-12-31")
	if after.GetRoot() != before || !strings.HasPrefix(before, "2024-12-31 3 ") || after.GetTransactions() != 6 || !after.GetValid() {
		t.Errorf("the root of the day was %s and is %v, want the same, and all six transactions verified", before, after)
	}
	if proof := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{Root: before}))(t); !proof.GetValid() {
		t.Errorf("the root of the day is not confirmed: %v", proof)
	}
	if got := asOf("2024-06-30").GetRoot(); !strings.HasPrefix(got, "2024-06-30 0 ") {
		t.Errorf("the root before the first transaction is %s", got)
	}
	_, err := b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{AsOfDate: "2024-02-30"})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest)
}

// What was computed is changed in the run, where nothing is chained: the transaction had
// sealed it.
func TestFactsThatAreChangedAfterTheApprovalAreFound(t *testing.T) {
	runs, recoveries := table.New[*paymentv1.Run]("runs"), table.New[*paymentv1.Recovery]("recoveries")
	b := newBooks(t)
	id := b.hired(fund)
	run := b.pay(fund, "2024-12-31").GetRun().GetId()
	b.end(id, "2024-08-31")
	r := must(b.notify(id, "2025-03-10"))(t)
	must(b.decide(upheld(r.GetId())))(t)
	b.sound()
	if r.GetLawDigest() == "" {
		t.Error("the recovery does not say with which law it was computed")
	}
	for _, f := range takenApart(t, b.exported("")).facts {
		if f.LawDigest == "" || f.TextID == "" {
			t.Errorf("the facts of %s do not say their law: %+v", f, f)
		}
	}
	for name, change := range map[string]func(tx *table.Tx, by int64) error{
		"RECOGNISE": func(tx *table.Tx, by int64) error {
			return changed(tx, runs, run, func(m *paymentv1.Run) { *m.Lines[0].Due.Computation.CeilingCents += by })
		},
		"CLAIM": func(tx *table.Tx, by int64) error {
			return changed(tx, recoveries, r.GetId(), func(m *paymentv1.Recovery) { *m.Rows[0].Computation.EntitlementCents += by })
		},
	} {
		b.within(func(_ *store.Store, tx *table.Tx) error { return change(tx, 1) })
		proof := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{}))(t)
		if said := strings.Join(proof.GetViolations(), "\n"); proof.GetValid() || !strings.Contains(said, name+"/") || !strings.Contains(said, "facts: seen hash") {
			t.Errorf("%s: the proof is %v, want the facts that were changed", name, proof)
		}
		b.within(func(_ *store.Store, tx *table.Tx) error { return change(tx, -1) })
		b.sound()
	}
}
