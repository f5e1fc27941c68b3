package law_test

import (
	"slices"
	"testing"

	"assistmed/services/internal/law"
)

func TestTwoTextsAreComparedCellByCell(t *testing.T) {
	l := embedded(t)
	a7, ra := textOf(t, l, avenant7), textOf(t, l, reglementArbitral)
	there, back := law.CompareTexts(a7, ra), law.CompareTexts(ra, a7)
	change := func(all []law.Compared, cell string) law.Change {
		for _, c := range all {
			if c.Cell == cell {
				return c.Change
			}
		}
		return 0
	}
	for cell, want := range map[string]law.Change{
		"objectives.form":                     law.OtherValue,
		"objectives.rounding":                 law.Same,
		"criteria.group_practice.doctors":     law.OnlyInFirst,
		"criteria.specialty.excluded":         law.OnlyInOther,
		"calendar.year_1.instalment_1.share":  law.OtherValue,
		"criteria.specialty.no_such_cell_now": 0,
	} {
		if got := change(there, cell); got != want {
			t.Errorf("%s: %d, wanted %d", cell, got, want)
		}
	}
	mirrored := map[law.Change]law.Change{law.Same: law.Same, law.OtherValue: law.OtherValue, law.OnlyInFirst: law.OnlyInOther, law.OnlyInOther: law.OnlyInFirst}
	for _, c := range there {
		if got := change(back, c.Cell); got != mirrored[c.Change] {
			t.Errorf("%s is %d one way and %d the other", c.Cell, c.Change, got)
		}
	}
	inOrder := make([]string, 0, len(there))
	for _, c := range there {
		if c.Change != law.OnlyInOther {
			inOrder = append(inOrder, c.Cell)
		}
	}
	if !slices.Equal(inOrder, paths(a7.Cells())) {
		t.Error("the cells of the first text are not all there, in its order")
	}
	for _, c := range law.CompareTexts(a7, a7) {
		if c.Change != law.Same {
			t.Errorf("%s of a text differs from itself", c.Cell)
		}
	}
}

func TestTwoLawsDifferInTheCellsThatWereChangedAndNoOther(t *testing.T) {
	then := embedded(t)
	files := then.Files()
	for _, c := range []struct{ file, old, becomes string }{
		{c24File, "p90_p95: {value: 26000 EUR,", "p90_p95: {value: 26001 EUR,"},
		{a7File, "p90_p95: {value: 6 %, certainty: SECONDARY, source: EG-1}", "p90_p95: {value: 6 %, certainty: SECONDARY, source: DJ}"},
		{spFile, "  \"85\": {value: Allergologie, certainty: SECONDARY, source: IR_SPE_V}", "  \"86\": {value: Allergologie, certainty: SECONDARY, source: IR_SPE_V}"},
		{a7File, `, "84", "85"]`, `, "84"]`},
		{c24File, "signatures since 22 June 2024", "signatures from 22 June 2024"},
	} {
		data := string(files[c.file])
		files[c.file] = []byte(replaceOnce(t, data, c.old, c.becomes))
	}
	now, err := law.FromFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]law.Change{
		"amounts.full.year_3_and_after.p90_p95": law.OtherValue,
		"rates.half.p90_p95":                    law.OtherWords,
		"criteria.specialty.list_a":             law.OtherValue,
		"specialties.85":                        law.OnlyInFirst,
		"specialties.86":                        law.OnlyInOther,
	}
	got := law.Diff(then, now)
	for _, c := range got {
		if want[c.Cell] != c.Change {
			t.Errorf("%s: %d, wanted %d", c.Cell, c.Change, want[c.Cell])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d cells differ, wanted %d", len(got), len(want))
	}
	if same := law.Diff(now, now); len(same) > 0 {
		t.Errorf("a law differs from itself: %v", same)
	}
}
