package server

import (
	"context"
	"fmt"
	"unicode/utf8"

	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

const (
	// pastPrefix begins the id of every statement of past payments.
	pastPrefix = "pst"
	// mostPast is how many payments of one contract one call states; mostPastCents is the
	// most of one of them, so that the sum of a whole file stays within the ledger's bounds;
	// mostReference is how long its reference can be, in characters.
	mostPast      = 100
	mostPastCents = 1 << 40
	mostReference = 100
)

// StatePastPayments states what was paid under a contract before it came here.
func (s *Server) StatePastPayments(ctx context.Context, req *paymentv1.StatePastPaymentsRequest) (*paymentv1.StatePastPaymentsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_StatePastPayments_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	past, through, err := parsePast(req, call)
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.StatePastPaymentsResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	c, err := s.contract(ctx, req.GetContractId())
	if err != nil {
		return nil, err
	}
	stated, err := s.statedOf(c, past, through)
	if err != nil {
		return nil, err
	}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		if why, err := s.unstatable(tx, c.GetId(), req.GetCorrectsId()); err != nil {
			return keep.Change{}, err
		} else if why != nil {
			return keep.Change{}, fault.Refused(why.Code, c.GetId(), why.Text.EN)
		}
		p := &paymentv1.PastPayments{
			FundCode: c.GetFundCode(), ThroughDate: through.String(), Contracts: []*paymentv1.PastContract{stated}, CorrectsId: req.GetCorrectsId(),
		}
		resp.PastPayments = p
		return keep.Change{Resource: c.GetId(), What: "past payments stated", Owner: c.GetFundCode(), OnDate: through.String()}, s.state(tx, p, call)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parsePast reads what was paid, and up to which day.
func parsePast(req *paymentv1.StatePastPaymentsRequest, call table.Call) (past []payment.PastPayment, through civil.Date, err error) {
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("contract_id", contractPrefix, req.GetContractId())
	p.TextIfSet("corrects_id", req.GetCorrectsId(), func(s string) error { return ident.CheckID(pastPrefix, s) })
	through = parsePastThrough(&p, req.GetThroughDate(), call)
	if n := len(req.GetPayments()); n > mostPast {
		p.Bad("payments", fmt.Sprint(n), fmt.Sprintf("%d at most", mostPast))
		return nil, through, p.Err()
	}
	for i, m := range req.GetPayments() {
		past = append(past, parsePastPayment(&p, fmt.Sprintf("payments[%d].", i), m))
	}
	return past, through, p.Err()
}

// parsePastThrough reads the day up to which all is stated. What was paid after the day of
// the call cannot be known.
func parsePastThrough(p *wire.Parse, text string, call table.Call) civil.Date {
	through := p.Date("through_date", text)
	if today := recordedOn(call); through.After(today) {
		p.Bad("through_date", text, "the day of the call, "+today.String()+", or earlier")
	}
	return through
}

// parsePastPayment reads one payment; the fields of what is wrong begin with prefix.
func parsePastPayment(p *wire.Parse, prefix string, m *paymentv1.PastPayment) payment.PastPayment {
	p.AtLeast(prefix+"contract_year", int64(m.GetContractYear()), 1)
	p.AtLeast(prefix+"instalment", int64(m.GetInstalment()), 1)
	p.Between(prefix+"paid_cents", m.GetPaidCents(), 1, mostPastCents)
	p.Text(prefix+"reference", m.GetReference(), checkReference)
	return payment.PastPayment{
		Year: int(m.GetContractYear()), Instalment: int(m.GetInstalment()), Cents: money.Cents(m.GetPaidCents()),
		On: p.Date(prefix+"paid_on_date", m.GetPaidOnDate()), Reference: m.GetReference(),
	}
}

func checkReference(s string) error {
	if ident.CheckLine(s) != nil || utf8.RuneCountInString(s) > mostReference {
		return fmt.Errorf("what the other system calls the payment: one line of 1 to %d characters", mostReference)
	}
	return nil
}

// statedOf is what is stated of one contract, looked at beside its facts.
func (s *Server) statedOf(c *contractv1.Contract, past []payment.PastPayment, through civil.Date) (*paymentv1.PastContract, error) {
	if c.GetImportedReference() == "" {
		return nil, fault.Refused("NOT_IMPORTED", c.GetId(),
			fmt.Sprintf("contract %s was not imported: it was made here, and all that was paid under it is in the ledger (ListEntries)", c.GetId()))
	}
	f, err := s.facts(c)
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	for _, flaw := range payment.CheckPast(s.law, f, past, through) {
		p.Bad(fmt.Sprintf("payments[%d].%s", flaw.Index, flaw.Field), flaw.Seen, flaw.Wanted)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	stated := &paymentv1.PastContract{ContractId: c.GetId()}
	for _, x := range past {
		stated.Payments = append(stated.Payments, pastPayment(x))
	}
	for _, flaw := range payment.PastAboveTable(s.law, f, past) {
		stated.Warnings = append(stated.Warnings, pastReason(flaw))
	}
	return stated, nil
}

func pastPayment(x payment.PastPayment) *paymentv1.PastPayment {
	return &paymentv1.PastPayment{
		ContractYear: int32(x.Year), Instalment: int32(x.Instalment), PaidCents: int64(x.Cents), PaidOnDate: x.On.String(), Reference: x.Reference,
	}
}

func pastReason(flaw payment.PastFlaw) *contractv1.ImportReason {
	return &contractv1.ImportReason{Code: flaw.Code, Column: flaw.Field, Seen: flaw.Seen, Wanted: flaw.Wanted, Text: wire.Phrase(flaw.Text)}
}

// unstatable is why nothing can be stated of a contract now; nil when it can.
func (s *Server) unstatable(tx *table.Tx, contractID, corrects string) (*payment.Reason, error) {
	open, found, err := s.store.OpenPast(tx, contractID)
	if err != nil {
		return nil, err
	}
	if found {
		return sayPastOpen(contractID, open), nil
	}
	holds, _, err := s.store.VerifiedPast(tx, contractID)
	if err != nil || holds == corrects {
		return nil, err
	}
	if holds == "" {
		return sayNothingToCorrect(contractID, corrects), nil
	}
	return sayPastStated(contractID, holds), nil
}

// state keeps a new statement.
func (s *Server) state(tx *table.Tx, p *paymentv1.PastPayments, call table.Call) error {
	p.Id, p.Actor, p.CreateTime = s.env.NewID(pastPrefix), call.Actor, timestamppb.New(call.At)
	p.State = paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_STATED
	contracts, err := pastContracts(p)
	if err != nil {
		return err
	}
	t := payment.TotalPast(contracts)
	p.Totals = &paymentv1.Totals{Count: int32(t.Count), SumCents: int64(t.Sum), Hash: t.Hash}
	return s.store.InsertPast(tx, p)
}

// pastContracts reads what a statement says.
func pastContracts(p *paymentv1.PastPayments) ([]payment.PastOf, error) {
	all := make([]payment.PastOf, len(p.GetContracts()))
	for i, c := range p.GetContracts() {
		all[i].ContractID = c.GetContractId()
		for _, m := range c.GetPayments() {
			on, err := civil.Parse(m.GetPaidOnDate())
			if err != nil {
				return nil, fmt.Errorf("statement %s: %w", p.GetId(), err)
			}
			all[i].Payments = append(all[i].Payments, payment.PastPayment{
				Year: int(m.GetContractYear()), Instalment: int(m.GetInstalment()), Cents: money.Cents(m.GetPaidCents()), On: on, Reference: m.GetReference(),
			})
		}
	}
	return all, nil
}

// pastKnown refuses a recovery while nobody has said what was paid before the contract
// came here.
func (s *Server) pastKnown(tx *table.Tx, f payment.Facts) error {
	f, err := s.withPast(tx, f)
	if err != nil || !f.Unstated() {
		return err
	}
	return fault.Refused(payment.PastUnstated, f.ContractID,
		fmt.Sprintf("contract %s was imported, and nobody has stated and verified what was paid before: state it, also when it is nothing (StatePastPayments), and let another person verify it (VerifyPastPayments)", f.ContractID))
}

// WithdrawPastPayments gives up a statement that was not verified.
func (s *Server) WithdrawPastPayments(ctx context.Context, req *paymentv1.WithdrawPastPaymentsRequest) (*paymentv1.WithdrawPastPaymentsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_WithdrawPastPayments_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("past_payments_id", pastPrefix, req.GetPastPaymentsId())
	p.Text("reason", req.GetReason(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.WithdrawPastPaymentsResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		past, err := s.openPast(tx, req.GetPastPaymentsId(), "WithdrawPastPayments")
		if err != nil {
			return keep.Change{}, err
		}
		past.State = paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_WITHDRAWN
		past.WithdrawnBy, past.WithdrawalReason = call.Actor, req.GetReason()
		resp.PastPayments = withoutContracts(past)
		return keep.Change{Resource: past.GetId(), What: "past payments withdrawn", Owner: past.GetFundCode(), Note: req.GetReason()}, s.store.UpdatePast(tx, past)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// pastOfID reads a statement that must be there.
func (s *Server) pastOfID(tx *table.Tx, id string) (*paymentv1.PastPayments, error) {
	past, found, err := s.store.Past(tx, id)
	if err == nil && !found {
		err = fault.Missing("past payments", id)
	}
	return past, err
}

// openPast reads a statement that waits to be verified.
func (s *Server) openPast(tx *table.Tx, id, method string) (*paymentv1.PastPayments, error) {
	past, err := s.pastOfID(tx, id)
	if err != nil || past.GetState() == paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_STATED {
		return past, err
	}
	state := "VERIFIED"
	if past.GetState() == paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_WITHDRAWN {
		state = "WITHDRAWN"
	}
	return nil, fault.Refused("WRONG_STATE", id, fmt.Sprintf("statement %s is %s; %s is possible in STATED", id, state, method), "state", state, "possible", "STATED")
}

// withoutContracts is a statement that names its totals only: a whole fund's is large.
func withoutContracts(p *paymentv1.PastPayments) *paymentv1.PastPayments {
	return &paymentv1.PastPayments{
		Id: p.GetId(), FundCode: p.GetFundCode(), ThroughDate: p.GetThroughDate(), State: p.GetState(), Totals: p.GetTotals(),
		CorrectsId: p.GetCorrectsId(), Actor: p.GetActor(), VerifiedBy: p.GetVerifiedBy(), WithdrawnBy: p.GetWithdrawnBy(),
		WithdrawalReason: p.GetWithdrawalReason(), CreateTime: p.GetCreateTime(),
	}
}

// GetPastPayments reads one statement.
func (s *Server) GetPastPayments(ctx context.Context, req *paymentv1.GetPastPaymentsRequest) (*paymentv1.GetPastPaymentsResponse, error) {
	var p wire.Parse
	p.ID("past_payments_id", pastPrefix, req.GetPastPaymentsId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.GetPastPaymentsResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) (err error) {
		resp.PastPayments, err = s.pastOfID(tx, req.GetPastPaymentsId())
		return err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// ListPastPayments lists the statements of a fund or of a contract, oldest first.
func (s *Server) ListPastPayments(ctx context.Context, req *paymentv1.ListPastPaymentsRequest) (*paymentv1.ListPastPaymentsResponse, error) {
	f, err := parseFilter(req)
	if err != nil {
		return nil, err
	}
	list, next, err := s.store.ListPast(ctx, f, table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken()})
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.ListPastPaymentsResponse{NextPageToken: next}
	for _, p := range list {
		resp.PastPayments = append(resp.PastPayments, withoutContracts(p))
	}
	return resp, nil
}
