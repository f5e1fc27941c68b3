package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"assistmed/services/internal/bank"
	"assistmed/services/internal/money"
	"assistmed/services/internal/sepa"
)

// answer is a file that the bank sends.
type answer struct {
	name string
	body []byte
}

// run submits every file, gathers the answers, asks, and writes all of it or nothing.
func (s *settings) run(stdout io.Writer) error {
	if err := s.apart(); err != nil {
		return err
	}
	files, err := received(s.in)
	if err != nil {
		return err
	}
	b, err := bank.New(s.seed, s.odds)
	if err != nil {
		return err
	}
	var told strings.Builder
	refused := false
	for _, f := range files {
		r := b.Submit(f.body)
		refused = refused || r.Outcome == bank.Refused
		fmt.Fprintf(&told, "%s : %s\n", f.name, receipt(r))
	}
	var answers []answer
	for {
		body, name, ok := b.Next()
		if !ok {
			break
		}
		answers = append(answers, answer{name, body})
	}
	for _, id := range s.ids() {
		a, err := b.Ask(id)
		if err != nil {
			refused = true
			fmt.Fprintf(&told, "%s : la banque n'a jamais reçu ce virement\n", id)
			continue
		}
		answers = append(answers, answer{a.Name, a.File})
	}
	for _, a := range answers {
		sentence, err := summary(a.body)
		if err != nil {
			return fmt.Errorf("%s : %w", a.name, err)
		}
		fmt.Fprintf(&told, "%s : %s\n", a.name, sentence)
	}
	if len(answers) == 0 {
		told.WriteString("la banque n'envoie aucun fichier\n")
	}
	if err := write(s.out, answers); err != nil {
		return err
	}
	if _, err := io.WriteString(stdout, told.String()); err != nil {
		return err
	}
	if refused {
		return errRefused
	}
	return nil
}

// apart wants two folders: answers among the transfers would be read as transfers.
func (s *settings) apart() error {
	in, err := os.Stat(s.in)
	if err != nil {
		return fmt.Errorf("-in : %w", err)
	}
	if out, err := os.Stat(s.out); err == nil && os.SameFile(in, out) {
		return fmt.Errorf("-out : lu %q, attendu un autre dossier que -in", s.out)
	}
	return nil
}

func (s *settings) ids() (ids []string) {
	for id := range strings.SplitSeq(s.ask, ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// received are the files of transfers of a folder, in the order of their names.
func received(folder string) ([]answer, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("-in : %w", err)
	}
	var files []answer
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) != ".xml" {
			continue
		}
		body, err := bounded(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("-in : %w", err)
		}
		files = append(files, answer{e.Name(), body})
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("-in : lu aucun fichier .xml dans %q, attendu un au moins", folder)
	}
	return files, nil
}

// bounded reads a file, of one that is too large no more than the bank needs to refuse it.
func bounded(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(file, sepa.MaxBytes+1))
	return body, errors.Join(err, file.Close())
}

// write writes all answers, or none: no file is written over, and what was begun is
// taken away when one cannot be written.
func write(folder string, answers []answer) error {
	const folderMode, fileMode = 0o755, 0o644
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return fmt.Errorf("-out : %w", err)
	}
	for i, a := range answers {
		err := create(filepath.Join(folder, a.name), a.body, fileMode)
		if err == nil {
			continue
		}
		for _, begun := range answers[:i] {
			err = errors.Join(err, os.Remove(filepath.Join(folder, begun.name)))
		}
		return fmt.Errorf("-out : %w", err)
	}
	return nil
}

func create(path string, body []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s existe déjà et n'est pas écrasé : donner un dossier nouveau ou vide", path)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(body)
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// receipt is what the bank says at once of a file.
func receipt(r bank.Receipt) string {
	switch r.Outcome {
	case bank.Acknowledged:
		return fmt.Sprintf("%s déposé, %s, %s", r.MessageID, counted(r.Transfers, "virement"), r.Total.French())
	case bank.TimedOut:
		return fmt.Sprintf("%s sans accusé, la banque l'a peut-être reçu", r.MessageID)
	default:
		return "refusé, " + r.Reason
	}
}

// summary is what a status file says, in a line, as it reads who receives it.
func summary(body []byte) (string, error) {
	file, err := sepa.Read(bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	title := "avis de débit et de retour"
	if file.Kind == sepa.Pain002 || file.Kind == sepa.Pain002Older {
		title = "compte rendu"
	}
	var parts []string
	for _, l := range file.Lines {
		if l.Scope != sepa.Transaction && l.Status == sepa.Rejected {
			parts = append(parts, fmt.Sprintf("%s rejeté en entier (%s)", l.OriginalMessageID, l.ReasonCode))
		}
	}
	for _, status := range []struct {
		is   sepa.Status
		word string
	}{{sepa.Accepted, "accepté"}, {sepa.Rejected, "rejeté"}, {sepa.Settled, "débité"}, {sepa.Returned, "retourné"}} {
		n, total := 0, money.Cents(0)
		for _, l := range file.Lines {
			if l.Status == status.is && (l.Scope == sepa.Transaction || l.Scope == sepa.Entry) {
				n++
				total += l.Amount.Cents
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s (%s)", counted(n, status.word), total.French()))
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "aucun virement nommé")
	}
	return title + ", " + strings.Join(parts, ", "), nil
}

// counted is a number and its word: "1 virement", "2 virements".
func counted(n int, word string) string {
	if n > 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}
