package server

import (
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// parseSucceeds reads which contract an offer follows.
func parseSucceeds(p *wire.Parse, succeeds *contractv1.Succession) {
	if succeeds == nil {
		return
	}
	p.ID("succeeds.contract_id", idPrefix, succeeds.GetContractId())
	p.Enum("succeeds.kind", succeeds.GetKind())
	if mode := succeeds.GetRenewalMode(); mode != contractv1.RenewalMode_RENEWAL_MODE_UNSPECIFIED {
		p.Bad("succeeds.renewal_mode", mode.String(), "nothing: a renewal is offered by RenewContract")
	}
}

// mayFollow refuses an offer that cannot follow the contract it names, or that must name
// one and does not.
func (s *Server) mayFollow(tx *table.Tx, m *contractv1.Contract) error {
	governing, _ := s.law.Text(m.GetTextId())
	kind := contract.SuccessionKind(m.GetSucceeds().GetKind())
	if refusal := contract.Follows(kind, governing, wire.OptionOf(m.GetOption())); refusal != nil {
		return refused(refusal, m.GetAssessmentId())
	}
	if kind == 0 {
		return nil
	}
	before, err := s.contract(tx, m.GetSucceeds().GetContractId())
	if err != nil {
		return err
	}
	c, err := s.domain(before)
	if err != nil {
		return err
	}
	if refusal := c.MayBeFollowed(s.law, s.successor(before, m)); refusal != nil {
		return refused(refusal, before.GetId())
	}
	return nil
}

// successor is what the rules need to know of the contract that follows another.
func (s *Server) successor(before, m *contractv1.Contract) contract.Successor {
	governing, _ := s.law.Text(m.GetTextId())
	r := &reader{id: m.GetId()} // the record was read, or made, with this day
	return contract.Successor{
		ID: m.GetId(), Kind: contract.SuccessionKind(m.GetSucceeds().GetKind()), Text: governing,
		Signed:     r.date("signature_date", m.GetSignatureDate()),
		SameDoctor: sameDoctor(before, m.GetDoctor().GetRpps()), NewlyInstalled: m.GetNewlyInstalled(),
	}
}

// sameDoctor reports whether a contract is of the doctor with this number. Nobody knows
// whose a contract without number is.
func sameDoctor(m *contractv1.Contract, rpps string) bool {
	return rpps != "" && m.GetCollective() == nil && m.GetDoctor().GetRpps() == rpps
}

// follow ends the contract that this one succeeds, now that this one is signed by both:
// a change of its own, with its revision and its event, in the same transaction. So the
// doctor has one live contract before and after.
func (s *Server) follow(tx *table.Tx, call table.Call, m *contractv1.Contract) error {
	if m.GetSucceeds() == nil {
		return nil
	}
	before, err := s.contract(tx, m.GetSucceeds().GetContractId())
	if err != nil {
		return err
	}
	stood := proto.CloneOf(before)
	c, err := s.domain(before)
	if err != nil {
		return err
	}
	followed, refusal := c.Followed(s.law, s.successor(before, m))
	if refusal != nil {
		return refused(refusal, before.GetId())
	}
	write(before, followed)
	before.SucceededBy = followed.SucceededBy
	if c.State != followed.State {
		signed := (&reader{id: m.GetId()}).date("signature_date", m.GetSignatureDate())
		d := decision(append(c.Decisions, contract.Decision{Reason: followed.EndReason, Decided: signed, End: followed.End}), followed.LeftOver())
		d.Actor = call.Actor
		before.Decisions = append(before.Decisions, d)
	}
	if err := s.oblige(before); err != nil {
		return err
	}
	stamp(before, call)
	t := told{what: "followed by the next contract", reason: contractv1.ChangeReason_CHANGE_REASON_SUCCESSION, on: m.GetSignatureDate()}
	if err := table.Append(tx, call, s.tell(stood, before, t)); err != nil {
		return err
	}
	return s.store.Update(tx, before)
}

// needsHolder reports whether the text opens the option only to who holds a contract.
func needsHolder(t *law.Text, option law.Option) bool {
	return contract.Follows(contract.SecondAssistant, t, option) == nil
}
