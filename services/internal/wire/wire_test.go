package wire_test

import (
	"errors"
	"strings"
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

func TestTheEnumsOfTheWireAndOfTheLawHaveTheSameNames(t *testing.T) {
	same := func(prefix string, onWire protoreflect.Enum, inLaw string) {
		t.Helper()
		name := onWire.Descriptor().Values().ByNumber(onWire.Number())
		if name == nil || string(name.Name()) != prefix+inLaw {
			t.Errorf("the law's %s is %v on the wire, want %s%s", inLaw, name, prefix, inLaw)
		}
	}
	count := func(e protoreflect.Enum, n int) {
		t.Helper()
		if got := e.Descriptor().Values().Len() - 1; got != n {
			t.Errorf("%s has %d values on the wire and %d in the law", e.Descriptor().Name(), got, n)
		}
	}
	for _, c := range law.Certainties() {
		same("CERTAINTY_", wire.Certainty(c), c.String())
	}
	for _, o := range law.Options() {
		same("OPTION_", wire.Option(o), o.String())
	}
	for _, b := range law.Bands() {
		same("BAND_", wire.Band(b), b.String())
	}
	for _, i := range law.Indicators() {
		same("INDICATOR_", wire.Indicator(i), i.String())
	}
	for z, name := range map[law.Zone]string{law.ZIP: "ZIP", law.ZAC: "ZAC", law.ZV: "ZV", law.ZoneNone: "NONE"} {
		same("ZONE_", wire.Zone(z), name)
	}
	count(lawv1.Certainty(0), len(law.Certainties()))
	count(lawv1.Option(0), len(law.Options()))
	count(lawv1.Band(0), len(law.Bands()))
	count(lawv1.Indicator(0), len(law.Indicators()))
}

func TestAllViolationsOfARequestAreToldAtOnce(t *testing.T) {
	var p wire.Parse
	p.RequestID("")
	p.ID("contract_id", "ctr", "run_1")
	p.Date("signature_date", "2024-02-31")
	p.OptionalDate("hired_on_date", "")
	p.Option("option", lawv1.Option_OPTION_UNSPECIFIED)
	p.Indicator("counts[0].indicator", lawv1.Indicator(99))
	zone := lawv1.Zone(0)
	p.Zone("practice.zone", &zone)
	p.AtLeast("counts[0].patients", -1, 0)
	p.WeeklyMinutes("weekly_minutes", 10081)
	p.Between("page_size", 1001, 0, 1000)
	p.FundCodeIfSet("fund_code", "")

	var refused *fault.Error
	if err := p.Err(); !errors.As(err, &refused) || refused.Kind != fault.Invalid {
		t.Fatalf("got %v, want an Invalid fault", err)
	}
	want := []string{
		`request_id: nothing, want 1 to 64 characters`,
		`contract_id: "run_1", want ctr_ and 26 characters`,
		`signature_date: "2024-02-31", want a day of the calendar, as YYYY-MM-DD`,
		`option: "OPTION_UNSPECIFIED", want one of OPTION_THIRD, OPTION_HALF, OPTION_FULL, OPTION_ONE_AND_HALF, OPTION_TWO`,
		`counts[0].indicator: "99", want one of INDICATOR_REGISTERED_PATIENTS, INDICATOR_ACTIVE_FILE`,
		`practice.zone: "ZONE_UNSPECIFIED", want one of ZONE_ZIP`,
		`counts[0].patients: "-1", want 0 or more`,
		`weekly_minutes: "10081", want 1 to 10080`,
		`page_size: "1001", want 0 to 1000`,
	}
	if len(refused.Violations) != len(want) {
		t.Fatalf("got %d violations, want %d: %v", len(refused.Violations), len(want), refused.Violations)
	}
	for i, w := range want {
		if got := refused.Violations[i].String(); !strings.HasPrefix(got, w) {
			t.Errorf("violation %d: got %s, want %s…", i, got, w)
		}
	}
}

func TestAnAcceptedRequestHasNoFault(t *testing.T) {
	var p wire.Parse
	p.RequestID("r-1")
	if d := p.Date("signature_date", "2024-02-29"); d.String() != "2024-02-29" {
		t.Errorf("got %s", d)
	}
	band := lawv1.Band_BAND_P95_AND_ABOVE
	if b, ok := p.Band("band", &band); !ok || b != law.P95AndAbove {
		t.Errorf("got %v %v", b, ok)
	}
	if _, ok := p.Band("band", nil); ok {
		t.Error("an absent band was read")
	}
	if err := p.Err(); err != nil {
		t.Errorf("got %v", err)
	}
}
