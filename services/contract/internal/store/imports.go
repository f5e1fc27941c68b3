package store

import (
	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
)

// imports is what imported lines said, by fund and reference.
func imports() table.Table[*storev1.ImportRecord] {
	return table.New[*storev1.ImportRecord](importsTable)
}

// ImportedLine is what was imported under the fund's own reference, and whether
// anything was.
func (s *Store) ImportedLine(tx *table.Tx, fund, reference string) (*storev1.ImportRecord, bool, error) {
	return imports().Get(tx, fund+"/"+reference)
}

// InsertImported keeps an imported contract and the hash of the line it came from.
func (s *Store) InsertImported(tx *table.Tx, c *contractv1.Contract, lineHash string) error {
	if err := s.Insert(tx, c); err != nil {
		return err
	}
	return imports().Insert(tx, c.GetFundCode()+"/"+c.GetImportedReference(), &storev1.ImportRecord{ContractId: c.GetId(), LineHash: lineHash})
}
