package sepa_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
)

func report(t *testing.T, f sepa.File) []byte       { return answer(t, sepa.WritePain002, f) }
func notification(t *testing.T, f sepa.File) []byte { return answer(t, sepa.WriteCamt054, f) }

func answer(t *testing.T, write func(io.Writer, sepa.File) error, f sepa.File) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, f); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func known(c money.Cents) sepa.Amount { return sepa.Amount{Cents: c, Known: true} }

func sample(t testing.TB, name string) string {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

const (
	run    = "RUN-2026-11-0001"
	first  = "01J0ABCDEFGHJKMNPQRSTVWXYZ-3-1"
	second = "01J0ABCDEFGHJKMNPQRSTVWXYZ-3-2"
)

func TestAFileOfABankBecomesALineForEachThingThatItSays(t *testing.T) {
	transaction := func(id string, cents money.Cents, status sepa.Status, raw string) sepa.Line {
		return sepa.Line{Scope: sepa.Transaction, OriginalMessageID: run, PaymentInformationID: run, EndToEndID: id, Amount: known(cents), Status: status, Raw: raw}
	}
	because := func(l sepa.Line, code, text string) sepa.Line {
		l.ReasonCode, l.ReasonText = code, text
		return l
	}
	of := func(account string, l sepa.Line) sepa.Line {
		l.Account = account
		return l
	}
	for _, c := range []struct {
		file string
		want sepa.File
	}{
		{"pain002-mixed.xml", sepa.File{MessageID: "BANK-1", Kind: sepa.Pain002, Created: "2026-11-24T12:00:00.123+01:00", Lines: []sepa.Line{
			{Scope: sepa.Group, OriginalMessageID: run, Status: sepa.Other, Raw: "PART", Amount: known(31_500_00)},
			because(transaction(first, 10_500_00, sepa.Rejected, "RJCT"), "AC04", "Compte clos depuis le 3 mars MS03"),
			transaction(second, 21_000_00, sepa.Accepted, "ACSP"),
		}}},
		{"pain002-rejected.xml", sepa.File{MessageID: "BANK-2", Kind: sepa.Pain002Older, Created: "2026-11-24T12:00:00", Lines: []sepa.Line{
			{Scope: sepa.Group, OriginalMessageID: run, Status: sepa.Rejected, Raw: "RJCT", ReasonCode: "FF01"},
			{Scope: sepa.PaymentInformation, OriginalMessageID: run, PaymentInformationID: run, Status: sepa.Rejected, Raw: "RJCT", Amount: known(31_500_00),
				ReasonCode: "code de la banque", ReasonText: "Fichier déjà reçu"},
		}}},
		{"pain002-silent.xml", sepa.File{MessageID: "BANK-3", Kind: sepa.Pain002, Created: "2026-11-24T12:00:00Z", Lines: []sepa.Line{
			{Scope: sepa.Group, OriginalMessageID: run, Status: sepa.Other},
		}}},
		{"camt054-debit.xml", sepa.File{MessageID: "NOTE-1", Kind: sepa.Camt054, Created: "2026-11-26T18:00:00Z", Lines: []sepa.Line{
			of(fundIBAN, transaction(first, 10_500_00, sepa.Settled, "BOOK DBIT")),
			of(fundIBAN, transaction(second, 21_000_00, sepa.Settled, "BOOK DBIT")),
			{Scope: sepa.Entry, Account: fundIBAN, PaymentInformationID: "RUN-2026-10-0009", Amount: known(99), Status: sepa.Pending, Raw: "PDNG DBIT"},
			{Scope: sepa.Entry, Account: fundIBAN, Amount: known(12_34), Status: sepa.Settled, Raw: "BOOK DBIT", ReasonText: "Frais de tenue de compte"},
			{Scope: sepa.Transaction, Account: fundIBAN, EndToEndID: "NOTPROVIDED", Amount: known(5_00), Status: sepa.Other, Raw: "BOOK CRDT"},
		}}},
		{"camt054-return.xml", sepa.File{MessageID: "NOTE-2", Kind: sepa.Camt054Older, Created: "2026-11-27T18:00:00Z", Lines: []sepa.Line{
			because(sepa.Line{Scope: sepa.Transaction, Account: "0011", OriginalMessageID: run, EndToEndID: first, Amount: known(10_500_00), Status: sepa.Returned, Raw: "BOOK CRDT RTRN"},
				"AC04", "Compte clos"),
			{Scope: sepa.Entry, Account: "0011", Amount: known(3_00), Status: sepa.Returned, Raw: "BOOK CRDT RTRN"},
			{Scope: sepa.Entry, Account: "0011", Amount: known(4_00), Status: sepa.Other, Raw: "BOOK CRDT RVSL"},
		}}},
	} {
		t.Run(c.file, func(t *testing.T) {
			for i := range c.want.Lines {
				c.want.Lines[i].Index = i + 1
			}
			got, err := sepa.Read(strings.NewReader(sample(t, c.file)))
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v\n%+v\nwant\n%+v", err, got, c.want)
			}
		})
	}
}

func TestAFileThatCannotBeTrustedIsRefusedWithWhatWasSeenAndWanted(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, wanted string }{
		{"nothing", "", "", "", "wanted a Document"},
		{"no XML", "", "", "Bonjour", "before the Document"},
		{"HTML", "", "", "<html></html>", `seen "html" in namespace ""`},
		{"cut short", "pain002-mixed.xml", "</CstmrPmtStsRpt>", "", "line"},
		{"a transfer order", "pain002-mixed.xml", "pain.002.001.10", "pain.001.001.09", "wanted a Document of pain.002.001.10"},
		{"a version that is not known", "pain002-mixed.xml", "pain.002.001.10", "pain.002.001.99", "wanted a Document of pain.002.001.10"},
		{"the body of the other format", "pain002-mixed.xml", "pain.002.001.10", "camt.054.001.08", `Document: seen "CstmrPmtStsRpt", wanted one of BkToCstmrDbtCdtNtfctn`},
		{"a document type", "pain002-mixed.xml", "<Document", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Document", "document type"},
		{"an entity", "pain002-mixed.xml", "BANK-1", "&x;", "invalid character entity"},
		{"another encoding", "pain002-mixed.xml", "UTF-8", "ISO-8859-1", `encoding: seen "ISO-8859-1", wanted UTF-8`},
		{"bytes of another encoding", "pain002-mixed.xml", "Compte", "Compt\xe9", "UTF-8"},
		{"more after the end", "pain002-mixed.xml", "</Document>", "</Document><Document/>", "seen more after the Document"},
		{"two bodies", "pain002-silent.xml", "</CstmrPmtStsRpt>", "</CstmrPmtStsRpt><CstmrPmtStsRpt/>", `seen "CstmrPmtStsRpt"`},
		{"an instruction", "pain002-mixed.xml", "<GrpHdr>", "<?php x?><GrpHdr>", "an instruction"},
		{"text between elements", "pain002-mixed.xml", "<GrpHdr>", "x<GrpHdr>", "seen text in CstmrPmtStsRpt"},
		{"text beside elements", "pain002-mixed.xml", "<TxSts>RJCT", "x<TxSts>RJCT", "text among elements"},
		{"an element of another namespace", "pain002-mixed.xml", "<TxSts>RJCT", `<TxSts xmlns="urn:x">RJCT`, `namespace "urn:x"`},
		{"an element nobody knows", "pain002-mixed.xml", "<TxInfAndSts>", "<TxInfAndStatus/><TxInfAndSts>", `OrgnlPmtInfAndSts: seen "TxInfAndStatus"`},
		{"elements out of order", "pain002-mixed.xml", "<GrpHdr>", "<OrgnlPmtInfAndSts/><GrpHdr>", "OrgnlGrpInfAndSts"},
		{"no id", "pain002-mixed.xml", "<MsgId>BANK-1</MsgId>", "", "GrpHdr: seen no MsgId"},
		{"an empty id", "pain002-mixed.xml", "BANK-1", " ", `GrpHdr/MsgId: seen ""`},
		{"a long id", "pain002-mixed.xml", "BANK-1", strings.Repeat("x", 36), "GrpHdr/MsgId: seen"},
		{"two ids", "pain002-mixed.xml", "<MsgId>", "<MsgId>x</MsgId><MsgId>", "two of MsgId"},
		{"an instant that is none", "pain002-mixed.xml", "2026-11-24T12:00:00.123+01:00", "2026-11-31T12:00:00", "GrpHdr/CreDtTm: seen"},
		{"a day for an instant", "pain002-mixed.xml", "2026-11-24T12:00:00.123+01:00", "2026-11-24", "GrpHdr/CreDtTm: seen"},
		{"a report on direct debits", "pain002-mixed.xml", "pain.001.001.09", "pain.008.001.08", "OrgnlMsgNmId: seen"},
		{"no original", "pain002-mixed.xml", "<OrgnlMsgId>RUN-2026-11-0001</OrgnlMsgId>", "", "no OrgnlMsgId"},
		{"two statuses", "pain002-mixed.xml", "<TxSts>RJCT", "<TxSts>ACSC</TxSts><TxSts>RJCT", "seen two of TxSts, wanted one"},
		{"dollars", "pain002-mixed.xml", `Ccy="EUR">10500`, `Ccy="USD">10500`, `currency "USD", wanted "EUR"`},
		{"no currency", "pain002-mixed.xml", ` Ccy="EUR">10500`, `>10500`, `currency ""`},
		{"parts of a cent", "pain002-mixed.xml", "10500.00</InstdAmt>", "10500.001</InstdAmt>", `InstdAmt: seen "10500.001"`},
		{"a comma", "pain002-mixed.xml", "10500.00", "10500,00", `seen "10500,00"`},
		{"a negative amount", "pain002-mixed.xml", "10500.00", "-10500.00", `seen "-10500.00"`},
		{"an amount without end", "pain002-mixed.xml", "10500.00</InstdAmt>", strings.Repeat("9", 40) + "</InstdAmt>", "InstdAmt: seen"},
		{"an exponent", "pain002-mixed.xml", "10500.00", "1e4", `seen "1e4"`},
		{"a number that is none", "pain002-mixed.xml", "<OrgnlNbOfTxs>2", "<OrgnlNbOfTxs>deux", `OrgnlNbOfTxs: seen "deux"`},
		{"more transfers than there were", "pain002-mixed.xml", "<OrgnlNbOfTxs>2", "<OrgnlNbOfTxs>1", "seen 1, and 2 transfers listed"},
		{"another sum than there was", "pain002-mixed.xml", "31500.00</OrgnlCtrlSum>", "31500.01</OrgnlCtrlSum>", "seen 31500.01, and 31500.00 listed"},
		{"another number per status", "pain002-mixed.xml", "<DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>RJCT", "<DtldNbOfTxs>2</DtldNbOfTxs><DtldSts>RJCT", "seen 2 of RJCT, and 1 listed"},
		{"another sum per status", "pain002-mixed.xml", "<DtldCtrlSum>10500.00", "<DtldCtrlSum>10500.01", "seen 10500.01 of RJCT, and 10500.00 listed"},
		{"rejections that are not listed", "pain002-silent.xml", "</OrgnlMsgNmId>", "</OrgnlMsgNmId><NbOfTxsPerSts><DtldNbOfTxs>2</DtldNbOfTxs><DtldSts>RJCT</DtldSts></NbOfTxsPerSts>", "seen 2 of RJCT, and 0 listed"},
		{"a block without an id", "pain002-mixed.xml", "<OrgnlPmtInfId>RUN-2026-11-0001</OrgnlPmtInfId>", "", "no OrgnlPmtInfId"},
		{"no account", "camt054-debit.xml", "<Acct><Id><IBAN>" + fundIBAN + "</IBAN></Id></Acct>", "", "no Acct"},
		{"a direction that is none", "camt054-debit.xml", "<CdtDbtInd>CRDT", "<CdtDbtInd>LEFT", `CdtDbtInd: seen "LEFT", wanted DBIT or CRDT`},
		{"an entry without a state", "camt054-debit.xml", "<Sts><Cd>PDNG</Cd></Sts>", "", "seen no Sts"},
		{"an entry without an amount", "camt054-debit.xml", `<Amt Ccy="EUR">12.34</Amt>`, "", "no Amt"},
		{"another number of entries", "camt054-debit.xml", "<NbOfNtries>4", "<NbOfNtries>5", "TtlNtries: seen 5, and 4 entries listed"},
		{"another sum of entries", "camt054-debit.xml", "<Sum>31518.33", "<Sum>31518.34", "seen 31518.34, and 31518.33 listed"},
		{"another sum of debits", "camt054-debit.xml", "<Sum>31513.33", "<Sum>31513.34", "TtlDbtNtries: seen 31513.34, and 31513.33 listed"},
		{"another number in a batch", "camt054-debit.xml", "<NbOfTxs>2", "<NbOfTxs>3", "Btch/NbOfTxs: seen 3, and 2 transfers listed"},
		{"another sum of a batch", "camt054-debit.xml", `<TtlAmt Ccy="EUR">31500.00`, `<TtlAmt Ccy="EUR">31500.01`, "seen 31500.01, and 31500.00 listed"},
		{"details that are not the entry", "camt054-debit.xml", `<Amt Ccy="EUR">21000.00`, `<Amt Ccy="EUR">21000.02`, "31500.02"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.new
			if c.file != "" {
				if text = strings.Replace(sample(t, c.file), c.old, c.new, 1); !strings.Contains(sample(t, c.file), c.old) {
					t.Fatalf("%s has no %q", c.file, c.old)
				}
			}
			got, err := sepa.Read(strings.NewReader(text))
			if err == nil || !strings.Contains(err.Error(), c.wanted) || !reflect.DeepEqual(got, sepa.File{}) {
				t.Errorf("got %+v\nand %v\nwant an error that says %q", got, err, c.wanted)
			}
		})
	}
}

func TestWhatABankMayLeaveOutOrAddChangesNothing(t *testing.T) {
	for _, c := range []struct{ name, file, old, new string }{
		{"a byte order mark", "pain002-mixed.xml", "<?xml", "\ufeff<?xml"},
		{"a comment", "pain002-mixed.xml", "<GrpHdr>", "<!-- x --><GrpHdr>"},
		{"a prefix", "pain002-mixed.xml", "<TxSts>RJCT</TxSts>", `<p:TxSts xmlns:p="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">RJCT</p:TxSts>`},
		{"supplementary data in a namespace of its own", "pain002-mixed.xml", "</TxInfAndSts>", `<SplmtryData><Envlp><x xmlns="urn:x">y</x></Envlp></SplmtryData></TxInfAndSts>`},
		{"zeros after the cents", "pain002-mixed.xml", "10500.00</InstdAmt>", "10500.000</InstdAmt>"},
		{"no cents", "pain002-mixed.xml", "10500.00</InstdAmt>", "10500</InstdAmt>"},
		{"no totals", "pain002-mixed.xml", "<NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>RJCT</DtldSts><DtldCtrlSum>10500.00</DtldCtrlSum></NbOfTxsPerSts>", ""},
		{"accepted transfers that are counted and not listed", "pain002-mixed.xml", "<NbOfTxsPerSts>", "<NbOfTxsPerSts><DtldNbOfTxs>7</DtldNbOfTxs><DtldSts>ACCP</DtldSts></NbOfTxsPerSts><NbOfTxsPerSts>"},
		{"charges, which may be in an entry and not in its details", "camt054-debit.xml", "<!-- charges -->", `<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">0.01</TtlChrgsAndTaxAmt></Chrgs>`},
		{"rejections of a batch that is rejected whole", "pain002-rejected.xml", "<ns:GrpSts>", "<ns:OrgnlNbOfTxs>2</ns:OrgnlNbOfTxs><ns:GrpSts>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain, err := sepa.Read(strings.NewReader(sample(t, c.file)))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(sample(t, c.file), c.old) {
				t.Fatalf("%s has no %q", c.file, c.old)
			}
			got, err := sepa.Read(strings.NewReader(strings.Replace(sample(t, c.file), c.old, c.new, 1)))
			if err != nil || !reflect.DeepEqual(got, plain) {
				t.Errorf("got %v and %+v, want %+v", err, got, plain)
			}
		})
	}
}

func TestTheStatusesOfAReportAreSortedIntoOurs(t *testing.T) {
	for raw, want := range map[string]string{
		"ACTC": "ACCEPTED", "ACCP": "ACCEPTED", "ACSP": "ACCEPTED", "ACWC": "ACCEPTED", "ACSC": "SETTLED", "ACCC": "SETTLED", "RJCT": "REJECTED",
		"PDNG": "PENDING", "RCVD": "PENDING", "PART": "OTHER", "CANC": "OTHER", "ZZZZ": "OTHER",
	} {
		got, err := sepa.Read(strings.NewReader(strings.Replace(sample(t, "pain002-mixed.xml"), "<TxSts>ACSP", "<TxSts>"+raw, 1)))
		if raw == "RJCT" {
			// Two rejections where the report counts one.
			if err == nil || !strings.Contains(err.Error(), "seen 1 of RJCT, and 2 listed") {
				t.Errorf("got %v", err)
			}
			continue
		}
		if err != nil || got.Lines[2].Status.String() != want || got.Lines[2].Raw != raw {
			t.Errorf("%s: got %v and %+v, want %s", raw, err, got.Lines, want)
		}
	}
}

func TestAFileThatIsTooLargeIsRefusedBeforeItIsHeld(t *testing.T) {
	const head = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">`
	for _, c := range []struct{ name, head, again, wanted string }{
		{"one word without end", head + "<CstmrPmtStsRpt><GrpHdr><MsgId>", "x", "seen more than 16777216 bytes"},
		{"elements in elements without end", head + "<CstmrPmtStsRpt><GrpHdr>", "<a>", "32 at most"},
		{"elements beside elements without end", head + "<CstmrPmtStsRpt><GrpHdr>", "<a/>", "1000 at most"},
		{"reasons without end", head + group + "<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>", "<StsRsnInf/>", "1000 at most"},
		{"transfers without end", head + group + "<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>", "<TxInfAndSts/>", "100000 at most"},
		{"details without end", note, "<NtryDtls/>", "100000 at most"},
		{"details of a batch without end", note + "<NtryDtls>", "<TxDtls/>", "100000 at most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := sepa.Read(io.MultiReader(strings.NewReader(c.head), &endless{again: []byte(c.again)}))
			if err == nil || !strings.Contains(err.Error(), c.wanted) {
				t.Errorf("got %v, want an error that says %q", err, c.wanted)
			}
		})
	}
}

const (
	group = `<CstmrPmtStsRpt><GrpHdr><MsgId>a</MsgId><CreDtTm>2026-11-24T12:00:00</CreDtTm></GrpHdr>` +
		`<OrgnlGrpInfAndSts><OrgnlMsgId>a</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>`
	note = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>a</MsgId>` +
		`<CreDtTm>2026-11-24T12:00:00</CreDtTm></GrpHdr><Ntfctn><Id>a</Id><Acct><Id><Othr><Id>a</Id></Othr></Id></Acct><Ntry>` +
		`<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>`
)

// endless gives the same bytes again and again.
type endless struct {
	again []byte
	at    int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.again[e.at]
		e.at = (e.at + 1) % len(e.again)
	}
	return len(p), nil
}

func TestAReaderThatFailsIsNotTheEndOfTheFile(t *testing.T) {
	broken := errors.New("the line is cut")
	whole := sample(t, "pain002-mixed.xml")
	for _, size := range []int{0, 100, len(whole) / 2} {
		_, err := sepa.Read(io.MultiReader(strings.NewReader(whole[:size]), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) {
			t.Errorf("after %d bytes: got %v, want %v", size, err, broken)
		}
	}
}

// words are as a bank writes them: with accents, markup and all.
func words(longest int) *rapid.Generator[string] {
	word := rapid.StringMatching(`[A-Za-z0-9éàœ<>&'"/._:€-]{1,12}`)
	return rapid.Custom(func(t *rapid.T) string {
		s := strings.Join(rapid.SliceOfN(word, 1, longest/13).Draw(t, "words"), " ")
		return s
	})
}

var (
	bankIDs = rapid.StringMatching(`[A-Za-z0-9][A-Za-z0-9 .&<-]{0,33}[A-Za-z0-9]`).Filter(func(s string) bool { return !strings.Contains(s, "  ") })
	amounts = rapid.Custom(func(t *rapid.T) sepa.Amount {
		return rapid.SampledFrom([]sepa.Amount{{}, known(0), known(1), known(99_999_999_999), known(money.Cents(rapid.Int64Range(1, 1e9).Draw(t, "cents")))}).Draw(t, "amount")
	})
	instants = rapid.SampledFrom([]string{"2026-11-24T12:00:00Z", "2024-02-29T00:00:00.123+01:00", "2026-11-24T12:00:00"})
	reasons  = rapid.SampledFrom([]string{"", "AC04", "MS03", "AM05", "code de la banque"})
)

func numbered(f sepa.File) sepa.File {
	for i := range f.Lines {
		f.Lines[i].Index = i + 1
	}
	return f
}

// reports draws the files that a bank may send as a status report.
func reports(kind sepa.Kind) *rapid.Generator[sepa.File] {
	statuses := map[string]sepa.Status{
		"ACTC": sepa.Accepted, "ACCP": sepa.Accepted, "ACSP": sepa.Accepted, "ACWC": sepa.Accepted, "ACSC": sepa.Settled, "ACCC": sepa.Settled,
		"RJCT": sepa.Rejected, "PDNG": sepa.Pending, "RCVD": sepa.Pending, "PART": sepa.Other,
	}
	codes := []string{"ACTC", "ACCP", "ACSP", "ACSC", "ACWC", "RJCT", "PDNG"}
	whole := append([]string{"RCVD", "PART"}, codes...)
	if kind == sepa.Pain002 {
		// The older format has no ACCC, and two codes for a group or a block only.
		whole = append(whole, "ACCC")
		codes = whole
	}
	raws, wholes := rapid.SampledFrom(codes), rapid.SampledFrom(whole)
	return rapid.Custom(func(t *rapid.T) sepa.File {
		f := sepa.File{MessageID: bankIDs.Draw(t, "message"), Kind: kind, Created: instants.Draw(t, "created")}
		original := bankIDs.Draw(t, "original")
		line := func(scope sepa.Scope, block string) {
			raw := wholes
			if scope == sepa.Transaction {
				raw = raws
			}
			l := sepa.Line{Scope: scope, OriginalMessageID: original, PaymentInformationID: block, Raw: raw.Draw(t, "raw"), Amount: amounts.Draw(t, "amount")}
			l.Status, l.ReasonCode = statuses[l.Raw], reasons.Draw(t, "reason")
			if rapid.Bool().Draw(t, "explained") {
				l.ReasonText = words(400).Draw(t, "text")
			}
			if scope == sepa.Transaction {
				l.EndToEndID = optional(bankIDs).Draw(t, "id")
			}
			f.Lines = append(f.Lines, l)
		}
		if rapid.Bool().Draw(t, "whole") {
			line(sepa.Group, "")
		}
		blocks := rapid.IntRange(0, 3).Draw(t, "blocks")
		if len(f.Lines) == 0 {
			blocks++
		}
		for range blocks {
			block, own := bankIDs.Draw(t, "block"), rapid.Bool().Draw(t, "own")
			if own {
				line(sepa.PaymentInformation, block)
			}
			transfers := rapid.IntRange(0, 4).Draw(t, "transfers")
			if !own {
				transfers++
			}
			for range transfers {
				line(sepa.Transaction, block)
			}
		}
		return numbered(f)
	})
}

// notifications draws the files that a bank may send as a notification.
func notifications(kind sepa.Kind) *rapid.Generator[sepa.File] {
	statuses := map[string]sepa.Status{
		"BOOK DBIT": sepa.Settled, "BOOK CRDT": sepa.Other, "BOOK CRDT RTRN": sepa.Returned, "PDNG DBIT": sepa.Pending, "PDNG CRDT RTRN": sepa.Pending,
		"BOOK DBIT RTRN": sepa.Other, "BOOK CRDT RVSL": sepa.Other, "BOOK CRDT RTRN RVSL": sepa.Other, "INFO DBIT": sepa.Other,
		"FUTR DBIT": sepa.Pending, "à voir DBIT": sepa.Other,
	}
	codes := []string{"BOOK DBIT", "BOOK CRDT", "BOOK CRDT RTRN", "PDNG DBIT", "PDNG CRDT RTRN", "BOOK DBIT RTRN", "BOOK CRDT RVSL", "BOOK CRDT RTRN RVSL", "INFO DBIT"}
	if kind == sepa.Camt054 {
		codes = append(codes, "FUTR DBIT", "à voir DBIT")
	}
	return rapid.Custom(func(t *rapid.T) sepa.File {
		f := sepa.File{MessageID: bankIDs.Draw(t, "message"), Kind: kind, Created: instants.Draw(t, "created")}
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			l := sepa.Line{
				Scope: rapid.SampledFrom([]sepa.Scope{sepa.Transaction, sepa.Entry}).Draw(t, "scope"), Account: rapid.SampledFrom([]string{fundIBAN, doctorIBAN, "0011"}).Draw(t, "account"),
				OriginalMessageID: optional(bankIDs).Draw(t, "original"), PaymentInformationID: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "block"),
				Amount: known(money.Cents(rapid.Int64Range(0, 1e9).Draw(t, "cents"))), Raw: rapid.SampledFrom(codes).Draw(t, "raw"),
			}
			if len(f.Lines) > 0 && rapid.Bool().Draw(t, "same batch") {
				last := f.Lines[len(f.Lines)-1]
				l.Account, l.OriginalMessageID, l.PaymentInformationID, l.Raw = last.Account, last.OriginalMessageID, last.PaymentInformationID, last.Raw
			}
			l.Status = statuses[l.Raw]
			switch {
			case l.Scope == sepa.Entry:
				l.ReasonText = optional(words(400)).Draw(t, "said")
			case strings.Contains(l.Raw, "RTRN"):
				l.ReasonCode, l.ReasonText = reasons.Draw(t, "reason"), optional(words(300)).Draw(t, "text")
			}
			if l.Scope == sepa.Transaction {
				l.EndToEndID = optional(bankIDs).Draw(t, "id")
			}
			f.Lines = append(f.Lines, l)
		}
		return numbered(f)
	})
}

func TestWhatTheSimulatedBankWritesIsReadBackEqual(t *testing.T) {
	for _, c := range []struct {
		draw  *rapid.Generator[sepa.File]
		write func(io.Writer, sepa.File) error
	}{
		{reports(sepa.Pain002), sepa.WritePain002}, {reports(sepa.Pain002Older), sepa.WritePain002},
		{notifications(sepa.Camt054), sepa.WriteCamt054}, {notifications(sepa.Camt054Older), sepa.WriteCamt054},
	} {
		rapid.Check(t, func(rt *rapid.T) {
			want := c.draw.Draw(rt, "file")
			var out bytes.Buffer
			if err := c.write(&out, want); err != nil {
				rt.Fatalf("%v\n%+v", err, want)
			}
			got, err := sepa.Read(&out)
			if err != nil || !reflect.DeepEqual(got, want) {
				rt.Fatalf("%v\ngot  %+v\nwant %+v", err, got, want)
			}
		})
	}
}

func TestTheSimulatedBankRefusesToWriteWhatWouldBeReadOtherwise(t *testing.T) {
	said := sepa.File{MessageID: "BANK-1", Kind: sepa.Pain002, Created: "2026-11-24T12:00:00Z", Lines: []sepa.Line{
		{Scope: sepa.Group, OriginalMessageID: run, Status: sepa.Rejected, Raw: "RJCT"},
		{Scope: sepa.Transaction, OriginalMessageID: run, PaymentInformationID: run, Status: sepa.Rejected, Raw: "RJCT"},
	}}
	booked := sepa.File{MessageID: "NOTE-1", Kind: sepa.Camt054, Created: "2026-11-24T12:00:00Z", Lines: []sepa.Line{
		{Scope: sepa.Transaction, Account: fundIBAN, Amount: known(1), Status: sepa.Settled, Raw: "BOOK DBIT"},
		{Scope: sepa.Entry, Account: fundIBAN, Amount: known(1), Status: sepa.Settled, Raw: "BOOK DBIT"},
	}}
	for _, c := range []struct {
		name   string
		file   sepa.File
		line   int
		spoil  func(*sepa.File, *sepa.Line)
		wanted string
	}{
		{"another format", said, 0, func(f *sepa.File, _ *sepa.Line) { f.Kind = "pain.002.001.99" }, "kind: seen"},
		{"no id", said, 0, func(f *sepa.File, _ *sepa.Line) { f.MessageID = "" }, "message_id: seen"},
		{"no instant", said, 0, func(f *sepa.File, _ *sepa.Line) { f.Created = "hier" }, `created: seen "hier"`},
		{"no lines", said, 0, func(f *sepa.File, _ *sepa.Line) { f.Lines = nil }, "lines: seen 0"},
		{"a group that is not first", said, 1, func(_ *sepa.File, l *sepa.Line) { l.Scope, l.PaymentInformationID = sepa.Group, "" }, "the first line only"},
		{"two originals", said, 1, func(_ *sepa.File, l *sepa.Line) { l.OriginalMessageID = "x" }, "as in the first line"},
		{"a status that is not what the code says", said, 1, func(_ *sepa.File, l *sepa.Line) { l.Status = sepa.Accepted }, "lines[1].status: seen ACCEPTED, wanted REJECTED"},
		{"a code of five letters", said, 1, func(_ *sepa.File, l *sepa.Line) { l.Raw = "RJCTS" }, "lines[1].raw"},
		{"a transfer's status that the older format lacks", said, 1, func(f *sepa.File, l *sepa.Line) {
			f.Kind, l.Raw, l.Status = sepa.Pain002Older, "RCVD", sepa.Pending
		}, `lines[1].raw: seen "RCVD", wanted in pain.002.001.03 one of [ACTC ACCP ACSP ACSC ACWC PDNG RJCT] for`},
		{"a group's status that the older format lacks", said, 0, func(f *sepa.File, l *sepa.Line) {
			f.Kind, l.Raw, l.Status = sepa.Pain002Older, "ACCC", sepa.Settled
		}, `lines[0].raw: seen "ACCC", wanted in pain.002.001.03 one of [ACTC ACCP ACSP ACSC ACWC PDNG RJCT PART RCVD] for`},
		{"no code", said, 1, func(_ *sepa.File, l *sepa.Line) { l.Raw, l.Status = "", sepa.Other }, "lines[1].raw"},
		{"a transfer without its block", said, 1, func(_ *sepa.File, l *sepa.Line) { l.PaymentInformationID = "" }, "lines[1].payment_information_id"},
		{"a group with a transfer's id", said, 0, func(_ *sepa.File, l *sepa.Line) { l.EndToEndID = first }, "nothing in a line of this scope"},
		{"an account in a report", said, 1, func(_ *sepa.File, l *sepa.Line) { l.Account = fundIBAN }, "lines[1].account"},
		{"an entry in a report", said, 1, func(_ *sepa.File, l *sepa.Line) { l.Scope = sepa.Entry }, "lines[1].scope: seen ENTRY"},
		{"a word without end", said, 1, func(_ *sepa.File, l *sepa.Line) { l.ReasonText = strings.Repeat("x", 106) }, "words of 105 characters at most"},
		{"two spaces", said, 1, func(_ *sepa.File, l *sepa.Line) { l.ReasonText = "a  b" }, "one space between"},
		{"what XML cannot hold", said, 1, func(_ *sepa.File, l *sepa.Line) { l.ReasonText = "a\x00b" }, "lines[1].reason_text"},
		{"an amount owed back", said, 1, func(_ *sepa.File, l *sepa.Line) { l.Amount = known(-1) }, "lines[1].amount: seen -0.01"},
		{"no amount of an entry", booked, 0, func(_ *sepa.File, l *sepa.Line) { l.Amount = sepa.Amount{} }, "lines[0].amount: seen none"},
		{"no direction", booked, 0, func(_ *sepa.File, l *sepa.Line) { l.Raw = "BOOK" }, `lines[0].raw: seen "BOOK"`},
		{"a state that the older format lacks", booked, 0, func(f *sepa.File, l *sepa.Line) {
			f.Kind, l.Raw, l.Status = sepa.Camt054Older, "FUTR DBIT", sepa.Pending
		}, "lines[0].raw"},
		{"a debit that is returned", booked, 0, func(_ *sepa.File, l *sepa.Line) { l.Status = sepa.Returned }, "wanted SETTLED"},
		{"a reason without a return", booked, 0, func(_ *sepa.File, l *sepa.Line) { l.ReasonCode = "AC04" }, "whose Raw has RTRN"},
		{"no account", booked, 0, func(_ *sepa.File, l *sepa.Line) { l.Account = "" }, "lines[0].account"},
		{"an account without end", booked, 0, func(_ *sepa.File, l *sepa.Line) { l.Account = strings.Repeat("1", 35) }, "34 characters at most"},
		{"an entry with a transfer's id", booked, 1, func(_ *sepa.File, l *sepa.Line) { l.EndToEndID = first }, "nothing in a line of this scope"},
		{"an entry with a reason", booked, 1, func(_ *sepa.File, l *sepa.Line) { l.ReasonCode = "AC04" }, "nothing in a line of this scope"},
		{"an entry with much to say", booked, 1, func(_ *sepa.File, l *sepa.Line) { l.ReasonText = strings.Repeat("x", 501) }, "500 characters at most"},
		{"a group in a notification", booked, 1, func(_ *sepa.File, l *sepa.Line) { l.Scope = sepa.Group }, "lines[1].scope: seen GROUP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := c.file
			f.Lines = append([]sepa.Line(nil), f.Lines...)
			c.spoil(&f, &f.Lines[c.line])
			write := sepa.WritePain002
			if c.file.Kind == sepa.Camt054 {
				write = sepa.WriteCamt054
			}
			var out bytes.Buffer
			if err := write(&out, f); err == nil || !strings.Contains(err.Error(), c.wanted) || out.Len() > 0 {
				t.Errorf("got %d bytes and %v, want an error that says %q", out.Len(), err, c.wanted)
			}
		})
	}
}

// sound checks what every file that is read has: lines with their numbers, scope and
// status, and the same again when it is read again.
func sound(t *testing.T, body []byte) {
	got, err := sepa.Read(bytes.NewReader(body))
	if err != nil {
		if !reflect.DeepEqual(got, sepa.File{}) {
			t.Errorf("refused, and yet read as %+v (%v)", got, err)
		}
		return
	}
	if got.MessageID == "" || got.Created == "" {
		t.Errorf("a file without its head: %+v", got)
	}
	for i, l := range got.Lines {
		if l.Index != i+1 || l.Scope < sepa.Transaction || l.Scope > sepa.Entry || l.Status < sepa.Accepted || l.Status > sepa.Other {
			t.Errorf("line %d is %+v", i, l)
		}
		if l.Scope != sepa.Transaction && l.EndToEndID != "" {
			t.Errorf("line %d is of no transfer and has its id: %+v", i, l)
		}
	}
	if again, err := sepa.Read(iotest.OneByteReader(bytes.NewReader(body))); err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("read byte by byte: %+v (%v)", again, err)
	}
}

func FuzzPain002(f *testing.F) {
	for _, name := range []string{"pain002-mixed.xml", "pain002-rejected.xml", "pain002-silent.xml"} {
		f.Add([]byte(sample(f, name)))
	}
	for seed := range 8 {
		var out bytes.Buffer
		if err := sepa.WritePain002(&out, reports(sepa.Pain002).Example(seed)); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	f.Fuzz(sound)
}

func FuzzCamt054(f *testing.F) {
	for _, name := range []string{"camt054-debit.xml", "camt054-return.xml"} {
		f.Add([]byte(sample(f, name)))
	}
	for seed := range 8 {
		var out bytes.Buffer
		if err := sepa.WriteCamt054(&out, notifications(sepa.Camt054).Example(seed)); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	f.Fuzz(sound)
}

// A refusal says where: the line of the file is that of what is wrong.
func TestARefusalNamesTheLineOfTheFile(t *testing.T) {
	text := sample(t, "pain002-mixed.xml")
	at := strings.Index(text, "10500.00</InstdAmt>")
	want := fmt.Sprintf("pain.002.001.10, line %d: ", 1+strings.Count(text[:strings.Index(text[at:], "</TxInfAndSts>")+at], "\n"))
	_, err := sepa.Read(strings.NewReader(strings.Replace(text, "10500.00</InstdAmt>", "x</InstdAmt>", 1)))
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want it to begin with %q", err, want)
	}
}
