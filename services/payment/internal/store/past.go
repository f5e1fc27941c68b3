package store

import (
	"context"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/table"
)

// pastTables are what was paid under contracts before they came here.
func pastTables() []table.Spec {
	return []table.Spec{
		{
			Name: pastTable, Key: "statement id (pst_…, begins with time)", Message: (*paymentv1.PastPayments)(nil),
			Purpose: "the statements of past payments as they stand", Ordered: true,
		},
		{
			Name: pastByFundIndex, Key: "fund code/statement id", Of: pastTable, Rows: pastFundRows,
			Purpose: "the statements of one fund, oldest first",
		},
		{
			Name: pastByContractIndex, Key: "contract id/statement id", Of: pastTable, Rows: pastContractRows,
			Purpose: "the statements of one contract, oldest first",
		},
		{
			Name: openPastIndex, Key: "contract id", Of: pastTable, Rows: openPastRows,
			Purpose: "the statement of a contract that waits to be verified; the key makes a second one unwritable",
		},
		{
			Name: verifiedPastIndex, Key: "contract id", Of: pastTable, Rows: verifiedPastRows,
			Purpose: "the verified statement of a contract that holds; the key makes a second one unwritable",
		},
	}
}

func pastIndexes() []index {
	return []index{
		{pastByFundIndex, pastFundRows}, {pastByContractIndex, pastContractRows},
		{openPastIndex, openPastRows}, {verifiedPastIndex, verifiedPastRows},
	}
}

func pastFundRows(key string, m proto.Message) []string {
	return []string{m.(*paymentv1.PastPayments).GetFundCode() + "/" + key}
}

func pastContractRows(key string, m proto.Message) []string {
	var rows []string
	for _, c := range m.(*paymentv1.PastPayments).GetContracts() {
		rows = append(rows, c.GetContractId()+"/"+key)
	}
	return rows
}

func openPastRows(_ string, m proto.Message) []string {
	return pastRows(m.(*paymentv1.PastPayments), paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_STATED)
}

func verifiedPastRows(_ string, m proto.Message) []string {
	return pastRows(m.(*paymentv1.PastPayments), paymentv1.PastPaymentsState_PAST_PAYMENTS_STATE_VERIFIED)
}

// pastRows are the contracts of a statement in a state, without those that a later one
// corrects.
func pastRows(p *paymentv1.PastPayments, in paymentv1.PastPaymentsState) []string {
	if p.GetState() != in {
		return nil
	}
	var rows []string
	for _, c := range p.GetContracts() {
		if c.GetCorrectedById() == "" {
			rows = append(rows, c.GetContractId())
		}
	}
	return rows
}

// InsertPast keeps a new statement of past payments; table.ErrExists if another one of a
// contract in it waits to be verified.
func (s *Store) InsertPast(tx *table.Tx, p *paymentv1.PastPayments) error {
	return s.past.insert(tx, p.GetId(), p)
}

// UpdatePast replaces a statement of past payments.
func (s *Store) UpdatePast(tx *table.Tx, p *paymentv1.PastPayments) error {
	return s.past.replace(tx, p.GetId(), p)
}

// Past reads a statement of past payments, and whether there is one.
func (s *Store) Past(tx *table.Tx, id string) (*paymentv1.PastPayments, bool, error) {
	return s.past.Get(tx, id)
}

// OpenPast is the statement of a contract that waits to be verified, if there is one.
func (s *Store) OpenPast(tx *table.Tx, contractID string) (id string, found bool, err error) {
	return table.NewIndex(openPastIndex).Get(tx, contractID)
}

// VerifiedPast is the verified statement that holds for a contract, if there is one.
func (s *Store) VerifiedPast(tx *table.Tx, contractID string) (id string, found bool, err error) {
	return table.NewIndex(verifiedPastIndex).Get(tx, contractID)
}

// EachPast gives every statement of past payments, oldest first.
func (s *Store) EachPast(tx *table.Tx, each func(*paymentv1.PastPayments) error) error {
	return s.past.Scan(tx, "", func(_ string, p *paymentv1.PastPayments) (bool, error) { return true, each(p) })
}

// ListPast gives a page of statements of past payments, oldest first, and the token of the
// next one.
func (s *Store) ListPast(ctx context.Context, f Filter, q table.Query) (list []*paymentv1.PastPayments, next string, err error) {
	by := pastByFundIndex
	q.Prefix = f.FundCode + "/"
	if f.ContractID != "" {
		by, q.Prefix = pastByContractIndex, f.ContractID+"/"
	}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		list, next, err = table.PageBy(tx, table.NewIndex(by), s.past.Table, q)
		return err
	})
	return list, next, err
}
