package fault

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/protoadapt"
)

// Domain is the ErrorInfo domain of every fault of ours.
const Domain = "assistmed"

// metadataResource is the metadata key that holds the kind of a missing resource.
const metadataResource = "resource"

// metadataSentence is the metadata key that holds the French sentence of a refusal.
const metadataSentence = "fr"

// internalMessage is all that a caller learns of a bug.
const internalMessage = "internal error"

// A status travels in HTTP/2 trailers, and gRPC libraries in C, C++ and Python
// refuse more than 8 KiB of them with an error that tells nothing. The limits
// below keep base64 details and percent-encoded message together under that.
const (
	messageLimit    = 1200 // bytes of the message, percent-encoded
	valueLimit      = 256  // runes of one metadata value, or of a subject
	sentenceLimit   = 480  // runes of the French sentence of a refusal
	violationsLimit = 3000 // bytes of fields and descriptions
)

// Code gives the gRPC code of the kind; a kind outside the list is a bug.
func (k Kind) Code() codes.Code {
	switch k {
	case Invalid:
		return codes.InvalidArgument
	case NotFound:
		return codes.NotFound
	case WrongState:
		return codes.FailedPrecondition
	case Reused:
		return codes.AlreadyExists
	case Stale:
		return codes.Aborted
	case Forbidden:
		return codes.PermissionDenied
	case Unauthenticated:
		return codes.Unauthenticated
	case Exhausted:
		return codes.ResourceExhausted
	case Unavailable:
		return codes.Unavailable
	case Damaged:
		return codes.DataLoss
	default:
		return codes.Internal
	}
}

// kindOf is the way back from [Kind.Code].
func kindOf(code codes.Code) Kind {
	for kind := Invalid; kind < Bug; kind++ {
		if kind.Code() == code {
			return kind
		}
	}
	return Bug
}

// GRPCStatus lets status.Code and status.Convert read an [Error] directly.
func (e *Error) GRPCStatus() *status.Status {
	code := e.Kind.Code()
	if code == codes.Internal {
		return withDetails(status.New(code, internalMessage),
			&errdetails.ErrorInfo{Reason: ReasonInternal, Domain: Domain})
	}
	message := fit(e.Message)
	details := []protoadapt.MessageV1{&errdetails.ErrorInfo{Reason: e.Reason, Domain: Domain, Metadata: validMetadata(e.Metadata)}}
	if len(e.Violations) > 0 {
		details = append(details, badRequest(e.Violations))
	}
	switch {
	case e.Kind == WrongState:
		details = append(details, &errdetails.PreconditionFailure{Violations: []*errdetails.PreconditionFailure_Violation{
			{Type: e.Reason, Subject: shorten(e.Subject, valueLimit), Description: message},
		}})
	case e.Kind == NotFound || e.Subject != "":
		details = append(details, &errdetails.ResourceInfo{
			ResourceType: e.Metadata[metadataResource], ResourceName: shorten(e.Subject, valueLimit), Description: message,
		})
	}
	return withDetails(status.New(code, message), details...)
}

// ToStatus translates any error into the gRPC status error that the caller gets:
// code, message, ErrorInfo and the detail of the kind. The end of the caller's
// context keeps its own code, an error that is already a status passes through,
// and everything else is a bug, of which the caller learns nothing.
func ToStatus(err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e.GRPCStatus().Err()
	}
	var s interface{ GRPCStatus() *status.Status }
	if errors.As(err, &s) {
		return passed(s.GRPCStatus())
	}
	switch {
	case errors.Is(err, context.Canceled):
		return status.Error(codes.Canceled, "the call was cancelled")
	case errors.Is(err, context.DeadlineExceeded):
		return status.Error(codes.DeadlineExceeded, "the deadline of the call has passed")
	}
	return (&Error{Kind: Bug}).GRPCStatus().Err()
}

// passed lets a status through, save those that nobody chose deliberately:
// their text was not written for a caller.
func passed(s *status.Status) error {
	switch s.Code() {
	case codes.OK:
		return nil
	case codes.Internal, codes.Unknown:
		return (&Error{Kind: Bug}).GRPCStatus().Err()
	default:
		return s.Err()
	}
}

// FromStatus is the way back from [ToStatus], for the caller's side: an [Error]
// rebuilt from the status and its details. A status that is not ours becomes
// Unavailable, Exhausted, the context's own error, or a Bug.
// An error that is no status is returned unchanged.
func FromStatus(err error) error { return FromCall("", err) }

// FromCall is [FromStatus] for the answer to a call of method, which it names
// when the other side could not be reached.
func FromCall(method string, err error) error {
	var done *Error
	if err == nil || errors.As(err, &done) {
		return err
	}
	var carrier interface{ GRPCStatus() *status.Status }
	if !errors.As(err, &carrier) {
		return err
	}
	s := carrier.GRPCStatus()
	if info, ok := detail[*errdetails.ErrorInfo](s); ok && info.GetDomain() == Domain {
		return rebuilt(s, info)
	}
	if method == "" {
		method = "the other side"
	}
	switch s.Code() {
	case codes.OK:
		return nil
	case codes.Canceled:
		return fmt.Errorf("calling %s: %w", method, context.Canceled)
	case codes.Unavailable, codes.DeadlineExceeded:
		return &Error{
			Kind: Unavailable, Reason: ReasonUpstreamUnavailable,
			Message:  method + " does not answer; try again later",
			Metadata: map[string]string{"method": method}, Cause: err,
		}
	case codes.ResourceExhausted:
		return &Error{Kind: Exhausted, Reason: "RESOURCE_EXHAUSTED", Message: method + " refused for lack of resources; send less or try again later", Cause: err}
	default:
		return &Error{Kind: Bug, Reason: ReasonInternal, Message: method + " failed", Cause: err}
	}
}

// rebuilt reads one of our own statuses.
func rebuilt(s *status.Status, info *errdetails.ErrorInfo) *Error {
	e := &Error{Kind: kindOf(s.Code()), Reason: info.GetReason(), Message: s.Message(), Metadata: info.GetMetadata()}
	if bad, ok := detail[*errdetails.BadRequest](s); ok {
		for _, v := range bad.GetFieldViolations() {
			e.Violations = append(e.Violations, violation(v))
		}
	}
	if failure, ok := detail[*errdetails.PreconditionFailure](s); ok && len(failure.GetViolations()) > 0 {
		e.Subject = failure.GetViolations()[0].GetSubject()
	}
	if resource, ok := detail[*errdetails.ResourceInfo](s); ok {
		e.Subject = resource.GetResourceName()
	}
	return e
}

// Reason gives the stable reason of a gRPC status error of ours, or "".
func Reason(err error) string {
	s, _ := status.FromError(err)
	if info, ok := detail[*errdetails.ErrorInfo](s); ok && info.GetDomain() == Domain {
		return info.GetReason()
	}
	return ""
}

// Loggable gives the text of err without any value of the caller: where a fault
// of the caller stands in the chain, only its reason and its fields remain.
func Loggable(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	for _, e := range faults(err) {
		text = strings.ReplaceAll(text, e.Error(), e.loggable())
	}
	return text
}

// loggable is the text of one fault without any value of the caller.
func (e *Error) loggable() string {
	if !e.Kind.Ours() {
		fields := make([]string, len(e.Violations))
		for i, v := range e.Violations {
			fields[i] = v.Field
		}
		return strings.TrimSpace(e.Reason + " " + strings.Join(fields, " "))
	}
	text := e.Reason + ": " + e.Message
	if e.Cause != nil {
		text += ": " + Loggable(e.Cause)
	}
	return text
}

// faults gives the outermost faults in the tree of err.
func faults(err error) []*Error {
	switch x := any(err).(type) { // node by node: the walk is what errors.As does, for all of them
	case *Error:
		return []*Error{x}
	case interface{ Unwrap() error }:
		if inner := x.Unwrap(); inner != nil {
			return faults(inner)
		}
	case interface{ Unwrap() []error }:
		var all []*Error
		for _, inner := range x.Unwrap() {
			all = append(all, faults(inner)...)
		}
		return all
	}
	return nil
}

// badRequest writes the violations, as many as fit; what did not fit is counted.
func badRequest(violations []Violation) *errdetails.BadRequest {
	bad, size := &errdetails.BadRequest{}, 0
	for i, v := range violations {
		row := fieldViolation(v)
		if size += proto.Size(row); size > violationsLimit {
			row = fieldViolation(Violation{
				Field:  "more",
				Seen:   fmt.Sprintf("%d further violations", len(violations)-i),
				Wanted: "none; correct those above and send again",
			})
			bad.FieldViolations = append(bad.FieldViolations, row)
			break
		}
		bad.FieldViolations = append(bad.FieldViolations, row)
	}
	return bad
}

const (
	seenLabel   = "seen: "
	wantedLabel = "; wanted: "
)

func fieldViolation(v Violation) *errdetails.BadRequest_FieldViolation {
	return &errdetails.BadRequest_FieldViolation{Field: strings.ToValidUTF8(v.Field, "\uFFFD"), Description: v.Description()}
}

// Description is the value seen and the value wanted, as a caller reads them.
func (v Violation) Description() string {
	return seenLabel + v.seen() + wantedLabel + strings.ToValidUTF8(v.Wanted, "\uFFFD")
}

// violation reads what fieldViolation wrote; a description in another form is kept as what is wanted.
func violation(row *errdetails.BadRequest_FieldViolation) Violation {
	v := Violation{Field: row.GetField(), Wanted: row.GetDescription()}
	rest, ours := strings.CutPrefix(row.GetDescription(), seenLabel)
	if !ours {
		return v
	}
	if wanted, ok := strings.CutPrefix(rest, "nothing"+wantedLabel); ok {
		v.Wanted = wanted
		return v
	}
	quoted, err := strconv.QuotedPrefix(rest)
	if err != nil {
		return v
	}
	seen, err := strconv.Unquote(quoted)
	if err != nil {
		return v
	}
	if wanted, ok := strings.CutPrefix(rest[len(quoted):], wantedLabel); ok {
		v.Seen, v.Wanted = seen, wanted
	}
	return v
}

// fit keeps as much valid UTF-8 of a message as messageLimit allows once it is
// percent-encoded, as grpc-message is, and marks the cut.
func fit(message string) string {
	message = strings.ToValidUTF8(message, "\uFFFD")
	size := 0
	for i, r := range message {
		if r >= ' ' && r < 0x7f && r != '%' {
			size++
		} else {
			size += 3 * utf8.RuneLen(r)
		}
		if size > messageLimit {
			return message[:i] + "…"
		}
	}
	return message
}

// withDetails adds the details; a status whose details cannot be encoded still goes out, without them.
func withDetails(s *status.Status, details ...protoadapt.MessageV1) *status.Status {
	full, err := s.WithDetails(details...)
	if err != nil {
		return s
	}
	return full
}

// detail finds the first detail of one type.
func detail[T any](s *status.Status) (T, bool) {
	for _, d := range s.Details() {
		if found, ok := d.(T); ok {
			return found, true
		}
	}
	var none T
	return none, false
}

// validMetadata makes every key and value valid UTF-8, which protobuf requires.
func validMetadata(metadata map[string]string) map[string]string {
	if len(metadata) == 0 {
		return nil
	}
	valid := make(map[string]string, len(metadata))
	for _, key := range slices.Sorted(maps.Keys(metadata)) {
		limit := valueLimit
		if key == metadataSentence {
			limit = sentenceLimit
		}
		valid[strings.ToValidUTF8(key, "\uFFFD")] = shorten(metadata[key], limit)
	}
	return valid
}
