package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
	"assistmed/services/payment/internal/payment"
)

// contractPrefix begins the id of every contract.
const contractPrefix = "ctr"

// PreviewDues gives the whole schedule of a contract, or of an application that nobody
// signed.
func (s *Server) PreviewDues(ctx context.Context, req *paymentv1.PreviewDuesRequest) (*paymentv1.PreviewDuesResponse, error) {
	switch subject := req.GetSubject().(type) {
	case *paymentv1.PreviewDuesRequest_ContractId:
		return s.previewContract(ctx, subject.ContractId, req.GetThroughDate())
	case *paymentv1.PreviewDuesRequest_Prospective:
		return s.previewApplication(ctx, subject.Prospective, req.GetThroughDate())
	}
	return nil, fault.BadInput(fault.Violation{Field: "subject", Wanted: "contract_id or prospective"})
}

func (s *Server) previewContract(ctx context.Context, id, throughDate string) (*paymentv1.PreviewDuesResponse, error) {
	var p wire.Parse
	p.ID("contract_id", contractPrefix, id)
	through := p.OptionalDate("through_date", throughDate)
	if err := p.Err(); err != nil {
		return nil, err
	}
	c, err := s.contract(ctx, id)
	if err != nil {
		return nil, err
	}
	f, err := s.facts(c)
	if err != nil {
		return nil, err
	}
	list, err := s.duesOf(ctx, through, f)
	if err != nil {
		return nil, err
	}
	return &paymentv1.PreviewDuesResponse{Dues: dues(list), Contract: c}, nil
}

// previewApplication asks for the contract that the application would get. What the
// contract service refuses in the application is told together with what we refuse.
func (s *Server) previewApplication(ctx context.Context, subject *paymentv1.ProspectiveContract, throughDate string) (*paymentv1.PreviewDuesResponse, error) {
	var p wire.Parse
	through := p.OptionalDate("through_date", throughDate)
	hired := p.OptionalDate("prospective.hired_on_date", subject.GetHiredOnDate())
	resp, err := s.contracts.PreviewOffer(ctx, &contractv1.PreviewOfferRequest{
		Application: subject.GetApplication(), Option: subject.GetOption(), DeclaredObjectives: subject.GetDeclaredObjectives(),
	})
	var refused *fault.Error
	if errors.As(err, &refused) && refused.Kind == fault.Invalid {
		for _, v := range refused.Violations {
			p.Bad("prospective."+v.Field, v.Seen, v.Wanted)
		}
	}
	if bad := p.Err(); bad != nil {
		return nil, bad
	}
	if err != nil {
		return nil, err
	}
	c := resp.GetContract()
	if !hired.IsZero() && hired.String() > c.GetTerm() {
		p.Bad("prospective.hired_on_date", hired.String(), "a day up to the term of the contract, "+c.GetTerm())
		return nil, p.Err()
	}
	f, err := s.facts(c)
	if err != nil {
		return nil, err
	}
	if hired.IsZero() {
		hired = f.Signed
	}
	f.Prospective = true
	f.Employments = []payment.Employment{{Start: hired, Reached: f.Option}}
	return &paymentv1.PreviewDuesResponse{Dues: dues(payment.Dues(s.law, f, nil, through)), Contract: c}, nil
}

// duesOf computes the dues of contracts with what was posted.
func (s *Server) duesOf(ctx context.Context, through civil.Date, contracts ...payment.Facts) ([]payment.Due, error) {
	var all []payment.Due
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		for _, f := range contracts {
			f, err := s.withPast(tx, f)
			if err != nil {
				return err
			}
			posted, err := s.store.Posted(tx, f.ContractID)
			if err != nil {
				return err
			}
			dues := payment.Dues(s.law, f, posted, through)
			if err := s.tellGivingUp(tx, dues, s.duesWithout(f, posted, through)); err != nil {
				return err
			}
			all = append(all, dues...)
		}
		return nil
	})
	return all, err
}

// maxContracts bounds the contracts of one page of dues, so that the answer stays
// under the four megabytes that gRPC clients accept.
const maxContracts = 50

// ListDues gives what is due up to a day, for one contract or for those of a fund.
func (s *Server) ListDues(ctx context.Context, req *paymentv1.ListDuesRequest) (*paymentv1.ListDuesResponse, error) {
	through, err := parseListDues(req)
	if err != nil {
		return nil, err
	}
	var page []*contractv1.Contract
	resp := &paymentv1.ListDuesResponse{}
	if req.GetContractId() != "" {
		var c *contractv1.Contract
		if c, err = s.contract(ctx, req.GetContractId()); err == nil {
			page = append(page, c)
		}
	} else {
		page, resp.NextPageToken, err = s.pageOfFund(ctx, req)
	}
	if err != nil {
		return nil, err
	}
	var all []payment.Facts
	for _, c := range page {
		f, err := s.facts(c)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	list, err := s.duesOf(ctx, through, all...)
	if err != nil {
		return nil, err
	}
	resp.Dues = dues(payment.Through(list, through))
	return resp, nil
}

func parseListDues(req *paymentv1.ListDuesRequest) (through civil.Date, err error) {
	var p wire.Parse
	p.TextIfSet("contract_id", req.GetContractId(), func(s string) error { return ident.CheckID(contractPrefix, s) })
	p.FundCodeIfSet("fund_code", req.GetFundCode())
	if (req.GetContractId() == "") == (req.GetFundCode() == "") {
		p.Bad("contract_id", req.GetContractId(), "either contract_id or fund_code")
	}
	if req.GetContractId() != "" && req.GetPageToken() != "" {
		p.Bad("page_token", req.GetPageToken(), "nothing: the dues of one contract are one page")
	}
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	through = p.OptionalDate("through_date", req.GetThroughDate())
	return through, p.Err()
}

// pageOfFund gives one page of the fund's contracts. The token of the contract service
// goes inside ours, which also holds for the same through_date only.
func (s *Server) pageOfFund(ctx context.Context, req *paymentv1.ListDuesRequest) ([]*contractv1.Contract, string, error) {
	mark := filterMark(req)
	token, ok := openToken(req.GetPageToken(), mark)
	if !ok {
		return nil, "", fault.BadInput(fault.Violation{
			Field: "page_token", Seen: req.GetPageToken(),
			Wanted: "the next_page_token of an answer to the same request, or nothing for the first page",
		})
	}
	size := req.GetPageSize()
	if size == 0 || size > maxContracts {
		size = maxContracts
	}
	resp, err := s.contracts.ListContracts(ctx, &contractv1.ListContractsRequest{FundCode: req.GetFundCode(), PageSize: size, PageToken: token})
	if err != nil {
		return nil, "", err
	}
	next := resp.GetNextPageToken()
	if next != "" {
		next = mark + next
	}
	return resp.GetContracts(), next, nil
}

// markLength is the length of the mark that begins our page tokens.
const markLength = 8

// filterMark is a digest of what must stay the same from page to page.
func filterMark(req *paymentv1.ListDuesRequest) string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("dues/%s/%s", req.GetFundCode(), req.GetThroughDate())))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:markLength]
}

// openToken gives the contract service's token out of ours.
func openToken(token, mark string) (inner string, ok bool) {
	if token == "" {
		return "", true
	}
	if len(token) <= markLength || token[:markLength] != mark {
		return "", false
	}
	return token[markLength:], true
}
