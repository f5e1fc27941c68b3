package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/money"
)

// application tells what the doctor brings. These are the dossier's own facts.
func (s *scene) application() {
	a := s.known
	s.page.chapter("La demande")
	fund := "caisse " + a.GetFundCode()
	if given := s.play.given; given != "" && given != a.GetFundCode() {
		fund += " (le dossier dit " + given + ", où les services ont déjà des dossiers)"
	}
	facts := []string{"Signature prévue le " + date(a.GetSignatureDate()).printed, fund}
	if given := s.play.doctor; given != "" && given != a.GetDoctor().GetRpps() {
		facts = append(facts, "un autre médecin que le dossier ne dit ("+given+"), qui a déjà un contrat")
	}
	facts = append(facts, doctorFacts(a.GetDoctor())...)
	facts = append(facts, practiceFacts(a.GetPractice())...)
	facts = append(facts, activityFacts(a.GetActivity())...)
	facts = append(facts, assistantFacts(a.GetAssistant())...)
	s.page.para(2, strings.Join(facts, " ; ")+".")
}

func doctorFacts(d *eligibilityv1.Doctor) []string {
	if d == nil {
		return nil
	}
	facts := []string{"médecin de spécialité " + d.GetSpecialtyCode()}
	if d.GetRpps() != "" {
		facts = append(facts, "RPPS "+d.GetRpps())
	}
	if d.Sector != nil {
		facts = append(facts, sectorName(d.GetSector()))
	}
	if d.TariffOption != nil {
		facts = append(facts, tariffName(d.GetTariffOption()))
	}
	if d.InstalledDate != nil {
		facts = append(facts, "installé le "+date(d.GetInstalledDate()).printed)
	}
	for _, claim := range []struct {
		made bool
		name string
	}{
		{d.GetParticularPractice(), "exercice particulier (MEP)"},
		{d.GetDisabledWorker(), "reconnu travailleur handicapé"},
		{d.GetLongIllness(), "en affection de longue durée"},
		{d.GetMixedActivity(), "exercice mixte, libéral et salarié"},
	} {
		if claim.made {
			facts = append(facts, claim.name)
		}
	}
	return facts
}

func practiceFacts(p *eligibilityv1.Practice) []string {
	if p == nil {
		return nil
	}
	var facts []string
	if p.GetZone() != 0 {
		facts = append(facts, zoneName(p.GetZone()))
	}
	if p.GetDepartment() != "" {
		facts = append(facts, "département "+p.GetDepartment())
	}
	if p.GetDoctorsInPractice() == 1 {
		facts = append(facts, "seul dans son cabinet")
	} else if p.GetDoctorsInPractice() > 1 {
		facts = append(facts, fmt.Sprintf("%d médecins au cabinet", p.GetDoctorsInPractice()))
	}
	switch kind := p.GetCoordination().GetKind().(type) {
	case *eligibilityv1.Coordination_Form:
		facts = append(facts, coordinationName(kind.Form))
	case *eligibilityv1.Coordination_CommitmentDate:
		facts = append(facts, "s'engage à rejoindre un exercice coordonné d'ici au "+date(kind.CommitmentDate).printed)
	}
	if p.StructureFeePrerequisitesMet != nil {
		facts = append(facts, "volet 1 du forfait structure "+firstOf(p.GetStructureFeePrerequisitesMet(), "rempli", "non rempli"))
	}
	if p.ColleagueWithin_20Minutes != nil {
		facts = append(facts, firstOf(p.GetColleagueWithin_20Minutes(), "un confrère à moins de 20 minutes", "aucun confrère à moins de 20 minutes"))
	}
	return facts
}

func activityFacts(a *eligibilityv1.Activity) []string {
	if a == nil {
		return nil
	}
	var facts []string
	for _, f := range []struct {
		n    *int32
		name string
	}{
		{a.AdultRegisteredPatients, "patients adultes médecin traitant"},
		{a.RegisteredPatients, "patients médecin traitant, adultes et enfants"},
		{a.ActiveFile, "patients de file active"},
	} {
		if f.n != nil {
			facts = append(facts, grouped(*f.n)+" "+f.name)
		}
	}
	for _, f := range []struct {
		bp   *int32
		name string
	}{
		{a.Under_16ShareBp, "de patients de moins de 16 ans"},
		{a.ClinicalFeeShareBp, "d'honoraires cliniques"},
		{a.CcamFeeShareBp, "d'honoraires CCAM"},
	} {
		if f.bp != nil {
			facts = append(facts, percentOf(*f.bp)+" "+f.name)
		}
	}
	if a.MeasuredOnDate != nil {
		facts = append(facts, "comptés le "+date(a.GetMeasuredOnDate()).printed)
	}
	if a.Band != nil {
		facts = append(facts, "tranche indiquée par la caisse : "+bandName(a.GetBand()))
	}
	return facts
}

func assistantFacts(a *eligibilityv1.Assistant) []string {
	if a == nil {
		return nil
	}
	var facts []string
	if a.WeeklyMinutes != nil {
		facts = append(facts, "assistant "+hours(a.GetWeeklyMinutes())+" par semaine")
	}
	if a.SecretaryPromoted != nil {
		facts = append(facts, firstOf(a.GetSecretaryPromoted(), "une secrétaire devient l'assistante", "l'assistant n'est pas une secrétaire du cabinet"))
	}
	if a.SecretaryReplaced != nil {
		facts = append(facts, firstOf(a.GetSecretaryReplaced(), "la secrétaire est remplacée", "la secrétaire n'est pas remplacée"))
	}
	return facts
}

func percentOf(bp int32) string {
	return strings.TrimSuffix(strings.TrimSuffix(money.Ratio{Num: int64(bp), Den: 10_000}.Percent(2), "\u00a0%"), ",00") + "\u00a0%"
}

func hours(minutes int32) string {
	if minutes%60 == 0 {
		return fmt.Sprintf("%d\u00a0h", minutes/60)
	}
	return fmt.Sprintf("%d\u00a0h\u00a0%02d", minutes/60, minutes%60)
}

// assess asks for the assessment, kept or not, and tells it.
func (s *scene) assess(ctx context.Context, keep bool) error {
	if keep {
		answer, err := ask(ctx, s.officer(), s.services.eligibility.AssessApplication, &eligibilityv1.AssessApplicationRequest{
			RequestId: s.requestID(), Application: s.known,
		})
		if err != nil {
			return err
		}
		s.assessment = answer.GetAssessment()
		if s.dossier.brief {
			s.inBrief()
			return nil
		}
		s.page.chapter("L'examen du dossier, conservé sous " + s.assessment.GetId())
	} else {
		answer, err := ask(ctx, s.officer(), s.services.eligibility.SimulateAid, &eligibilityv1.SimulateAidRequest{Application: s.known})
		if err != nil {
			return err
		}
		s.assessment = answer.GetAssessment()
		s.page.chapter("Une simulation, dont rien n'est conservé")
	}
	s.criteria(s.assessment)
	if s.assessment.GetVerdict() == eligibilityv1.Verdict_VERDICT_NOT_ELIGIBLE {
		return nil // what an option would give does not matter then
	}
	s.questions(s.assessment)
	for _, o := range s.assessment.GetOptions() {
		s.option(o)
	}
	return nil
}

// inBrief tells an examination in a line.
func (s *scene) inBrief() {
	text := s.assessment.GetTextId()
	if t := s.texts[text]; t != nil {
		text = t.GetTitle().GetFr()
	}
	s.page.space()
	s.page.para(2, fmt.Sprintf("L'examen est conservé sous %s, texte « %s » : %s", s.assessment.GetId(), text,
		s.sheet.show("verdict", word(code(s.assessment.GetVerdict()), verdictName(s.assessment.GetVerdict())))))
	s.sheet.check("text", word(s.assessment.GetTextId(), ""))
	s.sheet.check("newly_installed", yes(s.assessment.GetNewlyInstalled()))
	for _, o := range s.assessment.GetOptions() {
		s.sheet.check("options."+code(o.GetOption())+".open", yes(o.GetOpen()))
	}
}

func (s *scene) criteria(a *eligibilityv1.Assessment) {
	text := "aucun texte en vigueur"
	if t := s.texts[a.GetTextId()]; t != nil {
		text = t.GetTitle().GetFr() + " (" + a.GetTextId() + ")"
	}
	s.sheet.check("text", word(firstOf(a.GetTextId() == "", noFigure, a.GetTextId()), ""))
	s.page.line("  Texte : " + text)
	var rows [][]string
	var notAsked []string
	for _, c := range a.GetCriteria() {
		s.sheet.cites(append(c.GetAlsoUsed(), c.GetCitation())...)
		sign := s.sheet.show("criteria."+c.GetId(), word(code(c.GetOutcome()), outcomeSign(c.GetOutcome())))
		told := s.sheet.sentence(c.GetExplanation().GetFr())
		if c.GetGap() != "" {
			s.sheet.check("gap."+c.GetId(), word(c.GetGap(), ""))
		}
		if c.GetOutcome() == eligibilityv1.Outcome_OUTCOME_NOT_REQUIRED {
			notAsked = append(notAsked, strings.ToLower(criterionName(c.GetId()))+" "+sourceOf(c.GetCitation()))
			continue
		}
		rows = append(rows, []string{sign, criterionName(c.GetId()), sourceOf(c.GetCitation()), told})
	}
	s.page.table(2, rows)
	if len(notAsked) > 0 {
		s.page.hanging(2, "·  Non demandé : ", strings.Join(notAsked, " ; ")+".")
	}
	conclusion := s.sheet.show("verdict", word(code(a.GetVerdict()), verdictName(a.GetVerdict())))
	certainty := s.sheet.show("certainty", word(code(a.GetCertainty()), certaintyName(a.GetCertainty())))
	s.page.hanging(2, "→  ", conclusion+" La plus faible des certitudes employées : "+certainty+".")
	if a.GetAdaptedContract() {
		s.page.para(5, s.sheet.show("adapted", word("true", "La caisse adapte le contrat.")))
	}
	if a.GetNewlyInstalled() {
		s.page.para(5, s.sheet.show("newly_installed", word("true", "Le médecin est nouvellement installé.")))
	}
}

// questions tells what is missing, and who can say it.
func (s *scene) questions(a *eligibilityv1.Assessment) {
	var fields, cells []string
	for i, q := range a.GetQuestions() {
		if i == 0 {
			s.page.line("  " + firstOf(a.GetVerdict() == eligibilityv1.Verdict_VERDICT_UNDETERMINED, "Pour conclure, il manque :", "Reste à préciser :"))
		}
		s.sheet.cites(q.GetMissingCell())
		s.page.hanging(5, "– ", s.sheet.sentence(q.GetText().GetFr()))
		if q.GetField() != "" {
			fields = append(fields, q.GetField())
		} else {
			cells = append(cells, q.GetMissingCell().GetCell())
		}
	}
	s.names("questions", fields)
	s.names("missing_cells", cells)
}

// names compares a list of codes; a list that is empty and not expected is no figure.
func (s *scene) names(path string, names []string) {
	if _, expected := s.sheet.expected.values[path]; len(names) > 0 || expected {
		s.sheet.show(path, word(strings.Join(names, ", "), ""))
	}
}

// option tells what one option would give.
func (s *scene) option(o *eligibilityv1.OptionAnswer) {
	base := "options." + code(o.GetOption())
	open := s.sheet.show(base+".open", word(fmt.Sprint(o.GetOpen()), firstOf(o.GetOpen(), "ouverte", "pas ouverte")))
	s.page.space()
	s.page.line("  " + outcomeSign(o.GetOutcome()) + " Option " + optionName(o.GetOption()) + " : " + open)
	var reasons []string
	for _, r := range o.GetReasons() {
		s.sheet.cites(r.GetCitation())
		reasons = append(reasons, r.GetCode())
		s.page.hanging(4, "– ", s.sheet.sentence(r.GetText().GetFr())+" "+sourceOf(r.GetCitation()))
	}
	s.names(base+".reasons", reasons)
	if !o.GetOpen() {
		return
	}
	if o.Band != nil {
		s.page.line("    Tranche de la patientèle de départ : " + s.sheet.show(base+".band", word(code(o.GetBand()), bandName(o.GetBand()))))
	}
	s.objectives(base, o.GetObjectives())
	s.possible(base, o.GetPossible())
	s.years(base, o.GetYearly())
}

func (s *scene) objectives(base string, objectives []*eligibilityv1.Objective) {
	if len(objectives) == 0 {
		return
	}
	rows := [][]string{{"Objectif", "départ", "taux", "à gagner", "à atteindre", "source"}}
	for _, o := range objectives {
		s.sheet.cites(append(o.GetAlsoUsed(), o.GetCitation())...)
		at := base + ".objectives." + code(o.GetIndicator()) + "."
		rows = append(rows, []string{
			indicatorName(o.GetIndicator()),
			s.sheet.show(at+"start", optionalCount(o.Start)),
			s.sheet.show(at+"rate_thousandths", rate(o.RateThousandths)),
			s.sheet.show(at+"to_gain", gain(o.ToGain)),
			s.sheet.show(at+"target", optionalCount(o.Target)),
			sourceOf(o.GetCitation()),
		})
	}
	s.page.table(4, rows, 1, 2, 3, 4)
}

// possible tells the terms in each band that remains possible.
func (s *scene) possible(base string, terms []*eligibilityv1.BandTerms) {
	if len(terms) == 0 {
		return
	}
	var bands []string
	var printed []lawv1.Band
	rows := [][]string{{"Dans la tranche", "à gagner"}}
	unknown := map[string][]string{}
	for _, t := range terms {
		bands, printed = append(bands, code(t.GetBand())), append(printed, t.GetBand())
		row := []string{bandName(t.GetBand())}
		for _, o := range t.GetObjectives() {
			cell := o.GetCitation()
			s.sheet.cites(append(o.GetAlsoUsed(), cell)...)
			at := base + ".bands." + code(t.GetBand()) + "." + code(o.GetIndicator()) + ".to_gain"
			toGain := s.sheet.show(at, gain(o.ToGain))
			if o.ToGain == nil && cell.GetCertainty() == lawv1.Certainty_CERTAINTY_UNKNOWN {
				who := cell.GetSettledBy().GetFr()
				unknown[who] = append(unknown[who], cell.GetCell())
			}
			row = append(row, strings.ToLower(indicatorName(o.GetIndicator()))+" : "+toGain+" "+sourceOf(cell))
		}
		rows = append(rows, []string{row[0], strings.Join(row[1:], " ; ")})
	}
	s.sheet.show(base+".possible_bands", word(strings.Join(bands, ", "), ""))
	s.page.para(4, "La tranche de la patientèle de départ n'est pas établie ; restent possibles : "+bandNames(printed)+".")
	s.page.table(4, rows)
	for _, who := range sortedKeys(unknown) {
		slices.Sort(unknown[who])
		s.page.hanging(4, "? ", "La loi n'est pas connue ici ("+strings.Join(slices.Compact(unknown[who]), ", ")+") ; à demander à : "+who+".")
	}
}

// years tells the aid of each contract year.
func (s *scene) years(base string, years []*eligibilityv1.YearlyAmount) {
	if len(years) == 0 {
		return
	}
	rows := [][]string{{"Année", "à partir du", "aide au plus", "source"}}
	for _, y := range years {
		s.sheet.cites(y.GetCitation())
		at := fmt.Sprintf("%s.years.%d.", base, y.GetContractYear())
		var amount string
		switch {
		case y.LowestCeilingCents != nil:
			amount = s.sheet.show(at+"least", euros(y.GetLowestCeilingCents())) + " à " + s.sheet.show(at+"most", euros(y.GetHighestCeilingCents()))
		case y.CeilingCents == nil && y.GetCitation().GetValue() == noFigure:
			amount = s.sheet.show(at+"euros", word(noFigure, "aucune"))
		default:
			amount = s.sheet.show(at+"euros", optionalEuros(y.CeilingCents, "inconnu"))
		}
		rows = append(rows, []string{
			fmt.Sprint(y.GetContractYear()), s.sheet.show(at+"start", date(y.GetStartDate())), amount, sourceOf(y.GetCitation()),
		})
	}
	s.page.table(4, rows, 2)
}
