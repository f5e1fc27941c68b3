package server

import (
	"context"
	"errors"

	"google.golang.org/protobuf/proto"

	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// lawServer answers LawService: it reads the law aloud.
type lawServer struct {
	lawv1.UnimplementedLawServiceServer
	law *law.Law
}

// ListTexts lists the texts, or those in force on a signature date: the one that governs
// a contract of the individual aid, and the collective aid beside it.
func (s *lawServer) ListTexts(_ context.Context, req *lawv1.ListTextsRequest) (*lawv1.ListTextsResponse, error) {
	texts, aid := s.law.Texts(), s.law.CollectiveAid()
	beside := true
	if req.OnDate != nil {
		var p wire.Parse
		on := p.Date("on_date", req.GetOnDate())
		if err := p.Err(); err != nil {
			return nil, err
		}
		texts = nil
		if t, ok := s.law.TextOn(on); ok {
			texts = []*law.Text{t}
		}
		beside = aid.InForceOn(on)
	}
	resp := new(lawv1.ListTextsResponse)
	for _, t := range texts {
		resp.Texts = append(resp.Texts, text(t))
	}
	if beside {
		resp.Texts = append(resp.Texts, collectiveText(aid))
	}
	return resp, nil
}

// GetText gives one text with all its cells, or the reference tables.
func (s *lawServer) GetText(_ context.Context, req *lawv1.GetTextRequest) (*lawv1.GetTextResponse, error) {
	id := req.GetTextId()
	var p wire.Parse
	p.Text("text_id", id, someText)
	if err := p.Err(); err != nil {
		return nil, err
	}
	cells, ok := s.law.Cells(id)
	if !ok {
		return nil, fault.Missing("text", id)
	}
	resp := &lawv1.GetTextResponse{Cells: wire.Citations(cells), LawDigest: s.law.Digest()}
	if t, ok := s.law.Text(id); ok {
		resp.Text = text(t)
	} else if aid := s.law.CollectiveAid(); id == aid.ID {
		resp.Text = collectiveText(aid)
	}
	return resp, nil
}

// GetLawStatus says how well the law is known.
func (s *lawServer) GetLawStatus(context.Context, *lawv1.GetLawStatusRequest) (*lawv1.GetLawStatusResponse, error) {
	status := s.law.Status()
	resp := &lawv1.GetLawStatusResponse{
		LawDigest:       status.Digest,
		LawEdition:      s.law.Edition(),
		UnknownCells:    wire.Citations(status.Unknown),
		DerivedReadings: wire.Citations(status.Derived),
	}
	for _, c := range law.Certainties() {
		resp.Counts = append(resp.Counts, &lawv1.CertaintyCount{Certainty: wire.Certainty(c), Cells: int32(status.Counts[c])})
	}
	for _, file := range status.Supplements {
		resp.SupplementFiles = append(resp.SupplementFiles, &lawv1.SupplementFile{
			Name: file.Name, Sha256: file.SHA256, SuppliedBy: file.SuppliedBy, Cells: wire.Citations(file.Cells),
		})
	}
	return resp, nil
}

// CompareTexts sets two texts side by side.
func (s *lawServer) CompareTexts(_ context.Context, req *lawv1.CompareTextsRequest) (*lawv1.CompareTextsResponse, error) {
	var p wire.Parse
	p.Text("text_id", req.GetTextId(), someText)
	p.Text("other_text_id", req.GetOtherTextId(), someText)
	if err := p.Err(); err != nil {
		return nil, err
	}
	first, ok := s.law.Text(req.GetTextId())
	if !ok {
		return nil, fault.Missing("text", req.GetTextId())
	}
	other, ok := s.law.Text(req.GetOtherTextId())
	if !ok {
		return nil, fault.Missing("text", req.GetOtherTextId())
	}
	resp := &lawv1.CompareTextsResponse{LawDigest: s.law.Digest()}
	for _, c := range law.CompareTexts(first, other) {
		switch c.Change {
		case law.Same:
			resp.Same++
			if !req.GetIncludeSame() {
				continue
			}
		case law.OtherValue:
			resp.Changed++
		default:
			resp.OnlyInOne++
		}
		resp.Cells = append(resp.Cells, &lawv1.CellComparison{
			Cell: c.Cell, Change: changes[c.Change], Citation: wire.Citation(c.First), OtherCitation: wire.Citation(c.Other),
		})
	}
	return resp, nil
}

// changes are the changes between two texts on the wire.
var changes = map[law.Change]lawv1.CellChange{
	law.Same:        lawv1.CellChange_CELL_CHANGE_SAME,
	law.OtherValue:  lawv1.CellChange_CELL_CHANGE_VALUE,
	law.OnlyInFirst: lawv1.CellChange_CELL_CHANGE_ONLY_IN_FIRST,
	law.OnlyInOther: lawv1.CellChange_CELL_CHANGE_ONLY_IN_OTHER,
}

// ListSpecialties lists the specialty codes.
func (s *lawServer) ListSpecialties(context.Context, *lawv1.ListSpecialtiesRequest) (*lawv1.ListSpecialtiesResponse, error) {
	resp := new(lawv1.ListSpecialtiesResponse)
	for _, specialty := range s.law.Specialties() {
		resp.Specialties = append(resp.Specialties, &lawv1.Specialty{
			Code: specialty.Code, Name: specialty.Name, GeneralPractice: specialty.GP, Citation: wire.Citation(specialty.Cite),
		})
	}
	return resp, nil
}

// ListFunds lists the codes of the local funds.
func (s *lawServer) ListFunds(context.Context, *lawv1.ListFundsRequest) (*lawv1.ListFundsResponse, error) {
	resp := new(lawv1.ListFundsResponse)
	for _, fund := range s.law.Funds() {
		resp.Funds = append(resp.Funds, &lawv1.Fund{Code: fund.Code, Name: fund.Name, Citation: wire.Citation(fund.Cite)})
	}
	return resp, nil
}

// Bounds of what a caller may state: beyond them it is a typing error, whatever the law.
const (
	leastYear, mostYear = 1900, 2999
	mostPoints          = 1_000_000
	mostInhabitants     = 100_000_000
)

// ComputeStructureFee says what points of the forfait structure are worth.
func (s *lawServer) ComputeStructureFee(_ context.Context, req *lawv1.ComputeStructureFeeRequest) (*lawv1.ComputeStructureFeeResponse, error) {
	var p wire.Parse
	p.Between("year", int64(req.GetYear()), leastYear, mostYear)
	p.Between("volet_1_points", int64(req.GetVolet_1Points()), 0, mostPoints)
	p.Between("other_points", int64(req.GetOtherPoints()), 0, mostPoints)
	if err := p.Err(); err != nil {
		return nil, err
	}
	query := law.StructureFeeQuery{Year: int(req.GetYear()), Volet1: int(req.GetVolet_1Points()), OtherVolets: int(req.GetOtherPoints())}
	if req.Volet_1Met != nil {
		query.Volet1Met = law.No
		if req.GetVolet_1Met() {
			query.Volet1Met = law.Yes
		}
	}
	fee := s.law.StructureFee(query)
	resp := &lawv1.ComputeStructureFeeResponse{
		Citations: wire.Citations(fee.Cites), Certainty: wire.Certainty(fee.Certainty), Explanation: wire.Phrase(fee.Explanation),
	}
	if fee.Known {
		resp.Points, resp.AmountCents = proto.Int32(int32(fee.Points)), proto.Int64(int64(fee.Amount))
	}
	if fee.MaximumKnown {
		resp.MaximumPoints = proto.Int32(int32(fee.Maximum))
	}
	return resp, nil
}

// ComputeCommunityFunding gives the yearly maximum of a CPTS.
func (s *lawServer) ComputeCommunityFunding(_ context.Context, req *lawv1.ComputeCommunityFundingRequest) (*lawv1.ComputeCommunityFundingResponse, error) {
	var p wire.Parse
	p.Between("inhabitants", int64(req.GetInhabitants()), 1, mostInhabitants)
	if err := p.Err(); err != nil {
		return nil, err
	}
	funding := s.law.CommunityFunding(int(req.GetInhabitants()))
	resp := &lawv1.ComputeCommunityFundingResponse{
		Size:      int32(funding.Size),
		Citations: wire.Citations(funding.Cites), Certainty: wire.Certainty(funding.Certainty), Explanation: wire.Phrase(funding.Explanation),
	}
	if funding.Known {
		resp.MaximumCents = proto.Int64(int64(funding.Maximum))
		return resp, nil
	}
	resp.LowestMaximumCents, resp.HighestMaximumCents = proto.Int64(int64(funding.Lowest)), proto.Int64(int64(funding.Highest))
	return resp, nil
}

// someText wants the id of a text.
func someText(id string) error {
	if id == "" {
		return errors.New(`the id of a text, for example "convention-2024"`)
	}
	return nil
}

// text gives a text for the wire, without its cells.
func text(t *law.Text) *lawv1.Text {
	return &lawv1.Text{
		Id: t.ID, Title: wire.Phrase(t.Title), InForceFromDate: t.From.String(), InForceUntilDate: lastDay(t.Until), Citation: wire.Citation(t.InForce),
	}
}

// collectiveText gives the collective aid for the wire, without its cells.
func collectiveText(c *law.CollectiveAid) *lawv1.Text {
	return &lawv1.Text{
		Id: c.ID, Title: wire.Phrase(c.Title), InForceFromDate: c.From.String(), InForceUntilDate: lastDay(c.Until), Citation: wire.Citation(c.InForce),
		BesideTextId: c.Beside,
	}
}

// lastDay is absent while a text is in force.
func lastDay(until civil.Date) *string {
	if until.IsZero() {
		return nil
	}
	day := until.String()
	return &day
}
