//go:build unix

package server_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
)

const (
	// claims is how many recoveries the repayments are shared among.
	claims = 960
	// repaidEach is how many repayments each gets in one sample.
	repaidEach      = 4
	postingCallers  = 64
	rawBatch        = 64
	claimFunds      = 16
	rawRecordBytes  = 500 // as large as a transaction of the ledger
	rawSingleWrites = 1000
	rawBatches      = 200
)

// claimed gives recoveries that are decided and wait for repayments: contracts that were
// paid for a year and ended before it was over.
func (w *world) claimed(b *testing.B) []string {
	const each = claims / claimFunds
	contracts := make([]string, claims)
	share(claimFunds, claimFunds, func(n int) {
		copy(contracts[n*each:], w.settle(n, each))
		w.payFund(n, new(steps))
	})
	recoveries := make([]string, claims)
	share(postingCallers, claims, func(i int) {
		must(w.contracts.EndContract(w.ctx(), &contractv1.EndContractRequest{
			RequestId: w.request(), ContractId: contracts[i], EndDate: "2025-02-28", Reason: contractv1.EndReason_END_REASON_STOPPED_PRACTISING,
		}))(b)
		notice := must(w.payments.GiveRecoveryNotice(w.ctx(), &paymentv1.GiveRecoveryNoticeRequest{RequestId: w.request(), ContractId: contracts[i], NoticeDate: "2025-03-10"}))(b)
		recoveries[i] = notice.GetRecovery().GetId()
		must(w.payments.DecideRecovery(w.as("decider"), &paymentv1.DecideRecoveryRequest{
			RequestId: w.request(), RecoveryId: recoveries[i], Outcome: paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_UPHELD, DecidedOnDate: "2025-04-11",
			Mode: paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET,
		}))(b)
	})
	return recoveries
}

// rawEngine is how many records a second the engine alone keeps: one each transaction,
// and many each transaction. Every transaction is on the disk before the next begins.
func rawEngine(b *testing.B) (single, batched float64) {
	b.Helper()
	db, err := bolt.Open(filepath.Join(b.TempDir(), "raw.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	key, value := uint64(0), make([]byte, rawRecordBytes)
	write := func(transactions, puts int) float64 {
		begun := time.Now()
		for range transactions {
			err := db.Update(func(tx *bolt.Tx) error {
				bucket, err := tx.CreateBucketIfNotExists([]byte("raw"))
				for range puts {
					if err != nil {
						return err
					}
					key++
					err = bucket.Put(binary.BigEndian.AppendUint64(nil, key), value)
				}
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		return float64(transactions*puts) / time.Since(begun).Seconds()
	}
	single, batched = write(rawSingleWrites, 1), write(rawBatches, rawBatch)
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return single, batched
}

// BenchmarkPostings records repayments, sixty-four callers at the same time, each call
// acknowledged once it is on the disk: a balanced transaction in the chain with its
// three indexes, the recovery, the remembered request and the event. Beside each sample
// the engine alone, on the same disk a moment before: ratios tell more than figures.
// Services are real ones over connections in memory.
func BenchmarkPostings(b *testing.B) {
	w := quietWorld(b)
	recoveries := w.claimed(b)
	b.ResetTimer()
	var calls, took float64
	for sample := range b.N {
		b.StopTimer()
		single, batched := rawEngine(b)
		var repaid atomic.Int64
		b.StartTimer()
		begun, worked := time.Now(), processors(b)
		share(postingCallers, claims*repaidEach, func(i int) {
			must(w.payments.RecordRepayment(w.ctx(), &paymentv1.RecordRepaymentRequest{
				RequestId: w.request(), RecoveryId: recoveries[i%claims], Cents: 1, RepaidOnDate: "2025-05-02",
			}))(b)
			repaid.Add(1)
		})
		seconds, work := time.Since(begun).Seconds(), processors(b)-worked
		rate := float64(repaid.Load()) / seconds
		if _, err := fmt.Fprintf(os.Stdout, "sample %d: %d postings in %.2f s, %.0f/s, %d µs of processor each; the engine alone %.0f/s one a transaction (%.2f times), %.0f/s by %d (%.3f times)\n",
			sample+1, repaid.Load(), seconds, rate, work.Microseconds()/repaid.Load(), single, rate/single, batched, rawBatch, rate/batched); err != nil {
			b.Fatal(err)
		}
		calls, took = calls+float64(repaid.Load()), took+seconds
	}
	b.ReportMetric(calls/took, "postings/s")
	b.ReportMetric(0, "ns/op")
	proof := must(w.payments.VerifyLedger(w.ctx(), &paymentv1.VerifyLedgerRequest{}))(b)
	if !proof.GetValid() {
		b.Fatalf("the ledger does not hold: %v", proof)
	}
}
