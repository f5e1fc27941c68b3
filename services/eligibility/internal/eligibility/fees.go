package eligibility

import (
	"slices"

	"assistmed/services/internal/law"
)

// allFees is 100 % in basis points.
const allFees = 10000

// fees is the criterion "clinical_fees" as it applies to one doctor: the share that
// the text's rule speaks of, read directly or as the rest of the other share.
type fees struct {
	ccam    bool // the rule bounds the CCAM share; else the clinical share
	limit   int  // basis points
	edge    bool // a share exactly at the limit meets the criterion
	share   int  // basis points
	known   bool
	derived bool       // read as the rest of the other share
	period  law.Phrase // " sur les 12 mois avant la signature", where the text says it
	used    []law.Citation
}

// meets tells whether a known share meets the rule.
func (f fees) meets() bool {
	switch {
	case f.share == f.limit:
		return f.edge
	case f.ccam:
		return f.share < f.limit
	default:
		return f.share > f.limit
	}
}

// fees reads the rule and the share it speaks of.
func (q inquiry) fees() fees {
	rule := q.text.Criteria.ClinicalFees
	how, _ := rule.Rule.Value()
	edge, _ := rule.Edge.Value()
	f := fees{ccam: how == "CCAM_SHARE_BELOW", edge: edge == "INCLUDED", used: []law.Citation{rule.ShareBP.Cite(), rule.Edge.Cite()}}
	f.limit, _ = rule.ShareBP.Value()
	if n, known := rule.Months.Value(); known {
		f.period = feesPeriod(n)
		f.used = append(f.used, rule.Months.Cite())
	}
	if f.ccam && rule.ExtraBilling.Known() {
		f.used = append(f.used, rule.ExtraBilling.Cite())
	}
	direct, rest := q.app.Activity.ClinicalShare, q.app.Activity.CCAMShare
	if f.ccam {
		direct, rest = rest, direct
	}
	if f.share, f.known = direct.Get(); f.known {
		return f
	}
	if other, known := rest.Get(); known && rule.Complement.Known() {
		f.share, f.known, f.derived = allFees-other, true, true
		f.used = append(f.used, rule.Complement.Cite())
	}
	return f
}

// clinicalFees asks some specialties for mostly clinical fees.
func (q inquiry) clinicalFees() Criterion {
	rule := q.text.Criteria.ClinicalFees
	c := Criterion{ID: ClinicalFees, Cite: rule.Rule.Cite()}
	if how, _ := rule.Rule.Value(); how == notRequired {
		return c.answered(NotRequired, "", sayNotRequired(q.text))
	}
	code, name := q.app.Doctor.SpecialtyCode, q.specialtyName()
	concerned, _ := rule.Specialties.Value()
	doubtful, _ := rule.Doubtful.Value()
	doubt := slices.Contains(doubtful, code)
	c = c.using(rule.Specialties.Cite())
	if !doubt && !slices.Contains(concerned, code) {
		return c.answered(NotRequired, q.seenSpecialty(), sayFeesNotAsked(name))
	}
	f := q.fees()
	c.Wanted = f.wanted()
	c = c.using(f.used...)
	switch {
	case f.known && f.meets():
		return c.answered(Met, f.seen(), sayFeesMet(f))
	case f.known && !doubt:
		c.Gap = f.gap()
		return c.answered(NotMet, f.seen(), sayFeesNotMet(f))
	case f.known:
		c.Gap = f.gap()
		return c.using(rule.Doubtful.Cite()).answered(CannotTell, f.seen(), sayFeesDoubtful(f, name), askCell(rule.Doubtful.Cite()))
	case doubt:
		return c.using(rule.Doubtful.Cite()).answered(CannotTell, "", sayFeesUnknown(f), f.ask(), askCell(rule.Doubtful.Cite()))
	}
	return c.answered(CannotTell, "", sayFeesUnknown(f), f.ask())
}

// ask asks for the share that the rule speaks of.
func (f fees) ask() ask {
	if f.ccam {
		return askFact(fieldCCAMShare)
	}
	return askFact(fieldClinicalShare)
}
