package law

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	unknownValue = "UNKNOWN"
	noneValue    = "NONE"
)

// problem is one thing wrong in a law file.
type problem struct {
	file   string
	line   int
	cell   string // the path of the cell or of the group
	seen   string
	wanted string
}

func (p problem) String() string {
	return fmt.Sprintf("%s:%d: %s: seen %s, wanted %s", p.file, p.line, p.cell, p.seen, p.wanted)
}

// problems is every problem of the files that were read.
type problems []problem

// Error has one line for each problem.
func (ps problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return "the law cannot be read:\n" + strings.Join(lines, "\n")
}

// file is one law file while it is read.
type file struct {
	name        string               // "texts/avenant-7.yaml"
	textID      string               // what its cells cite
	sources     map[string]string    // addresses by key
	sourcesOf   string               // where these stand, for messages
	specialties map[string]Specialty // nil until they are known
	supplied    map[string]*patch    // what supplements fill, by path
	groups      []*group
	cells       []located
	problems    problems
}

// located is a cell with its place in the file.
type located struct {
	Citation
	line, column int
}

// group is a mapping of the file that is not a cell.
type group struct {
	file  *file
	path  string
	line  int
	keys  []string // in the order of the file
	nodes map[string]*yaml.Node
	taken map[string]bool
}

// parse reads the bytes of one file and gives its outermost group.
func (f *file) parse(data []byte) *group {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, more yaml.Node
	if err := decoder.Decode(&document); err != nil {
		f.report(lineOf(err), "the file", fmt.Sprintf("%q", err), "one YAML document")
		return f.group("", nil)
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		f.report(max(more.Line, lineOf(err)), "the file", "a second YAML document", "one")
	}
	f.refuseShorthand(&document)
	if document.Kind != yaml.DocumentNode || len(document.Content) != 1 {
		f.report(1, "the file", "nothing", "one YAML document")
		return f.group("", nil)
	}
	return f.group("", document.Content[0])
}

var lineInError = regexp.MustCompile(`line ([0-9]+)`)

// lineOf is the line that an error of the YAML reader names, 1 when it names none.
func lineOf(err error) int {
	if err == nil {
		return 1
	}
	m := lineInError.FindStringSubmatch(err.Error())
	if m == nil {
		return 1
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 1
	}
	return n
}

// refuseShorthand refuses anchors, aliases and tags: a cell stands in full where it is
// read.
func (f *file) refuseShorthand(n *yaml.Node) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		f.report(n.Line, "the file", "an anchor, an alias or a tag", "every cell written out")
	}
	for _, child := range n.Content {
		f.refuseShorthand(child)
	}
}

func (f *file) report(line int, cell, seen, wanted string) {
	f.problems = append(f.problems, problem{f.name, line, cell, seen, wanted})
}

// group makes a group of a node. Of a nil node, which was reported where it is
// missing, it makes a group that reports nothing more.
func (f *file) group(path string, n *yaml.Node) *group {
	g := &group{file: f, path: path, taken: map[string]bool{}}
	if n == nil {
		return g
	}
	g.line = n.Line
	if n.Kind != yaml.MappingNode {
		f.report(n.Line, g.name(), describe(n), "a mapping")
		return g
	}
	g.nodes = make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			f.report(key.Line, g.name(), describe(key)+" as a key", "a word")
		case g.nodes[key.Value] != nil:
			f.report(key.Line, g.at(key.Value), "the key twice", "it once")
		default:
			g.nodes[key.Value] = value
			g.keys = append(g.keys, key.Value)
		}
	}
	f.groups = append(f.groups, g)
	return g
}

func (g *group) name() string {
	if g.path == "" {
		return "the file"
	}
	return g.path
}

func (g *group) at(key string) string {
	if g.path == "" {
		return key
	}
	return g.path + "." + key
}

func (g *group) has(key string) bool { return g.nodes[key] != nil }

// take gives the node of a key that must be there, nil when it is missing.
func (g *group) take(key string) *yaml.Node {
	g.taken[key] = true
	n := g.nodes[key]
	if n == nil && g.nodes != nil {
		g.file.report(g.line, g.at(key), "nothing", "it to be there")
	}
	return n
}

// child is a group inside this one that must be there.
func (g *group) child(key string) *group {
	return g.file.group(g.at(key), g.take(key))
}

// word is a plain word that is not a cell and must be there.
func (g *group) word(key string) string {
	n := g.take(key)
	if n == nil {
		return ""
	}
	word, ok := scalar(n)
	if !ok {
		g.file.report(n.Line, g.at(key), describe(n), "a word")
	}
	return word
}

// phrase is a sentence in both languages that must be there.
func (g *group) phrase(key string) Phrase {
	in := g.child(key)
	return Phrase{FR: in.word("fr"), EN: in.word("en")}
}

// inOrder reports keys that do not stand in this order, where all of them are there.
func (g *group) inOrder(wanted []string) {
	var seen []string
	for _, key := range g.keys {
		if slices.Contains(wanted, key) {
			seen = append(seen, key)
		}
	}
	if len(seen) == len(wanted) && !slices.Equal(seen, wanted) {
		g.file.report(g.line, g.name(), strings.Join(seen, ", "), "the order "+strings.Join(wanted, ", "))
	}
}

// order is how the known values of a row follow each other.
type order struct {
	holds          func(earlier, later int) bool
	later, earlier string // what the later one must be of the earlier one, and the other way round
}

var (
	ascending  = order{func(earlier, later int) bool { return earlier < later }, "more than", "less than"}
	notFalling = order{func(earlier, later int) bool { return earlier <= later }, "at least", "at most"}
	notRising  = order{func(earlier, later int) bool { return earlier >= later }, "at most", "at least"}
)

// inValueOrder reports known values of a row that do not follow each other: of two the
// one that a supplement fills, else the later one.
func (g *group) inValueOrder(keys []string, cells []Cell[int], o order) {
	last := -1
	for i, c := range cells {
		if !c.known {
			continue
		}
		if last >= 0 && !o.holds(cells[last].value, c.value) {
			at, other, words := i, last, o.later
			if c.cite.Certainty != Operator && cells[last].cite.Certainty == Operator {
				at, other, words = last, i, o.earlier
			}
			g.reportCell(keys[at], cells[at].cite.Value, fmt.Sprintf("%s the %s of %s", words, cells[other].cite.Value, strings.ToUpper(keys[other])))
		}
		last = i
	}
}

// finish reports every key that nobody asked for, and puts cells and problems into
// the order of the file.
func (f *file) finish() {
	for _, g := range f.groups {
		for _, key := range g.keys {
			if !g.taken[key] {
				f.report(g.nodes[key].Line, g.at(key), "a key that the law does not know here", "none")
			}
		}
	}
	slices.SortStableFunc(f.problems, func(a, b problem) int { return a.line - b.line })
	slices.SortStableFunc(f.cells, func(a, b located) int { return cmp.Or(a.line-b.line, a.column-b.column) })
}

// citations lists the cells in the order of the file.
func (f *file) citations() []Citation {
	cites := make([]Citation, len(f.cells))
	for i, c := range f.cells {
		cites[i] = c.Citation
	}
	return cites
}

// line is the line of a cell that was read.
func (f *file) line(path string) int {
	for _, c := range f.cells {
		if c.Cell == path {
			return c.line
		}
	}
	return 1
}

// scalar is the text of a node that holds one word or number.
func scalar(n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		return "", false
	}
	return n.Value, true
}

// describe says what a node is, for a message.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.ScalarNode:
		if _, ok := scalar(n); !ok {
			return "nothing"
		}
		return fmt.Sprintf("%q", n.Value)
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	return "something else"
}
