package server_test

import (
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

// halfTime is a contract of 1/2 ETP signed by both, with an assistant of a reference who
// works full time, half of it under this contract where shared.
func (w *world) halfTime(ref string, shared bool) *contractv1.Contract {
	w.t.Helper()
	app := doctor(signedOn)
	app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	resp, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: w.assess(app), Option: lawv1.Option_OPTION_HALF, DeclaredObjectives: declared(),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	id := resp.GetContract().GetId()
	w.done(w.sign(id, byDoctor, signedOn))
	w.done(w.sign(id, byFund, signedOn))
	weekly := int32(2100)
	if shared {
		weekly = 1050
	}
	hired, err := w.contracts.HireAssistant(w.ctx(), &contractv1.HireAssistantRequest{
		RequestId: w.request(), ContractId: id, AssistantRef: ref, StartDate: signedOn, WeeklyMinutes: weekly,
		WorkContractWeeklyMinutes: 2100, Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	})
	return w.done(hired.GetContract(), err)
}

// fullFrom asks for 1 ETP from a day on, to gain 390 registered patients.
func (w *world) fullFrom(id, from, assessment string) *contractv1.AmendContractRequest {
	return &contractv1.AmendContractRequest{
		RequestId: w.request(), ContractId: id, AmendedOnDate: "2027-11-02", Note: "le cabinet s'agrandit",
		Change: &contractv1.AmendContractRequest_Option{Option: &contractv1.AmendOption{
			Option: lawv1.Option_OPTION_FULL, FromDate: from, AssessmentId: assessment,
			DeclaredObjectives: []*contractv1.DeclaredObjective{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 390}},
		}},
	}
}

func (w *world) correct(id string, data *contractv1.AmendData) (*contractv1.AmendContractResponse, error) {
	return w.contracts.AmendContract(w.ctx(), &contractv1.AmendContractRequest{
		RequestId: w.request(), ContractId: id, AmendedOnDate: "2025-06-02", Note: "erreur de saisie",
		Change: &contractv1.AmendContractRequest_Data{Data: data},
	})
}

func TestAnotherOptionStandsBesideWhatWasSigned(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.halfTime("a-1", false)
	if got := c.GetAssistants()[0].GetOptionReached(); got != lawv1.Option_OPTION_HALF {
		t.Fatalf("hired under 1/2 ETP the assistant reaches %s", got)
	}
	id := c.GetId()
	if _, err := w.measure(id, "2028-02-01", 1430, 1700); err != nil {
		t.Fatal(err)
	}
	req := w.fullFrom(id, "2028-01-10", "")
	resp, err := w.contracts.AmendContract(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	after, made := resp.GetContract(), resp.GetAmendments()
	if len(made) != 1 || made[0].GetNumber() != 1 || made[0].GetReason() != contractv1.ChangeReason_CHANGE_REASON_OPTION_CHANGED || made[0].GetActor() != officer || made[0].GetNote() != req.GetNote() {
		t.Fatalf("amended by %v", made)
	}
	change := made[0].GetOptionChange()
	if change.GetFromContractYear() != 4 || change.GetOption() != lawv1.Option_OPTION_FULL || change.GetAssessmentId() != c.GetAssessmentId() || change.GetCitation().GetCell() != "calendar.option_change" {
		t.Errorf("the change is %v", change)
	}
	if o := change.GetObjectives(); len(o) != 1 || o[0].GetTarget() != 1690 {
		t.Errorf("the objectives are %v, want one up to 1690", o)
	}
	if after.GetOption() != c.GetOption() || !proto.Equal(after.GetObjectives()[0], c.GetObjectives()[0]) || after.GetTerms() != c.GetTerms() {
		t.Errorf("what was signed changed: %v", after)
	}
	if got := after.GetAssistants()[0].GetOptionReached(); got != lawv1.Option_OPTION_FULL {
		t.Errorf("the assistant reaches %s, want 1 ETP, which the contract has now", got)
	}
	if got := after.GetMeasures()[0].GetAttainment().GetEach()[0].GetTarget(); got != 1690 {
		t.Errorf("a measure of the changed year is read with the target %d, want 1690", got)
	}
	again, err := w.contracts.AmendContract(w.ctx(), req)
	if err != nil || !proto.Equal(again, resp) {
		t.Errorf("repeated: %v, %v\nwant %v", again, err, resp)
	}
}

func TestAnAssessmentOfAnotherMatterChangesNoOption(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.halfTime("a-1", false)
	id, other := c.GetId(), doctor(signedOn)
	other.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	dayAfter := doctor("2025-01-11")
	dayAfter.Doctor.Rpps = c.GetDoctor().GetRpps()
	for name, tc := range map[string]struct {
		app    *eligibilityv1.Application
		id     string
		reason string
		says   []string
	}{
		"another doctor":        {other, "", "ASSESSMENT_DIFFERS", []string{other.GetDoctor().GetRpps(), c.GetDoctor().GetRpps()}},
		"another day":           {dayAfter, "", "ASSESSMENT_DIFFERS", []string{"2025-01-11", signedOn}},
		"no such an assessment": {nil, "asm_01JH0000000000000000000000", "ASSESSMENT_UNKNOWN", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.app != nil {
				tc.id = w.assess(tc.app)
			}
			_, err := w.contracts.AmendContract(w.ctx(), w.fullFrom(id, "2028-01-10", tc.id))
			refused(t, err, fault.WrongState, tc.reason, tc.says...)
		})
	}
	_, err := w.contracts.AmendContract(w.ctx(), w.fullFrom(id, "2028-01-11", ""))
	refused(t, err, fault.WrongState, "NOT_AN_ANNIVERSARY", "2028-01-10 or 2029-01-10")
	if after := w.get(id); !proto.Equal(after, c) {
		t.Errorf("the refused calls changed the contract\nfrom %v\nto   %v", c, after)
	}
}

func TestEachCorrectedDatumIsAnAmendment(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.halfTime("a-1", false)
	resp, err := w.correct(c.GetId(), &contractv1.AmendData{
		AmNumber: "751000002", Department: "75", Zone: lawv1.Zone_ZONE_ZAC.Enum(), AssistantRef: "a-1", WeeklyMinutes: 2200, StartDate: "2025-01-13",
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, a := range resp.GetAmendments() {
		x := a.GetCorrection()
		got = append(got, x.GetField()+": "+x.GetBefore()+" → "+x.GetAfter())
		if int(a.GetNumber()) != i+1 || a.GetReason() != contractv1.ChangeReason_CHANGE_REASON_DATA_CORRECTED || !proto.Equal(a, resp.GetContract().GetAmendments()[i]) {
			t.Errorf("amendment %v", a)
		}
	}
	want := []string{
		"doctor.am_number: 751000001 → 751000002", "department:  → 75", "zone: ZONE_ZIP → ZONE_ZAC",
		"assistants[0].weekly_minutes: 2100 → 2200", "assistants[0].work_contract_weekly_minutes: 2100 → 2200", "assistants[0].start_date: 2025-01-10 → 2025-01-13",
	}
	if !slices.Equal(got, want) {
		t.Errorf("corrected\n%v\nwant\n%v", got, want)
	}
	after := resp.GetContract()
	if after.GetDoctor().GetAmNumber() != "751000002" || after.GetDepartment() != "75" || after.GetZone() != lawv1.Zone_ZONE_ZAC || after.GetAssistants()[0].GetStartDate() != "2025-01-13" || after.GetAssistants()[0].GetWeeklyMinutes() != 2200 {
		t.Errorf("the contract is %v", after)
	}
	_, err = w.correct(c.GetId(), &contractv1.AmendData{AmNumber: "751000002", AssistantRef: "a-1", WeeklyMinutes: 2200})
	refused(t, err, fault.WrongState, "NOTHING_CORRECTED")
	resp, err = w.correct(c.GetId(), &contractv1.AmendData{AssistantRef: "a-1", WeeklyMinutes: 700})
	if err != nil || resp.GetContract().GetAssistants()[0].GetOptionReached() != lawv1.Option_OPTION_THIRD {
		t.Errorf("with 700 minutes: %v, %v, want 1/3 ETP reached", resp.GetContract().GetAssistants(), err)
	}
}

func TestACorrectedPartFitsBesideThoseOfOtherContracts(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	one, two := w.halfTime("shared", true), w.halfTime("shared", true)
	_, err := w.correct(two.GetId(), &contractv1.AmendData{AssistantRef: "shared", WeeklyMinutes: 1051})
	refused(t, err, fault.WrongState, "SHARES_EXCEED_WORKING_TIME", "1051", "other contracts take 1050 of the 2100 minutes")
	if _, err := w.correct(one.GetId(), &contractv1.AmendData{AssistantRef: "shared", WeeklyMinutes: 1049}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.correct(two.GetId(), &contractv1.AmendData{AssistantRef: "shared", WeeklyMinutes: 1051}); err != nil {
		t.Errorf("with room: %v", err)
	}
}

func TestAnAmendmentNamesAllViolationsAtOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for name, tc := range map[string]struct {
		req  *contractv1.AmendContractRequest
		want []string
	}{
		"nothing": {&contractv1.AmendContractRequest{}, []string{"request_id", "contract_id", "etag", "amended_on_date", "note", "change"}},
		"an empty option": {&contractv1.AmendContractRequest{Change: &contractv1.AmendContractRequest_Option{Option: &contractv1.AmendOption{
			AssessmentId: "x", DeclaredObjectives: []*contractv1.DeclaredObjective{{ToGain: -1}},
		}}}, []string{"option.from_date", "option.assessment_id", "option.option", "option.declared_objectives[0].indicator", "option.declared_objectives[0].to_gain"}},
		"wrong data": {&contractv1.AmendContractRequest{Change: &contractv1.AmendContractRequest_Data{Data: &contractv1.AmendData{
			AmNumber: "7", Department: "00", Zone: lawv1.Zone_ZONE_UNSPECIFIED.Enum(), WeeklyMinutes: -1, StartDate: "soon",
		}}}, []string{"data.am_number", "data.department", "data.zone", "data.weekly_minutes", "data.start_date", "data.assistant_ref"}},
		"no datum":               {&contractv1.AmendContractRequest{Change: &contractv1.AmendContractRequest_Data{Data: &contractv1.AmendData{}}}, []string{"data"}},
		"an assistant, no datum": {&contractv1.AmendContractRequest{Change: &contractv1.AmendContractRequest_Data{Data: &contractv1.AmendData{AssistantRef: "a-1"}}}, []string{"data.assistant_ref"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.contracts.AmendContract(w.ctx(), tc.req)
			f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest)
			for _, field := range tc.want {
				if !slices.ContainsFunc(f.Violations, func(v fault.Violation) bool { return v.Field == field }) {
					t.Errorf("no violation of %s in %v", field, f.Violations)
				}
			}
		})
	}
}
