// Package store keeps assessments. They are written once and never change.
package store

import (
	"context"

	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

const (
	assessmentsTable = "assessments"
	byFundIndex      = "assessments_by_fund"
	derogationsTable = "derogations"
	lawsTable        = "laws"
)

// schema is what the file holds, and its documentation.
func schema() table.Schema {
	return table.Schema{
		Service: "eligibility",
		Version: 2,
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
			{
				Name: derogationsTable, Key: "derogation id", Message: (*eligibilityv1.Derogation)(nil),
				Purpose: "every derogation that a fund granted; ids begin with time", Ordered: true,
			},
			{
				Name: lawsTable, Key: "edition of the law", Message: (*storev1.LawRecord)(nil),
				Purpose: "the files of every law that answers were made with, so that they can be computed again",
			},
		},
		Migrations: []table.Migration{{
			To: 2, Name: "derogations and laws get tables; the laws of older answers were not kept", Apply: func(*table.Tx) error { return nil },
		}},
	}
}

// Store is the file of the eligibility service.
type Store struct {
	db          *table.DB
	assessments table.Table[*eligibilityv1.Assessment]
	fund        table.Index
	derogations table.Table[*eligibilityv1.Derogation]
	laws        table.Table[*storev1.LawRecord]
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
		derogations: table.New[*eligibilityv1.Derogation](derogationsTable),
		laws:        table.New[*storev1.LawRecord](lawsTable),
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

// InsertDerogation keeps a derogation; its id must be new.
func (s *Store) InsertDerogation(tx *table.Tx, d *eligibilityv1.Derogation) error {
	return s.derogations.Insert(tx, d.GetId(), d)
}

// KeepLaw keeps the files of a law, unless its edition is there already.
func (s *Store) KeepLaw(ctx context.Context, l *storev1.LawRecord) error {
	if _, found, err := s.Law(ctx, l.GetEdition()); found || err != nil {
		return err
	}
	return s.db.Update(ctx, func(tx *table.Tx) error { return s.laws.Insert(tx, l.GetEdition(), l) })
}

// Law reads the files of an edition of the law; false when it was not kept.
func (s *Store) Law(ctx context.Context, edition string) (l *storev1.LawRecord, found bool, err error) {
	err = s.db.View(ctx, func(tx *table.Tx) error {
		l, found, err = s.laws.Get(tx, edition)
		return err
	})
	return l, found, err
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
