package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// recoveryPrefix begins the id of every recovery.
const recoveryPrefix = "rec"

// GiveRecoveryNotice notifies what was paid and is not owed.
func (s *Server) GiveRecoveryNotice(ctx context.Context, req *paymentv1.GiveRecoveryNoticeRequest) (*paymentv1.GiveRecoveryNoticeResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_GiveRecoveryNotice_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.ID("contract_id", contractPrefix, req.GetContractId())
	on := p.Date("notice_date", req.GetNoticeDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.GiveRecoveryNoticeResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	c, err := s.contract(ctx, req.GetContractId())
	if err != nil {
		return nil, err
	}
	f, err := s.facts(c)
	if err != nil {
		return nil, err
	}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		if open, found, err := s.store.OpenRecovery(tx, f.ContractID); err != nil {
			return keep.Change{}, err
		} else if found {
			return keep.Change{}, fault.Refused("RECOVERY_OPEN", f.ContractID,
				fmt.Sprintf("recovery %s of contract %s runs (%s); decide it and get it back first", open.GetId(), f.ContractID, stateOf(open)),
				"recovery_id", open.GetId())
		}
		if err := s.pastKnown(tx, f); err != nil {
			return keep.Change{}, err
		}
		if err := s.gaveUp(tx, f, on); err != nil {
			return keep.Change{}, err
		}
		n, err := s.notice(tx, f, on)
		if err != nil {
			return keep.Change{}, err
		}
		if len(n.Rows) == 0 {
			return keep.Change{}, fault.Refused("NOTHING_TO_RECOVER", f.ContractID,
				fmt.Sprintf("of contract %s nothing was paid up to %s that is not owed; ListDues shows what is owed and posted", f.ContractID, on))
		}
		resp.Recovery = recoveryOf(n)
		resp.Recovery.Id, resp.Recovery.Actor = s.env.NewID(recoveryPrefix), call.Actor
		resp.Recovery.ContractId, resp.Recovery.FundCode = f.ContractID, c.GetFundCode()
		resp.Recovery.LawDigest = s.law.Digest()
		return keep.Change{Resource: resp.Recovery.GetId(), What: "notified"}, s.store.InsertRecovery(tx, resp.Recovery)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// notice computes what there is to get back of a contract, on fresh state.
func (s *Server) notice(tx *table.Tx, f payment.Facts, on civil.Date) (payment.Notice, error) {
	f, err := s.withPast(tx, f)
	if err != nil {
		return payment.Notice{}, err
	}
	posted, err := s.store.Posted(tx, f.ContractID)
	if err != nil {
		return payment.Notice{}, err
	}
	var failed error
	paid, err := payment.OutlaysIn(s.store.TransactionsOfContract(tx, f.ContractID, &failed))
	if failed != nil {
		err = failed
	}
	if err != nil {
		return payment.Notice{}, err
	}
	return payment.NewNotice(f.Text, payment.RecoveryRows(payment.Dues(s.law, f, posted, on), paid), on), nil
}

// recoveryOf is a notice as a recovery that nobody decided.
func recoveryOf(n payment.Notice) *paymentv1.Recovery {
	r := &paymentv1.Recovery{
		State:         paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED,
		NotifiedCents: int64(n.Total), NoticeDate: wire.Date(n.On), ReplyByDate: wire.Date(n.ReplyBy), LimitationDate: wire.Date(n.Limitation),
		Citations: wire.Citations(n.Citations), Explanation: wire.Phrase(n.Explanation),
	}
	for _, row := range n.Rows {
		r.Rows = append(r.Rows, &paymentv1.RecoveryRow{
			ContractYear: int32(row.Key.Year), Instalment: int32(row.Key.Instalment),
			PaidCents: int64(row.Paid), OwedCents: int64(row.Owed), ToRecoverCents: int64(row.ToRecover),
			Computation: computation(row.Computation),
		})
	}
	return r
}

// RecordRecoveryReply records what the doctor answers; also a late reply, as long as
// nothing is decided.
func (s *Server) RecordRecoveryReply(ctx context.Context, req *paymentv1.RecordRecoveryReplyRequest) (*paymentv1.RecordRecoveryReplyResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_RecordRecoveryReply_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseRecovery(&p, req)
	on := p.Date("reply_date", req.GetReplyDate())
	p.Text("reply", req.GetReply(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.RecordRecoveryReplyResponse{}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		r, err := s.recovery(tx, req.GetRecoveryId(), paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED)
		if err != nil {
			return keep.Change{}, err
		}
		if on.String() < r.GetNoticeDate() {
			return keep.Change{}, fault.Refused("BEFORE_NOTICE", r.GetId(),
				fmt.Sprintf("the reply is of %s and the notice reached the doctor on %s; a reply comes on that day or later", on, r.GetNoticeDate()),
				"notice_date", r.GetNoticeDate())
		}
		if r.GetReplyDate() != "" {
			return keep.Change{}, fault.Refused("WRONG_STATE", r.GetId(),
				fmt.Sprintf("recovery %s has a reply of %s; it stays as it is, and what else the doctor says belongs into the reason of the decision", r.GetId(), r.GetReplyDate()))
		}
		r.ReplyDate, r.Reply = on.String(), req.GetReply()
		resp.Recovery = r
		return keep.Change{Resource: r.GetId(), What: "replied to"}, s.store.UpdateRecovery(tx, r)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// RecordRepayment records money that the doctor sent: it serves the rows first to last.
func (s *Server) RecordRepayment(ctx context.Context, req *paymentv1.RecordRepaymentRequest) (*paymentv1.RecordRepaymentResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_RecordRepayment_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseRecovery(&p, req)
	p.AtLeast("cents", req.GetCents(), 1)
	on := p.Date("repaid_on_date", req.GetRepaidOnDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.RecordRepaymentResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		r, err := s.recovery(tx, req.GetRecoveryId(), paymentv1.RecoveryState_RECOVERY_STATE_DECIDED)
		if err != nil {
			return keep.Change{}, err
		}
		if on.String() < r.GetNoticeDate() {
			return keep.Change{}, fault.BadInput(fault.Violation{Field: "repaid_on_date", Seen: on.String(), Wanted: "the day of the notice, " + r.GetNoticeDate() + ", or later"})
		}
		postings, err := s.store.Postings(tx)
		if err != nil {
			return keep.Change{}, err
		}
		left, err := left(postings, r)
		if err != nil {
			return keep.Change{}, err
		}
		if cents := money.Cents(req.GetCents()); cents > sum(left) {
			return keep.Change{}, fault.Refused("MORE_THAN_LEFT", r.GetId(),
				fmt.Sprintf("%s came and %s is left of recovery %s; record what serves it, and send the rest back", cents.English(), sum(left).English(), r.GetId()),
				"left_cents", fmt.Sprint(int64(sum(left))))
		}
		b := booking{postings: postings, recovery: r, on: on, call: call, reason: "Remboursement reçu du médecin"}
		parts := payment.Serve(money.Cents(req.GetCents()), left)
		if err := b.book("REPAY/"+r.GetId()+"/"+call.Actor+"/"+req.GetRequestId(), move{make: ledger.Repay, parts: parts}); err != nil {
			return keep.Change{}, err
		}
		resp.Recovery = r
		return keep.Change{Resource: r.GetId(), What: "repaid"}, s.settleRecovery(tx, postings, r)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// WriteOffRecovery gives up what is left of a claim.
func (s *Server) WriteOffRecovery(ctx context.Context, req *paymentv1.WriteOffRecoveryRequest) (*paymentv1.WriteOffRecoveryResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_WriteOffRecovery_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseRecovery(&p, req)
	on := p.Date("written_off_on_date", req.GetWrittenOffOnDate())
	p.Text("reason", req.GetReason(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.WriteOffRecoveryResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		r, err := s.recovery(tx, req.GetRecoveryId(), paymentv1.RecoveryState_RECOVERY_STATE_DECIDED)
		if err != nil {
			return keep.Change{}, err
		}
		if call.Actor == r.GetDecidedBy() {
			return keep.Change{}, fault.Denied("WRITER_OFF_IS_DECIDER",
				fmt.Sprintf("recovery %s was decided by the same actor; another one must give up what is left of it", r.GetId()), "recovery_id", r.GetId())
		}
		if on.String() < r.GetDecidedOnDate() {
			return keep.Change{}, fault.BadInput(fault.Violation{Field: "written_off_on_date", Seen: on.String(), Wanted: "the day of the decision, " + r.GetDecidedOnDate() + ", or later"})
		}
		postings, err := s.store.Postings(tx)
		if err != nil {
			return keep.Change{}, err
		}
		left, err := left(postings, r)
		if err != nil {
			return keep.Change{}, err
		}
		b := booking{postings: postings, recovery: r, on: on, call: call, reason: req.GetReason()}
		if err := b.book("WRITE_OFF/"+r.GetId(), move{make: ledger.WriteOff, parts: left}); err != nil {
			return keep.Change{}, err
		}
		r.State = paymentv1.RecoveryState_RECOVERY_STATE_WRITTEN_OFF
		r.WrittenOffBy, r.WriteOffReason = call.Actor, req.GetReason()
		resp.Recovery = r
		return keep.Change{Resource: r.GetId(), What: "written off"}, s.settleRecovery(tx, postings, r)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// booking is what the postings of one call share.
type booking struct {
	postings *store.Postings
	recovery *paymentv1.Recovery
	on       civil.Date
	call     table.Call
	reason   string
}

// move is one kind of posting, with its amount for each row; a row of nothing has none.
type move struct {
	make     func(ledger.Fact, ledger.Due, money.Cents) (ledger.Transaction, error)
	parts    []money.Cents
	computed bool // from the facts of the rows, which it seals
}

// book posts a move of a recovery: one transaction a row, key/<due>.
func (b booking) book(key string, m move) error {
	for i, cents := range m.parts {
		if cents == 0 {
			continue
		}
		d := dueOfRow(b.recovery, i)
		f := keyed(factOf(b.call, b.recovery.GetFundCode(), b.on), key+"/"+d.String(), b.reason)
		if m.computed {
			f.Facts = claimFacts(f.Key, b.recovery, i).Hash()
		}
		if err := b.postings.Add(m.make(f, d, cents)); err != nil {
			return err
		}
	}
	return nil
}

func dueOfRow(r *paymentv1.Recovery, i int) ledger.Due {
	row := r.GetRows()[i]
	return ledger.Due{ContractID: r.GetContractId(), Year: int(row.GetContractYear()), Instalment: int(row.GetInstalment())}
}

// left is what the ledger has left of the claim, row by row.
func left(postings *store.Postings, r *paymentv1.Recovery) ([]money.Cents, error) {
	dues, err := postings.RecoveryDues(r)
	if err != nil {
		return nil, err
	}
	left := make([]money.Cents, len(r.GetRows()))
	for i := range r.GetRows() {
		left[i] = dues[dueOfRow(r, i)].Receivable()
	}
	return left, nil
}

func sum(parts []money.Cents) (total money.Cents) {
	for _, c := range parts {
		total += c
	}
	return total
}

// settleRecovery brings a recovery up to what the ledger says of it, after every posting
// that serves its claim, and keeps it. One of which nothing is left is settled.
func (s *Server) settleRecovery(tx *table.Tx, postings *store.Postings, r *paymentv1.Recovery) error {
	dues, err := postings.RecoveryDues(r)
	if err != nil {
		return err
	}
	tallied(r, dues)
	if r.GetState() == paymentv1.RecoveryState_RECOVERY_STATE_DECIDED && r.GetLeftCents() == 0 {
		r.State = paymentv1.RecoveryState_RECOVERY_STATE_SETTLED
	}
	return s.store.UpdateRecovery(tx, r)
}

// tally writes what the ledger says of a recovery into it.
func (s *Server) tally(tx *table.Tx, r *paymentv1.Recovery) error {
	dues, err := s.store.RecoveryDues(tx, r)
	if err != nil {
		return err
	}
	tallied(r, dues)
	return nil
}

func tallied(r *paymentv1.Recovery, dues map[ledger.Due]ledger.DueBalance) {
	recovered, left := store.Recovered(dues)
	r.RecoveredCents, r.LeftCents = int64(recovered), int64(left)
}

// recovery reads a recovery that must be there, in one of some states if there are any.
func (s *Server) recovery(tx *table.Tx, id string, in ...paymentv1.RecoveryState) (*paymentv1.Recovery, error) {
	r, found, err := s.store.Recovery(tx, id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("recovery", id)
	}
	if len(in) == 0 || slices.Contains(in, r.GetState()) {
		return r, nil
	}
	names := make([]string, len(in))
	for i, state := range in {
		names[i] = strings.TrimPrefix(state.String(), "RECOVERY_STATE_")
	}
	return nil, fault.Refused("WRONG_STATE", id,
		fmt.Sprintf("recovery %s is %s; this is possible in %s", id, stateOf(r), strings.Join(names, ", ")),
		"state", stateOf(r), "possible", strings.Join(names, ","))
}

func stateOf(r *paymentv1.Recovery) string {
	return strings.TrimPrefix(r.GetState().String(), "RECOVERY_STATE_")
}

// namingRecovery is a writing request that names a recovery.
type namingRecovery interface {
	keep.Request
	GetRecoveryId() string
}

func parseRecovery(p *wire.Parse, req namingRecovery) {
	p.RequestID(req.GetRequestId())
	p.ID("recovery_id", recoveryPrefix, req.GetRecoveryId())
}

// GetRecovery reads one recovery.
func (s *Server) GetRecovery(ctx context.Context, req *paymentv1.GetRecoveryRequest) (*paymentv1.GetRecoveryResponse, error) {
	var p wire.Parse
	p.ID("recovery_id", recoveryPrefix, req.GetRecoveryId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.GetRecoveryResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) (err error) {
		if resp.Recovery, err = s.recovery(tx, req.GetRecoveryId()); err != nil {
			return err
		}
		return s.tally(tx, resp.GetRecovery())
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// ListRecoveries lists recoveries by fund or by contract, a page at a time.
func (s *Server) ListRecoveries(ctx context.Context, req *paymentv1.ListRecoveriesRequest) (*paymentv1.ListRecoveriesResponse, error) {
	f, err := parseFilter(req)
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.ListRecoveriesResponse{}
	resp.Recoveries, resp.NextPageToken, err = s.store.ListRecoveries(ctx, f, table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken()})
	if err != nil {
		return nil, err
	}
	err = s.store.DB().View(ctx, func(tx *table.Tx) error {
		for _, r := range resp.GetRecoveries() {
			if err := s.tally(tx, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// filtering is a request for a page of what a fund or a contract has.
type filtering interface {
	GetContractId() string
	GetFundCode() string
	GetPageSize() int32
}

// parseFilter wants a contract or a fund.
func parseFilter(req filtering) (store.Filter, error) {
	var p wire.Parse
	f := fundOrContract(&p, req.GetFundCode(), req.GetContractId())
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	return f, p.Err()
}

func fundOrContract(p *wire.Parse, fund, contractID string) store.Filter {
	p.TextIfSet("contract_id", contractID, func(s string) error { return ident.CheckID(contractPrefix, s) })
	p.FundCodeIfSet("fund_code", fund)
	if (contractID == "") == (fund == "") {
		p.Bad("contract_id", contractID, "either contract_id or fund_code")
	}
	return store.Filter{ContractID: contractID, FundCode: fund}
}
