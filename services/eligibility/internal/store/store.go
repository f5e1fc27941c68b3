// Package store keeps assessments. They are written once and never change.
package store

import (
	"context"

	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

const (
	assessmentsTable = "assessments"
	byFundIndex      = "assessments_by_fund"
)

// schema is what the file holds, and its documentation.
func schema() table.Schema {
	return table.Schema{
		Service: "eligibility",
		Version: 1,
		Tables: []table.Spec{
			{
				Name: assessmentsTable, Key: "assessment id", Message: (*eligibilityv1.Assessment)(nil),
				Purpose: "every assessment that was asked to be kept, as it was answered; ids begin with time", Ordered: true,
			},
			{
				Name: byFundIndex, Key: "fund code/assessment id", Of: assessmentsTable,
				Purpose: "the assessments of one fund, oldest first",
				Rows: func(_ string, m proto.Message) []string {
					return []string{byFund(m.(*eligibilityv1.Assessment))}
				},
			},
		},
	}
}

// Store is the file of the eligibility service.
type Store struct {
	db          *table.DB
	assessments table.Table[*eligibilityv1.Assessment]
	fund        table.Index
}

// Open opens the file, or makes it. A locked or damaged one is an error that names it.
func Open(path string) (*Store, error) {
	db, err := table.Open(path, schema())
	if err != nil {
		return nil, err
	}
	return &Store{
		db:          db,
		assessments: table.New[*eligibilityv1.Assessment](assessmentsTable),
		fund:        table.NewIndex(byFundIndex),
	}, nil
}

// DB is the file itself, for the transaction of a writing call.
func (s *Store) DB() *table.DB { return s.db }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Insert keeps an assessment and its index row; its id must be new.
func (s *Store) Insert(tx *table.Tx, a *eligibilityv1.Assessment) error {
	if err := s.assessments.Insert(tx, a.GetId(), a); err != nil {
		return err
	}
	return s.fund.Put(tx, byFund(a), a.GetId())
}

// byFund is the index key of an assessment.
func byFund(a *eligibilityv1.Assessment) string {
	return fundPrefix(a.GetApplication().GetFundCode()) + a.GetId()
}

func fundPrefix(code string) string { return code + "/" }

// Get reads an assessment; the fault ASSESSMENT_NOT_FOUND when there is none.
func (s *Store) Get(ctx context.Context, id string) (*eligibilityv1.Assessment, error) {
	var kept *eligibilityv1.Assessment
	err := s.db.View(ctx, func(tx *table.Tx) error {
		a, found, err := s.assessments.Get(tx, id)
		if err == nil && !found {
			err = fault.Missing("assessment", id)
		}
		kept = a
		return err
	})
	return kept, err
}

// List reads a page of assessments, oldest first; of one fund unless the code is
// empty. A page whose assessments are large is shorter than asked for.
func (s *Store) List(ctx context.Context, fundCode string, size int, token string) (page []*eligibilityv1.Assessment, next string, err error) {
	q := table.Query{Size: size, Token: token}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		if fundCode == "" {
			page, next, err = s.assessments.Page(tx, q)
			return err
		}
		q.Prefix = fundPrefix(fundCode)
		page, next, err = table.PageBy(tx, s.fund, s.assessments, q)
		return err
	})
	return page, next, err
}
