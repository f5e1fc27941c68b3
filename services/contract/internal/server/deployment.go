package server

import (
	"context"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// GetDeployment counts contracts on a day, on one state of the store.
func (s *Server) GetDeployment(ctx context.Context, req *contractv1.GetDeploymentRequest) (*contractv1.GetDeploymentResponse, error) {
	var p wire.Parse
	on := p.Date("as_of_date", req.GetAsOfDate())
	p.Enum("perimeter", req.GetPerimeter())
	p.FundCodeIfSet("fund_code", req.GetFundCode())
	if err := p.Err(); err != nil {
		return nil, err
	}
	var all []contract.Deployed
	err := s.store.DB().View(ctx, func(tx *table.Tx) error {
		return s.store.EachOf(tx, req.GetFundCode(), func(m *contractv1.Contract) (bool, error) {
			if !deploys(m) {
				return true, nil
			}
			d, err := deployed(m)
			all = append(all, d)
			return true, err
		})
	})
	if err != nil {
		return nil, err
	}
	out := contract.Deploy(all, contract.Perimeter(req.GetPerimeter()), on)
	resp := &contractv1.GetDeploymentResponse{
		Total:        counted(out.Total),
		ByOption:     grouped(out, contract.ByOption),
		BySpecialty:  grouped(out, contract.BySpecialty),
		ByZone:       grouped(out, contract.ByZone),
		ByDepartment: grouped(out, contract.ByDepartment),
		ByText:       grouped(out, contract.ByText),
		ByFund:       grouped(out, contract.ByFund),
	}
	for _, point := range out.Trajectory {
		resp.Trajectory = append(resp.Trajectory, &contractv1.DeploymentPoint{
			OnDate: point.On.String(), Contracts: int32(point.Contracts), EtpThousandths: point.ETP,
		})
	}
	s.published(resp, on)
	return resp, nil
}

// published puts what was published beside what was counted.
func (s *Server) published(resp *contractv1.GetDeploymentResponse, on civil.Date) {
	for _, m := range s.law.Milestones() {
		resp.Milestones = append(resp.Milestones, &contractv1.DeploymentMilestone{
			OnDate: m.On.String(), Contracts: int32(m.Contracts), Perimeter: string(m.Perimeter), Citation: wire.Citation(m.Cite),
		})
	}
	for _, t := range contract.DeploymentTargets(s.law.Targets(), on.Year()) {
		resp.Targets = append(resp.Targets, &contractv1.DeploymentTarget{
			Year: int32(t.Year), Contracts: int32(t.Contracts), Citation: wire.Citation(t.Cite),
		})
	}
}

// deploys reports whether both parties signed a contract: its state says so, also of an
// imported one, whose signatures are on paper.
func deploys(m *contractv1.Contract) bool {
	state := contract.State(m.GetState())
	return state.Live() || state == contract.Ended
}

// deployed is what a deployment needs to know of a stored contract.
func deployed(m *contractv1.Contract) (contract.Deployed, error) {
	r := &reader{id: m.GetId()}
	d := contract.Deployed{
		Signed: r.date("signature_date", m.GetSignatureDate()), End: r.date("end_date", m.GetEndDate()), Term: r.date("term", m.GetTerm()),
		Option: wire.OptionOf(m.GetOption()), Starts: wire.Goals(m.GetObjectives()),
		Collective: m.GetCollective() != nil, ETP: money.Ratio{Num: int64(m.GetCollective().GetEtpThousandths()), Den: 1000},
	}
	d.Keys[contract.BySpecialty] = m.GetDoctor().GetSpecialtyCode()
	if d.Collective {
		d.Keys[contract.BySpecialty] = ""
	}
	if m.Zone != nil {
		d.Keys[contract.ByZone] = m.GetZone().String()
	}
	d.Keys[contract.ByDepartment] = m.GetDepartment()
	d.Keys[contract.ByText] = m.GetTextId()
	d.Keys[contract.ByFund] = m.GetFundCode()
	starts := map[int32]civil.Date{}
	for _, y := range m.GetYears() {
		starts[y.GetYear()] = r.date("start_date", y.GetStartDate())
	}
	for _, a := range m.GetAmendments() {
		if o := a.GetOptionChange(); o != nil {
			d.Later = append(d.Later, contract.LaterOption{From: starts[o.GetFromContractYear()], Option: wire.OptionOf(o.GetOption())})
		}
	}
	for _, x := range m.GetMeasures() {
		d.Measures = append(d.Measures, r.measured(x))
	}
	return d, r.err
}

// counted is a count on the wire.
func counted(c contract.DeploymentCount) *contractv1.DeploymentCount {
	return &contractv1.DeploymentCount{
		Contracts: int32(c.Contracts), EtpThousandths: c.ETP(), MeasuredContracts: int32(c.Measured),
		RegisteredPatientsGained: c.RegisteredGained, ActiveFileGained: c.ActiveFileGained,
	}
}

// grouped is one grouping on the wire.
func grouped(d contract.Deployment, by contract.Grouping) []*contractv1.DeploymentGroup {
	out := make([]*contractv1.DeploymentGroup, len(d.Groups[by]))
	for i, g := range d.Groups[by] {
		if by == contract.ByOption && g.Key != contract.CollectiveKey {
			g.Key = "OPTION_" + g.Key
		}
		out[i] = &contractv1.DeploymentGroup{Key: g.Key, Count: counted(g.Count)}
	}
	return out
}
