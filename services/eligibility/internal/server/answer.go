package server

import (
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/internal/wire"
)

// The outcomes and verdicts of the domain and of the wire carry the same numbers; a
// test compares their names one by one.

func outcome(o eligibility.Outcome) eligibilityv1.Outcome { return eligibilityv1.Outcome(o) }

func verdict(v eligibility.Verdict) eligibilityv1.Verdict { return eligibilityv1.Verdict(v) }

// assessment gives an assessment for the wire and the disk, without application and id.
func assessment(a eligibility.Assessment) *eligibilityv1.Assessment {
	out := &eligibilityv1.Assessment{
		TextId: a.TextID, LawDigest: a.LawDigest, Verdict: verdict(a.Verdict),
		AdaptedContract: a.AdaptedContract, NewlyInstalled: a.NewlyInstalled,
		Certainty: wire.Certainty(a.Certainty),
	}
	for _, c := range a.Criteria {
		out.Criteria = append(out.Criteria, &eligibilityv1.Criterion{
			Id: c.ID, Outcome: outcome(c.Outcome), Seen: c.Seen, Wanted: c.Wanted, Gap: c.Gap,
			Citation: wire.Citation(c.Cite), AlsoUsed: wire.Citations(c.Also), Explanation: wire.Phrase(c.Explanation),
		})
	}
	for _, o := range a.Options {
		out.Options = append(out.Options, option(o))
	}
	for _, q := range a.Questions {
		out.Questions = append(out.Questions, &eligibilityv1.Question{
			Field: q.Field, MissingCell: wire.Citation(q.Missing), Settles: q.Settles, Text: wire.Phrase(q.Text),
		})
	}
	return out
}

func option(o eligibility.OptionAnswer) *eligibilityv1.OptionAnswer {
	out := &eligibilityv1.OptionAnswer{
		Option: wire.Option(o.Option), Open: o.Open, Outcome: outcome(o.Outcome),
		Objectives: objectives(o.Objectives), Yearly: yearly(o.Yearly), Certainty: wire.Certainty(o.Certainty),
	}
	for _, r := range o.Reasons {
		out.Reasons = append(out.Reasons, &eligibilityv1.Reason{Code: r.Code, Text: wire.Phrase(r.Text), Citation: wire.Citation(r.Cite)})
	}
	if b, settled := o.Band.Get(); settled {
		band := wire.Band(b)
		out.Band = &band
	}
	for _, terms := range o.Possible {
		out.Possible = append(out.Possible, bandTerms(terms))
	}
	return out
}

func bandTerms(t eligibility.BandTerms) *eligibilityv1.BandTerms {
	return &eligibilityv1.BandTerms{Band: wire.Band(t.Band), Objectives: objectives(t.Objectives), Yearly: yearly(t.Yearly)}
}

func objectives(list []law.Objective) []*eligibilityv1.Objective {
	out := make([]*eligibilityv1.Objective, 0, len(list))
	for _, o := range list {
		out = append(out, &eligibilityv1.Objective{
			Indicator: lawv1.Indicator(o.Indicator),
			Start:     when(o.Start.Known, o.Start.Count), RateThousandths: when(o.Rate.Known, o.Rate.Thousandths),
			ToGain: when(o.Known || o.Maintain, o.ToGain), Target: when(o.Known || o.Target > 0, o.Target),
			Citation: wire.Citation(o.Cite), AlsoUsed: wire.Citations(o.Also), Explanation: wire.Phrase(o.Explanation),
		})
	}
	return out
}

func yearly(list []eligibility.YearlyAmount) []*eligibilityv1.YearlyAmount {
	out := make([]*eligibilityv1.YearlyAmount, 0, len(list))
	for _, y := range list {
		out = append(out, &eligibilityv1.YearlyAmount{
			ContractYear: int32(y.Year), StartDate: y.Start.String(),
			CeilingCents: cents(y.Ceiling), LowestCeilingCents: cents(y.Lowest), HighestCeilingCents: cents(y.Highest),
			Citation: wire.Citation(y.Cite),
		})
	}
	return out
}

// when gives a whole number if it is known.
func when(known bool, n int) *int32 {
	if !known {
		return nil
	}
	value := int32(n)
	return &value
}

func cents(amount eligibility.Fact[money.Cents]) *int64 {
	c, known := amount.Get()
	if !known {
		return nil
	}
	value := int64(c)
	return &value
}
