package ident_test

import (
	"testing"

	"assistmed/services/internal/ident"
)

func TestEnterprisesAndEstablishmentsAreAcceptedOrRefusedByTheirNumber(t *testing.T) {
	cases := []struct {
		name  string
		check func(string) error
		value string
		valid bool
	}{
		{"a FINESS number with its Luhn key", ident.CheckFINESS, "990123457", true},
		{"a FINESS number with another key", ident.CheckFINESS, "990123458", false},
		{"a FINESS number with two digits swapped", ident.CheckFINESS, "990213457", false},
		{"a FINESS number of eight digits", ident.CheckFINESS, "99012345", false},
		{"a FINESS number of ten digits", ident.CheckFINESS, "9900123457", false},
		{"a FINESS number with a letter", ident.CheckFINESS, "2A0000002", false},
		{"a FINESS number with spaces", ident.CheckFINESS, "99 012 3457", false},
		{"an empty FINESS number", ident.CheckFINESS, "", false},
		{"the SIREN of La Poste", ident.CheckSIREN, "356000000", true},
		{"a published SIREN", ident.CheckSIREN, "732829320", true},
		{"a SIREN with another key", ident.CheckSIREN, "732829321", false},
		{"a SIREN with two digits swapped", ident.CheckSIREN, "738229320", false},
		{"a SIREN in groups of three", ident.CheckSIREN, "732 829 320", false},
		{"a SIREN of eight digits", ident.CheckSIREN, "73282932", false},
		{"a SIREN with a letter", ident.CheckSIREN, "73282932O", false},
		{"a SIREN in digits of another script", ident.CheckSIREN, "٧٣٢", false},
		{"an empty SIREN", ident.CheckSIREN, "", false},
		{"a published SIRET", ident.CheckSIRET, "73282932000074", true},
		{"a SIRET with another key", ident.CheckSIRET, "73282932000075", false},
		{"a SIRET with two digits swapped", ident.CheckSIRET, "73282932000704", false},
		{"a SIRET with a right key over a wrong SIREN", ident.CheckSIRET, "73282932100073", false},
		{"a SIREN in place of a SIRET", ident.CheckSIRET, "732829320", false},
		{"a SIRET of fifteen digits", ident.CheckSIRET, "732829320000740", false},
		{"a SIRET with a letter", ident.CheckSIRET, "7328293200007A", false},
		{"an empty SIRET", ident.CheckSIRET, "", false},
		{"the head office of La Poste, by its Luhn key", ident.CheckSIRET, "35600000000048", true},
		{"an establishment of La Poste whose digits sum to 15", ident.CheckSIRET, "35600000000001", true},
		{"an establishment of La Poste whose digits sum to 20", ident.CheckSIRET, "35600000000033", true},
		{"an establishment of La Poste whose digits sum to 16", ident.CheckSIRET, "35600000000002", false},
		{"an establishment of La Poste with a Luhn key and no multiple of 5", ident.CheckSIRET, "35600000000014", false},
		{"digits that sum to a multiple of 5 elsewhere", ident.CheckSIRET, "73282932000004", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := c.check(c.value); (err == nil) != c.valid {
				t.Errorf("%q: got %v, want valid=%v", c.value, err, c.valid)
			}
		})
	}
}

// Luhn's key finds each wrong digit, and each two neighbours that are swapped but 0 and 9.
func FuzzAWrongDigitIsFoundInEachNumber(f *testing.F) {
	checks := []func(string) error{ident.CheckFINESS, ident.CheckSIREN, ident.CheckSIRET, ident.CheckRPPS}
	for _, s := range []string{"990123457", "356000000", "73282932000074", "35600000000001", "10000000009", "2A0000002", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for n, check := range checks {
			if check(s) != nil {
				continue
			}
			for i := range len(s) {
				for d := byte('0'); d <= '9'; d++ {
					wrong := s[:i] + string(d) + s[i+1:]
					// Under the rule of La Poste a digit and the fifth after it are the same.
					if wrong != s && check(wrong) == nil && s[:min(9, len(s))] != "356000000" {
						t.Errorf("check %d accepts both %q and %q", n, s, wrong)
					}
				}
			}
			if i := len(s) - 2; s[i] != s[i+1] && s[i]+s[i+1] != '0'+'9' && s[:min(9, len(s))] != "356000000" {
				if swapped := s[:i] + string([]byte{s[i+1], s[i]}); check(swapped) == nil {
					t.Errorf("check %d accepts both %q and %q", n, s, swapped)
				}
			}
		}
	})
}
