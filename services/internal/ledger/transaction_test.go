package ledger_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

func TestEachConstructorMovesTheTwoAccountsOfItsKind(t *testing.T) {
	d, f := due(3, 2), fact("k")
	one := func(tx ledger.Transaction, err error) func() (ledger.Transaction, error) {
		return func() (ledger.Transaction, error) { return tx, err }
	}
	years := []ledger.YearAmount{{Year: 1, Cents: 700}, {Year: 4, Cents: 300}}
	for _, c := range []struct {
		kind ledger.Kind
		make func() (ledger.Transaction, error)
		want []string
	}{
		{ledger.KindEngage, one(ledger.Engage(f, "ctr_1", years)), []string{
			"COMMITTED/751/ctr_1 700 ctr_1/1/0", "COMMITMENTS/751 -700 ctr_1/1/0",
			"COMMITTED/751/ctr_1 300 ctr_1/4/0", "COMMITMENTS/751 -300 ctr_1/4/0",
		}},
		{ledger.KindAdjust, one(ledger.Adjust(f, "ctr_1", []ledger.YearAmount{{Year: 1, Cents: 700}, {Year: 4, Cents: -300}})), []string{
			"COMMITTED/751/ctr_1 700 ctr_1/1/0", "COMMITMENTS/751 -700 ctr_1/1/0",
			"COMMITMENTS/751 300 ctr_1/4/0", "COMMITTED/751/ctr_1 -300 ctr_1/4/0",
		}},
		{ledger.KindUse, one(ledger.Use(f, d, 500)), []string{"COMMITMENTS/751 500 ctr_1/3/2", "COMMITTED/751/ctr_1 -500 ctr_1/3/2"}},
		{ledger.KindRelease, one(ledger.Release(f, "ctr_1", years)), []string{
			"COMMITMENTS/751 700 ctr_1/1/0", "COMMITTED/751/ctr_1 -700 ctr_1/1/0",
			"COMMITMENTS/751 300 ctr_1/4/0", "COMMITTED/751/ctr_1 -300 ctr_1/4/0",
		}},
		{ledger.KindRecognise, one(ledger.Recognise(f, d, 500)), []string{"AID_EXPENSE/751 500 ctr_1/3/2", "PAYABLE/751/ctr_1 -500 ctr_1/3/2"}},
		{ledger.KindCancel, one(ledger.Cancel(f, d, 500)), []string{"PAYABLE/751/ctr_1 500 ctr_1/3/2", "AID_EXPENSE/751 -500 ctr_1/3/2"}},
		{ledger.KindDispatch, one(ledger.Dispatch(f, d, 500)), []string{"PAYABLE/751/ctr_1 500 ctr_1/3/2", "IN_TRANSIT/751 -500 ctr_1/3/2"}},
		{ledger.KindSettle, one(ledger.Settle(f, d, 500)), []string{"IN_TRANSIT/751 500 ctr_1/3/2", "BANK/751 -500 ctr_1/3/2"}},
		{ledger.KindReject, one(ledger.Reject(f, d, 500)), []string{"IN_TRANSIT/751 500 ctr_1/3/2", "PAYABLE/751/ctr_1 -500 ctr_1/3/2"}},
		{ledger.KindReturn, one(ledger.Return(f, d, 500)), []string{"BANK/751 500 ctr_1/3/2", "PAYABLE/751/ctr_1 -500 ctr_1/3/2"}},
		{ledger.KindLateSettle, one(ledger.LateSettle(f, d, 500)), []string{"AID_EXPENSE/751 500 ctr_1/3/2", "BANK/751 -500 ctr_1/3/2"}},
		{ledger.KindClaim, one(ledger.Claim(f, d, 500)), []string{"RECEIVABLE/751/ctr_1 500 ctr_1/3/2", "AID_EXPENSE/751 -500 ctr_1/3/2"}},
		{ledger.KindReduce, one(ledger.Reduce(f, d, 500)), []string{"AID_EXPENSE/751 500 ctr_1/3/2", "RECEIVABLE/751/ctr_1 -500 ctr_1/3/2"}},
		{ledger.KindOffset, one(ledger.Offset(f, d, ledger.Due{ContractID: "ctr_2", Year: 1, Instalment: 1}, 500)), []string{
			"PAYABLE/751/ctr_1 500 ctr_1/3/2", "RECEIVABLE/751/ctr_2 -500 ctr_2/1/1",
		}},
		{ledger.KindRepay, one(ledger.Repay(f, d, 500)), []string{"BANK/751 500 ctr_1/3/2", "RECEIVABLE/751/ctr_1 -500 ctr_1/3/2"}},
		{ledger.KindWriteOff, one(ledger.WriteOff(f, d, 500)), []string{"WRITTEN_OFF/751 500 ctr_1/3/2", "RECEIVABLE/751/ctr_1 -500 ctr_1/3/2"}},
		{ledger.KindTakeOver, one(ledger.TakeOver(f, d, 500)), []string{"AID_EXPENSE/751 500 ctr_1/3/2", "BANK/751 -500 ctr_1/3/2"}},
		{ledger.KindTakeOver, one(ledger.TakeOver(f, d, -500)), []string{"BANK/751 500 ctr_1/3/2", "AID_EXPENSE/751 -500 ctr_1/3/2"}},
	} {
		tx, err := c.make()
		if err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		got := make([]string, len(tx.Entries))
		for i, e := range tx.Entries {
			got[i] = fmt.Sprintf("%s %d %s", e.Account, int64(e.Cents), e.Due)
		}
		if !slices.Equal(got, c.want) || tx.Kind != c.kind {
			t.Errorf("%s gives %s %q, wanted %q", c.kind, tx.Kind, got, c.want)
		}
		if tx.Key != f.Key || tx.On != f.On || tx.Recorded != f.Recorded || tx.Actor != f.Actor || tx.Reason != f.Reason {
			t.Errorf("%s says %+v, wanted what the fact says, %+v", c.kind, tx, f)
		}
		if next, err := ledger.Seal(ledger.Root{}, tx); err != nil || next.Sequence != 1 || next.Hash == (ledger.Hash{}) {
			t.Errorf("%s is sealed as %+v, %v", c.kind, next, err)
		}
	}
	if n := len(ledger.Kinds()); n != 17 {
		t.Errorf("there are %d kinds, and this table has 17", n)
	}
}

func TestWhatNoConstructorAcceptsIsNamedByFieldWithValueSeenAndWanted(t *testing.T) {
	change := func(change func(*ledger.Fact)) ledger.Fact {
		f := fact("k")
		change(&f)
		return f
	}
	recognise := func(with func(*ledger.Fact)) func() (ledger.Transaction, error) {
		return func() (ledger.Transaction, error) { return ledger.Recognise(change(with), due(1, 1), 5) }
	}
	amount := func(cents money.Cents) func() (ledger.Transaction, error) {
		return func() (ledger.Transaction, error) { return ledger.Claim(fact("k"), due(1, 1), cents) }
	}
	about := func(d ledger.Due) func() (ledger.Transaction, error) {
		return func() (ledger.Transaction, error) { return ledger.Dispatch(fact("k"), d, 5) }
	}
	type years = []ledger.YearAmount
	engage := func(y years) func() (ledger.Transaction, error) {
		return func() (ledger.Transaction, error) { return ledger.Engage(fact("k"), "ctr_1", y) }
	}
	adjust := func(y years) func() (ledger.Transaction, error) {
		return func() (ledger.Transaction, error) { return ledger.Adjust(fact("k"), "ctr_1", y) }
	}
	for _, c := range []struct {
		name  string
		make  func() (ledger.Transaction, error)
		field string
	}{
		{"no key", recognise(func(f *ledger.Fact) { f.Key = "" }), "key"},
		{"a key with a space", recognise(func(f *ledger.Fact) { f.Key = "a b" }), "key"},
		{"a key with a newline", recognise(func(f *ledger.Fact) { f.Key = "a\nb" }), "key"},
		{"a key with nothing between two strokes", recognise(func(f *ledger.Fact) { f.Key = "a//b" }), "key"},
		{"a key that is too long", recognise(func(f *ledger.Fact) { f.Key = strings.Repeat("abcd/", 40) + "e" }), "key"},
		{"no fund", recognise(func(f *ledger.Fact) { f.FundCode = "" }), "entries[0].account"},
		{"no day of the fact", recognise(func(f *ledger.Fact) { f.On = civil.Date{} }), "on"},
		{"no day of recording", recognise(func(f *ledger.Fact) { f.Recorded = civil.Date{} }), "recorded"},
		{"no actor", recognise(func(f *ledger.Fact) { f.Actor = "" }), "actor"},
		{"no reason", recognise(func(f *ledger.Fact) { f.Reason = " " }), "reason"},
		{"a reason of two lines", recognise(func(f *ledger.Fact) { f.Reason = "a\nentry BANK/751 5 ctr_1/1/1" }), "reason"},
		{"a reason that is not UTF-8", recognise(func(f *ledger.Fact) { f.Reason = "\xff" }), "reason"},
		{"nothing", amount(0), "cents"},
		{"less than nothing", amount(-5), "cents"},
		{"more than a sum may be", amount(ledger.MaxCents + 1), "cents"},
		{"the least number there is", amount(math.MinInt64), "cents"},
		{"no contract", about(ledger.Due{Year: 1, Instalment: 1}), "entries[0].account"},
		{"a contract with a stroke", about(ledger.Due{ContractID: "a/b", Year: 1, Instalment: 1}), "entries[0].account"},
		{"contract year 0", about(due(0, 1)), "entries[0].due"},
		{"instalment -1", about(due(1, -1)), "entries[0].due"},
		{"a whole year in place of a due", about(due(1, 0)), "entries[0].due"},
		{"no years", engage(nil), "entries"},
		{"a year twice", engage(years{{Year: 1, Cents: 5}, {Year: 1, Cents: 5}}), "entries[2].due"},
		{"years that go back", engage(years{{Year: 2, Cents: 5}, {Year: 1, Cents: 5}}), "entries[2].due"},
		{"more years than a contract can have", engage(make(years, 51)), "cents"},
		{"a year of less than nothing", engage(years{{Year: 1, Cents: -5}}), "cents"},
		{"an adjustment of nothing", adjust(years{{Year: 1}}), "cents"},
		{"an adjustment down by more than a sum may be", adjust(years{{Year: 1, Cents: -ledger.MaxCents - 1}}), "entries[0].cents"},
		{"an adjustment by the least number there is", adjust(years{{Year: 1, Cents: math.MinInt64}}), "entries[0].cents"},
	} {
		tx, err := c.make()
		var invalid *ledger.InvalidError
		if !errors.As(err, &invalid) {
			t.Errorf("%s: seen %v, wanted an invalid transaction", c.name, err)
			continue
		}
		if first := invalid.Fields[0]; first.Field != c.field || first.Wanted == "" || !strings.HasPrefix(err.Error(), c.field+": seen ") {
			t.Errorf("%s: seen %v, wanted field %s", c.name, err, c.field)
		}
		if tx.Kind != 0 || tx.Entries != nil {
			t.Errorf("%s: with its error came %+v", c.name, tx)
		}
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	_, err := ledger.Repay(ledger.Fact{}, ledger.Due{}, 5)
	for _, field := range []string{"key", "on", "recorded", "actor", "reason", "entries[0].account", "entries[0].due", "entries[1].account"} {
		if !strings.Contains(err.Error(), field+": seen") {
			t.Errorf("seen %v, wanted also %s", err, field)
		}
	}
}

func TestTheWorkedExampleOfThePackageIsWhatTheLedgerDoes(t *testing.T) {
	source, err := os.ReadFile("transaction.go")
	if err != nil {
		t.Fatal(err)
	}
	columns := []ledger.AccountKind{ledger.Committed, ledger.AidExpense, ledger.Payable, ledger.InTransit, ledger.Bank, ledger.Receivable}
	widths := []int{9, 9, 9, 9, 9, 12}
	row := func(what, says string, moved map[ledger.AccountKind]money.Cents, zero bool) string {
		var b strings.Builder
		fmt.Fprintf(&b, "//\t%-11s%-23s", what, says)
		for i, kind := range columns {
			switch cents := moved[kind]; {
			case cents != 0:
				fmt.Fprintf(&b, "%+*d", widths[i], cents/100)
			case zero:
				fmt.Fprintf(&b, "%*d", widths[i], 0)
			default:
				fmt.Fprintf(&b, "%*s", widths[i], "")
			}
		}
		return strings.TrimRight(b.String(), " ") + "\n"
	}
	steps, chain := life(t)
	var table strings.Builder
	for i, tx := range chain {
		moved := map[ledger.AccountKind]money.Cents{}
		for _, e := range tx.Entries {
			moved[e.Account.Kind] += e.Cents
		}
		table.WriteString(row(steps[i].what, steps[i].says, moved, false))
	}
	book := folded(t, chain)
	left := map[ledger.AccountKind]money.Cents{}
	for _, r := range book.Trial().Rows {
		left[r.Account.Kind] = r.Net()
	}
	table.WriteString(row("", "what is left", left, true))
	if !strings.Contains(string(source), table.String()) {
		t.Errorf("the comment of the package does not have this table:\n%s", table.String())
	}
	if found := book.Check(); len(found) != 0 {
		t.Errorf("the example violates %v", found)
	}
	// The last word on each due, as a reconciliation reads it.
	first, second := book.Due(due(1, 1)), book.Due(due(1, 2))
	for _, c := range []struct {
		what       string
		seen, want money.Cents
	}{
		{"posted for instalment 1", first.Posted(), 7000}, {"posted for instalment 2", second.Posted(), 5000},
		{"paid for instalment 1", first.Paid(), 10000}, {"paid for instalment 2", second.Paid(), 2000},
		{"returned", first.Returned, 10000}, {"recovered", first.Recovered(), 3000}, {"withheld", second.Withheld, 3000},
		{"in transit", first.InTransit() + second.InTransit(), 0}, {"payable", first.Payable() + second.Payable(), 0},
		{"receivable", first.Receivable() + second.Receivable(), 0}, {"left of the commitment", book.CommittedYear("ctr_1", 1), 0},
	} {
		if c.seen != c.want {
			t.Errorf("%s: seen %s, wanted %s", c.what, c.seen, c.want)
		}
	}
}

func TestTheTableOfAccountsIsCompleteAndAnAccountReadsBack(t *testing.T) {
	seen := map[string]bool{}
	var accounts []ledger.Account
	for _, p := range ledger.AccountKinds() {
		for _, said := range []string{p.Kind.String(), p.French, p.English, p.PurposeFrench, p.PurposeEnglish} {
			if said == "" || seen[said] {
				t.Errorf("%s says %q, wanted something that no other says", p.Kind, said)
			}
			seen[said] = true
		}
		a := ledger.Account{Kind: p.Kind, FundCode: "2AX"}
		if p.PerContract {
			a.ContractID = "ctr_01J.x:y-z"
		}
		back, err := ledger.ParseAccount(a.String())
		if err != nil || back != a {
			t.Errorf("%s reads back as %v, %v", a, back, err)
		}
		accounts = append(accounts, a)
	}
	if len(accounts) != 8 {
		t.Errorf("the table has %d accounts, wanted 8", len(accounts))
	}
	reversed := slices.Clone(accounts)
	slices.Reverse(reversed)
	slices.SortFunc(reversed, ledger.Account.Compare)
	if !slices.Equal(reversed, accounts) {
		t.Errorf("sorted: %v, wanted the order of the table", reversed)
	}
	for _, m := range ledger.Kinds() {
		if m.French == "" || m.English == "" || m.Kind.String() == "no kind" || m.Debit.Plan().OffBalance != m.Credit.Plan().OffBalance {
			t.Errorf("%s is %+v", m.Kind, m)
		}
	}
	for _, s := range []string{
		"", "BANK", "BANK/", "bank/751", "BANK/75", "BANK/751/", "BANK/751/ctr_1", "PAYABLE/751", "PAYABLE/751/", "PAYABLE/751/a b",
		"PAYABLE/751/ctr_1/", "PAYABLE/751/ctr_1/1", "no account/751", " BANK/751", "BANK/751 ",
	} {
		if a, err := ledger.ParseAccount(s); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("seen %q", s)) {
			t.Errorf("%q reads as %v, %v", s, a, err)
		}
	}
}
