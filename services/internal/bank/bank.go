// Package bank simulates the bank of a fund: it takes files of credit transfers
// (pain.001), and answers with the files of a bank, status reports (pain.002), debits
// and returns (camt.054). It may be as good or as bad a bank as one likes: Options has
// the odds of all that goes wrong between a fund and its bank. For tests, the demo and
// people who try the product; no money moves.
//
// It is pure. Time is the order in which the bank sends its files, a step at a time:
// Submit is at the present step, Next goes on to that of the file it gives. What happens
// to a transfer follows from the seed and the ids of its message and its own, and from
// nothing else, so that one more file changes no answer about another.
//
// # What the bank promises
//
//   - A message is executed once, however often it comes. When it comes again, the whole
//     is rejected with AM05: that speaks of the second copy, the first stays as it was.
//   - A transfer is executed once: an end-to-end id that was executed before, in this
//     message or another, is rejected with AM05. One that was rejected, or has come back,
//     may come again: the fund still owes it, under the same id.
//   - What the bank does is not changed by what it says. Late, Twice, Silent, Drop, Amount
//     and Unknown are of what it says only; Executed and Ask tell the truth.
//
// # What of a pain.001 it reads
//
// Of version 09 the message id, the number and the sum of the transfers in the group and
// in each block, where they are given, and they must be right; of a block its id, the
// requested day and the account; of a transfer the end-to-end id, the amount in euros
// and the IBAN. The rest is held to be well formed and in the namespace, no more.
package bank

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"assistmed/services/internal/money"
)

// perMille is what odds are out of.
const perMille = 1000

// Options are the odds of what goes wrong, out of a thousand: 0 is never, 1000 always.
// The zero value is a perfect bank.
type Options struct {
	Reject     int // a transfer is rejected; no money moves
	Return     int // a transfer that was debited comes back
	RefuseFile int // a message is rejected whole: its group, or each of its blocks
	TimeOut    int // Submit has no answer; the message has arrived in one case of two

	Late    int // what is said of a transfer comes later than of the others
	Silent  int // nothing is said of a transfer, until Ask
	Twice   int // a file is sent again later, the same bytes under another name
	Drop    int // a transfer is left out of a file that should have it
	Amount  int // a file gives another amount of a transfer than was moved
	Unknown int // a file has one more line, of something that the fund never ordered

	Older bool // the files are of the older versions, pain.002.001.03 and camt.054.001.02
}

// Check is nil when all odds are from 0 to 1000; else the error has a line for each that
// is not, as field, value seen, value wanted.
func (o Options) Check() error {
	var wrong []error
	for _, odds := range []struct {
		field string
		value int
	}{
		{"reject", o.Reject}, {"return", o.Return}, {"refuse_file", o.RefuseFile}, {"time_out", o.TimeOut}, {"late", o.Late},
		{"silent", o.Silent}, {"twice", o.Twice}, {"drop", o.Drop}, {"amount", o.Amount}, {"unknown", o.Unknown},
	} {
		if odds.value < 0 || odds.value > perMille {
			wrong = append(wrong, fmt.Errorf("%s: seen %d, wanted 0 to %d, out of a thousand", odds.field, odds.value, perMille))
		}
	}
	return errors.Join(wrong...)
}

// Bank is a simulated bank. It is for one goroutine at a time.
type Bank struct {
	seed uint64
	odds Options

	now, end int // the present step, and that of the last thing decided
	sent     int // files sent
	asked    int

	came  map[string]int       // message id → how often it came, lost ones too
	taken map[string]bool      // message ids that arrived
	known map[string]*transfer // end-to-end id → the one executed that has not come back, else the last one
	queue []sending            // by step
}

// sending is a file on its way.
type sending struct {
	due  int
	kind string
	file []byte
}

// New is a bank that has received nothing yet. The same seed, odds and calls give the
// same answers, byte by byte. The error is that of Options.Check.
func New(seed uint64, o Options) (*Bank, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	return &Bank{seed: seed, odds: o, came: map[string]int{}, taken: map[string]bool{}, known: map[string]*transfer{}}, nil
}

// Outcome is how a submission ended, as the one who submits sees it.
type Outcome uint8

// The outcomes.
const (
	Acknowledged Outcome = iota + 1 // the bank has the file, and will answer
	Refused                         // the file cannot be read or its sums are wrong; nothing of it is kept
	TimedOut                        // no answer: the bank may have the file or not
)

// String is the outcome as an API writes it.
func (o Outcome) String() string {
	switch o {
	case Acknowledged:
		return "ACKNOWLEDGED"
	case Refused:
		return "REFUSED"
	case TimedOut:
		return "TIMED_OUT"
	default:
		return "no outcome"
	}
}

// Receipt is what a submission gives at once.
type Receipt struct {
	Outcome   Outcome
	MessageID string      // as read; empty when REFUSED
	Transfers int         // how many were read; 0 when REFUSED
	Total     money.Cents // their sum
	Reason    string      // why it is REFUSED, in French: field, value seen, value wanted; else empty
}

// Submit gives the bank a pain.001 file. Its answers wait for Next.
func (b *Bank) Submit(pain001 []byte) Receipt {
	m, err := readMessage(pain001)
	if err != nil {
		return Receipt{Outcome: Refused, Reason: err.Error()}
	}
	receipt := Receipt{Outcome: Acknowledged, MessageID: m.id, Transfers: len(m.orders), Total: m.total}
	b.came[m.id]++
	attempt := strconv.Itoa(b.came[m.id])
	if b.happens(b.odds.TimeOut, "time out", m.id, attempt) {
		receipt.Outcome = TimedOut
		if b.draw(2, "lost", m.id, attempt) == 0 {
			return receipt
		}
	}
	var plan []*transfer
	var answers []draft
	if b.taken[m.id] {
		answers = []draft{b.rejection(m, "again "+attempt, false, duplicate)}
	} else if b.happens(b.odds.RefuseFile, "refuse file", m.id) {
		cause := b.oneOf(fileReasons, "file reason", m.id)
		plan = b.refuseAll(m, cause)
		answers = []draft{b.rejection(m, "whole", b.draw(2, "by block", m.id) == 0, cause)}
	} else {
		plan = b.plan(m)
		answers = b.answers(m, plan)
	}
	var files []sending
	for _, d := range answers {
		written, err := b.write(d)
		if err != nil { // what is read can be written: tests and a fuzzer look for the contrary
			return Receipt{Outcome: Refused, Reason: err.Error()}
		}
		files = append(files, written...)
	}
	b.record(m, plan, files)
	return receipt
}

// record keeps what was decided.
func (b *Bank) record(m message, plan []*transfer, files []sending) {
	b.taken[m.id] = true
	for _, t := range plan {
		b.end = max(b.end, t.debited, t.returned)
		before := b.known[t.endToEndID]
		if before != nil && before.stands(b.now) {
			continue
		}
		t.again = before != nil && (before.again || before.isBack(b.now))
		b.known[t.endToEndID] = t
	}
	for _, f := range files {
		at, _ := slices.BinarySearchFunc(b.queue, f.due+1, func(s sending, due int) int { return s.due - due })
		b.queue = slices.Insert(b.queue, at, f)
	}
}

// Next is the next file that the bank sends, under a name of its own that sorts in the
// order of sending; names are not in the files, and a file that is sent twice has two.
// ok is false when the bank has nothing more to say of what it received; all that it
// decided has then happened.
func (b *Bank) Next() (file []byte, name string, ok bool) {
	if len(b.queue) == 0 {
		b.now = max(b.now, b.end)
		return nil, "", false
	}
	next := b.queue[0]
	b.queue = b.queue[1:]
	b.now = max(b.now, next.due)
	return slices.Clone(next.file), b.name(next.kind), true
}

func (b *Bank) name(kind string) string {
	b.sent++
	return fmt.Sprintf("%06d-%s.xml", b.sent, kind)
}

// Executed is the bank's own truth at the present step: for each end-to-end id whose
// transfer was debited, the cents that left the account and have not come back; zero for
// one that was returned.
func (b *Bank) Executed() map[string]money.Cents {
	executed := map[string]money.Cents{}
	for id, t := range b.known {
		switch {
		case t.refusal != nil || t.debited > b.now:
			if t.again {
				executed[id] = 0
			}
		case t.isBack(b.now):
			executed[id] = 0
		default:
			executed[id] = t.cents
		}
	}
	return executed
}

// digest mixes the seed and names; none of them holds a zero byte.
func (b *Bank) digest(names ...string) [sha256.Size]byte {
	text := strconv.FormatUint(b.seed, 10)
	for _, name := range names {
		text += "\x00" + name
	}
	return sha256.Sum256([]byte(text))
}

// draw is a number from 0 to n-1, the same for the same names.
func (b *Bank) draw(n uint64, names ...string) int {
	digest := b.digest(names...)
	var random uint64
	for _, octet := range digest[:8] {
		random = random<<8 | uint64(octet)
	}
	return int(random % n)
}

func (b *Bank) happens(odds int, names ...string) bool {
	return b.draw(perMille, names...) < odds
}

// fileID names a file of the bank; the same names, the same id.
func (b *Bank) fileID(names ...string) string {
	const size = 12 // bytes: 24 digits, so that the whole has no more than 35 characters
	digest := b.digest(append([]string{"file"}, names...)...)
	return "BANQUE-" + hex.EncodeToString(digest[:size])
}
