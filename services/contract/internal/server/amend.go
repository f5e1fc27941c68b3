package server

import (
	"context"
	"fmt"
	"slices"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// AmendContract changes the option from an anniversary on, or corrects data.
func (s *Server) AmendContract(ctx context.Context, req *contractv1.AmendContractRequest) (*contractv1.AmendContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_AmendContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	a, err := parseAmend(req)
	if err != nil {
		return nil, err
	}
	resp := &contractv1.AmendContractResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	e := event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(), told: told{note: req.GetNote(), on: a.on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
	}
	switch {
	case req.GetOption() != nil:
		err = s.amendOption(ctx, &e, a, resp)
	case req.GetMembers() != nil:
		err = s.amendMembers(ctx, &e, a, resp)
	default:
		s.amendData(&e, a, resp)
	}
	if err != nil {
		return nil, err
	}
	if err := s.keep(ctx, e); err != nil {
		return nil, err
	}
	return resp, nil
}

// amend is a request to amend as it was read.
type amend struct {
	req    *contractv1.AmendContractRequest
	on     civil.Date
	wanted contract.OptionWanted
	data   contract.AssistantData
	come   contract.MembersWanted
}

func parseAmend(req *contractv1.AmendContractRequest) (amend, error) {
	var p wire.Parse
	parseSubject(&p, req)
	a := amend{req: req, on: p.Date("amended_on_date", req.GetAmendedOnDate())}
	p.Text("note", req.GetNote(), ident.CheckLine)
	switch {
	case req.GetOption() != nil:
		a.wanted = parseAmendOption(&p, req.GetOption())
		a.wanted.Amended = a.on
	case req.GetData() != nil:
		a.data = parseAmendData(&p, req.GetData())
	case req.GetMembers() != nil:
		a.come = parseAmendMembers(&p, req.GetMembers())
		a.come.Amended = a.on
	default:
		p.Bad("change", "", "option, data or members")
	}
	return a, p.Err()
}

func parseAmendOption(p *wire.Parse, o *contractv1.AmendOption) contract.OptionWanted {
	from := p.Date("option.from_date", o.GetFromDate())
	p.TextIfSet("option.assessment_id", o.GetAssessmentId(), func(s string) error { return ident.CheckID("asm", s) })
	w := parseWantedIn(p, "option.", o)
	return contract.OptionWanted{Option: w.option, From: from, Declared: w.declared}
}

func parseAmendData(p *wire.Parse, d *contractv1.AmendData) contract.AssistantData {
	p.TextIfSet("data.am_number", d.GetAmNumber(), ident.CheckAMNumber)
	p.TextIfSet("data.department", d.GetDepartment(), ident.CheckDepartment)
	p.Zone("data.zone", d.Zone)
	p.TextIfSet("data.assistant_ref", d.GetAssistantRef(), ident.CheckToken)
	start := p.OptionalDate("data.start_date", d.GetStartDate())
	if d.GetWeeklyMinutes() != 0 {
		p.WeeklyMinutes("data.weekly_minutes", d.GetWeeklyMinutes())
	}
	ofAssistant := d.GetWeeklyMinutes() != 0 || d.GetStartDate() != ""
	switch {
	case ofAssistant && d.GetAssistantRef() == "":
		p.Bad("data.assistant_ref", "", "the assistant whose weekly_minutes or start_date are wrong")
	case !ofAssistant && d.GetAssistantRef() != "":
		p.Bad("data.assistant_ref", d.GetAssistantRef(), "with it weekly_minutes or start_date")
	case !ofAssistant && d.GetAmNumber() == "" && d.GetDepartment() == "" && d.Zone == nil:
		p.Bad("data", "", "at least one datum")
	}
	return contract.AssistantData{Ref: d.GetAssistantRef(), Weekly: int(d.GetWeeklyMinutes()), Start: start}
}

// amendOption prepares the change of the option: the facts come from the assessment.
func (s *Server) amendOption(ctx context.Context, e *event, a amend, resp *contractv1.AmendContractResponse) error {
	assessment, err := s.amendedOn(ctx, a.req)
	if err != nil {
		return err
	}
	assessed, err := s.assessed(assessment)
	if err != nil {
		return err
	}
	e.told.what, e.told.reason = "option changed", contractv1.ChangeReason_CHANGE_REASON_OPTION_CHANGED
	rpps := assessment.GetApplication().GetDoctor().GetRpps()
	e.happen = func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
		if m.GetCollective() != nil {
			return c, contract.CollectiveWithoutOption()
		}
		if rpps != m.GetDoctor().GetRpps() {
			return c, contract.AssessmentDiffers("doctor.rpps", rpps, m.GetDoctor().GetRpps())
		}
		c, terms, refusal := c.ChangeOption(s.law, assessed, a.wanted)
		if refusal != nil {
			return c, refusal
		}
		change := &contractv1.OptionChange{
			FromContractYear: int32(c.Changes[len(c.Changes)-1].FromYear), Option: wire.Option(terms.Option),
			AssessmentId: assessment.GetId(), Citation: wire.Citation(c.Text.Rules.OptionChange.Cite()),
		}
		for _, o := range terms.Objectives {
			change.Objectives = append(change.Objectives, objective(o))
		}
		made := s.amendment(m, e, a.req)
		made.OptionChange = change
		resp.Amendments = []*contractv1.Amendment{made}
		return c, s.reread(c, m)
	}
	return nil
}

// amendedOn fetches the assessment that a change of option rests on: the one named, or
// that of the contract, which never changes.
func (s *Server) amendedOn(ctx context.Context, req *contractv1.AmendContractRequest) (*eligibilityv1.Assessment, error) {
	id := req.GetOption().GetAssessmentId()
	if id == "" {
		err := s.store.DB().View(ctx, func(tx *table.Tx) error {
			m, err := s.contract(tx, req.GetContractId())
			id = m.GetAssessmentId()
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if id == "" {
		return nil, refused(contract.NoAssessment(), req.GetContractId())
	}
	return s.assessment(ctx, id)
}

// reread says again what follows from the options of the years: the option that each
// assistant reaches, and what the measures of the changed years mean.
func (s *Server) reread(c contract.Contract, m *contractv1.Contract) *contract.Refusal {
	for _, a := range m.GetAssistants() {
		reached, refusal := c.Reaches(s.law, int(a.GetWeeklyMinutes()))
		if refusal != nil {
			return refusal
		}
		a.OptionReached = wire.Option(reached.Option)
	}
	for i, x := range c.Measures {
		m.Measures[i].Attainment = attainment(c.Attained(s.law, x))
	}
	return nil
}

// amendment adds an amendment to the record.
func (s *Server) amendment(m *contractv1.Contract, e *event, req *contractv1.AmendContractRequest) *contractv1.Amendment {
	made := &contractv1.Amendment{
		Number: int32(len(m.GetAmendments()) + 1), Reason: e.told.reason, AmendedOnDate: req.GetAmendedOnDate(),
		Note: req.GetNote(), Actor: e.call.Actor,
	}
	m.Amendments = append(m.Amendments, made)
	return made
}

// amendData prepares the correction of data: one amendment for each that differs.
func (s *Server) amendData(e *event, a amend, resp *contractv1.AmendContractResponse) {
	e.told.what, e.told.reason = "data corrected", contractv1.ChangeReason_CHANGE_REASON_DATA_CORRECTED
	e.happen = func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
		if refusal := c.MayAmend(a.on); refusal != nil {
			return c, refusal
		}
		if m.GetCollective() != nil && a.req.GetData().GetAmNumber() != "" {
			return c, contract.NoDoctorToCorrect()
		}
		made := correctContract(m, a.req.GetData())
		if a.data.Ref != "" {
			corrected, assistant, reached, refusal := c.CorrectAssistant(s.law, a.data)
			if refusal != nil {
				return c, refusal
			}
			c = corrected
			made = append(made, correctAssistant(m, assistant, reached)...)
		}
		if len(made) == 0 {
			return c, contract.NothingToCorrect()
		}
		resp.Amendments = nil
		for _, correction := range made {
			amendment := s.amendment(m, e, a.req)
			amendment.Correction = correction
			resp.Amendments = append(resp.Amendments, amendment)
		}
		return c, nil
	}
	if a.data.Weekly != 0 || !a.data.Start.IsZero() {
		e.beside = func(tx *table.Tx, m *contractv1.Contract) error {
			return s.shared(tx, m, m.GetAssistants()[lastOf(m, a.data.Ref)])
		}
	}
}

// correctContract puts the corrected data into the record and lists those that differ.
func correctContract(m *contractv1.Contract, d *contractv1.AmendData) []*contractv1.Correction {
	var made []*contractv1.Correction
	if number := d.GetAmNumber(); number != "" && number != m.GetDoctor().GetAmNumber() {
		made = append(made, &contractv1.Correction{Field: "doctor.am_number", Before: m.GetDoctor().GetAmNumber(), After: number})
		if m.Doctor == nil {
			m.Doctor = &contractv1.DoctorIdentity{}
		}
		m.Doctor.AmNumber = number
	}
	if department := d.GetDepartment(); department != "" && department != m.GetDepartment() {
		made = append(made, &contractv1.Correction{Field: "department", Before: m.GetDepartment(), After: department})
		m.Department = department
	}
	if d.Zone != nil && (m.Zone == nil || m.GetZone() != d.GetZone()) {
		before := ""
		if m.Zone != nil {
			before = m.GetZone().String()
		}
		made = append(made, &contractv1.Correction{Field: "zone", Before: before, After: d.GetZone().String()})
		m.Zone = d.GetZone().Enum()
	}
	return made
}

// correctAssistant puts the corrected data of an assistant into the record and lists
// those that differ. The fields are named by the place at which the assistant stood.
func correctAssistant(m *contractv1.Contract, a contract.Assistant, r contract.Reached) []*contractv1.Correction {
	at := lastOf(m, a.Ref)
	e := m.GetAssistants()[at]
	var made []*contractv1.Correction
	note := func(field, before, after string) {
		if before != after {
			made = append(made, &contractv1.Correction{Field: fmt.Sprintf("assistants[%d].%s", at, field), Before: before, After: after})
		}
	}
	note("weekly_minutes", fmt.Sprint(e.GetWeeklyMinutes()), fmt.Sprint(a.Weekly))
	note("work_contract_weekly_minutes", fmt.Sprint(e.GetWorkContractWeeklyMinutes()), fmt.Sprint(a.WorkContract))
	note("start_date", e.GetStartDate(), a.Start.String())
	e.WeeklyMinutes, e.WorkContractWeeklyMinutes, e.StartDate = int32(a.Weekly), int32(a.WorkContract), a.Start.String()
	e.OptionReached, e.Citation = wire.Option(r.Option), wire.Citation(r.Cite)
	slices.SortStableFunc(m.Assistants, func(a, b *contractv1.Employment) int {
		return strings.Compare(a.GetStartDate(), b.GetStartDate())
	})
	return made
}

// lastOf is where the last employment of an assistant stands.
func lastOf(m *contractv1.Contract, ref string) int {
	at := 0
	for i, e := range m.GetAssistants() {
		if e.GetAssistantRef() == ref {
			at = i
		}
	}
	return at
}
