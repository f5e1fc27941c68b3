package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/bank"
)

// bankSeed is of every simulated bank of the story: it always answers the same.
const bankSeed = 1

// bankDay is a day on which the fund sends its files and reads the bank's answers.
type bankDay struct {
	on      string
	returns bool // all that the bank debits comes back
}

func readBankDay(r *reader, n *yaml.Node, path string) any {
	var b bankDay
	r.fields(n, path, map[string]func(*yaml.Node, string){
		"on_date":   func(n *yaml.Node, path string) { b.on = r.text(n, path) },
		"transfers": func(n *yaml.Node, path string) { b.returns = r.oneOf(n, path, "come_back", "arrive") == "come_back" },
	})
	if b.on == "" {
		r.missing(n, join(path, "on_date"), "une date, 2024-06-22")
	}
	return b
}

// accountDay is a day on which the doctor gives another account.
type accountDay struct{ on string }

func readAccountDay(r *reader, n *yaml.Node, path string) any {
	var a accountDay
	r.fields(n, path, map[string]func(*yaml.Node, string){
		"on_date": func(n *yaml.Node, path string) { a.on = r.text(n, path) },
	})
	if a.on == "" {
		r.missing(n, join(path, "on_date"), "une date, 2024-06-22")
	}
	return a
}

// exchange is what went to a bank and came back.
type exchange struct {
	files, transfers           int32
	cents                      int64 // as the bank read them
	answers, lines             int32
	matched, rejected, unknown int32
	sent                       []sentFile
}

// sentFile is a file that went to a bank: as the fund wrote it, and as the bank read it.
type sentFile struct {
	fund    string
	written *paymentv1.BankFile
	read    bank.Receipt
}

func (e *exchange) add(o exchange) {
	e.files, e.transfers, e.cents = e.files+o.files, e.transfers+o.transfers, e.cents+o.cents
	e.answers, e.lines = e.answers+o.answers, e.lines+o.lines
	e.matched, e.rejected, e.unknown = e.matched+o.matched, e.rejected+o.rejected, e.unknown+o.unknown
	e.sent = append(e.sent, o.sent...)
}

// counter is where a fund and its bank meet.
type counter struct {
	*stage
	fund      string
	on        string // the day of the answers
	bank      *bank.Bank
	requestID func() string
}

// send gives the bank every file of the fund that nobody has sent yet, and reads back
// all that it answers.
func (c counter) send(ctx context.Context) (exchange, error) {
	var e exchange
	request := &paymentv1.ListRunsRequest{FundCode: c.fund}
	for {
		page, err := ask(ctx, "accountant:"+c.fund, c.services.payment.ListRuns, request)
		if err != nil {
			return e, err
		}
		for _, run := range page.GetRuns() {
			for _, f := range run.GetFiles() {
				if f.GetTransmission() != paymentv1.Transmission_TRANSMISSION_UNSPECIFIED {
					continue
				}
				if err := c.submit(ctx, run, f, &e); err != nil {
					return e, err
				}
			}
		}
		if request.PageToken = page.GetNextPageToken(); request.PageToken == "" {
			return e, c.read(ctx, &e)
		}
	}
}

// submit sends one file, and records that the bank has it.
func (c counter) submit(ctx context.Context, run *paymentv1.Run, f *paymentv1.BankFile, e *exchange) error {
	file, err := ask(ctx, "accountant:"+c.fund, c.services.payment.GetBankFile, &paymentv1.GetBankFileRequest{RunId: run.GetId(), MessageId: f.GetMessageId()})
	if err != nil {
		return err
	}
	receipt := c.bank.Submit(file.GetContent())
	if receipt.Outcome != bank.Acknowledged {
		return fmt.Errorf("fichier %s : vu %s %s, attendu %s", f.GetMessageId(), receipt.Outcome, receipt.Reason, bank.Acknowledged)
	}
	e.add(exchange{files: 1, transfers: int32(receipt.Transfers), cents: int64(receipt.Total), sent: []sentFile{{c.fund, f, receipt}}})
	_, err = ask(ctx, "accountant:"+c.fund, c.services.payment.RecordTransmission, &paymentv1.RecordTransmissionRequest{
		RequestId: c.requestID(), RunId: run.GetId(), MessageId: f.GetMessageId(),
		Transmission: paymentv1.Transmission_TRANSMISSION_SENT, Note: "accusé de réception de la banque",
	})
	return err
}

// read imports every file that the bank sends.
func (c counter) read(ctx context.Context, e *exchange) error {
	for {
		content, name, ok := c.bank.Next()
		if !ok {
			return nil
		}
		answer, err := ask(ctx, "accountant:"+c.fund, c.services.payment.ImportBankStatuses, &paymentv1.ImportBankStatusesRequest{
			RequestId: c.requestID(), Content: content, ImportedOnDate: c.on,
		})
		if err != nil {
			return fmt.Errorf("%s : %w", name, err)
		}
		e.add(exchange{
			answers: 1, lines: int32(len(answer.GetLines())),
			matched: answer.GetMatched(), rejected: answer.GetRejected(), unknown: answer.GetUnknown(),
		})
	}
}

// exchanged prints what went to the bank and came back; each figure is compared.
func (s *sheet) exchanged(p *page, e exchange) {
	p.beside(fmt.Sprintf("La banque reçoit %s : %s, %s.", plural(s.show("files", count(e.files)), "fichier"),
		plural(s.show("transfers", count(e.transfers)), "virement"), s.show("sum", euros(e.cents))))
	p.beside(fmt.Sprintf("Elle répond par %s ; %s lues : %s rapprochées, %s écartées avec un motif, %s inconnues.",
		plural(s.show("answers", count(e.answers)), "fichier"), plural(s.show("read", count(e.lines)), "ligne"),
		s.show("matched", count(e.matched)), s.show("rejected", count(e.rejected)), s.show("unknown", count(e.unknown))))
	if e.matched+e.rejected+e.unknown != e.lines {
		s.differ(s.line, "read", fmt.Sprint(e.matched+e.rejected+e.unknown), fmt.Sprint(e.lines))
	}
}

// banked sends the fund's files, and tells what became of each payment in them.
func (s *scene) banked(ctx context.Context, body bankDay) error {
	odds := bank.Options{}
	if body.returns {
		odds.Return = 1000 // of a thousand: each of them
	}
	simulated, err := bank.New(bankSeed, odds)
	if err != nil {
		return err
	}
	before, err := s.payments(ctx)
	if err != nil {
		return err
	}
	fund := s.known.GetFundCode()
	e, err := counter{stage: s.stage, fund: fund, on: body.on, bank: simulated, requestID: s.requestID}.send(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for _, f := range e.sent {
		ids = append(ids, f.read.MessageID)
	}
	s.page.event(date(body.on).printed, "L'agent comptable envoie à la banque "+strings.Join(ids, ", ")+".")
	s.sheet.exchanged(s.page, e)
	after, err := s.payments(ctx)
	if err != nil {
		return err
	}
	for i, p := range after {
		if p.GetState() == before[i].GetState() {
			continue
		}
		at := fmt.Sprintf("paid.%d.%d.", p.GetContractYear(), p.GetInstalment())
		state := s.sheet.show(at+"state", word(code(p.GetState()), paymentStateName(p.GetState())))
		last := p.GetAnswers()[len(p.GetAnswers())-1]
		why := ""
		if last.GetReasonCode() != "" {
			why = " : " + last.GetReasonText() + " (" + last.GetReasonCode() + ")"
		}
		s.page.hanging(2+dateColumn, firstOf(why == "", "✓ ", "✗ "), fmt.Sprintf("Année %d, versement %d : %s%s.",
			p.GetContractYear(), p.GetInstalment(), state, why))
	}
	return s.held(ctx)
}

// holds are those of the fund that stand.
func (s *scene) holds(ctx context.Context) ([]*paymentv1.Hold, error) {
	answer, err := ask(ctx, s.officer(), s.services.payment.ListHolds, &paymentv1.ListHoldsRequest{FundCode: s.known.GetFundCode(), Standing: true})
	return answer.GetHolds(), err
}

// held tells what holds the doctor's payments.
func (s *scene) held(ctx context.Context) error {
	holds, err := s.holds(ctx)
	if err != nil {
		return err
	}
	s.sheet.check("holds", count(int32(len(holds))))
	for _, h := range holds {
		s.page.beside("Les versements du médecin sont retenus : " + holdName(h.GetReason()) + ".")
	}
	return nil
}

// otherIBAN is another example of published documentation: no account of anybody.
const otherIBAN = "FR7630006000011234567890189"

// account has the doctor's new account stated by one identity and verified by another,
// and lifts the hold that the return had placed.
func (s *scene) account(ctx context.Context, body accountDay) error {
	s.iban = otherIBAN
	if err := s.accounts(ctx, s.known.GetFundCode()); err != nil {
		return err
	}
	holds, err := s.holds(ctx)
	if err != nil {
		return err
	}
	for _, h := range holds {
		if _, err := ask(ctx, "accountant:"+s.known.GetFundCode(), s.services.payment.ReleaseHold, &paymentv1.ReleaseHoldRequest{
			RequestId: s.requestID(), HoldId: h.GetId(), Note: "nouveau RIB reçu et vérifié",
		}); err != nil {
			return err
		}
	}
	s.page.event(date(body.on).printed, fmt.Sprintf("Le médecin donne un autre compte : saisi par l'ordonnateur, vérifié par l'agent comptable. %s.",
		plural(s.sheet.show("released", count(int32(len(holds)))), "retenue levée")))
	return nil
}

// recover notifies what was paid and is not owed.
func (s *scene) recover(ctx context.Context, body *paymentv1.GiveRecoveryNoticeRequest) error {
	answer, err := ask(ctx, s.officer(), s.services.payment.GiveRecoveryNotice, &paymentv1.GiveRecoveryNoticeRequest{
		RequestId: s.requestID(), ContractId: s.contract.GetId(), NoticeDate: body.GetNoticeDate(),
	})
	if err != nil {
		return err
	}
	r := answer.GetRecovery()
	s.recovery = r.GetId()
	s.sheet.cites(r.GetCitations()...)
	s.page.event(date(r.GetNoticeDate()).printed, fmt.Sprintf("La caisse notifie un indu de %s. Le médecin peut répondre jusqu'au %s.",
		s.sheet.show("notified", euros(r.GetNotifiedCents())), s.sheet.show("reply_by", date(r.GetReplyByDate()))))
	s.sheet.check("recovery", word(code(r.GetState()), ""))
	for _, row := range r.GetRows() {
		at := fmt.Sprintf("rows.%d.%d.", row.GetContractYear(), row.GetInstalment())
		s.page.beside(fmt.Sprintf("Année %d, versement %d : payé %s, dû %s.", row.GetContractYear(), row.GetInstalment(),
			s.sheet.show(at+"paid", euros(row.GetPaidCents())), s.sheet.show(at+"owed", euros(row.GetOwedCents()))))
	}
	return nil
}

// decideRecovery upholds the claim, to be kept back from what the doctor is owed next.
func (s *scene) decideRecovery(ctx context.Context, body *paymentv1.DecideRecoveryRequest) error {
	if s.recovery == "" {
		return errors.New("aucun indu notifié : vu decide_recovery, attendu recover avant")
	}
	answer, err := ask(ctx, s.officer(), s.services.payment.DecideRecovery, &paymentv1.DecideRecoveryRequest{
		RequestId: s.requestID(), RecoveryId: s.recovery, DecidedOnDate: body.GetDecidedOnDate(),
		Outcome: body.GetOutcome(), Mode: body.GetMode(), ClaimedCents: body.GetClaimedCents(), Reason: body.GetReason(), PlanDates: body.GetPlanDates(),
	})
	if err != nil {
		return err
	}
	r := answer.GetRecovery()
	s.sheet.check("recovery", word(code(r.GetState()), ""))
	s.page.event(date(r.GetDecidedOnDate()).printed, fmt.Sprintf("Le délai de réponse est passé ; la caisse décide : %s à récupérer, %s.",
		s.sheet.show("claimed", euros(r.GetClaimedCents())),
		firstOf(r.GetMode() == paymentv1.RecoveryMode_RECOVERY_MODE_OFFSET, "par retenue sur ce qui reste dû", "par versements du médecin")))
	return nil
}

// statement tells a doctor's year, and keeps the page.
func (s *scene) statement(ctx context.Context, body *paymentv1.GetStatementRequest) error {
	answer, err := ask(ctx, s.officer(), s.services.payment.GetStatement, &paymentv1.GetStatementRequest{
		ContractId: s.contract.GetId(), Year: body.GetYear(), Html: true,
	})
	if err != nil {
		return err
	}
	s.stage.closing.statement = answer.GetHtml()
	st := answer.GetStatement()
	s.page.chapter(fmt.Sprintf("Le relevé du médecin, année %d", st.GetYear()))
	rows := [][]string{{"Année", "vers.", "dû en tout", "versé dans l'année", "retenu pour un indu", "indu récupéré"}}
	for _, l := range st.GetLines() {
		at := fmt.Sprintf("lines.%d.%d.", l.GetDue().GetContractYear(), l.GetDue().GetInstalment())
		rows = append(rows, []string{
			fmt.Sprint(l.GetDue().GetContractYear()), fmt.Sprint(l.GetDue().GetInstalment()),
			s.sheet.show(at+"owed", optionalEuros(l.GetDue().OwedCents, "–")), s.sheet.show(at+"paid", euros(l.GetPaidCents())),
			s.sheet.show(at+"kept_back", euros(l.GetOffsetCents())), s.sheet.show(at+"recovered", euros(l.GetRecoveredCents())),
		})
	}
	s.page.table(2, rows, 2, 3, 4, 5)
	s.page.para(2, fmt.Sprintf("Dans l'année : dû %s, versé %s, en attente %s ; indu récupéré %s, restant %s.",
		s.sheet.show("owed", euros(st.GetOwedCents())), s.sheet.show("paid", euros(st.GetPaidCents())), s.sheet.show("held", euros(st.GetHeldCents())),
		s.sheet.show("recovered", euros(st.GetRecoveredCents())), s.sheet.show("to_recover", euros(st.GetToRecoverCents()))))
	return nil
}
