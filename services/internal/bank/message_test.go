package bank_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"assistmed/services/internal/bank"
	"assistmed/services/internal/sepa"
)

func TestAFileThatABankCannotExecuteIsRefusedWithWhatWasReadAndWanted(t *testing.T) {
	good := string(pain001(t, "RUN-1", order{"A", 100_00}, order{"B", 5}))
	for _, c := range []struct{ name, old, new, wanted string }{
		{"nothing", good, "", "fichier : lu aucun élément, attendu un seul Document"},
		{"no XML", good, "Bonjour", "du texte hors du Document"},
		{"cut short", "</PmtInf>", "", "fichier : XML syntax error"},
		{"another version", "pain.001.001.09", "pain.001.001.03", `Document : lu l'espace de noms "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"`},
		{"a status file", good, `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"/>`, "Document : lu l'espace de noms"},
		{"another root", good, `<Dokument xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>`, `lu "Dokument", attendu un seul Document`},
		{"two documents", "</Document>", `</Document><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>`, "attendu un seul Document"},
		{"text after the end", "</Document>", "</Document>fin", "du texte hors du Document"},
		{"a document type", "<Document", "<!DOCTYPE a><Document", "une déclaration de type"},
		{"an entity", "<MsgId>RUN-1", "<MsgId>&x;", "invalid character entity"},
		{"another encoding", "UTF-8", "ISO-8859-1", "ISO-8859-1"},
		{"an element of another namespace", "<MsgId>", `<MsgId xmlns="urn:x">`, `MsgId : lu l'espace de noms "urn:x"`},
		{"no body", good, `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrDrctDbtInitn/></Document>`, "CstmrCdtTrfInitn : lu 0 fois"},
		{"no message id", "<MsgId>RUN-1</MsgId>", "", "GrpHdr/MsgId : lu 0 fois, attendu une fois"},
		{"two message ids", "<MsgId>", "<MsgId>x</MsgId><MsgId>", "GrpHdr/MsgId : lu 2 fois"},
		{"an empty message id", "<MsgId>RUN-1", "<MsgId>", `GrpHdr/MsgId : lu ""`},
		{"a long message id", "<MsgId>RUN-1", "<MsgId>" + strings.Repeat("x", 36), "attendu 1 à 35 caractères"},
		{"an accent in an id", "<MsgId>RUN-1", "<MsgId>é", `lu "é"`},
		{"two spaces in an id", "<MsgId>RUN-1", "<MsgId>a  b", `lu "a  b"`},
		{"no number", "<NbOfTxs>2</NbOfTxs>", "", "GrpHdr/NbOfTxs : lu 0 fois"},
		{"another number in the group", "<NbOfTxs>2", "<NbOfTxs>3", `GrpHdr/NbOfTxs : lu "3", attendu 2, le nombre des virements`},
		{"another sum in the group", "<CtrlSum>100.05", "<CtrlSum>100.06", `GrpHdr/CtrlSum : lu "100.06", attendu 100,05 €, la somme des virements`},
		{"a sum with a comma", "<CtrlSum>100.05", "<CtrlSum>100,05", `CtrlSum : lu "100,05"`},
		{"another sum in the block", "<CtrlSum>100.05</CtrlSum>\n      <PmtTpInf>", "<CtrlSum>0</CtrlSum><PmtTpInf>", `PmtInf[1]/CtrlSum : lu "0"`},
		{"two sums", "<CtrlSum>100.05</CtrlSum>\n      <PmtTpInf>", "<CtrlSum>100.05</CtrlSum><CtrlSum>100.05</CtrlSum><PmtTpInf>", "PmtInf[1] : lu deux totaux"},
		{"no block id", "<PmtInfId>RUN-1</PmtInfId>", "", "PmtInf[1]/PmtInfId : lu 0 fois"},
		{"a wrong account of the fund", fundIBAN, "FR1520041010050500013M02606", `PmtInf[1]/DbtrAcct/Id/IBAN : lu "FR1520041010050500013M02606"`},
		{"a wrong account", doctorIBAN, "DE88370400440532013000", "PmtInf[1]/CdtTrfTxInf[1]/CdtrAcct/Id/IBAN : lu"},
		{"a day that is none", "2026-11-26", "2026-11-31", "PmtInf[1]/ReqdExctnDt/Dt : lu \"2026-11-31\", attendu une date"},
		{"the last day there is", "2026-11-26", "2199-12-31", "attendu une date de 1901 à 2198"},
		{"the first day there is", "2026-11-26", "1900-01-01", "attendu une date de 1901 à 2198"},
		{"dollars", `Ccy="EUR">100.00`, `Ccy="USD">100.00`, `lu la monnaie "USD", attendu "EUR"`},
		{"nothing to pay", ">100.00<", ">0.00<", `CdtTrfTxInf[1]/Amt/InstdAmt : lu "0.00"`},
		{"an amount owed back", ">100.00<", ">-100.00<", `lu "-100.00"`},
		{"a part of a cent", ">100.00<", ">100.001<", `lu "100.001"`},
		{"more than one transfer carries", ">100.00<", ">1000000000.00<", "0.01 à 999999999.99"},
		{"an amount without end", ">100.00<", ">" + strings.Repeat("9", 40) + "<", "InstdAmt : lu"},
		{"no end-to-end id", "<EndToEndId>A</EndToEndId>", "", "CdtTrfTxInf[1]/PmtId/EndToEndId : lu 0 fois"},
		{"the word for no end-to-end id", "<EndToEndId>A<", "<EndToEndId>NOTPROVIDED<", "attendu une référence propre au virement"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("the file has no %q", c.old)
			}
			b := opened(t, 1, bank.Options{})
			got := b.Submit([]byte(strings.Replace(good, c.old, c.new, 1)))
			reason := strings.ReplaceAll(got.Reason, "\u00a0", " ")
			if got.Outcome != bank.Refused || got.MessageID != "" || got.Transfers != 0 || !strings.Contains(reason, c.wanted) {
				t.Errorf("got %+v, want it refused with %q", got, c.wanted)
			}
			if _, _, ok := b.Next(); ok || len(b.Executed()) > 0 {
				t.Error("something of it is kept")
			}
			// The same message, put right, is no duplicate.
			if got := b.Submit([]byte(good)); got.Outcome != bank.Acknowledged || len(said(t, drained(t, b))) != 5 {
				t.Errorf("put right, it is %+v", got)
			}
		})
	}
}

func TestABankTakesWhatTheFormatLeavesFree(t *testing.T) {
	good := string(pain001(t, "RUN-1", order{"A", 100_00}))
	for _, c := range []struct{ name, old, new string }{
		{"a byte order mark", "<?xml", "\ufeff<?xml"},
		{"a comment", "<GrpHdr>", "<!-- x --><GrpHdr>"},
		{"no sums", "<CtrlSum>100.00</CtrlSum>", ""},
		{"no cents", ">100.00</InstdAmt>", ">100</InstdAmt>"},
		{"one decimal", ">100.00</InstdAmt>", ">100.0</InstdAmt>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := opened(t, 1, bank.Options{})
			if got := b.Submit([]byte(strings.ReplaceAll(good, c.old, c.new))); got.Outcome != bank.Acknowledged || got.Total != 100_00 {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestAMessageOfSeveralBlocksIsAnsweredBlockByBlock(t *testing.T) {
	text := string(pain001(t, "RUN-1", order{"A", 1}))
	from, to := strings.Index(text, "<PmtInf>"), strings.Index(text, "</PmtInf>")+len("</PmtInf>")
	second := strings.NewReplacer("<PmtInfId>RUN-1", "<PmtInfId>RUN-1-B", "<EndToEndId>A", "<EndToEndId>B", fundIBAN, doctorIBAN).Replace(text[from:to])
	text = strings.NewReplacer("<NbOfTxs>1</NbOfTxs>\n      <CtrlSum>0.01</CtrlSum>\n      <InitgPty>", "<NbOfTxs>2</NbOfTxs><CtrlSum>0.02</CtrlSum><InitgPty>").
		Replace(text[:to] + second + text[to:])
	b := opened(t, 1, bank.Options{})
	if r := b.Submit([]byte(text)); r.Outcome != bank.Acknowledged || r.Transfers != 2 {
		t.Fatalf("got %+v", r)
	}
	files := drained(t, b)
	debits := read(t, files[1]).Lines
	if len(debits) != 2 || debits[0].Account != fundIBAN || debits[1].Account != doctorIBAN || debits[1].PaymentInformationID != "RUN-1-B" {
		t.Errorf("got %+v", debits)
	}
	whole := map[string]bool{}
	for seed := range uint64(40) {
		b := opened(t, seed, bank.Options{RefuseFile: always})
		b.Submit([]byte(text))
		var scopes []string
		for _, l := range read(t, drained(t, b)[0]).Lines {
			if l.Status != sepa.Rejected {
				t.Errorf("seed %d: %+v", seed, l)
			}
			scopes = append(scopes, l.Scope.String()+" "+l.PaymentInformationID)
		}
		whole[strings.Join(scopes, ", ")] = true
	}
	if len(whole) != 2 || !whole["GROUP "] || !whole["PAYMENT_INFORMATION RUN-1, PAYMENT_INFORMATION RUN-1-B"] {
		t.Errorf("messages are rejected whole by %v", whole)
	}
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	b := opened(t, 1, bank.Options{})
	if got := b.Submit(make([]byte, sepa.MaxBytes+1)); got.Outcome != bank.Refused || !strings.Contains(got.Reason, "octets") {
		t.Errorf("got %+v", got)
	}
	var many []order
	for i := range 10_001 {
		many = append(many, order{fmt.Sprintf("T%d", i), 99_999_999_999})
	}
	if got := b.Submit(pain001(t, "RUN-1", many...)); got.Outcome != bank.Refused || !strings.Contains(got.Reason, "10001 virements, attendu 10000 au plus") {
		t.Errorf("got %+v", got)
	}
	if got := b.Submit(pain001(t, "RUN-1", many[:10_000]...)); got.Outcome != bank.Acknowledged {
		t.Errorf("got %+v", got)
	}
	for _, file := range drained(t, b) {
		read(t, file)
	}
}

// Whatever comes, the bank answers in files that can be read, or refuses and keeps nothing.
func FuzzSubmit(f *testing.F) {
	f.Add(uint64(1), pain001(f, "RUN-1", three...))
	f.Add(uint64(2), pain001(f, "RUN-2", order{"A", 1}))
	f.Add(uint64(3), bytes.ReplaceAll(pain001(f, "RUN-3", order{"A", 99_999_999_999}), []byte("UTF-8"), []byte("utf-8")))
	f.Add(uint64(4), []byte("<Document/>"))
	f.Fuzz(func(t *testing.T, seed uint64, body []byte) {
		b := opened(t, seed, bank.Options{Reject: 300, Return: 300, RefuseFile: 100, TimeOut: 100, Late: 300, Silent: 100, Twice: 300, Drop: 300, Amount: 300, Unknown: 500})
		first, second := b.Submit(body), b.Submit(body)
		if (first.Outcome == bank.Refused) != (second.Outcome == bank.Refused) || (first.Outcome == bank.Refused) != (first.Reason != "") {
			t.Fatalf("got %+v, then %+v", first, second)
		}
		files := drained(t, b)
		for _, file := range files {
			read(t, file)
		}
		if first.Outcome == bank.Refused && len(files)+len(b.Executed()) > 0 {
			t.Fatalf("refused, and %d files", len(files))
		}
		for id := range b.Executed() {
			if a, err := b.Ask(id); err != nil || len(a.File) == 0 {
				t.Fatalf("asked about %q: %v", id, err)
			}
		}
	})
}
