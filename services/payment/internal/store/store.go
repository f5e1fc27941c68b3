// Package store keeps runs, payments and the ledger on disk. The messages of the API are
// the records. Payments and transactions are only ever inserted; what changes of a
// payment is what the bank says of it. A payment's key is contract, contract year and
// instalment, with the number of the posting from the second one on, so a second payment
// of one posting cannot be written.
package store

import (
	"context"
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
)

// schema is everything in the file, beside the remembered requests and the audit
// trail, which every store has.
func schema() table.Schema {
	return table.Schema{
		Service: "payment",
		Version: 3,
		Tables:  slices.Concat(moneyTables(), aroundTables(), pastTables()),
		Migrations: []table.Migration{
			{To: 2, Name: "the ledger", Apply: toVersion2},
			{To: 3, Name: "what was paid before", Apply: func(*table.Tx) error { return nil }}, // its tables are new, and empty
		},
	}
}

// moneyTables are what was decided and what was paid.
func moneyTables() []table.Spec {
	return []table.Spec{
		{
			Name: paymentsTable, Key: "contract id/contract year/instalment[/posting from 2]", Message: (*paymentv1.Payment)(nil),
			Purpose: "the payments; the key makes a second payment of one posting unwritable",
		},
		{
			Name: paymentsByFundIndex, Key: "fund code/payment key", Of: paymentsTable, Rows: paymentRows,
			Purpose: "the payments of one fund, by contract, year and instalment",
		},
		{
			Name: paymentsByIDIndex, Key: "end-to-end id", Of: paymentsTable, Rows: endToEndRows,
			Purpose: "the payment that the bank speaks of; the key makes a second one of the same id unwritable",
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
			Name: liveRunsIndex, Key: "fund code/run id", Of: runsTable, Rows: liveRunRows,
			Purpose: "the runs of one fund that hold dues: open or approved",
		},
		{
			Name: locksIndex, Key: "due key: contract id/contract year/instalment", Of: runsTable, Rows: lockRows,
			Purpose: "which open run holds a due; the key makes two of them impossible",
		},
		{
			Name: transactionsTable, Key: "sequence, 20 digits", Message: (*paymentv1.LedgerTransaction)(nil),
			Purpose: "the ledger: balanced transactions, each with the hash of the one before", Ordered: true,
		},
		{
			Name: transactionKeysIndex, Key: "what the transaction settles", Of: transactionsTable, Rows: transactionKeyRows,
			Purpose: "the key makes posting the same thing twice unwritable",
		},
		{
			Name: transactionsByContractIndex, Key: "contract id/sequence", Of: transactionsTable, Rows: transactionContractRows,
			Purpose: "the transactions of one contract, in order",
		},
		{
			Name: transactionsByFundIndex, Key: "fund code/sequence", Of: transactionsTable, Rows: transactionFundRows,
			Purpose: "the transactions of one fund, in order",
		},
		{
			Name: recoveriesTable, Key: "recovery id (rec_…, begins with time)", Message: (*paymentv1.Recovery)(nil),
			Purpose: "the recoveries as they stand", Ordered: true,
		},
		{
			Name: recoveriesByFundIndex, Key: "fund code/recovery id", Of: recoveriesTable, Rows: recoveryFundRows,
			Purpose: "the recoveries of one fund, oldest first",
		},
		{
			Name: recoveriesByContractIndex, Key: "contract id/recovery id", Of: recoveriesTable, Rows: recoveryContractRows,
			Purpose: "the recoveries of one contract, oldest first",
		},
		{
			Name: openRecoveriesIndex, Key: "contract id", Of: recoveriesTable, Rows: openRecoveryRows,
			Purpose: "the recovery that runs; the key makes a second one of a contract unwritable",
		},
	}
}

// aroundTables are what a payment needs beside the law.
func aroundTables() []table.Spec {
	return []table.Spec{
		{
			Name: filesTable, Key: "message id", Message: (*storev1.BankFileRecord)(nil),
			Purpose: "the files for the bank, as they were written",
		},
		{
			Name: detailsTable, Key: "fund code/RPPS number, or fund code/- of the fund itself", Message: (*paymentv1.BankDetails)(nil),
			Purpose: "the accounts as they stand",
		},
		{
			Name: oldDetailsTable, Key: "fund code/RPPS number or -/version, 10 digits", Message: (*paymentv1.BankDetails)(nil),
			Purpose: "the accounts as they were stated, every version",
		},
		{
			Name: holdsTable, Key: "hold id (hld_…, begins with time)", Message: (*paymentv1.Hold)(nil),
			Purpose: "the holds", Ordered: true,
		},
		{
			Name: holdsByFundIndex, Key: "fund code/hold id", Of: holdsTable, Rows: holdRows,
			Purpose: "the holds of one fund, oldest first",
		},
		{
			Name: standingHoldsIndex, Key: "fund code/hold id", Of: holdsTable, Rows: standingHoldRows,
			Purpose: "the holds of one fund that nobody lifted",
		},
		{
			Name: levelsTable, Key: "fund code/first day", Message: (*paymentv1.ApprovalLevels)(nil),
			Purpose: "how many identities approve a run, from a day on",
		},
	}
}

const (
	paymentsTable               = "payments"
	paymentsByFundIndex         = "payments_by_fund"
	paymentsByIDIndex           = "payments_by_end_to_end_id"
	runsTable                   = "runs"
	runsByFundIndex             = "runs_by_fund"
	liveRunsIndex               = "live_runs"
	locksIndex                  = "locks"
	transactionsTable           = "transactions"
	transactionKeysIndex        = "transaction_keys"
	transactionsByContractIndex = "transactions_by_contract"
	transactionsByFundIndex     = "transactions_by_fund"
	recoveriesTable             = "recoveries"
	recoveriesByFundIndex       = "recoveries_by_fund"
	recoveriesByContractIndex   = "recoveries_by_contract"
	openRecoveriesIndex         = "open_recoveries"
	filesTable                  = "bank_files"
	detailsTable                = "bank_details"
	oldDetailsTable             = "bank_details_versions"
	holdsTable                  = "holds"
	holdsByFundIndex            = "holds_by_fund"
	standingHoldsIndex          = "standing_holds"
	levelsTable                 = "approval_levels"
	pastTable                   = "past_payments"
	pastByFundIndex             = "past_payments_by_fund"
	pastByContractIndex         = "past_payments_by_contract"
	openPastIndex               = "open_past_payments"
	verifiedPastIndex           = "verified_past_payments"
)

// paymentRows are the index rows of a payment.
func paymentRows(key string, m proto.Message) []string {
	return []string{m.(*paymentv1.Payment).GetFundCode() + "/" + key}
}

// endToEndRows: a payment that was wholly kept back never went to the bank.
func endToEndRows(_ string, m proto.Message) []string {
	if id := m.(*paymentv1.Payment).GetEndToEndId(); id != "" {
		return []string{id}
	}
	return nil
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
	rows := make([]string, 0, len(run.GetLines()))
	for _, line := range run.GetLines() {
		// A payment that is sent again and a correction of its due stand side by side.
		if row := KeyOf(line.GetDue()).String(); len(rows) == 0 || rows[len(rows)-1] != row {
			rows = append(rows, row)
		}
	}
	return rows
}

// liveRunRows are those of a run that holds dues.
func liveRunRows(key string, m proto.Message) []string {
	if !payment.RunState(m.(*paymentv1.Run).GetState()).Locks() {
		return nil
	}
	return runRows(key, m)
}

func recoveryFundRows(key string, m proto.Message) []string {
	return []string{m.(*paymentv1.Recovery).GetFundCode() + "/" + key}
}

func recoveryContractRows(key string, m proto.Message) []string {
	return []string{m.(*paymentv1.Recovery).GetContractId() + "/" + key}
}

func openRecoveryRows(_ string, m proto.Message) []string {
	r := m.(*paymentv1.Recovery)
	switch r.GetState() {
	case paymentv1.RecoveryState_RECOVERY_STATE_NOTIFIED, paymentv1.RecoveryState_RECOVERY_STATE_DECIDED:
		return []string{r.GetContractId()}
	}
	return nil
}

func holdRows(key string, m proto.Message) []string {
	return []string{m.(*paymentv1.Hold).GetFundCode() + "/" + key}
}

func standingHoldRows(key string, m proto.Message) []string {
	if m.(*paymentv1.Hold).GetReleasedBy() != "" {
		return nil
	}
	return holdRows(key, m)
}

// KeyOf is the key of a due.
func KeyOf(d *paymentv1.Due) payment.Key {
	return payment.Key{ContractID: d.GetContractId(), Year: int(d.GetContractYear()), Instalment: int(d.GetInstalment())}
}

// PaymentID is the key of a posting of a due: the first one has the key of the due.
func PaymentID(key payment.Key, posting int) string {
	if posting <= 1 {
		return key.String()
	}
	return fmt.Sprintf("%s/%d", key, posting)
}

// Store is the open file.
type Store struct {
	db           *table.DB
	payments     records[*paymentv1.Payment]
	runs         records[*paymentv1.Run]
	transactions records[*paymentv1.LedgerTransaction]
	recoveries   records[*paymentv1.Recovery]
	files        table.Table[*storev1.BankFileRecord]
	details      table.Table[*paymentv1.BankDetails]
	oldDetails   table.Table[*paymentv1.BankDetails]
	holds        records[*paymentv1.Hold]
	levels       table.Table[*paymentv1.ApprovalLevels]
	past         records[*paymentv1.PastPayments]
}

// Open opens the store file, or creates it; the error names the file.
func Open(path string) (*Store, error) {
	db, err := table.Open(path, schema())
	if err != nil {
		return nil, err
	}
	s := tables()
	s.db = db
	return s, nil
}

// tables is a store without its file, as a migration needs it.
func tables() *Store {
	return &Store{
		payments:     records[*paymentv1.Payment]{table.New[*paymentv1.Payment](paymentsTable), paymentIndexes()},
		runs:         records[*paymentv1.Run]{table.New[*paymentv1.Run](runsTable), runIndexes()},
		transactions: records[*paymentv1.LedgerTransaction]{table.New[*paymentv1.LedgerTransaction](transactionsTable), transactionIndexes()},
		recoveries:   records[*paymentv1.Recovery]{table.New[*paymentv1.Recovery](recoveriesTable), recoveryIndexes()},
		files:        table.New[*storev1.BankFileRecord](filesTable),
		details:      table.New[*paymentv1.BankDetails](detailsTable),
		oldDetails:   table.New[*paymentv1.BankDetails](oldDetailsTable),
		holds:        records[*paymentv1.Hold]{table.New[*paymentv1.Hold](holdsTable), holdIndexes()},
		levels:       table.New[*paymentv1.ApprovalLevels](levelsTable),
		past:         records[*paymentv1.PastPayments]{table.New[*paymentv1.PastPayments](pastTable), pastIndexes()},
	}
}

// DB is the file itself, for transactions that also remember the request.
func (s *Store) DB() *table.DB { return s.db }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// index is an index of a table: the rows that a record has in it.
type index struct {
	name string
	rows func(key string, m proto.Message) []string
}

// records is a table with its indexes, whose rows are written with the record.
type records[T proto.Message] struct {
	table.Table[T]

	indexes []index
}

// insert adds a record with its index rows; table.ErrExists if a key is taken.
func (r records[T]) insert(tx *table.Tx, key string, m T) error {
	if err := r.Insert(tx, key, m); err != nil {
		return err
	}
	for _, x := range r.indexes {
		if err := x.move(tx, key, nil, x.rows(key, m)); err != nil {
			return err
		}
	}
	return nil
}

// replace changes a record, which must be there, and moves its index rows.
func (r records[T]) replace(tx *table.Tx, key string, m T) error {
	before, found, err := r.Get(tx, key)
	if err != nil {
		return err
	}
	if !found {
		return table.ErrMissing
	}
	if err := r.Update(tx, key, m); err != nil {
		return err
	}
	for _, x := range r.indexes {
		if err := x.move(tx, key, x.rows(key, before), x.rows(key, m)); err != nil {
			return err
		}
	}
	return nil
}

// grow is replace for a record that keeps every index row it ever had: what it was
// before need not be read.
func (r records[T]) grow(tx *table.Tx, key string, m T) error {
	if err := r.Update(tx, key, m); err != nil {
		return err
	}
	for _, x := range r.indexes {
		for _, row := range x.rows(key, m) {
			of, found, err := table.NewIndex(x.name).Get(tx, row)
			if err != nil {
				return err
			}
			if found && of == key {
				continue
			}
			if err := table.NewIndex(x.name).Put(tx, row, key); err != nil {
				return err
			}
		}
	}
	return nil
}

// move puts the rows that a record has now and had not before, and takes away those that
// it has no more. A run has thousands of them.
func (x index) move(tx *table.Tx, key string, had, has []string) error {
	before, after := map[string]bool{}, map[string]bool{}
	for _, row := range had {
		before[row] = true
	}
	for _, row := range has {
		after[row] = true
		if before[row] {
			continue
		}
		if err := table.NewIndex(x.name).Put(tx, row, key); err != nil {
			return err
		}
	}
	for _, row := range had {
		if after[row] {
			continue
		}
		if err := table.NewIndex(x.name).Remove(tx, row); err != nil {
			return err
		}
	}
	return nil
}

func paymentIndexes() []index {
	return []index{{paymentsByFundIndex, paymentRows}, {paymentsByIDIndex, endToEndRows}}
}

// Pay keeps a payment; table.ErrExists if its posting was paid before.
func (s *Store) Pay(tx *table.Tx, p *paymentv1.Payment) error {
	return s.payments.insert(tx, p.GetId(), p)
}

// UpdatePayment keeps what the bank said of a payment. Its fund and its end-to-end id are
// for ever, so that no row of it can be one too many.
func (s *Store) UpdatePayment(tx *table.Tx, p *paymentv1.Payment) error {
	return s.payments.grow(tx, p.GetId(), p)
}

// Payment reads a payment, and whether there is one.
func (s *Store) Payment(tx *table.Tx, id string) (*paymentv1.Payment, bool, error) {
	return s.payments.Get(tx, id)
}

// PaymentByEndToEndID is the payment that the bank speaks of.
func (s *Store) PaymentByEndToEndID(tx *table.Tx, id string) (*paymentv1.Payment, bool, error) {
	key, found, err := table.NewIndex(paymentsByIDIndex).Get(tx, id)
	if err != nil || !found {
		return nil, false, err
	}
	return s.payments.Get(tx, key)
}

// PaymentsOf are the payments of one contract, by year, instalment and posting.
func (s *Store) PaymentsOf(tx *table.Tx, contractID string) (all []*paymentv1.Payment, err error) {
	err = s.payments.Scan(tx, contractID+"/", func(_ string, p *paymentv1.Payment) (bool, error) {
		all = append(all, p)
		return true, nil
	})
	return all, err
}

func runIndexes() []index {
	return []index{{runsByFundIndex, runRows}, {liveRunsIndex, liveRunRows}, {locksIndex, lockRows}}
}

// InsertRun keeps a new run and locks its dues; table.ErrExists if another run holds
// one of them.
func (s *Store) InsertRun(tx *table.Tx, run *paymentv1.Run) error {
	return s.runs.insert(tx, run.GetId(), run)
}

// KeepRun keeps what has changed of a run that holds the same dues as before, or none:
// every step but dispatch and cancellation.
func (s *Store) KeepRun(tx *table.Tx, run *paymentv1.Run) error {
	return s.runs.grow(tx, run.GetId(), run)
}

// UpdateRun replaces a run and gives free the dues that it does not hold any more.
func (s *Store) UpdateRun(tx *table.Tx, run *paymentv1.Run) error {
	return s.runs.replace(tx, run.GetId(), run)
}

// Run reads a run, and whether there is one. It is the caller's own copy.
func (s *Store) Run(tx *table.Tx, id string) (*paymentv1.Run, bool, error) {
	return s.runs.Get(tx, id)
}

// Locked tells which run holds a due.
func (s *Store) Locked(tx *table.Tx, key payment.Key) (runID string, held bool, err error) {
	return table.NewIndex(locksIndex).Get(tx, key.String())
}

// LiveRuns are the runs of a fund that hold dues, oldest first.
func (s *Store) LiveRuns(tx *table.Tx, fund string) (all []*paymentv1.Run, err error) {
	err = table.NewIndex(liveRunsIndex).Scan(tx, fund+"/", func(_, id string) (bool, error) {
		run, found, err := s.runs.Get(tx, id)
		if found {
			all = append(all, run)
		}
		return true, err
	})
	return all, err
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
		list, next, err = table.PageBy(tx, table.NewIndex(runsByFundIndex), s.runs.Table, q)
		return err
	})
	return list, next, err
}

// Filter chooses records: of a contract, of a fund, or all.
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
			list, next, err = table.PageBy(tx, table.NewIndex(paymentsByFundIndex), s.payments.Table, q)
		default:
			list, next, err = s.payments.Page(tx, q)
		}
		return err
	})
	return list, next, err
}
