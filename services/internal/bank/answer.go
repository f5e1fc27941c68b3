package bank

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
)

// The bank's codes, as package sepa has them in Line.Raw.
const (
	acceptedRaw = "ACSP"
	partlyRaw   = "PART"
	rejectedRaw = "RJCT"
	debitRaw    = "BOOK DBIT"
	returnRaw   = "BOOK CRDT RTRN"
)

// draft is a file before it is written.
type draft struct {
	due    int
	report bool // a pain.002; else a camt.054
	file   sepa.File
}

// draft begins a file about a message. stage tells it from the others about it.
func (b *Bank) draft(report bool, day civil.Date, message, stage string) draft {
	d := draft{report: report, file: sepa.File{MessageID: b.fileID(message, stage), Kind: sepa.Camt054}}
	switch {
	case report && b.odds.Older:
		d.file.Kind = sepa.Pain002Older
	case report:
		d.file.Kind = sepa.Pain002
	case b.odds.Older:
		d.file.Kind = sepa.Camt054Older
	}
	d.file.Created = day.String() + "T18:00:00Z"
	return d
}

// on is the day of a step that is so many after the submission: the debit is on the
// requested day.
func on(requested civil.Date, steps int) civil.Date {
	return requested.AddDays(min(steps, furthest) - debitAfter)
}

// answers are the files about a message that is taken: the report, the debits and the
// returns, and each of them again for the transfers that are told late.
func (b *Bank) answers(m message, plan []*transfer) []draft {
	var drafts []draft
	for _, late := range []bool{false, true} {
		stage, delay := "", 0
		if late {
			stage, delay = "late ", lateBy
		}
		add := func(name string, after int, lines []sepa.Line) {
			if len(lines) == 0 {
				return
			}
			d := b.draft(name == "report", on(m.day, after+delay), m.id, stage+name)
			d.due, d.file.Lines = b.now+after+delay, lines
			drafts = append(drafts, d)
		}
		var reports, debits, returns []sepa.Line
		for _, t := range plan {
			if t.late != late || t.silent {
				continue
			}
			reports = append(reports, t.report())
			if t.refusal == nil {
				debits = append(debits, t.debit())
			}
			if t.returned > 0 {
				returns = append(returns, t.comeBack())
			}
		}
		if !late {
			reports = append(whole(m, reports), reports...)
		}
		add("report", reportAfter, reports)
		add("debits", debitAfter, debits)
		add("returns", debitAfter+returnAfter, returns)
	}
	return drafts
}

// whole is the status of a message, where one can be said: ACSP when each of its transfers
// is listed as accepted, PART when some are. When none is, the transfers speak for
// themselves: a rejection of the whole would also speak of those not listed.
func whole(m message, listed []sepa.Line) []sepa.Line {
	accepted := 0
	for _, l := range listed {
		if l.Status == sepa.Accepted {
			accepted++
		}
	}
	l := sepa.Line{Scope: sepa.Group, OriginalMessageID: m.id, Status: sepa.Other, Raw: partlyRaw}
	switch accepted {
	case 0:
		return nil
	case len(m.orders):
		l.Status, l.Raw = sepa.Accepted, acceptedRaw
	}
	return []sepa.Line{l}
}

// rejection is the report on a message that is rejected whole, by its group or by each
// of its blocks.
func (b *Bank) rejection(m message, stage string, byBlock bool, cause reason) draft {
	d := b.draft(true, on(m.day, reportAfter), m.id, stage)
	d.due = b.now + reportAfter
	l := sepa.Line{Scope: sepa.Group, OriginalMessageID: m.id, Status: sepa.Rejected, Raw: rejectedRaw, ReasonCode: cause.code, ReasonText: cause.text}
	if !byBlock {
		d.file.Lines = []sepa.Line{l}
		return d
	}
	l.Scope = sepa.PaymentInformation
	for _, id := range m.blocks {
		l.PaymentInformationID = id
		d.file.Lines = append(d.file.Lines, l)
	}
	return d
}

// report is the line of a pain.002.
func (t *transfer) report() sepa.Line {
	l := t.line(sepa.Accepted, acceptedRaw)
	l.OriginalMessageID, l.PaymentInformationID = t.message, t.block
	if t.refusal != nil {
		l.Status, l.Raw, l.ReasonCode, l.ReasonText = sepa.Rejected, rejectedRaw, t.refusal.code, t.refusal.text
	}
	return l
}

// debit is the line of a camt.054 that tells the debit.
func (t *transfer) debit() sepa.Line {
	l := t.line(sepa.Settled, debitRaw)
	l.Account, l.OriginalMessageID, l.PaymentInformationID = t.account, t.message, t.block
	return l
}

// comeBack is the line that tells the return. It comes from another bank, which knows
// the end-to-end id and not the message.
func (t *transfer) comeBack() sepa.Line {
	l := t.line(sepa.Returned, returnRaw)
	l.Account, l.ReasonCode, l.ReasonText = t.account, t.cause.code, t.cause.text
	return l
}

func (t *transfer) line(s sepa.Status, raw string) sepa.Line {
	return sepa.Line{Scope: sepa.Transaction, EndToEndID: t.endToEndID, Amount: sepa.Amount{Cents: t.cents, Known: true}, Status: s, Raw: raw}
}

// write gives a draft the faults of the bank, and the bytes: none when nothing is left,
// two copies when it is sent twice.
func (b *Bank) write(d draft) ([]sending, error) {
	id := d.file.MessageID
	b.disturb(&d.file)
	if len(d.file.Lines) == 0 {
		return nil, nil
	}
	first, err := encode(d)
	if err != nil {
		return nil, err
	}
	copies := []sending{first}
	if b.happens(b.odds.Twice, "twice", id) {
		again := first
		again.due += twiceAfter
		copies = append(copies, again)
	}
	return copies, nil
}

func encode(d draft) (sending, error) {
	kind, write := "camt.054", sepa.WriteCamt054
	if d.report {
		kind, write = "pain.002", sepa.WritePain002
	}
	var out bytes.Buffer
	if err := write(&out, d.file); err != nil {
		return sending{}, err
	}
	return sending{due: d.due, kind: kind, file: out.Bytes()}, nil
}

// disturb drops lines, changes amounts and adds a line. A file about no transfer, a
// rejection of the whole, is left as it is.
func (b *Bank) disturb(f *sepa.File) {
	model := slices.IndexFunc(f.Lines, func(l sepa.Line) bool { return l.Scope == sepa.Transaction })
	if model < 0 {
		return
	}
	var lines []sepa.Line
	for i, l := range f.Lines {
		place := strconv.Itoa(i)
		if l.Scope == sepa.Transaction && b.happens(b.odds.Drop, "drop", f.MessageID, place) {
			continue
		}
		if l.Scope == sepa.Transaction && b.happens(b.odds.Amount, "amount", f.MessageID, place) {
			l.Amount.Cents = b.otherAmount(l.Amount.Cents, f.MessageID, place)
		}
		lines = append(lines, l)
	}
	if b.happens(b.odds.Unknown, "unknown", f.MessageID) {
		lines = append(lines, b.stranger(f.Lines[model], f.MessageID))
	}
	f.Lines = lines
}

// otherAmount is a little more, or less where there is no room for more.
func (b *Bank) otherAmount(c money.Cents, file, place string) money.Cents {
	more := money.Cents(1 + b.draw(perMille, "more", file, place))
	if c+more > maxTransfer {
		return c - more
	}
	return c + more
}

// stranger is a line that looks like the model, of something that the fund never ordered:
// a name that looks like one of ours, a foreign one, and in a notification an entry of
// the account without a name, or no name at all.
func (b *Bank) stranger(model sepa.Line, file string) sepa.Line {
	const numbers = 99_999
	l := model
	l.Amount.Cents = money.Cents(1 + b.draw(perMille, "stranger amount", file))
	number := b.draw(numbers, "stranger number", file)
	switch kind := b.draw(3, "stranger", file); {
	case kind == 0:
		l.EndToEndID = fmt.Sprintf("7ZZZZZZZZZZZZZZZZZZZZ%05d-1-1", number)
	case kind == 1:
		l.EndToEndID = fmt.Sprintf("FACTURE %d", number)
	case l.Raw == debitRaw:
		l = sepa.Line{Scope: sepa.Entry, Account: model.Account, Amount: l.Amount, Status: l.Status, Raw: l.Raw, ReasonText: "Frais de tenue de compte"}
	default:
		l.EndToEndID = ""
	}
	return l
}
