package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

func printed(t *testing.T, write func(*page)) string {
	t.Helper()
	var out bytes.Buffer
	p := newPage(&out)
	write(p)
	if err := p.flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestALongSentenceWrapsBelowItsHeadAndNeverInsideAnAmount(t *testing.T) {
	text := strings.Repeat("le montant est de 36 000,00 € ; ", 20)
	lines := strings.Split(strings.TrimSuffix(printed(t, func(p *page) { p.event("1er mai 2023", text) }), "\n"), "\n")
	for i, line := range lines {
		if utf8.RuneCountInString(line) > pageWidth {
			t.Errorf("line %d has %d characters", i, utf8.RuneCountInString(line))
		}
		if body := strings.TrimLeft(line, " "); i > 0 && (len(line)-len(body) != 2+dateColumn || strings.HasPrefix(body, "€") || strings.HasPrefix(body, ";") || strings.HasPrefix(body, "000")) {
			t.Errorf("line %d: %q", i, line)
		}
	}
	if len(lines) < 3 {
		t.Errorf("%d lines", len(lines))
	}
}

func TestATableAlignsItsColumns(t *testing.T) {
	got := printed(t, func(p *page) {
		p.table(2, [][]string{{"Année", "montant", "état"}, {"1", "9,00 €", "payé"}, {"2", "10 800,00 €", "bloqué"}}, 1)
	})
	wanted := "  Année      montant  état\n  1           9,00 €  payé\n  2      10 800,00 €  bloqué\n"
	if plainSpaces(got) != wanted {
		t.Errorf("seen\n%swanted\n%s", got, wanted)
	}
}
