package law

import (
	"fmt"
	"slices"
	"strings"

	"assistmed/services/internal/ident"
)

// FromFiles reads the law from the bytes of its files, by name: texts/*.yaml,
// beside/*.yaml, reference/*.yaml, supplements/*.yaml. It is strict: an unknown key, a missing cell,
// a cell without a source, a value that does not fit its certainty, a gap or an
// overlap, a supplement that overrides what is known and so on each give a line that
// names file, line, cell, the value seen and the value wanted. Every problem is
// reported, not only the first; but the texts are read only when the sources and the
// specialties are sound, since they are written in their words.
//
// A supplement says who supplied it (supplied_by), has its own sources (key: title,
// and url where there is one) and cells: by text id and path, each with value, source
// and maybe a note. It fills cells that are UNKNOWN, which become OPERATOR.
func FromFiles(files map[string][]byte) (*Law, error) {
	if err := onlyKnownFiles(files); err != nil {
		return nil, err
	}
	l := &Law{files: copied(files)}
	l.edition = edition(l.files)
	b := &library{files: l.files}
	if err := b.loadSources(); err != nil {
		return nil, err
	}
	b.readSupplements()
	if err := l.table(b, specialtiesFile, l.readSpecialties); err != nil {
		return nil, err
	}
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	b.specialties = l.specialties
	for _, part := range []func(*library) error{l.loadTables, l.loadTexts, l.loadCollective, l.loadMoves} {
		if err := part(b); err != nil {
			return nil, err
		}
	}
	l.supplements, l.sources = b.finishSupplements(), b.allSources
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	l.digest = digest(l.cells())
	return l, nil
}

// table reads one file of shared tables.
func (l *Law) table(b *library, name string, read func(root *group)) error {
	root, err := b.open(name, referenceID)
	if err != nil {
		return err
	}
	read(root)
	root.file.finish()
	l.reference = append(l.reference, root.file.citations()...)
	b.problems = append(b.problems, root.file.problems...)
	return nil
}

// loadTables reads the tables that texts and answers look things up in.
func (l *Law) loadTables(b *library) error {
	for _, t := range []struct {
		file string
		read func(root *group)
	}{{fundsFile, l.readFunds}, {percentilesFile, l.readPercentiles}, {linkedFile, l.readLinkedSchemes}, {deploymentFile, l.readDeployment}} {
		if err := l.table(b, t.file, t.read); err != nil {
			return err
		}
	}
	return nil
}

// loadSources reads the addresses of the law's sources.
func (b *library) loadSources() error {
	root, err := b.open(sourcesFile, "")
	if err != nil {
		return err
	}
	f := root.file
	b.allSources, b.sources = f.readSources(root.child("sources"))
	f.finish()
	if len(f.problems) > 0 {
		return f.problems
	}
	return nil
}

// readSources reads sources, and gives their addresses by their keys as well.
func (f *file) readSources(all *group) (sources []Source, urls map[string]string) {
	urls = make(map[string]string, len(all.keys))
	for _, key := range all.keys {
		in := all.child(key)
		s := Source{Key: key, Title: in.word("title")}
		if in.has("url") {
			s.URL = in.word("url")
			if !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://") {
				f.report(in.nodes["url"].Line, in.at("url"), fmt.Sprintf("%q", s.URL), "an address that begins with https:// or http://")
			}
		}
		if key == "" || strings.ContainsAny(key, ", ") {
			f.report(in.line, all.at(key), fmt.Sprintf("the key %q", key), "a key without commas and spaces")
		}
		sources, urls[key] = append(sources, s), s.URL
	}
	return sources, urls
}

func (l *Law) readSpecialties(root *group) {
	f := root.file
	f.specialties = map[string]Specialty{}
	table := root.child("specialties")
	for _, code := range table.keys {
		if len(code) != 2 || strings.Trim(code, "0123456789") != "" {
			f.report(table.nodes[code].Line, table.at(code), fmt.Sprintf("the code %q", code), "two digits")
		}
		name := read(table, code, word("a name", anyText))
		f.specialties[code] = Specialty{Code: code, Name: name.value, Cite: name.cite}
	}
	groups := root.child("groups")
	l.gpCodes = read(groups, "general_practitioners", f.codes())
	l.mepGroup = read(groups, "particular_practice", form("OWN_GROUP"))
	gps, _ := l.gpCodes.Value()
	for _, code := range gps {
		s := f.specialties[code]
		s.GP = true
		f.specialties[code] = s
	}
	l.specialties = f.specialties
}

func (l *Law) readFunds(root *group) {
	table := root.child("funds")
	for _, code := range table.keys {
		if err := ident.CheckFundCode(code); err != nil {
			table.file.report(table.nodes[code].Line, table.at(code), fmt.Sprintf("the code %q", code), err.Error())
		}
		name := read(table, code, word("a name", anyText))
		l.funds = append(l.funds, Fund{Code: code, Name: name.value, Cite: name.cite})
	}
	table.inOrder(slices.Sorted(slices.Values(table.keys)))
}

func (l *Law) readPercentiles(root *group) {
	all := root.child("percentiles")
	l.percentiles = make(map[string]distribution, len(all.keys))
	for _, name := range all.keys {
		in := all.child(name)
		in.widen(l.hasPercentilesOfItsOwn)
		d := distribution{GP: readGroupPercentiles(in.child("gp")), others: readGroupPercentiles(in.child(othersKey))}
		for _, name := range in.keys {
			if g := Group(strings.ToUpper(name)); l.hasPercentilesOfItsOwn(name) {
				d[g] = readGroupPercentiles(in.child(name))
			}
		}
		l.percentiles[name] = d
	}
}

// hasPercentilesOfItsOwn reports whether a key names a group whose percentiles may be
// given apart from those of all other specialties.
func (l *Law) hasPercentilesOfItsOwn(name string) bool {
	s, ok := l.specialties[name]
	return ok && !s.GP || name == strings.ToLower(string(MEP))
}

func readGroupPercentiles(in *group) map[Indicator]*percentileRow {
	rows := make(map[Indicator]*percentileRow, len(Indicators()))
	for _, ind := range Indicators() {
		rowGroup := in.child(key(ind))
		row := new(percentileRow)
		keys := make([]string, 0, len(Percentiles()))
		for _, p := range Percentiles() {
			keys = append(keys, key(p))
			row[p] = read(rowGroup, key(p), number().orUnknown())
		}
		rowGroup.inValueOrder(keys, row[P30:], ascending)
		rowGroup.inOrder(keys)
		rows[ind] = row
	}
	return rows
}
