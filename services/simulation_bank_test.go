package services_test

import (
	"bytes"
	"fmt"
	"slices"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/bank"
	"assistmed/services/internal/sepa"
)

const (
	bankHasIt   = paymentv1.Transmission_TRANSMISSION_SENT
	bankHasNot  = paymentv1.Transmission_TRANSMISSION_NOT_SENT
	nobodyKnows = paymentv1.Transmission_TRANSMISSION_UNKNOWN
)

// letter is a file for the bank, and its run.
type letter struct {
	run  *paymentv1.Run
	file *paymentv1.BankFile
}

// letters are the files whose sending stands so.
func (s *life) letters(in ...paymentv1.Transmission) []letter {
	var all []letter
	for _, run := range s.runs(paymentv1.RunState_RUN_STATE_DISPATCHED) {
		for _, f := range run.GetFiles() {
			if slices.Contains(in, f.GetTransmission()) {
				all = append(all, letter{run, f})
			}
		}
	}
	return all
}

// send sends a file that nobody has sent; now and then the clerk is called away before
// noting it.
func (s *life) send() {
	unsent := slices.DeleteFunc(s.letters(paymentv1.Transmission_TRANSMISSION_UNSPECIFIED, bankHasNot), func(l letter) bool {
		return s.submitted[l.file.GetMessageId()]
	})
	if len(unsent) > 0 {
		s.submit(one(s, unsent))
	}
}

func (s *life) submit(l letter) {
	id := l.file.GetMessageId()
	content := read(s, s.payment.GetBankFile, &paymentv1.GetBankFileRequest{RunId: l.run.GetId(), MessageId: id}).GetContent()
	receipt := s.bank.Submit(content)
	s.submitted[id] = true
	s.seen[receipt.Outcome.String()] = true
	switch receipt.Outcome {
	case bank.Refused:
		s.fail("the bank refuses file %s: %s", id, receipt.Reason)
	case bank.TimedOut:
		s.transmitted(l, nobodyKnows)
	case bank.Acknowledged:
		if s.rng.IntN(5) == 0 { // and, in doubt, once more
			s.bank.Submit(content)
		}
		if s.rng.IntN(5) > 0 {
			s.transmitted(l, bankHasIt)
		}
	}
}

func (s *life) transmitted(l letter, known paymentv1.Transmission) {
	may(s, "comptable", s.payment.RecordTransmission, &paymentv1.RecordTransmissionRequest{
		RequestId: s.requestID(), RunId: l.run.GetId(), MessageId: l.file.GetMessageId(), Transmission: known, Note: "journal de la passerelle",
	})
}

// ask asks the bank about a file of which nobody knows whether it has arrived.
func (s *life) ask() {
	if unknown := s.letters(nobodyKnows); len(unknown) > 0 {
		s.asked(one(s, unknown))
	}
}

func (s *life) asked(l letter) {
	for _, p := range s.payments(l.run.GetFundCode()) {
		if p.GetMessageId() != l.file.GetMessageId() {
			continue
		}
		// What the bank says may be of an earlier file with the same payment.
		if answer, err := s.bank.Ask(p.GetEndToEndId()); err == nil && s.speaksOf(answer.File, l.file.GetMessageId()) {
			s.transmitted(l, bankHasIt)
			return
		}
	}
	s.transmitted(l, bankHasNot)
	s.submitted[l.file.GetMessageId()] = false
}

func (s *life) speaksOf(file []byte, message string) bool {
	f, err := sepa.Read(bytes.NewReader(file))
	if err != nil {
		s.fail("the bank's answer cannot be read: %v", err)
	}
	return slices.ContainsFunc(f.Lines, func(l sepa.Line) bool { return l.OriginalMessageID == message })
}

func (s *life) payments(fund string) []*paymentv1.Payment {
	return read(s, s.payment.ListPayments, &paymentv1.ListPaymentsRequest{FundCode: fund, PageSize: 1000}).GetPayments()
}

// post takes the next file of the bank, and imports one of those that lie there: mostly
// the oldest.
func (s *life) post() {
	if file, _, ok := s.bank.Next(); ok {
		s.mail = append(s.mail, file)
	}
	if len(s.mail) == 0 || s.rng.IntN(5) == 0 {
		return
	}
	i := 0
	if s.rng.IntN(8) == 0 {
		i = s.rng.IntN(len(s.mail))
	}
	file := s.mail[i]
	s.mail = slices.Delete(s.mail, i, i+1)
	s.imported(file)
}

// postAgain imports a file once more.
func (s *life) postAgain() {
	if len(s.old) > 0 {
		file := one(s, s.old)
		before := s.rootOf()
		s.importFile(file)
		if s.rootOf() != before && !s.owing(file) {
			s.fail("a status file that was imported before has changed the ledger")
		}
	}
}

func (s *life) imported(file []byte) {
	s.old = append(s.old, file)
	s.importFile(file)
}

func (s *life) importFile(file []byte) {
	answer := done(s, "comptable", s.payment.ImportBankStatuses, &paymentv1.ImportBankStatusesRequest{
		RequestId: s.requestID(), Content: file, ImportedOnDate: s.day.String(),
	})
	if n := answer.GetMatched() + answer.GetRejected() + answer.GetUnknown(); int(n) != len(answer.GetLines()) {
		s.fail("%d outcomes of %d lines", n, len(answer.GetLines()))
	}
	for _, l := range answer.GetLines() {
		s.log = append(s.log, fmt.Sprintf("    line %d: %s %s is %v %s %v", l.GetIndex(), l.GetStatus(), l.GetReasonCode(), l.GetOutcome(), l.GetReason().GetCode(), l.GetPaymentIds()))
		s.seen[l.GetStatus()], s.seen[l.GetReason().GetCode()] = true, true
		s.left(file, l.GetOutcome())
	}
}

func (s *life) rootOf() string {
	return read(s, s.payment.VerifyLedger, &paymentv1.VerifyLedgerRequest{}).GetRoot()
}

// left notes that a line of a file was not applied: it may be later, when what it rests on
// has come.
func (s *life) left(file []byte, o paymentv1.StatusOutcome) {
	if o == paymentv1.StatusOutcome_STATUS_OUTCOME_REJECTED {
		s.unapplied[string(file)] = true
	}
}

// owing reports whether a line of a file was ever left.
func (s *life) owing(file []byte) bool { return s.unapplied[string(file)] }
