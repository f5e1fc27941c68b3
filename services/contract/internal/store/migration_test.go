package store_test

import (
	"os"
	"path/filepath"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/table"
)

// testdata/v1.db was written by the program of version 1: four doctors, of whom one's
// contract is suspended, one's has ended and one's was never signed.
func TestAFileOfVersionOneIsOpenedWithItsIndexes(t *testing.T) {
	kept, err := os.ReadFile("testdata/v1.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "contract.db")
	if err := os.WriteFile(path, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.DB().Check(t.Context()); err != nil {
		t.Error(err)
	}
	states := map[contractv1.State]int{}
	err = s.DB().View(t.Context(), func(tx *table.Tx) error {
		return s.Each(tx, func(c *contractv1.Contract) (bool, error) {
			states[c.GetState()]++
			own, err := s.OfDoctor(tx, c.GetDoctor().GetRpps())
			if err != nil || len(own) != 1 || own[0].GetId() != c.GetId() || c.GetFirstContractYear() != 1 {
				t.Errorf("contract %s: its doctor has %v, %v, and its first year is %d", c.GetId(), own, err, c.GetFirstContractYear())
			}
			for i, m := range c.GetMeasures() {
				if m.GetNumber() != int32(i+1) {
					t.Errorf("measure %d has number %d", i+1, m.GetNumber())
				}
			}
			return true, nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if states[contractv1.State_STATE_SUSPENDED] != 1 || states[contractv1.State_STATE_ENDED] != 1 || states[contractv1.State_STATE_ACTIVE] != 1 || states[contractv1.State_STATE_OFFERED] != 1 {
		t.Errorf("the states are %v, want one of each", states)
	}
}
