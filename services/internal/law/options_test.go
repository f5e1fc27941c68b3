package law_test

import (
	"fmt"
	"slices"
	"testing"

	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

func TestEachTextOpensItsOptions(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		text  string
		wants map[law.Option]string
	}{
		{avenant7, map[law.Option]string{law.Third: "EVERYWHERE", law.Half: "EVERYWHERE", law.Full: "IN_ZONES", law.OneAndHalf: "NO_SUCH_OPTION", law.Two: "NO_SUCH_OPTION"}},
		{reglementArbitral, map[law.Option]string{law.Third: "NO_NEW_CONTRACT", law.Half: "EVERYWHERE", law.Full: "EVERYWHERE", law.OneAndHalf: "NO_SUCH_OPTION", law.Two: "NO_SUCH_OPTION"}},
		{convention2024, map[law.Option]string{law.Third: "NO_NEW_CONTRACT", law.Half: "EVERYWHERE", law.Full: "EVERYWHERE", law.OneAndHalf: "SECOND_ASSISTANT", law.Two: "SECOND_ASSISTANT"}},
	} {
		text := textOf(t, l, c.text)
		for _, o := range law.Options() {
			rule := text.Option(o)
			open, ok := rule.Open.Value()
			if !ok || open != c.wants[o] {
				t.Errorf("%s opens %s: %s, wanted %s", c.text, o, open, c.wants[o])
			}
			zones, known := rule.Zones.Value()
			if known != (open == "IN_ZONES") || known && !slices.Equal(zones, []law.Zone{law.ZIP}) {
				t.Errorf("%s opens %s in the zones %v", c.text, o, zones)
			}
		}
		if got := text.Option(9).Open; got.Known() || got.Cite().Cell != "" {
			t.Errorf("%s has a rule on an option that is none: %+v", c.text, got)
		}
	}
}

func TestOnlyTheConventionKnowsASecondAssistant(t *testing.T) {
	l := embedded(t)
	if textOf(t, l, avenant7).SecondAssistant != nil || textOf(t, l, reglementArbitral).SecondAssistant != nil {
		t.Error("an older text knows a second assistant")
	}
	s := textOf(t, l, convention2024).SecondAssistant
	held, _ := s.HeldOption.Value()
	year, _ := s.HeldContractYear.Value()
	reached, _ := s.HeldObjectivesReached.Value()
	zones, _ := s.Zones.Value()
	groups, _ := s.Groups.Value()
	if got := fmt.Sprintf("%s %d %v %v %v", held, year, reached, zones, groups); got != "FULL 3 true [ZIP] [GP]" {
		t.Errorf("the second assistant asks for %s", got)
	}
}

func TestTheWorkingTimeOfAnOptionIsItsShareOfThirtyFiveHours(t *testing.T) {
	l := embedded(t)
	text := textOf(t, l, convention2024)
	for o, want := range map[law.Option]int{law.Third: 700, law.Half: 1050, law.Full: 2100, law.OneAndHalf: 3150, law.Two: 4200} {
		minutes, cite := l.OptionMinutes(text, o)
		if minutes != want || cite.Cell != "options.full_time_minutes" || cite.Certainty != law.Derived {
			t.Errorf("%s is %d minutes a week by %s, wanted %d", o, minutes, cite.Cell, want)
		}
	}
	if got := law.OneAndHalf.Share(); got != (money.Ratio{Num: 3, Den: 2}) {
		t.Errorf("1.5 ETP is a share of %v", got)
	}
	if got := law.Option(9).Share(); got.Num != 0 {
		t.Errorf("an option that is none is a share of %v", got)
	}
}

func TestTheLargestOptionReachedApplies(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		text    string
		minutes int
		want    law.Option // 0: none
	}{
		{convention2024, 0, 0},
		{convention2024, 699, 0},
		{convention2024, 700, law.Third},
		{convention2024, 1049, law.Third},
		{convention2024, 1050, law.Half},
		{convention2024, 2099, law.Half},
		{convention2024, 2100, law.Full},
		{convention2024, 3150, law.OneAndHalf},
		{convention2024, 4200, law.Two},
		{avenant7, 4200, law.Full},
		{reglementArbitral, 3150, law.Full},
	} {
		got, ok, cite := l.OptionReached(textOf(t, l, c.text), c.minutes)
		if got != c.want || ok != (c.want != 0) || cite.Cell != "options.below_working_time" {
			t.Errorf("%s, %d minutes: %s, %v by %s, wanted %s", c.text, c.minutes, got, ok, cite.Cell, c.want)
		}
	}
}
