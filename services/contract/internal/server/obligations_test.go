package server_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

func (w *world) evidence(id, obligation, day string) (*contractv1.Contract, error) {
	resp, err := w.contracts.RecordEvidence(w.ctx(), &contractv1.RecordEvidenceRequest{
		RequestId: w.request(), ContractId: id, ObligationId: obligation, FulfilledOnDate: day, Evidence: "courrier 2025-118",
	})
	return resp.GetContract(), err
}

func (w *world) waive(id, obligation, day string) (*contractv1.Contract, error) {
	resp, err := w.contracts.WaiveObligation(w.ctx(), &contractv1.WaiveObligationRequest{
		RequestId: w.request(), ContractId: id, ObligationId: obligation, WaivedOnDate: day, Reason: "accord du directeur",
	})
	return resp.GetContract(), err
}

// obligation is one obligation of a contract.
func obligation(t *testing.T, c *contractv1.Contract, id string) *contractv1.Obligation {
	t.Helper()
	for _, o := range c.GetObligations() {
		if o.GetId() == id {
			return o
		}
	}
	t.Fatalf("the contract has no obligation %s", id)
	return nil
}

// obligations reads a list page by page.
func (w *world) obligations(req *contractv1.ListObligationsRequest) []*contractv1.Obligation {
	w.t.Helper()
	var all []*contractv1.Obligation
	for {
		resp, err := w.contracts.ListObligations(w.ctx(), req)
		if err != nil {
			w.t.Fatal(err)
		}
		if size := int(req.GetPageSize()); size > 0 && len(resp.GetObligations()) > size {
			w.t.Fatalf("a page of %d, want at most %d", len(resp.GetObligations()), size)
		}
		all = append(all, resp.GetObligations()...)
		if req.PageToken = resp.GetNextPageToken(); req.GetPageToken() == "" {
			return all
		}
	}
}

func TestTheObligationsComeWithTheSecondSignatureAndFollowEveryEvent(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	offered := w.offer(doctor(signedOn), declared()...)
	half := w.done(w.sign(offered.GetId(), byDoctor, signedOn))
	if len(offered.GetObligations())+len(half.GetObligations()) != 0 {
		t.Error("there are obligations before both have signed")
	}
	c := w.done(w.sign(offered.GetId(), byFund, signedOn))
	first := obligation(t, c, "MEASURE:1")
	if len(c.GetObligations()) != 14 || first.GetContractId() != c.GetId() || first.GetDueDate() != "2026-01-10" ||
		first.GetCitation() == nil || first.GetExplanation().GetFr() == "" || len(first.GetReminderDates()) != 2 {
		t.Errorf("%d obligations, the first measure %v", len(c.GetObligations()), first)
	}
	c = w.done(w.hire(c.GetId(), "2025-02-01", 2100))
	if o := obligation(t, c, "QUALIFICATION:assistant-1"); o.GetDueDate() != "2027-02-01" || o.GetConsequence().GetCertainty() != lawv1.Certainty_CERTAINTY_UNKNOWN {
		t.Errorf("the qualification is %v", o)
	}
	c = w.done(w.suspend(c.GetId(), "2025-06-01", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	if o := obligation(t, c, "MEASURE:1"); o.GetState() != contractv1.ObligationState_OBLIGATION_STATE_STANDING_STILL || o.GetDueDate() != "" {
		t.Errorf("under the suspension the measure is %v", o)
	}
	w.done(w.resume(c.GetId(), "2025-06-11"))
	if _, err := w.measure(c.GetId(), "2026-01-20", 1400, 1800); err != nil {
		t.Fatal(err)
	}
	c = w.get(c.GetId())
	if o := obligation(t, c, "MEASURE:1"); o.GetState() != contractv1.ObligationState_OBLIGATION_STATE_FULFILLED || o.GetDueDate() != "2026-01-20" || o.GetFulfilledOnDate() != "2026-01-20" {
		t.Errorf("after ten days of suspension, measured on the moved anniversary, it is %v", o)
	}
}

func TestEvidenceAndWaiversAreKeptWithWhoAndWhyThroughLaterEvents(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	w.done(w.hire(id, signedOn, 2100))
	w.done(w.evidence(id, "WORK_CONTRACT_SENT:assistant-1", "2025-02-11"))
	waived := w.done(w.waive(id, "FOLLOW_UP_MEETING:1", "2025-06-01"))
	if waived.GetRevisions() != 6 {
		t.Errorf("revision %d, want 6: each is a revision", waived.GetRevisions())
	}
	c := w.done(w.suspend(id, "2025-06-15", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	sent, meeting := obligation(t, c, "WORK_CONTRACT_SENT:assistant-1"), obligation(t, c, "FOLLOW_UP_MEETING:1")
	if sent.GetState() != contractv1.ObligationState_OBLIGATION_STATE_FULFILLED_LATE || sent.GetFulfilledOnDate() != "2025-02-11" || sent.GetEvidence() != "courrier 2025-118" {
		t.Errorf("the work contract is %v, want it late by a day, with its evidence", sent)
	}
	if meeting.GetState() != contractv1.ObligationState_OBLIGATION_STATE_WAIVED || meeting.GetWaivedBy() != officer || meeting.GetWaivedOnDate() != "2025-06-01" ||
		meeting.GetWaiverReason() != "accord du directeur" || meeting.GetFulfilledOnDate() != "" {
		t.Errorf("the meeting is %v, want it waived, by whom, when and why", meeting)
	}
}

func TestARevisionSaysWhichObligationChangedWhateverItsPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "contract.db")
	w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
	id := w.active().GetId()
	w.done(w.hire(id, signedOn, 2100))
	w.done(w.evidence(id, "FOLLOW_UP_MEETING:1", "2025-07-01"))
	w.running.Stop()
	kept, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	events, err := kept.DB().Events(t.Context())
	if err := errors.Join(err, kept.Close()); err != nil {
		t.Fatal(err)
	}
	hired, met := events[len(events)-2], events[len(events)-1]
	var came, changed []string
	for _, f := range hired.GetChanges() {
		if strings.HasPrefix(f.GetField(), "obligations[") {
			came = append(came, f.GetField())
		}
	}
	for _, f := range met.GetChanges() {
		changed = append(changed, f.GetField()+" "+f.GetBefore()+" -> "+f.GetAfter())
	}
	if want := []string{"obligations[WORK_CONTRACT_SENT:assistant-1]", "obligations[QUALIFICATION:assistant-1]"}; !slices.Equal(came, want) {
		t.Errorf("the hiring changed %v, want %v come", came, want)
	}
	want := []string{
		`obligations[FOLLOW_UP_MEETING:1].state "OBLIGATION_STATE_OPEN" -> "OBLIGATION_STATE_FULFILLED"`,
		`obligations[FOLLOW_UP_MEETING:1].fulfilled_on_date  -> "2025-07-01"`,
		`obligations[FOLLOW_UP_MEETING:1].evidence  -> "courrier 2025-118"`,
	}
	if !slices.Equal(changed, want) || met.GetNote() != "courrier 2025-118" || met.GetReason() != int32(contractv1.ChangeReason_CHANGE_REASON_OBLIGATION) {
		t.Errorf("the meeting changed %q with note %q, reason %d, want %q", changed, met.GetNote(), met.GetReason(), want)
	}
}

func TestEvidenceAndWaiversAreRefusedWithTheReasonAndNothingIsKept(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	w.done(w.evidence(id, "FOLLOW_UP_MEETING:1", "2025-07-01"))
	before := w.get(id)
	calls := map[string]struct {
		err    error
		reason string
		says   []string
	}{}
	try := func(name, reason string, err error, says ...string) {
		calls[name] = struct {
			err    error
			reason string
			says   []string
		}{err, reason, says}
	}
	_, err := w.evidence(id, "MEASURE:9", "2025-07-01")
	try("evidence of none", "OBLIGATION_UNKNOWN", err, "MEASURE:9", "open are", "FOLLOW_UP_MEETING:2")
	_, err = w.waive(id, "MEASURE:9", "2025-07-01")
	try("waiver of none", "OBLIGATION_UNKNOWN", err, "open are")
	_, err = w.evidence(id, "FOLLOW_UP_MEETING:1", "2025-07-02")
	try("evidence again", "OBLIGATION_CLOSED", err, "FULFILLED", "2025-07-01")
	_, err = w.waive(id, "FOLLOW_UP_MEETING:1", "2025-07-02")
	try("waiver of what is done", "OBLIGATION_CLOSED", err)
	_, err = w.evidence(id, "MEASURE:1", "2025-07-02")
	try("evidence of a measure", "FULFILLED_BY_ITS_OWN_CALL", err, "RecordMeasure")
	_, err = w.evidence(id, "FOLLOW_UP_MEETING:2", "2025-01-09")
	try("a meeting before the signature", "OUTSIDE_CONTRACT", err, "2025-01-10")
	_, err = w.evidence(w.offer(doctor(signedOn), declared()...).GetId(), "MEASURE:1", "2025-07-02")
	try("an offer", "WRONG_STATE", err)
	for name, call := range calls {
		t.Run(name, func(t *testing.T) { refused(t, call.err, fault.WrongState, call.reason, call.says...) })
	}
	if after := w.get(id); !proto.Equal(before, after) {
		t.Errorf("a refused call changed the contract\nfrom %v\nto   %v", before, after)
	}
}

// closing are the methods of this file, with the request given.
func closing(ctx context.Context, w *world) map[string]func(subject string) error {
	return map[string]func(string) error{
		"RecordEvidence": func(s string) error {
			_, err := w.contracts.RecordEvidence(ctx, &contractv1.RecordEvidenceRequest{ContractId: s})
			return err
		},
		"WaiveObligation": func(s string) error {
			_, err := w.contracts.WaiveObligation(ctx, &contractv1.WaiveObligationRequest{ContractId: s})
			return err
		},
	}
}

func TestClosingAnObligationNamesAllViolationsAtOnceAndWantsAnActor(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	wanted := map[string][]string{
		"RecordEvidence":  {"request_id", "contract_id", "etag", "obligation_id", "fulfilled_on_date", "evidence"},
		"WaiveObligation": {"request_id", "contract_id", "etag", "obligation_id", "waived_on_date", "reason"},
	}
	for name, call := range closing(w.ctx(), w) {
		violated(t, call(""), wanted[name]...)
	}
	for _, call := range closing(t.Context(), w) {
		refused(t, call(""), fault.Unauthenticated, "ACTOR_MISSING", "actor")
	}
	_, err := w.evidence("ctr_01JH0000000000000000000000", "MEASURE:1", "2025-07-01")
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND")
	list := func(req *contractv1.ListObligationsRequest, fields ...string) {
		t.Helper()
		_, err := w.contracts.ListObligations(w.ctx(), req)
		violated(t, err, fields...)
	}
	list(&contractv1.ListObligationsRequest{DueBeforeDate: "2025-1-1", PageSize: -1}, "fund_code", "due_before_date", "page_size")
	list(&contractv1.ListObligationsRequest{FundCode: "751", ContractId: "ctr_01JH0000000000000000000000"}, "contract_id")
	list(&contractv1.ListObligationsRequest{ContractId: "ctr_1"}, "contract_id")
	list(&contractv1.ListObligationsRequest{FundCode: "751", PageToken: "x"}, "page_token")
	_, err = w.contracts.ListObligations(w.ctx(), &contractv1.ListObligationsRequest{ContractId: "ctr_01JH0000000000000000000000"})
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND")
	if _, err := w.contracts.ListObligations(t.Context(), &contractv1.ListObligationsRequest{FundCode: "751"}); err != nil {
		t.Errorf("reading without an actor: %v", err)
	}
}

func TestTheSameEvidenceTwiceIsOneAndAnOldEtagIsRefused(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.active()
	req := &contractv1.RecordEvidenceRequest{
		RequestId: "evidence-1", ContractId: c.GetId(), Etag: c.GetEtag(), ObligationId: "FOLLOW_UP_MEETING:1", FulfilledOnDate: "2025-07-01", Evidence: "note",
	}
	first, err := w.contracts.RecordEvidence(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.contracts.RecordEvidence(w.ctx(), req)
	if err != nil || !proto.Equal(first, again) {
		t.Errorf("the same request: %v, %v, want the first answer", again, err)
	}
	_, err = w.contracts.WaiveObligation(w.ctx(), &contractv1.WaiveObligationRequest{
		RequestId: "waive-1", ContractId: c.GetId(), Etag: c.GetEtag(), ObligationId: "FOLLOW_UP_MEETING:2", WaivedOnDate: "2025-07-01", Reason: "note",
	})
	refused(t, err, fault.Stale, fault.ReasonETagMismatch)
}

// due is an obligation as a list shows it.
func due(o *contractv1.Obligation) string {
	return fmt.Sprintf("%s %s %s", o.GetDueDate(), o.GetContractId(), o.GetId())
}

func TestTheOpenObligationsOfAFundComeByDueDateInPages(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	secretary := func(signed, fund string) *contractv1.Contract {
		app := doctor(signed)
		app.FundCode = fund
		c := w.offer(app, append(declared(), &contractv1.DeclaredObjective{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, ToGain: 110})...)
		w.done(w.sign(c.GetId(), byDoctor, signed))
		w.done(w.sign(c.GetId(), byFund, signed))
		resp, err := w.contracts.HireAssistant(w.ctx(), &contractv1.HireAssistantRequest{
			RequestId: w.request(), ContractId: c.GetId(), AssistantRef: "a" + signed, StartDate: signed, WeeklyMinutes: 2100,
			Employer: contractv1.Employer_EMPLOYER_DOCTOR, SecretaryPromoted: true,
		})
		return w.done(resp.GetContract(), err)
	}
	var ours []string
	for _, signed := range []string{"2025-03-10", "2022-06-01", "2023-06-01"} {
		id := secretary(signed, "751").GetId()
		secretary(signed, "692")
		w.done(w.evidence(id, "FOLLOW_UP_MEETING:1", "2025-07-01"))
		c := w.done(w.waive(id, "MEASURE:1", "2025-07-01"))
		for _, o := range c.GetObligations() {
			if o.GetState() == contractv1.ObligationState_OBLIGATION_STATE_OPEN {
				ours = append(ours, due(o))
			}
		}
	}
	slices.SortFunc(ours, func(a, b string) int {
		if undated := strings.HasPrefix(a, " "); undated != strings.HasPrefix(b, " ") {
			return map[bool]int{true: 1, false: -1}[undated]
		}
		return strings.Compare(a, b)
	})
	if last := ours[len(ours)-1]; !strings.HasPrefix(last, " ") {
		t.Fatalf("the last is %q, want the secretary of avenant 7, whose replacement has no due date", last)
	}
	const before = "2025-06-01"
	early := slices.DeleteFunc(slices.Clone(ours), func(s string) bool { return s[0] == ' ' || s[:10] >= before })
	for size := range int32(len(ours) + 2) {
		for day, want := range map[string][]string{"": ours, before: early} {
			got := w.obligations(&contractv1.ListObligationsRequest{FundCode: "751", DueBeforeDate: day, PageSize: size})
			names := make([]string, len(got))
			for i, o := range got {
				names[i] = due(o)
			}
			if !slices.Equal(names, want) {
				t.Fatalf("before %q, size %d: got %q, want %q", day, size, names, want)
			}
		}
	}
	first, err := w.contracts.ListObligations(w.ctx(), &contractv1.ListObligationsRequest{FundCode: "751", PageSize: 1})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.contracts.ListObligations(w.ctx(), &contractv1.ListObligationsRequest{FundCode: "751", DueBeforeDate: before, PageToken: first.GetNextPageToken()})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "page_token")
}

func TestTheObligationsOfAContractAreAllOfThemClosedOnesToo(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	c := w.done(w.waive(id, "MEASURE:1", "2025-07-01"))
	for size := range int32(16) {
		got := w.obligations(&contractv1.ListObligationsRequest{ContractId: id, PageSize: size})
		if len(got) != len(c.GetObligations()) {
			t.Fatalf("size %d: %d obligations, want %d", size, len(got), len(c.GetObligations()))
		}
		for i, o := range got {
			// Of one day the list goes by id, the contract by kind.
			if o.GetDueDate() != c.GetObligations()[i].GetDueDate() || !proto.Equal(o, obligation(t, c, o.GetId())) {
				t.Fatalf("size %d: number %d is %v", size, i, o)
			}
		}
	}
	if got := w.obligations(&contractv1.ListObligationsRequest{ContractId: id, DueBeforeDate: "2026-01-11"}); len(got) != 3 {
		t.Errorf("before 2026-01-11 there are %d, want two meetings and the waived measure", len(got))
	}
	if got := w.obligations(&contractv1.ListObligationsRequest{ContractId: id, DueBeforeDate: "2025-07-10"}); len(got) != 0 {
		t.Errorf("before the first day there are %v", got)
	}
}

// workLine is one item as a test names it.
func workLine(i *contractv1.WorkItem) string {
	return strings.TrimPrefix(i.GetKind().String(), "WORK_KIND_") + " " + i.GetSubject()
}

func (w *world) work(day string, size int32) ([]*contractv1.WorkItem, int32) {
	w.t.Helper()
	req := &contractv1.ListWorkRequest{FundCode: "751", AsOfDate: day, PageSize: size}
	var all []*contractv1.WorkItem
	for {
		resp, err := w.contracts.ListWork(w.t.Context(), req)
		if err != nil {
			w.t.Fatal(err)
		}
		if all = append(all, resp.GetItems()...); resp.GetNextPageToken() == "" {
			return all, resp.GetTotal()
		}
		req.PageToken = resp.GetNextPageToken()
	}
}

func TestAnOfficersPageOfAYear(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.offer(doctor(signedOn), declared()...).GetId()
	elsewhere := doctor(signedOn)
	elsewhere.FundCode = "692"
	w.offer(elsewhere, declared()...)
	step := func(day string, want ...string) {
		t.Helper()
		items, total := w.work(day, 0)
		got := make([]string, len(items))
		for i, item := range items {
			got[i] = workLine(item)
			late := civil.MustParse(item.GetDueDate()).DaysUntil(civil.MustParse(day))
			if item.GetContractId() != id || int(item.GetDaysLate()) != late || item.GetMethod() == "" || item.GetNextStep().GetFr() == "" {
				t.Errorf("on %s: %v", day, item)
			}
		}
		if !slices.Equal(got, want) || int(total) != len(got) {
			t.Errorf("on %s: got %q of %d, want %q", day, got, total, want)
		}
	}
	step("2025-01-08", "TO_SIGN offer")
	w.done(w.sign(id, byDoctor, signedOn))
	step("2025-01-10", "TO_SIGN offer")
	w.done(w.sign(id, byFund, signedOn))
	step("2025-01-12", "BLOCKED assistant")
	w.done(w.hire(id, "2025-02-01", 2100))
	step("2025-02-01")
	step("2025-03-02", "LATE obligation/WORK_CONTRACT_SENT:assistant-1")
	w.done(w.evidence(id, "WORK_CONTRACT_SENT:assistant-1", "2025-03-02"))
	step("2025-03-02")
	step("2025-06-10", "REMINDER obligation/FOLLOW_UP_MEETING:1")
	w.done(w.evidence(id, "FOLLOW_UP_MEETING:1", "2025-06-20"))
	step("2025-07-11")
	w.done(w.suspend(id, "2025-10-01", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	step("2025-12-20", "BLOCKED suspension/2025-10-01")
	w.done(w.resume(id, "2025-10-31"))
	step("2025-12-20")
	step("2026-02-10", "LATE obligation/FOLLOW_UP_MEETING:2", "LATE obligation/MEASURE:1")
	if _, err := w.measure(id, "2026-01-15", 1400, 1800); err != nil {
		t.Fatal(err)
	}
	w.done(w.waive(id, "FOLLOW_UP_MEETING:2", "2026-02-10"))
	step("2026-02-10")
	w.done(w.end(id, "2026-03-31", contractv1.EndReason_END_REASON_MOVED))
	step("2027-06-01")
}

func TestTheEndedContractStaysOnThePageUntilItsLastMeasure(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.replaced()
	w.done(w.end(id, "2027-03-31", contractv1.EndReason_END_REASON_MOVED)) // in its third year
	items, _ := w.work("2027-05-01", 0)
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = workLine(item)
	}
	if want := []string{"LATE obligation/MEASURE:1", "LATE obligation/MEASURE:2", "LATE obligation/MEASURE:3"}; !slices.Equal(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
	for _, day := range []string{"2025-12-01", "2026-12-01", "2027-03-31"} {
		if _, err := w.measure(id, day, 1400, 1800); err != nil {
			t.Fatal(err)
		}
	}
	if items, total := w.work("2027-05-01", 0); len(items) != 0 || total != 0 {
		t.Errorf("when all is measured there is %v", items)
	}
}

func TestThePagesOfAnOfficersWorkAddUpInTheDocumentedOrder(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for _, state := range []contract.State{contract.Offered, contract.Active, contract.Suspended, contract.SignedByFund, contract.Active} {
		w.in(state, 0)
	}
	const day = "2026-01-05"
	all, total := w.work(day, 0)
	if int(total) != len(all) || total < 8 {
		t.Fatalf("%d items, total %d", len(all), total)
	}
	order := map[string]int{"TO_ANSWER": 1, "BLOCKED": 2, "TO_SIGN": 3, "TO_DECIDE": 4, "LATE": 5, "REMINDER": 6}
	rank := func(i *contractv1.WorkItem) int { return order[strings.Fields(workLine(i))[0]] }
	for i, item := range all[1:] {
		before := all[i]
		if rank(before) > rank(item) || rank(before) == rank(item) && before.GetDaysLate() < item.GetDaysLate() {
			t.Errorf("%v stands before %v", before, item)
		}
	}
	for size := int32(1); size <= total+1; size++ {
		got, n := w.work(day, size)
		if n != total || !slices.EqualFunc(got, all, func(a, b *contractv1.WorkItem) bool { return proto.Equal(a, b) }) {
			t.Errorf("size %d: %d of %d items, or in another order", size, len(got), n)
		}
	}
	first, err := w.contracts.ListWork(w.ctx(), &contractv1.ListWorkRequest{FundCode: "751", AsOfDate: day, PageSize: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []*contractv1.ListWorkRequest{{FundCode: "751", AsOfDate: "2026-01-06"}, {FundCode: "692", AsOfDate: day}} {
		other.PageToken = first.GetNextPageToken()
		_, err := w.contracts.ListWork(w.ctx(), other)
		refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "page_token")
	}
	_, err = w.contracts.ListWork(w.ctx(), &contractv1.ListWorkRequest{FundCode: "7", AsOfDate: "x", PageSize: -1})
	violated(t, err, "fund_code", "as_of_date", "page_size")
	if empty, err := w.contracts.ListWork(w.ctx(), &contractv1.ListWorkRequest{FundCode: "999", AsOfDate: day}); err != nil || empty.GetTotal() != 0 {
		t.Errorf("a fund without contracts: %v, %v", empty, err)
	}
}

// Two officers read the same page and act on the same line: one of them is told.
func TestTwoOfficersOnOneLine(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	call := func() error { _, err := w.evidence(id, "FOLLOW_UP_MEETING:1", "2025-07-01"); return err }
	other := func() error {
		_, err := w.contracts.WaiveObligation(serve.WithActor(t.Context(), "other@751"), &contractv1.WaiveObligationRequest{
			RequestId: w.request(), ContractId: id, ObligationId: "FOLLOW_UP_MEETING:1", WaivedOnDate: "2025-07-01", Reason: "note",
		})
		return err
	}
	if n := at(t, call, other, call, other); n != 1 {
		t.Errorf("the obligation was closed %d times, want once", n)
	}
}
