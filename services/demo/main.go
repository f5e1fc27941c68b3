// Command demo shows the three services at work: it plays dossiers through them and
// tells the story to a doctor and a fund officer, with every figure checked; or it
// runs the three services in the foreground, writes invented doctors, or draws how far
// the aid has spread.
//
//	demo play [-bin dir] [-addr eligibility=…,contract=…,payment=…] [-trace name] [-deployment name] [-closing dir] [dossier …]
//	demo run  [-bin dir] [-dir ./var]
//	demo with [-bin dir] -- command …
//	demo example
//	demo population [-seed n] [-from n] [-count n] [-unknown ‰] | -sandbox
//	demo deployment [-addr host:port] [-as-of day] [-perimeter running] [-fund code] [-csv file] [-svg file]
package main

import (
	"context"
	_ "embed" // the example
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

const usage = `demo play [-bin dossier] [-addr eligibility=hôte:port,contract=…,payment=…] [-trace nom] [-deployment nom] [-closing dossier] [dossier …]
    joue les dossiers (tous ceux qui sont fournis, ou ceux qu'on nomme : un nom ou un fichier .yaml)
demo run [-bin dossier] [-dir ./var]
    les trois services au premier plan, sur 7101, 7102 et 7103
demo with [-bin dossier] -- commande …
    les trois services le temps d'une commande, qui lit ELIGIBILITY_ADDR, CONTRACT_ADDR et PAYMENT_ADDR
demo example
    un dossier à compléter
demo population [-seed n] [-from n] [-count n] [-unknown millièmes] | -sandbox
    des demandes de médecins inventés, une par ligne, en JSON ; une graine donne toujours les mêmes
demo deployment [-addr hôte:port] [-as-of jour] [-perimeter signed|running] [-fund caisse] [-csv fichier] [-svg fichier]
    le déploiement de l'aide un jour donné, à côté des chiffres publiés : un tableau, une courbe
`

// errDiffers ends the program with exit code 1; the differences are told already.
var errDiffers = errors.New("des chiffres diffèrent")

// errUsage ends the program with exit code 2.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := command(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(exitCode(err, os.Stderr))
}

func exitCode(err error, stderr io.Writer) int {
	var ended *exitError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		_, _ = io.WriteString(stderr, usage)
		return 2
	case errors.As(err, &ended):
		return ended.code
	}
	_, _ = fmt.Fprintln(stderr, "demo :", err)
	return 1
}

func command(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	flags := flag.NewFlagSet("demo "+args[0], flag.ContinueOnError)
	flags.SetOutput(stderr)
	o := options{stdout: stdout, stderr: stderr}
	flags.StringVar(&o.bin, "bin", besideItself(), "dossier des binaires eligibility, contract et payment")
	switch args[0] {
	case "play":
		flags.StringVar(&o.addr, "addr", "", "services déjà en marche : eligibility=hôte:port,contract=…,payment=…")
		flags.StringVar(&o.trace, "trace", "", "dossier dont la trace est montrée (sinon "+defaultTrace+", s'il est joué)")
		flags.StringVar(&o.spread, "deployment", "", "nom, sans extension, des fichiers .csv et .svg du déploiement à la fin")
		flags.StringVar(&o.folder, "closing", "", "dossier où le dernier chapitre, celui de la banque, écrit "+statementFile+" et "+ledgerFile+" ; sans lui, pas de chapitre")
		return o.parsed(flags, args[1:], func() error { return o.play(ctx, flags.Args()) })
	case "run":
		flags.StringVar(&o.dir, "dir", "var", "dossier des fichiers des services")
		return o.parsed(flags, args[1:], func() error { return o.run(ctx) })
	case "example":
		return o.parsed(flags, args[1:], func() error { return o.example() })
	case "population":
		var p people
		flags.Uint64Var(&p.Seed, "seed", 1, "graine : elle distingue une population d'une autre")
		flags.Uint64Var(&p.from, "from", 0, "numéro du premier médecin")
		flags.Uint64Var(&p.count, "count", 10, "nombre de médecins")
		flags.IntVar(&p.Unknown, "unknown", 0, "part des faits tus, en millièmes, parmi ceux qui peuvent être inconnus")
		flags.BoolVar(&p.sandbox, "sandbox", false, "le jeu d'essai, qui ne change jamais, à la place d'une graine")
		return o.parsed(flags, args[1:], func() error {
			if flags.NArg() > 0 {
				return errUsage
			}
			return o.population(p)
		})
	case "deployment":
		return o.deploymentOf(ctx, flags, args[1:])
	case "with":
		return o.parsed(flags, args[1:], func() error { return o.with(ctx, flags.Args()) })
	}
	return errUsage
}

//go:embed example.yaml
var example string

// example prints a dossier to begin with.
func (o *options) example() error {
	_, err := io.WriteString(o.stdout, example)
	return err
}

// options are the settings of a command.
type options struct {
	bin, addr, trace, dir string
	folder                string // of the files of the last chapter; empty for no such chapter
	spread                string // name of the files of the deployment after a play; empty for none
	stdout, stderr        io.Writer
}

func (o *options) parsed(flags *flag.FlagSet, args []string, run func() error) error {
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return errUsage
	}
	return run()
}

// besideItself is the folder of this program, where make puts the services too.
func besideItself() string {
	self, err := os.Executable()
	if err != nil {
		return "."
	}
	return filepath.Dir(self)
}
