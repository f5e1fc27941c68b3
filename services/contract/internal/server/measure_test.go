package server_test

import (
	"context"
	"path/filepath"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func TestACorrectedMeasureStaysAndCountsNoMore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "contract.db")
	w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
	id := w.active().GetId()
	if _, err := w.contracts.ForecastAid(w.ctx(), &contractv1.ForecastAidRequest{ContractId: id}); err == nil {
		t.Error("a contract without a measure is forecast")
	} else {
		refused(t, err, fault.WrongState, "NOT_MEASURED", signedOn)
	}
	first, err := w.measure(id, "2026-01-10", 1560, 1700)
	if err != nil {
		t.Fatal(err)
	}
	req := &contractv1.RecordMeasureRequest{
		RequestId: w.request(), ContractId: id, MeasuredOnDate: "2026-01-10", Source: contractv1.MeasureSource_MEASURE_SOURCE_FUND,
		Counts:         []*contractv1.PatientCount{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Patients: 1365}},
		ReplacesNumber: 1, CorrectionReason: "compté deux fois",
	}
	second, err := w.contracts.RecordMeasure(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	list := second.GetContract().GetMeasures()
	if len(list) != 2 || list[0].GetReplacedByNumber() != 2 || !proto.Equal(list[0].GetAttainment(), first.GetMeasure().GetAttainment()) || list[1].GetReplacesNumber() != 1 || list[1].GetCorrectionReason() != "compté deux fois" || !proto.Equal(list[1], second.GetMeasure()) {
		t.Errorf("the measures are %v", list)
	}
	// 65 patients in the first year of 365 days: 130 of 260 on 10 January 2027.
	if f := second.GetForecasts(); len(f) != 3 || f[0].GetContractYear() != 3 || f[0].GetOnDate() != "2027-01-10" || f[0].GetMeasureNumber() != 2 ||
		f[0].GetCounts()[0].GetPatients() != 1430 || f[0].GetCeilingCents() != 2_200_000 || f[0].GetAidCents() != 1_100_000 {
		t.Errorf("forecast %v", f)
	}
	again, err := w.contracts.ForecastAid(w.ctx(), &contractv1.ForecastAidRequest{ContractId: id})
	if err != nil || !proto.Equal(again, &contractv1.ForecastAidResponse{Forecasts: second.GetForecasts()}) {
		t.Errorf("ForecastAid gives %v, %v\nRecordMeasure gave %v", again, err, second.GetForecasts())
	}
	req.RequestId = w.request()
	_, err = w.contracts.RecordMeasure(w.ctx(), req)
	refused(t, err, fault.WrongState, "MEASURE_REPLACED", "by measure 2")
	req.ReplacesNumber = 9
	_, err = w.contracts.RecordMeasure(w.ctx(), req)
	refused(t, err, fault.WrongState, "MEASURE_UNKNOWN", "9")
	req.ReplacesNumber, req.CorrectionReason = 2, ""
	_, err = w.contracts.RecordMeasure(w.ctx(), req)
	refused(t, err, fault.WrongState, "REASON_MISSING")
	req.ReplacesNumber, req.CorrectionReason = 0, "compté deux fois"
	_, err = w.contracts.RecordMeasure(w.ctx(), req)
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "replaces_number")
	_, err = w.contracts.ForecastAid(w.ctx(), &contractv1.ForecastAidRequest{ContractId: "ctr_01JH0000000000000000000000"})
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND")
	_, err = w.contracts.ForecastAid(w.ctx(), &contractv1.ForecastAidRequest{})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "contract_id")
	w.running.Stop()
	if got := lastEvent(t, path); got != "measure corrected, compté deux fois, 2026-01-10, CHANGE_REASON_MEASURE_CORRECTED" {
		t.Errorf("the last event tells %q", got)
	}
}

// lastEvent is what the last event of a store tells.
func lastEvent(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	events, err := s.DB().Events(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	e := events[len(events)-1]
	return e.GetWhat() + ", " + e.GetNote() + ", " + e.GetOnDate() + ", " + contractv1.ChangeReason(e.GetReason()).String()
}
