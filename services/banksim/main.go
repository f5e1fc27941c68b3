// Command banksim is a simulated bank: it reads the files of transfers (pain.001) of a
// folder, and writes what a bank would answer (pain.002, camt.054) into another.
//
//	banksim -in folder -out folder [-seed n] [-ask ids] [odds, out of a thousand]
//
// It keeps nothing between two runs: the first folder has all that the bank ever
// received. With the same seed and one more file in it, the answers about the others are
// the same, byte by byte.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"assistmed/services/internal/bank"
)

const usage = `banksim -in dossier -out dossier [-seed n] [-ask références] [fréquences]
    Une banque simulée : elle lit les fichiers de virements (pain.001.001.09) *.xml du dossier -in,
    dans l'ordre de leurs noms, et écrit dans le dossier -out les fichiers qu'une banque enverrait :
    comptes rendus (pain.002), puis avis de débit et de retour (camt.054), numérotés dans l'ordre
    d'envoi. Aucun argent ne bouge. Sans fréquence, la banque est parfaite.

    La banque ne retient rien d'une fois sur l'autre : -in contient tout ce qu'elle a reçu depuis le
    début. Avec la même graine, elle répond de même, à l'octet près. Elle n'écrase jamais un fichier :
    donner un dossier -out nouveau ou vide.

    0 : tout est fait ; 1 : rien n'est écrit, l'erreur est dite ; 2 : mauvais arguments ;
    3 : les réponses sont écrites, mais la banque a refusé un fichier, ou ignore une référence demandée.

`

// How the program ends beside 0 and 1.
const (
	exitUsage   = 2
	exitRefused = 3
)

// errUsage ends the program with exit code 2; what is wrong is told already.
var errUsage = errors.New("usage")

// errRefused ends the program with exit code 3; what is refused is told already.
var errRefused = errors.New("refused")

func main() {
	os.Exit(exitCode(command(os.Args[1:], os.Stdout, os.Stderr), os.Stderr))
}

func exitCode(err error, stderr io.Writer) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errRefused):
		return exitRefused
	}
	_, _ = fmt.Fprintln(stderr, "banksim :", err)
	return 1
}

// settings are those of a run.
type settings struct {
	in, out, ask string
	seed         uint64
	odds         bank.Options
}

func command(args []string, stdout, stderr io.Writer) error {
	var s settings
	flags := flag.NewFlagSet("banksim", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		_, _ = io.WriteString(flags.Output(), usage)
		flags.VisitAll(func(f *flag.Flag) {
			value, meaning := flag.UnquoteUsage(f)
			name := strings.TrimSpace("-" + f.Name + " " + value)
			_, _ = fmt.Fprintf(flags.Output(), "  %s\n    \t%s\n", name, strings.ReplaceAll(meaning, "\n", "\n    \t"))
		})
	}
	s.define(flags)
	for _, arg := range args { // help that is asked for is no error, and goes where it can be read page by page
		if arg == "-h" || arg == "-help" || arg == "--help" {
			flags.SetOutput(stdout)
			flags.Usage()
			return nil
		}
	}
	if err := flags.Parse(args); err != nil {
		return errUsage
	}
	if err := s.check(flags.Args()); err != nil {
		_, _ = fmt.Fprintf(stderr, "%v\nbanksim -h explique tout.\n", err)
		return errUsage
	}
	return s.run(stdout)
}

func (s *settings) define(flags *flag.FlagSet) {
	flags.StringVar(&s.in, "in", "", "`dossier` des fichiers de virements, qui doit exister")
	flags.StringVar(&s.out, "out", "", "`dossier` des réponses, créé s'il n'existe pas")
	flags.StringVar(&s.ask, "ask", "", "`références` de bout en bout, séparées par des virgules : à la fin, téléphoner à la banque\npour chacune ; elle dit toujours vrai, et l'écrit dans un fichier de plus")
	flags.Uint64Var(&s.seed, "seed", 1, "`graine` : elle décide de tout ce qui n'est pas certain ; 1 si rien n'est donné")
	for _, o := range s.frequencies() {
		flags.IntVar(o.value, o.name, 0, "sur `mille` : "+o.meaning)
	}
	flags.BoolVar(&s.odds.Older, "older", false, "répondre dans les versions antérieures, pain.002.001.03 et camt.054.001.02")
}

// frequency is a flag that is odds.
type frequency struct {
	name    string
	value   *int
	meaning string
}

func (s *settings) frequencies() []frequency {
	return []frequency{
		{"reject", &s.odds.Reject, "un virement est rejeté"},
		{"return", &s.odds.Return, "un virement débité revient"},
		{"refuse-file", &s.odds.RefuseFile, "un fichier est rejeté en entier"},
		{"timeout", &s.odds.TimeOut, "un dépôt reste sans accusé ; une fois sur deux la banque l'a reçu"},
		{"late", &s.odds.Late, "ce qui est dit d'un virement arrive plus tard"},
		{"silent", &s.odds.Silent, "rien n'est dit d'un virement (voir -ask)"},
		{"twice", &s.odds.Twice, "une réponse est envoyée deux fois, identique"},
		{"drop", &s.odds.Drop, "une réponse omet un virement"},
		{"amount", &s.odds.Amount, "une réponse donne un autre montant que celui du virement"},
		{"unknown", &s.odds.Unknown, "une réponse a une ligne de plus, que personne n'a ordonnée"},
	}
}

// check wants two folders and odds out of a thousand; all that is wrong is said.
func (s *settings) check(rest []string) error {
	var wrong []error
	if len(rest) > 0 {
		wrong = append(wrong, fmt.Errorf("argument : lu %q, attendu des options seulement", rest[0]))
	}
	if s.in == "" {
		wrong = append(wrong, errors.New("-in : lu rien, attendu un dossier"))
	}
	if s.out == "" {
		wrong = append(wrong, errors.New("-out : lu rien, attendu un dossier"))
	}
	const most = 1000
	for _, o := range s.frequencies() {
		if *o.value < 0 || *o.value > most {
			wrong = append(wrong, fmt.Errorf("-%s : lu %d, attendu de 0 à %d", o.name, *o.value, most))
		}
	}
	return errors.Join(wrong...)
}
