package eligibility

import (
	"fmt"
	"math/bits"
	"slices"

	"assistmed/services/internal/law"
)

// Question is a fact, or a cell of the law, that would settle something.
type Question struct {
	Field   string        // path inside the application; "" when a cell is missing
	Missing *law.Citation // the missing cell; nil when Field is set
	Settles []string      // criteria by id, and options as "OPTION_FULL"
	// Verdict: it belongs to the smallest set of questions that settles an
	// UNDETERMINED verdict, whatever their answers are.
	Verdict bool
	Text    law.Phrase
}

// missing is what one criterion or option asks for.
type missing struct {
	asks
	settles string
	verdict facts // those that the verdict depends on
}

// questions gathers what is missing, one question for each fact or cell: first what
// the criteria ask for, then the options.
//
// Each criterion asks for the facts that can still turn its answer when all others are
// given, so all of them are needed; and since an undetermined verdict has no criterion
// that fails, and one criterion can be met whatever settles another, the facts of all
// criteria together are the smallest set that settles the verdict. The patient list is
// the one fact that two criteria share: see sharedFacts.
func (q *inquiry) questions(d *Decision) []Question {
	var needed []missing
	for i, f := range d.Findings() {
		m := missing{asks: f.asks, settles: criteriaIDs[i]}
		if d.Verdict == Undetermined {
			m.verdict = f.asks.facts
		}
		needed = append(needed, m)
	}
	if d.Verdict == Undetermined && d.Criteria[minimumActivity].Outcome == CannotTell && d.Criteria[groupPractice].Outcome == CannotTell {
		shared := q.sharedFacts()
		needed[minimumActivity].verdict &= shared
		needed[groupPractice].verdict &= shared
	}
	for _, o := range d.Options() {
		needed = append(needed, missing{asks: o.missing, settles: "OPTION_" + o.Option.String()})
	}
	var all []Question
	for i, m := range needed {
		m.facts.each(func(one facts) {
			all = asked(all, Question{Field: wordsOf(one).field, Text: q.askForFact(one), Verdict: m.verdict&one != 0}, m.settles)
		})
		for _, r := range m.cells {
			if r != 0 {
				cell := q.engine.cite(r)
				all = asked(all, Question{Missing: cell, Text: q.askForCell(r), Verdict: i < criteriaCount && d.Verdict == Undetermined}, m.settles)
			}
		}
	}
	return all
}

// sharedFacts are the facts on which minimum activity and group practice together
// depend, where neither is settled: both read the patient list, so that what would
// settle one may not matter once the other fails.
func (q *inquiry) sharedFacts() facts {
	s := q.situations()
	return s.deciding(func(s situation) bool {
		return (s.enough || s.newly || s.under16) && q.plan.group.passes(s)
	})
}

// asked adds a question, or what it settles to the one that is there.
func asked(all []Question, one Question, settles string) []Question {
	at := slices.IndexFunc(all, func(o Question) bool { return o.Field == one.Field && o.Missing == one.Missing })
	if at < 0 {
		at = len(all)
		all = append(all, one)
	}
	all[at].Settles = append(all[at].Settles, settles)
	all[at].Verdict = all[at].Verdict || one.Verdict
	return all
}

// factWords are the field of a fact, its name inside a sentence ("la zone du
// cabinet"), and the question.
type factWords struct {
	field      string
	name, text law.Phrase
}

// wordsOf are the words of one fact.
func wordsOf(one facts) *factWords { return &factCatalogue[bits.TrailingZeros32(uint32(one))] }

// factCatalogue has the words of every fact, in their order; read only.
var factCatalogue = inOrder(map[facts]factWords{
	factSector: {
		"doctor.sector",
		say("le secteur conventionnel", "the agreement sector"),
		say("Dans quel secteur conventionnel le médecin exerce-t-il ?", "In which agreement sector does the doctor practise?")},
	factTariffOption: {
		"doctor.tariff_option",
		say("l'option tarifaire", "the tariff option"),
		say("À quelle option tarifaire le médecin de secteur 2 a-t-il adhéré ?", "Which tariff option has the doctor of secteur 2 signed?")},
	factInstalled: {
		"doctor.installed_date",
		say("la date de première installation", "the date of first installation"),
		say("À quelle date le médecin s'est-il installé en libéral pour la première fois ?", "On which day did the doctor first set up in liberal practice?")},
	factZone: {
		"practice.zone",
		say("la zone du cabinet", "the zone of the practice"),
		say("Dans quelle zone se trouve le cabinet (ZIP, ZAC, ZV ou aucune) ?", "In which zone does the practice lie (ZIP, ZAC, ZV or none)?")},
	factDepartment: {
		"practice.department",
		say("le département du cabinet", "the department of the practice"),
		say("Dans quel département se trouve le cabinet ?", "In which department does the practice lie?")},
	factDoctors: {
		"practice.doctors_in_practice",
		say("le nombre de médecins du cabinet", "the number of doctors in the practice"),
		say("Combien de médecins exercent dans le cabinet, le demandeur compris ?", "How many doctors work in the practice, the applicant included?")},
	factCoordination: {
		"practice.coordination",
		say("l'exercice coordonné", "the coordinated practice"),
		say("Sous quelle forme coordonnée le médecin exerce-t-il, ou à quelle date s'engage-t-il à y entrer ?", "In which form of coordinated practice does the doctor work, or by which day does he or she commit to enter one?")},
	factStructureFee: {
		"practice.structure_fee_prerequisites_met",
		say("le volet 1 du forfait structure", "volet 1 of the forfait structure"),
		say("Tous les indicateurs du volet 1 du forfait structure sont-ils remplis ?", "Are all indicators of volet 1 of the forfait structure met?")},
	factAdultRegistered: {
		"activity.adult_registered_patients",
		say("le nombre de patients adultes médecin traitant", "the number of registered adult patients"),
		say("Combien d'adultes ont déclaré ce médecin comme médecin traitant ?", "How many adults have declared this doctor as their médecin traitant?")},
	factRegistered: {
		"activity.registered_patients",
		say("le nombre de patients médecin traitant", "the number of registered patients"),
		say("Combien de patients, adultes et enfants, ont déclaré ce médecin comme médecin traitant ?", "How many patients, adults and children, have declared this doctor as their médecin traitant?")},
	factActiveFile: {
		"activity.active_file",
		say("la file active", "the active file"),
		say("Combien de patients différents le médecin a-t-il vus dans l'année (file active) ?", "How many different patients has the doctor seen in the year (active file)?")},
	factUnder16: {
		"activity.under_16_share_bp",
		say("la part de patients de moins de 16 ans", "the share of patients under 16"),
		say("Quelle est la part des patients de moins de 16 ans ?", "What share of the patients is under 16?")},
	factClinicalShare: {
		"activity.clinical_fee_share_bp",
		say("la part des honoraires cliniques", "the share of clinical fees"),
		say("Quelle est la part des honoraires cliniques dans tous les honoraires des derniers mois ?", "What share of all fees of the last months were clinical fees?")},
	factCCAMShare: {
		"activity.ccam_fee_share_bp",
		say("la part des actes techniques", "the share of technical fees"),
		say("Quelle est la part des actes techniques (CCAM) dans tous les honoraires, dépassements exclus ?", "What share of all fees, extra-billing left out, were technical (CCAM) fees?")},
	factBand: {
		"activity.band",
		say("la tranche indiquée par la caisse", "the band stated by the fund"),
		say("Dans quelle tranche de percentiles la caisse place-t-elle la patientèle de départ ?", "In which band of percentiles does the fund place the starting patient list?")},
	factPromoted: {
		"assistant.secretary_promoted",
		say("l'origine de l'assistant", "where the assistant comes from"),
		say("Un secrétaire du cabinet devient-il l'assistant ?", "Does a secretary of the practice become the assistant?")},
	factReplaced: {
		"assistant.secretary_replaced",
		say("le remplacement du secrétaire", "the replacement of the secretary"),
		say("Le poste du secrétaire qui devient l'assistant est-il repourvu, ou le sera-t-il dans le délai du texte ?", "Is the post of the secretary who becomes the assistant refilled, or will it be in the time the text gives?")},
	factColleague: {
		"practice.colleague_within_20_minutes",
		say("la proximité d'un confrère", "whether a colleague is near"),
		law.Phrase{}}, // its question has a figure of the text
	factHeldOption: {
		"known_contract.option",
		say("l'option du contrat en cours", "the option of the running contract"),
		say("De quelle option est le contrat que le médecin a déjà, s'il en a un ?", "Of which option is the contract that the doctor holds, if any?")},
	factHeldYear: {
		"known_contract.contract_year",
		say("l'année du contrat en cours", "the year of the running contract"),
		say("Dans quelle année de contrat le contrat en cours sera-t-il à la signature ?", "In which contract year will the running contract be on the signature date?")},
	factHeldReached: {
		"known_contract.objectives_reached",
		say("l'atteinte des objectifs du contrat en cours", "whether the objectives of the running contract are reached"),
		say("Les objectifs du contrat en cours sont-ils atteints ?", "Are the objectives of the running contract reached?")},
})

func inOrder(words map[facts]factWords) []factWords {
	list := make([]factWords, (noMoreFacts - 1).count())
	(noMoreFacts - 1).each(func(one facts) { list[bits.TrailingZeros32(uint32(one))] = words[one] })
	return list
}

// askForFact is the question for a fact.
func (q *inquiry) askForFact(one facts) law.Phrase {
	if one == factColleague {
		minutes, _ := q.text.Criteria.GroupPractice.IsolatedPath.ColleagueMinutes.Value()
		return say(
			fmt.Sprintf("Un autre médecin exerce-t-il à moins de %d minutes ?", minutes),
			fmt.Sprintf("Does another doctor practise at less than %d minutes?", minutes))
	}
	return wordsOf(one).text
}

// askForCell says which cell of the law is missing, and who can supply it; of a cell
// that is known and does not settle the matter, why.
func askForCell(cell *law.Citation) law.Phrase {
	switch {
	case cell.SettledBy != law.Phrase{}:
		return say(
			fmt.Sprintf("Le droit n'est pas assez connu ici (%s, %s). Peut le préciser : %s.", cell.TextID, cell.Cell, cell.SettledBy.FR),
			fmt.Sprintf("The law is not known well enough here (%s, %s). It can be settled by %s.", cell.TextID, cell.Cell, cell.SettledBy.EN))
	case cell.Note != law.Phrase{}:
		return say(
			fmt.Sprintf("Le droit n'est pas assez connu ici (%s, %s) : %s.", cell.TextID, cell.Cell, cell.Note.FR),
			fmt.Sprintf("The law is not known well enough here (%s, %s): %s.", cell.TextID, cell.Cell, cell.Note.EN))
	}
	return say(
		fmt.Sprintf("Le droit n'est pas assez connu ici (%s, %s).", cell.TextID, cell.Cell),
		fmt.Sprintf("The law is not known well enough here (%s, %s).", cell.TextID, cell.Cell))
}

// notStated names facts with the verb: "the date of first installation is", "… and
// the share of patients under 16 are".
func notStated(missing facts) law.Phrase {
	names := missing.names()
	verb := " is"
	if missing.count() > 1 {
		verb = " are"
	}
	return law.Phrase{FR: law.List(names.fr, "ni"), EN: law.List(names.en, "and") + verb}
}

// names are the names of facts, in both languages.
func (s facts) names() (names struct{ fr, en []string }) {
	s.each(func(one facts) {
		names.fr = append(names.fr, wordsOf(one).name.FR)
		names.en = append(names.en, wordsOf(one).name.EN)
	})
	return names
}
