package store

import (
	"context"
	"fmt"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/table"
)

// detailsKey is the key of an account; an empty RPPS number is the fund's own.
func detailsKey(fund, rpps string) string {
	if rpps == "" {
		rpps = "-"
	}
	return fund + "/" + rpps
}

// Details is the account of a doctor, or with an empty RPPS number of the fund.
func (s *Store) Details(tx *table.Tx, fund, rpps string) (*paymentv1.BankDetails, bool, error) {
	return s.details.Get(tx, detailsKey(fund, rpps))
}

// KeepDetails keeps a new version of an account, or the verification of the one that
// stands.
func (s *Store) KeepDetails(tx *table.Tx, d *paymentv1.BankDetails) error {
	key := detailsKey(d.GetFundCode(), d.GetRpps())
	before, found, err := s.details.Get(tx, key)
	if err != nil {
		return err
	}
	version := fmt.Sprintf("%s/%010d", key, d.GetVersion())
	if !found {
		if err := s.details.Insert(tx, key, d); err != nil {
			return err
		}
		return s.oldDetails.Insert(tx, version, d)
	}
	if err := s.details.Update(tx, key, d); err != nil {
		return err
	}
	if before.GetVersion() == d.GetVersion() {
		return s.oldDetails.Update(tx, version, d)
	}
	return s.oldDetails.Insert(tx, version, d)
}

func holdIndexes() []index {
	return []index{{holdsByFundIndex, holdRows}, {standingHoldsIndex, standingHoldRows}}
}

// InsertHold keeps a new hold.
func (s *Store) InsertHold(tx *table.Tx, h *paymentv1.Hold) error {
	return s.holds.insert(tx, h.GetId(), h)
}

// UpdateHold replaces a hold.
func (s *Store) UpdateHold(tx *table.Tx, h *paymentv1.Hold) error {
	return s.holds.replace(tx, h.GetId(), h)
}

// Hold reads a hold, and whether there is one.
func (s *Store) Hold(tx *table.Tx, id string) (*paymentv1.Hold, bool, error) {
	return s.holds.Get(tx, id)
}

// StandingHolds are the holds of a fund that nobody lifted, oldest first.
func (s *Store) StandingHolds(tx *table.Tx, fund string) (all []*paymentv1.Hold, err error) {
	err = table.NewIndex(standingHoldsIndex).Scan(tx, fund+"/", func(_, id string) (bool, error) {
		h, found, err := s.holds.Get(tx, id)
		if found {
			all = append(all, h)
		}
		return true, err
	})
	return all, err
}

// ListHolds gives a page of the holds of a fund, oldest first, and the token of the next
// one.
func (s *Store) ListHolds(ctx context.Context, fund string, standing bool, q table.Query) (list []*paymentv1.Hold, next string, err error) {
	q.Prefix, q.Filter = fund+"/", fmt.Sprint(standing)
	by := holdsByFundIndex
	if standing {
		by = standingHoldsIndex
	}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		list, next, err = table.PageBy(tx, table.NewIndex(by), s.holds.Table, q)
		return err
	})
	return list, next, err
}

// InsertLevels keeps the approval levels of a fund from a day on; table.ErrExists if that
// day has some.
func (s *Store) InsertLevels(tx *table.Tx, l *paymentv1.ApprovalLevels) error {
	return s.levels.Insert(tx, l.GetFundCode()+"/"+l.GetFromDate(), l)
}

// LevelsOn are the approval levels of a fund on a day, ISO 8601; none before the first.
func (s *Store) LevelsOn(tx *table.Tx, fund, day string) (held *paymentv1.ApprovalLevels, err error) {
	err = s.levels.Scan(tx, fund+"/", func(_ string, l *paymentv1.ApprovalLevels) (bool, error) {
		if l.GetFromDate() > day {
			return false, nil
		}
		held = l
		return true, nil
	})
	return held, err
}

// InsertFile keeps a file for the bank.
func (s *Store) InsertFile(tx *table.Tx, f *storev1.BankFileRecord) error {
	return s.files.Insert(tx, f.GetMessageId(), f)
}

// File reads a file for the bank, and whether there is one.
func (s *Store) File(tx *table.Tx, messageID string) (*storev1.BankFileRecord, bool, error) {
	return s.files.Get(tx, messageID)
}

func recoveryIndexes() []index {
	return []index{
		{recoveriesByFundIndex, recoveryFundRows}, {recoveriesByContractIndex, recoveryContractRows}, {openRecoveriesIndex, openRecoveryRows},
	}
}

// InsertRecovery keeps a new recovery; table.ErrExists if one of its contract runs.
func (s *Store) InsertRecovery(tx *table.Tx, r *paymentv1.Recovery) error {
	return s.recoveries.insert(tx, r.GetId(), r)
}

// UpdateRecovery replaces a recovery.
func (s *Store) UpdateRecovery(tx *table.Tx, r *paymentv1.Recovery) error {
	if len(openRecoveryRows("", r)) > 0 { // it was open before too, and keeps every row
		return s.recoveries.grow(tx, r.GetId(), r)
	}
	return s.recoveries.replace(tx, r.GetId(), r)
}

// Recovery reads a recovery, and whether there is one.
func (s *Store) Recovery(tx *table.Tx, id string) (*paymentv1.Recovery, bool, error) {
	return s.recoveries.Get(tx, id)
}

// OpenRecovery is the recovery of a contract that runs, if there is one.
func (s *Store) OpenRecovery(tx *table.Tx, contractID string) (*paymentv1.Recovery, bool, error) {
	id, found, err := table.NewIndex(openRecoveriesIndex).Get(tx, contractID)
	if err != nil || !found {
		return nil, false, err
	}
	return s.recoveries.Get(tx, id)
}

// RecoveriesOf are the recoveries of a contract, oldest first.
func (s *Store) RecoveriesOf(tx *table.Tx, contractID string) (all []*paymentv1.Recovery, err error) {
	err = table.NewIndex(recoveriesByContractIndex).Scan(tx, contractID+"/", func(_, id string) (bool, error) {
		r, found, err := s.recoveries.Get(tx, id)
		if found {
			all = append(all, r)
		}
		return true, err
	})
	return all, err
}

// ListRecoveries gives a page of recoveries, oldest first, and the token of the next one.
func (s *Store) ListRecoveries(ctx context.Context, f Filter, q table.Query) (list []*paymentv1.Recovery, next string, err error) {
	by := recoveriesByFundIndex
	q.Prefix = f.FundCode + "/"
	if f.ContractID != "" {
		by, q.Prefix = recoveriesByContractIndex, f.ContractID+"/"
	}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		list, next, err = table.PageBy(tx, table.NewIndex(by), s.recoveries.Table, q)
		return err
	})
	return list, next, err
}
