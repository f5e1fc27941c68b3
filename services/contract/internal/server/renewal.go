package server

import (
	"context"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// RenewContract states how a contract goes on after its term, and makes the offer.
func (s *Server) RenewContract(ctx context.Context, req *contractv1.RenewContractRequest) (*contractv1.RenewContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_RenewContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	w, err := parseRenewal(req)
	if err != nil {
		return nil, err
	}
	resp := &contractv1.RenewContractResponse{}
	if found, err := keep.Replay(ctx, s.store.DB(), call, resp); err != nil {
		return nil, err
	} else if found {
		return resp, nil
	}
	r := &renewing{server: s, call: call, req: req, wanted: w}
	if req.GetMode() == contractv1.RenewalMode_RENEWAL_MODE_NEW_OBJECTIVES {
		if r.assessment, err = s.assessment(ctx, req.GetAssessmentId()); err != nil {
			return nil, err
		}
	}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "renewal stated", reason: contractv1.ChangeReason_CHANGE_REASON_SUCCESSION, on: req.GetStatedOnDate()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract, resp.Offer = m, r.offer },
		before: r.before, happen: r.happen, beside: r.beside,
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseRenewal reads a statement. What belongs to new objectives only is refused in the
// other modes.
func parseRenewal(req *contractv1.RenewContractRequest) (wanted, error) {
	var p wire.Parse
	parseSubject(&p, req)
	p.Enum("mode", req.GetMode())
	if req.GetReading() != 0 {
		p.Enum("reading", req.GetReading())
	}
	if req.GetYearCounter() != 0 {
		p.Enum("year_counter", req.GetYearCounter())
	}
	p.Date("stated_on_date", req.GetStatedOnDate())
	p.OptionalDate("lapse_date", req.GetLapseDate())
	w := wanted{declared: parseDeclared(&p, "", req.GetDeclaredObjectives())}
	if req.GetOption() != 0 {
		w.option = p.Option("option", req.GetOption())
	}
	const only = "nothing: it belongs to RENEWAL_MODE_NEW_OBJECTIVES"
	if req.GetMode() == contractv1.RenewalMode_RENEWAL_MODE_NEW_OBJECTIVES {
		p.ID("assessment_id", "asm", req.GetAssessmentId())
	} else {
		if req.GetAssessmentId() != "" {
			p.Bad("assessment_id", req.GetAssessmentId(), only)
		}
		if req.GetOption() != 0 {
			p.Bad("option", req.GetOption().String(), only)
		}
		if len(req.GetDeclaredObjectives()) > 0 {
			p.Bad("declared_objectives", "some", only)
		}
	}
	if req.GetMode() == contractv1.RenewalMode_RENEWAL_MODE_NOT_RENEWABLE && req.GetLapseDate() != "" {
		p.Bad("lapse_date", req.GetLapseDate(), "nothing: no offer follows")
	}
	return w, p.Err()
}

// renewing is one statement on its way into the store. It may be tried more than once.
type renewing struct {
	server     *Server
	call       table.Call
	req        *contractv1.RenewContractRequest
	wanted     wanted
	assessment *eligibilityv1.Assessment // for new objectives

	open  string               // the renewal offered before, unless it was given up
	offer *contractv1.Contract // nil when the contract is not renewed
}

// before looks whether a renewal that was offered still stands.
func (r *renewing) before(tx *table.Tx, m *contractv1.Contract) error {
	r.open = ""
	if m.GetRenewal().GetOfferId() == "" {
		return nil
	}
	offer, err := r.server.contract(tx, m.GetRenewal().GetOfferId())
	if err != nil {
		return err
	}
	switch contract.State(offer.GetState()) {
	case contract.Withdrawn, contract.Refused, contract.Lapsed:
	default:
		r.open = offer.GetId()
	}
	return nil
}

// happen decides on the statement and on the terms of the offer.
func (r *renewing) happen(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
	s := r.server
	r.offer = nil
	if m.GetCollective() != nil && r.req.GetMode() != contractv1.RenewalMode_RENEWAL_MODE_NOT_RENEWABLE {
		return c, contract.CollectiveNotRenewed(s.law)
	}
	stated, refusal := c.Renew(s.law, contract.Statement{
		Mode: contract.RenewalMode(r.req.GetMode()), Reading: contract.RenewalReading(r.req.GetReading()),
		Counter: contract.YearCounter(r.req.GetYearCounter()), Open: r.open,
	})
	if refusal != nil {
		return c, refusal
	}
	m.Renewal = &contractv1.Renewal{
		Mode: r.req.GetMode(), Reading: r.req.GetReading(), YearCounter: contractv1.YearCounter(stated.Counter), StatedOnDate: r.req.GetStatedOnDate(),
		Citations: wire.Citations(stated.Cites), Explanation: wire.Phrase(stated.Explanation), Actor: r.call.Actor,
	}
	switch r.req.GetMode() {
	case contractv1.RenewalMode_RENEWAL_MODE_OBJECTIVES_KEPT:
		var terms contract.Terms
		if terms, refusal = c.Kept(s.law, stated); refusal == nil {
			r.offer = s.renewed(m, terms, stated)
		}
	case contractv1.RenewalMode_RENEWAL_MODE_NEW_OBJECTIVES:
		r.offer, refusal = r.anew(c, m, stated)
	}
	if refusal == nil && r.offer != nil && r.offer.GetDoctor().GetRpps() == "" {
		refusal = contract.NoRPPS()
	}
	return c, refusal
}

// renewed is the offer of a renewal whose objectives are kept: what is known of the
// doctor stays, and so does the text. Five years after the first day nobody is newly
// installed any more.
func (s *Server) renewed(m *contractv1.Contract, t contract.Terms, stated contract.Stated) *contractv1.Contract {
	offer := &contractv1.Contract{
		FundCode: m.GetFundCode(), Doctor: m.GetDoctor(), TextId: m.GetTextId(), LawDigest: s.law.Digest(),
		AssessmentId: m.GetAssessmentId(), Option: wire.Option(t.Option), Band: m.Band, PossibleBands: m.GetPossibleBands(),
		SignatureDate: wire.Date(stated.Signed), Term: wire.Date(t.Term), State: contractv1.State_STATE_OFFERED, Years: years(t.Years),
		AdaptedContract: m.GetAdaptedContract(), Zone: m.Zone, Department: m.GetDepartment(), FirstContractYear: int32(stated.FirstYear),
		Certainty: wire.Certainty(law.Weakest(t.Certainty, wire.CertaintyOf(m.GetCertainty()))),
		LapseDate: wire.Date(stated.Signed.AddDays(s.offerDays)),
	}
	for _, o := range t.Objectives {
		offer.Objectives = append(offer.Objectives, objective(o))
	}
	return proto.CloneOf(offer)
}

// anew is the offer of a renewal with new objectives: that of the assessment for the day
// after the term, its years counted as stated.
func (r *renewing) anew(c contract.Contract, m *contractv1.Contract, stated contract.Stated) (*contractv1.Contract, *contract.Refusal) {
	s := r.server
	assessed, err := s.assessed(r.assessment)
	if err != nil {
		return nil, c.AnotherAssessment(assessed.Signed, stated.Signed, true)
	}
	same := sameDoctor(m, r.assessment.GetApplication().GetDoctor().GetRpps())
	if !same || assessed.Signed != stated.Signed {
		return nil, c.AnotherAssessment(assessed.Signed, stated.Signed, same)
	}
	assessed.FirstYear = stated.FirstYear
	option := r.wanted.option
	if option == 0 {
		option, _ = c.AtItsTerm()
	}
	terms, refusal := contract.Offer(s.law, assessed, option, r.wanted.declared)
	if refusal != nil {
		return nil, refusal
	}
	if needsHolder(assessed.Text, option) {
		by := contract.Successor{Kind: contract.SecondAssistant, Text: assessed.Text, Signed: c.Term, SameDoctor: true}
		if refusal := c.MayBeFollowed(s.law, by); refusal != nil {
			return nil, refusal
		}
	}
	offer := offered(r.assessment, terms)
	offer.LapseDate = wire.Date(stated.Signed.AddDays(s.offerDays))
	return offer, nil
}

// beside keeps the offer, a record and an event of its own, in the same transaction.
func (r *renewing) beside(tx *table.Tx, m *contractv1.Contract) error {
	if r.offer == nil {
		return nil
	}
	s := r.server
	r.offer.Succeeds = &contractv1.Succession{
		ContractId: m.GetId(), Kind: contractv1.SuccessionKind_SUCCESSION_KIND_RENEWAL, RenewalMode: r.req.GetMode(),
	}
	if err := s.draw(r.offer, r.req.GetLapseDate(), r.call); err != nil {
		return err
	}
	m.Renewal.OfferId = r.offer.GetId()
	t := told{what: "renewal offered", reason: contractv1.ChangeReason_CHANGE_REASON_OFFER, on: r.offer.GetSignatureDate()}
	if err := table.Append(tx, r.call, s.tell(nil, r.offer, t)); err != nil {
		return err
	}
	return s.store.Insert(tx, r.offer)
}
