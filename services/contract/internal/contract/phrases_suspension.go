package contract

import (
	"fmt"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// The sentences on when the clock may stop.

func suspendedAlready(from civil.Date, s Suspension) *Refusal {
	return refuse(SuspensionsOverlap, say(
		fmt.Sprintf("Suspension à partir du %s, mais celle du %s (%s) est toujours en cours : enregistrer d'abord la reprise.", from.French(), s.From.French(), s.Reason.name().FR),
		fmt.Sprintf("the suspension starts on %s, but the one from %s (%s) still runs; resume the contract first", from, s.From, s.Reason.name().EN),
	), "from_date", from.String(), "earlier_from_date", s.From.String())
}

func (c Contract) notSuspended(on civil.Date) *Refusal {
	return refuse(NotSuspended, say(
		fmt.Sprintf("Reprise le %s, mais le contrat n'est pas suspendu : il court, préavis donné.", on.French()),
		fmt.Sprintf("the first day back is %s, but no suspension of contract %s runs; there is nothing to resume", on, c.ID),
	), "resumed_on_date", on.String())
}

func noSuchAbsence(from civil.Date, a Assistant) *Refusal {
	return refuse(NoSuchAbsence, say(
		fmt.Sprintf("Suspension pour absence à partir du %s, mais l'assistant « %s », employé depuis le %s, travaille ce jour-là. Donner un jour où l'assistant en place est absent et n'est pas remplacé ; enregistrer d'abord son absence.",
			from.French(), a.Ref, a.Start.French()),
		fmt.Sprintf("the suspension for an absence starts on %s, but %s, employed since %s, works on that day; want a day on which the assistant in place is absent (RecordAbsence) and not replaced",
			from, a.Ref, a.Start),
	), "from_date", from.String(), "employed_since", a.Start.String())
}

func (c Contract) absentNobody(from civil.Date) *Refusal {
	fr, en := "Si l'assistant est parti, donner ce motif.", "give the reason ASSISTANT_LEFT if the assistant has left"
	if len(c.Assistants) == 0 {
		fr, en = "Personne n'a encore été embauché.", "nobody was hired yet"
	}
	return refuse(NoSuchAbsence, say(
		fmt.Sprintf("Suspension pour absence à partir du %s, mais personne n'est employé ce jour-là. %s", from.French(), fr),
		fmt.Sprintf("the suspension for an absence starts on %s, but nobody is employed on that day; %s", from, en),
	), "from_date", from.String())
}

func suspendedLater(from, began civil.Date, cite law.Citation) *Refusal {
	return refuse(NoSuchAbsence, say(
		fmt.Sprintf("Suspension pour absence à partir du %s ; le texte la fait commencer le premier jour de l'absence, le %s (cellule %s).", from.French(), began.French(), cite.Cell),
		fmt.Sprintf("the suspension for an absence starts on %s; %s has it start on the first day of the absence, %s (cell %s)", from, cite.TextID, began, cite.Cell),
	), "from_date", from.String(), "absent_from_date", began.String(), "cell", cite.Cell)
}

func absenceTooShort(s stretch, agreed civil.Date) *Refusal {
	details := []string{"absent_from_date", s.began.String(), "doctor_agreement_date", agreed.String(), "cell", s.cite.Cell}
	if !s.over.IsZero() && !s.over.After(s.limit) {
		last := s.over.AddDays(-1)
		return refuse(AbsenceTooShort, say(
			fmt.Sprintf("Absence de « %s » sans remplacement du %s au %s inclus : le texte en veut plus de %d mois (cellule %s).",
				s.of.Ref, s.began.French(), last.French(), s.months, s.cite.Cell),
			fmt.Sprintf("%s was absent without replacement from %s to %s included; %s wants more than %d months (cell %s)",
				s.of.Ref, s.began, last, s.cite.TextID, s.months, s.cite.Cell),
		), details...)
	}
	first := s.limit.AddDays(1)
	details = append(details, "earliest_agreement_date", first.String())
	return refuse(AbsenceTooShort, say(
		fmt.Sprintf("Absence de « %s » sans remplacement depuis le %s, accord du médecin le %s : le texte veut une absence de plus de %d mois (cellule %s). L'accord est du %s au plus tôt ; la suspension peut alors commencer le premier jour de l'absence.",
			s.of.Ref, s.began.French(), agreed.French(), s.months, s.cite.Cell, first.French()),
		fmt.Sprintf("%s is absent without replacement since %s, and the doctor_agreement_date is %s; %s wants more than %d months (cell %s): an agreement of %s at the earliest, and the suspension may then start on the first day of the absence",
			s.of.Ref, s.began, agreed, s.cite.TextID, s.months, s.cite.Cell, first),
	), details...)
}

func notLeft(from civil.Date, a Assistant) *Refusal {
	return refuse(NoSuchAbsence, say(
		fmt.Sprintf("Suspension pour départ à partir du %s, mais l'assistant « %s » est employé ce jour-là (%s). Enregistrer son départ ; s'il est absent, donner ce motif.", from.French(), a.Ref, a.span().FR),
		fmt.Sprintf("the suspension for a departure starts on %s, but %s is employed on that day (%s); record the departure (EndAssistantEmployment), or give the reason ASSISTANT_ABSENT if it is an absence", from, a.Ref, a.span().EN),
	), "from_date", from.String(), "employed_since", a.Start.String())
}

func (c Contract) nobodyLeft(from civil.Date) *Refusal {
	return refuse(NoSuchAbsence, say(
		fmt.Sprintf("Suspension pour départ à partir du %s, mais personne n'a été employé avant ce jour.", from.French()),
		fmt.Sprintf("the suspension for a departure starts on %s, but nobody was employed before that day; an aid that has not begun needs no suspension", from),
	), "from_date", from.String())
}
