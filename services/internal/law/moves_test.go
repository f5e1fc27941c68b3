package law_test

import (
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

func TestBothReadingsOfTheFirstRenewalAreRecorded(t *testing.T) {
	l := embedded(t)
	moves := l.Moves()
	if len(moves) != 2 || moves[0].TextID != reglementArbitral || moves[0].On != day("2023-05-01") || moves[1].TextID != convention2024 || moves[1].On != day("2024-06-22") {
		t.Fatalf("the moves are %+v", moves)
	}
	for _, c := range []struct{ what, got, want string }{
		{"a contract of avenant 7 on 2023-05-01", said(moves[0].Running), "RUNS_TO_TERM_UNDER_ITS_TEXT OFFICIAL_TEXT FMF-1"},
		{"its renewal by the text", said(moves[0].RenewableByText), "[1/3 ETP] OFFICIAL_TEXT FMF-1"},
		{"its renewal by the Cnam", said(moves[0].RenewableByCnam), "[1/3 ETP 1/2 ETP 1 ETP] OFFICIAL_SUMMARY SEED1"},
		{"a running contract on 2024-06-22", said(moves[1].Running), "KEEPS_OPTION_AND_OBJECTIVES OFFICIAL_SUMMARY AM-24a"},
		{"its amounts", said(moves[1].Amounts), "FROM_NEXT_ANNIVERSARY OFFICIAL_SUMMARY AM-24a"},
		{"the mode", said(l.Renewal().Mode), "STATED_BY_THE_FUND DERIVED OURS"},
		{"objectives kept", said(l.Renewal().ObjectivesKept), "SAID_BY_THE_CNAM OFFICIAL_SUMMARY SEED1"},
		{"new objectives", said(l.Renewal().NewObjectives), "SEEN_IN_FUNDS SECONDARY FMF-1"},
		{"not renewable", said(l.Renewal().NotRenewable), "SAID_BY_A_TEXT OFFICIAL_TEXT FMF-1"},
		{"the year counter", said(l.Renewal().YearCounter), "UNKNOWN"},
		{"a later text", said(l.Renewal().ToLaterText), "NEW_SIGNED_CONTRACT_ONLY DERIVED OURS"},
	} {
		// An option is said by its name in the law files or by the one people use.
		got := strings.NewReplacer("THIRD", "1/3 ETP", "HALF", "1/2 ETP", "FULL", "1 ETP").Replace(c.got)
		if got != c.want {
			t.Errorf("%s: %s, wanted %s", c.what, got, c.want)
		}
	}
}

func TestTheDeadlinesOfTheTrainingAreThoseOfTheText(t *testing.T) {
	l := embedded(t)
	for id, want := range map[string]string{
		avenant7:          "2 OFFICIAL_SUMMARY SEED2, 3 OFFICIAL_SUMMARY SEED2",
		reglementArbitral: "2 OFFICIAL_SUMMARY SEED2, 3 OFFICIAL_SUMMARY SEED2",
		convention2024:    "UNKNOWN, 2 SECONDARY QM-1",
	} {
		training := textOf(t, l, id).Training()
		if got := said(training.TrainingBegunYears) + ", " + said(training.QualifiedYears); got != want {
			t.Errorf("%s: begun, qualified within %s years, wanted %s", id, got, want)
		}
		if training.MissedDeadline.Known() || training.MissedDeadline.Cite().SettledBy.FR == "" {
			t.Errorf("%s: a missed deadline entails %s", id, said(training.MissedDeadline))
		}
		if got := said(training.AdaptationCourseHours) + ", " + said(training.CQPHours) + ", " + said(training.VAEWorkHours); got != "112 OFFICIAL_TEXT ARR-19, 279 SECONDARY PRESS, 1607 SECONDARY PRESS" {
			t.Errorf("%s: the courses have %s hours", id, got)
		}
	}
}

func TestTheRulesOfAbsenceDepartureAndChangeAreThoseOfEachText(t *testing.T) {
	for _, text := range embedded(t).Texts() {
		r := text.Rules
		for _, c := range []struct{ what, got, want string }{
			{"meeting", said(r.FollowUpMeetingMonths), "6 SECONDARY CNOM"},
			{"work contract", said(r.WorkContractSentMonths), "1 SECONDARY PRESS"},
			{"short absence", said(r.ShortAbsenceMonths), "2 OFFICIAL_SUMMARY LAVAL"},
			{"suspension", said(r.SuspensionFrom), "[FIRST_DAY_OF_ABSENCE DAY_THE_FUND_IS_TOLD] OFFICIAL_SUMMARY LAVAL"},
			{"departure", said(r.Departure), "REPLACEMENT_OR_SUSPENSION OFFICIAL_SUMMARY LAVAL"},
			{"change of option", said(r.OptionChange), "AMENDMENT_AT_ANNIVERSARY DERIVED OURS"},
		} {
			if c.got != c.want {
				t.Errorf("%s: %s is %s, wanted %s", text.ID, c.what, c.got, c.want)
			}
		}
	}
}

func TestTheCodesAreListedInTheirOrder(t *testing.T) {
	l := embedded(t)
	specialties, funds := l.Specialties(), l.Funds()
	if len(specialties) != 54 || specialties[0].Code != "01" || !specialties[0].GP || specialties[53].Code != "85" || specialties[53].Cite.Source != "IR_SPE_V" {
		t.Errorf("%d specialties, from %+v to %+v", len(specialties), specialties[0], specialties[len(specialties)-1])
	}
	if len(funds) != 134 || funds[0].Name != "Bourg-en-Bresse" || funds[133].Code != "976" || funds[133].Cite.Certainty != law.Secondary {
		t.Errorf("%d funds, from %+v to %+v", len(funds), funds[0], funds[len(funds)-1])
	}
}
