package sepa

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxInfo is the length of one piece of a reason's words.
const maxInfo = 105

type statusReport struct {
	XMLName    xml.Name       `xml:"Document"`
	Namespace  string         `xml:"xmlns,attr"`
	MessageID  string         `xml:"CstmrPmtStsRpt>GrpHdr>MsgId"`
	Created    string         `xml:"CstmrPmtStsRpt>GrpHdr>CreDtTm"`
	OriginalID string         `xml:"CstmrPmtStsRpt>OrgnlGrpInfAndSts>OrgnlMsgId"`
	Original   string         `xml:"CstmrPmtStsRpt>OrgnlGrpInfAndSts>OrgnlMsgNmId"`
	Sum        string         `xml:"CstmrPmtStsRpt>OrgnlGrpInfAndSts>OrgnlCtrlSum,omitempty"`
	Status     string         `xml:"CstmrPmtStsRpt>OrgnlGrpInfAndSts>GrpSts,omitempty"`
	Reason     *reasonXML     `xml:"CstmrPmtStsRpt>OrgnlGrpInfAndSts>StsRsnInf"`
	PerStatus  []perStatusXML `xml:"CstmrPmtStsRpt>OrgnlGrpInfAndSts>NbOfTxsPerSts"`
	Blocks     []*blockXML    `xml:"CstmrPmtStsRpt>OrgnlPmtInfAndSts"`
}

type blockXML struct {
	ID           string        `xml:"OrgnlPmtInfId"`
	Sum          string        `xml:"OrgnlCtrlSum,omitempty"`
	Status       string        `xml:"PmtInfSts,omitempty"`
	Reason       *reasonXML    `xml:"StsRsnInf"`
	Transactions []txStatusXML `xml:"TxInfAndSts"`
}

type txStatusXML struct {
	EndToEndID string          `xml:"OrgnlEndToEndId,omitempty"`
	Status     string          `xml:"TxSts"`
	Reason     *reasonXML      `xml:"StsRsnInf"`
	Amount     *currencyAmount `xml:"OrgnlTxRef>Amt>InstdAmt"`
}

type perStatusXML struct {
	Count  int    `xml:"DtldNbOfTxs"`
	Status string `xml:"DtldSts"`
	Sum    string `xml:"DtldCtrlSum,omitempty"`
}

type reasonXML struct {
	Code        *string  `xml:"Rsn>Cd"`
	Proprietary *string  `xml:"Rsn>Prtry"`
	Words       []string `xml:"AddtlInf"`
}

// WritePain002 writes a status report, as a bank would, of Kind Pain002 or Pain002Older:
// what it writes, Read reads as the same File. All lines are of one original batch; a
// GROUP line comes first; the transfers of a block follow its own line, if it has one.
// The number of transfers per status is written too. Pain002Older has a closed list of
// statuses, and no other is written in it. Nothing is written when the file cannot be; the error has a line for each thing that is wrong, as field, value seen,
// value wanted.
func WritePain002(w io.Writer, file File) error {
	var f faults
	f.head(file, Pain002, Pain002Older)
	report := statusReport{Namespace: namespace + string(file.Kind), MessageID: file.MessageID, Created: file.Created, Original: pain001}
	older := file.Kind == Pain002Older
	if older {
		report.Original = "pain.001.001.03"
	}
	totals := newLevel("")
	for i, l := range file.Lines {
		field := fmt.Sprintf("lines[%d]", i)
		f.reportLine(field, l, file.Lines[0], older)
		switch l.Scope {
		case Group:
			if i > 0 {
				f.add(field+".scope", l.Scope.String(), "the first line only")
			}
			report.Sum, report.Status, report.Reason = optionalEuros(l.Amount), l.Raw, f.reason(field, l)
		case PaymentInformation:
			block := &blockXML{ID: l.PaymentInformationID, Sum: optionalEuros(l.Amount), Status: l.Raw, Reason: f.reason(field, l)}
			report.Blocks = append(report.Blocks, block)
		case Transaction:
			if n := len(report.Blocks); n == 0 || report.Blocks[n-1].ID != l.PaymentInformationID {
				report.Blocks = append(report.Blocks, &blockXML{ID: l.PaymentInformationID})
			}
			block := report.Blocks[len(report.Blocks)-1]
			block.Transactions = append(block.Transactions, txStatusXML{l.EndToEndID, l.Raw, f.reason(field, l), inOptionalEuros(l.Amount)})
			totals.add(l)
		}
	}
	if err := f.err(); err != nil {
		return err
	}
	report.OriginalID = file.Lines[0].OriginalMessageID
	report.PerStatus = perStatus(totals)
	return writeXML(w, report)
}

func perStatus(l *level) []perStatusXML {
	var all []perStatusXML
	for raw, s := range l.byStatus {
		one := perStatusXML{Count: s.n, Status: raw}
		if !s.partial {
			one.Sum = euros(s.cents)
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b perStatusXML) int { return strings.Compare(a.Status, b.Status) })
	return all
}

func optionalEuros(a Amount) string {
	if !a.Known {
		return ""
	}
	return euros(a.Cents)
}

func inOptionalEuros(a Amount) *currencyAmount {
	if !a.Known {
		return nil
	}
	in := inEuros(a.Cents)
	return &in
}

// head checks what both status files have.
func (f *faults) head(file File, kinds ...Kind) {
	if !slices.Contains(kinds, file.Kind) {
		f.add("kind", strconv.Quote(string(file.Kind)), fmt.Sprint(kinds))
	}
	f.word("message_id", file.MessageID)
	if !isInstant(file.Created) {
		f.add("created", strconv.Quote(file.Created), `a date and time such as "2026-11-24T10:00:00Z"`)
	}
	if len(file.Lines) == 0 || len(file.Lines) > maxLines {
		f.add("lines", strconv.Itoa(len(file.Lines)), fmt.Sprintf("1 to %d", maxLines))
	}
}

// word checks a short text that the readers read as it is.
func (f *faults) word(field, s string) {
	if s == "" || utf8.RuneCountInString(s) > maxReference || !oneLine(s) || !writable(s) {
		f.add(field, strconv.Quote(s), fmt.Sprintf("1 to %d characters, words with one space between", maxReference))
	}
}

func (f *faults) optionalWord(field, s string) {
	if s != "" {
		f.word(field, s)
	}
}

// writable reports whether XML can hold a text.
func writable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r == '\ufffe' || r == '\uffff'
	})
}

// empty checks that a line leaves out what its scope does not have.
func (f *faults) empty(field, s string) {
	if s != "" {
		f.add(field, strconv.Quote(s), "nothing in a line of this scope")
	}
}

// amount checks that an amount, if told, can be written.
func (f *faults) amount(field string, a Amount) {
	if a.Known && (a.Cents < 0 || a.Cents > maxTransfer) || !a.Known && a.Cents != 0 {
		f.add(field, euros(a.Cents), "0.00 to "+euros(maxTransfer)+", or none")
	}
}

// olderStatuses are all that pain.002.001.03 has: of a transfer (ISO 20022,
// TransactionIndividualStatus3Code), or of a group or a block (TransactionGroupStatus3Code).
// The newer version takes the external lists, which grow.
func olderStatuses(s Scope) []string {
	statuses := []string{"ACTC", "ACCP", "ACSP", "ACSC", "ACWC", "PDNG", rejectedRaw}
	if s != Transaction {
		statuses = append(statuses, "PART", "RCVD")
	}
	return statuses
}

// reportLine checks a line of a pain.002, the first of which is given.
func (f *faults) reportLine(field string, l, first Line, older bool) {
	const code = 4
	if len(l.Raw) == 0 || len(l.Raw) > code || !oneLine(l.Raw) || !writable(l.Raw) {
		f.add(field+".raw", strconv.Quote(l.Raw), `a status of 1 to 4 characters such as "RJCT"`)
	} else if has := olderStatuses(l.Scope); older && !slices.Contains(has, l.Raw) {
		f.add(field+".raw", strconv.Quote(l.Raw), fmt.Sprintf("in %s one of %v for a line of this scope", Pain002Older, has))
	}
	if want := reportStatus(l.Raw); l.Status != want {
		f.add(field+".status", l.Status.String(), want.String()+", which is what "+l.Raw+" says")
	}
	f.word(field+".original_message_id", l.OriginalMessageID)
	if l.OriginalMessageID != first.OriginalMessageID {
		f.add(field+".original_message_id", strconv.Quote(l.OriginalMessageID), strconv.Quote(first.OriginalMessageID)+" as in the first line")
	}
	f.empty(field+".account", l.Account)
	f.amount(field+".amount", l.Amount)
	switch l.Scope {
	case Group:
		f.empty(field+".payment_information_id", l.PaymentInformationID)
		f.empty(field+".end_to_end_id", l.EndToEndID)
	case PaymentInformation:
		f.word(field+".payment_information_id", l.PaymentInformationID)
		f.empty(field+".end_to_end_id", l.EndToEndID)
	case Transaction:
		f.word(field+".payment_information_id", l.PaymentInformationID)
		f.optionalWord(field+".end_to_end_id", l.EndToEndID)
	default:
		f.add(field+".scope", l.Scope.String(), "GROUP, PAYMENT_INFORMATION or TRANSACTION")
	}
}

// reason is nil when a line has none.
func (f *faults) reason(field string, l Line) *reasonXML {
	if l.ReasonCode+l.ReasonText == "" {
		return nil
	}
	const code = 4
	f.optionalWord(field+".reason_code", l.ReasonCode)
	if !oneLine(l.ReasonText) || !writable(l.ReasonText) {
		f.add(field+".reason_text", strconv.Quote(l.ReasonText), "words with one space between")
	}
	r := &reasonXML{Code: some(l.ReasonCode)}
	if utf8.RuneCountInString(l.ReasonCode) > code {
		r.Code, r.Proprietary = nil, r.Code
	}
	size := maxInfo
	for _, word := range strings.Fields(l.ReasonText) {
		n := utf8.RuneCountInString(word)
		if n > maxInfo {
			f.add(field+".reason_text", strconv.Quote(word), fmt.Sprintf("words of %d characters at most", maxInfo))
		}
		// A piece ends between two words, since the reader puts a space there.
		if size += 1 + n; size > maxInfo {
			r.Words, size = append(r.Words, word), n
		} else {
			r.Words[len(r.Words)-1] += " " + word
		}
	}
	return r
}
