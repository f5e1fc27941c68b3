package contract_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

const id = "ctr_01JH000000000000000000CASE"

// read reads the law once for all tests; nothing ever changes it.
var read = sync.OnceValues(law.Embedded)

func theLaw(t *testing.T) *law.Law {
	t.Helper()
	l, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func textOn(t *testing.T, l *law.Law, day string) *law.Text {
	t.Helper()
	text, ok := l.TextOn(on(day))
	if !ok {
		t.Fatalf("no text governs %s", day)
	}
	return text
}

// on is a date.
func on(day string) civil.Date { return civil.MustParse(day) }

// life plays events on a contract and fails the test at the first refusal.
type life struct {
	t *testing.T
	l *law.Law
	c contract.Contract
}

// offer begins the life of a contract of 1 ETP, with one objective on each indicator.
func offer(t *testing.T, signed string) *life {
	t.Helper()
	l := theLaw(t)
	c := contract.Contract{
		ID: id, Text: textOn(t, l, signed), State: contract.Offered, Option: law.Full, Signed: on(signed),
		Goals: []law.Goal{
			{Indicator: law.RegisteredPatients, Start: 1000, ToGain: 100},
			{Indicator: law.ActiveFile, Start: 2000, ToGain: 200},
		},
	}
	return &life{t: t, l: l, c: c.Timed(l)}
}

// active is a contract signed by both.
func active(t *testing.T, signed string) *life {
	t.Helper()
	x := offer(t, signed)
	x.take(x.c.Sign(contract.DoctorParty, on(signed)))
	x.take(x.c.Sign(contract.FundParty, on(signed)))
	return x
}

func (x *life) take(c contract.Contract, refusal *contract.Refusal) {
	x.t.Helper()
	if refusal != nil {
		x.t.Fatalf("refused: %s: %s", refusal.Reason, refusal.Text.EN)
	}
	x.c = c
}

func (x *life) hire(day string) {
	x.t.Helper()
	c, _, refusal := x.c.Hire(x.l, contract.Assistant{Ref: fmt.Sprint("assistant-", len(x.c.Assistants)+1), Start: on(day), Weekly: 2100})
	x.take(c, refusal)
}

// last is the assistant hired last; the first one is hired before the day if nobody was.
func (x *life) last(day string) contract.Assistant {
	x.t.Helper()
	if len(x.c.Assistants) == 0 {
		x.hire(on(day).AddDays(-30).String())
	}
	return x.c.Assistants[len(x.c.Assistants)-1]
}

func (x *life) leave(day string) {
	x.t.Helper()
	c, _, refusal := x.c.EndEmployment(x.last(day).Ref, on(day))
	x.take(c, refusal)
}

func (x *life) absent(day string) {
	x.t.Helper()
	c, _, refusal := x.c.RecordAbsence(x.last(day).Ref, on(day))
	x.take(c, refusal)
}

func (x *life) back(day string) {
	x.t.Helper()
	c, _, refusal := x.c.RecordReturn(x.last(day).Ref, on(day))
	x.take(c, refusal)
}

// suspend suspends the contract; what the reason says of the assistant happens first,
// unless it has.
func (x *life) suspend(day string, reason contract.SuspensionReason) {
	x.t.Helper()
	agreed := on(day)
	switch held := x.last(day); {
	case reason == contract.AssistantAbsent:
		if n := len(held.Absences); n == 0 || !held.Absences[n-1].Until.IsZero() {
			x.absent(day)
		}
		agreed = agreed.AddMonths(4)
	case reason == contract.AssistantLeft && held.End.IsZero():
		x.leave(agreed.AddDays(-1).String())
	}
	x.take(x.c.Suspend(x.l, contract.Suspension{From: on(day), Reason: reason, Agreed: agreed}))
}

func (x *life) resume(day string) {
	x.t.Helper()
	x.take(x.c.Resume(x.l, on(day)))
}

// in brings a new contract into a state.
func in(t *testing.T, s contract.State) contract.Contract {
	t.Helper()
	x := offer(t, "2025-01-10")
	switch s {
	case contract.Offered:
	case contract.SignedByDoctor:
		x.take(x.c.Sign(contract.DoctorParty, on("2025-01-10")))
	case contract.SignedByFund:
		x.take(x.c.Sign(contract.FundParty, on("2025-01-10")))
	default:
		x = active(t, "2025-01-10")
		x.hire("2025-01-10")
		x.absent("2025-04-01")
	}
	switch s {
	case contract.Suspended:
		x.suspend("2025-06-01", contract.AssistantAbsent)
	case contract.Ended:
		x.take(x.c.Finish(x.l, on("2027-03-31"), contract.Moved))
	default:
	}
	if x.c.State != s {
		t.Fatalf("the contract is %s, want %s", x.c.State, s)
	}
	return x.c
}

// happenings are the events, each on a day that suits the contract of in.
func happenings(l *law.Law) map[string]func(contract.Contract) (contract.Contract, *contract.Refusal) {
	return map[string]func(contract.Contract) (contract.Contract, *contract.Refusal){
		"SignContract by the doctor": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.Sign(contract.DoctorParty, on("2025-01-10"))
		},
		"SignContract by the fund": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.Sign(contract.FundParty, on("2025-01-10"))
		},
		"HireAssistant": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, refusal := c.Hire(l, contract.Assistant{Start: on("2025-07-01"), Weekly: 2100})
			return c, refusal
		},
		"EndAssistantEmployment": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, refusal := c.EndEmployment("assistant-1", on("2025-08-31"))
			return c, refusal
		},
		"RecordAbsence": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			if back, _, refusal := c.RecordReturn("assistant-1", on("2025-04-15")); refusal == nil {
				c = back
			}
			c, _, refusal := c.RecordAbsence("assistant-1", on("2025-07-01"))
			return c, refusal
		},
		"RecordReturn": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, refusal := c.RecordReturn("assistant-1", on("2025-04-15"))
			return c, refusal
		},
		"RecordTraining": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, refusal := c.Train("assistant-1", contract.Training{Path: contract.CQP, Step: contract.TrainingBegun, On: on("2025-03-01")})
			return c, refusal
		},
		"RecordMeasure": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			_, refusal := c.Measure(l, on("2025-02-01"), []law.Count{{Indicator: law.ActiveFile, Patients: 1}})
			return c, refusal
		},
		"SuspendContract": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.Suspend(l, contract.Suspension{From: on("2025-08-01"), Reason: contract.DoctorAbsent, Agreed: on("2025-08-01")})
		},
		"ResumeContract": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.Resume(l, on("2025-09-01"))
		},
		"EndContract": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.Finish(l, on("2025-10-31"), contract.TerminatedByDoctor)
		},
	}
}

// lifeOfAContract is the state table once more, by hand: what is missing is refused.
var lifeOfAContract = map[contract.State]map[string]contract.State{
	contract.Offered:        {"SignContract by the doctor": contract.SignedByDoctor, "SignContract by the fund": contract.SignedByFund},
	contract.SignedByDoctor: {"SignContract by the fund": contract.Active},
	contract.SignedByFund:   {"SignContract by the doctor": contract.Active},
	contract.Active: {
		"HireAssistant": contract.Active, "EndAssistantEmployment": contract.Active, "RecordAbsence": contract.Active, "RecordReturn": contract.Active, "RecordTraining": contract.Active, "RecordMeasure": contract.Active,
		"SuspendContract": contract.Suspended, "EndContract": contract.Ended,
	},
	contract.Suspended: {
		"HireAssistant": contract.Suspended, "EndAssistantEmployment": contract.Suspended, "RecordAbsence": contract.Suspended, "RecordReturn": contract.Suspended, "RecordTraining": contract.Suspended, "RecordMeasure": contract.Suspended,
		"ResumeContract": contract.Active, "EndContract": contract.Ended,
	},
	contract.Ended: {"RecordMeasure": contract.Ended},
}

func TestEveryEventInEveryStateIsAllowedOrRefusedByTheTable(t *testing.T) {
	l := theLaw(t)
	for state, allowed := range lifeOfAContract {
		for name, happen := range happenings(l) {
			t.Run(state.String()+"/"+name, func(t *testing.T) {
				after, refusal := happen(in(t, state))
				to, ok := allowed[name]
				switch {
				case ok && refusal != nil:
					t.Errorf("refused with %s: %s", refusal.Reason, refusal.Text.EN)
				case ok && after.State != to:
					t.Errorf("leads to %s, want %s", after.State, to)
				case !ok && (refusal == nil || refusal.Reason != contract.WrongState):
					t.Errorf("got %+v, want WRONG_STATE", refusal)
				case !ok && !strings.Contains(refusal.Text.EN, fmt.Sprintf("contract %s is %s; %s is possible in ", id, state, name)):
					t.Errorf("the sentence is %q, want the state and where %s is possible", refusal.Text.EN, name)
				}
			})
		}
	}
}

func TestAWrongStateIsExplainedInBothLanguages(t *testing.T) {
	c := in(t, contract.SignedByFund)
	_, refusal := c.Measure(theLaw(t), on("2025-02-01"), nil)
	wantEN := "contract " + id + " is SIGNED_BY_FUND; RecordMeasure is possible in ACTIVE, SUSPENDED, NOTICE_GIVEN, ENDED"
	wantFR := "Le contrat est à l'état «\u00a0signé par la caisse\u00a0»\u00a0; mesure possible seulement à l'état\u00a0: en cours, suspendu, dénoncé, terminé."
	if refusal == nil || refusal.Text.EN != wantEN || refusal.Text.FR != wantFR {
		t.Errorf("got %+v\nwant %q\nand %q", refusal, wantEN, wantFR)
	}
	_, refusal = c.Sign(contract.FundParty, on("2025-01-10"))
	if refusal == nil || !strings.HasSuffix(refusal.Text.EN, "; the fund signed on 2025-01-10") {
		t.Errorf("got %+v, want a sentence that says when the fund signed", refusal)
	}
}

func TestTheLastSignatureFallsOnTheDayOfTheContract(t *testing.T) {
	const doctor, fund = contract.DoctorParty, contract.FundParty
	type signature struct {
		by contract.Party
		on string
	}
	cases := map[string]struct {
		signatures []signature
		refused    bool
		says       string
	}{
		"both on the day":                     {[]signature{{doctor, "2024-06-22"}, {fund, "2024-06-22"}}, false, ""},
		"the doctor before":                   {[]signature{{doctor, "2024-06-20"}, {fund, "2024-06-22"}}, false, ""},
		"the earlier signature is told later": {[]signature{{fund, "2024-06-22"}, {doctor, "2024-06-01"}}, false, ""},
		"the first too late":                  {[]signature{{doctor, "2024-06-23"}}, true, "2024-06-23"},
		"the second too late":                 {[]signature{{doctor, "2024-06-22"}, {fund, "2024-06-25"}}, true, "make a new assessment and offer for 2024-06-25"},
		"both under the text before":          {[]signature{{doctor, "2024-06-20"}, {fund, "2024-06-21"}}, true, "make a new assessment and offer for 2024-06-21"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := offer(t, "2024-06-22").c
			var refusal *contract.Refusal
			for i, s := range tc.signatures {
				if c, refusal = c.Sign(s.by, on(s.on)); refusal != nil && i < len(tc.signatures)-1 {
					t.Fatalf("signature %d refused: %s", i+1, refusal.Text.EN)
				}
			}
			if !tc.refused {
				if refusal != nil || c.State != contract.Active {
					t.Errorf("state %s, refusal %+v, want ACTIVE", c.State, refusal)
				}
				return
			}
			if refusal == nil || refusal.Reason != contract.SignedOnAnotherDay || !strings.Contains(refusal.Text.EN, tc.says) {
				t.Errorf("got %+v, want SIGNED_ON_ANOTHER_DAY that says %q", refusal, tc.says)
			}
		})
	}
}

func TestARefusedEventLeavesTheContractAsItWas(t *testing.T) {
	x := active(t, "2025-01-10")
	x.hire("2025-01-10")
	x.absent("2025-02-01")
	x.back("2025-02-10")
	x.suspend("2025-03-01", contract.AssistantAbsent)
	before := fmt.Sprintf("%+v", x.c)
	if _, refusal := x.c.Resume(x.l, on("2025-03-01")); refusal == nil {
		t.Error("a resumption on the first day of the suspension was accepted")
	}
	x.c.Hire(x.l, contract.Assistant{Start: on("2025-04-01"), Weekly: 2100})
	x.c.Resume(x.l, on("2025-04-01"))
	x.c.RecordReturn("assistant-1", on("2025-04-01"))
	x.c.EndEmployment("assistant-1", on("2025-04-01"))
	x.c.Train("assistant-1", contract.Training{Path: contract.CQP, Step: contract.TrainingBegun, On: on("2025-04-01")})
	x.c.Finish(x.l, on("2025-04-30"), contract.Moved)
	if after := fmt.Sprintf("%+v", x.c); after != before {
		t.Errorf("the contract an event starts from changed\nfrom %s\nto   %s", before, after)
	}
}

func TestEventsFromTheSameContractDoNotDisturbEachOther(t *testing.T) {
	x := active(t, "2025-01-10")
	x.c.Assistants = make([]contract.Assistant, 0, 4)
	first, _, refusal := x.c.Hire(x.l, contract.Assistant{Start: on("2025-02-01"), Weekly: 2100})
	if refusal != nil {
		t.Fatal(refusal.Text.EN)
	}
	if _, _, refusal = x.c.Hire(x.l, contract.Assistant{Start: on("2025-03-01"), Weekly: 2100}); refusal != nil {
		t.Fatal(refusal.Text.EN)
	}
	if first.Assistants[0].Start != on("2025-02-01") {
		t.Errorf("the first contract now says %s, want 2025-02-01", first.Assistants[0].Start)
	}
}

func TestTheOptionReachedIsAtMostTheContracts(t *testing.T) {
	cases := map[string]struct {
		option  law.Option
		minutes int
		want    law.Option // 0 when the working time is too short
	}{
		"a full time under a contract of 1 ETP":     {law.Full, 2100, law.Full},
		"a minute less":                             {law.Full, 2099, law.Half},
		"half a time under a contract of 1 ETP":     {law.Full, 1050, law.Half},
		"a full time under a contract of half":      {law.Half, 2100, law.Half},
		"a third under a contract of half":          {law.Half, 700, law.Third},
		"less than a third reaches no option":       {law.Half, 699, 0},
		"a minute a week is a working time, barely": {law.Half, 1, 0},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2020-01-10")
			x.c.Option = tc.option
			_, reached, refusal := x.c.Hire(x.l, contract.Assistant{Start: on("2020-02-01"), Weekly: tc.minutes})
			if tc.want == 0 {
				const want = "the smallest, 1/3 ETP, takes 700 minutes (11 h 40)"
				if refusal == nil || refusal.Reason != contract.WorkingTimeTooShort || !strings.Contains(refusal.Text.EN, want) {
					t.Errorf("got %+v, want WORKING_TIME_TOO_SHORT that says %q", refusal, want)
				}
				return
			}
			if refusal != nil || reached.Option != tc.want || reached.Cite.Cell == "" {
				t.Errorf("got %s citing %q, %+v, want %s with its cell", reached.Option, reached.Cite.Cell, refusal, tc.want)
			}
		})
	}
}

func TestAMeasureLiesInTheContractAndOutsideItsSuspensions(t *testing.T) {
	ended := func(x *life) { x.take(x.c.Finish(x.l, on("2027-03-31"), contract.Moved)) }
	expired := func(x *life) { x.take(x.c.Finish(x.l, x.c.Term, contract.Expired)) }
	paused := func(x *life) { x.suspend("2025-06-01", contract.DoctorAbsent) }
	back := func(x *life) { paused(x); x.resume("2025-09-01") }
	cases := map[string]struct {
		event  func(*life)
		day    string
		reason contract.Reason
	}{
		"on the day of the contract":                   {nil, "2025-01-10", ""},
		"the day before":                               {nil, "2025-01-09", contract.OutsideContract},
		"on the anniversary after the last year":       {nil, "2030-01-10", ""},
		"a day later":                                  {nil, "2030-01-11", contract.OutsideContract},
		"on the last day in force, told after the end": {ended, "2027-03-31", ""},
		"after the end":                                {ended, "2027-04-01", contract.OutsideContract},
		"on the term of an expired contract":           {expired, "2030-01-09", ""},
		"the day before a suspension":                  {paused, "2025-05-31", ""},
		"on its first day":                             {paused, "2025-06-01", contract.MeasureInSuspension},
		"while it runs":                                {paused, "2026-01-01", contract.MeasureInSuspension},
		"on its last day":                              {back, "2025-08-31", contract.MeasureInSuspension},
		"on the first day back":                        {back, "2025-09-01", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2025-01-10")
			if tc.event != nil {
				tc.event(x)
			}
			attained, refusal := x.c.Measure(x.l, on(tc.day), []law.Count{{Indicator: law.RegisteredPatients, Patients: 1050}})
			if tc.reason == "" {
				if refusal != nil || len(attained.Each) != 1 || attained.Each[0].Gained != 50 {
					t.Errorf("got %+v, %+v, want 50 gained", attained, refusal)
				}
				return
			}
			if refusal == nil || refusal.Reason != tc.reason {
				t.Errorf("got %+v, want %s", refusal, tc.reason)
			}
		})
	}
}

func TestASuspensionMovesTermAndAnniversariesByItsLength(t *testing.T) {
	x := active(t, "2025-01-10")
	if x.c.Term != on("2030-01-09") {
		t.Fatalf("the term is %s, want 2030-01-09", x.c.Term)
	}
	x.suspend("2025-06-01", contract.AssistantAbsent)
	if !x.c.Term.IsZero() || x.c.Years[0].Open {
		t.Errorf("while suspended: term %s, first year %+v, want both hidden", x.c.Term, x.c.Years[0])
	}
	x.resume("2025-10-01") // 122 days
	wanted := []string{"2025-01-10", "2026-05-12", "2027-05-12", "2028-05-11", "2029-05-12"}
	for i, want := range wanted {
		if got := x.c.Years[i].Start; got != on(want) {
			t.Errorf("year %d starts on %s, want %s", i+1, got, want)
		}
	}
	if x.c.Term != on("2030-05-11") {
		t.Errorf("the term is %s, want 2030-05-11", x.c.Term)
	}
}

func TestWhereASuspensionMayBegin(t *testing.T) {
	cases := map[string]struct {
		from   string
		reason contract.Reason
	}{
		"on the day of the contract":                 {"2025-01-10", contract.SuspensionsOverlap},
		"before it":                                  {"2025-01-09", contract.OutsideContract},
		"on the term, moved by three months":         {"2030-04-11", ""},
		"after the term":                             {"2030-04-12", contract.OutsideContract},
		"inside the earlier one":                     {"2025-08-31", contract.SuspensionsOverlap},
		"before the earlier one":                     {"2025-05-01", contract.SuspensionsOverlap},
		"on the first day back from the earlier one": {"2025-09-01", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2025-01-10")
			x.suspend("2025-06-01", contract.DoctorAbsent)
			x.resume("2025-09-01") // 92 days
			_, refusal := x.c.Suspend(x.l, contract.Suspension{From: on(tc.from), Reason: contract.DoctorAbsent, Agreed: on(tc.from)})
			if tc.reason == "" && refusal != nil || tc.reason != "" && (refusal == nil || refusal.Reason != tc.reason) {
				t.Errorf("got %+v, want %q", refusal, tc.reason)
			}
		})
	}
}

func TestTheFirstDayBackComesAfterTheSuspensionBegan(t *testing.T) {
	for day, reason := range map[string]contract.Reason{
		"2025-05-31": contract.NotAfterSuspension,
		"2025-06-01": contract.NotAfterSuspension,
		"2025-06-02": "",
		"2199-12-31": contract.OutsideCalendar,
	} {
		t.Run(day, func(t *testing.T) {
			x := active(t, "2025-01-10")
			x.suspend("2025-06-01", contract.AssistantLeft)
			_, refusal := x.c.Resume(x.l, on(day))
			if reason == "" && refusal != nil || reason != "" && (refusal == nil || refusal.Reason != reason) {
				t.Errorf("got %+v, want %q", refusal, reason)
			}
		})
	}
}

func TestHowAContractMayEnd(t *testing.T) {
	cases := map[string]struct {
		suspendedFrom string // "" when it runs
		day           string
		why           contract.EndReason
		reason        contract.Reason
		until         string // the first day after the suspension
	}{
		"on its first day":                         {"", "2025-01-10", contract.TerminatedByFund, "", ""},
		"before it":                                {"", "2025-01-09", contract.TerminatedByFund, contract.OutsideContract, ""},
		"on its term":                              {"", "2030-01-09", contract.Expired, "", ""},
		"expired a day early":                      {"", "2030-01-08", contract.Expired, contract.NotTheTerm, ""},
		"expired a day late":                       {"", "2030-01-10", contract.Expired, contract.NotTheTerm, ""},
		"after its term":                           {"", "2030-01-10", contract.TerminatedByDoctor, contract.OutsideContract, ""},
		"while suspended":                          {"2025-06-01", "2026-01-31", contract.StoppedPractising, "", "2026-02-01"},
		"on the day the suspension began":          {"2025-06-01", "2025-06-01", contract.StoppedPractising, "", "2025-06-02"},
		"the day before it began":                  {"2025-06-01", "2025-05-31", contract.StoppedPractising, "", "2025-06-01"},
		"long before it began, told later":         {"2025-06-01", "2025-03-31", contract.StoppedPractising, "", "2025-06-01"},
		"a suspended contract does not expire":     {"2025-06-01", "2030-01-09", contract.Expired, contract.NotTheTerm, ""},
		"a suspension that leaves no term to pass": {"2025-06-01", "2199-12-31", contract.Moved, contract.OutsideCalendar, ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2025-01-10")
			if tc.suspendedFrom != "" {
				x.suspend(tc.suspendedFrom, contract.AssistantLeft)
			}
			c, refusal := x.c.Finish(x.l, on(tc.day), tc.why)
			if tc.reason != "" {
				if refusal == nil || refusal.Reason != tc.reason {
					t.Errorf("got %+v, want %s", refusal, tc.reason)
				}
				return
			}
			if refusal != nil || c.State != contract.Ended || c.End != on(tc.day) || c.EndReason != tc.why || c.Term.IsZero() {
				t.Errorf("got %+v, %+v, want it ended on %s with a term", c, refusal, tc.day)
			}
			if tc.until != "" && c.Suspensions[0].Until != on(tc.until) {
				t.Errorf("the suspension is closed on %s, want %s", c.Suspensions[0].Until, tc.until)
			}
		})
	}
}
