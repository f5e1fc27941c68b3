package server

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// termsForm is the first line of the terms. Another form gets another number, so that
// old terms are read as they were written.
const termsForm = "assistmed contract terms 1"

// term is one line of the terms.
type term struct{ name, value string }

// freeze writes the terms of an offer, and their hash, into its record.
func (s *Server) freeze(m *contractv1.Contract) error {
	lines, err := terms(s.law, m)
	if err != nil {
		return err
	}
	m.Terms = text(lines)
	m.TermsHash = hashOf(m.GetTerms())
	return nil
}

// hashOf is the SHA-256 of a text, hexadecimal.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// text is the terms as both parties sign them: "name: value", a line each.
func text(lines []term) string {
	var b strings.Builder
	b.WriteString(termsForm + "\n")
	for _, l := range lines {
		b.WriteString(l.name + ": " + oneLine(l.value) + "\n")
	}
	return b.String()
}

// oneLine is a value that cannot pose as another line: control characters, the line
// and paragraph separators and the backslash itself are escaped.
func oneLine(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// terms are the lines of what is agreed, from the record and from the law's calendar of
// payments: always the same for the same record and law. Only what never changes after
// the offer is read, so that the terms can be written again at any time and compared.
// The names are the paths of the record's fields where there is one.
func terms(l *law.Law, m *contractv1.Contract) ([]term, error) {
	governing, calendar, err := textOf(l, m)
	if err != nil {
		return nil, err
	}
	w := &writer{}
	w.parties(m)
	w.put("text_id", m.GetTextId())
	w.put("law_digest", m.GetLawDigest())
	w.put("assessment_id", m.GetAssessmentId())
	if m.GetCollective() == nil {
		w.put("option", strings.TrimPrefix(m.GetOption().String(), "OPTION_"))
		w.put("bands", bandNames(m))
	}
	r := &reader{id: m.GetId()}
	signed := r.date("signature_date", m.GetSignatureDate())
	group := r.group(l, m)
	if r.err != nil {
		return nil, r.err
	}
	asSigned := contract.Contract{Text: governing, Group: group, Signed: signed, FirstYear: int(m.GetFirstContractYear())}.Timed(l)
	w.put("signature_date", m.GetSignatureDate())
	w.put("term", wire.Date(asSigned.Term))
	w.put("lapse_date", m.GetLapseDate())
	w.number("first_contract_year", m.GetFirstContractYear())
	for _, y := range asSigned.Years {
		w.put(fmt.Sprintf("years.%d", y.Number), y.Start.String()+" to "+y.End.String())
	}
	if calendar {
		w.calendar(governing)
	}
	for i, o := range m.GetObjectives() {
		w.objective(fmt.Sprintf("objectives[%d].", i), o)
	}
	w.put("adapted_contract", strconv.FormatBool(m.GetAdaptedContract()))
	w.put("newly_installed", strconv.FormatBool(m.GetNewlyInstalled()))
	w.put("coordination_due_date", m.GetCoordinationDueDate())
	if p := m.GetSucceeds(); p != nil {
		w.put("succeeds.contract_id", p.GetContractId())
		w.put("succeeds.kind", strings.TrimPrefix(p.GetKind().String(), "SUCCESSION_KIND_"))
		w.put("succeeds.renewal_mode", strings.TrimPrefix(p.GetRenewalMode().String(), "RENEWAL_MODE_"))
	}
	return w.lines, nil
}

// textOf is the text that times the contract, and whether its calendar of payments is
// that of the contract: that of a collective contract is nowhere in the law.
func textOf(l *law.Law, m *contractv1.Contract) (t *law.Text, calendar bool, err error) {
	id := m.GetTextId()
	if m.GetCollective() != nil && id == l.CollectiveAid().ID {
		id = l.CollectiveAid().Beside
	}
	t, ok := l.Text(id)
	if !ok {
		return nil, false, fmt.Errorf("contract %s stands under text %q, which the law does not have", m.GetId(), m.GetTextId())
	}
	return t, m.GetCollective() == nil, nil
}

// writer collects the lines.
type writer struct{ lines []term }

func (w *writer) put(name, value string) { w.lines = append(w.lines, term{name, value}) }

func (w *writer) number(name string, n int32) { w.put(name, strconv.Itoa(int(n))) }

// parties says whose contract it is. Who joins a group later is not of the terms.
func (w *writer) parties(m *contractv1.Contract) {
	w.put("contract_id", m.GetId())
	kind := "INDIVIDUAL"
	if m.GetCollective() != nil {
		kind = "COLLECTIVE"
	}
	w.put("kind", kind)
	w.put("fund_code", m.GetFundCode())
	if d := m.GetDoctor(); d != nil {
		w.put("doctor.rpps", d.GetRpps())
		w.put("doctor.am_number", d.GetAmNumber())
		w.put("doctor.specialty_code", d.GetSpecialtyCode())
		w.put("doctor.particular_practice", strconv.FormatBool(d.GetParticularPractice()))
	}
	c := m.GetCollective()
	if c == nil {
		return
	}
	w.put("collective.structure_kind", c.GetStructureKind().String())
	w.put("collective.structure_number", c.GetStructureNumber())
	w.number("collective.etp_thousandths", c.GetEtpThousandths())
	w.put("collective.objectives_due_date", c.GetObjectivesDueDate())
	w.number("collective.duration_years", c.GetDurationYears())
	for i, member := range c.GetMembers() {
		if member.GetEnteredOnDate() <= m.GetSignatureDate() {
			w.put(fmt.Sprintf("collective.members[%d].rpps", i), member.GetRpps())
		}
	}
}

// bandNames are the bands that remain possible, one when it is settled.
func bandNames(m *contractv1.Contract) string {
	var names []string
	for _, b := range wire.Bands(m) {
		names = append(names, b.String())
	}
	return strings.Join(names, ", ")
}

// calendar says when the aid is paid: a line for each instalment of the years 1 and 2,
// and of the third, which serves all later ones.
func (w *writer) calendar(t *law.Text) {
	for year := 1; year <= law.LastAmountRow; year++ {
		name := fmt.Sprintf("calendar.year_%d", year)
		if year == law.LastAmountRow {
			name += "_and_after"
		}
		for _, part := range t.Calendar(year) {
			share := "share UNKNOWN"
			if bp, known := part.ShareBP.Value(); known {
				share = fmt.Sprintf("%d basis points", bp)
			}
			within := "without delay"
			if n, known := part.PayWithinDays.Value(); known {
				within = fmt.Sprintf("within %d days", n)
			} else if n, known := part.PayWithinMonths.Value(); known {
				within = fmt.Sprintf("within %d months", n)
			}
			w.put(fmt.Sprintf("%s.instalment_%d", name, part.Number), strings.Join([]string{share, "from " + part.When, within, part.Basis}, "; "))
		}
	}
}

// objective is one commitment.
func (w *writer) objective(path string, o *contractv1.Objective) {
	w.put(path+"indicator", strings.TrimPrefix(o.GetIndicator().String(), "INDICATOR_"))
	w.number(path+"start", o.GetStart())
	w.number(path+"to_gain", o.GetToGain())
	w.number(path+"target", o.GetTarget())
	w.put(path+"declared", strconv.FormatBool(o.GetDeclared()))
	w.put(path+"declared_reason", o.GetDeclaredReason())
}
