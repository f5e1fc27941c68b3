package contract

import (
	"fmt"
	"strconv"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on contracts that follow one another.

func (r EndReason) how() law.Phrase {
	if int(r) < len(howEnded) && howEnded[r].EN != "" {
		return howEnded[r]
	}
	return say("sans motif", "for no reason")
}

var howEnded = [...]law.Phrase{
	Expired:            {FR: "arrivé à son terme", EN: "EXPIRED"},
	TerminatedByDoctor: {FR: "résilié par le médecin", EN: "TERMINATED_BY_DOCTOR"},
	TerminatedByFund:   {FR: "résilié par la caisse", EN: "TERMINATED_BY_FUND"},
	Moved:              {FR: "déménagement du médecin", EN: "MOVED"},
	SpecialtyChanged:   {FR: "changement de spécialité", EN: "SPECIALTY_CHANGED"},
	StoppedPractising:  {FR: "arrêt de l'activité", EN: "STOPPED_PRACTISING"},
	Renewed:            {FR: "renouvelé", EN: "RENEWED"},
	Replaced:           {FR: "remplacé par le contrat suivant", EN: "REPLACED"},
}

// stands says where the contract stands, and how it ended.
func (c Contract) stands() law.Phrase {
	if c.State != Ended {
		return say("à l'état « "+c.State.french()+" »", c.State.String())
	}
	why := c.EndReason.how()
	return say(fmt.Sprintf("terminé (%s, le %s)", why.FR, c.End.French()), fmt.Sprintf("ENDED (%s, on %s)", why.EN, c.End))
}

// notFollowed refuses a succession.
func notFollowed(fr, en string, details ...string) *Refusal {
	return refuse(SuccessionImpossible, say(fr, en), details...)
}

func renewedByItsOwnCall() *Refusal {
	return notFollowed(
		"Un renouvellement ne se propose pas ainsi : enregistrer le renouvellement sur le contrat lui-même (RenewContract), qui fait l'offre.",
		"succeeds.kind is SUCCESSION_KIND_RENEWAL; a renewal is offered by RenewContract on the contract itself", "method", "RenewContract")
}

func holdsNoContract(t *law.Text, option law.Option) *Refusal {
	name, cell := option.Name(), t.Option(option).Open.Cite()
	return notFollowed(
		fmt.Sprintf("L'option %s est celle d'un second assistant (cellule %s) : nommer le contrat en cours du médecin, auquel celui-ci fait suite.", name.FR, cell.Cell),
		fmt.Sprintf("%s is for a second assistant (cell %s); name the contract that the doctor holds: succeeds.contract_id, with SUCCESSION_KIND_SECOND_ASSISTANT", name.EN, cell.Cell),
		"option", option.String(), "cell", cell.Cell)
}

func noSecondAssistant(t *law.Text, option law.Option) *Refusal {
	name := option.Name()
	return notFollowed(
		fmt.Sprintf("L'option %s n'est pas celle d'un second assistant dans ce texte (%s) : choisir 1,5 ou 2 ETP là où il les ouvre, ou proposer le contrat sans suite.", name.FR, t.Title.FR),
		fmt.Sprintf("succeeds.kind is SUCCESSION_KIND_SECOND_ASSISTANT, but %s is not an option of a second assistant under %s; want 1.5 or 2 ETP where the text has them, or no succession", name.EN, t.ID),
		"option", option.String(), "text_id", t.ID)
}

func (c Contract) anotherDoctors() *Refusal {
	return notFollowed(
		fmt.Sprintf("Le contrat %s est celui d'un autre médecin : un contrat ne fait suite qu'à un contrat du même médecin (numéro RPPS).", c.ID),
		fmt.Sprintf("contract %s is another doctor's; want a contract of the doctor with the RPPS number of the assessment", c.ID),
		"contract_id", c.ID)
}

func (c Contract) followedAlready() *Refusal {
	return notFollowed(
		fmt.Sprintf("Le contrat %s a déjà une suite, %s : partir de celui-là.", c.ID, c.SucceededBy),
		fmt.Sprintf("contract %s is followed by %s already; name that one", c.ID, c.SucceededBy),
		"contract_id", c.ID, "succeeded_by", c.SucceededBy)
}

func (c Contract) notRenewedFrom() *Refusal {
	stands := c.stands()
	return notFollowed(
		fmt.Sprintf("Le contrat %s est %s ; seul un contrat en cours, ou arrivé à son terme, est renouvelé.", c.ID, stands.FR),
		fmt.Sprintf("contract %s is %s; want ACTIVE, or ENDED with the reason EXPIRED, to be renewed", c.ID, stands.EN),
		"contract_id", c.ID, "state", c.State.String())
}

func (c Contract) notTheDayAfter(signed, last civil.Date) *Refusal {
	return notFollowed(
		fmt.Sprintf("Le renouvellement est du %s, mais le contrat %s va jusqu'au %s : le renouvellement commence le lendemain, le %s. Retirer l'offre et enregistrer de nouveau le renouvellement.",
			signed.French(), c.ID, last.French(), last.AddDays(1).French()),
		fmt.Sprintf("the renewal is for %s, the term of contract %s is %s; want the day after it, %s; withdraw the offer and state the renewal again, on an assessment for that day where objectives are new", signed, c.ID, last, last.AddDays(1)),
		"signature_date", signed.String(), "term_date", last.String())
}

func (c Contract) endedOtherwise(wanted EndReason) *Refusal {
	stands, why := c.stands(), wanted.how()
	return notFollowed(
		fmt.Sprintf("Le contrat %s est %s ; il doit être terminé avec le motif « %s ». Enregistrer d'abord sa fin.", c.ID, stands.FR, why.FR),
		fmt.Sprintf("contract %s is %s; want ENDED with the reason %s; end it first", c.ID, stands.EN, why.EN),
		"contract_id", c.ID, "state", c.State.String(), "wanted_reason", why.EN)
}

func (c Contract) notNewlyInstalled(signed civil.Date) *Refusal {
	return notFollowed(
		fmt.Sprintf("Après le contrat %s, le nouveau contrat est celui d'un médecin nouvellement installé ; l'évaluation pour le %s n'est pas celle d'un nouvel installé : indiquer la date d'installation au nouveau lieu ou dans la nouvelle spécialité, et refaire l'évaluation.",
			c.ID, signed.French()),
		fmt.Sprintf("the assessment for %s is not that of a newly installed doctor, which the contract that follows %s wants; state application.doctor.installed_date of the new place or specialty and assess again", signed, c.ID),
		"contract_id", c.ID, "field", "application.doctor.installed_date")
}

func (c Contract) notHeld() *Refusal {
	stands := c.stands()
	return notFollowed(
		fmt.Sprintf("Le contrat %s est %s ; un second assistant demande un contrat en cours.", c.ID, stands.FR),
		fmt.Sprintf("contract %s is %s; a second assistant wants it ACTIVE", c.ID, stands.EN),
		"contract_id", c.ID, "state", c.State.String())
}

func (c Contract) notHeldOn(signed civil.Date) *Refusal {
	return notFollowed(
		fmt.Sprintf("Le nouveau contrat serait du %s, hors du contrat %s, qui court du %s au %s.", signed.French(), c.ID, c.Signed.French(), c.Term.French()),
		fmt.Sprintf("the new contract is for %s, outside contract %s; want a day after %s, up to %s", signed, c.ID, c.Signed, c.Term),
		"signature_date", signed.String(), "term_date", c.Term.String())
}

func (c Contract) holdsAnother(option law.Option, wanted law.Cell[law.Option]) *Refusal {
	want, _ := wanted.Value()
	cell := wanted.Cite().Cell
	return notFollowed(
		fmt.Sprintf("Le contrat %s est à %s ; un second assistant demande un contrat à %s (cellule %s).", c.ID, option.Name().FR, want.Name().FR, cell),
		fmt.Sprintf("contract %s is of %s; a second assistant wants one of %s (cell %s)", c.ID, option.Name().EN, want.Name().EN, cell),
		"option", option.String(), "wanted_option", want.String(), "cell", cell)
}

func (c Contract) heldTooShort(year int, signed civil.Date, wanted law.Cell[int]) *Refusal {
	want, _ := wanted.Value()
	cell := wanted.Cite().Cell
	fr, en := "", ""
	for _, y := range c.Years {
		if y.Number == want && y.Open {
			fr, en = fmt.Sprintf(", qui commence le %s", y.Start.French()), fmt.Sprintf(", which begins on %s", y.Start)
		}
	}
	return notFollowed(
		fmt.Sprintf("Le %s, le contrat %s est dans son année %d ; un second assistant demande au moins l'année %d%s (cellule %s).", signed.French(), c.ID, year, want, fr, cell),
		fmt.Sprintf("on %s contract %s is in its year %d; a second assistant wants year %d at least%s (cell %s)", signed, c.ID, year, want, en, cell),
		"contract_year", strconv.Itoa(year), "wanted_contract_year", strconv.Itoa(want), "cell", cell)
}

func (c Contract) heldUnmeasured(signed civil.Date, wanted law.Cell[bool]) *Refusal {
	cell := wanted.Cite().Cell
	return notFollowed(
		fmt.Sprintf("Aucune mesure du contrat %s jusqu'au %s : un second assistant demande des objectifs atteints (cellule %s). Enregistrer une mesure.", c.ID, signed.French(), cell),
		fmt.Sprintf("contract %s has no measure up to %s; a second assistant wants its objectives reached (cell %s); record a measure", c.ID, signed, cell),
		"contract_id", c.ID, "cell", cell)
}

func (c Contract) heldUnreached(on civil.Date, a law.Attainment, wanted law.Cell[bool]) *Refusal {
	cell := wanted.Cite().Cell
	return notFollowed(
		fmt.Sprintf("Objectifs du contrat %s non atteints à la mesure du %s, ce que demande un second assistant (cellule %s). %s", c.ID, on.French(), cell, a.Explanation.FR),
		fmt.Sprintf("the objectives of contract %s are not reached by the measure of %s, as a second assistant wants (cell %s): %s", c.ID, on, cell, a.Explanation.EN),
		"contract_id", c.ID, "measured_on_date", on.String(), "cell", cell)
}

// AnotherAssessment refuses that the assessment of a renewal is another doctor's, or for
// another day than the one after the term.
func (c Contract) AnotherAssessment(assessed, wanted civil.Date, sameDoctor bool) *Refusal {
	if !sameDoctor {
		return c.anotherDoctors()
	}
	return notFollowed(
		fmt.Sprintf("L'évaluation est pour le %s ; le renouvellement du contrat %s commence le %s, le lendemain du terme : refaire l'évaluation pour ce jour.", assessed.French(), c.ID, wanted.French()),
		fmt.Sprintf("the assessment is for %s; the renewal of contract %s begins on %s, the day after the term; assess again for that day", assessed, c.ID, wanted),
		"signature_date", assessed.String(), "wanted_signature_date", wanted.String())
}

// CollectiveNotRenewed refuses to renew a collective contract: the law knows a waiting
// period after it, and no renewal.
func CollectiveNotRenewed(l *law.Law) *Refusal {
	cell := l.CollectiveAid().WaitingYears.Cite()
	return notFollowed(
		fmt.Sprintf("Rien n'est dit du renouvellement d'une aide collective ; une attente la suit (%s, cellule %s). Enregistrer NOT_RENEWABLE ; un nouveau contrat se propose sur une nouvelle demande.", cell.Source, cell.Cell),
		fmt.Sprintf("nothing is known of the renewal of a collective contract; a waiting period follows it (%s, cell %s: %s); state NOT_RENEWABLE; a new contract takes a new application", cell.Source, cell.Cell, cell.Value),
		"cell", cell.Cell)
}

func (c Contract) endedAndNotRenewed() *Refusal {
	stands := c.stands()
	return refuse(WrongState, say(
		fmt.Sprintf("Le contrat est %s ; renouvellement possible seulement d'un contrat en cours, ou arrivé à son terme.", stands.FR),
		fmt.Sprintf("contract %s is %s; RenewContract is possible in ACTIVE, and in ENDED with the reason EXPIRED", c.ID, stands.EN),
	), "state", c.State.String(), "method", Renew.method())
}

func (c Contract) renewalStated(by string) *Refusal {
	return refuse(RenewalStated, say(
		fmt.Sprintf("Une suite du contrat existe déjà, %s : la signer, ou la retirer avant d'enregistrer un autre renouvellement.", by),
		fmt.Sprintf("contract %s has a contract that follows it already, %s; sign it, or withdraw it before the renewal is stated again", c.ID, by),
	), "contract_id", c.ID, "offer_id", by)
}

// readings names the two cells of a disputed renewal.
func readings(m law.Move) (law.Phrase, []string) {
	text, cnam := m.RenewableByText.Cite(), m.RenewableByCnam.Cite()
	return say(
			fmt.Sprintf("le texte (%s, cellule %s) et la Cnam (%s, cellule %s)", text.Source, text.Cell, cnam.Source, cnam.Cell),
			fmt.Sprintf("the text (%s, cell %s) and the Cnam (%s, cell %s)", text.Source, text.Cell, cnam.Source, cnam.Cell),
		),
		[]string{"cell_of_text", text.Cell, "cell_of_cnam", cnam.Cell}
}

func (c Contract) readingMissing(option law.Option, m law.Move) *Refusal {
	both, details := readings(m)
	return refuse(ReadingMissing, say(
		fmt.Sprintf("Sur le renouvellement d'un contrat de %s sous ce texte (%s), %s ne s'accordent pas : la caisse indique la lecture qu'elle suit.", option.Name().FR, c.Text.Title.FR, both.FR),
		fmt.Sprintf("reading is not stated; on the renewal of a contract of %s under %s, %s disagree; state the reading that the fund follows", option.Name().EN, c.Text.ID, both.EN),
	), append(details, "option", option.String())...)
}

func (c Contract) notRenewable(option law.Option, m law.Move, r RenewalReading) *Refusal {
	cite := m.RenewableByText.Cite()
	if r == ReadingOfCnam {
		cite = m.RenewableByCnam.Cite()
	}
	_, details := readings(m)
	return refuse(NotRenewableByReading, say(
		fmt.Sprintf("Selon la lecture suivie (%s, cellule %s), un contrat de %s sous ce texte (%s) n'est pas renouvelable : enregistrer NOT_RENEWABLE. Après le terme, un nouveau contrat peut être proposé.",
			cite.Source, cite.Cell, option.Name().FR, c.Text.Title.FR),
		fmt.Sprintf("by the reading that is followed (%s, cell %s: %s) a contract of %s under %s is not renewable; state NOT_RENEWABLE; after the term a new contract may be offered",
			cite.Source, cite.Cell, cite.Value, option.Name().EN, c.Text.ID),
	), append(details, "option", option.String())...)
}

func (c Contract) onlyMaintained(m law.Move) *Refusal {
	cite := m.RenewableByCnam.Cite()
	_, details := readings(m)
	return refuse(NotRenewableByReading, say(
		fmt.Sprintf("Selon la lecture de la Cnam (%s, cellule %s), les objectifs sont seulement maintenus : enregistrer OBJECTIVES_KEPT ou NOT_RENEWABLE. De nouveaux objectifs demandent un nouveau contrat, proposé après le terme.",
			cite.Source, cite.Cell),
		fmt.Sprintf("mode is NEW_OBJECTIVES, but by the reading of the Cnam (%s, cell %s) objectives are just maintained; state OBJECTIVES_KEPT or NOT_RENEWABLE; new objectives take a new contract, offered after the term",
			cite.Source, cite.Cell),
	), append(details, "mode", "NEW_OBJECTIVES")...)
}

func counterMissing(cell law.Cell[string]) *Refusal {
	cite := cell.Cite()
	return refuse(YearCounterMissing, say(
		fmt.Sprintf("Le compteur des années après un renouvellement n'est pas connu (cellule %s) : la caisse indique s'il continue ou repart à l'année 1.", cite.Cell),
		fmt.Sprintf("year_counter is not stated and the law's cell %s is unknown; the fund states GOES_ON or RESTARTS", cite.Cell),
	), "cell", cite.Cell)
}

func counterDiffers(stated YearCounter, cell law.Cell[string]) *Refusal {
	cite := cell.Cite()
	seen := "GOES_ON"
	if stated == Restarts {
		seen = "RESTARTS"
	}
	return refuse(YearCounterMissing, say(
		fmt.Sprintf("Compteur des années : %s indiqué, mais la règle est connue : %s (%s, cellule %s). La suivre, ou ne rien indiquer.", seen, cite.Value, cite.Source, cite.Cell),
		fmt.Sprintf("year_counter is %s, but the law's cell %s is %s (%s); state that, or nothing", seen, cite.Cell, cite.Value, cite.Source),
	), "cell", cite.Cell, "year_counter", seen, "wanted", cite.Value)
}

func noAmount(option law.Option, y law.Year, cite law.Citation) *Refusal {
	return refuse(OptionClosed, say(
		fmt.Sprintf("Aucun montant n'existe pour %s en année %d, qui commencerait le %s (cellule %s) : l'option n'est plus ouverte aux contrats qui repartent à l'année 1. Le compteur des années peut continuer.",
			option.Name().FR, y.Number, y.Start.French(), cite.Cell),
		fmt.Sprintf("the law has no amount for %s in a year %d that begins on %s (cell %s): the option is not open to years counted so; state the year_counter GOES_ON, or NOT_RENEWABLE",
			option.Name().EN, y.Number, y.Start, cite.Cell),
	), "option", option.String(), "contract_year", strconv.Itoa(y.Number), "cell", cite.Cell)
}

// maintained explains an objective that a renewal keeps.
func maintained(i law.Indicator, level int) law.Phrase {
	name, n := i.Name(), number(level)
	return say(
		fmt.Sprintf("%s : l'objectif du contrat précédent, %s\u00a0patients, est à maintenir.", capital(name.FR), n.FR),
		fmt.Sprintf("%s: the objective of the contract before, %s patients, is to be maintained.", capital(name.EN), n.EN),
	)
}

// stated is a statement in a sentence.
func (c Contract) stated(s Statement, out Stated, last civil.Date) law.Phrase {
	if s.Mode == NotRenewable {
		return joinPhrases(say(
			fmt.Sprintf("Le contrat va à son terme, le %s, et n'est pas renouvelé.", last.French()),
			fmt.Sprintf("The contract runs to its term on %s and is not renewed.", last),
		), c.following(s.Reading))
	}
	mode := say("avec de nouveaux objectifs, sur une nouvelle évaluation", "with new objectives, on a new assessment")
	if s.Mode == ObjectivesKept {
		mode = say("les objectifs sont maintenus, sans patients à gagner", "the objectives are maintained, without patients to gain")
	}
	count := say("le compteur des années repart à 1", "the years restart at 1")
	if out.Counter == GoesOn {
		count = say(fmt.Sprintf("le compteur des années continue à l'année %d", out.FirstYear), fmt.Sprintf("the years go on with year %d", out.FirstYear))
	}
	return joinPhrases(say(
		fmt.Sprintf("Renouvellement à partir du %s, une fois signé : %s ; %s.", out.Signed.French(), mode.FR, count.FR),
		fmt.Sprintf("Renewed from %s, once it is signed: %s; %s.", out.Signed, mode.EN, count.EN),
	), c.following(s.Reading))
}

// following says whose reading the fund follows; nothing when it stated none.
func (c Contract) following(r RenewalReading) law.Phrase {
	switch r {
	case ReadingOfText:
		return say("La caisse suit la lecture du texte ; celle de la Cnam est citée à côté.", "The fund follows the reading of the text; that of the Cnam is cited beside it.")
	case ReadingOfCnam:
		return say("La caisse suit la lecture de la Cnam ; celle du texte est citée à côté.", "The fund follows the reading of the Cnam; that of the text is cited beside it.")
	default:
		return law.Phrase{}
	}
}

// joinPhrases puts one sentence behind another, when there is another.
func joinPhrases(first, second law.Phrase) law.Phrase {
	if second == (law.Phrase{}) {
		return first
	}
	return law.Phrase{FR: first.FR + " " + second.FR, EN: first.EN + " " + second.EN}
}
