package sepa

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"assistmed/services/internal/civil"
)

// MaxBytes is the size of the largest status file that is read, 16 MiB: some ten
// thousand transfers with all their details, more than a run has.
const MaxBytes = 16 << 20

// What is more than any bank sends, so that a small file cannot take much memory: how
// deep elements nest, how many a record has, how many lines a file has.
const (
	maxDepth  = 32
	maxRecord = 1000
	maxLines  = 100_000
)

// reader walks through a status file, one record at a time. The first thing that is
// wrong stays in err.
type reader struct {
	decoder *xml.Decoder
	bounded *io.LimitedReader
	space   string // the namespace of every element
	file    File
	record  int // elements of the record that is read
	err     error
}

// Read reads a status file, a pain.002 or a camt.054 as its namespace says. The file is
// read whole or refused whole; the error says the line of the file, the value seen and
// the value wanted, and for a total both numbers.
func Read(r io.Reader) (File, error) {
	bounded := &io.LimitedReader{R: r, N: MaxBytes + 1}
	in := &reader{decoder: xml.NewDecoder(bounded), bounded: bounded}
	in.decoder.CharsetReader = func(charset string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("encoding: seen %q, wanted UTF-8", charset)
	}
	in.document()
	if bounded.N <= 0 {
		return File{}, fmt.Errorf("status file: seen more than %d bytes, wanted %d at most", MaxBytes, MaxBytes)
	}
	if in.err != nil {
		return File{}, in.err
	}
	return in.file, nil
}

// byteOrderMark is what some systems put before the text.
const byteOrderMark = "\ufeff"

func (r *reader) document() {
	for r.err == nil {
		switch t := r.token().(type) {
		case nil:
			r.failf("seen no element, wanted a Document")
		case xml.StartElement:
			r.root(t)
			r.end()
			return
		case xml.CharData:
			r.blank(bytes.TrimPrefix(t, []byte(byteOrderMark)), "before the Document")
		case xml.ProcInst:
			if t.Target != "xml" {
				r.failf("seen the instruction %q, wanted a Document", t.Target)
			}
		case xml.Directive:
			r.failf("seen a document type or another directive, wanted a Document")
		}
	}
}

func (r *reader) root(start xml.StartElement) {
	name, ours := strings.CutPrefix(start.Name.Space, namespace)
	r.file.Kind, r.space = Kind(name), start.Name.Space
	body, walk := "CstmrPmtStsRpt", r.report
	switch r.file.Kind {
	case Pain002, Pain002Older:
	case Camt054, Camt054Older:
		body, walk = "BkToCstmrDbtCdtNtfctn", r.notifications
	default:
		ours = false
	}
	if !ours || start.Name.Local != "Document" {
		r.failf("Document: seen %q in namespace %q, wanted a Document of %s, %s, %s or %s in namespace %q", start.Name.Local,
			start.Name.Space, Pain002, Pain002Older, Camt054, Camt054Older, namespace+string(Pain002))
		return
	}
	seen := false
	r.children("Document", body, func(xml.StartElement) {
		seen = true
		walk()
	})
	r.need(seen, "Document", body)
}

// end wants nothing more.
func (r *reader) end() {
	for r.err == nil {
		switch t := r.token().(type) {
		case nil:
			return
		case xml.CharData:
			r.blank(t, "after the Document")
		case xml.Comment:
		default:
			r.failf("seen more after the Document, wanted its end")
		}
	}
}

// token is the next one; nil at the end of the file, or when it is not well formed.
func (r *reader) token() xml.Token {
	t, err := r.decoder.Token()
	if err != nil && !errors.Is(err, io.EOF) {
		r.failf("%w", err)
	}
	if err != nil {
		return nil
	}
	return t
}

func (r *reader) failf(format string, args ...any) {
	if r.err != nil {
		return
	}
	line, _ := r.decoder.InputPos()
	kind := "status file"
	if r.space != "" {
		kind = strings.TrimPrefix(r.space, namespace)
	}
	r.err = fmt.Errorf("%s, line %d: "+format, append([]any{kind, line}, args...)...)
}

// wrong says what a field is and what it should be.
func (r *reader) wrong(field, seen, wanted string) {
	r.failf("%s: seen %s, wanted %s", field, seen, wanted)
}

func (r *reader) need(there bool, parent, child string) {
	if !there {
		r.wrong(parent, "no "+child, "one")
	}
}

func (r *reader) blank(text xml.CharData, where string) {
	if strings.TrimSpace(string(text)) != "" {
		r.failf("seen text %s, wanted elements only", where)
	}
}

// children visits the elements inside parent up to its end. order names those that it
// may have, in their order; "*" is behind the ones that come more than once.
func (r *reader) children(parent, order string, visit func(xml.StartElement)) {
	names := strings.Fields(order)
	at := 0
	for r.err == nil {
		switch t := r.token().(type) {
		case nil:
			r.wrong(parent, "the end of the file", "the end of the element")
		case xml.StartElement:
			r.inSpace(t)
			found := slices.IndexFunc(names[at:], func(name string) bool { return strings.TrimSuffix(name, "*") == t.Name.Local })
			if found < 0 {
				r.wrong(parent, strconv.Quote(t.Name.Local), "one of "+strings.Join(names[at:], " ")+", in that order")
				return
			}
			if at += found; !strings.HasSuffix(names[at], "*") {
				at++
			}
			if r.err == nil {
				visit(t)
			}
		case xml.EndElement:
			return
		case xml.CharData:
			r.blank(t, "in "+parent)
		case xml.ProcInst, xml.Directive:
			r.wrong(parent, "an instruction", "elements only")
		}
	}
}

func (r *reader) inSpace(start xml.StartElement) {
	if start.Name.Space != r.space {
		r.wrong(start.Name.Local, "namespace "+strconv.Quote(start.Name.Space), strconv.Quote(r.space))
	}
}

// skip passes over an element that is not read.
func (r *reader) skip() {
	if err := r.decoder.Skip(); err != nil {
		r.failf("%w", err)
	}
}

// node is a record that is held whole.
type node struct {
	name, text, currency string
	children             []node
}

// node reads the record that has begun. What is in it but not read is held to be well
// formed and in the namespace, no more.
func (r *reader) node(start xml.StartElement) node {
	r.record = 0
	return r.nodeAt(start, 0)
}

func (r *reader) nodeAt(start xml.StartElement, depth int) node {
	n := node{name: start.Name.Local}
	if r.record++; r.record > maxRecord {
		r.wrong(n.name, "a record with more elements", strconv.Itoa(maxRecord)+" at most")
	}
	for _, a := range start.Attr {
		if a.Name.Local == "Ccy" {
			n.currency = a.Value
		}
	}
	if depth > maxDepth {
		r.wrong(n.name, "elements in elements, "+strconv.Itoa(depth)+" deep", strconv.Itoa(maxDepth)+" at most")
	}
	var text strings.Builder
	for r.err == nil {
		switch t := r.token().(type) {
		case nil:
			r.wrong(n.name, "the end of the file", "the end of the element")
		case xml.StartElement:
			if t.Name.Local == "SplmtryData" {
				r.skip() // in a namespace of its own
				continue
			}
			r.inSpace(t)
			n.children = append(n.children, r.nodeAt(t, depth+1))
		case xml.EndElement:
			n.text = strings.Join(strings.Fields(text.String()), " ")
			if n.text != "" && n.children != nil {
				r.wrong(n.name, "text among elements", "one or the other")
			}
			return n
		case xml.CharData:
			text.Write(t)
		case xml.ProcInst, xml.Directive:
			r.wrong(n.name, "an instruction", "elements or text")
		}
	}
	return n
}

// at is the one descendant at the end of a path; nil when there is none.
func (r *reader) at(n node, path ...string) *node {
	here := &n
	for _, name := range path {
		var next *node
		for i := range here.children {
			if here.children[i].name != name {
				continue
			}
			if next != nil {
				r.wrong(n.name+"/"+strings.Join(path, "/"), "two of "+name, "one")
			}
			next = &here.children[i]
		}
		if here = next; here == nil {
			return nil
		}
	}
	return here
}

// text is the text of a descendant, of 1 to maxReference characters; empty when there is
// no such element.
func (r *reader) text(n node, path ...string) string {
	found := r.at(n, path...)
	if found == nil {
		return ""
	}
	if size := utf8.RuneCountInString(found.text); size == 0 || size > maxReference || found.children != nil {
		r.wrong(strings.Join(append([]string{n.name}, path...), "/"), strconv.Quote(found.text), fmt.Sprintf("1 to %d characters", maxReference))
	}
	return found.text
}

// amount is the amount of a descendant, in euros.
func (r *reader) amount(n node, path ...string) Amount {
	found := r.at(n, path...)
	if found == nil {
		return Amount{}
	}
	field := strings.Join(append([]string{n.name}, path...), "/")
	if found.currency != currency {
		r.wrong(field, "currency "+strconv.Quote(found.currency), strconv.Quote(currency))
	}
	return r.decimal(field, found)
}

// decimal is a sum of a descendant, which has no currency of its own.
func (r *reader) decimal(field string, found *node) Amount {
	if found == nil {
		return Amount{}
	}
	c, ok := cents(found.text)
	if !ok {
		r.wrong(field, strconv.Quote(found.text), `an amount in whole cents, such as "1050.00"`)
	}
	return Amount{Cents: c, Known: ok}
}

// number is a count; told is false when there is no such element.
func (r *reader) number(n node, path ...string) (value int, told bool) {
	found := r.at(n, path...)
	if found == nil {
		return 0, false
	}
	value, ok := count(found.text)
	if !ok {
		r.wrong(strings.Join(append([]string{n.name}, path...), "/"), strconv.Quote(found.text), "a number of 1 to 15 digits")
	}
	return value, true
}

// header reads the group header, which both messages have.
func (r *reader) header(start xml.StartElement) {
	n := r.node(start)
	r.file.MessageID = r.text(n, "MsgId")
	r.file.Created = r.text(n, "CreDtTm")
	r.need(r.err != nil || r.file.MessageID != "", n.name, "MsgId")
	if r.err == nil && !isInstant(r.file.Created) {
		r.wrong("GrpHdr/CreDtTm", strconv.Quote(r.file.Created), `a date and time such as "2026-11-24T10:00:00Z"`)
	}
}

// isInstant checks the form of a date and time; the zone may be left out.
func isInstant(s string) bool {
	const clock = "00:00:00"
	day, rest, found := strings.Cut(s, "T")
	if _, err := civil.Parse(day); err != nil || !found || !clockLike(rest, clock) {
		return false
	}
	rest = rest[len(clock):]
	if fraction, ok := strings.CutPrefix(rest, "."); ok {
		rest = strings.TrimLeft(fraction, "0123456789")
		if len(rest) == len(fraction) {
			return false
		}
	}
	return rest == "" || rest == "Z" || len(rest) == len("+00:00") && (rest[0] == '+' || rest[0] == '-') && clockLike(rest[1:], "00:00")
}

// clockLike reports whether s begins with digits and colons where form has them.
func clockLike(s, form string) bool {
	if len(s) < len(form) {
		return false
	}
	for i := range len(form) {
		digit := s[i] >= '0' && s[i] <= '9'
		if digit != (form[i] == '0') || !digit && s[i] != ':' {
			return false
		}
	}
	return true
}

// reason is the reason of a status or of a return: the first code, and in words what
// else is said. infos are its elements, of which a pain.002 may have several.
func (r *reader) reason(infos []node) (code, text string) {
	var words []string
	for _, info := range infos {
		found := r.text(info, "Rsn", "Cd")
		if own := r.text(info, "Rsn", "Prtry"); own != "" {
			found = own
		}
		if code == "" {
			code = found
		} else if found != "" {
			words = append(words, found)
		}
		for _, n := range info.children {
			if n.name == "AddtlInf" && n.text != "" {
				words = append(words, n.text)
			}
		}
	}
	return code, strings.Join(words, " ")
}

func named(n node, name string) []node {
	var found []node
	for _, child := range n.children {
		if child.name == name {
			found = append(found, child)
		}
	}
	return found
}

// add keeps a line.
func (r *reader) add(l Line) {
	if len(r.file.Lines) == maxLines {
		r.wrong("file", "more lines", strconv.Itoa(maxLines)+" at most")
		return
	}
	l.Index = len(r.file.Lines) + 1
	r.file.Lines = append(r.file.Lines, l)
}
