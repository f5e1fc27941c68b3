package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/sepa"
)

// transfers writes a message of transfers of ten euros into a folder.
func transfers(t *testing.T, folder, file, message string, ids ...string) {
	t.Helper()
	b := sepa.Batch{
		MessageID: message, Created: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC), RequestedOn: civil.MustParse("2026-11-26"),
		Debtor: sepa.Party{Name: "CPAM fictive", IBAN: "FR1420041010050500013M02606"},
	}
	for _, id := range ids {
		b.Payments = append(b.Payments, sepa.Payment{EndToEndID: id, Amount: 10_00, Creditor: sepa.Party{Name: "Docteur Fictif", IBAN: "DE89370400440532013000"}})
	}
	var out bytes.Buffer
	if err := sepa.WritePain001(&out, b); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(folder, file), out.String())
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// ended runs the program and gives what it prints and how it ends.
func ended(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, complaints strings.Builder
	code = exitCode(command(args, &out, &complaints), &complaints)
	return strings.ReplaceAll(out.String(), "\u00a0", " "), complaints.String(), code
}

// found has the files of a folder.
func found(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		body, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(body)
	}
	return files
}

func TestAPerfectBankIsToldInALineForEachFile(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "new", "folder")
	transfers(t, in, "b.xml", "RUN-2", "C")
	transfers(t, in, "a.xml", "RUN-1", "A", "B")
	put(t, filepath.Join(in, "notes.txt"), "not for the bank")
	stdout, stderr, code := ended(t, "-in", in, "-out", out)
	want := `a.xml : RUN-1 déposé, 2 virements, 20,00 €
b.xml : RUN-2 déposé, 1 virement, 10,00 €
000001-pain.002.xml : compte rendu, 2 acceptés (20,00 €)
000002-pain.002.xml : compte rendu, 1 accepté (10,00 €)
000003-camt.054.xml : avis de débit et de retour, 2 débités (20,00 €)
000004-camt.054.xml : avis de débit et de retour, 1 débité (10,00 €)
`
	if stdout != want || stderr != "" || code != 0 {
		t.Errorf("code %d, %q\n%s\nwant\n%s", code, stderr, stdout, want)
	}
	if files := found(t, out); len(files) != 4 {
		t.Errorf("written are %v", files)
	}
}

func TestABankWithFaultsSaysWhichTransfersItMeans(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		want []string
		code int
	}{
		{"all rejected", []string{"-reject", "1000"}, []string{"000001-pain.002.xml : compte rendu, 2 rejetés (20,00 €)\n"}, 0},
		{"all returned", []string{"-return", "1000"}, []string{"2 débités (20,00 €)\n", "avis de débit et de retour, 2 retournés (20,00 €)\n"}, 0},
		{"rejected whole", []string{"-refuse-file", "1000"}, []string{"compte rendu, RUN-1 rejeté en entier ("}, 0},
		{"sent twice", []string{"-twice", "1000"}, []string{"000003-pain.002.xml", "000004-camt.054.xml"}, 0},
		{"late", []string{"-late", "1000"}, []string{"compte rendu, 2 acceptés"}, 0},
		{"left out", []string{"-drop", "1000"}, []string{"compte rendu, aucun virement nommé\n"}, 0},
		{"silent", []string{"-silent", "1000"}, []string{"la banque n'envoie aucun fichier\n"}, 0},
		{"silent, and asked", []string{"-silent", "1000", "-ask", "A, X,"}, []string{"X : la banque n'a jamais reçu ce virement\n", "000001-camt.054.xml : avis de débit et de retour, 1 débité (10,00 €)\n"}, 3},
		{"timed out", []string{"-timeout", "1000"}, []string{"a.xml : RUN-1 sans accusé, la banque l'a peut-être reçu\n"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, out := t.TempDir(), t.TempDir()
			transfers(t, in, "a.xml", "RUN-1", "A", "B")
			stdout, stderr, code := ended(t, append([]string{"-in", in, "-out", out}, c.args...)...)
			if code != c.code || stderr != "" {
				t.Errorf("code %d, want %d; %s", code, c.code, stderr)
			}
			for _, want := range c.want {
				if !strings.Contains(stdout, want) {
					t.Errorf("got\n%s\nwant %q in it", stdout, want)
				}
			}
		})
	}
}

func TestAFileThatTheBankRefusesIsSaidAndTheOthersAreAnswered(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	transfers(t, in, "a.xml", "RUN-1", "A")
	put(t, filepath.Join(in, "b.xml"), "<Document/>")
	stdout, _, code := ended(t, "-in", in, "-out", out)
	if code != exitRefused || !strings.Contains(stdout, `b.xml : refusé, Document : lu l'espace de noms "", attendu`) || len(found(t, out)) != 2 {
		t.Errorf("code %d\n%s", code, stdout)
	}
}

func TestNothingIsWrittenOverAndNothingIsWrittenByHalves(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	transfers(t, in, "a.xml", "RUN-1", "A")
	put(t, filepath.Join(out, "000002-camt.054.xml"), "mine")
	stdout, stderr, code := ended(t, "-in", in, "-out", out)
	if code != 1 || stdout != "" || !strings.Contains(stderr, "000002-camt.054.xml existe déjà et n'est pas écrasé") {
		t.Errorf("code %d, %q, %q", code, stdout, stderr)
	}
	if files := found(t, out); len(files) != 1 || files["000002-camt.054.xml"] != "mine" {
		t.Errorf("the folder has %v", files)
	}
}

func TestTheSameSeedAndFilesGiveTheSameFolderAndOneFileMoreKeepsTheOthers(t *testing.T) {
	odds := []string{"-seed", "7", "-reject", "200", "-return", "200", "-late", "300", "-twice", "300", "-drop", "100", "-amount", "100", "-unknown", "300"}
	in := t.TempDir()
	var ids []string
	for i := range 40 {
		ids = append(ids, fmt.Sprintf("T%02d", i))
	}
	transfers(t, in, "2026-11.xml", "RUN-1", ids...)
	folders := []string{t.TempDir(), t.TempDir(), t.TempDir()}
	for i, out := range folders {
		if i == 2 {
			transfers(t, in, "2026-12.xml", "RUN-2", "U1", "U2")
		}
		if _, stderr, code := ended(t, append([]string{"-in", in, "-out", out}, odds...)...); code != 0 {
			t.Fatal(stderr)
		}
	}
	first, second := found(t, folders[0]), found(t, folders[1])
	more := map[string]bool{}
	for _, body := range found(t, folders[2]) {
		more[body] = true
	}
	if len(first) == 0 || len(first) != len(second) {
		t.Errorf("%d files, then %d", len(first), len(second))
	}
	for name, body := range first {
		if second[name] != body || !more[body] {
			t.Errorf("%s is another file in a second run", name)
		}
	}
}

func TestWrongArgumentsAreToldAllAtOnce(t *testing.T) {
	in := t.TempDir()
	for _, c := range []struct {
		name string
		args []string
		want []string
		code int
	}{
		{"nothing", nil, []string{"-in : lu rien, attendu un dossier", "-out : lu rien, attendu un dossier", "banksim -h"}, exitUsage},
		{"odds out of a thousand", []string{"-in", in, "-out", "x", "-reject", "1001", "-late", "-1"},
			[]string{"-reject : lu 1001, attendu de 0 à 1000", "-late : lu -1, attendu de 0 à 1000"}, exitUsage},
		{"a flag nobody knows", []string{"-loud"}, []string{"-loud", "banksim -in dossier"}, exitUsage},
		{"a word too many", []string{"-in", in, "-out", "x", "y"}, []string{`argument : lu "y"`}, exitUsage},
		{"no folder", []string{"-in", filepath.Join(in, "nowhere"), "-out", "x"}, []string{"banksim : -in :", "nowhere"}, 1},
		{"an empty folder", []string{"-in", in, "-out", filepath.Join(in, "x")}, []string{"aucun fichier .xml"}, 1},
		{"one folder for both", []string{"-in", in, "-out", in + "/."}, []string{"attendu un autre dossier que -in"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			stdout, stderr, code := ended(t, c.args...)
			if code != c.code || stdout != "" {
				t.Errorf("code %d, want %d; prints %q", code, c.code, stdout)
			}
			for _, want := range c.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("got\n%s\nwant %q in it", stderr, want)
				}
			}
		})
	}
	if files := found(t, in); len(files) != 0 {
		t.Errorf("written are %v", files)
	}
}

func TestHelpIsNoErrorAndNamesEveryFlag(t *testing.T) {
	for _, flag := range []string{"-h", "--help"} {
		stdout, stderr, code := ended(t, "-seed", "2", flag)
		if code != 0 || stderr != "" {
			t.Errorf("code %d, %q", code, stderr)
		}
		for _, want := range []string{"-in ", "-out ", "-seed ", "-ask ", "-reject ", "-return ", "-refuse-file ", "-timeout ", "-late ", "-silent ", "-twice ", "-drop ", "-amount ", "-unknown ", "-older\n"} {
			if !strings.Contains(stdout, "\n  "+want) {
				t.Errorf("%s does not explain %q", flag, want)
			}
		}
	}
}

// The program as it is built and started, with its exit codes.
func TestTheProgramItselfRuns(t *testing.T) {
	program := filepath.Join(t.TempDir(), "banksim")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	in, out := t.TempDir(), t.TempDir()
	transfers(t, in, "a.xml", "RUN-1", "A")
	for _, want := range []int{0, 1} { // the second time the answers are there already
		command := exec.CommandContext(t.Context(), program, "-in", in, "-out", out)
		text, err := command.CombinedOutput()
		if got := command.ProcessState.ExitCode(); got != want {
			t.Errorf("ends with %d (%v), want %d\n%s", got, err, want, text)
		}
	}
}
