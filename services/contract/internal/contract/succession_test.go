package contract_test

import (
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// second is a successor for a second assistant, signed for a day.
func second(t *testing.T, signed string) contract.Successor {
	t.Helper()
	return contract.Successor{
		ID: "ctr_01JH000000000000000000NEXT", Kind: contract.SecondAssistant,
		Text: textOn(t, theLaw(t), "2025-01-10"), Signed: on(signed), SameDoctor: true,
	}
}

// counted is a measure of both indicators.
func reachedBy(day string, registered, file int) contract.Measured {
	return contract.Measured{Number: 1, On: on(day), Counts: []law.Count{
		{Indicator: law.RegisteredPatients, Patients: registered}, {Indicator: law.ActiveFile, Patients: file},
	}}
}

func TestASecondAssistantWantsWhatTheTextAsksOfTheContractHeldByOurRecord(t *testing.T) {
	reached := reachedBy("2025-01-10", 1100, 2000) // one of the two is enough, the other not below its start
	cases := map[string]struct {
		change func(*life)
		signed string
		says   []string // none when it may follow
	}{
		"the day before the third year":   {func(*life) {}, "2025-06-21", []string{"in its year 2", "year 3 at least, which begins on 2025-06-22"}},
		"the first day of the third year": {func(*life) {}, "2025-06-22", nil},
		"a day later":                     {func(*life) {}, "2025-06-23", nil},
		"the last day of the contract":    {func(*life) {}, "2028-06-21", nil},
		"the day after the term":          {func(*life) {}, "2028-06-22", []string{"outside contract"}},
		"the day of the contract itself":  {func(*life) {}, "2023-06-22", []string{"outside contract"}},
		"a suspension across the anniversary moves the third year": {func(x *life) {
			x.suspend("2025-06-01", contract.DoctorAbsent)
			x.resume("2025-07-01")
		}, "2025-07-21", []string{"in its year 2", "2025-07-22"}},
		"suspended": {func(x *life) { x.suspend("2025-06-01", contract.DoctorAbsent) }, "2025-08-01", []string{"is SUSPENDED", "ACTIVE"}},
		"ended":     {func(x *life) { x.take(x.c.Finish(x.l, on("2025-06-30"), contract.Moved)) }, "2025-08-01", []string{"ENDED (MOVED, on 2025-06-30)"}},
		"one half":  {func(x *life) { x.c.Option = law.Half }, "2025-08-01", []string{"is of 1/2 ETP", "wants one of 1 ETP", "second_assistant.held_option"}},
		"one ETP since an amendment": {func(x *life) {
			x.c.Option = law.Half
			x.c.Changes = []contract.OptionChange{{FromYear: 3, Option: law.Full, Goals: x.c.Goals}}
		}, "2025-08-01", nil},
		"one ETP only later": {func(x *life) {
			x.c.Option = law.Half
			x.c.Changes = []contract.OptionChange{{FromYear: 4, Option: law.Full, Goals: x.c.Goals}}
		}, "2025-08-01", []string{"is of 1/2 ETP"}},
		"no measure":      {func(x *life) { x.c.Measures = nil }, "2025-08-01", []string{"has no measure up to 2025-08-01"}},
		"a later measure": {func(x *life) { x.c.Measures[0].On = on("2025-08-02") }, "2025-08-01", []string{"has no measure up to 2025-08-01"}},
		"a patient short": {func(x *life) { x.c.Measures = []contract.Measured{reachedBy("2025-01-10", 1099, 2000)} }, "2025-08-01", []string{"are not reached by the measure of 2025-01-10"}},
		"a measure that was replaced": {func(x *life) {
			bad := reachedBy("2025-02-10", 900, 1900)
			bad.Replaced = true
			x.c.Measures = append(x.c.Measures, bad)
		}, "2025-08-01", nil},
		"followed already": {func(x *life) { x.c.SucceededBy = "ctr_X" }, "2025-08-01", []string{"followed by ctr_X already"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2023-06-22")
			x.c.Measures = []contract.Measured{reached}
			tc.change(x)
			after, refusal := x.c.Followed(x.l, second(t, tc.signed))
			if tc.says != nil {
				refusedWith(t, refusal, contract.SuccessionImpossible, tc.says...)
				return
			}
			if refusal != nil {
				t.Fatalf("refused: %s", refusal.Text.EN)
			}
			if want := on(tc.signed).AddDays(-1); after.State != contract.Ended || after.End != want || after.EndReason != contract.Replaced || after.SucceededBy == "" {
				t.Errorf("it is %s since %s, reason %d, followed by %q, want ENDED on %s, REPLACED", after.State, after.End, after.EndReason, after.SucceededBy, want)
			}
		})
	}
	x := active(t, "2023-06-22")
	other := second(t, "2025-08-01")
	other.SameDoctor = false
	_, refusal := x.c.Followed(x.l, other)
	refusedWith(t, refusal, contract.SuccessionImpossible, "another doctor's")
}

func TestAfterAMoveOrAnotherSpecialtyADoctorBeginsAnewAsNewlyInstalled(t *testing.T) {
	kinds := map[contract.SuccessionKind]contract.EndReason{contract.AfterMove: contract.Moved, contract.AfterSpecialtyChange: contract.SpecialtyChanged}
	for kind, wanted := range kinds {
		for reason := contract.Expired; reason <= contract.Replaced; reason++ {
			x := in(t, contract.Ended)
			x.EndReason = reason
			by := contract.Successor{ID: "ctr_N", Kind: kind, Signed: on("2027-04-01"), SameDoctor: true, NewlyInstalled: true}
			after, refusal := x.Followed(theLaw(t), by)
			if reason != wanted {
				refusedWith(t, refusal, contract.SuccessionImpossible, "ENDED")
				continue
			}
			if refusal != nil || after.SucceededBy != "ctr_N" || after.End != x.End || after.EndReason != reason {
				t.Errorf("kind %d after reason %d: %+v, %v, want it followed and its end as it was", kind, reason, after, refusal)
			}
			by.NewlyInstalled = false
			_, refusal = x.Followed(theLaw(t), by)
			refusedWith(t, refusal, contract.SuccessionImpossible, "newly installed", "installed_date")
		}
		_, refusal := in(t, contract.Active).Followed(theLaw(t), contract.Successor{Kind: kind, SameDoctor: true, NewlyInstalled: true})
		refusedWith(t, refusal, contract.SuccessionImpossible, "is ACTIVE")
	}
}

func TestTheOptionsOfASecondAssistantFollowAContractAndNoOthersDo(t *testing.T) {
	text := textOn(t, theLaw(t), "2025-01-10")
	for _, o := range law.Options() {
		forSecond := o == law.OneAndHalf || o == law.Two
		for kind := contract.SuccessionKind(0); kind <= contract.AfterSpecialtyChange; kind++ {
			allowed := kind != contract.Renewal && forSecond == (kind == contract.SecondAssistant)
			if refusal := contract.Follows(kind, text, o); (refusal == nil) != allowed {
				t.Errorf("%s with succession %d: %+v, want allowed %v", o, kind, refusal, allowed)
			}
		}
	}
	refusedWith(t, contract.Follows(0, text, law.Two), contract.SuccessionImpossible, "succeeds.contract_id")
	refusedWith(t, contract.Follows(contract.SecondAssistant, textOn(t, theLaw(t), "2024-06-21"), law.Two), contract.SuccessionImpossible, "reglement-arbitral")
}

func TestARenewalBeginsOnTheDayAfterTheTermAsItIsWhenBothHaveSigned(t *testing.T) {
	by := func(signed string) contract.Successor {
		return contract.Successor{ID: "ctr_N", Kind: contract.Renewal, Signed: on(signed), SameDoctor: true}
	}
	x := active(t, "2020-02-29") // its term is 2025-02-27: the anniversary is 28 February
	for _, day := range []string{"2025-02-27", "2025-03-01"} {
		_, refusal := x.c.Followed(x.l, by(day))
		refusedWith(t, refusal, contract.SuccessionImpossible, day, "2025-02-28")
	}
	after, refusal := x.c.Followed(x.l, by("2025-02-28"))
	if refusal != nil || after.State != contract.Ended || after.EndReason != contract.Renewed || after.End != on("2025-02-27") || after.SucceededBy != "ctr_N" {
		t.Errorf("got %+v, %v, want it ENDED at its term, RENEWED", after, refusal)
	}
	moved := active(t, "2020-02-29")
	moved.suspend("2024-06-20", contract.DoctorAbsent)
	moved.resume("2024-06-30") // ten days over 2024-06-22: the term is 2025-03-09
	_, refusal = moved.c.Followed(moved.l, by("2025-02-28"))
	refusedWith(t, refusal, contract.SuccessionImpossible, "2025-03-10")
	expired := active(t, "2020-02-29")
	expired.take(expired.c.Finish(expired.l, on("2025-02-27"), contract.Expired))
	after, refusal = expired.c.Followed(expired.l, by("2025-02-28"))
	if refusal != nil || after.EndReason != contract.Expired || after.SucceededBy != "ctr_N" {
		t.Errorf("got %+v, %v, want it still EXPIRED, and followed", after, refusal)
	}
	notice := x.c
	notice.State = contract.NoticeGiven
	_, refusal = notice.Followed(x.l, by("2025-02-28"))
	refusedWith(t, refusal, contract.SuccessionImpossible, "NOTICE_GIVEN")
	ended := active(t, "2020-02-29")
	ended.take(ended.c.Finish(ended.l, on("2025-02-27"), contract.StoppedPractising))
	_, refusal = ended.c.Followed(ended.l, by("2025-02-28"))
	refusedWith(t, refusal, contract.SuccessionImpossible, "STOPPED_PRACTISING")
}
