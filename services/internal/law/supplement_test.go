package law_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"assistmed/services/internal/law"
)

// supplemented is the law with the fictitious supplements of the tests.
func supplemented(t testing.TB) *law.Law {
	t.Helper()
	l, err := law.Open(os.DirFS("testdata/supplements"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestASupplementFillsWhatNobodyCouldFind(t *testing.T) {
	l := supplemented(t)
	c24 := textOf(t, l, convention2024)
	objective := l.Objective(c24, law.ObjectiveQuery{Option: law.Half, Group: law.GP, Indicator: mt, Band: law.P30ToP50, Start: law.Start{Count: 1000, Known: true}})
	if !objective.Known || objective.ToGain != 333 || objective.Cite.Certainty != law.Operator {
		t.Errorf("the objective is %+v", objective)
	}
	want := law.Citation{
		TextID: convention2024, Cell: "rates.all_options.p30_p50", Value: "33.3 %", Certainty: law.Operator, Source: "FICT-ANNEX",
		Note: law.Phrase{FR: "chiffre fictif", EN: "a fictitious figure"}, SupplementFile: "fictitious-texts.yaml",
	}
	if objective.Cite != want {
		t.Errorf("the rate is cited as %+v", objective.Cite)
	}
	if got := shows(l.Ceiling(law.Two, 1, law.P30ToP50, day("2025-01-01"))); got != "77777" {
		t.Errorf("the amount of 2 ETP is %s", got)
	}
	if got := said(textOf(t, l, avenant7).Criteria.Specialty.Departments("04")); got != "[2A 48] OPERATOR FICT-ANNEX" {
		t.Errorf("the departments of surgery are %s", got)
	}
	if got := said(textOf(t, l, avenant7).Criteria.Specialty.Departments("10")); !strings.HasPrefix(got, "UNKNOWN") {
		t.Errorf("the departments of neurosurgery are %s", got)
	}
	bands, _ := l.PossibleBands(c24, law.GP, mt, 1300)
	if len(bands) != 1 || bands[0] != law.P90ToP95 {
		t.Errorf("1 300 patients are in %v", bands)
	}
}

func TestASupplementGivesOneSpecialtyItsPercentilesAndLeavesTheOthersUnknown(t *testing.T) {
	l := supplemented(t)
	c24 := textOf(t, l, convention2024)
	for _, c := range []struct {
		group law.Group
		ind   law.Indicator
		p     law.Percentile
		want  string
	}{
		{"03", fa, law.P30, "101 OPERATOR percentiles.2021-12-31.03.active_file.p30"},
		{"03", fa, law.P70, "UNKNOWN UNKNOWN percentiles.2021-12-31.03.active_file.p70"},
		{"05", fa, law.P30, "UNKNOWN UNKNOWN percentiles.2021-12-31.others.active_file.p30"},
		{law.MEP, fa, law.P30, "99 OPERATOR percentiles.2021-12-31.mep.active_file.p30"},
		{law.GP, mt, law.P90, "1222 OPERATOR percentiles.2021-12-31.gp.registered_patients.p90"},
	} {
		cite := l.Percentile(c24, c.group, c.ind, c.p).Cite()
		if got := fmt.Sprintf("%s %s %s", cite.Value, cite.Certainty, cite.Cell); got != c.want {
			t.Errorf("%s of %s is %s, wanted %s", c.p, c.group, got, c.want)
		}
	}
	cells, _ := l.Cells("reference")
	all := paths(cells)
	if shared, own := slices.Index(all, "percentiles.2021-12-31.others.active_file.p95"), slices.Index(all, "percentiles.2021-12-31.03.registered_patients.p30"); own != shared+1 {
		t.Errorf("the row of a specialty is listed at %d, wanted it after the row of all others, which ends at %d", own, shared)
	}
}

func TestTheStatusListsTheSupplements(t *testing.T) {
	l := supplemented(t)
	status := l.Status()
	if len(status.Supplements) != 2 || status.Supplements[0].Name != "fictitious-percentiles.yaml" || status.Supplements[1].SuppliedBy != "Direction fictive des tests" {
		t.Fatalf("the supplements are %+v", status.Supplements)
	}
	if got := len(status.Supplements[0].Cells) + len(status.Supplements[1].Cells); got != 9 || status.Counts[law.Operator] != 9 {
		t.Errorf("the supplements have %d cells, the law %d of the operator, wanted 9", got, status.Counts[law.Operator])
	}
	if got := paths(status.Supplements[1].Cells); !slices.Equal(got, []string{"rates.all_options.p30_p50", "amounts.two.year_1.below_p95", "criteria.specialty.list_b_departments.04"}) {
		t.Errorf("the cells of the second are %v", got)
	}
	if len(status.Supplements[0].SHA256) != 64 {
		t.Errorf("its SHA-256 is %q", status.Supplements[0].SHA256)
	}
	if l.Digest() == embedded(t).Digest() || l.Edition() == embedded(t).Edition() {
		t.Error("the supplements leave the digest or the edition as it was")
	}
}

func TestABadSupplementIsRefusedByFileLineAndCell(t *testing.T) {
	const header = "supplied_by: us\nsources:\n  S:\n    title: a title\n"
	c24 := func(cell string) string { return header + "cells:\n  convention-2024:\n    " + cell + "\n" }
	reference := func(cells ...string) string {
		return header + "cells:\n  reference:\n    " + strings.Join(cells, "\n    ") + "\n"
	}
	for name, c := range map[string]struct{ text, want string }{
		"a known cell": {c24("criteria.clinical_fees.share: {value: 70 %, source: S}"),
			"7: cells.convention-2024.criteria.clinical_fees.share: seen a value for a cell that is known (80 %, OFFICIAL_SUMMARY), wanted a cell that is UNKNOWN"},
		"a reading of ours": {c24("options.full_time_minutes: {value: 2000, source: S}"),
			"7: cells.convention-2024.options.full_time_minutes: seen a value for a cell that is known (2100, DERIVED)"},
		"no such thing": {c24("amounts.third.year_1.below_p95: {value: 1 EUR, source: S}"),
			"seen a value for a cell that is known (NONE, OFFICIAL_SUMMARY)"},
		"a typo in a path": {c24("rates.all_options.p30_p55: {value: 10 %, source: S}"),
			"7: cells.convention-2024.rates.all_options.p30_p55: seen a cell that the law does not have, wanted the path of an UNKNOWN cell, as GetText gives it"},
		"a group for a cell": {c24("rates.all_options: {value: 10 %, source: S}"), "seen a cell that the law does not have"},
		"a text that is none": {header + "cells:\n  convention-2025:\n    a: {value: 1, source: S}\n",
			`7: cells.convention-2025: seen the text "convention-2025", wanted one of avenant-7, convention-2024, reglement-arbitral, aide-collective-2026, reference`},
		"an unknown key in a cell": {c24("rates.all_options.p30_p50: {value: 10 %, source: S, certainty: OFFICIAL_TEXT}"),
			"7: cells.convention-2024.rates.all_options.p30_p50.certainty: seen a key that the law does not know here"},
		"an unknown key in the header": {"by: us\n" + header + "cells: {}\n", "1: by: seen a key that the law does not know here"},
		"a value of another kind": {c24("rates.all_options.p30_p50: {value: 10, source: S}"),
			`7: cells.convention-2024.rates.all_options.p30_p50: seen "10", wanted a percentage such as 7.5 %`},
		"a value for what has no form": {header + "cells:\n  aide-collective-2026:\n    calendar.instalments: {value: ONE, source: S}\n",
			`7: cells.aide-collective-2026.calendar.instalments: seen "ONE", wanted UNKNOWN (the form of this calendar of payments is not known)`},
		"an unknown value": {c24("rates.all_options.p30_p50: {value: UNKNOWN, source: S}"), `seen "UNKNOWN", wanted a percentage`},
		"no value":         {c24("rates.all_options.p30_p50: {source: S}"), "rates.all_options.p30_p50.value: seen nothing"},
		"a bare value":     {c24("rates.all_options.p30_p50: 10 %"), `7: cells.convention-2024.rates.all_options.p30_p50: seen "10 %", wanted a mapping`},
		"no source":        {c24("rates.all_options.p30_p50: {value: 10 %}"), "7: cells.convention-2024.rates.all_options.p30_p50.source: seen nothing"},
		"a source of the law": {c24("rates.all_options.p30_p50: {value: 10 %, source: AM-24a}"),
			`seen the source "AM-24a", wanted keys of the sources of the supplement, each once`},
		"a key of the law's sources": {"supplied_by: us\nsources:\n  DJ:\n    title: a title\ncells: {}\n",
			"4: sources.DJ: seen a key of reference/sources.yaml, wanted a key of its own"},
		"nobody supplied it": {strings.TrimPrefix(header, "supplied_by: us\n") + "cells: {}\n", "supplied_by: seen nothing"},
		"no cells":           {header, "cells: seen nothing"},
		"no YAML":            {"cells: [\n", "the file: seen"},
		"the cell twice": {c24("rates.all_options.p30_p50: {value: 10 %, source: S}\n    rates.all_options.p30_p50: {value: 10 %, source: S}"),
			"8: cells.convention-2024.rates.all_options.p30_p50: seen the key twice"},
		"percentiles out of order with a known one": {reference("percentiles.2021-12-31.gp.registered_patients.p70: {value: 1045, source: S}"),
			"7: cells.reference.percentiles.2021-12-31.gp.registered_patients.p70: seen 1045, wanted more than the 1045 of P50"},
		"a percentile above a known one": {reference("percentiles.2021-12-31.gp.active_file.p30: {value: 2000, source: S}"),
			"7: cells.reference.percentiles.2021-12-31.gp.active_file.p30: seen 2000, wanted less than the 1514 of P50"},
		"percentiles of a specialty out of order": {reference("percentiles.2021-12-31.03.active_file.p30: {value: 20, source: S}", "percentiles.2021-12-31.03.active_file.p50: {value: 10, source: S}"),
			"8: cells.reference.percentiles.2021-12-31.03.active_file.p50: seen 10, wanted more than the 20 of P30"},
		"percentiles of general practitioners by code": {reference("percentiles.2021-12-31.01.active_file.p30: {value: 20, source: S}"), "seen a cell that the law does not have"},
		"percentiles of a code that is none":           {reference("percentiles.2021-12-31.19.active_file.p30: {value: 20, source: S}"), "seen a cell that the law does not have"},
		"rates that rise": {c24("rates.all_options.p30_p50: {value: 5 %, source: S}\n    rates.all_options.p70_p90: {value: 7 %, source: S}"),
			"8: cells.convention-2024.rates.all_options.p70_p90: seen 7 %, wanted at most the 5 % of P30_P50"},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := law.Open(fstest.MapFS{"ours.yaml": {Data: []byte(c.text)}})
			if err == nil || l != nil {
				t.Fatal("the supplement was accepted")
			}
			for line := range strings.Lines(err.Error()) {
				if strings.HasPrefix(line, "supplements/ours.yaml:") && strings.Contains(line, c.want) {
					return
				}
			}
			t.Errorf("wanted a line of supplements/ours.yaml with %q, but the error is\n%v", c.want, err)
		})
	}
}

func TestACellIsFilledByOneSupplementOnly(t *testing.T) {
	const text = "supplied_by: us\nsources: {S: {title: t}}\ncells: {convention-2024: {rates.all_options.p30_p50: {value: 10 %, source: S}}}\n"
	_, err := law.Open(fstest.MapFS{"b.yaml": {Data: []byte(text)}, "a.yaml": {Data: []byte(text)}})
	if err == nil || !strings.Contains(err.Error(), "supplements/b.yaml:3: cells.convention-2024.rates.all_options.p30_p50: seen a cell that supplements/a.yaml fills, wanted each cell in one file") {
		t.Errorf("the error is %v", err)
	}
}

func TestAFolderOfSupplementsMayBeEmptyButNotMissing(t *testing.T) {
	l, err := law.Open(fstest.MapFS{"README": {Data: []byte("nothing yet")}})
	if err != nil || l.Edition() != embedded(t).Edition() {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := law.Open(os.DirFS("testdata/nowhere")); err == nil {
		t.Error("a folder that is not there was accepted")
	}
	if _, err := law.Open(fstest.MapFS{"ours.yml": {}}); err == nil || !strings.Contains(err.Error(), "supplements/ours.yml") {
		t.Errorf("a file that would not be read: %v", err)
	}
	if l, err := law.Open(nil); err != nil || l.Edition() != embedded(t).Edition() {
		t.Errorf("no folder: %v", err)
	}
}

func FuzzLoadASupplementOfAnyBytes(f *testing.F) {
	for _, name := range []string{"fictitious-percentiles.yaml", "fictitious-texts.yaml"} {
		data, err := os.ReadFile("testdata/supplements/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, seed := range []string{
		"", "cells: [\n", "supplied_by: [a]\nsources: 3\ncells: {reference: {a: b, ? [c]: d}}\n",
		"supplied_by: a\nsources: {S: {title: t}}\ncells: {reference: {percentiles.2021-12-31.03: {value: 1, source: S}, percentiles.avenant-7.mep.: []}}\n",
		"supplied_by: a\nsources: {S: {title: t}}\ncells: {convention-2024: {'': {value: 1, source: S}, rates.all_options.p30_p50: {value: [1], source: 'S,S'}}}\n",
	} {
		f.Add([]byte(seed))
	}
	all := embedded(f).Files()
	f.Fuzz(func(t *testing.T, data []byte) {
		with := maps.Clone(all)
		with["supplements/fuzzed.yaml"] = data
		l, err := law.FromFiles(with)
		if (l == nil) == (err == nil) {
			t.Fatalf("a law: %v, and the error %v", l != nil, err)
		}
		if l != nil && len(l.Status().Supplements) != 1 {
			t.Fatal("the supplement was read and is not listed")
		}
	})
}
