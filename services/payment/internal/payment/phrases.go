package payment

import (
	"fmt"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// The one catalogue of what this package says, in French and in English. Each
// sentence gives the numbers it used, so that an officer can do the sum again by hand.

func phrase(fr, en string) law.Phrase { return law.Phrase{FR: fr, EN: en} }

// joined are sentences one after the other.
func joined(all ...law.Phrase) law.Phrase {
	var fr, en []string
	for _, p := range all {
		if p.FR != "" {
			fr, en = append(fr, p.FR), append(en, p.EN)
		}
	}
	return phrase(strings.Join(fr, " "), strings.Join(en, " "))
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
	return phrase(fmt.Sprintf("%d\u00a0%s", n, fr), fmt.Sprintf("%d %s", n, en))
}

// fraction writes a ratio exactly: "141/260", "1".
func fraction(r money.Ratio) string {
	if r.Den == 1 {
		return fmt.Sprint(r.Num)
	}
	return fmt.Sprintf("%d/%d", r.Num, r.Den)
}

// The year.

func (a *account) sayRow(row law.Amount) law.Phrase {
	y, option := a.year, a.base.Option.Name()
	cell := row.Cite.TextID + ", " + row.Cite.Cell
	fr := fmt.Sprintf("Année %d, commencée le %s\u00a0: le barème de ce jour donne %s pour %s", y.Number, y.Start.French(), row.Cents.French(), option.FR)
	en := fmt.Sprintf("Year %d, begun on %s: the table of that day gives %s for %s", y.Number, y.Start, row.Cents.English(), option.EN)
	if a.base.Band != 0 {
		fr += ", tranche " + a.base.Band.Name().FR
		en += ", band " + a.base.Band.Name().EN
	} else {
		fr += ", dans chaque tranche possible"
		en += ", in every possible band"
	}
	return phrase(fr+" ("+cell+").", en+" ("+cell+").")
}

func sayReached(hired civil.Date, reached, signed law.Option) law.Phrase {
	return phrase(
		fmt.Sprintf("L'assistant embauché le %s atteint %s\u00a0: cette option est payée, et non %s.", hired.French(), reached.Name().FR, signed.Name().FR),
		fmt.Sprintf("The assistant hired on %s reaches %s: this option is paid, not %s.", hired, reached.Name().EN, signed.Name().EN))
}

func sayChangedOption(now Change, signed law.Option) law.Phrase {
	return phrase(
		fmt.Sprintf("Par avenant, l'option est %s depuis l'année %d (signée\u00a0: %s), et ses objectifs sont ceux de l'avenant.", now.Option.Name().FR, now.FromYear, signed.Name().FR),
		fmt.Sprintf("By amendment the option is %s from year %d on (signed: %s), with the objectives of the amendment.", now.Option.Name().EN, now.FromYear, signed.Name().EN))
}

func sayMoved(n int) law.Phrase {
	return phrase(
		fmt.Sprintf("Les suspensions ont reculé le début de cette année de %s.", days(n).FR),
		fmt.Sprintf("The suspensions moved the beginning of this year by %s.", days(n).EN))
}

func sayEnded(end civil.Date, inForce, inYear int) law.Phrase {
	return phrase(
		fmt.Sprintf("Le contrat a pris fin le %s\u00a0: %s en vigueur sur %d dans cette année.", end.French(), days(inForce).FR, inYear),
		fmt.Sprintf("The contract ended on %s: %s in force out of %d in this year.", end, days(inForce).EN, inYear))
}

func (b book) sayIdle(y law.Year, why idle) law.Phrase {
	switch why {
	case afterEnd:
		return phrase(
			fmt.Sprintf("Le contrat a pris fin le %s, avant le début de l'année %d\u00a0: rien n'est dû pour elle.", b.facts.End.French(), y.Number),
			fmt.Sprintf("The contract ended on %s, before year %d began: nothing is owed for it.", b.facts.End, y.Number))
	case neverHired:
		return phrase(
			fmt.Sprintf("Le contrat a pris fin le %s sans qu'un assistant ait été employé\u00a0: rien n'est dû.", b.facts.End.French()),
			fmt.Sprintf("The contract ended on %s and no assistant was ever employed: nothing is owed.", b.facts.End))
	default:
		return phrase(
			fmt.Sprintf("L'année %d s'est achevée le %s, avant le début de l'aide le %s\u00a0: rien n'est dû pour elle.", y.Number, y.End.French(), b.begins.French()),
			fmt.Sprintf("Year %d ended on %s, before the aid started on %s: nothing is owed for it.", y.Number, y.End, b.begins))
	}
}

// Why a due is blocked.

func sayNotSigned() law.Phrase {
	return phrase("Le contrat n'est pas signé par les deux parties.", "The contract is not signed by both parties.")
}

func sayNoAssistant() law.Phrase {
	return phrase(
		"Aucun assistant n'est embauché\u00a0: l'aide ne commence qu'à la plus tardive des dates de signature et d'embauche.",
		"No assistant is hired: the aid starts only at the later of signature and hiring.")
}

// sayVacant names the day, the last day of work before it, and what helps.
func sayVacant(day, left civil.Date, ended bool) law.Phrase {
	said := phrase(
		fmt.Sprintf("Personne n'est employé le %s\u00a0: le dernier assistant est parti le %s et n'a pas été remplacé.", day.French(), left.French()),
		fmt.Sprintf("Nobody is employed on %s: the last assistant left on %s and was not replaced.", day, left))
	if ended {
		return joined(said, phrase(
			"Le contrat a pris fin sans remplaçant ni suspension\u00a0: rien n'est plus versé.",
			"The contract ended without a replacement or a suspension: nothing more is paid."))
	}
	return joined(said, phrase(
		"Enregistrer le remplaçant, ou suspendre le contrat.",
		"Record the replacement, or suspend the contract."))
}

// saySuspended names the running suspension.
func (b book) saySuspended() law.Phrase {
	for _, p := range b.facts.Pauses {
		if p.Until.IsZero() {
			return phrase(
				fmt.Sprintf("Le contrat est suspendu depuis le %s\u00a0: l'échéance ne se connaîtra qu'à la reprise.", p.From.French()),
				fmt.Sprintf("The contract has been suspended since %s: the day will be known when it resumes.", p.From))
		}
	}
	return phrase("L'échéance ne peut pas être dite.", "The day cannot be told.")
}

func sayAmountUnknown(o law.Option, y law.Year, cell law.Citation) law.Phrase {
	where := cell.TextID + ", " + cell.Cell
	return joined(phrase(
		fmt.Sprintf("Le montant de l'année %d pour %s n'est pas connu (%s).", y.Number, o.Name().FR, where),
		fmt.Sprintf("The amount of year %d for %s is not known (%s).", y.Number, o.Name().EN, where)), cell.SettledBy)
}

func sayNoAmount(o law.Option, y law.Year) law.Phrase {
	return phrase(
		fmt.Sprintf("Le barème en vigueur le %s ne prévoit pas d'année %d pour %s.", y.Start.French(), y.Number, o.Name().FR),
		fmt.Sprintf("The table in force on %s has no year %d for %s.", y.Start, y.Number, o.Name().EN))
}

func sayBandUnsettled(y law.Year, one, other money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("La tranche de patientèle n'est pas fixée, et elle change le montant de l'année %d (%s ou %s)\u00a0: la caisse doit la préciser.", y.Number, one.French(), other.French()),
		fmt.Sprintf("The band of the patient list is not settled, and it changes the amount of year %d (%s or %s): the fund must state it.", y.Number, one.English(), other.English()))
}

func sayMeasureMissing(from, to civil.Date) law.Phrase {
	if from.IsZero() {
		return phrase(
			fmt.Sprintf("Aucune mesure de la patientèle n'est enregistrée jusqu'au %s inclus.", to.French()),
			fmt.Sprintf("No measure of the patient list is recorded up to and including %s.", to))
	}
	return phrase(
		fmt.Sprintf("Aucune mesure de la patientèle n'est enregistrée du %s au %s inclus.", from.French(), to.French()),
		fmt.Sprintf("No measure of the patient list is recorded from %s to %s included.", from, to))
}

func sayMeasureIncomplete(on civil.Date, missing []law.Indicator) law.Phrase {
	fr, en := make([]string, len(missing)), make([]string, len(missing))
	for i, indicator := range missing {
		fr[i], en[i] = indicator.Name().FR, indicator.Name().EN
	}
	return phrase(
		fmt.Sprintf("La mesure du %s ne compte pas tout ce qu'il faut\u00a0; il manque\u00a0: %s.", on.French(), strings.Join(fr, ", ")),
		fmt.Sprintf("The measure of %s does not count all that is needed; missing: %s.", on, strings.Join(en, ", ")))
}

// One instalment.

// explain is the whole sum, from the row of the table to the cent.
func (a *account) explain(p *part, last bool, d Due) law.Phrase {
	said := make([]law.Phrase, 0, len(a.said)+5)
	for _, s := range a.said {
		said = append(said, s())
	}
	if p.byDays {
		said = append(said, sayEnded(a.facts.End, a.base.DaysInForce, a.base.DaysInYear))
	}
	if d.BlockedBy != nil {
		return joined(append(said, d.BlockedBy.Text)...)
	}
	if a.facts.Prospective && p.inst.Basis != basisFixed {
		said = append(said, sayReachedObjectives())
	}
	if p.counted != nil && p.worth.Known {
		said = append(said, sayMeasured(p.measure.On, *p.counted))
	}
	if p.worth.Known {
		said = append(said, a.sayWorth(p, last), a.sayPart(p, last))
	}
	said = append(said, p.said...)
	return joined(append(said, a.sayDay(p))...)
}

func sayMeasured(on civil.Date, counted law.Attainment) law.Phrase {
	said := []law.Phrase{phrase(fmt.Sprintf("Mesure du %s.", on.French()), fmt.Sprintf("Measure of %s.", on))}
	for _, one := range counted.Each {
		said = append(said, one.Explanation)
	}
	return joined(append(said, counted.Explanation)...)
}

// sayWorth is ceiling × ratio × days; nothing where all of the row is owed.
func (a *account) sayWorth(p *part, last bool) law.Phrase {
	ceiling := a.base.Ceiling.Cents
	fr, en, whole := ceiling.French(), ceiling.English(), p.ratio
	if p.inst.Basis != basisFixed {
		fr += " × " + fraction(p.ratio)
		en += " × " + fraction(p.ratio)
		if p.ratio.Den != 1 {
			fr += " (" + law.Percent(p.ratio).FR + ")"
			en += " (" + law.Percent(p.ratio).EN + ")"
		}
	}
	if last && p.byDays {
		inForce := fmt.Sprintf(" × %d/%d", a.base.DaysInForce, a.base.DaysInYear)
		fr, en, whole = fr+inForce, en+inForce, times(whole, a.inForce)
	} else if p.inst.Basis == basisFixed {
		return law.Phrase{}
	}
	round := sayRounded(exact(ceiling, whole))
	head := phrase("Droit de l'année", "Entitlement of the year")
	switch {
	case !last && p.counted != nil:
		head = phrase("L'année vaut, sur cette mesure", "On this measure the year is worth")
	case !last:
		head = phrase("L'année vaut", "The year is worth")
	}
	return phrase(
		fmt.Sprintf("%s\u00a0: %s = %s%s.", head.FR, fr, p.worth.Cents.French(), round.FR),
		fmt.Sprintf("%s: %s = %s%s.", head.EN, en, p.worth.Cents.English(), round.EN))
}

// sayRounded is said only where something was rounded.
func sayRounded(exactly bool) law.Phrase {
	if exactly {
		return law.Phrase{}
	}
	return phrase(", arrondi au centime le plus proche, le demi-centime vers le haut", ", to the nearest cent, half a cent up")
}

// sayPart is what this instalment takes of the year.
func (a *account) sayPart(p *part, last bool) law.Phrase {
	worth := p.worth.Cents
	switch {
	case !last:
		share := p.share()
		raw, round := worth.Times(share), sayRounded(exact(worth, share))
		return phrase(
			fmt.Sprintf("Premier versement\u00a0: %s de %s = %s%s.", law.Percent(share).FR, worth.French(), raw.French(), round.FR),
			fmt.Sprintf("First instalment: %s of %s = %s%s.", law.Percent(share).EN, worth.English(), raw.English(), round.EN))
	case len(a.parts) == 1:
		return phrase(
			fmt.Sprintf("Versement unique\u00a0: %s.", worth.French()),
			fmt.Sprintf("Single instalment: %s.", worth.English()))
	case !p.owed.Known:
		return phrase(
			"Le solde est ce droit moins le premier versement, qui ne peut pas encore être dit.",
			"The last instalment is this less the first one, which cannot be told yet.")
	}
	earlier := worth - p.owed.Cents
	return phrase(
		fmt.Sprintf("Solde\u00a0: %s − %s du premier versement = %s.", worth.French(), earlier.French(), p.owed.Cents.French()),
		fmt.Sprintf("Last instalment: %s − %s of the first one = %s.", worth.English(), earlier.English(), p.owed.Cents.English()))
}

func (a *account) sayDay(p *part) law.Phrase {
	why := map[string]law.Phrase{
		whenHiring:    phrase("au début de l'aide (signature ou embauche, la plus tardive)", "at the start of the aid (the later of signature and hiring)"),
		whenYearStart: phrase("à l'anniversaire qui ouvre l'année", "at the anniversary that opens the year"),
	}[p.inst.When]
	switch {
	case a.over() && p.on.After(a.facts.End):
		why = phrase("le lendemain de la fin du contrat", "on the day after the end of the contract")
	case why.FR == "":
		why = phrase("à la fin de l'année", "at the end of the year")
	}
	fr := fmt.Sprintf("Dû %s, le %s", why.FR, p.on.French())
	en := fmt.Sprintf("Owed %s, on %s", why.EN, p.on)
	if by := p.payBy(); !by.IsZero() {
		fr += ", à payer au plus tard le " + by.French()
		en += ", to be paid by " + by.String()
	}
	return phrase(fr+".", en+".")
}

func sayPaidWithLast() law.Phrase {
	return phrase(
		"Aucune mesure complète n'était là pour ce versement\u00a0: l'année est payée entière avec le solde.",
		"No complete measure was there for this instalment: the whole year is paid with the last one.")
}

func sayStands(paid, raw money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("%s ont été versés\u00a0; le calcul d'aujourd'hui donne %s, et la différence est reprise au solde de l'année.", paid.French(), raw.French()),
		fmt.Sprintf("%s was paid; today's sum is %s, and the last instalment of the year takes the difference.", paid.English(), raw.English()))
}

func sayLimited(owed, limit money.Cents) law.Phrase {
	return phrase(
		fmt.Sprintf("L'année ne peut plus donner que %s au total\u00a0: ce versement est limité à %s, pour ne pas payer ce qu'il faudrait aussitôt réclamer.", limit.French(), owed.French()),
		fmt.Sprintf("The year can give no more than %s in all: this instalment is limited to %s, so that we do not pay what we would at once claim back.", limit.English(), owed.English()))
}

// What is supposed.

func sayReachedObjectives() law.Phrase {
	return phrase("Si les objectifs sont atteints.", "If the objectives are reached.")
}

// assumptions are what an application supposes.
func (a *account) assumptions(p *part) []law.Phrase {
	first, _ := a.facts.firstHiring()
	all := []law.Phrase{
		phrase(fmt.Sprintf("Le contrat est signé le %s.", a.facts.Signed.French()), fmt.Sprintf("The contract is signed on %s.", a.facts.Signed)),
		phrase(fmt.Sprintf("L'assistant est embauché le %s.", first.French()), fmt.Sprintf("The assistant is hired on %s.", first)),
	}
	if p.inst.Basis != basisFixed {
		all = append(all, sayReachedObjectives())
	}
	return all
}
