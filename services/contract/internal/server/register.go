package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
)

// A register is a fund's own list of contracts as CSV (RFC 4180): UTF-8, with or without
// a byte order mark, lines that end with LF or CRLF, and, since no field holds a line
// break, one contract on each line. The separator is the semicolon if the header line
// has one, else the comma. The header line has exactly these columns, in any order;
// spaces around a field do not count, and short names of enums are taken in any case.
//
//	reference                     the fund's own, 1 to 64 characters of A-Z a-z 0-9 . _ : -
//	rpps                          11 digits
//	am_number                     9 digits; may be empty
//	specialty_code                two digits
//	particular_practice           true (médecin à expertise particulière) or false; empty is false
//	text_id                       the text that governs; empty: the one in force on signature_date
//	option                        THIRD, HALF, FULL
//	band                          BELOW_P30 … P95_AND_ABOVE; may be empty where it changes no amount
//	signature_date                YYYY-MM-DD, as every date
//	zone                          ZIP, ZAC, ZV, NONE; empty: unknown
//	department                    "08", "2A", "971"; empty: unknown
//	newly_installed               true or false; empty is false
//	registered_start              registered patients at the start, as the text counts them
//	registered_to_gain            patients to gain on them; both empty: no such objective
//	active_file_start             the active file at the start
//	active_file_to_gain           patients to gain on it; both empty: no such objective
//	assistant_ref                 never a name; empty: no assistant, then so are the next four
//	assistant_start_date          first day of work
//	assistant_weekly_minutes      a week under this contract
//	work_contract_weekly_minutes  of the whole work contract; empty: the same
//	employer                      DOCTOR, GROUP, EMPLOYERS_GROUPING
//	suspensions                   "2024-11-04..2025-03-04 ASSISTANT_ABSENT; 2025-06-01.. ASSISTANT_LEFT":
//	                              first day, first day back (none while it runs), reason
//	end_date                      the last day in force; empty: it has not ended
//	end_reason                    EXPIRED, TERMINATED_BY_DOCTOR, …; with end_date
//	measured_on_date              of the latest measure; empty: none, then so are the next three
//	registered_measured           registered patients; may be empty beside the other
//	active_file_measured          the active file; may be empty beside the other
//	measure_source                FUND or DOCTOR
type register struct {
	separator rune
	places    [columns]int // of each column in a line
}

// The columns, in the order in which an export writes them.
const (
	colReference = iota
	colRPPS
	colAMNumber
	colSpecialty
	colParticular
	colText
	colOption
	colBand
	colSigned
	colZone
	colDepartment
	colNewlyInstalled
	colRegisteredStart
	colRegisteredGain
	colFileStart
	colFileGain
	colAssistant
	colAssistantStart
	colWeekly
	colWorkContract
	colEmployer
	colSuspensions
	colEnd
	colEndReason
	colMeasured
	colRegisteredMeasured
	colFileMeasured
	colSource
	columns
)

var columnNames = [columns]string{
	"reference", "rpps", "am_number", "specialty_code", "particular_practice", "text_id", "option", "band",
	"signature_date", "zone", "department", "newly_installed",
	"registered_start", "registered_to_gain", "active_file_start", "active_file_to_gain",
	"assistant_ref", "assistant_start_date", "assistant_weekly_minutes", "work_contract_weekly_minutes", "employer",
	"suspensions", "end_date", "end_reason",
	"measured_on_date", "registered_measured", "active_file_measured", "measure_source",
}

// row is the fields of one line, in the order of the columns.
type row [columns]string

// byteOrderMark is what some programs put before the first line of a UTF-8 file.
const byteOrderMark = "\uFEFF"

// readHeader reads the header line. The error is a fault that names what is missing and
// what is unknown.
func readHeader(line []byte) (register, error) {
	text := strings.TrimPrefix(string(line), byteOrderMark)
	r := register{separator: ','}
	if strings.Contains(text, ";") {
		r.separator = ';'
	}
	names, err := r.split([]byte(text))
	if err != nil {
		return register{}, fault.BadInput(fault.Violation{Field: "header", Seen: text, Wanted: "column names: " + strings.Join(columnNames[:], string(r.separator))})
	}
	var violations []fault.Violation
	seen := map[string]bool{}
	for at, name := range names {
		name = strings.TrimSpace(name)
		column := slices.Index(columnNames[:], name)
		switch {
		case column < 0:
			violations = append(violations, fault.Violation{Field: "header", Seen: name, Wanted: "a column of the register; this one is unknown"})
		case seen[name]:
			violations = append(violations, fault.Violation{Field: "header", Seen: name, Wanted: "each column once"})
		default:
			r.places[column] = at
		}
		seen[name] = true
	}
	for _, name := range columnNames {
		if !seen[name] {
			violations = append(violations, fault.Violation{Field: "header", Wanted: "the column " + name + ", which is missing"})
		}
	}
	if len(violations) > 0 {
		return register{}, fault.BadInput(violations...)
	}
	return r, nil
}

// malformed is why a line is no line of the register.
type malformed struct {
	seen, wanted string
	text         law.Phrase
}

func (m *malformed) Error() string { return m.text.EN }

// split reads the fields of one line.
func (r register) split(line []byte) ([]string, error) {
	if !utf8.Valid(line) {
		return nil, &malformed{wanted: "UTF-8", text: law.Phrase{
			FR: law.French("La ligne n'est pas en UTF-8 : enregistrer le fichier en CSV UTF-8."),
			EN: "the line is not UTF-8; save the file as CSV UTF-8",
		}}
	}
	if len(line) == 0 {
		return nil, &malformed{seen: "0", text: law.Phrase{FR: "La ligne est vide.", EN: "the line is empty"}}
	}
	// A field may be quoted, and never goes over the end of its line: a quote that is
	// not closed spoils one line and not those that follow.
	in := csv.NewReader(bytes.NewReader(line))
	in.Comma, in.FieldsPerRecord = r.separator, -1
	fields, err := in.Read()
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		return nil, &malformed{wanted: `quotes around whole fields, doubled inside ("")`, text: law.Phrase{
			FR: law.French(fmt.Sprintf("Guillemets mal placés au caractère %d : un champ entre guillemets l'est en entier, un guillemet s'y double.", parse.Column)),
			EN: fmt.Sprintf("quotes out of place at byte %d; a quoted field is quoted whole, and a quote inside it is doubled", parse.Column),
		}}
	case err != nil:
		return nil, &malformed{text: law.Phrase{FR: "La ligne ne peut être lue.", EN: "the line cannot be read"}}
	}
	return fields, nil
}

// read reads one line. The fields are trimmed and otherwise as they stand there.
func (r register) read(line []byte) (row, error) {
	var out row
	fields, err := r.split(line)
	if err != nil {
		return out, err
	}
	if len(fields) != columns {
		return out, &malformed{seen: fmt.Sprint(len(fields)), wanted: fmt.Sprint(columns), text: law.Phrase{
			FR: law.French(fmt.Sprintf("La ligne a %d champs ; l'en-tête en a %d.", len(fields), columns)),
			EN: fmt.Sprintf("the line has %d fields; the header has %d", len(fields), columns),
		}}
	}
	for column, at := range r.places {
		out[column] = strings.TrimSpace(fields[at])
	}
	return out, nil
}

// hash is the hash of what the line says, whatever the order of its columns and the way
// it is quoted.
func (r row) hash() string {
	sum := sha256.Sum256(csvBytes(r))
	return hex.EncodeToString(sum[:])
}

// csvBytes is lines as an export has them: commas, quotes where needed, CRLF.
func csvBytes(rows ...row) []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	for _, r := range rows {
		_ = out.Write(r[:]) // into memory, with a valid separator: it cannot fail
	}
	out.Flush()
	return b.Bytes()
}

// line is one line of a file.
type line struct {
	number  int64 // from 1, the header
	text    []byte
	tooLong bool // then text is its beginning
}

// mostInLine is the longest line, in bytes, far above any contract's.
const mostInLine = 16 << 10

// lines cuts a file into lines as its bytes arrive.
type lines struct {
	partial line
	begun   bool // partial holds something
}

// add takes the next bytes of the file and gives the lines that they end.
func (l *lines) add(chunk []byte, take func(line)) {
	for len(chunk) > 0 {
		at := bytes.IndexByte(chunk, '\n')
		if at < 0 {
			l.keep(chunk)
			return
		}
		l.keep(chunk[:at])
		l.give(take)
		chunk = chunk[at+1:]
	}
}

// end gives the last line, when no line break ends it.
func (l *lines) end(take func(line)) {
	if l.begun {
		l.give(take)
	}
}

// keep adds to the line that is under way, up to what shows that it is too long even
// without a CR at its end.
func (l *lines) keep(part []byte) {
	l.begun = true
	room := mostInLine + 2 - len(l.partial.text)
	l.partial.text = append(l.partial.text, part[:min(room, len(part))]...)
}

func (l *lines) give(take func(line)) {
	given := l.partial
	given.number++
	given.text = bytes.TrimSuffix(given.text, []byte("\r"))
	given.tooLong = len(given.text) > mostInLine
	l.partial, l.begun = line{number: given.number}, false
	take(given)
}
