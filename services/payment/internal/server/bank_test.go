package server_test

import (
	"bytes"
	"fmt"
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/sepa"
)

// importedOn is the day of every import.
const importedOn = "2026-07-01"

// bankSays imports a status file of the bank.
func (w *world) bankSays(file sepa.File) *paymentv1.ImportBankStatusesResponse {
	w.t.Helper()
	return must(w.payments.ImportBankStatuses(w.as(accountant), &paymentv1.ImportBankStatusesRequest{
		RequestId: w.request(), Content: w.written(file), ImportedOnDate: importedOn,
	}))(w.t)
}

// written is a status file as a bank writes it.
func (w *world) written(file sepa.File) []byte {
	w.t.Helper()
	if file.MessageID == "" {
		file.MessageID = fmt.Sprintf("BANK-%d", w.requests.Add(1))
	}
	file.Created = "2026-07-01T08:00:00"
	for i := range file.Lines {
		file.Lines[i].Index = i + 1
	}
	write := sepa.WritePain002
	if file.Kind == sepa.Camt054 {
		write = sepa.WriteCamt054
	}
	var content bytes.Buffer
	if err := write(&content, file); err != nil {
		w.t.Fatal(err)
	}
	return content.Bytes()
}

// whole is a report on the whole first file of a run.
func whole(run *paymentv1.Run, raw string) sepa.File {
	return sepa.File{Kind: sepa.Pain002, Lines: []sepa.Line{{Scope: sepa.Group, OriginalMessageID: run.GetFiles()[0].GetMessageId(), Raw: raw, Status: statusOf(raw)}}}
}

func statusOf(raw string) sepa.Status {
	return map[string]sepa.Status{
		"ACSC": sepa.Settled, "RJCT": sepa.Rejected, "ACSP": sepa.Accepted, "PDNG": sepa.Pending, "PART": sepa.Other, "CANC": sepa.Other,
		"BOOK DBIT": sepa.Settled, "BOOK CRDT RTRN": sepa.Returned,
	}[raw]
}

// reported is a report on one payment.
func reported(p *paymentv1.Payment, raw, code string) sepa.File {
	return sepa.File{Kind: sepa.Pain002, Lines: []sepa.Line{reportLine(p, raw, code)}}
}

func reportLine(p *paymentv1.Payment, raw, code string) sepa.Line {
	return sepa.Line{
		Scope: sepa.Transaction, OriginalMessageID: p.GetMessageId(), PaymentInformationID: p.GetMessageId(), EndToEndID: p.GetEndToEndId(),
		Amount: sepa.Amount{Cents: money.Cents(p.GetAmountCents() - p.GetOffsetCents()), Known: true}, Raw: raw, Status: statusOf(raw), ReasonCode: code,
	}
}

// booked is a notification of one payment, without the ids of its file.
func booked(p *paymentv1.Payment, raw, code string) sepa.File {
	l := reportLine(p, raw, code)
	l.OriginalMessageID, l.PaymentInformationID, l.Account = "", "", "FR1420041010050500013M02606"
	return sepa.File{Kind: sepa.Camt054, Lines: []sepa.Line{l}}
}

// transmit records what is known of the sending of the first file of a run.
func (w *world) transmit(run string, known paymentv1.Transmission) (*paymentv1.RecordTransmissionResponse, error) {
	w.t.Helper()
	return w.payments.RecordTransmission(w.ctx(), &paymentv1.RecordTransmissionRequest{
		RequestId: w.request(), RunId: run, MessageId: fileID(run), Transmission: known, Note: "told by the bank's hotline",
	})
}

// payment reads a payment.
func (w *world) payment(id string) *paymentv1.Payment {
	w.t.Helper()
	return must(w.payments.GetPayment(w.ctx(), &paymentv1.GetPaymentRequest{PaymentId: id}))(w.t).GetPayment()
}

// outcomes writes what became of each line of a status file.
func outcomes(resp *paymentv1.ImportBankStatusesResponse) []string {
	all := make([]string, len(resp.GetLines()))
	for i, l := range resp.GetLines() {
		all[i] = strings.TrimPrefix(l.GetOutcome().String(), "STATUS_OUTCOME_")
		if l.GetReason() != nil {
			all[i] += " " + l.GetReason().GetCode()
		}
		if l.GetAppliedBefore() {
			all[i] += " before"
		}
	}
	return all
}
