package server

import (
	"context"
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
)

// idPrefix begins the id of every contract.
const idPrefix = "ctr"

// event is what one method does to a contract.
type event struct {
	call table.Call
	id   string
	// etag is what the caller says the contract's is; another one is refused.
	etag string
	told told
	// happen decides on the contract as it stands and gives it as it is to be. It may
	// add to the record what the rules do not look at.
	happen func(contract.Contract, *contractv1.Contract) (contract.Contract, *contract.Refusal)
	// beside, when there is one, looks at other records before, or changes them after
	// what happened, in the same transaction.
	before, beside func(*table.Tx, *contractv1.Contract) error
	// answer is the answer to the call; fill puts the changed contract into it.
	answer proto.Message
	fill   func(*contractv1.Contract)
}

// told is what the event says of a change, beside the change itself.
type told struct {
	what   string // what happened, in a few words
	reason contractv1.ChangeReason
	note   string // why, in the caller's words
	on     string // the civil date on which it happened, ISO 8601
}

// keep is the last three steps of every method that changes a contract: decide on
// fresh state, keep everything in one transaction, answer.
func (s *Server) keep(ctx context.Context, e event) error {
	return keep.Once(ctx, s.store.DB(), e.call, e.answer, func(tx *table.Tx) (keep.Change, error) {
		return s.apply(tx, e)
	})
}

// apply makes the change in a transaction, and gives what its event tells.
func (s *Server) apply(tx *table.Tx, e event) (keep.Change, error) {
	m, err := s.contract(tx, e.id)
	if err != nil {
		return keep.Change{}, err
	}
	if e.etag != m.GetEtag() {
		return keep.Change{}, fault.Outdated("contract", e.id, e.etag, m.GetEtag())
	}
	stood := proto.CloneOf(m)
	before, err := s.domain(m)
	if err != nil {
		return keep.Change{}, err
	}
	if e.before != nil {
		if err := e.before(tx, m); err != nil {
			return keep.Change{}, err
		}
	}
	after, refusal := e.happen(before, m)
	if refusal != nil {
		return keep.Change{}, refused(refusal, e.id)
	}
	write(m, after)
	if err := s.oblige(m); err != nil {
		return keep.Change{}, err
	}
	if e.beside != nil {
		if err := e.beside(tx, m); err != nil {
			return keep.Change{}, err
		}
	}
	if err := s.alone(tx, m); err != nil {
		return keep.Change{}, err
	}
	stamp(m, e.call)
	e.fill(m)
	return s.tell(stood, m, e.told), s.store.Update(tx, m)
}

// alone refuses that a doctor comes to have two live contracts.
func (s *Server) alone(tx *table.Tx, m *contractv1.Contract) error {
	if m.GetCollective() != nil {
		return s.membersAlone(tx, m)
	}
	other, taken, err := s.store.LiveBeside(tx, m)
	if err != nil || !taken {
		return err
	}
	return refused(contract.AnotherLive(other), m.GetId())
}

// oblige computes the obligations of the contract again, from the record as it is now.
func (s *Server) oblige(m *contractv1.Contract) error {
	c, err := s.domain(m)
	if err != nil {
		return err
	}
	writeObligations(m, c.Obliged(s.law))
	writeWorkingTime(m, c, s.law)
	return nil
}

// tell is what the event of a change says.
func (s *Server) tell(before, after *contractv1.Contract, t told) keep.Change {
	return keep.Change{
		Resource: after.GetId(), What: t.what, Revision: after.GetRevisions(), Owner: after.GetFundCode(),
		Reason: int32(t.reason), Note: t.note, OnDate: t.on, Fields: differences(before, after),
	}
}

// stamp marks one more revision.
func stamp(m *contractv1.Contract, call table.Call) {
	m.Revisions++
	m.Etag = "r" + strconv.FormatInt(m.GetRevisions(), 10)
	m.UpdateTime = timestamppb.New(call.At)
	if m.GetCreateTime() == nil {
		m.CreateTime = m.GetUpdateTime()
	}
}

// refused is the refusal of the domain as the caller gets it.
func refused(r *contract.Refusal, subject string) error {
	return fault.Refused(string(r.Reason), subject, r.Text.EN, append([]string{"fr", r.Text.FR}, r.Details...)...)
}
