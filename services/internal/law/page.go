package law

import (
	"fmt"
	"strings"

	"assistmed/services/internal/civil"
)

// Language picks the sentence of a phrase.
type Language func(Phrase) string

// InFrench picks the French sentence.
func InFrench(p Phrase) string { return p.FR }

// InEnglish picks the English sentence.
func InEnglish(p Phrase) string { return p.EN }

// page is a Markdown page while it is written.
type page struct {
	strings.Builder
	in Language
}

// say writes a sentence in the page's language, as a paragraph.
func (p *page) say(french, english string) { p.WriteString(p.in(sentence(french, english)) + "\n\n") }

// head writes a heading.
func (p *page) head(level int, french, english string) {
	p.WriteString(strings.Repeat("#", level) + " ")
	p.say(french, english)
}

// Page is the whole law as one Markdown page that a lawyer can read and that a diff
// shows: every cell with its value, certainty and source, then what is not known, then
// the readings that are ours, then the operator's supplements.
func (l *Law) Page(in Language) string {
	p := &page{in: in}
	status := l.Status()
	p.head(1, "Le droit de l'aide, cellule par cellule", "The law of the aid, every cell")
	p.say(fmt.Sprintf("Empreinte `%s`.", l.digest), fmt.Sprintf("Digest `%s`.", l.digest))
	p.contents(l, status)
	p.counts(status)
	for _, t := range l.texts {
		p.head(2, t.ID+" — "+t.Title.FR, t.ID+" — "+t.Title.EN)
		p.validity(t.From, t.Until)
		p.chapters(t.cells)
	}
	beside := l.collective
	p.head(2, beside.ID+" — "+beside.Title.FR, beside.ID+" — "+beside.Title.EN)
	p.validity(beside.From, beside.Until)
	p.chapters(beside.cells)
	p.head(2, referenceID+" — tables communes", referenceID+" — shared tables")
	p.chapters(l.reference)
	p.list("Ce que nous ne savons pas", "What is not known", status.Unknown)
	p.list("Nos lectures", "Our readings", status.Derived)
	p.supplements(status.Supplements)
	p.sources(l.sources)
	return strings.TrimRight(p.String(), "\n") + "\n"
}

// contents is the table of contents.
func (p *page) contents(l *Law, s Status) {
	entries := []Phrase{{"Certitudes", "Certainties"}}
	for _, t := range l.texts {
		entries = append(entries, Phrase{t.ID + " — " + t.Title.FR, t.ID + " — " + t.Title.EN})
	}
	beside := l.collective
	entries = append(entries, Phrase{beside.ID + " — " + beside.Title.FR, beside.ID + " — " + beside.Title.EN})
	entries = append(entries, Phrase{referenceID + " — tables communes", referenceID + " — shared tables"},
		Phrase{"Ce que nous ne savons pas", "What is not known"}, Phrase{"Nos lectures", "Our readings"})
	if len(s.Supplements) > 0 {
		entries = append(entries, Phrase{"Suppléments", "Supplements"})
	}
	entries = append(entries, Phrase{"Sources", "Sources"})
	for _, e := range entries {
		title := p.in(e)
		p.WriteString("- [" + title + "](#" + anchor(title) + ")\n")
	}
	p.WriteString("\n")
}

// anchor is the address that Markdown readers give to a heading.
func anchor(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r == ' ' || r == '-':
			b.WriteRune('-')
		case strings.ContainsRune("—.,:;'’()", r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var certaintyMeanings = [...]Phrase{
	OfficialText:    {"le texte du Journal officiel, ou sa citation littérale", "the text in the Journal officiel, or a verbatim quotation of it"},
	OfficialSummary: {"ce que l'Assurance Maladie en dit elle-même", "the Assurance Maladie's own summary"},
	Secondary:       {"presse, syndicats, sites professionnels", "press, unions, professional sites"},
	Derived:         {"notre lecture, que personne n'énonce", "our reading, stated by nobody"},
	Operator:        {"inconnue, et remplie par l'exploitant avec sa propre source", "unknown, and filled by the operator with a source of its own"},
	Unknown:         {"personne ne l'a trouvée : jamais zéro, jamais devinée", "nobody could find it: never zero, never guessed"},
}

func (p *page) counts(s Status) {
	p.head(2, "Certitudes", "Certainties")
	p.row(p.in(Phrase{"certitude", "certainty"}), p.in(Phrase{"cellules", "cells"}), p.in(Phrase{"sens", "meaning"}))
	p.row("---", "---:", "---")
	for _, c := range Certainties() {
		meaning := certaintyMeanings[c]
		p.row(c.String(), fmt.Sprint(s.Counts[c]), p.in(sentence(meaning.FR, meaning.EN)))
	}
	p.WriteString("\n")
}

func (p *page) validity(from, until civil.Date) {
	if until.IsZero() {
		p.say(fmt.Sprintf("Contrats signés depuis le %s.", from), fmt.Sprintf("Contracts signed since %s.", from))
		return
	}
	p.say(fmt.Sprintf("Contrats signés du %s au %s.", from, until), fmt.Sprintf("Contracts signed from %s to %s.", from, until))
}

// chapterTitles are the headings of the first words of paths.
var chapterTitles = map[string]Phrase{
	"in_force":         {"En vigueur", "In force"},
	"origin":           {"Origine", "Origin"},
	"amendments":       {"Avenants", "Amendments"},
	"criteria":         {"Qui peut demander l'aide", "Who may apply"},
	"options":          {"Options", "Options"},
	"objectives":       {"Objectifs", "Objectives"},
	"rates":            {"Taux des objectifs", "Rates of the objectives"},
	"calendar":         {"Versements et vie du contrat", "Payments and the life of the contract"},
	"amounts":          {"Montants", "Amounts"},
	"assistant":        {"L'assistant", "The assistant"},
	"groups":           {"Groupes de médecins", "Groups of doctors"},
	"specialties":      {"Spécialités", "Specialties"},
	"funds":            {"Caisses", "Funds"},
	"percentiles":      {"Percentiles nationaux", "National percentiles"},
	"structure_fee":    {"Forfait structure", "Structure fee"},
	"community":        {"Financement des CPTS", "Funding of the CPTS"},
	"milestones":       {"Contrats comptés", "Contracts counted"},
	"targets":          {"Cibles de déploiement", "Targets of the deployment"},
	"cohort":           {"Effet sur une cohorte", "Effect on a cohort"},
	"moves":            {"Passage d'un texte au suivant", "From one text to the next"},
	"renewal":          {"Renouvellement", "Renewal"},
	"structure":        {"La structure qui signe", "The structure that signs"},
	"members":          {"Les membres du groupe", "The members of the group"},
	"minimum_activity": {"Activité minimale", "Minimum activity"},
	"newly_installed":  {"Nouvellement installés", "Newly installed"},
	"ceiling":          {"Plafond d'ETP", "Ceiling of ETP"},
	"to_later_text":    {"Passage sous un texte postérieur", "Move to a later text"},
}

// chapters writes the cells in one table for each first word of their paths, in their order.
func (p *page) chapters(cells []Citation) {
	chapter := ""
	for _, c := range cells {
		if first, _, _ := strings.Cut(c.Cell, "."); first != chapter {
			if chapter != "" {
				p.WriteString("\n")
			}
			chapter = first
			title, known := chapterTitles[chapter]
			if !known {
				title = Phrase{chapter, chapter}
			}
			p.head(3, title.FR, title.EN)
			p.row(p.in(Phrase{"cellule", "cell"}), p.in(Phrase{"valeur", "value"}), p.in(Phrase{"certitude", "certainty"}), "source", "note")
			p.row("---", "---", "---", "---", "---")
		}
		p.row("`"+c.Cell+"`", c.Value, c.Certainty.String(), source(c), p.words(c))
	}
	p.WriteString("\n")
}

// list writes cells of all texts in one table.
func (p *page) list(french, english string, cells []Citation) {
	p.head(2, french, english)
	p.row(p.in(Phrase{"texte", "text"}), p.in(Phrase{"cellule", "cell"}), p.in(Phrase{"valeur", "value"}), "note")
	p.row("---", "---", "---", "---")
	for _, c := range cells {
		p.row(c.TextID, "`"+c.Cell+"`", c.Value, p.words(c))
	}
	p.WriteString("\n")
}

func (p *page) supplements(all []Supplement) {
	if len(all) == 0 {
		return
	}
	p.head(2, "Suppléments", "Supplements")
	for _, s := range all {
		p.say(fmt.Sprintf("**%s**, de %s (`%s`).", s.Name, s.SuppliedBy, s.SHA256), fmt.Sprintf("**%s**, by %s (`%s`).", s.Name, s.SuppliedBy, s.SHA256))
		p.row(p.in(Phrase{"texte", "text"}), p.in(Phrase{"cellule", "cell"}), p.in(Phrase{"valeur", "value"}), "source")
		p.row("---", "---", "---", "---")
		for _, c := range s.Cells {
			p.row(c.TextID, "`"+c.Cell+"`", c.Value, source(c))
		}
		p.WriteString("\n")
	}
}

// words are the note of a cell, and who settles it.
func (p *page) words(c Citation) string {
	note, who := p.in(c.Note), p.in(c.SettledBy)
	if who != "" {
		note = strings.TrimPrefix(note+" → "+who, " ")
	}
	return note
}

// source is the source of a cell, with the supplement that names it.
func source(c Citation) string {
	if c.SupplementFile != "" {
		return c.Source + " (" + c.SupplementFile + ")"
	}
	return c.Source
}

// sources tells what the keys of the sources stand for.
func (p *page) sources(all []Source) {
	p.head(2, "Sources", "Sources")
	p.row(p.in(Phrase{"clé", "key"}), p.in(Phrase{"titre", "title"}), p.in(Phrase{"adresse", "address"}))
	p.row("---", "---", "---")
	for _, s := range all {
		p.row(source(Citation{Source: s.Key, SupplementFile: s.SupplementFile}), s.Title, s.URL)
	}
	p.WriteString("\n")
}

// row writes one row of a table; a bar inside a field would end it.
func (p *page) row(fields ...string) {
	for _, f := range fields {
		p.WriteString("| " + strings.NewReplacer("|", `\|`, "\n", " ").Replace(f) + " ")
	}
	p.WriteString("|\n")
}
