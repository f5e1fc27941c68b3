package main

import (
	"bytes"
	"context"
	_ "embed" // the last dossier
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"google.golang.org/grpc"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/audit"
	"assistmed/services/internal/bank"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ledger"
	"assistmed/services/internal/serve"
)

//go:embed closing.yaml
var lastDossier []byte

// The files of the last chapter.
const (
	statementFile = "releve.html"
	ledgerFile    = "grand-livre.jsonl"
)

// closing is what the dossiers leave to the last chapter.
type closing struct {
	funds     []string          // that paid, in the order of the story
	latest    map[string]string // fund -> the day of its last run
	transfers int32             // sent to the bank, as the runs told
	cents     int64
	statement string // the page of a doctor's year
	calls     int
}

// owe remembers what a run leaves for the bank.
func (s *stage) owe(fund, through string, dispatched *paymentv1.DispatchRunResponse) {
	c := &s.closing
	if c.latest == nil {
		c.latest = map[string]string{}
	}
	if c.latest[fund] == "" {
		c.funds = append(c.funds, fund)
	}
	c.latest[fund] = max(c.latest[fund], through)
	for _, p := range dispatched.GetPayments() {
		if cents := p.GetAmountCents() - p.GetOffsetCents(); cents > 0 {
			c.transfers++
			c.cents += cents
		}
	}
}

// closingID is the id of a request of the last chapter.
func (s *stage) closingID() string {
	s.closing.calls++
	return fmt.Sprintf("%s:bank:%d", s.prefix, s.closing.calls)
}

// close tells the last chapter: the files of all funds, one payment that comes back and
// one claim that is kept back, and the proof of the ledger. Its files go to the folder.
func (s *stage) close(ctx context.Context, folder string) error {
	last, err := readDossier("closing.yaml", lastDossier)
	if err != nil {
		return err
	}
	s.page.title("De l'ordre de paiement à la banque")
	if err := s.allFunds(ctx); err != nil {
		return err
	}
	if _, err := s.dossier(ctx, last); err != nil {
		return err
	}
	s.page.chapter("Le grand livre, vérifié deux fois")
	if err := s.audited(ctx, filepath.Join(folder, ledgerFile)); err != nil {
		return err
	}
	const mode = 0o644
	path := filepath.Join(folder, statementFile)
	if err := os.WriteFile(path, []byte(s.closing.statement), mode); err != nil {
		return err
	}
	s.page.para(2, "Écrits : "+path+" (le relevé du médecin) et "+filepath.Join(folder, ledgerFile)+" (le grand livre).")
	return s.page.flush()
}

// known is a sheet that expects what the story itself knows.
func (s *stage) known(step string, table map[string]form, figures map[string]figure) *sheet {
	expected := expectations{values: map[string]*expectation{}}
	for path, f := range figures {
		expected.values[path] = &expectation{path: path, written: f.canonical, canonical: f.canonical}
	}
	return &sheet{tally: s.tally, file: "closing", step: step, table: table, expected: expected, complete: true, known: map[string]bool{}, cells: map[string]bool{}}
}

// allFunds sends the files of every dossier to a bank that does all it is asked: it
// must read what the runs have told.
func (s *stage) allFunds(ctx context.Context) error {
	if len(s.closing.funds) == 0 {
		s.page.para(2, "Aucun de ces dossiers n'a rien à payer.")
		return nil
	}
	var all exchange
	for _, fund := range s.closing.funds {
		simulated, err := bank.New(bankSeed, bank.Options{})
		if err != nil {
			return err
		}
		e, err := counter{stage: s, fund: fund, on: s.closing.latest[fund], bank: simulated, requestID: s.closingID}.send(ctx)
		if err != nil {
			return fmt.Errorf("caisse %s : %w", fund, err)
		}
		all.add(e)
	}
	n := int32(len(s.closing.funds))
	s.page.event("Les dossiers", "Les fichiers de "+plural(fmt.Sprint(n), "caisse")+" vont à la banque (simulée : aucun argent ne bouge).")
	// A bank that does all says of each file and of each transfer that it has it, and of each transfer that it
	// is debited.
	const answersEach = 2
	figures := map[string]figure{
		"files": count(all.files), "transfers": count(s.closing.transfers), "sum": euros(s.closing.cents),
		"answers": count(answersEach * all.files), "read": count(all.files + answersEach*s.closing.transfers), "matched": count(all.files + answersEach*s.closing.transfers),
		"rejected": count(0), "unknown": count(0),
	}
	for _, f := range all.sent {
		figures["each."+f.written.GetMessageId()+".transfers"] = count(f.written.GetCount())
		figures["each."+f.written.GetMessageId()+".sum"] = euros(f.written.GetSumCents())
	}
	sheet := s.known("banque", sentFigures, figures)
	rows := [][]string{{"caisse", "fichier", "virements", "somme"}}
	for _, f := range all.sent {
		at := "each." + f.read.MessageID + "."
		rows = append(rows, []string{
			f.fund, f.read.MessageID, sheet.show(at+"transfers", count(int32(f.read.Transfers))), sheet.show(at+"sum", euros(int64(f.read.Total))),
		})
	}
	s.page.table(2+dateColumn, rows, 2, 3)
	sheet.exchanged(s.page, all)
	sheet.close()
	return nil
}

// audited has the service verify its ledger, and then computes it again from the export
// alone.
func (s *stage) audited(ctx context.Context, path string) error {
	verified, err := ask(ctx, "auditor", s.services.payment.VerifyLedger, &paymentv1.VerifyLedgerRequest{})
	if err != nil {
		return err
	}
	promised, err := ledger.ParseRoot(verified.GetRoot())
	if err != nil {
		return err
	}
	export, err := s.export(ctx)
	if err != nil {
		return err
	}
	const mode = 0o644
	if err := os.WriteFile(path, export, mode); err != nil {
		return err
	}
	report, err := audit.Read(bytes.NewReader(export), &promised)
	if err != nil {
		return err
	}
	sheet := s.known("grand livre", ledgerFigures, map[string]figure{
		"valid": yes(true), "transactions": count(int32(report.Root.Count)), "root": word(report.Root.String(), ""),
		"findings": count(0),
	})
	defer sheet.close()
	s.page.para(2, fmt.Sprintf("Le service vérifie %s : %s. Racine : %s.",
		plural(sheet.show("transactions", count(int32(verified.GetTransactions()))), "écriture"),
		sheet.show("valid", word(fmt.Sprint(verified.GetValid()), firstOf(verified.GetValid(), "tout tient", "une rupture"))), sheet.show("root", word(verified.GetRoot(), verified.GetRoot()))))
	s.page.para(2, fmt.Sprintf("L'audit, qui n'a que le fichier exporté, recalcule %s : %s.",
		plural(grouped(int32(report.Computed)), "montant"),
		sheet.show("findings", word(fmt.Sprint(len(report.Findings)), verdict(report)))))
	for _, f := range report.Findings {
		s.page.hanging(2, "✗ ", f.String())
	}
	return nil
}

func verdict(r audit.Report) string {
	if len(r.Findings) == 0 {
		return "tout concorde, la même racine"
	}
	return plural(fmt.Sprint(len(r.Findings)), "point") + " ne concordent pas"
}

// export reads the whole ledger.
func (s *stage) export(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(serve.WithActor(ctx, "auditor"), callLimit)
	defer cancel()
	stream, err := s.services.payment.ExportLedger(ctx, &paymentv1.ExportLedgerRequest{}, grpc.WaitForReady(true))
	if err != nil {
		return nil, fault.FromStatus(err)
	}
	var all bytes.Buffer
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return all.Bytes(), nil
		}
		if err != nil {
			return nil, fault.FromStatus(err)
		}
		all.Write(part.GetChunk())
	}
}
