package main

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
)

// plain takes off a text what makes references of assistants this play's own.
func (s *scene) plain(text string) string { return strings.ReplaceAll(text, s.suffix, "") }

func (s *scene) hire(ctx context.Context, body *contractv1.HireAssistantRequest) error {
	if _, err := act(ctx, s, s.services.contract.HireAssistant, body); err != nil {
		return err
	}
	hired := s.contract.GetAssistants()[len(s.contract.GetAssistants())-1]
	reached := s.sheet.show("option_reached", word(code(hired.GetOptionReached()), optionName(hired.GetOptionReached())))
	text := fmt.Sprintf("L'assistant %s commence : %s par semaine pour ce médecin, employé par %s.",
		body.GetAssistantRef(), hours(body.GetWeeklyMinutes()), employerName(body.GetEmployer()))
	if body.GetWorkContractWeeklyMinutes() > body.GetWeeklyMinutes() {
		text += fmt.Sprintf(" Son contrat de travail en fait %s, partagées.", hours(body.GetWorkContractWeeklyMinutes()))
	}
	s.page.event(date(body.GetStartDate()).printed, text+" Ce temps atteint l'option "+reached+".")
	return nil
}

func (s *scene) leave(ctx context.Context, body *contractv1.EndAssistantEmploymentRequest) error {
	if _, err := act(ctx, s, s.services.contract.EndAssistantEmployment, body); err != nil {
		return err
	}
	s.page.event(date(body.GetEndDate()).printed, fmt.Sprintf("Dernier jour de l'assistant %s : %s.", body.GetAssistantRef(), employmentEndName(body.GetReason())))
	return nil
}

func (s *scene) absence(ctx context.Context, body *contractv1.RecordAbsenceRequest) error {
	if _, err := act(ctx, s, s.services.contract.RecordAbsence, body); err != nil {
		return err
	}
	s.page.event(date(body.GetFromDate()).printed, fmt.Sprintf("L'assistant %s est absent à partir de ce jour.", body.GetAssistantRef()))
	return nil
}

func (s *scene) back(ctx context.Context, body *contractv1.RecordReturnRequest) error {
	if _, err := act(ctx, s, s.services.contract.RecordReturn, body); err != nil {
		return err
	}
	s.page.event(date(body.GetReturnedOnDate()).printed, fmt.Sprintf("L'assistant %s est de retour.", body.GetAssistantRef()))
	return nil
}

func (s *scene) training(ctx context.Context, body *contractv1.RecordTrainingRequest) error {
	before := s.contract.GetObligations()
	if _, err := act(ctx, s, s.services.contract.RecordTraining, body); err != nil {
		return err
	}
	s.page.event(date(body.GetOnDate()).printed, fmt.Sprintf("L'assistant %s : %s (%s).", body.GetAssistantRef(), trainingName(body.GetStep()), pathName(body.GetPath())))
	s.fulfilled(before)
	return nil
}

func (s *scene) evidence(ctx context.Context, body *contractv1.RecordEvidenceRequest) error {
	before, request := s.contract.GetObligations(), proto.CloneOf(body)
	request.ObligationId = s.obligationID(body.GetObligationId())
	if _, err := act(ctx, s, s.services.contract.RecordEvidence, request); err != nil {
		return err
	}
	s.page.event(date(body.GetFulfilledOnDate()).printed, "Pièce reçue : "+body.GetEvidence()+".")
	s.fulfilled(before)
	return nil
}

func (s *scene) waive(ctx context.Context, body *contractv1.WaiveObligationRequest) error {
	before, request := s.contract.GetObligations(), proto.CloneOf(body)
	request.ObligationId = s.obligationID(body.GetObligationId())
	if _, err := act(ctx, s, s.services.contract.WaiveObligation, request); err != nil {
		return err
	}
	s.page.event(date(body.GetWaivedOnDate()).printed, "La caisse dispense : "+body.GetReason()+".")
	s.fulfilled(before)
	return nil
}

// obligationID is the obligation that the dossier names with its own references.
func (s *scene) obligationID(named string) string {
	for _, o := range s.contract.GetObligations() {
		if s.plain(o.GetId()) == named {
			return o.GetId()
		}
	}
	return named // the service says which ones there are
}

// fulfilled tells the obligations that are closed by now and were not before.
func (s *scene) fulfilled(before []*contractv1.Obligation) {
	states := map[string]contractv1.ObligationState{}
	for _, o := range before {
		states[o.GetId()] = o.GetState()
	}
	for _, o := range s.contract.GetObligations() {
		if o.GetState() == states[o.GetId()] || o.GetState() == contractv1.ObligationState_OBLIGATION_STATE_OPEN {
			continue
		}
		text := "→ " + obligationName(o.GetKind()) + " : " + s.obligationState(o)
		if o.GetDueDate() != "" {
			text += ", à faire au plus tard le " + s.dueOf(o)
		}
		s.page.beside(text + ".")
		if late := contractv1.ObligationState_OBLIGATION_STATE_FULFILLED_LATE; o.GetState() == late && o.GetConsequence() != nil {
			s.sheet.cites(o.GetConsequence())
			s.page.beside("Conséquence du retard : " + s.sheet.sentence(citationText(o.GetConsequence())))
		}
	}
}

func (s *scene) obligationState(o *contractv1.Obligation) string {
	return s.sheet.show("obligations."+s.plain(o.GetId())+".state", word(code(o.GetState()), obligationStateName(o.GetState())))
}

func (s *scene) dueOf(o *contractv1.Obligation) string {
	return s.sheet.show("obligations."+s.plain(o.GetId())+".due", date(o.GetDueDate()))
}
