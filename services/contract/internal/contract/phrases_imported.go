package contract

import (
	"fmt"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on imports: why an entry of a fund's
// register is no contract.

// signedOtherwise is the reason beside an imported objective that is not the law's.
const signedOtherwise = "as signed; imported from the fund's register"

func noTextInForce(signed, first civil.Date) *Refusal {
	return refuse(NoTextInForce, say(
		fmt.Sprintf("Contrat du %s : aucun texte n'était en vigueur avant le %s. Vérifier la date de signature.", signed.French(), first.French()),
		fmt.Sprintf("the contract is of %s; no text was in force before %s; check signature_date", signed, first),
	), "signature_date", signed.String(), "first_date", first.String())
}

func textDiffers(e Entry, governs *law.Text) *Refusal {
	return refuse(TextDiffers, say(
		fmt.Sprintf("Texte « %s » indiqué ; un contrat du %s relève de « %s » (%s). Corriger le texte ou la date, ou laisser le texte vide.", e.TextID, e.Signed.French(), governs.ID, governs.Title.FR),
		fmt.Sprintf("text_id is %q; a contract of %s stands under %s; correct one of the two, or leave text_id empty", e.TextID, e.Signed, governs.ID),
	), "text_id", e.TextID, "governing_text_id", governs.ID)
}

func notInZone(e Entry, text *law.Text, wanted []law.Zone) *Refusal {
	seen, zones := zoneSeen(e.Zone), zoneNames(wanted)
	fr, en := "zone "+seen, "the zone is "+seen
	if e.Zone == law.ZoneUnknown {
		fr, en = "zone non indiquée", "the zone is not stated"
	}
	return refuse(OptionClosed, say(
		fmt.Sprintf("L'option %s n'est ouverte qu'en zone %s (%s) ; %s. Vérifier la zone et l'option.", e.Option.Name().FR, zones, text.Title.FR, fr),
		fmt.Sprintf("%s opens %s in the zones %s only; %s; check zone and option", text.ID, e.Option.Name().EN, zones, en),
	), "option", e.Option.String(), "why", "NOT_IN_ZONE")
}

// zoneSeen is the zone as the register writes it; empty when it is not known.
func zoneSeen(z law.Zone) string {
	if z == law.ZoneUnknown {
		return ""
	}
	return z.String()
}

func zoneNames(zones []law.Zone) string {
	names := make([]string, len(zones))
	for i, z := range zones {
		names[i] = z.String()
	}
	return strings.Join(names, ", ")
}

func optionNotOfText(o law.Option, text *law.Text, form string) *Refusal {
	fr, en := "ne la connaît pas", "does not have it"
	switch form {
	case "NO_NEW_CONTRACT":
		fr, en = "n'en permet plus de nouveau contrat", "allows no new contract of it"
	case "SECOND_ASSISTANT":
		fr, en = "ne l'ouvre qu'à un second assistant, dont l'import ne reprend pas le contrat", "opens it for a second assistant only, whose contract is not imported"
	}
	return refuse(OptionClosed, say(
		fmt.Sprintf("Option %s : le texte en vigueur à la signature (%s) %s. Vérifier l'option et la date de signature.", o.Name().FR, text.Title.FR, fr),
		fmt.Sprintf("the option is %s; %s %s; check option and signature_date", o.Name().EN, text.ID, en),
	), "option", o.String(), "why", form)
}

// optionNames lists the options that the text opens, as a register writes them.
func optionNames(text *law.Text) string {
	var names []string
	for _, o := range law.Options() {
		if form, _ := text.Option(o).Open.Value(); form == openEverywhere || form == openInZones {
			names = append(names, o.String())
		}
	}
	return strings.Join(names, ", ")
}

func bandNotStated(bands []law.Band) *Refusal {
	of := bandList(bands)
	return refuse(BandUnsettled, say(
		fmt.Sprintf("La tranche de patientèle n'est pas indiquée ; plusieurs restent possibles (%s) et elles changent les montants : l'indiquer.", of.FR),
		fmt.Sprintf("band is empty; several remain possible (%s) and they change the amounts; state it", of.EN),
	))
}

func registerIndicatorNotUsed(seen law.Indicator, wanted []law.Indicator, t *law.Text) *Refusal {
	used := indicatorList(wanted)
	return refuse(IndicatorNotUsed, say(
		fmt.Sprintf("Objectif sur « %s », que le texte n'utilise pas pour ce médecin ; il compte : %s.", seen.Name().FR, used.FR),
		fmt.Sprintf("an objective on %s; under %s this doctor commits on: %s", seen.Name().EN, t.ID, used.EN),
	), "indicator", seen.String(), "text_id", t.ID)
}

func objectiveMissing(missing law.Indicator, wanted []law.Indicator, t *law.Text, must bool) *Refusal {
	used := indicatorList(wanted)
	fr, en := fmt.Sprintf("Objectif absent sur « %s »", missing.Name().FR), fmt.Sprintf("no objective on %s", missing.Name().EN)
	if must {
		fr, en = fr+" ; le texte en demande un sur chaque indicateur : "+used.FR+".", en+"; "+t.ID+" wants one on each of: "+used.EN
	} else {
		fr, en = fr+" ; le texte en demande un au moins : "+used.FR+".", en+"; "+t.ID+" wants at least one of: "+used.EN
	}
	return refuse(ObjectiveMissing, say(fr+" Indiquer le départ et les patients à gagner.", en+"; give the start and the patients to gain"),
		"indicator", missing.String(), "text_id", t.ID)
}

func indicatorList(list []law.Indicator) law.Phrase {
	fr, en := make([]string, len(list)), make([]string, len(list))
	for i, w := range list {
		fr[i], en[i] = w.Name().FR, w.Name().EN
	}
	return say(strings.Join(fr, ", "), strings.Join(en, ", "))
}

func suspensionOpen(s Suspension, fr, en string) *Refusal {
	return refuse(SuspensionOpen, say(
		fmt.Sprintf("La suspension du %s n'a pas de reprise, %s. Indiquer le jour de la reprise.", s.From.French(), fr),
		fmt.Sprintf("the suspension from %s has no first day back, %s; give that day", s.From, en),
	), "from_date", s.From.String())
}

func suspendedPastEnd(s Suspension, end civil.Date) *Refusal {
	return refuse(OutsideContract, say(
		fmt.Sprintf("La suspension du %s va jusqu'à la reprise du %s, après la fin du contrat, le %s. La reprise est au plus tard le lendemain.", s.From.French(), s.Until.French(), end.French()),
		fmt.Sprintf("the suspension from %s has its first day back on %s, after the end %s; want %s at the latest", s.From, s.Until, end, end.AddDays(1)),
	), "from_date", s.From.String(), "end_date", end.String())
}

func hiredAfterEnd(start, end civil.Date) *Refusal {
	return refuse(OutsideContract, say(
		fmt.Sprintf("Embauche le %s, après la fin du contrat, le %s.", start.French(), end.French()),
		fmt.Sprintf("the assistant starts on %s, after the end %s of the contract; want that day at the latest", start, end),
	), "start_date", start.String(), "end_date", end.String())
}

func inForceTogether(own, other Span) *Refusal {
	frUntil, enUntil := "toujours en cours", "still running"
	if !other.Until.IsZero() {
		frUntil, enUntil = "fini le "+other.Until.French(), "ended on "+other.Until.String()
	}
	return refuse(OverlapsEarlierContract, say(
		fmt.Sprintf("Contrat du %s : le médecin en a un autre, %s, du %s, %s. Deux contrats d'un médecin ne sont jamais en cours le même jour.", own.From.French(), other.ContractID, other.From.French(), frUntil),
		fmt.Sprintf("the contract is of %s; the doctor has another one, %s, of %s, %s; two contracts of one doctor are never in force on the same day", own.From, other.ContractID, other.From, enUntil),
	), "contract_id", other.ContractID)
}
