package collective_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assistmed/services/eligibility/internal/collective"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
)

const (
	met         = eligibility.Met
	notMet      = eligibility.NotMet
	cannotTell  = eligibility.CannotTell
	notRequired = eligibility.NotRequired
)

func sector(place int, s eligibility.Sector) change {
	return member(place, func(m *collective.Member) { m.Sector = eligibility.Known(s) })
}

func noSector(place int) change {
	return member(place, func(m *collective.Member) { m.Sector = eligibility.Fact[eligibility.Sector]{} })
}

func option(place int, o eligibility.TariffOption) change {
	return member(place, func(m *collective.Member) { m.TariffOption = eligibility.Known(o) })
}

func specialty(place int, code string, mep bool) change {
	return member(place, func(m *collective.Member) { m.SpecialtyCode, m.ParticularPractice = code, mep })
}

func contract(place int, held eligibility.Fact[bool]) change {
	return member(place, func(m *collective.Member) { m.HoldsContract = held })
}

// answers are named groups of three members, but for signed, what one criterion answers.
var answers = []struct {
	name      string
	signed    string
	changes   []change
	criterion string
	want      eligibility.Outcome
	gap       string
	asked     []string
}{
	{"the day before it is in force", "2026-02-24", nil, "text_in_force", notMet, "1 day too early", nil},
	{"the first day", "2026-02-25", nil, "text_in_force", met, "", nil},
	{"an SCP", "", []change{structure(collective.SCP)}, "structure", met, "", nil},
	{"an SCM", "", []change{structure(collective.SCM)}, "structure", met, "", nil},
	{"a SISA", "", []change{structure(collective.SISA)}, "structure", met, "", nil},
	{"a SEL", "", []change{structure(collective.SEL)}, "structure", notMet, "", nil},
	{"another form", "", []change{structure(collective.OtherStructure)}, "structure", notMet, "", nil},
	{"a form that is not stated", "", []change{func(a *collective.Application) { a.Structure = eligibility.Fact[collective.Structure]{} }}, "structure", cannotTell, "", []string{"structure_kind"}},
	{"one member alone", "", []change{func(a *collective.Application) { a.Members = a.Members[:1] }}, "structure", cannotTell, "", []string{"members.alone"}},
	{"one member alone in a SEL", "", []change{structure(collective.SEL), func(a *collective.Application) { a.Members = a.Members[:1] }}, "structure", notMet, "", nil},
	{"each code of a general practitioner", "", []change{specialty(1, "22", false), specialty(2, "23", false)}, "members_specialty", met, "", nil},
	{"a paediatrician", "", []change{specialty(2, "12", false)}, "members_specialty", notMet, "", nil},
	{"a doctor with a particular practice", "", []change{specialty(3, "01", true)}, "members_specialty", notMet, "", nil},
	{"secteur 2 with OPTAM", "", []change{sector(1, eligibility.Sector2), option(1, eligibility.OPTAM)}, "members_sector", met, "", nil},
	{"secteur 2 with OPTAM-ACO", "", []change{sector(1, eligibility.Sector2), option(1, eligibility.OPTAMACO)}, "members_sector", notMet, "", nil},
	{"secteur 2 with OPTAM-CO", "", []change{sector(1, eligibility.Sector2), option(1, eligibility.OPTAMCO)}, "members_sector", notMet, "", nil},
	{"secteur 2 without tariff option", "", []change{sector(1, eligibility.Sector2), option(1, eligibility.NoTariffOption)}, "members_sector", notMet, "", nil},
	{"outside the agreement", "", []change{sector(1, eligibility.OutsideAgreement)}, "members_sector", notMet, "", nil},
	{"secteur 2 and no word of the option", "", []change{sector(2, eligibility.Sector2)}, "members_sector", cannotTell, "", []string{"members[1].tariff_option"}},
	{"a sector that is not stated", "", []change{noSector(2)}, "members_sector", cannotTell, "", []string{"members[1].sector", "members[1].tariff_option"}},
	{"a sector that is not stated, with OPTAM", "", []change{noSector(2), option(2, eligibility.OPTAM)}, "members_sector", cannotTell, "", []string{"members[1].sector"}},
	{"one unknown sector beside one that fails", "", []change{noSector(3), sector(1, eligibility.OutsideAgreement)}, "members_sector", notMet, "", nil},
	{"a mean of 774.67", "", []change{registered(1, 774), registered(2, 775), registered(3, 775)}, "minimum_activity", notMet, "1 patient missing", nil},
	{"a mean of exactly 775", "", []change{registered(1, 774), registered(2, 775), registered(3, 776)}, "minimum_activity", met, "", nil},
	{"a mean just above 775", "", []change{registered(1, 775), registered(2, 775), registered(3, 776)}, "minimum_activity", met, "", nil},
	{"one large list and no others", "", []change{registered(1, 0), registered(2, 0), registered(3, 2325)}, "minimum_activity", met, "", nil},
	{"one large list that is one short", "", []change{registered(1, 0), registered(2, 0), registered(3, 2324)}, "minimum_activity", notMet, "1 patient missing", nil},
	{"a list that was not counted", "", []change{uncounted(1), registered(2, 1162), registered(3, 1162)}, "minimum_activity", cannotTell, "", []string{"members[0].registered_patients"}},
	{"a list that was not counted and is not needed", "", []change{uncounted(1), registered(2, 1162), registered(3, 1163)}, "minimum_activity", met, "", nil},
	{"a newly installed who changes nothing", "", []change{installed(1, "2026-05-02"), registered(1, 700), registered(2, 775), registered(3, 850)}, "minimum_activity", met, "", nil},
	{"a newly installed who matters", "", []change{installed(1, "2026-05-02"), registered(1, 700), registered(2, 775), registered(3, 849)}, "minimum_activity", cannotTell, "", []string{"minimum_activity.newly_installed"}},
	{"the same one day after twelve months", "", []change{installed(1, "2026-05-01"), registered(1, 700), registered(2, 775), registered(3, 849)}, "minimum_activity", notMet, "1 patient missing", nil},
	{"a newly installed whom no reading helps", "", []change{installed(1, "2026-05-02"), registered(1, 100), registered(2, 600), registered(3, 600)}, "minimum_activity", notMet, "at least 80 patients missing", nil},
	{"a date that matters", "", []change{installedUnknown(1), registered(1, 700), registered(2, 775), registered(3, 849)}, "minimum_activity", cannotTell, "", []string{"members[0].installed_date", "minimum_activity.newly_installed"}},
	{"a date that does not matter", "", []change{installedUnknown(1), registered(1, 775)}, "minimum_activity", met, "", nil},
	{"a list that was not counted of a newly installed", "", []change{installed(1, "2026-05-02"), uncounted(1), registered(2, 775), registered(3, 775)}, "minimum_activity", cannotTell, "", []string{"members[0].registered_patients", "minimum_activity.newly_installed"}},
	{"only newly installed with short lists", "", []change{installed(1, "2026-05-02"), installed(2, "2026-05-02"), installed(3, "2026-05-02"), registered(1, 0), registered(2, 0), registered(3, 0)}, "minimum_activity", cannotTell, "", []string{"minimum_activity.newly_installed"}},
	{"the most ETP", "", nil, "etp_ceiling", met, "", nil},
	{"one ETP for each member", "", []change{asking(3000)}, "etp_ceiling", met, "", nil},
	{"a thousandth more", "", []change{asking(3001)}, "etp_ceiling", notMet, "0.001 ETP too many", nil},
	{"a thousandth less", "", []change{asking(2999)}, "etp_ceiling", met, "", nil},
	{"half an ETP more for a docteur junior", "", []change{asking(3500), hosting(2)}, "etp_ceiling", met, "", nil},
	{"half an ETP more on the day before", "2026-10-31", []change{asking(3500), hosting(2)}, "etp_ceiling", notMet, "0.5 ETP too many", nil},
	{"half an ETP more on the first day", "2026-11-01", []change{asking(3500), hosting(2)}, "etp_ceiling", met, "", nil},
	{"an individual contract that is not closed", "", []change{contract(1, eligibility.Known(true))}, "individual_contracts", notMet, "", nil},
	{"contracts of which nothing is stated", "", []change{contract(1, eligibility.Fact[bool]{}), contract(3, eligibility.Fact[bool]{})}, "individual_contracts", cannotTell, "", []string{"members[0].holds_individual_contract", "members[2].holds_individual_contract"}},
	{"no individual contract", "", nil, "individual_contracts", met, "", nil},
	{"no earlier aid", "", nil, "waiting_period", notRequired, "", nil},
	{"an aid that ended two years and a day before", "2029-05-02", []change{endedOn("2027-05-01")}, "waiting_period", met, "", nil},
	{"an aid that ended two years before", "2029-05-01", []change{endedOn("2027-05-01")}, "waiting_period", met, "", nil},
	{"an aid that ended a day less before", "2029-04-30", []change{endedOn("2027-05-01")}, "waiting_period", notMet, "1 day too early", nil},
}

func TestEachCriterionIsMetNotMetOrCannotBeTold(t *testing.T) {
	l := embedded(t)
	for _, c := range answers {
		t.Run(c.name, func(t *testing.T) {
			signed := c.signed
			if signed == "" {
				signed = "2027-05-01"
			}
			s := collective.Assess(l, with(group(signed, 3), c.changes...))
			got := criterion(t, s, c.criterion)
			if got.Outcome != c.want || got.Gap.EN != c.gap {
				t.Errorf("%s, gap %q; want %s, gap %q (%s)", got.Outcome, got.Gap.EN, c.want, c.gap, got.Explanation.EN)
			}
			if fields := asked(s, c.criterion); !slices.Equal(fields, c.asked) {
				t.Errorf("asked %q, want %q", fields, c.asked)
			}
			verdict := map[eligibility.Outcome]eligibility.Verdict{
				met: eligibility.Eligible, notRequired: eligibility.Eligible, notMet: eligibility.NotEligible, cannotTell: eligibility.Undetermined,
			}[c.want]
			if s.Verdict != verdict {
				t.Errorf("the verdict is %s, want %s", s.Verdict, verdict)
			}
			for _, q := range s.Questions {
				decides := s.Verdict == eligibility.Undetermined && slices.Contains(q.Settles, c.criterion)
				if q.SettlesVerdict != decides {
					t.Errorf("%s%s settles the verdict: %t, want %t", q.Field, q.Missing.Cell, q.SettlesVerdict, decides)
				}
			}
		})
	}
}

// The criteria of a group that fails in every way are all answered.
func TestEveryCriterionIsAnsweredAlsoAfterTheFirstFailure(t *testing.T) {
	a := with(group("2026-02-24", 3), structure(collective.SEL), specialty(1, "12", false), sector(1, eligibility.OutsideAgreement),
		registered(1, 0), registered(2, 0), asking(4000), contract(2, eligibility.Known(true)), endedOn("2026-01-01"))
	s := collective.Assess(embedded(t), a)
	ids := make([]string, 0, len(s.Criteria))
	for _, c := range s.Criteria {
		ids = append(ids, c.ID)
		if c.Outcome != notMet || c.Remedy.FR == "" || c.Remedy.EN == "" {
			t.Errorf("%s: %s, remedy %q; want NOT_MET with a remedy", c.ID, c.Outcome, c.Remedy)
		}
	}
	want := []string{"text_in_force", "structure", "members_specialty", "members_sector", "minimum_activity", "etp_ceiling", "individual_contracts", "waiting_period"}
	if !slices.Equal(ids, want) || s.Verdict != eligibility.NotEligible || s.TextID != "aide-collective-2026" {
		t.Errorf("%s: %q of %q, want %q", s.Verdict, ids, s.TextID, want)
	}
}

// What the law does not say of the newly installed and of one doctor alone is answered
// once somebody says it.
func TestACellThatSomebodyFillsSettlesWhatItLeftOpen(t *testing.T) {
	newly := with(group("2027-05-01", 3), installed(1, "2026-05-02"), registered(1, 100), registered(2, 775), registered(3, 775))
	low := with(group("2027-05-01", 3), installed(1, "2026-05-02"), registered(1, 100), registered(2, 600), registered(3, 700))
	alone := group("2027-05-01", 1)
	for _, c := range []struct {
		fill, value string
		a           collective.Application
		id          string
		want        eligibility.Outcome
	}{
		{"newly_installed", "COUNTED_AS_IS", newly, "minimum_activity", notMet},
		{"newly_installed", "LEFT_OUT", newly, "minimum_activity", met},
		{"newly_installed", "COUNTED_AT_LEVEL", newly, "minimum_activity", met},
		{"newly_installed", "COUNTED_AS_IS", low, "minimum_activity", notMet},
		{"newly_installed", "LEFT_OUT", low, "minimum_activity", notMet},
		{"newly_installed", "COUNTED_AT_LEVEL", low, "minimum_activity", met},
		{"alone", "A_GROUP", alone, "structure", met},
		{"alone", "NO_GROUP", alone, "structure", notMet},
	} {
		t.Run(c.fill+" "+c.value, func(t *testing.T) {
			s := collective.Assess(settled(t, map[string]string{c.fill: c.value}), c.a)
			got := criterion(t, s, c.id)
			if got.Outcome != c.want || len(asked(s, c.id)) > 0 {
				t.Errorf("%s, asked %q; want %s and nothing asked", got.Outcome, asked(s, c.id), c.want)
			}
			if !slices.ContainsFunc(got.Also, func(cite law.Citation) bool { return strings.HasSuffix(cite.Cell, "."+c.fill) }) {
				t.Errorf("the cell is not among those used: %v", got.Also)
			}
		})
	}
}

func TestTheCertaintyIsTheWeakestOfTheCellsUsed(t *testing.T) {
	l := embedded(t)
	for name, c := range map[string]struct {
		a    collective.Application
		want law.Certainty
	}{
		"established members":                      {group("2027-05-01", 3), law.Derived},
		"a newly installed whose level is to join": {with(group("2027-05-01", 3), installed(1, "2026-05-02")), law.Unknown},
	} {
		s := collective.Assess(l, c.a)
		if s.Certainty != c.want {
			t.Errorf("%s: %s, want %s", name, s.Certainty, c.want)
		}
		weakest, seen := law.Certainty(0), map[string]bool{}
		for _, cell := range s.Used {
			weakest = max(weakest, cell.Certainty)
			if key := cell.TextID + cell.Cell; seen[key] {
				t.Errorf("%s: %s is used twice", name, key)
			} else {
				seen[key] = true
			}
		}
		if weakest != s.Certainty {
			t.Errorf("%s: %s, the weakest cell is %s", name, s.Certainty, weakest)
		}
		for _, c := range s.Criteria {
			for _, cell := range append(c.Also, c.Cite) {
				if !seen[cell.TextID+cell.Cell] {
					t.Errorf("%s: %s used %s, which is not among the cells used", name, c.ID, cell.Cell)
				}
			}
		}
	}
}

func TestAMeanIsCutAndNeverReadsAsReached(t *testing.T) {
	s := collective.Assess(embedded(t), with(group("2027-05-01", 3), registered(1, 774), registered(2, 775), registered(3, 775)))
	c := criterion(t, s, "minimum_activity")
	if want := "2,324 patients for 3 members, 774.66 on average"; c.Seen.EN != want {
		t.Errorf("seen %q, want %q", c.Seen.EN, want)
	}
	if want := "2\u00a0324\u00a0patients pour 3\u00a0membres, soit 774,66 en moyenne"; c.Seen.FR != want {
		t.Errorf("seen %q, want %q", c.Seen.FR, want)
	}
	if want := fmt.Sprintf("La condition serait remplie avec %s de plus dans le groupe.", "1\u00a0patient"); c.Remedy.FR != want {
		t.Errorf("the remedy is %q, want %q", c.Remedy.FR, want)
	}
}

func TestSigningLaterIsARemedyOnlyWhereItHelps(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		name   string
		signed string
		asked  int
		want   string
	}{
		{"a later day allows it", "2026-10-31", 3500, "Ask for 3 ETP at most, or sign on 2026-11-01 or later; the amounts and objectives given are for 3 ETP."},
		{"no day allows it", "2026-10-31", 3501, "Ask for 3 ETP at most; the amounts and objectives given are for 3 ETP."},
		{"the day has come", "2026-11-01", 4000, "Ask for 3.5 ETP at most; the amounts and objectives given are for 3.5 ETP."},
	} {
		s := collective.Assess(l, with(group(c.signed, 3), hosting(1), asking(c.asked)))
		if got := criterion(t, s, "etp_ceiling").Remedy.EN; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
