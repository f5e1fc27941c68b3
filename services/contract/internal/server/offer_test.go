package server_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/server"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func TestAPreviewFailsExactlyWhereAnOfferWould(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	cases := map[string]struct {
		change   func(*eligibilityv1.Application)
		option   lawv1.Option
		declared []*contractv1.DeclaredObjective
		reason   string // "" when it is offered
		says     string
	}{
		"offered": {func(*eligibilityv1.Application) {}, lawv1.Option_OPTION_FULL, declared(), "", ""},
		"gp-774-775": {func(a *eligibilityv1.Application) {
			a.Activity.AdultRegisteredPatients, a.Activity.RegisteredPatients, a.Activity.Band = nil, proto.Int32(774), nil
		}, lawv1.Option_OPTION_FULL, declared(), "NOT_ELIGIBLE", "774"},
		"before the first text": {func(a *eligibilityv1.Application) { a.SignatureDate = "2019-08-31" },
			lawv1.Option_OPTION_FULL, declared(), "NOT_ELIGIBLE", "2019"},
		"the sector is not known": {func(a *eligibilityv1.Application) { a.Doctor.Sector = nil },
			lawv1.Option_OPTION_FULL, declared(), "UNDETERMINED", "sector"},
		"third-refused": {func(a *eligibilityv1.Application) { a.SignatureDate = "2023-05-01" },
			lawv1.Option_OPTION_THIRD, declared(), "OPTION_CLOSED", "1/3 ETP"},
		"an option that was not asked for": {func(a *eligibilityv1.Application) { a.OptionsWanted = []lawv1.Option{lawv1.Option_OPTION_HALF} },
			lawv1.Option_OPTION_FULL, declared(), "OPTION_CLOSED", "options_wanted"},
		"a second assistant": {func(*eligibilityv1.Application) {}, lawv1.Option_OPTION_TWO, declared(), "OPTION_CLOSED", "2 ETP"},
		"a band that would change the amounts": {func(a *eligibilityv1.Application) { a.Activity.Band = nil },
			lawv1.Option_OPTION_FULL, declared(), "BAND_UNSETTLED", "application.activity.band"},
		"an unknown objective": {func(*eligibilityv1.Application) {}, lawv1.Option_OPTION_FULL, nil, "OBJECTIVE_UNKNOWN", "rates.all_options.p70_p90"},
		"an unknown start": {func(a *eligibilityv1.Application) {
			a.Activity.AdultRegisteredPatients, a.Activity.RegisteredPatients, a.Activity.ActiveFile = nil, nil, nil
		}, lawv1.Option_OPTION_FULL, nil, "START_UNKNOWN", "application.activity.registered_patients"},
		"a number without a reason": {func(a *eligibilityv1.Application) {
			a.SignatureDate, a.Activity.Band = "2020-10-01", lawv1.Band_BAND_P95_AND_ABOVE.Enum()
		}, lawv1.Option_OPTION_FULL, declared(), "REASON_MISSING", "rates.full.p95_and_above"},
		"an indicator the text does not use": {func(a *eligibilityv1.Application) { a.Doctor.SpecialtyCode = "03" },
			lawv1.Option_OPTION_FULL, declared(), "INDICATOR_NOT_USED", "active file"},
		"a term beyond the calendar": {func(a *eligibilityv1.Application) {
			a.SignatureDate, a.Doctor.InstalledDate = "2199-01-01", proto.String("2190-01-01")
		}, lawv1.Option_OPTION_FULL, declared(), "OUTSIDE_CALENDAR", "2203-12-31"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			app := doctor(signedOn)
			tc.change(app)
			preview, previewErr := w.contracts.PreviewOffer(w.ctx(), &contractv1.PreviewOfferRequest{Application: app, Option: tc.option, DeclaredObjectives: tc.declared})
			offer, offerErr := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
				RequestId: w.request(), AssessmentId: w.assess(app), Option: tc.option, DeclaredObjectives: tc.declared,
			})
			if tc.reason == "" {
				sameTerms(t, preview, previewErr, offer, offerErr)
				return
			}
			first := refusal(t, previewErr, fault.WrongState, tc.reason, tc.says)
			second := refusal(t, offerErr, fault.WrongState, tc.reason, tc.says)
			if first.Message != second.Message || first.Metadata["fr"] == "" || first.Metadata["fr"] != second.Metadata["fr"] {
				t.Errorf("the preview says %q (%q), the offer %q (%q)", first.Message, first.Metadata["fr"], second.Message, second.Metadata["fr"])
			}
			if second.Subject == "" {
				t.Error("the refusal of an offer names no assessment")
			}
		})
	}
}

// sameTerms compares a preview with the offer on the same facts.
func sameTerms(t *testing.T, preview *contractv1.PreviewOfferResponse, previewErr error, offer *contractv1.OfferContractResponse, offerErr error) {
	t.Helper()
	if err := errors.Join(previewErr, offerErr); err != nil {
		t.Fatal(err)
	}
	kept := proto.Clone(offer.GetContract()).(*contractv1.Contract)
	kept.Id, kept.AssessmentId, kept.Actor, kept.Etag, kept.Revisions = "", "", "", "", 0
	kept.CreateTime, kept.UpdateTime, kept.Terms, kept.TermsHash = nil, nil, "", ""
	if !proto.Equal(preview.GetContract(), kept) {
		t.Errorf("previewed %v\noffered %v", preview.GetContract(), kept)
	}
	if a := preview.GetAssessment(); a.GetId() != "" || a.GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE {
		t.Errorf("the preview rests on %v, want an eligible assessment that is not stored", a)
	}
}

func TestAnOfferOnAnAssessmentThatDoesNotExistIsRefused(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	const nobody = "asm_01JH0000000000000000000000"
	_, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
		RequestId: w.request(), AssessmentId: nobody, Option: lawv1.Option_OPTION_FULL,
	})
	if f := refusal(t, err, fault.WrongState, "ASSESSMENT_UNKNOWN", nobody); f.Subject != nobody {
		t.Errorf("the subject is %q, want %q", f.Subject, nobody)
	}
}

func TestAPreviewNamesTheViolationsOfBothServicesAtOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := doctor("2025-02-30")
	app.FundCode, app.Doctor.SpecialtyCode = "", "xx"
	_, err := w.contracts.PreviewOffer(w.ctx(), &contractv1.PreviewOfferRequest{
		Application: app,
		DeclaredObjectives: []*contractv1.DeclaredObjective{
			{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, ToGain: -1, Reason: "two\nlines"},
			{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, Reason: strings.Repeat("é", 501)},
			{Indicator: 9},
		},
	})
	violated(t, err, "option", "declared_objectives[0].to_gain", "declared_objectives[0].reason", "declared_objectives[1].indicator",
		"declared_objectives[1].reason", "declared_objectives[2].indicator",
		"application.signature_date", "application.fund_code", "application.doctor.specialty_code")
	_, err = w.contracts.PreviewOffer(w.ctx(), &contractv1.PreviewOfferRequest{Option: lawv1.Option_OPTION_FULL})
	violated(t, err, "application.signature_date", "application.fund_code", "application.doctor.specialty_code")
}

// violated fails the test unless exactly these fields are named.
func violated(t *testing.T, err error, fields ...string) {
	t.Helper()
	f := refusal(t, err, fault.Invalid, fault.ReasonInvalidRequest)
	got := map[string]bool{}
	for _, v := range f.Violations {
		got[v.Field] = true
		if v.Wanted == "" {
			t.Errorf("%s: nothing is wanted instead of %q", v.Field, v.Seen)
		}
	}
	for _, field := range fields {
		if !got[field] {
			t.Errorf("%s is not among the violations %v", field, f.Violations)
		}
		delete(got, field)
	}
	if len(got) > 0 {
		t.Errorf("unexpected violations of %v", got)
	}
}

func TestABandThatStaysOpenIsKeptAsTheBandsThatRemain(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := doctor("2020-10-01") // more than P30 (640), less than P70 (1 107); P50 is unknown
	app.Activity.AdultRegisteredPatients, app.Activity.Band = proto.Int32(975), nil
	c := w.offer(app,
		&contractv1.DeclaredObjective{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 200},
		&contractv1.DeclaredObjective{Indicator: lawv1.Indicator_INDICATOR_ACTIVE_FILE, ToGain: 300})
	if c.Band != nil || !slices.Equal(c.GetPossibleBands(), []lawv1.Band{lawv1.Band_BAND_P30_P50, lawv1.Band_BAND_P50_P70}) {
		t.Errorf("band %v, possible %v, want none settled of P30–P50 and P50–P70", c.Band, c.GetPossibleBands())
	}
	if kept := w.get(c.GetId()); !proto.Equal(kept, c) {
		t.Errorf("kept %v\nanswered %v", kept, c)
	}
}

func TestASettingThatIsMissingIsNamed(t *testing.T) {
	_, err := servetest.TryStart(t, "contract", server.Open, servetest.Options{})
	if err == nil || !strings.Contains(err.Error(), "ELIGIBILITY_ADDR") {
		t.Errorf("got %v, want an error that names ELIGIBILITY_ADDR", err)
	}
}

func TestARepeatedOfferIsAnsweredWithoutTheUpstream(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.assess(doctor(signedOn))
	first := &contractv1.OfferContractRequest{RequestId: w.request(), AssessmentId: id, Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared()}
	kept, err := w.contracts.OfferContract(w.ctx(), first)
	if err != nil {
		t.Fatal(err)
	}
	w.upstream.Stop()
	again, err := w.contracts.OfferContract(w.ctx(), first)
	if err != nil || !proto.Equal(again, kept) {
		t.Errorf("a repeated request without the upstream gives %v, %v, want the first answer", again, err)
	}
	w.upstream.Restart()
	if _, err := w.contracts.PreviewOffer(w.ctx(), &contractv1.PreviewOfferRequest{
		Application: doctor(signedOn), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared(),
	}); err != nil {
		t.Errorf("after the upstream is back: %v", err)
	}
}
