package server_test

import (
	"io"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

// What the contract service says is left over of a year, and what the payment service
// owes of it, are two halves of the amount of that year, to the cent.
func TestWhatIsLeftOverAndWhatIsOwedMakeTheWholeYear(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	r := random(t)
	cut, whole := 0, 0
	for n := range 60 {
		signed := civil.MustParse([]string{"2020-10-01", "2023-06-01", "2024-06-22", "2024-02-29", "2025-01-31"}[n%5])
		id := w.signedAndHired(signed)
		if r.IntN(2) == 0 {
			from := signed.AddDays(1 + r.IntN(500))
			w.suspend(id, from.String())
			back := from.AddDays(1 + r.IntN(200)).String()
			w.resume(id, back)
			w.hire(id, back, 2100)
		}
		day := signed.AddDays(r.IntN(729)) // years 1 and 2, whose amount no measure changes
		if n%6 == 0 {
			c := must(w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: id}))(t).GetContract()
			day = civil.MustParse(c.GetYears()[0].GetEndDate()).AddDays(n / 6 % 3) // with the year, or just after it
		}
		ended := must(w.contracts.EndContract(w.ctx(), &contractv1.EndContractRequest{
			RequestId: w.request(), ContractId: id, EndDate: day.String(), Reason: contractv1.EndReason_END_REASON_MOVED,
		}))(t)
		left := ended.GetDecision().GetLeftOver()
		if left == nil {
			whole++
			for _, d := range w.preview(id).GetDues() {
				if c := d.GetComputation(); c.GetDaysInForce() != c.GetDaysInYear() {
					t.Errorf("signed %s, ended %s: nothing is left over, but %s has %d of %d days in force", signed, day, keyOf(d), c.GetDaysInForce(), c.GetDaysInYear())
				}
			}
			continue
		}
		cut++
		var owed, ceiling money.Cents
		for _, d := range w.preview(id).GetDues() {
			if d.GetContractYear() != left.GetContractYear() {
				continue
			}
			owed += money.Cents(d.GetOwedCents())
			ceiling = money.Cents(d.GetComputation().GetCeilingCents())
			// Of two parts of a year the last one settles the days; the first says none.
			if c := d.GetComputation(); c.DaysInForce != nil && (c.GetDaysInForce() != left.GetDaysInForce() || c.GetDaysInYear() != left.GetDaysInYear()) {
				t.Errorf("signed %s, ended %s: %s counts %d of %d days, left over says %v", signed, day, keyOf(d), c.GetDaysInForce(), c.GetDaysInYear(), left)
			}
			if d.GetState() == paymentv1.DueState_DUE_STATE_BLOCKED {
				t.Errorf("signed %s, ended %s: %s is blocked: %v", signed, day, keyOf(d), d)
			}
		}
		share := ceiling.Times(money.Ratio{Num: left.GetRatio().GetNumerator(), Den: left.GetRatio().GetDenominator()})
		if ceiling == 0 || owed+share != ceiling {
			t.Errorf("signed %s, ended %s: owed %s and left over %s of %s", signed, day, owed, share, ceiling)
		}
	}
	if cut < 30 || whole == 0 {
		t.Errorf("%d ends cut a year and %d did not: the test proves too little", cut, whole)
	}
}

// signedAndHired is a contract of 1 ETP signed by both on a day, whose assistant begins
// on it.
func (w *world) signedAndHired(on civil.Date) string {
	w.t.Helper()
	app := doctor(fund, on.String())
	app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	assessed := must(w.eligibility.AssessApplication(w.ctx(), &eligibilityv1.AssessApplicationRequest{RequestId: w.request(), Application: app}))(w.t)
	objectives := declared()
	if on.Before(civil.MustParse("2023-05-01")) { // avenant 7 counts both indicators
		objectives = append(objectives, &contractv1.DeclaredObjective{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, ToGain: 100})
	}
	id := must(w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: assessed.GetAssessment().GetId(), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: objectives,
	}))(w.t).GetContract().GetId()
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_DOCTOR, contractv1.Party_PARTY_FUND} {
		must(w.contracts.SignContract(w.ctx(), &contractv1.SignContractRequest{RequestId: w.request(), ContractId: id, Party: party, SignedOnDate: on.String()}))(w.t)
	}
	w.hire(id, on.String(), 2100)
	return id
}
