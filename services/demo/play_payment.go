package main

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
)

// preview tells the whole schedule: of the contract when there is one, else of the
// application that nobody signed.
func (s *scene) preview(ctx context.Context, body *paymentv1.ProspectiveContract) error {
	request := &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: s.contract.GetId()}}
	if s.contract == nil {
		prospective := proto.CloneOf(body)
		prospective.Application = s.known
		request.Subject = &paymentv1.PreviewDuesRequest_Prospective{Prospective: prospective}
		s.page.chapter("L'échéancier, avant toute signature (rien n'est conservé)")
	} else {
		s.page.chapter("L'échéancier du contrat")
	}
	answer, err := ask(ctx, s.officer(), s.services.payment.PreviewDues, request)
	if err != nil {
		return err
	}
	rows := [][]string{{"Année", "vers.", "échéance", "à payer au plus tard", "plafond", "montant", "état"}}
	reasons, supposed := &grouping{}, &grouping{}
	for _, d := range answer.GetDues() {
		s.sheet.cites(d.GetComputation().GetCitations()...)
		rows = append(rows, s.due(d))
		if b := d.GetBlockedBy(); b != nil {
			s.sheet.cites(b.GetCitation())
			reasons.add(s.sheet.sentence(b.GetText().GetFr()), fmt.Sprintf("%d.%d", d.GetContractYear(), d.GetInstalment()))
		}
		for _, a := range d.GetComputation().GetAssumptions() {
			supposed.add(s.sheet.sentence(a.GetFr()), "")
		}
	}
	s.page.table(2, rows, 4, 5)
	for _, reason := range reasons.texts {
		s.page.hanging(2, "? ", strings.Join(reasons.keys[reason], ", ")+" : "+reason)
	}
	for i, a := range supposed.texts {
		s.page.hanging(2, pad(firstOf(i == 0, "Ce calcul suppose", ""), 18)+"– ", a)
	}
	s.sheet.check("assumptions", count(int32(len(supposed.texts))))
	return nil
}

// grouping keeps texts in the order they came, each once, with what each is said of.
type grouping struct {
	texts []string
	keys  map[string][]string
}

func (g *grouping) add(text, key string) {
	if g.keys == nil {
		g.keys = map[string][]string{}
	}
	if _, known := g.keys[text]; !known {
		g.texts = append(g.texts, text)
	}
	g.keys[text] = append(g.keys[text], key)
}

// due is one row of the schedule.
func (s *scene) due(d *paymentv1.Due) []string {
	at := fmt.Sprintf("dues.%d.%d.", d.GetContractYear(), d.GetInstalment())
	payBy := "–"
	if d.GetPayByDate() != "" {
		payBy = s.sheet.show(at+"pay_by", date(d.GetPayByDate()))
	}
	if r := d.GetBlockedBy(); r != nil {
		s.sheet.check(at+"reason", word(r.GetCode(), ""))
	}
	s.sheet.check(at+"posted", euros(d.GetPostedCents()))
	return []string{
		fmt.Sprint(d.GetContractYear()), fmt.Sprint(d.GetInstalment()),
		s.sheet.show(at+"due", date(d.GetDueDate())), payBy,
		s.sheet.show(at+"ceiling", optionalEuros(d.GetComputation().CeilingCents, "inconnu")),
		s.sheet.show(at+"owed", optionalEuros(d.OwedCents, "–")),
		s.sheet.show(at+"state", word(code(d.GetState()), dueStateName(d.GetState()))),
	}
}

// someIBAN is the example of the standard's own pages: no account of anybody.
const someIBAN = "FR1420041010050500013M02606"

// accounts states the accounts of the fund and of the doctor, and has another identity
// verify them, as nothing is paid to an account that nobody looked at.
func (s *scene) accounts(ctx context.Context, fund string) error {
	doctor := s.contract.GetDoctor().GetRpps()
	for _, rpps := range []string{"", doctor} {
		iban := firstOf(rpps == "" || s.iban == "", someIBAN, s.iban)
		stated, err := ask(ctx, "officer:"+fund, s.services.payment.SetBankDetails, &paymentv1.SetBankDetailsRequest{
			RequestId: s.requestID(), FundCode: fund, Rpps: rpps, Holder: "Titulaire du compte", Iban: iban,
			Address: &paymentv1.PostalAddress{Town: "Paris", Country: "FR"},
		})
		if err != nil {
			return err
		}
		if stated.GetDetails().GetVerifiedBy() != "" {
			continue
		}
		if _, err := ask(ctx, "accountant:"+fund, s.services.payment.VerifyBankDetails, &paymentv1.VerifyBankDetailsRequest{
			RequestId: s.requestID(), FundCode: fund, Rpps: rpps, Version: stated.GetDetails().GetVersion(),
		}); err != nil {
			return err
		}
	}
	return nil
}

// run opens, approves and dispatches: who orders is not who pays.
func (s *scene) run(ctx context.Context, body payRun) error {
	fund := s.known.GetFundCode()
	if err := s.accounts(ctx, fund); err != nil {
		return err
	}
	opener, approver := body.openedBy+":"+fund, body.approvedBy+":"+fund
	opened, err := ask(ctx, opener, s.services.payment.OpenRun, &paymentv1.OpenRunRequest{
		RequestId: s.requestID(), FundCode: fund, ThroughDate: body.through,
	})
	if err != nil {
		return err
	}
	id := opened.GetRun().GetId()
	if _, err := ask(ctx, approver, s.services.payment.ApproveRun, &paymentv1.ApproveRunRequest{
		RequestId: s.requestID(), RunId: id, Totals: opened.GetRun().GetTotals(),
	}); err != nil {
		return s.givenUp(ctx, opener, id, err)
	}
	dispatched, err := ask(ctx, approver, s.services.payment.DispatchRun, &paymentv1.DispatchRunRequest{RequestId: s.requestID(), RunId: id})
	if err != nil {
		return err
	}
	s.through = body.through
	s.owe(fund, body.through, dispatched)
	s.paid(dispatched, "ordonnée par "+opener+", payée par "+approver)
	return nil
}

// givenUp unlocks the dues of a run that was not approved, and gives back why.
func (s *scene) givenUp(ctx context.Context, opener, id string, why error) error {
	if _, err := ask(ctx, opener, s.services.payment.CancelRun, &paymentv1.CancelRunRequest{RequestId: s.requestID(), RunId: id}); err != nil {
		return err
	}
	return why
}

// paid tells what a run paid, and what it left out and why.
func (s *scene) paid(dispatched *paymentv1.DispatchRunResponse, who string) {
	run := dispatched.GetRun()
	s.page.event(date(run.GetThroughDate()).printed, "Mise en paiement, "+who+".")
	for _, p := range dispatched.GetPayments() {
		at := fmt.Sprintf("paid.%d.%d.", p.GetContractYear(), p.GetInstalment())
		computation := p.GetDue().GetComputation()
		s.sheet.cites(computation.GetCitations()...)
		s.sheet.check(at+"due", date(p.GetDue().GetDueDate()))
		s.sheet.check(at+"pay_by", date(p.GetDue().GetPayByDate()))
		s.page.hanging(2+dateColumn, "✓ ", fmt.Sprintf("Année %d, versement %d : %s payés (%s). %s",
			p.GetContractYear(), p.GetInstalment(), s.sheet.show(at+"euros", euros(p.GetAmountCents())),
			certaintyMark(computation.GetCertainty()), s.explained(computation)))
		s.onItsWay(p, at)
	}
	for _, x := range run.GetExcluded() {
		at := fmt.Sprintf("left_out.%d.%d.", x.GetContractYear(), x.GetInstalment())
		s.sheet.cites(x.GetReason().GetCitation())
		of := firstOf(x.GetContractId() == s.contract.GetId(), "", " (contrat "+x.GetContractId()+")")
		text := fmt.Sprintf("Année %d, versement %d%s : rien n'est payé. %s", x.GetContractYear(), x.GetInstalment(), of, s.sheet.sentence(x.GetReason().GetText().GetFr()))
		if x.DeltaCents != nil {
			text += " Écart : " + s.sheet.show(at+"euros", euros(x.GetDeltaCents())) + "."
		}
		s.sheet.show(at+"reason", word(x.GetReason().GetCode(), ""))
		s.page.hanging(2+dateColumn, "? ", text)
	}
	lines, total := s.sheet.show("lines", count(run.GetTotals().GetCount())), s.sheet.show("total", euros(run.GetTotals().GetSumCents()))
	switch run.GetTotals().GetCount() {
	case 0:
		s.page.beside("Total : " + total + ", rien n'est à payer.")
	case 1: // the payment itself is the total
	default:
		s.page.beside("Total : " + total + ", en " + plural(lines, "versement") + ".")
	}
}

// onItsWay tells what of a payment was kept back, and whether it was sent before.
func (s *scene) onItsWay(p *paymentv1.Payment, at string) {
	if p.GetOffsetCents() > 0 {
		s.page.beside(fmt.Sprintf("Retenus pour l'indu : %s ; à la banque : %s.", s.sheet.show(at+"kept_back", euros(p.GetOffsetCents())),
			s.sheet.show(at+"to_bank", euros(p.GetAmountCents()-p.GetOffsetCents()))))
	}
	before := s.sent[p.GetId()]
	if before != "" {
		same := before == p.GetEndToEndId()
		s.page.beside(s.sheet.show(at+"same_id", word(fmt.Sprint(same), firstOf(same,
			"Envoyé une seconde fois, sous le même identifiant de bout en bout.", "Envoyé une seconde fois, sous un autre identifiant."))))
	}
	if s.sent == nil {
		s.sent = map[string]string{}
	}
	s.sent[p.GetId()] = p.GetEndToEndId()
}

// explained is a service's explanation of an amount, checked as it came, and printed
// without what the story has just told of the measure, and with the sources of the
// cells for their names.
func (s *scene) explained(c *paymentv1.Computation) string {
	text := s.sheet.sentence(c.GetExplanation().GetFr())
	for _, told := range s.measured {
		text = strings.ReplaceAll(text, told+" ", "")
	}
	for _, cite := range c.GetCitations() {
		source := fmt.Sprintf("(%s, %s)", cite.GetSource(), certaintyMark(cite.GetCertainty()))
		text = strings.ReplaceAll(text, "("+cite.GetTextId()+", "+cite.GetCell()+")", source)
	}
	return text
}
