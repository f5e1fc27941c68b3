package server

import (
	"fmt"
	"slices"
	"strconv"

	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// lineReason is a reason about a whole line.
func lineReason(code, seen, wanted string, text law.Phrase) *contractv1.ImportReason {
	return &contractv1.ImportReason{Code: code, Seen: seen, Wanted: wanted, Text: wire.Phrase(text)}
}

// flawed is what the rules say against a line.
func flawed(r row, flaws []contract.Flaw) []*contractv1.ImportReason {
	reasons := make([]*contractv1.ImportReason, len(flaws))
	for i, f := range flaws {
		if column := slices.Index(columnNames[:], f.Column); f.Seen == "" && column >= 0 {
			f.Seen = r[column]
		}
		reasons[i] = &contractv1.ImportReason{
			Code: string(f.Reason), Column: f.Column, Seen: f.Seen, Wanted: f.Wanted, Text: wire.Phrase(f.Text),
		}
	}
	return reasons
}

func repeated(reference string, before int64) *contractv1.ImportReason {
	return &contractv1.ImportReason{
		Code: "REFERENCE_REPEATED", Column: columnNames[colReference], Seen: reference,
		Text: wire.Phrase(law.Phrase{
			FR: law.French(fmt.Sprintf("La référence %s est déjà celle de la ligne %d : chaque contrat a la sienne, sur une seule ligne.", reference, before)),
			EN: fmt.Sprintf("reference %s is that of line %d already; each contract has its own, on one line", reference, before),
		}),
	}
}

func importedOtherwise(reference, id string) *contractv1.ImportReason {
	return &contractv1.ImportReason{
		Code: "IMPORTED_OTHERWISE", Column: columnNames[colReference], Seen: reference,
		Text: wire.Phrase(law.Phrase{
			FR: law.French(fmt.Sprintf("La référence %s a été importée avec un autre contenu : c'est le contrat %s. Le faire évoluer par ses propres opérations, ou donner une autre référence.", reference, id)),
			EN: fmt.Sprintf("reference %s was imported with other content: it is contract %s; change that by its own methods, or give another reference", reference, id),
		}),
	}
}

// imported is the contract as it is kept.
func (s *Server) imported(e entry, in contract.Imported, call table.Call) *contractv1.Contract {
	m := &contractv1.Contract{
		Id:       s.env.NewID(idPrefix),
		FundCode: e.fund,
		Doctor: &contractv1.DoctorIdentity{
			Rpps: e.row[colRPPS], AmNumber: e.row[colAMNumber], SpecialtyCode: e.Specialty, ParticularPractice: e.Particular,
		},
		TextId: in.Text.ID, LawDigest: s.law.Digest(), Option: wire.Option(in.Option), SignatureDate: wire.Date(in.Signed),
		NewlyInstalled: e.NewlyInstalled, Department: e.row[colDepartment],
		FirstContractYear: 1, Certainty: wire.Certainty(in.Certainty), Actor: call.Actor, ImportedReference: e.row[colReference], ImportedOnDate: wire.Date(e.importedOn),
	}
	if e.Zone != law.ZoneUnknown {
		m.Zone = wire.Zone(e.Zone).Enum()
	}
	if e.Band != 0 {
		m.Band = wire.Band(e.Band).Enum()
	} else {
		for _, b := range in.Bands {
			m.PossibleBands = append(m.PossibleBands, wire.Band(b))
		}
	}
	for _, o := range in.Objectives {
		m.Objectives = append(m.Objectives, objective(o))
	}
	for _, g := range in.Signatures {
		m.Signatures = append(m.Signatures, &contractv1.Signature{
			Party: contractv1.Party(g.Party), SignedOnDate: wire.Date(g.On), ReceivedOnDate: wire.Date(g.On),
			Actor: call.Actor, CreateTime: timestamppb.New(call.At),
		})
	}
	for _, a := range in.Assistants {
		m.Assistants = append(m.Assistants, &contractv1.Employment{
			AssistantRef: a.Ref, StartDate: wire.Date(a.Start), WeeklyMinutes: int32(a.Weekly), WorkContractWeeklyMinutes: int32(a.WorkContract),
			Employer: e.employer, OptionReached: wire.Option(in.Reached.Option), Citation: wire.Citation(in.Reached.Cite),
		})
	}
	for _, x := range in.Measures {
		m.Measures = append(m.Measures, importedMeasure(x, e.source, in.Attainment, call))
	}
	for n, d := range in.Decisions {
		// The register says neither when the decision was taken nor by which notice.
		m.Decisions = append(m.Decisions, &contractv1.Decision{
			Number: int32(n + 1), Reason: contractv1.EndReason(d.Reason), EndDate: wire.Date(d.End), Actor: call.Actor,
		})
	}
	write(m, in.Contract)
	stamp(m, call)
	return m
}

func importedMeasure(x contract.Measured, source contractv1.MeasureSource, a law.Attainment, call table.Call) *contractv1.Measure {
	m := &contractv1.Measure{
		Number: int32(x.Number), MeasuredOnDate: wire.Date(x.On), Source: source, Attainment: attainment(a),
		Actor: call.Actor, CreateTime: timestamppb.New(call.At),
	}
	for _, c := range x.Counts {
		m.Counts = append(m.Counts, &contractv1.PatientCount{Indicator: wire.Indicator(c.Indicator), Patients: int32(c.Patients)})
	}
	return m
}

// rowOf is the line of a register that a contract is.
func (s *Server) rowOf(m *contractv1.Contract) (row, error) {
	c, err := s.domain(m)
	if err != nil {
		return row{}, err
	}
	r := row{
		colReference: m.GetImportedReference(), colRPPS: m.GetDoctor().GetRpps(), colAMNumber: m.GetDoctor().GetAmNumber(),
		colSpecialty: m.GetDoctor().GetSpecialtyCode(), colParticular: strconv.FormatBool(m.GetDoctor().GetParticularPractice()),
		colText: m.GetTextId(), colOption: shortName(m.GetOption(), m.GetOption().Number()),
		colBand: shortName(m.GetBand(), m.GetBand().Number()), colSigned: m.GetSignatureDate(),
		colZone: shortName(m.GetZone(), m.GetZone().Number()), colDepartment: m.GetDepartment(),
		colNewlyInstalled: strconv.FormatBool(m.GetNewlyInstalled()), colSuspensions: suspensionsText(c.InForce()),
		colEnd: m.GetEndDate(), colEndReason: shortName(m.GetEndReason(), m.GetEndReason().Number()),
	}
	if r[colReference] == "" {
		r[colReference] = m.GetId()
	}
	for _, g := range c.Goals {
		start, gain := colRegisteredStart, colRegisteredGain
		if g.Indicator == law.ActiveFile {
			start, gain = colFileStart, colFileGain
		}
		r[start], r[gain] = strconv.Itoa(g.Start), strconv.Itoa(g.ToGain)
	}
	if n := len(m.GetAssistants()); n > 0 {
		a := m.GetAssistants()[n-1] // by first day of work
		r[colAssistant], r[colAssistantStart] = a.GetAssistantRef(), a.GetStartDate()
		r[colWeekly], r[colWorkContract] = strconv.Itoa(int(a.GetWeeklyMinutes())), strconv.Itoa(int(a.GetWorkContractWeeklyMinutes()))
		r[colEmployer] = shortName(a.GetEmployer(), a.GetEmployer().Number())
	}
	r.measured(c, m)
	return r, nil
}

// measured writes the latest measure: of the latest day, and of that day the one that
// was recorded last.
func (r *row) measured(c contract.Contract, m *contractv1.Contract) {
	var latest civil.Date
	for i, x := range c.Measures {
		if x.Replaced || x.On.Before(latest) {
			continue
		}
		latest = x.On
		source := m.GetMeasures()[i].GetSource()
		r[colMeasured], r[colSource] = x.On.String(), shortName(source, source.Number())
		r[colRegisteredMeasured], r[colFileMeasured] = "", ""
		for _, n := range x.Counts {
			if n.Indicator == law.ActiveFile {
				r[colFileMeasured] = strconv.Itoa(n.Patients)
			} else {
				r[colRegisteredMeasured] = strconv.Itoa(n.Patients)
			}
		}
	}
}
