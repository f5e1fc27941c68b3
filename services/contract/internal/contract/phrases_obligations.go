package contract

import (
	"fmt"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on obligations.

// yearsOf writes a number of years.
func yearsOf(n int) law.Phrase {
	if n == 1 {
		return law.Phrase{FR: "1 an", EN: "1 year"}
	}
	return law.Phrase{FR: fmt.Sprintf("%d ans", n), EN: fmt.Sprintf("%d years", n)}
}

func explainWorkContract(a Assistant, from, due civil.Date, months int) law.Phrase {
	since := say("l'embauche", "the hiring")
	if from.After(a.Start) {
		since = say("la signature, postérieure à l'embauche", "the signature, later than the hiring")
	}
	return say(
		fmt.Sprintf("Le contrat de travail de l'assistant « %s », embauché le %s, parvient à la caisse au plus tard le %s (%s après %s).",
			a.Ref, a.Start.French(), due.French(), monthsOf(months).FR, since.FR),
		fmt.Sprintf("The work contract of %s, hired on %s, reaches the fund by %s (%s after %s).",
			a.Ref, a.Start, due, monthsOf(months).EN, since.EN),
	)
}

func explainTraining(kind ObligationKind, a Assistant, due civil.Date, years int) law.Phrase {
	what := say("est qualifié", "is qualified")
	if kind == BeginTraining {
		what = say("a commencé sa formation", "has begun the training")
	}
	return say(
		fmt.Sprintf("L'assistant « %s », embauché le %s, %s au plus tard le %s (%s après l'embauche).",
			a.Ref, a.Start.French(), what.FR, due.French(), yearsOf(years).FR),
		fmt.Sprintf("%s, hired on %s, %s by %s (%s after the hiring).", a.Ref, a.Start, what.EN, due, yearsOf(years).EN),
	)
}

func explainSecretary(a Assistant, due civil.Date, rule law.SecretaryReplacedRule) law.Phrase {
	fr := fmt.Sprintf("La secrétaire devenue assistante (« %s », le %s) est remplacée à son poste", a.Ref, a.Start.French())
	en := fmt.Sprintf("The secretary who became the assistant (%s, on %s) is replaced in her post", a.Ref, a.Start)
	if rule.TeleSecretariat.Known() {
		fr += ", ou par un télésecrétariat équivalent"
		en += ", or by an equivalent tele-secretariat"
	}
	if months, known := rule.WithinMonths.Value(); known {
		fr += fmt.Sprintf(", au plus tard le %s (%s après l'embauche).", due.French(), monthsOf(months).FR)
		en += fmt.Sprintf(", by %s (%s after the hiring).", due, monthsOf(months).EN)
	} else {
		fr += " ; aucune source ne donne de délai."
		en += "; no source gives a delay."
	}
	return say(fr, en)
}

func explainCoordination(due civil.Date) law.Phrase {
	return say(
		fmt.Sprintf("Le médecin entre dans un exercice coordonné au plus tard le %s, comme il s'y est engagé.", due.French()),
		fmt.Sprintf("The doctor enters a coordinated practice by %s, as committed.", due),
	)
}

// explainMeasure: a count that no payment waits for serves the follow-up alone.
func explainMeasure(y law.Year, due civil.Date, modulates bool) law.Phrase {
	use := law.Phrase{}
	if !modulates {
		use = law.Phrase{FR: " Aucun paiement ne l'attend ; il sert au suivi.", EN: " No payment waits for this count; it serves the follow-up."}
	}
	if due.IsZero() {
		return say(
			fmt.Sprintf("Un comptage des patients est attendu pour l'anniversaire qui clôt l'année %d, date qui recule tant que le contrat est suspendu.%s", y.Number, use.FR),
			fmt.Sprintf("The patients are counted by the anniversary that closes year %d; that day moves while the contract is suspended.%s", y.Number, use.EN),
		)
	}
	return say(
		fmt.Sprintf("Un comptage des patients est attendu pour l'année %d, un jour du %s au %s inclus.%s", y.Number, y.Start.AddDays(1).French(), due.French(), use.FR),
		fmt.Sprintf("The patients of year %d are counted on a day from %s to %s, both included.%s", y.Number, y.Start.AddDays(1), due, use.EN),
	)
}

func explainMeeting(n int, due civil.Date, months int) law.Phrase {
	if due.IsZero() {
		return say(
			fmt.Sprintf("Le rendez-vous de suivi n° %d (tous les %s) est reporté tant que le contrat est suspendu.", n, monthsOf(months).FR),
			fmt.Sprintf("Follow-up meeting %d (every %s) moves while the contract is suspended.", n, monthsOf(months).EN),
		)
	}
	return say(
		fmt.Sprintf("Le rendez-vous de suivi n° %d entre la caisse et le médecin a lieu au plus tard le %s (tous les %s).", n, due.French(), monthsOf(months).FR),
		fmt.Sprintf("Follow-up meeting %d of the fund and the doctor is held by %s (every %s).", n, due, monthsOf(months).EN),
	)
}

func (c Contract) obligationUnknown(list []Obligation, id string) *Refusal {
	var open []string
	for _, o := range list {
		if !o.State.closed() {
			open = append(open, o.ID())
		}
	}
	fr, en := "aucune n'est ouverte", "none is open"
	if len(open) > 0 {
		fr = "ouvertes : " + strings.Join(open, ", ")
		en = "open are " + strings.Join(open, ", ")
	}
	return refuse(ObligationUnknown, say(
		fmt.Sprintf("Le contrat n'a pas d'obligation « %s » ; %s.", id, fr),
		fmt.Sprintf("contract %s has no obligation %q; %s", c.ID, id, en),
	), "obligation_id", id)
}

func obligationClosed(o Obligation) *Refusal {
	var fr, en string
	switch o.State {
	case Waived:
		fr, en = "le médecin en est dispensé depuis le "+o.Done.French(), "the doctor was let off it on "+o.Done.String()
	case Void:
		fr, en = "elle est devenue sans objet (l'assistant est parti, ou le contrat a pris fin)", "its object is gone: the assistant has left, or the contract has ended"
	default:
		fr, en = "elle est remplie depuis le "+o.Done.French(), "it was fulfilled on "+o.Done.String()
	}
	return refuse(ObligationClosed, say(
		fmt.Sprintf("L'obligation « %s » est close : %s. Il n'y a rien à enregistrer.", o.ID(), fr),
		fmt.Sprintf("obligation %s is %s: %s; nothing is left to record, want one that is OPEN", o.ID(), o.State, en),
	), "obligation_id", o.ID(), "state", o.State.String())
}

func fulfilledByItsOwnCall(o Obligation) *Refusal {
	method := o.Kind.fulfilledBy().method()
	fr := "une mesure"
	if o.Kind != MeasurePatients {
		fr = "une étape de formation"
	}
	return refuse(FulfilledByItsOwnCall, say(
		fmt.Sprintf("L'obligation « %s » est remplie par %s : l'enregistrer avec %s, sans justificatif séparé.", o.ID(), fr, method),
		fmt.Sprintf("obligation %s is fulfilled by %s, which keeps the facts; want that call instead of evidence", o.ID(), method),
	), "obligation_id", o.ID(), "method", method)
}

func (c Contract) fulfilledBefore(o Obligation, on civil.Date) *Refusal {
	return refuse(OutsideContract, say(
		fmt.Sprintf("Justificatif du %s pour l'obligation « %s », avant la date du contrat, le %s : vérifier la date.", on.French(), o.ID(), c.Signed.French()),
		fmt.Sprintf("fulfilled_on_date is %s for obligation %s, before the contract's signature_date %s; want that day at the earliest", on, o.ID(), c.Signed),
	), "fulfilled_on_date", on.String(), "signature_date", c.Signed.String())
}
