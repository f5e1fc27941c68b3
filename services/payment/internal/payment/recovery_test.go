package payment_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
)

// moneyOf are the transactions of one due in order, each of an amount in cents.
type moneyOf struct {
	make func(ledger.Fact, ledger.Due, money.Cents) (ledger.Transaction, error)
	on   string
	c    money.Cents
}

func posting(t *testing.T, due ledger.Due, all ...moneyOf) []ledger.Transaction {
	t.Helper()
	list := make([]ledger.Transaction, len(all))
	for i, m := range all {
		on := civil.MustParse(m.on)
		made, err := m.make(ledger.Fact{Key: "K", FundCode: "751", On: on, Recorded: on, Actor: "a", Reason: "r"}, due, m.c)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = made
	}
	return list
}

func TestWhatWasPaidOfADueAndSinceWhen(t *testing.T) {
	due := ledger.Due{ContractID: "ctr_1", Year: 1, Instalment: 1}
	recognised := moneyOf{ledger.Recognise, "2024-07-01", 100}
	dispatched := moneyOf{ledger.Dispatch, "2024-07-02", 100}
	settled := moneyOf{ledger.Settle, "2024-07-04", 100}
	for name, c := range map[string]struct {
		all   []moneyOf
		paid  money.Cents
		since string
	}{
		"approved":                       {[]moneyOf{recognised}, 0, ""},
		"sent":                           {[]moneyOf{recognised, dispatched}, 100, "2024-07-02"},
		"confirmed: the bank's day":      {[]moneyOf{recognised, dispatched, settled}, 100, "2024-07-04"},
		"refused":                        {[]moneyOf{recognised, dispatched, {ledger.Reject, "2024-07-04", 100}}, 0, "2024-07-02"},
		"sent back":                      {[]moneyOf{recognised, dispatched, settled, {ledger.Return, "2024-07-05", 100}}, 0, "2024-07-04"},
		"part of it claimed before":      {[]moneyOf{recognised, dispatched, settled, {ledger.Claim, "2024-08-01", 30}}, 70, "2024-07-04"},
		"claimed, and the claim lowered": {[]moneyOf{recognised, dispatched, settled, {ledger.Claim, "2024-08-01", 30}, {ledger.Reduce, "2024-09-01", 10}}, 80, "2024-07-04"},
		"a claim that was written off stays a claim": {[]moneyOf{
			recognised, dispatched, settled, {ledger.Claim, "2024-08-01", 30}, {ledger.WriteOff, "2024-09-01", 30},
		}, 70, "2024-07-04"},
		"paid before the ledger":                           {[]moneyOf{{ledger.TakeOver, "2021-10-04", 60}}, 60, "2021-10-04"},
		"before the ledger and now: the first of the days": {[]moneyOf{{ledger.TakeOver, "2021-10-04", 60}, recognised, dispatched, settled}, 160, "2021-10-04"},
		"stated of a wrong day, and corrected": {[]moneyOf{
			{ledger.TakeOver, "2020-10-04", 60}, {ledger.TakeOver, "2021-10-04", 60}, {ledger.TakeOver, "2020-10-04", -60},
		}, 60, "2021-10-04"},
	} {
		t.Run(name, func(t *testing.T) {
			paid, err := payment.OutlaysIn(slices.Values(posting(t, due, c.all...)))
			if err != nil {
				t.Fatal(err)
			}
			got := paid[payment.Key(due)]
			since := ""
			if !got.Since.IsZero() {
				since = got.Since.String()
			}
			if got.Cents != c.paid || since != c.since {
				t.Errorf("%d since %q, want %d since %q", got.Cents, since, c.paid, c.since)
			}
		})
	}
}

// dueOf is a due of year 3 with what is owed and posted.
func dueOf(instalment int, owed, posted money.Cents) payment.Due {
	d := payment.Due{
		Key: payment.Key{ContractID: "ctr_1", Year: 3, Instalment: instalment}, State: payment.Paid,
		Owed: payment.Amount{Cents: owed, Known: true}, Posted: posted,
	}
	switch {
	case owed < posted:
		d.State = payment.Overpaid
	case owed > posted:
		d.State = payment.Payable
	}
	return d
}

func TestARowIsWhatWasPaidLessWhatIsOwed(t *testing.T) {
	type amounts struct{ owed, posted, paid money.Cents }
	for name, c := range map[string]struct {
		first, last amounts
		want        [][3]money.Cents // paid, owed, to recover
	}{
		"nothing is overpaid":                    {amounts{50, 50, 50}, amounts{50, 0, 0}, nil},
		"the first one":                          {amounts{30, 50, 50}, amounts{}, [][3]money.Cents{{50, 30, 20}}},
		"what was not sent is no overpayment":    {amounts{30, 50, 0}, amounts{}, nil},
		"a part was sent":                        {amounts{30, 50, 40}, amounts{}, [][3]money.Cents{{40, 30, 10}}},
		"the last one below zero":                {amounts{50, 50, 50}, amounts{-20, 0, 0}, [][3]money.Cents{{50, 30, 20}}},
		"the last one below zero and paid":       {amounts{50, 50, 50}, amounts{-20, 10, 10}, [][3]money.Cents{{50, 30, 20}, {10, 0, 10}}},
		"below zero, and the first not sent":     {amounts{50, 50, 0}, amounts{-20, 0, 0}, nil},
		"below zero, and the first sent in part": {amounts{50, 50, 40}, amounts{-20, 0, 0}, [][3]money.Cents{{40, 30, 10}}},
		"both overpaid":                          {amounts{30, 50, 50}, amounts{10, 15, 15}, [][3]money.Cents{{50, 30, 20}, {15, 10, 5}}},
	} {
		t.Run(name, func(t *testing.T) {
			dues := []payment.Due{dueOf(1, c.first.owed, c.first.posted), dueOf(2, c.last.owed, c.last.posted)}
			paid := payment.Outlays{dues[0].Key: {Cents: c.first.paid}, dues[1].Key: {Cents: c.last.paid}}
			var got [][3]money.Cents
			for _, r := range payment.RecoveryRows(dues, paid) {
				got = append(got, [3]money.Cents{r.Paid, r.Owed, r.ToRecover})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestAClaimIsSplitSoThatItAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) money.Cents { return money.Cents(rapid.Int64Range(1, 5_000_000).Draw(t, "cents")) }), 1, 10).Draw(t, "rows")
		total := func(parts []money.Cents) (sum money.Cents) {
			for _, p := range parts {
				sum += p
			}
			return sum
		}
		claimed := money.Cents(rapid.Int64Range(1, int64(total(rows))).Draw(t, "claimed"))
		shares := payment.Shares(claimed, rows)
		for i, share := range shares {
			if share < 0 || share > rows[i] {
				t.Errorf("row %d claims %d of %d", i, share, rows[i])
			}
		}
		days := rapid.IntRange(1, 60).Draw(t, "days")
		plan := payment.Instalments(claimed, days)
		if total(shares) != claimed || plan != nil && total(plan) != claimed || (plan == nil) != (claimed < money.Cents(days)) {
			t.Errorf("%d is split into %v and over %d days into %v", claimed, shares, days, plan)
		}
		cents := money.Cents(rapid.Int64Range(0, int64(total(rows))).Draw(t, "served"))
		served := payment.Serve(cents, rows)
		for i, part := range served {
			if part < 0 || part > rows[i] || i > 0 && part > 0 && served[i-1] != rows[i-1] {
				t.Errorf("%d serves %v by %v, want first to last", cents, rows, served)
			}
		}
		if total(served) != cents {
			t.Errorf("%d serves %v by %v", cents, rows, served)
		}
	})
}

func TestANoticeKnowsItsDaysAndSaysWhichOfThemAreOurReading(t *testing.T) {
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	text, _ := l.TextOn(civil.MustParse("2024-06-22"))
	rows := []payment.RecoveryRow{
		{Key: payment.Key{ContractID: "ctr_1", Year: 1, Instalment: 1}, Paid: 100, Owed: 30, ToRecover: 70, PaidOn: civil.MustParse("2024-02-29")},
		{Key: payment.Key{ContractID: "ctr_1", Year: 2, Instalment: 1}, Paid: 50, ToRecover: 50, PaidOn: civil.MustParse("2024-07-01")},
	}
	for on, want := range map[string][2]string{
		"2025-01-31": {"2025-02-28", "2027-02-28"},
		"2024-01-31": {"2024-02-29", "2027-02-28"},
		"2027-03-01": {"2027-04-01", "2027-02-28"},
	} {
		n := payment.NewNotice(text, rows, civil.MustParse(on))
		if n.ReplyBy.String() != want[0] || n.Limitation.String() != want[1] || n.Total != 120 || len(n.Citations) != 2 {
			t.Errorf("notice of %s: reply by %s, limitation %s, total %d, want %v and 120", on, n.ReplyBy, n.Limitation, n.Total, want)
		}
	}
	if n := payment.NewNotice(&law.Text{}, rows, civil.MustParse("2025-01-31")); !n.ReplyBy.IsZero() || !n.Limitation.IsZero() {
		t.Errorf("of a text whose cells are unknown: reply by %s, limitation %s, want none", n.ReplyBy, n.Limitation)
	}
}
