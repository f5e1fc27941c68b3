package server

import (
	"bufio"
	"strings"

	"google.golang.org/grpc"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// chunk is how many bytes of an export go into one message.
const chunk = 64 << 10

// ExportLedger gives the whole ledger with the facts that each amount was computed from.
// The reader sees one state of the store, whatever is written meanwhile.
func (s *Server) ExportLedger(req *paymentv1.ExportLedgerRequest, stream grpc.ServerStreamingServer[paymentv1.ExportLedgerResponse]) error {
	var p wire.Parse
	through := p.OptionalDate("through_date", req.GetThroughDate())
	if err := p.Err(); err != nil {
		return err
	}
	return s.store.DB().View(stream.Context(), func(tx *table.Tx) error {
		out := bufio.NewWriterSize(chunks{stream}, chunk)
		if err := s.export(tx, out, through); err != nil {
			return err
		}
		return out.Flush()
	})
}

// chunks sends what is written.
type chunks struct {
	stream grpc.ServerStreamingServer[paymentv1.ExportLedgerResponse]
}

func (c chunks) Write(b []byte) (int, error) {
	return len(b), c.stream.Send(&paymentv1.ExportLedgerResponse{Chunk: append([]byte(nil), b...)})
}

// export writes the audit export of what was recorded up to a day; a zero day is no
// bound.
func (s *Server) export(tx *table.Tx, out *bufio.Writer, through civil.Date) error {
	var failed error
	transactions := func(yield func(ledger.Transaction) bool) {
		for t := range s.store.Transactions(tx, &failed) {
			if !through.IsZero() && t.Recorded.After(through) || !yield(t) {
				return
			}
		}
	}
	err := ledger.WriteAudit(out, transactions, func(t ledger.Transaction) (ledger.Facts, bool, error) { return s.factsFor(tx, t) })
	if failed != nil {
		return failed
	}
	return err
}

// factsFor are the facts of an approved due, from its payment or from the run that holds
// it, and those of a claim, from its recovery. A due that was approved and given up has
// none.
func (s *Server) factsFor(tx *table.Tx, t ledger.Transaction) (f ledger.Facts, found bool, err error) {
	switch t.Kind {
	case ledger.KindRecognise:
		f, found, err = s.factsOfApproval(tx, t)
	case ledger.KindClaim:
		f, found, err = s.factsOfClaim(tx, t)
	}
	d := t.Entries[0].Due
	f.Sequence, f.Key, f.ContractID, f.Year, f.Instalment = t.Sequence, t.Key, d.ContractID, d.Year, d.Instalment
	return f, found, err
}

func (s *Server) factsOfApproval(tx *table.Tx, t ledger.Transaction) (ledger.Facts, bool, error) {
	id := paymentIn(t)
	p, found, err := s.store.Payment(tx, id)
	if err != nil {
		return ledger.Facts{}, false, err
	}
	runID := strings.Split(t.Key, "/")[1]
	// An approval that was given up may have been of another amount than the payment.
	if found && p.GetRunId() == runID && p.GetAmountCents() == int64(t.Entries[0].Cents) {
		f := computedFrom(p.GetDue().GetComputation())
		f.TextID, f.LawDigest, f.OwedCents = p.GetTextId(), p.GetLawDigest(), p.GetDue().GetOwedCents()
		return f, true, nil
	}
	run, found, err := s.store.Run(tx, runID)
	if err != nil || !found {
		return ledger.Facts{}, false, err
	}
	for _, line := range run.GetLines() {
		if line.GetPaymentId() == id {
			f := computedFrom(line.GetDue().GetComputation())
			f.TextID, f.LawDigest, f.OwedCents = line.GetTextId(), line.GetLawDigest(), line.GetDue().GetOwedCents()
			return f, true, nil
		}
	}
	return ledger.Facts{}, false, nil
}

func (s *Server) factsOfClaim(tx *table.Tx, t ledger.Transaction) (ledger.Facts, bool, error) {
	r, found, err := s.store.Recovery(tx, strings.Split(t.Key, "/")[1])
	if err != nil || !found {
		return ledger.Facts{}, false, err
	}
	for i, row := range r.GetRows() {
		if dueOfRow(r, i) == t.Entries[0].Due {
			f := computedFrom(row.GetComputation())
			f.PaidCents, f.OwedCents = row.GetPaidCents(), row.GetOwedCents()
			if cells := row.GetComputation().GetCitations(); len(cells) > 0 {
				f.TextID = cells[0].GetTextId()
			}
			return f, true, nil
		}
	}
	return ledger.Facts{}, false, nil
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
