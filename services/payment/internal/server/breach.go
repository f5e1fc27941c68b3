package server

import (
	"errors"
	"fmt"

	"assistmed/services/internal/fault"
	"assistmed/services/payment/internal/store"
)

// breached makes the fault of a write that would have broken the ledger, and takes the
// service out of SERVING: what led there is a bug or a changed file, and a person must
// look. Every other error stays as it is.
func (s *Server) breached(err error) error {
	if !errors.Is(err, store.ErrBreach) {
		return err
	}
	s.breach.CompareAndSwap(nil, &err)
	return &fault.Error{
		Kind: fault.Damaged, Reason: "LEDGER_BREACH", Cause: err,
		Message: fmt.Sprintf("nothing was kept: %v; the service takes no more work until a person has looked at its ledger (VerifyLedger)", err),
	}
}
