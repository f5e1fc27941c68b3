package collective

import (
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
)

// wholeETP is one ETP in thousandths.
const wholeETP = 1000

// objectives are those of all members together, for these thousandths of an ETP.
func (q inquiry) objectives(etp int) []Objective {
	objectives := make([]Objective, 0, len(law.Indicators()))
	for _, ind := range law.Indicators() {
		objectives = append(objectives, q.objective(ind, etp))
	}
	return objectives
}

func (q inquiry) objective(ind law.Indicator, etp int) Objective {
	cell := q.aid.PerETP(ind)
	each, _ := cell.Value()
	o := Objective{Indicator: ind, ToGain: each * etp / wholeETP, Cite: cell.Cite(), Also: []law.Citation{q.aid.ObjectiveYears.Cite()}}
	if each*etp%wholeETP != 0 {
		o.Also = append(o.Also, q.aid.ObjectiveRounding.Cite())
	}
	start, uncounted := 0, []int(nil)
	for i, m := range q.app.Members {
		count, field := m.Registered, "registered_patients"
		text := sayPatientsAsked
		if ind == law.ActiveFile {
			count, field, text = m.ActiveFile, "active_file", sayActiveFileAsked
		}
		n, counted := count.Get()
		if !counted {
			uncounted = append(uncounted, i)
			o.asks = append(o.asks, ask{field: memberField(i, field), text: text(i)})
		}
		start += n
	}
	settled := q.levelsApart(&o, ind)
	if len(uncounted) == 0 {
		o.Start = eligibility.Known(start)
	}
	if len(uncounted) == 0 && settled {
		o.Target = eligibility.Known(start + o.ToGain)
	}
	o.Explanation = q.sayObjective(o, etp, each) // the sentence reads what is known
	return o
}

// levelsApart tells whether the level that newly installed members are to reach leaves
// the objective for each ETP as it is, and asks what is missing.
func (q inquiry) levelsApart(o *Objective, ind law.Indicator) bool {
	newly, unknown := q.newlyOrUnknown()
	if len(newly)+len(unknown) == 0 {
		return true
	}
	rule := q.aid.ObjectiveWithNewlyInstalled
	o.Also = append(o.Also, q.aid.NewlyInstalledMonths.Cite(), rule.Cite())
	if len(newly) > 0 {
		o.Also = append(o.Also, q.aid.NewlyInstalledLevel(ind).Cite())
	}
	if rule.Known() {
		return true
	}
	for _, i := range unknown {
		o.asks = append(o.asks, askInstalled(i))
	}
	o.asks = append(o.asks, askCell(rule.Cite()))
	return false
}

// yearly are the amounts for these thousandths of an ETP.
func (q inquiry) yearly(etp int) []YearlyAmount {
	years := q.aid.Years()
	yearly := make([]YearlyAmount, 0, len(years))
	for _, year := range years {
		cell := q.aid.Amount(year)
		yearly = append(yearly, YearlyAmount{
			Year: year, Start: q.app.Signed.AddYears(year - 1),
			Ceiling: q.aid.Worth(year, etp), Cite: cell.Cite(),
		})
	}
	return yearly
}
