package server

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
	"assistmed/services/internal/sepa"
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
		payee := &paymentv1.BankDetails{
			FundCode: "751", Rpps: "10000000124", Holder: strings.Repeat("H", 70), Iban: "FR1420041010050500013M02606", Bic: "BANKFRPPXXX", Version: 12,
			Address: &paymentv1.PostalAddress{Street: strings.Repeat("R", 70), Building: "12 bis", PostCode: "08000", Town: strings.Repeat("T", 35), Country: "FR"},
			Actor:   "secretary:751", VerifiedBy: "controller:751", Hash: digest,
		}
		run.Lines = append(run.Lines, &paymentv1.RunLine{
			Due: d, AmountCents: d.GetDeltaCents(), TextId: "avenant-7", LawDigest: digest, PaymentId: d.GetContractId() + "/3/2", Payee: payee,
		})
		payments = append(payments, &paymentv1.Payment{
			Id: d.GetContractId() + "/3/2", ContractId: d.GetContractId(), ContractYear: 3, Instalment: 2, FundCode: "751", RunId: run.GetId(),
			AmountCents: d.GetDeltaCents(), Due: proto.CloneOf(d), TextId: "avenant-7", LawDigest: digest, Actor: "officer:751", CreateTime: at,
			State: paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT, Posting: 1, Payee: payee, EndToEndId: d.GetContractId()[4:] + "-3-2", MessageId: "01ARZ3NDEKTSV4RRFFQ69G5FAV-1",
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
	first := run.GetLines()[0]
	if line := first.GetDue().GetComputation(); line.GetExplanation() != nil || line.GetCeilingCents() == 0 || line.GetRatio() == nil {
		t.Errorf("a large run keeps %v, want the numbers without the words", line)
	}
	if sealed := approvalFacts("k", first); sealed != approvalFacts("k", &paymentv1.RunLine{Due: payments[0].GetDue(), TextId: first.GetTextId(), LawDigest: first.GetLawDigest()}) || sealed.CellValue == "" {
		t.Errorf("a large run seals %v, want what it sealed with all its words", sealed)
	}
	if payee := first.GetPayee(); payee.GetIban() != "" || payee.GetHash() == "" || payee.GetRpps() == "" {
		t.Errorf("a large run keeps of an account %v, want whose and its hash", payee)
	}
	if paid := answer.GetPayments()[0]; paid.GetDue() != nil || paid.GetEndToEndId() == "" || paid.GetMessageId() == "" || paid.GetAmountCents() != first.GetAmountCents() {
		t.Errorf("the answer to DispatchRun gives of a payment %v, want what names it and how much", paid)
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

func TestTheLargestFileForTheBankFitsIntoOneMessage(t *testing.T) {
	batch := sepa.Batch{MessageID: "01ARZ3NDEKTSV4RRFFQ69G5FAV-1", Created: time.Unix(1_700_000_000, 0), RequestedOn: civil.MustParse("2024-12-31")}
	batch.Debtor = sepa.Party{Name: strings.Repeat("H", 70), IBAN: "FR1420041010050500013M02606", BIC: "BANKFRPPXXX", Address: sepa.Address{
		Street: strings.Repeat("R", 70), Building: strings.Repeat("B", 16), PostCode: strings.Repeat("P", 16), Town: strings.Repeat("T", 35), Country: "FR",
	}}
	for i := range mostFilePayments {
		batch.Payments = append(batch.Payments, sepa.Payment{
			EndToEndID: fmt.Sprintf("01ARZ3NDEKTSV4RRFFQ%07d-3-2-12", i), Amount: 99_999_999_999, Creditor: batch.Debtor,
			Remittance: remittance(&paymentv1.Payment{ContractId: "ctr_01ARZ3NDEKTSV4RRFFQ69G5FAV", ContractYear: 3, Instalment: 2}),
		})
	}
	var content bytes.Buffer
	if err := sepa.WritePain001(&content, batch); err != nil {
		t.Fatal(err)
	}
	answer := &paymentv1.GetBankFileResponse{Content: content.Bytes(), File: &paymentv1.BankFile{Note: strings.Repeat("n", 1000)}}
	if size := proto.Size(answer); size > clientLimit {
		t.Errorf("a file of %d payments makes an answer of %d bytes, want at most %d", mostFilePayments, size, clientLimit)
	}
}
