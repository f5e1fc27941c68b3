package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/sepa"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// SetBankDetails states the account of a doctor, or of a fund.
func (s *Server) SetBankDetails(ctx context.Context, req *paymentv1.SetBankDetailsRequest) (*paymentv1.SetBankDetailsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_SetBankDetails_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	stated, err := parseDetails(req, call.Actor)
	if err != nil {
		return nil, err
	}
	resp := &paymentv1.SetBankDetailsResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		change := keep.Change{Resource: accountName(stated.GetFundCode(), stated.GetRpps()), What: "bank details stated", Owner: stated.GetFundCode()}
		before, found, err := s.store.Details(tx, stated.GetFundCode(), stated.GetRpps())
		if err != nil {
			return keep.Change{}, err
		}
		if found && before.GetHash() == stated.GetHash() {
			resp.Details = before
			change.What = "bank details stated as they stand"
			return change, nil
		}
		stated.Version = before.GetVersion() + 1
		resp.Details = stated
		if err := s.store.KeepDetails(tx, stated); err != nil {
			return keep.Change{}, err
		}
		if !found || stated.GetRpps() == "" {
			return change, nil
		}
		change.What = "bank details changed"
		if resp.Hold, err = s.holdChanged(tx, stated, call); err != nil {
			return keep.Change{}, err
		}
		return change, s.voidApprovals(tx, stated, call)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// parseDetails reads an account by the rules of the file for the bank, so that what is
// kept can be written.
func parseDetails(req *paymentv1.SetBankDetailsRequest, actor string) (*paymentv1.BankDetails, error) {
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.FundCode("fund_code", req.GetFundCode())
	p.TextIfSet("rpps", req.GetRpps(), ident.CheckRPPS)
	a := req.GetAddress()
	d := &paymentv1.BankDetails{
		FundCode: req.GetFundCode(), Rpps: req.GetRpps(), Holder: req.GetHolder(), Iban: strings.ReplaceAll(req.GetIban(), " ", ""), Bic: req.GetBic(),
		Address: &paymentv1.PostalAddress{
			Street: a.GetStreet(), Building: a.GetBuilding(), PostCode: a.GetPostCode(), Town: a.GetTown(), Country: a.GetCountry(),
		},
		Actor: actor,
	}
	party := partyOf(d)
	if party.Address == (sepa.Address{}) {
		p.Bad("address", "", "the holder's address: town and country at least")
	}
	for _, wrong := range party.Check() {
		field, seen := wrong.Field, wrong.Seen
		if field == "name" {
			field = "holder"
		}
		if text, err := strconv.Unquote(seen); err == nil {
			seen = text
		}
		p.Bad(field, seen, wrong.Wanted)
	}
	d.Hash = detailsHash(d)
	return d, p.Err()
}

// partyOf is an account as the files for the bank have it.
func partyOf(d *paymentv1.BankDetails) sepa.Party {
	a := d.GetAddress()
	return sepa.Party{
		Name: d.GetHolder(), IBAN: d.GetIban(), BIC: d.GetBic(),
		Address: sepa.Address{Street: a.GetStreet(), Building: a.GetBuilding(), PostCode: a.GetPostCode(), Town: a.GetTown(), Country: a.GetCountry()},
	}
}

// detailsHash is SHA-256, hexadecimal, over eight lines, each ended by "\n": holder,
// IBAN, BIC, street, building, post code, town, country; an empty line for what is not
// told. None of them can hold a line break.
func detailsHash(d *paymentv1.BankDetails) string {
	a := d.GetAddress()
	lines := []string{d.GetHolder(), d.GetIban(), d.GetBic(), a.GetStreet(), a.GetBuilding(), a.GetPostCode(), a.GetTown(), a.GetCountry(), ""}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// accountName names an account in messages and in the audit trail: "751/10000000124", or
// "751/-" for that of the fund.
func accountName(fund, rpps string) string {
	if rpps == "" {
		rpps = "-"
	}
	return fund + "/" + rpps
}

// VerifyBankDetails confirms an account, and lifts the holds that its changes had placed.
func (s *Server) VerifyBankDetails(ctx context.Context, req *paymentv1.VerifyBankDetailsRequest) (*paymentv1.VerifyBankDetailsResponse, error) {
	call, err := keep.Call(ctx, paymentv1.PaymentService_VerifyBankDetails_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	p.FundCode("fund_code", req.GetFundCode())
	p.TextIfSet("rpps", req.GetRpps(), ident.CheckRPPS)
	p.AtLeast("version", int64(req.GetVersion()), 1)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.VerifyBankDetailsResponse{}
	err = once(ctx, s, call, resp, func(tx *table.Tx) (keep.Change, error) {
		d, err := s.details(tx, req.GetFundCode(), req.GetRpps())
		if err != nil {
			return keep.Change{}, err
		}
		if err := verifiable(d, req.GetVersion(), call.Actor); err != nil {
			return keep.Change{}, err
		}
		d.VerifiedBy = call.Actor
		resp.Details = d
		if err := s.store.KeepDetails(tx, d); err != nil {
			return keep.Change{}, err
		}
		if d.GetRpps() != "" {
			if err := s.liftChanged(tx, d); err != nil {
				return keep.Change{}, err
			}
		}
		return keep.Change{Resource: accountName(d.GetFundCode(), d.GetRpps()), What: "bank details verified", Owner: d.GetFundCode()}, nil
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// verifiable is nil, or why an account cannot be verified in this version by this actor.
func verifiable(d *paymentv1.BankDetails, version int32, actor string) error {
	name := accountName(d.GetFundCode(), d.GetRpps())
	switch {
	case d.GetVersion() != version:
		return fault.Refused("BANK_DETAILS_MOVED", name,
			fmt.Sprintf("version %d of the account %s was to be verified, version %d stands now; read it again and verify that one", version, name, d.GetVersion()),
			"version", fmt.Sprint(d.GetVersion()))
	case d.GetVerifiedBy() != "":
		return fault.Refused("WRONG_STATE", name,
			fmt.Sprintf("version %d of the account %s is verified already", version, name), "state", "VERIFIED", "possible", "UNVERIFIED")
	case d.GetActor() == actor:
		return fault.Denied("VERIFIER_IS_AUTHOR",
			fmt.Sprintf("version %d of the account %s was stated by the same actor; another one must verify it", version, name), "account", name)
	}
	return nil
}

// GetBankDetails reads an account.
func (s *Server) GetBankDetails(ctx context.Context, req *paymentv1.GetBankDetailsRequest) (*paymentv1.GetBankDetailsResponse, error) {
	var p wire.Parse
	p.FundCode("fund_code", req.GetFundCode())
	p.TextIfSet("rpps", req.GetRpps(), ident.CheckRPPS)
	if err := p.Err(); err != nil {
		return nil, err
	}
	resp := &paymentv1.GetBankDetailsResponse{}
	err := s.store.DB().View(ctx, func(tx *table.Tx) (err error) {
		resp.Details, err = s.details(tx, req.GetFundCode(), req.GetRpps())
		return err
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// details reads an account that must be there.
func (s *Server) details(tx *table.Tx, fund, rpps string) (*paymentv1.BankDetails, error) {
	d, found, err := s.store.Details(tx, fund, rpps)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("bank details", accountName(fund, rpps))
	}
	return d, nil
}

// fundAccount is the account that a fund pays from, verified.
func (s *Server) fundAccount(tx *table.Tx, fund string) (*paymentv1.BankDetails, error) {
	d, found, err := s.store.Details(tx, fund, "")
	if err != nil {
		return nil, err
	}
	if !found || d.GetVerifiedBy() == "" {
		seen := "none is stated"
		if found {
			seen = fmt.Sprintf("version %d is not verified", d.GetVersion())
		}
		return nil, fault.Refused("FUND_ACCOUNT_MISSING", fund,
			fmt.Sprintf("fund %s has no account to pay from: %s; state it with SetBankDetails without an RPPS number, let another actor verify it, and dispatch again", fund, seen),
			"fund_code", fund)
	}
	return d, nil
}

// voidApprovals opens the approved runs of a fund again that pay to an account which has
// changed, and takes back what their approval had posted.
func (s *Server) voidApprovals(tx *table.Tx, changed *paymentv1.BankDetails, call table.Call) error {
	runs, err := s.store.LiveRuns(tx, changed.GetFundCode())
	if err != nil {
		return err
	}
	for _, run := range runs {
		if !approvedAtAll(run) || !pays(run, changed.GetRpps()) {
			continue
		}
		if run.GetState() == paymentv1.RunState_RUN_STATE_APPROVED {
			if err := s.takeBack(tx, run, call, "bank details changed"); err != nil {
				return err
			}
		}
		run.State = paymentv1.RunState_RUN_STATE_OPEN
		run.Steps = append(run.Steps, stepTo(paymentv1.RunState_RUN_STATE_OPEN, call))
		if err := s.store.KeepRun(tx, run); err != nil {
			return err
		}
	}
	return nil
}

// pays reports whether a line of a run is paid to a doctor.
func pays(run *paymentv1.Run, rpps string) bool {
	for _, line := range run.GetLines() {
		if line.GetPayee().GetRpps() == rpps {
			return true
		}
	}
	return false
}

// snapshot is the account as a line keeps it.
func snapshot(d *paymentv1.BankDetails) *paymentv1.BankDetails { return proto.CloneOf(d) }
