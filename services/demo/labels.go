package main

import (
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/wire"
)

// This file is the one catalogue of the French words of the story.

// labelled is the word for a code, or the code itself when there is none.
func labelled(words map[string]string, code string) string {
	if w, ok := words[code]; ok {
		return w
	}
	return code
}

func criterionName(id string) string {
	return labelled(map[string]string{
		"text_in_force":        "Texte en vigueur",
		"sector":               "Secteur",
		"specialty":            "Spécialité",
		"clinical_fees":        "Honoraires cliniques",
		"minimum_activity":     "Activité minimale",
		"group_practice":       "Cabinet de groupe",
		"coordinated_practice": "Exercice coordonné",
		"structure_fee":        "Forfait structure",
		"secretary_replaced":   "Secrétaire remplacée",
	}, id)
}

func outcomeSign(o eligibilityv1.Outcome) string {
	switch o {
	case eligibilityv1.Outcome_OUTCOME_MET:
		return "✓"
	case eligibilityv1.Outcome_OUTCOME_NOT_MET:
		return "✗"
	case eligibilityv1.Outcome_OUTCOME_WAIVED:
		return "~"
	case eligibilityv1.Outcome_OUTCOME_NOT_REQUIRED:
		return "·"
	}
	return "?"
}

func verdictName(v eligibilityv1.Verdict) string {
	return labelled(map[string]string{
		"ELIGIBLE":     "Le médecin est éligible.",
		"NOT_ELIGIBLE": "Le médecin n'est pas éligible.",
		"UNDETERMINED": "On ne peut pas encore conclure.",
	}, code(v))
}

// certaintyMark is the letter of a certainty in the story; legend explains them.
func certaintyMark(c lawv1.Certainty) string {
	return labelled(map[string]string{
		"OFFICIAL_TEXT":    "T",
		"OFFICIAL_SUMMARY": "A",
		"SECONDARY":        "S",
		"DERIVED":          "D",
		"OPERATOR":         "O",
		"UNKNOWN":          "?",
	}, code(c))
}

func certaintyName(c lawv1.Certainty) string {
	return labelled(map[string]string{
		"OFFICIAL_TEXT":    "texte officiel",
		"OFFICIAL_SUMMARY": "résumé officiel",
		"SECONDARY":        "source secondaire",
		"DERIVED":          "notre lecture",
		"OPERATOR":         "complété par la caisse",
		"UNKNOWN":          "inconnu",
	}, code(c))
}

func legend() [][]string {
	return [][]string{
		{"T", "texte officiel : le Journal officiel, ou sa citation mot à mot"},
		{"A", "résumé officiel : l'Assurance Maladie elle-même (ameli.fr, caisses)"},
		{"S", "source secondaire : presse, syndicats, sites professionnels"},
		{"D", "notre lecture : personne ne le dit, la règle est déduite et signalée comme telle"},
		{"O", "complété par la caisse, avec sa propre source"},
		{"?", "inconnu : jamais zéro, jamais deviné"},
	}
}

// sourceOf is where a cell of the law comes from, with its mark: "AM-24a (A)".
func sourceOf(c *lawv1.Citation) string {
	if c.GetCell() == "" {
		return ""
	}
	mark := "(" + certaintyMark(c.GetCertainty()) + ")"
	if c.GetSource() == "" {
		return mark
	}
	return c.GetSource() + "\u00a0" + mark
}

func optionName(o lawv1.Option) string { return wire.OptionOf(o).Name().FR }

func bandName(b lawv1.Band) string { return wire.BandOf(b).Name().FR }

func indicatorName(i lawv1.Indicator) string {
	name := wire.IndicatorOf(i).Name().FR
	return strings.ToUpper(name[:1]) + name[1:]
}

func bandNames(bands []lawv1.Band) string {
	all := make([]string, len(bands))
	for i, b := range bands {
		all[i] = bandName(b)
	}
	return strings.Join(all, ", ")
}

func suspensionName(r contractv1.SuspensionReason) string {
	return labelled(map[string]string{
		"ASSISTANT_ABSENT": "absence de l'assistant, non remplacé",
		"ASSISTANT_LEFT":   "départ de l'assistant, non remplacé",
		"DOCTOR_ABSENT":    "absence du médecin",
	}, code(r))
}

func endName(r contractv1.EndReason) string {
	return labelled(map[string]string{
		"EXPIRED":              "il est arrivé à son terme",
		"TERMINATED_BY_DOCTOR": "le médecin y met fin",
		"TERMINATED_BY_FUND":   "la caisse y met fin",
		"MOVED":                "le médecin part trop loin pour garder ses patients",
		"SPECIALTY_CHANGED":    "le médecin change de spécialité",
		"STOPPED_PRACTISING":   "le médecin cesse d'exercer",
		"RENEWED":              "il est renouvelé",
		"REPLACED":             "un autre contrat le remplace",
	}, code(r))
}

func employerName(e contractv1.Employer) string {
	return labelled(map[string]string{
		"DOCTOR":             "le médecin",
		"GROUP":              "un groupe de médecins",
		"EMPLOYERS_GROUPING": "un groupement d'employeurs",
	}, code(e))
}

func measureSourceName(s contractv1.MeasureSource) string {
	return labelled(map[string]string{
		"FUND":   "relevé de la caisse",
		"DOCTOR": "déclaration du médecin",
	}, code(s))
}

func dueStateName(s paymentv1.DueState) string {
	return labelled(map[string]string{
		"UPCOMING":     "à venir",
		"PAYABLE":      "à payer à l'échéance",
		"BLOCKED":      "bloqué",
		"PAID":         "payé",
		"NOTHING_OWED": "rien n'est dû",
		"OVERPAID":     "trop payé (indu)",
		"UNDERPAID":    "complément dû",
	}, code(s))
}

func sectorName(s eligibilityv1.Sector) string {
	return labelled(map[string]string{
		"1":                 "secteur 1",
		"2":                 "secteur 2",
		"OUTSIDE_AGREEMENT": "non conventionné",
	}, code(s))
}

func tariffName(o eligibilityv1.TariffOption) string {
	return labelled(map[string]string{
		"NONE":      "sans option tarifaire",
		"OPTAM":     "OPTAM",
		"OPTAM_CO":  "OPTAM-CO",
		"OPTAM_ACO": "OPTAM-ACO",
	}, code(o))
}

func zoneName(z lawv1.Zone) string {
	return labelled(map[string]string{
		"ZIP":  "en ZIP (zone d'intervention prioritaire)",
		"ZAC":  "en ZAC (zone d'action complémentaire)",
		"ZV":   "en zone de vigilance",
		"NONE": "hors zone sous-dense",
	}, code(z))
}

func coordinationName(f eligibilityv1.CoordinationForm) string {
	return labelled(map[string]string{
		"NONE":                 "sans exercice coordonné",
		"MSP":                  "maison de santé (MSP)",
		"PRIMARY_CARE_TEAM":    "équipe de soins primaires",
		"SPECIALIST_CARE_TEAM": "équipe de soins spécialisés",
		"CPTS":                 "CPTS",
		"HEALTH_CENTRE":        "centre de santé",
		"OTHER":                "autre forme pluriprofessionnelle",
	}, code(f))
}

// refusalName is what a service refuses, when the service itself gives no French.
func refusalName(reason string) string {
	return labelled(map[string]string{
		"INVALID_REQUEST":      "la demande est mal formée",
		"APPROVER_IS_OPENER":   "qui ordonne une dépense ne peut pas la payer : une autre personne doit approuver",
		"UPSTREAM_UNAVAILABLE": "un service ne répond pas",
		"RUN_TOO_LARGE":        "trop d'échéances pour une seule mise en paiement",
	}, reason)
}

// stepName is what a step is called in the trace.
func stepName(kind string) string {
	return labelled(map[string]string{
		"simulate": "simulation",
		"assess":   "examen de la demande",
		"preview":  "échéancier",
		"offer":    "offre",
		"sign":     "signatures",
		"hire":     "embauche",
		"measure":  "relevé des patients",
		"suspend":  "suspension",
		"resume":   "reprise",
		"end":      "fin du contrat",

		"withdraw": "offre retirée ou refusée", "lapse": "offre caduque", "renew": "suite après le terme", "amend": "avenant",
		"leave": "départ de l'assistant", "absence": "absence", "return": "retour", "training": "formation",
		"evidence": "pièce reçue", "waive": "dispense", "notice": "préavis", "reply": "réponse", "withdraw_notice": "préavis retiré",
		"appeal": "recours", "decide_appeal": "issue du recours", "report": "changement signalé", "decide_proposal": "décision sur la proposition",
		"work": "page de l'agent", "obligations": "obligations", "revisions": "révisions", "verify": "vérification", "forecast": "projection",

		"run":  "mise en paiement",
		"bank": "échange avec la banque", "account": "nouveau compte", "recover": "indu notifié", "decide_recovery": "décision sur l'indu", "statement": "relevé du médecin",
		"closing": "seconde mise en paiement, et ce qui a été payé",
	}, kind)
}
