// Package keep is the fourth step of every writing handler: one write transaction
// that holds the change, the remembered request and the audit event together.
package keep

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	"assistmed/services/internal/serve"
	"assistmed/services/internal/table"
)

// Request is a request that writes.
type Request interface {
	proto.Message
	GetRequestId() string
}

// Call is who asks for what, for the remembered request and the audit event. A call
// without an actor is the fault ACTOR_MISSING.
func Call(ctx context.Context, method string, req Request, at time.Time) (table.Call, error) {
	actor, err := serve.Actor(ctx)
	if err != nil {
		return table.Call{}, err
	}
	return table.Call{Actor: actor, Method: method, RequestID: req.GetRequestId(), Request: req, At: at}, nil
}

// Change says what a call changed, for the audit event.
type Change = table.Change

// Replay looks for the answer of an earlier call with the same request id, before
// any upstream is asked: a repeated call is answered even when the upstream is not
// there. It fills resp and returns true when it finds one. The same id with other
// content is the fault REQUEST_ID_REUSED. The caller is told by the header metadata
// "replayed: true".
func Replay[R proto.Message](ctx context.Context, db *table.DB, call table.Call, resp R) (bool, error) {
	found := false
	err := db.View(ctx, func(tx *table.Tx) error {
		var err error
		found, err = table.Remembered(tx, call, resp)
		return err
	})
	if found && err == nil {
		tellReplayed(ctx)
	}
	return found, err
}

// tellReplayed says in the header of the answer that it was given before. It fails only
// where nobody is called: outside a gRPC call.
func tellReplayed(ctx context.Context) { _ = grpc.SetHeader(ctx, metadata.Pairs("replayed", "true")) }

// Once runs decide in one write transaction and keeps the request, its answer and
// the audit event with what decide wrote. If the call was kept before, decide is not
// run and resp is the first answer. decide reads fresh state, decides by a pure call,
// writes its records and fills resp; when it fails nothing at all is kept. A first
// answer that is given again is told as by Replay.
func Once[R proto.Message](ctx context.Context, db *table.DB, call table.Call, resp R, decide func(*table.Tx) (Change, error)) error {
	return db.Update(ctx, func(tx *table.Tx) error {
		found, err := table.Remembered(tx, call, resp)
		if found && err == nil {
			tellReplayed(ctx)
		}
		if found || err != nil {
			return err
		}
		change, err := decide(tx)
		if err != nil {
			return err
		}
		if err := table.Remember(tx, call, resp); err != nil {
			return err
		}
		return table.Append(tx, call, change)
	})
}
