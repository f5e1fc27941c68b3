package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

// files writes the files for the bank and tells each payment which one it is in. The
// message id is that of the run, without "run_", which no bank carries; a number is added
// when there are several.
func (d *dispatching) files(payments []*paymentv1.Payment) error {
	byID := map[string]*paymentv1.Payment{}
	batch := sepa.Batch{MessageID: strings.TrimPrefix(d.run.GetId(), runPrefix+"_"), Created: d.call.At, RequestedOn: d.payOn}
	for i, line := range d.run.GetLines() {
		if toBank(line) == 0 {
			continue
		}
		p := payments[i]
		byID[p.GetEndToEndId()] = p
		batch.Payments = append(batch.Payments, sepa.Payment{
			EndToEndID: p.GetEndToEndId(), Amount: toBank(line), Creditor: partyOf(p.GetPayee()), Remittance: remittance(p),
		})
	}
	if len(batch.Payments) == 0 {
		return nil
	}
	if d.debtor == nil {
		return fmt.Errorf("run %s pays to the bank and has no debtor", d.run.GetId())
	}
	batch.Debtor = partyOf(d.debtor)
	parts, err := sepa.Split(batch, d.filePayments)
	if err != nil {
		return err
	}
	for _, part := range parts {
		record := &storev1.BankFileRecord{MessageId: part.MessageID, RunId: d.run.GetId(), FundCode: d.run.GetFundCode()}
		var sum money.Cents
		for _, transfer := range part.Payments {
			p := byID[transfer.EndToEndID]
			p.MessageId = part.MessageID
			record.PaymentIds = append(record.PaymentIds, p.GetId())
			sum += transfer.Amount
		}
		var content bytes.Buffer
		if err := sepa.WritePain001(&content, part); err != nil {
			return fmt.Errorf("run %s cannot be written for the bank: %w", d.run.GetId(), err)
		}
		hash := sha256.Sum256(content.Bytes())
		record.Content, record.Hash = content.Bytes(), hex.EncodeToString(hash[:])
		if err := d.store.InsertFile(d.tx, record); err != nil {
			return err
		}
		d.run.Files = append(d.run.Files, &paymentv1.BankFile{
			MessageId: record.GetMessageId(), Count: int32(len(part.Payments)), SumCents: int64(sum), Hash: record.GetHash(),
		})
	}
	return nil
}

// remittance is what the doctor reads on the account.
func remittance(p *paymentv1.Payment) string {
	return fmt.Sprintf("Aide a l'emploi d'un assistant medical, contrat %s, annee %d, versement %d",
		strings.TrimPrefix(p.GetContractId(), contractPrefix+"_"), p.GetContractYear(), p.GetInstalment())
}

// GetBankFile gives a file of a dispatched run, the same bytes each time.
func (s *Server) GetBankFile(ctx context.Context, req *paymentv1.GetBankFileRequest) (*paymentv1.GetBankFileResponse, error) {
	var p wire.Parse
	p.ID("run_id", runPrefix, req.GetRunId())
	p.Text("message_id", req.GetMessageId(), ident.CheckToken)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.GetBankFileResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return err
		}
		if err := can(run, payment.Fetch); err != nil {
			return err
		}
		if resp.File, err = fileOf(run, req.GetMessageId()); err != nil {
			return err
		}
		if resp.File.GetTransmission() == paymentv1.Transmission_TRANSMISSION_UNKNOWN {
			return fault.Refused("DISPATCH_UNKNOWN", req.GetMessageId(),
				fmt.Sprintf("nobody knows whether the bank has file %s (%s); it is given again once the bank has answered, or once a person has said with RecordTransmission that the bank has it not",
					req.GetMessageId(), resp.File.GetNote()), "transmission", "UNKNOWN")
		}
		record, found, err := s.store.File(tx, req.GetMessageId())
		if err == nil && !found {
			err = fmt.Errorf("file %s stands in run %s and is not there", req.GetMessageId(), run.GetId())
		}
		resp.Content = record.GetContent()
		return err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// fileOf is a file of a run, which must be there.
func fileOf(run *paymentv1.Run, messageID string) (*paymentv1.BankFile, error) {
	for _, f := range run.GetFiles() {
		if f.GetMessageId() == messageID {
			return f, nil
		}
	}
	return nil, fault.Missing("bank file", messageID)
}

// RecordTransmission records what is known of the sending of a file.
func (s *Server) RecordTransmission(ctx context.Context, req *paymentv1.RecordTransmissionRequest) (*paymentv1.RecordTransmissionResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_RecordTransmission_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	p := parseRun(req)
	p.Text("message_id", req.GetMessageId(), ident.CheckToken)
	p.Enum("transmission", req.GetTransmission())
	if req.GetTransmission() == paymentv1.Transmission_TRANSMISSION_SENT {
		p.TextIfSet("note", req.GetNote(), ident.CheckLine)
	} else {
		p.Text("note", req.GetNote(), ident.CheckLine)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.RecordTransmissionResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return keep.Change{}, err
		}
		if err := can(run, payment.Transmit); err != nil {
			return keep.Change{}, err
		}
		file, err := fileOf(run, req.GetMessageId())
		if err != nil {
			return keep.Change{}, err
		}
		if err := s.transmit(tx, run, file, req.GetTransmission()); err != nil {
			return keep.Change{}, err
		}
		file.Note = strings.TrimSpace(call.Actor + ": " + req.GetNote())
		resp.Run = run
		what := "bank file " + strings.TrimPrefix(req.GetTransmission().String(), "TRANSMISSION_")
		return keep.Change{Resource: run.GetId(), What: what, Owner: run.GetFundCode(), Note: req.GetNote()}, s.store.KeepRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// transmit leads the payments of a file to what is known of its sending. In the ledger
// they stay in transit: nothing has failed, and nothing is sent that was not.
func (s *Server) transmit(tx *table.Tx, run *paymentv1.Run, file *paymentv1.BankFile, known paymentv1.Transmission) error {
	payments, err := s.paymentsIn(tx, file.GetMessageId())
	if err != nil {
		return err
	}
	for _, p := range payments {
		if answered(run, p) {
			return fault.Refused("ALREADY_ANSWERED", file.GetMessageId(),
				fmt.Sprintf("the bank has told of payment %s already, so it has file %s", p.GetId(), file.GetMessageId()), "payment_id", p.GetId())
		}
	}
	file.Transmission = known
	state := paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT
	if known == paymentv1.Transmission_TRANSMISSION_UNKNOWN {
		state = paymentv1.PaymentState_PAYMENT_STATE_DISPATCH_UNKNOWN
	}
	for _, p := range payments {
		if p.GetState() == state {
			continue
		}
		p.State = state
		if err := s.store.UpdatePayment(tx, p); err != nil {
			return err
		}
	}
	return nil
}

// paymentsIn are the payments of a file, in its order; none of a file that is not ours.
func (s *Server) paymentsIn(tx *table.Tx, messageID string) ([]*paymentv1.Payment, error) {
	record, found, err := s.store.File(tx, messageID)
	if err != nil || !found {
		return nil, err
	}
	payments := make([]*paymentv1.Payment, len(record.GetPaymentIds()))
	for i, id := range record.GetPaymentIds() {
		if payments[i], found, err = s.store.Payment(tx, id); err != nil {
			return nil, err
		}
		if !found {
			return nil, fmt.Errorf("payment %s stands in file %s and is not there", id, messageID)
		}
	}
	return payments, nil
}

// answered reports whether the bank has told of a payment since a run dispatched it.
func answered(run *paymentv1.Run, p *paymentv1.Payment) bool {
	if p.GetRunId() != run.GetId() || !underWay(p) {
		return true
	}
	for _, s := range run.GetSteps() {
		if s.GetState() == paymentv1.RunState_RUN_STATE_DISPATCHED && len(p.GetAnswers()) > 0 {
			last := p.GetAnswers()[len(p.GetAnswers())-1]
			return !last.GetCreateTime().AsTime().Before(s.GetCreateTime().AsTime())
		}
	}
	return false
}

// underWay reports whether the bank still has to tell what became of a payment.
func underWay(p *paymentv1.Payment) bool {
	switch p.GetState() {
	case paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT, paymentv1.PaymentState_PAYMENT_STATE_DISPATCH_UNKNOWN:
		return true
	}
	return false
}
