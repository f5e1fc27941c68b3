package server_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

// employs is a contract of an option on an application, signed by both on its day, whose
// assistant works full time from then on.
func (w *world) employs(app *eligibilityv1.Application, option lawv1.Option, objectives ...*contractv1.DeclaredObjective) string {
	w.t.Helper()
	app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	assessed := must(w.eligibility.AssessApplication(w.ctx(), &eligibilityv1.AssessApplicationRequest{RequestId: w.request(), Application: app}))(w.t)
	id := must(w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: assessed.GetAssessment().GetId(), Option: option, DeclaredObjectives: objectives,
	}))(w.t).GetContract().GetId()
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_DOCTOR, contractv1.Party_PARTY_FUND} {
		must(w.contracts.SignContract(w.ctx(), &contractv1.SignContractRequest{RequestId: w.request(), ContractId: id, Party: party, SignedOnDate: app.GetSignatureDate()}))(w.t)
	}
	must(w.contracts.HireAssistant(w.ctx(), &contractv1.HireAssistantRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: "assistant-" + w.request(), StartDate: app.GetSignatureDate(), WeeklyMinutes: 2100,
		Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	}))(w.t)
	return id
}

func toGain(indicator lawv1.Indicator, patients int) *contractv1.DeclaredObjective {
	return &contractv1.DeclaredObjective{Indicator: indicator, ToGain: int32(patients), Reason: "agreed"}
}

func TestAnOptionChangedAtTheThirdAnniversaryIsPaidToTheCent(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.employs(doctor(fund, signedOn), lawv1.Option_OPTION_HALF, declared()...)
	must(w.contracts.AmendContract(w.ctx(), &contractv1.AmendContractRequest{
		RequestId: w.request(), ContractId: id, AmendedOnDate: "2027-03-01", Note: "le cabinet s'agrandit",
		Change: &contractv1.AmendContractRequest_Option{Option: &contractv1.AmendOption{
			Option: lawv1.Option_OPTION_FULL, FromDate: "2027-06-22",
			DeclaredObjectives: []*contractv1.DeclaredObjective{toGain(lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, 390)},
		}},
	}))(t)
	w.measure(id, "2026-06-22", 1560) // counted twice; the correction below takes its place
	must(w.contracts.RecordMeasure(w.ctx(), &contractv1.RecordMeasureRequest{
		RequestId: w.request(), ContractId: id, MeasuredOnDate: "2026-06-21", Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
		Counts:         []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: 1430}},
		ReplacesNumber: 1, CorrectionReason: "compté deux fois",
	}))(t)
	w.measure(id, "2027-06-22", 1495)
	w.measure(id, "2028-06-22", 1625)
	w.measure(id, "2029-06-22", 1690)
	// Year 3: 11 000 × 130/260 ÷ 2, then 11 000 × 195/260 less it. Year 4, of 1 ETP:
	// 22 000 × 195/390 ÷ 2, then 22 000 × 325/390 less it.
	same(t, "dues", lines(w.preview(id).GetDues()), []string{
		"1/1 2024-06-22 PAYABLE 1900000", "2/1 2025-06-22 PAYABLE 1400000",
		"3/1 2026-06-22 PAYABLE 275000", "3/2 2027-06-22 PAYABLE 550000",
		"4/1 2027-06-22 PAYABLE 550000", "4/2 2028-06-22 PAYABLE 1283333",
		"5/1 2028-06-22 PAYABLE 916667", "5/2 2029-06-22 PAYABLE 1283333",
	})
}

// TestAMeasureOnTheOpeningAnniversaryIsForecastAsItIsPaid draws contracts, suspends some
// of them, counts on the anniversary that opens a year and compares the forecast of that
// year with the worth of the year in its first instalment.
func TestAMeasureOnTheOpeningAnniversaryIsForecastAsItIsPaid(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	first := civil.MustParse("2021-01-01")
	compared := 0
	for range 40 {
		app := doctor(fund, first.AddDays(r.IntN(2000)).String())
		app.Activity.Band = lawv1.Band(1 + r.IntN(6)).Enum()
		id := w.employs(app, lawv1.Option(2+r.IntN(2)),
			toGain(lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, 100+r.IntN(200)), toGain(lawv1.Indicator_INDICATOR_ACTIVE_FILE, r.IntN(300)))
		if r.IntN(2) == 0 {
			from := civil.MustParse(app.GetSignatureDate()).AddDays(1 + r.IntN(700))
			w.suspend(id, from.String())
			w.resume(id, from.AddDays(1+r.IntN(200)).String())
		}
		year := 3 + r.IntN(3)
		c := must(w.contracts.GetContract(w.ctx(), &contractv1.GetContractRequest{ContractId: id}))(t).GetContract()
		opens := c.GetYears()[year-1].GetStartDate()
		counts := []*contractv1.PatientCount{
			{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: int32(1150 + r.IntN(500))},
			{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, Patients: int32(1600 + r.IntN(500))},
		}
		recorded := must(w.contracts.RecordMeasure(w.ctx(), &contractv1.RecordMeasureRequest{
			RequestId: w.request(), ContractId: id, MeasuredOnDate: opens, Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND, Counts: counts,
		}))(t)
		f, d := recorded.GetForecasts()[0], firstHalf(w.preview(id).GetDues(), year)
		if int(f.GetContractYear()) != year || f.GetOnDate() != opens || d.GetDueDate() != opens {
			t.Fatalf("%s, year %d opens on %s: forecast %v, due %v", app.GetSignatureDate(), year, opens, f, d)
		}
		paid := d.GetComputation()
		if f.AidCents == nil || f.GetAidCents() != paid.GetEntitlementCents() || f.GetCeilingCents() != paid.GetCeilingCents() || !proto.Equal(f.GetAttainment().GetRatio(), paid.GetRatio()) {
			t.Fatalf("%s, year %d: forecast %s\npaid %s", app.GetSignatureDate(), year, f.GetExplanation().GetEn(), paid.GetExplanation().GetEn())
		}
		if !strings.Contains(f.GetExplanation().GetFr(), "sur") {
			t.Errorf("the forecast reads %q", f.GetExplanation().GetFr())
		}
		compared++
	}
	t.Log(fmt.Sprint(compared, " years compared"))
}

// firstHalf is the first instalment of a year.
func firstHalf(dues []*paymentv1.Due, year int) *paymentv1.Due {
	for _, d := range dues {
		if int(d.GetContractYear()) == year && d.GetInstalment() == 1 {
			return d
		}
	}
	return nil
}
