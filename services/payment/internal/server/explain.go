package server

import (
	"fmt"
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/table"
	"assistmed/services/payment/internal/store"
)

// What an amount was computed from is made in one place, from the same record, when the
// amount is posted, exported and verified: a transaction seals it.

// approvalFacts are the facts of an approved due, from the line of its run.
func approvalFacts(key string, line *paymentv1.RunLine) ledger.Facts {
	f := computedFrom(line.GetDue().GetComputation())
	f.TextID, f.LawDigest, f.OwedCents = line.GetTextId(), line.GetLawDigest(), line.GetDue().GetOwedCents()
	return about(f, key, ledger.Due(store.KeyOf(line.GetDue())))
}

// claimFacts are the facts of the claim on a row of a recovery.
func claimFacts(key string, r *paymentv1.Recovery, i int) ledger.Facts {
	row := r.GetRows()[i]
	f := computedFrom(row.GetComputation())
	f.LawDigest, f.PaidCents, f.OwedCents = r.GetLawDigest(), row.GetPaidCents(), row.GetOwedCents()
	if cells := row.GetComputation().GetCitations(); len(cells) > 0 {
		f.TextID = cells[0].GetTextId()
	}
	return about(f, key, dueOfRow(r, i))
}

func about(f ledger.Facts, key string, d ledger.Due) ledger.Facts {
	f.Key, f.ContractID, f.Year, f.Instalment = key, d.ContractID, d.Year, d.Instalment
	return f
}

// explainer finds the facts of transactions, in the order of the ledger: it holds the
// lines of the run that it met last.
type explainer struct {
	*Server
	tx    *table.Tx
	runID string
	lines map[string]*paymentv1.RunLine // by payment
}

func (s *Server) explainer(tx *table.Tx) *explainer { return &explainer{Server: s, tx: tx} }

// of are the facts of an approved due or of a claim, and whether there are some. A due
// that was approved and given up may have none.
func (x *explainer) of(t ledger.Transaction) (f ledger.Facts, found bool, err error) {
	switch t.Kind {
	case ledger.KindRecognise:
		f, found, err = x.ofApproval(t)
	case ledger.KindClaim:
		f, found, err = x.ofClaim(t)
	}
	f.Sequence = t.Sequence
	return f, found, err
}

// ofApproval: what is sealed is the line of the run. Earlier versions sealed nothing, and
// the payment tells what was computed when it was sent.
func (x *explainer) ofApproval(t ledger.Transaction) (ledger.Facts, bool, error) {
	id, runID := paymentIn(t), runIn(t)
	if t.Facts == (ledger.Hash{}) {
		p, found, err := x.store.Payment(x.tx, id)
		if err != nil {
			return ledger.Facts{}, false, err
		}
		// An approval that was given up may have been of another amount than the payment.
		if found && p.GetRunId() == runID && p.GetAmountCents() == int64(t.Entries[0].Cents) {
			f := computedFrom(p.GetDue().GetComputation())
			f.TextID, f.LawDigest, f.OwedCents = p.GetTextId(), p.GetLawDigest(), p.GetDue().GetOwedCents()
			return about(f, t.Key, t.Entries[0].Due), true, nil
		}
	}
	if err := x.read(runID); err != nil {
		return ledger.Facts{}, false, err
	}
	line, found := x.lines[id]
	if !found {
		return ledger.Facts{}, false, nil
	}
	return approvalFacts(t.Key, line), true, nil
}

// read holds the lines of a run; none of one that is not there.
func (x *explainer) read(runID string) error {
	if x.lines != nil && x.runID == runID {
		return nil
	}
	run, _, err := x.store.Run(x.tx, runID)
	x.runID, x.lines = runID, map[string]*paymentv1.RunLine{}
	for _, line := range run.GetLines() {
		x.lines[line.GetPaymentId()] = line
	}
	return err
}

func (x *explainer) ofClaim(t ledger.Transaction) (ledger.Facts, bool, error) {
	r, found, err := x.store.Recovery(x.tx, strings.Split(t.Key, "/")[1])
	if err != nil || !found {
		return ledger.Facts{}, false, err
	}
	for i := range r.GetRows() {
		if dueOfRow(r, i) == t.Entries[0].Due {
			return claimFacts(t.Key, r, i), true, nil
		}
	}
	return ledger.Facts{}, false, nil
}

// broken says how the facts of a transaction differ from those it sealed; empty when they
// are the same, or none were sealed. A due that was given up as a whole needs none.
func (x *explainer) broken(t ledger.Transaction, givenUp bool) (string, error) {
	if t.Facts == (ledger.Hash{}) {
		return "", nil
	}
	f, found, err := x.of(t)
	switch {
	case err != nil:
		return "", err
	case !found && !givenUp:
		return fmt.Sprintf("transaction %d, %s: facts: seen none, wanted those with hash %s that it sealed", t.Sequence, t.Key, t.Facts), nil
	case found && f.Hash() != t.Facts:
		return fmt.Sprintf("%s: facts: seen hash %s, wanted %s, which it sealed", f, f.Hash(), t.Facts), nil
	}
	return "", nil
}

// computedFrom is a computation as the export has it.
func computedFrom(c *paymentv1.Computation) ledger.Facts {
	f := ledger.Facts{
		Option: strings.TrimPrefix(c.GetOption().String(), "OPTION_"), YearStart: c.GetContractYearStartDate(), Measured: c.GetMeasuredOnDate(),
		CeilingCents: c.GetCeilingCents(), RatioNum: c.GetRatio().GetNumerator(), RatioDen: c.GetRatio().GetDenominator(),
		DaysInForce: int(c.GetDaysInForce()), DaysInYear: int(c.GetDaysInYear()), EntitlementCents: c.GetEntitlementCents(),
		ShareBP: int(c.GetShareBp()), EarlierCents: c.GetEarlierInstalmentsCents(), Rounding: c.GetRounding(),
	}
	if c.Band != nil {
		f.Band = strings.TrimPrefix(c.GetBand().String(), "BAND_")
	}
	if cells := c.GetCitations(); len(cells) > 0 {
		f.Cell, f.CellValue = cells[0].GetTextId()+" "+cells[0].GetCell(), cells[0].GetValue()
	}
	return f
}
