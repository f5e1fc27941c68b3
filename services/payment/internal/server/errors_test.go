package server_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

const (
	noContract = "ctr_01ARZ3NDEKTSV4RRFFQ69G5FAV"
	noRun      = "run_01ARZ3NDEKTSV4RRFFQ69G5FAV"
)

func TestBadInputIsRefusedWithEveryViolation(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	bad := doctor(fund, signedOn)
	bad.Doctor.Rpps, bad.SignatureDate = "123", "2024-02-30"
	badHiring := prospective(bad, lawv1.Option_OPTION_FULL)
	badHiring.HiredOnDate = proto.String("soon")
	late := prospective(doctor(fund, signedOn), lawv1.Option_OPTION_FULL)
	late.HiredOnDate = proto.String("2029-06-22")
	for name, c := range map[string]struct {
		call   func() error
		fields []string
	}{
		"PreviewDues of nothing": {func() error {
			_, err := w.payments.PreviewDues(w.ctx(), &paymentv1.PreviewDuesRequest{})
			return err
		}, []string{"subject"}},
		"PreviewDues of no contract id": {func() error {
			_, err := w.payments.PreviewDues(w.ctx(), &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: "run_1"}})
			return err
		}, []string{"contract_id"}},
		"PreviewDues of a bad application": {func() error {
			_, err := w.supposed(badHiring)
			return err
		}, []string{"prospective.hired_on_date", "prospective.application.signature_date", "prospective.application.doctor.rpps"}},
		"PreviewDues of an empty application": {func() error {
			_, err := w.supposed(&paymentv1.ProspectiveContract{})
			return err
		}, []string{"prospective.option", "prospective.application.signature_date", "prospective.application.fund_code", "prospective.application.doctor.specialty_code"}},
		"PreviewDues of a hiring after the term": {func() error {
			_, err := w.supposed(late)
			return err
		}, []string{"prospective.hired_on_date"}},
		"ListDues of nothing": {func() error {
			_, err := w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{PageSize: -1, ThroughDate: "2024"})
			return err
		}, []string{"contract_id", "page_size", "through_date"}},
		"ListDues of both": {func() error {
			_, err := w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: noContract, FundCode: fund, PageToken: "x"})
			return err
		}, []string{"contract_id", "page_token"}},
		"OpenRun": {func() error {
			_, err := w.payments.OpenRun(w.ctx(), &paymentv1.OpenRunRequest{RequestId: "é", FundCode: "1", ThroughDate: "31/12/2024"})
			return err
		}, []string{"request_id", "fund_code", "through_date"}},
		"ApproveRun": {func() error {
			_, err := w.payments.ApproveRun(w.ctx(), &paymentv1.ApproveRunRequest{RunId: "x"})
			return err
		}, []string{"request_id", "run_id", "totals"}},
		"CancelRun": {func() error {
			_, err := w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RunId: noContract})
			return err
		}, []string{"request_id", "run_id"}},
		"DispatchRun": {func() error {
			_, err := w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{})
			return err
		}, []string{"request_id", "run_id"}},
		"GetRun": {func() error {
			_, err := w.payments.GetRun(w.ctx(), &paymentv1.GetRunRequest{})
			return err
		}, []string{"run_id"}},
		"ListRuns": {func() error {
			_, err := w.payments.ListRuns(w.ctx(), &paymentv1.ListRunsRequest{FundCode: "abcd", PageSize: -1})
			return err
		}, []string{"fund_code", "page_size"}},
		"GetPayment": {func() error {
			_, err := w.payments.GetPayment(w.ctx(), &paymentv1.GetPaymentRequest{PaymentId: noContract + "/0/1"})
			return err
		}, []string{"payment_id"}},
		"GetPayment of a first posting by its number": {func() error {
			_, err := w.payments.GetPayment(w.ctx(), &paymentv1.GetPaymentRequest{PaymentId: noContract + "/1/1/1"})
			return err
		}, []string{"payment_id"}},
		"VerifyBankDetails": {func() error {
			_, err := w.payments.VerifyBankDetails(w.ctx(), &paymentv1.VerifyBankDetailsRequest{Rpps: "1"})
			return err
		}, []string{"request_id", "fund_code", "rpps", "version"}},
		"GetBankDetails": {func() error {
			_, err := w.payments.GetBankDetails(w.ctx(), &paymentv1.GetBankDetailsRequest{Rpps: "1"})
			return err
		}, []string{"fund_code", "rpps"}},
		"ReleaseHold": {func() error {
			_, err := w.payments.ReleaseHold(w.ctx(), &paymentv1.ReleaseHoldRequest{HoldId: "x"})
			return err
		}, []string{"request_id", "hold_id", "note"}},
		"ListHolds": {func() error {
			_, err := w.payments.ListHolds(w.ctx(), &paymentv1.ListHoldsRequest{PageSize: -1})
			return err
		}, []string{"fund_code", "page_size"}},
		"RecordTransmission": {func() error {
			_, err := w.payments.RecordTransmission(w.ctx(), &paymentv1.RecordTransmissionRequest{})
			return err
		}, []string{"request_id", "run_id", "message_id", "transmission", "note"}},
		"GetBankFile": {func() error {
			_, err := w.payments.GetBankFile(w.ctx(), &paymentv1.GetBankFileRequest{})
			return err
		}, []string{"run_id", "message_id"}},
		"ListPayments": {func() error {
			_, err := w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{ContractId: noContract, FundCode: fund, PageSize: -5})
			return err
		}, []string{"fund_code", "page_size"}},
		"ListPayments with another's token": {func() error {
			_, err := w.payments.ListPayments(w.ctx(), &paymentv1.ListPaymentsRequest{PageToken: "!"})
			return err
		}, []string{"page_token"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := refusal(t, c.call(), fault.Invalid, fault.ReasonInvalidRequest)
			fields := make([]string, len(f.Violations))
			for i, v := range f.Violations {
				fields[i] = v.Field
				if v.Wanted == "" {
					t.Errorf("%s: nothing is said of what was wanted", v.Field)
				}
			}
			for _, want := range c.fields {
				if !strings.Contains(" "+strings.Join(fields, " ")+" ", " "+want+" ") {
					t.Errorf("the violations are of %q, want %s among them", fields, want)
				}
			}
			if len(fields) != len(c.fields) {
				t.Errorf("the violations are of %q, want %q", fields, c.fields)
			}
		})
	}
	if got := must(w.payments.ListRuns(w.ctx(), &paymentv1.ListRunsRequest{}))(t).GetRuns(); len(got) != 0 {
		t.Errorf("refused calls left %d runs behind", len(got))
	}
}

func TestUnknownIdsAreNotFound(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for name, c := range map[string]struct {
		call   func() error
		reason string
	}{
		"PreviewDues": {func() error {
			_, err := w.payments.PreviewDues(w.ctx(), &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: noContract}})
			return err
		}, "CONTRACT_NOT_FOUND"},
		"ListDues": {func() error {
			_, err := w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{ContractId: noContract})
			return err
		}, "CONTRACT_NOT_FOUND"},
		"GetRun": {func() error {
			_, err := w.payments.GetRun(w.ctx(), &paymentv1.GetRunRequest{RunId: noRun})
			return err
		}, "RUN_NOT_FOUND"},
		"ApproveRun": {func() error {
			_, err := w.payments.ApproveRun(w.ctx(), &paymentv1.ApproveRunRequest{RequestId: "r", RunId: noRun, Totals: &paymentv1.Totals{}})
			return err
		}, "RUN_NOT_FOUND"},
		"CancelRun": {func() error {
			_, err := w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: "r", RunId: noRun})
			return err
		}, "RUN_NOT_FOUND"},
		"DispatchRun": {func() error {
			_, err := w.payments.DispatchRun(w.ctx(), &paymentv1.DispatchRunRequest{RequestId: "r", RunId: noRun})
			return err
		}, "RUN_NOT_FOUND"},
		"GetPayment": {func() error {
			_, err := w.payments.GetPayment(w.ctx(), &paymentv1.GetPaymentRequest{PaymentId: noContract + "/1/1"})
			return err
		}, "PAYMENT_NOT_FOUND"},
		"GetPayment of a later posting": {func() error {
			_, err := w.payments.GetPayment(w.ctx(), &paymentv1.GetPaymentRequest{PaymentId: noContract + "/1/1/2"})
			return err
		}, "PAYMENT_NOT_FOUND"},
		"GetBankFile": {func() error {
			_, err := w.payments.GetBankFile(w.ctx(), &paymentv1.GetBankFileRequest{RunId: noRun, MessageId: "m"})
			return err
		}, "RUN_NOT_FOUND"},
		"RecordTransmission": {func() error {
			_, err := w.transmit(noRun, paymentv1.Transmission_TRANSMISSION_SENT)
			return err
		}, "RUN_NOT_FOUND"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.call(), fault.NotFound, c.reason, "01ARZ3NDEKTSV4RRFFQ69G5FAV") })
	}
}

func TestAWritingCallNeedsAnActor(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"OpenRun": func() error {
			_, err := w.payments.OpenRun(ctx, &paymentv1.OpenRunRequest{RequestId: "r", FundCode: fund, ThroughDate: "2024-12-31"})
			return err
		},
		"ApproveRun": func() error {
			_, err := w.payments.ApproveRun(ctx, &paymentv1.ApproveRunRequest{RequestId: "r", RunId: noRun, Totals: &paymentv1.Totals{}})
			return err
		},
		"CancelRun": func() error {
			_, err := w.payments.CancelRun(ctx, &paymentv1.CancelRunRequest{RequestId: "r", RunId: noRun})
			return err
		},
		"DispatchRun": func() error {
			_, err := w.payments.DispatchRun(ctx, &paymentv1.DispatchRunRequest{RequestId: "r", RunId: noRun})
			return err
		},
		"SetBankDetails": func() error {
			_, err := w.payments.SetBankDetails(ctx, &paymentv1.SetBankDetailsRequest{RequestId: "r"})
			return err
		},
		"VerifyBankDetails": func() error {
			_, err := w.payments.VerifyBankDetails(ctx, &paymentv1.VerifyBankDetailsRequest{RequestId: "r"})
			return err
		},
		"HoldPayments": func() error {
			_, err := w.payments.HoldPayments(ctx, &paymentv1.HoldPaymentsRequest{RequestId: "r"})
			return err
		},
		"ReleaseHold": func() error {
			_, err := w.payments.ReleaseHold(ctx, &paymentv1.ReleaseHoldRequest{RequestId: "r"})
			return err
		},
		"SetApprovalLevels": func() error {
			_, err := w.payments.SetApprovalLevels(ctx, &paymentv1.SetApprovalLevelsRequest{RequestId: "r"})
			return err
		},
		"RecordTransmission": func() error {
			_, err := w.payments.RecordTransmission(ctx, &paymentv1.RecordTransmissionRequest{RequestId: "r"})
			return err
		},
		"ImportBankStatuses": func() error {
			_, err := w.payments.ImportBankStatuses(ctx, &paymentv1.ImportBankStatusesRequest{RequestId: "r"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) { refused(t, call(), fault.Unauthenticated, "ACTOR_MISSING") })
	}
}

func TestARefusedApplicationIsRefusedAsTheContractServiceRefusesIt(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	few := doctor(fund, signedOn)
	few.Activity.RegisteredPatients, few.Activity.AdultRegisteredPatients = proto.Int32(774), proto.Int32(700)
	_, err := w.supposed(prospective(few, lawv1.Option_OPTION_FULL))
	_, want := w.contracts.PreviewOffer(w.ctx(), &contractv1.PreviewOfferRequest{Application: few, Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared()})
	refused(t, err, fault.WrongState, "NOT_ELIGIBLE")
	if err.Error() != want.Error() {
		t.Errorf("payment refuses with\n%v\nthe contract service with\n%v", err, want)
	}
}

func TestWithoutTheContractServiceReadingStillWorksAndTheRestSaysSo(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.hired(fund)
	paid := w.pay(fund, "2024-12-31")
	w.contract.Stop()
	if got := must(w.payments.GetPayment(w.ctx(), &paymentv1.GetPaymentRequest{PaymentId: id + "/1/1"}))(t).GetPayment(); !proto.Equal(got, paid.GetPayments()[0]) {
		t.Errorf("read back %v", got)
	}
	for name, call := range map[string]func(context.Context) error{
		"ListDues": func(ctx context.Context) error {
			_, err := w.payments.ListDues(ctx, &paymentv1.ListDuesRequest{FundCode: fund})
			return err
		},
		"OpenRun": func(ctx context.Context) error {
			_, err := w.payments.OpenRun(ctx, &paymentv1.OpenRunRequest{RequestId: "later", FundCode: fund, ThroughDate: "2025-12-31"})
			return err
		},
	} {
		ctx, cancel := context.WithTimeout(w.ctx(), 100*time.Millisecond)
		var f *fault.Error
		if err := call(ctx); !errors.As(err, &f) || f.Kind != fault.Unavailable {
			t.Errorf("%s: got %v, want UNAVAILABLE", name, err)
		}
		cancel()
	}
	w.contract.Restart()
	same(t, "the same request, once the contract service is back",
		paidLines(must(w.payments.OpenRun(w.ctx(), &paymentv1.OpenRunRequest{RequestId: "later", FundCode: fund, ThroughDate: "2025-12-31"}))(t).GetRun()),
		[]string{"2/1 2800000"})
}
