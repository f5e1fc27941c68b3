package contract_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// oblige computes the obligations anew, as every event does.
func (x *life) oblige() *life {
	x.c.Obligations = x.c.Obliged(x.l)
	return x
}

// employ puts an employment among the facts, with what a test wants of it.
func (x *life) employ(a contract.Assistant) *life {
	a.Weekly, a.WorkContract = 2100, 2100
	x.c.Assistants = append(slices.Clone(x.c.Assistants), a)
	return x.oblige()
}

// measured puts measures among the facts.
func (x *life) measured(days ...string) *life {
	for _, day := range days {
		x.c.Measures = append(slices.Clone(x.c.Measures), contract.Measured{Number: len(x.c.Measures) + 1, On: on(day)})
	}
	return x.oblige()
}

// paused suspends and, unless until is empty, resumes.
func (x *life) paused(from, until string) *life {
	x.t.Helper()
	x.suspend(from, contract.DoctorAbsent)
	if until != "" {
		x.resume(until)
	}
	return x.oblige()
}

func (x *life) ended(day string) *life {
	x.t.Helper()
	x.take(x.c.Finish(x.l, on(day), contract.Moved))
	return x.oblige()
}

func (x *life) fulfil(id, day string) *life {
	x.t.Helper()
	x.take(x.c.Fulfil(x.l, id, on(day)))
	return x.oblige()
}

// shows is an obligation in a few words: its state, its due date, the day it was done.
func (x *life) shows(id string) string {
	i := slices.IndexFunc(x.c.Obligations, func(o contract.Obligation) bool { return o.ID() == id })
	if i < 0 {
		return "none"
	}
	o := x.c.Obligations[i]
	s := o.State.String() + " " + o.Due.String()
	if !o.Done.IsZero() {
		s += " done " + o.Done.String()
	}
	return s
}

// shown is one line of a table: a life, an obligation and what must be said of it.
type shown struct {
	x        *life
	id, want string
}

func show(t *testing.T, cases map[string]shown) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			if got := tc.x.shows(tc.id); got != tc.want {
				t.Errorf("%s is %q, want %q", tc.id, got, tc.want)
			}
		})
	}
}

func assistant(ref, start, end string) contract.Assistant {
	a := contract.Assistant{Ref: ref, Start: on(start)}
	if end != "" {
		a.End = on(end)
	}
	return a
}

// trained is an assistant with steps like "begun 2025-03-01".
func trained(a contract.Assistant, steps ...string) contract.Assistant {
	kinds := map[string]contract.TrainingStep{
		"begun": contract.TrainingBegun, "qualified": contract.Qualified, "failed": contract.TrainingFailed, "abandoned": contract.TrainingAbandoned,
	}
	for _, s := range steps {
		step, day, _ := strings.Cut(s, " ")
		a.Trainings = append(a.Trainings, contract.Training{Path: contract.CQP, Step: kinds[step], On: on(day)})
	}
	return a
}

func TestNothingIsAskedForBeforeBothHaveSigned(t *testing.T) {
	for _, s := range []contract.State{contract.Offered, contract.SignedByDoctor, contract.SignedByFund} {
		if got := in(t, s).Obliged(theLaw(t)); len(got) != 0 {
			t.Errorf("%s: %v, want nothing", s, got)
		}
	}
	if got := active(t, "2025-01-10").c.Obliged(theLaw(t)); len(got) != 5+9 {
		t.Errorf("%d obligations after the signatures, want five measures and nine meetings", len(got))
	}
}

func TestTheWorkContractIsSentWithinTheMonthOfEachHiring(t *testing.T) {
	const id = "WORK_CONTRACT_SENT:a"
	hired := func(day string) *life { return active(t, "2025-01-10").employ(assistant("a", day, "")) }
	show(t, map[string]shown{
		"counted from the hiring":                     {hired("2025-03-05"), id, "OPEN 2025-04-05"},
		"from the signature when the hiring is older": {hired("2024-12-01"), id, "OPEN 2025-02-10"},
		"from the end of a long month":                {hired("2025-01-31"), id, "OPEN 2025-02-28"},
		"from the end of January in a leap year":      {hired("2028-01-31"), id, "OPEN 2028-02-29"},
		"sent the day before":                         {hired("2025-03-05").fulfil(id, "2025-04-04"), id, "FULFILLED 2025-04-05 done 2025-04-04"},
		"sent on the last day":                        {hired("2025-03-05").fulfil(id, "2025-04-05"), id, "FULFILLED 2025-04-05 done 2025-04-05"},
		"sent the day after":                          {hired("2025-03-05").fulfil(id, "2025-04-06"), id, "FULFILLED_LATE 2025-04-05 done 2025-04-06"},
		"sent before the signature":                   {hired("2024-12-01").fulfil(id, "2024-12-02"), id, "FULFILLED 2025-02-10 done 2024-12-02"},
		"a replacement has its own":                   {hired("2025-03-05").employ(assistant("b", "2026-01-05", "")), "WORK_CONTRACT_SENT:b", "OPEN 2026-02-05"},
		"who has left still owes it":                  {active(t, "2025-01-10").employ(assistant("a", "2025-03-05", "2025-03-20")), id, "OPEN 2025-04-05"},
		"no suspension moves it":                      {hired("2025-03-05").paused("2025-03-10", "2025-05-10"), id, "OPEN 2025-04-05"},
		"the contract ended the day before":           {hired("2025-03-05").ended("2025-04-04"), id, "VOID 2025-04-05"},
		"the contract ended on the last day":          {hired("2025-03-05").ended("2025-04-05"), id, "OPEN 2025-04-05"},
		"fulfilled, then the contract ended":          {hired("2025-03-05").fulfil(id, "2025-03-20").ended("2025-03-31"), id, "FULFILLED 2025-04-05 done 2025-03-20"},
	})
}

func TestTrainingHasTheDeadlinesOfTheTextFromTheHiring(t *testing.T) {
	const begun, qualified = "TRAINING_BEGUN:a", "QUALIFICATION:a"
	of := func(signed string, a contract.Assistant) *life { return active(t, signed).employ(a) }
	hired := func(steps ...string) *life {
		return of("2022-01-10", trained(assistant("a", "2022-03-01", ""), steps...))
	}
	left := func(end string) *life { return of("2022-01-10", assistant("a", "2022-03-01", end)) }
	show(t, map[string]shown{
		"avenant 7: begun within two years":                 {hired(), begun, "OPEN 2024-03-01"},
		"avenant 7: qualified within three":                 {hired(), qualified, "OPEN 2025-03-01"},
		"règlement arbitral: begun within two years":        {of("2023-06-01", assistant("a", "2023-06-01", "")), begun, "OPEN 2025-06-01"},
		"règlement arbitral: qualified within three":        {of("2023-06-01", assistant("a", "2023-06-01", "")), qualified, "OPEN 2026-06-01"},
		"convention 2024: no deadline for the beginning":    {of("2024-06-22", assistant("a", "2024-06-22", "")), begun, "none"},
		"convention 2024: qualified within two":             {of("2024-06-22", assistant("a", "2024-06-22", "")), qualified, "OPEN 2026-06-22"},
		"the text of the signature, not of the hiring":      {of("2024-06-21", assistant("a", "2024-07-01", "")), qualified, "OPEN 2027-07-01"},
		"hired on 29 February":                              {of("2024-07-01", assistant("a", "2024-02-29", "")), qualified, "OPEN 2026-02-28"},
		"qualified on the last day":                         {hired("qualified 2025-03-01"), qualified, "FULFILLED 2025-03-01 done 2025-03-01"},
		"who qualifies a day late":                          {hired("begun 2023-01-01", "qualified 2025-03-02"), qualified, "FULFILLED_LATE 2025-03-01 done 2025-03-02"},
		"who began a day late":                              {hired("begun 2024-03-02"), begun, "FULFILLED_LATE 2024-03-01 done 2024-03-02"},
		"already qualified: qualified":                      {hired("qualified 2015-06-30"), qualified, "FULFILLED 2025-03-01 done 2015-06-30"},
		"already qualified: begun":                          {hired("qualified 2015-06-30"), begun, "FULFILLED 2024-03-01 done 2015-06-30"},
		"who failed had begun":                              {hired("begun 2023-01-01", "failed 2024-01-01"), begun, "FULFILLED 2024-03-01 done 2023-01-01"},
		"who failed is not qualified":                       {hired("begun 2023-01-01", "failed 2024-01-01"), qualified, "OPEN 2025-03-01"},
		"the second attempt counts":                         {hired("begun 2023-01-01", "abandoned 2024-01-01", "begun 2024-02-01", "qualified 2024-12-01"), qualified, "FULFILLED 2025-03-01 done 2024-12-01"},
		"who left the day before the deadline":              {left("2025-02-28"), qualified, "VOID 2025-03-01"},
		"who left on the deadline":                          {left("2025-03-01"), qualified, "OPEN 2025-03-01"},
		"who left after one deadline and before the other":  {left("2024-06-30"), begun, "OPEN 2024-03-01"},
		"who left having begun":                             {of("2022-01-10", trained(assistant("a", "2022-03-01", "2022-12-31"), "begun 2022-09-01")), begun, "FULFILLED 2024-03-01 done 2022-09-01"},
		"no suspension moves it, not that of 22 June 2024":  {hired().paused("2024-05-01", "2024-08-01"), qualified, "OPEN 2025-03-01"},
		"the contract ended the day before":                 {hired().ended("2025-02-28"), qualified, "VOID 2025-03-01"},
		"the contract ended on the deadline, still missed":  {hired().ended("2025-03-01"), qualified, "OPEN 2025-03-01"},
		"who came back has obligations of the second start": {left("2022-12-31").employ(assistant("a", "2023-06-01", "")), "QUALIFICATION:a@2023-06-01", "OPEN 2026-06-01"},
		"who came back keeps the names of the first ones":   {left("2022-12-31").employ(assistant("a", "2023-06-01", "")), qualified, "VOID 2025-03-01"},
		"who came back qualified meanwhile":                 {of("2022-01-10", trained(assistant("a", "2022-03-01", "2022-12-31"), "qualified 2022-11-01")).employ(assistant("a", "2023-06-01", "")), "QUALIFICATION:a@2023-06-01", "FULFILLED 2026-06-01 done 2022-11-01"},
	})
}

// Nobody found what a missed deadline entails: it is said so, and nothing follows.
func TestAMissedTrainingDeadlineHasAnUnknownConsequenceAndNoSanction(t *testing.T) {
	x := active(t, "2024-06-22").employ(assistant("a", "2024-06-22", ""))
	i := slices.IndexFunc(x.c.Obligations, func(o contract.Obligation) bool { return o.Kind == contract.BecomeQualified })
	o := x.c.Obligations[i]
	if o.Consequence.Certainty != law.Unknown || o.Consequence.Cell == "" || o.Cite.Certainty == law.Unknown {
		t.Errorf("the consequence cites %+v and the deadline %+v, want an unknown cell and a known one", o.Consequence, o.Cite)
	}
	var items []contract.Item
	for _, i := range x.c.Work(x.l, on("2026-07-01")) {
		if i.Subject == "obligation/QUALIFICATION:a" {
			items = append(items, i)
		}
	}
	if len(items) != 1 || items[0].Late != 9 || !strings.Contains(items[0].Next.FR, "Aucune sanction n'est automatique") {
		t.Errorf("got %+v, want one item, 9 days late, which says that no sanction is automatic", items)
	}
}

func TestAPromotedSecretaryIsReplacedInTheTimeOfTheText(t *testing.T) {
	const id = "SECRETARY_REPLACED:a"
	of := func(signed, start, end string) *life {
		a := assistant("a", start, end)
		a.Promoted = true
		return active(t, signed).employ(a)
	}
	show(t, map[string]shown{
		"within six months":                          {of("2025-01-10", "2025-02-01", ""), id, "OPEN 2025-08-01"},
		"from the end of August":                     {of("2025-01-10", "2025-08-31", ""), id, "OPEN 2026-02-28"},
		"replaced on the last day":                   {of("2025-01-10", "2025-02-01", "").fulfil(id, "2025-08-01"), id, "FULFILLED 2025-08-01 done 2025-08-01"},
		"replaced the day after":                     {of("2025-01-10", "2025-02-01", "").fulfil(id, "2025-08-02"), id, "FULFILLED_LATE 2025-08-01 done 2025-08-02"},
		"left before":                                {of("2025-01-10", "2025-02-01", "2025-07-31"), id, "VOID 2025-08-01"},
		"avenant 7 gives no delay: open, never late": {of("2022-01-10", "2022-02-01", ""), id, "OPEN no date"},
		"avenant 7: replaced at any time":            {of("2022-01-10", "2022-02-01", "").fulfil(id, "2026-02-01"), id, "FULFILLED no date done 2026-02-01"},
		"avenant 7: gone with the assistant":         {of("2022-01-10", "2022-02-01", "2023-02-01"), id, "VOID no date"},
		"avenant 7: gone with the contract":          {of("2022-01-10", "2022-02-01", "").ended("2023-02-01"), id, "VOID no date"},
		"who was no secretary":                       {active(t, "2025-01-10").employ(assistant("a", "2025-02-01", "")), id, "none"},
	})
	if last := of("2022-01-10", "2022-02-01", "").c.Obligations; last[len(last)-1].ID() != id {
		t.Errorf("the last obligation is %s, want the one without a date", last[len(last)-1].ID())
	}
}

func TestACommitmentToACoordinatedPracticeIsKeptByItsDay(t *testing.T) {
	const id = "COORDINATED_PRACTICE"
	committed := func() *life {
		x := active(t, "2022-01-10")
		x.c.Coordination = on("2024-01-10")
		return x.oblige()
	}
	show(t, map[string]shown{
		"without a commitment":           {active(t, "2022-01-10").oblige(), id, "none"},
		"open":                           {committed(), id, "OPEN 2024-01-10"},
		"kept on the last day":           {committed().fulfil(id, "2024-01-10"), id, "FULFILLED 2024-01-10 done 2024-01-10"},
		"kept a day late":                {committed().fulfil(id, "2024-01-11"), id, "FULFILLED_LATE 2024-01-10 done 2024-01-11"},
		"the contract ended before":      {committed().ended("2024-01-09"), id, "VOID 2024-01-10"},
		"no suspension moves it":         {committed().paused("2023-01-01", "2023-06-01"), id, "OPEN 2024-01-10"},
		"missed when the contract ended": {committed().ended("2024-01-10"), id, "OPEN 2024-01-10"},
	})
}

func TestAYearIsMeasuredAfterItsFirstDayUpToTheNextAnniversary(t *testing.T) {
	of := func(days ...string) *life { return active(t, "2025-01-10").measured(days...) }
	replaced := of("2026-01-05")
	replaced.c.Measures[0].Replaced = true
	replaced.oblige()
	renewed := active(t, "2025-01-10")
	renewed.c.FirstYear = 6
	renewed.c = renewed.c.Timed(renewed.l)
	show(t, map[string]shown{
		"open":                                   {of(), "MEASURE:1", "OPEN 2026-01-10"},
		"on the first day":                       {of("2025-01-10"), "MEASURE:1", "OPEN 2026-01-10"},
		"on the second":                          {of("2025-01-11"), "MEASURE:1", "FULFILLED 2026-01-10 done 2025-01-11"},
		"on the anniversary":                     {of("2026-01-10"), "MEASURE:1", "FULFILLED 2026-01-10 done 2026-01-10"},
		"the anniversary is not the next year's": {of("2026-01-10"), "MEASURE:2", "OPEN 2027-01-10"},
		"on the day after":                       {of("2026-01-11"), "MEASURE:1", "OPEN 2026-01-10"},
		"the day after is the next year's":       {of("2026-01-11"), "MEASURE:2", "FULFILLED 2027-01-10 done 2026-01-11"},
		"the latest counts":                      {of("2025-11-01", "2025-06-01"), "MEASURE:1", "FULFILLED 2026-01-10 done 2025-11-01"},
		"a replaced one does not":                {replaced, "MEASURE:1", "OPEN 2026-01-10"},
		"the last year, after the term":          {of("2030-01-10"), "MEASURE:5", "FULFILLED 2030-01-10 done 2030-01-10"},
		"signed on 29 February":                  {active(t, "2024-02-29").oblige(), "MEASURE:1", "OPEN 2025-02-28"},
		"signed on 29 February, leap year":       {active(t, "2024-02-29").oblige(), "MEASURE:4", "OPEN 2028-02-29"},
		"a renewal whose counter goes on":        {renewed.oblige(), "MEASURE:10", "OPEN 2030-01-10"},
	})
}

func TestASuspensionHidesAndMovesTheAnniversariesThatFollow(t *testing.T) {
	of := func(from, until string) *life { return active(t, "2025-01-10").paused(from, until) }
	show(t, map[string]shown{
		"the closed year is not touched":             {of("2026-03-01", ""), "MEASURE:1", "OPEN 2026-01-10"},
		"the running year stands still":              {of("2026-03-01", ""), "MEASURE:2", "STANDING_STILL no date"},
		"and so does every later one":                {of("2026-03-01", ""), "MEASURE:5", "STANDING_STILL no date"},
		"it moves by the length":                     {of("2026-03-01", "2026-06-01"), "MEASURE:2", "OPEN 2027-04-12"},
		"from the anniversary itself":                {of("2026-01-10", ""), "MEASURE:1", "STANDING_STILL no date"},
		"from the day after":                         {of("2026-01-11", ""), "MEASURE:1", "OPEN 2026-01-10"},
		"measured before the suspension":             {of("2025-06-01", "").measured("2025-05-01"), "MEASURE:1", "FULFILLED no date done 2025-05-01"},
		"across 22 June 2024":                        {active(t, "2023-06-22").paused("2024-06-01", "2024-07-01"), "MEASURE:1", "OPEN 2024-07-22"},
		"meetings stand still":                       {of("2025-06-01", ""), "FOLLOW_UP_MEETING:1", "STANDING_STILL no date"},
		"meetings move":                              {of("2025-06-01", "2025-08-01"), "FOLLOW_UP_MEETING:1", "OPEN 2025-09-09"},
		"a meeting of before does not":               {of("2025-08-01", ""), "FOLLOW_UP_MEETING:1", "OPEN 2025-07-10"},
		"a meeting held during the suspension":       {of("2025-06-01", "").fulfil("FOLLOW_UP_MEETING:1", "2025-07-01"), "FOLLOW_UP_MEETING:1", "FULFILLED no date done 2025-07-01"},
		"a late meeting that is in time by the move": {active(t, "2025-01-10").oblige().fulfil("FOLLOW_UP_MEETING:1", "2025-07-12").paused("2025-06-01", "2025-06-03"), "FOLLOW_UP_MEETING:1", "FULFILLED 2025-07-12 done 2025-07-12"},
	})
}

func TestTheEndOfTheContractTakesTheObjectAwayOfWhatWasStillToCome(t *testing.T) {
	of := func(day string) *life { return active(t, "2025-01-10").oblige().ended(day) }
	expired := active(t, "2025-01-10")
	expired.take(expired.c.Finish(expired.l, on("2030-01-09"), contract.Expired))
	show(t, map[string]shown{
		"a year that was over is still to be measured":        {of("2026-03-31"), "MEASURE:1", "OPEN 2026-01-10"},
		"a cut year that no measure modulates":                {of("2026-03-31"), "MEASURE:2", "VOID 2027-01-10"},
		"a cut year whose aid follows its measure":            {of("2027-03-31"), "MEASURE:3", "OPEN 2027-03-31"},
		"and was measured on the last day":                    {of("2027-03-31").measured("2027-03-31"), "MEASURE:3", "FULFILLED 2027-03-31 done 2027-03-31"},
		"a cut year of one day has no day to be measured":     {of("2027-01-10"), "MEASURE:3", "VOID 2028-01-10"},
		"the year before it has ended with the day before":    {of("2027-01-10"), "MEASURE:2", "OPEN 2027-01-10"},
		"a cut year that was measured":                        {active(t, "2025-01-10").measured("2026-02-01").ended("2026-03-31"), "MEASURE:2", "FULFILLED 2027-01-10 done 2026-02-01"},
		"a year that never began":                             {of("2027-03-31"), "MEASURE:4", "VOID 2029-01-10"},
		"the last year of a contract that reached its term":   {expired.oblige(), "MEASURE:5", "OPEN 2030-01-10"},
		"a meeting that was not held":                         {of("2026-03-31"), "FOLLOW_UP_MEETING:1", "VOID 2025-07-10"},
		"a meeting that was held":                             {active(t, "2025-01-10").oblige().fulfil("FOLLOW_UP_MEETING:1", "2025-07-01").ended("2026-03-31"), "FOLLOW_UP_MEETING:1", "FULFILLED 2025-07-10 done 2025-07-01"},
		"a contract that ends while its clock stands":         {active(t, "2025-01-10").paused("2026-03-01", "").ended("2026-03-31"), "MEASURE:2", "VOID 2027-02-10"},
		"a meeting due on the term has no day of its own":     {active(t, "2025-01-10").oblige(), "FOLLOW_UP_MEETING:10", "none"},
		"the last meeting stands half a year before the term": {active(t, "2025-01-10").oblige(), "FOLLOW_UP_MEETING:9", "OPEN 2029-07-10"},
	})
	annulled := of("2026-03-31")
	annulled.c.State, annulled.c.End, annulled.c.EndReason = contract.Active, civil.Date{}, 0
	if got := annulled.oblige().shows("FOLLOW_UP_MEETING:9"); got != "OPEN 2029-07-10" {
		t.Errorf("after the annulment of its end the contract's meeting is %q", got)
	}
}

func TestRemindersComeBeforeTheDayAndNotBeforeTheDutyBegan(t *testing.T) {
	x := active(t, "2025-01-10").employ(assistant("a", "2025-02-01", ""))
	for id, want := range map[string]string{
		"MEASURE:1":            "[2025-12-11 2026-01-03]",
		"WORK_CONTRACT_SENT:a": "[2025-02-22]",
	} {
		i := slices.IndexFunc(x.c.Obligations, func(o contract.Obligation) bool { return o.ID() == id })
		if got := fmt.Sprint(x.c.Obligations[i].Reminders); got != want {
			t.Errorf("%s is reminded of on %s, want %s", id, got, want)
		}
	}
}

func TestAnObligationIsClosedOnceAndOnlyByWhatFulfilsIt(t *testing.T) {
	x := active(t, "2025-01-10").employ(assistant("a", "2025-02-01", "")).fulfil("FOLLOW_UP_MEETING:1", "2025-07-01")
	x.take(x.c.Waive(x.l, "MEASURE:1", on("2025-09-01")))
	x.measured("2025-10-01")
	if got := x.shows("MEASURE:1"); got != "WAIVED 2026-01-10 done 2025-09-01" {
		t.Errorf("the waived measure is %q: a waiver stands, whatever comes after", got)
	}
	over := active(t, "2025-01-10").ended("2026-03-31")
	cases := map[string]struct {
		c    contract.Contract
		id   string
		day  string
		want [2]contract.Reason // of the evidence, of the waiver
	}{
		"unknown":                         {x.c, "MEASURE:9", "2025-12-01", [2]contract.Reason{contract.ObligationUnknown, contract.ObligationUnknown}},
		"of a call of its own":            {x.c, "QUALIFICATION:a", "2025-12-01", [2]contract.Reason{contract.FulfilledByItsOwnCall, ""}},
		"a measure":                       {x.c, "MEASURE:2", "2025-12-01", [2]contract.Reason{contract.FulfilledByItsOwnCall, ""}},
		"fulfilled":                       {x.c, "FOLLOW_UP_MEETING:1", "2025-12-01", [2]contract.Reason{contract.ObligationClosed, contract.ObligationClosed}},
		"waived":                          {x.c, "MEASURE:1", "2025-12-01", [2]contract.Reason{contract.FulfilledByItsOwnCall, contract.ObligationClosed}},
		"void":                            {over.c, "FOLLOW_UP_MEETING:5", "2026-05-01", [2]contract.Reason{contract.ObligationClosed, contract.ObligationClosed}},
		"a meeting before the signature":  {x.c, "FOLLOW_UP_MEETING:2", "2025-01-09", [2]contract.Reason{contract.OutsideContract, ""}},
		"a meeting on the signature":      {x.c, "FOLLOW_UP_MEETING:2", "2025-01-10", [2]contract.Reason{}},
		"an offer has none to close":      {in(t, contract.Offered), "MEASURE:1", "2025-12-01", [2]contract.Reason{contract.WrongState, contract.WrongState}},
		"a migrated contract that is new": {in(t, contract.Active), "FOLLOW_UP_MEETING:1", "2025-12-01", [2]contract.Reason{}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			_, fulfilled := tc.c.Fulfil(x.l, tc.id, on(tc.day))
			_, waived := tc.c.Waive(x.l, tc.id, on(tc.day))
			for i, r := range []*contract.Refusal{fulfilled, waived} {
				var got contract.Reason
				if r != nil {
					got = r.Reason
				}
				if got != tc.want[i] {
					t.Errorf("call %d: %q, want %q", i, got, tc.want[i])
				}
			}
		})
	}
}

// onObligations refuses to close obligations.
func (a *album) onObligations(t *testing.T) {
	x := active(t, "2025-01-10").employ(assistant("assistant-1", "2025-02-01", "2025-02-20")).fulfil("FOLLOW_UP_MEETING:1", "2025-07-01")
	x.take(x.c.Waive(x.l, "FOLLOW_UP_MEETING:2", on("2025-12-01")))
	fulfil := func(c contract.Contract, id, day string) {
		_, refusal := c.Fulfil(x.l, id, on(day))
		a.add(refusal)
	}
	fulfil(x.c, "QUALIFICATION:assistant-2", "2025-12-01")
	fulfil(x.c, "FOLLOW_UP_MEETING:1", "2025-12-01")
	fulfil(x.c, "FOLLOW_UP_MEETING:2", "2025-12-01")
	_, refusal := x.c.Waive(x.l, "QUALIFICATION:assistant-1", on("2025-12-01"))
	a.add(refusal)
	fulfil(x.c, "QUALIFICATION:assistant-1", "2025-12-01")
	fulfil(x.c, "MEASURE:1", "2025-12-01")
	fulfil(x.c, "FOLLOW_UP_MEETING:3", "2015-12-01")
	fulfil(in(t, contract.Offered), "MEASURE:1", "2025-12-01")
	over := active(t, "2025-01-10").ended("2026-03-31").fulfilled("MEASURE:1")
	fulfil(over.c, "MEASURE:7", "2026-05-01")
}

// fulfilled measures a year on its last day.
func (x *life) fulfilled(id string) *life {
	for _, o := range x.c.Obligations {
		if o.ID() == id {
			x.measured(o.Due.String())
		}
	}
	return x
}

// What somebody recorded is never lost, even when the facts no longer ask for it.
func TestWhatWasRecordedStaysWhenNoFactAsksForItAnyMore(t *testing.T) {
	x := active(t, "2025-01-10").employ(assistant("a", "2025-02-01", "")).fulfil("WORK_CONTRACT_SENT:a", "2025-02-10")
	x.c.Assistants[0].Ref = "b" // a correction
	x.oblige().oblige()
	if a, b := x.shows("WORK_CONTRACT_SENT:a"), x.shows("WORK_CONTRACT_SENT:b"); a != "FULFILLED 2025-03-01 done 2025-02-10" || b != "OPEN 2025-03-01" {
		t.Errorf("got %q and %q", a, b)
	}
}

// A register says nothing of the meetings before it was imported: they are not late.
func TestWhatFellDueBeforeTheImportIsNotLateAndIsStillRecorded(t *testing.T) {
	x := active(t, "2025-01-10").employ(assistant("a", "2025-02-01", ""))
	x.c.Imported = on("2026-01-10")
	x.oblige()
	for id, want := range map[string]string{
		"WORK_CONTRACT_SENT:a": "BEFORE_IMPORT 2025-03-01", "FOLLOW_UP_MEETING:1": "BEFORE_IMPORT 2025-07-10",
		"FOLLOW_UP_MEETING:2": "OPEN 2026-01-10", "MEASURE:1": "OPEN 2026-01-10", // due on the day itself
	} {
		if got := x.shows(id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	for _, i := range x.c.Work(x.l, on("2026-01-11")) {
		if i.Kind == contract.WorkLate && i.Subject != "obligation/FOLLOW_UP_MEETING:2" && i.Subject != "obligation/MEASURE:1" {
			t.Errorf("%+v, want what fell due from the import on, alone", i)
		}
	}
	x.fulfil("FOLLOW_UP_MEETING:1", "2025-07-01").fulfil("WORK_CONTRACT_SENT:a", "2025-03-02")
	if got := x.shows("FOLLOW_UP_MEETING:1") + ", " + x.shows("WORK_CONTRACT_SENT:a"); got != "FULFILLED 2025-07-10 done 2025-07-01, FULFILLED_LATE 2025-03-01 done 2025-03-02" {
		t.Error(got)
	}
	x.c.Imported = on("2026-03-10")
	x.oblige().remeasured("2025-12-01", 1200, false)
	if got := x.oblige().shows("MEASURE:1"); got != "FULFILLED 2026-01-10 done 2025-12-01" {
		t.Error(got)
	}
	x.take(x.c.Waive(x.l, "FOLLOW_UP_MEETING:2", on("2026-03-11")))
	if got := x.oblige().shows("FOLLOW_UP_MEETING:2"); got != "WAIVED 2026-01-10 done 2026-03-11" {
		t.Error(got)
	}
}

var seed = flag.Uint64("obligations_seed", 0, "of the random facts; 0 draws one")

// anyContract draws facts, some of them against the rules: obligations are computed of
// whatever is recorded.
func anyContract(t *testing.T, r *rand.Rand) *life {
	signed := []string{"2021-03-31", "2023-06-22", "2024-02-29", "2024-06-22", "2025-01-10"}[r.IntN(5)]
	x := active(t, signed)
	day := func() civil.Date { return on(signed).AddDays(r.IntN(2200) - 100) }
	for range r.IntN(4) {
		a := contract.Assistant{Ref: []string{"a", "b"}[r.IntN(2)], Start: day(), Promoted: r.IntN(2) == 0}
		if r.IntN(2) == 0 {
			a.End = a.Start.AddDays(r.IntN(1200))
		}
		for range r.IntN(3) {
			a.Trainings = append(a.Trainings, contract.Training{Step: contract.TrainingStep(1 + r.IntN(4)), On: day()})
		}
		x.c.Assistants = append(x.c.Assistants, a)
	}
	for range r.IntN(6) {
		x.c.Measures = append(x.c.Measures, contract.Measured{Number: len(x.c.Measures) + 1, On: day(), Replaced: r.IntN(4) == 0})
	}
	if r.IntN(3) == 0 {
		x.c.Coordination = day()
	}
	if r.IntN(3) == 0 {
		x.c.Imported = day()
	}
	for from := on(signed).AddDays(r.IntN(900)); x.c.State == contract.Active && r.IntN(2) == 0; {
		c, refusal := x.c.Suspend(x.l, contract.Suspension{From: from, Reason: contract.DoctorAbsent, Agreed: from})
		if refusal != nil {
			break
		}
		if x.c = c; r.IntN(3) > 0 {
			from = from.AddDays(1 + r.IntN(400))
			x.take(x.c.Resume(x.l, from))
		}
	}
	if c, refusal := x.c.Finish(x.l, day(), contract.Moved); refusal == nil && r.IntN(4) == 0 {
		x.c = c
	}
	return x.oblige()
}

// closeAny fulfils or waives some obligations.
func (x *life) closeAny(r *rand.Rand) {
	for range r.IntN(5) {
		id := x.c.Obligations[r.IntN(len(x.c.Obligations))].ID()
		act := x.c.Fulfil
		if r.IntN(2) == 0 {
			act = x.c.Waive
		}
		if c, refusal := act(x.l, id, x.c.Signed.AddDays(r.IntN(2000))); refusal == nil {
			x.c = c
			x.oblige()
		}
	}
}

func TestObligationsOfAnyFactsAreWellFormedAndComputedOnceAndForAll(t *testing.T) {
	s := *seed
	if s == 0 {
		s = rand.Uint64()
	}
	t.Logf("play again with -obligations_seed %d", s)
	r := rand.New(rand.NewPCG(s, 0))
	states := map[contract.ObligationState]int{}
	for range 1500 {
		x := anyContract(t, r)
		x.closeAny(r)
		once := x.c.Obligations
		if twice := x.c.Obliged(x.l); !reflect.DeepEqual(once, twice) {
			t.Fatalf("computed twice they differ\nonce  %v\ntwice %v", once, twice)
		}
		ids := map[string]bool{}
		for i, o := range once {
			states[o.State]++
			done := o.State == contract.Fulfilled || o.State == contract.FulfilledLate || o.State == contract.Waived
			if ids[o.ID()] || done == o.Done.IsZero() || o.Explanation.FR == "" || o.Explanation.EN == "" {
				t.Fatalf("%s twice, or closed without a day, or open with one, or without a sentence: %+v", o.ID(), o)
			}
			if late := !o.Due.IsZero() && o.Done.After(o.Due); o.State == contract.Fulfilled && late || o.State == contract.FulfilledLate && !o.Due.IsZero() && !late {
				t.Fatalf("%+v is not as late as it says", o)
			}
			if i > 0 && !once[i-1].Due.IsZero() && o.Due.Before(once[i-1].Due) && !o.Due.IsZero() {
				t.Fatalf("%s stands behind %s", o.ID(), once[i-1].ID())
			}
			ids[o.ID()] = true
		}
		x.unchangedBy(t, func() { x.c.Proposals = append(x.c.Proposals, contract.Proposal{Changed: x.c.Signed}) })
		x.unchangedBy(t, func() {
			x.c.Notices = append(x.c.Notices, contract.Notice{Party: contract.FundParty, Given: x.c.Signed})
		})
		keys := map[string]bool{}
		for _, i := range x.c.Work(x.l, x.c.Signed.AddDays(r.IntN(2500))) {
			if keys[i.Key()] || i.Due.IsZero() || i.Next.FR == "" || i.Next.EN == "" || i.Method == "" {
				t.Fatalf("twice, or without a day, a sentence or a method: %+v", i)
			}
			keys[i.Key()] = true
		}
	}
	for s := contract.ObligationOpen; s <= contract.BeforeImport; s++ {
		if states[s] == 0 {
			t.Errorf("no obligation was %s: the facts prove too little", s)
		}
	}
}

// unchangedBy fails the test when facts that concern no obligation change one.
func (x *life) unchangedBy(t *testing.T, change func()) {
	t.Helper()
	before := x.c.Obliged(x.l)
	change()
	if after := x.c.Obliged(x.l); !reflect.DeepEqual(before, after) {
		t.Fatalf("obligations changed\nfrom %v\nto   %v", before, after)
	}
}
