package eligibility

import (
	"fmt"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of what the answers say: each sentence in French, for
// doctors and officers, and in English. Nothing is decided here.

// Text in force.

func wantedPeriod(t *law.Text) law.Phrase {
	from, until := date(t.From), date(t.Until)
	if t.Until.IsZero() {
		return since(t.From)
	}
	return law.Phrase{FR: "du " + from.FR + " au " + until.FR, EN: from.EN + " to " + until.EN}
}

// since is "on or after 2024-06-22".
func since(d civil.Date) law.Phrase {
	p := date(d)
	return law.Phrase{FR: "à partir du " + p.FR, EN: "on or after " + p.EN}
}

func sayTextInForce(signed civil.Date, t *law.Text) law.Phrase {
	d := date(signed)
	return say(
		fmt.Sprintf("Un contrat signé le %s est régi, pour toute sa durée, par le texte « %s ».", d.FR, t.Title.FR),
		fmt.Sprintf("A contract signed on %s is governed, for its whole life, by the text \"%s\".", d.EN, t.Title.EN))
}

func sayAsIfInForce(t *law.Text) law.Phrase {
	return say(
		fmt.Sprintf("La demande est examinée comme si le texte « %s » la régissait, quelle que soit la date de signature.", t.Title.FR),
		fmt.Sprintf("The application is looked at as if the text \"%s\" governed it, whatever the signature date.", t.Title.EN))
}

func sayBeforeTheLaw(signed, first civil.Date) law.Phrase {
	d, f := date(signed), date(first)
	return say(
		fmt.Sprintf("Au %s, aucun texte n'ouvre encore l'aide : le premier s'applique aux contrats signés à partir du %s.", d.FR, f.FR),
		fmt.Sprintf("On %s no text gives the aid yet: the first one governs contracts signed on or after %s.", d.EN, f.EN))
}

func sayNotRequired(t *law.Text) law.Phrase {
	return say(
		fmt.Sprintf("Cette condition n'est pas demandée par le texte « %s ».", t.Title.FR),
		fmt.Sprintf("The text \"%s\" does not ask for this.", t.Title.EN))
}

// Sector.

func wantedSector(options []TariffOption) law.Phrase {
	names := anyOf(options)
	return law.Phrase{FR: "secteur 1, ou secteur 2 avec " + names.FR, EN: "secteur 1, or secteur 2 with " + names.EN}
}

// seenSector is the sector, with the tariff option of secteur 2.
func (q *inquiry) seenSector() law.Phrase {
	in, known := q.app.Doctor.Sector.Get()
	signed, stated := q.app.Doctor.TariffOption.Get()
	switch {
	case !known:
		return law.Phrase{}
	case in == Sector1:
		return law.Phrase{FR: "secteur 1", EN: "secteur 1"}
	case in == OutsideAgreement:
		return law.Phrase{FR: "non conventionné", EN: "outside the agreement"}
	case !stated:
		return law.Phrase{FR: "secteur 2", EN: "secteur 2"}
	case signed == NoTariffOption:
		return law.Phrase{FR: "secteur 2 sans option tarifaire", EN: "secteur 2 without tariff option"}
	}
	return law.Phrase{FR: "secteur 2 avec " + tariffName(signed), EN: "secteur 2 with " + tariffName(signed)}
}

func saySector1() law.Phrase {
	return say(
		"Le médecin exerce en secteur 1 : la condition de secteur est remplie.",
		"The doctor is in secteur 1: the condition on the sector is met.")
}

func saySectorUnknown(options []TariffOption) law.Phrase {
	names := anyOf(options)
	return say(
		fmt.Sprintf("Le secteur conventionnel n'est pas indiqué. L'aide va au secteur 1, et au secteur 2 avec %s.", names.FR),
		fmt.Sprintf("The agreement sector is not stated. The aid goes to secteur 1, and to secteur 2 with %s.", names.EN))
}

func sayOutsideAgreement(options []TariffOption) law.Phrase {
	names := anyOf(options)
	return say(
		fmt.Sprintf("Le médecin n'est pas conventionné. L'aide va au secteur 1, et au secteur 2 avec %s.", names.FR),
		fmt.Sprintf("The doctor is outside the agreement. The aid goes to secteur 1, and to secteur 2 with %s.", names.EN))
}

func sayTariffUnknown(options []TariffOption) law.Phrase {
	names := anyOf(options)
	return say(
		fmt.Sprintf("Le médecin exerce en secteur 2 et l'on ne sait pas s'il a adhéré à une option tarifaire. L'aide demande %s.", names.FR),
		fmt.Sprintf("The doctor is in secteur 2 and it is not stated which tariff option was signed. The aid asks for %s.", names.EN))
}

func sayNoTariffOption(options []TariffOption) law.Phrase {
	names := anyOf(options)
	return say(
		fmt.Sprintf("Le médecin exerce en secteur 2 sans option tarifaire. La condition serait remplie en adhérant à %s avant la signature.", names.FR),
		fmt.Sprintf("The doctor is in secteur 2 without a tariff option. The condition would be met by signing %s before the contract.", names.EN))
}

func sayTariffOption(o TariffOption) law.Phrase {
	return say(
		fmt.Sprintf("Le médecin exerce en secteur 2 avec %s : la condition de secteur est remplie.", tariffName(o)),
		fmt.Sprintf("The doctor is in secteur 2 with %s: the condition on the sector is met.", tariffName(o)))
}

func sayRenamedOption(r *renaming, stated, right TariffOption) law.Phrase {
	d, was, is := date(r.on), tariffName(r.before), tariffName(r.after)
	return say(
		fmt.Sprintf("Le médecin exerce en secteur 2 avec %s : la condition de secteur est remplie. L'%s s'appelle %s depuis le %s ; à la date de signature, son nom est %s.", tariffName(stated), was, is, d.FR, tariffName(right)),
		fmt.Sprintf("The doctor is in secteur 2 with %s: the condition on the sector is met. %s has been called %s since %s; on the signature date its name is %s.", tariffName(stated), was, is, d.EN, tariffName(right)))
}

func sayOptionTooEarly(o TariffOption, since civil.Date, options []TariffOption) law.Phrase {
	d, names := date(since), anyOf(options)
	return say(
		fmt.Sprintf("L'%s n'existe que depuis le %s. À la date de signature, le secteur 2 demande %s ; c'est peut-être l'une de ces options que le médecin avait signée.", tariffName(o), d.FR, names.FR),
		fmt.Sprintf("%s has existed since %s only. On the signature date secteur 2 needs %s; perhaps the doctor had signed one of these.", tariffName(o), d.EN, names.EN))
}

func sayOptionNotAccepted(o TariffOption, options []TariffOption) law.Phrase {
	names := anyOf(options)
	return say(
		fmt.Sprintf("L'option %s n'ouvre pas l'aide. En secteur 2 il faut %s.", tariffName(o), names.FR),
		fmt.Sprintf("The option %s does not open the aid. Secteur 2 needs %s.", tariffName(o), names.EN))
}

// Specialty.

// specialtyName is the specialty's name in the table, or its code.
func (q *inquiry) specialtyName() string {
	if s := &q.engine.specialties[q.code]; s.known {
		return s.name
	}
	return q.app.Doctor.SpecialtyCode
}

// seenSpecialty is the specialty, with the department where that counts.
func (q *inquiry) seenSpecialty() law.Phrase {
	seen := q.app.Doctor.SpecialtyCode + " " + q.specialtyName()
	if q.app.Doctor.ParticularPractice {
		seen += " (MEP)"
	}
	p := law.Phrase{FR: seen, EN: seen}
	if department, stated := q.app.Practice.Department.Get(); stated && q.byDepartment() {
		p.FR += ", département " + department
		p.EN += ", department " + department
	}
	return p
}

// byDepartment tells whether the specialty is open in known departments.
func (q *inquiry) byDepartment() bool {
	code := &q.plan.specialty.byCode[q.code]
	mep := q.app.Doctor.ParticularPractice && q.plan.specialty.mepListed
	return code.standing == inListB && code.departmentsKnown && !mep
}

// wantedSpecialty is what the text wants of the specialty.
func (q *inquiry) wantedSpecialty() law.Phrase {
	code := &q.plan.specialty.byCode[q.code]
	switch {
	case code.standing == excluded || code.standing == notExcluded:
		return say("toute spécialité sauf celles qui sont exclues", "any specialty but the excluded ones")
	case q.app.Practice.Department.known && q.byDepartment():
		in := strings.Join(code.departments, ", ")
		return say("liste B : dans un département "+in, "list B: in a department "+in)
	}
	return say("une spécialité de la liste A, ou de la liste B dans un département qui en manque", "a specialty of list A, or of list B in a department short of it")
}

func saySpecialtyExcluded(name string, excluded []string) law.Phrase {
	return say(
		fmt.Sprintf("La spécialité « %s » est exclue de l'aide, comme les autres de la liste : %s.", name, strings.Join(excluded, ", ")),
		fmt.Sprintf("The specialty \"%s\" is excluded from the aid, like the others of the list: %s.", name, strings.Join(excluded, ", ")))
}

func saySpecialtyNotExcluded(name string) law.Phrase {
	return say(
		fmt.Sprintf("La spécialité « %s » n'est pas de celles que le texte exclut.", name),
		fmt.Sprintf("The specialty \"%s\" is not one that the text excludes.", name))
}

func sayListA(name string) law.Phrase {
	return say(
		fmt.Sprintf("La spécialité « %s » est dans la liste qui ouvre l'aide partout.", name),
		fmt.Sprintf("The specialty \"%s\" is in the list that opens the aid everywhere.", name))
}

func sayListAMEP() law.Phrase {
	return say(
		"Les médecins à expertise particulière (MEP) sont dans la liste qui ouvre l'aide partout.",
		"Doctors with a particular practice (MEP) are in the list that opens the aid everywhere.")
}

func saySpecialtyInNoList(name string) law.Phrase {
	return say(
		fmt.Sprintf("La spécialité « %s » n'est dans aucune des listes connues, et la liste publiée n'est pas close : on ne peut pas conclure.", name),
		fmt.Sprintf("The specialty \"%s\" is in none of the known lists, and the published list is not closed: it cannot be told.", name))
}

func saySpecialtyInNeither(name string) law.Phrase {
	return say(
		fmt.Sprintf("La spécialité « %s » n'est dans aucune des deux listes du texte.", name),
		fmt.Sprintf("The specialty \"%s\" is in neither of the text's two lists.", name))
}

func sayDepartmentsUnknown(name string) law.Phrase {
	return say(
		fmt.Sprintf("La spécialité « %s » n'ouvre l'aide que dans les départements qui en manquent le plus, et leur liste n'est pas connue.", name),
		fmt.Sprintf("The specialty \"%s\" opens the aid only in the departments most short of it, and their list is not known.", name))
}

func sayDepartmentMissing(name string) law.Phrase {
	return say(
		fmt.Sprintf("La spécialité « %s » n'ouvre l'aide que dans certains départements, et celui du cabinet n'est pas indiqué.", name),
		fmt.Sprintf("The specialty \"%s\" opens the aid in some departments only, and that of the practice is not stated.", name))
}

func sayDepartmentListed(name, department string) law.Phrase {
	return say(
		fmt.Sprintf("Le département %s est de ceux qui manquent le plus de la spécialité « %s » : l'aide y est ouverte.", department, name),
		fmt.Sprintf("Department %s is among those most short of the specialty \"%s\": the aid is open there.", department, name))
}

func sayDepartmentNotListed(name, department string, listed []string) law.Phrase {
	return say(
		fmt.Sprintf("Pour la spécialité « %s », l'aide n'est ouverte que dans les départements %s ; le cabinet est dans le %s.", name, law.List(listed, "et"), department),
		fmt.Sprintf("For the specialty \"%s\" the aid is open in departments %s only; the practice is in %s.", name, law.List(listed, "and"), department))
}

func sayDepartmentPerhapsMissing(name, department string, listed []string) law.Phrase {
	return say(
		fmt.Sprintf("Pour la spécialité « %s », les départements connus sont %s. Le %s n'y figure pas, mais cette liste est peut-être incomplète : on ne peut pas conclure.", name, law.List(listed, "et"), department),
		fmt.Sprintf("For the specialty \"%s\" the known departments are %s. Department %s is not among them, but the known list may be incomplete: it cannot be told.", name, law.List(listed, "and"), department))
}

// Clinical fees.

func (f fees) name() law.Phrase {
	if f.ccam {
		return law.Phrase{FR: "part des actes techniques (CCAM)", EN: "share of technical (CCAM) fees"}
	}
	return law.Phrase{FR: "part des honoraires cliniques", EN: "share of clinical fees"}
}

// stated is the share in a sentence, with its period, and with the other share where it
// was derived from that.
func (f fees) stated(period law.Phrase) law.Phrase {
	n, p := f.name(), percent(f.share)
	is := law.Phrase{
		FR: fmt.Sprintf("La %s est de %s%s", n.FR, p.FR, period.FR),
		EN: fmt.Sprintf("The %s is %s%s", n.EN, p.EN, period.EN),
	}
	if f.derived {
		other := fees{ccam: !f.ccam}.name()
		is.FR += " (le reste de la " + other.FR + ")"
		is.EN += " (the rest of the " + other.EN + ")"
	}
	return is
}

// bound is the limit in words: "au moins 80 %", "at least 80%".
func (f fees) bound() law.Phrase {
	p := percent(f.limit)
	switch {
	case f.ccam && f.edge:
		return law.Phrase{FR: "au plus " + p.FR, EN: "at most " + p.EN}
	case f.ccam:
		return law.Phrase{FR: "moins de " + p.FR, EN: "less than " + p.EN}
	case f.edge:
		return law.Phrase{FR: "au moins " + p.FR, EN: "at least " + p.EN}
	}
	return law.Phrase{FR: "plus de " + p.FR, EN: "more than " + p.EN}
}

func (f fees) wanted() law.Phrase {
	n, b := f.name(), f.bound()
	return say(n.FR+" : "+b.FR, n.EN+": "+b.EN)
}

// seen is the share, when it is known.
func (f fees) seen() law.Phrase {
	p := percent(f.share)
	switch {
	case !f.known:
		return law.Phrase{}
	case f.ccam:
		return law.Phrase{FR: p.FR + " d'actes techniques (CCAM)", EN: p.EN + " technical (CCAM) fees"}
	}
	return law.Phrase{FR: p.FR + " d'honoraires cliniques", EN: p.EN + " clinical fees"}
}

// gap is how far the share is from the limit, in percentage points.
func (f fees) gap() law.Phrase {
	far := f.limit - f.share
	fr, en := "manquants", "missing"
	if f.ccam {
		far, fr, en = -far, "de trop", "too many"
	}
	if far == 0 {
		return say("tout juste à la limite, qui ne compte pas", "exactly at the limit, which does not count")
	}
	p := percent(far)
	return law.Phrase{
		FR: strings.TrimSuffix(p.FR, "\u00a0%") + " points de pourcentage " + fr,
		EN: strings.TrimSuffix(p.EN, "%") + " percentage points " + en,
	}
}

// feesPeriod says over which time the fees count, where the text does.
func (q *inquiry) feesPeriod() law.Phrase {
	n, known := q.text.Criteria.ClinicalFees.Months.Value()
	if !known {
		return law.Phrase{}
	}
	m := months(n)
	return law.Phrase{FR: " sur les " + m.FR + " avant la signature", EN: " over the " + m.EN + " before the signature"}
}

func sayFeesNotAsked(name string) law.Phrase {
	return say(
		fmt.Sprintf("La part des honoraires cliniques n'est pas demandée à la spécialité « %s ».", name),
		fmt.Sprintf("The share of clinical fees is not asked of the specialty \"%s\".", name))
}

func sayFeesMet(f fees, period law.Phrase) law.Phrase {
	b, is := f.bound(), f.stated(period)
	return say(
		fmt.Sprintf("%s ; il faut %s : la condition est remplie.", is.FR, b.FR),
		fmt.Sprintf("%s; the text wants %s: the condition is met.", is.EN, b.EN))
}

func sayFeesNotMet(f fees, period law.Phrase) law.Phrase {
	b, is := f.bound(), f.stated(period)
	return say(
		fmt.Sprintf("%s. La condition serait remplie avec %s.", is.FR, b.FR),
		fmt.Sprintf("%s. The condition would be met with %s.", is.EN, b.EN))
}

func sayFeesDoubtful(f fees, period law.Phrase, name string) law.Phrase {
	b, is := f.bound(), f.stated(period)
	return say(
		fmt.Sprintf("%s ; il faudrait %s si le texte vise la spécialité « %s », ce qui est douteux : on ne peut pas conclure.", is.FR, b.FR, name),
		fmt.Sprintf("%s; %s would be needed if the text means the specialty \"%s\", which is doubtful: it cannot be told.", is.EN, b.EN, name))
}

func sayFeesUnknown(f fees) law.Phrase {
	n, b := f.name(), f.bound()
	return say(
		fmt.Sprintf("La %s n'est pas indiquée ; il faut %s.", n.FR, b.FR),
		fmt.Sprintf("The %s is not stated; the text wants %s.", n.EN, b.EN))
}

// Minimum activity.

// patientsOf names what an indicator counts, as the subject of a sentence.
func (q *inquiry) patientsOf(t threshold) law.Phrase {
	switch {
	case t.indicator == law.ActiveFile:
		return law.Phrase{FR: "la file active", EN: "the active file"}
	case q.countsAdults():
		return law.Phrase{FR: "la patientèle médecin traitant (adultes)", EN: "the list of registered patients (adults)"}
	}
	return law.Phrase{FR: "la patientèle médecin traitant (adultes et enfants)", EN: "the list of registered patients (adults and children)"}
}

// bound is the threshold in words: "au moins 775 patients (30e percentile national)".
func (t threshold) bound() law.Phrase {
	r := rank(t.percentile)
	number := law.Phrase{FR: "le " + r.FR + " (chiffre inconnu)", EN: "the " + r.EN + " (a figure not known)"}
	if t.known {
		p := patients(t.patients)
		number = law.Phrase{FR: p.FR + " (" + r.FR + ")", EN: p.EN + " (" + r.EN + ")"}
	}
	if t.over {
		return law.Phrase{FR: "plus de " + number.FR, EN: "more than " + number.EN}
	}
	return law.Phrase{FR: "au moins " + number.FR, EN: "at least " + number.EN}
}

func wantedPatients(t threshold) law.Phrase {
	fr, en := "au moins ", "at least "
	if t.over {
		fr, en = "plus de ", "more than "
	}
	if !t.known {
		name := t.indicator.Name()
		return say(
			fr+"le "+t.percentile.String()+" de la spécialité ("+name.FR+" ; le chiffre n'est pas connu)",
			en+t.percentile.String()+" of the specialty ("+name.EN+"; the figure is not known)")
	}
	p := patients(t.patients)
	return law.Phrase{FR: fr + p.FR + " (" + t.percentile.String() + ")", EN: en + p.EN + " (" + t.percentile.String() + ")"}
}

// seenPatients is the count, the band that the fund states, or both.
func (q *inquiry) seenPatients(t threshold) law.Phrase {
	n, counted := q.count(t.indicator).Get()
	band, stated := q.app.Activity.Band.Get()
	p, b := patients(n), band.Name()
	b = law.Phrase{FR: "tranche " + b.FR + " indiquée par la caisse", EN: "band " + b.EN + " as stated by the fund"}
	switch {
	case counted && (t.known || !stated):
		return p
	case counted:
		return law.Phrase{FR: p.FR + ", " + b.FR, EN: p.EN + ", " + b.EN}
	case stated:
		return b
	}
	return law.Phrase{}
}

func (q *inquiry) gapPatients(t threshold) law.Phrase {
	n, counted := q.count(t.indicator).Get()
	if !counted || !t.known || n >= t.least() {
		return law.Phrase{}
	}
	p := patients(t.least() - n)
	return law.Phrase{FR: p.FR + " de moins qu'il n'en faut", EN: p.EN + " missing"}
}

// compared is "la file active compte 900 patients ; il en faut au moins 775", or the
// same with the band that the fund states.
func (q *inquiry) compared(t threshold) law.Phrase {
	subject, bound := q.patientsOf(t), t.bound()
	if n, known := q.count(t.indicator).Get(); known && t.known {
		p := patients(n)
		return law.Phrase{
			FR: fmt.Sprintf("%s compte %s ; il faut %s", capital(subject.FR), p.FR, bound.FR),
			EN: fmt.Sprintf("%s has %s; the text wants %s", capital(subject.EN), p.EN, bound.EN),
		}
	}
	band, _ := q.app.Activity.Band.Get()
	b, r := band.Name(), rank(t.percentile)
	return law.Phrase{
		FR: fmt.Sprintf("Selon la caisse, %s se situe dans la tranche %s ; il faut atteindre le %s", subject.FR, b.FR, r.FR),
		EN: fmt.Sprintf("As the fund states it, %s stands in the band %s; the text wants the %s", subject.EN, b.EN, r.EN),
	}
}

func sayActivityReached(q *inquiry, t threshold) law.Phrase {
	c := q.compared(t)
	return say(c.FR+" : la condition est remplie.", c.EN+": the condition is met.")
}

func sayActivityNotReached(q *inquiry, t threshold) law.Phrase {
	c := q.compared(t)
	missing, wayOut := q.short(t), q.waysOut()
	return say(c.FR+"."+missing.FR+wayOut.FR, c.EN+"."+missing.EN+wayOut.EN)
}

// short says how many patients are missing, where they were counted.
func (q *inquiry) short(t threshold) law.Phrase {
	n, known := q.count(t.indicator).Get()
	if !known || !t.known {
		return law.Phrase{}
	}
	short, least := t.least()-n, patients(t.least())
	return law.Phrase{
		FR: fmt.Sprintf(" Il en manque %s : la condition serait remplie à %s.", number(short, "\u00a0"), least.FR),
		EN: fmt.Sprintf(" %s missing: the condition would be met at %s.", capital(isAre(short)), least.EN),
	}
}

// isAre is "1 is", "2 are".
func isAre(n int) string {
	if n == 1 {
		return "1 is"
	}
	return number(n, ",") + " are"
}

// waysOut says whom the text lets off, since the doctor is none of them.
func (q *inquiry) waysOut() law.Phrase {
	rule := q.text.Criteria.MinimumActivity
	var fr, en []string
	if waives, _ := rule.WaivedNewlyInstalled.Value(); waives {
		n, _ := q.text.Criteria.NewlyInstalled.Months.On(q.app.Signed).Value()
		fr = append(fr, "les médecins installés depuis moins de "+months(n).FR)
		en = append(en, "doctors installed for less than "+months(n).EN)
	}
	if waives, _ := rule.WaivedDisabledWorker.Value(); waives {
		fr = append(fr, "les médecins reconnus travailleurs handicapés (RQTH)")
		en = append(en, "doctors recognised as disabled workers (RQTH)")
	}
	if least, known := rule.WaivedUnder16MoreThanBP.Value(); known {
		fr = append(fr, "ceux dont plus de "+percent(least).FR+" des patients ont moins de 16 ans")
		en = append(en, "those with more than "+percent(least).EN+" of patients under 16")
	}
	if p := &q.plan.activity; p.adapted != 0 && p.adaptedWaives {
		names := p.adapted.name()
		fr = append(fr, "ceux dont la caisse adapte le contrat ("+names.FR+")")
		en = append(en, "those whose contract the fund adapts ("+names.EN+")")
	}
	if len(fr) == 0 {
		return law.Phrase{}
	}
	return law.Phrase{
		FR: " Le texte n'en dispense que " + law.List(fr, "et") + ".",
		EN: " The text lets off only " + law.List(en, "and") + ".",
	}
}

func sayActivityUnlessWaived(q *inquiry, t threshold, missingFacts facts) law.Phrase {
	c, missing, facts := q.compared(t), q.short(t), notStated(missingFacts)
	return say(
		fmt.Sprintf("%s.%s Le médecin en serait peut-être dispensé, mais on ne connaît pas %s.", c.FR, missing.FR, facts.FR),
		fmt.Sprintf("%s.%s The doctor may be let off, but %s not stated.", c.EN, missing.EN, facts.EN))
}

func sayActivityUnknown(q *inquiry, t threshold) law.Phrase {
	subject, bound := q.patientsOf(t), t.bound()
	if !t.known {
		return say(
			fmt.Sprintf("Il faut que %s atteigne %s de la spécialité, que l'on ne connaît pas ici. La caisse a ces tables : la tranche qu'elle indique suffit.", subject.FR, "le "+rank(t.percentile).FR),
			fmt.Sprintf("The text wants %s to reach %s of the specialty, which is not known here. The fund has these tables: the band that it states is enough.", subject.EN, "the "+rank(t.percentile).EN))
	}
	return say(
		fmt.Sprintf("On ne sait pas combien de patients compte %s ; il faut %s.", subject.FR, bound.FR),
		fmt.Sprintf("It is not stated how many patients %s has; the text wants %s.", subject.EN, bound.EN))
}

func sayNewlyInstalled(q *inquiry) law.Phrase {
	installed, _ := q.app.Doctor.Installed.Get()
	n, _ := q.text.Criteria.NewlyInstalled.Months.On(q.app.Signed).Value()
	d, m := date(installed), months(n)
	return say(
		fmt.Sprintf("Le médecin s'est installé le %s, moins de %s avant la signature : le minimum d'activité ne lui est pas demandé, et son objectif est celui des nouveaux installés.", d.FR, m.FR),
		fmt.Sprintf("The doctor set up on %s, less than %s before the signature: the minimum activity is not asked, and the objective is that of the newly installed.", d.EN, m.EN))
}

func sayDisabledWorker() law.Phrase {
	return say(
		"Le médecin est reconnu travailleur handicapé (RQTH) : le minimum d'activité ne lui est pas demandé.",
		"The doctor is recognised as a disabled worker (RQTH): the minimum activity is not asked.")
}

func sayUnder16(q *inquiry, least int) law.Phrase {
	share, _ := q.app.Activity.Under16Share.Get()
	s, l := percent(share), percent(least)
	return say(
		fmt.Sprintf("%s des patients ont moins de 16 ans, plus de %s : le minimum d'activité n'est pas demandé.", s.FR, l.FR),
		fmt.Sprintf("%s of the patients are under 16, more than %s: the minimum activity is not asked.", s.EN, l.EN))
}

// name names the claims for which the fund adapts the contract.
func (c claims) name() law.Phrase {
	var fr, en []string
	for _, claim := range []struct {
		one  claims
		name law.Phrase
	}{
		{claimDisabled, law.Phrase{FR: "travailleur handicapé", EN: "disabled worker"}},
		{claimIllness, law.Phrase{FR: "affection de longue durée", EN: "long illness"}},
		{claimMixed, law.Phrase{FR: "activité mixte, libérale et salariée", EN: "mixed liberal and salaried activity"}},
	} {
		if c&claim.one != 0 {
			fr, en = append(fr, claim.name.FR), append(en, claim.name.EN)
		}
	}
	return law.Phrase{FR: strings.Join(fr, " ; "), EN: strings.Join(en, "; ")}
}

func sayAdapted(c claims) law.Phrase {
	n := c.name()
	return say(
		fmt.Sprintf("Le médecin fait valoir une situation particulière (%s) : il est éligible avec un contrat que la caisse adapte.", n.FR),
		fmt.Sprintf("The doctor claims a particular situation (%s): eligible, with a contract that the fund adapts.", n.EN))
}

// Group practice.

// only is "qu'un médecin", "que 3 médecins": "only 1 doctor".
func only(n int) law.Phrase {
	p := doctorsCounted(n)
	if n == 1 {
		p.FR = "qu'un médecin"
	} else {
		p.FR = "que " + p.FR
	}
	p.EN = "only " + p.EN
	return p
}

func sayGroup(seen, least int) law.Phrase {
	s, l := doctorsCounted(seen), doctorsCounted(least)
	return say(
		fmt.Sprintf("Le cabinet compte %s ; il en faut au moins %d.", s.FR, least),
		fmt.Sprintf("The practice has %s; at least %s are needed.", s.EN, l.EN))
}

func sayGroupUnknown(least int) law.Phrase {
	l := doctorsCounted(least)
	return say(
		fmt.Sprintf("On ne sait pas combien de médecins compte le cabinet ; il faut au moins %s, sauf pour certains médecins isolés.", l.FR),
		fmt.Sprintf("It is not stated how many doctors the practice has; at least %s are needed, save for some isolated doctors.", l.EN))
}

func sayIsolationUnknown(seen, least int) law.Phrase {
	s := only(seen)
	return say(
		fmt.Sprintf("Le cabinet ne compte %s, et il en faut au moins %d. Le médecin isolé en est dispensé selon la zone et le nombre de patients, que l'on ne connaît pas assez.", s.FR, least),
		fmt.Sprintf("The practice has %s, and at least %d are needed. An isolated doctor is let off depending on the zone and the number of patients, which are not known well enough.", s.EN, least))
}

func sayAloneInZone(z law.Zone) law.Phrase {
	n := zoneName(z)
	return say(
		fmt.Sprintf("Le cabinet est en %s : un médecin seul y est dispensé d'exercer en groupe.", n.FR),
		fmt.Sprintf("The practice lies in %s: a doctor alone there is let off group practice.", n.EN))
}

func sayBusyInZone(q *inquiry, t threshold) law.Phrase {
	c, n := q.compared(t), zoneName(q.app.Practice.Zone)
	return say(
		fmt.Sprintf("Le cabinet est en %s. %s : ce médecin isolé est dispensé d'exercer en groupe.", n.FR, c.FR),
		fmt.Sprintf("The practice lies in %s. %s: this isolated doctor is let off group practice.", n.EN, c.EN))
}

func sayBusyElsewhere(q *inquiry, t threshold, path law.IsolatedPathRule) law.Phrase {
	c := q.compared(t)
	minutes, _ := path.ColleagueMinutes.Value()
	return say(
		fmt.Sprintf("%s, et un confrère exerce à moins de %d minutes : ce médecin isolé est dispensé d'exercer en groupe.", c.FR, minutes),
		fmt.Sprintf("%s, and a colleague practises at less than %d minutes: this isolated doctor is let off group practice.", c.EN, minutes))
}

func sayGroupNotMet(q *inquiry, seen, least int) law.Phrase {
	s, l := only(seen), doctorsCounted(least)
	zones, _ := q.text.Criteria.GroupPractice.AloneWaivedZones.Value()
	z := anyZone(zones)
	return say(
		fmt.Sprintf("Le cabinet ne compte %s ; il faut au moins %s. La condition serait remplie avec un confrère de plus ; un médecin seul n'en est dispensé qu'en zone %s, ou s'il suit un très grand nombre de patients. La caisse peut aussi y déroger.", s.FR, l.FR, z.FR),
		fmt.Sprintf("The practice has %s; at least %s are needed. The condition would be met with one more colleague; a doctor alone is let off only in a %s zone, or with a very large number of patients. The fund may also grant a derogation.", s.EN, l.EN, z.EN))
}

// Coordinated practice.

func sayCoordinated(f CoordinationForm) law.Phrase {
	n := formName(f)
	return say(
		fmt.Sprintf("Le médecin exerce de façon coordonnée : %s.", n.FR),
		fmt.Sprintf("The doctor works in a coordinated practice: %s.", n.EN))
}

func sayCommitment(by civil.Date, within int) law.Phrase {
	d, y := date(by), years(within)
	return say(
		fmt.Sprintf("Le médecin s'engage à entrer dans un exercice coordonné au plus tard le %s, dans les %s que le texte laisse.", d.FR, y.FR),
		fmt.Sprintf("The doctor commits to enter a coordinated practice by %s, within the %s that the text leaves.", d.EN, y.EN))
}

func sayCommitmentLate(by, deadline civil.Date, within int) law.Phrase {
	d, last, y := date(by), date(deadline), years(within)
	return say(
		fmt.Sprintf("Le médecin s'engage à entrer dans un exercice coordonné pour le %s ; le texte laisse %s, donc jusqu'au %s.", d.FR, y.FR, last.FR),
		fmt.Sprintf("The doctor commits to enter a coordinated practice by %s; the text leaves %s, so until %s.", d.EN, y.EN, last.EN))
}

func sayCoordinationUnknown() law.Phrase {
	return say(
		"On ne sait pas si le médecin exerce de façon coordonnée, ou s'il s'y engage.",
		"It is not stated whether the doctor works in a coordinated practice, or commits to.")
}

func sayNotCoordinated(deadline civil.Date) law.Phrase {
	d := date(deadline)
	return say(
		fmt.Sprintf("Le médecin n'exerce pas de façon coordonnée. La condition serait remplie s'il s'engageait à le faire au plus tard le %s.", d.FR),
		fmt.Sprintf("The doctor does not work in a coordinated practice. The condition would be met by a commitment to do so by %s.", d.EN))
}

// Forfait structure.

func sayStructureMet() law.Phrase {
	return say(
		"Tous les indicateurs du volet 1 du forfait structure sont remplis.",
		"All indicators of volet 1 of the forfait structure are met.")
}

func sayStructureNotMet() law.Phrase {
	return say(
		"Les indicateurs du volet 1 du forfait structure ne sont pas tous remplis ; l'aide, qui en est le volet 3, les demande tous.",
		"Not all indicators of volet 1 of the forfait structure are met; the aid, which is its volet 3, asks for all of them.")
}

func sayStructureUnknown() law.Phrase {
	return say(
		"On ne sait pas si tous les indicateurs du volet 1 du forfait structure sont remplis.",
		"It is not stated whether all indicators of volet 1 of the forfait structure are met.")
}

// Secretary replaced.

// refilled says by when and how the post may be refilled, where the text says it.
func refilled(rule law.SecretaryReplacedRule) law.Phrase {
	var in law.Phrase
	if n, known := rule.WithinMonths.Value(); known {
		in = law.Phrase{FR: " dans les " + months(n).FR, EN: " within " + months(n).EN}
	}
	if rule.TeleSecretariat.Known() {
		in.FR += ", au besoin par un télésecrétariat équivalent"
		in.EN += ", if need be by an equivalent tele-secretariat"
	}
	return in
}

func wantedSecretary(rule law.SecretaryReplacedRule) law.Phrase {
	in := refilled(rule)
	return law.Phrase{
		FR: "le poste du secrétaire qui devient l'assistant est repourvu" + in.FR,
		EN: "a secretary who becomes the assistant is replaced in her post" + in.EN,
	}
}

func sayNoSecretary() law.Phrase {
	return say(
		"L'assistant n'est pas un secrétaire du cabinet : il n'y a pas de poste à repourvoir.",
		"The assistant is not a secretary of the practice: there is no post to refill.")
}

func saySecretaryReplaced() law.Phrase {
	return say(
		"Le poste de secrétaire est repourvu : la condition est remplie.",
		"The secretary's post is refilled: the condition is met.")
}

func saySecretaryUnknown() law.Phrase {
	return say(
		"On ne sait pas si un secrétaire du cabinet devient l'assistant ; son poste devrait alors être repourvu.",
		"It is not stated whether a secretary of the practice becomes the assistant; the post would then have to be refilled.")
}

func saySecretaryNotReplaced(rule law.SecretaryReplacedRule) law.Phrase {
	in := refilled(rule)
	return say(
		fmt.Sprintf("Un secrétaire du cabinet devient l'assistant et son poste n'est pas repourvu. La condition serait remplie en le repourvoyant%s.", in.FR),
		fmt.Sprintf("A secretary of the practice becomes the assistant and the post is not refilled. The condition would be met by refilling it%s.", in.EN))
}

func sayReplacementUnknown(rule law.SecretaryReplacedRule) law.Phrase {
	in := refilled(rule)
	return say(
		fmt.Sprintf("Un secrétaire du cabinet devient l'assistant ; on ne sait pas si son poste est repourvu%s.", in.FR),
		fmt.Sprintf("A secretary of the practice becomes the assistant; it is not stated whether the post is refilled%s.", in.EN))
}

// Options.

func sayNoNewContract(o law.Option, since civil.Date) law.Phrase {
	n, d := o.Name(), date(since)
	return say(
		fmt.Sprintf("Plus de nouveau contrat à %s depuis le %s.", n.FR, d.FR),
		fmt.Sprintf("No new contract at %s since %s.", n.EN, d.EN))
}

func sayNoSuchOption(o law.Option, t *law.Text) law.Phrase {
	n := o.Name()
	return say(
		fmt.Sprintf("Le texte « %s » n'a pas d'option à %s.", t.Title.FR, n.FR),
		fmt.Sprintf("The text \"%s\" has no option at %s.", t.Title.EN, n.EN))
}

func sayNotInZone(o law.Option, z law.Zone, zones []law.Zone) law.Phrase {
	n, at, want := o.Name(), zoneName(z), anyZone(zones)
	return say(
		fmt.Sprintf("L'option %s n'est ouverte qu'en zone %s ; le cabinet est en %s.", n.FR, want.FR, at.FR),
		fmt.Sprintf("The option %s is open only in a %s zone; the practice lies in %s.", n.EN, want.EN, at.EN))
}

func sayZoneUnknown(o law.Option, zones []law.Zone) law.Phrase {
	n, want := o.Name(), anyZone(zones)
	return say(
		fmt.Sprintf("L'option %s n'est ouverte qu'en zone %s, et la zone du cabinet n'est pas indiquée.", n.FR, want.FR),
		fmt.Sprintf("The option %s is open only in a %s zone, and the zone of the practice is not stated.", n.EN, want.EN))
}

func saySecondUnknown(o law.Option, missing facts) law.Phrase {
	n, facts := o.Name(), notStated(missing)
	return say(
		fmt.Sprintf("L'option %s est celle du second assistant, et l'on ne connaît pas %s.", n.FR, facts.FR),
		fmt.Sprintf("The option %s is that of a second assistant, and %s not stated.", n.EN, facts.EN))
}

func (q *inquiry) sayTooShort(o law.Option, minutes, needed int) law.Phrase {
	n, has, wants := o.Name(), hours(minutes), hours(needed)
	reached, some, _ := q.law.OptionReached(q.text, minutes)
	if !some {
		return say(
			fmt.Sprintf("L'assistant travaillerait %s par semaine ; l'option %s en demande %s. Ce temps n'atteint aucune option.", has.FR, n.FR, wants.FR),
			fmt.Sprintf("The assistant would work %s a week; the option %s needs %s. This time reaches no option.", has.EN, n.EN, wants.EN))
	}
	r := reached.Name()
	return say(
		fmt.Sprintf("L'assistant travaillerait %s par semaine ; l'option %s en demande %s. Ce temps atteint l'option %s.", has.FR, n.FR, wants.FR, r.FR),
		fmt.Sprintf("The assistant would work %s a week; the option %s needs %s. This time reaches the option %s.", has.EN, n.EN, wants.EN, r.EN))
}

func sayStatedBandDiffers(n int, stated law.Band, possible []law.Band) law.Phrase {
	p, s, b := patients(n), stated.Name(), anyBand(possible)
	return say(
		fmt.Sprintf("La caisse indique la tranche %s ; d'après les percentiles connus, %s placent le médecin dans la tranche %s. La tranche indiquée par la caisse est retenue.", s.FR, p.FR, b.FR),
		fmt.Sprintf("The fund states the band %s; by the known percentiles, %s put the doctor in the band %s. The fund's band is used.", s.EN, p.EN, b.EN))
}

// sayUnlessNewlyInstalled adds to an objective what it assumes.
func sayUnlessNewlyInstalled(objective law.Phrase) law.Phrase {
	assumed := say(
		" Cet objectif vaut si le médecin n'est pas nouvellement installé ; sa date d'installation n'est pas indiquée.",
		" This objective holds if the doctor is not newly installed; the date of installation is not stated.")
	return law.Phrase{
		FR: objective.FR + assumed.FR,
		EN: objective.EN + assumed.EN,
	}
}

// capital gives a sentence its first capital.
func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
