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

// Check proves that the file is sound and that every index row has its contract, both
// ways.
func (s *Store) Check(ctx context.Context) error { return s.db.Check(ctx) }

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

// Page is a part of a list.
type Page struct {
	Size  int    // 0 means 50, at most 1000
	Token string // of the page before; empty for the first
}

// pageBytes bounds a page, so that an answer stays well under the four megabytes that
// gRPC clients accept.
const pageBytes = 2 << 20

// List gives a page of contracts, oldest first, and the token of the next one. A page
// holds fewer contracts than asked for where more would be too large for one answer.
func (s *Store) List(ctx context.Context, f Filter, p Page) (list []*contractv1.Contract, next string, err error) {
	err = s.db.View(ctx, func(tx *table.Tx) error {
		list, next, err = s.page(tx, f, p)
		if fits := fitting(list); err == nil && fits < len(list) {
			list, next, err = s.page(tx, f, Page{Size: fits, Token: p.Token})
		}
		return err
	})
	return list, next, err
}

// page reads one page, whatever its size in bytes.
func (s *Store) page(tx *table.Tx, f Filter, p Page) ([]*contractv1.Contract, string, error) {
	q := table.Query{Size: p.Size, Token: p.Token, Filter: f.canonical(), Keep: f.keeps}
	if f.FundCode == "" {
		return s.contracts.Page(tx, q)
	}
	q.Prefix = f.FundCode + "/"
	return table.PageBy(tx, s.byFund, s.contracts, q)
}

// fitting is how many of the contracts fit into one page; the first always does.
func fitting(list []*contractv1.Contract) int {
	size := 0
	for i, c := range list {
		if size += proto.Size(c); size > pageBytes && i > 0 {
			return i
		}
	}
	return len(list)
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
