package eligibility

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
	derived bool // read as the rest of the other share
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

// fees reads the share that the rule speaks of.
func (q *inquiry) fees() fees {
	p := &q.plan.fees
	f := fees{ccam: p.ccam, edge: p.edge, limit: p.limit}
	direct, rest := q.app.Activity.ClinicalShare, q.app.Activity.CCAMShare
	if f.ccam {
		direct, rest = rest, direct
	}
	if f.share, f.known = direct.Get(); f.known {
		return f
	}
	if other, known := rest.Get(); known && p.complements {
		f.share, f.known, f.derived = allFees-other, true, true
	}
	return f
}

// clinicalFees asks some specialties for mostly clinical fees.
func (q *inquiry) clinicalFees(f *Finding) {
	p := &q.plan.fees
	f.begin(p.rule)
	if !p.required {
		f.answer(NotRequired, whyNotRequired)
		return
	}
	f.use(p.specialties)
	doubt := p.doubtful[q.code]
	if !doubt && !p.concerned[q.code] {
		f.answer(NotRequired, whyFeesNotAsked)
		return
	}
	f.use(p.share)
	f.use(p.edgeCell)
	f.use(p.months)
	f.use(p.extra)
	fees := q.fees()
	if fees.derived {
		f.use(p.complement)
	}
	switch {
	case fees.known && fees.meets():
		f.answer(Met, whyFeesMet)
	case fees.known && !doubt:
		f.answer(NotMet, whyFeesNotMet)
	case fees.known:
		f.use(p.doubtfulCell)
		f.ask(CannotTell, whyFeesDoubtful, 0, p.doubtfulCell)
	case doubt:
		f.use(p.doubtfulCell)
		f.ask(CannotTell, whyFeesUnknown, fees.fact(), p.doubtfulCell)
	default:
		f.ask(CannotTell, whyFeesUnknown, fees.fact())
	}
}

// fact is the share that the rule speaks of, as a fact that is missing.
func (f fees) fact() facts {
	if f.ccam {
		return factCCAMShare
	}
	return factClinicalShare
}
