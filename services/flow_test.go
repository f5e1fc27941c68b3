package services_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
)

func TestAnApplicationBecomesAContractAndIsPaidOnceForEachDue(t *testing.T) {
	w := inMemory(t, nil, io.Discard)
	assessment := w.assess(application("99900000128"))
	contract := w.hire(w.sign(w.offer(assessment)), "2024-09-16")
	first := w.pay("2024-09-30")
	again := w.pay("2024-09-30")
	second := w.pay("2025-09-30")

	if assessment.GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE || contract.GetState() != contractv1.State_STATE_ACTIVE {
		t.Errorf("the application is %v and the contract %v", assessment.GetVerdict(), contract.GetState())
	}
	for _, c := range []struct {
		name         string
		seen, wanted []string
	}{
		{"first year", paid(first.GetPayments()), []string{"1/1 3800000"}},
		{"first year again", paid(again.GetPayments()), nil},
		{"second year", paid(second.GetPayments()), []string{"2/1 2800000"}},
	} {
		if !slices.Equal(c.seen, c.wanted) {
			t.Errorf("%s: paid %v, want %v", c.name, c.seen, c.wanted)
		}
	}
}

// prospective asks for the dues of an application that nobody signed.
func prospective(a *eligibilityv1.Application) *paymentv1.PreviewDuesRequest {
	return &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_Prospective{Prospective: &paymentv1.ProspectiveContract{
		Application: a, Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: objectives(),
	}}}
}

func TestThePreviewOfAnApplicationIsOneTraceFromPaymentThroughContractToEligibility(t *testing.T) {
	spans := tracetest.NewInMemoryExporter()
	ended := false
	t.Run("the call", func(t *testing.T) {
		w := inMemory(t, spans, io.Discard)
		dues := told(w, officer, w.payment.PreviewDues, prospective(application(""))).GetDues()
		ended = len(dues) == 8
	}) // the services have stopped: every span has ended
	if !ended {
		t.Fatal("the preview does not have the 8 dues of five years")
	}
	all := spans.GetSpans()
	byID, parents := map[trace.SpanID]tracetest.SpanStub{}, map[trace.SpanID]bool{}
	for _, s := range all {
		byID[s.SpanContext.SpanID()], parents[s.Parent.SpanID()] = s, true
		if s.SpanContext.TraceID() != all[0].SpanContext.TraceID() {
			t.Errorf("span %s of %s is of another trace", s.Name, service(s))
		}
	}
	var chain []string
	for _, leaf := range all {
		if parents[leaf.SpanContext.SpanID()] {
			continue
		}
		for at, ok := leaf, true; ok; at, ok = byID[at.Parent.SpanID()] {
			chain = append(chain, fmt.Sprintf("%s %v %s", service(at), at.SpanKind, at.Name[strings.LastIndex(at.Name, ".")+1:]))
		}
	}
	wanted := []string{
		"eligibility server EligibilityService/SimulateAid", "contract client EligibilityService/SimulateAid",
		"contract server ContractService/PreviewOffer", "payment client ContractService/PreviewOffer",
		"payment server PaymentService/PreviewDues",
	}
	if !slices.Equal(chain, wanted) {
		t.Errorf("from the deepest span up to the root:\n%s\nwant\n%s", strings.Join(chain, "\n"), strings.Join(wanted, "\n"))
	}
}

func service(s tracetest.SpanStub) string {
	for _, a := range s.Resource.Attributes() {
		if a.Key == "service.name" {
			return a.Value.AsString()
		}
	}
	return ""
}

// journal keeps what the services log.
type journal struct {
	mu  sync.Mutex
	out bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.out.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.out.String()
}

// everything is every text that an exported span holds.
func everything(spans tracetest.SpanStubs) string {
	var b strings.Builder
	for _, s := range spans {
		fmt.Fprintln(&b, s.Name, s.Status, s.SpanContext.TraceState(), s.Resource, s.InstrumentationScope)
		for _, a := range s.Attributes {
			fmt.Fprintln(&b, a.Key, a.Value.String())
		}
		for _, e := range slices.Concat(s.Events, nil) {
			fmt.Fprintln(&b, e.Name, e.Attributes)
		}
		for _, l := range s.Links {
			fmt.Fprintln(&b, l.Attributes)
		}
	}
	return b.String()
}

// The distinctive values of the story below: what identifies people, as whole words
// that occur nowhere else.
var secrets = []string{
	"99900000136",       // RPPS
	"739182645",         // AM number
	"zelda.quux",        // actor
	"assistante-xyzzy",  // the assistant's reference
	"motif-plugh",       // a free text
	"99900000137",       // an RPPS that is refused
	"000000000AM",       // an AM number that is refused
	"assistante xyzzy!", // a reference that is refused
}

func TestNothingThatIdentifiesAPersonIsInASpanOrALogLine(t *testing.T) {
	spans, log := tracetest.NewInMemoryExporter(), &journal{}
	t.Run("the story", func(t *testing.T) { secretive(t, spans, log) })
	text, logged := everything(spans.GetSpans()), log.String()
	if n := len(spans.GetSpans()); n < 20 || strings.Count(logged, "\n") < 15 {
		t.Fatalf("only %d spans, and the log is\n%s", n, logged)
	}
	for _, secret := range secrets {
		for _, line := range strings.Split(text, "\n") {
			if strings.Contains(line, secret) {
				t.Errorf("a span holds %q: %s", secret, line)
			}
		}
		for _, line := range strings.Split(logged, "\n") {
			if strings.Contains(line, secret) {
				t.Errorf("the log holds %q: %s", secret, line)
			}
		}
	}
}

// secretive plays a story in which every secret is sent, accepted or refused.
func secretive(t *testing.T, spans sdktrace.SpanExporter, log io.Writer) {
	w := inMemory(t, spans, log)
	const actor = "zelda.quux"
	a := application("99900000136")
	a.Doctor.AmNumber = "739182645"
	assessment := told(w, actor, w.eligibility.AssessApplication, &eligibilityv1.AssessApplicationRequest{RequestId: w.requestID(), Application: a}).GetAssessment()
	declared := objectives()
	declared[0].Reason = "motif-plugh"
	contract := told(w, actor, w.contract.OfferContract, &contractv1.OfferContractRequest{
		RequestId: w.requestID(), AssessmentId: assessment.GetId(), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared,
	}).GetContract()
	w.sign(contract)
	hire := &contractv1.HireAssistantRequest{
		RequestId: w.requestID(), ContractId: contract.GetId(), AssistantRef: "assistante-xyzzy", StartDate: "2024-09-02",
		WeeklyMinutes: 35 * 60, Employer: contractv1.Employer_EMPLOYER_DOCTOR,
	}
	told(w, actor, w.contract.HireAssistant, hire)
	w.pay("2024-09-30")
	told(w, actor, w.payment.PreviewDues, prospective(a))

	bad := proto.CloneOf(a)
	bad.Doctor.Rpps, bad.Doctor.AmNumber = "99900000137", "000000000AM"
	badHire := proto.CloneOf(hire)
	badHire.RequestId, badHire.AssistantRef = w.requestID(), "assistante xyzzy!"
	again := proto.CloneOf(hire)
	again.RequestId = w.requestID()
	for name, err := range map[string]error{
		"a malformed application":                  second(try(w, actor, w.payment.PreviewDues, prospective(bad))),
		"a malformed reference":                    second(try(w, actor, w.contract.HireAssistant, badHire)),
		"a second assistant":                       second(try(w, actor, w.contract.HireAssistant, again)),
		"a contract that is nowhere":               second(try(w, actor, w.payment.ListDues, &paymentv1.ListDuesRequest{ContractId: "ctr_01ARZ3NDEKTSV4RRFFQ69G5FAV"})),
		"the same request id with another content": second(try(w, actor, w.contract.HireAssistant, withRef(hire, "assistante-xyzzy-2"))),
	} {
		if err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func second[A any](_ A, err error) error { return err }

func withRef(r *contractv1.HireAssistantRequest, ref string) *contractv1.HireAssistantRequest {
	other := proto.CloneOf(r)
	other.AssistantRef = ref
	return other
}

// fields are the paths of the violations, sorted.
func fields(t *testing.T, err error) []string {
	t.Helper()
	var refusal *fault.Error
	if !errors.As(err, &refusal) || refusal.Kind != fault.Invalid || refusal.Reason != fault.ReasonInvalidRequest {
		t.Fatalf("error %v, want INVALID_REQUEST", err)
	}
	var all []string
	for _, v := range refusal.Violations {
		if v.Seen == "" && v.Wanted == "" {
			t.Errorf("%s tells neither the value seen nor the one wanted", v.Field)
		}
		all = append(all, v.Field)
	}
	slices.Sort(all)
	return all
}

func TestABadApplicationIsRefusedByPaymentWithTheFieldsThatEligibilityNames(t *testing.T) {
	w := inMemory(t, nil, io.Discard)
	bad := application("123")
	bad.SignatureDate, bad.FundCode = "2024-02-30", "75"
	bad.Doctor.SpecialtyCode = "99"
	bad.Activity.ActiveFile = proto.Int32(-1)
	_, direct := try(w, officer, w.eligibility.SimulateAid, &eligibilityv1.SimulateAidRequest{Application: bad})
	_, through := try(w, officer, w.payment.PreviewDues, prospective(bad))
	wanted := []string{
		"application.activity.active_file", "application.doctor.rpps", "application.doctor.specialty_code",
		"application.fund_code", "application.signature_date",
	}
	if got := fields(t, direct); !slices.Equal(got, wanted) {
		t.Errorf("eligibility names %v, want %v", got, wanted)
	}
	for i, path := range wanted {
		wanted[i] = "prospective." + path // where the field stands in payment's own request
	}
	if got := fields(t, through); !slices.Equal(got, wanted) {
		t.Errorf("payment names %v, want %v", got, wanted)
	}
}

func TestARefusalCrossesTheServicesWithItsReasonAndItsSubject(t *testing.T) {
	w := inMemory(t, nil, io.Discard)
	few := application("")
	few.Activity = &eligibilityv1.Activity{RegisteredPatients: proto.Int32(12)}
	few.Doctor.InstalledDate = proto.String("2010-01-04")
	const nowhere = "ctr_01ARZ3NDEKTSV4RRFFQ69G5FAV"
	for _, c := range []struct {
		name    string
		request *paymentv1.PreviewDuesRequest
		kind    fault.Kind
		reason  string
		subject string
	}{
		{
			"a contract that is nowhere", &paymentv1.PreviewDuesRequest{Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: nowhere}},
			fault.NotFound, "CONTRACT_NOT_FOUND", nowhere,
		},
		{"a doctor with 12 patients", prospective(few), fault.WrongState, "NOT_ELIGIBLE", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := try(w, officer, w.payment.PreviewDues, c.request)
			var refusal *fault.Error
			if !errors.As(err, &refusal) {
				t.Fatalf("error %v", err)
			}
			if refusal.Kind != c.kind || refusal.Reason != c.reason || refusal.Subject != c.subject && c.subject != "" {
				t.Errorf("%+v, want reason %s and subject %q", refusal, c.reason, c.subject)
			}
		})
	}
}
