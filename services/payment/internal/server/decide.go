package server

import (
	"context"
	"fmt"
	"strings"

	lawv1 "assistmed/gen/go/assistmed/law/v1"
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
)

// maxPlan is how many instalments a repayment plan can have.
const maxPlan = 60

// decision is what a request decides.
type decision struct {
	outcome paymentv1.RecoveryOutcome
	claimed money.Cents // of a reduced claim
	on      civil.Date
	reason  string
	mode    paymentv1.RecoveryMode
	plan    []civil.Date
}

// DecideRecovery decides a recovery once the time to reply is over.
//
// The claim always closes the dues: they are claimed in full, so that what is posted is
// what is owed, and what the decision gives up is written off with its reason. Nothing
// is claimed of a notice that is waived because its amounts have moved; a new notice can
// then tell the right ones.
func (s *Server) DecideRecovery(ctx context.Context, req *paymentv1.DecideRecoveryRequest) (*paymentv1.DecideRecoveryResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_DecideRecovery_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	d, err := parseDecision(req)
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.DecideRecoveryResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	f, err := s.factsOfRecovery(ctx, req.GetRecoveryId())
	if err != nil {
		return nil, err
	}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		r, err := s.recovery(tx, req.GetRecoveryId(), paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED)
		if err != nil {
			return keep.Change{}, err
		}
		postings, err := s.store.Postings(tx)
		if err != nil {
			return keep.Change{}, err
		}
		resp.Recovery = r
		if err := s.decide(tx, booking{postings: postings, recovery: r, on: d.on, call: call, reason: d.reason}, d, f); err != nil {
			return keep.Change{}, err
		}
		return keep.Change{Resource: r.GetId(), What: "decided"}, nil
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func parseDecision(req *paymentv1.DecideRecoveryRequest) (decision, error) {
	var p wire.Parse
	parseRecovery(&p, req)
	d := decision{outcome: req.GetOutcome(), claimed: money.Cents(req.GetClaimedCents()), reason: req.GetReason(), mode: req.GetMode()}
	p.Enum("outcome", d.outcome)
	d.on = p.Date("decided_on_date", req.GetDecidedOnDate())
	if d.outcome == paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED {
		p.AtLeast("claimed_cents", req.GetClaimedCents(), 1)
	} else if d.claimed != 0 {
		p.Bad("claimed_cents", fmt.Sprint(req.GetClaimedCents()), "nothing: only a reduced claim says its amount")
	}
	if d.outcome == paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_UPHELD {
		p.TextIfSet("reason", d.reason, ident.CheckLine)
	} else {
		p.Text("reason", d.reason, ident.CheckLine)
	}
	waived := d.outcome == paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED
	if !waived {
		p.Enum("mode", d.mode)
	} else if d.mode != 0 {
		p.Bad("mode", d.mode.String(), "nothing: nothing is got back of a waived claim")
	}
	d.plan = parsePlan(&p, req, d.on)
	return d, p.Err()
}

// parsePlan reads the days of a repayment plan.
func parsePlan(p *wire.Parse, req *paymentv1.DecideRecoveryRequest, decided civil.Date) []civil.Date {
	seen := fmt.Sprint(len(req.GetPlanDates()))
	if req.GetMode() != paymentv1.RecoveryMode_RECOVERY_MODE_REPAYMENT_PLAN {
		if len(req.GetPlanDates()) > 0 {
			p.Bad("plan_dates", seen+" days", "none: only a repayment plan has days")
		}
		return nil
	}
	if n := len(req.GetPlanDates()); n == 0 || n > maxPlan {
		p.Bad("plan_dates", seen+" days", fmt.Sprintf("1 to %d days", maxPlan))
		return nil
	}
	var plan []civil.Date
	last := decided
	for i, text := range req.GetPlanDates() {
		field := fmt.Sprintf("plan_dates[%d]", i)
		on := p.Date(field, text)
		if !on.IsZero() && !on.After(last) {
			p.Bad(field, text, "a day after "+last.String())
		}
		last = civil.Later(last, on)
		plan = append(plan, on)
	}
	return plan
}

// factsOfRecovery fetches the facts of today of the contract of a recovery.
func (s *Server) factsOfRecovery(ctx context.Context, id string) (payment.Facts, error) {
	var r *paymentv1.Recovery
	err := s.store.DB().View(ctx, func(tx *table.Tx) (err error) {
		r, err = s.recovery(tx, id, paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED)
		return err
	})
	if err != nil {
		return payment.Facts{}, err
	}
	c, err := s.contract(ctx, r.GetContractId())
	if err != nil {
		return payment.Facts{}, err
	}
	return s.facts(c)
}

// decide applies a decision to a recovery, on the facts of today.
func (s *Server) decide(tx *table.Tx, b booking, d decision, f payment.Facts) error {
	r := b.recovery
	notified, err := civil.Parse(r.GetNoticeDate())
	if err != nil {
		return fmt.Errorf("recovery %s: %w", r.GetId(), err)
	}
	if err := replyOver(r, f, notified, d.on); err != nil {
		return err
	}
	today, err := s.notice(tx, f, notified)
	if err != nil {
		return err
	}
	waived := d.outcome == paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED
	moved := movedSince(r, recoveryOf(today))
	if moved != nil && !waived {
		return moved
	}
	whole := make([]money.Cents, len(r.GetRows()))
	for i, row := range r.GetRows() {
		whole[i] = money.Cents(row.GetToRecoverCents())
	}
	claims, err := d.claims(whole)
	if err != nil {
		return err
	}
	if err := d.onto(r, claims, b.call); err != nil {
		return err
	}
	said := payment.SayDecided(sum(claims), sum(whole), moved != nil)
	r.Explanation = &lawv1.Phrase{Fr: r.GetExplanation().GetFr() + " " + said.FR, En: r.GetExplanation().GetEn() + " " + said.EN}
	if b.reason == "" {
		b.reason = "Indu maintenu"
	}
	if moved == nil {
		if err := b.claim(whole, claims); err != nil {
			return err
		}
	}
	return s.settleRecovery(tx, b.postings, r)
}

// claim posts the rows in full, and writes off what the decision gives up.
func (b booking) claim(whole, claims []money.Cents) error {
	given := make([]money.Cents, len(whole))
	for i := range whole {
		given[i] = whole[i] - claims[i]
	}
	if err := b.book("CLAIM/"+b.recovery.GetId(), move{make: ledger.Claim, parts: whole, computed: true}); err != nil {
		return err
	}
	return b.book("WRITE_OFF/"+b.recovery.GetId()+"/decision", move{make: ledger.WriteOff, parts: given})
}

// claims is what is claimed of each row.
func (d decision) claims(whole []money.Cents) ([]money.Cents, error) {
	switch d.outcome {
	case paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED:
		return make([]money.Cents, len(whole)), nil
	case paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_REDUCED:
		if d.claimed >= sum(whole) {
			return nil, fault.BadInput(fault.Violation{
				Field: "claimed_cents", Seen: fmt.Sprint(int64(d.claimed)), Wanted: fmt.Sprintf("less than the %d that were notified", int64(sum(whole))),
			})
		}
		return payment.Shares(d.claimed, whole), nil
	}
	return whole, nil
}

// onto writes a decision into a recovery.
func (d decision) onto(r *paymentv1.Recovery, claims []money.Cents, call table.Call) error {
	r.State = paymentv1.RecoveryState_RECOVERY_STATE_DECIDED
	if d.outcome == paymentv1.RecoveryOutcome_RECOVERY_OUTCOME_WAIVED {
		r.State = paymentv1.RecoveryState_RECOVERY_STATE_WAIVED
	}
	r.Outcome, r.Mode, r.DecisionReason = d.outcome, d.mode, d.reason
	r.DecidedOnDate, r.DecidedBy, r.ClaimedCents = d.on.String(), call.Actor, int64(sum(claims))
	for i, cents := range claims {
		r.Rows[i].ClaimedCents = int64(cents)
	}
	parts := payment.Instalments(sum(claims), len(d.plan))
	if len(parts) != len(d.plan) {
		return fault.BadInput(fault.Violation{
			Field: "plan_dates", Seen: fmt.Sprintf("%d days", len(d.plan)), Wanted: fmt.Sprintf("one cent or more for each day out of %s", sum(claims).English()),
		})
	}
	for i, on := range d.plan {
		r.Plan = append(r.Plan, &paymentv1.PlannedRepayment{DueDate: on.String(), Cents: int64(parts[i])})
	}
	return nil
}

// replyOver refuses a decision of a day on which the doctor can still reply. Where the
// cell was UNKNOWN at the notice, the one of today counts.
func replyOver(r *paymentv1.Recovery, f payment.Facts, notified, on civil.Date) error {
	by := r.GetReplyByDate()
	if by == "" {
		by = wire.Date(payment.ReplyBy(f.Text, notified))
		r.ReplyByDate = by
	}
	if by == "" {
		return fault.Refused("REPLY_PERIOD_RUNNING", r.GetId(),
			fmt.Sprintf("nobody knows how long the doctor can reply: %s of %s is UNKNOWN; a supplement must state it", f.Text.Rules.OverpaymentReplyMonths.Cite().Cell, f.Text.ID),
			"cell", f.Text.Rules.OverpaymentReplyMonths.Cite().Cell)
	}
	if on.String() <= by {
		return fault.Refused("REPLY_PERIOD_RUNNING", r.GetId(),
			fmt.Sprintf("the doctor can reply up to and including %s; decided_on_date is %s, want a later day", by, on), "reply_by_date", by)
	}
	return nil
}

// movedSince compares what was notified with what is so today; nil when it is the same.
func movedSince(r, today *paymentv1.Recovery) error {
	was, is := rowLines(r), rowLines(today)
	if was == is {
		return nil
	}
	return fault.Refused("AMOUNT_MOVED", r.GetId(),
		fmt.Sprintf("recovery %s notified %s; today it would be %s: waive this notice with the reason, and give a new one", r.GetId(), was, is),
		"notified_cents", fmt.Sprint(r.GetNotifiedCents()), "today_cents", fmt.Sprint(today.GetNotifiedCents()))
}

// rowLines writes the rows in words.
func rowLines(r *paymentv1.Recovery) string {
	lines := make([]string, len(r.GetRows()))
	for i, row := range r.GetRows() {
		lines[i] = fmt.Sprintf("%d/%d: %s of %s paid", row.GetContractYear(), row.GetInstalment(),
			money.Cents(row.GetToRecoverCents()).English(), money.Cents(row.GetPaidCents()).English())
	}
	if len(lines) == 0 {
		return "nothing"
	}
	return strings.Join(lines, ", ")
}
