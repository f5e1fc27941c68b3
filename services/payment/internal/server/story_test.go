package server_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/payment/internal/store"
)

func TestFiveYearsOfAnOrdinaryContractOf2024(t *testing.T) {
	path := filepath.Join(t.TempDir(), "payment.db")
	w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
	id := w.hired(fund)

	first := w.pay(fund, "2024-06-30")
	same(t, "June 2024", paidLines(first.GetRun()), []string{"1/1 3800000"})
	same(t, "June 2025", paidLines(w.pay(fund, "2025-06-30").GetRun()), []string{"2/1 2800000"})
	blocked := w.pay(fund, "2026-06-30").GetRun()
	same(t, "June 2026, not measured", paidLines(blocked), nil)
	same(t, "June 2026, left out", excludedLines(blocked), []string{"3/1 MEASURE_MISSING"})
	w.measure(id, "2026-06-15", 1560)
	same(t, "July 2026", paidLines(w.pay(fund, "2026-07-31").GetRun()), []string{"3/1 1100000"})
	w.measure(id, "2027-06-15", 1430) // half of the objective
	same(t, "June 2027: the year was worth what its first half paid", paidLines(w.pay(fund, "2027-06-30").GetRun()), []string{"4/1 550000"})
	w.measure(id, "2028-06-15", 1700)
	same(t, "June 2028", paidLines(w.pay(fund, "2028-06-30").GetRun()), []string{"4/2 1650000", "5/1 1100000"})
	w.measure(id, "2029-06-15", 1600)
	last := w.pay(fund, "2029-06-30").GetRun()
	same(t, "June 2029", paidLines(last), []string{"5/2 1100000"})

	again := w.pay(fund, "2029-12-31").GetRun()
	if again.GetTotals().GetCount() != 0 || len(again.GetLines()) != 0 || len(again.GetExcluded()) != 0 {
		t.Errorf("a second run over the same facts has %v and leaves out %v, want nothing", paidLines(again), excludedLines(again))
	}
	w.running.Restart()
	listed := must(w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{ContractId: id}))(t)
	keys := make([]string, len(listed.GetPayments()))
	var sum int64
	for i, p := range listed.GetPayments() {
		keys[i] = strings.TrimPrefix(p.GetId(), id+"/")
		sum += p.GetAmountCents()
	}
	same(t, "payments", keys, []string{"1/1", "2/1", "3/1", "4/1", "4/2", "5/1", "5/2"})
	if want := int64(38000+28000+11000+22000+22000) * 100; sum != want {
		t.Errorf("paid %d cents in all, want %d", sum, want)
	}
	kept := must(w.payments.GetPayment(w.ctx(), &paymentv1.GetPaymentRequest{PaymentId: id + "/1/1"}))(t).GetPayment()
	if !proto.Equal(kept, first.GetPayments()[0]) || !proto.Equal(kept, listed.GetPayments()[0]) {
		t.Errorf("GetPayment, ListPayments and DispatchRun give three payments:\n%v\n%v\n%v", kept, listed.GetPayments()[0], first.GetPayments()[0])
	}
	if kept.GetActor() != officer || kept.GetFundCode() != fund || kept.GetTextId() != "convention-2024" || kept.GetLawDigest() == "" || kept.GetRunId() != first.GetRun().GetId() {
		t.Errorf("the payment is %v, want by whom, for which fund, under which law, in which run", kept)
	}
	if fr := kept.GetDue().GetComputation().GetExplanation().GetFr(); !strings.Contains(fr, "38\u00a0000,00\u00a0€ pour 1 ETP") {
		t.Errorf("the payment is explained by %q", fr)
	}
	w.running.Stop()
	same(t, "audit trail", audited(t, path)[:7], []string{
		"1 secretary:751 bank details stated", "2 controller:751 bank details verified", "3 secretary:751 bank details stated", "4 controller:751 bank details verified",
		"5 officer:751 opened", "6 accountant:751 approved", "7 officer:751 dispatched",
	})
}

// audited is what the audit trail of a store says.
func audited(t *testing.T, path string) []string {
	t.Helper()
	s := must(store.Open(path))(t)
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	events := must(s.DB().Events(context.Background()))(t)
	all := make([]string, len(events))
	for i, e := range events {
		all[i] = fmt.Sprint(e.GetSequence(), " ", e.GetActor(), " ", e.GetWhat())
	}
	return all
}

func TestTheDuesOfAContractFollowItsLife(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.offer(doctor(fund, signedOn))
	dues := func() []string { return lines(w.preview(id).GetDues())[:3] }
	same(t, "offered", dues(), []string{"1/1 - BLOCKED NOT_SIGNED", "2/1 - BLOCKED NOT_SIGNED", "3/1 - BLOCKED NOT_SIGNED"})
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_FUND, contractv1.Party_PARTY_DOCTOR} {
		same(t, "not signed by both", dues(), []string{"1/1 - BLOCKED NOT_SIGNED", "2/1 - BLOCKED NOT_SIGNED", "3/1 - BLOCKED NOT_SIGNED"})
		must(w.contracts.SignContract(w.ctx(), &contractv1.SignContractRequest{RequestId: w.request(), ContractId: id, Party: party, SignedOnDate: signedOn}))(t)
	}
	same(t, "signed", dues(), []string{"1/1 - BLOCKED NO_ASSISTANT", "2/1 - BLOCKED NO_ASSISTANT", "3/1 - BLOCKED NO_ASSISTANT"})
	w.hire(id, "2024-09-02", 1050)
	same(t, "hired for half a time", dues(), []string{"1/1 2024-09-02 PAYABLE 1900000", "2/1 2025-06-22 PAYABLE 1400000", "3/1 2026-06-22 BLOCKED MEASURE_MISSING"})
	if d := w.preview(id).GetDues()[2]; d.GetComputation().GetCeilingCents() != 1100000 || d.OwedCents != nil || d.DeltaCents != nil {
		t.Errorf("what no measure tells is %v, want the ceiling and no amount", d)
	}
	w.suspend(id, "2025-02-01")
	same(t, "suspended", dues(), []string{"1/1 2024-09-02 PAYABLE 1900000", "2/1 - BLOCKED SUSPENDED", "3/1 - BLOCKED SUSPENDED"})
	w.hire(id, "2025-06-01", 2100)
	w.resume(id, "2025-06-01")
	same(t, "back after 120 days with a full time", dues(), []string{"1/1 2024-09-02 PAYABLE 1900000", "2/1 2025-10-20 PAYABLE 2800000", "3/1 2026-10-20 BLOCKED MEASURE_MISSING"})
	answer := w.preview(id)
	for _, d := range answer.GetDues() {
		year := answer.GetContract().GetYears()[d.GetContractYear()-1]
		if got := d.GetComputation().GetContractYearStartDate(); got != year.GetStartDate() {
			t.Errorf("due %s reckons year %d from %s, the contract says %s", line(d), year.GetYear(), got, year.GetStartDate())
		}
	}
	w.end(id, "2025-12-31") // 73 days of year 2, from 20 October
	same(t, "ended", lines(w.preview(id).GetDues()), []string{"1/1 2024-09-02 PAYABLE 1900000", "2/1 2025-10-20 PAYABLE 560000"})
}

func TestNothingIsPaidWhileNobodyIsEmployed(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	w.pay(fund, "2024-12-31")
	w.leave(id, "2025-05-31")
	blocked := w.pay(fund, "2025-06-30").GetRun()
	same(t, "paid while nobody is employed", paidLines(blocked), nil)
	same(t, "left out", excludedLines(blocked), []string{"2/1 NO_ASSISTANT"})
	if fr := blocked.GetExcluded()[0].GetReason().GetText().GetFr(); !strings.Contains(fr, "parti le 31 mai 2025") {
		t.Errorf("the reason is %q, want the last day of work", fr)
	}
	w.hire(id, "2025-08-01", 1050)
	same(t, "paid once replaced, by the replacement's option", paidLines(w.pay(fund, "2025-08-31").GetRun()), []string{"2/1 1400000"})
}

func TestWhatWasPaidBeforeTheEndIsClaimedBack(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	w.pay(fund, "2024-12-31")
	w.end(id, "2024-08-31") // told late: 71 days of 365
	run := w.open(fund, "2024-12-31")
	same(t, "lines", paidLines(run), nil)
	same(t, "left out", excludedLines(run), []string{"1/1 OVERPAID"})
	if got, want := run.GetExcluded()[0].GetDeltaCents(), int64(739178-3800000); got != want {
		t.Errorf("the difference is %d cents, want %d", got, want)
	}
	dues := must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: id}))(t).GetDues()
	same(t, "dues", lines(dues), []string{"1/1 2024-06-22 OVERPAID 739178"})
	c := dues[0].GetComputation()
	if c.GetDaysInForce() != 71 || c.GetDaysInYear() != 365 || !strings.Contains(c.GetExplanation().GetFr(), "38\u00a0000,00\u00a0€ × 71/365 = 7\u00a0391,78\u00a0€") {
		t.Errorf("computed by %v", c)
	}
}

// prospective asks for the dues of an application that nobody signed.
func prospective(app *eligibilityv1.Application, option lawv1.Option) *paymentv1.ProspectiveContract {
	return &paymentv1.ProspectiveContract{Application: app, Option: option, DeclaredObjectives: declared()}
}

func (w *world) supposed(p *paymentv1.ProspectiveContract) (*paymentv1.PreviewDuesResponse, error) {
	return w.payments.PreviewDues(w.ctx(), &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_Prospective{Prospective: p}})
}

func TestTheSchedulesOfPublishedApplications(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	gen := doctor(fund, "2020-10-01")
	gen.Activity.AdultRegisteredPatients, gen.Activity.RegisteredPatients = proto.Int32(2059), nil
	gen.Activity.ActiveFile, gen.Activity.Band = proto.Int32(2333), nil
	gynaecologist := doctor(fund, "2025-01-06")
	gynaecologist.Doctor.SpecialtyCode, gynaecologist.Activity.ClinicalFeeShareBp = "07", proto.Int32(8500)
	p90 := doctor(fund, "2024-09-02")
	p90.Activity.Band = lawv1.Band_BAND_P90_P95.Enum()
	own := &paymentv1.ProspectiveContract{Application: gen, Option: lawv1.Option_OPTION_FULL}
	hired := prospective(doctor(fund, signedOn), lawv1.Option_OPTION_FULL)
	hired.HiredOnDate = proto.String("2024-10-01")
	shared := prospective(gynaecologist, lawv1.Option_OPTION_HALF)
	shared.DeclaredObjectives[0].Indicator = lawv1.Indicator_INDICATOR_ACTIVE_FILE
	for name, c := range map[string]struct {
		ask  *paymentv1.ProspectiveContract
		want []string
	}{
		"gen-2020-zip-full": {own, []string{
			"1/1 2020-10-01 UPCOMING 2520000", "1/2 2021-10-01 UPCOMING 1080000", "2/1 2021-10-01 UPCOMING 3600000",
			"3/1 2022-10-01 UPCOMING 1800000", "3/2 2023-10-01 UPCOMING 1800000", "4/1 2023-10-01 UPCOMING 1800000",
			"4/2 2024-10-01 UPCOMING 1800000", "5/1 2024-10-01 UPCOMING 1900000", "5/2 2025-10-01 UPCOMING 1900000",
		}},
		"c24-full-ordinary, hired in October": {hired, []string{
			"1/1 2024-10-01 UPCOMING 3800000", "2/1 2025-06-22 UPCOMING 2800000",
			"3/1 2026-06-22 UPCOMING 1100000", "3/2 2027-06-22 UPCOMING 1100000", "4/1 2027-06-22 UPCOMING 1100000",
			"4/2 2028-06-22 UPCOMING 1100000", "5/1 2028-06-22 UPCOMING 1100000", "5/2 2029-06-22 UPCOMING 1100000",
		}},
		"c24-half-p90": {prospective(p90, lawv1.Option_OPTION_HALF), []string{
			"1/1 2024-09-02 UPCOMING 1900000", "2/1 2025-09-02 UPCOMING 1400000",
			"3/1 2026-09-02 UPCOMING 650000", "3/2 2027-09-02 UPCOMING 650000", "4/1 2027-09-02 UPCOMING 650000",
			"4/2 2028-09-02 UPCOMING 650000", "5/1 2028-09-02 UPCOMING 650000", "5/2 2029-09-02 UPCOMING 650000",
		}},
		"c24-two-gynaecologists": {shared, []string{
			"1/1 2025-01-06 UPCOMING 1900000", "2/1 2026-01-06 UPCOMING 1400000",
			"3/1 2027-01-06 UPCOMING 550000", "3/2 2028-01-06 UPCOMING 550000", "4/1 2028-01-06 UPCOMING 550000",
			"4/2 2029-01-06 UPCOMING 550000", "5/1 2029-01-06 UPCOMING 550000", "5/2 2030-01-06 UPCOMING 550000",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			answer := must(w.supposed(c.ask))(t)
			same(t, "dues", lines(answer.GetDues()), c.want)
			if answer.GetContract().GetId() != "" || answer.GetDues()[0].GetContractId() != "" {
				t.Errorf("nobody signed, and the contract has the id %q", answer.GetContract().GetId())
			}
			if year3 := answer.GetDues()[3].GetComputation(); len(year3.GetAssumptions()) == 0 || year3.GetRatio().GetNumerator() != 1 {
				t.Errorf("year 3 is computed by %v, want the ratio 1 and what is supposed", year3)
			}
		})
	}
	if got := must(w.contracts.ListContracts(w.ctx(), &contractv1.ListContractsRequest{}))(t).GetContracts(); len(got) != 0 {
		t.Errorf("previews left %d contracts behind", len(got))
	}
}

func TestAPreviewUpToADayTellsWhatIsStillToCome(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	preview := func(through *string) []string {
		resp := must(w.payments.PreviewDues(w.ctx(), &paymentv1.PreviewDuesRequest{
			Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: id}, ThroughDate: through,
		}))(t)
		var states []string
		for _, d := range resp.GetDues()[:3] {
			states = append(states, strings.Fields(line(d))[2])
		}
		return states
	}
	same(t, "without a day", preview(nil), []string{"PAYABLE", "PAYABLE", "BLOCKED"})
	same(t, "up to June 2024", preview(proto.String("2024-06-30")), []string{"PAYABLE", "UPCOMING", "UPCOMING"})
}
