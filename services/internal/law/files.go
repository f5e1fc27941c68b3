package law

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed texts/*.yaml beside/*.yaml reference/*.yaml
var embedded embed.FS

// The files of the law: one for each text, the shared tables, and what an operator adds.
const (
	textsFolder       = "texts"
	besideFolder      = "beside" // texts that stand beside an ordinary one; there is one
	referenceFolder   = "reference"
	supplementsFolder = "supplements"
	sourcesFile       = referenceFolder + "/sources.yaml"
	specialtiesFile   = referenceFolder + "/specialties.yaml"
	percentilesFile   = referenceFolder + "/percentiles.yaml"
	fundsFile         = referenceFolder + "/funds.yaml"
	movesFile         = referenceFolder + "/moves.yaml"
	linkedFile        = referenceFolder + "/linked-schemes.yaml"
	deploymentFile    = referenceFolder + "/deployment.yaml"
)

var referenceFiles = []string{sourcesFile, specialtiesFile, percentilesFile, fundsFile, movesFile, linkedFile, deploymentFile}

// Embedded is the law that the program was built with. It is read once: a Law never
// changes after.
func Embedded() (*Law, error) { return readEmbedded() }

var readEmbedded = sync.OnceValues(func() (*Law, error) { return Load(embedded) })

// Open is the law that the program was built with, its unknown cells filled by every
// *.yaml of the operator's folder; nil is no folder. See [FromFiles] for their form.
func Open(supplements fs.FS) (*Law, error) {
	if supplements == nil {
		return Embedded()
	}
	all, err := gather(embedded)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(supplements, ".")
	if err != nil {
		return nil, fmt.Errorf("read the supplements: %w", err)
	}
	for _, e := range entries {
		switch path.Ext(e.Name()) {
		case ".yml":
			return nil, fmt.Errorf("%s/%s: seen a file that would not be read, wanted a name that ends with .yaml", supplementsFolder, e.Name())
		case ".yaml":
			data, err := fs.ReadFile(supplements, e.Name())
			if err != nil {
				return nil, fmt.Errorf("read the supplements: %w", err)
			}
			all[path.Join(supplementsFolder, e.Name())] = data
		}
	}
	return FromFiles(all)
}

// Load reads the law from the folders texts, beside, reference and, where there is one,
// supplements.
func Load(fsys fs.FS) (*Law, error) {
	all, err := gather(fsys)
	if err != nil {
		return nil, err
	}
	return FromFiles(all)
}

// gather reads the bytes of every file of the law.
func gather(fsys fs.FS) (map[string][]byte, error) {
	all := make(map[string][]byte)
	for _, folder := range []string{textsFolder, besideFolder, referenceFolder, supplementsFolder} {
		entries, err := fs.ReadDir(fsys, folder)
		if folder == supplementsFolder && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the law: %w", err)
		}
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			if all[name], err = fs.ReadFile(fsys, name); err != nil {
				return nil, fmt.Errorf("read the law: %w", err)
			}
		}
	}
	return all, nil
}

// Files are the bytes that the law was read from, by name ("texts/avenant-7.yaml",
// "reference/sources.yaml", "supplements/percentiles.yaml"): [FromFiles] makes the
// same law of them.
func (l *Law) Files() map[string][]byte { return copied(l.files) }

// Edition is the SHA-256, in hexadecimal, of the files in the order of their names:
// for each its name, a line feed, its length in bytes, a line feed, its bytes. Unlike
// the digest it changes with every word.
func (l *Law) Edition() string { return l.edition }

func edition(files map[string][]byte) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sum.Write(fmt.Appendf(nil, "%s\n%d\n", name, len(files[name])))
		sum.Write(files[name])
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func copied(files map[string][]byte) map[string][]byte {
	all := make(map[string][]byte, len(files))
	for name, data := range files {
		all[name] = bytes.Clone(data)
	}
	return all
}

// namesIn are the names of the files of a folder, in their order.
func namesIn(files map[string][]byte, folder string) []string {
	var names []string
	for name := range files {
		if path.Dir(name) == folder {
			names = append(names, name)
		}
	}
	return slices.Sorted(slices.Values(names))
}

// onlyKnownFiles refuses a file that nobody would read.
func onlyKnownFiles(files map[string][]byte) error {
	var strange []error
	for _, name := range slices.Sorted(maps.Keys(files)) {
		folder, yaml := path.Dir(name), path.Ext(name) == ".yaml"
		switch {
		case slices.Contains(referenceFiles, name), name == collectiveFile:
		case folder != textsFolder && folder != supplementsFolder:
			strange = append(strange, fmt.Errorf("%s: seen a file that the law does not know, wanted none", name))
		case !yaml:
			strange = append(strange, fmt.Errorf("%s: seen this in the folder %s, wanted only .yaml files", name, folder))
		}
	}
	return errors.Join(strange...)
}

// library is every file of the law while it is read.
type library struct {
	files       map[string][]byte
	sources     map[string]string            // the addresses of the law's own sources, by key
	allSources  []Source                     // those of the supplements too
	specialties map[string]Specialty         // nil until they are known
	supplements []*supplement                // in the order of their names
	supplied    map[string]map[string]*patch // what they fill, by text id and path
	problems    problems
}

// open parses a file of the law that must be there.
func (b *library) open(name, textID string) (*group, error) {
	data, ok := b.files[name]
	if !ok {
		return nil, fmt.Errorf("read the law: %s: seen no such file, wanted it to be there", name)
	}
	f := &file{name: name, textID: textID, sources: b.sources, sourcesOf: sourcesFile, specialties: b.specialties, supplied: b.supplied[textID]}
	return f.parse(data), nil
}

// textID is the id of the text of a file.
func textID(name string) string { return strings.TrimSuffix(path.Base(name), ".yaml") }
