package table

import (
	"context"
	"fmt"
	"strconv"

	"google.golang.org/protobuf/types/known/timestamppb"

	storev1 "assistmed/gen/go/assistmed/store/v1"
)

// Append adds one audit event, in the transaction that keeps the change it
// tells of. Events are numbered from 1 without gaps, in the order of keeping:
// what is not kept takes no number. resource is the id of what changed, what
// says in a few words how.
func Append(tx *Tx, call Call, resource, what string) error {
	if _, err := tx.spec(eventsTable); err != nil {
		return err
	}
	key, err := tx.last(eventsTable)
	if err != nil {
		return err
	}
	sequence := int64(1)
	if key != "" {
		last, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			return tx.db.damage(fmt.Sprintf("key %q of table %s is no sequence", key, eventsTable))
		}
		sequence = last + 1
	}
	return events().Insert(tx, eventKey(sequence), &storev1.AuditEvent{
		Sequence: sequence, Actor: call.Actor, Method: call.Method, RequestId: call.RequestID,
		Resource: resource, What: what, CreateTime: timestamppb.New(call.At),
	})
}

// Events gives the whole audit trail in order. It is meant for tests and tools:
// all of it is held in memory.
func (db *DB) Events(ctx context.Context) ([]*storev1.AuditEvent, error) {
	var all []*storev1.AuditEvent
	err := db.View(ctx, func(tx *Tx) error {
		return events().Scan(tx, "", func(_ string, e *storev1.AuditEvent) (bool, error) {
			all = append(all, e)
			return true, nil
		})
	})
	return all, err
}

func events() Table[*storev1.AuditEvent] { return New[*storev1.AuditEvent](eventsTable) }

// eventKey is as wide as the largest number, so that keys sort as numbers do.
func eventKey(sequence int64) string { return fmt.Sprintf("%020d", sequence) }
