package contract

import (
	"fmt"
	"strconv"

	"assistmed/services/internal/civil"
)

// This file is the catalogue of the sentences on appeals.

// name is the outcome as a sentence says it.
func (o AppealOutcome) name() (fr, en string) {
	switch o {
	case Upheld:
		return "décision confirmée", "the decision stands"
	case Annulled:
		return "décision annulée", "the decision is annulled"
	case RecoveryReduced:
		return "récupération réduite", "the recovery is reduced"
	default:
		return "recours abandonné", "the appeal was given up"
	}
}

func (c Contract) noDecision() *Refusal {
	return refuse(WrongState, say(
		"Le contrat a pris fin sans décision enregistrée : il n'y a rien à contester.",
		fmt.Sprintf("contract %s ended without a decision on record, so there is none to appeal against", c.ID),
	), "state", c.State.String())
}

func beforeDecision(on civil.Date, d Decision) *Refusal {
	return refuse(BeforeDecision, say(
		fmt.Sprintf("Recours du %s, avant la décision du %s qu'il conteste : vérifier la date.", on.French(), d.Decided.French()),
		fmt.Sprintf("filed_on_date is %s, before the decision of %s; want that day at the earliest", on, d.Decided),
	), "filed_on_date", on.String(), "decided_on_date", d.Decided.String())
}

func appealPending(number int, a Appeal) *Refusal {
	return refuse(AppealPending, say(
		fmt.Sprintf("Le recours %d, du %s, attend encore son issue : l'enregistrer d'abord par DecideAppeal.", number, a.Filed.French()),
		fmt.Sprintf("appeal %d of %s is pending; record its outcome with DecideAppeal first", number, a.Filed),
	), "appeal_number", strconv.Itoa(number), "filed_on_date", a.Filed.String())
}

func appealUnknown(number int, d Decision) *Refusal {
	fr, en := "aucun recours n'y est enregistré", "none is on record"
	if n := len(d.Appeals); n > 0 {
		fr, en = fmt.Sprintf("le dernier porte le numéro %d", n), fmt.Sprintf("want 1 to %d", n)
	}
	return refuse(AppealUnknown, say(
		fmt.Sprintf("Il n'y a pas de recours %d contre la décision du %s : %s.", number, d.Decided.French(), fr),
		fmt.Sprintf("appeal_number is %d, but there is no such appeal against the decision of %s; %s", number, d.Decided, en),
	), "appeal_number", strconv.Itoa(number), "appeals", strconv.Itoa(len(d.Appeals)))
}

func appealDecided(number int, a Appeal) *Refusal {
	fr, en := a.Outcome.name()
	return refuse(AppealDecided, say(
		fmt.Sprintf("Le recours %d est déjà tranché depuis le %s : %s. Un nouveau recours s'enregistre par FileAppeal.", number, a.Decided.French(), fr),
		fmt.Sprintf("appeal %d was decided on %s: %s; a new appeal is recorded with FileAppeal", number, a.Decided, en),
	), "appeal_number", strconv.Itoa(number), "decided_on_date", a.Decided.String())
}

func beforeAppeal(on civil.Date, number int, a Appeal) *Refusal {
	return refuse(BeforeAppeal, say(
		fmt.Sprintf("Issue du %s, avant le recours %d, du %s : vérifier la date.", on.French(), number, a.Filed.French()),
		fmt.Sprintf("decided_on_date is %s, before appeal %d was filed on %s; want that day at the earliest", on, number, a.Filed),
	), "decided_on_date", on.String(), "filed_on_date", a.Filed.String())
}

func (c Contract) followed() *Refusal {
	return refuse(AnotherLiveContract, say(
		fmt.Sprintf("Le contrat %s, signé, a pris la suite de celui-ci, qui ne peut donc reprendre : enregistrer une autre issue.", c.SucceededBy),
		fmt.Sprintf("contract %s was signed as the one that follows, so this one cannot run again; record another outcome", c.SucceededBy),
	), "live_contract_id", c.SucceededBy)
}

// OverlapsSince refuses that the contract runs again from its end over the time of
// another contract of the doctor, in force until a later day.
func OverlapsSince(end civil.Date, other string, until civil.Date) *Refusal {
	return refuse(OverlapsEarlierContract, say(
		fmt.Sprintf("Le contrat a pris fin le %s, et le médecin a eu depuis le contrat %s, en vigueur jusqu'au %s : celui-ci ne peut courir sur le même temps. Enregistrer une autre issue.", end.French(), other, until.French()),
		fmt.Sprintf("the contract ended on %s, and the doctor has had contract %s since, in force until %s; both cannot run over the same days, so record another outcome", end, other, until),
	), "other_contract_id", other, "other_end_date", until.String())
}
