package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

// pageOfContracts is how many contracts are asked for at once; the contract service
// gives fewer where they are large.
const pageOfContracts = 500

// pageOfDigests is how many digests are asked for at once.
const pageOfDigests = 1000

// contract fetches one contract.
func (s *Server) contract(ctx context.Context, id string) (*contractv1.Contract, error) {
	resp, err := s.contracts.GetContract(ctx, &contractv1.GetContractRequest{ContractId: id})
	if err != nil {
		return nil, err
	}
	return resp.GetContract(), nil
}

// factsOfFund gives the facts of today of every contract of a fund, oldest first. Those
// that were read before and have not changed since are not fetched again.
func (s *Server) factsOfFund(ctx context.Context, fund string) ([]payment.Facts, error) {
	before, err := s.digestsOfFund(ctx, fund)
	if err != nil {
		return nil, err
	}
	if all, complete := s.known.of(before); complete {
		return all, nil
	}
	all, err := s.pagesOfFund(ctx, fund)
	if err != nil {
		return nil, err
	}
	after, err := s.digestsOfFund(ctx, fund)
	if err != nil {
		return nil, err
	}
	s.known.learn(all, before, after)
	facts := make([]payment.Facts, len(all))
	for i, c := range all {
		facts[i] = c.facts
	}
	return facts, nil
}

// pagesOfFund fetches every contract of a fund.
func (s *Server) pagesOfFund(ctx context.Context, fund string) ([]contractFacts, error) {
	var all []contractFacts
	req := &contractv1.ListContractsRequest{FundCode: fund, PageSize: pageOfContracts}
	for {
		resp, err := s.contracts.ListContracts(ctx, req)
		if err != nil {
			return nil, err
		}
		for _, c := range resp.GetContracts() {
			f, err := s.facts(c)
			if err != nil {
				return nil, err
			}
			all = append(all, contractFacts{id: c.GetId(), facts: f})
		}
		if req.PageToken = resp.GetNextPageToken(); req.PageToken == "" {
			return all, nil
		}
	}
}

// digestsOfFund asks which contracts a fund has, and what each is like.
func (s *Server) digestsOfFund(ctx context.Context, fund string) ([]*contractv1.ContractDigest, error) {
	var all []*contractv1.ContractDigest
	req := &contractv1.ListContractDigestsRequest{FundCode: fund, PageSize: pageOfDigests}
	for {
		resp, err := s.contracts.ListContractDigests(ctx, req)
		if err != nil {
			return nil, err
		}
		all = append(all, resp.GetDigests()...)
		if req.PageToken = resp.GetNextPageToken(); req.PageToken == "" {
			return all, nil
		}
	}
}

// fewContracts is up to how many contracts of a run are fetched one by one; a run of more
// is most of its fund, whose pages are fewer calls.
const fewContracts = 64

// atOnce is how many contracts are fetched at the same time.
const atOnce = 8

// factsOfRun fetches the facts of today of the contracts in a run. A run that cannot be
// dispatched is refused before anybody is asked.
func (s *Server) factsOfRun(ctx context.Context, runID string) (map[string]payment.Facts, error) {
	var run *paymentv1.Run
	err := s.store.DB().View(ctx, func(tx *table.Tx) (err error) {
		if run, err = s.run(tx, runID); err != nil {
			return err
		}
		return can(run, payment.Dispatch)
	})
	if err != nil {
		return nil, err
	}
	facts := map[string]payment.Facts{}
	var ids []string
	for _, line := range run.GetLines() {
		if id := line.GetDue().GetContractId(); len(ids) == 0 || ids[len(ids)-1] != id {
			ids = append(ids, id)
		}
	}
	if len(ids) <= fewContracts {
		return facts, s.factsOfEach(ctx, ids, facts)
	}
	all, err := s.factsOfFund(ctx, run.GetFundCode())
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	for _, f := range all {
		if _, wanted := slices.BinarySearch(ids, f.ContractID); wanted {
			facts[f.ContractID] = f
		}
	}
	return facts, nil
}

// factsOfEach fetches contracts, several at the same time. One that is not there any more
// has no facts: nothing is owed under it.
func (s *Server) factsOfEach(ctx context.Context, ids []string, into map[string]payment.Facts) error {
	var mu sync.Mutex // guards into
	calls, ctx := errgroup.WithContext(ctx)
	calls.SetLimit(atOnce)
	for _, id := range ids {
		calls.Go(func() error {
			c, err := s.contract(ctx, id)
			if fault.Is(err, "CONTRACT_NOT_FOUND") {
				return nil
			}
			if err != nil {
				return err
			}
			f, err := s.facts(c)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			into[id] = f
			return nil
		})
	}
	return calls.Wait()
}

// facts reads what the dues depend on out of a contract. A contract that does not make
// sense is our fault, not the caller's.
func (s *Server) facts(c *contractv1.Contract) (payment.Facts, error) {
	text, ok := s.governing(c)
	if !ok {
		return payment.Facts{}, fault.Refused("LAW_DIFFERS", c.GetId(),
			fmt.Sprintf("contract %s is governed by the text %q, which this service does not know; start a service with the same law", c.GetId(), c.GetTextId()),
			"text_id", c.GetTextId())
	}
	var r reading
	f := payment.Facts{
		FirstYear: int(c.GetFirstContractYear()), Goals: wire.Goals(c.GetObjectives()),
		ContractID: c.GetId(), RPPS: c.GetDoctor().GetRpps(), Text: text, Option: wire.OptionOf(c.GetOption()), Bands: wire.Bands(c),
		Signed: r.date(c.GetSignatureDate()), End: r.dateIfSet(c.GetEndDate()), BothSigned: bothSigned(c.GetState()),
		Imported: c.GetImportedReference() != "",
	}
	for _, a := range c.GetAmendments() {
		if o := a.GetOptionChange(); o != nil {
			f.Changes = append(f.Changes, payment.Change{
				FromYear: int(o.GetFromContractYear()), Option: wire.OptionOf(o.GetOption()), Goals: wire.Goals(o.GetObjectives()),
			})
		}
	}
	for _, m := range c.GetMeasures() {
		if m.GetReplacedByNumber() != 0 {
			continue
		}
		measure := payment.Measure{On: r.date(m.GetMeasuredOnDate())}
		for _, n := range m.GetCounts() {
			measure.Counts = append(measure.Counts, law.Count{Indicator: wire.IndicatorOf(n.GetIndicator()), Patients: int(n.GetPatients())})
		}
		f.Measures = append(f.Measures, measure)
	}
	for _, e := range c.GetAssistants() {
		f.Employments = append(f.Employments, payment.Employment{
			Start: r.date(e.GetStartDate()), End: r.dateIfSet(e.GetEndDate()), Reached: wire.OptionOf(e.GetOptionReached()), Cite: citation(e.GetCitation()),
		})
	}
	for _, p := range c.GetSuspensions() {
		f.Pauses = append(f.Pauses, law.Pause{From: r.date(p.GetFromDate()), Until: r.dateIfSet(p.GetUntilDate())})
	}
	switch g := c.GetCollective(); {
	case g == nil && (len(f.Bands) == 0 || f.Option == 0):
		r.wrong = append(r.wrong, errors.New("it has no band or no option"))
	case g != nil && (g.GetEtpThousandths() < 1 || g.GetDurationYears() < 1):
		r.wrong = append(r.wrong, errors.New("it has no ETP or no duration"))
	case g != nil:
		f.Group = &payment.Group{Aid: s.law.CollectiveAid(), ETP: int(g.GetEtpThousandths()), DurationYears: int(g.GetDurationYears())}
	}
	if err := errors.Join(r.wrong...); err != nil {
		return payment.Facts{}, fmt.Errorf("contract %s cannot be read: %w", c.GetId(), err)
	}
	return f, nil
}

// governing is the text that governs a contract; of a collective one that beside which its
// aid stands. False for one that we do not know.
func (s *Server) governing(c *contractv1.Contract) (*law.Text, bool) {
	if aid := s.law.CollectiveAid(); c.GetCollective() != nil && c.GetTextId() == aid.ID {
		return s.law.Text(aid.Beside)
	}
	return s.law.Text(c.GetTextId())
}

// withPast are the facts of a contract with what this service itself knows of it: whether
// what was paid before it came here is stated and verified.
func (s *Server) withPast(tx *table.Tx, f payment.Facts) (payment.Facts, error) {
	if !f.Imported {
		return f, nil
	}
	var err error
	_, f.PastStated, err = s.store.VerifiedPast(tx, f.ContractID)
	return f, err
}

// bothSigned reports whether the contract is past signing.
func bothSigned(s contractv1.State) bool {
	switch s {
	case contractv1.State_STATE_ACTIVE, contractv1.State_STATE_SUSPENDED, contractv1.State_STATE_NOTICE_GIVEN, contractv1.State_STATE_ENDED:
		return true
	}
	return false
}

// reading reads the dates of a contract and collects what is wrong with them.
type reading struct{ wrong []error }

func (r *reading) date(s string) civil.Date {
	d, err := civil.Parse(s)
	if err != nil {
		r.wrong = append(r.wrong, err)
	}
	return d
}

func (r *reading) dateIfSet(s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	return r.date(s)
}

// citation reads a citation of an upstream.
func citation(c *lawv1.Citation) law.Citation {
	return law.Citation{
		TextID: c.GetTextId(), Cell: c.GetCell(), Value: c.GetValue(), Certainty: wire.CertaintyOf(c.GetCertainty()),
		Source: c.GetSource(), URL: c.GetUrl(), Note: spoken(c.GetNote()), SettledBy: spoken(c.GetSettledBy()),
	}
}

func spoken(p *lawv1.Phrase) law.Phrase { return law.Phrase{FR: p.GetFr(), EN: p.GetEn()} }
