package sepa

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

const initiationPrefix = "pain.001."

// level is what a pain.002 says at one of its levels, the group or a block.
type level struct {
	name     string
	raw      string // the status of the whole
	original int    // transfers that the original had
	counted  bool   // original is told
	total    Amount // the sum that the original had
	stated   []node // the transfers per status
	listed   sum    // what is listed
	byStatus map[string]*sum
}

func newLevel(name string) *level { return &level{name: name, byStatus: map[string]*sum{}} }

func (l *level) add(line Line) {
	l.listed.add(line.Amount)
	if l.byStatus[line.Raw] == nil {
		l.byStatus[line.Raw] = &sum{}
	}
	l.byStatus[line.Raw].add(line.Amount)
}

// report reads a customer payment status report.
func (r *reader) report() {
	var head, group bool
	var batch Line
	whole := newLevel("OrgnlGrpInfAndSts")
	r.children("CstmrPmtStsRpt", "GrpHdr OrgnlGrpInfAndSts OrgnlPmtInfAndSts* SplmtryData*", func(start xml.StartElement) {
		switch start.Name.Local {
		case "GrpHdr":
			head = true
			r.header(start)
		case "OrgnlGrpInfAndSts":
			group = true
			batch = r.group(r.node(start), whole)
		case "OrgnlPmtInfAndSts":
			// The lines of a block need the id of the batch.
			r.need(group, "CstmrPmtStsRpt", "OrgnlGrpInfAndSts")
			r.block(batch.OriginalMessageID, whole)
		default:
			r.skip()
		}
	})
	r.need(head, "CstmrPmtStsRpt", "GrpHdr")
	r.need(group, "CstmrPmtStsRpt", "OrgnlGrpInfAndSts")
	if len(r.file.Lines) == 0 {
		r.add(batch) // a report that says nothing, said
	}
	r.checkLevel(whole)
}

// group reads the status of the batch, and keeps its line when there is one.
func (r *reader) group(n node, whole *level) Line {
	l := Line{Scope: Group, OriginalMessageID: r.text(n, "OrgnlMsgId"), Raw: r.text(n, "GrpSts")}
	r.need(l.OriginalMessageID != "", n.name, "OrgnlMsgId")
	if format := r.text(n, "OrgnlMsgNmId"); !strings.HasPrefix(format, initiationPrefix) {
		r.wrong(n.name+"/OrgnlMsgNmId", strconv.Quote(format), "a report on "+initiationPrefix+"…, credit transfers")
	}
	r.fill(&l, n, whole)
	if l.Raw != "" || l.ReasonCode+l.ReasonText != "" {
		r.add(l)
	}
	return l
}

// fill reads what the group and a block have in common.
func (r *reader) fill(l *Line, n node, at *level) {
	l.Status = reportStatus(l.Raw)
	l.ReasonCode, l.ReasonText = r.reason(named(n, "StsRsnInf"))
	at.raw = l.Raw
	at.original, at.counted = r.number(n, "OrgnlNbOfTxs")
	at.total = r.decimal(n.name+"/OrgnlCtrlSum", r.at(n, "OrgnlCtrlSum"))
	at.stated = named(n, "NbOfTxsPerSts")
	l.Amount = at.total
}

// block reads a block of transfers: its own status, then theirs.
func (r *reader) block(message string, whole *level) {
	const order = "OrgnlPmtInfId OrgnlNbOfTxs OrgnlCtrlSum PmtInfSts StsRsnInf* NbOfTxsPerSts* TxInfAndSts*"
	part := newLevel("OrgnlPmtInfAndSts")
	head := node{name: part.name}
	l := Line{Scope: PaymentInformation, OriginalMessageID: message}
	opened := false
	// The block's own elements come before its transfers, which are not held.
	open := func(empty bool) {
		opened = true
		l.PaymentInformationID, l.Raw = r.text(head, "OrgnlPmtInfId"), r.text(head, "PmtInfSts")
		r.need(l.PaymentInformationID != "", head.name, "OrgnlPmtInfId")
		r.fill(&l, head, part)
		if empty || l.Raw != "" || l.ReasonCode+l.ReasonText != "" {
			r.add(l)
		}
	}
	r.children(part.name, order, func(start xml.StartElement) {
		n := r.node(start)
		if n.name != "TxInfAndSts" {
			if head.children = append(head.children, n); len(head.children) > maxRecord {
				r.wrong(part.name, "a block with more elements before its transfers", strconv.Itoa(maxRecord)+" at most")
			}
			return
		}
		if !opened {
			open(false)
		}
		line := r.transaction(n, l)
		r.add(line)
		part.add(line)
		whole.add(line)
	})
	if !opened {
		open(true)
	}
	r.checkLevel(part)
}

// transaction reads the status of one transfer of a block.
func (r *reader) transaction(n node, block Line) Line {
	l := Line{
		Scope: Transaction, OriginalMessageID: block.OriginalMessageID, PaymentInformationID: block.PaymentInformationID,
		EndToEndID: r.text(n, "OrgnlEndToEndId"), Raw: r.text(n, "TxSts"),
	}
	l.Status = reportStatus(l.Raw)
	l.ReasonCode, l.ReasonText = r.reason(named(n, "StsRsnInf"))
	if l.Amount = r.amount(n, "OrgnlTxRef", "Amt", "InstdAmt"); !l.Amount.Known {
		l.Amount = r.amount(n, "OrgnlTxRef", "IntrBkSttlmAmt")
	}
	return l
}

// checkLevel compares what a level says of its transfers with those that are listed.
func (r *reader) checkLevel(l *level) {
	if l.counted && l.listed.n > l.original {
		r.wrong(l.name+"/OrgnlNbOfTxs", fmt.Sprintf("%d, and %d transfers listed", l.original, l.listed.n), "no more listed than the original had")
	}
	if l.counted && l.listed.n == l.original && l.original > 0 && l.total.Known && !l.listed.partial && l.listed.cents != l.total.Cents {
		r.wrong(l.name+"/OrgnlCtrlSum", fmt.Sprintf("%s, and %s listed", euros(l.total.Cents), euros(l.listed.cents)), "the same sum")
	}
	for _, stated := range l.stated {
		raw := r.text(stated, "DtldSts")
		n, told := r.number(stated, "DtldNbOfTxs")
		r.need(raw != "", stated.name, "DtldSts")
		r.need(told, stated.name, "DtldNbOfTxs")
		total := r.decimal(stated.name+"/DtldCtrlSum", r.at(stated, "DtldCtrlSum"))
		listed := l.byStatus[raw]
		if listed == nil {
			listed = &sum{}
		}
		// A bank need not list the transfers that go well, nor those of what it rejects whole.
		whole := l.raw == rejectedRaw || l.name == "OrgnlGrpInfAndSts" && r.blocksRejected()
		if listed.n == 0 && raw != rejectedRaw || listed.n < n && raw == rejectedRaw && whole {
			continue
		}
		if listed.n != n {
			r.wrong(l.name+"/NbOfTxsPerSts", fmt.Sprintf("%d of %s, and %d listed", n, raw, listed.n), "the same number")
		}
		if total.Known && !listed.partial && listed.cents != total.Cents {
			r.wrong(l.name+"/NbOfTxsPerSts", fmt.Sprintf("%s of %s, and %s listed", euros(total.Cents), raw, euros(listed.cents)), "the same sum")
		}
	}
}

// blocksRejected reports whether a block is rejected whole, so that its transfers need
// not be listed.
func (r *reader) blocksRejected() bool {
	for _, l := range r.file.Lines {
		if l.Scope == PaymentInformation && l.Status == Rejected {
			return true
		}
	}
	return false
}
