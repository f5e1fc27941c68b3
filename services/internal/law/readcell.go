package law

import (
	"slices"
	"strings"

	"assistmed/services/internal/civil"

	"go.yaml.in/yaml/v3"
)

// kind is a kind of value a cell can hold.
type kind[T any] struct {
	wanted  string // for messages: "a whole number"
	read    func(n *yaml.Node) (T, bool)
	unknown bool // the cell may be UNKNOWN
	none    bool // the cell may be NONE
}

// orUnknown is the kind that may also be UNKNOWN.
func (k kind[T]) orUnknown() kind[T] { k.unknown = true; return k }

// orNone is the kind that may also be NONE.
func (k kind[T]) orNone() kind[T] { k.none = true; return k }

// read reads a cell that must be there.
func read[T any](g *group, key string, k kind[T]) Cell[T] {
	n := g.take(key)
	if n == nil {
		return Cell[T]{}
	}
	return readCell(g.file.group(g.at(key), n), k)
}

// readCell reads the group of one cell, and fills it where a supplement does.
func readCell[T any](in *group, k kind[T]) Cell[T] {
	f := in.file
	value := in.take("value")
	cell := Cell[T]{cite: Citation{TextID: f.textID, Cell: in.path, Certainty: in.certainty()}}
	if value != nil {
		cell.take(in, value, k)
		in.agree(cell.cite.Certainty, cell.cite.Value == unknownValue)
	}
	in.sources(&cell.cite)
	in.words(&cell.cite)
	if value == nil {
		return cell
	}
	if p := f.supplied[in.path]; p != nil {
		cell = supplied(cell, p, k)
	}
	f.cells = append(f.cells, located{cell.cite, value.Line, value.Column})
	return cell
}

// take reads the value of a cell.
func (c *Cell[T]) take(in *group, value *yaml.Node, k kind[T]) {
	word, _ := scalar(value)
	c.cite.Value = canonical(value)
	switch {
	case word == unknownValue && k.unknown:
	case word == noneValue && k.none:
		c.none = true
	default:
		c.value, c.known = k.read(value)
		c.known = c.known && word != unknownValue
		if !c.known {
			in.file.report(value.Line, in.path, describe(value), k.wanted)
		}
	}
}

// certainty reads the certainty of a cell.
func (g *group) certainty() Certainty {
	n := g.take("certainty")
	if n == nil {
		return 0
	}
	word, _ := scalar(n)
	for _, c := range Certainties() {
		if c.String() == word && c != Operator {
			return c
		}
	}
	g.file.report(n.Line, g.path, "the certainty "+describe(n),
		"OFFICIAL_TEXT, OFFICIAL_SUMMARY, SECONDARY, DERIVED or UNKNOWN (OPERATOR only in a supplement)")
	return 0
}

// agree reports a value UNKNOWN that is certain, or a value that is UNKNOWN in
// certainty.
func (g *group) agree(c Certainty, unknown bool) {
	switch {
	case unknown && c != Unknown && c != 0:
		g.file.report(g.line, g.path, "the value UNKNOWN with certainty "+c.String(), "certainty UNKNOWN")
	case !unknown && c == Unknown:
		g.file.report(g.line, g.path, "a value with certainty UNKNOWN", "the value UNKNOWN, or another certainty")
	}
}

// sources reads the source keys of a cell, all but an UNKNOWN one must have some.
func (g *group) sources(cite *Citation) {
	if cite.Certainty == Unknown && !g.has("source") {
		return
	}
	n := g.take("source")
	if n == nil {
		return
	}
	word, ok := scalar(n)
	if !ok {
		g.file.report(n.Line, g.path, "the source "+describe(n), "a source key, or several with commas")
		return
	}
	keys := strings.Split(word, ",")
	for i, key := range keys {
		keys[i] = strings.TrimSpace(key)
		url, known := g.file.sources[keys[i]]
		if !known || slices.Contains(keys[:i], keys[i]) {
			g.file.report(n.Line, g.path, "the source "+describe(n), "keys of "+g.file.sourcesOf+", each once")
		}
		if cite.URL == "" {
			cite.URL = url
		}
	}
	cite.Source = strings.Join(keys, ", ")
}

// words reads the note and who settles a cell: a DERIVED cell must have both, an
// UNKNOWN one the second.
func (g *group) words(cite *Citation) {
	if g.has("note") || cite.Certainty == Derived {
		cite.Note = g.phrase("note")
	}
	if g.has("settled_by") || cite.Certainty == Derived || cite.Certainty == Unknown {
		cite.SettledBy = g.phrase("settled_by")
	}
}

// readDated reads a list of cells, each with the day from which it holds; the first
// holds from start, which is the text's first day.
func readDated[T any](g *group, key string, start civil.Date, k kind[T]) Dated[T] {
	var dated Dated[T]
	n := g.take(key)
	if n == nil {
		return dated
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		g.file.report(n.Line, g.at(key), describe(n), "a list of cells, each with its first day in `from`")
		return dated
	}
	last := civil.Date{}
	for i, item := range n.Content {
		word := ""
		if item.Kind == yaml.MappingNode {
			for j := 0; j+1 < len(item.Content); j += 2 {
				if item.Content[j].Value == "from" {
					word = item.Content[j+1].Value
				}
			}
		}
		in := g.file.group(g.at(key)+"."+word, item)
		in.take("from")
		from, err := civil.Parse(word)
		switch {
		case err != nil:
			g.file.report(item.Line, in.path, "from "+word, "a day such as 2024-06-22")
		case i == 0 && from != start:
			g.file.report(item.Line, in.path, "from "+word, "the text's first day "+start.String())
		case !from.After(last):
			g.file.report(item.Line, in.path, "from "+word, "a day after "+last.String())
		}
		last = from
		dated.rows = append(dated.rows, datedRow[T]{from, readCell(in, k)})
	}
	return dated
}

// canonical is a value as it stands in the file, in one form: a list as "[a, b]".
func canonical(n *yaml.Node) string {
	if n.Kind != yaml.SequenceNode {
		return n.Value
	}
	items := make([]string, len(n.Content))
	for i, item := range n.Content {
		items[i] = item.Value
	}
	return "[" + strings.Join(items, ", ") + "]"
}
