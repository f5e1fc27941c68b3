package ident_test

import (
	"strings"
	"testing"

	"assistmed/services/internal/ident"
)

func TestIdentifiersAreAcceptedOrRefusedByTheirForm(t *testing.T) {
	id := func(prefix string) func(string) error {
		return func(s string) error { return ident.CheckID(prefix, s) }
	}
	cases := []struct {
		name  string
		check func(string) error
		value string
		valid bool
	}{
		{"an RPPS number with its Luhn key", ident.CheckRPPS, "10000000009", true},
		{"an RPPS number with another key", ident.CheckRPPS, "10000000008", false},
		{"an RPPS number with two digits swapped", ident.CheckRPPS, "01000000009", false},
		{"an RPPS number of ten digits", ident.CheckRPPS, "1000000000", false},
		{"an RPPS number with a letter", ident.CheckRPPS, "1000000000A", false},
		{"an empty RPPS number", ident.CheckRPPS, "", false},
		{"a FINESS number with its Luhn key", ident.CheckFINESS, "750000002", true},
		{"a FINESS number with another key", ident.CheckFINESS, "750000003", false},
		{"a FINESS number of eight digits", ident.CheckFINESS, "75000000", false},
		{"a FINESS number with a letter", ident.CheckFINESS, "A50000002", false},
		{"an AM number of nine digits", ident.CheckAMNumber, "751234567", true},
		{"an AM number of eight digits", ident.CheckAMNumber, "75123456", false},
		{"the fund of Paris", ident.CheckFundCode, "751", true},
		{"the fund of Ajaccio", ident.CheckFundCode, "2A1", true},
		{"a fund in small letters", ident.CheckFundCode, "2a1", false},
		{"a fund of four characters", ident.CheckFundCode, "7511", false},
		{"the Ardennes", ident.CheckDepartment, "08", true},
		{"Corse-du-Sud", ident.CheckDepartment, "2A", true},
		{"La Réunion", ident.CheckDepartment, "974", true},
		{"the last of metropolitan France", ident.CheckDepartment, "95", true},
		{"no département is 96", ident.CheckDepartment, "96", false},
		{"Corsica is no longer 20", ident.CheckDepartment, "20", false},
		{"a département without its zero", ident.CheckDepartment, "8", false},
		{"a request id", ident.CheckToken, "req-2024.06:22_1", true},
		{"a request id of 64 characters", ident.CheckToken, strings.Repeat("a", 64), true},
		{"a request id of 65 characters", ident.CheckToken, strings.Repeat("a", 65), false},
		{"a request id with a slash", ident.CheckToken, "a/b", false},
		{"an empty request id", ident.CheckToken, "", false},
		{"an actor that looks like an address", ident.CheckActor, "officer-7@751", true},
		{"an actor with a space", ident.CheckActor, "officer 7", false},
		{"a contract id", id("ctr"), "ctr_01J0ABCDEFGHJKMNPQRSTVWXYZ", true},
		{"a contract id in place of a run id", id("run"), "ctr_01J0ABCDEFGHJKMNPQRSTVWXYZ", false},
		{"a contract id with a letter no ULID has", id("ctr"), "ctr_01J0ABCDEFGHJKMNPQRSTVWXYU", false},
		{"a contract id cut short", id("ctr"), "ctr_01J0", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := c.check(c.value); (err == nil) != c.valid {
				t.Errorf("%q: got %v, want valid=%v", c.value, err, c.valid)
			}
		})
	}
}
