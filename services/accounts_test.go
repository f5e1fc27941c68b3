package services_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"assistmed/services/internal/ledger"
)

var updateAccounts = flag.Bool("update-accounts", false, "write the table of accounts into the README")

// The table of accounts in the README is that of the ledger.
func TestTheReadmeHasTheLedgersTableOfAccounts(t *testing.T) {
	var b strings.Builder
	b.WriteString("| account | French | stands on | what it is |\n|---|---|---|---|\n")
	for _, a := range ledger.AccountKinds() {
		whose := "a fund"
		if a.PerContract {
			whose = "a contract"
		}
		side := a.Side.String() + ", " + whose
		if a.OffBalance {
			side += ", off the balance"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", a.Kind, a.French, side, a.PurposeEnglish)
	}
	const file, begin, end = "../README.md", "<!-- table of accounts -->\n", "<!-- end -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	held, after, ends := strings.Cut(rest, end)
	if !found || !ends {
		t.Fatalf("the README has no %q", begin)
	}
	if held == b.String() {
		return
	}
	if !*updateAccounts {
		t.Fatalf("the table of accounts in the README is not the ledger's, fix with: go -C services test . -run TableOfAccounts -update-accounts")
	}
	if err := os.WriteFile(file, []byte(before+begin+b.String()+end+after), 0o600); err != nil {
		t.Fatal(err)
	}
}
