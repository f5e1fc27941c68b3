package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/csvfile"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

// mostPastLines is how many lines one file can have below its header, so that their answers
// fit into one message.
const mostPastLines = 1 << 12

// The columns of a file of past payments.
const (
	colReference = iota
	colYear
	colInstalment
	colCents
	colPaidOn
	colPayment
)

var pastColumns = []string{"reference", "contract_year", "instalment", "paid_cents", "paid_on_date", "payment_reference"}

// ImportPastPayments states the past payments of many contracts from a file.
func (s *Server) ImportPastPayments(ctx context.Context, req *paymentv1.ImportPastPaymentsRequest) (*paymentv1.ImportPastPaymentsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_ImportPastPayments_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.FundCode("fund_code", req.GetFundCode())
	through := parsePastThrough(&p, req.GetThroughDate(), call)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.ImportPastPaymentsResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	file, err := readPast(req.GetContent())
	if err != nil {
		return nil, err
	}
	contracts, err := s.importedOf(ctx, req.GetFundCode())
	if err != nil {
		return nil, err
	}
	if err := file.match(s, contracts, through); err != nil {
		return nil, err
	}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		change := keep.Change{Resource: req.GetFundCode(), What: "past payments refused", Owner: req.GetFundCode(), OnDate: through.String()}
		if err := file.statable(s, tx); err != nil {
			return keep.Change{}, err
		}
		resp.Lines, resp.Summary = file.answers()
		if resp.GetSummary().GetRejected() > 0 {
			return change, nil
		}
		past := &paymentv1.PastPayments{FundCode: req.GetFundCode(), ThroughDate: through.String(), Contracts: file.contracts()}
		if err := s.state(tx, past, call); err != nil {
			return keep.Change{}, err
		}
		resp.PastPayments, change.What = withoutContracts(past), "past payments stated"
		return change, nil
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// importedOf fetches the imported contracts of a fund, by the references under which they
// were imported.
func (s *Server) importedOf(ctx context.Context, fund string) (map[string]*contractv1.Contract, error) {
	all := map[string]*contractv1.Contract{}
	req := &contractv1.ListContractsRequest{FundCode: fund, PageSize: pageOfContracts}
	for {
		resp, err := s.contracts.ListContracts(ctx, req)
		if err != nil {
			return nil, err
		}
		for _, c := range resp.GetContracts() {
			if c.GetImportedReference() != "" {
				all[c.GetImportedReference()] = c
			}
		}
		if req.PageToken = resp.GetNextPageToken(); req.PageToken == "" {
			return all, nil
		}
	}
}

// pastLine is one line of a file on its way to be stated.
type pastLine struct {
	answer  *paymentv1.PastLine
	nothing bool // it says that nothing was paid
	paid    payment.PastPayment
}

func (l *pastLine) reject(reasons ...*contractv1.ImportReason) {
	l.answer.Outcome = contractv1.ImportOutcome_IMPORT_OUTCOME_REJECTED
	l.answer.Reasons = append(l.answer.Reasons, reasons...)
}

// pastFile is a file of past payments.
type pastFile struct {
	lines []*pastLine
	order []string               // the contracts, as the file has them
	of    map[string][]*pastLine // by contract
}

// readPast reads the lines of a file, each by itself.
func readPast(content []byte) (*pastFile, error) {
	var all []csvfile.Line
	var cut csvfile.Lines
	take := func(l csvfile.Line) { all = append(all, l) }
	cut.Add(content, take)
	cut.End(take)
	if len(all) < 2 {
		return nil, fault.BadInput(fault.Violation{Field: "content", Seen: fmt.Sprintf("%d lines", len(all)), Wanted: "a header line, and one line or more below it"})
	}
	if len(all) > mostPastLines+1 {
		return nil, &fault.Error{
			Kind: fault.Exhausted, Reason: "FILE_TOO_LARGE",
			Message: fmt.Sprintf("the file has %d lines below its header, %d at most; cut it into several, each with the header line and each contract in one of them; nothing of it is kept", len(all)-1, mostPastLines),
		}
	}
	columns, err := csvfile.ReadHeader(all[0].Text, pastColumns)
	if err != nil {
		return nil, err
	}
	f := &pastFile{of: map[string][]*pastLine{}}
	for _, l := range all[1:] {
		f.lines = append(f.lines, readPastLine(columns, l))
	}
	return f, nil
}

func readPastLine(columns csvfile.Table, l csvfile.Line) *pastLine {
	out := &pastLine{answer: &paymentv1.PastLine{Line: l.Number, Outcome: contractv1.ImportOutcome_IMPORT_OUTCOME_ACCEPTED}}
	if l.TooLong {
		out.reject(&contractv1.ImportReason{Code: "LINE_TOO_LONG", Wanted: fmt.Sprint(csvfile.MostInLine), Text: wire.Phrase(csvfile.SayTooLong())})
		return out
	}
	fields, err := columns.Read(l.Text)
	var wrong *csvfile.MalformedError
	if errors.As(err, &wrong) {
		out.reject(&contractv1.ImportReason{Code: "MALFORMED_LINE", Seen: wrong.Seen, Wanted: wrong.Wanted, Text: wire.Phrase(wrong.Text)})
		return out
	}
	if err := ident.CheckToken(fields[colReference]); err != nil {
		out.reject(badField(colReference, fields, err.Error()))
	} else {
		out.answer.Reference = fields[colReference]
	}
	if out.nothing = strings.Join(fields[colYear:], "") == ""; out.nothing {
		return out
	}
	var p wire.Parse
	out.paid = parsePastPayment(&p, "", &paymentv1.PastPayment{
		ContractYear: int32(whole(fields[colYear], 32)), Instalment: int32(whole(fields[colInstalment], 32)), PaidCents: whole(fields[colCents], 64),
		PaidOnDate: fields[colPaidOn], Reference: fields[colPayment],
	})
	var bad *fault.Error
	if errors.As(p.Err(), &bad) {
		for _, v := range bad.Violations {
			out.reject(badField(columnOf(v.Field), fields, v.Wanted))
		}
	}
	return out
}

// whole reads a whole number of so many bits; 0, which no column takes, of what is none.
func whole(s string, bits int) int64 {
	n, err := strconv.ParseInt(s, 10, bits)
	if err != nil {
		return 0
	}
	return n
}

// columnOf is the column of a field of a past payment.
func columnOf(field string) int {
	if field == "reference" {
		return colPayment
	}
	return slices.Index(pastColumns, field)
}

func badField(column int, fields []string, wanted string) *contractv1.ImportReason {
	name, seen := pastColumns[column], fields[column]
	return &contractv1.ImportReason{
		Code: fault.ReasonInvalidRequest, Column: name, Seen: seen, Wanted: wanted, Text: wire.Phrase(payment.SayPastFlaw(name, seen, wanted)),
	}
}

// flawOf is a flaw as the answer to a line tells it.
func flawOf(flaw payment.PastFlaw) *contractv1.ImportReason {
	flaw.Field = pastColumns[columnOf(flaw.Field)]
	return pastReason(flaw)
}

func codeOf(why *payment.Reason) *contractv1.ImportReason {
	return &contractv1.ImportReason{Code: why.Code, Column: pastColumns[colReference], Text: wire.Phrase(why.Text)}
}

// match finds the contract of each line, and looks at the payments of each beside its facts.
func (f *pastFile) match(s *Server, contracts map[string]*contractv1.Contract, through civil.Date) error {
	for _, l := range f.lines {
		if l.answer.GetReference() == "" {
			continue
		}
		c, found := contracts[l.answer.GetReference()]
		if !found {
			l.reject(codeOf(sayNoSuchReference(l.answer.GetReference())))
			continue
		}
		if f.of[c.GetId()] == nil {
			f.order = append(f.order, c.GetId())
		}
		l.answer.ContractId = c.GetId()
		f.of[c.GetId()] = append(f.of[c.GetId()], l)
	}
	for _, id := range f.order {
		facts, err := s.facts(contracts[f.of[id][0].answer.GetReference()])
		if err != nil {
			return err
		}
		f.look(s.law, facts, through)
	}
	return nil
}

// look looks at the lines of one contract together.
func (f *pastFile) look(l *law.Law, facts payment.Facts, through civil.Date) {
	var lines []*pastLine
	var past []payment.PastPayment
	of := f.of[facts.ContractID]
	for _, one := range of {
		switch {
		case one.nothing && len(of) > 1:
			one.reject(codeOf(sayNothingAndSomething(one.answer.GetReference())))
		case !one.nothing && len(one.answer.GetReasons()) == 0:
			lines, past = append(lines, one), append(past, one.paid)
		}
	}
	for _, flaw := range payment.CheckPast(l, facts, past, through) {
		lines[flaw.Index].reject(flawOf(flaw))
	}
	for _, flaw := range payment.PastAboveTable(l, facts, past) {
		lines[flaw.Index].answer.Warnings = append(lines[flaw.Index].answer.Warnings, flawOf(flaw))
	}
}

// statable rejects the lines of contracts of which nothing can be stated now.
func (f *pastFile) statable(s *Server, tx *table.Tx) error {
	for _, id := range f.order {
		why, err := s.unstatable(tx, id, "")
		if err != nil {
			return err
		}
		for _, l := range f.of[id] {
			if why != nil {
				l.reject(codeOf(why))
			}
		}
	}
	return nil
}

// answers are the answers to the lines, and how many there are.
func (f *pastFile) answers() ([]*paymentv1.PastLine, *contractv1.ImportSummary) {
	sum := &contractv1.ImportSummary{Lines: int64(len(f.lines))}
	all := make([]*paymentv1.PastLine, len(f.lines))
	for i, l := range f.lines {
		all[i] = l.answer
		if l.answer.GetOutcome() == contractv1.ImportOutcome_IMPORT_OUTCOME_ACCEPTED {
			sum.Accepted++
		} else {
			sum.Rejected++
		}
	}
	return all, sum
}

// contracts are the contracts of a file of which every line is accepted.
func (f *pastFile) contracts() []*paymentv1.PastContract {
	var all []*paymentv1.PastContract
	for _, id := range f.order {
		c := &paymentv1.PastContract{ContractId: id}
		for _, l := range f.of[id] {
			if !l.nothing {
				c.Payments = append(c.Payments, pastPayment(l.paid))
				c.Warnings = append(c.Warnings, l.answer.GetWarnings()...)
			}
		}
		all = append(all, c)
	}
	return all
}

// Why nothing can be stated of a contract. The codes are stable.

func sayPastOpen(contractID, id string) *payment.Reason {
	return status("PAST_PAYMENTS_OPEN",
		law.French(fmt.Sprintf("La déclaration %s de ce contrat attend sa confirmation : la confirmer (VerifyPastPayments) ou la retirer (WithdrawPastPayments) d'abord.", id)),
		fmt.Sprintf("statement %s of contract %s waits to be verified; verify it (VerifyPastPayments) or withdraw it (WithdrawPastPayments) first", id, contractID))
}

func sayPastStated(contractID, id string) *payment.Reason {
	return status("PAST_PAYMENTS_STATED",
		law.French(fmt.Sprintf("Ce qui a été versé avant la reprise est déjà confirmé par la déclaration %s. Si elle est fausse, tout déclarer à nouveau par StatePastPayments, avec corrects_id = %s.", id, id)),
		fmt.Sprintf("what was paid before under contract %s is verified by statement %s; if that is wrong, state all of it again by StatePastPayments with corrects_id %s", contractID, id, id))
}

func sayNothingToCorrect(contractID, corrects string) *payment.Reason {
	return status("NOTHING_TO_CORRECT",
		law.French(fmt.Sprintf("Aucune déclaration de ce contrat n'est confirmée, donc pas %s : la déclarer sans corrects_id.", corrects)),
		fmt.Sprintf("no statement of contract %s is verified, so %s is none to correct; state it without corrects_id", contractID, corrects))
}

func sayNoSuchReference(reference string) *payment.Reason {
	return status("CONTRACT_NOT_FOUND",
		law.French(fmt.Sprintf("Aucun contrat de la caisse n'a été importé sous la référence %s : corriger la référence, importer le contrat d'abord, ou ôter la ligne.", reference)),
		fmt.Sprintf("no contract of the fund was imported under the reference %s; correct it, import the contract first, or take the line out", reference))
}

func sayNothingAndSomething(reference string) *payment.Reason {
	return status("NOTHING_AND_SOMETHING",
		law.French(fmt.Sprintf("Cette ligne dit que rien n'a été versé pour %s, qui a une autre ligne : ôter l'une des deux.", reference)),
		fmt.Sprintf("this line says that nothing was paid under %s, which has another line; take one of them out", reference))
}
