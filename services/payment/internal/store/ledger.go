package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/payment"
)

// ErrBreach says that a transaction would break the ledger. Nothing of the call is kept;
// the service is not to be relied on any more.
var ErrBreach = errors.New("the ledger would be broken")

func transactionKeyRows(_ string, m proto.Message) []string {
	return []string{m.(*paymentv1.LedgerTransaction).GetKey()}
}

func transactionContractRows(key string, m proto.Message) []string {
	var rows []string
	for _, e := range m.(*paymentv1.LedgerTransaction).GetEntries() {
		if row := e.GetContractId() + "/" + key; !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// transactionFundRows: all entries of a transaction are of one fund.
func transactionFundRows(key string, m proto.Message) []string {
	account, err := ledger.ParseAccount(m.(*paymentv1.LedgerTransaction).GetEntries()[0].GetAccount())
	if err != nil {
		return nil
	}
	return []string{account.FundCode + "/" + key}
}

func transactionIndexes() []index {
	return []index{
		{transactionKeysIndex, transactionKeyRows}, {transactionsByContractIndex, transactionContractRows}, {transactionsByFundIndex, transactionFundRows},
	}
}

// Postings are the transactions that one call adds to the ledger. It holds the books of
// the contracts it touches, so that each transaction is checked against what stands.
type Postings struct {
	store *Store
	tx    *table.Tx
	last  ledger.Root
	books map[string]*posted // by contract
}

// posted is what was posted of a contract, and what it comes to.
type posted struct {
	all  []ledger.Transaction
	book *ledger.Book
}

// Postings begins to add to the ledger, in a transaction.
func (s *Store) Postings(tx *table.Tx) (*Postings, error) {
	p := &Postings{store: s, tx: tx, books: map[string]*posted{}}
	last, found, err := s.transactions.Last(tx)
	if err != nil || !found {
		return p, err
	}
	t, err := Transaction(last)
	if err == nil {
		err = t.Unchanged()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: transaction %d: %w", ErrBreach, last.GetSequence(), err)
	}
	p.last = t.Root()
	return p, nil
}

// Book is what the ledger says of a contract, with what was added by this call. One of
// its transactions that was changed since it was written is ErrBreach: nothing is posted
// on top of it.
func (p *Postings) Book(contractID string) (*ledger.Book, error) {
	held, err := p.of(contractID)
	if err != nil {
		return nil, err
	}
	return held.book, nil
}

// RecoveryDues is what the ledger says of one recovery, with what was added by this call:
// see [Store.RecoveryDues].
func (p *Postings) RecoveryDues(r *paymentv1.Recovery) (map[ledger.Due]ledger.DueBalance, error) {
	held, err := p.of(r.GetContractId())
	if err != nil {
		return nil, err
	}
	book, names := &ledger.Book{}, namesRecovery(r)
	for _, t := range held.all {
		if !names(t.Key) {
			continue
		}
		if err := book.Post(t); err != nil {
			return nil, err
		}
	}
	return duesIn(book), nil
}

// of reads the transactions of a contract once, whose hashes must be those of their content.
func (p *Postings) of(contractID string) (*posted, error) {
	if held, ok := p.books[contractID]; ok {
		return held, nil
	}
	held := &posted{book: &ledger.Book{}}
	var failed error
	for t := range p.store.TransactionsOfContract(p.tx, contractID, &failed) {
		err := t.Unchanged()
		if err == nil {
			err = held.book.Post(t)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: transaction %d: %w", ErrBreach, t.Sequence, err)
		}
		held.all = append(held.all, t)
	}
	if failed != nil {
		return nil, failed
	}
	p.books[contractID] = held
	return held, nil
}

// Has reports whether something of this key was posted.
func (p *Postings) Has(key string) (bool, error) {
	_, found, err := table.NewIndex(transactionKeysIndex).Get(p.tx, key)
	return found, err
}

// Add posts a transaction that a constructor made; made is its error. What would break
// the balance, an invariant or the chain is ErrBreach.
func (p *Postings) Add(t ledger.Transaction, made error) error {
	if made != nil {
		return fmt.Errorf("%w: %w", ErrBreach, made)
	}
	held, err := p.of(t.Entries[0].Due.ContractID)
	if err != nil {
		return err
	}
	if err := held.book.Post(t); err != nil {
		return fmt.Errorf("%w: %w", ErrBreach, err)
	}
	if violations := held.book.CheckAfter(t); len(violations) > 0 {
		return fmt.Errorf("%w: %s", ErrBreach, violations[0])
	}
	sealed, err := ledger.Seal(p.last, t)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBreach, err)
	}
	m := Record(sealed)
	if err := p.store.transactions.insert(p.tx, transactionKey(sealed.Sequence), m); err != nil {
		if errors.Is(err, table.ErrExists) {
			return fmt.Errorf("%w: %s was posted before: %w", ErrBreach, t.Key, err)
		}
		return err
	}
	p.last, held.all = sealed.Root(), append(held.all, sealed)
	for _, e := range sealed.Entries[1:] {
		if e.Due.ContractID != sealed.Entries[0].Due.ContractID {
			delete(p.books, e.Due.ContractID) // an offset moves that of another contract too
		}
	}
	return nil
}

// Book folds the transactions of a contract.
func (s *Store) Book(tx *table.Tx, contractID string) (*ledger.Book, error) {
	return s.fold(tx, contractID, func(string) bool { return true })
}

// fold folds those transactions of a contract whose key is of the wanted ones.
func (s *Store) fold(tx *table.Tx, contractID string, wanted func(key string) bool) (*ledger.Book, error) {
	book := &ledger.Book{}
	err := table.NewIndex(transactionsByContractIndex).Scan(tx, contractID+"/", func(_, key string) (bool, error) {
		m, found, err := s.transactions.Get(tx, key)
		if err != nil || !found {
			return false, err
		}
		if !wanted(m.GetKey()) {
			return true, nil
		}
		t, err := Transaction(m)
		if err != nil {
			return false, err
		}
		return true, book.Post(t)
	})
	return book, err
}

// Posted is what the ledger says that the dues of a contract were paid, whether or not
// the money moved so far.
func (s *Store) Posted(tx *table.Tx, contractID string) (payment.Posted, error) {
	posted := payment.Posted{}
	if contractID == "" {
		return posted, nil
	}
	book, err := s.Book(tx, contractID)
	if err != nil {
		return nil, err
	}
	return PostedIn(book), nil
}

// PostedIn is Posted of a book that is held already.
func PostedIn(book *ledger.Book) payment.Posted {
	posted := payment.Posted{}
	for _, d := range book.Dues() {
		if d.Due.Instalment > 0 {
			posted[payment.Key(d.Due)] = d.Posted()
		}
	}
	return posted
}

// Transactions gives the ledger in order, to be walked within the transaction. The first
// error ends the walk; it is in err then.
func (s *Store) Transactions(tx *table.Tx, err *error) func(yield func(ledger.Transaction) bool) {
	return s.walk(tx, "", err)
}

// TransactionsOfFund is Transactions of one fund.
func (s *Store) TransactionsOfFund(tx *table.Tx, fund string, err *error) func(yield func(ledger.Transaction) bool) {
	return s.walk(tx, fund, err)
}

func (s *Store) walk(tx *table.Tx, fund string, failed *error) func(yield func(ledger.Transaction) bool) {
	if fund != "" {
		return s.walkIndex(tx, transactionsByFundIndex, fund, failed)
	}
	return func(yield func(ledger.Transaction) bool) {
		*failed = s.transactions.Scan(tx, "", func(_ string, m *paymentv1.LedgerTransaction) (bool, error) {
			t, err := Transaction(m)
			if err != nil {
				return false, err
			}
			return yield(t), nil
		})
	}
}

// walkIndex walks the transactions that an index has under a name.
func (s *Store) walkIndex(tx *table.Tx, index, name string, failed *error) func(yield func(ledger.Transaction) bool) {
	return func(yield func(ledger.Transaction) bool) {
		*failed = table.NewIndex(index).Scan(tx, name+"/", func(_, key string) (bool, error) {
			m, found, err := s.transactions.Get(tx, key)
			if err != nil || !found {
				return false, err
			}
			t, err := Transaction(m)
			if err != nil {
				return false, err
			}
			return yield(t), nil
		})
	}
}

// ListTransactions gives a page of transactions, in order, and the token of the next one.
func (s *Store) ListTransactions(ctx context.Context, f Filter, q table.Query) (list []*paymentv1.LedgerTransaction, next string, err error) {
	by := transactionsByFundIndex
	q.Prefix = f.FundCode + "/"
	if f.ContractID != "" {
		by, q.Prefix = transactionsByContractIndex, f.ContractID+"/"
	}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		list, next, err = table.PageBy(tx, table.NewIndex(by), s.transactions.Table, q)
		return err
	})
	return list, next, err
}

// transactionKey is as wide as the largest number, so that keys sort as numbers do.
func transactionKey(sequence int64) string { return fmt.Sprintf("%020d", sequence) }

// Record is a transaction as the API and the disk have it.
func Record(t ledger.Transaction) *paymentv1.LedgerTransaction {
	m := &paymentv1.LedgerTransaction{
		Sequence: t.Sequence, Kind: t.Kind.String(), Key: t.Key, OnDate: t.On.String(), RecordedDate: t.Recorded.String(),
		Actor: t.Actor, Reason: t.Reason, Hash: t.Hash.String(),
	}
	if t.Previous != (ledger.Hash{}) {
		m.PreviousHash = t.Previous.String()
	}
	if t.Facts != (ledger.Hash{}) {
		m.FactsHash = t.Facts.String()
	}
	for _, e := range t.Entries {
		m.Entries = append(m.Entries, &paymentv1.LedgerEntry{
			Account: e.Account.String(), Cents: int64(e.Cents),
			ContractId: e.Due.ContractID, ContractYear: int32(e.Due.Year), Instalment: int32(e.Due.Instalment),
		})
	}
	return m
}

// Transaction is the way back from Record. An error means that the record was not written
// by this program.
func Transaction(m *paymentv1.LedgerTransaction) (ledger.Transaction, error) {
	t := ledger.Transaction{Sequence: m.GetSequence(), Key: m.GetKey(), Actor: m.GetActor(), Reason: m.GetReason()}
	kind, ok := ledger.KindOf(m.GetKind())
	if !ok {
		return t, fmt.Errorf("transaction %d is of kind %q, which the ledger does not have", m.GetSequence(), m.GetKind())
	}
	t.Kind = kind
	var wrong error
	date := func(s string) civil.Date {
		d, err := civil.Parse(s)
		wrong = errors.Join(wrong, err)
		return d
	}
	hash := func(s string) (h ledger.Hash) {
		if s == "" {
			return h
		}
		h, err := ledger.ParseHash(s)
		wrong = errors.Join(wrong, err)
		return h
	}
	t.On, t.Recorded = date(m.GetOnDate()), date(m.GetRecordedDate())
	t.Facts, t.Previous, t.Hash = hash(m.GetFactsHash()), hash(m.GetPreviousHash()), hash(m.GetHash())
	for _, e := range m.GetEntries() {
		account, err := ledger.ParseAccount(e.GetAccount())
		wrong = errors.Join(wrong, err)
		t.Entries = append(t.Entries, ledger.Entry{
			Account: account, Cents: money.Cents(e.GetCents()),
			Due: ledger.Due{ContractID: e.GetContractId(), Year: int(e.GetContractYear()), Instalment: int(e.GetInstalment())},
		})
	}
	if wrong != nil {
		return t, fmt.Errorf("transaction %d: %w", m.GetSequence(), wrong)
	}
	return t, nil
}

// toVersion2 posts to the ledger what version 1 paid: it kept payments, and no ledger.
// They were written for the bank, which version 1 did not ask; so they are in transit.
// Runs of version 1 that nobody dispatched stay as they are and are dispatched with the
// rules of today, or cancelled.
func toVersion2(tx *table.Tx) error {
	s := tables()
	var paid []*paymentv1.Payment
	err := s.payments.Scan(tx, "", func(_ string, p *paymentv1.Payment) (bool, error) {
		paid = append(paid, p)
		return true, nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(paid, func(a, b *paymentv1.Payment) int {
		return a.GetCreateTime().AsTime().Compare(b.GetCreateTime().AsTime())
	})
	postings, err := s.Postings(tx)
	if err != nil {
		return err
	}
	for _, p := range paid {
		if err := migrated(postings, p); err != nil {
			return err
		}
		p.State, p.Posting = paymentv1.PaymentState_PAYMENT_STATE_IN_TRANSIT, 1
		if err := s.payments.Update(tx, p.GetId(), p); err != nil {
			return err
		}
	}
	return s.approvedAgain(tx)
}

// migrated posts one payment of version 1.
func migrated(postings *Postings, p *paymentv1.Payment) error {
	told := p.GetCreateTime().AsTime().UTC()
	day, err := civil.Parse(told.Format("2006-01-02"))
	if err != nil {
		return err
	}
	due := ledger.Due(KeyOf(p.GetDue()))
	fact := func(kind string) ledger.Fact {
		return ledger.Fact{
			Key: kind + "/" + p.GetRunId() + "/" + p.GetId(), FundCode: p.GetFundCode(), On: day, Recorded: day,
			Actor: p.GetActor(), Reason: "paid before there was a ledger",
		}
	}
	cents := money.Cents(p.GetAmountCents())
	if err := postings.Add(ledger.Recognise(fact("RECOGNISE"), due, cents)); err != nil {
		return err
	}
	return postings.Add(ledger.Dispatch(fact("DISPATCH"), due, cents))
}

// approvedAgain opens the approved runs of version 1 again: their approval owed nothing
// to the ledger, and saw no bank details. Only approvals after the last opening count.
// It also makes the index of the runs that hold dues.
func (s *Store) approvedAgain(tx *table.Tx) error {
	var runs []*paymentv1.Run
	err := s.runs.Scan(tx, "", func(_ string, run *paymentv1.Run) (bool, error) {
		if payment.RunState(run.GetState()).Locks() {
			runs = append(runs, run)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	for _, run := range runs {
		for _, row := range liveRunRows(run.GetId(), run) {
			if err := table.NewIndex(liveRunsIndex).Put(tx, row, run.GetId()); err != nil {
				return err
			}
		}
		if run.GetState() != paymentv1.RunState_RUN_STATE_APPROVED {
			continue
		}
		run.State = paymentv1.RunState_RUN_STATE_OPEN
		run.Steps = append(run.Steps, &paymentv1.RunStep{
			State: run.GetState(), Actor: "upgrade", CreateTime: run.GetSteps()[len(run.GetSteps())-1].GetCreateTime(),
		})
		if err := s.runs.Update(tx, run.GetId(), run); err != nil {
			return err
		}
	}
	return nil
}
