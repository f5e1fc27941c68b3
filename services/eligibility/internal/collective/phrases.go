package collective

import (
	"fmt"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of what the answers say: each sentence in French, for
// doctors and officers, and in English. Nothing is decided here.

// Text in force.

func wantedPeriod(aid *law.CollectiveAid) law.Phrase {
	from := date(aid.From)
	if aid.Until.IsZero() {
		return say("à partir du "+from.FR, "on or after "+from.EN)
	}
	until := date(aid.Until)
	return say("du "+from.FR+" au "+until.FR, from.EN+" to "+until.EN)
}

func sayTextInForce(aid *law.CollectiveAid, signed civil.Date) law.Phrase {
	d := date(signed)
	return say(
		fmt.Sprintf("Un contrat de groupe signé le %s relève du texte « %s ».", d.FR, aid.Title.FR),
		fmt.Sprintf("A group's contract signed on %s falls under the text \"%s\".", d.EN, aid.Title.EN))
}

func sayTextNotInForce(aid *law.CollectiveAid, signed civil.Date) law.Phrase {
	d, p := date(signed), wantedPeriod(aid)
	return say(
		fmt.Sprintf("L'aide collective n'est pas ouverte à un contrat signé le %s : il faut une signature %s.", d.FR, p.FR),
		fmt.Sprintf("The collective aid is not open to a contract signed on %s: the text wants a signature %s.", d.EN, p.EN))
}

func sayTooEarly(days law.Phrase) law.Phrase { return say(days.FR+" trop tôt", days.EN+" too early") }

func saySignFrom(first civil.Date) law.Phrase {
	d := date(first)
	return say("Signer le "+d.FR+" ou après.", "Sign on "+d.EN+" or later.")
}

// Structure.

func structureName(s Structure) law.Phrase {
	if s == OtherStructure {
		return say("une autre forme", "another form")
	}
	return say(string(s), string(s))
}

func sayStructureAsked() law.Phrase {
	return say("Sous quelle forme juridique le groupe signe-t-il (SCP, SCM, SISA, SEL ou une autre) ?", "In which legal form does the group sign (SCP, SCM, SISA, SEL or another)?")
}

func sayStateStructure() law.Phrase {
	return say("Indiquer la forme juridique du groupe.", "State the legal form of the group.")
}

func sayStructureUnknown(signing []string) law.Phrase {
	if len(signing) == 0 {
		return say("La forme juridique du groupe n'est pas indiquée.", "The legal form of the group is not stated.")
	}
	names := law.Or(signing)
	return say(
		fmt.Sprintf("La forme juridique du groupe n'est pas indiquée. L'aide collective se signe par une %s.", names.FR),
		fmt.Sprintf("The legal form of the group is not stated. The collective aid is signed by one of these: %s.", names.EN))
}

func sayStructureMet(kind Structure) law.Phrase {
	return say(
		fmt.Sprintf("Une %s peut signer l'aide collective : la condition est remplie.", kind),
		fmt.Sprintf("A group that is %s may sign the collective aid: the condition is met.", kind))
}

func sayStructureNotMet(kind Structure, signing []string) law.Phrase {
	name, names := structureName(kind), law.Or(signing)
	if kind != OtherStructure {
		name.FR = "une " + name.FR
	}
	return say(
		fmt.Sprintf("L'aide collective se signe par une %s ; elle n'est pas ouverte à %s.", names.FR, name.FR),
		fmt.Sprintf("The collective aid is signed by one of these: %s. It is not open to the form stated: %s.", names.EN, name.EN))
}

func sayStructureRemedy(signing []string) law.Phrase {
	names := law.Or(signing)
	return say("Constituer une "+names.FR+" et signer par elle.", "Form one of these and sign through it: "+names.EN+".")
}

func sayAloneRefused() law.Phrase {
	return say("Un seul médecin ne fait pas un groupe : l'aide collective n'est pas ouverte.", "One doctor alone is no group: the collective aid is not open.")
}

func sayAloneUnknown() law.Phrase {
	return say(
		"Le groupe n'a qu'un membre ; aucune source ne dit si un médecin seul peut avoir l'aide collective.",
		"The group has one member only; no source says whether one doctor alone may have the collective aid.")
}

func sayFindMembers() law.Phrase {
	return say("Réunir au moins deux membres, ou demander l'aide individuelle.", "Bring at least two members together, or ask for the individual aid.")
}

// Members.

// seenMembers says how many members do not meet a criterion, and of how many it is not
// known.
func (q inquiry) seenMembers(failing, unknown []int) law.Phrase {
	all := counted(len(q.app.Members), "membre", "member")
	seen := law.Phrase{FR: all.FR, EN: all.EN}
	if len(failing) > 0 {
		m := members(failing)
		seen.FR += ", condition non remplie pour " + m.FR
		seen.EN += ", not met for " + m.EN
	}
	if len(unknown) > 0 {
		m := members(unknown)
		seen.FR += ", non indiqué pour " + m.FR
		seen.EN += ", not stated for " + m.EN
	}
	return seen
}

func sayStateMembers(at []int) law.Phrase {
	m := members(at)
	return say("Indiquer ce qui manque pour "+m.FR+".", "State what is missing for "+m.EN+".")
}

func sayWantedSpecialty() law.Phrase {
	return say("tous les membres médecins généralistes, hors MEP", "all members general practitioners, not MEP")
}

// specialty is a member's specialty as the table names it, with its code.
func (q inquiry) specialty(i int) string {
	m := q.app.Members[i]
	name := m.SpecialtyCode
	if s, ok := q.law.Specialty(name); ok {
		name += " " + s.Name
	}
	if m.ParticularPractice {
		name += " (MEP)"
	}
	return name
}

func (q inquiry) seenSpecialties(others []int) law.Phrase {
	seen := q.seenMembers(others, nil)
	for _, i := range others {
		name := q.specialty(i)
		seen.FR += " ; " + name
		seen.EN += "; " + name
	}
	return say(seen.FR, seen.EN)
}

func saySpecialtyMet() law.Phrase {
	return say("Tous les membres sont médecins généralistes, et aucun n'est MEP : la condition est remplie.", "All members are general practitioners and none is MEP: the condition is met.")
}

func (q inquiry) saySpecialtyNotMet(others []int) law.Phrase {
	m := members(others)
	names := make([]string, 0, len(others))
	for _, i := range others {
		names = append(names, q.specialty(i))
	}
	is := one(others, "n'est pas médecin généraliste hors MEP", "ne sont pas médecins généralistes hors MEP")
	return say(
		fmt.Sprintf("%s %s (%s). L'aide collective ne va qu'aux médecins généralistes, hors MEP.", capital(m.FR), is, strings.Join(names, " ; ")),
		fmt.Sprintf("%s %s not among general practitioners without a particular practice (%s). The collective aid goes to them only.", capital(m.EN), one(others, "is", "are"), strings.Join(names, "; ")))
}

func sayWithout(others []int) law.Phrase {
	m := members(others)
	return say("Former le groupe sans "+m.FR+".", "Form the group without "+m.EN+".")
}

func sayWantedSector(listed []string) law.Phrase {
	names := options(listed)
	return say("tous les membres en secteur 1, ou en secteur 2 avec "+names.FR, "all members in secteur 1, or in secteur 2 with "+names.EN)
}

func saySectorAsked(i int) law.Phrase {
	m := members([]int{i})
	return say("Dans quel secteur conventionnel exerce "+m.FR+" ?", "In which agreement sector does "+m.EN+" practise?")
}

func sayTariffAsked(i int) law.Phrase {
	m := members([]int{i})
	return say("Si "+m.FR+" exerce en secteur 2, à quelle option tarifaire a-t-il adhéré ?", "If "+m.EN+" is in secteur 2, which tariff option has been signed?")
}

func saySectorMet(listed []string) law.Phrase {
	names := options(listed)
	return say(
		fmt.Sprintf("Tous les membres exercent en secteur 1, ou en secteur 2 avec %s : la condition est remplie.", names.FR),
		fmt.Sprintf("All members are in secteur 1, or in secteur 2 with %s: the condition is met.", names.EN))
}

func saySectorNotMet(failing []int, listed []string) law.Phrase {
	m, names := members(failing), options(listed)
	return say(
		fmt.Sprintf("%s %s ni en secteur 1, ni en secteur 2 avec %s.", capital(m.FR), one(failing, "n'exerce", "n'exercent"), names.FR),
		fmt.Sprintf("%s %s neither in secteur 1 nor in secteur 2 with %s.", capital(m.EN), one(failing, "is", "are"), names.EN))
}

func saySectorUnknown(unknown []int, listed []string) law.Phrase {
	m, names := members(unknown), options(listed)
	return say(
		fmt.Sprintf("Le secteur ou l'option tarifaire n'est pas indiqué pour %s ; il faut le secteur 1, ou le secteur 2 avec %s.", m.FR, names.FR),
		fmt.Sprintf("The sector or the tariff option is not stated for %s; the text wants secteur 1, or secteur 2 with %s.", m.EN, names.EN))
}

func saySectorRemedy(failing []int, listed []string) law.Phrase {
	m, names := members(failing), options(listed)
	return say(
		fmt.Sprintf("Pour %s : adhérer à %s (secteur 2) avant la signature, ou former le groupe sans %s.", m.FR, names.FR, one(failing, "lui", "eux")),
		fmt.Sprintf("For %s: sign %s (secteur 2) before the contract, or form the group without %s.", m.EN, names.EN, one(failing, "this member", "them")))
}

func sayWantedClosed() law.Phrase {
	return say("aucun contrat individuel de l'aide en cours chez les membres", "no member holds an individual contract of the aid")
}

func sayContractAsked(i int) law.Phrase {
	m := members([]int{i})
	return say("Est-ce que "+m.FR+" a un contrat individuel de l'aide qui n'est pas clos ?", "Does "+m.EN+" hold an individual contract of the aid that is not closed?")
}

func sayContractsClosed() law.Phrase {
	return say("Aucun membre n'a de contrat individuel en cours : la condition est remplie.", "No member holds an individual contract: the condition is met.")
}

func sayContractsOpen(holding []int) law.Phrase {
	m := members(holding)
	return say(
		fmt.Sprintf("%s %s encore un contrat individuel de l'aide, qui est à clore d'abord.", capital(m.FR), one(holding, "a", "ont")),
		fmt.Sprintf("%s still %s an individual contract of the aid, which is to be closed first.", capital(m.EN), one(holding, "holds", "hold")))
}

func sayContractsUnknown(unknown []int) law.Phrase {
	m := members(unknown)
	return say(
		fmt.Sprintf("Il n'est pas indiqué si un contrat individuel de l'aide est en cours pour %s ; il serait à clore d'abord.", m.FR),
		fmt.Sprintf("It is not stated whether %s %s an individual contract of the aid, which would be to be closed first.", m.EN, one(unknown, "holds", "hold")))
}

func sayCloseContracts(holding []int) law.Phrase {
	m := members(holding)
	return say("Clore avant la signature le contrat individuel pour "+m.FR+".", "Close before the signature the individual contract of "+m.EN+".")
}

// Minimum activity.

func sayWantedMean(mean int) law.Phrase {
	p := patients(mean)
	return say(
		"au moins "+p.FR+" (adultes et enfants) en moyenne par membre",
		"at least "+p.EN+" (adults and children) on average for a member")
}

// seenPatients is the sum of the patients that were counted, and their mean when all
// were.
func (q inquiry) seenPatients() law.Phrase {
	sum, known := 0, 0
	for _, m := range q.app.Members {
		if n, counted := m.Registered.Get(); counted {
			sum, known = sum+n, known+1
		}
	}
	if known == 0 {
		return law.Phrase{}
	}
	p, all := patients(sum), counted(len(q.app.Members), "membre", "member")
	if known < len(q.app.Members) {
		return say(
			fmt.Sprintf("%s chez %d des %s, les autres non comptés", p.FR, known, all.FR),
			fmt.Sprintf("%s with %d of the %s, the others not counted", p.EN, known, all.EN))
	}
	mean := average(sum, len(q.app.Members))
	return say(
		fmt.Sprintf("%s pour %s, soit %s en moyenne", p.FR, all.FR, mean.FR),
		fmt.Sprintf("%s for %s, %s on average", p.EN, all.EN, mean.EN))
}

// newlyNote says how newly installed members were read, when there are any.
func (q inquiry) newlyNote(newly []int) law.Phrase {
	if len(newly) == 0 {
		return law.Phrase{}
	}
	m := members(newly)
	cell := q.aid.MinimumActivity.NewlyInstalled
	if cell.Known() {
		return say(
			fmt.Sprintf(" %s %s : la caisse dit comment compter (%s).", capital(m.FR), newlyFR(newly), cell.Cite().Cell),
			fmt.Sprintf(" %s %s newly installed; how they count is stated in the cell %s.", capital(m.EN), one(newly, "is", "are"), cell.Cite().Cell))
	}
	return say(
		fmt.Sprintf(" %s %s ; aucune source ne dit comment compter, mais la réponse est la même dans chaque lecture.", capital(m.FR), newlyFR(newly)),
		fmt.Sprintf(" %s %s newly installed; no source says how to count this, but the answer is the same in each reading.", capital(m.EN), one(newly, "is", "are")))
}

func newlyFR(newly []int) string {
	return one(newly, "est nouvellement installé", "sont nouvellement installés")
}

func (q inquiry) sayMeanReached(mean int, newly []int) law.Phrase {
	p, note := patients(mean), q.newlyNote(newly)
	return say(
		fmt.Sprintf("Les membres du groupe ont en moyenne au moins %s : la condition est remplie.%s", p.FR, note.FR),
		fmt.Sprintf("The members of the group have at least %s on average: the condition is met.%s", p.EN, note.EN))
}

func (q inquiry) sayMeanNotReached(mean int, newly []int) law.Phrase {
	p, seen, note := patients(mean), q.seenPatients(), q.newlyNote(newly)
	return say(
		fmt.Sprintf("Le groupe a %s ; il faut au moins %s en moyenne par membre.%s", seen.FR, p.FR, note.FR),
		fmt.Sprintf("The group has %s; the text wants at least %s on average for a member.%s", seen.EN, p.EN, note.EN))
}

func (q inquiry) sayMeanUnknown(mean int, newly []int, asks []ask) law.Phrase {
	p := patients(mean)
	fr := fmt.Sprintf("On ne peut pas dire si les membres ont en moyenne au moins %s.", p.FR)
	en := fmt.Sprintf("It cannot be told whether the members have at least %s on average.", p.EN)
	for _, a := range asks {
		if a.field == "" && len(newly) > 0 {
			m := members(newly)
			fr += fmt.Sprintf(" %s %s, et aucune source ne dit comment compter (%s).", capital(m.FR), newlyFR(newly), a.cell.Cell)
			en += fmt.Sprintf(" %s %s newly installed, and no source says how to count this (%s).", capital(m.EN), one(newly, "is", "are"), a.cell.Cell)
		}
	}
	if len(asks) > 0 && asks[0].field != "" {
		fr += " Il manque la patientèle ou la date d'installation de certains membres."
		en += " The patients or the installation date of some members are missing."
	}
	return say(fr, en)
}

func sayMissing(n int, atLeast bool) law.Phrase {
	p := patients(n)
	gap := say("il manque "+p.FR, p.EN+" missing")
	if atLeast {
		gap = say("il manque au moins "+p.FR, "at least "+p.EN+" missing")
	}
	return gap
}

func sayMorePatients(n int, atLeast bool) law.Phrase {
	p := patients(n)
	if atLeast {
		return say("Il faut au moins "+p.FR+" de plus dans le groupe.", "At least "+p.EN+" more are needed in the group.")
	}
	return say("La condition serait remplie avec "+p.FR+" de plus dans le groupe.", "The condition would be met with "+p.EN+" more in the group.")
}

func sayStateActivity() law.Phrase {
	return say("Répondre aux questions posées sur la patientèle et l'installation des membres.", "Answer the questions on the members' patients and installation.")
}

func sayPatientsAsked(i int) law.Phrase {
	m := members([]int{i})
	return say("Combien de patients, adultes et enfants, ont déclaré "+m.FR+" comme médecin traitant ?", "How many patients, adults and children, have declared "+m.EN+" as their médecin traitant?")
}

func sayActiveFileAsked(i int) law.Phrase {
	m := members([]int{i})
	return say("Combien de patients différents "+m.FR+" a-t-il vus dans l'année (file active) ?", "How many different patients has "+m.EN+" seen in the year (active file)?")
}

func sayInstalledAsked(i int) law.Phrase {
	m := members([]int{i})
	return say("À quelle date "+m.FR+" s'est-il installé en libéral pour la première fois ?", "On which day did "+m.EN+" first set up in liberal practice?")
}

// sayCellMissing says which cell of the law is missing, and who can supply it.
func sayCellMissing(cell law.Citation) law.Phrase {
	return say(
		fmt.Sprintf("Le droit n'est pas connu ici (%s, %s). Peut le préciser : %s.", cell.TextID, cell.Cell, cell.SettledBy.FR),
		fmt.Sprintf("The law is not known here (%s, %s). It can be settled by %s.", cell.TextID, cell.Cell, cell.SettledBy.EN))
}

// ETP.

func sayAtMost(most int) law.Phrase {
	e := law.ETP(most)
	return say("au plus "+e.FR, "at most "+e.EN)
}

func sayTooMany(n int) law.Phrase {
	e := law.ETP(n)
	return say(e.FR+" de trop", e.EN+" too many")
}

// sayAskLess says how to come within the ceiling; from is the day on which a later
// signature would allow what is asked for, no date when none would.
func sayAskLess(most int, from civil.Date) law.Phrase {
	e, d := law.ETP(most), date(from)
	fr, en := "Demander au plus "+e.FR, "Ask for "+e.EN+" at most"
	if !from.IsZero() {
		fr, en = fr+", ou signer le "+d.FR+" ou après", en+", or sign on "+d.EN+" or later"
	}
	return say(fr+" ; les montants et objectifs donnés sont pour "+e.FR+".", en+"; the amounts and objectives given are for "+e.EN+".")
}

// sayCeiling says how the ceiling is made up.
func (q inquiry) sayCeiling(most int) law.Phrase {
	rule := q.aid.Ceiling
	perMember, _ := rule.PerMember.Value()
	perJunior, _ := rule.PerJuniorDoctor.Value()
	from, _ := rule.JuniorDoctorsFrom.Value()
	all, each, total, hosts := counted(len(q.app.Members), "membre", "member"), law.ETP(perMember), law.ETP(most), q.hosts()
	if len(hosts) == 0 {
		return say(
			fmt.Sprintf("%s à %s chacun : au plus %s.", all.FR, each.FR, total.FR),
			fmt.Sprintf("%s with %s each: at most %s.", all.EN, each.EN, total.EN))
	}
	more, since := law.ETP(perJunior), date(from)
	if q.app.Signed.Before(from) {
		return say(
			fmt.Sprintf("%s à %s chacun : au plus %s. Accueillir un docteur junior ne compte que pour un contrat signé à partir du %s.", all.FR, each.FR, total.FR, since.FR),
			fmt.Sprintf("%s with %s each: at most %s. To host a docteur junior counts only for a contract signed on or after %s.", all.EN, each.EN, total.EN, since.EN))
	}
	return say(
		fmt.Sprintf("%s à %s chacun, et %s de plus pour chacun des %d qui accueillent un docteur junior : au plus %s.", all.FR, each.FR, more.FR, len(hosts), total.FR),
		fmt.Sprintf("%s with %s each, and %s more for each of the %d who host a docteur junior: at most %s.", all.EN, each.EN, more.EN, len(hosts), total.EN))
}

// Waiting period.

func sayWantedWait(wait int) law.Phrase {
	y := years(wait)
	return say("au moins "+y.FR+" depuis la fin d'une aide collective", "at least "+y.EN+" since the end of a collective aid")
}

func sayEnded(end civil.Date) law.Phrase {
	d := date(end)
	return say("une aide collective qui finit le "+d.FR, "a collective aid that ends on "+d.EN)
}

func sayNoEarlierAid(wait int) law.Phrase {
	y := years(wait)
	return say(
		fmt.Sprintf("Aucune aide collective antérieure n'est indiquée : il n'y a pas de délai de %s à attendre.", y.FR),
		fmt.Sprintf("No earlier collective aid is stated: there is no period of %s to wait for.", y.EN))
}

func sayStillWaiting(end, first civil.Date, wait int) law.Phrase {
	e, f, y := date(end), date(first), years(wait)
	return say(
		fmt.Sprintf("Une aide collective du groupe finit le %s ; il faut attendre %s, jusqu'au %s.", e.FR, y.FR, f.FR),
		fmt.Sprintf("A collective aid of the group ends on %s; the period of %s after it runs until %s.", e.EN, y.EN, f.EN))
}

func sayWaited(end, first civil.Date, wait int) law.Phrase {
	e, f, y := date(end), date(first), years(wait)
	return say(
		fmt.Sprintf("Une aide collective du groupe a fini le %s ; le délai de %s est passé depuis le %s.", e.FR, y.FR, f.FR),
		fmt.Sprintf("A collective aid of the group ended on %s; the period of %s has been over since %s.", e.EN, y.EN, f.EN))
}

// Objectives.

// sayObjective says what the group is to gain, and from where to where when it is known.
func (q inquiry) sayObjective(o Objective, thousandths, each int) law.Phrase {
	name, e, per, gain := o.Indicator.Name(), law.ETP(thousandths), patients(each), patients(o.ToGain)
	within, _ := q.aid.ObjectiveYears.Value()
	y := years(within)
	fr := fmt.Sprintf("%s : %s de plus pour chaque ETP, soit %s à gagner ensemble en %s pour %s.", capital(name.FR), per.FR, gain.FR, y.FR, e.FR)
	en := fmt.Sprintf("%s: %s more for each ETP, that is %s to gain together within %s for %s.", capital(name.EN), per.EN, gain.EN, y.EN, e.EN)
	start, counted := o.Start.Get()
	target, known := o.Target.Get()
	newly, _ := q.newlyOrUnknown()
	switch {
	case known:
		fr += fmt.Sprintf(" Le groupe part de %s : il en faut %s.", patients(start).FR, number(target, nbsp))
		en += fmt.Sprintf(" The group starts from %s: %s are to be reached.", patients(start).EN, number(target, ","))
	case counted:
		fr += fmt.Sprintf(" Le groupe part de %s.", patients(start).FR)
		en += fmt.Sprintf(" The group starts from %s.", patients(start).EN)
	}
	if len(newly) > 0 {
		level, _ := q.aid.NewlyInstalledLevel(o.Indicator).Value()
		m, l := members(newly), patients(level)
		fr += fmt.Sprintf(" %s %s et %s atteindre %s", capital(m.FR), newlyFR(newly), one(newly, "doit", "doivent"), l.FR)
		en += fmt.Sprintf(" %s %s newly installed and %s to reach %s", capital(m.EN), one(newly, "is", "are"), one(newly, "is", "are"), l.EN)
		if !q.aid.ObjectiveWithNewlyInstalled.Known() {
			fr += " ; comment ce niveau se joint à l'objectif du groupe n'est pas connu"
			en += "; how this level joins the objective of the group is not known"
		}
		fr, en = fr+".", en+"."
	}
	return say(fr, en)
}
