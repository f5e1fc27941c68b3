package collective_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/eligibility/internal/collective"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// perhaps draws a fact that may be unknown.
func perhaps[T any](t *rapid.T, name string, values ...T) eligibility.Fact[T] {
	if i := rapid.IntRange(-1, len(values)-1).Draw(t, name); i >= 0 {
		return eligibility.Known(values[i])
	}
	return eligibility.Fact[T]{}
}

var (
	established = civil.MustParse("2010-01-04")
	fresh       = civil.MustParse("2026-09-01")
)

// drawnMember draws a doctor of whom anything may be unknown.
func drawnMember(t *rapid.T) collective.Member {
	return collective.Member{
		SpecialtyCode:      rapid.SampledFrom([]string{"01", "01", "01", "22", "12"}).Draw(t, "specialty"),
		ParticularPractice: rapid.IntRange(0, 9).Draw(t, "MEP") == 0,
		Sector:             perhaps(t, "sector", eligibility.Sector1, eligibility.Sector1, eligibility.Sector2, eligibility.OutsideAgreement),
		TariffOption:       perhaps(t, "option", eligibility.OPTAM, eligibility.OPTAM, eligibility.NoTariffOption),
		Registered:         perhaps(t, "registered", 0, 500, 774, 775, 776, 1000, 2500),
		ActiveFile:         perhaps(t, "active file", 0, 1500),
		Installed:          perhaps(t, "installed", established, established, fresh),
		HostsJuniorDoctor:  rapid.Bool().Draw(t, "hosts"),
		HoldsContract:      perhaps(t, "holds", false, false, false, true),
	}
}

func drawn(t *rapid.T) collective.Application {
	a := collective.Application{
		Signed:    civil.MustParse("2026-02-01").AddDays(rapid.IntRange(0, 400).Draw(t, "days")),
		Structure: perhaps(t, "structure", collective.SCP, collective.SCM, collective.SISA, collective.SEL, collective.OtherStructure),
		ETP:       perhaps(t, "ETP", 1, 500, 1000, 2500, 9000),
	}
	a.Signed = civil.Later(a.Signed, fresh)
	for range rapid.IntRange(1, 6).Draw(t, "members") {
		a.Members = append(a.Members, drawnMember(t))
	}
	return a
}

// more adds patients to one member who has been counted.
func more(t *rapid.T, a collective.Application) collective.Application {
	at := rapid.IntRange(0, len(a.Members)-1).Draw(t, "whose")
	n, _ := a.Members[at].Registered.Get()
	return with(a, registered(at+1, n+rapid.IntRange(0, 2000).Draw(t, "more")))
}

func TestMoreMembersNeverLowerTheCeiling(t *testing.T) {
	l := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := drawn(t)
		b := with(a, func(b *collective.Application) { b.Members = append(b.Members, drawnMember(t)) })
		if before, after := collective.Assess(l, a).MostETP, collective.Assess(l, b).MostETP; after <= before {
			t.Errorf("%d thousandths, and %d with a member more", before, after)
		}
	})
}

func TestMorePatientsNeverMakeAnEligibleGroupIneligible(t *testing.T) {
	laws := readings(t)
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(laws).Draw(t, "law")
		a := drawn(t)
		if before := collective.Assess(l, a); before.Verdict == eligibility.Eligible {
			if after := collective.Assess(l, more(t, a)); after.Verdict != eligibility.Eligible {
				t.Errorf("with more patients: %s", after.Verdict)
			}
		}
	})
}

// readings are the law as it is, and with each way in which the newly installed may
// count; one doctor alone is a group in these.
func readings(t testing.TB) []*law.Law {
	laws := []*law.Law{embedded(t)}
	for _, way := range law.NewlyCounts() {
		laws = append(laws, settled(t, map[string]string{"newly_installed": way.String(), "alone": "A_GROUP"}))
	}
	return laws
}

// answer answers the facts that are asked for what settles the verdict, with any value.
func answer(t *rapid.T, a collective.Application, questions []collective.Question) collective.Application {
	a = with(a)
	for _, q := range questions {
		if !q.SettlesVerdict || q.Field == "" {
			continue
		}
		if q.Field == "structure_kind" {
			a.Structure = eligibility.Known(rapid.SampledFrom([]collective.Structure{collective.SCP, collective.SEL}).Draw(t, q.Field))
			continue
		}
		place := int(q.Field[len("members[")] - '0')
		m := &a.Members[place]
		switch _, field, _ := strings.Cut(q.Field, "]."); field {
		case "sector":
			m.Sector = eligibility.Known(rapid.SampledFrom([]eligibility.Sector{eligibility.Sector1, eligibility.Sector2}).Draw(t, q.Field))
		case "tariff_option":
			m.TariffOption = eligibility.Known(rapid.SampledFrom([]eligibility.TariffOption{eligibility.OPTAM, eligibility.NoTariffOption}).Draw(t, q.Field))
		case "registered_patients":
			m.Registered = eligibility.Known(rapid.SampledFrom([]int{0, 600, 774, 775, 5000}).Draw(t, q.Field))
		case "installed_date":
			m.Installed = eligibility.Known(rapid.SampledFrom([]civil.Date{established, fresh}).Draw(t, q.Field))
		case "holds_individual_contract":
			m.HoldsContract = eligibility.Known(rapid.Bool().Draw(t, q.Field))
		default:
			t.Fatalf("asked for %q", q.Field)
		}
	}
	return a
}

func TestTheQuestionsThatSettleTheVerdictSettleItWhateverTheAnswersAre(t *testing.T) {
	laws := readings(t)
	rapid.Check(t, func(t *rapid.T) {
		a := drawn(t)
		before := collective.Assess(laws[0], a)
		if before.Verdict != eligibility.Undetermined {
			return
		}
		cells := slices.ContainsFunc(before.Questions, func(q collective.Question) bool { return q.SettlesVerdict && q.Field == "" })
		l := laws[0]
		if cells {
			l = rapid.SampledFrom(laws[1:]).Draw(t, "law")
		}
		if after := collective.Assess(l, answer(t, a, before.Questions)); after.Verdict == eligibility.Undetermined {
			t.Errorf("still undetermined, asked %q", asked(after, ""))
		}
	})
}

// Each question is needed: without it some answers to the others leave the verdict open.
func TestNoQuestionThatSettlesTheVerdictCanBeLeftOut(t *testing.T) {
	laws := readings(t)
	left := func(t *rapid.T, a collective.Application, questions []collective.Question, skip int) bool {
		others := slices.Delete(slices.Clone(questions), skip, skip+1)
		l := laws[0]
		if slices.ContainsFunc(others, func(q collective.Question) bool { return q.SettlesVerdict && q.Field == "" }) {
			l = rapid.SampledFrom(laws[1:]).Draw(t, "law")
		}
		return collective.Assess(l, answer(t, a, others)).Verdict == eligibility.Undetermined
	}
	for _, c := range []struct {
		name    string
		changes []change
	}{
		{"a date and its cell", []change{installedUnknown(1), registered(1, 700), registered(2, 775), registered(3, 849)}},
		{"two lists", []change{uncounted(1), uncounted(2), registered(3, 775)}},
		{"a list and a newly installed", []change{uncounted(2), installed(1, "2026-09-01"), registered(1, 700)}},
		{"a sector and a list", []change{noSector(2), uncounted(1), registered(2, 500), registered(3, 500)}},
		{"a small date beside a large one", []change{installedUnknown(1), installedUnknown(2), registered(1, 0), registered(2, 774), registered(3, 900)}},
		{"two dates of which each matters", []change{installedUnknown(1), installedUnknown(2), registered(1, 765), registered(2, 765), registered(3, 790)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := with(group("2027-03-01", 3), c.changes...)
			questions := collective.Assess(laws[0], a).Questions
			for skip, q := range questions {
				if !q.SettlesVerdict {
					continue
				}
				t.Run(q.Field+q.Missing.Cell, func(t *testing.T) {
					needed := false
					rapid.Check(t, func(t *rapid.T) { needed = left(t, a, questions, skip) || needed })
					if !needed {
						t.Error("the verdict is settled without it")
					}
				})
			}
		})
	}
}

func TestEverySentenceIsWholeInBothLanguages(t *testing.T) {
	laws := readings(t)
	rapid.Check(t, func(t *rapid.T) {
		s := collective.Assess(rapid.SampledFrom(laws).Draw(t, "law"), drawn(t))
		whole := func(what string, p law.Phrase) {
			if p.FR == "" || p.EN == "" {
				t.Errorf("%s is %+v", what, p)
			}
			for _, trace := range []string{"%!", "  ", "..", " .", "()", " :", " ;", " ?", "« ", " »"} {
				if strings.Contains(p.FR, trace) {
					t.Errorf("%s has %q: %s", what, trace, p.FR)
				}
			}
			for _, trace := range []string{"%!", "  ", "..", " .", "()"} {
				if strings.Contains(p.EN, trace) {
					t.Errorf("%s has %q: %s", what, trace, p.EN)
				}
			}
		}
		for _, c := range s.Criteria {
			whole(c.ID, c.Explanation)
			whole(c.ID+" wanted", c.Wanted)
			if (c.Outcome == notMet || c.Outcome == cannotTell) != (c.Remedy != law.Phrase{}) {
				t.Errorf("%s is %s with the remedy %q", c.ID, c.Outcome, c.Remedy.EN)
			}
			if c.Cite.Cell == "" {
				t.Errorf("%s cites nothing", c.ID)
			}
		}
		for _, o := range s.Objectives {
			whole(o.Indicator.String(), o.Explanation)
		}
		for _, q := range s.Questions {
			whole(q.Field+q.Missing.Cell, q.Text)
		}
	})
}
