package main

import (
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
)

// sentenceOf is a text as a sentence of its own; the empty text is none.
func sentenceOf(text string) string {
	if text == "" {
		return ""
	}
	first := []rune(text)
	return strings.ToUpper(string(first[:1])) + string(first[1:]) + "."
}

// citationText is what a cell says and where from.
func citationText(c *lawv1.Citation) string {
	text := c.GetNote().GetFr()
	if text == "" {
		text = "cellule " + c.GetCell()
	}
	source := sourceOf(c)
	if !strings.HasPrefix(source, "(") {
		source = "(" + source + ")"
	}
	return strings.TrimSuffix(text, ".") + " " + source + "."
}

func contractStateName(s contractv1.State) string {
	return labelled(map[string]string{
		"OFFERED":          "proposé",
		"SIGNED_BY_DOCTOR": "signé par le médecin",
		"SIGNED_BY_FUND":   "signé par la caisse",
		"ACTIVE":           "en vigueur",
		"SUSPENDED":        "suspendu",
		"ENDED":            "terminé",
		"NOTICE_GIVEN":     "en préavis",
		"WITHDRAWN":        "retiré",
		"REFUSED":          "refusé",
		"LAPSED":           "caduc",
	}, code(s))
}

func noticeReasonName(r contractv1.NoticeReason) string {
	return labelled(map[string]string{
		"DOCTORS_CHOICE":           "choix du médecin",
		"LEAVES_PRACTICE":          "arrêt de l'exercice libéral",
		"NO_ASSISTANT":             "aucun assistant employé",
		"OBLIGATION_NOT_FULFILLED": "obligation non remplie",
		"OBJECTIVES_NOT_FOLLOWED":  "objectifs non suivis",
		"CONDITION_LOST":           "condition du contrat perdue",
		"UNTRUE_STATEMENT":         "déclaration inexacte",
	}, code(r))
}

func appealName(o contractv1.AppealOutcome) string {
	return labelled(map[string]string{
		"UPHELD":           "la décision est maintenue",
		"ANNULLED":         "la décision est annulée",
		"RECOVERY_REDUCED": "la décision est maintenue, la somme à récupérer est réduite",
		"GIVEN_UP":         "le médecin se désiste",
	}, code(o))
}

func outsideChangeName(c contractv1.OutsideChange) string {
	return labelled(map[string]string{
		"ZONE":             "la zone du cabinet a changé",
		"SPECIALTY":        "le médecin change de spécialité",
		"MOVED":            "le médecin part trop loin pour garder ses patients",
		"ACTIVITY":         "l'activité du médecin a baissé",
		"SECTOR":           "le secteur ou l'option tarifaire a changé",
		"STOPS_PRACTISING": "le médecin cesse d'exercer",
	}, code(c))
}

func renewalModeName(m contractv1.RenewalMode) string {
	return labelled(map[string]string{
		"OBJECTIVES_KEPT": "renouvellement, objectifs maintenus",
		"NEW_OBJECTIVES":  "renouvellement avec de nouveaux objectifs",
		"NOT_RENEWABLE":   "pas de renouvellement",
	}, code(m))
}

func employmentEndName(e contractv1.EmploymentEnd) string {
	return labelled(map[string]string{
		"RESIGNED":   "il démissionne",
		"DISMISSED":  "l'employeur met fin au contrat de travail",
		"AGREED":     "rupture conventionnelle",
		"FIXED_TERM": "fin d'un contrat à durée déterminée",
		"RETIRED":    "départ à la retraite",
		"OTHER":      "autre motif",
	}, code(e))
}

func trainingName(s contractv1.TrainingStep) string {
	return labelled(map[string]string{
		"BEGUN":     "la formation commence",
		"QUALIFIED": "la qualification est acquise",
		"FAILED":    "échec à l'épreuve",
		"ABANDONED": "la formation est abandonnée",
	}, code(s))
}

func pathName(p contractv1.QualificationPath) string {
	return labelled(map[string]string{
		"NURSE":               "diplôme d'infirmier et FAE",
		"NURSING_AUXILIARY":   "diplôme d'aide-soignant et FAE",
		"CHILDCARE_AUXILIARY": "diplôme d'auxiliaire de puériculture et FAE",
		"CQP":                 "CQP assistant médical",
		"CQP_VAE":             "CQP assistant médical par VAE",
	}, code(p))
}

func obligationName(k contractv1.ObligationKind) string {
	return labelled(map[string]string{
		"WORK_CONTRACT_SENT":   "Contrat de travail envoyé à la caisse",
		"TRAINING_BEGUN":       "Formation commencée",
		"QUALIFICATION":        "Qualification de l'assistant",
		"SECRETARY_REPLACED":   "Secrétaire remplacée à son poste",
		"COORDINATED_PRACTICE": "Exercice coordonné",
		"MEASURE":              "Relevé des patients",
		"FOLLOW_UP_MEETING":    "Point de suivi avec la caisse",
	}, code(k))
}

func obligationStateName(s contractv1.ObligationState) string {
	return labelled(map[string]string{
		"OPEN":           "à faire",
		"FULFILLED":      "✓ remplie",
		"FULFILLED_LATE": "✓ remplie en retard",
		"WAIVED":         "~ dispensée",
		"VOID":           "· sans objet",
		"STANDING_STILL": "en suspens",
		"BEFORE_IMPORT":  "antérieure à la reprise",
	}, code(s))
}

func workName(k contractv1.WorkKind) string {
	return labelled(map[string]string{
		"LATE":      "en retard",
		"BLOCKED":   "bloqué",
		"TO_SIGN":   "à signer",
		"TO_ANSWER": "à répondre",
		"TO_DECIDE": "à décider",
		"REMINDER":  "bientôt",
	}, code(k))
}

// changeName is why a revision was made.
func changeName(r contractv1.ChangeReason) string {
	return labelled(map[string]string{
		"OFFER":             "offre",
		"SIGNATURE":         "signature",
		"OFFER_CLOSED":      "offre close",
		"ASSISTANT":         "assistant",
		"TRAINING":          "formation",
		"MEASURE":           "relevé des patients",
		"MEASURE_CORRECTED": "relevé corrigé",
		"SUSPENSION":        "suspension ou reprise",
		"OPTION_CHANGED":    "changement d'option",
		"DATA_CORRECTED":    "donnée corrigée",
		"NOTICE":            "préavis",
		"END":               "fin du contrat",
		"APPEAL":            "recours",
		"SUCCESSION":        "suite du contrat",
		"OUTSIDE_CHANGE":    "changement signalé",
		"OBLIGATION":        "obligation",
		"IMPORT":            "reprise de l'existant",
	}, code(r))
}

// verifiedName says which party's signature a check is about; empty for another check.
func verifiedName(subject string) string {
	return map[string]string{"signature/PARTY_DOCTOR": "Médecin : ", "signature/PARTY_FUND": "Caisse : "}[subject]
}
