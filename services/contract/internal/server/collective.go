package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// OfferCollectiveContract offers the collective aid to a group.
func (s *Server) OfferCollectiveContract(ctx context.Context, req *contractv1.OfferCollectiveContractRequest) (*contractv1.OfferCollectiveContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_OfferCollectiveContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	declared := s.parseCollective(&p, req)
	resp := &contractv1.OfferCollectiveContractResponse{}
	if p.Err() == nil {
		if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
			return nil, err
		} else if found {
			return resp, nil
		}
	}
	app := proto.CloneOf(req.GetApplication())
	if p.Err() == nil {
		if err := s.knownOfGroup(ctx, app); err != nil {
			return nil, err
		}
	}
	answer, err := s.assessedGroup(ctx, &p, app, membersOfApplication)
	if err != nil {
		return nil, err
	}
	assessed, err := s.groupAssessed(app, answer)
	if err != nil {
		return nil, err
	}
	assessed.DurationYears = int(req.GetDurationYears())
	terms, refusal := contract.OfferToGroup(s.law, assessed, declared)
	if refusal != nil {
		return nil, refused(refusal, "application")
	}
	m := s.offeredToGroup(app, answer, terms)
	m.LapseDate = wire.Date(assessed.Signed.AddDays(s.offerDays))
	if err := s.draw(m, req.GetLapseDate(), call); err != nil {
		return nil, err
	}
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		resp.Contract, resp.Assessment = m, answer
		return s.tell(nil, m, told{what: "offered to a group", reason: contractv1.ChangeReason_CHANGE_REASON_OFFER, on: m.GetSignatureDate()}), s.store.Insert(tx, m)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseCollective reads what is not the eligibility service's to check.
func (s *Server) parseCollective(p *wire.Parse, req *contractv1.OfferCollectiveContractRequest) []contract.Declared {
	p.RequestID(req.GetRequestId())
	p.OptionalDate("lapse_date", req.GetLapseDate())
	if req.GetDurationYears() != 0 {
		p.Between("duration_years", int64(req.GetDurationYears()), 1, law.LongestContract)
	}
	if number, field := s.structureNumber(req.GetApplication()); field != "" && number == "" {
		p.Bad("application."+field, "", "the number that names the structure")
	}
	return parseDeclared(p, "", req.GetDeclaredObjectives())
}

// structureNumber is the number that names the structure of a group by the law, and the
// field of the application in which it stands; none for a form that never signs.
func (s *Server) structureNumber(app *eligibilityv1.CollectiveApplication) (number, field string) {
	kind := strings.TrimPrefix(app.GetStructureKind().String(), "STRUCTURE_KIND_")
	rule := s.law.CollectiveAid().Structure
	if kinds, _ := rule.ByFINESS.Value(); slices.Contains(kinds, kind) {
		return app.GetFiness(), "finess"
	}
	if kinds, _ := rule.ByAMNumber.Value(); slices.Contains(kinds, kind) {
		return app.GetAmNumber(), "am_number"
	}
	return "", ""
}

// knownOfGroup refuses what our own record speaks against, and adds to the application
// what it knows: the end of an earlier collective contract of the structure.
func (s *Server) knownOfGroup(ctx context.Context, app *eligibilityv1.CollectiveApplication) error {
	for i, member := range app.GetMembers() {
		if member.GetRpps() == "" {
			return refused(contract.MemberWithoutRPPS(fmt.Sprintf("application.members[%d].rpps", i)), "application")
		}
	}
	number, _ := s.structureNumber(app)
	return s.store.DB().View(ctx, func(tx *table.Tx) error {
		for _, member := range app.GetMembers() {
			if err := s.freeMember(tx, member.GetRpps(), ""); err != nil {
				return err
			}
		}
		ended, err := s.earlierOf(tx, &contractv1.Contract{Collective: &contractv1.CollectiveTerms{StructureKind: app.GetStructureKind(), StructureNumber: number}})
		if err != nil {
			return err
		}
		// A stated day that is none is the eligibility service's to refuse.
		if stated, err := civil.Parse(app.GetEarlierAidEndDate()); !ended.IsZero() && (app.EarlierAidEndDate == nil || err == nil && ended.After(stated)) {
			app.EarlierAidEndDate = proto.String(ended.String())
		}
		return nil
	})
}

// freeMember refuses a member who has a live contract that is not this one.
func (s *Server) freeMember(tx *table.Tx, rpps, own string) error {
	id, held, err := s.store.LiveOf(tx, rpps)
	if err != nil || !held || id == own {
		return err
	}
	return refused(contract.MemberHolds(rpps, id), rpps)
}

// earlierOf is the last day of the latest ended collective contract of the structure of
// a contract; zero without one. One that lives is refused.
func (s *Server) earlierOf(tx *table.Tx, m *contractv1.Contract) (civil.Date, error) {
	group := m.GetCollective()
	others, err := s.store.OfStructure(tx, store.Structure(group.GetStructureKind(), group.GetStructureNumber()))
	if err != nil {
		return civil.Date{}, err
	}
	var ended civil.Date
	for _, o := range others {
		switch state := contract.State(o.GetState()); {
		case o.GetId() == m.GetId():
		case state.Live():
			return civil.Date{}, refused(contract.StructureHolds(group.GetStructureNumber(), o.GetId()), o.GetId())
		case state == contract.Ended:
			r := &reader{id: o.GetId()}
			ended = civil.Later(ended, r.date("end_date", o.GetEndDate()))
			if r.err != nil {
				return civil.Date{}, r.err
			}
		}
	}
	return ended, nil
}

// membersAlone refuses that a member of a live group comes to have two live contracts.
func (s *Server) membersAlone(tx *table.Tx, m *contractv1.Contract) error {
	if !contract.State(m.GetState()).Live() {
		return nil
	}
	for _, rpps := range store.Doctors(m) {
		if err := s.freeMember(tx, rpps, m.GetId()); err != nil {
			return err
		}
	}
	return nil
}

// membersOfApplication is where the members stand in an application.
const membersOfApplication = "application.members"

// assessedGroup asks the eligibility service. What it refuses of the application joins
// what is refused here; in is where its members stand in our request.
func (s *Server) assessedGroup(ctx context.Context, p *wire.Parse, app *eligibilityv1.CollectiveApplication, in string) (*eligibilityv1.CollectiveAssessment, error) {
	resp, err := s.assessments.SimulateCollectiveAid(ctx, &eligibilityv1.SimulateCollectiveAidRequest{Application: app})
	var refusal *fault.Error
	if errors.As(err, &refusal) {
		for _, v := range refusal.Violations {
			field := v.Field
			if rest, ok := strings.CutPrefix(field, membersOfApplication); ok {
				field = in + rest
			}
			p.Bad(field, v.Seen, v.Wanted)
		}
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return resp.GetAssessment(), err
}

// groupAssessed is what the rules need to know of the answer to a group.
func (s *Server) groupAssessed(app *eligibilityv1.CollectiveApplication, a *eligibilityv1.CollectiveAssessment) (contract.GroupAssessed, error) {
	signed, err := civil.Parse(app.GetSignatureDate())
	if err != nil {
		return contract.GroupAssessed{}, fmt.Errorf("application of a group: signature_date: %w", err)
	}
	g := contract.GroupAssessed{
		LawDigest: a.GetLawDigest(), Verdict: contract.Verdict(a.GetVerdict()), Findings: groupFindings(a), Signed: signed,
		ETP: int(a.GetEtpThousandths()), Certainty: wire.CertaintyOf(a.GetCertainty()),
	}
	aid := s.law.CollectiveAid()
	for _, o := range a.GetObjectives() {
		indicator := wire.IndicatorOf(o.GetIndicator())
		g.Objectives = append(g.Objectives, contract.GroupObjective{
			Indicator: indicator, Start: start(o.Start), ToGain: int(o.GetToGain()), Settled: o.Target != nil,
			Cite: aid.PerETP(indicator).Cite(), Joins: aid.ObjectiveWithNewlyInstalled.Cite(), Explanation: phraseOf(o.GetExplanation()),
		})
	}
	return g, nil
}

// groupFindings are the sentences that stand in the way: the criteria that are not met,
// else the questions that settle the verdict.
func groupFindings(a *eligibilityv1.CollectiveAssessment) []law.Phrase {
	var found []law.Phrase
	for _, c := range a.GetCriteria() {
		if c.GetOutcome() == eligibilityv1.Outcome_OUTCOME_NOT_MET {
			found = append(found, phraseOf(c.GetExplanation()))
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, q := range a.GetQuestions() {
		if q.GetSettlesVerdict() {
			found = append(found, phraseOf(q.GetText()))
		}
	}
	return found
}

// offeredToGroup is the contract as it is offered, without id.
func (s *Server) offeredToGroup(app *eligibilityv1.CollectiveApplication, a *eligibilityv1.CollectiveAssessment, t contract.GroupTerms) *contractv1.Contract {
	number, _ := s.structureNumber(app)
	group := &contractv1.CollectiveTerms{
		StructureKind: app.GetStructureKind(), StructureNumber: number, EtpThousandths: a.GetEtpThousandths(),
		ObjectivesDueDate: wire.Date(t.ObjectivesDue), DurationYears: int32(t.DurationYears),
	}
	for _, member := range app.GetMembers() {
		group.Members = append(group.Members, &contractv1.CollectiveMember{Rpps: member.GetRpps(), EnteredOnDate: app.GetSignatureDate()})
	}
	m := &contractv1.Contract{
		FundCode: app.GetFundCode(), TextId: a.GetTextId(), LawDigest: a.GetLawDigest(), SignatureDate: app.GetSignatureDate(),
		Term: wire.Date(t.Term), State: contractv1.State_STATE_OFFERED, Years: years(t.Years), FirstContractYear: int32(t.Years[0].Number),
		Certainty: wire.Certainty(t.Certainty), Collective: group,
	}
	for _, o := range t.Objectives {
		m.Objectives = append(m.Objectives, objective(o))
	}
	return m
}

// group is the group of a collective contract; nil for the contract of one doctor.
func (r *reader) group(l *law.Law, m *contractv1.Contract) *contract.Group {
	c := m.GetCollective()
	if c == nil {
		return nil
	}
	g := &contract.Group{Aid: l.CollectiveAid(), ETP: int(c.GetEtpThousandths()), DurationYears: int(c.GetDurationYears())}
	for _, member := range c.GetMembers() {
		g.Members = append(g.Members, contract.Member{
			RPPS: member.GetRpps(), Entered: r.date("entered_on_date", member.GetEnteredOnDate()), Left: r.date("left_on_date", member.GetLeftOnDate()),
		})
	}
	return g
}

// writeMembers puts the members of a group into the record.
func writeMembers(m *contractv1.Contract, c contract.Contract) {
	if c.Group == nil {
		return
	}
	m.Collective.Members = nil
	for _, member := range c.Group.Members {
		m.Collective.Members = append(m.Collective.Members, &contractv1.CollectiveMember{
			Rpps: member.RPPS, EnteredOnDate: wire.Date(member.Entered), LeftOnDate: wire.Date(member.Left),
		})
	}
}

// writeWorkingTime says what assistants work under a contract of a group that lives.
func writeWorkingTime(m *contractv1.Contract, c contract.Contract, l *law.Law) {
	if c.Group == nil {
		return
	}
	m.Collective.WorkingTime = nil
	if !c.State.Live() {
		return
	}
	w := c.WorkingTime(l)
	m.Collective.WorkingTime = &contractv1.WorkingTime{
		WantedWeeklyMinutes: int32(w.Wanted), EmployedWeeklyMinutes: int32(w.Employed), ShortByWeeklyMinutes: int32(w.ShortBy),
		Citation: wire.Citation(w.Cite), Explanation: wire.Phrase(w.Explanation),
	}
}

// parseAmendMembers reads who comes and goes. The rest of who enters is the eligibility
// service's to check.
func parseAmendMembers(p *wire.Parse, a *contractv1.AmendMembers) contract.MembersWanted {
	w := contract.MembersWanted{From: p.Date("members.from_date", a.GetFromDate()), Leaving: a.GetLeavingRpps()}
	for i, rpps := range w.Leaving {
		p.Text(fmt.Sprintf("members.leaving_rpps[%d]", i), rpps, ident.CheckRPPS)
	}
	for _, member := range a.GetEntering() {
		w.Entering = append(w.Entering, member.GetRpps())
	}
	if len(w.Entering)+len(w.Leaving) == 0 {
		p.Bad("members", "", "at least one member who enters or leaves")
	}
	return w
}

// ofMember are the criteria that the law asks of each member, and not of the group as it
// signs.
var ofMember = []string{"members_specialty", "members_sector", "individual_contracts"}

// mayEnter asks the eligibility service what the law asks of who enters, on that day.
func (s *Server) mayEnter(ctx context.Context, a amend) error {
	entering := a.req.GetMembers().GetEntering()
	if len(entering) == 0 {
		return nil
	}
	app := &eligibilityv1.CollectiveApplication{SignatureDate: a.come.From.String(), Members: entering}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		m, err := s.contract(tx, a.req.GetContractId())
		app.FundCode = m.GetFundCode()
		return err
	})
	if err != nil {
		return err
	}
	for i, member := range entering {
		if member.GetRpps() == "" {
			return refused(contract.MemberWithoutRPPS(fmt.Sprintf("members.entering[%d].rpps", i)), a.req.GetContractId())
		}
	}
	var p wire.Parse
	answer, err := s.assessedGroup(ctx, &p, app, "members.entering")
	if err != nil {
		return err
	}
	return s.admitted(a, answer)
}

// admitted reads the answer as far as it is about each member.
func (s *Server) admitted(a amend, answer *eligibilityv1.CollectiveAssessment) error {
	g := contract.GroupAssessed{LawDigest: answer.GetLawDigest(), Verdict: contract.Eligible}
	for _, c := range answer.GetCriteria() {
		if !slices.Contains(ofMember, c.GetId()) {
			continue
		}
		switch c.GetOutcome() {
		case eligibilityv1.Outcome_OUTCOME_NOT_MET:
			g.Verdict = contract.Ineligible
		case eligibilityv1.Outcome_OUTCOME_CANNOT_TELL:
			if g.Verdict == contract.Eligible {
				g.Verdict = contract.Undetermined
			}
		default:
			continue
		}
		g.Findings = append(g.Findings, phraseOf(c.GetExplanation()))
	}
	if refusal := contract.MembersNotAdmitted(s.law, g); refusal != nil {
		return refused(refusal, a.req.GetContractId())
	}
	return nil
}

// amendMembers prepares the coming and going of members.
func (s *Server) amendMembers(ctx context.Context, e *event, a amend, resp *contractv1.AmendContractResponse) error {
	if err := s.mayEnter(ctx, a); err != nil {
		return err
	}
	e.told.what, e.told.reason = "members changed", contractv1.ChangeReason_CHANGE_REASON_MEMBERS_CHANGED
	e.happen = func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
		c, year, refusal := c.ChangeMembers(a.come)
		if refusal != nil {
			return c, refusal
		}
		rule := c.Group.Aid.Members
		made := s.amendment(m, e, a.req)
		made.MembersChange = &contractv1.MembersChange{
			FromContractYear: int32(year), EnteredRpps: a.come.Entering, LeftRpps: a.come.Leaving,
			Citations: wire.Citations([]law.Citation{rule.ComeAndGo.Cite(), rule.ETPWhenTheyDo.Cite()}),
		}
		resp.Amendments = []*contractv1.Amendment{made}
		return c, nil
	}
	e.beside = func(tx *table.Tx, m *contractv1.Contract) error { return s.overlaps(tx, m, a.come.Entering) }
	return nil
}
