package law

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed texts/*.yaml reference/*.yaml beside/*.yaml
var embedded embed.FS

// The files of the law: one for each text, and these.
const (
	textsFolder     = "texts"
	referenceFolder = "reference"
	sourcesFile     = referenceFolder + "/sources.yaml"
	specialtiesFile = referenceFolder + "/specialties.yaml"
	percentilesFile = referenceFolder + "/percentiles.yaml"
)

// Embedded is the law that the program was built with. It is read once: a Law never
// changes after.
func Embedded() (*Law, error) { return readEmbedded() }

var readEmbedded = sync.OnceValues(func() (*Law, error) { return Load(embedded) })

// Load reads the law from texts/*.yaml, beside/*.yaml and reference/*.yaml. It is strict: an unknown
// key, a missing cell, a cell without a source, a value that does not fit its
// certainty, a gap or an overlap and so on each give a line that names file, line,
// cell, the value seen and the value wanted. Every problem is reported, not only the
// first; but the texts are read only when the sources and the specialties are sound,
// since they are written in their words.
func Load(fsys fs.FS) (*Law, error) {
	if err := onlyKnownFiles(fsys); err != nil {
		return nil, err
	}
	l := &Law{}
	sources, err := loadSources(fsys)
	if err != nil {
		return nil, err
	}
	specialties, err := l.loadSpecialties(fsys, sources)
	if err != nil {
		return nil, err
	}
	percentiles, err := l.loadPercentiles(fsys, sources)
	if err != nil {
		return nil, err
	}
	found := percentiles.problems
	l.reference = append(percentiles.citations(), specialties.citations()...)
	textProblems, err := l.loadTexts(fsys, sources)
	if err != nil {
		return nil, err
	}
	collectiveProblems, err := l.loadCollective(fsys, sources)
	if err != nil {
		return nil, err
	}
	if found = slices.Concat(found, textProblems, collectiveProblems); len(found) > 0 {
		return nil, found
	}
	l.digest = digest(l.cells())
	return l, nil
}

// onlyKnownFiles refuses a file that nobody would read.
func onlyKnownFiles(fsys fs.FS) error {
	entries, err := fs.ReadDir(fsys, referenceFolder)
	if err != nil {
		return fmt.Errorf("read the law: %w", err)
	}
	texts, err := fs.ReadDir(fsys, textsFolder)
	if err != nil {
		return fmt.Errorf("read the law: %w", err)
	}
	var strange []error
	for _, e := range entries {
		name := path.Join(referenceFolder, e.Name())
		if !slices.Contains([]string{sourcesFile, specialtiesFile, percentilesFile}, name) {
			strange = append(strange, fmt.Errorf("%s: seen a file that the law does not know, wanted none", name))
		}
	}
	for _, e := range texts {
		if e.IsDir() || path.Ext(e.Name()) != ".yaml" {
			strange = append(strange, fmt.Errorf("%s/%s: seen this in the folder of the texts, wanted only .yaml files", textsFolder, e.Name()))
		}
	}
	return errors.Join(strange...)
}

// open parses a file of the law.
func open(fsys fs.FS, f *file) (*group, error) {
	data, err := fs.ReadFile(fsys, f.name)
	if err != nil {
		return nil, fmt.Errorf("read the law: %w", err)
	}
	return f.parse(data), nil
}

// loadSources reads the addresses of the sources by their keys.
func loadSources(fsys fs.FS) (map[string]string, error) {
	f := &file{name: sourcesFile}
	root, err := open(fsys, f)
	if err != nil {
		return nil, err
	}
	all := root.child("sources")
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
	f.finish()
	if len(f.problems) > 0 {
		return nil, f.problems
	}
	return sources, nil
}

func (l *Law) loadSpecialties(fsys fs.FS, sources map[string]string) (*file, error) {
	f := &file{name: specialtiesFile, textID: referenceID, sources: sources, specialties: map[string]Specialty{}}
	root, err := open(fsys, f)
	if err != nil {
		return nil, err
	}
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

func (l *Law) loadPercentiles(fsys fs.FS, sources map[string]string) (*file, error) {
	f := &file{name: percentilesFile, textID: referenceID, sources: sources}
	root, err := open(fsys, f)
	if err != nil {
		return nil, err
	}
	all := root.child("percentiles")
	l.percentiles = make(map[string]*distribution, len(all.keys))
	for _, name := range all.keys {
		in := all.child(name)
		l.percentiles[name] = &distribution{
			gp:     readGroupPercentiles(in.child("gp")),
			others: readGroupPercentiles(in.child("others")),
		}
	}
	f.finish()
	return f, nil
}

func readGroupPercentiles(in *group) map[Indicator]*percentileRow {
	rows := make(map[Indicator]*percentileRow, len(Indicators()))
	for _, ind := range Indicators() {
		rowGroup := in.child(key(ind))
		row := new(percentileRow)
		keys := make([]string, 0, len(Percentiles()))
		below := ""
		last := 0
		for _, p := range Percentiles() {
			keys = append(keys, key(p))
			row[p] = read(rowGroup, key(p), number().orUnknown())
			n, ok := row[p].Value()
			if ok && n <= last {
				rowGroup.file.report(rowGroup.nodes[key(p)].Line, rowGroup.at(key(p)), fmt.Sprint(n), fmt.Sprintf("more than the %d of %s", last, below))
			}
			if ok {
				last, below = n, p.String()
			}
		}
		rowGroup.inOrder(keys)
		rows[ind] = row
	}
	return rows
}
