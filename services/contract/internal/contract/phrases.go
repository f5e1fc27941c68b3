package contract

import (
	"fmt"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the one catalogue of the sentences on events. English ones go into the
// message of a fault, which may be cut behind a kilobyte: the value seen comes first,
// then the value wanted, then the next step.

// say makes a phrase. French puts a space that does not break beside its double signs.
func say(fr, en string) law.Phrase {
	return law.Phrase{FR: law.French(fr), EN: en}
}

func (p Party) name() law.Phrase {
	if p == FundParty {
		return say("la caisse", "the fund")
	}
	return say("le médecin", "the doctor")
}

func (r SuspensionReason) name() law.Phrase {
	switch r {
	case AssistantAbsent:
		return say("absence de l'assistant", "the assistant is absent")
	case AssistantLeft:
		return say("départ de l'assistant", "the assistant has left")
	default:
		return say("absence du médecin", "the doctor is absent")
	}
}

func (c Contract) wrongState(e Event, possible []State) *Refusal {
	en := fmt.Sprintf("contract %s is %s; %s is possible in %s", c.ID, c.State, e, joined(possible, State.String))
	fr := fmt.Sprintf("Le contrat est à l'état « %s » ; %s possible seulement à l'état : %s.",
		c.State.french(), e.french(), joined(possible, State.french))
	if s, signed := c.signatureOf(partyOf(e)); signed {
		en += fmt.Sprintf("; %s signed on %s", s.Party.name().EN, s.On)
		fr += fmt.Sprintf(" Déjà signé par %s le %s.", s.Party.name().FR, s.On.French())
	}
	return refuse(WrongState, say(fr, en), "state", c.State.String(), "method", e.method())
}

// partyOf is who signs in the event; no party in an event that is no signature.
func partyOf(e Event) Party {
	switch e {
	case SignByDoctor:
		return DoctorParty
	case SignByFund:
		return FundParty
	default:
		return 0
	}
}

func (c Contract) signedTooLate(by Party, on civil.Date) *Refusal {
	who := by.name()
	return refuse(SignedOnAnotherDay, say(
		fmt.Sprintf("Signature par %s le %s, après la date du contrat, le %s, qui a désigné le texte applicable : refaire l'évaluation et l'offre à la date du %s.",
			who.FR, on.French(), c.Signed.French(), on.French()),
		fmt.Sprintf("%s signs on %s, after the offer's signature_date %s, which chose the text %s; make a new assessment and offer for %s",
			who.EN, on, c.Signed, c.Text.ID, on),
	), "signature_date", c.Signed.String(), "signed_on_date", on.String())
}

func (c Contract) signedTooEarly(last civil.Date) *Refusal {
	return refuse(SignedOnAnotherDay, say(
		fmt.Sprintf("La dernière des deux signatures serait du %s ; elle doit être du %s, la date du contrat, qui a désigné le texte applicable. Sinon, refaire l'évaluation et l'offre à la date du %s.",
			last.French(), c.Signed.French(), last.French()),
		fmt.Sprintf("the last of the two signatures is of %s; it must be of the offer's signature_date %s, which chose the text %s; sign on that day, or make a new assessment and offer for %s",
			last, c.Signed, c.Text.ID, last),
	), "signature_date", c.Signed.String(), "signed_on_date", last.String())
}

func (c Contract) hiredAfterTerm(start civil.Date) *Refusal {
	return refuse(OutsideContract, say(
		fmt.Sprintf("Embauche le %s, après le terme du contrat, le %s.", start.French(), c.Term.French()),
		fmt.Sprintf("the assistant starts on %s, after the term %s of the contract; want that day at the latest", start, c.Term),
	), "start_date", start.String(), "term_date", c.Term.String())
}

func workingTimeTooShort(l *law.Law, t *law.Text, minutes int) *Refusal {
	fr := fmt.Sprintf("%s par semaine n'atteignent aucune option.", hours(minutes))
	en := fmt.Sprintf("%d minutes a week (%s) reach no option of %s", minutes, hours(minutes), t.ID)
	details := []string{"weekly_minutes", strconv.Itoa(minutes)}
	if option, least, ok := smallest(l, t); ok {
		fr += fmt.Sprintf(" La plus petite, %s, demande %s.", option.Name().FR, hours(least))
		en += fmt.Sprintf("; the smallest, %s, takes %d minutes (%s)", option.Name().EN, least, hours(least))
		details = append(details, "wanted_minutes", strconv.Itoa(least))
	}
	return refuse(WorkingTimeTooShort, say(fr, en), details...)
}

// hours writes minutes as hours: "17 h 30".
func hours(minutes int) string {
	if minutes%60 == 0 {
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %02d", minutes/60, minutes%60)
}

func (c Contract) measuredBefore(on civil.Date) *Refusal {
	return refuse(OutsideContract, say(
		fmt.Sprintf("Mesure du %s, avant la date du contrat, le %s.", on.French(), c.Signed.French()),
		fmt.Sprintf("measured on %s, before the contract's signature_date %s; want that day at the earliest", on, c.Signed),
	), "measured_on_date", on.String(), "signature_date", c.Signed.String())
}

func (c Contract) measuredAfter(on, last civil.Date) *Refusal {
	fr, en := "le lendemain du terme du contrat", "the day after the contract's term"
	if c.State == Ended {
		fr, en = "le dernier jour du contrat", "the last day in force"
	}
	return refuse(OutsideContract, say(
		fmt.Sprintf("Mesure du %s, après le %s, %s.", on.French(), last.French(), fr),
		fmt.Sprintf("measured on %s, after %s, %s; want that day at the latest", on, last, en),
	), "measured_on_date", on.String(), "last_date", last.String())
}

func measuredInSuspension(on civil.Date, s Suspension) *Refusal {
	frUntil, enUntil := "toujours en cours", "still running"
	if !s.Running() {
		frUntil = "terminée, reprise le " + s.Until.French()
		enUntil = "first day back " + s.Until.String()
	}
	return refuse(MeasureInSuspension, say(
		fmt.Sprintf("Mesure du %s pendant la suspension commencée le %s (%s) : les objectifs sont suspendus, mesurer un autre jour.",
			on.French(), s.From.French(), frUntil),
		fmt.Sprintf("measured on %s, inside the suspension from %s (%s); objectives stand still then, so measure on another day", on, s.From, enUntil),
	), "measured_on_date", on.String(), "from_date", s.From.String())
}

func (c Contract) suspendedOutside(from civil.Date) *Refusal {
	return refuse(OutsideContract, say(
		fmt.Sprintf("Suspension à partir du %s, hors du contrat, qui court du %s au %s.", from.French(), c.Signed.French(), c.Term.French()),
		fmt.Sprintf("the suspension starts on %s, outside the contract; want %s to %s", from, c.Signed, c.Term),
	), "from_date", from.String(), "signature_date", c.Signed.String(), "term_date", c.Term.String())
}

func suspensionsOverlap(from civil.Date, s Suspension) *Refusal {
	return refuse(SuspensionsOverlap, say(
		fmt.Sprintf("Suspension à partir du %s, avant la reprise du %s qui a clos la suspension du %s.", from.French(), s.Until.French(), s.From.French()),
		fmt.Sprintf("the suspension starts on %s, before the first day back %s of the suspension from %s; want %s at the earliest", from, s.Until, s.From, s.Until),
	), "from_date", from.String(), "earlier_until_date", s.Until.String())
}

func notAfterSuspension(on civil.Date, s Suspension) *Refusal {
	return refuse(NotAfterSuspension, say(
		fmt.Sprintf("Reprise le %s, mais la suspension (%s) commence le %s : la reprise est au plus tôt le lendemain.", on.French(), s.Reason.name().FR, s.From.French()),
		fmt.Sprintf("the first day back is %s, but the suspension (%s) starts on %s; want %s at the earliest", on, s.Reason.name().EN, s.From, s.From.AddDays(1)),
	), "resumed_on_date", on.String(), "from_date", s.From.String())
}

func (c Contract) notTheTerm(on civil.Date) *Refusal {
	if s, running := c.running(); running {
		return refuse(NotTheTerm, say(
			fmt.Sprintf("Le contrat est suspendu depuis le %s : son terme recule et ne peut arriver. Enregistrer la reprise, ou un autre motif de fin.", s.From.French()),
			fmt.Sprintf("end_date is %s with the reason EXPIRED, but the contract is suspended since %s and its term moves; resume it first, or end it for another reason", on, s.From),
		), "end_date", on.String(), "suspended_from_date", s.From.String())
	}
	return refuse(NotTheTerm, say(
		fmt.Sprintf("Le contrat arrive à son terme le %s, et non le %s. Pour finir un autre jour, donner un autre motif.", c.Term.French(), on.French()),
		fmt.Sprintf("end_date is %s with the reason EXPIRED, but the term is %s; end it on that day, or for another reason", on, c.Term),
	), "end_date", on.String(), "term_date", c.Term.String())
}

func (c Contract) endedOutside(on civil.Date) *Refusal {
	frTerm, enTerm := "", "or later"
	if !c.Term.IsZero() {
		frTerm, enTerm = " et s'achève au plus tard le "+c.Term.French(), "to "+c.Term.String()
	}
	return refuse(OutsideContract, say(
		fmt.Sprintf("Fin le %s, hors du contrat, qui commence le %s%s.", on.French(), c.Signed.French(), frTerm),
		fmt.Sprintf("end_date is %s, outside the contract; want %s %s", on, c.Signed, enTerm),
	), "end_date", on.String(), "signature_date", c.Signed.String())
}

func outsideCalendar(term civil.Date) *Refusal {
	return refuse(OutsideCalendar, say(
		fmt.Sprintf("Le terme tomberait le %s, hors du calendrier, qui finit le 31 décembre 2199 : vérifier la date.", term.French()),
		fmt.Sprintf("the term would be %s, beyond the calendar, which ends on 2199-12-31; check the date", term),
	), "term_date", term.String())
}

// AnotherLive refuses that a doctor comes to have two live contracts.
func AnotherLive(other string) *Refusal {
	return refuse(AnotherLiveContract, say(
		fmt.Sprintf("Le médecin a déjà un contrat en cours, %s : un médecin n'en a qu'un. Mettre fin à celui-là, ou proposer le nouveau comme sa suite.", other),
		fmt.Sprintf("the doctor has a live contract already, %s, and can have one only; end it, or offer this one as the contract that follows it", other),
	), "live_contract_id", other)
}
