package main

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/civil"
)

// offer offers a contract on the last assessment, and tells its terms.
func (s *scene) offer(ctx context.Context, body *contractv1.OfferContractRequest) error {
	request := proto.CloneOf(body)
	request.RequestId, request.AssessmentId = s.requestID(), s.assessment.GetId()
	if !s.offered {
		s.page.chapter("Le contrat")
	}
	s.offered = true
	answer, err := ask(ctx, s.officer(), s.services.contract.OfferContract, request)
	if err != nil {
		return err
	}
	c := answer.GetContract()
	s.contract = c
	option := s.sheet.show("option", word(code(c.GetOption()), optionName(c.GetOption())))
	band := "tranche non établie, sans effet sur les montants (" + bandNames(c.GetPossibleBands()) + ")"
	if c.Band != nil {
		band = "tranche " + s.sheet.show("band", word(code(c.GetBand()), bandName(c.GetBand())))
	} else {
		bands := make([]string, len(c.GetPossibleBands()))
		for i, b := range c.GetPossibleBands() {
			bands[i] = code(b)
		}
		s.sheet.show("possible_bands", word(strings.Join(bands, ", "), ""))
	}
	s.page.para(2, fmt.Sprintf("La caisse propose le contrat %s : option %s, %s.", c.GetId(), option, band))
	s.sheet.check("certainty", word(code(c.GetCertainty()), ""))
	s.sheet.check("state", word(code(c.GetState()), ""))
	if c.GetAdaptedContract() {
		s.page.para(2, s.sheet.show("adapted", word("true", "La caisse adapte le contrat.")))
	}
	s.commitments(c)
	return nil
}

// commitments tells the objectives as the contract has them.
func (s *scene) commitments(c *contractv1.Contract) {
	rows := [][]string{{"Objectif", "départ", "à gagner", "à atteindre", "fixé par"}}
	for _, o := range c.GetObjectives() {
		s.sheet.cites(o.GetCitation())
		at := "objectives." + code(o.GetIndicator()) + "."
		by := "la loi, " + sourceOf(o.GetCitation())
		if o.GetDeclared() {
			by = s.sheet.show(at+"declared", word("true", "la caisse"))
		}
		rows = append(rows, []string{
			indicatorName(o.GetIndicator()),
			s.sheet.show(at+"start", count(o.GetStart())),
			s.sheet.show(at+"to_gain", gain(&o.ToGain)),
			s.sheet.show(at+"target", count(o.GetTarget())),
			by,
		})
	}
	s.page.table(4, rows, 1, 2, 3)
	for _, o := range c.GetObjectives() {
		if o.LawToGain != nil {
			s.sheet.check("objectives."+code(o.GetIndicator())+".law_to_gain", count(o.GetLawToGain()))
		}
		if o.GetDeclared() {
			s.page.hanging(4, "– ", s.sheet.sentence(o.GetExplanation().GetFr()))
		}
		if o.GetDeclaredReason() != "" {
			s.page.para(6, "Motif donné par la caisse : "+o.GetDeclaredReason())
		}
	}
}

// sign records the signatures, in the order of their days.
func (s *scene) sign(ctx context.Context, body signing) error {
	type signature struct {
		party contractv1.Party
		on    string
		name  string
	}
	order := []signature{
		{contractv1.Party_PARTY_DOCTOR, body.doctor, "Le médecin"},
		{contractv1.Party_PARTY_FUND, body.fund, "La caisse"},
	}
	if body.fund != "" && body.fund < body.doctor {
		order[0], order[1] = order[1], order[0]
	}
	for _, sig := range order {
		if sig.on == "" {
			continue
		}
		answer, err := ask(ctx, s.officer(), s.services.contract.SignContract, &contractv1.SignContractRequest{
			RequestId: s.requestID(), ContractId: s.contract.GetId(), Etag: s.contract.GetEtag(), TermsHash: s.contract.GetTermsHash(),
			Party: sig.party, SignedOnDate: sig.on,
		})
		if err != nil {
			return err
		}
		s.contract = answer.GetContract()
		text := sig.name + " signe."
		if s.contract.GetState() == contractv1.State_STATE_ACTIVE {
			text += " Le contrat est en vigueur, jusqu'au " + s.sheet.show("term", date(s.contract.GetTerm())) + "."
		}
		s.page.event(date(sig.on).printed, text)
	}
	s.sheet.check("state", word(code(s.contract.GetState()), ""))
	return nil
}

func (s *scene) hire(ctx context.Context, body *contractv1.HireAssistantRequest) error {
	request := proto.CloneOf(body)
	request.RequestId, request.ContractId, request.Etag = s.requestID(), s.contract.GetId(), s.contract.GetEtag()
	answer, err := ask(ctx, s.officer(), s.services.contract.HireAssistant, request)
	if err != nil {
		return err
	}
	s.contract = answer.GetContract()
	hired := s.contract.GetAssistants()[len(s.contract.GetAssistants())-1]
	reached := s.sheet.show("option_reached", word(code(hired.GetOptionReached()), optionName(hired.GetOptionReached())))
	s.page.event(date(body.GetStartDate()).printed, fmt.Sprintf(
		"L'assistant %s commence : %s par semaine pour ce médecin, employé par %s. Ce temps atteint l'option %s.",
		body.GetAssistantRef(), hours(body.GetWeeklyMinutes()), employerName(body.GetEmployer()), reached))
	return nil
}

// measure records a measure and tells what it means.
func (s *scene) measure(ctx context.Context, body *contractv1.RecordMeasureRequest) error {
	request := proto.CloneOf(body)
	request.RequestId, request.ContractId, request.Etag = s.requestID(), s.contract.GetId(), s.contract.GetEtag()
	answer, err := ask(ctx, s.officer(), s.services.contract.RecordMeasure, request)
	if err != nil {
		return err
	}
	s.contract = answer.GetContract()
	attained := answer.GetMeasure().GetAttainment()
	s.sheet.cites(attained.GetCitations()...)
	s.page.event(date(body.GetMeasuredOnDate()).printed, "On compte les patients ("+measureSourceName(body.GetSource())+").")
	rows := [][]string{{"Objectif", "compté", "à atteindre", "gagné", "manque", ""}}
	s.measured = append(s.measured, attained.GetExplanation().GetFr())
	for _, i := range attained.GetEach() {
		s.measured = append(s.measured, i.GetExplanation().GetFr())
		at := "indicators." + code(i.GetIndicator()) + "."
		rows = append(rows, []string{
			indicatorName(i.GetIndicator()),
			s.sheet.show(at+"seen", count(i.GetSeen())),
			s.sheet.show(at+"target", count(i.GetTarget())),
			s.sheet.show(at+"gained", signed(i.GetGained())),
			s.sheet.show(at+"short_by", count(i.GetShortBy())),
			s.sheet.show(at+"reached", word(fmt.Sprint(i.GetReached()), firstOf(i.GetReached(), "✓ atteint", "✗ pas atteint"))),
		})
	}
	s.page.table(2+dateColumn, rows, 1, 2, 3, 4)
	s.page.beside("Part de l'aide : " + s.sheet.show("ratio", ratio(attained.GetRatio())) + ". " + s.sheet.sentence(attained.GetExplanation().GetFr()))
	s.sheet.check("reached", yes(attained.GetReached()))
	return nil
}

func (s *scene) suspend(ctx context.Context, body *contractv1.SuspendContractRequest) error {
	request := proto.CloneOf(body)
	request.RequestId, request.ContractId, request.Etag = s.requestID(), s.contract.GetId(), s.contract.GetEtag()
	answer, err := ask(ctx, s.officer(), s.services.contract.SuspendContract, request)
	if err != nil {
		return err
	}
	s.contract = answer.GetContract()
	s.sheet.check("state", word(code(s.contract.GetState()), ""))
	s.page.event(date(body.GetFromDate()).printed, fmt.Sprintf(
		"Le contrat est suspendu (%s) : son horloge s'arrête, objectifs et versements avec elle.", suspensionName(body.GetReason())))
	return nil
}

// resume starts the clock again, and tells by how much everything moves.
func (s *scene) resume(ctx context.Context, body *contractv1.ResumeContractRequest) error {
	request := proto.CloneOf(body)
	request.RequestId, request.ContractId, request.Etag = s.requestID(), s.contract.GetId(), s.contract.GetEtag()
	answer, err := ask(ctx, s.officer(), s.services.contract.ResumeContract, request)
	if err != nil {
		return err
	}
	s.contract = answer.GetContract()
	last := s.contract.GetSuspensions()[len(s.contract.GetSuspensions())-1]
	from, err := civil.Parse(last.GetFromDate())
	if err != nil {
		return err
	}
	until, err := civil.Parse(last.GetUntilDate())
	if err != nil {
		return err
	}
	s.sheet.check("state", word(code(s.contract.GetState()), ""))
	s.page.event(date(body.GetResumedOnDate()).printed, fmt.Sprintf(
		"Le contrat reprend, après %s jours d'arrêt. Le terme passe au %s, et les années qui restent reculent d'autant :",
		s.sheet.show("days", count(int32(from.DaysUntil(until)))), s.sheet.show("term", date(s.contract.GetTerm()))))
	rows := [][]string{}
	for _, y := range s.contract.GetYears() {
		at := fmt.Sprintf("years.%d.", y.GetYear())
		rows = append(rows, []string{
			fmt.Sprintf("année %d", y.GetYear()),
			"du " + s.sheet.show(at+"start", date(y.GetStartDate())),
			"au " + s.sheet.show(at+"end", date(y.GetEndDate())),
		})
	}
	s.page.table(2+dateColumn, rows)
	return nil
}

func (s *scene) end(ctx context.Context, body *contractv1.EndContractRequest) error {
	request := proto.CloneOf(body)
	request.RequestId, request.ContractId, request.Etag = s.requestID(), s.contract.GetId(), s.contract.GetEtag()
	answer, err := ask(ctx, s.officer(), s.services.contract.EndContract, request)
	if err != nil {
		return err
	}
	s.contract = answer.GetContract()
	s.sheet.check("state", word(code(s.contract.GetState()), ""))
	s.page.event(s.sheet.show("ended_on", date(s.contract.GetEndDate())), "Fin du contrat : "+endName(s.contract.GetEndReason())+". C'est son dernier jour.")
	return nil
}
