package payment

import (
	"fmt"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// What a notice of overpayment says, to a doctor.

func (n Notice) say(firstPaid civil.Date) law.Phrase {
	said := []law.Phrase{phrase(
		fmt.Sprintf("Notification d'indu du %s\u00a0: %s ont été versés et ne sont pas dus.", n.On.French(), n.Total.French()),
		fmt.Sprintf("Notice of overpayment of %s: %s was paid and is not owed.", n.On, n.Total.English()))}
	for _, r := range n.Rows {
		said = append(said, r.say())
	}
	return joined(append(said, n.sayReply(), n.sayLimitation(firstPaid))...)
}

func (r RecoveryRow) say() law.Phrase {
	return phrase(
		fmt.Sprintf("Année %d, versement %d\u00a0: %s versés − %s dus = %s à reverser.", r.Key.Year, r.Key.Instalment, r.Paid.French(), r.Owed.French(), r.ToRecover.French()),
		fmt.Sprintf("Year %d, instalment %d: %s paid − %s owed = %s to be got back.", r.Key.Year, r.Key.Instalment, r.Paid.English(), r.Owed.English(), r.ToRecover.English()))
}

func (n Notice) sayReply() law.Phrase {
	if n.ReplyBy.IsZero() {
		return phrase(
			"Le délai de réponse n'est pas connu\u00a0: la caisse doit l'établir avant toute décision.",
			"The time to reply is not known: the fund must state it before any decision.")
	}
	return phrase(
		fmt.Sprintf("Vous pouvez présenter vos observations jusqu'au %s inclus\u00a0; rien n'est décidé avant.", n.ReplyBy.French()),
		fmt.Sprintf("You can reply up to and including %s; nothing is decided before.", n.ReplyBy))
}

// sayLimitation: the number of years is in the text, the day from which they run is our
// reading of it.
func (n Notice) sayLimitation(firstPaid civil.Date) law.Phrase {
	switch {
	case n.Limitation.IsZero():
		return phrase(
			"Le délai de prescription n'est pas connu.",
			"The limitation is not known.")
	case n.On.After(n.Limitation):
		return phrase(
			fmt.Sprintf("La prescription était acquise le %s, comptée du premier versement le %s (lecture déduite du texte)\u00a0: seule une fraude permettrait de réclamer.", n.Limitation.French(), firstPaid.French()),
			fmt.Sprintf("The limitation ended on %s, counted from the first payment on %s (derived from the text): only fraud would allow to claim.", n.Limitation, firstPaid))
	}
	return phrase(
		fmt.Sprintf("Après le %s, la somme ne pourrait plus être réclamée, sauf fraude\u00a0: la prescription est comptée du premier versement, le %s (lecture déduite du texte).", n.Limitation.French(), firstPaid.French()),
		fmt.Sprintf("After %s the sum could no longer be claimed, save fraud: the limitation is counted from the first payment, on %s (derived from the text).", n.Limitation, firstPaid))
}

// SayDecided says what a decision does with what was notified. A notice whose amounts
// have moved is withdrawn: it claims nothing and gives nothing up.
func SayDecided(claimed, notified money.Cents, withdrawn bool) law.Phrase {
	switch {
	case withdrawn:
		return phrase(
			"Cette notification est retirée, ses montants ayant changé depuis\u00a0: rien n'est réclamé ni abandonné par elle.",
			"This notice is withdrawn, as its amounts have moved since: it claims nothing and gives nothing up.")
	case claimed == 0:
		return phrase(
			fmt.Sprintf("Décision\u00a0: la caisse renonce aux %s notifiés.", notified.French()),
			fmt.Sprintf("Decision: the fund gives up the %s that were notified.", notified.English()))
	case claimed < notified:
		return phrase(
			fmt.Sprintf("Décision\u00a0: %s sont à reverser sur %s notifiés\u00a0; la caisse renonce à %s.", claimed.French(), notified.French(), (notified-claimed).French()),
			fmt.Sprintf("Decision: %s is to be got back of %s notified; the fund gives up %s.", claimed.English(), notified.English(), (notified-claimed).English()))
	}
	return phrase(
		fmt.Sprintf("Décision\u00a0: les %s notifiés sont à reverser.", notified.French()),
		fmt.Sprintf("Decision: the %s that were notified are to be got back.", notified.English()))
}
