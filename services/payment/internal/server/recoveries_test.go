package server_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

const decider = "decider:751"

// books is a world whose ledger a test can write beside the service, which is stopped
// for as long.
type books struct {
	*world
	path string
	n    int
}

func newBooks(t testing.TB) *books {
	t.Helper()
	path := filepath.Join(t.TempDir(), "payment.db")
	return &books{world: newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}}), path: path}
}

// within opens the stopped store for one transaction.
func (b *books) within(write func(*store.Store, *table.Tx) error) {
	b.t.Helper()
	b.running.Stop()
	kept, err := store.Open(b.path)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := kept.DB().Update(b.t.Context(), func(tx *table.Tx) error { return write(kept, tx) }); err != nil {
		b.t.Fatal(err)
	}
	if err := kept.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.running.Restart()
}

// stage is how far a payment has come.
type stage int

const (
	recognised stage = iota
	inTransit
	settled
)

// paid pays what a due has left, as far as a stage, with its payment beside it.
func (b *books) paid(id, due, on string, how stage) {
	b.t.Helper()
	b.paidDue(b.due(id, due), on, how)
}

func (b *books) due(id, due string) *paymentv1.Due {
	b.t.Helper()
	for _, d := range must(b.payments.ListDues(b.ctx(), &paymentv1.ListDuesRequest{ContractId: id}))(b.t).GetDues() {
		if fmt.Sprintf("%d/%d", d.GetContractYear(), d.GetInstalment()) == due {
			return d
		}
	}
	b.t.Fatalf("contract %s has no due %s", id, due)
	return nil
}

func (b *books) paidDue(d *paymentv1.Due, on string, how stage) {
	b.t.Helper()
	b.n++
	key := store.KeyOf(d)
	day := civil.MustParse(on)
	run, cents := fmt.Sprintf("run_%d", b.n), money.Cents(d.GetDeltaCents())
	fact := func(key string) ledger.Fact {
		return ledger.Fact{Key: key, FundCode: fund, On: day, Recorded: day, Actor: accountant, Reason: "Lot de paiement"}
	}
	b.within(func(s *store.Store, tx *table.Tx) error {
		paid, err := s.PaymentsOf(tx, key.ContractID)
		if err != nil {
			return err
		}
		posting := 1
		for _, p := range paid {
			if store.KeyOf(p.GetDue()) == key {
				posting++
			}
		}
		pid := store.PaymentID(key, posting)
		postings, err := s.Postings(tx)
		if err != nil {
			return err
		}
		if err := postings.Add(ledger.Recognise(fact("RECOGNISE/"+run+"/"+pid), ledger.Due(key), cents)); err != nil || how == recognised {
			return err
		}
		p := &paymentv1.Payment{
			Id: pid, ContractId: key.ContractID, ContractYear: int32(key.Year), Instalment: int32(key.Instalment), FundCode: fund, RunId: run,
			AmountCents: int64(cents), Due: d, TextId: "convention-2024", LawDigest: "a", Actor: accountant, Posting: int32(posting),
			State: paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT, EndToEndId: strings.ReplaceAll(pid, "/", "-"), MessageId: "m" + run,
			CreateTime: timestamppb.New(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)),
		}
		if err := postings.Add(ledger.Dispatch(fact("DISPATCH/m"+run+"/"+pid), ledger.Due(key), cents)); err != nil {
			return err
		}
		if how == settled {
			p.State = paymentv1.PaymentState_PAYMENT_STATE_SETTLED
			if err := postings.Add(ledger.Settle(fact("SETTLE/m"+run+"/"+pid), ledger.Due(key), cents)); err != nil {
				return err
			}
		}
		return s.Pay(tx, p)
	})
}

// signed is a contract of 1 ETP signed and hired on a day.
func (b *books) signed(on string) string {
	b.t.Helper()
	id := b.offer(doctor(fund, on))
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_DOCTOR, contractv1.Party_PARTY_FUND} {
		must(b.contracts.SignContract(b.ctx(), &contractv1.SignContractRequest{RequestId: b.request(), ContractId: id, Party: party, SignedOnDate: on}))(b.t)
	}
	b.hire(id, on, 2100)
	return id
}

// overpaid is a contract of which year 1 was paid, and that ended after 71 days.
func (b *books) overpaid() string {
	b.t.Helper()
	id := b.signed(signedOn)
	b.paid(id, "1/1", "2024-07-01", settled)
	b.end(id, "2024-08-31")
	return id
}

func (b *books) notify(id, on string) (*paymentv1.Recovery, error) {
	resp, err := b.payments.GiveRecoveryNotice(b.ctx(), &paymentv1.GiveRecoveryNoticeRequest{RequestId: b.request(), ContractId: id, NoticeDate: on})
	return resp.GetRecovery(), err
}

func (b *books) decide(req *paymentv1.DecideRecoveryRequest) (*paymentv1.Recovery, error) {
	req.RequestId = b.request()
	resp, err := b.payments.DecideRecovery(b.as(decider), req)
	return resp.GetRecovery(), err
}

func (b *books) repay(id string, cents int64, on string) (*paymentv1.Recovery, error) {
	resp, err := b.payments.RecordRepayment(b.ctx(), &paymentv1.RecordRepaymentRequest{RequestId: b.request(), RecoveryId: id, Cents: cents, RepaidOnDate: on})
	return resp.GetRecovery(), err
}

func (b *books) writeOff(id, actor string) (*paymentv1.Recovery, error) {
	resp, err := b.payments.WriteOffRecovery(b.as(actor), &paymentv1.WriteOffRecoveryRequest{
		RequestId: b.request(), RecoveryId: id, WrittenOffOnDate: "2025-12-01", Reason: "Médecin décédé",
	})
	return resp.GetRecovery(), err
}

func upheld(id string) *paymentv1.DecideRecoveryRequest {
	return &paymentv1.DecideRecoveryRequest{
		RecoveryId: id, Outcome: paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_UPHELD, DecidedOnDate: "2025-04-11",
		Mode: paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET,
	}
}

// story writes a recovery in one line: state, notified, claimed, recovered, left.
func story(r *paymentv1.Recovery) string {
	return fmt.Sprintf("%s notified %d claimed %d recovered %d left %d", strings.TrimPrefix(r.GetState().String(), "RECOVERY_STATE_"),
		r.GetNotifiedCents(), r.GetClaimedCents(), r.GetRecoveredCents(), r.GetLeftCents())
}

func rows(r *paymentv1.Recovery) []string {
	all := make([]string, len(r.GetRows()))
	for i, row := range r.GetRows() {
		all[i] = fmt.Sprintf("%d/%d paid %d owed %d recover %d claimed %d", row.GetContractYear(), row.GetInstalment(),
			row.GetPaidCents(), row.GetOwedCents(), row.GetToRecoverCents(), row.GetClaimedCents())
	}
	return all
}

// sound fails the test unless the ledger holds.
func (b *books) sound() {
	b.t.Helper()
	proof := must(b.payments.VerifyLedger(b.ctx(), &paymentv1.VerifyLedgerRequest{}))(b.t)
	if !proof.GetValid() {
		b.t.Errorf("the ledger does not hold: %v", proof)
	}
}

func TestWhatIsToBeGotBackIsSaidFromWhatWasPaidThoughTheTableHasChangedSince(t *testing.T) {
	b := newBooks(t)
	// Year 1 began before the table of 22 June 2024, and the contract ends after it.
	id := b.signed("2024-02-01")
	paidFirst := b.due(id, "1/1").GetOwedCents()
	b.paid(id, "1/1", "2024-03-01", settled)
	b.end(id, "2024-09-30")
	r := must(b.notify(id, "2025-03-10"))(t)
	d := b.due(id, "1/1")
	same(t, "rows", rows(r), []string{fmt.Sprintf("1/1 paid %d owed %d recover %d claimed 0", paidFirst, d.GetOwedCents(), paidFirst-d.GetOwedCents())})
	c := r.GetRows()[0].GetComputation()
	newer := b.due(b.signed(signedOn), "1/1").GetComputation().GetCeilingCents()
	if c.GetCeilingCents() != paidFirst || c.GetCeilingCents() == newer || c.GetContractYearStartDate() != "2024-02-01" {
		t.Errorf("computed from a ceiling of %d of %s, want that of the day of the contract, %d, and not today's %d",
			c.GetCeilingCents(), c.GetContractYearStartDate(), paidFirst, newer)
	}
	// 243 days from 1 February to 30 September 2024, of 366.
	if c.GetDaysInForce() != 243 || c.GetDaysInYear() != 366 {
		t.Errorf("%d days of %d, want 243 of 366", c.GetDaysInForce(), c.GetDaysInYear())
	}
	if r.GetReplyByDate() != "2025-04-10" || r.GetLimitationDate() != "2027-03-01" {
		t.Errorf("reply by %s, limitation %s, want 2025-04-10 and three years after the payment, 2027-03-01", r.GetReplyByDate(), r.GetLimitationDate())
	}
	for _, says := range []string{"10 avril 2025", "1er mars 2027", "lecture déduite du texte", money.Cents(r.GetNotifiedCents()).French()} {
		if !strings.Contains(r.GetExplanation().GetFr(), says) {
			t.Errorf("the notice is %q, want %q in it", r.GetExplanation().GetFr(), says)
		}
	}
}

func TestOnlyWhatLeftTheFundIsAnOverpayment(t *testing.T) {
	for name, c := range map[string]struct {
		how  stage
		want []string
	}{
		"approved and not sent": {recognised, nil},
		"on its way":            {inTransit, []string{"1/1 paid 3800000 owed 739178 recover 3060822 claimed 0"}},
		"confirmed":             {settled, []string{"1/1 paid 3800000 owed 739178 recover 3060822 claimed 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBooks(t)
			id := b.signed(signedOn)
			b.paid(id, "1/1", "2024-07-01", c.how)
			b.end(id, "2024-08-31")
			r, err := b.notify(id, "2025-03-10")
			if c.want == nil {
				refused(t, err, fault.WrongState, "NOTHING_TO_RECOVER", id)
				return
			}
			same(t, "rows", rows(must(r, err)(t)), c.want)
		})
	}
}

func TestALastInstalmentBelowZeroIsGotBackFromTheOneBeforeIt(t *testing.T) {
	b := newBooks(t)
	id := b.signed(signedOn)
	b.measure(id, "2026-06-22", 1560) // +260: all reached when year 3 begins
	b.paid(id, "3/1", "2026-07-01", settled)
	b.measure(id, "2027-05-31", 1313) // 13 of 260 = 5 % at its end
	first, last := b.due(id, "3/1"), b.due(id, "3/2")
	if last.GetOwedCents() >= 0 {
		t.Fatalf("the last instalment owes %d, want less than nothing", last.GetOwedCents())
	}
	r := must(b.notify(id, "2027-07-10"))(t)
	worth := first.GetPostedCents() + last.GetOwedCents()
	same(t, "rows", rows(r), []string{fmt.Sprintf("3/1 paid %d owed %d recover %d claimed 0", first.GetPostedCents(), worth, -last.GetOwedCents())})
	req := upheld(r.GetId())
	req.DecidedOnDate = "2027-08-11"
	r = must(b.decide(req))(t)
	if got := r.GetLeftCents(); got != -last.GetOwedCents() {
		t.Errorf("%d is left, want %d", got, -last.GetOwedCents())
	}
	for _, due := range []string{"3/1", "3/2"} {
		if d := b.due(id, due); d.GetDeltaCents() != 0 {
			t.Errorf("after the claim %s differs by %d, want nothing", due, d.GetDeltaCents())
		}
	}
	b.sound()
}

func TestNothingIsDecidedOnAnyDayOnWhichTheDoctorCanReply(t *testing.T) {
	for _, c := range []struct{ notice, last, first string }{
		{"2025-03-10", "2025-04-10", "2025-04-11"},
		{"2025-01-31", "2025-02-28", "2025-03-01"},
		{"2024-12-31", "2025-01-31", "2025-02-01"},
	} {
		b := newBooks(t)
		r := must(b.notify(b.overpaid(), c.notice))(t)
		for _, day := range []string{c.notice, c.last} {
			req := upheld(r.GetId())
			req.DecidedOnDate = day
			_, err := b.decide(req)
			refused(t, err, fault.WrongState, "REPLY_PERIOD_RUNNING", c.last, day)
		}
		req := upheld(r.GetId())
		req.DecidedOnDate = c.first
		must(b.decide(req))(t)
	}
}

func TestAReplyIsRecordedOnceAndNotBeforeTheNotice(t *testing.T) {
	b := newBooks(t)
	r := must(b.notify(b.overpaid(), "2025-03-10"))(t)
	reply := func(on string) (*paymentv1.RecordRecoveryReplyResponse, error) {
		return b.payments.RecordRecoveryReply(b.ctx(), &paymentv1.RecordRecoveryReplyRequest{
			RequestId: b.request(), RecoveryId: r.GetId(), ReplyDate: on, Reply: "L'assistant est revenu",
		})
	}
	_, err := reply("2025-03-09")
	refused(t, err, fault.WrongState, "BEFORE_NOTICE", "2025-03-10")
	if got := must(reply("2025-03-10"))(t).GetRecovery(); got.GetReply() != "L'assistant est revenu" || got.GetReplyDate() != "2025-03-10" {
		t.Errorf("the reply is %v", got)
	}
	_, err = reply("2025-03-11")
	refused(t, err, fault.WrongState, "WRONG_STATE", "2025-03-10")
}

func TestAClaimIsRepaidByAPlanThatAddsUp(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	r := must(b.notify(id, "2025-03-10"))(t)
	_, err := b.notify(id, "2025-03-11")
	refused(t, err, fault.WrongState, "RECOVERY_OPEN", r.GetId())
	req := upheld(r.GetId())
	req.Mode, req.PlanDates = paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN, []string{"2025-05-01", "2025-06-01", "2025-07-01", "2025-08-01"}
	r = must(b.decide(req))(t)
	var plan []string
	for _, p := range r.GetPlan() {
		plan = append(plan, fmt.Sprintf("%s %d", p.GetDueDate(), p.GetCents()))
	}
	same(t, "plan", plan, []string{"2025-05-01 765206", "2025-06-01 765206", "2025-07-01 765205", "2025-08-01 765205"})
	_, err = b.repay(r.GetId(), 3060823, "2025-05-01")
	refused(t, err, fault.WrongState, "MORE_THAN_LEFT", "€30,608.22")
	stories := []string{story(r)}
	for _, cents := range []int64{765206, 765206, 1530410} {
		stories = append(stories, story(must(b.repay(r.GetId(), cents, "2025-05-01"))(t)))
	}
	same(t, "story", stories, []string{
		"DECIDED notified 3060822 claimed 3060822 recovered 0 left 3060822",
		"DECIDED notified 3060822 claimed 3060822 recovered 765206 left 2295616",
		"DECIDED notified 3060822 claimed 3060822 recovered 1530412 left 1530410",
		"SETTLED notified 3060822 claimed 3060822 recovered 3060822 left 0",
	})
	_, err = b.repay(r.GetId(), 1, "2025-05-01")
	refused(t, err, fault.WrongState, "WRONG_STATE", "SETTLED", "DECIDED")
	_, err = b.notify(id, "2025-09-01")
	refused(t, err, fault.WrongState, "NOTHING_TO_RECOVER")
	b.sound()
}

func TestAReducedClaimIsWrittenOffForTheRestAndWhatIsLeftByAnother(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	r := must(b.notify(id, "2025-03-10"))(t)
	req := upheld(r.GetId())
	req.Outcome, req.ClaimedCents, req.Reason = paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED, 1000000, "Bonne foi"
	r = must(b.decide(req))(t)
	stories := []string{story(r), story(must(b.repay(r.GetId(), 250000, "2025-05-01"))(t))}
	_, err := b.writeOff(r.GetId(), decider)
	refused(t, err, fault.Forbidden, "WRITER_OFF_IS_DECIDER", r.GetId())
	r = must(b.writeOff(r.GetId(), accountant))(t)
	same(t, "story", append(stories, story(r)), []string{
		"DECIDED notified 3060822 claimed 1000000 recovered 0 left 1000000",
		"DECIDED notified 3060822 claimed 1000000 recovered 250000 left 750000",
		"WRITTEN_OFF notified 3060822 claimed 1000000 recovered 250000 left 0",
	})
	if d := b.due(id, "1/1"); d.GetDeltaCents() != 0 || d.GetPostedCents() != 739178 {
		t.Errorf("the due is posted with %d and differs by %d, want what is owed and nothing", d.GetPostedCents(), d.GetDeltaCents())
	}
	got := must(b.payments.ListRecoveries(b.ctx(), &paymentv1.ListRecoveriesRequest{ContractId: id}))(t).GetRecoveries()
	if len(got) != 1 || story(got[0]) != story(r) {
		t.Errorf("listed are %v, want the one", got)
	}
	b.sound()
}

func TestAWaivedClaimClosesTheDueAndIsGivenUpWithItsReason(t *testing.T) {
	b := newBooks(t)
	id := b.overpaid()
	r := must(b.notify(id, "2025-03-10"))(t)
	r = must(b.decide(&paymentv1.DecideRecoveryRequest{
		RecoveryId: r.GetId(), Outcome: paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED, DecidedOnDate: "2025-04-11", Reason: "Erreur de la caisse",
	}))(t)
	if got, want := story(r), "WAIVED notified 3060822 claimed 0 recovered 0 left 0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err := b.notify(id, "2025-09-01")
	refused(t, err, fault.WrongState, "NOTHING_TO_RECOVER")
	b.sound()
}

func TestANoticeWhoseAmountsMovedCanOnlyBeWithdrawn(t *testing.T) {
	b := newBooks(t)
	id := b.signed(signedOn)
	b.measure(id, "2026-06-22", 1560)
	b.paid(id, "3/1", "2026-07-01", settled)
	b.measure(id, "2027-05-31", 1313)
	r := must(b.notify(id, "2027-07-10"))(t)
	b.measure(id, "2027-06-10", 1326) // a better measure of the same year, told late
	req := upheld(r.GetId())
	req.DecidedOnDate = "2027-08-11"
	_, err := b.decide(req)
	f := refusal(t, err, fault.WrongState, "AMOUNT_MOVED", money.Cents(r.GetNotifiedCents()).English())
	if f.Metadata["notified_cents"] == f.Metadata["today_cents"] {
		t.Errorf("the metadata are %v, want what was notified and what it is today", f.Metadata)
	}
	waived := must(b.decide(&paymentv1.DecideRecoveryRequest{
		RecoveryId: r.GetId(), Outcome: paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED, DecidedOnDate: "2027-08-11", Reason: "Mesure corrigée",
	}))(t)
	if !strings.Contains(waived.GetExplanation().GetFr(), "retirée") {
		t.Errorf("the recovery says %q, want that it is withdrawn", waived.GetExplanation().GetFr())
	}
	again := must(b.notify(id, "2027-08-12"))(t)
	if fmt.Sprint(again.GetNotifiedCents()) != f.Metadata["today_cents"] {
		t.Errorf("the new notice is of %d, want %s", again.GetNotifiedCents(), f.Metadata["today_cents"])
	}
}

func TestADecisionSaysAllThatIsWrongWithItAtOnce(t *testing.T) {
	b := newBooks(t)
	r := must(b.notify(b.overpaid(), "2025-03-10"))(t)
	for name, c := range map[string]struct {
		change func(*paymentv1.DecideRecoveryRequest)
		fields []string
	}{
		"a reduced claim without amount and reason": {func(r *paymentv1.DecideRecoveryRequest) {
			r.Outcome = paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED
		}, []string{"claimed_cents", "reason"}},
		"a reduced claim of the whole": {func(r *paymentv1.DecideRecoveryRequest) {
			r.Outcome, r.ClaimedCents, r.Reason = paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED, 3060822, "x"
		}, []string{"claimed_cents"}},
		"an upheld claim with an amount": {func(r *paymentv1.DecideRecoveryRequest) { r.ClaimedCents = 1 }, []string{"claimed_cents"}},
		"no mode":                        {func(r *paymentv1.DecideRecoveryRequest) { r.Mode = 0 }, []string{"mode"}},
		"a plan without days":            {func(r *paymentv1.DecideRecoveryRequest) { r.Mode = paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN }, []string{"plan_dates"}},
		"days without a plan":            {func(r *paymentv1.DecideRecoveryRequest) { r.PlanDates = []string{"2025-05-01"} }, []string{"plan_dates"}},
		"a plan that goes back and is no day": {func(r *paymentv1.DecideRecoveryRequest) {
			r.Mode, r.PlanDates = paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN, []string{"2025-05-01", "2025-05-01", "soon"}
		}, []string{"plan_dates[1]", "plan_dates[2]"}},
		"a waived claim with a mode": {func(r *paymentv1.DecideRecoveryRequest) {
			r.Outcome, r.Reason = paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED, "x"
		}, []string{"mode"}},
	} {
		t.Run(name, func(t *testing.T) {
			req := upheld(r.GetId())
			c.change(req)
			_, err := b.decide(req)
			f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest)
			var fields []string
			for _, v := range f.Violations {
				fields = append(fields, v.Field)
			}
			same(t, "fields", fields, c.fields)
		})
	}
}
