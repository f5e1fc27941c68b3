package contract

import (
	"fmt"
	"slices"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences of an officer's page: each says where
// something stands, and what to do next.

// timing says how late something is, or when it is due.
func timing(due, asOf civil.Date) law.Phrase {
	n := due.DaysUntil(asOf)
	switch {
	case n > 0:
		return law.Phrase{
			FR: fmt.Sprintf("attendu le %s, en retard de %s", due.French(), days(n).FR),
			EN: fmt.Sprintf("due on %s, %s late", due, days(n).EN),
		}
	case n == 0:
		return law.Phrase{FR: fmt.Sprintf("attendu aujourd'hui, le %s", due.French()), EN: fmt.Sprintf("due today, %s", due)}
	default:
		return law.Phrase{
			FR: fmt.Sprintf("attendu le %s, dans %s", due.French(), days(-n).FR),
			EN: fmt.Sprintf("due on %s, in %s", due, days(-n).EN),
		}
	}
}

// named is what an obligation asks for, as a title.
func (o Obligation) named() law.Phrase {
	switch o.Kind {
	case WorkContractSent:
		return say(fmt.Sprintf("Contrat de travail de « %s »", o.Subject), "Work contract of "+o.Subject)
	case BeginTraining:
		return say(fmt.Sprintf("Début de formation de « %s »", o.Subject), "Start of the training of "+o.Subject)
	case BecomeQualified:
		return say(fmt.Sprintf("Titre ou diplôme de « %s »", o.Subject), "Qualification of "+o.Subject)
	case ReplaceSecretary:
		return say(fmt.Sprintf("Remplacement de la secrétaire devenue assistante (« %s »)", o.Subject), "Replacement of the secretary who became the assistant "+o.Subject)
	case EnterCoordination:
		return say("Exercice coordonné du médecin", "Coordinated practice of the doctor")
	case MeasurePatients:
		return say(fmt.Sprintf("Relevé de patientèle de l'année %s", o.Subject), "Measure of year "+o.Subject)
	default:
		return say(fmt.Sprintf("Rendez-vous de suivi n° %s", o.Subject), "Follow-up meeting "+o.Subject)
	}
}

// nextFor is the next step towards an obligation.
func (p *page) nextFor(o Obligation) law.Phrase {
	var todo law.Phrase
	switch o.Kind {
	case WorkContractSent:
		todo = say("Le demander au médecin, puis enregistrer sa réception.", "ask the doctor for it, then record its receipt")
	case BeginTraining:
		todo = say("Demander l'attestation d'inscription, puis enregistrer l'étape de formation.", "ask for the proof of enrolment, then record the training step")
	case BecomeQualified:
		todo = say("En demander copie, puis enregistrer l'étape de formation.", "ask for a copy of the diploma, then record the training step")
	case ReplaceSecretary:
		todo = say("Demander le justificatif au médecin, puis l'enregistrer.", "ask the doctor for the evidence, then record it")
	case EnterCoordination:
		todo = say("Demander le justificatif d'adhésion, puis l'enregistrer.", "ask for the proof of membership, then record it")
	case MeasurePatients:
		todo = p.measureBetween(o)
	default:
		todo = say("Convenir d'une date avec le médecin, puis enregistrer le rendez-vous tenu.", "agree on a day with the doctor, then record the meeting held")
	}
	title, when := o.named(), timing(o.Due, p.asOf)
	if o.Kind == BecomeQualified && o.late(p.asOf) || o.Kind == BeginTraining && o.late(p.asOf) {
		todo.FR += " Aucune sanction n'est automatique."
		todo.EN += "; no sanction is automatic"
	}
	return law.Phrase{FR: law.French(title.FR + " : " + when.FR + ". " + todo.FR), EN: title.EN + ": " + when.EN + "; " + todo.EN + "."}
}

// measureBetween is the days on which the measure of a year may be taken.
func (p *page) measureBetween(o Obligation) law.Phrase {
	for _, y := range p.c.Years {
		if strconv.Itoa(y.Number) == o.Subject {
			first, but := y.Start.AddDays(1), law.Phrase{}
			for _, s := range p.c.Suspensions {
				if !s.From.After(o.Due) && s.Until.After(first) {
					but = law.Phrase{FR: " hors suspension", EN: " outside the suspension"}
				}
			}
			return say(
				fmt.Sprintf("Enregistrer les patients comptés un jour du %s au %s inclus%s ; un comptage plus tardif vaut pour l'année suivante.", first.French(), o.Due.French(), but.FR),
				fmt.Sprintf("record the patients counted on a day from %s to %s%s; a later count belongs to the year after", first, o.Due, but.EN),
			)
		}
	}
	return say("Enregistrer le comptage.", "record the count")
}

// waiveFor is the next step when the assistant has left without it.
func (p *page) waiveFor(o Obligation, a Assistant) law.Phrase {
	title, when := o.named(), timing(o.Due, p.asOf)
	return say(
		fmt.Sprintf("%s : %s. L'assistant est parti le %s : dispenser le médecin de l'obligation, avec le motif.", title.FR, when.FR, a.End.French()),
		fmt.Sprintf("%s: %s; the assistant left on %s: let the doctor off the obligation, with the reason.", title.EN, when.EN, a.End),
	)
}

// unsigned says whose signature is missing.
func (c Contract) unsigned() law.Phrase {
	switch c.State {
	case SignedByDoctor:
		return say("la signature de la caisse manque", "the fund's signature is missing")
	case SignedByFund:
		return say("la signature du médecin manque", "the doctor's signature is missing")
	default:
		return say("les deux signatures manquent", "both signatures are missing")
	}
}

func (c Contract) offerWaits(due, asOf civil.Date) law.Phrase {
	left := days(asOf.DaysUntil(due))
	return say(
		fmt.Sprintf("Offre : %s. La dernière signature est datée du %s et parvient à la caisse au plus tard le %s (encore %s).",
			c.unsigned().FR, c.Signed.French(), due.French(), left.FR),
		fmt.Sprintf("Offer: %s; the last one is dated %s and reaches the fund by %s (%s left).", c.unsigned().EN, c.Signed, due, left.EN),
	)
}

func (c Contract) offerExpired(due civil.Date) law.Phrase {
	return say(
		fmt.Sprintf("Offre caduque depuis le %s : %s. La clore ; si le médecin reste intéressé, refaire l'évaluation et l'offre.", due.AddDays(1).French(), c.unsigned().FR),
		fmt.Sprintf("The offer has lapsed after %s: %s; close it, and assess and offer again if the doctor still wants it.", due, c.unsigned().EN),
	)
}

// resume says what a running suspension waits for.
func (p *page) resume(s Suspension) law.Phrase {
	age := days(s.From.DaysUntil(p.asOf))
	wait := say("Enregistrer la reprise au retour de l'assistant, ou l'embauche de son remplaçant.", "Resume when the assistant is back, or hire a replacement.")
	switch s.Reason {
	case AssistantLeft:
		wait = say("Enregistrer l'embauche d'un remplaçant, puis la reprise.", "Hire a replacement, then resume.")
	case DoctorAbsent:
		wait = say("Enregistrer la reprise au retour du médecin.", "Resume when the doctor is back.")
	}
	if a, back := p.backFrom(s); back {
		wait = say(
			fmt.Sprintf("L'assistant « %s » travaille : enregistrer la reprise, au premier jour de son retour ou de son embauche.", a.Ref),
			fmt.Sprintf("%s is at work: resume on the first day of the return or the hiring.", a.Ref),
		)
	}
	return law.Phrase{
		FR: law.French(fmt.Sprintf("Contrat suspendu depuis le %s (%s), %s ; rien n'est payé. %s", s.From.French(), age.FR, s.Reason.name().FR, wait.FR)),
		EN: fmt.Sprintf("Suspended since %s (%s), %s; nothing is paid. %s", s.From, age.EN, s.Reason.name().EN, wait.EN),
	}
}

// backFrom is an assistant who is at work on the day and whose return, or hiring, came
// after the suspension began.
func (p *page) backFrom(s Suspension) (Assistant, bool) {
	if s.Reason == DoctorAbsent {
		return Assistant{}, false
	}
	for _, a := range p.c.Assistants {
		if _, away := a.awayOn(p.asOf); away || !a.worksOn(p.asOf) {
			continue
		}
		returned := slices.ContainsFunc(a.Absences, func(x Absence) bool { return x.Until.After(s.From) })
		if returned || !a.Start.Before(s.From) {
			return a, true
		}
	}
	return Assistant{}, false
}

func (p *page) hire(since civil.Date) law.Phrase {
	if len(p.c.Assistants) == 0 {
		return say(
			fmt.Sprintf("Aucun assistant embauché depuis la signature, le %s : l'aide ne peut commencer. Demander au médecin où en est le recrutement, puis enregistrer l'embauche.", p.c.Signed.French()),
			fmt.Sprintf("Nobody was hired since the signature on %s, and the aid cannot begin: ask the doctor how the recruitment goes, then record the hiring.", p.c.Signed),
		)
	}
	return say(
		fmt.Sprintf("Aucun assistant employé depuis le %s. Enregistrer l'embauche d'un remplaçant, ou suspendre le contrat avec l'accord écrit du médecin.", since.French()),
		fmt.Sprintf("No assistant has been employed since %s: record the hiring of a replacement, or suspend the contract with the doctor's written agreement.", since),
	)
}

func (p *page) suspend(a Assistant, from civil.Date, months int) law.Phrase {
	return say(
		fmt.Sprintf("L'assistant « %s » est absent depuis le %s, plus de %s, sans remplaçant. Suspendre le contrat par avenant, avec l'accord écrit du médecin, ou enregistrer le remplacement ou le retour.",
			a.Ref, from.French(), monthsOf(months).FR),
		fmt.Sprintf("%s has been absent since %s, more than %s, and is not replaced: suspend the contract with the doctor's written agreement, or record the replacement or the return.",
			a.Ref, from, monthsOf(months).EN),
	)
}

func endOnNotice(n Notice) law.Phrase {
	return say(
		fmt.Sprintf("Le médecin a dénoncé le contrat le %s pour le %s, jour atteint. Enregistrer la fin du contrat.", n.Given.French(), n.End.French()),
		fmt.Sprintf("The doctor gave notice on %s for %s, which has come: end the contract.", n.Given, n.End),
	)
}

func awaitReply(n Notice) law.Phrase {
	return say(
		fmt.Sprintf("Préavis de la caisse du %s : le médecin a jusqu'au %s pour répondre. Enregistrer sa réponse dès qu'elle arrive ; pas de décision avant.", n.Given.French(), n.ReplyBy.French()),
		fmt.Sprintf("The fund gave notice on %s and the doctor may reply until %s: record the reply when it comes, and decide nothing before.", n.Given, n.ReplyBy),
	)
}

func examineReply(n Notice) law.Phrase {
	return say(
		fmt.Sprintf("Réponse du médecin reçue le %s au préavis du %s. L'examiner ; la décision (mettre fin au contrat, ou retirer le préavis) est possible après le %s.", n.Replied.French(), n.Given.French(), n.ReplyBy.French()),
		fmt.Sprintf("The doctor replied on %s to the notice of %s: examine it; the decision (end the contract, or withdraw the notice) is possible after %s.", n.Replied, n.Given, n.ReplyBy),
	)
}

func decideNotice(n Notice) law.Phrase {
	reply := say("sans réponse du médecin", "without a reply of the doctor")
	if !n.Replied.IsZero() {
		reply = say("réponse reçue le "+n.Replied.French(), "the reply came on "+n.Replied.String())
	}
	return say(
		fmt.Sprintf("Préavis de la caisse du %s : le délai de réponse est écoulé, %s. Décider : mettre fin au contrat, ou retirer le préavis.", n.Given.French(), reply.FR),
		fmt.Sprintf("The time to reply to the fund's notice of %s is over, %s: decide, that is end the contract or withdraw the notice.", n.Given, reply.EN),
	)
}

func decideAppeal(d Decision, a Appeal) law.Phrase {
	return say(
		fmt.Sprintf("Recours du médecin du %s contre la fin du contrat au %s. L'instruire, puis enregistrer son issue.", a.Filed.French(), d.End.French()),
		fmt.Sprintf("Appeal of %s against the end of the contract on %s: examine it, then record its outcome.", a.Filed, d.End),
	)
}

func (c Contract) stateRenewal() law.Phrase {
	return say(
		fmt.Sprintf("Le contrat arrive à son terme le %s et rien n'est dit de la suite. Enregistrer le mode de renouvellement, ou qu'il n'est pas renouvelé.", c.Term.French()),
		fmt.Sprintf("The contract reaches its term on %s and nobody has said how it goes on: state the renewal, or that there is none.", c.Term),
	)
}

func (c Contract) expire() law.Phrase {
	return say(
		fmt.Sprintf("Le contrat a atteint son terme, le %s, et n'est pas renouvelé. Enregistrer sa fin (arrivée à terme).", c.Term.French()),
		fmt.Sprintf("The contract reached its term on %s and is not renewed: end it as expired.", c.Term),
	)
}

func (c Contract) signRenewal() law.Phrase {
	return say(
		fmt.Sprintf("Le contrat a atteint son terme, le %s ; son renouvellement est proposé. Recueillir les signatures de l'offre, datées du %s : elles closent ce contrat.", c.Term.French(), c.Term.AddDays(1).French()),
		fmt.Sprintf("The contract reached its term on %s and its renewal is offered: collect the signatures of the offer, dated %s, which end this contract.", c.Term, c.Term.AddDays(1)),
	)
}

func (c Contract) renewOrExpire() law.Phrase {
	return say(
		fmt.Sprintf("Le contrat a atteint son terme, le %s, et rien n'est dit de la suite. Enregistrer le renouvellement, ou la fin du contrat (arrivée à terme).", c.Term.French()),
		fmt.Sprintf("The contract reached its term on %s and nobody has said how it goes on: renew it, or end it as expired (EndContract).", c.Term),
	)
}

func decideProposal(number int, x Proposal) law.Phrase {
	return say(
		fmt.Sprintf("Changement signalé au %s (%s) : la proposition n° %d attend une décision, suivie ou écartée avec un motif.", x.Changed.French(), x.Change.name().FR, number),
		fmt.Sprintf("Reported change of %s (%s): proposal %d waits for a decision, to follow it or dismiss it with a reason.", x.Changed, x.Change.name().EN, number),
	)
}

// name is the change in words.
func (o OutsideChange) name() law.Phrase {
	switch o {
	case ZoneChanged:
		return say("zone du cabinet", "zone of the practice")
	case SpecialtyChangedOutside:
		return say("spécialité", "specialty")
	case MovedOutside:
		return say("lieu d'exercice", "place of practice")
	case ActivityFell:
		return say("baisse d'activité", "activity")
	case SectorChanged:
		return say("secteur ou option tarifaire", "sector or tariff option")
	default:
		return say("fin d'exercice", "stops practising")
	}
}
