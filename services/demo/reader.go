package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// depthLimit and sizeLimit bound what a dossier may hold: an alias may hold itself,
// or a list of aliases of lists of aliases.
const (
	depthLimit   = 30
	sizeLimit    = 20_000
	problemLimit = 50 // nobody reads more at once
)

// problem is one thing that is wrong in a dossier.
type problem struct {
	line         int
	field        string
	seen, wanted string
}

// problems is every thing that is wrong in a dossier, as one error.
type problems struct {
	file string
	all  []problem
}

// Error gives one line for each problem: file, line, field, value seen, value wanted.
func (p *problems) Error() string {
	lines := make([]string, len(p.all))
	for i, one := range p.all {
		lines[i] = fmt.Sprintf("%s:%d: %s : vu %s, attendu %s", p.file, one.line, one.field, one.seen, one.wanted)
	}
	return strings.Join(lines, "\n")
}

// reader reads a YAML tree strictly and collects every problem.
type reader struct {
	problems problems
	depth    int
	size     int
}

// fits counts what was read; it refuses what is too deep or too much.
func (r *reader) fits(n *yaml.Node, path string) bool {
	r.size += len(n.Content)
	if r.depth > depthLimit || r.size > sizeLimit {
		r.bad(n, path, fmt.Sprintf("au plus %d niveaux et %d éléments", depthLimit, sizeLimit))
		return false
	}
	return true
}

func (r *reader) bad(n *yaml.Node, field, wanted string) {
	r.add(problem{line: n.Line, field: field, seen: seen(n), wanted: wanted})
}

func (r *reader) missing(n *yaml.Node, field, wanted string) {
	r.add(problem{line: n.Line, field: field, seen: "rien", wanted: wanted})
}

func (r *reader) add(p problem) {
	if len(r.problems.all) < problemLimit {
		r.problems.all = append(r.problems.all, p)
	}
}

func (r *reader) err() error {
	if len(r.problems.all) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems.all, func(a, b problem) int { return a.line - b.line })
	return &r.problems
}

// seen says what a node is, in words.
func seen(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "un groupe de champs"
	case yaml.SequenceNode:
		return "une liste"
	case yaml.AliasNode:
		return "un renvoi *" + n.Value
	}
	if n.ShortTag() == "!!null" {
		return "rien"
	}
	value := []rune(n.Value)
	if len(value) > 60 {
		value = append(value[:60], '…')
	}
	return "« " + string(value) + " »"
}

// document reads the one document of a file.
func document(b []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(b))
	var first, second yaml.Node
	if err := decoder.Decode(&first); errors.Is(err, io.EOF) {
		return nil, errors.New("vu un fichier vide, attendu un dossier")
	} else if err != nil {
		return nil, err
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("ligne %d : vu un second document, attendu un seul (« plays: » en permet plusieurs récits)", second.Line)
	}
	return first.Content[0], nil
}

// field is one entry of a mapping.
type field struct {
	name       string
	key, value *yaml.Node
}

// resolved follows an alias.
func resolved(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// mapping gives the entries of a mapping, each name once; none when it is not a mapping.
func (r *reader) mapping(n *yaml.Node, path string) []field {
	n = resolved(n)
	if n.Kind != yaml.MappingNode {
		r.bad(n, path, "un groupe de champs")
		return nil
	}
	if !r.fits(n, path) {
		return nil
	}
	var fields []field
	known := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode || known[key.Value] {
			r.bad(key, join(path, key.Value), "un nom de champ, une seule fois")
			continue
		}
		known[key.Value] = true
		fields = append(fields, field{name: key.Value, key: key, value: resolved(n.Content[i+1])})
	}
	return fields
}

// fields hands each entry of a mapping to the function of its name.
func (r *reader) fields(n *yaml.Node, path string, known map[string]func(n *yaml.Node, path string)) {
	r.depth++
	defer func() { r.depth-- }()
	for _, f := range r.mapping(n, path) {
		read, ok := known[f.name]
		if !ok {
			r.bad(f.key, join(path, f.name), "l'un de "+names(known))
			continue
		}
		read(f.value, join(path, f.name))
	}
}

// list hands each element of a sequence to a function.
func (r *reader) list(n *yaml.Node, path string, read func(n *yaml.Node, path string)) {
	if n.Kind != yaml.SequenceNode {
		r.bad(n, path, "une liste")
		return
	}
	if !r.fits(n, path) {
		return
	}
	r.depth++
	defer func() { r.depth-- }()
	for i, element := range n.Content {
		read(resolved(element), fmt.Sprintf("%s[%d]", path, i))
	}
}

// text reads a scalar as it is written: 01 stays "01", 2020-10-01 stays "2020-10-01".
func (r *reader) text(n *yaml.Node, path string) string {
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" || n.ShortTag() == "!!bool" {
		r.bad(n, path, "un texte")
		return ""
	}
	return n.Value
}

func (r *reader) texts(n *yaml.Node, path string) []string {
	var all []string
	r.list(n, path, func(n *yaml.Node, path string) { all = append(all, r.text(n, path)) })
	return all
}

func (r *reader) whole(n *yaml.Node, path string, bits int) int64 {
	v, err := strconv.ParseInt(n.Value, 10, bits)
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || err != nil {
		r.bad(n, path, "un nombre entier")
		return 0
	}
	return v
}

func (r *reader) yes(n *yaml.Node, path string) bool {
	v, err := strconv.ParseBool(n.Value)
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" || err != nil {
		r.bad(n, path, "true ou false")
		return false
	}
	return v
}

// message reads a mapping into a protobuf message: field names as in the .proto file,
// enum values by name. What the message held before stays unless it is named; null
// takes a field away, a list replaces a list. Fields of closed are not a dossier's to give.
func (r *reader) message(n *yaml.Node, path string, m protoreflect.Message, closed ...protoreflect.Name) {
	r.depth++
	defer func() { r.depth-- }()
	descriptors := m.Descriptor().Fields()
	for _, f := range r.mapping(n, path) {
		fd := descriptors.ByName(protoreflect.Name(f.name))
		if fd == nil || slices.Contains(closed, fd.Name()) {
			r.bad(f.key, join(path, f.name), "l'un de "+fieldNames(descriptors, closed))
			continue
		}
		if f.value.ShortTag() == "!!null" {
			m.Clear(fd)
			continue
		}
		r.value(f.value, join(path, f.name), m, fd)
	}
}

func (r *reader) value(n *yaml.Node, path string, m protoreflect.Message, fd protoreflect.FieldDescriptor) {
	if fd.IsList() {
		m.Clear(fd)
		elements := m.Mutable(fd).List()
		r.list(n, path, func(n *yaml.Node, path string) {
			if fd.Message() != nil {
				r.message(n, path, elements.AppendMutable().Message())
				return
			}
			elements.Append(r.scalar(n, path, fd))
		})
		return
	}
	if fd.Message() != nil {
		r.message(n, path, m.Mutable(fd).Message())
		return
	}
	m.Set(fd, r.scalar(n, path, fd))
}

func (r *reader) scalar(n *yaml.Node, path string, fd protoreflect.FieldDescriptor) protoreflect.Value {
	switch fd.Kind() {
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(r.yes(n, path))
	case protoreflect.Int32Kind:
		return protoreflect.ValueOfInt32(int32(r.whole(n, path, 32)))
	case protoreflect.Int64Kind:
		return protoreflect.ValueOfInt64(r.whole(n, path, 64))
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(r.enum(n, path, fd.Enum()))
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(r.text(n, path))
	}
	r.bad(n, path, "un champ que ce lecteur connaît, et non de la sorte "+fd.Kind().String())
	return fd.Default()
}

// enum reads a value by its name, "ZONE_ZIP"; the value 0 is never a dossier's to give.
func (r *reader) enum(n *yaml.Node, path string, ed protoreflect.EnumDescriptor) protoreflect.EnumNumber {
	value := ed.Values().ByName(protoreflect.Name(n.Value))
	if n.Kind != yaml.ScalarNode || value == nil || value.Number() == 0 {
		r.bad(n, path, "l'un de "+strings.Join(enumNames(ed), ", "))
		return 0
	}
	return value.Number()
}

func enumNames(ed protoreflect.EnumDescriptor) []string {
	var all []string
	for i := range ed.Values().Len() {
		if v := ed.Values().Get(i); v.Number() != 0 {
			all = append(all, string(v.Name()))
		}
	}
	return all
}

func fieldNames(fields protoreflect.FieldDescriptors, closed []protoreflect.Name) string {
	var all []string
	for i := range fields.Len() {
		if name := fields.Get(i).Name(); !slices.Contains(closed, name) {
			all = append(all, string(name))
		}
	}
	return strings.Join(all, ", ")
}

func names[V any](known map[string]V) string {
	all := make([]string, 0, len(known))
	for name := range known {
		all = append(all, name)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
