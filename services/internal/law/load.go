package law

import (
	"fmt"
	"strings"
)

// FromFiles reads the law from the bytes of its files, by name: texts/*.yaml,
// reference/*.yaml, supplements/*.yaml. It is strict: an unknown key, a missing cell,
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
	specialties, err := l.loadSpecialties(b)
	if err != nil {
		return nil, err
	}
	percentiles, err := l.loadPercentiles(b)
	if err != nil {
		return nil, err
	}
	found := percentiles.problems
	l.reference = append(percentiles.citations(), specialties.citations()...)
	textProblems, err := l.loadTexts(b)
	if err != nil {
		return nil, err
	}
	found = append(found, textProblems...)
	supplements, supplementProblems := b.finishSupplements()
	if found = append(found, supplementProblems...); len(found) > 0 {
		return nil, found
	}
	l.supplements = supplements
	l.digest = digest(l.cells())
	return l, nil
}

// loadSources reads the addresses of the law's sources.
func (b *library) loadSources() error {
	root, err := b.open(sourcesFile, "")
	if err != nil {
		return err
	}
	f := root.file
	b.sources = f.readSources(root.child("sources"))
	f.finish()
	if len(f.problems) > 0 {
		return f.problems
	}
	return nil
}

// readSources reads the addresses of sources by their keys; empty where a source has none.
func (f *file) readSources(all *group) map[string]string {
	sources := make(map[string]string, len(all.keys))
	for _, key := range all.keys {
		in := all.child(key)
		in.word("title")
		url := ""
		if in.has("url") {
			url = in.word("url")
			if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
				f.report(in.nodes["url"].Line, in.at("url"), fmt.Sprintf("%q", url), "an address that begins with https:// or http://")
			}
		}
		if key == "" || strings.ContainsAny(key, ", ") {
			f.report(in.line, all.at(key), fmt.Sprintf("the key %q", key), "a key without commas and spaces")
		}
		sources[key] = url
	}
	return sources
}

func (l *Law) loadSpecialties(b *library) (*file, error) {
	b.specialties = map[string]Specialty{}
	root, err := b.open(specialtiesFile, referenceID)
	if err != nil {
		return nil, err
	}
	f := root.file
	table := root.child("specialties")
	for _, code := range table.keys {
		if len(code) != 2 || strings.Trim(code, "0123456789") != "" {
			f.report(table.nodes[code].Line, table.at(code), fmt.Sprintf("the code %q", code), "two digits")
		}
		name, _ := read(table, code, word("a name", anyText)).Value()
		f.specialties[code] = Specialty{Code: code, Name: name}
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
	f.finish()
	if len(f.problems) > 0 {
		return nil, f.problems
	}
	return f, nil
}

func (l *Law) loadPercentiles(b *library) (*file, error) {
	root, err := b.open(percentilesFile, referenceID)
	if err != nil {
		return nil, err
	}
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
	root.file.finish()
	return root.file, nil
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
