package payment_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
)

// The naive side of these tests counts days one by one, takes the amounts from a table
// written by hand, and reckons in exact fractions. It shares nothing with the code
// under test but the facts.

// ceilings are euros by option, then by row: year 1, year 2, year 3 and after, year 3
// and after from P90, every year from P95; before 2024-06-22 and from then on.
var ceilings = map[law.Option][2][5]int64{
	law.Half: {{18000, 13500, 10500, 12500, 18000}, {19000, 14000, 11000, 13000, 19000}},
	law.Full: {{36000, 27000, 21000, 25000, 36000}, {38000, 28000, 22000, 26000, 38000}},
}

func naiveCeiling(o law.Option, year int, b law.Band, start civil.Date) int64 {
	table := 0
	if !start.Before(day("2024-06-22")) {
		table = 1
	}
	row := min(year, 3) - 1
	switch {
	case b == law.P95AndAbove:
		row = 4
	case b == law.P90ToP95 && year >= 3:
		row = 3
	}
	return ceilings[o][table][row] * 100
}

// naiveYear is one contract year as somebody with a calendar and a pencil finds it.
type naiveYear struct {
	number      int
	start, end  civil.Date // zero while a running pause hides them
	inForce     int64      // days up to the contract's end
	days        int64
	hired       bool // somebody was hired before it was over
	entitlement *big.Rat
	known       bool
}

// naiveYears walks through the contract day by day; a day of a pause does not count.
func naiveYears(f payment.Facts) []naiveYear {
	var years []naiveYear
	day := f.Signed
	for n := 1; n <= 5; n++ {
		y := naiveYear{number: n, start: day, days: int64(f.Signed.AddYears(n - 1).DaysUntil(f.Signed.AddYears(n)))}
		for counted := int64(0); counted < y.days; {
			paused, running := pausedOn(f, day)
			if running {
				y.end = civil.Date{}
				return append(years, y)
			}
			if !paused {
				counted++
				if f.End.IsZero() || !day.After(f.End) {
					y.inForce++
				}
			}
			y.end, day = day, day.AddDays(1)
		}
		// A year ends where the next one begins; a pause in between belongs to it.
		for paused, running := pausedOn(f, day); paused && n < 5; paused, running = pausedOn(f, day) {
			if running {
				y.end = civil.Date{}
				return append(years, y)
			}
			y.end, day = day, day.AddDays(1)
		}
		years = append(years, y)
	}
	return years
}

func pausedOn(f payment.Facts, d civil.Date) (paused, running bool) {
	for _, p := range f.Pauses {
		if !d.Before(p.From) && (p.Until.IsZero() || d.Before(p.Until)) {
			return true, p.Until.IsZero()
		}
	}
	return false, false
}

// naiveRatio is the attainment of the one objective to gain 260 from 1 300.
func naiveRatio(patients int) *big.Rat {
	return big.NewRat(int64(min(max(patients-1300, 0), 260)), 260)
}

// reckon finds what a year is worth; not known while its measure is missing.
func (y *naiveYear) reckon(f payment.Facts) {
	var first civil.Date
	for _, e := range f.Employments {
		if first.IsZero() || e.Start.Before(first) {
			first = e.Start
		}
	}
	starts := civil.Later(first, f.Signed)
	for paused, running := pausedOn(f, starts); paused && !running; paused, running = pausedOn(f, starts) {
		starts = starts.AddDays(1)
	}
	y.entitlement, y.known = new(big.Rat), true
	if first.IsZero() || starts.After(y.end) || (!f.End.IsZero() && starts.After(f.End)) {
		return
	}
	y.hired = true
	reference, option := civil.Later(y.start, starts), f.Option
	if e, ok := naiveEmployed(f, reference); ok {
		option = min(f.Option, e.Reached)
	}
	ratio := big.NewRat(1, 1)
	if y.number >= 3 {
		last := y.end.AddDays(1)
		if !f.End.IsZero() && f.End.Before(last) {
			last = f.End
		}
		y.known = false
		for d := y.start.AddDays(1); !d.After(last); d = d.AddDays(1) {
			for _, m := range f.Measures {
				if m.On == d {
					ratio, y.known = naiveRatio(m.Counts[0].Patients), true
				}
			}
		}
	}
	exact := new(big.Rat).SetInt64(naiveCeiling(option, y.number, f.Bands[0], y.start))
	exact.Mul(exact, ratio).Mul(exact, big.NewRat(y.inForce, y.days))
	y.entitlement = halfUp(exact)
}

// naiveEmployed walks from the day on until somebody is employed, and else back.
func naiveEmployed(f payment.Facts, day civil.Date) (payment.Employment, bool) {
	const days = 4000 // more than a contract has
	for _, step := range []int{1, -1} {
		for n := range days {
			var latest payment.Employment
			for _, e := range f.Employments {
				if d := day.AddDays(step * n); !e.Start.After(d) && (e.End.IsZero() || !e.End.Before(d)) && !e.Start.Before(latest.Start) {
					latest = e
				}
			}
			if !latest.Start.IsZero() {
				return latest, true
			}
		}
	}
	return payment.Employment{}, false
}

// naiveVacant tells whether everybody who was ever hired had left before the due fell, or
// before the contract's last day if it fell after that.
func naiveVacant(f payment.Facts, d payment.Due) bool {
	day := d.On
	if !f.End.IsZero() && day.After(f.End) {
		day = f.End
	}
	last := naiveYears(f)
	if term := last[len(last)-1].end; f.End.IsZero() && len(last) == 5 && !term.IsZero() && day.After(term) {
		day = term
	}
	for _, e := range f.Employments {
		if e.End.IsZero() || !e.End.Before(day) {
			return false
		}
	}
	return len(f.Employments) > 0 && !d.On.IsZero()
}

// leaving lets some assistants leave.
func leaving(t *rapid.T, f payment.Facts) payment.Facts {
	for i := range f.Employments {
		if rapid.Bool().Draw(t, "leaves") {
			f.Employments[i].End = f.Employments[i].Start.AddDays(rapid.IntRange(0, 1200).Draw(t, "stays for days"))
		}
	}
	return f
}

// halfUp rounds to a whole number, halves up.
func halfUp(r *big.Rat) *big.Rat {
	r = new(big.Rat).Add(r, big.NewRat(1, 2))
	return new(big.Rat).SetInt(new(big.Int).Div(r.Num(), r.Denom()))
}

// contracts draws a contract with everything that may happen to it.
func contracts(t *rapid.T, l *law.Law) payment.Facts {
	first := day("2019-09-01")
	on := first.AddDays(rapid.IntRange(0, 2400).Draw(t, "signed"))
	text, _ := l.TextOn(on)
	f := payment.Facts{
		ContractID: "ctr_1", Text: text, BothSigned: true, Signed: on,
		Option: rapid.SampledFrom([]law.Option{law.Half, law.Full}).Draw(t, "option"),
		Bands:  []law.Band{rapid.SampledFrom([]law.Band{law.P30ToP50, law.P70ToP90, law.P90ToP95, law.P95AndAbove}).Draw(t, "band")},
		Goals:  []law.Goal{{Indicator: law.RegisteredPatients, Start: 1300, ToGain: 260}},
	}
	for range rapid.IntRange(0, 3).Draw(t, "employments") {
		f.Employments = append(f.Employments, payment.Employment{
			Start:   on.AddDays(rapid.IntRange(-100, 900).Draw(t, "hired")),
			Reached: rapid.SampledFrom([]law.Option{law.Half, law.Full}).Draw(t, "reached"),
		})
	}
	for range rapid.IntRange(0, 12).Draw(t, "measures") {
		at := on.AddDays(rapid.IntRange(0, 2300).Draw(t, "measured"))
		f.Measures = append(f.Measures, registered(at.String(), rapid.IntRange(1200, 1700).Draw(t, "patients")))
	}
	back := on
	for range rapid.IntRange(0, 3).Draw(t, "pauses") {
		from := back.AddDays(rapid.IntRange(1, 700).Draw(t, "from"))
		back = from.AddDays(rapid.IntRange(1, 200).Draw(t, "length"))
		f.Pauses = append(f.Pauses, law.Pause{From: from, Until: back})
	}
	switch rapid.IntRange(0, 3).Draw(t, "end") {
	case 0: // ended; a pause that ran was closed on the day after
		f.End = civil.Later(back, on).AddDays(rapid.IntRange(0, 900).Draw(t, "ended"))
	case 1: // a pause runs
		f.Pauses = append(f.Pauses, law.Pause{From: back.AddDays(rapid.IntRange(1, 700).Draw(t, "runs from"))})
	}
	return f
}

func TestTheInstalmentsOfAYearAddUpToWhatANaiveRecountFinds(t *testing.T) {
	l := theLaw(t)
	rapid.Check(t, func(t *rapid.T) {
		f := leaving(t, contracts(t, l))
		dues := payment.Dues(l, f, nil, civil.Date{})
		for _, y := range naiveYears(f) {
			if y.end.IsZero() || (!f.End.IsZero() && y.start.After(f.End)) {
				continue
			}
			y.reckon(f)
			sum, told, vacated := new(big.Rat), true, false
			for _, d := range dues {
				if d.Key.Year == y.number {
					if vacant := naiveVacant(f, d); vacant && d.State == payment.Payable {
						t.Fatalf("due %s of %+v is payable though nobody is employed on its day", line(d), f)
					} else if !vacant && d.BlockedBy != nil && d.BlockedBy.Code == payment.NoAssistant && len(f.Employments) > 0 {
						t.Fatalf("due %s of %+v is blocked though somebody is employed on its day", line(d), f)
					} else {
						vacated = vacated || vacant
					}
					told = told && d.Owed.Known
					sum.Add(sum, new(big.Rat).SetInt64(int64(d.Owed.Cents)))
				}
			}
			blocked := !y.known || (len(f.Employments) == 0 && f.End.IsZero())
			if told == blocked && !vacated {
				t.Fatalf("year %d of %+v: told is %t, known is %t: %v", y.number, f, told, y.known, lines(dues))
			}
			if told && sum.Cmp(y.entitlement) != 0 {
				t.Fatalf("year %d of %+v adds up to %s cents, the recount finds %s: %v", y.number, f, sum, y.entitlement, lines(dues))
			}
		}
	})
}

func TestTheYearsBeginAndEndWhereANaiveWalkFindsThem(t *testing.T) {
	l := theLaw(t)
	rapid.Check(t, func(t *rapid.T) {
		f := contracts(t, l)
		f.End = civil.Date{}
		years := l.Years(f.Text, f.Signed, f.Pauses)
		for _, y := range naiveYears(f) {
			got := years[y.number-1]
			if got.Start != y.start || int64(got.Days) != y.days || (!y.end.IsZero() && !got.End.IsZero() && got.End != y.end) {
				t.Fatalf("year %d of %+v is %+v, the walk finds %s to %s, %d days", y.number, f, got, y.start, y.end, y.days)
			}
		}
	})
}

// owed is all that is owed to a contract on which nothing was posted.
func owed(l *law.Law, f payment.Facts) (sum money.Cents, untold int) {
	for _, d := range payment.Dues(l, f, nil, civil.Date{}) {
		sum += d.Owed.Cents
		if !d.Owed.Known {
			untold++
		}
	}
	return sum, untold
}

func TestMorePatientsGainedNeverPayLess(t *testing.T) {
	l := theLaw(t)
	rapid.Check(t, func(t *rapid.T) {
		f := contracts(t, l)
		if len(f.Measures) == 0 {
			return
		}
		before, untold := owed(l, f)
		more := f
		more.Measures = slices.Clone(f.Measures)
		i := rapid.IntRange(0, len(f.Measures)-1).Draw(t, "which")
		more.Measures[i] = registered(f.Measures[i].On.String(), f.Measures[i].Counts[0].Patients+rapid.IntRange(1, 300).Draw(t, "more"))
		if after, left := owed(l, more); after < before || left != untold {
			t.Fatalf("with more patients on %s %s is owed instead of %s (%d dues untold, %d before)", f.Measures[i].On, after, before, left, untold)
		}
	})
}

func TestALargerOptionNeverPaysLess(t *testing.T) {
	l := theLaw(t)
	rapid.Check(t, func(t *rapid.T) {
		f := contracts(t, l)
		f.Option = law.Half
		half, _ := owed(l, f)
		f.Option = law.Full
		if full, _ := owed(l, f); full < half {
			t.Fatalf("1 ETP owes %s, 1/2 ETP %s: %+v", full, half, f)
		}
	})
}

// pay plays a run up to a day: it posts what is payable, and gives how many lines it had.
func pay(t *rapid.T, l *law.Law, f payment.Facts, p payment.Posted, through civil.Date) int {
	dues := payment.Dues(l, f, p, through)
	lines, _ := payment.Gather(dues, through, nobody)
	for _, d := range lines {
		// More than nothing posted before makes it a correction: only what is missing is paid.
		if p[d.Key] != d.Posted || d.Posted+d.Delta().Cents != d.Owed.Cents || d.Delta().Cents <= 0 || d.On.After(through) {
			t.Fatalf("a run through %s pays %s", through, line(d))
		}
	}
	for _, d := range lines {
		p[d.Key] += d.Delta().Cents
	}
	return len(lines)
}

// until is what was known of a contract on a day: measures, hirings, pauses and the end
// become known on the day they happen, or later.
func until(f payment.Facts, known civil.Date, late []int) payment.Facts {
	g := f
	g.Measures, g.Employments, g.Pauses, g.End = nil, nil, nil, civil.Date{}
	for i, m := range f.Measures {
		if !m.On.AddDays(late[i%len(late)]).After(known) {
			g.Measures = append(g.Measures, m)
		}
	}
	for _, e := range f.Employments {
		if !e.Start.After(known) {
			if e.End.After(known) {
				e.End = civil.Date{}
			}
			g.Employments = append(g.Employments, e)
		}
	}
	for _, p := range f.Pauses {
		switch {
		case p.From.After(known):
		case !p.Until.IsZero() && p.Until.After(known):
			g.Pauses = append(g.Pauses, law.Pause{From: p.From})
		default:
			g.Pauses = append(g.Pauses, p)
		}
	}
	if !f.End.IsZero() && !f.End.After(known) {
		g.End = f.End
		for i := range g.Pauses {
			if g.Pauses[i].Until.IsZero() {
				g.Pauses[i].Until = f.End.AddDays(1)
			}
		}
	}
	return g
}

func TestAHistoryOfRunsPaysWhatANaiveRecountFinds(t *testing.T) {
	l := theLaw(t)
	rapid.Check(t, func(t *rapid.T) {
		f := leaving(t, contracts(t, l))
		late := rapid.SliceOfN(rapid.IntRange(0, 400), 1, 4).Draw(t, "told late by days")
		p := payment.Posted{}
		through := f.Signed
		for range 20 {
			through = through.AddDays(rapid.IntRange(1, 250).Draw(t, "to the next run"))
			known := until(f, through, late)
			pay(t, l, known, p, through)
			if n := pay(t, l, known, p, through); n != 0 {
				t.Fatalf("a second run through %s over the same facts pays %d dues", through, n)
			}
		}
		// All is known and all has come: what is paid and what is left to claim or to
		// correct is the year's entitlement.
		pay(t, l, f, p, day("2199-12-31"))
		dues := payment.Dues(l, f, p, day("2199-12-31"))
		for _, y := range naiveYears(f) {
			if y.end.IsZero() || (!f.End.IsZero() && y.start.After(f.End)) {
				continue
			}
			y.reckon(f)
			paid, left, told := new(big.Rat), new(big.Rat), true
			for _, d := range dues {
				if d.Key.Year == y.number {
					paid.Add(paid, new(big.Rat).SetInt64(int64(p[d.Key])))
					left.Add(left, new(big.Rat).SetInt64(int64(d.Delta().Cents)))
					told = told && d.Owed.Known
				}
			}
			if told && new(big.Rat).Add(paid, left).Cmp(y.entitlement) != 0 {
				t.Fatalf("year %d: paid %s, left %s, the recount finds %s: %v", y.number, paid, left, y.entitlement, lines(dues))
			}
		}
	})
}
