package server

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
	"assistmed/services/payment/internal/payment"
)

// clientLimit is the largest message that a gRPC client accepts unless it asks for more.
const clientLimit = 4 << 20

// halfOfYear3 are a due with the longest explanation, and one that is left out.
func halfOfYear3(t *testing.T) (paid *paymentv1.Due, left *paymentv1.Excluded, digest string) {
	t.Helper()
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	signed := civil.MustParse("2020-10-01")
	text, _ := l.TextOn(signed)
	dues := payment.Dues(l, payment.Facts{
		ContractID: "ctr_01ARZ3NDEKTSV4RRFFQ69G5FAV", Text: text, Option: law.Full, Bands: []law.Band{law.P50ToP70},
		Goals: []law.Goal{{Indicator: law.RegisteredPatients, Start: 1300, ToGain: 260}, {Indicator: law.ActiveFile, Start: 1700, ToGain: 300}},
		Measures: []payment.Measure{{On: civil.MustParse("2023-09-30"), Counts: []law.Count{
			{Indicator: law.RegisteredPatients, Patients: 1441}, {Indicator: law.ActiveFile, Patients: 1801},
		}}},
		Employments: []payment.Employment{{Start: signed, Reached: law.Full}}, Signed: signed, BothSigned: true,
	}, nil, civil.MustParse("2024-12-31"))
	_, excludedDues := payment.Gather(dues, civil.MustParse("2024-12-31"), func(payment.Key) (string, bool) { return "", false })
	if len(excludedDues) == 0 || dues[4].State != payment.Payable {
		t.Fatalf("the dues are not as wanted: %v", dues)
	}
	return due(dues[4]), excluded(excludedDues[:1])[0], l.Digest()
}

// largeRun is a run of so many lines that leaves out so many dues, and its payments.
func largeRun(t *testing.T, lines, left int) (*paymentv1.Run, []*paymentv1.Payment) {
	t.Helper()
	paid, out, digest := halfOfYear3(t)
	at := timestamppb.New(time.Unix(1_700_000_000, 123456789))
	run := &paymentv1.Run{
		Id: "run_01ARZ3NDEKTSV4RRFFQ69G5FAV", FundCode: "751", ThroughDate: "2024-12-31", State: paymentv1.RunState_RUN_STATE_DISPATCHED,
		Steps: []*paymentv1.RunStep{{State: paymentv1.RunState_RUN_STATE_OPEN, Actor: "officer:751", CreateTime: at}},
	}
	payments := make([]*paymentv1.Payment, 0, lines)
	for i := range lines {
		d := proto.CloneOf(paid)
		d.ContractId = fmt.Sprintf("ctr_01ARZ3NDEKTSV4RRFFQ%07d", i)
		run.Lines = append(run.Lines, &paymentv1.RunLine{Due: d, AmountCents: d.GetDeltaCents(), TextId: "avenant-7", LawDigest: digest})
		payments = append(payments, &paymentv1.Payment{
			Id: d.GetContractId() + "/3/2", ContractId: d.GetContractId(), ContractYear: 3, Instalment: 2, FundCode: "751", RunId: run.GetId(),
			AmountCents: d.GetDeltaCents(), Due: proto.CloneOf(d), TextId: "avenant-7", LawDigest: digest, Actor: "officer:751", CreateTime: at,
		})
	}
	for i := range left {
		e := proto.CloneOf(out)
		e.ContractId = fmt.Sprintf("ctr_01ARZ3NDEKTSV4RRFFR%07d", i)
		run.Excluded = append(run.Excluded, e)
	}
	run.Totals = totals(run)
	return run, payments
}

func TestTheLargestRunFitsIntoOneMessage(t *testing.T) {
	run, payments := largeRun(t, payment.MaxLines, 1000)
	if err := fit(run); err != nil {
		t.Fatalf("a run of %d lines: %v", payment.MaxLines, err)
	}
	if size := proto.Size(&paymentv1.OpenRunResponse{Run: run}); size > clientLimit {
		t.Errorf("the answer to OpenRun has %d bytes, want at most %d", size, clientLimit)
	}
	answer := &paymentv1.DispatchRunResponse{Run: run, Payments: fitting(run, payments)}
	if size := proto.Size(answer); size > clientLimit {
		t.Errorf("the answer to DispatchRun has %d bytes, want at most %d", size, clientLimit)
	}
	line, paid := run.GetLines()[0].GetDue().GetComputation(), answer.GetPayments()[0].GetDue().GetComputation()
	if line.GetExplanation() != nil || line.GetCeilingCents() == 0 || line.GetRatio() == nil || paid.GetExplanation() != nil || paid.GetEntitlementCents() == 0 {
		t.Errorf("a large run keeps %v and answers %v, want the numbers without the words", line, paid)
	}
	if full := payments[0].GetDue().GetComputation(); full.GetExplanation() == nil || len(full.GetCitations()) == 0 {
		t.Error("the payment that is kept lost its words")
	}
}

func TestAnOrdinaryRunKeepsEveryWord(t *testing.T) {
	run, payments := largeRun(t, 50, 50)
	want := proto.CloneOf(run)
	if err := fit(run); err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(run, want) {
		t.Error("a run of 50 lines lost something")
	}
	if got := fitting(run, payments); got[49].GetDue().GetComputation().GetExplanation() == nil {
		t.Error("50 payments lost their words")
	}
}

func TestARunThatIsTooLargeSaysWhatToDo(t *testing.T) {
	run, _ := largeRun(t, payment.MaxLines, 4*payment.MaxLines)
	var f *fault.Error
	if err := fit(run); !errors.As(err, &f) || f.Kind != fault.Exhausted || f.Reason != "RUN_TOO_LARGE" {
		t.Errorf("got %v, want RUN_TOO_LARGE", err)
	}
}
