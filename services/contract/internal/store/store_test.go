package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/table"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "contract.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.DB().Check(context.Background()); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func insert(t *testing.T, s *store.Store, c *contractv1.Contract) error {
	t.Helper()
	return s.DB().Update(t.Context(), func(tx *table.Tx) error { return s.Insert(tx, c) })
}

func TestAPageNeverOutgrowsOneAnswer(t *testing.T) {
	s := open(t)
	const contracts, bytesEach = 12, 600 << 10
	for i := range contracts {
		c := &contractv1.Contract{
			Id: fmt.Sprintf("ctr_%02d", i), FundCode: "751",
			Objectives: []*contractv1.Objective{{DeclaredReason: strings.Repeat("x", bytesEach)}},
		}
		if err := insert(t, s, c); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for token := ""; ; {
		list, next, err := s.List(t.Context(), store.Filter{FundCode: "751"}, 1000, token)
		if err != nil {
			t.Fatal(err)
		}
		size := 0
		for _, c := range list {
			size += proto.Size(c)
			got = append(got, c.GetId())
		}
		if size > 2<<20 {
			t.Errorf("a page of %d bytes, want at most 2 MiB", size)
		}
		if token = next; next == "" {
			break
		}
	}
	if len(got) != contracts || got[0] != "ctr_00" || got[contracts-1] != "ctr_11" {
		t.Errorf("the pages hold %v, want all %d in order", got, contracts)
	}
}

func TestAContractLargerThanAPageIsStillGiven(t *testing.T) {
	s := open(t)
	large := &contractv1.Contract{Id: "ctr_1", FundCode: "751", Etag: strings.Repeat("x", 3<<20)}
	if err := insert(t, s, large); err != nil {
		t.Fatal(err)
	}
	list, next, err := s.List(t.Context(), store.Filter{}, 0, "")
	if err != nil || len(list) != 1 || next != "" {
		t.Errorf("%d contracts, next %q, %v, want the one", len(list), next, err)
	}
}

func TestAContractIsNeverInsertedTwiceNorUpdatedUnseen(t *testing.T) {
	s := open(t)
	c := &contractv1.Contract{Id: "ctr_1", FundCode: "751"}
	if err := insert(t, s, c); err != nil {
		t.Fatal(err)
	}
	if err := insert(t, s, c); err == nil {
		t.Error("a second insert of the same contract was accepted")
	}
	err := s.DB().Update(t.Context(), func(tx *table.Tx) error {
		return s.Update(tx, &contractv1.Contract{Id: "ctr_2", FundCode: "751"})
	})
	if err == nil {
		t.Error("an update of a contract that is not there was accepted")
	}
}
