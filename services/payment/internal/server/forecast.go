package server

import (
	"context"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
	"assistmed/services/payment/internal/store"
)

// EngageContracts commits what the signed contracts of a fund are expected to cost, and
// gives back what ended ones will not.
func (s *Server) EngageContracts(ctx context.Context, req *paymentv1.EngageContractsRequest) (*paymentv1.EngageContractsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_EngageContracts_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.FundCode("fund_code", req.GetFundCode())
	on := p.Date("on_date", req.GetOnDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.EngageContractsResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	contracts, err := s.factsOfFund(ctx, req.GetFundCode())
	if err != nil {
		return nil, err
	}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		postings, err := s.store.Postings(tx)
		if err != nil {
			return keep.Change{}, err
		}
		for _, f := range contracts {
			engaged, released, err := s.engage(postings, f, factOf(call, req.GetFundCode(), on))
			if err != nil {
				return keep.Change{}, err
			}
			if engaged != 0 || released != 0 {
				resp.Contracts++
			}
			resp.EngagedCents += int64(engaged)
			resp.ReleasedCents += int64(released)
		}
		return keep.Change{Resource: req.GetFundCode(), What: "engaged"}, nil
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// ForecastSpending gives what a fund has committed, paid and has still to pay, by
// calendar year and option: the accounts at the end of a day, and the facts of today.
func (s *Server) ForecastSpending(ctx context.Context, req *paymentv1.ForecastSpendingRequest) (*paymentv1.ForecastSpendingResponse, error) {
	var p wire.Parse
	p.FundCodeIfSet("fund_code", req.GetFundCode())
	asOf := p.Date("as_of_date", req.GetAsOfDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	contracts, err := s.factsOfFund(ctx, req.GetFundCode())
	if err != nil {
		return nil, err
	}
	var forecast payment.Forecast
	err = s.store.DB().View(ctx, func(tx *table.Tx) error {
		for _, f := range contracts {
			book, err := s.bookOn(tx, store.Filter{ContractID: f.ContractID}, asOf)
			if err != nil {
				return err
			}
			forecast.Add(s.law, f, book)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.ForecastSpendingResponse{UnknownContracts: int64(forecast.Unknown)}
	for _, r := range forecast.Rows() {
		resp.Forecasts = append(resp.Forecasts, &paymentv1.SpendingForecast{
			Year: int32(r.Year), Option: wire.Option(r.Option), Contracts: int32(r.Contracts),
			PaidCents: int64(r.Paid), PayableCents: int64(r.Payable), CommittedCents: int64(r.Committed),
		})
	}
	return resp, nil
}
