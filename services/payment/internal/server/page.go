package server

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/wire"
)

//go:embed statement.html
var statementPage string

// statementTemplate escapes every value by the place where it stands.
var statementTemplate = template.Must(template.New("statement").Funcs(template.FuncMap{
	"euros": func(cents int64) string { return money.Cents(cents).French() },
	"day":   frenchDay,
}).Parse(statementPage))

// statementView is what the page shows.
type statementView struct {
	*paymentv1.Statement

	Today   civil.Date
	Running bool   // the year is not over
	Text    string // the title of the contract's text
	Terms   string // the option; of a group its ETP
	Lines   []lineView
	Moved   []movement // of the year
	Sources []sourceView
}

// lineView is a due on the page.
type lineView struct {
	*paymentv1.StatementLine

	Title string
	Owed  string
}

// movement is one fact of the ledger.
type movement struct {
	On    civil.Date
	What  string
	Cents int64
}

// sourceView is a cell of the law that the amounts rest on.
type sourceView struct {
	Cell, Value, Source, Note string
	Ours                      bool // derived: our reading
}

// page is the statement as one page in French, for the doctor.
func (a *account) page(st *paymentv1.Statement) (string, error) {
	view := statementView{Statement: st, Today: a.today, Running: a.year >= a.today.Year(), Text: a.facts.Text.Title.FR, Terms: "Option : " + a.facts.Option.Name().FR}
	if g := a.facts.Group; g != nil {
		view.Text, view.Terms = g.Aid.Title.FR, law.ETP(g.ETP).FR
	}
	for _, line := range st.GetLines() {
		view.Lines = append(view.Lines, viewOf(line))
	}
	for _, t := range a.movements {
		if m, shown := movementOf(t, t.Entries[0].Due); shown && t.On.Year() == a.year {
			m.What += fmt.Sprintf(" (année %d, versement %d)", t.Entries[0].Due.Year, t.Entries[0].Due.Instalment)
			view.Moved = append(view.Moved, m)
		}
	}
	view.Sources = sources(st)
	var b strings.Builder
	err := statementTemplate.Execute(&b, view)
	return b.String(), err
}

func viewOf(line *paymentv1.StatementLine) lineView {
	d := line.GetDue()
	v := lineView{StatementLine: line, Owed: "pas encore connu"}
	v.Title = fmt.Sprintf("Année %d du contrat, versement %d", d.GetContractYear(), d.GetInstalment())
	if d.GetDueDate() != "" {
		v.Title += fmt.Sprintf(", dû le %s", frenchDay(d.GetDueDate()))
	}
	if d.OwedCents != nil {
		v.Owed = money.Cents(d.GetOwedCents()).French()
	}
	return v
}

// movementOf is a transaction as the page shows it under a due; commitments are the
// fund's own affair.
func movementOf(t ledger.Transaction, due ledger.Due) (movement, bool) {
	kind := t.Kind.Movement()
	if kind.ByYear || t.Kind == ledger.KindUse {
		return movement{}, false
	}
	for _, e := range t.Entries {
		if e.Due == due {
			return movement{On: t.On, What: said(t), Cents: int64(t.Entries[0].Cents)}, true
		}
	}
	return movement{}, false
}

// said is what a transaction is in French. What was paid before the contract came here has
// the reference of the system that paid it.
func said(t ledger.Transaction) string {
	what := t.Kind.Movement().French
	if t.Kind != ledger.KindTakeOver {
		return what
	}
	if t.Entries[0].Account.Kind == ledger.Bank {
		what += ", déclaré à tort"
	}
	return what + " (" + t.Reason + ")"
}

// sources are the cells of all lines and recoveries, each once.
func sources(st *paymentv1.Statement) []sourceView {
	var views []sourceView
	seen := map[string]bool{}
	add := func(cells []*lawv1.Citation) {
		for _, c := range cells {
			cell := c.GetTextId() + ", " + c.GetCell()
			if seen[cell] {
				continue
			}
			seen[cell] = true
			value := c.GetValue()
			if !strings.ContainsAny(value, "0123456789") {
				value = "" // the name of a rule, which the note says in words
			}
			views = append(views, sourceView{
				Cell: cell, Value: value, Source: c.GetSource(), Note: c.GetNote().GetFr(),
				Ours: wire.CertaintyOf(c.GetCertainty()).String() == "DERIVED",
			})
		}
	}
	for _, line := range st.GetLines() {
		add(line.GetDue().GetComputation().GetCitations())
	}
	for _, r := range st.GetRecoveries() {
		add(r.GetCitations())
	}
	return views
}

// frenchDay writes a day of the wire as a French reader does; nothing for none.
func frenchDay(s string) string {
	d, err := civil.Parse(s)
	if err != nil {
		return ""
	}
	return d.French()
}
