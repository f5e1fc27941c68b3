package server

import (
	"bufio"

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
	facts := s.explainer(tx)
	err := ledger.WriteAudit(out, transactions, facts.of)
	if failed != nil {
		return failed
	}
	return err
}
