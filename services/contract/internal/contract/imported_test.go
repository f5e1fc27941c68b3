package contract_test

import (
	"fmt"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// registered is an ordinary contract of a fund's register: 1 ETP of a GP, five years to
// 2030-01-09.
func registered() contract.Entry {
	return contract.Entry{
		Signed: on("2025-01-10"), Option: law.Full, Band: law.P70ToP90, Specialty: "01", Zone: law.ZIP,
		Goals: []law.Goal{
			{Indicator: law.RegisteredPatients, Start: 1300, ToGain: 260},
			{Indicator: law.ActiveFile, Start: 1700, ToGain: 170},
		},
	}
}

// said is what the rules say against an entry: each reason with its column.
func said(flaws []contract.Flaw) string {
	all := make([]string, len(flaws))
	for i, f := range flaws {
		all[i] = fmt.Sprintf("%s(%s)", f.Reason, f.Column)
	}
	return strings.Join(all, " ")
}

// change changes an entry.
type change func(*contract.Entry)

func signed(day string) change { return func(e *contract.Entry) { e.Signed = on(day) } }

func option(o law.Option) change { return func(e *contract.Entry) { e.Option = o } }

func zone(z law.Zone) change { return func(e *contract.Entry) { e.Zone = z } }

func unstated(e *contract.Entry) { e.Band = 0 }

func text(id string) change { return func(e *contract.Entry) { e.TextID = id } }

func starting(n int) change {
	return func(e *contract.Entry) { e.Goals[0].Start = n }
}

func only(i int) change {
	return func(e *contract.Entry) { e.Goals = e.Goals[i : i+1] }
}

func cardiologist(e *contract.Entry) { e.Specialty = "03" }

func without(e *contract.Entry) { e.Goals = nil }

// paused adds a suspension; one without a first day back runs.
func paused(from, until string) change {
	return func(e *contract.Entry) {
		s := contract.Suspension{From: on(from), Reason: contract.AssistantAbsent}
		if until != "" {
			s.Until = on(until)
		}
		e.Suspensions = append(e.Suspensions, s)
	}
}

func endedOn(day string, why contract.EndReason) change {
	return func(e *contract.Entry) { e.End, e.EndReason = on(day), why }
}

func countedAs(day string) change {
	return func(e *contract.Entry) {
		e.Measured, e.Counts = on(day), []law.Count{{Indicator: law.ActiveFile, Patients: 1800}}
	}
}

func assisted(start string, minutes int) change {
	return func(e *contract.Entry) {
		e.Assistant = contract.Assistant{Ref: "a-1", Start: on(start), Weekly: minutes, WorkContract: minutes}
	}
}

func TestAnEntryOfARegisterIsAContractOrEveryReasonWhyNot(t *testing.T) {
	l := theLaw(t)
	const calm = contract.Moved
	for _, c := range []struct {
		name    string
		changes []change
		want    string
	}{
		{"an ordinary contract", nil, ""},
		{"the day before the first text", []change{signed("2019-08-31")}, "NO_TEXT_IN_FORCE(signature_date)"},
		{"its first day", []change{signed("2019-09-01")}, ""},
		{"the text in force is named", []change{text("convention-2024")}, ""},
		{"the last day of the text that is named", []change{signed("2024-06-21"), text("reglement-arbitral")}, ""},
		{"the first day of the next one", []change{signed("2024-06-22"), text("reglement-arbitral")}, "TEXT_DIFFERS(text_id)"},
		{"1/3 ETP under avenant 7", []change{signed("2023-04-30"), option(law.Third)}, ""},
		{"1/3 ETP a day later", []change{signed("2023-05-01"), option(law.Third)}, "OPTION_CLOSED(option)"},
		{"a second assistant", []change{option(law.OneAndHalf)}, "OPTION_CLOSED(option)"},
		{"1 ETP under avenant 7 outside its zones", []change{signed("2023-04-30"), zone(law.ZAC)}, "OPTION_CLOSED(zone)"},
		{"1 ETP under avenant 7 without a zone", []change{signed("2023-04-30"), zone(law.ZoneUnknown)}, "OPTION_CLOSED(zone)"},
		{"1 ETP anywhere a day later", []change{signed("2023-05-01"), zone(law.ZoneUnknown)}, ""},
		{"no band where it changes the amounts", []change{unstated}, "BAND_UNSETTLED(band)"},
		{"no band below P50, which leaves one", []change{unstated, starting(1044)}, ""},
		{"no band at P50", []change{unstated, starting(1045)}, "BAND_UNSETTLED(band)"},
		{"no band and no level to read it on", []change{unstated, only(1)}, "BAND_UNSETTLED(band)"},
		{"one objective where one is enough", []change{only(1)}, ""},
		{"one objective where both are wanted", []change{signed("2023-04-30"), only(0)}, "OBJECTIVE_MISSING(active_file_to_gain)"},
		{"no objective", []change{without}, "OBJECTIVE_MISSING(registered_to_gain)"},
		{"no objective where both are wanted", []change{signed("2023-04-30"), without}, "OBJECTIVE_MISSING(registered_to_gain) OBJECTIVE_MISSING(active_file_to_gain)"},
		{"an indicator of another specialty", []change{cardiologist}, "INDICATOR_NOT_USED(registered_to_gain)"},
		{"the indicator of that specialty", []change{cardiologist, only(1)}, ""},
		{"a suspension from the first day", []change{paused("2025-01-10", "2025-03-10")}, ""},
		{"a suspension from the day before", []change{paused("2025-01-09", "2025-03-10")}, "OUTSIDE_CONTRACT(suspensions)"},
		{"a suspension from the term", []change{paused("2030-01-09", "2030-03-10")}, ""},
		{"a suspension from the day after the term", []change{paused("2030-01-10", "2030-03-10")}, "OUTSIDE_CONTRACT(suspensions)"},
		{"a suspension from the term that another one moved", []change{paused("2025-03-01", "2025-03-11"), paused("2030-01-19", "")}, ""},
		{"a suspension of no day", []change{paused("2025-03-01", "2025-03-01")}, "NOT_AFTER_SUSPENSION(suspensions)"},
		{"a suspension on the first day back", []change{paused("2025-03-01", "2025-04-01"), paused("2025-04-01", "")}, ""},
		{"a suspension on the day before", []change{paused("2025-03-01", "2025-04-01"), paused("2025-03-31", "")}, "SUSPENSIONS_OVERLAP(suspensions)"},
		{"suspensions out of order", []change{paused("2025-03-01", "2025-04-01"), paused("2025-02-01", "2025-02-02")}, "SUSPENSIONS_OVERLAP(suspensions)"},
		{"a suspension after one that runs", []change{paused("2025-03-01", ""), paused("2025-04-01", "2025-05-01")}, "SUSPENSION_OPEN(suspensions)"},
		{"an end while a suspension runs", []change{paused("2025-03-01", ""), endedOn("2025-06-01", calm)}, "SUSPENSION_OPEN(suspensions)"},
		{"an end on the last day of a suspension", []change{paused("2025-03-01", "2025-06-02"), endedOn("2025-06-01", calm)}, ""},
		{"an end a day before it", []change{paused("2025-03-01", "2025-06-02"), endedOn("2025-05-31", calm)}, "OUTSIDE_CONTRACT(suspensions)"},
		{"an end on the first day", []change{endedOn("2025-01-10", calm)}, ""},
		{"an end before it", []change{endedOn("2025-01-09", calm)}, "OUTSIDE_CONTRACT(end_date)"},
		{"an end on the term", []change{endedOn("2030-01-09", calm)}, ""},
		{"an end after it", []change{endedOn("2030-01-10", calm)}, "OUTSIDE_CONTRACT(end_date)"},
		{"expired at the term", []change{endedOn("2030-01-09", contract.Expired)}, ""},
		{"expired a day before", []change{endedOn("2030-01-08", contract.Expired)}, "NOT_THE_TERM(end_date)"},
		{"renewed a day after", []change{endedOn("2030-01-10", contract.Renewed)}, "NOT_THE_TERM(end_date)"},
		{"expired at a term that a suspension over an anniversary moved", []change{paused("2025-12-01", "2026-02-01"), endedOn("2030-03-12", contract.Expired)}, ""},
		{"expired, signed on 29 February", []change{signed("2020-02-29"), endedOn("2025-02-27", contract.Expired)}, ""},
		{"expired a day later, signed on 29 February", []change{signed("2020-02-29"), endedOn("2025-02-28", contract.Expired)}, "NOT_THE_TERM(end_date)"},
		{"measured on the first day", []change{countedAs("2025-01-10")}, ""},
		{"measured before it", []change{countedAs("2025-01-09")}, "OUTSIDE_CONTRACT(measured_on_date)"},
		{"measured on the day after the term", []change{countedAs("2030-01-10")}, ""},
		{"measured two days after it", []change{countedAs("2030-01-11")}, "OUTSIDE_CONTRACT(measured_on_date)"},
		{"measured on the last day in force", []change{endedOn("2027-03-31", calm), countedAs("2027-03-31")}, ""},
		{"measured after it", []change{endedOn("2027-03-31", calm), countedAs("2027-04-01")}, "OUTSIDE_CONTRACT(measured_on_date)"},
		{"measured in a suspension", []change{paused("2025-03-01", "2025-04-01"), countedAs("2025-03-31")}, "MEASURE_IN_SUSPENSION(measured_on_date)"},
		{"measured on the first day back", []change{paused("2025-03-01", "2025-04-01"), countedAs("2025-04-01")}, ""},
		{"an assistant of 1/3 ETP", []change{assisted("2025-01-10", 700)}, ""},
		{"an assistant of less", []change{assisted("2025-01-10", 699)}, "WORKING_TIME_TOO_SHORT(assistant_weekly_minutes)"},
		{"hired before the contract", []change{assisted("2020-01-01", 2100)}, ""},
		{"hired after the term", []change{assisted("2030-01-10", 2100)}, "OUTSIDE_CONTRACT(assistant_start_date)"},
		{"hired after the end", []change{endedOn("2027-03-31", calm), assisted("2027-04-01", 2100)}, "OUTSIDE_CONTRACT(assistant_start_date)"},
		{"a term outside the calendar", []change{signed("2195-01-02")}, "OUTSIDE_CALENDAR(signature_date)"},
		{"everything at once", []change{signed("2023-04-30"), zone(law.ZAC), only(0), countedAs("2023-04-29"), assisted("2023-05-01", 10)},
			"OPTION_CLOSED(zone) OBJECTIVE_MISSING(active_file_to_gain) WORKING_TIME_TOO_SHORT(assistant_weekly_minutes) OUTSIDE_CONTRACT(measured_on_date)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := registered()
			for _, change := range c.changes {
				change(&e)
			}
			in, flaws := contract.Import(l, e)
			if got := said(flaws); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if (c.want == "") != (in.Text != nil) {
				t.Errorf("a contract comes with every entry that has no flaw, and with no other")
			}
		})
	}
}

func TestAnImportedContractStandsWhereItsEntrySays(t *testing.T) {
	l := theLaw(t)
	for _, c := range []struct {
		name        string
		change      change
		state       contract.State
		term        string
		thirdStarts string
	}{
		{"without more", func(*contract.Entry) {}, contract.Active, "2030-01-09", "2027-01-10"},
		{"suspended over an anniversary", paused("2025-12-11", "2026-02-11"), contract.Active, "2030-03-12", "2027-03-13"},
		{"suspended over the day of the new amounts", func(e *contract.Entry) {
			e.Signed = on("2022-06-22")
			paused("2024-06-20", "2024-06-30")(e)
		}, contract.Active, "2027-07-01", "2024-07-02"},
		{"still suspended", paused("2025-12-11", ""), contract.Suspended, "", ""},
		{"ended", endedOn("2027-03-31", contract.Moved), contract.Ended, "2030-01-09", "2027-01-10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := registered()
			c.change(&e)
			in, flaws := contract.Import(l, e)
			if len(flaws) > 0 {
				t.Fatal(said(flaws))
			}
			day := func(d civil.Date) string {
				if d.IsZero() {
					return ""
				}
				return d.String()
			}
			if in.State != c.state || day(in.Term) != c.term || day(in.Years[2].Start) != c.thirdStarts || len(in.Signatures) != 2 {
				t.Errorf("%s, term %s, third year from %s; want %s, %s, %s", in.State, day(in.Term), day(in.Years[2].Start), c.state, c.term, c.thirdStarts)
			}
		})
	}
}

func TestTheLawsObjectiveStandsBesideTheSignedOne(t *testing.T) {
	l := theLaw(t)
	for _, c := range []struct {
		name   string
		gain   int
		lawful int
		known  bool
		reason bool
		signed string
		band   law.Band
	}{
		{"the law's own number", 350, 350, true, false, "2023-04-30", law.P30ToP50},
		{"another number", 300, 350, true, true, "2023-04-30", law.P30ToP50},
		{"a number where the law's is not known", 300, 0, false, false, "2025-01-10", law.P30ToP50},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := registered()
			e.Signed, e.Band, e.Goals[0] = on(c.signed), c.band, law.Goal{Indicator: law.RegisteredPatients, Start: 1000, ToGain: c.gain}
			in, flaws := contract.Import(l, e)
			if len(flaws) > 0 {
				t.Fatal(said(flaws))
			}
			o := in.Objectives[0]
			if !o.Declared || o.ToGain != c.gain || o.Target != 1000+c.gain || o.LawKnown != c.known || c.known && o.LawToGain != c.lawful || (o.Reason != "") != c.reason {
				t.Errorf("%+v", o)
			}
			if in.Certainty < law.Operator {
				t.Errorf("%s is surer than the fund that says so", in.Certainty)
			}
		})
	}
}

func TestSharesOfAnAssistantNeverExceedTheWorkContractOnAnyDay(t *testing.T) {
	share := func(id, from, until string, weekly int) contract.Share {
		s := contract.Share{ContractID: id, From: on(from), Weekly: weekly, WorkContract: 2100, Employer: contract.DoctorEmploys}
		if until != "" {
			s.To = on(until)
		}
		return s
	}
	own := share("", "2025-01-10", "", 1050)
	group := share("b", "2025-01-10", "", 500)
	group.Employer = contract.GroupEmploys
	earlier := share("b", "2020-01-10", "2025-01-09", 500)
	earlier.WorkContract = 1000
	for _, c := range []struct {
		name   string
		others []contract.Share
		want   string
	}{
		{"alone", nil, ""},
		{"two halves", []contract.Share{share("b", "2025-01-10", "", 1050)}, ""},
		{"a minute more", []contract.Share{share("b", "2025-01-10", "", 1051)}, "SHARES_EXCEED_WORKING_TIME(assistant_weekly_minutes)"},
		{"a minute more until the day before", []contract.Share{share("b", "2020-01-10", "2025-01-09", 1051)}, ""},
		{"a minute more on one day", []contract.Share{share("b", "2020-01-10", "2025-01-10", 1051)}, "SHARES_EXCEED_WORKING_TIME(assistant_weekly_minutes)"},
		{"two others, one after the other", []contract.Share{share("b", "2025-02-01", "2025-02-28", 1050), share("c", "2025-03-01", "", 1050)}, ""},
		{"two others, a day together", []contract.Share{share("b", "2025-02-01", "2025-03-01", 1050), share("c", "2025-03-01", "", 1050)}, "SHARES_EXCEED_WORKING_TIME(assistant_weekly_minutes)"},
		{"another employer", []contract.Share{group}, "WORK_CONTRACT_DIFFERS(work_contract_weekly_minutes)"},
		{"another working time before", []contract.Share{earlier}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := said(contract.SharedFlaw(own, contract.Shared("a-1", own, c.others))); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestADoctorNeverHasTwoContractsInForceOnOneDay(t *testing.T) {
	span := func(from, until string) contract.Span {
		s := contract.Span{ContractID: id, From: on(from)}
		if until != "" {
			s.Until = on(until)
		}
		return s
	}
	for _, c := range []struct {
		name       string
		own, other contract.Span
		want       string
	}{
		{"two that live", span("2025-01-10", ""), span("2020-01-10", ""), "ANOTHER_LIVE_CONTRACT(rpps)"},
		{"one that ended the day before", span("2025-01-10", ""), span("2020-01-10", "2025-01-09"), ""},
		{"one that ended that day", span("2025-01-10", ""), span("2020-01-10", "2025-01-10"), "OVERLAPS_EARLIER_CONTRACT(signature_date)"},
		{"an earlier one beside one that lives", span("2020-01-10", "2025-01-09"), span("2025-01-10", ""), ""},
		{"an earlier one that ended too late", span("2020-01-10", "2025-01-10"), span("2025-01-10", ""), "OVERLAPS_EARLIER_CONTRACT(signature_date)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := said(contract.Beside(c.own, []contract.Span{c.other})); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// onImports refuses entries of a register.
func (a *album) onImports(l *law.Law) {
	for _, changes := range [][]change{
		{signed("2019-08-31")}, {text("avenant-7")}, {signed("2023-05-01"), option(law.Third)}, {option(law.Two)},
		{signed("2023-04-30"), option(law.Two)}, {signed("2023-04-30"), zone(law.ZAC)}, {signed("2023-04-30"), zone(law.ZoneUnknown)},
		{unstated}, {signed("2023-04-30"), only(0)}, {without}, {cardiologist},
		{paused("2025-03-01", ""), paused("2025-04-01", "")}, {paused("2025-03-01", ""), endedOn("2025-06-01", contract.Moved)},
		{paused("2025-03-01", "2025-06-03"), endedOn("2025-06-01", contract.Moved)},
		{endedOn("2027-03-31", contract.Moved), assisted("2027-04-01", 2100)},
	} {
		e := registered()
		for _, change := range changes {
			change(&e)
		}
		_, flaws := contract.Import(l, e)
		for _, f := range flaws {
			a.add(f.Refusal)
		}
	}
	own := contract.Share{From: on("2025-01-10"), Weekly: 1050, WorkContract: 2100, Employer: contract.DoctorEmploys}
	other := own
	other.ContractID, other.Weekly = id, 1400
	a.add(contract.Shared("a-1", own, []contract.Share{other}))
	other.WorkContract = 1400
	a.add(contract.Shared("a-1", own, []contract.Share{other}))
	for _, until := range []civil.Date{{}, on("2025-02-01")} {
		for _, f := range contract.Beside(contract.Span{From: on("2025-01-10")}, []contract.Span{{ContractID: id, From: on("2020-01-10"), Until: until}}) {
			a.add(f.Refusal)
		}
	}
}

func TestTheRefusalsOfImportsReadLikeThis(t *testing.T) {
	a := &album{seen: map[contract.Reason]bool{}}
	a.onImports(theLaw(t))
	for _, r := range []contract.Reason{
		contract.NoTextInForce, contract.TextDiffers, contract.OptionClosed, contract.BandUnsettled, contract.IndicatorNotUsed,
		contract.ObjectiveMissing, contract.SuspensionOpen, contract.OutsideContract, contract.SharesExceedWorkingTime,
		contract.WorkContractDiffers, contract.AnotherLiveContract, contract.OverlapsEarlierContract,
	} {
		if !a.seen[r] {
			t.Errorf("no sentence was read for %s", r)
		}
	}
	golden(t, "imports.golden.txt", a.lines.String())
}
