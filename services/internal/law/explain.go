package law

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/money"
)

// grouped is a whole number with a mark between its thousands.
func grouped(n int, mark string) string {
	sign, digits := "", strconv.Itoa(n)
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return sign + digits
}

func fr(n int) string { return grouped(n, nbsp) }
func en(n int) string { return grouped(n, ",") }

func patientsFR(n int) string {
	if n < 2 {
		return fr(n) + nbsp + "patient"
	}
	return fr(n) + nbsp + "patients"
}

func patientsEN(n int) string {
	if n == 1 {
		return "1 patient"
	}
	return en(n) + " patients"
}

// percent is a ratio without decimals that say nothing: "50 %", "7,5 %", "0 %".
func percent(r money.Ratio) Phrase {
	decimals := 1
	if r.Den > 0 && r.Num*100%r.Den == 0 {
		decimals = 0
	}
	return Phrase{FR: r.Percent(decimals), EN: r.PercentEN(decimals)}
}

// sentence sets the no-break spaces of a French sentence.
func sentence(french, english string) Phrase {
	return Phrase{FR: French(french), EN: english}
}

// headed is a sentence that begins with the name of an indicator.
func headed(ind Indicator, french, english string) Phrase {
	name := ind.Name()
	return sentence(
		strings.ToUpper(name.FR[:1])+name.FR[1:]+" : "+french,
		strings.ToUpper(name.EN[:1])+name.EN[1:]+": "+english)
}

func explainNoOption(q ObjectiveQuery) Phrase {
	name := q.Option.Name()
	return headed(q.Indicator,
		fmt.Sprintf("ce texte ne connaît pas l'option %s, il n'y a donc pas d'objectif.", name.FR),
		fmt.Sprintf("this text does not know the option %s, so there is no objective.", name.EN))
}

func explainNoBand(q ObjectiveQuery) Phrase {
	return headed(q.Indicator,
		"la tranche de la patientèle de départ n'est pas connue, l'objectif non plus.",
		"the band of the starting patient list is not known, so the objective is not either.")
}

func explainUnknownRate(q ObjectiveQuery, c Citation) Phrase {
	option, band := q.Option.Name(), q.Band.Name()
	return headed(q.Indicator,
		fmt.Sprintf("le taux d'objectif de la tranche %s pour %s n'est pas connu (%s) ; peut le dire : %s.", band.FR, option.FR, c.Cell, c.SettledBy.FR),
		fmt.Sprintf("the rate of the objective in the band %s for %s is not known (%s); who can say: %s.", band.EN, option.EN, c.Cell, c.SettledBy.EN))
}

func explainUnknownPercentile(q ObjectiveQuery, p Percentile, c Citation) Phrase {
	return headed(q.Indicator,
		fmt.Sprintf("nouvellement installé, l'objectif est d'atteindre le %s national, qui n'est pas connu (%s) ; peut le dire : %s.", p, c.Cell, c.SettledBy.FR),
		fmt.Sprintf("newly installed, the objective is to reach the national %s, which is not known (%s); who can say: %s.", p, c.Cell, c.SettledBy.EN))
}

func explainObjective(o Objective) Phrase {
	rate := percent(o.Rate.ratio())
	switch {
	case o.Maintain && o.Start.Known:
		return headed(o.Indicator,
			fmt.Sprintf("maintenir les %s du départ.", patientsFR(o.Start.Count)),
			fmt.Sprintf("maintain the %s of the start.", patientsEN(o.Start.Count)))
	case o.Maintain:
		return headed(o.Indicator,
			"maintenir le niveau de départ, qui n'est pas connu.",
			"maintain the starting level, which is not known.")
	case !o.Known:
		return headed(o.Indicator,
			fmt.Sprintf("gagner %s du niveau de départ, qui n'est pas connu.", rate.FR),
			fmt.Sprintf("gain %s of the starting level, which is not known.", rate.EN))
	}
	return headed(o.Indicator,
		fmt.Sprintf("%s au départ, %s à gagner, soit %s : il en faut %s.", patientsFR(o.Start.Count), rate.FR, patientsFR(o.ToGain), fr(o.Target)),
		fmt.Sprintf("%s at the start, %s to gain, that is %s: %s are to be reached.", patientsEN(o.Start.Count), rate.EN, patientsEN(o.ToGain), en(o.Target)))
}

func explainNewlyInstalled(o Objective, p Percentile, percentile int) Phrase {
	switch {
	case !o.Known:
		return headed(o.Indicator,
			fmt.Sprintf("nouvellement installé, atteindre le %s national, %s.", p, patientsFR(percentile)),
			fmt.Sprintf("newly installed, reach the national %s, %s.", p, patientsEN(percentile)))
	case o.Maintain:
		return headed(o.Indicator,
			fmt.Sprintf("nouvellement installé, le %s national (%s) est déjà atteint : maintenir les %s du départ.", p, fr(percentile), patientsFR(o.Start.Count)),
			fmt.Sprintf("newly installed, the national %s (%s) is already reached: maintain the %s of the start.", p, en(percentile), patientsEN(o.Start.Count)))
	}
	return headed(o.Indicator,
		fmt.Sprintf("nouvellement installé, atteindre le %s national, %s, soit %s à gagner.", p, patientsFR(percentile), patientsFR(o.ToGain)),
		fmt.Sprintf("newly installed, reach the national %s, %s, that is %s to gain.", p, patientsEN(percentile), patientsEN(o.ToGain)))
}

// explainOne is the sentence on one measured objective.
func explainOne(a IndicatorAttainment) Phrase {
	french := fmt.Sprintf("%s pour %s attendus, ", patientsFR(a.Seen), fr(a.Target))
	english := fmt.Sprintf("%s for %s wanted, ", patientsEN(a.Seen), en(a.Target))
	if a.Reached {
		return headed(a.Indicator, french+"l'objectif est atteint.", english+"the objective is reached.")
	}
	french += fmt.Sprintf("il en manque %s. ", fr(a.ShortBy))
	english += fmt.Sprintf("%s missing. ", en(a.ShortBy))
	ratio := percent(a.Ratio)
	switch {
	case a.ToGain == 0:
		french += fmt.Sprintf("C'est %s du départ, qui est à maintenir.", ratio.FR)
		english += fmt.Sprintf("That is %s of the start, which is to be maintained.", ratio.EN)
	case a.Gained < 0:
		french += fmt.Sprintf("C'est %s de moins qu'au départ (%s), soit 0 %% de l'objectif.", patientsFR(-a.Gained), fr(a.Start))
		english += fmt.Sprintf("That is %s fewer than at the start (%s), 0%% of the objective.", patientsEN(-a.Gained), en(a.Start))
	default:
		french += fmt.Sprintf("Sur %s à gagner depuis le départ (%s) : %s, soit %s de l'objectif.", fr(a.ToGain), fr(a.Start), fr(a.Gained), ratio.FR)
		english += fmt.Sprintf("Of %s to gain since the start (%s): %s, that is %s of the objective.", en(a.ToGain), en(a.Start), en(a.Gained), ratio.EN)
	}
	return headed(a.Indicator, french, english)
}

// explainAttainment is the sentence on all goals together.
func explainAttainment(a Attainment) Phrase {
	if len(a.Each)+len(a.Missing) == 0 {
		return sentence("Le contrat ne porte aucun objectif.", "The contract has no objective.")
	}
	missing := Phrase{}
	if len(a.Missing) > 0 {
		missing = unmeasured(a.Missing)
	}
	if !a.Known {
		return sentence(
			missing.FR+" Sans cette mesure, le ratio ne peut pas être calculé.",
			missing.EN+" Without this measure the ratio cannot be computed.")
	}
	p := explainJoined(a)
	if len(a.Missing) > 0 {
		p = sentence(p.FR+" "+missing.FR, p.EN+" "+missing.EN)
	}
	return p
}

func unmeasured(missing []Indicator) Phrase {
	french, english := make([]string, 0, len(missing)), make([]string, 0, len(missing))
	for _, ind := range missing {
		french = append(french, ind.Name().FR)
		english = append(english, ind.Name().EN)
	}
	return Phrase{
		FR: "Pas de mesure : " + strings.Join(french, ", ") + ".",
		EN: "Not measured: " + strings.Join(english, ", ") + ".",
	}
}

func explainJoined(a Attainment) Phrase {
	ratio := percent(a.Ratio)
	counts, fell := decisive(a.Form, a.Each)
	name := counts.Indicator.Name()
	switch {
	case len(a.Each)+len(a.Missing) == 1:
		return sentence(
			fmt.Sprintf("Un seul objectif, atteint à %s.", ratio.FR),
			fmt.Sprintf("One objective, reached at %s.", ratio.EN))
	case a.Form == both && a.Reached:
		return sentence("Les deux objectifs comptent et sont atteints.", "Both objectives count and are reached.")
	case a.Form == both:
		return sentence(
			fmt.Sprintf("Les deux objectifs comptent, le moins avancé décide : %s, %s.", name.FR, ratio.FR),
			fmt.Sprintf("Both objectives count, the one that is less far decides: %s, %s.", name.EN, ratio.EN))
	case fell != nil:
		return sentence(
			fmt.Sprintf("Un objectif sur deux suffit, mais l'autre est tombé sous son départ (%s) : le plus petit des deux ratios compte, %s.", fell.Indicator.Name().FR, ratio.FR),
			fmt.Sprintf("One of the two is enough, but the other fell below its start (%s): the smaller of the two ratios counts, %s.", fell.Indicator.Name().EN, ratio.EN))
	}
	return sentence(
		fmt.Sprintf("Un objectif sur deux suffit, le plus avancé décide : %s, %s.", name.FR, ratio.FR),
		fmt.Sprintf("One of the two is enough, the one that is farther decides: %s, %s.", name.EN, ratio.EN))
}
