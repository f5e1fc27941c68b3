package sepa

import (
	"encoding/xml"
	"fmt"
	"strconv"

	"assistmed/services/internal/money"
)

// returnFamily is the bank transaction sub-family of a credit transfer that came back.
const returnFamily = "RRTN"

// entries are those of one notification.
type entries struct {
	account     string
	all         sum
	byDirection map[string]*sum
	summary     *node
}

// entry is one entry on its way to its lines.
type entry struct {
	movement
	account string
	amount  Amount
	charged bool   // charges are in the amount
	lines   []Line // of its details
	details int    // groups of details
	inside  money.Cents
	partial bool // the amounts of the details are not all told
}

// notifications reads a bank to customer debit credit notification.
func (r *reader) notifications() {
	var head, told bool
	r.children("BkToCstmrDbtCdtNtfctn", "GrpHdr Ntfctn* SplmtryData*", func(start xml.StartElement) {
		switch start.Name.Local {
		case "GrpHdr":
			head = true
			r.header(start)
		case "Ntfctn":
			told = true
			r.notification()
		default:
			r.skip()
		}
	})
	r.need(head, "BkToCstmrDbtCdtNtfctn", "GrpHdr")
	r.need(told, "BkToCstmrDbtCdtNtfctn", "Ntfctn")
}

func (r *reader) notification() {
	const order = "Id NtfctnPgntn ElctrncSeqNb RptgSeq LglSeqNb CreDtTm FrToDt CpyDplctInd RptgSrc Acct RltdAcct Intrst* TxsSummry Ntry* AddtlNtfctnInf"
	e := &entries{byDirection: map[string]*sum{debit: {}, credit: {}}}
	r.children("Ntfctn", order, func(start xml.StartElement) {
		switch start.Name.Local {
		case "Acct":
			n := r.node(start)
			if e.account = r.text(n, "Id", "IBAN"); e.account == "" {
				e.account = r.text(n, "Id", "Othr", "Id")
			}
		case "TxsSummry":
			n := r.node(start)
			e.summary = &n
		case "Ntry":
			r.need(e.account != "", "Ntfctn", "Acct with IBAN or another id")
			r.entry(e)
		default:
			r.skip()
		}
	})
	r.need(e.account != "", "Ntfctn", "Acct with IBAN or another id")
	r.checkSummary(e)
}

func (r *reader) entry(into *entries) {
	const order = "NtryRef Amt CdtDbtInd RvslInd Sts BookgDt ValDt AcctSvcrRef Avlbty* BkTxCd ComssnWvrInd AddtlInfInd AmtDtls Chrgs* " +
		"TechInptChanl Intrst* CardTx NtryDtls* AddtlNtryInf"
	e := &entry{account: into.account}
	said := ""
	r.children("Ntry", order, func(start xml.StartElement) {
		switch start.Name.Local {
		case "NtryDtls":
			r.details(e)
		case "Amt":
			n := r.node(start)
			e.amount = r.amount(node{name: "Ntry", children: []node{n}}, "Amt")
		case "CdtDbtInd", "RvslInd", "Sts", "BkTxCd", "Chrgs", "AddtlNtryInf":
			n := r.node(start)
			said = r.entryPart(e, n, said)
		default:
			r.skip()
		}
	})
	r.need(e.amount.Known, "Ntry", "Amt")
	r.need(e.direction != "", "Ntry", "CdtDbtInd")
	r.need(e.state != "", "Ntry", "Sts")
	into.all.add(e.amount)
	if r.err == nil {
		into.byDirection[e.direction].add(e.amount)
	}
	if e.details == 0 {
		e.lines = append(e.lines, e.line(Entry))
	}
	for i := range e.lines {
		if e.lines[i].Scope == Entry {
			e.lines[i].ReasonText = said
		}
		if !e.lines[i].Amount.Known && len(e.lines) == 1 {
			e.lines[i].Amount = e.amount
		}
		r.add(e.lines[i])
	}
	if e.details > 0 && !e.partial && !e.charged && e.inside != e.amount.Cents {
		r.wrong("Ntry/Amt", fmt.Sprintf("%s, and %s in its details", euros(e.amount.Cents), euros(e.inside)), "the same sum")
	}
}

// entryPart reads one element of an entry; said is what the bank says of the entry.
func (r *reader) entryPart(e *entry, n node, said string) string {
	own := node{name: "Ntry", children: []node{n}}
	switch n.name {
	case "CdtDbtInd":
		e.direction = r.direction(own)
	case "RvslInd":
		e.reversed = n.text == "true" || n.text == "1"
	case "Sts":
		if e.state = r.text(own, "Sts", "Cd"); e.state == "" {
			e.state = r.text(own, "Sts", "Prtry")
		}
		if e.state == "" {
			e.state = r.text(own, "Sts")
		}
	case "BkTxCd":
		e.returned = r.text(n, "Domn", "Fmly", "SubFmlyCd") == returnFamily
	case "Chrgs":
		e.charged = true
	case "AddtlNtryInf":
		return n.text
	}
	return said
}

func (r *reader) direction(n node) string {
	d := r.text(n, "CdtDbtInd")
	if d != "" && d != debit && d != credit {
		r.wrong(n.name+"/CdtDbtInd", strconv.Quote(d), debit+" or "+credit)
	}
	return d
}

// line is a line of an entry, or of a detail of it.
func (e *entry) line(s Scope) Line {
	return Line{Scope: s, Account: e.account, Status: e.status(), Raw: e.raw()}
}

// details reads a group of details: a batch, or single transfers.
func (r *reader) details(e *entry) {
	r.need(e.state != "" && e.direction != "", "Ntry", "Sts and CdtDbtInd")
	e.details++
	batch := node{name: "Btch"}
	var listed sum
	r.children("NtryDtls", "Btch TxDtls*", func(start xml.StartElement) {
		n := r.node(start)
		if n.name == "Btch" {
			batch = n
			return
		}
		l := r.detail(e, n, batch)
		r.hold(e, l)
		e.count(l.Amount, directionOf(l))
		listed.add(l.Amount)
		e.charged = e.charged || r.at(n, "Chrgs") != nil
	})
	n, told := r.number(batch, "NbOfTxs")
	total := r.amount(batch, "TtlAmt")
	if listed.n == 0 {
		l := e.line(Entry)
		l.OriginalMessageID, l.PaymentInformationID, l.Amount = r.text(batch, "MsgId"), r.text(batch, "PmtInfId"), total
		r.hold(e, l)
		e.count(total, e.direction)
		return
	}
	if told && n != listed.n {
		r.wrong("NtryDtls/Btch/NbOfTxs", fmt.Sprintf("%d, and %d transfers listed", n, listed.n), "the same number")
	}
	if total.Known && !listed.partial && total.Cents != listed.cents {
		r.wrong("NtryDtls/Btch/TtlAmt", fmt.Sprintf("%s, and %s listed", euros(total.Cents), euros(listed.cents)), "the same sum")
	}
}

// hold keeps a line until its entry is read whole.
func (r *reader) hold(e *entry, l Line) {
	if e.lines = append(e.lines, l); len(e.lines) > maxLines {
		r.wrong("Ntry", "more lines", strconv.Itoa(maxLines)+" at most")
	}
}

// count adds a detail to what is inside the entry; one of the other direction is taken off.
func (e *entry) count(a Amount, direction string) {
	s := sum{cents: e.inside}
	if direction != e.direction {
		a.Cents = -a.Cents
	}
	s.add(a)
	e.inside, e.partial = s.cents, e.partial || s.partial
}

func directionOf(l Line) string {
	m, _ := parseMovement(l.Raw)
	return m.direction
}

// detail reads one transfer of an entry.
func (r *reader) detail(e *entry, n, batch node) Line {
	own := *e
	if d := r.direction(n); d != "" {
		own.direction = d
	}
	back := named(n, "RtrInf")
	own.returned = own.returned || len(back) > 0 || r.text(n, "BkTxCd", "Domn", "Fmly", "SubFmlyCd") == returnFamily
	l := own.line(Transaction)
	if l.OriginalMessageID = r.text(n, "Refs", "MsgId"); l.OriginalMessageID == "" {
		l.OriginalMessageID = r.text(batch, "MsgId")
	}
	if l.PaymentInformationID = r.text(n, "Refs", "PmtInfId"); l.PaymentInformationID == "" {
		l.PaymentInformationID = r.text(batch, "PmtInfId")
	}
	l.EndToEndID = r.text(n, "Refs", "EndToEndId")
	for _, path := range [][]string{{"Amt"}, {"AmtDtls", "TxAmt", "Amt"}, {"AmtDtls", "InstdAmt", "Amt"}} {
		if !l.Amount.Known {
			l.Amount = r.amount(n, path...)
		}
	}
	l.ReasonCode, l.ReasonText = r.reason(back)
	return l
}

// checkSummary compares what the notification says of its entries with them.
func (r *reader) checkSummary(e *entries) {
	if e.summary == nil {
		return
	}
	for i, listed := range []*sum{&e.all, e.byDirection[debit], e.byDirection[credit]} {
		name := []string{"TtlNtries", "TtlDbtNtries", "TtlCdtNtries"}[i]
		n, told := r.number(*e.summary, name, "NbOfNtries")
		if told && n != listed.n {
			r.wrong("TxsSummry/"+name, fmt.Sprintf("%d, and %d entries listed", n, listed.n), "the same number")
		}
		total := r.decimal("TxsSummry/"+name+"/Sum", r.at(*e.summary, name, "Sum"))
		if total.Known && !listed.partial && total.Cents != listed.cents {
			r.wrong("TxsSummry/"+name, fmt.Sprintf("%s, and %s listed", euros(total.Cents), euros(listed.cents)), "the same sum")
		}
	}
}
