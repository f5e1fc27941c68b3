package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"assistmed/services/internal/fleet"
)

// The ports that callers know.
func publicAddrs() map[string]string {
	return map[string]string{
		fleet.Eligibility: "127.0.0.1:7101",
		fleet.Contract:    "127.0.0.1:7102",
		fleet.Payment:     "127.0.0.1:7103",
	}
}

// examples are lines to copy and paste. The application is a general practitioner
// under convention-2024 with the fund's own objectives.
const examples = `Les trois services répondent. À copier et coller (Ctrl-C les arrête, dans l'ordre) :

  # ce que l'aide donnerait
  grpcurl -plaintext -d '{"application":{"signature_date":"2024-09-02","fund_code":"751","doctor":{"specialty_code":"01","sector":"SECTOR_1"},"activity":{"registered_patients":1300},"assistant":{"secretary_promoted":false},"options_wanted":["OPTION_FULL"]}}' \
    localhost:7101 assistmed.eligibility.v1.EligibilityService/SimulateAid

  # l'échéancier d'une demande que personne n'a signée
  grpcurl -plaintext -d '{"prospective":{"application":{"signature_date":"2024-09-02","fund_code":"751","doctor":{"specialty_code":"01","sector":"SECTOR_1"},"activity":{"registered_patients":1300,"band":"BAND_P50_P70"},"assistant":{"secretary_promoted":false}},"option":"OPTION_FULL","declared_objectives":[{"indicator":"INDICATOR_REGISTERED_PATIENTS","to_gain":260}]}}' \
    localhost:7103 assistmed.payment.v1.PaymentService/PreviewDues

  # ce que l'on sait de la loi, et ce que personne ne sait
  grpcurl -plaintext localhost:7101 assistmed.law.v1.LawService/GetLawStatus

  # les services et leurs méthodes
  grpcurl -plaintext localhost:7101 list

`

// run keeps the three services in the foreground until a signal, or until one ends.
func (o *options) run(ctx context.Context) error {
	if err := os.MkdirAll(o.dir, 0o750); err != nil {
		return err
	}
	f, err := fleet.Start(ctx, fleet.Options{
		Bin: o.bin, Dir: o.dir, Addrs: publicAddrs(), Log: o.stderr, OTLP: os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"),
	})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(o.stdout, examples); err != nil {
		return errors.Join(err, f.Stop())
	}
	var ended error
	select {
	case <-ctx.Done():
	case <-f.Gone(fleet.Eligibility):
		ended = errors.New("eligibility s'est arrêté")
	case <-f.Gone(fleet.Contract):
		ended = errors.New("contract s'est arrêté")
	case <-f.Gone(fleet.Payment):
		ended = errors.New("payment s'est arrêté")
	}
	return errors.Join(ended, f.Stop())
}

// exitError is the exit code of a command that was run.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("la commande a fini avec le code %d", e.code) }

// with runs a command beside the three services, which are told to it by
// ELIGIBILITY_ADDR, CONTRACT_ADDR and PAYMENT_ADDR.
func (o *options) with(ctx context.Context, args []string) (err error) {
	if len(args) == 0 {
		return errUsage
	}
	dir, err := os.MkdirTemp("", "assistmed-with-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	f, err := fleet.Start(ctx, fleet.Options{Bin: o.bin, Dir: dir, Log: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Stop()) }()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, o.stdout, o.stderr
	cmd.Env = os.Environ()
	for _, name := range fleet.Names() {
		cmd.Env = append(cmd.Env, strings.ToUpper(name)+"_ADDR="+f.Addr(name))
	}
	var ended *exec.ExitError
	if err := cmd.Run(); errors.As(err, &ended) {
		return &exitError{code: max(ended.ExitCode(), 1)}
	} else if err != nil {
		return err
	}
	return nil
}
