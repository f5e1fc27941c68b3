package main

import paymentv1 "assistmed/gen/go/assistmed/payment/v1"

// The figures of the money after the order to pay.
var (
	exchangeFigures = map[string]form{
		"files":     asCount,
		"transfers": asCount,
		"sum":       asEuros,
		"answers":   asCount,
		"read":      asCount,
		"matched":   asCount,
		"rejected":  asCount,
		"unknown":   asCount,
	}
	sentFigures = with(exchangeFigures, map[string]form{
		"each.*.transfers": asCount,
		"each.*.sum":       asEuros,
	})
	bankFigures = with(refusal, exchangeFigures, map[string]form{
		"paid.*.*.state": enumForm(paymentv1.PaymentState(0)),
		"holds":          asCount,
	})
	accountFigures  = with(refusal, map[string]form{"released": asCount})
	recoveryFigures = with(refusal, map[string]form{
		"notified":      asEuros,
		"reply_by":      asDate,
		"rows.*.*.paid": asEuros,
		"rows.*.*.owed": asEuros,
		"claimed":       asEuros,
		"recovery":      enumForm(paymentv1.RecoveryState(0)),
	})
	statementFigures = with(refusal, map[string]form{
		"lines.*.*.owed":      asEuros,
		"lines.*.*.paid":      asEuros,
		"lines.*.*.kept_back": asEuros,
		"lines.*.*.recovered": asEuros,
		"owed":                asEuros,
		"paid":                asEuros,
		"held":                asEuros,
		"recovered":           asEuros,
		"to_recover":          asEuros,
	})
	ledgerFigures = map[string]form{
		"valid":        asYes,
		"transactions": asCount,
		"root":         asCode,
		"findings":     asCount,
	}
)
