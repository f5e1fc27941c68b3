package keep_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
)

const contracts = "contracts"

// world is a store with one table, and the number of times a call was decided.
type world struct {
	*testing.T
	db      *table.DB
	table   table.Table[*contractv1.Contract]
	decided int
}

func open(t *testing.T) *world {
	db, err := table.Open(filepath.Join(t.TempDir(), "keep.db"), table.Schema{
		Service: "keep", Version: 1,
		Tables: []table.Spec{{Name: contracts, Key: "contract id", Message: (*contractv1.Contract)(nil), Purpose: "for the test"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(db.Check(context.Background()), db.Close()); err != nil {
			t.Error(err)
		}
	})
	return &world{T: t, db: db, table: table.New[*contractv1.Contract](contracts)}
}

// offer keeps a contract; refusal, when there is one, comes after the record is written.
func (w *world) offer(actor, assessment string, refusal error) (*contractv1.OfferContractResponse, error) {
	request := &contractv1.OfferContractRequest{RequestId: "1", AssessmentId: assessment}
	call := table.Call{Actor: actor, Method: "/test/Offer", RequestID: "1", Request: request, At: time.Unix(0, 0)}
	resp := &contractv1.OfferContractResponse{}
	err := keep.Once(w.Context(), w.db, call, resp, func(tx *table.Tx) (keep.Change, error) {
		w.decided++
		resp.Contract = &contractv1.Contract{Id: "ctr_" + actor, AssessmentId: assessment}
		if err := w.table.Insert(tx, resp.GetContract().GetId(), resp.GetContract()); err != nil {
			return keep.Change{}, err
		}
		return keep.Change{Resource: resp.GetContract().GetId(), What: "offered"}, refusal
	})
	return resp, err
}

func (w *world) kept(id string) bool {
	found := false
	if err := w.db.View(w.Context(), func(tx *table.Tx) (err error) {
		_, found, err = w.table.Get(tx, id)
		return err
	}); err != nil {
		w.Fatal(err)
	}
	return found
}

func (w *world) events() int {
	events, err := w.db.Events(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return len(events)
}

func TestARepeatedCallGetsTheFirstAnswerAndIsDecidedOnce(t *testing.T) {
	w := open(t)
	first, err := w.offer("a", "asm_1", nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.offer("a", "asm_1", nil)
	if err != nil || !proto.Equal(first, again) {
		t.Errorf("got %v, %v, want the first answer %v", again, err, first)
	}
	if w.decided != 1 || w.events() != 1 {
		t.Errorf("decided %d times with %d events, want once each", w.decided, w.events())
	}
}

func TestTheSameRequestIDWithOtherContentIsRefused(t *testing.T) {
	w := open(t)
	if _, err := w.offer("a", "asm_1", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.offer("a", "asm_2", nil); !fault.Is(err, fault.ReasonRequestIDReused) {
		t.Errorf("got %v, want REQUEST_ID_REUSED", err)
	}
	if _, err := w.offer("b", "asm_2", nil); err != nil {
		t.Errorf("another actor with the same id: %v", err)
	}
}

func TestARefusedCallKeepsNothingAtAll(t *testing.T) {
	w := open(t)
	refusal := fault.Refused("WRONG_STATE", "ctr_a", "not now")
	if _, err := w.offer("a", "asm_1", refusal); !fault.Is(err, "WRONG_STATE") {
		t.Errorf("got %v, want the refusal", err)
	}
	if w.kept("ctr_a") || w.events() != 0 {
		t.Error("the refused call left its record or an event behind")
	}
	if _, err := w.offer("a", "asm_1", nil); err != nil || !w.kept("ctr_a") {
		t.Errorf("the same call, allowed now: %v", err)
	}
}

func TestReplayFindsAnAnswerOnlyWhereThereIsOne(t *testing.T) {
	w := open(t)
	request := &contractv1.OfferContractRequest{RequestId: "1", AssessmentId: "asm_1"}
	call := table.Call{Actor: "a", Method: "/test/Offer", RequestID: "1", Request: request, At: time.Unix(0, 0)}
	resp := &contractv1.OfferContractResponse{}
	if found, err := keep.Replay(t.Context(), w.db, call, resp); found || err != nil {
		t.Errorf("before the call: %v, %v", found, err)
	}
	first, err := w.offer("a", "asm_1", nil)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := keep.Replay(t.Context(), w.db, call, resp); !found || err != nil || !proto.Equal(resp, first) {
		t.Errorf("after the call: %v, %v, %v, want %v", found, err, resp, first)
	}
	request.AssessmentId = "asm_2"
	if _, err := keep.Replay(t.Context(), w.db, call, resp); !fault.Is(err, fault.ReasonRequestIDReused) {
		t.Errorf("got %v, want REQUEST_ID_REUSED", err)
	}
}

func TestACallWithoutAnActorIsRefused(t *testing.T) {
	_, err := keep.Call(t.Context(), "/test/Offer", &contractv1.OfferContractRequest{}, time.Unix(0, 0))
	if !fault.Is(err, "ACTOR_MISSING") {
		t.Errorf("got %v, want ACTOR_MISSING", err)
	}
}
