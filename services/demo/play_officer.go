package main

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
)

// wholePage asks a list for all it has: the lists of one dossier are short.
const wholePage = 1000

// work prints the page of an officer on a day.
func (s *scene) work(ctx context.Context, body *contractv1.ListWorkRequest) error {
	request := proto.CloneOf(body)
	request.FundCode, request.PageSize = s.known.GetFundCode(), wholePage
	answer, err := ask(ctx, s.officer(), s.services.contract.ListWork, request)
	if err != nil {
		return err
	}
	on := date(body.GetAsOfDate()).printed
	total := s.sheet.show("total", count(answer.GetTotal()))
	if answer.GetTotal() == 0 {
		s.page.event(on, "La page de l'agent : rien à faire ("+total+").")
		return nil
	}
	s.page.event(on, "La page de l'agent, "+total+" à faire :")
	var rows [][]string
	for i, item := range answer.GetItems() {
		at := fmt.Sprintf("items.%d.", i+1)
		s.sheet.cites(item.GetCitation())
		s.sheet.check(at+"subject", word(s.plain(item.GetSubject()), ""))
		s.sheet.check(at+"method", word(item.GetMethod(), ""))
		s.sheet.check(at+"due", date(item.GetDueDate()))
		s.sheet.check(at+"days_late", count(item.GetDaysLate()))
		rows = append(rows, []string{
			s.sheet.show(at+"kind", word(code(item.GetKind()), workName(item.GetKind()))),
			s.sheet.sentence(item.GetNextStep().GetFr()),
		})
	}
	s.page.table(2+dateColumn, rows)
	return nil
}

// obligations prints what has to be done under the contract, by due date.
func (s *scene) obligations(ctx context.Context, body *contractv1.ListObligationsRequest) error {
	answer, err := ask(ctx, s.officer(), s.services.contract.ListObligations, &contractv1.ListObligationsRequest{
		ContractId: s.contract.GetId(), DueBeforeDate: body.GetDueBeforeDate(), PageSize: wholePage,
	})
	if err != nil {
		return err
	}
	s.page.space()
	s.page.para(2, firstOf(body.GetDueBeforeDate() == "", "Ce que le contrat demande, par échéance :",
		"Ce que le contrat demande avant le "+date(body.GetDueBeforeDate()).printed+" :"))
	var rows [][]string
	for _, o := range answer.GetObligations() {
		row := []string{s.dueOf(o), obligationName(o.GetKind()), s.plain(o.GetSubject()), s.obligationState(o)}
		if n := len(rows) - 1; n >= 0 && rows[n][0] == row[0] && rows[n][1] == row[1] && rows[n][3] == row[3] {
			first, _, _ := strings.Cut(rows[n][2], " à ")
			rows[n][2] = first + " à " + row[2]
			continue
		}
		rows = append(rows, row)
	}
	s.page.table(4, rows)
	return nil
}

// revisions prints the history of the contract.
func (s *scene) revisions(ctx context.Context, _ *contractv1.ListContractRevisionsRequest) error {
	answer, err := ask(ctx, s.officer(), s.services.contract.ListContractRevisions, &contractv1.ListContractRevisionsRequest{ContractId: s.contract.GetId(), PageSize: wholePage})
	if err != nil {
		return err
	}
	s.page.space()
	s.page.para(2, fmt.Sprintf("L'histoire du contrat, %s :", plural(s.sheet.show("total", count(int32(len(answer.GetRevisions())))), "révision")))
	var rows [][]string
	for _, e := range answer.GetRevisions() {
		at := fmt.Sprintf("revisions.%d.", e.GetRevision())
		rows = append(rows, []string{
			fmt.Sprint(e.GetRevision()), s.sheet.show(at+"on", date(e.GetOnDate())),
			s.sheet.show(at+"reason", word(code(e.GetReason()), changeName(e.GetReason()))),
		})
	}
	s.page.table(4, rows, 0)
	return nil
}

// verify prints what was checked of the contract, and whether the chain of all events holds.
func (s *scene) verify(ctx context.Context, _ *contractv1.VerifyContractRequest) error {
	answer, err := ask(ctx, s.officer(), s.services.contract.VerifyContract, &contractv1.VerifyContractRequest{ContractId: s.contract.GetId()})
	if err != nil {
		return err
	}
	chain, err := ask(ctx, s.officer(), s.services.contract.VerifyEvents, &contractv1.VerifyEventsRequest{})
	if err != nil {
		return err
	}
	s.page.space()
	s.page.para(2, "Vérification : "+s.sheet.show("valid", word(fmt.Sprint(answer.GetValid()),
		firstOf(answer.GetValid(), "le contrat est ce qui a été signé.", "le contrat n'est PAS ce qui a été signé !"))))
	for _, item := range answer.GetItems() {
		// A hash may happen to be digits only: its numbers are no figures.
		s.page.hanging(4, firstOf(item.GetValid(), "✓ ", "✗ "), verifiedName(item.GetSubject())+s.plain(item.GetExplanation().GetFr()))
	}
	s.page.hanging(4, firstOf(chain.GetValid(), "✓ ", "✗ "), s.sheet.show("chain", word(fmt.Sprint(chain.GetValid()),
		firstOf(chain.GetValid(), "La chaîne de tous les événements du service tient, du premier au dernier.", "La chaîne des événements est rompue !"))))
	return nil
}

// forecast prints what the aid becomes at the pace of today.
func (s *scene) forecast(ctx context.Context, _ *contractv1.ForecastAidRequest) error {
	answer, err := ask(ctx, s.officer(), s.services.contract.ForecastAid, &contractv1.ForecastAidRequest{ContractId: s.contract.GetId()})
	if err != nil {
		return err
	}
	s.page.space()
	s.page.para(2, "Projection (ce n'est pas un droit) :")
	rows := [][]string{{"Année", "au", "part de l'aide", "plafond", "aide"}}
	for _, f := range answer.GetForecasts() {
		s.sheet.cites(f.GetCitations()...)
		s.sheet.cites(f.GetAttainment().GetCitations()...)
		at := fmt.Sprintf("forecasts.%d.", f.GetContractYear())
		for _, c := range f.GetCounts() {
			s.sheet.check(at+"counts."+code(c.GetIndicator()), count(c.GetPatients()))
		}
		rows = append(rows, []string{
			fmt.Sprint(f.GetContractYear()), s.sheet.show(at+"on", date(f.GetOnDate())),
			s.sheet.show(at+"ratio", ratio(f.GetAttainment().GetRatio())),
			s.sheet.show(at+"ceiling", optionalEuros(f.CeilingCents, "inconnu")),
			s.sheet.show(at+"aid", optionalEuros(f.AidCents, "–")),
		})
	}
	s.page.table(4, rows, 2, 3, 4)
	for _, f := range answer.GetForecasts() {
		s.page.hanging(4, "– ", s.sheet.sentence(f.GetExplanation().GetFr()))
	}
	return nil
}
