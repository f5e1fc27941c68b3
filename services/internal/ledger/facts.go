package ledger

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// The audit export is the export, and after its last line a second section: what each
// approved due and each claim was computed from.
//
//	{"format":"assistmed-facts","version":1}
//	{"sequence":1,"key":"RECOGNISE/…","contract_id":…,"year":1,"instalment":1,…,"owed_cents":3800000}
//	{"facts":1,"sha256":"…"}
//
// The last line has the number of the lines of facts, and the SHA-256 of their bytes. That
// sum finds an accident. What proves that nobody changed a line is Facts.Hash, which the
// transaction has sealed, and with it the chain and its root.
const (
	factsFormat  = "assistmed-facts"
	factsVersion = 1
)

// Facts are what the amount of one transaction was computed from, RECOGNISE or CLAIM:
// all that an auditor needs to compute it again. Amounts are in cents; zero where the
// computation has no such thing.
type Facts struct {
	Sequence   int64  `json:"sequence"` // the transaction
	Key        string `json:"key"`
	ContractID string `json:"contract_id"`
	Year       int    `json:"year"`
	Instalment int    `json:"instalment"`
	TextID     string `json:"text_id"`
	LawDigest  string `json:"law_digest"`
	// Cell is the row of the table of amounts, and CellValue what stands in it: "28000 EUR".
	// Both may be empty: earlier versions kept of a large run the numbers only.
	Cell      string `json:"cell"`
	CellValue string `json:"cell_value"`
	Option    string `json:"option"`
	Band      string `json:"band"`
	YearStart string `json:"year_start"`
	Measured  string `json:"measured_on"`

	CeilingCents     int64  `json:"ceiling_cents"`
	RatioNum         int64  `json:"ratio_numerator"` // 0/0 where no ratio counts
	RatioDen         int64  `json:"ratio_denominator"`
	DaysInForce      int    `json:"days_in_force"` // 0 of 0 unless the contract ended inside the year
	DaysInYear       int    `json:"days_in_year"`
	EntitlementCents int64  `json:"entitlement_cents"`
	ShareBP          int    `json:"share_bp"` // 0 for the instalment that pays the rest
	EarlierCents     int64  `json:"earlier_cents"`
	Rounding         string `json:"rounding"`

	PaidCents int64 `json:"paid_cents"` // of a claim: what was paid
	OwedCents int64 `json:"owed_cents"` // of the due
}

// factsForm is the version of the canonical bytes of facts.
const factsForm = "assistmed facts 1"

// Canonical are the bytes that Hash is of, in UTF-8: one line a fact, in this order, each
// ended by one newline; name, space, value. In a text a backslash is written \\ and a
// newline \n. The sequence is not among them: the transaction that seals the facts has it.
//
//	assistmed facts 1
//	key RECOGNISE/run_1/ctr_1/1/1
//	contract_id ctr_1
//	year 1
//	instalment 1
//	text_id convention-2024
//	law_digest 5f1c…
//	cell convention-2024 amounts.full.year_1.below_p95
//	cell_value 38000 EUR
//	option FULL
//	band P50_P70
//	year_start 2024-06-22
//	measured_on 2026-03-01
//	ceiling_cents 3800000
//	ratio 0 0
//	days 71 365
//	entitlement_cents 739178
//	share_bp 10000
//	earlier_cents 0
//	rounding NEAREST_CENT_HALF_UP
//	paid_cents 0
//	owed_cents 739178
func (f Facts) Canonical() []byte {
	var b bytes.Buffer
	escape := strings.NewReplacer("\\", "\\\\", "\n", "\\n")
	text := func(name, value string) { b.WriteString(name + " " + escape.Replace(value) + "\n") }
	numbers := func(name string, values ...int64) {
		b.WriteString(name)
		for _, v := range values {
			b.WriteString(" " + strconv.FormatInt(v, 10))
		}
		b.WriteByte('\n')
	}
	b.WriteString(factsForm + "\n")
	text("key", f.Key)
	text("contract_id", f.ContractID)
	numbers("year", int64(f.Year))
	numbers("instalment", int64(f.Instalment))
	text("text_id", f.TextID)
	text("law_digest", f.LawDigest)
	text("cell", f.Cell)
	text("cell_value", f.CellValue)
	text("option", f.Option)
	text("band", f.Band)
	text("year_start", f.YearStart)
	text("measured_on", f.Measured)
	numbers("ceiling_cents", f.CeilingCents)
	numbers("ratio", f.RatioNum, f.RatioDen)
	numbers("days", int64(f.DaysInForce), int64(f.DaysInYear))
	numbers("entitlement_cents", f.EntitlementCents)
	numbers("share_bp", int64(f.ShareBP))
	numbers("earlier_cents", f.EarlierCents)
	text("rounding", f.Rounding)
	numbers("paid_cents", f.PaidCents)
	numbers("owed_cents", f.OwedCents)
	return b.Bytes()
}

// Hash is the SHA-256 of the canonical bytes: what a transaction seals.
func (f Facts) Hash() Hash { return sha256.Sum256(f.Canonical()) }

type factsHead struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

type factsEnd struct {
	Facts  int64  `json:"facts"`
	SHA256 string `json:"sha256"`
}

// WriteAudit writes the audit export: WriteExport, and the facts of each transaction that
// of has some for.
func WriteAudit(w io.Writer, transactions iter.Seq[Transaction], of func(Transaction) (Facts, bool, error)) error {
	if err := WriteExport(w, transactions); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	sum, end := sha256.New(), factsEnd{}
	put := func(line any, to ...io.Writer) error {
		b, err := encode(line)
		for _, w := range append(to, out) {
			if err == nil {
				_, err = w.Write(b)
			}
		}
		return err
	}
	if err := put(factsHead{factsFormat, factsVersion}); err != nil {
		return err
	}
	for t := range transactions {
		f, has, err := of(t)
		if err != nil {
			return err
		}
		if !has {
			continue
		}
		end.Facts++
		if err := put(f, sum); err != nil {
			return err
		}
	}
	end.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if err := put(end); err != nil {
		return err
	}
	return out.Flush()
}

// ReadAudit reads an audit export and verifies its chain, as ReadExport, and hands over
// the transactions first and then the facts. The facts are read, and their sum is
// checked; that the amounts are right is for the auditor to compute.
func ReadAudit(r io.Reader, transaction func(Transaction) error, facts func(Facts) error) (Root, error) {
	in := exportReader{from: bufio.NewReaderSize(r, maxExportLine)}
	root, err := in.ledger(transaction)
	if err != nil {
		return root, err
	}
	return root, in.facts(facts)
}

// facts reads the second section, up to the end.
func (in *exportReader) facts(each func(Facts) error) error {
	var head factsHead
	if err := in.read(&head); err != nil {
		return err
	}
	if head.Format != factsFormat || head.Version != factsVersion {
		return in.wrong("seen %q version %d, wanted %q version %d", head.Format, head.Version, factsFormat, factsVersion)
	}
	wanted := factsEnd{}
	for sum := sha256.New(); ; {
		last, err := in.endOfFacts(func() factsEnd {
			wanted.SHA256 = hex.EncodeToString(sum.Sum(nil))
			return wanted
		})
		if err != nil {
			return err
		}
		if last {
			return in.end()
		}
		var f Facts
		if err := in.read(&f); err != nil {
			return err
		}
		b, err := encode(f)
		if err != nil {
			return in.wrong("%w", err)
		}
		sum.Write(b) // a hash never fails
		wanted.Facts++
		if err := each(f); err != nil {
			return err
		}
	}
}

// endOfFacts reads the last line, if it is the next.
func (in *exportReader) endOfFacts(above func() factsEnd) (bool, error) {
	const begins = `{"facts":`
	ahead, err := in.from.Peek(len(begins))
	if err != nil {
		in.line++
		return false, in.wrong("seen the end, wanted the number and the sum of the facts")
	}
	if !bytes.Equal(ahead, []byte(begins)) {
		return false, nil
	}
	var seen factsEnd
	if err := in.read(&seen); err != nil {
		return false, err
	}
	if wanted := above(); seen != wanted {
		return false, in.wrong("seen %+v, wanted %+v, that of the lines above", seen, wanted)
	}
	return true, nil
}

// String names the transaction: "transaction 12, CLAIM/rec_…/ctr_…/3/1".
func (f Facts) String() string { return fmt.Sprintf("transaction %d, %s", f.Sequence, f.Key) }
