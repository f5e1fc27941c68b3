package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/server"
	"assistmed/services/internal/serve/servetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestTheTermsOfAnOfferReadLikeThis(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.offer(doctor(signedOn), &contractv1.DeclaredObjective{
		Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: 260, Reason: `agreed\on`,
	})
	sum := sha256.Sum256([]byte(c.GetTerms()))
	if c.GetTermsHash() != hex.EncodeToString(sum[:]) {
		t.Errorf("the hash is %s, want the SHA-256 of the terms", c.GetTermsHash())
	}
	// Ids and the digest of the law are other ones each time.
	got := strings.NewReplacer(c.GetId(), "<contract>", c.GetAssessmentId(), "<assessment>", c.GetLawDigest(), "<digest>").Replace(c.GetTerms())
	path := filepath.Join("testdata", "terms.golden.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; read the terms, then run with -update\ngot\n%s", path, got)
	}
}

func TestTheTermsNeverChangeAfterTheOffer(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.active()
	terms, hash := c.GetTerms(), c.GetTermsHash()
	id := c.GetId()
	w.done(w.hire(id, signedOn, 2100))
	w.done(w.suspend(id, "2025-06-01", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	c = w.done(w.resume(id, "2025-07-01"))
	if c.GetTerm() == "2030-01-09" || c.GetTerms() != terms || c.GetTermsHash() != hash {
		t.Errorf("after a suspension the term is %s, the hash %s, want the term moved and the terms as signed", c.GetTerm(), c.GetTermsHash())
	}
	w.valid(id)
}

// Two offers never have the same terms, even on one assessment: the id is one of them.
func TestTheTermsOfTwoOffersNeverHaveTheSameHash(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	r, seen := random(t), map[string]string{}
	assessment := w.assess(w.another(signedOn))
	for range 60 {
		id := assessment
		if r.IntN(2) == 0 {
			id = w.assess(w.another(signedOn))
		}
		resp, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
			RequestId: w.request(), AssessmentId: id, Option: lawv1.Option(2 + r.IntN(2)),
			DeclaredObjectives: []*contractv1.DeclaredObjective{{Indicator: lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS, ToGain: int32(r.IntN(3))}},
		})
		if err != nil {
			t.Fatal(err)
		}
		c := resp.GetContract()
		if other, taken := seen[c.GetTermsHash()]; taken {
			t.Fatalf("offers %s and %s have the same hash", other, c.GetId())
		}
		seen[c.GetTermsHash()] = c.GetId()
		w.valid(c.GetId())
	}
}

func TestAnOfferRunsForTheDaysOfTheSettingUnlessItSaysOtherwise(t *testing.T) {
	cases := map[string]struct {
		days, lapse, want string // want "" when it is refused
	}{
		"by default 30 days": {"", "", "2025-02-09"},
		"as set":             {"7", "", "2025-01-17"},
		"none at all":        {"0", "", "2025-01-10"},
		"as the offer says":  {"7", "2026-02-28", "2026-02-28"},
		"on the day itself":  {"7", "2025-01-10", "2025-01-10"},
		"the day before":     {"7", "2025-01-09", ""},
		"no day at all":      {"7", "2025-02-29", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_OFFER_DAYS": tc.days}})
			resp, err := w.contracts.OfferContract(w.ctx(), &contractv1.OfferContractRequest{
				RequestId: w.request(), AssessmentId: w.assess(doctor(signedOn)), Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared(), LapseDate: tc.lapse,
			})
			if tc.want == "" {
				violated(t, err, "lapse_date")
				return
			}
			if err != nil || resp.GetContract().GetLapseDate() != tc.want {
				t.Errorf("lapses on %s, %v, want %s", resp.GetContract().GetLapseDate(), err, tc.want)
			}
		})
	}
	_, err := servetest.TryStart(t, "contract", server.Open, servetest.Options{Settings: map[string]string{"ELIGIBILITY_ADDR": "nowhere:1", "ASSISTMED_OFFER_DAYS": "-1"}})
	if err == nil || !strings.Contains(err.Error(), `setting ASSISTMED_OFFER_DAYS is "-1", want a whole number`) {
		t.Errorf("the start gave %v", err)
	}
}

func TestAnOfferNamesItsDoctorAndAPreviewNeedNot(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := doctor(signedOn)
	app.Doctor.Rpps = ""
	preview, err := w.contracts.PreviewOffer(w.ctx(), &contractv1.PreviewOfferRequest{Application: app, Option: lawv1.Option_OPTION_FULL, DeclaredObjectives: declared()})
	if err != nil || preview.GetContract().GetTerms() != "" || preview.GetContract().GetTermsHash() != "" {
		t.Errorf("previewed %v, %v, want no terms", preview.GetContract(), err)
	}
	_, err = w.eligibility.AssessApplication(w.ctx(), &eligibilityv1.AssessApplicationRequest{RequestId: w.request(), Application: app})
	violated(t, err, "application.doctor.rpps") // so that no offer can come from it
}

func TestACommitmentToEnterACoordinatedPracticeRunsToItsDay(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := doctor("2020-10-01")
	app.Practice.Coordination = &eligibilityv1.Coordination{Kind: &eligibilityv1.Coordination_CommitmentDate{CommitmentDate: "2022-09-30"}}
	app.Activity.Band = lawv1.Band_BAND_P95_AND_ABOVE.Enum()
	app.Activity.AdultRegisteredPatients, app.Activity.RegisteredPatients, app.Activity.ActiveFile = proto.Int32(2059), nil, proto.Int32(2333)
	c := w.offer(app)
	if c.GetCoordinationDueDate() != "2022-09-30" || !strings.Contains(c.GetTerms(), "\ncoordination_due_date: 2022-09-30\n") {
		t.Errorf("due on %q in\n%s", c.GetCoordinationDueDate(), c.GetTerms())
	}
	if c := w.offer(doctor(signedOn), declared()...); c.GetCoordinationDueDate() != "" {
		t.Errorf("due on %q without a commitment", c.GetCoordinationDueDate())
	}
}
