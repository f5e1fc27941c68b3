package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/eligibilitytest"
	"assistmed/services/internal/serve/servetest"
)

// withSupplement are the options of a service with one supplement.
func withSupplement(t testing.TB, text string) servetest.Options {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "fictitious.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return servetest.Options{Settings: map[string]string{"ASSISTMED_SUPPLEMENTS": folder}}
}

// fictitious figures, that no fund has published.
const fictitious = `supplied_by: "CPAM fictive"
sources: {FICT: {title: "Tables fictives", url: "https://example.org/tables"}}
cells:
  convention-2024:
    rates.all_options.p30_p50: {value: 33.3 %, source: FICT}
`

func TestTheStatusShowsTheSupplementAndTheCellsItFills(t *testing.T) {
	plain, _ := started(t, servetest.Options{})
	before, err := lawv1.NewLawServiceClient(plain.Conn).GetLawStatus(t.Context(), &lawv1.GetLawStatusRequest{})
	if err != nil || len(before.GetSupplementFiles()) != 0 || len(before.GetLawEdition()) != 64 {
		t.Fatalf("without a supplement: %v, %d files, edition %q", err, len(before.GetSupplementFiles()), before.GetLawEdition())
	}
	running, _ := started(t, withSupplement(t, fictitious))
	after, err := lawv1.NewLawServiceClient(running.Conn).GetLawStatus(t.Context(), &lawv1.GetLawStatusRequest{})
	if err != nil || len(after.GetSupplementFiles()) != 1 {
		t.Fatalf("with a supplement: %v, %v", err, after.GetSupplementFiles())
	}
	file := after.GetSupplementFiles()[0]
	want := &lawv1.Citation{
		TextId: "convention-2024", Cell: "rates.all_options.p30_p50", Value: "33.3 %", Certainty: lawv1.Certainty_CERTAINTY_OPERATOR,
		Source: "FICT", Url: "https://example.org/tables", SupplementFile: "fictitious.yaml",
	}
	if file.GetName() != "fictitious.yaml" || file.GetSuppliedBy() != "CPAM fictive" || len(file.GetSha256()) != 64 || len(file.GetCells()) != 1 || !proto.Equal(file.GetCells()[0], want) {
		t.Errorf("the supplement is %v", file)
	}
	if after.GetLawEdition() == before.GetLawEdition() || after.GetLawDigest() == before.GetLawDigest() {
		t.Error("the supplement leaves the edition or the digest as it was")
	}
	if len(after.GetUnknownCells()) != len(before.GetUnknownCells())-1 {
		t.Errorf("%d cells are unknown, %d without the supplement", len(after.GetUnknownCells()), len(before.GetUnknownCells()))
	}
}

func TestABadSupplementKeepsTheServiceFromStartingAndSaysWhy(t *testing.T) {
	_, err := eligibilitytest.TryStart(t, withSupplement(t, strings.Replace(fictitious, "p30_p50", "p30_p40", 1)))
	if err == nil || !strings.Contains(err.Error(), "supplements/fictitious.yaml:5: cells.convention-2024.rates.all_options.p30_p40: seen a cell that the law does not have, wanted the path of an UNKNOWN cell") {
		t.Errorf("the start gave %v", err)
	}
	_, err = eligibilitytest.TryStart(t, servetest.Options{Settings: map[string]string{"ASSISTMED_SUPPLEMENTS": "/nowhere"}})
	if err == nil || !strings.Contains(err.Error(), `setting ASSISTMED_SUPPLEMENTS is "/nowhere", want a folder`) {
		t.Errorf("a folder that is not there gave %v", err)
	}
}

func TestTwoTextsAreComparedOnTheWire(t *testing.T) {
	running, _ := started(t, servetest.Options{})
	laws := lawv1.NewLawServiceClient(running.Conn)
	request := &lawv1.CompareTextsRequest{TextId: "avenant-7", OtherTextId: "convention-2024"}
	short, err := laws.CompareTexts(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	request.IncludeSame = true
	long, err := laws.CompareTexts(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if short.GetSame() == 0 || len(long.GetCells()) != int(long.GetSame()+long.GetChanged()+long.GetOnlyInOne()) || len(long.GetCells())-len(short.GetCells()) != int(short.GetSame()) {
		t.Errorf("%d cells, %d with the same ones; %d the same, %d changed, %d only in one", len(short.GetCells()), len(long.GetCells()), long.GetSame(), long.GetChanged(), long.GetOnlyInOne())
	}
	found := map[string]*lawv1.CellComparison{}
	for _, c := range short.GetCells() {
		found[c.GetCell()] = c
	}
	if c := found["objectives.form"]; c.GetChange() != lawv1.CellChange_CELL_CHANGE_VALUE || c.GetCitation().GetValue() != "BOTH" || c.GetOtherCitation().GetValue() != "EITHER" {
		t.Errorf("the form of the objectives: %v", c)
	}
	if c := found["criteria.group_practice.doctors"]; c.GetChange() != lawv1.CellChange_CELL_CHANGE_ONLY_IN_FIRST || c.OtherCitation != nil {
		t.Errorf("the doctors of a practice: %v", c)
	}
	if c := found["options.second_assistant.zones"]; c.GetChange() != lawv1.CellChange_CELL_CHANGE_ONLY_IN_OTHER || c.Citation != nil {
		t.Errorf("the zones of the second assistant: %v", c)
	}
	for _, ids := range [][2]string{{"avenant-6", "avenant-7"}, {"avenant-7", "avenant-6"}, {"reference", "avenant-7"}, {"aide-collective-2026", "avenant-7"}} {
		_, err := laws.CompareTexts(t.Context(), &lawv1.CompareTextsRequest{TextId: ids[0], OtherTextId: ids[1]})
		refused(t, err, codes.NotFound, "TEXT_NOT_FOUND")
	}
	_, err = laws.CompareTexts(t.Context(), &lawv1.CompareTextsRequest{})
	wantFields(t, err, "text_id", "other_text_id")
}

func TestTheCodesOfSpecialtiesAndFundsAreListed(t *testing.T) {
	running, _ := started(t, servetest.Options{})
	laws := lawv1.NewLawServiceClient(running.Conn)
	specialties, err := laws.ListSpecialties(t.Context(), &lawv1.ListSpecialtiesRequest{})
	if err != nil || len(specialties.GetSpecialties()) != 54 {
		t.Fatalf("%d specialties, %v", len(specialties.GetSpecialties()), err)
	}
	if first := specialties.GetSpecialties()[0]; first.GetCode() != "01" || !first.GetGeneralPractice() || first.GetCitation().GetCell() != "specialties.01" {
		t.Errorf("the first is %v", first)
	}
	funds, err := laws.ListFunds(t.Context(), &lawv1.ListFundsRequest{})
	if err != nil || len(funds.GetFunds()) != 134 {
		t.Fatalf("%d funds, %v", len(funds.GetFunds()), err)
	}
	if first := funds.GetFunds()[0]; first.GetCode() != "011" || first.GetName() != "Bourg-en-Bresse" || first.GetCitation().GetSource() != "IR_CAI_V" {
		t.Errorf("the first is %v", first)
	}
}

func TestTheStructureFeeIsComputedOrTheMissingCellIsNamed(t *testing.T) {
	running, _ := started(t, servetest.Options{})
	laws := lawv1.NewLawServiceClient(running.Conn)
	fee, err := laws.ComputeStructureFee(t.Context(), &lawv1.ComputeStructureFeeRequest{Year: 2020, Volet_1Points: 280, OtherPoints: 605, Volet_1Met: proto.Bool(true)})
	if err != nil || fee.GetPoints() != 885 || fee.GetAmountCents() != 619_500 || fee.GetMaximumPoints() != 885 || fee.GetCertainty() != lawv1.Certainty_CERTAINTY_SECONDARY {
		t.Errorf("885 points: %v, %v", fee, err)
	}
	shut, err := laws.ComputeStructureFee(t.Context(), &lawv1.ComputeStructureFeeRequest{Year: 2020, Volet_1Points: 100, OtherPoints: 605, Volet_1Met: proto.Bool(false)})
	if err != nil || shut.GetPoints() != 100 || !strings.Contains(shut.GetExplanation().GetEn(), "volets 2 and 3 are closed") {
		t.Errorf("volet 1 not met: %v, %v", shut, err)
	}
	unsaid, err := laws.ComputeStructureFee(t.Context(), &lawv1.ComputeStructureFeeRequest{Year: 2020, OtherPoints: 605})
	if err != nil || unsaid.Points != nil || unsaid.AmountCents != nil || unsaid.GetMaximumPoints() != 885 {
		t.Errorf("volet 1 not said: %v, %v", unsaid, err)
	}
	between, err := laws.ComputeStructureFee(t.Context(), &lawv1.ComputeStructureFeeRequest{Year: 2018, Volet_1Points: 100})
	if err != nil || between.Points != nil || between.MaximumPoints != nil || between.GetCertainty() != lawv1.Certainty_CERTAINTY_UNKNOWN ||
		between.GetCitations()[0].GetCell() != "structure_fee.maxima.earliest.last_year" {
		t.Errorf("2018: %v, %v", between, err)
	}
	_, err = laws.ComputeStructureFee(t.Context(), &lawv1.ComputeStructureFeeRequest{Year: 20, Volet_1Points: -1, OtherPoints: -1})
	wantFields(t, err, "year", "volet_1_points", "other_points")
}

func TestTheFundingOfACommunityIsThatOfItsSize(t *testing.T) {
	running, _ := started(t, servetest.Options{})
	laws := lawv1.NewLawServiceClient(running.Conn)
	small, err := laws.ComputeCommunityFunding(t.Context(), &lawv1.ComputeCommunityFundingRequest{Inhabitants: 39_999})
	if err != nil || small.GetSize() != 1 || small.GetMaximumCents() != 22_000_000 || small.LowestMaximumCents != nil {
		t.Errorf("the smallest size: %v, %v", small, err)
	}
	second, err := laws.ComputeCommunityFunding(t.Context(), &lawv1.ComputeCommunityFundingRequest{Inhabitants: 60_000})
	if err != nil || second.GetSize() != 2 || second.MaximumCents != nil || second.GetLowestMaximumCents() != 28_700_000 || second.GetHighestMaximumCents() != 28_750_000 {
		t.Errorf("the second size: %v, %v", second, err)
	}
	_, err = laws.ComputeCommunityFunding(t.Context(), &lawv1.ComputeCommunityFundingRequest{})
	wantFields(t, err, "inhabitants")
}
