package server

import (
	"fmt"
	"strings"

	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
	"assistmed/services/payment/internal/payment"
)

// Why a line of a status file is rejected or unknown. The codes are stable.

func status(code, fr, en string) *payment.Reason {
	return &payment.Reason{Code: code, Text: law.Phrase{FR: fr, EN: en}}
}

func sayNoReference() *payment.Reason {
	return status("NO_REFERENCE",
		"La banque ne dit pas de quel virement ni de quel fichier il s'agit.",
		"The bank does not say which payment or file it is about.")
}

func sayUnknownID(id string) *payment.Reason {
	return status("UNKNOWN_END_TO_END_ID",
		fmt.Sprintf("Aucun virement de ce service ne porte la référence %q.", id),
		fmt.Sprintf("No payment of this service has the end-to-end id %q.", id))
}

func sayUnknownFile(id string) *payment.Reason {
	return status("UNKNOWN_MESSAGE_ID",
		fmt.Sprintf("Aucun fichier de ce service ne porte la référence %q.", id),
		fmt.Sprintf("No file of this service has the message id %q.", id))
}

func sayAmountDiffers(seen, wanted money.Cents) *payment.Reason {
	return status("AMOUNT_DIFFERS",
		fmt.Sprintf("La banque dit %s\u00a0; %s lui ont été remis.", seen.French(), wanted.French()),
		fmt.Sprintf("The bank says %s; it was given %s.", seen.English(), wanted.English()))
}

func sayOtherFile(seen, now string) *payment.Reason {
	return status("OTHER_FILE",
		fmt.Sprintf("La banque parle du fichier %s\u00a0; ce virement est dans le fichier %s.", seen, now),
		fmt.Sprintf("The bank speaks of file %s; this payment is in file %s.", seen, now))
}

func sayNotSettled() *payment.Reason {
	return status("NOT_SETTLED_BEFORE",
		"La banque dit ce virement revenu, sans l'avoir encore dit exécuté\u00a0: importer d'abord l'avis du débit, puis ce fichier à nouveau.",
		"The bank says that this payment came back, and has not said that it was made: import the notice of the debit first, then this file again.")
}

func sayHaveItAlready() *payment.Reason {
	return status("SENT_TWICE",
		"La banque refuse une seconde copie de ce qu'elle a déjà\u00a0: rien n'est dit contre la première, dont la suite viendra.",
		"The bank refuses a second copy of what it has already: nothing is said against the first one, of which it will tell.")
}

func sayStatusNotKnown(raw string) *payment.Reason {
	return status("STATUS_NOT_KNOWN",
		fmt.Sprintf("Le statut %q ne dit pas si l'argent est parti\u00a0: à voir avec la banque.", raw),
		fmt.Sprintf("Status %q does not say whether the money left: ask the bank.", raw))
}

// sayContradiction: what was told first stays, and a person has to look.
func sayContradiction(p *paymentv1.Payment) *payment.Reason {
	said := saidLast(p)
	state := strings.TrimPrefix(said.String(), "PAYMENT_STATE_")
	fr := map[paymentv1.PaymentState]string{
		paymentv1.PaymentState_PAYMENT_STATE_SETTLED:  "exécuté",
		paymentv1.PaymentState_PAYMENT_STATE_REJECTED: "rejeté",
		paymentv1.PaymentState_PAYMENT_STATE_RETURNED: "revenu",
	}[said]
	if fr == "" {
		return status("NOT_IN_TRANSIT", "Ce virement n'est pas en cours.", "This payment is not in transit.")
	}
	return status(state+"_BEFORE",
		fmt.Sprintf("La banque avait dit ce virement %s\u00a0: les deux ne peuvent être vrais, à voir avec elle.", fr),
		fmt.Sprintf("The bank had said that this payment is %s: both cannot be true, ask the bank.", state))
}
