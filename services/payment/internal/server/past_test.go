package server_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/audit"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/population"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

// past is a world into which a fund brings its running contracts.
type past struct {
	*books
	refs map[string]string // the contract of each reference
}

func newPast(t testing.TB) *past { return &past{newBooks(t), map[string]string{}} }

// imported brings contracts of 1 ETP in by the register, each signed and hired on a day
// and of an option, and gives their doctors verified accounts.
func (p *past) imported(lines ...[2]string) []string {
	p.t.Helper()
	columns := strings.Split("reference,rpps,am_number,specialty_code,particular_practice,text_id,option,band,signature_date,zone,department,newly_installed,"+
		"registered_start,registered_to_gain,active_file_start,active_file_to_gain,assistant_ref,assistant_start_date,assistant_weekly_minutes,"+
		"work_contract_weekly_minutes,employer,suspensions,end_date,end_reason,measured_on_date,registered_measured,active_file_measured,measure_source", ",")
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	rows := [][]string{columns}
	for _, l := range lines {
		n := p.doctors.Add(1)
		rpps, am := population.Numbers(n)
		p.account(fund, rpps)
		minutes := map[string]string{"FULL": "2100", "HALF": "1050"}[l[1]]
		rows = append(rows, []string{fmt.Sprintf("C-%d", n), rpps, am, "01", "", "", l[1], "P70_P90", l[0], "ZIP", "75", "", "1300", "260", "1700", "170",
			p.assistant(), l[0], minutes, minutes, "DOCTOR", "", "", "", "", "", "", ""})
	}
	if err := out.WriteAll(rows); err != nil {
		p.t.Fatal(err)
	}
	stream := must(p.contracts.ImportContracts(p.ctx()))(p.t)
	send := func(r *contractv1.ImportContractsRequest) { _ = stream.Send(r) } // an error comes with Recv
	send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Header{Header: &contractv1.ImportHeader{FundCode: fund}}})
	send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Chunk{Chunk: file.Bytes()}})
	_ = stream.CloseSend()
	var ids []string
	for {
		resp, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return ids
		}
		if err != nil {
			p.t.Fatal(err)
		}
		for _, l := range resp.GetLines() {
			if l.GetContractId() == "" {
				p.t.Fatalf("line %d was rejected: %v", l.GetLine(), l.GetReasons())
			}
			ids, p.refs[l.GetReference()] = append(ids, l.GetContractId()), l.GetContractId()
		}
	}
}

// paidBefore writes "1/1 2520000 2020-10-15 V1" as a payment.
func paidBefore(lines ...string) []*paymentv1.PastPayment {
	all := make([]*paymentv1.PastPayment, len(lines))
	for i, l := range lines {
		m := &paymentv1.PastPayment{}
		if _, err := fmt.Sscanf(l, "%d/%d %d %s %s", &m.ContractYear, &m.Instalment, &m.PaidCents, &m.PaidOnDate, &m.Reference); err != nil {
			panic(err)
		}
		all[i] = m
	}
	return all
}

func (p *past) stating(id, corrects string, lines ...string) (*paymentv1.PastPayments, error) {
	resp, err := p.payments.StatePastPayments(p.as(secretary), &paymentv1.StatePastPaymentsRequest{
		RequestId: p.request(), ContractId: id, Payments: paidBefore(lines...), ThroughDate: "2024-12-31", CorrectsId: corrects,
	})
	return resp.GetPastPayments(), err
}

// verifying verifies a statement as somebody, by its totals.
func (p *past) verifying(actor string, s *paymentv1.PastPayments) error {
	_, err := p.payments.VerifyPastPayments(p.as(actor), &paymentv1.VerifyPastPaymentsRequest{RequestId: p.request(), PastPaymentsId: s.GetId(), Totals: s.GetTotals()})
	return err
}

// established states and verifies what was paid.
func (p *past) established(id, corrects string, lines ...string) *paymentv1.PastPayments {
	p.t.Helper()
	s := must(p.stating(id, corrects, lines...))(p.t)
	if err := p.verifying(controller, s); err != nil {
		p.t.Fatal(err)
	}
	return s
}

func (p *past) kinds(id string) []string {
	p.t.Helper()
	var all []string
	for _, x := range must(p.payments.ListEntries(p.ctx(), &paymentv1.ListEntriesRequest{ContractId: id}))(p.t).GetTransactions() {
		all = append(all, fmt.Sprintf("%s %s %d", x.GetKind(), x.GetOnDate(), x.GetEntries()[0].GetCents()))
	}
	return all
}

func TestWhatAnotherSystemPaidIsNeverPaidASecondTime(t *testing.T) {
	p := newPast(t)
	id := p.imported([2]string{"2020-10-01", "FULL"})[0]
	run := p.open(fund, "2021-12-31")
	same(t, "paid while nobody knows", paidLines(run), nil)
	same(t, "left out", excludedLines(run), []string{"1/1 PAST_PAYMENTS_UNSTATED", "1/2 PAST_PAYMENTS_UNSTATED", "2/1 PAST_PAYMENTS_UNSTATED"})
	if fr := run.GetExcluded()[0].GetReason().GetText().GetFr(); !strings.Contains(fr, "StatePastPayments") || !strings.Contains(fr, "deux fois") {
		t.Errorf("the reason is %q, want why and the next step", fr)
	}
	must(p.payments.CancelRun(p.ctx(), &paymentv1.CancelRunRequest{RequestId: p.request(), RunId: run.GetId()}))(t)
	_, err := p.notify(id, "2024-12-01")
	refused(t, err, fault.WrongState, "PAST_PAYMENTS_UNSTATED", "StatePastPayments")
	committed := p.balances(&paymentv1.GetBalanceRequest{ContractId: id})
	if len(committed) != 2 || !strings.HasPrefix(committed[0], "COMMITTED ") {
		t.Errorf("the accounts are %v, want what it can cost committed all the same", committed)
	}

	s := must(p.stating(id, "", "1/1 2520000 2020-10-15 V-1", "2/1 1000001 2021-10-20 V-2"))(t)
	same(t, "blocked until it is verified", excludedLines(p.open(fund, "2020-12-31")), []string{"1/1 PAST_PAYMENTS_UNSTATED"})
	refused(t, p.verifying(secretary, s), fault.Forbidden, "VERIFIER_IS_AUTHOR")
	wrong := proto.CloneOf(s)
	wrong.Totals.SumCents++
	refused(t, p.verifying(controller, wrong), fault.WrongState, "TOTALS_MOVED", "35,200.01", "35,200.02")
	_, err = p.stating(id, "")
	refused(t, err, fault.WrongState, "PAST_PAYMENTS_OPEN", s.GetId())
	req := &paymentv1.VerifyPastPaymentsRequest{RequestId: "verify", PastPaymentsId: s.GetId(), Totals: s.GetTotals()}
	first := must(p.payments.VerifyPastPayments(p.as(controller), req))(t)
	p.running.Restart()
	if again := must(p.payments.VerifyPastPayments(p.as(controller), req))(t); !proto.Equal(first, again) {
		t.Errorf("verified again it is %v, want the first answer, %v", again, first)
	}
	refused(t, p.verifying(accountant, s), fault.WrongState, "WRONG_STATE")
	_, err = p.stating(id, "")
	refused(t, err, fault.WrongState, "PAST_PAYMENTS_STATED", s.GetId())

	same(t, "the ledger", p.kinds(id)[1:], []string{"TAKE_OVER 2020-10-15 2520000", "USE 2025-01-15 2520000", "TAKE_OVER 2021-10-20 1000001", "USE 2025-01-15 1000001"})
	same(t, "what is left, to the cent", paidLines(p.pay(fund, "2021-12-31").GetRun()), []string{"1/2 1080000", "2/1 1699999"})
	same(t, "and nothing more", paidLines(p.open(fund, "2021-12-31")), nil)
	dues := must(p.payments.ListDues(p.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2021-12-31"}))(t).GetDues()
	same(t, "dues", lines(dues), []string{"1/1 2020-10-01 PAID 2520000", "1/2 2021-10-01 PAID 1080000", "2/1 2021-10-01 PAID 2700000"})
	p.sound()
	statement := must(p.payments.GetStatement(p.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: 2021, Html: true}))(t)
	if !strings.Contains(statement.GetHtml(), "versé avant la reprise (référence V-2)") || statement.GetStatement().GetLines()[1].GetAccount().GetTakenOverCents() != 1000001 {
		t.Errorf("the statement does not say what was paid before: %v", statement.GetStatement())
	}
	report, err := audit.Read(bytes.NewReader(p.exported("")), nil)
	if err != nil || len(report.Findings) > 0 || report.TakenOver != 2 || report.Computed != 2 || !strings.Contains(report.Page(false), "2 reprises") {
		t.Errorf("%v\n%s", err, report.Page(true))
	}
}

func TestNothingPaidIsStatedToo(t *testing.T) {
	p := newPast(t)
	id := p.imported([2]string{"2024-03-04", "FULL"})[0]
	made := p.hired(fund)
	p.established(id, "")
	if got := len(p.pay(fund, "2024-12-31").GetRun().GetLines()); got != 2 {
		t.Errorf("%d lines, want one of each contract", got)
	}
	_, err := p.stating(made, "")
	refused(t, err, fault.WrongState, "NOT_IMPORTED", made)
}

func TestAWrongStatementIsCorrectedByTheDifference(t *testing.T) {
	p := newPast(t)
	id := p.imported([2]string{"2020-10-01", "FULL"})[0]
	_, err := p.stating(id, "pst_01ARZ3NDEKTSV4RRFFQ69G5FAV")
	refused(t, err, fault.WrongState, "NOTHING_TO_CORRECT")
	first := p.established(id, "", "1/1 2520000 2020-10-15 V-1", "1/2 2520000 2020-10-15 V-2", "2/1 2700000 2021-10-20 V-3")
	again := must(p.stating(id, first.GetId(), "1/1 2520000 2020-10-15 V-1", "1/2 1080000 2021-10-15 V-2", "2/1 2700000 2021-10-20 V-3"))(t)
	must(p.payments.WithdrawPastPayments(p.as(controller), &paymentv1.WithdrawPastPaymentsRequest{RequestId: p.request(), PastPaymentsId: again.GetId(), Reason: "à relire"}))(t)
	refused(t, p.verifying(controller, again), fault.WrongState, "WRONG_STATE", "WITHDRAWN")
	second := p.established(id, first.GetId(), "1/1 2520000 2020-10-15 V-1", "1/2 1080000 2021-10-15 V-2", "2/1 2700000 2021-10-20 V-3")
	same(t, "the ledger", p.kinds(id)[3:], []string{"TAKE_OVER 2021-10-15 1080000", "TAKE_OVER 2020-10-15 2520000"})
	same(t, "balances", p.balances(&paymentv1.GetBalanceRequest{ContractId: id}), []string{"AID_EXPENSE 6300000", "BANK 6300000"})
	same(t, "dues", lines(must(p.payments.ListDues(p.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2021-12-31"}))(t).GetDues()),
		[]string{"1/1 2020-10-01 PAID 2520000", "1/2 2021-10-01 PAID 1080000", "2/1 2021-10-01 PAID 2700000"})
	kept := must(p.payments.GetPastPayments(p.ctx(), &paymentv1.GetPastPaymentsRequest{PastPaymentsId: first.GetId()}))(t).GetPastPayments()
	if kept.GetContracts()[0].GetCorrectedById() != second.GetId() || len(kept.GetContracts()[0].GetWarnings()) != 1 || len(first.GetContracts()[0].GetWarnings()) != 1 {
		t.Errorf("the first statement is %v, want it corrected, with the warning that the year has more than its row", kept)
	}
	_, err = p.stating(id, first.GetId())
	refused(t, err, fault.WrongState, "PAST_PAYMENTS_STATED", second.GetId())
	p.sound()
	p.within(func(s *store.Store, tx *table.Tx) error {
		held, _, err := s.Past(tx, second.GetId())
		if err != nil {
			return err
		}
		held.Contracts[0].Payments[0].PaidCents--
		return s.UpdatePast(tx, held)
	})
	if proof := must(p.payments.VerifyLedger(p.ctx(), &paymentv1.VerifyLedgerRequest{}))(t); proof.GetValid() || !strings.Contains(strings.Join(proof.GetViolations(), "\n"), second.GetId()) {
		t.Errorf("a statement was changed in the file, and the proof is %v", proof)
	}
}

func TestWhatCannotHaveBeenPaidIsRefusedByField(t *testing.T) {
	p := newPast(t)
	id := p.imported([2]string{"2020-10-01", "FULL"})[0]
	for name, c := range map[string]struct {
		lines []string
		field string
	}{
		"a year that the text has not":        {[]string{"6/1 100 2021-01-01 V"}, "payments[0].contract_year"},
		"an instalment that the year has not": {[]string{"2/2 100 2021-01-01 V"}, "payments[0].instalment"},
		"before the signature":                {[]string{"1/1 100 2020-09-30 V"}, "payments[0].paid_on_date"},
		"after the day up to which is stated": {[]string{"1/1 100 2025-01-01 V"}, "payments[0].paid_on_date"},
		"a doubled one":                       {[]string{"1/1 100 2021-01-01 V", "1/1 200 2021-01-01 V"}, "payments[1].reference"},
		"nothing":                             {[]string{"1/1 0 2021-01-01 V"}, "payments[0].paid_cents"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.stating(id, "", c.lines...)
			f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest)
			if len(f.Violations) != 1 || f.Violations[0].Field != c.field || f.Violations[0].Wanted == "" {
				t.Errorf("the violations are %v, want one of %s", f.Violations, c.field)
			}
		})
	}
	_, err := p.payments.StatePastPayments(p.as(secretary), &paymentv1.StatePastPaymentsRequest{RequestId: p.request(), ContractId: id, ThroughDate: "2025-01-16"})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest)
}

// importing brings a file of past payments, and gives what became of each line.
func (p *past) importing(text string) ([]string, *paymentv1.ImportPastPaymentsResponse) {
	p.t.Helper()
	resp := must(p.payments.ImportPastPayments(p.as(secretary), &paymentv1.ImportPastPaymentsRequest{
		RequestId: p.request(), FundCode: fund, ThroughDate: "2024-12-31", Content: []byte(text),
	}))(p.t)
	var all []string
	for _, l := range resp.GetLines() {
		came := strings.TrimPrefix(l.GetOutcome().String(), "IMPORT_OUTCOME_")
		for _, r := range l.GetReasons() {
			came += " " + r.GetCode() + "(" + r.GetColumn() + ")"
		}
		all = append(all, fmt.Sprint(l.GetLine(), " ", came))
	}
	sum := resp.GetSummary()
	if sum.GetAccepted()+sum.GetRejected() != sum.GetLines() || int(sum.GetLines()) != len(resp.GetLines()) {
		p.t.Errorf("the summary %v does not add up", sum)
	}
	return all, resp
}

const pastHeader = "reference;contract_year;instalment;paid_cents;paid_on_date;payment_reference\n"

func TestNothingOfAFileIsStatedUnlessAllOfItIs(t *testing.T) {
	p := newPast(t)
	p.imported([2]string{"2020-10-01", "FULL"}, [2]string{"2023-06-05", "HALF"}, [2]string{"2024-01-08", "FULL"})
	got, resp := p.importing(pastHeader +
		"C-1;1;1;2520000;2020-10-15;V-1\n" + "C-1;1;1;2520000;2020-10-15;V-1\n" + "C-9;1;1;100;2021-01-01;V-2\n" + "C-2;;;;;\n" + "C-2;1;1;5;2023-07-01;V-3\n" +
		"C-3;one;1;38000,00;2024-02-30;V-4\n" + "C-3;7;1;1;2023-01-01;V-5\n" + "C-3;1\n" + "é;1;1;1;2024-02-01;\n")
	same(t, "lines", got, []string{
		"2 ACCEPTED", "3 REJECTED PAYMENT_REPEATED(payment_reference)", "4 REJECTED CONTRACT_NOT_FOUND(reference)",
		"5 REJECTED NOTHING_AND_SOMETHING(reference)", "6 ACCEPTED",
		"7 REJECTED INVALID_REQUEST(contract_year) INVALID_REQUEST(paid_cents) INVALID_REQUEST(paid_on_date)",
		"8 REJECTED NO_SUCH_DUE(contract_year) BEFORE_SIGNATURE(paid_on_date)", "9 REJECTED MALFORMED_LINE()",
		"10 REJECTED INVALID_REQUEST(reference) INVALID_REQUEST(payment_reference)",
	})
	if resp.GetPastPayments() != nil {
		t.Errorf("lines were rejected, and %v is stated", resp.GetPastPayments())
	}
	text := pastHeader + "C-1;1;1;2520000;2020-10-15;V-1\nC-2;;;;;\nC-3;1;1;9999999;2024-02-01;V-2\n"
	got, resp = p.importing(text)
	same(t, "lines", got, []string{"2 ACCEPTED", "3 ACCEPTED", "4 ACCEPTED"})
	s := resp.GetPastPayments()
	if s.GetTotals().GetCount() != 2 || s.GetTotals().GetSumCents() != 2520000+9999999 || len(resp.GetLines()[2].GetWarnings()) != 1 {
		t.Errorf("the statement is %v, want two payments and a warning", s)
	}
	got, _ = p.importing(text)
	same(t, "the same file again", got, []string{"2 REJECTED PAST_PAYMENTS_OPEN(reference)", "3 REJECTED PAST_PAYMENTS_OPEN(reference)", "4 REJECTED PAST_PAYMENTS_OPEN(reference)"})
	refused(t, p.verifying(secretary, s), fault.Forbidden, "VERIFIER_IS_AUTHOR")
	if err := p.verifying(controller, s); err != nil {
		t.Fatal(err)
	}
	p.sound()
	if listed := must(p.payments.ListPastPayments(p.ctx(), &paymentv1.ListPastPaymentsRequest{FundCode: fund}))(t).GetPastPayments(); len(listed) != 1 || listed[0].GetVerifiedBy() != controller || len(listed[0].GetContracts()) != 0 {
		t.Errorf("listed %v", listed)
	}
	same(t, "paid too much before", lines(must(p.payments.ListDues(p.ctx(), &paymentv1.ListDuesRequest{ContractId: p.refs["C-3"], ThroughDate: "2024-12-31"}))(t).GetDues())[:1],
		[]string{"1/1 2024-01-08 OVERPAID " + fmt.Sprint(p.due(p.refs["C-3"], "1/1").GetOwedCents())})
	must(p.notify(p.refs["C-3"], "2024-12-31"))(t)
}

// Whatever was paid before: past, system and what was got back add up to what is owed.
func TestPastAndSystemTogetherPayWhatIsOwedAndNeverTwice(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 1))
			p := newPast(t)
			var register [][2]string
			for range 8 {
				signed := civil.MustParse("2023-01-01").AddDays(rng.IntN(700))
				register = append(register, [2]string{signed.String(), []string{"FULL", "HALF"}[rng.IntN(2)]})
			}
			ids := p.imported(register...)
			var file strings.Builder
			file.WriteString(pastHeader)
			for _, ref := range slices.Sorted(maps.Keys(p.refs)) {
				id, something := p.refs[ref], false
				for n, d := range must(p.payments.ListDues(p.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2024-12-31"}))(t).GetDues() {
					if d.GetDueDate() == "" || d.GetDueDate() > "2024-12-01" || rng.IntN(3) == 0 {
						continue
					}
					something = true
					fmt.Fprintf(&file, "%s;%d;%d;%d;%s;V-%d\n", ref, d.GetContractYear(), d.GetInstalment(), 1+rng.IntN(5_000_000), d.GetDueDate(), n)
				}
				if !something {
					file.WriteString(ref + ";;;;;\n")
				}
			}
			_, resp := p.importing(file.String())
			if err := p.verifying(controller, resp.GetPastPayments()); err != nil {
				t.Fatalf("%v: %v", err, resp.GetLines())
			}
			p.pay(fund, "2024-12-31")
			for _, id := range ids {
				p.recovered(id)
				var owed int64
				for _, d := range must(p.payments.ListDues(p.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2024-12-31"}))(t).GetDues() {
					if d.GetDeltaCents() != 0 || d.OwedCents == nil {
						t.Errorf("contract %s: %s, posted %d; want all that is owed posted", id, line(d), d.GetPostedCents())
					}
					owed += d.GetOwedCents()
				}
				if gone := p.gone(id); gone != owed {
					t.Errorf("contract %s: %d cents have gone to the doctor, %d are owed", id, gone, owed)
				}
			}
			same(t, "a second run", paidLines(p.open(fund, "2024-12-31")), nil)
			p.sound()
			report, err := audit.Read(bytes.NewReader(p.exported("")), nil)
			if err != nil || len(report.Findings) > 0 || report.TakenOver == 0 {
				t.Errorf("%v\n%s", err, report.Page(true))
			}
		})
	}
}

// recovered gets back what is too much of a contract, wholly.
func (p *past) recovered(id string) {
	p.t.Helper()
	r, err := p.notify(id, "2024-12-31")
	if fault.Is(err, "NOTHING_TO_RECOVER") {
		return
	}
	req := upheld(must(r, err)(p.t).GetId())
	req.DecidedOnDate, req.Mode, req.PlanDates = "2025-02-15", paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN, []string{"2025-03-01"}
	must(p.decide(req))(p.t)
	must(p.repay(r.GetId(), r.GetNotifiedCents(), "2025-03-01"))(p.t)
}

// gone is what has left for the doctor of a contract, from whichever system, less what
// came back.
func (p *past) gone(id string) int64 {
	var sum money.Cents
	for _, a := range must(p.payments.GetBalance(p.ctx(), &paymentv1.GetBalanceRequest{ContractId: id}))(p.t).GetAccounts() {
		account, err := ledger.ParseAccount(a.GetAccount())
		if err != nil {
			p.t.Fatal(err)
		}
		if account.Kind == ledger.Bank || account.Kind == ledger.InTransit {
			sum += money.Cents(a.GetBalanceCents())
		}
	}
	return int64(sum)
}

func TestACorrectionLeavesWhatWasClaimed(t *testing.T) {
	p := newPast(t)
	id := p.imported([2]string{"2024-03-04", "FULL"})[0]
	first := p.established(id, "", "1/1 9999999 2024-03-20 V-1")
	p.recovered(id)
	less := must(p.stating(id, first.GetId(), "1/1 100 2024-03-20 V-1"))(t)
	refused(t, p.verifying(controller, less), fault.WrongState, "CLAIMED_ALREADY", id+"/1/1")
	must(p.payments.WithdrawPastPayments(p.as(secretary), &paymentv1.WithdrawPastPaymentsRequest{RequestId: p.request(), PastPaymentsId: less.GetId(), Reason: "faux"}))(t)
	p.established(id, first.GetId(), "1/1 9999899 2024-03-20 V-1")
	same(t, "what the correction took away is owed", paidLines(p.pay(fund, "2024-12-31").GetRun()), []string{"1/1 100"})
	p.sound()
}

func TestAStatementThatIsNotThereAndACallWithoutAnActorAreRefused(t *testing.T) {
	p := newPast(t)
	const none = "pst_01ARZ3NDEKTSV4RRFFQ69G5FAV"
	refused(t, p.verifying(controller, &paymentv1.PastPayments{Id: none, Totals: &paymentv1.Totals{}}), fault.NotFound, "PAST_PAYMENTS_NOT_FOUND", none)
	_, err := p.payments.GetPastPayments(p.ctx(), &paymentv1.GetPastPaymentsRequest{PastPaymentsId: none})
	refused(t, err, fault.NotFound, "PAST_PAYMENTS_NOT_FOUND", none)
	_, err = p.payments.WithdrawPastPayments(p.ctx(), &paymentv1.WithdrawPastPaymentsRequest{RequestId: "r", PastPaymentsId: none, Reason: "faux"})
	refused(t, err, fault.NotFound, "PAST_PAYMENTS_NOT_FOUND", none)
	_, err = p.payments.StatePastPayments(p.ctx(), &paymentv1.StatePastPaymentsRequest{RequestId: "r", ContractId: noContract, ThroughDate: "2024-12-31"})
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND", noContract)
	for name, call := range map[string]func() error{
		"StatePastPayments": func() error {
			_, err := p.payments.StatePastPayments(t.Context(), &paymentv1.StatePastPaymentsRequest{RequestId: "r"})
			return err
		},
		"ImportPastPayments": func() error {
			_, err := p.payments.ImportPastPayments(t.Context(), &paymentv1.ImportPastPaymentsRequest{RequestId: "r"})
			return err
		},
		"VerifyPastPayments": func() error {
			_, err := p.payments.VerifyPastPayments(t.Context(), &paymentv1.VerifyPastPaymentsRequest{RequestId: "r"})
			return err
		},
		"WithdrawPastPayments": func() error {
			_, err := p.payments.WithdrawPastPayments(t.Context(), &paymentv1.WithdrawPastPaymentsRequest{RequestId: "r"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) { refused(t, call(), fault.Unauthenticated, "ACTOR_MISSING") })
	}
	for content, field := range map[string]string{"": "content", pastHeader: "content", "reference;x\nC-1;2\n": "header"} {
		_, err := p.payments.ImportPastPayments(p.ctx(), &paymentv1.ImportPastPaymentsRequest{RequestId: "r", FundCode: fund, ThroughDate: "2024-12-31", Content: []byte(content)})
		if f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest); f.Violations[0].Field != field {
			t.Errorf("%q: the violations are %v, want %s", content, f.Violations, field)
		}
	}
}
