package server_test

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

// group is an offered collective contract of two members and 2 ETP.
func (w *world) group() string {
	w.t.Helper()
	app := &eligibilityv1.CollectiveApplication{
		SignatureDate: "2026-11-01", FundCode: fund, StructureKind: eligibilityv1.StructureKind_STRUCTURE_KIND_SISA.Enum(), Finess: "750000002",
	}
	for range 2 {
		rpps, _ := population.Numbers(w.doctors.Add(1))
		app.Members = append(app.Members, &eligibilityv1.CollectiveMember{
			Rpps: rpps, SpecialtyCode: "01", Sector: eligibilityv1.Sector_SECTOR_1.Enum(), RegisteredPatients: proto.Int32(1000), ActiveFile: proto.Int32(1500),
			InstalledDate: proto.String("2005-03-01"), HoldsIndividualContract: proto.Bool(false),
		})
	}
	return must(w.contracts.OfferCollectiveContract(w.ctx(), &contractv1.OfferCollectiveContractRequest{
		RequestId: w.request(), Application: app, DurationYears: 5,
	}))(w.t).GetContract().GetId()
}

func (w *world) listDues(req *paymentv1.ListDuesRequest) []string {
	w.t.Helper()
	return lines(must(w.payments.ListDues(w.ctx(), req))(w.t).GetDues())
}

// A group is not paid, since nobody knows when it should be; wherever its dues are looked
// for, they are there with that reason. The contract of a doctor beside it is paid.
func TestAGroupIsNeverPaidAndNeverLeftOutInSilence(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	id := w.group()
	same(t, "before the signatures", w.listDues(&paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2026-11-01"}), []string{"1/1 - BLOCKED NOT_SIGNED"})
	for _, party := range []contractv1.Party{contractv1.Party_PARTY_DOCTOR, contractv1.Party_PARTY_FUND} {
		must(w.contracts.SignContract(w.ctx(), &contractv1.SignContractRequest{RequestId: w.request(), ContractId: id, Party: party, SignedOnDate: "2026-11-01"}))(t)
	}
	doctors := w.hired(fund)

	year := func(n string) string { return n + "/1 - BLOCKED CALENDAR_UNKNOWN" }
	previewed := w.preview(id)
	same(t, "the whole schedule", lines(previewed.GetDues()), []string{year("1"), year("2"), year("3"), year("4"), year("5")})
	if c := previewed.GetDues()[2].GetComputation(); c.GetCeilingCents() != 44_000_00 || c.EntitlementCents != nil || !strings.Contains(c.GetExplanation().GetFr(), "44\u00a0000,00\u00a0€ pour les 2\u00a0ETP") {
		t.Errorf("year 3: %v", c)
	}
	same(t, "of the contract", w.listDues(&paymentv1.ListDuesRequest{ContractId: id, ThroughDate: "2027-11-01"}), []string{year("1"), year("2")})
	ofFund := must(w.payments.ListDues(w.ctx(), &paymentv1.ListDuesRequest{FundCode: fund, ThroughDate: "2026-11-01"}))(t)
	of := map[string]int{}
	for _, d := range ofFund.GetDues() {
		of[d.GetContractId()]++
	}
	if of[id] != 1 || of[doctors] == 0 || len(of) != 2 {
		t.Errorf("of the fund are listed %v, want one due of %s and those of %s", of, id, doctors)
	}

	for range 2 { // the second run knows the contracts of the first by their digests
		run := w.open(fund, "2027-11-01")
		left := map[string]int{}
		for _, e := range run.GetExcluded() {
			if e.GetContractId() == id && e.GetReason().GetCode() == "CALENDAR_UNKNOWN" && e.GetReason().GetCitation().GetCell() == "calendar.instalments" && e.DeltaCents == nil {
				left["group"]++
			}
		}
		for _, l := range run.GetLines() {
			if l.GetDue().GetContractId() != doctors {
				t.Errorf("the run pays %v", l)
			}
		}
		if left["group"] != 2 || len(run.GetLines()) == 0 {
			t.Errorf("the run leaves out %v of the group and pays %d lines, want both begun years left out, and the doctor paid", left, len(run.GetLines()))
		}
		must(w.payments.CancelRun(w.ctx(), &paymentv1.CancelRunRequest{RequestId: w.request(), RunId: run.GetId()}))(t)
	}
	w.toldInTheBooks(id)
}

// toldInTheBooks: the cost of a group is counted as unknown, its statement tells the year
// that began, and there is nothing to get back.
func (w *world) toldInTheBooks(id string) {
	w.t.Helper()
	must(w.payments.EngageContracts(w.ctx(), &paymentv1.EngageContractsRequest{RequestId: w.request(), FundCode: fund, OnDate: "2027-11-01"}))(w.t)
	entries := must(w.payments.ListEntries(w.ctx(), &paymentv1.ListEntriesRequest{ContractId: id}))(w.t)
	forecast := must(w.payments.ForecastSpending(w.ctx(), &paymentv1.ForecastSpendingRequest{FundCode: fund, AsOfDate: "2027-11-01"}))(w.t)
	if len(entries.GetTransactions()) != 0 || forecast.GetUnknownContracts() != 1 {
		w.t.Errorf("posted are %v, and %d contracts are unknown; want nothing and one", entries.GetTransactions(), forecast.GetUnknownContracts())
	}
	resp := must(w.payments.GetStatement(w.ctx(), &paymentv1.GetStatementRequest{ContractId: id, Year: 2027, Html: true}))(w.t)
	told := resp.GetStatement().GetLines()
	if len(told) != 1 || told[0].GetDue().GetContractYear() != 2 || told[0].GetReason().GetCode() != "CALENDAR_UNKNOWN" {
		w.t.Errorf("the statement of 2027 tells %v, want the second year, and why it is not paid", told)
	}
	for _, want := range []string{"Aide collective à l&#39;emploi d&#39;assistants médicaux (2026). 2\u00a0ETP. Établi", "56\u00a0000,00\u00a0€ pour les 2\u00a0ETP"} {
		if !strings.Contains(resp.GetHtml(), want) {
			w.t.Errorf("the page does not say %q:\n%s", want, resp.GetHtml())
		}
	}
	_, err := w.payments.GiveRecoveryNotice(w.ctx(), &paymentv1.GiveRecoveryNoticeRequest{RequestId: w.request(), ContractId: id, NoticeDate: "2027-11-01"})
	refused(w.t, err, fault.WrongState, "NOTHING_TO_RECOVER")
}
