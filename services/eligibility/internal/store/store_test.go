package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/eligibility/internal/store"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

// opened opens a new store, and proves it sound at the end of the test.
func opened(t *testing.T) *store.Store {
	t.Helper()
	kept, err := store.Open(filepath.Join(t.TempDir(), "eligibility.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(kept.DB().Check(context.Background()), kept.Close()); err != nil {
			t.Errorf("the store after the test: %v", err)
		}
	})
	return kept
}

func insert(t *testing.T, s *store.Store, fund, id string) error {
	t.Helper()
	return s.DB().Update(t.Context(), func(tx *table.Tx) error {
		return s.Insert(tx, &eligibilityv1.Assessment{Id: id, Application: &eligibilityv1.Application{FundCode: fund}})
	})
}

func TestAnAssessmentIsReadAsItWasInserted(t *testing.T) {
	s := opened(t)
	want := &eligibilityv1.Assessment{Id: "asm_1", Application: &eligibilityv1.Application{FundCode: "751"}, Verdict: eligibilityv1.Verdict_VERDICT_ELIGIBLE}
	if err := s.DB().Update(t.Context(), func(tx *table.Tx) error { return s.Insert(tx, want) }); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(t.Context(), "asm_1"); err != nil || !proto.Equal(got, want) {
		t.Errorf("read %v, %v", got, err)
	}
	if got, err := s.Get(t.Context(), "asm_2"); !fault.Is(err, "ASSESSMENT_NOT_FOUND") {
		t.Errorf("an id that is not there gave %v, %v", got, err)
	}
}

func TestAnAssessmentIsNeverReplaced(t *testing.T) {
	s := opened(t)
	if err := insert(t, s, "751", "asm_1"); err != nil {
		t.Fatal(err)
	}
	if err := insert(t, s, "131", "asm_1"); !errors.Is(err, table.ErrExists) {
		t.Errorf("a second assessment under the same id: %v, want %v", err, table.ErrExists)
	}
	if page, _, err := s.List(t.Context(), "131", 0, ""); err != nil || len(page) != 0 {
		t.Errorf("the refused assessment left %d rows in the index (%v)", len(page), err)
	}
}

func TestTheListOfAFundIsThoseOfItsAssessmentsInOrder(t *testing.T) {
	s := opened(t)
	next, want := 0, map[string][]string{"75": nil} // the beginning of a code is no code
	rapid.Check(t, func(r *rapid.T) {
		fund := rapid.SampledFrom([]string{"751", "752", "75A", "131"}).Draw(r, "fund")
		next++
		id := fmt.Sprintf("asm_%06d", next)
		if err := insert(t, s, fund, id); err != nil {
			r.Fatal(err)
		}
		want[fund], want[""] = append(want[fund], id), append(want[""], id)
		size := rapid.IntRange(1, 40).Draw(r, "page size")
		for code, ids := range want {
			if got := all(t, s, code, size); !slices.Equal(got, ids) {
				r.Fatalf("fund %q by pages of %d: %q, want %q", code, size, got, ids)
			}
		}
	})
}

// all follows the pages of a fund to the end.
func all(t *testing.T, s *store.Store, fund string, size int) (ids []string) {
	t.Helper()
	for token := ""; ; {
		page, next, err := s.List(t.Context(), fund, size, token)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range page {
			ids = append(ids, a.GetId())
		}
		if token = next; token == "" {
			return ids
		}
	}
}

func TestAPageOfLargeAssessmentsIsShorter(t *testing.T) {
	s := opened(t)
	large := strings.Repeat("x", 1<<20)
	for i := range 7 {
		a := &eligibilityv1.Assessment{Id: fmt.Sprintf("asm_%d", i), LawDigest: large, Application: &eligibilityv1.Application{FundCode: "751"}}
		if err := s.DB().Update(t.Context(), func(tx *table.Tx) error { return s.Insert(tx, a) }); err != nil {
			t.Fatal(err)
		}
	}
	page, next, err := s.List(t.Context(), "751", 0, "")
	if err != nil || len(page) == 0 || len(page) > 3 || next == "" {
		t.Errorf("a page of %d MiB, next %q, %v; want 1 to 3 MiB and a next page", len(page), next, err)
	}
	if got := all(t, s, "751", 0); len(got) != 7 {
		t.Errorf("%d assessments in all pages, want 7", len(got))
	}
}

func TestASecondOpenOfAFileFailsAndNamesIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "eligibility.db")
	first, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := store.Open(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a second open gave %v, %v; want an error that names %s", second, err, path)
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
}

// The file of version 1 was written by the program of that time, and is kept as it is
// for ever: two assessments of the fund 751.
func TestAFileOfVersion1IsMigratedAndKeepsItsAssessments(t *testing.T) {
	file, err := os.ReadFile("testdata/v1.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "eligibility.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second opening finds it migrated
		s, err := store.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		page, _, err := s.List(t.Context(), "751", 10, "")
		if err != nil || len(page) != 2 || page[0].GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE || page[1].GetVerdict() != eligibilityv1.Verdict_VERDICT_NOT_ELIGIBLE {
			t.Errorf("%d assessments, %v; want an eligible one and one that is not", len(page), err)
		}
		if err := errors.Join(s.DB().Check(t.Context()), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestALawIsKeptOnceAndReadByItsEdition(t *testing.T) {
	s := opened(t)
	want := &storev1.LawRecord{Edition: "e1", Digest: "d1", Files: []*storev1.LawFile{{Name: "texts/a.yaml", Content: []byte("id: a")}}}
	for range 2 {
		if err := s.KeepLaw(t.Context(), want); err != nil {
			t.Fatal(err)
		}
	}
	if got, found, err := s.Law(t.Context(), "e1"); err != nil || !found || !proto.Equal(got, want) {
		t.Errorf("read %v, found %t, %v", got, found, err)
	}
	if _, found, err := s.Law(t.Context(), "e2"); err != nil || found {
		t.Errorf("an edition that was not kept: found %t, %v", found, err)
	}
}
