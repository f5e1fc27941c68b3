package server_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func TestAChangeOutsideBecomesAProposalAndChangesNothing(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	before := w.active()
	id := before.GetId()
	w.done(w.report(id, contractv1.OutsideChange_OUTSIDE_CHANGE_ZONE, "2026-02-01"))
	c := w.done(w.report(id, contractv1.OutsideChange_OUTSIDE_CHANGE_MOVED, "2026-02-01"))
	zone, move := c.GetProposals()[0], c.GetProposals()[1]
	if zone.GetMethod() != "" || move.GetMethod() != "EndContract" || move.GetNumber() != 2 || move.GetActor() != officer || move.GetState() != contractv1.ProposalState_PROPOSAL_STATE_OPEN ||
		move.GetCitation().GetCell() != "objectives.newly_installed_again" || move.GetExplanation().GetFr() == "" || move.GetStatement() == "" {
		t.Errorf("proposals %v and %v", zone, move)
	}
	// But for the proposals and the bookkeeping the contract is what it was.
	same := proto.CloneOf(c)
	same.Proposals, same.Revisions, same.Etag, same.UpdateTime = nil, before.GetRevisions(), before.GetEtag(), before.GetUpdateTime()
	if !proto.Equal(same, before) {
		t.Errorf("the reports changed the contract\nfrom %v\nto   %v", before, c)
	}

	decide := func(number int32, accepted bool, reason string) (*contractv1.Contract, error) {
		resp, err := w.contracts.DecideProposal(w.ctx(), &contractv1.DecideProposalRequest{
			RequestId: w.request(), ContractId: id, ProposalNumber: number, Accepted: accepted, DecidedOnDate: "2026-02-05", Reason: reason,
		})
		return resp.GetContract(), err
	}
	_, err := decide(1, false, "")
	violated(t, err, "reason")
	_, err = decide(3, true, "")
	refused(t, err, fault.WrongState, "PROPOSAL_UNKNOWN", "want 1 to 2")
	w.done(decide(1, false, "noted by letter"))
	c = w.done(decide(2, true, ""))
	zone, move = c.GetProposals()[0], c.GetProposals()[1]
	if zone.GetState() != contractv1.ProposalState_PROPOSAL_STATE_DISMISSED || zone.GetDecisionReason() != "noted by letter" ||
		move.GetState() != contractv1.ProposalState_PROPOSAL_STATE_ACCEPTED || move.GetDecidedBy() != officer || move.GetDecidedOnDate() != "2026-02-05" {
		t.Errorf("decided: %v and %v", zone, move)
	}
	if c.GetState() != contractv1.State_STATE_ACTIVE {
		t.Errorf("accepting a proposal left the contract %s: the step is a call of its own", c.GetState())
	}
	_, err = decide(2, false, "second thoughts")
	refused(t, err, fault.WrongState, "PROPOSAL_DECIDED", "2026-02-05")
	w.done(w.end(id, "2026-02-28", contractv1.EndReason_END_REASON_MOVED))
}
