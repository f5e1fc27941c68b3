package law_test

import (
	"testing"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"

	"pgregory.net/rapid"
)

// underEachLaw checks a property under the law as it is known, and as a fund would
// fill it.
func underEachLaw(t *testing.T, property func(t *rapid.T, l *law.Law)) {
	t.Helper()
	for _, c := range []struct {
		name string
		law  *law.Law
	}{{"as it is known", embedded(t)}, {"as a fund fills it", supplemented(t)}} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { property(t, c.law) })
		})
	}
}

// anyText draws a text by its id, which is short to print.
func anyText(t *rapid.T, l *law.Law) *law.Text {
	text, ok := l.Text(rapid.SampledFrom([]string{avenant7, reglementArbitral, convention2024}).Draw(t, "text"))
	if !ok {
		t.Fatal("there is no such text")
	}
	return text
}

func TestALargerStartNeverOwesALargerRate(t *testing.T) {
	for _, l := range []*law.Law{embedded(t), supplemented(t)} {
		compared := 0
		for _, text := range l.Texts() {
			for _, option := range law.Options() {
				var last law.Rate
				for _, b := range law.Bands() {
					rate := l.Objective(text, asked(option, b, 1000)).Rate
					if rate.Known && last.Known && rate.Thousandths > last.Thousandths {
						t.Errorf("%s, %s: %d thousandths in %s, but %d in a band below", text.ID, option, rate.Thousandths, b, last.Thousandths)
					}
					if rate.Known {
						last, compared = rate, compared+1
					}
				}
			}
		}
		if compared < 10 {
			t.Errorf("only %d rates are known: it proves too little", compared)
		}
	}
}

// Every option, year and band, on the days on which and before which a schedule of
// amounts begins.
func TestALargerOptionAndALargerBandNeverPayLess(t *testing.T) {
	for _, l := range []*law.Law{embedded(t), supplemented(t)} {
		compared := 0
		for _, first := range l.ScheduleDays() {
			for _, on := range []civil.Date{first.AddDays(-1), first, first.AddDays(1)} {
				for year := 1; year <= law.LongestContract; year++ {
					compared += neverLess(t, l, year, on)
				}
			}
		}
		if compared < 1000 {
			t.Errorf("only %d pairs of amounts are known: it proves too little", compared)
		}
	}
}

// neverLess compares the known amounts of a year that starts on a day, and tells how
// many pairs there were.
func neverLess(t *testing.T, l *law.Law, year int, on civil.Date) (compared int) {
	type cell struct {
		option law.Option
		band   law.Band
	}
	var cells []cell
	for _, o := range law.Options() {
		for _, b := range law.Bands() {
			cells = append(cells, cell{o, b})
		}
	}
	for _, small := range cells {
		for _, large := range cells {
			less, more := l.Ceiling(small.option, year, small.band, on), l.Ceiling(large.option, year, large.band, on)
			if large.option < small.option || large.band < small.band || small == large || !less.Known || !more.Known {
				continue
			}
			if compared++; more.Cents < less.Cents {
				t.Errorf("year %d from %v: %s, %s pays %s, but %s, %s %s", year, on, small.option, small.band, less.Cents, large.option, large.band, more.Cents)
			}
		}
	}
	return compared
}

func TestOneDayOfTheClockNeverPaysLess(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		first := civil.MustParse("2019-09-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "first"))
		later := first.AddDays(rapid.IntRange(0, 4000).Draw(t, "days"))
		o := rapid.SampledFrom(law.Options()).Draw(t, "option")
		b := rapid.SampledFrom(law.Bands()).Draw(t, "band")
		year := rapid.IntRange(1, 6).Draw(t, "year")
		before, after := l.Ceiling(o, year, b, first), l.Ceiling(o, year, b, later)
		if before.Known && after.Known && before.Cents > after.Cents {
			t.Fatalf("%s, year %d, %s: %s on %v, %s on %v", o, year, b, before.Cents, first, after.Cents, later)
		}
	})
}

// goals are one or two goals, to gain or to maintain.
func goals(t *rapid.T) []law.Goal {
	n := rapid.IntRange(1, 2).Draw(t, "goals")
	all := make([]law.Goal, 0, n)
	for _, ind := range law.Indicators()[:n] {
		all = append(all, law.Goal{
			Indicator: ind,
			Start:     rapid.IntRange(0, 60).Draw(t, "start"),
			ToGain:    rapid.IntRange(0, 12).Draw(t, "to gain"),
		})
	}
	return all
}

func TestMorePatientsNeverLowerTheRatio(t *testing.T) {
	l := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t, l)
		contract := goals(t)
		fewer, more := make([]law.Count, 0, len(contract)), make([]law.Count, 0, len(contract))
		for _, g := range contract {
			seen := rapid.IntRange(0, 80).Draw(t, "seen")
			fewer = append(fewer, law.Count{Indicator: g.Indicator, Patients: seen})
			more = append(more, law.Count{Indicator: g.Indicator, Patients: seen + rapid.IntRange(0, 30).Draw(t, "more")})
		}
		a, b := l.Attain(text, contract, fewer), l.Attain(text, contract, more)
		if !a.Known || !b.Known {
			t.Fatal("every goal is measured, but it is not known")
		}
		if a.Ratio.Compare(b.Ratio) > 0 {
			t.Fatalf("%s: %v with %v, but %v with %v", text.ID, a.Ratio, fewer, b.Ratio, more)
		}
		if a.Reached && !b.Reached {
			t.Fatalf("%s: reached with %v, but not with %v", text.ID, fewer, more)
		}
	})
}

func TestTheRatioIsBetweenThoseOfItsIndicatorsAndReachedExactlyWhenItIsOne(t *testing.T) {
	l := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t, l)
		contract := goals(t)
		counts := make([]law.Count, 0, len(contract))
		for _, g := range contract {
			counts = append(counts, law.Count{Indicator: g.Indicator, Patients: rapid.IntRange(0, 80).Draw(t, "seen")})
		}
		a := l.Attain(text, contract, counts)
		found, all := false, true
		for _, each := range a.Each {
			found = found || each.Ratio == a.Ratio
			all = all && each.Reached
			if each.Ratio.Num < 0 || each.Ratio.Num > each.Ratio.Den || each.Reached != (each.ShortBy == 0) {
				t.Fatalf("an indicator is %+v", each)
			}
			if each.Reached != (each.Ratio.Num == each.Ratio.Den) {
				t.Fatalf("reached %v with ratio %v", each.Reached, each.Ratio)
			}
		}
		if !found || a.Reached != (a.Ratio.Num == a.Ratio.Den) {
			t.Fatalf("the ratio is %v, reached %v, of %+v", a.Ratio, a.Reached, a.Each)
		}
		if text.ID == avenant7 && a.Reached != all {
			t.Fatalf("both count, reached %v of %+v", a.Reached, a.Each)
		}
	})
}

func TestTheObjectiveIsTheLargestWholeNumberWithinTheRate(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		text := anyText(t, l)
		start := rapid.IntRange(0, 10_000).Draw(t, "start")
		o := l.Objective(text, asked(rapid.SampledFrom(law.Options()).Draw(t, "option"), rapid.SampledFrom(law.Bands()).Draw(t, "band"), start))
		if !o.Known {
			if o.ToGain != 0 || o.Target != 0 || o.Cite.Cell == "" {
				t.Fatalf("not known, but %+v", o)
			}
			return
		}
		exact := start * o.Rate.Thousandths
		if o.ToGain*1000 > exact || (o.ToGain+1)*1000 <= exact || o.Target != start+o.ToGain {
			t.Fatalf("%d thousandths of %d: +%d to %d", o.Rate.Thousandths, start, o.ToGain, o.Target)
		}
	})
}

func TestThePossibleBandsAreContiguousAndRiseWithTheStart(t *testing.T) {
	underEachLaw(t, func(t *rapid.T, l *law.Law) {
		text := anyText(t, l)
		group := rapid.SampledFrom([]law.Group{law.GP, law.MEP, "05"}).Draw(t, "group")
		ind := rapid.SampledFrom(law.Indicators()).Draw(t, "indicator")
		start := rapid.IntRange(0, 4000).Draw(t, "start")
		lower, used := l.PossibleBands(text, group, ind, start)
		higher, _ := l.PossibleBands(text, group, ind, start+rapid.IntRange(0, 2000).Draw(t, "more"))
		if len(lower) == 0 || len(used) == 0 {
			t.Fatalf("%d patients are in %v by %v", start, lower, used)
		}
		for i := range lower {
			if lower[i] != lower[0]+law.Band(i) {
				t.Fatalf("%d patients are in %v", start, lower)
			}
		}
		if higher[0] < lower[0] || higher[len(higher)-1] < lower[len(lower)-1] {
			t.Fatalf("%v with fewer patients, %v with more", lower, higher)
		}
	})
}

// separate are ended pauses, in order, each after the one before, from the signature
// on and within the contract.
func separate(t *rapid.T, signed civil.Date) (pauses []law.Pause, days int) {
	from := signed
	for range rapid.IntRange(0, 4).Draw(t, "pauses") {
		from = from.AddDays(rapid.IntRange(1, 400).Draw(t, "days between"))
		length := rapid.IntRange(1, 200).Draw(t, "length")
		pauses = append(pauses, law.Pause{From: from, Until: from.AddDays(length)})
		from = from.AddDays(length)
		days += length
	}
	return pauses, days
}

func TestYearsAreContiguousAndPausesMoveTheTermByExactlyTheirLength(t *testing.T) {
	l := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		signed := day("2019-09-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "signed"))
		text, ok := l.TextOn(signed)
		if !ok {
			t.Fatal("no text")
		}
		pauses, moved := separate(t, signed)
		shuffled := rapid.Permutation(pauses).Draw(t, "order")
		years, plain := l.Years(text, signed, shuffled), l.Years(text, signed, nil)
		if years[0].Start != signed {
			t.Fatalf("the first year starts on %v", years[0].Start)
		}
		for i, y := range years {
			if i > 0 && y.Start != years[i-1].End.AddDays(1) {
				t.Fatalf("year %d starts on %v, the one before ends on %v", y.Number, y.Start, years[i-1].End)
			}
			paused := 0
			for _, p := range pauses {
				from, until := civil.Later(p.From, y.Start), p.Until
				if until.After(y.End.AddDays(1)) {
					until = y.End.AddDays(1)
				}
				paused += max(0, from.DaysUntil(until))
			}
			if length := y.Start.DaysUntil(y.End) + 1; !y.Open || length-paused != y.Days || y.Days != plain[i].Days {
				t.Fatalf("year %d has %d days of which %d paused, and counts %d", y.Number, length, paused, y.Days)
			}
		}
		if got := plain[4].End.DaysUntil(years[4].End); got != moved {
			t.Fatalf("%d paused days move the term by %d", moved, got)
		}
	})
}

func TestARunningPauseHidesWhatLiesBehindItAndNothingBefore(t *testing.T) {
	l := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		signed := day("2019-09-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "signed"))
		text, _ := l.TextOn(signed)
		from := signed.AddDays(rapid.IntRange(0, 2500).Draw(t, "from"))
		plain := l.Years(text, signed, nil)
		for i, y := range l.Years(text, signed, []law.Pause{{From: from}}) {
			startHidden := i > 0 && !from.After(plain[i].Start)
			endHidden := !from.After(plain[i].End) || i < 4 && from == plain[i].End.AddDays(1)
			if y.Start.IsZero() != startHidden || y.End.IsZero() != endHidden {
				t.Fatalf("year %d is %s with a pause from %v, it would be %s", y.Number, written(y), from, written(plain[i]))
			}
			if !startHidden && y.Start != plain[i].Start || !endHidden && y.End != plain[i].End {
				t.Fatalf("year %d is %s, it would be %s", y.Number, written(y), written(plain[i]))
			}
			if y.Open != (!startHidden && !endHidden) || y.Days != plain[i].Days {
				t.Fatalf("year %d is open %v with %d days", y.Number, y.Open, y.Days)
			}
		}
	})
}
