package server

import (
	"context"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"

	"google.golang.org/grpc"
)

const (
	defaultEvents = 50   // of a page, when the caller does not say
	mostEvents    = 1000 // of a page
	watchedEvents = 100  // read at a time for a caller who watches, so that few are in memory
)

// ListEvents lists what happened, in order, from any point.
func (s *Server) ListEvents(ctx context.Context, req *contractv1.ListEventsRequest) (*contractv1.ListEventsResponse, error) {
	var p wire.Parse
	parseFeed(&p, req)
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	size := min(int(req.GetPageSize()), mostEvents)
	if size == 0 {
		size = defaultEvents
	}
	list, next, end, err := s.events(ctx, req, req.GetAfterSequence(), size)
	if err != nil {
		return nil, err
	}
	return &contractv1.ListEventsResponse{Events: list, NextAfterSequence: next, CaughtUp: end}, nil
}

// WatchEvents sends what happened from any point on, and then what happens. It asks for
// the sign of a change before it reads, so nothing that is kept in between is missed.
func (s *Server) WatchEvents(req *contractv1.WatchEventsRequest, stream grpc.ServerStreamingServer[contractv1.WatchEventsResponse]) error {
	var p wire.Parse
	parseFeed(&p, req)
	if err := p.Err(); err != nil {
		return err
	}
	ctx, after := stream.Context(), req.GetAfterSequence()
	for {
		changed := s.store.DB().Changed()
		list, next, end, err := s.events(ctx, req, after, watchedEvents)
		if err != nil {
			return err
		}
		for _, e := range list {
			if err := stream.Send(&contractv1.WatchEventsResponse{Event: e}); err != nil {
				return err
			}
		}
		if after = next; !end {
			changed = atOnce
		}
		select {
		case <-s.stopping:
			return stopping()
		default:
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.stopping:
			return stopping()
		}
	}
}

// atOnce is a change for who has not read everything yet.
var atOnce = func() <-chan struct{} {
	now := make(chan struct{})
	close(now)
	return now
}()

// stopping tells who watches to come back.
func stopping() error {
	return &fault.Error{
		Kind: fault.Unavailable, Reason: "SERVICE_STOPPING",
		Message: "the service is stopping; watch again from the last sequence received",
	}
}

// feed is a request for events.
type feed interface {
	GetAfterSequence() int64
	GetFundCode() string
}

func parseFeed(p *wire.Parse, req feed) {
	p.AtLeast("after_sequence", req.GetAfterSequence(), 0)
	p.FundCodeIfSet("fund_code", req.GetFundCode())
}

// events reads some events, as [table.EventsAfter] does.
func (s *Server) events(ctx context.Context, req feed, after int64, limit int) (list []*contractv1.Event, next int64, end bool, err error) {
	err = s.store.DB().View(ctx, func(tx *table.Tx) error {
		var kept []*storev1.AuditEvent
		kept, next, end, err = table.EventsAfter(tx, after, req.GetFundCode(), limit)
		list = toldOf(kept)
		return err
	})
	return list, next, end, err
}

// ListContractRevisions lists every revision of a contract, a page at a time.
func (s *Server) ListContractRevisions(ctx context.Context, req *contractv1.ListContractRevisionsRequest) (*contractv1.ListContractRevisionsResponse, error) {
	var p wire.Parse
	p.ID("contract_id", idPrefix, req.GetContractId())
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.ListContractRevisionsResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		if _, err := s.contract(tx, req.GetContractId()); err != nil {
			return err
		}
		list, next, err := table.EventsOf(tx, req.GetContractId(), table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken()})
		resp.Revisions, resp.NextPageToken = toldOf(list), next
		return err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// VerifyEvents walks the chain of events.
func (s *Server) VerifyEvents(ctx context.Context, _ *contractv1.VerifyEventsRequest) (*contractv1.VerifyEventsResponse, error) {
	chain, err := s.store.DB().VerifyEvents(ctx)
	if err != nil {
		return nil, err
	}
	explanation := contract.ChainHolds(chain.Events)
	if chain.Flaw != 0 {
		explanation = contract.ChainBroken(chain.Events, chain.Broken, contract.ChainFlaw(chain.Flaw))
	}
	return &contractv1.VerifyEventsResponse{
		Valid: chain.Flaw == 0, Events: chain.Events, LastHash: chain.LastHash,
		BrokenSequence: chain.Broken, Explanation: wire.Phrase(explanation),
	}, nil
}

// toldOf gives kept events as the API tells them.
func toldOf(list []*storev1.AuditEvent) []*contractv1.Event {
	out := make([]*contractv1.Event, len(list))
	for i, e := range list {
		out[i] = &contractv1.Event{
			Sequence: e.GetSequence(), ContractId: e.GetResource(), Revision: e.GetRevision(),
			Method: e.GetMethod(), What: e.GetWhat(), Actor: e.GetActor(), RequestId: e.GetRequestId(),
			Reason: contractv1.ChangeReason(e.GetReason()), Note: e.GetNote(), OnDate: e.GetOnDate(),
			CreateTime: e.GetCreateTime(), PreviousHash: e.GetPreviousHash(), Hash: e.GetHash(), FundCode: e.GetOwner(),
		}
		for _, c := range e.GetChanges() {
			out[i].Changes = append(out[i].Changes, &contractv1.FieldChange{Field: c.GetField(), Before: c.GetBefore(), After: c.GetAfter()})
		}
	}
	return out
}
