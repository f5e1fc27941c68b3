package eligibility

import (
	"fmt"

	"assistmed/services/internal/law"
)

// The facts that may be asked for, by their path inside the application.
const (
	fieldSector          = "doctor.sector"
	fieldTariffOption    = "doctor.tariff_option"
	fieldInstalled       = "doctor.installed_date"
	fieldZone            = "practice.zone"
	fieldDepartment      = "practice.department"
	fieldDoctors         = "practice.doctors_in_practice"
	fieldCoordination    = "practice.coordination"
	fieldStructureFee    = "practice.structure_fee_prerequisites_met"
	fieldColleague       = "practice.colleague_within_20_minutes"
	fieldAdultRegistered = "activity.adult_registered_patients"
	fieldRegistered      = "activity.registered_patients"
	fieldActiveFile      = "activity.active_file"
	fieldUnder16         = "activity.under_16_share_bp"
	fieldClinicalShare   = "activity.clinical_fee_share_bp"
	fieldCCAMShare       = "activity.ccam_fee_share_bp"
	fieldBand            = "activity.band"
	fieldPromoted        = "assistant.secretary_promoted"
	fieldReplaced        = "assistant.secretary_replaced"
)

// Question is a fact, or a cell of the law, that would settle something.
type Question struct {
	Field   string       // path inside the application; "" when a cell is missing
	Missing law.Citation // the missing cell, when Field is empty
	Settles []string     // criteria by id, and options as "OPTION_FULL"
	Text    law.Phrase
}

// questions gathers what is missing, one question for each fact or cell, in the order
// in which the criteria, then the options, came upon it.
func (q inquiry) questions(criteria []Criterion, options []optionAsk) []Question {
	var all gathered
	for _, c := range criteria {
		for _, a := range c.asks {
			all.add(q, a, c.ID)
		}
	}
	for _, a := range options {
		all.add(q, a.ask, "OPTION_"+a.option.String())
	}
	return all.questions
}

// gathered are questions so far, each fact and cell once.
type gathered struct {
	questions []Question
	at        map[[2]string]int
}

func (g *gathered) add(q inquiry, a ask, settles string) {
	key := [2]string{a.field, a.cell.TextID + " " + a.cell.Cell}
	at, known := g.at[key]
	if !known {
		if g.at == nil {
			g.at = map[[2]string]int{}
		}
		at = len(g.questions)
		g.at[key] = at
		text := q.askForFact(a.field)
		if a.field == "" {
			text = askForCell(a.cell)
		}
		g.questions = append(g.questions, Question{Field: a.field, Missing: a.cell, Text: text})
	}
	if s := g.questions[at].Settles; len(s) == 0 || s[len(s)-1] != settles {
		g.questions[at].Settles = append(s, settles)
	}
}

// fact is how a fact of the application is named and asked for.
type fact struct {
	name law.Phrase // "la zone du cabinet", inside a sentence
	text law.Phrase // the question
}

// facts are the facts that may be asked for, by field. They are read only.
var facts = map[string]fact{
	fieldSector: {
		say("le secteur conventionnel", "the agreement sector"),
		say("Dans quel secteur conventionnel le médecin exerce-t-il ?", "In which agreement sector does the doctor practise?")},
	fieldTariffOption: {
		say("l'option tarifaire", "the tariff option"),
		say("À quelle option tarifaire le médecin de secteur 2 a-t-il adhéré ?", "Which tariff option has the doctor of secteur 2 signed?")},
	fieldInstalled: {
		say("la date de première installation", "the date of first installation"),
		say("À quelle date le médecin s'est-il installé en libéral pour la première fois ?", "On which day did the doctor first set up in liberal practice?")},
	fieldZone: {
		say("la zone du cabinet", "the zone of the practice"),
		say("Dans quelle zone se trouve le cabinet (ZIP, ZAC, ZV ou aucune) ?", "In which zone does the practice lie (ZIP, ZAC, ZV or none)?")},
	fieldDepartment: {
		say("le département du cabinet", "the department of the practice"),
		say("Dans quel département se trouve le cabinet ?", "In which department does the practice lie?")},
	fieldDoctors: {
		say("le nombre de médecins du cabinet", "the number of doctors in the practice"),
		say("Combien de médecins exercent dans le cabinet, le demandeur compris ?", "How many doctors work in the practice, the applicant included?")},
	fieldCoordination: {
		say("l'exercice coordonné", "the coordinated practice"),
		say("Sous quelle forme coordonnée le médecin exerce-t-il, ou à quelle date s'engage-t-il à y entrer ?", "In which form of coordinated practice does the doctor work, or by which day does he or she commit to enter one?")},
	fieldStructureFee: {
		say("le volet 1 du forfait structure", "volet 1 of the forfait structure"),
		say("Tous les indicateurs du volet 1 du forfait structure sont-ils remplis ?", "Are all indicators of volet 1 of the forfait structure met?")},
	fieldAdultRegistered: {
		say("le nombre de patients adultes médecin traitant", "the number of registered adult patients"),
		say("Combien d'adultes ont déclaré ce médecin comme médecin traitant ?", "How many adults have declared this doctor as their médecin traitant?")},
	fieldRegistered: {
		say("le nombre de patients médecin traitant", "the number of registered patients"),
		say("Combien de patients, adultes et enfants, ont déclaré ce médecin comme médecin traitant ?", "How many patients, adults and children, have declared this doctor as their médecin traitant?")},
	fieldActiveFile: {
		say("la file active", "the active file"),
		say("Combien de patients différents le médecin a-t-il vus dans l'année (file active) ?", "How many different patients has the doctor seen in the year (active file)?")},
	fieldUnder16: {
		say("la part de patients de moins de 16 ans", "the share of patients under 16"),
		say("Quelle est la part des patients de moins de 16 ans ?", "What share of the patients is under 16?")},
	fieldClinicalShare: {
		say("la part des honoraires cliniques", "the share of clinical fees"),
		say("Quelle est la part des honoraires cliniques dans tous les honoraires des derniers mois ?", "What share of all fees of the last months were clinical fees?")},
	fieldCCAMShare: {
		say("la part des actes techniques", "the share of technical fees"),
		say("Quelle est la part des actes techniques (CCAM) dans tous les honoraires, dépassements exclus ?", "What share of all fees, extra-billing left out, were technical (CCAM) fees?")},
	fieldBand: {
		say("la tranche indiquée par la caisse", "the band stated by the fund"),
		say("Dans quelle tranche de percentiles la caisse place-t-elle la patientèle de départ ?", "In which band of percentiles does the fund place the starting patient list?")},
	fieldPromoted: {
		say("l'origine de l'assistant", "where the assistant comes from"),
		say("Un secrétaire du cabinet devient-il l'assistant ?", "Does a secretary of the practice become the assistant?")},
	fieldReplaced: {
		say("le remplacement du secrétaire", "the replacement of the secretary"),
		say("Le poste du secrétaire qui devient l'assistant est-il repourvu, ou le sera-t-il dans le délai du texte ?", "Is the post of the secretary who becomes the assistant refilled, or will it be in the time the text gives?")},
}

// askForFact is the question for a fact.
func (q inquiry) askForFact(field string) law.Phrase {
	if field == fieldColleague {
		minutes, _ := q.text.Criteria.GroupPractice.IsolatedPath.ColleagueMinutes.Value()
		return say(
			fmt.Sprintf("Un autre médecin exerce-t-il à moins de %d minutes ?", minutes),
			fmt.Sprintf("Does another doctor practise at less than %d minutes?", minutes))
	}
	return facts[field].text
}

// askForCell says which cell of the law is missing, and who can supply it; of a cell
// that is known and does not settle the matter, why.
func askForCell(cell law.Citation) law.Phrase {
	switch {
	case cell.SettledBy != law.Phrase{}:
		return say(
			fmt.Sprintf("Le droit n'est pas assez connu ici (%s, %s). Peut le préciser : %s.", cell.TextID, cell.Cell, cell.SettledBy.FR),
			fmt.Sprintf("The law is not known well enough here (%s, %s). It can be settled by %s.", cell.TextID, cell.Cell, cell.SettledBy.EN))
	case cell.Note != law.Phrase{}:
		return say(
			fmt.Sprintf("Le droit n'est pas assez connu ici (%s, %s) : %s.", cell.TextID, cell.Cell, cell.Note.FR),
			fmt.Sprintf("The law is not known well enough here (%s, %s): %s.", cell.TextID, cell.Cell, cell.Note.EN))
	}
	return say(
		fmt.Sprintf("Le droit n'est pas assez connu ici (%s, %s).", cell.TextID, cell.Cell),
		fmt.Sprintf("The law is not known well enough here (%s, %s).", cell.TextID, cell.Cell))
}

// notStated names the facts among what is missing, with the verb: "the date of first
// installation is", "… and the share of patients under 16 are".
func notStated(asks []ask) law.Phrase {
	var fr, en []string
	for _, a := range asks {
		if f, ok := facts[a.field]; ok {
			fr, en = append(fr, f.name.FR), append(en, f.name.EN)
		}
	}
	verb := " is"
	if len(en) > 1 {
		verb = " are"
	}
	return law.Phrase{FR: list(fr, "ni"), EN: list(en, "and") + verb}
}
