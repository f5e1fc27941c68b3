package eligibility

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// say makes a phrase of a French and an English sentence.
func say(fr, en string) law.Phrase {
	return law.Phrase{FR: law.French(fr), EN: en}
}

// number writes a whole number with its thousands apart.
func number(n int, apart string) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && d != '-' && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteString(apart)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// counted is a number with its noun; French takes the plural from two, English from
// all but one.
func counted(n int, one, many law.Phrase) law.Phrase {
	p := law.Phrase{FR: number(n, "\u00a0") + "\u00a0" + many.FR, EN: number(n, ",") + " " + many.EN}
	if n > -2 && n < 2 {
		p.FR = number(n, "\u00a0") + "\u00a0" + one.FR
	}
	if n == 1 {
		p.EN = number(n, ",") + " " + one.EN
	}
	return p
}

func patients(n int) law.Phrase {
	return counted(n, law.Phrase{FR: "patient", EN: "patient"}, law.Phrase{FR: "patients", EN: "patients"})
}

func doctorsCounted(n int) law.Phrase {
	return counted(n, law.Phrase{FR: "médecin", EN: "doctor"}, law.Phrase{FR: "médecins", EN: "doctors"})
}

func months(n int) law.Phrase {
	return counted(n, law.Phrase{FR: "mois", EN: "month"}, law.Phrase{FR: "mois", EN: "months"})
}

func years(n int) law.Phrase {
	return counted(n, law.Phrase{FR: "an", EN: "year"}, law.Phrase{FR: "ans", EN: "years"})
}

func days(n int) law.Phrase {
	return counted(n, law.Phrase{FR: "jour", EN: "day"}, law.Phrase{FR: "jours", EN: "days"})
}

// percent writes basis points: 7999 is "79,99 %", 8000 is "80 %".
func percent(bp int) law.Phrase {
	whole, part := bp/100, bp%100
	if part == 0 {
		return law.Phrase{FR: fmt.Sprintf("%d\u00a0%%", whole), EN: fmt.Sprintf("%d%%", whole)}
	}
	digits := strings.TrimSuffix(fmt.Sprintf("%02d", part), "0")
	return law.Phrase{FR: fmt.Sprintf("%d,%s\u00a0%%", whole, digits), EN: fmt.Sprintf("%d.%s%%", whole, digits)}
}

// hours writes weekly minutes: 1050 is "17 h 30", 17 h 30 min.
func hours(minutes int) law.Phrase {
	h, m := minutes/60, minutes%60
	if m == 0 {
		return law.Phrase{FR: fmt.Sprintf("%d\u00a0h", h), EN: fmt.Sprintf("%d h", h)}
	}
	return law.Phrase{FR: fmt.Sprintf("%d\u00a0h\u00a0%02d", h, m), EN: fmt.Sprintf("%d h %02d min", h, m)}
}

// date writes a day as prose of each language does; English keeps ISO 8601.
func date(d civil.Date) law.Phrase { return law.Phrase{FR: d.French(), EN: d.String()} }

// tariffName is an option as doctors write it.
func tariffName(o TariffOption) string { return strings.ReplaceAll(string(o), "_", "-") }

// anyOf joins the names of tariff options.
func anyOf(options []TariffOption) law.Phrase {
	names := make([]string, 0, len(options))
	for _, o := range options {
		names = append(names, tariffName(o))
	}
	return law.Or(names)
}

// formName is a form of coordinated practice as people call it.
func formName(f CoordinationForm) law.Phrase {
	switch f {
	case MSP:
		return say("maison de santé pluriprofessionnelle (MSP)", "multi-professional health house (MSP)")
	case PrimaryCareTeam:
		return say("équipe de soins primaires", "primary-care team")
	case SpecialistCareTeam:
		return say("équipe de soins spécialisés", "specialist-care team")
	case CPTS:
		return say("communauté professionnelle territoriale de santé (CPTS)", "territorial health community (CPTS)")
	case HealthCentre:
		return say("centre de santé", "health centre")
	case OtherCoordination:
		return say("autre forme pluriprofessionnelle", "another multi-professional form")
	}
	return say("aucune", "no form of coordinated practice")
}

// zoneName is a zone as people call it.
func zoneName(z law.Zone) law.Phrase {
	switch z {
	case law.ZIP:
		return say("zone d'intervention prioritaire (ZIP)", "a priority zone (ZIP)")
	case law.ZAC:
		return say("zone d'action complémentaire (ZAC)", "a complementary-action zone (ZAC)")
	case law.ZV:
		return say("zone de vigilance (ZV)", "a zone under watch (ZV)")
	}
	return say("zone non classée", "no zone")
}

// anyZone joins the names of zones.
func anyZone(zones []law.Zone) law.Phrase {
	names := make([]string, 0, len(zones))
	for _, z := range zones {
		names = append(names, z.String())
	}
	return law.Or(names)
}

// anyBand joins the names of bands.
func anyBand(bands []law.Band) law.Phrase {
	fr, en := make([]string, len(bands)), make([]string, len(bands))
	for i, b := range bands {
		fr[i], en[i] = b.Name().FR, b.Name().EN
	}
	return law.Phrase{FR: law.List(fr, "ou"), EN: law.List(en, "or")}
}

// rank is a percentile in words: "30e percentile national", "30th national percentile".
func rank(p law.Percentile) law.Phrase {
	n := strings.TrimPrefix(p.String(), "P")
	return law.Phrase{FR: n + "e\u00a0percentile national", EN: n + "th national percentile"}
}
