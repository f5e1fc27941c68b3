package server

import (
	"context"
	"slices"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// VerifyContract checks the terms, the signatures and the revisions of a contract again.
func (s *Server) VerifyContract(ctx context.Context, req *contractv1.VerifyContractRequest) (*contractv1.VerifyContractResponse, error) {
	var p wire.Parse
	p.ID("contract_id", idPrefix, req.GetContractId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	v := &verifier{law: s.law}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		m, err := s.contract(tx, req.GetContractId())
		if err != nil {
			return err
		}
		events, err := eventsOf(tx, m.GetId())
		if err != nil {
			return err
		}
		return v.all(m, events)
	})
	if err != nil {
		return nil, err
	}
	valid := !slices.ContainsFunc(v.items, func(i *contractv1.VerifiedItem) bool { return !i.GetValid() })
	return &contractv1.VerifyContractResponse{Valid: valid, Items: v.items}, nil
}

// eventsOf are all events of a contract, in order.
func eventsOf(tx *table.Tx, id string) ([]*storev1.AuditEvent, error) {
	var all []*storev1.AuditEvent
	for q := (table.Query{}); ; {
		list, next, err := table.EventsOf(tx, id, q)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
		if next == "" {
			return all, nil
		}
		q.Token = next
	}
}

// verifier collects what was compared.
type verifier struct {
	law   *law.Law
	items []*contractv1.VerifiedItem
}

func (v *verifier) add(subject string, f contract.Finding) {
	v.items = append(v.items, &contractv1.VerifiedItem{Subject: subject, Valid: f.Fits, Explanation: wire.Phrase(f.Text)})
}

func (v *verifier) all(m *contractv1.Contract, events []*storev1.AuditEvent) error {
	v.add("terms/hash", contract.TermsHashed(m.GetTerms() != "", m.GetTermsHash(), hashOf(m.GetTerms())))
	if err := v.record(m); err != nil {
		return err
	}
	for _, signature := range m.GetSignatures() {
		v.signature(m, signature)
	}
	v.chain(m, events)
	return nil
}

// record writes the terms again from the record as it stands, and compares them line by
// line with the text. A line that an amendment corrected says otherwise by right. The
// calendar of payments is the law's: under another digest it is not ours to compare.
func (v *verifier) record(m *contractv1.Contract) error {
	if m.GetTerms() == "" {
		v.add("terms/record", contract.TermsNotKept(m.GetImportedReference()))
		return nil
	}
	lines, err := terms(v.law, m)
	if err != nil {
		return err
	}
	var differ, corrected []string
	written := split(m.GetTerms())
	again := split(text(lines))
	for _, name := range names(written, again) {
		otherLaw := m.GetLawDigest() != v.law.Digest() && strings.HasPrefix(name, "calendar.")
		switch {
		case written[name] == again[name] || otherLaw:
		case correctedFrom(m, name) && oneLine(firstOf(m, name)) == written[name]:
			corrected = append(corrected, name)
		default:
			differ = append(differ, name)
		}
	}
	v.add("terms/record", contract.TermsOfRecord(differ, corrected))
	return nil
}

// split is the lines by name; the line that names the form stands under the empty name,
// and so does one that is no "name: value".
func split(terms string) map[string]string {
	lines := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSuffix(terms, "\n"), "\n") {
		name, value, ok := strings.Cut(line, ": ")
		if !ok {
			name, value = "", lines[""]+line
		}
		lines[name] += value
	}
	return lines
}

// names are the names in either of two texts, sorted.
func names(a, b map[string]string) []string {
	var all []string
	for _, lines := range []map[string]string{a, b} {
		for name := range lines {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	slices.Sort(all)
	return all
}

// correctedFrom reports whether an amendment corrected the field.
func correctedFrom(m *contractv1.Contract, field string) bool {
	return slices.ContainsFunc(m.GetAmendments(), func(a *contractv1.Amendment) bool { return a.GetCorrection().GetField() == field })
}

// firstOf is what a corrected field was before its first correction: what was signed.
func firstOf(m *contractv1.Contract, field string) string {
	for _, a := range m.GetAmendments() {
		if a.GetCorrection().GetField() == field {
			return a.GetCorrection().GetBefore()
		}
	}
	return ""
}

// signature checks one signature against the terms, and its proof anew.
func (v *verifier) signature(m *contractv1.Contract, g *contractv1.Signature) {
	subject := "signature/" + g.GetParty().String()
	switch {
	case g.GetTermsHash() == "" && m.GetTerms() == "":
		v.add(subject, contract.SignedWithoutTerms())
	case g.GetTermsHash() != hashOf(m.GetTerms()):
		v.add(subject, contract.SignedOtherTerms(g.GetTermsHash(), hashOf(m.GetTerms())))
	case g.GetProof() == nil:
		v.add(subject, contract.SignedTerms(false))
	case !proves(g.GetProof(), m.GetTerms()):
		v.add(subject, contract.ProofFails())
	default:
		v.add(subject, contract.SignedTerms(true))
	}
}

// chain checks the events of the contract: one for each revision, each with its own hash.
// A contract that was offered before there was a chain has its first ones outside it.
func (v *verifier) chain(m *contractv1.Contract, events []*storev1.AuditEvent) {
	const subject = "events/chain"
	next := int64(1)
	if len(events) > 0 && m.GetTerms() == "" && m.GetImportedReference() == "" {
		next = events[0].GetRevision()
	}
	outside := next - 1
	if len(events) == 0 && m.GetTerms() == "" && m.GetImportedReference() == "" {
		outside, next = m.GetRevisions(), m.GetRevisions()+1
	}
	for _, e := range events {
		if e.GetRevision() != next {
			v.add(subject, contract.RevisionMissing(next, e.GetRevision()))
			return
		}
		if e.GetHash() != table.HashOf(e) {
			v.add(subject, contract.RevisionChanged(next, e.GetSequence()))
			return
		}
		next++
	}
	if next-1 != m.GetRevisions() {
		v.add(subject, contract.RevisionsDiffer(next-1, m.GetRevisions()))
		return
	}
	v.add(subject, contract.RevisionsFit(m.GetRevisions(), outside))
}
