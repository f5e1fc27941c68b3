// Package store keeps the contracts on disk. The message of the API is the record.
package store

import (
	"context"
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/table"
)

// schema is everything in the file, beside the remembered requests and the audit
// trail, which every store has.
func schema() table.Schema {
	return table.Schema{
		Service: "contract",
		Version: 1,
		Tables: []table.Spec{
			{
				Name: contractsTable, Key: "contract id (ctr_…, begins with time)", Message: (*contractv1.Contract)(nil),
				Purpose: "the contracts as they stand", Ordered: true,
			},
			{
				Name: byFundIndex, Key: "fund code/contract id", Of: contractsTable, Rows: rows,
				Purpose: "the contracts of one fund, oldest first",
			},
		},
	}
}

const (
	contractsTable = "contracts"
	byFundIndex    = "contracts_by_fund"
)

// rows are the index rows of a contract.
func rows(key string, m proto.Message) []string {
	return []string{m.(*contractv1.Contract).GetFundCode() + "/" + key}
}

// Store is the open file.
type Store struct {
	db        *table.DB
	contracts table.Table[*contractv1.Contract]
	byFund    table.Index
}

// Open opens the store file, or creates it; the error names the file.
func Open(path string) (*Store, error) {
	db, err := table.Open(path, schema())
	if err != nil {
		return nil, err
	}
	return &Store{db: db, contracts: table.New[*contractv1.Contract](contractsTable), byFund: table.NewIndex(byFundIndex)}, nil
}

// DB is the file itself, for transactions that also remember the request.
func (s *Store) DB() *table.DB { return s.db }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Insert keeps a new contract.
func (s *Store) Insert(tx *table.Tx, c *contractv1.Contract) error {
	if err := s.contracts.Insert(tx, c.GetId(), c); err != nil {
		return err
	}
	for _, row := range rows(c.GetId(), c) {
		if err := s.byFund.Put(tx, row, c.GetId()); err != nil {
			return err
		}
	}
	return nil
}

// Update replaces a contract. Its fund never changes, so the index stays as it is.
func (s *Store) Update(tx *table.Tx, c *contractv1.Contract) error {
	return s.contracts.Update(tx, c.GetId(), c)
}

// Get reads a contract, and whether there is one. It is the caller's own copy.
func (s *Store) Get(tx *table.Tx, id string) (*contractv1.Contract, bool, error) {
	return s.contracts.Get(tx, id)
}

// Filter chooses contracts.
type Filter struct {
	FundCode string             // empty means all
	States   []contractv1.State // none means all
}

// List gives a page of contracts, oldest first, and the token of the next one. A page
// holds fewer contracts than asked for where more would be too large for one answer.
func (s *Store) List(ctx context.Context, f Filter, size int, token string) (list []*contractv1.Contract, next string, err error) {
	q := table.Query{Size: size, Token: token, Filter: f.canonical(), Keep: f.keeps}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		if f.FundCode == "" {
			list, next, err = s.contracts.Page(tx, q)
			return err
		}
		q.Prefix = f.FundCode + "/"
		list, next, err = table.PageBy(tx, s.byFund, s.contracts, q)
		return err
	})
	return list, next, err
}

// canonical is the filter's states as a set: the same states in another order, or
// twice, are the same filter.
func (f Filter) canonical() string {
	states := slices.Clone(f.States)
	slices.Sort(states)
	return fmt.Sprint(slices.Compact(states))
}

// keeps reports whether a contract belongs to the list.
func (f Filter) keeps(m proto.Message) bool {
	return len(f.States) == 0 || slices.Contains(f.States, m.(*contractv1.Contract).GetState())
}
