package bank

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
)

// namespace is the one version of the format that is read.
const namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

// What a message may hold. The files about one of maxOrders are smaller than those that
// package sepa reads.
const (
	maxOrders                = 10_000
	maxReference             = 35
	maxTransfer  money.Cents = 99_999_999_999
)

// message is a pain.001 as far as the bank needs it.
type message struct {
	id     string
	day    civil.Date // requested by the first block
	blocks []string
	orders []order
	total  money.Cents
}

// Every field is a list, so that one that comes twice is seen.
type document struct {
	Initiations []initiation `xml:"CstmrCdtTrfInitn"`
}

type initiation struct {
	IDs    []string `xml:"GrpHdr>MsgId"`
	Counts []string `xml:"GrpHdr>NbOfTxs"`
	Sums   []string `xml:"GrpHdr>CtrlSum"`
	Blocks []block  `xml:"PmtInf"`
}

type block struct {
	IDs      []string   `xml:"PmtInfId"`
	Counts   []string   `xml:"NbOfTxs"`
	Sums     []string   `xml:"CtrlSum"`
	Days     []string   `xml:"ReqdExctnDt>Dt"`
	Accounts []string   `xml:"DbtrAcct>Id>IBAN"`
	Orders   []orderXML `xml:"CdtTrfTxInf"`
}

type orderXML struct {
	EndToEndIDs []string    `xml:"PmtId>EndToEndId"`
	Amounts     []amountXML `xml:"Amt>InstdAmt"`
	Accounts    []string    `xml:"CdtrAcct>Id>IBAN"`
}

type amountXML struct {
	Currency string `xml:"Ccy,attr"`
	Value    string `xml:",chardata"`
}

// refusal says what a field is and what it should be, in the bank's language.
func refusal(field, seen, wanted string) error {
	return fmt.Errorf("%s : lu %s, attendu %s", field, seen, wanted)
}

// readMessage reads a file of transfers; the error is the first thing that is wrong.
func readMessage(file []byte) (message, error) {
	if len(file) > sepa.MaxBytes {
		return message{}, refusal("fichier", strconv.Itoa(len(file))+" octets", fmt.Sprintf("%d au plus", sepa.MaxBytes))
	}
	if err := checkDocument(file); err != nil {
		return message{}, err
	}
	var d document
	if err := xml.Unmarshal(file, &d); err != nil {
		return message{}, fmt.Errorf("fichier : %w", err)
	}
	if len(d.Initiations) != 1 {
		return message{}, refusal("CstmrCdtTrfInitn", strconv.Itoa(len(d.Initiations))+" fois", "une fois")
	}
	return d.Initiations[0].message()
}

// checkDocument reads the whole as XML: one Document, of the namespace, and nothing else.
func checkDocument(file []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(file))
	depth, roots := 0, 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("fichier : %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Space != namespace {
				return refusal(t.Name.Local, "l'espace de noms "+strconv.Quote(t.Name.Space), strconv.Quote(namespace))
			}
			if depth == 0 && (t.Name.Local != "Document" || roots > 0) {
				return refusal("fichier", strconv.Quote(t.Name.Local), "un seul Document")
			}
			if depth == 0 {
				roots++
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && strings.TrimSpace(strings.TrimPrefix(string(t), "\ufeff")) != "" {
				return refusal("fichier", "du texte hors du Document", "un seul Document")
			}
		case xml.Directive:
			return refusal("fichier", "une déclaration de type", "un seul Document")
		}
	}
	if roots == 0 {
		return refusal("fichier", "aucun élément", "un seul Document")
	}
	return nil
}

func (in initiation) message() (message, error) {
	id, err := reference("GrpHdr/MsgId", in.IDs)
	if err != nil {
		return message{}, err
	}
	m := message{id: id}
	if len(in.Blocks) == 0 {
		return message{}, refusal("PmtInf", "aucun bloc", "un au moins")
	}
	for i, b := range in.Blocks {
		if err := b.into(&m, fmt.Sprintf("PmtInf[%d]", i+1)); err != nil {
			return message{}, err
		}
	}
	if _, err := one("GrpHdr/NbOfTxs", in.Counts); err != nil {
		return message{}, err
	}
	return m, checkTotals("GrpHdr", in.Counts, in.Sums, m.orders)
}

// into adds a block to a message.
func (b block) into(m *message, field string) error {
	id, err := reference(field+"/PmtInfId", b.IDs)
	if err != nil {
		return err
	}
	account, err := iban(field+"/DbtrAcct/Id/IBAN", b.Accounts)
	if err != nil {
		return err
	}
	day, err := requestedDay(field+"/ReqdExctnDt/Dt", b.Days)
	if err != nil {
		return err
	}
	if len(b.Orders) == 0 {
		return refusal(field+"/CdtTrfTxInf", "aucun virement", "un au moins")
	}
	if n := len(m.orders) + len(b.Orders); n > maxOrders {
		return refusal("fichier", strconv.Itoa(n)+" virements", fmt.Sprintf("%d au plus", maxOrders))
	}
	if m.day.IsZero() {
		m.day = day
	}
	m.blocks = append(m.blocks, id)
	from := len(m.orders)
	for i, x := range b.Orders {
		o, err := x.order(fmt.Sprintf("%s/CdtTrfTxInf[%d]", field, i+1))
		if err != nil {
			return err
		}
		o.block, o.account, o.day = id, account, day
		m.orders = append(m.orders, o)
		m.total += o.cents
	}
	return checkTotals(field, b.Counts, b.Sums, m.orders[from:])
}

func (x orderXML) order(field string) (order, error) {
	id, err := reference(field+"/PmtId/EndToEndId", x.EndToEndIDs)
	if err != nil {
		return order{}, err
	}
	if id == "NOTPROVIDED" {
		return order{}, refusal(field+"/PmtId/EndToEndId", strconv.Quote(id), "une référence propre au virement")
	}
	if len(x.Amounts) != 1 {
		return order{}, refusal(field+"/Amt/InstdAmt", strconv.Itoa(len(x.Amounts))+" fois", "une fois")
	}
	if x.Amounts[0].Currency != "EUR" {
		return order{}, refusal(field+"/Amt/InstdAmt", "la monnaie "+strconv.Quote(x.Amounts[0].Currency), `"EUR"`)
	}
	cents, ok := decimal(x.Amounts[0].Value)
	if !ok || cents < 1 || cents > maxTransfer {
		return order{}, refusal(field+"/Amt/InstdAmt", strconv.Quote(x.Amounts[0].Value), "un montant de 0.01 à 999999999.99")
	}
	if _, err := iban(field+"/CdtrAcct/Id/IBAN", x.Accounts); err != nil {
		return order{}, err
	}
	return order{endToEndID: id, cents: cents}, nil
}

// checkTotals compares the number and the sum, where they are given, with the transfers.
func checkTotals(field string, counts, sums []string, orders []order) error {
	if len(counts) > 1 || len(sums) > 1 {
		return refusal(field, "deux totaux", "un seul")
	}
	if len(counts) == 1 && counts[0] != strconv.Itoa(len(orders)) {
		return refusal(field+"/NbOfTxs", strconv.Quote(counts[0]), strconv.Itoa(len(orders))+", le nombre des virements")
	}
	var total money.Cents
	for _, o := range orders {
		total += o.cents
	}
	if len(sums) == 1 {
		if stated, ok := decimal(sums[0]); !ok || stated != total {
			return refusal(field+"/CtrlSum", strconv.Quote(sums[0]), total.French()+", la somme des virements")
		}
	}
	return nil
}

// one is the only text of a field.
func one(field string, texts []string) (string, error) {
	if len(texts) != 1 {
		return "", refusal(field, strconv.Itoa(len(texts))+" fois", "une fois")
	}
	return texts[0], nil
}

// reference is an identification in the characters that banks carry.
func reference(field string, texts []string) (string, error) {
	const carried = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /-?:().,'+"
	s, err := one(field, texts)
	if err != nil {
		return "", err
	}
	if s == "" || len(s) > maxReference || strings.Trim(s, carried) != "" || strings.Join(strings.Fields(s), " ") != s {
		return "", refusal(field, strconv.Quote(s), fmt.Sprintf("1 à %d caractères parmi A-Z a-z 0-9 / - ? : ( ) . , ' + et l'espace entre deux autres", maxReference))
	}
	return s, nil
}

func iban(field string, texts []string) (string, error) {
	s, err := one(field, texts)
	if err != nil {
		return "", err
	}
	if ident.CheckIBAN(s) != nil {
		return "", refusal(field, strconv.Quote(s), "un IBAN dont la longueur et la clé sont justes")
	}
	return s, nil
}

// requestedDay is a day around which there is room for the days of the answers.
func requestedDay(field string, texts []string) (civil.Date, error) {
	s, err := one(field, texts)
	if err != nil {
		return civil.Date{}, err
	}
	day, err := civil.Parse(s)
	if err != nil {
		return civil.Date{}, refusal(field, strconv.Quote(s), `une date, par exemple "2026-11-26"`)
	}
	for _, steps := range []int{0, furthest} {
		if _, err := civil.Parse(on(day, steps).String()); err != nil {
			return civil.Date{}, refusal(field, strconv.Quote(s), "une date de 1901 à 2198")
		}
	}
	return day, nil
}

// decimal reads euros with two decimals at most.
func decimal(s string) (money.Cents, bool) {
	const mostEuros, mostDecimals = 13, 2
	whole, part, dot := strings.Cut(s, ".")
	if whole == "" || dot && part == "" || len(whole) > mostEuros || len(part) > mostDecimals || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	for len(part) < mostDecimals {
		part += "0"
	}
	n, err := strconv.ParseInt(whole+part, 10, 64)
	return money.Cents(n), err == nil
}
