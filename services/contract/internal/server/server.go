// Package server is the contract service on the wire. Each writing method has the same
// five steps: parse the request, fetch the facts that only the eligibility service
// knows, decide by a pure call on fresh state, keep all in one transaction, answer.
package server

import (
	"context"
	"fmt"
	"sync"

	"google.golang.org/grpc"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/serve"
)

// Server is the contract service.
type Server struct {
	contractv1.UnimplementedContractServiceServer

	env         *serve.Env
	law         *law.Law
	store       *store.Store
	assessments eligibilityv1.EligibilityServiceClient
	stopping    <-chan struct{} // closed when the service begins to stop
	offerDays   int             // from the day of a contract to the last one on which a signature counts
	lags        sync.Map        // by fund: whether some of its records are of another law, see openObligations
}

// The setting of how long an offer runs.
const (
	settingOfferDays = "ASSISTMED_OFFER_DAYS"
	defaultOfferDays = 30
	mostOfferDays    = 1000 // so that no lapse date is beyond the calendar
)

// Open reads the settings ASSISTMED_STORE, ASSISTMED_SUPPLEMENTS, ASSISTMED_OFFER_DAYS
// and ELIGIBILITY_ADDR, reads the law, and opens the store.
func Open(ctx context.Context, env *serve.Env) (serve.Service, error) {
	path := env.Setting("ASSISTMED_STORE")
	eligibility := env.Dial("ELIGIBILITY_ADDR")
	supplements := env.Folder("ASSISTMED_SUPPLEMENTS")
	offerDays := env.Number(settingOfferDays, defaultOfferDays, 0, mostOfferDays)
	if err := env.Err(); err != nil {
		return nil, err
	}
	l, err := law.Open(supplements)
	if err != nil {
		return nil, fmt.Errorf("reading the law: %w", err)
	}
	kept, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	if err := keep.Begin(ctx, env, kept.DB()); err != nil {
		return nil, err
	}
	return &Server{
		env: env, law: l, store: kept, assessments: eligibilityv1.NewEligibilityServiceClient(eligibility),
		stopping: ctx.Done(), offerDays: offerDays,
	}, nil
}

// Register adds the service to the gRPC server.
func (s *Server) Register(r grpc.ServiceRegistrar) { contractv1.RegisterContractServiceServer(r, s) }

// Check proves that the store is sound, and that every index row has its record, both
// ways.
func (s *Server) Check(ctx context.Context) error { return s.store.DB().Check(ctx) }

// Healthy is nil, or why the store must not be relied on.
func (s *Server) Healthy() error { return s.store.DB().Err() }

// Close closes the store.
func (s *Server) Close() error { return s.store.Close() }
