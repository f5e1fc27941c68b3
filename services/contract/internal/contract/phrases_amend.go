package contract

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on amendments and corrections.

func (c Contract) measureUnknown(number int) *Refusal {
	fr, en := "aucune n'est enregistrée", "none is recorded"
	switch n := len(c.Measures); {
	case n == 1:
		fr, en = "seule la n° 1 est enregistrée", "number 1 is the only one"
	case n > 1:
		fr, en = fmt.Sprintf("elles vont de 1 à %d", n), fmt.Sprintf("they go from 1 to %d", n)
	}
	return refuse(MeasureUnknown, say(
		fmt.Sprintf("Le contrat n'a pas de mesure n° %d à corriger : %s.", number, fr),
		fmt.Sprintf("replaces_number is %d, but the contract has no such measure: %s", number, en),
	), "replaces_number", strconv.Itoa(number), "measures", strconv.Itoa(len(c.Measures)))
}

func (c Contract) measureReplaced(m Measured) *Refusal {
	by := 0
	for _, other := range c.Measures {
		if other.Corrects == m.Number {
			by = other.Number
		}
	}
	return refuse(MeasureReplaced, say(
		fmt.Sprintf("La mesure n° %d du %s a déjà été corrigée par la mesure n° %d : corriger celle-ci.", m.Number, m.On.French(), by),
		fmt.Sprintf("measure %d of %s is corrected already, by measure %d; correct that one: replaces_number %d", m.Number, m.On, by, by),
	), "replaces_number", strconv.Itoa(m.Number), "replaced_by_number", strconv.Itoa(by))
}

func correctionWithoutReason(m Measured) *Refusal {
	return refuse(ReasonMissing, say(
		fmt.Sprintf("La mesure n° %d du %s est corrigée sans motif : indiquer pourquoi.", m.Number, m.On.French()),
		fmt.Sprintf("measure %d of %s is corrected and correction_reason is empty; say why, in one line", m.Number, m.On),
	), "replaces_number", strconv.Itoa(m.Number))
}

func (c Contract) amendedOutside(on civil.Date) *Refusal {
	frTerm, enTerm := "", "or later"
	if !c.Term.IsZero() {
		frTerm, enTerm = " et s'achève le "+c.Term.French(), "to "+c.Term.String()
	}
	return refuse(OutsideContract, say(
		fmt.Sprintf("Avenant du %s, hors du contrat, qui commence le %s%s.", on.French(), c.Signed.French(), frTerm),
		fmt.Sprintf("amended_on_date is %s, outside the contract; want %s %s", on, c.Signed, enTerm),
	), "amended_on_date", on.String(), "signature_date", c.Signed.String())
}

func (c Contract) optionUnderNotice() *Refusal {
	return refuse(WrongState, say(
		"Un préavis est en cours : l'option ne change plus, seules des données peuvent être corrigées. Retirer d'abord le préavis.",
		fmt.Sprintf("contract %s is %s: its option does not change any more, only data are corrected; withdraw the notice first", c.ID, c.State),
	), "state", c.State.String(), "method", Amend.method())
}

func optionBySuccession(option law.Option) *Refusal {
	name := option.Name()
	return refuse(OptionClosed, say(
		fmt.Sprintf("L'option %s est celle d'un second assistant : elle ne s'obtient pas par avenant, mais par un nouveau contrat qui suit celui-ci. Évaluer la demande pour le second assistant, puis proposer ce contrat.", name.FR),
		fmt.Sprintf("option is %s, which is for a second assistant: no amendment gives it, but a contract that follows this one; assess that application, then call OfferContract with succeeds", name.EN),
	), "option", option.String(), "why", "SECOND_ASSISTANT")
}

// CollectiveWithoutOption refuses another option under a contract of a group, which has
// none.
func CollectiveWithoutOption() *Refusal {
	return refuse(OptionClosed, say(
		"Un contrat collectif n'a pas d'option : ses membres changent à un anniversaire, et des données peuvent être corrigées.",
		"a collective contract has no option; its members change at an anniversary, and its data are corrected",
	), "why", "COLLECTIVE")
}

// NoDoctorToCorrect refuses another Assurance Maladie number of a doctor under a contract
// of a group, which is nobody's alone.
func NoDoctorToCorrect() *Refusal {
	return refuse(NothingCorrected, say(
		"Un contrat collectif n'est pas celui d'un seul médecin : il n'a pas de numéro AM de médecin à corriger.",
		"a collective contract is nobody's alone and has no am_number of a doctor; leave it empty",
	), "field", "data.am_number")
}

// notAnAnniversary lists the days on which the option may change.
func (c Contract) notAnAnniversary(w OptionWanted, possible []civil.Date) *Refusal {
	fr := fmt.Sprintf("L'option changerait le %s ; elle ne change qu'à un anniversaire du contrat, au plus tôt le jour de l'avenant, le %s", w.From.French(), w.Amended.French())
	frNone, enNone := "une autre option demande un nouveau contrat", "another option takes another contract"
	if c.Group != nil {
		fr = fmt.Sprintf("Les membres changeraient le %s ; ils ne changent qu'à un anniversaire du contrat, au plus tôt le jour de l'avenant, le %s", w.From.French(), w.Amended.French())
		frNone, enNone = "les membres restent jusqu'au terme", "the members stay until the term"
	}
	en := fmt.Sprintf("from_date is %s; want the first day of a contract year after the first, on or after amended_on_date %s", w.From, w.Amended)
	days := make([]string, len(possible))
	switch s, running := c.running(); {
	case len(possible) > 0:
		french := make([]string, len(possible))
		for i, d := range possible {
			days[i], french[i] = d.String(), d.French()
		}
		fr += " : le " + law.List(french, "ou le")
		en += ": " + law.List(days, "or")
	case running:
		fr += fmt.Sprintf(". Le contrat est suspendu depuis le %s et ses anniversaires ne sont pas connus : enregistrer d'abord la reprise", s.From.French())
		en += fmt.Sprintf("; the contract is suspended since %s, which hides its anniversaries: resume it first", s.From)
	default:
		fr += ". Il n'en reste aucun : " + frNone
		en += "; there is none left: " + enNone
	}
	return refuse(NotAnAnniversary, say(fr+".", en),
		"from_date", w.From.String(), "amended_on_date", w.Amended.String(), "possible_dates", strings.Join(days, ","))
}

func (c Contract) optionUnchanged(held law.Option, year int) *Refusal {
	return refuse(OptionUnchanged, say(
		fmt.Sprintf("L'année %d est déjà à l'option %s : demander une autre option, ou un autre anniversaire.", year, held.Name().FR),
		fmt.Sprintf("option is %s, which contract year %d has already; ask for another option, or another anniversary", held.Name().EN, year),
	), "option", held.String(), "contract_year", strconv.Itoa(year))
}

// doctorField is where an application names its doctor.
const doctorField = "doctor.rpps"

// AssessmentDiffers refuses an assessment on another matter than the contract: the field
// of its application, "doctor.rpps" or "signature_date", what it says there and what the
// contract says.
func AssessmentDiffers(field, seen, wanted string) *Refusal {
	french := "une demande à la date du"
	if field == doctorField {
		french = "la demande d'un autre médecin, RPPS"
	}
	return refuse(AssessmentOfAnother, say(
		fmt.Sprintf("L'évaluation porte sur %s %s, le contrat sur %s : évaluer une demande du même médecin, à la date du contrat.", french, seen, wanted),
		fmt.Sprintf("the assessment's application has %s %s, the contract %s; assess an application of the same doctor for the contract's signature_date", field, seen, wanted),
	), "field", field, "seen", seen, "wanted", wanted)
}

// NoAssessment refuses a change of option under a contract that rests on no assessment,
// as one that was imported, while the caller names none.
func NoAssessment() *Refusal {
	return refuse(AssessmentUnknown, say(
		"Ce contrat ne repose sur aucune évaluation : évaluer une demande du même médecin, à la date du contrat, et l'indiquer.",
		"assessment_id is empty and the contract rests on no assessment; assess an application of the same doctor for the contract's signature_date and name it",
	), "assessment_id", "")
}

func (c Contract) noSuchAssistant(ref string) *Refusal {
	var refs []string
	for _, a := range c.Assistants {
		refs = append(refs, a.Ref)
	}
	fr, en := "aucun n'a été enregistré", "none was hired"
	if len(refs) > 0 {
		fr, en = "sont enregistrés : "+strings.Join(refs, ", "), "hired were: "+strings.Join(refs, ", ")
	}
	return refuse(AssistantNotEmployed, say(
		fmt.Sprintf("Aucun assistant « %s » sous ce contrat ; %s.", ref, fr),
		fmt.Sprintf("assistant_ref is %q, who is not employed under this contract; %s", ref, en),
	), "assistant_ref", ref)
}

func startsTooLate(a Assistant, last civil.Date) *Refusal {
	return refuse(OutsideEmployment, say(
		fmt.Sprintf("L'assistant « %s » commencerait le %s, après son départ ou sa première absence, le %s : vérifier la date.", a.Ref, a.Start.French(), last.French()),
		fmt.Sprintf("start_date of %s is %s, after the last day of work or the first absence, %s; want that day at the latest", a.Ref, a.Start, last),
	), "assistant_ref", a.Ref, "start_date", a.Start.String(), "latest_date", last.String())
}

// NothingToCorrect refuses corrections of which none differs from the contract.
func NothingToCorrect() *Refusal {
	return refuse(NothingCorrected, say(
		"Les données indiquées sont celles du contrat : il n'y a rien à corriger.",
		"every datum given is what the contract has already; give one that differs",
	))
}
