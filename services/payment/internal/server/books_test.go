package server_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

var update = flag.Bool("update", false, "write the golden statement anew")

// balances writes the accounts that do not stand at zero.
func (b *books) balances(req *paymentv1.GetBalanceRequest) []string {
	b.t.Helper()
	resp := must(b.payments.GetBalance(b.ctx(), req))(b.t)
	if resp.GetOnBalanceCents() != 0 || resp.GetOffBalanceCents() != 0 {
		b.t.Errorf("the trial balance is %d and %d, want 0 and 0", resp.GetOnBalanceCents(), resp.GetOffBalanceCents())
	}
	var all []string
	for _, a := range resp.GetAccounts() {
		if a.GetBalanceCents() != 0 {
			all = append(all, fmt.Sprintf("%s %d", strings.Split(a.GetAccount(), "/")[0], a.GetBalanceCents()))
		}
		if a.GetName().GetFr() == "" || a.GetDebitCents() < 0 || a.GetCreditCents() < 0 {
			b.t.Errorf("account %v has no name, or sums below zero", a)
		}
	}
	return all
}

func TestTheBalancesOfAnEarlierDayAreThoseOfTheFactsOfThatDay(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	r := must(b.notify(id, "2025-03-10"))(t)
	must(b.decide(upheld(r.GetId())))(t)
	must(b.repay(r.GetId(), 60822, "2025-05-01"))(t)
	for day, want := range map[string][]string{
		"2024-06-30": nil,
		"2024-07-01": {"AID_EXPENSE 3800000", "BANK 3800000"},
		"2025-04-10": {"AID_EXPENSE 3800000", "BANK 3800000"},
		"2025-04-11": {"AID_EXPENSE 739178", "BANK 3800000", "RECEIVABLE 3060822"},
		"2025-05-01": {"AID_EXPENSE 739178", "BANK 3739178", "RECEIVABLE 3000000"},
		"":           {"AID_EXPENSE 739178", "BANK 3739178", "RECEIVABLE 3000000"},
	} {
		same(t, "of the fund at the end of "+day, b.balances(&paymentv1.GetBalanceRequest{FundCode: fund, AsOfDate: day}), want)
		same(t, "of the contract at the end of "+day, b.balances(&paymentv1.GetBalanceRequest{ContractId: id, AsOfDate: day}), want)
	}
	_, err := b.payments.GetBalance(b.ctx(), &paymentv1.GetBalanceRequest{})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest)
}

func TestThePagesOfTheLedgerConcatenateToTheWhole(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	b.paid(b.signed(signedOn), "1/1", "2024-07-02", settled)
	want := []string{"1 RECOGNISE", "2 DISPATCH", "3 SETTLE", "4 RECOGNISE", "5 DISPATCH", "6 SETTLE"}
	for name, c := range map[string]struct {
		fund, contract string
		want           []string
	}{"fund": {fund: fund, want: want}, "contract": {contract: id, want: want[:3]}} {
		for size := int32(1); size < 7; size++ {
			var got []string
			req := &paymentv1.ListEntriesRequest{FundCode: c.fund, ContractId: c.contract, PageSize: size}
			for more := true; more; more = req.PageToken != "" {
				resp := must(b.payments.ListEntries(b.ctx(), req))(t)
				for _, x := range resp.GetTransactions() {
					got = append(got, fmt.Sprintf("%d %s", x.GetSequence(), x.GetKind()))
				}
				req.PageToken = resp.GetNextPageToken()
			}
			same(t, name, got, c.want)
		}
	}
}

func TestVerifyLedgerFindsWhatWasChangedInTheFile(t *testing.T) {
	transactions := table.New[*paymentv1.LedgerTransaction]("transactions")
	payments := table.New[*paymentv1.Payment]("payments")
	for name, c := range map[string]struct {
		change func(b *books, tx *table.Tx, id string) error
		broken int64
		says   string
	}{
		"an amount": {func(_ *books, tx *table.Tx, _ string) error {
			return changed(tx, transactions, "00000000000000000002", func(m *paymentv1.LedgerTransaction) {
				m.Entries[0].Cents, m.Entries[1].Cents = 1, -1
			})
		}, 2, "CHANGED"},
		"one side of an amount": {func(_ *books, tx *table.Tx, _ string) error {
			return changed(tx, transactions, "00000000000000000002", func(m *paymentv1.LedgerTransaction) { m.Entries[0].Cents++ })
		}, 2, "UNBALANCED"},
		"a day": {func(_ *books, tx *table.Tx, _ string) error {
			return changed(tx, transactions, "00000000000000000003", func(m *paymentv1.LedgerTransaction) { m.OnDate = "2024-07-02" })
		}, 3, "CHANGED"},
		"a kind that there is not": {func(_ *books, tx *table.Tx, _ string) error {
			return changed(tx, transactions, "00000000000000000003", func(m *paymentv1.LedgerTransaction) { m.Kind = "GIFT" })
		}, 3, "GIFT"},
		"what a payment is": {func(_ *books, tx *table.Tx, id string) error {
			return changed(tx, payments, id+"/1/1", func(p *paymentv1.Payment) { p.AmountCents-- })
		}, 0, "the ledger has €38,000.00, the payment wants €37,999.99"},
		"where a payment stands": {func(_ *books, tx *table.Tx, id string) error {
			return changed(tx, payments, id+"/1/1", func(p *paymentv1.Payment) { p.State = paymentv1.PaymentState_PAYMENT_STATE_RETURNED })
		}, 0, "confirmed"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBooks(t)
			id := b.overpaid()
			b.sound()
			b.within(func(_ *store.Store, tx *table.Tx) error { return c.change(b, tx, id) })
			proof := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{}))(t)
			if proof.GetValid() || proof.GetBrokenSequence() != c.broken || !strings.Contains(strings.Join(proof.GetViolations(), "\n"), c.says) {
				t.Errorf("the proof is %v, want transaction %d broken and %q", proof, c.broken, c.says)
			}
		})
	}
}

func TestAnApprovedDueThatIsNeitherPaidNorGivenUpIsFound(t *testing.T) {
	b := newBooks(t)
	id := b.signed(signedOn)
	b.paid(id, "1/1", "2024-07-01", recognised)
	proof := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{}))(t)
	if proof.GetValid() || len(proof.GetViolations()) != 1 || !strings.Contains(proof.GetViolations()[0], id+"/1/1") {
		t.Errorf("the proof is %v, want the due that nobody paid", proof)
	}
}

func TestARootThatWasPromisedIsInTheLedgerForEver(t *testing.T) {
	b := newBooks(t)
	b.overpaid()
	root := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{}))(t).GetRoot()
	b.paid(b.signed(signedOn), "1/1", "2024-07-01", settled) // the same day again
	if proof := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{Root: root}))(t); !proof.GetValid() || proof.GetTransactions() != 6 {
		t.Errorf("the proof is %v, want that the ledger has only grown", proof)
	}
	other := newBooks(t)
	other.overpaid()
	if proof := must(other.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{Root: root}))(t); proof.GetValid() || proof.GetBrokenSequence() == 0 {
		t.Errorf("the proof is %v, want that another ledger has another root", proof)
	}
	_, err := b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{Root: "yesterday"})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest)
}

// changed changes one record of the stopped store, as an intruder would.
func changed[M proto.Message](tx *table.Tx, t table.Table[M], key string, change func(M)) error {
	m, found, err := t.Get(tx, key)
	if err != nil || !found {
		return fmt.Errorf("record %q: found %t: %w", key, found, err)
	}
	change(m)
	return t.Update(tx, key, m)
}

func TestAStatementAddsUpToTheDuesOfItsYear(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	other := b.signed(signedOn)
	b.paid(other, "1/1", "2025-01-10", settled)
	b.paid(other, "2/1", "2025-07-01", inTransit)
	r := must(b.notify(id, "2025-03-10"))(t)
	must(b.decide(upheld(r.GetId())))(t)
	must(b.repay(r.GetId(), 60822, "2025-05-01"))(t)
	for _, id := range []string{id, other} {
		var owed, paid int64
		for year := int32(2024); year < 2031; year++ {
			dues := must(b.payments.ListDues(b.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: fmt.Sprintf("%d-12-31", year)}))(t).GetDues()
			var wanted int64
			for _, d := range dues {
				if strings.HasPrefix(d.GetDueDate(), fmt.Sprint(year)) {
					wanted += d.GetOwedCents()
				}
			}
			st := must(b.payments.GetStatement(b.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: year}))(t).GetStatement()
			var fell int64
			for _, line := range st.GetLines() {
				if strings.HasPrefix(line.GetDue().GetDueDate(), fmt.Sprint(year)) {
					fell += line.GetDue().GetOwedCents()
					owed += line.GetDue().GetOwedCents()
				}
				paid += line.GetPaidCents()
			}
			if fell != wanted || st.GetOwedCents() != wanted {
				t.Errorf("%s in %d: the lines owe %d, ListDues has %d", id, year, fell, wanted)
			}
		}
		if owed == 0 || paid != 3800000 {
			t.Errorf("%s: the statements have %d owed and %d paid", id, owed, paid)
		}
	}
	st := must(b.payments.GetStatement(b.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: 2025}))(t).GetStatement()
	if len(st.GetLines()) != 1 || st.GetToRecoverCents() != 3000000 || st.GetRecoveredCents() != 60822 || len(st.GetRecoveries()) != 1 {
		t.Errorf("2025 is %v, want the due of 2024 that was got back in it", st)
	}
	_, err := b.payments.GetStatement(b.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: 12})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest)
}

// hold places a hold in the store.
func (b *books) hold(h *paymentv1.Hold) {
	b.t.Helper()
	b.within(func(s *store.Store, tx *table.Tx) error { return s.InsertHold(tx, h) })
}

func TestAStatementSaysWhatIsHeldAndNotWhatAnOfficerNoted(t *testing.T) {
	b := newBooks(t)
	id := b.signed(signedOn)
	b.hold(&paymentv1.Hold{
		Id: "hld_01ARZ3NDEKTSV4RRFFQ69G5FAV", FundCode: fund, ContractId: id, Reason: paymentv1.HoldReason_HOLD_REASON_FRAUD,
		Note: "soupçon <secret>", Owner: officer, CreateTime: timestamppb.Now(),
	})
	resp := must(b.payments.GetStatement(b.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: 2024, Html: true}))(t)
	if line := resp.GetStatement().GetLines()[0]; line.GetHeldCents() != 3800000 || line.GetReason().GetCode() != "HELD" || resp.GetStatement().GetHeldCents() != 3800000 {
		t.Errorf("the line is %v, want all of it held", line)
	}
	if strings.Contains(resp.GetHtml(), "secret") || !strings.Contains(resp.GetHtml(), "pendant une vérification") {
		t.Errorf("the page tells the note, or does not tell the hold")
	}
}

func TestThePageOfAStatementIsOnePageThatADoctorCanRead(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	r := must(b.notify(id, "2025-03-10"))(t)
	must(b.payments.RecordRecoveryReply(b.ctx(), &paymentv1.RecordRecoveryReplyRequest{
		RequestId: b.request(), RecoveryId: r.GetId(), ReplyDate: "2025-03-20", Reply: `<script>alert("x")</script> & "moi"`,
	}))(t)
	req := upheld(r.GetId())
	req.Mode, req.PlanDates = paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN, []string{"2025-05-01", "2025-06-01"}
	must(b.decide(req))(t)
	must(b.repay(r.GetId(), 1530411, "2025-05-01"))(t)
	page := must(b.payments.GetStatement(b.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: 2025, Html: true}))(t).GetHtml()
	for _, forbidden := range []string{"<script", "http://", "https://", "src=", "@import", "url("} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page has %q, want one page without scripts and outside resources", forbidden)
		}
	}
	page = strings.NewReplacer(id, "ctr_1", r.GetId(), "rec_1").Replace(page)
	path := filepath.Join("testdata", "statement.golden.html")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(path)
	if err != nil || string(golden) != page {
		t.Errorf("the page is not %s (-update writes it anew): %v\n%s", path, err, page)
	}
}

func TestTheForecastAddsUpToTheAccountsOfTheFund(t *testing.T) {
	b := newBooks(t)
	b.overpaid()
	other := b.signed(signedOn)
	b.paid(other, "1/1", "2024-07-01", inTransit)
	engaged := must(b.payments.EngageContracts(b.ctx(), &paymentv1.EngageContractsRequest{RequestId: b.request(), FundCode: fund, OnDate: "2025-01-31"}))(t)
	if engaged.GetContracts() != 1 || engaged.GetEngagedCents() != 2800000+3*2200000 || engaged.GetReleasedCents() != 0 {
		t.Errorf("engaged %v, want years 2 to 5 of the contract that runs", engaged)
	}
	again := must(b.payments.EngageContracts(b.ctx(), &paymentv1.EngageContractsRequest{RequestId: b.request(), FundCode: fund, OnDate: "2025-02-01"}))(t)
	if again.GetContracts() != 0 || again.GetEngagedCents() != 0 {
		t.Errorf("engaged again %v, want nothing", again)
	}
	resp := must(b.payments.ForecastSpending(b.ctx(), &paymentv1.ForecastSpendingRequest{FundCode: fund, AsOfDate: "2025-01-31"}))(t)
	var got []string
	for _, f := range resp.GetForecasts() {
		got = append(got, fmt.Sprintf("%d %s contracts %d paid %d payable %d committed %d", f.GetYear(), f.GetOption(), f.GetContracts(), f.GetPaidCents(), f.GetPayableCents(), f.GetCommittedCents()))
	}
	full := lawv1.Option_OPTION_FULL.String()
	same(t, "forecast", got, []string{
		"2024 " + full + " contracts 2 paid 7600000 payable 0 committed 0",
		"2025 " + full + " contracts 1 paid 0 payable 0 committed 2800000",
		"2026 " + full + " contracts 1 paid 0 payable 0 committed 1100000",
		"2027 " + full + " contracts 1 paid 0 payable 0 committed 2200000",
		"2028 " + full + " contracts 1 paid 0 payable 0 committed 2200000",
		"2029 " + full + " contracts 1 paid 0 payable 0 committed 1100000",
	})
	var committed int64
	for _, f := range resp.GetForecasts() {
		committed += f.GetCommittedCents()
	}
	if committed != engaged.GetEngagedCents() || resp.GetUnknownContracts() != 0 {
		t.Errorf("%d is committed and %d contracts are unknown, want %d and 0", committed, resp.GetUnknownContracts(), engaged.GetEngagedCents())
	}
	b.sound()
}

func TestABreachRefusesTheCallAndKeepsNothing(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	r := must(b.notify(id, "2025-03-10"))(t)
	// Somebody posted the claim already, under the key that the decision will use.
	b.within(func(s *store.Store, tx *table.Tx) error {
		postings, err := s.Postings(tx)
		if err != nil {
			return err
		}
		day := civil.MustParse("2025-04-11")
		due := ledger.Due{ContractID: id, Year: 1, Instalment: 1}
		fact := ledger.Fact{Key: "CLAIM/" + r.GetId() + "/" + due.String(), FundCode: fund, On: day, Recorded: day, Actor: officer, Reason: "Autre main"}
		if err := postings.Add(ledger.Claim(fact, due, 1)); err != nil {
			return err
		}
		fact.Key = "REDUCE/" + r.GetId() + "/" + due.String()
		return postings.Add(ledger.Reduce(fact, due, 1))
	})
	_, err := b.decide(upheld(r.GetId()))
	refused(t, err, fault.Damaged, "LEDGER_BREACH")
	if got := must(b.payments.GetRecovery(b.ctx(), &paymentv1.GetRecoveryRequest{RecoveryId: r.GetId()}))(t).GetRecovery(); story(got) != "NOTIFIED notified 3060822 claimed 0 recovered 0 left 0" {
		t.Errorf("the recovery is %s, want that nothing was kept", story(got))
	}
}
