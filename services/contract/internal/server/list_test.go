package server_test

import (
	"fmt"
	"slices"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

// pages reads a list page by page and gives the ids in order.
func (w *world) pages(req *contractv1.ListContractsRequest) []string {
	w.t.Helper()
	var ids []string
	for {
		resp, err := w.contracts.ListContracts(w.ctx(), req)
		if err != nil {
			w.t.Fatal(err)
		}
		if size := int(req.GetPageSize()); size > 0 && len(resp.GetContracts()) > size {
			w.t.Fatalf("a page of %d contracts, want at most %d", len(resp.GetContracts()), size)
		}
		for _, c := range resp.GetContracts() {
			ids = append(ids, c.GetId())
		}
		if req.PageToken = resp.GetNextPageToken(); req.GetPageToken() == "" {
			return ids
		}
	}
}

func TestPagesAddUpToTheWholeListOldestFirst(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	const contracts = 9
	all := make([]string, 0, contracts)
	var lyon, signed []string
	for i := range contracts {
		app := doctor(signedOn)
		if i%3 == 0 {
			app.FundCode = "691"
		}
		id := w.offer(app, declared()...).GetId()
		all = append(all, id)
		if i%3 == 0 {
			lyon = append(lyon, id)
		}
		if i%2 == 0 {
			w.done(w.sign(id, byFund, signedOn))
			signed = append(signed, id)
		}
	}
	both := slices.DeleteFunc(slices.Clone(lyon), func(id string) bool { return !slices.Contains(signed, id) })
	fund := contractv1.State_STATE_SIGNED_BY_FUND
	cases := map[string]struct {
		fund   string
		states []contractv1.State
		want   []string
	}{
		"all":                    {"", nil, all},
		"of a fund":              {"691", nil, lyon},
		"in a state":             {"", []contractv1.State{fund}, signed},
		"of a fund, in a state":  {"691", []contractv1.State{fund, contractv1.State_STATE_ENDED}, both},
		"in every state by name": {"", []contractv1.State{fund, contractv1.State_STATE_OFFERED}, all},
		"of a fund without any":  {"999", nil, nil},
	}
	for name, tc := range cases {
		for size := range int32(contracts + 2) {
			t.Run(fmt.Sprintf("%s/%d", name, size), func(t *testing.T) {
				got := w.pages(&contractv1.ListContractsRequest{FundCode: tc.fund, States: tc.states, PageSize: size})
				if !slices.Equal(got, tc.want) {
					t.Errorf("got %v, want %v", got, tc.want)
				}
			})
		}
	}
}

func TestTheDigestOfAContractChangesWithItAndWithNothingElse(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	first, second := w.offer(doctor(signedOn), declared()...).GetId(), w.offer(doctor(signedOn), declared()...).GetId()
	digests := func(size int32) map[string]string {
		said := map[string]string{}
		req := &contractv1.ListContractDigestsRequest{FundCode: "751", PageSize: size}
		for {
			resp, err := w.contracts.ListContractDigests(w.ctx(), req)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range resp.GetDigests() {
				said[d.GetContractId()] = fmt.Sprintf("%x", d.GetDigest())
			}
			if req.PageToken = resp.GetNextPageToken(); req.GetPageToken() == "" {
				return said
			}
		}
	}
	before := digests(0)
	if len(before) != 2 || before[first] == before[second] || len(before[first]) != 64 {
		t.Fatalf("digests %v, want one of 32 bytes for each of the contracts %s and %s", before, first, second)
	}
	w.done(w.sign(first, byFund, signedOn))
	after := digests(1)
	if after[first] == before[first] || after[second] != before[second] {
		t.Errorf("after a signature of %s: %v, before %v", first, after, before)
	}
	_, err := w.contracts.ListContractDigests(w.ctx(), &contractv1.ListContractDigestsRequest{PageSize: -1})
	violated(t, err, "fund_code", "page_size")
}

func TestAPageTokenGoesOnlyWithItsFilter(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for range 3 {
		w.offer(doctor(signedOn), declared()...)
	}
	const offered, ended = contractv1.State_STATE_OFFERED, contractv1.State_STATE_ENDED
	first, err := w.contracts.ListContracts(w.ctx(), &contractv1.ListContractsRequest{States: []contractv1.State{offered, ended}, PageSize: 1})
	if err != nil || first.GetNextPageToken() == "" {
		t.Fatalf("got %v, %v, want a next page", first, err)
	}
	second := func(fund string, states ...contractv1.State) error {
		_, err := w.contracts.ListContracts(w.ctx(), &contractv1.ListContractsRequest{FundCode: fund, States: states, PageToken: first.GetNextPageToken()})
		return err
	}
	if err := second("", ended, offered, ended); err != nil {
		t.Errorf("the same states in another order: %v", err)
	}
	refused(t, second("", offered), fault.Invalid, fault.ReasonInvalidRequest, "page_token")
	refused(t, second("751", offered, ended), fault.Invalid, fault.ReasonInvalidRequest, "page_token")
}
