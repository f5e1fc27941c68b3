// Package csvfile reads and writes the files in which funds bring their own lists: CSV
// (RFC 4180) in UTF-8, with or without a byte order mark, lines that end with LF or CRLF,
// and, since no field holds a line break, one record on each line. The separator is the
// semicolon if the header line has one, else the comma.
package csvfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
)

// Table is a file whose header line was read.
type Table struct {
	names     []string
	separator rune
	places    []int // of each column in a line
}

// byteOrderMark is what some programs put before the first line of a UTF-8 file.
const byteOrderMark = "\uFEFF"

// ReadHeader reads the header line, which has exactly these columns, in any order. The
// error is a fault that names what is missing and what is unknown.
func ReadHeader(line []byte, columnNames []string) (Table, error) {
	text := strings.TrimPrefix(string(line), byteOrderMark)
	t := Table{names: columnNames, separator: ',', places: make([]int, len(columnNames))}
	if strings.Contains(text, ";") {
		t.separator = ';'
	}
	names, err := t.split([]byte(text))
	if err != nil {
		return Table{}, fault.BadInput(fault.Violation{Field: "header", Seen: text, Wanted: "column names: " + strings.Join(columnNames, string(t.separator))})
	}
	var violations []fault.Violation
	seen := map[string]bool{}
	for at, name := range names {
		name = strings.TrimSpace(name)
		column := slices.Index(columnNames, name)
		switch {
		case column < 0:
			violations = append(violations, fault.Violation{Field: "header", Seen: name, Wanted: "a column of the register; this one is unknown"})
		case seen[name]:
			violations = append(violations, fault.Violation{Field: "header", Seen: name, Wanted: "each column once"})
		default:
			t.places[column] = at
		}
		seen[name] = true
	}
	for _, name := range columnNames {
		if !seen[name] {
			violations = append(violations, fault.Violation{Field: "header", Wanted: "the column " + name + ", which is missing"})
		}
	}
	if len(violations) > 0 {
		return Table{}, fault.BadInput(violations...)
	}
	return t, nil
}

// MalformedError is why a line is no line of the table.
type MalformedError struct {
	Seen, Wanted string
	Text         law.Phrase
}

// Error is the English sentence.
func (m *MalformedError) Error() string { return m.Text.EN }

// split reads the fields of one line.
func (t Table) split(line []byte) ([]string, error) {
	if !utf8.Valid(line) {
		return nil, &MalformedError{Wanted: "UTF-8", Text: law.Phrase{
			FR: law.French("La ligne n'est pas en UTF-8 : enregistrer le fichier en CSV UTF-8."),
			EN: "the line is not UTF-8; save the file as CSV UTF-8",
		}}
	}
	if len(line) == 0 {
		return nil, &MalformedError{Seen: "0", Text: law.Phrase{FR: "La ligne est vide.", EN: "the line is empty"}}
	}
	// A field may be quoted, and never goes over the end of its line: a quote that is
	// not closed spoils one line and not those that follow.
	in := csv.NewReader(bytes.NewReader(line))
	in.Comma, in.FieldsPerRecord = t.separator, -1
	fields, err := in.Read()
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		return nil, &MalformedError{Wanted: `quotes around whole fields, doubled inside ("")`, Text: law.Phrase{
			FR: law.French(fmt.Sprintf("Guillemets mal placés au caractère %d : un champ entre guillemets l'est en entier, un guillemet s'y double.", parse.Column)),
			EN: fmt.Sprintf("quotes out of place at byte %d; a quoted field is quoted whole, and a quote inside it is doubled", parse.Column),
		}}
	case err != nil:
		return nil, &MalformedError{Text: law.Phrase{FR: "La ligne ne peut être lue.", EN: "the line cannot be read"}}
	}
	return fields, nil
}

// Read reads one line: its fields in the order of the columns, trimmed and otherwise as
// they stand there. The error is a *MalformedError.
func (t Table) Read(line []byte) ([]string, error) {
	fields, err := t.split(line)
	if err != nil {
		return nil, err
	}
	if len(fields) != len(t.names) {
		return nil, &MalformedError{Seen: fmt.Sprint(len(fields)), Wanted: fmt.Sprint(len(t.names)), Text: law.Phrase{
			FR: law.French(fmt.Sprintf("La ligne a %d champs ; l'en-tête en a %d.", len(fields), len(t.names))),
			EN: fmt.Sprintf("the line has %d fields; the header has %d", len(fields), len(t.names)),
		}}
	}
	out := make([]string, len(t.names))
	for column, at := range t.places {
		out[column] = strings.TrimSpace(fields[at])
	}
	return out, nil
}

// Bytes is lines as an export has them: commas, quotes where needed, CRLF.
func Bytes(rows ...[]string) []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	for _, r := range rows {
		_ = out.Write(r) // into memory, with a valid separator: it cannot fail
	}
	out.Flush()
	return b.Bytes()
}

// Line is one line of a file.
type Line struct {
	Number  int64 // from 1, the header
	Text    []byte
	TooLong bool // then Text is its beginning
}

// MostInLine is the longest line, in bytes, far above any contract's.
const MostInLine = 16 << 10

// SayTooLong is what is said of a line that is too long.
func SayTooLong() law.Phrase {
	return law.Phrase{
		FR: law.French(fmt.Sprintf("La ligne dépasse %d octets : vérifier les guillemets et les fins de ligne.", MostInLine)),
		EN: fmt.Sprintf("the line has more than %d bytes; check its quotes and line breaks", MostInLine),
	}
}

// Lines cuts a file into lines as its bytes arrive.
type Lines struct {
	partial Line
	begun   bool // partial holds something
}

// Add takes the next bytes of the file and gives the lines that they end.
func (l *Lines) Add(chunk []byte, take func(Line)) {
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

// End gives the last line, when no line break ends it.
func (l *Lines) End(take func(Line)) {
	if l.begun {
		l.give(take)
	}
}

// keep adds to the line that is under way, up to what shows that it is too long even
// without a CR at its end.
func (l *Lines) keep(part []byte) {
	l.begun = true
	room := MostInLine + 2 - len(l.partial.Text)
	l.partial.Text = append(l.partial.Text, part[:min(room, len(part))]...)
}

func (l *Lines) give(take func(Line)) {
	given := l.partial
	given.Number++
	given.Text = bytes.TrimSuffix(given.Text, []byte("\r"))
	given.TooLong = len(given.Text) > MostInLine
	l.partial, l.begun = Line{Number: given.Number}, false
	take(given)
}

// Given is how many lines were given so far.
func (l *Lines) Given() int64 { return l.partial.Number }
