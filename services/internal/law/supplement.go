package law

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Supplement is a file of the operator that fills cells nobody could find.
type Supplement struct {
	Name       string     // in the operator's folder
	SHA256     string     // of its bytes, in hexadecimal
	SuppliedBy string     // as the file says
	Cells      []Citation // those it fills, in the order of the file
}

// supplement is a Supplement while it is read.
type supplement struct {
	*file
	Supplement
	patches []*patch
}

// patch is one cell of a supplement.
type patch struct {
	from *supplement
	path string // in the supplement, for messages
	node *yaml.Node
	used bool
}

func (p *patch) report(seen, wanted string) { p.from.report(p.node.Line, p.path, seen, wanted) }

// readSupplements reads what the operator's files fill; the values themselves are
// read with the cells that they fill, since those know their kind.
func (b *library) readSupplements() {
	b.supplied = make(map[string]map[string]*patch)
	for _, name := range namesIn(b.files, supplementsFolder) {
		sum := sha256.Sum256(b.files[name])
		f := &file{name: name, sourcesOf: "the sources of the supplement"}
		s := &supplement{file: f, Supplement: Supplement{Name: path.Base(name), SHA256: hex.EncodeToString(sum[:])}}
		root := f.parse(b.files[name])
		s.SuppliedBy = root.word("supplied_by")
		own := root.child("sources")
		sources, urls := f.readSources(own)
		f.sources = urls
		for _, source := range sources {
			source.SupplementFile = s.Name
			b.allSources = append(b.allSources, source)
		}
		for _, key := range own.keys {
			if _, taken := b.sources[key]; taken {
				f.report(own.nodes[key].Line, own.at(key), "a key of "+sourcesFile, "a key of its own")
			}
		}
		b.supplements = append(b.supplements, s)
		b.readPatches(s, root.child("cells"))
	}
}

func (b *library) readPatches(s *supplement, cells *group) {
	for _, id := range cells.keys {
		n := cells.take(id)
		if known := b.textIDs(); !slices.Contains(known, id) {
			s.report(n.Line, cells.at(id), fmt.Sprintf("the text %q", id), "one of "+strings.Join(known, ", "))
			continue
		}
		in := s.group(cells.at(id), n)
		if b.supplied[id] == nil {
			b.supplied[id] = make(map[string]*patch)
		}
		for _, cell := range in.keys {
			p := &patch{from: s, path: in.at(cell), node: in.take(cell)}
			if first := b.supplied[id][cell]; first != nil {
				p.report("a cell that "+first.from.name+" fills", "each cell in one file")
				continue
			}
			b.supplied[id][cell] = p
			s.patches = append(s.patches, p)
		}
	}
}

// textIDs are the ids of the texts, of the collective aid and of the shared tables.
func (b *library) textIDs() []string {
	ids := namesIn(b.files, textsFolder)
	for i, name := range ids {
		ids[i] = textID(name)
	}
	return append(ids, collectiveID, referenceID)
}

// finishSupplements reports what the supplements fill that the law does not have, and
// gives what they are.
func (b *library) finishSupplements() []Supplement {
	var all []Supplement
	for _, s := range b.supplements {
		for _, p := range s.patches {
			if !p.used {
				p.report("a cell that the law does not have", "the path of an UNKNOWN cell, as GetText gives it")
			}
		}
		s.finish()
		s.Cells = s.citations()
		all = append(all, s.Supplement)
		b.problems = append(b.problems, s.problems...)
	}
	return all
}

// supplied is an unknown cell as the operator fills it.
func supplied[T any](unknown Cell[T], p *patch, k kind[T]) Cell[T] {
	p.used = true
	if cite := unknown.cite; cite.Certainty != Unknown {
		p.report(fmt.Sprintf("a value for a cell that is known (%s, %s)", cite.Value, cite.Certainty), "a cell that is UNKNOWN")
		return unknown
	}
	in := p.from.group(p.path, p.node)
	cell := Cell[T]{cite: Citation{TextID: unknown.cite.TextID, Cell: unknown.cite.Cell, Certainty: Operator, SupplementFile: p.from.Name}}
	k.unknown = false
	value := in.take("value")
	if value != nil {
		cell.take(in, value, k)
	}
	in.sources(&cell.cite)
	in.words(&cell.cite)
	p.from.cells = append(p.from.cells, located{cell.cite, p.node.Line, p.node.Column})
	return cell
}

// reportCell reports what is wrong with the value of a cell where it stands: in the
// file, or in the supplement that fills it.
func (g *group) reportCell(key, seen, wanted string) {
	if p := g.file.supplied[g.at(key)]; p != nil {
		p.report(seen, wanted)
		return
	}
	g.file.report(g.file.line(g.at(key)), g.at(key), seen, wanted)
}

// widen gives a row of its own to each group of doctors that a supplement names in a
// table, a copy of the row that serves all others, whose unknown cells it then fills.
func (g *group) widen(named func(key string) bool) {
	others := g.nodes[othersKey]
	if others == nil {
		return
	}
	column := farColumn
	for _, cell := range slices.Sorted(maps.Keys(g.file.supplied)) {
		rest, inside := strings.CutPrefix(cell, g.path+".")
		key, _, _ := strings.Cut(rest, ".")
		if inside && g.nodes[key] == nil && named(key) {
			g.nodes[key] = copyOf(others, lastLine(others), &column)
			g.keys = append(g.keys, key)
		}
	}
}

// farColumn is beyond every column of a file: copied cells are listed after the
// cells that they are copied from.
const farColumn = 1 << 20

func copyOf(n *yaml.Node, line int, column *int) *yaml.Node {
	twin := *n
	*column++
	twin.Line, twin.Column = line, *column
	twin.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		twin.Content[i] = copyOf(child, line, column)
	}
	return &twin
}

func lastLine(n *yaml.Node) int {
	line := n.Line
	for _, child := range n.Content {
		line = max(line, lastLine(child))
	}
	return line
}
