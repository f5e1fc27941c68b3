package server_test

import (
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

// moved is the application of one doctor, whose contract signed on signedOn ended with a
// move on 2026-03-31 and who appeals against it.
func (w *world) moved() (app *eligibilityv1.Application, id string) {
	w.t.Helper()
	app = doctor(signedOn)
	app.Doctor.Rpps, _ = population.Numbers(w.doctors.Add(1))
	id = w.contracted(app).GetId()
	w.done(w.end(id, "2026-03-31", contractv1.EndReason_END_REASON_MOVED))
	w.done(w.appeal(id, "2026-05-01"))
	return app, id
}

// contracted is a contract of the doctor, signed by both on the day of the application.
func (w *world) contracted(app *eligibilityv1.Application) *contractv1.Contract {
	w.t.Helper()
	c := w.offer(app, declared()...)
	w.done(w.sign(c.GetId(), byDoctor, app.GetSignatureDate()))
	return w.done(w.sign(c.GetId(), byFund, app.GetSignatureDate()))
}

// later is the application of the same doctor for another day.
func later(app *eligibilityv1.Application, signed string) *eligibilityv1.Application {
	next := doctor(signed)
	next.Doctor.Rpps = app.GetDoctor().GetRpps()
	return next
}

func TestAnAnnulledDecisionStaysAndTheContractRunsAgain(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	_, id := w.moved()
	_, err := w.appeal(id, "2026-05-02")
	refused(t, err, fault.WrongState, "APPEAL_PENDING", "2026-05-01")
	_, err = w.outcome(id, 2, annulled, "2026-06-01")
	refused(t, err, fault.WrongState, "APPEAL_UNKNOWN", "want 1 to 1")
	c := w.done(w.outcome(id, 1, annulled, "2026-06-01"))
	d := c.GetDecisions()[0]
	a := d.GetAppeals()[0]
	if c.GetState() != contractv1.State_STATE_ACTIVE || c.GetEndDate() != "" || c.GetEndReason() != 0 || !d.GetAnnulled() || d.GetEndDate() != "2026-03-31" ||
		a.GetNumber() != 1 || a.GetOutcome() != annulled || a.GetDecidedOnDate() != "2026-06-01" || a.GetNote() == "" || a.GetActor() != officer {
		t.Errorf("%s, end %q, decision %v, want ACTIVE and the decision annulled", c.GetState(), c.GetEndDate(), d)
	}
	w.done(w.end(id, "2027-03-31", contractv1.EndReason_END_REASON_STOPPED_PRACTISING))
	if c = w.get(id); len(c.GetDecisions()) != 2 || c.GetDecisions()[1].GetNumber() != 2 || c.GetDecisions()[1].GetAnnulled() {
		t.Errorf("decisions %v, want a second one", c.GetDecisions())
	}
}

func TestAnyOtherOutcomeOnlyAdds(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	_, id := w.moved()
	before := w.get(id)
	c := w.done(w.outcome(id, 1, contractv1.AppealOutcome_APPEAL_OUTCOME_RECOVERY_REDUCED, "2026-06-01"))
	if c.GetState() != before.GetState() || c.GetEndDate() != before.GetEndDate() || c.GetDecisions()[0].GetAnnulled() {
		t.Errorf("%s, end %s, want it ended as before", c.GetState(), c.GetEndDate())
	}
	_, err := w.outcome(id, 1, annulled, "2026-06-01")
	refused(t, err, fault.WrongState, "APPEAL_DECIDED", "the recovery is reduced")
	w.done(w.appeal(id, "2026-07-01"))
}

func TestAContractDoesNotRunAgainBesideAnotherOneOfItsDoctor(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app, id := w.moved()
	next := w.contracted(later(app, "2026-04-15")).GetId()
	before := w.get(id).GetRevisions()
	_, err := w.outcome(id, 1, annulled, "2026-06-01")
	refused(t, err, fault.WrongState, "ANOTHER_LIVE_CONTRACT", next)

	w.done(w.end(next, "2026-08-31", contractv1.EndReason_END_REASON_STOPPED_PRACTISING))
	_, err = w.outcome(id, 1, annulled, "2026-09-15")
	refused(t, err, fault.WrongState, "OVERLAPS_EARLIER_CONTRACT", next, "2026-08-31")
	if now := w.get(id); now.GetRevisions() != before || now.GetState() != contractv1.State_STATE_ENDED {
		t.Errorf("the refused outcomes changed the contract: %s, revision %d", now.GetState(), now.GetRevisions())
	}
	w.done(w.outcome(id, 1, contractv1.AppealOutcome_APPEAL_OUTCOME_UPHELD, "2026-09-15"))

	// The later one, which overlaps nobody, may run again.
	w.done(w.appeal(next, "2026-09-20"))
	if c := w.done(w.outcome(next, 1, annulled, "2026-10-01")); c.GetState() != contractv1.State_STATE_ACTIVE {
		t.Errorf("the later contract is %s, want ACTIVE", c.GetState())
	}
}
