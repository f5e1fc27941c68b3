package ledger_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

// naive keeps what an officer would keep with a pencil: a number a drawer. It shares
// nothing with the ledger but the names of its dues.
type naive struct {
	drawers   map[string]int64 // by account, a debit above zero
	commits   map[ledger.Due]int64
	owed      map[ledger.Due]int64
	sent      map[ledger.Due]int64
	paid      map[ledger.Due]int64
	claimed   map[ledger.Due]int64 // and not yet got back
	posted    map[ledger.Due]int64
	recovered map[ledger.Due]int64
	taken     map[ledger.Due]int64 // over
}

func newNaive() *naive {
	sheet := func() map[ledger.Due]int64 { return map[ledger.Due]int64{} }
	return &naive{
		drawers: map[string]int64{}, commits: sheet(), owed: sheet(), sent: sheet(), paid: sheet(), claimed: sheet(),
		posted: sheet(), recovered: sheet(), taken: sheet(),
	}
}

// fundsOf is the fund of each contract: two contracts of one fund, one of another.
var fundsOf = map[string]string{"ctr_1": "751", "ctr_2": "751", "ctr_3": "2AX"}

// history draws facts that can happen, and keeps them both ways.
type history struct {
	*rapid.T
	naive *naive
	chain []ledger.Transaction
	root  ledger.Root
}

func (h *history) contract() string {
	return rapid.SampledFrom([]string{"ctr_1", "ctr_2", "ctr_3"}).Draw(h.T, "contract")
}

func (h *history) due() ledger.Due {
	return ledger.Due{
		ContractID: h.contract(),
		Year:       rapid.IntRange(1, 2).Draw(h.T, "year"), Instalment: rapid.IntRange(1, 2).Draw(h.T, "instalment"),
	}
}

// some draws an amount from 1 to most; false when there is none.
func (h *history) some(most int64) (money.Cents, bool) {
	if most < 1 {
		return 0, false
	}
	return money.Cents(rapid.Int64Range(1, most).Draw(h.T, "cents")), true
}

func (h *history) fact(contractID string) ledger.Fact {
	n := len(h.chain) + 1
	on := day("2026-01-01").AddDays(rapid.IntRange(0, 400).Draw(h.T, "on"))
	return ledger.Fact{
		Key: fmt.Sprintf("fact/%d", n), FundCode: fundsOf[contractID], On: on,
		Recorded: on.AddDays(rapid.IntRange(0, 60).Draw(h.T, "told late by")), Actor: "agent",
		Reason: rapid.SampledFrom([]string{"lot", "avis de la banque : compte clos", "été \"2026\" <é\u2028>"}).Draw(h.T, "reason"),
	}
}

// keep seals a transaction and moves its amount by hand, from a drawer to another.
func (h *history) keep(tx ledger.Transaction, err error) {
	h.Helper()
	if err == nil {
		tx, err = ledger.Seal(h.root, tx)
	}
	if err != nil {
		h.Fatal(err)
	}
	h.chain, h.root = append(h.chain, tx), tx.Root()
}

func (n *naive) move(to, from string, c money.Cents) {
	n.drawers[to] += int64(c)
	n.drawers[from] -= int64(c)
}

// promise draws an Engage, an Adjust or a Release of the two years of a contract.
func (h *history) promise() {
	id, n := h.contract(), h.naive
	kind := rapid.SampledFrom([]ledger.Kind{ledger.KindEngage, ledger.KindAdjust, ledger.KindRelease}).Draw(h.T, "promise")
	var years []ledger.YearAmount
	for year := 1; year <= 2; year++ {
		key := ledger.Due{ContractID: id, Year: year}
		c, ok := h.some(100_000)
		if kind != ledger.KindEngage && (kind == ledger.KindRelease || rapid.Bool().Draw(h.T, "less")) {
			if c, ok = h.some(n.commits[key]); ok && kind == ledger.KindAdjust {
				c = -c
			}
		}
		if !ok {
			continue
		}
		years = append(years, ledger.YearAmount{Year: year, Cents: c})
		if kind == ledger.KindRelease {
			c = -c
		}
		n.commits[key] += int64(c)
		n.move("COMMITTED/"+fundsOf[id]+"/"+id, "COMMITMENTS/"+fundsOf[id], c)
	}
	if len(years) == 0 {
		return
	}
	constructor := map[ledger.Kind]func(ledger.Fact, string, []ledger.YearAmount) (ledger.Transaction, error){
		ledger.KindEngage: ledger.Engage, ledger.KindAdjust: ledger.Adjust, ledger.KindRelease: ledger.Release,
	}[kind]
	h.keep(constructor(h.fact(id), id, years))
}

// having draws a due of which there is something; false when there is none.
func (h *history) having(sheet map[ledger.Due]int64) (ledger.Due, bool) {
	var some []ledger.Due
	for d, cents := range sheet {
		if cents > 0 {
			some = append(some, d)
		}
	}
	if len(some) == 0 {
		return ledger.Due{}, false
	}
	slices.SortFunc(some, func(a, b ledger.Due) int { return strings.Compare(a.String(), b.String()) })
	return rapid.SampledFrom(some).Draw(h.T, "due"), true
}

// pay draws a step of a due on its way to the bank, or back.
func (h *history) pay() {
	n, step := h.naive, rapid.IntRange(0, 7).Draw(h.T, "step")
	d, ok := h.due(), true
	if sheet := []map[ledger.Due]int64{nil, nil, n.owed, n.owed, n.sent, n.sent, n.paid, nil}[step]; sheet != nil {
		d, ok = h.having(sheet)
	}
	fund, id := fundsOf[d.ContractID], d.ContractID
	payable, transit, bank, expense := "PAYABLE/"+fund+"/"+id, "IN_TRANSIT/"+fund, "BANK/"+fund, "AID_EXPENSE/"+fund
	year := ledger.Due{ContractID: id, Year: d.Year}
	c, some := h.some([]int64{50_000, n.commits[year], min(n.owed[d], n.posted[d]), n.owed[d], n.sent[d], n.sent[d], n.paid[d], 50_000}[step])
	if !ok || !some {
		return
	}
	f, cents := h.fact(id), int64(c)
	switch step {
	case 0:
		h.keep(ledger.Recognise(f, d, c))
		n.move(expense, payable, c)
		n.owed[d], n.posted[d] = n.owed[d]+cents, n.posted[d]+cents
	case 1:
		h.keep(ledger.Use(f, d, c))
		n.move("COMMITMENTS/"+fund, "COMMITTED/"+fund+"/"+id, c)
		n.commits[year] -= cents
	case 2:
		h.keep(ledger.Cancel(f, d, c))
		n.move(payable, expense, c)
		n.owed[d], n.posted[d] = n.owed[d]-cents, n.posted[d]-cents
	case 3:
		h.keep(ledger.Dispatch(f, d, c))
		n.move(payable, transit, c)
		n.owed[d], n.sent[d] = n.owed[d]-cents, n.sent[d]+cents
	case 4:
		h.keep(ledger.Settle(f, d, c))
		n.move(transit, bank, c)
		n.sent[d], n.paid[d] = n.sent[d]-cents, n.paid[d]+cents
	case 5:
		h.keep(ledger.Reject(f, d, c))
		n.move(transit, payable, c)
		n.sent[d], n.owed[d] = n.sent[d]-cents, n.owed[d]+cents
	case 6:
		h.keep(ledger.Return(f, d, c))
		n.move(bank, payable, c)
		n.paid[d], n.owed[d] = n.paid[d]-cents, n.owed[d]+cents
	case 7:
		h.keep(ledger.LateSettle(f, d, c))
		n.move(expense, bank, c)
		n.paid[d], n.posted[d] = n.paid[d]+cents, n.posted[d]+cents
	}
}

// recoup draws a step of a claim.
func (h *history) recoup() {
	n, step := h.naive, rapid.IntRange(0, 4).Draw(h.T, "step")
	sheet := n.claimed
	if step == 0 {
		sheet = n.posted
	}
	d, ok := h.having(sheet)
	other, found := h.having(n.owed)
	if !ok || (step == 2 && (!found || fundsOf[other.ContractID] != fundsOf[d.ContractID])) {
		return
	}
	fund, id := fundsOf[d.ContractID], d.ContractID
	receivable, expense := "RECEIVABLE/"+fund+"/"+id, "AID_EXPENSE/"+fund
	c, _ := h.some([]int64{n.posted[d], n.claimed[d], min(n.claimed[d], n.owed[other]), n.claimed[d], n.claimed[d]}[step])
	f, cents := h.fact(id), int64(c)
	switch step {
	case 0:
		h.keep(ledger.Claim(f, d, c))
		n.move(receivable, expense, c)
		n.claimed[d], n.posted[d] = n.claimed[d]+cents, n.posted[d]-cents
		return
	case 1:
		h.keep(ledger.Reduce(f, d, c))
		n.move(expense, receivable, c)
		n.posted[d] += cents
	case 2:
		h.keep(ledger.Offset(f, other, d, c))
		n.move("PAYABLE/"+fund+"/"+other.ContractID, receivable, c)
		n.owed[other] -= cents
		n.recovered[d] += cents
	case 3:
		h.keep(ledger.Repay(f, d, c))
		n.move("BANK/"+fund, receivable, c)
		n.recovered[d] += cents
	case 4:
		h.keep(ledger.WriteOff(f, d, c))
		n.move("WRITTEN_OFF/"+fund, receivable, c)
	}
	n.claimed[d] -= cents
}

// takeOver draws what was paid before the ledger, and what was stated wrongly of it.
func (h *history) takeOver() {
	n, d := h.naive, h.due()
	c, ok := h.some(50_000)
	if rapid.Bool().Draw(h.T, "wrongly") {
		if d, ok = h.having(n.taken); ok {
			c, ok = h.some(min(n.taken[d], n.posted[d]))
			c = -c
		}
	}
	if !ok {
		return
	}
	h.keep(ledger.TakeOver(h.fact(d.ContractID), d, c))
	n.move("AID_EXPENSE/"+fundsOf[d.ContractID], "BANK/"+fundsOf[d.ContractID], c)
	n.taken[d], n.posted[d] = n.taken[d]+int64(c), n.posted[d]+int64(c)
}

// histories draws up to sixty facts.
func histories(t *rapid.T) *history {
	h := &history{T: t, naive: newNaive()}
	for range rapid.IntRange(0, 60).Draw(t, "facts") {
		switch rapid.IntRange(0, 6).Draw(t, "what") {
		case 0:
			h.promise()
		case 1, 2, 3:
			h.pay()
		case 4:
			h.takeOver()
		default:
			h.recoup()
		}
	}
	return h
}

func TestTheBookOfAnyHistoryIsWhatANaiveRecountFinds(t *testing.T) {
	seen := map[ledger.Kind]int{}
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t)
		var book ledger.Book
		for _, tx := range h.chain {
			if err := book.Post(tx); err != nil {
				t.Fatal(err)
			}
			if found := book.CheckAfter(tx); len(found) != 0 {
				t.Fatalf("after %s: %v", tx.Canonical(), found)
			}
			seen[tx.Kind]++
		}
		if found := book.Check(); len(found) != 0 {
			t.Fatalf("violated: %v", found)
		}
		trial := book.Trial()
		if trial.OnBalance != 0 || trial.OffBalance != 0 {
			t.Fatalf("the trial balance is %s and %s", trial.OnBalance, trial.OffBalance)
		}
		drawers := map[string]int64{}
		for _, row := range trial.Rows {
			drawers[row.Account.String()] = int64(row.Net())
		}
		if !maps.Equal(drawers, h.naive.drawers) {
			t.Fatalf("the accounts are %v, the recount finds %v", drawers, h.naive.drawers)
		}
		for _, d := range book.Dues() {
			for what, pair := range map[string][2]int64{
				"posted":     {int64(d.Posted()), h.naive.posted[d.Due]},
				"payable":    {int64(d.Payable()), h.naive.owed[d.Due]},
				"in transit": {int64(d.InTransit()), h.naive.sent[d.Due]},
				"paid":       {int64(d.Paid()), h.naive.paid[d.Due] + h.naive.taken[d.Due]},
				"receivable": {int64(d.Receivable()), h.naive.claimed[d.Due]},
				"recovered":  {int64(d.Recovered()), h.naive.recovered[d.Due]},
			} {
				if pair[0] != pair[1] {
					t.Fatalf("%s, %s: %d, the recount finds %d", d.Due, what, pair[0], pair[1])
				}
			}
			h.naive.posted[d.Due] = 0
		}
		for d, posted := range h.naive.posted {
			if posted != 0 {
				t.Fatalf("%s is in no due of the book, the recount finds %d", d, posted)
			}
		}
		for d, left := range h.naive.commits {
			if got := book.CommittedYear(d.ContractID, d.Year); int64(got) != left {
				t.Fatalf("%s has %d left of its commitment, the recount finds %d", d, int64(got), left)
			}
		}
	})
	for _, m := range ledger.Kinds() {
		if seen[m.Kind] == 0 {
			t.Errorf("no history had a %s", m.Kind)
		}
	}
}

func TestTheDuesOfAnyHistoryAddUpToItsAccounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t)
		book := folded(t, h.chain)
		accounts, dues := map[ledger.AccountKind]money.Cents{}, map[ledger.AccountKind]money.Cents{}
		for _, row := range book.Trial().Rows {
			if !row.Account.Kind.Plan().OffBalance {
				accounts[row.Account.Kind] += row.Net()
			}
		}
		for _, d := range book.Dues() {
			dues[ledger.AidExpense] += d.Posted()
			dues[ledger.Payable] -= d.Payable()
			dues[ledger.InTransit] -= d.InTransit()
			dues[ledger.Bank] -= d.Paid() - d.Repaid
			dues[ledger.Receivable] += d.Receivable()
			dues[ledger.WrittenOff] += d.WrittenOff
		}
		for _, p := range ledger.AccountKinds() {
			if accounts[p.Kind] != dues[p.Kind] {
				t.Fatalf("%s is %s, its dues add up to %s", p.Kind, accounts[p.Kind], dues[p.Kind])
			}
		}
	})
}

func TestTheChainOfAnyHistoryVerifiesAndItsExportReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t)
		root, err := ledger.Verify(slices.Values(h.chain))
		if err != nil || root != h.root {
			t.Fatalf("the root is %s, %v, wanted %s", root, err, h.root)
		}
		export := exported(t, h.chain)
		back, root, err := read(export)
		if err != nil || root != h.root || !slices.EqualFunc(back, h.chain, equal) {
			t.Fatalf("the export reads as %d transactions, %s, %v", len(back), root, err)
		}
		damaged := bytes.Clone(export)
		damaged[rapid.IntRange(0, len(export)-1).Draw(t, "byte")] ^= rapid.ByteRange(1, 255).Draw(t, "flip")
		if _, _, err := read(damaged); err == nil {
			t.Fatalf("a flipped byte is not found in %q", damaged)
		}
		cut := rapid.IntRange(0, len(export)-1).Draw(t, "cut")
		if _, _, err := read(export[:cut]); err == nil {
			t.Fatalf("%d bytes of %d read as an export", cut, len(export))
		}
	})
}

func TestARootOfAnyDayIsConfirmedLaterAndByNoOtherHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t)
		on := day("2026-01-01").AddDays(rapid.IntRange(0, 500).Draw(t, "day"))
		known := slices.DeleteFunc(slices.Clone(h.chain), func(tx ledger.Transaction) bool { return tx.Recorded.After(on) })
		// What is recorded later changes nothing of what was promised.
		root, err := ledger.RootOn(slices.Values(known), on)
		if err != nil || root.Count != int64(len(known)) {
			t.Fatalf("the root is %s, %v, wanted %d transactions", root, err, len(known))
		}
		if err := ledger.Confirm(slices.Values(h.chain), root); err != nil {
			t.Fatal(err)
		}
		if len(known) == 0 {
			return
		}
		other := slices.Clone(h.chain)
		other[rapid.IntRange(0, len(known)-1).Draw(t, "rewritten")].Reason = "rewritten"
		if err := ledger.Confirm(slices.Values(sealed(t, other...)), root); err == nil {
			t.Fatal("a rewritten chain is confirmed")
		}
	})
}

func TestABookOnAnyDayIsTheFoldOfTheFactsUpToIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := histories(t)
		on := day("2026-01-01").AddDays(rapid.IntRange(0, 400).Draw(t, "day"))
		book, err := ledger.FoldOn(slices.Values(h.chain), on)
		if err != nil {
			t.Fatal(err)
		}
		sums := map[ledger.Account]money.Cents{}
		for _, tx := range h.chain {
			for _, e := range tx.Entries {
				if tx.On.Compare(on) <= 0 {
					sums[e.Account] += e.Cents
				}
			}
		}
		for _, row := range book.Trial().Rows {
			if row.Net() != sums[row.Account] {
				t.Fatalf("%s is %s, wanted %s", row.Account, row.Net(), sums[row.Account])
			}
			delete(sums, row.Account)
		}
		if len(sums) != 0 {
			t.Fatalf("accounts missing: %v", sums)
		}
	})
}
