package server_test

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

const (
	doctorsChoice = contractv1.NoticeReason_NOTICE_REASON_DOCTORS_CHOICE
	notFulfilled  = contractv1.NoticeReason_NOTICE_REASON_OBLIGATION_NOT_FULFILLED
	annulled      = contractv1.AppealOutcome_APPEAL_OUTCOME_ANNULLED
)

func (w *world) notice(id string, party contractv1.Party, given string) (*contractv1.Contract, error) {
	reason, statement := doctorsChoice, ""
	if party == byFund {
		reason, statement = notFulfilled, "no assistant since March, letters unanswered"
	}
	resp, err := w.contracts.GiveNotice(w.ctx(), &contractv1.GiveNoticeRequest{
		RequestId: w.request(), ContractId: id, Party: party, GivenOnDate: given, Reasons: []contractv1.NoticeReason{reason}, Statement: statement,
	})
	return resp.GetContract(), err
}

func (w *world) reply(id, received string) (*contractv1.Contract, error) {
	resp, err := w.contracts.RecordReply(w.ctx(), &contractv1.RecordReplyRequest{
		RequestId: w.request(), ContractId: id, ReceivedOnDate: received, Statement: "letter 2026-17",
	})
	return resp.GetContract(), err
}

func (w *world) withdrawNotice(id, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.WithdrawNotice(w.ctx(), &contractv1.WithdrawNoticeRequest{
		RequestId: w.request(), ContractId: id, WithdrawnOnDate: on, Reason: "settled at the meeting",
	})
	return resp.GetContract(), err
}

func (w *world) decide(id, end, decided string, why contractv1.EndReason) (*contractv1.EndContractResponse, error) {
	return w.contracts.EndContract(w.ctx(), &contractv1.EndContractRequest{
		RequestId: w.request(), ContractId: id, EndDate: end, DecidedOnDate: decided, Reason: why,
	})
}

func (w *world) appeal(id, filed string) (*contractv1.Contract, error) {
	resp, err := w.contracts.FileAppeal(w.ctx(), &contractv1.FileAppealRequest{RequestId: w.request(), ContractId: id, FiledOnDate: filed, Ground: "the assistant was replaced"})
	return resp.GetContract(), err
}

func (w *world) outcome(id string, number int32, outcome contractv1.AppealOutcome, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.DecideAppeal(w.ctx(), &contractv1.DecideAppealRequest{
		RequestId: w.request(), ContractId: id, AppealNumber: number, Outcome: outcome, DecidedOnDate: on, Note: "commission of June",
	})
	return resp.GetContract(), err
}

func (w *world) report(id string, change contractv1.OutsideChange, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.ReportChange(w.ctx(), &contractv1.ReportChangeRequest{
		RequestId: w.request(), ContractId: id, Change: change, ChangedOnDate: on, Statement: "ZIP before, ZAC now",
	})
	return resp.GetContract(), err
}

func TestTheFundEndsAContractAfterTheTimeToReply(t *testing.T) {
	const byFundReason = contractv1.EndReason_END_REASON_TERMINATED_BY_FUND
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	_, err := w.decide(id, "2026-12-28", "2026-05-02", byFundReason)
	refused(t, err, fault.WrongState, "NOTICE_MISSING", "no notice is open")

	c := w.done(w.notice(id, byFund, "2026-04-01"))
	n := c.GetNotices()[0]
	if c.GetState() != contractv1.State_STATE_NOTICE_GIVEN || n.GetReplyByDate() != "2026-05-01" || n.GetEndDate() != "" || n.GetNumber() != 1 || n.GetActor() != officer ||
		n.GetCitation().GetCell() != "calendar.reply_months" || !strings.Contains(n.GetExplanation().GetFr(), "2 mai 2026") {
		t.Errorf("state %s, notice %v", c.GetState(), n)
	}
	_, err = w.decide(id, "2026-12-28", "", byFundReason)
	refused(t, err, fault.WrongState, "DECISION_DATE_MISSING", "2026-05-02")
	c = w.done(w.reply(id, "2026-04-10"))
	if r := c.GetNotices()[0].GetReply(); r.GetReceivedOnDate() != "2026-04-10" || r.GetLate() || r.GetActor() != officer {
		t.Errorf("reply %v", r)
	}
	_, err = w.decide(id, "2026-12-28", "2026-05-01", byFundReason)
	f := refusal(t, err, fault.WrongState, "REPLY_PERIOD_RUNNING", "the doctor can reply until 2026-05-01")
	if f.Metadata["reply_by_date"] != "2026-05-01" || f.Metadata["first_possible_date"] != "2026-05-02" {
		t.Errorf("metadata %v, want both days", f.Metadata)
	}
	resp, err := w.decide(id, "2026-12-28", "2026-05-02", byFundReason)
	if err != nil {
		t.Fatal(err)
	}
	d := resp.GetDecision()
	if resp.GetContract().GetState() != contractv1.State_STATE_ENDED || !proto.Equal(d, resp.GetContract().GetDecisions()[0]) || !proto.Equal(d, w.get(id).GetDecisions()[0]) {
		t.Errorf("the answer has %v, the contract %v", d, resp.GetContract().GetDecisions())
	}
	left := d.GetLeftOver()
	if d.GetNumber() != 1 || d.GetNoticeNumber() != 1 || d.GetDecidedOnDate() != "2026-05-02" || d.GetEndDate() != "2026-12-28" || d.GetActor() != officer ||
		left.GetContractYear() != 2 || left.GetDaysInForce() != 353 || left.GetDaysInYear() != 365 || left.GetRatio().GetNumerator() != 12 || left.GetRatio().GetDenominator() != 365 ||
		left.GetCitation().GetCertainty() != lawv1.Certainty_CERTAINTY_DERIVED {
		t.Errorf("decision %v, want 12 days of 365 left over", d)
	}
}

func TestALateReplyIsRecordedAsLate(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	w.done(w.notice(id, byFund, "2026-01-31"))
	c := w.done(w.reply(id, "2026-03-01")) // 28 February was the last day
	if n := c.GetNotices()[0]; n.GetReplyByDate() != "2026-02-28" || !n.GetReply().GetLate() {
		t.Errorf("notice %v, want a late reply", n)
	}
	_, err := w.reply(id, "2026-03-02")
	refused(t, err, fault.WrongState, "ALREADY_REPLIED", "2026-03-01")
}

func TestTheDoctorEndsAContractAfterTwoMonths(t *testing.T) {
	const byDoctorReason = contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	c := w.done(w.notice(id, byDoctor, "2025-10-31"))
	if n := c.GetNotices()[0]; n.GetEndDate() != "2025-12-31" || n.GetReplyByDate() != "" || n.GetCitation().GetCell() != "calendar.notice_doctor_months" {
		t.Errorf("notice %v, want its end on 2025-12-31", n)
	}
	_, err := w.reply(id, "2025-11-15")
	refused(t, err, fault.WrongState, "NO_NOTICE_OF_THE_FUND", "2025-10-31")
	w.done(w.hire(id, "2025-07-01", 2100)) // the contract runs meanwhile
	_, err = w.decide(id, "2025-12-30", "", byDoctorReason)
	refused(t, err, fault.WrongState, "NOTICE_TOO_SHORT", "2025-12-31")
	resp, err := w.decide(id, "2025-12-31", "", byDoctorReason)
	if err != nil {
		t.Fatal(err)
	}
	if d := resp.GetDecision(); d.GetDecidedOnDate() != "2025-12-31" || d.GetLeftOver().GetDaysInForce() != 356 {
		t.Errorf("decision %v, want it decided on its end, 356 days in force", d)
	}
}

func TestANoticeThatIsWithdrawnLeavesTheContractAsItRan(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	w.done(w.notice(id, byDoctor, "2025-10-31"))
	w.done(w.suspend(id, "2025-11-10", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	_, err := w.withdrawNotice(id, "2025-10-30")
	refused(t, err, fault.WrongState, "BEFORE_NOTICE", "2025-10-31")
	c := w.done(w.withdrawNotice(id, "2025-11-20"))
	if n := c.GetNotices()[0]; c.GetState() != contractv1.State_STATE_SUSPENDED || n.GetWithdrawnOnDate() != "2025-11-20" || n.GetWithdrawalReason() == "" {
		t.Errorf("%s, %v, want SUSPENDED and the notice withdrawn", c.GetState(), n)
	}
	w.done(w.resume(id, "2025-12-01"))
	w.done(w.notice(id, byFund, "2025-12-15"))
	if c = w.done(w.withdrawNotice(id, "2025-12-15")); c.GetState() != contractv1.State_STATE_ACTIVE || len(c.GetNotices()) != 2 {
		t.Errorf("%s, %d notices, want ACTIVE and two", c.GetState(), len(c.GetNotices()))
	}
}

func TestWhatANoticeNeeds(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.contracts
	const id = "ctr_01JH0000000000000000000000"
	give := func(party contractv1.Party, statement, end string, reasons ...contractv1.NoticeReason) error {
		_, err := c.GiveNotice(w.ctx(), &contractv1.GiveNoticeRequest{
			RequestId: "n", ContractId: id, Party: party, GivenOnDate: "2026-01-01", Reasons: reasons, Statement: statement, EndDate: end,
		})
		return err
	}
	const moved = contractv1.NoticeReason(99)
	violated(t, give(byDoctor, "", ""), "reasons")
	violated(t, give(byDoctor, "two\nlines", "2026-1-1", notFulfilled, doctorsChoice, doctorsChoice, moved), "end_date", "reasons[0]", "reasons[2]", "reasons[3]", "statement")
	violated(t, give(byFund, "", "2026-05-01", doctorsChoice), "reasons[0]", "statement", "end_date")
	violated(t, give(0, "", "", doctorsChoice), "party")
	_, err := c.GiveNotice(w.ctx(), &contractv1.GiveNoticeRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "party", "given_on_date", "reasons")
	_, err = c.RecordReply(w.ctx(), &contractv1.RecordReplyRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "received_on_date", "statement")
	_, err = c.WithdrawNotice(w.ctx(), &contractv1.WithdrawNoticeRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "withdrawn_on_date", "reason")
	_, err = c.EndContract(w.ctx(), &contractv1.EndContractRequest{DecidedOnDate: "tomorrow"})
	violated(t, err, "request_id", "contract_id", "etag", "end_date", "decided_on_date", "reason")
	_, err = c.FileAppeal(w.ctx(), &contractv1.FileAppealRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "filed_on_date", "ground")
	_, err = c.DecideAppeal(w.ctx(), &contractv1.DecideAppealRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "appeal_number", "outcome", "decided_on_date", "note")
	_, err = c.ReportChange(w.ctx(), &contractv1.ReportChangeRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "change", "changed_on_date", "statement")
	_, err = c.DecideProposal(w.ctx(), &contractv1.DecideProposalRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "proposal_number", "decided_on_date", "reason")
}

func TestARepeatedNoticeIsGivenOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	req := &contractv1.GiveNoticeRequest{
		RequestId: "notice-1", ContractId: w.active().GetId(), Party: byDoctor, GivenOnDate: "2025-10-31", Reasons: []contractv1.NoticeReason{doctorsChoice},
	}
	first, err := w.contracts.GiveNotice(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.contracts.GiveNotice(w.ctx(), req)
	if err != nil || !proto.Equal(again, first) || len(w.get(req.GetContractId()).GetNotices()) != 1 {
		t.Errorf("again: %v, %v, want the first answer", again, err)
	}
}
