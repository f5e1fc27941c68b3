package ledger

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
)

// The export is UTF-8 text, one JSON object a line, each line ended by one newline:
//
//	{"format":"assistmed-ledger","version":1,"transactions":1,"entries":2}
//	{"sequence":1,"kind":"RECOGNISE","key":…,"on":…,"recorded":…,"actor":…,"reason":…,"entries":[…],"previous":…,"hash":…}
//	{"day":"2026-01-16","transactions":1,"root":"9f86…"}
//
// The order of the fields is fixed, there is no space between them, and one ledger has
// one export, to the byte. An entry is
// {"account":"BANK/751","cents":-10000,"contract_id":"ctr_1","year":1,"instalment":1}.
// A transaction that seals facts has "facts_hash" before its entries, another one has no
// such field.
// The day of an empty ledger is "".
const (
	exportFormat  = "assistmed-ledger"
	exportVersion = 1
	// maxExportLine is more than the longest transaction needs, in bytes.
	maxExportLine = 1 << 16
)

type headLine struct {
	Format       string `json:"format"`
	Version      int    `json:"version"`
	Transactions int64  `json:"transactions"`
	Entries      int64  `json:"entries"`
}

type transactionLine struct {
	Sequence int64       `json:"sequence"`
	Kind     string      `json:"kind"`
	Key      string      `json:"key"`
	On       string      `json:"on"`
	Recorded string      `json:"recorded"`
	Actor    string      `json:"actor"`
	Reason   string      `json:"reason"`
	Facts    string      `json:"facts_hash,omitempty"`
	Entries  []entryLine `json:"entries"`
	Previous string      `json:"previous"`
	Hash     string      `json:"hash"`
}

type entryLine struct {
	Account    string `json:"account"`
	Cents      int64  `json:"cents"`
	ContractID string `json:"contract_id"`
	Year       int    `json:"year"`
	Instalment int    `json:"instalment"`
}

type rootLine struct {
	Day          string `json:"day"`
	Transactions int64  `json:"transactions"`
	Root         string `json:"root"`
}

// WriteExport writes a whole ledger, first to last. The transactions are read twice:
// once to verify and count them before a byte is written, and once to write them. The
// error is that of Verify, that of the writer, or that the two readings differ; what
// was then written is not an export, and ReadExport says so.
func WriteExport(w io.Writer, transactions iter.Seq[Transaction]) error {
	head := headLine{Format: exportFormat, Version: exportVersion}
	root, err := Verify(func(yield func(Transaction) bool) {
		for t := range transactions {
			head.Entries += int64(len(t.Entries))
			if !yield(t) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	head.Transactions = root.Count
	out := bufio.NewWriter(w)
	put := func(line any) error {
		b, err := encode(line)
		if err == nil {
			_, err = out.Write(b)
		}
		return err
	}
	if err := put(head); err != nil {
		return err
	}
	last := Root{}
	for t := range transactions {
		last = t.Root()
		if err := put(lineOf(t)); err != nil {
			return err
		}
	}
	if last != root {
		return fmt.Errorf("root: seen %s at the second reading, wanted %s", last, root)
	}
	if err := put(lineOfRoot(root)); err != nil {
		return err
	}
	return out.Flush()
}

// LineError is what is wrong with an export, and where.
type LineError struct {
	Line int64 // from 1
	Err  error
}

// Error is "line 3: …".
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap is what is wrong; a *ChainError of a line that can be read.
func (e *LineError) Unwrap() error { return e.Err }

// ReadExport reads and verifies an export, and hands over each transaction that it has
// verified, in order. Whatever WriteExport would not have written, to the byte, is a
// *LineError. The root is that of the whole ledger, and means something only without an
// error; so do the transactions. An error of each ends the reading and is returned.
func ReadExport(r io.Reader, each func(Transaction) error) (Root, error) {
	in := exportReader{from: bufio.NewReaderSize(r, maxExportLine)}
	root, err := in.ledger(each)
	if err != nil {
		return root, err
	}
	return root, in.end()
}

// ledger reads an export up to its last line.
func (in *exportReader) ledger(each func(Transaction) error) (Root, error) {
	var (
		head    headLine
		last    rootLine
		verify  chain
		entries int64
	)
	if err := in.read(&head); err != nil {
		return Root{}, err
	}
	if head.Format != exportFormat || head.Version != exportVersion {
		return Root{}, in.wrong("seen %q version %d, wanted %q version %d", head.Format, head.Version, exportFormat, exportVersion)
	}
	for range head.Transactions {
		var line transactionLine
		if err := in.read(&line); err != nil {
			return verify.root, err
		}
		t, err := line.transaction()
		if err == nil {
			err = verify.add(t)
		}
		if err != nil {
			return verify.root, in.wrong("%w", err)
		}
		if entries += int64(len(t.Entries)); entries > head.Entries {
			return verify.root, in.wrong("entries: seen %d so far, wanted the %d of line 1", entries, head.Entries)
		}
		if err := each(t); err != nil {
			return verify.root, err
		}
	}
	if err := in.read(&last); err != nil {
		return verify.root, err
	}
	if wanted := lineOfRoot(verify.root); last != wanted {
		return verify.root, in.wrong("seen %+v, wanted %+v, the root of the lines above", last, wanted)
	}
	if entries != head.Entries || verify.root.Count != head.Transactions {
		return verify.root, in.wrong("seen %d transactions and %d entries, wanted the %d and %d of line 1",
			verify.root.Count, entries, head.Transactions, head.Entries)
	}
	return verify.root, nil
}

// exportReader reads line by line.
type exportReader struct {
	from *bufio.Reader
	line int64
}

func (in *exportReader) wrong(format string, args ...any) error {
	return &LineError{Line: in.line, Err: fmt.Errorf(format, args...)}
}

// read reads the next line. JSON has many forms of one value: the one that we write is
// the only one accepted.
func (in *exportReader) read(into any) error {
	in.line++
	line, err := in.from.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return in.wrong("seen more than %d bytes, wanted a newline", maxExportLine)
	case errors.Is(err, io.EOF):
		return in.wrong("seen the end after %d bytes, wanted a line of JSON that a newline ends", len(line))
	case err != nil:
		return in.wrong("%w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return in.wrong("%w", err)
	}
	wanted, err := encode(into)
	if err != nil {
		return in.wrong("%w", err)
	}
	if !bytes.Equal(line, wanted) {
		at := 0
		for at < len(line) && at < len(wanted) && line[at] == wanted[at] {
			at++
		}
		return in.wrong("byte %d: seen %q, wanted %q", at+1, from(line, at), from(wanted, at))
	}
	return nil
}

// from is the beginning of what follows in a line.
func from(line []byte, at int) []byte {
	const shown = 24
	return line[at:min(at+shown, len(line))]
}

// end wants nothing after the last line.
func (in *exportReader) end() error {
	in.line++
	_, err := in.from.ReadByte()
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return in.wrong("%w", err)
	}
	return in.wrong("seen more, wanted the end of the export")
}

// encode is the one form of a line.
func encode(line any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(line)
	return b.Bytes(), err
}

func lineOf(t Transaction) transactionLine {
	line := transactionLine{
		Sequence: t.Sequence, Kind: t.Kind.String(), Key: t.Key, On: t.On.String(), Recorded: t.Recorded.String(),
		Actor: t.Actor, Reason: t.Reason, Previous: t.Previous.String(), Hash: t.Hash.String(),
		Entries: make([]entryLine, len(t.Entries)),
	}
	if t.Facts != (Hash{}) {
		line.Facts = t.Facts.String()
	}
	for i, e := range t.Entries {
		line.Entries[i] = entryLine{
			Account: e.Account.String(), Cents: int64(e.Cents),
			ContractID: e.Due.ContractID, Year: e.Due.Year, Instalment: e.Due.Instalment,
		}
	}
	return line
}

// transaction reads a line back; all that cannot be read is told at once.
func (line transactionLine) transaction() (Transaction, error) {
	t := Transaction{
		Sequence: line.Sequence, Key: line.Key, Actor: line.Actor, Reason: line.Reason,
		Entries: make([]Entry, len(line.Entries)),
	}
	var wrong []error
	note := func(field string, err error) {
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", field, err))
		}
	}
	var known bool
	if t.Kind, known = KindOf(line.Kind); !known {
		note("kind", fmt.Errorf("seen %q, wanted a kind of the table of transactions", line.Kind))
	}
	var err error
	t.On, err = civil.Parse(line.On)
	note("on", err)
	t.Recorded, err = civil.Parse(line.Recorded)
	note("recorded", err)
	if line.Facts != "" {
		t.Facts, err = ParseHash(line.Facts)
		note("facts_hash", err)
	}
	t.Previous, err = ParseHash(line.Previous)
	note("previous", err)
	t.Hash, err = ParseHash(line.Hash)
	note("hash", err)
	for i, e := range line.Entries {
		account, err := ParseAccount(e.Account)
		note(fmt.Sprintf("entries[%d].account", i), err)
		t.Entries[i] = Entry{
			Account: account, Cents: money.Cents(e.Cents),
			Due: Due{ContractID: e.ContractID, Year: e.Year, Instalment: e.Instalment},
		}
	}
	return t, errors.Join(wrong...)
}

func lineOfRoot(r Root) rootLine {
	line := rootLine{Transactions: r.Count, Root: r.Hash.String()}
	if !r.Day.IsZero() {
		line.Day = r.Day.String()
	}
	return line
}
