// Package fault holds the few ways in which a call can fail, and their one
// translation to and from gRPC status.
//
// A message and a violation may hold a value that the caller sent; they go back
// to that caller and nowhere else. What goes to a log is [Loggable].
package fault

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind is the closed list of the ways to fail. Each has exactly one gRPC code.
type Kind int

// The kinds, each with its gRPC code and the detail that goes with it.
const (
	Invalid         Kind = iota + 1 // INVALID_ARGUMENT, BadRequest with all violations
	NotFound                        // NOT_FOUND, ResourceInfo
	WrongState                      // FAILED_PRECONDITION, PreconditionFailure
	Reused                          // ALREADY_EXISTS: the same request id with other content
	Stale                           // ABORTED: decided on what is no longer so; read again
	Forbidden                       // PERMISSION_DENIED: this actor may not do this
	Unauthenticated                 // UNAUTHENTICATED: no actor
	Exhausted                       // RESOURCE_EXHAUSTED
	Unavailable                     // UNAVAILABLE: an upstream does not answer; try again
	Damaged                         // DATA_LOSS
	Bug                             // INTERNAL: the caller learns nothing, the log everything
)

// Reasons that this package gives itself. A reason is stable: callers compare it.
const (
	ReasonInvalidRequest      = "INVALID_REQUEST"
	ReasonRequestIDReused     = "REQUEST_ID_REUSED"
	ReasonETagMismatch        = "ETAG_MISMATCH"
	ReasonUpstreamUnavailable = "UPSTREAM_UNAVAILABLE"
	ReasonInternal            = "INTERNAL"
)

// Ours tells whether the fault lies with us (or our surroundings) and not with the caller.
func (k Kind) Ours() bool {
	switch k {
	case Invalid, NotFound, WrongState, Reused, Stale, Forbidden, Unauthenticated, Exhausted:
		return false
	default:
		return true
	}
}

// seenLimit bounds how much of a caller's value is sent back to him, in runes.
const seenLimit = 64

// Violation is one field of a request that cannot be accepted.
type Violation struct {
	Field  string // path from the request, for example "application.doctor.rpps"
	Seen   string // the value as sent; empty when nothing was sent
	Wanted string // what would be accepted, for example "11 digits"
}

// String gives one line, for example `application.doctor.rpps: "123", want 11 digits`.
func (v Violation) String() string {
	return v.Field + ": " + v.seen() + ", want " + v.Wanted
}

// seen quotes the value that was seen, shortened; "nothing" when there was none.
func (v Violation) seen() string {
	if v.Seen == "" {
		return "nothing"
	}
	return strconv.Quote(shorten(v.Seen, seenLimit))
}

// Error is the only error type that crosses the wire.
type Error struct {
	Kind       Kind
	Reason     string            // UPPER_SNAKE, stable
	Message    string            // a human sentence: value seen, value wanted, next step
	Metadata   map[string]string // for programs; part of ErrorInfo
	Violations []Violation       // for Invalid: all of them at once
	Subject    string            // name of the resource, for NotFound and WrongState
	Cause      error             // for the log only, never sent
}

// Error gives the reason, the message and the cause: for tests and developers.
// It may hold values of the caller; a log takes [Loggable].
func (e *Error) Error() string {
	text := e.Reason + ": " + e.Message
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// BadInput refuses a request and names every violation. It never returns nil:
// whoever collects violations asks first whether there are any.
func BadInput(violations ...Violation) *Error {
	lines := make([]string, len(violations))
	for i, v := range violations {
		lines[i] = v.String()
	}
	return &Error{
		Kind:       Invalid,
		Reason:     ReasonInvalidRequest,
		Message:    "the request was refused; " + strings.Join(lines, "; "),
		Violations: violations,
	}
}

// Missing says that a resource ("contract", "run") with this id does not exist.
// Its reason is the resource in UPPER_SNAKE followed by _NOT_FOUND.
func Missing(resource, id string) *Error {
	upper := strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(resource))
	return &Error{
		Kind:     NotFound,
		Reason:   upper + "_NOT_FOUND",
		Message:  fmt.Sprintf("%s %q does not exist; check the id", resource, shorten(id, seenLimit)),
		Metadata: map[string]string{metadataResource: resource},
		Subject:  shorten(id, seenLimit),
	}
}

// Refused says that the subject is in a state which does not allow the call.
// The metadata is given as key, value, key, value.
func Refused(reason, subject, message string, metadata ...string) *Error {
	return &Error{Kind: WrongState, Reason: reason, Subject: subject, Message: message, Metadata: pairs(metadata)}
}

// Denied says that this actor may not do this.
// The metadata is given as key, value, key, value.
func Denied(reason, message string, metadata ...string) *Error {
	return &Error{Kind: Forbidden, Reason: reason, Message: message, Metadata: pairs(metadata)}
}

// RequestIDReused says that the request id was kept earlier with other content.
func RequestIDReused(method, requestID string) *Error {
	return &Error{
		Kind:   Reused,
		Reason: ReasonRequestIDReused,
		Message: fmt.Sprintf("request_id %q was already used for %s with other content; repeat the first request unchanged or take a new request_id",
			shorten(requestID, seenLimit), method),
		Metadata: map[string]string{"method": method, "request_id": shorten(requestID, seenLimit)},
	}
}

// Outdated says that the caller decided on another revision of the resource than the
// one that stands now.
func Outdated(resource, id, seen, now string) *Error {
	return &Error{
		Kind:    Stale,
		Reason:  ReasonETagMismatch,
		Subject: shorten(id, seenLimit),
		Message: fmt.Sprintf("%s %s has etag %q, the request says %q; read it again, decide on what it says now, and call with its etag",
			resource, shorten(id, seenLimit), now, shorten(seen, seenLimit)),
		Metadata: map[string]string{metadataResource: resource, "etag": now},
	}
}

// Is tells whether err is, or wraps, an [Error] with this reason.
func Is(err error, reason string) bool {
	var e *Error
	return errors.As(err, &e) && e.Reason == reason
}

// pairs makes a map of key, value, key, value; a key without a value gets an empty one.
func pairs(list []string) map[string]string {
	if len(list) == 0 {
		return nil
	}
	m := make(map[string]string, (len(list)+1)/2)
	for i := 0; i < len(list); i += 2 {
		m[list[i]] = ""
		if i+1 < len(list) {
			m[list[i]] = list[i+1]
		}
	}
	return m
}

// shorten keeps at most limit runes of valid UTF-8 and marks the cut.
func shorten(text string, limit int) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit-1]) + "…"
}
