package server

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"assistmed/services/internal/law"
)

// read reads the law once for all seeds.
var readLaw = sync.OnceValues(law.Embedded)

const seedLine = `C-1,10000000124,751000001,01,false,convention-2024,FULL,P70_P90,2025-01-10,ZIP,75,false,1300,260,1700,170,a-1,2025-01-15,2100,2100,DOCTOR,2025-03-01..2025-06-01 ASSISTANT_ABSENT; 2025-08-01.. DOCTOR_ABSENT,2026-01-01,MOVED,2025-12-01,1400,1800,FUND`

// Whatever a line is, it is read or answered with reasons; and what was read says the
// same again when it is written as an export would write it.
func FuzzALineIsReadOrAnsweredAndReadsAgainAsItIsWritten(f *testing.F) {
	f.Add(seedLine)
	f.Add(strings.ToLower(seedLine))
	f.Add(strings.Replace(seedLine, "convention-2024", "", 1))
	f.Add(`"a""b",` + seedLine)
	f.Add(`"` + seedLine)
	f.Add(strings.Repeat(",", columns-1))
	f.Add("")
	f.Add("\xff")
	l, err := readLaw()
	if err != nil {
		f.Fatal(err)
	}
	s := &Server{law: l}
	reg, err := readHeader([]byte(strings.Join(columnNames[:], ",")))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\n") {
			return // it is more than one line
		}
		r, err := reg.read([]byte(text))
		if err != nil {
			return
		}
		e, reasons := s.parseRow(r)
		for _, reason := range reasons {
			if !slices.Contains(columnNames[:], reason.GetColumn()) || reason.GetText().GetFr() == "" || reason.GetWanted() == "" {
				t.Errorf("a reason that says too little: %v", reason)
			}
		}
		if len(reasons) > 0 {
			return
		}
		written := bytes.TrimSuffix(csvBytes(e.row), []byte("\r\n"))
		again, err := reg.read(written)
		if err != nil {
			t.Fatalf("%q does not read again: %v", written, err)
		}
		second, reasons := s.parseRow(again)
		if len(reasons) > 0 || second.row != e.row || second.row.hash() != e.row.hash() {
			t.Errorf("%q reads again as %q, %v", e.row, second.row, reasons)
		}
	})
}
