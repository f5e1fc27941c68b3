// Package server is the payment service on the wire. Each writing method has the same
// five steps: parse the request, fetch the facts that only the contract service knows,
// decide by a pure call on fresh state, keep all in one transaction, answer.
package server

import (
	"context"
	"fmt"
	"sync/atomic"

	"google.golang.org/grpc"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

// Server is the payment service.
type Server struct {
	paymentv1.UnimplementedPaymentServiceServer

	env          *serve.Env
	law          *law.Law
	store        *store.Store
	contracts    contractv1.ContractServiceClient
	known        knownContracts
	filePayments int                   // the most payments of one file for the bank
	breach       atomic.Pointer[error] // the first write that would have broken the ledger
}

// Open reads the settings ASSISTMED_STORE, ASSISTMED_SUPPLEMENTS, CONTRACT_ADDR and
// ASSISTMED_BANK_FILE_PAYMENTS, reads the law, and opens the store.
func Open(ctx context.Context, env *serve.Env) (serve.Service, error) {
	path := env.Setting("ASSISTMED_STORE")
	contract := env.Dial("CONTRACT_ADDR")
	supplements := env.Folder("ASSISTMED_SUPPLEMENTS")
	filePayments := env.Number("ASSISTMED_BANK_FILE_PAYMENTS", mostFilePayments, 1, mostFilePayments)
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
		env: env, law: l, store: kept, contracts: contractv1.NewContractServiceClient(contract), filePayments: filePayments,
	}, nil
}

// mostFilePayments is how many payments one file for the bank can have, so that it fits
// into one message: a transfer has up to 1 400 bytes.
const mostFilePayments = 2500

// Register adds the service to the gRPC server.
func (s *Server) Register(r grpc.ServiceRegistrar) { paymentv1.RegisterPaymentServiceServer(r, s) }

// Check proves that the store is sound, and that every index row has its record, both
// ways.
func (s *Server) Check(ctx context.Context) error { return s.store.DB().Check(ctx) }

// Healthy is nil, or why the store must not be relied on.
func (s *Server) Healthy() error {
	if breach := s.breach.Load(); breach != nil {
		return *breach
	}
	return s.store.DB().Err()
}

// Close closes the store.
func (s *Server) Close() error { return s.store.Close() }

// run reads a run that must be there.
func (s *Server) run(tx *table.Tx, id string) (*paymentv1.Run, error) {
	run, found, err := s.store.Run(tx, id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("run", id)
	}
	return run, nil
}
