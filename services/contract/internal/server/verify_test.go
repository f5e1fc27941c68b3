package server_test

import (
	"context"
	"path/filepath"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/contract/internal/server"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
)

func (w *world) verify(id string) *contractv1.VerifyContractResponse {
	w.t.Helper()
	resp, err := w.contracts.VerifyContract(w.ctx(), &contractv1.VerifyContractRequest{ContractId: id})
	if err != nil {
		w.t.Fatal(err)
	}
	return resp
}

// valid fails the test unless everything of the contract fits.
func (w *world) valid(id string) {
	w.t.Helper()
	resp := w.verify(id)
	for _, item := range resp.GetItems() {
		if !item.GetValid() || item.GetExplanation().GetFr() == "" {
			w.t.Errorf("%s: %s: %v", id, item.GetSubject(), item.GetExplanation())
		}
	}
	if !resp.GetValid() || len(resp.GetItems()) < 3 {
		w.t.Errorf("%s: valid %v with %d items", id, resp.GetValid(), len(resp.GetItems()))
	}
}

func TestWhatIsTamperedWithIsFoundAndNamed(t *testing.T) {
	record := func(change func(*contractv1.Contract)) func(*store.Store, *table.Tx, string) error {
		return func(s *store.Store, tx *table.Tx, id string) error {
			m, _, err := s.Get(tx, id)
			if err != nil {
				return err
			}
			change(m)
			return s.Update(tx, m)
		}
	}
	event := func(change func(*storev1.AuditEvent)) func(*store.Store, *table.Tx, string) error {
		return func(_ *store.Store, tx *table.Tx, _ string) error {
			const second = "00000000000000000002"
			events := table.New[*storev1.AuditEvent]("events")
			e, _, err := events.Get(tx, second)
			if err != nil {
				return err
			}
			change(e)
			return events.Update(tx, second, e)
		}
	}
	cases := map[string]struct {
		tamper func(*store.Store, *table.Tx, string) error
		fails  []string
	}{
		"nothing":            {record(func(*contractv1.Contract) {}), nil},
		"the terms":          {record(func(m *contractv1.Contract) { m.Terms += "bonus: 1\n" }), []string{"terms/hash", "terms/record", "signature/PARTY_DOCTOR", "signature/PARTY_FUND"}},
		"the hash":           {record(func(m *contractv1.Contract) { m.TermsHash = "00" }), []string{"terms/hash"}},
		"an objective":       {record(func(m *contractv1.Contract) { m.Objectives[0].ToGain = 1 }), []string{"terms/record"}},
		"the option":         {record(func(m *contractv1.Contract) { m.Option = 2 }), []string{"terms/record"}},
		"the first year":     {record(func(m *contractv1.Contract) { m.FirstContractYear = 3 }), []string{"terms/record"}},
		"a number, silently": {record(func(m *contractv1.Contract) { m.Doctor.AmNumber = "751000009" }), []string{"terms/record"}},
		"a number that an amendment corrected": {record(func(m *contractv1.Contract) {
			m.Amendments = []*contractv1.Amendment{{Correction: &contractv1.Correction{Field: "doctor.am_number", Before: "751000001", After: "751000009"}}}
			m.Doctor.AmNumber = "751000009"
		}), nil},
		"a correction that hides what was signed": {record(func(m *contractv1.Contract) {
			m.Amendments = []*contractv1.Amendment{{Correction: &contractv1.Correction{Field: "doctor.am_number", Before: "751000005", After: "751000009"}}}
			m.Doctor.AmNumber = "751000009"
		}), []string{"terms/record"}},
		"a signed hash": {record(func(m *contractv1.Contract) { m.Signatures[1].TermsHash = "00" }), []string{"signature/PARTY_FUND"}},
		"a proof":       {record(func(m *contractv1.Contract) { m.Signatures[0].Proof.Signature[5]++ }), []string{"signature/PARTY_DOCTOR"}},
		"a key":         {record(func(m *contractv1.Contract) { m.Signatures[0].Proof.PublicKey = nil }), []string{"signature/PARTY_DOCTOR"}},
		"the revision":  {record(func(m *contractv1.Contract) { m.Revisions = 7 }), []string{"events/chain"}},
		"an event":      {event(func(e *storev1.AuditEvent) { e.Actor = "someone@751" }), []string{"events/chain"}},
		"the revision of an event": {event(func(e *storev1.AuditEvent) {
			e.Revision = 5
			e.Hash = table.HashOf(e)
		}), []string{"events/chain"}},
		"a contract from before terms were kept": {record(func(m *contractv1.Contract) {
			m.Terms, m.TermsHash = "", ""
			for _, g := range m.Signatures {
				g.TermsHash, g.Proof = "", nil
			}
		}), nil},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "contract.db")
			w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
			c := w.offer(doctor(signedOn), declared()...)
			req := w.signing(c)
			req.Proof = proof(3, c.GetTerms())
			if _, err := w.contracts.SignContract(w.ctx(), req); err != nil {
				t.Fatal(err)
			}
			w.done(w.sign(c.GetId(), byFund, signedOn))
			w.running.Stop()
			tamper(t, path, func(s *store.Store, tx *table.Tx) error { return tc.tamper(s, tx, c.GetId()) })
			unchecked := servetest.Start(t, "contract", blind, servetest.Options{
				Settings: map[string]string{"ASSISTMED_STORE": path}, Upstreams: map[string]*servetest.Running{"ELIGIBILITY_ADDR": w.upstream},
			})
			w.contracts = contractv1.NewContractServiceClient(unchecked.Conn)
			resp := w.verify(c.GetId())
			var failed []string
			for _, item := range resp.GetItems() {
				if !item.GetValid() {
					failed = append(failed, item.GetSubject())
				}
			}
			if !sameSet(failed, tc.fails) || resp.GetValid() != (len(tc.fails) == 0) || len(resp.GetItems()) != 5 {
				t.Errorf("these fail: %v, want %v, in %v", failed, tc.fails, resp.GetItems())
			}
		})
	}
}

// blind opens the service without the proof of its store that every test ends with: what
// was tampered with would fail it.
func blind(ctx context.Context, env *serve.Env) (serve.Service, error) {
	s, err := server.Open(ctx, env)
	return struct{ serve.Service }{s}, err
}

// tamper changes the file behind the service's back.
func tamper(t *testing.T, path string, change func(*store.Store, *table.Tx) error) {
	t.Helper()
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DB().Update(context.Background(), func(tx *table.Tx) error { return change(s, tx) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func sameSet(a, b []string) bool {
	seen := map[string]int{}
	for _, x := range a {
		seen[x]++
	}
	for _, x := range b {
		seen[x]--
	}
	for _, n := range seen {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestOnlyAContractThatExistsIsVerified(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	_, err := w.contracts.VerifyContract(w.ctx(), &contractv1.VerifyContractRequest{ContractId: "ctr_1"})
	violated(t, err, "contract_id")
	const nobody = "ctr_01JH0000000000000000000000"
	_, err = w.contracts.VerifyContract(w.ctx(), &contractv1.VerifyContractRequest{ContractId: nobody})
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND", nobody)
}
