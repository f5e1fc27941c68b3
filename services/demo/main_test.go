package main

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"strings"
	"testing"
)

func TestTheExitCodeTellsHowItWent(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		code   int
		stderr string
	}{
		{"well", nil, 0, ""},
		{"figures differ", errDiffers, 1, "des chiffres diffèrent"},
		{"wrong usage", errUsage, 2, "demo play"},
		{"a command that failed", errors.Join(&exitError{code: 7}), 7, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stderr bytes.Buffer
			if got := exitCode(c.err, &stderr); got != c.code || !strings.Contains(stderr.String(), c.stderr) || (c.stderr == "") != (stderr.Len() == 0) {
				t.Errorf("exit code %d, %q; want %d, %q", got, stderr.String(), c.code, c.stderr)
			}
		})
	}
}

func TestWrongArgumentsAreRefusedBeforeAnythingStarts(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   []string
		wanted string
	}{
		{"nothing", nil, "usage"},
		{"an unknown command", []string{"paly"}, "usage"},
		{"an unknown flag", []string{"play", "-adr", "x"}, "usage"},
		{"a population with a word too much", []string{"population", "-count", "1", "2"}, "usage"},
		{"more than every fact unknown", []string{"population", "-unknown", "1001"}, "-unknown : vu 1001, attendu 0 à 1000 millièmes"},
		{"with without a command", []string{"with"}, "usage"},
		{"a file that is not there", []string{"play", "rien.yaml"}, "rien.yaml"},
		{"an address without its service", []string{"play", "-addr", "127.0.0.1:1"}, "attendu service=hôte:port"},
		{"two addresses of three", []string{"play", "-addr", "eligibility=a:1,payment=b:2"}, "attendu aussi contract=hôte:port"},
		{"a fourth address", []string{"play", "-addr", "eligibility=a:1,payment=b:2,contract=c:3,bank=d:4"}, "attendu seulement eligibility, contract, payment"},
		{"a trace that is not played", []string{"play", "-trace", "x", "ent-2024"}, "attendu le nom d'un dossier joué"},
		{"a trace from elsewhere", []string{"play", "-trace", "ent-2024", "-addr", "eligibility=a:1,payment=b:2,contract=c:3", "ent-2024"}, "attendu sans -addr"},
		{"binaries that are not there", []string{"play", "-bin", "/nowhere", "ent-2024"}, "start eligibility"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := command(t.Context(), c.args, io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), c.wanted) {
				t.Errorf("seen %v, wanted %s", err, c.wanted)
			}
		})
	}
}

func TestAddressesAreReadByService(t *testing.T) {
	got, err := parseAddrs("eligibility=a:1,contract=b:2,payment=c:3")
	if want := map[string]string{"eligibility": "a:1", "contract": "b:2", "payment": "c:3"}; err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
}
