package services_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/paymenttest"
)

// asker asks for a run with one request id.
type asker struct {
	t       *testing.T
	payment paymentv1.PaymentServiceClient
}

func (a asker) open(actor, through string) (run *paymentv1.OpenRunResponse, replayed bool, err error) {
	a.t.Helper()
	var header metadata.MD
	run, err = a.payment.OpenRun(serve.WithActor(a.t.Context(), actor), &paymentv1.OpenRunRequest{
		RequestId: "once", FundCode: fund, ThroughDate: through,
	}, grpc.WaitForReady(true), grpc.Header(&header))
	return run, len(header.Get("replayed")) == 1 && header.Get("replayed")[0] == "true", fault.FromStatus(err)
}

// again wants the first answer once more, and says that it is not new.
func (a asker) again(when string, first *paymentv1.OpenRunResponse) {
	a.t.Helper()
	got, replayed, err := a.open(officer, "2024-09-30")
	if err != nil || !replayed || !proto.Equal(got, first) {
		a.t.Errorf("%s: got %v (replayed: %t), %v; want the first answer, %v, with the header replayed: true", when, got, replayed, err, first)
	}
	if got, replayed, err := a.open(officer, "2024-12-31"); !fault.Is(err, fault.ReasonRequestIDReused) {
		a.t.Errorf("%s, the same id with another body: got %v (replayed: %t), %v; want REQUEST_ID_REUSED", when, got, replayed, err)
	}
}

func TestARepeatedRequestIsAnsweredAsTheFirstAlsoAfterARestartAndFromABackup(t *testing.T) {
	folder := t.TempDir()
	options := servetest.Options{Log: io.Discard}
	eligibility := eligibilitytest.Start(t, options)
	contract := contracttest.Start(t, eligibility, options)
	store := func(name string) servetest.Options {
		return servetest.Options{Log: io.Discard, Settings: map[string]string{"ASSISTMED_STORE": filepath.Join(folder, name)}}
	}
	running := paymenttest.Start(t, contract, store("payment.db"))
	w := newWorld(t, func(name string) *grpc.ClientConn {
		return map[string]*servetest.Running{fleet.Eligibility: eligibility, fleet.Contract: contract, fleet.Payment: running}[name].Conn
	})
	w.hire(w.sign(w.offer(w.assess(application("99900000128")))), "2024-09-16")

	a := asker{t, w.payment}
	first, replayed, err := a.open(officer, "2024-09-30")
	if err != nil || replayed || len(first.GetRun().GetLines()) != 1 {
		t.Fatalf("the first call: %v (replayed: %t), %v; want a new run of one line", first, replayed, err)
	}
	a.again("the same id and body", first)
	other, replayed, err := a.open(accountant, "2024-12-31")
	if err != nil || replayed || other.GetRun().GetId() == first.GetRun().GetId() {
		t.Errorf("another caller with the same id: %v (replayed: %t), %v; want a run of its own", other, replayed, err)
	}
	running.Restart()
	a.again("after a restart", first)

	running.Stop()
	kept, err := os.ReadFile(filepath.Join(folder, "payment.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "restored.db"), kept, 0o600); err != nil {
		t.Fatal(err)
	}
	restored := paymenttest.Start(t, contract, store("restored.db"))
	asker{t, paymentv1.NewPaymentServiceClient(restored.Conn)}.again("from a backup", first)
	runs, err := paymentv1.NewPaymentServiceClient(restored.Conn).ListRuns(serve.WithActor(t.Context(), officer), &paymentv1.ListRunsRequest{FundCode: fund})
	if err != nil || len(runs.GetRuns()) != 2 {
		t.Errorf("%d runs in all, %v; want the first and the other caller's", len(runs.GetRuns()), err)
	}
}
