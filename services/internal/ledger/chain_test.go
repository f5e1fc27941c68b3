package ledger_test

import (
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

// The canonical bytes are a promise to whoever kept a root: this test may never change.
func TestTheCanonicalBytesAndTheirHashAreThoseOfTheDocumentation(t *testing.T) {
	tx, err := ledger.Recognise(fact("RECOGNISE/run_1/ctr_1/1/1"), due(1, 1), 10000)
	if err != nil {
		t.Fatal(err)
	}
	first := sealed(t, tx)[0]
	want := "assistmed ledger 1\n" +
		"previous " + strings.Repeat("0", 64) + "\n" +
		"sequence 1\n" +
		"kind RECOGNISE\n" +
		"key RECOGNISE/run_1/ctr_1/1/1\n" +
		"on 2026-01-15\n" +
		"recorded 2026-01-16\n" +
		"actor agent-751\n" +
		"reason Lot de janvier\n" +
		"entry AID_EXPENSE/751 10000 ctr_1/1/1\n" +
		"entry PAYABLE/751/ctr_1 -10000 ctr_1/1/1\n"
	if got := string(first.Canonical()); got != want {
		t.Errorf("seen\n%s\nwanted\n%s", got, want)
	}
	if first.Hash != sha256.Sum256([]byte(want)) {
		t.Errorf("the hash %s is not that of the bytes", first.Hash)
	}
}

func TestAWholeChainVerifiesAndItsRootReadsBack(t *testing.T) {
	_, chain := life(t)
	root, err := ledger.Verify(slices.Values(chain))
	last := chain[len(chain)-1]
	if err != nil || root != last.Root() || root.Count != 14 || root.Day != day("2027-01-18") {
		t.Errorf("the root is %s, %v, wanted that of %s", root, err, last.Root())
	}
	for _, r := range []ledger.Root{root, {}, {Day: day("2026-01-01")}} {
		if back, err := ledger.ParseRoot(r.String()); err != nil || back != r {
			t.Errorf("%q reads back as %v, %v", r, back, err)
		}
	}
	for _, s := range []string{
		"", "-", "- 0", "- 0 00", "- 1 " + ledger.Hash{}.String(), "- 0 " + last.Hash.String(), "2026-02-30 1 " + last.Hash.String(),
		"2026-02-03 01 " + last.Hash.String(), "2026-02-03 +1 " + last.Hash.String(), "2026-02-03 -1 " + last.Hash.String(),
		"2026-02-03 1 " + strings.ToUpper(last.Hash.String()), "2026-02-03 1 " + last.Hash.String() + " ", "no date 1 " + last.Hash.String(),
	} {
		if r, err := ledger.ParseRoot(s); err == nil {
			t.Errorf("%q reads as %v", s, r)
		}
	}
}

func TestADamagedChainNamesTheFirstBadTransactionAndWhy(t *testing.T) {
	resealed := func(chain []ledger.Transaction, from int) {
		root := ledger.Root{}
		if from > 0 {
			root = chain[from-1].Root()
		}
		for i := from; i < len(chain); i++ {
			chain[i].Sequence, chain[i].Previous = root.Count+1, root.Hash
			chain[i].Hash = sha256.Sum256(chain[i].Canonical())
			root = chain[i].Root()
		}
	}
	for _, c := range []struct {
		name     string
		damage   func([]ledger.Transaction) []ledger.Transaction
		sequence int64
		problem  ledger.Problem
	}{
		{"one is missing", func(c []ledger.Transaction) []ledger.Transaction { return slices.Delete(c, 4, 5) }, 5, ledger.Gap},
		{"the first is missing", func(c []ledger.Transaction) []ledger.Transaction { return c[1:] }, 1, ledger.Gap},
		{"two are swapped", func(c []ledger.Transaction) []ledger.Transaction { c[2], c[3] = c[3], c[2]; return c }, 3, ledger.Gap},
		{"one is there twice", func(c []ledger.Transaction) []ledger.Transaction { return slices.Insert(c, 3, c[2]) }, 4, ledger.Gap},
		{"another reason", func(c []ledger.Transaction) []ledger.Transaction { c[6].Reason = "another"; return c }, 7, ledger.Changed},
		{"another day", func(c []ledger.Transaction) []ledger.Transaction { c[6].On = day("2026-02-01"); return c }, 7, ledger.Changed},
		{"another actor", func(c []ledger.Transaction) []ledger.Transaction { c[6].Actor = "another"; return c }, 7, ledger.Changed},
		{"another due", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries[0].Due, c[6].Entries[1].Due = due(2, 1), due(2, 1)
			return c
		}, 7, ledger.Changed},
		{"another amount, balanced", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries[0].Cents, c[6].Entries[1].Cents = 10001, -10001
			return c
		}, 7, ledger.Changed},
		{"another hash", func(c []ledger.Transaction) []ledger.Transaction { c[6].Hash[0] ^= 1; return c }, 7, ledger.Changed},
		{"another previous hash", func(c []ledger.Transaction) []ledger.Transaction { c[6].Previous[0] ^= 1; return c }, 7, ledger.Disconnected},
		{"one changed and hashed again, not those after it", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Reason = "another"
			c[6].Hash = sha256.Sum256(c[6].Canonical())
			return c
		}, 8, ledger.Disconnected},
		{"another amount, unbalanced, all hashed again", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries[0].Cents = 10001
			resealed(c, 6)
			return c
		}, 7, ledger.Unbalanced},
		{"sums that overflow, all hashed again", func(c []ledger.Transaction) []ledger.Transaction {
			for i := range c[0].Entries {
				c[0].Entries[i].Cents = -1 << 63
			}
			resealed(c, 0)
			return c
		}, 1, ledger.Unbalanced},
		{"the two sides of the balance mixed in one sum", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries[1].Account = ledger.Account{Kind: ledger.Commitments, FundCode: "751"}
			resealed(c, 6)
			return c
		}, 7, ledger.Unbalanced},
		{"an entry of another fund", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries[1].Account.FundCode = "752"
			resealed(c, 6)
			return c
		}, 7, ledger.Malformed},
		{"an entry of nothing", func(c []ledger.Transaction) []ledger.Transaction {
			e := c[6].Entries[1]
			e.Cents = 0
			c[6].Entries = append(c[6].Entries, e)
			resealed(c, 6)
			return c
		}, 7, ledger.Malformed},
		{"accounts that its kind does not move", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Kind = ledger.KindSettle
			resealed(c, 6)
			return c
		}, 7, ledger.Malformed},
		{"debit and credit swapped", func(c []ledger.Transaction) []ledger.Transaction {
			slices.Reverse(c[6].Entries)
			resealed(c, 6)
			return c
		}, 7, ledger.Malformed},
		{"four entries for one due", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries = append(c[6].Entries, c[6].Entries...)
			resealed(c, 6)
			return c
		}, 7, ledger.Malformed},
		{"two dues in a dispatch", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries[1].Due = due(1, 2)
			resealed(c, 6)
			return c
		}, 7, ledger.Malformed},
		{"the account of another contract", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Entries[0].Account.ContractID = "ctr_2"
			resealed(c, 6)
			return c
		}, 7, ledger.Malformed},
		{"no kind", func(c []ledger.Transaction) []ledger.Transaction { c[6].Kind = 16; resealed(c, 6); return c }, 7, ledger.Malformed},
		{"recorded before the one before", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Recorded = day("2026-01-20")
			resealed(c, 6)
			return c
		}, 7, ledger.OutOfOrder},
		{"a key for the second time", func(c []ledger.Transaction) []ledger.Transaction {
			c[6].Key = c[3].Key
			resealed(c, 6)
			return c
		}, 7, ledger.RepeatedKey},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, chain := life(t)
			root, err := ledger.Verify(slices.Values(c.damage(chain)))
			var broken *ledger.ChainError
			if !errors.As(err, &broken) || broken.Sequence != c.sequence || broken.Problem != c.problem {
				t.Errorf("seen %v, wanted transaction %d: %s", err, c.sequence, c.problem)
			}
			if root.Count != c.sequence-1 {
				t.Errorf("%d transactions are before the first bad one, wanted %d", root.Count, c.sequence-1)
			}
		})
	}
}

func TestADailyRootHoldsWhatWasKnownAtItsEnd(t *testing.T) {
	_, chain := life(t)
	for _, c := range []struct {
		day   string
		count int64
	}{{"2026-01-05", 0}, {"2026-01-06", 1}, {"2026-01-15", 1}, {"2026-01-16", 3}, {"2026-02-28", 8}, {"2030-01-01", 14}} {
		root, err := ledger.RootOn(slices.Values(chain), day(c.day))
		want := ledger.Root{Day: day(c.day), Count: c.count}
		if c.count > 0 {
			want.Hash = chain[c.count-1].Hash
		}
		if err != nil || root != want {
			t.Errorf("the root of %s is %s, %v, wanted %s", c.day, root, err, want)
		}
		if err := ledger.Confirm(slices.Values(chain), root); err != nil {
			t.Errorf("the root of %s is not confirmed: %v", c.day, err)
		}
		for name, other := range map[string]ledger.Root{
			"of one transaction more": {Day: root.Day, Count: root.Count + 1, Hash: root.Hash},
			"of another hash":         {Day: root.Day, Count: root.Count, Hash: sha256.Sum256(nil)},
		} {
			var broken *ledger.ChainError
			if err := ledger.Confirm(slices.Values(chain), other); !errors.As(err, &broken) || broken.Problem != ledger.OtherRoot {
				t.Errorf("a root of %s %s: %v", c.day, name, err)
			}
		}
	}
	// Somebody who holds the whole chain may write it anew, and Verify is content. The
	// root that was given away is not.
	promised, err := ledger.RootOn(slices.Values(chain), day("2026-02-28"))
	if err != nil {
		t.Fatal(err)
	}
	chain[5].Reason = "rewritten"
	rewritten := sealed(t, chain...)
	if _, err := ledger.Verify(slices.Values(rewritten)); err != nil {
		t.Errorf("a chain that was sealed anew: %v", err)
	}
	if err := ledger.Confirm(slices.Values(rewritten), promised); err == nil {
		t.Error("a rewritten chain is confirmed by the root of the first")
	}
}

func TestAClockThatWentBackIsNotFollowed(t *testing.T) {
	after := ledger.Root{Day: day("2026-03-01"), Count: 7, Hash: sha256.Sum256(nil)}
	tx, err := ledger.Recognise(fact("k"), due(1, 1), 5)
	if err != nil {
		t.Fatal(err)
	}
	tx, err = ledger.Seal(after, tx)
	if err != nil || tx.Recorded != after.Day || tx.On != fact("k").On || tx.Sequence != 8 || tx.Previous != after.Hash {
		t.Errorf("sealed after %s: %+v, %v", after, tx, err)
	}
	tx.Entries[0].Cents++
	var invalid *ledger.InvalidError
	if got, err := ledger.Seal(after, tx); !errors.As(err, &invalid) || got.Sequence != 0 {
		t.Errorf("an unbalanced transaction is sealed: %+v, %v", got, err)
	}
}

func TestABookNamesTheAccountAndTheAmountsOfWhatItDoesNotKeep(t *testing.T) {
	d := due(1, 1)
	type constructor = func(ledger.Fact, ledger.Due, money.Cents) (ledger.Transaction, error)
	type move struct {
		make  constructor
		due   ledger.Due
		cents money.Cents
	}
	recognised, sent, settled := move{ledger.Recognise, d, 100}, move{ledger.Dispatch, d, 100}, move{ledger.Settle, d, 100}
	for _, c := range []struct {
		name  string
		moves []move
		want  []string // parts of the violations, one each, in order
	}{
		{"sent without being owed", []move{{ledger.Dispatch, d, 5}}, []string{
			"PAYABLE/751/ctr_1: balance on its credit side: seen -€0.05 (debits €0.05, credits €0.00)",
			"PAYABLE/751/ctr_1, due ctr_1/1/1: payable: seen -€0.05 (recognised €0.00, cancelled €0.00, dispatched €0.05",
		}},
		{"sent for a due, owed for another", []move{recognised, {ledger.Dispatch, due(1, 2), 5}}, []string{
			"PAYABLE/751/ctr_1, due ctr_1/1/2: payable: seen -€0.05",
		}},
		{"confirmed more than sent", []move{recognised, sent, {ledger.Settle, d, 101}}, []string{
			"IN_TRANSIT/751: balance on its credit side: seen -€0.01", "IN_TRANSIT/751, due ctr_1/1/1: in transit: seen -€0.01 (dispatched €1.00, settled €1.01",
		}},
		{"refused after confirmation", []move{recognised, sent, settled, {ledger.Reject, d, 100}}, []string{
			"IN_TRANSIT/751: balance", "in transit: seen -€1.00 (dispatched €1.00, settled €1.00, rejected €1.00)",
		}},
		{"returned more than confirmed", []move{recognised, sent, {ledger.Return, d, 1}}, []string{
			"BANK/751, due ctr_1/1/1: paid: seen -€0.01 (settled €0.00, settled late €0.00, returned €0.01)",
		}},
		{"claimed more than posted", []move{recognised, {ledger.Claim, d, 101}}, []string{
			"AID_EXPENSE/751: balance on its debit side: seen -€0.01", "AID_EXPENSE/751, due ctr_1/1/1: posted: seen -€0.01",
		}},
		{"got back more than claimed", []move{recognised, {ledger.Claim, d, 10}, {ledger.Repay, d, 11}}, []string{
			"RECEIVABLE/751/ctr_1: balance on its debit side: seen -€0.01", "receivable: seen -€0.01 (claimed €0.10, reduced €0.00, offset €0.00, repaid €0.11",
		}},
		{"used more than committed", []move{{ledger.Use, due(2, 1), 7}}, []string{
			"COMMITMENTS/751: balance on its credit side", "COMMITTED/751/ctr_1: balance on its debit side: seen -€0.07", "COMMITTED/751/ctr_1, due ctr_1/2/0: left of the commitment: seen -€0.07",
		}},
		{"repaid, then returned by the bank: the bank may stand on its other side", []move{
			recognised, sent, settled, {ledger.Claim, d, 100}, {ledger.Repay, d, 100}, {ledger.Return, d, 100},
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var book ledger.Book
			var last ledger.Transaction
			for _, m := range c.moves {
				tx, err := m.make(fact("k"), m.due, m.cents)
				if err == nil {
					err = book.Post(tx)
				}
				if err != nil {
					t.Fatal(err)
				}
				last = tx
			}
			for how, found := range map[string][]ledger.Violation{"whole": book.Check(), "after the last": book.CheckAfter(last)} {
				if len(found) != len(c.want) {
					t.Errorf("%s: %v, wanted %d", how, found, len(c.want))
				}
				said := make([]string, len(found))
				for i, v := range found {
					said[i] = v.String()
				}
				for _, want := range c.want {
					if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, want) }) {
						t.Errorf("%s: %q, wanted also %q", how, said, want)
					}
				}
			}
		})
	}
}

func TestABookThatRefusesATransactionIsAsBefore(t *testing.T) {
	var book ledger.Book
	post := func(tx ledger.Transaction, err error) error {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return book.Post(tx)
	}
	if err := post(ledger.Recognise(fact("a"), due(1, 1), ledger.MaxCents)); err != nil {
		t.Fatal(err)
	}
	before := book.Trial()
	if err := post(ledger.Recognise(fact("b"), due(1, 2), 1)); err == nil || !strings.Contains(err.Error(), "AID_EXPENSE/751: seen another €0.01, wanted") {
		t.Errorf("a sum beyond the bounds: %v", err)
	}
	other := fact("c")
	other.FundCode = "752"
	if err := post(ledger.Recognise(other, due(1, 1), 1)); err == nil || !strings.Contains(err.Error(), `seen fund "752", wanted "751"`) {
		t.Errorf("a contract of two funds: %v", err)
	}
	var invalid *ledger.InvalidError
	if err := book.Post(ledger.Transaction{}); !errors.As(err, &invalid) {
		t.Errorf("an empty transaction: %v", err)
	}
	if after := book.Trial(); !slices.Equal(after.Rows, before.Rows) || len(book.Dues()) != 1 || book.Due(due(1, 2)) != (ledger.DueBalance{Due: due(1, 2)}) {
		t.Errorf("the book is %v and was %v", after, before)
	}
}

func TestABookOnADayHoldsTheFactsOfThatDayWheneverTheyWereTold(t *testing.T) {
	_, chain := life(t)
	bank := ledger.Account{Kind: ledger.Bank, FundCode: "751"}
	for _, c := range []struct {
		day  string
		gone money.Cents
	}{{"2026-01-16", 0}, {"2026-01-17", 10000}, {"2026-01-20", 0}, {"2026-02-03", 10000}, {"2027-01-16", 10000}, {"2027-01-17", 12000}} {
		book, err := ledger.FoldOn(slices.Values(chain), day(c.day))
		if err != nil || book.Balance(bank).Net() != -c.gone {
			t.Errorf("%s: gone from the bank %v, %v, wanted %s", c.day, book.Balance(bank), err, c.gone)
		}
	}
}
