package bank_test

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/internal/bank"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
)

// sent is a message of a property.
type sent struct {
	id     string
	orders []order
}

// mail draws messages from few ids, so that messages and transfers come again.
var mail = rapid.Custom(func(t *rapid.T) []sent {
	var all []sent
	for range rapid.IntRange(1, 8).Draw(t, "messages") {
		s := sent{id: fmt.Sprintf("RUN-%d", rapid.IntRange(1, 5).Draw(t, "message"))}
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 12), 1, 6, rapid.ID[int]).Draw(t, "transfers") {
			s.orders = append(s.orders, order{fmt.Sprintf("T%d", n), money.Cents(n * 100)})
		}
		all = append(all, s)
	}
	return all
})

var (
	seeds = rapid.Uint64()
	some  = rapid.SampledFrom([]int{0, 0, 100, 500, always})
)

// deeds draws the odds of what a bank does; words those of what it says.
func deeds(t *rapid.T) bank.Options {
	return bank.Options{
		Reject: some.Draw(t, "reject"), Return: some.Draw(t, "return"), RefuseFile: some.Draw(t, "refuse file"), TimeOut: some.Draw(t, "time out"),
		Late: some.Draw(t, "late"), Twice: some.Draw(t, "twice"), Older: rapid.Bool().Draw(t, "older"),
	}
}

func words(t *rapid.T, o bank.Options) bank.Options {
	o.Silent, o.Drop = some.Draw(t, "silent"), some.Draw(t, "drop")
	o.Amount, o.Unknown = some.Draw(t, "amount"), some.Draw(t, "unknown")
	return o
}

// live sends all messages to a bank, which may speak between two, and gives its files.
func live(rt *rapid.T, t *testing.T, b *bank.Bank, messages []sent) (files [][]byte) {
	for _, m := range messages {
		b.Submit(pain001(t, m.id, m.orders...))
		for range rapid.IntRange(0, 3).Draw(rt, "files between") {
			if file, _, ok := b.Next(); ok {
				files = append(files, file)
			}
		}
	}
	for {
		file, _, ok := b.Next()
		if !ok {
			return files
		}
		files = append(files, file)
	}
}

// told is a naive reader of status files: where each transfer of each message stands, and
// what was moved for each. A file that was read is not read again; a duplicate that is
// rejected says nothing of the first.
type told struct {
	t      *testing.T
	orders map[string][]order // message → transfers
	read   map[string]bool
	status map[[2]string]sepa.Status // message and end-to-end id
	net    map[string]money.Cents
	debits map[string]int
	backs  map[string]int
}

func listen(t *testing.T, messages []sent, files [][]byte) *told {
	l := &told{
		t: t, orders: map[string][]order{}, read: map[string]bool{}, status: map[[2]string]sepa.Status{},
		net: map[string]money.Cents{}, debits: map[string]int{}, backs: map[string]int{},
	}
	for _, m := range messages {
		l.orders[m.id] = append(l.orders[m.id], m.orders...)
	}
	for _, file := range files {
		l.file(read(t, file))
	}
	return l
}

func (l *told) file(f sepa.File) {
	if l.read[f.MessageID] {
		return
	}
	l.read[f.MessageID] = true
	for _, line := range f.Lines {
		switch {
		case line.ReasonCode == "AM05" || line.Scope == sepa.Entry:
		case line.Scope != sepa.Transaction && line.Status == sepa.Rejected:
			for _, o := range l.orders[line.OriginalMessageID] {
				l.status[[2]string{line.OriginalMessageID, o.id}] = sepa.Rejected
			}
		case line.Scope != sepa.Transaction:
		case line.Status == sepa.Returned:
			l.net[line.EndToEndID] -= line.Amount.Cents
			l.backs[line.EndToEndID]++
		default:
			l.status[[2]string{line.OriginalMessageID, line.EndToEndID}] = line.Status
			if line.Status == sepa.Settled {
				l.debits[line.EndToEndID]++
				l.net[line.EndToEndID] += line.Amount.Cents
			}
		}
	}
}

func TestAPerfectBankSettlesAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		messages, b := mail.Draw(rt, "mail"), opened(t, seeds.Draw(rt, "seed"), bank.Options{})
		l := listen(t, messages, live(rt, t, b, messages))
		first := map[string]money.Cents{}
		taken := map[string]bool{}
		for _, m := range messages {
			for _, o := range m.orders {
				if _, before := first[o.id]; !before && !taken[m.id] {
					first[o.id] = o.cents
				}
			}
			taken[m.id] = true
		}
		if got := b.Executed(); !reflect.DeepEqual(got, first) || !reflect.DeepEqual(l.net, first) {
			rt.Fatalf("executed %v, told %v, want %v", got, l.net, first)
		}
	})
}

func TestABankThatIsNotSilentAndDoesNotLieHasToldTheWholeTruthInTheEnd(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		messages, b := mail.Draw(rt, "mail"), opened(t, seeds.Draw(rt, "seed"), deeds(rt))
		l := listen(t, messages, live(rt, t, b, messages))
		if got := b.Executed(); !reflect.DeepEqual(got, l.net) {
			rt.Fatalf("executed %v, told %v", got, l.net)
		}
		for _, m := range messages {
			for _, o := range m.orders {
				answer, err := b.Ask(o.id)
				if err != nil {
					continue // lost on the way, in every message that had it
				}
				debits, backs := l.debits[o.id], l.backs[o.id]
				_, executed := b.Executed()[o.id]
				// One that came back may have come again, and been rejected then.
				if executed != (debits > 0) || (debits > backs) != (answer.Status == sepa.Settled) ||
					debits == 0 && answer.Status != sepa.Rejected || debits > backs+1 {
					rt.Fatalf("%s: told of %d debits and net %d; asked, the bank says %v", o.id, l.debits[o.id], l.net[o.id], answer.Status)
				}
			}
		}
		for key, status := range l.status {
			if status != sepa.Settled && status != sepa.Rejected {
				rt.Fatalf("%v ends as %v", key, status)
			}
		}
	})
}

func TestNothingIsExecutedTwiceUnlessItCameBackWhateverIsSubmittedHowOften(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		messages, b := mail.Draw(rt, "mail"), opened(t, seeds.Draw(rt, "seed"), deeds(rt))
		again := rapid.Permutation(append(messages, messages...)).Draw(rt, "again")
		l := listen(t, messages, live(rt, t, b, again))
		for id, n := range l.debits {
			if back := l.backs[id]; n != back && n != back+1 {
				rt.Fatalf("the debit of %s is told %d times, its return %d times", id, n, back)
			}
		}
		for id, cents := range b.Executed() {
			var n money.Cents
			if _, err := fmt.Sscanf(id, "T%d", &n); err != nil || cents != 0 && cents != n*100 {
				rt.Fatalf("%s is executed for %d cents", id, cents)
			}
		}
	})
}

func TestWhatABankSaysDoesNotChangeWhatItDoesAndTheTelephoneTellsIt(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		messages, seed, odds := mail.Draw(rt, "mail"), seeds.Draw(rt, "seed"), deeds(rt)
		honest := bank.Options{Reject: odds.Reject, Return: odds.Return, RefuseFile: odds.RefuseFile, TimeOut: odds.TimeOut}
		plain, liar := opened(t, seed, honest), opened(t, seed, words(rt, odds))
		drainedOf := func(b *bank.Bank) map[string]money.Cents {
			for _, m := range messages {
				b.Submit(pain001(t, m.id, m.orders...))
			}
			for _, file := range drained(t, b) {
				read(t, file)
			}
			return b.Executed()
		}
		truth := drainedOf(plain)
		if got := drainedOf(liar); !reflect.DeepEqual(got, truth) {
			rt.Fatalf("the liar executed %v, the honest bank %v", got, truth)
		}
		asked := listen(t, nil, nil)
		for id := range truth {
			answer, err := liar.Ask(id)
			if err != nil {
				rt.Fatal(err)
			}
			asked.file(read(t, answer.File))
		}
		if !reflect.DeepEqual(asked.net, truth) {
			rt.Fatalf("asked, the bank says %v, want %v", asked.net, truth)
		}
	})
}

func TestTheSameSeedAndCallsGiveTheSameBytes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		messages, seed, odds := mail.Draw(rt, "mail"), seeds.Draw(rt, "seed"), words(rt, deeds(rt))
		var lives [2][]byte
		for i := range lives {
			b := opened(t, seed, odds)
			for _, m := range messages {
				lives[i] = fmt.Append(lives[i], b.Submit(pain001(t, m.id, m.orders...)))
			}
			for _, file := range drained(t, b) {
				lives[i] = append(lives[i], file...)
			}
		}
		if !bytes.Equal(lives[0], lives[1]) {
			rt.Fatal("two lives of one seed differ")
		}
	})
}

// A program that starts the bank anew with all messages so far gets the same files again.
func TestOneMessageMoreChangesNoFileAboutTheOthers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed, odds := seeds.Draw(rt, "seed"), words(rt, deeds(rt))
		odds.TimeOut = 0
		before, after := opened(t, seed, odds), opened(t, seed, odds)
		before.Submit(pain001(t, "RUN-1", three...))
		after.Submit(pain001(t, "RUN-1", three...))
		after.Submit(pain001(t, "RUN-2", order{"D", 1}, order{"A", 100_00}))
		later := map[string]bool{}
		for _, file := range drained(t, after) {
			later[string(file)] = true
		}
		for _, file := range drained(t, before) {
			if !later[string(file)] {
				rt.Fatalf("this file is not sent any more:\n%s", file)
			}
		}
	})
}
