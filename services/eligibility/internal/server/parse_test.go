package server_test

import (
	"fmt"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/serve/servetest"
)

func TestEveryViolationIsReportedAtOnceWithItsPath(t *testing.T) {
	_, c := started(t, servetest.Options{})
	bad := application(t, `{
		"signature_date": "2024-02-30", "fund_code": "75",
		"doctor": {"rpps": "10000000008", "am_number": "1", "specialty_code": "99", "sector": 0, "tariff_option": 9, "installed_date": "yesterday"},
		"practice": {"zone": 9, "department": "96", "doctors_in_practice": 0, "coordination": {"form": 0}},
		"activity": {"adult_registered_patients": -1, "registered_patients": -1, "active_file": -1, "under_16_share_bp": 10001, "clinical_fee_share_bp": -1, "measured_on_date": "", "band": 0, "ccam_fee_share_bp": 20000},
		"assistant": {"weekly_minutes": 0}, "options_wanted": [0, 3, 3, 77]
	}`)
	_, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: bad})
	wantFields(t, err,
		"application.signature_date", "application.fund_code",
		"application.doctor.rpps", "application.doctor.am_number", "application.doctor.specialty_code",
		"application.doctor.sector", "application.doctor.tariff_option", "application.doctor.installed_date",
		"application.practice.zone", "application.practice.department", "application.practice.doctors_in_practice",
		"application.practice.coordination.form",
		"application.activity.adult_registered_patients", "application.activity.registered_patients", "application.activity.active_file",
		"application.activity.under_16_share_bp", "application.activity.clinical_fee_share_bp", "application.activity.measured_on_date",
		"application.activity.band", "application.activity.ccam_fee_share_bp", "application.assistant.weekly_minutes",
		"application.options_wanted[0]", "application.options_wanted[2]", "application.options_wanted[3]")
}

func TestAnApplicationNeedsThreeFactsAndNoMore(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for name, empty := range map[string]*eligibilityv1.Application{"absent": nil, "empty": {}} {
		_, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: empty})
		t.Log(name)
		wantFields(t, err, "application.signature_date", "application.fund_code", "application.doctor.specialty_code")
	}
	least := application(t, `{"signature_date": "2020-10-01", "fund_code": "751", "doctor": {"specialty_code": "01"}}`)
	resp, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: least})
	if err != nil || resp.GetAssessment().GetVerdict() != eligibilityv1.Verdict_VERDICT_UNDETERMINED {
		t.Errorf("%s, %v; want UNDETERMINED", resp.GetAssessment().GetVerdict(), err)
	}
}

func TestFactsThatContradictEachOtherAreRefused(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for _, one := range []struct {
		name    string
		doctor  string
		further string
		field   string
	}{
		{"installed after the signature", `"installed_date": "2024-09-03"`, ``, "application.doctor.installed_date"},
		{"more adults than patients", ``, `"activity": {"adult_registered_patients": 901, "registered_patients": 900}`, "application.activity.adult_registered_patients"},
		{"committed in the past", ``, `"practice": {"coordination": {"commitment_date": "2024-09-01"}}`, "application.practice.coordination.commitment_date"},
		{"a commitment without a date", ``, `"practice": {"coordination": {"commitment_date": ""}}`, "application.practice.coordination.commitment_date"},
	} {
		t.Run(one.name, func(t *testing.T) {
			text := `{"signature_date": "2024-09-02", "fund_code": "751", "doctor": {"specialty_code": "01"` + comma(one.doctor) + `}` + comma(one.further) + `}`
			_, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: application(t, text)})
			wantFields(t, err, one.field)
		})
	}
	ok := `{"signature_date": "2024-09-02", "fund_code": "751", "doctor": {"specialty_code": "01", "installed_date": "2024-09-02"},
		"practice": {"coordination": {"commitment_date": "2024-09-02"}}, "activity": {"adult_registered_patients": 900, "registered_patients": 900}}`
	if _, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: application(t, ok)}); err != nil {
		t.Errorf("at the edge of each rule: %v", err)
	}
}

func comma(text string) string {
	if text == "" {
		return ""
	}
	return ", " + text
}

func TestNoEnumOfAnApplicationTakesZeroOrAnUnknownValueAndEachTakesAllItsNames(t *testing.T) {
	_, c := started(t, servetest.Options{})
	paths := enumPaths((&eligibilityv1.Application{}).ProtoReflect().Descriptor(), "application")
	if len(paths) != 7 {
		t.Fatalf("%d enums found in an application, want 7; is a new one refused at the edge?", len(paths))
	}
	for _, p := range paths {
		values := p.field().Enum().Values()
		for _, wrong := range []protoreflect.EnumNumber{0, -1, protoreflect.EnumNumber(values.Len()), 1 << 20} {
			t.Run(fmt.Sprintf("%s=%d", p.text, wrong), func(t *testing.T) {
				a := complete(t)
				p.set(a, wrong)
				_, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: a})
				wantFields(t, err, p.text)
			})
		}
		for i := range values.Len() {
			if right := values.Get(i); right.Number() != 0 {
				t.Run(fmt.Sprintf("%s=%s", p.text, right.Name()), func(t *testing.T) {
					a := complete(t)
					p.set(a, right.Number())
					resp, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: a})
					if err != nil || !proto.Equal(resp.GetAssessment().GetApplication(), a) {
						t.Errorf("%v", err)
					}
				})
			}
		}
	}
}

// FuzzSimulateAid sends applications of any bytes: each is either refused with the
// fields named, or answered whole.
func FuzzSimulateAid(f *testing.F) {
	for _, text := range []string{
		`{}`,
		`{"signature_date": "2020-10-01", "fund_code": "751", "doctor": {"specialty_code": "01"}}`,
		`{"signature_date": "2019-08-31", "fund_code": "2A1", "doctor": {"specialty_code": "06", "sector": 2}, "options_wanted": [5, 1]}`,
		`{"signature_date": "2024-02-29", "fund_code": "974", "doctor": {"specialty_code": "45"}, "activity": {"band": 6, "ccam_fee_share_bp": 2000}}`,
	} {
		a := new(eligibilityv1.Application)
		if err := protojson.Unmarshal([]byte(text), a); err != nil {
			f.Fatal(err)
		}
		seed, err := proto.Marshal(a)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(seed)
	}
	_, c := started(f, servetest.Options{})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		a := new(eligibilityv1.Application)
		if proto.Unmarshal(bytes, a) != nil {
			t.Skip("no application")
		}
		resp, err := c.SimulateAid(t.Context(), &eligibilityv1.SimulateAidRequest{Application: a})
		if err != nil {
			if len(violations(t, err, codes.InvalidArgument, "INVALID_REQUEST")) == 0 {
				t.Errorf("refused without naming a field: %v", err)
			}
			return
		}
		if s := resp.GetAssessment(); s.GetVerdict() == 0 || len(s.GetCriteria()) == 0 || s.GetCertainty() == 0 {
			t.Errorf("answered by half: %v", s)
		}
	})
}
