package ledger

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
)

// The audit export is the export, and after its last line a second section: what each
// approved due and each claim was computed from.
//
//	{"format":"assistmed-facts","version":1}
//	{"sequence":1,"key":"RECOGNISE/…","contract_id":…,"year":1,"instalment":1,…,"owed_cents":3800000}
//	{"facts":1,"sha256":"…"}
//
// The last line has the number of the lines of facts, and the SHA-256 of their bytes.
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
	// Both may be empty: a large run keeps the numbers only.
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
