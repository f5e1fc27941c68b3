package server

import (
	"context"
	"errors"
	"strconv"
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/store"
)

// GetRun reads one run.
func (s *Server) GetRun(ctx context.Context, req *paymentv1.GetRunRequest) (*paymentv1.GetRunResponse, error) {
	var p wire.Parse
	p.ID("run_id", runPrefix, req.GetRunId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.GetRunResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		var err error
		resp.Run, err = s.run(tx, req.GetRunId())
		return err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// ListRuns lists runs, oldest first, a page at a time.
func (s *Server) ListRuns(ctx context.Context, req *paymentv1.ListRunsRequest) (*paymentv1.ListRunsResponse, error) {
	var p wire.Parse
	p.FundCodeIfSet("fund_code", req.GetFundCode())
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	list, next, err := s.store.ListRuns(ctx, req.GetFundCode(), int(req.GetPageSize()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	return &paymentv1.ListRunsResponse{Runs: list, NextPageToken: next}, nil
}

// GetPayment reads one payment.
func (s *Server) GetPayment(ctx context.Context, req *paymentv1.GetPaymentRequest) (*paymentv1.GetPaymentResponse, error) {
	var p wire.Parse
	p.Text("payment_id", req.GetPaymentId(), checkPaymentID)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.GetPaymentResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		kept, found, err := s.store.Payment(tx, req.GetPaymentId())
		if err == nil && !found {
			err = fault.Missing("payment", req.GetPaymentId())
		}
		resp.Payment = kept
		return err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// checkPaymentID wants contract id, contract year and instalment, and of a later posting
// its number.
func checkPaymentID(s string) error {
	parts := strings.Split(s, "/")
	digit := func(s string) bool { return len(s) == 1 && s >= "1" && s <= "9" }
	ok := len(parts) >= 3 && len(parts) <= 4 && ident.CheckID(contractPrefix, parts[0]) == nil && digit(parts[1]) && digit(parts[2])
	if ok && len(parts) == 4 {
		n, err := strconv.Atoi(parts[3])
		ok = err == nil && n > 1 && strconv.Itoa(n) == parts[3]
	}
	if !ok {
		return errors.New(`a contract id, the contract year and the instalment, for example "ctr_…/3/1", from the second posting on with its number, "ctr_…/3/1/2"`)
	}
	return nil
}

// ListPayments lists payments by fund or by contract, a page at a time.
func (s *Server) ListPayments(ctx context.Context, req *paymentv1.ListPaymentsRequest) (*paymentv1.ListPaymentsResponse, error) {
	var p wire.Parse
	p.TextIfSet("contract_id", req.GetContractId(), func(s string) error { return ident.CheckID(contractPrefix, s) })
	p.FundCodeIfSet("fund_code", req.GetFundCode())
	if req.GetContractId() != "" && req.GetFundCode() != "" {
		p.Bad("fund_code", req.GetFundCode(), "nothing beside contract_id")
	}
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	list, next, err := s.store.ListPayments(ctx,
		store.Filter{ContractID: req.GetContractId(), FundCode: req.GetFundCode()},
		int(req.GetPageSize()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	return &paymentv1.ListPaymentsResponse{Payments: list, NextPageToken: next}, nil
}
