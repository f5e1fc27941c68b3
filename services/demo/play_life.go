package main

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
)

// changing is the answer of a method that changes a contract.
type changing interface{ GetContract() *contractv1.Contract }

// act changes the contract as it was read last, and keeps what it has become.
func act[Q proto.Message, A changing](ctx context.Context, s *scene, method func(context.Context, Q, ...grpc.CallOption) (A, error), body Q) (A, error) {
	request := proto.CloneOf(body)
	s.complete(request.ProtoReflect())
	answer, err := ask(ctx, s.officer(), method, request)
	if err != nil {
		return answer, err
	}
	s.contract = answer.GetContract()
	s.sheet.check("state", word(code(s.contract.GetState()), ""))
	return answer, nil
}

// complete writes into a request what is the play's to give: the id of the request, the
// contract, its etag, and the reference of an assistant as the services know it.
func (s *scene) complete(m protoreflect.Message) {
	fields := m.Descriptor().Fields()
	for name, value := range map[protoreflect.Name]string{
		"request_id": s.requestID(), "contract_id": s.contract.GetId(), "etag": s.contract.GetEtag(),
	} {
		if fd := fields.ByName(name); fd != nil {
			m.Set(fd, protoreflect.ValueOfString(value))
		}
	}
	if fd := fields.ByName("assistant_ref"); fd != nil && m.Has(fd) {
		m.Set(fd, protoreflect.ValueOfString(m.Get(fd).String()+s.suffix))
	}
}

func (s *scene) withdraw(ctx context.Context, body *contractv1.WithdrawOfferRequest) error {
	if _, err := act(ctx, s, s.services.contract.WithdrawOffer, body); err != nil {
		return err
	}
	who := firstOf(body.GetParty() == contractv1.Party_PARTY_DOCTOR, "Le médecin refuse l'offre", "La caisse retire l'offre")
	s.page.event(date(body.GetClosedOnDate()).printed, who+" : "+body.GetReason()+".")
	return nil
}

func (s *scene) lapse(ctx context.Context, body *contractv1.LapseOfferRequest) error {
	if _, err := act(ctx, s, s.services.contract.LapseOffer, body); err != nil {
		return err
	}
	s.page.event(date(body.GetAsOfDate()).printed, fmt.Sprintf(
		"L'offre est caduque : il fallait les deux signatures au plus tard le %s.", s.sheet.show("lapse", date(s.contract.GetLapseDate()))))
	return nil
}

// notice tells who wants to end the contract, why, and what its time leads to.
func (s *scene) notice(ctx context.Context, body *contractv1.GiveNoticeRequest) error {
	if _, err := act(ctx, s, s.services.contract.GiveNotice, body); err != nil {
		return err
	}
	notices := s.contract.GetNotices()
	n := notices[len(notices)-1]
	reasons := make([]string, len(n.GetReasons()))
	for i, r := range n.GetReasons() {
		reasons[i] = noticeReasonName(r)
	}
	who := firstOf(n.GetParty() == contractv1.Party_PARTY_DOCTOR, "Le médecin donne son préavis", "La caisse notifie qu'elle envisage de mettre fin au contrat")
	s.page.event(date(n.GetGivenOnDate()).printed, who+" : "+strings.Join(reasons, ", ")+".")
	if n.GetStatement() != "" {
		s.page.beside("Motifs écrits : « " + n.GetStatement() + " ».")
	}
	s.sheet.cites(n.GetCitation())
	s.sheet.check("reply_by", date(n.GetReplyByDate()))
	s.sheet.check("end_on", date(n.GetEndDate()))
	s.page.beside(s.sheet.sentence(n.GetExplanation().GetFr()) + " (" + sourceOf(n.GetCitation()) + ")")
	return nil
}

func (s *scene) reply(ctx context.Context, body *contractv1.RecordReplyRequest) error {
	if _, err := act(ctx, s, s.services.contract.RecordReply, body); err != nil {
		return err
	}
	notices := s.contract.GetNotices()
	r := notices[len(notices)-1].GetReply()
	late := s.sheet.show("late", word(fmt.Sprint(r.GetLate()), firstOf(r.GetLate(), "hors délai", "dans le délai")))
	s.page.event(date(r.GetReceivedOnDate()).printed, fmt.Sprintf("Le médecin répond, %s : « %s ».", late, r.GetStatement()))
	return nil
}

func (s *scene) withdrawNotice(ctx context.Context, body *contractv1.WithdrawNoticeRequest) error {
	if _, err := act(ctx, s, s.services.contract.WithdrawNotice, body); err != nil {
		return err
	}
	state := s.sheet.show("state", word(code(s.contract.GetState()), contractStateName(s.contract.GetState())))
	s.page.event(date(body.GetWithdrawnOnDate()).printed, fmt.Sprintf("La notification est retirée : %s. Le contrat est de nouveau %s.", body.GetReason(), state))
	return nil
}

func (s *scene) end(ctx context.Context, body *contractv1.EndContractRequest) error {
	answer, err := act(ctx, s, s.services.contract.EndContract, body)
	if err != nil {
		return err
	}
	decision := answer.GetDecision()
	s.page.event(s.sheet.show("ended_on", date(s.contract.GetEndDate())), "Fin du contrat : "+endName(s.contract.GetEndReason())+". C'est son dernier jour.")
	if decision.GetDecidedOnDate() != decision.GetEndDate() {
		s.page.beside("Décidé le " + s.sheet.show("decided_on", date(decision.GetDecidedOnDate())) + ".")
	}
	left := decision.GetLeftOver()
	s.sheet.cites(left.GetCitation())
	if left.GetContractYear() != 0 {
		s.page.beside(fmt.Sprintf("L'année %d est coupée : %s jours en vigueur sur %s. Part à récupérer : %s.",
			left.GetContractYear(), s.sheet.show("left_over.days_in_force", count(left.GetDaysInForce())),
			s.sheet.show("left_over.days_in_year", count(left.GetDaysInYear())), s.sheet.show("left_over.ratio", ratio(left.GetRatio()))))
		s.page.beside(s.sheet.sentence(left.GetExplanation().GetFr()) + " (" + sourceOf(left.GetCitation()) + ")")
	}
	return nil
}

func (s *scene) appeal(ctx context.Context, body *contractv1.FileAppealRequest) error {
	if _, err := act(ctx, s, s.services.contract.FileAppeal, body); err != nil {
		return err
	}
	s.page.event(date(body.GetFiledOnDate()).printed, "Le médecin forme un recours : « "+body.GetGround()+" ». La décision reste en vigueur en attendant.")
	return nil
}

func (s *scene) decideAppeal(ctx context.Context, body *contractv1.DecideAppealRequest) error {
	if _, err := act(ctx, s, s.services.contract.DecideAppeal, body); err != nil {
		return err
	}
	state := s.sheet.show("state", word(code(s.contract.GetState()), contractStateName(s.contract.GetState())))
	s.page.event(date(body.GetDecidedOnDate()).printed, fmt.Sprintf("Issue du recours : %s (%s). Le contrat est %s.", appealName(body.GetOutcome()), body.GetNote(), state))
	return nil
}

// report tells what changed outside, and what the law makes of it.
func (s *scene) report(ctx context.Context, body *contractv1.ReportChangeRequest) error {
	if _, err := act(ctx, s, s.services.contract.ReportChange, body); err != nil {
		return err
	}
	proposals := s.contract.GetProposals()
	p := proposals[len(proposals)-1]
	s.sheet.cites(p.GetCitation())
	s.sheet.check("proposal", count(p.GetNumber()))
	s.sheet.check("method", word(p.GetMethod(), ""))
	s.page.event(date(p.GetChangedOnDate()).printed, "On apprend : "+outsideChangeName(p.GetChange())+". « "+p.GetStatement()+" »")
	text := "Proposition : " + s.sheet.sentence(p.GetExplanation().GetFr())
	if p.GetCitation() != nil {
		text += " (" + sourceOf(p.GetCitation()) + ")"
	}
	s.page.beside(text)
	return nil
}

func (s *scene) decideProposal(ctx context.Context, body *contractv1.DecideProposalRequest) error {
	if _, err := act(ctx, s, s.services.contract.DecideProposal, body); err != nil {
		return err
	}
	s.page.event(date(body.GetDecidedOnDate()).printed, firstOf(body.GetAccepted(), "Un agent suit la proposition.", "Un agent écarte la proposition : "+body.GetReason()+"."))
	return nil
}

// amend tells what is changed beside what was signed.
func (s *scene) amend(ctx context.Context, body *contractv1.AmendContractRequest) error {
	request := proto.CloneOf(body)
	switch {
	case request.GetOption() != nil:
		request.GetOption().AssessmentId = s.assessment.GetId()
	case request.GetData().GetAssistantRef() != "":
		request.GetData().AssistantRef += s.suffix
	}
	answer, err := act(ctx, s, s.services.contract.AmendContract, request)
	if err != nil {
		return err
	}
	for _, a := range answer.GetAmendments() {
		if change := a.GetOptionChange(); change != nil {
			s.sheet.cites(change.GetCitation())
			s.page.event(date(a.GetAmendedOnDate()).printed, fmt.Sprintf("Avenant %d : à partir de l'année %s, du %s, l'option est %s. %s",
				a.GetNumber(), s.sheet.show("from_year", count(change.GetFromContractYear())), date(body.GetOption().GetFromDate()).printed,
				s.sheet.show("option", word(code(change.GetOption()), optionName(change.GetOption()))), sentenceOf(a.GetNote())))
			s.commitments(change.GetObjectives())
			continue
		}
		c, at := a.GetCorrection(), fmt.Sprintf("corrections.%d.", a.GetNumber())
		s.sheet.check(at+"field", word(s.plain(c.GetField()), ""))
		s.page.event(date(a.GetAmendedOnDate()).printed, fmt.Sprintf("Avenant %d, correction de %s : %s devient %s. %s",
			a.GetNumber(), s.plain(c.GetField()), s.sheet.show(at+"before", datum(c.GetBefore())), s.sheet.show(at+"after", datum(c.GetAfter())), sentenceOf(a.GetNote())))
	}
	return nil
}

// renew tells how the contract goes on. The story continues with the offer, if one follows.
func (s *scene) renew(ctx context.Context, body *contractv1.RenewContractRequest) error {
	request := proto.CloneOf(body)
	if request.GetMode() == contractv1.RenewalMode_RENEWAL_MODE_NEW_OBJECTIVES {
		request.AssessmentId = s.assessment.GetId()
	}
	answer, err := act(ctx, s, s.services.contract.RenewContract, request)
	if err != nil {
		return err
	}
	renewal := s.contract.GetRenewal()
	s.sheet.cites(renewal.GetCitations()...)
	s.page.event(date(renewal.GetStatedOnDate()).printed, "La caisse dit la suite après le terme : "+
		s.sheet.show("mode", word(code(renewal.GetMode()), renewalModeName(renewal.GetMode())))+".")
	s.page.beside(s.sheet.sentence(renewal.GetExplanation().GetFr()))
	s.sheet.check("citations", count(int32(len(renewal.GetCitations()))))
	for _, c := range renewal.GetCitations() {
		s.page.hanging(2+dateColumn, "– ", s.sheet.sentence(citationText(c)))
	}
	offer := answer.GetOffer()
	if offer == nil {
		return nil
	}
	s.contract = offer
	s.page.beside(fmt.Sprintf("L'offre qui suit est %s, du %s, sous le texte %s ; sa première année porte le numéro %s.",
		offer.GetId(), s.sheet.show("offer.signature_date", date(offer.GetSignatureDate())), offer.GetTextId(),
		s.sheet.show("offer.first_year", count(offer.GetFirstContractYear()))))
	s.sheet.check("offer.text", word(offer.GetTextId(), ""))
	s.sheet.check("offer.state", word(code(offer.GetState()), ""))
	s.commitments(offer.GetObjectives())
	return nil
}
