package contract_test

import (
	"fmt"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
)

var workNames = map[contract.WorkKind]string{
	contract.WorkLate: "LATE", contract.WorkBlocked: "BLOCKED", contract.WorkToSign: "TO_SIGN",
	contract.WorkToAnswer: "TO_ANSWER", contract.WorkToDecide: "TO_DECIDE", contract.WorkReminder: "REMINDER",
}

// page is the officer's page of one contract on a day, a line for each item.
func (x *life) page(day string) string {
	var lines []string
	for _, i := range x.c.Work(x.l, on(day)) {
		lines = append(lines, fmt.Sprintf("%s %s %s %+d %s", workNames[i.Kind], i.Subject, i.Due, i.Late, i.Method))
	}
	return strings.Join(lines, "\n")
}

// staffed is a contract with an assistant from the first day, whose work contract and
// meetings of the first two years are no work any more.
func staffed(t *testing.T, a contract.Assistant) *life {
	x := active(t, "2025-01-10").employ(a)
	x.fulfil("WORK_CONTRACT_SENT:"+a.Ref, "2025-01-20")
	for n, day := range []string{"2025-07-01", "2026-01-05", "2026-07-01", "2027-01-04"} {
		x.fulfil(fmt.Sprintf("FOLLOW_UP_MEETING:%d", n+1), day)
	}
	return x.measured("2025-12-01", "2026-12-01")
}

// with puts what a test wants on the contract.
func (x *life) with(change func(*contract.Contract)) *life {
	change(&x.c)
	return x.oblige()
}

func noticed(n contract.Notice) func(*contract.Contract) {
	return func(c *contract.Contract) { c.State, c.Notices = contract.NoticeGiven, []contract.Notice{n} }
}

func (x *life) suspended(day string, why contract.SuspensionReason) *life {
	x.t.Helper()
	x.suspend(day, why)
	return x.oblige()
}

func away(from, until string) contract.Assistant {
	a := assistant("a", "2025-01-10", "")
	a.Absences = []contract.Absence{{From: on(from)}}
	if until != "" {
		a.Absences[0].Until = on(until)
	}
	return a
}

// asked is one page: a life, a day, and the lines wanted.
type asked struct {
	x    *life
	day  string
	want string
}

func readPages(t *testing.T, cases map[string]asked) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			if got := tc.x.page(tc.day); got != tc.want {
				t.Errorf("on %s\ngot\n%s\nwant\n%s", tc.day, got, tc.want)
			}
		})
	}
}

func present(t *testing.T) *life { return staffed(t, assistant("a", "2025-01-10", "")) }

func TestObligationsComeOnThePageWithTheirFirstReminderAndAreLateTheDayAfter(t *testing.T) {
	unsent := func() *life { return active(t, "2025-01-10").employ(assistant("a", "2025-01-10", "")) }
	left := present(t)
	left.c.Assistants[0].End = on("2027-01-15")
	left.c.Assistants = append(left.c.Assistants, assistant("b", "2027-01-16", ""))
	left.oblige().fulfil("WORK_CONTRACT_SENT:b", "2027-01-20")
	readPages(t, map[string]asked{
		"no reminder yet":         {unsent(), "2025-01-10", ""},
		"the first reminder":      {unsent(), "2025-01-11", "REMINDER obligation/WORK_CONTRACT_SENT:a 2025-02-10 -30 RecordEvidence"},
		"on the day":              {unsent(), "2025-02-10", "REMINDER obligation/WORK_CONTRACT_SENT:a 2025-02-10 +0 RecordEvidence"},
		"a day late":              {unsent(), "2025-02-11", "LATE obligation/WORK_CONTRACT_SENT:a 2025-02-10 +1 RecordEvidence"},
		"nothing to do":           {present(t), "2026-12-10", ""},
		"what is due in a month":  {present(t), "2026-12-11", "REMINDER obligation/QUALIFICATION:a 2027-01-10 -30 RecordTraining"},
		"the qualification":       {present(t), "2027-01-11", "LATE obligation/QUALIFICATION:a 2027-01-10 +1 RecordTraining"},
		"who left without it":     {left, "2027-02-01", "LATE obligation/QUALIFICATION:a 2027-01-10 +22 WaiveObligation"},
		"a meeting and a measure": {unsent().fulfil("WORK_CONTRACT_SENT:a", "2025-01-20"), "2025-12-20", "LATE obligation/FOLLOW_UP_MEETING:1 2025-07-10 +163 RecordEvidence\nREMINDER obligation/FOLLOW_UP_MEETING:2 2026-01-10 -21 RecordEvidence\nREMINDER obligation/MEASURE:1 2026-01-10 -21 RecordMeasure"},
		"the oldest of those late comes first": {unsent(), "2025-07-11",
			"LATE obligation/WORK_CONTRACT_SENT:a 2025-02-10 +151 RecordEvidence\nLATE obligation/FOLLOW_UP_MEETING:1 2025-07-10 +1 RecordEvidence"},
	})
}

func TestAContractThatCannotBePaidIsOnThePage(t *testing.T) {
	gone := staffed(t, assistant("a", "2025-01-10", "2026-03-31"))
	replaced := staffed(t, away("2026-01-15", "")).employ(assistant("b", "2026-02-01", "")).fulfil("WORK_CONTRACT_SENT:b", "2026-02-02")
	resumed := staffed(t, assistant("a", "2025-01-10", "2026-03-31"))
	resumed.suspend("2026-04-01", contract.AssistantLeft)
	resumed.resume("2026-05-01")
	back := staffed(t, away("2026-01-15", "2026-05-04"))
	readPages(t, map[string]asked{
		"nobody was hired":                     {active(t, "2025-01-10").oblige(), "2025-02-10", "BLOCKED assistant 2025-01-10 +31 HireAssistant"},
		"somebody is about to begin":           {active(t, "2025-01-10").employ(assistant("a", "2025-03-01", "")), "2025-02-10", ""},
		"before the signature nothing is said": {active(t, "2025-01-10").oblige(), "2025-01-09", ""},
		"the last day of work":                 {gone, "2026-03-31", ""},
		"the assistant has left":               {gone, "2026-04-01", "BLOCKED assistant 2026-04-01 +0 HireAssistant"},
		"left, suspended and resumed":          {resumed.oblige(), "2026-05-11", "BLOCKED assistant 2026-05-01 +10 HireAssistant"},
		"absent for three months":              {staffed(t, away("2026-01-15", "")), "2026-04-15", ""},
		"absent for longer":                    {staffed(t, away("2026-01-15", "")), "2026-04-16", "BLOCKED absence/a 2026-04-15 +1 SuspendContract"},
		"absent and replaced":                  {replaced, "2026-06-01", ""},
		"absent and back":                      {back, "2026-06-01", ""},
		"absent from the end of a month":       {staffed(t, away("2025-11-30", "")), "2026-03-01", "BLOCKED absence/a 2026-02-28 +1 SuspendContract"},
		"suspended":                            {staffed(t, away("2026-01-15", "")).suspended("2026-01-15", contract.AssistantAbsent), "2026-06-01", "BLOCKED suspension/2026-01-15 2026-01-15 +137 ResumeContract"},
		"suspended from a day to come":         {present(t).suspended("2026-06-10", contract.DoctorAbsent), "2026-06-01", ""},
		"suspended under notice": {present(t).with(noticed(contract.Notice{Party: contract.DoctorParty, Given: on("2026-03-01"), End: on("2026-12-31")})).suspended("2026-04-01", contract.DoctorAbsent),
			"2026-06-01", "BLOCKED suspension/2026-04-01 2026-04-01 +61 ResumeContract"},
	})
}

func TestTheSentenceOfASuspensionSaysWhoIsBack(t *testing.T) {
	x := staffed(t, away("2026-01-15", "")).suspended("2026-01-15", contract.AssistantAbsent)
	waits := x.c.Work(x.l, on("2026-06-01"))[0].Next
	x.c.Assistants[0].Absences[0].Until = on("2026-05-20")
	back := x.c.Work(x.l, on("2026-06-01"))[0].Next
	before := x.c.Work(x.l, on("2026-05-19"))[0].Next
	if strings.Contains(waits.FR, "travaille") || !strings.Contains(back.FR, "«\u00a0a\u00a0» travaille") || strings.Contains(before.FR, "travaille") {
		t.Errorf("absent %q\nback   %q\nbefore %q", waits.FR, back.FR, before.FR)
	}
	y := staffed(t, assistant("a", "2025-01-10", "2026-03-31")).suspended("2026-04-01", contract.AssistantLeft)
	y.hire("2026-05-01")
	if next := y.c.Work(y.l, on("2026-06-01"))[0].Next; !strings.Contains(next.EN, "is at work: resume on") {
		t.Errorf("replaced: %q", next.EN)
	}
}

func TestAnOfferWaitsForItsSignaturesUntilItLapses(t *testing.T) {
	of := func(s contract.State) *life {
		x := offer(t, "2025-01-10")
		x.c.State, x.c.Lapses = s, on("2025-02-10")
		return x
	}
	readPages(t, map[string]asked{
		"nobody signed":         {of(contract.Offered), "2025-01-10", "TO_SIGN offer 2025-02-10 -31 SignContract"},
		"the last day":          {of(contract.SignedByFund), "2025-02-10", "TO_SIGN offer 2025-02-10 +0 SignContract"},
		"lapsed":                {of(contract.SignedByDoctor), "2025-02-11", "TO_SIGN offer 2025-02-10 +1 LapseOffer"},
		"closed":                {of(contract.Lapsed), "2025-02-11", ""},
		"withdrawn":             {of(contract.Withdrawn), "2025-01-11", ""},
		"an old one without it": {offer(t, "2025-01-10"), "2025-01-10", "TO_SIGN offer 2025-01-10 +0 SignContract"},
	})
	for state, want := range map[contract.State]string{
		contract.Offered: "les deux signatures manquent", contract.SignedByDoctor: "la signature de la caisse manque", contract.SignedByFund: "la signature du médecin manque",
	} {
		x := of(state)
		if got := x.c.Work(x.l, on("2025-01-20"))[0].Next.FR; !strings.Contains(got, want) || !strings.Contains(got, "encore 21\u00a0jours") {
			t.Errorf("%s: %q, want %q and the days left", state, got, want)
		}
	}
}

func TestANoticeWaitsForAReplyADecisionOrItsDay(t *testing.T) {
	fund := contract.Notice{Party: contract.FundParty, Given: on("2026-03-01"), ReplyBy: on("2026-04-01")}
	replied := fund
	replied.Replied = on("2026-03-20")
	doctor := contract.Notice{Party: contract.DoctorParty, Given: on("2026-03-01"), End: on("2026-05-01")}
	of := func(n contract.Notice) *life { return present(t).with(noticed(n)) }
	readPages(t, map[string]asked{
		"before it was given":          {of(fund), "2026-02-28", ""},
		"the reply is awaited":         {of(fund), "2026-03-10", "TO_ANSWER notice/1 2026-04-01 -22 RecordReply"},
		"on the last day for it":       {of(fund), "2026-04-01", "TO_ANSWER notice/1 2026-04-01 +0 RecordReply"},
		"the time is over":             {of(fund), "2026-04-02", "TO_ANSWER notice/1 2026-04-02 +0 EndContract"},
		"the reply has not come yet":   {of(replied), "2026-03-19", "TO_ANSWER notice/1 2026-04-01 -13 RecordReply"},
		"the reply has come":           {of(replied), "2026-03-20", "TO_ANSWER notice/1 2026-04-01 -12 EndContract"},
		"replied, and the time over":   {of(replied), "2026-04-11", "TO_ANSWER notice/1 2026-04-02 +9 EndContract"},
		"the doctor's day is to come":  {of(doctor), "2026-04-30", ""},
		"the doctor's day has come":    {of(doctor), "2026-05-01", "TO_ANSWER notice/1 2026-05-01 +0 EndContract"},
		"the doctor's day has gone by": {of(doctor), "2026-05-11", "TO_ANSWER notice/1 2026-05-01 +10 EndContract"},
		"a withdrawn one is over": {of(fund).with(func(c *contract.Contract) {
			c.State, c.Notices[0].Withdrawn = contract.Active, on("2026-03-05")
		}), "2026-03-10", ""},
	})
}

func TestAnAppealWaitsForItsOutcomeAlsoAfterTheEnd(t *testing.T) {
	x := present(t).ended("2026-12-31").with(func(c *contract.Contract) {
		c.Decisions = []contract.Decision{{Reason: contract.TerminatedByFund, Decided: on("2026-12-15"), End: on("2026-12-31"), Appeals: []contract.Appeal{
			{Filed: on("2027-01-05"), Outcome: contract.GivenUp, Decided: on("2027-01-10")}, {Filed: on("2027-01-20")},
		}}}
	})
	readPages(t, map[string]asked{
		"before it was filed": {x, "2027-01-19", ""},
		"pending":             {x, "2027-02-20", "TO_ANSWER decision/1/appeal/2 2027-01-20 +31 DecideAppeal"},
	})
}

func TestTheTermAndProposalsWaitForADecision(t *testing.T) {
	// The whole contract is measured and followed, so that the term alone is left.
	old := func() *life {
		x := present(t).measured("2027-12-01", "2028-12-01", "2030-01-09")
		for n := 5; n <= 9; n++ {
			x.fulfil(fmt.Sprintf("FOLLOW_UP_MEETING:%d", n), "2027-02-01")
		}
		x.c.Assistants[0] = trained(x.c.Assistants[0], "qualified 2026-01-01")
		return x.oblige()
	}
	stated := func(m contract.RenewalMode) *life {
		return old().with(func(c *contract.Contract) { c.Renewal = m })
	}
	proposed := present(t).with(func(c *contract.Contract) {
		c.Proposals = []contract.Proposal{{Change: contract.ZoneChanged, Changed: on("2026-01-01"), Decided: on("2026-01-05")}, {Change: contract.ActivityFell, Changed: on("2026-02-01")}}
	})
	readPages(t, map[string]asked{
		"more than six months before":     {old(), "2029-07-08", ""},
		"six months before":               {old(), "2029-07-09", "TO_DECIDE term 2030-01-09 -184 RenewContract"},
		"the renewal is stated":           {stated(contract.ObjectivesKept), "2029-12-31", ""},
		"on the term":                     {old(), "2030-01-09", "TO_DECIDE term 2030-01-09 +0 RenewContract"},
		"after the term":                  {old(), "2030-01-19", "TO_DECIDE term 2030-01-09 +10 RenewContract"},
		"not renewable, at the term":      {stated(contract.NotRenewable), "2030-01-10", "TO_DECIDE term 2030-01-09 +1 EndContract"},
		"renewed, and not signed yet":     {stated(contract.NewObjectives), "2030-01-10", "TO_DECIDE term 2030-01-09 +1 SignContract"},
		"an open proposal":                {proposed, "2026-03-01", "TO_DECIDE proposal/2 2026-02-01 +28 DecideProposal"},
		"a proposal that is to come":      {proposed, "2026-01-31", ""},
		"a suspension hides the term":     {old().suspended("2029-12-01", contract.DoctorAbsent), "2030-01-19", "BLOCKED suspension/2029-12-01 2029-12-01 +49 ResumeContract"},
		"notice given: it ends, no doubt": {old().with(noticed(contract.Notice{Party: contract.DoctorParty, Given: on("2029-12-01"), End: on("2030-02-01")})), "2030-01-19", "TO_DECIDE term 2030-01-09 +10 EndContract"},
	})
}

func TestOfAnEndedContractOnlyAMissingMeasureIsLeft(t *testing.T) {
	x := active(t, "2025-01-10").employ(assistant("a", "2025-01-10", "")).ended("2027-03-31")
	want := "LATE obligation/MEASURE:1 2026-01-10 +500 RecordMeasure\nLATE obligation/MEASURE:2 2027-01-10 +135 RecordMeasure\nLATE obligation/MEASURE:3 2027-03-31 +55 RecordMeasure"
	if got := x.page("2027-05-25"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWhereATextSaysNothingAnItemCitesNothingAndEveryOtherCitesItsCell(t *testing.T) {
	x := staffed(t, away("2026-01-15", ""))
	x.c.Proposals = []contract.Proposal{{Change: contract.ZoneChanged, Changed: on("2026-02-01")}}
	cited := map[string]string{}
	for _, i := range x.c.Work(x.l, on("2026-12-31")) {
		cited[i.Subject] = i.Cite.Cell
	}
	for subject, cell := range map[string]string{"absence/a": "calendar.suspension_after_months", "proposal/1": "", "obligation/QUALIFICATION:a": "assistant.qualified_years"} {
		if got, there := cited[subject]; !there || got != cell {
			t.Errorf("%s cites %q, want %q", subject, got, cell)
		}
	}
}

// The page of a year, as an officer reads it: one contract, its troubles and their end.
func TestTheYearOfAnOfficersPageReadsLikeThis(t *testing.T) {
	var b strings.Builder
	x := offer(t, "2025-01-10")
	x.c.Lapses = on("2025-02-10")
	read := func(day string) {
		fmt.Fprintf(&b, "%s\n", on(day).French())
		for _, i := range x.c.Work(x.l, on(day)) {
			fmt.Fprintf(&b, "  %s %s, %d, %s\n    %s\n    %s\n", workNames[i.Kind], i.Subject, i.Late, i.Method, i.Next.FR, i.Next.EN)
		}
		b.WriteString("\n")
	}
	read("2025-01-08")
	x.take(x.c.Sign(contract.DoctorParty, on("2025-01-10")))
	read("2025-01-10")
	x.take(x.c.Sign(contract.FundParty, on("2025-01-10")))
	x.oblige()
	read("2025-01-20")
	a := assistant("assistant-1", "2025-02-03", "")
	a.Promoted = true
	x.employ(a)
	read("2025-02-25")
	read("2025-03-15")
	x.fulfil("WORK_CONTRACT_SENT:assistant-1", "2025-03-17")
	read("2025-07-08")
	x.fulfil("FOLLOW_UP_MEETING:1", "2025-07-10")
	x.fulfil("SECRETARY_REPLACED:assistant-1", "2025-07-20")
	x.c.Assistants[0].Absences = []contract.Absence{{From: on("2025-08-01")}}
	read("2025-11-03")
	x.suspended("2025-08-01", contract.AssistantAbsent)
	read("2025-11-10")
	x.c.Assistants[0].Absences[0].Until = on("2025-12-01")
	read("2025-12-02")
	x.resume("2025-12-01")
	x.oblige()
	read("2026-05-10")
	x.measured("2026-05-12")
	x.fulfil("FOLLOW_UP_MEETING:2", "2026-05-12")
	x.with(noticed(contract.Notice{Party: contract.FundParty, Given: on("2026-05-20"), ReplyBy: on("2026-06-20")}))
	read("2026-05-21")
	x.c.Notices[0].Replied = on("2026-06-01")
	read("2026-06-02")
	read("2026-06-22")
	golden(t, "page.golden.txt", b.String())
}

func TestTheObligationsReadLikeThis(t *testing.T) {
	var b strings.Builder
	for _, signed := range []string{"2022-01-10", "2023-06-01", "2025-01-10"} {
		x := active(t, signed)
		a := assistant("assistant-1", signed, "")
		a.Promoted = true
		x.employ(a)
		x.c.Coordination = x.c.Signed.AddYears(2)
		x.oblige()
		fmt.Fprintf(&b, "%s\n", x.c.Text.ID)
		seen := map[contract.ObligationKind]bool{}
		for _, o := range x.c.Obligations {
			if seen[o.Kind] {
				continue
			}
			seen[o.Kind] = true
			fmt.Fprintf(&b, "  %s %s %s [%s %s]\n    %s\n    %s\n", o.ID(), o.State, o.Due, o.Cite.Cell, o.Cite.Value, o.Explanation.FR, o.Explanation.EN)
		}
		x.suspended(x.c.Signed.AddDays(40).String(), contract.DoctorAbsent)
		for _, o := range x.c.Obligations {
			if o.State == contract.StandingStill && (o.Subject == "1" || o.Subject == "2") {
				fmt.Fprintf(&b, "  %s %s\n    %s\n    %s\n", o.ID(), o.State, o.Explanation.FR, o.Explanation.EN)
			}
		}
	}
	golden(t, "obligations.golden.txt", b.String())
}
