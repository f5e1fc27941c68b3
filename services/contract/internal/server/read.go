package server

import (
	"context"
	"fmt"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// GetContract reads one contract.
func (s *Server) GetContract(ctx context.Context, req *contractv1.GetContractRequest) (*contractv1.GetContractResponse, error) {
	var p wire.Parse
	p.ID("contract_id", idPrefix, req.GetContractId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.GetContractResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		var err error
		resp.Contract, err = s.contract(tx, req.GetContractId())
		return err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// contract reads a contract that must be there.
func (s *Server) contract(tx *table.Tx, id string) (*contractv1.Contract, error) {
	m, found, err := s.store.Get(tx, id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("contract", id)
	}
	return m, nil
}

// ListContracts lists contracts, oldest first, a page at a time.
func (s *Server) ListContracts(ctx context.Context, req *contractv1.ListContractsRequest) (*contractv1.ListContractsResponse, error) {
	var p wire.Parse
	p.FundCodeIfSet("fund_code", req.GetFundCode())
	for i, state := range req.GetStates() {
		p.Enum(fmt.Sprintf("states[%d]", i), state)
	}
	p.TextIfSet("rpps", req.GetRpps(), ident.CheckRPPS)
	if req.GetRpps() != "" && req.GetFundCode() != "" {
		p.Bad("rpps", req.GetRpps(), "either rpps or fund_code")
	}
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	list, next, err := s.store.List(ctx,
		store.Filter{FundCode: req.GetFundCode(), RPPS: req.GetRpps(), States: req.GetStates()},
		int(req.GetPageSize()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	return &contractv1.ListContractsResponse{Contracts: list, NextPageToken: next}, nil
}

// ListContractDigests lists the contracts of a fund by id and digest, a page at a time.
func (s *Server) ListContractDigests(ctx context.Context, req *contractv1.ListContractDigestsRequest) (*contractv1.ListContractDigestsResponse, error) {
	var p wire.Parse
	p.FundCode("fund_code", req.GetFundCode())
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	list, next, err := s.store.Digests(ctx, req.GetFundCode(), table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken()})
	if err != nil {
		return nil, err
	}
	return &contractv1.ListContractDigestsResponse{Digests: list, NextPageToken: next}, nil
}
