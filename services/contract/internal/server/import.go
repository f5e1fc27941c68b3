package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"google.golang.org/grpc"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/csvfile"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

const (
	mostInFile = 64 << 20 // bytes; what waits to be decided is never more
	mostLines  = 200_000  // of a file, ten times the contracts of the whole country
	inBatch    = 256      // lines that share one transaction
	inReply    = 32       // answered lines in one message
)

// importStream is the stream of an import.
type importStream = grpc.BidiStreamingServer[contractv1.ImportContractsRequest, contractv1.ImportContractsResponse]

// ImportContracts takes a fund's register. Receiving never waits for answering, so that
// a caller may send the whole file before it reads an answer.
func (s *Server) ImportContracts(stream importStream) error {
	i, err := s.importing(stream)
	if err != nil {
		return err
	}
	box := &inbox{wake: make(chan struct{}, 1)}
	go box.fill(stream)
	header, err := box.take(stream.Context(), 1)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if i.register, err = readHeader(first(header)); err != nil {
		return err
	}
	var sum contractv1.ImportSummary
	for {
		batch, err := box.take(stream.Context(), inBatch)
		if errors.Is(err, io.EOF) {
			return stream.Send(&contractv1.ImportContractsResponse{Summary: &sum})
		}
		if err != nil {
			return err
		}
		answers, err := i.decide(stream.Context(), batch)
		if err != nil {
			return err
		}
		count(&sum, answers)
		for part := range slices.Chunk(answers, inReply) {
			if err := stream.Send(&contractv1.ImportContractsResponse{Lines: part}); err != nil {
				return err
			}
		}
	}
}

// first is the text of the first line; nothing when there is none.
func first(lines []csvfile.Line) []byte {
	if len(lines) == 0 {
		return nil
	}
	return lines[0].Text
}

func count(sum *contractv1.ImportSummary, answers []*contractv1.ImportedLine) {
	for _, a := range answers {
		sum.Lines++
		switch a.GetOutcome() {
		case contractv1.ImportOutcome_IMPORT_OUTCOME_ACCEPTED:
			sum.Accepted++
		case contractv1.ImportOutcome_IMPORT_OUTCOME_UNCHANGED:
			sum.Unchanged++
		default:
			sum.Rejected++
		}
	}
}

// inbox holds the lines that have come and were not taken yet.
type inbox struct {
	wake chan struct{} // tells that something has come

	mu      sync.Mutex
	waiting []csvfile.Line
	err     error // why no more lines come; io.EOF after the last one
}

// fill receives chunks until the stream ends.
func (b *inbox) fill(stream importStream) {
	var cut csvfile.Lines
	for size := 0; ; {
		var arrived []csvfile.Line
		put := func(l csvfile.Line) { arrived = append(arrived, l) }
		req, err := stream.Recv()
		size += len(req.GetChunk())
		switch {
		case errors.Is(err, io.EOF):
			cut.End(put)
		case err != nil:
		case req.GetHeader() != nil:
			err = fault.BadInput(fault.Violation{Field: "header", Seen: "a second one", Wanted: "chunk in every message but the first"})
		case size > mostInFile || cut.Given() > mostLines:
			err = fileTooLarge()
		default:
			cut.Add(req.GetChunk(), put)
		}
		b.put(arrived, err)
		if err != nil {
			return
		}
	}
}

func fileTooLarge() error {
	return &fault.Error{
		Kind: fault.Exhausted, Reason: "FILE_TOO_LARGE",
		Message: fmt.Sprintf("the file has more than %d bytes or %d lines; cut it into several, each with the header line; the lines answered so far are kept", mostInFile, mostLines),
	}
}

func (b *inbox) put(arrived []csvfile.Line, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting, b.err = append(b.waiting, arrived...), err
	select {
	case b.wake <- struct{}{}:
	default: // it was told already
	}
}

// take waits for lines and takes at most so many. After the last ones the error is
// io.EOF; a stream that was cut gives its error and no more lines.
func (b *inbox) take(ctx context.Context, most int) ([]csvfile.Line, error) {
	for {
		b.mu.Lock()
		n, err := min(most, len(b.waiting)), b.err
		taken := b.waiting[:n:n]
		b.waiting = b.waiting[n:]
		b.mu.Unlock()
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case n > 0:
			return taken, nil
		case err != nil:
			return nil, err
		}
		select {
		case <-b.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// importing is one import under way.
type importing struct {
	*Server
	register register
	fund     string
	on       civil.Date // of the take-over; zero when nobody said
	actor    string
	seen     map[string]int64 // the line of each reference
}

// importing reads who imports for which fund: the actor, and the first message.
func (s *Server) importing(stream importStream) (*importing, error) {
	actor, err := serve.Actor(stream.Context())
	if err != nil {
		return nil, err
	}
	req, err := stream.Recv()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var p wire.Parse
	if req.GetHeader() == nil {
		p.Bad("header", "", "the header, with the fund_code, as the first message")
	} else {
		p.FundCode("header.fund_code", req.GetHeader().GetFundCode())
	}
	on := p.OptionalDate("header.imported_on_date", req.GetHeader().GetImportedOnDate())
	if err := p.Err(); err != nil {
		return nil, err
	}
	return &importing{Server: s, fund: req.GetHeader().GetFundCode(), on: on, actor: actor, seen: map[string]int64{}}, nil
}

// candidate is a line on its way to be a contract.
type candidate struct {
	entry  entry
	answer *contractv1.ImportedLine
	kept   *contractv1.Contract // as it is to be kept; absent when a rule forbids it
	told   keep.Change          // what the event says of it
	open   bool                 // nothing stands in the way so far, and it is not known yet
}

// reject adds a reason.
func (c *candidate) reject(reasons ...*contractv1.ImportReason) {
	c.answer.Outcome = contractv1.ImportOutcome_IMPORT_OUTCOME_REJECTED
	c.answer.Reasons = append(c.answer.Reasons, reasons...)
}

// decide answers some lines. Those that become contracts share one transaction, in which
// each is decided alone; when it fails, none of them is answered.
func (i *importing) decide(ctx context.Context, batch []csvfile.Line) ([]*contractv1.ImportedLine, error) {
	all := make([]*candidate, len(batch))
	answers := make([]*contractv1.ImportedLine, len(batch))
	for n, l := range batch {
		all[n] = i.read(l)
		answers[n] = all[n].answer
	}
	err := i.store.DB().View(ctx, func(tx *table.Tx) error { return i.recall(tx, all) })
	if err != nil {
		return nil, err
	}
	call := table.Call{Actor: i.actor, Method: contractv1.ContractService_ImportContracts_FullMethodName, At: i.env.Now()}
	fresh := false
	for _, c := range all {
		if c.open {
			fresh = true
			i.judge(c, call)
		}
	}
	if !fresh {
		return answers, nil
	}
	if err := i.complete(all); err != nil {
		return nil, err
	}
	err = i.store.DB().Update(ctx, func(tx *table.Tx) error {
		// Meanwhile another import may have brought the same lines.
		if err := i.recall(tx, all); err != nil {
			return err
		}
		for _, c := range all {
			if c.open {
				if err := i.admit(tx, c, call); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return answers, nil
}

// read reads a line.
func (i *importing) read(l csvfile.Line) *candidate {
	c := &candidate{answer: &contractv1.ImportedLine{Line: l.Number}}
	if l.TooLong {
		c.reject(lineReason("LINE_TOO_LONG", "", fmt.Sprint(csvfile.MostInLine), csvfile.SayTooLong()))
		return c
	}
	r, err := i.register.read(l.Text)
	var wrong *csvfile.MalformedError
	if errors.As(err, &wrong) {
		c.reject(lineReason("MALFORMED_LINE", wrong.Seen, wrong.Wanted, wrong.Text))
		return c
	}
	var reasons []*contractv1.ImportReason
	c.entry, reasons = i.parseRow(r)
	c.entry.fund, c.entry.importedOn = i.fund, i.on
	c.reject(reasons...)
	if reference := c.entry.row[colReference]; ident.CheckToken(reference) == nil {
		c.answer.Reference = reference
		if before, again := i.seen[reference]; again {
			c.reject(repeated(reference, before))
		} else {
			i.seen[reference] = l.Number
		}
	}
	c.open = len(c.answer.GetReasons()) == 0
	return c
}

// recall answers the lines whose reference was imported before.
func (i *importing) recall(tx *table.Tx, all []*candidate) error {
	for _, c := range all {
		if !c.open {
			continue
		}
		before, found, err := i.store.ImportedLine(tx, i.fund, c.answer.GetReference())
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		c.open, c.answer.Reasons = false, nil
		if before.GetLineHash() != c.entry.row.hash() {
			c.reject(importedOtherwise(c.answer.GetReference(), before.GetContractId()))
			continue
		}
		c.answer.Outcome, c.answer.ContractId = contractv1.ImportOutcome_IMPORT_OUTCOME_UNCHANGED, before.GetContractId()
	}
	return nil
}

// judge decides by the law alone.
func (i *importing) judge(c *candidate, call table.Call) {
	in, flaws := contract.Import(i.law, c.entry.Entry)
	if len(flaws) > 0 {
		c.reject(flawed(c.entry.row, flaws)...)
		return
	}
	c.kept = i.imported(c.entry, in, call)
}

// complete gives the contracts their obligations and says what there is to tell of them,
// on all processors and before the transaction, for which other writers would wait.
func (i *importing) complete(all []*candidate) error {
	workers := runtime.GOMAXPROCS(0)
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			defer func() {
				if r := recover(); r != nil { // it ends this call, not the service
					errs[w] = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
				}
			}()
			for n := w; n < len(all) && errs[w] == nil; n += workers {
				errs[w] = i.completeOne(all[n])
			}
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

// completeOne does it for one contract, if the line has become one.
func (i *importing) completeOne(c *candidate) error {
	if c.kept == nil {
		return nil
	}
	if err := i.oblige(c.kept); err != nil {
		return err
	}
	c.told = i.tell(nil, c.kept, told{
		what: "imported", reason: contractv1.ChangeReason_CHANGE_REASON_IMPORT, on: c.kept.GetSignatureDate(),
	})
	return nil
}

// admit looks at the contract beside those that are kept, and keeps it.
func (i *importing) admit(tx *table.Tx, c *candidate, call table.Call) error {
	spans, err := i.spans(tx, c.entry.row[colRPPS])
	if err != nil {
		return err
	}
	c.reject(flawed(c.entry.row, contract.Beside(contract.Span{From: c.entry.Signed, Until: c.entry.End}, spans))...)
	if a := c.entry.Assistant; a.Ref != "" {
		shares, err := i.shares(tx, a.Ref)
		if err != nil {
			return err
		}
		own := contract.Share{
			From: civil.Later(a.Start, c.entry.Signed), To: c.entry.End,
			Weekly: a.Weekly, WorkContract: a.WorkContract, Employer: contract.Employer(c.entry.employer),
		}
		c.reject(flawed(c.entry.row, contract.SharedFlaw(own, contract.Shared(a.Ref, own, shares)))...)
	}
	if len(c.answer.GetReasons()) > 0 {
		return nil
	}
	if err := i.store.InsertImported(tx, c.kept, c.entry.row.hash()); err != nil {
		return err
	}
	c.answer.Outcome, c.answer.ContractId = contractv1.ImportOutcome_IMPORT_OUTCOME_ACCEPTED, c.kept.GetId()
	return table.Append(tx, call, c.told)
}

// spans are the times during which the doctor's contracts were in force, with any fund.
func (i *importing) spans(tx *table.Tx, rpps string) ([]contract.Span, error) {
	held, err := i.store.OfDoctor(tx, rpps)
	if err != nil {
		return nil, err
	}
	var spans []contract.Span
	for _, m := range held {
		from, until, inForce, err := inForce(m)
		if err != nil {
			return nil, err
		}
		if m.GetCollective() != nil { // from the first day as a member to the last
			r := &reader{id: m.GetId()}
			own := contract.Contract{Signed: from, End: until, State: contract.State(m.GetState()), Group: r.group(i.law, m)}.Of(rpps)
			if r.err != nil {
				return nil, r.err
			}
			from, until = own.Signed, own.End
		}
		if inForce {
			spans = append(spans, contract.Span{ContractID: m.GetId(), From: from, Until: until})
		}
	}
	return spans, nil
}

// inForce is the time during which a contract was in force, the last day zero while it
// lives; false when it never was.
func inForce(m *contractv1.Contract) (from, until civil.Date, ever bool, err error) {
	r := &reader{id: m.GetId()}
	from, until = r.date("signature_date", m.GetSignatureDate()), r.date("end_date", m.GetEndDate())
	state := contract.State(m.GetState())
	return from, until, state.Live() || state == contract.Ended, r.err
}

// shares are the parts of an assistant's work contract that the fund's contracts pay for.
func (i *importing) shares(tx *table.Tx, ref string) ([]contract.Share, error) {
	held, err := i.store.Sharing(tx, i.fund, ref)
	if err != nil {
		return nil, err
	}
	var shares []contract.Share
	for _, m := range held {
		from, _, ever, err := inForce(m)
		if err != nil {
			return nil, err
		}
		for _, a := range m.GetAssistants() {
			share, err := shareOf(m, a)
			if err != nil {
				return nil, err
			}
			share.From = civil.Later(from, share.From)
			if ever && a.GetAssistantRef() == ref {
				shares = append(shares, share)
			}
		}
	}
	return shares, nil
}

// exportPage is how many contracts are read at a time.
const exportPage = 500

// ExportContracts gives a fund's contracts as a register.
func (s *Server) ExportContracts(req *contractv1.ExportContractsRequest, stream grpc.ServerStreamingServer[contractv1.ExportContractsResponse]) error {
	var p wire.Parse
	p.FundCode("fund_code", req.GetFundCode())
	if err := p.Err(); err != nil {
		return err
	}
	chunk := csvBytes(columnNames)
	for token := ""; ; {
		list, next, err := s.store.List(stream.Context(), store.Filter{FundCode: req.GetFundCode()}, exportPage, token)
		if err != nil {
			return err
		}
		for _, m := range list {
			if _, _, ever, _ := inForce(m); ever && m.GetCollective() == nil {
				r, err := s.rowOf(m)
				if err != nil {
					return err
				}
				chunk = append(chunk, csvBytes(r)...)
			}
		}
		if err := stream.Send(&contractv1.ExportContractsResponse{Chunk: chunk}); err != nil {
			return err
		}
		if chunk, token = nil, next; next == "" {
			return nil
		}
	}
}
