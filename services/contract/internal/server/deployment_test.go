package server_test

import (
	"fmt"
	"io"
	"maps"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
)

const (
	everSigned = contractv1.Perimeter_PERIMETER_SIGNED
	running    = contractv1.Perimeter_PERIMETER_RUNNING
)

func (w *world) deployment(on string, p contractv1.Perimeter, fund string) *contractv1.GetDeploymentResponse {
	w.t.Helper()
	resp, err := w.contracts.GetDeployment(w.ctx(), &contractv1.GetDeploymentRequest{AsOfDate: on, Perimeter: p, FundCode: fund})
	if err != nil {
		w.t.Fatal(err)
	}
	return resp
}

func TestTheDeploymentCountsWhatBothSigned(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	c := w.lived() // from 2025-01-10, 1 300 patients at the start, 1 400 on 2025-06-01
	half := w.offer(doctor(signedOn), declared()...)
	w.done(w.sign(half.GetId(), byDoctor, signedOn))
	w.offer(doctor(signedOn), declared()...)
	gone := w.active()
	w.done(w.end(gone.GetId(), "2025-06-30", contractv1.EndReason_END_REASON_STOPPED_PRACTISING))
	for _, tc := range []struct {
		on                   string
		signed, runs         int32
		measured, registered int64
	}{
		{"2025-01-09", 0, 0, 0, 0},
		{"2025-01-10", 2, 2, 0, 0},
		{"2025-05-31", 2, 2, 0, 0},
		{"2025-06-01", 2, 2, 1, 100},
		{"2025-06-30", 2, 2, 1, 100},
		{"2025-07-01", 2, 1, 1, 100},
		{c.GetTerm(), 2, 1, 1, 100},
		{"2030-06-30", 2, 0, 1, 100},
	} {
		for p, want := range map[contractv1.Perimeter]int32{everSigned: tc.signed, running: tc.runs} {
			total := w.deployment(tc.on, p, "").GetTotal()
			measured, gained := int32(tc.measured), tc.registered
			if want == 0 {
				measured, gained = 0, 0
			}
			if total.GetContracts() != want || total.GetEtpThousandths() != int64(want)*1000 || total.GetMeasuredContracts() != measured || total.GetRegisteredPatientsGained() != gained {
				t.Errorf("%s on %s: %v, want %d contracts, %d measured, %d gained", p, tc.on, total, want, measured, gained)
			}
		}
	}
	resp := w.deployment("2025-07-01", running, "751")
	for name, groups := range map[string][]*contractv1.DeploymentGroup{
		"OPTION_FULL": resp.GetByOption(), "01": resp.GetBySpecialty(), "ZONE_ZIP": resp.GetByZone(), "": resp.GetByDepartment(), "convention-2024": resp.GetByText(), "751": resp.GetByFund(),
	} {
		if len(groups) != 1 || groups[0].GetKey() != name || !proto.Equal(groups[0].GetCount(), resp.GetTotal()) {
			t.Errorf("the groups of %q are %v", name, groups)
		}
	}
	if got := w.deployment("2025-07-01", running, "691").GetTotal(); !proto.Equal(got, &contractv1.DeploymentCount{}) {
		t.Errorf("another fund has %v", got)
	}
	if n := len(resp.GetMilestones()); n != 10 || resp.GetMilestones()[0].GetPerimeter() != "SIGNED_SINCE_2019" || resp.GetMilestones()[8].GetPerimeter() != "MAY_DIFFER" || resp.GetMilestones()[0].GetCitation().GetSource() == "" {
		t.Errorf("the milestones are %v", resp.GetMilestones())
	}
	if n := len(resp.GetTargets()); n != 3 || resp.GetTargets()[0].GetYear() != 2022 || resp.GetTargets()[0].GetCitation().GetSource() == "" {
		t.Errorf("the targets are %v", resp.GetTargets())
	}
	_, err := w.contracts.GetDeployment(w.ctx(), &contractv1.GetDeploymentRequest{AsOfDate: "2025-02-30", FundCode: "x"})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "as_of_date", "perimeter", "PERIMETER_SIGNED", "fund_code")
}

// randomContract is a contract as the store may hold one.
func randomContract(r *rand.Rand, i int) *contractv1.Contract {
	some := func(words ...string) string { return words[r.IntN(len(words))] }
	signed := civil.MustParse("2019-09-01").AddDays(r.IntN(2600))
	c := &contractv1.Contract{
		Id: fmt.Sprintf("ctr_%026d", i), FundCode: some("751", "691", "971"), Doctor: &contractv1.DoctorIdentity{Rpps: fmt.Sprintf("9%010d", i), SpecialtyCode: some("01", "22", "07")},
		TextId: some("avenant-7", "convention-2024"), Option: lawv1.Option(1 + r.IntN(5)), SignatureDate: signed.String(),
		Term: signed.AddYears(5).AddDays(-1).String(), State: contractv1.State(1 + r.IntN(10)), Department: some("", "75", "2A"),
	}
	if r.IntN(3) > 0 {
		c.Zone = lawv1.Zone(1 + r.IntN(4)).Enum()
	}
	switch c.GetState() {
	case contractv1.State_STATE_ENDED:
		c.EndDate = signed.AddDays(r.IntN(1800)).String()
	case contractv1.State_STATE_SUSPENDED:
		c.Term = ""
	}
	for y := range int32(5) {
		c.Years = append(c.Years, &contractv1.ContractYear{Year: y + 1, StartDate: signed.AddYears(int(y)).String()})
	}
	if r.IntN(4) == 0 {
		c.Collective, c.Option = &contractv1.CollectiveTerms{EtpThousandths: int32(1 + r.IntN(5000)), Members: []*contractv1.CollectiveMember{{Rpps: c.GetDoctor().GetRpps()}}}, 0
	} else if r.IntN(3) == 0 {
		from := 2 + r.Int32N(4)
		if from > 3 && c.GetTerm() == "" {
			c.Years[from-1].StartDate = "" // the suspension hides it
		}
		c.Amendments = []*contractv1.Amendment{{Number: 1, Correction: &contractv1.Correction{}}, {Number: 2, OptionChange: &contractv1.OptionChange{FromContractYear: from, Option: lawv1.Option(1 + r.IntN(5))}}}
	}
	for _, indicator := range []lawv1.Indicator{1, 2} {
		if r.IntN(4) > 0 {
			c.Objectives = append(c.Objectives, &contractv1.Objective{Indicator: indicator, Start: 500 + r.Int32N(1000), ToGain: 100})
		}
	}
	for n := range r.Int32N(5) {
		m := &contractv1.Measure{Number: n + 1, MeasuredOnDate: signed.AddDays(30 * r.IntN(40)).String()}
		for _, indicator := range []lawv1.Indicator{1, 2} {
			if r.IntN(3) > 0 {
				m.Counts = append(m.Counts, &contractv1.PatientCount{Indicator: indicator, Patients: r.Int32N(2000)})
			}
		}
		if r.IntN(4) == 0 {
			m.ReplacedByNumber = n + 2
		}
		c.Measures = append(c.Measures, m)
	}
	return c
}

// filled starts the service on a store of random contracts.
func filled(t testing.TB, r *rand.Rand, contracts int) *world {
	t.Helper()
	path := filepath.Join(t.TempDir(), "contract.db")
	kept, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	err = kept.DB().Update(t.Context(), func(tx *table.Tx) error {
		for i := range contracts {
			if err := kept.Insert(tx, randomContract(r, i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	return newWorld(t, servetest.Options{Log: io.Discard, Settings: map[string]string{"ASSISTMED_STORE": path}})
}

// naive counts from what ListContracts says: dates are compared as the words they are.
type naive struct {
	on      string
	running bool
	etp     map[string]*big.Rat
	count   map[string]*contractv1.DeploymentCount
}

// ends is the last day of a contract; after every day when it has none yet.
func (n naive) ends(c *contractv1.Contract) string {
	for _, day := range []string{c.GetEndDate(), c.GetTerm()} {
		if day != "" {
			return day
		}
	}
	return "9999"
}

func (n naive) counts(c *contractv1.Contract) bool {
	switch c.GetState().String() {
	case "STATE_ACTIVE", "STATE_SUSPENDED", "STATE_NOTICE_GIVEN", "STATE_ENDED":
		return c.GetSignatureDate() <= n.on && (!n.running || n.on <= n.ends(c))
	}
	return false
}

func (n naive) option(c *contractv1.Contract) (string, *big.Rat) {
	if g := c.GetCollective(); g != nil {
		return "COLLECTIVE", big.NewRat(int64(g.GetEtpThousandths()), 1000)
	}
	option, on := c.GetOption(), min(n.on, n.ends(c))
	for _, a := range c.GetAmendments() {
		if o := a.GetOptionChange(); o != nil {
			if from := c.GetYears()[o.GetFromContractYear()-1].GetStartDate(); from != "" && from <= on {
				option = o.GetOption()
			}
		}
	}
	shares := map[string]*big.Rat{
		"OPTION_THIRD": big.NewRat(1, 3), "OPTION_HALF": big.NewRat(1, 2), "OPTION_FULL": big.NewRat(1, 1),
		"OPTION_ONE_AND_HALF": big.NewRat(3, 2), "OPTION_TWO": big.NewRat(2, 1),
	}
	return option.String(), shares[option.String()]
}

// gained is the latest count of an indicator less its start, and whether anything was measured.
func (n naive) gained(c *contractv1.Contract, indicator lawv1.Indicator) (gained int64, measured bool) {
	day, patients := "", int32(0)
	for _, m := range c.GetMeasures() {
		if m.GetReplacedByNumber() != 0 || m.GetMeasuredOnDate() > n.on {
			continue
		}
		measured = true
		for _, x := range m.GetCounts() {
			if x.GetIndicator() == indicator && m.GetMeasuredOnDate() >= day {
				day, patients = m.GetMeasuredOnDate(), x.GetPatients()
			}
		}
	}
	for _, o := range c.GetObjectives() {
		if o.GetIndicator() == indicator && day != "" {
			gained = int64(patients - o.GetStart())
		}
	}
	return gained, measured
}

func (n naive) add(c *contractv1.Contract) {
	option, share := n.option(c)
	specialty, zone := c.GetDoctor().GetSpecialtyCode(), ""
	if c.GetCollective() != nil {
		specialty = ""
	}
	if c.Zone != nil {
		zone = c.GetZone().String()
	}
	for _, key := range []string{"total", "option " + option, "specialty " + specialty, "zone " + zone, "department " + c.GetDepartment(), "text " + c.GetTextId(), "fund " + c.GetFundCode()} {
		if n.count[key] == nil {
			n.count[key], n.etp[key] = &contractv1.DeploymentCount{}, new(big.Rat)
		}
		count := n.count[key]
		count.Contracts++
		n.etp[key].Add(n.etp[key], share)
		registered, measured := n.gained(c, lawv1.Indicator_INDICATOR_REGISTERED_PATIENTS)
		file, _ := n.gained(c, lawv1.Indicator_INDICATOR_ACTIVE_FILE)
		count.RegisteredPatientsGained += registered
		count.ActiveFileGained += file
		if measured {
			count.MeasuredContracts++
		}
	}
}

// recounted is what a naive reader of all contracts counts.
func recounted(all []*contractv1.Contract, on string, running bool, fund string) map[string]*contractv1.DeploymentCount {
	n := naive{on: on, running: running, etp: map[string]*big.Rat{}, count: map[string]*contractv1.DeploymentCount{"total": {}}}
	n.etp["total"] = new(big.Rat)
	for _, c := range all {
		if n.counts(c) && (fund == "" || c.GetFundCode() == fund) {
			n.add(c)
		}
	}
	for key, etp := range n.etp {
		words := new(big.Rat).Mul(etp, big.NewRat(1000, 1)).FloatString(0) // to the nearest, halves up
		_, _ = fmt.Sscan(words, &n.count[key].EtpThousandths)
	}
	return n.count
}

func TestANaiveRecountOfRandomContractsComesToTheSame(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	w := filled(t, r, 300)
	var all []*contractv1.Contract
	req := &contractv1.ListContractsRequest{PageSize: 70}
	for more := true; more; more = req.GetPageToken() != "" {
		resp, err := w.contracts.ListContracts(w.ctx(), req)
		if err != nil {
			t.Fatal(err)
		}
		all, req.PageToken = append(all, resp.GetContracts()...), resp.GetNextPageToken()
	}
	for range 20 {
		on := civil.MustParse("2019-09-01").AddDays(r.IntN(4500)).String()
		fund := []string{"", "691", "131"}[r.IntN(3)]
		for p, runs := range map[contractv1.Perimeter]bool{everSigned: false, running: true} {
			resp := w.deployment(on, p, fund)
			want := recounted(all, on, runs, fund)
			got := map[string]*contractv1.DeploymentCount{"total": resp.GetTotal()}
			for kind, groups := range map[string][]*contractv1.DeploymentGroup{
				"option": resp.GetByOption(), "specialty": resp.GetBySpecialty(), "zone": resp.GetByZone(),
				"department": resp.GetByDepartment(), "text": resp.GetByText(), "fund": resp.GetByFund(),
			} {
				if !slices.IsSortedFunc(groups, func(a, b *contractv1.DeploymentGroup) int { return strings.Compare(a.GetKey(), b.GetKey()) }) {
					t.Errorf("the groups by %s are in no order", kind)
				}
				for _, g := range groups {
					got[kind+" "+g.GetKey()] = g.GetCount()
				}
			}
			if !maps.EqualFunc(got, want, func(a, b *contractv1.DeploymentCount) bool { return proto.Equal(a, b) }) {
				t.Fatalf("%s on %s of fund %q:\n%v\nwant\n%v", p, on, fund, got, want)
			}
			for _, point := range resp.GetTrajectory() {
				want := recounted(all, point.GetOnDate(), runs, fund)["total"]
				if point.GetContracts() != want.GetContracts() || point.GetEtpThousandths() != want.GetEtpThousandths() {
					t.Fatalf("%s on %s of fund %q: %v, want %v", p, point.GetOnDate(), fund, point, want)
				}
			}
		}
	}
}

// BenchmarkGetDeployment counts ten thousand contracts, small ones, from the store.
func BenchmarkGetDeployment(b *testing.B) {
	w := filled(b, rand.New(rand.NewPCG(1, 1)), 10_000)
	for b.Loop() {
		w.deployment("2026-06-30", running, "")
	}
}
