package main

import (
	"bufio"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// pageWidth is the width of the story, in characters.
const pageWidth = 108

// dateColumn is the width of the column in which the day of an event stands.
const dateColumn = 20

// page lays the story out. Its first write error is kept and given by flush.
type page struct{ out *bufio.Writer }

func newPage(w io.Writer) *page { return &page{out: bufio.NewWriter(w)} }

func (p *page) flush() error { return p.out.Flush() }

// line writes one line as it is.
func (p *page) line(text string) {
	// A bufio.Writer keeps its error for Flush.
	_, _ = p.out.WriteString(strings.TrimRight(text, " ") + "\n")
}

func (p *page) space() { p.line("") }

// title opens a dossier.
func (p *page) title(text string) {
	p.space()
	p.line(strings.Repeat("═", pageWidth))
	p.para(0, text)
	p.line(strings.Repeat("═", pageWidth))
}

// chapter opens a part of a story.
func (p *page) chapter(text string) {
	p.space()
	p.line(text)
	p.line(strings.Repeat("─", utf8.RuneCountInString(text)))
}

// para writes wrapped text, each line indented.
func (p *page) para(indent int, text string) { p.hanging(indent, "", text) }

// hanging writes wrapped text after a head; the further lines stand below the text.
func (p *page) hanging(indent int, head, text string) {
	margin := strings.Repeat(" ", indent)
	below := strings.Repeat(" ", indent+utf8.RuneCountInString(head))
	for i, line := range wrap(text, pageWidth-utf8.RuneCountInString(below)) {
		if i == 0 {
			p.line(margin + head + line)
			continue
		}
		p.line(below + line)
	}
}

// event writes what happens on a day.
func (p *page) event(day, text string) { p.hanging(2, pad(day, dateColumn), text) }

// beside writes more of an event, below its text.
func (p *page) beside(text string) { p.para(2+dateColumn, text) }

// table writes rows in columns. A column is as wide as its widest cell; the last one
// wraps at the page's edge. Columns named in right are aligned on the right.
func (p *page) table(indent int, rows [][]string, right ...int) {
	if len(rows) == 0 {
		return
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		head := strings.Repeat(" ", indent)
		for i, cell := range row[:len(row)-1] {
			if slices.Contains(right, i) {
				cell = strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)) + cell
			}
			head += pad(cell, widths[i]) + "  "
		}
		last := row[len(row)-1]
		if slices.Contains(right, len(row)-1) {
			last = strings.Repeat(" ", widths[len(row)-1]-utf8.RuneCountInString(last)) + last
			p.line(head + last)
			continue
		}
		p.hanging(0, head, last)
	}
}

// pad fills a text with spaces on the right.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// typography holds together what a line must not end between.
var typography = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!",
	" %", "\u00a0%", " €", "\u00a0€", " »", "\u00a0»", "« ", "«\u00a0")

// wrap cuts a text into lines at plain spaces; no-break spaces hold. The empty text is
// one empty line.
func wrap(text string, width int) []string {
	text = thousands.ReplaceAllString(typography.Replace(text), "$1\u00a0$2")
	var lines []string
	line, length := "", 0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		n := utf8.RuneCountInString(word)
		if length > 0 && length+1+n > width {
			lines, line, length = append(lines, line), "", 0
		}
		if length > 0 {
			line, length = line+" ", length+1
		}
		line, length = line+word, length+n
	}
	return append(lines, line)
}
