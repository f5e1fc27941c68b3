package server

import (
	"context"
	"fmt"
	"slices"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/eligibility/internal/collective"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

const (
	mostMembers = 100     // more than any group has: a typing error
	mostETP     = 200_000 // in thousandths; the same
)

// SimulateCollectiveAid answers the application of a group and stores nothing.
func (s *Server) SimulateCollectiveAid(_ context.Context, req *eligibilityv1.SimulateCollectiveAidRequest) (*eligibilityv1.SimulateCollectiveAidResponse, error) {
	var p wire.Parse
	application := parseCollective(&p, s.law, req.GetApplication())
	if err := p.Err(); err != nil {
		return nil, err
	}
	answer := collectiveAssessment(collective.Assess(s.law, application))
	answer.LawEdition = s.law.Edition()
	return &eligibilityv1.SimulateCollectiveAidResponse{Assessment: answer}, nil
}

// structures are the legal forms of the wire as values of the domain; a test goes through
// every name.
var structures = map[eligibilityv1.StructureKind]collective.Structure{
	eligibilityv1.StructureKind_STRUCTURE_KIND_SCP:   collective.SCP,
	eligibilityv1.StructureKind_STRUCTURE_KIND_SCM:   collective.SCM,
	eligibilityv1.StructureKind_STRUCTURE_KIND_SISA:  collective.SISA,
	eligibilityv1.StructureKind_STRUCTURE_KIND_SEL:   collective.SEL,
	eligibilityv1.StructureKind_STRUCTURE_KIND_OTHER: collective.OtherStructure,
}

// parseCollective reads the application of a group and records every violation. What is
// absent and not required is unknown.
func parseCollective(p *wire.Parse, l *law.Law, a *eligibilityv1.CollectiveApplication) collective.Application {
	const at = "application."
	parsed := collective.Application{Signed: p.Date(at+"signature_date", a.GetSignatureDate())}
	p.FundCode(at+"fund_code", a.GetFundCode())
	p.TextIfSet(at+"am_number", a.GetAmNumber(), ident.CheckAMNumber)
	p.TextIfSet(at+"finess", a.GetFiness(), ident.CheckFINESS)
	if n := len(a.GetMembers()); n < 1 || n > mostMembers {
		p.Bad(at+"members", fmt.Sprintf("%d members", n), fmt.Sprintf("1 to %d members", mostMembers))
	}
	if a == nil {
		return parsed
	}
	if a.StructureKind != nil && p.Enum(at+"structure_kind", a.GetStructureKind()) {
		parsed.Structure = eligibility.Known(structures[a.GetStructureKind()])
	}
	parsed.ETP = number(p, at+"etp_thousandths", a.EtpThousandths, between{1, mostETP})
	parsed.EarlierAidEnd = date(p, at+"earlier_aid_end_date", a.EarlierAidEndDate != nil, a.GetEarlierAidEndDate())
	if len(a.GetMembers()) > mostMembers {
		return parsed
	}
	var bearers []string
	for i, m := range a.GetMembers() {
		field := fmt.Sprintf("%smembers[%d].", at, i)
		member := parseMember(p, l, field, m)
		if installed, known := member.Installed.Get(); known && !parsed.Signed.IsZero() && installed.After(parsed.Signed) {
			p.Bad(field+"installed_date", installed.String(), "on or before the signature_date, "+parsed.Signed.String())
		}
		if rpps := m.GetRpps(); rpps != "" && slices.Contains(bearers, rpps) {
			p.Bad(field+"rpps", rpps, "each member once")
		}
		bearers = append(bearers, m.GetRpps())
		parsed.Members = append(parsed.Members, member)
	}
	return parsed
}

// parseMember reads one doctor of a group; at is the path of its fields.
func parseMember(p *wire.Parse, l *law.Law, at string, m *eligibilityv1.CollectiveMember) collective.Member {
	p.TextIfSet(at+"rpps", m.GetRpps(), ident.CheckRPPS)
	if _, known := l.Specialty(m.GetSpecialtyCode()); !known {
		p.Bad(at+"specialty_code", m.GetSpecialtyCode(), wantSpecialty)
	}
	if m == nil {
		return collective.Member{}
	}
	member := collective.Member{
		SpecialtyCode:      m.GetSpecialtyCode(),
		ParticularPractice: m.GetParticularPractice(),
		Registered:         number(p, at+"registered_patients", m.RegisteredPatients, between{0, mostCounted}),
		ActiveFile:         number(p, at+"active_file", m.ActiveFile, between{0, mostCounted}),
		Installed:          date(p, at+"installed_date", m.InstalledDate != nil, m.GetInstalledDate()),
		HostsJuniorDoctor:  m.GetHostsJuniorDoctor(),
		HoldsContract:      fact(m.HoldsIndividualContract),
	}
	if m.Sector != nil && p.Enum(at+"sector", m.GetSector()) {
		member.Sector = eligibility.Known(sectors[m.GetSector()])
	}
	if m.TariffOption != nil && p.Enum(at+"tariff_option", m.GetTariffOption()) {
		member.TariffOption = eligibility.Known(tariffOptions[m.GetTariffOption()])
	}
	return member
}

// collectiveAssessment gives the assessment of a group for the wire.
func collectiveAssessment(a collective.Assessment) *eligibilityv1.CollectiveAssessment {
	out := &eligibilityv1.CollectiveAssessment{
		TextId: a.TextID, LawDigest: a.LawDigest, Verdict: verdict(a.Verdict), Certainty: wire.Certainty(a.Certainty),
		MostEtpThousandths: when(true, a.MostETP), EtpThousandths: when(true, a.ETP),
	}
	for _, c := range a.Criteria {
		out.Criteria = append(out.Criteria, &eligibilityv1.Criterion{
			Id: c.ID, Outcome: outcome(c.Outcome),
			Seen: c.Seen.EN, Wanted: c.Wanted.EN, Gap: c.Gap.EN, SeenFr: c.Seen.FR, WantedFr: c.Wanted.FR, GapFr: c.Gap.FR,
			Citation: wire.Citation(c.Cite), AlsoUsed: wire.Citations(c.Also),
			Explanation: wire.Phrase(c.Explanation), Remedy: wire.Phrase(c.Remedy),
		})
	}
	for _, o := range a.Objectives {
		start, counted := o.Start.Get()
		target, known := o.Target.Get()
		out.Objectives = append(out.Objectives, &eligibilityv1.Objective{
			Indicator: wire.Indicator(o.Indicator), Start: when(counted, start), ToGain: when(true, o.ToGain), Target: when(known, target),
			Citation: wire.Citation(o.Cite), AlsoUsed: wire.Citations(o.Also), Explanation: wire.Phrase(o.Explanation),
		})
	}
	for _, y := range a.Yearly {
		out.Yearly = append(out.Yearly, &eligibilityv1.YearlyAmount{
			ContractYear: int32(y.Year), StartDate: y.Start.String(), CeilingCents: cents(eligibility.Known(y.Ceiling)), Citation: wire.Citation(y.Cite),
		})
	}
	for _, q := range a.Questions {
		out.Questions = append(out.Questions, &eligibilityv1.Question{
			Field: q.Field, MissingCell: wire.Citation(q.Missing), Settles: q.Settles, Text: wire.Phrase(q.Text), SettlesVerdict: q.SettlesVerdict,
		})
	}
	for _, c := range a.Used {
		out.CellsUsed = append(out.CellsUsed, c.TextID+"/"+c.Cell)
	}
	return out
}
