package server_test

import (
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// contractedOn is a contract signed by both on a day.
func (w *world) contractedOn(day string) string {
	w.t.Helper()
	c := w.offer(doctor(day), declared()...)
	w.done(w.sign(c.GetId(), byDoctor, day))
	return w.done(w.sign(c.GetId(), byFund, day)).GetId()
}

// starts fails the test unless the contract years start on these days and the last one
// ends on the term.
func starts(t *testing.T, c *contractv1.Contract, term string, days ...string) {
	t.Helper()
	if c.GetTerm() != term {
		t.Errorf("the term is %q, want %q", c.GetTerm(), term)
	}
	for i, day := range days {
		if got := c.GetYears()[i].GetStartDate(); got != day {
			t.Errorf("year %d starts on %q, want %q", i+1, got, day)
		}
	}
}

func TestAContractSignedOn29FebruaryHasItsAnniversariesOnTheLastOfFebruary(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.contractedOn("2024-02-29")
	starts(t, w.get(id), "2029-02-27", "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29")
	if o := obligation(t, w.get(id), "MEASURE:1"); o.GetDueDate() != "2025-02-28" {
		t.Errorf("the first measure is due on %s", o.GetDueDate())
	}
	_, err := w.end(id, "2029-02-28", contractv1.EndReason_END_REASON_EXPIRED)
	refused(t, err, fault.WrongState, "NOT_THE_TERM", "2029-02-27")
	w.done(w.end(id, "2029-02-27", contractv1.EndReason_END_REASON_EXPIRED))
}

func TestASuspensionAcrossAnAnniversaryMovesItAndThoseAfter(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for name, tc := range map[string]struct {
		from, until, second, third, term string
	}{
		"it ends on the eve":         {"2026-01-01", "2026-01-09", "2026-01-18", "2027-01-18", "2030-01-17"},
		"it ends on the anniversary": {"2026-01-01", "2026-01-10", "2026-01-19", "2027-01-19", "2030-01-18"},
		"it goes across":             {"2026-01-01", "2026-02-01", "2026-02-10", "2027-02-10", "2030-02-09"},
		"it begins on it":            {"2026-01-10", "2026-01-20", "2026-01-20", "2027-01-20", "2030-01-19"},
		"it begins the day after":    {"2026-01-11", "2026-01-21", "2026-01-10", "2027-01-20", "2030-01-19"},
	} {
		t.Run(name, func(t *testing.T) {
			id := w.active().GetId()
			c := w.done(w.suspend(id, tc.from, doctorAbsent))
			if c.GetTerm() != "" {
				t.Errorf("while it runs the term is %q, want none", c.GetTerm())
			}
			starts(t, w.done(w.resume(id, tc.until)), tc.term, signedOn, tc.second, tc.third)
		})
	}
}

func TestASuspensionAcross22June2024LeavesTheContractUnderItsText(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.contractedOn("2024-01-15")
	before := w.get(id)
	w.done(w.suspend(id, "2024-06-01", doctorAbsent))
	c := w.done(w.resume(id, "2024-07-01"))
	starts(t, c, "2029-02-13", "2024-01-15", "2025-02-14")
	if c.GetTextId() != before.GetTextId() || c.GetTextId() == "convention-2024" || c.GetTermsHash() != before.GetTermsHash() {
		t.Errorf("the text is %s after the change of the law, %s before", c.GetTextId(), before.GetTextId())
	}
	if _, err := w.measure(id, "2024-07-01", 1400, 1800); err != nil {
		t.Errorf("measured on the first day back: %v", err)
	}
	_, err := w.measure(id, "2024-06-22", 1400, 1800)
	refused(t, err, fault.WrongState, "MEASURE_IN_SUSPENSION", "2024-06-22")
}

func TestTwoSuspensionsBackToBackCountEachDayOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	w.done(w.suspend(id, "2025-03-01", doctorAbsent))
	w.done(w.resume(id, "2025-04-01"))
	_, err := w.suspend(id, "2025-03-31", doctorAbsent)
	refused(t, err, fault.WrongState, "SUSPENSIONS_OVERLAP", "2025-04-01")
	w.done(w.suspend(id, "2025-04-01", doctorAbsent)) // on the first day back
	starts(t, w.done(w.resume(id, "2025-05-01")), "2030-03-11", signedOn, "2026-03-12")
}

func TestAContractSuspendedOnItsTermRunsOnForTheDaysThatWereLeft(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	_, err := w.suspend(id, "2030-01-10", doctorAbsent)
	refused(t, err, fault.WrongState, "OUTSIDE_CONTRACT", "2030-01-09")
	w.done(w.suspend(id, "2030-01-09", doctorAbsent))
	_, err = w.resume(id, "2030-01-09")
	refused(t, err, fault.WrongState, "NOT_AFTER_SUSPENSION", "2030-01-09")
	starts(t, w.done(w.resume(id, "2030-01-10")), "2030-01-10")

	// Resumed on the day that would have been the term, the contract has all its days still.
	id = w.active().GetId()
	w.done(w.suspend(id, "2029-12-31", doctorAbsent))
	starts(t, w.done(w.resume(id, "2030-01-09")), "2030-01-18", signedOn)
	w.done(w.end(id, "2030-01-18", contractv1.EndReason_END_REASON_EXPIRED))
}

func TestANoticeGivenTheDayBeforeTheTermEndsWithTheTerm(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.active().GetId()
	_, err := w.notice(id, byDoctor, "2030-01-10")
	refused(t, err, fault.WrongState, "OUTSIDE_CONTRACT", "2030-01-09")
	c := w.done(w.notice(id, byDoctor, "2030-01-08"))
	if n := c.GetNotices()[0]; n.GetEndDate() != "2030-01-09" {
		t.Errorf("the notice ends the contract on %s, want its term", n.GetEndDate())
	}
	_, err = w.decide(id, "2030-01-08", "", contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR)
	refused(t, err, fault.WrongState, "NOTICE_TOO_SHORT", "2030-01-09")
	if _, err := w.decide(id, "2030-01-09", "", contractv1.EndReason_END_REASON_TERMINATED_BY_DOCTOR); err != nil {
		t.Error(err)
	}

	// The fund's leaves a month for the reply, which outlives the contract: it expires first.
	id = w.active().GetId()
	c = w.done(w.notice(id, byFund, "2030-01-08"))
	if n := c.GetNotices()[0]; n.GetReplyByDate() != "2030-02-08" {
		t.Errorf("the reply may come until %s", n.GetReplyByDate())
	}
	_, err = w.decide(id, "2030-01-09", "2030-01-09", contractv1.EndReason_END_REASON_TERMINATED_BY_FUND)
	refused(t, err, fault.WrongState, "REPLY_PERIOD_RUNNING", "2030-02-08")
	w.done(w.end(id, "2030-01-09", contractv1.EndReason_END_REASON_EXPIRED))
}
