// Command lawpage prints the whole law of the aid as one Markdown page: every cell
// with its certainty and its source, what is not known, and the readings that are ours.
package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"assistmed/services/internal/law"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "lawpage:", err)
		os.Exit(1)
	}
}

// run reads the arguments and writes the page.
func run(args []string, out, usage io.Writer) error {
	flags := flag.NewFlagSet("lawpage", flag.ContinueOnError)
	flags.SetOutput(usage)
	folder := flags.String("supplements", "", "the folder of the operator's supplements")
	english := flags.Bool("en", false, "in English; in French without it")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("seen the argument %q, wanted flags only", flags.Arg(0))
	}
	var supplements fs.FS
	if *folder != "" {
		supplements = os.DirFS(*folder)
	}
	l, err := law.Open(supplements)
	if err != nil {
		return err
	}
	language := law.French
	if *english {
		language = law.English
	}
	_, err = io.WriteString(out, l.Page(language))
	return err
}
