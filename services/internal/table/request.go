package table

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/timestamppb"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
)

// requestIDLimit bounds a request id, in bytes, so that its key fits.
const requestIDLimit = 128

// Call is one writing call: who asks for what.
type Call struct {
	Actor     string        // 1 to 64 bytes without '/'
	Method    string        // full gRPC method, "/package.Service/Method"
	RequestID string        // the caller's, unique for the actor and the method
	Request   proto.Message // as it was received
	At        time.Time     // when it is kept
}

// Remembered looks for an earlier call of the same actor, method and request id.
// If its request was the same, the answer it got is put into resp; if it was
// another, the call is refused with [fault.RequestIDReused]. Calls of the same
// transaction, and of those before it in the same commit, are found too.
func Remembered[Resp proto.Message](tx *Tx, call Call, resp Resp) (found bool, err error) {
	key, err := call.key()
	if err != nil {
		return false, err
	}
	record, found, err := requests().Get(tx, key)
	if err != nil || !found {
		return false, err
	}
	first := call.Request.ProtoReflect().New().Interface()
	if !record.GetRequest().MessageIs(first) {
		return false, fault.RequestIDReused(call.Method, call.RequestID)
	}
	if err := record.GetRequest().UnmarshalTo(first); err != nil {
		return false, tx.db.damage(undecodable(requestsTable, key, err))
	}
	if !proto.Equal(first, call.Request) {
		return false, fault.RequestIDReused(call.Method, call.RequestID)
	}
	if !record.GetResponse().MessageIs(resp) {
		return false, fmt.Errorf("method %s answered with %s earlier, not with %s", call.Method,
			record.GetResponse().MessageName(), resp.ProtoReflect().Descriptor().FullName())
	}
	if err := record.GetResponse().UnmarshalTo(resp); err != nil {
		return false, tx.db.damage(undecodable(requestsTable, key, err))
	}
	return true, nil
}

// Remember keeps the answer to a call, in the transaction that keeps its change.
// [ErrExists] if there is one already: ask [Remembered] first.
func Remember(tx *Tx, call Call, resp proto.Message) error {
	key, err := call.key()
	if err != nil {
		return err
	}
	request, err := anypb.New(call.Request)
	if err != nil {
		return fmt.Errorf("remember the request of %s: %w", call.Method, err)
	}
	response, err := anypb.New(resp)
	if err != nil {
		return fmt.Errorf("remember the answer of %s: %w", call.Method, err)
	}
	return requests().Insert(tx, key, &storev1.RequestRecord{
		Method: call.Method, Actor: call.Actor, RequestId: call.RequestID,
		Request: request, Response: response, CreateTime: timestamppb.New(call.At),
	})
}

func requests() Table[*storev1.RequestRecord] { return New[*storev1.RequestRecord](requestsTable) }

// key gives the key of the call's record. A request id that cannot be part of a
// key is the caller's to mend; the rest is ours.
func (c Call) key() (string, error) {
	if c.Request == nil || strings.Count(c.Method, "/") != 2 || !strings.HasPrefix(c.Method, "/") {
		return "", fmt.Errorf("a call of method %q with request %T, want a full gRPC method and a message", c.Method, c.Request)
	}
	if c.Actor == "" || len(c.Actor) > 64 || strings.Contains(c.Actor, "/") {
		return "", fmt.Errorf("a call of %s by actor %q, want 1 to 64 bytes without '/'", c.Method, c.Actor)
	}
	if c.RequestID == "" || len(c.RequestID) > requestIDLimit || !utf8.ValidString(c.RequestID) ||
		strings.ContainsFunc(c.RequestID, unicode.IsControl) {
		return "", fault.BadInput(fault.Violation{
			Field: "request_id", Seen: strings.ToValidUTF8(c.RequestID, "\uFFFD"),
			Wanted: fmt.Sprintf("1 to %d bytes of text without control characters", requestIDLimit),
		})
	}
	// No part before the request id can hold more slashes than these, so two
	// different calls never share a key.
	return c.Method + "/" + c.Actor + "/" + c.RequestID, nil
}
