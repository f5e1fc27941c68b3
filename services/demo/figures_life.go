package main

import contractv1 "assistmed/gen/go/assistmed/contract/v1"

var (
	asObligationState = enumForm(contractv1.ObligationState(0))
	asWorkKind        = enumForm(contractv1.WorkKind(0))
	asRenewalMode     = enumForm(contractv1.RenewalMode(0))
	asChangeReason    = enumForm(contractv1.ChangeReason(0))
)

// The figures of the life of a contract after its beginning.
var (
	obligationFigures = with(refusal, map[string]form{
		"state":               asState,
		"obligations.*.state": asObligationState,
		"obligations.*.due":   asDate,
	})
	amendmentFigures = with(contractFigures, map[string]form{
		"from_year":            asCount,
		"corrections.*.field":  asCode,
		"corrections.*.before": asText,
		"corrections.*.after":  asText,
	})
	renewalFigures = with(contractFigures, map[string]form{
		"mode":                 asRenewalMode,
		"citations":            asCount,
		"offer.state":          asState,
		"offer.text":           asCode,
		"offer.signature_date": asDate,
		"offer.first_year":     asCount,
	})
	endingFigures = with(refusal, map[string]form{
		"state":                   asState,
		"reply_by":                asDate,
		"end_on":                  asDate,
		"late":                    asYes,
		"ended_on":                asDate,
		"decided_on":              asDate,
		"left_over.days_in_force": asCount,
		"left_over.days_in_year":  asCount,
		"left_over.ratio":         asRatio,
		"proposal":                asCount,
		"method":                  asCode,
	})
	workFigures = with(refusal, map[string]form{
		"total":             asCount,
		"items.*.kind":      asWorkKind,
		"items.*.subject":   asCode,
		"items.*.method":    asCode,
		"items.*.due":       asDate,
		"items.*.days_late": asCount,
	})
	revisionFigures = with(refusal, map[string]form{
		"total":              asCount,
		"revisions.*.on":     asDate,
		"revisions.*.reason": asChangeReason,
	})
	verifiedFigures = with(refusal, map[string]form{
		"valid": asYes,
		"chain": asYes,
	})
	forecastFigures = with(refusal, map[string]form{
		"forecasts.*.on":       asDate,
		"forecasts.*.ratio":    asRatio,
		"forecasts.*.ceiling":  asEuros,
		"forecasts.*.aid":      asEuros,
		"forecasts.*.counts.*": asCount,
	})
)
