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
	// what happened, in a few words, for the audit trail.
	what string
	// happen decides on the contract as it stands and gives it as it is to be. It may
	// add to the record what the rules do not look at.
	happen func(contract.Contract, *contractv1.Contract) (contract.Contract, *contract.Refusal)
	// answer is the answer to the call; fill puts the changed contract into it.
	answer proto.Message
	fill   func(*contractv1.Contract)
}

// keep is the last three steps of every method that changes a contract: decide on
// fresh state, keep everything in one transaction, answer.
func (s *Server) keep(ctx context.Context, e event) error {
	return keep.Once(ctx, s.store.DB(), e.call, e.answer, func(tx *table.Tx) (keep.Change, error) {
		m, err := s.contract(tx, e.id)
		if err != nil {
			return keep.Change{}, err
		}
		before, err := s.domain(m)
		if err != nil {
			return keep.Change{}, err
		}
		after, refusal := e.happen(before, m)
		if refusal != nil {
			return keep.Change{}, refused(refusal, e.id)
		}
		write(m, after)
		stamp(m, e.call)
		e.fill(m)
		return keep.Change{Resource: e.id, What: e.what}, s.store.Update(tx, m)
	})
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
