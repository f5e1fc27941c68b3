package server

import (
	"context"
	"errors"

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
	p.Text("text_id", id, func(s string) error {
		if s == "" {
			return errors.New(`the id of a text, for example "convention-2024", or "reference"`)
		}
		return nil
	})
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
		UnknownCells:    wire.Citations(status.Unknown),
		DerivedReadings: wire.Citations(status.Derived),
	}
	for _, c := range law.Certainties() {
		resp.Counts = append(resp.Counts, &lawv1.CertaintyCount{Certainty: wire.Certainty(c), Cells: int32(status.Counts[c])})
	}
	return resp, nil
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
