// Command audit computes a ledger again from its export alone, without the services and
// their store: the chain of hashes, every amount from its facts, and the totals of every
// contract year and fund. It prints a report in French, and exits with 1 when something
// does not fit, with 2 when the export cannot be read.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"assistmed/services/internal/audit"
	"assistmed/services/internal/ledger"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// The exit codes.
const (
	fits = iota
	doesNotFit
	unreadable
)

// run reads the arguments, audits, and writes the report.
func run(args []string, out, complaints io.Writer) int {
	report, detail, err := read(args, complaints)
	if err == nil {
		if _, err = io.WriteString(out, report.Page(detail)); err == nil && len(report.Findings) == 0 {
			return fits
		}
	}
	var chain *ledger.ChainError
	switch {
	case errors.As(err, &chain):
		_, _ = fmt.Fprintf(complaints, "audit: le registre a été modifié: %v\n", err)
		return doesNotFit
	case err != nil:
		_, _ = fmt.Fprintf(complaints, "audit: %v\n", err)
		return unreadable
	}
	return doesNotFit
}

func read(args []string, complaints io.Writer) (report audit.Report, detail bool, err error) {
	flags := flag.NewFlagSet("audit", flag.ContinueOnError)
	flags.SetOutput(complaints)
	root := flags.String("root", "", "a root that was promised earlier, as VerifyLedger gave it: it must be in the chain")
	flags.BoolVar(&detail, "detail", false, "also the totals of every contract year")
	if err := flags.Parse(args); err != nil {
		return report, detail, err
	}
	if flags.NArg() != 1 {
		return report, detail, fmt.Errorf("seen %d arguments, wanted one: the file that ExportLedger gave", flags.NArg())
	}
	var promised *ledger.Root
	if *root != "" {
		r, err := ledger.ParseRoot(*root)
		if err != nil {
			return report, detail, fmt.Errorf("-root: %w", err)
		}
		promised = &r
	}
	file, err := os.Open(flags.Arg(0))
	if err != nil {
		return report, detail, err
	}
	report, err = audit.Read(file, promised)
	return report, detail, errors.Join(err, file.Close())
}
