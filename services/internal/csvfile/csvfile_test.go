package csvfile_test

import (
	"slices"
	"strings"
	"testing"

	"assistmed/services/internal/csvfile"
)

// A file has the same lines however its bytes arrive, and each is one of it.
func FuzzAFileHasTheSameLinesHoweverItsBytesArrive(f *testing.F) {
	f.Add("a\nb\r\n\nc", 1)
	f.Add("\r\r\n\n", 2)
	f.Add(strings.Repeat("x", csvfile.MostInLine)+"\r\r\n", 1)
	f.Add(strings.Repeat("x", csvfile.MostInLine)+"\r\n"+strings.Repeat("y", csvfile.MostInLine+1), 1000)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 {
			return
		}
		cutUp := func(size int) (all []csvfile.Line) {
			var l csvfile.Lines
			take := func(one csvfile.Line) { all = append(all, one) }
			for part := range slices.Chunk([]byte(text), size) {
				l.Add(part, take)
			}
			l.End(take)
			return all
		}
		got := cutUp(size)
		want := strings.Split(text, "\n")
		if want[len(want)-1] == "" {
			want = want[:len(want)-1]
		}
		if len(got) != len(want) {
			t.Fatalf("%d lines, want %d", len(got), len(want))
		}
		for i, one := range got {
			text := strings.TrimSuffix(want[i], "\r")
			long := len(text) > csvfile.MostInLine
			if one.Number != int64(i+1) || one.TooLong != long || !long && string(one.Text) != text {
				t.Errorf("line %d is %d %q, too long %v; want %q, too long %v", i+1, one.Number, one.Text, one.TooLong, text, long)
			}
		}
	})
}
