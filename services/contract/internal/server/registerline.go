package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// entry is one line of a register, read. Its row is what an export of the contract would
// write: the same content has the same row, however it was written.
type entry struct {
	row row
	contract.Entry
	fund       string
	importedOn civil.Date // zero when the import did not say it
	employer   contractv1.Employer
	source     contractv1.MeasureSource
}

// fieldReader reads the fields of a row and collects everything that is wrong.
type fieldReader struct {
	row     row // as read; what is read becomes what an export would write
	reasons []*contractv1.ImportReason
}

// bad says that a field is not what its column wants.
func (f *fieldReader) bad(column int, wanted law.Phrase) {
	name, seen := columnNames[column], shortened(f.row[column])
	frSeen, enSeen := "« "+seen+" »", strconv.Quote(seen)
	if seen == "" {
		frSeen, enSeen = "rien", "nothing"
	}
	f.reasons = append(f.reasons, &contractv1.ImportReason{
		Code: fault.ReasonInvalidRequest, Column: name, Seen: seen, Wanted: wanted.EN,
		Text: wire.Phrase(law.Phrase{
			FR: law.French(fmt.Sprintf("Colonne %s : %s ; il faut %s.", name, frSeen, wanted.FR)),
			EN: fmt.Sprintf("%s: %s, want %s", name, enSeen, wanted.EN),
		}),
	})
}

// seenLimit bounds how much of a field is sent back, in characters.
const seenLimit = 64

func shortened(s string) string {
	if runes := []rune(s); len(runes) > seenLimit {
		return string(runes[:seenLimit-1]) + "…"
	}
	return s
}

func (f *fieldReader) empty(column int) bool { return f.row[column] == "" }

// text checks a field by one of the checks of package ident.
func (f *fieldReader) text(column int, check func(string) error, wanted string) string {
	if err := check(f.row[column]); err != nil {
		f.bad(column, law.Phrase{FR: wanted, EN: err.Error()})
	}
	return f.row[column]
}

// textIfSet is text, unless the field is empty.
func (f *fieldReader) textIfSet(column int, check func(string) error, wanted string) {
	if !f.empty(column) {
		f.text(column, check, wanted)
	}
}

// date reads a required date.
func (f *fieldReader) date(column int) civil.Date {
	d, err := civil.Parse(f.row[column])
	if err != nil {
		f.bad(column, law.Phrase{FR: "un jour du calendrier, sous la forme AAAA-MM-JJ", EN: "a day of the calendar, as YYYY-MM-DD"})
	}
	return d
}

// flag reads true or false; empty is false.
func (f *fieldReader) flag(column int) bool {
	set := strings.EqualFold(f.row[column], "true")
	if !set && !f.empty(column) && !strings.EqualFold(f.row[column], "false") {
		f.bad(column, law.Phrase{FR: "true ou false", EN: "true or false"})
		return false
	}
	f.row[column] = strconv.FormatBool(set)
	return set
}

// number reads a required number between least and most.
func (f *fieldReader) number(column, least, most int) int {
	s := f.row[column]
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most || strings.Trim(s, "0123456789") != "" {
		f.bad(column, law.Phrase{FR: fmt.Sprintf("un nombre de %d à %d", least, most), EN: fmt.Sprintf("a number from %d to %d", least, most)})
		return 0
	}
	f.row[column] = strconv.Itoa(n)
	return n
}

// enum reads the short name of a member of an enum, in any case; 0 when it is none.
func (f *fieldReader) enum(column int, of protoreflect.Enum) protoreflect.EnumNumber {
	name := strings.ToUpper(f.row[column])
	n, names := memberOf(of, name)
	if n == 0 {
		list := strings.Join(names, ", ")
		f.bad(column, law.Phrase{FR: "l'un de " + list, EN: "one of " + list})
		return 0
	}
	f.row[column] = name
	return n
}

// memberOf finds a member of an enum by its name without prefix, and lists those names.
func memberOf(of protoreflect.Enum, name string) (n protoreflect.EnumNumber, names []string) {
	values := of.Descriptor().Values()
	for i := range values.Len() {
		if v := values.Get(i); v.Number() != 0 {
			names = append(names, shortName(of, v.Number()))
			if names[len(names)-1] == name {
				n = v.Number()
			}
		}
	}
	return n, names
}

// shortName is the name of a member of an enum without its prefix; empty for the zero.
func shortName(of protoreflect.Enum, n protoreflect.EnumNumber) string {
	v := of.Descriptor().Values().ByNumber(n)
	if v == nil || n == 0 {
		return ""
	}
	zero := string(of.Descriptor().Values().ByNumber(0).Name())
	return strings.TrimPrefix(string(v.Name()), strings.TrimSuffix(zero, "UNSPECIFIED"))
}

// none wants these columns to be empty, because another one is.
func (f *fieldReader) none(master int, list ...int) {
	for _, column := range list {
		if !f.empty(column) {
			f.bad(column, law.Phrase{FR: "rien, car " + columnNames[master] + " est vide", EN: "nothing, because " + columnNames[master] + " is empty"})
		}
	}
}

// parseRow reads a row, or gives everything that is wrong with its fields.
func (s *Server) parseRow(r row) (entry, []*contractv1.ImportReason) {
	f := &fieldReader{row: r}
	var e entry
	f.text(colReference, ident.CheckToken, "1 à 64 caractères parmi A-Z a-z 0-9 . _ : -")
	f.text(colRPPS, ident.CheckRPPS, "11 chiffres, dont une clé de Luhn")
	f.textIfSet(colAMNumber, ident.CheckAMNumber, "9 chiffres")
	f.textIfSet(colDepartment, ident.CheckDepartment, "un département, par exemple 08, 2A ou 971")
	e.Specialty, e.Particular = f.row[colSpecialty], f.flag(colParticular)
	if _, known := s.law.Specialty(e.Specialty); !known {
		f.bad(colSpecialty, law.Phrase{FR: "un code de spécialité de l'Assurance Maladie, deux chiffres, par exemple 01", EN: "a specialty code of the Assurance Maladie, two digits, for example 01"})
	}
	e.TextID = f.row[colText]
	if _, known := s.law.Text(e.TextID); !known && e.TextID != "" {
		ids := s.textIDs()
		f.bad(colText, law.Phrase{FR: "rien, ou l'un de " + ids, EN: "nothing, or one of " + ids})
	}
	e.Signed = f.date(colSigned)
	e.Option = wire.OptionOf(lawv1.Option(f.enum(colOption, lawv1.Option(0))))
	if !f.empty(colBand) {
		e.Band = wire.BandOf(lawv1.Band(f.enum(colBand, lawv1.Band(0))))
	}
	if !f.empty(colZone) {
		e.Zone = wire.ZoneOf(lawv1.Zone(f.enum(colZone, lawv1.Zone(0))))
	}
	e.NewlyInstalled = f.flag(colNewlyInstalled)
	e.Goals = f.goals()
	f.assistant(&e)
	e.Suspensions = f.suspensions()
	f.ending(&e)
	f.measure(&e)
	if text, governed := s.law.TextOn(e.Signed); governed && f.empty(colText) && len(f.reasons) == 0 {
		f.row[colText] = text.ID
	}
	e.row = f.row
	return e, f.reasons
}

// textIDs lists the texts.
func (s *Server) textIDs() string {
	var ids []string
	for _, t := range s.law.Texts() {
		ids = append(ids, t.ID)
	}
	return strings.Join(ids, ", ")
}

// goals reads the objectives: of each indicator the start and the gain, or neither.
func (f *fieldReader) goals() []law.Goal {
	var goals []law.Goal
	for _, g := range []struct {
		indicator   law.Indicator
		start, gain int
	}{{law.RegisteredPatients, colRegisteredStart, colRegisteredGain}, {law.ActiveFile, colFileStart, colFileGain}} {
		if f.empty(g.start) && f.empty(g.gain) {
			continue
		}
		goals = append(goals, law.Goal{Indicator: g.indicator, Start: f.number(g.start, 0, maxPatients), ToGain: f.number(g.gain, 0, gainLimit)})
	}
	return goals
}

func (f *fieldReader) assistant(e *entry) {
	if f.empty(colAssistant) {
		f.none(colAssistant, colAssistantStart, colWeekly, colWorkContract, colEmployer)
		return
	}
	a := contract.Assistant{
		Ref:   f.text(colAssistant, ident.CheckToken, "1 à 64 caractères parmi A-Z a-z 0-9 . _ : -"),
		Start: f.date(colAssistantStart), Weekly: f.number(colWeekly, 1, minutesAWeek),
	}
	if f.empty(colWorkContract) {
		f.row[colWorkContract], a.WorkContract = f.row[colWeekly], a.Weekly
	} else {
		a.WorkContract = f.number(colWorkContract, max(1, a.Weekly), minutesAWeek)
	}
	e.employer = contractv1.Employer(f.enum(colEmployer, contractv1.Employer(0)))
	e.Assistant = a
}

// minutesAWeek is all the minutes of a week.
const minutesAWeek = 7 * 24 * 60

// suspensions reads "2024-11-04..2025-03-04 ASSISTANT_ABSENT; …".
func (f *fieldReader) suspensions() []contract.Suspension {
	if f.empty(colSuspensions) {
		return nil
	}
	var all []contract.Suspension
	for part := range strings.SplitSeq(f.row[colSuspensions], ";") {
		s, ok := suspensionOf(strings.TrimSpace(part))
		if !ok {
			f.bad(colSuspensions, law.Phrase{
				FR: "premier jour, deux points, jour de la reprise, motif, séparés par « ; » : 2024-11-04..2025-03-04 ASSISTANT_ABSENT",
				EN: "first day, two dots, first day back, reason, joined by ;, as in 2024-11-04..2025-03-04 ASSISTANT_ABSENT",
			})
			return nil
		}
		all = append(all, s)
	}
	f.row[colSuspensions] = suspensionsText(all)
	return all
}

func suspensionOf(part string) (s contract.Suspension, ok bool) {
	days, reason, _ := strings.Cut(part, " ")
	from, until, two := strings.Cut(days, "..")
	n, _ := memberOf(contractv1.SuspensionReason(0), strings.ToUpper(strings.TrimSpace(reason)))
	s.Reason = contract.SuspensionReason(n)
	var wrong [2]error
	s.From, wrong[0] = civil.Parse(from)
	if until != "" {
		s.Until, wrong[1] = civil.Parse(until)
	}
	return s, two && n != 0 && wrong == [2]error{}
}

// suspensionsText writes suspensions as a register has them.
func suspensionsText(list []contract.Suspension) string {
	parts := make([]string, len(list))
	for i, s := range list {
		reason := contractv1.SuspensionReason(s.Reason)
		parts[i] = s.From.String() + ".." + wire.Date(s.Until) + " " + shortName(reason, reason.Number())
	}
	return strings.Join(parts, "; ")
}

func (f *fieldReader) ending(e *entry) {
	if f.empty(colEnd) {
		f.none(colEnd, colEndReason)
		return
	}
	e.End = f.date(colEnd)
	e.EndReason = contract.EndReason(f.enum(colEndReason, contractv1.EndReason(0)))
}

func (f *fieldReader) measure(e *entry) {
	counts := []int{colRegisteredMeasured, colFileMeasured}
	if f.empty(colMeasured) {
		f.none(colMeasured, append(slices.Clone(counts), colSource)...)
		return
	}
	e.Measured = f.date(colMeasured)
	for i, indicator := range law.Indicators() {
		if !f.empty(counts[i]) {
			e.Counts = append(e.Counts, law.Count{Indicator: indicator, Patients: f.number(counts[i], 0, maxPatients)})
		}
	}
	if f.empty(colRegisteredMeasured) && f.empty(colFileMeasured) {
		f.bad(colRegisteredMeasured, law.Phrase{FR: "un nombre de patients, ici ou dans active_file_measured", EN: "a number of patients, here or in active_file_measured"})
	}
	e.source = contractv1.MeasureSource(f.enum(colSource, contractv1.MeasureSource(0)))
}
