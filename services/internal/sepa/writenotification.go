package sepa

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"assistmed/services/internal/ident"
)

const (
	maxAccount  = 34
	maxSaid     = 500
	paymentsOut = "ICDT" // issued credit transfers
)

type notificationFile struct {
	XMLName       xml.Name           `xml:"Document"`
	Namespace     string             `xml:"xmlns,attr"`
	MessageID     string             `xml:"BkToCstmrDbtCdtNtfctn>GrpHdr>MsgId"`
	Created       string             `xml:"BkToCstmrDbtCdtNtfctn>GrpHdr>CreDtTm"`
	Notifications []*notificationXML `xml:"BkToCstmrDbtCdtNtfctn>Ntfctn"`
}

type notificationXML struct {
	ID      string      `xml:"Id"`
	Created string      `xml:"CreDtTm"`
	IBAN    *string     `xml:"Acct>Id>IBAN"`
	Account *string     `xml:"Acct>Id>Othr>Id"`
	All     totalXML    `xml:"TxsSummry>TtlNtries"`
	Credits totalXML    `xml:"TxsSummry>TtlCdtNtries"`
	Debits  totalXML    `xml:"TxsSummry>TtlDbtNtries"`
	Entries []*entryXML `xml:"Ntry"`

	account string
}

type totalXML struct {
	Count int    `xml:"NbOfNtries"`
	Sum   string `xml:"Sum"`
}

type entryXML struct {
	Amount    currencyAmount `xml:"Amt"`
	Direction string         `xml:"CdtDbtInd"`
	Reversal  string         `xml:"RvslInd,omitempty"`
	State     stateXML       `xml:"Sts"`
	Domain    string         `xml:"BkTxCd>Domn>Cd"`
	Family    string         `xml:"BkTxCd>Domn>Fmly>Cd"`
	SubFamily string         `xml:"BkTxCd>Domn>Fmly>SubFmlyCd"`
	Details   *detailsXML    `xml:"NtryDtls"`
	Said      string         `xml:"AddtlNtryInf,omitempty"`

	first Line
	total sum
}

// stateXML is a code alone in the older format, an element in the newer.
type stateXML struct {
	Older       string `xml:",chardata"`
	Code        string `xml:"Cd,omitempty"`
	Proprietary string `xml:"Prtry,omitempty"`
}

type detailsXML struct {
	Batch        *batchXML    `xml:"Btch"`
	Transactions []*detailXML `xml:"TxDtls"`
}

type batchXML struct {
	MessageID string          `xml:"MsgId,omitempty"`
	BlockID   string          `xml:"PmtInfId,omitempty"`
	Count     string          `xml:"NbOfTxs,omitempty"`
	Amount    *currencyAmount `xml:"TtlAmt"`
}

type detailXML struct {
	MessageID   *string         `xml:"Refs>MsgId"`
	BlockID     *string         `xml:"Refs>PmtInfId"`
	EndToEndID  *string         `xml:"Refs>EndToEndId"`
	Amount      *currencyAmount `xml:"Amt"`
	Direction   string          `xml:"CdtDbtInd,omitempty"`
	OlderAmount *currencyAmount `xml:"AmtDtls>TxAmt>Amt"`
	Reason      *reasonXML      `xml:"RtrInf"`
}

// WriteCamt054 writes a debit and credit notification, as a bank would, of Kind Camt054
// or Camt054Older: what it writes, Read reads as the same File. Each line has an account
// and an amount. Transfers that follow each other, of one block and one Raw, become one
// batch-booked entry; every other line is an entry of its own. Totals are written too.
// Nothing is written when the file cannot be; the error has a line for each thing that
// is wrong, as field, value seen, value wanted.
func WriteCamt054(w io.Writer, file File) error {
	var f faults
	f.head(file, Camt054, Camt054Older)
	out := notificationFile{Namespace: namespace + string(file.Kind), MessageID: file.MessageID, Created: file.Created}
	older := file.Kind == Camt054Older
	var last *notificationXML
	for i, l := range file.Lines {
		field := fmt.Sprintf("lines[%d]", i)
		m := f.notificationLine(field, l, older)
		if last == nil || last.account != l.Account {
			last = &notificationXML{ID: fmt.Sprintf("%d", len(out.Notifications)+1), Created: file.Created, account: l.Account}
			if last.IBAN = some(l.Account); ident.CheckIBAN(l.Account) != nil {
				last.IBAN, last.Account = nil, last.IBAN
			}
			out.Notifications = append(out.Notifications, last)
		}
		entry := last.entryFor(l, m, older)
		entry.total.add(l.Amount)
		if l.Scope == Transaction {
			entry.Details.Transactions = append(entry.Details.Transactions, f.detail(field, l, older))
		}
	}
	if err := f.err(); err != nil {
		return err
	}
	for _, n := range out.Notifications {
		n.finish()
	}
	return writeXML(w, out)
}

// entryFor is the entry in which a line stands, the last one or a new one.
func (n *notificationXML) entryFor(l Line, m movement, older bool) *entryXML {
	if size := len(n.Entries); size > 0 && n.Entries[size-1].takes(l) {
		return n.Entries[size-1]
	}
	e := &entryXML{Direction: m.direction, Domain: "PMNT", Family: paymentsOut, SubFamily: "ESCT", first: l}
	switch {
	case older:
		e.State.Older = m.state
	case len(m.state) > len(booked):
		e.State.Proprietary = m.state
	default:
		e.State.Code = m.state
	}
	if m.returned {
		e.SubFamily = returnFamily
	}
	if m.reversed {
		e.Reversal = "true"
	}
	inBatch := l.PaymentInformationID != ""
	if l.Scope == Transaction || inBatch || l.OriginalMessageID != "" {
		e.Details = &detailsXML{}
	}
	if e.Details != nil && (inBatch || l.Scope == Entry) {
		e.Details.Batch = &batchXML{MessageID: l.OriginalMessageID, BlockID: l.PaymentInformationID}
	}
	if l.Scope == Entry {
		e.Said = l.ReasonText
	}
	n.Entries = append(n.Entries, e)
	return e
}

// takes reports whether a line is one more transfer of a batch-booked entry.
func (e *entryXML) takes(l Line) bool {
	return l.Scope == Transaction && e.first.Scope == Transaction && l.PaymentInformationID != "" && l.Raw == e.first.Raw &&
		l.PaymentInformationID == e.first.PaymentInformationID && l.OriginalMessageID == e.first.OriginalMessageID
}

// finish writes the totals, of the batches and of all.
func (n *notificationXML) finish() {
	var all, credits, debits sum
	for _, e := range n.Entries {
		a := Amount{Cents: e.total.cents, Known: true}
		e.Amount = inEuros(a.Cents)
		all.add(a)
		if e.Direction == debit {
			debits.add(a)
		} else {
			credits.add(a)
		}
		if e.Details != nil && e.Details.Batch != nil {
			e.Details.Batch.Amount = inOptionalEuros(a)
			if listed := len(e.Details.Transactions); listed > 0 {
				e.Details.Batch.Count = strconv.Itoa(listed)
			}
		}
	}
	n.All, n.Credits, n.Debits = total(all), total(credits), total(debits)
}

func total(s sum) totalXML { return totalXML{s.n, euros(s.cents)} }

func (f *faults) detail(field string, l Line, older bool) *detailXML {
	d := &detailXML{
		MessageID: some(l.OriginalMessageID), BlockID: some(l.PaymentInformationID), EndToEndID: some(l.EndToEndID), Reason: f.reason(field, l),
	}
	if older {
		d.OlderAmount = inOptionalEuros(l.Amount)
	} else {
		d.Amount, d.Direction = inOptionalEuros(l.Amount), directionOf(l)
	}
	return d
}

// notificationLine checks a line of a camt.054.
func (f *faults) notificationLine(field string, l Line, older bool) movement {
	m, err := parseMovement(l.Raw)
	if err != nil {
		f.add(field+".raw", strconv.Quote(l.Raw), `the state of an entry and DBIT or CRDT, for example "BOOK DBIT"`)
	} else if l.Status != m.status() {
		f.add(field+".status", l.Status.String(), m.status().String()+", which is what "+l.Raw+" says")
	}
	if !writable(m.state) || older && m.state != booked && m.state != awaited && m.state != "INFO" {
		f.add(field+".raw", strconv.Quote(l.Raw), "in "+string(Camt054Older)+" BOOK, PDNG or INFO; in "+string(Camt054)+" words")
	}
	f.word(field+".account", l.Account)
	if utf8.RuneCountInString(l.Account) > maxAccount {
		f.add(field+".account", strconv.Quote(l.Account), fmt.Sprintf("%d characters at most", maxAccount))
	}
	f.amount(field+".amount", l.Amount)
	if !l.Amount.Known {
		f.add(field+".amount", "none", "one")
	}
	f.optionalWord(field+".original_message_id", l.OriginalMessageID)
	f.optionalWord(field+".payment_information_id", l.PaymentInformationID)
	switch l.Scope {
	case Transaction:
		f.optionalWord(field+".end_to_end_id", l.EndToEndID)
		if l.ReasonCode+l.ReasonText != "" && !m.returned {
			f.add(field+".reason_code", strconv.Quote(l.ReasonCode), "a reason with a return only, whose Raw has RTRN")
		}
	case Entry:
		f.empty(field+".end_to_end_id", l.EndToEndID)
		f.empty(field+".reason_code", l.ReasonCode)
		if !oneLine(l.ReasonText) || !writable(l.ReasonText) || utf8.RuneCountInString(l.ReasonText) > maxSaid {
			f.add(field+".reason_text", strconv.Quote(l.ReasonText), fmt.Sprintf("%d characters at most, words with one space between", maxSaid))
		}
	default:
		f.add(field+".scope", l.Scope.String(), "TRANSACTION or ENTRY")
	}
	return m
}
