package server_test

import (
	"testing"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func TestThePagesOfAFundsDuesConcatenateToTheWhole(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	const contracts = 5
	want := make([]string, 0, 2*contracts)
	for range contracts {
		id := w.hired(fund)
		want = append(want, id+" 1/1 2024-06-22 PAYABLE 3800000", id+" 2/1 2025-06-22 PAYABLE 2800000")
	}
	w.hired("752")
	for size := int32(0); size <= contracts+1; size++ {
		req := &paymentv1.ListDuesRequest{FundCode: fund, ThroughDate: "2025-12-31", PageSize: size}
		var got []string
		for pages := 0; ; pages++ {
			resp := must(w.payments.ListDues(w.ctx(), req))(t)
			if n := len(resp.GetDues()); size > 0 && n > int(size)*2 {
				t.Fatalf("a page of %d contracts has %d dues", size, n)
			}
			for _, d := range resp.GetDues() {
				got = append(got, d.GetContractId()+" "+line(d))
			}
			if req.PageToken = resp.GetNextPageToken(); req.PageToken == "" || pages > contracts {
				break
			}
		}
		same(t, "dues", got, want)
	}
	first := must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{FundCode: fund, ThroughDate: "2025-12-31", PageSize: 2}))(t)
	for name, req := range map[string]*paymentv1.ListDuesRequest{
		"another day":      {FundCode: fund, ThroughDate: "2025-12-30", PageToken: first.GetNextPageToken()},
		"another fund":     {FundCode: "752", ThroughDate: "2025-12-31", PageToken: first.GetNextPageToken()},
		"a token of ours?": {FundCode: fund, ThroughDate: "2025-12-31", PageToken: "nonsense"},
		"a token cut off":  {FundCode: fund, ThroughDate: "2025-12-31", PageToken: first.GetNextPageToken()[:12]},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.payments.ListDues(w.ctx(), req)
			f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest)
			if len(f.Violations) != 1 || f.Violations[0].Field != "page_token" {
				t.Errorf("the violations are %v, want page_token", f.Violations)
			}
		})
	}
}

func TestListDuesLeavesOutWhatComesLater(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	for through, want := range map[string][]string{
		"2024-06-21": nil,
		"2024-06-22": {"1/1 2024-06-22 PAYABLE 3800000"},
		"2026-06-22": {"1/1 2024-06-22 PAYABLE 3800000", "2/1 2025-06-22 PAYABLE 2800000", "3/1 2026-06-22 BLOCKED MEASURE_MISSING"},
	} {
		got := must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: id, ThroughDate: through}))(t)
		same(t, "through "+through, lines(got.GetDues()), want)
	}
	if got := must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: id}))(t).GetDues(); len(got) != 8 {
		t.Errorf("without a day %d dues, want all 8", len(got))
	}
}

func TestRunsAndPaymentsAreListedByFundPageByPage(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	var runs, payments []string
	for i, fund := range []string{"751", "752", "751", "751"} {
		id := w.hired(fund)
		paid := w.pay(fund, "2024-12-31")
		if got := len(paid.GetPayments()); got != 1 {
			t.Fatalf("run %d pays %d dues, want that of the new contract", i, got)
		}
		if fund == "751" {
			runs, payments = append(runs, paid.GetRun().GetId()), append(payments, id+"/1/1")
		}
	}
	for size := int32(1); size <= 4; size++ {
		var got []string
		req := &paymentv1.ListRunsRequest{FundCode: "751", PageSize: size}
		for more := true; more; more = req.PageToken != "" {
			resp := must(w.payments.ListRuns(w.ctx(), req))(t)
			for _, run := range resp.GetRuns() {
				got = append(got, run.GetId())
			}
			req.PageToken = resp.GetNextPageToken()
		}
		same(t, "runs", got, runs)
		got = nil
		ask := &paymentv1.ListPaymentsRequest{FundCode: "751", PageSize: size}
		for more := true; more; more = ask.PageToken != "" {
			resp := must(w.payments.ListPayments(w.ctx(), ask))(t)
			for _, p := range resp.GetPayments() {
				got = append(got, p.GetId())
			}
			ask.PageToken = resp.GetNextPageToken()
		}
		same(t, "payments", got, payments)
	}
	if got := must(w.payments.ListRuns(w.ctx(), &paymentv1.ListRunsRequest{}))(t).GetRuns(); len(got) != 4 {
		t.Errorf("%d runs of all funds, want 4", len(got))
	}
	if got := must(w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{}))(t).GetPayments(); len(got) != 4 {
		t.Errorf("%d payments of all funds, want 4", len(got))
	}
	only := must(w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{ContractId: payments[0][:len(payments[0])-4]}))(t).GetPayments()
	if len(only) != 1 || only[0].GetId() != payments[0] {
		t.Errorf("the payments of one contract are %v", only)
	}
}
