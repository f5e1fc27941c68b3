package contract

import (
	"fmt"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on changes outside the contract.

func (c Contract) sayZone() law.Phrase {
	return say(
		fmt.Sprintf("Rien à faire : le texte (%s), l'option et les objectifs sont ceux de la signature, le %s, pour toute la durée du contrat. La nouvelle zone comptera pour le contrat suivant.", c.Text.Title.FR, c.Signed.French()),
		fmt.Sprintf("nothing to do: text, option and objectives are those of the signature on %s for the whole contract; the new zone counts for the next contract", c.Signed),
	)
}

// sayFollowed proposes the end for a reason, and the contract that follows.
func sayFollowed(reason EndReason, on civil.Date, cell law.Citation) law.Phrase {
	what, why := say("Le médecin s'est installé trop loin pour garder sa patientèle", "the doctor moved too far to keep the patients"), reason.how()
	if reason == SpecialtyChanged {
		what = say("Le médecin a changé de spécialité", "the doctor changed specialty")
	}
	if cell.Certainty == law.Unknown {
		return say(
			fmt.Sprintf("Changement du %s : ce que le texte en fait n'est pas connu du droit enregistré. La caisse décide si elle met fin au contrat, avec le motif « %s ».", on.French(), why.FR),
			fmt.Sprintf("changed on %s; the law on record does not know what follows; the fund decides whether to end the contract with EndContract, reason %s", on, why.EN),
		)
	}
	return say(
		fmt.Sprintf("%s le %s : mettre fin au contrat sans préavis, avec le motif « %s » ; puis évaluer une nouvelle demande, où il compte comme nouvellement installé, et proposer le contrat comme la suite de celui-ci.", what.FR, on.French(), why.FR),
		fmt.Sprintf("%s on %s: end the contract with EndContract, reason %s, without notice; then assess a new application, in which the doctor counts as newly installed, and offer the contract as the one that follows (succeeds)", what.EN, on, why.EN),
	)
}

func sayMeasureFirst() law.Phrase {
	return say(
		"Les objectifs ne sont jamais réévalués : enregistrer une mesure de la patientèle. Si elle est passée sous le niveau de départ, la caisse peut envisager un préavis.",
		"objectives are never re-evaluated: count the patients with RecordMeasure; if they have fallen below the start, the fund may consider a notice with GiveNotice",
	)
}

// below says that a measure lies below a start.
func below(g law.Goal, seen int) law.Phrase {
	return law.Phrase{
		FR: fmt.Sprintf("La dernière mesure (%s : %s) est sous le niveau de départ, %s", g.Indicator.Name().FR, strconv.Itoa(seen), strconv.Itoa(g.Start)),
		EN: fmt.Sprintf("the latest measure (%s: %d) is below the start, %d", g.Indicator.Name().EN, seen, g.Start),
	}
}

func sayFallen(g law.Goal, seen int) law.Phrase {
	b := below(g, seen)
	return say(
		b.FR+". Les objectifs ne sont pas réévalués ; la caisse peut, sans y être tenue, donner un préavis, avec le motif « objectifs non suivis ».",
		b.EN+"; objectives are never re-evaluated; the fund may, but need not, give notice with GiveNotice, reason OBJECTIVES_NOT_FOLLOWED",
	)
}

func sayFallenWithNotice(g law.Goal, seen int) law.Phrase {
	b := below(g, seen)
	return say(
		b.FR+". Un préavis est déjà en cours : rien d'autre à faire ici.",
		b.EN+"; a notice is open already: nothing else to do here",
	)
}

func saySector() law.Phrase {
	return say(
		"Rien à faire : le secteur et l'option tarifaire sont, dans notre lecture, des conditions de la signature, et aucun texte trouvé ne les redemande en cours de contrat. Une caisse qui lit autrement donne un préavis, avec le motif « condition perdue ».",
		"nothing to do: by our reading the sector and the tariff option are conditions of the signature, and no text that we found asks for them again; a fund that reads otherwise gives notice with GiveNotice, reason CONDITION_LOST",
	)
}

func sayStops(on civil.Date) law.Phrase {
	return say(
		fmt.Sprintf("Le médecin cesse d'exercer le %s : mettre fin au contrat, avec le motif « %s ». Aucun texte trouvé ne le dit ; c'est notre lecture.", on.French(), StoppedPractising.how().FR),
		fmt.Sprintf("the doctor stops practising on %s: end the contract with EndContract, reason STOPPED_PRACTISING; no text that we found says so, it is our reading", on),
	)
}

func (c Contract) changedOutside(on civil.Date) *Refusal {
	return c.outside(law.Phrase{FR: "Changement"}, "changed_on_date", on)
}

func (c Contract) proposalUnknown(number int) *Refusal {
	fr, en := "aucune n'est enregistrée", "none is on record"
	if n := len(c.Proposals); n > 0 {
		fr, en = fmt.Sprintf("la dernière porte le numéro %d", n), fmt.Sprintf("want 1 to %d", n)
	}
	return refuse(ProposalUnknown, say(
		fmt.Sprintf("Il n'y a pas de proposition %d : %s.", number, fr),
		fmt.Sprintf("proposal_number is %d, but there is no such proposal; %s", number, en),
	), "proposal_number", strconv.Itoa(number), "proposals", strconv.Itoa(len(c.Proposals)))
}

func proposalDecided(number int, p Proposal) *Refusal {
	return refuse(ProposalDecided, say(
		fmt.Sprintf("La proposition %d est déjà tranchée depuis le %s. S'il y a un nouveau changement, le signaler à son tour.", number, p.Decided.French()),
		fmt.Sprintf("proposal %d was decided on %s; report a new change with ReportChange", number, p.Decided),
	), "proposal_number", strconv.Itoa(number), "decided_on_date", p.Decided.String())
}
