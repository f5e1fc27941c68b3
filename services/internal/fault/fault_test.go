package fault_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"assistmed/services/internal/fault"
)

// everyKind holds one fault of each kind a caller may learn about.
func everyKind() map[string]struct {
	fault *fault.Error
	code  codes.Code
} {
	type row = struct {
		fault *fault.Error
		code  codes.Code
	}
	return map[string]row{
		"invalid": {fault.BadInput(
			fault.Violation{Field: "application.doctor.rpps", Seen: "12\"3é\n", Wanted: "11 digits"},
			fault.Violation{Field: "application.signed_date", Wanted: "a date; wanted: yyyy-mm-dd"},
		), codes.InvalidArgument},
		"not found":   {fault.Missing("contract", "ctr_1"), codes.NotFound},
		"wrong state": {fault.Refused("CONTRACT_ENDED", "ctr_1", "the contract has ended; offer a new one", "state", "ENDED"), codes.FailedPrecondition},
		"reused":      {fault.RequestIDReused("/a.b.C/D", "req-1"), codes.AlreadyExists},
		"stale":       {fault.Outdated("contract", "ctr_1", "r2", "r3"), codes.Aborted},
		"forbidden":   {fault.Denied("APPROVER_IS_OPENER", "another actor must approve", "opener", "a@b"), codes.PermissionDenied},
		"unauthenticated": {&fault.Error{Kind: fault.Unauthenticated, Reason: "ACTOR_MISSING",
			Message: "say who calls"}, codes.Unauthenticated},
		"exhausted":   {&fault.Error{Kind: fault.Exhausted, Reason: "TOO_MANY", Message: "too many"}, codes.ResourceExhausted},
		"unavailable": {&fault.Error{Kind: fault.Unavailable, Reason: "UPSTREAM_UNAVAILABLE", Message: "try again"}, codes.Unavailable},
		"damaged":     {&fault.Error{Kind: fault.Damaged, Reason: "STORE_DAMAGED", Message: "restore", Subject: "ctr_1"}, codes.DataLoss},
	}
}

func TestEveryKindSurvivesTheWireBothWays(t *testing.T) {
	for name, c := range everyKind() {
		t.Run(name, func(t *testing.T) {
			c.fault.Cause = io.ErrUnexpectedEOF
			sent := fault.ToStatus(fmt.Errorf("while testing: %w", c.fault))
			if status.Code(sent) != c.code {
				t.Errorf("code %v, want %v", status.Code(sent), c.code)
			}
			if text := fmt.Sprint(status.Convert(sent).Proto()); strings.Contains(text, io.ErrUnexpectedEOF.Error()) {
				t.Errorf("the cause crossed the wire: %s", text)
			}
			if again := fault.ToStatus(sent); !proto.Equal(status.Convert(again).Proto(), status.Convert(sent).Proto()) {
				t.Errorf("translating twice gave %v, want %v", again, sent)
			}
			var got *fault.Error
			if !errors.As(fault.FromStatus(sent), &got) {
				t.Fatalf("FromStatus gave %T, want *fault.Error", fault.FromStatus(sent))
			}
			c.fault.Cause = nil
			if !reflect.DeepEqual(got, c.fault) {
				t.Errorf("came back as %+v, want %+v", got, c.fault)
			}
		})
	}
}

func TestABugTellsTheCallerNothing(t *testing.T) {
	secret := "the key is 7"
	for name, err := range map[string]error{
		"a plain error":            errors.New(secret),
		"a fault of kind Bug":      &fault.Error{Kind: fault.Bug, Reason: "SECRET_REASON", Message: secret, Metadata: map[string]string{"k": secret}},
		"a fault without kind":     &fault.Error{Message: secret},
		"a status of code Unknown": status.Error(codes.Unknown, secret),
		"a status of code INTERNAL": fmt.Errorf("%s: %w", secret,
			status.Error(codes.Internal, secret)),
	} {
		t.Run(name, func(t *testing.T) {
			s := status.Convert(fault.ToStatus(err))
			if s.Code() != codes.Internal || s.Message() != "internal error" {
				t.Errorf("got %v %q, want Internal \"internal error\"", s.Code(), s.Message())
			}
			if text := fmt.Sprint(s.Proto()); strings.Contains(text, secret) || strings.Contains(text, "SECRET") {
				t.Errorf("the status tells %s", text)
			}
			if got := fault.Reason(s.Err()); got != fault.ReasonInternal {
				t.Errorf("reason %q, want %q", got, fault.ReasonInternal)
			}
			var back *fault.Error
			if !errors.As(fault.FromStatus(s.Err()), &back) || back.Kind != fault.Bug {
				t.Errorf("came back as %v, want a Bug", fault.FromStatus(s.Err()))
			}
		})
	}
}

func TestTheEndOfTheCallersContextKeepsItsCode(t *testing.T) {
	for err, want := range map[error]codes.Code{
		context.Canceled:         codes.Canceled,
		context.DeadlineExceeded: codes.DeadlineExceeded,
	} {
		if got := status.Code(fault.ToStatus(fmt.Errorf("reading: %w", err))); got != want {
			t.Errorf("%v became %v, want %v", err, got, want)
		}
	}
	if got := fault.FromCall("/a.b.C/D", status.Error(codes.Canceled, "x")); !errors.Is(got, context.Canceled) {
		t.Errorf("a cancelled call came back as %v, want context.Canceled", got)
	}
	if fault.ToStatus(nil) != nil || fault.FromStatus(nil) != nil {
		t.Error("no error became an error")
	}
}

func TestAStatusThatSomebodyChosePassesThroughWithoutTheWrappersText(t *testing.T) {
	got := fault.ToStatus(fmt.Errorf("private: %w", status.Error(codes.Unimplemented, "later")))
	if s := status.Convert(got); s.Code() != codes.Unimplemented || s.Message() != "later" {
		t.Errorf("got %v", got)
	}
}

func TestAnUnreachableUpstreamIsUnavailableAndNamesTheMethod(t *testing.T) {
	for _, code := range []codes.Code{codes.Unavailable, codes.DeadlineExceeded} {
		var got *fault.Error
		if !errors.As(fault.FromCall("/a.b.C/D", status.Error(code, "connection refused")), &got) {
			t.Fatalf("%v: no *fault.Error", code)
		}
		if got.Kind != fault.Unavailable || got.Reason != fault.ReasonUpstreamUnavailable || !strings.Contains(got.Message, "/a.b.C/D") {
			t.Errorf("%v became %+v", code, got)
		}
		if !strings.Contains(fault.Loggable(got), "connection refused") {
			t.Errorf("the log would not tell the cause: %s", fault.Loggable(got))
		}
	}
}

func TestForeignErrorsComeBackByTheirCode(t *testing.T) {
	kind := func(err error) fault.Kind {
		var e *fault.Error
		if !errors.As(err, &e) {
			return 0
		}
		return e.Kind
	}
	if got := kind(fault.FromStatus(status.Error(codes.ResourceExhausted, "too big"))); got != fault.Exhausted {
		t.Errorf("RESOURCE_EXHAUSTED became kind %d", got)
	}
	if got := kind(fault.FromStatus(status.Error(codes.Unimplemented, "older"))); got != fault.Bug {
		t.Errorf("UNIMPLEMENTED became kind %d", got)
	}
	if got := fault.FromStatus(io.EOF); !errors.Is(got, io.EOF) || errors.As(got, new(*fault.Error)) {
		t.Errorf("an error that is no status became %v", got)
	}
}

func TestViolationsReadAsSentences(t *testing.T) {
	v := fault.Violation{Field: "application.doctor.rpps", Seen: "123", Wanted: "11 digits"}
	if got, want := v.String(), `application.doctor.rpps: "123", want 11 digits`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	absent := fault.Violation{Field: "request_id", Wanted: "1 to 64 characters"}
	if got, want := absent.String(), `request_id: nothing, want 1 to 64 characters`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var descriptions []string
	for _, d := range status.Convert(fault.ToStatus(fault.BadInput(v, absent))).Details() {
		if bad, ok := d.(*errdetails.BadRequest); ok {
			for _, row := range bad.GetFieldViolations() {
				descriptions = append(descriptions, row.GetField()+" "+row.GetDescription())
			}
		}
	}
	want := []string{`application.doctor.rpps seen: "123"; wanted: 11 digits`, `request_id seen: nothing; wanted: 1 to 64 characters`}
	if !reflect.DeepEqual(descriptions, want) {
		t.Errorf("got %q, want %q", descriptions, want)
	}
}

func TestADescriptionWrittenByOthersIsKeptWhole(t *testing.T) {
	for _, text := range []string{"must be set", `seen: "broken`, `seen: "a" and more`, "seen: x; wanted: y", ""} {
		s, err := status.New(codes.InvalidArgument, "no").WithDetails(
			&errdetails.ErrorInfo{Reason: "INVALID_REQUEST", Domain: fault.Domain},
			&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "f", Description: text}}})
		if err != nil {
			t.Fatal(err)
		}
		var got *fault.Error
		if !errors.As(fault.FromStatus(s.Err()), &got) || len(got.Violations) != 1 || got.Violations[0].Wanted != text {
			t.Errorf("%q came back as %+v", text, got)
		}
	}
}

// The C, C++ and Python libraries refuse more than 8 KiB of trailers.
func TestEveryFaultFitsTheTrailersHoweverMuchIsWrong(t *testing.T) {
	all := make([]fault.Violation, 0, 500)
	for i := range 500 {
		all = append(all, fault.Violation{Field: fmt.Sprintf("lines[%d].name", i), Seen: strings.Repeat("é", 1000), Wanted: "at most 64 characters"})
	}
	long := strings.Repeat("é%\n", 1000)
	for name, e := range map[string]*fault.Error{
		"violations":  fault.BadInput(all...),
		"wrong state": fault.Refused("REASON", long, long, "key", long, "other", long),
		"missing":     fault.Missing("contract", long),
		"reused":      fault.RequestIDReused("/a.b.C/D", long),
		"stale":       fault.Outdated("contract", long, long, long),
	} {
		t.Run(name, func(t *testing.T) {
			s := status.Convert(fault.ToStatus(e))
			raw, err := proto.Marshal(s.Proto())
			if err != nil {
				t.Fatal(err)
			}
			percentEncoded := 0
			for _, b := range []byte(s.Message()) {
				if percentEncoded++; b >= 0x7f || b < 0x20 || b == '%' {
					percentEncoded += 2
				}
			}
			if size := len(raw)*4/3 + percentEncoded; size > 7600 {
				t.Errorf("the trailers take %d bytes (details %d, message %d), want at most 7600", size, len(raw), percentEncoded)
			}
		})
	}
	var got *fault.Error
	if !errors.As(fault.FromStatus(fault.ToStatus(fault.BadInput(all...))), &got) || len(got.Violations) < 10 {
		t.Fatalf("came back as %v", got)
	}
	last := got.Violations[len(got.Violations)-1]
	if want := fmt.Sprintf("%d further violations", 500-len(got.Violations)+1); last.Seen != want {
		t.Errorf("the last violation counts %q, want %q", last.Seen, want)
	}
}

func TestTextThatIsNotUTF8StillCarriesItsDetails(t *testing.T) {
	bad := "a\xffb"
	for name, err := range map[string]error{
		"violation": fault.BadInput(fault.Violation{Field: bad, Seen: bad, Wanted: bad}),
		"missing":   fault.Missing("contract", bad),
		"refused":   fault.Refused("R", bad, bad, bad, bad),
		"reused":    fault.RequestIDReused("/m", bad),
	} {
		if fault.Reason(fault.ToStatus(err)) == "" {
			t.Errorf("%s: the details were lost", name)
		}
	}
}

func TestWhatGoesToTheLogHoldsNoValueOfTheCaller(t *testing.T) {
	rpps := "10003456789"
	refused := fault.BadInput(fault.Violation{Field: "doctor.rpps", Seen: rpps, Wanted: "12 digits"})
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"bare":               {refused, "INVALID_REQUEST doctor.rpps"},
		"wrapped":            {fmt.Errorf("assessing: %w", refused), "assessing: INVALID_REQUEST doctor.rpps"},
		"the cause of a bug": {&fault.Error{Kind: fault.Bug, Reason: "INTERNAL", Message: "eligibility refused us", Cause: refused}, "INTERNAL: eligibility refused us: INVALID_REQUEST doctor.rpps"},
		"joined":             {errors.Join(io.EOF, refused), "EOF\nINVALID_REQUEST doctor.rpps"},
		"an unknown id":      {fault.Missing("doctor", rpps), "DOCTOR_NOT_FOUND"},
		"no fault at all":    {fmt.Errorf("reading: %w", io.EOF), "reading: EOF"},
		"no error":           {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fault.Loggable(c.err); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAReasonIsFoundThroughWrapping(t *testing.T) {
	err := fmt.Errorf("paying: %w", fault.Missing("dues run", "run_1"))
	if !fault.Is(err, "DUES_RUN_NOT_FOUND") {
		t.Errorf("%v has no reason DUES_RUN_NOT_FOUND", err)
	}
	if fault.Is(err, "CONTRACT_NOT_FOUND") || fault.Is(io.EOF, "DUES_RUN_NOT_FOUND") {
		t.Error("a reason was found where there is none")
	}
}

func FuzzAViolationComesBackFromItsDescription(f *testing.F) {
	f.Add("a.b", "1\"2", "11 digits; wanted: more")
	f.Add("", "", "nothing; wanted: x")
	f.Add("f", "seen: \xff\u2028", "")
	f.Fuzz(func(t *testing.T, field, seen, wanted string) {
		sent := fault.Violation{Field: field, Seen: seen, Wanted: wanted}
		var got *fault.Error
		if !errors.As(fault.FromStatus(fault.ToStatus(fault.BadInput(sent))), &got) || len(got.Violations) != 1 {
			t.Fatalf("%q came back as %v", sent, got)
		}
		again := got.Violations[0]
		if len(field)+len(seen)+len(wanted) > 100 { // longer ones are cut
			return
		}
		valid := func(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
		if want := (fault.Violation{Field: valid(field), Seen: valid(seen), Wanted: valid(wanted)}); len([]rune(seen)) <= 64 && again != want {
			t.Errorf("came back as %q, want %q", again, want)
		}
	})
}
