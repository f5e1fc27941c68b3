package server_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

// kept is a world whose payment store can be looked at while the service stands still.
func kept(t *testing.T, settings map[string]string) (w *world, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "payment.db")
	all := map[string]string{"ASSISTMED_STORE": path}
	for name, value := range settings {
		all[name] = value
	}
	return newWorld(t, servetest.Options{Settings: all}), path
}

// aside stops the service, opens its store, and starts the service again.
func (w *world) aside(path string, look func(s *store.Store, tx *table.Tx) error) {
	w.t.Helper()
	w.running.Stop()
	s := must(store.Open(path))(w.t)
	err := s.DB().Update(w.t.Context(), func(tx *table.Tx) error { return look(s, tx) })
	if err := errors.Join(err, s.Close()); err != nil {
		w.t.Fatal(err)
	}
	w.running.Restart()
}

// book is what the ledger says of a contract; the whole of it must be sound.
func (w *world) book(path, contract string) *ledger.Book {
	w.t.Helper()
	var book *ledger.Book
	w.aside(path, func(s *store.Store, tx *table.Tx) (err error) {
		var walked error
		whole, err := ledger.Fold(s.Transactions(tx, &walked))
		if err := errors.Join(walked, err); err != nil {
			return err
		}
		for _, v := range whole.Check() {
			w.t.Errorf("the ledger: %s", v)
		}
		book, err = s.Book(tx, contract)
		return err
	})
	return book
}

// due writes what the ledger says of a due.
func ledgerLine(book *ledger.Book, contract string, year, instalment int) string {
	d := book.Due(ledger.Due{ContractID: contract, Year: year, Instalment: instalment})
	return fmt.Sprintf("posted %d payable %d transit %d paid %d withheld %d", d.Posted(), d.Payable(), d.InTransit(), d.Paid(), d.Withheld)
}

func TestEveryCentOfARunIsInTheLedgerAtEachStep(t *testing.T) {
	w, path := kept(t, nil)
	id := w.hired(fund)
	at := func(what, want string, committed money.Cents) {
		t.Helper()
		book := w.book(path, id)
		if got := ledgerLine(book, id, 1, 1); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
		if got := book.CommittedYear(id, 1); got != committed {
			t.Errorf("%s: %s committed for year 1, want %s", what, got, committed)
		}
	}
	run := w.open(fund, "2024-12-31")
	at("opened", "posted 0 payable 0 transit 0 paid 0 withheld 0", 3800000)
	w.approve(run.GetId())
	at("approved", "posted 3800000 payable 3800000 transit 0 paid 0 withheld 0", 0)
	must(w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: run.GetId()}))(t)
	at("cancelled", "posted 0 payable 0 transit 0 paid 0 withheld 0", 0)
	run = w.open(fund, "2024-12-31")
	at("opened again, which commits again", "posted 0 payable 0 transit 0 paid 0 withheld 0", 3800000)
	w.approve(run.GetId())
	sent := w.dispatch(run.GetId())
	at("dispatched", "posted 3800000 payable 0 transit 3800000 paid 0 withheld 0", 0)
	p := sent.GetPayments()[0]
	if p.GetState() != paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT || p.GetEndToEndId() != strings.TrimPrefix(id, "ctr_")+"-1-1" || p.GetMessageId() != fileID(run.GetId()) {
		t.Errorf("the payment is %v, want it in transit under its end-to-end id, in the file of the run", p)
	}
	w.bankSays(reported(p, "ACSC", ""))
	at("settled", "posted 3800000 payable 0 transit 0 paid 3800000 withheld 0", 0)
	if got := w.run(run.GetId()).GetState(); got != paymentv1.RunState_RUN_STATE_SETTLED {
		t.Errorf("the run is %s, want SETTLED", got)
	}
	w.bankSays(booked(p, "BOOK CRDT RTRN", "AC04"))
	at("sent back", "posted 3800000 payable 3800000 transit 0 paid 0 withheld 0", 0)
}

func TestTheFilesForTheBankAddUpToTheRunAndStayTheSameBytes(t *testing.T) {
	w, _ := kept(t, map[string]string{"ASSISTMED_BANK_FILE_PAYMENTS": "2"})
	for range 3 {
		w.hired(fund)
	}
	run := w.open(fund, "2025-12-31")
	w.approve(run.GetId())
	sent := w.dispatch(run.GetId())
	files := sent.GetRun().GetFiles()
	var count int32
	var sum int64
	for i, f := range files {
		if want := fmt.Sprintf("%s-%d", fileID(run.GetId()), i+1); f.GetMessageId() != want || len(want) > 35 {
			t.Errorf("file %d has the message id %s, want %s", i+1, f.GetMessageId(), want)
		}
		count, sum = count+f.GetCount(), sum+f.GetSumCents()
		get := func() *paymentv1.GetBankFileResponse {
			t.Helper()
			return must(w.payments.GetBankFile(w.ctx(), &paymentv1.GetBankFileRequest{RunId: run.GetId(), MessageId: f.GetMessageId()}))(t)
		}
		first := get()
		w.running.Restart()
		if again := get(); !bytes.Equal(first.GetContent(), again.GetContent()) || !bytes.Contains(first.GetContent(), []byte("pain.001.001.09")) {
			t.Errorf("file %s has other bytes the second time, or is no pain.001", f.GetMessageId())
		}
	}
	if totals := sent.GetRun().GetTotals(); len(files) != 3 || count != totals.GetCount() || sum != totals.GetSumCents() {
		t.Errorf("%d files with %d payments of %d cents, the run totals %v", len(files), count, sum, totals)
	}
	_, err := w.payments.GetBankFile(w.ctx(), &paymentv1.GetBankFileRequest{RunId: run.GetId(), MessageId: fileID(run.GetId())})
	refused(t, err, fault.NotFound, "BANK_FILE_NOT_FOUND")
}

func TestAFundWithoutAVerifiedAccountPaysNobody(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	w.accounts.Store(fund+"/", true) // none is set
	w.hired(fund)
	run := w.open(fund, "2024-12-31")
	w.approve(run.GetId())
	dispatch := func() error {
		_, err := w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: run.GetId()})
		return err
	}
	refused(t, dispatch(), fault.WrongState, "FUND_ACCOUNT_MISSING", "none is stated")
	stated := w.state(details(fund, ""))
	refused(t, dispatch(), fault.WrongState, "FUND_ACCOUNT_MISSING", "not verified")
	w.verify(stated.GetDetails())
	if err := dispatch(); err != nil || stated.Hold != nil {
		t.Errorf("with an account: %v, hold %v", err, stated.GetHold())
	}
}

func TestARunIsApprovedOnlyOnTheTotalsThatItHas(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	w.hired(fund)
	run := w.open(fund, "2024-12-31")
	for name, change := range map[string]func(*paymentv1.Totals){
		"another count": func(t *paymentv1.Totals) { t.Count++ },
		"another sum":   func(t *paymentv1.Totals) { t.SumCents-- },
		"another hash":  func(t *paymentv1.Totals) { t.Hash = strings.Repeat("0", 64) },
	} {
		seen := proto.CloneOf(run.GetTotals())
		change(seen)
		_, err := w.payments.ApproveRun(w.as(accountant), &paymentv1.ApproveRunRequest{RequestId: w.request(), RunId: run.GetId(), Totals: seen})
		if !fault.Is(err, "TOTALS_MOVED") {
			t.Errorf("%s: %v, want TOTALS_MOVED", name, err)
		}
	}
}

func TestAPaymentThatComesBackIsSentAgainUnderItsOwnName(t *testing.T) {
	w, path := kept(t, nil)
	id := w.hired(fund)
	first := w.pay(fund, "2024-12-31").GetPayments()[0]
	answer := w.bankSays(reported(first, "RJCT", "AC04"))
	same(t, "refused", outcomes(answer), []string{"MATCHED"})
	if got := w.run(first.GetRunId()).GetState(); got != paymentv1.RunState_RUN_STATE_SETTLED {
		t.Errorf("the run of the refused payment is %s, want SETTLED: the bank has answered", got)
	}
	run := w.open(fund, "2024-12-31")
	same(t, "held after the refusal", excludedLines(run), []string{"1/1 HELD"})
	holds := must(w.payments.ListHolds(w.ctx(), &paymentv1.ListHoldsRequest{FundCode: fund, Standing: true}))(t).GetHolds()
	if len(holds) != 1 || holds[0].GetReason() != paymentv1.HoldReason_HOLD_REASON_PAYMENT_RETURNED || !strings.Contains(holds[0].GetNote(), "AC04") {
		t.Fatalf("the holds are %v, want one for the returned payment, with the bank's code", holds)
	}
	must(w.payments.ReleaseHold(w.ctx(), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: holds[0].GetId(), Note: "compte confirmé"}))(t)
	run = w.open(fund, "2024-12-31")
	if l := run.GetLines(); len(l) != 1 || !l[0].GetResent() || l[0].GetPaymentId() != first.GetId() || l[0].GetAmountCents() != 3800000 {
		t.Fatalf("the lines are %v, want the payment again under its own key", l)
	}
	same(t, "another run meanwhile", excludedLines(w.open(fund, "2024-12-31")), []string{"1/1 IN_ANOTHER_RUN"})
	w.approve(run.GetId())
	again := w.dispatch(run.GetId()).GetPayments()[0]
	if again.GetEndToEndId() != first.GetEndToEndId() || again.GetMessageId() == first.GetMessageId() || again.GetState() != paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT || len(again.GetAnswers()) != 1 {
		t.Errorf("sent again it is %v, want the same end-to-end id in another file, with what the bank had said", again)
	}
	same(t, "the refusal of the first file, told again", outcomes(w.bankSays(reported(first, "RJCT", "AC04"))), []string{"MATCHED before"})
	same(t, "the first file settled, though it was refused", outcomes(w.bankSays(reported(first, "ACSC", ""))), []string{"REJECTED OTHER_FILE"})
	same(t, "the second file settled", outcomes(w.bankSays(reported(again, "ACSC", ""))), []string{"MATCHED"})
	if got, want := ledgerLine(w.book(path, id), id, 1, 1), "posted 3800000 payable 0 transit 0 paid 3800000 withheld 0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if left := w.open(fund, "2024-12-31"); len(left.GetLines())+len(left.GetExcluded()) != 0 {
		t.Errorf("a later run has %v and leaves out %v", paidLines(left), excludedLines(left))
	}
}

func TestACorrectionPaysOnlyTheDifferenceUnderAPostingOfItsOwn(t *testing.T) {
	w, path := kept(t, nil)
	id := w.hired(fund)
	w.measure(id, "2026-06-01", 1430)
	w.pay(fund, "2026-06-30")
	w.measure(id, "2026-06-02", 1560)
	run := w.open(fund, "2026-06-30")
	same(t, "the correction", paidLines(run), []string{"3/1 550000"})
	if got := run.GetLines()[0].GetPaymentId(); got != id+"/3/1/2" {
		t.Errorf("it is posting %s, want %s", got, id+"/3/1/2")
	}
	w.approve(run.GetId())
	p := w.dispatch(run.GetId()).GetPayments()[0]
	if read := w.payment(id + "/3/1/2"); !proto.Equal(read, p) || p.GetPosting() != 2 || !strings.HasSuffix(p.GetEndToEndId(), "-3-1-2") {
		t.Errorf("the payment is %v, want posting 2 with its own end-to-end id", p)
	}
	w.measure(id, "2026-06-03", 1430)
	same(t, "lowered again: nothing to pay", paidLines(w.open(fund, "2026-06-30")), nil)
	same(t, "lowered again: left out", excludedLines(w.open(fund, "2026-06-30")), []string{"3/1 OVERPAID"})
	if got, want := ledgerLine(w.book(path, id), id, 3, 1), "posted 1100000 payable 0 transit 1100000 paid 0 withheld 0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// claim puts a decided claim that is to be offset into the store: of so much of year 1.
func (w *world) claim(path, id string, cents int64) string {
	w.t.Helper()
	const recovery = "rec_01ARZ3NDEKTSV4RRFFQ69G5FAV"
	w.aside(path, func(s *store.Store, tx *table.Tx) error {
		postings, err := s.Postings(tx)
		if err != nil {
			return err
		}
		day := civil.MustParse("2025-01-15")
		fact := ledger.Fact{Key: "CLAIM/" + recovery + "/1/1", FundCode: fund, On: day, Recorded: day, Actor: accountant, Reason: "indu"}
		if err := postings.Add(ledger.Claim(fact, ledger.Due{ContractID: id, Year: 1, Instalment: 1}, money.Cents(cents))); err != nil {
			return err
		}
		return s.InsertRecovery(tx, &paymentv1.Recovery{
			Id: recovery, ContractId: id, FundCode: fund, State: paymentv1.RecoveryState_RECOVERY_STATE_DECIDED, Mode: paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET,
			Rows:         []*paymentv1.RecoveryRow{{ContractYear: 1, Instalment: 1, ClaimedCents: cents}},
			ClaimedCents: cents, LeftCents: cents,
		})
	})
	return recovery
}

func TestAClaimIsServedFromWhatIsOwedNext(t *testing.T) {
	w, path := kept(t, nil)
	id := w.hired(fund)
	w.measure(id, "2026-06-01", 1560)
	w.pay(fund, "2024-12-31")
	// 38 000,00 € were paid; more than the next due is claimed. Year 1 is owed again then.
	recovery := w.claim(path, id, 3500000)
	run := w.open(fund, "2025-12-31")
	var lines []string
	for _, l := range run.GetLines() {
		lines = append(lines, fmt.Sprintf("%s %d offset %d", strings.TrimPrefix(l.GetPaymentId(), id+"/"), l.GetAmountCents(), l.GetOffsetCents()))
	}
	same(t, "the oldest due serves first", lines, []string{"1/1/2 3500000 offset 3500000", "2/1 2800000 offset 0"})
	if got := run.GetTotals().GetSumCents(); got != 2800000 {
		t.Errorf("the totals send %d cents to the bank, want 2800000", got)
	}
	if second := w.open(fund, "2026-12-31"); len(second.GetLines()) != 1 || second.GetLines()[0].GetOffsetCents() != 0 {
		t.Errorf("another run has the lines %v, want none to serve what the first one takes", second.GetLines())
	}
	w.approve(run.GetId())
	sent := w.dispatch(run.GetId())
	p := sent.GetPayments()[0]
	if p.GetState() != paymentv1.PaymentState_PAYMENT_STATE_OFFSET || p.GetEndToEndId() != "" || p.GetOffsetCents() != 3500000 || sent.GetRun().GetFiles()[0].GetCount() != 1 {
		t.Errorf("the payment is %v in files %v, want it wholly kept back", p, sent.GetRun().GetFiles())
	}
	w.aside(path, func(s *store.Store, tx *table.Tx) error {
		r, _, err := s.Recovery(tx, recovery)
		if r.GetState() != paymentv1.RecoveryState_RECOVERY_STATE_SETTLED || r.GetRecoveredCents() != 3500000 || r.GetLeftCents() != 0 {
			t.Errorf("the recovery is %v, want it served and settled", r)
		}
		return err
	})
	book := w.book(path, id)
	if got, want := ledgerLine(book, id, 1, 1), "posted 3800000 payable 0 transit 3800000 paid 0 withheld 3500000"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAClaimThatWasServedElsewhereLeavesTheLineOut(t *testing.T) {
	w, path := kept(t, nil)
	id := w.hired(fund)
	w.pay(fund, "2024-12-31")
	recovery := w.claim(path, id, 100000)
	run := w.open(fund, "2024-12-31")
	w.approve(run.GetId())
	w.aside(path, func(s *store.Store, tx *table.Tx) error {
		r, _, err := s.Recovery(tx, recovery)
		if err != nil {
			return err
		}
		postings, err := s.Postings(tx)
		if err != nil {
			return err
		}
		day := civil.MustParse("2025-01-15")
		fact := ledger.Fact{Key: "REPAY/" + recovery + "/r", FundCode: fund, On: day, Recorded: day, Actor: accountant, Reason: "remboursé"}
		if err := postings.Add(ledger.Repay(fact, ledger.Due{ContractID: id, Year: 1, Instalment: 1}, 100000)); err != nil {
			return err
		}
		r.RecoveredCents, r.LeftCents, r.State = 100000, 0, paymentv1.RecoveryState_RECOVERY_STATE_SETTLED
		return s.UpdateRecovery(tx, r)
	})
	answer := w.dispatch(run.GetId())
	same(t, "paid", paidLines(answer.GetRun()), nil)
	same(t, "left out", excludedLines(answer.GetRun()), []string{"1/1 OFFSET_MOVED"})
	if got := answer.GetRun().GetState(); got != paymentv1.RunState_RUN_STATE_SETTLED {
		t.Errorf("a run that sends nothing is %s, want SETTLED", got)
	}
	next := w.open(fund, "2024-12-31")
	if l := next.GetLines(); len(l) != 1 || l[0].GetOffsetCents() != 0 || l[0].GetAmountCents() != 100000 {
		t.Errorf("the next run has %v, want the same without the offset", l)
	}
}

func TestAFileOfWhichNobodyKnowsIsNotGivenAgain(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	w.hired(fund)
	p := w.pay(fund, "2024-12-31").GetPayments()[0]
	get := func() ([]byte, error) {
		resp, err := w.payments.GetBankFile(w.ctx(), &paymentv1.GetBankFileRequest{RunId: p.GetRunId(), MessageId: p.GetMessageId()})
		return resp.GetContent(), err
	}
	first := must(get())(t)
	stands := func(want paymentv1.PaymentState) {
		t.Helper()
		if got := w.payment(p.GetId()).GetState(); got != want {
			t.Errorf("the payment is %s, want %s", got, want)
		}
	}
	must(w.transmit(p.GetRunId(), paymentv1.Transmission_TRANSMISSION_UNKNOWN))(t)
	stands(paymentv1.PaymentState_PAYMENT_STATE_DISPATCH_UNKNOWN)
	_, err := get()
	refused(t, err, fault.WrongState, "DISPATCH_UNKNOWN", p.GetMessageId())
	same(t, "it is not gathered again", paidLines(w.open(fund, "2024-12-31")), nil)
	_, err = w.payments.RecordTransmission(w.ctx(), &paymentv1.RecordTransmissionRequest{
		RequestId: w.request(), RunId: p.GetRunId(), MessageId: p.GetMessageId(), Transmission: paymentv1.Transmission_TRANSMISSION_NOT_SENT,
	})
	if f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest); f.Violations[0].Field != "note" {
		t.Errorf("the violations are %v, want that of the note", f.Violations)
	}
	must(w.transmit(p.GetRunId(), paymentv1.Transmission_TRANSMISSION_NOT_SENT))(t)
	stands(paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT)
	if again := must(get())(t); !bytes.Equal(first, again) {
		t.Error("the file has other bytes the second time")
	}
	must(w.transmit(p.GetRunId(), paymentv1.Transmission_TRANSMISSION_UNKNOWN))(t)
	same(t, "the bank knows", outcomes(w.bankSays(reported(p, "ACSP", ""))), []string{"MATCHED"})
	stands(paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT)
	if f := w.run(p.GetRunId()).GetFiles()[0]; f.GetTransmission() != paymentv1.Transmission_TRANSMISSION_SENT || f.GetNote() == "" {
		t.Errorf("the file is %v, want it sent, as the bank answers", f)
	}
	_, err = w.transmit(p.GetRunId(), paymentv1.Transmission_TRANSMISSION_NOT_SENT)
	refused(t, err, fault.WrongState, "ALREADY_ANSWERED", p.GetId())
	_, err = w.payments.RecordTransmission(w.ctx(), &paymentv1.RecordTransmissionRequest{
		RequestId: w.request(), RunId: p.GetRunId(), MessageId: "another", Transmission: paymentv1.Transmission_TRANSMISSION_SENT,
	})
	refused(t, err, fault.NotFound, "BANK_FILE_NOT_FOUND")
}

func TestARepeatedRequestIsToldAsOneInTheHeader(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	req := &paymentv1.OpenRunRequest{RequestId: "again", FundCode: fund, ThroughDate: "2024-12-31"}
	var header metadata.MD
	first := must(w.payments.OpenRun(w.ctx(), req, grpc.Header(&header)))(t)
	if got := header.Get("replayed"); len(got) != 0 {
		t.Errorf("the first answer says replayed %q", got)
	}
	second := must(w.payments.OpenRun(w.ctx(), req, grpc.Header(&header)))(t)
	if got := header.Get("replayed"); len(got) != 1 || got[0] != "true" || !proto.Equal(first, second) {
		t.Errorf("the second answer says replayed %q, want true, and the first answer", got)
	}
	cancel := &paymentv1.CancelRunRequest{RequestId: "again", RunId: first.GetRun().GetId()}
	must(w.payments.CancelRun(w.ctx(), cancel))(t)
	must(w.payments.CancelRun(w.ctx(), cancel, grpc.Header(&header)))(t)
	if got := header.Get("replayed"); len(got) != 1 {
		t.Errorf("a repeated cancel says replayed %q, want true", got)
	}
}

// onAFullDisk makes the file system refuse any growth of a file while act runs.
func onAFullDisk(t *testing.T, path string, act func() error) error {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ) // so that the write fails instead of killing us
	defer signal.Reset(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	info := must(os.Stat(path))(t)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: uint64(info.Size()), Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
	}()
	return act()
}

func TestADiskThatIsFullInTheMiddleOfARunLeavesNothingHalfPosted(t *testing.T) {
	for _, step := range []string{"approve", "dispatch"} {
		t.Run(step, func(t *testing.T) {
			w, path := kept(t, nil)
			var ids []string
			for range 20 {
				ids = append(ids, w.hired(fund))
			}
			run := w.open(fund, "2024-12-31")
			state, posted := paymentv1.RunState_RUN_STATE_OPEN, "posted 0 payable 0 transit 0 paid 0 withheld 0"
			if step == "dispatch" {
				w.approve(run.GetId())
				state, posted = paymentv1.RunState_RUN_STATE_APPROVED, "posted 3800000 payable 3800000 transit 0 paid 0 withheld 0"
			}
			err := onAFullDisk(t, path, func() (err error) {
				// The file has room inside: it is used up first.
				for filled := err; filled == nil; {
					_, filled = w.payments.HoldPayments(w.ctx(), &paymentv1.HoldPaymentsRequest{
						RequestId: w.request(), FundCode: "999", Reason: paymentv1.HoldReason_HOLD_REASON_OFFICER, Note: strings.Repeat("n", 200),
					})
				}
				w.running.Restart()
				if step == "dispatch" {
					_, err = w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: run.GetId()})
				} else {
					_, err = w.approveAs(accountant, run.GetId())
				}
				return err
			})
			var f *fault.Error
			if !errors.As(err, &f) || !f.Kind.Ours() {
				t.Fatalf("on a full disk: %v, want a fault of ours", err)
			}
			health := must(healthpb.NewHealthClient(w.running.Conn).Check(t.Context(), &healthpb.HealthCheckRequest{}))(t)
			if health.GetStatus() != healthpb.HealthCheckResponse_NOT_SERVING {
				t.Errorf("the health is %s, want NOT_SERVING", health.GetStatus())
			}
			w.running.Restart()
			if got := w.run(run.GetId()).GetState(); got != state {
				t.Errorf("after the disk was full the run is %s, want %s as before", got, state)
			}
			for _, id := range ids[:2] {
				if got := ledgerLine(w.book(path, id), id, 1, 1); got != posted {
					t.Errorf("the ledger: %s, want %s as before", got, posted)
				}
			}
			if list := must(w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{FundCode: fund}))(t).GetPayments(); len(list) != 0 {
				t.Errorf("%d payments are there, want none", len(list))
			}
			if step == "approve" {
				w.approve(run.GetId())
			}
			if got := len(w.dispatch(run.GetId()).GetPayments()); got != 20 {
				t.Errorf("with room on the disk %d payments are made, want 20", got)
			}
		})
	}
}
