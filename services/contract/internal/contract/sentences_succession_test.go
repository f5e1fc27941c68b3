package contract_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// onReceipts refuses signatures that are not on the terms or came too late, and offers
// that are not late yet.
func (a *album) onReceipts(t *testing.T) {
	a.add(contract.NoRPPS())
	x := offer(t, "2025-01-10")
	hash := strings.Repeat("a", 64)
	r := contract.Receipt{Party: contract.DoctorParty, On: on("2025-02-10"), TermsHash: hash}
	a.add(x.c.Received(r))
	_, refusal := x.c.Lapse(on("2025-02-10"))
	a.add(refusal)
	x.c.TermsHash, x.c.Lapses = strings.Repeat("b", 64), on("2025-02-09")
	a.add(x.c.Received(r))
	x.c.TermsHash = hash
	a.add(x.c.Received(r))
	r.ProofFails = true
	a.add(x.c.Received(r))
	_, refusal = x.c.Lapse(on("2025-02-09"))
	a.add(refusal)
	before := in(t, contract.Ended)
	before.ID = "ctr_01JH00000000000000000FIRST"
	a.add(x.c.Overlaps(before))
	a.add(contract.AnotherLive(before.ID))
}

// onSuccession refuses that a contract follows another.
func (a *album) onSuccession(t *testing.T, l *law.Law) {
	text := textOn(t, l, "2025-01-10")
	a.add(contract.Follows(contract.Renewal, text, law.Full))
	a.add(contract.Follows(0, text, law.OneAndHalf))
	a.add(contract.Follows(contract.SecondAssistant, text, law.Full))
	follow := func(c contract.Contract, by contract.Successor) {
		_, refusal := c.Followed(l, by)
		a.add(refusal)
	}
	x := active(t, "2023-06-22")
	by := second(t, "2025-06-21")
	follow(x.c, by)
	by.Signed = on("2028-06-22")
	follow(x.c, by)
	by.Signed = on("2025-06-22")
	follow(x.c, by)
	x.c.Measures = []contract.Measured{reachedBy("2025-06-01", 1099, 2000)}
	follow(x.c, by)
	half := x.c
	half.Option = law.Half
	follow(half, by)
	stopped := x.c
	stopped.State = contract.NoticeGiven
	follow(stopped, by)
	stopped.SucceededBy = "ctr_01JH00000000000000000OTHER"
	follow(stopped, by)
	by.SameDoctor = false
	follow(x.c, by)
	after := contract.Successor{ID: "ctr_01JH000000000000000000NEXT", Kind: contract.AfterSpecialtyChange, Signed: on("2027-04-01"), SameDoctor: true}
	follow(in(t, contract.Ended), after)
	after.Kind = contract.AfterMove
	follow(in(t, contract.Ended), after)
	after.Kind, after.Signed = contract.Renewal, on("2028-06-23")
	follow(in(t, contract.Ended), after)
	follow(x.c, after)
}

// onRenewal refuses statements on renewals.
func (a *album) onRenewal(t *testing.T, l *law.Law) {
	x := settled(t, "2023-04-30", law.Full)
	state := func(s contract.Statement) {
		_, refusal := x.c.Renew(l, s)
		a.add(refusal)
	}
	state(contract.Statement{Mode: contract.ObjectivesKept})
	state(contract.Statement{Mode: contract.ObjectivesKept, Reading: contract.ReadingOfText})
	state(contract.Statement{Mode: contract.NewObjectives, Reading: contract.ReadingOfCnam})
	state(contract.Statement{Mode: contract.ObjectivesKept, Reading: contract.ReadingOfCnam})
	state(contract.Statement{Mode: contract.NotRenewable, Open: "ctr_01JH000000000000000000NEXT"})
	known, err := law.Open(counterFilled())
	if err != nil {
		t.Fatal(err)
	}
	_, refusal := x.c.Renew(known, contract.Statement{Mode: contract.ObjectivesKept, Reading: contract.ReadingOfCnam, Counter: contract.Restarts})
	a.add(refusal)
	_, refusal = in(t, contract.Ended).Renew(l, contract.Statement{Mode: contract.NotRenewable})
	a.add(refusal)
	_, refusal = settled(t, "2020-10-01", law.Third).c.Kept(l, contract.Stated{Signed: on("2025-10-01"), FirstYear: 1})
	a.add(refusal)
	a.add(x.c.AnotherAssessment(on("2028-04-29"), on("2028-04-30"), true))
	a.add(contract.CollectiveNotRenewed(l))
}

// counterFilled is a fund's supplement that says how the years are counted.
func counterFilled() fstest.MapFS {
	return fstest.MapFS{"ours.yaml": {Data: []byte(`supplied_by: "Direction fictive des tests"
sources:
  FICT-NOTE:
    title: "Note fictive"
cells:
  reference:
    renewal.year_counter: {value: GOES_ON, source: FICT-NOTE}
`)}}
}

func TestAStatedRenewalReadsLikeThis(t *testing.T) {
	var lines strings.Builder
	for _, s := range []contract.Statement{
		{Mode: contract.ObjectivesKept, Reading: contract.ReadingOfCnam, Counter: contract.GoesOn},
		{Mode: contract.NotRenewable, Reading: contract.ReadingOfText},
	} {
		x := settled(t, "2023-04-30", law.Full)
		stated, refusal := x.c.Renew(x.l, s)
		if refusal != nil {
			t.Fatal(refusal.Text.EN)
		}
		lines.WriteString(stated.Explanation.FR + "\n" + stated.Explanation.EN + "\n\n")
	}
	x := settled(t, "2025-01-10", law.Full)
	stated, _ := x.c.Renew(x.l, contract.Statement{Mode: contract.NewObjectives, Counter: contract.Restarts})
	lines.WriteString(stated.Explanation.FR + "\n" + stated.Explanation.EN + "\n\n")
	terms, refusal := x.c.Kept(x.l, stated)
	terms = offered(t, terms, refusal)
	lines.WriteString(terms.Objectives[0].Explanation.FR + "\n" + terms.Objectives[0].Explanation.EN + "\n")
	golden(t, "renewals.golden.txt", lines.String())
}

func TestAYearCounterThatTheFundHasFilledInIsTheOneThatCounts(t *testing.T) {
	l, err := law.Open(counterFilled())
	if err != nil {
		t.Fatal(err)
	}
	x := settled(t, "2025-01-10", law.Full)
	for _, said := range []contract.YearCounter{0, contract.GoesOn} {
		if stated, refusal := x.c.Renew(l, contract.Statement{Mode: contract.ObjectivesKept, Counter: said}); refusal != nil || stated.Counter != contract.GoesOn || stated.FirstYear != 6 {
			t.Errorf("counter %d stated: %+v, %v, want the sixth year, as the law says", said, stated, refusal)
		}
	}
	_, refusal := x.c.Renew(l, contract.Statement{Mode: contract.ObjectivesKept, Counter: contract.Restarts})
	refusedWith(t, refusal, contract.YearCounterMissing, "RESTARTS", "GOES_ON")
}
