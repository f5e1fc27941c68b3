package ledger_test

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

func day(s string) civil.Date { return civil.MustParse(s) }

func due(year, instalment int) ledger.Due {
	return ledger.Due{ContractID: "ctr_1", Year: year, Instalment: instalment}
}

func fact(key string) ledger.Fact {
	return ledger.Fact{
		Key: key, FundCode: "751", On: day("2026-01-15"), Recorded: day("2026-01-16"),
		Actor: "agent-751", Reason: "Lot de janvier",
	}
}

// sealed makes a chain of transactions.
func sealed(t rapid.TB, transactions ...ledger.Transaction) []ledger.Transaction {
	t.Helper()
	var root ledger.Root
	chain := make([]ledger.Transaction, len(transactions))
	for i, tx := range transactions {
		next, err := ledger.Seal(root, tx)
		if err != nil {
			t.Fatalf("transaction %d: %v", i+1, err)
		}
		chain[i], root = next, next.Root()
	}
	return chain
}

func folded(t rapid.TB, transactions []ledger.Transaction) *ledger.Book {
	t.Helper()
	book, err := ledger.Fold(slices.Values(transactions))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// step is one fact of the worked example of the package, with the day it was told.
type step struct {
	what, says string
	make       func(ledger.Fact) (ledger.Transaction, error)
	on         string
}

// life is the worked example of the package.
func life(t rapid.TB) (steps []step, chain []ledger.Transaction) {
	t.Helper()
	type constructor = func(ledger.Fact, ledger.Due, money.Cents) (ledger.Transaction, error)
	one := func(f constructor, instalment int, cents money.Cents) func(ledger.Fact) (ledger.Transaction, error) {
		return func(about ledger.Fact) (ledger.Transaction, error) { return f(about, due(1, instalment), cents) }
	}
	steps = []step{
		{"Engage", "year 1 of the contract", func(f ledger.Fact) (ledger.Transaction, error) {
			return ledger.Engage(f, "ctr_1", []ledger.YearAmount{{Year: 1, Cents: 15000}})
		}, "2026-01-05"},
		{"Recognise", "instalment 1 is approved", one(ledger.Recognise, 1, 10000), "2026-01-15"},
		{"Use", "and uses its commitment", one(ledger.Use, 1, 10000), "2026-01-15"},
		{"Dispatch", "sent to the bank", one(ledger.Dispatch, 1, 10000), "2026-01-16"},
		{"Settle", "the bank confirms", one(ledger.Settle, 1, 10000), "2026-01-17"},
		{"Return", "the account was closed", one(ledger.Return, 1, 10000), "2026-01-20"},
		{"Dispatch", "sent to the new account", one(ledger.Dispatch, 1, 10000), "2026-02-02"},
		{"Settle", "the bank confirms", one(ledger.Settle, 1, 10000), "2026-02-03"},
		{"Claim", "30 was not owed", one(ledger.Claim, 1, 3000), "2026-06-10"},
		{"Recognise", "instalment 2 is approved", one(ledger.Recognise, 2, 5000), "2027-01-15"},
		{"Use", "and uses its commitment", one(ledger.Use, 2, 5000), "2027-01-15"},
		{"Offset", "30 of it serves the claim", func(f ledger.Fact) (ledger.Transaction, error) {
			return ledger.Offset(f, due(1, 2), due(1, 1), 3000)
		}, "2027-01-15"},
		{"Dispatch", "the doctor gets 20", one(ledger.Dispatch, 2, 2000), "2027-01-16"},
		{"Settle", "the bank confirms", one(ledger.Settle, 2, 2000), "2027-01-17"},
	}
	all := make([]ledger.Transaction, len(steps))
	for i, s := range steps {
		f := fact(fmt.Sprintf("%s/%d", s.what, i+1))
		f.On, f.Recorded, f.Reason = day(s.on), day(s.on).AddDays(1), s.says
		tx, err := s.make(f)
		if err != nil {
			t.Fatalf("step %d: %v", i+1, err)
		}
		all[i] = tx
	}
	return steps, sealed(t, all...)
}
