package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/ident"
)

//go:embed dossiers/*.yaml
var embedded embed.FS

// dossier is one file: what a fund would hold, and what is expected to come of it.
type dossier struct {
	file      string // base name
	name      string
	title     string
	source    string
	published []string // what was published
	supposed  []string // what is supposed for the play
	// complete: every figure of the story stands among the expectations.
	complete bool
	// brief: the examination is told in a line; it is not what the story is about.
	brief   bool
	plays   []*play
	numbers map[string]bool
}

// play is one story of a dossier; most have one.
type play struct {
	name        string // empty when it is the only one
	title       string
	application *eligibilityv1.Application
	given       string // the fund code as the dossier has it
	doctor      string // the RPPS number as the dossier has it
	steps       []*step
	expect      expectations
}

// step is one thing that somebody does.
type step struct {
	kind   string
	line   int
	note   string // a sentence that introduces it
	body   any
	expect expectations
}

// learned is the body of simulate and assess: the facts that are learned by then, and
// the application with them. What is learned stays known.
type learned struct {
	node        *yaml.Node
	path        string
	application *eligibilityv1.Application
}

// signing is the body of sign: the day of each party, ISO 8601; empty for none.
type signing struct{ doctor, fund string }

// payRun is the body of run: open, approve, dispatch.
type payRun struct{ through, openedBy, approvedBy string }

// load reads the dossiers: all the embedded ones when none is named, else each by
// path, or by the name of an embedded one.
func load(named []string) ([]*dossier, error) {
	if len(named) == 0 {
		files, err := fs.Glob(embedded, "dossiers/*.yaml")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			named = append(named, strings.TrimSuffix(path.Base(file), ".yaml"))
		}
	}
	all := make([]*dossier, 0, len(named))
	for _, name := range named {
		b, err := embedded.ReadFile("dossiers/" + name + ".yaml")
		if err != nil {
			if b, err = os.ReadFile(name); err != nil {
				return nil, fmt.Errorf("%w (les dossiers fournis se nomment sans chemin ni extension ; « demo example » en donne un à compléter)", err)
			}
		} else {
			name += ".yaml"
		}
		d, err := readDossier(filepath.Base(name), b)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// readDossier reads one file. The error names every problem with file and line.
func readDossier(file string, b []byte) (*dossier, error) {
	root, err := document(b)
	if err != nil {
		return nil, fmt.Errorf("%s : %w", file, err)
	}
	r := &reader{problems: problems{file: file}}
	d := &dossier{file: file, numbers: map[string]bool{}}
	base := &play{application: &eligibilityv1.Application{}}
	var several *yaml.Node
	r.fields(root, "", map[string]func(*yaml.Node, string){
		"name":         func(n *yaml.Node, path string) { d.name = r.slug(n, path) },
		"title":        func(n *yaml.Node, path string) { d.title = r.text(n, path) },
		"source":       func(n *yaml.Node, path string) { d.source = r.text(n, path) },
		"published":    func(n *yaml.Node, path string) { d.published = r.texts(n, path) },
		"supposed":     func(n *yaml.Node, path string) { d.supposed = r.texts(n, path) },
		"expectations": func(n *yaml.Node, path string) { d.complete = r.oneOf(n, path, "complete", "partial") == "complete" },
		"examination":  func(n *yaml.Node, path string) { d.brief = r.oneOf(n, path, "whole", "brief") == "brief" },
		"application":  func(n *yaml.Node, path string) { r.message(n, path, base.application.ProtoReflect()) },
		"steps":        func(n *yaml.Node, path string) { base.steps = r.steps(n, path) },
		"expect":       func(n *yaml.Node, path string) { base.expect = r.expectations(n, path, playFigures) },
		"plays":        func(n *yaml.Node, _ string) { several = n },
	})
	r.complete(root, d, base)
	switch {
	case several == nil && base.steps == nil:
		r.missing(root, "steps", "au moins une étape")
	case several == nil:
		d.plays = []*play{base}
	case base.steps != nil:
		r.bad(several, "plays", "soit steps, soit plays")
	default:
		r.list(several, "plays", func(n *yaml.Node, path string) { d.plays = append(d.plays, r.play(n, path, base)) })
	}
	for _, p := range d.plays {
		r.settle(p)
		r.required(root, p)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	numbersOf(root, d.numbers)
	return d, nil
}

// complete asks for what no dossier can do without.
func (r *reader) complete(root *yaml.Node, d *dossier, base *play) {
	for _, f := range []struct{ name, value string }{{"name", d.name}, {"title", d.title}, {"source", d.source}} {
		if f.value == "" {
			r.missing(root, f.name, "un texte")
		}
	}
	if proto.Size(base.application) == 0 {
		r.missing(root, "application", "la demande du médecin")
	}
}

// required asks for what the services cannot do without.
func (r *reader) required(root *yaml.Node, p *play) {
	a := p.application
	for _, f := range []struct{ name, value, wanted string }{
		{"application.signature_date", a.GetSignatureDate(), "une date, 2024-06-22"},
		{"application.fund_code", a.GetFundCode(), "le code de la caisse, « 751 »"},
		{"application.doctor.specialty_code", a.GetDoctor().GetSpecialtyCode(), "le code de la spécialité, « 01 »"},
	} {
		if f.value == "" {
			r.missing(root, f.name, f.wanted)
		}
	}
	offered := false
	for _, s := range p.steps {
		offered = offered || s.kind == "offer"
		if kinds()[s.kind].afterOffer && !offered {
			r.add(problem{line: s.line, field: s.kind, seen: "aucune étape offer avant", wanted: "d'abord offer"})
		}
	}
}

// play reads one of several stories: the dossier's application with its own facts.
func (r *reader) play(n *yaml.Node, path string, base *play) *play {
	p := &play{application: proto.CloneOf(base.application)}
	var steps *yaml.Node
	r.fields(n, path, map[string]func(*yaml.Node, string){
		"name":   func(n *yaml.Node, path string) { p.name = r.slug(n, path) },
		"title":  func(n *yaml.Node, path string) { p.title = r.text(n, path) },
		"with":   func(n *yaml.Node, path string) { r.message(n, path, p.application.ProtoReflect()) },
		"steps":  func(n *yaml.Node, _ string) { steps = n },
		"expect": func(n *yaml.Node, path string) { p.expect = r.expectations(n, path, playFigures) },
	})
	if steps == nil {
		r.missing(n, join(path, "steps"), "au moins une étape")
		return p
	}
	p.steps = r.steps(steps, join(path, "steps"))
	if p.name == "" || p.title == "" {
		r.missing(n, path, "name et title")
	}
	return p
}

func (r *reader) steps(n *yaml.Node, path string) []*step {
	var all []*step
	r.list(n, path, func(n *yaml.Node, path string) { all = append(all, r.step(n, path)) })
	if len(all) == 0 {
		r.missing(n, path, "au moins une étape")
	}
	return all
}

// step reads a mapping with one kind, and beside it what is expected.
func (r *reader) step(n *yaml.Node, path string) *step {
	s := &step{line: n.Line}
	var expect *yaml.Node
	known := map[string]func(*yaml.Node, string){
		"note":   func(n *yaml.Node, path string) { s.note = r.text(n, path) },
		"expect": func(n *yaml.Node, _ string) { expect = n },
	}
	all := kinds()
	for name, k := range all {
		known[name] = func(n *yaml.Node, path string) {
			if s.kind != "" {
				r.bad(n, path, "une seule de "+names(all))
				return
			}
			s.kind, s.body = name, k.read(r, n, path)
		}
	}
	r.fields(n, path, known)
	if s.kind == "" {
		r.missing(n, path, "l'une de "+names(all))
		return s
	}
	if expect != nil {
		s.expect = r.expectations(expect, join(path, "expect"), all[s.kind].figures)
	}
	return s
}

// slug reads a short name of which request ids are made.
func (r *reader) slug(n *yaml.Node, path string) string {
	const longest = 30
	s := r.text(n, path)
	if ident.CheckToken(s) != nil || len(s) > longest {
		r.bad(n, path, fmt.Sprintf("au plus %d caractères de A-Z a-z 0-9 . _ : -", longest))
	}
	return s
}

// oneOf reads one of two words.
func (r *reader) oneOf(n *yaml.Node, path, one, other string) string {
	s := r.text(n, path)
	if s != one && s != other {
		r.bad(n, path, one+" ou "+other)
	}
	return s
}

// readLearned keeps what is learned by the time of an assessment until the play's own
// application has been read.
func readLearned(_ *reader, n *yaml.Node, path string) any {
	return &learned{node: n, path: path}
}

// settle gives each assessment the application as it is known by then.
func (r *reader) settle(p *play) {
	p.given, p.doctor = p.application.GetFundCode(), p.application.GetDoctor().GetRpps()
	known := p.application
	for _, s := range p.steps {
		if l, ok := s.body.(*learned); ok {
			known = proto.CloneOf(known)
			r.message(l.node, l.path, known.ProtoReflect())
			l.application = known
		}
	}
}

// readRequest reads a request of the services; the closed fields are the play's to give.
func readRequest(request proto.Message, closed ...protoreflect.Name) func(*reader, *yaml.Node, string) any {
	return func(r *reader, n *yaml.Node, path string) any {
		m := request.ProtoReflect().New()
		r.message(n, path, m, closed...)
		return m.Interface()
	}
}

func readSigning(r *reader, n *yaml.Node, path string) any {
	var s signing
	r.fields(n, path, map[string]func(*yaml.Node, string){
		"doctor": func(n *yaml.Node, path string) { s.doctor = r.text(n, path) },
		"fund":   func(n *yaml.Node, path string) { s.fund = r.text(n, path) },
	})
	if s.doctor == "" && s.fund == "" {
		r.missing(n, path, "doctor, fund ou les deux, avec leur date")
	}
	return s
}

func readRun(r *reader, n *yaml.Node, path string) any {
	s := payRun{openedBy: "officer", approvedBy: "accountant"}
	r.fields(n, path, map[string]func(*yaml.Node, string){
		"through_date": func(n *yaml.Node, path string) { s.through = r.text(n, path) },
		"opened_by":    func(n *yaml.Node, path string) { s.openedBy = r.slug(n, path) },
		"approved_by":  func(n *yaml.Node, path string) { s.approvedBy = r.slug(n, path) },
	})
	if s.through == "" {
		r.missing(n, join(path, "through_date"), "une date, 2024-06-22")
	}
	return s
}
