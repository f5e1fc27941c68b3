//go:build unix

package server_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/contract/contracttest"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/bank"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/paymenttest"
)

const (
	nationalFunds     = 100
	nationalContracts = 15_000
	// Every contract has one due of its first year on this day, and was hired on it.
	nationalDay = "2025-01-15"
	// atOnceFunds is how many funds pay at the same time.
	atOnceFunds = 4
)

// quietWorld is a world whose three services keep their log to themselves: what a
// benchmark prints is its figures alone.
func quietWorld(b *testing.B) *world {
	b.Helper()
	// As serve.Main sets it, which these services do not go through.
	before := debug.SetGCPercent(400)
	b.Cleanup(func() { debug.SetGCPercent(before) })
	quiet := servetest.Options{Log: io.Discard}
	eligibility := eligibilitytest.Start(b, quiet)
	contract := contracttest.Start(b, eligibility, quiet)
	running := paymenttest.Start(b, contract, quiet)
	return &world{
		t: b, running: running, contract: contract,
		contracts: contractv1.NewContractServiceClient(contracttest.Fresh(contract.Conn)), payments: paymentv1.NewPaymentServiceClient(running.Conn),
	}
}

// nationalFund is the code of the nth fund.
func nationalFund(n int) string { return fmt.Sprintf("%03d", n+101) }

// doctorOf is the RPPS number and the AM number of the ith doctor of the nth fund.
func doctorOf(n, i, each int) (rpps, am string) { return population.Numbers(uint64(n*each + i)) }

// register is the register of the nth fund, as the contract service imports it: running
// contracts of 1 ETP.
func register(n, each int) []byte {
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	rows := [][]string{{
		"reference", "rpps", "am_number", "specialty_code", "particular_practice", "text_id", "option", "band",
		"signature_date", "zone", "department", "newly_installed",
		"registered_start", "registered_to_gain", "active_file_start", "active_file_to_gain",
		"assistant_ref", "assistant_start_date", "assistant_weekly_minutes", "work_contract_weekly_minutes", "employer",
		"suspensions", "end_date", "end_reason",
		"measured_on_date", "registered_measured", "active_file_measured", "measure_source",
	}}
	for i := range each {
		rpps, am := doctorOf(n, i, each)
		rows = append(rows, []string{
			fmt.Sprintf("C-%05d", i), rpps, am, "01", "", "", "FULL", "P70_P90",
			"2025-01-10", "ZIP", "75", "",
			"1300", "260", "1700", "170",
			fmt.Sprintf("assistant-%d-%d", n, i), nationalDay, "2100", "2100", "DOCTOR",
			"", "", "", "", "", "", "",
		})
	}
	if err := out.WriteAll(rows); err != nil {
		panic(err) // a buffer takes everything
	}
	return file.Bytes()
}

// settle gives the nth fund its contracts and the accounts that it pays to and from. It
// returns the ids of the contracts.
func (w *world) settle(n, each int) []string {
	fund := nationalFund(n)
	stream := must(w.contracts.ImportContracts(w.ctx()))(w.t)
	send := func(r *contractv1.ImportContractsRequest) { _ = stream.Send(r) } // an error comes with Recv
	send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Header{Header: &contractv1.ImportHeader{FundCode: fund}}})
	for chunk := range slices.Chunk(register(n, each), 32<<10) {
		send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Chunk{Chunk: chunk}})
	}
	_ = stream.CloseSend() // so does this one
	var ids []string
	for {
		resp := must(stream.Recv())(w.t)
		for _, l := range resp.GetLines() {
			ids = append(ids, l.GetContractId())
		}
		if sum := resp.GetSummary(); sum != nil {
			if sum.GetAccepted() != int64(each) {
				w.t.Fatalf("fund %s: %v, want %d accepted", fund, sum, each)
			}
			break
		}
	}
	w.nothingPaid(fund, each)
	w.account(fund, "")
	for i := range each {
		rpps, _ := doctorOf(n, i, each)
		w.account(fund, rpps)
	}
	return ids
}

// nothingPaid states of every contract in the register of a fund that nothing was paid
// before.
func (w *world) nothingPaid(fund string, each int) {
	file := []byte("reference,contract_year,instalment,paid_cents,paid_on_date,payment_reference\n")
	for i := range each {
		file = fmt.Appendf(file, "C-%05d,,,,,\n", i)
	}
	stated := must(w.payments.ImportPastPayments(w.as(secretary), &paymentv1.ImportPastPaymentsRequest{
		RequestId: w.request(), FundCode: fund, Content: file, ThroughDate: nationalDay,
	}))(w.t).GetPastPayments()
	must(w.payments.VerifyPastPayments(w.as(controller), &paymentv1.VerifyPastPaymentsRequest{
		RequestId: w.request(), PastPaymentsId: stated.GetId(), Totals: stated.GetTotals(),
	}))(w.t)
}

// share gives the numbers below count to some callers, each as soon as it is free, and
// waits for them.
func share(callers, count int, do func(n int)) {
	var next atomic.Int64
	var working sync.WaitGroup
	for range callers {
		working.Go(func() {
			for n := int(next.Add(1)) - 1; n < count; n = int(next.Add(1)) - 1 {
				do(n)
			}
		})
	}
	working.Wait()
}

// steps is how long the steps of a run took, in order of steps, over all funds.
type steps [6]atomic.Int64

var stepNames = [6]string{"open", "approve", "dispatch", "file", "bank", "statuses"}

// timed adds the time since begun to a step, and is the time now.
func (s *steps) timed(step int, begun time.Time) time.Time {
	now := time.Now()
	s[step].Add(int64(now.Sub(begun)))
	return now
}

// payFund pays what the nth fund owes and takes the answers of a bank that has no
// faults, until the run is settled. It returns how many payments were made.
func (w *world) payFund(n int, took *steps) int {
	fund, at := nationalFund(n), time.Now()
	run := must(w.payments.OpenRun(w.ctx(), &paymentv1.OpenRunRequest{RequestId: w.request(), FundCode: fund, ThroughDate: nationalDay}))(w.t).GetRun()
	at = took.timed(0, at)
	must(w.payments.ApproveRun(w.as(accountant), &paymentv1.ApproveRunRequest{RequestId: w.request(), RunId: run.GetId(), Totals: run.GetTotals()}))(w.t)
	at = took.timed(1, at)
	sent := must(w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: run.GetId()}))(w.t)
	at = took.timed(2, at)
	teller := must(bank.New(uint64(n), bank.Options{}))(w.t)
	for _, f := range sent.GetRun().GetFiles() {
		got := must(w.payments.GetBankFile(w.ctx(), &paymentv1.GetBankFileRequest{RunId: run.GetId(), MessageId: f.GetMessageId()}))(w.t)
		at = took.timed(3, at)
		if r := teller.Submit(got.GetContent()); r.Outcome != bank.Acknowledged {
			w.t.Fatalf("the bank says %s: %s", r.Outcome, r.Reason)
		}
	}
	for file, _, more := teller.Next(); more; file, _, more = teller.Next() {
		at = took.timed(4, at)
		must(w.payments.ImportBankStatuses(w.as(accountant), &paymentv1.ImportBankStatusesRequest{RequestId: w.request(), Content: file, ImportedOnDate: nationalDay}))(w.t)
		at = took.timed(5, at)
	}
	if got := must(w.payments.GetRun(w.ctx(), &paymentv1.GetRunRequest{RunId: run.GetId()}))(w.t).GetRun(); got.GetState() != paymentv1.RunState_RUN_STATE_SETTLED {
		w.t.Fatalf("the run of fund %s is %s with %d lines and %d excluded, want it settled", fund, got.GetState(), len(got.GetLines()), len(got.GetExcluded()))
	}
	return len(sent.GetPayments())
}

// reader is somebody who reads one contract again and again while others pay: what is
// due under it, and then its payment once it is made.
type reader struct {
	*world
	contract string
	took     []time.Duration
}

// read reads every few milliseconds until stop is closed.
func (r *reader) read(stop <-chan struct{}) {
	every := time.NewTicker(4 * time.Millisecond)
	defer every.Stop()
	paid := ""
	for {
		select {
		case <-stop:
			return
		case <-every.C:
		}
		begun := time.Now()
		if paid == "" || len(r.took)%2 == 0 {
			dues := must(r.payments.ListDues(r.ctx(), &paymentv1.ListDuesRequest{ContractId: r.contract}))(r.t).GetDues()
			if d := dues[0]; d.GetState() == paymentv1.DueState_DUE_STATE_PAID {
				paid = fmt.Sprintf("%s/%d/%d", r.contract, d.GetContractYear(), d.GetInstalment())
			}
		} else if _, err := r.payments.GetPayment(r.ctx(), &paymentv1.GetPaymentRequest{PaymentId: paid}); err != nil {
			paid = "" // approved, and not written for the bank so far
		}
		r.took = append(r.took, time.Since(begun))
	}
}

// processors is how long the processors worked for this process so far. On a machine that
// others use too it says more than the clock.
func processors(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// percentile is the value that so many of a hundred do not exceed.
func percentile(took []time.Duration, of int) time.Duration {
	slices.Sort(took)
	return took[(len(took)-1)*of/100]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkNationalRun pays fifteen thousand contracts in a hundred funds: for each fund
// a run is opened, approved and dispatched, the file goes to a simulated bank, and what
// the bank answers is imported until the run is settled. Meanwhile somebody reads. The
// services are real ones over connections in memory, their stores on the disk; callers,
// bank and services share the processors. Contracts and accounts are there before. Each
// sample is a new world.
func BenchmarkNationalRun(b *testing.B) {
	const each = nationalContracts / nationalFunds
	for sample := range b.N {
		b.StopTimer()
		w := quietWorld(b)
		var first atomic.Pointer[string]
		share(16, nationalFunds, func(n int) {
			if ids := w.settle(n, each); n == nationalFunds/2 {
				first.Store(&ids[0])
			}
		})
		var took steps
		var payments atomic.Int64
		r := &reader{world: w, contract: *first.Load()}
		stop := make(chan struct{})
		var reading sync.WaitGroup
		reading.Go(func() { r.read(stop) })
		b.StartTimer()
		begun, worked := time.Now(), processors(b)
		share(atOnceFunds, nationalFunds, func(n int) { payments.Add(int64(w.payFund(n, &took))) })
		all, work := time.Since(begun), processors(b)-worked
		b.StopTimer()
		close(stop)
		reading.Wait()
		if payments.Load() != nationalContracts {
			b.Fatalf("%d payments, want one for each of %d contracts", payments.Load(), nationalContracts)
		}
		line := fmt.Sprintf("sample %d: %d payments in %.2f s, %.2f s of processor, %d reads", sample+1, payments.Load(), all.Seconds(), work.Seconds(), len(r.took))
		for i, name := range stepNames {
			line += fmt.Sprintf(", %s %.2f s", name, time.Duration(took[i].Load()).Seconds())
		}
		p50, p99 := milliseconds(percentile(r.took, 50)), milliseconds(percentile(r.took, 99))
		if _, err := fmt.Fprintf(os.Stdout, "%s, read p50 %.1f ms, p99 %.1f ms, longest %.1f ms\n", line, p50, p99, milliseconds(percentile(r.took, 100))); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(all.Seconds(), "s/run")
		b.ReportMetric(work.Seconds(), "processor-s/run")
		b.ReportMetric(p50, "read-p50-ms")
		b.ReportMetric(p99, "read-p99-ms")
		b.ReportMetric(0, "ns/op")
		w.running.Stop()
		w.contract.Stop()
	}
}
