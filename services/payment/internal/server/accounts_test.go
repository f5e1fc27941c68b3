package server_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

const otherIBAN = "DE89 3704 0044 0532 0130 00"

// withoutAccount is a hired contract whose doctor has no account yet.
func (w *world) withoutAccount(fund string) (id, rpps string) {
	w.t.Helper()
	app := doctor(fund, signedOn)
	app.Doctor.Rpps = "10000000983"
	w.accounts.Store(fund+"/"+app.Doctor.Rpps, true)
	id = w.offer(app)
	w.sign(id)
	w.hire(id, signedOn, 2100)
	return id, app.Doctor.Rpps
}

func TestADoctorIsPaidOnceAnotherPersonHasVerifiedTheAccount(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	_, rpps := w.withoutAccount(fund)
	left := func(want string) {
		t.Helper()
		run := w.open(fund, "2024-12-31")
		same(t, "paid", paidLines(run), nil)
		same(t, "left out", excludedLines(run), []string{"1/1 " + want})
		if e := run.GetExcluded()[0]; e.GetDeltaCents() != 3800000 || e.GetReason().GetText().GetFr() == "" || e.GetReason().GetText().GetEn() == "" {
			t.Errorf("left out as %v, want the amount and a sentence in both languages", e)
		}
	}
	_, err := w.payments.GetBankDetails(w.ctx(), &paymentv1.GetBankDetailsRequest{FundCode: fund, Rpps: rpps})
	refused(t, err, fault.NotFound, "BANK_DETAILS_NOT_FOUND", "751/"+rpps)
	left("BANK_DETAILS_MISSING")

	first := w.state(details(fund, rpps))
	if d := first.GetDetails(); d.GetVersion() != 1 || d.GetIban() != "FR1420041010050500013M02606" || d.GetActor() != secretary || d.GetVerifiedBy() != "" || len(d.GetHash()) != 64 || first.Hold != nil {
		t.Errorf("the first account is %v, want version 1, unverified and without a hold", first)
	}
	left("BANK_DETAILS_UNVERIFIED")
	verify := func(actor string, version int32) error {
		_, err := w.payments.VerifyBankDetails(w.as(actor), &paymentv1.VerifyBankDetailsRequest{RequestId: w.request(), FundCode: fund, Rpps: rpps, Version: version})
		return err
	}
	refused(t, verify(secretary, 1), fault.Forbidden, "VERIFIER_IS_AUTHOR")
	refused(t, verify(controller, 2), fault.WrongState, "BANK_DETAILS_MOVED", "version 1 stands now")
	if err := verify(controller, 1); err != nil {
		t.Fatal(err)
	}
	refused(t, verify(controller, 1), fault.WrongState, "WRONG_STATE", "verified already")
	run := w.open(fund, "2024-12-31")
	same(t, "verified", paidLines(run), []string{"1/1 3800000"})
	read := must(w.payments.GetBankDetails(w.ctx(), &paymentv1.GetBankDetailsRequest{FundCode: fund, Rpps: rpps}))(t).GetDetails()
	if !proto.Equal(run.GetLines()[0].GetPayee(), read) || read.GetVerifiedBy() != controller {
		t.Errorf("the line is paid to %v, the account is %v", run.GetLines()[0].GetPayee(), read)
	}
	if again := w.state(details(fund, rpps)); again.GetDetails().GetVersion() != 1 || again.GetDetails().GetVerifiedBy() != controller || again.Hold != nil {
		t.Errorf("the same account stated again is %v, want the one that stands", again)
	}
}

func TestAChangedAccountIsHeldUntilAnotherPersonVerifiesIt(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	rpps := w.rpps(id)
	changed := details(fund, rpps)
	changed.Iban = otherIBAN
	answer := w.state(changed)
	hold := answer.GetHold()
	if answer.GetDetails().GetVersion() != 2 || hold.GetReason() != paymentv1.HoldReason_HOLD_REASON_BANK_DETAILS_CHANGED || hold.GetOwner() != secretary || hold.GetRpps() != rpps {
		t.Fatalf("the change answers %v, want version 2 and a hold of its author", answer)
	}
	same(t, "while it stands", excludedLines(w.open(fund, "2024-12-31")), []string{"1/1 HELD"})
	_, err := w.payments.ReleaseHold(w.as(secretary), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: hold.GetId(), Note: "checked by phone"})
	refused(t, err, fault.Forbidden, "RELEASER_IS_OWNER", hold.GetId())
	w.verify(answer.GetDetails())
	same(t, "once verified", paidLines(w.open(fund, "2024-12-31")), []string{"1/1 3800000"})
	holds := must(w.payments.ListHolds(w.ctx(), &paymentv1.ListHoldsRequest{FundCode: fund}))(t).GetHolds()
	if len(holds) != 1 || holds[0].GetReleasedBy() != controller || holds[0].GetReleaseNote() == "" {
		t.Errorf("the holds are %v, want one, lifted by the verifier", holds)
	}
	// Lifted without being verified, it is still not paid to.
	changed.Holder = "Somebody Else"
	hold = w.state(changed).GetHold()
	must(w.payments.ReleaseHold(w.as(controller), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: hold.GetId(), Note: "known"}))(t)
	same(t, "lifted only", excludedLines(w.open(fund, "2025-12-31")), []string{"1/1 IN_ANOTHER_RUN", "2/1 BANK_DETAILS_UNVERIFIED"})
}

func TestBankDetailsThatNoBankWouldTakeAreRefusedWithEveryViolation(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for name, c := range map[string]struct {
		change func(*paymentv1.SetBankDetailsRequest)
		fields []string
	}{
		"an IBAN with a wrong key":       {func(r *paymentv1.SetBankDetailsRequest) { r.Iban = "FR1520041010050500013M02606" }, []string{"iban"}},
		"an IBAN in small letters":       {func(r *paymentv1.SetBankDetailsRequest) { r.Iban = "fr1420041010050500013m02606" }, []string{"iban"}},
		"a BIC of 9":                     {func(r *paymentv1.SetBankDetailsRequest) { r.Bic = "BANKFRPPX" }, []string{"bic"}},
		"no holder":                      {func(r *paymentv1.SetBankDetailsRequest) { r.Holder = "" }, []string{"holder"}},
		"a holder in Greek":              {func(r *paymentv1.SetBankDetailsRequest) { r.Holder = "Ιατρός" }, []string{"holder"}},
		"a line break in the holder":     {func(r *paymentv1.SetBankDetailsRequest) { r.Holder = "a\nb" }, []string{"holder"}},
		"no address":                     {func(r *paymentv1.SetBankDetailsRequest) { r.Address = nil }, []string{"address"}},
		"an address without a town":      {func(r *paymentv1.SetBankDetailsRequest) { r.Address.Town = "" }, []string{"address.town"}},
		"a country in words":             {func(r *paymentv1.SetBankDetailsRequest) { r.Address.Country = "France" }, []string{"address.country"}},
		"no doctor's number":             {func(r *paymentv1.SetBankDetailsRequest) { r.Rpps = "123" }, []string{"rpps"}},
		"all at once, each of them told": {func(r *paymentv1.SetBankDetailsRequest) { *r = paymentv1.SetBankDetailsRequest{} }, []string{"request_id", "fund_code", "address", "iban", "holder"}},
	} {
		t.Run(name, func(t *testing.T) {
			req := details(fund, someRPPS)
			req.RequestId = w.request()
			c.change(req)
			_, err := w.payments.SetBankDetails(w.as(secretary), req)
			f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest)
			fields := make([]string, len(f.Violations))
			for i, v := range f.Violations {
				fields[i] = v.Field
				if v.Wanted == "" {
					t.Errorf("%s: nothing is said of what is wanted", v.Field)
				}
			}
			same(t, "violations", fields, c.fields)
		})
	}
}

func TestHoldsKeepAContractADoctorOrAWholeFundFromBeingPaid(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	one, two := w.hired(fund), w.hired(fund)
	hold := func(req *paymentv1.HoldPaymentsRequest) *paymentv1.Hold {
		t.Helper()
		req.RequestId, req.FundCode, req.Note = w.request(), fund, "dossier à revoir"
		if req.Reason == 0 {
			req.Reason = paymentv1.HoldReason_HOLD_REASON_OFFICER
		}
		return must(w.payments.HoldPayments(w.ctx(), req))(t).GetHold()
	}
	paid := func(through string) (contracts []string) {
		t.Helper()
		run := w.open(fund, through)
		for _, l := range run.GetLines() {
			contracts = append(contracts, l.GetDue().GetContractId())
		}
		must(w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: run.GetId()}))(t)
		return contracts
	}
	release := func(h *paymentv1.Hold) {
		t.Helper()
		must(w.payments.ReleaseHold(w.ctx(), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: h.GetId(), Note: "revu"}))(t)
	}
	h := hold(&paymentv1.HoldPaymentsRequest{ContractId: one})
	same(t, "one contract held", paid("2024-12-31"), []string{two})
	release(h)
	_, err := w.payments.ReleaseHold(w.ctx(), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: h.GetId(), Note: "revu"})
	refused(t, err, fault.WrongState, "WRONG_STATE", "lifted already")
	h = hold(&paymentv1.HoldPaymentsRequest{Rpps: w.rpps(two), Reason: paymentv1.HoldReason_HOLD_REASON_FRAUD})
	same(t, "one doctor held", paid("2024-12-31"), []string{one})
	release(h)
	h = hold(&paymentv1.HoldPaymentsRequest{})
	same(t, "the fund held", paid("2024-12-31"), nil)
	release(h)
	hold(&paymentv1.HoldPaymentsRequest{ContractId: one, EndDate: "2024-12-31"})
	same(t, "on the last day of a hold", paid("2024-12-31"), []string{two})
	same(t, "on the day after", paid("2025-01-01"), []string{one, two})
	standing := must(w.payments.ListHolds(w.ctx(), &paymentv1.ListHoldsRequest{FundCode: fund, Standing: true}))(t).GetHolds()
	all := must(w.payments.ListHolds(w.ctx(), &paymentv1.ListHoldsRequest{FundCode: fund}))(t).GetHolds()
	if len(standing) != 1 || len(all) != 4 {
		t.Errorf("%d holds stand of %d, want 1 of 4", len(standing), len(all))
	}
	_, err = w.payments.ReleaseHold(w.ctx(), &paymentv1.ReleaseHoldRequest{RequestId: w.request(), HoldId: "hld_01ARZ3NDEKTSV4RRFFQ69G5FAV", Note: "revu"})
	refused(t, err, fault.NotFound, "HOLD_NOT_FOUND")
	for name, req := range map[string]*paymentv1.HoldPaymentsRequest{
		"contract and doctor": {FundCode: fund, ContractId: one, Rpps: w.rpps(one), Reason: paymentv1.HoldReason_HOLD_REASON_OFFICER, Note: "x"},
		"a reason of ours":    {FundCode: fund, Reason: paymentv1.HoldReason_HOLD_REASON_PAYMENT_RETURNED, Note: "x"},
		"no note":             {FundCode: fund, Reason: paymentv1.HoldReason_HOLD_REASON_FRAUD},
	} {
		req.RequestId = w.request()
		_, err := w.payments.HoldPayments(w.ctx(), req)
		if f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest); len(f.Violations) != 1 {
			t.Errorf("%s: violations %v, want one", name, f.Violations)
		}
	}
}

func TestALargeRunNeedsMoreApprovalsOfDifferentPeople(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	levels := func(from string, levels ...*paymentv1.ApprovalLevel) error {
		_, err := w.payments.SetApprovalLevels(w.ctx(), &paymentv1.SetApprovalLevelsRequest{RequestId: w.request(), FundCode: fund, FromDate: from, Levels: levels})
		return err
	}
	one, two := &paymentv1.ApprovalLevel{Approvals: 1}, &paymentv1.ApprovalLevel{FromCents: 3800001, Approvals: 2}
	if err := levels("2025-01-01", one, two); err != nil {
		t.Fatal(err)
	}
	refused(t, levels("2025-01-01", one), fault.WrongState, "ALREADY_STATED", "2025-01-01")
	for name, wrong := range map[string][]*paymentv1.ApprovalLevel{
		"none": nil, "not from 0": {two}, "descending": {one, two, {FromCents: 5, Approvals: 3}}, "fewer for more": {{Approvals: 2}, {FromCents: 5, Approvals: 1}}, "nobody": {{Approvals: 0}},
	} {
		if err := levels("2026-01-01", wrong...); !fault.Is(err, fault.ReasonInvalidRequest) {
			t.Errorf("levels %s: %v, want them refused", name, err)
		}
	}
	w.hired(fund)
	before := w.open(fund, "2024-12-31")
	if before.GetApprovalsNeeded() != 1 {
		t.Errorf("before the first level a run needs %d approvals, want 1", before.GetApprovalsNeeded())
	}
	must(w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: before.GetId()}))(t)
	if at := w.open(fund, "2025-01-31"); at.GetApprovalsNeeded() != 1 {
		t.Errorf("at 38 000,00 € a run needs %d approvals, want 1", at.GetApprovalsNeeded())
	}
	w.hired(fund)
	run := w.open(fund, "2025-12-31") // the second contract's two dues, and the first one's second
	if run.GetApprovalsNeeded() != 2 {
		t.Fatalf("%s needs %d approvals, want 2", run.GetTotals(), run.GetApprovalsNeeded())
	}
	first := must(w.approveAs(accountant, run.GetId()))(t).GetRun()
	if s := first.GetSteps(); first.GetState() != paymentv1.RunState_RUN_STATE_OPEN || len(s) != 2 || s[1].GetActor() != accountant {
		t.Errorf("after one of two approvals the run is %v, want it open, with the step", first)
	}
	_, err := w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: run.GetId()})
	refused(t, err, fault.WrongState, "WRONG_STATE")
	_, err = w.approveAs(accountant, run.GetId())
	refused(t, err, fault.Forbidden, "ALREADY_APPROVED")
	_, err = w.approveAs(officer, run.GetId())
	refused(t, err, fault.Forbidden, "APPROVER_IS_OPENER")
	second := must(w.approveAs("director:751", run.GetId()))(t).GetRun()
	if second.GetState() != paymentv1.RunState_RUN_STATE_APPROVED {
		t.Errorf("after both approvals the run is %s", second.GetState())
	}
	if got := len(w.dispatch(run.GetId()).GetPayments()); got != 3 {
		t.Errorf("%d payments, want 3", got)
	}
}

func TestChangedBankDetailsAtEachStepOfARun(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	rpps := w.rpps(id)
	iban := map[bool]string{true: otherIBAN, false: details(fund, rpps).GetIban()}
	n := 0
	change := func() *paymentv1.BankDetails {
		t.Helper()
		n++
		req := details(fund, rpps)
		req.Iban = iban[n%2 == 1]
		return w.state(req).GetDetails()
	}
	cancel := func(id string) {
		t.Helper()
		must(w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: id}))(t)
	}
	posted := func() int64 {
		t.Helper()
		return must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2024-12-31"}))(t).GetDues()[0].GetPostedCents()
	}

	run := w.open(fund, "2024-12-31")
	d := change()
	_, err := w.approveAs(accountant, run.GetId())
	refused(t, err, fault.WrongState, "TOTALS_MOVED", id+"/1/1", "version 2 stands now")
	w.verify(d)
	_, err = w.approveAs(accountant, run.GetId())
	refused(t, err, fault.WrongState, "TOTALS_MOVED")
	cancel(run.GetId())

	run = w.open(fund, "2024-12-31")
	w.approve(run.GetId())
	if got := posted(); got != 3800000 {
		t.Errorf("%d cents are posted once approved, want 3800000", got)
	}
	d = change()
	void := w.run(run.GetId())
	if s := void.GetSteps(); void.GetState() != paymentv1.RunState_RUN_STATE_OPEN || len(s) != 3 || s[2].GetActor() != secretary {
		t.Errorf("after the change the run is %v, want it open again, by the author of the change", void)
	}
	if got := posted(); got != 0 {
		t.Errorf("%d cents are still posted, want what the approval posted taken back", got)
	}
	_, err = w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: w.request(), RunId: run.GetId()})
	refused(t, err, fault.WrongState, "APPROVAL_VOID", run.GetId())
	_, err = w.approveAs(accountant, run.GetId())
	refused(t, err, fault.WrongState, "TOTALS_MOVED")
	w.verify(d)
	// The version is new, the content is the one that was locked again.
	w.verify(change())
	again := w.approve(run.GetId())
	if again.GetState() != paymentv1.RunState_RUN_STATE_APPROVED || posted() != 3800000 {
		t.Errorf("with the account back as it was the run is %s, and %d cents are posted", again.GetState(), posted())
	}
	sent := w.dispatch(run.GetId()).GetPayments()
	change()
	if got := w.payment(sent[0].GetId()); !proto.Equal(got, sent[0]) {
		t.Errorf("a change after the dispatch changed the payment to %v", got)
	}
}
