package contract

import (
	"fmt"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on the end of a contract: notices, the
// right of reply, decisions, what is left over.

// daysOf is a number of days with its noun; French takes the plural from two.
func daysOf(n int) law.Phrase {
	p := law.Phrase{FR: strconv.Itoa(n) + "\u00a0jours", EN: strconv.Itoa(n) + " days"}
	if n < 2 {
		p.FR = strconv.Itoa(n) + "\u00a0jour"
	}
	if n == 1 {
		p.EN = "1 day"
	}
	return p
}

// monthsOf is a number of months with its noun.
func monthsOf(n int) law.Phrase {
	p := law.Phrase{FR: strconv.Itoa(n) + "\u00a0mois", EN: strconv.Itoa(n) + " months"}
	if n == 1 {
		p.EN = "1 month"
	}
	return p
}

// french is the notice with its day, as French prose says it, with its article.
func (n Notice) french() string {
	if n.Party == FundParty {
		return "l'intention de résilier de la caisse, reçue le " + n.Given.French()
	}
	return "le préavis du médecin, reçu le " + n.Given.French()
}

// sayDoctorsNotice says what the notice of the doctor leads to; first is the day on
// which its time has run.
func (c Contract) sayDoctorsNotice(n Notice, first civil.Date) law.Phrase {
	months, known := c.Text.Rules.NoticeDoctorMonths.Value()
	if !known {
		return say(
			fmt.Sprintf("Préavis du médecin reçu le %s. Sa durée n'est pas connue du droit enregistré : la caisse la vérifie.", n.Given.French()),
			fmt.Sprintf("the doctor's notice was given on %s; the law on record does not know its length, the fund checks it", n.Given),
		)
	}
	fr := fmt.Sprintf("Préavis du médecin de %s, reçu le %s", monthsOf(months).FR, n.Given.French())
	en := fmt.Sprintf("the doctor's notice of %s was given on %s", monthsOf(months).EN, n.Given)
	if n.End == c.Term && !first.Before(c.Term) {
		return say(
			fmt.Sprintf("%s : il court jusqu'au terme du contrat, qui prend fin à ce terme, le %s.", fr, c.Term.French()),
			fmt.Sprintf("%s and runs to the term: the contract expires at its term %s", en, c.Term),
		)
	}
	return say(
		fmt.Sprintf("%s : le contrat peut prendre fin à partir du %s. Dernier jour demandé : le %s.", fr, first.French(), n.End.French()),
		fmt.Sprintf("%s; the contract can end from %s on, and the last day wanted is %s", en, first, n.End),
	)
}

func sayFundsNotice(n Notice) law.Phrase {
	if n.ReplyBy.IsZero() {
		return say(
			fmt.Sprintf("Intention de résilier de la caisse, reçue par le médecin le %s. Le délai de réponse n'est pas connu du droit enregistré : la caisse le vérifie.", n.Given.French()),
			fmt.Sprintf("the fund's notice was given on %s; the law on record does not know the time to reply, the fund checks it", n.Given),
		)
	}
	return say(
		fmt.Sprintf("Intention de résilier de la caisse, reçue par le médecin le %s : il peut répondre jusqu'au %s. La décision est prise au plus tôt le %s.",
			n.Given.French(), n.ReplyBy.French(), n.ReplyBy.AddDays(1).French()),
		fmt.Sprintf("the fund's notice was given on %s; the doctor can reply until %s, and the decision is made on %s at the earliest",
			n.Given, n.ReplyBy, n.ReplyBy.AddDays(1)),
	)
}

// sayLeftOver is what a doctor reads of the year that the end cuts.
func (c Contract) sayLeftOver(left LeftOver) law.Phrase {
	rest := left.Days - left.InForce
	return say(
		fmt.Sprintf("Le contrat prend fin le %s, pendant son année %d, en vigueur %s sur %d : la part de l'aide de cette année qui répond aux %s restants, %d/%d, est à récupérer si elle a été versée.",
			c.End.French(), left.Year, daysOf(left.InForce).FR, left.Days, daysOf(rest).FR, rest, left.Days),
		fmt.Sprintf("the contract ends on %s, in its year %d, which was in force for %s of %d; the share of that year's aid for the %s left, %d/%d, is to be recovered where it was paid",
			c.End, left.Year, daysOf(left.InForce).EN, left.Days, daysOf(rest).EN, rest, left.Days),
	)
}

// outside refuses a day that is not in the contract.
func (c Contract) outside(what law.Phrase, field string, on civil.Date) *Refusal {
	frTerm, enTerm := "", "or later"
	if !c.Term.IsZero() {
		frTerm, enTerm = " et s'achève le "+c.Term.French(), "to "+c.Term.String()
	}
	return refuse(OutsideContract, say(
		fmt.Sprintf("%s le %s, hors du contrat, qui commence le %s%s.", what.FR, on.French(), c.Signed.French(), frTerm),
		fmt.Sprintf("%s is %s, outside the contract; want %s %s", field, on, c.Signed, enTerm),
	), field, on.String(), "signature_date", c.Signed.String())
}

func (c Contract) noticeOutside(on civil.Date) *Refusal {
	return c.outside(law.Phrase{FR: "Préavis"}, "given_on_date", on)
}

func (c Contract) decidedOutside(on civil.Date) *Refusal {
	return refuse(OutsideContract, say(
		fmt.Sprintf("Décision du %s, avant la date du contrat, le %s.", on.French(), c.Signed.French()),
		fmt.Sprintf("decided_on_date is %s, before the contract's signature_date %s; want that day at the earliest", on, c.Signed),
	), "decided_on_date", on.String(), "signature_date", c.Signed.String())
}

func (c Contract) noticeTooShort(n Notice, earliest civil.Date, months int) *Refusal {
	frWhy, enWhy := "à l'issue du préavis de "+monthsOf(months).FR, "when the notice of "+monthsOf(months).EN+" has run"
	switch {
	case months == 0:
		frWhy, enWhy = "le jour du préavis", "the day of the notice"
	case earliest == c.Term:
		frWhy, enWhy = "au terme du contrat, qui arrive avant l'issue du préavis", "the contract's term, which comes before the notice has run"
	}
	return refuse(NoticeTooShort, say(
		fmt.Sprintf("Fin demandée le %s ; avec un préavis reçu le %s, le contrat prend fin au plus tôt le %s, %s.", n.End.French(), n.Given.French(), earliest.French(), frWhy),
		fmt.Sprintf("end_date is %s, but the notice was given on %s; the first possible last day is %s, %s; want that day or later, or leave it empty", n.End, n.Given, earliest, enWhy),
	), "end_date", n.End.String(), "first_possible_date", earliest.String())
}

func endsBeforeNotice(on civil.Date, n Notice) *Refusal {
	if n.Party == FundParty {
		return refuse(NoticeTooShort, say(
			fmt.Sprintf("Fin le %s, avant que le médecin ait reçu l'intention de résilier, le %s : la fin ne remonte pas au-delà de ce jour.", on.French(), n.Given.French()),
			fmt.Sprintf("end_date is %s, before the fund's notice was given on %s; want that day at the earliest", on, n.Given),
		), "end_date", on.String(), "first_possible_date", n.Given.String())
	}
	want := civil.Later(n.Given, n.End)
	return refuse(NoticeTooShort, say(
		fmt.Sprintf("Fin le %s, avant le %s, dernier jour demandé par le préavis du médecin : finir ce jour-là ou plus tard.", on.French(), want.French()),
		fmt.Sprintf("end_date is %s, before %s, the last day that the doctor's notice wants; want that day or later", on, want),
	), "end_date", on.String(), "first_possible_date", want.String())
}

func noNoticeOfTheFund(n Notice) *Refusal {
	return refuse(NoNoticeOfTheFund, say(
		fmt.Sprintf("Le préavis en cours est celui du médecin, reçu le %s : une réponse se rapporte à l'intention de résilier de la caisse. Le retirer par WithdrawNotice, ou mettre fin au contrat.", n.Given.French()),
		fmt.Sprintf("the open notice is the doctor's, given on %s; a reply answers a notice of the fund; withdraw this one, or end the contract", n.Given),
	), "notice_party", "DOCTOR")
}

func alreadyReplied(on civil.Date, n Notice) *Refusal {
	return refuse(AlreadyReplied, say(
		fmt.Sprintf("Réponse du %s, mais le médecin a déjà répondu le %s : une seule réponse s'enregistre. Suite : la décision de la caisse.", on.French(), n.Replied.French()),
		fmt.Sprintf("received_on_date is %s, but the doctor's reply came on %s, and one is recorded; next comes the fund's decision", on, n.Replied),
	), "received_on_date", on.String(), "replied_on_date", n.Replied.String())
}

func beforeNotice(field string, on civil.Date, n Notice) *Refusal {
	what := map[string]string{
		"received_on_date": "Réponse du", "withdrawn_on_date": "Retrait du", "decided_on_date": "Décision du",
	}[field]
	return refuse(BeforeNotice, say(
		fmt.Sprintf("%s %s, avant %s : vérifier la date.", what, on.French(), n.french()),
		fmt.Sprintf("%s is %s, before the notice of %s was given on %s; want that day at the earliest", field, on, n.Party.name().EN, n.Given),
	), field, on.String(), "given_on_date", n.Given.String())
}

func (c Contract) noticeMissing(by Party, open Notice) *Refusal {
	frWanted := "un préavis du médecin"
	if by == FundParty {
		frWanted = "une intention de résilier de la caisse"
	}
	fr, en := "rien de tel n'est en cours", "no notice is open"
	frNext, enNext := "l'enregistrer d'abord par GiveNotice", "record it with GiveNotice first"
	if open.Party != 0 {
		fr = "ce qui est en cours est " + open.french()
		en = fmt.Sprintf("the open notice is that of %s, given on %s", open.Party.name().EN, open.Given)
		frNext, enNext = "retirer cela par WithdrawNotice, puis enregistrer l'autre par GiveNotice", "withdraw it with WithdrawNotice, then record the other with GiveNotice"
	}
	return refuse(NoticeMissing, say(
		fmt.Sprintf("Pour finir ainsi, il faut %s, et %s : %s.", frWanted, fr, frNext),
		fmt.Sprintf("%s; to end the contract for this reason takes a notice of %s: %s", en, by.name().EN, enNext),
	), "notice_party_wanted", partyCode(by))
}

// partyCode is the party as the API writes it, without prefix.
func partyCode(p Party) string {
	if p == FundParty {
		return "FUND"
	}
	return "DOCTOR"
}

func decisionDateMissing(n Notice) *Refusal {
	after := civil.Later(n.Given, n.ReplyBy.AddDays(1))
	return refuse(DecisionDateMissing, say(
		fmt.Sprintf("La date de la décision de la caisse manque : la donner, au plus tôt le %s, après le délai de réponse du médecin.", after.French()),
		fmt.Sprintf("decided_on_date is empty; a decision of the fund needs its day, %s at the earliest, after the doctor's time to reply", after),
	), "field", "decided_on_date", "first_possible_date", after.String())
}

func replyPeriodRunning(decided civil.Date, n Notice) *Refusal {
	first := n.ReplyBy.AddDays(1)
	fr := fmt.Sprintf("Décision du %s, mais le médecin peut répondre jusqu'au %s : décider au plus tôt le %s.", decided.French(), n.ReplyBy.French(), first.French())
	en := fmt.Sprintf("decided_on_date is %s, but the doctor can reply until %s; decide on %s at the earliest", decided, n.ReplyBy, first)
	if !n.Replied.IsZero() {
		fr += fmt.Sprintf(" Sa réponse du %s n'abrège pas ce délai.", n.Replied.French())
		en += fmt.Sprintf("; the reply of %s does not shorten that time", n.Replied)
	}
	return refuse(ReplyPeriodRunning, say(fr, en),
		"decided_on_date", decided.String(), "reply_by_date", n.ReplyBy.String(), "first_possible_date", first.String())
}

func endsBySuccession(r EndReason) *Refusal {
	code, fr := "RENEWED", "par renouvellement"
	if r == Replaced {
		code, fr = "REPLACED", "par remplacement"
	}
	return refuse(EndsBySuccession, say(
		fmt.Sprintf("La fin %s vient avec la dernière signature du contrat qui suit (SignContract) : choisir ici un autre motif.", fr),
		fmt.Sprintf("the reason %s comes with the last signature of the contract that follows (SignContract); want another reason here", code),
	), "reason", code)
}
