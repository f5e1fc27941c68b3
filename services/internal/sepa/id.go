package sepa

import (
	"fmt"
	"strings"

	"assistmed/services/internal/ident"
)

const contractPrefix = "ctr"

const wantedKey = `the key of a payment: "ctr_" and 26 characters, then contract year, instalment and perhaps posting, ` +
	`numbers from 1 without leading zeros, for example "ctr_01J0ABCDEFGHJKMNPQRSTVWXYZ/3/1"; 35 characters at most without "ctr_"`

// EndToEndID is the name under which a payment goes through the banks, and comes back:
// its key without "ctr_", which says nothing there and whose "_" no bank carries, and
// with "-" for "/", which is carried without conditions. "ctr_01J…/3/1" is "01J…-3-1",
// "ctr_01J…/10/2/12" is "01J…-10-2-12". No two keys have the same name; KeyOf finds the
// key again. The error says the value seen and the value wanted.
func EndToEndID(key string) (string, error) {
	rest, found := strings.CutPrefix(key, contractPrefix+"_")
	if !found || strings.Contains(rest, "-") {
		return "", fmt.Errorf("key: seen %q, wanted %s", key, wantedKey)
	}
	id := strings.ReplaceAll(rest, "/", "-")
	if !isEndToEnd(id) {
		return "", fmt.Errorf("key: seen %q, wanted %s", key, wantedKey)
	}
	return id, nil
}

// KeyOf is the key of the payment that has this end-to-end id. The error says the value
// seen and the value wanted: the id is not one of ours.
func KeyOf(endToEndID string) (string, error) {
	if !isEndToEnd(endToEndID) {
		return "", fmt.Errorf("end-to-end id: seen %q, wanted one that this service gave, such as %q", endToEndID, "01J0ABCDEFGHJKMNPQRSTVWXYZ-3-1")
	}
	return contractPrefix + "_" + strings.ReplaceAll(endToEndID, "-", "/"), nil
}

func isEndToEnd(id string) bool {
	parts := strings.Split(id, "-")
	if len(id) > maxReference || len(parts) < 3 || len(parts) > 4 || ident.CheckID(contractPrefix, contractPrefix+"_"+parts[0]) != nil {
		return false
	}
	for _, number := range parts[1:] {
		if number == "" || number[0] == '0' || strings.Trim(number, "0123456789") != "" {
			return false
		}
	}
	return true
}
