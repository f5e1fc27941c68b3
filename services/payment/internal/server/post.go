package server

import (
	"context"

	"google.golang.org/protobuf/proto"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/table"
)

// once is keep.Once for calls that may post: a breach of the ledger is told as one, and
// takes the service out of SERVING; after one, nothing is posted any more.
func once[R proto.Message](ctx context.Context, s *Server, call table.Call, resp R, decide func(*table.Tx) (keep.Change, error)) error {
	if err := s.refuseAfterBreach(); err != nil {
		return err
	}
	return s.breached(keep.Once(ctx, s.store.DB(), call, resp, decide))
}

// recordedOn is the civil day of a call, in UTC: when the ledger learns of a fact.
func recordedOn(call table.Call) civil.Date {
	at := call.At.UTC()
	// A clock always shows a day of the calendar.
	day, _ := civil.New(at.Year(), int(at.Month()), at.Day())
	return day
}

// factOf is what the transactions of one call have in common; each adds its key and its
// reason, by keyed.
func factOf(call table.Call, fund string, on civil.Date) ledger.Fact {
	return ledger.Fact{FundCode: fund, On: on, Recorded: recordedOn(call), Actor: call.Actor}
}

// keyed is a fact with the key and the reason of one transaction.
func keyed(f ledger.Fact, key, reason string) ledger.Fact {
	f.Key, f.Reason = key, reason
	return f
}
