package law_test

import (
	"maps"
	"strings"
	"testing"

	"assistmed/services/internal/law"
)

// withLatestYear is the law where a fictitious fund says since which year the latest
// maxima hold.
func withLatestYear(t testing.TB) *law.Law {
	t.Helper()
	all := maps.Clone(embedded(t).Files())
	all["supplements/fictitious.yaml"] = []byte("supplied_by: us\nsources: {S: {title: t}}\ncells: {reference: {structure_fee.maxima.latest.first_year: {value: 2099, source: S}}}\n")
	l, err := law.FromFiles(all)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestCaseStructureFeePoints(t *testing.T) {
	l := withLatestYear(t)
	for _, c := range []struct {
		query  law.StructureFeeQuery
		points int
		euros  int64
	}{
		{law.StructureFeeQuery{Year: 2020, Volet1: 120}, 120, 840},
		{law.StructureFeeQuery{Year: 2020, OtherVolets: 150, Volet1Met: law.Yes}, 150, 1050},
		{law.StructureFeeQuery{Year: 2017, OtherVolets: 250}, 250, 1750},
		{law.StructureFeeQuery{Year: 2020, Volet1: 280, OtherVolets: 605, Volet1Met: law.Yes}, 885, 6195},
		{law.StructureFeeQuery{Year: 2099, Volet1: 400, OtherVolets: 985, Volet1Met: law.Yes}, 1385, 9695},
		{law.StructureFeeQuery{Year: 2017, Volet1: 200, OtherVolets: 100}, 250, 1750},
		{law.StructureFeeQuery{Year: 2020, Volet1: 281, OtherVolets: 606, Volet1Met: law.Yes}, 885, 6195},
		{law.StructureFeeQuery{Year: 2020, Volet1: 280, OtherVolets: 605, Volet1Met: law.No}, 280, 1960},
	} {
		f := l.StructureFee(c.query)
		if !f.Known || f.Points != c.points || int64(f.Amount) != c.euros*100 {
			t.Errorf("%+v: %d points, %s (known %v), wanted %d and %d euros", c.query, f.Points, f.Amount, f.Known, c.points, c.euros)
		}
		if f.Explanation.FR == "" || f.Explanation.EN == "" || len(f.Cites) < 3 {
			t.Errorf("%+v is explained by %+v and %d cells", c.query, f.Explanation, len(f.Cites))
		}
	}
}

func TestTheMaximaOfAYearThatNoSourceNamesAreNotGuessed(t *testing.T) {
	l := embedded(t)
	for year, cells := range map[int]string{
		2016: "structure_fee.maxima.earliest.first_year",
		2018: "structure_fee.maxima.earliest.last_year structure_fee.maxima.second.first_year",
		2019: "structure_fee.maxima.earliest.last_year structure_fee.maxima.second.first_year",
		2021: "structure_fee.maxima.second.last_year structure_fee.maxima.latest.first_year",
		2031: "structure_fee.maxima.second.last_year structure_fee.maxima.latest.first_year",
	} {
		f := l.StructureFee(law.StructureFeeQuery{Year: year, Volet1: 100, Volet1Met: law.Yes})
		if got := strings.Join(paths(f.Cites), " "); f.Known || f.MaximumKnown || f.Points != 0 || f.Amount != 0 || f.Certainty != law.Unknown || got != cells {
			t.Errorf("%d: %+v by %s", year, f, got)
		}
	}
	if f := withLatestYear(t).StructureFee(law.StructureFeeQuery{Year: 2098, Volet1: 100}); f.Known || f.Certainty != law.Unknown {
		t.Errorf("the year before the latest maxima: %+v", f)
	}
	f := l.StructureFee(law.StructureFeeQuery{Year: 2021})
	if got := plain(f.Explanation.FR); got != "Le maximum de points de l'année 2021 n'est pas connu (structure_fee.maxima.second.last_year, structure_fee.maxima.latest.first_year) ; peut le dire : le texte conventionnel de l'époque, ou la caisse." {
		t.Errorf("explained as %q", got)
	}
}

func TestWithoutTheFactOfVolet1TheOtherVoletsCannotBeTold(t *testing.T) {
	l := embedded(t)
	f := l.StructureFee(law.StructureFeeQuery{Year: 2020, Volet1: 280, OtherVolets: 1})
	if f.Known || f.Points != 0 || !f.MaximumKnown || f.Maximum != 885 || !strings.Contains(f.Explanation.EN, "structure_fee.gate") {
		t.Errorf("%+v", f)
	}
	if f := l.StructureFee(law.StructureFeeQuery{Year: 2020, Volet1: 280}); !f.Known || f.Points != 280 || f.Certainty != law.Secondary {
		t.Errorf("volet 1 alone: %+v", f)
	}
}

func TestACommunityHasTheMaximumOfItsSize(t *testing.T) {
	l := embedded(t)
	for _, c := range []struct {
		inhabitants, size int
		maximum           int64 // euros; 0 where the sources differ
		certainty         law.Certainty
		cells             string
	}{
		{0, 1, 220_000, law.Secondary, "size_1.maximum size_2.inhabitants"},
		{39_999, 1, 220_000, law.Secondary, "size_1.maximum size_2.inhabitants"},
		{40_000, 2, 0, law.Unknown, "size_2.maximum size_2.inhabitants size_2.comparison size_3.inhabitants size_2.lowest_maximum size_2.highest_maximum"},
		{79_999, 2, 0, law.Unknown, "size_2.maximum size_2.inhabitants size_3.inhabitants size_2.lowest_maximum size_2.highest_maximum"},
		{80_000, 3, 370_000, law.Derived, "size_3.maximum size_3.inhabitants size_3.comparison size_4.inhabitants"},
		{80_001, 3, 370_000, law.Secondary, "size_3.maximum size_3.inhabitants size_4.inhabitants"},
		{175_000, 3, 370_000, law.Secondary, "size_3.maximum size_3.inhabitants size_4.comparison size_4.inhabitants"},
		{175_001, 4, 450_000, law.Secondary, "size_4.maximum size_4.inhabitants"},
	} {
		f := l.CommunityFunding(c.inhabitants)
		if f.Size != c.size || int64(f.Maximum) != c.maximum*100 || f.Known != (c.maximum > 0) || f.Certainty != c.certainty {
			t.Errorf("%d inhabitants: %+v", c.inhabitants, f)
		}
		if got := strings.ReplaceAll(strings.Join(paths(f.Cites), " "), "community.", ""); got != c.cells {
			t.Errorf("%d inhabitants cite %s, wanted %s", c.inhabitants, got, c.cells)
		}
	}
	f := l.CommunityFunding(60_000)
	if f.Lowest != 28_700_000 || f.Highest != 28_750_000 {
		t.Errorf("the sources say %s to %s", f.Lowest, f.Highest)
	}
	if got := plain(f.Explanation.FR); got != "CPTS de taille 2 : les sources diffèrent sur le maximum annuel, de 287 000,00 € à 287 500,00 €." {
		t.Errorf("explained as %q", got)
	}
}
