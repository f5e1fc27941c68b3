package law_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

const (
	avenant7          = "avenant-7"
	reglementArbitral = "reglement-arbitral"
	convention2024    = "convention-2024"
)

var day = civil.MustParse

// readOnce reads the law for all tests: it never changes, and reading it is most of
// their time.
var readOnce = sync.OnceValues(law.Embedded)

// embedded is the law the program is built with.
func embedded(t testing.TB) *law.Law {
	t.Helper()
	l, err := readOnce()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// textOf is a text that must be there.
func textOf(t testing.TB, l *law.Law, id string) *law.Text {
	t.Helper()
	text, ok := l.Text(id)
	if !ok {
		t.Fatalf("there is no text %q", id)
	}
	return text
}

// paths are the cells of citations.
func paths(cites []law.Citation) []string {
	all := make([]string, 0, len(cites))
	for _, c := range cites {
		all = append(all, c.Cell)
	}
	return all
}

func TestTheTextInForceIsTheOneOfTheSignatureDate(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct{ signed, want string }{
		{"1900-01-01", ""},
		{"2019-08-31", ""},
		{"2019-09-01", avenant7},
		{"2023-04-30", avenant7},
		{"2023-05-01", reglementArbitral},
		{"2024-06-21", reglementArbitral},
		{"2024-06-22", convention2024},
		{"2199-12-31", convention2024},
	} {
		text, ok := l.TextOn(day(c.signed))
		switch {
		case c.want == "" && ok:
			t.Errorf("signed on %s: %s, wanted no text", c.signed, text.ID)
		case c.want != "" && !ok:
			t.Errorf("signed on %s: no text, wanted %s", c.signed, c.want)
		case ok && text.ID != c.want:
			t.Errorf("signed on %s: %s, wanted %s", c.signed, text.ID, c.want)
		}
	}
}

func TestTheFirstDateIsCitedWithItsSource(t *testing.T) {
	first, cite := embedded(t).FirstDate()
	if first != day("2019-09-01") {
		t.Errorf("the first date is %v", first)
	}
	if cite.TextID != avenant7 || cite.Cell != "in_force" || cite.Certainty != law.OfficialText || cite.Source != "LF1, SEED2" {
		t.Errorf("it is cited as %+v", cite)
	}
}

func TestTheTextsAreListedOldestFirst(t *testing.T) {
	l := embedded(t)
	ids := make([]string, 0, 3)
	for _, text := range l.Texts() {
		ids = append(ids, text.ID)
	}
	if want := []string{avenant7, reglementArbitral, convention2024}; !slices.Equal(ids, want) {
		t.Errorf("the texts are %v, wanted %v", ids, want)
	}
	if _, ok := l.Text("convention-2016"); ok {
		t.Error("there is a text nobody wrote")
	}
	if last := l.Texts()[2]; !last.Until.IsZero() || last.Title.FR != "Convention médicale 2024-2029" {
		t.Errorf("the last text is %q until %v", last.Title.FR, last.Until)
	}
}

func TestCellsAreListedInTheOrderOfTheFile(t *testing.T) {
	l := embedded(t)
	for _, id := range []string{avenant7, reglementArbitral, convention2024} {
		cells, ok := l.Cells(id)
		if !ok || cells[0].Cell != "in_force" || cells[1].Cell != "origin.signed" {
			t.Fatalf("the cells of %s begin with %v", id, paths(cells[:2]))
		}
		file, err := os.ReadFile("texts/" + id + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		if wanted := strings.Count(string(file), "value:"); len(cells) != wanted {
			t.Errorf("%s has %d cells, its file %d values", id, len(cells), wanted)
		}
		seen := map[string]bool{}
		for _, c := range cells {
			if seen[c.Cell] {
				t.Errorf("%s has the cell %s twice", id, c.Cell)
			}
			seen[c.Cell] = true
			if c.TextID != id {
				t.Errorf("the cell %s of %s cites %s", c.Cell, id, c.TextID)
			}
		}
	}
	reference, ok := l.Cells("reference")
	if at := slices.Index(paths(reference), "percentiles.avenant-7.gp.registered_patients.p30"); !ok || at < 0 || reference[at].Value != "640" {
		t.Fatalf("the reference has no first percentile of avenant 7: %v", paths(reference))
	}
	if _, ok := l.Cells("nothing"); ok {
		t.Error("a text nobody wrote has cells")
	}
}

func TestARuleIsCitedByItsPath(t *testing.T) {
	text := textOf(t, embedded(t), convention2024)
	cite := text.Rule("calendar.aid_starts")
	if cite.Value != "LATER_OF_SIGNATURE_AND_HIRING" || cite.Certainty != law.Derived || cite.Note.FR == "" || cite.SettledBy.EN == "" {
		t.Errorf("calendar.aid_starts is cited as %+v", cite)
	}
	missing := text.Rule("calendar.nothing")
	if missing.Certainty != law.Unknown || missing.Cell != "calendar.nothing" || missing.TextID != convention2024 {
		t.Errorf("a path that is not there is cited as %+v", missing)
	}
}

func TestStatusCountsEveryCellAndListsTheUnknownAndTheDerivedOnes(t *testing.T) {
	l := embedded(t)
	status := l.Status()
	total := 0
	for _, n := range status.Counts {
		total += n
	}
	wanted := 0
	for _, id := range []string{avenant7, reglementArbitral, convention2024, "aide-collective-2026", "reference"} {
		cells, _ := l.Cells(id)
		wanted += len(cells)
	}
	if total != wanted {
		t.Errorf("status counts %d cells, the texts have %d", total, wanted)
	}
	if len(status.Unknown) != status.Counts[law.Unknown] || len(status.Derived) != status.Counts[law.Derived] {
		t.Errorf("%d unknown and %d derived cells are listed, counted are %v", len(status.Unknown), len(status.Derived), status.Counts)
	}
	if n, ok := status.Counts[law.Operator]; !ok || n != 0 {
		t.Errorf("operator cells: %d, %v", n, ok)
	}
	for _, c := range status.Unknown {
		if c.Value != "UNKNOWN" || c.SettledBy.FR == "" || c.SettledBy.EN == "" {
			t.Errorf("an unknown cell does not say who settles it: %+v", c)
		}
	}
	for _, c := range status.Derived {
		if c.Note.FR == "" || c.SettledBy.EN == "" || c.Source == "" {
			t.Errorf("a derived cell does not say our reading: %+v", c)
		}
	}
	if !slices.ContainsFunc(status.Unknown, func(c law.Citation) bool { return c.Cell == "rates.half.p50_p70" }) {
		t.Error("rates.half.p50_p70 of avenant-7 is not among the unknown cells")
	}
	if status.Digest != l.Digest() || len(status.Digest) != 64 {
		t.Errorf("the digest is %q and %q", status.Digest, l.Digest())
	}
}

func TestTheUnknownRatesAreExactlyThoseNobodyCouldFind(t *testing.T) {
	var rates []string
	for _, c := range embedded(t).Status().Unknown {
		if strings.HasPrefix(c.Cell, "rates.") {
			rates = append(rates, c.TextID+" "+strings.TrimPrefix(c.Cell, "rates."))
		}
	}
	want := []string{
		"avenant-7 third.below_p30",
		"avenant-7 half.below_p30", "avenant-7 half.p50_p70",
		"avenant-7 full.below_p30", "avenant-7 full.p50_p70", "avenant-7 full.p70_p90",
		"reglement-arbitral all_options.below_p30", "reglement-arbitral all_options.p30_p50", "reglement-arbitral all_options.p50_p70",
		"reglement-arbitral all_options.p70_p90", "reglement-arbitral all_options.p90_p95",
		"convention-2024 all_options.below_p30", "convention-2024 all_options.p30_p50", "convention-2024 all_options.p50_p70",
		"convention-2024 all_options.p70_p90", "convention-2024 all_options.p90_p95",
	}
	if !slices.Equal(rates, want) {
		t.Errorf("the unknown rates are\n%s\nwanted\n%s", strings.Join(rates, "\n"), strings.Join(want, "\n"))
	}
}

func TestSpecialtiesAndGroups(t *testing.T) {
	l := embedded(t)
	if s, ok := l.Specialty("05"); !ok || s.Name != "Dermatologie et vénérologie" || s.GP {
		t.Errorf("specialty 05 is %+v, %v", s, ok)
	}
	for _, code := range []string{"19", "", "1", "99"} {
		if s, ok := l.Specialty(code); ok {
			t.Errorf("specialty %q is %+v, wanted none", code, s)
		}
	}
	for _, c := range []struct {
		code string
		mep  bool
		want law.Group
	}{
		{"01", false, law.GP}, {"22", false, law.GP}, {"23", false, law.GP},
		{"01", true, law.MEP}, {"05", false, "05"}, {"12", false, "12"},
	} {
		if got := l.Group(c.code, c.mep); got != c.want {
			t.Errorf("the group of %s, MEP %v, is %s, wanted %s", c.code, c.mep, got, c.want)
		}
	}
}

func TestTheWeakestCertaintyIsTheOneOfAnAnswer(t *testing.T) {
	for _, c := range []struct {
		cells []law.Certainty
		want  law.Certainty
	}{
		{nil, 0},
		{[]law.Certainty{law.OfficialText}, law.OfficialText},
		{[]law.Certainty{law.OfficialText, law.Secondary, law.OfficialSummary}, law.Secondary},
		{[]law.Certainty{law.Derived, law.Operator}, law.Operator},
		{[]law.Certainty{law.Unknown, law.OfficialText}, law.Unknown},
	} {
		if got := law.Weakest(c.cells...); got != c.want {
			t.Errorf("the weakest of %v is %v, wanted %v", c.cells, got, c.want)
		}
	}
	if !slices.IsSorted(law.Certainties()) {
		t.Errorf("the certainties are not in order: %v", law.Certainties())
	}
}

func TestEveryWordOfTheVocabularyHasItsName(t *testing.T) {
	names := make([]string, 0, 64)
	for _, o := range law.Options() {
		names = append(names, o.String(), o.Name().FR, o.Name().EN)
	}
	for _, b := range law.Bands() {
		names = append(names, b.String(), b.Name().FR)
	}
	for _, i := range law.Indicators() {
		names = append(names, i.String(), i.Name().FR, i.Name().EN)
	}
	for _, z := range law.Zones() {
		names = append(names, z.String())
	}
	for _, p := range law.Percentiles() {
		names = append(names, p.String())
	}
	want := "THIRD 1/3 ETP 1/3 ETP HALF 1/2 ETP 1/2 ETP FULL 1 ETP 1 ETP ONE_AND_HALF 1,5 ETP 1.5 ETP TWO 2 ETP 2 ETP " +
		"BELOW_P30 sous P30 P30_P50 P30–P50 P50_P70 P50–P70 P70_P90 P70–P90 P90_P95 P90–P95 P95_AND_ABOVE P95 et plus " +
		"REGISTERED_PATIENTS patientèle médecin traitant registered patients ACTIVE_FILE file active active file " +
		"ZIP ZAC ZV NONE P30 P50 P70 P90 P95"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the names are\n%s\nwanted\n%s", got, want)
	}
	if law.Option(0).String() != "NO_OPTION" {
		t.Errorf("no option is called %s", law.Option(0))
	}
	if got := law.Option(9).String(); got != "NO_OPTION(9)" {
		t.Errorf("an option that is none is called %s", got)
	}
	if got := law.Band(9).Name().FR; got != "aucune tranche" {
		t.Errorf("a band that is none is called %s", got)
	}
	if got := law.ZoneUnknown.String(); got != "ZONE_UNKNOWN" {
		t.Errorf("an unknown zone is called %s", got)
	}
}
