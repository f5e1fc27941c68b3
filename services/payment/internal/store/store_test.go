package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "payment.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.DB().Check(context.Background()), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func due() *paymentv1.Due {
	return &paymentv1.Due{ContractId: "ctr_A", ContractYear: 3, Instalment: 1}
}

func run(id string, state paymentv1.RunState) *paymentv1.Run {
	return &paymentv1.Run{Id: id, FundCode: "751", State: state, Lines: []*paymentv1.RunLine{{Due: due(), AmountCents: 1}}}
}

func TestASecondPaymentOfOneDueCannotBeWritten(t *testing.T) {
	s := open(t)
	pay := func(cents int64) error {
		return s.DB().Update(t.Context(), func(tx *table.Tx) error {
			postings, err := s.Postings(tx)
			if err != nil {
				return err
			}
			fact := ledger.Fact{Key: fmt.Sprint("RECOGNISE/", cents), FundCode: "751", On: civil.MustParse("2026-06-22"), Recorded: civil.MustParse("2026-06-22"), Actor: "a", Reason: "approved"}
			if err := postings.Add(ledger.Recognise(fact, ledger.Due(store.KeyOf(due())), money.Cents(cents))); err != nil {
				return err
			}
			return s.Pay(tx, &paymentv1.Payment{Id: "ctr_A/3/1", ContractId: "ctr_A", ContractYear: 3, Instalment: 1, FundCode: "751", AmountCents: cents, Due: due()})
		})
	}
	if err := pay(1100000); err != nil {
		t.Fatal(err)
	}
	if err := pay(5); !errors.Is(err, table.ErrExists) {
		t.Errorf("got %v, want that it exists", err)
	}
	err := s.DB().View(t.Context(), func(tx *table.Tx) error {
		posted, err := s.Posted(tx, "ctr_A")
		if key := (payment.Key{ContractID: "ctr_A", Year: 3, Instalment: 1}); len(posted) != 1 || posted[key] != 1100000 {
			t.Errorf("posted is %v, want the first payment alone", posted)
		}
		if other, _ := s.Posted(tx, "ctr_B"); len(other) != 0 {
			t.Errorf("another contract has %v posted", other)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestASecondRunCannotHoldADue(t *testing.T) {
	s := open(t)
	const opened, cancelled = paymentv1.RunState_RUN_STATE_OPEN, paymentv1.RunState_RUN_STATE_CANCELLED
	insert := func(id string) error {
		return s.DB().Update(t.Context(), func(tx *table.Tx) error { return s.InsertRun(tx, run(id, opened)) })
	}
	if err := insert("run_1"); err != nil {
		t.Fatal(err)
	}
	if err := insert("run_2"); !errors.Is(err, table.ErrExists) {
		t.Errorf("got %v, want that the due is held", err)
	}
	if err := s.DB().Update(t.Context(), func(tx *table.Tx) error { return s.UpdateRun(tx, run("run_1", cancelled)) }); err != nil {
		t.Fatal(err)
	}
	if err := insert("run_2"); err != nil {
		t.Errorf("after the first run was given up: %v", err)
	}
	err := s.DB().View(t.Context(), func(tx *table.Tx) error {
		holder, held, err := s.Locked(tx, store.KeyOf(due()))
		if !held || holder != "run_2" {
			t.Errorf("the due is held by %q, want run_2", holder)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestARunThatIsNotThereIsNotUpdated(t *testing.T) {
	s := open(t)
	err := s.DB().Update(t.Context(), func(tx *table.Tx) error {
		return s.UpdateRun(tx, run("run_1", paymentv1.RunState_RUN_STATE_OPEN))
	})
	if !errors.Is(err, table.ErrMissing) {
		t.Errorf("got %v, want that it is missing", err)
	}
}
