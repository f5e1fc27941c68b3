package payment_test

import (
	"strings"
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
	"assistmed/services/payment/internal/payment"
)

// groupOf is the contract of a group of so many thousandths of an ETP, signed by both.
func groupOf(t testing.TB, l *law.Law, thousandths int) payment.Facts {
	t.Helper()
	beside, ok := l.Text(l.CollectiveAid().Beside)
	if !ok {
		t.Fatalf("no text %s", l.CollectiveAid().Beside)
	}
	return payment.Facts{
		ContractID: "ctr_1", Text: beside, Signed: day("2026-11-01"), BothSigned: true,
		Group: &payment.Group{Aid: l.CollectiveAid(), ETP: thousandths, DurationYears: 5},
	}
}

// worthOf writes what the years of a group are worth.
func worthOf(dues []payment.Due) string {
	var all []string
	for _, d := range dues {
		all = append(all, d.Computation.Ceiling.Cents.English())
	}
	return strings.Join(all, " ")
}

func TestEveryYearOfAGroupIsBlockedAndTellsWhatItIsWorth(t *testing.T) {
	l := theLaw(t)
	unknown := func(years ...string) []string {
		for i, y := range years {
			years[i] = y + "/1 - BLOCKED CALENDAR_UNKNOWN"
		}
		return years
	}
	cases := map[string]struct {
		etp     int
		change  func(f *payment.Facts)
		through string
		want    []string
		worth   string
	}{
		"5 ETP": {
			etp: 5000, want: unknown("1", "2", "3", "4", "5"),
			worth: "€190,000.00 €140,000.00 €110,000.00 €110,000.00 €110,000.00",
		},
		"a thousandth of an ETP is whole cents": {
			etp: 1333, want: unknown("1", "2", "3", "4", "5"),
			worth: "€50,654.00 €37,324.00 €29,326.00 €29,326.00 €29,326.00",
		},
		"the day before the second year": {etp: 1000, through: "2027-10-31", want: unknown("1"), worth: "€38,000.00"},
		"the first day of the third":     {etp: 1000, through: "2028-11-01", want: unknown("1", "2", "3"), worth: "€38,000.00 €28,000.00 €22,000.00"},
		"the day before the signature":   {etp: 1000, through: "2026-10-31"},
		"the fund states three years": {
			etp: 1000, change: func(f *payment.Facts) { f.Group.DurationYears = 3 },
			want: unknown("1", "2", "3"), worth: "€38,000.00 €28,000.00 €22,000.00",
		},
		"the counter of the years goes on": {
			etp: 1000, through: "2027-10-31", change: func(f *payment.Facts) { f.FirstYear = 2 }, want: unknown("2"), worth: "€28,000.00",
		},
		"one party has not signed": {
			etp: 1000, through: "2026-11-01", change: func(f *payment.Facts) { f.BothSigned = false },
			want: []string{"1/1 - BLOCKED NOT_SIGNED"}, worth: "€38,000.00",
		},
		"ended in the second year": {
			etp: 1000, change: func(f *payment.Facts) { f.End = day("2027-12-31") },
			want: unknown("1", "2"), worth: "€38,000.00 €28,000.00",
		},
		"a running suspension hides what has not begun": {
			etp: 1000, through: "2028-11-01", change: func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2027-06-01")}} },
			want: unknown("1"), worth: "€38,000.00",
		},
		"ended while a suspension ran": {
			etp: 1000, change: func(f *payment.Facts) {
				f.Pauses, f.End = []law.Pause{{From: day("2027-06-01")}}, day("2027-06-30")
			},
			want: unknown("1"), worth: "€38,000.00",
		},
		"a suspension moves the second year": {
			etp: 1000, through: "2027-11-30", change: func(f *payment.Facts) { f.Pauses = []law.Pause{{From: day("2027-06-01"), Until: day("2027-07-01")}} },
			want: unknown("1"), worth: "€38,000.00",
		},
		"an assistant and a measure settle nothing": {
			etp: 1000, through: "2026-11-01", change: func(f *payment.Facts) {
				f.Employments, f.Measures = []payment.Employment{{Start: day("2026-11-01")}}, []payment.Measure{registered("2026-11-01", 9000)}
			},
			want: unknown("1"), worth: "€38,000.00",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := groupOf(t, l, c.etp)
			if c.change != nil {
				c.change(&f)
			}
			var through civil.Date
			if c.through != "" {
				through = day(c.through)
			}
			dues := payment.Through(payment.Dues(l, f, nil, through), through)
			compare(t, dues, c.want)
			if got := worthOf(dues); got != c.worth {
				t.Errorf("the years are worth %s, want %s", got, c.worth)
			}
			for _, d := range dues {
				if d.Owed.Known || d.Computation.Entitlement.Known || d.Computation.Certainty() != law.Unknown {
					t.Errorf("%s: owed %v, entitlement %v, %s; want neither, UNKNOWN", line(d), d.Owed, d.Computation.Entitlement, d.Computation.Certainty())
				}
			}
		})
	}
}

func TestADueOfAGroupSaysItsSumAndWhoCanSettleIt(t *testing.T) {
	l := theLaw(t)
	f := groupOf(t, l, 2500)
	f.End = day("2029-01-31")
	dues := payment.Dues(l, f, nil, civil.Date{})
	for year, want := range map[int]struct {
		fr, en []string
		cells  string
	}{
		1: {
			[]string{"Année 1, commencée le 1er novembre 2026\u00a0: l'aide collective donne 38\u00a0000,00\u00a0€ pour un ETP (aide-collective-2026, amounts.year_1), soit 95\u00a0000,00\u00a0€ pour les 2,5\u00a0ETP du contrat, avant toute modulation. Quand, et"},
			[]string{"Year 1, begun on 2026-11-01: the collective aid gives €38,000.00 for one ETP (aide-collective-2026, amounts.year_1), which is €95,000.00 for the 2.5 ETP of the contract, before any modulation. When the"},
			"amounts.year_1 calendar.instalments",
		},
		3: {
			[]string{"55\u00a0000,00\u00a0€ pour les 2,5\u00a0ETP", "Depuis l'année 3, un objectif", "92\u00a0jours en vigueur sur 365", "celui d'une année entière"},
			[]string{"€55,000.00 for the 2.5 ETP", "From year 3 on, an objective", "92 days in force out of 365", "that of a whole year"},
			"amounts.year_3_and_after objectives.first_modulated_year objectives.modulation calendar.instalments",
		},
	} {
		d := pick(t, dues, year, 1)
		said := d.Computation.Explanation
		for _, part := range append(want.fr, "n'est pas connu (aide-collective-2026, calendar.instalments)\u00a0: rien n'est versé.", "le contrat type de l'aide collective, chez la Cnam.") {
			if !strings.Contains(said.FR, part) {
				t.Errorf("year %d says %q, want %q in it", year, said.FR, part)
			}
		}
		for _, part := range append(want.en, "is not known (aide-collective-2026, calendar.instalments): nothing is paid.", "the standard contract of the collective aid, from the Cnam.") {
			if !strings.Contains(said.EN, part) {
				t.Errorf("year %d says %q, want %q in it", year, said.EN, part)
			}
		}
		var cells []string
		for _, cite := range d.Computation.Citations {
			cells = append(cells, cite.Cell)
		}
		if got := strings.Join(cells, " "); got != want.cells || d.BlockedBy.Cite.Cell != "calendar.instalments" {
			t.Errorf("year %d cites %s, and why %s; want %s, and calendar.instalments", year, got, d.BlockedBy.Cite.Cell, want.cells)
		}
	}
}

func TestARunLeavesTheBegunYearsOfAGroupOutWithTheReason(t *testing.T) {
	l := theLaw(t)
	free := func(payment.Key) (string, bool) { return "", false }
	through := day("2027-11-01")
	lines, left := payment.Gather(payment.DuesToPay(l, groupOf(t, l, 5000), nil, through), through, free)
	if len(lines) != 0 || len(left) != 2 {
		t.Fatalf("pays %v and leaves out %v, want the first two years left out", lines, left)
	}
	for i, e := range left {
		if e.Key.Year != i+1 || e.Reason.Code != payment.CalendarUnknown || e.Reason.Text.FR == "" || e.Delta.Known {
			t.Errorf("left out %v", e)
		}
	}
}

func TestNobodyCanSayWhatAGroupCosts(t *testing.T) {
	l := theLaw(t)
	f := groupOf(t, l, 5000)
	if years, told := payment.Expected(l, f); told || years != nil {
		t.Errorf("expected %v, %v; want that nobody can say", years, told)
	}
	var fc payment.Forecast
	fc.Add(l, f, &ledger.Book{})
	f.BothSigned = false
	fc.Add(l, f, &ledger.Book{})
	if fc.Unknown != 1 || len(fc.Rows()) != 0 {
		t.Errorf("%d unknown and the rows %v, want the signed one unknown, and no row", fc.Unknown, fc.Rows())
	}
}
