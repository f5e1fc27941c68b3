package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// ImportBankStatuses reads a status file of the bank. Each of its lines ends as matched,
// rejected with a reason, or unknown.
func (s *Server) ImportBankStatuses(ctx context.Context, req *paymentv1.ImportBankStatusesRequest) (*paymentv1.ImportBankStatusesResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_ImportBankStatuses_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	on := p.Date("imported_on_date", req.GetImportedOnDate())
	file, wrong := sepa.Read(bytes.NewReader(req.GetContent()))
	if wrong != nil {
		p.Bad("content", fmt.Sprintf("%d bytes", len(req.GetContent())), "a pain.002 or camt.054 file of the bank that can be read: "+wrong.Error())
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.ImportBankStatusesResponse{MessageId: file.MessageID}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		m := &importing{Server: s, tx: tx, file: file, call: call, on: on, runs: map[string]*paymentv1.Run{}, held: map[string]map[string]bool{},
			applied: map[string]*paymentv1.Payment{},
		}
		if m.postings, err = s.store.Postings(tx); err != nil {
			return keep.Change{}, err
		}
		for _, l := range file.Lines {
			line, err := m.line(l)
			if err != nil {
				return keep.Change{}, err
			}
			resp.Lines = append(resp.Lines, line)
			switch line.GetOutcome() {
			case paymentv1.StatusOutcome_STATUS_OUTCOME_MATCHED:
				resp.Matched++
			case paymentv1.StatusOutcome_STATUS_OUTCOME_REJECTED:
				resp.Rejected++
			default:
				resp.Unknown++
			}
		}
		what := fmt.Sprintf("bank statuses: %d matched, %d rejected, %d unknown", resp.GetMatched(), resp.GetRejected(), resp.GetUnknown())
		return keep.Change{Resource: file.MessageID, What: what, OnDate: on.String()}, m.settle()
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// importing is a status file on its way into the store, in one transaction.
type importing struct {
	*Server
	tx       *table.Tx
	file     sepa.File
	call     table.Call
	on       civil.Date
	postings *store.Postings
	runs     map[string]*paymentv1.Run     // of payments that were told of
	held     map[string]map[string]bool    // by fund and RPPS number: see returnedOf
	applied  map[string]*paymentv1.Payment // by id: those of which a line has told, as they stand
}

// told is what a line says of one payment: what it is to become, or why it cannot.
type told struct {
	p       *paymentv1.Payment
	message string // our file that the bank speaks of
	before  bool   // it was applied before: nothing changes
	idle    bool   // it says nothing of this payment
	late    bool   // it was given up, and executed after all
	reason  *payment.Reason
}

// line applies one line, to all the payments that it is about or to none.
func (m *importing) line(l sepa.Line) (*paymentv1.StatusLine, error) {
	line := &paymentv1.StatusLine{Index: int32(l.Index), EndToEndId: l.EndToEndID, Status: l.Raw, ReasonCode: l.ReasonCode}
	about, why, err := m.about(l)
	if err != nil {
		return nil, err
	}
	if about == nil {
		line.Outcome, line.Reason = paymentv1.StatusOutcome_STATUS_OUTCOME_UNKNOWN, reason(why)
		return line, nil
	}
	line.AppliedBefore = true
	for i := range about {
		line.PaymentIds = append(line.PaymentIds, about[i].p.GetId())
		if why == nil {
			if err := m.judge(l, &about[i]); err != nil {
				return nil, err
			}
			why = about[i].reason
		}
		line.AppliedBefore = line.AppliedBefore && about[i].before
	}
	if why != nil {
		line.Outcome, line.Reason, line.AppliedBefore = paymentv1.StatusOutcome_STATUS_OUTCOME_REJECTED, reason(why), false
		return line, nil
	}
	line.Outcome = paymentv1.StatusOutcome_STATUS_OUTCOME_MATCHED
	for _, t := range about {
		if t.before {
			continue
		}
		if err := m.apply(l, t); err != nil {
			return nil, err
		}
	}
	return line, nil
}

// about are the payments that a line is about. Nil and a reason: it is about nothing of
// ours. Payments and a reason: it is about them, and cannot be.
func (m *importing) about(l sepa.Line) ([]told, *payment.Reason, error) {
	if l.Scope != sepa.Transaction {
		return m.aboutFile(l)
	}
	if l.EndToEndID == "" {
		return nil, sayNoReference(), nil
	}
	p, found, err := m.store.PaymentByEndToEndID(m.tx, l.EndToEndID)
	if err != nil || !found {
		return nil, sayUnknownID(l.EndToEndID), err
	}
	message := l.OriginalMessageID
	if message == "" {
		message = l.PaymentInformationID // ours has the id of its file
	}
	if message == "" {
		message = p.GetMessageId()
	}
	t := []told{{p: p, message: message}}
	if l.Amount.Known && l.Amount.Cents != sent(p) {
		return t, sayAmountDiffers(l.Amount.Cents, sent(p)), nil
	}
	return t, nil, nil
}

// aboutFile are the payments of a file that a line is about as a whole: by the ids of the
// file, and of an entry of the account by its sum too.
func (m *importing) aboutFile(l sepa.Line) ([]told, *payment.Reason, error) {
	message := l.OriginalMessageID
	if l.Scope == sepa.PaymentInformation || message == "" {
		message = l.PaymentInformationID
	}
	if message == "" {
		return nil, sayNoReference(), nil
	}
	payments, err := m.paymentsIn(m.tx, message)
	if err != nil || payments == nil {
		return nil, sayUnknownFile(message), err
	}
	all := make([]told, len(payments))
	for i, p := range payments {
		all[i] = told{p: p, message: message}
	}
	about, sum := all, money.Cents(0)
	if l.Scope == sepa.Entry {
		if about, err = m.notRefused(all); err != nil {
			return nil, nil, err
		}
	}
	for _, t := range about {
		sum += sent(t.p)
	}
	if l.Scope == sepa.Entry && !l.Amount.Known || l.Amount.Known && l.Amount.Cents != sum || len(about) == 0 {
		return all, sayAmountDiffers(l.Amount.Cents, sum), nil
	}
	return about, nil, nil
}

// notRefused leaves out the payments that the bank refused in this file: it books the
// others only.
func (m *importing) notRefused(all []told) ([]told, error) {
	var booked []told
	for _, t := range all {
		refused, err := m.postings.Has(t.key(kindReject))
		if err != nil {
			return nil, err
		}
		if !refused {
			booked = append(booked, t)
		}
	}
	return booked, nil
}

// The beginnings of the keys of what the bank says.
const (
	kindSettle = "SETTLE"
	kindReject = "REJECT"
	kindReturn = "RETURN"
)

// key is the key of what is posted when the bank says something of a payment in a file.
func (t told) key(kind string) string { return kind + "/" + t.message + "/" + t.p.GetId() }

// effect is what a status does to a payment: the state it leads to, and the key of what
// is posted; accepted and pending post nothing and leave it where it is.
func effect(status sepa.Status) (to paymentv1.PaymentState, kind string) {
	switch status {
	case sepa.Settled:
		return paymentv1.PaymentState_PAYMENT_STATE_SETTLED, kindSettle
	case sepa.Rejected:
		return paymentv1.PaymentState_PAYMENT_STATE_REJECTED, kindReject
	case sepa.Returned:
		return paymentv1.PaymentState_PAYMENT_STATE_RETURNED, kindReturn
	default:
		return paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT, ""
	}
}

// partly is the status of a file of which the bank took a part: its lines tell which.
const partly = "PART"

// haveItAlready is the bank's code for what it was sent twice. It refuses the second copy
// and says nothing against the first: to take it for a refusal would pay twice.
const haveItAlready = "AM05"

// judge says whether a line was applied before to a payment, or why it cannot be.
func (m *importing) judge(l sepa.Line, t *told) error {
	if l.Status == sepa.Other {
		if t.idle = l.Scope != sepa.Transaction && l.Raw == partly; !t.idle {
			t.reason = sayStatusNotKnown(l.Raw)
		}
		return nil
	}
	if m.toldBefore(l, t.p) {
		t.before = true
		return nil
	}
	if l.Status == sepa.Rejected && l.ReasonCode == haveItAlready {
		t.reason = sayHaveItAlready()
		return nil
	}
	_, kind := effect(l.Status)
	if kind != "" {
		has, err := m.postings.Has(t.key(kind))
		if t.before = has; has || err != nil {
			return err
		}
	}
	moved := t.message != t.p.GetMessageId()
	switch settledBefore := t.p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_SETTLED; {
	case moved:
		t.reason = sayOtherFile(t.message, t.p.GetMessageId())
	case kind == kindReturn && settledBefore:
	case kind == kindReturn && underWay(t.p):
		t.reason = sayNotSettled()
	case kind != kindReturn && underWay(t.p):
	case kind == kindSettle && l.Scope == sepa.Transaction && t.p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_GIVEN_UP:
		t.late = true
	case kind == "" && saidLast(t.p) != paymentv1.PaymentState_PAYMENT_STATE_REJECTED:
		t.before = true // it is settled: that it was accepted is old news
	default:
		t.reason = sayContradiction(t.p)
		if kind == kindSettle && l.Scope == sepa.Transaction && cameBack(t.p) {
			return m.holdContradicted(t.p)
		}
	}
	return nil
}

// saidLast is where a payment stands by the bank's word: one that was given up had been
// refused or sent back.
func saidLast(p *paymentv1.Payment) paymentv1.PaymentState {
	if answers := p.GetAnswers(); p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_GIVEN_UP && len(answers) > 0 {
		return answers[len(answers)-1].GetState()
	}
	return p.GetState()
}

// toldBefore reports whether this status file, of the same message id, has told the same
// of a payment: also when the payment was sent again since.
func (m *importing) toldBefore(l sepa.Line, p *paymentv1.Payment) bool {
	to, kind := effect(l.Status)
	for _, a := range p.GetAnswers() {
		same := a.GetMessageId() == m.file.MessageID && a.GetState() == to
		if same && (kind != "" || a.GetReasonCode() == l.ReasonCode && a.GetReasonText() == words(l)) {
			return true
		}
	}
	return false
}

// words are what the bank says beside its code; without any, its status.
func words(l sepa.Line) string {
	if l.ReasonText == "" {
		return l.Raw
	}
	return l.ReasonText
}

// apply leads a payment to where the bank says that it stands, posts it, and holds the
// doctor's payments when it came back.
func (m *importing) apply(l sepa.Line, t told) error {
	if t.idle {
		return nil
	}
	if err := m.arrived(t); err != nil {
		return err
	}
	p, cents := t.p, sent(t.p)
	to, kind := effect(l.Status)
	p.State = to
	p.Answers = append(p.Answers, &paymentv1.BankAnswer{
		State: to, ReasonCode: l.ReasonCode, ReasonText: words(l), MessageId: m.file.MessageID, CreateTime: timestamppb.New(m.call.At),
	})
	if err := m.store.UpdatePayment(m.tx, p); err != nil {
		return err
	}
	m.applied[p.GetId()] = p
	fact := keyed(factOf(m.call, p.GetFundCode(), m.on), t.key(kind), "bank status file "+m.file.MessageID)
	due := ledger.Due(keyOfPayment(p))
	switch kind {
	case kindSettle:
		if t.late {
			return m.postings.Add(ledger.LateSettle(fact, due, cents))
		}
		return m.postings.Add(ledger.Settle(fact, due, cents))
	case kindReject:
		if err := m.postings.Add(ledger.Reject(fact, due, cents)); err != nil {
			return err
		}
		return m.holdReturned(p)
	case kindReturn:
		if err := m.postings.Add(ledger.Return(fact, due, cents)); err != nil {
			return err
		}
		return m.holdReturned(p)
	}
	return nil
}

// arrived notes that the bank has a file, as it tells of a payment in it: what nobody
// knew of its other payments is known then.
func (m *importing) arrived(t told) error {
	run, err := m.runOf(t.p)
	if err != nil {
		return err
	}
	file, err := fileOf(run, t.message)
	if err != nil || file.GetTransmission() == paymentv1.Transmission_TRANSMISSION_SENT {
		return err
	}
	unknown := file.GetTransmission() == paymentv1.Transmission_TRANSMISSION_UNKNOWN
	file.Transmission, file.Note = paymentv1.Transmission_TRANSMISSION_SENT, m.call.Actor+": the bank answers, in its file "+m.file.MessageID
	if !unknown {
		return nil
	}
	payments, err := m.paymentsIn(m.tx, t.message)
	if err != nil {
		return err
	}
	for _, p := range payments {
		if p.GetState() != paymentv1.PaymentState_PAYMENT_STATE_DISPATCH_UNKNOWN || p.GetRunId() != run.GetId() {
			continue
		}
		p.State = paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT
		if err := m.store.UpdatePayment(m.tx, p); err != nil {
			return err
		}
	}
	return nil
}

// runOf is the run of a payment; what is changed in it is kept by settle.
func (m *importing) runOf(p *paymentv1.Payment) (*paymentv1.Run, error) {
	if run, held := m.runs[p.GetRunId()]; held {
		return run, nil
	}
	run, err := m.run(m.tx, p.GetRunId())
	if err != nil {
		return nil, err
	}
	m.runs[p.GetRunId()] = run
	return run, nil
}

// settle settles the runs of which the bank has answered for every payment, and keeps
// the runs.
func (m *importing) settle() error {
	for _, id := range slices.Sorted(maps.Keys(m.runs)) {
		run := m.runs[id]
		open, err := m.awaits(run)
		if err != nil {
			return err
		}
		if run.GetState() == paymentv1.RunState_RUN_STATE_DISPATCHED && !open {
			if err := next(run, payment.Settle, m.call); err != nil {
				return err
			}
		}
		if err := m.store.KeepRun(m.tx, run); err != nil {
			return err
		}
	}
	return nil
}

// awaits reports whether the bank has still to answer for a payment of a run. A payment
// that was sent again is another run's.
func (m *importing) awaits(run *paymentv1.Run) (bool, error) {
	for _, line := range run.GetLines() {
		p, found := m.applied[line.GetPaymentId()]
		var err error
		if !found {
			p, found, err = m.store.Payment(m.tx, line.GetPaymentId())
		}
		if err != nil || !found {
			return false, errors.Join(err, fmt.Errorf("payment %s stands in run %s and cannot be read", line.GetPaymentId(), run.GetId()))
		}
		if p.GetRunId() == run.GetId() && underWay(p) {
			return true, nil
		}
	}
	return false, nil
}
