package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"

	"google.golang.org/grpc"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// The changes that a comparison lists: at most so many, and so many unless it is said.
const (
	mostChanges  = 10_000
	usualChanges = 100
)

// CompareTextsOnPopulation assesses each application under two texts. It keeps sums, so
// memory does not grow with the population.
func (s *Server) CompareTextsOnPopulation(stream grpc.ClientStreamingServer[eligibilityv1.CompareTextsOnPopulationRequest, eligibilityv1.CompareTextsOnPopulationResponse]) error {
	req, err := stream.Recv()
	if errors.Is(err, io.EOF) {
		req, err = new(eligibilityv1.CompareTextsOnPopulationRequest), nil // which names no texts
	}
	if err != nil {
		return err
	}
	c, err := s.comparison(req)
	for err == nil {
		c.add(req.GetApplications())
		if req, err = stream.Recv(); err == nil {
			err = checkLater(req)
		}
	}
	if !errors.Is(err, io.EOF) {
		return err
	}
	return stream.SendAndClose(c.answer())
}

// comparison is a comparison under way.
type comparison struct {
	*eligibility.Comparison
	law     *law.Law
	digest  hash.Hash // of the applications, in their order
	written []byte    // the canonical form of the last one
	invalid int64
}

// comparison begins what the first message asks for.
func (s *Server) comparison(req *eligibilityv1.CompareTextsOnPopulationRequest) (*comparison, error) {
	var p wire.Parse
	p.Text("text_id", req.GetTextId(), someText)
	p.Text("other_text_id", req.GetOtherTextId(), someText)
	p.Between("max_changes", int64(req.GetMaxChanges()), 0, mostChanges)
	parseKeyed(&p, req.GetApplications())
	if err := p.Err(); err != nil {
		return nil, err
	}
	var texts [2]*law.Text
	for i, id := range []string{req.GetTextId(), req.GetOtherTextId()} {
		t, ok := s.law.Text(id)
		if !ok {
			return nil, fault.Missing("text", id)
		}
		texts[i] = t
	}
	listed := int(req.GetMaxChanges())
	if listed == 0 {
		listed = usualChanges
	}
	return &comparison{Comparison: s.engine.Compare(texts[0], texts[1], listed), law: s.law, digest: sha256.New()}, nil
}

// checkLater checks a message after the first, which says nothing of the texts.
func checkLater(req *eligibilityv1.CompareTextsOnPopulationRequest) error {
	const wanted = "nothing: only the first message says it"
	var p wire.Parse
	if id := req.GetTextId(); id != "" {
		p.Bad("text_id", id, wanted)
	}
	if id := req.GetOtherTextId(); id != "" {
		p.Bad("other_text_id", id, wanted)
	}
	if n := req.GetMaxChanges(); n != 0 {
		p.Bad("max_changes", strconv.Itoa(int(n)), wanted)
	}
	parseKeyed(&p, req.GetApplications())
	return p.Err()
}

// parseKeyed checks how many applications are in one message of a stream, and their
// keys.
func parseKeyed(p *wire.Parse, list []*eligibilityv1.KeyedApplication) {
	if n := len(list); n > mostInMessage {
		p.Bad("applications", strconv.Itoa(n)+" applications", fmt.Sprintf("at most %d in one message", mostInMessage))
	}
	for i, a := range list {
		p.TextIfSet(fmt.Sprintf("applications[%d].key", i), a.GetKey(), ident.CheckToken)
	}
}

// add compares some applications, and counts those that make no sense.
func (c *comparison) add(list []*eligibilityv1.KeyedApplication) {
	for _, a := range list {
		c.written = appendCanonical(c.written[:0], a.ProtoReflect())
		c.digest.Write(c.written)
		var p wire.Parse
		application := parseReceived(&p, c.law, a.GetApplication())
		if p.Err() != nil {
			c.invalid++
			continue
		}
		c.Add(a.GetKey(), &application)
	}
}

// answer is what was found, for the wire.
func (c *comparison) answer() *eligibilityv1.CompareTextsOnPopulationResponse {
	found := c.Result()
	resp := &eligibilityv1.CompareTextsOnPopulationResponse{
		LawDigest: c.law.Digest(), PopulationDigest: hex.EncodeToString(c.digest.Sum(nil)),
		Applications: found.Applications, Invalid: c.invalid, Changed: found.Changed,
		Costs: costRows(found.Costs[0]), OtherCosts: costRows(found.Costs[1]),
		Total: costs(found.Totals[0]), OtherTotal: costs(found.Totals[1]),
	}
	for _, v := range found.Verdicts {
		resp.VerdictChanges = append(resp.VerdictChanges, &eligibilityv1.VerdictChange{
			Verdict: verdict(v.Verdicts[0]), OtherVerdict: verdict(v.Verdicts[1]), Applications: v.Applications,
		})
	}
	for _, k := range found.Criteria {
		resp.CriterionChanges = append(resp.CriterionChanges, &eligibilityv1.CriterionChange{
			CriterionId: k.Criterion, Outcome: outcome(k.Outcomes[0]), OtherOutcome: outcome(k.Outcomes[1]), Applications: k.Applications,
		})
	}
	for _, a := range found.Changes {
		resp.Changes = append(resp.Changes, &eligibilityv1.ApplicationChange{
			Key: a.Key, Verdict: verdict(a.Verdicts[0]), OtherVerdict: verdict(a.Verdicts[1]),
			Option: ofAid(a.Options[0]), OtherOption: ofAid(a.Options[1]), CriterionIds: a.Criteria,
			LowestCents: cents(a.Lowest[0]), OtherLowestCents: cents(a.Lowest[1]),
		})
	}
	for _, o := range found.Objectives {
		resp.Objectives = append(resp.Objectives, &eligibilityv1.ObjectiveTotals{
			Indicator: wire.Indicator(o.Indicator), ToGain: o.ToGain[0], OtherToGain: o.ToGain[1],
			Unknown: o.Unknown[0], OtherUnknown: o.Unknown[1], Lost: o.Lost, Gained: o.Gained,
		})
	}
	return resp
}

// ofAid is the option of an aid; nil without aid.
func ofAid(o law.Option) *lawv1.Option {
	if o == 0 {
		return nil
	}
	return wire.Option(o).Enum()
}

func costRows(list []eligibility.CostRow) []*eligibilityv1.CostRow {
	rows := make([]*eligibilityv1.CostRow, 0, len(list))
	for _, r := range list {
		row := costs(r.Costs)
		row.Option, row.SpecialtyCode = wire.Option(r.Option).Enum(), r.Specialty
		if r.Band != 0 {
			row.Band = wire.Band(r.Band).Enum()
		}
		if r.Zone != law.ZoneUnknown {
			row.Zone = wire.Zone(r.Zone).Enum()
		}
		rows = append(rows, row)
	}
	return rows
}

// costs is what some aids cost, whatever their kind.
func costs(c eligibility.Costs) *eligibilityv1.CostRow {
	row := &eligibilityv1.CostRow{Aids: c.Aids}
	for i, y := range c.Years {
		row.Years = append(row.Years, &eligibilityv1.YearCost{
			ContractYear: int32(i + 1), LowestCents: int64(y.Lowest), HighestCents: int64(y.Highest), Unknown: y.Unknown,
		})
	}
	return row
}
