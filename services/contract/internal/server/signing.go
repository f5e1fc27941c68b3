package server

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"

	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// SignContract records the signature of one party.
func (s *Server) SignContract(ctx context.Context, req *contractv1.SignContractRequest) (*contractv1.SignContractResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_SignContract_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	on, received, err := parseSignature(req)
	if err != nil {
		return nil, err
	}
	party, what := contract.Party(req.GetParty()), "signed by the doctor"
	if party == contract.FundParty {
		what = "signed by the fund"
	}
	resp := &contractv1.SignContractResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(), told: told{what: what, reason: contractv1.ChangeReason_CHANGE_REASON_SIGNATURE, on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			signed, refusal := c.Sign(party, on)
			if refusal != nil {
				return c, refusal
			}
			m.Signatures = append(m.Signatures, &contractv1.Signature{
				Party: req.GetParty(), SignedOnDate: on.String(), Actor: call.Actor, CreateTime: timestamppb.New(call.At),
				TermsHash: req.GetTermsHash(), ReceivedOnDate: received.String(), Proof: req.GetProof(),
			})
			return signed, c.Received(contract.Receipt{
				Party: party, On: received, TermsHash: req.GetTermsHash(), ProofFails: req.GetProof() != nil && !proves(req.GetProof(), m.GetTerms()),
			})
		},
		beside: func(tx *table.Tx, m *contractv1.Contract) error { return s.enters(tx, call, m) },
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseSignature reads a signature: the day, and the day on which it reached the fund.
func parseSignature(req *contractv1.SignContractRequest) (on, received civil.Date, err error) {
	var p wire.Parse
	parseSubject(&p, req)
	p.Enum("party", req.GetParty())
	on = p.Date("signed_on_date", req.GetSignedOnDate())
	p.Text("terms_hash", req.GetTermsHash(), checkHash)
	if received = on; req.GetReceivedOnDate() != "" {
		received = p.Date("received_on_date", req.GetReceivedOnDate())
	}
	if !on.IsZero() && !received.IsZero() && received.Before(on) {
		p.Bad("received_on_date", received.String(), on.String()+", the signed_on_date, or later")
	}
	if proof := req.GetProof(); proof != nil {
		bytesLong(&p, "proof.public_key", proof.GetPublicKey(), ed25519.PublicKeySize)
		bytesLong(&p, "proof.signature", proof.GetSignature(), ed25519.SignatureSize)
	}
	return on, received, p.Err()
}

// bytesLong checks the length of a field of bytes.
func bytesLong(p *wire.Parse, field string, b []byte, want int) {
	if len(b) != want {
		p.Bad(field, fmt.Sprintf("%d bytes", len(b)), fmt.Sprintf("%d bytes", want))
	}
}

// checkHash wants a SHA-256 as the terms_hash of an offer gives it.
func checkHash(s string) error {
	b, err := hex.DecodeString(s)
	if err != nil || len(hashOf("")) != len(s) || hex.EncodeToString(b) != s {
		return errors.New("the terms_hash of the offer, 64 hexadecimal digits in lower case")
	}
	return nil
}

// proves reports whether a proof fits the terms. Its lengths are right, or it does not.
func proves(proof *contractv1.SignatureProof, terms string) bool {
	return len(proof.GetPublicKey()) == ed25519.PublicKeySize && ed25519.Verify(proof.GetPublicKey(), []byte(terms), proof.GetSignature())
}

// enters makes the contract enter into force, once both have signed: what it succeeds
// ends in the same transaction, and nothing else of the doctor may be in its way.
func (s *Server) enters(tx *table.Tx, call table.Call, m *contractv1.Contract) error {
	if contract.State(m.GetState()) != contract.Active {
		return nil
	}
	if err := s.follow(tx, call, m); err != nil {
		return err
	}
	if m.GetCollective() != nil {
		if _, err := s.earlierOf(tx, m); err != nil {
			return err
		}
	}
	return s.overlaps(tx, m, store.Doctors(m))
}

// overlaps refuses that a contract binds one of these doctors on a day on which another
// one did that has ended by now, or that the doctor has left.
func (s *Server) overlaps(tx *table.Tx, m *contractv1.Contract, doctors []string) error {
	c, err := s.domain(m)
	if err != nil {
		return err
	}
	for _, rpps := range doctors {
		others, err := s.store.OfDoctor(tx, rpps)
		if err != nil {
			return err
		}
		for _, o := range others {
			other, err := s.domain(o)
			if err != nil {
				return err
			}
			if refusal := c.Of(rpps).Overlaps(other.Of(rpps)); refusal != nil {
				return refused(refusal, m.GetId())
			}
		}
	}
	return nil
}

// WithdrawOffer gives an offer up: the fund withdraws it, or the doctor refuses it.
func (s *Server) WithdrawOffer(ctx context.Context, req *contractv1.WithdrawOfferRequest) (*contractv1.WithdrawOfferResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_WithdrawOffer_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	p.Enum("party", req.GetParty())
	on := p.Date("closed_on_date", req.GetClosedOnDate())
	p.Text("reason", req.GetReason(), ident.CheckLine)
	if err := p.Err(); err != nil {
		return nil, err
	}
	party, what := contract.Party(req.GetParty()), "refused by the doctor"
	if party == contract.FundParty {
		what = "withdrawn by the fund"
	}
	resp := &contractv1.WithdrawOfferResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: what, reason: contractv1.ChangeReason_CHANGE_REASON_OFFER_CLOSED, note: req.GetReason(), on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			m.OfferClosing = &contractv1.OfferClosing{Party: req.GetParty(), ClosedOnDate: on.String(), Reason: req.GetReason(), Actor: call.Actor}
			return c.Withdraw(party)
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// LapseOffer closes an offer whose lapse_date has passed.
func (s *Server) LapseOffer(ctx context.Context, req *contractv1.LapseOfferRequest) (*contractv1.LapseOfferResponse, error) {
	call, err := keep.Call(ctx, contractv1.ContractService_LapseOffer_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	parseSubject(&p, req)
	on := p.Date("as_of_date", req.GetAsOfDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &contractv1.LapseOfferResponse{}
	err = s.keep(ctx, event{
		call: call, id: req.GetContractId(), etag: req.GetEtag(),
		told:   told{what: "offer lapsed", reason: contractv1.ChangeReason_CHANGE_REASON_OFFER_CLOSED, on: on.String()},
		answer: resp, fill: func(m *contractv1.Contract) { resp.Contract = m },
		happen: func(c contract.Contract, m *contractv1.Contract) (contract.Contract, *contract.Refusal) {
			m.OfferClosing = &contractv1.OfferClosing{ClosedOnDate: on.String(), Actor: call.Actor}
			return c.Lapse(on)
		},
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}
