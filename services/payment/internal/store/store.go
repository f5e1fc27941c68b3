// Package store keeps runs and payments on disk. The messages of the API are the
// records. Payments are only ever inserted: their key is contract, contract year and
// instalment, so a second payment of one due cannot be written.
package store

import (
	"context"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
)

// schema is everything in the file, beside the remembered requests and the audit
// trail, which every store has.
func schema() table.Schema {
	return table.Schema{
		Service: "payment",
		Version: 1,
		Tables: []table.Spec{
			{
				Name: paymentsTable, Key: "contract id/contract year/instalment", Message: (*paymentv1.Payment)(nil),
				Purpose: "the payments; the key makes a second payment of one due unwritable",
			},
			{
				Name: paymentsByFundIndex, Key: "fund code/payment key", Of: paymentsTable, Rows: paymentRows,
				Purpose: "the payments of one fund, by contract, year and instalment",
			},
			{
				Name: runsTable, Key: "run id (run_…, begins with time)", Message: (*paymentv1.Run)(nil),
				Purpose: "the runs as they stand", Ordered: true,
			},
			{
				Name: runsByFundIndex, Key: "fund code/run id", Of: runsTable, Rows: runRows,
				Purpose: "the runs of one fund, oldest first",
			},
			{
				Name: locksIndex, Key: "due key: contract id/contract year/instalment", Of: runsTable, Rows: lockRows,
				Purpose: "which open run holds a due; the key makes two of them impossible",
			},
		},
	}
}

const (
	paymentsTable       = "payments"
	paymentsByFundIndex = "payments_by_fund"
	runsTable           = "runs"
	runsByFundIndex     = "runs_by_fund"
	locksIndex          = "locks"
)

// paymentRows are the index rows of a payment.
func paymentRows(key string, m proto.Message) []string {
	return []string{m.(*paymentv1.Payment).GetFundCode() + "/" + key}
}

// runRows are the index rows of a run.
func runRows(key string, m proto.Message) []string {
	return []string{m.(*paymentv1.Run).GetFundCode() + "/" + key}
}

// lockRows are the dues that a run holds: its lines, as long as it is open or approved.
func lockRows(_ string, m proto.Message) []string {
	run := m.(*paymentv1.Run)
	if !payment.RunState(run.GetState()).Locks() {
		return nil
	}
	rows := make([]string, len(run.GetLines()))
	for i, line := range run.GetLines() {
		rows[i] = KeyOf(line.GetDue()).String()
	}
	return rows
}

// KeyOf is the key of a due.
func KeyOf(d *paymentv1.Due) payment.Key {
	return payment.Key{ContractID: d.GetContractId(), Year: int(d.GetContractYear()), Instalment: int(d.GetInstalment())}
}

// Store is the open file.
type Store struct {
	db             *table.DB
	payments       table.Table[*paymentv1.Payment]
	paymentsByFund table.Index
	runs           table.Table[*paymentv1.Run]
	runsByFund     table.Index
	locks          table.Index
}

// Open opens the store file, or creates it; the error names the file.
func Open(path string) (*Store, error) {
	db, err := table.Open(path, schema())
	if err != nil {
		return nil, err
	}
	return &Store{
		db:             db,
		payments:       table.New[*paymentv1.Payment](paymentsTable),
		paymentsByFund: table.NewIndex(paymentsByFundIndex),
		runs:           table.New[*paymentv1.Run](runsTable),
		runsByFund:     table.NewIndex(runsByFundIndex),
		locks:          table.NewIndex(locksIndex),
	}, nil
}

// DB is the file itself, for transactions that also remember the request.
func (s *Store) DB() *table.DB { return s.db }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Pay keeps a payment; table.ErrExists if its due was paid before.
func (s *Store) Pay(tx *table.Tx, p *paymentv1.Payment) error {
	if err := s.payments.Insert(tx, p.GetId(), p); err != nil {
		return err
	}
	for _, row := range paymentRows(p.GetId(), p) {
		if err := s.paymentsByFund.Put(tx, row, p.GetId()); err != nil {
			return err
		}
	}
	return nil
}

// Payment reads a payment, and whether there is one.
func (s *Store) Payment(tx *table.Tx, id string) (*paymentv1.Payment, bool, error) {
	return s.payments.Get(tx, id)
}

// Posted are the payments of one contract.
func (s *Store) Posted(tx *table.Tx, contractID string) (payment.Posted, error) {
	posted := payment.Posted{}
	if contractID == "" {
		return posted, nil
	}
	err := s.payments.Scan(tx, contractID+"/", func(_ string, p *paymentv1.Payment) (bool, error) {
		posted[KeyOf(p.GetDue())] += money.Cents(p.GetAmountCents())
		return true, nil
	})
	return posted, err
}

// InsertRun keeps a new run and locks its dues; table.ErrExists if another run holds
// one of them.
func (s *Store) InsertRun(tx *table.Tx, run *paymentv1.Run) error {
	if err := s.runs.Insert(tx, run.GetId(), run); err != nil {
		return err
	}
	for _, row := range runRows(run.GetId(), run) {
		if err := s.runsByFund.Put(tx, row, run.GetId()); err != nil {
			return err
		}
	}
	for _, row := range lockRows(run.GetId(), run) {
		if err := s.locks.Put(tx, row, run.GetId()); err != nil {
			return err
		}
	}
	return nil
}

// UpdateRun replaces a run and gives free the dues that it does not hold any more. A
// run never comes to hold more dues than when it was opened.
func (s *Store) UpdateRun(tx *table.Tx, run *paymentv1.Run) error {
	before, found, err := s.runs.Get(tx, run.GetId())
	if err != nil {
		return err
	}
	if !found {
		return table.ErrMissing
	}
	held := map[string]bool{}
	for _, row := range lockRows(run.GetId(), run) {
		held[row] = true
	}
	for _, row := range lockRows(run.GetId(), before) {
		if held[row] {
			continue
		}
		if err := s.locks.Remove(tx, row); err != nil {
			return err
		}
	}
	return s.runs.Update(tx, run.GetId(), run)
}

// Run reads a run, and whether there is one. It is the caller's own copy.
func (s *Store) Run(tx *table.Tx, id string) (*paymentv1.Run, bool, error) {
	return s.runs.Get(tx, id)
}

// Locked tells which run holds a due.
func (s *Store) Locked(tx *table.Tx, key payment.Key) (runID string, held bool, err error) {
	return s.locks.Get(tx, key.String())
}

// ListRuns gives a page of runs, oldest first, and the token of the next one. An empty
// fund means all.
func (s *Store) ListRuns(ctx context.Context, fund string, size int, token string) (list []*paymentv1.Run, next string, err error) {
	q := table.Query{Size: size, Token: token}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		if fund == "" {
			list, next, err = s.runs.Page(tx, q)
			return err
		}
		q.Prefix = fund + "/"
		list, next, err = table.PageBy(tx, s.runsByFund, s.runs, q)
		return err
	})
	return list, next, err
}

// Filter chooses payments: of a contract, of a fund, or all.
type Filter struct {
	ContractID string
	FundCode   string
}

// ListPayments gives a page of payments by contract, year and instalment, and the
// token of the next one.
func (s *Store) ListPayments(ctx context.Context, f Filter, size int, token string) (list []*paymentv1.Payment, next string, err error) {
	q := table.Query{Size: size, Token: token}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		switch {
		case f.ContractID != "":
			q.Prefix = f.ContractID + "/"
			list, next, err = s.payments.Page(tx, q)
		case f.FundCode != "":
			q.Prefix = f.FundCode + "/"
			list, next, err = table.PageBy(tx, s.paymentsByFund, s.payments, q)
		default:
			list, next, err = s.payments.Page(tx, q)
		}
		return err
	})
	return list, next, err
}
