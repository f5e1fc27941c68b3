package eligibility

import (
	"fmt"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the part of the catalogue that says what would change an answer.

// stated asks for the facts and cells that are missing.
func (q *inquiry) stated(a asks) law.Phrase {
	names := a.facts.names()
	p := law.Phrase{}
	if a.facts != 0 {
		p = say("À indiquer : "+law.List(names.fr, "et")+".", "To be stated: "+law.List(names.en, "and")+".")
	}
	for _, r := range a.cells {
		if r == 0 {
			continue
		}
		p = joined(p, q.askForCell(r))
	}
	return p
}

// joined is one sentence after another.
func joined(a, b law.Phrase) law.Phrase {
	switch {
	case a == law.Phrase{}:
		return b
	case b == law.Phrase{}:
		return a
	}
	return law.Phrase{FR: a.FR + " " + b.FR, EN: a.EN + " " + b.EN}
}

// orDerogation adds that the fund may let the doctor off.
func (q *inquiry) orDerogation(p law.Phrase) law.Phrase {
	if q.plan.derogation == 0 {
		return p
	}
	return joined(p, say("La caisse peut aussi accorder une dérogation.", "The fund may also grant a derogation."))
}

// sayDerogation names the decision of the fund, after what it lets the doctor off.
func sayDerogation(d *Derogation, without law.Phrase) law.Phrase {
	day := date(d.Granted)
	by := law.Phrase{}
	if d.Actor != "" {
		by = law.Phrase{FR: ", par " + d.Actor, EN: " by " + d.Actor}
	}
	return joined(without, say(
		fmt.Sprintf("La caisse %s y a dérogé le %s%s, pour ce motif : « %s ».", d.Fund, day.FR, by.FR, d.Reason),
		fmt.Sprintf("The fund %s granted a derogation on %s%s, for this reason: \"%s\".", d.Fund, day.EN, by.EN, d.Reason)))
}

func remedyBeforeTheLaw(first civil.Date) law.Phrase {
	d := date(first)
	return say(
		fmt.Sprintf("Signer à partir du %s.", d.FR),
		fmt.Sprintf("Sign on or after %s.", d.EN))
}

func remedySector(options []TariffOption) law.Phrase {
	names := anyOf(options)
	return say(
		fmt.Sprintf("Adhérer à %s avant la signature.", names.FR),
		fmt.Sprintf("Sign %s before the contract.", names.EN))
}

func remedyAgreement(options []TariffOption) law.Phrase {
	names := anyOf(options)
	return say(
		fmt.Sprintf("Se conventionner en secteur 1, ou en secteur 2 avec %s, avant la signature.", names.FR),
		fmt.Sprintf("Enter the agreement in secteur 1, or in secteur 2 with %s, before the contract.", names.EN))
}

func remedySpecialty() law.Phrase {
	return say(
		"Le médecin n'y peut rien changer : le texte n'ouvre pas l'aide à cette spécialité.",
		"Nothing that the doctor can change: the text does not open the aid to this specialty.")
}

func remedyDepartment(listed []string) law.Phrase {
	return say(
		fmt.Sprintf("Exercer dans l'un des départements %s.", law.List(listed, "et")),
		fmt.Sprintf("Practise in one of the departments %s.", law.List(listed, "and")))
}

func remedyFees(f fees, period law.Phrase) law.Phrase {
	n, b := f.name(), f.bound()
	return say(
		fmt.Sprintf("Il faudrait, pour la %s, %s%s.", n.FR, b.FR, period.FR),
		fmt.Sprintf("The %s would have to be %s%s.", n.EN, b.EN, period.EN))
}

func remedyActivity(q *inquiry, t threshold) law.Phrase {
	if n, counted := q.count(t.indicator).Get(); counted && t.known && n < t.least() {
		short := patients(t.least() - n)
		return say(
			fmt.Sprintf("Compter %s de plus avant la signature.", short.FR),
			fmt.Sprintf("Have %s more before the contract.", short.EN))
	}
	b, subject := t.bound(), q.patientsOf(t)
	return say(
		fmt.Sprintf("Il faudrait, pour %s, %s.", subject.FR, b.FR),
		fmt.Sprintf("It would take, for %s, %s.", subject.EN, b.EN))
}

func remedyGroup(q *inquiry, short int) law.Phrase {
	d := doctorsCounted(short)
	zones := anyZone(value(q.text.Criteria.GroupPractice.AloneWaivedZones))
	return say(
		fmt.Sprintf("Exercer avec %s de plus, ou, seul, en zone %s.", d.FR, zones.FR),
		fmt.Sprintf("Practise with %s more, or alone in a %s zone.", d.EN, zones.EN))
}

func remedyCoordination(deadline civil.Date) law.Phrase {
	d := date(deadline)
	return say(
		fmt.Sprintf("Entrer dans un exercice coordonné, ou s'engager à le faire au plus tard le %s.", d.FR),
		fmt.Sprintf("Enter a coordinated practice, or commit to do so by %s.", d.EN))
}

func remedyStructure() law.Phrase {
	return say(
		"Remplir tous les indicateurs du volet 1 du forfait structure.",
		"Meet all indicators of volet 1 of the forfait structure.")
}

func remedySecretary(rule law.SecretaryReplacedRule) law.Phrase {
	in := refilled(rule)
	return say(
		fmt.Sprintf("Repourvoir le poste du secrétaire%s.", in.FR),
		fmt.Sprintf("Refill the secretary's post%s.", in.EN))
}
