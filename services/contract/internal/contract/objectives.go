package contract

import (
	"slices"

	"assistmed/services/internal/law"
)

// Objective is one commitment, as written in the contract.
type Objective struct {
	Indicator law.Indicator
	Start     int // patients
	ToGain    int // patients; 0 means to maintain
	Target    int
	// Declared: the fund wrote the number, not the law's cell.
	Declared bool
	// Reason is why the fund wrote another number than the law's; may be empty where
	// the law's is unknown.
	Reason string
	// LawToGain is what the law's cell gives; meaningful when LawKnown.
	LawToGain   int
	LawKnown    bool
	Cite        law.Citation
	Explanation law.Phrase
}

// either is the form of the objectives under which one of the two is enough.
const either = "EITHER"

// objectives are the commitments of an offer, with the certainties of the cells they
// rest on. Under the form BOTH each indicator of the text needs one; under EITHER one
// complete objective is enough, and what cannot be told is left out.
func objectives(l *law.Law, a Assessed, option AssessedOption, declared []Declared) ([]Objective, []law.Certainty, *Refusal) {
	group := l.Group(a.Specialty, a.Particular)
	indicators, cites := a.Text.Indicators(l, group, a.Specialty)
	for _, d := range declared {
		if !slices.Contains(indicators, d.Indicator) {
			return nil, nil, indicatorNotUsed(d.Indicator, indicators, a.Text)
		}
	}
	var used []law.Certainty
	for _, c := range cites {
		used = append(used, c.Certainty)
	}
	var found []Objective
	var refusals []*Refusal
	must := l.Attain(a.Text, nil, nil).Form != either
	for _, indicator := range indicators {
		known := a.known(l, option, indicator)
		own := slices.IndexFunc(declared, func(d Declared) bool { return d.Indicator == indicator })
		var objective Objective
		var refusal *Refusal
		if own >= 0 {
			objective, refusal = known.written(declared[own])
		} else {
			objective, refusal = known.byLaw()
		}
		if refusal != nil {
			refusals = append(refusals, refusal)
			// What the fund wrote is never left out silently.
			must = must || own >= 0
			continue
		}
		found = append(found, objective)
		used = append(used, known.certainty(objective))
	}
	if len(refusals) > 0 && (must || len(found) == 0) {
		return nil, nil, together(refusals, !must)
	}
	return found, used, nil
}

// known is what the law says of one indicator in each case that remains possible: each
// band, and, where it is not stated when the doctor set up, with and without the
// objective of the newly installed.
type known struct {
	text      *law.Text
	indicator law.Indicator
	start     law.Start
	field     string // of the application, where the start stands
	byBand    []law.Objective
	asNewly   int // the first of byBand that is for the newly installed, where that is open
}

// known asks the law for the objective on an indicator.
func (a Assessed) known(l *law.Law, option AssessedOption, indicator law.Indicator) known {
	k := known{text: a.Text, indicator: indicator}
	k.start, k.field = a.start(indicator)
	ask := func(newly bool) {
		for _, band := range option.Bands {
			k.byBand = append(k.byBand, l.Objective(a.Text, law.ObjectiveQuery{
				Option: option.Option, Group: l.Group(a.Specialty, a.Particular), Indicator: indicator,
				Band: band, Start: k.start, NewlyInstalled: newly,
			}))
		}
	}
	ask(a.NewlyInstalled)
	if a.InstalledUnknown {
		k.asNewly = len(k.byBand)
		ask(true)
	}
	return k
}

// onInstallation reports whether the objective would be known if it were stated when
// the doctor set up.
func (k known) onInstallation() bool {
	if k.asNewly == 0 {
		return false
	}
	settled := k
	settled.byBand = k.byBand[:k.asNewly]
	_, ok := settled.toGain()
	return ok
}

// start is the starting level on an indicator, and the field of the application it
// stands in.
func (a Assessed) start(indicator law.Indicator) (law.Start, string) {
	if indicator == law.ActiveFile {
		return a.ActiveFile, "activity.active_file"
	}
	if population, _ := a.Text.RegisteredPopulation().Value(); population == "ADULTS" {
		return a.Adults, "activity.adult_registered_patients"
	}
	return a.Registered, "activity.registered_patients"
}

// toGain is the law's number, when it is known and the same in every band.
func (k known) toGain() (int, bool) {
	for _, o := range k.byBand {
		if !o.Known || o.ToGain != k.byBand[0].ToGain {
			return 0, false
		}
	}
	return k.byBand[0].ToGain, true
}

// cite is the cell to name: the first that is unknown, else the lowest band's.
func (k known) cite() law.Citation {
	for _, o := range k.byBand {
		if !o.Known {
			return o.Cite
		}
	}
	return k.byBand[0].Cite
}

// gives reports whether the law gives this number in one of the bands, or leaves one
// of them open: then nobody can say that the number differs from the law.
func (k known) gives(toGain int) bool {
	return slices.ContainsFunc(k.byBand, func(o law.Objective) bool { return !o.Known || o.ToGain == toGain })
}

// unknown reports whether the law's cell is unknown in a band that remains possible.
func (k known) unknown() bool {
	return slices.ContainsFunc(k.byBand, func(o law.Objective) bool { return !o.Known })
}

// certainty is how sure the objective is: as the law's cells, or, where the fund wrote
// it, as what the operator states.
func (k known) certainty(o Objective) law.Certainty {
	if o.Declared {
		return law.Operator
	}
	var cs []law.Certainty
	for _, b := range k.byBand {
		cs = append(cs, b.Cite.Certainty)
		for _, c := range b.Also {
			cs = append(cs, c.Certainty)
		}
	}
	return law.Weakest(cs...)
}

// byLaw is the objective that the law gives.
func (k known) byLaw() (Objective, *Refusal) {
	if !k.start.Known {
		return Objective{}, k.startUnknown()
	}
	toGain, ok := k.toGain()
	if !ok {
		return Objective{}, k.objectiveUnknown()
	}
	o := k.objective(toGain)
	o.LawToGain, o.LawKnown = toGain, true
	o.Explanation = k.byBand[0].Explanation
	return o, nil
}

// written is the objective that the fund writes. Where the law gives another number, a
// reason must stand beside it.
func (k known) written(d Declared) (Objective, *Refusal) {
	if !k.start.Known {
		return Objective{}, k.startUnknown()
	}
	lawToGain, ok := k.toGain()
	if ok && lawToGain == d.ToGain {
		return k.byLaw()
	}
	if !k.gives(d.ToGain) && d.Reason == "" {
		return Objective{}, k.reasonMissing(d.ToGain)
	}
	o := k.objective(d.ToGain)
	o.Declared, o.Reason = true, d.Reason
	o.LawToGain, o.LawKnown = lawToGain, ok
	o.Explanation = k.writtenByFund(o)
	return o, nil
}

// objective is the commitment to gain so many patients from the start.
func (k known) objective(toGain int) Objective {
	return Objective{
		Indicator: k.indicator, Start: k.start.Count, ToGain: toGain,
		Target: k.start.Count + toGain, Cite: k.cite(),
	}
}
