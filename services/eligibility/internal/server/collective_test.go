package server_test

import (
	"fmt"
	"slices"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/serve/servetest"
)

// wholeGroup is the application of a group of which everything is known.
const wholeGroup = `{
	"signature_date": "2026-11-01", "fund_code": "751", "structure_kind": "STRUCTURE_KIND_SISA", "am_number": "751000001", "finess": "750000002",
	"etp_thousandths": 2500, "earlier_aid_end_date": "2024-01-01",
	"members": [
		{"rpps": "` + rpps + `", "specialty_code": "01", "sector": "SECTOR_1", "registered_patients": 1000, "active_file": 1500,
		 "installed_date": "2005-03-01", "hosts_junior_doctor": true, "holds_individual_contract": false},
		{"specialty_code": "22", "sector": "SECTOR_2", "tariff_option": "TARIFF_OPTION_OPTAM", "registered_patients": 550, "active_file": 900,
		 "installed_date": "2005-03-01", "holds_individual_contract": false}
	]}`

func collectiveApplication(t testing.TB, text string) *eligibilityv1.CollectiveApplication {
	t.Helper()
	a := new(eligibilityv1.CollectiveApplication)
	if err := protojson.Unmarshal([]byte(text), a); err != nil {
		t.Fatalf("application %s: %v", text, err)
	}
	return a
}

func simulateGroup(t testing.TB, c eligibilityv1.EligibilityServiceClient, a *eligibilityv1.CollectiveApplication) (*eligibilityv1.CollectiveAssessment, error) {
	t.Helper()
	resp, err := c.SimulateCollectiveAid(t.Context(), &eligibilityv1.SimulateCollectiveAidRequest{Application: a})
	return resp.GetAssessment(), err
}

func TestAGroupIsAnsweredWholeOverTheWire(t *testing.T) {
	running, c := started(t, servetest.Options{})
	s, err := simulateGroup(t, c, collectiveApplication(t, wholeGroup))
	if err != nil {
		t.Fatal(err)
	}
	if s.GetTextId() != "aide-collective-2026" || s.GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE || s.GetCertainty() != lawv1.Certainty_CERTAINTY_DERIVED || len(s.GetQuestions()) > 0 {
		t.Errorf("%q, %s, %s, asked %v", s.GetTextId(), s.GetVerdict(), s.GetCertainty(), s.GetQuestions())
	}
	if s.GetMostEtpThousandths() != 2500 || s.GetEtpThousandths() != 2500 {
		t.Errorf("at most %d, terms for %d; want 2500 and 2500", s.GetMostEtpThousandths(), s.GetEtpThousandths())
	}
	lawStatus, err := lawv1.NewLawServiceClient(running.Conn).GetLawStatus(t.Context(), &lawv1.GetLawStatusRequest{})
	if err != nil || s.GetLawDigest() != lawStatus.GetLawDigest() || s.GetLawEdition() == "" || s.GetLawEdition() != lawStatus.GetLawEdition() {
		t.Errorf("digest and edition are %q and %q, the law's %q and %q, %v", s.GetLawDigest(), s.GetLawEdition(), lawStatus.GetLawDigest(), lawStatus.GetLawEdition(), err)
	}
	var amounts []int64
	for _, y := range s.GetYearly() {
		amounts = append(amounts, y.GetCeilingCents())
	}
	if want := []int64{95_000_00, 70_000_00, 55_000_00}; !slices.Equal(amounts, want) {
		t.Errorf("amounts %v, want %v", amounts, want)
	}
	for i, want := range []*eligibilityv1.Objective{
		{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, Start: proto.Int32(1550), ToGain: proto.Int32(650), Target: proto.Int32(2200)},
		{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, Start: proto.Int32(2400), ToGain: proto.Int32(275), Target: proto.Int32(2675)},
	} {
		got := s.GetObjectives()[i]
		if got.GetIndicator() != want.GetIndicator() || got.GetStart() != want.GetStart() || got.GetToGain() != want.GetToGain() || got.GetTarget() != want.GetTarget() || got.GetCitation() == nil || got.GetExplanation().GetFr() == "" {
			t.Errorf("objective %v, want %v", got, want)
		}
	}
	for _, criterion := range s.GetCriteria() {
		if criterion.GetOutcome() != eligibilityv1.Outcome_OUTCOME_MET || criterion.GetSeenFr() == "" || criterion.GetWantedFr() == "" || criterion.GetCitation() == nil || criterion.GetRemedy() != nil {
			t.Errorf("criterion %v", criterion)
		}
		if used := criterion.GetCitation().GetTextId() + "/" + criterion.GetCitation().GetCell(); !slices.Contains(s.GetCellsUsed(), used) {
			t.Errorf("%s is not among the cells used", used)
		}
	}
}

func TestAGroupThatFailsIsToldWhatIsMissingAndWhatWouldChangeIt(t *testing.T) {
	_, c := started(t, servetest.Options{})
	a := collectiveApplication(t, wholeGroup)
	a.Members[1].RegisteredPatients = proto.Int32(549)
	s, err := simulateGroup(t, c, a)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(s.GetCriteria(), func(c *eligibilityv1.Criterion) bool { return c.GetId() == "minimum_activity" })
	got := s.GetCriteria()[at]
	if s.GetVerdict() != eligibilityv1.Verdict_VERDICT_NOT_ELIGIBLE || got.GetGap() != "1 patient missing" || got.GetGapFr() != "il manque 1\u00a0patient" || got.GetRemedy().GetFr() == "" {
		t.Errorf("%s, %v", s.GetVerdict(), got)
	}
}

func TestAGroupOfWhichLittleIsKnownIsAskedByPath(t *testing.T) {
	_, c := started(t, servetest.Options{})
	s, err := simulateGroup(t, c, collectiveApplication(t, `{"signature_date": "2026-11-01", "fund_code": "751", "members": [{"specialty_code": "01"}, {"specialty_code": "01", "sector": "SECTOR_1"}]}`))
	if err != nil || s.GetVerdict() != eligibilityv1.Verdict_VERDICT_UNDETERMINED {
		t.Fatalf("%s, %v; want UNDETERMINED", s.GetVerdict(), err)
	}
	var fields []string
	for _, q := range s.GetQuestions() {
		if q.GetText().GetFr() == "" || q.GetText().GetEn() == "" || (q.GetField() == "") != (q.GetMissingCell() != nil) {
			t.Errorf("question %v", q)
		}
		if q.GetSettlesVerdict() {
			fields = append(fields, q.GetField()+q.GetMissingCell().GetCell())
		}
	}
	want := []string{
		"structure_kind", "members[0].sector", "members[0].tariff_option",
		"members[0].registered_patients", "members[0].installed_date", "members[1].registered_patients", "members[1].installed_date", "minimum_activity.newly_installed",
		"members[0].holds_individual_contract", "members[1].holds_individual_contract",
	}
	if !slices.Equal(fields, want) {
		t.Errorf("asked %q, want %q", fields, want)
	}
}

func TestEveryViolationOfAGroupIsReportedAtOnceWithItsPath(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for name, one := range map[string]struct {
		text   string
		fields []string
	}{
		"nothing": {`{}`, []string{"application.signature_date", "application.fund_code", "application.members"}},
		"everything wrong": {`{
			"signature_date": "2026-02-30", "fund_code": "75", "structure_kind": 0, "am_number": "1", "finess": "750000003", "etp_thousandths": 0, "earlier_aid_end_date": "",
			"members": [{}, {"rpps": "10000000008", "specialty_code": "99", "sector": 9, "tariff_option": 0, "registered_patients": -1, "active_file": 1000001, "installed_date": "once"}]}`,
			[]string{
				"application.signature_date", "application.fund_code", "application.structure_kind", "application.am_number", "application.finess",
				"application.etp_thousandths", "application.earlier_aid_end_date", "application.members[0].specialty_code",
				"application.members[1].rpps", "application.members[1].specialty_code", "application.members[1].sector", "application.members[1].tariff_option",
				"application.members[1].registered_patients", "application.members[1].active_file", "application.members[1].installed_date",
			}},
		"a doctor twice, and one installed after the signature": {`{"signature_date": "2026-11-01", "fund_code": "751", "members": [
			{"rpps": "` + rpps + `", "specialty_code": "01", "installed_date": "2026-11-01"}, {"rpps": "` + rpps + `", "specialty_code": "01", "installed_date": "2026-11-02"}]}`,
			[]string{"application.members[1].rpps", "application.members[1].installed_date"}},
		"too much ETP": {`{"signature_date": "2026-11-01", "fund_code": "751", "etp_thousandths": 200001, "members": [{"specialty_code": "01"}]}`,
			[]string{"application.etp_thousandths"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := simulateGroup(t, c, collectiveApplication(t, one.text))
			wantFields(t, err, one.fields...)
		})
	}
	_, err := simulateGroup(t, c, nil)
	wantFields(t, err, "application.signature_date", "application.fund_code", "application.members")
	crowd := collectiveApplication(t, wholeGroup)
	for len(crowd.Members) < 101 {
		crowd.Members = append(crowd.Members, &eligibilityv1.CollectiveMember{SpecialtyCode: "01"})
	}
	_, err = simulateGroup(t, c, crowd)
	wantFields(t, err, "application.members")
	crowd.Members = crowd.Members[:100]
	if _, err := simulateGroup(t, c, crowd); err != nil {
		t.Errorf("a hundred members, of most of whom nothing is known: %v", err)
	}
}

func TestNoEnumOfAGroupTakesZeroOrAnUnknownValueAndEachTakesAllItsNames(t *testing.T) {
	_, c := started(t, servetest.Options{})
	whole := collectiveApplication(t, wholeGroup)
	for _, one := range []struct {
		path  string
		owner func(*eligibilityv1.CollectiveApplication) protoreflect.Message
		field protoreflect.Name
	}{
		{"application.structure_kind", func(a *eligibilityv1.CollectiveApplication) protoreflect.Message { return a.ProtoReflect() }, "structure_kind"},
		{"application.members[1].sector", func(a *eligibilityv1.CollectiveApplication) protoreflect.Message {
			return a.GetMembers()[1].ProtoReflect()
		}, "sector"},
		{"application.members[1].tariff_option", func(a *eligibilityv1.CollectiveApplication) protoreflect.Message {
			return a.GetMembers()[1].ProtoReflect()
		}, "tariff_option"},
	} {
		values := one.owner(whole).Descriptor().Fields().ByName(one.field).Enum().Values()
		simulate := func(n protoreflect.EnumNumber) error {
			a := proto.CloneOf(whole)
			m := one.owner(a)
			m.Set(m.Descriptor().Fields().ByName(one.field), protoreflect.ValueOfEnum(n))
			_, err := simulateGroup(t, c, a)
			return err
		}
		for _, wrong := range []protoreflect.EnumNumber{0, -1, protoreflect.EnumNumber(values.Len()), 1 << 20} {
			t.Run(fmt.Sprintf("%s=%d", one.path, wrong), func(t *testing.T) { wantFields(t, simulate(wrong), one.path) })
		}
		for i := range values.Len() {
			if right := values.Get(i); right.Number() != 0 {
				if err := simulate(right.Number()); err != nil {
					t.Errorf("%s=%s: %v", one.path, right.Name(), err)
				}
			}
		}
	}
	if n := enumFields(whole.ProtoReflect().Descriptor()); n != 3 {
		t.Errorf("a group has %d enums, want 3; is a new one refused at the edge?", n)
	}
}

// enumFields counts the enum fields below a message.
func enumFields(m protoreflect.MessageDescriptor) int {
	n := 0
	for i := range m.Fields().Len() {
		switch f := m.Fields().Get(i); {
		case f.Enum() != nil:
			n++
		case f.Message() != nil:
			n += enumFields(f.Message())
		}
	}
	return n
}

// Each legal form reaches the domain under its own name.
func TestEachStructureIsAnsweredAsItself(t *testing.T) {
	_, c := started(t, servetest.Options{})
	for kind, want := range map[eligibilityv1.StructureKind]string{
		eligibilityv1.StructureKind_STRUCTURE_KIND_SCP: "SCP", eligibilityv1.StructureKind_STRUCTURE_KIND_SCM: "SCM",
		eligibilityv1.StructureKind_STRUCTURE_KIND_SISA: "SISA", eligibilityv1.StructureKind_STRUCTURE_KIND_SEL: "SEL",
		eligibilityv1.StructureKind_STRUCTURE_KIND_OTHER: "another form",
	} {
		a := collectiveApplication(t, wholeGroup)
		a.StructureKind = &kind
		s, err := simulateGroup(t, c, a)
		if err != nil {
			t.Fatal(err)
		}
		signs := kind < eligibilityv1.StructureKind_STRUCTURE_KIND_SEL
		if got := s.GetCriteria()[1]; got.GetSeen() != want || (got.GetOutcome() == eligibilityv1.Outcome_OUTCOME_MET) != signs {
			t.Errorf("%s: seen %q, %s", kind, got.GetSeen(), got.GetOutcome())
		}
	}
}

// FuzzSimulateCollectiveAid sends groups of any bytes: each is either refused with the
// fields named, or answered whole.
func FuzzSimulateCollectiveAid(f *testing.F) {
	for _, text := range []string{`{}`, wholeGroup, `{"signature_date": "2026-11-01", "fund_code": "751", "members": [{"specialty_code": "01"}]}`} {
		seed, err := proto.Marshal(collectiveApplication(f, text))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(seed)
	}
	_, c := started(f, servetest.Options{})
	f.Fuzz(func(t *testing.T, bytes []byte) {
		a := new(eligibilityv1.CollectiveApplication)
		if proto.Unmarshal(bytes, a) != nil {
			t.Skip("no application")
		}
		s, err := simulateGroup(t, c, a)
		if err != nil {
			if len(violations(t, err, codes.InvalidArgument, "INVALID_REQUEST")) == 0 {
				t.Errorf("refused without naming a field: %v", err)
			}
			return
		}
		if s.GetVerdict() == 0 || len(s.GetCriteria()) != 8 || s.GetCertainty() == 0 || len(s.GetYearly()) != 3 {
			t.Errorf("answered by half: %v", s)
		}
	})
}
