package server

import (
	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

// The states of dues and runs carry the same numbers here and on the wire; a test
// compares their names one by one.

// due gives a due for the wire.
func due(d payment.Due) *paymentv1.Due {
	return &paymentv1.Due{
		ContractId:   d.Key.ContractID,
		ContractYear: int32(d.Key.Year),
		Instalment:   int32(d.Key.Instalment),
		DueDate:      wire.Date(d.On),
		PayByDate:    wire.Date(d.PayBy),
		State:        paymentv1.DueState(d.State),
		BlockedBy:    reason(d.BlockedBy),
		OwedCents:    cents(d.Owed),
		PostedCents:  int64(d.Posted),
		DeltaCents:   cents(d.Delta()),
		Computation:  computation(d.Computation),
	}
}

func dues(list []payment.Due) []*paymentv1.Due {
	out := make([]*paymentv1.Due, len(list))
	for i, d := range list {
		out[i] = due(d)
	}
	return out
}

func computation(c payment.Computation) *paymentv1.Computation {
	out := &paymentv1.Computation{
		Option:                  wire.Option(c.Option),
		ContractYearStartDate:   wire.Date(c.YearStart),
		CeilingCents:            cents(c.Ceiling),
		MeasuredOnDate:          wire.Date(c.MeasuredOn),
		EntitlementCents:        cents(c.Entitlement),
		EarlierInstalmentsCents: cents(c.Earlier),
		Rounding:                rounding,
		Explanation:             wire.Phrase(c.Explanation),
		Citations:               wire.Citations(c.Citations),
		Certainty:               wire.Certainty(c.Certainty()),
	}
	if c.Band != 0 {
		out.Band = wire.Band(c.Band).Enum()
	}
	if c.Ratio != nil {
		out.Ratio = wire.Ratio(*c.Ratio)
	}
	if c.DaysInYear != 0 {
		out.DaysInForce, out.DaysInYear = proto.Int32(int32(c.DaysInForce)), proto.Int32(int32(c.DaysInYear))
	}
	if c.ShareBP != 0 {
		out.ShareBp = proto.Int32(int32(c.ShareBP))
	}
	for _, p := range c.Assumptions {
		out.Assumptions = append(out.Assumptions, wire.Phrase(p))
	}
	return out
}

// rounding is the only way in which amounts are rounded.
const rounding = "NEAREST_CENT_HALF_UP"

// reason gives a reason for the wire; nil for none.
func reason(r *payment.Reason) *eligibilityv1.Reason {
	if r == nil {
		return nil
	}
	return &eligibilityv1.Reason{Code: r.Code, Text: wire.Phrase(r.Text), Citation: wire.Citation(r.Cite)}
}

func excluded(list []payment.Excluded) []*paymentv1.Excluded {
	out := make([]*paymentv1.Excluded, len(list))
	for i, e := range list {
		out[i] = &paymentv1.Excluded{
			ContractId: e.Key.ContractID, ContractYear: int32(e.Key.Year), Instalment: int32(e.Key.Instalment),
			Reason: reason(&e.Reason), DeltaCents: cents(e.Delta),
		}
	}
	return out
}

// cents gives an amount for the wire; absent when it is not known.
func cents(a payment.Amount) *int64 {
	if !a.Known {
		return nil
	}
	return proto.Int64(int64(a.Cents))
}

// bare takes the words and the cells out of a due and leaves the numbers, and which row
// of the table of amounts they come from: a large run must fit into one message, and what
// a transaction seals stays in it. ListDues and GetPayment explain every due in full.
func bare(d *paymentv1.Due) {
	c := d.GetComputation()
	if c == nil {
		return
	}
	c.Explanation, c.Assumptions = nil, nil
	if len(c.GetCitations()) > 0 {
		row := c.GetCitations()[0]
		c.Citations = []*lawv1.Citation{{TextId: row.GetTextId(), Cell: row.GetCell(), Value: row.GetValue()}}
	}
}
