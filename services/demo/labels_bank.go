package main

import paymentv1 "assistmed/gen/go/assistmed/payment/v1"

func paymentStateName(s paymentv1.PaymentState) string {
	return labelled(map[string]string{
		"ISSUED": "en cours", "DISPATCH_UNKNOWN": "envoi incertain", "SETTLED": "virement débité, versement soldé",
		"REJECTED": "virement rejeté, somme due de nouveau", "RETURNED": "virement revenu, somme due de nouveau", "OFFSET": "retenu en entier",
		"GIVEN_UP": "virement revenu et abandonné",
	}, code(s))
}

func holdName(r paymentv1.HoldReason) string {
	return labelled(map[string]string{
		"OFFICER": "décision d'un agent", "BANK_DETAILS_CHANGED": "le compte a changé et n'est pas vérifié",
		"PAYMENT_RETURNED": "un virement est revenu", "FRAUD": "soupçon de fraude",
	}, code(r))
}
