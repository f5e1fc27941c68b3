package server_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// signing is a signature of the doctor on signedOn, as a test may change it.
func (w *world) signing(c *contractv1.Contract) *contractv1.SignContractRequest {
	return &contractv1.SignContractRequest{
		RequestId: w.request(), ContractId: c.GetId(), Party: byDoctor, SignedOnDate: signedOn, Etag: c.GetEtag(), TermsHash: c.GetTermsHash(),
	}
}

// proof signs bytes with the key of a seed.
func proof(seed byte, signed string) *contractv1.SignatureProof {
	key := ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune('a'+seed%26)), ed25519.SeedSize)))
	return &contractv1.SignatureProof{PublicKey: key.Public().(ed25519.PublicKey), Signature: ed25519.Sign(key, []byte(signed))}
}

func TestASignatureOnOtherBytesThanTheTermsIsAlwaysRefused(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	r := random(t)
	c := w.offer(doctor(signedOn), declared()...)
	other := w.offer(doctor(signedOn), declared()...)
	try := func(reason string, change func(*contractv1.SignContractRequest)) {
		t.Helper()
		req := w.signing(c)
		change(req)
		_, err := w.contracts.SignContract(w.ctx(), req)
		refused(t, err, fault.WrongState, reason)
	}
	try("TERMS_DIFFER", func(s *contractv1.SignContractRequest) { s.TermsHash = other.GetTermsHash() })
	try("PROOF_INVALID", func(s *contractv1.SignContractRequest) { s.Proof = proof(1, other.GetTerms()) })
	try("PROOF_INVALID", func(s *contractv1.SignContractRequest) { s.Proof = proof(1, c.GetTermsHash()) })
	try("PROOF_INVALID", func(s *contractv1.SignContractRequest) {
		s.Proof = proof(1, c.GetTerms())
		s.Proof.PublicKey = proof(2, "").GetPublicKey()
	})
	for range 50 { // any one byte changed, in the text or in the signature
		changed := []byte(c.GetTerms())
		changed[r.IntN(len(changed))] ^= byte(1 + r.IntN(255))
		try("PROOF_INVALID", func(s *contractv1.SignContractRequest) { s.Proof = proof(byte(r.IntN(26)), string(changed)) })
		try("TERMS_DIFFER", func(s *contractv1.SignContractRequest) { s.TermsHash = fmt.Sprintf("%x", sha256.Sum256(changed)) })
		try("PROOF_INVALID", func(s *contractv1.SignContractRequest) {
			s.Proof = proof(1, c.GetTerms())
			s.Proof.Signature[r.IntN(ed25519.SignatureSize)] ^= byte(1 + r.IntN(255))
		})
	}
	if now := w.get(c.GetId()); now.GetRevisions() != 1 || len(now.GetSignatures()) != 0 {
		t.Errorf("after refusals only: %v, want it as it was offered", now)
	}
	req := w.signing(c)
	req.Proof = proof(1, c.GetTerms())
	resp, err := w.contracts.SignContract(w.ctx(), req)
	if err != nil {
		t.Fatal(err)
	}
	if g := resp.GetContract().GetSignatures()[0]; g.GetTermsHash() != c.GetTermsHash() || len(g.GetProof().GetSignature()) != ed25519.SignatureSize || g.GetReceivedOnDate() != signedOn {
		t.Errorf("kept %v, want the hash, the proof and the day it was received", g)
	}
	w.valid(c.GetId())
}

func TestASignatureThatMakesNoSenseIsNamed(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.offer(doctor(signedOn), declared()...)
	bad := w.signing(c)
	bad.TermsHash, bad.ReceivedOnDate = strings.ToUpper(c.GetTermsHash()), "2025-01-09"
	bad.Proof = &contractv1.SignatureProof{PublicKey: make([]byte, 31), Signature: make([]byte, 65)}
	_, err := w.contracts.SignContract(w.ctx(), bad)
	violated(t, err, "terms_hash", "received_on_date", "proof.public_key", "proof.signature")
	bad = w.signing(c)
	bad.TermsHash, bad.ReceivedOnDate = "abc", "soon"
	_, err = w.contracts.SignContract(w.ctx(), bad)
	violated(t, err, "terms_hash", "received_on_date")
}

func TestASignatureReachesTheFundByTheLapseDate(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.offer(doctor(signedOn), declared()...)
	late := w.signing(c)
	late.ReceivedOnDate = "2025-02-10"
	_, err := w.contracts.SignContract(w.ctx(), late)
	refused(t, err, fault.WrongState, "OFFER_LAPSED", "2025-02-10", "2025-02-09")
	late.ReceivedOnDate = "2025-02-09"
	if _, err := w.contracts.SignContract(w.ctx(), late); err != nil {
		t.Errorf("on the last day: %v", err)
	}
}

// withdraw gives an offer up.
func (w *world) withdraw(id string, by contractv1.Party) (*contractv1.Contract, error) {
	resp, err := w.contracts.WithdrawOffer(w.ctx(), &contractv1.WithdrawOfferRequest{
		RequestId: w.request(), ContractId: id, Party: by, ClosedOnDate: "2025-01-12", Reason: "le médecin a changé d'avis",
	})
	return resp.GetContract(), err
}

func (w *world) lapse(id, on string) (*contractv1.Contract, error) {
	resp, err := w.contracts.LapseOffer(w.ctx(), &contractv1.LapseOfferRequest{RequestId: w.request(), ContractId: id, AsOfDate: on})
	return resp.GetContract(), err
}

func TestAnOfferIsWithdrawnRefusedOrLapses(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for by, to := range map[contractv1.Party]contractv1.State{byFund: contractv1.State_STATE_WITHDRAWN, byDoctor: contractv1.State_STATE_REFUSED} {
		id := w.offer(doctor(signedOn), declared()...).GetId()
		w.done(w.sign(id, byDoctor, signedOn))
		c := w.done(w.withdraw(id, by))
		if k := c.GetOfferClosing(); c.GetState() != to || k.GetParty() != by || k.GetClosedOnDate() != "2025-01-12" || k.GetReason() == "" || k.GetActor() != officer {
			t.Errorf("closed: %s, %v, want %s", c.GetState(), k, to)
		}
		_, err := w.sign(id, byFund, signedOn)
		refused(t, err, fault.WrongState, "WRONG_STATE", id)
	}
	id := w.offer(doctor(signedOn), declared()...).GetId()
	_, err := w.lapse(id, "2025-02-09")
	refused(t, err, fault.WrongState, "NOT_LAPSED_YET", "2025-02-10")
	c := w.done(w.lapse(id, "2025-02-10"))
	if k := c.GetOfferClosing(); c.GetState() != contractv1.State_STATE_LAPSED || k.GetParty() != 0 || k.GetReason() != "" || k.GetClosedOnDate() != "2025-02-10" {
		t.Errorf("lapsed: %s, %v", c.GetState(), k)
	}
	w.valid(id)
	_, err = w.withdraw(w.active().GetId(), byFund)
	refused(t, err, fault.WrongState, "WRONG_STATE", "ACTIVE")
	_, err = w.contracts.WithdrawOffer(w.ctx(), &contractv1.WithdrawOfferRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "party", "closed_on_date", "reason")
	_, err = w.contracts.LapseOffer(w.ctx(), &contractv1.LapseOfferRequest{})
	violated(t, err, "request_id", "contract_id", "etag", "as_of_date")
}

func TestADoctorHasOneLiveContractHoweverManyAreSignedAtOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for round := range 25 {
		assessment := w.assess(w.another(signedOn))
		offers := make([]*contractv1.Contract, 3)
		for i := range offers {
			offers[i] = w.signedByDoctor(assessment)
		}
		errs := make([]error, len(offers))
		var done sync.WaitGroup
		for i, c := range offers {
			done.Go(func() { _, errs[i] = w.sign(c.GetId(), byFund, signedOn) })
		}
		done.Wait()
		live := 0
		for i, c := range offers {
			state := w.get(c.GetId()).GetState()
			switch {
			case errs[i] == nil && state == contractv1.State_STATE_ACTIVE:
				live++
			case !fault.Is(errs[i], "ANOTHER_LIVE_CONTRACT") || state != contractv1.State_STATE_SIGNED_BY_DOCTOR:
				t.Errorf("round %d: %v and %s, want ANOTHER_LIVE_CONTRACT and the offer still open", round, errs[i], state)
			}
		}
		if live != 1 {
			t.Fatalf("round %d: %d contracts live, want 1", round, live)
		}
	}
}

// signedByDoctor offers on an assessment, and the doctor signs.
func (w *world) signedByDoctor(assessment string) *contractv1.Contract {
	w.t.Helper()
	c := w.offerOn(&contractv1.OfferContractRequest{AssessmentId: assessment})
	return w.done(w.sign(c.GetId(), byDoctor, c.GetSignatureDate()))
}

func TestAContractDoesNotBeginBeforeAnEarlierOneHasEnded(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	app := w.another(signedOn)
	first := w.signedByDoctor(w.assess(app))
	w.done(w.sign(first.GetId(), byFund, signedOn))
	w.done(w.end(first.GetId(), "2027-03-31", contractv1.EndReason_END_REASON_STOPPED_PRACTISING))
	for day, free := range map[string]bool{"2027-03-31": false, "2027-04-01": true} {
		app.SignatureDate = day
		next := w.signedByDoctor(w.assess(app))
		_, err := w.sign(next.GetId(), byFund, day)
		if free {
			w.done(nil, err)
			continue
		}
		refused(t, err, fault.WrongState, "OVERLAPS_EARLIER_CONTRACT", first.GetId(), "2027-03-31", "2027-04-01")
	}
}
