package bank

import (
	"fmt"
	"strconv"

	"assistmed/services/internal/sepa"
)

// Answer is what the bank says when it is asked.
type Answer struct {
	Status     sepa.Status // ACCEPTED, SETTLED, REJECTED or RETURNED
	ReasonCode string      // of a rejection or a return
	File       []byte      // the same as a status file: a pain.002, or a camt.054 with the debit and the return
	Name       string      // of the file, as Next gives names
}

// Ask is the telephone call: what the bank says of one transfer at the present step. It
// says the truth, also of what it was silent about, and said otherwise. Of an id that was
// executed once and rejected as a duplicate it tells the execution. The error says the
// value seen and the value wanted: the bank has no such transfer.
func (b *Bank) Ask(endToEndID string) (Answer, error) {
	t := b.known[endToEndID]
	if t == nil {
		return Answer{}, fmt.Errorf("end-to-end id: seen %q, wanted one that the bank has received", endToEndID)
	}
	b.asked++
	debited := t.refusal == nil && t.debited <= b.now
	d := b.draft(!debited, on(t.day, b.now-t.submitted), t.message, "asked")
	d.file.Lines = []sepa.Line{t.report()}
	if debited {
		d.file.Lines = []sepa.Line{t.debit()}
	}
	if debited && t.isBack(b.now) {
		d.file.Lines = append(d.file.Lines, t.comeBack())
	}
	last := d.file.Lines[len(d.file.Lines)-1]
	// Another answer is another file, also to a program that starts the bank anew.
	d.file.MessageID = b.fileID(endToEndID, t.message, d.file.Created, last.Raw, strconv.Itoa(b.asked))
	s, err := encode(d)
	if err != nil {
		return Answer{}, err
	}
	return Answer{Status: last.Status, ReasonCode: last.ReasonCode, File: s.file, Name: b.name(s.kind)}, nil
}
