package table

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
)

// Change says what a call changed, for its audit event.
type Change struct {
	Resource string // the id of what changed
	What     string // in a few words, for example "signed by the doctor"
	Revision int64  // of the resource, where revisions are counted
	Owner    string // whose the resource is, for example the fund code
	Reason   int32  // from the service's closed list; 0 for none
	Note     string // why, in the caller's words
	OnDate   string // the civil date on which it happened, ISO 8601
	Fields   []*storev1.FieldChange
}

// Append adds one audit event, in the transaction that keeps the change it
// tells of. Events are numbered from 1 without gaps, in the order of keeping:
// what is not kept takes no number. Each holds the hash of the one before, so
// that none can be changed, taken out or put in without breaking the chain.
func Append(tx *Tx, call Call, c Change) error {
	last, err := lastEvent(tx)
	if err != nil {
		return err
	}
	e := &storev1.AuditEvent{
		Sequence: last.GetSequence() + 1, Actor: call.Actor, Method: call.Method, RequestId: call.RequestID,
		Resource: c.Resource, What: c.What, CreateTime: timestamppb.New(call.At),
		Revision: c.Revision, Owner: c.Owner, Reason: c.Reason, Note: c.Note, OnDate: c.OnDate, Changes: c.Fields,
		PreviousHash: last.GetHash(),
	}
	e.Hash = HashOf(e)
	key := eventKey(e.GetSequence())
	if err := events().Insert(tx, key, e); err != nil {
		return err
	}
	tx.appended = e
	for _, row := range eventRows(key, e) {
		if err := eventsByResource().Put(tx, row, key); err != nil {
			return err
		}
	}
	return nil
}

// lastEvent is the event that was kept last; an empty one before the first.
func lastEvent(tx *Tx) (*storev1.AuditEvent, error) {
	if _, err := tx.spec(eventsTable); err != nil {
		return nil, err
	}
	if tx.appended != nil {
		return tx.appended, nil
	}
	key, err := tx.last(eventsTable)
	if err != nil || key == "" {
		return &storev1.AuditEvent{}, err
	}
	if _, err := strconv.ParseInt(key, 10, 64); err != nil {
		return nil, tx.db.damage(fmt.Sprintf("key %q of table %s is no sequence", key, eventsTable))
	}
	last, found, err := events().Get(tx, key)
	if err == nil && !found {
		err = tx.db.damage(fmt.Sprintf("event %s cannot be found again", key))
	}
	return last, err
}

// LastKept is when the last change was kept; the zero time before the first.
func (db *DB) LastKept(ctx context.Context) (at time.Time, err error) {
	err = db.View(ctx, func(tx *Tx) error {
		last, err := lastEvent(tx)
		if err == nil && last.GetCreateTime() != nil {
			at = last.GetCreateTime().AsTime()
		}
		return err
	})
	return at, err
}

// HashOf is the hash of an event, its own hash left out: SHA-256, hexadecimal, over the
// line "assistmed event 1" and one line for each field, in a fixed order, as
// "name=length:value". The length, in bytes, keeps a value from posing as another
// field. Protobuf promises no canonical bytes, hence a form of our own.
func HashOf(e *storev1.AuditEvent) string {
	b := append(make([]byte, 0, 1024+proto.Size(e)*5/4), "assistmed event 1\n"...)
	line := func(name, value string) {
		b = append(append(b, name...), '=')
		b = append(strconv.AppendInt(b, int64(len(value)), 10), ':')
		b = append(append(b, value...), '\n')
	}
	line("previous_hash", e.GetPreviousHash())
	line("sequence", strconv.FormatInt(e.GetSequence(), 10))
	line("create_time", e.GetCreateTime().AsTime().UTC().Format(time.RFC3339Nano))
	line("actor", e.GetActor())
	line("method", e.GetMethod())
	line("request_id", e.GetRequestId())
	line("resource", e.GetResource())
	line("revision", strconv.FormatInt(e.GetRevision(), 10))
	line("owner", e.GetOwner())
	line("what", e.GetWhat())
	line("reason", strconv.FormatInt(int64(e.GetReason()), 10))
	line("note", e.GetNote())
	line("on_date", e.GetOnDate())
	for _, c := range e.GetChanges() {
		line("field", c.GetField())
		line("before", c.GetBefore())
		line("after", c.GetAfter())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Flaw is how an event does not fit the chain; zero when it does.
type Flaw uint8

// The flaws, as they are looked for.
const (
	Gap       Flaw = iota + 1 // an event is missing before it
	Misplaced                 // it is kept under another number than its own
	Unlinked                  // it does not hold the hash of the event before
	Altered                   // its content is not what was hashed
)

// String is the flaw in a few words.
func (f Flaw) String() string {
	switch f {
	case Gap:
		return "an event is missing before it"
	case Misplaced:
		return "it is kept under another number than its own"
	case Unlinked:
		return "it does not hold the hash of the event before"
	case Altered:
		return "its content is not what was hashed"
	default:
		return "it fits"
	}
}

// Chain is what a walk over the events found.
type Chain struct {
	Events   int64  // walked, and fitting
	LastHash string // of the last fitting one
	Broken   int64  // the number under which the first event that does not fit is kept; 0 when all do
	Flaw     Flaw   // of the broken one
}

// VerifyEvents walks the events, all of them, and recomputes the chain, on one state of
// the file. Events of a file that was made before there was a chain come first and have
// no hash; once one has, all have. An event that does not decode is damage of the store.
func (db *DB) VerifyEvents(ctx context.Context) (Chain, error) {
	var chain Chain
	err := db.View(ctx, func(tx *Tx) error {
		return events().Scan(tx, "", func(key string, e *storev1.AuditEvent) (bool, error) {
			place, err := strconv.ParseInt(key, 10, 64)
			if err != nil {
				return false, tx.db.damage(fmt.Sprintf("key %q of table %s is no sequence", key, eventsTable))
			}
			chain = chain.with(place, e)
			return chain.Flaw == 0, nil
		})
	})
	return chain, err
}

// with is the chain with one more event, which is kept under the number place.
func (c Chain) with(place int64, e *storev1.AuditEvent) Chain {
	if c.Flaw = c.flaw(place, e); c.Flaw != 0 {
		c.Broken = place
		return c
	}
	c.Events, c.LastHash = place, e.GetHash()
	return c
}

// flaw tells how the event does not follow those of the chain.
func (c Chain) flaw(place int64, e *storev1.AuditEvent) Flaw {
	switch {
	case place != c.Events+1:
		return Gap
	case e.GetSequence() != place:
		return Misplaced
	case e.GetHash() == "" && c.LastHash == "" && e.GetPreviousHash() == "":
		return 0
	case e.GetPreviousHash() != c.LastHash:
		return Unlinked
	case e.GetHash() != HashOf(e):
		return Altered
	}
	return 0
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

// walked bounds how many events one call of EventsAfter looks at: a caller whose events
// are few among many must not hold up the writer.
const walked = 1 << 12

// EventsAfter gives, in order, events after a sequence whose owner is the given one, or
// anybody's when it is empty: at most limit of them, fewer (or none) where more would be
// too large for one answer or too far away. next is the sequence to go on after, and end
// tells that no later event was there. A sequence that no event has yet is refused with a
// [fault.Invalid] on after_sequence: who has seen it has seen another file.
func EventsAfter(tx *Tx, sequence int64, owner string, limit int) (list []*storev1.AuditEvent, next int64, end bool, err error) {
	next, end = sequence, true
	seen, size := 0, 0
	last, err := lastEvent(tx)
	if err != nil {
		return nil, 0, false, err
	}
	if sequence < 0 || sequence > last.GetSequence() {
		return nil, 0, false, fault.BadInput(fault.Violation{
			Field: "after_sequence", Seen: strconv.FormatInt(sequence, 10),
			Wanted: fmt.Sprintf("0 to %d, the last event there is", last.GetSequence()),
		})
	}
	err = tx.scan(eventsTable, "", eventKey(sequence), func(key string, value []byte) (bool, error) {
		e, err := events().decode(tx, key, value)
		if err != nil {
			return false, err
		}
		mine := owner == "" || e.GetOwner() == owner
		if mine {
			size += proto.Size(e)
		}
		if seen == walked || mine && (len(list) == limit || len(list) > 0 && size > maxBytes) {
			end = false
			return false, nil
		}
		if mine {
			list = append(list, e)
		}
		seen, next = seen+1, e.GetSequence()
		return true, nil
	})
	if err != nil {
		return nil, 0, false, err
	}
	return list, next, end, nil
}

// EventsOf gives a page of the events of one resource, in order. The prefix of q is ours
// to set.
func EventsOf(tx *Tx, resource string, q Query) (list []*storev1.AuditEvent, next string, err error) {
	q.Prefix = resource + "/"
	return PageBy(tx, eventsByResource(), events(), q)
}

func events() Table[*storev1.AuditEvent] { return New[*storev1.AuditEvent](eventsTable) }

func eventsByResource() Index { return NewIndex(eventsByResourceIndex) }

// eventRows are the index rows of an event. One without hash was kept before there was
// the index.
func eventRows(key string, m proto.Message) []string {
	e := m.(*storev1.AuditEvent)
	if e.GetHash() == "" {
		return nil
	}
	return []string{e.GetResource() + "/" + key}
}

// eventKey is as wide as the largest number, so that keys sort as numbers do.
func eventKey(sequence int64) string { return fmt.Sprintf("%020d", sequence) }
