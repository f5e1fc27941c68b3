package bank_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"assistmed/services/internal/bank"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
)

const (
	fundIBAN   = "FR1420041010050500013M02606"
	doctorIBAN = "DE89370400440532013000"
	always     = 1000
)

// order is a transfer of a test.
type order struct {
	id    string
	cents money.Cents
}

// pain001 is a file of transfers.
func pain001(t testing.TB, message string, orders ...order) []byte {
	t.Helper()
	b := sepa.Batch{
		MessageID: message, Created: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), RequestedOn: civil.MustParse("2026-11-26"),
		Debtor: sepa.Party{Name: "CPAM fictive", IBAN: fundIBAN},
	}
	for _, o := range orders {
		b.Payments = append(b.Payments, sepa.Payment{EndToEndID: o.id, Amount: o.cents, Creditor: sepa.Party{Name: "Docteur Fictif", IBAN: doctorIBAN}})
	}
	var out bytes.Buffer
	if err := sepa.WritePain001(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func opened(t testing.TB, seed uint64, o bank.Options) *bank.Bank {
	t.Helper()
	b, err := bank.New(seed, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// submitted is a bank that has acknowledged a message of three transfers, A, B and C.
func submitted(t testing.TB, seed uint64, o bank.Options) *bank.Bank {
	t.Helper()
	b := opened(t, seed, o)
	got := b.Submit(pain001(t, "RUN-1", three...))
	if want := (bank.Receipt{Outcome: bank.Acknowledged, MessageID: "RUN-1", Transfers: 3, Total: 600_01}); got != want {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	return b
}

var three = []order{{"A", 100_00}, {"B", 200_00}, {"C", 300_01}}

// drained is all that the bank sends, in order.
func drained(t testing.TB, b *bank.Bank) (files [][]byte) {
	t.Helper()
	last := ""
	for {
		file, name, ok := b.Next()
		if !ok {
			return files
		}
		if name <= last {
			t.Fatalf("%s is sent after %s", name, last)
		}
		last = name
		files = append(files, file)
	}
}

func read(t testing.TB, file []byte) sepa.File {
	t.Helper()
	f, err := sepa.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	return f
}

// said has the lines of files, a word for each: of what, status, reason and cents.
func said(t testing.TB, files [][]byte) (lines []string) {
	t.Helper()
	for _, file := range files {
		f := read(t, file)
		kind, _, _ := strings.Cut(string(f.Kind), ".")
		for _, l := range f.Lines {
			name := l.EndToEndID
			if l.Scope != sepa.Transaction {
				name = l.Scope.String() + " " + l.OriginalMessageID
			}
			line := fmt.Sprintf("%s %s %s", kind, name, l.Status)
			if l.ReasonCode != "" {
				line += " " + l.ReasonCode
			}
			if l.Amount.Known {
				line += fmt.Sprintf(" %d", l.Amount.Cents)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func TestAPerfectBankAcceptsThenDebitsAndSaysSo(t *testing.T) {
	b := submitted(t, 1, bank.Options{})
	files := drained(t, b)
	want := []string{
		"pain GROUP RUN-1 ACCEPTED", "pain A ACCEPTED 10000", "pain B ACCEPTED 20000", "pain C ACCEPTED 30001",
		"camt A SETTLED 10000", "camt B SETTLED 20000", "camt C SETTLED 30001",
	}
	if got := said(t, files); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	report, debits := read(t, files[0]), read(t, files[1])
	if report.Created != "2026-11-25T18:00:00Z" || debits.Created != "2026-11-26T18:00:00Z" {
		t.Errorf("reported on %s, debited on %s; the fund asked for 26 November", report.Created, debits.Created)
	}
	if l := debits.Lines[0]; l.Account != fundIBAN || l.OriginalMessageID != "RUN-1" || l.PaymentInformationID != "RUN-1" {
		t.Errorf("the debit is %+v", l)
	}
	if got, want := b.Executed(), map[string]money.Cents{"A": 100_00, "B": 200_00, "C": 300_01}; !reflect.DeepEqual(got, want) {
		t.Errorf("executed %v, want %v", got, want)
	}
}

func TestTheTruthOfTheBankGoesWithTheDaysOfItsFiles(t *testing.T) {
	b := submitted(t, 1, bank.Options{Return: always})
	status := func(want sepa.Status, executed map[string]money.Cents) {
		t.Helper()
		if got, err := b.Ask("A"); err != nil || got.Status != want {
			t.Errorf("got %v and %v, want %v", got.Status, err, want)
		}
		if got := b.Executed(); !reflect.DeepEqual(got, executed) {
			t.Errorf("executed %v, want %v", got, executed)
		}
	}
	status(sepa.Accepted, map[string]money.Cents{})
	b.Next() // the report
	status(sepa.Accepted, map[string]money.Cents{})
	b.Next() // the debits
	status(sepa.Settled, map[string]money.Cents{"A": 100_00, "B": 200_00, "C": 300_01})
	b.Next() // the returns
	status(sepa.Returned, map[string]money.Cents{"A": 0, "B": 0, "C": 0})
	if _, _, ok := b.Next(); ok {
		t.Error("the bank has more to say")
	}
}

func TestEachFaultOfABankIsSeenWhenItAlwaysHappens(t *testing.T) {
	accepted := []string{"pain GROUP RUN-1 ACCEPTED", "pain A ACCEPTED 10000", "pain B ACCEPTED 20000", "pain C ACCEPTED 30001"}
	settled := []string{"camt A SETTLED 10000", "camt B SETTLED 20000", "camt C SETTLED 30001"}
	full := map[string]money.Cents{"A": 100_00, "B": 200_00, "C": 300_01}
	for _, c := range []struct {
		name     string
		odds     bank.Options
		wanted   func(lines []string) bool
		executed map[string]money.Cents
	}{
		{"rejected", bank.Options{Reject: always}, func(lines []string) bool {
			return len(lines) == 3 && each(lines, "pain ", " REJECTED ")
		}, map[string]money.Cents{}},
		{"returned", bank.Options{Return: always}, func(lines []string) bool {
			return len(lines) == 10 && slices.Equal(lines[:7], slices.Concat(accepted, settled)) && each(lines[7:], "camt ", " RETURNED ")
		}, map[string]money.Cents{"A": 0, "B": 0, "C": 0}},
		{"the message rejected whole", bank.Options{RefuseFile: always}, func(lines []string) bool {
			return len(lines) == 1 && each(lines, "pain ", " RUN-1 REJECTED ")
		}, map[string]money.Cents{}},
		{"late, and then without a word on the whole", bank.Options{Late: always}, func(lines []string) bool {
			return slices.Equal(lines, slices.Concat(accepted[1:], settled))
		}, full},
		{"silent", bank.Options{Silent: always}, func(lines []string) bool { return len(lines) == 0 }, full},
		{"twice", bank.Options{Twice: always}, func(lines []string) bool {
			return slices.Equal(lines, slices.Concat(accepted, settled, accepted, settled))
		}, full},
		{"every line left out", bank.Options{Drop: always}, func(lines []string) bool { return slices.Equal(lines, accepted[:1]) }, full},
		{"other amounts", bank.Options{Amount: always}, func(lines []string) bool {
			return len(lines) == 7 && !slices.ContainsFunc(slices.Concat(accepted[1:], settled), func(s string) bool { return slices.Contains(lines, s) })
		}, full},
		{"one line more", bank.Options{Unknown: always}, func(lines []string) bool {
			return len(lines) == 9 && slices.Equal(lines[:4], accepted) && slices.Equal(lines[5:8], settled)
		}, full},
		{"the older versions", bank.Options{Older: true}, func(lines []string) bool { return slices.Equal(lines, slices.Concat(accepted, settled)) }, full},
	} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(20) {
				b := submitted(t, seed, c.odds)
				if lines := said(t, drained(t, b)); !c.wanted(lines) {
					t.Errorf("seed %d: the bank says\n%s", seed, strings.Join(lines, "\n"))
				}
				if got := b.Executed(); !reflect.DeepEqual(got, c.executed) {
					t.Errorf("seed %d: executed %v, want %v", seed, got, c.executed)
				}
			}
		})
	}
}

func each(lines []string, start, middle string) bool {
	return !slices.ContainsFunc(lines, func(s string) bool { return !strings.HasPrefix(s, start) || !strings.Contains(s, middle) })
}

func TestAFileThatIsSentTwiceIsTheSameByteByByteWhateverBecameOfTheFirst(t *testing.T) {
	b := submitted(t, 1, bank.Options{Twice: always})
	var files [][]byte
	for file, _, ok := b.Next(); ok; file, _, ok = b.Next() {
		files = append(files, bytes.Clone(file))
		clear(file)
	}
	if len(files) != 4 || !bytes.Equal(files[0], files[2]) || !bytes.Equal(files[1], files[3]) {
		t.Errorf("%d files", len(files))
	}
}

func TestFilesOfOneDayAreSentInTheOrderOfTheirMessages(t *testing.T) {
	b := submitted(t, 1, bank.Options{})
	b.Submit(pain001(t, "RUN-2", order{"D", 1}))
	var of []string
	for _, file := range drained(t, b) {
		of = append(of, read(t, file).Lines[0].OriginalMessageID)
	}
	if want := []string{"RUN-1", "RUN-2", "RUN-1", "RUN-2"}; !slices.Equal(of, want) {
		t.Errorf("files about %v, want %v", of, want)
	}
}

func TestAnotherAmountIsOneThatATransferCanHave(t *testing.T) {
	for _, cents := range []money.Cents{1, 99_999_999_999} {
		b := opened(t, 1, bank.Options{Amount: always})
		if r := b.Submit(pain001(t, "RUN-1", order{"A", cents})); r.Outcome != bank.Acknowledged {
			t.Errorf("%d cents: %+v", cents, r)
		}
		for _, file := range drained(t, b) {
			for _, l := range read(t, file).Lines {
				if l.Scope == sepa.Transaction && l.Amount.Cents == cents {
					t.Errorf("%d cents are told as they are", cents)
				}
			}
		}
	}
}

func TestWhatIsLateComesAfterWhatIsNot(t *testing.T) {
	for seed := range uint64(50) {
		files := drained(t, submitted(t, seed, bank.Options{Late: always / 2, Return: always / 2}))
		for i := range files[1:] {
			if before, after := read(t, files[i]).Created, read(t, files[i+1]).Created; before > after {
				t.Errorf("seed %d: a file of %s is sent after one of %s", seed, after, before)
			}
		}
		lines := said(t, files)
		for _, id := range []string{"A", "B", "C"} {
			accepted := slices.IndexFunc(lines, func(s string) bool { return strings.HasPrefix(s, "pain "+id+" ACCEPTED") })
			settled := slices.IndexFunc(lines, func(s string) bool { return strings.HasPrefix(s, "camt "+id+" SETTLED") })
			if accepted < 0 || settled < accepted {
				t.Errorf("seed %d: %s is accepted in line %d and settled in line %d of\n%s", seed, id, accepted, settled, strings.Join(lines, "\n"))
			}
		}
	}
}

func TestTheStatusOfTheWholeSpeaksOfNoTransferThatIsNotListed(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(200) {
		lines := said(t, drained(t, submitted(t, seed, bank.Options{Silent: always / 3, Reject: always / 3})))
		accepted, rejected := 0, 0
		for _, l := range lines {
			if strings.HasPrefix(l, "pain ") && !strings.Contains(l, "GROUP") {
				accepted += strings.Count(l, " ACCEPTED")
				rejected += strings.Count(l, " REJECTED")
			}
		}
		want := map[bool]string{true: "pain GROUP RUN-1 ACCEPTED", false: "pain GROUP RUN-1 OTHER"}[accepted == 3]
		if accepted == 0 {
			want = ""
		}
		got := ""
		if len(lines) > 0 && strings.Contains(lines[0], "GROUP") {
			got = lines[0]
		}
		if got != want {
			t.Errorf("seed %d: the whole is %q with %d accepted and %d rejected, want %q", seed, got, accepted, rejected, want)
		}
		seen[got] = true
	}
	if len(seen) != 3 {
		t.Errorf("only %v were seen", seen)
	}
}

func TestAMessageThatComesAgainIsRejectedAsADuplicateAndExecutedOnce(t *testing.T) {
	b := submitted(t, 1, bank.Options{})
	drained(t, b)
	for range 2 {
		if r := b.Submit(pain001(t, "RUN-1", three...)); r.Outcome != bank.Acknowledged {
			t.Errorf("got %+v", r)
		}
		if got, want := said(t, drained(t, b)), []string{"pain GROUP RUN-1 REJECTED AM05"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	if got := b.Executed(); got["A"] != 100_00 || len(got) != 3 {
		t.Errorf("executed %v", got)
	}
	if a, err := b.Ask("A"); err != nil || a.Status != sepa.Settled {
		t.Errorf("asked, the bank says %v (%v)", a.Status, err)
	}
}

func TestATransferThatWasExecutedIsRejectedInEveryOtherMessageAndInItsOwn(t *testing.T) {
	b := submitted(t, 1, bank.Options{})
	drained(t, b)
	b.Submit(pain001(t, "RUN-2", order{"A", 100_00}, order{"D", 5}))
	want := []string{"pain GROUP RUN-2 OTHER", "pain A REJECTED AM05 10000", "pain D ACCEPTED 5", "camt D SETTLED 5"}
	if got := said(t, drained(t, b)); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	twice := strings.Replace(string(pain001(t, "RUN-3", order{"E", 1}, order{"F", 2})), "<EndToEndId>F", "<EndToEndId>E", 1)
	b.Submit([]byte(twice))
	want = []string{"pain GROUP RUN-3 OTHER", "pain E ACCEPTED 1", "pain E REJECTED AM05 2", "camt E SETTLED 1"}
	if got := said(t, drained(t, b)); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := b.Executed()["E"]; got != 1 {
		t.Errorf("E is executed for %d cents, want 1", got)
	}
}

func TestATransferThatWasRejectedMayComeAgainInAnotherMessage(t *testing.T) {
	for seed := range uint64(200) {
		b := opened(t, seed, bank.Options{Reject: always / 2})
		b.Submit(pain001(t, "RUN-1", order{"A", 7}))
		if a, err := b.Ask("A"); err != nil || a.Status != sepa.Rejected {
			continue
		}
		b.Submit(pain001(t, "RUN-2", order{"A", 7}))
		drained(t, b)
		if b.Executed()["A"] == 7 {
			return
		}
	}
	t.Error("in 200 seeds no transfer was rejected and then executed")
}

func TestAfterATimeOutTheMessageIsExecutedOnceWhetherItHadArrivedOrNot(t *testing.T) {
	arrived := map[bool]int{}
	for seed := range uint64(100) {
		b := opened(t, seed, bank.Options{TimeOut: always})
		file := pain001(t, "RUN-1", three...)
		if r := b.Submit(file); r.Outcome != bank.TimedOut || r.MessageID != "RUN-1" || r.Reason != "" {
			t.Fatalf("seed %d: %+v", seed, r)
		}
		_, err := b.Ask("A")
		arrived[err == nil]++
		// The fund sends it again until it must have arrived.
		for range 20 {
			b.Submit(file)
		}
		files := drained(t, b)
		if got := b.Executed(); len(got) != 3 || got["C"] != 300_01 {
			t.Errorf("seed %d: executed %v", seed, got)
		}
		if n := strings.Count(strings.Join(said(t, files), "\n"), "camt A SETTLED"); n != 1 {
			t.Errorf("seed %d: the debit of A is told %d times", seed, n)
		}
	}
	if arrived[true] < 20 || arrived[false] < 20 {
		t.Errorf("of 100 messages without answer %d had arrived", arrived[true])
	}
}

func TestAMessageWithoutAnswerMayHaveOneWhenItComesAgain(t *testing.T) {
	outcomes := map[[2]bank.Outcome]int{}
	for seed := range uint64(200) {
		b := opened(t, seed, bank.Options{TimeOut: always / 2})
		file := pain001(t, "RUN-1", three...)
		outcomes[[2]bank.Outcome{b.Submit(file).Outcome, b.Submit(file).Outcome}]++
	}
	for _, first := range []bank.Outcome{bank.Acknowledged, bank.TimedOut} {
		for _, second := range []bank.Outcome{bank.Acknowledged, bank.TimedOut} {
			if n := outcomes[[2]bank.Outcome{first, second}]; n < 20 {
				t.Errorf("of 200 banks %d answer %s and then %s, want about 50", n, first, second)
			}
		}
	}
}

func TestTheTelephoneTellsWhatTheFilesDidNot(t *testing.T) {
	b := submitted(t, 1, bank.Options{Silent: always, Return: always})
	if files := drained(t, b); len(files) != 0 {
		t.Fatalf("a silent bank sends %d files", len(files))
	}
	first, err := b.Ask("B")
	if err != nil || first.Status != sepa.Returned || first.ReasonCode == "" {
		t.Fatalf("got %+v and %v", first, err)
	}
	want := []string{"camt B SETTLED 20000", "camt B RETURNED " + first.ReasonCode + " 20000"}
	if got := said(t, [][]byte{first.File}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	second, err := b.Ask("B")
	if err != nil || second.Name <= first.Name || read(t, first.File).MessageID == read(t, second.File).MessageID {
		t.Errorf("two answers have one name: %s and %s (%v)", first.Name, second.Name, err)
	}
	if _, err := b.Ask("X"); err == nil || err.Error() != `end-to-end id: seen "X", wanted one that the bank has received` {
		t.Errorf("of a transfer that it never had the bank says %v", err)
	}
}

func TestAnAnswerLongAfterIsDatedSoonAfterTheLastThingThatCanHappen(t *testing.T) {
	b := submitted(t, 1, bank.Options{})
	for i := range 100 {
		drained(t, b)
		b.Submit(pain001(t, fmt.Sprintf("RUN-%d", i+2), order{fmt.Sprintf("T%d", i), 1}))
	}
	answer, err := b.Ask("A")
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, answer.File).Created; got < "2026-12-01" || got > "2026-12-15" {
		t.Errorf("the answer is of %s, want some days after the debit of 26 November", got)
	}
}

func TestOddsOutOfAThousandAreRefusedAllAtOnce(t *testing.T) {
	_, err := bank.New(1, bank.Options{Reject: -1, Unknown: 1001, Late: 1000})
	want := "reject: seen -1, wanted 0 to 1000, out of a thousand\nunknown: seen 1001, wanted 0 to 1000, out of a thousand"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestOddsAreKept(t *testing.T) {
	var orders []order
	for i := range 2000 {
		orders = append(orders, order{fmt.Sprintf("T%04d", i), 1})
	}
	b := opened(t, 20261124, bank.Options{Reject: 50, Return: 20})
	b.Submit(pain001(t, "RUN-1", orders...))
	drained(t, b)
	executed, back := b.Executed(), 0
	for _, c := range executed {
		if c == 0 {
			back++
		}
	}
	if rejected := len(orders) - len(executed); rejected < 70 || rejected > 130 || back < 20 || back > 60 {
		t.Errorf("of 2000 transfers %d were rejected, want about 100; %d came back, want about 38", rejected, back)
	}
}
