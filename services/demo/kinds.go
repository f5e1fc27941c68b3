package main

import (
	"context"

	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
)

// kind is one kind of step: how its body is read, how it is played, and which figures
// it has.
type kind struct {
	read    func(r *reader, n *yaml.Node, path string) any
	play    func(ctx context.Context, s *scene, body any) error
	figures map[string]form
	// afterOffer: it needs a contract.
	afterOffer bool
	// day is the field of its request that says on which day it happens.
	day protoreflect.Name
}

func kinds() map[string]kind {
	return with(beginnings(), employments(), endings(), readings(), banking())
}

// beginnings are the steps from the application to the running contract, and the runs.
func beginnings() map[string]kind {
	return map[string]kind{
		"simulate": {read: readLearned, figures: assessmentFigures, play: told((*scene).simulated)},
		"assess":   {read: readLearned, figures: assessmentFigures, play: told((*scene).assessed)},
		"preview":  {read: readRequest(&paymentv1.ProspectiveContract{}, "application"), figures: duesFigures, play: told((*scene).preview)},
		"offer":    {read: readRequest(&contractv1.OfferContractRequest{}, "request_id", "assessment_id"), figures: contractFigures, play: told((*scene).offer)},
		"sign":     {read: readSigning, figures: contractFigures, play: told((*scene).sign), afterOffer: true},
		"run":      {read: readRun, figures: runFigures, play: told((*scene).run), afterOffer: true},
		"withdraw": change(&contractv1.WithdrawOfferRequest{}, (*scene).withdraw, contractFigures).on("closed_on_date"),
		"lapse":    change(&contractv1.LapseOfferRequest{}, (*scene).lapse, contractFigures).on("as_of_date"),
		"renew":    change(&contractv1.RenewContractRequest{}, (*scene).renew, renewalFigures, "assessment_id").on("stated_on_date"),
		"amend":    change(&contractv1.AmendContractRequest{}, (*scene).amend, amendmentFigures).on("amended_on_date"),
	}
}

// employments are the steps of the assistant, and of what has to be done.
func employments() map[string]kind {
	return map[string]kind{
		"hire":     change(&contractv1.HireAssistantRequest{}, (*scene).hire, contractFigures).on("start_date"),
		"leave":    change(&contractv1.EndAssistantEmploymentRequest{}, (*scene).leave, obligationFigures).on("end_date"),
		"absence":  change(&contractv1.RecordAbsenceRequest{}, (*scene).absence, obligationFigures).on("from_date"),
		"return":   change(&contractv1.RecordReturnRequest{}, (*scene).back, obligationFigures).on("returned_on_date"),
		"training": change(&contractv1.RecordTrainingRequest{}, (*scene).training, obligationFigures).on("on_date"),
		"evidence": change(&contractv1.RecordEvidenceRequest{}, (*scene).evidence, obligationFigures).on("fulfilled_on_date"),
		"waive":    change(&contractv1.WaiveObligationRequest{}, (*scene).waive, obligationFigures).on("waived_on_date"),
		"measure":  change(&contractv1.RecordMeasureRequest{}, (*scene).measure, measureFigures).on("measured_on_date"),
		"suspend":  change(&contractv1.SuspendContractRequest{}, (*scene).suspend, contractFigures).on("from_date"),
		"resume":   change(&contractv1.ResumeContractRequest{}, (*scene).resume, contractFigures).on("resumed_on_date"),
	}
}

// endings are the steps towards the end, and what may follow it.
func endings() map[string]kind {
	return map[string]kind{
		"notice":          change(&contractv1.GiveNoticeRequest{}, (*scene).notice, endingFigures).on("given_on_date"),
		"reply":           change(&contractv1.RecordReplyRequest{}, (*scene).reply, endingFigures).on("received_on_date"),
		"withdraw_notice": change(&contractv1.WithdrawNoticeRequest{}, (*scene).withdrawNotice, endingFigures).on("withdrawn_on_date"),
		"end":             change(&contractv1.EndContractRequest{}, (*scene).end, endingFigures).on("end_date"),
		"appeal":          change(&contractv1.FileAppealRequest{}, (*scene).appeal, endingFigures).on("filed_on_date"),
		"decide_appeal":   change(&contractv1.DecideAppealRequest{}, (*scene).decideAppeal, endingFigures).on("decided_on_date"),
		"report":          change(&contractv1.ReportChangeRequest{}, (*scene).report, endingFigures).on("changed_on_date"),
		"decide_proposal": change(&contractv1.DecideProposalRequest{}, (*scene).decideProposal, endingFigures).on("decided_on_date"),
	}
}

// readings are the steps that change nothing.
func readings() map[string]kind {
	return map[string]kind{
		"work":        change(&contractv1.ListWorkRequest{}, (*scene).work, workFigures, "fund_code", "page_size", "page_token").on("as_of_date"),
		"obligations": change(&contractv1.ListObligationsRequest{}, (*scene).obligations, obligationFigures, "fund_code", "page_size", "page_token"),
		"revisions":   change(&contractv1.ListContractRevisionsRequest{}, (*scene).revisions, revisionFigures, "page_size", "page_token"),
		"verify":      change(&contractv1.VerifyContractRequest{}, (*scene).verify, verifiedFigures),
		"forecast":    change(&contractv1.ForecastAidRequest{}, (*scene).forecast, forecastFigures),
	}
}

// banking are the steps of the money after the order to pay.
func banking() map[string]kind {
	return map[string]kind{
		"bank":            {read: readBankDay, play: told((*scene).banked), figures: bankFigures, afterOffer: true},
		"account":         {read: readAccountDay, play: told((*scene).account), figures: accountFigures, afterOffer: true},
		"recover":         change(&paymentv1.GiveRecoveryNoticeRequest{}, (*scene).recover, recoveryFigures).on("notice_date"),
		"decide_recovery": change(&paymentv1.DecideRecoveryRequest{}, (*scene).decideRecovery, recoveryFigures, "recovery_id").on("decided_on_date"),
		"statement":       change(&paymentv1.GetStatementRequest{}, (*scene).statement, statementFigures, "html"),
	}
}

// told is how a method of the scene plays a body of its type.
func told[B any](play func(*scene, context.Context, B) error) func(context.Context, *scene, any) error {
	return func(ctx context.Context, s *scene, body any) error { return play(s, ctx, body.(B)) }
}

// change is a kind whose body is a request about the contract; what names the contract
// is the play's to give, and so are the closed fields.
func change[Q proto.Message](request Q, play func(*scene, context.Context, Q) error, figures map[string]form, closed ...protoreflect.Name) kind {
	closed = append(closed, "request_id", "contract_id", "etag")
	return kind{read: readRequest(request, closed...), play: told(play), figures: figures, afterOffer: true}
}

// on is the kind that happens on the day of a field of its request.
func (k kind) on(day protoreflect.Name) kind {
	k.day = day
	return k
}
