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
		Message: fmt.Sprintf("nothing was kept: %v; the service posts nothing more until a person has looked at its ledger (VerifyLedger) and started it again", err),
	}
}

// refuseAfterBreach is nil, or the fault of a call that would post to a ledger that is
// known to be broken.
func (s *Server) refuseAfterBreach() error {
	if breach := s.breach.Load(); breach != nil {
		return s.breached(*breach)
	}
	return nil
}

// foundBroken has every later posting refused when a walk through the ledger found that it
// was changed; the first one takes the service out of SERVING. Nil is no finding.
func (s *Server) foundBroken(found error) {
	if found != nil {
		err := fmt.Errorf("%w: %w", store.ErrBreach, found)
		s.breach.CompareAndSwap(nil, &err)
	}
}
