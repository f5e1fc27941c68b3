package contract

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// The sentences on the assistant: hiring, sharing, absences, the qualification.

func alreadyEmployed(start civil.Date, a Assistant) *Refusal {
	fr := fmt.Sprintf("Embauche le %s, mais l'assistant « %s », employé depuis le %s, travaille ce jour-là.", start.French(), a.Ref, a.Start.French())
	en := fmt.Sprintf("the new assistant starts on %s, but %s, employed since %s, works on that day", start, a.Ref, a.Start)
	from := a.freeFrom(start)
	if from.IsZero() {
		fr += " Enregistrer d'abord son départ, ou son absence."
		en += "; record that one's departure or absence first (EndAssistantEmployment, RecordAbsence)"
	} else {
		fr += fmt.Sprintf(" Un remplaçant commence au plus tôt le %s.", from.French())
		en += fmt.Sprintf("; a replacement starts on %s at the earliest", from)
	}
	return refuse(AssistantAlreadyEmployed, say(fr, en), "start_date", start.String(), "employed_since", a.Start.String())
}

// freeFrom is the first day after the given one on which the assistant is absent or
// gone, as far as it is recorded; zero when nothing is.
func (a Assistant) freeFrom(day civil.Date) civil.Date {
	for _, x := range a.Absences {
		if x.From.After(day) {
			return x.From
		}
	}
	return a.End.AddDays(1)
}

func employedLater(start civil.Date, a Assistant) *Refusal {
	return refuse(AssistantAlreadyEmployed, say(
		fmt.Sprintf("Embauche le %s, avant celle de l'assistant « %s », le %s, déjà enregistrée : les embauches s'enregistrent dans leur ordre.",
			start.French(), a.Ref, a.Start.French()),
		fmt.Sprintf("the new assistant starts on %s, before %s, who starts on %s and is recorded already; hirings are recorded in their order",
			start, a.Ref, a.Start),
	), "start_date", start.String(), "employed_since", a.Start.String())
}

func (p Employer) name() law.Phrase {
	switch p {
	case DoctorEmploys:
		return say("le médecin", "the doctor")
	case GroupEmploys:
		return say("un groupe de médecins", "a group of doctors")
	default:
		return say("un groupement d'employeurs", "an employers' grouping")
	}
}

func workContractDiffers(ref string, s, o Share) *Refusal {
	return refuse(WorkContractDiffers, say(
		fmt.Sprintf("Contrat de travail de l'assistant « %s » : %s par semaine, employé par %s ; le contrat %s, qui le partage, dit %s par semaine, employé par %s. Les contrats qui partagent un assistant disent le même contrat de travail : corriger l'un des deux.",
			ref, hours(s.WorkContract), s.Employer.name().FR, o.ContractID, hours(o.WorkContract), o.Employer.name().FR),
		fmt.Sprintf("work_contract_weekly_minutes of %s is %d (%s), employed by %s; contract %s, which shares the assistant, states %d (%s), employed by %s; state the same work contract, or correct the other one",
			ref, s.WorkContract, hours(s.WorkContract), s.Employer.name().EN, o.ContractID, o.WorkContract, hours(o.WorkContract), o.Employer.name().EN),
	), "other_contract_id", o.ContractID, "work_contract_weekly_minutes", strconv.Itoa(s.WorkContract), "other_minutes", strconv.Itoa(o.WorkContract))
}

func sharesExceed(ref string, s Share, taken int, day civil.Date) *Refusal {
	left := max(s.WorkContract-taken, 0)
	beyond := taken + s.Weekly - s.WorkContract
	return refuse(SharesExceedWorkingTime, say(
		fmt.Sprintf("Part de %s par semaine de l'assistant « %s », dont les autres contrats prennent %s sur %s à partir du %s : %s de trop, il reste %s. Si le contrat de travail est plus long, indiquer son temps entier.",
			hours(s.Weekly), ref, hours(taken), hours(s.WorkContract), day.French(), hours(beyond), hours(left)),
		fmt.Sprintf("weekly_minutes of %s is %d (%s), and other contracts take %d of the %d minutes of the work contract from %s; %d too many: want %d (%s) at most; if the work contract is longer, state all of it in work_contract_weekly_minutes",
			ref, s.Weekly, hours(s.Weekly), taken, s.WorkContract, day, beyond, left, hours(left)),
	), "weekly_minutes", strconv.Itoa(s.Weekly), "minutes_left", strconv.Itoa(left), "minutes_too_many", strconv.Itoa(beyond), "on_date", day.String())
}

// notEmployed names who is.
func (c Contract) notEmployed(ref string, day civil.Date) *Refusal {
	fr := fmt.Sprintf("L'assistant « %s » n'est pas employé le %s sous ce contrat.", ref, day.French())
	en := fmt.Sprintf("assistant %q is not employed under contract %s on %s", ref, c.ID, day)
	if len(c.Assistants) == 0 {
		fr += " Personne n'y a été embauché."
		en += "; nobody was hired under it"
	} else {
		var names, spans []string
		for _, a := range c.Assistants {
			span := a.span()
			names, spans = append(names, fmt.Sprintf("« %s » (%s)", a.Ref, span.FR)), append(spans, fmt.Sprintf("%s (%s)", a.Ref, span.EN))
		}
		fr += " Y sont ou y furent employés : " + strings.Join(names, ", ") + "."
		en += "; employed under it: " + strings.Join(spans, ", ")
	}
	return refuse(AssistantNotEmployed, say(fr, en), "assistant_ref", ref, "on_date", day.String())
}

// span is the time of an employment.
func (a Assistant) span() law.Phrase {
	if a.End.IsZero() {
		return say("depuis le "+a.Start.French(), "since "+a.Start.String())
	}
	return say(fmt.Sprintf("du %s au %s", a.Start.French(), a.End.French()), fmt.Sprintf("%s to %s", a.Start, a.End))
}

func leftTooEarly(last civil.Date, a Assistant) *Refusal {
	known := a.lastKnown()
	fr, en := "le premier jour de travail", "the first day of work"
	if known != a.Start {
		fr, en = "le dernier jour d'absence ou de retour enregistré", "the last absence or return that is recorded"
	}
	return refuse(OutsideEmployment, say(
		fmt.Sprintf("Dernier jour de travail de « %s » le %s, avant le %s, %s : donner ce jour au plus tôt.", a.Ref, last.French(), known.French(), fr),
		fmt.Sprintf("end_date of %s is %s, before %s, %s; want that day at the earliest", a.Ref, last, known, en),
	), "end_date", last.String(), "earliest_date", known.String())
}

func absentOutside(from civil.Date, a Assistant) *Refusal {
	return refuse(OutsideEmployment, say(
		fmt.Sprintf("Absence de « %s » à partir du %s, hors de son emploi (%s).", a.Ref, from.French(), a.span().FR),
		fmt.Sprintf("from_date of the absence of %s is %s, outside the employment; want a day of it (%s)", a.Ref, from, a.span().EN),
	), "from_date", from.String(), "employed_since", a.Start.String())
}

func absencesOverlap(from civil.Date, a Assistant, x Absence) *Refusal {
	fr, en := "toujours en cours : enregistrer d'abord le retour", "which lasts; record the return first"
	details := []string{"from_date", from.String(), "earlier_from_date", x.From.String()}
	if !x.Until.IsZero() {
		fr = "terminée par le retour du " + x.Until.French() + " : donner ce jour au plus tôt"
		en = fmt.Sprintf("which ended with the return of %s; want that day at the earliest", x.Until)
		details = append(details, "earlier_until_date", x.Until.String())
	}
	return refuse(AbsencesOverlap, say(
		fmt.Sprintf("Absence de « %s » à partir du %s, qui touche celle du %s, %s.", a.Ref, from.French(), x.From.French(), fr),
		fmt.Sprintf("the absence of %s from %s meets the one from %s, %s", a.Ref, from, x.From, en),
	), details...)
}

func notAbsent(ref string, back civil.Date) *Refusal {
	return refuse(NotAbsent, say(
		fmt.Sprintf("Retour de « %s » le %s, mais aucune absence n'est en cours : enregistrer d'abord l'absence.", ref, back.French()),
		fmt.Sprintf("%s returns on %s, but no absence lasts; record it first (RecordAbsence)", ref, back),
	), "assistant_ref", ref, "returned_on_date", back.String())
}

func notAfterAbsence(back civil.Date, a Assistant, x Absence) *Refusal {
	return refuse(NotAfterAbsence, say(
		fmt.Sprintf("Retour de « %s » le %s, mais l'absence commence le %s : le retour est au plus tôt le lendemain.", a.Ref, back.French(), x.From.French()),
		fmt.Sprintf("%s returns on %s, but the absence begins on %s; want %s at the earliest", a.Ref, back, x.From, x.From.AddDays(1)),
	), "returned_on_date", back.String(), "from_date", x.From.String())
}

// String is the path as the API writes it, without prefix: "CQP_VAE".
func (p Path) String() string { return nameOf(pathNames[:], uint8(p), "no path") }

var pathNames = [...]string{
	Nurse: "NURSE", NursingAuxiliary: "NURSING_AUXILIARY", ChildcareAuxiliary: "CHILDCARE_AUXILIARY", CQP: "CQP", CQPByVAE: "CQP_VAE",
}

var pathFrench = [...]string{
	Nurse: "diplôme d'infirmier et FAE", NursingAuxiliary: "diplôme d'aide-soignant et FAE",
	ChildcareAuxiliary: "diplôme d'auxiliaire de puériculture et FAE", CQP: "CQP par la formation", CQPByVAE: "CQP par la VAE",
}

// String is the step as the API writes it, without prefix: "BEGUN".
func (s TrainingStep) String() string { return nameOf(stepNames[:], uint8(s), "no step") }

var stepNames = [...]string{TrainingBegun: "BEGUN", Qualified: "QUALIFIED", TrainingFailed: "FAILED", TrainingAbandoned: "ABANDONED"}

var stepFrench = [...]string{TrainingBegun: "début", Qualified: "qualification", TrainingFailed: "échec", TrainingAbandoned: "abandon"}

func (t Training) name() law.Phrase {
	return say(
		fmt.Sprintf("%s (%s) du %s", nameOf(stepFrench[:], uint8(t.Step), "étape"), nameOf(pathFrench[:], uint8(t.Path), "voie"), t.On.French()),
		fmt.Sprintf("%s (%s) of %s", t.Step, t.Path, t.On))
}

func (c Contract) pathNotOfTheText(t Training, paths []string, cite law.Citation) *Refusal {
	return refuse(PathNotOfTheText, say(
		fmt.Sprintf("Voie de qualification : %s. Le texte admet : %s (%s, cellule %s).",
			nameOf(pathFrench[:], uint8(t.Path), "inconnue"), frenchPaths(paths), c.Text.Title.FR, cite.Cell),
		fmt.Sprintf("path is %s; %s takes %s (cell %s)", t.Path, c.Text.ID, strings.Join(paths, ", "), cite.Cell),
	), "path", t.Path.String(), "cell", cite.Cell)
}

// frenchPaths are the paths that lead to the qualifications of the law's cell.
func frenchPaths(list []string) string {
	var names []string
	for p := Nurse; p <= CQPByVAE; p++ {
		for _, q := range list {
			if qualifications[p] == q {
				names = append(names, pathFrench[p])
			}
		}
	}
	return strings.Join(names, ", ")
}

// outOfOrder is a step that cannot follow the steps before it, and why.
func outOfOrder(t Training, why law.Phrase) *Refusal {
	return refuse(TrainingOutOfOrder, say("Étape enregistrée : "+t.name().FR+". "+why.FR, t.name().EN+": "+why.EN),
		"step", t.Step.String(), "on_date", t.On.String())
}

func qualifiedAlone(t Training, first civil.Date) *Refusal {
	return outOfOrder(t, say(
		fmt.Sprintf("Aucun début n'est enregistré : l'enregistrer d'abord. Seul qui était qualifié avant son premier jour de travail, le %s, n'en a pas besoin.", first.French()),
		fmt.Sprintf("no training has begun; record BEGUN first, or a qualification before the first day of work %s", first)))
}

func stepsFirst(t Training) *Refusal {
	return outOfOrder(t, say(
		"Aucun début n'est enregistré : l'enregistrer d'abord.",
		"no training has begun; record BEGUN first"))
}

func alreadyQualified(t, last Training) *Refusal {
	return outOfOrder(t, say(
		fmt.Sprintf("L'assistant est déjà qualifié : %s. Rien ne peut suivre.", last.name().FR),
		fmt.Sprintf("the assistant is qualified already, %s; nothing can follow", last.name().EN)))
}

func stepGoesBack(t, last Training) *Refusal {
	return outOfOrder(t, say(
		fmt.Sprintf("L'étape précédente est plus tardive : %s. Donner ce jour au plus tôt.", last.name().FR),
		fmt.Sprintf("the step before is later, %s; want that day at the earliest", last.name().EN)))
}

func trainingRuns(t, last Training) *Refusal {
	return outOfOrder(t, say(
		fmt.Sprintf("Une formation est en cours : %s. Enregistrer d'abord sa qualification, son échec ou son abandon, sur la même voie.", last.name().FR),
		fmt.Sprintf("a training runs, %s; record QUALIFIED, FAILED or ABANDONED on the same path first", last.name().EN)))
}

func attemptOver(t, last Training) *Refusal {
	return outOfOrder(t, say(
		fmt.Sprintf("L'essai précédent est clos : %s. Enregistrer d'abord un nouveau début.", last.name().FR),
		fmt.Sprintf("the attempt before is over, %s; record BEGUN of another one first", last.name().EN)))
}
