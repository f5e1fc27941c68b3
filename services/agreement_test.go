package services_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
)

// doctorsFlag is how many doctors ask the three services below, at the least.
var doctorsFlag = flag.Int("doctors", 25, "how many doctors of a population the agreement of the services is tried on")

// kinds are the kinds of answers without which an agreement would prove too little.
var kinds = []string{"offered", "offered by the law alone", "let off", "paid", "NOT_ELIGIBLE", "UNDETERMINED", "OPTION_CLOSED"}

// mostDoctors bounds the search for doctors of every kind.
const mostDoctors = 500

func TestASimulationAnAssessmentAContractAndItsPaymentsNeverDisagree(t *testing.T) {
	doctors := population.Population{Seed: seedOf(t), Unknown: 15}
	for name, settings := range map[string]map[string]string{
		"under the law as it is known":   nil,
		"under a law that a fund filled": {"ASSISTMED_SUPPLEMENTS": filepath.Join("internal", "law", "testdata", "supplements")},
	} {
		t.Run(name, func(t *testing.T) {
			g := agreeing(t, servetest.Options{Log: io.Discard, Settings: settings})
			asked := 0
			for d := range doctors.Doctors(0, uint64(max(mostDoctors, *doctorsFlag))) {
				if asked >= *doctorsFlag && g.unseen() == "" {
					break
				}
				g.asks(d)
				asked++
			}
			g.streamed()
			t.Logf("of %d doctors: %v", asked, g.seen)
			if kind := g.unseen(); kind != "" {
				t.Errorf("%q was never seen among %d doctors: it proves too little", kind, asked)
			}
		})
	}
}

// unseen is a kind of answer that no doctor got so far; "" when there is none.
func (g *agreement) unseen() string {
	for _, kind := range kinds {
		if g.seen[kind] == 0 {
			return kind
		}
	}
	return ""
}

// agreement is the three services, and what they said so far.
type agreement struct {
	*world
	cells     map[string]*lawv1.Citation // every cell of the law, by "text/path"
	digest    string
	simulated []simulated
	seen      map[string]int
	twins     uint64
}

// simulated is what SimulateAid said of a doctor.
type simulated struct {
	doctor *eligibilityv1.KeyedApplication
	answer *eligibilityv1.Assessment
}

// agreeing starts the services and reads the law that they answer by.
func agreeing(t *testing.T, o servetest.Options) *agreement {
	g := &agreement{world: inMemoryWith(t, o), cells: map[string]*lawv1.Citation{}, seen: map[string]int{}}
	texts := told(g.world, officer, g.law.ListTexts, &lawv1.ListTextsRequest{}).GetTexts()
	for _, text := range append(texts, &lawv1.Text{Id: "reference"}) {
		whole := told(g.world, officer, g.law.GetText, &lawv1.GetTextRequest{TextId: text.GetId()})
		g.digest = whole.GetLawDigest()
		for _, c := range whole.GetCells() {
			g.cells[c.GetTextId()+"/"+c.GetCell()] = c
		}
	}
	return g
}

// asks sends a doctor through the three services.
func (g *agreement) asks(d *eligibilityv1.KeyedApplication) {
	g.t.Helper()
	a := told(g.world, officer, g.eligibility.SimulateAid, &eligibilityv1.SimulateAidRequest{Application: d.GetApplication()}).GetAssessment()
	kept := g.assess(d.GetApplication())
	g.equal(d.GetKey()+": assessed and simulated", bareAssessment(kept), a)
	g.sure(d.GetKey(), a)
	g.again(d.GetKey(), kept)
	g.letOff(d.GetKey(), kept)
	g.simulated = append(g.simulated, simulated{d, a})
	options := []lawv1.Option{lawv1.Option_OPTION_HALF, lawv1.Option_OPTION_FULL, lawv1.Option_OPTION_THIRD, lawv1.Option_OPTION_ONE_AND_HALF, lawv1.Option_OPTION_TWO}
	if a.GetVerdict() != eligibilityv1.Verdict_VERDICT_ELIGIBLE {
		options = options[:1] // all are refused alike
	}
	for i, option := range options {
		if i > 0 { // a doctor has one live contract: the next option is another doctor's, with the same facts
			twin := proto.CloneOf(d.GetApplication())
			twin.Doctor.Rpps = g.number()
			a = told(g.world, officer, g.eligibility.SimulateAid, &eligibilityv1.SimulateAidRequest{Application: twin}).GetAssessment()
			kept = g.assess(twin)
		}
		c := claim{agreement: g, key: fmt.Sprintf("%s, %s", d.GetKey(), option), assessment: a, option: option, answer: answered(a, option)}
		if missing := c.missing(); len(missing) > 0 {
			c.offer("")
			c.declared = missing
		}
		c.offer(kept.GetId())
	}
}

// number is the RPPS number of a doctor who is not in the population.
func (g *agreement) number() string {
	g.twins++
	rpps, _ := population.Numbers(1<<20 + g.twins)
	return rpps
}

// again fails the test unless a stored assessment, computed again, is the same.
func (g *agreement) again(key string, kept *eligibilityv1.Assessment) {
	g.t.Helper()
	answer := told(g.world, officer, g.eligibility.ExplainAssessment, &eligibilityv1.ExplainAssessmentRequest{AssessmentId: kept.GetId()})
	g.equal(key+": stored and assessed", answer.GetStored(), kept)
	if !answer.GetEqual() || answer.GetLawChanged() {
		g.t.Fatalf("%s: computed again it differs in %v; the law has changed: %t", key, answer.GetDifferences(), answer.GetLawChanged())
	}
}

// letOff grants a derogation on the first criterion that stands in the way, and fails
// the test unless a simulation with that derogation says the same.
func (g *agreement) letOff(key string, kept *eligibilityv1.Assessment) {
	g.t.Helper()
	stands := slices.IndexFunc(kept.GetCriteria(), func(c *eligibilityv1.Criterion) bool {
		return c.GetOutcome() == eligibilityv1.Outcome_OUTCOME_NOT_MET || c.GetOutcome() == eligibilityv1.Outcome_OUTCOME_CANNOT_TELL
	})
	if stands < 0 || kept.GetTextId() == "" {
		return
	}
	granted := told(g.world, officer, g.eligibility.GrantDerogation, &eligibilityv1.GrantDerogationRequest{
		RequestId: g.requestID(), AssessmentId: kept.GetId(), CriterionId: kept.GetCriteria()[stands].GetId(),
		GrantedDate: kept.GetApplication().GetSignatureDate(), Reason: "médecin isolé",
	}).GetAssessment()
	granted = bareAssessment(granted)
	for _, d := range granted.GetApplication().GetDerogations() {
		d.Id, d.Actor, d.AssessmentId = "", "", ""
	}
	simulated := told(g.world, officer, g.eligibility.SimulateAid, &eligibilityv1.SimulateAidRequest{Application: granted.GetApplication()}).GetAssessment()
	// Only a real derogation can say who granted it.
	granted.Criteria[stands].Explanation, simulated.Criteria[stands].Explanation = nil, nil
	g.equal(key+": a derogation granted and simulated", granted, simulated)
	g.seen["let off"]++
}

// streamed compares what the stream says of all doctors with what each was told alone.
func (g *agreement) streamed() {
	g.t.Helper()
	for part := range slices.Chunk(g.simulated, 500) {
		request := &eligibilityv1.SimulateAidsRequest{Detail: eligibilityv1.Detail_DETAIL_FULL}
		for _, s := range part {
			request.Applications = append(request.Applications, s.doctor)
		}
		aids, err := g.stream(request)
		if err != nil || len(aids) != len(part) {
			g.t.Fatalf("%d answers for %d doctors: %v", len(aids), len(part), err)
		}
		for i, aid := range aids {
			alone := proto.CloneOf(part[i].answer)
			alone.Application = nil
			if aid.GetKey() != part[i].doctor.GetKey() || len(aid.GetViolations()) > 0 {
				g.t.Fatalf("answer %d is for %q, with %v", i, aid.GetKey(), aid.GetViolations())
			}
			g.equal(aid.GetKey()+": streamed and alone", aid.GetAssessment(), alone)
		}
	}
}

// stream sends one request and gives the answers to it.
func (g *agreement) stream(request *eligibilityv1.SimulateAidsRequest) ([]*eligibilityv1.SimulatedAid, error) {
	stream, err := g.eligibility.SimulateAids(serve.WithActor(g.t.Context(), officer))
	if err != nil {
		return nil, err
	}
	// A stream that has ended says why when it is read.
	if err := stream.Send(request); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err := stream.CloseSend(); err != nil {
		return nil, err
	}
	var aids []*eligibilityv1.SimulatedAid
	for {
		answer, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return aids, nil
		}
		if err != nil {
			return nil, err
		}
		aids = append(aids, answer.GetAids()...)
	}
}

// bareAssessment is an assessment without what a simulation does not have.
func bareAssessment(kept *eligibilityv1.Assessment) *eligibilityv1.Assessment {
	bare := proto.CloneOf(kept)
	bare.Id, bare.Actor, bare.CreateTime = "", "", nil
	return bare
}

// bareContract is a contract without what a preview does not have.
func bareContract(kept *contractv1.Contract) *contractv1.Contract {
	bare := proto.CloneOf(kept)
	bare.Id, bare.AssessmentId, bare.Actor, bare.Etag, bare.Revisions = "", "", "", "", 0
	bare.CreateTime, bare.UpdateTime, bare.Terms, bare.TermsHash = nil, nil, "", ""
	return bare
}

func (g *agreement) equal(what string, got, want proto.Message) {
	g.t.Helper()
	if proto.Equal(got, want) {
		return
	}
	one, other := strings.Split(prototext.Format(got), "\n"), strings.Split(prototext.Format(want), "\n")
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			g.t.Fatalf("%s differ first in line %d of %d and %d:\n%s\n%s", what, i, len(one), len(other), one[i], other[i])
		}
	}
	g.t.Fatalf("%s differ: one is longer\n%v\n%v", what, got, want)
}

// answered is the answer on an option; nil when it was not asked for.
func answered(a *eligibilityv1.Assessment, option lawv1.Option) *eligibilityv1.OptionAnswer {
	if i := slices.IndexFunc(a.GetOptions(), func(o *eligibilityv1.OptionAnswer) bool { return o.GetOption() == option }); i >= 0 {
		return a.GetOptions()[i]
	}
	return nil
}

// sure fails the test unless every certainty of an assessment is that of the weakest
// cell that it names, as the law itself says it.
func (g *agreement) sure(key string, a *eligibilityv1.Assessment) {
	g.t.Helper()
	if a.GetLawDigest() != g.digest {
		g.t.Fatalf("%s: the digest is %s, that of the law %s", key, a.GetLawDigest(), g.digest)
	}
	var cited []string
	for _, c := range a.GetCriteria() {
		for _, cell := range append([]*lawv1.Citation{c.GetCitation()}, c.GetAlsoUsed()...) {
			cited = append(cited, cell.GetTextId()+"/"+cell.GetCell())
		}
	}
	used := map[string]bool{}
	for _, cell := range a.GetCellsUsed() {
		used[cell] = true
	}
	for _, cell := range cited {
		if !used[cell] {
			g.t.Fatalf("%s: %s is cited by a criterion and is not among the cells of the verdict", key, cell)
		}
	}
	g.weakest(key, a.GetCertainty(), a.GetCellsUsed())
	for _, o := range a.GetOptions() {
		g.weakest(fmt.Sprintf("%s, %s", key, o.GetOption()), o.GetCertainty(), o.GetCellsUsed())
	}
}

// weakest fails the test unless a certainty is that of the weakest of some cells.
func (g *agreement) weakest(key string, said lawv1.Certainty, cells []string) {
	g.t.Helper()
	weakest := lawv1.Certainty_CERTAINTY_UNSPECIFIED
	for _, name := range cells {
		cell := g.cells[name]
		if cell == nil {
			g.t.Fatalf("%s: the law has no cell %s", key, name)
		}
		weakest = max(weakest, cell.GetCertainty())
	}
	if said != weakest {
		g.t.Fatalf("%s: the certainty is %s, that of the weakest cell %s, of %v", key, said, weakest, cells)
	}
}

// claim is one option of one assessed doctor, with what the fund would write into the
// contract.
type claim struct {
	*agreement
	key        string
	assessment *eligibilityv1.Assessment
	option     lawv1.Option
	answer     *eligibilityv1.OptionAnswer // nil when the option was not asked for
	declared   []*contractv1.DeclaredObjective
}

// terms are the simulated objectives and amounts in each possible band.
func (c *claim) terms() []*eligibilityv1.BandTerms {
	if c.answer.GetBand() != 0 {
		return []*eligibilityv1.BandTerms{{Band: c.answer.GetBand(), Objectives: c.answer.GetObjectives(), Yearly: c.answer.GetYearly()}}
	}
	return c.answer.GetPossible()
}

// goal is the simulated objective on one indicator, where every possible band has the
// same number; else without a number.
type goal struct {
	indicator lawv1.Indicator
	start     *int32
	toGain    *int32
	cite      *lawv1.Citation
}

func (c *claim) goals() []goal {
	var all []goal
	for i, terms := range c.terms() {
		for n, o := range terms.GetObjectives() {
			one := goal{o.GetIndicator(), o.Start, o.ToGain, o.GetCitation()}
			if i == 0 {
				all = append(all, one)
				continue
			}
			if one.toGain == nil || all[n].toGain == nil || *one.toGain != *all[n].toGain {
				all[n].toGain = nil
			}
		}
	}
	return all
}

// missing are objectives for the fund to write, where the law does not give one.
func (c *claim) missing() []*contractv1.DeclaredObjective {
	var all []*contractv1.DeclaredObjective
	for i, g := range c.goals() {
		if g.start != nil && g.toGain == nil {
			all = append(all, &contractv1.DeclaredObjective{Indicator: g.indicator, ToGain: int32(40 + i), Reason: "le chiffre de la caisse"})
		}
	}
	return all
}

// written is the number that the fund writes on an indicator.
func (c *claim) written(i lawv1.Indicator) (toGain int32, is bool) {
	for _, d := range c.declared {
		if d.GetIndicator() == i {
			return d.GetToGain(), true
		}
	}
	return 0, false
}

// refusal is why the simulated answer allows no contract; empty when it does.
func (c *claim) refusal() string {
	switch c.assessment.GetVerdict() {
	case eligibilityv1.Verdict_VERDICT_NOT_ELIGIBLE:
		return "NOT_ELIGIBLE"
	case eligibilityv1.Verdict_VERDICT_UNDETERMINED:
		return "UNDETERMINED"
	}
	if !c.answer.GetOpen() {
		return "OPTION_CLOSED"
	}
	terms := c.terms()
	for _, in := range terms {
		for year, y := range in.GetYearly() {
			if first := terms[0].GetYearly()[year]; (y.CeilingCents == nil) != (first.CeilingCents == nil) || y.GetCeilingCents() != first.GetCeilingCents() {
				return "BAND_UNSETTLED"
			}
		}
	}
	refusal, complete := "", false
	for _, g := range c.goals() {
		_, declared := c.written(g.indicator)
		why := ""
		switch {
		case g.start == nil:
			why = "START_UNKNOWN"
		case !declared && g.toGain == nil:
			why = "OBJECTIVE_UNKNOWN"
		}
		complete = complete || why == ""
		if refusal == "" {
			refusal = why
		}
	}
	if complete && c.cells[c.assessment.GetTextId()+"/objectives.form"].GetValue() == "EITHER" {
		return "" // one complete objective is enough
	}
	return refusal
}

// offer asks for the contract and its payments in every way, and fails the test unless
// all say what the simulation says. Without the id of an assessment nothing is kept.
func (c *claim) offer(assessmentID string) {
	c.t.Helper()
	preview, err := try(c.world, officer, c.contract.PreviewOffer, &contractv1.PreviewOfferRequest{
		Application: c.assessment.GetApplication(), Option: c.option, DeclaredObjectives: c.declared,
	})
	dues, unpaid := try(c.world, officer, c.payment.PreviewDues, &paymentv1.PreviewDuesRequest{
		Subject: &paymentv1.PreviewDuesRequest_Prospective{Prospective: &paymentv1.ProspectiveContract{
			Application: c.assessment.GetApplication(), Option: c.option, DeclaredObjectives: c.declared,
		}},
	})
	wanted := c.refusal()
	c.refused("the preview of the offer", err, wanted)
	c.refused("the preview of the dues", unpaid, wanted)
	if err == nil {
		c.equal(c.key+": previewed assessment and simulation", preview.GetAssessment(), c.assessment)
		c.equal(c.key+": contract of the dues and preview", dues.GetContract(), preview.GetContract())
		c.promised(preview.GetContract())
		c.prospects(dues.GetDues())
	}
	if assessmentID == "" {
		c.seen[cmp.Or(wanted, "previewed alone")]++
		return
	}
	offered, err := try(c.world, officer, c.contract.OfferContract, &contractv1.OfferContractRequest{
		RequestId: c.requestID(), AssessmentId: assessmentID, Option: c.option, DeclaredObjectives: c.declared,
	})
	if wanted == "" && c.option >= lawv1.Option_OPTION_ONE_AND_HALF {
		wanted = "SUCCESSION_IMPOSSIBLE" // the claim of a contract is not enough: the offer names it
	}
	c.refused("the offer", err, wanted)
	c.seen[cmp.Or(wanted, "offered")]++
	if wanted != "" {
		return
	}
	c.equal(c.key+": offer and preview", bareContract(offered.GetContract()), preview.GetContract())
	c.pays(offered.GetContract(), dues.GetDues())
}

func (c *claim) refused(what string, err error, wanted string) {
	c.t.Helper()
	if got := fault.Reason(err); got != wanted || (err == nil) != (wanted == "") {
		c.t.Fatalf("%s: %s gives %v, and the simulation wants %q:\n%v", c.key, what, err, wanted, c.answer)
	}
}

// promised fails the test unless a contract is what the simulation said of its option,
// save where the fund wrote a number.
func (c *claim) promised(m *contractv1.Contract) {
	c.t.Helper()
	a := c.assessment
	if m.GetTextId() != a.GetTextId() || m.GetLawDigest() != a.GetLawDigest() || m.GetOption() != c.option ||
		m.GetAdaptedContract() != a.GetAdaptedContract() || m.GetNewlyInstalled() != a.GetNewlyInstalled() {
		c.t.Fatalf("%s: the contract is\n%v\nof the assessment\n%v", c.key, m, a)
	}
	var bands []lawv1.Band
	for _, in := range c.terms() {
		bands = append(bands, in.GetBand())
	}
	if m.Band != nil && !slices.Equal(bands, []lawv1.Band{m.GetBand()}) || m.Band == nil && !slices.Equal(bands, m.GetPossibleBands()) {
		c.t.Fatalf("%s: the contract has band %v of %v, the simulation %v", c.key, m.Band, m.GetPossibleBands(), bands)
	}
	yearly := c.answer.GetYearly()
	if len(m.GetYears()) != len(yearly) {
		c.t.Fatalf("%s: the contract has %d years, the simulation %d", c.key, len(m.GetYears()), len(yearly))
	}
	for i, y := range m.GetYears() {
		if y.GetYear() != yearly[i].GetContractYear() || y.GetStartDate() != yearly[i].GetStartDate() {
			c.t.Fatalf("%s: the contract has year %v, the simulation %v", c.key, y, yearly[i])
		}
	}
	c.committed(m)
}

// committed compares the objectives of a contract, and how sure it is.
func (c *claim) committed(m *contractv1.Contract) {
	c.t.Helper()
	var wanted []string
	weakest := c.assessment.GetCertainty()
	for _, g := range c.goals() {
		switch toGain, declared := c.written(g.indicator); {
		case g.start != nil && declared:
			wanted = append(wanted, fmt.Sprintf("%s %d+%d declared", g.indicator, *g.start, toGain))
			weakest = max(weakest, lawv1.Certainty_CERTAINTY_OPERATOR)
		case g.start != nil && g.toGain != nil:
			wanted = append(wanted, fmt.Sprintf("%s %d+%d by %s", g.indicator, *g.start, *g.toGain, g.cite.GetCell()))
			weakest = max(weakest, g.cite.GetCertainty())
		}
	}
	var seen []string
	for _, o := range m.GetObjectives() {
		by := "by " + o.GetCitation().GetCell()
		if o.GetDeclared() {
			by = "declared"
		}
		seen = append(seen, fmt.Sprintf("%s %d+%d %s", o.GetIndicator(), o.GetStart(), o.GetToGain(), by))
		if o.GetTarget() != o.GetStart()+o.GetToGain() {
			c.t.Fatalf("%s: the target is %v", c.key, o)
		}
	}
	if !slices.Equal(seen, wanted) {
		c.t.Fatalf("%s: the contract has the objectives %q, the simulation %q", c.key, seen, wanted)
	}
	for _, y := range c.answer.GetYearly() {
		weakest = max(weakest, y.GetCitation().GetCertainty())
	}
	if len(c.declared) == 0 && len(seen) == len(c.goals()) && m.Band != nil {
		c.seen["offered by the law alone"]++
		weakest = max(weakest, c.answer.GetCertainty())
	}
	if m.GetCertainty() < weakest {
		c.t.Fatalf("%s: the certainty of the contract is %s, it rests on what is %s\n%v\n%v", c.key, m.GetCertainty(), weakest, m, c.answer)
	}
}

// prospects fails the test unless the dues of a contract that nobody signed add up,
// with the objectives reached, to the simulated amount of each year.
func (c *claim) prospects(dues []*paymentv1.Due) {
	c.t.Helper()
	c.rows(dues)
	for _, y := range c.answer.GetYearly() {
		owed, known := sum(dues, y.GetContractYear())
		if known != (y.CeilingCents != nil) || owed != y.GetCeilingCents() {
			c.t.Fatalf("%s: the dues of year %d are %d cents (known: %t), simulated was %v", c.key, y.GetContractYear(), owed, known, y)
		}
	}
}

// rows fails the test unless every due is computed from the simulated row.
func (c *claim) rows(dues []*paymentv1.Due) {
	c.t.Helper()
	years := map[int32]bool{}
	for _, d := range dues {
		years[d.GetContractYear()] = true
		y, row := c.answer.GetYearly()[d.GetContractYear()-1], d.GetComputation()
		if row.GetContractYearStartDate() != y.GetStartDate() || row.GetOption() != c.option || row.GetBand() != c.answer.GetBand() {
			c.t.Fatalf("%s: the due %v\nis not that of the simulated year %v", c.key, d, y)
		}
		if (row.CeilingCents == nil) != (y.CeilingCents == nil) || row.GetCeilingCents() != y.GetCeilingCents() {
			c.t.Fatalf("%s: the ceiling of the due is %v, simulated was %v", c.key, row, y)
		}
		c.equal(c.key+": row of the due and of the simulation", row.GetCitations()[0], y.GetCitation())
		var cells []string
		for _, cell := range row.GetCitations() {
			cells = append(cells, cell.GetTextId()+"/"+cell.GetCell())
		}
		c.weakest(fmt.Sprintf("%s, due %d/%d", c.key, d.GetContractYear(), d.GetInstalment()), row.GetCertainty(), cells)
	}
	if len(years) != len(c.answer.GetYearly()) {
		c.t.Fatalf("%s: %d years have dues, of %d", c.key, len(years), len(c.answer.GetYearly()))
	}
}

// sum is what the dues of a year owe; known when that can be told of each.
func sum(dues []*paymentv1.Due, year int32) (cents int64, known bool) {
	known = true
	for _, d := range dues {
		if d.GetContractYear() == year {
			cents += d.GetOwedCents()
			known = known && d.OwedCents != nil
		}
	}
	return cents, known
}

// pays signs the contract, hires on the day of the signature, and fails the test
// unless its dues are those foreseen, as far as no measure counts.
func (c *claim) pays(m *contractv1.Contract, foreseen []*paymentv1.Due) {
	c.t.Helper()
	m = told(c.world, officer, c.contract.HireAssistant, &contractv1.HireAssistantRequest{
		RequestId: c.requestID(), ContractId: c.sign(m).GetId(), AssistantRef: fmt.Sprintf("assistant-%d", c.calls), StartDate: m.GetSignatureDate(),
		WeeklyMinutes: 2 * 35 * 60, Employer: contractv1.Employer_EMPLOYER_DOCTOR, // enough for every option
	}).GetContract()
	c.promised(bareContract(m))
	dues := told(c.world, officer, c.payment.PreviewDues, &paymentv1.PreviewDuesRequest{
		Subject: &paymentv1.PreviewDuesRequest_ContractId{ContractId: m.GetId()},
	}).GetDues()
	c.rows(dues)
	if len(dues) != len(foreseen) {
		c.t.Fatalf("%s: %d dues, foreseen were %d", c.key, len(dues), len(foreseen))
	}
	for i, d := range dues {
		counts := d.GetBlockedBy().GetCode() == "MEASURE_MISSING"
		if !counts && (d.OwedCents == nil) != (foreseen[i].OwedCents == nil) || !counts && d.GetOwedCents() != foreseen[i].GetOwedCents() ||
			d.GetDueDate() != foreseen[i].GetDueDate() || d.GetPayByDate() != foreseen[i].GetPayByDate() {
			c.t.Fatalf("%s: the contract owes %v\nforeseen was %v", c.key, d, foreseen[i])
		}
		if d.GetState() == paymentv1.DueState_DUE_STATE_PAYABLE {
			c.seen["paid"]++
		}
	}
}
