package server

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

// holdPrefix begins the id of every hold.
const holdPrefix = "hld"

// The reasons why a run leaves out a due that is owed, beside those of package payment.
const (
	held                  = "HELD"                    // a hold stands
	bankDetailsMissing    = "BANK_DETAILS_MISSING"    // nobody stated an account of the doctor
	bankDetailsUnverified = "BANK_DETAILS_UNVERIFIED" // nobody verified it
	offsetMoved           = "OFFSET_MOVED"            // at dispatch: the claim has less left
)

// HoldPayments holds the payments of a contract, of a doctor or of a whole fund.
func (s *Server) HoldPayments(ctx context.Context, req *paymentv1.HoldPaymentsRequest) (*paymentv1.HoldPaymentsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_HoldPayments_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	if err := parseHold(req); err != nil {
		return nil, err
	}
	hold := &paymentv1.Hold{
		Id: s.env.NewID(holdPrefix), FundCode: req.GetFundCode(), ContractId: req.GetContractId(), Rpps: req.GetRpps(), Reason: req.GetReason(),
		Note: req.GetNote(), Owner: call.Actor, EndDate: req.GetEndDate(), CreateTime: timestamppb.New(call.At),
	}
	resp := &paymentv1.HoldPaymentsResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		resp.Hold = hold
		return keep.Change{Resource: hold.GetId(), What: "held", Owner: hold.GetFundCode(), Note: hold.GetNote()}, s.store.InsertHold(tx, hold)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func parseHold(req *paymentv1.HoldPaymentsRequest) error {
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.FundCode("fund_code", req.GetFundCode())
	p.TextIfSet("contract_id", req.GetContractId(), func(s string) error { return ident.CheckID(contractPrefix, s) })
	p.TextIfSet("rpps", req.GetRpps(), ident.CheckRPPS)
	if req.GetContractId() != "" && req.GetRpps() != "" {
		p.Bad("rpps", req.GetRpps(), "nothing beside contract_id: a hold is of one contract, of one doctor, or with neither of the whole fund")
	}
	if p.Enum("reason", req.GetReason()) {
		switch req.GetReason() {
		case paymentv1.HoldReason_HOLD_REASON_OFFICER, paymentv1.HoldReason_HOLD_REASON_FRAUD:
		default:
			p.Bad("reason", req.GetReason().String(), "HOLD_REASON_OFFICER or HOLD_REASON_FRAUD; the others are placed by the service itself")
		}
	}
	p.Text("note", req.GetNote(), ident.CheckLine)
	p.OptionalDate("end_date", req.GetEndDate())
	return p.Err()
}

// ReleaseHold lifts a hold.
func (s *Server) ReleaseHold(ctx context.Context, req *paymentv1.ReleaseHoldRequest) (*paymentv1.ReleaseHoldResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_ReleaseHold_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("hold_id", holdPrefix, req.GetHoldId())
	p.Text("note", req.GetNote(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.ReleaseHoldResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		hold, found, err := s.store.Hold(tx, req.GetHoldId())
		switch {
		case err != nil:
			return keep.Change{}, err
		case !found:
			return keep.Change{}, fault.Missing("hold", req.GetHoldId())
		case hold.GetReleasedBy() != "":
			return keep.Change{}, fault.Refused("WRONG_STATE", hold.GetId(),
				fmt.Sprintf("hold %s was lifted already, by %s", hold.GetId(), hold.GetReleasedBy()), "state", "RELEASED", "possible", "STANDING")
		case hold.GetReason() == paymentv1.HoldReason_HOLD_REASON_BANK_DETAILS_CHANGED && hold.GetOwner() == call.Actor:
			return keep.Change{}, fault.Denied("RELEASER_IS_OWNER",
				fmt.Sprintf("hold %s was placed because the same actor changed the bank details; another one must verify them (VerifyBankDetails) or lift it", hold.GetId()),
				"hold_id", hold.GetId())
		}
		hold.ReleasedBy, hold.ReleaseNote = call.Actor, req.GetNote()
		resp.Hold = hold
		return keep.Change{Resource: hold.GetId(), What: "hold lifted", Owner: hold.GetFundCode(), Note: req.GetNote()}, s.store.UpdateHold(tx, hold)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// ListHolds lists the holds of a fund, oldest first, a page at a time.
func (s *Server) ListHolds(ctx context.Context, req *paymentv1.ListHoldsRequest) (*paymentv1.ListHoldsResponse, error) {
	var p wire.Parse
	p.FundCode("fund_code", req.GetFundCode())
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	list, next, err := s.store.ListHolds(ctx, req.GetFundCode(), req.GetStanding(), table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken()})
	if err != nil {
		return nil, err
	}
	return &paymentv1.ListHoldsResponse{Holds: list, NextPageToken: next}, nil
}

// holdChanged holds a doctor's payments after a change of the account.
func (s *Server) holdChanged(tx *table.Tx, d *paymentv1.BankDetails, call table.Call) (*paymentv1.Hold, error) {
	hold := &paymentv1.Hold{
		Id: s.env.NewID(holdPrefix), FundCode: d.GetFundCode(), Rpps: d.GetRpps(),
		Reason: paymentv1.HoldReason_HOLD_REASON_BANK_DETAILS_CHANGED, Owner: call.Actor, CreateTime: timestamppb.New(call.At),
		Note: fmt.Sprintf("coordonnées bancaires modifiées (version %d), à vérifier par une autre personne", d.GetVersion()),
	}
	return hold, s.store.InsertHold(tx, hold)
}

// liftChanged lifts what the changes of an account had held, once another actor has
// verified the account that stands: earlier versions do not matter any more.
func (s *Server) liftChanged(tx *table.Tx, verified *paymentv1.BankDetails) error {
	standing, err := s.store.StandingHolds(tx, verified.GetFundCode())
	if err != nil {
		return err
	}
	for _, h := range standing {
		if h.GetRpps() != verified.GetRpps() || h.GetReason() != paymentv1.HoldReason_HOLD_REASON_BANK_DETAILS_CHANGED {
			continue
		}
		h.ReleasedBy, h.ReleaseNote = verified.GetVerifiedBy(), fmt.Sprintf("coordonnées bancaires vérifiées (version %d)", verified.GetVersion())
		if err := s.store.UpdateHold(tx, h); err != nil {
			return err
		}
	}
	return nil
}

// holdReturned holds a doctor's payments after the bank refused one or sent it back.
func (m *importing) holdReturned(p *paymentv1.Payment) error {
	said := "rejeté par la banque"
	if p.GetState() == paymentv1.PaymentState_PAYMENT_STATE_RETURNED {
		said = "revenu après exécution"
	}
	if code := p.GetAnswers()[len(p.GetAnswers())-1].GetReasonCode(); code != "" {
		said += " (" + code + ")"
	}
	return m.holdFor(p, said)
}

// holdContradicted holds a doctor's payments when the bank says that it has executed one
// after all that it had refused or sent back: it must not be sent again before somebody has
// asked the bank.
func (m *importing) holdContradicted(p *paymentv1.Payment) error {
	return m.holdFor(p, "revenu ou rejeté, que la banque dit pourtant avoir exécuté, fichier "+m.file.MessageID+"\u00a0: à demander à la banque avant de renvoyer")
}

// holdFor holds a doctor's payments because of what the bank said of one, unless they are
// held for such a reason already.
func (m *importing) holdFor(p *paymentv1.Payment, said string) error {
	held, err := m.returnedOf(p.GetFundCode())
	if rpps := p.GetPayee().GetRpps(); err != nil || rpps == "" || held[rpps] {
		return err
	}
	held[p.GetPayee().GetRpps()] = true
	return m.store.InsertHold(m.tx, &paymentv1.Hold{
		Id: m.env.NewID(holdPrefix), FundCode: p.GetFundCode(), Rpps: p.GetPayee().GetRpps(), Reason: paymentv1.HoldReason_HOLD_REASON_PAYMENT_RETURNED,
		Note: fmt.Sprintf("virement %s %s", p.GetId(), said), Owner: m.call.Actor, CreateTime: timestamppb.New(m.call.At),
	})
}

// returnedOf are the doctors of a fund who are held because of a payment that came back.
// It is read once: a whole file can be rejected.
func (m *importing) returnedOf(fund string) (map[string]bool, error) {
	if held, known := m.held[fund]; known {
		return held, nil
	}
	standing, err := m.store.StandingHolds(m.tx, fund)
	if err != nil {
		return nil, err
	}
	m.held[fund] = map[string]bool{}
	for _, h := range standing {
		if h.GetReason() == paymentv1.HoldReason_HOLD_REASON_PAYMENT_RETURNED && h.GetEndDate() == "" {
			m.held[fund][h.GetRpps()] = true
		}
	}
	return m.held[fund], nil
}

// holding is the first hold that stands over a contract or its doctor on a day, ISO 8601;
// nil for none.
func holding(standing []*paymentv1.Hold, contractID, rpps, day string) *paymentv1.Hold {
	for _, h := range standing {
		over := h.GetContractId() == "" && h.GetRpps() == "" ||
			h.GetContractId() != "" && h.GetContractId() == contractID ||
			h.GetRpps() != "" && h.GetRpps() == rpps
		if over && (h.GetEndDate() == "" || day <= h.GetEndDate()) {
			return h
		}
	}
	return nil
}

// sayHeld names the hold, why and whose it is.
func sayHeld(h *paymentv1.Hold) payment.Reason {
	why := map[paymentv1.HoldReason]law.Phrase{
		paymentv1.HoldReason_HOLD_REASON_OFFICER:              {FR: "décision d'un agent", EN: "an officer's decision"},
		paymentv1.HoldReason_HOLD_REASON_BANK_DETAILS_CHANGED: {FR: "coordonnées bancaires modifiées et non vérifiées", EN: "bank details changed and not verified"},
		paymentv1.HoldReason_HOLD_REASON_PAYMENT_RETURNED:     {FR: "un virement est revenu ou a été rejeté", EN: "a payment came back or was refused"},
		paymentv1.HoldReason_HOLD_REASON_FRAUD:                {FR: "soupçon de fraude", EN: "suspected fraud"},
	}[h.GetReason()]
	fr := fmt.Sprintf("Paiement retenu par %s, posé par %s\u00a0: %s (%s).", h.GetId(), h.GetOwner(), why.FR, strings.TrimSuffix(h.GetNote(), "."))
	en := fmt.Sprintf("Held by %s, placed by %s: %s (%s).", h.GetId(), h.GetOwner(), why.EN, strings.TrimSuffix(h.GetNote(), "."))
	return payment.Reason{Code: held, Text: law.Phrase{FR: fr, EN: en}}
}

// unpaid is why an account cannot be paid to; nil when it can.
func unpaid(d *paymentv1.BankDetails) *payment.Reason {
	switch {
	case d == nil:
		return &payment.Reason{Code: bankDetailsMissing, Text: law.Phrase{
			FR: "Les coordonnées bancaires du médecin ne sont pas connues.", EN: "The doctor's bank details are not known.",
		}}
	case d.GetVerifiedBy() == "":
		return &payment.Reason{Code: bankDetailsUnverified, Text: law.Phrase{
			FR: fmt.Sprintf("Les coordonnées bancaires du médecin (version %d, saisies par %s) attendent la vérification d'une autre personne.", d.GetVersion(), d.GetActor()),
			EN: fmt.Sprintf("The doctor's bank details (version %d, stated by %s) wait for another person to verify them.", d.GetVersion(), d.GetActor()),
		}}
	}
	return nil
}
