package server_test

import (
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

const (
	groupSigned = "2026-11-01"
	groupFINESS = "750000002"
)

// member is a GP whom the collective aid accepts, and whom nobody has seen yet.
func (w *world) member(hosts bool) *eligibilityv1.CollectiveMember {
	rpps, _ := population.Numbers(w.doctors.Add(1))
	return &eligibilityv1.CollectiveMember{
		Rpps: rpps, SpecialtyCode: "01", Sector: eligibilityv1.Sector_SECTOR_1.Enum(), RegisteredPatients: proto.Int32(1000), ActiveFile: proto.Int32(1500),
		InstalledDate: proto.String("2005-03-01"), HostsJuniorDoctor: hosts, HoldsIndividualContract: proto.Bool(false),
	}
}

// fourAndTwo is the application of four members, of whom two host a docteur junior: at
// most 5 ETP from November 2026 on.
func (w *world) fourAndTwo() *eligibilityv1.CollectiveApplication {
	return &eligibilityv1.CollectiveApplication{
		SignatureDate: groupSigned, FundCode: "751", StructureKind: eligibilityv1.StructureKind_STRUCTURE_KIND_SISA.Enum(), Finess: groupFINESS,
		Members: []*eligibilityv1.CollectiveMember{w.member(true), w.member(true), w.member(false), w.member(false)},
	}
}

func (w *world) offerGroup(app *eligibilityv1.CollectiveApplication) (*contractv1.OfferCollectiveContractResponse, error) {
	return w.contracts.OfferCollectiveContract(w.ctx(), &contractv1.OfferCollectiveContractRequest{RequestId: w.request(), Application: app, DurationYears: 5})
}

// activeGroup is a collective contract signed by both.
func (w *world) activeGroup(app *eligibilityv1.CollectiveApplication) *contractv1.Contract {
	w.t.Helper()
	resp, err := w.offerGroup(app)
	if err != nil {
		w.t.Fatal(err)
	}
	id := resp.GetContract().GetId()
	w.done(w.sign(id, byDoctor, app.GetSignatureDate()))
	return w.done(w.sign(id, byFund, app.GetSignatureDate()))
}

func (w *world) amendGroup(id, on string, m *contractv1.AmendMembers) (*contractv1.Contract, error) {
	resp, err := w.contracts.AmendContract(w.ctx(), &contractv1.AmendContractRequest{
		RequestId: w.request(), ContractId: id, AmendedOnDate: on, Note: "avenant du groupe", Change: &contractv1.AmendContractRequest_Members{Members: m},
	})
	return resp.GetContract(), err
}

func TestFourMembersOfWhomTwoHostAJuniorDoctorHaveAContractOfFiveETP(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.fourAndTwo()
	c := w.activeGroup(app)
	group := c.GetCollective()
	if group.GetEtpThousandths() != 5000 || len(group.GetMembers()) != 4 || group.GetStructureNumber() != groupFINESS || group.GetObjectivesDueDate() != "2028-11-01" {
		t.Errorf("group %v", group)
	}
	if c.GetTextId() != "aide-collective-2026" || c.GetOption() != 0 || c.GetDoctor() != nil || c.GetTerm() != "2031-10-31" || len(c.GetYears()) != 5 {
		t.Errorf("contract of %s, option %s, %v, term %s, %d years", c.GetTextId(), c.GetOption(), c.GetDoctor(), c.GetTerm(), len(c.GetYears()))
	}
	for i, want := range []struct{ start, toGain int32 }{{4000, 5 * 260}, {6000, 5 * 110}} {
		if o := c.GetObjectives()[i]; o.GetStart() != want.start || o.GetToGain() != want.toGain || o.GetTarget() != want.start+want.toGain {
			t.Errorf("objective %v, want %v", o, want)
		}
	}
	for _, line := range []string{"kind: COLLECTIVE", "collective.structure_kind: STRUCTURE_KIND_SISA", "collective.duration_years: 5", "collective.members[3].rpps: " + app.GetMembers()[3].GetRpps(), "term: 2031-10-31"} {
		if !strings.Contains(c.GetTerms(), line+"\n") {
			t.Errorf("no line %q in the terms\n%s", line, c.GetTerms())
		}
	}
	id := c.GetId()
	for n := range 4 {
		c = w.done(w.hire(id, "2026-11-15", 2100))
		if e := c.GetAssistants()[n]; e.GetOptionReached() != 0 {
			t.Errorf("assistant %d reaches %s; a group has no option", n, e.GetOptionReached())
		}
	}
	if time := c.GetCollective().GetWorkingTime(); time.GetWantedWeeklyMinutes() != 10500 || time.GetShortByWeeklyMinutes() != 2100 || !strings.Contains(time.GetExplanation().GetFr(), "il manque") {
		t.Errorf("working time %v", time)
	}
	w.done(w.hire(id, "2026-12-01", 2100))
	_, err := w.hire(id, "2027-01-01", 60)
	refused(t, err, fault.WrongState, "ETP_EXCEEDED", "5 ETP", "0 are left")
	measured, err := w.measure(id, "2028-11-01", 4650, 6550)
	if err != nil {
		t.Fatal(err)
	}
	if a := measured.GetMeasure().GetAttainment(); a.GetForm() != "BOTH" || a.GetRatio().GetNumerator()*2 != a.GetRatio().GetDenominator() {
		t.Errorf("attainment %v; half of the registered patients are gained", a)
	}
	if f := measured.GetForecasts()[0]; f.GetContractYear() != 3 || f.GetCeilingCents() != 5*22_000_00 || f.GetAidCents() != 5*11_000_00 {
		t.Errorf("forecast %v", f)
	}
	w.goesOn(id, app)
}

// goesOn is the rest of that story: a member leaves and another enters, and the contract
// ends.
func (w *world) goesOn(id string, app *eligibilityv1.CollectiveApplication) {
	w.t.Helper()
	leaving, entering := app.GetMembers()[0].GetRpps(), w.member(false)
	c := w.done(w.amendGroup(id, "2029-09-01", &contractv1.AmendMembers{FromDate: "2029-11-01", LeavingRpps: []string{leaving}, Entering: []*eligibilityv1.CollectiveMember{entering}}))
	members := c.GetCollective().GetMembers()
	if members[0].GetLeftOnDate() != "2029-10-31" || members[4].GetRpps() != entering.GetRpps() || members[4].GetEnteredOnDate() != "2029-11-01" || c.GetCollective().GetEtpThousandths() != 5000 {
		w.t.Errorf("members %v", members)
	}
	if a := c.GetAmendments()[0]; a.GetReason() != contractv1.ChangeReason_CHANGE_REASON_MEMBERS_CHANGED || a.GetMembersChange().GetFromContractYear() != 4 {
		w.t.Errorf("amendment %v", a)
	}
	for rpps, want := range map[string]int{leaving: 1, entering.GetRpps(): 1} {
		list, err := w.contracts.ListContracts(w.ctx(), &contractv1.ListContractsRequest{Rpps: rpps})
		if err != nil || len(list.GetContracts()) != want {
			w.t.Errorf("%s has %v, %v", rpps, list.GetContracts(), err)
		}
	}
	verified, err := w.contracts.VerifyContract(w.ctx(), &contractv1.VerifyContractRequest{ContractId: id})
	if err != nil || !verified.GetValid() {
		w.t.Errorf("verified: %v, %v", verified, err)
	}
	// Who has left may have a contract of one's own from the next day on, and not before.
	own := func(signed string) error {
		alone := doctor(signed)
		alone.Doctor.Rpps = leaving
		resp, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
			RequestId: w.request(), AssessmentId: w.assess(alone), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared(),
		})
		if err != nil {
			w.t.Fatal(err)
		}
		w.done(w.sign(resp.GetContract().GetId(), byDoctor, signed))
		_, err = w.sign(resp.GetContract().GetId(), byFund, signed)
		return err
	}
	refused(w.t, own("2029-10-31"), fault.WrongState, "OVERLAPS_EARLIER_CONTRACT", "2029-10-31", "2029-11-01")
	if err := own("2029-11-01"); err != nil {
		w.t.Error(err)
	}
	ended := w.done(w.end(id, "2031-10-31", contractv1.EndReason_END_REASON_EXPIRED))
	if ended.GetCollective().GetWorkingTime() != nil || ended.GetEndDate() != "2031-10-31" {
		w.t.Errorf("after the end %v", ended.GetCollective())
	}
	// Two years of waiting, by our own record: the application says nothing of it.
	again := w.fourAndTwo()
	for signed, want := range map[string]string{"2033-10-30": "NOT_ELIGIBLE", "2033-10-31": ""} {
		again.SignatureDate = signed
		_, err := w.offerGroup(again)
		if want == "" && err != nil {
			w.t.Errorf("on %s: %v", signed, err)
		}
		if want != "" {
			refused(w.t, err, fault.WrongState, want, "2033-10-31")
		}
	}
}

func TestWhatSpeaksAgainstACollectiveContract(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	running := w.active()
	for name, one := range map[string]struct {
		change func(*contractv1.OfferCollectiveContractRequest)
		reason string
		says   []string
	}{
		"a member without number": {func(r *contractv1.OfferCollectiveContractRequest) { r.Application.Members[1].Rpps = "" }, "DOCTOR_UNKNOWN", []string{"application.members[1].rpps"}},
		"a member with a contract": {func(r *contractv1.OfferCollectiveContractRequest) {
			r.Application.Members[1].Rpps = running.GetDoctor().GetRpps()
		}, "ANOTHER_LIVE_CONTRACT", []string{running.GetId(), running.GetDoctor().GetRpps()}},
		"too much ETP": {func(r *contractv1.OfferCollectiveContractRequest) {
			r.Application.EtpThousandths = proto.Int32(5001)
		}, "NOT_ELIGIBLE", []string{"5 ETP"}},
		"a day before docteurs juniors count": {func(r *contractv1.OfferCollectiveContractRequest) {
			r.Application.SignatureDate, r.Application.EtpThousandths = "2026-10-31", proto.Int32(5000)
		}, "NOT_ELIGIBLE", []string{"4 ETP"}},
		"a SEL": {func(r *contractv1.OfferCollectiveContractRequest) {
			r.Application.StructureKind = eligibilityv1.StructureKind_STRUCTURE_KIND_SEL.Enum()
		}, "NOT_ELIGIBLE", nil},
		"a sector that nobody states": {func(r *contractv1.OfferCollectiveContractRequest) { r.Application.Members[2].Sector = nil }, "UNDETERMINED", nil},
		"no duration":                 {func(r *contractv1.OfferCollectiveContractRequest) { r.DurationYears = 0 }, "DURATION_MISSING", []string{"calendar.duration_years"}},
		"a newly installed member": {func(r *contractv1.OfferCollectiveContractRequest) {
			r.Application.Members[2].InstalledDate = proto.String("2026-05-01")
		}, "OBJECTIVE_UNKNOWN", []string{"objectives.with_newly_installed"}},
		"an active file that nobody knows": {func(r *contractv1.OfferCollectiveContractRequest) { r.Application.Members[2].ActiveFile = nil }, "START_UNKNOWN", nil},
		"another objective without reason": {func(r *contractv1.OfferCollectiveContractRequest) { r.DeclaredObjectives = declared() }, "REASON_MISSING", []string{"1,300"}},
	} {
		t.Run(name, func(t *testing.T) {
			req := &contractv1.OfferCollectiveContractRequest{RequestId: w.request(), Application: w.fourAndTwo(), DurationYears: 5}
			one.change(req)
			_, err := w.contracts.OfferCollectiveContract(w.ctx(), req)
			refused(t, err, fault.WrongState, one.reason, one.says...)
		})
	}
}

func TestEveryViolationOfACollectiveOfferIsToldAtOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.fourAndTwo()
	app.Finess, app.Members[1].SpecialtyCode = "", "99"
	_, err := w.contracts.OfferCollectiveContract(w.ctx(), &contractv1.OfferCollectiveContractRequest{RequestId: "", Application: app, DurationYears: 11, LapseDate: "soon"})
	f := refusal(t, err, fault.Invalid, "INVALID_REQUEST")
	var fields []string
	for _, v := range f.Violations {
		fields = append(fields, v.Field)
	}
	if want := []string{"request_id", "lapse_date", "duration_years", "application.finess", "application.members[1].specialty_code"}; !slices.Equal(fields, want) {
		t.Errorf("violations of %q, want %q", fields, want)
	}
	_, err = w.contracts.OfferCollectiveContract(w.ctx(), &contractv1.OfferCollectiveContractRequest{RequestId: w.request()})
	refused(t, err, fault.Invalid, "INVALID_REQUEST")
}

func TestARepeatedCollectiveOfferIsTheSameOffer(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	req := &contractv1.OfferCollectiveContractRequest{RequestId: w.request(), Application: w.fourAndTwo(), DurationYears: 5, LapseDate: "2026-11-20"}
	first, err := w.contracts.OfferCollectiveContract(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.contracts.OfferCollectiveContract(w.ctx(), req)
	if err != nil || !proto.Equal(first, again) {
		t.Errorf("%v, %v; want %v", again, err, first)
	}
}

func TestMembersOfALiveGroupHaveNoOtherContract(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.fourAndTwo()
	early := w.fourAndTwo()
	early.Finess, early.Members[3].Rpps = "750000010", app.Members[0].Rpps
	waiting, err := w.offerGroup(early)
	if err != nil {
		t.Fatal(err)
	}
	sameStructure, err := w.offerGroup(w.fourAndTwo())
	if err != nil {
		t.Fatal(err)
	}
	c := w.activeGroup(app)
	sign := func(id string) error {
		w.done(w.sign(id, byDoctor, groupSigned))
		_, err := w.sign(id, byFund, groupSigned)
		return err
	}
	refused(t, sign(waiting.GetContract().GetId()), fault.WrongState, "ANOTHER_LIVE_CONTRACT", c.GetId(), app.Members[0].Rpps)
	refused(t, sign(sameStructure.GetContract().GetId()), fault.WrongState, "ANOTHER_LIVE_CONTRACT", c.GetId(), groupFINESS)
	_, err = w.offerGroup(w.fourAndTwo())
	refused(t, err, fault.WrongState, "ANOTHER_LIVE_CONTRACT", c.GetId(), groupFINESS)
	alone := doctor(groupSigned)
	alone.Doctor.Rpps = app.Members[1].Rpps
	refused(t, sign(w.offer(alone, declared()...).GetId()), fault.WrongState, "ANOTHER_LIVE_CONTRACT", c.GetId())
}

func TestWhoMayNotEnterAGroup(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.activeGroup(w.fourAndTwo())
	running := w.active()
	for name, one := range map[string]struct {
		change func(*eligibilityv1.CollectiveMember)
		reason string
		says   string
	}{
		"a cardiologist":          {func(m *eligibilityv1.CollectiveMember) { m.SpecialtyCode = "03" }, "NOT_ELIGIBLE", ""},
		"an MEP":                  {func(m *eligibilityv1.CollectiveMember) { m.ParticularPractice = true }, "NOT_ELIGIBLE", ""},
		"a sector nobody states":  {func(m *eligibilityv1.CollectiveMember) { m.Sector = nil }, "UNDETERMINED", ""},
		"who is not known":        {func(m *eligibilityv1.CollectiveMember) { m.Rpps = "" }, "DOCTOR_UNKNOWN", "members.entering[0].rpps"},
		"who has a live contract": {func(m *eligibilityv1.CollectiveMember) { m.Rpps = running.GetDoctor().GetRpps() }, "ANOTHER_LIVE_CONTRACT", running.GetId()},
	} {
		t.Run(name, func(t *testing.T) {
			m := w.member(false)
			one.change(m)
			_, err := w.amendGroup(c.GetId(), "2027-09-01", &contractv1.AmendMembers{FromDate: "2027-11-01", Entering: []*eligibilityv1.CollectiveMember{m}})
			refused(t, err, fault.WrongState, one.reason, one.says)
		})
	}
	m := w.member(false)
	m.SpecialtyCode = "99"
	_, err := w.amendGroup(c.GetId(), "2027-09-01", &contractv1.AmendMembers{FromDate: "2027-11-01", Entering: []*eligibilityv1.CollectiveMember{m}})
	if f := refusal(t, err, fault.Invalid, "INVALID_REQUEST"); f.Violations[0].Field != "members.entering[0].specialty_code" {
		t.Errorf("violations %v", f.Violations)
	}
	_, err = w.amendGroup(running.GetId(), "2025-09-01", &contractv1.AmendMembers{FromDate: "2026-01-10", LeavingRpps: []string{running.GetDoctor().GetRpps()}})
	refused(t, err, fault.WrongState, "NOT_COLLECTIVE")
	_, err = w.amendGroup(c.GetId(), "2027-09-01", &contractv1.AmendMembers{FromDate: "2027-11-01"})
	refused(t, err, fault.Invalid, "INVALID_REQUEST")
	_, err = w.contracts.AmendContract(w.ctx(), &contractv1.AmendContractRequest{
		RequestId: w.request(), ContractId: c.GetId(), AmendedOnDate: "2027-09-01", Note: "numéro", Change: &contractv1.AmendContractRequest_Data{Data: &contractv1.AmendData{AmNumber: "751000001"}},
	})
	refused(t, err, fault.WrongState, "NOTHING_CORRECTED")
}

func TestACollectiveContractIsSuspendedEndedAndOnThePages(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.activeGroup(w.fourAndTwo())
	id := c.GetId()
	var measures int
	for _, o := range c.GetObligations() {
		if o.GetKind() == contractv1.ObligationKind_OBLIGATION_KIND_MEASURE {
			measures++
		}
	}
	if measures != 5 {
		t.Errorf("%d measures to take, want 5: %v", measures, c.GetObligations())
	}
	page, err := w.contracts.ListWork(w.ctx(), &contractv1.ListWorkRequest{FundCode: "751", AsOfDate: "2026-12-01"})
	if err != nil || page.GetTotal() == 0 || page.GetItems()[0].GetKind() != contractv1.WorkKind_WORK_KIND_BLOCKED {
		t.Errorf("page %v, %v; nobody is hired", page, err)
	}
	w.done(w.hire(id, groupSigned, 2100))
	w.done(w.suspend(id, "2027-02-01", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	resumed := w.done(w.resume(id, "2027-03-01"))
	if resumed.GetTerm() != "2031-11-28" {
		t.Errorf("the term is %s", resumed.GetTerm())
	}
	d, err := w.contracts.GetDeployment(w.ctx(), &contractv1.GetDeploymentRequest{AsOfDate: "2027-06-01", Perimeter: contractv1.Perimeter_PERIMETER_RUNNING})
	if err != nil || d.GetTotal().GetEtpThousandths() != 5000 || d.GetByOption()[0].GetKey() != "COLLECTIVE" {
		t.Errorf("deployment %v, %v", d, err)
	}
	reported, err := w.contracts.ReportChange(w.ctx(), &contractv1.ReportChangeRequest{
		RequestId: w.request(), ContractId: id, Change: contractv1.OutsideChange_OUTSIDE_CHANGE_STOPS_PRACTISING, ChangedOnDate: "2027-06-01", Statement: "un membre prend sa retraite",
	})
	if err != nil || !strings.HasSuffix(reported.GetContract().GetProposals()[0].GetMethod(), "AmendContract") || !strings.Contains(reported.GetContract().GetProposals()[0].GetExplanation().GetEn(), "2027-11-29") {
		t.Errorf("proposal %v, %v", reported.GetContract().GetProposals(), err)
	}
	if _, err := w.contracts.GiveNotice(w.ctx(), &contractv1.GiveNoticeRequest{
		RequestId: w.request(), ContractId: id, Party: byDoctor, GivenOnDate: "2027-07-01", Reasons: []contractv1.NoticeReason{contractv1.NoticeReason_NOTICE_REASON_DOCTORS_CHOICE},
	}); err != nil {
		t.Fatal(err)
	}
	_, err = w.amendGroup(id, "2027-09-01", &contractv1.AmendMembers{FromDate: "2027-11-29", LeavingRpps: []string{c.GetCollective().GetMembers()[0].GetRpps()}})
	refused(t, err, fault.WrongState, "WRONG_STATE", "notice")
	ended := w.done(w.end(id, w.get(id).GetNotices()[0].GetEndDate(), contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR))
	if ended.GetDecisions()[0].GetLeftOver().GetContractYear() != 1 {
		t.Errorf("decision %v", ended.GetDecisions())
	}
}

func TestACollectiveContractIsNotRenewedButWaitsForAnotherApplication(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.activeGroup(w.fourAndTwo()).GetId()
	state := func(mode contractv1.RenewalMode) (*contractv1.Contract, error) {
		resp, err := w.contracts.RenewContract(w.ctx(), &contractv1.RenewContractRequest{RequestId: w.request(), ContractId: id, StatedOnDate: "2031-09-01", Mode: mode})
		return resp.GetContract(), err
	}
	_, err := state(contractv1.RenewalMode_RENEWAL_MODE_OBJECTIVES_KEPT)
	refused(t, err, fault.WrongState, "SUCCESSION_IMPOSSIBLE", "waiting period")
	w.done(state(contractv1.RenewalMode_RENEWAL_MODE_NOT_RENEWABLE))
	page, err := w.contracts.ListWork(w.ctx(), &contractv1.ListWorkRequest{FundCode: "751", AsOfDate: "2031-10-31"})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(page.GetItems(), func(i *contractv1.WorkItem) bool {
		return i.GetSubject() == "term" && i.GetCitation().GetTextId() == "aide-collective-2026"
	}) {
		t.Errorf("no line on the term in %v", page.GetItems())
	}
}

func TestAnAmendmentOfAGroupIsKeptOnceAndInTheChain(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.activeGroup(w.fourAndTwo())
	req := &contractv1.AmendContractRequest{
		RequestId: w.request(), ContractId: c.GetId(), AmendedOnDate: "2027-09-01", Note: "un membre part",
		Change: &contractv1.AmendContractRequest_Members{Members: &contractv1.AmendMembers{FromDate: "2027-11-01", LeavingRpps: []string{c.GetCollective().GetMembers()[3].GetRpps()}}},
	}
	first, err := w.contracts.AmendContract(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.contracts.AmendContract(w.ctx(), req)
	if err != nil || !proto.Equal(first, again) {
		t.Errorf("%v, %v; want %v", again, err, first)
	}
	events, err := w.contracts.VerifyEvents(w.ctx(), &contractv1.VerifyEventsRequest{})
	if err != nil || !events.GetValid() || events.GetEvents() != 4 {
		t.Errorf("%v, %v; want 4 events that fit", events, err)
	}
	list, err := w.contracts.ListContractRevisions(w.ctx(), &contractv1.ListContractRevisionsRequest{ContractId: c.GetId()})
	if err != nil {
		t.Fatal(err)
	}
	last := list.GetRevisions()[3]
	if last.GetReason() != contractv1.ChangeReason_CHANGE_REASON_MEMBERS_CHANGED || !slices.ContainsFunc(last.GetChanges(), func(f *contractv1.FieldChange) bool {
		return f.GetField() == "collective.members[3].left_on_date" && f.GetAfter() == `"2027-10-31"`
	}) {
		t.Errorf("revision %v", last)
	}
}
