package server

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/store"
)

// ListEntries lists the transactions of the ledger, in order, a page at a time.
func (s *Server) ListEntries(ctx context.Context, req *paymentv1.ListEntriesRequest) (*paymentv1.ListEntriesResponse, error) {
	f, err := parseFilter(req)
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.ListEntriesResponse{}
	resp.Transactions, resp.NextPageToken, err = s.store.ListTransactions(ctx, f, table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken()})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// GetBalance gives the accounts of a fund, or of a contract, at the end of a day.
func (s *Server) GetBalance(ctx context.Context, req *paymentv1.GetBalanceRequest) (*paymentv1.GetBalanceResponse, error) {
	var p wire.Parse
	f := fundOrContract(&p, req.GetFundCode(), req.GetContractId())
	asOf := p.OptionalDate("as_of_date", req.GetAsOfDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	var book *ledger.Book
	err := s.store.DB().View(ctx, func(tx *table.Tx) (err error) {
		book, err = s.bookOn(tx, f, asOf)
		return err
	})
	if err != nil {
		return nil, err
	}
	trial := book.Trial()
	resp := &paymentv1.GetBalanceResponse{OnBalanceCents: int64(trial.OnBalance), OffBalanceCents: int64(trial.OffBalance)}
	for _, row := range trial.Rows {
		plan := row.Account.Kind.Plan()
		stands := row.Net()
		if plan.Side == ledger.Credit {
			stands = -stands
		}
		resp.Accounts = append(resp.Accounts, &paymentv1.AccountBalance{
			Account: row.Account.String(), DebitCents: int64(row.Debits), CreditCents: int64(row.Credits), BalanceCents: int64(stands),
			Name: wire.Phrase(law.Phrase{
				FR: plan.French + "\u00a0: " + plan.PurposeFrench, EN: plan.English + ": " + plan.PurposeEnglish,
			}),
		})
	}
	return resp, nil
}

// bookOn folds the transactions of a fund or of a contract up to the end of a day; a zero
// day is no bound.
func (s *Server) bookOn(tx *table.Tx, f store.Filter, day civil.Date) (*ledger.Book, error) {
	var failed error
	transactions := s.store.TransactionsOfFund(tx, f.FundCode, &failed)
	if f.ContractID != "" {
		transactions = s.store.TransactionsOfContract(tx, f.ContractID, &failed)
	}
	fold := ledger.Fold
	if !day.IsZero() {
		fold = func(all iter.Seq[ledger.Transaction]) (*ledger.Book, error) { return ledger.FoldOn(all, day) }
	}
	book, err := fold(transactions)
	if failed != nil {
		return nil, failed
	}
	return book, err
}

// VerifyLedger walks the whole ledger: the chain, the accounts, and the payments beside
// it.
//
// The root is one line that everything before it hangs on. Kept outside, once a day (a
// time-stamping authority, a newspaper, a letter to the auditor), it proves later that
// nothing before it was changed: give it as root.
func (s *Server) VerifyLedger(ctx context.Context, req *paymentv1.VerifyLedgerRequest) (*paymentv1.VerifyLedgerResponse, error) {
	var p wire.Parse
	var promised ledger.Root
	if req.GetRoot() != "" {
		var wrong error
		if promised, wrong = ledger.ParseRoot(req.GetRoot()); wrong != nil {
			p.Bad("root", req.GetRoot(), `a root that VerifyLedger gave, for example "2026-01-31 12 9f86…"`)
		}
	}
	asOf := p.OptionalDate("as_of_date", req.GetAsOfDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.VerifyLedgerResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		var failed error
		root, broken := ledger.Verify(s.store.Transactions(tx, &failed))
		resp.Transactions, resp.Root = root.Count, root.String()
		if broken == nil {
			broken = failed // a record that cannot be read ends the walk
		}
		s.foundBroken(broken)
		if broken == nil && !asOf.IsZero() {
			root, broken = ledger.RootOn(s.store.Transactions(tx, &failed), asOf)
			resp.Root = root.String()
		}
		if broken == nil && req.GetRoot() != "" {
			broken = ledger.Continues(s.store.Transactions(tx, &failed), promised)
		}
		if broken != nil {
			resp.BrokenSequence, resp.Violations = root.Count+1, []string{broken.Error()}
			var chain *ledger.ChainError
			if errors.As(broken, &chain) {
				resp.BrokenSequence = chain.Sequence
			}
			return nil
		}
		var err error
		resp.Violations, err = s.violations(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	resp.Valid = len(resp.GetViolations()) == 0
	resp.Explanation = wire.Phrase(sayVerified(resp))
	return resp, nil
}

// violations are what the accounts and the payments do not keep.
func (s *Server) violations(tx *table.Tx) ([]string, error) {
	var failed error
	beside := newBeside()
	book := &ledger.Book{}
	for t := range s.store.Transactions(tx, &failed) {
		if err := book.Post(t); err != nil {
			return []string{fmt.Sprintf("transaction %d: %v", t.Sequence, err)}, nil
		}
		beside.add(t)
	}
	if failed != nil {
		return nil, failed
	}
	var found []string
	for _, v := range book.Check() {
		found = append(found, v.String())
	}
	wrong, err := s.compare(tx, beside)
	if err != nil {
		return nil, err
	}
	taken, err := s.compareTaken(tx, beside)
	if err != nil {
		return nil, err
	}
	unlike, err := s.unlikeSealed(tx, beside)
	return slices.Concat(found, wrong, taken, unlike), err
}

// unlikeSealed are the transactions whose facts, computed again from runs and recoveries,
// are not those that they sealed.
func (s *Server) unlikeSealed(tx *table.Tx, b beside) ([]string, error) {
	var (
		found  []string
		failed error
		wrong  error
	)
	facts := s.explainer(tx)
	for t := range s.store.Transactions(tx, &failed) {
		var what string
		if what, wrong = facts.broken(t, b.givenUp(t)); wrong != nil {
			break
		}
		if what != "" {
			found = append(found, what)
		}
	}
	if wrong != nil {
		return nil, wrong
	}
	return found, failed
}

func sayVerified(v *paymentv1.VerifyLedgerResponse) law.Phrase {
	switch {
	case v.GetValid():
		return law.Phrase{
			FR: fmt.Sprintf("Les %d écritures du registre se suivent, s'équilibrent et s'accordent avec les paiements.", v.GetTransactions()),
			EN: fmt.Sprintf("The %d transactions of the ledger are one chain, balance, and agree with the payments.", v.GetTransactions()),
		}
	case v.GetBrokenSequence() != 0:
		return law.Phrase{
			FR: fmt.Sprintf("Le registre a été modifié\u00a0: la chaîne est rompue à l'écriture %d. Ne payez plus rien avant d'avoir comparé avec une sauvegarde.", v.GetBrokenSequence()),
			EN: fmt.Sprintf("The ledger was changed: the chain breaks at transaction %d. Pay nothing more before you have compared it with a backup.", v.GetBrokenSequence()),
		}
	}
	return law.Phrase{
		FR: fmt.Sprintf("La chaîne des %d écritures est entière, mais %d point(s) ne s'accordent pas.", v.GetTransactions(), len(v.GetViolations())),
		EN: fmt.Sprintf("The chain of %d transactions is whole, but %d point(s) do not agree.", v.GetTransactions(), len(v.GetViolations())),
	}
}
