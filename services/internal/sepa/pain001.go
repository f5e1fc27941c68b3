package sepa

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"

	"assistmed/services/internal/money"
)

// pain001 is the format of the transfers, as messages name it.
const pain001 = "pain.001.001.09"

const namespace = "urn:iso:std:iso:20022:tech:xsd:"

// The instants of the formats are in UTC, to the second.
const instant = "2006-01-02T15:04:05Z"

type initiation struct {
	XMLName   xml.Name     `xml:"Document"`
	Namespace string       `xml:"xmlns,attr"`
	MessageID string       `xml:"CstmrCdtTrfInitn>GrpHdr>MsgId"`
	Created   string       `xml:"CstmrCdtTrfInitn>GrpHdr>CreDtTm"`
	Count     int          `xml:"CstmrCdtTrfInitn>GrpHdr>NbOfTxs"`
	Sum       string       `xml:"CstmrCdtTrfInitn>GrpHdr>CtrlSum"`
	Initiator string       `xml:"CstmrCdtTrfInitn>GrpHdr>InitgPty>Nm"`
	Block     paymentBlock `xml:"CstmrCdtTrfInitn>PmtInf"`
}

type paymentBlock struct {
	ID           string         `xml:"PmtInfId"`
	Method       string         `xml:"PmtMtd"`
	BatchBooking bool           `xml:"BtchBookg"`
	Count        int            `xml:"NbOfTxs"`
	Sum          string         `xml:"CtrlSum"`
	ServiceLevel string         `xml:"PmtTpInf>SvcLvl>Cd"`
	RequestedOn  string         `xml:"ReqdExctnDt>Dt"`
	Name         string         `xml:"Dbtr>Nm"`
	Address      *postalAddress `xml:"Dbtr>PstlAdr"`
	IBAN         string         `xml:"DbtrAcct>Id>IBAN"`
	BIC          *string        `xml:"DbtrAgt>FinInstnId>BICFI"`
	NoBIC        *string        `xml:"DbtrAgt>FinInstnId>Othr>Id"`
	Charges      string         `xml:"ChrgBr"`
	Transfers    []transfer     `xml:"CdtTrfTxInf"`
}

type transfer struct {
	EndToEndID string         `xml:"PmtId>EndToEndId"`
	Amount     currencyAmount `xml:"Amt>InstdAmt"`
	BIC        *string        `xml:"CdtrAgt>FinInstnId>BICFI"`
	Name       string         `xml:"Cdtr>Nm"`
	Address    *postalAddress `xml:"Cdtr>PstlAdr"`
	IBAN       string         `xml:"CdtrAcct>Id>IBAN"`
	Remittance *string        `xml:"RmtInf>Ustrd"`
}

type postalAddress struct {
	Street   string `xml:"StrtNm,omitempty"`
	Building string `xml:"BldgNb,omitempty"`
	PostCode string `xml:"PstCd,omitempty"`
	Town     string `xml:"TwnNm"`
	Country  string `xml:"Ctry"`
}

type currencyAmount struct {
	Currency string `xml:"Ccy,attr"`
	Value    string `xml:",chardata"`
}

func inEuros(c money.Cents) currencyAmount { return currencyAmount{currency, euros(c)} }

// WritePain001 writes a batch as a pain.001.001.09 file, the same bytes for the same
// batch. Nothing is written when the batch cannot be: the error then has a line for each
// thing that is wrong, as field, value seen, value wanted.
func WritePain001(w io.Writer, b Batch) error {
	var f faults
	f.reference("message_id", b.MessageID)
	if b.Created.IsZero() {
		f.add("created", "no instant", "when the file was made")
	}
	if b.RequestedOn.IsZero() {
		f.add("requested_on", "no date", "the day of the debit")
	}
	if len(b.Payments) == 0 {
		f.add("payments", "none", "1 at least")
	}
	f.checkParty("debtor", b.Debtor)
	block := paymentBlock{
		ID: b.MessageID, Method: "TRF", BatchBooking: true, Count: len(b.Payments), ServiceLevel: "SEPA",
		RequestedOn: b.RequestedOn.String(), Name: f.text("debtor.name", b.Debtor.Name, maxName),
		Address: f.address("debtor.address", b.Debtor.Address), IBAN: b.Debtor.IBAN, BIC: some(b.Debtor.BIC), Charges: "SLEV",
	}
	if b.Debtor.BIC == "" {
		block.NoBIC = some("NOTPROVIDED") // the schema wants the debtor's bank, the EPC wants this word
	}
	var total money.Cents
	seen := map[string]int{}
	for i, p := range b.Payments {
		field := fmt.Sprintf("payments[%d]", i)
		block.Transfers = append(block.Transfers, p.transfer(field, &f))
		total += p.Amount
		if first, twice := seen[p.EndToEndID]; twice {
			f.add(field+".end_to_end_id", strconv.Quote(p.EndToEndID), fmt.Sprintf("another than that of payments[%d]", first))
		} else {
			seen[p.EndToEndID] = i
		}
	}
	block.Sum = euros(total)
	if err := f.err(); err != nil {
		return err
	}
	return writeXML(w, initiation{
		Namespace: namespace + pain001, MessageID: b.MessageID, Created: b.Created.UTC().Format(instant),
		Count: block.Count, Sum: block.Sum, Initiator: block.Name, Block: block,
	})
}

// transfer is the payment as it is written.
func (p Payment) transfer(field string, f *faults) transfer {
	f.reference(field+".end_to_end_id", p.EndToEndID)
	if p.Amount < minTransfer || p.Amount > maxTransfer {
		f.add(field+".amount", euros(p.Amount), euros(minTransfer)+" to "+euros(maxTransfer))
	}
	f.checkParty(field+".creditor", p.Creditor)
	return transfer{
		EndToEndID: p.EndToEndID, Amount: inEuros(p.Amount), BIC: some(p.Creditor.BIC), IBAN: p.Creditor.IBAN,
		Name:       f.text(field+".creditor.name", p.Creditor.Name, maxName),
		Address:    f.address(field+".creditor.address", p.Creditor.Address),
		Remittance: some(f.optional(field+".remittance", p.Remittance, maxFreeText)),
	}
}

// address is nil for the zero Address.
func (f *faults) address(field string, a Address) *postalAddress {
	if a == (Address{}) {
		return nil
	}
	if !isCountry(a.Country) {
		f.add(field+".country", strconv.Quote(a.Country), `two capital letters, for example "FR"`)
	}
	return &postalAddress{
		Street:   f.optional(field+".street", a.Street, maxStreet),
		Building: f.optional(field+".building", a.Building, maxBuilding),
		PostCode: f.optional(field+".post_code", a.PostCode, maxPostCode),
		Town:     f.text(field+".town", a.Town, maxTown),
		Country:  a.Country,
	}
}

// some is nil for no text: an element inside others is then left out together with them.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// writeXML writes a whole document, or nothing.
func writeXML(w io.Writer, document any) error {
	body, err := xml.MarshalIndent(document, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append([]byte(xml.Header), append(body, '\n')...))
	return err
}
