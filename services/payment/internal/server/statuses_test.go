package server_test

import (
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
	"assistmed/services/internal/serve/servetest"
)

func TestEachStatusInEachStateOfAPayment(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	settled := func(p *paymentv1.Payment) sepa.File { return reported(p, "ACSC", "") }
	rejected := func(p *paymentv1.Payment) sepa.File { return reported(p, "RJCT", "AC04") }
	returned := func(p *paymentv1.Payment) sepa.File { return booked(p, "BOOK CRDT RTRN", "AC04") }
	debited := func(p *paymentv1.Payment) sepa.File { return booked(p, "BOOK DBIT", "") }
	accepted := func(p *paymentv1.Payment) sepa.File { return reported(p, "ACSP", "") }
	pending := func(p *paymentv1.Payment) sepa.File { return reported(p, "PDNG", "") }
	odd := func(p *paymentv1.Payment) sepa.File { return reported(p, "CANC", "") }
	type files = []func(*paymentv1.Payment) sepa.File
	for name, c := range map[string]struct {
		before files
		now    func(*paymentv1.Payment) sepa.File
		want   string
		state  string
	}{
		"settled":                         {nil, settled, "MATCHED", "SETTLED"},
		"debited":                         {nil, debited, "MATCHED", "SETTLED"},
		"rejected":                        {nil, rejected, "MATCHED", "REJECTED"},
		"accepted":                        {nil, accepted, "MATCHED", "IN_TRANSIT"},
		"pending":                         {nil, pending, "MATCHED", "IN_TRANSIT"},
		"a status that says nothing":      {nil, odd, "REJECTED STATUS_NOT_KNOWN", "IN_TRANSIT"},
		"returned before it settled":      {nil, returned, "REJECTED NOT_SETTLED_BEFORE", "IN_TRANSIT"},
		"settled after it was accepted":   {files{accepted, pending}, settled, "MATCHED", "SETTLED"},
		"returned after it settled":       {files{settled}, returned, "MATCHED", "RETURNED"},
		"settled twice, by two files":     {files{settled}, debited, "MATCHED before", "SETTLED"},
		"accepted after it settled":       {files{settled}, accepted, "MATCHED before", "SETTLED"},
		"rejected after it settled":       {files{settled}, rejected, "REJECTED SETTLED_BEFORE", "SETTLED"},
		"rejected twice":                  {files{rejected}, rejected, "MATCHED before", "REJECTED"},
		"settled after it was rejected":   {files{rejected}, settled, "REJECTED REJECTED_BEFORE", "REJECTED"},
		"accepted after it was rejected":  {files{rejected}, accepted, "REJECTED REJECTED_BEFORE", "REJECTED"},
		"returned after it was rejected":  {files{rejected}, returned, "REJECTED REJECTED_BEFORE", "REJECTED"},
		"returned twice":                  {files{settled, returned}, returned, "MATCHED before", "RETURNED"},
		"settled, told after it returned": {files{settled, returned}, settled, "MATCHED before", "RETURNED"},
		"rejected after it returned":      {files{settled, returned}, rejected, "REJECTED RETURNED_BEFORE", "RETURNED"},
		"the amount differs": {nil, func(p *paymentv1.Payment) sepa.File {
			f := settled(p)
			f.Lines[0].Amount.Cents--
			return f
		}, "REJECTED AMOUNT_DIFFERS", "IN_TRANSIT"},
		"of another file": {nil, func(p *paymentv1.Payment) sepa.File {
			f := settled(p)
			f.Lines[0].OriginalMessageID = "ANOTHER"
			return f
		}, "REJECTED OTHER_FILE", "IN_TRANSIT"},
		"of nothing of ours": {nil, func(p *paymentv1.Payment) sepa.File {
			f := settled(p)
			f.Lines[0].EndToEndID = "NOT-OURS"
			return f
		}, "UNKNOWN UNKNOWN_END_TO_END_ID", "IN_TRANSIT"},
		"without an end-to-end id": {nil, func(p *paymentv1.Payment) sepa.File {
			f := debited(p)
			f.Lines[0].EndToEndID = ""
			return f
		}, "UNKNOWN NO_REFERENCE", "IN_TRANSIT"},
	} {
		t.Run(name, func(t *testing.T) {
			p := w.payment(w.run(w.inState(paymentv1.RunState_RUN_STATE_DISPATCHED)).GetLines()[0].GetPaymentId())
			for _, before := range c.before {
				if got := outcomes(w.bankSays(before(p))); got[0] != "MATCHED" {
					t.Fatalf("before: %v", got)
				}
			}
			told := w.payment(p.GetId())
			resp := w.bankSays(c.now(p))
			same(t, "outcome", outcomes(resp), []string{c.want})
			if sum := resp.GetMatched() + resp.GetRejected() + resp.GetUnknown(); sum != 1 {
				t.Errorf("the counts of %v add up to %d", resp, sum)
			}
			got := w.payment(p.GetId())
			if state := strings.TrimPrefix(got.GetState().String(), "PAYMENT_STATE_"); state != c.state {
				t.Errorf("the payment is %s, want %s", state, c.state)
			}
			if changed := !proto.Equal(told, got); changed != (c.want == "MATCHED") {
				t.Errorf("the payment changed: %t, with %s", changed, c.want)
			}
		})
	}
}

func TestALineAboutAWholeFileIsAboutEachOfItsPayments(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	ids := []string{w.hired(fund), w.hired(fund), w.hired(fund)}
	sent := w.pay(fund, "2024-12-31")
	run, payments := sent.GetRun(), sent.GetPayments()
	all := money.Cents(run.GetTotals().GetSumCents())
	file := run.GetFiles()[0].GetMessageId()
	entry := func(raw string, cents money.Cents, information string) sepa.File {
		return sepa.File{Kind: sepa.Camt054, Lines: []sepa.Line{{
			Scope: sepa.Entry, Account: "FR1420041010050500013M02606", PaymentInformationID: information,
			Amount: sepa.Amount{Cents: cents, Known: true}, Raw: raw, Status: statusOf(raw),
		}}}
	}
	group := whole(run, "PART")
	group.Lines = append(group.Lines, reportLine(payments[0], "RJCT", "AC01"))
	same(t, "a part of the file, and the line that tells which", outcomes(w.bankSays(group)), []string{"MATCHED", "MATCHED"})
	same(t, "a file that is not ours", outcomes(w.bankSays(sepa.File{Kind: sepa.Pain002, Lines: []sepa.Line{{
		Scope: sepa.Group, OriginalMessageID: "ANOTHER", Raw: "ACSC", Status: sepa.Settled,
	}}})), []string{"UNKNOWN UNKNOWN_MESSAGE_ID"})
	same(t, "all of it settled, of which one was refused", outcomes(w.bankSays(whole(run, "ACSC"))), []string{"REJECTED REJECTED_BEFORE"})
	same(t, "booked without a reference", outcomes(w.bankSays(entry("BOOK DBIT", all, ""))), []string{"UNKNOWN NO_REFERENCE"})
	same(t, "booked with the sum of the refused one", outcomes(w.bankSays(entry("BOOK DBIT", all, file))), []string{"REJECTED AMOUNT_DIFFERS"})
	if got := w.run(run.GetId()).GetState(); got != paymentv1.RunState_RUN_STATE_DISPATCHED {
		t.Errorf("the run is %s, want DISPATCHED as long as two payments are in transit", got)
	}
	booking := w.bankSays(entry("BOOK DBIT", all-3800000, file))
	same(t, "booked without the refused one", outcomes(booking), []string{"MATCHED"})
	if got := booking.GetLines()[0].GetPaymentIds(); !slices.Equal(got, []string{ids[1] + "/1/1", ids[2] + "/1/1"}) {
		t.Errorf("it is about %v, want the two that were not refused", got)
	}
	same(t, "booked, told again", outcomes(w.bankSays(entry("BOOK DBIT", all-3800000, file))), []string{"MATCHED before"})
	if got := w.run(run.GetId()).GetState(); got != paymentv1.RunState_RUN_STATE_SETTLED {
		t.Errorf("the run is %s, want SETTLED", got)
	}
}

func TestAFileThatTheBankHasAlreadyIsNotTakenForRefused(t *testing.T) {
	w, path := kept(t, nil)
	id := w.hired(fund)
	run := w.pay(fund, "2024-12-31").GetRun()
	file := whole(run, "RJCT")
	file.Lines[0].ReasonCode = "AM05"
	same(t, "a second copy", outcomes(w.bankSays(file)), []string{"REJECTED SENT_TWICE"})
	if got, want := ledgerLine(w.book(path, id), id, 1), "posted 3800000 payable 0 transit 3800000 paid 0 withheld 0"; got != want {
		t.Errorf("the ledger says %s, want %s", got, want)
	}
	same(t, "the first copy is booked", outcomes(w.bankSays(whole(run, "ACSC"))), []string{"MATCHED"})
}

func TestAWholeFileThatIsRejectedIsOwedAgainAndHeld(t *testing.T) {
	w, path := kept(t, nil)
	id := w.hired(fund)
	w.hired(fund)
	run := w.pay(fund, "2024-12-31").GetRun()
	file := whole(run, "RJCT")
	file.Lines[0].ReasonCode = "FF01"
	same(t, "rejected", outcomes(w.bankSays(file)), []string{"MATCHED"})
	same(t, "rejected, told again", outcomes(w.bankSays(file)), []string{"MATCHED before"})
	if got := excludedLines(w.open(fund, "2024-12-31")); !slices.Equal(got, []string{"1/1 HELD", "1/1 HELD"}) {
		t.Errorf("the next run leaves out %v, want both held", got)
	}
	if got, want := ledgerLine(w.book(path, id), id, 1), "posted 3800000 payable 3800000 transit 0 paid 0 withheld 0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOneFileMayTellOfPaymentsOfSeveralFunds(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	var file sepa.File
	for _, fund := range []string{"751", "752"} {
		w.hired(fund)
		file.Lines = append(file.Lines, booked(w.pay(fund, "2024-12-31").GetPayments()[0], "BOOK DBIT", "").Lines...)
	}
	file.Kind = sepa.Camt054
	same(t, "both", outcomes(w.bankSays(file)), []string{"MATCHED", "MATCHED"})
	for _, run := range must(w.payments.ListRuns(w.ctx(), &paymentv1.ListRunsRequest{}))(t).GetRuns() {
		if run.GetState() != paymentv1.RunState_RUN_STATE_SETTLED {
			t.Errorf("run %s of fund %s is %s, want SETTLED", run.GetId(), run.GetFundCode(), run.GetState())
		}
	}
}

func TestAnOldNoticeIsNotTakenForNewsOfAPaymentThatWasSentAgain(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	first := w.pay(fund, "2024-12-31").GetPayments()[0]
	notice, back := booked(first, "BOOK DBIT", ""), booked(first, "BOOK CRDT RTRN", "AC04")
	notice.MessageID, back.MessageID = "NOTICE-1", "NOTICE-2" // neither names our file
	w.bankSays(notice)
	w.bankSays(back)
	for _, h := range must(w.payments.ListHolds(w.ctx(), &paymentv1.ListHoldsRequest{FundCode: fund, Standing: true}))(t).GetHolds() {
		must(w.payments.ReleaseHold(w.ctx(), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: h.GetId(), Note: "compte confirmé"}))(t)
	}
	w.pay(fund, "2024-12-31")
	same(t, "the notice of the first sending, imported once more", outcomes(w.bankSays(notice)), []string{"MATCHED before"})
	same(t, "the return of the first sending, imported once more", outcomes(w.bankSays(back)), []string{"MATCHED before"})
	if got := w.payment(id + "/1/1").GetState(); got != paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT {
		t.Errorf("the payment is %s, want it in transit for the second time", got)
	}
}

func TestAStatusFileThatCannotBeReadIsRefusedWhole(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	_, err := w.payments.ImportBankStatuses(w.as(accountant), &paymentv1.ImportBankStatusesRequest{
		RequestId: w.request(), Content: []byte("<Document><Other/></Document>"), ImportedOnDate: "soon",
	})
	f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest)
	fields := make([]string, len(f.Violations))
	for i, v := range f.Violations {
		fields[i] = v.Field
	}
	same(t, "violations", fields, []string{"imported_on_date", "content"})
}
