package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

// earlier opens a copy of a file of testdata, which must be sound once it is migrated.
func earlier(t *testing.T, name string) *store.Store {
	t.Helper()
	kept, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "payment.db")
	if err := os.WriteFile(path, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.DB().Check(t.Context()); err != nil {
		t.Error(err)
	}
	return s
}

// testdata/v1.db was written by the program of version 1: two contracts paid once, and an
// approved run of their second year.
func TestAFileOfVersionOneGetsALedgerOfWhatItPaid(t *testing.T) {
	s := earlier(t, "v1.db")
	paid, _, err := s.ListPayments(t.Context(), store.Filter{}, 0, "")
	if err != nil || len(paid) != 2 {
		t.Fatalf("%d payments, %v, want 2", len(paid), err)
	}
	err = s.DB().View(t.Context(), func(tx *table.Tx) error {
		var failed error
		root, err := ledger.Verify(s.Transactions(tx, &failed))
		if err != nil || failed != nil || root.Count != 4 {
			t.Errorf("the ledger has %d transactions, %v, %v, want each payment recognised and dispatched", root.Count, err, failed)
		}
		for _, p := range paid {
			posted, err := s.Posted(tx, p.GetContractId())
			if err != nil {
				return err
			}
			if got := int64(posted[store.KeyOf(p.GetDue())]); got != p.GetAmountCents() || p.GetState() != paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT {
				t.Errorf("payment %s of %d cents is %s, and the ledger has %d", p.GetId(), p.GetAmountCents(), p.GetState(), got)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	runs, _, err := s.ListRuns(t.Context(), "", 0, "")
	if err != nil || len(runs) != 2 || runs[1].GetState() != paymentv1.RunState_RUN_STATE_OPEN {
		t.Errorf("the runs are %v, %v, want the approved one open again", runs, err)
	}
}

// testdata/v2.db was written by the program of version 2: two contracts paid once, and an
// approved run of their second year.
func TestAFileOfVersionTwoKeepsWhatItHasAndTakesStatementsOfPastPayments(t *testing.T) {
	s := earlier(t, "v2.db")
	paid, _, err := s.ListPayments(t.Context(), store.Filter{}, 0, "")
	if err != nil || len(paid) != 2 {
		t.Fatalf("%d payments, %v, want 2", len(paid), err)
	}
	runs, _, err := s.ListRuns(t.Context(), "", 0, "")
	if err != nil || len(runs) != 2 || runs[1].GetState() != paymentv1.RunState_RUN_STATE_APPROVED {
		t.Errorf("the runs are %v, %v, want the second one approved", runs, err)
	}
	stated := &paymentv1.PastPayments{
		Id: "pst_1", FundCode: "751", State: paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_STATED,
		Contracts: []*paymentv1.PastContract{{ContractId: paid[0].GetContractId()}},
	}
	err = s.DB().Update(t.Context(), func(tx *table.Tx) error {
		if err := s.InsertPast(tx, stated); err != nil {
			return err
		}
		if id, found, err := s.OpenPast(tx, paid[0].GetContractId()); id != "pst_1" || !found || err != nil {
			t.Errorf("the open statement is %q, %t, %v, want pst_1", id, found, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.DB().Update(t.Context(), func(tx *table.Tx) error {
		stated.Id = "pst_2"
		return s.InsertPast(tx, stated)
	})
	if !errors.Is(err, table.ErrExists) {
		t.Errorf("a second open statement of one contract: %v, want ErrExists", err)
	}
	if err := s.DB().Check(t.Context()); err != nil {
		t.Error(err)
	}
}
