package contract

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on offers: why there is none, and what
// an objective of the fund is beside the law's.

func lawDiffers(assessed, own string) *Refusal {
	return refuse(LawDiffers, say(
		"L'évaluation a été faite avec un autre état du droit que celui de ce service : refaire l'évaluation.",
		fmt.Sprintf("the assessment was made under the law with digest %.12s, this service has %.12s; assess again once both services run the same release", assessed, own),
	), "assessment_law_digest", assessed, "law_digest", own)
}

func notEligible(a Assessed) *Refusal {
	found := sentences(a.Findings)
	if a.Verdict == Undetermined {
		return refuse(UndeterminedVerdict, say(
			"L'éligibilité ne peut être établie. "+found.FR,
			"the assessment is UNDETERMINED; answer this and assess again: "+found.EN,
		))
	}
	return refuse(NotEligible, say(
		"Le médecin n'est pas éligible. "+found.FR,
		"the assessment is NOT_ELIGIBLE: "+found.EN,
	))
}

func optionNotAsked(option law.Option) *Refusal {
	name := option.Name()
	return refuse(OptionClosed, say(
		fmt.Sprintf("L'évaluation ne porte pas sur l'option %s : la demander et refaire l'évaluation.", name.FR),
		fmt.Sprintf("the assessment does not answer for %s; add it to options_wanted, or leave options_wanted empty, and assess again", name.EN),
	), "option", option.String(), "why", "NOT_ASKED")
}

func optionClosed(answer AssessedOption) *Refusal {
	name, why := answer.Option.Name(), sentences(answer.Why)
	return refuse(OptionClosed, say(
		fmt.Sprintf("L'option %s n'est pas ouverte. %s", name.FR, why.FR),
		fmt.Sprintf("%s is not open to this doctor: %s", name.EN, why.EN),
	), "option", answer.Option.String(), "why", strings.Join(answer.Codes, ","))
}

func bandUnsettled(bands []law.Band) *Refusal {
	names := make([]string, len(bands))
	for i, b := range bands {
		names[i] = b.String()
	}
	of := bandList(bands)
	return refuse(BandUnsettled, say(
		fmt.Sprintf("La tranche de patientèle n'est pas fixée (%s) et elle change les montants : la caisse indique la tranche, puis refaire l'évaluation.", of.FR),
		fmt.Sprintf("the band is not settled (%s) and it changes the amounts; state application.activity.band and assess again", of.EN),
	), "field", "application.activity.band", "possible_bands", strings.Join(names, ","))
}

// bandList names bands for a sentence.
func bandList(bands []law.Band) law.Phrase {
	if len(bands) == 0 {
		return say("aucune tranche possible connue", "no possible band is known")
	}
	fr, en := make([]string, len(bands)), make([]string, len(bands))
	for i, b := range bands {
		fr[i], en[i] = b.Name().FR, b.Name().EN
	}
	return say(strings.Join(fr, ", "), strings.Join(en, ", "))
}

func indicatorNotUsed(seen law.Indicator, wanted []law.Indicator, t *law.Text) *Refusal {
	fr, en := make([]string, len(wanted)), make([]string, len(wanted))
	for i, w := range wanted {
		fr[i], en[i] = w.Name().FR, w.Name().EN
	}
	return refuse(IndicatorNotUsed, say(
		fmt.Sprintf("Objectif inscrit sur l'indicateur « %s », que le texte n'utilise pas pour ce médecin ; le texte compte : %s.", seen.Name().FR, strings.Join(fr, ", ")),
		fmt.Sprintf("declared_objectives names %s; under %s this doctor commits on: %s", seen.Name().EN, t.ID, strings.Join(en, ", ")),
	), "indicator", seen.String(), "text_id", t.ID)
}

func (k known) startUnknown() *Refusal {
	name := k.indicator.Name()
	return refuse(StartUnknown, say(
		fmt.Sprintf("Le niveau de départ de l'indicateur « %s » n'est pas connu : le renseigner et refaire l'évaluation.", name.FR),
		fmt.Sprintf("the starting level of %s is not known; state application.%s and assess again", name.EN, k.field),
	), "indicator", k.indicator.String(), "field", "application."+k.field)
}

func (k known) objectiveUnknown() *Refusal {
	name, cell := k.indicator.Name(), k.cite()
	fr, en := "n'est pas connu", "is not known"
	switch {
	case k.onInstallation():
		fr = "dépend de la date d'installation du médecin, qui n'est pas indiquée"
		en = "depends on when the doctor set up (state application.doctor.installed_date and assess again)"
	case !k.unknown():
		fr, en = "dépend de la tranche, qui n'est pas fixée", "depends on the band, which is not settled"
	}
	return refuse(ObjectiveUnknown, say(
		fmt.Sprintf("L'objectif du texte sur l'indicateur « %s » %s (%s, cellule %s) : la caisse inscrit le nombre de patients à gagner.", name.FR, fr, k.text.Title.FR, cell.Cell),
		fmt.Sprintf("the law's objective on %s %s (cell %s of %s); the fund declares it in declared_objectives", name.EN, en, cell.Cell, cell.TextID),
	), "indicator", k.indicator.String(), "text_id", cell.TextID, "cell", cell.Cell)
}

func (k known) reasonMissing(toGain int) *Refusal {
	name, lawful := k.indicator.Name(), k.lawful()
	return refuse(ReasonMissing, say(
		fmt.Sprintf("La caisse inscrit %s\u00a0patients à gagner (%s) ; le texte en donne %s. Indiquer le motif.", number(toGain).FR, name.FR, lawful.FR),
		fmt.Sprintf("declared_objectives states %s patients to gain on %s, the law's cell %s of %s gives %s; add a reason, or leave the objective to the law",
			number(toGain).EN, name.EN, k.cite().Cell, k.cite().TextID, lawful.EN),
	), "indicator", k.indicator.String(), "cell", k.cite().Cell, "to_gain", strconv.Itoa(toGain))
}

// lawful is what the law gives, in words: one number, or one for each band.
func (k known) lawful() law.Phrase {
	if n, ok := k.toGain(); ok {
		return number(n)
	}
	low, high := k.byBand[0].ToGain, k.byBand[0].ToGain
	for _, o := range k.byBand {
		low, high = min(low, o.ToGain), max(high, o.ToGain)
	}
	return say(
		fmt.Sprintf("de %s à %s selon la tranche", number(low).FR, number(high).FR),
		fmt.Sprintf("%s to %s by band", number(low).EN, number(high).EN),
	)
}

// writtenByFund explains an objective that the fund wrote.
func (k known) writtenByFund(o Objective) law.Phrase {
	head, beside := k.head(o), k.besideTheLaw(o)
	return say(head.FR+" "+beside.FR, head.EN+" "+beside.EN)
}

// head is the commitment in numbers, in the words the law's own objectives have.
func (k known) head(o Objective) law.Phrase {
	name, start, gain, target := k.indicator.Name(), number(o.Start), number(o.ToGain), number(o.Target)
	if o.ToGain == 0 {
		return say(
			fmt.Sprintf("%s : maintenir les %s\u00a0patients du départ, d'après la caisse.", capital(name.FR), start.FR),
			fmt.Sprintf("%s: maintain the %s patients of the start, as the fund writes.", capital(name.EN), start.EN),
		)
	}
	return say(
		fmt.Sprintf("%s : %s\u00a0patients au départ, %s à gagner d'après la caisse : il en faut %s.", capital(name.FR), start.FR, gain.FR, target.FR),
		fmt.Sprintf("%s: %s patients at the start, %s to gain as the fund writes: %s are to be reached.", capital(name.EN), start.EN, gain.EN, target.EN),
	)
}

// besideTheLaw compares the fund's number with the law's.
func (k known) besideTheLaw(o Objective) law.Phrase {
	cell := k.cite()
	switch {
	case o.LawKnown && o.LawToGain != o.ToGain:
		more, gap := say("de plus", "more"), o.ToGain-o.LawToGain
		if gap < 0 {
			more, gap = say("de moins", "fewer"), -gap
		}
		return say(
			fmt.Sprintf("Le texte en donne %s (cellule %s) : c'est %s %s.", number(o.LawToGain).FR, cell.Cell, number(gap).FR, more.FR),
			fmt.Sprintf("The law's cell %s gives %s: that is %s %s.", cell.Cell, number(o.LawToGain).EN, number(gap).EN, more.EN),
		)
	case k.unknown():
		return say(
			fmt.Sprintf("L'objectif du texte n'est pas connu (cellule %s).", cell.Cell),
			fmt.Sprintf("The law's objective is not known (cell %s).", cell.Cell),
		)
	default:
		lawful := k.lawful()
		return say(
			fmt.Sprintf("Le texte en donne %s, qui n'est pas fixée (cellule %s).", lawful.FR, cell.Cell),
			fmt.Sprintf("The law gives %s, which is not settled (cell %s).", lawful.EN, cell.Cell),
		)
	}
}

// together makes one refusal of several: the first one's reason, all their sentences.
// oneIsEnough: to settle one of them would do.
func together(refusals []*Refusal, oneIsEnough bool) *Refusal {
	one := *refusals[0]
	for _, r := range refusals[1:] {
		one.Text = say(one.Text.FR+" "+r.Text.FR, one.Text.EN+"; "+r.Text.EN)
	}
	if oneIsEnough && len(refusals) > 1 {
		one.Text = say(one.Text.FR+" L'un des deux suffit.", one.Text.EN+"; one of the two is enough")
	}
	return &one
}

// sentences joins sentences.
func sentences(list []law.Phrase) law.Phrase {
	fr, en := make([]string, len(list)), make([]string, len(list))
	for i, p := range list {
		fr[i], en[i] = p.FR, p.EN
	}
	return say(strings.Join(fr, " "), strings.Join(en, " "))
}

// number writes a count with the thousands apart, as each language does.
func number(n int) law.Phrase {
	digits := strconv.Itoa(max(n, -n))
	fr, en := digits, digits
	for i := len(digits) - 3; i > 0; i -= 3 {
		fr = fr[:i] + "\u00a0" + fr[i:]
		en = en[:i] + "," + en[i:]
	}
	if n < 0 {
		fr, en = "-"+fr, "-"+en
	}
	return say(fr, en)
}

// capital is the sentence with a capital letter first.
func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
