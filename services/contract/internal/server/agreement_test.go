package server_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// anyDoctor draws an application in which facts may be missing.
func anyDoctor(r *rand.Rand) *eligibilityv1.Application {
	count := func(least, most int) *int32 {
		if r.IntN(6) == 0 {
			return nil
		}
		return proto.Int32(int32(least + r.IntN(most-least)))
	}
	first := civil.MustParse("2019-08-25")
	app := doctor(first.AddDays(r.IntN(first.DaysUntil(civil.MustParse("2027-01-01")))).String())
	app.Doctor.SpecialtyCode = []string{"01", "01", "01", "01", "03", "12", "11", "04", "06"}[r.IntN(9)]
	app.Doctor.ParticularPractice = r.IntN(10) == 0
	if r.IntN(5) == 0 {
		app.Doctor.InstalledDate = proto.String(civil.MustParse(app.GetSignatureDate()).AddDays(-100).String())
	}
	app.Practice.Zone = lawv1.Zone(1 + r.IntN(4)).Enum()
	app.Activity = &eligibilityv1.Activity{
		AdultRegisteredPatients: count(600, 2500), ActiveFile: count(700, 4000),
		ClinicalFeeShareBp: proto.Int32(9000), Under_16ShareBp: proto.Int32(1000),
	}
	if adults := app.Activity.AdultRegisteredPatients; adults != nil {
		app.Activity.RegisteredPatients = proto.Int32(*adults + 100)
	}
	if r.IntN(4) > 0 {
		app.Activity.Band = lawv1.Band(1 + r.IntN(6)).Enum()
	}
	return app
}

// anyDeclared draws the objectives that a fund might write.
func anyDeclared(r *rand.Rand) []*contractv1.DeclaredObjective {
	var all []*contractv1.DeclaredObjective
	for _, i := range []lawv1.Indicator{lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, lawv1.Indicator_INDICATOR_ACTIVE_FILE} {
		if r.IntN(3) == 0 {
			all = append(all, &contractv1.DeclaredObjective{Indicator: i, ToGain: int32(r.IntN(300)), Reason: "agreed"})
		}
	}
	return all
}

// answered is the assessment's answer on an option.
func answered(a *eligibilityv1.Assessment, option lawv1.Option) *eligibilityv1.OptionAnswer {
	for _, o := range a.GetOptions() {
		if o.GetOption() == option {
			return o
		}
	}
	return nil
}

// promised reports whether the simulation promises the whole contract: eligible, open,
// the band settled and every objective known.
func promised(a *eligibilityv1.Assessment, o *eligibilityv1.OptionAnswer) bool {
	for _, objective := range o.GetObjectives() {
		if objective.Start == nil || objective.ToGain == nil {
			return false
		}
	}
	return a.GetVerdict() == eligibilityv1.Verdict_VERDICT_ELIGIBLE && o.GetOpen() && o.Band != nil
}

// sameAs reports whether the contract's objective is the simulated one.
func sameAs(o *contractv1.Objective, list []*eligibilityv1.Objective) bool {
	for _, s := range list {
		if s.GetIndicator() == o.GetIndicator() {
			return s.Start != nil && s.ToGain != nil && s.GetStart() == o.GetStart() && s.GetToGain() == o.GetToGain() &&
				s.GetTarget() == o.GetTarget() && proto.Equal(s.GetCitation(), o.GetCitation())
		}
	}
	return false
}

func TestASimulationAndAPreviewNeverDisagree(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	r, offers, refusals := random(t), 0, map[string]int{}
	for range 200 {
		app, option, declared := anyDoctor(r), lawv1.Option(1+r.IntN(3)), anyDeclared(r)
		simulated, err := w.eligibility.SimulateAid(w.ctx(), &eligibilityv1.SimulateAidRequest{Application: app})
		if err != nil {
			t.Fatal(err)
		}
		a := simulated.GetAssessment()
		preview, err := w.contracts.PreviewOffer(w.ctx(), &contractv1.PreviewOfferRequest{Application: app, Option: option, DeclaredObjectives: declared})
		var f *fault.Error
		switch {
		case err == nil:
			offers++
			agree(t, a, preview, option, declared)
		case !errors.As(err, &f) || f.Kind != fault.WrongState:
			t.Fatalf("%v gives %v, want an offer or a refusal", app, err)
		case promised(a, answered(a, option)) && len(declared) == 0:
			t.Fatalf("the simulation %v\npromises what the preview refuses: %v", answered(a, option), err)
		default:
			refusals[f.Reason]++
		}
	}
	t.Logf("%d offers, refusals %v", offers, refusals)
	if offers < 10 || len(refusals) < 5 {
		t.Errorf("%d offers, refusals %v: it proves too little", offers, refusals)
	}
}

// agree fails the test unless the preview gives what the simulation says, save where
// the fund wrote another number.
func agree(t *testing.T, a *eligibilityv1.Assessment, preview *contractv1.PreviewOfferResponse, option lawv1.Option, declared []*contractv1.DeclaredObjective) {
	t.Helper()
	c, answer := preview.GetContract(), answered(a, option)
	if !proto.Equal(preview.GetAssessment(), a) {
		t.Fatalf("the preview rests on %v\nsimulated was %v", preview.GetAssessment(), a)
	}
	if a.GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE || !answer.GetOpen() || c.GetOption() != option || c.GetTextId() != a.GetTextId() || c.GetLawDigest() != a.GetLawDigest() {
		t.Fatalf("previewed %v\nsimulated %v", c, a)
	}
	if (c.Band == nil) != (answer.Band == nil) || c.GetBand() != answer.GetBand() || len(c.GetPossibleBands()) != len(answer.GetPossible()) {
		t.Fatalf("previewed in band %v of %v, simulated %v", c.Band, c.GetPossibleBands(), answer)
	}
	for i, y := range c.GetYears() {
		if y.GetStartDate() != answer.GetYearly()[i].GetStartDate() || answer.GetYearly()[i].CeilingCents == nil {
			t.Fatalf("year %v, simulated %v", y, answer.GetYearly()[i])
		}
	}
	for _, o := range c.GetObjectives() {
		written := slices.ContainsFunc(declared, func(d *contractv1.DeclaredObjective) bool {
			return d.GetIndicator() == o.GetIndicator() && d.GetToGain() == o.GetToGain()
		})
		if o.GetDeclared() && !written || !o.GetDeclared() && answer.Band != nil && !sameAs(o, answer.GetObjectives()) {
			t.Fatalf("objective %v, declared %v, simulated %v", o, declared, answer.GetObjectives())
		}
		for _, possible := range answer.GetPossible() {
			if !o.GetDeclared() && o.GetToGain() != toGain(possible, o.GetIndicator()) {
				t.Fatalf("objective %v, simulated %v", o, possible)
			}
		}
	}
}

// toGain is the simulated number in one band; -1 when it is not known.
func toGain(terms *eligibilityv1.BandTerms, indicator lawv1.Indicator) int32 {
	for _, o := range terms.GetObjectives() {
		if o.GetIndicator() == indicator && o.ToGain != nil {
			return o.GetToGain()
		}
	}
	return -1
}
