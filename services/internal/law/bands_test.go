package law_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

func TestThePercentilesAreThoseOfTheLawAndNoOthers(t *testing.T) {
	l := embedded(t)
	const mt, fa = law.RegisteredPatients, law.ActiveFile
	for _, c := range []struct {
		text  string
		group law.Group
		ind   law.Indicator
		want  string // P30 P50 P70 P90 P95, each with its certainty; ? for unknown
	}{
		{avenant7, law.GP, mt, "640 OFFICIAL_SUMMARY, ?, 1107 DERIVED, 1503 SECONDARY, 1721 SECONDARY"},
		{avenant7, law.GP, fa, "?, ?, ?, ?, ?"},
		{reglementArbitral, law.GP, mt, "775 OFFICIAL_SUMMARY, 1045 SECONDARY, ?, ?, ?"},
		{reglementArbitral, law.GP, fa, "?, 1514 SECONDARY, ?, ?, ?"},
		{convention2024, law.GP, mt, "775 OFFICIAL_SUMMARY, 1045 SECONDARY, ?, ?, ?"},
		{convention2024, law.GP, fa, "?, 1514 SECONDARY, ?, ?, ?"},
		{avenant7, "05", fa, "?, ?, ?, ?, ?"},
		{avenant7, "12", mt, "?, ?, ?, ?, ?"},
		{convention2024, law.MEP, fa, "?, ?, ?, ?, ?"},
	} {
		var got []string
		for _, p := range law.Percentiles() {
			cell := l.Percentile(textOf(t, l, c.text), c.group, c.ind, p)
			if n, ok := cell.Value(); ok {
				got = append(got, fmt.Sprint(n, " ", cell.Cite().Certainty))
			} else if cell.Cite().Certainty == law.Unknown {
				got = append(got, "?")
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s, %s, %s: %s, wanted %s", c.text, c.group, c.ind, s, c.want)
		}
	}
}

func TestAnUnknownPercentileNamesTheGroupItIsAskedFor(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, convention2024)
	for group, want := range map[law.Group]string{
		"05":    "groupe : spécialité 05 Dermatologie et vénérologie",
		"99":    "groupe : spécialité 99",
		law.MEP: "groupe : médecins à expertise particulière (MEP)",
	} {
		cite := l.Percentile(text, group, law.ActiveFile, law.P30).Cite()
		if cite.Note.FR != want || cite.Cell != "percentiles.2021-12-31.others.active_file.p30" || cite.TextID != "reference" {
			t.Errorf("the percentile of %s is cited as %+v", group, cite)
		}
		if cite.SettledBy.FR == "" {
			t.Errorf("nobody is named who knows the percentile of %s", group)
		}
	}
	if c := l.Percentile(text, law.GP, 0, law.P30); c.Known() {
		t.Errorf("no indicator has the percentile %+v", c)
	}
	if c := l.Percentile(text, law.GP, law.ActiveFile, 9); c.Known() {
		t.Errorf("no percentile is %+v", c)
	}
}

func TestTheKnownPercentilesLeaveTheseBandsPossible(t *testing.T) {
	l := embedded(t)
	const mt, fa = law.RegisteredPatients, law.ActiveFile
	for _, c := range []struct {
		text  string
		group law.Group
		ind   law.Indicator
		start int
		bands string
		used  string // the percentiles, of the cells used
	}{
		{convention2024, law.GP, mt, 0, "BELOW_P30", "p30"},
		{convention2024, law.GP, mt, 774, "BELOW_P30", "p30"},
		{convention2024, law.GP, mt, 775, "P30_P50", "p30 p50"},
		{convention2024, law.GP, mt, 1044, "P30_P50", "p30 p50"},
		{convention2024, law.GP, mt, 1045, "P50_P70 P70_P90 P90_P95 P95_AND_ABOVE", "p50 p70 p90 p95"},
		{convention2024, law.GP, mt, 1300, "P50_P70 P70_P90 P90_P95 P95_AND_ABOVE", "p50 p70 p90 p95"},
		{convention2024, law.GP, fa, 1513, "BELOW_P30 P30_P50", "p30 p50"},
		{convention2024, law.GP, fa, 1514, "P50_P70 P70_P90 P90_P95 P95_AND_ABOVE", "p50 p70 p90 p95"},
		{avenant7, law.GP, mt, 639, "BELOW_P30", "p30"},
		{avenant7, law.GP, mt, 640, "P30_P50 P50_P70", "p30 p50 p70"},
		{avenant7, law.GP, mt, 1106, "P30_P50 P50_P70", "p30 p50 p70"},
		{avenant7, law.GP, mt, 1107, "P70_P90", "p70 p90"},
		{avenant7, law.GP, mt, 1502, "P70_P90", "p70 p90"},
		{avenant7, law.GP, mt, 1503, "P90_P95", "p90 p95"},
		{avenant7, law.GP, mt, 1720, "P90_P95", "p90 p95"},
		{avenant7, law.GP, mt, 1721, "P95_AND_ABOVE", "p95"},
		{avenant7, law.GP, mt, 2059, "P95_AND_ABOVE", "p95"},
		{avenant7, "05", fa, 3000, "BELOW_P30 P30_P50 P50_P70 P70_P90 P90_P95 P95_AND_ABOVE", "p30 p50 p70 p90 p95"},
	} {
		bands, used := l.PossibleBands(textOf(t, l, c.text), c.group, c.ind, c.start)
		var names, cells []string
		for _, b := range bands {
			names = append(names, b.String())
		}
		for _, cite := range used {
			cells = append(cells, cite.Cell[strings.LastIndex(cite.Cell, ".")+1:])
		}
		if got := strings.Join(names, " "); got != c.bands {
			t.Errorf("%s, %s, %d patients: %s, wanted %s", c.text, c.ind, c.start, got, c.bands)
		}
		if got := strings.Join(cells, " "); got != c.used+" distribution" {
			t.Errorf("%s, %s, %d patients rests on %s, wanted %s", c.text, c.ind, c.start, got, c.used)
		}
	}
}

func TestASettledBandRestsOnNoUnknownCell(t *testing.T) {
	l := embedded(t)
	for _, text := range l.Texts() {
		for start := range 2500 {
			bands, used := l.PossibleBands(text, law.GP, law.RegisteredPatients, start)
			unsettled := slices.ContainsFunc(used, func(c law.Citation) bool { return c.Certainty == law.Unknown })
			if unsettled != (len(bands) > 1) {
				t.Fatalf("%s, %d patients: %v rests on %v", text.ID, start, bands, paths(used))
			}
		}
	}
}
