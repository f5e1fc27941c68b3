package contract_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// notice is a notice of a party as it is given; end may be "".
func notice(by contract.Party, given, end string) contract.Notice {
	n := contract.Notice{Party: by, Given: on(given), Reasons: []contract.NoticeReason{contract.DoctorsChoice}}
	if by == contract.FundParty {
		n.Reasons = []contract.NoticeReason{contract.ObligationNotFulfilled}
	}
	if end != "" {
		n.End = on(end)
	}
	return n
}

// notice gives a notice that wants the first possible day.
func (x *life) notice(by contract.Party, given string) {
	x.t.Helper()
	c, _, refusal := x.c.GiveNotice(notice(by, given, ""))
	x.take(c, refusal)
}

// conclude tries to end the contract; decided may be "".
func (x *life) conclude(why contract.EndReason, end, decided string) (contract.LeftOver, *contract.Refusal) {
	d := contract.Decision{Reason: why, End: on(end)}
	if decided != "" {
		d.Decided = on(decided)
	}
	c, left, refusal := x.c.Conclude(x.l, d)
	if refusal == nil {
		x.c = c
	}
	return left, refusal
}

// wants fails the test unless the refusal has the reason, or there is none for "", and
// its sentences say each of these.
func wants(t *testing.T, r *contract.Refusal, reason contract.Reason, says ...string) {
	t.Helper()
	if reason == "" {
		if r != nil {
			t.Fatalf("refused: %s: %s", r.Reason, r.Text.EN)
		}
		return
	}
	if r == nil || r.Reason != reason {
		t.Fatalf("got %+v, want %s", r, reason)
	}
	for _, s := range says {
		if !strings.Contains(r.Text.EN, s) {
			t.Errorf("the sentence is %q, want %q in it", r.Text.EN, s)
		}
	}
	if r.Text.FR == "" {
		t.Error("there is no French sentence")
	}
}

func TestTheDoctorsNoticeRunsTwoMonthsFromDayToSameDay(t *testing.T) {
	const tooShort, outside = contract.NoticeTooShort, contract.OutsideContract
	for name, tc := range map[string]struct {
		signed, given, wanted string
		end                   string // that is kept; the first possible one where it is too short
		reason                contract.Reason
	}{
		"no day is wanted":                                  {"2025-01-10", "2026-03-15", "", "2026-05-15", ""},
		"the first possible day":                            {"2025-01-10", "2026-03-15", "2026-05-15", "2026-05-15", ""},
		"the day before it":                                 {"2025-01-10", "2026-03-15", "2026-05-14", "2026-05-15", tooShort},
		"the day after it":                                  {"2025-01-10", "2026-03-15", "2026-05-16", "2026-05-16", ""},
		"to a shorter month":                                {"2025-01-10", "2026-12-31", "", "2027-02-28", ""},
		"to a shorter month, a day early":                   {"2025-01-10", "2026-12-31", "2027-02-27", "2027-02-28", tooShort},
		"to 29 February":                                    {"2025-01-10", "2027-12-31", "", "2028-02-29", ""},
		"to 29 February, a day early":                       {"2025-01-10", "2027-12-31", "2028-02-28", "2028-02-29", tooShort},
		"from 29 February":                                  {"2024-06-22", "2028-02-29", "", "2028-04-29", ""},
		"from 30 December to a common February":             {"2025-01-10", "2026-12-30", "", "2027-02-28", ""},
		"over the day of a new text":                        {"2020-10-01", "2024-05-22", "", "2024-07-22", ""},
		"on the first day":                                  {"2025-01-10", "2025-01-10", "", "2025-03-10", ""},
		"before the first day":                              {"2025-01-10", "2025-01-09", "", "", outside},
		"two months before the term":                        {"2025-01-10", "2029-11-09", "", "2030-01-09", ""},
		"a day less: the contract expires":                  {"2025-01-10", "2029-11-10", "", "2030-01-09", ""},
		"the day before the term":                           {"2025-01-10", "2030-01-08", "", "2030-01-09", ""},
		"the day before the term, wanted at once":           {"2025-01-10", "2030-01-08", "2030-01-08", "2030-01-09", tooShort},
		"the day before the term, wanted long after":        {"2025-01-10", "2030-01-08", "2030-06-30", "2030-01-09", ""},
		"on the term":                                       {"2025-01-10", "2030-01-09", "", "2030-01-09", ""},
		"after the term":                                    {"2025-01-10", "2030-01-10", "", "", outside},
		"on the term of a contract signed on 29 February":   {"2024-02-29", "2029-02-27", "", "2029-02-27", ""},
		"after the term of a contract signed on that day":   {"2024-02-29", "2029-02-28", "", "", outside},
		"long before, wanted on a day of the doctor's wish": {"2025-01-10", "2026-03-15", "2028-01-09", "2028-01-09", ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := active(t, tc.signed)
			c, said, refusal := x.c.GiveNotice(notice(contract.DoctorParty, tc.given, tc.wanted))
			wants(t, refusal, tc.reason, tc.end)
			if refusal != nil {
				return
			}
			if n := c.Notices[0]; c.State != contract.NoticeGiven || n.End != on(tc.end) || !n.ReplyBy.IsZero() {
				t.Errorf("state %s, end %s, reply by %s, want NOTICE_GIVEN to end on %s", c.State, n.End, n.ReplyBy, tc.end)
			}
			if said.Cite.Cell != "calendar.notice_doctor_months" || !strings.Contains(said.Explanation.EN, tc.end) {
				t.Errorf("it says %q citing %q, want the day and the cell", said.Explanation.EN, said.Cite.Cell)
			}
		})
	}
}

func TestANoticeThatRunsPastTheTermSaysThatTheContractExpires(t *testing.T) {
	x := active(t, "2025-01-10")
	_, said, _ := x.c.GiveNotice(notice(contract.DoctorParty, "2030-01-08", ""))
	if want := "runs to the term: the contract expires at its term 2030-01-09"; !strings.Contains(said.Explanation.EN, want) {
		t.Errorf("it says %q, want %q in it", said.Explanation.EN, want)
	}
	x.notice(contract.DoctorParty, "2030-01-08")
	left, refusal := x.conclude(contract.Expired, "2030-01-09", "")
	if wants(t, refusal, ""); left != (contract.LeftOver{}) || x.c.Decisions[0].Notice != 0 {
		t.Errorf("expired with %+v left over, decision %+v, want nothing and no notice", left, x.c.Decisions[0])
	}
}

// The clock of the contract stands still, the time of a notice does not.
func TestASuspensionDoesNotLengthenANotice(t *testing.T) {
	x := active(t, "2025-01-10")
	x.suspend("2025-12-01", contract.AssistantLeft) // over the anniversary
	x.notice(contract.DoctorParty, "2026-01-05")
	if n := x.c.Notices[0]; n.End != on("2026-03-05") {
		t.Errorf("the notice ends on %s, want 2026-03-05", n.End)
	}
	x.resume("2026-02-01")
	if x.c.State != contract.NoticeGiven {
		t.Errorf("after the resumption the contract is %s, want NOTICE_GIVEN", x.c.State)
	}
	left, refusal := x.conclude(contract.TerminatedByDoctor, "2026-03-05", "")
	wants(t, refusal, "")
	// Year 1 is moved by 62 days, to 2026-03-12: 7 of its days are left.
	if left.Year != 1 || left.InForce != 358 || left.Days != 365 {
		t.Errorf("left over %+v, want 7 days of year 1", left)
	}
}

func TestTheDoctorsTimeToReplyIsCountedFromDayToSameDay(t *testing.T) {
	for given, want := range map[string]string{
		"2026-03-15": "2026-04-15", "2026-01-31": "2026-02-28", "2028-01-31": "2028-02-29", "2028-01-29": "2028-02-29",
		"2026-12-31": "2027-01-31", "2026-04-30": "2026-05-30", "2028-02-29": "2028-03-29",
		"2030-01-08": "2030-02-08", // past the term: the reply has its time all the same
	} {
		t.Run(given, func(t *testing.T) {
			x := active(t, "2025-01-10")
			x.notice(contract.FundParty, given)
			if n := x.c.Notices[0]; n.ReplyBy != on(want) || !n.End.IsZero() {
				t.Errorf("reply by %s, end %s, want %s and none", n.ReplyBy, n.End, want)
			}
			for day, late := range map[civil.Date]bool{on(given): false, on(want).AddDays(-1): false, on(want): false, on(want).AddDays(1): true} {
				c, came, refusal := x.c.RecordReply(day)
				if wants(t, refusal, ""); came != late || c.Notices[0].Replied != day || c.State != contract.NoticeGiven {
					t.Errorf("a reply on %s: late %t, want %t", day, came, late)
				}
			}
			_, _, refusal := x.c.RecordReply(on(given).AddDays(-1))
			wants(t, refusal, contract.BeforeNotice, given)
		})
	}
}

func TestTheFundDecidesAfterTheTimeToReply(t *testing.T) {
	const running = contract.ReplyPeriodRunning
	for name, tc := range map[string]struct {
		replied, end, decided string
		reason                contract.Reason
	}{
		"on the last day for the reply":                {"", "2026-04-30", "2026-04-15", running},
		"the day before":                               {"", "2026-04-30", "2026-04-14", running},
		"the day after":                                {"", "2026-04-30", "2026-04-16", ""},
		"on the last day although the reply came":      {"2026-03-20", "2026-04-30", "2026-04-15", running},
		"the day after the reply":                      {"2026-03-20", "2026-04-30", "2026-03-21", running},
		"the day after the last day, with a reply":     {"2026-03-20", "2026-04-30", "2026-04-16", ""},
		"without its day":                              {"", "2026-04-30", "", contract.DecisionDateMissing},
		"before the notice":                            {"", "2026-04-30", "2026-03-14", contract.BeforeNotice},
		"to end on the day of the notice":              {"", "2026-03-15", "2026-04-16", ""},
		"to end before the notice":                     {"", "2026-03-14", "2026-04-16", contract.NoticeTooShort},
		"to end after the decision":                    {"", "2027-01-09", "2026-04-16", ""},
		"to end on the term":                           {"", "2030-01-09", "2026-04-16", ""},
		"to end after the term":                        {"", "2030-01-10", "2026-04-16", contract.OutsideContract},
		"long after the notice, when nobody withdrew":  {"", "2028-01-01", "2028-01-01", ""},
		"on the last day, of a notice that ends later": {"", "2026-05-31", "2026-04-15", running},
	} {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2025-01-10")
			x.notice(contract.FundParty, "2026-03-15")
			if tc.replied != "" {
				c, _, refusal := x.c.RecordReply(on(tc.replied))
				x.take(c, refusal)
			}
			_, refusal := x.conclude(contract.TerminatedByFund, tc.end, tc.decided)
			wants(t, refusal, tc.reason)
			if refusal != nil {
				return
			}
			want := contract.Decision{Reason: contract.TerminatedByFund, Decided: on(tc.decided), End: on(tc.end), Notice: 1}
			if d := x.c.Decisions[0]; fmt.Sprint(d) != fmt.Sprint(want) || x.c.State != contract.Ended {
				t.Errorf("%s with %+v, want ENDED with %+v", x.c.State, d, want)
			}
		})
	}
}

func TestWhatAnEndNeeds(t *testing.T) {
	const doctor, fund = contract.DoctorParty, contract.FundParty
	for name, tc := range map[string]struct {
		by           contract.Party // of the open notice, given on 2026-03-15; 0 for none
		why          contract.EndReason
		end, decided string
		reason       contract.Reason
		says         string
	}{
		"by the doctor without notice":                 {0, contract.TerminatedByDoctor, "2026-05-15", "", contract.NoticeMissing, "no notice is open"},
		"by the fund without notice":                   {0, contract.TerminatedByFund, "2026-05-15", "2026-05-15", contract.NoticeMissing, "no notice is open"},
		"by the doctor on the fund's notice":           {fund, contract.TerminatedByDoctor, "2026-05-15", "", contract.NoticeMissing, "that of the fund"},
		"by the fund on the doctor's notice":           {doctor, contract.TerminatedByFund, "2026-05-15", "2026-05-15", contract.NoticeMissing, "that of the doctor"},
		"by the doctor on the day wanted":              {doctor, contract.TerminatedByDoctor, "2026-05-15", "", "", ""},
		"by the doctor a day early":                    {doctor, contract.TerminatedByDoctor, "2026-05-14", "", contract.NoticeTooShort, "2026-05-15"},
		"by the doctor a day late":                     {doctor, contract.TerminatedByDoctor, "2026-05-16", "", "", ""},
		"by the doctor, decided before the notice":     {doctor, contract.TerminatedByDoctor, "2026-05-15", "2026-03-14", contract.BeforeNotice, "2026-03-15"},
		"by a move without notice":                     {0, contract.Moved, "2026-05-15", "", "", ""},
		"by a move while a notice is open":             {doctor, contract.Moved, "2026-04-01", "", "", ""},
		"by a change of specialty, fund's notice open": {fund, contract.SpecialtyChanged, "2026-04-01", "", "", ""},
		"by the end of practice":                       {0, contract.StoppedPractising, "2026-04-01", "2026-03-01", "", ""},
		"decided before the contract was signed":       {0, contract.StoppedPractising, "2026-04-01", "2025-01-09", contract.OutsideContract, "2025-01-10"},
		"decided on the day of the signature":          {0, contract.StoppedPractising, "2026-04-01", "2025-01-10", "", ""},
		"at its term with a notice of the fund":        {fund, contract.Expired, "2030-01-09", "", "", ""},
		"expired a day early, notice open":             {fund, contract.Expired, "2030-01-08", "", contract.NotTheTerm, "2030-01-09"},
		"renewed":                                      {0, contract.Renewed, "2030-01-09", "", contract.EndsBySuccession, "RENEWED"},
		"replaced, notice open":                        {doctor, contract.Replaced, "2028-01-09", "", contract.EndsBySuccession, "REPLACED"},
	} {
		t.Run(name, func(t *testing.T) {
			x := active(t, "2025-01-10")
			if tc.by != 0 {
				x.notice(tc.by, "2026-03-15")
			}
			before := fmt.Sprintf("%+v", x.c)
			_, refusal := x.conclude(tc.why, tc.end, tc.decided)
			wants(t, refusal, tc.reason, tc.says)
			if refusal != nil {
				if after := fmt.Sprintf("%+v", x.c); after != before {
					t.Errorf("the refused end changed the contract\nfrom %s\nto   %s", before, after)
				}
				return
			}
			numbered := tc.why == contract.TerminatedByDoctor || tc.why == contract.TerminatedByFund
			if d := x.c.Decisions[0]; d.Reason != tc.why || (d.Notice == 1) != numbered || tc.decided == "" && d.Decided != d.End {
				t.Errorf("the decision is %+v", d)
			}
		})
	}
}

func TestANoticeIsAnsweredAndWithdrawn(t *testing.T) {
	x := active(t, "2025-01-10")
	x.notice(contract.DoctorParty, "2026-03-15")
	_, _, refusal := x.c.RecordReply(on("2026-03-20"))
	wants(t, refusal, contract.NoNoticeOfTheFund, "2026-03-15")
	_, refusal = x.c.WithdrawNotice(on("2026-03-14"))
	wants(t, refusal, contract.BeforeNotice, "2026-03-15")
	x.take(x.c.WithdrawNotice(on("2026-03-15")))
	if x.c.State != contract.Active || x.c.Notices[0].Withdrawn != on("2026-03-15") {
		t.Fatalf("%s, %+v, want ACTIVE and a notice withdrawn", x.c.State, x.c.Notices)
	}

	x.notice(contract.FundParty, "2026-04-01")
	c, _, refusal := x.c.RecordReply(on("2026-05-02"))
	x.take(c, refusal)
	_, _, refusal = x.c.RecordReply(on("2026-05-03"))
	wants(t, refusal, contract.AlreadyReplied, "2026-05-02")
	x.suspend("2026-06-01", contract.AssistantLeft)
	if x.c.State != contract.NoticeGiven {
		t.Fatalf("%s, want NOTICE_GIVEN while it stands still", x.c.State)
	}
	x.take(x.c.WithdrawNotice(on("2026-06-15")))
	if x.c.State != contract.Suspended || x.c.Notices[1].Replied.IsZero() || x.c.Notices[0].Withdrawn != on("2026-03-15") {
		t.Errorf("%s, %+v, want SUSPENDED, both notices kept", x.c.State, x.c.Notices)
	}
}

func TestWhatIsLeftOverOfTheYearThatTheEndCuts(t *testing.T) {
	type rest struct{ year, inForce, days int }
	for name, tc := range map[string]struct {
		signed, from, until, end string // a suspension, or ""
		want                     rest
	}{
		"on the first day":                                 {"2025-01-10", "", "", "2025-01-10", rest{1, 1, 365}},
		"the day before an anniversary":                    {"2025-01-10", "", "", "2026-01-09", rest{}},
		"two days before it":                               {"2025-01-10", "", "", "2026-01-08", rest{1, 364, 365}},
		"on an anniversary":                                {"2025-01-10", "", "", "2026-01-10", rest{2, 1, 365}},
		"in a year with 29 February":                       {"2023-06-01", "", "", "2024-02-29", rest{1, 274, 366}},
		"on 28 February of a year that begins on that":     {"2024-02-29", "", "", "2025-02-27", rest{}},
		"on the anniversary of 29 February":                {"2024-02-29", "", "", "2025-02-28", rest{2, 1, 365}},
		"over the day of a new text":                       {"2023-07-01", "", "", "2024-06-22", rest{1, 358, 366}},
		"suspended days count neither as in force":         {"2025-01-10", "2025-06-01", "2025-09-01", "2025-12-31", rest{1, 264, 365}},
		"nor as days of the year":                          {"2025-01-10", "2025-06-01", "2025-09-01", "2026-04-11", rest{}},
		"a suspension over an anniversary":                 {"2025-01-10", "2025-12-10", "2026-02-10", "2026-03-01", rest{1, 354, 365}},
		"ended inside a suspension":                        {"2025-01-10", "2025-06-01", "2025-09-01", "2025-07-15", rest{1, 142, 365}},
		"while suspended":                                  {"2025-01-10", "2025-06-01", "", "2025-07-15", rest{1, 142, 365}},
		"long before the suspension began, told later":     {"2025-01-10", "2025-06-01", "", "2025-03-31", rest{1, 81, 365}},
		"suspended from an anniversary on: year 1 whole":   {"2025-01-10", "2026-01-10", "", "2026-03-01", rest{}},
		"suspended from the day after an anniversary":      {"2025-01-10", "2026-01-11", "", "2026-03-01", rest{2, 1, 365}},
		"inside a suspension that began on an anniversary": {"2025-01-10", "2026-01-10", "2026-02-10", "2026-02-01", rest{}},
	} {
		t.Run(name, func(t *testing.T) {
			x := active(t, tc.signed)
			if tc.from != "" {
				x.suspend(tc.from, contract.AssistantLeft)
			}
			if tc.until != "" {
				x.resume(tc.until)
			}
			left, refusal := x.conclude(contract.Moved, tc.end, "")
			wants(t, refusal, "")
			if got := (rest{left.Year, left.InForce, left.Days}); got != tc.want {
				t.Errorf("left over %+v, want %+v", got, tc.want)
			}
			if tc.want.year == 0 {
				return
			}
			share := fmt.Sprintf("%d/%d", tc.want.days-tc.want.inForce, tc.want.days)
			if left.Ratio != (money.Ratio{Num: int64(tc.want.days - tc.want.inForce), Den: int64(tc.want.days)}) ||
				left.Cite.Cell != "calendar.day_count" || !strings.Contains(left.Explanation.EN, share) || !strings.Contains(left.Explanation.FR, share) {
				t.Errorf("%+v, want the share %s with its cell in both sentences", left, share)
			}
		})
	}
}

// A clerk counts the days of the year one by one.
func TestTheDaysInForceAreThoseThatAClerkCounts(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for range 300 {
		x := active(t, civil.MustParse("2019-09-01").AddDays(r.IntN(2300)).String())
		for from := x.c.Signed.AddDays(1 + r.IntN(700)); r.IntN(3) > 0 && from.Before(x.c.Term); {
			x.suspend(from.String(), contract.AssistantLeft)
			back := from.AddDays(1 + r.IntN(400))
			x.resume(back.String())
			from = back.AddDays(r.IntN(500))
		}
		end := x.c.Signed.AddDays(r.IntN(x.c.Signed.DaysUntil(x.c.Term) + 1))
		left, refusal := x.conclude(contract.Moved, end.String(), "")
		wants(t, refusal, "")
		year, inForce, whole := counted(x.c)
		if inForce == whole {
			year, inForce, whole = 0, 0, 0
		}
		if left.Year != year || left.InForce != inForce || left.Days != whole {
			t.Fatalf("signed %s, suspended %v, ended %s: left over %+v, the clerk has %d of %d in year %d", x.c.Signed, x.c.Suspensions, end, left, inForce, whole, year)
		}
	}
}

// counted walks from the signature to the end, a day at a time, and gives the year that
// the end lies in, its days in force, and all its days.
func counted(c contract.Contract) (year, inForce, whole int) {
	year, whole = 1, c.Signed.DaysUntil(c.Signed.AddYears(1))
	for day := c.Signed; !day.After(c.End); day = day.AddDays(1) {
		still := false
		for _, s := range c.Suspensions {
			still = still || !day.Before(s.From) && day.Before(s.Until)
		}
		if still {
			continue
		}
		if inForce == whole {
			year, inForce = year+1, 0
			whole = c.Signed.AddYears(year - 1).DaysUntil(c.Signed.AddYears(year))
		}
		inForce++
	}
	return year, inForce, whole
}

// given brings a new contract into NOTICE_GIVEN, by the fund.
func given(t *testing.T) contract.Contract {
	t.Helper()
	x := active(t, "2025-01-10")
	x.notice(contract.FundParty, "2025-05-01")
	return x.c
}

// endings are the events of this file's topic, each on a day that suits the contract.
func endings(l *law.Law) map[string]func(contract.Contract) (contract.Contract, *contract.Refusal) {
	return map[string]func(contract.Contract) (contract.Contract, *contract.Refusal){
		"GiveNotice": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, r := c.GiveNotice(notice(contract.DoctorParty, "2025-07-01", ""))
			return c, r
		},
		"RecordReply": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, r := c.RecordReply(on("2025-05-20"))
			return c, r
		},
		"WithdrawNotice": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.WithdrawNotice(on("2025-05-20"))
		},
		"EndContract": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, r := c.Conclude(l, contract.Decision{Reason: contract.Moved, End: on("2025-10-31")})
			return c, r
		},
		"FileAppeal": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.FileAppeal(on("2027-05-01"))
		},
		"DecideAppeal": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.DecideAppeal(1, contract.Upheld, on("2027-06-01"))
		},
		"ReportChange": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			c, _, r := c.ReportChange(contract.ZoneChanged, on("2025-07-01"))
			return c, r
		},
		"DecideProposal": func(c contract.Contract) (contract.Contract, *contract.Refusal) {
			return c.DecideProposal(1, on("2025-07-02"))
		},
	}
}

func TestEveryEventOfTheEndInEveryStateIsAllowedOrRefusedByTheTable(t *testing.T) {
	l := theLaw(t)
	const active, suspended, ended, noticed = contract.Active, contract.Suspended, contract.Ended, contract.NoticeGiven
	table := map[contract.State]map[string]contract.State{
		contract.Offered: {}, contract.SignedByDoctor: {}, contract.SignedByFund: {},
		active:    {"GiveNotice": noticed, "EndContract": ended, "ReportChange": active, "DecideProposal": active},
		suspended: {"GiveNotice": noticed, "EndContract": ended, "ReportChange": suspended, "DecideProposal": suspended},
		noticed:   {"RecordReply": noticed, "WithdrawNotice": active, "EndContract": ended, "ReportChange": noticed, "DecideProposal": noticed},
		ended:     {"FileAppeal": ended, "DecideAppeal": ended, "DecideProposal": ended},
	}
	for state, allowed := range table {
		for name, happen := range endings(l) {
			t.Run(state.String()+"/"+name, func(t *testing.T) {
				var c contract.Contract
				switch state {
				case noticed:
					c = given(t)
				case ended:
					x := life{t, l, in(t, contract.Active)}
					_, refusal := x.conclude(contract.Moved, "2027-03-31", "")
					wants(t, refusal, "")
					if c = x.c; name == "DecideAppeal" {
						c, _ = c.FileAppeal(on("2027-05-01"))
					}
				default:
					c = in(t, state)
				}
				c.Proposals = []contract.Proposal{{Change: contract.ZoneChanged, Changed: on("2025-02-01")}}
				after, refusal := happen(c)
				if to, ok := allowed[name]; ok {
					if wants(t, refusal, ""); after.State != to {
						t.Errorf("leads to %s, want %s", after.State, to)
					}
					return
				}
				wants(t, refusal, contract.WrongState, name+" is possible in ")
			})
		}
	}
}

// A later text may leave a time unknown; then nothing is refused on it, and no day is
// made up.
func TestATimeThatTheLawDoesNotKnowIsSaidAndRefusesNothing(t *testing.T) {
	x := active(t, "2025-01-10")
	text := *x.c.Text
	text.Rules.NoticeDoctorMonths, text.Rules.ReplyMonths = law.Cell[int]{}, law.Cell[int]{}
	x.c.Text = &text
	for end, want := range map[string]civil.Date{"": {}, "2026-03-15": on("2026-03-15"), "2031-01-01": on("2030-01-09")} {
		c, said, refusal := x.c.GiveNotice(notice(contract.DoctorParty, "2026-03-15", end))
		if wants(t, refusal, ""); c.Notices[0].End != want || !strings.Contains(said.Explanation.EN, "does not know") {
			t.Errorf("wanted %q: end %s, %q, want %s and that the law does not know", end, c.Notices[0].End, said.Explanation.EN, want)
		}
	}
	_, _, refusal := x.c.GiveNotice(notice(contract.DoctorParty, "2026-03-15", "2026-03-14"))
	wants(t, refusal, contract.NoticeTooShort, "2026-03-15")

	x.notice(contract.FundParty, "2026-03-15")
	if n := x.c.Notices[0]; !n.ReplyBy.IsZero() {
		t.Errorf("reply by %s, want no day", n.ReplyBy)
	}
	c, late, refusal := x.c.RecordReply(on("2029-01-01"))
	if wants(t, refusal, ""); late {
		t.Error("a reply is late although nobody knows until when")
	}
	x.take(c, nil)
	_, refusal = x.conclude(contract.TerminatedByFund, "2026-03-31", "2026-03-15")
	wants(t, refusal, "")
}
