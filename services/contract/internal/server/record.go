package server

import (
	"fmt"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// domain is what the rules need to know of a stored contract. An error means that the
// record was not written by this program and this law.
func (s *Server) domain(m *contractv1.Contract) (contract.Contract, error) {
	text, _, err := textOf(s.law, m)
	if err != nil {
		return contract.Contract{}, err
	}
	r := &reader{id: m.GetId()}
	c := contract.Contract{
		ID: m.GetId(), Text: text, Group: r.group(s.law, m), State: contract.State(m.GetState()), Option: wire.OptionOf(m.GetOption()), Bands: wire.Bands(m),
		Signed: r.date("signature_date", m.GetSignatureDate()), Lapses: r.date("lapse_date", m.GetLapseDate()), TermsHash: m.GetTermsHash(),
		FirstYear: int(m.GetFirstContractYear()), Goals: wire.Goals(m.GetObjectives()),
		Coordination: r.date("coordination_due_date", m.GetCoordinationDueDate()), Imported: r.date("imported_on_date", m.GetImportedOnDate()),
		Renewal:  contract.RenewalMode(m.GetRenewal().GetMode()),
		Succeeds: contract.SuccessionKind(m.GetSucceeds().GetKind()), SucceededBy: m.GetSucceededBy(),
		End: r.date("end_date", m.GetEndDate()), EndReason: contract.EndReason(m.GetEndReason()),
	}
	for _, g := range m.GetSignatures() {
		c.Signatures = append(c.Signatures, contract.Signature{Party: contract.Party(g.GetParty()), On: r.date("signed_on_date", g.GetSignedOnDate())})
	}
	for _, e := range m.GetAssistants() {
		c.Assistants = append(c.Assistants, r.assistant(e))
	}
	for _, x := range m.GetMeasures() {
		c.Measures = append(c.Measures, r.measured(x))
	}
	for _, p := range m.GetSuspensions() {
		c.Suspensions = append(c.Suspensions, contract.Suspension{
			From: r.date("from_date", p.GetFromDate()), Until: r.date("until_date", p.GetUntilDate()),
			Reason: contract.SuspensionReason(p.GetReason()), Agreed: r.date("doctor_agreement_date", p.GetDoctorAgreementDate()),
		})
	}
	for _, a := range m.GetAmendments() {
		if o := a.GetOptionChange(); o != nil {
			c.Changes = append(c.Changes, contract.OptionChange{
				FromYear: int(o.GetFromContractYear()), Option: wire.OptionOf(o.GetOption()), Goals: wire.Goals(o.GetObjectives()),
			})
		}
	}
	r.ending(m, &c)
	for _, o := range m.GetObligations() {
		c.Obligations = append(c.Obligations, r.obligation(o))
	}
	for _, p := range m.GetProposals() {
		c.Proposals = append(c.Proposals, contract.Proposal{
			Change: contract.OutsideChange(p.GetChange()), Changed: r.date("changed_on_date", p.GetChangedOnDate()),
			Decided: r.date("decided_on_date", p.GetDecidedOnDate()),
		})
	}
	if r.err != nil {
		return contract.Contract{}, r.err
	}
	return c.Timed(s.law), nil
}

// reader reads the dates of one stored contract and keeps the first that is none.
type reader struct {
	id  string
	err error
}

func (r *reader) date(field, s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.Parse(s)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("contract %s: %s: %w", r.id, field, err)
	}
	return d
}

func (r *reader) assistant(e *contractv1.Employment) contract.Assistant {
	a := contract.Assistant{
		Ref: e.GetAssistantRef(), Start: r.date("start_date", e.GetStartDate()), End: r.date("end_date", e.GetEndDate()),
		Weekly: int(e.GetWeeklyMinutes()), WorkContract: int(e.GetWorkContractWeeklyMinutes()), Promoted: e.GetSecretaryPromoted(),
	}
	for _, x := range e.GetAbsences() {
		a.Absences = append(a.Absences, contract.Absence{From: r.date("from_date", x.GetFromDate()), Until: r.date("until_date", x.GetUntilDate())})
	}
	for _, t := range e.GetTrainings() {
		a.Trainings = append(a.Trainings, contract.Training{
			Path: contract.Path(t.GetPath()), Step: contract.TrainingStep(t.GetStep()), On: r.date("on_date", t.GetOnDate()),
		})
	}
	return a
}

func (r *reader) measured(x *contractv1.Measure) contract.Measured {
	m := contract.Measured{
		Number: int(x.GetNumber()), On: r.date("measured_on_date", x.GetMeasuredOnDate()), Replaced: x.GetReplacedByNumber() != 0, Corrects: int(x.GetReplacesNumber()),
	}
	for _, n := range x.GetCounts() {
		m.Counts = append(m.Counts, law.Count{Indicator: wire.IndicatorOf(n.GetIndicator()), Patients: int(n.GetPatients())})
	}
	return m
}

// ending reads the notices and the decisions.
func (r *reader) ending(m *contractv1.Contract, c *contract.Contract) {
	for _, n := range m.GetNotices() {
		notice := contract.Notice{
			Party: contract.Party(n.GetParty()), Given: r.date("given_on_date", n.GetGivenOnDate()),
			End: r.date("end_date", n.GetEndDate()), ReplyBy: r.date("reply_by_date", n.GetReplyByDate()),
			Replied: r.date("received_on_date", n.GetReply().GetReceivedOnDate()), Withdrawn: r.date("withdrawn_on_date", n.GetWithdrawnOnDate()),
		}
		for _, reason := range n.GetReasons() {
			notice.Reasons = append(notice.Reasons, contract.NoticeReason(reason))
		}
		c.Notices = append(c.Notices, notice)
	}
	for _, d := range m.GetDecisions() {
		decision := contract.Decision{
			Reason: contract.EndReason(d.GetReason()), Decided: r.date("decided_on_date", d.GetDecidedOnDate()),
			End: r.date("end_date", d.GetEndDate()), Notice: int(d.GetNoticeNumber()), Annulled: d.GetAnnulled(),
		}
		for _, a := range d.GetAppeals() {
			decision.Appeals = append(decision.Appeals, contract.Appeal{
				Filed: r.date("filed_on_date", a.GetFiledOnDate()), Outcome: contract.AppealOutcome(a.GetOutcome()),
				Decided: r.date("decided_on_date", a.GetDecidedOnDate()),
			})
		}
		c.Decisions = append(c.Decisions, decision)
	}
}

func (r *reader) obligation(o *contractv1.Obligation) contract.Obligation {
	done := o.GetFulfilledOnDate()
	if done == "" {
		done = o.GetWaivedOnDate()
	}
	return contract.Obligation{
		Kind: contract.ObligationKind(o.GetKind()), Subject: o.GetSubject(),
		Due: r.date("due_date", o.GetDueDate()), State: contract.ObligationState(o.GetState()), Done: r.date("fulfilled_on_date", done),
	}
}

// write puts what the rules changed into the record.
func write(m *contractv1.Contract, c contract.Contract) {
	m.State = contractv1.State(c.State)
	m.Term = wire.Date(c.Term)
	m.Years = years(c.Years)
	m.Suspensions = nil
	for _, p := range c.Suspensions {
		m.Suspensions = append(m.Suspensions, &contractv1.Suspension{
			FromDate: p.From.String(), UntilDate: wire.Date(p.Until), Reason: contractv1.SuspensionReason(p.Reason), DoctorAgreementDate: wire.Date(p.Agreed),
		})
	}
	m.EndDate = wire.Date(c.End)
	m.EndReason = contractv1.EndReason(c.EndReason)
	writeMembers(m, c)
}

// writeObligations puts the obligations into the record. What only the record knows of
// one (the evidence, who waived it and why) stays.
func writeObligations(m *contractv1.Contract, list []contract.Obligation) {
	held := map[string]*contractv1.Obligation{}
	for _, o := range m.GetObligations() {
		held[o.GetId()] = o
	}
	m.Obligations = nil
	for _, o := range list {
		id := o.ID()
		if o.Explanation == (law.Phrase{}) && held[id] != nil {
			// No fact asks for it any more: it stays as it was recorded.
			m.Obligations = append(m.Obligations, held[id])
			continue
		}
		out := &contractv1.Obligation{
			Id: id, ContractId: m.GetId(), Kind: contractv1.ObligationKind(o.Kind), Subject: o.Subject,
			DueDate: wire.Date(o.Due), State: contractv1.ObligationState(o.State),
			Citation: wire.Citation(o.Cite), Consequence: wire.Citation(o.Consequence), Explanation: wire.Phrase(o.Explanation),
			Evidence: held[id].GetEvidence(), WaivedBy: held[id].GetWaivedBy(), WaiverReason: held[id].GetWaiverReason(),
		}
		for _, day := range o.Reminders {
			out.ReminderDates = append(out.ReminderDates, day.String())
		}
		switch o.State {
		case contract.Waived:
			out.WaivedOnDate = wire.Date(o.Done)
		default:
			out.FulfilledOnDate = wire.Date(o.Done)
		}
		m.Obligations = append(m.Obligations, out)
	}
}
