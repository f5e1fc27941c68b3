package sepa_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	fundIBAN   = "FR1420041010050500013M02606"
	doctorIBAN = "DE89370400440532013000"
)

func aPayment() sepa.Payment {
	return sepa.Payment{
		EndToEndID: "01J0ABCDEFGHJKMNPQRSTVWXYZ-3-1", Amount: 10_500_00, Remittance: "Aide assistant médical, 3e année",
		Creditor: sepa.Party{
			Name: "Docteur Élise Lebœuf & Associés", IBAN: doctorIBAN,
			Address: sepa.Address{Street: "rue de l’Église", Building: "12 bis", PostCode: "08000", Town: "Charleville-Mézières", Country: "FR"},
		},
	}
}

func aBatch() sepa.Batch {
	second := aPayment()
	second.EndToEndID, second.Amount, second.Remittance = "01J0ABCDEFGHJKMNPQRSTVWXYZ-10-2-12", 1, ""
	second.Creditor = sepa.Party{Name: "Docteur Zoë Ÿ", IBAN: fundIBAN, BIC: "BNPAFRPPXXX"}
	return sepa.Batch{
		MessageID: "RUN-2026-11-0001", Created: time.Date(2026, 11, 24, 11, 0, 0, 0, time.FixedZone("Paris", 3600)),
		RequestedOn: civil.MustParse("2026-11-26"), Debtor: sepa.Party{Name: "CPAM de la Côte-d’Or", IBAN: fundIBAN},
		Payments: []sepa.Payment{aPayment(), second},
	}
}

func written(t testing.TB, b sepa.Batch) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sepa.WritePain001(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; with -update it is written anew. Got:\n%s", path, got)
	}
}

func TestASmallBatchIsWrittenAsItAlwaysWas(t *testing.T) {
	golden(t, "testdata/batch.golden.xml", written(t, aBatch()))
}

func TestWhatABankWouldRefuseIsNotWrittenAndTheErrorSaysWhatIsWanted(t *testing.T) {
	name := func(s string) func(*sepa.Batch) { return func(b *sepa.Batch) { b.Payments[0].Creditor.Name = s } }
	id := func(s string) func(*sepa.Batch) { return func(b *sepa.Batch) { b.Payments[0].EndToEndID = s } }
	amount := func(c money.Cents) func(*sepa.Batch) { return func(b *sepa.Batch) { b.Payments[0].Amount = c } }
	address := func(a sepa.Address) func(*sepa.Batch) {
		return func(b *sepa.Batch) { b.Payments[0].Creditor.Address = a }
	}
	for _, c := range []struct {
		name   string
		spoil  func(*sepa.Batch)
		wanted string // empty when it is written
	}{
		{"a batch without a name", func(b *sepa.Batch) { b.MessageID = "" }, `message_id: seen "", wanted 1 to 35`},
		{"a name of 35 characters", func(b *sepa.Batch) { b.MessageID = strings.Repeat("x", 35) }, ""},
		{"a name of 36 characters", func(b *sepa.Batch) { b.MessageID = strings.Repeat("x", 36) }, "message_id: seen"},
		{"no instant", func(b *sepa.Batch) { b.Created = time.Time{} }, "created: seen no instant"},
		{"no day", func(b *sepa.Batch) { b.RequestedOn = civil.Date{} }, "requested_on: seen no date"},
		{"no payments", func(b *sepa.Batch) { b.Payments = nil }, "payments: seen none, wanted 1 at least"},
		{"two payments of one name", func(b *sepa.Batch) { b.Payments[1].EndToEndID = b.Payments[0].EndToEndID },
			"payments[1].end_to_end_id: seen \"01J0ABCDEFGHJKMNPQRSTVWXYZ-3-1\", wanted another than that of payments[0]"},
		{"an IBAN with a wrong key", func(b *sepa.Batch) { b.Payments[0].Creditor.IBAN = "DE88370400440532013000" }, "payments[0].creditor.iban: seen"},
		{"no IBAN of the fund", func(b *sepa.Batch) { b.Debtor.IBAN = "" }, `debtor.iban: seen ""`},
		{"a short BIC", func(b *sepa.Batch) { b.Debtor.BIC = "BNPAFRP" }, `debtor.bic: seen "BNPAFRP"`},
		{"a BIC whose country is a digit", func(b *sepa.Batch) { b.Debtor.BIC = "BNPA1RPP" }, "debtor.bic: seen"},
		{"the fund without a name", func(b *sepa.Batch) { b.Debtor.Name = "" }, `debtor.name: seen "", wanted 1 to 70`},
		{"an underscore in an id", id("a_b"), `payments[0].end_to_end_id: seen "a_b"`},
		{"an accent in an id, which must come back as it went", id("é"), "payments[0].end_to_end_id"},
		{"a slash first", id("/a"), `no "/" at either end`},
		{"a slash last", id("a/"), `no "/" at either end`},
		{"two slashes", id("a//b"), `no "//"`},
		{"a slash inside", id("a/b"), ""},
		{"a space first", id(" a"), "end_to_end_id: seen"},
		{"every character of the set in an id", id("aZ09/-?:().,' +x"), ""},
		{"no cent", amount(0), `payments[0].amount: seen 0.00, wanted 0.01 to 999999999.99`},
		{"a cent", amount(1), ""},
		{"an amount owed back", amount(-105), "payments[0].amount: seen -1.05"},
		{"the most that one transfer carries", amount(99_999_999_999), ""},
		{"a cent more", amount(100_000_000_000), "seen 1000000000.00"},
		{"a name of 70 characters", name(strings.Repeat("é", 70)), ""},
		{"a name of 71 characters", name(strings.Repeat("é", 71)), "71 characters, wanted 1 to 70"},
		{"a name that grows past 70 characters", name(strings.Repeat("œ", 36)), "72 characters"},
		{"a name in decomposed letters", name("E\u0301lise"), ""},
		{"an accent on nothing", name("\u0301lise"), "no \"\u0301\""},
		{"two accents on a letter", name("e\u0301\u0301"), "no \"\u0301\""},
		{"a Polish letter", name("Łukasz"), `no "Ł": letters, digits`},
		{"a line feed", name("a\nb"), `no "\n"`},
		{"an underscore in a name", name("a_b"), `no "_"`},
		{"a letter of another script", name("Докtor"), `no "Д"`},
		{"bytes that are no UTF-8", name("a\xffb"), `no "\xff"`},
		{"the character for a lost one", name("a\ufffdb"), "no \"\ufffd\""},
		{"a space last", name("a "), "no space at either end"},
		{"a no-break space first", name("\u00a0a"), "no space at either end"},
		{"markup", name("<b>"), `no "<"`},
		{"a remittance of 140 characters", func(b *sepa.Batch) { b.Payments[0].Remittance = strings.Repeat("x", 140) }, ""},
		{"a remittance of 141 characters", func(b *sepa.Batch) { b.Payments[0].Remittance = strings.Repeat("x", 141) }, "payments[0].remittance"},
		{"no address", address(sepa.Address{}), ""},
		{"a town and a country", address(sepa.Address{Town: "Dijon", Country: "FR"}), ""},
		{"an address without a town", address(sepa.Address{Street: "rue Monge", Country: "FR"}), `payments[0].creditor.address.town: seen "", wanted 1 to 35`},
		{"an address without a country", address(sepa.Address{Town: "Dijon"}), `payments[0].creditor.address.country: seen ""`},
		{"a country in small letters", address(sepa.Address{Town: "Dijon", Country: "fr"}), `country: seen "fr", wanted two capital letters`},
		{"a country by its name", address(sepa.Address{Town: "Dijon", Country: "France"}), "country: seen"},
		{"a long house number", address(sepa.Address{Building: strings.Repeat("1", 17), Town: "Dijon", Country: "FR"}), "address.building"},
		{"a long street", address(sepa.Address{Street: strings.Repeat("x", 71), Town: "Dijon", Country: "FR"}), "address.street"},
		{"a long post code", address(sepa.Address{PostCode: strings.Repeat("1", 17), Town: "Dijon", Country: "FR"}), "address.post_code"},
		{"a long town", address(sepa.Address{Town: strings.Repeat("x", 36), Country: "FR"}), "address.town"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := aBatch()
			c.spoil(&b)
			var out bytes.Buffer
			err := sepa.WritePain001(&out, b)
			switch {
			case c.wanted == "" && err != nil:
				t.Errorf("got %v, want it written", err)
			case c.wanted != "" && (err == nil || !strings.Contains(err.Error(), c.wanted) || out.Len() > 0):
				t.Errorf("got %d bytes and %v, want an error that says %q", out.Len(), err, c.wanted)
			}
		})
	}
}

func TestAllThatIsWrongIsSaidAtOnce(t *testing.T) {
	b := aBatch()
	b.MessageID, b.Payments[0].Amount, b.Payments[1].Creditor.IBAN = "", 0, ""
	err := sepa.WritePain001(&bytes.Buffer{}, b)
	for _, field := range []string{"message_id", "payments[0].amount", "payments[1].creditor.iban"} {
		if err == nil || !strings.Contains(err.Error(), field+": seen") {
			t.Errorf("%s is not in %v", field, err)
		}
	}
	if err := b.Payments[0].Check(); err == nil || strings.Count(err.Error(), "\n") != 0 || !strings.Contains(err.Error(), "payment.amount") {
		t.Errorf("the first payment alone: %v", err)
	}
	if err := aPayment().Check(); err != nil {
		t.Errorf("a payment that can be written: %v", err)
	}
}

func TestFrenchLettersLoseTheirAccentsAndNothingElse(t *testing.T) {
	b := aBatch()
	b.Payments[0].Remittance = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ àâäçéèêëîïôöùûüÿæœ « »"
	if err := sepa.WritePain001(&bytes.Buffer{}, b); err == nil || !strings.Contains(err.Error(), `no "«"`) {
		t.Errorf("quotation marks: %v", err)
	}
	b.Payments[0].Remittance = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ àâäçéèêëîïôöùûüÿæœ l’an – 1\u202f000 & c"
	want := "AAACEEEEIIOOUUUYAEOE aaaceeeeiioouuuyaeoe l'an - 1 000 + c"
	if got := reread(t, written(t, b)).transfers[0].remittance; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// little reads a pain.001 by element names alone; it shares nothing with the writer.
type little struct {
	fields    map[string]string
	transfers []littleTransfer
}

type littleTransfer struct {
	id, amount, currency, name, iban, bic, remittance string
	address                                           sepa.Address
}

func reread(t interface{ Fatal(...any) }, file []byte) little {
	got := little{fields: map[string]string{}}
	var path []string
	for decoder := xml.NewDecoder(bytes.NewReader(file)); ; {
		token, err := decoder.Token()
		if token == nil {
			if len(path) > 0 {
				t.Fatal(err)
			}
			return got
		}
		switch e := token.(type) {
		case xml.StartElement:
			path = append(path, e.Name.Local)
			if e.Name.Local == "CdtTrfTxInf" {
				got.transfers = append(got.transfers, littleTransfer{})
			}
			if e.Name.Local == "InstdAmt" {
				got.transfers[len(got.transfers)-1].currency = e.Attr[0].Value
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			text, where := string(e), strings.Join(path[min(2, len(path)):], "/")
			if strings.TrimSpace(text) == "" {
				continue
			}
			rest, of := strings.CutPrefix(where, "PmtInf/CdtTrfTxInf/")
			if !of {
				got.fields[where] = text
				continue
			}
			last := &got.transfers[len(got.transfers)-1]
			places := map[string]*string{
				"PmtId/EndToEndId": &last.id, "Amt/InstdAmt": &last.amount, "Cdtr/Nm": &last.name, "CdtrAcct/Id/IBAN": &last.iban,
				"CdtrAgt/FinInstnId/BICFI": &last.bic, "RmtInf/Ustrd": &last.remittance, "Cdtr/PstlAdr/StrtNm": &last.address.Street,
				"Cdtr/PstlAdr/BldgNb": &last.address.Building, "Cdtr/PstlAdr/PstCd": &last.address.PostCode,
				"Cdtr/PstlAdr/TwnNm": &last.address.Town, "Cdtr/PstlAdr/Ctry": &last.address.Country,
			}
			if places[rest] == nil {
				t.Fatal("the little reader does not know " + where)
			}
			*places[rest] = text
		}
	}
}

// text draws what goes through the banks as it is.
func text(longest int) *rapid.Generator[string] {
	return rapid.StringMatching(fmt.Sprintf(`[A-Za-z0-9.]([A-Za-z0-9/?:().,'+ -]{0,%d}[A-Za-z0-9.])?`, longest-2))
}

func optional(g *rapid.Generator[string]) *rapid.Generator[string] {
	return rapid.OneOf(rapid.Just(""), g)
}

var batches = rapid.Custom(func(t *rapid.T) sepa.Batch {
	b := sepa.Batch{
		MessageID:   text(30).Filter(noTwoSlashes).Draw(t, "message"),
		Created:     time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(t, "created"), 0),
		RequestedOn: civil.MustParse("2024-01-01").AddDays(rapid.IntRange(0, 5000).Draw(t, "day")),
		Debtor:      sepa.Party{Name: text(70).Draw(t, "fund"), IBAN: fundIBAN, BIC: rapid.SampledFrom([]string{"", "BNPAFRPP"}).Draw(t, "bank")},
	}
	for i := range rapid.IntRange(1, 12).Draw(t, "payments") {
		p := sepa.Payment{
			EndToEndID: fmt.Sprintf("%s-%d", text(30).Filter(noTwoSlashes).Draw(t, "id"), i), Remittance: optional(text(140)).Draw(t, "remittance"),
			Amount:   money.Cents(rapid.Int64Range(1, 99_999_999_999).Draw(t, "cents")),
			Creditor: sepa.Party{Name: text(70).Draw(t, "name"), IBAN: doctorIBAN, BIC: rapid.SampledFrom([]string{"", "DEUTDEFF500"}).Draw(t, "bic")},
		}
		if rapid.Bool().Draw(t, "addressed") {
			p.Creditor.Address = sepa.Address{
				Street: optional(text(70)).Draw(t, "street"), Building: optional(text(16)).Draw(t, "building"),
				PostCode: optional(text(16)).Draw(t, "code"), Town: text(35).Draw(t, "town"), Country: "FR",
			}
		}
		b.Payments = append(b.Payments, p)
	}
	return b
})

func noTwoSlashes(s string) bool { return !strings.Contains(s, "//") }

func decimal(c money.Cents) string { return fmt.Sprintf("%d.%02d", c/100, c%100) }

func TestWhatIsWrittenIsWhatWasGiven(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := batches.Draw(rt, "batch")
		var out, again bytes.Buffer
		if err := sepa.WritePain001(&out, b); err != nil {
			rt.Fatal(err)
		}
		if err := sepa.WritePain001(&again, b); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			rt.Fatalf("written twice, it differs (%v)", err)
		}
		got := reread(rt, out.Bytes())
		var total money.Cents
		var want []littleTransfer
		for _, p := range b.Payments {
			total += p.Amount
			want = append(want, littleTransfer{p.EndToEndID, decimal(p.Amount), "EUR", p.Creditor.Name, p.Creditor.IBAN, p.Creditor.BIC, p.Remittance, p.Creditor.Address})
		}
		if !reflect.DeepEqual(got.transfers, want) {
			rt.Fatalf("got %+v, want %+v", got.transfers, want)
		}
		n := fmt.Sprint(len(b.Payments))
		for field, want := range map[string]string{
			"GrpHdr/MsgId": b.MessageID, "GrpHdr/NbOfTxs": n, "GrpHdr/CtrlSum": decimal(total), "GrpHdr/InitgPty/Nm": b.Debtor.Name,
			"GrpHdr/CreDtTm": b.Created.UTC().Format(time.RFC3339), "PmtInf/PmtInfId": b.MessageID, "PmtInf/NbOfTxs": n,
			"PmtInf/CtrlSum": decimal(total), "PmtInf/ReqdExctnDt/Dt": b.RequestedOn.String(), "PmtInf/Dbtr/Nm": b.Debtor.Name,
			"PmtInf/DbtrAcct/Id/IBAN": b.Debtor.IBAN, "PmtInf/DbtrAgt/FinInstnId/BICFI": b.Debtor.BIC, "PmtInf/ChrgBr": "SLEV",
			"PmtInf/PmtTpInf/SvcLvl/Cd": "SEPA", "PmtInf/PmtMtd": "TRF",
		} {
			if got.fields[field] != want {
				rt.Fatalf("%s is %q, want %q", field, got.fields[field], want)
			}
		}
	})
}

func TestAPartyThatCannotBeWrittenSaysEachThingThatIsWrong(t *testing.T) {
	good := aPayment().Creditor
	if wrong := good.Check(); len(wrong) != 0 {
		t.Errorf("a good party: %v", wrong)
	}
	for name, c := range map[string]struct {
		change func(*sepa.Party)
		want   string
	}{
		"an IBAN with a wrong key": {func(p *sepa.Party) { p.IBAN = "DE89370400440532013001" }, "iban"},
		"a BIC of 9":               {func(p *sepa.Party) { p.BIC = "BANKFRPPX" }, "bic"},
		"no name":                  {func(p *sepa.Party) { p.Name = "" }, "name"},
		"a name that is too long":  {func(p *sepa.Party) { p.Name = strings.Repeat("n", 71) }, "name"},
		"no town, no country":      {func(p *sepa.Party) { p.Address.Town, p.Address.Country = "", "" }, "address.country address.town"},
	} {
		t.Run(name, func(t *testing.T) {
			p := good
			c.change(&p)
			var fields []string
			for _, wrong := range p.Check() {
				fields = append(fields, wrong.Field)
				if wrong.Seen == "" || wrong.Wanted == "" || !strings.HasPrefix(wrong.Error(), wrong.Field+": seen ") {
					t.Errorf("%v does not say what was seen and wanted", wrong)
				}
			}
			if got := strings.Join(fields, " "); got != c.want {
				t.Errorf("wrong is %q, want %q", got, c.want)
			}
		})
	}
}

func TestASplitBatchKeepsItsPaymentsInOrderAndNoPartIsEmpty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b, most := batches.Draw(rt, "batch"), rapid.IntRange(1, 14).Draw(rt, "most")
		parts, err := sepa.Split(b, most)
		if err != nil {
			rt.Fatal(err)
		}
		if len(b.Payments) <= most && !reflect.DeepEqual(parts, []sepa.Batch{b}) {
			rt.Fatalf("a batch that is small enough became %+v", parts)
		}
		var all []sepa.Payment
		for i, part := range parts {
			if len(part.Payments) == 0 || len(part.Payments) > most {
				rt.Fatalf("part %d has %d payments, want 1 to %d", i, len(part.Payments), most)
			}
			if want := fmt.Sprintf("%s-%d", b.MessageID, i+1); len(parts) > 1 && part.MessageID != want {
				rt.Fatalf("part %d is called %q, want %q", i, part.MessageID, want)
			}
			all = append(all, part.Payments...)
			_ = append(part.Payments, sepa.Payment{})
			if err := sepa.WritePain001(&bytes.Buffer{}, part); err != nil {
				rt.Fatal(err)
			}
		}
		if !reflect.DeepEqual(all, b.Payments) {
			rt.Fatalf("the parts have %+v, want %+v", all, b.Payments)
		}
	})
}

func TestASplitThatCannotBeIsRefused(t *testing.T) {
	long, none := aBatch(), aBatch()
	long.MessageID, none.Payments = strings.Repeat("x", 34), nil
	for _, c := range []struct {
		name   string
		batch  sepa.Batch
		most   int
		wanted string
	}{
		{"parts of nothing", aBatch(), 0, "max_payments: seen 0"},
		{"parts of less than nothing", aBatch(), -1, "max_payments: seen -1"},
		{"nothing to split", none, 1, "payments: seen none"},
		{"no room for the number", long, 1, "message_id: seen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if parts, err := sepa.Split(c.batch, c.most); err == nil || !strings.Contains(err.Error(), c.wanted) || parts != nil {
				t.Errorf("got %+v and %v, want an error that says %q", parts, err, c.wanted)
			}
		})
	}
}
