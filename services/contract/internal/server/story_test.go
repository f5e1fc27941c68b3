package server_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/serve/servetest"
)

func TestTheLifeOfAContractFromOfferToEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "contract.db")
	w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})

	c := w.offer(doctor(signedOn), declared()...)
	if c.GetState() != contractv1.State_STATE_OFFERED || c.GetTerm() != "2030-01-09" || c.GetRevisions() != 1 || len(c.GetYears()) != 5 {
		t.Errorf("offered: %v, want five years to 2030-01-09", c)
	}
	if o := c.GetObjectives(); len(o) != 1 || o[0].GetTarget() != 1560 || !o[0].GetDeclared() || o[0].LawToGain != nil {
		t.Errorf("objectives: %v, want the declared 1560 alone", o)
	}
	if d := c.GetDoctor(); d.GetRpps() != "99000000010" || c.GetFundCode() != "751" || c.GetActor() != officer || c.GetAssessmentId() == "" {
		t.Errorf("offered to %v by %s, want the doctor of the application", d, c.GetActor())
	}
	id := c.GetId()
	w.done(w.sign(id, byDoctor, "2025-01-03"))
	c = w.done(w.sign(id, byFund, signedOn))
	if c.GetState() != contractv1.State_STATE_ACTIVE || len(c.GetSignatures()) != 2 {
		t.Errorf("signed: %v, want ACTIVE with two signatures", c)
	}
	c = w.done(w.hire(id, "2025-02-01", 1050))
	if a := c.GetAssistants(); len(a) != 1 || a[0].GetOptionReached() != lawv1.Option_OPTION_HALF || a[0].GetCitation().GetCell() == "" {
		t.Errorf("hired: %v, want half a time, cited", a)
	}
	measured, err := w.measure(id, "2026-01-10", 1430, 1500)
	if err != nil {
		t.Fatal(err)
	}
	if a := measured.GetMeasure().GetAttainment(); a.GetForm() != "EITHER" || a.GetReached() ||
		a.GetRatio().GetNumerator()*2 != a.GetRatio().GetDenominator() || a.GetEach()[0].GetShortBy() != 130 {
		t.Errorf("measured: %v, want half of the 260 patients", a)
	}
	w.done(w.suspend(id, "2026-02-01", contractv1.SuspensionReason_SUSPENSION_REASON_ASSISTANT_LEFT))
	w.done(w.hire(id, "2026-06-01", 2100))
	c = w.done(w.resume(id, "2026-06-01")) // 120 days
	if c.GetTerm() != "2030-05-09" || c.GetYears()[2].GetStartDate() != "2027-05-10" {
		t.Errorf("resumed: term %s, third year from %s, want both 120 days later", c.GetTerm(), c.GetYears()[2].GetStartDate())
	}
	c = w.done(w.end(id, c.GetTerm(), contractv1.EndReason_END_REASON_EXPIRED))
	if c.GetState() != contractv1.State_STATE_ENDED || c.GetEndDate() != "2030-05-09" || c.GetRevisions() != 10 || c.GetEtag() == "" {
		t.Errorf("ended: %v, want it expired with revision 10", c)
	}
	if told, changed := c.GetCreateTime().AsTime(), c.GetUpdateTime().AsTime(); !told.Before(changed) {
		t.Errorf("offered at %s and last changed at %s, want it later", told, changed)
	}
	if got := w.get(id); !proto.Equal(got, c) {
		t.Errorf("read back %v\nwant %v", got, c)
	}
	w.running.Restart()
	if got := w.get(id); !proto.Equal(got, c) {
		t.Errorf("after a restart %v\nwant %v", got, c)
	}
	w.running.Stop()
	want := []string{"offered", "signed by the doctor", "signed by the fund", "assistant hired", "measure recorded", "assistant left", "suspended", "assistant hired", "resumed", "ended"}
	if got := audited(t, path, id); strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("the audit trail is %q, want %q", got, want)
	}
}

// audited is what the audit trail says of a contract.
func audited(t *testing.T, path, id string) []string {
	t.Helper()
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	events, err := s.DB().Events(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	what := make([]string, 0, len(events))
	for i, e := range events {
		if e.GetActor() != officer || e.GetResource() != id || e.GetSequence() != int64(i+1) || e.GetRequestId() == "" {
			t.Errorf("event %d is %v, want number %d by %s on %s", i, e, i+1, officer, id)
		}
		what = append(what, e.GetWhat())
	}
	return what
}

func TestGen2020NeedsBothIndicatorsAndSaysWhichIsMissing(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := doctor("2020-10-01")
	app.Activity.AdultRegisteredPatients, app.Activity.RegisteredPatients = proto.Int32(2059), nil
	app.Activity.ActiveFile, app.Activity.Band = proto.Int32(2333), nil
	c := w.offer(app)
	if o := c.GetObjectives(); len(o) != 2 || o[0].GetTarget() != 2161 || o[1].GetTarget() != 2449 || o[0].GetDeclared() {
		t.Fatalf("objectives %v, want 2161 and 2449 by the law", o)
	}
	if c.GetBand() != lawv1.Band_BAND_P95_AND_ABOVE || len(c.GetPossibleBands()) != 0 || c.GetTextId() != "avenant-7" {
		t.Errorf("band %s under %s, want P95 and above under avenant-7", c.GetBand(), c.GetTextId())
	}
	w.done(w.sign(c.GetId(), byDoctor, "2020-10-01"))
	w.done(w.sign(c.GetId(), byFund, "2020-10-01"))
	measured, err := w.measure(c.GetId(), "2025-03-01", 2673, 2013)
	if err != nil {
		t.Fatal(err)
	}
	a := measured.GetMeasure().GetAttainment()
	if a.GetForm() != "BOTH" || a.GetReached() || a.GetRatio().GetNumerator() != 0 || !a.GetEach()[0].GetReached() || a.GetEach()[1].GetShortBy() != 436 {
		t.Errorf("got %v, want the active file short by 436 and the ratio 0", a)
	}
	if fr := a.GetEach()[1].GetExplanation().GetFr(); !strings.Contains(fr, "436") || !strings.Contains(a.GetExplanation().GetFr(), "file active") {
		t.Errorf("the sentences are %q and %q, want the indicator and 436", a.GetExplanation().GetFr(), fr)
	}
	one, err := w.contracts.RecordMeasure(w.ctx(), &contractv1.RecordMeasureRequest{
		RequestId: w.request(), ContractId: c.GetId(), MeasuredOnDate: "2025-03-01", Source: contractv1.MeasureSource_MEASURE_SOURCE_DOCTOR,
		Counts: []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: 2673}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := one.GetMeasure().GetAttainment(); a.GetRatio() != nil || a.GetReached() || fmt.Sprint(a.GetMissing()) != "[INDICATOR_ACTIVE_FILE]" {
		t.Errorf("got %v, want no ratio and the active file missing", a)
	}
	if n := len(one.GetContract().GetMeasures()); n != 2 {
		t.Errorf("%d measures, want both of the day in the history", n)
	}
}

func TestFmf2019StatesItsPrintedObjectiveBesideTheLaws(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := doctor("2019-10-01")
	app.Activity.AdultRegisteredPatients, app.Activity.RegisteredPatients, app.Activity.ActiveFile = proto.Int32(975), nil, proto.Int32(2355)
	resp, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: w.assess(app), Option: lawv1.Option_OPTION_HALF,
		DeclaredObjectives: []*contractv1.DeclaredObjective{{
			Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 221, Reason: "nombre imprimé au contrat",
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	o := resp.GetContract().GetObjectives()
	if o[0].GetTarget() != 1196 || !o[0].GetDeclared() || o[0].GetLawToGain() != 121 || o[0].GetDeclaredReason() == "" || !strings.Contains(o[0].GetExplanation().GetFr(), "100 de plus") {
		t.Errorf("got %v, want 1196 declared, 100 more than the law", o[0])
	}
	if o[1].GetTarget() != 2649 || o[1].GetDeclared() {
		t.Errorf("got %v, want the law's 2649", o[1])
	}
}
