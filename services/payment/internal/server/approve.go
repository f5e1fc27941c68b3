package server

import (
	"context"
	"fmt"
	"slices"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// ApproveRun approves a run: who orders is not who pays. The last approval owes its lines.
func (s *Server) ApproveRun(ctx context.Context, req *paymentv1.ApproveRunRequest) (*paymentv1.ApproveRunResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_ApproveRun_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	p := parseRun(req)
	if req.GetTotals() == nil {
		p.Bad("totals", "", "the control totals of the run, as the approver has seen them")
	}
	on := p.OptionalDate("approved_on_date", req.GetApprovedOnDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.ApproveRunResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return keep.Change{}, err
		}
		if err := s.approvable(tx, run, req.GetTotals(), call.Actor); err != nil {
			return keep.Change{}, err
		}
		resp.Run = run
		change := keep.Change{Resource: run.GetId(), What: "approved", Owner: run.GetFundCode(), OnDate: wire.Date(on)}
		if run.ApprovalsNeeded, err = s.approvalsNeeded(tx, run); err != nil {
			return keep.Change{}, err
		}
		if given := len(approvals(run)) + 1; given < int(run.GetApprovalsNeeded()) {
			change.What = fmt.Sprintf("approved, %d of %d", given, run.GetApprovalsNeeded())
			run.Steps = append(run.Steps, stepTo(paymentv1.RunState_RUN_STATE_APPROVED, call))
			return change, s.store.KeepRun(tx, run)
		}
		if err := s.owe(tx, run, on, call); err != nil {
			return keep.Change{}, err
		}
		if err := next(run, payment.Approve, call); err != nil {
			return keep.Change{}, err
		}
		return change, s.store.KeepRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// approvable is nil, or why this actor cannot approve a run on these totals.
func (s *Server) approvable(tx *table.Tx, run *paymentv1.Run, seen *paymentv1.Totals, actor string) error {
	if err := can(run, payment.Approve); err != nil {
		return err
	}
	if run.GetSteps()[0].GetActor() == actor {
		return fault.Denied("APPROVER_IS_OPENER",
			fmt.Sprintf("run %s was opened by the same actor; another one must approve it: who orders is not who pays", run.GetId()),
			"run_id", run.GetId())
	}
	if slices.Contains(approvals(run), actor) {
		return fault.Denied("ALREADY_APPROVED",
			fmt.Sprintf("run %s was approved by the same actor already; it needs %d approvals of different ones", run.GetId(), run.GetApprovalsNeeded()),
			"run_id", run.GetId())
	}
	now := run.GetTotals()
	if seen.GetCount() != now.GetCount() || seen.GetSumCents() != now.GetSumCents() || seen.GetHash() != now.GetHash() {
		return totalsMoved(run, fmt.Sprintf("the approver has seen %d lines, %s, %s, and the run has %d lines, %s, %s; read the run again",
			seen.GetCount(), money.Cents(seen.GetSumCents()).English(), seen.GetHash(), now.GetCount(), money.Cents(now.GetSumCents()).English(), now.GetHash()))
	}
	return s.samePayees(tx, run, func(line *paymentv1.RunLine, wrong string) error {
		return totalsMoved(run, fmt.Sprintf("payment %s: %s; cancel the run and open another one", line.GetPaymentId(), wrong))
	})
}

func totalsMoved(run *paymentv1.Run, what string) error {
	now := run.GetTotals()
	return fault.Refused("TOTALS_MOVED", run.GetId(), fmt.Sprintf("run %s is not what was seen: %s", run.GetId(), what),
		"count", fmt.Sprint(now.GetCount()), "sum_cents", fmt.Sprint(now.GetSumCents()), "hash", now.GetHash())
}

// samePayees looks whether each line is still paid to the account that it was locked
// with, verified; moved makes the error of one that is not.
func (s *Server) samePayees(tx *table.Tx, run *paymentv1.Run, moved func(line *paymentv1.RunLine, wrong string) error) error {
	for _, line := range run.GetLines() {
		locked := line.GetPayee()
		d, found, err := s.store.Details(tx, run.GetFundCode(), locked.GetRpps())
		switch {
		case err != nil:
			return err
		case locked.GetRpps() == "":
			return moved(line, "no bank details were locked with it, as it was opened by an earlier version of this program")
		case !found || d.GetHash() != locked.GetHash():
			return moved(line, fmt.Sprintf("the bank details of doctor %s were locked in version %d, version %d stands now", locked.GetRpps(), locked.GetVersion(), d.GetVersion()))
		case d.GetVerifiedBy() == "":
			return moved(line, fmt.Sprintf("version %d of the bank details of doctor %s is not verified", d.GetVersion(), locked.GetRpps()))
		}
	}
	return nil
}

// owe posts the lines of a run that nobody owed so far, and uses what is committed for
// them.
func (s *Server) owe(tx *table.Tx, run *paymentv1.Run, on civil.Date, call table.Call) error {
	if on.IsZero() {
		through, err := civil.Parse(run.GetThroughDate())
		if err != nil {
			return err
		}
		on = through
	}
	postings, err := s.store.Postings(tx)
	if err != nil {
		return err
	}
	fact := factOf(call, run.GetFundCode(), on)
	for _, line := range run.GetLines() {
		if line.GetResent() {
			continue // owed since its first approval
		}
		key, cents := store.KeyOf(line.GetDue()), money.Cents(line.GetAmountCents())
		posted := ledger.Due(key)
		owed := keyed(fact, approvalKey("RECOGNISE", run, line.GetPaymentId()), run.GetId()+" approved")
		owed.Facts = approvalFacts(owed.Key, line).Hash()
		if err := postings.Add(ledger.Recognise(owed, posted, cents)); err != nil {
			return err
		}
		book, err := postings.Book(key.ContractID)
		if err != nil {
			return err
		}
		use := min(cents, book.CommittedYear(key.ContractID, key.Year))
		if use <= 0 {
			continue
		}
		if err := postings.Add(ledger.Use(keyed(fact, approvalKey("USE", run, line.GetPaymentId()), run.GetId()+" approved"), posted, use)); err != nil {
			return err
		}
	}
	return nil
}

// takeBack cancels in the ledger what the approval of a run had posted. What it had used
// of the commitments is committed again by the next OpenRun or EngageContracts, from
// today's facts.
func (s *Server) takeBack(tx *table.Tx, run *paymentv1.Run, call table.Call, why string) error {
	postings, err := s.store.Postings(tx)
	if err != nil {
		return err
	}
	on, err := givenUpOn(run, call)
	if err != nil {
		return err
	}
	for _, line := range run.GetLines() {
		if err := cancelLine(postings, run, line, keyed(factOf(call, run.GetFundCode(), on), "", why)); err != nil {
			return err
		}
	}
	return nil
}

// cancelLine cancels what the approval of a run posted for one line.
func cancelLine(postings *store.Postings, run *paymentv1.Run, line *paymentv1.RunLine, fact ledger.Fact) error {
	if line.GetResent() {
		return nil // stays owed
	}
	fact.Key = approvalKey("CANCEL", run, line.GetPaymentId())
	return postings.Add(ledger.Cancel(fact, ledger.Due(store.KeyOf(line.GetDue())), money.Cents(line.GetAmountCents())))
}

// givenUpOn is the day on which a run is given up: today, and never before the day up to
// which it was opened, on which it was approved unless somebody said otherwise.
func givenUpOn(run *paymentv1.Run, call table.Call) (civil.Date, error) {
	through, err := civil.Parse(run.GetThroughDate())
	return civil.Later(through, recordedOn(call)), err
}

// CancelRun gives up a run that was not dispatched, unlocks its dues, and takes back what
// its approval had posted.
func (s *Server) CancelRun(ctx context.Context, req *paymentv1.CancelRunRequest) (*paymentv1.CancelRunResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_CancelRun_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	if err := parseRun(req).Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.CancelRunResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return keep.Change{}, err
		}
		if run.GetState() == paymentv1.RunState_RUN_STATE_APPROVED {
			if err := s.takeBack(tx, run, call, run.GetId()+" cancelled"); err != nil {
				return keep.Change{}, err
			}
		}
		if err := next(run, payment.Cancel, call); err != nil {
			return keep.Change{}, err
		}
		resp.Run = run
		return keep.Change{Resource: run.GetId(), What: "cancelled", Owner: run.GetFundCode()}, s.store.UpdateRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}
