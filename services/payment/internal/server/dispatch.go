package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// DispatchRun writes the payments of an approved run, and the files for the bank. Each
// line is looked at again first.
func (s *Server) DispatchRun(ctx context.Context, req *paymentv1.DispatchRunRequest) (*paymentv1.DispatchRunResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_DispatchRun_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	p := parseRun(req)
	payOn := p.OptionalDate("pay_on_date", req.GetPayOnDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.DispatchRunResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	facts, err := s.factsOfRun(ctx, req.GetRunId())
	if err != nil {
		return nil, err
	}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		run, err := s.run(tx, req.GetRunId())
		if err != nil {
			return keep.Change{}, err
		}
		d := &dispatching{Server: s, tx: tx, run: run, call: call, facts: facts, payOn: payOn}
		payments, err := d.dispatch()
		if err != nil {
			return keep.Change{}, err
		}
		resp.Run, resp.Payments = run, fitting(run, payments)
		return keep.Change{Resource: run.GetId(), What: "dispatched", Owner: run.GetFundCode(), OnDate: d.payOn.String()}, s.store.UpdateRun(tx, run)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// dispatching is one run on its way to the bank, in one transaction.
type dispatching struct {
	*Server
	tx       *table.Tx
	run      *paymentv1.Run
	call     table.Call
	facts    map[string]payment.Facts // by contract
	payOn    civil.Date
	postings *store.Postings
	fact     ledger.Fact // of what is sent
	standing []*paymentv1.Hold
	through  civil.Date
	posted   map[string]payment.Posted // by contract, as it would be without the run
	today    map[string][]payment.Due  // by contract, on what is posted so
	left     map[string]money.Cents    // by claim: what is left of it for the lines to come
	debtor   *paymentv1.BankDetails    // nil when nothing goes to the bank
}

// dispatch looks at the lines again, posts, and writes the payments and the files.
func (d *dispatching) dispatch() ([]*paymentv1.Payment, error) {
	if err := can(d.run, payment.Dispatch); err != nil {
		return nil, err
	}
	if err := d.begin(); err != nil {
		return nil, err
	}
	if err := d.look(); err != nil {
		return nil, err
	}
	var payments []*paymentv1.Payment
	for _, line := range d.run.GetLines() {
		p, err := d.payment(line)
		if err != nil {
			return nil, err
		}
		payments = append(payments, p)
	}
	if err := next(d.run, payment.Dispatch, d.call); err != nil {
		return nil, err
	}
	if err := d.files(payments); err != nil {
		return nil, err
	}
	for i, line := range d.run.GetLines() {
		if err := d.post(line, payments[i]); err != nil {
			return nil, err
		}
	}
	if len(d.run.GetFiles()) == 0 { // the bank has nothing to answer
		if err := next(d.run, payment.Settle, d.call); err != nil {
			return nil, err
		}
	}
	d.run.Totals = totals(d.run)
	return payments, fit(d.run)
}

// begin reads what stands: day, ledger, holds, the fund's account; and that each line
// goes to the account that was approved.
func (d *dispatching) begin() (err error) {
	through, err := civil.Parse(d.run.GetThroughDate())
	if err != nil {
		return err
	}
	if d.payOn.IsZero() {
		d.payOn = through
	}
	d.fact = factOf(d.call, d.run.GetFundCode(), d.payOn)
	d.left = map[string]money.Cents{}
	if d.postings, err = d.store.Postings(d.tx); err != nil {
		return err
	}
	if d.standing, err = d.store.StandingHolds(d.tx, d.run.GetFundCode()); err != nil {
		return err
	}
	for _, line := range d.run.GetLines() {
		if toBank(line) > 0 && d.debtor == nil {
			if d.debtor, err = d.fundAccount(d.tx, d.run.GetFundCode()); err != nil {
				return err
			}
		}
	}
	err = d.samePayees(d.tx, d.run, func(line *paymentv1.RunLine, wrong string) error {
		return fault.Refused("APPROVAL_VOID", d.run.GetId(),
			fmt.Sprintf("the approval of run %s is void, payment %s: %s; cancel the run and open another one", d.run.GetId(), line.GetPaymentId(), wrong),
			"payment_id", line.GetPaymentId())
	})
	if err != nil {
		return err
	}
	d.through = through
	return d.again()
}

// again computes the dues of every contract in the run, as they would be without it.
func (d *dispatching) again() error {
	own := payment.Posted{} // by the approval of this run
	for _, line := range d.run.GetLines() {
		if !line.GetResent() {
			own[store.KeyOf(line.GetDue())] += money.Cents(line.GetAmountCents())
		}
	}
	d.posted, d.today = map[string]payment.Posted{}, map[string][]payment.Due{}
	for id, f := range d.facts {
		f, err := d.withPast(d.tx, f)
		if err != nil {
			return err
		}
		d.facts[id] = f
		book, err := d.postings.Book(id)
		if err != nil {
			return err
		}
		d.posted[id] = store.PostedIn(book).Less(own)
		d.today[id] = payment.DuesToPay(d.law, f, d.posted[id], d.through)
	}
	return nil
}

// look looks at each line again. What is not to be paid leaves the run's lines for its
// excluded ones, and what its approval had posted is taken back.
func (d *dispatching) look() error {
	var kept []*paymentv1.RunLine
	for _, line := range d.run.GetLines() {
		out, err := d.out(line)
		if err != nil {
			return err
		}
		if out == nil {
			kept = append(kept, line)
			continue
		}
		d.run.Excluded = append(d.run.Excluded, out)
		fact := keyed(d.fact, "", d.run.GetId()+" leaves it out: "+out.GetReason().GetCode())
		if err := cancelLine(d.postings, d.run, line, fact); err != nil {
			return err
		}
	}
	d.run.Lines = kept
	return nil
}

// out is a line that cannot be paid now, with the reason; nil for one that can.
func (d *dispatching) out(line *paymentv1.RunLine) (*paymentv1.Excluded, error) {
	id := line.GetDue().GetContractId()
	out, err := d.unowed(line, d.today[id])
	if err != nil {
		return nil, err
	}
	if out != nil {
		if f, there := d.facts[id]; there { // once more, all in words
			return d.unowed(line, payment.Dues(d.law, f, d.posted[id], d.through))
		}
		return out, nil
	}
	if h := holding(d.standing, id, line.GetPayee().GetRpps(), d.payOn.String()); h != nil {
		return leaveOut(line, sayHeld(h)), nil
	}
	return d.unserved(line)
}

// unowed is a line that is not owed any more on the dues of today, or not in its amount;
// nil when it is.
func (d *dispatching) unowed(line *paymentv1.RunLine, today []payment.Due) (*paymentv1.Excluded, error) {
	if line.GetResent() {
		return d.notAgain(line, today)
	}
	if why := payment.Recheck(store.KeyOf(line.GetDue()), money.Cents(line.GetAmountCents()), today); why != nil {
		return excluded([]payment.Excluded{*why})[0], nil
	}
	return nil, nil
}

// notAgain is a payment that the run was to send again, and must not: it is owed no more,
// or less is owed of its year by now, so that the next run gives it up. Nil when it can be
// sent again.
func (d *dispatching) notAgain(line *paymentv1.RunLine, today []payment.Due) (*paymentv1.Excluded, error) {
	key := store.KeyOf(line.GetDue())
	made, err := d.store.PaymentsOf(d.tx, key.ContractID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(made, func(p *paymentv1.Payment) bool { return p.GetId() == line.GetPaymentId() })
	if i < 0 {
		return nil, fmt.Errorf("payment %s stands in run %s and is not there", line.GetPaymentId(), d.run.GetId())
	}
	p := made[i]
	if !cameBack(p) || sent(p) != money.Cents(line.GetAmountCents()) {
		return nil, fmt.Errorf("payment %s is %s with %s to the bank; the run that holds it knows other", p.GetId(), p.GetState(), sent(p).English())
	}
	free := func(payment.Key) (string, bool) { return "", false }
	if why := payment.Resend(backOf(p), today, free); why != nil {
		return leaveOut(line, *why), nil
	}
	f, there := d.facts[key.ContractID]
	if !there {
		return nil, nil
	}
	for _, b := range payment.GiveUp(cameBackOf(made), d.duesWithout(f, d.posted[key.ContractID], d.through), free) {
		if b.ID == p.GetId() {
			return leaveOut(line, payment.Reason{Code: payment.OverpaidDue, Text: payment.SayToBeGivenUp(b.Cents)}), nil
		}
	}
	return nil, nil
}

// duesWithout computes the dues of a contract as they would be with less posted than is.
func (s *Server) duesWithout(f payment.Facts, posted payment.Posted, through civil.Date) func(less payment.Posted) []payment.Due {
	return func(less payment.Posted) []payment.Due { return payment.Dues(s.law, f, posted.Less(less), through) }
}

// unserved is a line whose claim has less left than it was to serve; nil when it has
// enough.
func (d *dispatching) unserved(line *paymentv1.RunLine) (*paymentv1.Excluded, error) {
	for _, part := range line.GetOffsets() {
		r, found, err := d.store.Recovery(d.tx, part.GetRecoveryId())
		if err != nil {
			return nil, err
		}
		left, known := d.left[part.GetRecoveryId()]
		if !known && found && isOffset(r) {
			left = money.Cents(r.GetLeftCents())
		}
		if left < money.Cents(part.GetCents()) {
			return leaveOut(line, sayOffsetMoved(part, left)), nil
		}
		d.left[part.GetRecoveryId()] = left - money.Cents(part.GetCents())
	}
	return nil, nil
}

func sayOffsetMoved(part *paymentv1.OffsetPart, left money.Cents) payment.Reason {
	was := money.Cents(part.GetCents())
	r := payment.Reason{Code: offsetMoved}
	r.Text.FR = fmt.Sprintf("%s devaient servir l'indu %s, dont il ne reste que %s\u00a0: le prochain lot recalcule la retenue.", was.French(), part.GetRecoveryId(), left.French())
	r.Text.EN = fmt.Sprintf("%s was to serve claim %s, of which only %s is left: the next run computes it again.", was.English(), part.GetRecoveryId(), left.English())
	return r
}

// payment is the payment of a line, new or sent again, as far as the line tells it.
func (d *dispatching) payment(line *paymentv1.RunLine) (*paymentv1.Payment, error) {
	key := store.KeyOf(line.GetDue())
	account, err := d.details(d.tx, d.run.GetFundCode(), line.GetPayee().GetRpps())
	if err != nil {
		return nil, err
	}
	var p *paymentv1.Payment
	if line.GetResent() {
		if p, _, err = d.store.Payment(d.tx, line.GetPaymentId()); err != nil {
			return nil, err
		}
	} else {
		p = &paymentv1.Payment{
			Id: line.GetPaymentId(), ContractId: key.ContractID, ContractYear: int32(key.Year), Instalment: int32(key.Instalment),
			FundCode: d.run.GetFundCode(), AmountCents: line.GetAmountCents(), Due: dueOf(d.today[key.ContractID], key),
			TextId: line.GetTextId(), LawDigest: d.law.Digest(), Actor: d.call.Actor, CreateTime: timestamppb.New(d.call.At),
			Posting: postingOf(line.GetPaymentId()),
		}
	}
	p.RunId, p.Payee, p.MessageId = d.run.GetId(), account, ""
	p.OffsetCents += line.GetOffsetCents()
	p.Offsets = append(p.Offsets, line.GetOffsets()...)
	p.State = paymentv1.PaymentState_PAYMENT_STATE_OFFSET
	if toBank(line) > 0 {
		p.State = paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT
		if p.EndToEndId, err = sepa.EndToEndID(p.GetId()); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// postingOf is the number of a posting, the fourth part of a payment's key from the
// second one on.
func postingOf(id string) int32 {
	n := int32(1)
	if parts := strings.Split(id, "/"); len(parts) > 3 {
		if _, err := fmt.Sscan(parts[3], &n); err != nil {
			return 1
		}
	}
	return n
}

// post posts a line and keeps its payment.
func (d *dispatching) post(line *paymentv1.RunLine, p *paymentv1.Payment) error {
	owed := ledger.Due(store.KeyOf(line.GetDue()))
	for _, part := range line.GetOffsets() {
		if err := d.serve(line, part); err != nil {
			return err
		}
	}
	if cents := toBank(line); cents > 0 {
		fact := keyed(d.fact, "DISPATCH/"+p.GetMessageId()+"/"+p.GetId(), d.run.GetId()+" dispatched")
		if err := d.postings.Add(ledger.Dispatch(fact, owed, cents)); err != nil {
			return err
		}
	}
	if line.GetResent() {
		return d.store.UpdatePayment(d.tx, p)
	}
	err := d.store.Pay(d.tx, p)
	if errors.Is(err, table.ErrExists) {
		return fmt.Errorf("payment %s was computed as not made and is there: %w", p.GetId(), err)
	}
	return err
}

// serve keeps back a part of a line for a claim, due by due of what is left of it.
func (d *dispatching) serve(line *paymentv1.RunLine, part *paymentv1.OffsetPart) error {
	r, _, err := d.store.Recovery(d.tx, part.GetRecoveryId())
	if err != nil {
		return err
	}
	dues, err := d.postings.RecoveryDues(r)
	if err != nil {
		return err
	}
	rest := money.Cents(part.GetCents())
	for _, row := range r.GetRows() {
		claimed := ledger.Due{ContractID: r.GetContractId(), Year: int(row.GetContractYear()), Instalment: int(row.GetInstalment())}
		cents := min(rest, dues[claimed].Receivable())
		if cents <= 0 {
			continue
		}
		key := fmt.Sprintf("OFFSET/%s/%s/%d/%d", line.GetPaymentId(), r.GetId(), claimed.Year, claimed.Instalment)
		if line.GetResent() {
			key += "/" + d.run.GetId()
		}
		fact := keyed(d.fact, key, d.run.GetId()+" keeps it back to serve "+r.GetId())
		if err := d.postings.Add(ledger.Offset(fact, ledger.Due(store.KeyOf(line.GetDue())), claimed, cents)); err != nil {
			return err
		}
		rest -= cents
	}
	if rest > 0 {
		return fmt.Errorf("%w: recovery %s has %s less left in the ledger than in its record", store.ErrBreach, r.GetId(), rest.English())
	}
	r.RecoveredCents += part.GetCents()
	if r.LeftCents -= part.GetCents(); r.GetLeftCents() == 0 {
		r.State = paymentv1.RecoveryState_RECOVERY_STATE_SETTLED
	}
	return d.store.UpdateRecovery(d.tx, r)
}

func dueOf(list []payment.Due, key payment.Key) *paymentv1.Due {
	for _, d := range list {
		if d.Key == key {
			return due(d)
		}
	}
	return nil
}

// fitting are the payments as the answer to DispatchRun gives them: in full where they
// fit into one message, else what names them, and what goes where. GetPayment has them in
// full.
func fitting(run *paymentv1.Run, payments []*paymentv1.Payment) []*paymentv1.Payment {
	size := proto.Size(run)
	for _, p := range payments {
		size += proto.Size(p)
	}
	if size <= tooLarge {
		return payments // with room to spare
	}
	short := make([]*paymentv1.Payment, len(payments))
	for i, p := range payments {
		short[i] = &paymentv1.Payment{
			Id: p.GetId(), ContractId: p.GetContractId(), ContractYear: p.GetContractYear(), Instalment: p.GetInstalment(), Posting: p.GetPosting(),
			AmountCents: p.GetAmountCents(), OffsetCents: p.GetOffsetCents(), Offsets: p.GetOffsets(),
			State: p.GetState(), EndToEndId: p.GetEndToEndId(), MessageId: p.GetMessageId(),
		}
	}
	return short
}
