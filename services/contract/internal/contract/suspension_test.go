package contract_test

import (
	"fmt"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
)

func TestAnAbsenceSuspendsOnceItHasLastedOverThreeMonths(t *testing.T) {
	const none, short = contract.NoSuchAbsence, contract.AbsenceTooShort
	first := hired("2025-01-10")
	away := steps{first, absent("2025-03-01")}
	with := func(more ...func(*life)) steps { return append(away[:2:2], more...) }
	cases := map[string]struct {
		events steps
		from   string
		agreed string
		reason contract.Reason
	}{
		"three months, agreed on the day":                       {away, "2025-03-01", "2025-06-01", short},
		"three months and a day":                                {away, "2025-03-01", "2025-06-02", ""},
		"agreed before the absence":                             {away, "2025-03-01", "2025-02-01", short},
		"from the day the fund is told":                         {away, "2025-06-02", "2025-06-02", ""},
		"from a day in between":                                 {away, "2025-04-15", "2025-06-02", ""},
		"from a day to come":                                    {away, "2025-07-01", "2025-06-02", ""},
		"from the day before the absence":                       {away, "2025-02-28", "2025-06-02", none},
		"over after three months, told later":                   {with(returned("2025-06-01")), "2025-03-01", "2025-09-01", short},
		"over after three months and a day":                     {with(returned("2025-06-02")), "2025-03-01", "2025-09-01", ""},
		"from the last day of an absence that is over":          {with(returned("2025-07-01")), "2025-06-30", "2025-09-01", ""},
		"from the first day back":                               {with(returned("2025-07-01")), "2025-07-01", "2025-09-01", none},
		"replaced on the first day of the suspension":           {with(hired("2025-03-10")), "2025-03-10", "2025-06-11", none},
		"replaced after nine days":                              {with(hired("2025-03-10")), "2025-03-01", "2025-09-01", short},
		"replaced after three months and a day":                 {with(hired("2025-06-02")), "2025-03-01", "2025-09-01", ""},
		"the replacement left, three months ago":                {with(hired("2025-03-10"), left("2025-04-30")), "2025-05-01", "2025-08-01", short},
		"the replacement left, three months and a day ago":      {with(hired("2025-03-10"), left("2025-04-30")), "2025-05-01", "2025-08-02", ""},
		"the replacement is absent too, three months and a day": {with(hired("2025-03-10"), absent("2025-05-01")), "2025-05-01", "2025-08-02", ""},
		"the replacement is absent too, three months":           {with(hired("2025-03-10"), absent("2025-05-01")), "2025-05-01", "2025-08-01", short},
		"left during the absence, after three months":           {with(left("2025-05-31")), "2025-03-01", "2025-09-01", short},
		"left during the absence, a day later":                  {with(left("2025-06-01")), "2025-03-01", "2025-09-01", ""},
		"gone on that day":                                      {with(left("2025-05-31")), "2025-06-01", "2025-09-02", none},
		"nobody absent":                                         {steps{first}, "2025-03-01", "2025-06-02", none},
		"nobody hired":                                          {nil, "2025-03-01", "2025-06-02", none},
		"from before the contract":                              {away, "2025-01-09", "2025-06-02", contract.OutsideContract},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := lived(t, "2025-01-10", tc.events)
			c, refusal := x.c.Suspend(x.l, contract.Suspension{From: on(tc.from), Reason: contract.AssistantAbsent, Agreed: on(tc.agreed)})
			judged(t, refusal, tc.reason)
			if refusal == nil && (c.State != contract.Suspended || c.Suspensions[0].Agreed != on(tc.agreed)) {
				t.Errorf("got %s, %+v, want it suspended with the agreement", c.State, c.Suspensions)
			}
		})
	}
}

func TestThreeMonthsEndOnTheLastDayOfAShorterMonth(t *testing.T) {
	for agreed, reason := range map[string]contract.Reason{"2024-02-29": contract.AbsenceTooShort, "2024-03-01": ""} {
		x := lived(t, "2023-10-01", steps{hired("2023-10-01"), absent("2023-11-30")})
		_, refusal := x.c.Suspend(x.l, contract.Suspension{From: on("2023-11-30"), Reason: contract.AssistantAbsent, Agreed: on(agreed)})
		judged(t, refusal, reason)
	}
}

func TestWhereTheTextNamesTheFirstDayOnlyTheSuspensionBeginsOnIt(t *testing.T) {
	x := lived(t, "2025-01-10", steps{hired("2025-01-10"), absent("2025-03-01")})
	x.c.Text = textOn(t, fromTheFirstDay(t), "2025-01-10")
	for from, reason := range map[string]contract.Reason{"2025-03-01": "", "2025-03-02": contract.NoSuchAbsence} {
		_, refusal := x.c.Suspend(x.l, contract.Suspension{From: on(from), Reason: contract.AssistantAbsent, Agreed: on("2025-07-01")})
		judged(t, refusal, reason)
	}
}

func TestADepartureSuspendsFromTheDayAfterIt(t *testing.T) {
	first := hired("2025-01-10")
	gone := steps{first, left("2025-03-31")}
	cases := map[string]struct {
		events steps
		from   string
		reason contract.Reason
	}{
		"the day after":                            {gone, "2025-04-01", ""},
		"long after":                               {gone, "2026-04-01", ""},
		"on the last day of work":                  {gone, "2025-03-31", contract.NoSuchAbsence},
		"once replaced":                            {append(gone[:2:2], hired("2025-05-01")), "2025-05-01", contract.NoSuchAbsence},
		"before the replacement":                   {append(gone[:2:2], hired("2025-05-01")), "2025-04-30", ""},
		"while employed":                           {steps{first}, "2025-04-01", contract.NoSuchAbsence},
		"while absent":                             {steps{first, absent("2025-03-01")}, "2025-04-01", contract.NoSuchAbsence},
		"nobody was hired":                         {nil, "2025-04-01", contract.NoSuchAbsence},
		"before the first one began":               {steps{hired("2025-06-01")}, "2025-04-01", contract.NoSuchAbsence},
		"after one who left before the contract":   {steps{hired("2024-01-10"), left("2025-01-09")}, "2025-01-10", ""},
		"on the last day of that one, not in time": {steps{hired("2024-01-10"), left("2025-01-10")}, "2025-01-10", contract.NoSuchAbsence},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := lived(t, "2025-01-10", tc.events)
			_, refusal := x.c.Suspend(x.l, contract.Suspension{From: on(tc.from), Reason: contract.AssistantLeft, Agreed: on(tc.from)})
			judged(t, refusal, tc.reason)
		})
	}
}

func TestWhileNoticeIsGivenTheClockMayStopAndStart(t *testing.T) {
	x := active(t, "2025-01-10")
	x.c.State = contract.NoticeGiven
	_, refusal := x.c.Resume(x.l, on("2025-03-01"))
	judged(t, refusal, contract.NotSuspended)
	pause := contract.Suspension{From: on("2025-03-01"), Reason: contract.DoctorAbsent, Agreed: on("2025-02-20")}
	x.take(x.c.Suspend(x.l, pause))
	if x.c.State != contract.NoticeGiven || !x.c.Term.IsZero() {
		t.Errorf("suspended: %s with the term %s, want NOTICE_GIVEN and the term hidden", x.c.State, x.c.Term)
	}
	pause.From = on("2025-04-01")
	_, refusal = x.c.Suspend(x.l, pause)
	judged(t, refusal, contract.SuspensionsOverlap)
	if refusal == nil || !strings.Contains(refusal.Text.EN, "the one from 2025-03-01") {
		t.Errorf("got %+v, want the running one named", refusal)
	}
	x.resume("2025-04-01")
	if x.c.State != contract.NoticeGiven || x.c.Term != on("2030-02-09") {
		t.Errorf("resumed: %s with the term %s, want NOTICE_GIVEN and 31 days later", x.c.State, x.c.Term)
	}
	x.take(x.c.Suspend(x.l, pause))
}

// starts are the first days of the years, and the term.
func starts(c contract.Contract) string {
	var days []string
	for _, y := range c.Years {
		days = append(days, y.Start.String())
	}
	return fmt.Sprint(strings.Join(days, " "), " to ", c.Term)
}

func TestTheYearsMoveByTheSuspensionsWhereverTheyLie(t *testing.T) {
	const doc = contract.DoctorAbsent
	cases := map[string]struct {
		signed string
		events steps
		want   string
	}{
		"across an anniversary": { // 61 days
			"2025-01-10", steps{suspended("2025-12-10", doc), resumed("2026-02-09")},
			"2025-01-10 2026-03-12 2027-03-12 2028-03-11 2029-03-12 to 2030-03-11",
		},
		"from the anniversary itself, for a day": {
			"2025-01-10", steps{suspended("2026-01-10", doc), resumed("2026-01-11")},
			"2025-01-10 2026-01-11 2027-01-11 2028-01-11 2029-01-11 to 2030-01-10",
		},
		"to the anniversary itself": {
			"2025-01-10", steps{suspended("2026-01-09", doc), resumed("2026-01-10")},
			"2025-01-10 2026-01-11 2027-01-11 2028-01-11 2029-01-11 to 2030-01-10",
		},
		"across 22 June 2024: the year that would have begun before begins after": { // 30 days
			"2023-06-01", steps{suspended("2024-05-25", contract.AssistantLeft), resumed("2024-06-24")},
			"2023-06-01 2024-07-01 2025-07-01 2026-07-01 2027-07-01 to 2028-06-30",
		},
		"two back to back, one for each reason": { // 31 and 30 days
			"2025-01-10", steps{suspended("2025-03-01", contract.AssistantLeft), resumed("2025-04-01"), suspended("2025-04-01", doc), resumed("2025-05-01")},
			"2025-01-10 2026-03-12 2027-03-12 2028-03-11 2029-03-12 to 2030-03-11",
		},
		"resumed on the day of the term": { // 39 days
			"2025-01-10", steps{suspended("2029-12-01", doc), resumed("2030-01-09")},
			"2025-01-10 2026-01-10 2027-01-10 2028-01-10 2029-01-10 to 2030-02-17",
		},
		"from the day of the term": {
			"2025-01-10", steps{suspended("2030-01-09", doc), resumed("2030-01-10")},
			"2025-01-10 2026-01-10 2027-01-10 2028-01-10 2029-01-10 to 2030-01-10",
		},
		"signed on 29 February": {
			"2024-02-29", nil,
			"2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29 to 2029-02-27",
		},
		"signed on 29 February, a day in the first year": {
			"2024-02-29", steps{suspended("2024-12-31", doc), resumed("2025-01-01")},
			"2024-02-29 2025-03-01 2026-03-01 2027-03-01 2028-03-01 to 2029-02-28",
		},
		"signed on 29 February, on 28 February of the second year": {
			"2024-02-29", steps{suspended("2025-02-28", doc), resumed("2025-03-01")},
			"2024-02-29 2025-03-01 2026-03-01 2027-03-01 2028-03-01 to 2029-02-28",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			if got := starts(lived(t, tc.signed, tc.events).c); got != tc.want {
				t.Errorf("the years are\n%s, want\n%s", got, tc.want)
			}
		})
	}
}
