package contract_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// remeasured adds a measure of the registered patients to the record.
func (x *life) remeasured(day string, patients int, replaced bool) {
	x.c.Measures = append(x.c.Measures, contract.Measured{
		Number: len(x.c.Measures) + 1, On: on(day), Replaced: replaced, Counts: []law.Count{{Indicator: law.RegisteredPatients, Patients: patients}},
	})
}

func TestWhatTheLawMakesOfAChangeOutside(t *testing.T) {
	noticed := func(x *life) { x.notice(contract.FundParty, "2026-01-15") }
	below := func(x *life) { x.remeasured("2026-03-01", 999, false) }
	for name, tc := range map[string]struct {
		change contract.OutsideChange
		event  func(*life)
		method string
		cell   string
		says   string
	}{
		"a new zone":                            {contract.ZoneChanged, nil, "", "calendar.two_clocks", "those of the signature on 2025-01-10"},
		"a new specialty":                       {contract.SpecialtyChangedOutside, nil, "EndContract", "objectives.newly_installed_again", "reason SPECIALTY_CHANGED"},
		"a move":                                {contract.MovedOutside, nil, "EndContract", "objectives.newly_installed_again", "reason MOVED"},
		"a new sector":                          {contract.SectorChanged, nil, "", "criteria.sector.rule", "conditions of the signature"},
		"no more practice":                      {contract.StopsPractising, nil, "EndContract", "", "reason STOPPED_PRACTISING"},
		"a lower activity that nobody measured": {contract.ActivityFell, nil, "RecordMeasure", "objectives.re_evaluated", "never re-evaluated"},
		"a lower activity, measured below the start":         {contract.ActivityFell, below, "GiveNotice", "objectives.re_evaluated", "999) is below the start, 1000"},
		"a lower activity, measured at the start":            {contract.ActivityFell, func(x *life) { x.remeasured("2026-03-01", 1000, false) }, "RecordMeasure", "objectives.re_evaluated", ""},
		"a lower activity, measured below before the change": {contract.ActivityFell, func(x *life) { x.remeasured("2026-01-31", 999, false) }, "RecordMeasure", "objectives.re_evaluated", ""},
		"a lower activity, measured on the day":              {contract.ActivityFell, func(x *life) { x.remeasured("2026-02-01", 999, false) }, "GiveNotice", "objectives.re_evaluated", ""},
		"a lower activity, measured higher since":            {contract.ActivityFell, func(x *life) { below(x); x.remeasured("2026-04-01", 1001, false) }, "RecordMeasure", "objectives.re_evaluated", ""},
		"a lower activity, by a measure that was replaced":   {contract.ActivityFell, func(x *life) { x.remeasured("2026-03-01", 999, true) }, "RecordMeasure", "objectives.re_evaluated", ""},
		"a lower activity while a notice is open":            {contract.ActivityFell, func(x *life) { below(x); noticed(x) }, "", "objectives.re_evaluated", "a notice is open already"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, signed := range []string{"2025-01-10", "2023-06-01", "2022-03-01"} { // one of each text
				x := active(t, signed)
				if tc.event != nil {
					tc.event(x)
				}
				state := x.c.State
				c, made, refusal := x.c.ReportChange(tc.change, on("2026-02-01"))
				wants(t, refusal, "")
				says := strings.ReplaceAll(tc.says, "2025-01-10", signed)
				if made.Method != tc.method || made.Cite.Cell != tc.cell || made.Cite.Certainty == law.Unknown && tc.cell != "" || !strings.Contains(made.Explanation.EN, says) || made.Explanation.FR == "" {
					t.Errorf("%+v, want %s by %s, saying %q", made, tc.method, tc.cell, says)
				}
				if word := apiWord.FindString(made.Explanation.FR); word != "" {
					t.Errorf("the officer reads %q, a word of the API: %s", word, made.Explanation.FR)
				}
				if c.State != state || len(c.Proposals) != 1 || c.Option != x.c.Option || c.Term != x.c.Term || fmt.Sprint(c.Goals) != fmt.Sprint(x.c.Goals) {
					t.Error("the report changed the contract")
				}
			}
		})
	}
}

// apiWord is a method, a value or a field of the API. ZIP and its like are the law's.
var apiWord = regexp.MustCompile(`[A-Z][a-z]+[A-Z][a-z]+|[A-Z]+_[A-Z]+|[a-z]+_[a-z]+|\b[A-Z]{4,}\b|succeeds`)

func TestAChangeLiesInTheContract(t *testing.T) {
	x := active(t, "2025-01-10")
	for day, reason := range map[string]contract.Reason{
		"2025-01-09": contract.OutsideContract, "2025-01-10": "", "2030-01-09": "", "2030-01-10": contract.OutsideContract,
	} {
		_, _, refusal := x.c.ReportChange(contract.ZoneChanged, on(day))
		wants(t, refusal, reason, day)
	}
	x.suspend("2025-06-01", contract.AssistantLeft)
	_, _, refusal := x.c.ReportChange(contract.ZoneChanged, on("2031-01-01")) // the term is hidden
	wants(t, refusal, "")
}

func TestAProposalIsDecidedOnce(t *testing.T) {
	x := active(t, "2025-01-10")
	_, refusal := x.c.DecideProposal(1, on("2026-02-05"))
	wants(t, refusal, contract.ProposalUnknown, "none is on record")
	for _, change := range []contract.OutsideChange{contract.ZoneChanged, contract.MovedOutside} {
		c, _, refusal := x.c.ReportChange(change, on("2026-02-01"))
		x.take(c, refusal)
	}
	for _, number := range []int{0, 3} {
		_, refusal = x.c.DecideProposal(number, on("2026-02-05"))
		wants(t, refusal, contract.ProposalUnknown, "want 1 to 2")
	}
	before := x.c
	x.take(x.c.DecideProposal(2, on("2026-02-05")))
	if !before.Proposals[1].Decided.IsZero() || !x.c.Proposals[0].Decided.IsZero() || x.c.Proposals[1].Decided != on("2026-02-05") {
		t.Errorf("from %+v to %+v, want only the second decided", before.Proposals, x.c.Proposals)
	}
	_, refusal = x.c.DecideProposal(2, on("2026-02-06"))
	wants(t, refusal, contract.ProposalDecided, "2026-02-05")
	x.take(x.c.Finish(x.l, on("2026-03-01"), contract.Moved))
	x.take(x.c.DecideProposal(1, on("2026-03-02"))) // after the end too
}
