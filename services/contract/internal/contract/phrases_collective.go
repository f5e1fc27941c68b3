package contract

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on collective contracts.

func groupNotEligible(a GroupAssessed) *Refusal {
	found := sentences(a.Findings)
	if a.Verdict == Undetermined {
		return refuse(UndeterminedVerdict, say(
			"L'éligibilité du groupe ne peut être établie. "+found.FR,
			"the answer to the group is UNDETERMINED; state this in the application: "+found.EN,
		))
	}
	return refuse(NotEligible, say(
		"Le groupe n'est pas éligible. "+found.FR,
		"the answer to the group is NOT_ELIGIBLE: "+found.EN,
	))
}

// MembersNotAdmitted refuses that doctors enter a group, by the answer of the assessment
// on what the law asks of a member; nil when they may.
func MembersNotAdmitted(l *law.Law, a GroupAssessed) *Refusal {
	switch {
	case a.LawDigest != l.Digest():
		return lawDiffers(a.LawDigest, l.Digest())
	case a.Verdict != Eligible:
		return groupNotEligible(a)
	}
	return nil
}

// MemberWithoutRPPS refuses a member who is not known by an RPPS number; field is the
// path in the request.
func MemberWithoutRPPS(field string) *Refusal {
	return refuse(DoctorUnknown, say(
		"Le numéro RPPS d'un membre n'est pas indiqué : chaque membre du groupe est un médecin identifié. L'indiquer dans la demande.",
		fmt.Sprintf("%s is empty; every member of the group is a doctor known by the RPPS number: state it", field),
	), "field", field)
}

// MemberHolds refuses a member of a group who has a live contract.
func MemberHolds(rpps, contractID string) *Refusal {
	return refuse(AnotherLiveContract, say(
		fmt.Sprintf("Le membre %s a déjà un contrat en cours, %s : les contrats des membres sont clos d'abord. Mettre fin à celui-là.", rpps, contractID),
		fmt.Sprintf("member %s has a live contract already, %s; the contracts of the members are closed first: end it", rpps, contractID),
	), "rpps", rpps, "live_contract_id", contractID)
}

// StructureHolds refuses a second live collective contract of one structure.
func StructureHolds(number, contractID string) *Refusal {
	return refuse(AnotherLiveContract, say(
		fmt.Sprintf("La structure %s a déjà un contrat collectif en cours, %s. Y mettre fin, ou y faire entrer les membres par avenant.", number, contractID),
		fmt.Sprintf("structure %s has a live collective contract already, %s; end it, or let members enter it by AmendContract", number, contractID),
	), "structure_number", number, "live_contract_id", contractID)
}

func durationMissing(cell law.Cell[int], stated int) *Refusal {
	cite := cell.Cite()
	details := []string{"duration_years", strconv.Itoa(stated), "text_id", cite.TextID, "cell", cite.Cell}
	if years, known := cell.Value(); known {
		return refuse(DurationMissing, say(
			fmt.Sprintf("La durée indiquée est de %d ans ; le texte en donne %d (cellule %s). Ne rien indiquer.", stated, years, cite.Cell),
			fmt.Sprintf("duration_years is %d; the law says %d (cell %s of %s): leave it at 0", stated, years, cite.Cell, cite.TextID),
		), details...)
	}
	return refuse(DurationMissing, say(
		fmt.Sprintf("La durée du contrat collectif n'est pas connue (cellule %s) : la caisse indique le nombre d'années de son contrat type.", cite.Cell),
		fmt.Sprintf("the law does not say how long a collective contract lasts (cell %s of %s is UNKNOWN); state duration_years, as in the fund's standard contract", cite.Cell, cite.TextID),
	), details...)
}

func (o GroupObjective) startUnknown() *Refusal {
	name := o.Indicator.Name()
	return refuse(StartUnknown, say(
		fmt.Sprintf("Le niveau de départ de l'indicateur « %s » n'est pas connu pour tous les membres : le renseigner dans la demande.", name.FR),
		fmt.Sprintf("the starting level of %s is not known of every member; state it in application.members", name.EN),
	), "indicator", o.Indicator.String())
}

func (o GroupObjective) unsettled() *Refusal {
	name := o.Indicator.Name()
	return refuse(ObjectiveUnknown, say(
		fmt.Sprintf("L'objectif du groupe sur l'indicateur « %s » n'est pas connu : un membre est nouvellement installé, ou cela n'est pas indiqué, et le texte ne dit pas comment son niveau s'y joint (cellule %s). La caisse inscrit le nombre de patients à gagner.", name.FR, o.Joins.Cell),
		fmt.Sprintf("the objective of the group on %s is not known: a member is newly installed, or may be, and the law does not say how that level joins it (cell %s of %s is UNKNOWN); the fund declares it in declared_objectives", name.EN, o.Joins.Cell, o.Joins.TextID),
	), "indicator", o.Indicator.String(), "text_id", o.Joins.TextID, "cell", o.Joins.Cell)
}

func (o GroupObjective) reasonMissing(toGain int) *Refusal {
	name := o.Indicator.Name()
	return refuse(ReasonMissing, say(
		fmt.Sprintf("La caisse inscrit %s patients à gagner (%s) ; le texte en donne %s pour les ETP du contrat. Indiquer le motif.", number(toGain).FR, name.FR, number(o.ToGain).FR),
		fmt.Sprintf("declared_objectives states %s patients to gain on %s, the law's cell %s of %s gives %s for the ETP of the contract; add a reason, or leave the objective to the law",
			number(toGain).EN, name.EN, o.Cite.Cell, o.Cite.TextID, number(o.ToGain).EN),
	), "indicator", o.Indicator.String(), "cell", o.Cite.Cell, "to_gain", strconv.Itoa(toGain))
}

// writtenByFund is an objective that the fund wrote, beside what the law says.
func (o GroupObjective) writtenByFund(w Objective) law.Phrase {
	head := known{indicator: o.Indicator}.head(w)
	if !o.Settled {
		return say(
			head.FR+fmt.Sprintf(" Le texte ne dit pas comment le niveau d'un membre nouvellement installé s'y joint (cellule %s).", o.Joins.Cell),
			head.EN+fmt.Sprintf(" The law does not say how the level of a newly installed member joins it (cell %s of %s).", o.Joins.Cell, o.Joins.TextID))
	}
	return say(
		head.FR+fmt.Sprintf(" Le texte en donne %s à gagner ; motif de la caisse : %s.", number(o.ToGain).FR, strings.TrimSuffix(w.Reason, ".")),
		head.EN+fmt.Sprintf(" The law gives %s to gain; the fund's reason: %s.", number(o.ToGain).EN, strings.TrimSuffix(w.Reason, ".")))
}

// exceeded is a day on which assistants would work more than the ETP of a group.
type exceeded struct {
	day                  civil.Date
	held, weekly, wanted int // minutes a week
	cite                 law.Citation
}

func (c Contract) etpExceeded(x exceeded) *Refusal {
	etp, left := law.ETP(c.Group.ETP), max(0, x.wanted-x.held)
	return refuse(ETPExceeded, say(
		fmt.Sprintf("Le %s, les assistants en poste tiennent %s par semaine et celui-ci %s ; le contrat est de %s, soit %s : il reste %s. Indiquer la part de ce contrat dans son temps de travail.",
			x.day.French(), hours(x.held), hours(x.weekly), etp.FR, hours(x.wanted), hours(left)),
		fmt.Sprintf("weekly_minutes is %d; on %s others hold %d of the %d minutes that %s want (cell %s of %s), and %d are left; state the part of this contract, and the whole in work_contract_weekly_minutes",
			x.weekly, x.day, x.held, x.wanted, etp.EN, x.cite.Cell, x.cite.TextID, left),
	), "weekly_minutes", strconv.Itoa(x.weekly), "left_weekly_minutes", strconv.Itoa(left), "on_date", x.day.String())
}

func (c Contract) sayWorkingTime(w WorkingTime) law.Phrase {
	etp := law.ETP(c.Group.ETP)
	fr := fmt.Sprintf("Les assistants tiennent %s par semaine sur les %s de %s", hours(w.Employed), hours(w.Wanted), etp.FR)
	en := fmt.Sprintf("The assistants hold %s a week of the %s that %s want", hours(w.Employed), hours(w.Wanted), etp.EN)
	if w.ShortBy > 0 {
		fr += fmt.Sprintf(" : il manque %s", hours(w.ShortBy))
		en += fmt.Sprintf(": %s are missing", hours(w.ShortBy))
	}
	return say(fr+".", en+".")
}

func notCollective() *Refusal {
	return refuse(NotCollective, say(
		"Ce contrat est celui d'un seul médecin : il n'a pas de membres.",
		"the contract is that of one doctor and has no members; want a collective contract",
	))
}

func (c Contract) membersUnderNotice() *Refusal {
	return refuse(WrongState, say(
		"Un préavis est en cours : les membres ne changent plus, seules des données peuvent être corrigées. Retirer d'abord le préavis.",
		fmt.Sprintf("contract %s is %s: its members do not change any more, only data are corrected; withdraw the notice first", c.ID, c.State),
	), "state", c.State.String(), "method", Amend.method())
}

// memberUnknown lists who may leave.
func (c Contract) memberUnknown(rpps string, from civil.Date) *Refusal {
	var members []string
	for _, m := range c.Group.Members {
		if m.Left.IsZero() && m.Entered.Before(from) {
			members = append(members, m.RPPS)
		}
	}
	fr, en := "il n'y en a aucun", "there is none"
	if len(members) > 0 {
		fr, en = law.List(members, "et"), law.List(members, "and")
	}
	return refuse(MemberUnknown, say(
		fmt.Sprintf("Le médecin %s n'est pas membre du groupe la veille du %s, ou son départ est déjà enregistré. Membres : %s.", rpps, from.French(), fr),
		fmt.Sprintf("leaving_rpps names %s, who is no member on the day before %s, or whose leaving is recorded already; the members are: %s", rpps, from, en),
	), "rpps", rpps, "from_date", from.String(), "members", strings.Join(members, ","))
}

func alreadyMember(m Member) *Refusal {
	return refuse(AlreadyMember, say(
		fmt.Sprintf("Le médecin %s est déjà membre du groupe, depuis le %s.", m.RPPS, m.Entered.French()),
		fmt.Sprintf("entering names %s, who is a member since %s; want a doctor who is none", m.RPPS, m.Entered),
	), "rpps", m.RPPS, "entered_on_date", m.Entered.String())
}

func noMemberLeft(from civil.Date) *Refusal {
	return refuse(NoMemberLeft, say(
		fmt.Sprintf("Plus aucun médecin ne serait membre du groupe à partir du %s. En faire entrer un autre le même jour, ou mettre fin au contrat.", from.French()),
		fmt.Sprintf("nobody would be a member from %s on; let another doctor enter on that day, or end the contract", from),
	), "from_date", from.String())
}

// sayMemberLeaves proposes that the member who moved, changed specialty or stops leaves
// the group at the next anniversary.
func (c Contract) sayMemberLeaves(on civil.Date) law.Phrase {
	frWhen, enWhen := "au prochain anniversaire", "at the next anniversary"
	for _, y := range c.Years[1:] {
		if y.Start.After(on) {
			frWhen, enWhen = "à l'anniversaire du "+y.Start.French(), "at the anniversary, "+y.Start.String()
			break
		}
	}
	return say(
		fmt.Sprintf("Le changement du %s touche un membre du groupe ; le contrat va aux autres, avec les mêmes ETP. Si le médecin ne peut rester membre, enregistrer son départ par un avenant, %s.", on.French(), frWhen),
		fmt.Sprintf("the change of %s is about a member of the group; the contract goes on for the others, with the same ETP; if the doctor cannot stay a member, let the doctor leave by AmendContract, %s", on, enWhen),
	)
}
