package contract

import (
	"fmt"
	"strings"

	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on forecasts.

func (c Contract) notMeasured() *Refusal {
	return refuse(NotMeasured, say(
		fmt.Sprintf("Rien n'a été compté depuis la date du contrat, le %s : enregistrer une mesure de la patientèle.", c.Signed.French()),
		fmt.Sprintf("nothing was counted after the contract's signature_date %s; record a measure first", c.Signed),
	), "signature_date", c.Signed.String())
}

func (c Contract) nothingToForecast(latest Measured) *Refusal {
	fr := fmt.Sprintf("La dernière mesure, du %s, couvre toutes les années : il n'y a rien à prévoir.", latest.On.French())
	en := fmt.Sprintf("the latest measure, of %s, covers every modulated year; there is nothing to forecast", latest.On)
	if s, running := c.running(); running {
		fr = fmt.Sprintf("Le contrat est suspendu depuis le %s et ses anniversaires ne sont pas connus : enregistrer d'abord la reprise.", s.From.French())
		en = fmt.Sprintf("the contract is suspended since %s, which hides its anniversaries; resume it first", s.From)
	}
	if c.State == Ended {
		fr = fmt.Sprintf("Le contrat a pris fin le %s : il n'y a plus rien à prévoir.", c.End.French())
		en = fmt.Sprintf("the contract ended on %s; there is nothing to forecast", c.End)
	}
	return refuse(NothingToForecast, say(fr, en), "measured_on_date", latest.On.String())
}

func ceilingUnsettled() law.Phrase {
	return say("le montant dépend de la tranche, qui n'est pas fixée", "the amount depends on the band, which is not settled")
}

func ceilingUnknown(cell law.Citation) law.Phrase {
	return say(
		fmt.Sprintf("le montant n'est pas connu (%s, cellule %s)", cell.TextID, cell.Cell),
		fmt.Sprintf("the amount is not known (cell %s of %s)", cell.Cell, cell.TextID))
}

func noCeiling(o law.Option, y law.Year) law.Phrase {
	return say(
		fmt.Sprintf("le barème en vigueur le %s ne prévoit pas d'année %d pour %s", y.Start.French(), y.Number, o.Name().FR),
		fmt.Sprintf("the table in force on %s has no year %d for %s", y.Start, y.Number, o.Name().EN))
}

// explain is the whole forecast in a sentence: the day, the pace, the share, the amount.
func (f *Forecast) explain(c Contract) law.Phrase {
	measure := c.Measures[f.Measure-1]
	outcome := f.outcome()
	if f.Counted {
		return say(
			fmt.Sprintf("Année %d : la mesure du %s compte à son ouverture, le %s : %s. L'année se règle sur la mesure qui la clôt.", f.Year, measure.On.French(), f.On.French(), outcome.FR),
			fmt.Sprintf("Year %d: the measure of %s counts at its opening on %s: %s. The year is settled on the measure that closes it.", f.Year, measure.On, f.On, outcome.EN))
	}
	elapsed := c.clock(measure.On)
	var fr, en []string
	for _, g := range c.GoalsIn(f.Year) {
		if seen, ok := measure.count(g.Indicator); ok {
			gained, level := signed(seen-g.Start), Measured{Counts: f.Counts}
			ahead, _ := level.count(g.Indicator)
			fr = append(fr, fmt.Sprintf("%s : %s en %s, soit %s à cette date", g.Indicator.Name().FR, gained.FR, days(elapsed).FR, number(ahead).FR))
			en = append(en, fmt.Sprintf("%s: %s in %s, that is %s on that day", g.Indicator.Name().EN, gained.EN, days(elapsed).EN, number(ahead).EN))
		}
	}
	return say(
		fmt.Sprintf("Année %d, mesurée le %s. Au rythme actuel (mesure du %s ; %s) : %s. Prévision linéaire, non un droit.",
			f.Year, f.On.French(), measure.On.French(), strings.Join(fr, " ; "), outcome.FR),
		fmt.Sprintf("Year %d, measured on %s. At today's pace (measure of %s; %s): %s. A straight-line forecast, not a right.",
			f.Year, f.On, measure.On, strings.Join(en, "; "), outcome.EN))
}

// outcome is the share and the amount, or why they cannot be told.
func (f *Forecast) outcome() law.Phrase {
	if !f.Attainment.Known {
		return say(
			"le ratio ne peut être calculé. "+strings.TrimSuffix(f.Attainment.Explanation.FR, "."),
			"the ratio cannot be computed. "+strings.TrimSuffix(f.Attainment.Explanation.EN, "."))
	}
	ratio := law.Percent(f.Attainment.Ratio)
	if !f.Ceiling.Known {
		return say(ratio.FR+" ; "+f.Why.FR, ratio.EN+"; "+f.Why.EN)
	}
	return say(
		fmt.Sprintf("%s, %s sur %s", ratio.FR, f.Aid.Amount.French(), f.Ceiling.Amount.French()),
		fmt.Sprintf("%s, %s out of %s", ratio.EN, f.Aid.Amount.English(), f.Ceiling.Amount.English()))
}

// days writes a number of days; one day, or none, is singular in French.
func days(n int) law.Phrase {
	fr, en := "jours", "days"
	if n < 2 {
		fr = "jour"
	}
	if n == 1 {
		en = "day"
	}
	return law.Phrase{FR: number(n).FR + "\u00a0" + fr, EN: number(n).EN + " " + en}
}

// signed writes a gain of patients with its sign.
func signed(n int) law.Phrase {
	p := number(n)
	if n > 0 {
		p = law.Phrase{FR: "+" + p.FR, EN: "+" + p.EN}
	}
	fr, en := "patients", "patients"
	if n > -2 && n < 2 {
		fr = "patient"
	}
	if n == 1 || n == -1 {
		en = "patient"
	}
	return law.Phrase{FR: p.FR + "\u00a0" + fr, EN: p.EN + " " + en}
}
