package server

import (
	"context"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// RecordMeasure records the patients counted on a day, or corrects what was counted, and
// answers what it means now and at the next anniversaries.
func (s *Server) RecordMeasure(ctx context.Context, req *contractv1.RecordMeasureRequest) (*contractv1.RecordMeasureResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RecordMeasure_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	measured, err := parseMeasure(req)
	if err != nil {
		return nil, err
	}
	said := told{what: "measure recorded", reason: contractv1.ChangeReason_CHANGE_REASON_MEASURE, on: req.GetMeasuredOnDate()}
	if measured.Corrects != 0 {
		said.what, said.reason, said.note = "measure corrected", contractv1.ChangeReason_CHANGE_REASON_MEASURE_CORRECTED, req.GetCorrectionReason()
	}
	resp := &contractv1.RecordMeasureResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(), told: said,
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			c, attained, refusal := c.Record(s.law, measured, req.GetCorrectionReason())
			if refusal != nil {
				return c, refusal
			}
			resp.Measure = &contractv1.Measure{
				MeasuredOnDate: req.GetMeasuredOnDate(), Counts: req.GetCounts(), Source: req.GetSource(),
				Attainment: attainment(attained), CreateTime: timestamppb.New(call.At), Actor: call.Actor,
				Number:         int32(c.Measures[len(c.Measures)-1].Number),
				ReplacesNumber: req.GetReplacesNumber(), CorrectionReason: req.GetCorrectionReason(),
			}
			for _, x := range m.GetMeasures() {
				if measured.Corrects != 0 && int(x.GetNumber()) == measured.Corrects {
					x.ReplacedByNumber = resp.Measure.Number
				}
			}
			m.Measures = append(m.Measures, resp.Measure)
			// What cannot be told yet is no reason to refuse the measure.
			ahead, _ := c.Forecast(s.law)
			resp.Forecasts = forecasts(ahead)
			return c, nil
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func parseMeasure(req *contractv1.RecordMeasureRequest) (contract.Measured, error) {
	var p wire.Parse
	parseSubject(&p, req)
	m := contract.Measured{
		On: p.Date("measured_on_date", req.GetMeasuredOnDate()), Counts: parseCounts(&p, req.GetCounts()), Corrects: int(req.GetReplacesNumber()),
	}
	p.Enum("source", req.GetSource())
	p.AtLeast("replaces_number", int64(req.GetReplacesNumber()), 0)
	p.TextIfSet("correction_reason", req.GetCorrectionReason(), ident.CheckLine)
	if req.GetReplacesNumber() == 0 && req.GetCorrectionReason() != "" {
		p.Bad("replaces_number", "0", "the measure that is corrected, as there is a correction_reason")
	}
	return m, p.Err()
}

// ForecastAid says what the objectives and the aid become at today's pace.
func (s *Server) ForecastAid(ctx context.Context, req *contractv1.ForecastAidRequest) (*contractv1.ForecastAidResponse, error) {
	var p wire.Parse
	p.ID("contract_id", idPrefix, req.GetContractId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	var c contract.Contract
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		m, err := s.contract(tx, req.GetContractId())
		if err != nil {
			return err
		}
		c, err = s.domain(m)
		return err
	})
	if err != nil {
		return nil, err
	}
	ahead, refusal := c.Forecast(s.law)
	if refusal != nil {
		return nil, refused(refusal, req.GetContractId())
	}
	return &contractv1.ForecastAidResponse{Forecasts: forecasts(ahead)}, nil
}

// forecasts are forecasts on the wire.
func forecasts(list []contract.Forecast) []*contractv1.Forecast {
	var out []*contractv1.Forecast
	for _, f := range list {
		m := &contractv1.Forecast{
			ContractYear: int32(f.Year), OnDate: f.On.String(), MeasureNumber: int32(f.Measure), Attainment: attainment(f.Attainment),
			Citations: wire.Citations(f.Cites), Explanation: wire.Phrase(f.Explanation),
		}
		for _, n := range f.Counts {
			m.Counts = append(m.Counts, &contractv1.PatientCount{Indicator: wire.Indicator(n.Indicator), Patients: int32(n.Patients)})
		}
		if f.Ceiling.Known {
			m.CeilingCents = proto.Int64(int64(f.Ceiling.Amount))
		}
		if f.Aid.Known {
			m.AidCents = proto.Int64(int64(f.Aid.Amount))
		}
		out = append(out, m)
	}
	return out
}
