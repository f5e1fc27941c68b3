package server

import (
	"fmt"
	"slices"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// The enums of the domain and of the wire carry the same numbers; a test compares
// their names one by one.

// assessed is what an offer needs to know of an assessment.
func (s *Server) assessed(a *eligibilityv1.Assessment) (contract.Assessed, error) {
	app := a.GetApplication()
	signed, err := civil.Parse(app.GetSignatureDate())
	if err != nil {
		return contract.Assessed{}, fmt.Errorf("assessment %q: signature_date: %w", a.GetId(), err)
	}
	text, _ := s.law.Text(a.GetTextId())
	activity := app.GetActivity()
	if activity == nil {
		activity = &eligibilityv1.Activity{}
	}
	return contract.Assessed{
		LawDigest:      a.GetLawDigest(),
		Text:           text,
		Verdict:        contract.Verdict(a.GetVerdict()),
		Findings:       findings(a),
		Signed:         signed,
		Specialty:      app.GetDoctor().GetSpecialtyCode(),
		Particular:     app.GetDoctor().GetParticularPractice(),
		Adults:         start(activity.AdultRegisteredPatients),
		Registered:     start(activity.RegisteredPatients),
		ActiveFile:     start(activity.ActiveFile),
		BandStated:     activity.Band != nil,
		NewlyInstalled: a.GetNewlyInstalled(), InstalledUnknown: app.GetDoctor().GetInstalledDate() == "",
		Options:   options(a.GetOptions()),
		Certainty: wire.CertaintyOf(a.GetCertainty()),
	}, nil
}

// start is a starting level, which may not be known.
func start(patients *int32) law.Start {
	if patients == nil {
		return law.Start{}
	}
	return law.Start{Count: int(*patients), Known: true}
}

// findings are the sentences that stand in the way of an offer: the criteria that are
// not met, else the questions that would settle a criterion.
func findings(a *eligibilityv1.Assessment) []law.Phrase {
	var found []law.Phrase
	for _, c := range a.GetCriteria() {
		if c.GetOutcome() == eligibilityv1.Outcome_OUTCOME_NOT_MET {
			found = append(found, phraseOf(c.GetExplanation()))
		}
	}
	if len(found) > 0 {
		return found
	}
	criterion := func(settles string) bool { return !strings.HasPrefix(settles, "OPTION_") }
	for _, q := range a.GetQuestions() {
		if slices.ContainsFunc(q.GetSettles(), criterion) {
			found = append(found, phraseOf(q.GetText()))
		}
	}
	return found
}

func phraseOf(p *lawv1.Phrase) law.Phrase { return law.Phrase{FR: p.GetFr(), EN: p.GetEn()} }

// options is what the assessment says of each option.
func options(list []*eligibilityv1.OptionAnswer) []contract.AssessedOption {
	answers := make([]contract.AssessedOption, len(list))
	for i, o := range list {
		answers[i] = contract.AssessedOption{Option: wire.OptionOf(o.GetOption()), Open: o.GetOpen()}
		for _, r := range o.GetReasons() {
			answers[i].Codes = append(answers[i].Codes, r.GetCode())
			answers[i].Why = append(answers[i].Why, phraseOf(r.GetText()))
		}
		if o.Band != nil {
			answers[i].Bands = []law.Band{wire.BandOf(o.GetBand())}
			continue
		}
		for _, possible := range o.GetPossible() {
			answers[i].Bands = append(answers[i].Bands, wire.BandOf(possible.GetBand()))
		}
	}
	return answers
}

// offered is the contract as it is offered, without id.
func offered(a *eligibilityv1.Assessment, t contract.Terms) *contractv1.Contract {
	doctor := a.GetApplication().GetDoctor()
	m := &contractv1.Contract{
		FundCode: a.GetApplication().GetFundCode(),
		Doctor: &contractv1.DoctorIdentity{
			Rpps: doctor.GetRpps(), AmNumber: doctor.GetAmNumber(),
			SpecialtyCode: doctor.GetSpecialtyCode(), ParticularPractice: doctor.GetParticularPractice(),
		},
		TextId:          a.GetTextId(),
		LawDigest:       a.GetLawDigest(),
		AssessmentId:    a.GetId(),
		Option:          wire.Option(t.Option),
		SignatureDate:   a.GetApplication().GetSignatureDate(),
		Term:            wire.Date(t.Term),
		State:           contractv1.State_STATE_OFFERED,
		Years:           years(t.Years),
		AdaptedContract: a.GetAdaptedContract(),
		NewlyInstalled:  a.GetNewlyInstalled(),
		Department:      a.GetApplication().GetPractice().GetDepartment(),

		FirstContractYear:   int32(t.Years[0].Number),
		Certainty:           wire.Certainty(t.Certainty),
		CoordinationDueDate: a.GetApplication().GetPractice().GetCoordination().GetCommitmentDate(),
	}
	if practice := a.GetApplication().GetPractice(); practice != nil {
		m.Zone = practice.Zone
	}
	if len(t.Bands) == 1 {
		m.Band = wire.Band(t.Bands[0]).Enum()
	} else {
		for _, b := range t.Bands {
			m.PossibleBands = append(m.PossibleBands, wire.Band(b))
		}
	}
	for _, o := range t.Objectives {
		m.Objectives = append(m.Objectives, objective(o))
	}
	return m
}

// objective is one commitment on the wire.
func objective(o contract.Objective) *contractv1.Objective {
	m := &contractv1.Objective{
		Indicator: wire.Indicator(o.Indicator),
		Start:     int32(o.Start), ToGain: int32(o.ToGain), Target: int32(o.Target),
		Declared: o.Declared, DeclaredReason: o.Reason,
		Citation: wire.Citation(o.Cite), Explanation: wire.Phrase(o.Explanation),
	}
	if o.LawKnown {
		lawful := int32(o.LawToGain)
		m.LawToGain = &lawful
	}
	return m
}

// years are the contract years on the wire.
func years(list []law.Year) []*contractv1.ContractYear {
	out := make([]*contractv1.ContractYear, len(list))
	for i, y := range list {
		out[i] = &contractv1.ContractYear{Year: int32(y.Number), StartDate: wire.Date(y.Start), EndDate: wire.Date(y.End)}
	}
	return out
}

// employment is the work contract that a request brought.
func employment(req *contractv1.HireAssistantRequest, r contract.Reached) *contractv1.Employment {
	return &contractv1.Employment{
		AssistantRef: req.GetAssistantRef(), StartDate: req.GetStartDate(),
		WeeklyMinutes: req.GetWeeklyMinutes(), Employer: req.GetEmployer(),
		WorkContractWeeklyMinutes: max(req.GetWorkContractWeeklyMinutes(), req.GetWeeklyMinutes()), SecretaryPromoted: req.GetSecretaryPromoted(),
		OptionReached: wire.Option(r.Option), Citation: wire.Citation(r.Cite),
	}
}

// attainment is what a measure means, on the wire.
func attainment(a law.Attainment) *contractv1.Attainment {
	m := &contractv1.Attainment{
		Reached: a.Known && a.Reached, Form: a.Form,
		Citations: wire.Citations(a.Cites), Explanation: wire.Phrase(a.Explanation),
	}
	if a.Known {
		m.Ratio = wire.Ratio(a.Ratio)
	}
	for _, i := range a.Missing {
		m.Missing = append(m.Missing, wire.Indicator(i))
	}
	for _, e := range a.Each {
		m.Each = append(m.Each, &contractv1.IndicatorAttainment{
			Indicator: wire.Indicator(e.Indicator),
			Start:     int32(e.Start), ToGain: int32(e.ToGain), Target: int32(e.Target),
			Seen: int32(e.Seen), Gained: int32(e.Gained), ShortBy: int32(e.ShortBy),
			Ratio: wire.Ratio(e.Ratio), Reached: e.Reached, Explanation: wire.Phrase(e.Explanation),
		})
	}
	return m
}
