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
	if request.GetSucceeds() != nil {
		request.Succeeds.ContractId = s.contract.GetId()
	}
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
	s.commitments(c.GetObjectives())
	return nil
}

// commitments tells objectives as the contract has them.
func (s *scene) commitments(objectives []*contractv1.Objective) {
	rows := [][]string{{"Objectif", "départ", "à gagner", "à atteindre", "fixé par"}}
	for _, o := range objectives {
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
	for _, o := range objectives {
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
	return s.succeeded(ctx)
}

// succeeded tells what the last signature made of the contract that this one follows.
func (s *scene) succeeded(ctx context.Context) error {
	if s.contract.GetState() != contractv1.State_STATE_ACTIVE || s.contract.GetSucceeds() == nil {
		return nil
	}
	answer, err := ask(ctx, s.officer(), s.services.contract.GetContract, &contractv1.GetContractRequest{ContractId: s.contract.GetSucceeds().GetContractId()})
	if err != nil {
		return err
	}
	before := answer.GetContract()
	s.page.beside(fmt.Sprintf("Il suit le contrat %s, terminé le %s : %s.", before.GetId(), s.sheet.show("before.ended_on", date(before.GetEndDate())),
		s.sheet.show("before.end_reason", word(code(before.GetEndReason()), endName(before.GetEndReason())))))
	return nil
}

// measure records a measure and tells what it means.
func (s *scene) measure(ctx context.Context, body *contractv1.RecordMeasureRequest) error {
	answer, err := act(ctx, s, s.services.contract.RecordMeasure, body)
	if err != nil {
		return err
	}
	attained := answer.GetMeasure().GetAttainment()
	s.sheet.cites(attained.GetCitations()...)
	s.page.event(date(body.GetMeasuredOnDate()).printed, "On compte les patients ("+measureSourceName(body.GetSource())+").")
	if n := answer.GetMeasure().GetReplacesNumber(); n != 0 {
		s.page.beside("Ce relevé corrige le relevé " + s.sheet.show("replaces", count(n)) + ", qui reste dans l'histoire et ne compte plus : " + body.GetCorrectionReason() + ".")
	}
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
	if _, err := act(ctx, s, s.services.contract.SuspendContract, body); err != nil {
		return err
	}
	s.page.event(date(body.GetFromDate()).printed, fmt.Sprintf(
		"Le contrat est suspendu (%s) : son horloge s'arrête, objectifs et versements avec elle.", suspensionName(body.GetReason())))
	return nil
}

// resume starts the clock again, and tells by how much everything moves.
func (s *scene) resume(ctx context.Context, body *contractv1.ResumeContractRequest) error {
	if _, err := act(ctx, s, s.services.contract.ResumeContract, body); err != nil {
		return err
	}
	last := s.contract.GetSuspensions()[len(s.contract.GetSuspensions())-1]
	from, err := civil.Parse(last.GetFromDate())
	if err != nil {
		return err
	}
	until, err := civil.Parse(last.GetUntilDate())
	if err != nil {
		return err
	}
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
